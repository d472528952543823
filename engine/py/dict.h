/*
 * Dict and set: one insertion-ordered hash table of Python values, by their own hash and equality.
 * A set is a dict without values.  Changing one while iterating is RuntimeError, as in CPython.
 * (Iteration order of a set is by insertion here; in CPython it is hash-seeded and nobody may rely
 * on it.)
 */
#ifndef RETORT_PY_DICT_H
#define RETORT_PY_DICT_H

#include "engine/py/object.h"

struct py_dict_entry {
	struct py_object *key; /* NULL: removed */
	struct py_object *value;
	uint64_t hash;
};

struct py_dict {
	struct py_object head; /* dict, set, frozenset or a subclass */
	struct py_dict_entry *entries;
	size_t used, count, capacity;
	uint32_t *slots;
	size_t slot_count;
	uint64_t version; /* counts changes of the key set */
};

struct py_object *py_set(struct py *vm); /* empty */
/* false: unwinding (unhashable key) */
bool py_dict_set(struct py *vm, struct py_object *dict, struct py_object *key,
		 struct py_object *value);
/* false: unwinding; true with *ret NULL: absent */
bool py_dict_find(struct py *vm, const struct py_object *dict, struct py_object *key,
		  struct py_object **ret);
bool py_dict_remove(struct py *vm, struct py_object *dict, struct py_object *key,
		    bool *ret_was_there);
/* The next entry after *cursor (start with 0), or NULL. */
const struct py_dict_entry *py_dict_next(const struct py_object *dict, size_t *cursor);
size_t py_dict_count(const struct py_object *dict);

#endif
