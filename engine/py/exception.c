#include "engine/py/call.h"

#include "engine/py/dict.h"
#include "engine/py/types.h"

#include <errno.h>

static struct py_exception *as_exception(struct py_object *object)
{
	return (struct py_exception *)object;
}

/* ---- making ---- */

bool py_is_exception(const struct py_object *value)
{
	return py_is(value, &py_exception_type);
}

struct py_object *py_exception_new(struct py *vm, const struct py_native_type *type,
				   struct py_object *const *args, size_t n)
{
	struct py_object *exception = py_new(vm, type);

	as_exception(exception)->args = n ? py_tuple(vm, args, n) : vm->empty_tuple;
	return exception;
}

static struct py_object *argument(const struct py_object *self, size_t i)
{
	const struct py_list *args = (struct py_list *)((const struct py_exception *)self)->args;

	return args && i < args->n ? args->items[i] : NULL;
}

static size_t argument_count(const struct py_object *self)
{
	const struct py_list *args = (struct py_list *)((const struct py_exception *)self)->args;

	return args ? args->n : 0;
}

static struct py_object *new_exception(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	if (py_dict_count(args[1]))
		return py_raise(vm, "TypeError", "%.*s() takes no keyword arguments",
				STR_ARG(self->type->name));
	as_exception(self)->args = args[0];
	return self;
}

/* ImportError, NameError and AttributeError take names of what was missing by keyword. */
static struct py_object *new_with_names(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	static const char *const names[] = { "name", "path", "obj" };

	as_exception(self)->args = args[0];
	for (size_t i = 0; i < 3; i++)
		if (!py_setattr(vm, self, str_from(names[i]), args[i + 1] ? args[i + 1] : vm->none))
			return NULL;
	return self;
}

/* OSError(2, ...) is a FileNotFoundError (`Objects/exceptions.c`, ADD_ERRNO). */
static const struct py_native_type *type_of_errno(int64_t number)
{
	switch (number) {
	case ENOENT:
		return &py_FileNotFoundError_type;
	case EEXIST:
		return &py_FileExistsError_type;
	case EACCES:
	case EPERM:
		return &py_PermissionError_type;
	case EISDIR:
		return &py_IsADirectoryError_type;
	case ENOTDIR:
		return &py_NotADirectoryError_type;
	case EINTR:
		return &py_InterruptedError_type;
	case ETIMEDOUT:
		return &py_TimeoutError_type;
	case ECONNREFUSED:
		return &py_ConnectionRefusedError_type;
	case ECONNRESET:
		return &py_ConnectionResetError_type;
	case EPIPE:
		return &py_BrokenPipeError_type;
	default:
		return &py_OSError_type;
	}
}

/* OSError(errno, strerror, filename): args keeps the first two (`Objects/exceptions.c`,
 * oserror_init). */
static struct py_object *new_os_error(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	static const char *const names[] = { "errno", "strerror", "filename" };
	const struct py_list *given = (struct py_list *)args[0];

	if (self->type->native == &py_OSError_type && given->n >= 2 && given->n <= 5 &&
	    given->items[0]->type->native == &py_int_type)
		self->type =
			py_type_from(vm, type_of_errno(((struct py_int *)given->items[0])->value));
	as_exception(self)->args = args[0];
	for (size_t i = 0; i < 3; i++) {
		const bool is_there = given->n >= 2 && given->n <= 5 && i < given->n;
		if (!py_setattr(vm, self, str_from(names[i]),
				is_there ? given->items[i] : vm->none))
			return NULL;
	}
	if (given->n > 2 && given->n <= 5)
		as_exception(self)->args = py_tuple(vm, given->items, 2);
	return self;
}

/* ---- what they show ---- */

static struct py_object *str_exception(struct py *vm, struct py_object *self)
{
	struct str text;

	if (!argument_count(self))
		return py_str_c(vm, "");
	if (argument_count(self) == 1)
		return py_to_str(vm, argument(self, 0), &text) ? py_str(vm, text) : NULL;
	return py_to_str(vm, as_exception(self)->args, &text) ? py_str(vm, text) : NULL;
}

