/*
 * A map from strings to pointers that remembers the order of insertion (as a Python dict does).
 * Keys are borrowed: they must live as long as the map.  Removal keeps the order of the others.
 */
#ifndef RETORT_BASE_MAP_H
#define RETORT_BASE_MAP_H

#include "engine/base/str.h"

struct map_entry {
	struct str key; /* key.p is NULL for a removed entry */
	void *value;
	uint64_t hash;
};

/* `arena` must be set before the first put; the rest may be zero. */
struct map {
	struct arena *arena;
	struct map_entry *entries;
	size_t used;     /* entries, removed ones included */
	size_t count;    /* entries that are there */
	size_t capacity;
	uint32_t *slots; /* index of an entry + 1; 0 is free */
	size_t slot_count;
};

#define MAP(arena_pointer) ((struct map){ .arena = (arena_pointer) })

/* NULL if absent; a NULL value may be stored, see map_has. */
void *map_get(const struct map *map, struct str key);
bool map_has(const struct map *map, struct str key);
/* Replaces the value of an existing key in place. */
void map_put(struct map *map, struct str key, void *value);
/* False if it was not there. */
bool map_remove(struct map *map, struct str key);
/* The next entry after `*cursor` (start with 0) in order of insertion, or NULL at the end. */
const struct map_entry *map_next(const struct map *map, size_t *cursor);

#endif
