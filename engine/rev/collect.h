/*
 * Which revisions lie between two points, and in which order: alembic/script/revision.py,
 * iterate_revisions with its two collectors and its sort.  Private to engine/rev.
 */
#ifndef RETORT_REV_COLLECT_H
#define RETORT_REV_COLLECT_H

#include "engine/rev/resolve.h"

struct rev_span {
	struct rev_name upper, lower;
	bool is_inclusive; /* the lower end is part of it */
	bool is_from_base; /* other branches' revisions that the upper end needs are part of it */
	enum rev_overwalk overwalk;
};

/* Newest first. */
struct error *rev_collect_up(struct rev_query *query, const struct rev_span *span,
			     struct rev_list *ret_list) NODISCARD;
/* What goes when the database at `upper` is taken down to `lower`, newest first. */
struct error *rev_collect_down(struct rev_query *query, struct rev_name upper,
			       struct rev_name lower, struct rev_list *ret_list) NODISCARD;

#endif
