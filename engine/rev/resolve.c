#include "engine/rev/resolve.h"

#include "engine/rev/set.h"

const struct rev_node rev_walked_to_base = { 0 };

/* What an identifier says before it is looked up: the ids it stands for and the branch it is cut
 * to. */
struct parts {
	struct str_list ids;
	struct str label; /* STR_NULL without an @ */
};

static struct error *fail_resolution(struct rev_query *query, struct error *error,
				     struct str argument)
{
	query->failure = REV_FAILURE_RESOLUTION;
	query->argument = str_dup(error_arena(), argument);
	return error;
}

static struct error *fail_heads(struct rev_query *query, const struct str_list *ids,
				struct str argument)
{
	const struct str all = str_list_join(error_arena(), ids, ", ");
	struct error *error = rev_fail(query,
				       "Multiple heads are present for given argument '%.*s'; %.*s",
				       STR_ARG(argument), STR_ARG(all));

	query->failure = REV_FAILURE_HEADS;
	query->argument = str_dup(error_arena(), argument);
	return error;
}

static struct error *current_head(struct rev_query *query, struct str label,
				  struct str_list *ret_ids)
{
	struct rev_list heads = query->graph->heads;

	if (label.n)
		TRY(rev_filter(query, &query->graph->heads, label, REV_LINEAGE_VERSIONED, &heads));
	const struct str_list ids = rev_list_ids(query->arena, &heads);
	if (ids.n > 1) {
		const struct str asked = label.n ? str_concat(query->arena, label, STR("@head"))
						 : STR("head");
		return fail_heads(query, &ids, asked);
	}
	*ret_ids = ids;
	return NULL;
}

static struct error *branch_heads(struct rev_query *query, struct str label,
				  struct str_list *ret_ids)
{
	struct rev_list heads = query->graph->real_heads;

	if (label.n)
		TRY(rev_filter(query, &query->graph->heads, label, REV_LINEAGE_VERSIONED, &heads));
	*ret_ids = rev_list_ids(query->arena, &heads);
	return NULL;
}

/* _resolve_revision_number */
static struct error *split_identifier(struct rev_query *query, struct str id,
				      struct parts *ret_parts)
{
	const ptrdiff_t at = str_find_char(id, '@');

	*ret_parts = (struct parts){ 0 };
	if (at >= 0) {
		ret_parts->label = str_slice(id, 0, (size_t)at);
		id = str_skip(id, (size_t)at + 1);
	}
	if (!id.p || str_is(id, "base"))
		return NULL;
	if (str_is(id, "heads"))
		return branch_heads(query, ret_parts->label, &ret_parts->ids);
	if (str_is(id, "head"))
		return current_head(query, ret_parts->label, &ret_parts->ids);
	str_list_add(query->arena, &ret_parts->ids, id);
	return NULL;
}

static bool is_everything(const struct parts *parts)
{
	return !parts->label.n && !parts->ids.n;
}

static void reach_both_ways(struct rev_query *query, struct rev_set *set,
			    const struct rev_node *node, enum rev_lineage lineage)
{
	const bool with_dependencies = lineage == REV_LINEAGE_DEPENDENCIES;
	struct rev_set above = rev_set_new(query->arena, query->graph);
	struct rev_set below = rev_set_new(query->arena, query->graph);

	rev_set_reach(query->arena, &above, node,
		      with_dependencies ? REV_EDGES_ALL_NEXT : REV_EDGES_NEXT);
	rev_set_reach(query->arena, &below, node,
		      with_dependencies ? REV_EDGES_ALL_DOWN : REV_EDGES_DOWN);
	rev_set_unite(set, &above);
	rev_set_unite(set, &below);
}

/*
 * Alembic walks from each target and looks for the names' revisions; walking from those is the
 * same, once for all targets.
 */
static struct error *reach_lineage(struct rev_query *query, const struct parts *parts,
				   enum rev_lineage lineage, struct rev_set *set)
{
	const struct rev_node *node = NULL;

