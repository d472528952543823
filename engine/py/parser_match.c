#include "engine/py/parser_state.h"

static struct py_pattern *new_pattern(struct py_parser *parser, enum py_pattern_kind kind,
				      const struct py_token *start)
{
	struct py_pattern *pattern = ARENA_NEW(parser->result, struct py_pattern);
	const struct py_token *last = py_previous(parser);

	pattern->kind = kind;
	pattern->line = start->line;
	pattern->col = start->col;
	pattern->end_line = last->end_line;
	pattern->end_col = last->end_col;
	return pattern;
}

/* ---- literals and dotted names ---- */

static struct error *parse_plain_number(struct py_parser *parser, struct py_expr **ret_expr)
{
	return py_at(parser, PY_TOKEN_NUMBER) ? py_parse_number(parser, ret_expr)
					      : py_invalid_syntax(parser);
}

static struct error *parse_signed_number(struct py_parser *parser, struct py_expr **ret_expr)
{
	const struct py_token *start = parser->at;
	struct py_expr *number;

	if (!py_accept(parser, PY_TOKEN_MINUS))
		return parse_plain_number(parser, ret_expr);
	TRY(parse_plain_number(parser, &number));
	*ret_expr = py_new_expr(parser, PY_EXPR_UNARY, start);
	(*ret_expr)->unary.op = PY_AST_MINUS;
	(*ret_expr)->unary.operand = number;
	return NULL;
}

/* `1`, `-1`, `1 + 2j`. */
static struct error *parse_number_value(struct py_parser *parser, struct py_expr **ret_expr)
{
	const struct py_token *start = parser->at;
	struct py_expr *real, *imaginary;

	TRY(parse_signed_number(parser, &real));
	const bool is_sum = py_at(parser, PY_TOKEN_PLUS);
	if (!is_sum && !py_at(parser, PY_TOKEN_MINUS)) {
		*ret_expr = real;
		return NULL;
	}
	parser->at++;
	TRY(parse_plain_number(parser, &imaginary));
	if (imaginary->constant.kind != PY_CONSTANT_COMPLEX)
		return py_error_expr(parser, imaginary,
				     "imaginary number required in complex literal");
	*ret_expr = py_new_expr(parser, PY_EXPR_BINARY, start);
	(*ret_expr)->binary.op = is_sum ? PY_BINARY_ADD : PY_BINARY_SUBTRACT;
	(*ret_expr)->binary.left = real;
	(*ret_expr)->binary.right = imaginary;
	return NULL;
}

static struct error *parse_string_value(struct py_parser *parser, struct py_expr **ret_expr)
{
	TRY(py_parse_strings(parser, ret_expr));
	if ((*ret_expr)->kind == PY_EXPR_JOINED_STRING)
		return py_error_expr(parser, *ret_expr,
				     "patterns may only match literals and attribute lookups");
	return NULL;
}

/* `a` or `a.b.c`, as an expression. */
static struct error *parse_dotted(struct py_parser *parser, struct py_expr **ret_expr)
{
	const struct py_token *start = parser->at;
	struct str name;

	TRY(py_expect_name(parser, &name));
	struct py_expr *expr = py_new_expr(parser, PY_EXPR_NAME, start);
	expr->name = name;
	while (py_accept(parser, PY_TOKEN_DOT)) {
		const struct py_token *name_token = parser->at;
		TRY(py_expect_name(parser, &name));
		TRY(py_add_to_chain(parser));
		struct py_expr *attribute = py_new_expr(parser, PY_EXPR_ATTRIBUTE, start);
		attribute->attribute.object = expr;
		attribute->attribute.name = name;
		attribute->attribute.name_line = name_token->line;
		attribute->attribute.name_col = name_token->col;
		expr = attribute;
	}
	*ret_expr = expr;
	return NULL;
}

static bool at_singleton(const struct py_parser *parser)
{
	return py_at(parser, PY_TOKEN_NONE) || py_at(parser, PY_TOKEN_TRUE) ||
	       py_at(parser, PY_TOKEN_FALSE);
}

/* A literal, or a dotted name: what may also be a key of a mapping. */
static struct error *parse_value(struct py_parser *parser, struct py_expr **ret_expr)
{
	if (py_at(parser, PY_TOKEN_STRING))
		return parse_string_value(parser, ret_expr);
	if (py_at(parser, PY_TOKEN_NUMBER) || py_at(parser, PY_TOKEN_MINUS))
		return parse_number_value(parser, ret_expr);
	if (at_singleton(parser))
		return py_parse_primary(parser, ret_expr);
	TRY(parse_dotted(parser, ret_expr));
	return (*ret_expr)->kind == PY_EXPR_ATTRIBUTE ? NULL : py_invalid_syntax(parser);
}

