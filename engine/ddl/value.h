/*
 * Data values on their way between a migration and a database: what a bound parameter, a literal in an
 * offline script and a cell of a result hold.  No Python here: engine/ops turns Python values into these
 * and back.
 */
#ifndef RETORT_DDL_VALUE_H
#define RETORT_DDL_VALUE_H

#include "engine/base/error.h"

enum ddl_value_kind {
	DDL_VALUE_NULL,
	DDL_VALUE_BOOL,     /* integer 0 or 1 */
	DDL_VALUE_INT,      /* integer */
	DDL_VALUE_BIGINT,   /* text: decimal digits of a number beyond 64 bits */
	DDL_VALUE_FLOAT,    /* real */
	DDL_VALUE_DECIMAL,  /* text, as Python's str(Decimal) */
	DDL_VALUE_STRING,   /* text */
	DDL_VALUE_BYTES,    /* text */
	DDL_VALUE_DATE,     /* time: year, month, day */
	DDL_VALUE_TIME,     /* time: hour .. microsecond, offset */
	DDL_VALUE_DATETIME, /* time */
	DDL_VALUE_INTERVAL, /* integer: microseconds */
	DDL_VALUE_UUID,     /* text: 32 lower-case hexadecimal digits */
	DDL_VALUE_LIST,     /* items */
	DDL_VALUE_JSON,     /* text: serialised; a revision sees what it says; python_type: the repr */
	DDL_VALUE_OTHER,    /* text: Python's repr; python_type names the type; no driver takes it */
};

struct ddl_time {
	int year, month, day, hour, minute, second, microsecond;
	bool has_offset;
	int offset; /* seconds east of UTC */
};

struct ddl_value {
	enum ddl_value_kind kind;
	int64_t integer;
	double real;
	struct str text;
	struct ddl_time time;
	const struct ddl_value *items;
	size_t n;
	struct str python_type;
	void *python; /* the object it was made from, for messages and JSON; may be NULL */
};

#endif
