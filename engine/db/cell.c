#include "engine/db/cell.h"

/* Up to `most` digits at the front of *text. */
static bool take_number(struct str *text, size_t least, size_t most, int *ret)
{
	int value = 0;
	size_t n = 0;

	while (n < most && n < text->n && text->p[n] >= '0' && text->p[n] <= '9')
		value = value * 10 + (text->p[n++] - '0');
	if (n < least)
		return false;
	*text = str_skip(*text, n);
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

static bool take_date(struct str *text, struct ddl_time *time)
{
	return take_number(text, 4, 5, &time->year) && take_char(text, '-') &&
	       take_number(text, 2, 2, &time->month) && take_char(text, '-') &&
	       take_number(text, 2, 2, &time->day);
}

static void take_fraction(struct str *text, struct ddl_time *time)
{
	int scale = 100000;

	if (!take_char(text, '.'))
		return;
	while (text->n && text->p[0] >= '0' && text->p[0] <= '9') {
		time->microsecond += (text->p[0] - '0') * scale;
		scale /= 10;
		*text = str_skip(*text, 1);
	}
}

static bool take_offset(struct str *text, struct ddl_time *time)
{
	int hours = 0, minutes = 0, seconds = 0;

	if (take_char(text, 'Z')) {
		time->has_offset = true;
		return true;
	}
	if (!text->n || (text->p[0] != '+' && text->p[0] != '-'))
		return true;
	const int sign = text->p[0] == '-' ? -1 : 1;
	*text = str_skip(*text, 1);
	if (!take_number(text, 2, 2, &hours))
		return false;
	if (take_char(text, ':') && !take_number(text, 2, 2, &minutes))
		return false;
	if (take_char(text, ':') && !take_number(text, 2, 2, &seconds))
		return false;
	time->has_offset = true;
	time->offset = sign * (hours * 3600 + minutes * 60 + seconds);
	return true;
}

static bool take_time(struct str *text, struct ddl_time *time)
{
	if (!take_number(text, 2, 2, &time->hour) || !take_char(text, ':') ||
	    !take_number(text, 2, 2, &time->minute))
		return false;
	if (take_char(text, ':') && !take_number(text, 2, 2, &time->second))
		return false;
	take_fraction(text, time);
	return take_offset(text, time);
}

bool db_cell_date(struct str text, struct ddl_value *ret)
{
	struct ddl_value value = { .kind = DDL_VALUE_DATE };

	if (!take_date(&text, &value.time) || text.n)
		return false;
	*ret = value;
	return true;
}

bool db_cell_time(struct str text, struct ddl_value *ret)
{
	struct ddl_value value = { .kind = DDL_VALUE_TIME };

	if (!take_time(&text, &value.time) || text.n)
		return false;
	*ret = value;
	return true;
}

bool db_cell_datetime(struct str text, struct ddl_value *ret)
{
	struct ddl_value value = { .kind = DDL_VALUE_DATETIME };

	if (!take_date(&text, &value.time) || !(take_char(&text, ' ') || take_char(&text, 'T')) ||
	    !take_time(&text, &value.time) || text.n)
		return false;
	*ret = value;
	return true;
}

static bool take_signed(struct str *text, int64_t *ret)
{
	size_t n = text->n && (text->p[0] == '-' || text->p[0] == '+') ? 1 : 0;

	while (n < text->n && text->p[n] >= '0' && text->p[n] <= '9')
		n++;
	if (!str_to_int(str_slice(*text, 0, n), ret))
		return false;
	*text = str_skip(*text, n);
	return true;
}

static bool take_interval_time(struct str text, int64_t *microseconds)
{
	const bool is_negative = take_char(&text, '-');
	struct ddl_time time = { 0 };
	int64_t hours;

	take_char(&text, '+');
	if (!take_signed(&text, &hours) || !take_char(&text, ':') ||
	    !take_number(&text, 2, 2, &time.minute))
		return false;
	if (take_char(&text, ':') && !take_number(&text, 2, 2, &time.second))
		return false;
	take_fraction(&text, &time);
	const int64_t total = ((hours * 60 + time.minute) * 60 + time.second) * 1000000 +
			      time.microsecond;
	*microseconds += is_negative ? -total : total;
	return text.n == 0;
}

bool db_cell_interval(struct str text, struct ddl_value *ret)
{
	static const struct {
		const char *prefix;
		int days;
	} units[] = { { "year", 365 }, { "mon", 30 }, { "day", 1 } };
	struct ddl_value value = { .kind = DDL_VALUE_INTERVAL };
	struct str part, unit;

	while (str_next_part(&text, ' ', &part)) {
		int64_t count;
		if (str_find_char(part, ':') >= 0) {
			if (!take_interval_time(part, &value.integer))
				return false;
			continue;
		}
		if (!str_to_int(part, &count) || !str_next_part(&text, ' ', &unit))
			return false;
		for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++)
			if (str_starts(unit, str_from(units[i].prefix)))
				value.integer += count * units[i].days * 86400 * 1000000;
	}
	*ret = value;
	return true;
}

bool db_cell_uuid(struct arena *result, struct str text, struct ddl_value *ret)
{
	if (text.n != 36)
		return false;
	*ret = (struct ddl_value){ .kind = DDL_VALUE_UUID,
				   .text = str_replace(result, text, STR("-"), STR("")) };
	return true;
}

static char hex_value(char c)
{
	return (char)(c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
}

struct str db_cell_bytea(struct arena *result, struct str text)
{
	if (!str_starts(text, STR("\\x")))
		return text;
	const size_t n = (text.n - 2) / 2;
	char *bytes = arena_alloc(result, n + 1);
	for (size_t i = 0; i < n; i++)
		bytes[i] = (char)(hex_value(text.p[2 + 2 * i]) << 4 | hex_value(text.p[3 + 2 * i]));
	return (struct str){ bytes, n };
}
