/*
 * Callables made around another callable: the names that one takes over from the other
 * (functools.update_wrapper), and objects that bind like functions when a class holds them.
 */
#ifndef RETORT_PY_WRAPPER_H
#define RETORT_PY_WRAPPER_H

#include "engine/py/values.h"

/* Copies __module__, __name__, __qualname__, __doc__ and the attributes; sets __wrapped__. */
bool py_update_wrapper(struct py *vm, struct py_object *wrapper, struct py_object *wrapped);
/* Sets an instance's own attribute, past any __setattr__ of its class. */
void py_put_attribute(struct py *vm, struct py_object *object, struct str name,
		      struct py_object *value);

/* A native __get__ that binds the object to the instance, as a function's does. */
py_native py_wrapper_get;
#define PY_WRAPPER_GET                                                                             \
	{                                                                                          \
		"__get__", "instance, owner=None, /", py_wrapper_get, PY_METHOD_INSTANCE           \
	}

#endif
