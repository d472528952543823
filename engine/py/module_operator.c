#include "engine/py/builtin.h"
#include "engine/py/protocol.h"

/* ---- operators as functions ---- */

#define BINARY(X)                                                                                  \
	X(add, "add", ADD)                                                                         \
	X(sub, "sub", SUB) X(mul, "mul", MULT) X(truediv, "truediv", DIV)                          \
		X(floordiv, "floordiv", FLOORDIV) X(mod, "mod", MOD) X(pow, "pow", POW)            \
			X(matmul, "matmul", MATMULT) X(and, "and_", BITAND) X(or, "or_", BITOR)    \
				X(xor, "xor", BITXOR) X(lshift, "lshift", LSHIFT)                  \
					X(rshift, "rshift", RSHIFT) X(concat, "concat", ADD)

#define COMPARISONS(X) X(eq, EQ) X(ne, NE) X(lt, LT) X(le, LE) X(gt, GT) X(ge, GE)

#define FUNCTION(name, body)                                                                       \
	static struct py_object *operator_##name(struct py *vm, struct py_object *self,            \
						 struct py_object **args)                          \
	{                                                                                          \
		(void)self;                                                                        \
		return body;                                                                       \
	}
#define X(name, text, op) FUNCTION(name, py_binary(vm, PY_OP_##op, args[0], args[1]))
BINARY(X)
#undef X
#define X(name, text, op)                                                                          \
	FUNCTION(in_place_##name, py_binary_in_place(vm, PY_OP_##op, args[0], args[1]))
BINARY(X)
#undef X
#define X(name, op) FUNCTION(name, py_compare(vm, PY_##op, args[0], args[1]))
COMPARISONS(X)
#undef X

static struct py_object *give_bool(struct py *vm, int value)
{
	return value < 0 ? NULL : py_bool(vm, value);
}

static struct py_object *give_none(struct py *vm, bool is_done)
{
	return is_done ? py_none(vm) : NULL;
}

static int negated(int truth)
{
	return truth < 0 ? truth : !truth;
}

FUNCTION(neg, py_unary(vm, PY_UNARY_NEGATIVE, args[0]))
FUNCTION(pos, py_unary(vm, PY_UNARY_POSITIVE, args[0]))
FUNCTION(invert, py_unary(vm, PY_UNARY_INVERT, args[0]))
FUNCTION(truth, give_bool(vm, py_truth(vm, args[0])))
FUNCTION(not, give_bool(vm, negated(py_truth(vm, args[0]))))
FUNCTION(is, py_is_poison(vm, args[0]) ? NULL : py_bool(vm, args[0] == args[1]))
FUNCTION(is_not, py_is_poison(vm, args[0]) ? NULL : py_bool(vm, args[0] != args[1]))
FUNCTION(contains, give_bool(vm, py_contains(vm, args[0], args[1])))
FUNCTION(getitem, py_getitem(vm, args[0], args[1]))
FUNCTION(setitem, give_none(vm, py_setitem(vm, args[0], args[1], args[2])))
FUNCTION(delitem, give_none(vm, py_setitem(vm, args[0], args[1], NULL)))
FUNCTION(index, py_index(vm, args[0]))

FUNCTION(abs, py_builtin_abs(vm, NULL, args))

/* How often, or where first, an item equals the value; -1: unwinding, -2: not found. */
static int64_t count_or_find(struct py *vm, struct py_object **args, bool is_count)
{
	struct py_object **items;
	int64_t count = 0;
	size_t n;

	if (!py_take_items(vm, args[0], &items, &n))
		return -1;
	for (size_t i = 0; i < n; i++) {
		const int same = py_equal(vm, items[i], args[1]);
		if (same < 0)
			return -1;
		if (same && !is_count)
			return (int64_t)i;
		count += same;
	}
	return is_count ? count : -2;
}

static struct py_object *operator_count(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	const int64_t count = count_or_find(vm, args, true);

	(void)self;
	return count < 0 ? NULL : py_int(vm, count);
}

static struct py_object *operator_find(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	const int64_t at = count_or_find(vm, args, false);

	(void)self;
	if (at == -2)
		return py_raise(vm, "ValueError", "sequence.index(x): x not in sequence");
	return at < 0 ? NULL : py_int(vm, at);
}

/* ---- itemgetter, attrgetter, methodcaller ---- */

struct getter {
	struct py_object head;
	struct py_object *keys; /* a tuple: keys, dotted names, or the arguments of the method */
	struct py_object *keywords;
	struct str method;
};

/* One key gives its value, several a tuple. */
static struct py_object *get_all(struct py *vm, const struct getter *getter,
				 struct py_object *object,
				 struct py_object *(*get)(struct py *, struct py_object *,
							  struct py_object *))
{
	const struct py_list *keys = (struct py_list *)getter->keys;
	struct py_object *values = py_tuple_of(vm, keys->n);

	for (size_t i = 0; i < keys->n; i++) {
		struct py_object *value = get(vm, object, keys->items[i]);
		if (!value || keys->n == 1)
			return value;
		((struct py_list *)values)->items[i] = value;
	}
	return values;
}

static struct py_object *get_dotted(struct py *vm, struct py_object *object, struct py_object *name)
{
	struct str rest = py_text(name), part;

	while (object && str_next_part(&rest, '.', &part))
		object = py_getattr(vm, object, part);
	return object;
}

static bool take_one(struct py *vm, struct py_object *self, const struct py_args *args)
{
	return (args->n == 1 && !args->keyword_count) ||
	       py_raise(vm, "TypeError", "%.*s expected 1 argument, got %zu",
			STR_ARG(py_type_name(self)), args->n);
}

static struct py_object *itemgetter_call(struct py *vm, struct py_object *self,
					 const struct py_args *args)
{
	return take_one(vm, self, args)
		       ? get_all(vm, (struct getter *)self, args->positional[0], py_getitem)
		       : NULL;
}

static struct py_object *attrgetter_call(struct py *vm, struct py_object *self,
					 const struct py_args *args)
{
	return take_one(vm, self, args)
		       ? get_all(vm, (struct getter *)self, args->positional[0], get_dotted)
		       : NULL;
}

static struct py_object *methodcaller_call(struct py *vm, struct py_object *self,
					   const struct py_args *args)
{
	const struct getter *getter = (struct getter *)self;
	const struct py_list *positional = (struct py_list *)getter->keys;
	struct py_keyword *keywords;
	struct py_object *method;
	size_t cursor = 0, n = 0;

	if (!take_one(vm, self, args))
		return NULL;
	method = py_getattr(vm, args->positional[0], getter->method);
	keywords =
		ARENA_ARRAY(py_arena(vm), struct py_keyword, py_dict_count(getter->keywords) + 1);
	for (const struct py_dict_entry *entry; (entry = py_dict_next(getter->keywords, &cursor));)
		keywords[n++] = (struct py_keyword){ py_text(entry->key), entry->value };
	return method ? py_call(vm, method,
				&(struct py_args){ positional->items, positional->n, keywords, n })
		      : NULL;
}

static struct py_object *getter_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct getter *getter = (struct getter *)self;

	(void)vm;
	getter->keys = args[0];
	if (!((struct py_list *)args[0])->n)
		return py_raise(vm, "TypeError", "%.*s expected 1 argument, got 0",
				STR_ARG(py_type_name(self)));
	return self;
}

