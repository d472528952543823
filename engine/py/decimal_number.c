#include "engine/py/decimal.h"

/* Making, reading, showing and rounding decimals; decimal_arithmetic.c computes with them. */

/* Longer numbers are not worth their time: no database column holds them. */
#define MOST_DIGITS 100000

/* ---- making ---- */

struct py_decimal *py_decimal_new(struct py *vm, bool negative, struct py_object *coefficient,
				  int64_t exponent)
{
	struct py_decimal *value;

	if (!coefficient)
		return NULL;
	value = py_new(vm, &py_decimal_type);
	value->negative = negative;
	value->coefficient = coefficient;
	value->exponent = exponent;
	return value;
}

struct py_decimal *py_decimal_special(struct py *vm, bool negative, enum py_decimal_kind kind)
{
	struct py_decimal *value = py_decimal_new(vm, negative, py_int(vm, 0), 0);

	value->kind = kind;
	return value;
}

struct py_decimal *py_decimal_with_sign(struct py *vm, const struct py_decimal *value,
					bool negative)
{
	struct py_decimal *copy = py_decimal_new(vm, negative, value->coefficient, value->exponent);

	if (copy)
		copy->kind = value->kind;
	return copy;
}

struct py_decimal *py_decimal_from_int(struct py *vm, const struct py_object *value)
{
	struct str digits = py_int_text(vm, value, 10);
	const bool negative = py_int_is_negative(value);

	return py_decimal_new(
		vm, negative,
		py_int_from_digits(vm, negative ? str_skip(digits, 1) : digits, 10, false), 0);
}

/* A double is a whole number over a power of two, so it has an exact decimal. */
struct py_decimal *py_decimal_from_double(struct py *vm, double value)
{
	struct py_object *ratio, **parts;
	struct py_decimal *number;
	int64_t twos = 0;
	size_t n;

	if (value != value)
		return py_decimal_special(vm, false, PY_DECIMAL_NAN);
	if (value - value != 0)
		return py_decimal_special(vm, value < 0, PY_DECIMAL_INFINITE);
	ratio = py_call_method(vm, py_float(vm, value), "as_integer_ratio", &PY_NO_ARGS);
	if (!ratio || !py_take_items(vm, ratio, &parts, &n))
		return NULL;
	number = py_decimal_from_int(vm, parts[0]);
	const struct str bits = py_int_text(vm, parts[1], 2);

	twos = (int64_t)bits.n - 1;
	struct py_object *fives = py_binary(vm, PY_OP_POW, py_int(vm, 5), py_int(vm, twos));

	if (!number || !fives)
		return NULL;
	return py_decimal_new(vm, value < 0 || (value == 0 && __builtin_signbit(value)),
			      py_binary(vm, PY_OP_MULT, number->coefficient, fives), -twos);
}

/* ---- reading ---- */

static size_t count_digits(struct str text)
{
	size_t n = 0;

	while (n < text.n && text.p[n] >= '0' && text.p[n] <= '9')
		n++;
	return n;
}

static struct py_object *int_of_digits(struct py *vm, struct str digits)
{
	while (digits.n > 1 && digits.p[0] == '0')
		digits = str_skip(digits, 1);
	return digits.n ? py_int_from_digits(vm, digits, 10, false) : py_int(vm, 0);
}

static bool parse_special(struct py *vm, struct str text, bool negative, struct py_decimal **ret)
{
	enum py_decimal_kind kind = PY_DECIMAL_NAN;

	if (str_equal_nocase(text, STR("inf")) || str_equal_nocase(text, STR("infinity"))) {
		*ret = py_decimal_special(vm, negative, PY_DECIMAL_INFINITE);
		return true;
	}
	if (text.n && (text.p[0] == 's' || text.p[0] == 'S')) {
		kind = PY_DECIMAL_SIGNALING;
		text = str_skip(text, 1);
	}
	if (text.n < 3 || !str_equal_nocase(str_slice(text, 0, 3), STR("nan")) ||
	    count_digits(str_skip(text, 3)) != text.n - 3)
		return false;
	*ret = py_decimal_special(vm, negative, kind);
	(*ret)->coefficient = int_of_digits(vm, str_skip(text, 3));
	return true;
}

/* "e+10" at the end of a number. */
static bool parse_exponent(struct str text, int64_t *ret)
{
	*ret = 0;
	if (!text.n)
		return true;
	if (text.p[0] != 'e' && text.p[0] != 'E')
		return false;
	text = str_skip(text, 1);
	const struct str digits =
		text.n && (text.p[0] == '+' || text.p[0] == '-') ? str_skip(text, 1) : text;

	return digits.n && count_digits(digits) == digits.n && digits.n <= 17 &&
	       str_to_int(text, ret);
}

