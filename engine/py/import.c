#include "engine/py/frame.h"

#include "engine/py/parser.h"
#include "engine/py/types.h"

#include <string.h>

#define PY_MODULE(module) extern const struct py_native_module module;
#include "engine/py/modules.def"
#undef PY_MODULE

static const struct py_native_module *const standard_modules[] = {
#define PY_MODULE(module) &module,
#include "engine/py/modules.def"
#undef PY_MODULE
};

#define STANDARD_COUNT (sizeof(standard_modules) / sizeof(standard_modules[0]))

/* ---- which modules are there ---- */

void py_register(struct py *vm, const struct py_native_module *module)
{
	map_put(&vm->natives, str_from(module->name), (void *)module);
}

const struct py_native_module *py_find_native(const struct py *vm, struct str name)
{
	const struct py_native_module *native = map_get(&vm->natives, name);

	for (size_t i = 0; i < STANDARD_COUNT && !native; i++)
		if (str_is(name, standard_modules[i]->name))
			native = standard_modules[i];
	return native;
}

static bool is_parent_of(struct str name, struct str dotted)
{
	return dotted.n > name.n && dotted.p[name.n] == '.' && str_starts(dotted, name);
}

static bool is_native_package(const struct py *vm, struct str name)
{
	size_t cursor = 0;

	for (const struct map_entry *entry; (entry = map_next(&vm->natives, &cursor));)
		if (is_parent_of(name, entry->key))
			return true;
	for (size_t i = 0; i < STANDARD_COUNT; i++)
		if (is_parent_of(name, str_from(standard_modules[i]->name)))
			return true;
	return false;
}

bool py_has_module(struct py *vm, struct str dotted_name)
{
	return map_has(&vm->modules, dotted_name) || py_find_native(vm, dotted_name) ||
	       is_native_package(vm, dotted_name);
}

bool py_has_imported_sources(const struct py *vm)
{
	return vm->has_imported_sources;
}

/* ---- modules with source ---- */

static struct str parent_name(struct str dotted)
{
	const ptrdiff_t dot = str_rfind_char(dotted, '.');

	return dot < 0 ? STR_NULL : str_slice(dotted, 0, (size_t)dot);
}

static struct py_object *new_source_module(struct py *vm, const struct py_source *source,
					   struct str name, bool is_package)
{
	struct py_object *module = py_module_new(vm, name);
	struct map *attributes = module->attributes;
	struct str package = is_package ? name : parent_name(name);

	((struct py_module *)module)->is_package = is_package;
	map_put(attributes, STR("__file__"), py_str(vm, source->path));
	map_put(attributes, STR("__package__"), py_str(vm, package.p ? package : STR("")));
	map_put(attributes, STR("__doc__"), vm->none);
	if (is_package)
		map_put(attributes, STR("__path__"), py_list(vm));
	return module;
}

/* The tree and the code borrow from the source, so that lives as long as they do. */
static struct py_source *keep_source(struct py *vm, const struct py_source *source)
{
	struct py_source *kept = ARENA_NEW(vm->arena, struct py_source);

	kept->path = str_dup(vm->arena, source->path);
	kept->text = str_dup(vm->arena, source->text);
	return kept;
}

static struct error *compile_source(struct py *vm, const struct py_source *source,
				    struct py_code **ret)
{
	struct py_module_ast *tree;

	TRY(py_parse_module(vm->arena, source, &tree));
	return py_compile_module(vm, source, tree, ret);
}

static struct py_object *run_source(struct py *vm, const struct py_source *source,
				    struct py_object *module)
{
	struct py_code *code;
	struct error *error = compile_source(vm, source, &code);
	struct py_object *result;

	if (error)
		return py_refuse_error(vm, error);
	if (code->doc.p)
		map_put(module->attributes, STR("__doc__"), py_str(vm, code->doc));
	if (!py_enter(vm))
		return NULL;
	result = py_run_code(vm, code, module);
	py_leave(vm);
	return result ? module : NULL;
}

/*
 * A package whose __init__.py cannot even be read gives nothing of its own, but what lies below it
 * can still be had.
 */
