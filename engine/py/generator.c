#include "engine/py/frame.h"

#include "engine/py/types.h"

#include <string.h>

struct py_generator *py_generator_new(struct py *vm, const struct py_frame *frame)
{
	struct py_generator *generator = py_new(vm, &py_generator_type);
	const struct py_code *code = frame->code;

	generator->frame = *frame;
	py_frame_lay_out(&generator->frame, arena_alloc(vm->arena, py_frame_size(code)));
	memcpy(generator->frame.locals, frame->locals, code->local_count * sizeof(*frame->locals));
	memcpy(generator->frame.cells, frame->cells,
	       (code->cell_count + code->free_count) * sizeof(*frame->cells));
	return generator;
}

/* ---- going on ---- */

/* A StopIteration that leaves a generator's body is a bug in it (PEP 479). */
static void replace_stop(struct py *vm)
{
	struct py_object *stop =
		vm->pending && py_is(vm->pending, &py_StopIteration_type) ? vm->pending : NULL;

	if (!stop)
		return;
	vm->pending = NULL;
	py_raise(vm, "RuntimeError", "generator raised StopIteration");
	((struct py_exception *)vm->pending)->cause = stop;
	((struct py_exception *)vm->pending)->context = stop;
}

/* The iterator of the `yield from` in which the generator waits, or NULL. */
static struct py_object *inner_of(const struct py_generator *generator)
{
	const struct py_frame *frame = &generator->frame;

	if (frame->state != PY_FRAME_YIELDED ||
	    (frame->code->instructions[frame->next] & 0xFF) != PY_CODE_YIELD_FROM)
		return NULL;
	return frame->top[-1];
}

/* Gives the exception to the inner iterator; true: it yielded or goes on with *ret_value. */
static bool throw_into_inner(struct py *vm, struct py_generator *generator, struct py_object *inner,
			     struct py_object *exception, struct py_object **ret_yielded)
{
	struct py_object *method, *result;

	*ret_yielded = NULL;
	if (py_is(exception, &py_GeneratorExit_type)) {
		if (!py_find_attr(vm, inner, STR("close"), &method))
			return false;
		if (method && !py_call(vm, method, &PY_NO_ARGS))
			return false;
		return py_raise_object(vm, exception);
	}
	if (!py_find_attr(vm, inner, STR("throw"), &method))
		return false;
	if (!method)
		return py_raise_object(vm, exception);
	*ret_yielded = py_call(vm, method, &PY_ARGS(exception));
	if (*ret_yielded)
		return true;
	result = py_catch(vm, "StopIteration");
	if (!result)
		return false;
	/* The inner one has ended: its result takes the place of iterator and sent value. */
	generator->frame.top[-1] = py_getattr(vm, result, STR("value"));
	generator->frame.next++;
	return true;
}

static bool run_on(struct py *vm, struct py_generator *generator, struct py_yield *ret)
{
	struct py_object *value;

	generator->is_running = true;
	value = py_frame_enter(vm, &generator->frame);
	generator->is_running = false;
	if (generator->frame.state == PY_FRAME_YIELDED)
		*ret = (struct py_yield){ .value = value };
	else
		*ret = (struct py_yield){ .result = value };
	if (!value)
		replace_stop(vm);
	return value;
}

/* Raises at the `yield` where the generator waits, or passes the exception to the inner iterator.
 */
static bool throw_at_yield(struct py *vm, struct py_generator *generator,
			   struct py_object *exception, struct py_object **ret_yielded)
{
	struct py_object *inner = inner_of(generator);
	bool is_going_on;

	*ret_yielded = NULL;
	generator->frame.previous = vm->frame;
	vm->frame = &generator->frame;
	generator->is_running = true;
	is_going_on = inner ? throw_into_inner(vm, generator, inner, exception, ret_yielded)
			    : py_raise_object(vm, exception) != NULL;
	generator->is_running = false;
	vm->frame = generator->frame.previous;
	return is_going_on;
}

static bool resume_with_exception(struct py *vm, struct py_generator *generator,
				  struct py_object *exception, struct py_yield *ret)
{
	ret->result = NULL;
	if (throw_at_yield(vm, generator, exception, &ret->value) && ret->value)
		return true;
	return run_on(vm, generator, ret);
}

bool py_generator_resume(struct py *vm, struct py_generator *generator, struct py_object *value,
			 struct py_object *exception, struct py_yield *ret)
{
	if (generator->is_running)
		return py_raise(vm, "ValueError", "generator already executing");
	if (generator->frame.state == PY_FRAME_DONE || (exception && !generator->is_started)) {
		generator->frame.state = PY_FRAME_DONE;
		*ret = (struct py_yield){ .result = vm->none };
		return exception ? py_raise_object(vm, exception) != NULL : true;
	}
	if (!generator->is_started && py_given(value))
		return py_raise(vm, "TypeError",
				"can't send non-None value to a just-started generator");
	if (exception)
		return resume_with_exception(vm, generator, exception, ret);
	if (generator->is_started)
		*generator->frame.top++ = value;
	generator->is_started = true;
	return run_on(vm, generator, ret);
}

