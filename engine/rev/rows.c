#include "engine/rev/plan.h"

#include "engine/rev/resolve.h"
#include "engine/rev/set.h"

/* One step against the rows that are there. */
struct maintainer {
	struct rev_query query;
	struct arena *result;
	const struct rev_step *step;
	struct str_list rows; /* a set: without repetitions */
	struct rev_row_changes changes;
};

static void remove_row(struct str_list *rows, struct str row)
{
	size_t kept = 0;

	for (size_t i = 0; i < rows->n; i++)
		if (!str_equal(rows->items[i], row))
			rows->items[kept++] = rows->items[i];
	rows->n = kept;
}

void rev_rows_apply(struct arena *result, struct str_list *rows,
		    const struct rev_row_change *change)
{
	if (change->kind != REV_ROW_INSERT)
		remove_row(rows, change->from);
	if (change->kind != REV_ROW_DELETE)
		str_list_add(result, rows, change->to);
}

/* alembic/runtime/migration.py, HeadMaintainer asserts both. */
static struct error *check_change(const struct maintainer *maintainer,
				  const struct rev_row_change *change)
{
	if (change->kind != REV_ROW_INSERT && !str_list_has(&maintainer->rows, change->from))
		return error_new(ERR_COMMAND, "the version table has no row '%.*s'",
				 STR_ARG(change->from));
	if (change->kind != REV_ROW_DELETE && str_list_has(&maintainer->rows, change->to))
		return error_new(ERR_COMMAND, "the version table has a row '%.*s' already",
				 STR_ARG(change->to));
	return NULL;
}

static struct error *add_change(struct maintainer *maintainer, enum rev_row_kind kind,
				struct str from, struct str to)
{
	const struct rev_row_change change = { kind, from, to };
	struct rev_row_changes *changes = &maintainer->changes;

	TRY(check_change(maintainer, &change));
	if (changes->n == changes->capacity) {
		const size_t old = changes->capacity * sizeof *changes->items;
		changes->capacity = changes->capacity ? changes->capacity * 2 : 1;
		changes->items = arena_grow(maintainer->result, changes->items, old,
					    changes->capacity * sizeof *changes->items);
	}
	changes->items[changes->n++] = change;
	rev_rows_apply(maintainer->query.arena, &maintainer->rows, &change);
	return NULL;
}

static struct error *insert_row(struct maintainer *maintainer, struct str row)
{
	return add_change(maintainer, REV_ROW_INSERT, STR_NULL, row);
}

static struct error *delete_row(struct maintainer *maintainer, struct str row)
{
	return add_change(maintainer, REV_ROW_DELETE, row, STR_NULL);
}

/* Several rows become one: all but the last go, and the last is moved. */
static struct error *merge_rows(struct maintainer *maintainer, const struct str_list *from,
				struct str to)
{
	for (size_t i = 0; i + 1 < from->n; i++)
		TRY(delete_row(maintainer, from->items[i]));
	return add_change(maintainer, REV_ROW_UPDATE, from->items[from->n - 1], to);
}

/* One row becomes several. */
static struct error *unmerge_rows(struct maintainer *maintainer, struct str from,
				  const struct str_list *to)
{
	for (size_t i = 0; i + 1 < to->n; i++)
		TRY(insert_row(maintainer, to->items[i]));
	return add_change(maintainer, REV_ROW_UPDATE, from, to->items[to->n - 1]);
}

/* Adds what the rows but `except` imply: their revisions and all below. */
static struct error *reach_other_rows(struct maintainer *maintainer, const struct str_list *except,
				      struct rev_set *set)
{
	struct rev_query *query = &maintainer->query;
	struct str_list others = { 0 };
	struct rev_list nodes = { 0 };

	for (size_t i = 0; i < maintainer->rows.n; i++)
		if (!str_list_has(except, maintainer->rows.items[i]))
			str_list_add(query->arena, &others, maintainer->rows.items[i]);
	TRY(rev_get_nodes(query, (struct rev_name){ .many = &others }, &nodes));
	for (size_t i = 0; i < nodes.n; i++)
		rev_set_reach(query->arena, set, nodes.items[i], REV_EDGES_NEEDS);
	return NULL;
}

static void add_all_not_in(struct maintainer *maintainer, const struct rev_list *nodes,
			   const struct rev_set *set, struct str_list *ids)
{
	for (size_t i = 0; i < nodes->n; i++)
		if (!rev_set_has(set, nodes->items[i]))
			str_list_add(maintainer->query.arena, ids,
				     nodes->items[i]->script->revision);
}

/* RevisionStep._unmerge_to_revisions: the parents that no other row, or other parent, implies. */
static struct error *find_remaining_parents(struct maintainer *maintainer, struct str_list *ids)
{
	struct rev_query *query = &maintainer->query;
	const struct rev_node *node = maintainer->step->node;
	struct rev_set implied = rev_set_new(query->arena, query->graph);
	/* A lone parent is not below itself; asking would walk the graph at every step. */
	const bool is_alone = maintainer->rows.n == 1 && node->needs.n > 1;

