/*
 * PostgreSQL through libpq.  Statements go as simple queries (PQexec), so that a text of several
 * statements works as with psycopg2; values were written into the text as literals by engine/ddl.
 * Cells arrive as text and are read by their type's oid as psycopg2 reads them.
 */
#include "engine/db/cell.h"
#include "engine/db/connection.h"

#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>

static PGconn *handle(const struct db_connection *connection)
{
	return connection->handle;
}

/* ---- errors ---- */

/* The classes and codes of PEP 249 as psycopg2 assigns them (psycopg/error.h's table of SQLSTATE classes). */
static const char *exception_of(struct str sqlstate)
{
	static const struct {
		const char *prefix, *name;
	} classes[] = {
		{ "0A", "NotSupportedError" }, { "20", "ProgrammingError" }, { "21", "ProgrammingError" },
		{ "22", "DataError" },         { "23", "IntegrityError" },   { "24", "InternalError" },
		{ "25", "InternalError" },     { "26", "ProgrammingError" }, { "27", "OperationalError" },
		{ "28", "OperationalError" },  { "2B", "InternalError" },    { "2D", "InternalError" },
		{ "2F", "InternalError" },     { "34", "OperationalError" }, { "38", "InternalError" },
		{ "39", "InternalError" },     { "3B", "InternalError" },    { "3D", "ProgrammingError" },
		{ "3F", "ProgrammingError" },  { "40", "OperationalError" }, { "42", "ProgrammingError" },
		{ "44", "ProgrammingError" },  { "53", "OperationalError" }, { "54", "OperationalError" },
		{ "55", "OperationalError" },  { "57", "OperationalError" }, { "58", "OperationalError" },
		{ "F0", "InternalError" },     { "HV", "OperationalError" }, { "P0", "InternalError" },
		{ "XX", "InternalError" },
	};

	for (size_t i = 0; i < sizeof(classes) / sizeof(*classes); i++)
		if (str_starts(sqlstate, str_from(classes[i].prefix)))
			return classes[i].name;
	return sqlstate.n ? "DatabaseError" : "OperationalError";
}

/* Serialization, deadlock, lock not available, too many connections, shutdown, cannot connect now. */
static bool passes_by_waiting(struct str sqlstate)
{
	static const char *const codes[] = { "40001", "40P01", "55P03", "53300", "57P01",
					     "57P02", "57P03", "08006", "08001", "08004" };

	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++)
		if (str_is(sqlstate, codes[i]))
			return true;
	return false;
}

static struct error *result_error(const struct db_connection *connection, const PGresult *result,
				  struct str statement)
{
	const struct str sqlstate = str_from(PQresultErrorField(result, PG_DIAG_SQLSTATE));
	const char *primary = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
	const char *detail = PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL);
	const char *hint = PQresultErrorField(result, PG_DIAG_MESSAGE_HINT);
	const struct str message = str_trim(str_from(primary ? primary : PQerrorMessage(handle(connection))));
	const bool is_retryable = passes_by_waiting(sqlstate) || !sqlstate.n;
	struct error *error = error_new(is_retryable ? ERR_DATABASE_RETRY : ERR_DATABASE, "%.*s%s%s",
					STR_ARG(message), detail ? "\nDETAIL:  " : "",
					detail ? detail : "");

	error->sqlstate = str_dup(error_arena(), sqlstate.p ? sqlstate : STR(""));
	error->kind = str_from(exception_of(error->sqlstate));
	error->statement = str_dup(error_arena(), statement);
	return hint ? error_hint(error, "%s", hint) : error;
}

/* ---- connecting ---- */

struct parameters {
	const char *keys[64], *values[64];
	size_t n;
};

static void add_parameter(struct arena *scratch, struct parameters *list, const char *key, struct str value)
{
	if (!value.p || list->n + 1 >= sizeof(list->keys) / sizeof(*list->keys))
		return;
	list->keys[list->n] = key;
	list->values[list->n++] = str_c(scratch, value);
}

