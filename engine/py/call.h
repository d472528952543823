/*
 * Calls: native signatures, placing arguments, native functions and bound methods, making
 * instances.
 *
 * A signature is parsed from its text once an interpreter; Python functions use the same binding,
 * so that a wrong call reads alike in both ("f() missing 1 required positional argument: 'x'").
 */
#ifndef RETORT_PY_CALL_H
#define RETORT_PY_CALL_H

#include "engine/py/interpreter.h"

/* ---- signatures (signature.c) ---- */

enum py_parameter_kind {
	PY_PARAMETER_POSITIONAL_ONLY,
	PY_PARAMETER_EITHER,
	PY_PARAMETER_REST,
	PY_PARAMETER_KEYWORD_ONLY,
	PY_PARAMETER_KEYWORDS,
};

struct py_parameter_slot {
	struct str name;
	enum py_parameter_kind kind;
	bool is_optional;
};

struct py_signature {
	struct py_parameter_slot *parameters; /* positional ones first */
	size_t n;
	size_t positional; /* that can be given by position, without *rest */
	size_t positional_only;
	size_t required_positional;
	ptrdiff_t rest, keywords; /* index, or -1 */
	bool is_simple;           /* positional parameters alone */
};

struct py_signature *py_signature_parse(struct arena *result, const char *text);
/* Fills the counts from `parameters` and `n`. */
void py_signature_finish(struct py_signature *signature);

struct py_binding {
	const struct py_signature *signature;
	/* A Python function's: one for each parameter, NULL where there is none; NULL: leave NULL
	 */
	struct py_object *const *defaults;
	struct py_object *receiver; /* put in front of the positional arguments, or NULL */
	struct str owner, name;     /* for messages: "owner.name()" */
	bool counts_receiver; /* native methods: messages count a self that is not in the table */
};

/* Places the arguments in ret[0..n-1]; false: TypeError pending. */
bool py_bind(struct py *vm, const struct py_binding *binding, const struct py_args *args,
	     struct py_object **ret);

/* ---- callables (call.c) ---- */

struct py_native_function {
	struct py_object head;
	const struct py_method *method;
	struct py_signature *signature; /* NULL until first called */
	struct py_type *owner;  /* whose table it comes from; NULL for a module's function */
	struct py_object *self; /* bound receiver, or NULL */
};

struct py_bound_method {
	struct py_object head;
	struct py_object *function, *self;
};

/* An unbound method of a native type. */
struct py_object *py_native_method(struct py *vm, const struct py_method *method,
				   struct py_type *owner);
struct py_object *py_bound_method(struct py *vm, struct py_object *function,
				  struct py_object *self);
/* Calls with `self` in front of the arguments; self NULL: as py_call. */
struct py_object *py_call_with(struct py *vm, struct py_object *callable, struct py_object *self,
			       const struct py_args *args);
/* Binds a class's attribute to `self` and calls it. */
struct py_object *py_call_attribute(struct py *vm, struct py_object *attribute,
				    struct py_object *self, const struct py_args *args);
/* Runs the `new_` of a native type on an instance; gives the value, NULL: unwinding. */
struct py_object *py_fill_native(struct py *vm, struct py_type *type, struct py_object *self,
				 const struct py_args *args);
/* type.__call__ */
struct py_object *py_instantiate(struct py *vm, struct py_object *type, const struct py_args *args);

/* ---- exceptions (exception.c) ---- */

/* An instance with these args, not raised. */
struct py_object *py_exception_new(struct py *vm, const struct py_native_type *type,
				   struct py_object *const *args, size_t n);
const struct py_native_type *py_exception_named(struct str name);
bool py_is_exception(const struct py_object *value);
/* `except type_or_tuple`: 1, 0, or -1 unwinding. */
int py_exception_matches(struct py *vm, struct py_object *exception,
			 struct py_object *type_or_tuple);
/* The argument of raise as an instance: a class is called. */
struct py_object *py_exception_from(struct py *vm, struct py_object *value);
/* The exception that an `except` or `finally` of a running frame handles, or NULL. */
struct py_object *py_handled_exception(struct py *vm);

#endif
