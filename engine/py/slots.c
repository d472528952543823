#include "engine/py/types.h"

#include "engine/py/call.h"
#include "engine/py/dict.h"

#include <string.h>

/*
 * Both directions between `__dunder__` methods and slots: a slot of a native type seen as a method
 * (`str.__repr__`), and a method of a revision's class called by a slot.
 */

struct slot_row;

typedef void slot_function(void);
typedef struct py_object *slot_wrapper(struct py_type *owner, const struct slot_row *row,
				       struct py_object *self, const struct py_args *args);

struct slot_row {
	const char *name;
	size_t offset; /* in struct py_slots */
	int which;     /* the operator of a slot that serves several methods */
	size_t arity;  /* arguments beside self */
	slot_wrapper *wrap;
	slot_function *user; /* what stands in the slot of a class that has the method */
};

struct py_slot_method {
	struct py_object head;
	const struct slot_row *row; /* NULL for __init__ and __new__ */
	struct py_type *owner;
	struct str name;
};

/* ---- slots that call methods ---- */

bool py_find_special(struct py *vm, struct py_object *self, const char *name,
		     struct py_object **ret)
{
	struct py_object *attribute = py_type_lookup(self->type, str_from(name));

	*ret = attribute ? py_bind_attribute(vm, attribute, self, self->type) : NULL;
	return !attribute || *ret;
}

struct py_object *py_call_special(struct py *vm, struct py_object *self, const char *name,
				  const struct py_args *args)
{
	struct py_object *attribute = py_type_lookup(self->type, str_from(name));

	if (!attribute)
		return py_raise_no_attribute(vm, self, str_from(name));
	return py_call_attribute(vm, attribute, self, args);
}

static bool user_getattr(struct py *vm, struct py_object *self, struct str name,
			 struct py_object **ret)
{
	*ret = py_call_special(vm, self, "__getattr__", &PY_ARGS(py_str(vm, name)));
	return true;
}

bool py_slot_call_setattr(struct py *vm, struct py_object *self, struct str name,
			  struct py_object *value)
{
	struct py_object *text = py_str(vm, name);

	if (value)
		(void)py_call_special(vm, self, "__setattr__", &PY_ARGS(text, value));
	else
		(void)py_call_special(vm, self, "__delattr__", &PY_ARGS(text));
	return true;
}

static struct py_object *user_call(struct py *vm, struct py_object *self,
				   const struct py_args *args)
{
	return py_call_special(vm, self, "__call__", args);
}

static const char *const binary_names[PY_OP_COUNT][2] = {
#define X(name, text, method, reflected) { method, reflected },
	PY_OPERATORS(X)
#undef X
};

static const char *const comparison_names[] = { "__eq__", "__ne__", "__lt__",
						"__le__", "__gt__", "__ge__" };
static const char *const unary_names[] = { "__neg__", "__pos__", "__invert__" };

/* A method set to None says that the operation is not there (`__hash__ = None`). */
static struct py_object *find_method(struct py_object *self, const char *name)
{
	struct py_object *attribute = py_type_lookup(self->type, str_from(name));

	return attribute && !py_is_none(attribute) ? attribute : NULL;
}

static struct py_object *user_binary(struct py *vm, enum py_operator op, struct py_object *self,
				     struct py_object *other, bool reflected)
{
	struct py_object *method = find_method(self, binary_names[op][reflected]);

	return method ? py_call_attribute(vm, method, self, &PY_ARGS(other)) : vm->not_implemented;
}

static struct py_object *user_unary(struct py *vm, enum py_unary op, struct py_object *self)
{
	return py_call_special(vm, self, unary_names[op], &PY_NO_ARGS);
}

static struct py_object *user_compare(struct py *vm, enum py_comparison op, struct py_object *self,
				      struct py_object *other)
{
	struct py_object *method = find_method(self, comparison_names[op]);

	return method ? py_call_attribute(vm, method, self, &PY_ARGS(other)) : vm->not_implemented;
}

static int user_truth(struct py *vm, struct py_object *self)
{
	struct py_object *value = py_call_special(vm, self, "__bool__", &PY_NO_ARGS);

	if (!value)
		return -1;
	if (value->type->native != &py_bool_type) {
		py_raise(vm, "TypeError", "__bool__ should return bool, returned %.*s",
			 STR_ARG(value->type->name));
		return -1;
	}
	return py_is_true(value);
}