/* Keys of other Python drivers that libpq does not know: dropped or renamed. */
static const char *libpq_key(struct arena *scratch, struct str key)
{
	static const struct {
		const char *written, *libpq;
	} names[] = {
		{ "ssl", "sslmode" },
		{ "async_fallback", NULL },
		{ "prepared_statement_cache_size", NULL },
		{ "command_timeout", NULL },
		{ "prepare_threshold", NULL },
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (str_is(key, names[i].written))
			return names[i].libpq;
	return str_c(scratch, key);
}

static void fill_parameters(struct arena *scratch, const struct db_url *url, struct parameters *list)
{
	add_parameter(scratch, list, "host", url->host.n ? url->host : STR_NULL);
	if (url->port)
		add_parameter(scratch, list, "port", str_printf(scratch, "%d", url->port));
	add_parameter(scratch, list, "user", url->user);
	add_parameter(scratch, list, "password", secret_reveal(url->password));
	add_parameter(scratch, list, "dbname", url->database.n ? url->database : STR_NULL);
	add_parameter(scratch, list, "fallback_application_name", STR("retort"));
	for (size_t i = 0; i < url->option_count; i++) {
		const char *key = libpq_key(scratch, url->options[i].key);
		if (key)
			add_parameter(scratch, list, key, url->options[i].value);
	}
	if (!db_url_option(url, "connect_timeout").p)
		add_parameter(scratch, list, "connect_timeout", STR("10"));
	if (!db_url_option(url, "client_encoding").p)
		add_parameter(scratch, list, "client_encoding", STR("UTF8"));
}

/* libpq's words may hold parts of a URL; where it says why, the server's part is kept. */
static struct error *connect_error(const struct db_url *url, PGconn *db)
{
	struct arena scratch CLEANUP(arena_done) = { 0 };
	struct str words = str_trim(str_from(PQerrorMessage(db)));
	const struct str password = secret_reveal(url->password);
	const ptrdiff_t end = str_find_char(words, '\n');

	if (end >= 0)
		words = str_slice(words, 0, (size_t)end);
	if (password.n)
		words = str_replace(&scratch, words, password, STR("***"));
	struct error *error = error_new(ERR_DATABASE_RETRY, "cannot connect to the database: %.*s",
					STR_ARG(words));
	error->kind = STR("OperationalError");
	return error_hint(error, "the URL is %.*s", STR_ARG(db_url_masked(&scratch, url)));
}

static void ignore_notice(void *data, const PGresult *result)
{
	(void)data;
	(void)result;
}

static struct error *pg_open(struct db_connection *connection, const struct db_url *url)
{
	struct arena scratch CLEANUP(arena_done) = { 0 };
	struct parameters list = { .n = 0 };

	fill_parameters(&scratch, url, &list);
	PGconn *db = PQconnectdbParams(list.keys, list.values, 0);
	connection->handle = db;
	if (PQstatus(db) != CONNECTION_OK)
		return connect_error(url, db);
	PQsetNoticeReceiver(db, ignore_notice, NULL);
	connection->dialect.server_version = PQserverVersion(db);
	return NULL;
}

/* ---- cells ---- */

enum {
	OID_BOOL = 16,
	OID_BYTEA = 17,
	OID_INT8 = 20,
	OID_INT2 = 21,
	OID_INT4 = 23,
	OID_OID = 26,
	OID_JSON = 114,
	OID_FLOAT4 = 700,
	OID_FLOAT8 = 701,
	OID_DATE = 1082,
	OID_TIME = 1083,
	OID_TIMESTAMP = 1114,
	OID_TIMESTAMPTZ = 1184,
	OID_INTERVAL = 1186,
	OID_TIMETZ = 1266,
	OID_NUMERIC = 1700,
	OID_UUID = 2950,
	OID_JSONB = 3802,
};

static struct ddl_value scalar_cell(struct arena *result, Oid type, struct str text);

/* Array types that psycopg2 turns into lists, and the type of their items. */
static Oid item_type(Oid array)
{
	static const Oid types[][2] = {
		{ 1000, OID_BOOL },    { 1001, OID_BYTEA },  { 1005, OID_INT2 },   { 1007, OID_INT4 },
		{ 1016, OID_INT8 },    { 1028, OID_OID },    { 1021, OID_FLOAT4 }, { 1022, OID_FLOAT8 },
		{ 1231, OID_NUMERIC }, { 1009, 25 },         { 1015, 1043 },       { 1014, 1042 },
		{ 1182, OID_DATE },    { 1115, OID_TIMESTAMP }, { 1185, OID_TIMESTAMPTZ },
		{ 2951, OID_UUID },    { 199, OID_JSON },    { 3807, OID_JSONB },  { 1003, 19 },
	};

	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
		if (types[i][0] == array)
			return types[i][1];
	return 0;
}

struct array_reader {
	struct arena *result;
	struct str rest;
	Oid type;
	int depth;
};

static struct ddl_value read_array(struct array_reader *reader);

/* One item up to "," or "}", which stays. */
static struct ddl_value read_item(struct array_reader *reader)
{
	struct strbuf text = STRBUF(reader->result);
	bool is_quoted = false;

	if (reader->rest.n && reader->rest.p[0] == '{')
		return read_array(reader);
	while (reader->rest.n) {
		char c = reader->rest.p[0];
		if (!is_quoted && (c == ',' || c == '}'))
			break;
		reader->rest = str_skip(reader->rest, 1);
		if (c == '"') {
			is_quoted = !is_quoted;
			strbuf_add(&text, STR(""));
			continue;
		}
		if (c == '\\' && reader->rest.n) {
			c = reader->rest.p[0];
			reader->rest = str_skip(reader->rest, 1);
		}
		strbuf_add_char(&text, c);
	}
	if (str_is(strbuf_str(&text), "NULL"))
		return (struct ddl_value){ .kind = DDL_VALUE_NULL };
	return scalar_cell(reader->result, reader->type, strbuf_str(&text));
}

static struct ddl_value read_array(struct array_reader *reader)
{
	struct ddl_value list = { .kind = DDL_VALUE_LIST };
	struct ddl_value *items = NULL;
	size_t capacity = 0;

	if (++reader->depth > 16)
		reader->rest = STR("");
	reader->rest = str_skip(reader->rest, 1);
	while (reader->rest.n && reader->rest.p[0] != '}') {
		if (list.n == capacity) {
			const size_t more = capacity ? capacity * 2 : 8;
			items = arena_grow(reader->result, items, capacity * sizeof(*items),
					   more * sizeof(*items));
			capacity = more;
		}
		items[list.n++] = read_item(reader);
		if (reader->rest.n && reader->rest.p[0] == ',')
			reader->rest = str_skip(reader->rest, 1);
	}
	reader->rest = str_skip(reader->rest, 1);
	reader->depth--;
	list.items = items;
	return list;
}

static struct ddl_value integer_cell(struct str text)
{
	struct ddl_value value = { .kind = DDL_VALUE_INT, .text = text };

	if (!str_to_int(text, &value.integer))
		value.kind = DDL_VALUE_BIGINT;
	return value;
}

static struct ddl_value scalar_cell(struct arena *result, Oid type, struct str text)
{
	struct ddl_value value = { .kind = DDL_VALUE_STRING, .text = str_dup(result, text) };

	switch (type) {
	case OID_BOOL:
		return (struct ddl_value){ .kind = DDL_VALUE_BOOL, .integer = str_is(text, "t") };
	case OID_INT2:
	case OID_INT4:
	case OID_INT8:
	case OID_OID:
		return integer_cell(value.text);
	case OID_FLOAT4:
	case OID_FLOAT8:
		value.kind = DDL_VALUE_FLOAT;
		value.real = strtod(str_c(result, text), NULL);
		break;
	case OID_NUMERIC:
		value.kind = DDL_VALUE_DECIMAL;
		break;
	case OID_JSON:
	case OID_JSONB:
		value.kind = DDL_VALUE_JSON;
		break;
	case OID_BYTEA:
		value.kind = DDL_VALUE_BYTES;
		value.text = db_cell_bytea(result, value.text);
		break;
	case OID_DATE:
		db_cell_date(value.text, &value);
		break;
	case OID_TIME:
	case OID_TIMETZ:
		db_cell_time(value.text, &value);
		break;
	case OID_TIMESTAMP:
	case OID_TIMESTAMPTZ:
		db_cell_datetime(value.text, &value);
		break;
	case OID_INTERVAL:
		db_cell_interval(value.text, &value);
		break;
	case OID_UUID:
		db_cell_uuid(result, value.text, &value);
		break;
	default:
		break;
	}
	return value;
}

static struct ddl_value cell(struct arena *result, const PGresult *rows, int row, int column)
{
	if (PQgetisnull(rows, row, column))
		return (struct ddl_value){ .kind = DDL_VALUE_NULL };
	const struct str text = { PQgetvalue(rows, row, column), (size_t)PQgetlength(rows, row, column) };
	const Oid type = PQftype(rows, column);
	const Oid item = item_type(type);
	if (!item || !text.n || text.p[0] != '{')
		return scalar_cell(result, type, text);
	struct array_reader reader = { .result = result, .rest = text, .type = item };
	return read_array(&reader);
}

static struct error *take_rows(struct arena *result, const PGresult *got, struct db_result *rows)
{
	const size_t before = result->allocated;

	rows->returns_rows = PQresultStatus(got) == PGRES_TUPLES_OK;
	rows->column_count = (size_t)PQnfields(got);
	rows->columns = ARENA_ARRAY(result, struct db_column, rows->column_count);
	for (size_t i = 0; i < rows->column_count; i++) {
		rows->columns[i].name = str_dup(result, str_from(PQfname(got, (int)i)));
		rows->columns[i].type = (int64_t)PQftype(got, (int)i);
	}
	const size_t n = (size_t)PQntuples(got);
	rows->rows = ARENA_ARRAY(result, struct ddl_value *, n);
	for (; rows->row_count < n; rows->row_count++) {
		struct ddl_value *cells = ARENA_ARRAY(result, struct ddl_value, rows->column_count);
		for (size_t i = 0; i < rows->column_count; i++)
			cells[i] = cell(result, got, (int)rows->row_count, (int)i);
		rows->rows[rows->row_count] = cells;
		if (result->allocated - before > DB_RESULT_LIMIT)
			return error_new(ERR_LIMIT, "a result is larger than %zu bytes", DB_RESULT_LIMIT);
	}
	if (!str_to_int(str_from(PQcmdTuples((PGresult *)(uintptr_t)got)), &rows->affected))
		rows->affected = -1;
	return NULL;
}

static void result_done(PGresult **result)
{
	PQclear(*result);
}

static struct error *pg_execute(struct db_connection *connection, struct arena *result,
				const struct ddl_statement *statement, struct db_result *ret_result)
{
	struct arena scratch CLEANUP(arena_done) = { 0 };
	struct db_result rows = { .affected = -1 };

	if (statement->parameter_count)
		return error_new(ERR_INTERNAL, "a statement for PostgreSQL came with parameters");
	if (statement->text.n && memchr(statement->text.p, 0, statement->text.n)) {
		struct error *error = error_new(ERR_DATABASE, "a statement holds a NUL character");
		error->kind = STR("ValueError");
		return error;
	}
	PGresult *got CLEANUP(result_done) =
		PQexec(handle(connection), str_c(&scratch, statement->text));
	switch (PQresultStatus(got)) {
	case PGRES_EMPTY_QUERY: {
		struct error *error = error_new(ERR_DATABASE, "can't execute an empty query");
		error->kind = STR("ProgrammingError");
		return error;
	}
	case PGRES_COMMAND_OK:
	case PGRES_TUPLES_OK:
		TRY(take_rows(result, got, &rows));
		*ret_result = rows;
		return NULL;
	default:
		return result_error(connection, got, statement->text);
	}
}

/* ---- transactions ---- */

static struct error *pg_begin(struct db_connection *connection)
{
	TRY(db_run(connection, STR("BEGIN")));
	connection->in_transaction = true;
	return NULL;
}

static struct error *pg_commit(struct db_connection *connection)
{
	/* COMMIT of a failed transaction succeeds as ROLLBACK: that is no success. */
	const bool has_failed = PQtransactionStatus(handle(connection)) == PQTRANS_INERROR;

	connection->in_transaction = false;
	TRY(db_run(connection, STR("COMMIT")));
	if (has_failed)
		return error_new(ERR_DATABASE, "the transaction had failed and was rolled back");
	return NULL;
}

static struct error *pg_rollback(struct db_connection *connection)
{
	connection->in_transaction = false;
	return db_run(connection, STR("ROLLBACK"));
}

static struct error *pg_has_table(struct db_connection *connection, struct str schema, struct str table,
				  bool *ret_has)
{
	struct arena scratch CLEANUP(arena_done) = { 0 };
	struct str_list found = { 0 };
	const struct str name = ddl_quote_string(&scratch, &connection->dialect, table);
	const struct str where =
		schema.n ? str_printf(&scratch, "n.nspname = %.*s",
				      STR_ARG(ddl_quote_string(&scratch, &connection->dialect, schema)))
			 : STR("pg_catalog.pg_table_is_visible(c.oid) AND n.nspname != 'pg_catalog'");

	TRY(db_texts(connection, &scratch,
		     str_printf(&scratch,
				"SELECT c.relname FROM pg_catalog.pg_class c "
				"JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
				"WHERE c.relname = %.*s AND c.relkind IN ('r', 'p', 'f', 'v', 'm') "
				"AND %.*s",
				STR_ARG(name), STR_ARG(where)),
		     &found));
	*ret_has = found.n > 0;
	return NULL;
}

static bool pg_is_lost(const struct db_connection *connection)
{
	return PQstatus(handle(connection)) != CONNECTION_OK;
}

static void pg_close(struct db_connection *connection)
{
	PQfinish(handle(connection));
}

const struct db_driver db_postgresql = {
	.dialect = "postgresql",
	.open = pg_open,
	.execute = pg_execute,
	.begin = pg_begin,
	.commit = pg_commit,
	.rollback = pg_rollback,
	.has_table = pg_has_table,
	.is_lost = pg_is_lost,
	.close = pg_close,
};
