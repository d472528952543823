#include "engine/py/interpreter.h"

#include "engine/py/call.h"
#include "engine/py/frame.h"
#include "engine/py/types.h"

/* ---- where we are ---- */

struct pos py_position(struct py *vm)
{
	for (const struct py_frame *frame = vm->frame; frame; frame = frame->previous)
		if (frame->code)
			return py_frame_pos(frame);
	return (struct pos){ 0 };
}

struct py_object *py_handled_exception(struct py *vm)
{
	for (const struct py_frame *frame = vm->frame; frame; frame = frame->previous)
		if (frame->handled)
			return frame->handled;
	return NULL;
}

/* ---- exceptions ---- */

bool py_is_unwinding(struct py *vm)
{
	return vm->pending || vm->refusal;
}

/* What is handled becomes the context, unless that would make a ring (`Python/errors.c`). */
static void set_context(struct py *vm, struct py_exception *exception)
{
	struct py_object *handled = py_handled_exception(vm);

	if (!handled || handled == &exception->head)
		return;
	for (struct py_exception *each = (struct py_exception *)handled; each->context;
	     each = (struct py_exception *)each->context)
		if (each->context == &exception->head) {
			each->context = NULL;
			break;
		}
	exception->context = handled;
}

struct py_object *py_raise_object(struct py *vm, struct py_object *exception)
{
	struct py_exception *raised = (struct py_exception *)exception;

	if (!exception || vm->refusal)
		return NULL;
	set_context(vm, raised);
	if (!raised->pos.line)
		raised->pos = py_position(vm);
	vm->pending = exception;
	return NULL;
}

static struct py_object *raise_text(struct py *vm, const struct py_native_type *type,
				    const char *format, va_list args)
{
	struct py_object *text = py_str(vm, str_vprintf(vm->arena, format, args));

	return py_raise_object(vm, py_exception_new(vm, type, &text, 1));
}

struct py_object *py_raise_type(struct py *vm, const struct py_native_type *type,
				const char *format, ...)
{
	va_list args;

	va_start(args, format);
	raise_text(vm, type, format, args);
	va_end(args);
	return NULL;
}

struct py_object *py_raise(struct py *vm, const char *type, const char *format, ...)
{
	const struct py_native_type *native = py_exception_named(str_from(type));
	va_list args;

	va_start(args, format);
	raise_text(vm, native ? native : &py_SystemError_type, format, args);
	va_end(args);
	return NULL;
}

struct py_object *py_catch(struct py *vm, const char *type)
{
	const struct py_native_type *native = py_exception_named(str_from(type));
	struct py_object *pending = vm->pending;

	if (!pending || vm->refusal || !native || !py_is(pending, native))
		return NULL;
	vm->pending = NULL;
	return pending;
}

/* ---- refusals ---- */

struct py_object *py_refuse_error(struct py *vm, struct error *error)
{
	if (vm->refusal) {
		error_ignore(error);
		return NULL;
	}
	vm->pending = NULL;
	vm->refusal = error->pos.file.n ? error : error_at(error, py_position(vm));
	return NULL;
}

struct py_object *py_refuse(struct py *vm, const char *format, ...)
{
	struct str text;
	va_list args;

	va_start(args, format);
	text = str_vprintf(vm->arena, format, args);
	va_end(args);
	return py_refuse_error(vm, error_new(ERR_UNSUPPORTED, "%.*s", STR_ARG(text)));
}

bool py_reserve(struct py *vm, size_t bytes)
{
	if (bytes > vm->limits.string) {
		py_refuse_error(vm, error_new(ERR_LIMIT,
					      "a value of %zu bytes is over the limit of %zu",
					      bytes, vm->limits.string));
		return false;
	}
	if (bytes > vm->limits.memory || vm->arena->allocated > vm->limits.memory - bytes) {
		py_refuse_error(vm, error_new(ERR_LIMIT, "more than %zu bytes of memory are used",
					      vm->limits.memory));
		return false;
	}
	return true;
}

/* ---- to the outside ---- */

static struct error *error_of(struct py *vm, struct py_object *exception)
{
	const struct pos pos = ((struct py_exception *)exception)->pos;
	const struct str kind = exception->type->name;
	struct error *error;
	struct str text;

	vm->pending = NULL;
	if (!py_to_str(vm, exception, &text)) {
		vm->pending = NULL;
		text = STR("<exception str() failed>");
	}
	error = error_new(ERR_PYTHON, text.n ? "%.*s: %.*s" : "%.*s%.*s", STR_ARG(kind),
			  STR_ARG(text));
	error->kind = str_dup(error_arena(), kind);
	return error_at(error, pos);
}

struct error *py_take_error(struct py *vm)
{
	struct error *error = vm->refusal;

	vm->refusal = NULL;
	if (!error && vm->pending)
		error = error_of(vm, vm->pending);
	vm->pending = NULL;
	return error;
}

struct error *py_failure(struct py *vm)
{
	struct error *error = py_take_error(vm);

	return error ? error : error_new(ERR_INTERNAL, "an operation failed without saying why");
}
