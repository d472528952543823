#include "engine/py/frame.h"

#include "engine/py/types.h"

#include <string.h>

/* Values in one chunk of the interpreter's stack. */
#define STACK_CHUNK ((size_t)4 * 1024)

struct pos py_frame_pos(const struct py_frame *frame)
{
	const size_t at = frame->next ? frame->next - 1 : 0;
	const struct py_code_place *place = &frame->code->places[at];

	return py_source_pos(frame->code->source, place->line, place->col);
}

size_t py_frame_size(const struct py_code *code)
{
	return (code->local_count + code->cell_count + code->free_count + code->stack_size) *
		       sizeof(struct py_object *) +
	       code->block_size * sizeof(struct py_block);
}

void py_frame_lay_out(struct py_frame *frame, void *memory)
{
	const struct py_code *code = frame->code;

	frame->locals = memory;
	frame->cells = (struct py_cell **)(frame->locals + code->local_count);
	frame->stack = frame->locals + code->local_count + code->cell_count + code->free_count;
	frame->top = frame->stack;
	frame->blocks = (struct py_block *)(frame->stack + code->stack_size);
}

static struct py_stack_chunk *add_chunk(struct py *vm, size_t n)
{
	struct py_stack_chunk *chunk = ARENA_NEW(vm->arena, struct py_stack_chunk);

	chunk->capacity = n > STACK_CHUNK ? n : STACK_CHUNK;
	chunk->slots = ARENA_ARRAY(vm->arena, struct py_object *, chunk->capacity);
	return chunk;
}

void *py_stack_take(struct py *vm, size_t size, struct py_stack *ret_mark)
{
	const size_t n = (size + sizeof(struct py_object *) - 1) / sizeof(struct py_object *);
	struct py_stack *stack = &vm->stack;
	struct py_object **memory;

	*ret_mark = *stack;
	if (!stack->chunk || stack->chunk->capacity - stack->used < n) {
		struct py_stack_chunk *next = stack->chunk ? stack->chunk->next : NULL;
		if (!next || next->capacity < n) {
			next = add_chunk(vm, n);
			if (stack->chunk)
				stack->chunk->next = next;
		}
		*stack = (struct py_stack){ next, 0 };
	}
	memory = stack->chunk->slots + stack->used;
	stack->used += n;
	return memset(memory, 0, n * sizeof(*memory));
}

void py_stack_drop(struct py *vm, struct py_stack mark)
{
	/* The first chunk of all stays for the next call. */
	if (mark.chunk)
		vm->stack = mark;
	else
		vm->stack.used = 0;
}

static void make_cells(struct py *vm, struct py_frame *frame)
{
	const struct py_code *code = frame->code;
	struct py_cell *own = ARENA_ARRAY(vm->arena, struct py_cell, code->cell_count + 1);

	for (size_t i = 0; i < code->cell_count; i++) {
		frame->cells[i] = &own[i];
		if (code->cell_parameters[i] >= 0)
			own[i].value = frame->locals[code->cell_parameters[i]];
	}
}

struct py_object *py_frame_enter(struct py *vm, struct py_frame *frame)
{
	struct py_object *result;

	frame->previous = vm->frame;
	vm->frame = frame;
	result = py_frame_run(vm, frame);
	vm->frame = frame->previous;
	return result;
}

/* ---- functions ---- */

struct py_object *py_function_new(struct py *vm, const struct py_frame *frame,
				  const struct py_code *code, struct py_object *defaults)
{
	struct py_function *function = py_new(vm, &py_function_type);
	const struct py_list *values = (struct py_list *)defaults;

	function->code = code;
	function->globals = frame->globals;
	function->name = code->name;
	function->qualified_name = code->qualified_name;
	function->doc = code->doc.p ? py_str(vm, code->doc) : NULL;
	function->cells = ARENA_ARRAY(vm->arena, struct py_cell *, code->free_count + 1);
	for (size_t i = 0; i < code->free_count; i++)
		function->cells[i] = frame->cells[code->captures[i]];
	if (values->n) {
		size_t taken = 0;
		function->defaults = ARENA_ARRAY(vm->arena, struct py_object *, code->signature.n);
		for (size_t i = 0; i < code->signature.n; i++) {
			const struct py_parameter_slot *each = &code->signature.parameters[i];
			if (each->is_optional && each->kind != PY_PARAMETER_REST &&
			    each->kind != PY_PARAMETER_KEYWORDS)
				function->defaults[i] = values->items[taken++];
		}
	}
	return &function->head;
}

static void set_up_frame(struct py_frame *frame, struct py_function *function, void *memory)
{
	const struct py_code *code = function->code;

	*frame = (struct py_frame){ .code = code,
				    .function = function,
				    .globals = function->globals };
	py_frame_lay_out(frame, memory);
	if (code->free_count)
		memcpy(frame->cells + code->cell_count, function->cells,
		       code->free_count * sizeof(*frame->cells));
}

static struct py_object *run_function(struct py *vm, struct py_function *function,
				      struct py_object *receiver, const struct py_args *args)
{
	const struct py_binding binding = {
		.signature = &function->code->signature,
		.defaults = function->defaults,
		.receiver = receiver,
		.name = function->qualified_name,
	};
	struct py_object *result = NULL;
	struct py_stack mark;
	struct py_frame frame;