static struct py_object *repr_exception(struct py *vm, struct py_object *self)
{
	struct strbuf text = STRBUF(vm->arena);
	struct str part;

	strbuf_add(&text, self->type->name);
	strbuf_add_char(&text, '(');
	for (size_t i = 0; i < argument_count(self); i++) {
		if (!py_repr(vm, argument(self, i), &part))
			return NULL;
		strbuf_add_c(&text, i ? ", " : "");
		strbuf_add(&text, part);
	}
	strbuf_add_char(&text, ')');
	return py_str(vm, strbuf_str(&text));
}

static struct py_object *str_key_error(struct py *vm, struct py_object *self)
{
	struct str text;

	if (argument_count(self) != 1)
		return str_exception(vm, self);
	return py_repr(vm, argument(self, 0), &text) ? py_str(vm, text) : NULL;
}

static struct py_object *str_os_error(struct py *vm, struct py_object *self)
{
	struct map *attributes = self->attributes;
	struct py_object *number = attributes ? map_get(attributes, STR("errno")) : NULL;
	struct py_object *reason = attributes ? map_get(attributes, STR("strerror")) : NULL;
	struct py_object *file = attributes ? map_get(attributes, STR("filename")) : NULL;
	struct str number_text, reason_text, file_text;

	if (!py_given(number) || !py_given(reason))
		return str_exception(vm, self);
	if (!py_to_str(vm, number, &number_text) || !py_to_str(vm, reason, &reason_text))
		return NULL;
	if (!py_given(file))
		return py_str_printf(vm, "[Errno %.*s] %.*s", STR_ARG(number_text),
				     STR_ARG(reason_text));
	if (!py_repr(vm, file, &file_text))
		return NULL;
	return py_str_printf(vm, "[Errno %.*s] %.*s: %.*s", STR_ARG(number_text),
			     STR_ARG(reason_text), STR_ARG(file_text));
}

/* ---- attributes ---- */

static struct py_object *or_none(struct py *vm, struct py_object *value)
{
	return value ? value : vm->none;
}

static struct py_object *get_args(struct py *vm, struct py_object *self)
{
	return or_none(vm, as_exception(self)->args);
}

static bool set_args(struct py *vm, struct py_object *self, struct py_object *value)
{
	struct py_object **items;
	size_t n;

	if (!py_take_items(vm, value, &items, &n))
		return false;
	as_exception(self)->args = py_tuple(vm, items, n);
	return true;
}

static struct py_object *get_cause(struct py *vm, struct py_object *self)
{
	return or_none(vm, as_exception(self)->cause);
}

static bool set_cause(struct py *vm, struct py_object *self, struct py_object *value)
{
	(void)vm;
	as_exception(self)->cause = py_given(value) ? value : NULL;
	as_exception(self)->suppress_context = true;
	return true;
}

static struct py_object *get_context(struct py *vm, struct py_object *self)
{
	return or_none(vm, as_exception(self)->context);
}

static bool set_context(struct py *vm, struct py_object *self, struct py_object *value)
{
	(void)vm;
	as_exception(self)->context = py_given(value) ? value : NULL;
	return true;
}

static struct py_object *get_suppress(struct py *vm, struct py_object *self)
{
	return py_bool(vm, as_exception(self)->suppress_context);
}

static bool set_suppress(struct py *vm, struct py_object *self, struct py_object *value)
{
	(void)vm;
	as_exception(self)->suppress_context = py_is_true(value);
	return true;
}

static struct py_object *get_traceback(struct py *vm, struct py_object *self)
{
	(void)self;
	return vm->none;
}

static bool set_traceback(struct py *vm, struct py_object *self, struct py_object *value)
{
	(void)vm;
	(void)self;
	(void)value;
	return true;
}

static struct py_object *with_traceback(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	(void)vm;
	(void)args;
	return self;
}

static struct py_object *add_note(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *notes;

	if (!py_find_attr(vm, self, STR("__notes__"), &notes))
		return NULL;
	if (!notes) {
		notes = py_list(vm);
		if (!py_setattr(vm, self, STR("__notes__"), notes))
			return NULL;
	}
	py_list_append(vm, notes, args[0]);
	return vm->none;
}

