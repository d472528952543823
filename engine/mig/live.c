#include "engine/mig/live.h"

#include "engine/base/fs.h"
#include "engine/db/reflect.h"
#include "engine/mig/version.h"

#define PASSWORD_FILE_LIMIT 4096

static struct error *apply_password_file(struct mig *mig, struct db_url *url)
{
	const struct str path = mig->settings->options[CONF_OPTION_password_file];
	struct str text;

	if (!path.n)
		return NULL;
	TRY(fs_read(mig->arena, path, PASSWORD_FILE_LIMIT, &text));
	while (text.n && (text.p[text.n - 1] == '\n' || text.p[text.n - 1] == '\r'))
		text.n--;
	url->password.hidden = text;
	return NULL;
}

/* What a session needs said before anything else; PostgreSQL alone has these. */
static struct error *prepare_session(struct mig *mig, struct db_connection *connection)
{
	static const struct {
		enum conf_option option;
		const char *setting;
	} durations[] = {
		{ CONF_OPTION_lock_timeout, "lock_timeout" },
		{ CONF_OPTION_statement_timeout, "statement_timeout" },
	};
	const struct str *options = mig->settings->options;
	struct arena *arena = mig->arena;

	if (!connection->dialect.has_sequences || connection->dialect.max_identifier != 63)
		return NULL;
	for (size_t i = 0; i < sizeof(durations) / sizeof(*durations); i++) {
		int64_t milliseconds;
		if (!options[durations[i].option].n)
			continue;
		TRY(conf_duration(options[durations[i].option], &milliseconds));
		TRY(db_run(connection, str_printf(arena, "SET %s = %lld", durations[i].setting,
						  (long long)milliseconds)));
	}
	if (options[CONF_OPTION_role].n)
		TRY(db_run(connection,
			   str_printf(arena, "SET ROLE %.*s",
				      STR_ARG(ddl_quote(arena, &connection->dialect,
							ddl_name(options[CONF_OPTION_role]))))));
	if (options[CONF_OPTION_search_path].n)
		TRY(db_run(connection, str_printf(arena, "SET search_path = %.*s",
						  STR_ARG(options[CONF_OPTION_search_path]))));
	return NULL;
}

struct error *mig_connect(struct mig *mig, struct db_connection *ret_connection)
{
	struct db_url url;

	if (mig->settings->unreadable)
		return mig->settings->unreadable;
	if (!mig->settings->url.text.n)
		return error_hint(error_new(ERR_COMMAND, "no database URL is set"),
				  "give --url, set DATABASE_URL, or sqlalchemy.url in alembic.ini");
	TRY(db_url_parse(mig->arena, mig->settings->url.text, &url));
	TRY(apply_password_file(mig, &url));
	TRY(db_open(&url, ret_connection));
	ret_connection->dialect.sqlalchemy = mig->dialect.sqlalchemy;
	return prepare_session(mig, ret_connection);
}

/* ---- the target ---- */

static struct error *execute(void *data, const struct ddl_statement *statement)
{
	struct mig_target *target = data;
	struct arena scratch CLEANUP(arena_done) = { 0 };
	struct db_result result;

	return target->connection->driver->execute(target->connection, &scratch, statement, &result);
}

static struct error *query(void *data, struct arena *result, const struct ddl_statement *statement,
			   struct db_result *ret_result)
{
	struct mig_target *target = data;

	return target->connection->driver->execute(target->connection, result, statement, ret_result);
}

static struct error *type_exists(void *data, struct str schema, struct str name, bool *ret_exists)
{
	struct mig_target *target = data;
	struct arena scratch CLEANUP(arena_done) = { 0 };
	const struct ddl_dialect *dialect = &target->connection->dialect;
	const struct str where =
		schema.n ? str_printf(&scratch, "n.nspname = %.*s",
				      STR_ARG(ddl_quote_string(&scratch, dialect, schema)))
			 : STR("pg_catalog.pg_type_is_visible(t.oid)");
	struct str_list found = { 0 };

	TRY(db_texts(target->connection, &scratch,
		     str_printf(&scratch,
				"SELECT t.typname FROM pg_catalog.pg_type t "
				"JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace "
				"WHERE t.typname = %.*s AND %.*s",
				STR_ARG(ddl_quote_string(&scratch, dialect, name)), STR_ARG(where)),
		     &found));
	*ret_exists = found.n > 0;
	return NULL;
}

static struct error *begin(struct mig_target *target)
{
	if (target->connection->in_transaction)
		return NULL;
	return target->connection->driver->begin(target->connection);
}

static struct error *commit(struct mig_target *target)
{
	if (!target->connection->in_transaction)
		return NULL;
	return target->connection->driver->commit(target->connection);
}

static struct error *rollback(struct mig_target *target)
{
	if (!target->connection->in_transaction || target->connection->driver->is_lost(target->connection))
		return NULL;
	return target->connection->driver->rollback(target->connection);
}

static struct error *note(struct mig_target *target, struct str text)
{
	(void)target;
	(void)text;
	return NULL;
}

