#include "engine/py/str.h"
#include "engine/py/subject.h"

#include <string.h>

struct py_object *py_bytes(struct py *vm, struct str value)
{
	struct py_bytes *bytes = py_new(vm, &py_bytes_type);

	bytes->value = value.p ? value : STR("");
	return &bytes->head;
}

static struct str text_of(const struct py_object *self)
{
	return subject_text(self);
}

/* ---- bytes(...) ---- */

static bool from_items(struct py *vm, struct py_object *iterable, struct str *ret)
{
	struct py_object **items;
	size_t n;

	if (!py_take_items(vm, iterable, &items, &n))
		return false;
	char *bytes = arena_alloc(py_arena(vm), n);

	for (size_t i = 0; i < n; i++) {
		int64_t value;
		if (!py_index_clipped(vm, items[i], &value))
			return false;
		if (value < 0 || value > 255)
			return py_raise(vm, "ValueError", "bytes must be in range(0, 256)");
		bytes[i] = (char)value;
	}
	*ret = (struct str){ bytes, n };
	return true;
}

bool py_bytes_of(struct py *vm, struct py_object **args, struct str *ret)
{
	struct py_object *source = args[0];
	struct str encoding, errors;
	int64_t n;

	if (!source) {
		*ret = STR("");
		return true;
	}
	if (py_is_poison(vm, source))
		return false;
	if (py_is_str(source)) {
		if (!args[1])
			return py_raise(vm, "TypeError", "string argument without an encoding");
		if (!py_take_text(vm, args[1], "encoding", &encoding) ||
		    !py_take_text(vm, args[2], "errors", &errors))
			return false;
		source = py_text_encode(vm, py_text(source), encoding, errors);
		if (!source)
			return false;
	}
	if (py_type_lookup(source->type, STR("__bytes__"))) {
		source = py_call_method(vm, source, "__bytes__", &PY_NO_ARGS);
		if (!source)
			return false;
	}
	if (py_is_bytes_like(source)) {
		*ret = py_is(source, &py_bytearray_type) ? str_dup(py_arena(vm), text_of(source))
							 : text_of(source);
		return true;
	}
	if (!py_is_int(source)) {
		if (!source->type->slots.iter && !source->type->slots.getitem)
			return py_raise(vm, "TypeError", "cannot convert '%.*s' object to bytes",
					STR_ARG(py_type_name(source)));
		return from_items(vm, source, ret);
	}
	if (!py_index_clipped(vm, source, &n))
		return false;
	if (n < 0)
		return py_raise(vm, "ValueError", "negative count");
	if (!py_reserve(vm, (size_t)n))
		return false;
	*ret = (struct str){ arena_alloc(py_arena(vm), (size_t)n), (size_t)n };
	return true;
}

static struct py_object *bytes_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	return py_bytes_of(vm, args, &((struct py_bytes *)self)->value) ? self : NULL;
}

/* ---- operators ---- */

static struct py_object *repeat(struct py *vm, struct py_object *self, struct py_object *count,
				bool reflected)
{
	struct strbuf buffer = STRBUF(py_arena(vm));
	const struct str text = text_of(self);
	int64_t n;
	bool is_count;
	size_t size;

	if (!py_repeat_count(vm, count, &n, &is_count))
		return NULL;
	if (!is_count)
		return py_repeat_fallback(vm, self, count, reflected);
	if (n > 0 && (__builtin_mul_overflow((size_t)n, text.n, &size) || !py_reserve(vm, size)))
		return py_is_unwinding(vm) ? NULL : py_raise(vm, "MemoryError", "%s", "");
	for (; n > 0; n--)
		strbuf_add(&buffer, text);
	return subject_new(vm, self, strbuf_str(&buffer));
}

struct py_object *py_bytes_binary(struct py *vm, enum py_operator op, struct py_object *self,
				  struct py_object *other, bool reflected)
{
	if (op == PY_OP_MULT)
		return repeat(vm, self, other, reflected);
	if (op == PY_OP_MOD && !reflected)
		return py_refuse(vm, "'%%' formatting of bytes is not supported");
	if (op != PY_OP_ADD || reflected)
		return py_not_implemented(vm);
	if (!py_is_bytes_like(other))
		return py_concat_fallback(vm, self, other, "bytes");
	return subject_new(vm, self, str_concat(py_arena(vm), text_of(self), text_of(other)));
}

