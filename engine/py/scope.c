#include "engine/py/scope.h"

struct walk {
	struct arena *arena;
	const struct py_source *source;
	struct py_scope *scope;
	struct error *error;
};

static void visit_expr(struct walk *walk, const struct py_expr *expr);
static void visit_body(struct walk *walk, const struct py_body *body);

static void fail(struct walk *walk, int line, int col, struct str message)
{
	if (!walk->error)
		walk->error = error_at(error_new(ERR_REVISION, "%.*s", STR_ARG(message)),
				       py_source_pos(walk->source, line, col));
}

struct str py_scope_mangle(struct arena *result, const struct py_scope *scope, struct str name)
{
	struct str class_name = scope->class_name;

	if (!class_name.n || !str_starts(name, STR("__")) || str_ends(name, STR("__")) ||
	    str_find_char(name, '.') >= 0)
		return name;
	while (class_name.n && class_name.p[0] == '_')
		class_name = str_skip(class_name, 1);
	if (!class_name.n)
		return name;
	return str_printf(result, "_%.*s%.*s", STR_ARG(class_name), STR_ARG(name));
}

/* ---- symbols ---- */

static struct py_symbol *symbol_in(struct walk *walk, struct py_scope *scope, struct str name)
{
	struct py_symbol *symbol;

	name = py_scope_mangle(walk->arena, scope, name);
	symbol = map_get(&scope->symbols, name);
	if (!symbol) {
		symbol = ARENA_NEW(walk->arena, struct py_symbol);
		symbol->name = name;
		map_put(&scope->symbols, name, symbol);
	}
	return symbol;
}

static void assign(struct walk *walk, struct str name)
{
	symbol_in(walk, walk->scope, name)->is_assigned = true;
}

/* super() without arguments and `__class__` need the cell that the class statement fills. */
static void use(struct walk *walk, struct str name)
{
	symbol_in(walk, walk->scope, name);
	if (walk->scope->kind == PY_SCOPE_FUNCTION && str_is(name, "super"))
		symbol_in(walk, walk->scope, STR("__class__"));
}

static struct py_scope *open_scope(struct walk *walk, enum py_scope_kind kind, const void *node)
{
	struct py_scope *scope = ARENA_NEW(walk->arena, struct py_scope), *parent = walk->scope;

	scope->kind = kind;
	scope->node = node;
	scope->parent = parent;
	scope->symbols = MAP(walk->arena);
	if (parent) {
		scope->class_name = parent->class_name;
		*(parent->last_child ? &parent->last_child->next : &parent->children) = scope;
		parent->last_child = scope;
	}
	walk->scope = scope;
	return scope;
}

static void close_scope(struct walk *walk)
{
	walk->scope = walk->scope->parent;
}

struct py_scope *py_scope_child(const struct py_scope *scope, const void *node)
{
	struct py_scope *child = scope->children;

	while (child && child->node != node)
		child = child->next;
	return child;
}

/* ---- expressions ---- */

static void visit_list(struct walk *walk, const struct py_expr_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		visit_expr(walk, list->items[i]);
}

static void visit_defaults(struct walk *walk, const struct py_parameters *parameters)
{
	for (size_t i = 0; i < parameters->positional_count; i++)
		visit_expr(walk, parameters->positional[i].value);
	for (size_t i = 0; i < parameters->keyword_only_count; i++)
		visit_expr(walk, parameters->keyword_only[i].value);
}

static void declare_parameter(struct walk *walk, const struct py_parameter *parameter)
{
	struct py_symbol *symbol;

	if (!parameter)
		return;
	symbol = symbol_in(walk, walk->scope, parameter->name);
	if (symbol->is_parameter)
		fail(walk, parameter->line, parameter->col,
		     str_printf(walk->arena, "duplicate argument '%.*s' in function definition",
				STR_ARG(parameter->name)));
	symbol->is_assigned = symbol->is_parameter = true;
}

static void declare_parameters(struct walk *walk, const struct py_parameters *parameters)
{
	for (size_t i = 0; i < parameters->positional_count; i++)
		declare_parameter(walk, &parameters->positional[i]);
	declare_parameter(walk, parameters->rest);
	for (size_t i = 0; i < parameters->keyword_only_count; i++)
		declare_parameter(walk, &parameters->keyword_only[i]);
	declare_parameter(walk, parameters->keywords);
}

static void visit_lambda(struct walk *walk, const struct py_expr *expr)
{
	visit_defaults(walk, expr->lambda.parameters);
	open_scope(walk, PY_SCOPE_FUNCTION, expr);
	declare_parameters(walk, expr->lambda.parameters);
	visit_expr(walk, expr->lambda.body);
	close_scope(walk);
}