static bool delegate_to_iterator(struct py *vm, struct py_object *iterator, struct py_object *value,
				 struct py_object **ret_value)
{
	if (py_given(value))
		*ret_value = py_call_method(vm, iterator, "send", &PY_ARGS(value));
	else if (!iterator->type->native && py_type_lookup(iterator->type, STR("__next__")))
		*ret_value = py_call_method(vm, iterator, "__next__", &PY_NO_ARGS);
	else
		return py_next(vm, iterator, ret_value);
	return *ret_value;
}

bool py_delegate(struct py *vm, struct py_object *iterator, struct py_object *value,
		 struct py_yield *ret)
{
	struct py_object *stop;

	if (iterator->type->native == &py_generator_type)
		return py_generator_resume(vm, (struct py_generator *)iterator, value, NULL, ret);
	*ret = (struct py_yield){ .result = vm->none };
	if (delegate_to_iterator(vm, iterator, value, &ret->value))
		return true;
	stop = py_catch(vm, "StopIteration");
	if (stop)
		ret->result = py_getattr(vm, stop, STR("value"));
	return stop && ret->result;
}

/* ---- as a Python object ---- */

static struct py_object *raise_stop(struct py *vm, struct py_object *value)
{
	return py_raise_object(
		vm, py_exception_new(vm, &py_StopIteration_type, &value, py_given(value) ? 1 : 0));
}

static struct py_object *next_of_generator(struct py *vm, struct py_object *self)
{
	struct py_yield step;

	if (!py_generator_resume(vm, (struct py_generator *)self, vm->none, NULL, &step))
		return NULL;
	return step.value;
}

static struct py_object *resume_or_stop(struct py *vm, struct py_object *self,
					struct py_object *value, struct py_object *exception)
{
	struct py_yield step;

	if (!py_generator_resume(vm, (struct py_generator *)self, value, exception, &step))
		return NULL;
	return step.value ? step.value : raise_stop(vm, step.result);
}

static struct py_object *dunder_next(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	return resume_or_stop(vm, self, vm->none, NULL);
}

static struct py_object *send(struct py *vm, struct py_object *self, struct py_object **args)
{
	return resume_or_stop(vm, self, args[0], NULL);
}

static struct py_object *throw(struct py * vm, struct py_object *self, struct py_object **args)
{
	struct py_object *exception = args[0];

	/* throw(type, value, traceback) is the old form. */
	if (py_given(args[1]) && py_is_exception(args[1]))
		exception = args[1];
	else if (py_given(args[1]) && py_is_type(exception))
		exception = py_call(vm, exception, &PY_ARGS(args[1]));
	else
		exception = py_exception_from(vm, exception);
	return exception ? resume_or_stop(vm, self, NULL, exception) : NULL;
}

static struct py_object *close(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_generator *generator = (struct py_generator *)self;
	struct py_yield step;

	(void)args;
	if (!generator->is_started || generator->frame.state == PY_FRAME_DONE) {
		generator->frame.state = PY_FRAME_DONE;
		return vm->none;
	}
	if (!py_generator_resume(vm, generator, NULL,
				 py_exception_new(vm, &py_GeneratorExit_type, NULL, 0), &step))
		return py_catch(vm, "GeneratorExit") || py_catch(vm, "StopIteration") ? vm->none
										      : NULL;
	if (step.value)
		return py_raise(vm, "RuntimeError", "generator ignored GeneratorExit");
	return vm->none;
}

static struct py_object *generator_itself(struct py *vm, struct py_object *self)
{
	(void)vm;
	return self;
}

static struct py_object *repr_generator(struct py *vm, struct py_object *self)
{
	return py_str_printf(vm, "<generator object %.*s at 0x%llx>",
			     STR_ARG(((struct py_generator *)self)->frame.code->qualified_name),
			     (unsigned long long)(uintptr_t)self);
}

static struct py_object *generator_name(struct py *vm, struct py_object *self)
{
	return py_str(vm, ((struct py_generator *)self)->frame.code->name);
}

const struct py_native_type py_generator_type = {
	.name = "generator",
	.module = "builtins",
	.size = sizeof(struct py_generator),
	.methods =
		(const struct py_method[]){
			{ "__next__", "", dunder_next, PY_METHOD_INSTANCE },
			{ "send", "value, /", send, PY_METHOD_INSTANCE },
			{ "throw", "typ, val=None, tb=None, /", throw, PY_METHOD_INSTANCE },
			{ "close", "", close, PY_METHOD_INSTANCE },
			{ 0 },
		},
	.properties = (const struct py_property[]){ { "__name__", generator_name, NULL }, { 0 } },
	.slots = { .iter = generator_itself, .next = next_of_generator, .repr = repr_generator },
};
