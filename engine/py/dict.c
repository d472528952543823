#include "engine/py/dict.h"

#include "engine/py/values.h"

static uint64_t hash_of_text(struct py_object *key)
{
	struct py_string *string = (struct py_string *)key;

	if (!string->hash)
		string->hash = py_hash_bytes(string->value);
	return string->hash;
}

static bool is_exact(const struct py_object *value, const struct py_native_type *type)
{
	return value->type->native == type;
}

static bool hash_key(struct py *vm, struct py_object *key, uint64_t *ret_hash)
{
	if (is_exact(key, &py_str_type)) {
		*ret_hash = hash_of_text(key);
		return true;
	}
	return py_hash(vm, key, ret_hash);
}

/* 1: the same key, 0: another, -1: unwinding. */
static int same_key(struct py *vm, struct py_object *a, struct py_object *b)
{
	if (a == b)
		return 1;
	if (is_exact(a, &py_str_type) && is_exact(b, &py_str_type))
		return str_equal(py_text(a), py_text(b));
	return py_equal(vm, a, b);
}

/* False: unwinding.  *ret is NULL if there is no such key. */
static bool find_entry(struct py *vm, struct py_dict *dict, struct py_object *key, uint64_t hash,
		       struct py_dict_entry **ret)
{
	*ret = NULL;
	if (!dict->count)
		return true;
	const size_t mask = dict->slot_count - 1;

	for (size_t i = hash & mask; dict->slots[i]; i = (i + 1) & mask) {
		struct py_dict_entry *entry = &dict->entries[dict->slots[i] - 1];
		if (entry->hash != hash || !entry->key)
			continue;
		const uint64_t version = dict->version;
		const int same = same_key(vm, entry->key, key);
		if (same < 0)
			return false;
		if (dict->version != version) /* an __eq__ changed the table under us */
			return find_entry(vm, dict, key, hash, ret);
		if (same) {
			*ret = entry;
			return true;
		}
	}
	return true;
}

static void index_entry(struct py_dict *dict, size_t index)
{
	const size_t mask = dict->slot_count - 1;
	size_t i = dict->entries[index].hash & mask;

	while (dict->slots[i])
		i = (i + 1) & mask;
	dict->slots[i] = (uint32_t)(index + 1);
}

/* Makes room for twice the entries that are there; drops the removed ones. */
static bool rebuild(struct py *vm, struct py_dict *dict)
{
	const size_t capacity = dict->count < 4 ? 8 : dict->count * 2;
	size_t slot_count = 16, used = 0;

	while (slot_count < capacity * 2)
		slot_count *= 2;
	if (!py_reserve(vm,
			capacity * sizeof(struct py_dict_entry) + slot_count * sizeof(uint32_t)))
		return false;
	struct py_dict_entry *entries = ARENA_ARRAY(py_arena(vm), struct py_dict_entry, capacity);

	for (size_t i = 0; i < dict->used; i++)
		if (dict->entries[i].key)
			entries[used++] = dict->entries[i];
	dict->entries = entries;
	dict->used = used;
	dict->capacity = capacity;
	dict->slot_count = slot_count;
	dict->slots = ARENA_ARRAY(py_arena(vm), uint32_t, slot_count);
	for (size_t i = 0; i < used; i++)
		index_entry(dict, i);
	return true;
}

bool py_dict_set(struct py *vm, struct py_object *self, struct py_object *key,
		 struct py_object *value)
{
	struct py_dict *dict = (struct py_dict *)self;
	struct py_dict_entry *entry;
	uint64_t hash;

	if (!hash_key(vm, key, &hash) || !find_entry(vm, dict, key, hash, &entry))
		return false;
	if (entry) {
		entry->value = value;
		return true;
	}
	if (dict->used == dict->capacity && !rebuild(vm, dict))
		return false;
	dict->entries[dict->used] = (struct py_dict_entry){ key, value, hash };
	index_entry(dict, dict->used++);
	dict->count++;
	dict->version++;
	return true;
}

