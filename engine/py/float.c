#include "engine/py/format.h"

#include <errno.h>
#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct py_object *py_float(struct py *vm, double value)
{
	struct py_float *number = py_new(vm, &py_float_type);

	number->value = value;
	return &number->head;
}

/* Fewest digits that read back as the same number, as "d.ddde+XX". */
static void shortest_digits(double value, char *buffer, size_t size)
{
	const bool is_subnormal = fabs(value) < DBL_MIN;

	for (int digits = is_subnormal ? 1 : DBL_DIG; digits <= 17; digits++) {
		snprintf(buffer, size, "%.*e", digits - 1, value);
		if (strtod(buffer, NULL) == value)
			return;
	}
}

int py_exponent_of(const char *text)
{
	return (int)strtol(strchr(text, 'e') + 1, NULL, 10);
}

/* CPython's float_repr_style "short": an exponent below 1e-4 and from 1e16 on. */
struct str py_double_repr(struct arena *result, double value)
{
	char buffer[40], digits[20];
	size_t n = 0;

	if (isnan(value))
		return STR("nan");
	if (isinf(value))
		return value < 0 ? STR("-inf") : STR("inf");
	if (value == 0)
		return signbit(value) ? STR("-0.0") : STR("0.0");
	shortest_digits(value, buffer, sizeof(buffer));
	const char *exponent = strchr(buffer, 'e');

	for (const char *p = buffer; p < exponent; p++)
		if (*p >= '0' && *p <= '9')
			digits[n++] = *p;
	while (n > 1 && digits[n - 1] == '0')
		n--;
	const int point = py_exponent_of(buffer) + 1;
	struct strbuf out = STRBUF(result);

	if (value < 0)
		strbuf_add_char(&out, '-');
	if (point > 16 || point < -3) {
		strbuf_add(&out, (struct str){ digits, 1 });
		if (n > 1)
			strbuf_printf(&out, ".%.*s", (int)n - 1, digits + 1);
		strbuf_printf(&out, "e%c%02d", point > 0 ? '+' : '-', abs(point - 1));
	} else if (point <= 0) {
		strbuf_printf(&out, "0.%.*s%.*s", -point, "0000", (int)n, digits);
	} else if ((size_t)point >= n) {
		strbuf_printf(&out, "%.*s%.*s.0", (int)n, digits, point - (int)n,
			      "0000000000000000");
	} else {
		strbuf_printf(&out, "%.*s.%.*s", point, digits, (int)n - point, digits + point);
	}
	return strbuf_str(&out);
}

/* The algorithm that makes equal numbers of all types hash alike (Include/pyhash.h). */
uint64_t py_hash_double(double value)
{
	const uint64_t modulus = ((uint64_t)1 << 61) - 1;
	int exponent;
	uint64_t hash = 0;

	if (isinf(value))
		return value > 0 ? 314159 : (uint64_t)0 - 314159;
	if (isnan(value))
		return 0;
	double rest = frexp(fabs(value), &exponent);

	while (rest != 0) {
		hash = ((hash << 28) & modulus) | hash >> (61 - 28);
		rest *= 268435456.0;
		exponent -= 28;
		const uint64_t part = (uint64_t)rest;
		rest -= (double)part;
		hash += part;
		if (hash >= modulus)
			hash -= modulus;
	}
	exponent = exponent >= 0 ? exponent % 61 : 60 - (-1 - exponent) % 61;
	hash = ((hash << exponent) & modulus) | hash >> (61 - exponent);
	if (value < 0)
		hash = 0 - hash;
	return hash == UINT64_MAX ? UINT64_MAX - 1 : hash;
}

static bool is_number_syntax(const char *p)
{
	bool has_digits = false;

	for (; *p >= '0' && *p <= '9'; p++)
		has_digits = true;
	if (*p == '.')
		for (p++; *p >= '0' && *p <= '9'; p++)
			has_digits = true;
	if (!has_digits)
		return false;
	if (*p == 'e' || *p == 'E') {
		p++;
		if (*p == '+' || *p == '-')
			p++;
		if (*p < '0' || *p > '9')
			return false;
		while (*p >= '0' && *p <= '9')
			p++;
	}
	return *p == '\0';
}

