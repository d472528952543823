#include "engine/py/calendar.h"

/* strftime in the C locale (`_strptime.py` has the names and the directives). */

static const char *const weekdays[] = { "Monday", "Tuesday",  "Wednesday", "Thursday",
					"Friday", "Saturday", "Sunday" };
static const char *const months[] = { "January",   "February", "March",    "April",
				      "May",       "June",     "July",     "August",
				      "September", "October",  "November", "December" };

struct moment {
	struct py_date date;
	struct py_time time;
	int64_t ordinal;
};

static struct moment moment_of(struct py_object *value)
{
	struct moment moment = { .date = { .year = 1900, .month = 1, .day = 1 } };

	if (py_is(value, &py_date_type))
		moment.date = *(struct py_date *)value;
	if (py_is(value, &py_datetime_type))
		moment.time = calendar_time_of((struct py_datetime *)value);
	else if (py_is(value, &py_time_type))
		moment.time = *(struct py_time *)value;
	moment.ordinal = calendar_ordinal(moment.date.year, moment.date.month, moment.date.day);
	return moment;
}

static void add_date_directive(struct strbuf *out, const struct moment *moment, char directive)
{
	const int weekday = calendar_weekday(moment->ordinal),
		  day = calendar_day_of_year(&moment->date);
	int iso_year, iso_week, iso_day;

	calendar_iso_week(&moment->date, &iso_year, &iso_week, &iso_day);
	switch (directive) {
	case 'a':
		strbuf_printf(out, "%.3s", weekdays[weekday]);
		break;
	case 'A':
		strbuf_add_c(out, weekdays[weekday]);
		break;
	case 'w':
		strbuf_printf(out, "%d", (weekday + 1) % 7);
		break;
	case 'u':
		strbuf_printf(out, "%d", weekday + 1);
		break;
	case 'd':
		strbuf_printf(out, "%02d", moment->date.day);
		break;
	case 'e':
		strbuf_printf(out, "%2d", moment->date.day);
		break;
	case 'b':
	case 'h':
		strbuf_printf(out, "%.3s", months[moment->date.month - 1]);
		break;
	case 'B':
		strbuf_add_c(out, months[moment->date.month - 1]);
		break;
	case 'm':
		strbuf_printf(out, "%02d", moment->date.month);
		break;
	case 'y':
		strbuf_printf(out, "%02d", moment->date.year % 100);
		break;
	case 'Y': /* glibc does not pad years below 1000 */
		strbuf_printf(out, "%d", moment->date.year);
		break;
	case 'C':
		strbuf_printf(out, "%02d", moment->date.year / 100);
		break;
	case 'j':
		strbuf_printf(out, "%03d", day);
		break;
	case 'U':
		strbuf_printf(out, "%02d", (day + 6 - (weekday + 1) % 7) / 7);
		break;
	case 'W':
		strbuf_printf(out, "%02d", (day + 6 - weekday) / 7);
		break;
	case 'G':
		strbuf_printf(out, "%d", iso_year);
		break;
	case 'V':
		strbuf_printf(out, "%02d", iso_week);
		break;
	}
}

static void add_time_directive(struct strbuf *out, const struct py_time *time, char directive)
{
	const int half = time->hour % 12 ? time->hour % 12 : 12;

	switch (directive) {
	case 'H':
		strbuf_printf(out, "%02d", time->hour);
		break;
	case 'k':
		strbuf_printf(out, "%2d", time->hour);
		break;
	case 'I':
		strbuf_printf(out, "%02d", half);
		break;
	case 'l':
		strbuf_printf(out, "%2d", half);
		break;
	case 'p':
		strbuf_add_c(out, time->hour < 12 ? "AM" : "PM");
		break;
	case 'P':
		strbuf_add_c(out, time->hour < 12 ? "am" : "pm");
		break;
	case 'M':
		strbuf_printf(out, "%02d", time->minute);
		break;
	case 'S':
		strbuf_printf(out, "%02d", time->second);
		break;
	case 'f':
		strbuf_printf(out, "%06d", time->microsecond);
		break;
	}
}