static struct error *parse_value_pattern(struct py_parser *parser, struct py_pattern **ret_pattern)
{
	const struct py_token *start = parser->at;
	const bool is_singleton = at_singleton(parser);
	struct py_expr *value;

	TRY(parse_value(parser, &value));
	*ret_pattern =
		new_pattern(parser, is_singleton ? PY_PATTERN_SINGLETON : PY_PATTERN_VALUE, start);
	(*ret_pattern)->value = value;
	return NULL;
}

/* ---- sequences ---- */

static struct error *parse_pattern(struct py_parser *parser, struct py_pattern **ret_pattern);

/* The name that a pattern binds; absent for `_`. */
static struct error *parse_capture(struct py_parser *parser, struct str *ret_name)
{
	TRY(py_expect_name(parser, ret_name));
	if (str_is(*ret_name, "_"))
		*ret_name = STR_NULL;
	return NULL;
}

static struct error *parse_maybe_star(struct py_parser *parser, struct py_pattern **ret_pattern)
{
	const struct py_token *start = parser->at;
	struct str name;

	if (!py_accept(parser, PY_TOKEN_STAR))
		return parse_pattern(parser, ret_pattern);
	TRY(parse_capture(parser, &name));
	*ret_pattern = new_pattern(parser, PY_PATTERN_STAR, start);
	(*ret_pattern)->as.name = name;
	return NULL;
}

/* From behind the opening bracket to behind the closing one. */
static struct error *parse_sequence(struct py_parser *parser, enum py_token_kind close,
				    struct py_pattern **ret_pattern)
{
	const struct py_token *start = parser->at++;
	const size_t begin = py_list_begin(parser);
	struct py_pattern *item = NULL;
	struct py_pattern_list list;
	bool has_comma = false;

	while (!py_at(parser, close)) {
		TRY(parse_maybe_star(parser, &item));
		py_list_add(parser, item);
		if (!py_accept(parser, PY_TOKEN_COMMA))
			break;
		has_comma = true;
	}
	TRY(py_expect(parser, close));
	list.items = py_list_end(parser, begin, &list.n);
	const bool is_group = close == PY_TOKEN_RIGHT_PAREN && list.n == 1 && !has_comma;
	if (is_group && item->kind != PY_PATTERN_STAR) {
		*ret_pattern = item;
		return NULL;
	}
	if (is_group)
		return py_invalid_syntax(parser);
	*ret_pattern = new_pattern(parser, PY_PATTERN_SEQUENCE, start);
	(*ret_pattern)->list = list;
	return NULL;
}

/* ---- mappings and classes ---- */

static struct error *parse_mapping_item(struct py_parser *parser, struct py_pattern *mapping)
{
	struct py_expr *key;
	struct py_pattern *value;
	size_t n = mapping->mapping.values.n;

	if (py_accept(parser, PY_TOKEN_DOUBLE_STAR))
		return py_expect_name(parser, &mapping->mapping.rest);
	TRY(parse_value(parser, &key));
	TRY(py_expect(parser, PY_TOKEN_COLON));
	TRY(parse_pattern(parser, &value));
	*PY_APPEND(parser, mapping->mapping.keys, n) = key;
	*PY_APPEND(parser, mapping->mapping.values.items, mapping->mapping.values.n) = value;
	return NULL;
}

static struct error *parse_mapping(struct py_parser *parser, struct py_pattern **ret_pattern)
{
	const struct py_token *start = parser->at++;
	struct py_pattern *pattern = new_pattern(parser, PY_PATTERN_MAPPING, start);

	while (!py_at(parser, PY_TOKEN_RIGHT_BRACE)) {
		if (pattern->mapping.rest.p)
			return py_invalid_syntax(parser);
		TRY(parse_mapping_item(parser, pattern));
		if (!py_accept(parser, PY_TOKEN_COMMA))
			break;
	}
	TRY(py_expect(parser, PY_TOKEN_RIGHT_BRACE));
	pattern->end_line = py_previous(parser)->end_line;
	pattern->end_col = py_previous(parser)->end_col;
	*ret_pattern = pattern;
	return NULL;
}

static struct error *parse_class_item(struct py_parser *parser, struct py_pattern *instance)
{
	const struct py_token *start = parser->at;
	struct py_pattern_list *args = &instance->instance.args;
	struct py_pattern_list *keywords = &instance->instance.keywords;
	size_t n = keywords->n;
	struct py_pattern *item;
	struct str name = STR_NULL;

