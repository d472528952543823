#include "engine/py/deque.h"
#include "engine/py/typing.h"

/* collections: the dict-like classes; deque is a file of its own. */

/* A dict's layout stands in front, so that every dict method works on them. */
struct defaultdict {
	struct py_dict dict;
	struct py_object *factory; /* NULL: none */
};

static const struct py_native_type defaultdict_type, counter_type, ordereddict_type;

/* ---- defaultdict ---- */

static struct py_object *defaultdict_new(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	struct defaultdict *dict = (struct defaultdict *)self;

	if (py_given(args[0]) && !args[0]->type->slots.call)
		return py_raise(vm, "TypeError", "first argument must be callable or None");
	dict->factory = py_given(args[0]) ? args[0] : NULL;
	if (args[1] && !py_dict_update(vm, self, args[1]))
		return NULL;
	return py_dict_update(vm, self, args[2]) ? self : NULL;
}

static struct py_object *defaultdict_missing(struct py *vm, struct py_object *self,
					     struct py_object **args)
{
	const struct defaultdict *dict = (struct defaultdict *)self;
	struct py_object *value;

	if (!dict->factory)
		return py_raise_value(vm, &py_KeyError_type, args[0]);
	value = py_call(vm, dict->factory, &PY_NO_ARGS);
	return value && py_dict_set(vm, self, args[0], value) ? value : NULL;
}

static struct py_object *defaultdict_repr(struct py *vm, struct py_object *self)
{
	const struct defaultdict *dict = (struct defaultdict *)self;
	struct py_object *plain = py_dict_copy(vm, self, &py_dict_type);
	struct str factory = STR("None"), items;

	if (!plain || (dict->factory && !py_repr(vm, dict->factory, &factory)) ||
	    !py_repr(vm, plain, &items))
		return NULL;
	return py_str_printf(vm, "%.*s(%.*s, %.*s)", STR_ARG(py_type_name(self)), STR_ARG(factory),
			     STR_ARG(items));
}

static struct py_object *defaultdict_copy(struct py *vm, struct py_object *self,
					  struct py_object **args)
{
	struct defaultdict *copy = py_new(vm, &defaultdict_type);

	(void)args;
	copy->factory = ((struct defaultdict *)self)->factory;
	return py_dict_update(vm, &copy->dict.head, self) ? &copy->dict.head : NULL;
}

static struct py_object *defaultdict_binary(struct py *vm, enum py_operator op,
					    struct py_object *self, struct py_object *other,
					    bool reflected)
{
	struct py_object *sum, *none = NULL;

	if (op != PY_OP_BITOR || reflected || !py_is_dict(other))
		return py_not_implemented(vm);
	sum = defaultdict_copy(vm, self, &none);
	return sum && py_dict_update(vm, sum, other) ? sum : NULL;
}

static struct py_object *get_factory(struct py *vm, struct py_object *self)
{
	struct py_object *factory = ((struct defaultdict *)self)->factory;

	return factory ? factory : py_none(vm);
}

static bool set_factory(struct py *vm, struct py_object *self, struct py_object *value)
{
	(void)vm;
	((struct defaultdict *)self)->factory = py_given(value) ? value : NULL;
	return true;
}

static const struct py_method defaultdict_methods[] = {
	PY_CLASS_GETITEM,
	{ "__missing__", "key, /", defaultdict_missing, PY_METHOD_INSTANCE },
	{ "copy", "", defaultdict_copy, PY_METHOD_INSTANCE },
	{ 0 },
};

static const struct py_property defaultdict_properties[] = {
	{ "default_factory", get_factory, set_factory },
	{ 0 },
};

static const struct py_native_type defaultdict_type = {
	.name = "defaultdict",
	.module = "collections",
	.base = &py_dict_type,
	.size = sizeof(struct defaultdict),
	.signature = "default_factory=None, other=None, /, **kwargs",
	.new_ = defaultdict_new,
	.methods = defaultdict_methods,
	.properties = defaultdict_properties,
	.slots = { .repr = defaultdict_repr, .binary = defaultdict_binary },
};

/* ---- OrderedDict ---- */

static struct py_object *pairs_repr(struct py *vm, struct py_object *self)
{
	struct py_object *items = py_call_method(vm, self, "items", &PY_NO_ARGS);
	struct py_object *list = items ? py_list_from(vm, &py_list_type, items) : NULL;
	struct str text;

