/* Function calls, casts and EXTRACT (sqlalchemy/sql/compiler.py, visit_function, FUNCTIONS;
 * dialects' base.py). */
#include "engine/ddl/expr_write.h"

/* Functions that are written in their own way: without parentheses if they have no arguments
   (ansi), or under another name in one dialect. */
static const struct {
	const char *name;
	enum ddl_family family; /* DDL_FAMILY_DEFAULT: all */
	const char *text;
	bool bare;     /* without its argument list */
	bool optional; /* argument list only if there are arguments */
} spellings[] = {
	{ "now", DDL_FAMILY_SQLITE, "CURRENT_TIMESTAMP", true, false },
	{ "localtimestamp", DDL_FAMILY_SQLITE, "DATETIME(CURRENT_TIMESTAMP, 'localtime')", true,
	  false },
	{ "char_length", DDL_FAMILY_SQLITE, "length", false, false },
	{ "pow", DDL_FAMILY_POSTGRESQL, "power", false, false },
	{ "sysdate", DDL_FAMILY_MYSQL, "SYSDATE()", true, false },
	{ "random", DDL_FAMILY_MYSQL, "rand", false, false },
	{ "current_date", DDL_FAMILY_DEFAULT, "CURRENT_DATE", false, true },
	{ "current_time", DDL_FAMILY_DEFAULT, "CURRENT_TIME", false, true },
	{ "current_timestamp", DDL_FAMILY_DEFAULT, "CURRENT_TIMESTAMP", false, true },
	{ "current_user", DDL_FAMILY_DEFAULT, "CURRENT_USER", false, true },
	{ "localtime", DDL_FAMILY_DEFAULT, "LOCALTIME", false, true },
	{ "localtimestamp", DDL_FAMILY_DEFAULT, "LOCALTIMESTAMP", false, true },
	{ "session_user", DDL_FAMILY_DEFAULT, "SESSION_USER", false, true },
	{ "user", DDL_FAMILY_DEFAULT, "USER", false, true },
	{ "sysdate", DDL_FAMILY_DEFAULT, "sysdate", false, true },
	{ "coalesce", DDL_FAMILY_DEFAULT, "coalesce", false, true },
	{ "random", DDL_FAMILY_DEFAULT, "random", false, false },
	{ "cube", DDL_FAMILY_DEFAULT, "CUBE", false, true },
	{ "rollup", DDL_FAMILY_DEFAULT, "ROLLUP", false, true },
	{ "grouping_sets", DDL_FAMILY_DEFAULT, "GROUPING SETS", false, true },
};

static struct error *write_arguments(struct ddl_writer *w, const struct ddl_function *call)
{
	bool in_columns = w->in_columns;
	struct error *error;

	strbuf_add_char(&w->out, '(');
	w->in_columns = in_columns && w->in_label;
	error = ddl_write_list(w, call->arguments, ", ");
	w->in_columns = in_columns;
	strbuf_add_char(&w->out, ')');
	return error;
}

/* A plain function name is quoted only for its characters, not for being reserved or for capitals.
 */
static bool has_illegal_characters(struct str name)
{
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];
		bool is_legal = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
				(c >= '0' && c <= '9') || c == '_' || c == '$';

		if (!is_legal)
			return true;
	}
	return false;
}

static struct str function_name(struct ddl_writer *w, struct ddl_name name)
{
	if (name.quote != DDL_QUOTE_AUTO || name.is_final || has_illegal_characters(name.text))
		return ddl_writer_quote(w, name);
	return name.text;
}

static struct error *write_rollup_mysql(struct ddl_writer *w, const struct ddl_function *call)
{
	TRY(ddl_write_list(w, call->arguments, ", "));
	strbuf_add_c(&w->out, " WITH ROLLUP");
	return NULL;
}

/* func.aggregate_strings(x, ",") */
static struct error *write_aggregate_strings(struct ddl_writer *w, const struct ddl_function *call)
{
	bool is_mysql = w->traits->family == DDL_FAMILY_MYSQL;
	struct ddl_expr *delimiter = ARENA_NEW(w->arena, struct ddl_expr);

