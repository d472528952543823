#include "engine/rev/set.h"

#include <string.h>

static size_t word_count(const struct rev_set *set)
{
	return (set->n + 63) / 64;
}

struct rev_set rev_set_new(struct arena *arena, const struct rev_graph *graph)
{
	struct rev_set set = { NULL, graph->n };

	set.words = ARENA_ARRAY(arena, uint64_t, word_count(&set) + 1);
	return set;
}

void rev_set_clear(struct rev_set *set)
{
	memset(set->words, 0, word_count(set) * sizeof *set->words);
}

bool rev_set_has(const struct rev_set *set, const struct rev_node *node)
{
	return set->words[node->index / 64] >> (node->index % 64) & 1;
}

bool rev_set_add(struct rev_set *set, const struct rev_node *node)
{
	const uint64_t bit = (uint64_t)1 << (node->index % 64);

	if (set->words[node->index / 64] & bit)
		return false;
	set->words[node->index / 64] |= bit;
	return true;
}

void rev_set_remove(struct rev_set *set, const struct rev_node *node)
{
	set->words[node->index / 64] &= ~((uint64_t)1 << (node->index % 64));
}

bool rev_set_is_empty(const struct rev_set *set)
{
	for (size_t i = 0; i < word_count(set); i++)
		if (set->words[i])
			return false;
	return true;
}

void rev_set_unite(struct rev_set *set, const struct rev_set *other)
{
	for (size_t i = 0; i < word_count(set); i++)
		set->words[i] |= other->words[i];
}

void rev_set_intersect(struct rev_set *set, const struct rev_set *other)
{
	for (size_t i = 0; i < word_count(set); i++)
		set->words[i] &= other->words[i];
}

void rev_set_subtract(struct rev_set *set, const struct rev_set *other)
{
	for (size_t i = 0; i < word_count(set); i++)
		set->words[i] &= ~other->words[i];
}

const struct rev_node *rev_set_next(const struct rev_graph *graph, const struct rev_set *set,
				    size_t *cursor)
{
	while (*cursor < graph->n) {
		const uint64_t rest = set->words[*cursor / 64] >> (*cursor % 64);
		if (rest) {
			*cursor += (size_t)__builtin_ctzll(rest);
			return &graph->nodes[(*cursor)++];
		}
		*cursor = (*cursor / 64 + 1) * 64;
	}
	return NULL;
}

const struct rev_list *rev_node_edges(const struct rev_node *node, enum rev_edges edges)
{
	switch (edges) {
	case REV_EDGES_DOWN:
		return &node->down;
	case REV_EDGES_ALL_DOWN:
		return &node->all_down;
	case REV_EDGES_NEEDS:
		return &node->needs;
	case REV_EDGES_NEXT:
		return &node->next;
	case REV_EDGES_ALL_NEXT:
		return &node->all_next;
	}
	return NULL;
}

void rev_set_reach(struct arena *scratch, struct rev_set *set, const struct rev_node *from,
		   enum rev_edges edges)
{
	struct rev_list todo = { 0 };

	if (rev_set_add(set, from))
		rev_list_add(scratch, &todo, from);
	while (todo.n) {
		const struct rev_list *list = rev_node_edges(todo.items[--todo.n], edges);
		for (size_t i = 0; i < list->n; i++)
			if (rev_set_add(set, list->items[i]))
				rev_list_add(scratch, &todo, list->items[i]);
	}
}
