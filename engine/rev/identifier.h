/*
 * From what a person writes to revisions: `head`, `heads`, `base`, `label@head`, partial ids, `-1`,
 * `a:b`.  The rules are those of alembic/script/revision.py; errors are ERR_COMMAND with the text
 * that Alembic prints behind `FAILED:` and the inner reason as cause.
 */
#ifndef RETORT_REV_IDENTIFIER_H
#define RETORT_REV_IDENTIFIER_H

#include "engine/rev/graph.h"

/* What the identifier stands for: none for `base`, several for `heads`.  As `show` needs it. */
struct error *rev_find(struct arena *result, const struct rev_graph *graph, struct str identifier,
		       struct rev_list *ret_list) NODISCARD;

/* Exactly one revision, or NULL for `base` and for the head of an empty graph. */
struct error *rev_find_one(const struct rev_graph *graph, struct str identifier,
			   const struct rev_node **ret_node) NODISCARD;

/*
 * The revisions that a database with these version rows is at: the rows' own, and the tips of other
 * branches that they depend on.  As `current` prints them.
 */
struct error *rev_current(struct arena *result, const struct rev_graph *graph,
			  const struct str_list *rows, struct rev_list *ret_list) NODISCARD;

/* The rows that `--sql` starts from; a NULL string or `base` gives none. */
struct error *rev_starting_rows(struct arena *result, const struct rev_graph *graph,
				struct str identifier, struct str_list *ret_rows) NODISCARD;

/*
 * Cuts `from:to` of an upgrade, downgrade or stamp with --sql; `*ret_from` is STR_NULL without a
 * colon. Two colons are an error.
 */
struct error *rev_split_range(struct str text, struct str *ret_from, struct str *ret_to) NODISCARD;

#endif
