#include "engine/py/parser_state.h"

/* How tightly an operator binds; 0 is none.  `**` and the prefix operators are read elsewhere. */
enum level {
	LEVEL_NONE,
	LEVEL_OR,
	LEVEL_AND,
	LEVEL_NOT,
	LEVEL_COMPARE,
	LEVEL_BIT_OR,
	LEVEL_BIT_XOR,
	LEVEL_BIT_AND,
	LEVEL_SHIFT,
	LEVEL_SUM,
	LEVEL_TERM
};

static const struct infix {
	unsigned char level;
	unsigned char op; /* a py_binary_operator or py_compare_operator */
} infixes[PY_TOKEN_COUNT] = {
	[PY_TOKEN_OR] = { LEVEL_OR, 0 },
	[PY_TOKEN_AND] = { LEVEL_AND, 0 },
	[PY_TOKEN_EQUAL] = { LEVEL_COMPARE, PY_COMPARE_EQUAL },
	[PY_TOKEN_NOT_EQUAL] = { LEVEL_COMPARE, PY_COMPARE_NOT_EQUAL },
	[PY_TOKEN_LESS] = { LEVEL_COMPARE, PY_COMPARE_LESS },
	[PY_TOKEN_LESS_EQUAL] = { LEVEL_COMPARE, PY_COMPARE_LESS_EQUAL },
	[PY_TOKEN_GREATER] = { LEVEL_COMPARE, PY_COMPARE_GREATER },
	[PY_TOKEN_GREATER_EQUAL] = { LEVEL_COMPARE, PY_COMPARE_GREATER_EQUAL },
	[PY_TOKEN_IS] = { LEVEL_COMPARE, PY_COMPARE_IS },
	[PY_TOKEN_IN] = { LEVEL_COMPARE, PY_COMPARE_IN },
	[PY_TOKEN_NOT] = { LEVEL_COMPARE, PY_COMPARE_NOT_IN },
	[PY_TOKEN_BAR] = { LEVEL_BIT_OR, PY_BINARY_OR },
	[PY_TOKEN_CARET] = { LEVEL_BIT_XOR, PY_BINARY_XOR },
	[PY_TOKEN_AMPERSAND] = { LEVEL_BIT_AND, PY_BINARY_AND },
	[PY_TOKEN_SHIFT_LEFT] = { LEVEL_SHIFT, PY_BINARY_SHIFT_LEFT },
	[PY_TOKEN_SHIFT_RIGHT] = { LEVEL_SHIFT, PY_BINARY_SHIFT_RIGHT },
	[PY_TOKEN_PLUS] = { LEVEL_SUM, PY_BINARY_ADD },
	[PY_TOKEN_MINUS] = { LEVEL_SUM, PY_BINARY_SUBTRACT },
	[PY_TOKEN_STAR] = { LEVEL_TERM, PY_BINARY_MULTIPLY },
	[PY_TOKEN_SLASH] = { LEVEL_TERM, PY_BINARY_DIVIDE },
	[PY_TOKEN_DOUBLE_SLASH] = { LEVEL_TERM, PY_BINARY_FLOOR_DIVIDE },
	[PY_TOKEN_PERCENT] = { LEVEL_TERM, PY_BINARY_MODULO },
	[PY_TOKEN_AT] = { LEVEL_TERM, PY_BINARY_MATRIX },
};

struct py_expr *py_new_expr(struct py_parser *parser, enum py_expr_kind kind,
			    const struct py_token *start)
{
	struct py_expr *expr = ARENA_NEW(parser->result, struct py_expr);
	const struct py_token *last = py_previous(parser);

	expr->kind = kind;
	expr->line = start->line;
	expr->col = start->col;
	expr->end_line = last->end_line;
	expr->end_col = last->end_col;
	return expr;
}

static struct error *parse_unary(struct py_parser *parser, struct py_expr **ret_expr);

static struct error *parse_await(struct py_parser *parser, struct py_expr **ret_expr)
{
	const struct py_token *start = parser->at;
	struct py_expr *operand;

	if (!py_accept(parser, PY_TOKEN_AWAIT))
		return py_parse_primary(parser, ret_expr);
	TRY(py_parse_primary(parser, &operand));
	*ret_expr = py_new_expr(parser, PY_EXPR_AWAIT, start);
	(*ret_expr)->operand = operand;
	return NULL;
}

