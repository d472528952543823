#include "engine/py/call.h"
#include "engine/py/frame.h"
#include "engine/py/protocol.h"
#include "engine/py/typing.h"

/* ---- stdout, stderr ---- */

struct console {
	struct py_object head;
	int stream; /* 1 or 2 */
};

static struct py_object *console_write(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	const struct py_host *host = py_host(vm);

	if (py_is_poison(vm, args[0]))
		return NULL;
	if (!py_is_str(args[0]))
		return py_raise(vm, "TypeError", "write() argument must be str, not %.*s",
				STR_ARG(py_type_name(args[0])));
	if (host->write)
		host->write(host->data, ((struct console *)self)->stream, py_text(args[0]));
	return py_int(vm, py_str_length(args[0]));
}

static struct py_object *console_writelines(struct py *vm, struct py_object *self,
					    struct py_object **args)
{
	struct py_object **items;
	size_t n;

	if (!py_take_items(vm, args[0], &items, &n))
		return NULL;
	for (size_t i = 0; i < n; i++)
		if (!console_write(vm, self, &items[i]))
			return NULL;
	return py_none(vm);
}

static struct py_object *console_nothing(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	(void)self;
	(void)args;
	return py_none(vm);
}

static struct py_object *console_false(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	(void)self;
	(void)args;
	return py_bool(vm, false);
}

static struct py_object *console_encoding(struct py *vm, struct py_object *self)
{
	(void)self;
	return py_str_c(vm, "utf-8");
}

static struct py_object *console_name(struct py *vm, struct py_object *self)
{
	return py_str_c(vm, ((struct console *)self)->stream == 1 ? "<stdout>" : "<stderr>");
}

static const struct py_native_type console_type = {
	.name = "TextIOWrapper",
	.module = "_io",
	.size = sizeof(struct console),
	.methods =
		(const struct py_method[]){
			{ "write", "s, /", console_write, PY_METHOD_INSTANCE },
			{ "writelines", "lines, /", console_writelines, PY_METHOD_INSTANCE },
			{ "flush", "", console_nothing, PY_METHOD_INSTANCE },
			{ "reconfigure", "**kwargs", console_nothing, PY_METHOD_INSTANCE },
			{ "isatty", "", console_false, PY_METHOD_INSTANCE },
			{ 0 } },
	.properties = (const struct py_property[]){ { "encoding", console_encoding, NULL },
						    { "name", console_name, NULL },
						    { 0 } },
	.has_attributes = true,
};

static struct py_object *make_console(struct py *vm, int stream)
{
	struct console *console = py_new(vm, &console_type);

	console->stream = stream;
	return &console->head;
}

static struct py_object *make_stdout(struct py *vm)
{
	return make_console(vm, 1);
}

static struct py_object *make_stderr(struct py *vm)
{
	return make_console(vm, 2);
}

/* ---- sys.modules: the interpreter's own table, seen as a mapping ---- */

static struct py_object *find_module(struct py *vm, struct py_object *key)
{
	return py_is_str(key) ? map_get(&vm->modules, py_text(key)) : NULL;
}

static struct py_object *modules_getitem(struct py *vm, struct py_object *self,
					 struct py_object *key)
{
	struct py_object *module = find_module(vm, key);

	(void)self;
	return module ? module : py_raise_value(vm, &py_KeyError_type, key);
}

static bool modules_setitem(struct py *vm, struct py_object *self, struct py_object *key,
			    struct py_object *value)
{
	(void)self;
	if (!py_is_str(key))
		return py_raise(vm, "TypeError", "module names must be strings");
	if (value)
		map_put(&vm->modules, py_text(key), value);
	else if (!map_remove(&vm->modules, py_text(key)))
		return py_raise_value(vm, &py_KeyError_type, key);
	return true;
}

static int modules_contains(struct py *vm, struct py_object *self, struct py_object *key)
{
	(void)self;
	return find_module(vm, key) != NULL;
}

