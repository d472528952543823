#include "engine/py/typing.h"

/* ---- filling ---- */

static bool add_pair(struct py *vm, struct py_object *dict, struct py_object *pair, size_t index)
{
	struct py_object **items;
	size_t n;

	if (!py_is_sequence(pair) && !pair->type->slots.iter && !pair->type->slots.getitem)
		return py_raise(
			vm, "TypeError",
			"cannot convert dictionary update sequence element #%zu to a sequence",
			index);
	if (!py_take_items(vm, pair, &items, &n))
		return false;
	if (n != 2)
		return py_raise(
			vm, "ValueError",
			"dictionary update sequence element #%zu has length %zu; 2 is required",
			index, n);
	return py_dict_set(vm, dict, items[0], items[1]);
}

static bool update_from_keys(struct py *vm, struct py_object *dict, struct py_object *other)
{
	struct py_object *keys = py_call_method(vm, other, "keys", &PY_NO_ARGS);
	struct py_object **items;
	size_t n;

	if (!keys || !py_take_items(vm, keys, &items, &n))
		return false;
	for (size_t i = 0; i < n; i++) {
		struct py_object *value = py_getitem(vm, other, items[i]);
		if (!value || !py_dict_set(vm, dict, items[i], value))
			return false;
	}
	return true;
}

bool py_dict_update(struct py *vm, struct py_object *dict, struct py_object *other)
{
	const struct py_dict_entry *entry;
	struct py_object *keys, **items;
	size_t cursor = 0, n;

	if (py_is_dict(other)) {
		while ((entry = py_dict_next(other, &cursor)))
			if (!py_dict_set(vm, dict, entry->key, entry->value))
				return false;
		return true;
	}
	if (py_is_poison(vm, other) || !py_find_attr(vm, other, STR("keys"), &keys))
		return false;
	if (keys)
		return update_from_keys(vm, dict, other);
	if (!py_take_items(vm, other, &items, &n))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!add_pair(vm, dict, items[i], i))
			return false;
	return true;
}

static struct py_object *dict_update(struct py *vm, struct py_object *self, struct py_object **args)
{
	if (args[0] && !py_dict_update(vm, self, args[0]))
		return NULL;
	return py_dict_update(vm, self, args[1]) ? py_none(vm) : NULL;
}

static struct py_object *dict_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	return dict_update(vm, self, args) ? self : NULL;
}

/* ---- iterators and views ---- */

enum part { KEYS, VALUES, ITEMS };

struct view {
	struct py_object head;
	struct py_object *dict;
	enum part part;
};

static struct py_object *entry_part(struct py *vm, const struct py_dict_entry *entry,
				    enum part part)
{
	switch (part) {
	case KEYS:
		return entry->key;
	case VALUES:
		return entry->value;
	case ITEMS:
		return py_pair(vm, entry->key, entry->value);
	}
	return NULL;
}

static struct py_object *next_entry(struct py *vm, struct py_iterator *self)
{
	const struct py_dict *dict = (struct py_dict *)self->source;
	const char *name = py_is_dict(self->source) ? "dictionary" : "Set";

	if (dict->version != self->version)
		return py_raise(vm, "RuntimeError",
				dict->count != self->n ? "%s changed size during iteration"
						       : "%s keys changed during iteration",
				name);
	const struct py_dict_entry *entry = py_dict_next(self->source, &self->at);

	return entry ? entry_part(vm, entry, (enum part)self->number) : NULL;
}

static struct py_object *next_entry_back(struct py *vm, struct py_iterator *self)
{
	const struct py_dict *dict = (struct py_dict *)self->source;

	if (dict->version != self->version)
		return py_raise(vm, "RuntimeError", "dictionary changed size during iteration");
	while (self->at-- > 0)
		if (dict->entries[self->at].key)
			return entry_part(vm, &dict->entries[self->at], (enum part)self->number);
	return NULL;
}

PY_ITERATOR_TYPE(key_iterator_type, "dict_keyiterator");
PY_ITERATOR_TYPE(value_iterator_type, "dict_valueiterator");
PY_ITERATOR_TYPE(item_iterator_type, "dict_itemiterator");
PY_ITERATOR_TYPE(reverse_iterator_type, "dict_reversekeyiterator");
PY_ITERATOR_TYPE(set_iterator_type, "set_iterator");

static struct py_object *iterate(struct py *vm, struct py_object *dict, enum part part)
{
	static const struct py_native_type *const types[] = { &key_iterator_type,
							      &value_iterator_type,
							      &item_iterator_type };
	struct py_iterator *iterator = py_iterator(
		vm, py_is_dict(dict) ? types[part] : &set_iterator_type, next_entry, dict);

	iterator->version = ((struct py_dict *)dict)->version;
	iterator->n = ((struct py_dict *)dict)->count;
	iterator->number = part;
	return &iterator->head;
}

