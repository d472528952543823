#include "engine/py/module_functools.h"

#include "engine/py/call.h"
#include "engine/py/types.h"
#include "engine/py/wrapper.h"

#include <string.h>

/* ---- partial ---- */

struct partial {
	struct py_object head;
	struct py_object *function, *positional, *keywords; /* a tuple, a dict */
};

static struct py_object *partial_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct partial *partial = (struct partial *)self;

	if (!args[0])
		return py_raise(vm, "TypeError", "type 'partial' takes at least one argument");
	if (!args[0]->type->slots.call)
		return py_raise(vm, "TypeError", "the first argument must be callable");
	partial->function = args[0];
	partial->positional = args[1];
	partial->keywords = args[2];
	if (args[0]->type->native != self->type->native || args[0]->attributes)
		return self;
	/* A partial of a partial is one partial of both. */
	const struct partial *inner = (struct partial *)args[0];
	struct py_object *positional = py_list_from(vm, &py_list_type, inner->positional);
	struct py_object *keywords = py_dict_copy(vm, inner->keywords, &py_dict_type);

	if (!positional || !keywords || !py_list_extend(vm, positional, args[1]) ||
	    !py_dict_update(vm, keywords, args[2]))
		return NULL;
	partial->function = inner->function;
	partial->positional = py_list_from(vm, &py_tuple_type, positional);
	partial->keywords = keywords;
	return self;
}

static struct py_keyword *joined_keywords(struct py *vm, const struct partial *partial,
					  const struct py_args *args, size_t *ret_n)
{
	const size_t most = py_dict_count(partial->keywords) + args->keyword_count;
	struct py_keyword *keywords = ARENA_ARRAY(py_arena(vm), struct py_keyword, most + 1);
	size_t cursor = 0, n = 0;

	for (const struct py_dict_entry *entry; (entry = py_dict_next(partial->keywords, &cursor));)
		keywords[n++] = (struct py_keyword){ py_text(entry->key), entry->value };
	for (size_t i = 0; i < args->keyword_count; i++) {
		size_t at = 0;
		while (at < n && !str_equal(keywords[at].name, args->keywords[i].name))
			at++;
		keywords[at] = args->keywords[i];
		n = at == n ? n + 1 : n;
	}
	*ret_n = n;
	return keywords;
}

static struct py_object *partial_call(struct py *vm, struct py_object *self,
				      const struct py_args *args)
{
	const struct partial *partial = (struct partial *)self;
	const struct py_list *first = (struct py_list *)partial->positional;
	struct py_args joined = { 0 };

	if (!partial->function)
		return py_raise(vm, "TypeError", "partial() was not initialised");
	struct py_object **items =
		ARENA_ARRAY(py_arena(vm), struct py_object *, first->n + args->n + 1);

	for (size_t i = 0; i < first->n; i++)
		items[i] = first->items[i];
	for (size_t i = 0; i < args->n; i++)
		items[first->n + i] = args->positional[i];
	joined.positional = items;
	joined.n = first->n + args->n;
	joined.keywords = joined_keywords(vm, partial, args, &joined.keyword_count);
	return py_call(vm, partial->function, &joined);
}

static struct py_object *partial_repr(struct py *vm, struct py_object *self)
{
	const struct partial *partial = (struct partial *)self;
	const struct py_list *first = (struct py_list *)partial->positional;
	struct strbuf buffer = STRBUF(py_arena(vm));
	struct str text;
	size_t cursor = 0;

	if (!py_repr(vm, partial->function, &text))
		return NULL;
	strbuf_printf(&buffer, "functools.partial(%.*s", STR_ARG(text));
	for (size_t i = 0; i < first->n; i++) {
		if (!py_repr(vm, first->items[i], &text))
			return NULL;
		strbuf_printf(&buffer, ", %.*s", STR_ARG(text));
	}
	for (const struct py_dict_entry *entry;
	     (entry = py_dict_next(partial->keywords, &cursor));) {
		if (!py_repr(vm, entry->value, &text))
			return NULL;
		strbuf_printf(&buffer, ", %.*s=%.*s", STR_ARG(py_text(entry->key)), STR_ARG(text));
	}
	strbuf_add_char(&buffer, ')');
	return py_str(vm, strbuf_str(&buffer));
}

static struct py_object *partial_function(struct py *vm, struct py_object *self)
{
	(void)vm;
	return ((struct partial *)self)->function;
}

static struct py_object *partial_args(struct py *vm, struct py_object *self)
{
	(void)vm;
	return ((struct partial *)self)->positional;
}

static struct py_object *partial_keywords(struct py *vm, struct py_object *self)
{
	(void)vm;
	return ((struct partial *)self)->keywords;
}

