#include "engine/py/operation.h"

#include "engine/py/protocol.h"
#include "engine/py/types.h"
#include "engine/py/values.h"

#include <string.h>

/*
 * The run loop.  Each instruction is one function that works on the frame's stack and says whether
 * to go on; false means that the frame unwinds.
 */

/* Instructions between two looks at the clock, the memory and the host's wish to stop. */
#define CHECK_INTERVAL 4096

/* Keywords of one call that live on C's stack. */
#define KEYWORDS_ON_STACK 16

/* ---- names ---- */

static bool load_local(struct py *vm, struct py_frame *frame, uint32_t a)
{
	struct py_object *value = frame->locals[a];

	if (!value)
		return py_raise(vm, "UnboundLocalError",
				"cannot access local variable '%.*s' where it is not associated "
				"with a value",
				STR_ARG(frame->code->locals[a]));
	push(frame, value);
	return true;
}

static bool delete_local(struct py *vm, struct py_frame *frame, uint32_t a)
{
	if (!frame->locals[a])
		return load_local(vm, frame, a);
	frame->locals[a] = NULL;
	return true;
}

static bool load_cell(struct py *vm, struct py_frame *frame, uint32_t a)
{
	struct py_object *value = frame->cells[a]->value;

	if (!value && a < frame->code->cell_count)
		return py_raise(vm, "UnboundLocalError",
				"cannot access local variable '%.*s' where it is not associated "
				"with a value",
				STR_ARG(frame->code->cells[a]));
	if (!value)
		return py_raise(vm, "NameError",
				"cannot access free variable '%.*s' where it is not associated "
				"with a value "
				"in enclosing scope",
				STR_ARG(frame->code->cells[a]));
	push(frame, value);
	return true;
}

static bool delete_cell(struct py *vm, struct py_frame *frame, uint32_t a)
{
	if (!frame->cells[a]->value)
		return load_cell(vm, frame, a);
	frame->cells[a]->value = NULL;
	return true;
}

static bool raise_name_error(struct py *vm, struct str name)
{
	return py_raise(vm, "NameError", "name '%.*s' is not defined", STR_ARG(name));
}

static bool load_global(struct py *vm, struct py_frame *frame, uint32_t a)
{
	const struct str name = frame->code->names[a];
	struct py_object *value = py_find_global(vm, frame->globals, name);

	if (!value && !py_is_unwinding(vm))
		return raise_name_error(vm, name);
	return push_checked(frame, value);
}

static bool load_name(struct py *vm, struct py_frame *frame, uint32_t a)
{
	struct py_object *value = map_get(frame->names, frame->code->names[a]);

	if (!value)
		return load_global(vm, frame, a);
	push(frame, value);
	return true;
}

static bool load_class_cell(struct py *vm, struct py_frame *frame, uint32_t a)
{
	struct py_object *value = map_get(frame->names, frame->code->cells[a]);

	if (!value)
		return load_cell(vm, frame, a);
	push(frame, value);
	return true;
}

static bool delete_name(struct py *vm, struct py_frame *frame, struct map *names, uint32_t a)
{
	const struct str name = frame->code->names[a];

	return map_remove(names, name) || raise_name_error(vm, name);
}

/* ---- attributes and subscripts ---- */

static bool load_attribute(struct py *vm, struct py_frame *frame, uint32_t a)
{
	return put(frame, py_getattr(vm, frame->top[-1], frame->code->names[a]));
}

static bool load_method(struct py *vm, struct py_frame *frame, uint32_t a)
{
	struct py_object *self;
	struct py_object *method = py_load_method(vm, frame->top[-1], frame->code->names[a], &self);

	frame->top[-1] = method;
	push(frame, self);
	return method;
}

static bool store_attribute(struct py *vm, struct py_frame *frame, uint32_t a)
{
	frame->top -= 2;
	return py_setattr(vm, frame->top[1], frame->code->names[a], frame->top[0]);
}

static bool delete_attribute(struct py *vm, struct py_frame *frame, uint32_t a)
{
	return py_delattr(vm, pop(frame), frame->code->names[a]);
}

static bool load_item(struct py *vm, struct py_frame *frame)
{
	struct py_object *key = pop(frame);

	return put(frame, py_getitem(vm, frame->top[-1], key));
}

static bool store_item(struct py *vm, struct py_frame *frame)
{
	frame->top -= 3;
	return py_setitem(vm, frame->top[1], frame->top[2], frame->top[0]);
}

