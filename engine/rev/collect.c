#include "engine/rev/collect.h"

#include "engine/rev/sort.h"
#include "engine/rev/target.h"

static bool is_revision(const struct rev_node *node)
{
	return node && node != REV_BASE;
}

/* Which of `asked` lie on the way from the target; not the target itself. */
static struct error *check_overlap(struct rev_query *query, const struct rev_node *target,
				   const struct rev_set *asked, enum rev_edges edges)
{
	struct rev_set overlap = rev_set_new(query->arena, query->graph);
	struct str_list names = { 0 };
	const struct rev_node *other;
	size_t cursor = 0;

	rev_set_reach(query->arena, &overlap, target, edges);
	rev_set_intersect(&overlap, asked);
	rev_set_remove(&overlap, target);
	while ((other = rev_set_next(query->graph, &overlap, &cursor)))
		str_list_add(query->arena, &names, other->script->revision);
	if (!names.n)
		return NULL;
	const struct str others = str_list_join(query->arena, &names, ", ");
	return rev_fail(query,
			"Requested revision %.*s overlaps with other requested revisions %.*s",
			STR_ARG(target->script->revision), STR_ARG(others));
}

/*
 * _get_ancestor_nodes and _get_descendant_nodes with check=True: reaches from each target in turn,
 * and refuses one that comes past another.
 */
static struct error *reach_apart(struct rev_query *query, const struct rev_list *targets,
				 enum rev_edges edges, struct rev_set *set)
{
	struct rev_set asked = rev_set_new(query->arena, query->graph);

	for (size_t i = 0; i < targets->n; i++)
		if (is_revision(targets->items[i]))
			rev_set_add(&asked, targets->items[i]);
	for (size_t i = 0; i < targets->n; i++) {
		if (!is_revision(targets->items[i]))
			return rev_cannot(query, "a revision asked for is below the first one");
		if (targets->n > 1)
			TRY(check_overlap(query, targets->items[i], &asked, edges));
		rev_set_reach(query->arena, set, targets->items[i], edges);
	}
	return NULL;
}

/* `label@...` as the lower end keeps the targets of that branch; an id stands for its only label.
 */
static struct error *cut_to_branch(struct rev_query *query, struct rev_name lower,
				   struct rev_list *targets)
{
	const ptrdiff_t at = lower.many || !lower.text.p ? -1 : str_find_char(lower.text, '@');
	const struct rev_node *node = NULL;
	struct rev_list kept = { 0 };

	if (at < 0)
		return NULL;
	struct str branch = str_slice(lower.text, 0, (size_t)at);
	TRY(rev_get(query, branch, &node));
	if (node && str_equal(node->script->revision, branch)) {
		if (node->labels.n != 1)
			return rev_cannot(
				query, "revision '%.*s' does not stand for one branch: it has %s",
				STR_ARG(branch), node->labels.n ? "several labels" : "no label");
		branch = node->labels.items[0];
	}
	for (size_t i = 0; i < targets->n; i++)
		if (str_list_has(&targets->items[i]->labels, branch))
			rev_list_add(query->arena, &kept, targets->items[i]);
	*targets = kept;
	return NULL;
}

/* A current revision that the targets do not come past is a range that does not hold together. */
static struct error *check_range(struct rev_query *query, const struct rev_span *span,
				 const struct rev_set *required, const struct rev_list *current)
{
	for (size_t i = 0; !span->is_from_base && i < current->n; i++) {
		const struct rev_node *node = current->items[i];
		if (node && (node == REV_BASE || !rev_set_has(required, node)))
			return rev_fail_range(query, span->lower, span->upper);
	}
	return NULL;
}

/* A lower end that walked below the first revision is relative: it is read as a downgrade's target.
 */
static struct error *reread_lower(struct rev_query *query, struct rev_span *span,
				  struct rev_list *current)
{
	struct rev_low_target target;

	if (!current->n || current->items[0])
		return NULL;
	TRY(rev_target_down(query, span->upper, span->lower, span->overwalk, &target));
	*current = (struct rev_list){ 0 };
	span->lower = (struct rev_name){ 0 };
	if (!target.node)
		return rev_cannot(query, "the range has no lower end");
	if (target.node != REV_BASE) {
		rev_list_add(query->arena, current, target.node);
		span->lower.text = target.node->script->revision;
	}
	return NULL;
}

static struct error *add_lower_end(struct rev_query *query, const struct rev_span *span,
				   struct rev_set *needs)
{
	struct rev_list nodes = { 0 };

