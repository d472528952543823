#include "engine/py/call.h"
#include "engine/py/types.h"
#include "engine/py/typing.h"

/* Small modules that tell what is there: platform, gc, numbers, inspect. */

/* ---- platform: what every pod looks like to a revision ---- */

#define ANSWER(name, text)                                                                         \
	static struct py_object *platform_##name(struct py *vm, struct py_object *self,            \
						 struct py_object **args)                          \
	{                                                                                          \
		(void)self;                                                                        \
		(void)args;                                                                        \
		return py_str_c(vm, text);                                                         \
	}
ANSWER(system, "Linux")
ANSWER(version, "3.11.0")
ANSWER(implementation, "CPython")

static const struct py_method platform_functions[] = {
	{ "system", "", platform_system, PY_METHOD_STATIC },
	{ "python_version", "", platform_version, PY_METHOD_STATIC },
	{ "python_implementation", "", platform_implementation, PY_METHOD_STATIC },
	{ 0 },
};

const struct py_native_module py_module_platform = { .name = "platform",
						     .functions = platform_functions,
						     .is_open = true };

/* ---- gc: memory is given back when the run ends ---- */

static struct py_object *gc_nothing(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	(void)args;
	return py_none(vm);
}

static struct py_object *gc_collect(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	(void)args;
	return py_int(vm, 0);
}

static const struct py_method gc_functions[] = {
	{ "collect", "generation=2", gc_collect, PY_METHOD_STATIC },
	{ "enable", "", gc_nothing, PY_METHOD_STATIC },
	{ "disable", "", gc_nothing, PY_METHOD_STATIC },
	{ "freeze", "", gc_nothing, PY_METHOD_STATIC },
	{ 0 },
};

const struct py_native_module py_module_gc = { .name = "gc",
					       .functions = gc_functions,
					       .is_open = true };

/* ---- numbers ---- */

static bool is_decimal(const struct py_object *value)
{
	return str_is(value->type->module, "decimal") && str_is(value->type->name, "Decimal");
}

static bool is_real(const struct py_object *value)
{
	return py_is_int(value) || py_is_float(value);
}

/* A Decimal is a Number and no more (`Lib/numbers.py`). */
static bool is_number(const struct py_object *value)
{
	return is_real(value) || is_decimal(value);
}

static bool numbers_getattr(struct py *vm, struct str name, struct py_object **ret)
{
	static const struct {
		const char *name;
		bool (*has_instance)(const struct py_object *value);
	} rows[] = { { "Number", is_number },
		     { "Complex", is_real },
		     { "Real", is_real },
		     { "Rational", py_is_int },
		     { "Integral", py_is_int } };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (str_is(name, rows[i].name)) {
			struct py_form *form = py_new(vm, &py_form_type);
			form->module = "numbers";
			form->name = rows[i].name;
			form->has_instance = rows[i].has_instance;
			*ret = &form->head;
			return true;
		}
	return false;
}

const struct py_native_module py_module_numbers = { .name = "numbers", .getattr = numbers_getattr };

/* ---- inspect ---- */

/* A method of a native type is a built-in, bound or not. */
static bool is_native(const struct py_object *value)
{
	if (py_is(value, &py_bound_method_type))
		value = ((const struct py_bound_method *)value)->function;
	return py_is(value, &py_native_function_type);
}

static bool is_method(const struct py_object *value)
{
	return py_is(value, &py_bound_method_type) && !is_native(value);
}

#define QUESTION(name, answer)                                                                     \
	static struct py_object *inspect_##name(struct py *vm, struct py_object *self,             \
						struct py_object **args)                           \
	{                                                                                          \
		const struct py_object *value = args[0];                                           \
		(void)self;                                                                        \
		return py_is_poison(vm, args[0]) ? NULL : py_bool(vm, answer);                     \
	}
QUESTION(isclass, py_is_type(value))
QUESTION(isfunction, py_is(value, &py_function_type))
QUESTION(ismethod, is_method(value))
QUESTION(ismodule, py_is(value, &py_module_type))
QUESTION(isbuiltin, is_native(value))
QUESTION(isgenerator, py_is(value, &py_generator_type))
QUESTION(isroutine, py_is(value, &py_function_type) || is_method(value) || is_native(value))

static const struct py_method inspect_functions[] = {
#define X(name) { #name, "object", inspect_##name, PY_METHOD_STATIC },
	X(isclass) X(isfunction) X(ismethod) X(ismodule) X(isbuiltin) X(isgenerator) X(isroutine)
#undef X
		{ 0 },
};

/* signature, getmembers, stack and source are what is left. */
const struct py_native_module py_module_inspect = { .name = "inspect",
						    .functions = inspect_functions,
						    .is_open = true };
