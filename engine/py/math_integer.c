#include "engine/py/module_math.h"

/* Numbers beyond it take longer than any revision may. */
#define MOST_FACTORS 20000

static struct py_object *absolute(struct py *vm, struct py_object *number)
{
	return py_int_is_negative(number) ? py_binary(vm, PY_OP_SUB, py_int(vm, 0), number)
					  : number;
}

struct py_object *py_gcd(struct py *vm, struct py_object *a, struct py_object *b)
{
	a = absolute(vm, a);
	b = absolute(vm, b);
	while (a && b && !py_int_is_zero(b)) {
		struct py_object *rest = py_binary(vm, PY_OP_MOD, a, b);
		a = b;
		b = rest;
	}
	return b ? a : NULL;
}

static struct py_object *fold(struct py *vm, struct py_object *numbers, int64_t start,
			      struct py_object *(*join)(struct py *, struct py_object *,
							struct py_object *))
{
	const struct py_list *list = (struct py_list *)numbers;
	struct py_object *result = py_int(vm, start);

	for (size_t i = 0; i < list->n && result; i++) {
		struct py_object *number = py_index(vm, list->items[i]);
		result = number ? join(vm, result, number) : NULL;
	}
	return result;
}

static struct py_object *join_lcm(struct py *vm, struct py_object *a, struct py_object *b)
{
	struct py_object *divisor = py_gcd(vm, a, b);

	if (!divisor || py_int_is_zero(divisor))
		return divisor;
	a = py_binary(vm, PY_OP_FLOORDIV, a, divisor);
	a = a ? py_binary(vm, PY_OP_MULT, a, b) : NULL;
	return a ? absolute(vm, a) : NULL;
}

struct py_object *py_math_gcd(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return fold(vm, args[0], 0, py_gcd);
}

struct py_object *py_math_lcm(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return fold(vm, args[0], 1, join_lcm);
}

struct py_object *py_integer_root(struct py *vm, struct py_object *number)
{
	const int64_t digits = (int64_t)py_int_text(vm, number, 10).n;
	struct py_object *root =
		py_binary(vm, PY_OP_POW, py_int(vm, 10), py_int(vm, digits / 2 + 1));

	if (py_int_is_zero(number))
		return number;
	/* Newton's way, from above: the first step that does not go down has arrived. */
	while (root) {
		struct py_object *next = py_binary(vm, PY_OP_FLOORDIV, number, root);
		next = next ? py_binary(vm, PY_OP_ADD, root, next) : NULL;
		next = next ? py_binary(vm, PY_OP_FLOORDIV, next, py_int(vm, 2)) : NULL;
		const int less = next ? py_less(vm, next, root) : -1;
		if (less <= 0)
			return less < 0 ? NULL : root;
		root = next;
	}
	return NULL;
}

struct py_object *py_math_isqrt(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *number = py_index(vm, args[0]);

	(void)self;
	if (!number)
		return NULL;
	if (py_int_is_negative(number))
		return py_raise(vm, "ValueError", "isqrt() argument must be nonnegative");
	return py_integer_root(vm, number);
}

/* high * (high - 1) * ..., `count` factors, divided by 1 * 2 * ... on the way if `divides`. */
static struct py_object *falling(struct py *vm, int64_t high, int64_t count, bool divides)
{
	struct py_object *result = py_int(vm, 1);

	if (count > MOST_FACTORS)
		return py_refuse(vm, "a product of %lld factors", (long long)count);
	for (int64_t i = 0; i < count && result; i++) {
		result = py_binary(vm, PY_OP_MULT, result, py_int(vm, high - i));
		if (result && divides)
			result = py_binary(vm, PY_OP_FLOORDIV, result, py_int(vm, i + 1));
	}
	return result;
}

struct py_object *py_math_factorial(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *number = py_index(vm, args[0]);
	int64_t n;

	(void)self;
	if (!number || !py_take_int(vm, number, "factorial() argument", &n))
		return NULL;
	if (n < 0)
		return py_raise(vm, "ValueError", "factorial() not defined for negative values");
	return falling(vm, n, n, false);
}

static bool take_pair(struct py *vm, struct py_object **args, int64_t *ret_n, int64_t *ret_k)
{
	if (!py_take_int(vm, args[0], "n", ret_n))
		return false;
	*ret_k = *ret_n;
	if (py_given(args[1]) && !py_take_int(vm, args[1], "k", ret_k))
		return false;
	if (*ret_n < 0 || *ret_k < 0)
		return py_raise(vm, "ValueError", "%s must be a non-negative integer",
				*ret_n < 0 ? "n" : "k");
	return true;
}

struct py_object *py_math_perm(struct py *vm, struct py_object *self, struct py_object **args)
{
	int64_t n, k;

	(void)self;
	if (!take_pair(vm, args, &n, &k))
		return NULL;
	return k > n ? py_int(vm, 0) : falling(vm, n, k, false);
}

struct py_object *py_math_comb(struct py *vm, struct py_object *self, struct py_object **args)
{
	int64_t n, k;

	(void)self;
	if (!take_pair(vm, args, &n, &k))
		return NULL;
	return k > n ? py_int(vm, 0) : falling(vm, n, k > n - k ? n - k : k, true);
}

struct py_object *py_math_prod(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *result = args[1] ? args[1] : py_int(vm, 1), **items;
	size_t n;

	(void)self;
	if (!py_take_items(vm, args[0], &items, &n))
		return NULL;
	for (size_t i = 0; i < n && result; i++)
		result = py_binary(vm, PY_OP_MULT, result, items[i]);
	return result;
}
