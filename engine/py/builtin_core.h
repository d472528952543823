/*
 * Built-in functions that need the evaluator; builtins.def gives them their names and signatures.
 */
#ifndef RETORT_PY_BUILTIN_CORE_H
#define RETORT_PY_BUILTIN_CORE_H

#include "engine/py/object.h"

py_native py_builtin_isinstance, py_builtin_issubclass, py_builtin_getattr, py_builtin_setattr,
	py_builtin_hasattr, py_builtin_delattr, py_builtin_callable, py_builtin_id,
	py_builtin_globals, py_builtin_locals, py_builtin_vars, py_builtin_dir, py_builtin_iter,
	py_builtin_next, py_builtin_print, py_builtin_exit;

#endif