	TRY(reach_other_rows(maintainer, &maintainer->step->from, &implied));
	for (size_t i = 0; is_alone && i < node->needs.n; i++) {
		const struct rev_list *below = &node->needs.items[i]->needs;
		for (size_t j = 0; j < below->n; j++)
			rev_set_reach(query->arena, &implied, below->items[j], REV_EDGES_NEEDS);
	}
	add_all_not_in(maintainer, &node->needs, &implied, ids);
	return NULL;
}

static struct error *go_down(struct maintainer *maintainer)
{
	const struct rev_node *node = maintainer->step->node;
	const struct str row = node->script->revision;
	struct str_list parents = { 0 };

	if (!str_list_has(&maintainer->rows, row))
		return error_new(ERR_COMMAND, "the version table has no row '%.*s'", STR_ARG(row));
	TRY(find_remaining_parents(maintainer, &parents));
	if (!parents.n)
		return delete_row(maintainer, row);
	if (node->needs.n > 1)
		return unmerge_rows(maintainer, row, &parents);
	return add_change(maintainer, REV_ROW_UPDATE, row, node->needs.items[0]->script->revision);
}

/* RevisionStep.merge_branch_idents: the parents that no row beside them implies. */
static struct error *find_merged_parents(struct maintainer *maintainer, struct str_list *ids)
{
	struct rev_query *query = &maintainer->query;
	const struct rev_list *parents = &maintainer->step->node->needs;
	struct rev_set implied = rev_set_new(query->arena, query->graph);
	const struct str_list names = rev_list_ids(query->arena, parents);

	TRY(reach_other_rows(maintainer, &names, &implied));
	add_all_not_in(maintainer, parents, &implied, ids);
	return NULL;
}

static struct error *go_up(struct maintainer *maintainer)
{
	const struct rev_node *node = maintainer->step->node;
	struct str_list present = { 0 }, merged = { 0 };

	for (size_t i = 0; i < node->needs.n; i++)
		if (str_list_has(&maintainer->rows, node->needs.items[i]->script->revision))
			str_list_add(maintainer->query.arena, &present,
				     node->needs.items[i]->script->revision);
	if (!present.n)
		return insert_row(maintainer, node->script->revision);
	if (present.n == 1)
		return add_change(maintainer, REV_ROW_UPDATE, present.items[0],
				  node->script->revision);
	TRY(find_merged_parents(maintainer, &merged));
	if (!merged.n)
		return error_new(ERR_COMMAND,
				 "the version table's rows imply all parents of '%.*s'",
				 STR_ARG(node->script->revision));
	return merge_rows(maintainer, &merged, node->script->revision);
}

static bool any_not_in(const struct str_list *names, const struct str_list *rows)
{
	for (size_t i = 0; i < names->n; i++)
		if (!str_list_has(rows, names->items[i]))
			return true;
	return false;
}

/* StampStep, in HeadMaintainer.update_to_step's order. */
static struct error *stamp(struct maintainer *maintainer)
{
	const struct rev_step *step = maintainer->step;
	const struct str_list *rows = &maintainer->rows;

	if (!step->stamps_up && step->stamps_branch)
		return delete_row(maintainer, step->from.items[0]);
	if (step->stamps_up && (step->stamps_branch || any_not_in(&step->from, rows)) &&
	    any_not_in(&step->to, rows))
		return insert_row(maintainer, step->to.items[0]);
	if (!step->from.n || !step->to.n)
		return error_new(ERR_COMMAND, "the version table has a row '%.*s' already",
				 STR_ARG(step->to.items[0]));
	if (step->from.n > 1)
		return merge_rows(maintainer, &step->from, step->to.items[0]);
	return add_change(maintainer, REV_ROW_UPDATE, step->from.items[0], step->to.items[0]);
}

static struct error *change_rows(struct maintainer *maintainer)
{
	switch (maintainer->step->direction) {
	case REV_UPGRADE:
		return go_up(maintainer);
	case REV_DOWNGRADE:
		return go_down(maintainer);
	case REV_STAMP:
		return stamp(maintainer);
	}
	return NULL;
}

struct error *rev_plan_rows(struct arena *result, const struct rev_graph *graph,
			    const struct rev_step *step, const struct str_list *rows,
			    struct rev_row_changes *ret_changes)
{
	struct arena scratch CLEANUP(arena_done) = { 0 };
	struct maintainer maintainer = { .query = { .graph = graph, .arena = &scratch },
					 .result = result,
					 .step = step };

	for (size_t i = 0; i < rows->n; i++)
		if (!str_list_has(&maintainer.rows, rows->items[i]))
			str_list_add(&scratch, &maintainer.rows, rows->items[i]);
	TRY(rev_explain(&maintainer.query, change_rows(&maintainer), &(struct rev_words){ 0 }));
	*ret_changes = maintainer.changes;
	return NULL;
}
