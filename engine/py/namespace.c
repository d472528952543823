#include "engine/py/frame.h"

#include "engine/py/dict.h"
#include "engine/py/types.h"
#include "engine/py/values.h"

/*
 * The dict that `obj.__dict__`, vars(), globals() give: the names as they are when it is asked for,
 * and what is changed in it is changed in the object.  (A change of the object while somebody holds
 * the dict is not seen in the dict.)
 */

struct namespace
{
	struct py_dict dict;
	struct map *names;
};

static const struct py_native_type namespace_type;

struct py_object *py_namespace(struct py *vm, struct map *names)
{
	struct namespace *space = py_new(vm, &namespace_type);
	size_t cursor = 0;

	for (const struct map_entry *entry; (entry = map_next(names, &cursor));)
		if (!py_dict_set_str(vm, &space->dict.head, entry->key, entry->value))
			return NULL;
	space->names = names;
	return &space->dict.head;
}

struct py_object *py_namespace_of(struct py *vm, struct py_object *object)
{
	if (!object->attributes) {
		object->attributes = ARENA_NEW(vm->arena, struct map);
		*object->attributes = MAP(vm->arena);
	}
	return py_namespace(vm, object->attributes);
}

static void write_back(struct namespace *space)
{
	size_t cursor = 0;

	for (const struct map_entry *entry; (entry = map_next(space->names, &cursor));)
		map_remove(space->names, entry->key);
	cursor = 0;
	for (const struct py_dict_entry *entry; (entry = py_dict_next(&space->dict.head, &cursor));)
		if (py_is_str(entry->key))
			map_put(space->names, py_text(entry->key), entry->value);
}

static bool set_item(struct py *vm, struct py_object *self, struct py_object *key,
		     struct py_object *value)
{
	if (!py_dict_type.slots.setitem(vm, self, key, value))
		return false;
	write_back((struct namespace *)self);
	return true;
}

/* Calls dict's own method of that name, then takes its changes over. */
static struct py_object *change(struct py *vm, struct py_object *self, const char *name,
				const struct py_args *args)
{
	struct py_object *method = map_get(&py_type_from(vm, &py_dict_type)->dict, str_from(name));
	struct py_object *result = py_call_with(vm, method, self, args);

	if (result)
		write_back((struct namespace *)self);
	return result;
}

static struct py_object *update(struct py *vm, struct py_object *self, struct py_object **args)
{
	const struct py_list *rest = (struct py_list *)args[0];

	return change(vm, self, "update",
		      &(struct py_args){ rest->items, rest->n, py_keywords_of(vm, args[1]),
					 py_dict_count(args[1]) });
}

static struct py_object *pop(struct py *vm, struct py_object *self, struct py_object **args)
{
	return change(vm, self, "pop", &(struct py_args){ args, args[1] ? 2 : 1, NULL, 0 });
}

static struct py_object *set_default(struct py *vm, struct py_object *self, struct py_object **args)
{
	return change(vm, self, "setdefault", &(struct py_args){ args, args[1] ? 2 : 1, NULL, 0 });
}

static struct py_object *clear(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	return change(vm, self, "clear", &PY_NO_ARGS);
}

static const struct py_native_type namespace_type = {
	.name = "dict",
	.module = "builtins",
	.base = &py_dict_type,
	.size = sizeof(struct namespace),
	.methods =
		(const struct py_method[]){
			{ "update", "*args, **kw", update, PY_METHOD_INSTANCE },
			{ "pop", "key, default=None, /", pop, PY_METHOD_INSTANCE },
			{ "setdefault", "key, default=None, /", set_default, PY_METHOD_INSTANCE },
			{ "clear", "", clear, PY_METHOD_INSTANCE },
			{ 0 },
		},
	.slots = { .setitem = set_item },
};
