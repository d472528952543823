/*
 * Values as parameters: placeholders where the driver binds them (SQLite), text where the client
 * library inlines them, as psycopg2 does (its adapters: strings with E'' if there is a backslash,
 * times with their type, negative numbers with a blank in front) and MySQL's drivers do.
 */
#include "engine/ddl/expr_write.h"
#include "engine/ddl/literal.h"

static void add_placeholder(struct ddl_writer *w, struct ddl_value value)
{
	if (w->parameter_count == w->parameter_capacity) {
		size_t old = w->parameter_capacity * sizeof(*w->parameters);

		w->parameter_capacity = w->parameter_capacity ? w->parameter_capacity * 2 : 8;
		w->parameters = arena_grow(w->arena, w->parameters, old,
					   w->parameter_capacity * sizeof(*w->parameters));
	}
	w->parameters[w->parameter_count++] = value;
	strbuf_add_char(&w->out, '?');
}

static struct str uuid_with_dashes(struct arena *arena, struct str hex)
{
	return str_printf(arena, "%.8s-%.4s-%.4s-%.4s-%.12s", hex.p, hex.p + 8, hex.p + 12,
			  hex.p + 16, hex.p + 20);
}

/* What the type makes of the value before the driver sees it (bind processors of SQLite's types).
 */
static struct ddl_value processed(struct ddl_writer *w, const struct ddl_value *value)
{
	struct ddl_value text = { .kind = DDL_VALUE_STRING, .python = value->python };

	switch (value->kind) {
	case DDL_VALUE_DATE:
	case DDL_VALUE_TIME:
	case DDL_VALUE_DATETIME:
		text.text = ddl_time_text(w->arena, value, w->traits->has_full_timestamps);
		return text;
	case DDL_VALUE_UUID:
	case DDL_VALUE_JSON:
		text.text = value->text;
		return text;
	case DDL_VALUE_DECIMAL:
		return *value;
	case DDL_VALUE_NULL:
	case DDL_VALUE_BOOL:
	case DDL_VALUE_INT:
	case DDL_VALUE_BIGINT:
	case DDL_VALUE_FLOAT:
	case DDL_VALUE_STRING:
	case DDL_VALUE_BYTES:
	case DDL_VALUE_INTERVAL:
	case DDL_VALUE_LIST:
	case DDL_VALUE_OTHER:
		return *value;
	}
	return *value;
}

/* Interval is kept as a DATETIME that far from 1970 (sqlalchemy/sql/sqltypes.py, Interval.epoch). */
static struct ddl_value since_epoch(int64_t microseconds)
{
	const int64_t day = 86400 * (int64_t)1000000;
	int64_t days = microseconds / day, rest = microseconds % day, era, year_of_era, day_of_year, month;
	struct ddl_value moment = { .kind = DDL_VALUE_DATETIME };
	struct ddl_time *time = &moment.time;

	if (rest < 0) {
		rest += day;
		days--;
	}
	/* civil date of a day count: years from March, so that the leap day is the last */
	days += 719468;
	era = (days >= 0 ? days : days - 146096) / 146097;
	days -= era * 146097;
	year_of_era = (days - days / 1460 + days / 36524 - days / 146096) / 365;
	day_of_year = days - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	month = (5 * day_of_year + 2) / 153;
	time->day = (int)(day_of_year - (153 * month + 2) / 5 + 1);
	time->month = (int)(month < 10 ? month + 3 : month - 9);
	time->year = (int)(year_of_era + era * 400 + (time->month <= 2));
	time->hour = (int)(rest / 3600000000);
	time->minute = (int)(rest / 60000000 % 60);
	time->second = (int)(rest / 1000000 % 60);
	time->microsecond = (int)(rest % 1000000);
	return moment;
}

