/* Constraints of PostgreSQL: EXCLUDE, INCLUDE, NULLS NOT DISTINCT, NOT VALID
 * (sqlalchemy/dialects/postgresql/base.py). */
#include "engine/ddl/postgresql.h"

#include "engine/ddl/expr.h"

static const struct ddl_option *option_of(const struct ddl_constraint *constraint, const char *key)
{
	return ddl_option_find(&constraint->options, "postgresql", key);
}

static struct error *element_text(const struct ddl_compiler *compiler,
				  const struct ddl_exclude_element *element, struct str *ret_text)
{
	if (element->column)
		*ret_text = ddl_quote(compiler->arena, compiler->dialect, element->column->name);
	else if (element->expr)
		return ddl_write_expr(compiler, element->expr, false, ret_text);
	else
		*ret_text = ddl_quote_text(compiler->arena, compiler->dialect, element->name_text);
	return NULL;
}

static struct error *exclude_body(const struct ddl_compiler *compiler,
				  const struct ddl_constraint *constraint, struct strbuf *text)
{
	struct str using = constraint->using.n ? constraint->using : STR("gist"), part;
	TRY(ddl_check_phrase(using, false));
	strbuf_printf(text, "EXCLUDE USING %.*s (",
		      STR_ARG(str_lower_ascii(compiler->arena, using)));
	for (size_t i = 0; i < constraint->element_count; i++) {
		const struct ddl_exclude_element *element = &constraint->elements[i];
		TRY(element_text(compiler, element, &part));
		strbuf_printf(text, "%s%.*s", i ? ", " : "", STR_ARG(part));
		if (element->ops.n)
			strbuf_printf(text, " %.*s", STR_ARG(element->ops));
		strbuf_printf(text, " WITH %.*s", STR_ARG(element->operator_text));
	}
	strbuf_add_char(text, ')');
	if (!constraint->where)
		return NULL;
	TRY(ddl_expr_write(compiler->arena, compiler->dialect, constraint->where,
			   &(struct ddl_expr_options){ .literal_binds = true }, &part));
	strbuf_printf(text, " WHERE (%.*s)", STR_ARG(part));
	return NULL;
}

static void unique_body(const struct ddl_compiler *compiler,
			const struct ddl_constraint *constraint, struct strbuf *text)
{
	const struct ddl_option *distinct = option_of(constraint, "nulls_not_distinct");
	const char *nulls = "";
	if (distinct && distinct->value.kind == DDL_VALUE_BOOL)
		nulls = distinct->value.integer ? "NULLS NOT DISTINCT " : "NULLS DISTINCT ";
	struct str columns = ddl_quote_names(compiler->arena, compiler->dialect,
					     constraint->columns, constraint->column_count);
	strbuf_printf(text, "UNIQUE %s(%.*s)", nulls, STR_ARG(columns));
}

static struct error *check_array(const struct ddl_constraint *constraint)
{
	const struct ddl_column *column =
		ddl_table_column(constraint->table, constraint->columns[0].text);
	if (!column || !ddl_type_is_a(column->type->kind, DDL_TYPE_ARRAY))
		return NULL;
	return ddl_cannot_compile(
		"PostgreSQL dialect cannot produce the CHECK constraint for ARRAY "
		"of non-native ENUM; "
		"please specify create_constraint=False on this Enum datatype.");
}

/* INCLUDE names columns of the constraint's own table, also where that only stands in for one. */
static struct error *check_include(const struct ddl_constraint *constraint)
{
	const struct ddl_option *include = option_of(constraint, "include");
	for (size_t i = 0; include && constraint->table && i < include->value.n; i++) {
		struct str name = include->value.items[i].text;
		if (!ddl_table_column(constraint->table, name))
			return ddl_python_error("KeyError", "%.*s", STR_ARG(name));
	}
	return NULL;
}

struct error *ddl_postgresql_constraint(const struct ddl_compiler *compiler,
					const struct ddl_constraint *constraint,
					struct str *ret_text)
{
	struct strbuf text = STRBUF(compiler->arena);
	bool can_be_not_valid = constraint->kind == DDL_CHECK ||
				constraint->kind == DDL_FOREIGN_KEY;
	if (constraint->kind == DDL_CHECK && constraint->is_type_bound)
		TRY(check_array(constraint));
	if (constraint->kind == DDL_EXCLUDE)
		TRY(exclude_body(compiler, constraint, &text));
	else if (constraint->kind == DDL_UNIQUE)
		unique_body(compiler, constraint, &text);
	else
		TRY(ddl_constraint_body(compiler, constraint, &text));
	if (constraint->kind == DDL_UNIQUE || constraint->kind == DDL_PRIMARY_KEY)
		TRY(check_include(constraint));
	if (constraint->kind == DDL_UNIQUE || constraint->kind == DDL_PRIMARY_KEY)
		ddl_postgresql_include(compiler, &constraint->options, &text);
	TRY(ddl_write_deferrable(constraint, &text));
	if (can_be_not_valid && ddl_option_is_true(option_of(constraint, "not_valid")))
		strbuf_add_c(&text, " NOT VALID");
	*ret_text = strbuf_str(&text);
	return NULL;
}
