/*
 * JSON as Python's json module reads and writes it: big integers, shortest floats, CPython's
 * separators and messages.  The SQL layer uses it for JSON parameters and results.
 */
#ifndef RETORT_PY_JSON_H
#define RETORT_PY_JSON_H

#include "engine/py/values.h"

struct py_json_hooks {
	struct py_object *object_hook, *parse_float, *parse_int, *object_pairs_hook;
	bool is_lenient; /* control characters in strings are allowed */
};

/* Keyword arguments of dumps(); zero is Python's default but for the separators, see below. */
struct py_json_style {
	bool allows_unicode; /* ensure_ascii=False */
	bool sorts_keys, skips_keys, refuses_nan;
	bool has_indent;
	struct str indent;                        /* text of one level */
	struct str item_separator, key_separator; /* p NULL: ", " (or "," with indent) and ": " */
	struct py_object *fallback; /* default=, or the method of a JSONEncoder; NULL: TypeError */
};

/* json.loads(); `hooks` may be NULL.  JSONDecodeError is raised as CPython words it. */
struct py_object *py_json_loads(struct py *vm, struct str text, const struct py_json_hooks *hooks);
bool py_json_dumps(struct py *vm, struct py_object *value, const struct py_json_style *style,
		   struct str *ret);
/* JSONDecodeError for the byte `at` of the document. */
struct py_object *py_raise_json_error(struct py *vm, const char *what, struct str document,
				      size_t at);

extern const struct py_native_type py_json_decode_error_type;

#endif
