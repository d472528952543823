#include "engine/py/compile.h"

#include "engine/py/values.h"

/* ---- constants ---- */

static struct py_object *integer_value(struct compiler *c, const struct py_integer *integer)
{
	if (integer->fits)
		return py_int(c->vm, integer->value);
	return py_int_from_digits(c->vm, integer->digits, integer->base, false);
}

struct py_object *constant_value(struct compiler *c, const struct py_constant *constant)
{
	switch (constant->kind) {
	case PY_CONSTANT_NONE:
		return py_none(c->vm);
	case PY_CONSTANT_TRUE:
		return py_bool(c->vm, true);
	case PY_CONSTANT_FALSE:
		return py_bool(c->vm, false);
	case PY_CONSTANT_ELLIPSIS:
		return py_ellipsis(c->vm);
	case PY_CONSTANT_INT:
		return integer_value(c, &constant->integer);
	case PY_CONSTANT_FLOAT:
		return py_float(c->vm, constant->real);
	case PY_CONSTANT_COMPLEX:
		emit_refusal(c, "complex numbers are not supported");
		return py_none(c->vm);
	case PY_CONSTANT_STR:
		return py_str(c->vm, constant->text);
	case PY_CONSTANT_BYTES:
		return py_bytes(c->vm, constant->text);
	}
	return py_none(c->vm);
}

/* ---- operators ---- */

static enum py_operator operator_of(enum py_binary_operator op)
{
	static const enum py_operator operators[PY_BINARY_COUNT] = {
		[PY_BINARY_ADD] = PY_OP_ADD,
		[PY_BINARY_SUBTRACT] = PY_OP_SUB,
		[PY_BINARY_MULTIPLY] = PY_OP_MULT,
		[PY_BINARY_MATRIX] = PY_OP_MATMULT,
		[PY_BINARY_DIVIDE] = PY_OP_DIV,
		[PY_BINARY_MODULO] = PY_OP_MOD,
		[PY_BINARY_POWER] = PY_OP_POW,
		[PY_BINARY_SHIFT_LEFT] = PY_OP_LSHIFT,
		[PY_BINARY_SHIFT_RIGHT] = PY_OP_RSHIFT,
		[PY_BINARY_OR] = PY_OP_BITOR,
		[PY_BINARY_XOR] = PY_OP_BITXOR,
		[PY_BINARY_AND] = PY_OP_BITAND,
		[PY_BINARY_FLOOR_DIVIDE] = PY_OP_FLOORDIV,
	};

	return operators[op];
}

void emit_in_place(struct compiler *c, enum py_binary_operator op)
{
	emit(c, PY_CODE_IN_PLACE, operator_of(op));
}

static void compile_unary(struct compiler *c, const struct py_expr *expr)
{
	compile_expr(c, expr->unary.operand);
	switch (expr->unary.op) {
	case PY_AST_INVERT:
		emit(c, PY_CODE_UNARY, PY_UNARY_INVERT);
		return;
	case PY_AST_NOT:
		emit(c, PY_CODE_NOT, 0);
		return;
	case PY_AST_PLUS:
		emit(c, PY_CODE_UNARY, PY_UNARY_POSITIVE);
		return;
	case PY_AST_MINUS:
		emit(c, PY_CODE_UNARY, PY_UNARY_NEGATIVE);
		return;
	case PY_UNARY_COUNT:
		return;
	}
}

static void emit_comparison(struct compiler *c, enum py_compare_operator op)
{
	switch (op) {
	case PY_COMPARE_EQUAL:
		emit(c, PY_CODE_COMPARE, PY_EQ);
		return;
	case PY_COMPARE_NOT_EQUAL:
		emit(c, PY_CODE_COMPARE, PY_NE);
		return;
	case PY_COMPARE_LESS:
		emit(c, PY_CODE_COMPARE, PY_LT);
		return;
	case PY_COMPARE_LESS_EQUAL:
		emit(c, PY_CODE_COMPARE, PY_LE);
		return;
	case PY_COMPARE_GREATER:
		emit(c, PY_CODE_COMPARE, PY_GT);
		return;
	case PY_COMPARE_GREATER_EQUAL:
		emit(c, PY_CODE_COMPARE, PY_GE);
		return;
	case PY_COMPARE_IS:
	case PY_COMPARE_IS_NOT:
		emit(c, PY_CODE_IS, op == PY_COMPARE_IS_NOT);
		return;
	case PY_COMPARE_IN:
	case PY_COMPARE_NOT_IN:
		emit(c, PY_CODE_CONTAINS, op == PY_COMPARE_NOT_IN);
		return;
	case PY_COMPARE_COUNT:
		return;
	}
}

