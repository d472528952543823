/*
 * What a revision file of Python declares: revision, down_revision, branch_labels, depends_on and
 * the docstring.  Literals are read without running anything (engine/py/header.h); a file that
 * computes one goes to the evaluator of rev_load, if there is one.  Private to engine/rev.
 */
#ifndef RETORT_REV_DECLARE_H
#define RETORT_REV_DECLARE_H

#include "engine/rev/load.h"

/* Which of the two names that a revision must assign are there. */
struct rev_declared {
	bool revision, down_revision;
};

/* Fills what the script's text declares; the script has its path and text.  `evaluator` may be
 * NULL. */
struct error *rev_declare_python(struct arena *result, const struct rev_evaluator *evaluator,
				 struct rev_script *script,
				 struct rev_declared *ret_declared) NODISCARD;

#endif
