#include "engine/py/module_itertools.h"

static bool set_source(struct py *vm, struct py_iterator *self, struct py_object *iterable,
		       struct py_object *(*next)(struct py *, struct py_iterator *))
{
	self->next = next;
	self->source = py_iter(vm, iterable);
	return self->source != NULL;
}

/* The next item of `source`, NULL at its end or when unwinding. */
static struct py_object *take(struct py *vm, struct py_object *source)
{
	struct py_object *item;

	return py_next(vm, source, &item) ? item : NULL;
}

/* ---- chain ---- */

/* `source` gives iterables, `more` is the one that is being read. */
static struct py_object *chain_next(struct py *vm, struct py_iterator *self)
{
	for (;;) {
		struct py_object *item = self->more ? take(vm, self->more) : NULL;
		if (item || py_is_unwinding(vm))
			return item;
		struct py_object *iterable = take(vm, self->source);
		self->more = iterable ? py_iter(vm, iterable) : NULL;
		if (!self->more)
			return NULL;
	}
}

static struct py_object *chain_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	return set_source(vm, (struct py_iterator *)self, args[0], chain_next) ? self : NULL;
}

static struct py_object *chain_from(struct py *vm, struct py_object *class, struct py_object **args)
{
	return chain_new(vm, py_new_of(vm, (struct py_type *)class), args);
}

static const struct py_native_type chain_type = {
	.name = "chain",
	.module = "itertools",
	.size = sizeof(struct py_iterator),
	.signature = "*iterables",
	.new_ = chain_new,
	.methods =
		(const struct py_method[]){
			{ "from_iterable", "iterable, /", chain_from, PY_METHOD_CLASS }, { 0 } },
	.slots = { .iter = py_iterator_self, .next = py_iterator_next },
};

/* ---- endless ones ---- */

/* `source` is the number that comes next, `more` the step. */
static struct py_object *count_next(struct py *vm, struct py_iterator *self)
{
	struct py_object *value = self->source;

	self->source = py_binary(vm, PY_OP_ADD, value, self->more);
	return self->source ? value : NULL;
}

static struct py_object *count_new(struct py *vm, struct py_object *object, struct py_object **args)
{
	struct py_iterator *self = (struct py_iterator *)object;

	self->next = count_next;
	self->source = args[0] ? args[0] : py_int(vm, 0);
	self->more = args[1] ? args[1] : py_int(vm, 1);
	return object;
}

static struct py_object *count_repr(struct py *vm, struct py_object *object)
{
	const struct py_iterator *self = (struct py_iterator *)object;
	struct str start, step;

	if (!py_repr(vm, self->source, &start) || !py_repr(vm, self->more, &step))
		return NULL;
	return str_is(step, "1")
		       ? py_str_printf(vm, "count(%.*s)", STR_ARG(start))
		       : py_str_printf(vm, "count(%.*s, %.*s)", STR_ARG(start), STR_ARG(step));
}

static const struct py_native_type count_type = {
	.name = "count",
	.module = "itertools",
	.size = sizeof(struct py_iterator),
	.signature = "start=0, step=1",
	.new_ = count_new,
	.slots = { .iter = py_iterator_self, .next = py_iterator_next, .repr = count_repr },
};

/* `more` keeps what was read, for the later rounds. */
static struct py_object *cycle_next(struct py *vm, struct py_iterator *self)
{
	struct py_object *item = self->source ? take(vm, self->source) : NULL;
	const struct py_list *seen = (struct py_list *)self->more;

	if (item) {
		py_list_append(vm, self->more, item);
		return item;
	}
	self->source = NULL;
	if (!seen->n || py_is_unwinding(vm))
		return NULL;
	return seen->items[self->at++ % seen->n];
}

static struct py_object *cycle_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	((struct py_iterator *)self)->more = py_list(vm);
	return set_source(vm, (struct py_iterator *)self, args[0], cycle_next) ? self : NULL;
}

/* `number` is how many are left, -1: without end. */
static struct py_object *repeat_next(struct py *vm, struct py_iterator *self)
{
	(void)vm;
	if (!self->number)
		return NULL;
	if (self->number > 0)
		self->number--;
	return self->source;
}

static struct py_object *repeat_new(struct py *vm, struct py_object *object,
				    struct py_object **args)
{
	struct py_iterator *self = (struct py_iterator *)object;

	self->next = repeat_next;
	self->source = args[0];
	self->number = -1;
	if (!args[1])
		return object;
	if (!py_take_int(vm, args[1], "times", &self->number))
		return NULL;
	self->number = self->number < 0 ? 0 : self->number;
	return object;
}

/* ---- selecting ---- */

