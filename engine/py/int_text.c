#include "engine/py/values.h"

#include "engine/py/int_big.h"

#include <inttypes.h>

/* CPython's default of sys.set_int_max_str_digits(). */
#define DECIMAL_DIGITS_LIMIT 4300

static struct str small_text(struct py *vm, int64_t value, int base)
{
	char buffer[66], *const end = buffer + sizeof(buffer), *at = end;
	uint64_t magnitude = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;

	do {
		*--at = "0123456789abcdefghijklmnopqrstuvwxyz"[magnitude % (unsigned)base];
		magnitude /= (unsigned)base;
	} while (magnitude);
	if (value < 0)
		*--at = '-';
	return str_copy(py_arena(vm), at, (size_t)(end - at));
}

struct str py_int_text(struct py *vm, const struct py_object *value, int base)
{
	const struct py_int *number = (const struct py_int *)value;

	if (!number->big)
		return small_text(vm, number->value, base);
	if (base == 10 && py_big_bits(number) > 14284 + 4) {
		py_raise(vm, "ValueError",
			 "Exceeds the limit (%d digits) for integer string conversion; "
			 "use sys.set_int_max_str_digits() to increase the limit",
			 DECIMAL_DIGITS_LIMIT);
		return STR_NULL;
	}
	return py_big_text(vm, number, base);
}

struct py_object *py_int_from_digits(struct py *vm, struct str digits, int base, bool negative)
{
	int64_t value = 0;

	for (size_t i = 0; i < digits.n; i++) {
		const char c = digits.p[i];
		const int digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
		if (__builtin_mul_overflow(value, base, &value) ||
		    __builtin_add_overflow(value, digit, &value))
			return py_big_parse(vm, digits, base, negative);
	}
	return py_int(vm, negative ? -value : value);
}

static struct py_object *bad_literal(struct py *vm, int64_t base, struct py_object *shown)
{
	struct str text;

	if (!py_repr(vm, shown, &text))
		return NULL;
	return py_raise(vm, "ValueError", "invalid literal for int() with base %" PRId64 ": %.*s",
			base, STR_ARG(text));
}

/* Without white space at both ends, and decimal digits of any script as ASCII. */
static struct str normalise(struct py *vm, struct str text)
{
	struct strbuf buffer = STRBUF(py_arena(vm));
	size_t end = 0;

	while (text.n) {
		uint32_t code;
		const size_t size = py_utf8_next(text, &code);
		const int digit = code < 0x80 ? -1 : py_decimal_digit(code);
		if (!py_is_space(code)) {
			if (digit >= 0)
				strbuf_add_char(&buffer, (char)('0' + digit));
			else
				strbuf_add(&buffer, str_slice(text, 0, size));
			end = buffer.n;
		} else if (buffer.n) {
			strbuf_add_char(&buffer, ' ');
		}
		text = str_skip(text, size);
	}
	return str_slice(strbuf_str(&buffer), 0, end);
}

static int prefix_base(struct str text)
{
	if (text.n < 2 || text.p[0] != '0')
		return 0;
	switch (text.p[1] | 0x20) {
	case 'x':
		return 16;
	case 'o':
		return 8;
	case 'b':
		return 2;
	}
	return 0;
}

/* Copies the digits without underscores; false unless each is one of the base's. */
static bool take_digits(struct strbuf *digits, struct str text, int base, bool after_prefix)
{
	bool last_is_digit = after_prefix;

	for (size_t i = 0; i < text.n; i++) {
		const char c = text.p[i];
		int digit = 99;
		if (c == '_' && last_is_digit) {
			last_is_digit = false;
			continue;
		}
		if (c >= '0' && c <= '9')
			digit = c - '0';
		else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')
			digit = (c | 0x20) - 'a' + 10;
		if (digit >= base)
			return false;
		strbuf_add_char(digits, c);
		last_is_digit = true;
	}
	return digits->n && last_is_digit;
}

struct py_object *py_int_parse(struct py *vm, struct str text, int64_t base,
			       struct py_object *shown)
{
	struct strbuf digits = STRBUF(py_arena(vm));
	const int64_t wanted = base;

	if (base != 0 && (base < 2 || base > 36))
		return py_raise(vm, "ValueError", "int() base must be >= 2 and <= 36, or 0");
	text = normalise(vm, text);
	const bool negative = text.n && text.p[0] == '-';

	if (text.n && (text.p[0] == '-' || text.p[0] == '+'))
		text = str_skip(text, 1);
	const int prefix = prefix_base(text);
	const bool has_prefix = prefix && (base == 0 || base == prefix);

	if (has_prefix)
		text = str_skip(text, 2);
	if (base == 0)
		base = has_prefix ? prefix : 10;
	if (!take_digits(&digits, text, (int)base, has_prefix))
		return bad_literal(vm, wanted, shown);
	/* int("010", 0) is an error, int("000", 0) is not. */
	if (wanted == 0 && !has_prefix && digits.p[0] == '0')
		for (size_t i = 0; i < digits.n; i++)
			if (digits.p[i] != '0')
				return bad_literal(vm, wanted, shown);
	if ((base & (base - 1)) != 0 && digits.n > DECIMAL_DIGITS_LIMIT)
		return py_raise(
			vm, "ValueError",
			"Exceeds the limit (%d digits) for integer string conversion: value has "
			"%zu digits; use sys.set_int_max_str_digits() to increase the limit",
			DECIMAL_DIGITS_LIMIT, digits.n);
	return py_int_from_digits(vm, strbuf_str(&digits), (int)base, negative);
}
