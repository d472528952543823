#include "engine/py/values.h"

/* ---- heaps: lists in the order that `Lib/heapq.py` leaves them in ---- */

static bool take_heap(struct py *vm, const char *function, struct py_object *value,
		      struct py_list **ret)
{
	*ret = (struct py_list *)value;
	if (py_is_poison(vm, value))
		return false;
	return py_is(value, &py_list_type) ||
	       py_raise(vm, "TypeError", "%s() argument%s must be list, not %.*s", function,
			str_is(str_from(function), "heappush") ||
					str_is(str_from(function), "heapreplace") ||
					str_is(str_from(function), "heappushpop")
				? " 1"
				: "",
			STR_ARG(py_type_name(value)));
}

/* Moves the item at `at` up until its parent is not larger, no further than `start`. */
static bool sift_down(struct py *vm, struct py_list *heap, size_t start, size_t at)
{
	struct py_object *item = heap->items[at];

	while (at > start) {
		const size_t parent = (at - 1) / 2;
		const int less = py_less(vm, item, heap->items[parent]);
		if (less < 0)
			return false;
		if (!less)
			break;
		heap->items[at] = heap->items[parent];
		at = parent;
	}
	heap->items[at] = item;
	return true;
}

/* The smaller child moves up to the leaf; then the item goes to its place from there. */
static bool sift_up(struct py *vm, struct py_list *heap, size_t at)
{
	struct py_object *item = heap->items[at];
	const size_t start = at;

	for (size_t child; (child = 2 * at + 1) < heap->n; at = child) {
		const int less = child + 1 < heap->n
					 ? py_less(vm, heap->items[child], heap->items[child + 1])
					 : 1;
		if (less < 0)
			return false;
		child += !less;
		heap->items[at] = heap->items[child];
	}
	heap->items[at] = item;
	return sift_down(vm, heap, start, at);
}

static struct py_object *heappush(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_list *heap;

	(void)self;
	if (!take_heap(vm, "heappush", args[0], &heap))
		return NULL;
	py_list_append(vm, args[0], args[1]);
	return sift_down(vm, heap, 0, heap->n - 1) ? py_none(vm) : NULL;
}

static struct py_object *pop(struct py *vm, struct py_list *heap)
{
	struct py_object *last, *smallest;

	if (!heap->n)
		return py_raise(vm, "IndexError", "index out of range");
	last = heap->items[--heap->n];
	if (!heap->n)
		return last;
	smallest = heap->items[0];
	heap->items[0] = last;
	return sift_up(vm, heap, 0) ? smallest : NULL;
}

static struct py_object *heappop(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_list *heap;

	(void)self;
	return take_heap(vm, "heappop", args[0], &heap) ? pop(vm, heap) : NULL;
}

static struct py_object *replace_first(struct py *vm, struct py_list *heap, struct py_object *item)
{
	struct py_object *smallest = heap->items[0];

	heap->items[0] = item;
	return sift_up(vm, heap, 0) ? smallest : NULL;
}

static struct py_object *heapreplace(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_list *heap;

	(void)self;
	if (!take_heap(vm, "heapreplace", args[0], &heap))
		return NULL;
	return heap->n ? replace_first(vm, heap, args[1])
		       : py_raise(vm, "IndexError", "index out of range");
}

static struct py_object *heappushpop(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_list *heap;
	int less;

	(void)self;
	if (!take_heap(vm, "heappushpop", args[0], &heap))
		return NULL;
	less = heap->n ? py_less(vm, heap->items[0], args[1]) : 0;
	if (less < 0)
		return NULL;
	return less ? replace_first(vm, heap, args[1]) : args[1];
}

static struct py_object *heapify(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_list *heap;

	(void)self;
	if (!take_heap(vm, "heapify", args[0], &heap))
		return NULL;
	for (size_t i = heap->n / 2; i-- > 0;)
		if (!sift_up(vm, heap, i))
			return NULL;
	return py_none(vm);
}

static struct py_object *first_of_sorted(struct py *vm, struct py_object **args, bool is_reversed)
{
	struct py_object *list = py_list_from(vm, &py_list_type, args[1]);
	int64_t n;

	if (!list || !py_take_int(vm, args[0], "n", &n) ||
	    !py_list_sort(vm, list, py_given(args[2]) ? args[2] : NULL, is_reversed))
		return NULL;
	if (n < (int64_t)((struct py_list *)list)->n)
		((struct py_list *)list)->n = n > 0 ? (size_t)n : 0;
	return list;
}

