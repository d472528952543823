/*
 * --sql: statements as text on stream 1 (alembic/ddl/impl.py static_output and _exec).  The script is
 * built whole before any of it is written, so that a revision that cannot be rendered leaves nothing.
 */
#include "engine/mig/script.h"

#include "engine/mig/version.h"

static void add_text(struct strbuf *script, struct str text)
{
	strbuf_add(script, text);
	strbuf_add_c(script, "\n\n");
}

struct str mig_script_text(struct arena *result, struct str statement)
{
	return str_trim(str_replace(result, statement, STR("\t"), STR("    ")));
}

static struct error *write_statement(void *data, const struct ddl_statement *statement)
{
	const struct mig_target *target = data;
	struct arena scratch CLEANUP(arena_done) = { 0 };

	add_text(target->script,
		 str_concat(&scratch, mig_script_text(&scratch, statement->text), STR(";")));
	return NULL;
}

static struct error *begin(struct mig_target *target)
{
	add_text(target->script, STR("BEGIN;"));
	return NULL;
}

static struct error *commit(struct mig_target *target)
{
	add_text(target->script, STR("COMMIT;"));
	return NULL;
}

static struct error *rollback(struct mig_target *target)
{
	(void)target;
	return NULL;
}

static struct error *note(struct mig_target *target, struct str text)
{
	struct arena scratch CLEANUP(arena_done) = { 0 };

	add_text(target->script, str_concat(&scratch, STR("-- "), text));
	return NULL;
}

static struct error *autocommit_enter(void *data)
{
	struct mig_target *target = data;

	return target->is_transactional ? commit(target) : NULL;
}

static struct error *autocommit_leave(void *data)
{
	struct mig_target *target = data;

	return target->is_transactional ? begin(target) : NULL;
}

void mig_script_target(struct mig *mig, struct strbuf *script, struct mig_target *ret_target)
{
	*ret_target = (struct mig_target){
		.mig = mig,
		.ops = mig_ops_host(mig, &mig->dialect),
		.as_sql = true,
		.is_transactional = mig_is_transactional(mig),
		.begin = begin,
		.commit = commit,
		.rollback = rollback,
		.note = note,
		.script = script,
	};
	ret_target->ops.run = ret_target;
	ret_target->ops.created_types = ARENA_NEW(mig->arena, struct map);
	*ret_target->ops.created_types = MAP(mig->arena);
	ret_target->ops.as_sql = true;
	ret_target->ops.sink = (struct ddl_sink){ .data = ret_target, .execute = write_statement };
	ret_target->ops.autocommit_enter = autocommit_enter;
	ret_target->ops.autocommit_leave = autocommit_leave;
}

struct error *mig_run_script(struct mig *mig, const struct mig_request *request, struct mig_result *ret_result)
{
	struct strbuf script = STRBUF(mig->arena);
	struct mig_target target;
	struct str_list rows = { 0 };

	mig_script_target(mig, &script, &target);
	mig_log_context(mig, true, target.is_transactional);
	TRY(rev_starting_rows(mig->arena, mig->graph, request->from, &rows));
	const bool is_whole = target.is_transactional && !mig->settings->transaction_per_migration;
	if (is_whole)
		TRY(begin(&target));
	TRY(mig_run_steps(&target, request, rows, ret_result));
	if (is_whole)
		TRY(commit(&target));
	if (mig->host->write)
		mig->host->write(mig->host->data, 1, strbuf_str(&script));
	return NULL;
}
