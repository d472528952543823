#include "engine/py/call.h"
#include "engine/py/frame.h"
#include "engine/py/types.h"
#include "engine/py/wrapper.h"

/* ---- contextmanager ---- */

/* What `@contextmanager def f()` leaves in the place of f. */
struct manager_function {
	struct py_object head;
	struct py_object *function;
};

/* What a call of it gives: a generator, and how to make it anew when used as a decorator. */
struct manager {
	struct py_object head;
	struct py_object *generator, *function;
	struct py_args args;
};

static struct py_object *manager_enter(struct py *vm, struct py_object *self)
{
	struct py_object *value;

	if (!py_next(vm, ((struct manager *)self)->generator, &value))
		return NULL;
	return value ? value : py_raise(vm, "RuntimeError", "generator didn't yield");
}

static int leave_normally(struct py *vm, struct manager *self)
{
	struct py_object *value;

	if (!py_next(vm, self->generator, &value))
		return -1;
	if (!value)
		return 0;
	py_raise(vm, "RuntimeError", "generator didn't stop");
	return -1;
}

/* The rules of contextlib._GeneratorContextManager.__exit__: what comes out unchanged is not
 * swallowed. */
static int manager_exit(struct py *vm, struct py_object *self, struct py_object *exception)
{
	struct manager *manager = (struct manager *)self;

	if (!exception)
		return leave_normally(vm, manager);
	if (py_call_method(vm, manager->generator, "throw", &PY_ARGS(exception))) {
		py_raise(vm, "RuntimeError", "generator didn't stop after throw()");
		return -1;
	}
	struct py_object *raised = py_catch(vm, "BaseException");

	if (!raised)
		return -1;
	if (raised == exception)
		return 0;
	if (py_is(raised, &py_StopIteration_type))
		return 1;
	if (py_is(exception, &py_StopIteration_type) && py_is(raised, &py_RuntimeError_type) &&
	    ((struct py_exception *)raised)->cause == exception)
		return 0;
	py_raise_object(vm, raised);
	return -1;
}

/* ContextDecorator: a call of the decorated function runs inside a fresh context. */
static struct py_object *run_inside(struct py *vm, struct py_object *context,
				    struct py_object *function, const struct py_args *args)
{
	struct py_object *result, *exception = NULL;

	if (!context->type->slots.enter(vm, context))
		return NULL;
	result = py_call(vm, function, args);
	if (!result) {
		exception = py_catch(vm, "BaseException");
		if (!exception)
			return NULL;
	}
	const int swallowed = context->type->slots.exit(vm, context, exception);

	if (swallowed < 0)
		return NULL;
	if (result || swallowed)
		return result ? result : py_none(vm);
	return py_raise_object(vm, exception);
}

struct decorated {
	struct py_object head;
	struct py_object *context, *function;
};

static struct py_object *decorated_call(struct py *vm, struct py_object *self,
					const struct py_args *args)
{
	const struct decorated *decorated = (struct decorated *)self;
	struct py_object *context = decorated->context;

	if (py_type_lookup(context->type, STR("_recreate_cm")))
		context = py_call_method(vm, context, "_recreate_cm", &PY_NO_ARGS);
	return context ? run_inside(vm, context, decorated->function, args) : NULL;
}

static const struct py_native_type decorated_type = {
	.name = "function",
	.module = "contextlib",
	.size = sizeof(struct decorated),
	.methods = (const struct py_method[]){ PY_WRAPPER_GET, { 0 } },
	.slots = { .call = decorated_call },
	.has_attributes = true,
};

static struct py_object *decorator_call(struct py *vm, struct py_object *self,
					const struct py_args *args)
{
	if (args->n != 1 || args->keyword_count)
		return py_raise(vm, "TypeError",
				"a context used as a decorator takes one function");
	struct decorated *decorated = py_new(vm, &decorated_type);

	decorated->context = self;
	decorated->function = args->positional[0];
	return py_update_wrapper(vm, &decorated->head, args->positional[0]) ? &decorated->head
									    : NULL;
}

static struct py_object *make_manager(struct py *vm, struct py_object *function,
				      const struct py_args *args);

static struct py_object *manager_again(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	const struct manager *manager = (struct manager *)self;

	(void)args;
	return make_manager(vm, manager->function, &manager->args);
}

static const struct py_native_type manager_type = {
	.name = "_GeneratorContextManager",
	.module = "contextlib",
	.size = sizeof(struct manager),
	.methods =
		(const struct py_method[]){
			{ "_recreate_cm", "", manager_again, PY_METHOD_INSTANCE }, { 0 } },
	.slots = { .enter = manager_enter, .exit = manager_exit, .call = decorator_call },
};

static struct py_args keep_args(struct py *vm, const struct py_args *args)
{
	struct py_object **positional = ARENA_ARRAY(py_arena(vm), struct py_object *, args->n + 1);
	struct py_keyword *keywords =
		ARENA_ARRAY(py_arena(vm), struct py_keyword, args->keyword_count + 1);