/* a < b < c evaluates b once and c only if a < b. */
static void compile_comparison(struct compiler *c, const struct py_expr *expr)
{
	const size_t n = expr->compare.n;
	struct label *end = new_label(c), *shortcut = new_label(c);

	compile_expr(c, expr->compare.left);
	for (size_t i = 0; i + 1 < n; i++) {
		compile_expr(c, expr->compare.operands[i]);
		emit(c, PY_CODE_DUP, 0);
		emit(c, PY_CODE_ROT3, 0);
		emit_comparison(c, expr->compare.ops[i]);
		emit_jump(c, PY_CODE_JUMP_IF_FALSE_KEEP, shortcut);
	}
	compile_expr(c, expr->compare.operands[n - 1]);
	emit_comparison(c, expr->compare.ops[n - 1]);
	if (n == 1)
		return;
	emit_jump(c, PY_CODE_JUMP, end);
	place_label(c, shortcut);
	emit(c, PY_CODE_SWAP, 0);
	emit(c, PY_CODE_POP, 0);
	place_label(c, end);
}

static void compile_bool(struct compiler *c, const struct py_expr *expr)
{
	struct label *end = new_label(c);
	const enum py_opcode jump = expr->kind == PY_EXPR_AND ? PY_CODE_JUMP_IF_FALSE_KEEP
							      : PY_CODE_JUMP_IF_TRUE_KEEP;

	for (size_t i = 0; i < expr->list.n; i++) {
		compile_expr(c, expr->list.items[i]);
		if (i + 1 < expr->list.n)
			emit_jump(c, jump, end);
	}
	place_label(c, end);
}

static void jump_if_any(struct compiler *c, const struct py_expr_list *list, bool when,
			struct label *label)
{
	for (size_t i = 0; i < list->n; i++)
		compile_jump_if(c, list->items[i], when, label);
}

/* All but the last leave the row at once if they decide it; the last decides. */
static void jump_if_all(struct compiler *c, const struct py_expr_list *list, bool when,
			struct label *label)
{
	struct label *decided = new_label(c);

	for (size_t i = 0; i + 1 < list->n; i++)
		compile_jump_if(c, list->items[i], !when, decided);
	compile_jump_if(c, list->items[list->n - 1], when, label);
	place_label(c, decided);
}

void compile_jump_if(struct compiler *c, const struct py_expr *expr, bool when, struct label *label)
{
	if (expr->kind == PY_EXPR_UNARY && expr->unary.op == PY_AST_NOT) {
		compile_jump_if(c, expr->unary.operand, !when, label);
	} else if (expr->kind == PY_EXPR_AND || expr->kind == PY_EXPR_OR) {
		if (when == (expr->kind == PY_EXPR_OR))
			jump_if_any(c, &expr->list, when, label);
		else
			jump_if_all(c, &expr->list, when, label);
	} else {
		compile_expr(c, expr);
		emit_jump(c, when ? PY_CODE_JUMP_IF_TRUE : PY_CODE_JUMP_IF_FALSE, label);
	}
}

static void compile_conditional(struct compiler *c, const struct py_expr *expr)
{
	struct label *otherwise = new_label(c), *end = new_label(c);

	compile_jump_if(c, expr->conditional.test, false, otherwise);
	compile_expr(c, expr->conditional.body);
	emit_jump(c, PY_CODE_JUMP, end);
	place_label(c, otherwise);
	compile_expr(c, expr->conditional.otherwise);
	place_label(c, end);
}

/* ---- displays ---- */

static bool has_starred(const struct py_expr_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->items[i]->kind == PY_EXPR_STARRED)
			return true;
	return false;
}

/* [a, *b, c] */
static void compile_expanded_list(struct compiler *c, const struct py_expr_list *list)
{
	emit(c, PY_CODE_BUILD_LIST, 0);
	for (size_t i = 0; i < list->n; i++) {
		const struct py_expr *item = list->items[i];
		const bool is_starred = item->kind == PY_EXPR_STARRED;
		compile_expr(c, is_starred ? item->operand : item);
		emit(c, is_starred ? PY_CODE_LIST_EXTEND : PY_CODE_LIST_APPEND, 1);
	}
}

