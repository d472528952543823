#include "engine/py/module_random.h"

#include <math.h>

/* What `Lib/random.py` draws from a source, call by call, so that the numbers are the same. */

static struct py_random *source_of(struct py_object *self)
{
	return (struct py_random *)self;
}

/* ---- whole numbers ---- */

static struct py_object *randrange_of(struct py *vm, struct py_object *self, int64_t start,
				      int64_t stop, int64_t step)
{
	int64_t n, drawn;

	if (!step)
		return py_raise(vm, "ValueError", "zero step for randrange()");
	if (step > 0 ? start >= stop : start <= stop)
		return step == 1 ? py_raise(vm, "ValueError",
					    "empty range for randrange() (%lld, %lld, %lld)",
					    (long long)start, (long long)stop,
					    (long long)(stop - start))
				 : py_raise(vm, "ValueError", "empty range for randrange()");
	const uint64_t width = step > 0 ? (uint64_t)stop - (uint64_t)start
					: (uint64_t)start - (uint64_t)stop;
	const uint64_t size = step > 0 ? (uint64_t)step : 0 - (uint64_t)step;

	n = (int64_t)((width - 1) / size + 1);
	if (n <= 0)
		return py_refuse(vm, "a random number from more than 63 bits");
	return py_random_below(vm, source_of(self), n, &drawn)
		       ? py_int(vm, (int64_t)((uint64_t)start + (uint64_t)drawn * (uint64_t)step))
		       : NULL;
}

static struct py_object *randrange(struct py *vm, struct py_object *self, struct py_object **args)
{
	int64_t start, stop, step = 1;

	if (!py_take_int(vm, args[0], "start", &start))
		return NULL;
	if (!py_given(args[1])) {
		if (start <= 0)
			return py_raise(vm, "ValueError", "empty range for randrange()");
		return randrange_of(vm, self, 0, start, 1);
	}
	if (!py_take_int(vm, args[1], "stop", &stop) ||
	    (args[2] && !py_take_int(vm, args[2], "step", &step)))
		return NULL;
	return randrange_of(vm, self, start, stop, step);
}

static struct py_object *randint(struct py *vm, struct py_object *self, struct py_object **args)
{
	int64_t low, high;

	if (!py_take_int(vm, args[0], "a", &low) || !py_take_int(vm, args[1], "b", &high))
		return NULL;
	if (high == INT64_MAX)
		return py_refuse(vm, "a random number from more than 63 bits");
	return randrange_of(vm, self, low, high + 1, 1);
}

static struct py_object *getrandbits(struct py *vm, struct py_object *self, struct py_object **args)
{
	int64_t bits;

	if (!py_take_int(vm, args[0], "k", &bits))
		return NULL;
	if (bits < 0)
		return py_raise(vm, "ValueError", "number of bits must be non-negative");
	return py_random_bits(vm, source_of(self), bits);
}

static struct py_object *randbytes(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *number;
	int64_t n;

	if (!py_take_int(vm, args[0], "n", &n) || n < 0 || !py_reserve(vm, (size_t)n))
		return py_is_unwinding(vm)
			       ? NULL
			       : py_raise(vm, "ValueError", "number of bits must be non-negative");
	number = py_random_bits(vm, source_of(self), n * 8);
	unsigned char *bytes = arena_alloc(py_arena(vm), (size_t)n + 1);

	if (!number || !py_int_to_bytes(number, bytes, (size_t)n))
		return NULL;
	for (size_t i = 0; i < (size_t)n / 2; i++) {
		const unsigned char byte = bytes[i];
		bytes[i] = bytes[(size_t)n - 1 - i];
		bytes[(size_t)n - 1 - i] = byte;
	}
	return py_bytes(vm, (struct str){ (const char *)bytes, (size_t)n });
}

/* ---- from sequences ---- */

static struct py_object *choice(struct py *vm, struct py_object *self, struct py_object **args)
{
	const int64_t n = py_length(vm, args[0]);
	int64_t at;

	if (n < 0)
		return NULL;
	if (!n)
		return py_raise(vm, "IndexError", "Cannot choose from an empty sequence");
	return py_random_below(vm, source_of(self), n, &at)
		       ? py_getitem(vm, args[0], py_int(vm, at))
		       : NULL;
}

static bool running_sums(struct py *vm, struct py_object *weights, bool is_cumulative, double *ret,
			 size_t n)
{
	struct py_object **items;
	size_t count;

	if (!py_take_items(vm, weights, &items, &count))
		return false;
	if (count != n)
		return py_raise(vm, "ValueError",
				"The number of weights does not match the population");
	for (size_t i = 0; i < n; i++) {
		if (!py_take_double(vm, items[i], &ret[i]))
			return false;
		if (!is_cumulative && i)
			ret[i] += ret[i - 1];
	}
	if (!n || ret[n - 1] <= 0)
		return py_raise(vm, "ValueError", "Total of weights must be greater than zero");
	return true;
}

