#include "engine/py/protocol.h"

#include "engine/py/call.h"
#include "engine/py/types.h"

/* ---- binary operators ---- */

static const char *const operator_texts[PY_OP_COUNT] = {
#define X(name, text, method, reflected) text,
	PY_OPERATORS(X)
#undef X
};

static struct py_object *try_binary(struct py *vm, enum py_operator op, struct py_object *self,
				    struct py_object *other, bool reflected)
{
	if (!self->type->slots.binary)
		return vm->not_implemented;
	return self->type->slots.binary(vm, op, self, other, reflected);
}

/* A subclass on the right is asked first if it has its own word (`Objects/abstract.c`, binary_op1).
 */
static bool is_right_first(enum py_operator op, const struct py_object *a,
			   const struct py_object *b)
{
	static const char *const reflected_names[PY_OP_COUNT] = {
#define X(name, text, method, reflected) reflected,
		PY_OPERATORS(X)
#undef X
	};
	const struct str name = str_from(reflected_names[op]);

	if (a->type == b->type || !b->type->slots.binary || !py_is_subtype(b->type, a->type))
		return false;
	return b->type->slots.binary != a->type->slots.binary ||
	       (!b->type->native && py_type_lookup(b->type, name) != py_type_lookup(a->type, name));
}

static struct py_object *dispatch_binary(struct py *vm, enum py_operator op, struct py_object *a,
					 struct py_object *b)
{
	const bool right_first = is_right_first(op, a, b);
	struct py_object *result = right_first ? try_binary(vm, op, b, a, true)
					       : vm->not_implemented;

	if (result == vm->not_implemented)
		result = try_binary(vm, op, a, b, false);
	if (result == vm->not_implemented && !right_first && a->type != b->type)
		result = try_binary(vm, op, b, a, true);
	return result;
}

static struct py_object *raise_operands(struct py *vm, const char *text, struct py_object *a,
					struct py_object *b)
{
	if (py_is_poison(vm, a) || py_is_poison(vm, b))
		return NULL;
	return py_raise(vm, "TypeError", "unsupported operand type(s) for %s: '%.*s' and '%.*s'",
			text, STR_ARG(a->type->name), STR_ARG(b->type->name));
}

struct py_object *py_binary(struct py *vm, enum py_operator op, struct py_object *a,
			    struct py_object *b)
{
	struct py_object *result = dispatch_binary(vm, op, a, b);

	if (result != vm->not_implemented)
		return result;
	return raise_operands(vm, op == PY_OP_POW ? "** or pow()" : operator_texts[op], a, b);
}

/* Types without `__iadd__` and the like. */
static bool is_immutable(const struct py_native_type *native)
{
	return native == &py_int_type || native == &py_str_type || native == &py_float_type ||
	       native == &py_tuple_type;
}

struct py_object *py_binary_in_place(struct py *vm, enum py_operator op, struct py_object *a,
				     struct py_object *b)
{
	static const char *const names[PY_OP_COUNT] = {
		"__iadd__", "__isub__", "__imul__",    "__itruediv__", "__ifloordiv__",
		"__imod__", "__ipow__", "__ilshift__", "__irshift__",  "__ior__",
		"__ixor__", "__iand__", "__imatmul__",
	};
	struct py_object *result = vm->not_implemented;

	if (!is_immutable(a->type->native)) {
		struct py_object *method = py_type_lookup(a->type, str_from(names[op]));
		if (method)
			result = py_call_attribute(vm, method, a, &PY_ARGS(b));
	}
	if (result == vm->not_implemented)
		result = dispatch_binary(vm, op, a, b);
	if (result != vm->not_implemented)
		return result;
	return raise_operands(vm,
			      (char[8]){ operator_texts[op][0],
					 operator_texts[op][1] ? operator_texts[op][1] : '=',
					 operator_texts[op][1] ? '=' : 0 },
			      a, b);
}

struct py_object *py_unary(struct py *vm, enum py_unary op, struct py_object *value)
{
	static const char *const texts[] = { "-", "+", "~" };

	if (value->type->slots.unary)
		return value->type->slots.unary(vm, op, value);
	return py_raise(vm, "TypeError", "bad operand type for unary %s: '%.*s'", texts[op],
			STR_ARG(value->type->name));
}

/* ---- comparison ---- */

static const enum py_comparison swapped[] = { PY_EQ, PY_NE, PY_GT, PY_GE, PY_LT, PY_LE };
static const char *const comparison_texts[] = { "==", "!=", "<", "<=", ">", ">=" };

