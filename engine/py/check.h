/*
 * What can be known of a module without running it: whether the code that given functions can reach
 * keeps to the supported subset and to names that exist.
 *
 * The module's own top level, the functions asked for, and every function and class of the file
 * that these name are walked, both arms of each branch.  Refused are: constructs outside the
 * subset, names that nothing binds, attributes that a native module has not, calls of native
 * functions with arguments that their signatures lack, and uses of a module that cannot be had.
 * Under a `try` that has a handler, what Python itself would raise for a missing name is left to
 * the handler.
 *
 * What lies outside the file is asked of a `struct py_world`; nothing is imported or evaluated.
 * What is computed (a value of a variable, an attribute of a result) is not judged.
 */
#ifndef RETORT_PY_CHECK_H
#define RETORT_PY_CHECK_H

#include "engine/py/ast.h"
#include "engine/py/source.h"

struct py;

enum py_known {
	PY_KNOWN,         /* it is there */
	PY_KNOWN_MODULE,  /* ... and is a module */
	PY_KNOWN_MISSING, /* Python itself would find no such name */
	PY_KNOWN_REFUSED, /* Python would, we do not have it */
	PY_KNOWN_DYNAMIC, /* only running it would tell */
};

struct py_world {
	void *data;
	bool (*has_builtin)(void *data, struct str name);
	enum py_known (*module)(void *data, struct str module);
	/* *ret_module is the module's name where the answer is PY_KNOWN_MODULE. */
	enum py_known (*attribute)(void *data, struct str module, struct str name,
				   struct str *ret_module);
	/* The signature's text as in struct py_method; p == NULL if it is not known. */
	struct str (*signature)(void *data, struct str module, struct str name);
};

/* The world of an interpreter: its registered native modules and its built-in names. */
struct py_world py_world_of(struct py *vm);

/*
 * The first thing that is wrong, by its place, as ERR_UNSUPPORTED; NULL if nothing is.
 * `functions` are the names that will be called ("upgrade"); one that is not there is no error.
 */
struct error *py_check_module(const struct py_source *source, const struct py_module_ast *module,
			      const struct py_world *world,
			      const struct str_list *functions) NODISCARD;

#endif