	if (call->arguments.n < 2)
		return ddl_compile_error("CompileError", "aggregate_strings() needs a separator");
	strbuf_add_c(&w->out,
		     w->traits->family == DDL_FAMILY_POSTGRESQL ? "string_agg(" : "group_concat(");
	TRY(ddl_write(w, call->arguments.items[0]));
	strbuf_add_c(&w->out, is_mysql ? " SEPARATOR " : ", ");
	*delimiter = *call->arguments.items[1];
	delimiter->u.bind.is_literal = delimiter->kind == DDL_EXPR_BIND;
	TRY(ddl_write(w, delimiter));
	strbuf_add_char(&w->out, ')');
	return NULL;
}

/* SUBSTRING(x FROM a FOR b) */
static struct error *write_substring_postgresql(struct ddl_writer *w,
						const struct ddl_function *call)
{
	strbuf_add_c(&w->out, "SUBSTRING(");
	TRY(ddl_write(w, call->arguments.items[0]));
	strbuf_add_c(&w->out, " FROM ");
	TRY(ddl_write(w, call->arguments.items[1]));
	if (call->arguments.n > 2) {
		strbuf_add_c(&w->out, " FOR ");
		TRY(ddl_write(w, call->arguments.items[2]));
	}
	strbuf_add_char(&w->out, ')');
	return NULL;
}

static struct error *write_name(struct ddl_writer *w, const struct ddl_expr *expr)
{
	const struct ddl_function *call = &expr->u.function;

	for (size_t i = 0; i < call->packages.n; i++)
		strbuf_printf(&w->out, "%.*s.",
			      STR_ARG(function_name(
				      w, (struct ddl_name){ .text = call->packages.items[i] })));
	for (size_t i = 0; i < sizeof(spellings) / sizeof(spellings[0]) && !call->packages.n; i++) {
		bool is_here = spellings[i].family == DDL_FAMILY_DEFAULT ||
			       spellings[i].family == w->traits->family;

		if (!is_here || !str_equal_nocase(call->name.text, str_from(spellings[i].name)))
			continue;
		strbuf_add_c(&w->out, spellings[i].text);
		if (spellings[i].bare || (spellings[i].optional && !call->arguments.n))
			return NULL;
		return write_arguments(w, call);
	}
	strbuf_add(&w->out, function_name(w, call->name));
	return write_arguments(w, call);
}

struct error *ddl_write_function(struct ddl_writer *w, const struct ddl_expr *expr)
{
	const struct ddl_function *call = &expr->u.function;

	if (!call->packages.n && str_equal_nocase(call->name.text, STR("aggregate_strings")))
		return write_aggregate_strings(w, call);
	if (!call->packages.n && str_is(call->name.text, "rollup") &&
	    w->traits->family == DDL_FAMILY_MYSQL)
		return write_rollup_mysql(w, call);
	if (!call->packages.n && str_equal_nocase(call->name.text, STR("substring")) &&
	    call->arguments.n > 1 && w->traits->family == DDL_FAMILY_POSTGRESQL)
		return write_substring_postgresql(w, call);
	TRY(write_name(w, expr));
	if (call->with_ordinality)
		strbuf_add_c(&w->out, " WITH ORDINALITY");
	return NULL;
}

/* ---- CAST ---- */

/* MySQL knows other names in CAST; NULL text: it cannot, and the cast is left out
   (sqlalchemy/dialects/mysql/base.py, visit_typeclause). */
static struct error *mysql_cast_type(struct ddl_writer *w, const struct ddl_type *type,
				     struct str *ret_text)
{
	const struct ddl_type *own;