static struct py_object *without_own_names(struct py_object *module, struct py_object *poison)
{
	((struct py_module *)module)->poison = poison;
	return module;
}

static struct py_object *load_source(struct py *vm, const struct py_source *found, struct str name,
				     bool is_package)
{
	const struct py_source *source = keep_source(vm, found);
	struct py_object *module = new_source_module(vm, source, name, is_package);
	struct py_object *result;

	vm->has_imported_sources = true;
	map_put(&vm->modules, name, module);
	result = py_run_application(vm, source, module);
	if (!result && vm->refusal && py_is_own_fault(vm->refusal)) {
		struct error *refusal = vm->refusal;
		vm->refusal = NULL;
		result = py_poison_module(vm, name, refusal);
		if (is_package)
			result = without_own_names(module, result);
		map_put(&vm->modules, name, result);
	}
	if (!result)
		map_remove(&vm->modules, name);
	return result;
}

/* ---- loading ---- */

static struct py_object *load_native(struct py *vm, const struct py_native_module *native,
				     struct str name)
{
	struct py_object *module = py_module_new(vm, name);
	const bool is_package = is_native_package(vm, name);
	const struct str package = is_package ? name : parent_name(name);

	((struct py_module *)module)->native = native;
	((struct py_module *)module)->is_native = true;
	((struct py_module *)module)->is_package = is_package;
	map_put(module->attributes, STR("__package__"), py_str(vm, package.p ? package : STR("")));
	map_put(&vm->modules, name, module);
	return module;
}

/* A module that brings its Python along: what that does not bind is looked for as in one of C. */
static struct py_object *load_built_in_source(struct py *vm, const struct py_native_module *native,
					      struct str name)
{
	const struct py_source source = { .path = str_printf(vm->arena, "<%.*s>", STR_ARG(name)),
					  .text = str_from(native->source) };
	struct py_object *module = load_source(vm, &source, name, is_native_package(vm, name));

	if (module && py_is(module, &py_module_type)) {
		((struct py_module *)module)->native = native;
		((struct py_module *)module)->is_native = true;
	}
	return module;
}

/* NULL without unwinding: there is no such module. */
static struct py_object *load_one(struct py *vm, struct str name)
{
	const struct py_native_module *native = py_find_native(vm, name);
	struct py_source source = { 0 };
	bool is_package = false;
	struct error *error;

	if (native && native->source)
		return load_built_in_source(vm, native, name);
	if (native || is_native_package(vm, name))
		return load_native(vm, native, name);
	if (!vm->host || !vm->host->find_module)
		return NULL;
	error = vm->host->find_module(vm->host->data, vm->arena, name, &source, &is_package);
	if (error)
		return py_refuse_error(vm, error);
	return source.text.p || is_package ? load_source(vm, &source, name, is_package) : NULL;
}

static struct py_object *load(struct py *vm, struct str name)
{
	struct py_object *module = map_get(&vm->modules, name), *parent = NULL;
	const struct str package = parent_name(name);

	if (module)
		return module;
	if (package.p) {
		parent = load(vm, package);
		if (!parent || parent->type->native == &py_poison_type)
			return parent;
	}
	name = str_dup(vm->arena, name);
	module = load_one(vm, name);
	if (module && parent && py_is(parent, &py_module_type))
		map_put(parent->attributes, str_skip(name, package.n + 1), module);
	return module;
}

/* ---- what is missing ---- */

/* The nearest package in C above a missing module says whether its tables are complete. */
static bool is_surely_absent(struct py *vm, struct str name)
{
	for (struct str package = parent_name(name); package.p; package = parent_name(package)) {
		const struct py_native_module *native = py_find_native(vm, package);
		if (native)
			return !native->is_open;
	}
	return false;
}

static struct py_object *raise_missing(struct py *vm, struct str name)
{
	return py_raise(vm, "ModuleNotFoundError", "No module named '%.*s'", STR_ARG(name));
}

struct py_object *py_missing_module(struct py *vm, struct str name)
{
	struct error *error;

