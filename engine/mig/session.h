/*
 * The interpreter that revisions are evaluated in.  One serves a revision and is dropped with its memory,
 * unless modules of the application were imported: then it is kept, so that they are evaluated once in a run,
 * as in a Python process.
 */
#ifndef RETORT_MIG_SESSION_H
#define RETORT_MIG_SESSION_H

#include "engine/mig/world.h"
#include "engine/ops/ops.h"

struct mig_session {
	struct arena arena;
	struct py *vm; /* NULL: none is alive */
	struct mig_world world;
};

/* An interpreter ready for this script, with `ops` behind op and sa; both must live until the end. */
struct py *mig_session_start(const struct mig *mig, const struct rev_script *script, const struct ops_host *ops);
void mig_session_end(const struct mig *mig);

#endif