static bool delete_item(struct py *vm, struct py_frame *frame)
{
	frame->top -= 2;
	return py_setitem(vm, frame->top[0], frame->top[1], NULL);
}

/* ---- operators ---- */

static bool binary(struct py *vm, struct py_frame *frame, uint32_t a)
{
	struct py_object *right = pop(frame);

	return put(frame, py_binary(vm, a, frame->top[-1], right));
}

static bool in_place(struct py *vm, struct py_frame *frame, uint32_t a)
{
	struct py_object *right = pop(frame);

	return put(frame, py_binary_in_place(vm, a, frame->top[-1], right));
}

static bool negate(struct py *vm, struct py_frame *frame)
{
	const int truth = py_truth(vm, frame->top[-1]);

	return put_truth(vm, frame, truth < 0 ? truth : !truth);
}

static bool compare(struct py *vm, struct py_frame *frame, uint32_t a)
{
	struct py_object *right = pop(frame);

	return put(frame, py_compare(vm, a, frame->top[-1], right));
}

static bool is(struct py *vm, struct py_frame *frame, uint32_t a)
{
	struct py_object *right = pop(frame);

	return put(frame, py_bool(vm, (frame->top[-1] == right) != a));
}

static bool contains(struct py *vm, struct py_frame *frame, uint32_t a)
{
	struct py_object *container = pop(frame);
	const int found = py_contains(vm, container, frame->top[-1]);

	return found >= 0 && put_truth(vm, frame, found != (int)a);
}

/* ---- jumps ---- */

static bool jump_if(struct py *vm, struct py_frame *frame, uint32_t a, int when)
{
	struct py_object *value = pop(frame);
	const int truth = value->type->native == &py_bool_type
				  ? ((struct py_int *)value)->value != 0
				  : py_truth(vm, value);

	if (truth == when)
		frame->next = a;
	return truth >= 0;
}

static bool jump_if_keep(struct py *vm, struct py_frame *frame, uint32_t a, int when)
{
	const int truth = py_truth(vm, frame->top[-1]);

	if (truth == when)
		frame->next = a;
	else
		frame->top--;
	return truth >= 0;
}

/* ---- displays ---- */

static bool build_tuple(struct py *vm, struct py_frame *frame, uint32_t a)
{
	frame->top -= a;
	push(frame, a ? py_tuple(vm, frame->top, a) : vm->empty_tuple);
	return true;
}

static bool build_list(struct py *vm, struct py_frame *frame, uint32_t a)
{
	struct py_object *list = py_list(vm);

	frame->top -= a;
	for (uint32_t i = 0; i < a; i++)
		py_list_append(vm, list, frame->top[i]);
	push(frame, list);
	return true;
}

static bool list_append(struct py *vm, struct py_frame *frame, uint32_t a)
{
	struct py_object *item = pop(frame);

	py_list_append(vm, frame->top[-(ptrdiff_t)a], item);
	return true;
}

static bool dict_put(struct py *vm, struct py_frame *frame, uint32_t a)
{
	frame->top -= 2;
	return py_dict_set(vm, frame->top[-(ptrdiff_t)a], frame->top[0], frame->top[1]);
}

static bool for_iter(struct py *vm, struct py_frame *frame, uint32_t a)
{
	struct py_object *item, *iterator = frame->top[-1];

	if (!py_next(vm, iterator, &item))
		return false;
	if (item) {
		push(frame, item);
		return true;
	}
	frame->top--;
	frame->next = a;
	return true;
}

/* ---- calls ---- */

/* [callable, receiver or NULL, n values]: a receiver is simply the first argument. */
static struct py_object *call_values(struct py *vm, struct py_object **base, size_t n,
				     const struct py_keyword *keywords, size_t keyword_count)
{
	const struct py_args args = { base + 2, n, keywords, keyword_count };

	struct py_object *result = py_call_with(vm, base[0], base[1], &args);

	/* A function in C that overlooked a failure must not go on as if there was none. */
	return py_is_unwinding(vm) ? NULL : result;
}

static bool call(struct py *vm, struct py_frame *frame, uint32_t a)
{
	struct py_object **base = frame->top - a - 2;
	struct py_object *result = call_values(vm, base, a, NULL, 0);

	frame->top = base + 1;
	return put(frame, result);
}

