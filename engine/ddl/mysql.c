/* The MySQL and MariaDB dialects (sqlalchemy/dialects/mysql/base.py, _mariadb_shim.py,
 * alembic/ddl/mysql.py). */
#include "engine/ddl/mysql.h"

#include <ctype.h>

/* ---- columns ---- */

static bool is_word(char c)
{
	return c == '_' || isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* now(3), current_timestamp(6) at the start */
static bool is_precise_now(struct arena *scratch, struct str text)
{
	static const char *const names[] = { "now(", "current_timestamp(" };
	text = str_lower_ascii(scratch, text);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct str name = str_from(names[i]);
		size_t at = name.n;
		if (!str_starts(text, name))
			continue;
		while (at < text.n && isdigit((unsigned char)text.p[at]))
			at++;
		if (at > name.n && at < text.n && text.p[at] == ')')
			return true;
	}
	return false;
}

static bool has_on_update(struct arena *scratch, struct str text)
{
	struct str rest = str_lower_ascii(scratch, text);
	for (ptrdiff_t at; (at = str_find(rest, STR("on "))) >= 0;) {
		rest = str_skip(rest, (size_t)at + 3);
		while (str_starts(rest, STR(" ")))
			rest = str_skip(rest, 1);
		if (str_starts(rest, STR("update")))
			return true;
	}
	return false;
}

/* What is neither literal nor a plain word is an expression and needs parentheses (from 2.1 on). */
static bool needs_parentheses(const struct ddl_compiler *compiler, struct str text)
{
	if (!ddl_has_level(compiler->dialect, DDL_LEVEL_MYSQL_DEFAULT_PARENTHESES))
		return false;
	struct str trimmed = str_trim(text);
	if (trimmed.n && (trimmed.p[0] == '\'' || trimmed.p[0] == '"' || trimmed.p[0] == '('))
		return false;
	if (has_on_update(compiler->arena, text) || is_precise_now(compiler->arena, text))
		return false;
	for (size_t i = 0; i < text.n; i++)
		if (!is_word(text.p[i]))
			return true;
	return false;
}

static struct error *write_default(const struct ddl_compiler *compiler,
				   const struct ddl_column *column, struct strbuf *text)
{
	struct str value;
	TRY(ddl_default_text(compiler, &column->server_default, &value));
	if (!value.p)
		return NULL;
	bool is_wrapped = needs_parentheses(compiler, value);
	strbuf_printf(text, " DEFAULT %s%.*s%s", is_wrapped ? "(" : "", STR_ARG(value),
		      is_wrapped ? ")" : "");
	return NULL;
}

static struct error *counts_itself(const struct ddl_compiler *compiler,
				   const struct ddl_column *column, bool *ret_counts)
{
	const struct ddl_column *counting = NULL;
	enum ddl_default_kind kind = column->server_default.kind;
	*ret_counts = false;
	if (!column->table || (kind != DDL_DEFAULT_NONE && kind != DDL_DEFAULT_IDENTITY))
		return NULL;
	TRY(ddl_self_counting_column(compiler, column->table, &counting));
	*ret_counts = counting == column;
	return NULL;
}

/* mysql.DOUBLE, which stands for a generic Double in a column, takes both numbers or none. */
static struct error *check_double(const struct ddl_type *type)
{
	if (type->kind != DDL_TYPE_DOUBLE || type->precision < 0)
		return NULL;
	struct error *error = error_new(
		ERR_PYTHON, "You must specify both precision and scale or omit both altogether.");
	error->kind = STR("ArgumentError");
	return error;
}

static struct error *write_column(const struct ddl_compiler *compiler,
				  const struct ddl_column *column, struct str *ret_text)
{
	struct strbuf text = STRBUF(compiler->arena);
	const struct ddl_type *type;
	struct str part;
	bool is_computed = column->server_default.kind == DDL_DEFAULT_COMPUTED, counts;
	TRY(ddl_write_type(compiler, column->type, &part));
	strbuf_printf(&text, "%.*s %.*s",
		      STR_ARG(ddl_quote(compiler->arena, compiler->dialect, column->name)),
		      STR_ARG(part));
	if (is_computed) {
		TRY(ddl_computed_text(compiler, column->server_default.computed, &part));
		strbuf_printf(&text, " %.*s", STR_ARG(part));
	}
	TRY(ddl_type_for(column->type, compiler->dialect, compiler->arena, &type));
	TRY(check_double(type));
	bool is_free = is_computed && compiler->dialect->methods->is_mariadb &&
		       !column->nullable_was_given;
	if (!column->nullable && !is_free)
		strbuf_add_c(&text, " NOT NULL");
	else if (column->nullable && ddl_type_is_a(type->kind, DDL_TYPE_SQL_TIMESTAMP))
		strbuf_add_c(&text, " NULL");
	if (column->comment.p)
		strbuf_printf(&text, " COMMENT %.*s",
			      STR_ARG(ddl_quote_string(compiler->arena, compiler->dialect,
						       column->comment)));
	TRY(counts_itself(compiler, column, &counts));
	if (counts)
		strbuf_add_c(&text, " AUTO_INCREMENT");
	else
		TRY(write_default(compiler, column, &text));
	*ret_text = strbuf_str(&text);
	return NULL;
}

