/*
 * From directories of revision files to scripts.
 *
 * Which files count, in which order and under which path is Alembic's rule (alembic/script/base.py,
 * _load_revisions, _list_py_dir, _from_path).  What a file declares is read, not run
 * (engine/py/header.h). Beside Alembic's own, a file of SQL is a revision: `x.sql` whose first line
 * is `-- revision: <id>` is the body of the revision in `x.py`, or, without an `x.py`, a revision
 * of its own with
 *     -- revision: 4f2a
 *     -- down_revision: 11bc, 22cd        (none for a base)
 *     -- branch_labels: reporting
 *     -- depends_on: 33de
 *     -- message: create the reports
 *
 * A file that cannot be read as a revision is listed with its error and does not keep the others
 * from being read: the caller decides whether one is enough to stop.
 */
#ifndef RETORT_REV_LOAD_H
#define RETORT_REV_LOAD_H

#include "engine/py/header.h"
#include "engine/rev/script.h"

/* Whoever can run a file: asked only for one that computes what it declares. */
struct rev_evaluator {
	void *data;
	/* Replaces the fields that need evaluation by what the file's run gives (rev_read_module).
	 */
	struct error *(*evaluate)(void *data, struct arena *result, const struct rev_script *script,
				  struct py_header *header);
};

struct rev_locations {
	struct str_list directories; /* absolute, in this order; one that is not there is empty */
	bool is_recursive;
	const struct rev_evaluator
		*evaluator; /* NULL: a file that computes its declarations is refused */
};

/* A file that is no readable revision. */
struct rev_unreadable {
	struct str path;
	struct error *error; /* with its place */
};

struct rev_files {
	struct rev_script *scripts;
	size_t n, capacity;
	struct rev_unreadable *unreadable;
	size_t unreadable_count, unreadable_capacity;
	struct str_list warnings; /* for stderr */
};

/* The errors of its own are those of directories; those of files are in `ret_files`. */
struct error *rev_load(struct arena *result, const struct rev_locations *locations,
		       struct rev_files *ret_files) NODISCARD;
/* The error of the first unreadable file. */
struct error *rev_files_error(const struct rev_files *files) NODISCARD;

#endif