	if (py_is_standard_module(name)) {
		error = error_new(ERR_UNSUPPORTED,
				  "module '%.*s' of Python's standard library is not supported",
				  STR_ARG(name));
		return py_poison(vm, error_at(error, py_position(vm)));
	}
	error = error_new(ERR_UNSUPPORTED,
			  "module '%.*s' is not supported and its source was not found",
			  STR_ARG(name));
	error = error_at(error, py_position(vm));
	return py_poison(vm,
			 error_hint(error, "if it is the application's own, give its folder with "
					   "--python-path"));
}

static struct py_object *missing(struct py *vm, struct str name, bool is_guarded)
{
	if (is_guarded ? !py_is_standard_module(name) : is_surely_absent(vm, name))
		return raise_missing(vm, name);
	return py_missing_module(vm, name);
}

struct py_object *py_import(struct py *vm, struct str dotted_name)
{
	struct py_object *module = load(vm, dotted_name);

	if (!module && !py_is_unwinding(vm))
		return raise_missing(vm, dotted_name);
	return module;
}

/* ---- the import statements ---- */

/* `from ..a import b` in package p.q is p.a. */
static bool resolve_relative(struct py *vm, const struct py_frame *frame,
			     const struct py_import_row *row, struct str *ret)
{
	struct py_object *package = map_get(frame->globals->attributes, STR("__package__"));
	struct str base = package && py_is_str(package) ? py_text(package) : STR_NULL;

	if (!row->level) {
		*ret = row->module;
		return true;
	}
	if (!base.n)
		return py_raise(vm, "ImportError",
				"attempted relative import with no known parent package");
	for (int i = 1; i < row->level; i++) {
		base = parent_name(base);
		if (!base.p)
			return py_raise(vm, "ImportError",
					"attempted relative import beyond top-level package");
	}
	*ret = row->module.n
		       ? str_printf(vm->arena, "%.*s.%.*s", STR_ARG(base), STR_ARG(row->module))
		       : base;
	return true;
}

static struct py_object *load_or_poison(struct py *vm, struct str name, bool is_guarded)
{
	struct py_object *module = load(vm, name);

	if (!module && !py_is_unwinding(vm))
		module = missing(vm, name, is_guarded);
	return module;
}

/* `import a.b.c`: the name a, through which a.b.c is reached, be it poison. */
static struct py_object *root_of(struct py *vm, struct str name, struct py_object *leaf)
{
	struct str root, rest = name, package = parent_name(name);
	struct py_object *module, *parent = package.p ? map_get(&vm->modules, package) : NULL;

	str_next_part(&rest, '.', &root);
	module = map_get(&vm->modules, root);
	if (parent && py_is(parent, &py_module_type) && leaf->type->native == &py_poison_type)
		map_put(parent->attributes, str_skip(name, package.n + 1), leaf);
	return module ? module : leaf;
}

struct py_object *py_import_row(struct py *vm, const struct py_frame *frame,
				const struct py_import_row *row)
{
	struct py_object *leaf;
	struct str name = STR_NULL;

	if (!resolve_relative(vm, frame, row, &name))
		return NULL;
	vm->guarded_imports += row->is_guarded;
	leaf = load_or_poison(vm, name, row->is_guarded);
	vm->guarded_imports -= row->is_guarded;
	if (!leaf || row->wants_leaf)
		return leaf;
	return root_of(vm, name, leaf);
}

/* An application's module may lack a name only because of what it could not do itself, or because
   it is still being loaded: that is an error where the name is used, unless somebody waits for it
   here. */
static struct py_object *missing_name(struct py *vm, const struct py_module *module,
				      struct str name)
{
	if (module->is_native || vm->guarded_imports)
		return py_raise(vm, "ImportError", "cannot import name '%.*s' from '%.*s'",
				STR_ARG(name), STR_ARG(module->name));
	struct error *error = error_new(ERR_UNSUPPORTED, "cannot import name '%.*s' from '%.*s'",
					STR_ARG(name), STR_ARG(module->name));
	return py_poison(vm, error_at(error, py_position(vm)));
}