static const struct {
	char directive;
	const char *format;
} composed[] = {
	{ 'c', "%a %b %e %H:%M:%S %Y" },
	{ 'x', "%m/%d/%y" },
	{ 'X', "%H:%M:%S" },
	{ 'D', "%m/%d/%y" },
	{ 'F', "%Y-%m-%d" },
	{ 'T', "%H:%M:%S" },
	{ 'R', "%H:%M" },
	{ 'r', "%I:%M:%S %p" },
};

static bool add_formatted(struct py *vm, struct strbuf *out, struct py_object *value,
			  struct str format);

static bool add_directive(struct py *vm, struct strbuf *out, struct py_object *value,
			  char directive)
{
	const struct moment moment = moment_of(value);
	struct str name;
	int64_t offset;
	bool known;

	for (size_t i = 0; i < sizeof(composed) / sizeof(*composed); i++)
		if (composed[i].directive == directive)
			return add_formatted(vm, out, value, str_from(composed[i].format));
	if (str_find_char(STR("aAwudebhBmyYCjUWGV"), directive) >= 0) {
		add_date_directive(out, &moment, directive);
		return true;
	}
	if (str_find_char(STR("HkIlpPMSf"), directive) >= 0) {
		add_time_directive(out, &moment.time, directive);
		return true;
	}
	switch (directive) {
	case 'z':
		if (!py_datetime_offset(vm, value, &offset, &known))
			return false;
		if (known)
			calendar_add_offset(out, offset, "");
		return true;
	case 'Z':
		if (!calendar_timezone_name(vm, value, &name))
			return false;
		strbuf_add(out, name);
		return true;
	case 'n':
	case 't':
		strbuf_add_char(out, directive == 'n' ? '\n' : '\t');
		return true;
	case '%':
		strbuf_add_char(out, '%');
		return true;
	}
	strbuf_printf(out, "%%%c", directive);
	return true;
}

static bool add_formatted(struct py *vm, struct strbuf *out, struct py_object *value,
			  struct str format)
{
	for (size_t i = 0; i < format.n; i++) {
		if (format.p[i] != '%' || i + 1 == format.n)
			strbuf_add_char(out, format.p[i]);
		else if (!add_directive(vm, out, value, format.p[++i]))
			return false;
	}
	return true;
}

struct py_object *calendar_format(struct py *vm, struct py_object *value, struct str format)
{
	struct strbuf out = STRBUF(py_arena(vm));

	return add_formatted(vm, &out, value, format) ? py_str(vm, strbuf_str(&out)) : NULL;
}

struct py_object *calendar_strftime(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str format;

	return py_take_text(vm, args[0], "strftime() argument 1", &format)
		       ? calendar_format(vm, self, format)
		       : NULL;
}

struct py_object *calendar_dunder_format(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	struct str format, text;

	if (!py_take_text(vm, args[0], "__format__() argument 1", &format))
		return NULL;
	if (format.n)
		return calendar_format(vm, self, format);
	return py_to_str(vm, self, &text) ? py_str(vm, text) : NULL;
}

/* ---- strptime ---- */

struct parsed {
	int year, month, day, hour, minute, second, microsecond, half, weekday, day_of_year;
	int64_t offset;
	bool has_offset, has_half, has_utc_name;
};

/* Up to `most` digits; false if there is none. */
static bool take_digits(struct str *text, int most, int *ret, int *ret_count)
{
	int value = 0, count = 0;

	while (count < most && (size_t)count < text->n && text->p[count] >= '0' &&
	       text->p[count] <= '9')
		value = value * 10 + (text->p[count++] - '0');
	if (!count)
		return false;
	*text = str_skip(*text, (size_t)count);
	*ret = value;
	*ret_count = count;
	return true;
}