bool py_double_parse(struct str text, double *ret)
{
	struct arena scratch CLEANUP(arena_done) = { 0 };
	struct strbuf clean = STRBUF(&scratch);
	static const char *const words[] = { "inf", "infinity", "nan" };

	for (uint32_t code; text.n && (py_utf8_next(text, &code), py_is_space(code));)
		text = str_skip(text, py_utf8_next(text, &code));
	for (size_t i = 0; i < text.n;) {
		uint32_t code;
		i += py_utf8_next(str_skip(text, i), &code);
		const int digit = py_decimal_digit(code);
		const bool between = i >= 2 && i < text.n && text.p[i - 2] >= '0' &&
				     text.p[i - 2] <= '9' && text.p[i] >= '0' && text.p[i] <= '9';
		if (digit >= 0)
			strbuf_add_char(&clean, (char)('0' + digit));
		else if (code == '_' && between)
			continue;
		else
			strbuf_add_code_point(&clean, code);
	}
	text = strbuf_str(&clean);
	while (text.n && (py_is_space((unsigned char)text.p[text.n - 1])))
		text.n--;
	const char *number = str_c(&scratch, text);
	const char *unsigned_part = number + (*number == '-' || *number == '+');

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (str_equal_nocase(str_from(unsigned_part), str_from(words[i]))) {
			const double special = i == 2 ? (double)NAN : (double)INFINITY;
			*ret = *number == '-' ? -special : special;
			return true;
		}
	}
	if (!is_number_syntax(unsigned_part))
		return false;
	*ret = strtod(number, NULL);
	return true;
}

bool py_take_double(struct py *vm, struct py_object *value, double *ret)
{
	if (py_is_float(value)) {
		*ret = ((struct py_float *)value)->value;
		return true;
	}
	if (py_is_int(value))
		return py_int_to_double(vm, value, ret);
	if (py_is_poison(vm, value))
		return false;
	const bool is_float = py_type_lookup(value->type, STR("__float__")) != NULL;

	if (!is_float && !py_type_lookup(value->type, STR("__index__")))
		return py_raise(vm, "TypeError", "must be real number, not %.*s",
				STR_ARG(py_type_name(value)));
	value = py_call_method(vm, value, is_float ? "__float__" : "__index__", &PY_NO_ARGS);
	if (!value)
		return false;
	if (!py_is_float(value) && !py_is_int(value))
		return py_raise(vm, "TypeError", "__float__ returned non-float (type %.*s)",
				STR_ARG(py_type_name(value)));
	return py_take_double(vm, value, ret);
}

/* ---- operators ---- */

static struct py_object *divide(struct py *vm, enum py_operator op, double a, double b)
{
	if (b == 0)
		return py_raise(vm, "ZeroDivisionError",
				op == PY_OP_DIV   ? "float division by zero"
				: op == PY_OP_MOD ? "float modulo"
						  : "float floor division by zero");
	if (op == PY_OP_DIV)
		return py_float(vm, a / b);
	double rest = fmod(a, b), quotient = (a - rest) / b;

	if (rest != 0) {
		if ((b < 0) != (rest < 0)) {
			rest += b;
			quotient -= 1.0;
		}
	} else {
		rest = copysign(0.0, b);
	}
	if (op == PY_OP_MOD)
		return py_float(vm, rest);
	if (quotient == 0)
		return py_float(vm, copysign(0.0, a / b));
	double down = floor(quotient);

	return py_float(vm, quotient - down > 0.5 ? down + 1.0 : down);
}

static struct py_object *power(struct py *vm, double a, double b)
{
	if (a == 0 && b < 0)
		return py_raise(vm, "ZeroDivisionError",
				"0.0 cannot be raised to a negative power");
	if (a < 0 && isfinite(a) && isfinite(b) && b != floor(b))
		return py_refuse(vm, "a complex number");
	const double result = pow(a, b);

	if (isinf(result) && isfinite(a) && isfinite(b))
		return py_raise(vm, "OverflowError", "(34, 'Numerical result out of range')");
	return py_float(vm, result);
}

static struct py_object *float_binary(struct py *vm, enum py_operator op, struct py_object *self,
				      struct py_object *other, bool reflected)
{
	double a, b;

	if (!py_is_float(other) && !py_is_int(other))
		return py_not_implemented(vm);
	if (!py_take_double(vm, reflected ? other : self, &a) ||
	    !py_take_double(vm, reflected ? self : other, &b))
		return NULL;
	switch (op) {
	case PY_OP_ADD:
		return py_float(vm, a + b);
	case PY_OP_SUB:
		return py_float(vm, a - b);
	case PY_OP_MULT:
		return py_float(vm, a * b);
	case PY_OP_DIV:
	case PY_OP_FLOORDIV:
	case PY_OP_MOD:
		return divide(vm, op, a, b);
	case PY_OP_POW:
		return power(vm, a, b);
	case PY_OP_LSHIFT:
	case PY_OP_RSHIFT:
	case PY_OP_BITOR:
	case PY_OP_BITXOR:
	case PY_OP_BITAND:
	case PY_OP_MATMULT:
	case PY_OP_COUNT:
		break;
	}
	return py_not_implemented(vm);
}