static struct py_object *import_name(struct py *vm, struct py_object *module, struct str name)
{
	struct py_object *value;
	struct str dotted;

	if (module->type->native == &py_poison_type)
		return module;
	switch (py_lookup(vm, module, name, &value)) {
	case PY_FOUND:
		return value;
	case PY_UNWINDING:
		return NULL;
	case PY_ABSENT:
		break;
	}
	dotted = str_printf(vm->arena, "%.*s.%.*s", STR_ARG(((struct py_module *)module)->name),
			    STR_ARG(name));
	value = ((struct py_module *)module)->is_package ? load(vm, dotted) : NULL;
	if (!value && !py_is_unwinding(vm))
		return missing_name(vm, (const struct py_module *)module, name);
	return value;
}

struct py_object *py_import_name(struct py *vm, struct py_object *module, struct str name,
				 bool is_guarded)
{
	struct py_object *value;

	vm->guarded_imports += is_guarded;
	value = import_name(vm, module, name);
	vm->guarded_imports -= is_guarded;
	return value;
}

static void copy_name(struct py *vm, struct map *into, struct py_object *module, struct str name)
{
	struct py_object *value;

	if (py_lookup(vm, module, name, &value) == PY_FOUND)
		map_put(into, name, value);
}

static bool star_from_list(struct py *vm, struct map *into, struct py_object *module,
			   struct py_object *names)
{
	struct py_object **items;
	size_t n;

	if (!py_take_items(vm, names, &items, &n))
		return false;
	for (size_t i = 0; i < n; i++) {
		struct py_object *value;
		if (!py_is_str(items[i]))
			return py_raise(vm, "TypeError", "Item in __all__ must be str");
		value = py_getattr(vm, module, py_text(items[i]));
		if (!value)
			return false;
		map_put(into, py_text(items[i]), value);
	}
	return true;
}

bool py_import_star(struct py *vm, const struct py_frame *frame, struct py_object *module)
{
	const struct py_native_module *native;
	struct map *into = frame->globals->attributes;
	struct py_object *names;
	size_t cursor = 0;

	if (module->type->native == &py_poison_type) {
		((struct py_module *)frame->globals)->poison = module;
		return true;
	}
	names = map_get(module->attributes, STR("__all__"));
	if (names)
		return star_from_list(vm, into, module, names);
	native = ((struct py_module *)module)->native;
	struct str names_left = str_from(native ? native->names : NULL), name;
	for (const struct py_member *row = native ? native->members : NULL; row && row->name; row++)
		if (row->name[0] != '_')
			copy_name(vm, into, module, str_from(row->name));
	while (str_next_part(&names_left, ' ', &name))
		if (name.n && name.p[0] != '_')
			copy_name(vm, into, module, name);
	for (const struct py_method *row = native ? native->functions : NULL; row && row->name;
	     row++)
		if (row->name[0] != '_')
			copy_name(vm, into, module, str_from(row->name));
	for (const struct map_entry *entry; (entry = map_next(module->attributes, &cursor));)
		if (entry->key.n && entry->key.p[0] != '_')
			map_put(into, entry->key, entry->value);
	if (((struct py_module *)module)->poison)
		((struct py_module *)frame->globals)->poison = ((struct py_module *)module)->poison;
	return !py_is_unwinding(vm);
}

/* ---- from outside ---- */

struct error *py_run_module(struct py *vm, const struct py_source *source, struct str name,
			    const struct map *predefined, struct py_object **ret_module)
{
	const struct py_source *kept = keep_source(vm, source);
	struct py_object *module = new_source_module(vm, kept, str_dup(vm->arena, name), false);
	size_t cursor = 0;

	for (const struct map_entry *entry; predefined && (entry = map_next(predefined, &cursor));)
		map_put(module->attributes, entry->key, entry->value);
	if (!vm->depth)
		vm->instructions = vm->limits.instructions;
	if (!run_source(vm, kept, module))
		return py_failure(vm);
	*ret_module = module;
	return NULL;
}
