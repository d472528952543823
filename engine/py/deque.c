#include "engine/py/deque.h"

#include "engine/py/typing.h"

#include <string.h>

static struct py_list *items_of(struct py_object *self)
{
	return (struct py_list *)((struct py_deque *)self)->items;
}

static struct py_object *remove_at(struct py_list *list, size_t index)
{
	struct py_object *item = list->items[index];

	memmove(list->items + index, list->items + index + 1, (list->n - index - 1) * sizeof(item));
	list->n--;
	return item;
}

static void push(struct py *vm, struct py_object *self, struct py_object *item)
{
	const struct py_deque *deque = (struct py_deque *)self;

	py_list_append(vm, deque->items, item);
	if (deque->limit >= 0 && (int64_t)items_of(self)->n > deque->limit)
		remove_at(items_of(self), 0);
}

static void push_left(struct py *vm, struct py_object *self, struct py_object *item)
{
	const struct py_deque *deque = (struct py_deque *)self;
	struct py_list *list = items_of(self);

	py_list_append(vm, deque->items, item);
	memmove(list->items + 1, list->items, (list->n - 1) * sizeof(item));
	list->items[0] = item;
	if (deque->limit >= 0 && (int64_t)list->n > deque->limit)
		list->n--;
}

static bool push_all(struct py *vm, struct py_object *self, struct py_object *iterable,
		     void (*push_one)(struct py *, struct py_object *, struct py_object *))
{
	struct py_object *all = py_list_from(vm, &py_list_type, iterable);

	for (size_t i = 0; all && i < ((struct py_list *)all)->n; i++)
		push_one(vm, self, ((struct py_list *)all)->items[i]);
	return all != NULL;
}

static struct py_object *deque_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_deque *deque = (struct py_deque *)self;

	deque->items = py_list(vm);
	deque->limit = -1;
	if (py_given(args[1])) {
		if (!py_take_int(vm, args[1], "maxlen", &deque->limit))
			return NULL;
		if (deque->limit < 0)
			return py_raise(vm, "ValueError", "maxlen must be non-negative");
	}
	return !args[0] || push_all(vm, self, args[0], push) ? self : NULL;
}

static struct py_object *deque_append(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	push(vm, self, args[0]);
	return py_none(vm);
}

static struct py_object *deque_appendleft(struct py *vm, struct py_object *self,
					  struct py_object **args)
{
	push_left(vm, self, args[0]);
	return py_none(vm);
}

static struct py_object *deque_extend(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	return push_all(vm, self, args[0], push) ? py_none(vm) : NULL;
}

static struct py_object *deque_extendleft(struct py *vm, struct py_object *self,
					  struct py_object **args)
{
	return push_all(vm, self, args[0], push_left) ? py_none(vm) : NULL;
}

static struct py_object *deque_pop(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_list *list = items_of(self);

	(void)args;
	return list->n ? list->items[--list->n]
		       : py_raise(vm, "IndexError", "pop from an empty deque");
}

static struct py_object *deque_popleft(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	(void)args;
	return items_of(self)->n ? remove_at(items_of(self), 0)
				 : py_raise(vm, "IndexError", "pop from an empty deque");
}

static struct py_object *deque_clear(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	items_of(self)->n = 0;
	return py_none(vm);
}

static struct py_object *deque_rotate(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	struct py_list *list = items_of(self);
	int64_t n = 1;

	if (args[0] && !py_index_clipped(vm, args[0], &n))
		return NULL;
	if (!list->n)
		return py_none(vm);
	const int64_t count = (int64_t)list->n;
	struct py_object *copy = py_tuple(vm, list->items, list->n);

	n = (n % count + count) % count;
	for (int64_t i = 0; i < count; i++)
		list->items[(i + n) % count] = ((struct py_list *)copy)->items[i];
	return py_none(vm);
}

