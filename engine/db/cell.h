/*
 * Cells that a server sends as text, read into values: dates, times, intervals, UUIDs.
 * Shared by the drivers; knows their text formats, not their libraries.
 */
#ifndef RETORT_DB_CELL_H
#define RETORT_DB_CELL_H

#include "engine/ddl/value.h"

/* ISO 8601 with a space or T, optional fraction and offset: false if it is not that. */
bool db_cell_date(struct str text, struct ddl_value *ret);
bool db_cell_time(struct str text, struct ddl_value *ret);
bool db_cell_datetime(struct str text, struct ddl_value *ret);
/* PostgreSQL's intervalstyle postgres: "1 year 2 mons 3 days 04:05:06.7"; months count 30 days, years 365,
   as psycopg2 does. */
bool db_cell_interval(struct str text, struct ddl_value *ret);
bool db_cell_uuid(struct arena *result, struct str text, struct ddl_value *ret);
/* "\x..." */
struct str db_cell_bytea(struct arena *result, struct str text);

#endif
