#include "engine/py/decimal.h"

#include "engine/py/module_math.h"

/* The operations, by the rules of the specification as CPython's `Lib/_pydecimal.py` spells them
 * out. */

static struct py_object *binary(struct py *vm, enum py_operator op, struct py_object *a,
				struct py_object *b)
{
	return a && b ? py_binary(vm, op, a, b) : NULL;
}

/* The NaN that comes out of an operation with one, or NULL: there is none, or unwinding. */
static struct py_decimal *nan_of(struct py *vm, const struct py_decimal *a,
				 const struct py_decimal *b)
{
	if (a->kind == PY_DECIMAL_SIGNALING || b->kind == PY_DECIMAL_SIGNALING)
		return py_decimal_signal(vm, PY_DECIMAL_INVALID);
	if (a->kind == PY_DECIMAL_NAN)
		return py_decimal_with_sign(vm, a, a->negative);
	return b->kind == PY_DECIMAL_NAN ? py_decimal_with_sign(vm, b, b->negative) : NULL;
}

static bool either_nan(const struct py_decimal *a, const struct py_decimal *b)
{
	return py_decimal_is_nan(a) || py_decimal_is_nan(b);
}

/* ---- order ---- */

static int sign_of(const struct py_decimal *value)
{
	return py_decimal_is_zero(value) ? 0 : value->negative ? -1 : 1;
}

static int order_of_ints(struct py *vm, struct py_object *a, struct py_object *b)
{
	const int less = a && b ? py_less(vm, a, b) : -1, more = less == 0 ? py_less(vm, b, a) : 0;

	return less < 0 || more < 0 ? -2 : more - less;
}

/* Of finite numbers that are not zero, without their signs. */
static int order_of_sizes(struct py *vm, const struct py_decimal *a, const struct py_decimal *b)
{
	const int64_t first = py_decimal_adjusted(vm, a), second = py_decimal_adjusted(vm, b);

	if (first != second)
		return first < second ? -1 : 1;
	const int64_t low = a->exponent < b->exponent ? a->exponent : b->exponent;

	return order_of_ints(vm, py_decimal_scale(vm, a->coefficient, a->exponent - low),
			     py_decimal_scale(vm, b->coefficient, b->exponent - low));
}

int py_decimal_order(struct py *vm, const struct py_decimal *a, const struct py_decimal *b)
{
	const int first = sign_of(a), second = sign_of(b);

	if (first != second)
		return first < second ? -1 : 1;
	if (!first)
		return 0;
	if (a->kind == PY_DECIMAL_INFINITE || b->kind == PY_DECIMAL_INFINITE) {
		const int sizes =
			(a->kind == PY_DECIMAL_INFINITE) - (b->kind == PY_DECIMAL_INFINITE);
		return sizes * first;
	}
	const int order = order_of_sizes(vm, a, b);

	return order == -2 ? -2 : order * first;
}

/* ---- + ---- */

static struct py_decimal *add_infinite(struct py *vm, const struct py_decimal *a,
				       const struct py_decimal *b)
{
	if (a->kind != PY_DECIMAL_INFINITE)
		return py_decimal_with_sign(vm, b, b->negative);
	if (b->kind == PY_DECIMAL_INFINITE && a->negative != b->negative)
		return py_decimal_signal(vm, PY_DECIMAL_INVALID);
	return py_decimal_with_sign(vm, a, a->negative);
}

/* One of the two is zero: the other, with an exponent that the zero's may lower. */
static struct py_decimal *add_zero(struct py *vm, const struct py_decimal *zero,
				   const struct py_decimal *other)
{
	const struct py_decimal_context *context = py_decimal_current(vm);
	int64_t exponent = zero->exponent < other->exponent ? zero->exponent : other->exponent;
	const int64_t least = other->exponent - context->precision - 1;
	struct py_decimal *sum;

	exponent = exponent < least ? least : exponent;
	sum = py_decimal_rescale(vm, other, exponent, context->rounding);
	return sum ? py_decimal_finish(vm, sum) : NULL;
}

/* A number so small that only its being there matters is replaced by one digit in the right place.
 */
