#include "engine/py/types.h"

#include "engine/py/call.h"
#include "engine/py/frame.h"

/* ---- what a class's attribute becomes ---- */

static struct py_object *get_property(struct py *vm, struct py_object *attribute,
				      struct py_object *self)
{
	const struct py_property_object *property = (struct py_property_object *)attribute;

	if (!self)
		return attribute;
	if (!py_given(property->get))
		return py_raise(vm, "AttributeError",
				"property '%.*s' of '%.*s' object has no getter",
				STR_ARG(property->name), STR_ARG(self->type->name));
	return py_call_with(vm, property->get, self, &PY_NO_ARGS);
}

static struct py_object *bind_native(struct py *vm, struct py_object *attribute,
				     struct py_object *self, struct py_type *type)
{
	const struct py_native_function *function = (struct py_native_function *)attribute;

	if (!function->owner || function->self)
		return attribute;
	switch (function->method->kind) {
	case PY_METHOD_INSTANCE:
		return self ? py_bound_method(vm, attribute, self) : attribute;
	case PY_METHOD_CLASS:
		return py_bound_method(vm, attribute, &type->head);
	case PY_METHOD_STATIC:
		return attribute;
	}
	return attribute;
}

/* Types whose values are attributes and nothing else: the usual constants of a class. */
static bool is_plain(const struct py_native_type *native)
{
	return native == &py_str_type || native == &py_int_type || native == &py_none_type ||
	       native == &py_bool_type || native == &py_list_type || native == &py_tuple_type ||
	       native == &py_dict_type || native == &py_type_type || native == &py_float_type;
}

static struct py_object *bind_by_method(struct py *vm, struct py_object *attribute,
					struct py_object *self, struct py_type *type)
{
	if (!py_type_lookup(attribute->type, STR("__get__")))
		return attribute;
	return py_call_special(vm, attribute, "__get__",
			       &PY_ARGS(self ? self : vm->none, &type->head));
}

struct py_object *py_bind_attribute(struct py *vm, struct py_object *attribute,
				    struct py_object *self, struct py_type *type)
{
	const struct py_native_type *native = attribute->type->native;

	if (native == &py_function_type)
		return self ? py_bound_method(vm, attribute, self) : attribute;
	if (native == &py_native_function_type)
		return bind_native(vm, attribute, self, type);
	if (is_plain(native))
		return attribute;
	if (native == &py_slot_method_type)
		return self && py_type_lookup(type, STR("__new__")) != attribute
			       ? py_bound_method(vm, attribute, self)
			       : attribute;
	if (native == &py_native_property_type)
		return self ? ((struct py_native_property *)attribute)->row->get(vm, self)
			    : attribute;
	if (py_is(attribute, &py_property_type))
		return get_property(vm, attribute, self);
	if (py_is(attribute, &py_staticmethod_type))
		return ((struct py_method_wrapper *)attribute)->function;
	if (py_is(attribute, &py_classmethod_type))
		return py_bind_attribute(vm, ((struct py_method_wrapper *)attribute)->function,
					 &type->head, type->head.type);
	return bind_by_method(vm, attribute, self, type);
}

/* Data descriptors come before the instance's own attributes. */
static bool is_data_descriptor(const struct py_object *attribute)
{
	const struct py_native_type *native = attribute->type->native;

	if (native == &py_function_type || native == &py_native_function_type || is_plain(native))
		return false;
	return native == &py_native_property_type || py_is(attribute, &py_property_type) ||
	       py_type_lookup(attribute->type, STR("__set__"));
}

/* ---- attributes that every value has ---- */

static struct py_object *types_as_tuple(struct py *vm, struct py_type *const *types, size_t n)
{
	return py_tuple(vm, (struct py_object *const *)types, n);
}

/* A class's annotations are its own, never those of its bases. */
static struct py_object *own_annotations(struct py *vm, struct py_type *type)
{
	struct py_object *annotations = map_get(&type->dict, STR("__annotations__"));

	if (!annotations) {
		annotations = py_dict(vm);
		map_put(&type->dict, STR("__annotations__"), annotations);
	}
	return annotations;
}

static struct py_object *type_attribute(struct py *vm, struct py_type *type, struct str name)
{
	if (str_is(name, "__name__"))
		return py_str(vm, type->name);
	if (str_is(name, "__qualname__"))
		return py_str(vm, type->qualified_name);
	if (str_is(name, "__mro__"))
		return types_as_tuple(vm, type->mro, type->mro_count);
	if (str_is(name, "__bases__"))
		return types_as_tuple(vm, type->bases, type->base_count);
	if (str_is(name, "__base__"))
		return type->base_count ? &type->bases[0]->head : vm->none;
	if (str_is(name, "__module__"))
		return py_str(vm, type->module);
	if (str_is(name, "__dict__"))
		return py_namespace(vm, &type->dict);
	if (str_is(name, "__doc__"))
		return vm->none;
	if (str_is(name, "__annotations__") && !type->native)
		return own_annotations(vm, type);
	return NULL;
}