struct py_object *py_bytes_compare(struct py *vm, enum py_comparison op, struct py_object *self,
				   struct py_object *other)
{
	if (!py_is_bytes_like(other))
		return py_not_implemented(vm);
	const int order = str_compare(text_of(self), text_of(other));

	return py_bool(vm, (op == PY_EQ && order == 0) || (op == PY_NE && order != 0) ||
				   (op == PY_LT && order < 0) || (op == PY_LE && order <= 0) ||
				   (op == PY_GT && order > 0) || (op == PY_GE && order >= 0));
}

int py_bytes_truth(struct py *vm, struct py_object *self)
{
	(void)vm;
	return text_of(self).n != 0;
}

int64_t py_bytes_length(struct py *vm, struct py_object *self)
{
	(void)vm;
	return (int64_t)text_of(self).n;
}

struct py_object *py_bytes_getitem(struct py *vm, struct py_object *self, struct py_object *key)
{
	const struct str text = text_of(self);
	struct py_span span;
	int64_t index;

	if (!py_is(key, &py_slice_type)) {
		if (!py_is_int(key) && !py_type_lookup(key->type, STR("__index__")))
			return py_raise(vm, "TypeError",
					"byte indices must be integers or slices, not %.*s",
					STR_ARG(py_type_name(key)));
		if (!py_index_clipped(vm, key, &index))
			return NULL;
		if (index < 0)
			index += (int64_t)text.n;
		if (index < 0 || index >= (int64_t)text.n)
			return py_raise(vm, "IndexError", "index out of range");
		return py_int(vm, (unsigned char)text.p[index]);
	}
	if (!py_slice_span(vm, key, (int64_t)text.n, &span))
		return NULL;
	char *part = arena_alloc(py_arena(vm), (size_t)span.n);

	for (int64_t i = 0; i < span.n; i++)
		part[i] = text.p[span.start + i * span.step];
	return subject_new(vm, self, (struct str){ part, (size_t)span.n });
}

int py_bytes_contains(struct py *vm, struct py_object *self, struct py_object *item)
{
	const struct str text = text_of(self);
	struct str piece;

	if (py_is_int(item)) {
		const int64_t value = ((struct py_int *)item)->value;
		if (((struct py_int *)item)->big || value < 0 || value > 255) {
			py_raise(vm, "ValueError", "byte must be in range(0, 256)");
			return -1;
		}
		return str_find_char(text, (char)value) >= 0;
	}
	return subject_take(vm, self, item, &piece) ? str_find(text, piece) >= 0 : -1;
}

static struct py_object *next_byte(struct py *vm, struct py_iterator *self)
{
	const struct str text = text_of(self->source);

	return self->at < text.n ? py_int(vm, (unsigned char)text.p[self->at++]) : NULL;
}

PY_ITERATOR_TYPE(bytes_iterator_type, "bytes_iterator");

struct py_object *py_bytes_iter(struct py *vm, struct py_object *self)
{
	return &py_iterator(vm, &bytes_iterator_type, next_byte, self)->head;
}

static struct py_object *bytes_repr(struct py *vm, struct py_object *self)
{
	const struct str text = text_of(self);
	const char quote = str_find_char(text, '\'') >= 0 && str_find_char(text, '"') < 0 ? '"'
											  : '\'';
	struct strbuf buffer = STRBUF(py_arena(vm));

	strbuf_printf(&buffer, "b%c", quote);
	for (size_t i = 0; i < text.n; i++) {
		const unsigned char c = (unsigned char)text.p[i];
		if (c == (unsigned char)quote || c == '\\')
			strbuf_printf(&buffer, "\\%c", c);
		else if (c == '\n' || c == '\r' || c == '\t')
			strbuf_printf(&buffer, "\\%c", c == '\n' ? 'n' : c == '\r' ? 'r' : 't');
		else if (c < 0x20 || c >= 0x7f)
			strbuf_printf(&buffer, "\\x%02x", c);
		else
			strbuf_add_char(&buffer, (char)c);
	}
	strbuf_add_char(&buffer, quote);
	return py_str(vm, strbuf_str(&buffer));
}

