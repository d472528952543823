#include "engine/mig/version.h"

#include "engine/ddl/version_table.h"

static struct ddl_version_table version_table(const struct mig *mig)
{
	return (struct ddl_version_table){
		.name = mig->settings->version_table,
		.schema = mig->settings->version_table_schema,
		.primary_key = mig->settings->version_table_pk,
	};
}

static struct error *send(struct mig_target *target, struct str text, int64_t *ret_affected)
{
	struct arena scratch CLEANUP(arena_done) = { 0 };
	const struct ddl_statement statement = { .text = text };
	struct db_result result = { .affected = -1 };

	if (target->connection)
		TRY(target->connection->driver->execute(target->connection, &scratch, &statement, &result));
	else
		TRY(target->ops.sink.execute(target->ops.sink.data, &statement));
	*ret_affected = result.affected;
	return NULL;
}

struct error *mig_version_exists(const struct mig *mig, struct db_connection *connection, bool *ret_exists)
{
	return connection->driver->has_table(connection, mig->settings->version_table_schema,
					     mig->settings->version_table, ret_exists);
}

struct error *mig_version_create(struct mig_target *target)
{
	const struct ddl_version_table table = version_table(target->mig);
	bool is_there = false;
	int64_t affected;
	struct str text;

	if (target->connection)
		TRY(mig_version_exists(target->mig, target->connection, &is_there));
	if (is_there)
		return NULL;
	TRY(ddl_version_create(target->mig->arena, &target->mig->dialect, &table, false, &text));
	return send(target, text, &affected);
}

/* Alembic's own words for a row that somebody else took away. */
static struct error *check_one_row(const struct mig_target *target, const struct rev_row_change *change,
				   int64_t affected)
{
	const struct str table = target->mig->settings->version_table;

	if (!target->connection || affected < 0 || affected == 1 || change->kind == REV_ROW_INSERT)
		return NULL;
	if (change->kind == REV_ROW_DELETE)
		return error_new(ERR_COMMAND,
				 "Online migration expected to match one row when deleting '%.*s' in "
				 "'%.*s'; %lld found",
				 STR_ARG(change->from), STR_ARG(table), (long long)affected);
	return error_new(ERR_COMMAND,
			 "Online migration expected to match one row when updating '%.*s' to '%.*s' in "
			 "'%.*s'; %lld found",
			 STR_ARG(change->from), STR_ARG(change->to), STR_ARG(table), (long long)affected);
}

static struct error *change_text(struct mig_target *target, const struct rev_row_change *change,
				 struct str *ret_text)
{
	const struct ddl_version_table table = version_table(target->mig);
	struct arena *arena = target->mig->arena;
	const struct ddl_dialect *dialect = &target->mig->dialect;

	switch (change->kind) {
	case REV_ROW_INSERT:
		return ddl_version_insert(arena, dialect, &table, change->to, ret_text);
	case REV_ROW_UPDATE:
		return ddl_version_update(arena, dialect, &table,
					  &(struct ddl_version_change){ change->from, change->to }, ret_text);
	case REV_ROW_DELETE:
		return ddl_version_delete(arena, dialect, &table, change->from, ret_text);
	}
	return NULL;
}

struct error *mig_version_change(struct mig_target *target, const struct rev_row_change *change)
{
	struct str text;
	int64_t affected;

	TRY(change_text(target, change, &text));
	TRY(send(target, text, &affected));
	return check_one_row(target, change, affected);
}

struct error *mig_version_purge(struct mig_target *target)
{
	const struct ddl_version_table table = version_table(target->mig);
	struct str text;
	int64_t affected;

	TRY(mig_version_create(target));
	TRY(ddl_version_delete(target->mig->arena, &target->mig->dialect, &table, STR_NULL, &text));
	return send(target, text, &affected);
}

struct error *mig_version_rows(const struct mig *mig, struct db_connection *connection, struct arena *result,
			       struct str_list *ret_rows)
{
	const struct ddl_version_table table = version_table(mig);
	bool is_there;
	struct str text;

	TRY(mig_version_exists(mig, connection, &is_there));
	if (!is_there)
		return NULL;
	TRY(ddl_version_select(mig->arena, &mig->dialect, &table, &text));
	return db_texts(connection, result, text, ret_rows);
}
