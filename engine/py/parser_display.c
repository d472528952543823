#include "engine/py/parser_state.h"

static bool begins_comprehension(const struct py_parser *parser)
{
	return py_at(parser, PY_TOKEN_FOR) ||
	       (py_at(parser, PY_TOKEN_ASYNC) && py_peek(parser) == PY_TOKEN_FOR);
}

static struct error *expect_close(struct py_parser *parser, enum py_token_kind close,
				  const struct py_token *item)
{
	return py_accept(parser, close) ? NULL : py_missing_comma(parser, item);
}

static struct error *parse_generator(struct py_parser *parser, struct py_ast_generator *generator)
{
	const size_t begin = py_list_begin(parser);
	struct py_expr *condition;

	generator->is_async = py_accept(parser, PY_TOKEN_ASYNC);
	TRY(py_expect(parser, PY_TOKEN_FOR));
	TRY(py_parse_targets(parser, &generator->target));
	TRY(py_expect(parser, PY_TOKEN_IN));
	TRY(py_parse_disjunction(parser, &generator->iterable));
	while (py_accept(parser, PY_TOKEN_IF)) {
		TRY(py_parse_disjunction(parser, &condition));
		py_list_add(parser, condition);
	}
	generator->conditions.items = py_list_end(parser, begin, &generator->conditions.n);
	return NULL;
}

struct error *py_parse_generators(struct py_parser *parser, struct py_comprehension *comprehension)
{
	struct py_ast_generator *generators = NULL;
	size_t n = 0;

	if (comprehension->element->kind == PY_EXPR_STARRED)
		return py_error_expr(parser, comprehension->element,
				     "iterable unpacking cannot be used in comprehension");
	while (begins_comprehension(parser)) {
		struct py_ast_generator generator = { 0 };
		TRY(parse_generator(parser, &generator));
		*PY_APPEND(parser, generators, n) = generator;
	}
	comprehension->generators = generators;
	comprehension->generator_count = n;
	return NULL;
}

static struct error *parse_comprehension(struct py_parser *parser, enum py_expr_kind kind,
					 const struct py_token *start, struct py_expr **expr)
{
	const enum py_token_kind close = kind == PY_EXPR_GENERATOR   ? PY_TOKEN_RIGHT_PAREN
					 : kind == PY_EXPR_LIST_COMP ? PY_TOKEN_RIGHT_BRACKET
								     : PY_TOKEN_RIGHT_BRACE;
	struct py_comprehension comprehension = { .element = *expr };

	TRY(py_parse_generators(parser, &comprehension));
	TRY(py_expect(parser, close));
	*expr = py_new_expr(parser, kind, start);
	(*expr)->comprehension = comprehension;
	(*expr)->is_parenthesised = kind == PY_EXPR_GENERATOR;
	return NULL;
}

/* The elements behind the first one, and the bracket; `*expr` becomes the whole. */
static struct error *parse_elements(struct py_parser *parser, enum py_expr_kind kind,
				    const struct py_token *start, struct py_expr **expr)
{
	const enum py_token_kind close = kind == PY_EXPR_TUPLE  ? PY_TOKEN_RIGHT_PAREN
					 : kind == PY_EXPR_LIST ? PY_TOKEN_RIGHT_BRACKET
								: PY_TOKEN_RIGHT_BRACE;
	const size_t begin = py_list_begin(parser);
	const struct py_token *item = start + 1;
	struct py_expr_list list;
	struct py_expr *element = *expr;

	py_list_add(parser, element);
	while (py_accept(parser, PY_TOKEN_COMMA) && !py_at(parser, close)) {
		item = parser->at;
		TRY(py_parse_starred_or(parser, py_parse_named_expression, &element));
		py_list_add(parser, element);
	}
	TRY(expect_close(parser, close, item));
	list.items = py_list_end(parser, begin, &list.n);
	*expr = py_new_expr(parser, kind, start);
	(*expr)->list = list;
	(*expr)->is_parenthesised = kind == PY_EXPR_TUPLE;
	return NULL;
}

/* `()`, `[]`, `{}`. */
static struct error *new_empty(struct py_parser *parser, enum py_expr_kind kind,
			       const struct py_token *start, struct py_expr **ret_expr)
{
	parser->at++;
	*ret_expr = py_new_expr(parser, kind, start);
	(*ret_expr)->is_parenthesised = kind == PY_EXPR_TUPLE;
	return NULL;
}

/* `(a)`: the node keeps its own place. */
static struct error *finish_group(struct py_parser *parser, const struct py_token *start,
				  struct py_expr *expr)
{
	TRY(expect_close(parser, PY_TOKEN_RIGHT_PAREN, start + 1));
	if (expr->kind == PY_EXPR_STARRED)
		return py_error_expr(parser, expr, "cannot use starred expression here");
	expr->is_parenthesised = true;
	return NULL;
}

struct error *py_parse_parenthesised(struct py_parser *parser, struct py_expr **ret_expr)
{
	const struct py_token *start = parser->at++;

	if (py_at(parser, PY_TOKEN_RIGHT_PAREN))
		return new_empty(parser, PY_EXPR_TUPLE, start, ret_expr);
	if (py_at(parser, PY_TOKEN_YIELD)) {
		TRY(py_parse_yield(parser, ret_expr));
		return finish_group(parser, start, *ret_expr);
	}
	if (py_at(parser, PY_TOKEN_DOUBLE_STAR))
		return py_error_here(parser, "cannot use double starred expression here");
	TRY(py_parse_starred_or(parser, py_parse_named_expression, ret_expr));
	if (begins_comprehension(parser))
		return parse_comprehension(parser, PY_EXPR_GENERATOR, start, ret_expr);
	if (py_at(parser, PY_TOKEN_COMMA))
		return parse_elements(parser, PY_EXPR_TUPLE, start, ret_expr);
	return finish_group(parser, start, *ret_expr);
}