	if (!span->is_inclusive)
		return NULL;
	TRY(rev_get_nodes(query, span->lower, &nodes));
	for (size_t i = 0; i < nodes.n; i++)
		rev_set_add(needs, nodes.items[i]);
	return NULL;
}

/* _collect_upgrade_revisions, behind the targets. */
static struct error *collect_needs(struct rev_query *query, struct rev_span span,
				   const struct rev_list *targets, struct rev_set *needs)
{
	struct rev_set active = rev_set_new(query->arena, query->graph);
	struct rev_set above = rev_set_new(query->arena, query->graph);
	struct rev_list current = { 0 };

	TRY(reach_apart(query, targets, REV_EDGES_NEEDS, needs));
	TRY(rev_get_all(query, span.lower, &current));
	TRY(check_range(query, &span, needs, &current));
	TRY(reread_lower(query, &span, &current));
	TRY(reach_apart(query, &current, REV_EDGES_NEEDS, &active));
	rev_set_subtract(needs, &active);
	TRY(add_lower_end(query, &span, needs));
	if (!current.n || span.is_from_base)
		return NULL;
	TRY(reach_apart(query, &current, REV_EDGES_NEXT, &above));
	rev_set_intersect(needs, &above);
	return NULL;
}

struct error *rev_collect_up(struct rev_query *query, const struct rev_span *span,
			     struct rev_list *ret_list)
{
	struct rev_set needs = rev_set_new(query->arena, query->graph);
	struct rev_list targets = { 0 };

	TRY(rev_target_up(query, span->lower, span->upper, span->overwalk, &targets));
	TRY(cut_to_branch(query, span->lower, &targets));
	TRY(collect_needs(query, *span, &targets, &needs));
	return rev_sort(query, &needs, &targets, ret_list);
}

/* Alembic counts a revision once for its id and once for each of its own labels. */
static void list_base_roots(struct rev_query *query, struct rev_list *roots)
{
	const struct map_entry *entry;
	size_t cursor = 0;

	while ((entry = map_next(&query->graph->names, &cursor)))
		if (rev_is_base(entry->value))
			rev_list_add(query->arena, roots, entry->value);
}

static struct error *cut_roots(struct rev_query *query, struct str branch, struct rev_list *roots)
{
	struct rev_set ancestors = rev_set_new(query->arena, query->graph);
	struct rev_list kept = { 0 };
	const struct rev_node *node = NULL;

	if (!branch.n || roots->n <= 1)
		return NULL;
	TRY(rev_get_branch(query, branch, &node));
	rev_set_reach(query->arena, &ancestors, node, REV_EDGES_DOWN);
	for (size_t i = 0; i < roots->n; i++)
		if (rev_set_has(&ancestors, roots->items[i]))
			rev_list_add(query->arena, &kept, roots->items[i]);
	*roots = kept;
	return kept.n ? NULL : rev_fail(query, "Not a valid downgrade target from current heads");
}

/* The roots of what goes: the children of the target, or every base. */
static struct error *find_roots(struct rev_query *query, const struct rev_low_target *target,
				struct rev_list *roots)
{
	if (!is_revision(target->node))
		list_base_roots(query, roots);
	else
		*roots = target->node->next;
	return cut_roots(query, target->branch, roots);
}

/* _collect_downgrade_revisions */
struct error *rev_collect_down(struct rev_query *query, struct rev_name upper,
			       struct rev_name lower, struct rev_list *ret_list)
{
	struct rev_set drop = rev_set_new(query->arena, query->graph);
	struct rev_set active = rev_set_new(query->arena, query->graph);
	struct rev_list roots = { 0 }, heads = { 0 };
	struct rev_low_target target;

	TRY(rev_target_down(query, upper, lower, REV_OVERWALK_IS_NONE, &target));
	TRY(find_roots(query, &target, &roots));
	TRY(rev_get_nodes(query, upper, &heads));
	for (size_t i = 0; i < roots.n; i++)
		rev_set_reach(query->arena, &drop, roots.items[i], REV_EDGES_ALL_NEXT);
	for (size_t i = 0; i < heads.n; i++)
		rev_set_reach(query->arena, &active, heads.items[i], REV_EDGES_NEEDS);
	rev_set_intersect(&drop, &active);
	if (is_revision(target.node) && rev_set_is_empty(&drop) &&
	    !rev_list_has(&heads, target.node))
		return rev_fail_range(query, (struct rev_name){ .text = STR("Nothing to drop") },
				      upper);
	return rev_sort(query, &drop, &heads, ret_list);
}
