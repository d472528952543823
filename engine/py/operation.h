/*
 * Instructions that do more than move values: displays, unpacking, expanded calls, exceptions,
 * with, match. Each works on the frame's stack as opcodes.def says; false means that the frame
 * unwinds.
 *
 * Only the run loop includes this.
 */
#ifndef RETORT_PY_OPERATION_H
#define RETORT_PY_OPERATION_H

#include "engine/py/frame.h"

static inline void push(struct py_frame *frame, struct py_object *value)
{
	*frame->top++ = value;
}

static inline struct py_object *pop(struct py_frame *frame)
{
	return *--frame->top;
}

/* Replaces the topmost value; false: there is none, and the frame unwinds. */
static inline bool put(struct py_frame *frame, struct py_object *value)
{
	frame->top[-1] = value;
	return value;
}

static inline bool push_checked(struct py_frame *frame, struct py_object *value)
{
	*frame->top++ = value;
	return value;
}

static inline bool put_truth(struct py *vm, struct py_frame *frame, int truth)
{
	return truth >= 0 && put(frame, py_bool(vm, truth));
}

bool py_do_build_set(struct py *vm, struct py_frame *frame, uint32_t a);
bool py_do_build_dict(struct py *vm, struct py_frame *frame, uint32_t a);
bool py_do_build_string(struct py *vm, struct py_frame *frame, uint32_t a);
bool py_do_build_slice(struct py *vm, struct py_frame *frame);
bool py_do_set_add(struct py *vm, struct py_frame *frame, uint32_t a);
bool py_do_list_extend(struct py *vm, struct py_frame *frame, uint32_t a);
bool py_do_set_extend(struct py *vm, struct py_frame *frame, uint32_t a);
bool py_do_dict_merge(struct py *vm, struct py_frame *frame, uint32_t a);
bool py_do_dict_merge_call(struct py *vm, struct py_frame *frame, uint32_t a);
bool py_do_list_to_tuple(struct py *vm, struct py_frame *frame);
bool py_do_format(struct py *vm, struct py_frame *frame, uint32_t a);
bool py_do_unpack(struct py *vm, struct py_frame *frame, uint32_t a);
bool py_do_unpack_rest(struct py *vm, struct py_frame *frame, uint32_t a);
bool py_do_call_expanded(struct py *vm, struct py_frame *frame);
bool py_do_build_class(struct py *vm, struct py_frame *frame);
bool py_do_match_exception(struct py *vm, struct py_frame *frame);
bool py_do_raise(struct py *vm, struct py_frame *frame, uint32_t a);
bool py_do_with_enter(struct py *vm, struct py_frame *frame);
bool py_do_with_exit(struct py *vm, struct py_frame *frame);
bool py_do_with_except(struct py *vm, struct py_frame *frame);
bool py_do_yield_from(struct py *vm, struct py_frame *frame, struct py_object **ret_yielded);
bool py_do_store_annotation(struct py *vm, struct py_frame *frame, uint32_t a);
bool py_do_import_from(struct py *vm, struct py_frame *frame, uint32_t a);
bool py_do_length(struct py *vm, struct py_frame *frame);
bool py_do_is_mapping(struct py *vm, struct py_frame *frame);
bool py_do_match_keys(struct py *vm, struct py_frame *frame);
bool py_do_match_rest(struct py *vm, struct py_frame *frame);
bool py_do_match_class(struct py *vm, struct py_frame *frame, uint32_t a);

#endif