struct error *py_parse_list(struct py_parser *parser, struct py_expr **ret_expr)
{
	const struct py_token *start = parser->at++;

	if (py_at(parser, PY_TOKEN_RIGHT_BRACKET))
		return new_empty(parser, PY_EXPR_LIST, start, ret_expr);
	TRY(py_parse_starred_or(parser, py_parse_named_expression, ret_expr));
	if (begins_comprehension(parser))
		return parse_comprehension(parser, PY_EXPR_LIST_COMP, start, ret_expr);
	return parse_elements(parser, PY_EXPR_LIST, start, ret_expr);
}

/* ---- braces ---- */

/* From the colon behind a key. */
static struct error *parse_dict_value(struct py_parser *parser, struct py_expr **ret_value)
{
	const bool lacks_colon = py_at(parser, PY_TOKEN_COMMA) ||
				 py_at(parser, PY_TOKEN_RIGHT_BRACE);

	if (lacks_colon)
		return py_error_at(parser, py_previous(parser),
				   "':' expected after dictionary key");
	TRY(py_expect(parser, PY_TOKEN_COLON));
	if (py_at(parser, PY_TOKEN_STAR))
		return py_error_here(parser,
				     "cannot use a starred expression in a dictionary value");
	if (py_at(parser, PY_TOKEN_COMMA) || py_at(parser, PY_TOKEN_RIGHT_BRACE))
		return py_error_at(parser, py_previous(parser),
				   "expression expected after dictionary key and ':'");
	return py_parse_expression(parser, ret_value);
}

/* `key: value` or `**value`, for which the key is NULL. */
static struct error *parse_pair(struct py_parser *parser, struct py_expr **ret_key,
				struct py_expr **ret_value)
{
	*ret_key = NULL;
	if (py_accept(parser, PY_TOKEN_DOUBLE_STAR))
		return py_parse_bitwise_or(parser, ret_value);
	TRY(py_parse_expression(parser, ret_key));
	return parse_dict_value(parser, ret_value);
}

static struct error *parse_dict_comprehension(struct py_parser *parser,
					      const struct py_token *start, struct py_expr *key,
					      struct py_expr *value, struct py_expr **ret_expr)
{
	if (!key)
		return py_error_at(parser, start + 1,
				   "dict unpacking cannot be used in dict comprehension");
	*ret_expr = key;
	TRY(parse_comprehension(parser, PY_EXPR_DICT_COMP, start, ret_expr));
	(*ret_expr)->comprehension.value = value;
	return NULL;
}

/* Keys and values wait in one pending list, in turn. */
static void finish_dict(struct py_parser *parser, size_t begin, const struct py_token *start,
			struct py_expr **ret_expr)
{
	const size_t n = (parser->pending_count - begin) / 2;
	struct py_expr *dict = py_new_expr(parser, PY_EXPR_DICT, start);

	dict->dict.n = n;
	dict->dict.keys = ARENA_ARRAY(parser->result, struct py_expr *, 2 * n);
	dict->dict.values = dict->dict.keys + n;
	for (size_t i = 0; i < n; i++) {
		dict->dict.keys[i] = parser->pending[begin + 2 * i];
		dict->dict.values[i] = parser->pending[begin + 2 * i + 1];
	}
	parser->pending_count = begin;
	*ret_expr = dict;
}

/* From behind the first pair. */
static struct error *parse_dict(struct py_parser *parser, const struct py_token *start,
				struct py_expr *key, struct py_expr *value,
				struct py_expr **ret_expr)
{
	const size_t begin = py_list_begin(parser);
	const struct py_token *item = start + 1;

	if (begins_comprehension(parser))
		return parse_dict_comprehension(parser, start, key, value, ret_expr);
	for (;;) {
		py_list_add(parser, key);
		py_list_add(parser, value);
		if (!py_accept(parser, PY_TOKEN_COMMA) || py_at(parser, PY_TOKEN_RIGHT_BRACE))
			break;
		item = parser->at;
		TRY(parse_pair(parser, &key, &value));
	}
	TRY(expect_close(parser, PY_TOKEN_RIGHT_BRACE, item));
	finish_dict(parser, begin, start, ret_expr);
	return NULL;
}

struct error *py_parse_braces(struct py_parser *parser, struct py_expr **ret_expr)
{
	const struct py_token *start = parser->at++;
	struct py_expr *first, *value;

	if (py_at(parser, PY_TOKEN_RIGHT_BRACE))
		return new_empty(parser, PY_EXPR_DICT, start, ret_expr);
	if (py_at(parser, PY_TOKEN_DOUBLE_STAR)) {
		TRY(parse_pair(parser, &first, &value));
		return parse_dict(parser, start, first, value, ret_expr);
	}
	TRY(py_parse_starred_or(parser, py_parse_named_expression, &first));
	if (py_at(parser, PY_TOKEN_COLON) && first->kind != PY_EXPR_STARRED) {
		TRY(parse_dict_value(parser, &value));
		return parse_dict(parser, start, first, value, ret_expr);
	}
	*ret_expr = first;
	if (begins_comprehension(parser))
		return parse_comprehension(parser, PY_EXPR_SET_COMP, start, ret_expr);
	return parse_elements(parser, PY_EXPR_SET, start, ret_expr);
}
