/*
 * What a database says of its own tables, as the structs of engine/ddl: for batch mode's copies,
 * sa.inspect() and Table(autoload_with=).  Each dialect's way is a file (`sqlite_reflect.c` ...); what a
 * name or a type becomes is SQLAlchemy's rule (sqlalchemy/dialects/.../base.py).
 *
 * Errors: ERR_DATABASE; a table that is not there has the kind "NoSuchTableError".
 */
#ifndef RETORT_DB_REFLECT_H
#define RETORT_DB_REFLECT_H

#include "engine/db/connection.h"

enum db_reflect_use {
	DB_REFLECT_PLAIN,
	DB_REFLECT_BATCH, /* defaults in parentheses where SQLite wants them (alembic/ddl/sqlite.py) */
};

struct db_table_key {
	struct str schema; /* empty: the default */
	struct str name;
};

struct db_reflector {
	const char *dialect;
	/* Sorted by name; the version table is among them. */
	struct error *(*table_names)(struct db_connection *connection, struct arena *result,
				     struct str schema, struct str_list *ret_names);
	/* NULL: not supported here.  Into a new table of `metadata`; server defaults are text expressions, unnamed constraints
	   have empty names. */
	struct error *(*table)(struct db_connection *connection, struct arena *result,
			       struct ddl_metadata *metadata, const struct db_table_key *key,
			       enum db_reflect_use use, struct ddl_table **ret_table);
};

/* NULL: this database cannot be reflected. */
const struct db_reflector *db_reflector_of(const struct db_connection *connection);

extern const struct db_reflector db_sqlite_reflector, db_postgresql_reflector;

#endif
