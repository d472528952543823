#include "engine/py/values.h"

/*
 * logging: messages are formatted and given to the host, which decides what is shown.  Handlers and
 * formatters are objects that can be made and attached, and do nothing.
 */

#define LEVELS(X)                                                                                  \
	X(NOTSET, 0)                                                                               \
	X(DEBUG, 10) X(INFO, 20) X(WARNING, 30) X(WARN, 30) X(ERROR, 40) X(CRITICAL, 50)           \
		X(FATAL, 50)

static const struct {
	const char *name;
	int number;
} levels[] = {
#define X(name, number) { #name, number },
	LEVELS(X)
#undef X
};

struct logger {
	struct py_object head;
	struct str name; /* "root" for the root */
	int64_t level;   /* 0: the parent's */
	struct py_object *handlers;
};

static const struct py_native_type logger_type;

/* ---- names of levels ---- */

static bool take_level(struct py *vm, struct py_object *value, int64_t *ret)
{
	if (py_is_int(value))
		return py_take_int(vm, value, "level", ret);
	if (!py_is_str(value))
		return py_raise(vm, "TypeError", "Level not an integer or a valid string: %.*s",
				STR_ARG(py_type_name(value)));
	for (size_t i = 0; i < sizeof(levels) / sizeof(*levels); i++) {
		if (str_is(py_text(value), levels[i].name)) {
			*ret = levels[i].number;
			return true;
		}
	}
	struct str shown;

	return py_repr(vm, value, &shown) &&
	       py_raise(vm, "ValueError", "Unknown level: %.*s", STR_ARG(shown));
}

static struct py_object *get_level_name(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	int64_t level;

	(void)self;
	if (py_is_str(args[0]))
		return take_level(vm, args[0], &level) ? py_int(vm, level) : NULL;
	if (!py_take_int(vm, args[0], "level", &level))
		return NULL;
	for (size_t i = 0; i < sizeof(levels) / sizeof(*levels); i++)
		if (levels[i].number == level)
			return py_str_c(vm, levels[i].name);
	return py_str_printf(vm, "Level %lld", (long long)level);
}

/* ---- loggers ---- */

static struct logger *logger_named(struct py *vm, struct str name)
{
	struct py_type *type = py_type_from(vm, &logger_type);
	struct map *known = type->user;
	struct logger *logger;

	if (!known) {
		type->user = known = ARENA_NEW(py_arena(vm), struct map);
		known->arena = py_arena(vm);
	}
	logger = map_get(known, name);
	if (logger)
		return logger;
	logger = py_new(vm, &logger_type);
	logger->name = name;
	logger->handlers = py_list(vm);
	map_put(known, name, logger);
	return logger;
}

/* The nearest one above that somebody asked for. */
static struct logger *parent_of(struct py *vm, const struct logger *logger)
{
	const struct map *known = py_type_from(vm, &logger_type)->user;
	struct str name = logger->name;

	if (str_is(name, "root"))
		return NULL;
	for (ptrdiff_t dot; (dot = str_rfind_char(name, '.')) >= 0;) {
		name = str_slice(name, 0, (size_t)dot);
		struct logger *parent = map_get(known, name);
		if (parent)
			return parent;
	}
	return logger_named(vm, STR("root"));
}

/* 0 where nobody set one: the host decides then. */
static int64_t explicit_level(struct py *vm, const struct logger *logger)
{
	for (; logger; logger = parent_of(vm, logger))
		if (logger->level)
			return logger->level;
	return 0;
}

static bool format_message(struct py *vm, struct py_object *message, struct py_object *arguments,
			   struct str *ret)
{
	const struct py_list *given = (struct py_list *)arguments;
	struct py_object *text;

	if (!py_to_str(vm, message, ret))
		return false;
	if (!given->n)
		return true;
	/* One mapping stands for itself: "%(name)s". */
	if (given->n == 1 && py_is_dict(given->items[0]) && py_dict_count(given->items[0]))
		arguments = given->items[0];
	text = py_binary(vm, PY_OP_MOD, py_str(vm, *ret), arguments);
	if (text)
		*ret = py_text(text);
	return text != NULL;
}