struct py_object *py_dict_iter(struct py *vm, struct py_object *self)
{
	return iterate(vm, self, KEYS);
}

static struct py_object *iterate_back(struct py *vm, struct py_object *dict, enum part part)
{
	struct py_iterator *iterator =
		py_iterator(vm, &reverse_iterator_type, next_entry_back, dict);

	iterator->version = ((struct py_dict *)dict)->version;
	iterator->at = ((struct py_dict *)dict)->used;
	iterator->number = part;
	return &iterator->head;
}

static struct py_object *view_iter(struct py *vm, struct py_object *self)
{
	return iterate(vm, ((struct view *)self)->dict, ((struct view *)self)->part);
}

static int64_t view_length(struct py *vm, struct py_object *self)
{
	(void)vm;
	return (int64_t)py_dict_count(((struct view *)self)->dict);
}

static int view_contains(struct py *vm, struct py_object *self, struct py_object *item)
{
	const struct view *view = (struct view *)self;
	const struct py_dict_entry *entry;
	struct py_object *found;
	size_t cursor = 0;

	if (view->part == VALUES) {
		while ((entry = py_dict_next(view->dict, &cursor))) {
			const int same = entry->value == item ? 1
							      : py_equal(vm, entry->value, item);
			if (same)
				return same;
		}
		return 0;
	}
	if (view->part == KEYS)
		return py_dict_find(vm, view->dict, item, &found) ? found != NULL : -1;
	const struct py_list *pair = (struct py_list *)item;

	if (!py_is(item, &py_tuple_type) || pair->n != 2)
		return 0;
	if (!py_dict_find(vm, view->dict, pair->items[0], &found))
		return -1;
	return found ? py_equal(vm, found, pair->items[1]) : 0;
}

static struct py_object *view_repr(struct py *vm, struct py_object *self)
{
	struct py_object *list = py_list_from(vm, &py_list_type, self);
	struct str text;

	if (!list || !py_repr(vm, list, &text))
		return NULL;
	return py_str_printf(vm, "%.*s(%.*s)", STR_ARG(py_type_name(self)), STR_ARG(text));
}

static struct py_object *view_set(struct py *vm, struct py_object *value)
{
	struct py_object *set = py_set(vm);

	return py_set_update(vm, set, value) ? set : NULL;
}

static struct py_object *view_binary(struct py *vm, enum py_operator op, struct py_object *self,
				     struct py_object *other, bool reflected)
{
	if (op != PY_OP_SUB && op != PY_OP_BITAND && op != PY_OP_BITOR && op != PY_OP_BITXOR)
		return py_not_implemented(vm);
	struct py_object *a = view_set(vm, self), *b = a ? view_set(vm, other) : NULL;

	if (!b)
		return NULL;
	return py_binary(vm, op, reflected ? b : a, reflected ? a : b);
}

static bool is_set_like(const struct py_object *value);

static struct py_object *view_compare(struct py *vm, enum py_comparison op, struct py_object *self,
				      struct py_object *other)
{
	if (!is_set_like(other))
		return py_not_implemented(vm);
	struct py_object *a = view_set(vm, self), *b = a ? view_set(vm, other) : NULL;

	return b ? py_compare(vm, op, a, b) : NULL;
}

static struct py_object *view_isdisjoint(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	struct py_object *set = view_set(vm, self);

	return set ? py_call_method(vm, set, "isdisjoint", &PY_ARGS(args[0])) : NULL;
}

static struct py_object *view_reversed(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	(void)args;
	return iterate_back(vm, ((struct view *)self)->dict, ((struct view *)self)->part);
}

static struct py_object *view_mapping(struct py *vm, struct py_object *self)
{
	(void)vm;
	return ((struct view *)self)->dict;
}

static const struct py_method set_view_methods[] = {
	{ "isdisjoint", "other, /", view_isdisjoint, PY_METHOD_INSTANCE },
	{ "__reversed__", "", view_reversed, PY_METHOD_INSTANCE },
	{ 0 },
};

static const struct py_method value_view_methods[] = {
	{ "__reversed__", "", view_reversed, PY_METHOD_INSTANCE },
	{ 0 },
};

static const struct py_property view_properties[] = { { "mapping", view_mapping, NULL }, { 0 } };

static bool view_hash(struct py *vm, struct py_object *self, uint64_t *ret_hash)
{
	(void)ret_hash;
	return py_raise(vm, "TypeError", "unhashable type: '%.*s'", STR_ARG(py_type_name(self)));
}