/* The longest of the names (or their first three letters) that stands there; its index, or -1. */
static int take_name(struct str *text, const char *const *names, int n, bool is_short)
{
	int found = -1;
	size_t longest = 0;

	for (int i = 0; i < n; i++) {
		struct str name = str_from(names[i]);
		if (is_short)
			name.n = 3;
		if (name.n > longest && text->n >= name.n &&
		    str_equal_nocase(str_slice(*text, 0, name.n), name)) {
			found = i;
			longest = name.n;
		}
	}
	*text = str_skip(*text, longest);
	return found;
}

static bool take_offset(struct str *text, struct parsed *parsed)
{
	int hour, minute, second = 0, count;

	if (text->n && (text->p[0] == 'Z')) {
		*text = str_skip(*text, 1);
		parsed->has_offset = true;
		return true;
	}
	if (!text->n || (text->p[0] != '+' && text->p[0] != '-'))
		return false;
	const bool negative = text->p[0] == '-';

	*text = str_skip(*text, 1);
	if (!take_digits(text, 2, &hour, &count) || count != 2)
		return false;
	const bool has_colon = text->n && text->p[0] == ':';

	*text = str_skip(*text, has_colon);
	if (!take_digits(text, 2, &minute, &count) || count != 2 || minute > 59)
		return false;
	if (text->n > 2 && has_colon && text->p[0] == ':') {
		*text = str_skip(*text, 1);
		if (!take_digits(text, 2, &second, &count))
			return false;
	}
	parsed->offset = hour * HOUR + minute * MINUTE + second * SECOND;
	if (negative)
		parsed->offset = -parsed->offset;
	parsed->has_offset = true;
	return true;
}

static bool take_number(struct str *text, int low, int high, int *ret)
{
	const int most = high > 99 ? 3 : high > 9 ? 2 : 1;
	struct str rest = *text;
	int count;

	if (!take_digits(&rest, most, ret, &count))
		return false;
	if (*ret > high && most > 1 && count > 1) {
		/* As the regular expression backs off: "%d" of "45" takes the 4. */
		rest = *text;
		if (!take_digits(&rest, count - 1, ret, &count))
			return false;
	}
	*text = rest;
	return *ret >= low && *ret <= high;
}

static bool take_fraction(struct str *text, int *ret)
{
	int count;

	if (!take_digits(text, 6, ret, &count))
		return false;
	for (; count < 6; count++)
		*ret *= 10;
	return true;
}

static bool take_two_digit_year(struct str *text, struct parsed *parsed)
{
	int count;

	if (!take_digits(text, 2, &parsed->year, &count) || count != 2)
		return false;
	parsed->year += parsed->year <= 68 ? 2000 : 1900;
	return true;
}

static bool take_zone_name(struct str *text, struct parsed *parsed)
{
	static const char *const names[] = { "UTC", "GMT" };

	parsed->has_utc_name = take_name(text, names, 2, false) >= 0;
	return true;
}

static bool parse_all(struct str *text, struct str format, struct parsed *parsed);

static bool take_percent(struct str *text)
{
	if (!text->n || text->p[0] != '%')
		return false;
	*text = str_skip(*text, 1);
	return true;
}

static bool take_day(struct str *text, struct parsed *parsed, bool is_padded)
{
	while (is_padded && text->n && text->p[0] == ' ')
		*text = str_skip(*text, 1);
	return take_number(text, 1, 31, &parsed->day);
}

static bool parse_date(struct str *text, char directive, struct parsed *parsed)
{
	int count, unused;

	switch (directive) {
	case 'Y':
		return take_digits(text, 4, &parsed->year, &count) && count == 4;
	case 'y':
		return take_two_digit_year(text, parsed);
	case 'm':
		return take_number(text, 1, 12, &parsed->month);
	case 'd':
	case 'e':
		return take_day(text, parsed, directive == 'e');
	case 'j':
		return take_number(text, 1, 366, &parsed->day_of_year);
	case 'w':
		return take_number(text, 0, 6, &unused);
	case 'u':
		return take_number(text, 1, 7, &unused);
	case 'a':
	case 'A':
		return take_name(text, weekdays, 7, directive == 'a') >= 0;
	case 'b':
	case 'h':
	case 'B':
		return (parsed->month = take_name(text, months, 12, directive != 'B') + 1) > 0;
	}
	return false;
}

