/* collections.deque: a list that also grows and shrinks at its front, with an optional largest
 * length. */
#ifndef RETORT_PY_DEQUE_H
#define RETORT_PY_DEQUE_H

#include "engine/py/values.h"

struct py_deque {
	struct py_object head;
	struct py_object *items; /* a list */
	int64_t limit;           /* -1: none */
};

extern const struct py_native_type py_deque_type;

#endif
