/*
 * The protocols of the language that only the evaluator and the built-ins ask for; the others are
 * in vm.h.  NULL, false and -1 mean unwinding.
 */
#ifndef RETORT_PY_PROTOCOL_H
#define RETORT_PY_PROTOCOL_H

#include "engine/py/vm.h"

/* a += b and the like */
struct py_object *py_binary_in_place(struct py *vm, enum py_operator op, struct py_object *a,
				     struct py_object *b);
struct py_object *py_unary(struct py *vm, enum py_unary op, struct py_object *value);
/* value NULL: del */
bool py_setitem(struct py *vm, struct py_object *object, struct py_object *key,
		struct py_object *value);
int py_contains(struct py *vm, struct py_object *container, struct py_object *item);
/* iter(callable, sentinel) */
struct py_object *py_call_iterator(struct py *vm, struct py_object *callable,
				   struct py_object *sentinel);

#endif
