#include "engine/py/values.h"

/* public (of the package atpublic): a decorator that lists a name in __all__, which nobody here reads. */

static struct py_object *mark(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	if (py_dict_count(args[1]))
		return py_refuse(vm, "public() with keyword arguments");
	return args[0] ? args[0] : py_none(vm);
}

static const struct py_method functions[] = {
	{ "public", "thing=None, **values", mark, PY_METHOD_INSTANCE },
	{ "private", "thing=None, **values", mark, PY_METHOD_INSTANCE },
	{ 0 },
};

const struct py_native_module py_module_public = {
	.name = "public",
	.functions = functions,
	.is_open = true,
};