#define SET_VIEW(variable, type_name)                                                              \
	static const struct py_native_type variable = {                                            \
		.name = type_name,                                                                 \
		.module = "builtins",                                                              \
		.size = sizeof(struct view),                                                       \
		.methods = set_view_methods,                                                       \
		.properties = view_properties,                                                     \
		.slots = { .length = view_length,                                                  \
			   .iter = view_iter,                                                      \
			   .contains = view_contains,                                              \
			   .repr = view_repr,                                                      \
			   .binary = view_binary,                                                  \
			   .compare = view_compare,                                                \
			   .hash = view_hash },                                                    \
	}

SET_VIEW(keys_type, "dict_keys");
SET_VIEW(items_type, "dict_items");

static const struct py_native_type values_type = {
	.name = "dict_values",
	.module = "builtins",
	.size = sizeof(struct view),
	.methods = value_view_methods,
	.properties = view_properties,
	.slots = { .length = view_length,
		   .iter = view_iter,
		   .contains = view_contains,
		   .repr = view_repr },
};

static bool is_set_like(const struct py_object *value)
{
	return py_is_any_set(value) || py_is(value, &keys_type) || py_is(value, &items_type);
}

static struct py_object *make_view(struct py *vm, struct py_object *dict, enum part part)
{
	static const struct py_native_type *const types[] = { &keys_type, &values_type,
							      &items_type };
	struct view *view = py_new(vm, types[part]);

	view->dict = dict;
	view->part = part;
	return &view->head;
}

static struct py_object *dict_keys(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	return make_view(vm, self, KEYS);
}

static struct py_object *dict_values(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	return make_view(vm, self, VALUES);
}

static struct py_object *dict_items(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	return make_view(vm, self, ITEMS);
}

/* ---- operators ---- */

static struct py_object *dict_getitem(struct py *vm, struct py_object *self, struct py_object *key)
{
	struct py_object *value;

	if (py_is_poison(vm, key) || !py_dict_find(vm, self, key, &value))
		return NULL;
	if (value)
		return value;
	if (self->type->native != &py_dict_type && py_type_lookup(self->type, STR("__missing__")))
		return py_call_method(vm, self, "__missing__", &PY_ARGS(key));
	return py_raise_value(vm, &py_KeyError_type, key);
}

static bool dict_setitem(struct py *vm, struct py_object *self, struct py_object *key,
			 struct py_object *value)
{
	bool was_there;

	if (py_is_poison(vm, key))
		return false;
	if (value)
		return py_dict_set(vm, self, key, value);
	if (!py_dict_remove(vm, self, key, &was_there))
		return false;
	return was_there || py_raise_value(vm, &py_KeyError_type, key);
}

static int dict_contains(struct py *vm, struct py_object *self, struct py_object *key)
{
	struct py_object *value;

	if (py_is_poison(vm, key) || !py_dict_find(vm, self, key, &value))
		return -1;
	return value != NULL;
}

static int dict_truth(struct py *vm, struct py_object *self)
{
	(void)vm;
	return py_dict_count(self) != 0;
}

static int64_t dict_length(struct py *vm, struct py_object *self)
{
	(void)vm;
	return (int64_t)py_dict_count(self);
}

static struct py_object *dict_repr(struct py *vm, struct py_object *self)
{
	struct strbuf buffer = STRBUF(py_arena(vm));
	const struct py_dict_entry *entry;
	size_t cursor = 0;
	bool is_good = true;

	if (!py_repr_enter(vm, self))
		return py_str_c(vm, "{...}");
	strbuf_add_char(&buffer, '{');
	while (is_good && (entry = py_dict_next(self, &cursor))) {
		struct str key, value;
		struct py_object *item = entry->value;
		if (buffer.n > 1)
			strbuf_add_c(&buffer, ", ");
		is_good = py_repr(vm, entry->key, &key) && py_repr(vm, item, &value);
		if (!is_good)
			break;
		strbuf_add(&buffer, key);
		strbuf_add_c(&buffer, ": ");
		strbuf_add(&buffer, value);
	}
	strbuf_add_char(&buffer, '}');
	py_repr_leave(vm, self);
	return is_good ? py_str(vm, strbuf_str(&buffer)) : NULL;
}

static struct py_object *dict_compare(struct py *vm, enum py_comparison op, struct py_object *self,
				      struct py_object *other)
{
	const struct py_dict_entry *entry;
	size_t cursor = 0;
	int same = 1;

	if (!py_is_dict(other) || (op != PY_EQ && op != PY_NE))
		return py_not_implemented(vm);
	if (py_dict_count(self) != py_dict_count(other))
		same = 0;
	while (same > 0 && (entry = py_dict_next(self, &cursor))) {
		struct py_object *value;
		if (!py_dict_find(vm, other, entry->key, &value))
			return NULL;
		same = !value ? 0 : value == entry->value ? 1 : py_equal(vm, entry->value, value);
	}
	return same < 0 ? NULL : py_bool(vm, same == (op == PY_EQ));
}