/* What a list has under the same name. */
#define LIST_METHOD(name, arguments)                                                               \
	static struct py_object *deque_##name(struct py *vm, struct py_object *self,               \
					      struct py_object **args)                             \
	{                                                                                          \
		(void)args;                                                                        \
		return py_call_method(vm, ((struct py_deque *)self)->items, #name, arguments);     \
	}

LIST_METHOD(count, &PY_ARGS(args[0]))
LIST_METHOD(reverse, &PY_NO_ARGS)
LIST_METHOD(insert, &PY_ARGS(args[0], args[1]))
LIST_METHOD(index, &PY_ARGS(args[0]))

static struct py_object *deque_remove(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	struct py_list *list = items_of(self);

	for (size_t i = 0; i < list->n; i++) {
		const int same = py_equal(vm, list->items[i], args[0]);
		if (same < 0)
			return NULL;
		if (same) {
			remove_at(list, i);
			return py_none(vm);
		}
	}
	struct str shown;

	return py_repr(vm, args[0], &shown)
		       ? py_raise(vm, "ValueError", "%.*s is not in deque", STR_ARG(shown))
		       : NULL;
}

static struct py_object *deque_copy(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_deque *copy = py_new(vm, &py_deque_type);

	(void)args;
	copy->items = py_list_from(vm, &py_list_type, ((struct py_deque *)self)->items);
	copy->limit = ((struct py_deque *)self)->limit;
	return copy->items ? &copy->head : NULL;
}

static struct py_object *deque_iter(struct py *vm, struct py_object *self)
{
	return py_items_iterator(vm, ((struct py_deque *)self)->items);
}

static int64_t deque_length(struct py *vm, struct py_object *self)
{
	(void)vm;
	return (int64_t)items_of(self)->n;
}

static struct py_object *deque_getitem(struct py *vm, struct py_object *self, struct py_object *key)
{
	int64_t index;

	if (!py_is_int(key))
		return py_raise(vm, "TypeError", "sequence index must be integer, not '%.*s'",
				STR_ARG(py_type_name(key)));
	return py_subscript(vm, key, deque_length(vm, self), "deque", &index)
		       ? items_of(self)->items[index]
		       : NULL;
}

static bool deque_setitem(struct py *vm, struct py_object *self, struct py_object *key,
			  struct py_object *value)
{
	int64_t index;

	if (!py_subscript(vm, key, deque_length(vm, self), "deque", &index))
		return false;
	if (value)
		items_of(self)->items[index] = value;
	else
		remove_at(items_of(self), (size_t)index);
	return true;
}

static int deque_contains(struct py *vm, struct py_object *self, struct py_object *item)
{
	return py_list_type.slots.contains(vm, ((struct py_deque *)self)->items, item);
}

static struct py_object *deque_compare(struct py *vm, enum py_comparison op, struct py_object *self,
				       struct py_object *other)
{
	if (!py_is(other, &py_deque_type))
		return py_not_implemented(vm);
	return py_items_compare(vm, op, items_of(self), items_of(other));
}

static struct py_object *deque_binary(struct py *vm, enum py_operator op, struct py_object *self,
				      struct py_object *other, bool reflected)
{
	struct py_object *sum;

	if (op != PY_OP_ADD || reflected || !py_is(other, &py_deque_type))
		return py_not_implemented(vm);
	sum = deque_copy(vm, self, NULL);
	return sum && push_all(vm, sum, ((struct py_deque *)other)->items, push) ? sum : NULL;
}

static struct py_object *deque_repr(struct py *vm, struct py_object *self)
{
	const struct py_deque *deque = (struct py_deque *)self;
	struct str text;

	if (!py_repr(vm, deque->items, &text))
		return NULL;
	if (deque->limit < 0)
		return py_str_printf(vm, "deque(%.*s)", STR_ARG(text));
	return py_str_printf(vm, "deque(%.*s, maxlen=%lld)", STR_ARG(text),
			     (long long)deque->limit);
}

static bool deque_hash(struct py *vm, struct py_object *self, uint64_t *ret_hash)
{
	(void)self;
	(void)ret_hash;
	return py_raise(vm, "TypeError", "unhashable type: 'collections.deque'");
}

static struct py_object *deque_maxlen(struct py *vm, struct py_object *self)
{
	const struct py_deque *deque = (struct py_deque *)self;

	return deque->limit < 0 ? py_none(vm) : py_int(vm, deque->limit);
}

static const struct py_method deque_methods[] = {
	PY_CLASS_GETITEM,
	{ "append", "x, /", deque_append, PY_METHOD_INSTANCE },
	{ "appendleft", "x, /", deque_appendleft, PY_METHOD_INSTANCE },
	{ "extend", "iterable, /", deque_extend, PY_METHOD_INSTANCE },
	{ "extendleft", "iterable, /", deque_extendleft, PY_METHOD_INSTANCE },
	{ "pop", "", deque_pop, PY_METHOD_INSTANCE },
	{ "popleft", "", deque_popleft, PY_METHOD_INSTANCE },
	{ "clear", "", deque_clear, PY_METHOD_INSTANCE },
	{ "rotate", "n=1, /", deque_rotate, PY_METHOD_INSTANCE },
	{ "count", "x, /", deque_count, PY_METHOD_INSTANCE },
	{ "reverse", "", deque_reverse, PY_METHOD_INSTANCE },
	{ "insert", "i, x, /", deque_insert, PY_METHOD_INSTANCE },
	{ "index", "x, /", deque_index, PY_METHOD_INSTANCE },
	{ "remove", "value, /", deque_remove, PY_METHOD_INSTANCE },
	{ "copy", "", deque_copy, PY_METHOD_INSTANCE },
	{ 0 },
};

static const struct py_property deque_properties[] = { { "maxlen", deque_maxlen, NULL }, { 0 } };

const struct py_native_type py_deque_type = {
	.name = "deque",
	.module = "collections",
	.size = sizeof(struct py_deque),
	.signature = "iterable=(), maxlen=None",
	.new_ = deque_new,
	.methods = deque_methods,
	.properties = deque_properties,
	.slots = { .iter = deque_iter,
		   .length = deque_length,
		   .getitem = deque_getitem,
		   .setitem = deque_setitem,
		   .contains = deque_contains,
		   .compare = deque_compare,
		   .binary = deque_binary,
		   .repr = deque_repr,
		   .hash = deque_hash },
};
