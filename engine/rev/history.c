#include "engine/rev/history.h"

#include "engine/rev/collect.h"

/* alembic/command.py, history */
struct error *rev_range_parse(struct str text, struct rev_range *ret_range)
{
	const ptrdiff_t colon = str_find_char(text, ':');

	*ret_range = (struct rev_range){ 0 };
	if (!text.p)
		return NULL;
	if (colon < 0)
		return error_new(ERR_COMMAND,
				 "History range requires [start]:[end], [start]:, or :[end]");
	const struct str trimmed = str_trim(text);
	TRY(rev_split_range(trimmed, &ret_range->base, &ret_range->head));
	if (!ret_range->base.n)
		ret_range->base = STR_NULL;
	if (!ret_range->head.n)
		ret_range->head = STR_NULL;
	return NULL;
}

bool rev_range_names_current(const struct rev_range *range)
{
	return str_is(range->base, "current") || str_is(range->head, "current");
}

static struct rev_name name_end(struct str text, const struct str_list *rows, struct str otherwise)
{
	if (rows)
		return rows->n ? (struct rev_name){ .many = rows }
			       : (struct rev_name){ .text = otherwise };
	return (struct rev_name){ .text = text.n ? text : otherwise };
}

/* Of two ends that name `current` Alembic replaces the upper one alone. */
static struct rev_span range_span(const struct rev_range *range, const struct str_list *rows)
{
	const bool head_is_current = rows && str_is(range->head, "current");
	const bool base_is_current = rows && str_is(range->base, "current") && !head_is_current;

	return (struct rev_span){
		.upper = name_end(range->head, head_is_current ? rows : NULL, STR("heads")),
		.lower = name_end(range->base, base_is_current ? rows : NULL, STR("base")),
		.is_inclusive = true,
		.overwalk = REV_OVERWALK_STOPS,
	};
}

/* alembic/script/base.py, walk_revisions */
struct error *rev_history(struct arena *result, const struct rev_graph *graph,
			  const struct rev_range *range, const struct str_list *rows,
			  struct rev_list *ret_list)
{
	struct arena scratch CLEANUP(arena_done) = { 0 };
	struct rev_query query = { .graph = graph, .arena = &scratch };
	const struct rev_span span = range_span(range, rows);
	const struct str start = rev_name_text(&scratch, span.lower);
	const struct str end = rev_name_text(&scratch, span.upper);
	const struct rev_words words = {
		.range = str_printf(
			&scratch,
			"Requested range %.*s:%.*s does not refer to ancestor/descendant "
			"revisions along the same branch",
			STR_ARG(start), STR_ARG(end)),
		.asked = end,
	};
	struct rev_list list = { 0 };

	TRY(rev_explain(&query, rev_collect_up(&query, &span, &list), &words));
	*ret_list = (struct rev_list){ 0 };
	for (size_t i = 0; i < list.n; i++)
		rev_list_add(result, ret_list, list.items[i]);
	return NULL;
}