static struct py_object *nlargest(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return first_of_sorted(vm, args, true);
}

static struct py_object *nsmallest(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return first_of_sorted(vm, args, false);
}

static const struct py_method heap_functions[] = {
	{ "heappush", "heap, item, /", heappush, PY_METHOD_STATIC },
	{ "heappop", "heap, /", heappop, PY_METHOD_STATIC },
	{ "heapify", "heap, /", heapify, PY_METHOD_STATIC },
	{ "heapreplace", "heap, item, /", heapreplace, PY_METHOD_STATIC },
	{ "heappushpop", "heap, item, /", heappushpop, PY_METHOD_STATIC },
	{ "nlargest", "n, iterable, key=None", nlargest, PY_METHOD_STATIC },
	{ "nsmallest", "n, iterable, key=None", nsmallest, PY_METHOD_STATIC },
	{ 0 },
};

/* merge is what is left. */
const struct py_native_module py_module_heapq = { .name = "heapq",
						  .functions = heap_functions,
						  .is_open = true };

/* ---- bisect ---- */

enum side { SIDE_LEFT, SIDE_RIGHT };

/* args: a, x, lo, hi, key; `wanted` is what is compared with the keys. */
static bool find_place(struct py *vm, struct py_object **args, struct py_object *wanted,
		       enum side side, int64_t *ret)
{
	int64_t low = 0, high;

	if (args[2] && !py_take_int(vm, args[2], "lo", &low))
		return false;
	if (low < 0)
		return py_raise(vm, "ValueError", "lo must be non-negative");
	high = py_given(args[3]) ? 0 : py_length(vm, args[0]);
	if (high < 0 || (py_given(args[3]) && !py_take_int(vm, args[3], "hi", &high)))
		return false;
	while (low < high) {
		const int64_t middle = (low + high) / 2;
		struct py_object *item = py_getitem(vm, args[0], py_int(vm, middle));
		if (item && py_given(args[4]))
			item = py_call(vm, args[4], &PY_ARGS(item));
		const int less = !item               ? -1
				 : side == SIDE_LEFT ? py_less(vm, item, wanted)
						     : py_less(vm, wanted, item);
		if (less < 0)
			return false;
		if (side == SIDE_LEFT ? less : !less)
			low = middle + 1;
		else
			high = middle;
	}
	*ret = low;
	return true;
}

static struct py_object *bisect(struct py *vm, struct py_object **args, enum side side)
{
	int64_t place;

	return find_place(vm, args, args[1], side, &place) ? py_int(vm, place) : NULL;
}

static struct py_object *insort(struct py *vm, struct py_object **args, enum side side)
{
	struct py_object *wanted = py_given(args[4]) ? py_call(vm, args[4], &PY_ARGS(args[1]))
						     : args[1];
	int64_t place;

	if (!wanted || !find_place(vm, args, wanted, side, &place))
		return NULL;
	return py_call_method(vm, args[0], "insert", &PY_ARGS(py_int(vm, place), args[1]));
}

static struct py_object *bisect_left(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return bisect(vm, args, SIDE_LEFT);
}

static struct py_object *bisect_right(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	(void)self;
	return bisect(vm, args, SIDE_RIGHT);
}

static struct py_object *insort_left(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return insort(vm, args, SIDE_LEFT);
}

static struct py_object *insort_right(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	(void)self;
	return insort(vm, args, SIDE_RIGHT);
}

#define BISECT_SIGNATURE "a, x, lo=0, hi=None, *, key=None"

static const struct py_method bisect_functions[] = {
	{ "bisect_left", BISECT_SIGNATURE, bisect_left, PY_METHOD_STATIC },
	{ "bisect_right", BISECT_SIGNATURE, bisect_right, PY_METHOD_STATIC },
	{ "bisect", BISECT_SIGNATURE, bisect_right, PY_METHOD_STATIC },
	{ "insort_left", BISECT_SIGNATURE, insort_left, PY_METHOD_STATIC },
	{ "insort_right", BISECT_SIGNATURE, insort_right, PY_METHOD_STATIC },
	{ "insort", BISECT_SIGNATURE, insort_right, PY_METHOD_STATIC },
	{ 0 },
};

const struct py_native_module py_module_bisect = { .name = "bisect",
						   .functions = bisect_functions };