	if (py_at(parser, PY_TOKEN_NAME) && py_peek(parser) == PY_TOKEN_ASSIGN) {
		TRY(py_expect_name(parser, &name));
		parser->at++;
	}
	TRY(parse_pattern(parser, &item));
	if (name.p) {
		*PY_APPEND(parser, instance->instance.names, n) = name;
		*PY_APPEND(parser, keywords->items, keywords->n) = item;
		return NULL;
	}
	if (keywords->n)
		return py_error_at(parser, start, "positional patterns follow keyword patterns");
	*PY_APPEND(parser, args->items, args->n) = item;
	return NULL;
}

static struct error *parse_class_pattern(struct py_parser *parser, const struct py_token *start,
					 struct py_expr *type, struct py_pattern **ret_pattern)
{
	struct py_pattern *pattern = new_pattern(parser, PY_PATTERN_CLASS, start);

	pattern->instance.type = type;
	parser->at++;
	while (!py_at(parser, PY_TOKEN_RIGHT_PAREN)) {
		TRY(parse_class_item(parser, pattern));
		if (!py_accept(parser, PY_TOKEN_COMMA))
			break;
	}
	TRY(py_expect(parser, PY_TOKEN_RIGHT_PAREN));
	pattern->end_line = py_previous(parser)->end_line;
	pattern->end_col = py_previous(parser)->end_col;
	*ret_pattern = pattern;
	return NULL;
}

/* ---- names ---- */

/* A capture, the wildcard, a dotted value or a class. */
static struct error *parse_name_pattern(struct py_parser *parser, struct py_pattern **ret_pattern)
{
	const struct py_token *start = parser->at;
	struct py_expr *expr;

	TRY(parse_dotted(parser, &expr));
	if (py_at(parser, PY_TOKEN_LEFT_PAREN))
		return parse_class_pattern(parser, start, expr, ret_pattern);
	if (expr->kind == PY_EXPR_ATTRIBUTE) {
		*ret_pattern = new_pattern(parser, PY_PATTERN_VALUE, start);
		(*ret_pattern)->value = expr;
		return NULL;
	}
	*ret_pattern = new_pattern(parser, PY_PATTERN_AS, start);
	(*ret_pattern)->as.name = str_is(expr->name, "_") ? STR_NULL : expr->name;
	return NULL;
}

static struct error *parse_closed(struct py_parser *parser, struct py_pattern **ret_pattern)
{
	switch ((int)parser->at->kind) {
	case PY_TOKEN_LEFT_PAREN:
		return parse_sequence(parser, PY_TOKEN_RIGHT_PAREN, ret_pattern);
	case PY_TOKEN_LEFT_BRACKET:
		return parse_sequence(parser, PY_TOKEN_RIGHT_BRACKET, ret_pattern);
	case PY_TOKEN_LEFT_BRACE:
		return parse_mapping(parser, ret_pattern);
	case PY_TOKEN_NAME:
		return parse_name_pattern(parser, ret_pattern);
	default:
		return parse_value_pattern(parser, ret_pattern);
	}
}

static struct error *parse_or(struct py_parser *parser, struct py_pattern **ret_pattern)
{
	const struct py_token *start = parser->at;
	const size_t begin = py_list_begin(parser);
	struct py_pattern_list list;
	struct py_pattern *item;

	TRY(parse_closed(parser, &item));
	if (!py_at(parser, PY_TOKEN_BAR)) {
		*ret_pattern = item;
		return NULL;
	}
	py_list_add(parser, item);
	while (py_accept(parser, PY_TOKEN_BAR)) {
		TRY(parse_closed(parser, &item));
		py_list_add(parser, item);
	}
	list.items = py_list_end(parser, begin, &list.n);
	*ret_pattern = new_pattern(parser, PY_PATTERN_OR, start);
	(*ret_pattern)->list = list;
	return NULL;
}

static struct error *parse_pattern(struct py_parser *parser, struct py_pattern **ret_pattern)
{
	const struct py_token *start = parser->at;
	struct py_pattern *inner;
	struct str name;

	TRY(py_parser_enter(parser));
	TRY(parse_or(parser, &inner));
	py_parser_leave(parser);
	*ret_pattern = inner;
	if (!py_accept(parser, PY_TOKEN_AS))
		return NULL;
	if (py_at_word(parser, "_"))
		return py_error_here(parser, "cannot use '_' as a target");
	if (!py_at(parser, PY_TOKEN_NAME))
		return py_error_here(parser, "invalid pattern target");
	TRY(py_expect_name(parser, &name));
	*ret_pattern = new_pattern(parser, PY_PATTERN_AS, start);
	(*ret_pattern)->as.pattern = inner;
	(*ret_pattern)->as.name = name;
	return NULL;
}

