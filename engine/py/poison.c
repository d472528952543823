#include "engine/py/types.h"

struct poison {
	struct py_object head;
	const struct error *why;
};

struct py_object *py_poison(struct py *vm, const struct error *why)
{
	struct poison *poison = py_new(vm, &py_poison_type);

	poison->why = why;
	return &poison->head;
}

/* The refusal stands where the value is used; why it cannot be had is its cause. */
static struct py_object *refuse(struct py *vm, struct py_object *self)
{
	const struct error *why = ((struct poison *)self)->why;
	struct error *error = error_new(why->code, "%.*s", STR_ARG(why->message));

	error->hint = why->hint;
	error->cause = why->cause;
	return py_refuse_error(vm, error);
}

bool py_is_poison(struct py *vm, struct py_object *value)
{
	if (!value || value->type->native != &py_poison_type)
		return false;
	refuse(vm, value);
	return true;
}

/* What the language asks of values: to look for one of these is a use. */
static bool is_protocol(struct str name)
{
	static const char *const names[] = {
		"__index__", "__int__",  "__float__",  "__format__", "__iter__",        "__next__",
		"__len__",   "__bool__", "__fspath__", "__await__",  "__length_hint__", "__str__",
		"__repr__",  "__hash__", "__enter__",  "__exit__"
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (str_is(name, names[i]))
			return true;
	return false;
}

static bool poison_getattr(struct py *vm, struct py_object *self, struct str name,
			   struct py_object **ret)
{
	*ret = is_protocol(name) ? refuse(vm, self) : self;
	return true;
}

static bool poison_setattr(struct py *vm, struct py_object *self, struct str name,
			   struct py_object *value)
{
	(void)name;
	(void)value;
	refuse(vm, self);
	return true;
}

static struct py_object *poison_call(struct py *vm, struct py_object *self,
				     const struct py_args *args)
{
	(void)vm;
	(void)args;
	return self;
}

static struct py_object *poison_getitem(struct py *vm, struct py_object *self,
					struct py_object *key)
{
	(void)vm;
	(void)key;
	return self;
}

static struct py_object *poison_binary(struct py *vm, enum py_operator op, struct py_object *self,
				       struct py_object *other, bool reflected)
{
	(void)op;
	(void)other;
	(void)reflected;
	return refuse(vm, self);
}

static struct py_object *poison_unary(struct py *vm, enum py_unary op, struct py_object *self)
{
	(void)op;
	return refuse(vm, self);
}

static struct py_object *poison_compare(struct py *vm, enum py_comparison op,
					struct py_object *self, struct py_object *other)
{
	(void)op;
	(void)other;
	return refuse(vm, self);
}

static int poison_truth(struct py *vm, struct py_object *self)
{
	refuse(vm, self);
	return -1;
}

static int64_t poison_length(struct py *vm, struct py_object *self)
{
	refuse(vm, self);
	return -1;
}

static bool poison_setitem(struct py *vm, struct py_object *self, struct py_object *key,
			   struct py_object *value)
{
	(void)key;
	(void)value;
	return refuse(vm, self);
}

static int poison_contains(struct py *vm, struct py_object *self, struct py_object *item)
{
	(void)item;
	refuse(vm, self);
	return -1;
}

static bool poison_hash(struct py *vm, struct py_object *self, uint64_t *ret_hash)
{
	(void)ret_hash;
	return refuse(vm, self);
}

const struct py_native_type py_poison_type = {
	.name = "poison",
	.module = "builtins",
	.size = sizeof(struct poison),
	.slots = {
		.getattr = poison_getattr,
		.setattr = poison_setattr,
		.call = poison_call,
		.binary = poison_binary,
		.unary = poison_unary,
		.compare = poison_compare,
		.truth = poison_truth,
		.length = poison_length,
		.getitem = poison_getitem,
		.setitem = poison_setitem,
		.contains = poison_contains,
		.iter = refuse,
		.repr = refuse,
		.str = refuse,
		.hash = poison_hash,
	},
};
