/*
 * One revision as its file declares it: identifiers and docstring, as written.
 *
 * A plain struct: the loader fills it from a file, a test by hand.  It knows nothing of the other
 * revisions (that is graph.h) and its body is not looked into: whoever runs it has the bytes, which
 * are read once.  All strings live as long as the arena the script was made in.
 */
#ifndef RETORT_REV_SCRIPT_H
#define RETORT_REV_SCRIPT_H

#include "engine/base/error.h"

struct rev_script {
	struct str revision;
	struct str_list
		down_revisions;        /* in the order written, repetitions kept; none for a base */
	struct str_list branch_labels; /* this revision's own */
	struct str_list dependencies;  /* depends_on as written: ids or branch labels */
	struct str path;               /* symbolic links resolved, as `show` prints it */
	struct str text;               /* the file's bytes */
	struct str doc;                /* the message: docstring up to its first blank line */
	struct str long_doc;           /* the docstring without white space at both ends */
	struct pos pos;                /* of the revision's id, for errors */
	struct str sql_path,
		sql_text; /* the file of SQL that is the body; empty if the body is Python */
};

/* Sets doc and long_doc from a docstring. */
void rev_script_set_doc(struct arena *result, struct rev_script *script, struct str docstring);

#endif
