#include "engine/py/frame.h"
#include "engine/py/module_io.h"
#include "engine/py/path.h"

/* ---- import_module ---- */

/* "..a" from package p.q is p.a (`Lib/importlib/_bootstrap.py`, _resolve_name). */
static bool resolve(struct py *vm, struct str name, struct py_object *package, struct str *ret)
{
	struct str base;
	size_t level = 0;

	*ret = name;
	if (!name.n || name.p[0] != '.')
		return true;
	if (!py_given(package))
		return py_raise(vm, "TypeError",
				"the 'package' argument is required to perform a relative "
				"import for '%.*s'",
				STR_ARG(name));
	if (!py_take_text(vm, package, "package", &base))
		return false;
	while (level < name.n && name.p[level] == '.')
		level++;
	for (size_t i = 1; i < level; i++) {
		const ptrdiff_t dot = str_rfind_char(base, '.');
		if (dot < 0)
			return py_raise(vm, "ImportError",
					"attempted relative import beyond top-level package");
		base = str_slice(base, 0, (size_t)dot);
	}
	*ret = level == name.n ? base
			       : str_printf(py_arena(vm), "%.*s.%.*s", STR_ARG(base),
					    STR_ARG(str_skip(name, level)));
	return true;
}

/* A module that is not here may well be there where the application runs: its use is refused. */
static struct py_object *import_by_name(struct py *vm, struct str name)
{
	struct py_object *module = py_import(vm, name);
	struct py_object *error = module ? NULL : py_catch(vm, "ModuleNotFoundError"),
			 *wanted = NULL;

	if (!error)
		return module;
	/* Another module that this one needs is missing: that is the module's own failure. */
	if (!py_find_attr(vm, error, STR("name"), &wanted))
		return NULL;
	if (wanted && py_is_str(wanted) && !str_equal(py_text(wanted), name))
		return py_raise_object(vm, error);
	return py_missing_module(vm, name);
}

static struct py_object *import_module(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	struct str name;

	(void)self;
	if (!py_take_text(vm, args[0], "name", &name) || !resolve(vm, name, args[1], &name))
		return NULL;
	return import_by_name(vm, name);
}

static struct py_object *reload(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	(void)args;
	return py_refuse(vm, "importlib.reload() is not supported");
}

static struct py_object *invalidate_caches(struct py *vm, struct py_object *self,
					   struct py_object **args)
{
	(void)self;
	(void)args;
	return py_none(vm);
}

static const struct py_method functions[] = {
	{ "import_module", "name, package=None", import_module, PY_METHOD_STATIC },
	{ "reload", "module", reload, PY_METHOD_STATIC },
	{ "invalidate_caches", "", invalidate_caches, PY_METHOD_STATIC },
	{ 0 },
};

/* util, machinery, metadata and abc are what is left. */
const struct py_native_module py_module_importlib = { .name = "importlib",
						      .functions = functions,
						      .is_open = true };

/* ---- importlib.resources ---- */

/* The directory of a package, given as module or name. */
static bool package_directory(struct py *vm, struct py_object *package, struct str *ret)
{
	struct py_object *file;

	if (py_is_str(package))
		package = import_by_name(vm, py_text(package));
	if (!package || py_is_poison(vm, package) ||
	    !py_find_attr(vm, package, STR("__file__"), &file))
		return false;
	if (!py_is(package, &py_module_type))
		return py_raise(vm, "TypeError", "a package or its name is wanted, not '%.*s'",
				STR_ARG(py_type_name(package)));
	if (!file || !py_is_str(file))
		return py_refuse(vm, "the resources of module '%.*s' are not to be had",
				 STR_ARG(((struct py_module *)package)->name));
	*ret = py_text(file);
	/* A package without an __init__.py is its directory. */
	if (str_ends(*ret, STR(".py")))
		path_split(*ret, ret, &(struct str){ 0 });
	return true;
}

static bool resource_path(struct py *vm, struct py_object **args, struct str *ret)
{
	struct str directory, name;

	if (!package_directory(vm, args[0], &directory) || !py_take_path(vm, args[1], &name))
		return false;
	*ret = path_join(py_arena(vm), directory, name);
	return true;
}

static struct py_object *path_object(struct py *vm, struct str path)
{
	return py_call(vm, &py_type_from(vm, &py_path_type)->head, &PY_ARGS(py_str(vm, path)));
}

static struct py_object *files(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str directory;

	(void)self;
	return package_directory(vm, args[0], &directory) ? path_object(vm, directory) : NULL;
}

static struct py_object *read_resource(struct py *vm, struct py_object **args, bool is_bytes)
{
	struct py_object *file;
	struct str path;

	if (!resource_path(vm, args, &path))
		return NULL;
	file = py_open_file(vm, path, is_bytes);
	return file ? py_call_method(vm, file, "read", &PY_NO_ARGS) : NULL;
}

static struct py_object *read_text(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return read_resource(vm, args, false);
}

static struct py_object *read_binary(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return read_resource(vm, args, true);
}

static struct py_object *open_text(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str path;

	(void)self;
	return resource_path(vm, args, &path) ? py_open_file(vm, path, false) : NULL;
}

static struct py_object *open_binary(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str path;

	(void)self;
	return resource_path(vm, args, &path) ? py_open_file(vm, path, true) : NULL;
}

static const struct py_method resource_functions[] = {
	{ "files", "package", files, PY_METHOD_STATIC },
	{ "read_text", "package, resource, encoding='utf-8', errors='strict'", read_text,
	  PY_METHOD_STATIC },
	{ "read_binary", "package, resource", read_binary, PY_METHOD_STATIC },
	{ "open_text", "package, resource, encoding='utf-8', errors='strict'", open_text,
	  PY_METHOD_STATIC },
	{ "open_binary", "package, resource", open_binary, PY_METHOD_STATIC },
	{ 0 },
};

/* as_file, path, contents and is_resource are what is left. */
const struct py_native_module py_module_importlib_resources = { .name = "importlib.resources",
								.functions = resource_functions,
								.is_open = true };
