/*
 * The offline side of a run: a plan rendered as a script.
 */
#ifndef RETORT_MIG_SCRIPT_H
#define RETORT_MIG_SCRIPT_H

#include "engine/mig/steps.h"

/* A target that appends to `script`. */
void mig_script_target(struct mig *mig, struct strbuf *script, struct mig_target *ret_target);
/* A statement as a script shows it: tabs as four spaces, no white space around, no semicolon. */
struct str mig_script_text(struct arena *result, struct str statement);
struct error *mig_run_script(struct mig *mig, const struct mig_request *request,
			     struct mig_result *ret_result) NODISCARD;

#endif
