#include "engine/py/calendar.h"
#include "engine/py/typing.h"

#define EPOCH_STAMP ((EPOCH_ORDINAL - 1) * DAY)

/* ---- clocks: all of them are the host's one ---- */

static struct py_object *now_in(struct py *vm, bool in_nanoseconds)
{
	int64_t now;

	if (!calendar_now(vm, &now))
		return NULL;
	return in_nanoseconds ? py_int(vm, now * 1000) : py_float(vm, (double)now / 1e6);
}

static struct py_object *time_time(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	(void)args;
	return now_in(vm, false);
}

static struct py_object *time_ns(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	(void)args;
	return now_in(vm, true);
}

/* Waiting would change nothing that a revision can see: nobody else acts on its interpreter. */
static struct py_object *time_sleep(struct py *vm, struct py_object *self, struct py_object **args)
{
	double seconds;

	(void)self;
	if (!py_take_double(vm, args[0], &seconds))
		return NULL;
	if (seconds < 0)
		return py_raise(vm, "ValueError", "sleep length must be non-negative");
	return py_none(vm);
}

/* ---- struct_time ---- */

#define FIELDS      "tm_year tm_mon tm_mday tm_hour tm_min tm_sec tm_wday tm_yday tm_isdst"
#define FIELD_COUNT 9

static struct py_object *make_struct_type(struct py *vm)
{
	return py_namedtuple_class(vm, STR("time.struct_time"), py_str_c(vm, FIELDS), NULL);
}

static struct py_object *struct_of(struct py *vm, const struct py_datetime *value, int is_dst)
{
	struct py_object *module = py_import(vm, STR("time"));
	struct py_object *type = module ? py_getattr(vm, module, STR("struct_time")) : NULL;
	const int64_t ordinal =
		calendar_ordinal(value->date.year, value->date.month, value->date.day);
	const int64_t fields[FIELD_COUNT] = { value->date.year,
					      value->date.month,
					      value->date.day,
					      value->hour,
					      value->minute,
					      value->second,
					      calendar_weekday(ordinal),
					      calendar_day_of_year(&value->date),
					      is_dst };
	struct py_object *items[FIELD_COUNT];

	for (int i = 0; i < FIELD_COUNT; i++)
		items[i] = py_int(vm, fields[i]);
	return type ? py_call(vm, type, &(struct py_args){ items, FIELD_COUNT, NULL, 0 }) : NULL;
}

/* Whole seconds as microseconds; the present moment if absent. */
static bool take_moment(struct py *vm, struct py_object *value, int64_t *ret)
{
	double seconds;

	if (!py_given(value))
		return calendar_now(vm, ret);
	if (!py_take_double(vm, value, &seconds))
		return false;
	if (!(seconds > -1e12 && seconds < 1e12))
		return py_raise(vm, "OverflowError", "timestamp out of range for platform time_t");
	*ret = (int64_t)seconds * SECOND;
	if (seconds < 0 && (double)(int64_t)seconds != seconds)
		*ret -= SECOND;
	return true;
}

static struct py_object *time_gmtime(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *value;
	int64_t moment;

	(void)self;
	if (!take_moment(vm, args[0], &moment))
		return NULL;
	value = calendar_from_stamp(vm, moment + EPOCH_STAMP, NULL);
	return value ? struct_of(vm, (struct py_datetime *)value, 0) : NULL;
}

static struct py_object *time_localtime(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	struct py_object *value;
	int64_t moment;

	(void)self;
	if (!take_moment(vm, args[0], &moment))
		return NULL;
	moment += calendar_local_offset(vm, moment);
	value = calendar_from_stamp(vm, moment + EPOCH_STAMP, NULL);
	return value ? struct_of(vm, (struct py_datetime *)value, 0) : NULL;
}

static struct py_object *datetime_of(struct py *vm, struct py_object *fields)
{
	int64_t numbers[6];
	struct py_object **items;
	size_t n;

