/*
 * Sets of nodes of one graph, and who can be reached from whom.
 *
 * A set is a bit for each node; walking is linear in the edges seen.  Private to engine/rev.
 */
#ifndef RETORT_REV_SET_H
#define RETORT_REV_SET_H

#include "engine/rev/graph.h"

struct rev_set {
	uint64_t *words;
	size_t n; /* nodes of the graph */
};

enum rev_edges {
	REV_EDGES_DOWN,
	REV_EDGES_ALL_DOWN,
	REV_EDGES_NEEDS,
	REV_EDGES_NEXT,
	REV_EDGES_ALL_NEXT
};

/* Empty, for any node of the graph. */
struct rev_set rev_set_new(struct arena *arena, const struct rev_graph *graph);
void rev_set_clear(struct rev_set *set);
bool rev_set_has(const struct rev_set *set, const struct rev_node *node);
/* False if it was there already. */
bool rev_set_add(struct rev_set *set, const struct rev_node *node);
void rev_set_remove(struct rev_set *set, const struct rev_node *node);
bool rev_set_is_empty(const struct rev_set *set);
void rev_set_unite(struct rev_set *set, const struct rev_set *other);
void rev_set_intersect(struct rev_set *set, const struct rev_set *other);
void rev_set_subtract(struct rev_set *set, const struct rev_set *other);
/* The first member at or behind `*cursor` (start with 0) in order of loading, or NULL at the end.
 */
const struct rev_node *rev_set_next(const struct rev_graph *graph, const struct rev_set *set,
				    size_t *cursor);

const struct rev_list *rev_node_edges(const struct rev_node *node, enum rev_edges edges);

/* Adds `from` and all that is reached from it; does not walk on from what is in the set already. */
void rev_set_reach(struct arena *scratch, struct rev_set *set, const struct rev_node *from,
		   enum rev_edges edges);

#endif