static const struct py_decimal *shrink(struct py *vm, const struct py_decimal *large,
				       const struct py_decimal *small)
{
	const int64_t precision = py_decimal_current(vm)->precision;
	const int64_t beyond = py_decimal_digits(vm, large) - precision - 2;
	const int64_t exponent = large->exponent + (beyond < -1 ? beyond : -1);

	if (py_decimal_adjusted(vm, small) >= exponent)
		return small;
	return py_decimal_new(vm, small->negative, py_int(vm, 1), exponent);
}

static struct py_decimal *add_sizes(struct py *vm, const struct py_decimal *a,
				    const struct py_decimal *b)
{
	const int64_t low = a->exponent < b->exponent ? a->exponent : b->exponent;
	struct py_object *first = py_decimal_scale(vm, a->coefficient, a->exponent - low);
	struct py_object *second = py_decimal_scale(vm, b->coefficient, b->exponent - low);
	struct py_decimal *sum;

	if (a->negative == b->negative) {
		sum = py_decimal_new(vm, a->negative, binary(vm, PY_OP_ADD, first, second), low);
		return sum ? py_decimal_finish(vm, sum) : NULL;
	}
	const int order = order_of_ints(vm, first, second);

	if (order == -2)
		return NULL;
	if (!order)
		return py_decimal_new(vm, py_decimal_current(vm)->rounding == PY_ROUND_FLOOR,
				      py_int(vm, 0), low);
	sum = py_decimal_new(
		vm, order > 0 ? a->negative : b->negative,
		binary(vm, PY_OP_SUB, order > 0 ? first : second, order > 0 ? second : first), low);
	return sum ? py_decimal_finish(vm, sum) : NULL;
}

struct py_decimal *py_decimal_add(struct py *vm, const struct py_decimal *a,
				  const struct py_decimal *b)
{
	if (either_nan(a, b))
		return nan_of(vm, a, b);
	if (a->kind == PY_DECIMAL_INFINITE || b->kind == PY_DECIMAL_INFINITE)
		return add_infinite(vm, a, b);
	const bool first = py_decimal_is_zero(a), second = py_decimal_is_zero(b);

	if (first && second) {
		const bool floors = py_decimal_current(vm)->rounding == PY_ROUND_FLOOR;
		const bool negative = floors ? a->negative || b->negative
					     : a->negative && b->negative;
		struct py_decimal *zero =
			py_decimal_new(vm, negative, py_int(vm, 0),
				       a->exponent < b->exponent ? a->exponent : b->exponent);
		return py_decimal_finish(vm, zero);
	}
	if (first || second)
		return first ? add_zero(vm, a, b) : add_zero(vm, b, a);
	if (a->exponent >= b->exponent)
		b = shrink(vm, a, b);
	else
		a = shrink(vm, b, a);
	return add_sizes(vm, a, b);
}

/* ---- * / ---- */

struct py_decimal *py_decimal_multiply(struct py *vm, const struct py_decimal *a,
				       const struct py_decimal *b)
{
	const bool negative = a->negative != b->negative;
	struct py_decimal *product;

	if (either_nan(a, b))
		return nan_of(vm, a, b);
	if (a->kind == PY_DECIMAL_INFINITE || b->kind == PY_DECIMAL_INFINITE)
		return py_decimal_is_zero(a) || py_decimal_is_zero(b)
			       ? py_decimal_signal(vm, PY_DECIMAL_INVALID)
			       : py_decimal_special(vm, negative, PY_DECIMAL_INFINITE);
	product = py_decimal_new(vm, negative,
				 binary(vm, PY_OP_MULT, a->coefficient, b->coefficient),
				 a->exponent + b->exponent);
	return product ? py_decimal_finish(vm, product) : NULL;
}

static bool is_multiple(struct py *vm, struct py_object *number, int64_t of)
{
	struct py_object *rest = binary(vm, PY_OP_MOD, number, py_int(vm, of));

	return rest && py_int_is_zero(rest);
}