	if (!py_dict_count(self))
		return py_str_printf(vm, "%.*s()", STR_ARG(py_type_name(self)));
	if (!list || !py_repr(vm, list, &text))
		return NULL;
	return py_str_printf(vm, "%.*s(%.*s)", STR_ARG(py_type_name(self)), STR_ARG(text));
}

/* Two ordered dicts are equal only in the same order. */
static struct py_object *ordered_compare(struct py *vm, enum py_comparison op,
					 struct py_object *self, struct py_object *other)
{
	struct py_object *equal = py_dict_type.slots.compare(vm, PY_EQ, self, other);
	const struct py_dict_entry *a, *b;
	size_t at_a = 0, at_b = 0;

	if ((op != PY_EQ && op != PY_NE) || !equal || equal == py_not_implemented(vm))
		return op != PY_EQ && op != PY_NE ? py_not_implemented(vm) : equal;
	bool same = py_is_true(equal);

	if (same && py_is(other, &ordereddict_type)) {
		while (same && (a = py_dict_next(self, &at_a)) &&
		       (b = py_dict_next(other, &at_b))) {
			const int keys = py_equal(vm, a->key, b->key);
			if (keys < 0)
				return NULL;
			same = keys;
		}
	}
	return py_bool(vm, same == (op == PY_EQ));
}

static struct py_object *move_to_end(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *value, *rest;
	bool last, was_there;

	if (!py_take_bool(vm, args[1], true, &last) || !py_dict_find(vm, self, args[0], &value))
		return NULL;
	if (!value)
		return py_raise_value(vm, &py_KeyError_type, args[0]);
	if (!py_dict_remove(vm, self, args[0], &was_there))
		return NULL;
	if (last)
		return py_dict_set(vm, self, args[0], value) ? py_none(vm) : NULL;
	rest = py_dict_copy(vm, self, &py_dict_type);
	py_dict_clear(vm, self);
	return rest && py_dict_set(vm, self, args[0], value) && py_dict_update(vm, self, rest)
		       ? py_none(vm)
		       : NULL;
}

static struct py_object *ordered_popitem(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	size_t cursor = 0;
	const struct py_dict_entry *entry = py_dict_next(self, &cursor);
	bool last, was_there;

	if (!py_take_bool(vm, args[0], true, &last))
		return NULL;
	if (!entry)
		return py_raise_value(vm, &py_KeyError_type, py_str_c(vm, "dictionary is empty"));
	struct py_dict_entry found = *entry;

	while (last && (entry = py_dict_next(self, &cursor)))
		found = *entry;
	return py_dict_remove(vm, self, found.key, &was_there) ? py_pair(vm, found.key, found.value)
							       : NULL;
}

static struct py_object *ordered_copy(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	(void)args;
	return py_dict_copy(vm, self, &ordereddict_type);
}

static struct py_object *ordered_binary(struct py *vm, enum py_operator op, struct py_object *self,
					struct py_object *other, bool reflected)
{
	struct py_object *sum;

	if (op != PY_OP_BITOR || !py_is_dict(other))
		return py_not_implemented(vm);
	sum = py_dict_copy(vm, reflected ? other : self, &ordereddict_type);
	return sum && py_dict_update(vm, sum, reflected ? self : other) ? sum : NULL;
}

static const struct py_method ordered_methods[] = {
	PY_CLASS_GETITEM,
	{ "move_to_end", "key, last=True", move_to_end, PY_METHOD_INSTANCE },
	{ "popitem", "last=True", ordered_popitem, PY_METHOD_INSTANCE },
	{ "copy", "", ordered_copy, PY_METHOD_INSTANCE },
	{ 0 },
};

static const struct py_native_type ordereddict_type = {
	.name = "OrderedDict",
	.module = "collections",
	.base = &py_dict_type,
	.size = sizeof(struct py_dict),
	.methods = ordered_methods,
	.slots = { .repr = pairs_repr, .compare = ordered_compare, .binary = ordered_binary },
	.has_attributes = true,
};

/* ---- Counter ---- */

static bool count(struct py *vm, struct py_object *self, struct py_object *key,
		  struct py_object *by, enum py_operator op)
{
	struct py_object *known;

	if (!py_dict_find(vm, self, key, &known))
		return false;
	known = py_binary(vm, op, known ? known : py_int(vm, 0), by);
	return known && py_dict_set(vm, self, key, known);
}

static bool count_all(struct py *vm, struct py_object *self, struct py_object *from,
		      enum py_operator op)
{
	const struct py_dict_entry *entry;
	struct py_object *iterator, *item;
	size_t cursor = 0;

