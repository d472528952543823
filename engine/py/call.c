#include "engine/py/call.h"

#include "engine/py/frame.h"
#include "engine/py/types.h"

#include <string.h>

/* Arguments of natives live on C's stack up to this number, else in the arena. */
#define ARGUMENTS_ON_STACK 24

bool py_enter(struct py *vm)
{
	if (vm->depth >= vm->limits.depth) {
		py_refuse_error(vm, error_new(ERR_LIMIT, "more than %d calls inside each other",
					      vm->limits.depth));
		return false;
	}
	vm->depth++;
	return true;
}

void py_leave(struct py *vm)
{
	vm->depth--;
}

/* ---- native functions ---- */

struct py_object *py_native_method(struct py *vm, const struct py_method *method,
				   struct py_type *owner)
{
	struct py_native_function *function = py_new(vm, &py_native_function_type);

	function->method = method;
	function->owner = owner;
	return &function->head;
}

struct py_object *py_function(struct py *vm, const struct py_method *method, struct py_object *self)
{
	struct py_object *function = py_native_method(vm, method, NULL);

	((struct py_native_function *)function)->self = self;
	return function;
}

static struct str qualified_name(struct py *vm, const struct py_native_function *function)
{
	if (!function->owner)
		return str_from(function->method->name);
	return str_printf(vm->arena, "%.*s.%s", STR_ARG(function->owner->name),
			  function->method->name);
}

static struct py_object *call_row(struct py *vm, struct py_native_function *function,
				  struct py_object *self, const struct py_args *args)
{
	struct py_object *on_stack[ARGUMENTS_ON_STACK], **values = on_stack;
	struct py_binding binding = { 0 };

	if (!function->signature)
		function->signature = py_signature_parse(vm->arena, function->method->signature);
	binding.signature = function->signature;
	binding.counts_receiver = function->owner && function->method->kind != PY_METHOD_STATIC;
	binding.name = str_from(function->method->name);
	if (function->owner)
		binding.owner = function->owner->name;
	if (binding.signature->n > ARGUMENTS_ON_STACK)
		values = ARENA_ARRAY(vm->arena, struct py_object *, binding.signature->n);
	if (!py_bind(vm, &binding, args, values))
		return NULL;
	return function->method->call(vm, self, values);
}

static struct py_object *call_unbound(struct py *vm, struct py_native_function *function,
				      struct py_object *self, const struct py_args *args)
{
	const struct py_method *method = function->method;

	if (method->kind == PY_METHOD_STATIC || !function->owner)
		return call_row(vm, function, function->self, args);
	if (self)
		return call_row(vm, function, self, args);
	if (!args->n)
		return py_raise(vm, "TypeError", "unbound method %.*s() needs an argument",
				STR_ARG(qualified_name(vm, function)));
	self = args->positional[0];
	if (method->kind == PY_METHOD_INSTANCE && !py_is_subtype(self->type, function->owner))
		return py_raise(
			vm, "TypeError",
			"descriptor '%s' for '%.*s' objects doesn't apply to a '%.*s' object",
			method->name, STR_ARG(function->owner->name), STR_ARG(self->type->name));
	return call_row(vm, function, self,
			&(struct py_args){ args->positional + 1, args->n - 1, args->keywords,
					   args->keyword_count });
}

static struct py_object *call_native(struct py *vm, struct py_object *callable,
				     const struct py_args *args)
{
	struct py_native_function *function = (struct py_native_function *)callable;

	return call_unbound(vm, function, function->self, args);
}

static struct py_object *repr_native(struct py *vm, struct py_object *self)
{
	const struct py_native_function *function = (struct py_native_function *)self;

	if (!function->owner)
		return py_str_printf(vm, "<built-in function %s>", function->method->name);
	return py_str_printf(vm, "<method '%s' of '%.*s' objects>", function->method->name,
			     STR_ARG(function->owner->name));
}

static struct py_object *native_name(struct py *vm, struct py_object *self)
{
	return py_str_c(vm, ((struct py_native_function *)self)->method->name);
}

static struct py_object *native_qualified_name(struct py *vm, struct py_object *self)
{
	return py_str(vm, qualified_name(vm, (struct py_native_function *)self));
}

const struct py_native_type py_native_function_type = {
	.name = "builtin_function_or_method",
	.module = "builtins",
	.size = sizeof(struct py_native_function),
	.properties =
		(const struct py_property[]){
			{ "__name__", native_name, NULL },
			{ "__qualname__", native_qualified_name, NULL },
			{ 0 },
		},
	.slots = { .call = call_native, .repr = repr_native },
};

