#include "engine/py/calendar.h"

#include <math.h>

/* datetime */

struct py_object *py_datetime_new(struct py *vm, const struct py_datetime *fields)
{
	const struct py_time time = calendar_time_of(fields);

	if (!calendar_check_date(vm, fields->date.year, fields->date.month, fields->date.day) ||
	    !calendar_check_time(vm, &time) || !calendar_check_tzinfo(vm, fields->tzinfo))
		return NULL;
	struct py_datetime *value = py_new(vm, &py_datetime_type);
	const struct py_object head = value->date.head;

	*value = *fields;
	value->date.head = head;
	return &value->date.head;
}

static bool take_fields(struct py *vm, struct py_object **args, struct py_datetime *value)
{
	return calendar_take_int(vm, args[0], value->date.year, &value->date.year) &&
	       calendar_take_int(vm, args[1], value->date.month, &value->date.month) &&
	       calendar_take_int(vm, args[2], value->date.day, &value->date.day) &&
	       calendar_take_int(vm, args[3], value->hour, &value->hour) &&
	       calendar_take_int(vm, args[4], value->minute, &value->minute) &&
	       calendar_take_int(vm, args[5], value->second, &value->second) &&
	       calendar_take_int(vm, args[6], value->microsecond, &value->microsecond) &&
	       calendar_take_int(vm, args[8], value->fold, &value->fold);
}

static struct py_object *datetime_new(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	struct py_datetime *value = (struct py_datetime *)self;

	value->tzinfo = py_given(args[7]) ? args[7] : NULL;
	if (!take_fields(vm, args, value))
		return NULL;
	const struct py_time time = calendar_time_of(value);

	return calendar_check_date(vm, value->date.year, value->date.month, value->date.day) &&
			       calendar_check_time(vm, &time) &&
			       calendar_check_tzinfo(vm, value->tzinfo)
		       ? self
		       : NULL;
}

static struct py_object *datetime_replace(struct py *vm, struct py_object *self,
					  struct py_object **args)
{
	struct py_datetime value = *(struct py_datetime *)self;

	if (args[7])
		value.tzinfo = py_given(args[7]) ? args[7] : NULL;
	return take_fields(vm, args, &value) ? py_datetime_new(vm, &value) : NULL;
}

/* ---- operators ---- */

static struct py_object *difference(struct py *vm, struct py_object *a, struct py_object *b)
{
	const struct py_datetime *left = (struct py_datetime *)a, *right = (struct py_datetime *)b;
	int64_t a_offset, b_offset;
	bool a_known, b_known;

	if (!py_datetime_offset(vm, a, &a_offset, &a_known) ||
	    !py_datetime_offset(vm, b, &b_offset, &b_known))
		return NULL;
	if (a_known != b_known)
		return py_raise(vm, "TypeError",
				"can't subtract offset-naive and offset-aware datetimes");
	return py_timedelta_new(vm,
				calendar_stamp(left) - a_offset - calendar_stamp(right) + b_offset);
}

static struct py_object *datetime_binary(struct py *vm, enum py_operator op, struct py_object *self,
					 struct py_object *other, bool reflected)
{
	const struct py_datetime *value = (struct py_datetime *)self;

	if (py_is(other, &py_timedelta_type) &&
	    (op == PY_OP_ADD || (op == PY_OP_SUB && !reflected))) {
		const int64_t delta = ((struct py_timedelta *)other)->microseconds;
		return calendar_from_stamp(
			vm, calendar_stamp(value) + (op == PY_OP_ADD ? delta : -delta),
			value->tzinfo);
	}
	if (op == PY_OP_SUB && py_is(other, &py_datetime_type))
		return reflected ? difference(vm, other, self) : difference(vm, self, other);
	return py_not_implemented(vm);
}

static struct py_object *datetime_compare(struct py *vm, enum py_comparison op,
					  struct py_object *self, struct py_object *other)
{
	int64_t a, b;
	bool a_known, b_known;

	if (!py_is(other, &py_datetime_type)) {
		if (!py_is(other, &py_date_type))
			return py_not_implemented(vm);
		if (op == PY_EQ || op == PY_NE)
			return py_bool(vm, op == PY_NE);
		return py_raise(vm, "TypeError",
				"can't compare datetime.datetime to datetime.date");
	}
	if (!py_datetime_offset(vm, self, &a, &a_known) ||
	    !py_datetime_offset(vm, other, &b, &b_known))
		return NULL;
	if (a_known != b_known) {
		if (op == PY_EQ || op == PY_NE)
			return py_bool(vm, op == PY_NE);
		return py_raise(vm, "TypeError",
				"can't compare offset-naive and offset-aware datetimes");
	}
	return py_compare(vm, op, py_int(vm, calendar_stamp((struct py_datetime *)self) - a),
			  py_int(vm, calendar_stamp((struct py_datetime *)other) - b));
}