static void compile_sequence(struct compiler *c, const struct py_expr *expr)
{
	if (has_starred(&expr->list)) {
		compile_expanded_list(c, &expr->list);
		if (expr->kind == PY_EXPR_TUPLE)
			emit(c, PY_CODE_LIST_TO_TUPLE, 0);
		return;
	}
	for (size_t i = 0; i < expr->list.n; i++)
		compile_expr(c, expr->list.items[i]);
	emit(c, expr->kind == PY_EXPR_TUPLE ? PY_CODE_BUILD_TUPLE : PY_CODE_BUILD_LIST,
	     expr->list.n);
}

static void compile_set(struct compiler *c, const struct py_expr *expr)
{
	emit(c, PY_CODE_BUILD_SET, 0);
	for (size_t i = 0; i < expr->list.n; i++) {
		const struct py_expr *item = expr->list.items[i];
		const bool is_starred = item->kind == PY_EXPR_STARRED;
		compile_expr(c, is_starred ? item->operand : item);
		emit(c, is_starred ? PY_CODE_SET_EXTEND : PY_CODE_SET_ADD, 1);
	}
}

static void compile_dict(struct compiler *c, const struct py_expr *expr)
{
	emit(c, PY_CODE_BUILD_DICT, 0);
	for (size_t i = 0; i < expr->dict.n; i++) {
		if (expr->dict.keys[i])
			compile_expr(c, expr->dict.keys[i]);
		compile_expr(c, expr->dict.values[i]);
		emit(c, expr->dict.keys[i] ? PY_CODE_DICT_PUT : PY_CODE_DICT_MERGE, 1);
	}
}

static void compile_joined(struct compiler *c, const struct py_expr *expr)
{
	for (size_t i = 0; i < expr->list.n; i++)
		compile_expr(c, expr->list.items[i]);
	emit(c, PY_CODE_BUILD_STRING, expr->list.n);
}

static void compile_formatted(struct compiler *c, const struct py_expr *expr)
{
	compile_expr(c, expr->formatted.value);
	if (expr->formatted.format)
		compile_expr(c, expr->formatted.format);
	emit(c, PY_CODE_FORMAT,
	     (size_t)(unsigned char)expr->formatted.conversion << 1 |
		     (expr->formatted.format != NULL));
}

/* ---- calls ---- */

/* Leaves a list of the positional arguments and a dict of the others. */
void compile_arguments_expanded(struct compiler *c, const struct py_expr_list *args,
				const struct py_ast_keyword *keywords, size_t keyword_count)
{
	compile_expanded_list(c, args);
	emit(c, PY_CODE_BUILD_DICT, 0);
	for (size_t i = 0; i < keyword_count; i++) {
		if (!keywords[i].name.p) {
			compile_expr(c, keywords[i].value);
			emit(c, PY_CODE_DICT_MERGE_CALL, 1);
			continue;
		}
		emit(c, PY_CODE_BUILD_DICT, 0);
		emit_constant(c, py_str(c->vm, keywords[i].name));
		compile_expr(c, keywords[i].value);
		emit(c, PY_CODE_DICT_PUT, 1);
		emit(c, PY_CODE_DICT_MERGE_CALL, 1);
	}
}

static bool has_expanded_keywords(const struct py_expr *call)
{
	for (size_t i = 0; i < call->call.keyword_count; i++)
		if (!call->call.keywords[i].name.p)
			return true;
	return false;
}

static void compile_callable(struct compiler *c, const struct py_expr *function)
{
	if (function->kind != PY_EXPR_ATTRIBUTE) {
		compile_expr(c, function);
		emit(c, PY_CODE_PUSH_NULL, 0);
		return;
	}
	compile_expr(c, function->attribute.object);
	const struct py_code_place place =
		set_place(c, function->attribute.name_line, function->attribute.name_col);
	emit(c, PY_CODE_LOAD_METHOD, add_name(c, mangle(c, function->attribute.name)));
	c->unit->place = place;
}

