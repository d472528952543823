#include "engine/py/compile.h"

#include <string.h>

/* ---- units ---- */

static void add_local(struct unit *unit, struct str name)
{
	unit->code->locals[unit->code->local_count++] = name;
	map_put(&unit->locals, name, (void *)unit->code->local_count);
}

static void add_cell(struct unit *unit, struct str name)
{
	struct py_code *code = unit->code;
	const uintptr_t local = (uintptr_t)map_get(&unit->locals, name);
	const size_t index = code->cell_count + code->free_count;

	code->cells[index] = name;
	code->cell_parameters[index] = local ? (ptrdiff_t)local - 1 : -1;
	map_put(&unit->cells, name, (void *)(index + 1));
}

static bool is_free(const struct py_symbol *symbol)
{
	return symbol->place == PY_SYMBOL_FREE || symbol->is_passed;
}

/* Parameters have their slots already; the other locals follow, then cells. */
static void lay_out_names(struct compiler *c, struct unit *unit)
{
	const struct map *symbols = &unit->scope->symbols;
	struct py_code *code = unit->code;
	size_t cursor = 0;

	for (const struct map_entry *entry; (entry = map_next(symbols, &cursor));) {
		const struct py_symbol *symbol = entry->value;
		if (symbol->place == PY_SYMBOL_LOCAL && !map_has(&unit->locals, symbol->name))
			add_local(unit, symbol->name);
	}
	code->cells = ARENA_ARRAY(c->arena, struct str, symbols->count + 1);
	code->cell_parameters = ARENA_ARRAY(c->arena, ptrdiff_t, symbols->count + 1);
	code->captures = ARENA_ARRAY(c->arena, size_t, symbols->count + 1);
	if (unit->scope->has_class_cell) {
		add_cell(unit, STR("__class__"));
		code->cell_count++;
	}
	cursor = 0;
	for (const struct map_entry *entry; (entry = map_next(symbols, &cursor));)
		if (((struct py_symbol *)entry->value)->place == PY_SYMBOL_CELL) {
			add_cell(unit, entry->key);
			code->cell_count++;
		}
	cursor = 0;
	for (const struct map_entry *entry; (entry = map_next(symbols, &cursor));)
		if (is_free(entry->value) &&
		    ((struct py_symbol *)entry->value)->place != PY_SYMBOL_CELL) {
			add_cell(unit, entry->key);
			code->free_count++;
		}
}

static struct str qualified_name(struct compiler *c, struct str name)
{
	const struct unit *outer = c->unit;

	if (!outer || outer->code->is_module)
		return name;
	return str_printf(c->arena, "%.*s.%s%.*s", STR_ARG(outer->code->qualified_name),
			  outer->code->is_class ? "" : "<locals>.", STR_ARG(name));
}

static struct unit *open_unit(struct compiler *c, const struct py_scope *scope, struct str name)
{
	struct unit *unit = ARENA_NEW(c->arena, struct unit);

	unit->outer = c->unit;
	unit->scope = scope;
	unit->code = ARENA_NEW(c->arena, struct py_code);
	unit->code->name = name;
	unit->code->qualified_name = qualified_name(c, name);
	unit->code->source = c->source;
	unit->code->is_class = scope->kind == PY_SCOPE_CLASS;
	unit->code->is_module = scope->kind == PY_SCOPE_MODULE;
	unit->code->is_generator = scope->is_generator;
	unit->locals = MAP(c->arena);
	unit->cells = MAP(c->arena);
	unit->names = MAP(c->arena);
	unit->local_capacity = scope->symbols.count + 1;
	unit->code->locals = ARENA_ARRAY(c->arena, struct str, unit->local_capacity);
	if (c->unit)
		unit->place = c->unit->place;
	c->unit = unit;
	return unit;
}

