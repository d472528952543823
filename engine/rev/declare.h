/*
 * What a revision file of Python declares: revision, down_revision, branch_labels, depends_on and
 * the docstring, read from the syntax tree.  Nothing is run: a declaration is a string, None, or a
 * tuple, list or set of strings, or the name of a module constant that is one.  Private to
 * engine/rev.
 */
#ifndef RETORT_REV_DECLARE_H
#define RETORT_REV_DECLARE_H

#include "engine/rev/script.h"

/* Which of the two names that a revision must assign are there. */
struct rev_declared {
	bool revision, down_revision;
};

/* Fills what the script's text declares; the script has its path and text. */
struct error *rev_declare_python(struct arena *result, struct rev_script *script,
				 struct rev_declared *ret_declared) NODISCARD;

#endif