static void reject_repeated_keywords(struct compiler *c, const struct py_expr *expr)
{
	const struct py_ast_keyword *keywords = expr->call.keywords;

	for (size_t i = 0; i < expr->call.keyword_count && !c->error; i++)
		for (size_t j = 0; j < i; j++)
			if (keywords[i].name.p && str_equal(keywords[i].name, keywords[j].name))
				c->error = error_at(error_new(ERR_REVISION,
							      "keyword argument repeated: %.*s",
							      STR_ARG(keywords[i].name)),
						    py_source_pos(c->source, keywords[i].line,
								  keywords[i].col));
}

static void emit_call_keywords(struct compiler *c, const struct py_expr *expr)
{
	const size_t n = expr->call.keyword_count;
	struct py_object **names = ARENA_ARRAY(c->arena, struct py_object *, n);

	for (size_t i = 0; i < n; i++) {
		compile_expr(c, expr->call.keywords[i].value);
		names[i] = py_str(c->vm, expr->call.keywords[i].name);
	}
	emit_constant(c, py_tuple(c->vm, names, n));
	emit(c, PY_CODE_CALL_KEYWORDS, expr->call.args.n + n);
}

static void compile_call(struct compiler *c, const struct py_expr *expr)
{
	const struct py_expr_list *args = &expr->call.args;

	reject_repeated_keywords(c, expr);
	compile_callable(c, expr->call.function);
	if (has_starred(args) || has_expanded_keywords(expr)) {
		compile_arguments_expanded(c, args, expr->call.keywords, expr->call.keyword_count);
		emit(c, PY_CODE_CALL_EXPANDED, 0);
		return;
	}
	for (size_t i = 0; i < args->n; i++)
		compile_expr(c, args->items[i]);
	if (expr->call.keyword_count)
		emit_call_keywords(c, expr);
	else
		emit(c, PY_CODE_CALL, args->n);
}

/* ---- attributes, subscripts, names ---- */

static void compile_attribute(struct compiler *c, const struct py_expr *expr)
{
	compile_expr(c, expr->attribute.object);
	set_place(c, expr->attribute.name_line, expr->attribute.name_col);
	emit(c, PY_CODE_LOAD_ATTRIBUTE, add_name(c, mangle(c, expr->attribute.name)));
}

static void compile_or_none(struct compiler *c, const struct py_expr *expr)
{
	if (expr)
		compile_expr(c, expr);
	else
		emit_none(c);
}

static void compile_slice(struct compiler *c, const struct py_expr *expr)
{
	compile_or_none(c, expr->slice.lower);
	compile_or_none(c, expr->slice.upper);
	compile_or_none(c, expr->slice.step);
	emit(c, PY_CODE_BUILD_SLICE, 0);
}

static void compile_subscript(struct compiler *c, const struct py_expr *expr)
{
	compile_expr(c, expr->subscript.object);
	compile_expr(c, expr->subscript.index);
	emit(c, PY_CODE_LOAD_ITEM, 0);
}

static void compile_named(struct compiler *c, const struct py_expr *expr)
{
	compile_expr(c, expr->named.value);
	emit(c, PY_CODE_DUP, 0);
	compile_store(c, expr->named.target);
}

static void compile_yield(struct compiler *c, const struct py_expr *expr)
{
	if (expr->kind == PY_EXPR_YIELD) {
		compile_or_none(c, expr->operand);
		emit(c, PY_CODE_YIELD, 0);
		return;
	}
	compile_expr(c, expr->operand);
	emit(c, PY_CODE_ITER, 0);
	emit_none(c);
	emit(c, PY_CODE_YIELD_FROM, 0);
}

static void refuse_expr(struct compiler *c, const char *what)
{
	emit_refusal(c, what);
	emit_none(c);
}

