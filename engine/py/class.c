#include "engine/py/frame.h"

#include "engine/py/dict.h"
#include "engine/py/types.h"

#include <string.h>

/* ---- bases ---- */

/* `class A(List[int])`: objects that are no classes say what stands for them (PEP 560). */
static bool resolve_bases(struct py *vm, const struct py_list *given, struct py_object **ret)
{
	struct py_object *bases = py_list(vm), *method, *entries, **items;
	size_t n;

	for (size_t i = 0; i < given->n; i++) {
		struct py_object *base = given->items[i];
		if (py_is_type(base) || base->type->native == &py_poison_type) {
			py_list_append(vm, bases, base);
			continue;
		}
		if (!py_find_attr(vm, base, STR("__mro_entries__"), &method))
			return false;
		if (!method)
			return py_raise(vm, "TypeError", "bases must be types, not '%.*s'",
					STR_ARG(base->type->name));
		entries = py_call(vm, method, &PY_ARGS(py_tuple(vm, given->items, given->n)));
		if (!entries || !py_take_items(vm, entries, &items, &n))
			return false;
		for (size_t j = 0; j < n; j++)
			py_list_append(vm, bases, items[j]);
	}
	*ret = bases;
	return true;
}

static struct py_object *find_poison(const struct py_list *bases)
{
	for (size_t i = 0; i < bases->n; i++)
		if (bases->items[i]->type->native == &py_poison_type)
			return bases->items[i];
	return NULL;
}

/* ---- hooks ---- */

static bool call_set_name(struct py *vm, struct py_type *type)
{
	size_t cursor = 0;

	for (const struct map_entry *entry; (entry = map_next(&type->dict, &cursor));) {
		struct py_object *value = entry->value;
		if (value->type->native == &py_function_type ||
		    value->type->native == &py_str_type ||
		    !py_type_lookup(value->type, STR("__set_name__")))
			continue;
		if (!py_call_special(vm, value, "__set_name__",
				     &PY_ARGS(&type->head, py_str(vm, entry->key))))
			return false;
	}
	return true;
}

/* `hook` is the __init_subclass__ of the nearest class above; object's takes no keywords. */
static bool call_init_subclass(struct py *vm, struct py_type *type, const struct py_args *keywords)
{
	for (size_t i = 1; i < type->mro_count; i++) {
		struct py_object *hook = map_get(&type->mro[i]->dict, STR("__init_subclass__"));
		if (!hook || (type->slots.subclassed && type->mro[i]->native))
			continue;
		hook = py_bind_attribute(vm, hook, NULL, type);
		return hook && py_call(vm, hook, keywords);
	}
	return true;
}

/* A native base's own hook comes first, then what classes of revisions define. */
static bool call_hooks(struct py *vm, struct py_type *type, const struct py_args *keywords)
{
	if (!call_set_name(vm, type))
		return false;
	if (type->slots.subclassed && !type->slots.subclassed(vm, type, keywords))
		return false;
	return call_init_subclass(vm, type, keywords);
}

/* ---- making ---- */

static void wrap_method(struct py *vm, struct map *dict, const char *name,
			const struct py_native_type *wrapper)
{
	struct py_object *function = map_get(dict, str_from(name));
	struct py_method_wrapper *wrapped;

	if (!function || function->type->native != &py_function_type)
		return;
	wrapped = py_new(vm, wrapper);
	wrapped->function = function;
	map_put(dict, str_from(name), wrapped);
}

/* A revision's own metaclass may have methods, but none that takes part in making classes or
 * instances. */
static bool is_plain_metaclass(struct py *vm, const struct py_type *type)
{
	static const char *const makers[] = { "__new__", "__init__", "__call__", "__prepare__" };

	if (!py_is_subtype(type, py_type_from(vm, &py_type_type)))
		return false;
	for (size_t i = 0; i < type->mro_count; i++)
		for (size_t j = 0; j < sizeof(makers) / sizeof(makers[0]); j++)
			if (!type->mro[i]->native &&
			    map_has(&type->mro[i]->dict, str_from(makers[j])))
				return false;
	return true;
}

