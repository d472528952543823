/*
 * What stands behind a column's name: default, GENERATED, identity; and which column counts itself
 * (DDLCompiler of sqlalchemy/sql/compiler.py, PrimaryKeyConstraint of sqlalchemy/sql/schema.py).
 */
#include "engine/ddl/dialect_methods.h"

#include "engine/ddl/expr.h"

struct error *ddl_write_expr(const struct ddl_compiler *compiler, const struct ddl_expr *expr,
			     bool self_group, struct str *ret_text)
{
	const struct ddl_expr_options options = {
		.literal_binds = true,
		.without_table = true,
		.self_group = self_group,
	};
	return ddl_expr_write(compiler->arena, compiler->dialect, expr, &options, ret_text);
}

struct error *ddl_default_text(const struct ddl_compiler *compiler, const struct ddl_default *value,
			       struct str *ret_text)
{
	*ret_text = STR_NULL;
	switch (value->kind) {
	case DDL_DEFAULT_TEXT:
		*ret_text = ddl_quote_string(compiler->arena, compiler->dialect, value->text);
		return NULL;
	case DDL_DEFAULT_EXPR:
		return ddl_expr_write(compiler->arena, compiler->dialect, value->expr,
				      &(struct ddl_expr_options){ .literal_binds = true },
				      ret_text);
	case DDL_DEFAULT_NONE:
	case DDL_DEFAULT_IDENTITY:
	case DDL_DEFAULT_COMPUTED:
	case DDL_DEFAULT_FETCHED:
		break;
	}
	return NULL;
}

struct error *ddl_computed_text(const struct ddl_compiler *compiler,
				const struct ddl_computed *computed, struct str *ret_text)
{
	struct str expr;
	TRY(ddl_write_expr(compiler, computed->expr, false, &expr));
	const char *storage = computed->persisted < 0 ? ""
			      : computed->persisted   ? " STORED"
						      : " VIRTUAL";
	*ret_text =
		str_printf(compiler->arena, "GENERATED ALWAYS AS (%.*s)%s", STR_ARG(expr), storage);
	return NULL;
}

static void add_number(struct strbuf *text, bool is_set, const char *word, int64_t value)
{
	if (!is_set)
		return;
	strbuf_separate(text, " ");
	strbuf_printf(text, "%s %lld", word, (long long)value);
}

static void add_word(struct strbuf *text, bool is_set, const char *word)
{
	if (!is_set)
		return;
	strbuf_separate(text, " ");
	strbuf_add_c(text, word);
}

struct str ddl_sequence_options_text(const struct ddl_compiler *compiler,
				     const struct ddl_sequence *sequence)
{
	struct strbuf text = STRBUF(compiler->arena);
	bool is_mariadb = compiler->dialect->methods->is_mariadb;
	add_number(&text, sequence->has_increment, "INCREMENT BY", sequence->increment);
	add_number(&text, sequence->has_start, "START WITH", sequence->start);
	add_number(&text, sequence->has_minvalue, "MINVALUE", sequence->minvalue);
	add_number(&text, sequence->has_maxvalue, "MAXVALUE", sequence->maxvalue);
	add_word(&text, sequence->nominvalue, "NO MINVALUE");
	add_word(&text, sequence->nomaxvalue, "NO MAXVALUE");
	add_number(&text, sequence->has_cache, "CACHE", sequence->cache);
	if (sequence->has_cycle)
		add_word(&text, true,
			 sequence->cycle ? "CYCLE"
			 : is_mariadb    ? "NOCYCLE"
					 : "NO CYCLE");
	return strbuf_str(&text);
}

struct str ddl_identity_text(const struct ddl_compiler *compiler,
			     const struct ddl_identity *identity)
{
	struct strbuf text = STRBUF(compiler->arena);
	strbuf_printf(&text, "GENERATED %s AS IDENTITY",
		      identity->always ? "ALWAYS" : "BY DEFAULT");
	struct str options = ddl_sequence_options_text(compiler, &identity->options);
	if (options.n)
		strbuf_printf(&text, " (%.*s)", STR_ARG(options));
	return strbuf_str(&text);
}

/* ---- autoincrement ---- */

