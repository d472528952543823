#include "tests/unit/rev_graphs.h"

#include <criterion/criterion.h>
#include <string.h>

static struct str joined(struct arena *arena, const struct rev_list *list)
{
	const struct str_list ids = rev_list_ids(arena, list);

	return str_list_join(arena, &ids, " ");
}

static void expect_list(struct arena *arena, const struct rev_list *list, const char *want)
{
	const struct str got = joined(arena, list);

	cr_expect(str_is(got, want), "%.*s instead of %s", STR_ARG(got), want);
}

static void expect_refusal(const struct rev_row *rows, size_t n, const char *want)
{
	struct arena arena = { 0 };
	struct rev_graph *graph;
	const struct error *error = build_graph(&arena, rows, n, &graph);

	cr_assert(error, "no error instead of: %s", want);
	cr_expect(error->code == ERR_REVISION);
	cr_expect(str_is(error->message, want), "%.*s instead of: %s", STR_ARG(error->message), want);
	arena_done(&arena);
}

#define EXPECT_REFUSAL(want, ...)                                                \
	do {                                                                     \
		const struct rev_row rows[] = { __VA_ARGS__ };                   \
		expect_refusal(rows, sizeof rows / sizeof *rows, want);          \
	} while (0)

Test(rev_graph, heads_and_bases_of_the_standard_graphs)
{
	struct arena arena = { 0 };
	struct rev_graph *graph;

	cr_assert(!BUILD(&arena, merged, &graph));
	expect_list(&arena, &graph->heads, "eeee1");
	expect_list(&arena, &graph->bases, "aaaa1");
	cr_assert(!BUILD(&arena, branched, &graph));
	expect_list(&arena, &graph->heads, "bbbb2 cccc1");
	arena_done(&arena);
}

Test(rev_graph, a_head_that_another_revision_depends_on_is_no_real_head)
{
	struct arena arena = { 0 };
	struct rev_graph *graph;

	cr_assert(!BUILD(&arena, dependent, &graph));
	expect_list(&arena, &graph->heads, "uuuu2 oooo2");
	expect_list(&arena, &graph->real_heads, "oooo2");
	arena_done(&arena);
}

Test(rev_graph, branch_and_merge_points_are_known)
{
	struct arena arena = { 0 };
	struct rev_graph *graph;

	cr_assert(!BUILD(&arena, merged, &graph));
	cr_expect(rev_is_branch_point(rev_graph_find(graph, STR("aaaa1"))));
	cr_expect(!rev_is_branch_point(rev_graph_find(graph, STR("bbbb1"))));
	cr_expect(rev_is_merge_point(rev_graph_find(graph, STR("eeee1"))));
	cr_expect(rev_is_head(rev_graph_find(graph, STR("eeee1"))));
	arena_done(&arena);
}

Test(rev_graph, a_label_goes_up_its_branch_and_not_below_the_branch_point)
{
	struct arena arena = { 0 };
	struct rev_graph *graph;

	cr_assert(!BUILD(&arena, branched, &graph));
	cr_expect(str_list_has(&rev_graph_find(graph, STR("cccc1"))->labels, STR("left")));
	cr_expect(!str_list_has(&rev_graph_find(graph, STR("bbbb2"))->labels, STR("left")));
	cr_expect(!rev_graph_find(graph, STR("aaaa1"))->labels.n);
	cr_expect(rev_graph_find(graph, STR("left")) == rev_graph_find(graph, STR("bbbb1")));
	arena_done(&arena);
}

Test(rev_graph, a_dependency_that_an_ancestor_has_is_not_needed_again)
{
	static const struct rev_row rows[] = {
		{ "uuuu1", "", "", "", "" },
		{ "oooo1", "", "", "uuuu1", "" },
		{ "oooo2", "oooo1", "", "uuuu1", "" },
	};
	struct arena arena = { 0 };
	struct rev_graph *graph;

	cr_assert(!BUILD(&arena, rows, &graph));
	expect_list(&arena, &graph->nodes[2].all_down, "oooo1 uuuu1");
	expect_list(&arena, &graph->nodes[2].needs, "oooo1");
	arena_done(&arena);
}

Test(rev_graph, bad_graphs_are_refused)
{
	EXPECT_REFUSAL("Self-loop is detected in revisions (a)", { "a", "a", "", "", "" });
	EXPECT_REFUSAL("Dependency self-loop is detected in revisions (a)", { "a", "", "", "a", "" });
	EXPECT_REFUSAL("Cycle is detected in revisions (a, b)", { "b", "a", "", "", "" },
		       { "a", "b", "", "", "" }, { "c", "", "", "", "" });
	EXPECT_REFUSAL("Dependency cycle is detected in revisions (a, b)", { "a", "", "", "b", "" },
		       { "b", "", "", "a", "" });
	EXPECT_REFUSAL("Character(s) '-, @' not allowed in revision identifier 'a@b-c'",
		       { "a@b-c", "", "", "", "" });
	EXPECT_REFUSAL("Branch name 'x' in revision b already used by revision a", { "a", "", "x", "", "" },
		       { "b", "a", "x", "", "" });
	EXPECT_REFUSAL("revision 'gone' referenced from revision 'a' is in no file",
		       { "a", "gone", "", "", "" });
	EXPECT_REFUSAL("revision 'a' is present more than once: 'versions/a.py' declares it too",
		       { "a", "", "", "", "" }, { "a", "", "", "", "" });
	EXPECT_REFUSAL("the revision identifier is empty", { "", "", "", "", "" });
}

Test(rev_graph, a_refusal_names_the_file)
{
	static const struct rev_row rows[] = { { "a", "gone", "", "", "" } };
	struct arena arena = { 0 };
	struct rev_graph *graph;
	const struct error *error = BUILD(&arena, rows, &graph);

	cr_assert(error);
	cr_expect(str_is(error->pos.file, "versions/a.py"));
	arena_done(&arena);
}

Test(rev_graph, ten_thousand_revisions_in_a_line_are_built)
{
	struct arena arena = { 0 };
	struct rev_graph *graph;
	struct rev_script *scripts = ARENA_ARRAY(&arena, struct rev_script, 10000);

	for (int i = 0; i < 10000; i++) {
		scripts[i].revision = str_printf(&arena, "r%d", i);
		if (i)
			str_list_add(&arena, &scripts[i].down_revisions, scripts[i - 1].revision);
	}
	cr_assert(!rev_graph_build(&arena, scripts, 10000, &graph));
	expect_list(&arena, &graph->heads, "r9999");
	arena_done(&arena);
}
