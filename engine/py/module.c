#include "engine/py/frame.h"

#include "engine/py/types.h"

struct py_object *py_module_new(struct py *vm, struct str name)
{
	struct py_module *module = py_new(vm, &py_module_type);

	module->name = name;
	module->head.attributes = ARENA_NEW(vm->arena, struct map);
	*module->head.attributes = MAP(vm->arena);
	map_put(module->head.attributes, STR("__name__"), py_str(vm, name));
	return &module->head;
}

/* ---- names of modules in C ---- */

static struct py_object *refused_name(struct py *vm, const struct py_module *module,
				      struct str name)
{
	struct error *error = error_new(ERR_UNSUPPORTED, "'%.*s.%.*s' is not supported",
					STR_ARG(module->name), STR_ARG(name));

	return py_poison(vm, error_at(error, py_position(vm)));
}

bool py_native_member(const struct py_native_module *module, struct str name,
		      struct py_member *ret_member)
{
	for (const struct py_member *row = module->members; row && row->name; row++)
		if (str_is(name, row->name)) {
			*ret_member = *row;
			return true;
		}
	return module->find && module->find(module, name, ret_member);
}

static struct py_object *member_value(struct py *vm, const struct py_module *module,
				      const struct py_member *member, struct str name)
{
	switch (member->kind) {
	case PY_MEMBER_TYPE:
		return &py_type_from(vm, member->of)->head;
	case PY_MEMBER_FUNCTION:
		return py_function(vm, member->of, NULL);
	case PY_MEMBER_MODULE:
		return py_import(vm, str_from(member->of));
	case PY_MEMBER_STRING:
		return py_str_c(vm, member->of);
	case PY_MEMBER_MAKE:
		return member->make(vm);
	case PY_MEMBER_REFUSED:
		return refused_name(vm, module, name);
	}
	return NULL;
}

/* True: found, or unwinding with *ret NULL. */
static bool find_in_tables(struct py *vm, const struct py_module *module, struct str name,
			   struct py_object **ret)
{
	const struct py_native_module *native = module->native;
	struct py_member member;

	if (py_native_member(native, name, &member)) {
		*ret = member_value(vm, module, &member, name);
		return true;
	}
	for (const struct py_method *row = native->functions; row && row->name; row++)
		if (str_is(name, row->name)) {
			*ret = py_function(vm, row, NULL);
			return true;
		}
	return native->getattr && native->getattr(vm, name, ret);
}

static bool find_submodule(struct py *vm, const struct py_module *module, struct str name,
			   struct py_object **ret)
{
	const struct str dotted =
		str_printf(vm->arena, "%.*s.%.*s", STR_ARG(module->name), STR_ARG(name));

	if (!py_has_module(vm, dotted))
		return false;
	*ret = py_import(vm, dotted);
	return true;
}

/* A module's own __getattr__ (PEP 562), asked for names that it does not have. */
static bool ask_module(struct py *vm, const struct py_object *self, struct str name,
		       struct py_object **ret)
{
	struct py_object *hook = map_get(self->attributes, STR("__getattr__"));

	if (!hook)
		return false;
	*ret = py_call(vm, hook, &PY_ARGS(py_str(vm, name)));
	return *ret || !py_catch(vm, "AttributeError");
}

static bool module_getattr(struct py *vm, struct py_object *self, struct str name,
			   struct py_object **ret)
{
	struct py_module *module = (struct py_module *)self;
	const bool is_special = str_starts(name, STR("__")) && str_ends(name, STR("__"));

	if (str_is(name, "__dict__"))
		return false;
	if (!module->is_native && !is_special && ask_module(vm, self, name, ret))
		return true;
	if (module->poison && !is_special) {
		*ret = module->poison;
		return true;
	}
	if (!module->is_native)
		return false;
	if (!(module->native && find_in_tables(vm, module, name, ret)) &&
	    !find_submodule(vm, module, name, ret)) {
		if (!module->native || !module->native->is_open || is_special)
			return false;
		*ret = refused_name(vm, module, name);
	}
	if (*ret)
		map_put(self->attributes, str_dup(vm->arena, name), *ret);
	return true;
}

static struct py_object *repr_module(struct py *vm, struct py_object *self)
{
	return py_str_printf(vm, "<module '%.*s'>", STR_ARG(((struct py_module *)self)->name));
}

static struct py_object *new_module(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	if (!py_is_str(args[0]))
		return py_raise(vm, "TypeError", "module name must be str");
	return py_module_new(vm, py_text(args[0]));
}

const struct py_native_type py_module_type = {
	.name = "module",
	.module = "builtins",
	.size = sizeof(struct py_module),
	.signature = "name, doc=None",
	.new_ = new_module,
	.slots = { .getattr = module_getattr, .repr = repr_module },
	.has_attributes = true,
};

/* ---- global and built-in names ---- */

struct py_object *py_find_builtin(struct py *vm, struct str name)
{
	struct py_object *value = map_get(&vm->builtins, name);

	if (value)
		return value;
	value = py_make_builtin(vm, name);
	if (value)
		map_put(&vm->builtins, name, value);
	return value;
}

struct py_object *py_find_global(struct py *vm, struct py_object *module, struct str name)
{
	struct py_object *value = map_get(module->attributes, name);

	if (!value)
		value = py_find_builtin(vm, name);
	/* `from x import *` of what could not be had may have given any name. */
	if (!value && !py_is_unwinding(vm))
		value = ((struct py_module *)module)->poison;
	return value;
}
