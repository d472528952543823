#include "engine/py/compile.h"

#include <assert.h>
#include <string.h>

struct py_code_place set_place(struct compiler *c, int line, int col)
{
	const struct py_code_place before = c->unit->place;

	c->unit->place = (struct py_code_place){ line, col };
	return before;
}

/* Room for one more item of an array in the arena. */
static void *with_room(struct compiler *c, void *items, size_t n, size_t *capacity, size_t size)
{
	size_t wider = *capacity ? *capacity * 2 : 16;

	if (n < *capacity)
		return items;
	items = arena_grow(c->arena, items, n * size, wider * size);
	*capacity = wider;
	return items;
}

/* ---- instructions ---- */

static int effect_of(enum py_opcode op, int a)
{
	switch (op) {
#define X(name, effect)                                                                            \
	case PY_CODE_##name:                                                                       \
		return (effect);
#include "engine/py/opcodes.def"
#undef X
	case PY_CODE_COUNT:
		break;
	}
	(void)a;
	return 0;
}

static void append(struct compiler *c, enum py_opcode op, size_t argument)
{
	struct unit *unit = c->unit;
	struct py_code *code = unit->code;
	size_t capacity = unit->instruction_capacity;

	assert(argument < 1u << 24);
	code->places = with_room(c, code->places, code->n, &capacity, sizeof(*code->places));
	code->instructions = with_room(c, code->instructions, code->n, &unit->instruction_capacity,
				       sizeof(*code->instructions));
	code->places[code->n] = unit->place;
	code->instructions[code->n++] = (py_instruction)op | (py_instruction)argument << 8;
}

static void add_depth(struct unit *unit, int effect)
{
	unit->depth += effect;
	assert(unit->depth >= 0);
	if (unit->depth > 0 && (size_t)unit->depth > unit->code->stack_size)
		unit->code->stack_size = (size_t)unit->depth;
}

void emit(struct compiler *c, enum py_opcode op, size_t argument)
{
	append(c, op, argument);
	add_depth(c->unit, effect_of(op, (int)argument));
}

struct label *new_label(struct compiler *c)
{
	struct label *label = ARENA_NEW(c->arena, struct label);

	label->depth = -1;
	return label;
}

/* The stack's height where the jump lands, which differs from that of going on. */
static int depth_at_target(enum py_opcode op, int depth)
{
	if (op == PY_CODE_FOR_ITER)
		return depth - 2;
	if (op == PY_CODE_JUMP_IF_FALSE_KEEP || op == PY_CODE_JUMP_IF_TRUE_KEEP)
		return depth + 1;
	return depth;
}

void emit_jump(struct compiler *c, enum py_opcode op, struct label *label)
{
	const size_t at = c->unit->code->n;

	emit(c, op, label->is_placed ? label->position : 0);
	assert(label->depth < 0 || label->depth == depth_at_target(op, c->unit->depth));
	label->depth = depth_at_target(op, c->unit->depth);
	if (label->is_placed)
		return;
	label->jumps =
		with_room(c, label->jumps, label->n, &label->capacity, sizeof(*label->jumps));
	label->jumps[label->n++] = at;
}

/* A handler starts with the stack as it was, and what was handled before and the exception on top.
 */
void emit_setup(struct compiler *c, enum py_opcode op, struct label *handler)
{
	struct unit *unit = c->unit;
	const int base = unit->depth - (op == PY_CODE_SETUP_WITH);
	const size_t at = unit->code->n;

	emit(c, op, 0);
	handler->depth = base + 2;
	handler->jumps = with_room(c, handler->jumps, handler->n, &handler->capacity,
				   sizeof(*handler->jumps));
	handler->jumps[handler->n++] = at;
	if ((size_t)handler->depth > unit->code->stack_size)
		unit->code->stack_size = (size_t)handler->depth;
}

void place_label(struct compiler *c, struct label *label)
{
	py_instruction *instructions = c->unit->code->instructions;

	label->position = c->unit->code->n;
	label->is_placed = true;
	for (size_t i = 0; i < label->n; i++)
		instructions[label->jumps[i]] |= (py_instruction)label->position << 8;
	if (label->depth >= 0)
		c->unit->depth = label->depth;
	label->depth = c->unit->depth;
}

/* ---- tables ---- */

