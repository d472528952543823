#include "engine/conf/walk.h"

static void walk_expr(const struct py_expr *expr, const struct conf_visitor *visitor);

static void walk_list(const struct py_expr_list *list, const struct conf_visitor *visitor)
{
	for (size_t i = 0; i < list->n; i++)
		walk_expr(list->items[i], visitor);
}

static void walk_call(const struct py_expr *expr, const struct conf_visitor *visitor)
{
	walk_expr(expr->call.function, visitor);
	walk_list(&expr->call.args, visitor);
	for (size_t i = 0; i < expr->call.keyword_count; i++)
		walk_expr(expr->call.keywords[i].value, visitor);
}

/* Calls may hide in any expression, but those that configure stand in statements, calls and choices. */
static void walk_parts(const struct py_expr *expr, const struct conf_visitor *visitor)
{
	switch ((int)expr->kind) {
	case PY_EXPR_CALL:
		walk_call(expr, visitor);
		break;
	case PY_EXPR_ATTRIBUTE:
		walk_expr(expr->attribute.object, visitor);
		break;
	case PY_EXPR_CONDITIONAL:
		walk_expr(expr->conditional.body, visitor);
		walk_expr(expr->conditional.otherwise, visitor);
		break;
	case PY_EXPR_AND:
	case PY_EXPR_OR:
	case PY_EXPR_LIST:
	case PY_EXPR_TUPLE:
		walk_list(&expr->list, visitor);
		break;
	case PY_EXPR_LAMBDA:
		walk_expr(expr->lambda.body, visitor);
		break;
	case PY_EXPR_AWAIT:
		walk_expr(expr->operand, visitor);
		break;
	default:
		break;
	}
}

static void walk_expr(const struct py_expr *expr, const struct conf_visitor *visitor)
{
	if (!expr)
		return;
	if (visitor->expr)
		visitor->expr(visitor->data, expr);
	walk_parts(expr, visitor);
}

static void walk_try(const struct py_stmt *statement, const struct conf_visitor *visitor)
{
	conf_walk(&statement->try.body, visitor);
	for (size_t i = 0; i < statement->try.handler_count; i++)
		conf_walk(&statement->try.handlers[i].body, visitor);
	conf_walk(&statement->try.otherwise, visitor);
	conf_walk(&statement->try.finally, visitor);
}

static void walk_with(const struct py_stmt *statement, const struct conf_visitor *visitor)
{
	for (size_t i = 0; i < statement->with.n; i++)
		walk_expr(statement->with.items[i].context, visitor);
	conf_walk(&statement->with.body, visitor);
}

static void walk_statement(const struct py_stmt *statement, const struct conf_visitor *visitor)
{
	switch ((int)statement->kind) {
	case PY_STMT_FUNCTION:
	case PY_STMT_ASYNC_FUNCTION:
		conf_walk(&statement->function.body, visitor);
		break;
	case PY_STMT_CLASS:
		conf_walk(&statement->class.body, visitor);
		break;
	case PY_STMT_RETURN:
	case PY_STMT_EXPRESSION:
		walk_expr(statement->value, visitor);
		break;
	case PY_STMT_ASSIGN:
		walk_expr(statement->assign.value, visitor);
		break;
	case PY_STMT_ANNOTATED_ASSIGN:
		walk_expr(statement->annotated.value, visitor);
		break;
	case PY_STMT_FOR:
	case PY_STMT_ASYNC_FOR:
		conf_walk(&statement->loop.body, visitor);
		conf_walk(&statement->loop.otherwise, visitor);
		break;
	case PY_STMT_IF:
	case PY_STMT_WHILE:
		conf_walk(&statement->branch.body, visitor);
		conf_walk(&statement->branch.otherwise, visitor);
		break;
	case PY_STMT_WITH:
	case PY_STMT_ASYNC_WITH:
		walk_with(statement, visitor);
		break;
	case PY_STMT_TRY:
	case PY_STMT_TRY_STAR:
		walk_try(statement, visitor);
		break;
	default:
		break;
	}
}

void conf_walk(const struct py_body *body, const struct conf_visitor *visitor)
{
	for (size_t i = 0; i < body->n; i++) {
		if (visitor->statement)
			visitor->statement(visitor->data, body->items[i]);
		walk_statement(body->items[i], visitor);
	}
}

struct str conf_dotted_name(struct arena *result, const struct py_expr *expr)
{
	if (expr->kind == PY_EXPR_NAME)
		return expr->name;
	if (expr->kind != PY_EXPR_ATTRIBUTE)
		return STR("");
	const struct str object = conf_dotted_name(result, expr->attribute.object);
	if (!object.n)
		return STR("");
	return str_printf(result, "%.*s.%.*s", STR_ARG(object), STR_ARG(expr->attribute.name));
}
