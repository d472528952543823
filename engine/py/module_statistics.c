#include "engine/py/module_math.h"

#include <math.h>

static const struct py_native_type py_statistics_error_type = {
	.name = "StatisticsError",
	.module = "statistics",
	.base = &py_ValueError_type,
	.size = sizeof(struct py_exception),
};

/* The items, at least one; false: unwinding. */
static bool take_some(struct py *vm, struct py_object *value, const char *what,
		      struct py_object **ret)
{
	*ret = py_list_from(vm, &py_list_type, value);
	if (!*ret)
		return false;
	return ((struct py_list *)*ret)->n ||
	       py_raise_type(vm, &py_statistics_error_type, "%s", what);
}

static bool all_ints(const struct py_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		if (!py_is_int(list->items[i]))
			return false;
	return true;
}

static bool any_float(const struct py_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		if (py_is_float(list->items[i]))
			return true;
	return false;
}

static struct py_object *call_math(struct py *vm, const char *name, struct py_object *value)
{
	struct py_object *math = py_import(vm, STR("math"));

	return math ? py_call_method(vm, math, name, &PY_ARGS(value)) : NULL;
}

static struct py_object *sum_of(struct py *vm, const struct py_list *list)
{
	struct py_object *sum = py_int(vm, 0);

	for (size_t i = 0; i < list->n && sum; i++)
		sum = py_binary(vm, PY_OP_ADD, sum, list->items[i]);
	return sum;
}

/* Adds a number to the fraction above / below; the denominators of floats are powers of two. */
static bool add_exactly(struct py *vm, struct py_object *number, struct py_object **above,
			struct py_object **below)
{
	struct py_object *ratio = py_call_method(vm, number, "as_integer_ratio", &PY_NO_ARGS),
			 **parts, *factor;
	size_t n;

	if (!ratio || !py_take_items(vm, ratio, &parts, &n))
		return false;
	const int is_finer = py_less(vm, *below, parts[1]);

	factor = is_finer < 0 ? NULL
			      : py_binary(vm, PY_OP_FLOORDIV, is_finer ? parts[1] : *below,
					  is_finer ? *below : parts[1]);
	if (!factor)
		return false;
	if (is_finer) {
		*above = py_binary(vm, PY_OP_MULT, *above, factor);
		*below = parts[1];
	} else {
		parts[0] = py_binary(vm, PY_OP_MULT, parts[0], factor);
	}
	*above = *above && parts[0] ? py_binary(vm, PY_OP_ADD, *above, parts[0]) : NULL;
	return *above;
}

/* Rounded once, from the exact sum. */
static struct py_object *mean_of_floats(struct py *vm, const struct py_list *list)
{
	struct py_object *above = py_int(vm, 0), *below = py_int(vm, 1);

	for (size_t i = 0; i < list->n; i++)
		if (!add_exactly(vm, list->items[i], &above, &below))
			return NULL;
	below = py_binary(vm, PY_OP_MULT, below, py_int(vm, (int64_t)list->n));
	return below ? py_binary(vm, PY_OP_DIV, above, below) : NULL;
}

/* A whole mean of ints is an int (`Lib/statistics.py`, _convert). */
static struct py_object *mean_of(struct py *vm, struct py_object *data)
{
	const struct py_list *list = (struct py_list *)data;
	struct py_object *count = py_int(vm, (int64_t)list->n), *sum, *rest;

	if (any_float(list))
		return mean_of_floats(vm, list);
	sum = sum_of(vm, list);
	if (!sum)
		return NULL;
	if (!all_ints(list))
		return py_binary(vm, PY_OP_DIV, sum, count);
	rest = py_binary(vm, PY_OP_MOD, sum, count);
	if (!rest)
		return NULL;
	return py_binary(vm, py_int_is_zero(rest) ? PY_OP_FLOORDIV : PY_OP_DIV, sum, count);
}

static struct py_object *mean(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *data;

	(void)self;
	return take_some(vm, args[0], "mean requires at least one data point", &data)
		       ? mean_of(vm, data)
		       : NULL;
}

static struct py_object *fmean(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *data, *sum;

	(void)self;
	if (args[1])
		return py_refuse(vm, "statistics.fmean with weights");
	if (!take_some(vm, args[0], "fmean requires at least one data point", &data))
		return NULL;
	sum = call_math(vm, "fsum", data);
	return sum ? py_binary(vm, PY_OP_DIV, sum, py_int(vm, (int64_t)((struct py_list *)data)->n))
		   : NULL;
}

/* ---- median, mode ---- */

enum middle { MIDDLE_MEAN, MIDDLE_LOW, MIDDLE_HIGH };

static struct py_object *middle_of(struct py *vm, struct py_object *value, enum middle which)
{
	struct py_object *data, *sum;

	if (!take_some(vm, value, "no median for empty data", &data) ||
	    !py_list_sort(vm, data, NULL, false))
		return NULL;
	const struct py_list *list = (struct py_list *)data;
	const size_t half = list->n / 2;

	if (list->n % 2 || which == MIDDLE_HIGH)
		return list->items[half];
	if (which == MIDDLE_LOW)
		return list->items[half - 1];
	sum = py_binary(vm, PY_OP_ADD, list->items[half - 1], list->items[half]);
	return sum ? py_binary(vm, PY_OP_DIV, sum, py_int(vm, 2)) : NULL;
}

static struct py_object *median(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return middle_of(vm, args[0], MIDDLE_MEAN);
}

static struct py_object *median_low(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return middle_of(vm, args[0], MIDDLE_LOW);
}

static struct py_object *median_high(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return middle_of(vm, args[0], MIDDLE_HIGH);
}

static struct py_object *mode(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *data, *counts = py_dict(vm), *count, *best = NULL;
	int64_t most = 0;

	(void)self;
	if (!take_some(vm, args[0], "no mode for empty data", &data))
		return NULL;
	const struct py_list *list = (struct py_list *)data;

	for (size_t i = 0; i < list->n; i++) {
		if (!py_dict_find(vm, counts, list->items[i], &count))
			return NULL;
		count = py_int(vm, count ? ((struct py_int *)count)->value + 1 : 1);
		if (!py_dict_set(vm, counts, list->items[i], count))
			return NULL;
	}
	size_t cursor = 0;

	for (const struct py_dict_entry *entry; (entry = py_dict_next(counts, &cursor));)
		if (((struct py_int *)entry->value)->value > most) {
			most = ((struct py_int *)entry->value)->value;
			best = entry->key;
		}
	return best;
}

static const struct py_member members[] = {
	{ "StatisticsError", PY_MEMBER_TYPE, &py_statistics_error_type, NULL },
	{ 0 },
};

static const struct py_method functions[] = {
	{ "mean", "data", mean, PY_METHOD_STATIC },
	{ "fmean", "data, weights=None", fmean, PY_METHOD_STATIC },
	{ "median", "data", median, PY_METHOD_STATIC },
	{ "median_low", "data", median_low, PY_METHOD_STATIC },
	{ "median_high", "data", median_high, PY_METHOD_STATIC },
	{ "mode", "data", mode, PY_METHOD_STATIC },
	{ 0 },
};

/* Spreads, quantiles and distributions are what is left: CPython computes them in exact fractions.
 */
const struct py_native_module py_module_statistics = {
	.name = "statistics", .members = members, .functions = functions, .is_open = true
};
