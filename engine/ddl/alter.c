/*
 * The ALTER forms that Alembic writes itself (alembic/ddl/base.py, alembic/ddl/impl.py,
 * alembic/operations/ toimpl.py); dialects replace or add to alter_column.
 */
#include "engine/ddl/dialect_methods.h"

#include "engine/ddl/expr.h"

struct str ddl_alter_table_text(const struct ddl_compiler *compiler, struct ddl_name table,
				struct ddl_name schema)
{
	struct str name = ddl_quote_dotted_table(compiler->arena, compiler->dialect, schema, table);
	return str_printf(compiler->arena, "ALTER TABLE %.*s", STR_ARG(name));
}

/* ---- add and drop ---- */

static const struct ddl_constraint *inline_reference(const struct ddl_add_column *add)
{
	if (!add->inline_references || add->column->foreign_key_count != 1)
		return NULL;
	for (size_t i = 0; i < add->table->constraint_count; i++) {
		const struct ddl_constraint *constraint = add->table->constraints[i];
		if (constraint->kind == DDL_FOREIGN_KEY && constraint->column_count == 1)
			return constraint;
	}
	return NULL;
}

static struct error *write_reference(const struct ddl_compiler *compiler,
				     const struct ddl_constraint *reference, struct strbuf *text)
{
	struct strbuf body = STRBUF(compiler->arena);
	struct str table = ddl_quote_table(compiler->arena, compiler->dialect,
					   ddl_name(reference->referred_schema),
					   ddl_name(reference->referred_table));
	strbuf_printf(text, " REFERENCES %.*s (%.*s)", STR_ARG(table),
		      STR_ARG(ddl_quote(compiler->arena, compiler->dialect,
					reference->referred_columns[0])));
	if (reference->match.p)
		strbuf_printf(text, " MATCH %.*s", STR_ARG(reference->match));
	TRY(ddl_write_cascades(compiler, reference, &body));
	TRY(ddl_write_deferrable(reference, &body));
	strbuf_add(text, strbuf_str(&body));
	return NULL;
}

struct error *ddl_add_column(const struct ddl_run *run, const struct ddl_add_column *add)
{
	const struct ddl_compiler compiler = ddl_run_compiler(run);
	const struct ddl_constraint *reference = inline_reference(add);
	struct strbuf text = STRBUF(run->arena);
	struct str column;
	TRY(run->dialect->methods->column(&compiler, add->column, &column));
	strbuf_printf(
		&text, "%.*s ADD COLUMN %s%.*s",
		STR_ARG(ddl_alter_table_text(&compiler, add->table->name, add->table->schema)),
		add->if_not_exists ? "IF NOT EXISTS " : "", STR_ARG(column));
	if (add->inline_primary_key && add->column->primary_key)
		strbuf_add_c(&text, " PRIMARY KEY");
	if (reference)
		TRY(write_reference(&compiler, reference, &text));
	TRY(ddl_write_column_checks(&compiler, add->column, &text));
	TRY(ddl_send(run, strbuf_str(&text)));
	for (size_t i = 0; i < add->table->constraint_count; i++) {
		const struct ddl_constraint *constraint = add->table->constraints[i];
		if (constraint->kind != DDL_PRIMARY_KEY && constraint != reference)
			TRY(ddl_add_constraint(run, constraint));
	}
	for (size_t i = 0; i < add->table->index_count; i++)
		TRY(ddl_create_index(run, add->table->indexes[i], false));
	if (add->column->comment.p && run->dialect->supports_comments &&
	    !run->dialect->inline_comments)
		return ddl_set_column_comment(run, add->column);
	return NULL;
}

struct error *ddl_drop_column(const struct ddl_run *run, const struct ddl_drop_column *drop)
{
	const struct ddl_compiler compiler = ddl_run_compiler(run);
	return ddl_send(
		run, str_printf(run->arena, "%.*s DROP COLUMN %s%.*s",
				STR_ARG(ddl_alter_table_text(&compiler, drop->table, drop->schema)),
				drop->if_exists ? "IF EXISTS " : "",
				STR_ARG(ddl_quote(run->arena, run->dialect, drop->column))));
}

