#include "engine/ddl/batch.h"

#include "engine/ddl/batch_apply.h"
#include "engine/ddl/dialect_methods.h"

static struct error *command_error(struct error *error)
{
	error->kind = STR("CommandError");
	return error;
}

/* alembic/ddl/sqlite.py, requires_recreate_in_batch: what came with a column counts as operations
 * too. */
static bool adds_in_place(const struct ddl_add_column *add)
{
	const struct ddl_default *value = &add->column->server_default;
	if (value->kind == DDL_DEFAULT_EXPR)
		return false;
	if (value->kind == DDL_DEFAULT_COMPUTED && value->computed->persisted > 0)
		return false;
	for (size_t i = 0; i < add->table->constraint_count; i++)
		if (add->table->constraints[i]->kind != DDL_PRIMARY_KEY)
			return false;
	return true;
}

bool ddl_batch_recreates(const struct ddl_batch *batch, const struct ddl_dialect *dialect)
{
	if (batch->recreate != DDL_RECREATE_AUTO)
		return batch->recreate == DDL_RECREATE_ALWAYS;
	if (!dialect->methods->lacks_constraint_alter)
		return false;
	for (size_t i = 0; i < batch->operation_count; i++) {
		const struct ddl_batch_operation *operation = &batch->operations[i];
		bool is_index = operation->kind == DDL_BATCH_CREATE_INDEX ||
				operation->kind == DDL_BATCH_DROP_INDEX;
		bool is_in_place = operation->kind == DDL_BATCH_ADD_COLUMN &&
				   adds_in_place(&operation->add_column);
		if (!is_index && !is_in_place)
			return true;
	}
	return false;
}

static struct error *send_one(const struct ddl_run *run, const struct ddl_batch *batch,
			      const struct ddl_batch_operation *operation)
{
	switch (operation->kind) {
	case DDL_BATCH_ADD_COLUMN:
		return ddl_add_column(run, &operation->add_column);
	case DDL_BATCH_DROP_COLUMN:
		return ddl_drop_column(run, &operation->drop_column);
	case DDL_BATCH_ALTER_COLUMN:
		return ddl_alter_column(run, &operation->alter_column);
	case DDL_BATCH_CREATE_INDEX:
		return ddl_create_index(run, operation->index, operation->if_exists);
	case DDL_BATCH_DROP_INDEX:
		return ddl_drop_index(run, operation->index, operation->if_exists);
	case DDL_BATCH_ADD_CONSTRAINT:
		return ddl_add_constraint(run, operation->constraint);
	case DDL_BATCH_DROP_CONSTRAINT:
		return ddl_drop_constraint(run, &operation->drop_constraint);
	case DDL_BATCH_TABLE_COMMENT:
		break;
	}
	return ddl_table_comment(run, batch->table, batch->schema, operation->comment);
}

/* insert_before and insert_after are refused as soon as they are given and the table is altered in
 * place. */
static struct error *check_positions(const struct ddl_batch *batch,
				     const struct ddl_dialect *dialect)
{
	struct ddl_batch so_far = *batch;
	for (size_t i = 0; i < batch->operation_count; i++) {
		const struct ddl_batch_operation *operation = &batch->operations[i];
		so_far.operation_count = i;
		if (operation->kind != DDL_BATCH_ADD_COLUMN ||
		    (operation->insert_before.n == 0 && operation->insert_after.n == 0) ||
		    ddl_batch_recreates(&so_far, dialect))
			continue;
		return command_error(error_new(
			ERR_COMMAND, "Can't specify insert_before or insert_after when using "
				     "ALTER; please specify recreate='always'"));
	}
	return NULL;
}

/* Names that the database knows are final; the convention names only what was reflected without
 * name. */
static struct error *name_reflected(const struct ddl_run *run, const struct ddl_batch *batch,
				    struct ddl_table *table)
{
	struct ddl_metadata *metadata = ddl_metadata_new(run->arena);
	*metadata = *batch->naming;
	table->metadata = metadata;
	for (size_t i = 0; i < table->constraint_count; i++) {
		table->constraints[i]->name.is_final = table->constraints[i]->name.text.n > 0;
		TRY(ddl_name_constraint(run->arena, table->constraints[i]));
	}
	for (size_t i = 0; i < table->index_count; i++)
		table->indexes[i]->name.is_final = true;
	return NULL;
}

static struct error *original_table(const struct ddl_run *run, const struct ddl_batch *batch,
				    struct ddl_table **ret_table)
{
	*ret_table = batch->copy_from;
	if (batch->copy_from)
		return NULL;
	if (run->as_sql || !batch->reflect)
		return command_error(error_new(ERR_COMMAND,
					       "This operation cannot proceed in --sql mode; batch "
					       "mode with dialect %s requires a "
					       "live database connection with which to reflect the "
					       "table \"%.*s\". To generate a "
					       "batch SQL migration script using table \"move and "
					       "copy\", a complete Table object "
					       "should be passed to the \"copy_from\" argument of "
					       "the batch_alter_table() method so "
					       "that table reflection can be skipped.",
					       run->dialect->name, STR_ARG(batch->table.text)));
	TRY(batch->reflect(batch->reflect_data, ret_table));
	return batch->naming ? name_reflected(run, batch, *ret_table) : NULL;
}

struct error *ddl_batch_flush(const struct ddl_run *run, const struct ddl_batch *batch)
{
	TRY(check_positions(batch, run->dialect));
	if (!ddl_batch_recreates(batch, run->dialect)) {
		for (size_t i = 0; i < batch->operation_count; i++)
			TRY(send_one(run, batch, &batch->operations[i]));
		return NULL;
	}
	struct batch_copy copy = { .run = run, .batch = batch, .is_reflected = !batch->copy_from };
	TRY(original_table(run, batch, &copy.table));
	TRY(batch_copy_start(&copy));
	for (size_t i = 0; i < batch->operation_count; i++)
		TRY(batch_copy_apply(&copy, &batch->operations[i]));
	return batch_copy_finish(&copy);
}
