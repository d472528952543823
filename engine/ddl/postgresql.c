/* The PostgreSQL dialect (sqlalchemy/dialects/postgresql/base.py, alembic/ddl/postgresql.py). */
#include "engine/ddl/postgresql.h"

#include "engine/ddl/expr.h"

/* ---- columns ---- */

static struct error *serial_name(const struct ddl_compiler *compiler,
				 const struct ddl_column *column, const char **ret_name)
{
	const struct ddl_column *counting = NULL;
	const struct ddl_type *type;
	*ret_name = NULL;
	bool has_sequence = column->sequence && !column->sequence->optional;
	if (!column->primary_key || has_sequence || column->has_client_default ||
	    column->server_default.kind == DDL_DEFAULT_IDENTITY)
		return NULL;
	TRY(ddl_self_counting_column(compiler, column->table, &counting));
	if (counting != column)
		return NULL;
	TRY(ddl_type_for(column->type, compiler->dialect, compiler->arena, &type));
	if (ddl_type_is_a(type->kind, DDL_TYPE_BIGINTEGER))
		*ret_name = "BIGSERIAL";
	else if (ddl_type_is_a(type->kind, DDL_TYPE_SMALLINTEGER))
		*ret_name = "SMALLSERIAL";
	else
		*ret_name = "SERIAL";
	return NULL;
}

/* A bare Computed() is virtual from PostgreSQL 18 on, and an error before: 2.0 always said STORED.
 */
static struct error *computed_text(const struct ddl_compiler *compiler,
				   const struct ddl_computed *computed, struct str *ret_text)
{
	int version = compiler->dialect->server_version;
	bool is_old = version && version < 180000;
	if (!is_old && ddl_has_level(compiler->dialect, DDL_LEVEL_COMPUTED_WITHOUT_STORED))
		return ddl_computed_text(compiler, computed, ret_text);
	if (computed->persisted == 0)
		return ddl_cannot_compile(
			"PostrgreSQL computed columns do not support 'virtual' persistence; set "
			"the "
			"'persisted' flag to None or True for PostgreSQL support.");
	const struct ddl_computed stored = { .expr = computed->expr, .persisted = 1 };
	return ddl_computed_text(compiler, &stored, ret_text);
}

static struct error *write_column(const struct ddl_compiler *compiler,
				  const struct ddl_column *column, struct str *ret_text)
{
	struct strbuf text = STRBUF(compiler->arena);
	const struct ddl_default *value = &column->server_default;
	bool has_identity = value->kind == DDL_DEFAULT_IDENTITY;
	const char *serial;
	struct str part;
	strbuf_add(&text, ddl_quote(compiler->arena, compiler->dialect, column->name));
	TRY(serial_name(compiler, column, &serial));
	if (serial) {
		strbuf_printf(&text, " %s", serial);
	} else {
		TRY(ddl_write_type(compiler, column->type, &part));
		strbuf_printf(&text, " %.*s", STR_ARG(part));
		TRY(ddl_default_text(compiler, value, &part));
		if (part.p)
			strbuf_printf(&text, " DEFAULT %.*s", STR_ARG(part));
	}
	if (value->kind == DDL_DEFAULT_COMPUTED) {
		TRY(computed_text(compiler, value->computed, &part));
		strbuf_printf(&text, " %.*s", STR_ARG(part));
	}
	if (has_identity)
		strbuf_printf(&text, " %.*s",
			      STR_ARG(ddl_identity_text(compiler, value->identity)));
	if (column->nullable == has_identity)
		strbuf_add_c(&text, has_identity ? " NULL" : " NOT NULL");
	*ret_text = strbuf_str(&text);
	return NULL;
}

/* ---- tables ---- */

/* The option's text if it is given and true; p NULL otherwise. */
static struct str option_text(const struct ddl_compiler *compiler, const struct ddl_table *table,
			      const char *key)
{
	const struct ddl_option *option = ddl_option_find(&table->options, "postgresql", key);
	return ddl_option_is_true(option) ? ddl_option_text(compiler->arena, option) : STR_NULL;
}