/* The first iterable belongs to the scope around; the rest to the comprehension's own. */
static void visit_comprehension(struct walk *walk, const struct py_expr *expr)
{
	const struct py_comprehension *comprehension = &expr->comprehension;
	struct py_scope *scope;

	visit_expr(walk, comprehension->generators[0].iterable);
	scope = open_scope(walk, PY_SCOPE_FUNCTION, expr);
	scope->is_comprehension = true;
	scope->is_generator = expr->kind == PY_EXPR_GENERATOR;
	symbol_in(walk, scope, STR(".0"))->is_assigned = true;
	for (size_t i = 0; i < comprehension->generator_count; i++) {
		visit_expr(walk, comprehension->generators[i].target);
		if (i)
			visit_expr(walk, comprehension->generators[i].iterable);
		visit_list(walk, &comprehension->generators[i].conditions);
	}
	visit_expr(walk, comprehension->element);
	visit_expr(walk, comprehension->value);
	close_scope(walk);
}

/* `:=` in a comprehension binds in the function around it. */
static void visit_named(struct walk *walk, const struct py_expr *expr)
{
	const struct str name = expr->named.target->name;
	struct py_scope *inner = walk->scope;

	visit_expr(walk, expr->named.value);
	use(walk, name);
	while (walk->scope->is_comprehension)
		walk->scope = walk->scope->parent;
	assign(walk, name);
	if (inner != walk->scope && walk->scope->kind == PY_SCOPE_CLASS)
		fail(walk, expr->line, expr->col,
		     STR("assignment expression within a comprehension cannot be used in a class "
			 "body"));
	const bool is_global = walk->scope->kind == PY_SCOPE_MODULE ||
			       symbol_in(walk, walk->scope, name)->is_global;
	for (struct py_scope *scope = inner; scope != walk->scope; scope = scope->parent)
		symbol_in(walk, scope, name)->is_global = is_global;
	walk->scope = inner;
}

static void visit_call(struct walk *walk, const struct py_expr *expr)
{
	visit_expr(walk, expr->call.function);
	visit_list(walk, &expr->call.args);
	for (size_t i = 0; i < expr->call.keyword_count; i++)
		visit_expr(walk, expr->call.keywords[i].value);
}

static void visit_yield(struct walk *walk, const struct py_expr *expr)
{
	if (walk->scope->kind != PY_SCOPE_FUNCTION)
		fail(walk, expr->line, expr->col, STR("'yield' outside function"));
	if (walk->scope->is_comprehension)
		fail(walk, expr->line, expr->col, STR("'yield' inside a comprehension"));
	walk->scope->is_generator = true;
	visit_expr(walk, expr->operand);
}

static void visit_name(struct walk *walk, const struct py_expr *expr)
{
	if (expr->context == PY_LOAD)
		use(walk, expr->name);
	else
		assign(walk, expr->name);
}

static void visit_expr(struct walk *walk, const struct py_expr *expr)
{
	if (!expr)
		return;
	switch (expr->kind) {
	case PY_EXPR_AND:
	case PY_EXPR_OR:
	case PY_EXPR_SET:
	case PY_EXPR_LIST:
	case PY_EXPR_TUPLE:
	case PY_EXPR_JOINED_STRING:
		visit_list(walk, &expr->list);
		return;
	case PY_EXPR_NAMED:
		visit_named(walk, expr);
		return;
	case PY_EXPR_BINARY:
		visit_expr(walk, expr->binary.left);
		visit_expr(walk, expr->binary.right);
		return;
	case PY_EXPR_UNARY:
		visit_expr(walk, expr->unary.operand);
		return;
	case PY_EXPR_LAMBDA:
		visit_lambda(walk, expr);
		return;
	case PY_EXPR_CONDITIONAL:
		visit_expr(walk, expr->conditional.test);
		visit_expr(walk, expr->conditional.body);
		visit_expr(walk, expr->conditional.otherwise);
		return;
	case PY_EXPR_DICT:
		for (size_t i = 0; i < expr->dict.n; i++) {
			visit_expr(walk, expr->dict.keys[i]);
			visit_expr(walk, expr->dict.values[i]);
		}
		return;
	case PY_EXPR_LIST_COMP:
	case PY_EXPR_SET_COMP:
	case PY_EXPR_DICT_COMP:
	case PY_EXPR_GENERATOR:
		visit_comprehension(walk, expr);
		return;
	case PY_EXPR_YIELD:
	case PY_EXPR_YIELD_FROM:
		visit_yield(walk, expr);
		return;
	case PY_EXPR_AWAIT:
	case PY_EXPR_STARRED:
		visit_expr(walk, expr->operand);
		return;
	case PY_EXPR_COMPARE:
		visit_expr(walk, expr->compare.left);
		for (size_t i = 0; i < expr->compare.n; i++)
			visit_expr(walk, expr->compare.operands[i]);
		return;
	case PY_EXPR_CALL:
		visit_call(walk, expr);
		return;
	case PY_EXPR_FORMATTED_VALUE:
		visit_expr(walk, expr->formatted.value);
		visit_expr(walk, expr->formatted.format);
		return;
	case PY_EXPR_ATTRIBUTE:
		visit_expr(walk, expr->attribute.object);
		return;
	case PY_EXPR_SUBSCRIPT:
		visit_expr(walk, expr->subscript.object);
		visit_expr(walk, expr->subscript.index);
		return;
	case PY_EXPR_SLICE:
		visit_expr(walk, expr->slice.lower);
		visit_expr(walk, expr->slice.upper);
		visit_expr(walk, expr->slice.step);
		return;
	case PY_EXPR_NAME:
		visit_name(walk, expr);
		return;
	case PY_EXPR_CONSTANT:
	case PY_EXPR_COUNT:
		return;
	}
}