static struct py_object *get_value(struct py *vm, struct py_object *self)
{
	return or_none(vm, argument(self, 0));
}

static struct py_object *get_exit_code(struct py *vm, struct py_object *self)
{
	return argument_count(self) > 1 ? as_exception(self)->args : get_value(vm, self);
}

/* ---- the hierarchy ---- */

const struct py_native_type py_exception_type = {
	.name = "BaseException",
	.module = "builtins",
	.size = sizeof(struct py_exception),
	.signature = "*args, **kw",
	.new_ = new_exception,
	.methods =
		(const struct py_method[]){
			{ "with_traceback", "tb, /", with_traceback, PY_METHOD_INSTANCE },
			{ "add_note", "note, /", add_note, PY_METHOD_INSTANCE },
			{ 0 },
		},
	.properties =
		(const struct py_property[]){
			{ "args", get_args, set_args },
			{ "__cause__", get_cause, set_cause },
			{ "__context__", get_context, set_context },
			{ "__suppress_context__", get_suppress, set_suppress },
			{ "__traceback__", get_traceback, set_traceback },
			{ 0 },
		},
	.slots = { .repr = repr_exception, .str = str_exception },
	.has_attributes = true,
};

#define py_BaseException_type py_exception_type

/* The columns of exceptions.def: how a few differ from their base in more than the name. */
#define PLAIN
#define VALUE     .properties = (const struct py_property[]){ { "value", get_value, NULL }, { 0 } },
#define CODE      .properties = (const struct py_property[]){ { "code", get_exit_code, NULL }, { 0 } },
#define SHOWS_KEY .slots = { .str = str_key_error },
#define SYSTEM    .slots = { .str = str_os_error }, .new_ = new_os_error, .signature = "*args",
#define NAMES     .new_ = new_with_names, .signature = "*args, name=None, path=None, obj=None",

#define X(name_, base_, extra)                                                                     \
	const struct py_native_type py_##name_##_type = { .name = #name_,                          \
							  .module = "builtins",                    \
							  .base = &py_##base_##_type,              \
							  .size = sizeof(struct py_exception),     \
							  extra };
#include "engine/py/exceptions.def"
#undef X

/* ---- by name ---- */

const struct py_native_type *py_exception_named(struct str name)
{
	static const struct py_native_type *const types[] = {
		&py_exception_type,
#define X(name_, base_, extra) &py_##name_##_type,
#include "engine/py/exceptions.def"
#undef X
	};

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (str_is(name, types[i]->name))
			return types[i];
	return str_is(name, "EnvironmentError") || str_is(name, "IOError") ? &py_OSError_type
									   : NULL;
}

/* ---- matching ---- */

int py_exception_matches(struct py *vm, struct py_object *exception,
			 struct py_object *type_or_tuple)
{
	struct py_object **items = &type_or_tuple;
	size_t n = 1;

	if (py_is_poison(vm, type_or_tuple))
		return -1;
	if (py_is(type_or_tuple, &py_tuple_type) && !py_take_items(vm, type_or_tuple, &items, &n))
		return -1;
	for (size_t i = 0; i < n; i++) {
		struct py_type *type = (struct py_type *)items[i];
		if (py_is_poison(vm, items[i]))
			return -1;
		if (!py_is_type(items[i]) ||
		    !py_is_subtype(type, py_type_from(vm, &py_exception_type))) {
			py_raise(vm, "TypeError",
				 "catching classes that do not inherit from "
				 "BaseException is not allowed");
			return -1;
		}
		if (py_is_subtype(exception->type, type))
			return 1;
	}
	return 0;
}

struct py_object *py_exception_from(struct py *vm, struct py_object *value)
{
	if (py_is_exception(value))
		return value;
	if (py_is_type(value) &&
	    py_is_subtype((struct py_type *)value, py_type_from(vm, &py_exception_type)))
		return py_call(vm, value, &PY_NO_ARGS);
	if (py_is_poison(vm, value))
		return NULL;
	return py_raise(vm, "TypeError", "exceptions must derive from BaseException");
}