/* An inexact result must not look like a tie or an exact one when it is rounded. */
static struct py_object *mark_inexact(struct py *vm, struct py_object *number)
{
	return number && is_multiple(vm, number, 5)
		       ? py_binary(vm, PY_OP_ADD, number, py_int(vm, 1))
		       : number;
}

static struct py_decimal *divide_finite(struct py *vm, const struct py_decimal *a,
					const struct py_decimal *b)
{
	const int64_t precision = py_decimal_current(vm)->precision;
	const int64_t shift = py_decimal_digits(vm, b) - py_decimal_digits(vm, a) + precision + 1;
	const int64_t ideal = a->exponent - b->exponent;
	int64_t exponent = ideal - shift;
	struct py_object *above = py_decimal_scale(vm, a->coefficient, shift > 0 ? shift : 0);
	struct py_object *below = py_decimal_scale(vm, b->coefficient, shift < 0 ? -shift : 0);
	struct py_object *quotient = binary(vm, PY_OP_FLOORDIV, above, below);
	struct py_object *rest = binary(vm, PY_OP_MOD, above, below);

	if (!quotient || !rest)
		return NULL;
	if (!py_int_is_zero(rest))
		quotient = mark_inexact(vm, quotient);
	for (; py_int_is_zero(rest) && exponent < ideal && is_multiple(vm, quotient, 10);
	     exponent++)
		quotient = py_binary(vm, PY_OP_FLOORDIV, quotient, py_int(vm, 10));
	struct py_decimal *result =
		py_decimal_new(vm, a->negative != b->negative, quotient, exponent);

	return result ? py_decimal_finish(vm, result) : NULL;
}

struct py_decimal *py_decimal_divide(struct py *vm, const struct py_decimal *a,
				     const struct py_decimal *b)
{
	const bool negative = a->negative != b->negative;
	const struct py_decimal_context *context = py_decimal_current(vm);

	if (either_nan(a, b))
		return nan_of(vm, a, b);
	if (a->kind == PY_DECIMAL_INFINITE)
		return b->kind == PY_DECIMAL_INFINITE
			       ? py_decimal_signal(vm, PY_DECIMAL_INVALID)
			       : py_decimal_special(vm, negative, PY_DECIMAL_INFINITE);
	if (b->kind == PY_DECIMAL_INFINITE)
		return py_decimal_new(vm, negative, py_int(vm, 0),
				      context->lowest - context->precision + 1);
	if (py_decimal_is_zero(b))
		return py_decimal_signal(vm, py_decimal_is_zero(a) ? PY_DECIMAL_UNDEFINED
								   : PY_DECIMAL_BY_ZERO);
	if (py_decimal_is_zero(a))
		return py_decimal_finish(
			vm, py_decimal_new(vm, negative, py_int(vm, 0), a->exponent - b->exponent));
	return divide_finite(vm, a, b);
}

/* ---- // % ---- */

static bool divide_sizes(struct py *vm, const struct py_decimal *a, const struct py_decimal *b,
			 struct py_decimal **ret_quotient, struct py_decimal **ret_rest)
{
	const int64_t low = a->exponent < b->exponent ? a->exponent : b->exponent;
	const int64_t precision = py_decimal_current(vm)->precision;
	struct py_object *above = py_decimal_scale(vm, a->coefficient, a->exponent - low);
	struct py_object *below = py_decimal_scale(vm, b->coefficient, b->exponent - low);

	*ret_quotient = py_decimal_new(vm, a->negative != b->negative,
				       binary(vm, PY_OP_FLOORDIV, above, below), 0);
	*ret_rest = py_decimal_new(vm, a->negative, binary(vm, PY_OP_MOD, above, below), low);
	if (!*ret_quotient || !*ret_rest)
		return false;
	if (py_decimal_digits(vm, *ret_quotient) > precision)
		return py_decimal_signal(vm, PY_DECIMAL_IMPOSSIBLE);
	*ret_rest = py_decimal_finish(vm, *ret_rest);
	return *ret_rest;
}

