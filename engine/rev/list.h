/*
 * The files of the revision directories, in the order in which Alembic loads them.  Private to
 * engine/rev.
 */
#ifndef RETORT_REV_LIST_H
#define RETORT_REV_LIST_H

#include "engine/rev/load.h"

/* How many entries a directory may have, and how deep directories may lie in one another. */
#define REV_DIRECTORY_LIMIT 100000
#define REV_DIRECTORY_DEPTH 32

/*
 * Paths of revision files, symbolic links resolved: `*.py` but not `.#*` and `__init__*`, and
 * `*.sql`. A file that is reached twice is listed once, with a warning.
 */
struct error *rev_list_files(struct arena *result, const struct rev_locations *locations,
			     struct str_list *ret_paths, struct str_list *ret_warnings) NODISCARD;

#endif