static struct py_object *log_message(struct py *vm, struct py_object *self, int64_t level,
				     struct py_object *message, struct py_object *arguments)
{
	const struct logger *logger = self ? (struct logger *)self : logger_named(vm, STR("root"));
	const struct py_host *host = py_host(vm);
	struct str text;

	if (py_is_poison(vm, message))
		return NULL;
	if (level < explicit_level(vm, logger))
		return py_none(vm);
	if (!format_message(vm, message, arguments, &text))
		return NULL;
	if (host->log)
		host->log(host->data, (int)level, logger->name, text);
	return py_none(vm);
}

#define LOGGING_METHOD(name, level)                                                                \
	static struct py_object *log_##name(struct py *vm, struct py_object *self,                 \
					    struct py_object **args)                               \
	{                                                                                          \
		return log_message(vm, self, level, args[0], args[1]);                             \
	}

LOGGING_METHOD(debug, 10)
LOGGING_METHOD(info, 20)
LOGGING_METHOD(warning, 30)
LOGGING_METHOD(error, 40)
LOGGING_METHOD(critical, 50)

static struct py_object *log_log(struct py *vm, struct py_object *self, struct py_object **args)
{
	int64_t level;

	if (!py_take_int(vm, args[0], "level", &level))
		return NULL;
	return log_message(vm, self, level, args[1], args[2]);
}

static struct py_object *logger_set_level(struct py *vm, struct py_object *self,
					  struct py_object **args)
{
	return take_level(vm, args[0], &((struct logger *)self)->level) ? py_none(vm) : NULL;
}

static int64_t effective_level(struct py *vm, struct py_object *self)
{
	const int64_t level = explicit_level(vm, (struct logger *)self);

	return level ? level : 30;
}

static struct py_object *logger_effective_level(struct py *vm, struct py_object *self,
						struct py_object **args)
{
	(void)args;
	return py_int(vm, effective_level(vm, self));
}

static struct py_object *logger_is_enabled(struct py *vm, struct py_object *self,
					   struct py_object **args)
{
	int64_t level;

	if (!take_level(vm, args[0], &level))
		return NULL;
	return py_bool(vm, level >= effective_level(vm, self));
}

static struct py_object *logger_child(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	const struct logger *logger = (struct logger *)self;
	struct str suffix;

	if (!py_take_text(vm, args[0], "suffix", &suffix))
		return NULL;
	if (str_is(logger->name, "root"))
		return &logger_named(vm, suffix)->head;
	return &logger_named(vm, str_printf(py_arena(vm), "%.*s.%.*s", STR_ARG(logger->name),
					    STR_ARG(suffix)))
			->head;
}

static struct py_object *logger_add_handler(struct py *vm, struct py_object *self,
					    struct py_object **args)
{
	py_list_append(vm, ((struct logger *)self)->handlers, args[0]);
	return py_none(vm);
}

static struct py_object *logger_remove_handler(struct py *vm, struct py_object *self,
					       struct py_object **args)
{
	struct logger *logger = (struct logger *)self;
	struct py_object *kept = py_list(vm);
	const struct py_list *handlers = (struct py_list *)logger->handlers;

	for (size_t i = 0; i < handlers->n; i++)
		if (handlers->items[i] != args[0])
			py_list_append(vm, kept, handlers->items[i]);
	logger->handlers = kept;
	return py_none(vm);
}

static struct py_object *logger_has_handlers(struct py *vm, struct py_object *self,
					     struct py_object **args)
{
	(void)args;
	return py_bool(vm, ((struct py_list *)((struct logger *)self)->handlers)->n != 0);
}

static struct py_object *do_nothing(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	(void)args;
	return py_none(vm);
}

static struct py_object *logger_name(struct py *vm, struct py_object *self)
{
	return py_str(vm, ((struct logger *)self)->name);
}

static struct py_object *logger_level(struct py *vm, struct py_object *self)
{
	return py_int(vm, ((struct logger *)self)->level);
}

