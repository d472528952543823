/*
 * The operations: upgrade, downgrade, stamp, what is current, verify.  Each reads the files and the
 * version table, plans, and runs the plan as a script (--sql) or on a database; the result is the same
 * whoever asked.  Nothing here prints or logs but through the host it was given.
 *
 * The whole plan is read and checked before its first statement (decided by engine/mig/check.c): what cannot
 * run is refused with file:line:col and nothing is changed.
 */
#ifndef RETORT_MIG_MIG_H
#define RETORT_MIG_MIG_H

#include "engine/conf/settings.h"
#include "engine/db/connection.h"
#include "engine/rev/history.h"
#include "engine/rev/plan.h"

struct mig_session; /* engine/mig/session.h */

enum mig_level { MIG_DEBUG = 10, MIG_INFO = 20, MIG_WARNING = 30, MIG_ERROR = 40 };

/* Who asks.  Any function may be NULL. */
struct mig_host {
	void *data;
	/* Alembic's own lines and those of a revision's logging; `level` is Python's number. */
	void (*log)(void *data, int level, struct str logger, struct str message);
	/* stream 1: scripts and print(); stream 2: warnings */
	void (*write)(void *data, int stream, struct str text);
	/* an error here ends the run at the next statement or in the midst of evaluation */
	struct error *(*interrupted)(void *data);
};

/* The files of a project and what they say; made once, read by all operations. */
struct mig {
	struct arena *arena;
	const struct conf_settings *settings;
	const struct mig_host *host;
	struct rev_script *scripts;
	size_t script_count;
	struct rev_graph *graph;
	struct ddl_dialect dialect; /* of the URL or --dialect; name NULL until mig_need_dialect */
	struct mig_session *session; /* the interpreter */
};

/* Gives the interpreter's memory back; accepts what mig_open did not finish. */
void mig_done(struct mig *mig);

/* Lists and reads the revision directories and builds the graph. */
struct error *mig_open(struct arena *arena, const struct conf_settings *settings,
		       const struct mig_host *host, struct mig *ret_mig) NODISCARD;
/* Fills `dialect` from the settings; ERR_USAGE if neither a URL nor --dialect is there. */
struct error *mig_need_dialect(struct mig *mig) NODISCARD;

struct mig_request {
	enum rev_direction direction;
	struct str_list targets; /* one, but for stamp */
	struct str from;         /* of `from:to`; p NULL: none */
	bool as_sql;
	bool purge;              /* stamp: empties the version table first */
};

struct mig_result {
	struct str_list from, to; /* rows before and after */
	size_t applied;           /* steps done */
};

/* Runs a plan as a script on stream 1, or on the database of the settings. */
struct error *mig_run(struct mig *mig, const struct mig_request *request, struct mig_result *ret_result) NODISCARD;

/* The version table's rows; none if there is no table.  Never changes anything. */
struct error *mig_current(struct mig *mig, struct arena *result, struct str_list *ret_rows) NODISCARD;
struct error *mig_ensure_version(struct mig *mig, bool as_sql) NODISCARD;

/* ---- verify ---- */

enum mig_status { MIG_RENDERS, MIG_RUNS, MIG_REFUSED };

struct mig_verdict {
	struct rev_script *script; /* NULL if the file has no readable header */
	struct str path;
	enum mig_status status;
	struct str_list upgrade, downgrade;         /* statements, if rendered */
	struct error *upgrade_error, *downgrade_error; /* NULL: fine */
};

struct mig_verdicts {
	struct mig_verdict *items;
	size_t n;
};

/* Each file alone, offline; goes on behind every error.  `render` evaluates as with --sql. */
struct error *mig_verify(struct arena *arena, const struct conf_settings *settings,
			 const struct mig_host *host, bool render, struct mig_verdicts *ret_verdicts) NODISCARD;

#endif