static int64_t modules_length(struct py *vm, struct py_object *self)
{
	(void)self;
	return (int64_t)vm->modules.count;
}

static struct py_object *modules_copy(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	struct py_object *dict = py_dict(vm);
	size_t cursor = 0;

	(void)self;
	(void)args;
	for (const struct map_entry *entry; (entry = map_next(&vm->modules, &cursor));)
		if (!py_dict_set_str(vm, dict, entry->key, entry->value))
			return NULL;
	return dict;
}

static struct py_object *modules_iter(struct py *vm, struct py_object *self)
{
	struct py_object *dict = modules_copy(vm, self, NULL);

	return dict ? py_dict_iter(vm, dict) : NULL;
}

static struct py_object *modules_get(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *module = find_module(vm, args[0]);

	(void)self;
	if (module)
		return module;
	return args[1] ? args[1] : py_none(vm);
}

static struct py_object *modules_pop(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *module = find_module(vm, args[0]);

	(void)self;
	if (module)
		map_remove(&vm->modules, py_text(args[0]));
	if (module || args[1])
		return module ? module : args[1];
	return py_raise_value(vm, &py_KeyError_type, args[0]);
}

/* keys(), values() and items() of a copy: nobody changes the table while going through it. */
#define VIEW(name)                                                                                 \
	static struct py_object *modules_##name(struct py *vm, struct py_object *self,             \
						struct py_object **args)                           \
	{                                                                                          \
		struct py_object *dict = modules_copy(vm, self, args);                             \
		return dict ? py_call_method(vm, dict, #name, &PY_NO_ARGS) : NULL;                 \
	}
VIEW(keys)
VIEW(values)
VIEW(items)

static const struct py_native_type modules_type = {
	.name = "dict",
	.module = "builtins",
	.size = sizeof(struct py_object),
	.methods =
		(const struct py_method[]){
			{ "get", "key, default=None, /", modules_get, PY_METHOD_INSTANCE },
			{ "pop", "key, default=None, /", modules_pop, PY_METHOD_INSTANCE },
			{ "copy", "", modules_copy, PY_METHOD_INSTANCE },
			{ "keys", "", modules_keys, PY_METHOD_INSTANCE },
			{ "values", "", modules_values, PY_METHOD_INSTANCE },
			{ "items", "", modules_items, PY_METHOD_INSTANCE },
			{ 0 } },
	.slots = { .getitem = modules_getitem,
		   .setitem = modules_setitem,
		   .contains = modules_contains,
		   .length = modules_length,
		   .iter = modules_iter },
};

static struct py_object *make_modules(struct py *vm)
{
	return py_new(vm, &modules_type);
}

/* ---- what the interpreter says of itself: CPython 3.11 ---- */

static struct py_object *make_version_info(struct py *vm)
{
	struct py_object *type =
		py_namedtuple_class(vm, STR("sys.version_info"),
				    py_str_c(vm, "major minor micro releaselevel serial"), NULL);

	return type ? py_call(vm, type,
			      &PY_ARGS(py_int(vm, 3), py_int(vm, 11), py_int(vm, 0),
				       py_str_c(vm, "final"), py_int(vm, 0)))
		    : NULL;
}

static struct py_object *make_argv(struct py *vm)
{
	struct py_object *list = py_list(vm);

	py_list_append(vm, list, py_str_c(vm, ""));
	return list;
}

static struct py_object *make_maxsize(struct py *vm)
{
	return py_int(vm, INT64_MAX);
}

static struct py_object *make_maxunicode(struct py *vm)
{
	return py_int(vm, 0x10FFFF);
}

static struct py_object *make_hexversion(struct py *vm)
{
	return py_int(vm, 0x030B00F0);
}

static struct py_object *make_true(struct py *vm)
{
	return py_bool(vm, true);
}

/* ---- functions ---- */

static struct py_object *sys_exit(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return py_raise_object(vm,
			       py_exception_new(vm, &py_SystemExit_type, args, args[0] ? 1 : 0));
}

static struct py_object *sys_exc_info(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	struct py_object *exception = py_handled_exception(vm), *none = py_none(vm);

	(void)self;
	(void)args;
	if (!exception)
		return py_tuple(vm, (struct py_object *const[]){ none, none, none }, 3);
	return py_tuple(vm, (struct py_object *const[]){ &exception->type->head, exception, none },
			3);
}

static struct py_object *sys_exception(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	struct py_object *exception = py_handled_exception(vm);

	(void)self;
	(void)args;
	return exception ? exception : py_none(vm);
}

static struct py_object *sys_intern(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)vm;
	(void)self;
	return args[0];
}

