/*
 * The revisions of a range, newest first, and the lines in which the read-only commands show them
 * (`history`, `heads`, `branches`, `current`, `show`).  Texts are those of alembic/script/base.py;
 * the commands only print them, each with a line end behind it.
 */
#ifndef RETORT_REV_HISTORY_H
#define RETORT_REV_HISTORY_H

#include "engine/rev/identifier.h"

struct rev_range {
	struct str base, head; /* STR_NULL if not given */
};

/* `[start]:[end]`; a NULL text is the whole history. */
struct error *rev_range_parse(struct str text, struct rev_range *ret_range) NODISCARD;
/* Whether an end is `current`, so that the rows of the database are wanted. */
bool rev_range_names_current(const struct rev_range *range);

/* `rows` is NULL unless the range names `current`. */
struct error *rev_history(struct arena *result, const struct rev_graph *graph,
			  const struct rev_range *range, const struct str_list *rows,
			  struct rev_list *ret_list) NODISCARD;

enum rev_format {
	REV_FORMAT_VERBOSE =
		1 << 0, /* the entry of several lines; the other flags but CURRENT are moot */
	REV_FORMAT_BRANCHES = 1 << 1, /* branch labels in parentheses */
	REV_FORMAT_DOC = 1 << 2,
	REV_FORMAT_PARENTS = 1 << 3,
	REV_FORMAT_TREE = 1 << 4,    /* (branchpoint), (mergepoint) */
	REV_FORMAT_CURRENT = 1 << 5, /* the database is at it: (current) */
};

/* A line, or with REV_FORMAT_VERBOSE an entry; `flags` of enum rev_format. */
struct str rev_format(struct arena *result, const struct rev_node *node, unsigned flags);

/* What `branches` prints for a branch point: its line and its children's. */
struct str rev_format_branch(struct arena *result, const struct rev_node *node, unsigned flags);

#endif
