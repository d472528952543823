#include "engine/py/module_binascii.h"

#include "engine/base/digest.h"

const struct py_native_type py_binascii_error_type = {
	.name = "Error",
	.module = "binascii",
	.base = &py_ValueError_type,
	.size = sizeof(struct py_exception),
};

bool py_take_bytes(struct py *vm, struct py_object *value, struct str *ret)
{
	if (py_is_poison(vm, value))
		return false;
	if (!py_is(value, &py_bytes_type))
		return py_raise(vm, "TypeError", "a bytes-like object is required, not '%.*s'",
				STR_ARG(py_type_name(value)));
	*ret = ((struct py_bytes *)value)->value;
	return true;
}

bool py_take_ascii(struct py *vm, struct py_object *value, struct str *ret)
{
	if (py_is_poison(vm, value))
		return false;
	if (py_is(value, &py_bytes_type)) {
		*ret = ((struct py_bytes *)value)->value;
		return true;
	}
	if (!py_is_str(value))
		return py_raise(
			vm, "TypeError",
			"argument should be a bytes-like object or ASCII string, not '%.*s'",
			STR_ARG(py_type_name(value)));
	if (!py_str_is_ascii(value))
		return py_raise(vm, "ValueError",
				"string argument should contain only ASCII characters");
	*ret = py_text(value);
	return true;
}

/* ---- base64 ---- */

static const char base64_digits[] =
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

struct str py_base64_encode(struct arena *result, struct str bytes)
{
	char *text = arena_alloc(result, bytes.n / 3 * 4 + 5);
	size_t n = 0;

	for (size_t i = 0; i < bytes.n; i += 3) {
		const size_t left = bytes.n - i;
		uint32_t group = 0;
		for (size_t j = 0; j < 3; j++)
			group = group << 8 | (j < left ? (unsigned char)bytes.p[i + j] : 0);
		for (size_t j = 0; j < 4; j++)
			text[n++] = j <= left ? base64_digits[group >> (18 - 6 * j) & 63] : '=';
	}
	return (struct str){ text, n };
}

static int base64_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

static bool fail(struct py *vm, const char *message)
{
	return py_raise_type(vm, &py_binascii_error_type, "%s", message);
}

struct base64_reader {
	char *out;
	size_t n;
	int place; /* digits of the group so far */
	int pads;
	unsigned int bits;
};

static void take_digit(struct base64_reader *reader, int value)
{
	reader->bits = reader->bits << 6 | (unsigned int)value;
	reader->pads = 0;
	if (reader->place++ > 0)
		reader->out[reader->n++] = (char)(reader->bits >> (8 - 2 * reader->place));
	reader->bits &= 63;
	reader->place %= 4;
}

static bool finish_base64(struct py *vm, const struct base64_reader *reader)
{
	if (reader->place == 0)
		return true;
	if (reader->place > 1)
		return fail(vm, "Incorrect padding");
	return py_raise_type(
		vm, &py_binascii_error_type,
		"Invalid base64-encoded string: number of data characters (%zu) cannot be 1 "
		"more than a multiple of 4",
		reader->n / 3 * 4 + 1);
}

/* The rules, lenient or strict, of `Modules/binascii.c`, binascii_a2b_base64. */
bool py_base64_decode(struct py *vm, struct str text, bool is_strict, struct str *ret)
{
	struct base64_reader reader = { .out = arena_alloc(py_arena(vm), text.n / 4 * 3 + 4) };
	bool has_padding = false;

	if (is_strict && text.n && text.p[0] == '=')
		return fail(vm, "Leading padding not allowed");
	for (size_t i = 0; i < text.n; i++) {
		const int value = base64_value(text.p[i]);
		if (text.p[i] == '=') {
			has_padding = true;
			if (reader.place >= 2 && reader.place + ++reader.pads >= 4) {
				if (is_strict && i + 1 < text.n)
					return fail(vm, "Excess data after padding");
				*ret = (struct str){ reader.out, reader.n };
				return true;
			}
			continue;
		}
		if (value < 0) {
			if (is_strict)
				return fail(vm, "Only base64 data is allowed");
			continue;
		}
		if (is_strict && has_padding)
			return fail(vm, "Discontinuous padding not allowed");
		take_digit(&reader, value);
	}
	*ret = (struct str){ reader.out, reader.n };
	return finish_base64(vm, &reader);
}

