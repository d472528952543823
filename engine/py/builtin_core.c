#include "engine/py/builtin_core.h"

#include "engine/py/dict.h"
#include "engine/py/frame.h"
#include "engine/py/protocol.h"
#include "engine/py/types.h"
#include "engine/py/values.h"

#include <string.h>

/* ---- classes ---- */

struct py_object *py_builtin_isinstance(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	const int result = py_is_instance(vm, args[0], args[1]);

	(void)self;
	return result < 0 ? NULL : py_bool(vm, result);
}

/* What is no class but answers isinstance() may answer issubclass() too. */
static int ask_subclass_check(struct py *vm, struct py_object *type, struct py_object *of)
{
	struct py_object *method = py_type_lookup(of->type, STR("__subclasscheck__")), *result;

	if (!method && py_type_lookup(of->type, STR("__instancecheck__"))) {
		py_refuse(vm, "issubclass() with '%.*s' is not supported", STR_ARG(of->type->name));
		return -1;
	}
	if (!method) {
		py_raise(vm, "TypeError",
			 "issubclass() arg 2 must be a class, a tuple of classes, or a union");
		return -1;
	}
	result = py_call_attribute(vm, method, of, &PY_ARGS(type));
	return result ? py_truth(vm, result) : -1;
}

static int is_subclass(struct py *vm, struct py_object *type, struct py_object *of)
{
	struct py_object **items;
	size_t n;

	if (py_is_poison(vm, of))
		return -1;
	if (py_is_type(of))
		return py_is_subtype((struct py_type *)type, (struct py_type *)of);
	if (!py_is(of, &py_tuple_type))
		return ask_subclass_check(vm, type, of);
	if (!py_take_items(vm, of, &items, &n))
		return -1;
	for (size_t i = 0; i < n; i++) {
		const int result = is_subclass(vm, type, items[i]);
		if (result)
			return result;
	}
	return 0;
}

struct py_object *py_builtin_issubclass(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	int result;

	(void)self;
	if (py_is_poison(vm, args[0]))
		return NULL;
	if (!py_is_type(args[0]))
		return py_raise(vm, "TypeError", "issubclass() arg 1 must be a class");
	result = is_subclass(vm, args[0], args[1]);
	return result < 0 ? NULL : py_bool(vm, result);
}

/* ---- attributes ---- */

static bool take_name(struct py *vm, struct py_object *value, struct str *ret)
{
	if (py_is_poison(vm, value))
		return false;
	if (!py_is_str(value))
		return py_raise(vm, "TypeError", "attribute name must be string, not '%.*s'",
				STR_ARG(value->type->name));
	*ret = py_text(value);
	return true;
}

struct py_object *py_builtin_getattr(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *value;
	struct str name;

	(void)self;
	if (!take_name(vm, args[1], &name))
		return NULL;
	if (!args[2])
		return py_getattr(vm, args[0], name);
	if (!py_find_attr(vm, args[0], name, &value))
		return NULL;
	return value ? value : args[2];
}

struct py_object *py_builtin_setattr(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str name;

	(void)self;
	return take_name(vm, args[1], &name) && py_setattr(vm, args[0], name, args[2]) ? vm->none
										       : NULL;
}

struct py_object *py_builtin_hasattr(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *value;
	struct str name;

	(void)self;
	/* Whether something has an attribute cannot be known if the thing could not be had. */
	if (py_is_poison(vm, args[0]) || !take_name(vm, args[1], &name) ||
	    !py_find_attr(vm, args[0], name, &value))
		return NULL;
	return py_bool(vm, value);
}

struct py_object *py_builtin_delattr(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str name;

	(void)self;
	return take_name(vm, args[1], &name) && py_delattr(vm, args[0], name) ? vm->none : NULL;
}

struct py_object *py_builtin_callable(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	(void)self;
	if (py_is_poison(vm, args[0]))
		return NULL;
	return py_bool(vm, args[0]->type->slots.call);
}

struct py_object *py_builtin_id(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return py_int(vm, (int64_t)(uintptr_t)args[0]);
}

/* ---- name spaces ---- */

struct py_object *py_builtin_globals(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	(void)args;
	return vm->frame ? py_namespace_of(vm, vm->frame->globals) : py_dict(vm);
}

static bool put_local(struct py *vm, struct py_object *dict, struct str name,
		      struct py_object *value)
{
	return !name.p || !value || str_starts(name, STR(".")) ||
	       py_dict_set_str(vm, dict, name, value);
}

static struct py_object *function_locals(struct py *vm, const struct py_frame *frame)
{
	const struct py_code *code = frame->code;
	struct py_object *dict = py_dict(vm);