static int64_t user_length(struct py *vm, struct py_object *self)
{
	struct py_object *value = py_call_special(vm, self, "__len__", &PY_NO_ARGS);
	int64_t length;

	if (!value || !py_take_int(vm, value, "length", &length))
		return -1;
	if (length < 0) {
		py_raise(vm, "ValueError", "__len__() should return >= 0");
		return -1;
	}
	return length;
}

static struct py_object *user_getitem(struct py *vm, struct py_object *self, struct py_object *key)
{
	return py_call_special(vm, self, "__getitem__", &PY_ARGS(key));
}

static bool user_setitem(struct py *vm, struct py_object *self, struct py_object *key,
			 struct py_object *value)
{
	if (value)
		return py_call_special(vm, self, "__setitem__", &PY_ARGS(key, value));
	return py_call_special(vm, self, "__delitem__", &PY_ARGS(key));
}

static int user_contains(struct py *vm, struct py_object *self, struct py_object *item)
{
	struct py_object *value = py_call_special(vm, self, "__contains__", &PY_ARGS(item));

	return value ? py_truth(vm, value) : -1;
}

static struct py_object *user_iter(struct py *vm, struct py_object *self)
{
	if (!find_method(self, "__iter__"))
		return py_raise(vm, "TypeError", "'%.*s' object is not iterable",
				STR_ARG(self->type->name));
	return py_call_special(vm, self, "__iter__", &PY_NO_ARGS);
}

static struct py_object *user_next(struct py *vm, struct py_object *self)
{
	struct py_object *value = py_call_special(vm, self, "__next__", &PY_NO_ARGS);

	if (!value)
		(void)py_catch(vm, "StopIteration");
	return value;
}

static struct py_object *require_str(struct py *vm, struct py_object *value, const char *method)
{
	if (value && !py_is_str(value))
		return py_raise(vm, "TypeError", "%s returned non-string (type %.*s)", method,
				STR_ARG(value->type->name));
	return value;
}

static struct py_object *user_repr(struct py *vm, struct py_object *self)
{
	return require_str(vm, py_call_special(vm, self, "__repr__", &PY_NO_ARGS), "__repr__");
}

static struct py_object *user_str(struct py *vm, struct py_object *self)
{
	return require_str(vm, py_call_special(vm, self, "__str__", &PY_NO_ARGS), "__str__");
}

static bool user_hash(struct py *vm, struct py_object *self, uint64_t *ret_hash)
{
	struct py_object *value;

	if (!find_method(self, "__hash__"))
		return py_raise(vm, "TypeError", "unhashable type: '%.*s'",
				STR_ARG(self->type->name));
	value = py_call_special(vm, self, "__hash__", &PY_NO_ARGS);
	if (value && !py_is(value, &py_int_type))
		return py_raise(vm, "TypeError", "__hash__ method should return an integer");
	return value && py_hash(vm, value, ret_hash);
}

static struct py_object *user_enter(struct py *vm, struct py_object *self)
{
	return py_call_special(vm, self, "__enter__", &PY_NO_ARGS);
}

static int user_exit(struct py *vm, struct py_object *self, struct py_object *exception)
{
	struct py_object *type = exception ? (struct py_object *)exception->type : vm->none;
	struct py_object *value = py_call_special(
		vm, self, "__exit__", &PY_ARGS(type, exception ? exception : vm->none, vm->none));

	return value ? py_truth(vm, value) : -1;
}

/* ---- methods that call slots ---- */

static struct py_object *wrap_call(struct py_type *owner, const struct slot_row *row,
				   struct py_object *self, const struct py_args *args)
{
	(void)row;
	return owner->slots.call(owner->vm, self, args);
}

static struct py_object *wrap_binary(struct py_type *owner, const struct slot_row *row,
				     struct py_object *self, const struct py_args *args)
{
	return owner->slots.binary(owner->vm, (enum py_operator)(row->which % PY_OP_COUNT), self, args->positional[0],
				   row->which >= PY_OP_COUNT);
}

static struct py_object *wrap_unary(struct py_type *owner, const struct slot_row *row,
				    struct py_object *self, const struct py_args *args)
{
	(void)args;
	return owner->slots.unary(owner->vm, (enum py_unary)row->which, self);
}

