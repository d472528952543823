#include "engine/py/frame.h"

#include "engine/py/dict.h"
#include "engine/py/types.h"
#include "engine/py/values.h"

bool py_match_is_sequence(struct py *vm, const struct py_object *subject)
{
	(void)vm;
	return py_is_sequence(subject) || py_is(subject, &py_range_type);
}

bool py_match_is_mapping(struct py *vm, struct py_object *subject)
{
	(void)vm;
	return py_is_dict(subject);
}

struct py_object *py_match_keys(struct py *vm, struct py_object *subject, struct py_object *keys)
{
	const struct py_list *list = (struct py_list *)keys;
	struct py_object *values = py_list(vm), *value;

	for (size_t i = 0; i < list->n; i++) {
		if (!py_dict_find(vm, subject, list->items[i], &value))
			return NULL;
		if (!value)
			return vm->none;
		py_list_append(vm, values, value);
	}
	return py_tuple(vm, ((struct py_list *)values)->items, list->n);
}

struct py_object *py_match_rest(struct py *vm, struct py_object *subject, struct py_object *keys)
{
	const struct py_list *list = (struct py_list *)keys;
	struct py_object *rest = py_dict(vm);
	bool was_there;

	if (!py_dict_update(vm, rest, subject))
		return NULL;
	for (size_t i = 0; i < list->n; i++)
		if (!py_dict_remove(vm, rest, list->items[i], &was_there))
			return NULL;
	return rest;
}

/* Built-in values match their one positional pattern as a whole (`Objects/typeobject.c`). */
static bool matches_itself(const struct py_type *type)
{
	static const struct py_native_type *const types[] = {
		&py_bool_type, &py_bytes_type, &py_dict_type, &py_float_type, &py_frozenset_type,
		&py_int_type,  &py_list_type,  &py_set_type,  &py_str_type,   &py_tuple_type,
	};

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		for (size_t j = 0; j < type->mro_count; j++)
			if (type->mro[j]->native == types[i])
				return true;
	return false;
}

static bool positional_names(struct py *vm, struct py_type *type, size_t positional,
			     struct py_object ***ret_names)
{
	struct py_object *names = py_type_lookup(type, STR("__match_args__"));
	size_t n = 0;

	if (names && !py_take_items(vm, names, ret_names, &n))
		return false;
	if (positional <= n)
		return true;
	return py_raise(vm, "TypeError", "%.*s() accepts %zu positional sub-pattern%s (%zu given)",
			STR_ARG(type->name), n, n == 1 ? "" : "s", positional);
}

/* false: unwinding; *ret_is_there says whether the part was added. */
static bool add_part(struct py *vm, struct py_object *parts, struct py_object *subject,
		     struct py_object *name, bool *ret_is_there)
{
	struct py_object *value;

	if (!py_find_attr(vm, subject, py_text(name), &value))
		return false;
	*ret_is_there = value;
	if (value)
		py_list_append(vm, parts, value);
	return true;
}

struct py_object *py_match_class(struct py *vm, struct py_object *const subject_class_names[3],
				 size_t positional)
{
	struct py_object *subject = subject_class_names[0], *class = subject_class_names[1];
	const struct py_list *keywords = (struct py_list *)subject_class_names[2];
	struct py_object *parts = py_list(vm), **names = NULL;
	bool is_there = true;
	int is_instance;

	if (py_is_poison(vm, class))
		return NULL;
	if (!py_is_type(class))
		return py_raise(vm, "TypeError", "called match pattern must be a class");
	is_instance = py_is_instance(vm, subject, class);
	if (is_instance <= 0)
		return is_instance < 0 ? NULL : vm->none;
	if (positional == 1 && matches_itself((struct py_type *)class)) {
		py_list_append(vm, parts, subject);
		positional = 0;
	} else if (positional &&
		   !positional_names(vm, (struct py_type *)class, positional, &names)) {
		return NULL;
	}
	for (size_t i = 0; i < positional + keywords->n && is_there; i++) {
		struct py_object *name = i < positional ? names[i]
							: keywords->items[i - positional];
		if (!add_part(vm, parts, subject, name, &is_there))
			return NULL;
	}
	if (!is_there)
		return vm->none;
	return py_tuple(vm, ((struct py_list *)parts)->items, ((struct py_list *)parts)->n);
}
