/*
 * SQL expressions and statements as trees (SQLAlchemy's Core), and their text.
 *
 * What is written here is what `engine/ddl`'s own DDL needs of them; the nodes are the expression
 * module's.  Text is written for one dialect, with values as literals (`literal_binds`, offline and
 * in DDL) or as numbered parameters that the driver gets beside the text.
 */
#ifndef RETORT_DDL_EXPR_H
#define RETORT_DDL_EXPR_H

#include "engine/ddl/operation.h"

struct ddl_expr_options {
	bool literal_binds; /* values as literals; unset binds are NULL, as Alembic offline [tried]
			     */
	bool without_table; /* columns without their table's name (CHECK, index, DEFAULT) */
	bool self_group;    /* as inside an index's parentheses: expressions get their own */
};

/* A column of a table as an expression; `table` part is written unless without_table. */
const struct ddl_expr *ddl_expr_column(struct arena *result, const struct ddl_column *column);
/* A bare name, quoted if needed (op.create_index("ix", "t", ["a"])). */
const struct ddl_expr *ddl_expr_name(struct arena *result, struct ddl_name name);
/* sa.text(): verbatim but for `:name` binds and `\:` */
const struct ddl_expr *ddl_expr_text(struct arena *result, struct str text);
/* The column behind an expression, or the name of it, or NULL. */
const struct ddl_column *ddl_expr_as_column(const struct ddl_expr *expr);
/* text(), func and so on are expressions; a column, literal, true/false is not "complex" (SQLite's
 * DEFAULT (..)) */
bool ddl_expr_is_text(const struct ddl_expr *expr);

/* An expression as part of DDL. */
struct error *ddl_expr_write(struct arena *result, const struct ddl_dialect *dialect,
			     const struct ddl_expr *expr, const struct ddl_expr_options *options,
			     struct str *ret_text) NODISCARD;
/* A whole statement (select, insert, update, delete, text) with its parameters unless
 * literal_binds. */
struct error *ddl_expr_statement(struct arena *result, const struct ddl_dialect *dialect,
				 const struct ddl_expr *expr,
				 const struct ddl_expr_options *options,
				 struct ddl_statement *ret_statement) NODISCARD;
/* As str(expression): parameters as `:name`, unless literal_binds. */
struct error *ddl_expr_string(struct arena *result, const struct ddl_dialect *dialect,
			      const struct ddl_expr *expr, bool literal_binds,
			      struct str *ret_text) NODISCARD;
/* The names of the parameters in a text(). */
struct str_list ddl_text_bind_names(struct arena *result, struct str text);

#endif