static bool parse_time(struct str *text, char directive, struct parsed *parsed)
{
	switch (directive) {
	case 'I':
		parsed->has_half = true;
		return take_number(text, 1, 12, &parsed->hour);
	case 'H':
		return take_number(text, 0, 23, &parsed->hour);
	case 'M':
		return take_number(text, 0, 59, &parsed->minute);
	case 'S':
		return take_number(text, 0, 61, &parsed->second);
	case 'f':
		return take_fraction(text, &parsed->microsecond);
	case 'p':
		return (parsed->half = take_name(text, (const char *const[]){ "AM", "PM" }, 2,
						 false)) >= 0;
	case 'z':
		return take_offset(text, parsed);
	case 'Z':
		return take_zone_name(text, parsed);
	case '%':
		return take_percent(text);
	}
	return false;
}

static bool parse_directive(struct str *text, char directive, struct parsed *parsed)
{
	for (size_t i = 0; i < sizeof(composed) / sizeof(*composed); i++)
		if (composed[i].directive == directive)
			return parse_all(text, str_from(composed[i].format), parsed);
	return str_find_char(STR("HIMSfpzZ%"), directive) >= 0
		       ? parse_time(text, directive, parsed)
		       : parse_date(text, directive, parsed);
}

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool parse_all(struct str *text, struct str format, struct parsed *parsed)
{
	for (size_t i = 0; i < format.n; i++) {
		if (format.p[i] == '%' && i + 1 < format.n) {
			if (!parse_directive(text, format.p[++i], parsed))
				return false;
		} else if (is_blank(format.p[i])) { /* any run of blanks matches any other */
			if (!text->n || !is_blank(text->p[0]))
				return false;
			while (text->n && is_blank(text->p[0]))
				*text = str_skip(*text, 1);
		} else {
			if (!text->n || (text->p[0] | 0x20) != (format.p[i] | 0x20))
				return false;
			*text = str_skip(*text, 1);
		}
	}
	return true;
}

struct py_object *calendar_parse(struct py *vm, struct str text, struct str format)
{
	struct parsed parsed = { .year = 1900, .month = 1, .day = 1, .half = -1 };
	struct strbuf shown = STRBUF(py_arena(vm)), shown_format = STRBUF(py_arena(vm));
	struct str rest = text;

	py_str_add_repr(&shown, text, false);
	py_str_add_repr(&shown_format, format, false);
	if (!parse_all(&rest, format, &parsed))
		return py_raise(vm, "ValueError", "time data %.*s does not match format %.*s",
				STR_ARG(strbuf_str(&shown)), STR_ARG(strbuf_str(&shown_format)));
	if (rest.n)
		return py_raise(vm, "ValueError", "unconverted data remains: %.*s", STR_ARG(rest));
	if (parsed.has_half && parsed.hour == 12)
		parsed.hour = 0;
	if (parsed.has_half && parsed.half == 1)
		parsed.hour += 12;
	if (parsed.day_of_year)
		calendar_from_ordinal(calendar_ordinal(parsed.year, 1, 1) + parsed.day_of_year - 1,
				      &parsed.year, &parsed.month, &parsed.day);
	const struct py_datetime value = {
		.date = { .year = parsed.year, .month = parsed.month, .day = parsed.day },
		.hour = parsed.hour,
		.minute = parsed.minute,
		.second = parsed.second,
		.microsecond = parsed.microsecond,
		.tzinfo = parsed.has_offset ? py_timezone_new(vm, parsed.offset, STR_NULL) : NULL,
	};

	return py_datetime_new(vm, &value);
}
