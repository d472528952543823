/*
 * The directives of alembic.op, in two guises: op.x(table, ...) is done at once, b.x(...) of a
 * `with op.batch_alter_table(table) as b` is recorded for its end.  Both build the same operation.
 */
#ifndef RETORT_OPS_OPERATIONS_H
#define RETORT_OPS_OPERATIONS_H

#include "engine/ddl/batch.h"
#include "engine/ops/schema.h"

struct ops_batch { /* the `b` */
	struct py_object head;
	struct ddl_batch batch;
	size_t capacity;
	struct py_object *table_args; /* what the copy gets as well */
	struct py_object *reflect_args;
};

/* The table a directive speaks of, and the batch that records it (NULL: at once). */
struct ops_place {
	struct ops_batch *batch;
	struct ddl_name table, schema;
};

extern const struct py_native_type ops_batch_type, ops_operations_type;
extern const struct py_method ops_directives[];       /* alembic.op's functions */
extern const struct py_method ops_batch_directives[]; /* methods of `b` */

/* Does or records; None or NULL. */
struct py_object *ops_emit(struct py *vm, const struct ops_place *place,
			   const struct ddl_batch_operation *operation);
/* `op.x(table_name, ..., schema=)`, or the batch's own table for `self` of a batch. */
bool ops_take_place(struct py *vm, struct py_object *table, struct py_object *schema,
		    struct ops_place *ret);
struct ops_place ops_batch_place(struct py_object *self);
/* A constraint with its stand-in table: recorded or done. */
struct py_object *ops_emit_constraint(struct py *vm, const struct ops_place *place,
				      struct ddl_constraint *constraint);

/* inspect.c: where a batch gets the table that it copies */
void ops_prepare_reflection(struct py *vm, struct ops_batch *batch);

/* operations_column.c, operations_constraint.c, operations_index.c, operations_table.c; the batch_
   ones are methods whose self is a struct ops_batch */
#define OPS_DIRECTIVES(X)                                                                          \
	X(add_column,                                                                              \
	  "table_name, column, *, schema=None, if_not_exists=None, inline_references=None, "       \
	  "inline_primary_key=None")                                                               \
	X(alter_column,                                                                            \
	  "table_name, column_name, *, nullable=None, comment=False, server_default=False, "       \
	  "new_column_name=None, type_=None, existing_type=None, existing_server_default=False, "  \
	  "existing_nullable=None, existing_comment=None, schema=None, **kw")                      \
	X(batch_alter_table,                                                                       \
	  "table_name, schema=None, recreate='auto', partial_reordering=None, copy_from=None, "    \
	  "table_args=(), table_kwargs={}, reflect_args=(), reflect_kwargs={}, "                   \
	  "naming_convention=None")                                                                \
	X(bulk_insert, "table, rows, *, multiinsert=True")                                         \
	X(create_check_constraint, "constraint_name, table_name, condition, *, schema=None, **kw") \
	X(create_exclude_constraint, "constraint_name, table_name, *elements, **kw")               \
	X(create_foreign_key,                                                                      \
	  "constraint_name, source_table, referent_table, local_cols, remote_cols, *, "            \
	  "onupdate=None, ondelete=None, deferrable=None, initially=None, match=None, "            \
	  "source_schema=None, referent_schema=None, **dialect_kw")                                \
	X(create_index, "index_name, table_name, columns, *, schema=None, unique=False, "          \
			"if_not_exists=None, **kw")                                                \
	X(create_primary_key, "constraint_name, table_name, columns, *, schema=None")              \
	X(create_table, "table_name, *columns, if_not_exists=None, **kw")                          \
	X(create_table_comment, "table_name, comment, *, existing_comment=None, schema=None")      \
	X(create_unique_constraint, "constraint_name, table_name, columns, *, schema=None, **kw")  \
	X(drop_column, "table_name, column_name, *, schema=None, **kw")                            \
	X(drop_constraint,                                                                         \
	  "constraint_name, table_name, type_=None, *, schema=None, if_exists=None")               \
	X(drop_index, "index_name, table_name=None, *, schema=None, if_exists=None, **kw")         \
	X(drop_table, "table_name, *, schema=None, if_exists=None, **kw")                          \
	X(drop_table_comment, "table_name, *, existing_comment=None, schema=None")                 \
	X(execute, "sqltext, *, execution_options=None")                                           \
	X(f, "name")                                                                               \
	X(get_bind, "")                                                                            \
	X(get_context, "")                                                                         \
	X(implementation_for, "op_cls, *, replace=False")                                          \
	X(inline_literal, "value, type_=None")                                                     \
	X(invoke, "operation")                                                                     \
	X(register_operation, "name, sourcename=None")                                             \
	X(rename_table, "old_table_name, new_table_name, *, schema=None")

#define OPS_BATCH_DIRECTIVES(X)                                                                    \
	X(add_column, "column, *, insert_before=None, insert_after=None, if_not_exists=None, "     \
		      "inline_references=None, inline_primary_key=None")                           \
	X(alter_column,                                                                            \
	  "column_name, *, nullable=None, comment=False, server_default=False, "                   \
	  "new_column_name=None, type_=None, existing_type=None, existing_server_default=False, "  \
	  "existing_nullable=None, existing_comment=None, insert_before=None, insert_after=None, " \
	  "**kw")                                                                                  \
	X(create_check_constraint, "constraint_name, condition, **kw")                             \
	X(create_exclude_constraint, "constraint_name, *elements, **kw")                           \
	X(create_foreign_key,                                                                      \
	  "constraint_name, referent_table, local_cols, remote_cols, *, "                          \
	  "referent_schema=None, onupdate=None, ondelete=None, deferrable=None, "                  \
	  "initially=None, match=None, **dialect_kw")                                              \
	X(create_index, "index_name, columns, **kw")                                               \
	X(create_primary_key, "constraint_name, columns")                                          \
	X(create_table_comment, "comment, *, existing_comment=None")                               \
	X(create_unique_constraint, "constraint_name, columns, **kw")                              \
	X(drop_column, "column_name, **kw")                                                        \
	X(drop_constraint, "constraint_name, type_=None")                                          \
	X(drop_index, "index_name, **kw")                                                          \
	X(drop_table_comment, "*, existing_comment=None")

#define X(name, signature) py_native ops_op_##name;
OPS_DIRECTIVES(X)
#undef X
#define X(name, signature) py_native ops_batch_op_##name;
OPS_BATCH_DIRECTIVES(X)
#undef X

#endif
