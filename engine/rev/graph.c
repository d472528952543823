#include "engine/rev/graph.h"

#include "engine/rev/labels.h"
#include "engine/rev/set.h"

#include <stdlib.h>

/* alembic/script/revision.py, _revision_illegal_chars, sorted. */
static const char illegal_characters[] = "+-:@";

void rev_list_add(struct arena *result, struct rev_list *list, const struct rev_node *node)
{
	if (list->n == list->capacity) {
		const size_t capacity = list->capacity ? list->capacity * 2 : 1;
		list->items = arena_grow(result, list->items, list->n * sizeof *list->items,
					 capacity * sizeof *list->items);
		list->capacity = capacity;
	}
	list->items[list->n++] = node;
}

bool rev_list_has(const struct rev_list *list, const struct rev_node *node)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->items[i] == node)
			return true;
	return false;
}

struct str_list rev_list_ids(struct arena *result, const struct rev_list *list)
{
	struct str_list ids = { 0 };

	for (size_t i = 0; i < list->n; i++)
		str_list_add(result, &ids, list->items[i]->script->revision);
	return ids;
}

const struct rev_node *rev_graph_find(const struct rev_graph *graph, struct str name)
{
	return map_get(&graph->names, name);
}

bool rev_is_head(const struct rev_node *node)
{
	return !node->next.n;
}

bool rev_is_real_head(const struct rev_node *node)
{
	return !node->all_next.n;
}

bool rev_is_base(const struct rev_node *node)
{
	return !node->script->down_revisions.n;
}

bool rev_is_branch_point(const struct rev_node *node)
{
	return node->next.n > 1;
}

bool rev_is_real_branch_point(const struct rev_node *node)
{
	return node->all_next.n > 1;
}

bool rev_is_merge_point(const struct rev_node *node)
{
	return node->script->down_revisions.n > 1;
}

static struct error *at_script(struct error *error, const struct rev_script *script)
{
	struct pos pos = script->pos;

	if (!pos.file.n)
		pos.file = script->path;
	return error_at(error, pos);
}

static struct error *cycle(const char *kind, const struct str_list *ids)
{
	const struct str all = str_list_join(error_arena(), ids, ", ");

	return error_new(ERR_REVISION, "%s is detected in revisions (%.*s)", kind, STR_ARG(all));
}

static struct error *self_loop(const char *kind, const struct rev_script *script)
{
	const struct str_list one = { (struct str *)&script->revision, 1, 1 };

	return at_script(cycle(kind, &one), script);
}

static struct error *check_characters(const struct rev_script *script)
{
	struct str_list found = { 0 };

	for (size_t i = 0; illegal_characters[i]; i++)
		if (str_find_char(script->revision, illegal_characters[i]) >= 0)
			str_list_add(error_arena(), &found,
				     (struct str){ &illegal_characters[i], 1 });
	if (!found.n)
		return NULL;
	const struct str all = str_list_join(error_arena(), &found, ", ");
	return at_script(error_new(ERR_REVISION,
				   "Character(s) '%.*s' not allowed in revision identifier '%.*s'",
				   STR_ARG(all), STR_ARG(script->revision)),
			 script);
}

/* What alembic/script/revision.py, Revision.__init__ checks, in its order. */
static struct error *check_script(const struct rev_script *script)
{
	if (!script->revision.n)
		return at_script(error_new(ERR_REVISION, "the revision identifier is empty"),
				 script);
	if (str_list_has(&script->down_revisions, script->revision))
		return self_loop("Self-loop", script);
	if (str_list_has(&script->dependencies, script->revision))
		return self_loop("Dependency self-loop", script);
	return check_characters(script);
}

