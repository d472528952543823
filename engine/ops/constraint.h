/*
 * Helpers that the constraint classes and the directives share: references to columns as ForeignKey
 * and ForeignKeyConstraint take them.
 */
#ifndef RETORT_OPS_CONSTRAINT_H
#define RETORT_OPS_CONSTRAINT_H

#include "engine/ops/schema.h"

/* "schema.table.column" of a column, as far as it is known. */
struct str ops_column_path(struct py *vm, const struct ddl_column *column);
/* A str or Column as the target of a foreign key; *ret_column is NULL for a str. */
bool ops_take_reference(struct py *vm, struct py_object *value, struct str *ret_text,
			const struct ddl_column **ret_column);
/* The parts of "schema.table.column"; a single word is a table whose column is the local one's
 * name. */
void ops_split_reference(struct str text, struct str *ret_schema, struct str *ret_table,
			 struct str *ret_column);
/* Adds referred column `reference` for local column `local` to a foreign key constraint. */
bool ops_add_reference(struct py *vm, struct ddl_constraint *constraint, struct str reference,
		       struct str local);

/* EXCLUDE: (column, operator) pairs, using=, where=, ops= */
struct ops_exclude_arguments {
	struct py_object *elements, *using, *where, *ops;
};
bool ops_fill_exclude(struct py *vm, struct ddl_constraint *constraint,
		      const struct ops_exclude_arguments *args);

#endif
