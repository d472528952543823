/*
 * The graph of all revisions: who comes after whom, heads, bases, branch labels.
 *
 * Built once from the scripts in the order of loading, which is the order of every list here where
 * Alembic's own order is that of a hash set.  Edges of two kinds are kept apart as Alembic does:
 * `down_revision` ("versioned"), and depends_on.  A graph that Alembic would warn of and then crash
 * on is an ERR_REVISION with the file's place; the graph knows no identifiers but exact ones
 * (identifier.h resolves the others) and no database.
 *
 * The graph and its nodes live in the arena given to rev_graph_build and are not changed
 * afterwards.
 */
#ifndef RETORT_REV_GRAPH_H
#define RETORT_REV_GRAPH_H

#include "engine/base/map.h"
#include "engine/rev/script.h"

struct rev_node;

struct rev_list {
	const struct rev_node **items;
	size_t n, capacity;
};

struct rev_node {
	const struct rev_script *script;
	size_t index;                 /* in the order of loading */
	struct rev_list down;         /* down_revision, as written */
	struct rev_list dependencies; /* depends_on resolved, without repetitions */
	struct rev_list all_down;     /* down and dependencies */
	struct rev_list needs; /* as all_down, without dependencies that an ancestor has already */
	bool needs_dependencies;  /* some dependency is left in `needs` */
	struct rev_list next;     /* whose down_revision this is */
	struct rev_list all_next; /* whose down_revision or dependency this is */
	struct str_list
		labels; /* branch labels, own ones first, then those that came along the branch */
};

struct rev_graph {
	struct arena *arena;
	struct rev_node *nodes;
	size_t n;
	struct map names; /* ids in order of loading, then branch labels; values are nodes */
	struct rev_list heads, bases;           /* by down_revision alone */
	struct rev_list real_heads, real_bases; /* dependencies count as down revisions */
};

/*
 * Refuses, in Alembic's words where it has any: cycles and self-loops, illegal characters in an id,
 * a branch label used twice; and in ours: an id that two files declare, a parent or dependency that
 * is in no file.  The scripts are borrowed and must live as long as the graph.
 */
struct error *rev_graph_build(struct arena *result, const struct rev_script *scripts, size_t n,
			      struct rev_graph **ret_graph) NODISCARD;

/* By exact id or branch label; NULL if there is none. */
const struct rev_node *rev_graph_find(const struct rev_graph *graph, struct str name);

bool rev_is_head(const struct rev_node *node);
/* Not even another revision's dependency. */
bool rev_is_real_head(const struct rev_node *node);
bool rev_is_base(const struct rev_node *node);
bool rev_is_branch_point(const struct rev_node *node);
bool rev_is_real_branch_point(const struct rev_node *node);
bool rev_is_merge_point(const struct rev_node *node);

void rev_list_add(struct arena *result, struct rev_list *list, const struct rev_node *node);
bool rev_list_has(const struct rev_list *list, const struct rev_node *node);
/* The ids of the nodes, in order. */
struct str_list rev_list_ids(struct arena *result, const struct rev_list *list);

#endif
