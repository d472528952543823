/*
 * Move and copy: the table as it is, changed by each recorded operation, and at last written anew
 * (ApplyBatchImpl of alembic/operations/batch.py).  Columns are known by the name that they had at
 * first, as there: a renamed column keeps its key.
 */
#ifndef RETORT_DDL_BATCH_APPLY_H
#define RETORT_DDL_BATCH_APPLY_H

#include "engine/ddl/batch.h"

struct batch_column {
	struct str key;                  /* its first name */
	struct ddl_column *column;       /* what it becomes */
	const struct ddl_expr *transfer; /* from what it is filled; NULL: a new column */
	bool is_cast;
};

struct batch_constraints {
	const struct ddl_constraint **items;
	size_t n;
};

struct batch_pair {
	struct str first, second;
};

struct batch_copy {
	const struct ddl_run *run;
	const struct ddl_batch *batch;
	struct ddl_table *table; /* the original */
	bool is_reflected;
	struct batch_column *columns;
	size_t column_count, column_capacity;
	struct str_list existing_order;
	struct batch_pair *ordering; /* add_col_ordering */
	size_t ordering_count;
	struct batch_constraints named, unnamed;
	const struct ddl_index **indexes, **new_indexes;
	size_t index_count, new_index_count;
};

struct error *batch_copy_start(struct batch_copy *copy) NODISCARD;
struct error *batch_copy_apply(struct batch_copy *copy,
			       const struct ddl_batch_operation *operation) NODISCARD;
/* CREATE, INSERT, DROP, RENAME, indexes. */
struct error *batch_copy_finish(struct batch_copy *copy) NODISCARD;

/* ---- between the two files ---- */

struct batch_column *batch_find_column(const struct batch_copy *copy, struct str key);
/* Columns in the order that insert_before, insert_after and partial_reordering ask for. */
struct error *batch_sort_columns(struct batch_copy *copy) NODISCARD;

#endif
