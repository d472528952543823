/*
 * Errors are values: what can fail returns `struct error *`, NULL is success, and the compiler
 * insists that somebody looks.
 *
 * An error lives in the calling thread's error arena, which only error_clear_all() empties (at the
 * start of a command or a reconcile), so it never points into a dead arena; what it quotes is copied.
 * The code says what the *caller* should do; the message says what happened, in lower case, without a
 * full stop, with the object in single quotes; the hint says what a person should do.
 */
#ifndef RETORT_BASE_ERROR_H
#define RETORT_BASE_ERROR_H

#include "engine/base/str.h"

/*    code            exit  condition reason       retry */
#define ERROR_CODES(X)                                  \
	X(USAGE,           2, "InvalidUsage",        false) \
	X(COMMAND,       255, "CommandFailed",       false) \
	X(REVISION,      255, "InvalidRevision",     false) \
	X(UNSUPPORTED,     1, "Unsupported",         false) \
	X(PYTHON,          1, "RevisionRaised",      false) \
	X(LIMIT,           1, "LimitExceeded",       false) \
	X(SYSTEM,          1, "SystemError",         false) \
	X(DATABASE,        1, "StatementFailed",     false) \
	X(DATABASE_RETRY,  1, "DatabaseUnavailable", true)  \
	X(KUBERNETES,      1, "KubernetesError",     true)  \
	X(CONFLICT,        1, "Conflict",            true)  \
	X(PARTIAL,         1, "PartiallyApplied",    false) \
	X(CANCELLED,       1, "Cancelled",           true)  \
	X(INTERNAL,        1, "InternalError",       false)

enum error_code {
#define X(name, exit_status, reason, retry) ERR_##name,
	ERROR_CODES(X)
#undef X
	ERR_COUNT
};

/* A place in a source file.  `line` and `col` count from 1; 0 means unknown. */
struct pos {
	struct str file;
	struct str text; /* the source line itself, without its end */
	int line, col;
};

struct error {
	enum error_code code;
	struct str message;
	struct str hint;      /* empty if there is nothing to advise */
	struct pos pos;       /* file is empty if the error has no place */
	struct str sqlstate;  /* of a database's error, else empty */
	struct str statement; /* that failed, else empty; never goes into a status */
	struct str kind;      /* the Python exception's type name, else empty */
	const struct error *cause;
};

#define TRY(expr)                                \
	do {                                     \
		struct error *err__ = (expr);    \
		if (err__)                       \
			return err__;            \
	} while (0)

struct error *error_new(enum error_code code, const char *format, ...) PRINTF_LIKE(2, 3) NODISCARD;
/* As error_new, with errno's text behind ": ". */
struct error *error_errno(enum error_code code, const char *format, ...) PRINTF_LIKE(2, 3) NODISCARD;
/* Both give the error back, so that they can be chained in a return. */
struct error *error_at(struct error *error, struct pos pos) NODISCARD;
struct error *error_hint(struct error *error, const char *format, ...) PRINTF_LIKE(2, 3) NODISCARD;
/* A new error whose cause is `cause`, with its code and place unless it has none. */
struct error *error_wrap(struct error *cause, const char *format, ...) PRINTF_LIKE(2, 3) NODISCARD;
/* Drops an error that was handled. */
void error_ignore(struct error *error);
/* Memory for what an error quotes. */
struct arena *error_arena(void);
void error_clear_all(void);

int error_exit_status(enum error_code code);
const char *error_reason(enum error_code code);
bool error_is_retryable(enum error_code code);

/*
 * The form that editors jump to, root cause first:
 *   versions/002_bad.py:14:5: error: call to 'eval' is outside the supported Python subset
 *           eval(payload)
 *           ^
 *   hint: ...
 *   while: upgrading to head; nothing was changed
 */
struct str error_text(struct arena *result, const struct error *error);

#endif