static void add_clause(struct strbuf *text, const char *words, struct str value)
{
	if (value.p)
		strbuf_printf(text, "\n %s %.*s", words, STR_ARG(value));
}

static void add_inherits(const struct ddl_compiler *compiler, const struct ddl_table *table,
			 struct strbuf *text)
{
	const struct ddl_option *inherits =
		ddl_option_find(&table->options, "postgresql", "inherits");
	if (!inherits || inherits->value.kind == DDL_VALUE_NULL)
		return;
	const struct ddl_value *parents =
		inherits->value.kind == DDL_VALUE_LIST ? inherits->value.items : &inherits->value;
	size_t count = inherits->value.kind == DDL_VALUE_LIST ? inherits->value.n : 1;
	const char *blank =
		ddl_has_level(compiler->dialect, DDL_LEVEL_INHERITS_WITHOUT_BLANKS) ? "" : " ";
	strbuf_printf(text, "\n INHERITS (%s", blank);
	for (size_t i = 0; i < count; i++) {
		if (i)
			strbuf_add_c(text, ", ");
		strbuf_add(text,
			   ddl_quote_text(compiler->arena, compiler->dialect, parents[i].text));
	}
	strbuf_printf(text, "%s)", blank);
}

static struct str upper_words(struct arena *result, struct str text)
{
	struct strbuf out = STRBUF(result);
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];
		strbuf_add_char(&out, c == '_' ? ' ' : c >= 'a' && c <= 'z' ? (char)(c - 32) : c);
	}
	return strbuf_str(&out);
}

static struct error *table_options(const struct ddl_compiler *compiler,
				   const struct ddl_table *table, struct strbuf *text)
{
	const struct ddl_options *options = &table->options;
	const struct ddl_option *with = ddl_option_find(options, "postgresql", "with");
	const struct ddl_option *oids = ddl_option_find(options, "postgresql", "with_oids");
	const struct ddl_option *on_commit = ddl_option_find(options, "postgresql", "on_commit");
	struct str tablespace = option_text(compiler, table, "tablespace");
	add_inherits(compiler, table, text);
	add_clause(text, "PARTITION BY", option_text(compiler, table, "partition_by"));
	add_clause(text, "USING", option_text(compiler, table, "using"));
	if (ddl_option_is_true(with)) {
		strbuf_add_c(text, "\n WITH (");
		ddl_postgresql_with_items(compiler, with, true, text);
		strbuf_add_char(text, ')');
	}
	if (oids && oids->value.kind == DDL_VALUE_BOOL)
		strbuf_add_c(text, oids->value.integer ? "\n WITH OIDS" : "\n WITHOUT OIDS");
	if (ddl_option_is_true(on_commit))
		strbuf_printf(text, "\n ON COMMIT %.*s",
			      STR_ARG(upper_words(compiler->arena, on_commit->value.text)));
	if (tablespace.p)
		add_clause(text, "TABLESPACE",
			   ddl_quote_text(compiler->arena, compiler->dialect, tablespace));
	return NULL;
}

/* ---- ALTER COLUMN ---- */

static struct error *using_text(const struct ddl_run *run, const struct ddl_option *using,
				struct str *ret_text)
{
	*ret_text = STR(" ");
	if (!using->expr && !ddl_option_is_true(using))
		return NULL;
	struct str expr = using->value.text;
	/* the original asks the text() for its truth */
	if (using->expr)
		return ddl_python_error("TypeError", "Boolean value of this clause is not defined");
	*ret_text = str_printf(run->arena, " USING %.*s", STR_ARG(expr));
	return NULL;
}

static struct error *alter_column(const struct ddl_run *run, const struct ddl_alter_column *alter)
{
	const struct ddl_option *using = ddl_option_find(&alter->options, "postgresql", "using");
	bool has_using = using && (using->expr || using->value.kind != DDL_VALUE_NULL);
	if (has_using && !alter->type) {
		struct error *error = error_new(
			ERR_COMMAND, "postgresql_using must be used with the type_ parameter");
		error->kind = STR("CommandError");
		return error;
	}
	if (alter->type) {
		/* the format leaves a blank where USING would be */
		struct str behind = STR(" ");
		if (has_using)
			TRY(using_text(run, using, &behind));
		TRY(ddl_alter_column_type(run, alter, behind));
	}
	return ddl_alter_column_default(run, alter);
}

