#include "engine/py/module_math.h"

#include <math.h>
#include <stdlib.h>

/* What C gave for numbers, as CPython judges it: NaN and infinity out of numbers are errors. */
static struct py_object *judge(struct py *vm, double result, bool had_nan, bool had_infinity)
{
	if (isnan(result) && !had_nan)
		return py_raise(vm, "ValueError", "math domain error");
	if (isinf(result) && !had_infinity)
		return py_raise(vm, "OverflowError", "math range error");
	return py_float(vm, result);
}

static struct py_object *apply(struct py *vm, double (*function)(double), struct py_object *value)
{
	double x;

	if (!py_take_double(vm, value, &x))
		return NULL;
	return judge(vm, function(x), isnan(x), isinf(x));
}

#define UNARY(X)                                                                                   \
	X(fabs)                                                                                    \
	X(exp) X(exp2) X(expm1) X(cbrt) X(sin) X(cos) X(tan) X(asin) X(acos) X(atan) X(sinh)       \
		X(cosh) X(tanh) X(asinh) X(acosh) X(erf) X(erfc)

#define X(name)                                                                                    \
	static struct py_object *math_##name(struct py *vm, struct py_object *self,                \
					     struct py_object **args)                              \
	{                                                                                          \
		(void)self;                                                                        \
		return apply(vm, name, args[0]);                                                   \
	}
UNARY(X)
X(sqrt)
#undef X

#define BINARY(X) X(atan2, y, x) X(copysign, x, y) X(remainder, x, y)

#define X(name, first, second)                                                                     \
	static struct py_object *math_##name(struct py *vm, struct py_object *self,                \
					     struct py_object **args)                              \
	{                                                                                          \
		double a, b;                                                                       \
		(void)self;                                                                        \
		if (!py_take_double(vm, args[0], &a) || !py_take_double(vm, args[1], &b))          \
			return NULL;                                                               \
		return judge(vm, name(a, b), isnan(a) || isnan(b), isinf(a) || isinf(b));          \
	}
BINARY(X)
X(fmod, x, y)
#undef X

static struct py_object *math_pow(struct py *vm, struct py_object *self, struct py_object **args)
{
	double a, b;

	(void)self;
	if (!py_take_double(vm, args[0], &a) || !py_take_double(vm, args[1], &b))
		return NULL;
	if (a == 0 && b < 0 && isfinite(b))
		return py_raise(vm, "ValueError", "math domain error");
	return judge(vm, pow(a, b), isnan(a) || isnan(b), isinf(a) || isinf(b));
}

/* ---- logarithms ---- */

/* Of an int that no double holds: from its first digits and their number. */
static double log_of_large(struct py *vm, const struct py_object *value, double (*function)(double))
{
	const struct str digits = py_int_text(vm, value, 10);
	const double first = strtod(str_c(py_arena(vm), str_slice(digits, 0, 18)), NULL);

	return function(first) + (double)(digits.n - 18) * function(10.0);
}

static bool take_log(struct py *vm, struct py_object *value, double (*function)(double),
		     double *ret)
{
	double x;

	if (py_is_int(value) && ((struct py_int *)value)->big && !py_int_is_negative(value)) {
		*ret = log_of_large(vm, value, function);
		return true;
	}
	if (!py_take_double(vm, value, &x))
		return false;
	if (x <= 0)
		return py_raise(vm, "ValueError", "math domain error");
	*ret = function(x);
	return true;
}

static struct py_object *math_log(struct py *vm, struct py_object *self, struct py_object **args)
{
	double x, base;

	(void)self;
	if (!take_log(vm, args[0], log, &x) || (args[1] && !take_log(vm, args[1], log, &base)))
		return NULL;
	if (args[1] && base == 0)
		return py_raise(vm, "ZeroDivisionError", "float division by zero");
	return py_float(vm, args[1] ? x / base : x);
}

static struct py_object *math_log2(struct py *vm, struct py_object *self, struct py_object **args)
{
	double x;

	(void)self;
	return take_log(vm, args[0], log2, &x) ? py_float(vm, x) : NULL;
}

static struct py_object *math_log10(struct py *vm, struct py_object *self, struct py_object **args)
{
	double x;

	(void)self;
	return take_log(vm, args[0], log10, &x) ? py_float(vm, x) : NULL;
}

static struct py_object *math_log1p(struct py *vm, struct py_object *self, struct py_object **args)
{
	double x;

