/*
 * The world that a revision may reach: the environment, the modules on the search path, the files below
 * the project, the clock.  Implements engine/py's host for one evaluation.
 */
#ifndef RETORT_MIG_WORLD_H
#define RETORT_MIG_WORLD_H

#include "engine/mig/mig.h"
#include "engine/py/vm.h"

struct mig_world {
	const struct mig *mig;
	const struct rev_script *script;
	struct py_host host;
};

void mig_world_init(struct mig_world *ret_world, const struct mig *mig, const struct rev_script *script);

#endif
