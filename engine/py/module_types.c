#include "engine/py/call.h"
#include "engine/py/frame.h"
#include "engine/py/protocol.h"
#include "engine/py/types.h"
#include "engine/py/typing.h"
#include "engine/py/wrapper.h"

/* ---- SimpleNamespace ---- */

static struct py_object *namespace_new(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	size_t cursor = 0;

	for (const struct py_dict_entry *entry; (entry = py_dict_next(args[0], &cursor));)
		py_put_attribute(vm, self, py_text(entry->key), entry->value);
	return self;
}

static struct py_object *namespace_repr(struct py *vm, struct py_object *self)
{
	struct strbuf buffer = STRBUF(py_arena(vm));
	size_t cursor = 0;
	bool is_first = true;
	struct str text;

	strbuf_printf(&buffer, "%s(",
		      self->type->native ? "namespace" : str_c(py_arena(vm), self->type->name));
	if (!py_repr_enter(vm, self))
		return py_str_printf(vm, "%.*s...)", STR_ARG(strbuf_str(&buffer)));
	for (const struct map_entry *entry;
	     self->attributes && (entry = map_next(self->attributes, &cursor));) {
		if (!py_repr(vm, entry->value, &text))
			break;
		strbuf_printf(&buffer, "%s%.*s=%.*s", is_first ? "" : ", ", STR_ARG(entry->key),
			      STR_ARG(text));
		is_first = false;
	}
	py_repr_leave(vm, self);
	strbuf_add_char(&buffer, ')');
	return py_is_unwinding(vm) ? NULL : py_str(vm, strbuf_str(&buffer));
}

static struct py_object *attributes_of(struct py *vm, const struct py_object *self)
{
	struct py_object *dict = py_dict(vm);
	size_t cursor = 0;

	for (const struct map_entry *entry;
	     self->attributes && (entry = map_next(self->attributes, &cursor));)
		if (!py_dict_set_str(vm, dict, entry->key, entry->value))
			return NULL;
	return dict;
}

static const struct py_native_type namespace_type;

static struct py_object *namespace_compare(struct py *vm, enum py_comparison op,
					   struct py_object *self, struct py_object *other)
{
	struct py_object *a, *b;

	if (!py_is(other, &namespace_type) || (op != PY_EQ && op != PY_NE))
		return py_not_implemented(vm);
	a = attributes_of(vm, self);
	b = a ? attributes_of(vm, other) : NULL;
	return b ? py_compare(vm, op, a, b) : NULL;
}

static const struct py_native_type namespace_type = {
	.name = "SimpleNamespace",
	.module = "types",
	.size = sizeof(struct py_object),
	.signature = "**kwargs",
	.new_ = namespace_new,
	.slots = { .repr = namespace_repr, .compare = namespace_compare },
	.has_attributes = true,
};

/* ---- MappingProxyType ---- */

struct proxy {
	struct py_object head;
	struct py_object *mapping;
};

static struct py_object *mapping_of(struct py_object *self)
{
	return ((struct proxy *)self)->mapping;
}

static struct py_object *proxy_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	if (py_is_poison(vm, args[0]))
		return NULL;
	if (!args[0]->type->slots.getitem || py_is_sequence(args[0]))
		return py_raise(vm, "TypeError",
				"mappingproxy() argument must be a mapping, not %.*s",
				STR_ARG(py_type_name(args[0])));
	((struct proxy *)self)->mapping = args[0];
	return self;
}

static struct py_object *proxy_getitem(struct py *vm, struct py_object *self, struct py_object *key)
{
	return py_getitem(vm, mapping_of(self), key);
}

static int proxy_contains(struct py *vm, struct py_object *self, struct py_object *item)
{
	return py_contains(vm, mapping_of(self), item);
}

static int64_t proxy_length(struct py *vm, struct py_object *self)
{
	return py_length(vm, mapping_of(self));
}

static struct py_object *proxy_iter(struct py *vm, struct py_object *self)
{
	return py_iter(vm, mapping_of(self));
}

static struct py_object *proxy_repr(struct py *vm, struct py_object *self)
{
	struct str text;

	return py_repr(vm, mapping_of(self), &text)
		       ? py_str_printf(vm, "mappingproxy(%.*s)", STR_ARG(text))
		       : NULL;
}

static struct py_object *proxy_str(struct py *vm, struct py_object *self)
{
	struct str text;

	return py_to_str(vm, mapping_of(self), &text) ? py_str(vm, text) : NULL;
}

static struct py_object *proxy_compare(struct py *vm, enum py_comparison op, struct py_object *self,
				       struct py_object *other)
{
	return py_compare(vm, op, mapping_of(self), other);
}

/* get, keys, values, items, copy: the mapping's own. */
static bool proxy_getattr(struct py *vm, struct py_object *self, struct str name,
			  struct py_object **ret)
{
	static const char *const names[] = { "get", "keys", "values", "items", "copy" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (str_is(name, names[i])) {
			*ret = py_getattr(vm, mapping_of(self), name);
			return true;
		}
	return false;
}

static const struct py_native_type proxy_type = {
	.name = "mappingproxy",
	.module = "builtins",
	.size = sizeof(struct proxy),
	.signature = "mapping",
	.new_ = proxy_new,
	.slots = { .getitem = proxy_getitem,
		   .contains = proxy_contains,
		   .length = proxy_length,
		   .iter = proxy_iter,
		   .repr = proxy_repr,
		   .str = proxy_str,
		   .compare = proxy_compare,
		   .getattr = proxy_getattr },
};

/* ---- the module ---- */

static const struct py_member members[] = {
	{ "SimpleNamespace", PY_MEMBER_TYPE, &namespace_type, NULL },
	{ "MappingProxyType", PY_MEMBER_TYPE, &proxy_type, NULL },
	{ "ModuleType", PY_MEMBER_TYPE, &py_module_type, NULL },
	{ "FunctionType", PY_MEMBER_TYPE, &py_function_type, NULL },
	{ "LambdaType", PY_MEMBER_TYPE, &py_function_type, NULL },
	{ "MethodType", PY_MEMBER_TYPE, &py_bound_method_type, NULL },
	{ "BuiltinFunctionType", PY_MEMBER_TYPE, &py_native_function_type, NULL },
	{ "BuiltinMethodType", PY_MEMBER_TYPE, &py_native_function_type, NULL },
	{ "GeneratorType", PY_MEMBER_TYPE, &py_generator_type, NULL },
	{ "NoneType", PY_MEMBER_TYPE, &py_none_type, NULL },
	{ "NotImplementedType", PY_MEMBER_TYPE, &py_not_implemented_type, NULL },
	{ "EllipsisType", PY_MEMBER_TYPE, &py_ellipsis_type, NULL },
	{ "GenericAlias", PY_MEMBER_TYPE, &py_alias_type, NULL },
	{ "UnionType", PY_MEMBER_TYPE, &py_alias_type, NULL },
	{ "DynamicClassAttribute", PY_MEMBER_TYPE, &py_property_type, NULL },
	{ 0 },
};

/* builtins: the names that every module sees. */
static bool builtins_getattr(struct py *vm, struct str name, struct py_object **ret)
{
	*ret = py_find_builtin(vm, name);
	return *ret || py_is_unwinding(vm);
}

const struct py_native_module py_module_builtins = { .name = "builtins",
						     .getattr = builtins_getattr };

/* Code, frame, traceback and coroutine types and new_class are what is left. */
const struct py_native_module py_module_types = { .name = "types",
						  .members = members,
						  .is_open = true };