static struct py_object *wrap_compare(struct py_type *owner, const struct slot_row *row,
				      struct py_object *self, const struct py_args *args)
{
	return owner->slots.compare(owner->vm, (enum py_comparison)row->which, self, args->positional[0]);
}

static struct py_object *give_bool(struct py *vm, int value)
{
	return value < 0 ? NULL : py_bool(vm, value);
}

static struct py_object *give_none(struct py *vm, bool is_done)
{
	return is_done ? vm->none : NULL;
}

static struct py_object *wrap_truth(struct py_type *owner, const struct slot_row *row,
				    struct py_object *self, const struct py_args *args)
{
	(void)row;
	(void)args;
	return give_bool(owner->vm, owner->slots.truth(owner->vm, self));
}

static struct py_object *wrap_length(struct py_type *owner, const struct slot_row *row,
				     struct py_object *self, const struct py_args *args)
{
	const int64_t length = owner->slots.length(owner->vm, self);

	(void)row;
	(void)args;
	return length < 0 ? NULL : py_int(owner->vm, length);
}

static struct py_object *wrap_getitem(struct py_type *owner, const struct slot_row *row,
				      struct py_object *self, const struct py_args *args)
{
	(void)row;
	return owner->slots.getitem(owner->vm, self, args->positional[0]);
}

static struct py_object *wrap_setitem(struct py_type *owner, const struct slot_row *row,
				      struct py_object *self, const struct py_args *args)
{
	return give_none(owner->vm,
			 owner->slots.setitem(owner->vm, self, args->positional[0],
					      row->arity == 2 ? args->positional[1] : NULL));
}

static struct py_object *wrap_setattr(struct py_type *owner, const struct slot_row *row,
				      struct py_object *self, const struct py_args *args)
{
	struct py *vm = owner->vm;
	const struct str name = py_is_str(args->positional[0]) ? py_text(args->positional[0])
							       : STR_NULL;

	(void)row;
	if (owner->slots.setattr(vm, self, name, args->positional[1]))
		return give_none(vm, !py_is_unwinding(vm));
	return give_none(vm, py_setattr_plain(vm, self, name, args->positional[1]));
}

static struct py_object *wrap_contains(struct py_type *owner, const struct slot_row *row,
				       struct py_object *self, const struct py_args *args)
{
	(void)row;
	return give_bool(owner->vm, owner->slots.contains(owner->vm, self, args->positional[0]));
}

static struct py_object *wrap_iter(struct py_type *owner, const struct slot_row *row,
				   struct py_object *self, const struct py_args *args)
{
	(void)row;
	(void)args;
	return owner->slots.iter(owner->vm, self);
}

static struct py_object *wrap_next(struct py_type *owner, const struct slot_row *row,
				   struct py_object *self, const struct py_args *args)
{
	struct py_object *value = owner->slots.next(owner->vm, self);

	(void)row;
	(void)args;
	if (!value && !py_is_unwinding(owner->vm))
		return py_raise_object(
			owner->vm, py_exception_new(owner->vm, &py_StopIteration_type, NULL, 0));
	return value;
}

static struct py_object *wrap_repr(struct py_type *owner, const struct slot_row *row,
				   struct py_object *self, const struct py_args *args)
{
	(void)row;
	(void)args;
	return owner->slots.repr(owner->vm, self);
}

static struct py_object *wrap_str(struct py_type *owner, const struct slot_row *row,
				  struct py_object *self, const struct py_args *args)
{
	(void)row;
	(void)args;
	return owner->slots.str(owner->vm, self);
}

static struct py_object *wrap_hash(struct py_type *owner, const struct slot_row *row,
				   struct py_object *self, const struct py_args *args)
{
	uint64_t hash;

	(void)row;
	(void)args;
	if (!owner->slots.hash(owner->vm, self, &hash))
		return NULL;
	return py_int(owner->vm, (int64_t)hash);
}

static struct py_object *wrap_enter(struct py_type *owner, const struct slot_row *row,
				    struct py_object *self, const struct py_args *args)
{
	(void)row;
	(void)args;
	return owner->slots.enter(owner->vm, self);
}

