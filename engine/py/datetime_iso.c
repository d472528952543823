#include "engine/py/calendar.h"

#include <stdio.h>
#include <stdlib.h>

/* fromisoformat() as of CPython 3.11 (`Modules/_datetimemodule.c`): most of ISO 8601. */

/* Exactly `n` digits. */
static bool take(struct str *text, int n, int *ret)
{
	int value = 0;

	if (text->n < (size_t)n)
		return false;
	for (int i = 0; i < n; i++) {
		if (text->p[i] < '0' || text->p[i] > '9')
			return false;
		value = value * 10 + (text->p[i] - '0');
	}
	*text = str_skip(*text, (size_t)n);
	*ret = value;
	return true;
}

static bool take_char(struct str *text, char c)
{
	if (!text->n || text->p[0] != c)
		return false;
	*text = str_skip(*text, 1);
	return true;
}

static bool take_week_date(struct str *text, int year, bool has_dashes, struct py_date *ret)
{
	int week, day = 1;

	if (!take(text, 2, &week) || week < 1 || week > 53)
		return false;
	if (has_dashes ? take_char(text, '-') : text->n && text->p[0] >= '0' && text->p[0] <= '9')
		if (!take(text, 1, &day) || day < 1 || day > 7)
			return false;
	calendar_from_ordinal(calendar_iso_start(year) + (week - 1) * 7 + day - 1, &ret->year,
			      &ret->month, &ret->day);
	return true;
}

static bool take_date(struct str *text, struct py_date *ret)
{
	if (!take(text, 4, &ret->year))
		return false;
	const bool has_dashes = take_char(text, '-');

	if (take_char(text, 'W'))
		return take_week_date(text, ret->year, has_dashes, ret);
	return take(text, 2, &ret->month) && (!has_dashes || take_char(text, '-')) &&
	       take(text, 2, &ret->day);
}

/* HH[[:]MM[[:]SS[.ffffff]]] */
static bool take_clock(struct str *text, int parts[4])
{
	int count = 1;

	if (!take(text, 2, &parts[0]))
		return false;
	const bool has_colons = text->n && text->p[0] == ':';

	for (; count < 3 && text->n && text->p[0] != '.' && text->p[0] != ',' &&
	       text->p[0] != '+' && text->p[0] != '-' && text->p[0] != 'Z';
	     count++)
		if ((has_colons && !take_char(text, ':')) || !take(text, 2, &parts[count]))
			return false;
	if (count < 3 || !text->n || (text->p[0] != '.' && text->p[0] != ','))
		return true;
	*text = str_skip(*text, 1);
	int digits = 0;

	while (text->n && text->p[0] >= '0' && text->p[0] <= '9') {
		if (digits++ < 6)
			parts[3] = parts[3] * 10 + (text->p[0] - '0');
		*text = str_skip(*text, 1);
	}
	if (!digits)
		return false;
	for (; digits < 6; digits++)
		parts[3] *= 10;
	return true;
}

static bool take_zone(struct py *vm, struct str *text, struct py_object **ret)
{
	int parts[4] = { 0 };

	*ret = NULL;
	if (!text->n)
		return true;
	if (take_char(text, 'Z')) {
		*ret = py_timezone_new(vm, 0, STR_NULL);
		return true;
	}
	const bool negative = text->p[0] == '-';

	if (!take_char(text, '+') && !take_char(text, '-'))
		return false;
	if (!take_clock(text, parts))
		return false;
	const int64_t offset = parts[0] * HOUR + parts[1] * MINUTE + parts[2] * SECOND + parts[3];

	if (offset >= DAY)
		return py_call(vm, &py_type_from(vm, &py_timezone_type)->head,
			       &PY_ARGS(py_timedelta_new(vm, negative ? -offset : offset)));
	*ret = py_timezone_new(vm, negative ? -offset : offset, STR_NULL);
	return true;
}

static bool take_time(struct py *vm, struct str *text, struct py_time *ret)
{
	int parts[4] = { 0 };

	if (!take_clock(text, parts) || !take_zone(vm, text, &ret->tzinfo))
		return false;
	ret->hour = parts[0];
	ret->minute = parts[1];
	ret->second = parts[2];
	ret->microsecond = parts[3];
	return true;
}

struct py_object *py_datetime_parse(struct py *vm, const struct py_native_type *type,
				    struct str text)
{
	struct py_date date = { .year = 1, .month = 1, .day = 1 };
	struct py_time time = { .hour = 0 };
	struct strbuf shown = STRBUF(py_arena(vm));
	struct str rest = text;
	bool is_good = true;
	uint32_t separator;

	if (type == &py_time_type) {
		take_char(&rest, 'T');
		is_good = take_time(vm, &rest, &time);
	} else {
		is_good = take_date(&rest, &date);
		if (is_good && type == &py_datetime_type && rest.n) {
			rest = str_skip(rest, py_utf8_next(rest, &separator));
			is_good = take_time(vm, &rest, &time);
		}
	}
	if (py_is_unwinding(vm))
		return NULL;
	if (!is_good || rest.n) {
		py_str_add_repr(&shown, text, false);
		return py_raise(vm, "ValueError", "Invalid isoformat string: %.*s",
				STR_ARG(strbuf_str(&shown)));
	}
	if (type == &py_date_type)
		return py_date_new(vm, date.year, date.month, date.day);
	if (type == &py_time_type)
		return py_time_new(vm, &time);
	const struct py_datetime value = { .date = date,
					   .hour = time.hour,
					   .minute = time.minute,
					   .second = time.second,
					   .microsecond = time.microsecond,
					   .tzinfo = time.tzinfo };

	return py_datetime_new(vm, &value);
}