/* White space around and underscores anywhere are dropped; digits of other scripts become ASCII. */
static struct str clean(struct py *vm, struct str text)
{
	struct strbuf buffer = STRBUF(py_arena(vm));
	struct py_object *stripped = py_call_method(vm, py_str(vm, text), "strip", &PY_NO_ARGS);
	uint32_t code;

	text = stripped ? py_text(stripped) : text;
	for (size_t at = 0; at < text.n;) {
		at += py_utf8_next(str_skip(text, at), &code);
		const int digit = py_decimal_digit(code);
		if (digit >= 0)
			strbuf_add_char(&buffer, (char)('0' + digit));
		else if (code != '_')
			strbuf_add_code_point(&buffer, code);
	}
	return strbuf_str(&buffer);
}

bool py_decimal_parse(struct py *vm, struct str text, struct py_decimal **ret)
{
	int64_t exponent;
	bool negative = false;

	text = clean(vm, text);
	if (text.n && (text.p[0] == '+' || text.p[0] == '-')) {
		negative = text.p[0] == '-';
		text = str_skip(text, 1);
	}
	const struct str whole = str_slice(text, 0, count_digits(text));
	struct str rest = str_skip(text, whole.n), fraction = STR("");

	if (rest.n && rest.p[0] == '.') {
		fraction = str_slice(rest, 1, 1 + count_digits(str_skip(rest, 1)));
		rest = str_skip(rest, 1 + fraction.n);
	}
	if (!whole.n && !fraction.n)
		return parse_special(vm, text, negative, ret);
	if (!parse_exponent(rest, &exponent))
		return false;
	*ret = NULL;
	if (whole.n + fraction.n > MOST_DIGITS)
		return py_refuse(vm, "a Decimal of more than %d digits", MOST_DIGITS) == NULL;
	*ret = py_decimal_new(vm, negative,
			      int_of_digits(vm, str_concat(py_arena(vm), whole, fraction)),
			      exponent - (int64_t)fraction.n);
	return true;
}

/* ---- showing ---- */

static const char *special_text(const struct py_decimal *value)
{
	switch (value->kind) {
	case PY_DECIMAL_INFINITE:
		return "Infinity";
	case PY_DECIMAL_NAN:
		return "NaN";
	case PY_DECIMAL_SIGNALING:
		return "sNaN";
	case PY_DECIMAL_FINITE:
		break;
	}
	return "";
}

struct str py_decimal_text(struct py *vm, const struct py_decimal *value)
{
	struct strbuf buffer = STRBUF(py_arena(vm));
	const struct str digits = py_int_text(vm, value->coefficient, 10);
	const int64_t length = (int64_t)digits.n, whole = value->exponent + length;

	if (value->negative)
		strbuf_add_char(&buffer, '-');
	if (value->kind != PY_DECIMAL_FINITE) {
		strbuf_add_c(&buffer, special_text(value));
		if (!py_int_is_zero(value->coefficient))
			strbuf_add(&buffer, digits);
		return strbuf_str(&buffer);
	}
	const int64_t point = value->exponent <= 0 && whole > -6 ? whole : 1;

	if (point <= 0) {
		strbuf_add_c(&buffer, "0.");
		for (int64_t i = point; i < 0; i++)
			strbuf_add_char(&buffer, '0');
		strbuf_add(&buffer, digits);
	} else {
		strbuf_add(&buffer, str_slice(digits, 0, (size_t)point));
		if (point < length) {
			strbuf_add_char(&buffer, '.');
			strbuf_add(&buffer, str_skip(digits, (size_t)point));
		}
	}
	if (whole != point)
		strbuf_printf(&buffer, "E%+lld", (long long)(whole - point));
	return strbuf_str(&buffer);
}

/* ---- sizes ---- */

bool py_decimal_is_zero(const struct py_decimal *value)
{
	return value->kind == PY_DECIMAL_FINITE && py_int_is_zero(value->coefficient);
}

bool py_decimal_is_nan(const struct py_decimal *value)
{
	return value->kind == PY_DECIMAL_NAN || value->kind == PY_DECIMAL_SIGNALING;
}

static int64_t length_of(struct py *vm, const struct py_object *coefficient)
{
	return (int64_t)py_int_text(vm, coefficient, 10).n;
}

int64_t py_decimal_digits(struct py *vm, const struct py_decimal *value)
{
	return length_of(vm, value->coefficient);
}

int64_t py_decimal_adjusted(struct py *vm, const struct py_decimal *value)
{
	return value->exponent + py_decimal_digits(vm, value) - 1;
}

struct py_object *py_decimal_scale(struct py *vm, struct py_object *number, int64_t power)
{
	struct py_object *factor;

	if (!number || power == 0 || py_int_is_zero(number))
		return number;
	if (power > MOST_DIGITS)
		return py_refuse(vm, "a Decimal of more than %d digits", MOST_DIGITS);
	factor = py_binary(vm, PY_OP_POW, py_int(vm, 10), py_int(vm, power));
	return factor ? py_binary(vm, PY_OP_MULT, number, factor) : NULL;
}

