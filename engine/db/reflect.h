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

struct db_reflector {
	const char *dialect;
	/* queries of one column; NULL: the database has no such thing */
	const char *schema_names, *view_names, *default_schema;
	/* an index behind a UNIQUE constraint is listed among the indexes too (postgresql/base.py, get_multi_indexes) */
	bool lists_unique_as_index;
	/* Sorted by name; the version table is among them. */
	struct error *(*table_names)(struct db_connection *connection, struct arena *result,
				     struct str schema, struct str_list *ret_names);
	/* "schema.table" of all tables, in any schema, that have a column of this name. */
	struct error *(*tables_with_column)(struct db_connection *connection, struct arena *result,
					    struct str column, struct str_list *ret_names);
	/* Into `table`, whose name and schema say which; columns that it has already stay as they are.
	   Server defaults are text expressions, unnamed constraints have empty names. */
	struct error *(*table)(struct db_connection *connection, struct arena *result,
			       enum db_reflect_use use, struct ddl_table *table);
};

/* NULL: this database cannot be reflected. */
const struct db_reflector *db_reflector_of(const struct db_connection *connection);

extern const struct db_reflector db_sqlite_reflector, db_postgresql_reflector;

#endif
