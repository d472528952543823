#include "engine/py/calendar.h"

/* date */

static struct py_object *make(struct py *vm, int year, int month, int day)
{
	struct py_date *date = py_new(vm, &py_date_type);

	date->year = year;
	date->month = month;
	date->day = day;
	return &date->head;
}

struct py_object *py_date_new(struct py *vm, int64_t year, int64_t month, int64_t day)
{
	return calendar_check_date(vm, year, month, day) ? make(vm, (int)year, (int)month, (int)day)
							 : NULL;
}

static struct py_object *date_from_ordinal(struct py *vm, int64_t ordinal)
{
	int year, month, day;

	if (ordinal < 1 || ordinal > LAST_ORDINAL)
		return py_raise(vm, "OverflowError", "date value out of range");
	calendar_from_ordinal(ordinal, &year, &month, &day);
	return make(vm, year, month, day);
}

static int64_t ordinal_of(const struct py_object *self)
{
	const struct py_date *date = (const struct py_date *)self;

	return calendar_ordinal(date->year, date->month, date->day);
}

static struct py_object *date_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_date *date = (struct py_date *)self;

	if (!calendar_take_int(vm, args[0], 0, &date->year) ||
	    !calendar_take_int(vm, args[1], 0, &date->month) ||
	    !calendar_take_int(vm, args[2], 0, &date->day) ||
	    !calendar_check_date(vm, date->year, date->month, date->day))
		return NULL;
	return self;
}

static struct py_object *date_binary(struct py *vm, enum py_operator op, struct py_object *self,
				     struct py_object *other, bool reflected)
{
	if (py_is(other, &py_timedelta_type) &&
	    (op == PY_OP_ADD || (op == PY_OP_SUB && !reflected))) {
		int64_t days;
		int seconds, microseconds;
		py_timedelta_split(((struct py_timedelta *)other)->microseconds, &days, &seconds,
				   &microseconds);
		return date_from_ordinal(vm, ordinal_of(self) + (op == PY_OP_ADD ? days : -days));
	}
	if (op == PY_OP_SUB && py_is(other, &py_date_type) && !py_is(other, &py_datetime_type)) {
		const int64_t days = ordinal_of(self) - ordinal_of(other);
		return py_timedelta_new(vm, (reflected ? -days : days) * DAY);
	}
	return py_not_implemented(vm);
}

static struct py_object *date_compare(struct py *vm, enum py_comparison op, struct py_object *self,
				      struct py_object *other)
{
	if (!py_is(other, &py_date_type) || py_is(other, &py_datetime_type))
		return py_not_implemented(vm);
	return py_compare(vm, op, py_int(vm, ordinal_of(self)), py_int(vm, ordinal_of(other)));
}

static bool date_hash(struct py *vm, struct py_object *self, uint64_t *ret_hash)
{
	(void)vm;
	*ret_hash = py_hash_int64(ordinal_of(self));
	return true;
}

static struct py_object *date_str(struct py *vm, struct py_object *self)
{
	const struct py_date *date = (struct py_date *)self;

	return py_str_printf(vm, "%04d-%02d-%02d", date->year, date->month, date->day);
}

static struct py_object *date_repr(struct py *vm, struct py_object *self)
{
	const struct py_date *date = (struct py_date *)self;

	return py_str_printf(vm, "datetime.date(%d, %d, %d)", date->year, date->month, date->day);
}

static struct py_object *date_isoformat(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	(void)args;
	return date_str(vm, self);
}

static struct py_object *date_replace(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	const struct py_date *date = (struct py_date *)self;
	int year, month, day;

	if (!calendar_take_int(vm, args[0], date->year, &year) ||
	    !calendar_take_int(vm, args[1], date->month, &month) ||
	    !calendar_take_int(vm, args[2], date->day, &day))
		return NULL;
	return py_date_new(vm, year, month, day);
}

static struct py_object *date_weekday(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	(void)args;
	return py_int(vm, calendar_weekday(ordinal_of(self)));
}

static struct py_object *date_isoweekday(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	(void)args;
	return py_int(vm, calendar_weekday(ordinal_of(self)) + 1);
}

static struct py_object *date_isocalendar(struct py *vm, struct py_object *self,
					  struct py_object **args)
{
	int year, week, weekday;

	(void)args;
	calendar_iso_week((struct py_date *)self, &year, &week, &weekday);
	return py_tuple(vm,
			(struct py_object *const[]){ py_int(vm, year), py_int(vm, week),
						     py_int(vm, weekday) },
			3);
}

static struct py_object *date_toordinal(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	(void)args;
	return py_int(vm, ordinal_of(self));
}

static struct py_object *date_fromordinal(struct py *vm, struct py_object *self,
					  struct py_object **args)
{
	int64_t ordinal;

	if (!py_take_int(vm, args[0], "ordinal", &ordinal))
		return NULL;
	if (ordinal < 1)
		return py_raise(vm, "ValueError", "ordinal must be >= 1");
	if (py_is_subtype((struct py_type *)self, py_type_from(vm, &py_datetime_type)))
		return calendar_from_stamp(vm, (ordinal - 1) * DAY, NULL);
	return date_from_ordinal(vm, ordinal);
}

