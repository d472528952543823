#include "engine/py/typing.h"

#include <string.h>

struct py_object *py_list(struct py *vm)
{
	return py_new(vm, &py_list_type);
}

static bool make_room(struct py *vm, struct py_list *list, size_t more)
{
	if (list->capacity - list->n >= more)
		return true;
	size_t capacity = list->capacity ? list->capacity * 2 : 4;

	while (capacity - list->n < more)
		capacity *= 2;
	if (!py_reserve(vm, capacity * sizeof(*list->items)))
		return false;
	list->items = arena_grow(py_arena(vm), list->items, list->n * sizeof(*list->items),
				 capacity * sizeof(*list->items));
	list->capacity = capacity;
	return true;
}

/* Past the memory limit the item is dropped: the refusal that is pending then ends the evaluation.
 */
void py_list_append(struct py *vm, struct py_object *self, struct py_object *item)
{
	struct py_list *list = (struct py_list *)self;

	if (make_room(vm, list, 1))
		list->items[list->n++] = item;
}

bool py_list_extend(struct py *vm, struct py_object *self, struct py_object *iterable)
{
	struct py_list *list = (struct py_list *)self;

	if (py_is_sequence(iterable)) {
		const struct py_list *other = (struct py_list *)iterable;
		const size_t n = other->n;
		if (!make_room(vm, list, n))
			return false;
		if (n)
			memcpy(list->items + list->n, other->items, n * sizeof(*list->items));
		list->n += n;
		return true;
	}
	struct py_object *iterator = py_iter(vm, iterable), *item;

	if (!iterator)
		return false;
	for (;;) {
		if (!py_next(vm, iterator, &item))
			return false;
		if (!item)
			return true;
		if (!make_room(vm, list, 1))
			return false;
		list->items[list->n++] = item;
	}
}

struct py_object *py_list_from(struct py *vm, const struct py_native_type *type,
			       struct py_object *iterable)
{
	struct py_object *list = py_new(vm, type);

	return py_list_extend(vm, list, iterable) ? list : NULL;
}

struct py_object *py_tuple_of(struct py *vm, size_t n)
{
	struct py_list *tuple = py_new(vm, &py_tuple_type);

	tuple->items = ARENA_ARRAY(py_arena(vm), struct py_object *, n);
	tuple->n = tuple->capacity = n;
	return &tuple->head;
}

struct py_object *py_tuple(struct py *vm, struct py_object *const *items, size_t n)
{
	struct py_object *tuple = py_tuple_of(vm, n);

	if (n)
		memcpy(((struct py_list *)tuple)->items, items, n * sizeof(*items));
	return tuple;
}

struct py_object *py_pair(struct py *vm, struct py_object *a, struct py_object *b)
{
	return a && b ? py_tuple(vm, (struct py_object *const[]){ a, b }, 2) : NULL;
}

/* ---- repr, with a stack of what is being shown ---- */

struct shown {
	struct py_object **objects;
	size_t n, capacity;
};

bool py_repr_enter(struct py *vm, struct py_object *object)
{
	struct py_type *type = py_type_from(vm, &py_list_type);
	struct shown *shown = type->user;

	if (!shown)
		type->user = shown = ARENA_NEW(py_arena(vm), struct shown);
	for (size_t i = 0; i < shown->n; i++)
		if (shown->objects[i] == object)
			return false;
	if (shown->n == shown->capacity) {
		shown->capacity = shown->capacity ? shown->capacity * 2 : 16;
		shown->objects = arena_grow(py_arena(vm), shown->objects,
					    shown->n * sizeof(*shown->objects),
					    shown->capacity * sizeof(*shown->objects));
	}
	shown->objects[shown->n++] = object;
	return true;
}

void py_repr_leave(struct py *vm, struct py_object *object)
{
	struct shown *shown = py_type_from(vm, &py_list_type)->user;

	while (shown->n && shown->objects[--shown->n] != object)
		;
}

