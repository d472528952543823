/*
 * Shared by the compiler's files alone: the code under construction, and how instructions, names
 * and blocks are added to it.
 *
 * An error is remembered in the compiler and seen at the end; what is emitted after it is thrown
 * away.
 */
#ifndef RETORT_PY_COMPILE_H
#define RETORT_PY_COMPILE_H

#include "engine/py/code.h"
#include "engine/py/scope.h"

/* A target of jumps; placed once. */
struct label {
	size_t *jumps, n, capacity; /* instructions to patch */
	size_t position;
	int depth; /* of the stack there; -1 until known */
	bool is_placed;
};

enum block_kind {
	BLOCK_WHILE,
	BLOCK_FOR,         /* the iterator is on the stack */
	BLOCK_TRY,         /* a handler is set up */
	BLOCK_FINALLY,     /* the same, and a body runs on every way out */
	BLOCK_FINALLY_END, /* in that body, an exception underway: [handled before, exception] */
	BLOCK_HANDLER,     /* in an except body: [handled before] */
	BLOCK_WITH,        /* [manager], a handler is set up */
	BLOCK_VALUE,       /* a value to return waits on the stack */
};

/* What stands between a statement and the function's end, innermost first. */
struct block {
	enum block_kind kind;
	struct block *outer;
	struct label *start, *end; /* of a loop */
	const struct py_body *finally;
	struct str name; /* of `except ... as name` */
};

struct unit {
	struct unit *outer;
	const struct py_scope *scope;
	struct py_code *code;
	struct block *block;
	struct map locals, cells, names; /* name -> index + 1 */
	size_t instruction_capacity, constant_count, constant_capacity, name_capacity, code_count,
		code_capacity, import_count, import_capacity, local_capacity;
	int depth, blocks;
	int guards; /* `try` bodies around whose handlers catch ImportError */
	struct py_code_place place;
};

struct compiler {
	struct py *vm;
	struct arena *arena;
	const struct py_source *source;
	struct unit *unit;
	struct error *error;
};

/* ---- emitting (compile.c) ---- */

void emit(struct compiler *c, enum py_opcode op, size_t argument);
void emit_jump(struct compiler *c, enum py_opcode op, struct label *label);
struct label *new_label(struct compiler *c);
void place_label(struct compiler *c, struct label *label);
void emit_constant(struct compiler *c, struct py_object *value);
void emit_none(struct compiler *c);
size_t add_constant(struct compiler *c, struct py_object *value);
size_t add_name(struct compiler *c, struct str name);
size_t add_import(struct compiler *c, struct py_import_row row);
/* A local without a name, for the life of the unit. */
size_t new_temporary(struct compiler *c);
/* Name is as written; private names are mangled here. */
void emit_load(struct compiler *c, struct str name);
void emit_store(struct compiler *c, struct str name);
void emit_delete(struct compiler *c, struct str name);
struct str mangle(struct compiler *c, struct str name);
/* Emits what refuses when it is reached, and leaves no value. */
void emit_refusal(struct compiler *c, const char *what);
struct py_code_place set_place(struct compiler *c, int line, int col);

/* ---- functions (compile_function.c) ---- */

void compile_lambda(struct compiler *c, const struct py_expr *expr);
void compile_comprehension(struct compiler *c, const struct py_expr *expr);
void compile_function(struct compiler *c, const struct py_stmt *stmt);
void compile_class(struct compiler *c, const struct py_stmt *stmt);
/* Leaves a function that gives the annotation's value. */
void compile_annotation(struct compiler *c, const struct py_expr *annotation);
void compile_module_unit(struct compiler *c, const struct py_scope *scope,
			 const struct py_module_ast *module, struct py_code **ret);

/* ---- expressions (compile_expr.c) ---- */

void compile_expr(struct compiler *c, const struct py_expr *expr);
void compile_store(struct compiler *c, const struct py_expr *target);
void compile_delete(struct compiler *c, const struct py_expr *target);
/* Jumps if the expression's truth is `when`, else goes on; leaves no value. */
void compile_jump_if(struct compiler *c, const struct py_expr *expr, bool when,
		     struct label *label);
void compile_arguments_expanded(struct compiler *c, const struct py_expr_list *args,
				const struct py_ast_keyword *keywords, size_t keyword_count);
void emit_in_place(struct compiler *c, enum py_binary_operator op);
struct py_object *constant_value(struct compiler *c, const struct py_constant *constant);

/* ---- statements (compile_stmt.c, compile_try.c, compile_match.c) ---- */

void compile_body(struct compiler *c, const struct py_body *body);
void compile_match(struct compiler *c, const struct py_stmt *stmt);
void compile_try(struct compiler *c, const struct py_stmt *stmt);
void compile_with(struct compiler *c, const struct py_stmt *stmt);
void push_block(struct compiler *c, struct block *block);
void pop_block(struct compiler *c);
void emit_setup(struct compiler *c, enum py_opcode op, struct label *handler);
enum unwind_value { UNWIND_PLAIN, UNWIND_KEEPS_VALUE };
/* Leaves the blocks from the innermost up to, but not including, `end`. */
void emit_unwind(struct compiler *c, const struct block *end, enum unwind_value value);

#endif
