#include "engine/py/types.h"
#include "engine/py/wrapper.h"

#include <string.h>

/* ---- what is its own copy ---- */

/* Values of the modules that hold nothing that changes. */
static bool is_constant_module(struct str module)
{
	static const char *const names[] = { "datetime", "uuid",      "decimal",  "re",
					     "enum",     "pathlib",   "zoneinfo", "logging",
					     "typing",   "functools", "operator" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (str_is(module, names[i]))
			return true;
	return false;
}

static bool is_atomic(const struct py_object *value)
{
	static const struct py_native_type *const types[] = { &py_none_type,
							      &py_bool_type,
							      &py_int_type,
							      &py_float_type,
							      &py_str_type,
							      &py_bytes_type,
							      &py_function_type,
							      &py_native_function_type,
							      &py_range_type,
							      &py_ellipsis_type,
							      &py_not_implemented_type,
							      &py_slice_type,
							      &py_module_type,
							      &py_property_type };
	const struct py_native_type *native = value->type->native;

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (native == types[i])
			return true;
	return py_is(value, &py_type_type) ||
	       (native && is_constant_module(str_from(native->module)));
}

static bool is_container(const struct py_object *value)
{
	return py_is_sequence(value) || py_is_dict(value) || py_is_any_set(value);
}

/* ---- shells: instances with the native part of another, and no attributes yet ---- */

static struct py_object *shell_of(struct py *vm, const struct py_object *value)
{
	struct py_object *copy = py_new_of(vm, value->type);
	const size_t head = sizeof(struct py_object);

	memcpy((char *)copy + head, (const char *)value + head, value->type->layout->size - head);
	return copy;
}

/* A list, dict or set may not share its memory with the copy. */
static bool detach(struct py *vm, struct py_object *copy)
{
	if (py_is_sequence(copy)) {
		struct py_list *list = (struct py_list *)copy;
		struct py_object **items =
			ARENA_ARRAY(py_arena(vm), struct py_object *, list->n + 1);
		if (list->n)
			memcpy(items, list->items, list->n * sizeof(*items));
		list->items = items;
		list->capacity = list->n;
	} else if (py_is_dict(copy) || py_is_any_set(copy)) {
		const size_t head = sizeof(struct py_object);
		struct py_object *dict =
			py_dict_copy(vm, copy, py_is_dict(copy) ? &py_dict_type : &py_set_type);
		if (!dict)
			return false;
		memcpy((char *)copy + head, (char *)dict + head, sizeof(struct py_dict) - head);
	}
	return true;
}

/* ---- copy ---- */

static struct py_object *shallow(struct py *vm, struct py_object *value)
{
	struct py_object *copy;
	size_t cursor = 0;

	if (py_is_poison(vm, value))
		return NULL;
	if (is_atomic(value) || value->type->native == &py_tuple_type ||
	    value->type->native == &py_frozenset_type)
		return value;
	if (py_type_lookup(value->type, STR("__copy__")))
		return py_call_method(vm, value, "__copy__", &PY_NO_ARGS);
	copy = shell_of(vm, value);
	if (!detach(vm, copy))
		return NULL;
	for (const struct map_entry *entry;
	     value->attributes && (entry = map_next(value->attributes, &cursor));)
		py_put_attribute(vm, copy, entry->key, entry->value);
	return copy;
}

static struct py_object *copy_copy(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return shallow(vm, args[0]);
}

/* ---- deepcopy: `memo` maps the address of what was copied to its copy ---- */

static struct py_object *deep(struct py *vm, struct py_object *value, struct py_object *memo);

static struct py_object *identity(struct py *vm, const struct py_object *value)
{
	return py_int(vm, (int64_t)(uintptr_t)value);
}

static struct py_object *deep_items(struct py *vm, struct py_object *copy, struct py_object *memo)
{
	struct py_list *list = (struct py_list *)copy;

	for (size_t i = 0; i < list->n; i++) {
		list->items[i] = deep(vm, list->items[i], memo);
		if (!list->items[i])
			return NULL;
	}
	return copy;
}

/* A tuple of things that are their own copies is its own copy (`Lib/copy.py`, _deepcopy_tuple). */
static struct py_object *deep_tuple(struct py *vm, struct py_object *value, struct py_object *memo)
{
	const struct py_list *old = (struct py_list *)value;
	struct py_object *copy = shell_of(vm, value);
	bool is_same = true;

	if (!detach(vm, copy) || !deep_items(vm, copy, memo))
		return NULL;
	for (size_t i = 0; i < old->n; i++)
		is_same = is_same && old->items[i] == ((struct py_list *)copy)->items[i];
	return is_same ? value : copy;
}

static bool deep_entries(struct py *vm, const struct py_object *value, struct py_object *copy,
			 struct py_object *memo)
{
	size_t cursor = 0;

	py_dict_clear(vm, copy);
	for (const struct py_dict_entry *entry; (entry = py_dict_next(value, &cursor));) {
		struct py_object *key = deep(vm, entry->key, memo);
		struct py_object *item = entry->value ? deep(vm, entry->value, memo) : NULL;
		if (!key || (entry->value && !item))
			return false;
		if (item ? !py_dict_set(vm, copy, key, item) : !py_set_add(vm, copy, key))
			return false;
	}
	return true;
}

static bool deep_attributes(struct py *vm, const struct py_object *value, struct py_object *copy,
			    struct py_object *memo)
{
	size_t cursor = 0;

	for (const struct map_entry *entry;
	     value->attributes && (entry = map_next(value->attributes, &cursor));) {
		struct py_object *item = deep(vm, entry->value, memo);
		if (!item)
			return false;
		py_put_attribute(vm, copy, entry->key, item);
	}
	return true;
}

static struct py_object *deep_new(struct py *vm, struct py_object *value, struct py_object *memo)
{
	struct py_object *copy;

	if (value->type->native && !is_container(value))
		return py_refuse(vm, "copy.deepcopy() of a %.*s", STR_ARG(py_type_name(value)));
	copy = shell_of(vm, value);
	if (!detach(vm, copy) || !py_dict_set(vm, memo, identity(vm, value), copy))
		return NULL;
	if (py_is_sequence(copy) ? !deep_items(vm, copy, memo)
				 : is_container(copy) && !deep_entries(vm, value, copy, memo))
		return NULL;
	return deep_attributes(vm, value, copy, memo) ? copy : NULL;
}

static struct py_object *deep(struct py *vm, struct py_object *value, struct py_object *memo)
{
	struct py_object *copy;

	if (py_is_poison(vm, value))
		return NULL;
	if (is_atomic(value))
		return value;
	if (!py_dict_find(vm, memo, identity(vm, value), &copy) || copy)
		return copy;
	if (!py_enter(vm))
		return NULL;
	if (py_type_lookup(value->type, STR("__deepcopy__")))
		copy = py_call_method(vm, value, "__deepcopy__", &PY_ARGS(memo));
	else if (value->type->native == &py_tuple_type)
		copy = deep_tuple(vm, value, memo);
	else
		copy = deep_new(vm, value, memo);
	py_leave(vm);
	return copy && py_dict_set(vm, memo, identity(vm, value), copy) ? copy : NULL;
}

static struct py_object *copy_deepcopy(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	(void)self;
	return deep(vm, args[0], py_given(args[1]) ? args[1] : py_dict(vm));
}

static const struct py_method functions[] = {
	{ "copy", "x", copy_copy, PY_METHOD_STATIC },
	{ "deepcopy", "x, memo=None", copy_deepcopy, PY_METHOD_STATIC },
	{ 0 },
};

const struct py_native_module py_module_copy = { .name = "copy",
						 .functions = functions,
						 .is_open = true };
