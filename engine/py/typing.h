/*
 * Annotations as values: `Optional[str]`, `list[int]`, `int | None`, `Sequence`.  A revision
 * evaluates them and nearly never looks at them, so they are cheap, harmless objects that can be
 * subscripted, joined by |, used as a base class and, where they stand for something, called and
 * tested by isinstance.
 */
#ifndef RETORT_PY_TYPING_H
#define RETORT_PY_TYPING_H

#include "engine/py/values.h"

enum py_form_kind {
	PY_FORM_NAME,     /* says nothing at run time */
	PY_FORM_ABSTRACT, /* isinstance asks what the value can do */
};

/* A name of typing or collections.abc. */
struct py_form {
	struct py_object head;
	const char *module, *name;
	const struct py_native_type *origin; /* what List, Dict ... stand for, or NULL */
	bool (*has_instance)(const struct py_object *value); /* NULL: isinstance is TypeError */
};

/* `origin[key]` */
struct py_alias {
	struct py_object head;
	struct py_object *origin;
	struct py_object *arguments; /* a tuple */
	bool is_union;
};

extern const struct py_native_type py_form_type, py_alias_type, py_namedtuple_base_type;

struct py_object *py_generic_alias(struct py *vm, struct py_object *origin, struct py_object *key);
/* `a | b` where both are types, None, or what typing makes. */
struct py_object *py_union(struct py *vm, struct py_object *a, struct py_object *b);
bool py_is_annotation(const struct py_object *value);
/* A native __class_getitem__: a class method row of every generic class. */
py_native py_class_getitem;
#define PY_CLASS_GETITEM                                                                           \
	{                                                                                          \
		"__class_getitem__", "key, /", py_class_getitem, PY_METHOD_CLASS                   \
	}

/* collections.namedtuple: a class with these fields; `defaults` is a tuple or NULL. */
struct py_object *py_namedtuple_class(struct py *vm, struct str name, struct py_object *fields,
				      struct py_object *defaults);

#endif
