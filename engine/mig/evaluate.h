/*
 * One revision's function, evaluated: a fresh interpreter with the `alembic` and `sqlalchemy` of
 * engine/ops, the file's bytes as they were read when the plan was made, and a sink for the statements.
 * Memory goes with the evaluation.
 */
#ifndef RETORT_MIG_EVALUATE_H
#define RETORT_MIG_EVALUATE_H

#include "engine/mig/mig.h"
#include "engine/ops/ops.h"
#include "engine/py/header.h"

/* Runs upgrade() or downgrade() of the script; statements go to `ops`. */
struct error *mig_evaluate(const struct mig *mig, const struct rev_script *script,
			   enum rev_direction direction, const struct ops_host *ops) NODISCARD;
/* What can be known without the database: syntax, names, imports, and the function's existence. */
struct error *mig_check(const struct mig *mig, const struct rev_script *script,
			enum rev_direction direction) NODISCARD;
/* For rev_load: runs a file that computes its declarations; `data` is the mig. */
struct error *mig_declare(void *data, struct arena *result, const struct rev_script *script,
			  struct py_header *header) NODISCARD;
/* The parts of an ops_host that come from the settings; the caller adds sink and connection. */
struct ops_host mig_ops_host(const struct mig *mig, const struct ddl_dialect *dialect);

#endif
