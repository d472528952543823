/*
 * A CREATE TABLE statement as SQLite keeps it, cut into its constraints: the names and options that its
 * PRAGMAs do not tell.  SQLAlchemy finds the same by regular expressions (dialects/sqlite/base.py,
 * get_unique_constraints ...); this reads the tokens, so that quotes and parentheses cannot mislead it.
 */
#ifndef RETORT_DB_CREATE_TEXT_H
#define RETORT_DB_CREATE_TEXT_H

#include "engine/base/str.h"

enum create_kind { CREATE_PRIMARY_KEY, CREATE_UNIQUE, CREATE_FOREIGN_KEY, CREATE_CHECK, CREATE_GENERATED };

struct create_constraint {
	enum create_kind kind;
	struct str name;         /* empty: unnamed */
	struct str_list columns; /* of a constraint beside a column: that column */
	bool is_inline;          /* stood in a column's definition */
	struct str expression;   /* CHECK, GENERATED: between the parentheses */
	struct str referred_table;
	struct str_list referred_columns;
	struct str ondelete, onupdate; /* upper case; empty: not said, or NO ACTION */
	int deferrable;                /* -1 not said, 0, 1 */
	struct str initially;          /* upper case */
};

struct create_constraints {
	struct create_constraint *items;
	size_t n, capacity;
};

/* Unknown parts are passed over. */
void create_text_parse(struct arena *result, struct str text, struct create_constraints *ret_constraints);

#endif
