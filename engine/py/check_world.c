#include "engine/py/check.h"

#include "engine/py/call.h"
#include "engine/py/frame.h"

static const char *const builtins[] = {
#define PY_TYPE(name, type)                    name,
#define PY_FUNCTION(name, signature, function) name,
#define PY_CONSTANT(name, maker)               name,
#include "engine/py/builtins.def"
};

static bool has_builtin(void *data, struct str name)
{
	(void)data;
	for (size_t i = 0; i < sizeof(builtins) / sizeof(*builtins); i++)
		if (str_is(name, builtins[i]))
			return true;
	return py_exception_named(name) != NULL;
}

static bool is_file(struct py *vm, struct str name)
{
	struct py_source source = { .text = STR_NULL };
	bool is_a_package = false;

	if (!vm->host || !vm->host->find_module)
		return false;
	struct error *error =
		vm->host->find_module(vm->host->data, vm->arena, name, &source, &is_a_package);
	if (error)
		error_ignore(error);
	return error || source.text.p || is_a_package;
}

static enum py_known find_module(void *data, struct str name)
{
	struct py *vm = data;

	if (py_has_module(vm, name))
		return PY_KNOWN_MODULE;
	return is_file(vm, name) ? PY_KNOWN_DYNAMIC : PY_KNOWN_MISSING;
}

static const struct py_method *find_function(const struct py_native_module *module, struct str name)
{
	for (const struct py_method *method = module->functions; method && method->name; method++)
		if (str_is(name, method->name))
			return method;
	return NULL;
}

static enum py_known known_member(const struct py_member *member, struct str *ret_module)
{
	switch (member->kind) {
	case PY_MEMBER_MODULE:
		*ret_module = str_from(member->of);
		return PY_KNOWN_MODULE;
	case PY_MEMBER_REFUSED:
		return PY_KNOWN_REFUSED;
	case PY_MEMBER_TYPE:
	case PY_MEMBER_FUNCTION:
	case PY_MEMBER_STRING:
	case PY_MEMBER_MAKE:
		break;
	}
	return PY_KNOWN;
}

static enum py_known find_attribute(void *data, struct str module, struct str name,
				    struct str *ret_module)
{
	struct py *vm = data;
	const struct py_native_module *native = py_find_native(vm, module);
	struct py_member member;

	if (native && py_native_member(native, name, &member))
		return known_member(&member, ret_module);
	if (native && find_function(native, name))
		return PY_KNOWN;
	const struct str submodule =
		str_printf(vm->arena, "%.*s.%.*s", STR_ARG(module), STR_ARG(name));
	if (py_has_module(vm, submodule)) {
		*ret_module = submodule;
		return PY_KNOWN_MODULE;
	}
	if (!native || native->getattr || native->source || str_starts(name, STR("__")))
		return PY_KNOWN_DYNAMIC;
	return native->is_open ? PY_KNOWN_REFUSED : PY_KNOWN_MISSING;
}

static struct str find_signature(void *data, struct str module, struct str name)
{
	struct py *vm = data;
	const struct py_native_module *native = py_find_native(vm, module);
	const struct py_method *function = native ? find_function(native, name) : NULL;
	struct py_member member = { 0 };
	const bool is_member = native && py_native_member(native, name, &member);

	if (is_member && member.kind == PY_MEMBER_FUNCTION)
		function = member.of;
	if (!is_member || member.kind != PY_MEMBER_TYPE)
		return function ? str_from(function->signature) : STR_NULL;
	const struct py_native_type *type = member.of;
	return type->new_ ? str_from(type->signature) : STR_NULL;
}

struct py_world py_world_of(struct py *vm)
{
	return (struct py_world){
		.data = vm,
		.has_builtin = has_builtin,
		.module = find_module,
		.attribute = find_attribute,
		.signature = find_signature,
	};
}
