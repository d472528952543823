#include "engine/py/compile.h"

/*
 * try and with.  A finally body is compiled once for each way out, as CPython's compiler does, so
 * that at run time there are only handlers and no pending jumps.
 */

void push_block(struct compiler *c, struct block *block)
{
	struct unit *unit = c->unit;

	block->outer = unit->block;
	unit->block = block;
}

void pop_block(struct compiler *c)
{
	c->unit->block = c->unit->block->outer;
}

/* Counts handlers that can be set up at once, for the frame's room. */
static void count_handlers(struct compiler *c, int change)
{
	struct unit *unit = c->unit;

	unit->blocks += change;
	if (unit->blocks > 0 && (size_t)unit->blocks > unit->code->block_size)
		unit->code->block_size = (size_t)unit->blocks;
}

static void set_up(struct compiler *c, enum py_opcode op, struct label *handler)
{
	emit_setup(c, op, handler);
	count_handlers(c, 1);
}

/* ---- ways out ---- */

static void drop_below(struct compiler *c, enum unwind_value value, enum py_opcode op)
{
	if (value == UNWIND_KEEPS_VALUE)
		emit(c, PY_CODE_SWAP, 0);
	emit(c, op, 0);
}

static void forget_name(struct compiler *c, struct str name)
{
	if (!name.p)
		return;
	emit_none(c);
	emit_store(c, name);
	emit_delete(c, name);
}

/* The body runs as if it stood outside of the try. */
static void leave_finally(struct compiler *c, struct block *block, enum unwind_value value)
{
	struct block *inner = c->unit->block, waiting = { .kind = BLOCK_VALUE };

	emit(c, PY_CODE_POP_BLOCK, 0);
	c->unit->block = block->outer;
	if (value == UNWIND_KEEPS_VALUE)
		push_block(c, &waiting);
	compile_body(c, block->finally);
	c->unit->block = inner;
}

static void leave_block(struct compiler *c, struct block *block, enum unwind_value value)
{
	switch (block->kind) {
	case BLOCK_WHILE:
		return;
	case BLOCK_FOR:
	case BLOCK_VALUE:
		drop_below(c, value, PY_CODE_POP);
		return;
	case BLOCK_TRY:
		emit(c, PY_CODE_POP_BLOCK, 0);
		return;
	case BLOCK_FINALLY:
		leave_finally(c, block, value);
		return;
	case BLOCK_FINALLY_END:
		drop_below(c, value, PY_CODE_POP);
		drop_below(c, value, PY_CODE_POP_HANDLED);
		return;
	case BLOCK_HANDLER:
		if (block->name.p)
			emit(c, PY_CODE_POP_BLOCK, 0);
		drop_below(c, value, PY_CODE_POP_HANDLED);
		forget_name(c, block->name);
		return;
	case BLOCK_WITH:
		emit(c, PY_CODE_POP_BLOCK, 0);
		drop_below(c, value, PY_CODE_WITH_EXIT);
		return;
	}
}

void emit_unwind(struct compiler *c, const struct block *end, enum unwind_value value)
{
	for (struct block *block = c->unit->block; block != end; block = block->outer)
		leave_block(c, block, value);
}

/* ---- except ---- */

static bool names_import_error(const struct py_expr *type)
{
	if (!type)
		return true;
	if (type->kind == PY_EXPR_TUPLE) {
		for (size_t i = 0; i < type->list.n; i++)
			if (names_import_error(type->list.items[i]))
				return true;
		return false;
	}
	return type->kind == PY_EXPR_NAME &&
	       (str_is(type->name, "ImportError") || str_is(type->name, "ModuleNotFoundError") ||
		str_is(type->name, "Exception") || str_is(type->name, "BaseException"));
}

static bool catches_import_error(const struct py_stmt *stmt)
{
	for (size_t i = 0; i < stmt->try.handler_count; i++)
		if (names_import_error(stmt->try.handlers[i].type))
			return true;
	return false;
}

/* [handled before] on the stack; the name is deleted however the body ends. */
static void compile_named_handler(struct compiler *c, const struct py_handler *handler)
{
	struct label *cleanup = new_label(c), *end = new_label(c);
	struct block block = { .kind = BLOCK_HANDLER, .name = handler->name };

	set_up(c, PY_CODE_SETUP, cleanup);
	push_block(c, &block);
	compile_body(c, &handler->body);
	pop_block(c);
	emit(c, PY_CODE_POP_BLOCK, 0);
	emit(c, PY_CODE_POP_HANDLED, 0);
	forget_name(c, handler->name);
	emit_jump(c, PY_CODE_JUMP, end);
	place_label(c, cleanup);
	forget_name(c, handler->name);
	emit(c, PY_CODE_RERAISE, 0);
	count_handlers(c, -1);
	place_label(c, end);
}