static struct py_object *instance_attribute(struct py *vm, struct py_object *object,
					    struct str name)
{
	if (str_is(name, "__class__"))
		return &object->type->head;
	if (str_is(name, "__dict__") && (!object->type->native || object->attributes))
		return py_namespace_of(vm, object);
	if (str_is(name, "__module__") && !py_is(object, &py_module_type))
		return py_str(vm, object->type->module);
	if (str_is(name, "__doc__"))
		return vm->none;
	return NULL;
}

static enum py_found found(struct py_object *value, struct py_object **ret)
{
	*ret = value;
	return value ? PY_FOUND : PY_UNWINDING;
}

/* ---- lookup ---- */

static enum py_found lookup_in_metaclass(struct py *vm, struct py_type *type, struct str name,
					 struct py_object **ret)
{
	struct py_type *metaclass = type->head.type;
	struct py_object *attribute = py_type_lookup(metaclass, name);

	if (attribute)
		return found(py_bind_attribute(vm, attribute, &type->head, metaclass), ret);
	if (str_starts(name, STR("__"))) {
		*ret = type_attribute(vm, type, name);
		if (!*ret && str_is(name, "__class__"))
			*ret = &metaclass->head;
		if (*ret)
			return PY_FOUND;
	}
	if (metaclass->slots.getattr && metaclass->slots.getattr(vm, &type->head, name, ret))
		return *ret ? PY_FOUND : PY_UNWINDING;
	return PY_ABSENT;
}

/* These name the class itself, whatever the metaclass or `object` say of them. */
static bool is_about_class(struct str name)
{
	return str_is(name, "__name__") || str_is(name, "__qualname__") ||
	       str_is(name, "__mro__") || str_is(name, "__bases__") || str_is(name, "__base__") ||
	       str_is(name, "__dict__") || str_is(name, "__class__") ||
	       str_is(name, "__annotations__");
}

static enum py_found lookup_in_type(struct py *vm, struct py_type *type, struct str name,
				    struct py_object **ret)
{
	struct py_object *attribute = NULL;

	if (!str_starts(name, STR("__")) || !is_about_class(name))
		attribute = py_type_lookup(type, name);
	if (attribute)
		return found(py_bind_attribute(vm, attribute, NULL, type), ret);
	return lookup_in_metaclass(vm, type, name, ret);
}

static enum py_found lookup_in_instance(struct py *vm, struct py_object *object, struct str name,
					struct py_object **ret)
{
	struct py_type *type = object->type;
	struct py_object *attribute = py_type_lookup(type, name);

	if (attribute && object->attributes && !is_data_descriptor(attribute)) {
		*ret = map_get(object->attributes, name);
		if (*ret)
			return PY_FOUND;
	}
	if (attribute)
		return found(py_bind_attribute(vm, attribute, object, type), ret);
	*ret = object->attributes ? map_get(object->attributes, name) : NULL;
	if (!*ret && str_starts(name, STR("__")))
		*ret = instance_attribute(vm, object, name);
	if (*ret)
		return PY_FOUND;
	if (type->slots.getattr && type->slots.getattr(vm, object, name, ret))
		return *ret ? PY_FOUND : PY_UNWINDING;
	return PY_ABSENT;
}

/* `super()` and poison answer for every name. */
static bool answers_itself(const struct py_native_type *native)
{
	return native == &py_super_type || native == &py_poison_type;
}

static enum py_found lookup(struct py *vm, struct py_object *object, struct str name,
			    struct py_object **ret)
{
	enum py_found result;

	if (answers_itself(object->type->native)) {
		if (object->type->slots.getattr(vm, object, name, ret))
			return *ret ? PY_FOUND : PY_UNWINDING;
		return PY_ABSENT;
	}
	result = py_is_type(object) ? lookup_in_type(vm, (struct py_type *)object, name, ret)
				    : lookup_in_instance(vm, object, name, ret);
	/* A property that raises AttributeError leaves the word to __getattr__. */
	if (result == PY_UNWINDING && vm->pending && !object->type->native &&
	    object->type->slots.getattr && py_type_lookup(object->type, name)) {
		struct py_object *pending = py_catch(vm, "AttributeError");
		if (!pending)
			return result;
		if (object->type->slots.getattr(vm, object, name, ret))
			return *ret ? PY_FOUND : PY_UNWINDING;
		vm->pending = pending;
	}
	return result;
}