/* args: population, weights, cum_weights, k */
static struct py_object *choices(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *result = py_list(vm), **items;
	const bool has_weights = py_given(args[1]) || py_given(args[2]);
	double *sums, x;
	int64_t k = 1;
	size_t n, at;

	if (!py_take_items(vm, args[0], &items, &n) ||
	    (args[3] && !py_take_int(vm, args[3], "k", &k)))
		return NULL;
	if (py_given(args[1]) && py_given(args[2]))
		return py_raise(vm, "TypeError",
				"Cannot specify both weights and cumulative weights");
	if (!n && k > 0 && !has_weights)
		return py_raise(vm, "IndexError", "list index out of range");
	sums = ARENA_ARRAY(py_arena(vm), double, n + 1);
	if (has_weights &&
	    !running_sums(vm, py_given(args[1]) ? args[1] : args[2], py_given(args[2]), sums, n))
		return NULL;
	for (int64_t i = 0; i < k; i++) {
		if (!py_reserve(vm, sizeof(*items)) || !py_random_double(vm, source_of(self), &x))
			return NULL;
		at = has_weights ? 0 : (size_t)floor(x * (double)n);
		while (has_weights && at < n - 1 && x * sums[n - 1] >= sums[at])
			at++;
		py_list_append(vm, result, items[at]);
	}
	return result;
}

static struct py_object *shuffle(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_list *list = (struct py_list *)args[0];
	int64_t at;

	if (!py_is(args[0], &py_list_type))
		return py_is_poison(vm, args[0])
			       ? NULL
			       : py_raise(vm, "TypeError",
					  "'%.*s' object does not support item assignment",
					  STR_ARG(py_type_name(args[0])));
	for (size_t i = list->n; i-- > 1;) {
		if (!py_random_below(vm, source_of(self), (int64_t)i + 1, &at))
			return NULL;
		struct py_object *item = list->items[i];
		list->items[i] = list->items[at];
		list->items[at] = item;
	}
	return py_none(vm);
}

static bool has_number(const struct py_list *seen, int64_t number)
{
	for (size_t i = 0; i < seen->n; i++)
		if (((struct py_int *)seen->items[i])->value == number)
			return true;
	return false;
}

/* Few from many: draw again what was drawn already. */
static struct py_object *sample_sparse(struct py *vm, struct py_random *source,
				       struct py_object **items, int64_t n, int64_t k)
{
	struct py_object *result = py_list(vm), *seen = py_list(vm);
	int64_t at;

	for (int64_t i = 0; i < k; i++) {
		do {
			if (!py_random_below(vm, source, n, &at))
				return NULL;
		} while (has_number((struct py_list *)seen, at));
		py_list_append(vm, seen, py_int(vm, at));
		py_list_append(vm, result, items[at]);
	}
	return result;
}

static struct py_object *sample(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *pool, *result = py_list(vm);
	int64_t k, at, dense = 21;

	if (args[2])
		return py_refuse(vm, "random.sample with counts");
	if (!py_is_sequence(args[0]) && !py_is_str(args[0]) && !py_is(args[0], &py_range_type) &&
	    !py_is(args[0], &py_bytes_type))
		return py_is_poison(vm, args[0])
			       ? NULL
			       : py_raise(vm, "TypeError",
					  "Population must be a sequence.  For dicts or sets, "
					  "use sorted(d).");
	pool = py_list_from(vm, &py_list_type, args[0]);
	if (!pool || !py_take_int(vm, args[1], "k", &k))
		return NULL;
	struct py_object **items = ((struct py_list *)pool)->items;
	const int64_t n = (int64_t)((struct py_list *)pool)->n;

	if (k < 0 || k > n)
		return py_raise(vm, "ValueError", "Sample larger than population or is negative");
	if (k > 5)
		dense += (int64_t)pow(4, ceil(log((double)k * 3) / log(4)));
	if (n > dense)
		return sample_sparse(vm, source_of(self), items, n, k);
	for (int64_t i = 0; i < k; i++) {
		if (!py_random_below(vm, source_of(self), n - i, &at))
			return NULL;
		py_list_append(vm, result, items[at]);
		items[at] = items[n - i - 1];
	}
	return result;
}

/* ---- real numbers ---- */

static struct py_object *draw_random(struct py *vm, struct py_object *self, struct py_object **args)
{
	double x;