static struct py_object *float_unary(struct py *vm, enum py_unary op, struct py_object *self)
{
	const double value = ((struct py_float *)self)->value;

	if (op == PY_UNARY_INVERT)
		return py_raise(vm, "TypeError", "bad operand type for unary ~: 'float'");
	return py_float(vm, op == PY_UNARY_NEGATIVE ? -value : value);
}

static struct py_object *order_result(struct py *vm, enum py_comparison op, int order)
{
	return py_bool(vm, (op == PY_EQ && order == 0) || (op == PY_NE && order != 0) ||
				   (op == PY_LT && order < 0) || (op == PY_LE && order <= 0) ||
				   (op == PY_GT && order > 0) || (op == PY_GE && order >= 0));
}

/* Exact: the integer is not rounded to a double where that would lose digits. */
static struct py_object *compare_with_int(struct py *vm, enum py_comparison op, double a,
					  struct py_object *b)
{
	const struct py_int *number = (struct py_int *)b;

	if (isnan(a))
		return py_bool(vm, op == PY_NE);
	if (isinf(a))
		return order_result(vm, op, a > 0 ? 1 : -1);
	if (!number->big && llabs(number->value) < (INT64_C(1) << 53))
		return order_result(vm, op,
				    (a > (double)number->value) - (a < (double)number->value));
	struct py_object *whole = py_int_from_double(vm, floor(a));
	const int equal = whole ? py_equal(vm, whole, b) : -1;

	if (equal < 0)
		return NULL;
	if (equal)
		return order_result(vm, op, a > floor(a));
	struct py_object *less = py_compare(vm, PY_LT, whole, b);

	return less ? order_result(vm, op, py_is_true(less) ? -1 : 1) : NULL;
}

static struct py_object *float_compare(struct py *vm, enum py_comparison op, struct py_object *self,
				       struct py_object *other)
{
	const double a = ((struct py_float *)self)->value;

	if (py_is_int(other))
		return compare_with_int(vm, op, a, other);
	if (!py_is_float(other))
		return py_not_implemented(vm);
	const double b = ((struct py_float *)other)->value;

	if (isnan(a) || isnan(b))
		return py_bool(vm, op == PY_NE);
	return order_result(vm, op, (a > b) - (a < b));
}

static int float_truth(struct py *vm, struct py_object *self)
{
	(void)vm;
	return ((struct py_float *)self)->value != 0;
}

static struct py_object *float_repr(struct py *vm, struct py_object *self)
{
	return py_str(vm, py_double_repr(py_arena(vm), ((struct py_float *)self)->value));
}

static bool float_hash(struct py *vm, struct py_object *self, uint64_t *ret_hash)
{
	(void)vm;
	*ret_hash = py_hash_double(((struct py_float *)self)->value);
	return true;
}

/* ---- float(...) and methods ---- */

static bool parse_argument(struct py *vm, struct py_object *value, struct str text, double *ret)
{
	struct str shown;

	if (py_double_parse(text, ret))
		return true;
	if (py_repr(vm, value, &shown))
		py_raise(vm, "ValueError", "could not convert string to float: %.*s",
			 STR_ARG(shown));
	return false;
}

static struct py_object *float_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *value = args[0];
	double number = 0;

	if (value && py_is_str(value)) {
		if (!parse_argument(vm, value, py_text(value), &number))
			return NULL;
	} else if (value && py_is_bytes_like(value)) {
		if (!parse_argument(vm, value, ((struct py_bytes *)value)->value, &number))
			return NULL;
	} else if (value && !py_is_float(value) && !py_is_int(value) && !py_is_poison(vm, value) &&
		   !py_type_lookup(value->type, STR("__float__")) &&
		   !py_type_lookup(value->type, STR("__index__"))) {
		return py_raise(vm, "TypeError",
				"float() argument must be a string or a real number, not '%.*s'",
				STR_ARG(py_type_name(value)));
	} else if (value && !py_take_double(vm, value, &number)) {
		return NULL;
	}
	((struct py_float *)self)->value = number;
	return self;
}

static struct py_object *float_is_integer(struct py *vm, struct py_object *self,
					  struct py_object **args)
{
	const double value = ((struct py_float *)self)->value;

