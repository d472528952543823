#include "engine/py/call.h"
#include "engine/py/types.h"
#include "engine/py/values.h"

/*
 * Warnings go to the log.  The filters that a revision sets are taken as said, for they change
 * nothing but what is printed; only one that makes errors of warnings would change what happens.
 */

#define LEVEL_WARNING 30

/* Those that CPython does not show unless asked (`Lib/warnings.py`, the default filters). */
static bool is_silent(const struct py_type *category, struct py *vm)
{
	static const struct py_native_type *const types[] = { &py_DeprecationWarning_type,
							      &py_PendingDeprecationWarning_type,
							      &py_ImportWarning_type,
							      &py_ResourceWarning_type };

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (py_is_subtype(category, py_type_from(vm, types[i])))
			return true;
	return false;
}

static struct py_object *warn(struct py *vm, struct py_object *self, struct py_object **args)
{
	const struct py_host *host = py_host(vm);
	struct py_type *category = py_type_from(vm, &py_UserWarning_type);
	struct str text;

	(void)self;
	if (py_given(args[1]) && py_is_type(args[1]))
		category = (struct py_type *)args[1];
	if (py_is(args[0], &py_Warning_type))
		category = args[0]->type;
	if (!py_is_subtype(category, py_type_from(vm, &py_Warning_type)))
		return py_raise(vm, "TypeError", "category must be a Warning subclass, not 'type'");
	if (!py_to_str(vm, args[0], &text))
		return NULL;
	if (host->log && !is_silent(category, vm))
		host->log(host->data, LEVEL_WARNING, STR("py.warnings"),
			  str_printf(py_arena(vm), "%.*s: %.*s", STR_ARG(category->name),
				     STR_ARG(text)));
	return py_none(vm);
}

static struct py_object *set_filter(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str action;

	(void)self;
	if (!py_take_text(vm, args[0], "action", &action))
		return NULL;
	if (str_is(action, "error"))
		return py_refuse(vm, "warnings as errors");
	return py_none(vm);
}

static struct py_object *reset(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	(void)args;
	return py_none(vm);
}

/* ---- catch_warnings ---- */

static struct py_object *catch_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	bool records;

	if (!py_take_bool(vm, args[0], false, &records))
		return NULL;
	return records ? py_refuse(vm, "warnings.catch_warnings(record=True)") : self;
}

static struct py_object *catch_enter(struct py *vm, struct py_object *self)
{
	(void)self;
	return py_none(vm);
}

static int catch_exit(struct py *vm, struct py_object *self, struct py_object *exception)
{
	(void)vm;
	(void)self;
	(void)exception;
	return 0;
}

static const struct py_native_type catch_type = {
	.name = "catch_warnings",
	.module = "warnings",
	.size = sizeof(struct py_object),
	.signature =
		"*, record=False, module=None, action=None, category=None, lineno=0, append=False",
	.new_ = catch_new,
	.slots = { .enter = catch_enter, .exit = catch_exit },
};

static const struct py_member members[] = {
	{ "catch_warnings", PY_MEMBER_TYPE, &catch_type, NULL },
	{ 0 },
};

static const struct py_method functions[] = {
	{ "warn", "message, category=None, stacklevel=1, source=None", warn, PY_METHOD_STATIC },
	{ "filterwarnings", "action, message='', category=None, module='', lineno=0, append=False",
	  set_filter, PY_METHOD_STATIC },
	{ "simplefilter", "action, category=None, lineno=0, append=False", set_filter,
	  PY_METHOD_STATIC },
	{ "resetwarnings", "", reset, PY_METHOD_STATIC },
	{ 0 },
};

const struct py_native_module py_module_warnings = {
	.name = "warnings", .members = members, .functions = functions, .is_open = true
};