	if (parts->label.n) {
		TRY(rev_get_ident(query, parts->label, STR_NULL, &node));
		reach_both_ways(query, set, node, lineage);
	}
	for (size_t i = 0; i < parts->ids.n; i++) {
		TRY(rev_get_ident(query, parts->ids.items[i], STR_NULL, &node));
		reach_both_ways(query, set, node, lineage);
	}
	return NULL;
}

/* Alembic's word for what is below the first revision is looked up like any other. */
static struct error *name_filtered(struct rev_query *query, const struct rev_node *node,
				   const struct rev_node **ret_node)
{
	*ret_node = node;
	if (node == REV_BASE)
		return rev_get_ident(query, STR("base"), STR_NULL, ret_node);
	return node ? NULL : rev_cannot(query, "what is below the first revision is on no branch");
}

struct error *rev_filter(struct rev_query *query, const struct rev_list *nodes, struct str against,
			 enum rev_lineage lineage, struct rev_list *ret_list)
{
	struct rev_set set = rev_set_new(query->arena, query->graph);
	struct rev_list kept = { 0 };
	struct parts parts;

	TRY(split_identifier(query, against, &parts));
	const bool keeps_all = is_everything(&parts);
	for (size_t i = 0; i < nodes->n; i++) {
		const struct rev_node *node = nodes->items[i];
		if (!keeps_all)
			TRY(name_filtered(query, nodes->items[i], &node));
		if (!keeps_all && i == 0)
			TRY(reach_lineage(query, &parts, lineage, &set));
		if (keeps_all || rev_set_has(&set, node))
			rev_list_add(query->arena, &kept, nodes->items[i]);
	}
	*ret_list = kept;
	return NULL;
}

struct error *rev_filter_keeps_all(struct rev_query *query, struct str against, bool *ret_keeps_all)
{
	struct parts parts;

	TRY(split_identifier(query, against, &parts));
	*ret_keeps_all = is_everything(&parts);
	return NULL;
}

struct error *rev_get_branch(struct rev_query *query, struct str label,
			     const struct rev_node **ret_node)
{
	const struct rev_node *node = rev_graph_find(query->graph, label);
	struct error *error = node ? NULL : rev_get_ident(query, label, STR_NULL, &node);

	if (error && query->failure == REV_FAILURE_RESOLUTION)
		return fail_resolution(
			query, error_wrap(error, "No such branch: '%.*s'", STR_ARG(label)), label);
	TRY(error);
	*ret_node = node;
	return NULL;
}

static struct error *no_such_revision(struct rev_query *query, struct str id)
{
	const char *advice = str_utf8_length(id) < 4
				     ? "; please ensure at least four characters are present for "
				       "partial revision identifier matches"
				     : "";

	return fail_resolution(
		query, rev_fail(query, "No such revision or branch '%.*s'%s", STR_ARG(id), advice),
		id);
}

static struct error *ambiguous_start(struct rev_query *query, struct str id,
				     const struct str_list *names)
{
	struct strbuf some = STRBUF(query->arena);

	for (size_t i = 0; i < names->n && i < 3; i++)
		strbuf_printf(&some, "%s'%.*s'", i ? ", " : "", STR_ARG(names->items[i]));
	return fail_resolution(query,
			       rev_fail(query, "Multiple revisions start with '%.*s': %.*s...",
					STR_ARG(id), STR_ARG(strbuf_str(&some))),
			       id);
}

/* Names of more than three characters that start with `id`, and their revisions. */
static void list_partial(const struct rev_query *query, struct str id, struct str_list *names,
			 struct rev_list *nodes)
{
	const struct map_entry *entry;
	size_t cursor = 0;

	while ((entry = map_next(&query->graph->names, &cursor))) {
		if (!str_starts(entry->key, id) || str_utf8_length(entry->key) <= 3)
			continue;
		str_list_add(query->arena, names, entry->key);
		rev_list_add(query->arena, nodes, entry->value);
	}
}

