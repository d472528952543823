/*
 * INSERT, UPDATE and DELETE: what dml.c and dml_conflict.c share.  Which columns are written, and
 * in what order, is decided when the statement is (engine/ddl/statement_dml.c).
 */
#ifndef RETORT_OPS_DML_H
#define RETORT_OPS_DML_H

#include "engine/ops/expression.h"

/* A copy of the object's INSERT to change, and the object of the changed one, of the same class. */
struct ddl_insert *ops_insert_changed(struct py *vm, struct py_object *self);
struct py_object *ops_insert_done(struct py *vm, struct py_object *self,
				  const struct ddl_insert *insert);
/* A new INSERT into `table` as an object of the class. */
struct py_object *ops_insert_of(struct py *vm, const struct py_native_type *type,
				const struct ddl_expr *table);

/* The table behind a FROM element, or NULL; its column of that key, or NULL. */
const struct ddl_table *ops_dml_table(const struct ddl_expr *from);
const struct ddl_column *ops_dml_column(const struct ddl_table *table, struct str key);
/* {column or key: value}, added to *set; what is there already is replaced */
bool ops_dml_put_dict(struct py *vm, const struct ddl_table *table, struct py_object *dict,
		      struct ddl_assignments *set);
/* (column or key, value) pairs in their order */
bool ops_dml_put_pairs(struct py *vm, const struct ddl_table *table, struct py_object *const *pairs,
		       size_t n, struct ddl_assignments *set);

#endif
