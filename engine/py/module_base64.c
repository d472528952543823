#include "engine/py/module_binascii.h"

#include <string.h>

/* ---- base64 and its alphabets ---- */

/* A copy with the bytes of `from` replaced by those in the same place of `to`. */
static struct str exchange(struct arena *arena, struct str text, const char from[2],
			   const char to[2])
{
	char *copy = str_c(arena, text);

	for (size_t i = 0; i < text.n; i++)
		copy[i] = copy[i] == from[0] ? to[0] : copy[i] == from[1] ? to[1] : copy[i];
	return (struct str){ copy, text.n };
}

/* The two characters that stand for '+' and '/'; "+/" if absent. */
static bool take_alternatives(struct py *vm, struct py_object *value, char ret[2])
{
	struct str text = STR("+/");

	if (py_given(value) && !py_take_ascii(vm, value, &text))
		return false;
	if (text.n != 2)
		return py_raise(vm, "AssertionError", "altchars must be two characters long");
	memcpy(ret, text.p, 2);
	return true;
}

static struct py_object *encode(struct py *vm, struct py_object *value, const char alternatives[2])
{
	struct str bytes;

	if (!py_take_bytes(vm, value, &bytes))
		return NULL;
	return py_bytes(vm, exchange(py_arena(vm), py_base64_encode(py_arena(vm), bytes), "+/",
				     alternatives));
}

static struct py_object *decode(struct py *vm, struct py_object *value, const char alternatives[2],
				bool is_strict)
{
	struct str text, bytes;

	if (!py_take_ascii(vm, value, &text) ||
	    !py_base64_decode(vm, exchange(py_arena(vm), text, alternatives, "+/"), is_strict,
			      &bytes))
		return NULL;
	return py_bytes(vm, bytes);
}

static struct py_object *b64encode(struct py *vm, struct py_object *self, struct py_object **args)
{
	char alternatives[2];

	(void)self;
	return take_alternatives(vm, args[1], alternatives) ? encode(vm, args[0], alternatives)
							    : NULL;
}

static struct py_object *b64decode(struct py *vm, struct py_object *self, struct py_object **args)
{
	char alternatives[2];
	bool is_strict;

	(void)self;
	if (!take_alternatives(vm, args[1], alternatives) ||
	    !py_take_bool(vm, args[2], false, &is_strict))
		return NULL;
	return decode(vm, args[0], alternatives, is_strict);
}

static struct py_object *urlsafe_encode(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	(void)self;
	return encode(vm, args[0], "-_");
}

static struct py_object *urlsafe_decode(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	(void)self;
	return decode(vm, args[0], "-_", false);
}

static struct py_object *standard_encode(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	(void)self;
	return encode(vm, args[0], "+/");
}

static struct py_object *standard_decode(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	(void)self;
	return decode(vm, args[0], "+/", false);
}

/* Lines of 76 characters, each with its end. */
static struct py_object *encodebytes(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct strbuf buffer = STRBUF(py_arena(vm));
	struct str bytes;

	(void)self;
	if (!py_take_bytes(vm, args[0], &bytes))
		return NULL;
	for (; bytes.n; bytes = str_skip(bytes, bytes.n < 57 ? bytes.n : 57)) {
		strbuf_add(&buffer, py_base64_encode(py_arena(vm), str_slice(bytes, 0, 57)));
		strbuf_add_char(&buffer, '\n');
	}
	return py_bytes(vm, strbuf_str(&buffer));
}

static struct py_object *decodebytes(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str text;

	(void)self;
	return py_take_bytes(vm, args[0], &text) ? decode(vm, args[0], "+/", false) : NULL;
}

/* ---- base32 ---- */

static const char base32_digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

static struct py_object *b32encode(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct strbuf buffer = STRBUF(py_arena(vm));
	struct str bytes;

	(void)self;
	if (!py_take_bytes(vm, args[0], &bytes))
		return NULL;
	for (size_t i = 0; i < bytes.n; i += 5) {
		const size_t left = bytes.n - i, digits = left >= 5 ? 8 : (left * 8 + 4) / 5;
		uint64_t group = 0;
		for (size_t j = 0; j < 5; j++)
			group = group << 8 | (j < left ? (unsigned char)bytes.p[i + j] : 0);
		for (size_t j = 0; j < 8; j++)
			strbuf_add_char(&buffer, j < digits
							 ? base32_digits[group >> (35 - 5 * j) & 31]
							 : '=');
	}
	return py_bytes(vm, strbuf_str(&buffer));
}

