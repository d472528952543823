/* ADD and DROP CONSTRAINT, and comments (alembic/ddl/impl.py, alembic/operations/schemaobj.py). */
#include "engine/ddl/dialect_methods.h"

#define NO_ALTER                                                                                   \
	"No support for ALTER of constraints in SQLite dialect. Please refer to the batch "        \
	"mode feature which allows for SQLite migrations using a copy-and-move strategy."

static struct error *not_implemented(const char *text)
{
	struct error *error = error_new(ERR_PYTHON, "%s", text);
	error->kind = STR("NotImplementedError");
	return error;
}

struct error *ddl_add_constraint(const struct ddl_run *run, const struct ddl_constraint *constraint)
{
	const struct ddl_compiler compiler = ddl_run_compiler(run);
	bool is_wanted = ddl_constraint_is_wanted(&compiler, constraint);
	if (run->dialect->methods->lacks_constraint_alter) {
		if (!constraint->is_type_bound)
			return not_implemented(NO_ALTER);
		if (is_wanted)
			ddl_warn(run, STR("Skipping unsupported ALTER for creation of implicit "
					  "constraint. Please refer "
					  "to the batch mode feature which allows for SQLite "
					  "migrations using a "
					  "copy-and-move strategy."));
		return NULL;
	}
	if (!is_wanted)
		return NULL;
	struct str text;
	TRY(ddl_write_constraint(&compiler, constraint, &text));
	struct str table = ddl_quote_table(run->arena, run->dialect, constraint->table->schema,
					   constraint->table->name);
	return ddl_send(run, str_printf(run->arena, "ALTER TABLE %.*s ADD %.*s", STR_ARG(table),
					STR_ARG(text)));
}

/* ---- drop ---- */

static const struct {
	const char *name, *class_name;
	enum ddl_constraint_kind kind;
} kinds[] = {
	{ "foreignkey", "ForeignKeyConstraint", DDL_FOREIGN_KEY },
	{ "primary", "PrimaryKeyConstraint", DDL_PRIMARY_KEY },
	{ "unique", "UniqueConstraint", DDL_UNIQUE },
	{ "check", "CheckConstraint", DDL_CHECK },
};

static const char *class_of(struct str type)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (str_is(type, kinds[i].name))
			return kinds[i].class_name;
	return "Constraint";
}

static struct error *kind_of(struct str type, enum ddl_constraint_kind *ret_kind)
{
	*ret_kind = DDL_EXCLUDE; /* a bare Constraint: no convention has a key for it */
	if (type.n == 0)
		return NULL;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (!str_is(type, kinds[i].name))
			continue;
		*ret_kind = kinds[i].kind;
		return NULL;
	}
	struct error *error =
		error_new(ERR_PYTHON,
			  "'type' can be one of 'check', 'foreignkey', 'primary', 'unique', None");
	error->kind = STR("TypeError");
	return error;
}

/* The name that the convention makes of the given one: attached to a table, as Alembic does it. */
struct error *ddl_dropped_name(const struct ddl_run *run, const struct ddl_drop_constraint *drop,
			       struct ddl_name *ret_name)
{
	enum ddl_constraint_kind kind;
	TRY(kind_of(drop->type, &kind));
	struct ddl_metadata *metadata = ddl_metadata_new(run->arena);
	if (drop->metadata)
		*metadata = *drop->metadata;
	struct ddl_constraint *constraint = ddl_constraint_new(run->arena, kind, drop->name);
	constraint->table = ddl_table_new(run->arena, metadata, drop->table, drop->schema);
	TRY(ddl_name_constraint(run->arena, constraint));
	*ret_name = constraint->name;
	return NULL;
}

struct error *ddl_drop_constraint(const struct ddl_run *run, const struct ddl_drop_constraint *drop)
{
	const struct ddl_compiler compiler = ddl_run_compiler(run);
	struct ddl_drop_constraint named = *drop;
	struct str table = ddl_quote_table(run->arena, run->dialect, drop->schema, drop->table),
		   name, text;
	TRY(ddl_dropped_name(run, drop, &named.name));
	if (run->dialect->methods->lacks_constraint_alter)
		return not_implemented(NO_ALTER);
	if (run->dialect->methods->drop_constraint) {
		TRY(run->dialect->methods->drop_constraint(&compiler, &named, table, &text));
		return ddl_send(run, text);
	}
	if (named.name.text.n == 0)
		return ddl_cannot_compile(
			"Can't emit DROP CONSTRAINT for constraint %s(); it has no name",
			class_of(drop->type));
	TRY(ddl_quote_constraint(run->arena, run->dialect, named.name, &name));
	return ddl_send(run, str_printf(run->arena, "ALTER TABLE %.*s DROP CONSTRAINT %s%.*s",
					STR_ARG(table), drop->if_exists ? "IF EXISTS " : "",
					STR_ARG(name)));
}

/* ---- comments ---- */

struct error *ddl_table_comment(const struct ddl_run *run, struct ddl_name table,
				struct ddl_name schema, struct str comment)
{
	struct str name = ddl_quote_table(run->arena, run->dialect, schema, table);
	struct strbuf text = STRBUF(run->arena);
	strbuf_printf(&text, "%s%.*s %s", run->dialect->methods->table_comment, STR_ARG(name),
		      run->dialect->methods->table_comment_is);
	if (comment.p)
		strbuf_add(&text, ddl_quote_string(run->arena, run->dialect, comment));
	else
		strbuf_add_c(&text, run->dialect->methods->table_comment_none);
	return ddl_send(run, strbuf_str(&text));
}

struct error *ddl_set_column_comment(const struct ddl_run *run, const struct ddl_column *column)
{
	struct str table = ddl_quote_table(run->arena, run->dialect, column->table->schema,
					   column->table->name);
	return ddl_send(
		run,
		str_printf(run->arena, "COMMENT ON COLUMN %.*s.%.*s IS %.*s", STR_ARG(table),
			   STR_ARG(ddl_quote(run->arena, run->dialect, column->name)),
			   STR_ARG(ddl_quote_string(run->arena, run->dialect, column->comment))));
}