	(void)args;
	return py_bool(vm, isfinite(value) && floor(value) == value);
}

static struct py_object *float_as_integer_ratio(struct py *vm, struct py_object *self,
						struct py_object **args)
{
	const double value = ((struct py_float *)self)->value;
	int exponent;

	(void)args;
	if (!isfinite(value))
		return py_raise(vm, isnan(value) ? "ValueError" : "OverflowError",
				"cannot convert %s to integer ratio",
				isnan(value) ? "NaN" : "Infinity");
	double fraction = frexp(value, &exponent);

	for (int i = 0; i < 300 && fraction != floor(fraction); i++, exponent--)
		fraction *= 2;
	struct py_object *top = py_int_from_double(vm, fraction), *bottom = py_int(vm, 1);
	struct py_object *shift = py_int(vm, abs(exponent));

	if (exponent > 0)
		top = top ? py_binary(vm, PY_OP_LSHIFT, top, shift) : NULL;
	else
		bottom = py_binary(vm, PY_OP_LSHIFT, bottom, shift);
	return top && bottom ? py_pair(vm, top, bottom) : NULL;
}

static struct py_object *float_hex(struct py *vm, struct py_object *self, struct py_object **args)
{
	const double value = ((struct py_float *)self)->value;
	int exponent = 0;

	(void)args;
	if (!isfinite(value))
		return float_repr(vm, self);
	if (value == 0)
		return py_str_c(vm, signbit(value) ? "-0x0.0p+0" : "0x0.0p+0");
	double fraction = frexp(fabs(value), &exponent);
	const int shift =
		1 - (exponent - 1 < DBL_MIN_EXP - 1 ? DBL_MIN_EXP - 1 - (exponent - 1) : 0);

	fraction = ldexp(fraction, shift);
	exponent -= shift;
	const uint64_t mantissa = (uint64_t)ldexp(fraction, 52);

	return py_str_printf(vm, "%s0x%d.%013" PRIx64 "p%+d", value < 0 ? "-" : "",
			     (int)(mantissa >> 52), mantissa & ((UINT64_C(1) << 52) - 1), exponent);
}

static struct py_object *float_fromhex(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	struct str text;
	char *end;

	(void)self;
	if (!py_take_text(vm, args[0], "fromhex() argument", &text))
		return NULL;
	const char *digits = str_c(py_arena(vm), str_trim(text));
	const int sign = *digits == '-' || *digits == '+';

	if (strncasecmp(digits + sign, "0x", 2) != 0 &&
	    strspn(digits + sign, "0123456789abcdefABCDEF."))
		digits = str_c(py_arena(vm),
			       str_printf(py_arena(vm), "%.*s0x%s", sign, digits, digits + sign));
	const double value = strtod(digits, &end);

	if (end == digits || *end)
		return py_raise(vm, "ValueError", "invalid hexadecimal floating-point string");
	return py_float(vm, value);
}

static struct py_object *float_self(struct py *vm, struct py_object *self)
{
	return float_unary(vm, PY_UNARY_POSITIVE, self);
}

static struct py_object *float_zero(struct py *vm, struct py_object *self)
{
	(void)self;
	return py_float(vm, 0);
}

static struct py_object *float_conjugate(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	(void)args;
	return float_self(vm, self);
}

static const struct py_method float_methods[] = {
	{ "is_integer", "", float_is_integer, PY_METHOD_INSTANCE },
	{ "as_integer_ratio", "", float_as_integer_ratio, PY_METHOD_INSTANCE },
	{ "hex", "", float_hex, PY_METHOD_INSTANCE },
	{ "fromhex", "string, /", float_fromhex, PY_METHOD_CLASS },
	{ "conjugate", "", float_conjugate, PY_METHOD_INSTANCE },
	{ "__format__", "format_spec, /", py_value_format, PY_METHOD_INSTANCE },
	{ "__float__", "", float_conjugate, PY_METHOD_INSTANCE },
	{ 0 },
};

static const struct py_property float_properties[] = {
	{ "real", float_self, NULL },
	{ "imag", float_zero, NULL },
	{ 0 },
};

const struct py_native_type py_float_type = {
	.name = "float",
	.module = "builtins",
	.size = sizeof(struct py_float),
	.signature = "x=0, /",
	.new_ = float_new,
	.methods = float_methods,
	.properties = float_properties,
	.slots = { .binary = float_binary,
		   .unary = float_unary,
		   .compare = float_compare,
		   .truth = float_truth,
		   .repr = float_repr,
		   .hash = float_hash },
};