static bool datetime_hash(struct py *vm, struct py_object *self, uint64_t *ret_hash)
{
	int64_t offset;
	bool known;

	if (!py_datetime_offset(vm, self, &offset, &known))
		return false;
	*ret_hash = py_hash_int64(calendar_stamp((struct py_datetime *)self) - offset);
	return true;
}

/* ---- text ---- */

static struct py_object *iso(struct py *vm, struct py_object *self, struct str separator,
			     struct str timespec)
{
	const struct py_datetime *value = (struct py_datetime *)self;
	const struct py_time time = calendar_time_of(value);
	struct strbuf buffer = STRBUF(py_arena(vm));
	int64_t offset;
	bool known;

	strbuf_printf(&buffer, "%04d-%02d-%02d%.*s", value->date.year, value->date.month,
		      value->date.day, STR_ARG(separator));
	if (!calendar_add_time(vm, &buffer, &time, timespec) ||
	    !py_datetime_offset(vm, self, &offset, &known))
		return NULL;
	if (known)
		calendar_add_offset(&buffer, offset, ":");
	return py_str(vm, strbuf_str(&buffer));
}

bool py_datetime_iso(struct py *vm, struct py_object *value, char separator, struct str *ret)
{
	struct py_object *text;

	if (!py_is(value, &py_datetime_type))
		return py_to_str(vm, value, ret);
	text = iso(vm, value, (struct str){ &separator, 1 }, STR(""));
	if (text)
		*ret = py_text(text);
	return text != NULL;
}

static struct py_object *datetime_isoformat(struct py *vm, struct py_object *self,
					    struct py_object **args)
{
	struct str separator, timespec;

	if (!py_take_text(vm, args[0], "sep", &separator) ||
	    !py_take_text(vm, args[1], "timespec", &timespec))
		return NULL;
	if (separator.p && py_utf8_length(separator) != 1)
		return py_raise(vm, "TypeError",
				"isoformat() argument 1 must be a unicode character, not str");
	return iso(vm, self, separator.p ? separator : STR("T"), timespec);
}

static struct py_object *datetime_str(struct py *vm, struct py_object *self)
{
	return iso(vm, self, STR(" "), STR(""));
}

static struct py_object *datetime_repr(struct py *vm, struct py_object *self)
{
	const struct py_datetime *value = (struct py_datetime *)self;
	struct strbuf buffer = STRBUF(py_arena(vm));

	strbuf_printf(&buffer, "datetime.datetime(%d, %d, %d, %d, %d", value->date.year,
		      value->date.month, value->date.day, value->hour, value->minute);
	if (value->second || value->microsecond)
		strbuf_printf(&buffer, ", %d", value->second);
	if (value->microsecond)
		strbuf_printf(&buffer, ", %d", value->microsecond);
	if (value->fold)
		strbuf_add_c(&buffer, ", fold=1");
	if (value->tzinfo) {
		struct str zone;
		if (!py_repr(vm, value->tzinfo, &zone))
			return NULL;
		strbuf_printf(&buffer, ", tzinfo=%.*s", STR_ARG(zone));
	}
	strbuf_add_char(&buffer, ')');
	return py_str(vm, strbuf_str(&buffer));
}

/* ---- parts ---- */

static struct py_object *datetime_date(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	const struct py_date *date = (struct py_date *)self;

	(void)args;
	return py_date_new(vm, date->year, date->month, date->day);
}

static struct py_object *datetime_time(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	struct py_time time = calendar_time_of((struct py_datetime *)self);

	(void)args;
	time.tzinfo = NULL;
	return py_time_new(vm, &time);
}

static struct py_object *datetime_timetz(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	const struct py_time time = calendar_time_of((struct py_datetime *)self);

	(void)args;
	return py_time_new(vm, &time);
}

static struct py_object *datetime_utcoffset(struct py *vm, struct py_object *self,
					    struct py_object **args)
{
	int64_t offset;
	bool known;

	(void)args;
	if (!py_datetime_offset(vm, self, &offset, &known))
		return NULL;
	return known ? py_timedelta_new(vm, offset) : py_none(vm);
}

static struct py_object *datetime_tzname(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	struct str name;

	(void)args;
	if (!calendar_timezone_name(vm, self, &name))
		return NULL;
	return name.p ? py_str(vm, name) : py_none(vm);
}

static struct py_object *datetime_dst(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	const struct py_datetime *value = (struct py_datetime *)self;

	(void)args;
	return value->tzinfo ? py_call_method(vm, value->tzinfo, "dst", &PY_ARGS(self))
			     : py_none(vm);
}

/* ---- moments ---- */

#define EPOCH_STAMP ((EPOCH_ORDINAL - 1) * DAY)

