#include "engine/rev/identifier.h"

#include "tests/unit/rev_graphs.h"

#include <criterion/criterion.h>

#define CANNOT_LOCATE(id) "Can't locate revision identified by '" id "'"
#define SEVERAL_HEADS(id)                                                                    \
	"Multiple head revisions are present for given argument '" id "'; please specify a " \
	"specific target revision, '<branchname>@" id "' to narrow to a specific head, or "  \
	"'heads' for all heads"

static const struct {
	const char *identifier, *want; /* ids, or the error's text */
} cases[] = {
	{ "aaaa1", "aaaa1" },
	{ "aaaa", "aaaa1" },
	{ "aaa", "aaaa1" },
	{ "bbbb", CANNOT_LOCATE("bbbb") },
	{ "nope", CANNOT_LOCATE("nope") },
	{ "heads", "bbbb2 cccc1" },
	{ "head", SEVERAL_HEADS("head") },
	{ "base", "" },
	{ "left", "bbbb1" },
	{ "left@head", "cccc1" },
	{ "left@heads", "cccc1" },
	{ "left@base", "" },
	{ "right@bbbb", "bbbb2" },
	{ "right@bbbb1", CANNOT_LOCATE("bbbb1") },
	{ "nope@head", CANNOT_LOCATE("nope") },
	{ "left@-1", "bbbb1" },
	{ "cccc1@head", "cccc1" },
	{ "cccc1-1", CANNOT_LOCATE("cccc1-1") },
	{ "@head", SEVERAL_HEADS("head") },
};

Test(rev_identifier, identifiers_are_resolved_as_alembic_does)
{
	struct arena arena = { 0 };
	struct rev_graph *graph;

	cr_assert(!BUILD(&arena, branched, &graph));
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rev_list list = { 0 };
		const struct error *error = rev_find(&arena, graph, str_from(cases[i].identifier), &list);
		const struct str_list ids = rev_list_ids(&arena, &list);
		const struct str got = error ? error->message : str_list_join(&arena, &ids, " ");
		cr_expect(str_is(got, cases[i].want), "%s: %.*s instead of %s", cases[i].identifier,
			  STR_ARG(got), cases[i].want);
		cr_expect(!error || error->code == ERR_COMMAND, "%s", cases[i].identifier);
	}
	arena_done(&arena);
}

Test(rev_identifier, the_inner_reason_is_the_cause)
{
	struct arena arena = { 0 };
	struct rev_graph *graph;
	const struct rev_node *node;

	cr_assert(!BUILD(&arena, branched, &graph));
	const struct error *error = rev_find_one(graph, STR("bbbb"), &node);
	cr_assert(error && error->cause);
	cr_expect(str_is(error->cause->message, "Multiple revisions start with 'bbbb': 'bbbb1', 'bbbb2'..."));
	error = rev_find_one(graph, STR("xyz"), &node);
	cr_assert(error && error->cause);
	cr_expect(str_is(error->cause->message,
			 "No such revision or branch 'xyz'; please ensure at least four characters are "
			 "present for partial revision identifier matches"));
	arena_done(&arena);
}

Test(rev_identifier, current_shows_the_tips_that_a_row_implies)
{
	struct arena arena = { 0 };
	struct rev_graph *graph;
	struct rev_list list;
	const struct str_list rows = split_words(&arena, "oooo2");

	cr_assert(!BUILD(&arena, dependent, &graph));
	cr_assert(!rev_current(&arena, graph, &rows, &list));
	const struct str_list ids = rev_list_ids(&arena, &list);
	cr_expect(str_is(str_list_join(&arena, &ids, " "), "uuuu2 oooo2"));
	arena_done(&arena);
}

Test(rev_identifier, a_range_is_cut_at_its_colon)
{
	struct str from, to;

	cr_expect(!rev_split_range(STR("a:b"), &from, &to) && str_is(from, "a") && str_is(to, "b"));
	cr_expect(!rev_split_range(STR("head"), &from, &to) && !from.p && str_is(to, "head"));
	cr_expect(!rev_split_range(STR(":b"), &from, &to) && from.p && !from.n && str_is(to, "b"));
	cr_expect(rev_split_range(STR("a:b:c"), &from, &to));
}
