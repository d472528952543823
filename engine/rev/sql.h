/*
 * The head of a revision file of SQL: comment lines `-- key: value`.  What follows is the body,
 * which engine/mig cuts into sections and statements.  Private to engine/rev.
 */
#ifndef RETORT_REV_SQL_H
#define RETORT_REV_SQL_H

#include "engine/rev/script.h"

/* The id that the first line of the text declares; STR_NULL if it is no such line. */
struct str rev_sql_revision(struct str text);

/* Fills what the head declares; the script has its path and text.  Unknown keys end the head. */
struct error *rev_sql_read(struct arena *result, struct rev_script *script) NODISCARD;

#endif