	for (size_t i = 0; i < code->local_count; i++)
		if (py_code_find_cell(code, code->locals[i]) < 0 &&
		    !put_local(vm, dict, code->locals[i], frame->locals[i]))
			return NULL;
	for (size_t i = 0; i < code->cell_count + code->free_count; i++)
		if (!put_local(vm, dict, code->cells[i], frame->cells[i]->value))
			return NULL;
	return dict;
}

struct py_object *py_builtin_locals(struct py *vm, struct py_object *self, struct py_object **args)
{
	const struct py_frame *frame = vm->frame;

	(void)self;
	(void)args;
	if (!frame || frame->code->is_module)
		return py_builtin_globals(vm, NULL, NULL);
	return frame->names ? py_namespace(vm, frame->names) : function_locals(vm, frame);
}

struct py_object *py_builtin_vars(struct py *vm, struct py_object *self, struct py_object **args)
{
	if (!args[0])
		return py_builtin_locals(vm, self, args);
	if (py_is_poison(vm, args[0]))
		return NULL;
	if (py_is_type(args[0]))
		return py_namespace(vm, &((struct py_type *)args[0])->dict);
	if (args[0]->attributes || !args[0]->type->native)
		return py_namespace_of(vm, args[0]);
	return py_raise(vm, "TypeError", "vars() argument must have __dict__ attribute");
}

static bool add_names(struct py *vm, struct py_object *names, const struct map *map)
{
	size_t cursor = 0;

	for (const struct map_entry *entry; map && (entry = map_next(map, &cursor));)
		if (!py_set_add(vm, names, py_str(vm, entry->key)))
			return false;
	return true;
}

struct py_object *py_builtin_dir(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *names = py_set(vm), *list;
	const struct py_type *type;

	if (!args[0])
		names = py_builtin_locals(vm, self, args);
	if (!names || py_is_poison(vm, args[0]))
		return NULL;
	if (args[0]) {
		type = py_is_type(args[0]) ? (struct py_type *)args[0] : args[0]->type;
		if (!add_names(vm, names, args[0]->attributes))
			return NULL;
		for (size_t i = 0; i < type->mro_count && !py_is(args[0], &py_module_type); i++)
			if (!add_names(vm, names, &type->mro[i]->dict))
				return NULL;
	}
	list = py_list_from(vm, &py_list_type, names);
	return list && py_list_sort(vm, list, NULL, false) ? list : NULL;
}

/* ---- iteration ---- */

struct py_object *py_builtin_iter(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return args[1] ? py_call_iterator(vm, args[0], args[1]) : py_iter(vm, args[0]);
}

struct py_object *py_builtin_next(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *value;

	(void)self;
	/* A generator's result, or the arguments of a class's own StopIteration, must not be lost.
	 */
	if (!args[1] && (args[0]->type->native == &py_generator_type || !args[0]->type->native) &&
	    args[0]->type->slots.next)
		return py_call_method(vm, args[0], "__next__", &PY_NO_ARGS);
	if (!py_next(vm, args[0], &value))
		return NULL;
	if (value || args[1])
		return value ? value : args[1];
	return py_raise_object(vm, py_exception_new(vm, &py_StopIteration_type, NULL, 0));
}

/* ---- output, exit ---- */

static bool take_separator(struct py *vm, struct py_object *value, const char *name,
			   struct str *ret)
{
	if (!py_given(value))
		return true;
	return py_take_text(vm, value, name, ret);
}

static bool write_text(struct py *vm, struct py_object *file, struct str text)
{
	if (py_given(file))
		return py_call_method(vm, file, "write", &PY_ARGS(py_str(vm, text)));
	if (vm->host && vm->host->write)
		vm->host->write(vm->host->data, 1, text);
	return true;
}

struct py_object *py_builtin_print(struct py *vm, struct py_object *self, struct py_object **args)
{
	const struct py_list *values = (struct py_list *)args[0];
	struct str separator = STR(" "), end = STR("\n"), text;
	struct strbuf line = STRBUF(vm->arena);

	(void)self;
	if (!take_separator(vm, args[1], "sep", &separator) ||
	    !take_separator(vm, args[2], "end", &end))
		return NULL;
	for (size_t i = 0; i < values->n; i++) {
		if (!py_to_str(vm, values->items[i], &text))
			return NULL;
		if (i)
			strbuf_add(&line, separator);
		strbuf_add(&line, text);
	}
	strbuf_add(&line, end);
	return write_text(vm, args[3], strbuf_str(&line)) ? vm->none : NULL;
}

struct py_object *py_builtin_exit(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return py_raise_object(vm,
			       py_exception_new(vm, &py_SystemExit_type, args, args[0] ? 1 : 0));
}