	(void)args;
	return py_random_double(vm, source_of(self), &x) ? py_float(vm, x) : NULL;
}

static struct py_object *uniform(struct py *vm, struct py_object *self, struct py_object **args)
{
	double low, high, x;

	if (!py_take_double(vm, args[0], &low) || !py_take_double(vm, args[1], &high) ||
	    !py_random_double(vm, source_of(self), &x))
		return NULL;
	return py_float(vm, low + (high - low) * x);
}

static struct py_object *triangular(struct py *vm, struct py_object *self, struct py_object **args)
{
	double low = 0, high = 1, mode, x, middle = 0.5;

	if ((args[0] && !py_take_double(vm, args[0], &low)) ||
	    (args[1] && !py_take_double(vm, args[1], &high)) ||
	    (py_given(args[2]) && !py_take_double(vm, args[2], &mode)) ||
	    !py_random_double(vm, source_of(self), &x))
		return NULL;
	if (py_given(args[2]) && high == low)
		return py_float(vm, low);
	if (py_given(args[2]))
		middle = (mode - low) / (high - low);
	if (x > middle) {
		const double swapped = low;
		x = 1.0 - x;
		middle = 1.0 - middle;
		low = high;
		high = swapped;
	}
	return py_float(vm, low + (high - low) * sqrt(x * middle));
}

static bool take_spread(struct py *vm, struct py_object **args, double *ret_mean,
			double *ret_spread)
{
	*ret_mean = 0;
	*ret_spread = 1;
	return (!args[0] || py_take_double(vm, args[0], ret_mean)) &&
	       (!args[1] || py_take_double(vm, args[1], ret_spread));
}

static struct py_object *gauss(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_random *source = source_of(self);
	double mean, spread, angle, x, z = source->next_gauss;

	if (!take_spread(vm, args, &mean, &spread))
		return NULL;
	source->has_gauss = !source->has_gauss;
	if (source->has_gauss) {
		if (!py_random_double(vm, source, &angle) || !py_random_double(vm, source, &x))
			return NULL;
		const double radius = sqrt(-2.0 * log(1.0 - x));
		z = cos(angle * 2 * M_PI) * radius;
		source->next_gauss = sin(angle * 2 * M_PI) * radius;
	}
	return py_float(vm, mean + z * spread);
}

static struct py_object *normalvariate(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	const double magic = 4 * exp(-0.5) / sqrt(2.0);
	double mean, spread, first, second, z;

	if (!take_spread(vm, args, &mean, &spread))
		return NULL;
	do {
		if (!py_random_double(vm, source_of(self), &first) ||
		    !py_random_double(vm, source_of(self), &second))
			return NULL;
		second = 1.0 - second;
		z = magic * (first - 0.5) / second;
	} while (z * z / 4.0 > -log(second));
	return py_float(vm, mean + z * spread);
}

static struct py_object *expovariate(struct py *vm, struct py_object *self, struct py_object **args)
{
	double rate, x;

	if (!py_take_double(vm, args[0], &rate) || !py_random_double(vm, source_of(self), &x))
		return NULL;
	if (rate == 0)
		return py_raise(vm, "ZeroDivisionError", "float division by zero");
	return py_float(vm, -log(1.0 - x) / rate);
}

const struct py_method py_random_draws[] = {
	{ "random", "", draw_random, PY_METHOD_INSTANCE },
	{ "randint", "a, b", randint, PY_METHOD_INSTANCE },
	{ "randrange", "start, stop=None, step=1", randrange, PY_METHOD_INSTANCE },
	{ "getrandbits", "k, /", getrandbits, PY_METHOD_INSTANCE },
	{ "randbytes", "n", randbytes, PY_METHOD_INSTANCE },
	{ "choice", "seq", choice, PY_METHOD_INSTANCE },
	{ "choices", "population, weights=None, *, cum_weights=None, k=1", choices,
	  PY_METHOD_INSTANCE },
	{ "shuffle", "x", shuffle, PY_METHOD_INSTANCE },
	{ "sample", "population, k, *, counts=None", sample, PY_METHOD_INSTANCE },
	{ "uniform", "a, b", uniform, PY_METHOD_INSTANCE },
	{ "triangular", "low=0.0, high=1.0, mode=None", triangular, PY_METHOD_INSTANCE },
	{ "gauss", "mu=0.0, sigma=1.0", gauss, PY_METHOD_INSTANCE },
	{ "normalvariate", "mu=0.0, sigma=1.0", normalvariate, PY_METHOD_INSTANCE },
	{ "expovariate", "lambd=1.0", expovariate, PY_METHOD_INSTANCE },
	{ 0 },
};