/* `number` is the next place wanted, `at` the place read next, `n` the end, `version` the step. */
static struct py_object *islice_next(struct py *vm, struct py_iterator *self)
{
	if ((uint64_t)self->number >= self->n)
		return NULL;
	for (;;) {
		struct py_object *item = take(vm, self->source);
		if (!item || self->at++ == (uint64_t)self->number) {
			self->number += (int64_t)self->version;
			return item;
		}
	}
}

static bool take_place(struct py *vm, struct py_object *value, int64_t absent, int64_t *ret)
{
	*ret = absent;
	if (!py_given(value))
		return true;
	if (!py_is_int(value) || !py_index_clipped(vm, value, ret) || *ret < 0)
		return py_raise(vm, "ValueError",
				"Indices for islice() must be None or an integer: "
				"0 <= x <= sys.maxsize.");
	return true;
}

static struct py_object *islice_new(struct py *vm, struct py_object *object,
				    struct py_object **args)
{
	struct py_iterator *self = (struct py_iterator *)object;
	const bool only_stop = !args[2] && !args[3];
	int64_t stop, step;

	struct py_object *end = only_stop ? args[1] : args[2];

	if (py_given(end) && (!py_is_int(end) || (only_stop && py_int_is_negative(end))))
		return py_raise(vm, "ValueError",
				"Stop argument for islice() must be None or an integer: "
				"0 <= x <= sys.maxsize.");
	if (!take_place(vm, only_stop ? NULL : args[1], 0, &self->number) ||
	    !take_place(vm, end, INT64_MAX, &stop) || !take_place(vm, args[3], 1, &step))
		return NULL;
	if (!step)
		return py_raise(vm, "ValueError",
				"Step for islice() must be a positive integer or None.");
	self->n = (size_t)stop;
	self->version = (uint64_t)step;
	return set_source(vm, self, args[0], islice_next) ? object : NULL;
}

/* What `more` says of an item; a NULL or None function asks the item itself; -1: unwinding. */
static int accepts(struct py *vm, const struct py_iterator *self, struct py_object *item)
{
	struct py_object *answer = py_given(self->more) ? py_call(vm, self->more, &PY_ARGS(item))
							: item;

	return answer ? py_truth(vm, answer) : -1;
}

static struct py_object *takewhile_next(struct py *vm, struct py_iterator *self)
{
	struct py_object *item = take(vm, self->source);

	return item && accepts(vm, self, item) == 1 ? item : NULL;
}

static struct py_object *dropwhile_next(struct py *vm, struct py_iterator *self)
{
	for (;;) {
		struct py_object *item = take(vm, self->source);
		const int accepted = item && !self->number ? accepts(vm, self, item) : 0;
		if (accepted < 0)
			return NULL;
		if (accepted)
			continue;
		self->number = 1;
		return item;
	}
}

static struct py_object *filterfalse_next(struct py *vm, struct py_iterator *self)
{
	for (;;) {
		struct py_object *item = take(vm, self->source);
		const int accepted = item ? accepts(vm, self, item) : 0;
		if (accepted < 0)
			return NULL;
		if (!accepted)
			return item;
	}
}

