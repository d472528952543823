/*
 * The header of a revision file without a syntax tree: the module's docstring and what its top
 * level assigns to the names that Alembic reads.
 *
 * Only the lines that bind those names are parsed; everything else is passed over, aware of
 * strings, comments and brackets.  Where a name's value depends on more than a literal in a plain
 * assignment (computed, assigned under `if` or `try`, a star import behind it ...) the answer is
 * "needs evaluation", never a guess.  Errors elsewhere in the file may stay unseen here, except
 * those that a file has that was not written to its end: an open string or bracket, a block without
 * a body, a last line that is no statement.
 */
#ifndef RETORT_PY_HEADER_H
#define RETORT_PY_HEADER_H

#include "engine/py/source.h"

/* clang-format off */
#define PY_HEADER_FIELDS(X)                     \
	X(REVISION,      "revision")            \
	X(DOWN_REVISION, "down_revision")       \
	X(BRANCH_LABELS, "branch_labels")       \
	X(DEPENDS_ON,    "depends_on")
/* clang-format on */

enum py_header_name {
#define X(name, text) PY_HEADER_##name,
	PY_HEADER_FIELDS(X)
#undef X
	PY_HEADER_COUNT
};

enum py_header_state { PY_HEADER_ABSENT, PY_HEADER_LITERAL, PY_HEADER_NEEDS_EVALUATION };
enum py_header_value { PY_HEADER_NONE, PY_HEADER_STR, PY_HEADER_LIST };

struct py_header_field {
	enum py_header_state state;
	enum py_header_value value; /* of a literal */
	struct str text;            /* PY_HEADER_STR */
	struct str_list items;      /* PY_HEADER_LIST: a list or tuple of str */
	struct pos pos;             /* of the name; unless absent */
};

struct py_header {
	struct py_header_field fields[PY_HEADER_COUNT];
	struct str docstring; /* p == NULL if there is none */
};

/* Texts live in `result` or borrow from the source.  Errors are those of py_parse_module(). */
struct error *py_header_scan(struct arena *result, const struct py_source *source,
			     struct py_header *ret_header) NODISCARD;

#endif