static struct py_object *items_repr(struct py *vm, struct py_object *self)
{
	const struct py_list *list = (struct py_list *)self;
	const bool is_tuple = py_is(self, &py_tuple_type);
	struct strbuf buffer = STRBUF(py_arena(vm));
	bool is_good = true;

	if (!py_repr_enter(vm, self))
		return py_str_c(vm, is_tuple ? "(...)" : "[...]");
	strbuf_add_char(&buffer, is_tuple ? '(' : '[');
	for (size_t i = 0; is_good && i < list->n; i++) {
		struct str text = STR("");
		if (i)
			strbuf_add_c(&buffer, ", ");
		is_good = py_repr(vm, list->items[i], &text);
		strbuf_add(&buffer, text);
	}
	strbuf_add_c(&buffer, is_tuple ? list->n == 1 ? ",)" : ")" : "]");
	py_repr_leave(vm, self);
	return is_good ? py_str(vm, strbuf_str(&buffer)) : NULL;
}

/* ---- sorting ---- */

struct sort {
	struct py *vm;
	struct py_object **keys, **items; /* the same array where there is no key function */
	struct py_object **key_space, **item_space;
};

static void move_entry(struct sort *sort, struct py_object **keys, struct py_object **items,
		       size_t to, size_t from)
{
	keys[to] = sort->keys[from];
	items[to] = sort->items[from];
}

/* Merges [low, middle) and [middle, high); equal ones keep their order. */
static bool merge(struct sort *sort, size_t low, size_t middle, size_t high)
{
	size_t left = low, right = middle, to = low;

	while (left < middle && right < high) {
		const int less = py_less(sort->vm, sort->keys[right], sort->keys[left]);
		if (less < 0)
			return false;
		move_entry(sort, sort->key_space, sort->item_space, to++, less ? right++ : left++);
	}
	while (left < middle)
		move_entry(sort, sort->key_space, sort->item_space, to++, left++);
	while (right < high)
		move_entry(sort, sort->key_space, sort->item_space, to++, right++);
	memcpy(sort->keys + low, sort->key_space + low, (high - low) * sizeof(*sort->keys));
	memcpy(sort->items + low, sort->item_space + low, (high - low) * sizeof(*sort->items));
	return true;
}

static bool sort_range(struct sort *sort, size_t low, size_t high)
{
	if (high - low < 2)
		return true;
	const size_t middle = low + (high - low) / 2;

	if (!sort_range(sort, low, middle) || !sort_range(sort, middle, high))
		return false;
	const int less = py_less(sort->vm, sort->keys[middle], sort->keys[middle - 1]);

	return less < 0 ? false : !less || merge(sort, low, middle, high);
}

static void reverse_items(struct py_object **items, size_t n)
{
	for (size_t i = 0; i < n / 2; i++) {
		struct py_object *swap = items[i];
		items[i] = items[n - 1 - i];
		items[n - 1 - i] = swap;
	}
}

bool py_list_sort(struct py *vm, struct py_object *self, struct py_object *key, bool reverse)
{
	struct py_list *list = (struct py_list *)self;
	const size_t n = list->n;
	struct py_object **space = ARENA_ARRAY(py_arena(vm), struct py_object *, 4 * n);
	struct sort sort = { vm, space, space + n, space + 2 * n, space + 3 * n };

	for (size_t i = 0; i < n; i++) {
		sort.items[i] = list->items[i];
		sort.keys[i] = py_given(key) ? py_call(vm, key, &PY_ARGS(list->items[i]))
					     : list->items[i];
		if (!sort.keys[i])
			return false;
	}
	/* Reversed before and after, so that equal items keep their order. */
	if (reverse) {
		reverse_items(sort.keys, n);
		reverse_items(sort.items, n);
	}
	if (!sort_range(&sort, 0, n))
		return false;
	if (reverse)
		reverse_items(sort.items, n);
	if (list->n != n)
		return py_raise(vm, "ValueError", "list modified during sort");
	if (n)
		memcpy(list->items, sort.items, n * sizeof(*list->items));
	return true;
}

