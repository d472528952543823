/*
 * Regular expressions as Python's re has them, over PCRE2.  The only user of PCRE2: a Python
 * pattern is rewritten where the two notations differ, and its memory is the interpreter's arena.
 */
#ifndef RETORT_PY_REGEX_H
#define RETORT_PY_REGEX_H

#include "engine/py/values.h"

#define REGEX_FLAGS(X)                                                                             \
	X(IGNORECASE, I, 2)                                                                        \
	X(LOCALE, L, 4)                                                                            \
	X(MULTILINE, M, 8) X(DOTALL, S, 16) X(UNICODE, U, 32) X(VERBOSE, X, 64)                    \
		X(DEBUG, DEBUG, 128) X(ASCII, A, 256)

enum regex_flag {
#define X(name, letter, bit) REGEX_##name = bit,
	REGEX_FLAGS(X)
#undef X
};

struct regex {
	struct py_object head;
	struct py_object *source; /* str or bytes */
	int64_t flags;
	void *code; /* pcre2_code */
	size_t group_count;
	struct str *names; /* by group number, p NULL for unnamed ones; [0] unused */
	bool is_bytes;
};

/* A match: offsets in bytes, SIZE_MAX where a group took no part. */
struct regex_match {
	struct py_object head;
	struct regex *regex;
	struct py_object *subject;
	size_t *offsets; /* start and end of each group, the whole match first */
	int64_t pos, endpos;
};

enum regex_way { REGEX_SEARCH, REGEX_MATCH, REGEX_FULLMATCH };

/* A search from a place on; after an empty match the next one there must not be empty. */
struct regex_scan {
	struct regex *regex;
	struct py_object *subject;
	struct str text; /* cut at endpos */
	size_t at;
	int64_t pos, endpos;
	bool must_advance;
};

extern const struct py_native_type regex_type, regex_match_type, regex_error_type;

/* Compiles, or gives the same one as before. */
struct regex *regex_compile(struct py *vm, struct py_object *pattern, int64_t flags);
/* Rewrites a pattern for PCRE2; re.error where Python would not take it.  Inline flags are added.
 */
bool regex_translate(struct py *vm, struct py_object *source, int64_t *flags, struct str *ret);
struct py_object *regex_raise(struct py *vm, struct py_object *pattern, size_t at,
			      const char *what);

/* False: unwinding; *ret NULL: no match.  `scan` moves behind the match. */
bool regex_next(struct py *vm, struct regex_scan *scan, enum regex_way way,
		struct regex_match **ret);
/* `bounds` are pos and endpos (each may be NULL), or NULL for the whole text. */
bool regex_start(struct py *vm, struct regex *regex, struct py_object *subject,
		 struct py_object *const *bounds, struct regex_scan *ret);
/* The number of a group given by index or name; false: IndexError. */
bool regex_group_number(struct py *vm, const struct regex *regex, struct py_object *group,
			size_t *ret);
/* Text of a group, or `absent`. */
struct py_object *regex_group(struct py *vm, const struct regex_match *match, size_t number,
			      struct py_object *absent);
/* Fills in "\1" and "\g<name>" of a template. */
bool regex_expand(struct py *vm, const struct regex_match *match, struct str template,
		  struct strbuf *out);

py_native regex_sub, regex_subn, regex_split, regex_findall, regex_finditer, regex_search,
	regex_match_method, regex_fullmatch;

#endif
