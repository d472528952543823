/*
 * One connection to a database, whichever it is: statements in, rows out.  A driver is one file
 * (`postgresql.c`, `sqlite.c`, `mysql.c`) behind `struct db_driver`; the offline writer and the preview are
 * drivers too.  Knows nothing of revisions.
 *
 * Errors: ERR_DATABASE with sqlstate, the server's message and the statement; ERR_DATABASE_RETRY for what may
 * pass by waiting (connect refused, serialization, deadlock, lock timeout); `kind` is the SQLAlchemy exception
 * that a revision would see ("ProgrammingError", "IntegrityError", "OperationalError" ...).
 */
#ifndef RETORT_DB_CONNECTION_H
#define RETORT_DB_CONNECTION_H

#include "engine/ddl/operation.h"

struct db_connection;

struct db_column {
	struct str name;
	int64_t type; /* the driver's own (PostgreSQL: oid) */
};

/* All rows in memory, within the run's limit. */
struct db_result {
	struct db_column *columns;
	size_t column_count;
	struct ddl_value **rows; /* rows[i][column] */
	size_t row_count;
	int64_t affected;     /* rows touched by INSERT/UPDATE/DELETE; -1 unknown */
	bool returns_rows;    /* false for INSERT without RETURNING and the like */
	int64_t last_row_id;  /* SQLite, MySQL */
};

struct db_driver {
	const char *name;
	struct error *(*execute)(struct db_connection *connection, struct arena *result,
				 const struct ddl_statement *statement, struct db_result *ret_result);
	struct error *(*begin)(struct db_connection *connection);
	struct error *(*commit)(struct db_connection *connection);
	struct error *(*rollback)(struct db_connection *connection);
	void (*close)(struct db_connection *connection);
};

struct db_connection {
	const struct db_driver *driver;
	struct ddl_dialect dialect; /* a copy with server_version set */
	struct arena arena;
	bool in_transaction;
	bool is_autocommit;
};

#endif