static const struct py_native_type partial_type = {
	.name = "partial",
	.module = "functools",
	.size = sizeof(struct partial),
	.signature = "func=None, /, *args, **keywords",
	.new_ = partial_new,
	.properties = (const struct py_property[]){ { "func", partial_function, NULL },
						    { "args", partial_args, NULL },
						    { "keywords", partial_keywords, NULL },
						    { 0 } },
	.slots = { .call = partial_call, .repr = partial_repr },
	.has_attributes = true,
};

/* ---- cached_property ---- */

struct cached_property {
	struct py_object head;
	struct py_object *function;
	struct str name; /* p NULL until a class holds it */
};

static struct py_object *cached_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)vm;
	((struct cached_property *)self)->function = args[0];
	return self;
}

static struct py_object *cached_set_name(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	return py_take_text(vm, args[1], "name", &((struct cached_property *)self)->name)
		       ? py_none(vm)
		       : NULL;
}

static struct py_object *cached_get(struct py *vm, struct py_object *self, struct py_object **args)
{
	const struct cached_property *cached = (struct cached_property *)self;

	if (!py_given(args[0]))
		return self;
	if (!cached->name.p)
		return py_raise(vm, "TypeError",
				"Cannot use cached_property instance without calling "
				"__set_name__ on it.");
	struct py_object *value = args[0]->attributes ? map_get(args[0]->attributes, cached->name)
						      : NULL;

	if (value)
		return value;
	value = py_call(vm, cached->function, &PY_ARGS(args[0]));
	if (value)
		py_put_attribute(vm, args[0], cached->name, value);
	return value;
}

static const struct py_native_type cached_property_type = {
	.name = "cached_property",
	.module = "functools",
	.size = sizeof(struct cached_property),
	.signature = "func",
	.new_ = cached_new,
	.methods =
		(const struct py_method[]){
			{ "__set_name__", "owner, name", cached_set_name, PY_METHOD_INSTANCE },
			{ "__get__", "instance, owner=None", cached_get, PY_METHOD_INSTANCE },
			{ 0 } },
};

/* ---- cmp_to_key ---- */

struct sort_key {
	struct py_object head;
	struct py_object *function, *value;
};

static struct py_object *key_compare(struct py *vm, enum py_comparison op, struct py_object *self,
				     struct py_object *other)
{
	const struct sort_key *a = (struct sort_key *)self, *b = (struct sort_key *)other;

	if (other->type != self->type)
		return py_raise(vm, "TypeError", "other argument must be K instance");
	struct py_object *order = py_call(vm, a->function, &PY_ARGS(a->value, b->value));

	return order ? py_compare(vm, op, order, py_int(vm, 0)) : NULL;
}

static const struct py_native_type sort_key_type = {
	.name = "KeyWrapper",
	.module = "functools",
	.size = sizeof(struct sort_key),
	.slots = { .compare = key_compare },
};

static struct py_object *make_key(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct sort_key *key = py_new(vm, &sort_key_type);

	key->function = self;
	key->value = args[0];
	return &key->head;
}

static struct py_object *cmp_to_key(struct py *vm, struct py_object *self, struct py_object **args)
{
	static const struct py_method maker = { "K", "obj", make_key, PY_METHOD_STATIC };

	(void)self;
	return py_function(vm, &maker, args[0]);
}

/* ---- total_ordering ---- */

static const char *const order_names[] = { "__lt__", "__le__", "__gt__", "__ge__" };

/* The class's own or inherited method, unless it is object's. */
static struct py_object *own_method(struct py *vm, const struct py_type *type, const char *name)
{
	struct py_object *found = py_type_lookup(type, str_from(name));

	return found && found != py_type_lookup(py_type_from(vm, &py_object_type), str_from(name))
		       ? found
		       : NULL;
}

/*
 * `a op b` from the one method that the class has and from ==, by the table of CPython's
 * functools._convert: each is the root's answer, negated where the root is on the other side,
 * joined with equality where exactly one of the two admits it.
 */
static struct py_object *derived(struct py *vm, enum py_comparison op, struct py_object *self,
				 struct py_object *other)
{
	int root = 0;

	while (!own_method(vm, self->type, order_names[root]) ||
	       py_is(py_type_lookup(self->type, str_from(order_names[root])),
		     &py_native_function_type))
		root++;
	struct py_object *answer = py_call_method(vm, self, order_names[root], &PY_ARGS(other));
	const bool root_is_less = root < 2, root_has_equal = root & 1;
	const bool is_less = op == PY_LT || op == PY_LE, has_equal = op == PY_LE || op == PY_GE;

	if (!answer || answer == py_not_implemented(vm))
		return answer;
	const int truth = py_truth(vm, answer);

	if (truth < 0)
		return NULL;
	const bool value = root_is_less == is_less ? truth : !truth;
	/* After the step: does a pair of equals come out true? */
	const bool equals_true = root_is_less == is_less ? root_has_equal : !root_has_equal;

