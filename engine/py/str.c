#include "engine/py/str.h"

#include "engine/py/format.h"

#include <string.h>

struct py_object *py_str(struct py *vm, struct str value)
{
	struct py_string *string = py_new(vm, &py_str_type);

	string->value = value.p ? value : STR("");
	string->length = -1;
	return &string->head;
}

struct py_object *py_str_c(struct py *vm, const char *text)
{
	return py_str(vm, str_from(text));
}

struct py_object *py_str_printf(struct py *vm, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	const struct str text = str_vprintf(py_arena(vm), format, args);
	va_end(args);
	return py_str(vm, text);
}

struct py_object *py_str_code_point(struct py *vm, uint32_t code_point)
{
	char bytes[4];

	return py_str(vm, str_copy(py_arena(vm), bytes, str_utf8_write(code_point, bytes)));
}

int64_t py_str_length(struct py_object *self)
{
	struct py_string *string = (struct py_string *)self;

	if (string->length <= 0)
		string->length = py_utf8_length(string->value);
	return string->length;
}

bool py_str_is_ascii(struct py_object *self)
{
	return (size_t)py_str_length(self) == ((struct py_string *)self)->value.n;
}

/*
 * The text that was built last by `+`, and the room behind it.  A text that is extended over and
 * over grows into that room: nobody else sees the bytes behind a str's end.
 */
struct tail {
	char *p;
	size_t n, capacity;
};

#define TAIL_FROM ((size_t)256)

static struct py_object *concatenate(struct py *vm, struct str a, struct str b)
{
	struct py_type *type = py_type_from(vm, &py_str_type);
	struct tail *tail = type->user;
	const size_t n = a.n + b.n;

	if (n < TAIL_FROM)
		return py_str(vm, str_concat(py_arena(vm), a, b));
	if (!tail)
		type->user = tail = ARENA_NEW(py_arena(vm), struct tail);
	if (!tail->p || a.p != tail->p || a.n != tail->n || n > tail->capacity) {
		if (!py_reserve(vm, 2 * n))
			return NULL;
		tail->p = arena_alloc(py_arena(vm), 2 * n);
		tail->capacity = 2 * n;
		memcpy(tail->p, a.p, a.n);
	}
	if (b.n)
		memcpy(tail->p + a.n, b.p, b.n);
	tail->n = n;
	return py_str(vm, (struct str){ tail->p, n });
}

static struct py_object *repeat(struct py *vm, struct py_object *self, struct py_object *count,
				bool reflected)
{
	const struct str text = py_text(self);
	int64_t n;
	bool is_count;

	if (!py_repeat_count(vm, count, &n, &is_count))
		return NULL;
	if (!is_count)
		return py_repeat_fallback(vm, self, count, reflected);
	if (n <= 0 || !text.n)
		return py_str(vm, STR(""));
	size_t size;
	if (__builtin_mul_overflow(text.n, (size_t)n, &size) || !py_reserve(vm, size))
		return py_is_unwinding(vm) ? NULL : py_raise(vm, "MemoryError", "%s", "");
	char *copy = arena_alloc(py_arena(vm), size);

	for (int64_t i = 0; i < n; i++)
		memcpy(copy + (size_t)i * text.n, text.p, text.n);
	return py_str(vm, (struct str){ copy, size });
}

static struct py_object *str_binary(struct py *vm, enum py_operator op, struct py_object *self,
				    struct py_object *other, bool reflected)
{
	if (op == PY_OP_MULT)
		return repeat(vm, self, other, reflected);
	if (op == PY_OP_MOD && !reflected)
		return py_str_percent(vm, py_text(self), other);
	if (op != PY_OP_ADD)
		return py_not_implemented(vm);
	if (py_is_str(other))
		return reflected ? concatenate(vm, py_text(other), py_text(self))
				 : concatenate(vm, py_text(self), py_text(other));
	return reflected ? py_not_implemented(vm) : py_concat_fallback(vm, self, other, "str");
}

static struct py_object *str_compare_slot(struct py *vm, enum py_comparison op,
					  struct py_object *self, struct py_object *other)
{
	if (!py_is_str(other))
		return py_not_implemented(vm);
	const struct str a = py_text(self), b = py_text(other);

	if (op == PY_EQ || op == PY_NE)
		return py_bool(vm, str_equal(a, b) == (op == PY_EQ));
	const int order = str_compare(a, b);

	return py_bool(vm, (op == PY_LT && order < 0) || (op == PY_LE && order <= 0) ||
				   (op == PY_GT && order > 0) || (op == PY_GE && order >= 0));
}

static int str_truth(struct py *vm, struct py_object *self)
{
	(void)vm;
	return py_text(self).n != 0;
}

static int64_t str_length(struct py *vm, struct py_object *self)
{
	(void)vm;
	return py_str_length(self);
}

static struct py_object *slice_text(struct py *vm, struct py_object *self, struct py_object *slice)
{
	const struct str text = py_text(self);
	const int64_t length = py_str_length(self);
	struct py_span span;