static struct error *parse_power(struct py_parser *parser, struct py_expr **ret_expr)
{
	const struct py_token *start = parser->at;
	struct py_expr *left, *right;

	TRY(parse_await(parser, &left));
	if (!py_accept(parser, PY_TOKEN_DOUBLE_STAR)) {
		*ret_expr = left;
		return NULL;
	}
	TRY(py_parser_enter(parser));
	TRY(parse_unary(parser, &right));
	py_parser_leave(parser);
	*ret_expr = py_new_expr(parser, PY_EXPR_BINARY, start);
	(*ret_expr)->binary.op = PY_BINARY_POWER;
	(*ret_expr)->binary.left = left;
	(*ret_expr)->binary.right = right;
	return NULL;
}

static struct error *new_unary(struct py_parser *parser, enum py_unary_operator op,
			       const struct py_token *start, struct py_expr *operand,
			       struct py_expr **ret_expr)
{
	*ret_expr = py_new_expr(parser, PY_EXPR_UNARY, start);
	(*ret_expr)->unary.op = op;
	(*ret_expr)->unary.operand = operand;
	return NULL;
}

static struct error *parse_unary(struct py_parser *parser, struct py_expr **ret_expr)
{
	const struct py_token *start = parser->at;
	struct py_expr *operand;
	enum py_unary_operator op;

	if (py_at(parser, PY_TOKEN_MINUS))
		op = PY_AST_MINUS;
	else if (py_at(parser, PY_TOKEN_PLUS))
		op = PY_AST_PLUS;
	else if (py_at(parser, PY_TOKEN_TILDE))
		op = PY_AST_INVERT;
	else
		return parse_power(parser, ret_expr);
	parser->at++;
	TRY(py_parser_enter(parser));
	TRY(parse_unary(parser, &operand));
	py_parser_leave(parser);
	return new_unary(parser, op, start, operand, ret_expr);
}

static struct error *parse_level(struct py_parser *parser, enum level level,
				 struct py_expr **ret_expr);

static struct error *parse_not(struct py_parser *parser, struct py_expr **ret_expr)
{
	const struct py_token *start = parser->at++;
	struct py_expr *operand;

	TRY(py_parser_enter(parser));
	TRY(parse_level(parser, LEVEL_NOT, &operand));
	py_parser_leave(parser);
	return new_unary(parser, PY_AST_NOT, start, operand, ret_expr);
}

/* `a or b or c` is one node. */
static struct error *parse_boolean(struct py_parser *parser, const struct py_token *start,
				   struct py_expr **expr)
{
	const enum py_token_kind operator= parser->at->kind;
	const bool is_or = operator== PY_TOKEN_OR;
	const size_t begin = py_list_begin(parser);
	struct py_expr_list list;

	py_list_add(parser, *expr);
	while (py_accept(parser, operator)) {
		TRY(parse_level(parser, is_or ? LEVEL_AND : LEVEL_NOT, expr));
		py_list_add(parser, *expr);
	}
	list.items = py_list_end(parser, begin, &list.n);
	*expr = py_new_expr(parser, is_or ? PY_EXPR_OR : PY_EXPR_AND, start);
	(*expr)->list = list;
	return NULL;
}

/* Whether a comparison goes on; `not` alone does not, and `is not`, `not in` are one operator. */
static bool accept_comparison(struct py_parser *parser, enum py_compare_operator *ret_op)
{
	const struct infix *infix = &infixes[parser->at->kind];

	if (infix->level != LEVEL_COMPARE)
		return false;
	if (py_at(parser, PY_TOKEN_NOT) && py_peek(parser) != PY_TOKEN_IN)
		return false;
	*ret_op = (enum py_compare_operator)infix->op;
	const bool is_not_in = py_accept(parser, PY_TOKEN_NOT);
	const bool is_is = py_at(parser, PY_TOKEN_IS) && !is_not_in;
	parser->at++;
	if (is_is && py_accept(parser, PY_TOKEN_NOT))
		*ret_op = PY_COMPARE_IS_NOT;
	return true;
}