	set_up_frame(&frame, function, py_stack_take(vm, py_frame_size(function->code), &mark));
	if (py_bind(vm, &binding, args, frame.locals)) {
		if (function->code->cell_count)
			make_cells(vm, &frame);
		if (function->code->is_generator)
			result = (struct py_object *)py_generator_new(vm, &frame);
		else
			result = py_frame_enter(vm, &frame);
	}
	py_stack_drop(vm, mark);
	return result;
}

struct py_object *py_function_call(struct py *vm, struct py_object *function,
				   struct py_object *receiver, const struct py_args *args)
{
	return run_function(vm, (struct py_function *)function, receiver, args);
}

static struct py_object *call_function(struct py *vm, struct py_object *self,
				       const struct py_args *args)
{
	return run_function(vm, (struct py_function *)self, NULL, args);
}

bool py_run_class_body(struct py *vm, struct py_function *body, struct map *names,
		       struct py_cell **ret_class_cell)
{
	struct py_object *result;
	struct py_stack mark;
	struct py_frame frame;

	set_up_frame(&frame, body, py_stack_take(vm, py_frame_size(body->code), &mark));
	make_cells(vm, &frame);
	frame.names = names;
	result = py_frame_enter(vm, &frame);
	*ret_class_cell = body->code->cell_count ? frame.cells[0] : NULL;
	py_stack_drop(vm, mark);
	return result;
}

struct py_object *py_run_code(struct py *vm, const struct py_code *code, struct py_object *module)
{
	struct py_frame frame = { .code = code, .globals = module };
	struct py_object *result;
	struct py_stack mark;

	py_frame_lay_out(&frame, py_stack_take(vm, py_frame_size(code), &mark));
	make_cells(vm, &frame);
	result = py_frame_enter(vm, &frame);
	py_stack_drop(vm, mark);
	return result;
}

/* ---- a function's attributes ---- */

static struct py_function *as_function(struct py_object *self)
{
	return (struct py_function *)self;
}

static struct py_object *get_name(struct py *vm, struct py_object *self)
{
	return py_str(vm, as_function(self)->name);
}

static bool set_name(struct py *vm, struct py_object *self, struct py_object *value)
{
	return py_take_text(vm, value, "__name__", &as_function(self)->name);
}

static struct py_object *get_qualified_name(struct py *vm, struct py_object *self)
{
	return py_str(vm, as_function(self)->qualified_name);
}

static bool set_qualified_name(struct py *vm, struct py_object *self, struct py_object *value)
{
	return py_take_text(vm, value, "__qualname__", &as_function(self)->qualified_name);
}

static struct py_object *get_doc(struct py *vm, struct py_object *self)
{
	return as_function(self)->doc ? as_function(self)->doc : vm->none;
}

static bool set_doc(struct py *vm, struct py_object *self, struct py_object *value)
{
	(void)vm;
	as_function(self)->doc = value;
	return true;
}

static struct py_object *get_module(struct py *vm, struct py_object *self)
{
	struct py_function *function = as_function(self);
	struct py_object *name = function->module;

	if (!name)
		name = map_get(function->globals->attributes, STR("__name__"));
	return name ? name : vm->none;
}

static bool set_module(struct py *vm, struct py_object *self, struct py_object *value)
{
	(void)vm;
	as_function(self)->module = value;
	return true;
}

static struct py_object *get_defaults(struct py *vm, struct py_object *self)
{
	const struct py_function *function = as_function(self);
	const struct py_signature *signature = &function->code->signature;
	struct py_object *values = py_list(vm);

	for (size_t i = 0; i < signature->positional && function->defaults; i++)
		if (function->defaults[i])
			py_list_append(vm, values, function->defaults[i]);
	if (!((struct py_list *)values)->n)
		return vm->none;
	return py_tuple(vm, ((struct py_list *)values)->items, ((struct py_list *)values)->n);
}

/* Annotations of functions are never evaluated, so nobody can ask for them. */
static struct py_object *get_annotations(struct py *vm, struct py_object *self)
{
	(void)self;
	return py_refuse(vm, "the annotations of a function are not kept");
}

static struct py_object *repr_function(struct py *vm, struct py_object *self)
{
	return py_str_printf(vm, "<function %.*s at 0x%llx>",
			     STR_ARG(as_function(self)->qualified_name),
			     (unsigned long long)(uintptr_t)self);
}

const struct py_native_type py_function_type = {
	.name = "function",
	.module = "builtins",
	.size = sizeof(struct py_function),
	.properties =
		(const struct py_property[]){
			{ "__name__", get_name, set_name },
			{ "__qualname__", get_qualified_name, set_qualified_name },
			{ "__doc__", get_doc, set_doc },
			{ "__module__", get_module, set_module },
			{ "__defaults__", get_defaults, NULL },
			{ "__annotations__", get_annotations, NULL },
			{ 0 },
		},
	.slots = { .call = call_function, .repr = repr_function },
	.has_attributes = true,
	.refused = "__code__ __closure__ __kwdefaults__ __globals__ __get__ __type_params__",
};
