#include "engine/py/ast_walk.h"
#include "engine/py/frame.h"
#include "engine/py/parser.h"
#include "engine/py/scope.h"

/*
 * The application's own modules, which revisions import for an enum, a constant or a model: run
 * statement by statement, so that an import that is not to be had, or a construct that is not
 * supported, does not take with it what stands beside it.
 *
 * All that a failed statement would have bound, or may have left half changed, is poison from then
 * on: a value that is merely old would be silently other SQL.
 */

bool py_is_own_fault(const struct error *refusal)
{
	return refusal->code == ERR_UNSUPPORTED || refusal->code == ERR_REVISION;
}

struct py_object *py_poison_module(struct py *vm, struct str name, const struct error *why)
{
	const struct pos *pos = &why->pos;
	struct error *error = error_new(
		why->code, "module '%.*s' cannot be used (%.*s:%d:%d: %.*s)", STR_ARG(name),
		STR_ARG(pos->file), pos->line, pos->col, STR_ARG(why->message));

	error->hint = why->hint;
	return py_poison(vm, error);
}

/* ---- what a failed statement has touched ---- */

struct failure {
	struct py *vm;
	struct map *names; /* of the module */
	struct py_object *poison;
};

/* What code of the module cannot change by calling its methods: that is no data of the module. */
static bool is_beyond_change(const struct py_object *value)
{
	return py_is(value, &py_module_type) || py_is(value, &py_function_type) ||
	       py_is(value, &py_native_function_type) ||
	       (py_is(value, &py_type_type) && ((const struct py_type *)value)->native);
}

static void spoil(struct failure *failure, struct str name)
{
	const struct py_object *value = map_get(failure->names, name);

	if (value && !is_beyond_change(value))
		map_put(failure->names, name, failure->poison);
}

/* The name at the left end of a.b[c].d, whose value may have been changed. */
static void spoil_root(struct failure *failure, const struct py_expr *expr)
{
	for (;;) {
		if (expr->kind == PY_EXPR_ATTRIBUTE)
			expr = expr->attribute.object;
		else if (expr->kind == PY_EXPR_SUBSCRIPT)
			expr = expr->subscript.object;
		else if (expr->kind == PY_EXPR_CALL)
			expr = expr->call.function;
		else
			break;
	}
	if (expr->kind == PY_EXPR_NAME)
		spoil(failure, expr->name);
}

/* A function of the module that assigns global names may have done so halfway. */
static void spoil_assigned_by(struct failure *failure, struct str name)
{
	struct py_object *value = map_get(failure->names, name);
	const struct py_code *code;

	if (!value || !py_is(value, &py_function_type))
		return;
	code = ((struct py_function *)value)->code;
	for (size_t i = 0; i < code->n; i++)
		if ((code->instructions[i] & 0xFF) == PY_CODE_STORE_GLOBAL ||
		    (code->instructions[i] & 0xFF) == PY_CODE_DELETE_GLOBAL)
			map_put(failure->names, code->names[code->instructions[i] >> 8],
				failure->poison);
}

static void spoil_by_expr(void *data, const struct py_expr *expr)
{
	struct failure *failure = data;
	const struct py_visitor visitor = { .data = data, .expr = spoil_by_expr };

	if (expr->kind == PY_EXPR_CALL) {
		if (expr->call.function->kind == PY_EXPR_NAME)
			spoil_assigned_by(failure, expr->call.function->name);
		else
			spoil_root(failure, expr->call.function);
	}
	if ((expr->kind == PY_EXPR_ATTRIBUTE || expr->kind == PY_EXPR_SUBSCRIPT) &&
	    expr->context != PY_LOAD)
		spoil_root(failure, expr);
	py_each_child(expr, &visitor);
}

static void spoil_by_stmt(void *data, const struct py_stmt *stmt)
{
	const struct py_visitor visitor = { .data = data,
					    .expr = spoil_by_expr,
					    .stmt = spoil_by_stmt };

	if (stmt->kind != PY_STMT_FUNCTION && stmt->kind != PY_STMT_ASYNC_FUNCTION)
		py_each_part(stmt, &visitor);
}

static struct error *spoil_names(struct py *vm, const struct py_source *source,
				 const struct py_module_ast *statement, struct py_object *module,
				 struct error *why)
{
	const struct str name = ((struct py_module *)module)->name;
	struct failure failure = { vm, module->attributes, py_poison_module(vm, name, why) };
	struct py_scope *scope;
	size_t cursor = 0;

	TRY(py_scope_build(vm->arena, source, statement, &scope));
	for (const struct map_entry *entry; (entry = map_next(&scope->symbols, &cursor));) {
		const struct py_symbol *symbol = entry->value;
		if (symbol->is_assigned)
			map_put(module->attributes, symbol->name, failure.poison);
	}
	spoil_by_stmt(&failure, statement->body.items[0]);
	return NULL;
}

/* ---- statement by statement ---- */

/* What stops a statement stops nothing else, but for limits and the like, and an ImportError for
   which somebody waits. */
static bool fails_alone(const struct py *vm)
{
	if (vm->refusal)
		return py_is_own_fault(vm->refusal);
	return vm->pending && !py_is(vm->pending, &py_SystemExit_type) &&
	       !(vm->guarded_imports && py_is(vm->pending, &py_ImportError_type));
}

static struct error *run_one(struct py *vm, const struct py_source *source, struct py_stmt *stmt,
			     struct py_object *module)
{
	const struct py_module_ast statement = { { &stmt, 1 } };
	struct py_code *code;

	TRY(py_compile_module(vm, source, &statement, &code));
	if (py_run_code(vm, code, module) || !fails_alone(vm))
		return NULL;
	return spoil_names(vm, source, &statement, module, py_failure(vm));
}

/* The names of one import succeed and fail apart. */
static struct error *run_import(struct py *vm, const struct py_source *source,
				const struct py_stmt *stmt, struct py_object *module)
{
	for (size_t i = 0; i < stmt->import.n && !py_is_unwinding(vm); i++) {
		struct py_stmt one = *stmt;
		one.import.names += i;
		one.import.n = 1;
		TRY(run_one(vm, source, &one, module));
	}
	return NULL;
}

static struct error *run_statements(struct py *vm, const struct py_source *source,
				    const struct py_body *body, struct py_object *module)
{
	for (size_t i = 0; i < body->n && !py_is_unwinding(vm); i++) {
		struct py_stmt *stmt = body->items[i];
		if (stmt->kind == PY_STMT_IMPORT || stmt->kind == PY_STMT_IMPORT_FROM)
			TRY(run_import(vm, source, stmt, module));
		else
			TRY(run_one(vm, source, stmt, module));
	}
	return NULL;
}

struct py_object *py_run_application(struct py *vm, const struct py_source *source,
				     struct py_object *module)
{
	struct py_module_ast *tree;
	struct error *error = py_parse_module(vm->arena, source, &tree);

	if (error)
		return py_refuse_error(vm, error);
	if (py_body_docstring(&tree->body).p)
		map_put(module->attributes, STR("__doc__"),
			py_str(vm, py_body_docstring(&tree->body)));
	if (!py_enter(vm))
		return NULL;
	error = run_statements(vm, source, &tree->body, module);
	py_leave(vm);
	if (error)
		return py_refuse_error(vm, error);
	return py_is_unwinding(vm) ? NULL : module;
}
