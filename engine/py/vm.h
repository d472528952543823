/*
 * The interpreter: its life, its limits, the protocols of the language, and how it reaches the world.
 *
 * One `struct py` evaluates the revisions of one run.  It is hermetic: files, environment, time,
 * randomness, output and modules come from the host given at the start, and there is no way to the
 * network or to a process.  Limits on time, memory, recursion and string size end a hostile or
 * broken file in a refusal.
 *
 * Two ways to unwind.  A Python exception is what CPython or the imitated library would raise: `except`
 * sees it.  A refusal is what we cannot or will not do (unsupported, limit, cancelled): nothing in a
 * revision sees it, and it reaches the caller as `struct error` with its place.
 */
#ifndef RETORT_PY_VM_H
#define RETORT_PY_VM_H

#include "engine/py/object.h"
#include "engine/py/source.h"

struct py_limits {
	uint64_t instructions; /* of bytecode, for one call from outside; 0: the default, 200 million */
	size_t memory;         /* bytes of the arena; 0: the default, 1 GiB */
	size_t string;         /* bytes of one str or bytes; 0: the default, 64 MiB */
	int depth;             /* calls; 0: the default, 900 (CPython's own is 1000) */
};

enum py_path_kind { PY_PATH_NOTHING, PY_PATH_FILE, PY_PATH_DIRECTORY };

/* What a revision may reach of the world.  Any function may be NULL: then it is not there. */
struct py_host {
	void *data;
	/* STR_NULL if unset */
	struct str (*environment)(void *data, struct str name);
	/* text of a file below the allowed roots */
	struct error *(*read_file)(void *data, struct arena *result, struct str path, struct str *ret);
	/* what stands at a path below the allowed roots; without it, what read_file reads is there */
	enum py_path_kind (*path_kind)(void *data, struct str path);
	/* names in a directory below the allowed roots, sorted */
	struct error *(*list_directory)(void *data, struct arena *result, struct str path,
					struct str_list *ret_names);
	/* source of a module that is not native (as py_source_load gives it); text.p NULL if there is none;
	   *ret_is_package says that the path is a package's __init__.py or a plain directory */
	struct error *(*find_module)(void *data, struct arena *result, struct str dotted_name,
				     struct py_source *ret_source, bool *ret_is_package);
	/* print() and sys.stdout/stderr; stream 1 or 2 */
	void (*write)(void *data, int stream, struct str text);
	/* logging.getLogger(name).log(): level as Python's number */
	void (*log)(void *data, int level, struct str logger, struct str message);
	/* microseconds since 1970-01-01 UTC */
	int64_t (*now)(void *data);
	/* offset of local time from UTC in seconds, at that moment */
	int (*utc_offset)(void *data, int64_t now);
	/* fills n random bytes */
	void (*random)(void *data, unsigned char *bytes, size_t n);
	/* asked every few thousand instructions: an error stops the evaluation */
	struct error *(*interrupted)(void *data);
};

/* A new interpreter whose memory is `arena`; modules of the standard library are registered. */
struct py *py_start(struct arena *arena, const struct py_host *host, const struct py_limits *limits);
struct arena *py_arena(struct py *vm);
const struct py_host *py_host(struct py *vm);
/* Makes a native module importable (and its parents, as packages). */
void py_register(struct py *vm, const struct py_native_module *module);
bool py_has_module(struct py *vm, struct str dotted_name);
/* Whether import has evaluated any module from source (those of py_run_module do not count). */
bool py_has_imported_sources(const struct py *vm);
/* A slot for the layer above: the one object that op/sa functions need. */
void py_set_context(struct py *vm, void *context);
void *py_context(struct py *vm);

/* ---- from outside: pending exceptions become errors ---- */

/* Parses and runs a file as module `name`. `predefined` (may be NULL) is put into its globals first. */
struct error *py_run_module(struct py *vm, const struct py_source *source, struct str name,
			    const struct map *predefined, struct py_object **ret_module) NODISCARD;
