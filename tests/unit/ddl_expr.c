/* text() and its parameters, grouping by precedence, and what a driver gets instead of literals. */
#include "engine/ddl/expr_build.h"

#include <criterion/criterion.h>

static struct arena arena;

static const struct ddl_expr *name(const char *text)
{
	return ddl_expr_name(&arena, (struct ddl_name){ .text = str_from(text) });
}

static const struct ddl_expr *number(int64_t value)
{
	return ddl_expr_literal(&arena, (struct ddl_value){ .kind = DDL_VALUE_INT, .integer = value }, NULL, STR_NULL);
}

static const struct ddl_expr *apply(const struct ddl_expr *a, enum ddl_operator op, const struct ddl_expr *b)
{
	return ddl_binary(&arena, (struct ddl_operation){ op, NULL }, a, b, ddl_expr_type(DDL_TYPE_INTEGER));
}

static struct str written(const struct ddl_expr *expr)
{
	struct ddl_expr_options options = { .literal_binds = true };
	struct str text = STR_NULL;

	cr_assert_null(ddl_expr_write(&arena, ddl_dialect_find(STR("postgresql")), expr, &options, &text));
	return text;
}

Test(text, names_are_parameters_unless_escaped_doubled_or_cast)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{ "a = :x", "a = NULL" },       { "a::int", "a::int" },     { ":a::int", ":a::int" },
		{ "'12:30'", "'12:30'" },       { "\\:x", ":x" },           { "\\:\\:", "::" },
		{ "x:y :z", "x:y NULL" },       { "a := 1", "a := 1" },     { "100%", "100%" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct str text = written(ddl_expr_text(&arena, str_from(cases[i].text)));

		cr_expect(str_is(text, cases[i].want), "%s: %.*s", cases[i].text, STR_ARG(text));
	}
}

Test(grouping, follows_precedence_and_keeps_chains_flat)
{
	const struct ddl_expr *a = name("a"), *b = name("b");
	const struct ddl_expr *sum = apply(apply(a, DDL_OP_ADD, number(1)), DDL_OP_ADD, number(2));
	const struct ddl_expr *difference = apply(a, DDL_OP_SUB, apply(b, DDL_OP_SUB, number(1)));
	const struct ddl_expr *product = apply(apply(a, DDL_OP_ADD, b), DDL_OP_MUL, number(2));

	cr_expect(str_is(written(sum), "a + 1 + 2"));
	cr_expect(str_is(written(difference), "a - (b - 1)"));
	cr_expect(str_is(written(product), "(a + b) * 2"));
	cr_expect(str_is(written(ddl_negate(&arena, apply(a, DDL_OP_EQ, b))), "a != b"));
}

Test(conditions, true_is_dropped_and_false_decides)
{
	const struct ddl_expr *clause = apply(name("a"), DDL_OP_EQ, number(1));
	const struct ddl_expr *with_true[] = { ddl_expr_true(), clause }, *with_false[] = { clause, ddl_expr_false() };

	cr_expect(str_is(written(ddl_junction(&arena, DDL_OP_AND, ddl_expr_list_of(&arena, with_true, 2))), "a = 1"));
	cr_expect(str_is(written(ddl_junction(&arena, DDL_OP_AND, ddl_expr_list_of(&arena, with_false, 2))), "false"));
}

Test(parameters, are_placeholders_for_sqlite_and_text_for_postgresql)
{
	const struct ddl_expr *expr = apply(name("a"), DDL_OP_SUB, number(-1));
	struct ddl_expr_options options = { 0 };
	struct ddl_statement statement;

	cr_assert_null(ddl_expr_statement(&arena, ddl_dialect_find(STR("sqlite")), expr, &options, &statement));
	cr_expect(str_is(statement.text, "a - ?"));
	cr_expect(statement.parameter_count == 1 && statement.parameters[0].integer == -1);
	cr_assert_null(ddl_expr_statement(&arena, ddl_dialect_find(STR("postgresql")), expr, &options, &statement));
	cr_expect(str_is(statement.text, "a -  -1"));
	cr_expect(statement.parameter_count == 0);
}

Test(expressions, too_deep_is_a_limit)
{
	const struct ddl_expr *expr = name("a");
	struct ddl_expr_options options = { .literal_binds = true };
	struct error *error;
	struct str text;

	for (int i = 0; i < 5000; i++)
		expr = ddl_grouping(&arena, expr);
	error = ddl_expr_write(&arena, ddl_dialect_find(STR("sqlite")), expr, &options, &text);
	cr_assert_not_null(error);
	cr_expect(error->code == ERR_LIMIT);
}
