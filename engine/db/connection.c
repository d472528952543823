#include "engine/db/connection.h"

static const struct db_driver *const drivers[] = { &db_postgresql, &db_sqlite };

struct error *db_open(const struct db_url *url, struct db_connection *ret_connection)
{
	*ret_connection = (struct db_connection){ 0 };
	for (size_t i = 0; i < sizeof(drivers) / sizeof(*drivers); i++) {
		if (!str_is(url->dialect, drivers[i]->dialect))
			continue;
		ret_connection->driver = drivers[i];
		ret_connection->dialect = *ddl_dialect_find(url->dialect);
		return drivers[i]->open(ret_connection, url);
	}
	return error_hint(error_new(ERR_UNSUPPORTED, "no driver for '%.*s' databases is built in",
				    STR_ARG(url->dialect)),
			  "'--sql' writes the script for it without connecting");
}

void db_close(struct db_connection *connection)
{
	if (connection->driver && connection->handle)
		connection->driver->close(connection);
	connection->handle = NULL;
	arena_done(&connection->arena);
}

struct error *db_run(struct db_connection *connection, struct str text)
{
	struct arena scratch CLEANUP(arena_done) = { 0 };
	const struct ddl_statement statement = { .text = text };
	struct db_result result;

	return connection->driver->execute(connection, &scratch, &statement, &result);
}

struct error *db_texts(struct db_connection *connection, struct arena *result, struct str text,
		       struct str_list *ret_texts)
{
	const struct ddl_statement statement = { .text = text };
	struct str_list texts = { 0 };
	struct db_result rows;

	TRY(connection->driver->execute(connection, result, &statement, &rows));
	for (size_t i = 0; i < rows.row_count; i++)
		if (rows.column_count)
			str_list_add(result, &texts, rows.rows[i][0].text);
	*ret_texts = texts;
	return NULL;
}
