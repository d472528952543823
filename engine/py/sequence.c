#include "engine/py/values.h"

/* What list, tuple, str, bytes and range share: subscripts, slices, order, iterators. */

static bool slice_part(struct py *vm, struct py_object *value, int64_t absent, int64_t *ret)
{
	if (!py_given(value)) {
		*ret = absent;
		return true;
	}
	if (!py_is_int(value) && !py_type_lookup(value->type, STR("__index__")))
		return py_raise(
			vm, "TypeError",
			"slice indices must be integers or None or have an __index__ method");
	return py_index_clipped(vm, value, ret);
}

static int64_t clamp(int64_t index, int64_t length, int64_t low, int64_t high)
{
	if (index < 0)
		index += length;
	return index < low ? low : index > high ? high : index;
}

bool py_slice_span(struct py *vm, struct py_object *object, int64_t length, struct py_span *ret)
{
	const struct py_slice *slice = (struct py_slice *)object;
	int64_t start, stop, step;

	if (!slice_part(vm, slice->step, 1, &step))
		return false;
	if (step == 0)
		return py_raise(vm, "ValueError", "slice step cannot be zero");
	if (step == INT64_MIN)
		step = -INT64_MAX;
	const bool down = step < 0;

	if (!slice_part(vm, slice->start, down ? INT64_MAX : 0, &start) ||
	    !slice_part(vm, slice->stop, down ? INT64_MIN : INT64_MAX, &stop))
		return false;
	const int64_t low = down ? -1 : 0, high = down ? length - 1 : length;

	ret->start = clamp(start, length, low, high);
	ret->stop = down && !py_given(slice->stop) ? -1 : clamp(stop, length, low, high);
	ret->step = step;
	if (down)
		ret->n = ret->start > ret->stop ? (ret->start - ret->stop - 1) / -step + 1 : 0;
	else
		ret->n = ret->start < ret->stop ? (ret->stop - ret->start - 1) / step + 1 : 0;
	return true;
}

bool py_take_part(struct py *vm, struct py_object *const bounds[2], int64_t length,
		  struct py_part *ret)
{
	if (!slice_part(vm, bounds[0], 0, &ret->start) ||
	    !slice_part(vm, bounds[1], INT64_MAX, &ret->end))
		return false;
	/* The start is not clamped to the length: "abc".find("", 9) is -1. */
	ret->start = clamp(ret->start, length, 0, INT64_MAX);
	ret->end = clamp(ret->end, length, 0, length);
	return true;
}

bool py_subscript(struct py *vm, struct py_object *key, int64_t length, const char *what,
		  int64_t *ret)
{
	int64_t index;

	if (py_is_poison(vm, key))
		return false;
	if (!py_is_int(key) && !py_type_lookup(key->type, STR("__index__")))
		return py_raise(vm, "TypeError", "%s indices must be integers%s, not %s%.*s%s",
				what, what[0] == 's' ? "" : " or slices", what[0] == 's' ? "'" : "",
				STR_ARG(py_type_name(key)), what[0] == 's' ? "'" : "");
	key = py_index(vm, key);
	if (!key)
		return false;
	if (((struct py_int *)key)->big)
		return py_raise(vm, "IndexError", "cannot fit 'int' into an index-sized integer");
	index = ((struct py_int *)key)->value;
	if (index < 0)
		index += length;
	if (index < 0 || index >= length)
		return py_raise(vm, "IndexError", "%s index out of range", what);
	*ret = index;
	return true;
}

bool py_repeat_count(struct py *vm, struct py_object *count, int64_t *ret, bool *ret_known)
{
	*ret_known = py_is_int(count) || py_type_lookup(count->type, STR("__index__"));
	*ret = 0;
	if (!*ret_known)
		return true;
	count = py_index(vm, count);
	if (!count)
		return false;
	if (((struct py_int *)count)->big)
		return py_raise(vm, "OverflowError",
				"cannot fit 'int' into an index-sized integer");
	*ret = ((struct py_int *)count)->value;
	return true;
}

