/*
 * Compiled code: what the compiler makes of a module, function, class body or comprehension, and
 * the run loop executes.  Lives in the interpreter's arena and never changes.
 */
#ifndef RETORT_PY_CODE_H
#define RETORT_PY_CODE_H

#include "engine/py/call.h"

enum py_opcode {
#define X(name, effect) PY_CODE_##name,
#include "engine/py/opcodes.def"
#undef X
	PY_CODE_COUNT
};

/* The opcode in the low 8 bits, the argument in the others. */
typedef uint32_t py_instruction;

struct py_code_place {
	int line, col;
};

struct py_import_row {
	struct str module;
	int level;
	bool wants_leaf; /* `from a.b import c`, `import a.b as c`: the module b, not the package a
			  */
	bool is_guarded; /* inside try with a handler for ImportError */
};

struct py_code {
	struct str name, qualified_name;
	const struct py_source *source;
	py_instruction *instructions;
	struct py_code_place *places;
	size_t n;
	struct py_object **constants;
	struct str *names;
	struct py_code **codes;
	struct py_import_row *imports;

	/* locals: the parameters in the signature's order, then the others, then unnamed
	 * temporaries */
	struct str *locals;
	size_t local_count;
	/* cells: the frame's own, then those of the enclosing functions */
	struct str *cells;
	size_t cell_count, free_count;
	ptrdiff_t *cell_parameters; /* for each own cell the parameter that starts in it, or -1 */
	size_t *captures; /* for each free cell its index in the enclosing frame's cells */

	struct py_signature signature;
	size_t stack_size, block_size;
	bool is_generator, is_class, is_module;
	struct str doc;  /* p NULL if there is none */
	struct str text; /* of an annotation: as written */
};

struct py_module_ast;

/* Code of a whole module; errors are ERR_UNSUPPORTED or ERR_REVISION with their place. */
struct error *py_compile_module(struct py *vm, const struct py_source *source,
				const struct py_module_ast *module, struct py_code **ret) NODISCARD;

/* The slot of a name in `cells`, or -1. */
ptrdiff_t py_code_find_cell(const struct py_code *code, struct str name);

#endif
