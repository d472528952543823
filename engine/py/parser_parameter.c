#include "engine/py/parser_state.h"

struct parameters {
	enum py_parameter_style style;
	enum py_token_kind end;
	struct py_parameters *list;
	bool has_star;    /* what follows is keyword-only */
	bool has_default; /* among the positional ones */
};

static struct error *parse_annotation(struct py_parser *parser, const struct parameters *parameters,
				      bool is_starred, struct py_expr **ret_annotation)
{
	*ret_annotation = NULL;
	if (parameters->style == PY_PARAMETERS_OF_LAMBDA || !py_accept(parser, PY_TOKEN_COLON))
		return NULL;
	return is_starred ? py_parse_starred_or(parser, py_parse_expression, ret_annotation)
			  : py_parse_expression(parser, ret_annotation);
}

static struct error *parse_parameter(struct py_parser *parser, const struct parameters *parameters,
				     bool is_starred, struct py_parameter *ret_parameter)
{
	const struct py_token *start = parser->at;
	struct py_parameter parameter = { .line = start->line, .col = start->col };

	TRY(py_expect_name(parser, &parameter.name));
	TRY(parse_annotation(parser, parameters, is_starred, &parameter.annotation));
	*ret_parameter = parameter;
	return NULL;
}

static struct error *parse_positional(struct py_parser *parser, struct parameters *parameters)
{
	struct py_parameters *list = parameters->list;
	const struct py_token *start = parser->at;
	struct py_parameter parameter;

	TRY(parse_parameter(parser, parameters, false, &parameter));
	if (py_accept(parser, PY_TOKEN_ASSIGN))
		TRY(py_parse_expression(parser, &parameter.value));
	if (parameters->has_star) {
		*PY_APPEND(parser, list->keyword_only, list->keyword_only_count) = parameter;
		return NULL;
	}
	if (!parameter.value && parameters->has_default)
		return py_error_at(parser, start, "non-default argument follows default argument");
	parameters->has_default |= parameter.value != NULL;
	*PY_APPEND(parser, list->positional, list->positional_count) = parameter;
	return NULL;
}

static struct error *parse_slash(struct py_parser *parser, struct parameters *parameters)
{
	struct py_parameters *list = parameters->list;

	if (parameters->has_star)
		return py_error_here(parser, "/ must be ahead of *");
	if (list->positional_only_count)
		return py_error_here(parser, "/ may appear only once");
	if (!list->positional_count)
		return py_error_here(parser, "at least one argument must precede /");
	list->positional_only_count = list->positional_count;
	parser->at++;
	return NULL;
}

/* `*` alone or `*rest`. */
static struct error *parse_star(struct py_parser *parser, struct parameters *parameters)
{
	struct py_parameter rest;

	if (parameters->has_star)
		return py_error_here(parser, "* argument may appear only once");
	parameters->has_star = true;
	const struct py_token *star = parser->at++;
	if (py_at(parser, PY_TOKEN_COMMA)) {
		const enum py_token_kind next = py_peek(parser);
		if (next == parameters->end || next == PY_TOKEN_DOUBLE_STAR)
			return py_error_at(parser, star, "named arguments must follow bare *");
		return NULL;
	}
	if (py_at(parser, parameters->end))
		return py_error_at(parser, star, "named arguments must follow bare *");
	TRY(parse_parameter(parser, parameters, true, &rest));
	if (py_at(parser, PY_TOKEN_ASSIGN))
		return py_error_here(parser, "var-positional argument cannot have default value");
	parameters->list->rest = ARENA_NEW(parser->result, struct py_parameter);
	*parameters->list->rest = rest;
	return NULL;
}

static struct error *parse_double_star(struct py_parser *parser, struct parameters *parameters)
{
	struct py_parameter keywords;

	parser->at++;
	TRY(parse_parameter(parser, parameters, false, &keywords));
	if (py_at(parser, PY_TOKEN_ASSIGN))
		return py_error_here(parser, "var-keyword argument cannot have default value");
	parameters->list->keywords = ARENA_NEW(parser->result, struct py_parameter);
	*parameters->list->keywords = keywords;
	if (py_accept(parser, PY_TOKEN_COMMA) && !py_at(parser, parameters->end))
		return py_error_here(parser, "arguments cannot follow var-keyword argument");
	return NULL;
}

static struct error *parse_one(struct py_parser *parser, struct parameters *parameters)
{
	if (py_at(parser, PY_TOKEN_SLASH))
		return parse_slash(parser, parameters);
	if (py_at(parser, PY_TOKEN_STAR))
		return parse_star(parser, parameters);
	return parse_positional(parser, parameters);
}

struct error *py_parse_parameters(struct py_parser *parser, enum py_parameter_style style,
				  struct py_parameters **ret_parameters)
{
	struct parameters parameters = {
		.style = style,
		.end = style == PY_PARAMETERS_OF_DEF ? PY_TOKEN_RIGHT_PAREN : PY_TOKEN_COLON,
		.list = ARENA_NEW(parser->result, struct py_parameters),
	};

	while (!py_at(parser, parameters.end)) {
		if (py_at(parser, PY_TOKEN_DOUBLE_STAR)) {
			TRY(parse_double_star(parser, &parameters));
			break;
		}
		TRY(parse_one(parser, &parameters));
		if (!py_accept(parser, PY_TOKEN_COMMA))
			break;
	}
	if (!py_at(parser, parameters.end))
		return py_invalid_syntax(parser);
	*ret_parameters = parameters.list;
	return NULL;
}

struct error *py_parse_lambda(struct py_parser *parser, struct py_expr **ret_expr)
{
	const struct py_token *start = parser->at++;
	struct py_parameters *parameters;
	struct py_expr *body;

	TRY(py_parse_parameters(parser, PY_PARAMETERS_OF_LAMBDA, &parameters));
	TRY(py_expect(parser, PY_TOKEN_COLON));
	TRY(py_parse_expression(parser, &body));
	*ret_expr = py_new_expr(parser, PY_EXPR_LAMBDA, start);
	(*ret_expr)->lambda.parameters = parameters;
	(*ret_expr)->lambda.body = body;
	return NULL;
}
