#include "engine/rev/identifier.h"

#include "engine/rev/resolve.h"

static const struct rev_words general_words = { 0 };

static void copy_list(struct arena *result, const struct rev_list *from, struct rev_list *to)
{
	*to = (struct rev_list){ 0 };
	for (size_t i = 0; i < from->n; i++)
		rev_list_add(result, to, from->items[i]);
}

struct error *rev_find(struct arena *result, const struct rev_graph *graph, struct str identifier,
		       struct rev_list *ret_list)
{
	struct arena scratch CLEANUP(arena_done) = { 0 };
	struct rev_query query = { .graph = graph, .arena = &scratch };
	struct rev_list list = { 0 };

	TRY(rev_explain(&query,
			rev_get_nodes(&query, (struct rev_name){ .text = identifier }, &list),
			&general_words));
	copy_list(result, &list, ret_list);
	return NULL;
}

struct error *rev_find_one(const struct rev_graph *graph, struct str identifier,
			   const struct rev_node **ret_node)
{
	struct arena scratch CLEANUP(arena_done) = { 0 };
	struct rev_query query = { .graph = graph, .arena = &scratch };

	return rev_explain(&query, rev_get(&query, identifier, ret_node), &general_words);
}

struct error *rev_current(struct arena *result, const struct rev_graph *graph,
			  const struct str_list *rows, struct rev_list *ret_list)
{
	struct arena scratch CLEANUP(arena_done) = { 0 };
	struct rev_query query = { .graph = graph, .arena = &scratch };
	struct rev_list list = { 0 };

	TRY(rev_explain(&query, rev_get_current(&query, (struct rev_name){ .many = rows }, &list),
			&general_words));
	copy_list(result, &list, ret_list);
	return NULL;
}

/* alembic/runtime/migration.py, get_current_heads with as_sql. */
struct error *rev_starting_rows(struct arena *result, const struct rev_graph *graph,
				struct str identifier, struct str_list *ret_rows)
{
	const struct rev_node *node = NULL;

	*ret_rows = (struct str_list){ 0 };
	if (!identifier.p || str_is(identifier, "base"))
		return NULL;
	TRY(rev_find_one(graph, identifier, &node));
	if (!node)
		return error_new(ERR_COMMAND, "'%.*s' names no revision to start from",
				 STR_ARG(identifier));
	str_list_add(result, ret_rows, node->script->revision);
	return NULL;
}

struct error *rev_split_range(struct str text, struct str *ret_from, struct str *ret_to)
{
	const ptrdiff_t colon = str_find_char(text, ':');

	*ret_from = STR_NULL;
	*ret_to = text;
	if (colon < 0)
		return NULL;
	if (str_rfind_char(text, ':') != colon)
		return error_new(ERR_COMMAND, "range '%.*s' has more than one colon",
				 STR_ARG(text));
	*ret_from = str_slice(text, 0, (size_t)colon);
	*ret_to = str_skip(text, (size_t)colon + 1);
	return NULL;
}
