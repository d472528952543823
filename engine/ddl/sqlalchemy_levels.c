#include "engine/ddl/sqlalchemy_levels.h"

static const enum ddl_sqlalchemy since[DDL_LEVEL_COUNT] = {
	[DDL_LEVEL_MYSQL_DEFAULT_PARENTHESES] = DDL_SQLALCHEMY_2_1,
	[DDL_LEVEL_COMPUTED_WITHOUT_STORED] = DDL_SQLALCHEMY_2_1,
	[DDL_LEVEL_TABLE_WITH] = DDL_SQLALCHEMY_2_1,
	[DDL_LEVEL_INDEX_WITH_LOWER_BOOLEAN] = DDL_SQLALCHEMY_2_1,
	[DDL_LEVEL_MARIADB_UUID] = DDL_SQLALCHEMY_2_1,
	[DDL_LEVEL_SQLITE_JSONB] = DDL_SQLALCHEMY_2_1,
	[DDL_LEVEL_QUOTES_COLLATION_IF_NEEDED] = DDL_SQLALCHEMY_2_1,
	[DDL_LEVEL_CREATES_TYPE_OF_METADATA] = DDL_SQLALCHEMY_2_1,
};

bool ddl_has_level(const struct ddl_dialect *dialect, enum ddl_level level)
{
	/* newer levels have smaller numbers: 2.1 is the default */
	return dialect->sqlalchemy <= since[level];
}