struct error *py_invoke(struct py *vm, struct py_object *callable, const struct py_args *args,
			struct py_object **ret) NODISCARD;
/* Takes what is pending (NULL if nothing is): ERR_PYTHON with kind = the exception's type, or the refusal. */
struct error *py_take_error(struct py *vm) NODISCARD;

/* ---- unwinding, from native code ---- */

/* All give NULL, so that `return py_raise(...)` reads well.  `type` is the name of a built-in exception. */
struct py_object *py_raise(struct py *vm, const char *type, const char *format, ...) PRINTF_LIKE(3, 4);
struct py_object *py_raise_type(struct py *vm, const struct py_native_type *type, const char *format, ...)
	PRINTF_LIKE(3, 4);
struct py_object *py_raise_object(struct py *vm, struct py_object *exception);
/* ERR_UNSUPPORTED at the line of the revision that is running. */
struct py_object *py_refuse(struct py *vm, const char *format, ...) PRINTF_LIKE(2, 3);
/* Any error as a refusal; the running place is added unless it has one. */
struct py_object *py_refuse_error(struct py *vm, struct error *error);
bool py_is_unwinding(struct py *vm);
/* The pending exception, if it is a Python exception of that built-in name: taken away and given. */
struct py_object *py_catch(struct py *vm, const char *type);
/* The place in the innermost source file that is running; file empty if none. */
struct pos py_position(struct py *vm);
/* False, with a refusal pending, if `bytes` more would pass the limits. */
bool py_reserve(struct py *vm, size_t bytes);

/* ---- the language's protocols; NULL/false/-1: unwinding ---- */

struct py_object *py_getattr(struct py *vm, struct py_object *object, struct str name);
/* false: unwinding; true with *ret NULL: no such attribute */
bool py_find_attr(struct py *vm, struct py_object *object, struct str name, struct py_object **ret);
bool py_setattr(struct py *vm, struct py_object *object, struct str name, struct py_object *value);
/* Looks along the classes only; NULL if there is none. */
struct py_object *py_type_lookup(const struct py_type *type, struct str name);
struct py_object *py_call(struct py *vm, struct py_object *callable, const struct py_args *args);
struct py_object *py_call_method(struct py *vm, struct py_object *object, const char *name,
				 const struct py_args *args);
struct py_object *py_binary(struct py *vm, enum py_operator op, struct py_object *a, struct py_object *b);
struct py_object *py_compare(struct py *vm, enum py_comparison op, struct py_object *a, struct py_object *b);
int py_equal(struct py *vm, struct py_object *a, struct py_object *b);
int py_truth(struct py *vm, struct py_object *object);
int64_t py_length(struct py *vm, struct py_object *object);
struct py_object *py_getitem(struct py *vm, struct py_object *object, struct py_object *key);
struct py_object *py_iter(struct py *vm, struct py_object *object);
/* false: unwinding; true with *ret NULL: the end */
bool py_next(struct py *vm, struct py_object *iterator, struct py_object **ret);
bool py_hash(struct py *vm, struct py_object *object, uint64_t *ret_hash);
bool py_repr(struct py *vm, struct py_object *object, struct str *ret);
bool py_to_str(struct py *vm, struct py_object *object, struct str *ret);
/* format(object, spec) */
bool py_format(struct py *vm, struct py_object *object, struct str spec, struct str *ret);
struct py_object *py_import(struct py *vm, struct str dotted_name); /* the module itself, not its root */
int py_is_instance(struct py *vm, struct py_object *object, struct py_object *type_or_tuple);

/*
 * A value that stands for something that could not be had (a module that cannot be read, a name of
 * one).  Attributes, calls and subscripts of it are again poison; any other use, in C or in Python, is
 * the refusal `why`.
 */
struct py_object *py_poison(struct py *vm, const struct error *why);
/* True, with the refusal pending, if the value is poison: natives call it on what they are given. */
bool py_is_poison(struct py *vm, struct py_object *value);

#endif
