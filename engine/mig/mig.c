#include "engine/mig/mig.h"

#include "engine/mig/live.h"
#include "engine/mig/script.h"
#include "engine/mig/version.h"

struct error *mig_need_dialect(struct mig *mig)
{
	const struct conf_settings *settings = mig->settings;
	const struct ddl_dialect *dialect;

	if (mig->dialect.name)
		return NULL;
	if (!settings->dialect.n)
		return error_hint(error_new(ERR_COMMAND, "no database URL is set, so the dialect is not known"),
				  "give --url or --dialect, set DATABASE_URL, or sqlalchemy.url in alembic.ini");
	dialect = ddl_dialect_find(settings->dialect);
	if (!dialect)
		return error_hint(error_new(ERR_USAGE, "unknown dialect '%.*s'", STR_ARG(settings->dialect)),
				  "one of postgresql, mysql, mariadb, sqlite");
	mig->dialect = *dialect;
	mig->dialect.driver = settings->driver;
	mig->dialect.doubles_percent = settings->doubles_percent;
	if (str_is(settings->options[CONF_OPTION_sqlalchemy], "2.0"))
		mig->dialect.sqlalchemy = DDL_SQLALCHEMY_2_0;
	return NULL;
}

/* Alembic's own checks of what was asked (alembic/command.py upgrade, downgrade, stamp). */
static struct error *check_request(const struct mig_request *request)
{
	if (request->direction == REV_STAMP)
		return request->purge && request->as_sql
			       ? error_new(ERR_COMMAND, "Can't use --purge with --sql mode")
			       : NULL;
	if (!request->as_sql && request->from.p)
		return error_new(ERR_COMMAND, "Range revision not allowed");
	if (request->as_sql && request->direction == REV_DOWNGRADE && !request->from.p)
		return error_new(ERR_COMMAND, "downgrade with --sql requires <fromrev>:<torev>");
	return NULL;
}

struct error *mig_run(struct mig *mig, const struct mig_request *request, struct mig_result *ret_result)
{
	*ret_result = (struct mig_result){ 0 };
	TRY(check_request(request));
	TRY(mig_need_dialect(mig));
	return request->as_sql ? mig_run_script(mig, request, ret_result)
			       : mig_run_live(mig, request, ret_result);
}

struct error *mig_ensure_version(struct mig *mig, bool as_sql)
{
	struct strbuf script = STRBUF(mig->arena);
	struct mig_target target;

	TRY(mig_need_dialect(mig));
	if (!as_sql)
		return mig_ensure_version_live(mig);
	mig_script_target(mig, &script, &target);
	mig_log_context(mig, true, target.is_transactional);
	/* With a transaction for each migration there is none around the whole. */
	const bool is_whole = target.is_transactional && !mig->settings->transaction_per_migration;
	if (is_whole)
		TRY(target.begin(&target));
	TRY(mig_version_create(&target));
	if (is_whole)
		TRY(target.commit(&target));
	if (mig->host->write)
		mig->host->write(mig->host->data, 1, strbuf_str(&script));
	return NULL;
}
