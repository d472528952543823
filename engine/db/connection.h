/*
 * One connection to a database, whichever it is: statements in, rows out.  A driver is one file
 * (`postgresql.c`, `sqlite.c`, `mysql.c`) behind `struct db_driver`; the offline writer and the preview
 * are sinks of the run loop and have no connection.  Knows nothing of revisions.
 *
 * Errors: ERR_DATABASE with sqlstate, the server's message and the statement; ERR_DATABASE_RETRY for what
 * may pass by waiting (connect refused, serialization, deadlock, lock timeout); `kind` is the SQLAlchemy
 * exception that a revision would see ("ProgrammingError", "IntegrityError", "OperationalError" ...).
 */
#ifndef RETORT_DB_CONNECTION_H
#define RETORT_DB_CONNECTION_H

#include "engine/db/url.h"
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
	int64_t affected;    /* rows touched by INSERT/UPDATE/DELETE; -1 unknown */
	bool returns_rows;   /* false for INSERT without RETURNING and the like */
	int64_t last_row_id; /* SQLite, MySQL */
};

struct db_driver {
	const char *dialect;
	struct error *(*open)(struct db_connection *connection, const struct db_url *url);
	/* A statement without parameters may hold several on PostgreSQL; the last one's result counts. */
	struct error *(*execute)(struct db_connection *connection, struct arena *result,
				 const struct ddl_statement *statement, struct db_result *ret_result);
	struct error *(*begin)(struct db_connection *connection);
	struct error *(*commit)(struct db_connection *connection);
	struct error *(*rollback)(struct db_connection *connection);
	/* `schema` may be empty: where the server's search path leads */
	struct error *(*has_table)(struct db_connection *connection, struct str schema,
				   struct str table, bool *ret_has);
	/* True if the error that was just given ended the connection. */
	bool (*is_lost)(const struct db_connection *connection);
	void (*close)(struct db_connection *connection);
};

struct db_connection {
	const struct db_driver *driver;
	struct ddl_dialect dialect; /* a copy, with server_version set */
	struct arena arena;         /* for the driver; lives as long as the connection */
	bool in_transaction;        /* begin() was called, and neither commit nor rollback since */
	bool is_autocommit;         /* no implicit BEGIN before DML (SQLite) */
	void *handle;               /* PGconn, sqlite3 */
};

/* The result's memory limit, in bytes. */
#define DB_RESULT_LIMIT ((size_t)256 * 1024 * 1024)

/* Connects; the connection is the caller's, to be closed with db_close (also after an error). */
struct error *db_open(const struct db_url *url, struct db_connection *ret_connection) NODISCARD;
void db_close(struct db_connection *connection);
/* Text that returns nothing of interest. */
struct error *db_run(struct db_connection *connection, struct str text) NODISCARD;
/* The first column of each row as text. */
struct error *db_texts(struct db_connection *connection, struct arena *result, struct str text,
		       struct str_list *ret_texts) NODISCARD;

extern const struct db_driver db_postgresql, db_sqlite;

#endif
