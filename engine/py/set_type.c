#include "engine/py/typing.h"

bool py_set_update(struct py *vm, struct py_object *set, struct py_object *iterable)
{
	struct py_object *iterator, *item;

	if (py_is_any_set(iterable) || iterable->type->native == &py_dict_type) {
		const struct py_dict_entry *entry;
		size_t cursor = 0;
		while ((entry = py_dict_next(iterable, &cursor)))
			if (!py_set_add(vm, set, entry->key))
				return false;
		return true;
	}
	iterator = py_iter(vm, iterable);
	if (!iterator)
		return false;
	for (;;) {
		if (!py_next(vm, iterator, &item))
			return false;
		if (!item)
			return true;
		if (!py_set_add(vm, set, item))
			return false;
	}
}

static struct py_object *as_set(struct py *vm, struct py_object *value)
{
	if (py_is_any_set(value))
		return value;
	struct py_object *set = py_set(vm);

	return py_set_update(vm, set, value) ? set : NULL;
}

static const struct py_native_type *kind(const struct py_object *self)
{
	return py_is(self, &py_frozenset_type) ? &py_frozenset_type : &py_set_type;
}

/* Adds the items of `from` that `by` has (or has not). */
static bool add_filtered(struct py *vm, struct py_object *to, struct py_object *from,
			 struct py_object *by, bool has)
{
	const struct py_dict_entry *entry;
	struct py_object *found;
	size_t cursor = 0;

	while ((entry = py_dict_next(from, &cursor))) {
		if (!py_dict_find(vm, by, entry->key, &found))
			return false;
		if ((found != NULL) == has && !py_set_add(vm, to, entry->key))
			return false;
	}
	return true;
}

static struct py_object *combine(struct py *vm, enum py_operator op, struct py_object *a,
				 struct py_object *b)
{
	struct py_object *result = py_new(vm, kind(a));
	bool is_good = false;

	if (op == PY_OP_BITOR)
		is_good = py_set_update(vm, result, a) && py_set_update(vm, result, b);
	else if (op == PY_OP_BITAND)
		is_good = add_filtered(vm, result, a, b, true);
	else if (op == PY_OP_SUB)
		is_good = add_filtered(vm, result, a, b, false);
	else if (op == PY_OP_BITXOR)
		is_good = add_filtered(vm, result, a, b, false) &&
			  add_filtered(vm, result, b, a, false);
	return is_good ? result : NULL;
}

static struct py_object *set_binary(struct py *vm, enum py_operator op, struct py_object *self,
				    struct py_object *other, bool reflected)
{
	if (!py_is_any_set(other) ||
	    (op != PY_OP_BITOR && op != PY_OP_BITAND && op != PY_OP_SUB && op != PY_OP_BITXOR))
		return py_not_implemented(vm);
	return reflected ? combine(vm, op, other, self) : combine(vm, op, self, other);
}

/* 1: every item of `a` is in `b`. */
static int is_subset(struct py *vm, struct py_object *a, struct py_object *b)
{
	const struct py_dict_entry *entry;
	struct py_object *found;
	size_t cursor = 0;

	if (py_dict_count(a) > py_dict_count(b))
		return 0;
	while ((entry = py_dict_next(a, &cursor))) {
		if (!py_dict_find(vm, b, entry->key, &found))
			return -1;
		if (!found)
			return 0;
	}
	return 1;
}

static struct py_object *set_compare(struct py *vm, enum py_comparison op, struct py_object *self,
				     struct py_object *other)
{
	if (!py_is_any_set(other))
		return py_not_implemented(vm);
	const bool same_size = py_dict_count(self) == py_dict_count(other);
	int result = 0;

	switch (op) {
	case PY_EQ:
	case PY_NE:
		result = same_size ? is_subset(vm, self, other) : 0;
		if (result >= 0 && op == PY_NE)
			result = !result;
		break;
	case PY_LT:
		result = same_size ? 0 : is_subset(vm, self, other);
		break;
	case PY_LE:
		result = is_subset(vm, self, other);
		break;
	case PY_GT:
		result = same_size ? 0 : is_subset(vm, other, self);
		break;
	case PY_GE:
		result = is_subset(vm, other, self);
		break;
	}
	return result < 0 ? NULL : py_bool(vm, result);
}

static int set_contains(struct py *vm, struct py_object *self, struct py_object *item)
{
	struct py_object *found;

	if (py_is_poison(vm, item) || !py_dict_find(vm, self, item, &found))
		return -1;
	return found != NULL;
}

static int set_truth(struct py *vm, struct py_object *self)
{
	(void)vm;
	return py_dict_count(self) != 0;
}

static int64_t set_length(struct py *vm, struct py_object *self)
{
	(void)vm;
	return (int64_t)py_dict_count(self);
}