	if (py_is_dict(from)) {
		while ((entry = py_dict_next(from, &cursor)))
			if (!count(vm, self, entry->key, entry->value, op))
				return false;
		return true;
	}
	iterator = py_iter(vm, from);
	while (iterator && py_next(vm, iterator, &item)) {
		if (!item)
			return true;
		if (!count(vm, self, item, py_int(vm, 1), op))
			return false;
	}
	return false;
}

static struct py_object *counter_update(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	if (py_given(args[0]) && !count_all(vm, self, args[0], PY_OP_ADD))
		return NULL;
	return count_all(vm, self, args[1], PY_OP_ADD) ? py_none(vm) : NULL;
}

static struct py_object *counter_subtract(struct py *vm, struct py_object *self,
					  struct py_object **args)
{
	if (py_given(args[0]) && !count_all(vm, self, args[0], PY_OP_SUB))
		return NULL;
	return count_all(vm, self, args[1], PY_OP_SUB) ? py_none(vm) : NULL;
}

static struct py_object *counter_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	return counter_update(vm, self, args) ? self : NULL;
}

static struct py_object *counter_missing(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	(void)self;
	(void)args;
	return py_int(vm, 0);
}

static struct py_object *counter_most_common(struct py *vm, struct py_object *self,
					     struct py_object **args)
{
	struct py_object *items = py_call_method(vm, self, "items", &PY_NO_ARGS);
	struct py_object *list = items ? py_list_from(vm, &py_list_type, items) : NULL;
	struct py_object *keyed = py_list(vm);
	int64_t n = INT64_MAX;

	if (!list || (py_given(args[0]) && !py_take_int(vm, args[0], "n", &n)))
		return NULL;
	const struct py_list *pairs = (struct py_list *)list;

	/* Sorted by count, the largest first; the order of counting decides between equals. */
	for (size_t i = 0; i < pairs->n; i++) {
		const struct py_list *pair = (struct py_list *)pairs->items[i];
		struct py_object *order = py_int(vm, -(int64_t)i);
		py_list_append(vm, keyed,
			       py_tuple(vm,
					(struct py_object *const[]){ pair->items[1], order,
								     pairs->items[i] },
					3));
	}
	if (!py_list_sort(vm, keyed, NULL, true))
		return NULL;
	struct py_object *result = py_list(vm);
	const struct py_list *sorted = (struct py_list *)keyed;

	for (size_t i = 0; i < sorted->n && (int64_t)i < n; i++)
		py_list_append(vm, result, ((struct py_list *)sorted->items[i])->items[2]);
	return result;
}

static struct py_object *counter_elements(struct py *vm, struct py_object *self,
					  struct py_object **args)
{
	struct py_object *list = py_list(vm);
	const struct py_dict_entry *entry;
	size_t cursor = 0;
	int64_t n;

	(void)args;
	while ((entry = py_dict_next(self, &cursor))) {
		if (!py_take_int(vm, entry->value, "count", &n))
			return NULL;
		for (; n > 0; n--) {
			py_list_append(vm, list, entry->key);
			if (py_is_unwinding(vm))
				return NULL;
		}
	}
	return py_items_iterator(vm, list);
}

static struct py_object *counter_total(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	struct py_object *total = py_int(vm, 0);
	const struct py_dict_entry *entry;
	size_t cursor = 0;

	(void)args;
	while (total && (entry = py_dict_next(self, &cursor)))
		total = py_binary(vm, PY_OP_ADD, total, entry->value);
	return total;
}

static struct py_object *counter_copy(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	(void)args;
	return py_dict_copy(vm, self, &counter_type);
}

static struct py_object *counter_repr(struct py *vm, struct py_object *self)
{
	struct py_object *none = NULL, *pairs = counter_most_common(vm, self, &none),
			 *dict = py_dict(vm);
	struct str text;

	if (!py_dict_count(self))
		return py_str_printf(vm, "%.*s()", STR_ARG(py_type_name(self)));
	if (!pairs || !py_dict_update(vm, dict, pairs) || !py_repr(vm, dict, &text))
		return NULL;
	return py_str_printf(vm, "%.*s(%.*s)", STR_ARG(py_type_name(self)), STR_ARG(text));
}

static bool keep_if_positive(struct py *vm, struct py_object *result, struct py_object *key,
			     struct py_object *value)
{
	const int is_positive = py_less(vm, py_int(vm, 0), value);

	return is_positive < 0 ? false : !is_positive || py_dict_set(vm, result, key, value);
}