/* ---- constraints ---- */

static struct error *write_constraint(const struct ddl_compiler *compiler,
				      const struct ddl_constraint *constraint, struct str *ret_text)
{
	struct strbuf text = STRBUF(compiler->arena);
	if (constraint->kind == DDL_FOREIGN_KEY && constraint->match.p)
		return ddl_cannot_compile(
			"MySQL ignores the 'MATCH' keyword while at the same time "
			"causes ON UPDATE/ON "
			"DELETE clauses to be ignored.");
	TRY(ddl_constraint_body(compiler, constraint, &text));
	TRY(ddl_write_deferrable(constraint, &text));
	const struct ddl_option *using =
		ddl_own_option(compiler->dialect, &constraint->options, "using");
	if (!using)
		using = ddl_option_find(&constraint->options, "mysql", "using");
	if (constraint->kind == DDL_PRIMARY_KEY && ddl_option_is_true(using))
		strbuf_printf(&text, " USING %.*s",
			      STR_ARG(ddl_quote_text(compiler->arena, compiler->dialect,
						     using->value.text)));
	*ret_text = strbuf_str(&text);
	return NULL;
}

static struct error *drop_constraint(const struct ddl_compiler *compiler,
				     const struct ddl_drop_constraint *drop, struct str table,
				     struct str *ret_text)
{
	struct str name;
	const char *what = NULL;
	if (str_is(drop->type, "primary")) {
		*ret_text = str_printf(compiler->arena, "ALTER TABLE %.*s DROP PRIMARY KEY ",
				       STR_ARG(table));
		return NULL;
	}
	if (str_is(drop->type, "foreignkey"))
		what = "FOREIGN KEY";
	else if (str_is(drop->type, "unique"))
		what = "INDEX";
	else if (str_is(drop->type, "check"))
		what = compiler->dialect->methods->is_mariadb ? "CONSTRAINT" : "CHECK";
	if (!what) {
		struct error *error = error_new(
			ERR_PYTHON, "No generic 'DROP CONSTRAINT' in MySQL - please specify "
				    "constraint type");
		error->kind = STR("NotImplementedError");
		return error;
	}
	if (drop->name.text.n == 0) {
		/* format_constraint asserts that there is one */
		struct error *error = error_new(ERR_PYTHON, "%s", "");
		error->kind = STR("AssertionError");
		return error;
	}
	TRY(ddl_quote_constraint(compiler->arena, compiler->dialect, drop->name, &name));
	*ret_text = str_printf(compiler->arena, "ALTER TABLE %.*s DROP %s %.*s", STR_ARG(table),
			       what, STR_ARG(name));
	return NULL;
}

#define MYSQL_METHODS                                                                              \
	.quote = '`', .type_text = ddl_mysql_type_text, .column = write_column,                    \
	.constraint = write_constraint, .table_options = ddl_mysql_table_options,                  \
	.create_index = ddl_mysql_create_index, .drop_index = ddl_mysql_drop_index,                \
	.alter_column = ddl_mysql_alter_column, .drop_constraint = drop_constraint,                \
	.rename_column = "RENAME", .rename_keeps_schema = true, .table_comment = "ALTER TABLE ",   \
	.table_comment_is = "COMMENT ", .table_comment_none = "''", .module = "mysql",             \
	.class_prefix = "MySQL"

const struct ddl_dialect_methods ddl_mysql_methods = {
	.reserved = &ddl_mysql_words,
	MYSQL_METHODS,
};

const struct ddl_dialect_methods ddl_mariadb_methods = {
	.reserved = &ddl_mariadb_words,
	.is_mariadb = true,
	.version_returning = ".",
	MYSQL_METHODS,
};
