#include "engine/py/calendar.h"

#include <stdlib.h>

bool calendar_is_leap(int64_t year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int calendar_month_days(int64_t year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return days[month - 1] + (month == 2 && calendar_is_leap(year));
}

int64_t calendar_ordinal(int64_t year, int month, int day)
{
	const int64_t before = year - 1;
	int64_t ordinal = before * 365 + before / 4 - before / 100 + before / 400;

	for (int m = 1; m < month; m++)
		ordinal += calendar_month_days(year, m);
	return ordinal + day;
}

void calendar_from_ordinal(int64_t ordinal, int *ret_year, int *ret_month, int *ret_day)
{
	int64_t year = (ordinal - 1) * 400 / 146097 + 1;
	int month = 1;

	while (calendar_ordinal(year, 1, 1) > ordinal)
		year--;
	while (calendar_ordinal(year + 1, 1, 1) <= ordinal)
		year++;
	int64_t rest = ordinal - calendar_ordinal(year, 1, 1);

	for (; rest >= calendar_month_days(year, month); month++)
		rest -= calendar_month_days(year, month);
	*ret_year = (int)year;
	*ret_month = month;
	*ret_day = (int)rest + 1;
}

int calendar_weekday(int64_t ordinal)
{
	return (int)((ordinal + 6) % 7);
}

int calendar_day_of_year(const struct py_date *date)
{
	return (int)(calendar_ordinal(date->year, date->month, date->day) -
		     calendar_ordinal(date->year, 1, 1)) +
	       1;
}

int64_t calendar_iso_start(int64_t year)
{
	const int64_t first = calendar_ordinal(year, 1, 1);
	const int weekday = calendar_weekday(first);

	return weekday > 3 ? first - weekday + 7 : first - weekday;
}

void calendar_iso_week(const struct py_date *date, int *ret_year, int *ret_week, int *ret_weekday)
{
	const int64_t today = calendar_ordinal(date->year, date->month, date->day);
	int year = date->year;

	if (today < calendar_iso_start(year))
		year--;
	else if (today >= calendar_iso_start(year + 1))
		year++;
	*ret_year = year;
	*ret_week = (int)((today - calendar_iso_start(year)) / 7) + 1;
	*ret_weekday = calendar_weekday(today) + 1;
}

/* ---- checks ---- */

bool calendar_check_date(struct py *vm, int64_t year, int64_t month, int64_t day)
{
	if (year < 1 || year > 9999)
		return py_raise(vm, "ValueError", "year %lld is out of range", (long long)year);
	if (month < 1 || month > 12)
		return py_raise(vm, "ValueError", "month must be in 1..12");
	if (day < 1 || day > calendar_month_days(year, (int)month))
		return py_raise(vm, "ValueError", "day is out of range for month");
	return true;
}

bool calendar_check_time(struct py *vm, const struct py_time *time)
{
	if (time->hour < 0 || time->hour > 23)
		return py_raise(vm, "ValueError", "hour must be in 0..23");
	if (time->minute < 0 || time->minute > 59)
		return py_raise(vm, "ValueError", "minute must be in 0..59");
	if (time->second < 0 || time->second > 59)
		return py_raise(vm, "ValueError", "second must be in 0..59");
	if (time->microsecond < 0 || time->microsecond > 999999)
		return py_raise(vm, "ValueError", "microsecond must be in 0..999999");
	if (time->fold != 0 && time->fold != 1)
		return py_raise(vm, "ValueError", "fold must be either 0 or 1");
	return true;
}

bool calendar_check_tzinfo(struct py *vm, struct py_object *tzinfo)
{
	if (tzinfo && !py_is(tzinfo, &py_tzinfo_type))
		return py_raise(
			vm, "TypeError",
			"tzinfo argument must be None or of a tzinfo subclass, not type '%.*s'",
			STR_ARG(py_type_name(tzinfo)));
	return true;
}

bool calendar_take_int(struct py *vm, struct py_object *value, int absent, int *ret)
{
	int64_t number = absent;

	if (value && py_is_float(value))
		return py_raise(vm, "TypeError",
				"'float' object cannot be interpreted as an integer");
	if (value && !py_index_clipped(vm, value, &number))
		return false;
	if (number < INT32_MIN || number > INT32_MAX)
		return py_raise(vm, "OverflowError", "Python int too large to convert to C int");
	*ret = (int)number;
	return true;
}

/* ---- moments ---- */

int64_t calendar_stamp(const struct py_datetime *value)
{
	return (calendar_ordinal(value->date.year, value->date.month, value->date.day) - 1) * DAY +
	       value->hour * HOUR + value->minute * MINUTE + value->second * SECOND +
	       value->microsecond;
}

struct py_object *calendar_from_stamp(struct py *vm, int64_t stamp, struct py_object *tzinfo)
{
	struct py_datetime value = { .tzinfo = tzinfo };

	if (stamp < 0 || stamp >= LAST_ORDINAL * DAY)
		return py_raise(vm, "OverflowError", "date value out of range");
	calendar_from_ordinal(stamp / DAY + 1, &value.date.year, &value.date.month,
			      &value.date.day);
	stamp %= DAY;
	value.hour = (int)(stamp / HOUR);
	value.minute = (int)(stamp % HOUR / MINUTE);
	value.second = (int)(stamp % MINUTE / SECOND);
	value.microsecond = (int)(stamp % SECOND);
	return py_datetime_new(vm, &value);
}

struct py_time calendar_time_of(const struct py_datetime *value)
{
	return (struct py_time){ .hour = value->hour,
				 .minute = value->minute,
				 .second = value->second,
				 .microsecond = value->microsecond,
				 .fold = value->fold,
				 .tzinfo = value->tzinfo };
}

int64_t calendar_local_offset(struct py *vm, int64_t now)
{
	const struct py_host *host = py_host(vm);

	return host->utc_offset ? host->utc_offset(host->data, now) * SECOND : 0;
}

bool calendar_now(struct py *vm, int64_t *ret_now)
{
	const struct py_host *host = py_host(vm);

	if (!host->now)
		return py_refuse(vm, "the time of day is not available here");
	*ret_now = host->now(host->data);
	return true;
}

/* ---- text ---- */

void calendar_add_offset(struct strbuf *buffer, int64_t offset, const char *separator)
{
	const int64_t distance = llabs(offset);

	strbuf_printf(buffer, "%c%02d%s%02d", offset < 0 ? '-' : '+', (int)(distance / HOUR),
		      separator, (int)(distance % HOUR / MINUTE));
	if (distance % MINUTE)
		strbuf_printf(buffer, "%s%02d", separator, (int)(distance % MINUTE / SECOND));
	if (distance % SECOND)
		strbuf_printf(buffer, ".%06d", (int)(distance % SECOND));
}

bool calendar_add_time(struct py *vm, struct strbuf *buffer, const struct py_time *time,
		       struct str timespec)
{
	static const char *const names[] = { "hours", "minutes", "seconds", "milliseconds",
					     "microseconds" };
	size_t parts = 0;

	if (!timespec.n || str_is(timespec, "auto")) {
		parts = time->microsecond ? 5 : 3;
	} else {
		for (size_t i = 0; i < 5; i++)
			if (str_is(timespec, names[i]))
				parts = i + 1;
		if (!parts)
			return py_raise(vm, "ValueError", "Unknown timespec value");
	}
	strbuf_printf(buffer, "%02d", time->hour);
	if (parts > 1)
		strbuf_printf(buffer, ":%02d", time->minute);
	if (parts > 2)
		strbuf_printf(buffer, ":%02d", time->second);
	if (parts == 4)
		strbuf_printf(buffer, ".%03d", time->microsecond / 1000);
	if (parts == 5)
		strbuf_printf(buffer, ".%06d", time->microsecond);
	return true;
}