bool ddl_column_has_foreign_key(const struct ddl_column *column)
{
	if (column->foreign_key_count)
		return true;
	const struct ddl_table *table = column->table;
	for (size_t i = 0; table && i < table->constraint_count; i++) {
		const struct ddl_constraint *constraint = table->constraints[i];
		if (constraint->kind != DDL_FOREIGN_KEY)
			continue;
		for (size_t c = 0; c < constraint->column_count; c++)
			if (str_equal(constraint->columns[c].text, column->name.text))
				return true;
	}
	return false;
}

static struct error *argument_error(const struct ddl_compiler *compiler,
				    const struct ddl_column *column, const char *scale)
{
	struct str type = STR("NullType()");
	error_ignore(ddl_write_type(compiler, column->type, &type));
	struct error *error = error_new(ERR_PYTHON,
					"Column type %.*s%s on column '%.*s%s%.*s' is not "
					"compatible with autoincrement=True",
					STR_ARG(type), scale, STR_ARG(column->table->name.text),
					column->table->name.text.n ? "." : "",
					STR_ARG(column->name.text));
	error->kind = STR("ArgumentError");
	return error;
}

/* PrimaryKeyConstraint._autoincrement_column, _validate_autoinc */
static struct error *can_count(const struct ddl_compiler *compiler, const struct ddl_column *column,
			       bool is_asked, bool *ret_can)
{
	*ret_can = false;
	enum ddl_type_kind affinity =
		ddl_type_affinity(column->type, compiler->dialect, compiler->arena);
	if (affinity == DDL_TYPE_NUMERIC) {
		if (is_asked && column->type->scale != 0)
			return argument_error(compiler, column, " with non-zero scale None");
		*ret_can = is_asked;
		return NULL;
	}
	if (affinity != DDL_TYPE_INTEGER)
		return is_asked ? argument_error(compiler, column, "") : NULL;
	enum ddl_default_kind kind = column->server_default.kind;
	if (!is_asked && column->has_client_default)
		return NULL;
	if (!is_asked && kind != DDL_DEFAULT_NONE && kind != DDL_DEFAULT_IDENTITY)
		return NULL;
	*ret_can = !ddl_column_has_foreign_key(column) || is_asked ||
		   column->autoincrement == DDL_AUTOINCREMENT_IGNORE_FK;
	return NULL;
}

static struct error *only_asked(const struct ddl_compiler *compiler, const struct ddl_table *table,
				const struct ddl_constraint *key,
				const struct ddl_column **ret_column)
{
	for (size_t i = 0; i < key->column_count; i++) {
		const struct ddl_column *column = ddl_table_column(table, key->columns[i].text);
		bool can;
		if (!column || column->autoincrement != DDL_AUTOINCREMENT_TRUE)
			continue;
		TRY(can_count(compiler, column, true, &can));
		if (*ret_column) {
			struct error *error = error_new(
				ERR_PYTHON,
				"Only one Column may be marked autoincrement=True, found both %.*s "
				"and %.*s.",
				STR_ARG(column->name.text), STR_ARG((*ret_column)->name.text));
			error->kind = STR("ArgumentError");
			return error;
		}
		*ret_column = column;
	}
	return NULL;
}

struct error *ddl_self_counting_column(const struct ddl_compiler *compiler,
				       const struct ddl_table *table,
				       const struct ddl_column **ret_column)
{
	*ret_column = NULL;
	const struct ddl_constraint *key = ddl_table_primary_key(table);
	if (!key)
		return NULL;
	if (key->column_count > 1)
		return only_asked(compiler, table, key, ret_column);
	const struct ddl_column *column = ddl_table_column(table, key->columns[0].text);
	if (!column || column->autoincrement == DDL_AUTOINCREMENT_FALSE)
		return NULL;
	bool is_asked = column->autoincrement == DDL_AUTOINCREMENT_TRUE, can;
	TRY(can_count(compiler, column, is_asked, &can));
	if (can || is_asked)
		*ret_column = column;
	return NULL;
}

struct error *ddl_write_column_checks(const struct ddl_compiler *compiler,
				      const struct ddl_column *column, struct strbuf *text)
{
	for (size_t i = 0; i < column->constraint_count; i++) {
		struct str part;
		TRY(ddl_write_constraint(compiler, column->constraints[i], &part));
		if (part.p)
			strbuf_printf(text, " %.*s", STR_ARG(part));
	}
	return NULL;
}
