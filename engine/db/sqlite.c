/*
 * SQLite, with the transaction timing of Python's sqlite3 module (3.11): BEGIN comes before the first
 * INSERT, UPDATE, DELETE or REPLACE and not before DDL, so that a PRAGMA or CREATE TABLE at the start
 * of a revision acts as it does under Alembic.
 */
#include "engine/db/connection.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

static sqlite3 *handle(const struct db_connection *connection)
{
	return connection->handle;
}

static const char *exception_of(int code)
{
	switch (code & 0xff) {
	case SQLITE_CONSTRAINT:
	case SQLITE_MISMATCH:
		return "IntegrityError";
	case SQLITE_INTERNAL:
	case SQLITE_NOTFOUND:
		return "InternalError";
	case SQLITE_TOOBIG:
		return "DataError";
	case SQLITE_MISUSE:
	case SQLITE_RANGE:
		return "InterfaceError";
	case SQLITE_CORRUPT:
		return "DatabaseError";
	}
	return "OperationalError";
}

static struct error *sqlite_error(const struct db_connection *connection, struct str statement)
{
	const int code = sqlite3_extended_errcode(handle(connection));
	const bool is_busy = (code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED;
	struct error *error = error_new(is_busy ? ERR_DATABASE_RETRY : ERR_DATABASE, "%s",
					sqlite3_errmsg(handle(connection)));

	error->kind = str_from(exception_of(code));
	error->statement = str_dup(error_arena(), statement);
	return error;
}

static struct error *sqlite_open(struct db_connection *connection, const struct db_url *url)
{
	struct arena scratch CLEANUP(arena_done) = { 0 };
	const bool is_memory = !url->database.n || str_is(url->database, ":memory:");
	const char *path = is_memory ? ":memory:" : str_c(&scratch, url->database);
	sqlite3 *db = NULL;
	const int code = sqlite3_open_v2(
		path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI, NULL);

	connection->handle = db;
	if (code != SQLITE_OK) {
		struct error *error = error_new(ERR_DATABASE_RETRY, "cannot open SQLite database '%s': %s",
						path, db ? sqlite3_errmsg(db) : "out of memory");
		error->kind = STR("OperationalError");
		return error_hint(error, "the folder must exist and be writable");
	}
	sqlite3_busy_timeout(db, 5000);
	connection->dialect.server_version = sqlite3_libversion_number() / 1000000 * 10000 +
					     sqlite3_libversion_number() / 1000 % 1000 * 100 +
					     sqlite3_libversion_number() % 1000;
	return NULL;
}

static int bind_text(sqlite3_stmt *statement, int index, struct str text)
{
	return sqlite3_bind_text64(statement, index, text.p ? text.p : "", text.n,
				   SQLITE_TRANSIENT, SQLITE_UTF8);
}

static int bind_value(sqlite3_stmt *statement, int index, const struct ddl_value *value)
{
	switch (value->kind) {
	case DDL_VALUE_NULL:
		return sqlite3_bind_null(statement, index);
	case DDL_VALUE_BOOL:
	case DDL_VALUE_INT:
	case DDL_VALUE_INTERVAL:
		return sqlite3_bind_int64(statement, index, value->integer);
	case DDL_VALUE_FLOAT:
		return sqlite3_bind_double(statement, index, value->real);
	case DDL_VALUE_BYTES:
		return sqlite3_bind_blob64(statement, index, value->text.p ? value->text.p : "",
					   value->text.n, SQLITE_TRANSIENT);
	case DDL_VALUE_DECIMAL:
		return sqlite3_bind_double(statement, index, strtod(value->text.p, NULL));
	case DDL_VALUE_BIGINT:
	case DDL_VALUE_STRING:
	case DDL_VALUE_UUID:
	case DDL_VALUE_JSON:
	case DDL_VALUE_DATE:
	case DDL_VALUE_TIME:
	case DDL_VALUE_DATETIME:
	case DDL_VALUE_LIST:
	case DDL_VALUE_OTHER:
		return bind_text(statement, index, value->text);
	}
	return SQLITE_MISUSE;
}

static struct ddl_value cell(struct arena *result, sqlite3_stmt *statement, int column)
{
	struct ddl_value value = { .kind = DDL_VALUE_NULL };
	const char *bytes;

