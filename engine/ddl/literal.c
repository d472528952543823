/*
 * Values as literals in SQL text, by the literal processors of SQLAlchemy's types
 * (sqlalchemy/sql/sqltypes.py, dialects/sqlite/base.py, dialects/postgresql/types.py).
 * [tried]: the matrix of types and values under Alembic's offline dialects.
 */
#include "engine/ddl/literal.h"

#include "engine/ddl/expr_dialect.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct str ddl_float_text(struct arena *result, double value)
{
	char digits[40];
	char *exponent_at;
	int exponent;
	struct strbuf out = STRBUF(result);

	if (isnan(value))
		return STR("nan");
	if (isinf(value))
		return value < 0 ? STR("-inf") : STR("inf");
	for (int precision = 0; precision < 18; precision++) {
		snprintf(digits, sizeof(digits), "%.*e", precision, value);
		if (strtod(digits, NULL) == value)
			break;
	}
	exponent_at = strchr(digits, 'e');
	exponent = (int)strtol(exponent_at + 1, NULL, 10);
	*exponent_at = '\0';
	if (exponent < -4 || exponent >= 16) {
		strbuf_printf(&out, "%se%c%02d", digits, exponent < 0 ? '-' : '+', abs(exponent));
		return strbuf_str(&out);
	}
	{
		const char *mantissa = digits[0] == '-' ? digits + 1 : digits;
		int n = (int)strlen(mantissa), decimals = n > 1 ? n - 2 - exponent : -exponent;

		strbuf_printf(&out, "%.*f", decimals < 1 ? 1 : decimals, value);
	}
	return strbuf_str(&out);
}

/* ---- Python's repr, for messages ---- */

static void add_quoted_repr(struct strbuf *out, struct str text, bool is_bytes)
{
	char quote = str_find_char(text, '\'') >= 0 && str_find_char(text, '"') < 0 ? '"' : '\'';

	if (is_bytes)
		strbuf_add_char(out, 'b');
	strbuf_add_char(out, quote);
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];

		if (c == '\\' || c == (unsigned char)quote)
			strbuf_printf(out, "\\%c", c);
		else if (c == '\n')
			strbuf_add_c(out, "\\n");
		else if (c == '\r')
			strbuf_add_c(out, "\\r");
		else if (c == '\t')
			strbuf_add_c(out, "\\t");
		else if (c < 32 || c == 127 || (is_bytes && c > 127))
			strbuf_printf(out, "\\x%02x", c);
		else
			strbuf_add_char(out, (char)c);
	}
	strbuf_add_char(out, quote);
}

static void add_time_repr(struct strbuf *out, const struct ddl_value *value)
{
	const struct ddl_time *t = &value->time;

	strbuf_add_c(out, "datetime.");
	if (value->kind == DDL_VALUE_DATE) {
		strbuf_printf(out, "date(%d, %d, %d)", t->year, t->month, t->day);
		return;
	}
	if (value->kind == DDL_VALUE_DATETIME)
		strbuf_printf(out, "datetime(%d, %d, %d, %d, %d", t->year, t->month, t->day,
			      t->hour, t->minute);
	else
		strbuf_printf(out, "time(%d, %d", t->hour, t->minute);
	if (t->second || t->microsecond)
		strbuf_printf(out, ", %d", t->second);
	if (t->microsecond)
		strbuf_printf(out, ", %d", t->microsecond);
	if (t->has_offset && t->offset == 0)
		strbuf_add_c(out, ", tzinfo=datetime.timezone.utc");
	else if (t->has_offset)
		strbuf_printf(out, ", tzinfo=datetime.timezone(datetime.timedelta(%sseconds=%d))",
			      t->offset < 0 ? "days=-1, " : "",
			      t->offset < 0 ? t->offset + 86400 : t->offset);
	strbuf_add_char(out, ')');
}

static void add_interval_repr(struct strbuf *out, int64_t microseconds)
{
	const int64_t day = 86400 * (int64_t)1000000;
	int64_t days = microseconds / day, rest = microseconds % day;
	const char *separator = "";

	if (rest < 0) {
		rest += day;
		days--;
	}
	strbuf_add_c(out, "datetime.timedelta(");
	if (days) {
		strbuf_printf(out, "days=%lld", (long long)days);
		separator = ", ";
	}
	if (rest / 1000000) {
		strbuf_printf(out, "%sseconds=%lld", separator, (long long)(rest / 1000000));
		separator = ", ";
	}
	if (rest % 1000000)
		strbuf_printf(out, "%smicroseconds=%lld", separator, (long long)(rest % 1000000));
	strbuf_add_c(out, microseconds ? ")" : "0)");
}