bool py_decimal_divide_whole(struct py *vm, const struct py_decimal *a, const struct py_decimal *b,
			     struct py_decimal **ret_quotient, struct py_decimal **ret_rest)
{
	const bool negative = a->negative != b->negative,
		   is_infinite = a->kind == PY_DECIMAL_INFINITE;
	struct py_decimal *quotient, *rest;

	if (either_nan(a, b) || (is_infinite && (ret_rest || b->kind == PY_DECIMAL_INFINITE))) {
		quotient = either_nan(a, b) ? nan_of(vm, a, b)
					    : py_decimal_signal(vm, PY_DECIMAL_INVALID);
		rest = quotient;
	} else if (is_infinite) {
		rest = quotient = py_decimal_special(vm, negative, PY_DECIMAL_INFINITE);
	} else if (py_decimal_is_zero(b)) {
		return py_decimal_signal(vm, py_decimal_is_zero(a) ? PY_DECIMAL_UNDEFINED
					     : ret_rest            ? PY_DECIMAL_INVALID
								   : PY_DECIMAL_BY_ZERO);
	} else if (b->kind == PY_DECIMAL_INFINITE || py_decimal_is_zero(a) ||
		   py_decimal_adjusted(vm, a) - py_decimal_adjusted(vm, b) <= -2) {
		const bool lowers = b->kind == PY_DECIMAL_FINITE && b->exponent < a->exponent;
		quotient = py_decimal_new(vm, negative, py_int(vm, 0), 0);
		rest = py_decimal_rescale(vm, a, lowers ? b->exponent : a->exponent,
					  PY_ROUND_HALF_EVEN);
		rest = rest ? py_decimal_finish(vm, rest) : NULL;
	} else if (py_decimal_adjusted(vm, a) - py_decimal_adjusted(vm, b) >
		   py_decimal_current(vm)->precision) {
		return py_decimal_signal(vm, PY_DECIMAL_IMPOSSIBLE);
	} else if (!divide_sizes(vm, a, b, &quotient, &rest)) {
		return false;
	}
	if (ret_quotient)
		*ret_quotient = quotient;
	if (ret_rest)
		*ret_rest = rest;
	return quotient && rest;
}

/* ---- ** and roots ---- */

static struct py_decimal *power_of_ten(struct py *vm, const struct py_decimal *a, int64_t times)
{
	const int64_t digits = py_decimal_digits(vm, a) * times;
	struct py_object *number;

	if (digits > 20000)
		return (struct py_decimal *)py_refuse(vm, "a power of a Decimal with %lld digits",
						      (long long)digits);
	number = py_binary(vm, PY_OP_POW, a->coefficient, py_int(vm, times));
	return py_decimal_new(vm, a->negative && times % 2, number, a->exponent * times);
}

struct py_decimal *py_decimal_power(struct py *vm, const struct py_decimal *a,
				    const struct py_decimal *b)
{
	struct py_object *whole;
	struct py_decimal *power;
	int64_t times;

	if (either_nan(a, b))
		return nan_of(vm, a, b);
	if (a->kind != PY_DECIMAL_FINITE || b->kind != PY_DECIMAL_FINITE)
		return (struct py_decimal *)py_refuse(vm, "a power with an infinite Decimal");
	whole = py_decimal_to_int(vm, b, PY_ROUND_DOWN);
	if (!whole || !py_take_int(vm, whole, "exponent", &times))
		return NULL;
	if (py_decimal_order(vm, b, py_decimal_from_int(vm, whole)) != 0)
		return (struct py_decimal *)py_refuse(vm, "a power of a Decimal that is not whole");
	if (py_decimal_is_zero(a) && times <= 0)
		return times ? py_decimal_special(vm, a->negative && times % 2, PY_DECIMAL_INFINITE)
			     : py_decimal_signal(vm, PY_DECIMAL_INVALID);
	power = power_of_ten(vm, a, times < 0 ? -times : times);
	if (!power)
		return NULL;
	if (times >= 0)
		return py_decimal_finish(vm, power);
	return py_decimal_divide(vm, py_decimal_new(vm, false, py_int(vm, 1), 0), power);
}

static int64_t halve(int64_t exponent)
{
	return exponent >= 0 ? exponent / 2 : -((1 - exponent) / 2);
}

