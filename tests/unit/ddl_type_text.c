/* The text of types in each dialect; expectations are SQLAlchemy 2.1.9's. */
#include "engine/ddl/dialect.h"

#include <criterion/criterion.h>

#define NO_LENGTH "CompileError"
#define UNKNOWN "UnsupportedCompilationError"

/* -1 or 0 in a field: not given */
static const struct {
	enum ddl_type_kind kind;
	int length, precision, scale, width, fsp, flag;
	const char *postgresql, *mysql, *mariadb, *sqlite;
} cases[] = {
	/* clang-format off */
#define SAME(text) text, text, text, text
	{ DDL_TYPE_INTEGER, 0, 0, 0, 0, 0, 0, SAME("INTEGER") },
	{ DDL_TYPE_SMALLINTEGER, 0, 0, 0, 0, 0, 0, SAME("SMALLINT") },
	{ DDL_TYPE_BIGINTEGER, 0, 0, 0, 0, 0, 0, SAME("BIGINT") },
	{ DDL_TYPE_BOOLEAN, 0, 0, 0, 0, 0, 0, "BOOLEAN", "BOOL", "BOOL", "BOOLEAN" },
	{ DDL_TYPE_STRING, 0, 0, 0, 0, 0, 0, "VARCHAR", NO_LENGTH, NO_LENGTH, "VARCHAR" },
	{ DDL_TYPE_STRING, 50, 0, 0, 0, 0, 0, SAME("VARCHAR(50)") },
	{ DDL_TYPE_TEXT_, 1000, 0, 0, 0, 0, 0, SAME("TEXT(1000)") },
	{ DDL_TYPE_SQL_NVARCHAR, 9, 0, 0, 0, 0, 0, "NVARCHAR(9)", "NATIONAL VARCHAR(9)", "NATIONAL VARCHAR(9)", "NVARCHAR(9)" },
	{ DDL_TYPE_SQL_NCHAR, 3, 0, 0, 0, 0, 0, "NCHAR(3)", "NATIONAL CHAR(3)", "NATIONAL CHAR(3)", "NCHAR(3)" },
	{ DDL_TYPE_NUMERIC, 0, 10, 2, 0, 0, 0, SAME("NUMERIC(10, 2)") },
	{ DDL_TYPE_SQL_DECIMAL, 0, 10, 2, 0, 0, 0, SAME("DECIMAL(10, 2)") },
	{ DDL_TYPE_FLOAT, 0, 24, 0, 0, 0, 0, "FLOAT(24)", "FLOAT(24)", "FLOAT(24)", "FLOAT" },
	{ DDL_TYPE_DOUBLE, 0, 0, 0, 0, 0, 0, "DOUBLE PRECISION", "DOUBLE", "DOUBLE", "DOUBLE" },
	{ DDL_TYPE_SQL_DOUBLE_PRECISION, 0, 0, 0, 0, 0, 0, SAME("DOUBLE PRECISION") },
	{ DDL_TYPE_TIME, 0, 0, 0, 0, 0, 0, "TIME WITHOUT TIME ZONE", "TIME", "TIME", "TIME" },
	{ DDL_TYPE_DATETIME, 0, 0, 0, 0, 0, 1, "TIMESTAMP WITH TIME ZONE", "DATETIME", "DATETIME", "DATETIME" },
	{ DDL_TYPE_SQL_TIMESTAMP, 0, 0, 0, 0, 0, 0, "TIMESTAMP WITHOUT TIME ZONE", "TIMESTAMP", "TIMESTAMP", "TIMESTAMP" },
	{ DDL_TYPE_INTERVAL, 0, 0, 0, 0, 0, 0, "INTERVAL", "DATETIME", "DATETIME", "DATETIME" },
	{ DDL_TYPE_LARGEBINARY, 100, 0, 0, 0, 0, 0, "BYTEA", "BLOB(100)", "BLOB(100)", "BLOB" },
	{ DDL_TYPE_SQL_BINARY, 16, 0, 0, 0, 0, 0, SAME("BINARY(16)") },
	{ DDL_TYPE_JSON, 0, 0, 0, 0, 0, 0, SAME("JSON") },
	{ DDL_TYPE_UUID, 0, 0, 0, 0, 0, 0, "UUID", "CHAR(32)", "UUID", "CHAR(32)" },
	{ DDL_TYPE_SQL_UUID, 0, 0, 0, 0, 0, 0, SAME("UUID") },
	{ DDL_TYPE_PICKLE, 0, 0, 0, 0, 0, 0, "BYTEA", "BLOB", "BLOB", "BLOB" },
	{ DDL_TYPE_NULLTYPE, 0, 0, 0, 0, 0, 0, SAME("CompileError") },
	{ DDL_TYPE_PG_JSONB, 0, 0, 0, 0, 0, 0, "JSONB", UNKNOWN, UNKNOWN, "JSONB" },
	{ DDL_TYPE_PG_INET, 0, 0, 0, 0, 0, 0, "INET", UNKNOWN, UNKNOWN, UNKNOWN },
	{ DDL_TYPE_PG_BIT, 5, 0, 0, 0, 0, 0, "BIT(5)", "BIT(5)", "BIT(5)", UNKNOWN },
	{ DDL_TYPE_PG_TIMESTAMP, 0, 3, 0, 0, 0, 0, "TIMESTAMP(3) WITHOUT TIME ZONE", "TIMESTAMP", "TIMESTAMP", "TIMESTAMP" },
	{ DDL_TYPE_PG_INTERVAL, 0, 3, 0, 0, 0, 0, "INTERVAL (3)", UNKNOWN, UNKNOWN, UNKNOWN },
	{ DDL_TYPE_MY_INTEGER, 0, 0, 0, 11, 0, 0, "INTEGER", "INTEGER(11)", "INTEGER(11)", "INTEGER" },
	{ DDL_TYPE_MY_BIGINT, 0, 0, 0, 20, 0, 2, "BIGINT", "BIGINT(20) UNSIGNED ZEROFILL", "BIGINT(20) UNSIGNED ZEROFILL", "BIGINT" },
	{ DDL_TYPE_MY_TINYINT, 0, 0, 0, 1, 0, 0, UNKNOWN, "TINYINT(1)", "TINYINT(1)", UNKNOWN },
	{ DDL_TYPE_MY_BIT, 1, 0, 0, 0, 0, 0, "AttributeError", "BIT(1)", "BIT(1)", UNKNOWN },
	{ DDL_TYPE_MY_FLOAT, 0, 7, 2, 0, 0, 0, "FLOAT(7)", "FLOAT(7, 2)", "FLOAT(7, 2)", "FLOAT" },
	{ DDL_TYPE_MY_DATETIME, 0, 0, 0, 0, 6, 0, "DATETIME", "DATETIME(6)", "DATETIME(6)", "DATETIME" },
	{ DDL_TYPE_MY_LONGTEXT, 0, 0, 0, 0, 0, 0, UNKNOWN, "LONGTEXT", "LONGTEXT", UNKNOWN },
	/* clang-format on */
};