/* ---- operators of list and tuple ---- */

static struct py_object *items_new(struct py *vm, const struct py_native_type *type,
				   struct py_object *const *items, size_t n)
{
	struct py_list *list = py_new(vm, type);

	list->items = ARENA_ARRAY(py_arena(vm), struct py_object *, n);
	list->n = list->capacity = n;
	if (n)
		memcpy(list->items, items, n * sizeof(*items));
	return &list->head;
}

static const struct py_native_type *kind(const struct py_object *self)
{
	return py_is(self, &py_tuple_type) ? &py_tuple_type : &py_list_type;
}

static struct py_object *repeat(struct py *vm, struct py_object *self, struct py_object *count,
				bool reflected)
{
	const struct py_list *list = (struct py_list *)self;
	int64_t n;
	bool is_count;
	size_t total;

	if (!py_repeat_count(vm, count, &n, &is_count))
		return NULL;
	if (!is_count)
		return py_repeat_fallback(vm, self, count, reflected);
	if (n < 0)
		n = 0;
	if (__builtin_mul_overflow(list->n, (size_t)n, &total) || total > SIZE_MAX / 16)
		return py_raise(vm, "MemoryError", "%s", "");
	if (!py_reserve(vm, total * sizeof(*list->items)))
		return NULL;
	struct py_list *result = (struct py_list *)items_new(vm, kind(self), NULL, 0);

	result->items = ARENA_ARRAY(py_arena(vm), struct py_object *, total);
	result->n = result->capacity = total;
	for (size_t i = 0; i < total; i++)
		result->items[i] = list->items[i % list->n];
	return &result->head;
}

static struct py_object *items_binary(struct py *vm, enum py_operator op, struct py_object *self,
				      struct py_object *other, bool reflected)
{
	const struct py_native_type *type = kind(self);

	if (op == PY_OP_MULT)
		return repeat(vm, self, other, reflected);
	if (op != PY_OP_ADD || reflected)
		return py_not_implemented(vm);
	if (!py_is(other, type))
		return py_concat_fallback(vm, self, other, type->name);
	const struct py_list *a = (struct py_list *)self, *b = (struct py_list *)other;

	if (!py_reserve(vm, (a->n + b->n) * sizeof(*a->items)))
		return NULL;
	struct py_list *sum = (struct py_list *)items_new(vm, type, NULL, 0);

	sum->items = ARENA_ARRAY(py_arena(vm), struct py_object *, a->n + b->n);
	sum->n = sum->capacity = a->n + b->n;
	for (size_t i = 0; i < sum->n; i++)
		sum->items[i] = i < a->n ? a->items[i] : b->items[i - a->n];
	return &sum->head;
}

static struct py_object *items_compare(struct py *vm, enum py_comparison op, struct py_object *self,
				       struct py_object *other)
{
	if (!py_is(other, kind(self)))
		return py_not_implemented(vm);
	return py_items_compare(vm, op, (struct py_list *)self, (struct py_list *)other);
}

static int items_truth(struct py *vm, struct py_object *self)
{
	(void)vm;
	return ((struct py_list *)self)->n != 0;
}

static int64_t items_length(struct py *vm, struct py_object *self)
{
	(void)vm;
	return (int64_t)((struct py_list *)self)->n;
}

static struct py_object *items_getitem(struct py *vm, struct py_object *self, struct py_object *key)
{
	const struct py_list *list = (struct py_list *)self;
	struct py_span span;
	int64_t index;

	if (!py_is(key, &py_slice_type))
		return py_subscript(vm, key, (int64_t)list->n, kind(self)->name, &index)
			       ? list->items[index]
			       : NULL;
	if (!py_slice_span(vm, key, (int64_t)list->n, &span))
		return NULL;
	if (span.step == 1)
		return items_new(vm, kind(self), list->items + span.start, (size_t)span.n);
	struct py_list *part = (struct py_list *)items_new(vm, kind(self), NULL, 0);