struct error *ddl_rename_table(const struct ddl_run *run, struct ddl_name old_name,
			       struct ddl_name new_name, struct ddl_name schema)
{
	const struct ddl_compiler compiler = ddl_run_compiler(run);
	struct ddl_name none = { 0 };
	struct str target = ddl_quote_dotted_table(
		run->arena, run->dialect,
		run->dialect->methods->rename_keeps_schema ? schema : none, new_name);
	return ddl_send(run, str_printf(run->arena, "%.*s RENAME TO %.*s",
					STR_ARG(ddl_alter_table_text(&compiler, old_name, schema)),
					STR_ARG(target)));
}

/* ---- alter column ---- */

static struct error *send_alter(const struct ddl_run *run, const struct ddl_alter_column *alter,
				struct str action)
{
	const struct ddl_compiler compiler = ddl_run_compiler(run);
	return ddl_send(run, str_printf(run->arena, "%.*s ALTER COLUMN %.*s %.*s",
					STR_ARG(ddl_alter_table_text(&compiler, alter->table,
								     alter->schema)),
					STR_ARG(ddl_quote(run->arena, run->dialect, alter->column)),
					STR_ARG(action)));
}

static struct error *alter_default(const struct ddl_run *run, const struct ddl_alter_column *alter)
{
	const struct ddl_compiler compiler = ddl_run_compiler(run);
	enum ddl_default_kind new_kind = alter->server_default.kind,
			      old_kind = alter->existing_server_default.kind;
	if (new_kind == DDL_DEFAULT_COMPUTED || old_kind == DDL_DEFAULT_COMPUTED)
		return ddl_cannot_compile("Adding or removing a \"computed\" construct, e.g. "
					  "GENERATED ALWAYS AS, to or "
					  "from an existing column is not supported.");
	if (new_kind == DDL_DEFAULT_IDENTITY || old_kind == DDL_DEFAULT_IDENTITY) {
		struct str action;
		if (!run->dialect->methods->alter_identity)
			return ddl_cannot_compile("Adding, removing or modifying an \"identity\" "
						  "construct, e.g. GENERATED "
						  "AS IDENTITY, to or from an existing column is "
						  "not supported in this "
						  "dialect.");
		TRY(run->dialect->methods->alter_identity(&compiler, alter, &action));
		return send_alter(run, alter, action);
	}
	if (new_kind == DDL_DEFAULT_NONE)
		return send_alter(run, alter, STR("DROP DEFAULT"));
	struct str text;
	TRY(ddl_default_text(&compiler, &alter->server_default, &text));
	return send_alter(run, alter, str_printf(run->arena, "SET DEFAULT %.*s", STR_ARG(text)));
}

static struct error *alter_comment(const struct ddl_run *run, const struct ddl_alter_column *alter)
{
	if (!run->dialect->methods->has_column_comment)
		return ddl_unsupported(
			run->dialect, "DDLCompiler",
			STR("<class 'alembic.ddl.base.ColumnComment'>: <class 'alembic.ddl.base."
			    "ColumnComment'> construct has no default compilation handler."));
	struct str comment = alter->comment.p
				     ? ddl_quote_string(run->arena, run->dialect, alter->comment)
				     : STR("NULL");
	struct str table =
		ddl_quote_dotted_table(run->arena, run->dialect, alter->schema, alter->table);
	return ddl_send(run, str_printf(run->arena, "COMMENT ON COLUMN %.*s.%.*s IS %.*s",
					STR_ARG(table),
					STR_ARG(ddl_quote(run->arena, run->dialect, alter->column)),
					STR_ARG(comment)));
}