static void add_changed(struct strbuf *text, const struct ddl_compiler *compiler, bool is_changed,
			struct ddl_sequence option)
{
	if (is_changed)
		strbuf_printf(text, "SET %.*s ",
			      STR_ARG(ddl_sequence_options_text(compiler, &option)));
}

/* The attributes that differ, in alphabetical order (alembic/ddl/impl.py,
 * _compare_identity_options). */
static struct str changed_identity(const struct ddl_compiler *compiler,
				   const struct ddl_identity *identity,
				   const struct ddl_identity *existing)
{
	const struct ddl_sequence *now = &identity->options, *old = &existing->options;
	struct strbuf text = STRBUF(compiler->arena);
	if (identity->always != existing->always)
		strbuf_printf(&text, "SET GENERATED %s ",
			      identity->always ? "ALWAYS" : "BY DEFAULT");
#define CHANGED(has, field) (now->has && (!old->has || now->field != old->field))
#define ONE(has, field)     ((struct ddl_sequence){ .has = true, .field = now->field })
	add_changed(&text, compiler, CHANGED(has_cache, cache), ONE(has_cache, cache));
	add_changed(&text, compiler, CHANGED(has_cycle, cycle), ONE(has_cycle, cycle));
	add_changed(&text, compiler, CHANGED(has_increment, increment),
		    ONE(has_increment, increment));
	add_changed(&text, compiler, CHANGED(has_maxvalue, maxvalue), ONE(has_maxvalue, maxvalue));
	add_changed(&text, compiler, CHANGED(has_minvalue, minvalue), ONE(has_minvalue, minvalue));
	add_changed(&text, compiler, now->nomaxvalue && !old->nomaxvalue,
		    (struct ddl_sequence){ .nomaxvalue = true });
	add_changed(&text, compiler, now->nominvalue && !old->nominvalue,
		    (struct ddl_sequence){ .nominvalue = true });
	add_changed(&text, compiler, CHANGED(has_start, start), ONE(has_start, start));
#undef CHANGED
#undef ONE
	return strbuf_str(&text);
}

static struct error *alter_identity(const struct ddl_compiler *compiler,
				    const struct ddl_alter_column *alter, struct str *ret_action)
{
	const struct ddl_default *now = &alter->server_default,
				 *old = &alter->existing_server_default;
	if (now->kind == DDL_DEFAULT_NONE)
		*ret_action = STR("DROP IDENTITY");
	else if (now->kind != DDL_DEFAULT_IDENTITY)
		return error_new(ERR_UNSUPPORTED,
				 "an identity cannot become another default in one step");
	else if (old->kind != DDL_DEFAULT_IDENTITY)
		*ret_action = str_printf(compiler->arena, "ADD %.*s",
					 STR_ARG(ddl_identity_text(compiler, now->identity)));
	else
		*ret_action = changed_identity(compiler, now->identity, old->identity);
	return NULL;
}

const struct ddl_dialect_methods ddl_postgresql_methods = {
	.reserved = &ddl_postgresql_words,
	.quote = '"',
	.type_text = ddl_postgresql_type_text,
	.column = write_column,
	.constraint = ddl_postgresql_constraint,
	.table_options = table_options,
	.create_index = ddl_postgresql_create_index,
	.drop_index = ddl_postgresql_drop_index,
	.alter_column = alter_column,
	.alter_identity = alter_identity,
	.rename_column = "RENAME",
	.has_column_comment = true,
	.table_comment = "COMMENT ON TABLE ",
	.table_comment_is = "IS ",
	.table_comment_none = "NULL",
	.has_create_type = true,
	.set_null_takes_columns = true,
	.version_returning = ".",
	.module = "postgresql",
	.class_prefix = "PG",
};
