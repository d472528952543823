#include "engine/py/calendar.h"

/* The modules datetime and zoneinfo; constants of the classes are put in when the module is first
 * used. */

static void set_constant(struct py_type *type, const char *name, struct py_object *value)
{
	if (!map_has(&type->dict, str_from(name)))
		map_put(&type->dict, str_from(name), value);
}

static struct py_object *make_date(struct py *vm)
{
	struct py_type *type = py_type_from(vm, &py_date_type);

	set_constant(type, "min", py_date_new(vm, 1, 1, 1));
	set_constant(type, "max", py_date_new(vm, 9999, 12, 31));
	set_constant(type, "resolution", py_timedelta_new(vm, DAY));
	return &type->head;
}

static struct py_object *make_datetime(struct py *vm)
{
	struct py_type *type = py_type_from(vm, &py_datetime_type);

	set_constant(type, "min", calendar_from_stamp(vm, 0, NULL));
	set_constant(type, "max", calendar_from_stamp(vm, LAST_ORDINAL * DAY - 1, NULL));
	set_constant(type, "resolution", py_timedelta_new(vm, 1));
	return &type->head;
}

static struct py_object *make_time(struct py *vm)
{
	struct py_type *type = py_type_from(vm, &py_time_type);

	set_constant(type, "min", py_time_new(vm, &(struct py_time){ .hour = 0 }));
	set_constant(type, "max",
		     py_time_new(vm, &(struct py_time){ .hour = 23,
							.minute = 59,
							.second = 59,
							.microsecond = 999999 }));
	set_constant(type, "resolution", py_timedelta_new(vm, 1));
	return &type->head;
}

static struct py_object *make_utc(struct py *vm)
{
	return py_timezone_new(vm, 0, STR_NULL);
}

static struct py_object *make_timezone(struct py *vm)
{
	struct py_type *type = py_type_from(vm, &py_timezone_type);

	set_constant(type, "utc", make_utc(vm));
	return &type->head;
}

static struct py_object *make_min_year(struct py *vm)
{
	return py_int(vm, 1);
}

static struct py_object *make_max_year(struct py *vm)
{
	return py_int(vm, 9999);
}

static const struct py_member members[] = {
	{ "date", PY_MEMBER_MAKE, NULL, make_date },
	{ "datetime", PY_MEMBER_MAKE, NULL, make_datetime },
	{ "time", PY_MEMBER_MAKE, NULL, make_time },
	{ "timedelta", PY_MEMBER_TYPE, &py_timedelta_type, NULL },
	{ "timezone", PY_MEMBER_MAKE, NULL, make_timezone },
	{ "tzinfo", PY_MEMBER_TYPE, &py_tzinfo_type, NULL },
	{ "UTC", PY_MEMBER_MAKE, NULL, make_utc },
	{ "MINYEAR", PY_MEMBER_MAKE, NULL, make_min_year },
	{ "MAXYEAR", PY_MEMBER_MAKE, NULL, make_max_year },
	{ 0 },
};

const struct py_native_module py_module_datetime = { .name = "datetime", .members = members };

static struct py_object *zone_info(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str key;

	(void)self;
	if (!py_take_text(vm, args[0], "key", &key))
		return NULL;
	if (!str_is(key, "UTC") && !str_is(key, "Etc/UTC"))
		return py_refuse(vm, "the time zone '%.*s': only UTC is known here", STR_ARG(key));
	return py_timezone_new(vm, 0, STR("UTC"));
}

static const struct py_method zoneinfo_functions[] = {
	{ "ZoneInfo", "key", zone_info, PY_METHOD_INSTANCE },
	{ 0 },
};

const struct py_native_module py_module_zoneinfo = {
	.name = "zoneinfo",
	.functions = zoneinfo_functions,
	.is_open = true,
};