size_t add_constant(struct compiler *c, struct py_object *value)
{
	struct unit *unit = c->unit;

	for (size_t i = 0; i < unit->constant_count && i < 16; i++)
		if (unit->code->constants[i] == value)
			return i;
	unit->code->constants = with_room(c, unit->code->constants, unit->constant_count,
					  &unit->constant_capacity, sizeof(value));
	unit->code->constants[unit->constant_count] = value;
	return unit->constant_count++;
}

size_t add_name(struct compiler *c, struct str name)
{
	struct unit *unit = c->unit;
	const uintptr_t known = (uintptr_t)map_get(&unit->names, name);
	const size_t n = unit->names.count;

	if (known)
		return known - 1;
	unit->code->names = with_room(c, unit->code->names, n, &unit->name_capacity, sizeof(name));
	unit->code->names[n] = name;
	map_put(&unit->names, name, (void *)(n + 1));
	return n;
}

size_t add_import(struct compiler *c, struct py_import_row row)
{
	struct unit *unit = c->unit;

	unit->code->imports = with_room(c, unit->code->imports, unit->import_count,
					&unit->import_capacity, sizeof(row));
	unit->code->imports[unit->import_count] = row;
	return unit->import_count++;
}

size_t new_temporary(struct compiler *c)
{
	struct py_code *code = c->unit->code;

	code->locals = with_room(c, code->locals, code->local_count, &c->unit->local_capacity,
				 sizeof(*code->locals));
	code->locals[code->local_count] = STR_NULL;
	return code->local_count++;
}

void emit_constant(struct compiler *c, struct py_object *value)
{
	emit(c, PY_CODE_CONST, add_constant(c, value));
}

void emit_none(struct compiler *c)
{
	emit_constant(c, py_none(c->vm));
}

void emit_refusal(struct compiler *c, const char *what)
{
	emit(c, PY_CODE_REFUSE, add_constant(c, py_str_c(c->vm, what)));
}

/* ---- names ---- */

struct str mangle(struct compiler *c, struct str name)
{
	return py_scope_mangle(c->arena, c->unit->scope, name);
}

struct access {
	enum py_opcode local, cell, name, global;
};

static void emit_access(struct compiler *c, struct str name, const struct access *access)
{
	const struct py_symbol *symbol;

	name = mangle(c, name);
	symbol = map_get(&c->unit->scope->symbols, name);
	switch (symbol ? symbol->place : PY_SYMBOL_GLOBAL) {
	case PY_SYMBOL_LOCAL:
		emit(c, access->local, (uintptr_t)map_get(&c->unit->locals, name) - 1);
		return;
	case PY_SYMBOL_CELL:
	case PY_SYMBOL_FREE:
		emit(c, access->cell, (uintptr_t)map_get(&c->unit->cells, name) - 1);
		return;
	case PY_SYMBOL_NAME:
		emit(c, access->name, add_name(c, name));
		return;
	case PY_SYMBOL_UNKNOWN:
	case PY_SYMBOL_GLOBAL:
		emit(c, access->global, add_name(c, name));
		return;
	}
}

void emit_load(struct compiler *c, struct str name)
{
	const bool is_class = c->unit->code->is_class;

	emit_access(c, name,
		    &(struct access){ PY_CODE_LOAD_LOCAL,
				      is_class ? PY_CODE_LOAD_CLASS_CELL : PY_CODE_LOAD_CELL,
				      PY_CODE_LOAD_NAME, PY_CODE_LOAD_GLOBAL });
}

void emit_store(struct compiler *c, struct str name)
{
	emit_access(c, name,
		    &(struct access){ PY_CODE_STORE_LOCAL, PY_CODE_STORE_CELL, PY_CODE_STORE_NAME,
				      PY_CODE_STORE_GLOBAL });
}

void emit_delete(struct compiler *c, struct str name)
{
	emit_access(c, name,
		    &(struct access){ PY_CODE_DELETE_LOCAL, PY_CODE_DELETE_CELL,
				      PY_CODE_DELETE_NAME, PY_CODE_DELETE_GLOBAL });
}

/* ---- whole modules ---- */

struct error *py_compile_module(struct py *vm, const struct py_source *source,
				const struct py_module_ast *module, struct py_code **ret)
{
	struct compiler c = { .vm = vm, .arena = py_arena(vm), .source = source };
	struct py_scope *scope;

	TRY(py_scope_build(c.arena, source, module, &scope));
	compile_module_unit(&c, scope, module, ret);
	return c.error;
}
