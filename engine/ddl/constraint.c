/* Constraints as text, in CREATE TABLE and behind ADD (DDLCompiler of sqlalchemy/sql/compiler.py).
 */
#include "engine/ddl/dialect_methods.h"

struct ddl_name ddl_table_name(const struct ddl_table *table)
{
	return table ? table->name : (struct ddl_name){ 0 };
}

/* Of a type with variants, each has a CHECK, and only that of the variant in use is written. */
static bool is_used_type(const struct ddl_compiler *compiler,
			 const struct ddl_constraint *constraint)
{
	const struct ddl_column *column =
		ddl_table_column(constraint->table, constraint->columns[0].text);
	if (!column || column->type->variant_count == 0)
		return true;
	const struct ddl_type *used = column->type;
	for (size_t i = 0; i < column->type->variant_count; i++)
		if (str_is(column->type->variants[i].dialect, compiler->dialect->name))
			used = column->type->variants[i].type;
	return used == constraint->bound_type;
}

/* sqltypes.py, _should_create_constraint of Enum and Boolean, and _is_impl_for_variant. */
bool ddl_constraint_is_wanted(const struct ddl_compiler *compiler,
			      const struct ddl_constraint *constraint)
{
	if (!constraint->is_type_bound)
		return true;
	const struct ddl_type *type = constraint->bound_type;
	if (!is_used_type(compiler, constraint))
		return false;
	if (ddl_type_is_a(type->kind, DDL_TYPE_BOOLEAN))
		return !compiler->dialect->has_native_boolean;
	return !type->native_enum || !compiler->dialect->has_native_enum;
}

static struct error *write_phrase(struct strbuf *text, const char *before, struct str phrase)
{
	if (!phrase.p)
		return NULL;
	TRY(ddl_check_phrase(phrase, false));
	strbuf_printf(text, " %s %.*s", before, STR_ARG(phrase));
	return NULL;
}

struct error *ddl_write_deferrable(const struct ddl_constraint *constraint, struct strbuf *text)
{
	if (constraint->deferrable >= 0)
		strbuf_add_c(text, constraint->deferrable ? " DEFERRABLE" : " NOT DEFERRABLE");
	return write_phrase(text, "INITIALLY", constraint->initially);
}

struct error *ddl_write_cascades(const struct ddl_compiler *compiler,
				 const struct ddl_constraint *constraint, struct strbuf *text)
{
	if (constraint->ondelete.p) {
		TRY(ddl_check_phrase(constraint->ondelete,
				     compiler->dialect->methods->set_null_takes_columns));
		strbuf_printf(text, " ON DELETE %.*s", STR_ARG(constraint->ondelete));
	}
	return write_phrase(text, "ON UPDATE", constraint->onupdate);
}

/* Enum: values as literals; Boolean: 0 and 1 (sqltypes.py, _set_table). */
static struct str bound_check_text(const struct ddl_compiler *compiler,
				   const struct ddl_constraint *constraint)
{
	struct strbuf text = STRBUF(compiler->arena);
	const struct ddl_type *type = constraint->bound_type;
	strbuf_printf(
		&text, "%.*s IN (",
		STR_ARG(ddl_quote(compiler->arena, compiler->dialect, constraint->columns[0])));
	if (ddl_type_is_a(type->kind, DDL_TYPE_BOOLEAN)) {
		strbuf_add_c(&text, "0, 1");
	} else {
		for (size_t i = 0; i < type->values.n; i++) {
			if (i)
				strbuf_add_c(&text, ", ");
			strbuf_add(&text, ddl_quote_string(compiler->arena, compiler->dialect,
							   type->values.items[i]));
		}
	}
	strbuf_add_char(&text, ')');
	return strbuf_str(&text);
}

static struct error *check_body(const struct ddl_compiler *compiler,
				const struct ddl_constraint *constraint, struct strbuf *text)
{
	struct str check;
	if (constraint->is_type_bound)
		check = bound_check_text(compiler, constraint);
	else
		TRY(ddl_write_expr(compiler, constraint->check, false, &check));
	strbuf_printf(text, "CHECK (%.*s)", STR_ARG(check));
	return NULL;
}