bool py_dict_find(struct py *vm, const struct py_object *self, struct py_object *key,
		  struct py_object **ret)
{
	struct py_dict *dict = (struct py_dict *)self;
	struct py_dict_entry *entry;
	uint64_t hash;

	*ret = NULL;
	if (!hash_key(vm, key, &hash) || !find_entry(vm, dict, key, hash, &entry))
		return false;
	if (entry) /* a set has no values: the key says that it is there */
		*ret = entry->value ? entry->value : entry->key;
	return true;
}

bool py_dict_remove(struct py *vm, struct py_object *self, struct py_object *key,
		    bool *ret_was_there)
{
	struct py_dict *dict = (struct py_dict *)self;
	struct py_dict_entry *entry;
	uint64_t hash;

	if (!hash_key(vm, key, &hash) || !find_entry(vm, dict, key, hash, &entry))
		return false;
	if (entry) {
		/* The slot keeps pointing at the emptied entry, so that probing goes past it. */
		*entry = (struct py_dict_entry){ .hash = entry->hash };
		dict->count--;
		dict->version++;
	}
	*ret_was_there = entry != NULL;
	return true;
}

const struct py_dict_entry *py_dict_next(const struct py_object *self, size_t *cursor)
{
	const struct py_dict *dict = (const struct py_dict *)self;

	while (*cursor < dict->used) {
		const struct py_dict_entry *entry = &dict->entries[(*cursor)++];
		if (entry->key)
			return entry;
	}
	return NULL;
}

size_t py_dict_count(const struct py_object *dict)
{
	return ((const struct py_dict *)dict)->count;
}

void py_dict_clear(struct py *vm, struct py_object *self)
{
	struct py_dict *dict = (struct py_dict *)self;

	(void)vm;
	dict->entries = NULL;
	dict->slots = NULL;
	dict->used = dict->count = dict->capacity = dict->slot_count = 0;
	dict->version++;
}

struct py_object *py_dict(struct py *vm)
{
	return py_new(vm, &py_dict_type);
}

struct py_object *py_set(struct py *vm)
{
	return py_new(vm, &py_set_type);
}

bool py_dict_set_str(struct py *vm, struct py_object *dict, struct str key, struct py_object *value)
{
	return py_dict_set(vm, dict, py_str(vm, key), value);
}

struct py_object *py_dict_get_str(struct py *vm, const struct py_object *self, struct str key)
{
	const struct py_dict *dict = (const struct py_dict *)self;
	const uint64_t hash = py_hash_bytes(key);

	(void)vm;
	if (!dict->count)
		return NULL;
	const size_t mask = dict->slot_count - 1;

	for (size_t i = hash & mask; dict->slots[i]; i = (i + 1) & mask) {
		const struct py_dict_entry *entry = &dict->entries[dict->slots[i] - 1];
		if (entry->hash == hash && py_is_str(entry->key) &&
		    str_equal(py_text(entry->key), key))
			return entry->value;
	}
	return NULL;
}

bool py_is_dict(const struct py_object *value)
{
	return py_is(value, &py_dict_type);
}

bool py_is_any_set(const struct py_object *value)
{
	return py_is(value, &py_set_type) || py_is(value, &py_frozenset_type);
}

bool py_set_add(struct py *vm, struct py_object *set, struct py_object *item)
{
	return py_dict_set(vm, set, item, NULL);
}

struct py_object *py_dict_copy(struct py *vm, const struct py_object *dict,
			       const struct py_native_type *type)
{
	struct py_object *copy = py_new(vm, type);
	const struct py_dict_entry *entry;
	size_t cursor = 0;

	while ((entry = py_dict_next(dict, &cursor)))
		if (!py_dict_set(vm, copy, entry->key, entry->value))
			return NULL;
	return copy;
}
