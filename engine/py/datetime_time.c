#include "engine/py/calendar.h"

/* time */

struct py_object *py_time_new(struct py *vm, const struct py_time *fields)
{
	if (!calendar_check_time(vm, fields) || !calendar_check_tzinfo(vm, fields->tzinfo))
		return NULL;
	struct py_time *time = py_new(vm, &py_time_type);
	const struct py_object head = time->head;

	*time = *fields;
	time->head = head;
	return &time->head;
}

static bool take_fields(struct py *vm, struct py_object **args, struct py_time *time)
{
	return calendar_take_int(vm, args[0], time->hour, &time->hour) &&
	       calendar_take_int(vm, args[1], time->minute, &time->minute) &&
	       calendar_take_int(vm, args[2], time->second, &time->second) &&
	       calendar_take_int(vm, args[3], time->microsecond, &time->microsecond) &&
	       calendar_take_int(vm, args[5], time->fold, &time->fold);
}

static struct py_object *time_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_time *time = (struct py_time *)self;

	time->tzinfo = py_given(args[4]) ? args[4] : NULL;
	return take_fields(vm, args, time) && calendar_check_time(vm, time) &&
			       calendar_check_tzinfo(vm, time->tzinfo)
		       ? self
		       : NULL;
}

static struct py_object *time_replace(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	struct py_time time = *(struct py_time *)self;

	if (args[4])
		time.tzinfo = py_given(args[4]) ? args[4] : NULL;
	return take_fields(vm, args, &time) ? py_time_new(vm, &time) : NULL;
}

static int64_t stamp(const struct py_time *time)
{
	return time->hour * HOUR + time->minute * MINUTE + time->second * SECOND +
	       time->microsecond;
}

static struct py_object *time_compare(struct py *vm, enum py_comparison op, struct py_object *self,
				      struct py_object *other)
{
	int64_t a, b;
	bool a_known, b_known;

	if (!py_is(other, &py_time_type))
		return py_not_implemented(vm);
	if (!py_datetime_offset(vm, self, &a, &a_known) ||
	    !py_datetime_offset(vm, other, &b, &b_known))
		return NULL;
	if (a_known != b_known) {
		if (op == PY_EQ || op == PY_NE)
			return py_bool(vm, op == PY_NE);
		return py_raise(vm, "TypeError",
				"can't compare offset-naive and offset-aware times");
	}
	return py_compare(vm, op, py_int(vm, stamp((struct py_time *)self) - a),
			  py_int(vm, stamp((struct py_time *)other) - b));
}

static bool time_hash(struct py *vm, struct py_object *self, uint64_t *ret_hash)
{
	int64_t offset;
	bool known;

	if (!py_datetime_offset(vm, self, &offset, &known))
		return false;
	*ret_hash = py_hash_int64(stamp((struct py_time *)self) - offset);
	return true;
}

static struct py_object *iso(struct py *vm, struct py_object *self, struct str timespec)
{
	struct strbuf buffer = STRBUF(py_arena(vm));
	int64_t offset;
	bool known;

	if (!calendar_add_time(vm, &buffer, (struct py_time *)self, timespec) ||
	    !py_datetime_offset(vm, self, &offset, &known))
		return NULL;
	if (known)
		calendar_add_offset(&buffer, offset, ":");
	return py_str(vm, strbuf_str(&buffer));
}

static struct py_object *time_isoformat(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	struct str timespec;

	return py_take_text(vm, args[0], "timespec", &timespec) ? iso(vm, self, timespec) : NULL;
}

static struct py_object *time_str(struct py *vm, struct py_object *self)
{
	return iso(vm, self, STR(""));
}

static struct py_object *time_repr(struct py *vm, struct py_object *self)
{
	const struct py_time *time = (struct py_time *)self;
	struct strbuf buffer = STRBUF(py_arena(vm));

	strbuf_printf(&buffer, "datetime.time(%d, %d", time->hour, time->minute);
	if (time->second || time->microsecond)
		strbuf_printf(&buffer, ", %d", time->second);
	if (time->microsecond)
		strbuf_printf(&buffer, ", %d", time->microsecond);
	if (time->tzinfo) {
		struct str zone;
		if (!py_repr(vm, time->tzinfo, &zone))
			return NULL;
		strbuf_printf(&buffer, ", tzinfo=%.*s", STR_ARG(zone));
	}
	if (time->fold)
		strbuf_add_c(&buffer, ", fold=1");
	strbuf_add_char(&buffer, ')');
	return py_str(vm, strbuf_str(&buffer));
}

static struct py_object *time_utcoffset(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	int64_t offset;
	bool known;

	(void)args;
	if (!py_datetime_offset(vm, self, &offset, &known))
		return NULL;
	return known ? py_timedelta_new(vm, offset) : py_none(vm);
}

static struct py_object *time_tzname(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str name;

	(void)args;
	if (!calendar_timezone_name(vm, self, &name))
		return NULL;
	return name.p ? py_str(vm, name) : py_none(vm);
}

static struct py_object *time_fromisoformat(struct py *vm, struct py_object *self,
					    struct py_object **args)
{
	struct str text;

	(void)self;
	if (!py_is_str(args[0]))
		return py_raise(vm, "TypeError", "fromisoformat: argument must be str");
	return py_take_text(vm, args[0], "fromisoformat() argument", &text)
		       ? py_datetime_parse(vm, &py_time_type, text)
		       : NULL;
}

#define FIELD(field)                                                                               \
	static struct py_object *time_##field(struct py *vm, struct py_object *self)               \
	{                                                                                          \
		return py_int(vm, ((struct py_time *)self)->field);                                \
	}

FIELD(hour)
FIELD(minute)
FIELD(second)
FIELD(microsecond)
FIELD(fold)

static struct py_object *time_tzinfo(struct py *vm, struct py_object *self)
{
	const struct py_time *time = (struct py_time *)self;

	return time->tzinfo ? time->tzinfo : py_none(vm);
}

static const struct py_method time_methods[] = {
	{ "isoformat", "timespec='auto'", time_isoformat, PY_METHOD_INSTANCE },
	{ "replace", "hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0",
	  time_replace, PY_METHOD_INSTANCE },
	{ "strftime", "format, /", calendar_strftime, PY_METHOD_INSTANCE },
	{ "__format__", "format_spec, /", calendar_dunder_format, PY_METHOD_INSTANCE },
	{ "utcoffset", "", time_utcoffset, PY_METHOD_INSTANCE },
	{ "tzname", "", time_tzname, PY_METHOD_INSTANCE },
	{ "fromisoformat", "time_string, /", time_fromisoformat, PY_METHOD_CLASS },
	{ 0 },
};

static const struct py_property time_properties[] = {
	{ "hour", time_hour, NULL },
	{ "minute", time_minute, NULL },
	{ "second", time_second, NULL },
	{ "microsecond", time_microsecond, NULL },
	{ "fold", time_fold, NULL },
	{ "tzinfo", time_tzinfo, NULL },
	{ 0 },
};

const struct py_native_type py_time_type = {
	.name = "time",
	.module = "datetime",
	.size = sizeof(struct py_time),
	.signature = "hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0",
	.new_ = time_new,
	.methods = time_methods,
	.properties = time_properties,
	.slots = { .compare = time_compare, .hash = time_hash, .repr = time_repr, .str = time_str },
};