/* What came before is committed; statements inside commit themselves (alembic autocommit_block). */
static struct error *autocommit_enter(void *data)
{
	struct mig_target *target = data;

	target->left_for_autocommit = target->connection->in_transaction;
	TRY(commit(target));
	target->connection->is_autocommit = true;
	return NULL;
}

static struct error *autocommit_leave(void *data)
{
	struct mig_target *target = data;

	target->connection->is_autocommit = false;
	return target->left_for_autocommit ? begin(target) : NULL;
}

/* A revision's own begin(), commit(), savepoints on op.get_bind(). */
static struct error *transaction(void *data, struct str what, struct str savepoint)
{
	struct mig_target *target = data;
	struct arena scratch CLEANUP(arena_done) = { 0 };

	if (str_is(what, "COMMIT"))
		return commit(target);
	if (str_is(what, "ROLLBACK"))
		return rollback(target);
	if (str_is(what, "BEGIN"))
		return begin(target);
	return db_run(target->connection,
		      str_printf(&scratch, "%.*s %.*s", STR_ARG(what), STR_ARG(savepoint)));
}

static void live_target(struct mig *mig, struct db_connection *connection, struct mig_target *ret_target)
{
	*ret_target = (struct mig_target){
		.mig = mig,
		.ops = mig_ops_host(mig, &connection->dialect),
		.is_transactional = mig_is_transactional(mig),
		.begin = begin,
		.commit = commit,
		.rollback = rollback,
		.note = note,
		.connection = connection,
	};
	ret_target->ops.run = ret_target;
	ret_target->ops.created_types = ARENA_NEW(mig->arena, struct map);
	*ret_target->ops.created_types = MAP(mig->arena);
	ret_target->ops.connection = connection;
	ret_target->ops.sink = (struct ddl_sink){
		.data = ret_target, .execute = execute, .type_exists = type_exists
	};
	ret_target->ops.query = query;
	ret_target->ops.transaction = transaction;
	ret_target->ops.autocommit_enter = autocommit_enter;
	ret_target->ops.autocommit_leave = autocommit_leave;
}

/* A database whose versions stand in a table of another name would be migrated from its base again: the
   worst that a wrong setting can do.  Where the name was given, nobody forgot it. */
static struct error *check_first_step(const struct mig_target *target, const struct mig_request *request)
{
	struct mig *mig = target->mig;
	const struct db_reflector *reflector = db_reflector_of(target->connection);
	struct str_list found = { 0 };

	if (request->direction != REV_UPGRADE || mig->settings->version_table_was_given || !reflector ||
	    mig->settings->options[CONF_OPTION_allow_nonempty].n)
		return NULL;
	TRY(reflector->tables_with_column(target->connection, mig->arena, STR("version_num"), &found));
	for (size_t i = 0; i < found.n; i++) {
		const struct str name = str_skip(found.items[i], (size_t)(str_find_char(found.items[i], '.') + 1));
		if (str_equal(name, mig->settings->version_table))
			continue;
		return error_hint(error_new(ERR_COMMAND,
					    "there is no '%.*s', but '%.*s' looks like the version table of this "
					    "database; nothing was changed",
					    STR_ARG(mig->settings->version_table), STR_ARG(found.items[i])),
				  "give --version-table, `stamp` the revision the database is at, or "
				  "--allow-nonempty to start from base");
	}
	return NULL;
}

static struct error *run_on(struct mig_target *target, const struct mig_request *request,
			    struct mig_result *ret_result)
{
	struct mig *mig = target->mig;
	struct str_list rows = { 0 };

	mig_log_context(mig, false, target->is_transactional);
	if (target->is_transactional && !mig->settings->transaction_per_migration)
		TRY(begin(target));
	TRY(mig_version_rows(mig, target->connection, mig->arena, &rows));
	if (!rows.n)
		TRY(check_first_step(target, request));
	TRY(mig_run_steps(target, request, rows, ret_result));
	return commit(target);
}

struct error *mig_run_live(struct mig *mig, const struct mig_request *request, struct mig_result *ret_result)
{
	struct db_connection connection CLEANUP(db_close) = { 0 };
	struct mig_target target;

	TRY(mig_connect(mig, &connection));
	live_target(mig, &connection, &target);
	struct error *error = run_on(&target, request, ret_result);
	if (error)
		error_ignore(rollback(&target));
	return error;
}

struct error *mig_current(struct mig *mig, struct arena *result, struct str_list *ret_rows)
{
	struct db_connection connection CLEANUP(db_close) = { 0 };

	TRY(mig_connect(mig, &connection));
	mig_log_context(mig, false, mig_is_transactional(mig));
	return mig_version_rows(mig, &connection, result, ret_rows);
}

struct error *mig_ensure_version_live(struct mig *mig)
{
	struct db_connection connection CLEANUP(db_close) = { 0 };
	struct mig_target target;

	TRY(mig_connect(mig, &connection));
	live_target(mig, &connection, &target);
	mig_log_context(mig, false, target.is_transactional);
	TRY(begin(&target));
	TRY(mig_version_create(&target));
	return commit(&target);
}