	if (!py_slice_span(vm, slice, length, &span))
		return NULL;
	if (span.step == 1) {
		const size_t start = py_utf8_offset(text, length, span.start);
		return py_str(vm, str_slice(text, start,
					    py_utf8_offset(text, length, span.start + span.n)));
	}
	struct strbuf buffer = STRBUF(py_arena(vm));

	for (int64_t i = 0; i < span.n; i++) {
		uint32_t code;
		const size_t at = py_utf8_offset(text, length, span.start + i * span.step);
		strbuf_add(&buffer,
			   str_slice(text, at, at + py_utf8_next(str_skip(text, at), &code)));
	}
	return py_str(vm, strbuf_str(&buffer));
}

static struct py_object *str_getitem(struct py *vm, struct py_object *self, struct py_object *key)
{
	const struct str text = py_text(self);
	int64_t index;
	uint32_t code;

	if (py_is(key, &py_slice_type))
		return slice_text(vm, self, key);
	if (!py_subscript(vm, key, py_str_length(self), "string", &index))
		return NULL;
	const size_t at = py_utf8_offset(text, py_str_length(self), index);

	return py_str(vm, str_slice(text, at, at + py_utf8_next(str_skip(text, at), &code)));
}

static int str_contains(struct py *vm, struct py_object *self, struct py_object *item)
{
	if (py_is_poison(vm, item))
		return -1;
	if (!py_is_str(item)) {
		py_raise(vm, "TypeError", "'in <string>' requires string as left operand, not %.*s",
			 STR_ARG(py_type_name(item)));
		return -1;
	}
	return str_find(py_text(self), py_text(item)) >= 0;
}

static struct py_object *next_character(struct py *vm, struct py_iterator *self)
{
	const struct str rest = str_skip(py_text(self->source), self->at);
	uint32_t code;

	if (!rest.n)
		return NULL;
	const size_t size = py_utf8_next(rest, &code);

	self->at += size;
	return py_str(vm, str_slice(rest, 0, size));
}

PY_ITERATOR_TYPE(str_iterator_type, "str_iterator");

static struct py_object *str_iter(struct py *vm, struct py_object *self)
{
	return &py_iterator(vm, &str_iterator_type, next_character, self)->head;
}

static struct py_object *str_repr(struct py *vm, struct py_object *self)
{
	struct strbuf buffer = STRBUF(py_arena(vm));

	py_str_add_repr(&buffer, py_text(self), false);
	return py_str(vm, strbuf_str(&buffer));
}

static struct py_object *str_str(struct py *vm, struct py_object *self)
{
	return self->type->native == &py_str_type ? self : py_str(vm, py_text(self));
}

static bool str_hash_slot(struct py *vm, struct py_object *self, uint64_t *ret_hash)
{
	struct py_string *string = (struct py_string *)self;

	(void)vm;
	if (!string->hash)
		string->hash = py_hash_bytes(string->value);
	*ret_hash = string->hash;
	return true;
}

static struct py_object *text_of(struct py *vm, struct py_object **args)
{
	struct str text, encoding, errors;

	if (args[1] || args[2]) {
		if (!py_take_text(vm, args[1], "str() argument 'encoding'", &encoding) ||
		    !py_take_text(vm, args[2], "str() argument 'errors'", &errors))
			return NULL;
		if (!py_is_bytes_like(args[0]))
			return py_raise(vm, "TypeError",
					py_is_str(args[0])
						? "decoding str is not supported"
						: "decoding to str: need a bytes-like object");
		return py_text_decode(vm, ((struct py_bytes *)args[0])->value, encoding, errors);
	}
	if (!args[0])
		return py_str(vm, STR(""));
	if (args[0]->type->native == &py_str_type)
		return args[0];
	return py_to_str(vm, args[0], &text) ? py_str(vm, text) : NULL;
}

static struct py_object *str_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *text = text_of(vm, args);

	if (!text || self->type->native == &py_str_type)
		return text;
	((struct py_string *)self)->value = py_text(text);
	((struct py_string *)self)->length = -1;
	return self;
}

static const struct py_method str_methods[] = {
#define X(name, signature, kind) { #name, signature, py_str_##name, PY_METHOD_##kind },
	PY_STR_METHODS(X)
#undef X
		{ "__format__", "format_spec, /", py_value_format, PY_METHOD_INSTANCE },
	{ 0 },
};

const struct py_native_type py_str_type = {
	.name = "str",
	.module = "builtins",
	.size = sizeof(struct py_string),
	.signature = "object='', encoding='utf-8', errors='strict'",
	.new_ = str_new,
	.methods = str_methods,
	.slots = { .binary = str_binary,
		   .compare = str_compare_slot,
		   .truth = str_truth,
		   .length = str_length,
		   .getitem = str_getitem,
		   .contains = str_contains,
		   .iter = str_iter,
		   .repr = str_repr,
		   .str = str_str,
		   .hash = str_hash_slot },
};
