/*
 * A str or bytes seen alike, so that one function serves the method of both: the text is bytes, and
 * positions are code points for str, bytes for bytes.
 */
#ifndef RETORT_PY_SUBJECT_H
#define RETORT_PY_SUBJECT_H

#include "engine/py/values.h"

bool subject_is_bytes(const struct py_object *self);
const char *subject_kind(const struct py_object *self); /* "str" or "bytes" */
struct str subject_text(const struct py_object *self);
int64_t subject_length(struct py_object *self);
/* Byte offset of a position, clamped. */
size_t subject_offset(struct py_object *self, int64_t position);
/* A value of the same kind as `self`; borrows the bytes. */
struct py_object *subject_new(struct py *vm, const struct py_object *self, struct str text);
/* An argument that must be of the same kind. */
bool subject_take(struct py *vm, const struct py_object *self, struct py_object *value,
		  struct str *ret);
/* The same, naming the argument in str's message: "replace() argument 1". */
bool subject_take_named(struct py *vm, const struct py_object *self, struct py_object *value,
			const char *what, struct str *ret);

#endif