static struct error *find_partial(struct rev_query *query, struct str id, struct str branch,
				  const struct rev_node **ret_node)
{
	struct rev_set on_branch = rev_set_new(query->arena, query->graph);
	struct str_list names = { 0 }, kept = { 0 };
	struct rev_list nodes = { 0 }, filtered;

	list_partial(query, id, &names, &nodes);
	filtered = nodes;
	if (branch.n)
		TRY(rev_filter(query, &nodes, branch, REV_LINEAGE_VERSIONED, &filtered));
	for (size_t i = 0; i < filtered.n; i++)
		rev_set_add(&on_branch, filtered.items[i]);
	for (size_t i = 0; i < names.n; i++)
		if (rev_set_has(&on_branch, nodes.items[i]))
			str_list_add(query->arena, &kept, names.items[i]);
	if (!kept.n)
		return no_such_revision(query, id);
	if (kept.n > 1)
		return ambiguous_start(query, id, &kept);
	*ret_node = filtered.items[0];
	return NULL;
}

static struct error *check_member(struct rev_query *query, const struct rev_node *node,
				  const struct rev_node *branch, struct str id, struct str label)
{
	struct rev_set lineage = rev_set_new(query->arena, query->graph);

	reach_both_ways(query, &lineage, branch, REV_LINEAGE_VERSIONED);
	if (rev_set_has(&lineage, node))
		return NULL;
	return fail_resolution(query,
			       rev_fail(query, "Revision %.*s is not a member of branch '%.*s'",
					STR_ARG(node->script->revision), STR_ARG(label)),
			       id);
}

struct error *rev_get_ident(struct rev_query *query, struct str id, struct str branch,
			    const struct rev_node **ret_node)
{
	const struct rev_node *branch_node = NULL, *node = NULL;

	if (branch.n)
		TRY(rev_get_branch(query, branch, &branch_node));
	if (id.p)
		node = rev_graph_find(query->graph, id);
	if (id.p && !node) {
		if (!id.n)
			return rev_cannot(query, "the revision identifier is empty");
		TRY(find_partial(query, id, branch, &node));
	}
	if (branch_node && node)
		TRY(check_member(query, node, branch_node, id, branch));
	*ret_node = node;
	return NULL;
}

struct error *rev_get(struct rev_query *query, struct str id, const struct rev_node **ret_node)
{
	struct parts parts;

	TRY(split_identifier(query, id, &parts));
	if (parts.ids.n > 1)
		return fail_heads(query, &parts.ids, id);
	return rev_get_ident(query, parts.ids.n ? parts.ids.items[0] : STR_NULL, parts.label,
			     ret_node);
}

struct error *rev_get_on_branch(struct rev_query *query, struct str label, struct str id,
				const struct rev_node **ret_node)
{
	if (label.p)
		id = str_printf(query->arena, "%.*s@%.*s", STR_ARG(label), STR_ARG(id));
	return rev_get(query, id, ret_node);
}

/* A negative number as Python's int() reads it. */
static bool is_step_down(struct arena *scratch, struct str id, int64_t *ret_steps)
{
	const struct str digits = str_replace(scratch, str_trim(id), STR("_"), STR(""));

	return str_to_int(digits, ret_steps) && *ret_steps < 0;
}

/* `-n` and `label@-n`: down from each head. */
static struct error *walk_down_from_heads(struct rev_query *query, int64_t steps, struct str label,
					  struct rev_list *list)
{
	const struct rev_list *heads = &query->graph->real_heads;

	for (size_t i = 0; i < heads->n; i++) {
		const struct rev_walk walk = { heads->items[i], steps, STR_NULL,
					       REV_OVERWALK_IS_NONE };
		const struct rev_node *node = NULL;
		if (label.p && !str_list_has(&heads->items[i]->labels, label))
			continue;
		TRY(rev_walk(query, &walk, &node));
		rev_list_add(query->arena, list, node);
	}
	return NULL;
}

