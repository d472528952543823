/* CREATE TABLE and DROP TABLE (DDLCompiler of sqlalchemy/sql/compiler.py; DefaultImpl of
 * alembic/ddl/impl.py). */
#include "engine/ddl/dialect_methods.h"

#include "engine/ddl/sqlalchemy_levels.h"

/* "(in table 't', column 'c'): ...", as visit_create_table says where a type cannot be written */
static struct error *place_error(struct error *error, const struct ddl_table *table,
				 const struct ddl_column *column)
{
	bool is_compile = str_is(error->kind, "CompileError") ||
			  str_is(error->kind, "UnsupportedCompilationError");
	if (is_compile)
		return ddl_cannot_compile("(in table '%.*s', column '%.*s'): %.*s",
					  STR_ARG(table->name.text), STR_ARG(column->name.text),
					  STR_ARG(error->message));
	return error;
}

static struct error *write_columns(const struct ddl_compiler *compiler,
				   const struct ddl_table *table, struct strbuf *text,
				   const char **separator)
{
	for (size_t i = 0; i < table->column_count; i++) {
		struct str column;
		if (table->columns[i]->is_system)
			continue;
		struct error *error =
			compiler->dialect->methods->column(compiler, table->columns[i], &column);
		if (error)
			return place_error(error, table, table->columns[i]);
		strbuf_printf(text, "%s\t%.*s", *separator, STR_ARG(column));
		*separator = ", \n";
		error = ddl_write_column_checks(compiler, table->columns[i], text);
		if (error)
			return place_error(error, table, table->columns[i]);
	}
	return NULL;
}

static struct error *write_one_constraint(const struct ddl_compiler *compiler,
					  const struct ddl_constraint *constraint,
					  struct strbuf *text, const char **separator)
{
	struct str part;
	bool is_later = constraint->use_alter &&
			!compiler->dialect->methods->lacks_constraint_alter;
	if (is_later || !ddl_constraint_is_wanted(compiler, constraint))
		return NULL;
	TRY(ddl_write_constraint(compiler, constraint, &part));
	if (!part.p)
		return NULL;
	strbuf_printf(text, "%s\t%.*s", *separator, STR_ARG(part));
	*separator = ", \n";
	return NULL;
}

/* The primary key comes first, the others in the order in which they were made. */
static struct error *write_constraints(const struct ddl_compiler *compiler,
				       const struct ddl_table *table, struct strbuf *text,
				       const char **separator)
{
	const struct ddl_constraint *key = ddl_table_primary_key(table);
	if (key)
		TRY(write_one_constraint(compiler, key, text, separator));
	for (size_t i = 0; i < table->constraint_count; i++)
		if (table->constraints[i]->kind != DDL_PRIMARY_KEY)
			TRY(write_one_constraint(compiler, table->constraints[i], text, separator));
	return NULL;
}

static struct error *table_text(const struct ddl_compiler *compiler, const struct ddl_table *table,
				bool if_not_exists, struct str *ret_text)
{
	struct strbuf text = STRBUF(compiler->arena);
	strbuf_add_c(&text, "\nCREATE ");
	for (size_t i = 0; i < table->prefixes.n; i++)
		strbuf_printf(&text, "%.*s ", STR_ARG(table->prefixes.items[i]));
	struct str name =
		ddl_quote_table(compiler->arena, compiler->dialect, table->schema, table->name);
	strbuf_printf(&text, "TABLE %s%.*s (", if_not_exists ? "IF NOT EXISTS " : "",
		      STR_ARG(name));
	const char *separator = "\n";
	TRY(write_columns(compiler, table, &text, &separator));
	TRY(write_constraints(compiler, table, &text, &separator));
	strbuf_add_c(&text, "\n)");
	if (compiler->dialect->methods->table_options)
		TRY(compiler->dialect->methods->table_options(compiler, table, &text));
	strbuf_add_c(&text, "\n\n");
	*ret_text = strbuf_str(&text);
	return NULL;
}

struct error *ddl_create_table_text(struct arena *result, const struct ddl_dialect *dialect,
				    const struct ddl_table *table, bool if_not_exists,
				    struct str *ret_text)
{
	return table_text(&(struct ddl_compiler){ .arena = result, .dialect = dialect }, table,
			  if_not_exists, ret_text);
}

/* ---- types that the table needs ---- */

