/*
 * The inside of `struct py`, for the files of engine/py alone: everything an interpreter owns.
 *
 * All of it lives in the interpreter's arena.  Types and modules are made when first asked, so a start
 * costs next to nothing.  Nothing outside engine/py includes this.
 */
#ifndef RETORT_PY_INTERPRETER_H
#define RETORT_PY_INTERPRETER_H

#include "engine/py/vm.h"

struct py_frame;

/* Native table -> this interpreter's type: open addressing by the table's address. */
struct py_type_table {
	struct py_type **slots;
	size_t capacity, count;
};

/* Locals and value stacks of running frames, in chunks that are never moved. */
struct py_stack_chunk {
	struct py_stack_chunk *next;
	struct py_object **slots;
	size_t capacity;
};

struct py_stack {
	struct py_stack_chunk *chunk;
	size_t used;
};

struct py {
	struct arena *arena;
	const struct py_host *host;
	struct py_limits limits;
	void *context;

	struct py_type_table types;
	struct map natives;  /* dotted name -> const struct py_native_module * that was registered */
	struct map modules;  /* dotted name -> module object (or poison), as sys.modules */
	struct map builtins; /* names seen so far -> value */

	/* singletons, made at the start */
	struct py_object *none, *ellipsis, *not_implemented;
	struct py_object *empty_tuple;

	/* what unwinds: at most one of the two is set */
	struct py_object *pending; /* a Python exception */
	struct error *refusal;
	bool has_imported_sources;
	int guarded_imports; /* being done inside `try: ... except ImportError` */

	struct py_frame *frame; /* the innermost */
	int depth;              /* of calls, Python's and C's */
	uint64_t instructions;  /* left until the limit */

	struct py_stack stack;
};

/* Counts a level of recursion (repr, comparison, calls); false with a refusal pending if too deep. */
bool py_enter(struct py *vm);
void py_leave(struct py *vm);

/* py_take_error, where something surely failed: never NULL. */
struct error *py_failure(struct py *vm) NODISCARD;

struct py_object *py_ellipsis(struct py *vm);

#endif
