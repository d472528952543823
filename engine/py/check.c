#include "engine/py/check.h"

#include "engine/py/ast_walk.h"
#include "engine/py/check_state.h"

#include <stdio.h>

static bool is_before(int line, int col, const struct pos *pos)
{
	return line < pos->line || (line == pos->line && col < pos->col);
}

void py_check_fail(struct py_check *check, int line, int col, const char *format, ...)
{
	char message[256];
	va_list args;

	if (check->first && !is_before(line, col, &check->first->pos))
		return;
	va_start(args, format);
	vsnprintf(message, sizeof(message), format, args);
	va_end(args);
	check->first = error_at(error_new(ERR_UNSUPPORTED, "%s", message),
				py_source_pos(check->source, line, col));
}

static void refuse_expr(struct py_check *check, const struct py_expr *expr, const char *what)
{
	py_check_fail(check, expr->line, expr->col, "%s is outside the supported Python subset",
		      what);
}

static void refuse_stmt(struct py_check *check, const struct py_stmt *stmt, const char *what)
{
	py_check_fail(check, stmt->line, stmt->col, "%s is outside the supported Python subset",
		      what);
}

static void check_stmt(void *data, const struct py_stmt *stmt);

static void visit_expr(void *data, const struct py_expr *expr)
{
	py_check_expr(data, expr);
}

static void check_children(struct py_check *check, const struct py_expr *expr)
{
	const struct py_visitor visitor = { .data = check, .expr = visit_expr };

	py_each_child(expr, &visitor);
}

/* ---- scopes ---- */

static struct py_check_scope *open_scope(struct py_check *check)
{
	struct py_check_scope *scope = ARENA_NEW(check->arena, struct py_check_scope);

	scope->parent = check->scope;
	scope->names = MAP(check->arena);
	return scope;
}

struct parameter_binder {
	struct py_check *check;
	struct py_check_scope *scope;
};

static void bind_parameter(void *data, struct str name)
{
	const struct parameter_binder *binder = data;

	py_check_bind_name(binder->check, binder->scope, name);
}

static void bind_parameters(struct py_check *check, struct py_check_scope *scope,
			    const struct py_parameters *parameters)
{
	struct parameter_binder binder = { check, scope };

	py_each_parameter(parameters, bind_parameter, &binder);
}

static void check_defaults(struct py_check *check, const struct py_parameters *parameters)
{
	const struct py_visitor visitor = { .data = check, .expr = visit_expr };

	py_each_default(parameters, &visitor);
}

static void check_body(struct py_check *check, const struct py_body *body)
{
	for (size_t i = 0; i < body->n; i++)
		check_stmt(check, body->items[i]);
}

/* ---- expressions ---- */

static void check_lambda(struct py_check *check, const struct py_expr *expr)
{
	struct py_check_scope *scope = open_scope(check);

	check_defaults(check, expr->lambda.parameters);
	bind_parameters(check, scope, expr->lambda.parameters);
	check->scope = scope;
	py_check_expr(check, expr->lambda.body);
	check->scope = scope->parent;
}

static void check_comprehension(struct py_check *check, const struct py_expr *expr)
{
	const struct py_comprehension *comprehension = &expr->comprehension;
	struct py_check_scope *scope = open_scope(check);

	/* The first iterable is evaluated outside. */
	py_check_expr(check, comprehension->generators[0].iterable);
	for (size_t i = 0; i < comprehension->generator_count; i++) {
		if (comprehension->generators[i].is_async)
			refuse_expr(check, expr, "an asynchronous comprehension");
		py_check_bind_targets(check, scope, comprehension->generators[i].target);
	}
	check->scope = scope;
	check_children(check, expr);
	check->scope = scope->parent;
}

static void check_constant(struct py_check *check, const struct py_expr *expr)
{
	if (expr->constant.kind == PY_CONSTANT_COMPLEX)
		refuse_expr(check, expr, "a complex number");
}

static void check_call(struct py_check *check, const struct py_expr *expr)
{
	const struct py_static callee = py_check_resolve(check, expr->call.function);

	py_check_call(check, expr, callee);
	for (size_t i = 0; i < expr->call.args.n; i++)
		py_check_expr(check, expr->call.args.items[i]);
	for (size_t i = 0; i < expr->call.keyword_count; i++)
		py_check_expr(check, expr->call.keywords[i].value);
}

void py_check_expr(struct py_check *check, const struct py_expr *expr)
{
	switch ((int)expr->kind) {
	case PY_EXPR_NAME:
		if (expr->context == PY_LOAD)
			(void)py_check_resolve(check, expr);
		break;
	case PY_EXPR_ATTRIBUTE:
		(void)py_check_resolve(check, expr);
		break;
	case PY_EXPR_CALL:
		check_call(check, expr);
		break;
	case PY_EXPR_LAMBDA:
		check_lambda(check, expr);
		break;
	case PY_EXPR_LIST_COMP:
	case PY_EXPR_SET_COMP:
	case PY_EXPR_DICT_COMP:
	case PY_EXPR_GENERATOR:
		check_comprehension(check, expr);
		break;
	case PY_EXPR_AWAIT:
		refuse_expr(check, expr, "'await'");
		break;
	case PY_EXPR_CONSTANT:
		check_constant(check, expr);
		break;
	default:
		check_children(check, expr);
	}
}

/* ---- statements ---- */