static struct ddl_value for_type(struct ddl_writer *w, const struct ddl_value *value,
				 const struct ddl_type *type)
{
	struct ddl_value moment = *value;
	enum ddl_type_kind affinity = ddl_affinity(type);

	if (!w->traits->has_interval && moment.kind == DDL_VALUE_INTERVAL)
		return since_epoch(moment.integer);
	if (w->traits->has_full_timestamps && affinity == DDL_TYPE_DATETIME &&
	    moment.kind == DDL_VALUE_DATE)
		moment.kind = DDL_VALUE_DATETIME;
	if (affinity == DDL_TYPE_DATE && moment.kind == DDL_VALUE_DATETIME)
		moment.kind = DDL_VALUE_DATE;
	if (affinity == DDL_TYPE_BOOLEAN && moment.kind == DDL_VALUE_INT &&
	    w->traits->family == DDL_FAMILY_POSTGRESQL)
		moment.kind = DDL_VALUE_BOOL;
	return moment;
}

/* ---- inlined ---- */

static void add_string(struct ddl_writer *w, struct str text)
{
	bool has_backslash = str_find_char(text, '\\') >= 0;

	if (w->traits->family == DDL_FAMILY_POSTGRESQL && has_backslash)
		strbuf_add_c(&w->out, "E");
	strbuf_add_char(&w->out, '\'');
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '\'' || text.p[i] == '\\')
			strbuf_add_char(&w->out, text.p[i]);
		strbuf_add_char(&w->out, text.p[i]);
	}
	strbuf_add_char(&w->out, '\'');
}

static void add_bytes(struct ddl_writer *w, struct str bytes)
{
	bool is_postgresql = w->traits->family == DDL_FAMILY_POSTGRESQL;

	strbuf_add_c(&w->out, is_postgresql ? "'\\x" : "x'");
	for (size_t i = 0; i < bytes.n; i++)
		strbuf_printf(&w->out, "%02x", (unsigned char)bytes.p[i]);
	strbuf_add_c(&w->out, is_postgresql ? "'::bytea" : "'");
}

static void add_moment(struct ddl_writer *w, const struct ddl_value *value)
{
	struct str text = ddl_time_text(w->arena, value, false);
	const char *type = "";

	if (w->traits->family == DDL_FAMILY_POSTGRESQL) {
		if (value->kind == DDL_VALUE_DATE)
			type = "::date";
		else if (value->kind == DDL_VALUE_TIME)
			type = value->time.has_offset ? "::timetz" : "::time";
		else
			type = value->time.has_offset ? "::timestamptz" : "::timestamp";
		text = str_replace(w->arena, text, STR(" "), STR("T"));
	}
	strbuf_printf(&w->out, "'%.*s'%s", STR_ARG(text), type);
}

static void add_interval(struct ddl_writer *w, int64_t microseconds)
{
	const int64_t second = 1000000, day = 86400 * second;
	int64_t days = microseconds / day, rest = microseconds % day;

	if (rest < 0) {
		rest += day;
		days--;
	}
	strbuf_printf(&w->out, "'%lld days %lld.%06lld seconds'%s", (long long)days,
		      (long long)(rest / second), (long long)(rest % second),
		      w->traits->family == DDL_FAMILY_POSTGRESQL ? "::interval" : "");
}

static struct error *add_inlined(struct ddl_writer *w, const struct ddl_value *value);

static struct error *add_list(struct ddl_writer *w, const struct ddl_value *value)
{
	if (!value->n) {
		strbuf_add_c(&w->out, "'{}'");
		return NULL;
	}
	strbuf_add_c(&w->out, "ARRAY[");
	for (size_t i = 0; i < value->n; i++) {
		if (i)
			strbuf_add_char(&w->out, ',');
		TRY(add_inlined(w, &value->items[i]));
	}
	strbuf_add_char(&w->out, ']');
	return NULL;
}

static struct error *cannot_adapt(const struct ddl_value *value)
{
	struct error *error = error_new(ERR_PYTHON,
					"(psycopg2.ProgrammingError) can't adapt type '%.*s'",
					STR_ARG(value->python_type));

	error->kind = STR("ProgrammingError");
	return error;
}