/* ---- patterns ---- */

static void visit_pattern(struct walk *walk, const struct py_pattern *pattern);

static void visit_patterns(struct walk *walk, const struct py_pattern_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		visit_pattern(walk, list->items[i]);
}

static void visit_pattern(struct walk *walk, const struct py_pattern *pattern)
{
	if (!pattern)
		return;
	switch (pattern->kind) {
	case PY_PATTERN_VALUE:
	case PY_PATTERN_SINGLETON:
		visit_expr(walk, pattern->value);
		return;
	case PY_PATTERN_SEQUENCE:
	case PY_PATTERN_OR:
		visit_patterns(walk, &pattern->list);
		return;
	case PY_PATTERN_MAPPING:
		for (size_t i = 0; i < pattern->mapping.values.n; i++)
			visit_expr(walk, pattern->mapping.keys[i]);
		visit_patterns(walk, &pattern->mapping.values);
		if (pattern->mapping.rest.p)
			assign(walk, pattern->mapping.rest);
		return;
	case PY_PATTERN_CLASS:
		visit_expr(walk, pattern->instance.type);
		visit_patterns(walk, &pattern->instance.args);
		visit_patterns(walk, &pattern->instance.keywords);
		return;
	case PY_PATTERN_STAR:
	case PY_PATTERN_AS:
		visit_pattern(walk, pattern->as.pattern);
		if (pattern->as.name.p)
			assign(walk, pattern->as.name);
		return;
	case PY_PATTERN_COUNT:
		return;
	}
}

/* ---- statements ---- */

static void visit_function(struct walk *walk, const struct py_stmt *stmt)
{
	visit_list(walk, &stmt->function.decorators);
	visit_defaults(walk, stmt->function.parameters);
	assign(walk, stmt->function.name);
	open_scope(walk, PY_SCOPE_FUNCTION, stmt);
	declare_parameters(walk, stmt->function.parameters);
	visit_body(walk, &stmt->function.body);
	close_scope(walk);
}

static void visit_class(struct walk *walk, const struct py_stmt *stmt)
{
	struct py_scope *scope;

	visit_list(walk, &stmt->class.decorators);
	visit_list(walk, &stmt->class.bases);
	for (size_t i = 0; i < stmt->class.keyword_count; i++)
		visit_expr(walk, stmt->class.keywords[i].value);
	assign(walk, stmt->class.name);
	scope = open_scope(walk, PY_SCOPE_CLASS, stmt);
	scope->class_name = stmt->class.name;
	visit_body(walk, &stmt->class.body);
	close_scope(walk);
}

/* Annotations of a class body are kept as functions that give their value when asked. */
static void visit_annotated(struct walk *walk, const struct py_stmt *stmt)
{
	visit_expr(walk, stmt->annotated.target);
	visit_expr(walk, stmt->annotated.value);
	if (walk->scope->kind != PY_SCOPE_CLASS || !stmt->annotated.is_simple)
		return;
	open_scope(walk, PY_SCOPE_FUNCTION, stmt->annotated.annotation);
	visit_expr(walk, stmt->annotated.annotation);
	close_scope(walk);
}

