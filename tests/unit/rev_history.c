#include "engine/rev/history.h"

#include "tests/unit/rev_graphs.h"

#include <criterion/criterion.h>

static const struct {
	const char *range, *rows, *want;
} cases[] = {
	{ ":", NULL, "eeee1 cccc1 bbbb1 bbbb2 aaaa1" },
	{ "cccc1:", NULL, "eeee1 cccc1" },
	{ ":cccc1", NULL, "cccc1 bbbb1 aaaa1" },
	{ "bbbb1:cccc1", NULL, "cccc1 bbbb1" },
	{ "base:+1", NULL, "aaaa1" },
	{ "current:", "cccc1", "eeee1 cccc1" },
	{ ":current", "bbbb1", "bbbb1 aaaa1" },
	{ ":current", "", "eeee1 cccc1 bbbb1 bbbb2 aaaa1" },
	{ "bbbb2:cccc1", NULL,
	  "Requested range bbbb2:cccc1 does not refer to ancestor/descendant revisions along the same branch" },
	{ "cccc1", NULL, "History range requires [start]:[end], [start]:, or :[end]" },
};

Test(rev_history, ranges_are_walked_newest_first)
{
	struct arena arena = { 0 };
	struct rev_graph *graph;

	cr_assert(!BUILD(&arena, merged, &graph));
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct str_list rows = split_words(&arena, cases[i].rows ? cases[i].rows : "");
		struct rev_range range;
		struct rev_list list = { 0 };
		const struct error *error = rev_range_parse(str_from(cases[i].range), &range);
		if (!error)
			error = rev_history(&arena, graph, &range, cases[i].rows ? &rows : NULL, &list);
		const struct str_list ids = rev_list_ids(&arena, &list);
		const struct str got = error ? error->message : str_list_join(&arena, &ids, " ");
		cr_expect(str_is(got, cases[i].want), "%s: %.*s instead of %s", cases[i].range,
			  STR_ARG(got), cases[i].want);
	}
	arena_done(&arena);
}

static void expect_line(const struct rev_row *rows, size_t n, const char *id, unsigned flags,
			const char *want)
{
	struct arena arena = { 0 };
	struct rev_graph *graph;

	cr_assert(!build_graph(&arena, rows, n, &graph));
	const struct str got = rev_format(&arena, rev_graph_find(graph, str_from(id)), flags);
	cr_expect(str_is(got, want), "%.*s instead of %s", STR_ARG(got), want);
	arena_done(&arena);
}

#define EXPECT_LINE(rows, ...) expect_line(rows, sizeof rows / sizeof *rows, __VA_ARGS__)

Test(rev_history, lines_are_those_of_alembic)
{
	const unsigned history = REV_FORMAT_BRANCHES | REV_FORMAT_DOC | REV_FORMAT_PARENTS | REV_FORMAT_TREE;

	EXPECT_LINE(merged, "aaaa1", history, "<base> -> aaaa1 (branchpoint), root");
	EXPECT_LINE(merged, "eeee1", history, "cccc1, bbbb2 -> eeee1 (left, right) (head) (mergepoint), together");
	EXPECT_LINE(linear, "cccc1", history | REV_FORMAT_CURRENT, "bbbb1 -> cccc1 (head) (current), ");
	EXPECT_LINE(dependent, "oooo2", history, "oooo1 (uuuu2) -> oooo2 (orders) (head), orders have users");
	EXPECT_LINE(dependent, "uuuu2", REV_FORMAT_TREE, "uuuu2 (effective head)");
}

Test(rev_history, an_entry_shows_all_of_a_revision)
{
	EXPECT_LINE(linear, "bbbb1", REV_FORMAT_VERBOSE,
		    "Rev: bbbb1\nParent: aaaa1\nPath: versions/bbbb1.py\n\n    second\n    \n    at length\n");
	EXPECT_LINE(merged, "aaaa1", REV_FORMAT_VERBOSE,
		    "Rev: aaaa1 (branchpoint)\nParent: <base>\nBranches into: bbbb1, bbbb2\n"
		    "Path: versions/aaaa1.py\n\n    root\n");
	EXPECT_LINE(dependent, "oooo2", REV_FORMAT_VERBOSE,
		    "Rev: oooo2 (head)\nParent: oooo1\nAlso depends on: uuuu2\nBranch names: orders\n"
		    "Path: versions/oooo2.py\n\n    orders have users\n");
}

Test(rev_history, a_branch_point_is_shown_with_its_children)
{
	struct arena arena = { 0 };
	struct rev_graph *graph;

	cr_assert(!BUILD(&arena, branched, &graph));
	const struct str got = rev_format_branch(&arena, rev_graph_find(graph, STR("aaaa1")), 0);
	cr_expect(str_is(got, "aaaa1 (branchpoint)\n      -> bbbb1 (left)\n      -> bbbb2 (right) (head)\n"),
		  "%.*s", STR_ARG(got));
	arena_done(&arena);
}