struct error *py_parse_patterns(struct py_parser *parser, struct py_pattern **ret_pattern)
{
	const struct py_token *start = parser->at;
	const size_t begin = py_list_begin(parser);
	struct py_pattern_list list;
	struct py_pattern *item;

	TRY(parse_maybe_star(parser, &item));
	if (!py_at(parser, PY_TOKEN_COMMA) && item->kind != PY_PATTERN_STAR) {
		*ret_pattern = item;
		return NULL;
	}
	if (!py_at(parser, PY_TOKEN_COMMA))
		return py_invalid_syntax(parser);
	py_list_add(parser, item);
	while (py_accept(parser, PY_TOKEN_COMMA) && !py_at(parser, PY_TOKEN_COLON) &&
	       !py_at(parser, PY_TOKEN_IF)) {
		TRY(parse_maybe_star(parser, &item));
		py_list_add(parser, item);
	}
	list.items = py_list_end(parser, begin, &list.n);
	*ret_pattern = new_pattern(parser, PY_PATTERN_SEQUENCE, start);
	(*ret_pattern)->list = list;
	return NULL;
}

/* ---- the statement ---- */

static struct error *parse_subject(struct py_parser *parser, struct py_expr **ret_subject)
{
	const struct py_token *start = parser->at;
	const size_t begin = py_list_begin(parser);
	struct py_expr_list list;
	struct py_expr *item;

	TRY(py_parse_starred_or(parser, py_parse_named_expression, &item));
	if (!py_at(parser, PY_TOKEN_COMMA)) {
		*ret_subject = item;
		return NULL;
	}
	py_list_add(parser, item);
	while (py_accept(parser, PY_TOKEN_COMMA) && !py_at(parser, PY_TOKEN_COLON)) {
		TRY(py_parse_starred_or(parser, py_parse_named_expression, &item));
		py_list_add(parser, item);
	}
	list.items = py_list_end(parser, begin, &list.n);
	*ret_subject = py_new_expr(parser, PY_EXPR_TUPLE, start);
	(*ret_subject)->list = list;
	return NULL;
}

/* `match` is a name unless a subject, a colon and the end of the line follow. */
bool py_begins_match(struct py_parser *parser)
{
	const struct py_parser saved = *parser;
	struct py_expr *subject;

	if (!py_at_word(parser, "match") || py_peek(parser) == PY_TOKEN_ASSIGN ||
	    py_peek(parser) == PY_TOKEN_DOT || py_peek(parser) == PY_TOKEN_NEWLINE)
		return false;
	parser->at++;
	struct error *error = parse_subject(parser, &subject);
	const bool is_match = !error && py_at(parser, PY_TOKEN_COLON) &&
			      py_peek(parser) == PY_TOKEN_NEWLINE;
	if (error)
		error_ignore(error);
	*parser = saved;
	return is_match;
}

static struct error *parse_case(struct py_parser *parser, struct py_stmt *stmt)
{
	const struct py_token *start = parser->at;
	struct py_match_case match_case = { 0 };

	if (!py_at_word(parser, "case"))
		return py_invalid_syntax(parser);
	parser->at++;
	TRY(py_parse_patterns(parser, &match_case.pattern));
	if (py_accept(parser, PY_TOKEN_IF))
		TRY(py_parse_named_expression(parser, &match_case.guard));
	TRY(py_parse_block(parser, "'case' statement", start, &match_case.body));
	*PY_APPEND(parser, stmt->match.cases, stmt->match.n) = match_case;
	return NULL;
}

struct error *py_parse_match(struct py_parser *parser)
{
	const struct py_token *start = parser->at++;
	struct py_stmt *stmt = py_new_stmt(parser, PY_STMT_MATCH, start);

	TRY(parse_subject(parser, &stmt->match.subject));
	TRY(py_expect_named(parser, PY_TOKEN_COLON));
	TRY(py_expect(parser, PY_TOKEN_NEWLINE));
	if (!py_accept(parser, PY_TOKEN_INDENT))
		return py_error_here(
			parser, "expected an indented block after 'match' statement on line %d",
			start->line);
	while (!py_accept(parser, PY_TOKEN_DEDENT))
		TRY(parse_case(parser, stmt));
	py_end_stmt(parser, stmt);
	py_list_add(parser, stmt);
	return NULL;
}
