/*
 * Annotations in class bodies (`id: Mapped[int]`): kept unevaluated in the class's
 * `__annotations__`, because names in them need not exist; evaluated only for those who ask.
 */
#ifndef RETORT_PY_ANNOTATION_H
#define RETORT_PY_ANNOTATION_H

#include "engine/py/vm.h"

struct py_annotation {
	struct py_object head;
	struct py_object *function; /* gives the value */
	struct py_object *value;    /* NULL until evaluated */
	struct str text;            /* as written */
};

extern const struct py_native_type py_annotation_type;

/* The value of an annotation (any other object is its own value); NULL: unwinding. */
struct py_object *py_annotation_value(struct py *vm, struct py_object *annotation);

#endif
