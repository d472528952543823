#include "engine/py/compile.h"

/* ---- assignment ---- */

static void compile_assign(struct compiler *c, const struct py_stmt *stmt)
{
	compile_expr(c, stmt->assign.value);
	for (size_t i = 0; i < stmt->assign.targets.n; i++) {
		if (i + 1 < stmt->assign.targets.n)
			emit(c, PY_CODE_DUP, 0);
		compile_store(c, stmt->assign.targets.items[i]);
	}
}

static void compile_augmented(struct compiler *c, const struct py_stmt *stmt)
{
	const struct py_expr *target = stmt->augmented.target;

	if (target->kind == PY_EXPR_ATTRIBUTE) {
		const size_t name = add_name(c, mangle(c, target->attribute.name));
		compile_expr(c, target->attribute.object);
		emit(c, PY_CODE_DUP, 0);
		emit(c, PY_CODE_LOAD_ATTRIBUTE, name);
		compile_expr(c, stmt->augmented.value);
		emit_in_place(c, stmt->augmented.op);
		emit(c, PY_CODE_SWAP, 0);
		emit(c, PY_CODE_STORE_ATTRIBUTE, name);
	} else if (target->kind == PY_EXPR_SUBSCRIPT) {
		compile_expr(c, target->subscript.object);
		compile_expr(c, target->subscript.index);
		emit(c, PY_CODE_DUP2, 0);
		emit(c, PY_CODE_LOAD_ITEM, 0);
		compile_expr(c, stmt->augmented.value);
		emit_in_place(c, stmt->augmented.op);
		emit(c, PY_CODE_ROT3, 0);
		emit(c, PY_CODE_STORE_ITEM, 0);
	} else {
		emit_load(c, target->name);
		compile_expr(c, stmt->augmented.value);
		emit_in_place(c, stmt->augmented.op);
		emit_store(c, target->name);
	}
}

static void compile_annotated(struct compiler *c, const struct py_stmt *stmt)
{
	const struct py_expr *target = stmt->annotated.target;

	if (stmt->annotated.value) {
		compile_expr(c, stmt->annotated.value);
		compile_store(c, target);
	}
	if (!c->unit->code->is_class || !stmt->annotated.is_simple)
		return;
	compile_annotation(c, stmt->annotated.annotation);
	emit(c, PY_CODE_STORE_ANNOTATION, add_name(c, mangle(c, target->name)));
}

/* ---- control flow ---- */

static void compile_if(struct compiler *c, const struct py_stmt *stmt)
{
	struct label *otherwise = new_label(c), *end = new_label(c);

	compile_jump_if(c, stmt->branch.test, false, otherwise);
	compile_body(c, &stmt->branch.body);
	if (stmt->branch.otherwise.n)
		emit_jump(c, PY_CODE_JUMP, end);
	place_label(c, otherwise);
	compile_body(c, &stmt->branch.otherwise);
	place_label(c, end);
}

static void compile_while(struct compiler *c, const struct py_stmt *stmt)
{
	struct label *start = new_label(c), *otherwise = new_label(c), *end = new_label(c);
	struct block block = { .kind = BLOCK_WHILE, .start = start, .end = end };

	place_label(c, start);
	compile_jump_if(c, stmt->branch.test, false, otherwise);
	push_block(c, &block);
	compile_body(c, &stmt->branch.body);
	pop_block(c);
	emit_jump(c, PY_CODE_JUMP, start);
	place_label(c, otherwise);
	compile_body(c, &stmt->branch.otherwise);
	place_label(c, end);
}

static void compile_for(struct compiler *c, const struct py_stmt *stmt)
{
	struct label *start = new_label(c), *otherwise = new_label(c), *end = new_label(c);
	struct block block = { .kind = BLOCK_FOR, .start = start, .end = end };

	compile_expr(c, stmt->loop.iterable);
	set_place(c, stmt->loop.iterable->line, stmt->loop.iterable->col);
	emit(c, PY_CODE_ITER, 0);
	place_label(c, start);
	emit_jump(c, PY_CODE_FOR_ITER, otherwise);
	push_block(c, &block);
	compile_store(c, stmt->loop.target);
	compile_body(c, &stmt->loop.body);
	pop_block(c);
	emit_jump(c, PY_CODE_JUMP, start);
	place_label(c, otherwise);
	compile_body(c, &stmt->loop.otherwise);
	place_label(c, end);
}

