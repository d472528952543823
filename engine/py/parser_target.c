#include "engine/py/parser_state.h"

static const char *constant_description(const struct py_constant *constant)
{
	switch (constant->kind) {
	case PY_CONSTANT_NONE:
		return "None";
	case PY_CONSTANT_TRUE:
		return "True";
	case PY_CONSTANT_FALSE:
		return "False";
	case PY_CONSTANT_ELLIPSIS:
		return "ellipsis";
	case PY_CONSTANT_INT:
	case PY_CONSTANT_FLOAT:
	case PY_CONSTANT_COMPLEX:
	case PY_CONSTANT_STR:
	case PY_CONSTANT_BYTES:
		break;
	}
	return "literal";
}

/* CPython: Parser/pegen.c, _PyPegen_get_expr_name. */
const char *py_expr_description(const struct py_expr *expr)
{
	static const char *const descriptions[PY_EXPR_COUNT] = {
		[PY_EXPR_AND] = "expression",
		[PY_EXPR_OR] = "expression",
		[PY_EXPR_NAMED] = "named expression",
		[PY_EXPR_BINARY] = "expression",
		[PY_EXPR_UNARY] = "expression",
		[PY_EXPR_LAMBDA] = "lambda",
		[PY_EXPR_CONDITIONAL] = "conditional expression",
		[PY_EXPR_DICT] = "dict literal",
		[PY_EXPR_SET] = "set display",
		[PY_EXPR_LIST_COMP] = "list comprehension",
		[PY_EXPR_SET_COMP] = "set comprehension",
		[PY_EXPR_DICT_COMP] = "dict comprehension",
		[PY_EXPR_GENERATOR] = "generator expression",
		[PY_EXPR_AWAIT] = "await expression",
		[PY_EXPR_YIELD] = "yield expression",
		[PY_EXPR_YIELD_FROM] = "yield expression",
		[PY_EXPR_COMPARE] = "comparison",
		[PY_EXPR_CALL] = "function call",
		[PY_EXPR_FORMATTED_VALUE] = "f-string expression",
		[PY_EXPR_JOINED_STRING] = "f-string expression",
		[PY_EXPR_CONSTANT] = "literal",
		[PY_EXPR_ATTRIBUTE] = "attribute",
		[PY_EXPR_SUBSCRIPT] = "subscript",
		[PY_EXPR_STARRED] = "starred",
		[PY_EXPR_NAME] = "name",
		[PY_EXPR_LIST] = "list",
		[PY_EXPR_TUPLE] = "tuple",
		[PY_EXPR_SLICE] = "slice",
	};

	return expr->kind == PY_EXPR_CONSTANT ? constant_description(&expr->constant)
					      : descriptions[expr->kind];
}

static struct error *set_contexts(struct py_parser *parser, const struct py_expr_list *list,
				  enum py_context context)
{
	for (size_t i = 0; i < list->n; i++)
		TRY(py_make_target(parser, list->items[i], context));
	return NULL;
}

static struct error *not_a_target(struct py_parser *parser, const struct py_expr *expr,
				  enum py_context context)
{
	return py_error_expr(parser, expr, "cannot %s %s",
			     context == PY_DEL ? "delete" : "assign to", py_expr_description(expr));
}

struct error *py_make_target(struct py_parser *parser, struct py_expr *expr,
			     enum py_context context)
{
	switch ((int)expr->kind) {
	case PY_EXPR_NAME:
	case PY_EXPR_ATTRIBUTE:
	case PY_EXPR_SUBSCRIPT:
		expr->context = context;
		return NULL;
	case PY_EXPR_STARRED:
		if (context == PY_DEL)
			return not_a_target(parser, expr, context);
		expr->context = context;
		return py_make_target(parser, expr->operand, context);
	case PY_EXPR_LIST:
	case PY_EXPR_TUPLE:
		expr->context = context;
		return set_contexts(parser, &expr->list, context);
	default:
		return not_a_target(parser, expr, context);
	}
}

struct error *py_parse_targets(struct py_parser *parser, struct py_expr **ret_target)
{
	const struct py_token *start = parser->at;
	const size_t begin = py_list_begin(parser);
	struct py_expr_list list;
	struct py_expr *target;

	TRY(py_parse_starred_or(parser, py_parse_bitwise_or, &target));
	if (py_at(parser, PY_TOKEN_COMMA)) {
		py_list_add(parser, target);
		while (py_accept(parser, PY_TOKEN_COMMA) && !py_at(parser, PY_TOKEN_IN)) {
			TRY(py_parse_starred_or(parser, py_parse_bitwise_or, &target));
			py_list_add(parser, target);
		}
		list.items = py_list_end(parser, begin, &list.n);
		target = py_new_expr(parser, PY_EXPR_TUPLE, start);
		target->list = list;
	}
	*ret_target = target;
	return py_make_target(parser, target, PY_STORE);
}
