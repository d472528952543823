/*
 * The step loop, the same for a script and for a database: what differs is behind `struct mig_target`.
 * Follows alembic/runtime/migration.py, MigrationContext.run_migrations and begin_transaction.
 */
#ifndef RETORT_MIG_STEPS_H
#define RETORT_MIG_STEPS_H

#include "engine/mig/evaluate.h"

struct mig_target {
	struct mig *mig;
	struct ops_host ops; /* sink, connection and the rest, ready for evaluation */
	bool as_sql;
	bool is_transactional;      /* DDL is; settings may override the dialect */
	/* Begin and commit of the whole or of a step; the target writes or sends them. */
	struct error *(*begin)(struct mig_target *target);
	struct error *(*commit)(struct mig_target *target);
	struct error *(*rollback)(struct mig_target *target);
	/* A comment line in a script; nothing on a database. */
	struct error *(*note)(struct mig_target *target, struct str text);
	struct db_connection *connection; /* NULL for a script */
	struct strbuf *script;            /* NULL for a database */
	bool left_for_autocommit;         /* the transaction was ended by autocommit_block() */
};

/* Plans from `rows`, checks every body of the plan, then runs it. */
struct error *mig_run_steps(struct mig_target *target, const struct mig_request *request,
			    struct str_list rows, struct mig_result *ret_result) NODISCARD;

/* "Context impl PostgresqlImpl." and the lines behind it. */
void mig_log_context(const struct mig *mig, bool as_sql, bool is_transactional);
bool mig_is_transactional(const struct mig *mig);

#endif
