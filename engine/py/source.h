/*
 * A source file as the lexer reads it: UTF-8 without BOM, every line ended by '\n', no NUL byte.
 *
 * py_source_load() is the only way in: it finds the BOM and the coding cookie (utf-8, ascii and
 * latin-1 are accepted, others refused), checks the bytes, and turns CRLF and CR into LF as CPython
 * does. How large a file may be is the caller's decision (PY_SOURCE_LIMIT is the usual one for
 * fs_read). A syntax tree borrows from the text, so a source lives at least as long as what was
 * parsed from it.
 */
#ifndef RETORT_PY_SOURCE_H
#define RETORT_PY_SOURCE_H

#include "engine/base/error.h"

#define PY_SOURCE_LIMIT ((size_t)16 * 1024 * 1024)

struct py_source {
	struct str path;
	struct str text; /* normalised; ends with '\n' unless empty */
};

/* A byte of the text and where it stands. */
struct py_place {
	uint32_t at;         /* offset of the byte */
	uint32_t line_start; /* offset of the first byte of its line */
	int line;
};

/* Errors are ERR_REVISION with the place of the offending byte. */
struct error *py_source_load(struct arena *result, struct str path, struct str bytes,
			     struct py_source *ret_source) NODISCARD;

/* The place for an error; `line` and `col` count from 1, `col` in bytes.  Borrows from the source.
 */
struct pos py_source_pos(const struct py_source *source, int line, int col);

#endif
