/*
 * Texts of values beside ddl_literal (engine/ddl/dialect.h): Python's repr for messages, a float's
 * shortest form, and times as ISO 8601 with a space.  Knows no Python objects.
 */
#ifndef RETORT_DDL_LITERAL_H
#define RETORT_DDL_LITERAL_H

#include "engine/ddl/dialect.h"

/* As repr(value) of Python, cut to 300 characters as SQLAlchemy's messages do. */
struct str ddl_value_repr(struct arena *result, const struct ddl_value *value);
/* Python's repr of a float: 1e+20, 2.0 */
struct str ddl_float_text(struct arena *result, double value);
/* A date, time or datetime; `is_full`: always six decimals and no offset, as SQLite keeps them. */
struct str ddl_time_text(struct arena *result, const struct ddl_value *value, bool is_full);

#endif