static void compile_kind(struct compiler *c, const struct py_expr *expr)
{
	switch (expr->kind) {
	case PY_EXPR_AND:
	case PY_EXPR_OR:
		compile_bool(c, expr);
		return;
	case PY_EXPR_NAMED:
		compile_named(c, expr);
		return;
	case PY_EXPR_BINARY:
		compile_expr(c, expr->binary.left);
		compile_expr(c, expr->binary.right);
		emit(c, PY_CODE_BINARY, operator_of(expr->binary.op));
		return;
	case PY_EXPR_UNARY:
		compile_unary(c, expr);
		return;
	case PY_EXPR_LAMBDA:
		compile_lambda(c, expr);
		return;
	case PY_EXPR_CONDITIONAL:
		compile_conditional(c, expr);
		return;
	case PY_EXPR_DICT:
		compile_dict(c, expr);
		return;
	case PY_EXPR_SET:
		compile_set(c, expr);
		return;
	case PY_EXPR_LIST_COMP:
	case PY_EXPR_SET_COMP:
	case PY_EXPR_DICT_COMP:
	case PY_EXPR_GENERATOR:
		compile_comprehension(c, expr);
		return;
	case PY_EXPR_AWAIT:
		refuse_expr(c, "'await' is not supported");
		return;
	case PY_EXPR_YIELD:
	case PY_EXPR_YIELD_FROM:
		compile_yield(c, expr);
		return;
	case PY_EXPR_COMPARE:
		compile_comparison(c, expr);
		return;
	case PY_EXPR_CALL:
		compile_call(c, expr);
		return;
	case PY_EXPR_FORMATTED_VALUE:
		compile_formatted(c, expr);
		return;
	case PY_EXPR_JOINED_STRING:
		compile_joined(c, expr);
		return;
	case PY_EXPR_CONSTANT:
		emit_constant(c, constant_value(c, &expr->constant));
		return;
	case PY_EXPR_ATTRIBUTE:
		compile_attribute(c, expr);
		return;
	case PY_EXPR_SUBSCRIPT:
		compile_subscript(c, expr);
		return;
	case PY_EXPR_NAME:
		emit_load(c, expr->name);
		return;
	case PY_EXPR_LIST:
	case PY_EXPR_TUPLE:
		compile_sequence(c, expr);
		return;
	case PY_EXPR_SLICE:
		compile_slice(c, expr);
		return;
	case PY_EXPR_STARRED:
		refuse_expr(c, "can't use starred expression here");
		return;
	case PY_EXPR_COUNT:
		return;
	}
}

void compile_expr(struct compiler *c, const struct py_expr *expr)
{
	const struct py_code_place outer = c->unit->place;

	c->unit->place = (struct py_code_place){ expr->line, expr->col };
	compile_kind(c, expr);
	c->unit->place = outer;
}

/* ---- targets ---- */

/* a, *b, c = value */
static void compile_unpack(struct compiler *c, const struct py_expr_list *list)
{
	size_t starred = 0;

	while (starred < list->n && list->items[starred]->kind != PY_EXPR_STARRED)
		starred++;
	if (starred < list->n)
		emit(c, PY_CODE_UNPACK_REST, starred | (list->n - starred - 1) << 12);
	else
		emit(c, PY_CODE_UNPACK, list->n);
	for (size_t i = 0; i < list->n; i++) {
		const struct py_expr *item = list->items[i];
		compile_store(c, item->kind == PY_EXPR_STARRED ? item->operand : item);
	}
}

void compile_store(struct compiler *c, const struct py_expr *target)
{
	const struct py_code_place outer = set_place(c, target->line, target->col);

	if (target->kind == PY_EXPR_NAME) {
		emit_store(c, target->name);
	} else if (target->kind == PY_EXPR_ATTRIBUTE) {
		compile_expr(c, target->attribute.object);
		emit(c, PY_CODE_STORE_ATTRIBUTE, add_name(c, mangle(c, target->attribute.name)));
	} else if (target->kind == PY_EXPR_SUBSCRIPT) {
		compile_expr(c, target->subscript.object);
		compile_expr(c, target->subscript.index);
		emit(c, PY_CODE_STORE_ITEM, 0);
	} else if (target->kind == PY_EXPR_STARRED) {
		compile_store(c, target->operand);
	} else {
		compile_unpack(c, &target->list);
	}
	c->unit->place = outer;
}

void compile_delete(struct compiler *c, const struct py_expr *target)
{
	const struct py_code_place outer = set_place(c, target->line, target->col);

	if (target->kind == PY_EXPR_NAME) {
		emit_delete(c, target->name);
	} else if (target->kind == PY_EXPR_ATTRIBUTE) {
		compile_expr(c, target->attribute.object);
		emit(c, PY_CODE_DELETE_ATTRIBUTE, add_name(c, mangle(c, target->attribute.name)));
	} else if (target->kind == PY_EXPR_SUBSCRIPT) {
		compile_expr(c, target->subscript.object);
		compile_expr(c, target->subscript.index);
		emit(c, PY_CODE_DELETE_ITEM, 0);
	} else {
		for (size_t i = 0; i < target->list.n; i++)
			compile_delete(c, target->list.items[i]);
	}
	c->unit->place = outer;
}
