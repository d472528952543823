#include "engine/rev/sort.h"

/* A line being walked down: where it is, and all that is below (itself included). */
struct line {
	const struct rev_node *at;
	struct rev_set below;
};

struct sorter {
	struct rev_query *query;
	struct rev_set *todo;
	struct line *lines;
	size_t n, capacity;
};

static void set_line(struct sorter *sorter, size_t index, const struct rev_node *at)
{
	struct line *line = &sorter->lines[index];

	line->at = at;
	rev_set_clear(&line->below);
	rev_set_reach(sorter->query->arena, &line->below, at, REV_EDGES_NEEDS);
}

/* Lines past `n` keep their sets, to be used again. */
static void add_line(struct sorter *sorter, const struct rev_node *at)
{
	struct arena *arena = sorter->query->arena;

	if (sorter->n == sorter->capacity) {
		const size_t old = sorter->capacity * sizeof *sorter->lines;
		const size_t capacity = sorter->capacity ? sorter->capacity * 2 : 4;
		sorter->lines =
			arena_grow(arena, sorter->lines, old, capacity * sizeof *sorter->lines);
		sorter->capacity = capacity;
	}
	if (!sorter->lines[sorter->n].below.words)
		sorter->lines[sorter->n].below = rev_set_new(arena, sorter->query->graph);
	set_line(sorter, sorter->n++, at);
}

static void remove_line(struct sorter *sorter, size_t index)
{
	const struct line removed = sorter->lines[index];

	for (size_t i = index + 1; i < sorter->n; i++)
		sorter->lines[i - 1] = sorter->lines[i];
	sorter->lines[--sorter->n] = removed;
}

static bool is_walked(const struct sorter *sorter, const struct rev_node *node)
{
	for (size_t i = 0; i < sorter->n; i++)
		if (sorter->lines[i].at == node)
			return true;
	return false;
}

/* The first other line that still has to come past this one's place; itself if there is none. */
static size_t find_blocker(const struct sorter *sorter, size_t index)
{
	for (size_t i = 0; i < sorter->n; i++)
		if (i != index && rev_set_has(&sorter->lines[i].below, sorter->lines[index].at))
			return i;
	return index;
}

/* Goes on from a revision that was emitted; gives the line to look at next. */
static size_t move_down(struct sorter *sorter, size_t index)
{
	const struct rev_node *node = sorter->lines[index].at;
	struct rev_list below = { 0 };

	for (size_t i = 0; i < node->needs.n; i++)
		if (rev_set_has(sorter->todo, node->needs.items[i]) &&
		    !is_walked(sorter, node->needs.items[i]))
			rev_list_add(sorter->query->arena, &below, node->needs.items[i]);
	if (!below.n) {
		remove_line(sorter, index);
		return index ? index - 1 : 0;
	}
	if (!node->needs_dependencies && node->down.n == 1) {
		sorter->lines[index].at = below.items[0];
		rev_set_remove(&sorter->lines[index].below, node);
		return index;
	}
	set_line(sorter, index, below.items[0]);
	for (size_t i = 1; i < below.n; i++)
		add_line(sorter, below.items[i]);
	return index;
}

static void start_lines(struct sorter *sorter, const struct rev_list *heads)
{
	struct rev_set starts = rev_set_new(sorter->query->arena, sorter->query->graph);
	const struct rev_node *node;
	size_t cursor = 0;

	for (size_t i = 0; i < heads->n; i++)
		rev_set_add(&starts, heads->items[i]);
	rev_set_intersect(&starts, sorter->todo);
	while ((node = rev_set_next(sorter->query->graph, &starts, &cursor)))
		add_line(sorter, node);
}

struct error *rev_sort(struct rev_query *query, struct rev_set *todo, const struct rev_list *heads,
		       struct rev_list *ret_list)
{
	struct sorter sorter = { .query = query, .todo = todo };
	size_t index = 0, cursor = 0;

	start_lines(&sorter, heads);
	*ret_list = (struct rev_list){ 0 };
	while (sorter.n) {
		const size_t blocker = find_blocker(&sorter, index);
		if (blocker != index) {
			index = blocker;
			continue;
		}
		if (rev_set_has(todo, sorter.lines[index].at))
			rev_list_add(query->arena, ret_list, sorter.lines[index].at);
		rev_set_remove(todo, sorter.lines[index].at);
		index = move_down(&sorter, index);
	}
	const struct rev_node *left = rev_set_next(query->graph, todo, &cursor);
	if (!left)
		return NULL;
	return rev_cannot(query, "revision '%.*s' cannot be reached from the revisions asked for",
			  STR_ARG(left->script->revision));
}