static struct error *add_node(struct rev_graph *graph, const struct rev_script *script)
{
	TRY(check_script(script));
	const struct rev_node *other = rev_graph_find(graph, script->revision);
	if (other)
		return at_script(error_hint(error_new(ERR_REVISION,
						      "revision '%.*s' is present more than once: "
						      "'%.*s' declares it too",
						      STR_ARG(script->revision),
						      STR_ARG(other->script->path)),
					    "give one of the two files another id"),
				 script);
	struct rev_node *node = &graph->nodes[graph->n];
	*node = (struct rev_node){ .script = script, .index = graph->n++ };
	map_put(&graph->names, script->revision, node);
	return NULL;
}

static struct error *find_parent(const struct rev_graph *graph, const struct rev_script *script,
				 struct str name, const struct rev_node **ret_parent)
{
	*ret_parent = rev_graph_find(graph, name);
	if (*ret_parent)
		return NULL;
	return at_script(error_new(ERR_REVISION,
				   "revision '%.*s' referenced from revision '%.*s' is in no file",
				   STR_ARG(name), STR_ARG(script->revision)),
			 script);
}

static void add_once(struct arena *result, struct rev_list *list, const struct rev_node *node)
{
	if (!rev_list_has(list, node))
		rev_list_add(result, list, node);
}

static struct error *resolve_dependencies(struct rev_graph *graph, struct rev_node *node)
{
	const struct str_list *names = &node->script->dependencies;
	const struct rev_node *parent = NULL;

	for (size_t i = 0; i < names->n; i++) {
		TRY(find_parent(graph, node->script, names->items[i], &parent));
		add_once(graph->arena, &node->dependencies, parent);
	}
	return NULL;
}

static struct error *link_down(struct rev_graph *graph, struct rev_node *node)
{
	const struct str_list *names = &node->script->down_revisions;
	const struct rev_node *parent = NULL;

	for (size_t i = 0; i < names->n; i++) {
		TRY(find_parent(graph, node->script, names->items[i], &parent));
		rev_list_add(graph->arena, &node->down, parent);
		add_once(graph->arena, &node->all_down, parent);
	}
	for (size_t i = 0; i < node->dependencies.n; i++)
		add_once(graph->arena, &node->all_down, node->dependencies.items[i]);
	for (size_t i = 0; i < node->all_down.n; i++) {
		struct rev_node *down = &graph->nodes[node->all_down.items[i]->index];
		rev_list_add(graph->arena, &down->all_next, node);
		if (rev_list_has(&node->down, down))
			rev_list_add(graph->arena, &down->next, node);
	}
	return NULL;
}

/* alembic/script/revision.py, _normalize_depends_on: what an ancestor depends on needs no saying
 * again. */
static void drop_implied_dependencies(struct rev_graph *graph, const struct rev_list *dependents,
				      struct rev_node *node)
{
	struct arena scratch CLEANUP(arena_done) = { 0 };
	struct rev_set ancestors = rev_set_new(&scratch, graph);
	struct rev_set implied = rev_set_new(&scratch, graph);

	rev_set_reach(&scratch, &ancestors, node, REV_EDGES_DOWN);
	rev_set_remove(&ancestors, node);
	for (size_t i = 0; i < dependents->n; i++) {
		const struct rev_node *other = dependents->items[i];
		for (size_t j = 0; j < other->dependencies.n; j++)
			if (rev_set_has(&ancestors, other))
				rev_set_add(&implied, other->dependencies.items[j]);
	}
	for (size_t i = 0; i < node->down.n; i++)
		add_once(graph->arena, &node->needs, node->down.items[i]);
	for (size_t i = 0; i < node->dependencies.n; i++) {
		const struct rev_node *dependency = node->dependencies.items[i];
		if (rev_set_has(&implied, dependency))
			continue;
		node->needs_dependencies = true;
		add_once(graph->arena, &node->needs, dependency);
	}
}

