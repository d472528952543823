#include "engine/py/types.h"
#include "engine/py/wrapper.h"

#define MARK STR("__isabstractmethod__")

/* ---- what is abstract ---- */

static bool is_marked(const struct py_object *value)
{
	return value && value->attributes && py_is_true(map_get(value->attributes, MARK));
}

static bool is_abstract(const struct py_object *value)
{
	if (py_is(value, &py_property_type)) {
		const struct py_property_object *property = (struct py_property_object *)value;
		return is_marked(property->get) || is_marked(property->set) ||
		       is_marked(property->del);
	}
	if (py_is(value, &py_classmethod_type) || py_is(value, &py_staticmethod_type))
		return is_abstract(((struct py_method_wrapper *)value)->function);
	return is_marked(value);
}

/* The sorted names that are abstract in the class itself or its bases, and in it still. */
static struct py_object *abstract_names(struct py *vm, const struct py_type *type)
{
	struct py_object *names = py_set(vm), *list;

	for (size_t i = 0; i < type->mro_count; i++) {
		size_t cursor = 0;
		for (const struct map_entry *entry;
		     (entry = map_next(&type->mro[i]->dict, &cursor));)
			if (is_abstract(entry->value) &&
			    py_type_lookup(type, entry->key) == entry->value &&
			    !py_set_add(vm, names, py_str(vm, entry->key)))
				return NULL;
	}
	list = py_list_from(vm, &py_list_type, names);
	return list && py_list_sort(vm, list, NULL, false) ? list : NULL;
}

static struct py_object *raise_abstract(struct py *vm, const struct py_type *type,
					const struct py_list *names)
{
	struct strbuf text = STRBUF(py_arena(vm));

	for (size_t i = 0; i < names->n; i++)
		strbuf_printf(&text, "%s%.*s", i ? ", " : "", STR_ARG(py_text(names->items[i])));
	return py_raise(vm, "TypeError",
			"Can't instantiate abstract class %.*s with abstract method%s %.*s",
			STR_ARG(type->name), names->n > 1 ? "s" : "", STR_ARG(strbuf_str(&text)));
}

/* ---- ABCMeta, ABC ---- */

static struct py_object *abc_call(struct py *vm, struct py_object *self, const struct py_args *args)
{
	struct py_object *names = abstract_names(vm, (struct py_type *)self);

	if (!names)
		return NULL;
	if (((struct py_list *)names)->n)
		return raise_abstract(vm, (struct py_type *)self, (struct py_list *)names);
	/* The next metaclass makes the instance: ABCMeta may stand in front of EnumMeta. */
	for (size_t i = 0; i < self->type->mro_count; i++) {
		const struct py_native_type *native = self->type->mro[i]->native;
		if (native && native->slots.call && native->slots.call != abc_call)
			return native->slots.call(vm, self, args);
	}
	return py_type_type.slots.call(vm, self, args);
}

static struct py_object *abc_register(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	(void)self;
	(void)args;
	return py_refuse(vm, "registering a virtual subclass of an abstract class");
}

static struct py_object *get_abstract_names(struct py *vm, struct py_object *self)
{
	struct py_object *names = abstract_names(vm, (struct py_type *)self);

	return names ? py_call(vm, &py_type_from(vm, &py_frozenset_type)->head, &PY_ARGS(names))
		     : NULL;
}

static const struct py_native_type abcmeta_type = {
	.name = "ABCMeta",
	.module = "abc",
	.base = &py_type_type,
	.size = sizeof(struct py_type),
	.methods =
		(const struct py_method[]){
			{ "register", "subclass", abc_register, PY_METHOD_INSTANCE }, { 0 } },
	.properties =
		(const struct py_property[]){ { "__abstractmethods__", get_abstract_names, NULL },
					      { 0 } },
	.slots = { .call = abc_call },
};

static const struct py_native_type abc_type = {
	.name = "ABC",
	.module = "abc",
	.size = sizeof(struct py_object),
	.metaclass = &abcmeta_type,
};

/* ---- the module ---- */

static struct py_object *abstractmethod(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	(void)self;
	if (py_is_poison(vm, args[0]))
		return NULL;
	py_put_attribute(vm, args[0], MARK, py_bool(vm, true));
	return args[0];
}

static struct py_object *abstractproperty(struct py *vm, struct py_object *self,
					  struct py_object **args)
{
	struct py_object *function = abstractmethod(vm, self, args);

	return function
		       ? py_call(vm, &py_type_from(vm, &py_property_type)->head, &PY_ARGS(function))
		       : NULL;
}

static const struct py_member members[] = {
	{ "ABC", PY_MEMBER_TYPE, &abc_type, NULL },
	{ "ABCMeta", PY_MEMBER_TYPE, &abcmeta_type, NULL },
	{ 0 },
};

static const struct py_method functions[] = {
	{ "abstractmethod", "funcobj", abstractmethod, PY_METHOD_STATIC },
	{ "abstractproperty", "fget", abstractproperty, PY_METHOD_STATIC },
	{ 0 },
};

const struct py_native_module py_module_abc = {
	.name = "abc", .members = members, .functions = functions, .is_open = true
};
