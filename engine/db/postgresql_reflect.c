#include "engine/db/reflect.h"

static struct error *table_names(struct db_connection *connection, struct arena *result,
				 struct str schema, struct str_list *ret_names)
{
	const struct str where =
		schema.n ? str_printf(result, "n.nspname = %.*s",
				      STR_ARG(ddl_quote_string(result, &connection->dialect, schema)))
			 : STR("pg_catalog.pg_table_is_visible(c.oid) AND n.nspname != 'pg_catalog'");

	return db_texts(connection, result,
			str_printf(result,
				   "SELECT c.relname FROM pg_catalog.pg_class c "
				   "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
				   "WHERE c.relkind IN ('r', 'p') AND c.relpersistence != 't' AND %.*s "
				   "ORDER BY c.relname",
				   STR_ARG(where)),
			ret_names);
}

const struct db_reflector db_postgresql_reflector = {
	.dialect = "postgresql",
	.table_names = table_names,
};
