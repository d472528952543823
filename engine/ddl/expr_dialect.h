/*
 * What differs between databases in the text of expressions, statements and literals: one row of
 * facts for each dialect, and the few functions that no fact can express.  The only place on this
 * side that knows dialects by name.
 */
#ifndef RETORT_DDL_EXPR_DIALECT_H
#define RETORT_DDL_EXPR_DIALECT_H

#include "engine/ddl/dialect.h"

/* How values that are not literals are sent. */
enum ddl_placeholder {
	DDL_PLACEHOLDER_INLINE,   /* the client writes them into the text, as psycopg2 and MySQL
				     drivers do */
	DDL_PLACEHOLDER_QUESTION, /* ? */
};

enum ddl_family { DDL_FAMILY_DEFAULT, DDL_FAMILY_POSTGRESQL, DDL_FAMILY_MYSQL, DDL_FAMILY_SQLITE };

struct ddl_expr_dialect {
	const char *name;
	enum ddl_family family;
	enum ddl_placeholder placeholder;
	const char *true_text, *false_text;
	bool doubles_backslash; /* in literals */
	bool has_native_uuid;
	bool has_full_timestamps; /* SQLite stores text: always with microseconds, never with an
				     offset */
	bool has_interval;
	bool has_ilike;
	bool has_boolean_operand; /* `WHERE x`, not `WHERE x = 1` */
	bool concat_is_function;  /* concat(a, b), not a || b */
	bool has_multiple_rows;   /* INSERT ... VALUES (..), (..) */
	bool has_returning;
	bool qualifies_returning; /* RETURNING t.a, not a */
	bool is_mariadb;
};

/* Never NULL: an unknown dialect has the default's row, as str(expression) does. */
const struct ddl_expr_dialect *ddl_expr_dialect(const struct ddl_dialect *dialect);

/* Backslashes in literals are doubled: MySQL's always, and those of PostgreSQL in scripts of SQLAlchemy 2.0. */
bool ddl_doubles_backslash(const struct ddl_dialect *dialect);

#endif
