#include "engine/mig/steps.h"

#include "engine/mig/version.h"

static const char migration_logger[] = "alembic.runtime.migration";

static void log_line(const struct mig *mig, struct str message)
{
	if (mig->host->log)
		mig->host->log(mig->host->data, MIG_INFO, STR("alembic.runtime.migration"), message);
}

bool mig_is_transactional(const struct mig *mig)
{
	if (mig->settings->transactional_ddl >= 0)
		return mig->settings->transactional_ddl;
	return mig->dialect.has_transactional_ddl;
}

void mig_log_context(const struct mig *mig, bool as_sql, bool is_transactional)
{
	log_line(mig, str_printf(mig->arena, "Context impl %s.", mig->dialect.impl_name));
	if (as_sql)
		log_line(mig, STR("Generating static SQL"));
	log_line(mig, is_transactional ? STR("Will assume transactional DDL.")
				       : STR("Will assume non-transactional DDL."));
}

static struct error *make_plan(const struct mig *mig, const struct mig_request *request,
			       const struct str_list *rows, struct rev_plan *ret_plan)
{
	switch (request->direction) {
	case REV_UPGRADE:
		return rev_plan_upgrade(mig->arena, mig->graph, rows, request->targets.items[0], ret_plan);
	case REV_DOWNGRADE:
		return rev_plan_downgrade(mig->arena, mig->graph, rows, request->targets.items[0], ret_plan);
	case REV_STAMP:
		return rev_plan_stamp(mig->arena, mig->graph, rows, &request->targets, ret_plan);
	}
	return NULL;
}

/* Every body is read before the first statement of any. */
static struct error *check_plan(const struct mig *mig, const struct rev_plan *plan)
{
	for (size_t i = 0; i < plan->n; i++) {
		const struct rev_step *step = &plan->steps[i];
		struct error *error = step->node ? mig_check(mig, step->node->script, step->direction) : NULL;
		if (error)
			return error_wrap(error, "reading revision '%.*s'; nothing was changed",
					  STR_ARG(step->node->script->revision));
	}
	return NULL;
}

static struct error *change_rows(struct mig_target *target, const struct rev_step *step, struct str_list *rows)
{
	struct mig *mig = target->mig;
	struct rev_row_changes changes = { 0 };

	TRY(rev_plan_rows(mig->arena, mig->graph, step, rows, &changes));
	for (size_t i = 0; i < changes.n; i++) {
		TRY(mig_version_change(target, &changes.items[i]));
		rev_rows_apply(mig->arena, rows, &changes.items[i]);
	}
	return NULL;
}

static struct error *run_body(struct mig_target *target, const struct rev_step *step)
{
	struct mig *mig = target->mig;

	if (!step->node)
		return NULL;
	return mig_evaluate(mig, step->node->script, step->direction, &target->ops);
}

static struct error *run_step(struct mig_target *target, const struct rev_step *step, struct str_list *rows)
{
	struct mig *mig = target->mig;
	const struct str running = STR("Running ");

	if (target->as_sql && !rows->n)
		TRY(mig_version_create(target));
	log_line(mig, str_concat(mig->arena, running, rev_step_log(mig->arena, step)));
	TRY(target->note(target, str_concat(mig->arena, running, rev_step_short_log(mig->arena, step))));
	TRY(run_body(target, step));
	return change_rows(target, step, rows);
}

/* A script has no BEGIN where DDL is not transactional; a database has a transaction for each step then. */
static bool has_step_transaction(const struct mig_target *target)
{
	if (target->is_transactional)
		return target->mig->settings->transaction_per_migration;
	return !target->as_sql;
}

static struct error *run_in_transaction(struct mig_target *target, const struct rev_step *step,
					struct str_list *rows)
{
	if (!has_step_transaction(target))
		return run_step(target, step, rows);
	TRY(target->begin(target));
	TRY(run_step(target, step, rows));
	return target->commit(target);
}

static struct error *run_plan(struct mig_target *target, const struct rev_plan *plan,
			      struct mig_result *result)
{
	const struct mig *mig = target->mig;

	for (size_t i = 0; i < plan->n; i++) {
		struct error *error = mig->host->interrupted ? mig->host->interrupted(mig->host->data) : NULL;
		if (!error)
			error = run_in_transaction(target, &plan->steps[i], &result->to);
		if (error)
			return error_wrap(error, "running %.*s",
					  STR_ARG(rev_step_log(mig->arena, &plan->steps[i])));
		result->applied++;
	}
	return NULL;
}

static void warn_all(const struct mig *mig, const struct str_list *warnings)
{
	for (size_t i = 0; i < warnings->n; i++)
		if (mig->host->log)
			mig->host->log(mig->host->data, MIG_WARNING, str_from(migration_logger), warnings->items[i]);
}

/* The database is ahead of the files (an image was rolled back): with --database-ahead accept that is fine. */
static bool is_accepted_ahead(const struct mig *mig, const struct mig_request *request,
			      const struct str_list *rows)
{
	if (request->direction != REV_UPGRADE ||
	    !str_is(mig->settings->options[CONF_OPTION_database_ahead], "accept"))
		return false;
	for (size_t i = 0; i < rows->n; i++) {
		if (rev_graph_find(mig->graph, rows->items[i]))
			continue;
		struct str_list warning = { 0 };
		str_list_add(mig->arena, &warning,
			     str_printf(mig->arena, "the database is at '%.*s', which is in no file; nothing was done",
					STR_ARG(rows->items[i])));
		warn_all(mig, &warning);
		return true;
	}
	return false;
}

struct error *mig_run_steps(struct mig_target *target, const struct mig_request *request,
			    struct str_list rows, struct mig_result *ret_result)
{
	struct mig *mig = target->mig;
	struct rev_plan plan = { 0 };

	if (is_accepted_ahead(mig, request, &rows))
		return NULL;
	if (request->purge)
		rows = (struct str_list){ 0 };
	TRY(make_plan(mig, request, &rows, &plan));
	warn_all(mig, &plan.warnings);
	TRY(check_plan(mig, &plan));
	for (size_t i = 0; i < rows.n; i++) {
		str_list_add(mig->arena, &ret_result->from, rows.items[i]);
		str_list_add(mig->arena, &ret_result->to, rows.items[i]);
	}
	if (request->purge)
		TRY(mig_version_purge(target));
	else if (!target->as_sql && !rows.n)
		TRY(mig_version_create(target));
	return run_plan(target, &plan, ret_result);
}
