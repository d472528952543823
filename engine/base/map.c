#include "engine/base/map.h"

static struct map_entry *find_entry(const struct map *map, struct str key, uint64_t hash)
{
	if (!map->slot_count)
		return NULL;
	const size_t mask = map->slot_count - 1;

	for (size_t i = hash & mask; map->slots[i]; i = (i + 1) & mask) {
		struct map_entry *entry = &map->entries[map->slots[i] - 1];
		if (entry->hash == hash && entry->key.p && str_equal(entry->key, key))
			return entry;
	}
	return NULL;
}

static void index_entry(struct map *map, size_t index)
{
	const size_t mask = map->slot_count - 1;
	size_t i = map->entries[index].hash & mask;

	while (map->slots[i])
		i = (i + 1) & mask;
	map->slots[i] = (uint32_t)(index + 1);
}

/* Makes room for twice the entries that are there; drops the removed ones. */
static void rebuild(struct map *map)
{
	const size_t capacity = map->count ? map->count * 2 : 8;
	struct map_entry *entries = ARENA_ARRAY(map->arena, struct map_entry, capacity);
	size_t used = 0;

	for (size_t i = 0; i < map->used; i++)
		if (map->entries[i].key.p)
			entries[used++] = map->entries[i];
	map->entries = entries;
	map->used = used;
	map->capacity = capacity;
	for (map->slot_count = 16; map->slot_count < capacity * 2; map->slot_count *= 2)
		;
	map->slots = ARENA_ARRAY(map->arena, uint32_t, map->slot_count);
	for (size_t i = 0; i < used; i++)
		index_entry(map, i);
}

void *map_get(const struct map *map, struct str key)
{
	const struct map_entry *entry = find_entry(map, key, str_hash(key));

	return entry ? entry->value : NULL;
}

bool map_has(const struct map *map, struct str key)
{
	return find_entry(map, key, str_hash(key)) != NULL;
}

void map_put(struct map *map, struct str key, void *value)
{
	const uint64_t hash = str_hash(key);
	struct map_entry *entry = find_entry(map, key, hash);

	if (entry) {
		entry->value = value;
		return;
	}
	if (map->used == map->capacity)
		rebuild(map);
	if (!key.p)
		key.p = "";
	map->entries[map->used] = (struct map_entry){ key, value, hash };
	index_entry(map, map->used++);
	map->count++;
}

bool map_remove(struct map *map, struct str key)
{
	struct map_entry *entry = find_entry(map, key, str_hash(key));

	if (!entry)
		return false;
	/* The slot keeps pointing at the emptied entry, so that probing goes past it. */
	entry->key = STR_NULL;
	entry->value = NULL;
	map->count--;
	return true;
}

const struct map_entry *map_next(const struct map *map, size_t *cursor)
{
	while (*cursor < map->used) {
		const struct map_entry *entry = &map->entries[(*cursor)++];
		if (entry->key.p)
			return entry;
	}
	return NULL;
}
