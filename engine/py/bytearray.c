#include "engine/py/str.h"
#include "engine/py/subject.h"

#include <string.h>

/* bytearray: bytes that change.  Its struct begins with that of bytes, so that reading is shared.
 */

struct bytearray {
	struct py_bytes bytes; /* the text is this object's own */
	size_t capacity;
};

bool py_is_bytes_like(const struct py_object *value)
{
	return py_is(value, &py_bytes_type) || py_is(value, &py_bytearray_type);
}

static char *content(struct py_object *self)
{
	return (char *)(uintptr_t)((struct py_bytes *)self)->value.p;
}

/* Replaces `removed` bytes at a place. */
static bool splice(struct py *vm, struct py_object *self, size_t at, size_t removed, struct str by)
{
	struct bytearray *array = (struct bytearray *)self;
	struct str *value = &array->bytes.value;
	const size_t n = value->n - removed + by.n;

	by = str_dup(py_arena(vm), by); /* it may be part of the array itself */
	if (n > array->capacity) {
		if (!py_reserve(vm, 2 * n))
			return false;
		value->p = arena_grow(py_arena(vm), value->p, value->n, 2 * n);
		array->capacity = 2 * n;
	}
	char *bytes = content(self);

	if (value->n - at - removed)
		memmove(bytes + at + by.n, bytes + at + removed, value->n - at - removed);
	if (by.n)
		memcpy(bytes + at, by.p, by.n);
	value->n = n;
	return true;
}

struct py_object *py_bytearray(struct py *vm, struct str value)
{
	struct bytearray *array = py_new(vm, &py_bytearray_type);

	return splice(vm, &array->bytes.head, 0, 0, value) ? &array->bytes.head : NULL;
}

static struct py_object *bytearray_new(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	struct str text;

	return py_bytes_of(vm, args, &text) && splice(vm, self, 0, subject_text(self).n, text)
		       ? self
		       : NULL;
}

static bool take_byte(struct py *vm, struct py_object *value, char *ret)
{
	int64_t number;

	if (!py_index_clipped(vm, value, &number))
		return false;
	if (number < 0 || number > 255)
		return py_raise(vm, "ValueError", "byte must be in range(0, 256)");
	*ret = (char)number;
	return true;
}

static bool bytearray_setitem(struct py *vm, struct py_object *self, struct py_object *key,
			      struct py_object *value)
{
	const int64_t n = (int64_t)subject_text(self).n;
	struct py_span span;
	struct str text = STR("");
	int64_t index;
	char byte = 0;

	if (py_is(key, &py_slice_type)) {
		struct py_object *args[] = { value, NULL, NULL };
		if (!py_slice_span(vm, key, n, &span) || (value && !py_bytes_of(vm, args, &text)))
			return false;
		if (span.step != 1)
			return py_refuse(vm, "slices of a bytearray with a step");
		return splice(vm, self, (size_t)span.start, (size_t)span.n, text);
	}
	if (!py_subscript(vm, key, n, "bytearray", &index))
		return false;
	if (!value)
		return splice(vm, self, (size_t)index, 1, text);
	if (!take_byte(vm, value, &byte))
		return false;
	content(self)[index] = byte;
	return true;
}

static struct py_object *bytearray_append(struct py *vm, struct py_object *self,
					  struct py_object **args)
{
	char byte = 0;

	return take_byte(vm, args[0], &byte) &&
			       splice(vm, self, subject_text(self).n, 0, (struct str){ &byte, 1 })
		       ? py_none(vm)
		       : NULL;
}

static bool extend(struct py *vm, struct py_object *self, struct py_object *iterable)
{
	struct py_object *args[] = { iterable, NULL, NULL };
	struct str text;

	return py_bytes_of(vm, args, &text) && splice(vm, self, subject_text(self).n, 0, text);
}

static struct py_object *bytearray_extend(struct py *vm, struct py_object *self,
					  struct py_object **args)
{
	return extend(vm, self, args[0]) ? py_none(vm) : NULL;
}

static struct py_object *bytearray_iadd(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	return extend(vm, self, args[0]) ? self : NULL;
}

static struct py_object *bytearray_pop(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	const int64_t n = (int64_t)subject_text(self).n;
	int64_t index = -1;

	if (args[0] && !py_index_clipped(vm, args[0], &index))
		return NULL;
	index += index < 0 ? n : 0;
	if (index < 0 || index >= n)
		return py_raise(vm, "IndexError",
				n ? "pop index out of range" : "pop from empty bytearray");
	const unsigned char byte = (unsigned char)content(self)[index];

	return splice(vm, self, (size_t)index, 1, STR("")) ? py_int(vm, byte) : NULL;
}

static struct py_object *bytearray_clear(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	(void)args;
	((struct py_bytes *)self)->value.n = 0;
	return py_none(vm);
}

static struct py_object *bytearray_copy(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	(void)args;
	return py_bytearray(vm, subject_text(self));
}

static struct py_object *bytearray_repr(struct py *vm, struct py_object *self)
{
	struct str text;

	return py_repr(vm, py_bytes(vm, subject_text(self)), &text)
		       ? py_str_printf(vm, "bytearray(%.*s)", STR_ARG(text))
		       : NULL;
}

static bool bytearray_hash(struct py *vm, struct py_object *self, uint64_t *ret_hash)
{
	(void)self;
	(void)ret_hash;
	return py_raise(vm, "TypeError", "unhashable type: 'bytearray'");
}

static const struct py_method bytearray_methods[] = {
	PY_BYTES_METHODS,
	{ "append", "item, /", bytearray_append, PY_METHOD_INSTANCE },
	{ "extend", "iterable_of_ints, /", bytearray_extend, PY_METHOD_INSTANCE },
	{ "pop", "index=-1, /", bytearray_pop, PY_METHOD_INSTANCE },
	{ "clear", "", bytearray_clear, PY_METHOD_INSTANCE },
	{ "copy", "", bytearray_copy, PY_METHOD_INSTANCE },
	{ "__iadd__", "value, /", bytearray_iadd, PY_METHOD_INSTANCE },
	{ 0 },
};

const struct py_native_type py_bytearray_type = {
	.name = "bytearray",
	.module = "builtins",
	.size = sizeof(struct bytearray),
	.signature = "source=b'', encoding=None, errors=None",
	.new_ = bytearray_new,
	.methods = bytearray_methods,
	.slots = { .binary = py_bytes_binary,
		   .compare = py_bytes_compare,
		   .truth = py_bytes_truth,
		   .length = py_bytes_length,
		   .getitem = py_bytes_getitem,
		   .setitem = bytearray_setitem,
		   .contains = py_bytes_contains,
		   .iter = py_bytes_iter,
		   .repr = bytearray_repr,
		   .hash = bytearray_hash },
};