static struct str uuid_text(struct arena *result, struct str hex)
{
	return str_printf(result, "%.8s-%.4s-%.4s-%.4s-%.12s", hex.p, hex.p + 8, hex.p + 12,
			  hex.p + 16, hex.p + 20);
}

static void add_repr(struct strbuf *out, const struct ddl_value *value)
{
	switch (value->kind) {
	case DDL_VALUE_NULL:
		strbuf_add_c(out, "None");
		return;
	case DDL_VALUE_BOOL:
		strbuf_add_c(out, value->integer ? "True" : "False");
		return;
	case DDL_VALUE_INT:
		strbuf_printf(out, "%lld", (long long)value->integer);
		return;
	case DDL_VALUE_FLOAT:
		strbuf_add(out, ddl_float_text(out->arena, value->real));
		return;
	case DDL_VALUE_DECIMAL:
		strbuf_printf(out, "Decimal('%.*s')", STR_ARG(value->text));
		return;
	case DDL_VALUE_STRING:
		add_quoted_repr(out, value->text, false);
		return;
	case DDL_VALUE_BYTES:
		add_quoted_repr(out, value->text, true);
		return;
	case DDL_VALUE_DATE:
	case DDL_VALUE_TIME:
	case DDL_VALUE_DATETIME:
		add_time_repr(out, value);
		return;
	case DDL_VALUE_INTERVAL:
		add_interval_repr(out, value->integer);
		return;
	case DDL_VALUE_UUID:
		strbuf_printf(out, "UUID('%.*s')", STR_ARG(uuid_text(out->arena, value->text)));
		return;
	case DDL_VALUE_LIST:
		strbuf_add_char(out, '[');
		for (size_t i = 0; i < value->n; i++) {
			if (i)
				strbuf_add_c(out, ", ");
			add_repr(out, &value->items[i]);
		}
		strbuf_add_char(out, ']');
		return;
	case DDL_VALUE_JSON:
		strbuf_add(out, value->python_type.n ? value->python_type : value->text);
		return;
	case DDL_VALUE_BIGINT:
	case DDL_VALUE_OTHER:
		strbuf_add(out, value->text);
		return;
	}
}

/* As sqlalchemy/sql/util.py cuts it: 300 characters, the middle left out. */
struct str ddl_value_repr(struct arena *result, const struct ddl_value *value)
{
	struct strbuf out = STRBUF(result);
	struct str text;

	add_repr(&out, value);
	text = strbuf_str(&out);
	if (text.n <= 300)
		return text;
	return str_printf(result, "%.*s ... (%zu characters truncated) ... %.*s", 150, text.p,
			  text.n - 300, 150, text.p + text.n - 150);
}

/* ---- types by name, as str(type) of the default dialect writes them ---- */

static struct str type_message(struct arena *result, const struct ddl_type *type)
{
	static const struct {
		enum ddl_type_kind kind;
		const char *name;
	} generic[] = {
		{ DDL_TYPE_NULLTYPE, "NULL" },
		{ DDL_TYPE_STRING, "VARCHAR" },
		{ DDL_TYPE_UNICODE, "VARCHAR" },
		{ DDL_TYPE_ENUM, "VARCHAR" },
		{ DDL_TYPE_TEXT_, "TEXT" },
		{ DDL_TYPE_UNICODETEXT, "TEXT" },
		{ DDL_TYPE_SMALLINTEGER, "SMALLINT" },
		{ DDL_TYPE_BIGINTEGER, "BIGINT" },
		{ DDL_TYPE_INTERVAL, "DATETIME" },
		{ DDL_TYPE_LARGEBINARY, "BLOB" },
		{ DDL_TYPE_PICKLE, "BLOB" },
		{ DDL_TYPE_UUID, "CHAR(32)" },
	};
	static const char *const names[] = {
#define X(kind, name, home, base) name,
		DDL_TYPES(X)
#undef X
	};
	struct str name = str_from(names[type->kind]);
	int length = type->length;