static struct py_object *date_today(struct py *vm, struct py_object *self, struct py_object **args)
{
	int64_t now;

	(void)self;
	(void)args;
	if (!calendar_now(vm, &now))
		return NULL;
	now += calendar_local_offset(vm, now);
	return date_from_ordinal(vm, EPOCH_ORDINAL + (now - (now % DAY + DAY) % DAY) / DAY);
}

static struct py_object *date_fromtimestamp(struct py *vm, struct py_object *self,
					    struct py_object **args)
{
	double seconds;

	(void)self;
	if (!py_take_double(vm, args[0], &seconds))
		return NULL;
	int64_t moment = (int64_t)(seconds * 1e6);

	moment += calendar_local_offset(vm, moment);
	return date_from_ordinal(vm, EPOCH_ORDINAL + (moment - (moment % DAY + DAY) % DAY) / DAY);
}

static struct py_object *date_fromisoformat(struct py *vm, struct py_object *self,
					    struct py_object **args)
{
	struct str text;

	(void)self;
	if (!py_is_str(args[0]))
		return py_raise(vm, "TypeError", "fromisoformat: argument must be str");
	return py_take_text(vm, args[0], "fromisoformat() argument", &text)
		       ? py_datetime_parse(vm, &py_date_type, text)
		       : NULL;
}

static struct py_object *date_fromisocalendar(struct py *vm, struct py_object *self,
					      struct py_object **args)
{
	int year, week, day;

	(void)self;
	if (!calendar_take_int(vm, args[0], 0, &year) ||
	    !calendar_take_int(vm, args[1], 0, &week) || !calendar_take_int(vm, args[2], 0, &day))
		return NULL;
	if (week < 1 || week > 53 ||
	    (week == 53 && calendar_iso_start(year) + 52 * 7 >= calendar_iso_start(year + 1)))
		return py_raise(vm, "ValueError", "Invalid week: %d", week);
	if (day < 1 || day > 7)
		return py_raise(vm, "ValueError", "Invalid weekday: %d (range is [1, 7])", day);
	return date_from_ordinal(vm, calendar_iso_start(year) + (week - 1) * 7 + day - 1);
}

static struct py_object *date_ctime(struct py *vm, struct py_object *self, struct py_object **args)
{
	const struct py_date *date = (struct py_date *)self;
	struct py_object *text = calendar_format(vm, self, STR("%a %b %e %H:%M:%S "));

	(void)args;
	return text ? py_str_printf(vm, "%.*s%04d", STR_ARG(py_text(text)), date->year) : NULL;
}

#define FIELD(type, struct_type, field)                                                            \
	static struct py_object *type##_##field(struct py *vm, struct py_object *self)             \
	{                                                                                          \
		return py_int(vm, ((struct struct_type *)self)->field);                            \
	}

FIELD(date, py_date, year)
FIELD(date, py_date, month)
FIELD(date, py_date, day)

static const struct py_method date_methods[] = {
	{ "isoformat", "", date_isoformat, PY_METHOD_INSTANCE },
	{ "replace", "year=None, month=None, day=None", date_replace, PY_METHOD_INSTANCE },
	{ "weekday", "", date_weekday, PY_METHOD_INSTANCE },
	{ "isoweekday", "", date_isoweekday, PY_METHOD_INSTANCE },
	{ "isocalendar", "", date_isocalendar, PY_METHOD_INSTANCE },
	{ "toordinal", "", date_toordinal, PY_METHOD_INSTANCE },
	{ "ctime", "", date_ctime, PY_METHOD_INSTANCE },
	{ "strftime", "format, /", calendar_strftime, PY_METHOD_INSTANCE },
	{ "__format__", "format_spec, /", calendar_dunder_format, PY_METHOD_INSTANCE },
	{ "fromordinal", "ordinal, /", date_fromordinal, PY_METHOD_CLASS },
	{ "fromisoformat", "date_string, /", date_fromisoformat, PY_METHOD_CLASS },
	{ "fromisocalendar", "year, week, day", date_fromisocalendar, PY_METHOD_CLASS },
	{ "fromtimestamp", "timestamp, /", date_fromtimestamp, PY_METHOD_CLASS },
	{ "today", "", date_today, PY_METHOD_CLASS },
	{ 0 },
};

static const struct py_property date_properties[] = {
	{ "year", date_year, NULL },
	{ "month", date_month, NULL },
	{ "day", date_day, NULL },
	{ 0 },
};

const struct py_native_type py_date_type = {
	.name = "date",
	.module = "datetime",
	.size = sizeof(struct py_date),
	.signature = "year, month, day",
	.new_ = date_new,
	.methods = date_methods,
	.properties = date_properties,
	.slots = { .binary = date_binary,
		   .compare = date_compare,
		   .hash = date_hash,
		   .repr = date_repr,
		   .str = date_str },
};