static void visit_try(struct walk *walk, const struct py_stmt *stmt)
{
	visit_body(walk, &stmt->try.body);
	for (size_t i = 0; i < stmt->try.handler_count; i++) {
		const struct py_handler *handler = &stmt->try.handlers[i];
		visit_expr(walk, handler->type);
		if (handler->name.p)
			assign(walk, handler->name);
		visit_body(walk, &handler->body);
	}
	visit_body(walk, &stmt->try.otherwise);
	visit_body(walk, &stmt->try.finally);
}

static void visit_import(struct walk *walk, const struct py_stmt *stmt)
{
	for (size_t i = 0; i < stmt->import.n; i++) {
		const struct py_alias *alias = &stmt->import.names[i];
		struct str name = alias->as_name.p ? alias->as_name : alias->name, rest = name;
		if (str_is(name, "*")) {
			if (walk->scope->kind != PY_SCOPE_MODULE)
				fail(walk, stmt->line, stmt->col,
				     STR("import * only allowed at module level"));
			continue;
		}
		if (!alias->as_name.p && stmt->kind == PY_STMT_IMPORT)
			str_next_part(&rest, '.', &name);
		assign(walk, name);
	}
}

static void declare_outer(struct walk *walk, const struct py_stmt *stmt)
{
	const bool is_global = stmt->kind == PY_STMT_GLOBAL;

	for (size_t i = 0; i < stmt->scope.n; i++) {
		const struct str name = stmt->scope.names[i];
		const bool is_known = map_has(&walk->scope->symbols,
					      py_scope_mangle(walk->arena, walk->scope, name));
		struct py_symbol *symbol = symbol_in(walk, walk->scope, name);
		if (symbol->is_parameter)
			fail(walk, stmt->line, stmt->col,
			     str_printf(walk->arena, "name '%.*s' is parameter and %s",
					STR_ARG(name), is_global ? "global" : "nonlocal"));
		else if (is_known && !symbol->is_global && !symbol->is_nonlocal)
			fail(walk, stmt->line, stmt->col,
			     str_printf(walk->arena, "name '%.*s' is %s prior to %s declaration",
					STR_ARG(name), symbol->is_assigned ? "assigned to" : "used",
					is_global ? "global" : "nonlocal"));
		if (!is_global && walk->scope->kind == PY_SCOPE_MODULE)
			fail(walk, stmt->line, stmt->col,
			     STR("nonlocal declaration not allowed at module level"));
		*(is_global ? &symbol->is_global : &symbol->is_nonlocal) = true;
	}
}

static void visit_match(struct walk *walk, const struct py_stmt *stmt)
{
	visit_expr(walk, stmt->match.subject);
	for (size_t i = 0; i < stmt->match.n; i++) {
		visit_pattern(walk, stmt->match.cases[i].pattern);
		visit_expr(walk, stmt->match.cases[i].guard);
		visit_body(walk, &stmt->match.cases[i].body);
	}
}

static void visit_with(struct walk *walk, const struct py_stmt *stmt)
{
	for (size_t i = 0; i < stmt->with.n; i++) {
		visit_expr(walk, stmt->with.items[i].context);
		visit_expr(walk, stmt->with.items[i].target);
	}
	visit_body(walk, &stmt->with.body);
}

static void visit_stmt(struct walk *walk, const struct py_stmt *stmt)
{
	switch (stmt->kind) {
	case PY_STMT_FUNCTION:
	case PY_STMT_ASYNC_FUNCTION:
		visit_function(walk, stmt);
		return;
	case PY_STMT_CLASS:
		visit_class(walk, stmt);
		return;
	case PY_STMT_RETURN:
	case PY_STMT_EXPRESSION:
		visit_expr(walk, stmt->value);
		return;
	case PY_STMT_DELETE:
		visit_list(walk, &stmt->targets);
		return;
	case PY_STMT_ASSIGN:
		visit_expr(walk, stmt->assign.value);
		visit_list(walk, &stmt->assign.targets);
		return;
	case PY_STMT_AUGMENTED_ASSIGN:
		visit_expr(walk, stmt->augmented.target);
		visit_expr(walk, stmt->augmented.value);
		return;
	case PY_STMT_ANNOTATED_ASSIGN:
		visit_annotated(walk, stmt);
		return;
	case PY_STMT_TYPE_ALIAS:
		visit_expr(walk, stmt->type_alias.name);
		visit_expr(walk, stmt->type_alias.value);
		return;
	case PY_STMT_FOR:
	case PY_STMT_ASYNC_FOR:
		visit_expr(walk, stmt->loop.iterable);
		visit_expr(walk, stmt->loop.target);
		visit_body(walk, &stmt->loop.body);
		visit_body(walk, &stmt->loop.otherwise);
		return;
	case PY_STMT_WHILE:
	case PY_STMT_IF:
		visit_expr(walk, stmt->branch.test);
		visit_body(walk, &stmt->branch.body);
		visit_body(walk, &stmt->branch.otherwise);
		return;
	case PY_STMT_WITH:
	case PY_STMT_ASYNC_WITH:
		visit_with(walk, stmt);
		return;
	case PY_STMT_MATCH:
		visit_match(walk, stmt);
		return;
	case PY_STMT_RAISE:
		visit_expr(walk, stmt->raise.exception);
		visit_expr(walk, stmt->raise.cause);
		return;
	case PY_STMT_TRY:
	case PY_STMT_TRY_STAR:
		visit_try(walk, stmt);
		return;
	case PY_STMT_ASSERT:
		visit_expr(walk, stmt->assertion.test);
		visit_expr(walk, stmt->assertion.message);
		return;
	case PY_STMT_IMPORT:
	case PY_STMT_IMPORT_FROM:
		visit_import(walk, stmt);
		return;
	case PY_STMT_GLOBAL:
	case PY_STMT_NONLOCAL:
		declare_outer(walk, stmt);
		return;
	case PY_STMT_PASS:
	case PY_STMT_BREAK:
	case PY_STMT_CONTINUE:
	case PY_STMT_COUNT:
		return;
	}
}

