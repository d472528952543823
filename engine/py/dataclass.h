/*
 * dataclasses: fields read from a class's annotations, and the methods made of them.
 *
 * dataclass_class.c makes a class a dataclass, dataclass_method.c is what the generated methods do,
 * module_dataclasses.c the functions on instances.
 */
#ifndef RETORT_PY_DATACLASS_H
#define RETORT_PY_DATACLASS_H

#include "engine/py/values.h"

enum dataclass_field_kind { DATACLASS_FIELD, DATACLASS_CLASSVAR, DATACLASS_INITVAR };

struct dataclass_field {
	struct py_object head;
	struct str name;
	struct py_object *annotation;      /* as the class holds it */
	struct py_object *value, *factory; /* the default, NULL if there is none */
	struct py_object *metadata, *hash; /* NULL if not given */
	struct str doc;
	enum dataclass_field_kind kind;
	bool init, repr, compare;
	bool keyword_only, has_keyword_only; /* has_: the field() call said which */
};

enum dataclass_method {
	DATACLASS_INIT,
	DATACLASS_REPR,
	DATACLASS_EQ,
	DATACLASS_LT,
	DATACLASS_LE,
	DATACLASS_GT,
	DATACLASS_GE,
	DATACLASS_HASH,
	DATACLASS_SETATTR,
	DATACLASS_DELATTR,
};

extern const struct py_native_type py_dataclass_field_type, py_frozen_error_type, py_initvar_type,
	py_missing_type, py_keyword_only_type;

/* dataclass(cls=None, /, *, ...) */
#define DATACLASS_SIGNATURE                                                                        \
	"cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, "          \
	"frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False"
py_native py_dataclass;

/* The fields of a dataclass in order, pseudo-fields included: a dict by name; NULL if it is none.
 */
struct py_object *dataclass_fields(const struct py_type *type);
/* The next real field after *cursor, or NULL. */
struct dataclass_field *dataclass_next(const struct py_object *fields, size_t *cursor);
/* A generated method of the class; `takes_fields` false: __init__ is told to be frozen elsewhere.
 */
struct py_object *dataclass_method(struct py *vm, struct py_type *type, enum dataclass_method which,
				   bool is_frozen);

#endif
