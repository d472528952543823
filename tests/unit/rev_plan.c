#include "engine/rev/plan.h"

#include "tests/unit/rev_graphs.h"

#include <criterion/criterion.h>

#define GRAPH(rows) rows, sizeof rows / sizeof *rows

enum command { UP = 'u', DOWN = 'd', STAMP = 's' };

static const struct {
	const char *name;
	const struct rev_row *graph;
	size_t graph_size;
	enum command command;
	const char *rows, *target;
	const char *want; /* `log | row changes;` for each step, or the error's text */
} cases[] = {
	{ "upgrade_from_empty_inserts_then_updates", GRAPH(linear), UP, "", "head",
	  "upgrade  -> aaaa1, first | +aaaa1; upgrade aaaa1 -> bbbb1, second | aaaa1>bbbb1; "
	  "upgrade bbbb1 -> cccc1 | bbbb1>cccc1; " },
	{ "upgrade_by_one_goes_from_the_row", GRAPH(linear), UP, "aaaa1", "+1",
	  "upgrade aaaa1 -> bbbb1, second | aaaa1>bbbb1; " },
	{ "upgrade_at_the_target_has_no_steps", GRAPH(linear), UP, "cccc1", "head", "" },
	{ "upgrade_too_far_says_so", GRAPH(linear), UP, "bbbb1", "+5",
	  "Relative revision +5 didn't produce 5 migrations" },
	{ "upgrade_with_an_unknown_row_cannot_locate_it", GRAPH(linear), UP, "zzzz9", "head",
	  "Can't locate revision identified by 'zzzz9'" },
	{ "downgrade_to_base_deletes_the_row", GRAPH(linear), DOWN, "bbbb1", "base",
	  "downgrade bbbb1 -> aaaa1, second | bbbb1>aaaa1; downgrade aaaa1 -> , first | -aaaa1; " },
	{ "downgrade_upwards_is_refused", GRAPH(linear), DOWN, "aaaa1", "cccc1",
	  "Destination cccc1 is not a valid downgrade target from current head(s)" },
	{ "merge_point_makes_one_row_of_two", GRAPH(merged), UP, "cccc1 bbbb2", "head",
	  "upgrade cccc1, bbbb2 -> eeee1, together | -cccc1 bbbb2>eeee1; " },
	{ "downgrade_of_merge_point_restores_both_heads", GRAPH(merged), DOWN, "eeee1", "-1",
	  "Ambiguous walk" },
	{ "downgrade_below_a_merge_point_restores_the_other_branch", GRAPH(merged), DOWN, "eeee1", "cccc1",
	  "downgrade eeee1 -> cccc1, bbbb2, together | +cccc1 eeee1>bbbb2; " },
	{ "upgrade_to_head_of_two_branches_asks_which", GRAPH(branched), UP, "", "head",
	  "Multiple head revisions are present for given argument 'head'; please specify a specific "
	  "target revision, '<branchname>@head' to narrow to a specific head, or 'heads' for all heads" },
	{ "upgrade_heads_opens_a_second_row", GRAPH(branched), UP, "cccc1", "heads",
	  "upgrade aaaa1 -> bbbb2, right | +bbbb2; " },
	{ "downgrade_of_one_branch_leaves_the_other", GRAPH(branched), DOWN, "cccc1 bbbb2", "left@aaaa1",
	  "downgrade cccc1 -> bbbb1, left again | cccc1>bbbb1; downgrade bbbb1 -> aaaa1, left | -bbbb1; " },
	{ "downgrade_to_a_label_needs_its_row", GRAPH(branched), DOWN, "bbbb2", "left@-1",
	  "no current revision is on branch 'left'" },
	{ "dependency_comes_first_and_is_absorbed", GRAPH(dependent), UP, "", "orders@head",
	  "upgrade  -> uuuu1, users | +uuuu1; upgrade uuuu1 -> uuuu2, users have mail | uuuu1>uuuu2; "
	  "upgrade  -> oooo1, orders | +oooo1; "
	  "upgrade oooo1 -> oooo2, orders have users | -oooo1 uuuu2>oooo2; " },
	{ "stamp_of_an_empty_table_inserts", GRAPH(linear), STAMP, "", "head",
	  "stamp_revision  -> cccc1 | +cccc1; " },
	{ "stamp_up_and_down_moves_the_row", GRAPH(linear), STAMP, "cccc1", "aaaa1",
	  "stamp_revision cccc1 -> aaaa1 | cccc1>aaaa1; " },
	{ "stamp_below_a_branch_point_merges_the_rows", GRAPH(branched), STAMP, "cccc1 bbbb2", "aaaa1",
	  "stamp_revision cccc1, bbbb2 -> aaaa1 | -cccc1 bbbb2>aaaa1; " },
	{ "stamp_base_deletes_every_row", GRAPH(branched), STAMP, "cccc1 bbbb2", "base",
	  "stamp_revision cccc1 ->  | -cccc1; stamp_revision bbbb2 ->  | -bbbb2; " },
	{ "stamp_of_one_of_several_heads_asks_for_one", GRAPH(branched), STAMP, "", "head",
	  "Multiple heads are present; please specify a single target revision" },
};