static struct py_object *wrap_exit(struct py_type *owner, const struct slot_row *row,
				   struct py_object *self, const struct py_args *args)
{
	struct py_object *exception = args->positional[1];

	(void)row;
	return give_bool(owner->vm, owner->slots.exit(owner->vm, self,
						      py_given(exception) ? exception : NULL));
}

/* ---- the table ---- */

#define ROW(method, slot, which, arity, wrap, user)                                                \
	{                                                                                          \
		method, offsetof(struct py_slots, slot), which, arity, wrap,                       \
			(slot_function *)(user)                                                    \
	}

static const struct slot_row rows[] = {
	ROW("__getattr__", getattr, 0, 1, NULL, user_getattr),
	ROW("__setattr__", setattr, 0, 2, wrap_setattr, py_slot_call_setattr),
	ROW("__delattr__", setattr, 0, 1, NULL, py_slot_call_setattr),
	ROW("__call__", call, 0, SIZE_MAX, wrap_call, user_call),
#define X(name, text, method, reflected)                                                           \
	ROW(method, binary, PY_OP_##name, 1, wrap_binary, user_binary),                            \
		ROW(reflected, binary, PY_OP_COUNT + PY_OP_##name, 1, wrap_binary, user_binary),
	PY_OPERATORS(X)
#undef X
		ROW("__neg__", unary, PY_UNARY_NEGATIVE, 0, wrap_unary, user_unary),
	ROW("__pos__", unary, PY_UNARY_POSITIVE, 0, wrap_unary, user_unary),
	ROW("__invert__", unary, PY_UNARY_INVERT, 0, wrap_unary, user_unary),
	ROW("__eq__", compare, PY_EQ, 1, wrap_compare, user_compare),
	ROW("__ne__", compare, PY_NE, 1, wrap_compare, user_compare),
	ROW("__lt__", compare, PY_LT, 1, wrap_compare, user_compare),
	ROW("__le__", compare, PY_LE, 1, wrap_compare, user_compare),
	ROW("__gt__", compare, PY_GT, 1, wrap_compare, user_compare),
	ROW("__ge__", compare, PY_GE, 1, wrap_compare, user_compare),
	ROW("__bool__", truth, 0, 0, wrap_truth, user_truth),
	ROW("__len__", length, 0, 0, wrap_length, user_length),
	ROW("__getitem__", getitem, 0, 1, wrap_getitem, user_getitem),
	ROW("__setitem__", setitem, 0, 2, wrap_setitem, user_setitem),
	ROW("__delitem__", setitem, 0, 1, wrap_setitem, user_setitem),
	ROW("__contains__", contains, 0, 1, wrap_contains, user_contains),
	ROW("__iter__", iter, 0, 0, wrap_iter, user_iter),
	ROW("__next__", next, 0, 0, wrap_next, user_next),
	ROW("__repr__", repr, 0, 0, wrap_repr, user_repr),
	ROW("__str__", str, 0, 0, wrap_str, user_str),
	ROW("__hash__", hash, 0, 0, wrap_hash, user_hash),
	ROW("__enter__", enter, 0, 0, wrap_enter, user_enter),
	ROW("__exit__", exit, 0, 3, wrap_exit, user_exit),
};

static const struct slot_row *find_row(struct str name)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (str_is(name, rows[i].name))
			return &rows[i];
	return NULL;
}

void py_slot_from_method(struct py_type *type, struct str name, struct py_object *method)
{
	const struct slot_row *row;

	/* A native type's slot method stands for the slot that is there already. */
	if (method->type->native == &py_slot_method_type &&
	    ((struct py_slot_method *)method)->owner->native &&
	    map_get(&((struct py_slot_method *)method)->owner->dict, name) == method &&
	    !map_has(&type->dict, name))
		return;
	row = find_row(name);
	if (row)
		memcpy((char *)&type->slots + row->offset, &row->user, sizeof(row->user));
}

static bool has_slot(const struct py_native_type *native, const struct slot_row *row)
{
	slot_function *slot;

	memcpy(&slot, (const char *)&native->slots + row->offset, sizeof(slot));
	return slot && row->wrap;
}

struct py_object *py_slot_method(struct py_type *type, struct str name)
{
	const struct slot_row *row = find_row(name);
	struct py_slot_method *method;

	if (row ? !has_slot(type->native, row)
		: !(str_is(name, "__init__") || str_is(name, "__new__")))
		return NULL;
	if (!row && !type->native->new_ && type->native != &py_object_type)
		return NULL;
	method = py_new(type->vm, &py_slot_method_type);
	method->row = row;
	method->owner = type;
	method->name = name = str_dup(type->vm->arena, name);
	map_put(&type->dict, name, method);
	return &method->head;
}

/* ---- calling them ---- */

static struct py_object *call_init(struct py *vm, struct py_type *owner, const struct py_args *args)
{
	struct py_object *self = args->positional[0];
	const struct py_args rest = { args->positional + 1, args->n - 1, args->keywords,
				      args->keyword_count };

	if (owner->native == &py_object_type) {
		if (rest.n + rest.keyword_count)
			return py_raise(
				vm, "TypeError",
				"object.__init__() takes exactly one argument (the instance "
				"to initialize)");
		return vm->none;
	}
	return give_none(vm, py_fill_native(vm, owner, self, &rest));
}

static bool is_filled_by_init(const struct py_native_type *native)
{
	return native == &py_object_type || native == &py_list_type || native == &py_dict_type ||
	       native == &py_set_type;
}

static struct py_object *call_new(struct py *vm, struct py_type *owner, const struct py_args *args)
{
	struct py_type *type = (struct py_type *)args->positional[0];
	const struct py_args rest = { args->positional + 1, args->n - 1, args->keywords,
				      args->keyword_count };
	struct py_object *self;

	if (!py_is_type(&type->head))
		return py_raise(vm, "TypeError", "%.*s.__new__(X): X is not a type object (%.*s)",
				STR_ARG(owner->name), STR_ARG(type->head.type->name));
	if (owner->native == &py_type_type)
		return py_refuse(vm, "classes made by type.__new__ are not supported");
	if (owner->native == &py_object_type && rest.n + rest.keyword_count)
		return py_raise(vm, "TypeError",
				"object.__new__() takes exactly one argument (the type to "
				"instantiate)");
	self = py_new_of(vm, type);
	return is_filled_by_init(owner->native) ? self : py_fill_native(vm, owner, self, &rest);
}

static struct py_object *call_slot_method(struct py *vm, struct py_object *callable,
					  const struct py_args *args)
{
	struct py_slot_method *method = (struct py_slot_method *)callable;
	const struct slot_row *row = method->row;

	if (!args->n)
		return py_raise(vm, "TypeError",
				"descriptor '%.*s' of '%.*s' object needs an argument",
				STR_ARG(method->name), STR_ARG(method->owner->name));
	if (!row)
		return str_is(method->name, "__new__") ? call_new(vm, method->owner, args)
						       : call_init(vm, method->owner, args);
	if (!py_is_subtype(args->positional[0]->type, method->owner))
		return py_raise(vm, "TypeError",
				"descriptor '%s' requires a '%.*s' object but received a '%.*s'",
				row->name, STR_ARG(method->owner->name),
				STR_ARG(args->positional[0]->type->name));
	if (row->arity != SIZE_MAX && (args->n - 1 != row->arity || args->keyword_count))
		return py_raise(vm, "TypeError", "expected %zu argument%s, got %zu", row->arity,
				row->arity == 1 ? "" : "s", args->n - 1);
	return row->wrap(method->owner, row, args->positional[0],
			 &(struct py_args){ args->positional + 1, args->n - 1, args->keywords,
					    args->keyword_count });
}

static struct py_object *repr_slot_method(struct py *vm, struct py_object *self)
{
	const struct py_slot_method *method = (struct py_slot_method *)self;

	return py_str_printf(vm, "<slot wrapper '%.*s' of '%.*s' objects>", STR_ARG(method->name),
			     STR_ARG(method->owner->name));
}

static struct py_object *get_name(struct py *vm, struct py_object *self)
{
	return py_str(vm, ((struct py_slot_method *)self)->name);
}

const struct py_native_type py_slot_method_type = {
	.name = "wrapper_descriptor",
	.module = "builtins",
	.size = sizeof(struct py_slot_method),
	.properties = (const struct py_property[]){ { "__name__", get_name, NULL }, { 0 } },
	.slots = { .call = call_slot_method, .repr = repr_slot_method },
};