/* Whether the real type of a native class along the mro has the attribute, though we have not. */
static bool is_refused(const struct py_type *type, struct str name)
{
	struct str rest, part;

	for (size_t i = 0; i < type->mro_count; i++) {
		const struct py_native_type *native = type->mro[i]->native;
		if (!native || !native->refused)
			continue;
		if (str_is(str_from(native->refused), "*") && !str_starts(name, STR("_")))
			return true;
		for (rest = str_from(native->refused); str_next_part(&rest, ' ', &part);)
			if (str_equal(part, name))
				return true;
	}
	return false;
}

/* ABSENT, unless the attribute is one that the real type has. */
static enum py_found absent(struct py *vm, struct py_object *object, struct str name)
{
	const struct py_type *type = py_is_type(object) ? (struct py_type *)object : object->type;

	if (!is_refused(type, name))
		return PY_ABSENT;
	py_refuse(vm, "'%.*s.%.*s' is not supported", STR_ARG(type->name), STR_ARG(name));
	return PY_UNWINDING;
}

enum py_found py_lookup(struct py *vm, struct py_object *object, struct str name,
			struct py_object **ret)
{
	const enum py_found found = lookup(vm, object, name, ret);

	return found == PY_ABSENT ? absent(vm, object, name) : found;
}

struct py_object *py_raise_no_attribute(struct py *vm, struct py_object *object, struct str name)
{
	if (py_is_type(object))
		return py_raise(vm, "AttributeError", "type object '%.*s' has no attribute '%.*s'",
				STR_ARG(((struct py_type *)object)->name), STR_ARG(name));
	if (py_is(object, &py_module_type)) {
		struct py_object *module = map_get(object->attributes, STR("__name__"));
		return py_raise(vm, "AttributeError", "module '%.*s' has no attribute '%.*s'",
				STR_ARG(py_text(module)), STR_ARG(name));
	}
	return py_raise(vm, "AttributeError", "'%.*s' object has no attribute '%.*s'",
			STR_ARG(object->type->name), STR_ARG(name));
}

struct py_object *py_getattr(struct py *vm, struct py_object *object, struct str name)
{
	struct py_object *value = NULL;

	switch (py_lookup(vm, object, name, &value)) {
	case PY_FOUND:
		return value;
	case PY_ABSENT:
		return py_raise_no_attribute(vm, object, name);
	case PY_UNWINDING:
		return NULL;
	}
	return NULL;
}

bool py_find_attr(struct py *vm, struct py_object *object, struct str name, struct py_object **ret)
{
	switch (py_lookup(vm, object, name, ret)) {
	case PY_FOUND:
		return true;
	case PY_ABSENT:
		*ret = NULL;
		return true;
	case PY_UNWINDING:
		*ret = NULL;
		return py_catch(vm, "AttributeError") != NULL;
	}
	return false;
}

/* Spares the bound method where the receiver goes into the call at once. */
struct py_object *py_load_method(struct py *vm, struct py_object *object, struct str name,
				 struct py_object **ret_self)
{
	struct py_object *attribute;

	*ret_self = NULL;
	if (py_is_type(object) || answers_itself(object->type->native) ||
	    (object->attributes && map_has(object->attributes, name)))
		return py_getattr(vm, object, name);
	attribute = py_type_lookup(object->type, name);
	if (!attribute)
		return py_getattr(vm, object, name);
	if (attribute->type->native == &py_function_type ||
	    (attribute->type->native == &py_native_function_type &&
	     ((struct py_native_function *)attribute)->owner &&
	     ((struct py_native_function *)attribute)->method->kind == PY_METHOD_INSTANCE)) {
		*ret_self = object;
		return attribute;
	}
	return py_getattr(vm, object, name);
}

/* ---- setting ---- */

static bool set_own(struct py *vm, struct py_object *object, struct str name,
		    struct py_object *value)
{
	if (!object->attributes) {
		object->attributes = ARENA_NEW(vm->arena, struct map);
		*object->attributes = MAP(vm->arena);
	}
	map_put(object->attributes, name, value);
	return true;
}

static bool set_property(struct py *vm, struct py_object *attribute, struct py_object *self,
			 struct py_object *value)
{
	const struct py_property_object *property = (struct py_property_object *)attribute;
	struct py_object *function = value ? property->set : property->del;

	if (!py_given(function))
		return py_raise(vm, "AttributeError", "property '%.*s' of '%.*s' object has no %s",
				STR_ARG(property->name), STR_ARG(self->type->name),
				value ? "setter" : "deleter");
	return value ? py_call_with(vm, function, self, &PY_ARGS(value))
		     : py_call_with(vm, function, self, &PY_NO_ARGS);
}

/* True: the class has a descriptor of that name and *ret_done says how it went. */
static bool set_by_descriptor(struct py *vm, struct py_object *object, struct str name,
			      struct py_object *value, bool *ret_done)
{
	struct py_object *attribute = py_type_lookup(object->type, name);