/* ---- bound methods ---- */

struct py_object *py_bound_method(struct py *vm, struct py_object *function, struct py_object *self)
{
	struct py_bound_method *method = py_new(vm, &py_bound_method_type);

	method->function = function;
	method->self = self;
	return &method->head;
}

static struct py_object *call_bound(struct py *vm, struct py_object *callable,
				    const struct py_args *args)
{
	struct py_bound_method *method = (struct py_bound_method *)callable;

	return py_call_with(vm, method->function, method->self, args);
}

static struct py_object *repr_bound(struct py *vm, struct py_object *self)
{
	const struct py_bound_method *method = (struct py_bound_method *)self;
	struct py_object *name = py_getattr(vm, method->function, STR("__qualname__"));
	struct str of;

	if (!name || !py_repr(vm, method->self, &of))
		return NULL;
	return py_str_printf(vm, "<bound method %.*s of %.*s>", STR_ARG(py_text(name)),
			     STR_ARG(of));
}

static struct py_object *compare_bound(struct py *vm, enum py_comparison op, struct py_object *self,
				       struct py_object *other)
{
	const struct py_bound_method *a = (struct py_bound_method *)self;
	const struct py_bound_method *b = (struct py_bound_method *)other;

	if ((op != PY_EQ && op != PY_NE) || !py_is(other, &py_bound_method_type))
		return vm->not_implemented;
	return py_bool(vm, (a->function == b->function && a->self == b->self) == (op == PY_EQ));
}

static bool hash_bound(struct py *vm, struct py_object *self, uint64_t *ret_hash)
{
	const struct py_bound_method *method = (struct py_bound_method *)self;

	(void)vm;
	*ret_hash = ((uintptr_t)method->function >> 4) ^ ((uintptr_t)method->self >> 3);
	return true;
}

static bool bound_getattr(struct py *vm, struct py_object *self, struct str name,
			  struct py_object **ret)
{
	const enum py_found found =
		py_lookup(vm, ((struct py_bound_method *)self)->function, name, ret);

	if (found == PY_UNWINDING)
		*ret = NULL;
	return found != PY_ABSENT;
}

static struct py_object *bound_self(struct py *vm, struct py_object *self)
{
	(void)vm;
	return ((struct py_bound_method *)self)->self;
}

static struct py_object *bound_function(struct py *vm, struct py_object *self)
{
	(void)vm;
	return ((struct py_bound_method *)self)->function;
}

const struct py_native_type py_bound_method_type = {
	.name = "method",
	.module = "builtins",
	.size = sizeof(struct py_bound_method),
	.properties = (const struct py_property[]){
		{ "__self__", bound_self, NULL },
		{ "__func__", bound_function, NULL },
		{ 0 },
	},
	.slots = {
		.call = call_bound,
		.repr = repr_bound,
		.compare = compare_bound,
		.hash = hash_bound,
		.getattr = bound_getattr,
	},
};

/* ---- instances ---- */

struct py_object *py_fill_native(struct py *vm, struct py_type *type, struct py_object *self,
				 const struct py_args *args)
{
	struct py_object *on_stack[ARGUMENTS_ON_STACK], **values = on_stack;
	struct py_type *owner = type->native ? type : py_type_from(vm, type->layout);
	struct py_binding binding = { .counts_receiver = true };

	while (!owner->native->new_ && owner->base_count)
		owner = owner->bases[0];
	if (!owner->native->new_)
		return py_raise(vm, "TypeError", "cannot create '%.*s' instances",
				STR_ARG(type->name));
	if (!owner->signature)
		owner->signature = py_signature_parse(
			vm->arena, owner->native->signature ? owner->native->signature : "");
	binding.signature = owner->signature;
	binding.owner = type->name;
	binding.name = STR("__init__");
	if (binding.signature->n > ARGUMENTS_ON_STACK)
		values = ARENA_ARRAY(vm->arena, struct py_object *, binding.signature->n);
	if (!py_bind(vm, &binding, args, values))
		return NULL;
	return owner->native->new_(vm, self, values);
}

/* Fills an instance of a class without an __init__ of its own. */
static struct py_object *fill_inherited(struct py *vm, struct py_type *type, struct py_object *self,
					const struct py_args *args)
{
	if (type->layout != &py_object_type)
		return py_fill_native(vm, py_type_from(vm, type->layout), self, args);
	if (args->n + args->keyword_count)
		return py_raise(vm, "TypeError", "%.*s() takes no arguments", STR_ARG(type->name));
	return self;
}