	if (!py_take_items(vm, fields, &items, &n))
		return NULL;
	if (n != FIELD_COUNT)
		return py_raise(vm, "TypeError", "time tuple must have exactly 9 elements");
	for (int i = 0; i < 6; i++)
		if (!py_take_int(vm, items[i], "time field", &numbers[i]))
			return NULL;
	const struct py_datetime value = { .date = { .year = (int)numbers[0],
						     .month = (int)numbers[1],
						     .day = (int)numbers[2] },
					   .hour = (int)numbers[3],
					   .minute = (int)numbers[4],
					   .second = (int)numbers[5] };

	return py_datetime_new(vm, &value);
}

static struct py_object *time_strftime(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	struct py_object *fields =
		args[1] ? args[1] : time_localtime(vm, self, &(struct py_object *){ NULL });
	struct py_object *value = fields ? datetime_of(vm, fields) : NULL;
	struct str format;

	if (!value || !py_take_text(vm, args[0], "strftime() argument 1", &format))
		return NULL;
	return calendar_format(vm, value, format);
}

static struct py_object *time_mktime(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *value = datetime_of(vm, args[0]);

	(void)self;
	if (!value)
		return NULL;
	const int64_t local = calendar_stamp((struct py_datetime *)value) - EPOCH_STAMP;
	const int64_t moment = local - calendar_local_offset(vm, local);

	return py_float(vm, (double)(moment / SECOND));
}

static struct py_object *time_strptime(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	struct py_object *value;
	struct str text, format;

	(void)self;
	if (!py_take_text(vm, args[0], "strptime() argument 0", &text) ||
	    !py_take_text(vm, args[1], "strptime() argument 1", &format))
		return NULL;
	value = calendar_parse(vm, text, format.p ? format : STR("%a %b %d %H:%M:%S %Y"));
	return value ? struct_of(vm, (struct py_datetime *)value, -1) : NULL;
}

static struct py_object *text_of(struct py *vm, struct py_object *fields)
{
	struct py_object *value = fields ? datetime_of(vm, fields) : NULL;

	return value ? py_call_method(vm, value, "ctime", &PY_NO_ARGS) : NULL;
}

static struct py_object *time_asctime(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	return text_of(vm,
		       args[0] ? args[0] : time_localtime(vm, self, &(struct py_object *){ NULL }));
}

static struct py_object *time_ctime(struct py *vm, struct py_object *self, struct py_object **args)
{
	return text_of(vm, time_localtime(vm, self, args));
}

static const struct py_member members[] = {
	{ "struct_time", PY_MEMBER_MAKE, NULL, make_struct_type },
	{ 0 },
};

static const struct py_method functions[] = {
	{ "time", "", time_time, PY_METHOD_STATIC },
	{ "time_ns", "", time_ns, PY_METHOD_STATIC },
	{ "monotonic", "", time_time, PY_METHOD_STATIC },
	{ "monotonic_ns", "", time_ns, PY_METHOD_STATIC },
	{ "perf_counter", "", time_time, PY_METHOD_STATIC },
	{ "perf_counter_ns", "", time_ns, PY_METHOD_STATIC },
	{ "process_time", "", time_time, PY_METHOD_STATIC },
	{ "sleep", "seconds, /", time_sleep, PY_METHOD_STATIC },
	{ "gmtime", "seconds=None, /", time_gmtime, PY_METHOD_STATIC },
	{ "localtime", "seconds=None, /", time_localtime, PY_METHOD_STATIC },
	{ "strftime", "format, t=None, /", time_strftime, PY_METHOD_STATIC },
	{ "strptime", "string, format=None, /", time_strptime, PY_METHOD_STATIC },
	{ "mktime", "t, /", time_mktime, PY_METHOD_STATIC },
	{ "asctime", "t=None, /", time_asctime, PY_METHOD_STATIC },
	{ "ctime", "seconds=None, /", time_ctime, PY_METHOD_STATIC },
	{ 0 },
};

const struct py_native_module py_module_time = {
	.name = "time", .members = members, .functions = functions, .is_open = true
};
