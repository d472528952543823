/* The SQLite dialect (sqlalchemy/dialects/sqlite/base.py, alembic/ddl/sqlite.py). */
#include "engine/ddl/dialect_methods.h"

#include "engine/ddl/sqlalchemy_levels.h"

#include <ctype.h>

static struct error *type_text(const struct ddl_compiler *compiler, const struct ddl_type *type,
			       struct str *ret_text)
{
	if (type->kind == DDL_TYPE_PG_JSONB &&
	    ddl_has_level(compiler->dialect, DDL_LEVEL_SQLITE_JSONB))
		*ret_text = STR("JSONB");
	return NULL;
}

/* ---- columns ---- */

/* Neither a literal nor in parentheses, and not one plain word. */
static bool needs_parentheses(struct str text)
{
	struct str trimmed = str_trim(text);
	if (trimmed.n && (trimmed.p[0] == '\'' || trimmed.p[0] == '"' || trimmed.p[0] == '('))
		return false;
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] != '_' && !isalnum((unsigned char)text.p[i]) &&
		    (unsigned char)text.p[i] < 0x80)
			return true;
	return false;
}

static void add_conflict(const struct ddl_options *options, const char *key, struct strbuf *text)
{
	const struct ddl_option *option = ddl_option_find(options, "sqlite", key);
	if (option && option->value.kind != DDL_VALUE_NULL)
		strbuf_printf(text, " ON CONFLICT %.*s", STR_ARG(option->value.text));
}

/* The one integer key of a table with sqlite_autoincrement: its PRIMARY KEY stands with the column.
 */
static bool is_inline_key(const struct ddl_compiler *compiler, const struct ddl_column *column)
{
	const struct ddl_constraint *key = ddl_table_primary_key(column->table);
	return column->primary_key && key && key->column_count == 1 &&
	       ddl_option_is_true(
		       ddl_option_find(&column->table->options, "sqlite", "autoincrement")) &&
	       ddl_type_affinity(column->type, compiler->dialect, compiler->arena) ==
		       DDL_TYPE_INTEGER &&
	       !ddl_column_has_foreign_key(column);
}

static struct error *write_default(const struct ddl_compiler *compiler,
				   const struct ddl_column *column, struct strbuf *text)
{
	struct str value;
	TRY(ddl_default_text(compiler, &column->server_default, &value));
	if (!value.p)
		return NULL;
	bool is_wrapped = needs_parentheses(value);
	strbuf_printf(text, " DEFAULT %s%.*s%s", is_wrapped ? "(" : "", STR_ARG(value),
		      is_wrapped ? ")" : "");
	return NULL;
}

static struct error *write_key(const struct ddl_compiler *compiler, const struct ddl_column *column,
			       struct strbuf *text)
{
	const struct ddl_constraint *key = ddl_table_primary_key(column->table);
	if (!column->primary_key)
		return NULL;
	if (column->autoincrement == DDL_AUTOINCREMENT_TRUE && (!key || key->column_count != 1))
		return ddl_cannot_compile(
			"SQLite does not support autoincrement for composite primary keys");
	if (!is_inline_key(compiler, column))
		return NULL;
	strbuf_add_c(text, " PRIMARY KEY");
	add_conflict(&column->options, "on_conflict_primary_key", text);
	strbuf_add_c(text, " AUTOINCREMENT");
	return NULL;
}

static struct error *write_column(const struct ddl_compiler *compiler,
				  const struct ddl_column *column, struct str *ret_text)
{
	struct strbuf text = STRBUF(compiler->arena);
	struct str part;
	TRY(ddl_write_type(compiler, column->type, &part));
	strbuf_printf(&text, "%.*s %.*s",
		      STR_ARG(ddl_quote(compiler->arena, compiler->dialect, column->name)),
		      STR_ARG(part));
	TRY(write_default(compiler, column, &text));
	if (!column->nullable) {
		strbuf_add_c(&text, " NOT NULL");
		add_conflict(&column->options, "on_conflict_not_null", &text);
	}
	TRY(write_key(compiler, column, &text));
	if (column->server_default.kind == DDL_DEFAULT_COMPUTED) {
		TRY(ddl_computed_text(compiler, column->server_default.computed, &part));
		strbuf_printf(&text, " %.*s", STR_ARG(part));
	}
	*ret_text = strbuf_str(&text);
	return NULL;
}

/* ---- constraints ---- */

static bool has_conflict(const struct ddl_constraint *constraint)
{
	const struct ddl_option *option =
		ddl_option_find(&constraint->options, "sqlite", "on_conflict");
	return option && option->value.kind != DDL_VALUE_NULL;
}

