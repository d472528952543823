#include "engine/py/path.h"

#include "engine/base/fs.h"

/* os and os.path: the environment and the text of paths.  Nothing that changes the world. */

/* ---- environ ---- */

struct environment {
	struct py_object head;
	struct py_object *changes; /* a dict: what the revision set; None for what it deleted */
};

static bool get_variable(struct py *vm, struct py_object *self, struct py_object *key,
			 struct py_object **ret)
{
	const struct environment *environment = (struct environment *)self;
	const struct py_host *host = py_host(vm);

	*ret = NULL;
	if (py_is_poison(vm, key))
		return false;
	if (!py_is_str(key))
		return py_raise(vm, "TypeError", "str expected, not %.*s",
				STR_ARG(py_type_name(key)));
	struct py_object *changed =
		environment->changes ? py_dict_get_str(vm, environment->changes, py_text(key))
				     : NULL;

	if (changed) {
		*ret = py_is_none(changed) ? NULL : changed;
		return true;
	}
	if (!host->environment)
		return true;
	const struct str value = host->environment(host->data, py_text(key));

	if (value.p)
		*ret = py_str(vm, str_dup(py_arena(vm), value));
	return true;
}

static struct py_object *environ_getitem(struct py *vm, struct py_object *self,
					 struct py_object *key)
{
	struct py_object *value;

	if (!get_variable(vm, self, key, &value))
		return NULL;
	return value ? value : py_raise_value(vm, &py_KeyError_type, key);
}

static bool environ_setitem(struct py *vm, struct py_object *self, struct py_object *key,
			    struct py_object *value)
{
	struct environment *environment = (struct environment *)self;

	if (!py_is_str(key) || (value && !py_is_str(value)))
		return py_raise(vm, "TypeError", "str expected, not %.*s",
				STR_ARG(py_type_name(py_is_str(key) ? value : key)));
	if (!environment->changes)
		environment->changes = py_dict(vm);
	return py_dict_set(vm, environment->changes, key, value ? value : py_none(vm));
}

static int environ_contains(struct py *vm, struct py_object *self, struct py_object *key)
{
	struct py_object *value;

	return get_variable(vm, self, key, &value) ? value != NULL : -1;
}

static struct py_object *environ_iter(struct py *vm, struct py_object *self)
{
	(void)self;
	return py_refuse(vm, "the names of all environment variables are not available");
}

static struct py_object *environ_get(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *value;

	if (!get_variable(vm, self, args[0], &value))
		return NULL;
	return value ? value : args[1] ? args[1] : py_none(vm);
}

static struct py_object *environ_setdefault(struct py *vm, struct py_object *self,
					    struct py_object **args)
{
	struct py_object *value;

	if (!get_variable(vm, self, args[0], &value))
		return NULL;
	if (value)
		return value;
	return environ_setitem(vm, self, args[0], args[1]) ? args[1] : NULL;
}

static struct py_object *environ_pop(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *value;

	if (!get_variable(vm, self, args[0], &value))
		return NULL;
	if (!value)
		return args[1] ? args[1] : py_raise_value(vm, &py_KeyError_type, args[0]);
	return environ_setitem(vm, self, args[0], NULL) ? value : NULL;
}

static const struct py_method environ_methods[] = {
	{ "get", "key, default=None", environ_get, PY_METHOD_INSTANCE },
	{ "setdefault", "key, value", environ_setdefault, PY_METHOD_INSTANCE },
	{ "pop", "key, default=None", environ_pop, PY_METHOD_INSTANCE },
	{ 0 },
};

static const struct py_native_type environ_type = {
	.name = "_Environ",
	.module = "os",
	.size = sizeof(struct environment),
	.methods = environ_methods,
	.slots = { .getitem = environ_getitem,
		   .setitem = environ_setitem,
		   .contains = environ_contains,
		   .iter = environ_iter },
};

static struct py_object *the_environment(struct py *vm)
{
	struct py_type *type = py_type_from(vm, &environ_type);

