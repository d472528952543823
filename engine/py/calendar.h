/*
 * What the files of datetime share: the calendar's arithmetic, checks of fields, writing and
 * reading of dates as text.
 */
#ifndef RETORT_PY_CALENDAR_H
#define RETORT_PY_CALENDAR_H

#include "engine/py/datetime.h"
#include "engine/py/values.h"

#define SECOND        INT64_C(1000000)
#define MINUTE        (60 * SECOND)
#define HOUR          (60 * MINUTE)
#define DAY           (24 * HOUR)
#define LAST_ORDINAL  3652059 /* of 9999-12-31 */
#define EPOCH_ORDINAL 719163  /* of 1970-01-01 */

bool calendar_is_leap(int64_t year);
int calendar_month_days(int64_t year, int month);
/* Day 1 is 0001-01-01. */
int64_t calendar_ordinal(int64_t year, int month, int day);
void calendar_from_ordinal(int64_t ordinal, int *ret_year, int *ret_month, int *ret_day);
/* Monday is 0. */
int calendar_weekday(int64_t ordinal);
int calendar_day_of_year(const struct py_date *date);
void calendar_iso_week(const struct py_date *date, int *ret_year, int *ret_week, int *ret_weekday);
/* The Monday of week 1. */
int64_t calendar_iso_start(int64_t year);

bool calendar_check_date(struct py *vm, int64_t year, int64_t month, int64_t day);
bool calendar_check_time(struct py *vm, const struct py_time *time);
bool calendar_check_tzinfo(struct py *vm, struct py_object *tzinfo);
/* An int field; `absent` where there is no argument. */
bool calendar_take_int(struct py *vm, struct py_object *value, int absent, int *ret);

/* Microseconds since 0001-01-01T00:00 by the fields alone. */
int64_t calendar_stamp(const struct py_datetime *value);
/* OverflowError if it leaves the years 1 to 9999. */
struct py_object *calendar_from_stamp(struct py *vm, int64_t stamp, struct py_object *tzinfo);
struct py_time calendar_time_of(const struct py_datetime *value);

/* "+01:00", with seconds and microseconds if there are any. */
void calendar_add_offset(struct strbuf *buffer, int64_t offset, const char *separator);
bool calendar_add_time(struct py *vm, struct strbuf *buffer, const struct py_time *time,
		       struct str timespec);
bool calendar_timezone_name(struct py *vm, struct py_object *value, struct str *ret);
/* strftime(); `value` is a date, time or datetime. */
struct py_object *calendar_format(struct py *vm, struct py_object *value, struct str format);
struct py_object *calendar_parse(struct py *vm, struct str text, struct str format);
/* Local time's offset from UTC at a moment (microseconds since 1970 UTC). */
int64_t calendar_local_offset(struct py *vm, int64_t now);
bool calendar_now(struct py *vm, int64_t *ret_now);

py_native calendar_strftime, calendar_dunder_format;

#endif
