#include "engine/py/ast_walk.h"
#include "engine/py/check_state.h"

struct collector {
	struct py_check *check;
	struct py_check_scope *scope;
	int guard;
};

static struct py_binding *binding_of(struct py_check *check, struct py_check_scope *scope,
				     struct str name)
{
	struct py_binding *binding = map_get(&scope->names, name);

	if (!binding) {
		binding = ARENA_NEW(check->arena, struct py_binding);
		map_put(&scope->names, name, binding);
	}
	return binding;
}

void py_check_bind_name(struct py_check *check, struct py_check_scope *scope, struct str name)
{
	binding_of(check, scope, name)->count++;
}

void py_check_bind_targets(struct py_check *check, struct py_check_scope *scope,
			   const struct py_expr *target)
{
	switch ((int)target->kind) {
	case PY_EXPR_NAME:
		py_check_bind_name(check, scope, target->name);
		break;
	case PY_EXPR_STARRED:
		py_check_bind_targets(check, scope, target->operand);
		break;
	case PY_EXPR_LIST:
	case PY_EXPR_TUPLE:
		for (size_t i = 0; i < target->list.n; i++)
			py_check_bind_targets(check, scope, target->list.items[i]);
		break;
	default:
		break;
	}
}

static void collect_name(void *data, struct str name)
{
	struct collector *collector = data;

	py_check_bind_name(collector->check, collector->scope, name);
}

/*
 * What is not loaded is a target, also of a walrus.  The targets of a comprehension are its own; to
 * take them for ours as well only forgives more.
 */
static void collect_expr(void *data, const struct py_expr *expr)
{
	struct collector *collector = data;
	const struct py_visitor visitor = { .data = collector, .expr = collect_expr };

	switch ((int)expr->kind) {
	case PY_EXPR_NAME:
		if (expr->context != PY_LOAD)
			collect_name(collector, expr->name);
		break;
	case PY_EXPR_LAMBDA:
		break;
	default:
		py_each_child(expr, &visitor);
	}
}

static struct str first_part(struct str dotted)
{
	const ptrdiff_t dot = str_find_char(dotted, '.');

	return dot < 0 ? dotted : str_slice(dotted, 0, (size_t)dot);
}

static void collect_import(struct collector *collector, const struct py_stmt *stmt)
{
	for (size_t i = 0; i < stmt->import.n; i++) {
		const struct py_alias *alias = &stmt->import.names[i];
		if (str_is(alias->name, "*")) {
			str_list_add(collector->check->arena, &collector->check->stars,
				     stmt->import.level ? STR(".") : stmt->import.module);
			continue;
		}
		const bool is_from = stmt->kind == PY_STMT_IMPORT_FROM;
		const struct str plain = is_from ? alias->name : first_part(alias->name);
		const struct str name = alias->as_name.p ? alias->as_name : plain;
		struct py_binding *binding = binding_of(collector->check, collector->scope, name);
		/* `import a.b` and `import a.c` both bind a. */
		const bool is_again = binding->import && !is_from && !alias->as_name.p;
		binding->count += !is_again;
		binding->is_guarded |= collector->guard > 0;
		binding->import = stmt;
		binding->alias = alias;
	}
}

static void collect_definition(struct collector *collector, const struct py_stmt *stmt)
{
	const struct str name = stmt->kind == PY_STMT_CLASS ? stmt->class.name
							    : stmt->function.name;
	struct py_binding *binding = binding_of(collector->check, collector->scope, name);
	const size_t n = binding->definition_count;

	binding->count++;
	/* Further in, a body is walked where it is defined. */
	if (collector->scope != &collector->check->module_scope)
		return;
	const struct py_stmt **more = arena_grow(collector->check->arena, binding->definitions,
						 n * sizeof(*more), (n + 1) * sizeof(*more));

	more[n] = stmt;
	binding->definitions = more;
	binding->definition_count++;
}

/* `global` and `nonlocal` names are not this scope's. */
static void collect_scope(struct collector *collector, const struct py_stmt *stmt)
{
	for (size_t i = 0; i < stmt->scope.n; i++)
		map_remove(&collector->scope->names, stmt->scope.names[i]);
}

static void collect_stmt(void *data, const struct py_stmt *stmt)
{
	struct collector *collector = data;
	const struct py_visitor visitor = {
		.data = collector,
		.expr = collect_expr,
		.stmt = collect_stmt,
		.name = collect_name,
	};

	switch ((int)stmt->kind) {
	case PY_STMT_FUNCTION:
	case PY_STMT_ASYNC_FUNCTION:
	case PY_STMT_CLASS:
		collect_definition(collector, stmt);
		break;
	case PY_STMT_IMPORT:
	case PY_STMT_IMPORT_FROM:
		collect_import(collector, stmt);
		break;
	case PY_STMT_TRY:
	case PY_STMT_TRY_STAR:
		collector->guard++;
		py_each_part(stmt, &visitor);
		collector->guard--;
		break;
	default:
		py_each_part(stmt, &visitor);
	}
}

/* What `collect_scope` removes must stay removed, so it comes after everything else. */
static void collect_outer_names(void *data, const struct py_stmt *stmt)
{
	struct collector *collector = data;
	const struct py_visitor visitor = {
		.data = collector,
		.expr = collect_expr,
		.stmt = collect_outer_names,
	};

	if (stmt->kind == PY_STMT_GLOBAL || stmt->kind == PY_STMT_NONLOCAL)
		collect_scope(collector, stmt);
	else if (stmt->kind != PY_STMT_FUNCTION && stmt->kind != PY_STMT_ASYNC_FUNCTION &&
		 stmt->kind != PY_STMT_CLASS)
		py_each_part(stmt, &visitor);
}

void py_check_bind_body(struct py_check *check, struct py_check_scope *scope,
			const struct py_body *body)
{
	struct collector collector = { .check = check, .scope = scope };
	const struct py_visitor visitor = { .data = &collector, .stmt = collect_stmt };
	const struct py_visitor outer = { .data = &collector, .stmt = collect_outer_names };

	py_each_statement(body, &visitor);
	py_each_statement(body, &outer);
}

static void ignore_expr(void *data, const struct py_expr *expr)
{
	(void)data;
	(void)expr;
}

static void bind_global(void *data, const struct py_stmt *stmt)
{
	struct py_check *check = data;
	const struct py_visitor visitor = {
		.data = check,
		.expr = ignore_expr,
		.stmt = bind_global,
	};

	if (stmt->kind == PY_STMT_GLOBAL) {
		for (size_t i = 0; i < stmt->scope.n; i++)
			py_check_bind_name(check, &check->module_scope, stmt->scope.names[i]);
		return;
	}
	py_each_part(stmt, &visitor);
}

void py_check_bind_globals(struct py_check *check, const struct py_body *body)
{
	const struct py_visitor visitor = { .data = check, .stmt = bind_global };

	py_each_statement(body, &visitor);
}
