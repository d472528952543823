/*
 * The order in which revisions run: alembic/script/revision.py, _topological_sort.  Private to
 * engine/rev.
 */
#ifndef RETORT_REV_SORT_H
#define RETORT_REV_SORT_H

#include "engine/rev/resolve.h"
#include "engine/rev/set.h"

/* The members of `todo` (which is emptied), each before what it needs, starting at `heads`. */
struct error *rev_sort(struct rev_query *query, struct rev_set *todo, const struct rev_list *heads,
		       struct rev_list *ret_list) NODISCARD;

#endif
