/*
 * Where SQLAlchemy 2.0 and 2.1 write different text for the same migration: one row for each
 * difference, so that every one can be found, tested and dropped here.
 */
#ifndef RETORT_DDL_SQLALCHEMY_LEVELS_H
#define RETORT_DDL_SQLALCHEMY_LEVELS_H

#include "engine/ddl/dialect.h"

enum ddl_level {
	DDL_LEVEL_MYSQL_DEFAULT_PARENTHESES, /* DEFAULT (now()), not DEFAULT now() */
	DDL_LEVEL_COMPUTED_WITHOUT_STORED, /* PostgreSQL: bare Computed() says nothing of storage */
	DDL_LEVEL_TABLE_WITH,              /* postgresql_with of a table is known */
	DDL_LEVEL_INDEX_WITH_LOWER_BOOLEAN,   /* WITH (fastupdate = false), not False */
	DDL_LEVEL_MARIADB_UUID,               /* Uuid() is UUID, not CHAR(32) */
	DDL_LEVEL_SQLITE_JSONB,               /* PostgreSQL's JSONB is JSONB, not an error */
	DDL_LEVEL_QUOTES_COLLATION_IF_NEEDED, /* COLLATE utf8mb4_bin, not "utf8mb4_bin" */
	DDL_LEVEL_CREATES_TYPE_OF_METADATA,   /* CREATE TABLE makes a type that has metadata= of its
						 own */
	DDL_LEVEL_POSTGRESQL_PLAIN_BACKSLASH, /* a backslash in a script stays one */
	DDL_LEVEL_CHECKS_TYPE_NAMES,          /* a type of one's own may not be called "integer" */
	DDL_LEVEL_INHERITS_WITHOUT_BLANKS,    /* INHERITS (a), not ( a ) */
	DDL_LEVEL_COUNT,
};

/* True if the SQLAlchemy that is imitated is new enough to do it. */
bool ddl_has_level(const struct ddl_dialect *dialect, enum ddl_level level);

#endif