static struct error *foreign_key_body(const struct ddl_compiler *compiler,
				      const struct ddl_constraint *constraint, struct strbuf *text)
{
	struct str local = ddl_quote_names(compiler->arena, compiler->dialect, constraint->columns,
					   constraint->column_count);
	struct str remote = ddl_quote_names(compiler->arena, compiler->dialect,
					    constraint->referred_columns,
					    constraint->referred_column_count);
	/* SQLite has no schema in REFERENCES: both tables are in the same (sqlite/base.py) */
	struct str schema = compiler->dialect->methods->schema_on_index
				    ? STR_NULL
				    : constraint->referred_schema;
	struct str table = ddl_quote_table(compiler->arena, compiler->dialect,
					   ddl_plain_name(schema),
					   ddl_plain_name(constraint->referred_table));
	strbuf_printf(text, "FOREIGN KEY(%.*s) REFERENCES %.*s (%.*s)", STR_ARG(local),
		      STR_ARG(table), STR_ARG(remote));
	TRY(write_phrase(text, "MATCH", constraint->match));
	return ddl_write_cascades(compiler, constraint, text);
}

/* An implicit key names the column that counts first. */
static struct error *primary_key_columns(const struct ddl_compiler *compiler,
					 const struct ddl_constraint *key, struct str *ret_text)
{
	const struct ddl_column *first = NULL;
	if (key->is_implicit_primary_key)
		TRY(ddl_self_counting_column(compiler, key->table, &first));
	struct ddl_name *names =
		ARENA_ARRAY(compiler->arena, struct ddl_name, key->column_count + 1);
	size_t n = 0;
	if (first)
		names[n++] = first->name;
	for (size_t i = 0; i < key->column_count; i++)
		if (!first || !str_equal(key->columns[i].text, first->name.text))
			names[n++] = key->columns[i];
	*ret_text = ddl_quote_names(compiler->arena, compiler->dialect, names, n);
	return NULL;
}

struct error *ddl_constraint_body(const struct ddl_compiler *compiler,
				  const struct ddl_constraint *constraint, struct strbuf *text)
{
	struct str columns;
	switch (constraint->kind) {
	case DDL_PRIMARY_KEY:
		TRY(primary_key_columns(compiler, constraint, &columns));
		strbuf_printf(text, "PRIMARY KEY (%.*s)", STR_ARG(columns));
		return NULL;
	case DDL_UNIQUE:
		columns = ddl_quote_names(compiler->arena, compiler->dialect, constraint->columns,
					  constraint->column_count);
		strbuf_printf(text, "UNIQUE (%.*s)", STR_ARG(columns));
		return NULL;
	case DDL_CHECK:
		return check_body(compiler, constraint, text);
	case DDL_FOREIGN_KEY:
		return foreign_key_body(compiler, constraint, text);
	case DDL_EXCLUDE:
		break;
	}
	return ddl_unsupported(
		compiler->dialect, "DDLCompiler",
		STR("<class 'sqlalchemy.dialects.postgresql.ext.ExcludeConstraint'>"));
}

static struct error *default_constraint(const struct ddl_compiler *compiler,
					const struct ddl_constraint *constraint,
					struct str *ret_text)
{
	struct strbuf text = STRBUF(compiler->arena);
	TRY(ddl_constraint_body(compiler, constraint, &text));
	TRY(ddl_write_deferrable(constraint, &text));
	*ret_text = strbuf_str(&text);
	return NULL;
}

struct error *ddl_write_constraint(const struct ddl_compiler *compiler,
				   const struct ddl_constraint *constraint, struct str *ret_text)
{
	*ret_text = STR_NULL;
	bool needs_columns = constraint->kind == DDL_PRIMARY_KEY || constraint->kind == DDL_UNIQUE;
	if (needs_columns && constraint->column_count == 0) {
		*ret_text = STR("");
		return NULL;
	}
	struct ddl_name name;
	struct str body = STR_NULL;
	struct strbuf text = STRBUF(compiler->arena);
	TRY(ddl_written_constraint_name(compiler->arena, constraint, &name));
	if (name.text.n) {
		struct str quoted;
		TRY(ddl_quote_constraint(compiler->arena, compiler->dialect, name, &quoted));
		strbuf_printf(&text, "CONSTRAINT %.*s ", STR_ARG(quoted));
	}
	if (compiler->dialect->methods->constraint)
		TRY(compiler->dialect->methods->constraint(compiler, constraint, &body));
	else
		TRY(default_constraint(compiler, constraint, &body));
	if (!body.p)
		return NULL;
	strbuf_add(&text, body);
	*ret_text = strbuf_str(&text);
	return NULL;
}