	if (type->kind == DDL_TYPE_ENUM)
		for (size_t i = 0; i < type->values.n; i++)
			if ((int)type->values.items[i].n > length)
				length = (int)type->values.items[i].n;
	for (size_t i = 0; i < sizeof(generic) / sizeof(generic[0]); i++)
		if (generic[i].kind == type->kind)
			name = str_from(generic[i].name);
	if (length > 0 && ddl_type_is_a(type->kind, DDL_TYPE_STRING))
		return str_printf(result, "%.*s(%d)", STR_ARG(name), length);
	if (ddl_type_is_a(type->kind, DDL_TYPE_NUMERIC) && type->precision >= 0)
		return type->scale >= 0
			       ? str_printf(result, "NUMERIC(%d, %d)", type->precision, type->scale)
			       : str_printf(result, "NUMERIC(%d)", type->precision);
	{
		char *upper = str_c(result, name);

		for (char *p = upper; *p; p++)
			if (*p >= 'a' && *p <= 'z')
				*p = (char)(*p - 32);
		return str_from(upper);
	}
}

static struct error *compile_error(const char *start, const struct ddl_value *value,
				   const struct ddl_type *type, const char *end)
{
	struct arena *arena = error_arena();
	struct str repr = ddl_value_repr(arena, value), name = type_message(arena, type);
	struct error *error = error_new(ERR_PYTHON, "%s \"%.*s\" with datatype %.*s%s", start,
					STR_ARG(repr), STR_ARG(name), end);

	error->kind = STR("CompileError");
	return error;
}

static struct error *no_renderer(const struct ddl_value *value, const struct ddl_type *type)
{
	return compile_error("No literal value renderer is available for literal value", value,
			     type, "");
}

static struct error *not_rendered(const struct ddl_value *value, const struct ddl_type *type)
{
	return compile_error("Could not render literal value", value, type,
			     "; see parent stack trace for more detail.");
}

/* ---- the literals of each family of types ---- */

struct literal {
	struct arena *arena;
	const struct ddl_dialect *dialect;
	const struct ddl_expr_dialect *traits;
	const struct ddl_value *value;
	const struct ddl_type *type;
	struct str text; /* what is written */
};

struct str ddl_quote_string(struct arena *result, const struct ddl_dialect *dialect,
			    struct str text)
{
	struct strbuf out = STRBUF(result);
	bool backslash = ddl_doubles_backslash(dialect);

	strbuf_add_char(&out, '\'');
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		if (c == '\'' || (c == '\\' && backslash) || (c == '%' && dialect->doubles_percent))
			strbuf_add_char(&out, c);
		strbuf_add_char(&out, c);
	}
	strbuf_add_char(&out, '\'');
	return strbuf_str(&out);
}

static bool write_string(struct literal *l)
{
	if (l->value->kind != DDL_VALUE_STRING)
		return false;
	l->text = ddl_quote_string(l->arena, l->dialect, l->value->text);
	return true;
}

/* int(value) of the literal processor: a Decimal or float loses its fraction. */
static bool write_integer(struct literal *l)
{
	switch (l->value->kind) {
	case DDL_VALUE_BOOL:
	case DDL_VALUE_INT:
		l->text = str_printf(l->arena, "%lld", (long long)l->value->integer);
		return true;
	case DDL_VALUE_BIGINT:
		l->text = l->value->text;
		return true;
	case DDL_VALUE_FLOAT:
		if (!isfinite(l->value->real))
			return false;
		l->text = str_printf(l->arena, "%.0f", trunc(l->value->real));
		return true;
	case DDL_VALUE_DECIMAL:
		l->text = str_printf(l->arena, "%.0f",
				     trunc(strtod(str_c(l->arena, l->value->text), NULL)));
		return true;
	case DDL_VALUE_STRING: {
		struct str digits = str_trim(l->value->text);
		int64_t number;

		if (!str_to_int(digits, &number))
			return false;
		l->text = str_printf(l->arena, "%lld", (long long)number);
		return true;
	}
	case DDL_VALUE_NULL:
	case DDL_VALUE_BYTES:
	case DDL_VALUE_DATE:
	case DDL_VALUE_TIME:
	case DDL_VALUE_DATETIME:
	case DDL_VALUE_INTERVAL:
	case DDL_VALUE_UUID:
	case DDL_VALUE_LIST:
	case DDL_VALUE_JSON:
	case DDL_VALUE_OTHER:
		return false;
	}
	return false;
}

static bool is_number(struct arena *arena, struct str text)
{
	char *c_text = str_c(arena, str_trim(text)), *end;

	strtod(c_text, &end);
	return *c_text && !*end && str_find_char(text, 'x') < 0;
}