/* Microseconds since 1970 UTC; a naive value is local time. */
static bool moment_of(struct py *vm, struct py_object *self, int64_t *ret)
{
	const int64_t local = calendar_stamp((struct py_datetime *)self) - EPOCH_STAMP;
	int64_t offset;
	bool known;

	if (!py_datetime_offset(vm, self, &offset, &known))
		return false;
	if (!known)
		offset = calendar_local_offset(vm, local - calendar_local_offset(vm, local));
	*ret = local - offset;
	return true;
}

/* A moment as the zone shows it; local and naive without one. */
static struct py_object *at_moment(struct py *vm, int64_t moment, struct py_object *zone)
{
	int64_t offset = calendar_local_offset(vm, moment);
	bool known = true;

	if (!calendar_check_tzinfo(vm, zone))
		return NULL;
	if (zone) {
		/* The zone is asked with UTC's fields: right for fixed offsets, which are all there
		 * are. */
		struct py_object *utc = calendar_from_stamp(vm, moment + EPOCH_STAMP, zone);
		if (!utc || !py_datetime_offset(vm, utc, &offset, &known))
			return NULL;
	}
	return calendar_from_stamp(vm, moment + EPOCH_STAMP + offset, zone);
}

static struct py_object *datetime_timestamp(struct py *vm, struct py_object *self,
					    struct py_object **args)
{
	int64_t moment;

	(void)args;
	if (!moment_of(vm, self, &moment))
		return NULL;
	return py_float(vm, (double)((long double)moment / 1e6L));
}

static struct py_object *datetime_astimezone(struct py *vm, struct py_object *self,
					     struct py_object **args)
{
	struct py_object *zone = py_given(args[0]) ? args[0] : NULL;
	int64_t moment;

	if (!moment_of(vm, self, &moment))
		return NULL;
	if (!zone)
		zone = py_timezone_new(vm, calendar_local_offset(vm, moment),
				       calendar_local_offset(vm, moment) ? STR_NULL : STR("UTC"));
	return at_moment(vm, moment, zone);
}

static struct py_object *datetime_now(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	int64_t now;

	(void)self;
	if (!calendar_now(vm, &now))
		return NULL;
	return at_moment(vm, now, py_given(args[0]) ? args[0] : NULL);
}

static struct py_object *datetime_today(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	struct py_object *none = NULL;

	(void)args;
	return datetime_now(vm, self, &none);
}

static struct py_object *datetime_utcnow(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	int64_t now;

	(void)self;
	(void)args;
	return calendar_now(vm, &now) ? calendar_from_stamp(vm, now + EPOCH_STAMP, NULL) : NULL;
}

static bool take_moment(struct py *vm, struct py_object *value, int64_t *ret)
{
	double seconds;

	if (!py_take_double(vm, value, &seconds))
		return false;
	if (!(fabs(seconds) < 3e11))
		return py_raise(vm, "ValueError", "year is out of range");
	*ret = (int64_t)nearbyintl((long double)seconds * 1e6L);
	return true;
}

static struct py_object *datetime_fromtimestamp(struct py *vm, struct py_object *self,
						struct py_object **args)
{
	int64_t moment;

	(void)self;
	return take_moment(vm, args[0], &moment)
		       ? at_moment(vm, moment, py_given(args[1]) ? args[1] : NULL)
		       : NULL;
}

static struct py_object *datetime_utcfromtimestamp(struct py *vm, struct py_object *self,
						   struct py_object **args)
{
	int64_t moment;

	(void)self;
	return take_moment(vm, args[0], &moment)
		       ? calendar_from_stamp(vm, moment + EPOCH_STAMP, NULL)
		       : NULL;
}

static struct py_object *datetime_combine(struct py *vm, struct py_object *self,
					  struct py_object **args)
{
	(void)self;
	if (!py_is(args[0], &py_date_type) || !py_is(args[1], &py_time_type))
		return py_raise(vm, "TypeError",
				"combine() argument %d must be datetime.%s, not %.*s",
				py_is(args[0], &py_date_type) ? 2 : 1,
				py_is(args[0], &py_date_type) ? "time" : "date",
				STR_ARG(py_type_name(args[py_is(args[0], &py_date_type)])));
	const struct py_date *date = (struct py_date *)args[0];
	const struct py_time *time = (struct py_time *)args[1];
	const struct py_datetime value = {
		.date = { .year = date->year, .month = date->month, .day = date->day },
		.hour = time->hour,
		.minute = time->minute,
		.second = time->second,
		.microsecond = time->microsecond,
		.fold = time->fold,
		.tzinfo = args[2] ? (py_given(args[2]) ? args[2] : NULL) : time->tzinfo,
	};

	return py_datetime_new(vm, &value);
}

static struct py_object *datetime_fromisoformat(struct py *vm, struct py_object *self,
						struct py_object **args)
{
	struct str text;