static struct py_object *attrgetter_new(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	const struct py_list *names = (struct py_list *)args[0];

	for (size_t i = 0; i < names->n; i++)
		if (!py_is_str(names->items[i]))
			return py_raise(vm, "TypeError", "attribute name must be a string");
	return getter_new(vm, self, args);
}

static struct py_object *methodcaller_new(struct py *vm, struct py_object *self,
					  struct py_object **args)
{
	struct getter *getter = (struct getter *)self;

	if (!py_is_str(args[0]))
		return py_raise(vm, "TypeError", "method name must be a string");
	getter->method = py_text(args[0]);
	getter->keys = args[1];
	getter->keywords = args[2];
	return self;
}

#define GETTER_TYPE(variable, text, call_signature, constructor, called)                           \
	static const struct py_native_type variable = { .name = text,                              \
							.module = "operator",                      \
							.size = sizeof(struct getter),             \
							.signature = call_signature,               \
							.new_ = constructor,                       \
							.slots = { .call = called } }

GETTER_TYPE(itemgetter_type, "itemgetter", "*items", getter_new, itemgetter_call);
GETTER_TYPE(attrgetter_type, "attrgetter", "*attrs", attrgetter_new, attrgetter_call);
GETTER_TYPE(methodcaller_type, "methodcaller", "name, /, *args, **kwargs", methodcaller_new,
	    methodcaller_call);

/* ---- the module ---- */

static const struct py_member members[] = {
	{ "itemgetter", PY_MEMBER_TYPE, &itemgetter_type, NULL },
	{ "attrgetter", PY_MEMBER_TYPE, &attrgetter_type, NULL },
	{ "methodcaller", PY_MEMBER_TYPE, &methodcaller_type, NULL },
	{ 0 },
};

static const struct py_method functions[] = {
#define X(name, text, op) { text, "a, b, /", operator_##name, PY_METHOD_STATIC },
	BINARY(X)
#undef X
#define X(name, text, op) { "i" text, "a, b, /", operator_in_place_##name, PY_METHOD_STATIC },
		BINARY(X)
#undef X
#define X(name, op) { #name, "a, b, /", operator_##name, PY_METHOD_STATIC },
			COMPARISONS(X)
#undef X
				{ "neg", "a, /", operator_neg, PY_METHOD_STATIC },
	{ "pos", "a, /", operator_pos, PY_METHOD_STATIC },
	{ "invert", "a, /", operator_invert, PY_METHOD_STATIC },
	{ "inv", "a, /", operator_invert, PY_METHOD_STATIC },
	{ "abs", "a, /", operator_abs, PY_METHOD_STATIC },
	{ "truth", "a, /", operator_truth, PY_METHOD_STATIC },
	{ "not_", "a, /", operator_not, PY_METHOD_STATIC },
	{ "is_", "a, b, /", operator_is, PY_METHOD_STATIC },
	{ "is_not", "a, b, /", operator_is_not, PY_METHOD_STATIC },
	{ "contains", "a, b, /", operator_contains, PY_METHOD_STATIC },
	{ "getitem", "a, b, /", operator_getitem, PY_METHOD_STATIC },
	{ "setitem", "a, b, c, /", operator_setitem, PY_METHOD_STATIC },
	{ "delitem", "a, b, /", operator_delitem, PY_METHOD_STATIC },
	{ "index", "a, /", operator_index, PY_METHOD_STATIC },
	{ "countOf", "a, b, /", operator_count, PY_METHOD_STATIC },
	{ "indexOf", "a, b, /", operator_find, PY_METHOD_STATIC },
	{ 0 },
};

const struct py_native_module py_module_operator = {
	.name = "operator", .members = members, .functions = functions, .is_open = true
};