static bool take_metaclass(struct py *vm, struct py_object *keywords, struct py_type **metaclass)
{
	struct py_object *given = py_dict_get_str(vm, keywords, STR("metaclass"));
	bool was_there;

	if (!given)
		return true;
	if (py_is_poison(vm, given))
		return false;
	if (!py_is_type(given) || !is_plain_metaclass(vm, (struct py_type *)given))
		return py_refuse(vm, "metaclasses are not supported");
	if (py_is_subtype((struct py_type *)given, *metaclass))
		*metaclass = (struct py_type *)given;
	return py_dict_remove(vm, keywords, py_str_c(vm, "metaclass"), &was_there);
}

static struct py_type *make_type(struct py *vm, struct py_class_parts *parts,
				 struct py_object *bases, struct py_object *keywords)
{
	const struct py_list *list = (struct py_list *)bases;
	struct py_type *metaclass;

	if (map_has(&parts->dict, STR("__getattribute__")))
		return (struct py_type *)py_refuse(vm, "__getattribute__ is not supported");
	parts->base_count = list->n ? list->n : 1;
	parts->bases = ARENA_ARRAY(vm->arena, struct py_type *, parts->base_count);
	parts->bases[0] = py_type_from(vm, &py_object_type);
	for (size_t i = 0; i < list->n; i++)
		parts->bases[i] = (struct py_type *)list->items[i];
	wrap_method(vm, &parts->dict, "__new__", &py_staticmethod_type);
	wrap_method(vm, &parts->dict, "__init_subclass__", &py_classmethod_type);
	wrap_method(vm, &parts->dict, "__class_getitem__", &py_classmethod_type);
	metaclass = py_type_metaclass(vm, parts->bases, parts->base_count);
	if (!metaclass || !take_metaclass(vm, keywords, &metaclass))
		return NULL;
	return py_type_new(vm, parts, metaclass);
}

static struct py_object *finish_class(struct py *vm, struct py_type *type,
				      struct py_object *keywords)
{
	const struct py_args args = { NULL, 0, py_keywords_of(vm, keywords),
				      py_dict_count(keywords) };

	return call_hooks(vm, type, &args) ? &type->head : NULL;
}

static struct str module_name(const struct py_object *globals)
{
	struct py_object *name = map_get(globals->attributes, STR("__name__"));

	return name && py_is_str(name) ? py_text(name) : STR("builtins");
}

struct py_object *py_build_class(struct py *vm, struct py_object *body, struct py_object *given,
				 struct py_object *keywords)
{
	struct py_function *function = (struct py_function *)body;
	struct py_class_parts parts = {
		.name = function->code->name,
		.qualified_name = function->code->qualified_name,
		.module = module_name(function->globals),
		.dict = MAP(vm->arena),
	};
	struct py_object *bases, *poison;
	struct py_cell *class_cell;
	struct py_type *type;

	if (!resolve_bases(vm, (struct py_list *)given, &bases))
		return NULL;
	map_put(&parts.dict, STR("__module__"), py_str(vm, parts.module));
	map_put(&parts.dict, STR("__qualname__"), py_str(vm, parts.qualified_name));
	if (function->code->doc.p)
		map_put(&parts.dict, STR("__doc__"), py_str(vm, function->code->doc));
	if (!py_run_class_body(vm, function, &parts.dict, &class_cell))
		return NULL;
	map_remove(&parts.dict, STR("__qualname__"));
	/* A class below something that could not be had could not be had either. */
	poison = find_poison((struct py_list *)bases);
	if (poison)
		return poison;
	type = make_type(vm, &parts, bases, keywords);
	if (type && class_cell)
		class_cell->value = &type->head;
	return type ? finish_class(vm, type, keywords) : NULL;
}

struct py_object *py_class_from_dict(struct py *vm, struct str name, struct py_object *given,
				     struct py_object *dict)
{
	struct py_class_parts parts = {
		.name = name,
		.qualified_name = name,
		.module = vm->frame ? module_name(vm->frame->globals) : STR("builtins"),
		.dict = MAP(vm->arena),
	};
	struct py_object *bases;
	struct py_type *type;
	size_t cursor = 0;

	if (!resolve_bases(vm, (struct py_list *)given, &bases))
		return NULL;
	for (const struct py_dict_entry *entry; (entry = py_dict_next(dict, &cursor));)
		if (py_is_str(entry->key))
			map_put(&parts.dict, py_text(entry->key), entry->value);
	if (find_poison((struct py_list *)bases))
		return find_poison((struct py_list *)bases);
	type = make_type(vm, &parts, bases, py_dict(vm));
	return type ? finish_class(vm, type, py_dict(vm)) : NULL;
}
