#include "engine/rev/labels.h"

#include "engine/rev/set.h"

static struct error *label_taken(const struct rev_script *script, struct str label,
				 const struct rev_node *other)
{
	struct pos pos = script->pos;

	if (!pos.file.n)
		pos.file = script->path;
	return error_at(
		error_new(ERR_REVISION,
			  "Branch name '%.*s' in revision %.*s already used by revision %.*s",
			  STR_ARG(label), STR_ARG(script->revision),
			  STR_ARG(other->script->revision)),
		pos);
}

static struct error *register_labels(struct rev_graph *graph, struct rev_node *node)
{
	const struct str_list *labels = &node->script->branch_labels;

	for (size_t i = 0; i < labels->n; i++) {
		const struct rev_node *other = rev_graph_find(graph, labels->items[i]);
		if (other)
			return label_taken(node->script, labels->items[i], other);
		map_put(&graph->names, labels->items[i], node);
		str_list_add(graph->arena, &node->labels, labels->items[i]);
	}
	return NULL;
}

struct error *rev_labels_register(struct rev_graph *graph)
{
	for (size_t i = 0; i < graph->n; i++)
		TRY(register_labels(graph, &graph->nodes[i]));
	return NULL;
}

static void add_labels(struct rev_graph *graph, const struct rev_node *to,
		       const struct str_list *labels)
{
	struct rev_node *node = &graph->nodes[to->index];

	for (size_t i = 0; i < labels->n; i++)
		if (!str_list_has(&node->labels, labels->items[i]))
			str_list_add(graph->arena, &node->labels, labels->items[i]);
}

/* Depth first, as alembic/script/revision.py walks; gives the last node reached. */
static const struct rev_node *label_descendants(struct rev_graph *graph,
						const struct rev_node *from,
						const struct str_list *labels)
{
	struct arena scratch CLEANUP(arena_done) = { 0 };
	struct rev_set seen = rev_set_new(&scratch, graph);
	struct rev_list todo = { 0 };
	const struct rev_node *node = from;

	rev_list_add(&scratch, &todo, from);
	while (todo.n) {
		const struct rev_node *next = todo.items[--todo.n];
		if (!rev_set_add(&seen, next))
			continue;
		node = next;
		add_labels(graph, node, labels);
		for (size_t i = 0; i < node->next.n; i++)
			rev_list_add(&scratch, &todo, node->next.items[i]);
	}
	return node;
}

/*
 * alembic/script/revision.py, _add_branches.  The way down starts at the *last descendant* and not
 * at the labelled revision: a merge point above the label keeps it from the label's own ancestors.
 */
static void spread(struct rev_graph *graph, const struct rev_node *node)
{
	const struct str_list labels = node->labels;
	const struct rev_node *parent = label_descendants(graph, node, &labels);

	while (!rev_is_real_branch_point(parent) && !rev_is_merge_point(parent)) {
		add_labels(graph, parent, &labels);
		if (rev_is_base(parent))
			break;
		parent = parent->down.items[0];
	}
}

void rev_labels_spread(struct rev_graph *graph)
{
	for (size_t i = 0; i < graph->n; i++)
		if (graph->nodes[i].script->branch_labels.n)
			spread(graph, &graph->nodes[i]);
}