/* str(value), once it is known to be a number; True stays "True" [tried] */
static bool write_number(struct literal *l)
{
	switch (l->value->kind) {
	case DDL_VALUE_STRING:
		if (!is_number(l->arena, l->value->text))
			return false;
		l->text = l->value->text;
		return true;
	case DDL_VALUE_DECIMAL:
		l->text = l->value->text;
		return true;
	case DDL_VALUE_BOOL:
	case DDL_VALUE_INT:
	case DDL_VALUE_BIGINT:
	case DDL_VALUE_FLOAT:
		l->text = ddl_value_repr(l->arena, l->value);
		return true;
	case DDL_VALUE_NULL:
	case DDL_VALUE_BYTES:
	case DDL_VALUE_DATE:
	case DDL_VALUE_TIME:
	case DDL_VALUE_DATETIME:
	case DDL_VALUE_INTERVAL:
	case DDL_VALUE_UUID:
	case DDL_VALUE_LIST:
	case DDL_VALUE_JSON:
	case DDL_VALUE_OTHER:
		return false;
	}
	return false;
}

static bool write_boolean(struct literal *l)
{
	bool is_flag = l->value->kind == DDL_VALUE_BOOL || l->value->kind == DDL_VALUE_INT;

	if (!is_flag || l->value->integer < 0 || l->value->integer > 1)
		return false;
	l->text = str_from(l->value->integer ? l->traits->true_text : l->traits->false_text);
	return true;
}

static void add_clock(struct strbuf *out, const struct ddl_time *t, bool is_full)
{
	strbuf_printf(out, "%02d:%02d:%02d", t->hour, t->minute, t->second);
	if (is_full || t->microsecond)
		strbuf_printf(out, ".%06d", t->microsecond);
	if (t->has_offset && !is_full) {
		int offset = abs(t->offset);

		strbuf_printf(out, "%c%02d:%02d", t->offset < 0 ? '-' : '+', offset / 3600,
			      offset / 60 % 60);
		if (offset % 60)
			strbuf_printf(out, ":%02d", offset % 60);
	}
}

struct str ddl_time_text(struct arena *result, const struct ddl_value *value, bool is_full)
{
	struct strbuf out = STRBUF(result);
	const struct ddl_time *t = &value->time;

	if (value->kind != DDL_VALUE_TIME)
		strbuf_printf(&out, "%04d-%02d-%02d", t->year, t->month, t->day);
	if (value->kind == DDL_VALUE_DATETIME)
		strbuf_add_char(&out, ' ');
	if (value->kind != DDL_VALUE_DATE)
		add_clock(&out, t, is_full);
	return strbuf_str(&out);
}

static bool write_date(struct literal *l)
{
	struct ddl_value date = *l->value;

	if (date.kind != DDL_VALUE_DATE && date.kind != DDL_VALUE_DATETIME)
		return false;
	date.kind = DDL_VALUE_DATE;
	l->text = str_printf(l->arena, "'%.*s'", STR_ARG(ddl_time_text(l->arena, &date, false)));
	return true;
}

static bool write_datetime(struct literal *l)
{
	struct ddl_value moment = *l->value;
	bool is_full = l->traits->has_full_timestamps;

	if (moment.kind != DDL_VALUE_DATE && moment.kind != DDL_VALUE_DATETIME)
		return false;
	if (is_full)
		moment.kind = DDL_VALUE_DATETIME;
	l->text =
		str_printf(l->arena, "'%.*s'", STR_ARG(ddl_time_text(l->arena, &moment, is_full)));
	return true;
}

static bool write_time(struct literal *l)
{
	struct ddl_value clock = *l->value;

	if (clock.kind != DDL_VALUE_TIME && clock.kind != DDL_VALUE_DATETIME)
		return false;
	clock.kind = DDL_VALUE_TIME;
	l->text = str_printf(
		l->arena, "'%.*s'",
		STR_ARG(ddl_time_text(l->arena, &clock, l->traits->has_full_timestamps)));
	return true;
}

static bool write_interval(struct literal *l)
{
	if (l->value->kind != DDL_VALUE_INTERVAL)
		return false;
	if (!l->traits->has_interval && l->type->kind != DDL_TYPE_PG_INTERVAL)
		return false;
	l->text = str_printf(l->arena, "make_interval(secs=>%.*s)",
			     STR_ARG(ddl_float_text(l->arena, (double)l->value->integer / 1e6)));
	return true;
}

