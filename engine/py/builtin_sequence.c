#include "engine/py/builtin.h"

/* Built-in functions and iterator types over iterables. */

struct py_object *py_builtin_len(struct py *vm, struct py_object *self, struct py_object **args)
{
	const int64_t length = py_length(vm, args[0]);

	(void)self;
	return length < 0 ? NULL : py_int(vm, length);
}

struct py_object *py_builtin_sorted(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *list = py_list_from(vm, &py_list_type, args[0]);
	bool reverse;

	(void)self;
	if (!list || !py_take_bool(vm, args[2], false, &reverse))
		return NULL;
	return py_list_sort(vm, list, args[1], reverse) ? list : NULL;
}

struct py_object *py_builtin_sum(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *total = args[1] ? args[1] : py_int(vm, 0), *iterator, *item;

	(void)self;
	if (py_is_str(total))
		return py_raise(vm, "TypeError",
				"sum() can't sum strings [use ''.join(seq) instead]");
	if (py_is(total, &py_bytes_type))
		return py_raise(vm, "TypeError",
				"sum() can't sum bytes [use b''.join(seq) instead]");
	iterator = py_iter(vm, args[0]);
	while (iterator && total) {
		if (!py_next(vm, iterator, &item))
			return NULL;
		if (!item)
			return total;
		total = py_binary(vm, PY_OP_ADD, total, item);
	}
	return NULL;
}

static struct py_object *extreme(struct py *vm, struct py_object **args, enum py_comparison op)
{
	const char *name = op == PY_LT ? "min" : "max";
	const struct py_list *given = (struct py_list *)args[0];
	struct py_object *key = args[1], *best = NULL, *best_key = NULL, **items = given->items;
	size_t n = given->n;

	if (!n)
		return py_raise(vm, "TypeError", "%s expected at least 1 argument, got 0", name);
	if (n > 1 && args[2])
		return py_raise(
			vm, "TypeError",
			"Cannot specify a default for %s() with multiple positional arguments",
			name);
	if (n == 1 && !py_take_items(vm, given->items[0], &items, &n))
		return NULL;
	for (size_t i = 0; i < n; i++) {
		struct py_object *item = items[i];
		struct py_object *item_key = py_given(key) ? py_call(vm, key, &PY_ARGS(item))
							   : item;
		if (!item_key)
			return NULL;
		struct py_object *better = best ? py_compare(vm, op, item_key, best_key) : NULL;
		const int wins = !best ? 1 : better ? py_truth(vm, better) : -1;
		if (wins < 0)
			return NULL;
		if (wins) {
			best = item;
			best_key = item_key;
		}
	}
	if (best)
		return best;
	return args[2] ? args[2]
		       : py_raise(vm, "ValueError", "%s() arg is an empty sequence", name);
}

struct py_object *py_builtin_min(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return extreme(vm, args, PY_LT);
}

struct py_object *py_builtin_max(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return extreme(vm, args, PY_GT);
}

/* True as soon as an item's truth is `wanted`. */
static struct py_object *look_for(struct py *vm, struct py_object *iterable, bool wanted)
{
	struct py_object *iterator = py_iter(vm, iterable), *item;

	while (iterator && py_next(vm, iterator, &item)) {
		if (!item)
			return py_bool(vm, !wanted);
		const int truth = py_truth(vm, item);
		if (truth < 0)
			return NULL;
		if ((bool)truth == wanted)
			return py_bool(vm, wanted);
	}
	return NULL;
}

struct py_object *py_builtin_any(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return look_for(vm, args[0], true);
}

struct py_object *py_builtin_all(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return look_for(vm, args[0], false);
}

/* ---- enumerate, zip, map, filter, reversed ---- */

static struct py_object *next_of(struct py *vm, struct py_object *iterator)
{
	struct py_object *item;

	return py_next(vm, iterator, &item) ? item : NULL;
}

static struct py_object *next_enumerated(struct py *vm, struct py_iterator *self)
{
	struct py_object *item = next_of(vm, self->source);

	return item ? py_pair(vm, py_int(vm, self->number++), item) : NULL;
}

static struct py_object *enumerate_new(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	struct py_iterator *iterator = (struct py_iterator *)self;

	iterator->next = next_enumerated;
	iterator->source = py_iter(vm, args[0]);
	if (!iterator->source || (args[1] && !py_index_clipped(vm, args[1], &iterator->number)))
		return NULL;
	return self;
}

static bool open_all(struct py *vm, struct py_iterator *self, struct py_object *iterables)
{
	const struct py_list *list = (struct py_list *)iterables;

	self->n = list->n;
	self->items = ARENA_ARRAY(py_arena(vm), struct py_object *, list->n);
	for (size_t i = 0; i < list->n; i++) {
		self->items[i] = py_iter(vm, list->items[i]);
		if (!self->items[i])
			return false;
	}
	return true;
}

