/*
 * Constructors of types: what a call such as String(50) or ENUM("a", "b", name="e") fills in.  One
 * function a shape of signature; which class has which shape is types.def.
 */
#ifndef RETORT_OPS_TYPES_MAKE_H
#define RETORT_OPS_TYPES_MAKE_H

#include "engine/ops/schema.h"

/* shape, signature as sqlalchemy/sql/sqltypes.py and the dialects' types.py have it */
#define OPS_TYPE_SHAPES(X)                                                                         \
	X(PLAIN, "*args, **kwargs")                                                                \
	X(STRING, "length=None, collation=None, collation_schema=None")                            \
	X(NUMERIC, "precision=None, scale=None, decimal_return_scale=None, asdecimal=True")        \
	X(FLOAT, "precision=None, asdecimal=False, decimal_return_scale=None")                     \
	X(BOOLEAN, "create_constraint=False, name=None, _create_events=True, _adapted_from=None")  \
	X(TIMEZONE, "timezone=False")                                                              \
	X(INTERVAL, "native=True, second_precision=None, day_precision=None")                      \
	X(LENGTH, "length=None")                                                                   \
	X(PICKLE, "protocol=5, pickler=None, comparator=None, impl=None")                          \
	X(ENUM, "*enums, **kw")                                                                    \
	X(PG_ENUM, "*enums, name=None, create_type=True, **kw")                                    \
	X(JSON, "none_as_null=False")                                                              \
	X(PG_JSON, "none_as_null=False, astext_type=None")                                         \
	X(UUID, "as_uuid=True, native_uuid=True")                                                  \
	X(SQL_UUID, "as_uuid=True")                                                                \
	X(ARRAY, "item_type, as_tuple=False, dimensions=None, zero_indexes=False")                 \
	X(TUPLE, "*types")                                                                         \
	X(DECORATOR, "*args, **kwargs")                                                            \
	X(USER_DEFINED, "*args, **kwargs")                                                         \
	X(PG_BIT, "length=None, varying=False")                                                    \
	X(DOMAIN, "name, data_type, *, collation=None, collation_schema=None, default=None, "      \
		  "constraint_name=None, not_null=None, check=None, create_type=True, **kw")       \
	X(HSTORE, "text_type=None")                                                                \
	X(PG_INTERVAL, "precision=None, fields=None")                                              \
	X(PG_TIME, "timezone=False, precision=None")                                               \
	X(MY_INTEGER, "display_width=None, **kw")                                                  \
	X(MY_STRING, "length=None, **kwargs")                                                      \
	X(MY_TEXT, "**kwargs")                                                                     \
	X(MY_TIME, "timezone=False, fsp=None")                                                     \
	X(MY_NUMERIC, "precision=None, scale=None, asdecimal=True, **kw")                          \
	X(MY_FLOAT, "precision=None, scale=None, asdecimal=True, **kw")                            \
	X(MY_SET, "*values, **kw")                                                                 \
	X(MY_YEAR, "display_width=None")                                                           \
	X(SL_TIME, "storage_format=None, regexp=None, **kw")

/* Fills the C type of `self` from the arguments of its class's call; false: unwinding. */
typedef bool ops_type_fill(struct py *vm, struct ops_type *self, struct py_object **args);

#define X(shape, signature) ops_type_fill ops_fill_##shape;
OPS_TYPE_SHAPES(X)
#undef X

/* types_custom.c: the callbacks of TypeDecorator and UserDefinedType subclasses. */
bool ops_custom_type(struct py *vm, struct ops_type *self, struct py_object **args);

extern const struct py_method ops_decorator_methods[];

/* types_attributes.c: length, enums, name ... of an instance */
bool ops_type_attribute(struct py *vm, struct py_object *self, struct str name,
			struct py_object **ret);

#endif