	for (size_t i = 0; i < args->n; i++)
		positional[i] = args->positional[i];
	for (size_t i = 0; i < args->keyword_count; i++)
		keywords[i] = args->keywords[i];
	return (struct py_args){ positional, args->n, keywords, args->keyword_count };
}

static struct py_object *make_manager(struct py *vm, struct py_object *function,
				      const struct py_args *args)
{
	struct py_object *generator = py_call(vm, function, args);
	struct manager *manager;

	if (!generator || py_is_poison(vm, generator))
		return NULL;
	manager = py_new(vm, &manager_type);
	manager->generator = generator;
	manager->function = function;
	manager->args = keep_args(vm, args);
	return &manager->head;
}

static struct py_object *manager_function_call(struct py *vm, struct py_object *self,
					       const struct py_args *args)
{
	return make_manager(vm, ((struct manager_function *)self)->function, args);
}

static const struct py_native_type manager_function_type = {
	.name = "function",
	.module = "contextlib",
	.size = sizeof(struct manager_function),
	.methods = (const struct py_method[]){ PY_WRAPPER_GET, { 0 } },
	.slots = { .call = manager_function_call },
	.has_attributes = true,
};

static struct py_object *contextmanager(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	struct manager_function *function = py_new(vm, &manager_function_type);

	(void)self;
	function->function = args[0];
	return py_update_wrapper(vm, &function->head, args[0]) ? &function->head : NULL;
}

/* ---- small contexts ---- */

struct context {
	struct py_object head;
	struct py_object *value;
};

static struct py_object *context_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	((struct context *)self)->value = args[0] ? args[0] : py_none(vm);
	return self;
}

static struct py_object *enter_itself(struct py *vm, struct py_object *self)
{
	(void)vm;
	return self;
}

static int exit_nothing(struct py *vm, struct py_object *self, struct py_object *exception)
{
	(void)vm;
	(void)self;
	(void)exception;
	return 0;
}

static struct py_object *enter_value(struct py *vm, struct py_object *self)
{
	(void)vm;
	return ((struct context *)self)->value;
}

static struct py_object *enter_none(struct py *vm, struct py_object *self)
{
	(void)self;
	return py_none(vm);
}

static int suppress_exit(struct py *vm, struct py_object *self, struct py_object *exception)
{
	return exception ? py_exception_matches(vm, exception, ((struct context *)self)->value) : 0;
}

static int closing_exit(struct py *vm, struct py_object *self, struct py_object *exception)
{
	(void)exception;
	return py_call_method(vm, ((struct context *)self)->value, "close", &PY_NO_ARGS) ? 0 : -1;
}

static const struct py_native_type suppress_type = {
	.name = "suppress",
	.module = "contextlib",
	.size = sizeof(struct context),
	.signature = "*exceptions",
	.new_ = context_new,
	.slots = { .enter = enter_none, .exit = suppress_exit },
};

static const struct py_native_type nullcontext_type = {
	.name = "nullcontext",
	.module = "contextlib",
	.size = sizeof(struct context),
	.signature = "enter_result=None",
	.new_ = context_new,
	.slots = { .enter = enter_value, .exit = exit_nothing },
};

static const struct py_native_type closing_type = {
	.name = "closing",
	.module = "contextlib",
	.size = sizeof(struct context),
	.signature = "thing",
	.new_ = context_new,
	.slots = { .enter = enter_value, .exit = closing_exit },
};

static const struct py_native_type abstract_type = {
	.name = "AbstractContextManager",
	.module = "contextlib",
	.size = sizeof(struct py_object),
	.slots = { .enter = enter_itself, .exit = exit_nothing },
};

static const struct py_native_type decorator_type = {
	.name = "ContextDecorator",
	.module = "contextlib",
	.size = sizeof(struct py_object),
	.slots = { .call = decorator_call },
};

/* ---- ExitStack ---- */

struct exit_stack {
	struct py_object head;
	struct py_list *callbacks; /* pairs (kind, callable), see below; made when first needed */
};

/* Behind the callable: None for an exit function; a tuple and a dict for a plain callback. */
static struct py_list *callbacks_of(struct py *vm, struct py_object *self)
{
	struct exit_stack *stack = (struct exit_stack *)self;

	if (!stack->callbacks)
		stack->callbacks = (struct py_list *)py_list(vm);
	return stack->callbacks;
}

static void push(struct py *vm, struct py_object *self, struct py_object *function,
		 struct py_object *positional, struct py_object *keywords)
{
	py_list_append(
		vm, &callbacks_of(vm, self)->head,
		py_tuple(vm, (struct py_object *const[]){ function, positional, keywords }, 3));
}

