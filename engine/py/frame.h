/*
 * Running code: frames, functions, cells, generators.
 *
 * A frame lives on C's stack while a function runs, with its locals and value stack in the
 * interpreter's stack; a generator's frame lives in the arena and is entered again and again.
 */
#ifndef RETORT_PY_FRAME_H
#define RETORT_PY_FRAME_H

#include "engine/py/code.h"

struct py_cell {
	struct py_object *value; /* NULL: not assigned yet */
};

struct py_function {
	struct py_object head;
	const struct py_code *code;
	struct py_object *globals; /* the module */
	struct py_object *
		*defaults;      /* one for each parameter, NULL where there is none; may be NULL */
	struct py_cell **cells; /* the free ones of `code` */
	struct str name, qualified_name;
	struct py_object *doc, *module;
};

enum py_block_kind { PY_BLOCK_TRY, PY_BLOCK_HANDLER };

struct py_block {
	enum py_block_kind kind;
	uint32_t handler; /* instruction */
	uint32_t height;  /* of the stack at the handler */
};

enum py_frame_state { PY_FRAME_RUNNING, PY_FRAME_YIELDED, PY_FRAME_DONE };

struct py_frame {
	struct py_frame *previous;
	const struct py_code *code;
	struct py_function *function; /* NULL for a module */
	struct py_object *globals;    /* the module */
	struct map *names;            /* of a class body, else NULL */
	struct py_object **locals, **stack, **top;
	struct py_cell **cells;
	struct py_block *blocks;
	size_t block_count;
	size_t next;               /* the instruction to run next */
	struct py_object *handled; /* the exception of the innermost `except` or `finally` */
	enum py_frame_state state;
};

struct py_generator {
	struct py_object head;
	struct py_frame frame;
	bool is_started, is_running;
};

struct pos py_frame_pos(const struct py_frame *frame);

/* ---- running (run.c) ---- */

/* Bytes of a frame's locals, cells, value stack and blocks. */
size_t py_frame_size(const struct py_code *code);
/* Lays these out in zeroed memory. */
void py_frame_lay_out(struct py_frame *frame, void *memory);
/* Runs until return or yield; NULL: unwinding. */
struct py_object *py_frame_run(struct py *vm, struct py_frame *frame);
/* Enters a frame that is laid out: as py_frame_run, with its place in the chain of frames. */
struct py_object *py_frame_enter(struct py *vm, struct py_frame *frame);
/* Makes room on the interpreter's stack; the caller gives the mark back when done. */
void *py_stack_take(struct py *vm, size_t size, struct py_stack *ret_mark);
void py_stack_drop(struct py *vm, struct py_stack mark);

/* ---- functions (function.c) ---- */

struct py_object *py_function_call(struct py *vm, struct py_object *function,
				   struct py_object *receiver, const struct py_args *args);
struct py_object *py_function_new(struct py *vm, const struct py_frame *frame,
				  const struct py_code *code, struct py_object *defaults);
/* Runs a class body; *ret_class_cell is the cell to fill with the class, or NULL. */
bool py_run_class_body(struct py *vm, struct py_function *body, struct map *names,
		       struct py_cell **ret_class_cell);
/* Runs the code of a module in its own attributes. */
struct py_object *py_run_code(struct py *vm, const struct py_code *code, struct py_object *module);

/* ---- generators (generator.c) ---- */

/* A generator over a copy of a frame that is laid out and has its arguments. */
struct py_generator *py_generator_new(struct py *vm, const struct py_frame *frame);
/* What came of a step: a yielded value, or NULL at the end and then what was returned. */
struct py_yield {
	struct py_object *value, *result;
};

/* Goes on with `value`, or raises `exception` where the generator waits.  false: unwinding. */
bool py_generator_resume(struct py *vm, struct py_generator *generator, struct py_object *value,
			 struct py_object *exception, struct py_yield *ret);
/* One step of `yield from`: as py_generator_resume for any iterator. */
bool py_delegate(struct py *vm, struct py_object *iterator, struct py_object *value,
		 struct py_yield *ret);

/* ---- classes (class.c) ---- */

struct py_object *py_build_class(struct py *vm, struct py_object *body, struct py_object *bases,
				 struct py_object *keywords);
/* type(name, bases, dict) */
struct py_object *py_class_from_dict(struct py *vm, struct str name, struct py_object *bases,
				     struct py_object *dict);

/* ---- modules (import.c, module.c) ---- */

struct py_module {
	struct py_object head; /* the attributes are the module's globals; never NULL */
	const struct py_native_module *native; /* NULL if it has source or only holds others */
	bool is_native;
	struct str name;
	bool is_package;
	struct py_object
		*poison; /* what a name is that is not there, after a `*` import of poison */
};

/* The table of a module in C: registered, or of the standard library; NULL if there is none. */
const struct py_native_module *py_find_native(const struct py *vm, struct str name);
/* A name of CPython's standard library, here or not. */
bool py_is_standard_module(struct str name);
/* Poison for a module that is neither here nor surely absent where the application runs. */
struct py_object *py_missing_module(struct py *vm, struct str name);

struct py_object *py_module_new(struct py *vm, struct str name);
struct py_object *py_import_row(struct py *vm, const struct py_frame *frame,
				const struct py_import_row *row);
struct py_object *py_import_name(struct py *vm, struct py_object *module, struct str name,
				 bool is_guarded);
bool py_import_star(struct py *vm, const struct py_frame *frame, struct py_object *module);

/* ---- modules of the application (application.c) ---- */

/* Runs a module statement by statement; what one cannot do fails where its names are used. */
struct py_object *py_run_application(struct py *vm, const struct py_source *source,
				     struct py_object *module);
/* Whether a refusal lies in the code that was run, and not in limits or the world around. */
bool py_is_own_fault(const struct error *refusal);
/* Stands for what a module could not give, and says why in one line. */
struct py_object *py_poison_module(struct py *vm, struct str name, const struct error *why);

/* ---- names ---- */

/* A built-in by its name, made now; NULL if there is none. */
struct py_object *py_make_builtin(struct py *vm, struct str name);

/* NULL: no such name, nothing pending. */
struct py_object *py_find_global(struct py *vm, struct py_object *module, struct str name);
struct py_object *py_find_builtin(struct py *vm, struct str name);

/* ---- names as dicts (namespace.c) ---- */

/* A dict of the names; changes of it reach them. */
struct py_object *py_namespace(struct py *vm, struct map *names);
/* Of an object's own attributes. */
struct py_object *py_namespace_of(struct py *vm, struct py_object *object);

/* ---- annotations of classes (annotation.c) ---- */

/* Wraps the function that gives the annotation's value. */
struct py_object *py_annotation(struct py *vm, struct py_object *function);

/* ---- calls ---- */

/* The entries of a dict with string keys, as a call takes them. */
struct py_keyword *py_keywords_of(struct py *vm, const struct py_object *dict);

/* ---- match (match.c) ---- */

bool py_match_is_sequence(struct py *vm, const struct py_object *subject);
bool py_match_is_mapping(struct py *vm, struct py_object *subject);
struct py_object *py_match_keys(struct py *vm, struct py_object *subject, struct py_object *keys);
struct py_object *py_match_rest(struct py *vm, struct py_object *subject, struct py_object *keys);
struct py_object *py_match_class(struct py *vm, struct py_object *const subject_class_names[3],
				 size_t positional);

#endif
