/*
 * Python's enum, seen from C: other layers ask a class for its members and a member for its name
 * and value (sa.Enum does).
 */
#ifndef RETORT_PY_ENUM_H
#define RETORT_PY_ENUM_H

#include "engine/py/object.h"

bool py_is_enum_class(const struct py_object *value);
bool py_is_enum_member(const struct py_object *value);
/* The members in order of definition, without aliases; `type` is an enum class. */
struct py_object *const *py_enum_members(const struct py_object *type, size_t *ret_n);
struct py_object *py_enum_name(const struct py_object *member);
struct py_object *py_enum_value(const struct py_object *member);

#endif