	(void)self;
	if (!py_is_str(args[0]))
		return py_raise(vm, "TypeError", "fromisoformat: argument must be str");
	return py_take_text(vm, args[0], "fromisoformat() argument", &text)
		       ? py_datetime_parse(vm, &py_datetime_type, text)
		       : NULL;
}

static struct py_object *datetime_strptime(struct py *vm, struct py_object *self,
					   struct py_object **args)
{
	struct str text, format;

	(void)self;
	if (!py_take_text(vm, args[0], "strptime() argument 1", &text) ||
	    !py_take_text(vm, args[1], "strptime() argument 2", &format))
		return NULL;
	return calendar_parse(vm, text, format);
}

static struct py_object *datetime_timetuple(struct py *vm, struct py_object *self,
					    struct py_object **args)
{
	const struct py_datetime *value = (struct py_datetime *)self;
	const int64_t ordinal =
		calendar_ordinal(value->date.year, value->date.month, value->date.day);

	(void)args;
	return py_tuple(vm,
			(struct py_object *const[]){
				py_int(vm, value->date.year), py_int(vm, value->date.month),
				py_int(vm, value->date.day), py_int(vm, value->hour),
				py_int(vm, value->minute), py_int(vm, value->second),
				py_int(vm, calendar_weekday(ordinal)),
				py_int(vm, calendar_day_of_year(&value->date)), py_int(vm, -1) },
			9);
}

/* ---- tables ---- */

#define FIELD(field)                                                                               \
	static struct py_object *datetime_##field(struct py *vm, struct py_object *self)           \
	{                                                                                          \
		return py_int(vm, ((struct py_datetime *)self)->field);                            \
	}

FIELD(hour)
FIELD(minute)
FIELD(second)
FIELD(microsecond)
FIELD(fold)

static struct py_object *datetime_tzinfo(struct py *vm, struct py_object *self)
{
	const struct py_datetime *value = (struct py_datetime *)self;

	return value->tzinfo ? value->tzinfo : py_none(vm);
}

static const struct py_method datetime_methods[] = {
	{ "isoformat", "sep='T', timespec='auto'", datetime_isoformat, PY_METHOD_INSTANCE },
	{ "replace",
	  "year=0, month=0, day=0, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, "
	  "fold=0",
	  datetime_replace, PY_METHOD_INSTANCE },
	{ "date", "", datetime_date, PY_METHOD_INSTANCE },
	{ "time", "", datetime_time, PY_METHOD_INSTANCE },
	{ "timetz", "", datetime_timetz, PY_METHOD_INSTANCE },
	{ "timetuple", "", datetime_timetuple, PY_METHOD_INSTANCE },
	{ "utcoffset", "", datetime_utcoffset, PY_METHOD_INSTANCE },
	{ "tzname", "", datetime_tzname, PY_METHOD_INSTANCE },
	{ "dst", "", datetime_dst, PY_METHOD_INSTANCE },
	{ "timestamp", "", datetime_timestamp, PY_METHOD_INSTANCE },
	{ "astimezone", "tz=None", datetime_astimezone, PY_METHOD_INSTANCE },
	{ "now", "tz=None", datetime_now, PY_METHOD_CLASS },
	{ "today", "", datetime_today, PY_METHOD_CLASS },
	{ "utcnow", "", datetime_utcnow, PY_METHOD_CLASS },
	{ "fromtimestamp", "timestamp, tz=None", datetime_fromtimestamp, PY_METHOD_CLASS },
	{ "utcfromtimestamp", "timestamp, /", datetime_utcfromtimestamp, PY_METHOD_CLASS },
	{ "combine", "date, time, tzinfo=None", datetime_combine, PY_METHOD_CLASS },
	{ "fromisoformat", "date_string, /", datetime_fromisoformat, PY_METHOD_CLASS },
	{ "strptime", "date_string, format, /", datetime_strptime, PY_METHOD_CLASS },
	{ 0 },
};

static const struct py_property datetime_properties[] = {
	{ "hour", datetime_hour, NULL },
	{ "minute", datetime_minute, NULL },
	{ "second", datetime_second, NULL },
	{ "microsecond", datetime_microsecond, NULL },
	{ "fold", datetime_fold, NULL },
	{ "tzinfo", datetime_tzinfo, NULL },
	{ 0 },
};

const struct py_native_type py_datetime_type = {
	.name = "datetime",
	.module = "datetime",
	.base = &py_date_type,
	.size = sizeof(struct py_datetime),
	.signature = "year, month, day, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, "
		     "fold=0",
	.new_ = datetime_new,
	.methods = datetime_methods,
	.properties = datetime_properties,
	.slots = { .binary = datetime_binary,
		   .compare = datetime_compare,
		   .hash = datetime_hash,
		   .repr = datetime_repr,
		   .str = datetime_str },
};