static bool bytes_hash(struct py *vm, struct py_object *self, uint64_t *ret_hash)
{
	(void)vm;
	*ret_hash = py_hash_bytes(text_of(self));
	return true;
}

/* ---- methods that str does not have, or has in another way ---- */

struct py_object *py_bytes_decode(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str encoding, errors;

	if (!py_take_text(vm, args[0], "decode() argument 'encoding'", &encoding) ||
	    !py_take_text(vm, args[1], "decode() argument 'errors'", &errors))
		return NULL;
	/* The text must not change with a bytearray. */
	return py_text_decode(vm,
			      py_is(self, &py_bytearray_type) ? str_dup(py_arena(vm), text_of(self))
							      : text_of(self),
			      encoding, errors);
}

struct py_object *py_bytes_hex(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct strbuf buffer = STRBUF(py_arena(vm));
	const struct str text = text_of(self);
	struct str separator;
	int64_t group = 1;

	if (!py_take_text(vm, args[0], "sep", &separator) ||
	    (args[1] && !py_take_int(vm, args[1], "bytes_per_sep", &group)))
		return NULL;
	const size_t size = (size_t)(group < 0 ? -group : group);

	for (size_t i = 0; i < text.n; i++) {
		const size_t place = group < 0 ? i : text.n - i;
		if (i && size && separator.n && place % size == 0)
			strbuf_add(&buffer, separator);
		strbuf_printf(&buffer, "%02x", (unsigned char)text.p[i]);
	}
	return py_str(vm, strbuf_str(&buffer));
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

struct py_object *py_bytes_fromhex(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct strbuf buffer = STRBUF(py_arena(vm));
	struct str text;

	(void)self;
	if (!py_take_text(vm, args[0], "fromhex() argument", &text))
		return NULL;
	for (size_t i = 0; i < text.n;) {
		if (py_is_space((unsigned char)text.p[i])) {
			i++;
			continue;
		}
		const int high = hex_value(text.p[i]);
		const int low = i + 1 < text.n ? hex_value(text.p[i + 1]) : -1;
		if (high < 0 || low < 0)
			return py_raise(
				vm, "ValueError",
				"non-hexadecimal number found in fromhex() arg at position %zu",
				high < 0 ? i : i + 1);
		strbuf_add_char(&buffer, (char)(high << 4 | low));
		i += 2;
	}
	return py_bytes(vm, strbuf_str(&buffer));
}

static struct py_object *map_bytes(struct py *vm, struct py_object *self, char first, char last)
{
	const struct str text = text_of(self);
	char *copy = str_c(py_arena(vm), text);

	for (size_t i = 0; i < text.n; i++)
		if (copy[i] >= first && copy[i] <= last)
			copy[i] ^= 0x20;
	return subject_new(vm, self, (struct str){ copy, text.n });
}

struct py_object *py_bytes_lower(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	return map_bytes(vm, self, 'A', 'Z');
}

struct py_object *py_bytes_upper(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	return map_bytes(vm, self, 'a', 'z');
}

static const struct py_method bytes_methods[] = { PY_BYTES_METHODS, { 0 } };

const struct py_native_type py_bytes_type = {
	.name = "bytes",
	.module = "builtins",
	.size = sizeof(struct py_bytes),
	.signature = "source=b'', encoding=None, errors=None",
	.new_ = bytes_new,
	.methods = bytes_methods,
	.slots = { .binary = py_bytes_binary,
		   .compare = py_bytes_compare,
		   .truth = py_bytes_truth,
		   .length = py_bytes_length,
		   .getitem = py_bytes_getitem,
		   .contains = py_bytes_contains,
		   .iter = py_bytes_iter,
		   .repr = bytes_repr,
		   .hash = bytes_hash },
};