static void check_parts(struct py_check *check, const struct py_stmt *stmt)
{
	const struct py_visitor visitor = { .data = check, .expr = visit_expr, .stmt = check_stmt };

	py_each_part(stmt, &visitor);
}

static void check_function_body(struct py_check *check, const struct py_stmt *stmt)
{
	struct py_check_scope *scope = open_scope(check);
	const bool was_in_function = check->in_function;
	const int guard = check->guard;

	if (stmt->kind == PY_STMT_ASYNC_FUNCTION) {
		refuse_stmt(check, stmt, "an asynchronous function");
		return;
	}
	bind_parameters(check, scope, stmt->function.parameters);
	py_check_bind_body(check, scope, &stmt->function.body);
	check->scope = scope;
	check->in_function = true;
	check->guard = 0;
	check_body(check, &stmt->function.body);
	check->scope = scope->parent;
	check->in_function = was_in_function;
	check->guard = guard;
}

static void check_decorators(struct py_check *check, const struct py_expr_list *decorators)
{
	for (size_t i = 0; i < decorators->n; i++)
		py_check_expr(check, decorators->items[i]);
}

/* At the module's level a function's body waits until something reachable names the function. */
static void check_function(struct py_check *check, const struct py_stmt *stmt)
{
	check_decorators(check, &stmt->function.decorators);
	check_defaults(check, stmt->function.parameters);
	if (check->in_function)
		check_function_body(check, stmt);
}

/* The methods of a class, also of those inside it. */
static void check_methods(struct py_check *check, const struct py_stmt *stmt)
{
	for (size_t i = 0; i < stmt->class.body.n; i++) {
		const struct py_stmt *member = stmt->class.body.items[i];
		if (member->kind == PY_STMT_FUNCTION || member->kind == PY_STMT_ASYNC_FUNCTION)
			check_function_body(check, member);
		else if (member->kind == PY_STMT_CLASS)
			check_methods(check, member);
	}
}

static void check_class(struct py_check *check, const struct py_stmt *stmt)
{
	struct py_check_scope *scope = open_scope(check);

	check_decorators(check, &stmt->class.decorators);
	for (size_t i = 0; i < stmt->class.bases.n; i++)
		py_check_expr(check, stmt->class.bases.items[i]);
	for (size_t i = 0; i < stmt->class.keyword_count; i++)
		py_check_expr(check, stmt->class.keywords[i].value);
	scope->is_class = true;
	py_check_bind_body(check, scope, &stmt->class.body);
	check->scope = scope;
	check_body(check, &stmt->class.body);
	check->scope = scope->parent;
}

/* A handler takes what Python itself would raise in the body; the types it names are only looked at
 * then. */
static void check_try(struct py_check *check, const struct py_stmt *stmt)
{
	if (stmt->kind == PY_STMT_TRY_STAR)
		refuse_stmt(check, stmt, "'except*'");
	check->guard += stmt->try.handler_count > 0;
	check_body(check, &stmt->try.body);
	for (size_t i = 0; i < stmt->try.handler_count; i++)
		if (stmt->try.handlers[i].type)
			py_check_expr(check, stmt->try.handlers[i].type);
	check->guard -= stmt->try.handler_count > 0;
	for (size_t i = 0; i < stmt->try.handler_count; i++)
		check_body(check, &stmt->try.handlers[i].body);
	check_body(check, &stmt->try.otherwise);
	check_body(check, &stmt->try.finally);
}

static void check_stmt(void *data, const struct py_stmt *stmt)
{
	struct py_check *check = data;

	switch ((int)stmt->kind) {
	case PY_STMT_FUNCTION:
	case PY_STMT_ASYNC_FUNCTION:
		check_function(check, stmt);
		break;
	case PY_STMT_CLASS:
		check_class(check, stmt);
		break;
	case PY_STMT_TRY:
	case PY_STMT_TRY_STAR:
		check_try(check, stmt);
		break;
	case PY_STMT_RAISE:
		check->raises++;
		check_parts(check, stmt);
		check->raises--;
		break;
	case PY_STMT_ASYNC_FOR:
		refuse_stmt(check, stmt, "'async for'");
		break;
	case PY_STMT_ASYNC_WITH:
		refuse_stmt(check, stmt, "'async with'");
		break;
	default:
		check_parts(check, stmt);
	}
}

/* What was named by reachable code, and what that names in turn. */
static void check_queue(struct py_check *check)
{
	check->in_function = true;
	for (size_t i = 0; i < check->queue_count; i++) {
		const struct py_stmt *stmt = check->queue[i];
		if (stmt->kind == PY_STMT_CLASS)
			check_methods(check, stmt);
		else
			check_function_body(check, stmt);
	}
}

struct error *py_check_module(const struct py_source *source, const struct py_module_ast *module,
			      const struct py_world *world, const struct str_list *functions)
{
	struct arena arena CLEANUP(arena_done) = { 0 };
	struct py_check check = { .arena = &arena, .source = source, .world = world };

	check.module_scope.names = MAP(&arena);
	check.scope = &check.module_scope;
	py_check_bind_body(&check, &check.module_scope, &module->body);
	py_check_bind_globals(&check, &module->body);
	check_body(&check, &module->body);
	for (size_t i = 0; i < functions->n; i++) {
		struct py_expr name = { .kind = PY_EXPR_NAME, .name = functions->items[i] };
		if (map_has(&check.module_scope.names, name.name))
			py_check_name(&check, &name);
	}
	check_queue(&check);
	return check.first;
}