static struct py_object *sys_encoding(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	(void)self;
	(void)args;
	return py_str_c(vm, "utf-8");
}

static struct py_object *sys_recursion_limit(struct py *vm, struct py_object *self,
					     struct py_object **args)
{
	(void)self;
	(void)args;
	return py_int(vm, 1000);
}

/* The limits of the interpreter are its host's. */
static struct py_object *sys_nothing(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	(void)args;
	return py_none(vm);
}

static const struct py_member members[] = {
	{ "version_info", PY_MEMBER_MAKE, NULL, make_version_info },
	{ "version", PY_MEMBER_STRING, "3.11.0 (retort)", NULL },
	{ "hexversion", PY_MEMBER_MAKE, NULL, make_hexversion },
	{ "platform", PY_MEMBER_STRING, "linux", NULL },
	{ "byteorder", PY_MEMBER_STRING, "little", NULL },
	{ "executable", PY_MEMBER_STRING, "", NULL },
	{ "prefix", PY_MEMBER_STRING, "/usr", NULL },
	{ "base_prefix", PY_MEMBER_STRING, "/usr", NULL },
	{ "argv", PY_MEMBER_MAKE, NULL, make_argv },
	{ "path", PY_MEMBER_MAKE, NULL, py_list },
	{ "modules", PY_MEMBER_MAKE, NULL, make_modules },
	{ "maxsize", PY_MEMBER_MAKE, NULL, make_maxsize },
	{ "maxunicode", PY_MEMBER_MAKE, NULL, make_maxunicode },
	{ "dont_write_bytecode", PY_MEMBER_MAKE, NULL, make_true },
	{ "stdout", PY_MEMBER_MAKE, NULL, make_stdout },
	{ "stderr", PY_MEMBER_MAKE, NULL, make_stderr },
	{ "__stdout__", PY_MEMBER_MAKE, NULL, make_stdout },
	{ "__stderr__", PY_MEMBER_MAKE, NULL, make_stderr },
	{ 0 },
};

static const struct py_method functions[] = {
	{ "exit", "status=None, /", sys_exit, PY_METHOD_STATIC },
	{ "exc_info", "", sys_exc_info, PY_METHOD_STATIC },
	{ "exception", "", sys_exception, PY_METHOD_STATIC },
	{ "intern", "string, /", sys_intern, PY_METHOD_STATIC },
	{ "getdefaultencoding", "", sys_encoding, PY_METHOD_STATIC },
	{ "getfilesystemencoding", "", sys_encoding, PY_METHOD_STATIC },
	{ "getrecursionlimit", "", sys_recursion_limit, PY_METHOD_STATIC },
	{ "setrecursionlimit", "limit, /", sys_nothing, PY_METHOD_STATIC },
	{ "gettrace", "", sys_nothing, PY_METHOD_STATIC },
	{ "set_int_max_str_digits", "maxdigits", sys_nothing, PY_METHOD_STATIC },
	{ 0 },
};

const struct py_native_module py_module_sys = {
	.name = "sys", .members = members, .functions = functions, .is_open = true
};