/* named_types.py, _check_for_name_in_memos */
static bool was_created(const struct ddl_run *run, const struct ddl_type *type)
{
	if (!run->created_types)
		return false;
	struct str key = str_printf(run->arena, "%s %.*s.%.*s",
				    type->kind == DDL_TYPE_PG_DOMAIN ? "domain" : "enum",
				    STR_ARG(type->schema), STR_ARG(type->name));
	if (map_has(run->created_types, key))
		return true;
	map_put(run->created_types, str_dup(run->created_types->arena, key), NULL);
	return false;
}

/* Unless it was made before in this command, or for this table if nobody remembers. */
static struct error *create_once(const struct ddl_run *run, const struct ddl_type *type,
				 struct map *seen)
{
	struct ddl_run own = *run;
	own.created_types = run->created_types ? run->created_types : seen;
	if (!type->create_type)
		return NULL;
	if (type->has_metadata && !ddl_has_level(run->dialect, DDL_LEVEL_CREATES_TYPE_OF_METADATA))
		return NULL;
	return was_created(&own, type) ? NULL : ddl_create_type(run, type, false);
}

static bool is_postgresql_type(const struct ddl_type *type)
{
	return type->kind == DDL_TYPE_PG_ENUM || type->kind == DDL_TYPE_PG_DOMAIN;
}

/* A generic Enum asks whether it is the one in use, PostgreSQL's own types do not: their variants
 * always count. */
static struct error *create_types_of(const struct ddl_run *run, const struct ddl_type *type,
				     struct map *seen)
{
	const struct ddl_type *used;
	if (is_postgresql_type(type))
		TRY(create_once(run, type, seen));
	for (size_t i = 0; i < type->variant_count; i++)
		if (is_postgresql_type(type->variants[i].type))
			TRY(create_once(run, type->variants[i].type, seen));
	TRY(ddl_type_for(type, run->dialect, run->arena, &used));
	if (ddl_type_is_a(used->kind, DDL_TYPE_ARRAY))
		return create_types_of(run, used->item, seen);
	bool is_enum = used->kind != DDL_TYPE_PG_ENUM && ddl_type_is_a(used->kind, DDL_TYPE_ENUM) &&
		       used->native_enum;
	if (!is_enum || !run->dialect->methods->has_create_type)
		return NULL;
	return create_once(run, used, seen);
}

static struct error *create_types(const struct ddl_run *run, const struct ddl_table *table)
{
	struct map seen = MAP(run->arena);
	for (size_t i = 0; i < table->column_count; i++)
		TRY(create_types_of(run, table->columns[i]->type, &seen));
	return NULL;
}

/* SQLAlchemy 2.0 knew no storage parameters of tables, in whatever dialect. */
static struct error *check_options(const struct ddl_run *run, const struct ddl_table *table)
{
	if (ddl_has_level(run->dialect, DDL_LEVEL_TABLE_WITH) ||
	    !ddl_option_find(&table->options, "postgresql", "with"))
		return NULL;
	struct error *error = error_new(
		ERR_PYTHON, "Argument 'postgresql_with' is not accepted by dialect 'postgresql' on "
			    "behalf of <class 'sqlalchemy.sql.schema.Table'>");
	error->kind = STR("ArgumentError");
	return error;
}

struct error *ddl_create_table(const struct ddl_run *run, const struct ddl_table *table,
			       bool if_not_exists)
{
	const struct ddl_compiler compiler = ddl_run_compiler(run);
	struct str text;
	TRY(check_options(run, table));
	TRY(create_types(run, table));
	TRY(table_text(&compiler, table, if_not_exists, &text));
	TRY(ddl_send(run, text));
	for (size_t i = 0; i < table->index_count; i++) {
		TRY(run->dialect->methods->create_index(&compiler, table->indexes[i], false,
							&text));
		TRY(ddl_send(run, text));
	}
	if (!run->dialect->supports_comments || run->dialect->inline_comments)
		return NULL;
	if (table->comment.p)
		TRY(ddl_table_comment(run, table->name, table->schema, table->comment));
	for (size_t i = 0; i < table->column_count; i++)
		if (table->columns[i]->comment.p)
			TRY(ddl_set_column_comment(run, table->columns[i]));
	return NULL;
}

struct error *ddl_drop_table(const struct ddl_run *run, const struct ddl_table *table,
			     bool if_exists)
{
	struct str name = ddl_quote_table(run->arena, run->dialect, table->schema, table->name);
	return ddl_send(run, str_printf(run->arena, "\nDROP TABLE %s%.*s",
					if_exists ? "IF EXISTS " : "", STR_ARG(name)));
}
