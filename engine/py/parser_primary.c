#include "engine/py/parser_state.h"

static struct error *parse_constant(struct py_parser *parser, enum py_constant_kind kind,
				    struct py_expr **ret_expr)
{
	const struct py_token *start = parser->at++;

	*ret_expr = py_new_expr(parser, PY_EXPR_CONSTANT, start);
	(*ret_expr)->constant.kind = kind;
	return NULL;
}

static struct error *parse_name(struct py_parser *parser, struct py_expr **ret_expr)
{
	const struct py_token *start = parser->at;
	struct str name;

	TRY(py_expect_name(parser, &name));
	*ret_expr = py_new_expr(parser, PY_EXPR_NAME, start);
	(*ret_expr)->name = name;
	return NULL;
}

static struct error *parse_atom(struct py_parser *parser, struct py_expr **ret_expr)
{
	switch ((int)parser->at->kind) {
	case PY_TOKEN_NAME:
		return parse_name(parser, ret_expr);
	case PY_TOKEN_STRING:
		return py_parse_strings(parser, ret_expr);
	case PY_TOKEN_NUMBER:
		return py_parse_number(parser, ret_expr);
	case PY_TOKEN_LEFT_PAREN:
		return py_parse_parenthesised(parser, ret_expr);
	case PY_TOKEN_LEFT_BRACKET:
		return py_parse_list(parser, ret_expr);
	case PY_TOKEN_LEFT_BRACE:
		return py_parse_braces(parser, ret_expr);
	case PY_TOKEN_NONE:
		return parse_constant(parser, PY_CONSTANT_NONE, ret_expr);
	case PY_TOKEN_TRUE:
		return parse_constant(parser, PY_CONSTANT_TRUE, ret_expr);
	case PY_TOKEN_FALSE:
		return parse_constant(parser, PY_CONSTANT_FALSE, ret_expr);
	case PY_TOKEN_ELLIPSIS:
		return parse_constant(parser, PY_CONSTANT_ELLIPSIS, ret_expr);
	default:
		return py_invalid_syntax(parser);
	}
}

/* ---- arguments ---- */

struct arguments {
	const struct py_token *open;
	size_t begin; /* of the pending positional ones */
	struct py_ast_keyword *keywords;
	size_t keyword_count;
	bool has_double_star;
};

static void add_keyword(struct py_parser *parser, struct arguments *arguments,
			const struct py_token *start, struct str name, struct py_expr *value)
{
	*PY_APPEND(parser, arguments->keywords, arguments->keyword_count) = (struct py_ast_keyword){
		.name = name,
		.value = value,
		.line = start->line,
		.col = start->col,
	};
}

static struct error *parse_starred_argument(struct py_parser *parser, struct arguments *arguments)
{
	const struct py_token *start = parser->at++;
	struct py_expr *operand;

	TRY(py_parse_expression(parser, &operand));
	if (arguments->has_double_star)
		return py_error_at(
			parser, start,
			"iterable argument unpacking follows keyword argument unpacking");
	struct py_expr *starred = py_new_expr(parser, PY_EXPR_STARRED, start);
	starred->operand = operand;
	py_list_add(parser, starred);
	return NULL;
}

static struct error *parse_double_starred_argument(struct py_parser *parser,
						   struct arguments *arguments)
{
	const struct py_token *start = parser->at++;
	struct py_expr *value;

	TRY(py_parse_expression(parser, &value));
	add_keyword(parser, arguments, start, STR_NULL, value);
	arguments->has_double_star = true;
	return NULL;
}

static struct error *parse_keyword_argument(struct py_parser *parser, struct arguments *arguments)
{
	const struct py_token *start = parser->at;
	struct py_expr *value;
	struct str name;

	TRY(py_expect_name(parser, &name));
	parser->at++;
	TRY(py_parse_expression(parser, &value));
	if (py_at(parser, PY_TOKEN_FOR))
		return py_error_at(parser, start,
				   "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
	add_keyword(parser, arguments, start, name, value);
	return NULL;
}

/* `f(x for x in y)`: the generator's node has the call's own parentheses. */
static struct error *parse_lone_generator(struct py_parser *parser, struct arguments *arguments,
					  struct py_expr *element)
{
	struct py_comprehension comprehension = { .element = element };
	const bool is_first = parser->pending_count == arguments->begin &&
			      !arguments->keyword_count;

