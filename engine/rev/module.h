/*
 * The declarations of a revision whose file had to be run, taken from the module that the run left:
 * a string, None, or whatever can be iterated over and gives strings (alembic/util/langhelpers.py,
 * to_tuple). The running itself is the caller's.
 */
#ifndef RETORT_REV_MODULE_H
#define RETORT_REV_MODULE_H

#include "engine/py/header.h"
#include "engine/py/vm.h"

/* Sets the fields that need evaluation; texts are copied to `result`. */
struct error *rev_read_module(struct arena *result, struct py *vm, struct py_object *module,
			      struct py_header *header) NODISCARD;

#endif