static struct py_object *a2b_base64(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str text, bytes;
	bool is_strict;

	(void)self;
	if (!py_take_ascii(vm, args[0], &text) || !py_take_bool(vm, args[1], false, &is_strict) ||
	    !py_base64_decode(vm, text, is_strict, &bytes))
		return NULL;
	return py_bytes(vm, bytes);
}

static struct py_object *b2a_base64(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str bytes;
	bool has_newline;

	(void)self;
	if (!py_take_bytes(vm, args[0], &bytes) || !py_take_bool(vm, args[1], true, &has_newline))
		return NULL;
	const struct str text = py_base64_encode(py_arena(vm), bytes);

	return py_bytes(vm, has_newline ? str_concat(py_arena(vm), text, STR("\n")) : text);
}

/* ---- hexadecimal, checksum ---- */

static struct py_object *hexlify(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str bytes;

	(void)self;
	if (args[1] || args[2])
		return py_refuse(vm, "binascii.hexlify with a separator");
	return py_take_bytes(vm, args[0], &bytes) ? py_bytes(vm, digest_hex(py_arena(vm), bytes))
						  : NULL;
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static struct py_object *unhexlify(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str text;

	(void)self;
	if (!py_take_ascii(vm, args[0], &text))
		return NULL;
	if (text.n % 2)
		return fail(vm, "Odd-length string") ? self : NULL;
	char *bytes = arena_alloc(py_arena(vm), text.n / 2 + 1);

	for (size_t i = 0; i < text.n / 2; i++) {
		const int high = hex_value(text.p[2 * i]), low = hex_value(text.p[2 * i + 1]);
		if (high < 0 || low < 0)
			return fail(vm, "Non-hexadecimal digit found") ? self : NULL;
		bytes[i] = (char)(high << 4 | low);
	}
	return py_bytes(vm, (struct str){ bytes, text.n / 2 });
}

static struct py_object *crc32(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str bytes;
	int64_t start = 0;

	(void)self;
	if (!py_take_bytes(vm, args[0], &bytes) ||
	    (args[1] && !py_take_int(vm, args[1], "value", &start)))
		return NULL;
	uint32_t sum = ~(uint32_t)start;

	for (size_t i = 0; i < bytes.n; i++) {
		sum ^= (unsigned char)bytes.p[i];
		for (int bit = 0; bit < 8; bit++)
			sum = sum >> 1 ^ (sum & 1 ? 0xEDB88320u : 0);
	}
	return py_int(vm, ~sum & 0xFFFFFFFFu);
}

static const struct py_member members[] = {
	{ "Error", PY_MEMBER_TYPE, &py_binascii_error_type, NULL },
	{ 0 },
};

static const struct py_method functions[] = {
	{ "hexlify", "data, sep=None, bytes_per_sep=1", hexlify, PY_METHOD_STATIC },
	{ "b2a_hex", "data, sep=None, bytes_per_sep=1", hexlify, PY_METHOD_STATIC },
	{ "unhexlify", "hexstr, /", unhexlify, PY_METHOD_STATIC },
	{ "a2b_hex", "hexstr, /", unhexlify, PY_METHOD_STATIC },
	{ "a2b_base64", "data, /, *, strict_mode=False", a2b_base64, PY_METHOD_STATIC },
	{ "b2a_base64", "data, /, *, newline=True", b2a_base64, PY_METHOD_STATIC },
	{ "crc32", "data, crc=0, /", crc32, PY_METHOD_STATIC },
	{ 0 },
};

const struct py_native_module py_module_binascii = {
	.name = "binascii", .members = members, .functions = functions, .is_open = true
};