static bool is_native_method(const struct py_object *method)
{
	return !method || method->type->native == &py_slot_method_type;
}

static struct py_object *initialise(struct py *vm, struct py_object *init, struct py_object *self,
				    const struct py_args *args)
{
	struct py_object *result;

	/* BaseException.__new__ keeps the arguments, whatever __init__ does
	 * (`Objects/exceptions.c`). */
	if (py_is_exception(self) && !((struct py_exception *)self)->args)
		((struct py_exception *)self)->args = py_tuple(vm, args->positional, args->n);
	result = py_call_attribute(vm, init, self, args);
	if (result && !py_is_none(result))
		return py_raise(vm, "TypeError", "__init__() should return None, not '%.*s'",
				STR_ARG(result->type->name));
	return result ? self : NULL;
}

struct py_object *py_instantiate(struct py *vm, struct py_object *callable,
				 const struct py_args *args)
{
	struct py_type *type = (struct py_type *)callable;
	struct py_object *make, *init, *self;

	if (type->native)
		return type->native == &py_object_type && !args->n
			       ? py_new_of(vm, type)
			       : py_fill_native(vm, type, py_new_of(vm, type), args);
	make = py_type_lookup(type, STR("__new__"));
	init = py_type_lookup(type, STR("__init__"));
	if (is_native_method(make)) {
		self = py_new_of(vm, type);
		return is_native_method(init) ? fill_inherited(vm, type, self, args)
					      : initialise(vm, init, self, args);
	}
	make = py_bind_attribute(vm, make, NULL, type);
	self = make ? py_call_with(vm, make, callable, args) : NULL;
	if (!self || !py_is_subtype(self->type, type) || is_native_method(init))
		return self;
	return initialise(vm, init, self, args);
}

/* ---- the protocol ---- */

static struct py_object *raise_not_callable(struct py *vm, struct py_object *object)
{
	return py_raise(vm, "TypeError", "'%.*s' object is not callable",
			STR_ARG(object->type->name));
}

struct py_object *py_call(struct py *vm, struct py_object *callable, const struct py_args *args)
{
	struct py_object *result;

	if (!callable->type->slots.call)
		return raise_not_callable(vm, callable);
	if (!py_enter(vm))
		return NULL;
	result = callable->type->slots.call(vm, callable, args);
	py_leave(vm);
	return result;
}

static struct py_object *call_prefixed(struct py *vm, struct py_object *callable,
				       struct py_object *self, const struct py_args *args)
{
	struct py_object *on_stack[ARGUMENTS_ON_STACK], **values = on_stack;

	if (args->n + 1 > ARGUMENTS_ON_STACK)
		values = ARENA_ARRAY(vm->arena, struct py_object *, args->n + 1);
	values[0] = self;
	if (args->n)
		memcpy(values + 1, args->positional, args->n * sizeof(*values));
	return py_call(
		vm, callable,
		&(struct py_args){ values, args->n + 1, args->keywords, args->keyword_count });
}

struct py_object *py_call_with(struct py *vm, struct py_object *callable, struct py_object *self,
			       const struct py_args *args)
{
	struct py_object *result;

	if (!self)
		return py_call(vm, callable, args);
	if (callable->type->native != &py_native_function_type &&
	    callable->type->native != &py_function_type)
		return call_prefixed(vm, callable, self, args);
	if (!py_enter(vm))
		return NULL;
	if (callable->type->native == &py_function_type)
		result = py_function_call(vm, callable, self, args);
	else
		result = call_unbound(vm, (struct py_native_function *)callable, self, args);
	py_leave(vm);
	return result;
}

struct py_object *py_call_attribute(struct py *vm, struct py_object *attribute,
				    struct py_object *self, const struct py_args *args)
{
	const struct py_native_type *native = attribute->type->native;

	if (native == &py_function_type || native == &py_slot_method_type ||
	    (native == &py_native_function_type &&
	     ((struct py_native_function *)attribute)->method->kind == PY_METHOD_INSTANCE &&
	     ((struct py_native_function *)attribute)->owner))
		return py_call_with(vm, attribute, self, args);
	attribute = py_bind_attribute(vm, attribute, self, self->type);
	return attribute ? py_call(vm, attribute, args) : NULL;
}

struct py_object *py_call_method(struct py *vm, struct py_object *object, const char *name,
				 const struct py_args *args)
{
	struct py_object *self, *method = py_load_method(vm, object, str_from(name), &self);

	return method ? py_call_with(vm, method, self, args) : NULL;
}