	*ret_text = STR_NULL;
	TRY(ddl_type_for(type, w->dialect, w->arena, &own));
	if (ddl_type_is_a(own->kind, DDL_TYPE_INTEGER))
		*ret_text = own->is_unsigned ? STR("UNSIGNED INTEGER") : STR("SIGNED INTEGER");
	else if (ddl_type_is_a(own->kind, DDL_TYPE_SQL_TIMESTAMP))
		*ret_text = STR("DATETIME");
	else if (ddl_type_is_a(own->kind, DDL_TYPE_STRING) &&
		 !ddl_type_is_a(own->kind, DDL_TYPE_ENUM) && own->kind != DDL_TYPE_MY_SET)
		*ret_text = own->length > 0 ? str_printf(w->arena, "CHAR(%d)", own->length)
					    : STR("CHAR");
	else if (ddl_type_is_a(own->kind, DDL_TYPE_LARGEBINARY))
		*ret_text = STR("BINARY");
	else if (ddl_type_is_a(own->kind, DDL_TYPE_JSON))
		*ret_text = STR("JSON");
	else if (ddl_affinity(own) == DDL_TYPE_NUMERIC) {
		TRY(ddl_type_text(own, w->dialect, w->arena, ret_text));
		*ret_text = str_replace(w->arena, *ret_text, STR("NUMERIC"), STR("DECIMAL"));
	} else if (ddl_affinity(own) == DDL_TYPE_DATETIME || ddl_affinity(own) == DDL_TYPE_DATE ||
		   ddl_affinity(own) == DDL_TYPE_TIME) {
		TRY(ddl_type_text(own, w->dialect, w->arena, ret_text));
	}
	return NULL;
}

struct error *ddl_write_cast(struct ddl_writer *w, const struct ddl_expr *expr)
{
	struct str type, collate = STR_NULL;
	ptrdiff_t at;

	bool castable;

	if (w->traits->family == DDL_FAMILY_MYSQL)
		TRY(mysql_cast_type(w, expr->type, &type));
	else
		TRY(ddl_type_text(expr->type, w->dialect, w->arena, &type));
	castable = type.p != NULL;
	if (!type.p) /* the type must be one that MySQL has nevertheless */
		TRY(ddl_type_text(expr->type, w->dialect, w->arena, &type));
	if (!castable)
		return ddl_write(w, ddl_group(w->arena, expr->left, DDL_OPERATION(NONE)));
	at = str_find(type, STR(" COLLATE "));
	if (at >= 0) {
		collate = str_skip(type, (size_t)at);
		type = str_slice(type, 0, (size_t)at);
	}
	strbuf_add_c(&w->out, "CAST(");
	TRY(ddl_write(w, expr->left));
	strbuf_printf(&w->out, " AS %.*s)%.*s", STR_ARG(type), STR_ARG(collate));
	return NULL;
}

/* ---- EXTRACT, ORDER BY inside an aggregate ---- */

struct error *ddl_write_extract(struct ddl_writer *w, const struct ddl_expr *expr)
{
	static const struct {
		const char *field, *format;
	} formats[] = {
		{ "month", "%m" }, { "day", "%d" },  { "year", "%Y" },   { "second", "%S" },
		{ "hour", "%H" },  { "doy", "%j" },  { "minute", "%M" }, { "epoch", "%s" },
		{ "dow", "%w" },   { "week", "%W" },
	};
	struct str field = expr->name.text;

	if (w->traits->family != DDL_FAMILY_SQLITE) {
		if (w->traits->family == DDL_FAMILY_MYSQL && str_is(field, "milliseconds"))
			field = STR("millisecond");
		strbuf_printf(&w->out, "EXTRACT(%.*s FROM ", STR_ARG(field));
		TRY(ddl_write(w, expr->left));
		strbuf_add_char(&w->out, ')');
		return NULL;
	}
	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		if (!str_is(field, formats[i].field))
			continue;
		strbuf_printf(&w->out, "CAST(STRFTIME('%s', ", formats[i].format);
		TRY(ddl_write(w, expr->left));
		strbuf_add_c(&w->out, ") AS INTEGER)");
		return NULL;
	}
	return ddl_compile_error("CompileError", "%.*s is not a valid extract argument.",
				 STR_ARG(field));
}

struct error *ddl_write_aggregate_order(struct ddl_writer *w, const struct ddl_expr *expr)
{
	if (w->traits->family == DDL_FAMILY_SQLITE || w->traits->family == DDL_FAMILY_MYSQL)
		return ddl_compile_error(
			"UnsupportedCompilationError",
			"Compiler of dialect '%s' can't render element of type <class "
			"'sqlalchemy.dialects.postgresql.ext.aggregate_order_by'>",
			w->dialect->name);
	TRY(ddl_write(w, expr->left));
	strbuf_add_c(&w->out, " ORDER BY ");
	return ddl_write_list(w, expr->list, ", ");
}