static void compile_plain_handler(struct compiler *c, const struct py_handler *handler)
{
	struct block block = { .kind = BLOCK_HANDLER };

	push_block(c, &block);
	compile_body(c, &handler->body);
	pop_block(c);
	emit(c, PY_CODE_POP_HANDLED, 0);
}

static void compile_handler(struct compiler *c, const struct py_handler *handler, struct label *end)
{
	struct label *next = new_label(c);

	set_place(c, handler->line, handler->col);
	if (handler->type) {
		emit(c, PY_CODE_DUP, 0);
		compile_expr(c, handler->type);
		emit(c, PY_CODE_MATCH_EXCEPTION, 0);
		emit_jump(c, PY_CODE_JUMP_IF_FALSE, next);
	}
	if (handler->name.p) {
		emit_store(c, handler->name);
		compile_named_handler(c, handler);
	} else {
		emit(c, PY_CODE_POP, 0);
		compile_plain_handler(c, handler);
	}
	emit_jump(c, PY_CODE_JUMP, end);
	if (handler->type)
		place_label(c, next);
}

static void compile_except(struct compiler *c, const struct py_stmt *stmt)
{
	struct label *handlers = new_label(c), *end = new_label(c);
	struct block block = { .kind = BLOCK_TRY };
	const int guard = catches_import_error(stmt);

	set_up(c, PY_CODE_SETUP, handlers);
	push_block(c, &block);
	c->unit->guards += guard;
	compile_body(c, &stmt->try.body);
	c->unit->guards -= guard;
	pop_block(c);
	emit(c, PY_CODE_POP_BLOCK, 0);
	compile_body(c, &stmt->try.otherwise);
	emit_jump(c, PY_CODE_JUMP, end);
	place_label(c, handlers);
	/* The block of the handler itself takes the place of the one that was set up. */
	for (size_t i = 0; i < stmt->try.handler_count; i++)
		compile_handler(c, &stmt->try.handlers[i], end);
	if (stmt->try.handlers[stmt->try.handler_count - 1].type)
		emit(c, PY_CODE_RERAISE, 0);
	count_handlers(c, -1);
	place_label(c, end);
}

/* ---- finally ---- */

static void compile_finally(struct compiler *c, const struct py_stmt *stmt)
{
	struct label *handler = new_label(c), *end = new_label(c);
	struct block block = { .kind = BLOCK_FINALLY, .finally = &stmt->try.finally };
	struct block in_handler = { .kind = BLOCK_FINALLY_END };

	set_up(c, PY_CODE_SETUP, handler);
	push_block(c, &block);
	if (stmt->try.handler_count)
		compile_except(c, stmt);
	else
		compile_body(c, &stmt->try.body);
	pop_block(c);
	emit(c, PY_CODE_POP_BLOCK, 0);
	compile_body(c, &stmt->try.finally);
	emit_jump(c, PY_CODE_JUMP, end);
	place_label(c, handler);
	push_block(c, &in_handler);
	compile_body(c, &stmt->try.finally);
	pop_block(c);
	emit(c, PY_CODE_RERAISE, 0);
	count_handlers(c, -1);
	place_label(c, end);
}

void compile_try(struct compiler *c, const struct py_stmt *stmt)
{
	if (stmt->try.finally.n)
		compile_finally(c, stmt);
	else
		compile_except(c, stmt);
}

/* ---- with ---- */

static void compile_with_item(struct compiler *c, const struct py_stmt *stmt, size_t i)
{
	struct label *handler = new_label(c), *swallowed = new_label(c), *end = new_label(c);
	struct block block = { .kind = BLOCK_WITH };
	const struct py_with_item *item = &stmt->with.items[i];

	compile_expr(c, item->context);
	set_place(c, item->context->line, item->context->col);
	emit(c, PY_CODE_WITH_ENTER, 0);
	set_up(c, PY_CODE_SETUP_WITH, handler);
	push_block(c, &block);
	if (item->target)
		compile_store(c, item->target);
	else
		emit(c, PY_CODE_POP, 0);
	if (i + 1 < stmt->with.n)
		compile_with_item(c, stmt, i + 1);
	else
		compile_body(c, &stmt->with.body);
	pop_block(c);
	set_place(c, item->context->line, item->context->col);
	emit(c, PY_CODE_POP_BLOCK, 0);
	emit(c, PY_CODE_WITH_EXIT, 0);
	emit_jump(c, PY_CODE_JUMP, end);
	place_label(c, handler);
	emit(c, PY_CODE_WITH_EXCEPT, 0);
	emit_jump(c, PY_CODE_JUMP_IF_TRUE, swallowed);
	emit(c, PY_CODE_RERAISE, 0);
	place_label(c, swallowed);
	emit(c, PY_CODE_POP, 0);
	emit(c, PY_CODE_POP_HANDLED, 0);
	emit(c, PY_CODE_POP, 0);
	count_handlers(c, -1);
	place_label(c, end);
}

void compile_with(struct compiler *c, const struct py_stmt *stmt)
{
	compile_with_item(c, stmt, 0);
}