/* Ends with `return None` and gives the index of the code in the unit around. */
static size_t close_unit(struct compiler *c)
{
	struct unit *unit = c->unit, *outer = unit->outer;
	struct py_code *code = unit->code;

	for (size_t i = 0; i < code->free_count; i++)
		code->captures[i] =
			(uintptr_t)map_get(&outer->cells, code->cells[code->cell_count + i]) - 1;
	c->unit = outer;
	if (outer->code_count == outer->code_capacity) {
		outer->code_capacity = outer->code_capacity ? outer->code_capacity * 2 : 4;
		outer->code->codes = arena_grow(c->arena, outer->code->codes,
						outer->code_count * sizeof(code),
						outer->code_capacity * sizeof(code));
	}
	outer->code->codes[outer->code_count] = code;
	return outer->code_count++;
}

static void emit_return_none(struct compiler *c)
{
	emit_none(c);
	emit(c, PY_CODE_RETURN, 0);
}

/* ---- parameters ---- */

static void add_parameter(struct compiler *c, const struct py_parameter *parameter,
			  enum py_parameter_kind kind)
{
	struct unit *unit = c->unit;
	struct py_signature *signature = &unit->code->signature;
	const struct str name = mangle(c, parameter->name);

	signature->parameters[signature->n++] =
		(struct py_parameter_slot){ name, kind, parameter->value };
	add_local(unit, name);
}

static void add_parameters(struct compiler *c, const struct py_parameters *parameters)
{
	struct py_signature *signature = &c->unit->code->signature;

	signature->parameters =
		ARENA_ARRAY(c->arena, struct py_parameter_slot,
			    parameters->positional_count + parameters->keyword_only_count + 2);
	for (size_t i = 0; i < parameters->positional_count; i++)
		add_parameter(c, &parameters->positional[i],
			      i < parameters->positional_only_count ? PY_PARAMETER_POSITIONAL_ONLY
								    : PY_PARAMETER_EITHER);
	if (parameters->rest)
		add_parameter(c, parameters->rest, PY_PARAMETER_REST);
	for (size_t i = 0; i < parameters->keyword_only_count; i++)
		add_parameter(c, &parameters->keyword_only[i], PY_PARAMETER_KEYWORD_ONLY);
	if (parameters->keywords)
		add_parameter(c, parameters->keywords, PY_PARAMETER_KEYWORDS);
	py_signature_finish(signature);
	for (size_t i = 0; i < signature->n; i++)
		if (signature->parameters[i].kind == PY_PARAMETER_REST ||
		    signature->parameters[i].kind == PY_PARAMETER_KEYWORDS)
			signature->parameters[i].is_optional = true;
}

/* Leaves the tuple of default values, in the order of the parameters. */
static void compile_defaults(struct compiler *c, const struct py_parameters *parameters)
{
	size_t n = 0;

	for (size_t i = 0; i < parameters->positional_count; i++)
		if (parameters->positional[i].value) {
			compile_expr(c, parameters->positional[i].value);
			n++;
		}
	for (size_t i = 0; i < parameters->keyword_only_count; i++)
		if (parameters->keyword_only[i].value) {
			compile_expr(c, parameters->keyword_only[i].value);
			n++;
		}
	emit(c, PY_CODE_BUILD_TUPLE, n);
}

/* ---- functions ---- */

void compile_lambda(struct compiler *c, const struct py_expr *expr)
{
	const struct py_scope *scope = py_scope_child(c->unit->scope, expr);

	compile_defaults(c, expr->lambda.parameters);
	struct unit *unit = open_unit(c, scope, STR("<lambda>"));
	add_parameters(c, expr->lambda.parameters);
	lay_out_names(c, unit);
	compile_expr(c, expr->lambda.body);
	emit(c, PY_CODE_RETURN, 0);
	emit(c, PY_CODE_MAKE_FUNCTION, close_unit(c));
}

static void compile_function_code(struct compiler *c, const struct py_stmt *stmt)
{
	struct unit *unit = open_unit(c, py_scope_child(c->unit->scope, stmt), stmt->function.name);

	add_parameters(c, stmt->function.parameters);
	lay_out_names(c, unit);
	unit->code->doc = py_body_docstring(&stmt->function.body);
	if (stmt->kind == PY_STMT_ASYNC_FUNCTION)
		emit_refusal(c, "async functions are not supported");
	else
		compile_body(c, &stmt->function.body);
	emit_return_none(c);
}