	TRY(py_parse_generators(parser, &comprehension));
	if (!is_first || !py_at(parser, PY_TOKEN_RIGHT_PAREN)) {
		if (!py_at(parser, PY_TOKEN_RIGHT_PAREN) && !py_at(parser, PY_TOKEN_COMMA))
			return py_invalid_syntax(parser);
		return py_error_expr(parser, element, "Generator expression must be parenthesized");
	}
	parser->at++;
	struct py_expr *generator = py_new_expr(parser, PY_EXPR_GENERATOR, arguments->open);
	parser->at--;
	generator->comprehension = comprehension;
	generator->is_parenthesised = true;
	py_list_add(parser, generator);
	return NULL;
}

static struct error *wrong_assignment(struct py_parser *parser, const struct py_expr *expr)
{
	if (expr->kind == PY_EXPR_CONSTANT && expr->constant.kind <= PY_CONSTANT_FALSE)
		return py_error_expr(parser, expr, "cannot assign to %s",
				     py_expr_description(expr));
	return py_error_expr(parser, expr,
			     "expression cannot contain assignment, perhaps you meant "
			     "\"==\"?");
}

static struct error *parse_positional_argument(struct py_parser *parser,
					       struct arguments *arguments)
{
	struct py_expr *expr;

	TRY(py_parse_named_expression(parser, &expr));
	if (py_at(parser, PY_TOKEN_ASSIGN))
		return wrong_assignment(parser, expr);
	if (py_at(parser, PY_TOKEN_FOR) || py_at(parser, PY_TOKEN_ASYNC))
		return parse_lone_generator(parser, arguments, expr);
	if (arguments->keyword_count)
		return py_error_at(
			parser, py_previous(parser),
			arguments->has_double_star
				? "positional argument follows keyword argument unpacking"
				: "positional argument follows keyword argument");
	py_list_add(parser, expr);
	return NULL;
}

static struct error *parse_argument(struct py_parser *parser, struct arguments *arguments)
{
	if (py_at(parser, PY_TOKEN_NAME) && py_peek(parser) == PY_TOKEN_ASSIGN)
		return parse_keyword_argument(parser, arguments);
	if (py_at(parser, PY_TOKEN_STAR))
		return parse_starred_argument(parser, arguments);
	if (py_at(parser, PY_TOKEN_DOUBLE_STAR))
		return parse_double_starred_argument(parser, arguments);
	return parse_positional_argument(parser, arguments);
}

struct error *py_parse_arguments(struct py_parser *parser, const struct py_token *open,
				 struct py_expr_list *ret_args,
				 struct py_ast_keyword **ret_keywords, size_t *ret_keyword_count)
{
	struct arguments arguments = { .open = open, .begin = py_list_begin(parser) };

	while (!py_accept(parser, PY_TOKEN_RIGHT_PAREN)) {
		const struct py_token *start = parser->at;
		TRY(parse_argument(parser, &arguments));
		if (py_at(parser, PY_TOKEN_RIGHT_PAREN))
			continue;
		if (!py_accept(parser, PY_TOKEN_COMMA))
			return py_missing_comma(parser, start);
	}
	ret_args->items = py_list_end(parser, arguments.begin, &ret_args->n);
	*ret_keywords = arguments.keywords;
	*ret_keyword_count = arguments.keyword_count;
	return NULL;
}

/* ---- what may follow an atom ---- */

static struct error *parse_call(struct py_parser *parser, const struct py_token *start,
				struct py_expr **expr)
{
	const struct py_token *open = parser->at++;
	struct py_ast_keyword *keywords;
	struct py_expr_list args;
	size_t keyword_count;

	TRY(py_parse_arguments(parser, open, &args, &keywords, &keyword_count));
	struct py_expr *call = py_new_expr(parser, PY_EXPR_CALL, start);
	call->call.function = *expr;
	call->call.args = args;
	call->call.keywords = keywords;
	call->call.keyword_count = keyword_count;
	*expr = call;
	return NULL;
}

static struct error *parse_attribute(struct py_parser *parser, const struct py_token *start,
				     struct py_expr **expr)
{
	const struct py_token *name = ++parser->at;
	struct str text;