/* The count of a key under + - & |; false: unwinding. */
static bool combine(struct py *vm, enum py_operator op, struct py_object *a, struct py_object *b,
		    struct py_object **ret)
{
	if (op == PY_OP_ADD || op == PY_OP_SUB) {
		*ret = py_binary(vm, op, a, b);
		return *ret != NULL;
	}
	const int is_less = py_less(vm, a, b);

	*ret = (is_less > 0) == (op == PY_OP_BITAND) ? a : b;
	return is_less >= 0;
}

static struct py_object *counter_binary(struct py *vm, enum py_operator op, struct py_object *self,
					struct py_object *other, bool reflected)
{
	struct py_object *result = py_new(vm, &counter_type), *value, *count_of_other;
	const struct py_dict_entry *entry;
	size_t cursor = 0;

	if (!py_is(other, &counter_type) || reflected ||
	    (op != PY_OP_ADD && op != PY_OP_SUB && op != PY_OP_BITAND && op != PY_OP_BITOR))
		return py_not_implemented(vm);
	while ((entry = py_dict_next(self, &cursor))) {
		if (!py_dict_find(vm, other, entry->key, &count_of_other) ||
		    !combine(vm, op, entry->value, count_of_other ? count_of_other : py_int(vm, 0),
			     &value) ||
		    !keep_if_positive(vm, result, entry->key, value))
			return NULL;
	}
	for (cursor = 0; (entry = py_dict_next(other, &cursor));) {
		if (!py_dict_find(vm, self, entry->key, &count_of_other))
			return NULL;
		if (count_of_other)
			continue;
		if (!combine(vm, op, py_int(vm, 0), entry->value, &value) ||
		    !keep_if_positive(vm, result, entry->key, value))
			return NULL;
	}
	return result;
}

static const struct py_method counter_methods[] = {
	PY_CLASS_GETITEM,
	{ "__missing__", "key, /", counter_missing, PY_METHOD_INSTANCE },
	{ "most_common", "n=None", counter_most_common, PY_METHOD_INSTANCE },
	{ "elements", "", counter_elements, PY_METHOD_INSTANCE },
	{ "total", "", counter_total, PY_METHOD_INSTANCE },
	{ "update", "iterable=None, /, **kwds", counter_update, PY_METHOD_INSTANCE },
	{ "subtract", "iterable=None, /, **kwds", counter_subtract, PY_METHOD_INSTANCE },
	{ "copy", "", counter_copy, PY_METHOD_INSTANCE },
	{ 0 },
};

static const struct py_native_type counter_type = {
	.name = "Counter",
	.module = "collections",
	.base = &py_dict_type,
	.size = sizeof(struct py_dict),
	.signature = "iterable=None, /, **kwds",
	.new_ = counter_new,
	.methods = counter_methods,
	.slots = { .repr = counter_repr, .binary = counter_binary },
	.has_attributes = true,
};

/* ---- ChainMap ---- */

struct chain {
	struct py_object head;
	struct py_object *maps; /* a list, never empty */
};

static const struct py_list *maps_of(const struct py_object *self)
{
	return (struct py_list *)((const struct chain *)self)->maps;
}

static struct py_object *chain_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct chain *chain = (struct chain *)self;

	chain->maps = py_list_from(vm, &py_list_type, args[0]);
	if (chain->maps && !maps_of(self)->n)
		py_list_append(vm, chain->maps, py_dict(vm));
	return chain->maps ? self : NULL;
}

static bool chain_find(struct py *vm, struct py_object *self, struct py_object *key,
		       struct py_object **ret)
{
	*ret = NULL;
	for (size_t i = 0; i < maps_of(self)->n && !*ret; i++) {
		*ret = py_getitem(vm, maps_of(self)->items[i], key);
		if (!*ret && !py_catch(vm, "KeyError"))
			return false;
	}
	return true;
}

static struct py_object *chain_getitem(struct py *vm, struct py_object *self, struct py_object *key)
{
	struct py_object *value;

	if (!chain_find(vm, self, key, &value))
		return NULL;
	return value ? value : py_raise_value(vm, &py_KeyError_type, key);
}

static bool chain_setitem(struct py *vm, struct py_object *self, struct py_object *key,
			  struct py_object *value)
{
	struct py_object *first = maps_of(self)->items[0];

	return first->type->slots.setitem(vm, first, key, value);
}

/* One dict of all: keys of the last map first, values of the first that has them. */
static struct py_object *chain_flat(struct py *vm, struct py_object *self)
{
	struct py_object *flat = py_dict(vm);

