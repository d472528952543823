#include "engine/py/values.h"

/* Bounds of 64 bits: a range beyond them is refused. */
struct range {
	struct py_object head;
	int64_t start, stop, step, n;
};

static int64_t count_steps(int64_t start, int64_t stop, int64_t step)
{
	if (step > 0)
		return start < stop ? (int64_t)(((uint64_t)stop - (uint64_t)start - 1) /
						(uint64_t)step) +
					      1
				    : 0;
	return start > stop
		       ? (int64_t)(((uint64_t)start - (uint64_t)stop - 1) / (0 - (uint64_t)step)) +
				 1
		       : 0;
}

static bool take_bound(struct py *vm, struct py_object *value, int64_t *ret)
{
	value = py_index(vm, value);
	if (!value)
		return false;
	if (((struct py_int *)value)->big)
		return py_refuse(vm, "a range beyond 64 bits");
	*ret = ((struct py_int *)value)->value;
	return true;
}

static struct py_object *make_range(struct py *vm, int64_t start, int64_t stop, int64_t step)
{
	struct range *range = py_new(vm, &py_range_type);

	range->start = start;
	range->stop = stop;
	range->step = step;
	range->n = count_steps(start, stop, step);
	return &range->head;
}

static struct py_object *range_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	int64_t start = 0, stop = 0, step = 1;

	(void)self;
	if (!take_bound(vm, args[1] ? args[1] : args[0], &stop) ||
	    (args[1] && !take_bound(vm, args[0], &start)) ||
	    (args[2] && !take_bound(vm, args[2], &step)))
		return NULL;
	if (!step)
		return py_raise(vm, "ValueError", "range() arg 3 must not be zero");
	return make_range(vm, start, stop, step);
}

static int64_t element(const struct range *range, int64_t index)
{
	return (int64_t)((uint64_t)range->start + (uint64_t)index * (uint64_t)range->step);
}

static struct py_object *next_number(struct py *vm, struct py_iterator *self)
{
	const struct range *range = (struct range *)self->source;

	if ((int64_t)self->at >= range->n)
		return NULL;
	return py_int(vm, element(range, (int64_t)self->at++));
}

PY_ITERATOR_TYPE(range_iterator_type, "range_iterator");

static struct py_object *range_iter(struct py *vm, struct py_object *self)
{
	return &py_iterator(vm, &range_iterator_type, next_number, self)->head;
}

static int64_t range_length(struct py *vm, struct py_object *self)
{
	(void)vm;
	return ((struct range *)self)->n;
}

static int range_truth(struct py *vm, struct py_object *self)
{
	(void)vm;
	return ((struct range *)self)->n != 0;
}

static struct py_object *range_getitem(struct py *vm, struct py_object *self, struct py_object *key)
{
	const struct range *range = (struct range *)self;
	struct py_span span;
	int64_t index;

	if (!py_is(key, &py_slice_type))
		return py_subscript(vm, key, range->n, "range object", &index)
			       ? py_int(vm, element(range, index))
			       : NULL;
	if (!py_slice_span(vm, key, range->n, &span))
		return NULL;
	return make_range(vm, element(range, span.start), element(range, span.stop),
			  range->step * span.step);
}

/* The place of a number in the range, or -1. */
static int64_t find_number(const struct range *range, const struct py_int *number)
{
	if (number->big || !range->n)
		return -1;
	const int64_t last = element(range, range->n - 1);
	const int64_t low = range->step > 0 ? range->start : last,
		      high = range->step > 0 ? last : range->start;

	if (number->value < low || number->value > high ||
	    (number->value - range->start) % range->step)
		return -1;
	return (number->value - range->start) / range->step;
}

static int range_contains(struct py *vm, struct py_object *self, struct py_object *item)
{
	const struct range *range = (struct range *)self;

	if (py_is_int(item))
		return find_number(range, (struct py_int *)item) >= 0;
	for (int64_t i = 0; i < range->n; i++) {
		const int same = py_equal(vm, py_int(vm, element(range, i)), item);
		if (same)
			return same;
	}
	return 0;
}

static struct py_object *range_index(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str text;
	const int64_t index = py_is_int(args[0])
				      ? find_number((struct range *)self, (struct py_int *)args[0])
				      : -1;

	if (index >= 0)
		return py_int(vm, index);
	return py_repr(vm, args[0], &text)
		       ? py_raise(vm, "ValueError", "%.*s is not in range", STR_ARG(text))
		       : NULL;
}

static struct py_object *range_count(struct py *vm, struct py_object *self, struct py_object **args)
{
	const int found = range_contains(vm, self, args[0]);

	return found < 0 ? NULL : py_int(vm, found);
}

static struct py_object *range_reversed(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	const struct range *range = (struct range *)self;

	(void)args;
	if (!range->n)
		return range_iter(vm, self);
	return range_iter(vm, make_range(vm, element(range, range->n - 1),
					 range->start - range->step, -range->step));
}

static struct py_object *range_compare(struct py *vm, enum py_comparison op, struct py_object *self,
				       struct py_object *other)
{
	if (!py_is(other, &py_range_type) || (op != PY_EQ && op != PY_NE))
		return py_not_implemented(vm);
	const struct range *a = (struct range *)self, *b = (struct range *)other;
	const bool same = a->n == b->n && (a->n == 0 || (a->start == b->start &&
							 (a->n == 1 || a->step == b->step)));

	return py_bool(vm, same == (op == PY_EQ));
}

static bool range_hash(struct py *vm, struct py_object *self, uint64_t *ret_hash)
{
	const struct range *range = (struct range *)self;

	(void)vm;
	*ret_hash = py_hash_int64(range->n);
	if (range->n)
		*ret_hash = *ret_hash * 31 + py_hash_int64(range->start);
	if (range->n > 1)
		*ret_hash = *ret_hash * 31 + py_hash_int64(range->step);
	return true;
}

static struct py_object *range_repr(struct py *vm, struct py_object *self)
{
	const struct range *range = (struct range *)self;

	if (range->step == 1)
		return py_str_printf(vm, "range(%lld, %lld)", (long long)range->start,
				     (long long)range->stop);
	return py_str_printf(vm, "range(%lld, %lld, %lld)", (long long)range->start,
			     (long long)range->stop, (long long)range->step);
}

static struct py_object *range_start(struct py *vm, struct py_object *self)
{
	return py_int(vm, ((struct range *)self)->start);
}

static struct py_object *range_stop(struct py *vm, struct py_object *self)
{
	return py_int(vm, ((struct range *)self)->stop);
}

static struct py_object *range_step(struct py *vm, struct py_object *self)
{
	return py_int(vm, ((struct range *)self)->step);
}

static const struct py_method range_methods[] = {
	{ "index", "value, /", range_index, PY_METHOD_INSTANCE },
	{ "count", "value, /", range_count, PY_METHOD_INSTANCE },
	{ "__reversed__", "", range_reversed, PY_METHOD_INSTANCE },
	{ 0 },
};

static const struct py_property range_properties[] = {
	{ "start", range_start, NULL },
	{ "stop", range_stop, NULL },
	{ "step", range_step, NULL },
	{ 0 },
};

const struct py_native_type py_range_type = {
	.name = "range",
	.module = "builtins",
	.size = sizeof(struct range),
	.signature = "start, stop=None, step=1, /",
	.new_ = range_new,
	.methods = range_methods,
	.properties = range_properties,
	.slots = { .compare = range_compare,
		   .truth = range_truth,
		   .length = range_length,
		   .getitem = range_getitem,
		   .contains = range_contains,
		   .iter = range_iter,
		   .repr = range_repr,
		   .hash = range_hash },
};