	TRY(py_expect_name(parser, &text));
	struct py_expr *attribute = py_new_expr(parser, PY_EXPR_ATTRIBUTE, start);
	attribute->attribute.object = *expr;
	attribute->attribute.name = text;
	attribute->attribute.name_line = name->line;
	attribute->attribute.name_col = name->col;
	*expr = attribute;
	return NULL;
}

static bool ends_slice_part(const struct py_parser *parser)
{
	return py_at(parser, PY_TOKEN_COLON) || py_at(parser, PY_TOKEN_COMMA) ||
	       py_at(parser, PY_TOKEN_RIGHT_BRACKET);
}

static struct error *parse_slice(struct py_parser *parser, struct py_expr **ret_expr)
{
	const struct py_token *start = parser->at;
	struct py_expr *lower = NULL, *upper = NULL, *step = NULL;

	if (!py_at(parser, PY_TOKEN_COLON))
		TRY(py_parse_named_expression(parser, &lower));
	if (!py_accept(parser, PY_TOKEN_COLON)) {
		*ret_expr = lower;
		return NULL;
	}
	if (!ends_slice_part(parser))
		TRY(py_parse_expression(parser, &upper));
	if (py_accept(parser, PY_TOKEN_COLON) && !ends_slice_part(parser))
		TRY(py_parse_expression(parser, &step));
	*ret_expr = py_new_expr(parser, PY_EXPR_SLICE, start);
	(*ret_expr)->slice.lower = lower;
	(*ret_expr)->slice.upper = upper;
	(*ret_expr)->slice.step = step;
	return NULL;
}

static struct error *parse_index(struct py_parser *parser, struct py_expr **ret_index)
{
	const struct py_token *start = parser->at;
	const size_t begin = py_list_begin(parser);
	struct py_expr_list list;
	struct py_expr *item;

	TRY(py_parse_starred_or(parser, parse_slice, &item));
	if (!py_at(parser, PY_TOKEN_COMMA) && item->kind != PY_EXPR_STARRED) {
		*ret_index = item;
		return NULL;
	}
	py_list_add(parser, item);
	while (py_accept(parser, PY_TOKEN_COMMA) && !py_at(parser, PY_TOKEN_RIGHT_BRACKET)) {
		TRY(py_parse_starred_or(parser, parse_slice, &item));
		py_list_add(parser, item);
	}
	list.items = py_list_end(parser, begin, &list.n);
	*ret_index = py_new_expr(parser, PY_EXPR_TUPLE, start);
	(*ret_index)->list = list;
	return NULL;
}

static struct error *parse_subscript(struct py_parser *parser, const struct py_token *start,
				     struct py_expr **expr)
{
	const struct py_token *first = ++parser->at;
	struct py_expr *index;

	TRY(parse_index(parser, &index));
	if (!py_accept(parser, PY_TOKEN_RIGHT_BRACKET))
		return py_missing_comma(parser, first);
	struct py_expr *subscript = py_new_expr(parser, PY_EXPR_SUBSCRIPT, start);
	subscript->subscript.object = *expr;
	subscript->subscript.index = index;
	*expr = subscript;
	return NULL;
}

struct error *py_parse_primary(struct py_parser *parser, struct py_expr **ret_expr)
{
	const struct py_token *start = parser->at;
	struct py_expr *expr;

	TRY(parse_atom(parser, &expr));
	for (;;) {
		if (py_at(parser, PY_TOKEN_DOT))
			TRY(parse_attribute(parser, start, &expr));
		else if (py_at(parser, PY_TOKEN_LEFT_PAREN))
			TRY(parse_call(parser, start, &expr));
		else if (py_at(parser, PY_TOKEN_LEFT_BRACKET))
			TRY(parse_subscript(parser, start, &expr));
		else
			break;
		TRY(py_add_to_chain(parser));
	}
	*ret_expr = expr;
	return NULL;
}