static struct error *get_revisions(struct rev_query *query, struct str id, struct rev_list *list)
{
	struct parts parts;
	int64_t steps;

	TRY(split_identifier(query, id, &parts));
	if (parts.ids.n == 1 && is_step_down(query->arena, parts.ids.items[0], &steps))
		return walk_down_from_heads(query, steps, parts.label, list);
	for (size_t i = 0; i < parts.ids.n; i++) {
		const struct rev_node *node = NULL;
		TRY(rev_get_ident(query, parts.ids.items[i], parts.label, &node));
		rev_list_add(query->arena, list, node);
	}
	return NULL;
}

struct error *rev_get_all(struct rev_query *query, struct rev_name name, struct rev_list *list)
{
	if (!name.many)
		return get_revisions(query, name.text, list);
	for (size_t i = 0; i < name.many->n; i++)
		TRY(get_revisions(query, name.many->items[i], list));
	return NULL;
}

struct error *rev_get_nodes(struct rev_query *query, struct rev_name name, struct rev_list *list)
{
	TRY(rev_get_all(query, name, list));
	for (size_t i = 0; i < list->n; i++)
		if (!list->items[i] || list->items[i] == REV_BASE)
			return rev_cannot(query, "'%.*s' goes below the first revision",
					  STR_ARG(rev_name_text(query->arena, name)));
	return NULL;
}

/* The step from `node`; `*list` is empty where the graph ends. */
static struct error *step_up(struct rev_query *query, const struct rev_node *node,
			     struct str branch, struct rev_list *list)
{
	if (node == REV_BASE)
		return rev_cannot(query, "cannot walk up from below the first revision");
	*list = node ? node->next : query->graph->bases;
	if (!branch.n)
		return NULL;
	return rev_filter(query, list, branch, REV_LINEAGE_VERSIONED, list);
}

static void step_down(struct rev_query *query, const struct rev_node *node, struct rev_list *list)
{
	*list = (struct rev_list){ 0 };
	if (node == REV_BASE)
		return;
	*list = node ? node->down : query->graph->heads;
	if (!list->n)
		rev_list_add(query->arena, list, REV_BASE);
}

struct error *rev_walk(struct rev_query *query, const struct rev_walk *walk,
		       const struct rev_node **ret_node)
{
	const struct rev_node *node = walk->from;
	struct rev_list choices;

	for (int64_t left = walk->steps; left; left += left > 0 ? -1 : 1) {
		if (left > 0)
			TRY(step_up(query, node, walk->branch, &choices));
		else
			step_down(query, node, &choices);
		if (choices.n > 1)
			return rev_fail(query, "Ambiguous walk");
		if (!choices.n) {
			*ret_node = walk->overwalk == REV_OVERWALK_IS_NONE ? NULL : node;
			return NULL;
		}
		node = choices.items[0];
	}
	*ret_node = node;
	return NULL;
}

struct error *rev_get_current(struct rev_query *query, struct rev_name rows,
			      struct rev_list *ret_list)
{
	struct rev_set active = rev_set_new(query->arena, query->graph);
	const struct rev_node *node;
	struct rev_list nodes = { 0 };
	size_t cursor = 0;

	TRY(rev_get_nodes(query, rows, &nodes));
	for (size_t i = 0; i < nodes.n; i++)
		rev_set_reach(query->arena, &active, nodes.items[i], REV_EDGES_NEEDS);
	*ret_list = (struct rev_list){ 0 };
	while ((node = rev_set_next(query->graph, &active, &cursor))) {
		bool is_tip = true;
		for (size_t i = 0; i < node->next.n; i++)
			is_tip &= !rev_set_has(&active, node->next.items[i]);
		if (is_tip)
			rev_list_add(query->arena, ret_list, node);
	}
	return NULL;
}
