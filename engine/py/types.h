/*
 * How types are made and what a class's attributes become when they are asked for: the part of
 * object.h that only the evaluator needs.  Knows nothing of code or frames.
 */
#ifndef RETORT_PY_TYPES_H
#define RETORT_PY_TYPES_H

#include "engine/py/interpreter.h"

/* ---- making types (type.c) ---- */

/* What a class statement or type(name, bases, dict) gives. */
struct py_class_parts {
	struct str name, module, qualified_name;
	struct py_type **bases;
	size_t base_count;
	struct map dict; /* taken over */
};

/* A new type with its mro and slots; hooks (__set_name__, subclassed ...) are the caller's. */
struct py_type *py_type_new(struct py *vm, const struct py_class_parts *parts,
			    struct py_type *metaclass);
/* The metaclass for these bases: the most derived of theirs; NULL: TypeError pending. */
struct py_type *py_type_metaclass(struct py *vm, struct py_type *const *bases, size_t n);
/* Slots of a class made by a statement, from its dict and its bases. */
void py_type_resolve_slots(struct py_type *type);
bool py_is_type(const struct py_object *object);

/* ---- dunder methods and slots (slots.c) ---- */

/* The method that calls a native type's own slot: `str.__repr__`.  NULL if the type has none. */
struct py_object *py_slot_method(struct py_type *type, struct str name);
/* Sets in `slots` what the method named `name` of a revision's class answers for. */
void py_slot_from_method(struct py_type *type, struct str name, struct py_object *method);
/* A method of the classes (never the instance), bound; *ret NULL if there is none. */
bool py_find_special(struct py *vm, struct py_object *self, const char *name,
		     struct py_object **ret);
/* Calls a method of the classes; TypeError if there is none. */
struct py_object *py_call_special(struct py *vm, struct py_object *self, const char *name,
				  const struct py_args *args);

/* The setattr slot of classes with their own __setattr__ or __delattr__; value NULL: delete. */
bool py_slot_call_setattr(struct py *vm, struct py_object *self, struct str name,
			  struct py_object *value);

/* ---- attributes (attribute.c) ---- */

enum py_found { PY_FOUND, PY_ABSENT, PY_UNWINDING };

/* The attribute without an AttributeError for absence. */
enum py_found py_lookup(struct py *vm, struct py_object *object, struct str name,
			struct py_object **ret);
/* What a class's attribute becomes on an instance (`self`) or, self NULL, on the class itself. */
struct py_object *py_bind_attribute(struct py *vm, struct py_object *attribute,
				    struct py_object *self, struct py_type *type);
/* The attribute as a call wants it: *ret_self is the receiver to put in front, or NULL. */
struct py_object *py_load_method(struct py *vm, struct py_object *object, struct str name,
				 struct py_object **ret_self);
bool py_delattr(struct py *vm, struct py_object *object, struct str name);
/* object.__setattr__, object.__delattr__: without asking the type's setattr slot. */
bool py_setattr_plain(struct py *vm, struct py_object *object, struct str name,
		      struct py_object *value);
bool py_delattr_plain(struct py *vm, struct py_object *object, struct str name);
/* "'Column' object has no attribute 'x'" */
struct py_object *py_raise_no_attribute(struct py *vm, struct py_object *object, struct str name);

/* ---- descriptors (descriptor.c) ---- */

struct py_property_object {
	struct py_object head;
	struct py_object *get, *set, *del, *doc;
	struct str name;
};

/* classmethod and staticmethod */
struct py_method_wrapper {
	struct py_object head;
	struct py_object *function;
};

/* A row of a native type's property table. */
struct py_native_property {
	struct py_object head;
	const struct py_property *row;
};

extern const struct py_native_type py_classmethod_type, py_staticmethod_type,
	py_native_property_type, py_slot_method_type, py_super_type;

#endif
