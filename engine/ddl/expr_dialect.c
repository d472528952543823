#include "engine/ddl/expr_dialect.h"

#include "engine/ddl/sqlalchemy_levels.h"

static const struct ddl_expr_dialect rows[] = {
	{ .name = "postgresql",
	  .family = DDL_FAMILY_POSTGRESQL,
	  .placeholder = DDL_PLACEHOLDER_INLINE,
	  .true_text = "true",
	  .false_text = "false",
	  .has_native_uuid = true,
	  .has_interval = true,
	  .has_ilike = true,
	  .has_boolean_operand = true,
	  .has_multiple_rows = true,
	  .has_returning = true,
	  .qualifies_returning = true },
	{ .name = "mysql",
	  .family = DDL_FAMILY_MYSQL,
	  .placeholder = DDL_PLACEHOLDER_INLINE,
	  .true_text = "true",
	  .false_text = "false",
	  .doubles_backslash = true,
	  .concat_is_function = true,
	  .has_multiple_rows = true,
	  .qualifies_returning = true },
	{ .name = "mariadb",
	  .family = DDL_FAMILY_MYSQL,
	  .placeholder = DDL_PLACEHOLDER_INLINE,
	  .true_text = "true",
	  .false_text = "false",
	  .doubles_backslash = true,
	  .concat_is_function = true,
	  .has_multiple_rows = true,
	  .has_returning = true,
	  .qualifies_returning = true,
	  .is_mariadb = true },
	{ .name = "sqlite",
	  .family = DDL_FAMILY_SQLITE,
	  .placeholder = DDL_PLACEHOLDER_QUESTION,
	  .true_text = "1",
	  .false_text = "0",
	  .has_full_timestamps = true,
	  .has_multiple_rows = true,
	  .has_returning = true },
	{ .name = "default",
	  .family = DDL_FAMILY_DEFAULT,
	  .placeholder = DDL_PLACEHOLDER_QUESTION,
	  .true_text = "true",
	  .false_text = "false",
	  .has_boolean_operand = true,
	  .has_multiple_rows = true,
	  .has_returning = true,
	  .qualifies_returning = true },
};

const struct ddl_expr_dialect *ddl_expr_dialect(const struct ddl_dialect *dialect)
{
	size_t last = sizeof(rows) / sizeof(rows[0]) - 1;
	struct str name = str_from(dialect->name);

	for (size_t i = 0; i < last; i++)
		if (str_is(name, rows[i].name))
			return &rows[i];
	return &rows[last];
}

bool ddl_doubles_backslash(const struct ddl_dialect *dialect)
{
	const struct ddl_expr_dialect *traits = ddl_expr_dialect(dialect);
	/* 2.0 asked the server for standard_conforming_strings and without one took the old answer */
	bool is_old_script = traits->family == DDL_FAMILY_POSTGRESQL && dialect->server_version == 0 &&
			     !ddl_has_level(dialect, DDL_LEVEL_POSTGRESQL_PLAIN_BACKSLASH);

	return traits->doubles_backslash || is_old_script;
}