static bool write_binary(struct literal *l)
{
	if (l->value->kind != DDL_VALUE_BYTES || !str_utf8_is_valid(l->value->text))
		return false;
	l->text = str_printf(l->arena, "'%.*s'",
			     STR_ARG(str_replace(l->arena, l->value->text, STR("'"), STR("''"))));
	if (ddl_doubles_backslash(l->dialect))
		l->text = str_replace(l->arena, l->text, STR("\\"), STR("\\\\"));
	return true;
}

static bool write_uuid(struct literal *l)
{
	bool is_native = l->traits->has_native_uuid && l->type->native_uuid;
	struct str text = l->value->text;

	if (!l->type->as_uuid) {
		if (l->value->kind != DDL_VALUE_STRING)
			return false;
		text = str_replace(l->arena, text, STR("-"), STR(""));
		l->text = ddl_quote_string(l->arena, l->dialect, text);
		return true;
	}
	if (l->value->kind == DDL_VALUE_STRING && is_native) {
		l->text = ddl_quote_string(l->arena, l->dialect, text);
		return true;
	}
	if (l->value->kind != DDL_VALUE_UUID)
		return false;
	if (is_native)
		text = uuid_text(l->arena, text);
	l->text = str_printf(l->arena, "'%.*s'", STR_ARG(text));
	return true;
}

static const struct {
	enum ddl_type_kind base;
	bool (*write)(struct literal *literal);
} families[] = {
	{ DDL_TYPE_STRING, write_string },     { DDL_TYPE_INTEGER, write_integer },
	{ DDL_TYPE_NUMERIC, write_number },    { DDL_TYPE_FLOAT, write_number },
	{ DDL_TYPE_BOOLEAN, write_boolean },   { DDL_TYPE_DATE, write_date },
	{ DDL_TYPE_DATETIME, write_datetime }, { DDL_TYPE_TIME, write_time },
	{ DDL_TYPE_INTERVAL, write_interval }, { DDL_TYPE_LARGEBINARY, write_binary },
	{ DDL_TYPE_UUID, write_uuid },         { DDL_TYPE_PICKLE, write_binary },
};

static struct error *write_array(struct arena *result, const struct ddl_dialect *dialect,
				 const struct ddl_value *value, const struct ddl_type *type,
				 struct str *ret_text)
{
	bool is_postgresql = ddl_expr_dialect(dialect)->family == DDL_FAMILY_POSTGRESQL;
	struct strbuf out = STRBUF(result);

	if (value->kind != DDL_VALUE_LIST)
		return not_rendered(value, type);
	strbuf_add_c(&out, is_postgresql || type->kind == DDL_TYPE_PG_ARRAY ? "ARRAY[" : "[");
	for (size_t i = 0; i < value->n; i++) {
		const struct ddl_value *item = &value->items[i];
		struct str text;

		if (i)
			strbuf_add_c(&out, ", ");
		if (item->kind == DDL_VALUE_LIST)
			TRY(write_array(result, dialect, item, type, &text));
		else
			TRY(ddl_literal(result, dialect, item, type->item, &text));
		strbuf_add(&out, text);
	}
	strbuf_add_char(&out, ']');
	*ret_text = strbuf_str(&out);
	return NULL;
}

/* A literal None is NULL before the type is asked (`render_literal_bindparam`). */
static bool is_json_null(const struct ddl_value *value)
{
	return value->kind == DDL_VALUE_JSON && str_is(value->text, "null");
}

struct error *ddl_literal(struct arena *result, const struct ddl_dialect *dialect,
			  const struct ddl_value *value, const struct ddl_type *type,
			  struct str *ret_text)
{
	const struct ddl_type *for_dialect = type;
	struct literal literal = {
		result, dialect, ddl_expr_dialect(dialect), value, NULL, STR_NULL
	};

	if (value->kind == DDL_VALUE_NULL || is_json_null(value)) {
		*ret_text = STR("NULL");
		return NULL;
	}
	TRY(ddl_type_for(type, dialect, result, &for_dialect));
	if (ddl_type_is_a(for_dialect->kind, DDL_TYPE_ARRAY))
		return write_array(result, dialect, value, for_dialect, ret_text);
	literal.type = for_dialect;
	for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++) {
		if (!ddl_type_is_a(for_dialect->kind, families[i].base))
			continue;
		if (!families[i].write(&literal))
			return not_rendered(value, type);
		*ret_text = literal.text;
		return NULL;
	}
	return no_renderer(value, type);
}
