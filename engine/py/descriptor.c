#include "engine/py/types.h"

#include "engine/py/call.h"
#include "engine/py/frame.h"

/* ---- property ---- */

static struct py_object *new_property(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	struct py_property_object *property = (struct py_property_object *)self;

	property->get = args[0];
	property->set = args[1];
	property->del = args[2];
	property->doc = args[3];
	if (py_given(args[0]) && !args[3]) {
		if (!py_find_attr(vm, args[0], STR("__doc__"), &property->doc))
			return NULL;
	}
	return self;
}

static struct py_property_object *copy_property(struct py *vm, struct py_object *self)
{
	struct py_property_object *copy = (struct py_property_object *)py_new_of(vm, self->type);
	const struct py_object head = copy->head;

	*copy = *(struct py_property_object *)self;
	copy->head = head;
	return copy;
}

static struct py_object *with_getter(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_property_object *copy = copy_property(vm, self);

	copy->get = args[0];
	return &copy->head;
}

static struct py_object *with_setter(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_property_object *copy = copy_property(vm, self);

	copy->set = args[0];
	return &copy->head;
}

static struct py_object *with_deleter(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	struct py_property_object *copy = copy_property(vm, self);

	copy->del = args[0];
	return &copy->head;
}

static struct py_object *set_name(struct py *vm, struct py_object *self, struct py_object **args)
{
	if (py_is_str(args[1]))
		((struct py_property_object *)self)->name = py_text(args[1]);
	return py_none(vm);
}

static struct py_object *or_none(struct py *vm, struct py_object *value)
{
	return value ? value : py_none(vm);
}

static struct py_object *get_fget(struct py *vm, struct py_object *self)
{
	return or_none(vm, ((struct py_property_object *)self)->get);
}

static struct py_object *get_fset(struct py *vm, struct py_object *self)
{
	return or_none(vm, ((struct py_property_object *)self)->set);
}

static struct py_object *get_doc(struct py *vm, struct py_object *self)
{
	return or_none(vm, ((struct py_property_object *)self)->doc);
}

const struct py_native_type py_property_type = {
	.name = "property",
	.module = "builtins",
	.size = sizeof(struct py_property_object),
	.signature = "fget=None, fset=None, fdel=None, doc=None",
	.new_ = new_property,
	.methods =
		(const struct py_method[]){
			{ "getter", "fget, /", with_getter, PY_METHOD_INSTANCE },
			{ "setter", "fset, /", with_setter, PY_METHOD_INSTANCE },
			{ "deleter", "fdel, /", with_deleter, PY_METHOD_INSTANCE },
			{ "__set_name__", "owner, name, /", set_name, PY_METHOD_INSTANCE },
			{ 0 },
		},
	.properties =
		(const struct py_property[]){
			{ "fget", get_fget, NULL },
			{ "fset", get_fset, NULL },
			{ "__doc__", get_doc, NULL },
			{ 0 },
		},
};

/* ---- classmethod, staticmethod ---- */

static struct py_object *new_wrapper(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)vm;
	((struct py_method_wrapper *)self)->function = args[0];
	return self;
}

static struct py_object *wrapped(struct py *vm, struct py_object *self)
{
	(void)vm;
	return ((struct py_method_wrapper *)self)->function;
}

static struct py_object *call_static(struct py *vm, struct py_object *self,
				     const struct py_args *args)
{
	return py_call(vm, ((struct py_method_wrapper *)self)->function, args);
}

static bool wrapper_getattr(struct py *vm, struct py_object *self, struct str name,
			    struct py_object **ret)
{
	const enum py_found found =
		py_lookup(vm, ((struct py_method_wrapper *)self)->function, name, ret);

	if (found == PY_UNWINDING)
		*ret = NULL;
	return found != PY_ABSENT;
}

static const struct py_property wrapper_properties[] = {
	{ "__func__", wrapped, NULL },
	{ "__wrapped__", wrapped, NULL },
	{ 0 },
};

const struct py_native_type py_classmethod_type = {
	.name = "classmethod",
	.module = "builtins",
	.size = sizeof(struct py_method_wrapper),
	.signature = "function, /",
	.new_ = new_wrapper,
	.properties = wrapper_properties,
	.slots = { .getattr = wrapper_getattr },
	.has_attributes = true,
};