static struct py_object *dict_binary(struct py *vm, enum py_operator op, struct py_object *self,
				     struct py_object *other, bool reflected)
{
	if (op != PY_OP_BITOR || !py_is_dict(other))
		return py_not_implemented(vm);
	struct py_object *sum = py_dict_copy(vm, reflected ? other : self, &py_dict_type);

	return sum && py_dict_update(vm, sum, reflected ? self : other) ? sum : NULL;
}

static bool dict_hash(struct py *vm, struct py_object *self, uint64_t *ret_hash)
{
	(void)ret_hash;
	return py_raise(vm, "TypeError", "unhashable type: '%.*s'", STR_ARG(py_type_name(self)));
}

/* ---- methods ---- */

static struct py_object *dict_get(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *value;

	if (!py_dict_find(vm, self, args[0], &value))
		return NULL;
	return value ? value : args[1] ? args[1] : py_none(vm);
}

static struct py_object *dict_pop(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *value;
	bool was_there;

	if (!py_dict_find(vm, self, args[0], &value))
		return NULL;
	if (!value)
		return args[1] ? args[1] : py_raise_value(vm, &py_KeyError_type, args[0]);
	return py_dict_remove(vm, self, args[0], &was_there) ? value : NULL;
}

static struct py_object *dict_popitem(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	struct py_dict *dict = (struct py_dict *)self;
	bool was_there;

	(void)args;
	while (dict->used && !dict->entries[dict->used - 1].key)
		dict->used--;
	if (!dict->used)
		return py_raise_value(vm, &py_KeyError_type,
				      py_str_c(vm, "popitem(): dictionary is empty"));
	const struct py_dict_entry last = dict->entries[dict->used - 1];

	if (!py_dict_remove(vm, self, last.key, &was_there))
		return NULL;
	return py_pair(vm, last.key, last.value);
}

static struct py_object *dict_setdefault(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	struct py_object *value;

	if (!py_dict_find(vm, self, args[0], &value))
		return NULL;
	if (value)
		return value;
	value = args[1] ? args[1] : py_none(vm);
	return py_dict_set(vm, self, args[0], value) ? value : NULL;
}

static struct py_object *dict_clear(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	py_dict_clear(vm, self);
	return py_none(vm);
}

static struct py_object *dict_copy(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	return py_dict_copy(vm, self, &py_dict_type);
}

static struct py_object *dict_fromkeys(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	struct py_object *dict = py_call(vm, self, &PY_NO_ARGS), **items;
	size_t n;

	if (!dict || !py_take_items(vm, args[0], &items, &n))
		return NULL;
	for (size_t i = 0; i < n; i++)
		if (!py_dict_set(vm, dict, items[i], args[1] ? args[1] : py_none(vm)))
			return NULL;
	return dict;
}

static struct py_object *dict_ior(struct py *vm, struct py_object *self, struct py_object **args)
{
	return py_dict_update(vm, self, args[0]) ? self : NULL;
}

static struct py_object *dict_reversed(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	(void)args;
	return iterate_back(vm, self, KEYS);
}

static const struct py_method dict_methods[] = {
	PY_CLASS_GETITEM,
	{ "get", "key, default=None, /", dict_get, PY_METHOD_INSTANCE },
	{ "keys", "", dict_keys, PY_METHOD_INSTANCE },
	{ "values", "", dict_values, PY_METHOD_INSTANCE },
	{ "items", "", dict_items, PY_METHOD_INSTANCE },
	{ "pop", "key, default=None, /", dict_pop, PY_METHOD_INSTANCE },
	{ "popitem", "", dict_popitem, PY_METHOD_INSTANCE },
	{ "setdefault", "key, default=None, /", dict_setdefault, PY_METHOD_INSTANCE },
	{ "update", "other=None, /, **kwargs", dict_update, PY_METHOD_INSTANCE },
	{ "clear", "", dict_clear, PY_METHOD_INSTANCE },
	{ "copy", "", dict_copy, PY_METHOD_INSTANCE },
	{ "fromkeys", "iterable, value=None, /", dict_fromkeys, PY_METHOD_CLASS },
	{ "__ior__", "other, /", dict_ior, PY_METHOD_INSTANCE },
	{ "__reversed__", "", dict_reversed, PY_METHOD_INSTANCE },
	{ 0 },
};

const struct py_native_type py_dict_type = {
	.name = "dict",
	.module = "builtins",
	.size = sizeof(struct py_dict),
	.signature = "other=None, /, **kwargs",
	.new_ = dict_new,
	.methods = dict_methods,
	.slots = { .binary = dict_binary,
		   .compare = dict_compare,
		   .truth = dict_truth,
		   .length = dict_length,
		   .getitem = dict_getitem,
		   .setitem = dict_setitem,
		   .contains = dict_contains,
		   .iter = py_dict_iter,
		   .repr = dict_repr,
		   .hash = dict_hash },
};
