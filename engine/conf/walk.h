/*
 * A walk over a syntax tree that shows each statement and each expression once, whatever its scope.
 */
#ifndef RETORT_CONF_WALK_H
#define RETORT_CONF_WALK_H

#include "engine/py/ast.h"

struct conf_visitor {
	void *data;
	void (*statement)(void *data, const struct py_stmt *statement); /* may be NULL */
	void (*expr)(void *data, const struct py_expr *expr);           /* may be NULL */
};

void conf_walk(const struct py_body *body, const struct conf_visitor *visitor);
/* "os.environ.get" for nested attributes of a name; empty for anything else. */
struct str conf_dotted_name(struct arena *result, const struct py_expr *expr);

#endif