struct py_object *py_compare(struct py *vm, enum py_comparison op, struct py_object *a,
			     struct py_object *b)
{
	const bool right_first = a->type != b->type && py_is_subtype(b->type, a->type);
	struct py_object *result = vm->not_implemented;

	if (!py_enter(vm))
		return NULL;
	if (right_first)
		result = b->type->slots.compare(vm, swapped[op], b, a);
	if (result == vm->not_implemented)
		result = a->type->slots.compare(vm, op, a, b);
	if (result == vm->not_implemented && !right_first)
		result = b->type->slots.compare(vm, swapped[op], b, a);
	py_leave(vm);
	if (result != vm->not_implemented)
		return result;
	if (op == PY_EQ || op == PY_NE)
		return py_bool(vm, (a == b) == (op == PY_EQ));
	return py_raise(vm, "TypeError",
			"'%s' not supported between instances of '%.*s' and '%.*s'",
			comparison_texts[op], STR_ARG(a->type->name), STR_ARG(b->type->name));
}

/* Identity counts as equality, as in containers (PyObject_RichCompareBool). */
int py_equal(struct py *vm, struct py_object *a, struct py_object *b)
{
	struct py_object *result;

	if (a == b)
		return 1;
	result = py_compare(vm, PY_EQ, a, b);
	return result ? py_truth(vm, result) : -1;
}

/* ---- truth, length, hash ---- */

int py_truth(struct py *vm, struct py_object *object)
{
	const struct py_slots *slots = &object->type->slots;

	if (slots->truth)
		return slots->truth(vm, object);
	if (slots->length) {
		const int64_t length = slots->length(vm, object);
		return length < 0 ? -1 : length > 0;
	}
	return 1;
}

int64_t py_length(struct py *vm, struct py_object *object)
{
	if (object->type->slots.length)
		return object->type->slots.length(vm, object);
	py_raise(vm, "TypeError", "object of type '%.*s' has no len()",
		 STR_ARG(object->type->name));
	return -1;
}

bool py_hash(struct py *vm, struct py_object *object, uint64_t *ret_hash)
{
	return object->type->slots.hash(vm, object, ret_hash);
}

/* ---- subscripts ---- */

struct py_object *py_getitem(struct py *vm, struct py_object *object, struct py_object *key)
{
	if (object->type->slots.getitem)
		return object->type->slots.getitem(vm, object, key);
	return py_raise(vm, "TypeError", "'%.*s' object is not subscriptable",
			STR_ARG(object->type->name));
}

bool py_setitem(struct py *vm, struct py_object *object, struct py_object *key,
		struct py_object *value)
{
	if (object->type->slots.setitem)
		return object->type->slots.setitem(vm, object, key, value);
	return py_raise(vm, "TypeError", "'%.*s' object does not support item %s",
			STR_ARG(object->type->name), value ? "assignment" : "deletion");
}

int py_contains(struct py *vm, struct py_object *container, struct py_object *item)
{
	struct py_object *iterator, *each;

	if (container->type->slots.contains)
		return container->type->slots.contains(vm, container, item);
	if (!container->type->slots.iter && !container->type->slots.getitem) {
		py_raise(vm, "TypeError", "argument of type '%.*s' is not iterable",
			 STR_ARG(container->type->name));
		return -1;
	}
	iterator = py_iter(vm, container);
	while (iterator && py_next(vm, iterator, &each)) {
		const int equal = each ? py_equal(vm, each, item) : 0;
		if (equal || !each)
			return equal;
	}
	return -1;
}

/* ---- iteration ---- */

/* Iterates by subscripts 0, 1, ... until IndexError, as old classes without __iter__ do. */
struct index_iterator {
	struct py_object head;
	struct py_object *sequence;
	int64_t at;
};

static struct py_object *iterator_itself(struct py *vm, struct py_object *self)
{
	(void)vm;
	return self;
}

static struct py_object *next_by_index(struct py *vm, struct py_object *self)
{
	struct index_iterator *iterator = (struct index_iterator *)self;
	struct py_object *value;

	if (iterator->at < 0)
		return NULL;
	value = py_getitem(vm, iterator->sequence, py_int(vm, iterator->at++));
	if (!value) {
		(void)(py_catch(vm, "IndexError") || py_catch(vm, "StopIteration"));
		iterator->at = -1;
	}
	return value;
}

static const struct py_native_type index_iterator_type = {
	.name = "iterator",
	.module = "builtins",
	.size = sizeof(struct index_iterator),
	.slots = { .iter = iterator_itself, .next = next_by_index },
};