static int base32_value(char c, bool folds)
{
	if (folds && c >= 'a' && c <= 'z')
		c = (char)(c - 'a' + 'A');
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	return c >= '2' && c <= '7' ? c - '2' + 26 : -1;
}

static bool is_base32_padding(size_t pads)
{
	return pads == 0 || pads == 1 || pads == 3 || pads == 4 || pads == 6;
}

static struct py_object *b32decode(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str text;
	bool folds;
	size_t pads = 0, n = 0;
	uint64_t group = 0;

	(void)self;
	if (!py_take_ascii(vm, args[0], &text) || !py_take_bool(vm, args[1], false, &folds))
		return NULL;
	if (text.n % 8)
		return py_raise_type(vm, &py_binascii_error_type, "Incorrect padding");
	while (pads < text.n && text.p[text.n - 1 - pads] == '=')
		pads++;
	char *bytes = arena_alloc(py_arena(vm), text.n / 8 * 5 + 8);

	for (size_t i = 0; i < text.n; i++) {
		const int value = i < text.n - pads ? base32_value(text.p[i], folds) : 0;
		if (value < 0)
			return py_raise_type(vm, &py_binascii_error_type, "Non-base32 digit found");
		group = group << 5 | (uint64_t)value;
		for (size_t j = 0; i % 8 == 7 && j < 5; j++)
			bytes[n++] = (char)(group >> (32 - 8 * j));
	}
	if (!is_base32_padding(pads))
		return py_raise_type(vm, &py_binascii_error_type, "Incorrect padding");
	return py_bytes(vm, (struct str){ bytes, n - (pads * 5 + 7) / 8 });
}

/* ---- base16 ---- */

static struct py_object *b16encode(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct strbuf buffer = STRBUF(py_arena(vm));
	struct str bytes;

	(void)self;
	if (!py_take_bytes(vm, args[0], &bytes))
		return NULL;
	for (size_t i = 0; i < bytes.n; i++)
		strbuf_printf(&buffer, "%02X", (unsigned char)bytes.p[i]);
	return py_bytes(vm, strbuf_str(&buffer));
}

static struct py_object *b16decode(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str text;
	bool folds;

	if (!py_take_ascii(vm, args[0], &text) || !py_take_bool(vm, args[1], false, &folds))
		return NULL;
	for (size_t i = 0; i < text.n; i++)
		if (!strchr(folds ? "0123456789ABCDEFabcdef" : "0123456789ABCDEF", text.p[i]) ||
		    !text.p[i])
			return py_raise_type(vm, &py_binascii_error_type, "Non-base16 digit found");
	self = py_import(vm, STR("binascii"));
	return self ? py_call_method(vm, self, "unhexlify", &PY_ARGS(args[0])) : NULL;
}

static const struct py_method functions[] = {
	{ "b64encode", "s, altchars=None", b64encode, PY_METHOD_STATIC },
	{ "b64decode", "s, altchars=None, validate=False", b64decode, PY_METHOD_STATIC },
	{ "urlsafe_b64encode", "s", urlsafe_encode, PY_METHOD_STATIC },
	{ "urlsafe_b64decode", "s", urlsafe_decode, PY_METHOD_STATIC },
	{ "standard_b64encode", "s", standard_encode, PY_METHOD_STATIC },
	{ "standard_b64decode", "s", standard_decode, PY_METHOD_STATIC },
	{ "encodebytes", "s", encodebytes, PY_METHOD_STATIC },
	{ "decodebytes", "s", decodebytes, PY_METHOD_STATIC },
	{ "b32encode", "s", b32encode, PY_METHOD_STATIC },
	{ "b32decode", "s, casefold=False, map01=None", b32decode, PY_METHOD_STATIC },
	{ "b16encode", "s", b16encode, PY_METHOD_STATIC },
	{ "b16decode", "s, casefold=False", b16decode, PY_METHOD_STATIC },
	{ 0 },
};

/* base85 and base32hex are what is left. */
const struct py_native_module py_module_base64 = { .name = "base64",
						   .functions = functions,
						   .is_open = true };