static void compile_decorators(struct compiler *c, const struct py_expr_list *decorators)
{
	for (size_t i = 0; i < decorators->n; i++) {
		compile_expr(c, decorators->items[i]);
		emit(c, PY_CODE_PUSH_NULL, 0);
	}
}

static void call_decorators(struct compiler *c, const struct py_expr_list *decorators)
{
	const struct py_code_place place = c->unit->place;

	for (size_t i = decorators->n; i-- > 0;) {
		set_place(c, decorators->items[i]->line, decorators->items[i]->col);
		emit(c, PY_CODE_CALL, 1);
	}
	c->unit->place = place;
}

void compile_function(struct compiler *c, const struct py_stmt *stmt)
{
	compile_decorators(c, &stmt->function.decorators);
	compile_defaults(c, stmt->function.parameters);
	compile_function_code(c, stmt);
	emit(c, PY_CODE_MAKE_FUNCTION, close_unit(c));
	call_decorators(c, &stmt->function.decorators);
	emit_store(c, stmt->function.name);
}

static size_t offset_of(struct str text, int line, int col)
{
	size_t at = 0;

	for (int i = 1; i < line; i++) {
		const ptrdiff_t length = str_find_char(str_skip(text, at), '\n');
		at += length < 0 ? text.n - at : (size_t)length + 1;
	}
	return at + (size_t)col - 1;
}

static struct str text_of(struct compiler *c, const struct py_expr *expr)
{
	const struct str text = c->source->text;

	return str_slice(text, offset_of(text, expr->line, expr->col),
			 offset_of(text, expr->end_line, expr->end_col));
}

void compile_annotation(struct compiler *c, const struct py_expr *annotation)
{
	const struct py_scope *scope = py_scope_child(c->unit->scope, annotation);

	emit(c, PY_CODE_BUILD_TUPLE, 0);
	struct unit *unit = open_unit(c, scope, STR("<annotation>"));
	py_signature_finish(&unit->code->signature);
	lay_out_names(c, unit);
	unit->code->text = text_of(c, annotation);
	compile_expr(c, annotation);
	emit(c, PY_CODE_RETURN, 0);
	emit(c, PY_CODE_MAKE_FUNCTION, close_unit(c));
}

/* ---- comprehensions ---- */

static void emit_element(struct compiler *c, const struct py_expr *expr, size_t depth)
{
	const struct py_comprehension *comprehension = &expr->comprehension;

	compile_expr(c, comprehension->element);
	if (expr->kind == PY_EXPR_DICT_COMP) {
		compile_expr(c, comprehension->value);
		emit(c, PY_CODE_DICT_PUT, depth);
	} else if (expr->kind == PY_EXPR_GENERATOR) {
		emit(c, PY_CODE_YIELD, 0);
		emit(c, PY_CODE_POP, 0);
	} else {
		emit(c, expr->kind == PY_EXPR_SET_COMP ? PY_CODE_SET_ADD : PY_CODE_LIST_APPEND,
		     depth);
	}
}

static void compile_loops(struct compiler *c, const struct py_expr *expr, size_t i)
{
	const struct py_ast_generator *clause = &expr->comprehension.generators[i];
	struct label *start = new_label(c), *end = new_label(c);

	if (clause->is_async)
		emit_refusal(c, "async comprehensions are not supported");
	if (i) {
		compile_expr(c, clause->iterable);
		emit(c, PY_CODE_ITER, 0);
	} else {
		emit(c, PY_CODE_LOAD_LOCAL, 0);
	}
	place_label(c, start);
	emit_jump(c, PY_CODE_FOR_ITER, end);
	compile_store(c, clause->target);
	for (size_t j = 0; j < clause->conditions.n; j++)
		compile_jump_if(c, clause->conditions.items[j], false, start);
	if (i + 1 < expr->comprehension.generator_count)
		compile_loops(c, expr, i + 1);
	else
		emit_element(c, expr, i + 2);
	emit_jump(c, PY_CODE_JUMP, start);
	place_label(c, end);
}