struct error *ddl_alter_column_type(const struct ddl_run *run, const struct ddl_alter_column *alter,
				    struct str behind)
{
	const struct ddl_compiler compiler = ddl_run_compiler(run);
	struct str text;
	TRY(ddl_write_type(&compiler, alter->type, &text));
	return send_alter(run, alter,
			  str_printf(run->arena, "TYPE %.*s%.*s", STR_ARG(text), STR_ARG(behind)));
}

struct error *ddl_alter_column_default(const struct ddl_run *run,
				       const struct ddl_alter_column *alter)
{
	const struct ddl_compiler compiler = ddl_run_compiler(run);
	if (alter->autoincrement >= 0 || alter->existing_autoincrement >= 0)
		ddl_warn(run,
			 STR("autoincrement and existing_autoincrement only make sense for MySQL"));
	if (alter->nullable >= 0)
		TRY(send_alter(run, alter,
			       alter->nullable ? STR("DROP NOT NULL") : STR("SET NOT NULL")));
	if (alter->has_server_default)
		TRY(alter_default(run, alter));
	if (alter->type && !run->dialect->methods->has_create_type)
		TRY(ddl_alter_column_type(run, alter, STR("")));
	if (alter->has_comment)
		TRY(alter_comment(run, alter));
	if (alter->new_name.text.n == 0)
		return NULL;
	return ddl_send(
		run,
		str_printf(run->arena, "%.*s %s %.*s TO %.*s",
			   STR_ARG(ddl_alter_table_text(&compiler, alter->table, alter->schema)),
			   run->dialect->methods->rename_column,
			   STR_ARG(ddl_quote(run->arena, run->dialect, alter->column)),
			   STR_ARG(ddl_quote(run->arena, run->dialect, alter->new_name))));
}

/* A table with this one column, for the constraints that its type makes. */
static struct error *stand_in(const struct ddl_run *run, const struct ddl_alter_column *alter,
			      const struct ddl_type *type, struct ddl_table **ret_table)
{
	struct ddl_metadata *metadata = ddl_metadata_new(run->arena);
	if (alter->metadata)
		*metadata = *alter->metadata;
	*ret_table = ddl_table_new(run->arena, metadata, alter->table, alter->schema);
	return ddl_table_add_column(run->arena, *ret_table,
				    ddl_column_new(run->arena, alter->column, type));
}

static struct error *drop_type_checks(const struct ddl_run *run,
				      const struct ddl_alter_column *alter)
{
	const struct ddl_compiler compiler = ddl_run_compiler(run);
	struct ddl_table *table;
	TRY(stand_in(run, alter, alter->existing_type, &table));
	/* MySQL and SQLite leave out what a type made (alembic/ddl/mysql.py, sqlite.py:
	 * drop_constraint) */
	bool is_left = run->dialect->methods->lacks_constraint_alter ||
		       run->dialect->methods->drop_constraint;
	for (size_t i = 0; !is_left && i < table->constraint_count; i++) {
		struct ddl_drop_constraint drop = { .table = alter->table,
						    .schema = alter->schema };
		if (!ddl_constraint_is_wanted(&compiler, table->constraints[i]))
			continue;
		TRY(ddl_written_constraint_name(run->arena, table->constraints[i], &drop.name));
		drop.name.is_final = drop.name.is_final || drop.name.is_generated;
		TRY(ddl_drop_constraint(run, &drop));
	}
	return NULL;
}

struct error *ddl_alter_column(const struct ddl_run *run, const struct ddl_alter_column *alter)
{
	struct ddl_table *table;
	if (alter->existing_type && alter->type)
		TRY(drop_type_checks(run, alter));
	if (run->dialect->methods->alter_column)
		TRY(run->dialect->methods->alter_column(run, alter));
	else
		TRY(ddl_alter_column_default(run, alter));
	if (!alter->type)
		return NULL;
	TRY(stand_in(run, alter, alter->type, &table));
	for (size_t i = 0; i < table->constraint_count; i++)
		TRY(ddl_add_constraint(run, table->constraints[i]));
	return NULL;
}