	part->items = ARENA_ARRAY(py_arena(vm), struct py_object *, (size_t)span.n);
	part->n = part->capacity = (size_t)span.n;
	for (int64_t i = 0; i < span.n; i++)
		part->items[i] = list->items[span.start + i * span.step];
	return &part->head;
}

static int items_contains(struct py *vm, struct py_object *self, struct py_object *item)
{
	const struct py_list *list = (struct py_list *)self;

	for (size_t i = 0; i < list->n; i++) {
		const int same = list->items[i] == item ? 1 : py_equal(vm, list->items[i], item);
		if (same)
			return same;
	}
	return 0;
}

/* ---- list only: change in place ---- */

static void replace_part(struct py_list *list, size_t start, size_t removed,
			 struct py_object **items, size_t n)
{
	memmove(list->items + start + n, list->items + start + removed,
		(list->n - start - removed) * sizeof(*list->items));
	if (n)
		memcpy(list->items + start, items, n * sizeof(*items));
	list->n = list->n - removed + n;
}

static void delete_span(struct py_list *list, struct py_span span)
{
	size_t to = 0;

	if (span.step < 0 && span.n) {
		span.start += (span.n - 1) * span.step;
		span.step = -span.step;
	}
	for (size_t i = 0; i < list->n; i++) {
		const int64_t distance = (int64_t)i - span.start;
		if (distance < 0 || distance % span.step || distance / span.step >= span.n)
			list->items[to++] = list->items[i];
	}
	list->n = to;
}

static bool assign_slice(struct py *vm, struct py_list *list, struct py_object *slice,
			 struct py_object *value)
{
	struct py_span span;

	if (value) {
		/* A copy: the value may be the list itself, or a generator over it. */
		if (!py_is_sequence(value) && !value->type->slots.iter &&
		    !value->type->slots.getitem)
			return py_raise(vm, "TypeError", "can only assign an iterable");
		value = py_list_from(vm, &py_list_type, value);
		if (!value)
			return false;
	}
	if (!py_slice_span(vm, slice, (int64_t)list->n, &span))
		return false;
	if (!value) {
		delete_span(list, span);
		return true;
	}
	const struct py_list *items = (struct py_list *)value;

	if (span.step == 1) {
		if (!make_room(vm, list, items->n))
			return false;
		replace_part(list, (size_t)span.start, (size_t)span.n, items->items, items->n);
		return true;
	}
	if (items->n != (size_t)span.n)
		return py_raise(
			vm, "ValueError",
			"attempt to assign sequence of size %zu to extended slice of size %lld",
			items->n, (long long)span.n);
	for (int64_t i = 0; i < span.n; i++)
		list->items[span.start + i * span.step] = items->items[i];
	return true;
}

static bool list_setitem(struct py *vm, struct py_object *self, struct py_object *key,
			 struct py_object *value)
{
	struct py_list *list = (struct py_list *)self;
	int64_t index;

	if (py_is(key, &py_slice_type))
		return assign_slice(vm, list, key, value);
	if (!py_subscript(vm, key, (int64_t)list->n, py_is_int(key) ? "list assignment" : "list",
			  &index))
		return false;
	if (value)
		list->items[index] = value;
	else
		replace_part(list, (size_t)index, 1, NULL, 0);
	return true;
}

static struct py_object *list_append(struct py *vm, struct py_object *self, struct py_object **args)
{
	py_list_append(vm, self, args[0]);
	return py_none(vm);
}

static struct py_object *list_extend(struct py *vm, struct py_object *self, struct py_object **args)
{
	return py_list_extend(vm, self, args[0]) ? py_none(vm) : NULL;
}

static struct py_object *list_iadd(struct py *vm, struct py_object *self, struct py_object **args)
{
	return py_list_extend(vm, self, args[0]) ? self : NULL;
}