const struct py_native_type py_staticmethod_type = {
	.name = "staticmethod",
	.module = "builtins",
	.size = sizeof(struct py_method_wrapper),
	.signature = "function, /",
	.new_ = new_wrapper,
	.properties = wrapper_properties,
	.slots = { .getattr = wrapper_getattr, .call = call_static },
	.has_attributes = true,
};

/* ---- rows of native property tables ---- */

static struct py_object *native_property_name(struct py *vm, struct py_object *self)
{
	return py_str_c(vm, ((struct py_native_property *)self)->row->name);
}

const struct py_native_type py_native_property_type = {
	.name = "getset_descriptor",
	.module = "builtins",
	.size = sizeof(struct py_native_property),
	.properties =
		(const struct py_property[]){ { "__name__", native_property_name, NULL }, { 0 } },
};

/* ---- super ---- */

struct super_object {
	struct py_object head;
	struct py_type *after; /* the class whose place in the mro is left behind */
	struct py_object *self;
	struct py_type *type; /* of self, or self if that is a class */
};

/* super() without arguments: the class around the method, and the method's first argument. */
static bool implied_arguments(struct py *vm, struct py_object **args)
{
	const struct py_frame *frame = vm->frame;
	const ptrdiff_t class_cell = frame ? py_code_find_cell(frame->code, STR("__class__")) : -1;
	ptrdiff_t self_cell;

	if (class_cell < 0 || !frame->code->signature.n || !frame->cells[class_cell]->value)
		return py_raise(vm, "RuntimeError", "super(): no arguments");
	args[0] = frame->cells[class_cell]->value;
	self_cell = py_code_find_cell(frame->code, frame->code->locals[0]);
	args[1] = self_cell < 0 ? frame->locals[0] : frame->cells[self_cell]->value;
	if (!args[1])
		return py_raise(vm, "RuntimeError", "super(): arg[0] deleted");
	return true;
}

static struct py_object *new_super(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct super_object *super = (struct super_object *)self;

	if (!args[0] && !implied_arguments(vm, args))
		return NULL;
	if (!args[1])
		return py_refuse(vm, "super() with one argument is not supported");
	if (!py_is_type(args[0]))
		return py_raise(vm, "TypeError", "super() argument 1 must be a type, not %.*s",
				STR_ARG(args[0]->type->name));
	super->after = (struct py_type *)args[0];
	super->self = args[1];
	if (py_is_type(args[1]) && py_is_subtype((struct py_type *)args[1], super->after))
		super->type = (struct py_type *)args[1];
	else if (py_is_subtype(args[1]->type, super->after))
		super->type = args[1]->type;
	else
		return py_raise(vm, "TypeError",
				"super(type, obj): obj must be an instance or subtype "
				"of type");
	return self;
}

static struct py_object *look_behind(const struct super_object *super, struct str name)
{
	const struct py_type *type = super->type;
	size_t i = 0;

	while (i < type->mro_count && type->mro[i] != super->after)
		i++;
	for (i++; i < type->mro_count; i++) {
		struct py_object *found = map_get(&type->mro[i]->dict, name);
		if (!found && type->mro[i]->native)
			found = py_slot_method(type->mro[i], name);
		if (found)
			return found;
	}
	return NULL;
}

static bool super_getattr(struct py *vm, struct py_object *self, struct str name,
			  struct py_object **ret)
{
	const struct super_object *super = (struct super_object *)self;
	struct py_object *attribute = str_is(name, "__class__") ? NULL : look_behind(super, name);
	const bool is_class = super->self == &super->type->head;

	if (!attribute && str_is(name, "__class__")) {
		*ret = &self->type->head;
		return true;
	}
	if (!attribute)
		return false;
	if (str_is(name, "__new__") && attribute->type->native == &py_slot_method_type)
		*ret = attribute;
	else
		*ret = py_bind_attribute(vm, attribute, is_class ? NULL : super->self, super->type);
	return true;
}

const struct py_native_type py_super_type = {
	.name = "super",
	.module = "builtins",
	.size = sizeof(struct super_object),
	.signature = "type=None, object=None, /",
	.new_ = new_super,
	.slots = { .getattr = super_getattr },
};
