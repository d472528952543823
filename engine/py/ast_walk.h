/*
 * The children of a node, for walks that treat most kinds alike.
 *
 * The order is that of the source as far as the tree keeps it.  What opens a scope of its own
 * (lambda, comprehension, function, class) is for the walker to know: here it has children like any
 * other node.
 */
#ifndef RETORT_PY_AST_WALK_H
#define RETORT_PY_AST_WALK_H

#include "engine/py/ast.h"

struct py_visitor {
	void *data;
	void (*expr)(void *data, const struct py_expr *expr);
	void (*stmt)(void *data, const struct py_stmt *stmt); /* may be NULL: bodies are left out */
	void (*name)(void *data, struct str name); /* bound by a pattern or handler; may be NULL */
};

/* Calls `expr` for each direct child. */
void py_each_child(const struct py_expr *expr, const struct py_visitor *visitor);
/* Calls `expr` for each expression directly in the statement and `stmt` for each statement in its
 * bodies. */
void py_each_part(const struct py_stmt *stmt, const struct py_visitor *visitor);
void py_each_statement(const struct py_body *body, const struct py_visitor *visitor);
/* Defaults and annotations. */
void py_each_default(const struct py_parameters *parameters, const struct py_visitor *visitor);
void py_each_annotation(const struct py_parameters *parameters, const struct py_visitor *visitor);
/* The names that the parameters bind. */
void py_each_parameter(const struct py_parameters *parameters,
		       void (*name)(void *data, struct str name), void *data);

#endif
