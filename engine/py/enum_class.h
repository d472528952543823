/* What the two files of enum share: the making of classes, and the behaviour of them and of
 * members. */
#ifndef RETORT_PY_ENUM_CLASS_H
#define RETORT_PY_ENUM_CLASS_H

#include "engine/py/enum.h"
#include "engine/py/values.h"

/* In py_type.user of an enum class. */
struct enum_class {
	struct map by_name;        /* aliases too */
	struct py_object *members; /* a list, without aliases */
	bool is_flag;
};

/*
 * auto(), or an operation on it (`RW = R | W` in the class's body, where R is still auto()): the
 * value is found when the class is made.
 */
struct enum_auto {
	struct py_object head;
	struct py_object *value; /* once found */
	enum py_operator op;
	struct py_object *left, *right; /* NULL: auto() itself */
};

extern const struct py_native_type enum_meta_type, enum_base_type, flag_base_type, enum_auto_type;

struct enum_class *enum_class_of(const struct py_object *type); /* NULL: no members yet */
/* A member's attribute that starts with an underscore. */
void enum_set(struct py *vm, struct py_object *member, const char *name, struct py_object *value);
/* slots.subclassed of Enum: the class's values become members. */
bool enum_subclassed(struct py *vm, struct py_type *type, const struct py_args *keywords);
/* The member with that value, *ret NULL if there is none; false: unwinding. */
bool enum_find_value(struct py *vm, const struct py_type *type, struct py_object *value,
		     struct py_object **ret);
/* A member that is not in the class: a combination of flags. */
struct py_object *enum_make_member(struct py *vm, struct py_type *type, struct py_object *name,
				   struct py_object *value);

struct py_object *enum_repr(struct py *vm, struct py_object *self);
struct py_object *enum_str(struct py *vm, struct py_object *self);
struct py_object *enum_plain_str(struct py *vm, struct py_object *self);
struct py_object *enum_flag_binary(struct py *vm, enum py_operator op, struct py_object *self,
				   struct py_object *other, bool reflected);
py_native enum_dunder_format;

#endif