	for (size_t i = maps_of(self)->n; i-- > 0;)
		if (!py_dict_update(vm, flat, maps_of(self)->items[i]))
			return NULL;
	return flat;
}

static struct py_object *chain_iter(struct py *vm, struct py_object *self)
{
	struct py_object *flat = chain_flat(vm, self);

	return flat ? py_iter(vm, flat) : NULL;
}

static int64_t chain_length(struct py *vm, struct py_object *self)
{
	struct py_object *flat = chain_flat(vm, self);

	return flat ? (int64_t)py_dict_count(flat) : -1;
}

static int chain_contains(struct py *vm, struct py_object *self, struct py_object *key)
{
	struct py_object *value;

	return chain_find(vm, self, key, &value) ? value != NULL : -1;
}

static struct py_object *chain_get(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *value;

	if (!chain_find(vm, self, args[0], &value))
		return NULL;
	return value ? value : args[1] ? args[1] : py_none(vm);
}

#define FLAT_METHOD(name)                                                                          \
	static struct py_object *chain_##name(struct py *vm, struct py_object *self,               \
					      struct py_object **args)                             \
	{                                                                                          \
		struct py_object *flat = chain_flat(vm, self);                                     \
		(void)args;                                                                        \
		return flat ? py_call_method(vm, flat, #name, &PY_NO_ARGS) : NULL;                 \
	}

FLAT_METHOD(keys)
FLAT_METHOD(values)
FLAT_METHOD(items)

static struct py_object *chain_new_child(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	struct chain *child = (struct chain *)py_new_of(vm, self->type);

	child->maps = py_list(vm);
	py_list_append(vm, child->maps, py_given(args[0]) ? args[0] : py_dict(vm));
	return py_list_extend(vm, child->maps, ((struct chain *)self)->maps) ? &child->head : NULL;
}

static struct py_object *chain_maps(struct py *vm, struct py_object *self)
{
	(void)vm;
	return ((struct chain *)self)->maps;
}

static struct py_object *chain_repr(struct py *vm, struct py_object *self)
{
	struct str text;

	if (!py_repr(vm, ((struct chain *)self)->maps, &text))
		return NULL;
	return py_str_printf(vm, "%.*s(%.*s)", STR_ARG(py_type_name(self)),
			     STR_ARG(str_slice(text, 1, text.n - 1)));
}

static const struct py_method chain_methods[] = {
	PY_CLASS_GETITEM,
	{ "get", "key, default=None", chain_get, PY_METHOD_INSTANCE },
	{ "keys", "", chain_keys, PY_METHOD_INSTANCE },
	{ "values", "", chain_values, PY_METHOD_INSTANCE },
	{ "items", "", chain_items, PY_METHOD_INSTANCE },
	{ "new_child", "m=None", chain_new_child, PY_METHOD_INSTANCE },
	{ 0 },
};

static const struct py_property chain_properties[] = { { "maps", chain_maps, NULL }, { 0 } };

static const struct py_native_type chain_type = {
	.name = "ChainMap",
	.module = "collections",
	.size = sizeof(struct chain),
	.signature = "*maps",
	.new_ = chain_new,
	.methods = chain_methods,
	.properties = chain_properties,
	.slots = { .getitem = chain_getitem,
		   .setitem = chain_setitem,
		   .iter = chain_iter,
		   .length = chain_length,
		   .contains = chain_contains,
		   .repr = chain_repr },
};

/* ---- the module ---- */

static struct py_object *make_namedtuple(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	struct str name;

	(void)self;
	return py_take_text(vm, args[0], "typename", &name)
		       ? py_namedtuple_class(vm, name, args[1], args[3])
		       : NULL;
}

static const struct py_member members[] = {
	{ "abc", PY_MEMBER_MODULE, "collections.abc", NULL },
	{ "defaultdict", PY_MEMBER_TYPE, &defaultdict_type, NULL },
	{ "OrderedDict", PY_MEMBER_TYPE, &ordereddict_type, NULL },
	{ "Counter", PY_MEMBER_TYPE, &counter_type, NULL },
	{ "ChainMap", PY_MEMBER_TYPE, &chain_type, NULL },
	{ "deque", PY_MEMBER_TYPE, &py_deque_type, NULL },
	{ 0 },
};

static const struct py_method functions[] = {
	{ "namedtuple", "typename, field_names, *, rename=False, defaults=None, module=None",
	  make_namedtuple, PY_METHOD_INSTANCE },
	{ 0 },
};

const struct py_native_module py_module_collections = {
	.name = "collections",
	.members = members,
	.functions = functions,
	.is_open = true,
};