static struct py_object *logger_handlers(struct py *vm, struct py_object *self)
{
	(void)vm;
	return ((struct logger *)self)->handlers;
}

static struct py_object *logger_parent(struct py *vm, struct py_object *self)
{
	struct logger *parent = parent_of(vm, (struct logger *)self);

	return parent ? &parent->head : py_none(vm);
}

static struct py_object *logger_repr(struct py *vm, struct py_object *self)
{
	struct py_object *level = py_int(vm, effective_level(vm, self));
	struct py_object *name = get_level_name(vm, NULL, &level);

	return name ? py_str_printf(vm, "<%sLogger %.*s (%.*s)>",
				    str_is(((struct logger *)self)->name, "root") ? "Root" : "",
				    STR_ARG(((struct logger *)self)->name), STR_ARG(py_text(name)))
		    : NULL;
}

#define MESSAGE "msg, *args, exc_info=None, stack_info=False, stacklevel=1, extra=None"

#define MESSAGE_METHODS                                                                            \
	{ "debug", MESSAGE, log_debug, PY_METHOD_INSTANCE },                                       \
		{ "info", MESSAGE, log_info, PY_METHOD_INSTANCE },                                 \
		{ "warning", MESSAGE, log_warning, PY_METHOD_INSTANCE },                           \
		{ "warn", MESSAGE, log_warning, PY_METHOD_INSTANCE },                              \
		{ "error", MESSAGE, log_error, PY_METHOD_INSTANCE },                               \
		{ "exception", MESSAGE, log_error, PY_METHOD_INSTANCE },                           \
		{ "critical", MESSAGE, log_critical, PY_METHOD_INSTANCE },                         \
		{ "fatal", MESSAGE, log_critical, PY_METHOD_INSTANCE },                            \
	{                                                                                          \
		"log", "level, " MESSAGE, log_log, PY_METHOD_INSTANCE                              \
	}

static const struct py_method logger_methods[] = {
	MESSAGE_METHODS,
	{ "setLevel", "level", logger_set_level, PY_METHOD_INSTANCE },
	{ "getEffectiveLevel", "", logger_effective_level, PY_METHOD_INSTANCE },
	{ "isEnabledFor", "level", logger_is_enabled, PY_METHOD_INSTANCE },
	{ "getChild", "suffix", logger_child, PY_METHOD_INSTANCE },
	{ "addHandler", "hdlr", logger_add_handler, PY_METHOD_INSTANCE },
	{ "removeHandler", "hdlr", logger_remove_handler, PY_METHOD_INSTANCE },
	{ "hasHandlers", "", logger_has_handlers, PY_METHOD_INSTANCE },
	{ "addFilter", "filter", do_nothing, PY_METHOD_INSTANCE },
	{ "removeFilter", "filter", do_nothing, PY_METHOD_INSTANCE },
	{ 0 },
};

static const struct py_property logger_properties[] = {
	{ "name", logger_name, NULL },
	{ "level", logger_level, NULL },
	{ "handlers", logger_handlers, NULL },
	{ "parent", logger_parent, NULL },
	{ 0 },
};

static struct py_object *logger_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct logger *logger = (struct logger *)self;

	logger->handlers = py_list(vm);
	return py_take_text(vm, args[0], "name", &logger->name) &&
			       (!args[1] || take_level(vm, args[1], &logger->level))
		       ? self
		       : NULL;
}

static const struct py_native_type logger_type = {
	.name = "Logger",
	.module = "logging",
	.size = sizeof(struct logger),
	.signature = "name, level=0",
	.new_ = logger_new,
	.methods = logger_methods,
	.properties = logger_properties,
	.slots = { .repr = logger_repr },
	.has_attributes = true,
};

/* ---- handlers and formatters: made, attached, never asked ---- */

static struct py_object *anything_new(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	(void)vm;
	(void)args;
	return self;
}

