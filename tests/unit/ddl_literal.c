/* Literals of each type and dialect; the expectations are what SQLAlchemy 2.1 writes with literal_binds. */
#include "engine/ddl/dialect.h"
#include "engine/ddl/expr_node.h"

#include <criterion/criterion.h>

static const struct ddl_value values[] = {
	{ .kind = DDL_VALUE_STRING, .text = { "it's 5% \\", 9 } },
	{ .kind = DDL_VALUE_INT, .integer = 5 },
	{ .kind = DDL_VALUE_BOOL, .integer = 1 },
	{ .kind = DDL_VALUE_FLOAT, .real = 1e20 },
	{ .kind = DDL_VALUE_FLOAT, .real = 0.1 },
	{ .kind = DDL_VALUE_DATETIME, .time = { 2024, 1, 2, 3, 4, 5, 60, true, 7200 } },
	{ .kind = DDL_VALUE_UUID, .text = { "12345678123456781234567812345678", 32 } },
	{ .kind = DDL_VALUE_BYTES, .text = { "a'b", 3 } },
	{ .kind = DDL_VALUE_INTERVAL, .integer = 1500 },
	{ .kind = DDL_VALUE_JSON, .text = { "{}", 2 }, .python_type = { "{}", 2 } },
};

enum { STRING, INT, TRUE_, BIG, TENTH, MOMENT, ID, BYTES, SPAN, DOCUMENT };

static const struct {
	int value;
	enum ddl_type_kind type;
	const char *dialect, *want;
} cases[] = {
	{ STRING, DDL_TYPE_STRING, "postgresql", "'it''s 5% \\'" },
	{ STRING, DDL_TYPE_STRING, "mysql", "'it''s 5% \\\\'" },
	{ STRING, DDL_TYPE_STRING, "sqlite", "'it''s 5% \\'" },
	{ INT, DDL_TYPE_INTEGER, "sqlite", "5" },
	{ TRUE_, DDL_TYPE_INTEGER, "sqlite", "1" },
	{ TRUE_, DDL_TYPE_BOOLEAN, "sqlite", "1" },
	{ TRUE_, DDL_TYPE_BOOLEAN, "mysql", "true" },
	{ TRUE_, DDL_TYPE_NUMERIC, "mysql", "True" },
	{ BIG, DDL_TYPE_FLOAT, "postgresql", "1e+20" },
	{ BIG, DDL_TYPE_INTEGER, "postgresql", "100000000000000000000" },
	{ TENTH, DDL_TYPE_DOUBLE, "postgresql", "0.1" },
	{ MOMENT, DDL_TYPE_DATETIME, "postgresql", "'2024-01-02 03:04:05.000060+02:00'" },
	{ MOMENT, DDL_TYPE_DATETIME, "sqlite", "'2024-01-02 03:04:05.000060'" },
	{ MOMENT, DDL_TYPE_DATE, "mysql", "'2024-01-02'" },
	{ ID, DDL_TYPE_UUID, "postgresql", "'12345678-1234-5678-1234-567812345678'" },
	{ ID, DDL_TYPE_UUID, "mysql", "'12345678123456781234567812345678'" },
	{ BYTES, DDL_TYPE_LARGEBINARY, "sqlite", "'a''b'" },
	{ SPAN, DDL_TYPE_INTERVAL, "postgresql", "make_interval(secs=>0.0015)" },
};

static const struct {
	int value;
	enum ddl_type_kind type;
	const char *message;
} failures[] = {
	{ INT, DDL_TYPE_STRING, "Could not render literal value \"5\" with datatype VARCHAR; see parent stack trace for more detail." },
	{ STRING, DDL_TYPE_NULLTYPE, "No literal value renderer is available for literal value \"\"it's 5% \\\\\"\" with datatype NULL" },
	{ DOCUMENT, DDL_TYPE_JSON, "No literal value renderer is available for literal value \"{}\" with datatype JSON" },
	{ SPAN, DDL_TYPE_PG_INET, "No literal value renderer is available for literal value \"datetime.timedelta(microseconds=1500)\" with datatype INET" },
};

Test(literal, is_written_as_the_type_and_dialect_have_it)
{
	struct arena arena = { 0 };

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct ddl_dialect *dialect = ddl_dialect_find(str_from(cases[i].dialect));
		struct str text;

		cr_assert_null(ddl_literal(&arena, dialect, &values[cases[i].value], ddl_expr_type(cases[i].type), &text));
		cr_expect(str_is(text, cases[i].want), "%s %d: %.*s", cases[i].dialect, cases[i].value, STR_ARG(text));
	}
	arena_done(&arena);
}

Test(literal, without_a_renderer_is_a_compile_error)
{
	struct arena arena = { 0 };
	const struct ddl_dialect *dialect = ddl_dialect_find(STR("sqlite"));

	for (size_t i = 0; i < sizeof(failures) / sizeof(failures[0]); i++) {
		struct ddl_type *type = ddl_type_new(&arena, failures[i].type);
		struct str text;
		struct error *error = ddl_literal(&arena, dialect, &values[failures[i].value], type, &text);

		cr_assert_not_null(error);
		cr_expect(str_is(error->kind, "CompileError"));
		cr_expect(str_is(error->message, failures[i].message), "%.*s", STR_ARG(error->message));
	}
	arena_done(&arena);
}