static void normalize_dependencies(struct rev_graph *graph)
{
	struct arena scratch CLEANUP(arena_done) = { 0 };
	struct rev_list dependents = { 0 };

	for (size_t i = 0; i < graph->n; i++)
		if (graph->nodes[i].dependencies.n)
			rev_list_add(&scratch, &dependents, &graph->nodes[i]);
		else
			graph->nodes[i].needs = graph->nodes[i].all_down;
	for (size_t i = 0; i < dependents.n; i++)
		drop_implied_dependencies(graph, &dependents,
					  &graph->nodes[dependents.items[i]->index]);
}

static void list_ends(struct rev_graph *graph)
{
	for (size_t i = 0; i < graph->n; i++) {
		const struct rev_node *node = &graph->nodes[i];
		if (rev_is_head(node))
			rev_list_add(graph->arena, &graph->heads, node);
		if (rev_is_real_head(node))
			rev_list_add(graph->arena, &graph->real_heads, node);
		if (!rev_is_base(node))
			continue;
		rev_list_add(graph->arena, &graph->bases, node);
		if (!node->script->dependencies.n)
			rev_list_add(graph->arena, &graph->real_bases, node);
	}
}

static int compare_strings(const void *a, const void *b)
{
	return str_compare(*(const struct str *)a, *(const struct str *)b);
}

struct ends {
	const char *kind; /* of cycle */
	const struct rev_list *heads, *bases;
	enum rev_edges down, up;
};

/* alembic/script/revision.py, _detect_cycles: whatever is not between a head and a base is in a
 * cycle. */
static struct error *detect_cycle(const struct rev_graph *graph, const struct ends *ends)
{
	struct arena scratch CLEANUP(arena_done) = { 0 };
	struct rev_set below = rev_set_new(&scratch, graph), above = rev_set_new(&scratch, graph);
	struct str_list missing = { 0 };

	for (size_t i = 0; i < ends->heads->n; i++)
		rev_set_reach(&scratch, &below, ends->heads->items[i], ends->down);
	for (size_t i = 0; i < ends->bases->n; i++)
		rev_set_reach(&scratch, &above, ends->bases->items[i], ends->up);
	if (ends->heads->n && ends->bases->n)
		rev_set_intersect(&below, &above);
	else
		rev_set_clear(&below);
	for (size_t i = 0; i < graph->n; i++)
		if (!rev_set_has(&below, &graph->nodes[i]))
			str_list_add(&scratch, &missing, graph->nodes[i].script->revision);
	if (!missing.n)
		return NULL;
	if (ends->heads->n && ends->bases->n)
		qsort(missing.items, missing.n, sizeof *missing.items, compare_strings);
	return cycle(ends->kind, &missing);
}

static struct error *detect_cycles(const struct rev_graph *graph)
{
	TRY(detect_cycle(graph, &(struct ends){ "Cycle", &graph->heads, &graph->bases,
						REV_EDGES_DOWN, REV_EDGES_NEXT }));
	return detect_cycle(graph, &(struct ends){ "Dependency cycle", &graph->real_heads,
						   &graph->real_bases, REV_EDGES_ALL_DOWN,
						   REV_EDGES_ALL_NEXT });
}

/* The order of checks is that of alembic/script/revision.py, RevisionMap._revision_map. */
struct error *rev_graph_build(struct arena *result, const struct rev_script *scripts, size_t n,
			      struct rev_graph **ret_graph)
{
	struct rev_graph *graph = ARENA_NEW(result, struct rev_graph);

	graph->arena = result;
	graph->names = MAP(result);
	graph->nodes = ARENA_ARRAY(result, struct rev_node, n + 1);
	for (size_t i = 0; i < n; i++)
		TRY(add_node(graph, &scripts[i]));
	TRY(rev_labels_register(graph));
	for (size_t i = 0; i < n; i++)
		TRY(resolve_dependencies(graph, &graph->nodes[i]));
	for (size_t i = 0; i < n; i++)
		TRY(link_down(graph, &graph->nodes[i]));
	list_ends(graph);
	normalize_dependencies(graph);
	TRY(detect_cycles(graph));
	rev_labels_spread(graph);
	*ret_graph = graph;
	return NULL;
}
