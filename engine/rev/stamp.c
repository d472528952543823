#include "engine/rev/plan.h"

#include "engine/rev/resolve.h"
#include "engine/rev/set.h"

/* A stamp being planned: what the rows say that any target speaks of. */
struct stamp {
	struct rev_query *query;
	struct arena *result;
	struct rev_list rows; /* without repetitions */
	struct rev_step *steps;
	size_t n, capacity;
};

static void add_step(struct stamp *stamp, struct rev_step step)
{
	if (stamp->n == stamp->capacity) {
		const size_t old = stamp->capacity * sizeof *stamp->steps;
		stamp->capacity = stamp->capacity ? stamp->capacity * 2 : 4;
		stamp->steps = arena_grow(stamp->result, stamp->steps, old,
					  stamp->capacity * sizeof *stamp->steps);
	}
	step.direction = REV_STAMP;
	stamp->steps[stamp->n++] = step;
}

static struct str_list one_id(struct arena *result, const struct rev_node *node)
{
	struct str_list ids = { 0 };

	str_list_add(result, &ids, node->script->revision);
	return ids;
}

static void delete_rows(struct stamp *stamp)
{
	for (size_t i = 0; i < stamp->rows.n; i++)
		add_step(stamp,
			 (struct rev_step){ .from = one_id(stamp->result, stamp->rows.items[i]),
					    .stamps_branch = true });
}

/* Rows on both sides of one target: Alembic ends with an assertion. */
static struct error *above_and_below(struct stamp *stamp, const struct rev_node *target)
{
	return rev_cannot(stamp->query, "current revisions are both above and below '%.*s'",
			  STR_ARG(target->script->revision));
}

static bool any_row_in(const struct stamp *stamp, const struct rev_set *set)
{
	for (size_t i = 0; i < stamp->rows.n; i++)
		if (rev_set_has(set, stamp->rows.items[i]))
			return true;
	return false;
}

static struct error *stamp_revision(struct stamp *stamp, const struct rev_node *target)
{
	struct rev_query *query = stamp->query;
	struct rev_set above = rev_set_new(query->arena, query->graph);
	struct rev_set below = rev_set_new(query->arena, query->graph);
	struct rev_step step = { .to = one_id(stamp->result, target), .stamps_up = true };

	if (rev_list_has(&stamp->rows, target))
		return NULL;
	rev_set_reach(query->arena, &above, target, REV_EDGES_ALL_NEXT);
	rev_set_reach(query->arena, &below, target, REV_EDGES_NEEDS);
	const bool is_above = any_row_in(stamp, &above), is_below = any_row_in(stamp, &below);
	if (is_above && is_below)
		return above_and_below(stamp, target);
	if (is_above || is_below)
		step.from = rev_list_ids(stamp->result, &stamp->rows);
	else
		step.stamps_branch = true;
	step.stamps_up = !is_above;
	add_step(stamp, step);
	return NULL;
}

/* Of the rows, those in the lineage of any target, in the order of the targets. */
static struct error *filter_rows(struct stamp *stamp, const struct str_list *rows,
				 const struct str_list *targets)
{
	struct rev_query *query = stamp->query;
	struct rev_list all = { 0 }, filtered;

	TRY(rev_explain(query, rev_get_all(query, (struct rev_name){ .many = rows }, &all),
			&(struct rev_words){ 0 }));
	for (size_t i = 0; i < targets->n; i++) {
		if (!targets->items[i].n)
			continue;
		TRY(rev_filter(query, &all, targets->items[i], REV_LINEAGE_DEPENDENCIES,
			       &filtered));
		for (size_t j = 0; j < filtered.n; j++)
			if (!rev_list_has(&stamp->rows, filtered.items[j]))
				rev_list_add(query->arena, &stamp->rows, filtered.items[j]);
	}
	if (rev_list_has(&stamp->rows, NULL) || rev_list_has(&stamp->rows, REV_BASE))
		return rev_cannot(query, "a row of the version table names no revision");
	return NULL;
}

static struct error *stamp_all(struct stamp *stamp, const struct str_list *rows,
			       const struct str_list *targets)
{
	struct rev_query *query = stamp->query;
	struct rev_list nodes = { 0 };

	TRY(filter_rows(stamp, rows, targets));
	TRY(rev_explain(query, rev_get_all(query, (struct rev_name){ .many = targets }, &nodes),
			&(struct rev_words){ 0 }));
	if (!nodes.n)
		delete_rows(stamp);
	for (size_t i = 0; i < nodes.n; i++) {
		if (nodes.items[i] == REV_BASE)
			return rev_cannot(query, "the target goes below the first revision");
		if (nodes.items[i])
			TRY(stamp_revision(stamp, nodes.items[i]));
		else
			delete_rows(stamp);
	}
	return NULL;
}

/* alembic/script/base.py, _stamp_revs */
struct error *rev_plan_stamp(struct arena *result, const struct rev_graph *graph,
			     const struct str_list *rows, const struct str_list *targets,
			     struct rev_plan *ret_plan)
{
	static const struct rev_words words = {
		.multiple_heads = { "Multiple heads are present; please specify a single target "
				    "revision",
				    67 },
	};
	struct arena scratch CLEANUP(arena_done) = { 0 };
	struct rev_query query = { .graph = graph, .arena = &scratch };
	struct str base = STR("base");
	const struct str_list only_base = { &base, 1, 1 };
	struct stamp stamp = { .query = &query, .result = result };

	TRY(rev_explain(&query, stamp_all(&stamp, rows, targets->n ? targets : &only_base),
			&words));
	*ret_plan = (struct rev_plan){ .steps = stamp.steps, .n = stamp.n };
	return NULL;
}