static void visit_body(struct walk *walk, const struct py_body *body)
{
	for (size_t i = 0; i < body->n && !walk->error; i++)
		visit_stmt(walk, body->items[i]);
}

/* ---- where each name lives ---- */

static bool is_own(const struct py_symbol *symbol)
{
	return symbol && symbol->is_assigned && !symbol->is_global && !symbol->is_nonlocal;
}

/* The function around `scope` that has the name, marked as a cell there and free on the way. */
static bool capture(struct walk *walk, struct py_scope *scope, struct str name)
{
	struct py_symbol *symbol = map_get(&scope->symbols, name);

	if (scope->kind == PY_SCOPE_CLASS && str_is(name, "__class__")) {
		scope->has_class_cell = true;
		return true;
	}
	if (scope->kind == PY_SCOPE_MODULE)
		return false;
	if (scope->kind == PY_SCOPE_FUNCTION && is_own(symbol)) {
		symbol->place = PY_SYMBOL_CELL;
		return true;
	}
	if (symbol && symbol->is_global && scope->kind == PY_SCOPE_FUNCTION)
		return false;
	if (!capture(walk, scope->parent, name))
		return false;
	/* A class that has the name itself passes the outer one on under the same name. */
	symbol = symbol_in(walk, scope, name);
	symbol->is_passed = true;
	if (scope->kind == PY_SCOPE_FUNCTION || !is_own(symbol))
		symbol->place = PY_SYMBOL_FREE;
	return true;
}

static void resolve_symbol(struct walk *walk, struct py_scope *scope, struct py_symbol *symbol)
{
	if (symbol->place != PY_SYMBOL_UNKNOWN)
		return;
	if (scope->kind == PY_SCOPE_MODULE || symbol->is_global)
		symbol->place = PY_SYMBOL_GLOBAL;
	else if (is_own(symbol))
		symbol->place = scope->kind == PY_SCOPE_CLASS ? PY_SYMBOL_NAME : PY_SYMBOL_LOCAL;
	else if (capture(walk, scope->parent, symbol->name))
		symbol->place = PY_SYMBOL_FREE;
	else if (symbol->is_nonlocal)
		fail(walk, 0, 0,
		     str_printf(walk->arena, "no binding for nonlocal '%.*s' found",
				STR_ARG(symbol->name)));
	else
		symbol->place = scope->kind == PY_SCOPE_CLASS ? PY_SYMBOL_NAME : PY_SYMBOL_GLOBAL;
}

static void resolve(struct walk *walk, struct py_scope *scope)
{
	size_t cursor = 0;

	for (const struct map_entry *entry; (entry = map_next(&scope->symbols, &cursor));)
		resolve_symbol(walk, scope, entry->value);
	for (struct py_scope *child = scope->children; child; child = child->next)
		resolve(walk, child);
}

struct error *py_scope_build(struct arena *result, const struct py_source *source,
			     const struct py_module_ast *module, struct py_scope **ret)
{
	struct walk walk = { .arena = result, .source = source };
	struct py_scope *scope = open_scope(&walk, PY_SCOPE_MODULE, module);

	visit_body(&walk, &module->body);
	if (!walk.error)
		resolve(&walk, scope);
	*ret = scope;
	return walk.error;
}
