/* The standard graphs that the tests of engine/rev speak of by name. */
#ifndef RETORT_TESTS_REV_GRAPHS_H
#define RETORT_TESTS_REV_GRAPHS_H

#include "engine/rev/graph.h"

/* Names are separated by spaces. */
struct rev_row {
	const char *revision, *down_revisions, *branch_labels, *dependencies, *doc;
};

static inline struct str_list split_words(struct arena *arena, const char *words)
{
	struct str_list list = { 0 };
	struct str rest = str_from(words), word;

	while (rest.n && str_next_part(&rest, ' ', &word))
		str_list_add(arena, &list, word);
	return list;
}

static inline struct error *build_graph(struct arena *arena, const struct rev_row *rows, size_t n,
					struct rev_graph **ret_graph)
{
	struct rev_script *scripts = ARENA_ARRAY(arena, struct rev_script, n + 1);

	for (size_t i = 0; i < n; i++) {
		scripts[i] = (struct rev_script){
			.revision = str_from(rows[i].revision),
			.down_revisions = split_words(arena, rows[i].down_revisions),
			.branch_labels = split_words(arena, rows[i].branch_labels),
			.dependencies = split_words(arena, rows[i].dependencies),
			.path = str_printf(arena, "versions/%s.py", rows[i].revision),
		};
		rev_script_set_doc(arena, &scripts[i], str_from(rows[i].doc));
	}
	return rev_graph_build(arena, scripts, n, ret_graph);
}

#define BUILD(arena, rows, ret_graph) build_graph(arena, rows, sizeof rows / sizeof *rows, ret_graph)

/* a1 - b1 - c1 */
static const struct rev_row linear[] = {
	{ "aaaa1", "", "", "", "first" },
	{ "bbbb1", "aaaa1", "", "", "second\n\nat length" },
	{ "cccc1", "bbbb1", "", "", "" },
};

/* a1 - b1 (left) - c1 -+- e1
      \ b2 (right) -----+     */
static const struct rev_row merged[] = {
	{ "aaaa1", "", "", "", "root" },
	{ "bbbb1", "aaaa1", "left", "", "left" },
	{ "bbbb2", "aaaa1", "right", "", "right" },
	{ "cccc1", "bbbb1", "", "", "left again" },
	{ "eeee1", "cccc1 bbbb2", "", "", "together" },
};

/* As merged, before the merge. */
static const struct rev_row branched[] = {
	{ "aaaa1", "", "", "", "root" },
	{ "bbbb1", "aaaa1", "left", "", "left" },
	{ "bbbb2", "aaaa1", "right", "", "right" },
	{ "cccc1", "bbbb1", "", "", "left again" },
};

/* users: u1 - u2;  orders: o1 - o2, which depends on u2 */
static const struct rev_row dependent[] = {
	{ "uuuu1", "", "users", "", "users" },
	{ "uuuu2", "uuuu1", "", "", "users have mail" },
	{ "oooo1", "", "orders", "", "orders" },
	{ "oooo2", "oooo1", "", "uuuu2", "orders have users" },
};

#endif
