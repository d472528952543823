#include "engine/py/call.h"
#include "engine/py/values.h"

/* traceback: the exception's own lines; the frames above it are not shown. */

static bool exception_line(struct py *vm, struct py_object *exception, struct str *ret)
{
	struct str text;
	const struct py_type *type = exception->type;

	if (!py_to_str(vm, exception, &text))
		return false;
	const bool is_plain = str_is(type->module, "builtins") || str_is(type->module, "__main__");
	const struct str name = is_plain ? type->qualified_name
					 : str_printf(py_arena(vm), "%.*s.%.*s",
						      STR_ARG(type->module),
						      STR_ARG(type->qualified_name));

	*ret = text.n ? str_printf(py_arena(vm), "%.*s: %.*s\n", STR_ARG(name), STR_ARG(text))
		      : str_printf(py_arena(vm), "%.*s\n", STR_ARG(name));
	return true;
}

static bool whole_text(struct py *vm, struct str *ret)
{
	struct py_object *exception = py_handled_exception(vm);
	struct str line;

	if (!exception) {
		*ret = STR("NoneType: None\n");
		return true;
	}
	if (!exception_line(vm, exception, &line))
		return false;
	const struct pos *pos = &((struct py_exception *)exception)->pos;

	*ret = str_printf(
		py_arena(vm),
		"Traceback (most recent call last):\n  File \"%.*s\", line %d\n    %.*s\n%.*s",
		STR_ARG(pos->file), pos->line, STR_ARG(str_trim(pos->text)), STR_ARG(line));
	return true;
}

static struct py_object *format_exc(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str text;

	(void)self;
	(void)args;
	return whole_text(vm, &text) ? py_str(vm, text) : NULL;
}

static struct py_object *print_exc(struct py *vm, struct py_object *self, struct py_object **args)
{
	const struct py_host *host = py_host(vm);
	struct str text;

	(void)self;
	(void)args;
	if (!whole_text(vm, &text))
		return NULL;
	if (host->write)
		host->write(host->data, 2, text);
	return py_none(vm);
}

static struct py_object *format_exception_only(struct py *vm, struct py_object *self,
					       struct py_object **args)
{
	struct py_object *exception = py_given(args[1]) ? args[1] : args[0], *list = py_list(vm);
	struct str line;

	(void)self;
	if (!py_is_exception(exception))
		return py_refuse(vm, "format_exception_only() without an exception");
	if (!exception_line(vm, exception, &line))
		return NULL;
	py_list_append(vm, list, py_str(vm, line));
	return list;
}

static const struct py_method functions[] = {
	{ "format_exc", "limit=None, chain=True", format_exc, PY_METHOD_INSTANCE },
	{ "print_exc", "limit=None, file=None, chain=True", print_exc, PY_METHOD_INSTANCE },
	{ "format_exception_only", "exc, value=None, /", format_exception_only,
	  PY_METHOD_INSTANCE },
	{ 0 },
};

const struct py_native_module py_module_traceback = {
	.name = "traceback",
	.functions = functions,
	.is_open = true,
};