static bool call_keywords(struct py *vm, struct py_frame *frame, uint32_t a)
{
	const struct py_list *names = (struct py_list *)pop(frame);
	struct py_object **base = frame->top - a - 2, **values = frame->top - names->n;
	struct py_keyword on_stack[KEYWORDS_ON_STACK], *keywords = on_stack;
	struct py_object *result;

	if (names->n > KEYWORDS_ON_STACK)
		keywords = ARENA_ARRAY(vm->arena, struct py_keyword, names->n);
	for (size_t i = 0; i < names->n; i++)
		keywords[i] = (struct py_keyword){ py_text(names->items[i]), values[i] };
	result = call_values(vm, base, a - names->n, keywords, names->n);
	frame->top = base + 1;
	return put(frame, result);
}

/* ---- exceptions ---- */

static void set_up(struct py_frame *frame, uint32_t handler, size_t above)
{
	frame->blocks[frame->block_count++] =
		(struct py_block){ PY_BLOCK_TRY, handler,
				   (uint32_t)((size_t)(frame->top - frame->stack) - above) };
}

static void pop_handled(struct py_frame *frame)
{
	frame->block_count--;
	frame->handled = pop(frame);
}

/* Goes to the innermost handler; false: there is none, or a refusal is pending. */
static bool find_handler(struct py *vm, struct py_frame *frame)
{
	if (!py_is_unwinding(vm))
		return py_refuse_error(
			vm, error_new(ERR_INTERNAL, "an operation failed without saying why"));
	while (vm->pending && !vm->refusal && frame->block_count) {
		const struct py_block block = frame->blocks[--frame->block_count];
		frame->top = frame->stack + block.height;
		if (block.kind == PY_BLOCK_HANDLER) {
			frame->handled = *frame->top;
			continue;
		}
		/* The handler's own block remembers where the exception handled before is kept. */
		frame->blocks[frame->block_count++] =
			(struct py_block){ PY_BLOCK_HANDLER, 0, block.height };
		push(frame, frame->handled);
		push(frame, vm->pending);
		frame->handled = vm->pending;
		vm->pending = NULL;
		frame->next = block.handler;
		return true;
	}
	return false;
}

/* ---- the loop ---- */

static bool check_limits(struct py *vm)
{
	struct error *error = NULL;

	if (!vm->instructions)
		return py_refuse_error(vm,
				       error_new(ERR_LIMIT, "more than %llu instructions were run",
						 (unsigned long long)vm->limits.instructions));
	if (vm->arena->allocated > vm->limits.memory)
		return py_reserve(vm, 0);
	if (vm->host && vm->host->interrupted)
		error = vm->host->interrupted(vm->host->data);
	return !error || py_refuse_error(vm, error);
}

static inline void swap(struct py_frame *frame)
{
	struct py_object *top = frame->top[-1];

	frame->top[-1] = frame->top[-2];
	frame->top[-2] = top;
}

static inline void rotate(struct py_frame *frame)
{
	struct py_object *top = frame->top[-1];

	frame->top[-1] = frame->top[-2];
	frame->top[-2] = frame->top[-3];
	frame->top[-3] = top;
}

static inline void duplicate(struct py_frame *frame, ptrdiff_t n)
{
	memcpy(frame->top, frame->top - n, (size_t)n * sizeof(*frame->top));
	frame->top += n;
}

