/*
 * What the files of the checker share.  Nobody but check*.c includes this.
 */
#ifndef RETORT_PY_CHECK_STATE_H
#define RETORT_PY_CHECK_STATE_H

#include "engine/base/map.h"
#include "engine/py/check.h"

/* What binds a name in one scope. */
struct py_binding {
	int count;       /* how many statements bind it */
	bool is_guarded; /* one of them stands under a `try` */
	/* The import, if that is what binds it. */
	const struct py_stmt *import;
	const struct py_alias *alias;
	/* Definitions of functions and classes at the module's level. */
	const struct py_stmt **definitions;
	size_t definition_count;
	bool is_reached; /* the definitions are walked, or wait for it */
};

struct py_check_scope {
	struct py_check_scope *parent;
	struct map names; /* -> struct py_binding */
	bool is_class;
};

struct py_check {
	struct arena *arena;
	const struct py_source *source;
	const struct py_world *world;
	struct py_check_scope *scope;
	struct py_check_scope module_scope;
	/* Modules of `from ... import *`. */
	struct str_list stars;
	/* Definitions that are named by what was walked, still to be walked themselves. */
	const struct py_stmt **queue;
	size_t queue_count;
	int guard;  /* `try` bodies with handlers around */
	int raises; /* `raise` statements around: what they name makes an end in any case */
	bool in_function;
	struct error *first;
};

/* Notes what is wrong at a place; the first by place is kept. */
void py_check_fail(struct py_check *check, int line, int col, const char *format, ...)
	PRINTF_LIKE(4, 5);

/* Fills `scope` with what the statements bind, without going into functions and classes. */
void py_check_bind_body(struct py_check *check, struct py_check_scope *scope,
			const struct py_body *body);
void py_check_bind_targets(struct py_check *check, struct py_check_scope *scope,
			   const struct py_expr *target);
void py_check_bind_name(struct py_check *check, struct py_check_scope *scope, struct str name);
/* What `global` inside any function of the module binds in it. */
void py_check_bind_globals(struct py_check *check, const struct py_body *body);

/* What an expression stands for, as far as imports tell. */
struct py_static {
	enum { PY_STATIC_NONE, PY_STATIC_MODULE, PY_STATIC_MEMBER } kind;
	struct str module, name; /* the module; the member's name in it */
};

struct py_binding *py_check_find(struct py_check *check, struct str name);
/* Walks an expression. */
void py_check_expr(struct py_check *check, const struct py_expr *expr);
/* The same, and what it stands for if it is a name or an attribute of one. */
struct py_static py_check_resolve(struct py_check *check, const struct py_expr *expr);
/* A use of a name that must be bound; what it defines is then reachable. */
void py_check_name(struct py_check *check, const struct py_expr *expr);
/* The arguments against the signature of what is called. */
void py_check_call(struct py_check *check, const struct py_expr *call, struct py_static callee);

#endif