	(void)self;
	if (!py_take_double(vm, args[0], &x))
		return NULL;
	if (x <= -1)
		return py_raise(vm, "ValueError", "math domain error");
	return py_float(vm, log1p(x));
}

/* ---- to whole numbers ---- */

static struct py_object *to_whole(struct py *vm, struct py_object *value, const char *method,
				  double (*function)(double))
{
	double x;

	if (py_is_poison(vm, value))
		return NULL;
	if (py_is_int(value))
		return py_binary(vm, PY_OP_ADD, value, py_int(vm, 0));
	if (!py_is_float(value) && py_type_lookup(value->type, str_from(method)))
		return py_call_method(vm, value, method, &PY_NO_ARGS);
	if (!py_take_double(vm, value, &x))
		return NULL;
	if (isnan(x))
		return py_raise(vm, "ValueError", "cannot convert float NaN to integer");
	if (isinf(x))
		return py_raise(vm, "OverflowError", "cannot convert float infinity to integer");
	return py_int_from_double(vm, function(x));
}

static struct py_object *math_floor(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return to_whole(vm, args[0], "__floor__", floor);
}

static struct py_object *math_ceil(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return to_whole(vm, args[0], "__ceil__", ceil);
}

static struct py_object *math_trunc(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return to_whole(vm, args[0], "__trunc__", trunc);
}

/* ---- questions ---- */

#define QUESTION(name, answer)                                                                     \
	static struct py_object *math_##name(struct py *vm, struct py_object *self,                \
					     struct py_object **args)                              \
	{                                                                                          \
		double x;                                                                          \
		(void)self;                                                                        \
		return py_take_double(vm, args[0], &x) ? py_bool(vm, answer) : NULL;               \
	}
QUESTION(isnan, isnan(x))
QUESTION(isinf, isinf(x))
QUESTION(isfinite, isfinite(x))

static struct py_object *math_isclose(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	double a, b, relative = 1e-9, absolute = 0;

	(void)self;
	if (!py_take_double(vm, args[0], &a) || !py_take_double(vm, args[1], &b) ||
	    (args[2] && !py_take_double(vm, args[2], &relative)) ||
	    (args[3] && !py_take_double(vm, args[3], &absolute)))
		return NULL;
	if (relative < 0 || absolute < 0)
		return py_raise(vm, "ValueError", "tolerances must be non-negative");
	if (a == b)
		return py_bool(vm, true);
	if (isinf(a) || isinf(b))
		return py_bool(vm, false);
	const double distance = fabs(b - a);

	return py_bool(vm, distance <= fabs(relative * b) || distance <= fabs(relative * a) ||
				   distance <= absolute);
}

/* ---- several results or arguments ---- */

static struct py_object *math_modf(struct py *vm, struct py_object *self, struct py_object **args)
{
	double x, whole;

	(void)self;
	if (!py_take_double(vm, args[0], &x))
		return NULL;
	const double fraction = modf(x, &whole);

	return py_pair(vm, py_float(vm, fraction), py_float(vm, whole));
}

static struct py_object *math_frexp(struct py *vm, struct py_object *self, struct py_object **args)
{
	double x;
	int exponent = 0;

	(void)self;
	if (!py_take_double(vm, args[0], &x))
		return NULL;
	const double mantissa = isfinite(x) ? frexp(x, &exponent) : x;

	return py_pair(vm, py_float(vm, mantissa), py_int(vm, exponent));
}

static struct py_object *math_ldexp(struct py *vm, struct py_object *self, struct py_object **args)
{
	double x;
	int64_t exponent;

	(void)self;
	if (!py_take_double(vm, args[0], &x) || !py_take_int(vm, args[1], "exponent", &exponent))
		return NULL;
	exponent = exponent > 5000 ? 5000 : exponent < -5000 ? -5000 : exponent;
	return judge(vm, ldexp(x, (int)exponent), isnan(x), isinf(x));
}

static struct py_object *math_degrees(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	double x;

	(void)self;
	return py_take_double(vm, args[0], &x) ? py_float(vm, x * (180.0 / M_PI)) : NULL;
}

static struct py_object *math_radians(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	double x;

	(void)self;
	return py_take_double(vm, args[0], &x) ? py_float(vm, x * (M_PI / 180.0)) : NULL;
}

static struct py_object *math_hypot(struct py *vm, struct py_object *self, struct py_object **args)
{
	const struct py_list *list = (struct py_list *)args[0];
	double length = 0, x;

