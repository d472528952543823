/* Identifiers, phrases and the version table's texts, as SQLAlchemy 2.1.9 and Alembic 1.20.1 write them. */
#include "engine/ddl/quote.h"
#include "engine/ddl/version_table.h"

#include <criterion/criterion.h>

static const struct ddl_dialect *dialect(const char *name)
{
	return ddl_dialect_find(str_from(name));
}

Test(ddl_names, a_name_is_quoted_when_it_must_be)
{
	static const struct {
		const char *name, *postgresql, *mysql, *sqlite;
	} cases[] = {
		{ "plain_1$", "plain_1$", "plain_1$", "plain_1$" },
		{ "user", "\"user\"", "user", "user" },
		{ "rank", "rank", "`rank`", "rank" },
		{ "plan", "plan", "plan", "\"plan\"" },
		{ "Id", "\"Id\"", "`Id`", "\"Id\"" },
		{ "1a", "\"1a\"", "`1a`", "\"1a\"" },
		{ "a\"b`c", "\"a\"\"b`c\"", "`a\"b``c`", "\"a\"\"b`c\"" },
		{ "", "\"\"", "``", "\"\"" },
	};
	struct arena arena CLEANUP(arena_done) = { 0 };
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct ddl_name name = ddl_name(str_from(cases[i].name));
		cr_expect(str_is(ddl_quote(&arena, dialect("postgresql"), name),
				 cases[i].postgresql),
			  "postgresql %s", cases[i].name);
		cr_expect(str_is(ddl_quote(&arena, dialect("mysql"), name), cases[i].mysql),
			  "mysql %s", cases[i].name);
		cr_expect(str_is(ddl_quote(&arena, dialect("sqlite"), name), cases[i].sqlite),
			  "sqlite %s", cases[i].name);
	}
}

Test(ddl_names, only_alter_splits_a_schema_at_its_dots)
{
	struct arena arena CLEANUP(arena_done) = { 0 };
	struct ddl_name schema = ddl_name(STR("My.s")), table = ddl_name(STR("t"));
	struct str whole = ddl_quote_table(&arena, dialect("postgresql"), schema, table);
	struct str split = ddl_quote_dotted_table(&arena, dialect("postgresql"), schema, table);
	cr_expect(str_is(whole, "\"My.s\".t"));
	cr_expect(str_is(split, "\"My\".s.t"));
}

Test(ddl_names, a_generated_name_is_cut_and_a_plain_one_refused)
{
	struct arena arena CLEANUP(arena_done) = { 0 };
	struct ddl_name name = ddl_name(
		STR("uq_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"));
	struct str text;
	struct error *error = ddl_quote_constraint(&arena, dialect("postgresql"), name, &text);
	cr_assert_not_null(error);
	cr_expect(str_is(error->kind, "IdentifierError"));
	name.is_final = true;
	cr_assert_null(ddl_quote_constraint(&arena, dialect("postgresql"), name, &text));
	cr_expect(text.n == 60 && str_starts(text, STR("uq_xxx")), "%.*s", STR_ARG(text));
}

Test(ddl_names, a_phrase_is_words)
{
	static const struct {
		const char *text;
		bool plain, with_columns;
	} cases[] = {
		{ "CASCADE", true, true },    { "SET  NULL", true, true },
		{ "", false, false },	      { " CASCADE", false, false },
		{ "CASCADE ", false, false }, { "SET NULL; DROP", false, false },
		{ "CASCADE\n", true, true },  { "SET NULL (a, \"b\"\"c\")", false, true },
		{ "SET NULL ()", false, false },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct str text = str_from(cases[i].text);
		cr_expect_eq(ddl_check_phrase(text, false) == NULL, cases[i].plain, "%s",
			     cases[i].text);
		cr_expect_eq(ddl_check_phrase(text, true) == NULL, cases[i].with_columns, "%s",
			     cases[i].text);
	}
}

Test(ddl_names, the_version_table_has_its_dialects_texts)
{
	struct arena arena CLEANUP(arena_done) = { 0 };
	struct ddl_version_table table = { STR("alembic_version"), STR("s"), true };
	const struct ddl_version_change change = { STR("a"), STR("b") };
	struct str text;
	cr_assert_null(ddl_version_create(&arena, dialect("postgresql"), &table, false, &text));
	cr_expect(str_is(text, "\nCREATE TABLE s.alembic_version (\n"
			       "\tversion_num VARCHAR(32) NOT NULL, \n"
			       "\tCONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)\n)\n\n"));
	cr_assert_null(
		ddl_version_insert(&arena, dialect("postgresql"), &table, STR("a"), &text));
	cr_expect(str_is(text, "INSERT INTO s.alembic_version (version_num) VALUES ('a') "
			       "RETURNING s.alembic_version.version_num"));
	cr_assert_null(ddl_version_insert(&arena, dialect("sqlite"), &table, STR("a"), &text));
	cr_expect(str_ends(text, STR(" RETURNING version_num")));
	cr_assert_null(ddl_version_insert(&arena, dialect("mysql"), &table, STR("a"), &text));
	cr_expect(str_ends(text, STR("VALUES ('a')")));
	cr_assert_null(
		ddl_version_update(&arena, dialect("postgresql"), &table, &change, &text));
	cr_expect(str_is(text, "UPDATE s.alembic_version SET version_num='b' "
			       "WHERE s.alembic_version.version_num = 'a'"));
	cr_assert_null(
		ddl_version_delete(&arena, dialect("postgresql"), &table, STR_NULL, &text));
	cr_expect(str_is(text, "DELETE FROM s.alembic_version"));
	table.primary_key = false;
	cr_assert_null(
		ddl_version_insert(&arena, dialect("postgresql"), &table, STR("a"), &text));
	cr_expect(str_ends(text, STR("VALUES ('a')")));
}