static struct error *parse_comparison(struct py_parser *parser, const struct py_token *start,
				      struct py_expr **expr)
{
	struct py_expr *left = *expr, *operand;
	struct py_expr **operands = NULL;
	enum py_compare_operator op, *ops = NULL;
	size_t n = 0, op_count = 0;

	while (accept_comparison(parser, &op)) {
		TRY(parse_level(parser, LEVEL_BIT_OR, &operand));
		*PY_APPEND(parser, ops, op_count) = op;
		*PY_APPEND(parser, operands, n) = operand;
	}
	if (!n)
		return py_invalid_syntax(parser);
	*expr = py_new_expr(parser, PY_EXPR_COMPARE, start);
	(*expr)->compare.left = left;
	(*expr)->compare.ops = ops;
	(*expr)->compare.operands = operands;
	(*expr)->compare.n = n;
	return NULL;
}

static struct error *parse_infix(struct py_parser *parser, const struct py_token *start,
				 struct py_expr **expr)
{
	const struct infix *infix = &infixes[parser->at->kind];
	struct py_expr *left = *expr, *right;

	TRY(py_add_to_chain(parser));
	if (infix->level <= LEVEL_AND)
		return parse_boolean(parser, start, expr);
	if (infix->level == LEVEL_COMPARE)
		return parse_comparison(parser, start, expr);
	parser->at++;
	TRY(parse_level(parser, (enum level)(infix->level + 1), &right));
	*expr = py_new_expr(parser, PY_EXPR_BINARY, start);
	(*expr)->binary.op = (enum py_binary_operator)infix->op;
	(*expr)->binary.left = left;
	(*expr)->binary.right = right;
	return NULL;
}

/* An operand and all operators behind it that bind at least as tightly as `level`. */
static struct error *parse_level(struct py_parser *parser, enum level level,
				 struct py_expr **ret_expr)
{
	const struct py_token *start = parser->at;
	const int outer_chain = parser->chain;
	struct py_expr *expr;

	parser->chain = 0;
	if (level <= LEVEL_NOT && py_at(parser, PY_TOKEN_NOT))
		TRY(parse_not(parser, &expr));
	else
		TRY(parse_unary(parser, &expr));
	while (infixes[parser->at->kind].level >= level &&
	       infixes[parser->at->kind].level != LEVEL_NONE) {
		if (py_at(parser, PY_TOKEN_NOT) && py_peek(parser) != PY_TOKEN_IN)
			break;
		TRY(parse_infix(parser, start, &expr));
	}
	if (outer_chain > parser->chain)
		parser->chain = outer_chain;
	*ret_expr = expr;
	return NULL;
}

struct error *py_parse_disjunction(struct py_parser *parser, struct py_expr **ret_expr)
{
	return parse_level(parser, LEVEL_OR, ret_expr);
}

struct error *py_parse_bitwise_or(struct py_parser *parser, struct py_expr **ret_expr)
{
	return parse_level(parser, LEVEL_BIT_OR, ret_expr);
}

static struct error *parse_conditional(struct py_parser *parser, const struct py_token *start,
				       struct py_expr **expr)
{
	struct py_expr *body = *expr, *test, *otherwise;

	parser->at++;
	TRY(py_parse_disjunction(parser, &test));
	if (!py_accept(parser, PY_TOKEN_ELSE)) {
		if (py_at(parser, PY_TOKEN_ERROR) || py_at(parser, PY_TOKEN_COLON))
			return py_invalid_syntax(parser);
		return py_error_expr(parser, body, "expected 'else' after 'if' expression");
	}
	TRY(py_parse_expression(parser, &otherwise));
	*expr = py_new_expr(parser, PY_EXPR_CONDITIONAL, start);
	(*expr)->conditional.test = test;
	(*expr)->conditional.body = body;
	(*expr)->conditional.otherwise = otherwise;
	return NULL;
}

struct error *py_parse_expression(struct py_parser *parser, struct py_expr **ret_expr)
{
	const struct py_token *start = parser->at;

	TRY(py_parser_enter(parser));
	if (py_at(parser, PY_TOKEN_LAMBDA)) {
		TRY(py_parse_lambda(parser, ret_expr));
	} else {
		TRY(py_parse_disjunction(parser, ret_expr));
		if (py_at(parser, PY_TOKEN_IF))
			TRY(parse_conditional(parser, start, ret_expr));
	}
	py_parser_leave(parser);
	return NULL;
}