/* One instruction that neither returns nor yields. */
static bool step(struct py *vm, struct py_frame *frame, py_instruction instruction)
{
	const struct py_code *code = frame->code;
	const uint32_t a = instruction >> 8;

	switch ((enum py_opcode)(instruction & 0xFF)) {
	case PY_CODE_NOP:
	case PY_CODE_RETURN:
	case PY_CODE_YIELD:
	case PY_CODE_YIELD_FROM:
	case PY_CODE_COUNT:
		return true;
	case PY_CODE_POP:
		frame->top--;
		return true;
	case PY_CODE_DUP:
		duplicate(frame, 1);
		return true;
	case PY_CODE_DUP2:
		duplicate(frame, 2);
		return true;
	case PY_CODE_SWAP:
		swap(frame);
		return true;
	case PY_CODE_ROT3:
		rotate(frame);
		return true;
	case PY_CODE_PUSH_NULL:
		push(frame, NULL);
		return true;
	case PY_CODE_CONST:
		push(frame, code->constants[a]);
		return true;
	case PY_CODE_LOAD_LOCAL:
		return load_local(vm, frame, a);
	case PY_CODE_STORE_LOCAL:
		frame->locals[a] = pop(frame);
		return true;
	case PY_CODE_DELETE_LOCAL:
		return delete_local(vm, frame, a);
	case PY_CODE_LOAD_CELL:
		return load_cell(vm, frame, a);
	case PY_CODE_STORE_CELL:
		frame->cells[a]->value = pop(frame);
		return true;
	case PY_CODE_DELETE_CELL:
		return delete_cell(vm, frame, a);
	case PY_CODE_LOAD_CLASS_CELL:
		return load_class_cell(vm, frame, a);
	case PY_CODE_LOAD_NAME:
		return load_name(vm, frame, a);
	case PY_CODE_STORE_NAME:
		map_put(frame->names, code->names[a], pop(frame));
		return true;
	case PY_CODE_DELETE_NAME:
		return delete_name(vm, frame, frame->names, a);
	case PY_CODE_LOAD_GLOBAL:
		return load_global(vm, frame, a);
	case PY_CODE_STORE_GLOBAL:
		map_put(frame->globals->attributes, code->names[a], pop(frame));
		return true;
	case PY_CODE_DELETE_GLOBAL:
		return delete_name(vm, frame, frame->globals->attributes, a);
	case PY_CODE_LOAD_ATTRIBUTE:
		return load_attribute(vm, frame, a);
	case PY_CODE_LOAD_METHOD:
		return load_method(vm, frame, a);
	case PY_CODE_STORE_ATTRIBUTE:
		return store_attribute(vm, frame, a);
	case PY_CODE_DELETE_ATTRIBUTE:
		return delete_attribute(vm, frame, a);
	case PY_CODE_LOAD_ITEM:
		return load_item(vm, frame);
	case PY_CODE_STORE_ITEM:
		return store_item(vm, frame);
	case PY_CODE_DELETE_ITEM:
		return delete_item(vm, frame);
	case PY_CODE_BINARY:
		return binary(vm, frame, a);
	case PY_CODE_IN_PLACE:
		return in_place(vm, frame, a);
	case PY_CODE_UNARY:
		return put(frame, py_unary(vm, a, frame->top[-1]));
	case PY_CODE_NOT:
		return negate(vm, frame);
	case PY_CODE_COMPARE:
		return compare(vm, frame, a);
	case PY_CODE_IS:
		return is(vm, frame, a);
	case PY_CODE_CONTAINS:
		return contains(vm, frame, a);
	case PY_CODE_JUMP:
		frame->next = a;
		return true;
	case PY_CODE_JUMP_IF_FALSE:
		return jump_if(vm, frame, a, 0);
	case PY_CODE_JUMP_IF_TRUE:
		return jump_if(vm, frame, a, 1);
	case PY_CODE_JUMP_IF_FALSE_KEEP:
		return jump_if_keep(vm, frame, a, 0);
	case PY_CODE_JUMP_IF_TRUE_KEEP:
		return jump_if_keep(vm, frame, a, 1);
	case PY_CODE_BUILD_TUPLE:
		return build_tuple(vm, frame, a);
	case PY_CODE_BUILD_LIST:
		return build_list(vm, frame, a);
	case PY_CODE_BUILD_SET:
		return py_do_build_set(vm, frame, a);
	case PY_CODE_BUILD_DICT:
		return py_do_build_dict(vm, frame, a);
	case PY_CODE_BUILD_STRING:
		return py_do_build_string(vm, frame, a);
	case PY_CODE_BUILD_SLICE:
		return py_do_build_slice(vm, frame);
	case PY_CODE_LIST_APPEND:
		return list_append(vm, frame, a);
	case PY_CODE_SET_ADD:
		return py_do_set_add(vm, frame, a);
	case PY_CODE_DICT_PUT:
		return dict_put(vm, frame, a);
	case PY_CODE_LIST_EXTEND:
		return py_do_list_extend(vm, frame, a);
	case PY_CODE_SET_EXTEND:
		return py_do_set_extend(vm, frame, a);
	case PY_CODE_DICT_MERGE:
		return py_do_dict_merge(vm, frame, a);
	case PY_CODE_DICT_MERGE_CALL:
		return py_do_dict_merge_call(vm, frame, a);
	case PY_CODE_LIST_TO_TUPLE:
		return py_do_list_to_tuple(vm, frame);
	case PY_CODE_FORMAT:
		return py_do_format(vm, frame, a);
	case PY_CODE_UNPACK:
		return py_do_unpack(vm, frame, a);
	case PY_CODE_UNPACK_REST:
		return py_do_unpack_rest(vm, frame, a);
	case PY_CODE_ITER:
		return put(frame, py_iter(vm, frame->top[-1]));
	case PY_CODE_FOR_ITER:
		return for_iter(vm, frame, a);
	case PY_CODE_CALL:
		return call(vm, frame, a);
	case PY_CODE_CALL_KEYWORDS:
		return call_keywords(vm, frame, a);
	case PY_CODE_CALL_EXPANDED:
		return py_do_call_expanded(vm, frame);
	case PY_CODE_MAKE_FUNCTION:
		return put(frame, py_function_new(vm, frame, code->codes[a], frame->top[-1]));
	case PY_CODE_BUILD_CLASS:
		return py_do_build_class(vm, frame);
	case PY_CODE_SETUP:
		set_up(frame, a, 0);
		return true;
	case PY_CODE_SETUP_WITH:
		set_up(frame, a, 1);
		return true;
	case PY_CODE_POP_BLOCK:
		frame->block_count--;
		return true;
	case PY_CODE_POP_HANDLED:
		pop_handled(frame);
		return true;
	case PY_CODE_MATCH_EXCEPTION:
		return py_do_match_exception(vm, frame);
	case PY_CODE_RERAISE:
		vm->pending = pop(frame);
		return false;
	case PY_CODE_RAISE:
		return py_do_raise(vm, frame, a);
	case PY_CODE_WITH_ENTER:
		return py_do_with_enter(vm, frame);
	case PY_CODE_WITH_EXIT:
		return py_do_with_exit(vm, frame);
	case PY_CODE_WITH_EXCEPT:
		return py_do_with_except(vm, frame);
	case PY_CODE_LOAD_ASSERTION:
		push(frame, &py_type_from(vm, &py_AssertionError_type)->head);
		return true;
	case PY_CODE_IMPORT:
		return push_checked(frame, py_import_row(vm, frame, &code->imports[a]));
	case PY_CODE_IMPORT_FROM:
		return py_do_import_from(vm, frame, a);
	case PY_CODE_IMPORT_STAR:
		return py_import_star(vm, frame, pop(frame));
	case PY_CODE_STORE_ANNOTATION:
		return py_do_store_annotation(vm, frame, a);
	case PY_CODE_IS_SEQUENCE:
		return put(frame, py_bool(vm, py_match_is_sequence(vm, frame->top[-1])));
	case PY_CODE_IS_MAPPING:
		return py_do_is_mapping(vm, frame);
	case PY_CODE_LENGTH:
		return py_do_length(vm, frame);
	case PY_CODE_MATCH_KEYS:
		return py_do_match_keys(vm, frame);
	case PY_CODE_MATCH_REST:
		return py_do_match_rest(vm, frame);
	case PY_CODE_MATCH_CLASS:
		return py_do_match_class(vm, frame, a);
	case PY_CODE_REFUSE:
		return py_refuse(vm, "%.*s", STR_ARG(py_text(code->constants[a])));
	}
	return true;
}

