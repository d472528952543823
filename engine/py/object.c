#include "engine/py/object.h"

#include "engine/py/types.h"

bool py_is_subtype(const struct py_type *type, const struct py_type *base)
{
	for (size_t i = 0; i < type->mro_count; i++)
		if (type->mro[i] == base)
			return true;
	return false;
}

bool py_is(const struct py_object *object, const struct py_native_type *type)
{
	if (!object)
		return false;
	if (object->type->native == type)
		return true;
	for (const struct py_native_type *native = object->type->layout; native;
	     native = native->base)
		if (native == type)
			return true;
	for (size_t i = 0; i < object->type->mro_count; i++)
		if (object->type->mro[i]->native == type)
			return true;
	return false;
}

struct py_object *py_new_of(struct py *vm, struct py_type *type)
{
	struct py_object *object = arena_alloc(vm->arena, type->layout->size);

	object->type = type;
	return object;
}

void *py_new(struct py *vm, const struct py_native_type *native)
{
	return py_new_of(vm, py_type_from(vm, native));
}

struct py_object *py_none(struct py *vm)
{
	return vm->none;
}

struct py_object *py_not_implemented(struct py *vm)
{
	return vm->not_implemented;
}

struct py_object *py_ellipsis(struct py *vm)
{
	return vm->ellipsis;
}

static struct py_object *repr_none(struct py *vm, struct py_object *self)
{
	(void)self;
	return py_str_c(vm, "None");
}

static struct py_object *repr_ellipsis(struct py *vm, struct py_object *self)
{
	(void)self;
	return py_str_c(vm, "Ellipsis");
}

static struct py_object *repr_not_implemented(struct py *vm, struct py_object *self)
{
	(void)self;
	return py_str_c(vm, "NotImplemented");
}

static int none_is_false(struct py *vm, struct py_object *self)
{
	(void)vm;
	(void)self;
	return 0;
}

static struct py_object *make_none(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	(void)args;
	return vm->none;
}

const struct py_native_type py_none_type = {
	.name = "NoneType",
	.module = "builtins",
	.size = sizeof(struct py_object),
	.signature = "",
	.new_ = make_none,
	.slots = { .repr = repr_none, .truth = none_is_false },
};

const struct py_native_type py_ellipsis_type = {
	.name = "ellipsis",
	.module = "builtins",
	.size = sizeof(struct py_object),
	.slots = { .repr = repr_ellipsis },
};

const struct py_native_type py_not_implemented_type = {
	.name = "NotImplementedType",
	.module = "builtins",
	.size = sizeof(struct py_object),
	.slots = { .repr = repr_not_implemented },
};