static struct py_object *stack_enter_context(struct py *vm, struct py_object *self,
					     struct py_object **args)
{
	if (!args[0]->type->slots.enter || !args[0]->type->slots.exit)
		return py_is_poison(vm, args[0]) ? NULL
						 : py_raise(vm, "TypeError",
							    "'%.*s.%.*s' object does not support "
							    "the context manager protocol",
							    STR_ARG(args[0]->type->module),
							    STR_ARG(args[0]->type->name));
	struct py_object *value = args[0]->type->slots.enter(vm, args[0]);

	if (value)
		push(vm, self, args[0], py_none(vm), py_none(vm));
	return value;
}

static struct py_object *stack_push(struct py *vm, struct py_object *self, struct py_object **args)
{
	push(vm, self, args[0], py_none(vm), py_none(vm));
	return args[0];
}

static struct py_object *stack_callback(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	push(vm, self, args[0], args[1], args[2]);
	return args[0];
}

/* 1: the exception is swallowed; 0; -1: unwinding. */
static int call_back(struct py *vm, const struct py_list *callback, struct py_object *exception)
{
	struct py_object *function = callback->items[0];

	if (!py_is_none(callback->items[1])) {
		const struct py_list *positional = (struct py_list *)callback->items[1];
		return py_call(vm, function,
			       &(struct py_args){ positional->items, positional->n,
						  py_keywords_of(vm, callback->items[2]),
						  py_dict_count(callback->items[2]) })
			       ? 0
			       : -1;
	}
	if (function->type->slots.exit)
		return function->type->slots.exit(vm, function, exception);
	struct py_object *none = py_none(vm);
	struct py_object *answer = py_call(vm, function,
					   &PY_ARGS(exception ? &exception->type->head : none,
						    exception ? exception : none, none));

	return answer ? py_truth(vm, answer) : -1;
}

static int stack_exit(struct py *vm, struct py_object *self, struct py_object *given)
{
	struct py_list *callbacks = callbacks_of(vm, self);
	struct py_object *exception = given;

	while (callbacks->n) {
		const struct py_list *callback = (struct py_list *)callbacks->items[--callbacks->n];
		const int swallowed = call_back(vm, callback, exception);
		if (swallowed > 0)
			exception = NULL;
		if (swallowed >= 0)
			continue;
		struct py_object *raised = py_catch(vm, "BaseException");
		if (!raised)
			return -1;
		if (!((struct py_exception *)raised)->context && raised != exception)
			((struct py_exception *)raised)->context = exception;
		exception = raised;
	}
	if (exception && exception != given) {
		py_raise_object(vm, exception);
		return -1;
	}
	return given && !exception;
}

static struct py_object *stack_close(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	return stack_exit(vm, self, NULL) < 0 ? NULL : py_none(vm);
}

static struct py_object *stack_pop_all(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	struct exit_stack *other = (struct exit_stack *)py_new_of(vm, self->type);

	(void)args;
	other->callbacks = callbacks_of(vm, self);
	((struct exit_stack *)self)->callbacks = NULL;
	return &other->head;
}

static struct py_object *stack_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)vm;
	(void)args;
	return self;
}

static const struct py_native_type exit_stack_type = {
	.name = "ExitStack",
	.module = "contextlib",
	.size = sizeof(struct exit_stack),
	.signature = "",
	.new_ = stack_new,
	.methods = (const struct py_method[]){ { "enter_context", "cm", stack_enter_context,
						 PY_METHOD_INSTANCE },
					       { "push", "exit", stack_push, PY_METHOD_INSTANCE },
					       { "callback", "callback, /, *args, **kwds",
						 stack_callback, PY_METHOD_INSTANCE },
					       { "close", "", stack_close, PY_METHOD_INSTANCE },
					       { "pop_all", "", stack_pop_all, PY_METHOD_INSTANCE },
					       { 0 } },
	.slots = { .enter = enter_itself, .exit = stack_exit },
};

/* ---- the module ---- */

static const struct py_member members[] = {
	{ "suppress", PY_MEMBER_TYPE, &suppress_type, NULL },
	{ "nullcontext", PY_MEMBER_TYPE, &nullcontext_type, NULL },
	{ "closing", PY_MEMBER_TYPE, &closing_type, NULL },
	{ "AbstractContextManager", PY_MEMBER_TYPE, &abstract_type, NULL },
	{ "ContextDecorator", PY_MEMBER_TYPE, &decorator_type, NULL },
	{ "ExitStack", PY_MEMBER_TYPE, &exit_stack_type, NULL },
	{ 0 },
};

static const struct py_method functions[] = {
	{ "contextmanager", "func", contextmanager, PY_METHOD_STATIC },
	{ 0 },
};

/* The asynchronous ones and redirect_stdout are what is left. */
const struct py_native_module py_module_contextlib = {
	.name = "contextlib", .members = members, .functions = functions, .is_open = true
};