/* CPython asks the other operand's number protocol before the sequence protocol of ours. */
static struct py_object *other_operator(struct py *vm, enum py_operator op, struct py_object *self,
					struct py_object *other)
{
	if (!other->type->slots.binary || py_is_str(other) || py_is_sequence(other) ||
	    py_is_bytes_like(other))
		return py_not_implemented(vm);
	return other->type->slots.binary(vm, op, other, self, true);
}

struct py_object *py_concat_fallback(struct py *vm, struct py_object *self, struct py_object *other,
				     const char *name)
{
	if (py_is_poison(vm, other))
		return NULL;
	struct py_object *result = other_operator(vm, PY_OP_ADD, self, other);

	if (result != py_not_implemented(vm))
		return result;
	if (py_is_bytes_like(self))
		return py_raise(vm, "TypeError", "can't concat %.*s to bytes",
				STR_ARG(py_type_name(other)));
	return py_raise(vm, "TypeError", "can only concatenate %s (not \"%.*s\") to %s", name,
			STR_ARG(py_type_name(other)), name);
}

struct py_object *py_repeat_fallback(struct py *vm, struct py_object *self, struct py_object *other,
				     bool reflected)
{
	if (py_is_poison(vm, other))
		return NULL;
	if (!reflected) {
		struct py_object *result = other_operator(vm, PY_OP_MULT, self, other);
		if (result != py_not_implemented(vm))
			return result;
	}
	return py_raise(vm, "TypeError", "can't multiply sequence by non-int of type '%.*s'",
			STR_ARG(py_type_name(other)));
}

int py_less(struct py *vm, struct py_object *a, struct py_object *b)
{
	if (a->type->native == &py_str_type && b->type->native == &py_str_type)
		return str_compare(py_text(a), py_text(b)) < 0;
	struct py_object *result = py_compare(vm, PY_LT, a, b);

	return result ? py_truth(vm, result) : -1;
}

struct py_object *py_items_compare(struct py *vm, enum py_comparison op, const struct py_list *a,
				   const struct py_list *b)
{
	size_t i = 0;

	if ((op == PY_EQ || op == PY_NE) && a->n != b->n)
		return py_bool(vm, op == PY_NE);
	for (; i < a->n && i < b->n; i++) {
		const int same =
			a->items[i] == b->items[i] ? 1 : py_equal(vm, a->items[i], b->items[i]);
		if (same < 0)
			return NULL;
		if (!same)
			break;
	}
	if (i < a->n && i < b->n) {
		if (op == PY_EQ || op == PY_NE)
			return py_bool(vm, op == PY_NE);
		return py_compare(vm, op, a->items[i], b->items[i]);
	}
	const int order = (a->n > b->n) - (a->n < b->n);

	return py_bool(vm, (op == PY_EQ && order == 0) || (op == PY_NE && order != 0) ||
				   (op == PY_LT && order < 0) || (op == PY_LE && order <= 0) ||
				   (op == PY_GT && order > 0) || (op == PY_GE && order >= 0));
}

/* ---- iterators ---- */

struct py_object *py_iterator_self(struct py *vm, struct py_object *self)
{
	(void)vm;
	return self;
}

struct py_object *py_iterator_next(struct py *vm, struct py_object *self)
{
	struct py_iterator *iterator = (struct py_iterator *)self;

	if (iterator->is_done)
		return NULL;
	struct py_object *item = iterator->next(vm, iterator);

	if (!item)
		iterator->is_done = true;
	return item;
}

struct py_iterator *py_iterator(struct py *vm, const struct py_native_type *type,
				struct py_object *(*next)(struct py *, struct py_iterator *),
				struct py_object *source)
{
	struct py_iterator *iterator = py_new(vm, type);

	iterator->next = next;
	iterator->source = source;
	return iterator;
}

static struct py_object *next_item(struct py *vm, struct py_iterator *self)
{
	const struct py_list *list = (struct py_list *)self->source;

	(void)vm;
	return self->at < list->n ? list->items[self->at++] : NULL;
}