static struct error *make_plan(struct arena *arena, const struct rev_graph *graph, size_t i,
			       struct rev_plan *plan)
{
	const struct str_list rows = split_words(arena, cases[i].rows);
	const struct str_list targets = split_words(arena, cases[i].target);

	switch (cases[i].command) {
	case UP:
		return rev_plan_upgrade(arena, graph, &rows, targets.items[0], plan);
	case DOWN:
		return rev_plan_downgrade(arena, graph, &rows, targets.items[0], plan);
	case STAMP:
		return rev_plan_stamp(arena, graph, &rows, &targets, plan);
	}
	return NULL;
}

static void add_changes(struct strbuf *text, const struct rev_row_changes *changes, struct str_list *rows)
{
	for (size_t i = 0; i < changes->n; i++) {
		const struct rev_row_change *change = &changes->items[i];
		strbuf_add_c(text, i ? " " : "");
		strbuf_add_c(text, change->kind == REV_ROW_DELETE ? "-" : "");
		strbuf_add(text, change->from);
		strbuf_add_c(text, change->kind == REV_ROW_INSERT ? "+" :
				   change->kind == REV_ROW_UPDATE ? ">" : "");
		strbuf_add(text, change->to);
		rev_rows_apply(text->arena, rows, change);
	}
}

static struct str plan_text(struct arena *arena, const struct rev_graph *graph,
			    const struct rev_plan *plan, struct str_list rows)
{
	struct strbuf text = STRBUF(arena);
	struct rev_row_changes changes;

	for (size_t i = 0; i < plan->n; i++) {
		const struct str log = rev_step_log(arena, &plan->steps[i]);
		const struct error *error = rev_plan_rows(arena, graph, &plan->steps[i], &rows, &changes);
		strbuf_printf(&text, "%.*s | ", STR_ARG(log));
		if (error) {
			strbuf_printf(&text, "!%.*s", STR_ARG(error->message));
			break;
		}
		add_changes(&text, &changes, &rows);
		strbuf_add_c(&text, "; ");
	}
	return strbuf_str(&text);
}

Test(rev_plan, steps_and_version_rows_are_those_of_alembic)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena arena = { 0 };
		struct rev_graph *graph;
		struct rev_plan plan = { 0 };
		cr_assert(!build_graph(&arena, cases[i].graph, cases[i].graph_size, &graph));
		const struct error *error = make_plan(&arena, graph, i, &plan);
		const struct str_list rows = split_words(&arena, cases[i].rows);
		const struct str got = error ? error->message : plan_text(&arena, graph, &plan, rows);
		cr_expect(str_is(got, cases[i].want), "%s:\n%.*s\ninstead of\n%s", cases[i].name,
			  STR_ARG(got), cases[i].want);
		arena_done(&arena);
	}
}

Test(rev_plan, downgrade_by_one_from_several_rows_warns)
{
	struct arena arena = { 0 };
	struct rev_graph *graph;
	struct rev_plan plan;
	const struct str_list rows = split_words(&arena, "cccc1 bbbb2");

	cr_assert(!BUILD(&arena, branched, &graph));
	cr_assert(!rev_plan_downgrade(&arena, graph, &rows, STR("-1"), &plan));
	cr_assert(plan.warnings.n == 1);
	cr_expect(str_starts(plan.warnings.items[0], STR("downgrade -1 from multiple heads is ambiguous;")));
	arena_done(&arena);
}
