/*
 * The online side of a run: a plan run on a database, with Alembic's transactions.
 */
#ifndef RETORT_MIG_LIVE_H
#define RETORT_MIG_LIVE_H

#include "engine/mig/steps.h"

struct error *mig_run_live(struct mig *mig, const struct mig_request *request,
			   struct mig_result *ret_result) NODISCARD;
/* Connects by the settings; the caller closes. */
struct error *mig_connect(struct mig *mig, struct db_connection *ret_connection) NODISCARD;
struct error *mig_ensure_version_live(struct mig *mig) NODISCARD;

#endif
