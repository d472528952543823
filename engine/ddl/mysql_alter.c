/* ALTER COLUMN of MySQL: one MODIFY or CHANGE with the whole column (alembic/ddl/mysql.py). */
#include "engine/ddl/mysql.h"

static struct error *not_individually(void)
{
	struct error *error =
		error_new(ERR_PYTHON, "Individual alter column constructs not supported by MySQL");
	error->kind = STR("NotImplementedError");
	return error;
}

static bool is_special(const struct ddl_default *value)
{
	return value->kind == DDL_DEFAULT_IDENTITY || value->kind == DDL_DEFAULT_COMPUTED;
}

/* Identity and Computed go to the default steps, which this dialect cannot write. */
static struct error *refuse_special(const struct ddl_run *run, const struct ddl_alter_column *alter)
{
	bool is_asked = is_special(&alter->server_default) ||
			is_special(&alter->existing_server_default);
	if (!is_asked)
		return NULL;
	if (alter->nullable >= 0)
		return not_individually();
	if (alter->has_server_default) {
		struct ddl_alter_column only = *alter;
		only.type = NULL;
		only.has_comment = false;
		only.new_name = (struct ddl_name){ 0 };
		only.autoincrement = only.existing_autoincrement = -1;
		TRY(ddl_alter_column_default(run, &only));
	}
	return alter->type ? not_individually() : NULL;
}

static struct error *column_specification(const struct ddl_compiler *compiler,
					  const struct ddl_alter_column *alter,
					  struct str *ret_text)
{
	const struct ddl_type *type = alter->type ? alter->type : alter->existing_type;
	if (!type) {
		struct error *error = error_new(
			ERR_COMMAND,
			"All MySQL CHANGE/MODIFY COLUMN operations require the existing type.");
		error->kind = STR("CommandError");
		return error;
	}
	int nullable = alter->nullable >= 0 ? alter->nullable : alter->existing_nullable;
	int counts = alter->autoincrement >= 0 ? alter->autoincrement
					       : alter->existing_autoincrement;
	const struct ddl_default *value = alter->has_server_default
						  ? &alter->server_default
						  : &alter->existing_server_default;
	struct str comment = alter->has_comment ? alter->comment : alter->existing_comment, part;
	struct strbuf text = STRBUF(compiler->arena);
	TRY(ddl_write_type(compiler, type, &part));
	strbuf_printf(&text, "%.*s %s", STR_ARG(part), nullable ? "NULL" : "NOT NULL");
	if (counts > 0)
		strbuf_add_c(&text, " AUTO_INCREMENT");
	TRY(ddl_default_text(compiler, value, &part));
	if (part.p)
		strbuf_printf(&text, " DEFAULT %.*s", STR_ARG(part));
	if (comment.p)
		strbuf_printf(
			&text, " COMMENT %.*s",
			STR_ARG(ddl_quote_string(compiler->arena, compiler->dialect, comment)));
	*ret_text = strbuf_str(&text);
	return NULL;
}

/* A DateTime is always CHANGEd unless its default is dropped: "not given" counts as a default
 * there. */
static bool is_changed(const struct ddl_run *run, const struct ddl_alter_column *alter)
{
	const struct ddl_type *type = alter->type ? alter->type : alter->existing_type;
	bool is_dropped = alter->has_server_default &&
			  alter->server_default.kind == DDL_DEFAULT_NONE;
	if (alter->new_name.text.n)
		return true;
	return type && !is_dropped &&
	       ddl_type_affinity(type, run->dialect, run->arena) == DDL_TYPE_DATETIME;
}

static struct error *alter_default(const struct ddl_run *run, const struct ddl_alter_column *alter,
				   struct str table, struct str column)
{
	const struct ddl_compiler compiler = ddl_run_compiler(run);
	struct str text;
	if (alter->server_default.kind == DDL_DEFAULT_NONE)
		return ddl_send(run, str_printf(run->arena, "%.*s ALTER COLUMN %.*s DROP DEFAULT",
						STR_ARG(table), STR_ARG(column)));
	TRY(ddl_default_text(&compiler, &alter->server_default, &text));
	return ddl_send(run, str_printf(run->arena, "%.*s ALTER COLUMN %.*s SET DEFAULT %.*s",
					STR_ARG(table), STR_ARG(column), STR_ARG(text)));
}

struct error *ddl_mysql_alter_column(const struct ddl_run *run,
				     const struct ddl_alter_column *alter)
{
	const struct ddl_compiler compiler = ddl_run_compiler(run);
	struct str table = ddl_alter_table_text(&compiler, alter->table, alter->schema);
	struct str column = ddl_quote(run->arena, run->dialect, alter->column), specification;
	TRY(refuse_special(run, alter));
	if (is_changed(run, alter)) {
		struct ddl_name name = alter->new_name.text.n ? alter->new_name : alter->column;
		TRY(column_specification(&compiler, alter, &specification));
		return ddl_send(run, str_printf(run->arena, "%.*s CHANGE %.*s %.*s %.*s",
						STR_ARG(table), STR_ARG(column),
						STR_ARG(ddl_quote(run->arena, run->dialect, name)),
						STR_ARG(specification)));
	}
	if (alter->nullable >= 0 || alter->type || alter->autoincrement >= 0 ||
	    alter->has_comment) {
		TRY(column_specification(&compiler, alter, &specification));
		return ddl_send(run, str_printf(run->arena, "%.*s MODIFY %.*s %.*s", STR_ARG(table),
						STR_ARG(column), STR_ARG(specification)));
	}
	return alter->has_server_default ? alter_default(run, alter, table, column) : NULL;
}
