/*
 * Which variable a name means: the symbol tables of a module, made in one walk before code is made.
 *
 * Knows Python's scoping rules (`Python/symtable.c`) and nothing of instructions.
 */
#ifndef RETORT_PY_SCOPE_H
#define RETORT_PY_SCOPE_H

#include "engine/base/error.h"
#include "engine/base/map.h"
#include "engine/py/ast.h"
#include "engine/py/source.h"

enum py_scope_kind { PY_SCOPE_MODULE, PY_SCOPE_CLASS, PY_SCOPE_FUNCTION };

enum py_symbol_place {
	PY_SYMBOL_UNKNOWN,
	PY_SYMBOL_LOCAL, /* of a function */
	PY_SYMBOL_CELL,  /* of a function, seen by inner ones */
	PY_SYMBOL_FREE,  /* of an enclosing function */
	PY_SYMBOL_NAME,  /* of a class body */
	PY_SYMBOL_GLOBAL,
};

struct py_symbol {
	struct str name;
	enum py_symbol_place place;
	bool is_assigned, is_global, is_nonlocal, is_parameter;
	bool is_passed; /* an inner function's free variable comes through this scope */
};

struct py_scope {
	enum py_scope_kind kind;
	const void *node; /* the statement or expression that opens it */
	struct py_scope *parent, *children, *last_child, *next;
	struct map symbols;    /* name -> struct py_symbol, in order of appearance */
	struct str class_name; /* of the nearest class around, for __private names */
	bool is_generator, is_comprehension;
	bool has_class_cell; /* a class: one of its functions uses super() or __class__ */
};

struct error *py_scope_build(struct arena *result, const struct py_source *source,
			     const struct py_module_ast *module, struct py_scope **ret) NODISCARD;
/* The scope opened by a node directly inside `scope`. */
struct py_scope *py_scope_child(const struct py_scope *scope, const void *node);
/* `__name` inside a class becomes `_Class__name`. */
struct str py_scope_mangle(struct arena *result, const struct py_scope *scope, struct str name);

#endif