	(void)self;
	for (size_t i = 0; i < list->n; i++) {
		if (!py_take_double(vm, list->items[i], &x))
			return NULL;
		length = hypot(length, x);
	}
	return py_float(vm, length);
}

/* Exact partial sums that do not overlap (Shewchuk), as `Modules/mathmodule.c` adds them. */
static struct py_object *math_fsum(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object **items;
	size_t n, used = 0;
	double x, sum = 0;

	(void)self;
	if (!py_take_items(vm, args[0], &items, &n))
		return NULL;
	double *partials = ARENA_ARRAY(py_arena(vm), double, n + 1);

	for (size_t i = 0; i < n; i++) {
		size_t kept = 0;
		if (!py_take_double(vm, items[i], &x))
			return NULL;
		for (size_t j = 0; j < used; j++) {
			double y = partials[j];
			if (fabs(x) < fabs(y)) {
				const double swapped = x;
				x = y;
				y = swapped;
			}
			const double high = x + y, low = y - (high - x);
			if (low != 0)
				partials[kept++] = low;
			x = high;
		}
		partials[kept] = x;
		used = kept + 1;
	}
	/* From the largest down, until something is left over; a half is rounded by the sign of the
	 * rest. */
	double rest = 0;
	size_t at = used;

	while (at > 0 && rest == 0) {
		const double high = sum, low = partials[--at];
		sum = high + low;
		rest = low - (sum - high);
	}
	if (at > 0 && ((rest < 0 && partials[at - 1] < 0) || (rest > 0 && partials[at - 1] > 0))) {
		const double twice = rest * 2, next = sum + twice;
		if (twice == next - sum)
			sum = next;
	}
	return py_float(vm, sum);
}

/* ---- the module ---- */

#define CONSTANT(name, value)                                                                      \
	static struct py_object *make_##name(struct py *vm)                                        \
	{                                                                                          \
		return py_float(vm, value);                                                        \
	}
CONSTANT(pi, M_PI)
CONSTANT(e, M_E)
CONSTANT(tau, 2 * M_PI)
CONSTANT(inf, INFINITY)
CONSTANT(nan, NAN)

static const struct py_member members[] = {
	{ "pi", PY_MEMBER_MAKE, NULL, make_pi },   { "e", PY_MEMBER_MAKE, NULL, make_e },
	{ "tau", PY_MEMBER_MAKE, NULL, make_tau }, { "inf", PY_MEMBER_MAKE, NULL, make_inf },
	{ "nan", PY_MEMBER_MAKE, NULL, make_nan }, { 0 },
};

static const struct py_method functions[] = {
#define X(name) { #name, "x, /", math_##name, PY_METHOD_STATIC },
	UNARY(X) X(sqrt) X(log2) X(log10) X(log1p) X(floor) X(ceil) X(trunc) X(isnan) X(isinf)
		X(isfinite) X(modf) X(frexp) X(degrees) X(radians)
#undef X
#define X(name, first, second) { #name, #first ", " #second ", /", math_##name, PY_METHOD_STATIC },
			BINARY(X) X(fmod, x, y) X(pow, x, y) X(ldexp, x, i)
#undef X
				{ "log", "x, base=None, /", math_log, PY_METHOD_STATIC },
	{ "isclose", "a, b, *, rel_tol=1e-09, abs_tol=0.0", math_isclose, PY_METHOD_STATIC },
	{ "hypot", "*coordinates", math_hypot, PY_METHOD_STATIC },
	{ "fsum", "seq, /", math_fsum, PY_METHOD_STATIC },
	{ "factorial", "x, /", py_math_factorial, PY_METHOD_STATIC },
	{ "gcd", "*integers", py_math_gcd, PY_METHOD_STATIC },
	{ "lcm", "*integers", py_math_lcm, PY_METHOD_STATIC },
	{ "isqrt", "n, /", py_math_isqrt, PY_METHOD_STATIC },
	{ "comb", "n, k, /", py_math_comb, PY_METHOD_STATIC },
	{ "perm", "n, k=None, /", py_math_perm, PY_METHOD_STATIC },
	{ "prod", "iterable, /, *, start=1", py_math_prod, PY_METHOD_STATIC },
	{ 0 },
};

/* dist, gamma, lgamma, nextafter, ulp, atanh are what is left. */
const struct py_native_module py_module_math = {
	.name = "math", .members = members, .functions = functions, .is_open = true
};