/* ---- rounding ---- */

static int64_t last_digit(struct py *vm, const struct py_object *number)
{
	const struct str digits = py_int_text(vm, number, 10);

	return digits.p[digits.n - 1] - '0';
}

/* Whether the kept part grows by one; `order` is how what was cut compares with a half (-2: nothing
 * cut). */
static bool rounds_up(int64_t digit, int order, bool negative, enum py_decimal_rounding rounding)
{
	if (order == -2)
		return false;
	switch (rounding) {
	case PY_ROUND_UP:
		return true;
	case PY_ROUND_CEILING:
		return !negative;
	case PY_ROUND_FLOOR:
		return negative;
	case PY_ROUND_HALF_UP:
		return order >= 0;
	case PY_ROUND_HALF_DOWN:
		return order > 0;
	case PY_ROUND_HALF_EVEN:
		return order > 0 || (order == 0 && digit % 2);
	case PY_ROUND_05UP:
		return digit % 5 == 0;
	case PY_ROUND_DOWN:
	case PY_ROUND_COUNT:
		break;
	}
	return false;
}

/* How the last `cut` digits compare with a half of what stands before them; -2 if they are all
 * zero. */
static int order_of_cut(struct str digits, int64_t cut)
{
	const int64_t n = (int64_t)digits.n;
	bool has_rest = false;

	for (int64_t i = n >= cut ? n - cut + 1 : 0; i < n; i++)
		has_rest = has_rest || digits.p[i] != '0';
	if (cut > n)
		return has_rest ? -1 : -2;
	const char first = digits.p[n - cut];

	if (first == '5')
		return has_rest ? 1 : 0;
	return first > '5' ? 1 : has_rest || first != '0' ? -1 : -2;
}

/* The coefficient without its last `cut` digits. */
static struct py_object *cut_digits(struct py *vm, const struct py_decimal *value, int64_t cut,
				    enum py_decimal_rounding rounding)
{
	const struct str digits = py_int_text(vm, value->coefficient, 10);
	struct py_object *kept;

	if ((int64_t)digits.n <= cut)
		kept = py_int(vm, 0);
	else
		kept = int_of_digits(vm, str_slice(digits, 0, digits.n - (size_t)cut));
	if (kept &&
	    rounds_up(last_digit(vm, kept), order_of_cut(digits, cut), value->negative, rounding))
		kept = py_binary(vm, PY_OP_ADD, kept, py_int(vm, 1));
	return kept;
}

struct py_decimal *py_decimal_rescale(struct py *vm, const struct py_decimal *value,
				      int64_t exponent, enum py_decimal_rounding rounding)
{
	const int64_t cut = exponent - value->exponent;

	if (value->kind != PY_DECIMAL_FINITE)
		return py_decimal_with_sign(vm, value, value->negative);
	if (cut <= 0)
		return py_decimal_new(vm, value->negative,
				      py_decimal_scale(vm, value->coefficient, -cut), exponent);
	return py_decimal_new(vm, value->negative, cut_digits(vm, value, cut, rounding), exponent);
}

struct py_decimal *py_decimal_round_to(struct py *vm, const struct py_decimal *value,
				       int64_t digits, enum py_decimal_rounding rounding)
{
	const int64_t cut = py_decimal_digits(vm, value) - digits;
	struct py_decimal *rounded;

	if (cut <= 0)
		return py_decimal_with_sign(vm, value, value->negative);
	rounded = py_decimal_rescale(vm, value, value->exponent + cut, rounding);
	/* 999 became 1000 */
	if (rounded && py_decimal_digits(vm, rounded) > digits)
		return py_decimal_rescale(vm, rounded, rounded->exponent + 1, rounding);
	return rounded;
}

static int64_t clamp(int64_t value, int64_t low, int64_t high)
{
	return value < low ? low : value > high ? high : value;
}

struct py_decimal *py_decimal_finish(struct py *vm, const struct py_decimal *value)
{
	const struct py_decimal_context *context = py_decimal_current(vm);
	const int64_t least = context->lowest - context->precision + 1;
	struct py_decimal *rounded;

	if (py_decimal_is_zero(value))
		return py_decimal_new(vm, value->negative, value->coefficient,
				      clamp(value->exponent, least, context->highest));
	if (value->kind != PY_DECIMAL_FINITE)
		return py_decimal_with_sign(vm, value, value->negative);
	if (py_decimal_adjusted(vm, value) < context->lowest && value->exponent < least)
		return py_decimal_rescale(vm, value, least, context->rounding);
	rounded = py_decimal_round_to(vm, value, context->precision, context->rounding);
	if (rounded && py_decimal_adjusted(vm, rounded) > context->highest)
		return py_decimal_signal(vm, PY_DECIMAL_OVERFLOW);
	return rounded;
}