	if (equals_true == has_equal)
		return py_bool(vm, value);
	const int same = py_equal(vm, self, other);

	return same < 0 ? NULL : py_bool(vm, has_equal ? value || same : value && !same);
}

static struct py_object *derived_lt(struct py *vm, struct py_object *self, struct py_object **args)
{
	return derived(vm, PY_LT, self, args[0]);
}

static struct py_object *derived_le(struct py *vm, struct py_object *self, struct py_object **args)
{
	return derived(vm, PY_LE, self, args[0]);
}

static struct py_object *derived_gt(struct py *vm, struct py_object *self, struct py_object **args)
{
	return derived(vm, PY_GT, self, args[0]);
}

static struct py_object *derived_ge(struct py *vm, struct py_object *self, struct py_object **args)
{
	return derived(vm, PY_GE, self, args[0]);
}

static struct py_object *total_ordering(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	static const struct py_method rows[] = {
		{ "__lt__", "other, /", derived_lt, PY_METHOD_INSTANCE },
		{ "__le__", "other, /", derived_le, PY_METHOD_INSTANCE },
		{ "__gt__", "other, /", derived_gt, PY_METHOD_INSTANCE },
		{ "__ge__", "other, /", derived_ge, PY_METHOD_INSTANCE }
	};
	struct py_type *type = (struct py_type *)args[0];
	bool has[4], has_any = false;

	(void)self;
	if (!py_is_type(args[0]))
		return py_raise(vm, "TypeError", "total_ordering takes a class");
	for (size_t i = 0; i < 4; i++)
		has_any |= has[i] = own_method(vm, type, order_names[i]) != NULL;
	if (!has_any)
		return py_raise(vm, "ValueError",
				"must define at least one ordering operation: < > <= >=");
	for (size_t i = 0; i < 4; i++)
		if (!has[i] && !py_setattr(vm, args[0], str_from(rows[i].name),
					   py_native_method(vm, &rows[i], type)))
			return NULL;
	return args[0];
}

/* ---- functions ---- */

static struct py_object *reduce(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *iterator, *value = args[2], *item;

	(void)self;
	if (!args[1]->type->slots.iter && !py_is_poison(vm, args[1]))
		return py_raise(vm, "TypeError", "reduce() arg 2 must support iteration");
	iterator = py_iter(vm, args[1]);
	if (!iterator || (!value && !py_next(vm, iterator, &value)))
		return NULL;
	if (!value)
		return py_raise(vm, "TypeError",
				"reduce() of empty iterable with no initial value");
	for (;;) {
		if (!py_next(vm, iterator, &item))
			return NULL;
		if (!item)
			return value;
		value = py_call(vm, args[0], &PY_ARGS(value, item));
		if (!value)
			return NULL;
	}
}

static struct py_object *update_wrapper(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	(void)self;
	if (args[2] || args[3])
		return py_refuse(vm, "update_wrapper() with its own list of attributes");
	return py_update_wrapper(vm, args[0], args[1]) ? args[0] : NULL;
}

static struct py_object *decorate_wrapper(struct py *vm, struct py_object *self,
					  struct py_object **args)
{
	return py_update_wrapper(vm, args[0], self) ? args[0] : NULL;
}

static struct py_object *wraps(struct py *vm, struct py_object *self, struct py_object **args)
{
	static const struct py_method decorator = { "wraps", "wrapper, /", decorate_wrapper,
						    PY_METHOD_STATIC };
	(void)self;
	if (args[1] || args[2])
		return py_refuse(vm, "wraps() with its own list of attributes");
	return py_function(vm, &decorator, args[0]);
}

static const struct py_member members[] = {
	{ "partial", PY_MEMBER_TYPE, &partial_type, NULL },
	{ "cached_property", PY_MEMBER_TYPE, &cached_property_type, NULL },
	{ 0 },
};

static const struct py_method functions[] = {
	{ "reduce", "function, iterable, initial=None, /", reduce, PY_METHOD_STATIC },
	{ "lru_cache", "maxsize=128, typed=False", py_functools_lru_cache, PY_METHOD_STATIC },
	{ "cache", "user_function, /", py_functools_cache, PY_METHOD_STATIC },
	{ "wraps", "wrapped, assigned=None, updated=None", wraps, PY_METHOD_STATIC },
	{ "update_wrapper", "wrapper, wrapped, assigned=None, updated=None", update_wrapper,
	  PY_METHOD_STATIC },
	{ "cmp_to_key", "mycmp", cmp_to_key, PY_METHOD_STATIC },
	{ "total_ordering", "cls", total_ordering, PY_METHOD_STATIC },
	{ 0 },
};

/* singledispatch and partialmethod are what is left. */
const struct py_native_module py_module_functools = {
	.name = "functools", .members = members, .functions = functions, .is_open = true
};