	if (!attribute)
		return false;
	if (attribute->type->native == &py_native_property_type) {
		const struct py_property *row = ((struct py_native_property *)attribute)->row;
		*ret_done =
			row->set && value
				? row->set(vm, object, value)
				: (bool)py_raise(vm, "AttributeError",
						 "attribute '%s' of '%.*s' objects is not writable",
						 row->name, STR_ARG(object->type->name));
		return true;
	}
	if (py_is(attribute, &py_property_type)) {
		*ret_done = set_property(vm, attribute, object, value);
		return true;
	}
	if (!is_data_descriptor(attribute))
		return false;
	*ret_done = value ? py_call_special(vm, attribute, "__set__", &PY_ARGS(object, value))
			  : py_call_special(vm, attribute, "__delete__", &PY_ARGS(object));
	return true;
}

static bool takes_attributes(const struct py_object *object)
{
	if (!object->type->native)
		return true;
	for (const struct py_native_type *native = object->type->native; native;
	     native = native->base)
		if (native->has_attributes)
			return true;
	return false;
}

static bool set_in_type(struct py *vm, struct py_type *type, struct str name,
			struct py_object *value)
{
	if (type->native)
		return py_raise(vm, "TypeError",
				"cannot set '%.*s' attribute of immutable type '%.*s'",
				STR_ARG(name), STR_ARG(type->name));
	if (str_is(name, "__name__") && py_is_str(value))
		type->name = py_text(value);
	else if (str_is(name, "__qualname__") && py_is_str(value))
		type->qualified_name = py_text(value);
	else
		map_put(&type->dict, name, value);
	if (str_is(name, "__module__") && py_is_str(value))
		type->module = py_text(value);
	if (str_starts(name, STR("__")))
		py_type_resolve_slots(type);
	return true;
}

bool py_setattr_plain(struct py *vm, struct py_object *object, struct str name,
		      struct py_object *value)
{
	bool is_done;

	if (py_is_type(object))
		return set_in_type(vm, (struct py_type *)object, name, value);
	if (set_by_descriptor(vm, object, name, value, &is_done))
		return is_done;
	if (str_is(name, "__class__"))
		return py_refuse(vm, "setting __class__ is not supported");
	if (takes_attributes(object))
		return set_own(vm, object, name, value);
	if (py_type_lookup(object->type, name))
		return py_raise(vm, "AttributeError", "'%.*s' object attribute '%.*s' is read-only",
				STR_ARG(object->type->name), STR_ARG(name));
	return py_raise_no_attribute(vm, object, name);
}

bool py_setattr(struct py *vm, struct py_object *object, struct str name, struct py_object *value)
{
	const struct py_slots *slots = &object->type->slots;
	bool is_done;

	if (!slots->setattr)
		return py_setattr_plain(vm, object, name, value);
	if (slots->setattr == py_slot_call_setattr)
		return slots->setattr(vm, object, name, value) && !py_is_unwinding(vm);
	/* A native slot does not know the properties of the classes around it. */
	if (set_by_descriptor(vm, object, name, value, &is_done))
		return is_done;
	if (slots->setattr(vm, object, name, value))
		return !py_is_unwinding(vm);
	return py_is_unwinding(vm) ? false : py_setattr_plain(vm, object, name, value);
}

/* ---- deleting ---- */

static bool remove_from(struct py *vm, struct map *map, struct py_object *object, struct str name)
{
	if (map && map_remove(map, name))
		return true;
	return py_raise_no_attribute(vm, object, name);
}

static bool delete_in_type(struct py *vm, struct py_type *type, struct str name)
{
	if (type->native)
		return py_raise(vm, "TypeError",
				"cannot delete '%.*s' attribute of immutable type '%.*s'",
				STR_ARG(name), STR_ARG(type->name));
	if (!remove_from(vm, &type->dict, &type->head, name))
		return false;
	if (str_starts(name, STR("__")))
		py_type_resolve_slots(type);
	return true;
}

bool py_delattr_plain(struct py *vm, struct py_object *object, struct str name)
{
	bool is_done;

	if (py_is_type(object))
		return delete_in_type(vm, (struct py_type *)object, name);
	if (set_by_descriptor(vm, object, name, NULL, &is_done))
		return is_done;
	return remove_from(vm, object->attributes, object, name);
}

bool py_delattr(struct py *vm, struct py_object *object, struct str name)
{

	if (object->type->slots.setattr == py_slot_call_setattr &&
	    py_type_lookup(object->type, STR("__delattr__")))
		return py_call_special(vm, object, "__delattr__", &PY_ARGS(py_str(vm, name)));
	return py_delattr_plain(vm, object, name);
}