	if (!type->user)
		type->user = py_new(vm, &environ_type);
	return type->user;
}

static struct py_object *os_getenv(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return environ_get(vm, the_environment(vm), args);
}

/* ---- os ---- */

static struct py_object *os_getcwd(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	(void)args;
	return py_str(vm, fs_absolute(py_arena(vm), STR(".")));
}

static struct py_object *os_listdir(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str path = STR(".");

	(void)self;
	if (py_given(args[0]) && !py_take_path(vm, args[0], &path))
		return NULL;
	return path_list(vm, path);
}

static struct py_object *os_fspath(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str path;

	(void)self;
	return py_take_path(vm, args[0], &path) ? py_str(vm, path) : NULL;
}

/* ---- os.path ---- */

#define PATH_FUNCTION(name)                                                                        \
	static struct str name##_of(struct py *vm, struct str path);                               \
	static struct py_object *path_##name(struct py *vm, struct py_object *self,                \
					     struct py_object **args)                              \
	{                                                                                          \
		struct str path;                                                                   \
		(void)self;                                                                        \
		return py_take_path(vm, args[0], &path) ? py_str(vm, name##_of(vm, path)) : NULL;  \
	}                                                                                          \
	static struct str name##_of(struct py *vm, struct str path)

PATH_FUNCTION(dirname)
{
	struct str directory, name;

	(void)vm;
	path_split(path, &directory, &name);
	return directory;
}

PATH_FUNCTION(basename)
{
	struct str directory, name;

	(void)vm;
	path_split(path, &directory, &name);
	return name;
}

PATH_FUNCTION(normpath)
{
	return path_normal(py_arena(vm), path);
}

PATH_FUNCTION(abspath)
{
	return path_absolute(py_arena(vm), path);
}

PATH_FUNCTION(realpath)
{
	return fs_real(py_arena(vm), path);
}

static struct py_object *path_join_all(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	const struct py_list *rest = (struct py_list *)args[1];
	struct str path, part;

	(void)self;
	if (!py_take_path(vm, args[0], &path))
		return NULL;
	for (size_t i = 0; i < rest->n; i++) {
		if (!py_take_path(vm, rest->items[i], &part))
			return NULL;
		path = path_join(py_arena(vm), path, part);
	}
	return py_str(vm, path);
}

static struct py_object *path_split_pair(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	struct str path, directory, name;

	(void)self;
	if (!py_take_path(vm, args[0], &path))
		return NULL;
	path_split(path, &directory, &name);
	return py_pair(vm, py_str(vm, directory), py_str(vm, name));
}

static struct py_object *path_splitext(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	struct str path, directory, name;

	(void)self;
	if (!py_take_path(vm, args[0], &path))
		return NULL;
	path_split(path, &directory, &name);
	const size_t cut = path.n - name.n + path_extension(name);

	return py_pair(vm, py_str(vm, str_slice(path, 0, cut)), py_str(vm, str_skip(path, cut)));
}

static struct py_object *is_kind(struct py *vm, struct py_object *value, bool file, bool directory)
{
	enum py_path_kind kind;
	struct str path;

	if (!py_take_path(vm, value, &path) || !path_kind(vm, path, &kind))
		return NULL;
	return py_bool(vm,
		       (file && kind == PY_PATH_FILE) || (directory && kind == PY_PATH_DIRECTORY));
}

static struct py_object *path_exists(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return is_kind(vm, args[0], true, true);
}

static struct py_object *path_isfile(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return is_kind(vm, args[0], true, false);
}

static struct py_object *path_isdir(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return is_kind(vm, args[0], false, true);
}

static struct py_object *path_isabs(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str path;

	(void)self;
	return py_take_path(vm, args[0], &path) ? py_bool(vm, path.n && path.p[0] == '/') : NULL;
}

static struct py_object *path_relpath(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	struct arena *arena = py_arena(vm);
	struct str path, start = STR("."), part, other;
	struct str_list parts = { 0 };

	(void)self;
	if (!py_take_path(vm, args[0], &path) ||
	    (py_given(args[1]) && !py_take_path(vm, args[1], &start)))
		return NULL;
	struct str to = str_skip(path_absolute(arena, path), 1),
		   from = str_skip(path_absolute(arena, start), 1);

	for (;;) { /* what both have in front */
		struct str to_rest = to, from_rest = from;
		if (!to.n || !from.n || !str_next_part(&to_rest, '/', &part) ||
		    !str_next_part(&from_rest, '/', &other) || !str_equal(part, other))
			break;
		to = to_rest;
		from = from_rest;
	}
	while (from.n && str_next_part(&from, '/', &part))
		str_list_add(arena, &parts, STR(".."));
	if (to.n)
		str_list_add(arena, &parts, to);
	return py_str(vm, parts.n ? str_list_join(arena, &parts, "/") : STR("."));
}

static const struct py_method path_functions[] = {
	{ "join", "path, /, *paths", path_join_all, PY_METHOD_INSTANCE },
	{ "dirname", "p", path_dirname, PY_METHOD_INSTANCE },
	{ "basename", "p", path_basename, PY_METHOD_INSTANCE },
	{ "normpath", "path", path_normpath, PY_METHOD_INSTANCE },
	{ "abspath", "path", path_abspath, PY_METHOD_INSTANCE },
	{ "realpath", "filename, *, strict=False", path_realpath, PY_METHOD_INSTANCE },
	{ "split", "p", path_split_pair, PY_METHOD_INSTANCE },
	{ "splitext", "p", path_splitext, PY_METHOD_INSTANCE },
	{ "exists", "path", path_exists, PY_METHOD_INSTANCE },
	{ "isfile", "path", path_isfile, PY_METHOD_INSTANCE },
	{ "isdir", "s", path_isdir, PY_METHOD_INSTANCE },
	{ "isabs", "s", path_isabs, PY_METHOD_INSTANCE },
	{ "relpath", "path, start=None", path_relpath, PY_METHOD_INSTANCE },
	{ 0 },
};

static const struct py_member path_members[] = {
	{ "sep", PY_MEMBER_STRING, "/", NULL },     { "curdir", PY_MEMBER_STRING, ".", NULL },
	{ "pardir", PY_MEMBER_STRING, "..", NULL }, { "extsep", PY_MEMBER_STRING, ".", NULL },
	{ "pathsep", PY_MEMBER_STRING, ":", NULL }, { 0 },
};

static const struct py_member members[] = {
	{ "environ", PY_MEMBER_MAKE, NULL, the_environment },
	{ "path", PY_MEMBER_MODULE, "os.path", NULL },
	{ "sep", PY_MEMBER_STRING, "/", NULL },
	{ "linesep", PY_MEMBER_STRING, "\n", NULL },
	{ "pathsep", PY_MEMBER_STRING, ":", NULL },
	{ "curdir", PY_MEMBER_STRING, ".", NULL },
	{ "pardir", PY_MEMBER_STRING, "..", NULL },
	{ "extsep", PY_MEMBER_STRING, ".", NULL },
	{ "devnull", PY_MEMBER_STRING, "/dev/null", NULL },
	{ "name", PY_MEMBER_STRING, "posix", NULL },
	{ 0 },
};

static const struct py_method functions[] = {
	{ "getenv", "key, default=None", os_getenv, PY_METHOD_INSTANCE },
	{ "getcwd", "", os_getcwd, PY_METHOD_INSTANCE },
	{ "listdir", "path=None", os_listdir, PY_METHOD_INSTANCE },
	{ "fspath", "path", os_fspath, PY_METHOD_INSTANCE },
	{ 0 },
};

const struct py_native_module py_module_os = {
	.name = "os",
	.members = members,
	.functions = functions,
	.is_open = true,
};

const struct py_native_module py_module_os_path = {
	.name = "os.path",
	.members = path_members,
	.functions = path_functions,
	.is_open = true,
};
