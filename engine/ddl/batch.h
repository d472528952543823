/*
 * Batch mode: the operations of one `with op.batch_alter_table()` block, recorded, then either sent
 * one by one or done at once by move and copy: a new table under a temporary name, INSERT ...
 * SELECT, DROP, RENAME (alembic/operations/batch.py).  The table that is copied comes from
 * copy_from or from the caller's reflection; nothing here asks a database.
 */
#ifndef RETORT_DDL_BATCH_H
#define RETORT_DDL_BATCH_H

#include "engine/ddl/operation.h"

enum ddl_recreate { DDL_RECREATE_AUTO, DDL_RECREATE_ALWAYS, DDL_RECREATE_NEVER };

enum ddl_batch_kind {
	DDL_BATCH_ADD_COLUMN,
	DDL_BATCH_DROP_COLUMN,
	DDL_BATCH_ALTER_COLUMN,
	DDL_BATCH_CREATE_INDEX,
	DDL_BATCH_DROP_INDEX,
	DDL_BATCH_ADD_CONSTRAINT,
	DDL_BATCH_DROP_CONSTRAINT,
	DDL_BATCH_TABLE_COMMENT,
};

struct ddl_batch_operation {
	enum ddl_batch_kind kind;
	union {
		struct ddl_add_column add_column;
		struct ddl_drop_column drop_column;
		struct ddl_alter_column alter_column;
		const struct ddl_index *index;
		const struct ddl_constraint *constraint;
		struct ddl_drop_constraint drop_constraint;
		struct str comment;
	};
	bool if_exists;                         /* of an index: if_exists, if_not_exists */
	struct str insert_before, insert_after; /* add_column; empty: not given */
	const struct ddl_type *existing_type;   /* drop_column(existing_type=), or NULL */
};

struct ddl_batch {
	struct ddl_name table, schema;
	enum ddl_recreate recreate;
	struct ddl_table *copy_from; /* or NULL */
	/* Reflects the table when it must be copied and copy_from is not given; NULL offline. */
	struct error *(*reflect)(void *data, struct ddl_table **ret_table);
	void *reflect_data;
	/* table_args: constraints (and columns) that the copy gets as well; they belong to no table
	 * yet */
	struct ddl_constraint **table_constraints;
	size_t table_constraint_count;
	struct ddl_options table_options; /* table_kwargs: sqlite_autoincrement ... */
	struct str_list *reordering;      /* partial_reordering: each a list of names */
	size_t reordering_count;
	/* names for constraints that were reflected without one; may be NULL */
	const struct ddl_metadata *naming;

	struct ddl_batch_operation *operations;
	size_t operation_count;
};

/* True if these operations need move and copy in this dialect. */
bool ddl_batch_recreates(const struct ddl_batch *batch, const struct ddl_dialect *dialect);
/* The end of the `with` block. */
struct error *ddl_batch_flush(const struct ddl_run *run, const struct ddl_batch *batch) NODISCARD;

#endif