static struct py_object *set_repr(struct py *vm, struct py_object *self)
{
	const bool is_plain = self->type->native == &py_set_type;
	struct strbuf buffer = STRBUF(py_arena(vm));
	const struct py_dict_entry *entry;
	size_t cursor = 0;

	if (!py_dict_count(self))
		return py_str_printf(vm, "%.*s()", STR_ARG(py_type_name(self)));
	if (!py_repr_enter(vm, self))
		return py_str_printf(vm, "%.*s(...)", STR_ARG(py_type_name(self)));
	if (!is_plain)
		strbuf_printf(&buffer, "%.*s(", STR_ARG(py_type_name(self)));
	strbuf_add_char(&buffer, '{');
	for (bool is_first = true; (entry = py_dict_next(self, &cursor)); is_first = false) {
		struct str text;
		if (!is_first)
			strbuf_add_c(&buffer, ", ");
		if (!py_repr(vm, entry->key, &text)) {
			py_repr_leave(vm, self);
			return NULL;
		}
		strbuf_add(&buffer, text);
	}
	strbuf_add_c(&buffer, is_plain ? "}" : "})");
	py_repr_leave(vm, self);
	return py_str(vm, strbuf_str(&buffer));
}

static bool set_hash(struct py *vm, struct py_object *self, uint64_t *ret_hash)
{
	(void)ret_hash;
	return py_raise(vm, "TypeError", "unhashable type: '%.*s'", STR_ARG(py_type_name(self)));
}

static bool frozenset_hash(struct py *vm, struct py_object *self, uint64_t *ret_hash)
{
	const struct py_dict_entry *entry;
	uint64_t hash = 1927868237u * (py_dict_count(self) + 1);
	size_t cursor = 0;

	(void)vm;
	while ((entry = py_dict_next(self, &cursor)))
		hash ^= (entry->hash ^ (entry->hash << 16) ^ 89869747u) * 3644798167u;
	*ret_hash = hash;
	return true;
}

/* ---- methods ---- */

static struct py_object *set_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	if (args[0] && !py_set_update(vm, self, args[0]))
		return NULL;
	return self;
}

static struct py_object *frozenset_new(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	if (args[0] && self->type->native == &py_frozenset_type && args[0]->type == self->type)
		return args[0];
	return set_new(vm, self, args);
}

static struct py_object *set_add(struct py *vm, struct py_object *self, struct py_object **args)
{
	return py_set_add(vm, self, args[0]) ? py_none(vm) : NULL;
}

static struct py_object *set_discard(struct py *vm, struct py_object *self, struct py_object **args)
{
	bool was_there;

	return py_dict_remove(vm, self, args[0], &was_there) ? py_none(vm) : NULL;
}

static struct py_object *set_remove(struct py *vm, struct py_object *self, struct py_object **args)
{
	bool was_there;

	if (!py_dict_remove(vm, self, args[0], &was_there))
		return NULL;
	return was_there ? py_none(vm) : py_raise_value(vm, &py_KeyError_type, args[0]);
}

static struct py_object *set_pop(struct py *vm, struct py_object *self, struct py_object **args)
{
	size_t cursor = 0;
	const struct py_dict_entry *entry = py_dict_next(self, &cursor);
	bool was_there;

	(void)args;
	if (!entry)
		return py_raise_value(vm, &py_KeyError_type, py_str_c(vm, "pop from an empty set"));
	struct py_object *item = entry->key;

	return py_dict_remove(vm, self, item, &was_there) ? item : NULL;
}

static struct py_object *set_clear(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	py_dict_clear(vm, self);
	return py_none(vm);
}

static struct py_object *set_copy(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	return self->type->native == &py_frozenset_type ? self : py_dict_copy(vm, self, kind(self));
}

/* Folds the operator over any number of iterables. */
static struct py_object *fold(struct py *vm, enum py_operator op, struct py_object *self,
			      struct py_object *others)
{
	const struct py_list *list = (struct py_list *)others;
	struct py_object *result = py_dict_copy(vm, self, kind(self));

	for (size_t i = 0; result && i < list->n; i++) {
		struct py_object *other = as_set(vm, list->items[i]);
		result = other ? combine(vm, op, result, other) : NULL;
	}
	return result;
}

/* The set takes over the items of `result`. */
static struct py_object *become(struct py *vm, struct py_object *self, struct py_object *result)
{
	struct py_dict *to = (struct py_dict *)self;
	const struct py_dict *from = (struct py_dict *)result;

	if (!result)
		return NULL;
	to->entries = from->entries;
	to->slots = from->slots;
	to->used = from->used;
	to->count = from->count;
	to->capacity = from->capacity;
	to->slot_count = from->slot_count;
	to->version++;
	return py_none(vm);
}