struct error *py_parse_named_expression(struct py_parser *parser, struct py_expr **ret_expr)
{
	const struct py_token *start = parser->at;
	struct py_expr *target, *value;

	TRY(py_parse_expression(parser, &target));
	if (!py_at(parser, PY_TOKEN_WALRUS)) {
		*ret_expr = target;
		return NULL;
	}
	parser->at++;
	TRY(py_parse_expression(parser, &value));
	if (target->kind != PY_EXPR_NAME || target->is_parenthesised)
		return py_error_expr(parser, target, "cannot use assignment expressions with %s",
				     py_expr_description(target));
	target->context = PY_STORE;
	*ret_expr = py_new_expr(parser, PY_EXPR_NAMED, start);
	(*ret_expr)->named.target = target;
	(*ret_expr)->named.value = value;
	return NULL;
}

struct error *py_parse_starred_or(struct py_parser *parser,
				  struct error *(*parse_rest)(struct py_parser *,
							      struct py_expr **),
				  struct py_expr **ret_expr)
{
	const struct py_token *start = parser->at;
	struct py_expr *operand;

	if (!py_accept(parser, PY_TOKEN_STAR))
		return parse_rest(parser, ret_expr);
	TRY(py_parse_bitwise_or(parser, &operand));
	*ret_expr = py_new_expr(parser, PY_EXPR_STARRED, start);
	(*ret_expr)->operand = operand;
	return NULL;
}

/* Whether another element may follow a comma. */
static bool begins_star_expression(const struct py_parser *parser)
{
	switch ((int)parser->at->kind) {
	case PY_TOKEN_NAME:
	case PY_TOKEN_NUMBER:
	case PY_TOKEN_STRING:
	case PY_TOKEN_LEFT_PAREN:
	case PY_TOKEN_LEFT_BRACKET:
	case PY_TOKEN_LEFT_BRACE:
	case PY_TOKEN_ELLIPSIS:
	case PY_TOKEN_PLUS:
	case PY_TOKEN_MINUS:
	case PY_TOKEN_TILDE:
	case PY_TOKEN_STAR:
	case PY_TOKEN_NOT:
	case PY_TOKEN_NONE:
	case PY_TOKEN_TRUE:
	case PY_TOKEN_FALSE:
	case PY_TOKEN_LAMBDA:
	case PY_TOKEN_AWAIT:
		return true;
	default:
		return false;
	}
}

struct error *py_parse_star_expressions(struct py_parser *parser, struct py_expr **ret_expr)
{
	const struct py_token *start = parser->at;
	const size_t begin = py_list_begin(parser);
	struct py_expr_list list;
	struct py_expr *expr;

	TRY(py_parse_starred_or(parser, py_parse_expression, &expr));
	if (!py_at(parser, PY_TOKEN_COMMA)) {
		*ret_expr = expr;
		return NULL;
	}
	py_list_add(parser, expr);
	while (py_accept(parser, PY_TOKEN_COMMA) && begins_star_expression(parser)) {
		TRY(py_parse_starred_or(parser, py_parse_expression, &expr));
		py_list_add(parser, expr);
	}
	list.items = py_list_end(parser, begin, &list.n);
	*ret_expr = py_new_expr(parser, PY_EXPR_TUPLE, start);
	(*ret_expr)->list = list;
	return NULL;
}

struct error *py_parse_yield(struct py_parser *parser, struct py_expr **ret_expr)
{
	const struct py_token *start = parser->at++;
	const bool is_from = py_accept(parser, PY_TOKEN_FROM);
	struct py_expr *operand = NULL;

	if (is_from)
		TRY(py_parse_expression(parser, &operand));
	else if (begins_star_expression(parser))
		TRY(py_parse_star_expressions(parser, &operand));
	*ret_expr = py_new_expr(parser, is_from ? PY_EXPR_YIELD_FROM : PY_EXPR_YIELD, start);
	(*ret_expr)->operand = operand;
	return NULL;
}

struct error *py_parse_yield_or_star_expressions(struct py_parser *parser,
						 struct py_expr **ret_expr)
{
	return py_at(parser, PY_TOKEN_YIELD) ? py_parse_yield(parser, ret_expr)
					     : py_parse_star_expressions(parser, ret_expr);
}