static struct py_object *list_imul(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *product = repeat(vm, self, args[0], false);

	if (!product || !py_is_sequence(product))
		return product;
	((struct py_list *)self)->items = ((struct py_list *)product)->items;
	((struct py_list *)self)->n = ((struct py_list *)product)->n;
	((struct py_list *)self)->capacity = ((struct py_list *)product)->n;
	return self;
}

static struct py_object *list_insert(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_list *list = (struct py_list *)self;
	int64_t index;

	if (!py_index_clipped(vm, args[0], &index) || !make_room(vm, list, 1))
		return NULL;
	const int64_t n = (int64_t)list->n;

	if (index < 0)
		index = index + n < 0 ? 0 : index + n;
	replace_part(list, (size_t)(index > n ? n : index), 0, &args[1], 1);
	return py_none(vm);
}

/* The first equal item between two places; -1: none, -2: unwinding. */
static int64_t find_item(struct py *vm, const struct py_list *list, struct py_object *item,
			 int64_t start, int64_t end)
{
	for (int64_t i = start; i < end && i < (int64_t)list->n; i++) {
		const int same = list->items[i] == item ? 1 : py_equal(vm, list->items[i], item);
		if (same)
			return same < 0 ? -2 : i;
	}
	return -1;
}

static struct py_object *list_remove(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_list *list = (struct py_list *)self;
	const int64_t index = find_item(vm, list, args[0], 0, INT64_MAX);

	if (index == -1)
		return py_raise(vm, "ValueError", "list.remove(x): x not in list");
	if (index < 0)
		return NULL;
	replace_part(list, (size_t)index, 1, NULL, 0);
	return py_none(vm);
}

static struct py_object *list_pop(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_list *list = (struct py_list *)self;
	int64_t index = -1;

	if (args[0] && !py_index_clipped(vm, args[0], &index))
		return NULL;
	if (!list->n)
		return py_raise(vm, "IndexError", "pop from empty list");
	if (index < 0)
		index += (int64_t)list->n;
	if (index < 0 || index >= (int64_t)list->n)
		return py_raise(vm, "IndexError", "pop index out of range");
	struct py_object *item = list->items[index];

	replace_part(list, (size_t)index, 1, NULL, 0);
	return item;
}

static struct py_object *list_clear(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	((struct py_list *)self)->n = 0;
	return py_none(vm);
}

static struct py_object *items_index(struct py *vm, struct py_object *self, struct py_object **args)
{
	const struct py_list *list = (struct py_list *)self;
	struct py_part part;
	struct str shown;

	if (!py_take_part(vm, args + 1, (int64_t)list->n, &part))
		return NULL;
	const int64_t index = find_item(vm, list, args[0], part.start, part.end);

	if (index >= 0)
		return py_int(vm, index);
	if (index == -1 && kind(self) == &py_tuple_type)
		return py_raise(vm, "ValueError", "tuple.index(x): x not in tuple");
	if (index == -1 && py_repr(vm, args[0], &shown))
		return py_raise(vm, "ValueError", "%.*s is not in list", STR_ARG(shown));
	return NULL;
}

static struct py_object *items_count(struct py *vm, struct py_object *self, struct py_object **args)
{
	const struct py_list *list = (struct py_list *)self;
	int64_t count = 0;

	for (size_t i = 0; i < list->n; i++) {
		const int same = list->items[i] == args[0] ? 1
							   : py_equal(vm, list->items[i], args[0]);
		if (same < 0)
			return NULL;
		count += same;
	}
	return py_int(vm, count);
}

static struct py_object *list_sort(struct py *vm, struct py_object *self, struct py_object **args)
{
	bool reverse;

	if (!py_take_bool(vm, args[1], false, &reverse) ||
	    !py_list_sort(vm, self, args[0], reverse))
		return NULL;
	return py_none(vm);
}

static struct py_object *list_reverse(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	(void)args;
	reverse_items(((struct py_list *)self)->items, ((struct py_list *)self)->n);
	return py_none(vm);
}