/* With strict=True: all must end together. */
static struct py_object *end_of_zip(struct py *vm, struct py_iterator *self, size_t ended)
{
	if (py_is_unwinding(vm) || !self->number)
		return NULL;
	if (ended)
		return py_raise(vm, "ValueError",
				"zip() argument %zu is shorter than argument%s %s%zu", ended + 1,
				ended > 1 ? "s" : "", ended > 1 ? "1-" : "", ended);
	for (size_t i = 1; i < self->n; i++) {
		if (next_of(vm, self->items[i]))
			return py_raise(vm, "ValueError",
					"zip() argument %zu is longer than argument%s %s%zu", i + 1,
					i > 1 ? "s" : "", i > 1 ? "1-" : "", i);
		if (py_is_unwinding(vm))
			return NULL;
	}
	return NULL;
}

static struct py_object *next_zipped(struct py *vm, struct py_iterator *self)
{
	struct py_object *tuple = py_tuple_of(vm, self->n);

	if (!self->n)
		return NULL;
	for (size_t i = 0; i < self->n; i++) {
		struct py_object *item = next_of(vm, self->items[i]);
		if (!item)
			return end_of_zip(vm, self, i);
		((struct py_list *)tuple)->items[i] = item;
	}
	return tuple;
}

static struct py_object *zip_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_iterator *iterator = (struct py_iterator *)self;
	bool strict;

	iterator->next = next_zipped;
	if (!py_take_bool(vm, args[1], false, &strict) || !open_all(vm, iterator, args[0]))
		return NULL;
	iterator->number = strict;
	return self;
}

static struct py_object *next_mapped(struct py *vm, struct py_iterator *self)
{
	struct py_object *row[16];

	for (size_t i = 0; i < self->n; i++) {
		row[i] = next_of(vm, self->items[i]);
		if (!row[i])
			return NULL;
	}
	return py_call(vm, self->source, &(struct py_args){ row, self->n, NULL, 0 });
}

static struct py_object *map_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_iterator *iterator = (struct py_iterator *)self;

	iterator->next = next_mapped;
	iterator->source = args[0];
	if (!open_all(vm, iterator, args[1]))
		return NULL;
	if (iterator->n == 0)
		return py_raise(vm, "TypeError", "map() must have at least two arguments.");
	if (iterator->n > 16)
		return py_refuse(vm, "map() over more than 16 iterables");
	return self;
}

static struct py_object *next_filtered(struct py *vm, struct py_iterator *self)
{
	struct py_object *item;

	while ((item = next_of(vm, self->more))) {
		struct py_object *verdict =
			py_is_none(self->source) ? item : py_call(vm, self->source, &PY_ARGS(item));
		const int truth = verdict ? py_truth(vm, verdict) : -1;
		if (truth)
			return truth < 0 ? NULL : item;
	}
	return NULL;
}

static struct py_object *filter_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_iterator *iterator = (struct py_iterator *)self;

	iterator->next = next_filtered;
	iterator->source = args[0];
	iterator->more = py_iter(vm, args[1]);
	return iterator->more ? self : NULL;
}

static struct py_object *next_reversed(struct py *vm, struct py_iterator *self)
{
	if (self->number <= 0)
		return NULL;
	struct py_object *item = py_getitem(vm, self->source, py_int(vm, --self->number));

	if (!item)
		py_catch(vm, "IndexError");
	return item;
}

static struct py_object *reversed_new(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	struct py_iterator *iterator = (struct py_iterator *)self;
	const struct py_type *type = args[0]->type;

	if (py_is_poison(vm, args[0]))
		return NULL;
	if (py_type_lookup(type, STR("__reversed__")))
		return py_call_method(vm, args[0], "__reversed__", &PY_NO_ARGS);
	if (!type->slots.getitem || !type->slots.length || py_is_dict(args[0]))
		return py_raise(vm, "TypeError", "'%.*s' object is not reversible",
				STR_ARG(py_type_name(args[0])));
	iterator->next = next_reversed;
	iterator->source = args[0];
	iterator->number = py_length(vm, args[0]);
	return iterator->number < 0 ? NULL : self;
}

#define ITERATOR_CLASS(type_name, parameters)                                                      \
	const struct py_native_type py_##type_name##_type = {                                      \
		.name = #type_name,                                                                \
		.module = "builtins",                                                              \
		.size = sizeof(struct py_iterator),                                                \
		.signature = parameters,                                                           \
		.new_ = type_name##_new,                                                           \
		.slots = { .iter = py_iterator_self, .next = py_iterator_next },                   \
	}

ITERATOR_CLASS(enumerate, "iterable, start=0");
ITERATOR_CLASS(zip, "*iterables, strict=False");
ITERATOR_CLASS(map, "function, /, *iterables");
ITERATOR_CLASS(filter, "function, iterable, /");
ITERATOR_CLASS(reversed, "sequence, /");