	switch (sqlite3_column_type(statement, column)) {
	case SQLITE_INTEGER:
		value.kind = DDL_VALUE_INT;
		value.integer = sqlite3_column_int64(statement, column);
		break;
	case SQLITE_FLOAT:
		value.kind = DDL_VALUE_FLOAT;
		value.real = sqlite3_column_double(statement, column);
		break;
	case SQLITE_TEXT:
		value.kind = DDL_VALUE_STRING;
		bytes = (const char *)sqlite3_column_text(statement, column);
		value.text = str_copy(result, bytes, (size_t)sqlite3_column_bytes(statement, column));
		break;
	case SQLITE_BLOB:
		value.kind = DDL_VALUE_BYTES;
		bytes = sqlite3_column_blob(statement, column);
		value.text = str_copy(result, bytes, (size_t)sqlite3_column_bytes(statement, column));
		break;
	default:
		break;
	}
	return value;
}

static void add_row(struct arena *result, sqlite3_stmt *statement, struct db_result *rows,
		    size_t *capacity)
{
	if (rows->row_count == *capacity) {
		const size_t more = *capacity ? *capacity * 2 : 16;
		rows->rows = arena_grow(result, rows->rows, *capacity * sizeof(*rows->rows),
					more * sizeof(*rows->rows));
		*capacity = more;
	}
	struct ddl_value *cells = ARENA_ARRAY(result, struct ddl_value, rows->column_count);
	for (size_t i = 0; i < rows->column_count; i++)
		cells[i] = cell(result, statement, (int)i);
	rows->rows[rows->row_count++] = cells;
}

static void describe_columns(struct arena *result, sqlite3_stmt *statement, struct db_result *rows)
{
	rows->column_count = (size_t)sqlite3_column_count(statement);
	rows->returns_rows = rows->column_count > 0;
	rows->columns = ARENA_ARRAY(result, struct db_column, rows->column_count);
	for (size_t i = 0; i < rows->column_count; i++)
		rows->columns[i].name =
			str_dup(result, str_from(sqlite3_column_name(statement, (int)i)));
}

static struct error *step_all(struct db_connection *connection, struct arena *result,
			      sqlite3_stmt *prepared, struct str text, struct db_result *rows)
{
	const size_t before = result->allocated;
	size_t capacity = 0;
	int code;

	describe_columns(result, prepared, rows);
	while ((code = sqlite3_step(prepared)) == SQLITE_ROW) {
		add_row(result, prepared, rows, &capacity);
		if (result->allocated - before > DB_RESULT_LIMIT)
			return error_new(ERR_LIMIT, "a result is larger than %zu bytes", DB_RESULT_LIMIT);
	}
	if (code != SQLITE_DONE)
		return sqlite_error(connection, text);
	rows->affected = sqlite3_stmt_readonly(prepared) ? -1 : sqlite3_changes64(handle(connection));
	rows->last_row_id = sqlite3_last_insert_rowid(handle(connection));
	return NULL;
}

static void statement_done(sqlite3_stmt **statement)
{
	sqlite3_finalize(*statement);
}

/* The first word of a statement, behind white space and comments. */
static struct str first_word(struct str text)
{
	for (;;) {
		text = str_trim(text);
		ptrdiff_t end = -1;
		if (str_starts(text, STR("--")))
			end = str_find_char(text, '\n') + 1;
		else if (str_starts(text, STR("/*")))
			end = str_find(text, STR("*/")) + 2;
		if (end <= 1)
			break;
		text = str_skip(text, (size_t)end);
	}
	size_t n = 0;
	while (n < text.n && ((text.p[n] | 32) >= 'a' && (text.p[n] | 32) <= 'z'))
		n++;
	return str_slice(text, 0, n);
}

static bool changes_data(struct str text)
{
	static const char *const words[] = { "INSERT", "UPDATE", "DELETE", "REPLACE" };
	const struct str word = first_word(text);

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (str_equal_nocase(word, str_from(words[i])))
			return true;
	return false;
}

/* pysqlite refuses text behind the first statement, which sqlite3_prepare_v2 would drop unseen. */
static bool is_blank(struct str tail)
{
	tail = str_trim(tail);
	while (tail.n && tail.p[0] == ';')
		tail = str_trim(str_skip(tail, 1));
	return tail.n == 0 || (first_word(tail).n == 0 && tail.p[0] != '(');
}

static struct error *sqlite_execute(struct db_connection *connection, struct arena *result,
				    const struct ddl_statement *statement, struct db_result *ret_result)
{
	struct arena scratch CLEANUP(arena_done) = { 0 };
	sqlite3_stmt *prepared CLEANUP(statement_done) = NULL;
	struct db_result rows = { .affected = -1 };
	const char *text = str_c(&scratch, statement->text), *tail = NULL;

	if (!connection->is_autocommit && changes_data(statement->text) &&
	    sqlite3_get_autocommit(handle(connection)) &&
	    sqlite3_exec(handle(connection), "BEGIN", NULL, NULL, NULL) != SQLITE_OK)
		return sqlite_error(connection, STR("BEGIN"));
	if (sqlite3_prepare_v2(handle(connection), text, -1, &prepared, &tail) != SQLITE_OK)
		return sqlite_error(connection, statement->text);
	if (tail && !is_blank(str_from(tail))) {
		struct error *error =
			error_new(ERR_DATABASE, "You can only execute one statement at a time.");
		error->kind = STR("ProgrammingError");
		error->statement = str_dup(error_arena(), statement->text);
		return error;
	}
	for (size_t i = 0; i < statement->parameter_count; i++)
		if (bind_value(prepared, (int)i + 1, &statement->parameters[i]) != SQLITE_OK)
			return sqlite_error(connection, statement->text);
	if (prepared)
		TRY(step_all(connection, result, prepared, statement->text, &rows));
	*ret_result = rows;
	return NULL;
}

static struct error *sqlite_begin(struct db_connection *connection)
{
	connection->in_transaction = true;
	return NULL;
}

static struct error *end_transaction(struct db_connection *connection, const char *how)
{
	connection->in_transaction = false;
	if (sqlite3_get_autocommit(handle(connection)))
		return NULL;
	if (sqlite3_exec(handle(connection), how, NULL, NULL, NULL) != SQLITE_OK)
		return sqlite_error(connection, str_from(how));
	return NULL;
}

static struct error *sqlite_commit(struct db_connection *connection)
{
	return end_transaction(connection, "COMMIT");
}

static struct error *sqlite_rollback(struct db_connection *connection)
{
	return end_transaction(connection, "ROLLBACK");
}

static struct error *sqlite_has_table(struct db_connection *connection, struct str schema,
				      struct str table, bool *ret_has)
{
	struct arena scratch CLEANUP(arena_done) = { 0 };
	const struct ddl_value name = { .kind = DDL_VALUE_STRING, .text = table };
	const struct ddl_name schema_name = ddl_name(schema.n ? schema : STR("main"));
	const struct ddl_statement statement = {
		.text = str_printf(&scratch,
				   "SELECT 1 FROM %.*s.sqlite_master WHERE name = ? "
				   "AND type IN ('table', 'view')",
				   STR_ARG(ddl_quote(&scratch, &connection->dialect, schema_name))),
		.parameters = &name,
		.parameter_count = 1,
	};
	struct db_result rows;

	TRY(sqlite_execute(connection, &scratch, &statement, &rows));
	*ret_has = rows.row_count > 0;
	return NULL;
}

static bool sqlite_is_lost(const struct db_connection *connection)
{
	(void)connection;
	return false;
}

static void sqlite_close(struct db_connection *connection)
{
	sqlite3_close(handle(connection));
}

const struct db_driver db_sqlite = {
	.dialect = "sqlite",
	.open = sqlite_open,
	.execute = sqlite_execute,
	.begin = sqlite_begin,
	.commit = sqlite_commit,
	.rollback = sqlite_rollback,
	.has_table = sqlite_has_table,
	.is_lost = sqlite_is_lost,
	.close = sqlite_close,
};