static struct ddl_type *make(struct arena *arena, size_t i)
{
	struct ddl_type *type = ddl_type_new(arena, cases[i].kind);
	type->length = cases[i].length ? cases[i].length : -1;
	type->precision = cases[i].precision ? cases[i].precision : -1;
	type->scale = cases[i].scale ? cases[i].scale : -1;
	type->display_width = cases[i].width ? cases[i].width : -1;
	type->fsp = cases[i].fsp ? cases[i].fsp : -1;
	type->timezone = cases[i].flag == 1;
	type->is_unsigned = type->zerofill = cases[i].flag == 2;
	return type;
}

static void expect(const struct ddl_type *type, const char *dialect, const char *want)
{
	struct arena arena CLEANUP(arena_done) = { 0 };
	struct str text = STR("");
	struct error *error = ddl_type_text(type, ddl_dialect_find(str_from(dialect)), &arena, &text);
	struct str got = error ? error->kind : text;
	cr_expect(str_is(got, want), "%s: %.*s, not %s", dialect, STR_ARG(got), want);
}

Test(ddl_type_text, every_dialect_writes_its_own)
{
	struct arena arena CLEANUP(arena_done) = { 0 };
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct ddl_type *type = make(&arena, i);
		expect(type, "postgresql", cases[i].postgresql);
		expect(type, "mysql", cases[i].mysql);
		expect(type, "mariadb", cases[i].mariadb);
		expect(type, "sqlite", cases[i].sqlite);
	}
}

Test(ddl_type_text, an_enum_is_a_type_or_values_or_a_string)
{
	struct arena arena CLEANUP(arena_done) = { 0 };
	struct ddl_type *type = ddl_type_new(&arena, DDL_TYPE_ENUM);
	str_list_add(&arena, &type->values, STR("a"));
	str_list_add(&arena, &type->values, STR("b'b"));
	type->name = STR("Kind");
	type->schema = STR("s");
	expect(type, "postgresql", "s.\"Kind\"");
	expect(type, "mysql", "ENUM('a','b''b')");
	expect(type, "sqlite", "VARCHAR(3)");
	type->native_enum = false;
	expect(type, "postgresql", "VARCHAR(3)");
}

Test(ddl_type_text, the_brackets_of_an_array_stand_before_the_collation)
{
	struct arena arena CLEANUP(arena_done) = { 0 };
	struct ddl_type *item = ddl_type_new(&arena, DDL_TYPE_STRING);
	struct ddl_type *type = ddl_type_new(&arena, DDL_TYPE_PG_ARRAY);
	item->length = 5;
	item->collation = STR("C");
	type->item = item;
	type->dimensions = 2;
	expect(type, "postgresql", "VARCHAR(5)[][] COLLATE \"C\"");
	expect(type, "mysql", UNKNOWN);
}
