#include "engine/py/interpreter.h"

#include "engine/py/builtin.h"
#include "engine/py/builtin_core.h"
#include "engine/py/frame.h"
#include "engine/py/types.h"

#define DEFAULT_INSTRUCTIONS (200u * 1000 * 1000)
#define DEFAULT_MEMORY       ((size_t)1024 * 1024 * 1024)
#define DEFAULT_STRING       ((size_t)64 * 1024 * 1024)
#define DEFAULT_DEPTH        900

/* ---- built-in names ---- */

enum builtin_kind { BUILTIN_TYPE, BUILTIN_FUNCTION, BUILTIN_CONSTANT };

struct builtin {
	const char *name;
	enum builtin_kind kind;
	const struct py_native_type *type;
	struct py_object *(*make)(struct py *vm);
	struct py_method function;
};

static const struct builtin builtins[] = {
#define PY_TYPE(name_, type_) { .name = name_, .kind = BUILTIN_TYPE, .type = &type_ },
#define PY_FUNCTION(name_, signature, function_)                                                   \
	{ .name = name_,                                                                           \
	  .kind = BUILTIN_FUNCTION,                                                                \
	  .function = { name_, signature, function_, PY_METHOD_STATIC } },
#define PY_CONSTANT(name_, make_) { .name = name_, .kind = BUILTIN_CONSTANT, .make = make_ },
#include "engine/py/builtins.def"
};

/* What CPython has and a revision must not, or cannot usefully, have here. */
static bool is_refused(struct str name)
{
	static const char *const names[] = { "exec",       "eval",           "compile",
					     "__import__", "breakpoint",     "memoryview",
					     "complex",    "ExceptionGroup", "BaseExceptionGroup",
					     "aiter",      "anext",          "help" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (str_is(name, names[i]))
			return true;
	return false;
}

struct py_object *py_make_builtin(struct py *vm, struct str name)
{
	const struct py_native_type *exception;

	for (size_t i = 0; i < sizeof(builtins) / sizeof(builtins[0]); i++) {
		const struct builtin *row = &builtins[i];
		if (!str_is(name, row->name))
			continue;
		switch (row->kind) {
		case BUILTIN_TYPE:
			return &py_type_from(vm, row->type)->head;
		case BUILTIN_FUNCTION:
			return py_function(vm, &row->function, NULL);
		case BUILTIN_CONSTANT:
			return row->make(vm);
		}
	}
	exception = py_exception_named(name);
	if (exception)
		return &py_type_from(vm, exception)->head;
	if (str_is(name, "__debug__"))
		return py_bool(vm, true);
	if (is_refused(name))
		return py_refuse(vm, "'%.*s' is outside the supported Python subset",
				 STR_ARG(name));
	return NULL;
}

/* ---- life ---- */

static uint64_t or_default(uint64_t given, uint64_t value)
{
	return given ? given : value;
}

struct py *py_start(struct arena *arena, const struct py_host *host, const struct py_limits *limits)
{
	struct py *vm = ARENA_NEW(arena, struct py);

	vm->arena = arena;
	vm->host = host;
	if (limits)
		vm->limits = *limits;
	vm->limits.instructions = or_default(vm->limits.instructions, DEFAULT_INSTRUCTIONS);
	vm->limits.memory = or_default(vm->limits.memory, DEFAULT_MEMORY);
	vm->limits.string = or_default(vm->limits.string, DEFAULT_STRING);
	vm->limits.depth = (int)or_default((uint64_t)vm->limits.depth, DEFAULT_DEPTH);
	vm->instructions = vm->limits.instructions;
	vm->natives = MAP(arena);
	vm->modules = MAP(arena);
	vm->builtins = MAP(arena);
	vm->none = py_new(vm, &py_none_type);
	vm->ellipsis = py_new(vm, &py_ellipsis_type);
	vm->not_implemented = py_new(vm, &py_not_implemented_type);
	vm->empty_tuple = py_tuple(vm, NULL, 0);
	return vm;
}

struct arena *py_arena(struct py *vm)
{
	return vm->arena;
}

const struct py_host *py_host(struct py *vm)
{
	return vm->host;
}

void py_set_context(struct py *vm, void *context)
{
	vm->context = context;
}

void *py_context(struct py *vm)
{
	return vm->context;
}

struct error *py_invoke(struct py *vm, struct py_object *callable, const struct py_args *args,
			struct py_object **ret)
{
	struct py_object *result;

	if (!vm->depth)
		vm->instructions = vm->limits.instructions;
	result = py_call(vm, callable, args);
	if (!result)
		return py_failure(vm);
	*ret = result;
	return NULL;
}
