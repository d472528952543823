/*
 * Targets of an upgrade or downgrade, absolute or relative to where the database is
 * (alembic/script/revision.py, _parse_upgrade_target and _parse_downgrade_target).  Private to
 * engine/rev.
 */
#ifndef RETORT_REV_TARGET_H
#define RETORT_REV_TARGET_H

#include "engine/rev/resolve.h"

/* Adds the revisions to move to; none for `base`. */
struct error *rev_target_up(struct rev_query *query, struct rev_name current,
			    struct rev_name target, enum rev_overwalk overwalk,
			    struct rev_list *list) NODISCARD;

struct rev_low_target {
	struct str branch;           /* STR_NULL if none is given */
	const struct rev_node *node; /* NULL or REV_BASE for base */
};

struct error *rev_target_down(struct rev_query *query, struct rev_name current,
			      struct rev_name target, enum rev_overwalk overwalk,
			      struct rev_low_target *ret_target) NODISCARD;

#endif