struct py_decimal *py_decimal_root(struct py *vm, const struct py_decimal *value)
{
	const int64_t digits = py_decimal_digits(vm, value), odd = value->exponent & 1;
	const int64_t precision = py_decimal_current(vm)->precision + 1;
	const int64_t most = precision - (odd ? digits / 2 + 1 : (digits + 1) / 2);
	const int64_t shift = most > 0 ? most : 0;
	struct py_object *number, *root, *square;
	struct py_decimal *result;

	if (py_decimal_is_nan(value))
		return nan_of(vm, value, value);
	if (py_decimal_is_zero(value))
		return py_decimal_new(vm, value->negative, value->coefficient,
				      halve(value->exponent));
	if (value->negative)
		return py_decimal_signal(vm, PY_DECIMAL_INVALID);
	if (value->kind == PY_DECIMAL_INFINITE)
		return py_decimal_with_sign(vm, value, false);
	number = py_decimal_scale(vm, value->coefficient, odd + 2 * shift);
	root = number ? py_integer_root(vm, number) : NULL;
	square = binary(vm, PY_OP_MULT, root, root);
	if (!square)
		return NULL;
	const bool is_exact = py_equal(vm, square, number) == 1;
	int64_t exponent = halve(value->exponent) - shift;

	if (!is_exact)
		root = mark_inexact(vm, root);
	for (int64_t i = 0; is_exact && i < shift && root; i++, exponent++)
		root = py_binary(vm, PY_OP_FLOORDIV, root, py_int(vm, 10));
	result = py_decimal_new(vm, false, root, exponent);
	return result ? py_decimal_round_to(vm, result, precision - 1, PY_ROUND_HALF_EVEN) : NULL;
}

/* ---- forms ---- */

struct py_decimal *py_decimal_normalize(struct py *vm, const struct py_decimal *value)
{
	struct py_decimal *result;

	if (py_decimal_is_nan(value))
		return nan_of(vm, value, value);
	result = py_decimal_finish(vm, value);
	if (!result || result->kind == PY_DECIMAL_INFINITE)
		return result;
	if (py_decimal_is_zero(result))
		return py_decimal_new(vm, result->negative, result->coefficient, 0);
	while (result->coefficient && is_multiple(vm, result->coefficient, 10) &&
	       result->exponent < py_decimal_current(vm)->highest) {
		result->coefficient =
			py_binary(vm, PY_OP_FLOORDIV, result->coefficient, py_int(vm, 10));
		result->exponent++;
	}
	return result->coefficient ? result : NULL;
}

struct py_decimal *py_decimal_quantize(struct py *vm, const struct py_decimal *value,
				       int64_t exponent, enum py_decimal_rounding rounding)
{
	const struct py_decimal_context *context = py_decimal_current(vm);
	struct py_decimal *result;

	if (exponent < context->lowest - context->precision + 1 || exponent > context->highest)
		return py_decimal_signal(vm, PY_DECIMAL_INVALID);
	if (py_decimal_is_zero(value))
		return py_decimal_new(vm, value->negative, py_int(vm, 0), exponent);
	const int64_t adjusted = py_decimal_adjusted(vm, value);

	if (adjusted > context->highest || adjusted - exponent + 1 > context->precision)
		return py_decimal_signal(vm, PY_DECIMAL_INVALID);
	result = py_decimal_rescale(vm, value, exponent, rounding);
	if (result && (py_decimal_adjusted(vm, result) > context->highest ||
		       py_decimal_digits(vm, result) > context->precision))
		return py_decimal_signal(vm, PY_DECIMAL_INVALID);
	return result;
}

struct py_object *py_decimal_to_int(struct py *vm, const struct py_decimal *value,
				    enum py_decimal_rounding rounding)
{
	const struct py_decimal *whole = py_decimal_rescale(vm, value, 0, rounding);

	if (!whole || !whole->negative)
		return whole ? whole->coefficient : NULL;
	return py_binary(vm, PY_OP_SUB, py_int(vm, 0), whole->coefficient);
}