static void fail(struct compiler *c, const struct py_stmt *stmt, const char *message)
{
	if (!c->error)
		c->error = error_at(error_new(ERR_REVISION, "%s", message),
				    py_source_pos(c->source, stmt->line, stmt->col));
}

static struct block *innermost_loop(struct compiler *c)
{
	struct block *block = c->unit->block;

	while (block && block->kind != BLOCK_WHILE && block->kind != BLOCK_FOR)
		block = block->outer;
	return block;
}

/* What follows a jump is not reached, but is compiled at the height that stood before. */
static void compile_break(struct compiler *c, const struct py_stmt *stmt)
{
	struct block *loop = innermost_loop(c);
	const int depth = c->unit->depth;

	if (!loop) {
		fail(c, stmt, "'break' outside loop");
		return;
	}
	emit_unwind(c, loop->outer, UNWIND_PLAIN);
	emit_jump(c, PY_CODE_JUMP, loop->end);
	c->unit->depth = depth;
}

static void compile_continue(struct compiler *c, const struct py_stmt *stmt)
{
	struct block *loop = innermost_loop(c);
	const int depth = c->unit->depth;

	if (!loop) {
		fail(c, stmt, "'continue' not properly in loop");
		return;
	}
	emit_unwind(c, loop, UNWIND_PLAIN);
	emit_jump(c, PY_CODE_JUMP, loop->start);
	c->unit->depth = depth;
}

static void compile_return(struct compiler *c, const struct py_stmt *stmt)
{
	const int depth = c->unit->depth;

	if (c->unit->scope->kind != PY_SCOPE_FUNCTION) {
		fail(c, stmt, "'return' outside function");
		return;
	}
	if (stmt->value)
		compile_expr(c, stmt->value);
	emit_unwind(c, NULL, stmt->value ? UNWIND_KEEPS_VALUE : UNWIND_PLAIN);
	if (!stmt->value)
		emit_none(c);
	emit(c, PY_CODE_RETURN, 0);
	c->unit->depth = depth;
}

static void compile_raise(struct compiler *c, const struct py_stmt *stmt)
{
	size_t n = 0;

	if (stmt->raise.exception) {
		compile_expr(c, stmt->raise.exception);
		n++;
	}
	if (stmt->raise.cause) {
		compile_expr(c, stmt->raise.cause);
		n++;
	}
	emit(c, PY_CODE_RAISE, n);
}

static void compile_assert(struct compiler *c, const struct py_stmt *stmt)
{
	struct label *end = new_label(c);

	compile_jump_if(c, stmt->assertion.test, true, end);
	emit(c, PY_CODE_LOAD_ASSERTION, 0);
	if (stmt->assertion.message) {
		emit(c, PY_CODE_PUSH_NULL, 0);
		compile_expr(c, stmt->assertion.message);
		emit(c, PY_CODE_CALL, 1);
	}
	emit(c, PY_CODE_RAISE, 1);
	place_label(c, end);
}

/* ---- imports ---- */

/* `import a.b.c` binds a; `import a.b.c as d` binds c. */
static void compile_import(struct compiler *c, const struct py_stmt *stmt)
{
	for (size_t i = 0; i < stmt->import.n; i++) {
		const struct py_alias *alias = &stmt->import.names[i];
		struct str root = alias->name, rest = alias->name;
		set_place(c, alias->line, alias->col);
		emit(c, PY_CODE_IMPORT,
		     add_import(c, (struct py_import_row){ .module = alias->name,
							   .wants_leaf = alias->as_name.p,
							   .is_guarded = c->unit->guards > 0 }));
		str_next_part(&rest, '.', &root);
		emit_store(c, alias->as_name.p ? alias->as_name : root);
	}
}

