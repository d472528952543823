#include "engine/py/wrapper.h"

#include "engine/py/call.h"

void py_put_attribute(struct py *vm, struct py_object *object, struct str name,
		      struct py_object *value)
{
	if (!object->attributes) {
		object->attributes = ARENA_NEW(py_arena(vm), struct map);
		*object->attributes = MAP(py_arena(vm));
	}
	map_put(object->attributes, name, value);
}

bool py_update_wrapper(struct py *vm, struct py_object *wrapper, struct py_object *wrapped)
{
	static const char *const names[] = { "__module__", "__name__", "__qualname__", "__doc__" };
	size_t cursor = 0;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct py_object *value;
		if (!py_find_attr(vm, wrapped, str_from(names[i]), &value))
			return false;
		if (value && !py_setattr(vm, wrapper, str_from(names[i]), value))
			return false;
	}
	for (const struct map_entry *entry;
	     wrapped->attributes && (entry = map_next(wrapped->attributes, &cursor));)
		if (!py_setattr(vm, wrapper, entry->key, entry->value))
			return false;
	return py_setattr(vm, wrapper, STR("__wrapped__"), wrapped);
}

struct py_object *py_wrapper_get(struct py *vm, struct py_object *self, struct py_object **args)
{
	return py_given(args[0]) ? py_bound_method(vm, self, args[0]) : self;
}