/* Calls a function until it gives the sentinel: iter(callable, sentinel). */
struct call_iterator {
	struct py_object head;
	struct py_object *callable, *sentinel;
};

static struct py_object *next_by_call(struct py *vm, struct py_object *self)
{
	struct call_iterator *iterator = (struct call_iterator *)self;
	struct py_object *value;
	int equal;

	if (!iterator->callable)
		return NULL;
	value = py_call(vm, iterator->callable, &PY_NO_ARGS);
	if (!value) {
		if (py_catch(vm, "StopIteration"))
			iterator->callable = NULL;
		return NULL;
	}
	equal = py_equal(vm, value, iterator->sentinel);
	if (equal)
		iterator->callable = NULL;
	return equal ? NULL : value;
}

static const struct py_native_type call_iterator_type = {
	.name = "callable_iterator",
	.module = "builtins",
	.size = sizeof(struct call_iterator),
	.slots = { .iter = iterator_itself, .next = next_by_call },
};

struct py_object *py_call_iterator(struct py *vm, struct py_object *callable,
				   struct py_object *sentinel)
{
	struct call_iterator *iterator = py_new(vm, &call_iterator_type);

	iterator->callable = callable;
	iterator->sentinel = sentinel;
	return &iterator->head;
}

struct py_object *py_iter(struct py *vm, struct py_object *object)
{
	const struct py_slots *slots = &object->type->slots;
	struct py_object *iterator;

	if (slots->iter) {
		iterator = slots->iter(vm, object);
		if (iterator && !iterator->type->slots.next)
			return py_raise(vm, "TypeError",
					"iter() returned non-iterator of type '%.*s'",
					STR_ARG(iterator->type->name));
		return iterator;
	}
	if (slots->getitem && !py_is_type(object)) {
		struct index_iterator *by_index = py_new(vm, &index_iterator_type);
		by_index->sequence = object;
		return &by_index->head;
	}
	return py_raise(vm, "TypeError", "'%.*s' object is not iterable",
			STR_ARG(object->type->name));
}

bool py_next(struct py *vm, struct py_object *iterator, struct py_object **ret)
{
	if (!iterator->type->slots.next)
		return py_raise(vm, "TypeError", "'%.*s' object is not an iterator",
				STR_ARG(iterator->type->name));
	*ret = iterator->type->slots.next(vm, iterator);
	return *ret || !py_is_unwinding(vm);
}

/* ---- text ---- */

static bool text_of(struct py_object *value, struct str *ret)
{
	if (value)
		*ret = py_text(value);
	return value;
}

bool py_repr(struct py *vm, struct py_object *object, struct str *ret)
{
	bool is_done;

	if (!py_enter(vm))
		return false;
	is_done = text_of(object->type->slots.repr(vm, object), ret);
	py_leave(vm);
	return is_done;
}

bool py_to_str(struct py *vm, struct py_object *object, struct str *ret)
{
	bool is_done;

	if (object->type->native == &py_str_type) {
		*ret = py_text(object);
		return true;
	}
	if (!py_enter(vm))
		return false;
	is_done = text_of(object->type->slots.str(vm, object), ret);
	py_leave(vm);
	return is_done;
}

/* ---- instances ---- */

static int is_instance_of_one(struct py *vm, struct py_object *object, struct py_object *type)
{
	struct py_object *method;

	if (py_is_poison(vm, type) || py_is_poison(vm, object))
		return -1;
	if (py_is_type(type) && py_is_subtype(object->type, (struct py_type *)type))
		return 1;
	method = py_type_lookup(type->type, STR("__instancecheck__"));
	if (method) {
		struct py_object *result = py_call_attribute(vm, method, type, &PY_ARGS(object));
		return result ? py_truth(vm, result) : -1;
	}
	if (py_is_type(type))
		return 0;
	py_raise(vm, "TypeError",
		 "isinstance() arg 2 must be a type, a tuple of types, or a union");
	return -1;
}

int py_is_instance(struct py *vm, struct py_object *object, struct py_object *type_or_tuple)
{
	struct py_object **items;
	size_t n;

	if (!py_is(type_or_tuple, &py_tuple_type))
		return is_instance_of_one(vm, object, type_or_tuple);
	if (!py_take_items(vm, type_or_tuple, &items, &n))
		return -1;
	for (size_t i = 0; i < n; i++) {
		const int result = py_is_instance(vm, object, items[i]);
		if (result)
			return result;
	}
	return 0;
}