#define TESTED(name)                                                                               \
	static struct py_object *name##_new(struct py *vm, struct py_object *self,                 \
					    struct py_object **args)                               \
	{                                                                                          \
		((struct py_iterator *)self)->more = args[0];                                      \
		return set_source(vm, (struct py_iterator *)self, args[1], name##_next) ? self     \
											: NULL;    \
	}
TESTED(takewhile)
TESTED(dropwhile)
TESTED(filterfalse)

static struct py_object *compress_next(struct py *vm, struct py_iterator *self)
{
	for (;;) {
		struct py_object *item = take(vm, self->source);
		struct py_object *selector = item ? take(vm, self->more) : NULL;
		const int truth = selector ? py_truth(vm, selector) : -1;
		if (truth)
			return truth < 0 ? NULL : item;
	}
}

static struct py_object *compress_new(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	struct py_iterator *iterator = (struct py_iterator *)self;

	iterator->more = py_iter(vm, args[1]);
	return iterator->more && set_source(vm, iterator, args[0], compress_next) ? self : NULL;
}

/* ---- computing ---- */

static struct py_object *starmap_next(struct py *vm, struct py_iterator *self)
{
	struct py_object *item = take(vm, self->source), **items;
	size_t n;

	if (!item || !py_take_items(vm, item, &items, &n))
		return NULL;
	return py_call(vm, self->more, &(struct py_args){ items, n, NULL, 0 });
}

TESTED(starmap)

/* `more` is the function, items[0] the sum so far, `number` whether an initial value is still due.
 */
static struct py_object *accumulate_next(struct py *vm, struct py_iterator *self)
{
	struct py_object *total = self->items[0], *item;

	if (self->number) {
		self->number = 0;
		return total;
	}
	item = take(vm, self->source);
	if (!item)
		return NULL;
	if (total)
		item = self->more ? py_call(vm, self->more, &PY_ARGS(total, item))
				  : py_binary(vm, PY_OP_ADD, total, item);
	self->items[0] = item;
	return item;
}

static struct py_object *accumulate_new(struct py *vm, struct py_object *object,
					struct py_object **args)
{
	struct py_iterator *self = (struct py_iterator *)object;

	self->items = ARENA_ARRAY(py_arena(vm), struct py_object *, 1);
	self->more = py_given(args[1]) ? args[1] : NULL;
	if (py_given(args[2])) {
		self->items[0] = args[2];
		self->number = 1;
	}
	return set_source(vm, self, args[0], accumulate_next) ? object : NULL;
}

static struct py_object *pairwise_next(struct py *vm, struct py_iterator *self)
{
	if (!self->more)
		self->more = take(vm, self->source);
	struct py_object *first = self->more;

	self->more = first ? take(vm, self->source) : NULL;
	return self->more ? py_pair(vm, first, self->more) : NULL;
}

static struct py_object *pairwise_new(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	return set_source(vm, (struct py_iterator *)self, args[0], pairwise_next) ? self : NULL;
}

/* `items` are iterators, NULL when at their end; `at` counts those that are not; `more` fills. */
static struct py_object *longest_next(struct py *vm, struct py_iterator *self)
{
	struct py_object *tuple = py_tuple_of(vm, self->n);

	if (!self->at)
		return NULL;
	for (size_t i = 0; i < self->n; i++) {
		struct py_object *item = self->items[i] ? take(vm, self->items[i]) : NULL;
		if (py_is_unwinding(vm))
			return NULL;
		if (!item && self->items[i]) {
			self->items[i] = NULL;
			self->at--;
		}
		((struct py_list *)tuple)->items[i] = item ? item : self->more;
	}
	return self->at ? tuple : NULL;
}

static struct py_object *longest_new(struct py *vm, struct py_object *object,
				     struct py_object **args)
{
	struct py_iterator *self = (struct py_iterator *)object;
	const struct py_list *given = (struct py_list *)args[0];

	self->next = longest_next;
	self->n = self->at = given->n;
	self->items = ARENA_ARRAY(py_arena(vm), struct py_object *, given->n + 1);
	self->more = args[1] ? args[1] : py_none(vm);
	for (size_t i = 0; i < given->n; i++) {
		self->items[i] = py_iter(vm, given->items[i]);
		if (!self->items[i])
			return NULL;
	}
	return object;
}

/* ---- the module ---- */

#define ITERATORS(X)                                                                               \
	X(cycle, "cycle", "iterable, /")                                                           \
	X(repeat, "repeat", "object, times=None")                                                  \
	X(islice, "islice", "iterable, stop, end=None, step=None, /")                              \
	X(takewhile, "takewhile", "predicate, iterable, /")                                        \
	X(dropwhile, "dropwhile", "predicate, iterable, /")                                        \
	X(filterfalse, "filterfalse", "function, iterable, /")                                     \
	X(compress, "compress", "data, selectors")                                                 \
	X(starmap, "starmap", "function, iterable, /")                                             \
	X(accumulate, "accumulate", "iterable, func=None, *, initial=None")                        \
	X(pairwise, "pairwise", "iterable, /")                                                     \
	X(longest, "zip_longest", "*iterables, fillvalue=None")

#define X(name, text, signature)                                                                   \
	static const struct py_native_type name##_type =                                           \
		PY_ITERTOOLS_TYPE(text, signature, name##_new);
ITERATORS(X)
#undef X

static const struct py_member members[] = {
	{ "chain", PY_MEMBER_TYPE, &chain_type, NULL },
	{ "count", PY_MEMBER_TYPE, &count_type, NULL },
#define X(name, text, signature) { text, PY_MEMBER_TYPE, &name##_type, NULL },
	ITERATORS(X)
#undef X
		{ "product", PY_MEMBER_TYPE, &py_product_type, NULL },
	{ "permutations", PY_MEMBER_TYPE, &py_permutations_type, NULL },
	{ "combinations", PY_MEMBER_TYPE, &py_combinations_type, NULL },
	{ "combinations_with_replacement", PY_MEMBER_TYPE, &py_combinations_again_type, NULL },
	{ "groupby", PY_MEMBER_TYPE, &py_groupby_type, NULL },
	{ 0 },
};

static const struct py_method functions[] = {
	{ "tee", "iterable, n=2, /", py_itertools_tee, PY_METHOD_STATIC },
	{ 0 },
};

const struct py_native_module py_module_itertools = { .name = "itertools",
						      .members = members,
						      .functions = functions };
