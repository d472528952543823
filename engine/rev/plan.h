/*
 * From a target and the rows of the version table to the steps that lead there, and for each step
 * what it does to those rows.
 *
 * A plan holds no database and runs nothing: the run loop takes the steps in order, runs each body,
 * asks rev_plan_rows what to do with the version table, does it, and notes it with rev_rows_apply.
 * The rules are those of alembic/script/base.py (_upgrade_revs, _downgrade_revs, _stamp_revs) and
 * of alembic/runtime/migration.py (RevisionStep, StampStep, HeadMaintainer); where those go by the
 * order of a hash set, the order of loading holds.
 *
 * Errors are ERR_COMMAND with the text that Alembic prints behind `FAILED:`.
 */
#ifndef RETORT_REV_PLAN_H
#define RETORT_REV_PLAN_H

#include "engine/rev/identifier.h"

enum rev_direction { REV_UPGRADE, REV_DOWNGRADE, REV_STAMP };

struct rev_step {
	enum rev_direction direction;
	const struct rev_node *node; /* whose body runs; NULL for a stamp */
	struct str_list from, to;    /* as logged: dependencies are not in it; empty for base */
	bool stamps_up;              /* of a stamp: towards the heads */
	bool stamps_branch;          /* of a stamp: a row appears or goes, instead of moving */
};

struct rev_plan {
	struct rev_step *steps; /* in the order in which they run */
	size_t n;
	struct str_list warnings; /* for stderr */
};

/* `rows` are the version table's rows as read. */
struct error *rev_plan_upgrade(struct arena *result, const struct rev_graph *graph,
			       const struct str_list *rows, struct str target,
			       struct rev_plan *ret_plan) NODISCARD;
struct error *rev_plan_downgrade(struct arena *result, const struct rev_graph *graph,
				 const struct str_list *rows, struct str target,
				 struct rev_plan *ret_plan) NODISCARD;
/* Several targets stamp several heads; `base` deletes the rows. */
struct error *rev_plan_stamp(struct arena *result, const struct rev_graph *graph,
			     const struct str_list *rows, const struct str_list *targets,
			     struct rev_plan *ret_plan) NODISCARD;

/* As Alembic logs behind "Running ": `upgrade a -> b, message`, or without the message for --sql.
 */
struct str rev_step_log(struct arena *result, const struct rev_step *step);
struct str rev_step_short_log(struct arena *result, const struct rev_step *step);

enum rev_row_kind { REV_ROW_INSERT, REV_ROW_UPDATE, REV_ROW_DELETE };

struct rev_row_change {
	enum rev_row_kind kind;
	struct str from; /* the row deleted or updated */
	struct str to;   /* the row inserted, or what an updated one becomes */
};

struct rev_row_changes {
	struct rev_row_change *items;
	size_t n, capacity;
};

/* What the step does to a version table that holds `rows`, in order; ERR_COMMAND if that is
 * impossible. */
struct error *rev_plan_rows(struct arena *result, const struct rev_graph *graph,
			    const struct rev_step *step, const struct str_list *rows,
			    struct rev_row_changes *ret_changes) NODISCARD;
/* The rows after the change. */
void rev_rows_apply(struct arena *result, struct str_list *rows,
		    const struct rev_row_change *change);

#endif