#define SET_OPERATION(name, op)                                                                    \
	static struct py_object *set_##name(struct py *vm, struct py_object *self,                 \
					    struct py_object **args)                               \
	{                                                                                          \
		return fold(vm, op, self, args[0]);                                                \
	}                                                                                          \
	static struct py_object *set_##name##_update(struct py *vm, struct py_object *self,        \
						     struct py_object **args)                      \
	{                                                                                          \
		return become(vm, self, fold(vm, op, self, args[0]));                              \
	}                                                                                          \
	static struct py_object *set_in_place_##name(struct py *vm, struct py_object *self,        \
						     struct py_object **args)                      \
	{                                                                                          \
		if (!py_is_any_set(args[0]))                                                       \
			return py_not_implemented(vm);                                             \
		return become(vm, self, combine(vm, op, self, args[0])) ? self : NULL;             \
	}

SET_OPERATION(union, PY_OP_BITOR)
SET_OPERATION(intersection, PY_OP_BITAND)
SET_OPERATION(difference, PY_OP_SUB)
SET_OPERATION(symmetric_difference, PY_OP_BITXOR)

static struct py_object *set_isdisjoint(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	struct py_object *other = as_set(vm, args[0]);
	struct py_object *common = other ? combine(vm, PY_OP_BITAND, self, other) : NULL;

	return common ? py_bool(vm, py_dict_count(common) == 0) : NULL;
}

static struct py_object *set_issubset(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	struct py_object *other = as_set(vm, args[0]);

	return other ? set_compare(vm, PY_LE, self, other) : NULL;
}

static struct py_object *set_issuperset(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	struct py_object *other = as_set(vm, args[0]);

	return other ? set_compare(vm, PY_GE, self, other) : NULL;
}

#define READING_METHODS                                                                            \
	PY_CLASS_GETITEM, { "copy", "", set_copy, PY_METHOD_INSTANCE },                            \
		{ "union", "*others", set_union, PY_METHOD_INSTANCE },                             \
		{ "intersection", "*others", set_intersection, PY_METHOD_INSTANCE },               \
		{ "difference", "*others", set_difference, PY_METHOD_INSTANCE },                   \
		{ "symmetric_difference", "*others", set_symmetric_difference,                     \
		  PY_METHOD_INSTANCE },                                                            \
		{ "isdisjoint", "other, /", set_isdisjoint, PY_METHOD_INSTANCE },                  \
		{ "issubset", "other, /", set_issubset, PY_METHOD_INSTANCE },                      \
	{                                                                                          \
		"issuperset", "other, /", set_issuperset, PY_METHOD_INSTANCE                       \
	}

static const struct py_method set_methods[] = {
	READING_METHODS,
	{ "add", "item, /", set_add, PY_METHOD_INSTANCE },
	{ "discard", "item, /", set_discard, PY_METHOD_INSTANCE },
	{ "remove", "item, /", set_remove, PY_METHOD_INSTANCE },
	{ "pop", "", set_pop, PY_METHOD_INSTANCE },
	{ "clear", "", set_clear, PY_METHOD_INSTANCE },
	{ "update", "*others", set_union_update, PY_METHOD_INSTANCE },
	{ "intersection_update", "*others", set_intersection_update, PY_METHOD_INSTANCE },
	{ "difference_update", "*others", set_difference_update, PY_METHOD_INSTANCE },
	{ "symmetric_difference_update", "*others", set_symmetric_difference_update,
	  PY_METHOD_INSTANCE },
	{ "__ior__", "other, /", set_in_place_union, PY_METHOD_INSTANCE },
	{ "__iand__", "other, /", set_in_place_intersection, PY_METHOD_INSTANCE },
	{ "__isub__", "other, /", set_in_place_difference, PY_METHOD_INSTANCE },
	{ "__ixor__", "other, /", set_in_place_symmetric_difference, PY_METHOD_INSTANCE },
	{ 0 },
};

static const struct py_method frozenset_methods[] = { READING_METHODS, { 0 } };

#define SET_SLOTS                                                                                  \
	.binary = set_binary, .compare = set_compare, .truth = set_truth, .length = set_length,    \
	.contains = set_contains, .iter = py_dict_iter, .repr = set_repr

const struct py_native_type py_set_type = {
	.name = "set",
	.module = "builtins",
	.size = sizeof(struct py_dict),
	.signature = "iterable=(), /",
	.new_ = set_new,
	.methods = set_methods,
	.slots = { SET_SLOTS, .hash = set_hash },
};

const struct py_native_type py_frozenset_type = {
	.name = "frozenset",
	.module = "builtins",
	.size = sizeof(struct py_dict),
	.signature = "iterable=(), /",
	.new_ = frozenset_new,
	.methods = frozenset_methods,
	.slots = { SET_SLOTS, .hash = frozenset_hash },
};
