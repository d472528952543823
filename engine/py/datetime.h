/*
 * The values of Python's datetime module.  Other layers read the fields (a bound parameter becomes
 * a literal) and make values from what a database sends; the calendar is the proleptic Gregorian
 * one of the years 1 to 9999.
 */
#ifndef RETORT_PY_DATETIME_H
#define RETORT_PY_DATETIME_H

#include "engine/py/object.h"

struct py_date {
	struct py_object head;
	int year, month, day;
};

struct py_datetime {
	struct py_date date; /* a datetime is a date */
	int hour, minute, second, microsecond, fold;
	struct py_object *tzinfo; /* NULL: naive */
};

struct py_time {
	struct py_object head;
	int hour, minute, second, microsecond, fold;
	struct py_object *tzinfo;
};

struct py_timedelta {
	struct py_object head;
	int64_t microseconds; /* the whole of it; see py_timedelta_split */
};

struct py_timezone {
	struct py_object head;
	int64_t offset;  /* microseconds east of UTC */
	struct str name; /* empty: "UTC+01:00" */
};

extern const struct py_native_type py_date_type, py_datetime_type, py_time_type, py_timedelta_type,
	py_tzinfo_type, py_timezone_type;

/* The year may be out of range, then ValueError; likewise every other field. */
struct py_object *py_date_new(struct py *vm, int64_t year, int64_t month, int64_t day);
struct py_object *py_datetime_new(struct py *vm, const struct py_datetime *fields);
struct py_object *py_time_new(struct py *vm, const struct py_time *fields);
struct py_object *py_timedelta_new(struct py *vm, int64_t microseconds);
/* timezone.utc for 0 */
struct py_object *py_timezone_new(struct py *vm, int64_t offset, struct str name);
/* Days, seconds (0..86399) and microseconds (0..999999) as Python shows them. */
void py_timedelta_split(int64_t microseconds, int64_t *ret_days, int *ret_seconds,
			int *ret_microseconds);
/*
 * The offset from UTC of a datetime or time; *ret_known false if it is naive.  A tzinfo of a
 * revision's own class is asked by its utcoffset().
 */
bool py_datetime_offset(struct py *vm, struct py_object *value, int64_t *ret_microseconds,
			bool *ret_known);
/* ISO 8601 as isoformat() writes it, with `separator` between date and time. */
bool py_datetime_iso(struct py *vm, struct py_object *value, char separator, struct str *ret);
/* date, time or datetime from ISO 8601; ValueError otherwise. */
struct py_object *py_datetime_parse(struct py *vm, const struct py_native_type *type,
				    struct str text);

#endif
