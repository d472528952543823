/*
 * verify: every file alone.  Rendering is a script of one revision, without BEGIN, COMMIT and version
 * rows, those of an autocommit block neither; what a file needs of a database is an error that says so.
 */
#include "engine/mig/script.h"
#include "engine/mig/session.h"
#include "engine/rev/load.h"

struct collector {
	struct arena *arena;
	struct str_list *statements;
};

static struct error *collect(void *data, const struct ddl_statement *statement)
{
	const struct collector *collector = data;

	str_list_add(collector->arena, collector->statements,
		     str_dup(collector->arena, mig_script_text(collector->arena, statement->text)));
	return NULL;
}

static struct error *render(const struct mig *mig, const struct rev_script *script,
			    enum rev_direction direction, struct str_list *statements, bool *asked_database)
{
	struct ops_host ops = mig_ops_host(mig, &mig->dialect);
	struct collector collector = { mig->arena, statements };

	ops.as_sql = true;
	ops.asked_database = asked_database;
	ops.run = &collector;
	ops.sink = (struct ddl_sink){ .data = &collector, .execute = collect };
	return mig_evaluate(mig, script, direction, &ops);
}

/* print() of a revision would spoil the document on stream 1. */
static void write_aside(void *data, int stream, struct str text)
{
	const struct mig_host *host = data;

	(void)stream;
	if (host->write)
		host->write(host->data, 2, text);
}

struct judgement {
	enum mig_status status;
	struct error *error; /* why it is not rendered */
};

static const struct error *root_of(const struct error *error)
{
	while (error->cause)
		error = error->cause;
	return error;
}

/* An exception that came of asking a database which is not there is none of the revision's. */
static struct judgement judge_failure(struct error *error, bool asked_database)
{
	const struct error *root = root_of(error);

	if (!asked_database || (root->code != ERR_PYTHON && root->code != ERR_COMMAND))
		return (struct judgement){ MIG_REFUSED, error };
	struct error *needs = error_new(ERR_UNSUPPORTED, "needs the database: %.*s", STR_ARG(root->message));
	return (struct judgement){ MIG_RUNS, error_hint(error_at(needs, root->pos),
							"it runs online; --sql cannot show it") };
}

static struct judgement judge_direction(const struct mig *mig, const struct rev_script *script,
					enum rev_direction direction, struct str_list *statements)
{
	bool asked_database = false;
	struct error *error = mig_check(mig, script, direction);

	if (error)
		return (struct judgement){ MIG_REFUSED, error };
	error = render(mig, script, direction, statements, &asked_database);
	return error ? judge_failure(error, asked_database) : (struct judgement){ MIG_RENDERS, NULL };
}

/* Without --sql a revision that only needs its database is fine. */
static struct error *error_to_show(const struct judgement *judgement, bool renders)
{
	return judgement->status == MIG_RUNS && !renders ? NULL : judgement->error;
}

static void judge(const struct mig *mig, struct rev_script *script, bool renders, struct mig_verdict *verdict)
{
	const struct judgement up = judge_direction(mig, script, REV_UPGRADE, &verdict->upgrade);
	const struct judgement down = judge_direction(mig, script, REV_DOWNGRADE, &verdict->downgrade);

	verdict->script = script;
	verdict->path = script->path;
	verdict->status = up.status;
	verdict->upgrade_error = error_to_show(&up, renders);
	verdict->downgrade_error = error_to_show(&down, renders);
}

static void judge_unreadable(const struct rev_unreadable *file, struct mig_verdict *verdict)
{
	*verdict = (struct mig_verdict){
		.path = file->path, .status = MIG_REFUSED, .upgrade_error = file->error
	};
}

struct error *mig_verify(struct arena *arena, const struct conf_settings *settings,
			 const struct mig_host *host, bool renders, struct mig_verdicts *ret_verdicts)
{
	const struct mig_host aside = { (void *)(uintptr_t)host, NULL, write_aside, NULL };
	struct mig mig CLEANUP(mig_done) = { .arena = arena, .settings = settings, .host = &aside,
					      .session = ARENA_NEW(arena, struct mig_session) };
	const struct rev_evaluator evaluator = { &mig, mig_declare };
	const struct rev_locations locations = { .directories = settings->version_locations,
						 .is_recursive = settings->is_recursive,
						 .evaluator = &evaluator };
	struct rev_files files = { 0 };

	TRY(mig_need_dialect(&mig));
	TRY(rev_load(arena, &locations, &files));
	ret_verdicts->n = files.n + files.unreadable_count;
	ret_verdicts->items = ARENA_ARRAY(arena, struct mig_verdict, ret_verdicts->n);
	for (size_t i = 0; i < files.n; i++)
		judge(&mig, &files.scripts[i], renders, &ret_verdicts->items[i]);
	for (size_t i = 0; i < files.unreadable_count; i++)
		judge_unreadable(&files.unreadable[i], &ret_verdicts->items[files.n + i]);
	return NULL;
}
