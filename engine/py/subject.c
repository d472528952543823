#include "engine/py/subject.h"

bool subject_is_bytes(const struct py_object *self)
{
	return !py_is_str(self);
}

const char *subject_kind(const struct py_object *self)
{
	return subject_is_bytes(self) ? "bytes" : "str";
}

struct str subject_text(const struct py_object *self)
{
	const struct str text = subject_is_bytes(self) ? ((const struct py_bytes *)self)->value
						       : py_text(self);

	return text.p ? text : STR("");
}

int64_t subject_length(struct py_object *self)
{
	return subject_is_bytes(self) ? (int64_t)subject_text(self).n : py_str_length(self);
}

size_t subject_offset(struct py_object *self, int64_t position)
{
	return py_utf8_offset(subject_text(self), subject_length(self), position);
}

struct py_object *subject_new(struct py *vm, const struct py_object *self, struct str text)
{
	if (py_is_str(self))
		return py_str(vm, text);
	return py_is(self, &py_bytearray_type) ? py_bytearray(vm, text) : py_bytes(vm, text);
}

bool subject_take_named(struct py *vm, const struct py_object *self, struct py_object *value,
			const char *what, struct str *ret)
{
	if (!subject_is_bytes(self) && !py_is_str(value) && !py_is_poison(vm, value))
		return py_raise(vm, "TypeError", "%s must be str, not %.*s", what,
				STR_ARG(py_type_name(value)));
	return subject_take(vm, self, value, ret);
}

bool subject_take(struct py *vm, const struct py_object *self, struct py_object *value,
		  struct str *ret)
{
	const bool is_bytes = subject_is_bytes(self);

	if (py_is_poison(vm, value))
		return false;
	if (is_bytes ? !py_is_bytes_like(value) : !py_is_str(value))
		return py_raise(vm, "TypeError",
				is_bytes ? "a bytes-like object is required, not '%.*s'"
					 : "must be str, not %.*s",
				STR_ARG(py_type_name(value)));
	*ret = subject_text(value);
	return true;
}