static struct py_object *list_copy(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	return items_new(vm, &py_list_type, ((struct py_list *)self)->items,
			 ((struct py_list *)self)->n);
}

static struct py_object *list_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	if (args[0] && !py_list_extend(vm, self, args[0]))
		return NULL;
	return self;
}

static struct py_object *tuple_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	if (args[0] && self->type->native == &py_tuple_type && args[0]->type == self->type)
		return args[0];
	return list_new(vm, self, args);
}

static bool list_hash(struct py *vm, struct py_object *self, uint64_t *ret_hash)
{
	(void)ret_hash;
	return py_raise(vm, "TypeError", "unhashable type: '%.*s'", STR_ARG(py_type_name(self)));
}

static bool tuple_hash(struct py *vm, struct py_object *self, uint64_t *ret_hash)
{
	const struct py_list *list = (struct py_list *)self;
	uint64_t hash = 0x9e3779b97f4a7c15u + list->n, one;

	for (size_t i = 0; i < list->n; i++) {
		if (!py_hash(vm, list->items[i], &one))
			return false;
		hash = (hash ^ one) * 0xff51afd7ed558ccdu;
		hash ^= hash >> 33;
	}
	*ret_hash = hash;
	return true;
}

static const struct py_method list_methods[] = {
	PY_CLASS_GETITEM,
	{ "append", "object, /", list_append, PY_METHOD_INSTANCE },
	{ "extend", "iterable, /", list_extend, PY_METHOD_INSTANCE },
	{ "insert", "index, object, /", list_insert, PY_METHOD_INSTANCE },
	{ "remove", "value, /", list_remove, PY_METHOD_INSTANCE },
	{ "pop", "index=-1, /", list_pop, PY_METHOD_INSTANCE },
	{ "clear", "", list_clear, PY_METHOD_INSTANCE },
	{ "index", "value, start=0, stop=None, /", items_index, PY_METHOD_INSTANCE },
	{ "count", "value, /", items_count, PY_METHOD_INSTANCE },
	{ "sort", "*, key=None, reverse=False", list_sort, PY_METHOD_INSTANCE },
	{ "reverse", "", list_reverse, PY_METHOD_INSTANCE },
	{ "copy", "", list_copy, PY_METHOD_INSTANCE },
	{ "__iadd__", "value, /", list_iadd, PY_METHOD_INSTANCE },
	{ "__imul__", "value, /", list_imul, PY_METHOD_INSTANCE },
	{ 0 },
};

static const struct py_method tuple_methods[] = {
	PY_CLASS_GETITEM,
	{ "index", "value, start=0, stop=None, /", items_index, PY_METHOD_INSTANCE },
	{ "count", "value, /", items_count, PY_METHOD_INSTANCE },
	{ 0 },
};

const struct py_native_type py_list_type = {
	.name = "list",
	.module = "builtins",
	.size = sizeof(struct py_list),
	.signature = "iterable=(), /",
	.new_ = list_new,
	.methods = list_methods,
	.slots = { .binary = items_binary,
		   .compare = items_compare,
		   .truth = items_truth,
		   .length = items_length,
		   .getitem = items_getitem,
		   .setitem = list_setitem,
		   .contains = items_contains,
		   .iter = py_items_iterator,
		   .repr = items_repr,
		   .hash = list_hash },
};

const struct py_native_type py_tuple_type = {
	.name = "tuple",
	.module = "builtins",
	.size = sizeof(struct py_list),
	.signature = "iterable=(), /",
	.new_ = tuple_new,
	.methods = tuple_methods,
	.slots = { .binary = items_binary,
		   .compare = items_compare,
		   .truth = items_truth,
		   .length = items_length,
		   .getitem = items_getitem,
		   .contains = items_contains,
		   .iter = py_items_iterator,
		   .repr = items_repr,
		   .hash = tuple_hash },
};