/* psycopg2 puts a blank in front of a negative number: `1 - -1` must not become a comment. */
static void add_number(struct ddl_writer *w, struct str text)
{
	bool is_postgresql = w->traits->family == DDL_FAMILY_POSTGRESQL;

	if (is_postgresql && str_is(text, "nan"))
		text = STR("'NaN'::float");
	else if (is_postgresql && str_is(text, "inf"))
		text = STR("'Infinity'::float");
	else if (is_postgresql && str_is(text, "-inf"))
		text = STR("'-Infinity'::float");
	else if (is_postgresql && text.n && text.p[0] == '-')
		strbuf_add_char(&w->out, ' ');
	strbuf_add(&w->out, text);
}

static void add_uuid(struct ddl_writer *w, struct str hex)
{
	if (w->traits->family == DDL_FAMILY_POSTGRESQL)
		strbuf_printf(&w->out, "'%.*s'::uuid", STR_ARG(uuid_with_dashes(w->arena, hex)));
	else
		strbuf_printf(&w->out, "'%.*s'", STR_ARG(hex));
}

static struct error *add_inlined(struct ddl_writer *w, const struct ddl_value *value)
{
	switch (value->kind) {
	case DDL_VALUE_NULL:
		strbuf_add_c(&w->out, "NULL");
		break;
	case DDL_VALUE_BOOL:
		strbuf_add_c(&w->out, value->integer ? "true" : "false");
		break;
	case DDL_VALUE_INT:
		add_number(w, str_printf(w->arena, "%lld", (long long)value->integer));
		break;
	case DDL_VALUE_FLOAT:
		add_number(w, ddl_float_text(w->arena, value->real));
		break;
	case DDL_VALUE_BIGINT:
	case DDL_VALUE_DECIMAL:
		add_number(w, value->text);
		break;
	case DDL_VALUE_STRING:
	case DDL_VALUE_JSON:
		add_string(w, value->text);
		break;
	case DDL_VALUE_BYTES:
		add_bytes(w, value->text);
		break;
	case DDL_VALUE_DATE:
	case DDL_VALUE_TIME:
	case DDL_VALUE_DATETIME:
		add_moment(w, value);
		break;
	case DDL_VALUE_INTERVAL:
		add_interval(w, value->integer);
		break;
	case DDL_VALUE_UUID:
		add_uuid(w, value->text);
		break;
	case DDL_VALUE_LIST:
		return add_list(w, value);
	case DDL_VALUE_OTHER:
		return cannot_adapt(value);
	}
	return NULL;
}

/* Types whose parameters psycopg2's dialect casts (sqlalchemy/dialects/postgresql,
 * render_bind_cast). */
static bool is_cast(const struct ddl_type *type)
{
	enum ddl_type_kind affinity = ddl_affinity(type);

	return affinity == DDL_TYPE_JSON || affinity == DDL_TYPE_ARRAY ||
	       affinity == DDL_TYPE_PG_BIT || (affinity == DDL_TYPE_UUID && type->native_uuid) ||
	       (type->kind >= DDL_TYPE_PG_INT4RANGE && type->kind <= DDL_TYPE_PG_TSTZMULTIRANGE);
}

static struct error *add_cast(struct ddl_writer *w, const struct ddl_type *type)
{
	const struct ddl_type *own;
	struct str text;

	TRY(ddl_type_for(type, w->dialect, w->arena, &own));
	if (w->traits->family != DDL_FAMILY_POSTGRESQL || !is_cast(own))
		return NULL;
	TRY(ddl_type_text(own, w->dialect, w->arena, &text));
	strbuf_printf(&w->out, "::%.*s", STR_ARG(text));
	return NULL;
}

struct error *ddl_write_parameter(struct ddl_writer *w, const struct ddl_value *value,
				  const struct ddl_type *type)
{
	struct ddl_value own;
	struct str text;

	if (w->options.literal_binds) {
		TRY(ddl_literal(w->arena, w->dialect, value, type, &text));
		strbuf_add(&w->out, text);
		return NULL;
	}
	own = for_type(w, value, type);
	if (w->traits->placeholder == DDL_PLACEHOLDER_QUESTION) {
		add_placeholder(w, processed(w, &own));
		return NULL;
	}
	TRY(add_inlined(w, &own));
	return add_cast(w, type);
}