/* The constraint's own clause, or for a single column the one given to the column. */
static void write_conflict(const struct ddl_constraint *constraint, struct strbuf *text)
{
	const struct ddl_column *column = NULL;
	if (constraint->column_count == 1)
		column = ddl_table_column(constraint->table, constraint->columns[0].text);
	if (has_conflict(constraint))
		add_conflict(&constraint->options, "on_conflict", text);
	else if (column && constraint->kind == DDL_PRIMARY_KEY)
		add_conflict(&column->options, "on_conflict_primary_key", text);
	else if (column && constraint->kind == DDL_UNIQUE)
		add_conflict(&column->options, "on_conflict_unique", text);
}

/* A key that stands with its column, and a reference into another attached database, are not
 * written. */
static bool is_omitted(const struct ddl_compiler *compiler, const struct ddl_constraint *constraint)
{
	const struct ddl_column *column = NULL;
	if (constraint->kind == DDL_FOREIGN_KEY)
		return constraint->table &&
		       !str_equal(constraint->table->schema.text, constraint->referred_schema);
	if (constraint->kind == DDL_PRIMARY_KEY && constraint->column_count == 1)
		column = ddl_table_column(constraint->table, constraint->columns[0].text);
	return column && is_inline_key(compiler, column);
}

static struct error *write_constraint(const struct ddl_compiler *compiler,
				      const struct ddl_constraint *constraint, struct str *ret_text)
{
	struct strbuf text = STRBUF(compiler->arena);
	*ret_text = STR_NULL;
	if (is_omitted(compiler, constraint))
		return NULL;
	TRY(ddl_constraint_body(compiler, constraint, &text));
	TRY(ddl_write_deferrable(constraint, &text));
	write_conflict(constraint, &text);
	*ret_text = strbuf_str(&text);
	return NULL;
}

/* ---- tables and indexes ---- */

static struct error *table_options(const struct ddl_compiler *compiler,
				   const struct ddl_table *table, struct strbuf *text)
{
	(void)compiler;
	const struct ddl_option *rowid = ddl_option_find(&table->options, "sqlite", "with_rowid");
	bool is_without = rowid && !ddl_option_is_true(rowid);
	if (is_without)
		strbuf_add_c(text, "\n WITHOUT ROWID");
	if (ddl_option_is_true(ddl_option_find(&table->options, "sqlite", "strict")))
		strbuf_printf(text, "%s\n STRICT", is_without ? "," : "");
	return NULL;
}

/* A plain string is not coerced to text here, as PostgreSQL's compiler does. */
static struct error *check_where(const struct ddl_option *where)
{
	if (where->expr)
		return NULL;
	struct error *error =
		error_new(ERR_PYTHON, "'str' object has no attribute '_compiler_dispatch'");
	error->kind = STR("AttributeError");
	return error;
}

static struct error *create_index(const struct ddl_compiler *compiler,
				  const struct ddl_index *index, bool if_not_exists,
				  struct str *ret_text)
{
	struct strbuf text = STRBUF(compiler->arena);
	struct str_list elements;
	struct str name;
	const struct ddl_option *where = ddl_option_find(&index->options, "sqlite", "where");
	TRY(ddl_index_name_text(compiler, index, true, &name));
	TRY(ddl_index_elements(compiler, index, false, &elements));
	strbuf_printf(&text, "CREATE %sINDEX %s%.*s ON %.*s (%.*s)", index->unique ? "UNIQUE " : "",
		      if_not_exists ? "IF NOT EXISTS " : "", STR_ARG(name),
		      STR_ARG(ddl_quote(compiler->arena, compiler->dialect, index->table->name)),
		      STR_ARG(str_list_join(compiler->arena, &elements, ", ")));
	if (where && (where->expr || where->value.kind != DDL_VALUE_NULL)) {
		struct str condition;
		TRY(check_where(where));
		TRY(ddl_where_text(compiler, where, &condition));
		strbuf_printf(&text, " WHERE %.*s", STR_ARG(condition));
	}
	*ret_text = strbuf_str(&text);
	return NULL;
}

const struct ddl_dialect_methods ddl_sqlite_methods = {
	.reserved = &ddl_sqlite_words,
	.quote = '"',
	.type_text = type_text,
	.column = write_column,
	.constraint = write_constraint,
	.table_options = table_options,
	.create_index = create_index,
	.rename_column = "RENAME COLUMN",
	.table_comment = "COMMENT ON TABLE ",
	.table_comment_is = "IS ",
	.table_comment_none = "NULL",
	.lacks_constraint_alter = true,
	.schema_on_index = true,
	.version_returning = "",
	.module = "sqlite",
	.class_prefix = "SQLite",
};
