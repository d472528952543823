#include "engine/ddl/dialect.h"

#include "engine/ddl/dialect_methods.h"

/* sqlalchemy/dialects: class attributes of each dialect; alembic/ddl: names of the implementations
 */
static const struct ddl_dialect dialects[] = {
	{
		.name = "postgresql",
		.impl_name = "PostgresqlImpl",
		.option_prefix = "postgresql",
		.has_transactional_ddl = true,
		.supports_comments = true,
		.has_native_boolean = true,
		.has_native_enum = true,
		.has_sequences = true,
		.max_identifier = 63,
		.max_index_name = 63,
		.max_constraint_name = 63,
		.methods = &ddl_postgresql_methods,
	},
	{
		.name = "mysql",
		.impl_name = "MySQLImpl",
		.option_prefix = "mysql",
		.supports_comments = true,
		.inline_comments = true,
		.has_native_enum = true,
		.max_identifier = 255,
		.max_index_name = 64,
		.max_constraint_name = 64,
		.methods = &ddl_mysql_methods,
	},
	{
		.name = "mariadb",
		.impl_name = "MariaDBImpl",
		.option_prefix = "mariadb",
		.supports_comments = true,
		.inline_comments = true,
		.has_native_enum = true,
		.max_identifier = 255,
		.max_index_name = 64,
		.max_constraint_name = 64,
		.methods = &ddl_mariadb_methods,
	},
	{
		.name = "sqlite",
		.impl_name = "SQLiteImpl",
		.option_prefix = "sqlite",
		.max_identifier = 9999,
		.max_index_name = 9999,
		.max_constraint_name = 9999,
		.methods = &ddl_sqlite_methods,
	},
};

const struct ddl_dialect *ddl_dialect_find(struct str name)
{
	for (size_t i = 0; i < sizeof(dialects) / sizeof(dialects[0]); i++)
		if (str_is(name, dialects[i].name))
			return &dialects[i];
	return NULL;
}