static const struct py_method handler_methods[] = {
	{ "setLevel", "level", do_nothing, PY_METHOD_INSTANCE },
	{ "setFormatter", "fmt", do_nothing, PY_METHOD_INSTANCE },
	{ "addFilter", "filter", do_nothing, PY_METHOD_INSTANCE },
	{ "removeFilter", "filter", do_nothing, PY_METHOD_INSTANCE },
	{ "flush", "", do_nothing, PY_METHOD_INSTANCE },
	{ "close", "", do_nothing, PY_METHOD_INSTANCE },
	{ 0 },
};

#define HANDLER(variable, type_name)                                                               \
	static const struct py_native_type variable = {                                            \
		.name = type_name,                                                                 \
		.module = "logging",                                                               \
		.size = sizeof(struct py_object),                                                  \
		.signature = "*args, **kwargs",                                                    \
		.new_ = anything_new,                                                              \
		.methods = handler_methods,                                                        \
		.has_attributes = true,                                                            \
	}

HANDLER(handler_type, "Handler");
HANDLER(stream_handler_type, "StreamHandler");
HANDLER(null_handler_type, "NullHandler");
HANDLER(formatter_type, "Formatter");
HANDLER(filter_type, "Filter");

/* ---- the modules ---- */

static struct py_object *get_logger(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str name;

	(void)self;
	if (args[0] && !py_is_str(args[0]) && !py_is_none(args[0]) && !py_is_poison(vm, args[0]))
		return py_raise(vm, "TypeError", "A logger name must be a string");
	if (!py_take_text(vm, args[0], "name", &name))
		return NULL;
	return &logger_named(vm, name.n ? name : STR("root"))->head;
}

static struct py_object *basic_config(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	struct py_object *level = py_dict_get_str(vm, args[0], STR("level"));

	(void)self;
	if (py_given(level) && !take_level(vm, level, &logger_named(vm, STR("root"))->level))
		return NULL;
	return py_none(vm);
}

static struct py_object *make_root(struct py *vm)
{
	return &logger_named(vm, STR("root"))->head;
}

#define X(name, number)                                                                            \
	static struct py_object *make_##name(struct py *vm)                                        \
	{                                                                                          \
		return py_int(vm, number);                                                         \
	}
LEVELS(X)
#undef X

static const struct py_member members[] = {
#define X(name, number) { #name, PY_MEMBER_MAKE, NULL, make_##name },
	LEVELS(X)
#undef X
		{ "Logger", PY_MEMBER_TYPE, &logger_type, NULL },
	{ "root", PY_MEMBER_MAKE, NULL, make_root },
	{ "Handler", PY_MEMBER_TYPE, &handler_type, NULL },
	{ "StreamHandler", PY_MEMBER_TYPE, &stream_handler_type, NULL },
	{ "NullHandler", PY_MEMBER_TYPE, &null_handler_type, NULL },
	{ "Formatter", PY_MEMBER_TYPE, &formatter_type, NULL },
	{ "Filter", PY_MEMBER_TYPE, &filter_type, NULL },
	{ "config", PY_MEMBER_MODULE, "logging.config", NULL },
	{ 0 },
};

static const struct py_method functions[] = {
	MESSAGE_METHODS,
	{ "getLogger", "name=None", get_logger, PY_METHOD_INSTANCE },
	{ "getLevelName", "level", get_level_name, PY_METHOD_INSTANCE },
	{ "basicConfig", "**kwargs", basic_config, PY_METHOD_INSTANCE },
	{ "disable", "level=50", do_nothing, PY_METHOD_INSTANCE },
	{ "captureWarnings", "capture", do_nothing, PY_METHOD_INSTANCE },
	{ 0 },
};

const struct py_native_module py_module_logging = {
	.name = "logging",
	.members = members,
	.functions = functions,
	.is_open = true,
};

static const struct py_method config_functions[] = {
	{ "fileConfig", "fname, *args, **kwargs", do_nothing, PY_METHOD_INSTANCE },
	{ "dictConfig", "config", do_nothing, PY_METHOD_INSTANCE },
	{ 0 },
};

const struct py_native_module py_module_logging_config = {
	.name = "logging.config",
	.functions = config_functions,
	.is_open = true,
};