static void compile_import_from(struct compiler *c, const struct py_stmt *stmt)
{
	if (str_is(stmt->import.module, "__future__") && !stmt->import.level)
		return;
	emit(c, PY_CODE_IMPORT,
	     add_import(c, (struct py_import_row){ .module = stmt->import.module,
						   .level = stmt->import.level,
						   .wants_leaf = true,
						   .is_guarded = c->unit->guards > 0 }));
	for (size_t i = 0; i < stmt->import.n; i++) {
		const struct py_alias *alias = &stmt->import.names[i];
		set_place(c, alias->line, alias->col);
		if (str_is(alias->name, "*")) {
			emit(c, PY_CODE_IMPORT_STAR, 0);
			return;
		}
		emit(c, PY_CODE_IMPORT_FROM, add_name(c, alias->name) << 1 | (c->unit->guards > 0));
		emit_store(c, alias->as_name.p ? alias->as_name : alias->name);
	}
	emit(c, PY_CODE_POP, 0);
}

/* ---- all kinds ---- */

static void compile_stmt(struct compiler *c, const struct py_stmt *stmt)
{
	switch (stmt->kind) {
	case PY_STMT_FUNCTION:
	case PY_STMT_ASYNC_FUNCTION:
		compile_function(c, stmt);
		return;
	case PY_STMT_CLASS:
		compile_class(c, stmt);
		return;
	case PY_STMT_RETURN:
		compile_return(c, stmt);
		return;
	case PY_STMT_DELETE:
		for (size_t i = 0; i < stmt->targets.n; i++)
			compile_delete(c, stmt->targets.items[i]);
		return;
	case PY_STMT_ASSIGN:
		compile_assign(c, stmt);
		return;
	case PY_STMT_AUGMENTED_ASSIGN:
		compile_augmented(c, stmt);
		return;
	case PY_STMT_ANNOTATED_ASSIGN:
		compile_annotated(c, stmt);
		return;
	case PY_STMT_TYPE_ALIAS:
		compile_expr(c, stmt->type_alias.value);
		compile_store(c, stmt->type_alias.name);
		return;
	case PY_STMT_FOR:
		compile_for(c, stmt);
		return;
	case PY_STMT_ASYNC_FOR:
	case PY_STMT_ASYNC_WITH:
		emit_refusal(c, "async statements are not supported");
		return;
	case PY_STMT_WHILE:
		compile_while(c, stmt);
		return;
	case PY_STMT_IF:
		compile_if(c, stmt);
		return;
	case PY_STMT_WITH:
		compile_with(c, stmt);
		return;
	case PY_STMT_MATCH:
		compile_match(c, stmt);
		return;
	case PY_STMT_RAISE:
		compile_raise(c, stmt);
		return;
	case PY_STMT_TRY:
		compile_try(c, stmt);
		return;
	case PY_STMT_TRY_STAR:
		emit_refusal(c, "'except*' is not supported");
		return;
	case PY_STMT_ASSERT:
		compile_assert(c, stmt);
		return;
	case PY_STMT_IMPORT:
		compile_import(c, stmt);
		return;
	case PY_STMT_IMPORT_FROM:
		compile_import_from(c, stmt);
		return;
	case PY_STMT_EXPRESSION:
		if (stmt->value->kind == PY_EXPR_CONSTANT)
			return;
		compile_expr(c, stmt->value);
		emit(c, PY_CODE_POP, 0);
		return;
	case PY_STMT_BREAK:
		compile_break(c, stmt);
		return;
	case PY_STMT_CONTINUE:
		compile_continue(c, stmt);
		return;
	case PY_STMT_GLOBAL:
	case PY_STMT_NONLOCAL:
	case PY_STMT_PASS:
	case PY_STMT_COUNT:
		return;
	}
}

void compile_body(struct compiler *c, const struct py_body *body)
{
	for (size_t i = 0; i < body->n && !c->error; i++) {
		set_place(c, body->items[i]->line, body->items[i]->col);
		compile_stmt(c, body->items[i]);
	}
}
