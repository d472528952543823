#include "engine/py/types.h"

#include "engine/py/call.h"
#include "engine/py/frame.h"
#include "engine/py/typing.h"

/* `object` and `type`: what every value and every class can do. */

/* ---- object ---- */

static struct py_object *repr_object(struct py *vm, struct py_object *self)
{
	const struct py_type *type = self->type;

	if (str_is(type->module, "builtins"))
		return py_str_printf(vm, "<%.*s object at 0x%llx>", STR_ARG(type->qualified_name),
				     (unsigned long long)(uintptr_t)self);
	return py_str_printf(vm, "<%.*s.%.*s object at 0x%llx>", STR_ARG(type->module),
			     STR_ARG(type->qualified_name), (unsigned long long)(uintptr_t)self);
}

static struct py_object *str_object(struct py *vm, struct py_object *self)
{
	return self->type->slots.repr(vm, self);
}

static bool hash_object(struct py *vm, struct py_object *self, uint64_t *ret_hash)
{
	const uint64_t address = (uintptr_t)self;

	(void)vm;
	*ret_hash = address >> 4 | address << 60;
	return true;
}

/* != is the opposite of what the type's own == says (`Objects/typeobject.c`, object_richcompare).
 */
static struct py_object *compare_object(struct py *vm, enum py_comparison op,
					struct py_object *self, struct py_object *other)
{
	struct py_object *equal;
	int truth;

	if (op == PY_EQ)
		return self == other ? py_bool(vm, true) : vm->not_implemented;
	if (op != PY_NE)
		return vm->not_implemented;
	equal = self->type->slots.compare(vm, PY_EQ, self, other);
	if (!equal || equal == vm->not_implemented)
		return equal;
	truth = py_truth(vm, equal);
	return truth < 0 ? NULL : py_bool(vm, !truth);
}

static struct py_object *new_object(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)vm;
	(void)args;
	return self;
}

static bool take_name(struct py *vm, struct py_object *value, struct str *ret)
{
	if (!py_is_str(value))
		return py_raise(vm, "TypeError", "attribute name must be string, not '%.*s'",
				STR_ARG(value->type->name));
	*ret = py_text(value);
	return true;
}

static struct py_object *none_if(struct py *vm, bool is_done)
{
	return is_done ? vm->none : NULL;
}

static struct py_object *object_setattr(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	struct str name;

	return none_if(vm,
		       take_name(vm, args[0], &name) && py_setattr_plain(vm, self, name, args[1]));
}

static struct py_object *object_delattr(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	struct str name;

	return none_if(vm, take_name(vm, args[0], &name) && py_delattr_plain(vm, self, name));
}

static struct py_object *object_getattribute(struct py *vm, struct py_object *self,
					     struct py_object **args)
{
	struct str name;

	return take_name(vm, args[0], &name) ? py_getattr(vm, self, name) : NULL;
}

static struct py_object *object_format(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	struct str spec, text;

	if (!py_take_text(vm, args[0], "__format__() argument", &spec))
		return NULL;
	if (spec.n)
		return py_raise(vm, "TypeError",
				"unsupported format string passed to %.*s.__format__",
				STR_ARG(self->type->name));
	return py_to_str(vm, self, &text) ? py_str(vm, text) : NULL;
}

static struct py_object *object_init_subclass(struct py *vm, struct py_object *self,
					      struct py_object **args)
{
	(void)self;
	(void)args;
	return vm->none;
}

const struct py_native_type py_object_type = {
	.name = "object",
	.module = "builtins",
	.size = sizeof(struct py_object),
	.signature = "",
	.new_ = new_object,
	.methods = (const struct py_method[]){
		{ "__setattr__", "name, value, /", object_setattr, PY_METHOD_INSTANCE },
		{ "__delattr__", "name, /", object_delattr, PY_METHOD_INSTANCE },
		{ "__getattribute__", "name, /", object_getattribute, PY_METHOD_INSTANCE },
		{ "__format__", "format_spec, /", object_format, PY_METHOD_INSTANCE },
		{ "__init_subclass__", "", object_init_subclass, PY_METHOD_CLASS },
		{ 0 },
	},
	.refused = "__subclasses__ __subclasshook__ __reduce__ __reduce_ex__ __getstate__ "
		   "__sizeof__ __dir__",
	.slots = {
		.repr = repr_object,
		.str = str_object,
		.hash = hash_object,
		.compare = compare_object,
	},
};

/* ---- type ---- */

static struct py_object *repr_type(struct py *vm, struct py_object *self)
{
	const struct py_type *type = (struct py_type *)self;

	if (str_is(type->module, "builtins"))
		return py_str_printf(vm, "<class '%.*s'>", STR_ARG(type->qualified_name));
	return py_str_printf(vm, "<class '%.*s.%.*s'>", STR_ARG(type->module),
			     STR_ARG(type->qualified_name));
}

static struct py_object *type_of_three(struct py *vm, const struct py_args *args)
{
	struct str name;

	if (args->n != 3)
		return py_raise(vm, "TypeError", "type() takes 1 or 3 arguments");
	if (!take_name(vm, args->positional[0], &name))
		return NULL;
	if (!py_is(args->positional[1], &py_tuple_type) ||
	    !py_is(args->positional[2], &py_dict_type))
		return py_raise(vm, "TypeError", "type.__new__() takes a name, a tuple and a dict");
	return py_class_from_dict(vm, name, args->positional[1], args->positional[2]);
}

static struct py_object *call_type(struct py *vm, struct py_object *self,
				   const struct py_args *args)
{
	if (((struct py_type *)self)->native != &py_type_type)
		return py_instantiate(vm, self, args);
	if (args->n == 1 && !args->keyword_count) {
		if (py_is_poison(vm, args->positional[0]))
			return NULL;
		return &args->positional[0]->type->head;
	}
	return type_of_three(vm, args);
}

static struct py_object *subscript_type(struct py *vm, struct py_object *self,
					struct py_object *key)
{
	struct py_type *type = (struct py_type *)self;
	struct py_object *method = py_type_lookup(type, STR("__class_getitem__"));

	if (method) {
		method = py_bind_attribute(vm, method, NULL, type);
		return method ? py_call(vm, method, &PY_ARGS(key)) : NULL;
	}
	if (type->native == &py_type_type)
		return py_generic_alias(vm, self, key);
	return py_raise(vm, "TypeError", "type '%.*s' is not subscriptable", STR_ARG(type->name));
}

static struct py_object *type_or(struct py *vm, enum py_operator op, struct py_object *self,
				 struct py_object *other, bool reflected)
{
	if (op != PY_OP_BITOR || (!py_is_annotation(other) && !py_is_str(other)))
		return vm->not_implemented;
	return reflected ? py_union(vm, other, self) : py_union(vm, self, other);
}

static struct py_object *type_mro(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *list = py_list(vm);
	const struct py_type *type = (struct py_type *)self;

	(void)args;
	for (size_t i = 0; i < type->mro_count; i++)
		py_list_append(vm, list, &type->mro[i]->head);
	return list;
}

const struct py_native_type py_type_type = {
	.name = "type",
	.module = "builtins",
	.size = sizeof(struct py_type),
	.methods = (const struct py_method[]){
		{ "mro", "", type_mro, PY_METHOD_INSTANCE },
		{ 0 },
	},
	.slots = {
		.call = call_type,
		.repr = repr_type,
		.getitem = subscript_type,
		.binary = type_or,
	},
};
