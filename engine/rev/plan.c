#include "engine/rev/plan.h"

#include "engine/rev/collect.h"
#include "engine/rev/set.h"

static void copy_ids(struct arena *result, const struct str_list *from, struct str_list *to)
{
	for (size_t i = 0; i < from->n; i++)
		str_list_add(result, to, from->items[i]);
}

static void copy_warnings(struct arena *result, const struct rev_query *query,
			  struct rev_plan *plan)
{
	for (size_t i = 0; i < query->warnings.n; i++)
		str_list_add(result, &plan->warnings, str_dup(result, query->warnings.items[i]));
}

static struct rev_step revision_step(struct arena *result, const struct rev_node *node,
				     enum rev_direction direction)
{
	struct rev_step step = { .direction = direction, .node = node };
	const bool is_up = direction == REV_UPGRADE;

	str_list_add(result, is_up ? &step.to : &step.from, node->script->revision);
	copy_ids(result, &node->script->down_revisions, is_up ? &step.from : &step.to);
	return step;
}

/* What the user reads where the way does not exist, and what is asked for where it forks. */
static struct rev_words words_for(const char *direction, struct str target)
{
	return (struct rev_words){
		.range =
			str_printf(error_arena(),
				   "Destination %.*s is not a valid %s target from current head(s)",
				   STR_ARG(target), direction),
		.asked = target,
	};
}

struct error *rev_plan_upgrade(struct arena *result, const struct rev_graph *graph,
			       const struct str_list *rows, struct str target,
			       struct rev_plan *ret_plan)
{
	struct arena scratch CLEANUP(arena_done) = { 0 };
	struct rev_query query = { .graph = graph, .arena = &scratch };
	const struct rev_words words = words_for("upgrade", target);
	const struct rev_span span = { .upper.text = target,
				       .lower.many = rows,
				       .is_from_base = true,
				       .overwalk = REV_OVERWALK_IS_NONE };
	struct rev_list list = { 0 };
	struct rev_plan plan = { 0 };

	TRY(rev_explain(&query, rev_collect_up(&query, &span, &list), &words));
	plan.steps = ARENA_ARRAY(result, struct rev_step, list.n + 1);
	while (list.n)
		plan.steps[plan.n++] = revision_step(result, list.items[--list.n], REV_UPGRADE);
	copy_warnings(result, &query, &plan);
	*ret_plan = plan;
	return NULL;
}

struct error *rev_plan_downgrade(struct arena *result, const struct rev_graph *graph,
				 const struct str_list *rows, struct str target,
				 struct rev_plan *ret_plan)
{
	struct arena scratch CLEANUP(arena_done) = { 0 };
	struct rev_query query = { .graph = graph, .arena = &scratch };
	const struct rev_words words = words_for("downgrade", target);
	const struct rev_name upper = { .many = rows }, lower = { .text = target };
	struct rev_list list = { 0 };
	struct rev_plan plan = { 0 };

	TRY(rev_explain(&query, rev_collect_down(&query, upper, lower, &list), &words));
	plan.steps = ARENA_ARRAY(result, struct rev_step, list.n + 1);
	while (plan.n < list.n) {
		plan.steps[plan.n] = revision_step(result, list.items[plan.n], REV_DOWNGRADE);
		plan.n++;
	}
	copy_warnings(result, &query, &plan);
	*ret_plan = plan;
	return NULL;
}

struct str rev_step_short_log(struct arena *result, const struct rev_step *step)
{
	static const char *const names[] = { [REV_UPGRADE] = "upgrade",
					     [REV_DOWNGRADE] = "downgrade",
					     [REV_STAMP] = "stamp_revision" };
	const struct str from = str_list_join(result, &step->from, ", ");
	const struct str to = str_list_join(result, &step->to, ", ");

	return str_printf(result, "%s %.*s -> %.*s", names[step->direction], STR_ARG(from),
			  STR_ARG(to));
}

struct str rev_step_log(struct arena *result, const struct rev_step *step)
{
	const struct str text = rev_step_short_log(result, step);

	if (!step->node || !step->node->script->doc.n)
		return text;
	return str_printf(result, "%.*s, %.*s", STR_ARG(text), STR_ARG(step->node->script->doc));
}