static struct py_object *finish(struct py_frame *frame, struct py_object *value)
{
	frame->state = PY_FRAME_DONE;
	return value;
}

struct py_object *py_frame_run(struct py *vm, struct py_frame *frame)
{
	const py_instruction *instructions = frame->code->instructions;
	struct py_object *yielded;

	frame->state = PY_FRAME_RUNNING;
	if (py_is_unwinding(vm) && !find_handler(vm, frame))
		return finish(frame, NULL);
	for (;;) {
		const py_instruction instruction = instructions[frame->next++];
		bool is_going_on;
		if (--vm->instructions % CHECK_INTERVAL == 0 && !check_limits(vm))
			return finish(frame, NULL);
		switch ((enum py_opcode)(instruction & 0xFF)) {
		case PY_CODE_RETURN:
			return finish(frame, pop(frame));
		case PY_CODE_YIELD:
			frame->state = PY_FRAME_YIELDED;
			return pop(frame);
		case PY_CODE_YIELD_FROM:
			yielded = NULL;
			is_going_on = py_do_yield_from(vm, frame, &yielded);
			if (yielded) {
				frame->state = PY_FRAME_YIELDED;
				return yielded;
			}
			break;
		default:
			is_going_on = step(vm, frame, instruction);
		}
		if (!is_going_on && !find_handler(vm, frame))
			return finish(frame, NULL);
	}
}