PY_ITERATOR_TYPE(list_iterator_type, "list_iterator");
PY_ITERATOR_TYPE(tuple_iterator_type, "tuple_iterator");

struct py_object *py_items_iterator(struct py *vm, struct py_object *sequence)
{
	const bool is_tuple = py_is(sequence, &py_tuple_type);

	return &py_iterator(vm, is_tuple ? &tuple_iterator_type : &list_iterator_type, next_item,
			    sequence)
			->head;
}

/* ---- slice objects ---- */

struct py_object *py_slice(struct py *vm, struct py_object *start, struct py_object *stop,
			   struct py_object *step)
{
	struct py_slice *slice = py_new(vm, &py_slice_type);

	slice->start = start ? start : py_none(vm);
	slice->stop = stop ? stop : py_none(vm);
	slice->step = step ? step : py_none(vm);
	return &slice->head;
}

static struct py_object *slice_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_slice *slice = (struct py_slice *)self;
	const bool only_stop = !args[1];

	slice->start = only_stop ? py_none(vm) : args[0];
	slice->stop = only_stop ? args[0] : args[1];
	slice->step = args[2] ? args[2] : py_none(vm);
	return self;
}

static struct py_object *slice_start(struct py *vm, struct py_object *self)
{
	(void)vm;
	return ((struct py_slice *)self)->start;
}

static struct py_object *slice_stop(struct py *vm, struct py_object *self)
{
	(void)vm;
	return ((struct py_slice *)self)->stop;
}

static struct py_object *slice_step(struct py *vm, struct py_object *self)
{
	(void)vm;
	return ((struct py_slice *)self)->step;
}

static struct py_object *slice_indices(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	struct py_span span;
	int64_t length;

	if (!py_take_int(vm, args[0], "length", &length))
		return NULL;
	if (length < 0)
		return py_raise(vm, "ValueError", "length should not be negative");
	if (!py_slice_span(vm, self, length, &span))
		return NULL;
	return py_tuple(vm,
			(struct py_object *const[]){ py_int(vm, span.start), py_int(vm, span.stop),
						     py_int(vm, span.step) },
			3);
}

static struct py_object *slice_repr(struct py *vm, struct py_object *self)
{
	const struct py_slice *slice = (struct py_slice *)self;
	struct str start, stop, step;

	if (!py_repr(vm, slice->start, &start) || !py_repr(vm, slice->stop, &stop) ||
	    !py_repr(vm, slice->step, &step))
		return NULL;
	return py_str_printf(vm, "slice(%.*s, %.*s, %.*s)", STR_ARG(start), STR_ARG(stop),
			     STR_ARG(step));
}

static struct py_object *slice_compare(struct py *vm, enum py_comparison op, struct py_object *self,
				       struct py_object *other)
{
	if (!py_is(other, &py_slice_type))
		return py_not_implemented(vm);
	struct py_slice *a = (struct py_slice *)self, *b = (struct py_slice *)other;
	const struct py_list left = { .items = &a->start, .n = 3 };
	const struct py_list right = { .items = &b->start, .n = 3 };

	return py_items_compare(vm, op, &left, &right);
}

static bool slice_hash(struct py *vm, struct py_object *self, uint64_t *ret_hash)
{
	(void)self;
	(void)ret_hash;
	return py_raise(vm, "TypeError", "unhashable type: 'slice'");
}

static const struct py_method slice_methods[] = {
	{ "indices", "length, /", slice_indices, PY_METHOD_INSTANCE },
	{ 0 },
};

static const struct py_property slice_properties[] = {
	{ "start", slice_start, NULL },
	{ "stop", slice_stop, NULL },
	{ "step", slice_step, NULL },
	{ 0 },
};

const struct py_native_type py_slice_type = {
	.name = "slice",
	.module = "builtins",
	.size = sizeof(struct py_slice),
	.signature = "start, stop=None, step=None, /",
	.new_ = slice_new,
	.methods = slice_methods,
	.properties = slice_properties,
	.slots = { .repr = slice_repr, .compare = slice_compare, .hash = slice_hash },
};