static const char *comprehension_name(enum py_expr_kind kind)
{
	return kind == PY_EXPR_LIST_COMP   ? "<listcomp>"
	       : kind == PY_EXPR_SET_COMP  ? "<setcomp>"
	       : kind == PY_EXPR_DICT_COMP ? "<dictcomp>"
					   : "<genexpr>";
}

static void compile_comprehension_code(struct compiler *c, const struct py_expr *expr)
{
	struct unit *unit = open_unit(c, py_scope_child(c->unit->scope, expr),
				      str_from(comprehension_name(expr->kind)));
	struct py_parameter iterable = { .name = STR(".0") };
	const struct py_parameters parameters = { .positional = &iterable, .positional_count = 1 };

	add_parameters(c, &parameters);
	lay_out_names(c, unit);
	if (expr->kind == PY_EXPR_LIST_COMP)
		emit(c, PY_CODE_BUILD_LIST, 0);
	else if (expr->kind == PY_EXPR_SET_COMP)
		emit(c, PY_CODE_BUILD_SET, 0);
	else if (expr->kind == PY_EXPR_DICT_COMP)
		emit(c, PY_CODE_BUILD_DICT, 0);
	compile_loops(c, expr, 0);
	if (expr->kind == PY_EXPR_GENERATOR)
		emit_none(c);
	emit(c, PY_CODE_RETURN, 0);
}

void compile_comprehension(struct compiler *c, const struct py_expr *expr)
{
	emit(c, PY_CODE_BUILD_TUPLE, 0);
	compile_comprehension_code(c, expr);
	emit(c, PY_CODE_MAKE_FUNCTION, close_unit(c));
	emit(c, PY_CODE_PUSH_NULL, 0);
	compile_expr(c, expr->comprehension.generators[0].iterable);
	emit(c, PY_CODE_ITER, 0);
	emit(c, PY_CODE_CALL, 1);
}

/* ---- classes ---- */

static void compile_class_code(struct compiler *c, const struct py_stmt *stmt)
{
	struct unit *unit = open_unit(c, py_scope_child(c->unit->scope, stmt), stmt->class.name);

	py_signature_finish(&unit->code->signature);
	lay_out_names(c, unit);
	unit->code->doc = py_body_docstring(&stmt->class.body);
	compile_body(c, &stmt->class.body);
	emit_return_none(c);
}

void compile_class(struct compiler *c, const struct py_stmt *stmt)
{
	compile_decorators(c, &stmt->class.decorators);
	emit(c, PY_CODE_BUILD_TUPLE, 0);
	compile_class_code(c, stmt);
	emit(c, PY_CODE_MAKE_FUNCTION, close_unit(c));
	compile_arguments_expanded(c, &stmt->class.bases, stmt->class.keywords,
				   stmt->class.keyword_count);
	emit(c, PY_CODE_BUILD_CLASS, 0);
	call_decorators(c, &stmt->class.decorators);
	emit_store(c, stmt->class.name);
}

/* ---- modules ---- */

void compile_module_unit(struct compiler *c, const struct py_scope *scope,
			 const struct py_module_ast *module, struct py_code **ret)
{
	struct unit *unit = open_unit(c, scope, STR("<module>"));

	py_signature_finish(&unit->code->signature);
	lay_out_names(c, unit);
	unit->code->doc = py_body_docstring(&module->body);
	compile_body(c, &module->body);
	emit_return_none(c);
	*ret = unit->code;
}

ptrdiff_t py_code_find_cell(const struct py_code *code, struct str name)
{
	for (size_t i = 0; i < code->cell_count + code->free_count; i++)
		if (str_equal(code->cells[i], name))
			return (ptrdiff_t)i;
	return -1;
}
