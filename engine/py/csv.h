/*
 * Comma-separated values by the rules of CPython's `Modules/_csv.c`: a dialect, a parser that takes
 * one line of text after the other, and a writer of rows.  module_csv.c gives them their Python
 * names.
 */
#ifndef RETORT_PY_CSV_H
#define RETORT_PY_CSV_H

#include "engine/py/values.h"

enum csv_quoting { CSV_QUOTE_MINIMAL, CSV_QUOTE_ALL, CSV_QUOTE_NONNUMERIC, CSV_QUOTE_NONE };

struct csv_dialect {
	uint32_t delimiter, quote, escape; /* 0: none */
	struct str line_end;
	enum csv_quoting quoting;
	bool doubles_quotes, skips_space, is_strict;
};

#define CSV_DIALECT_SIGNATURE                                                                      \
	"dialect='excel', *, delimiter=',', quotechar='\"', escapechar=None, doublequote=True, "   \
	"skipinitialspace=False, lineterminator='\\r\\n', quoting=0, strict=False"
#define CSV_DIALECT_ARGUMENTS 9

extern const struct py_native_type py_csv_error_type;

/* `args` are those of CSV_DIALECT_SIGNATURE. */
bool csv_take_dialect(struct py *vm, struct py_object **args, struct csv_dialect *ret);

enum csv_state {
	CSV_START_RECORD,
	CSV_START_FIELD,
	CSV_ESCAPED,
	CSV_IN_FIELD,
	CSV_IN_QUOTES,
	CSV_ESCAPED_IN_QUOTES,
	CSV_QUOTE_IN_QUOTES,
	CSV_AFTER_LINE,
};

/* Zero but for dialect, row and field. */
struct csv_parser {
	const struct csv_dialect *dialect;
	struct py_object *row; /* a list */
	struct strbuf field;
	enum csv_state state;
	bool is_number; /* an unquoted field, to be read as a float */
};

/* csv.Error for what is malformed. */
bool csv_parse_line(struct py *vm, struct csv_parser *parser, struct str line);
/* A field goes on in the next line. */
bool csv_is_inside(const struct csv_parser *parser);
/* The row when no line follows; NULL: unwinding. */
struct py_object *csv_parse_end(struct py *vm, struct csv_parser *parser);
bool csv_write_row(struct py *vm, const struct csv_dialect *dialect, struct py_object *row,
		   struct strbuf *buffer);

#endif
