#include "engine/py/module_itertools.h"

#include <string.h>

/*
 * Iterators over arrangements: `pools` of items and an index into each.  The first arrangement is
 * given as it stands, later ones after a step; a step that finds nothing more is the end.
 */
struct arrangement {
	struct py_iterator iterator;
	struct py_list **pools; /* one for each place of the result, or the same for all */
	size_t *at;             /* permutations: of every item of the pool; else of each place */
	size_t *left;           /* permutations: how often each place may still turn */
	size_t places;
	bool (*step)(struct arrangement *self);
	bool is_started;
};

static struct py_object *next_arrangement(struct py *vm, struct py_iterator *iterator)
{
	struct arrangement *self = (struct arrangement *)iterator;

	if (self->is_started && !self->step(self))
		return NULL;
	self->is_started = true;
	if (!py_reserve(vm, self->places * sizeof(void *)))
		return NULL;
	struct py_object *tuple = py_tuple_of(vm, self->places);

	for (size_t i = 0; i < self->places; i++)
		((struct py_list *)tuple)->items[i] = self->pools[i]->items[self->at[i]];
	return tuple;
}

static struct py_object *no_arrangement(struct py *vm, struct py_iterator *iterator)
{
	(void)vm;
	(void)iterator;
	return NULL;
}

static bool prepare(struct py *vm, struct arrangement *self, size_t places, size_t indices)
{
	if (!py_reserve(vm, (places + indices) * sizeof(void *)))
		return false;
	self->iterator.next = next_arrangement;
	self->places = places;
	self->pools = ARENA_ARRAY(py_arena(vm), struct py_list *, places + 1);
	self->at = ARENA_ARRAY(py_arena(vm), size_t, indices + 1);
	return true;
}

/* ---- product ---- */

static bool step_product(struct arrangement *self)
{
	for (size_t i = self->places; i-- > 0;) {
		if (++self->at[i] < self->pools[i]->n)
			return true;
		self->at[i] = 0;
	}
	return false;
}

static struct py_object *product_new(struct py *vm, struct py_object *object,
				     struct py_object **args)
{
	struct arrangement *self = (struct arrangement *)object;
	const struct py_list *given = (struct py_list *)args[0];
	int64_t repeat = 1;

	if (args[1] && !py_take_int(vm, args[1], "repeat", &repeat))
		return NULL;
	if (repeat < 0)
		return py_raise(vm, "ValueError", "repeat argument cannot be negative");
	if (repeat > 1 << 20)
		return py_raise(vm, "OverflowError", "repeat argument too large");
	const size_t places = given->n * (size_t)repeat;

	if (!prepare(vm, self, places, places))
		return NULL;
	self->step = step_product;
	for (size_t i = 0; i < given->n && places; i++) {
		struct py_object *pool = py_list_from(vm, &py_list_type, given->items[i]);
		if (!pool)
			return NULL;
		for (size_t turn = 0; turn < (size_t)repeat; turn++)
			self->pools[turn * given->n + i] = (struct py_list *)pool;
		if (!((struct py_list *)pool)->n)
			self->iterator.next = no_arrangement;
	}
	return object;
}

/* ---- permutations, combinations ---- */

/* Takes (iterable, r); r is the length of the pool if absent. */
static bool take_pool(struct py *vm, struct py_object **args, struct py_list **ret_pool,
		      size_t *ret_places)
{
	struct py_object *pool = py_list_from(vm, &py_list_type, args[0]);
	int64_t places;

	if (!pool)
		return false;
	*ret_pool = (struct py_list *)pool;
	*ret_places = (*ret_pool)->n;
	if (!py_given(args[1]))
		return true;
	if (!py_take_int(vm, args[1], "r", &places))
		return false;
	if (places < 0)
		return py_raise(vm, "ValueError", "r must be non-negative");
	*ret_places = (size_t)places;
	return true;
}

static bool prepare_pool(struct py *vm, struct arrangement *self, struct py_list *pool,
			 size_t places)
{
	if (!prepare(vm, self, places, pool->n > places ? pool->n : places))
		return false;
	for (size_t i = 0; i < places; i++)
		self->pools[i] = pool;
	return true;
}

/* Each place in turn, from the last, changes its item with the ones behind
 * (`Modules/itertoolsmodule.c`). */
static bool step_permutation(struct arrangement *self)
{
	const size_t n = self->places ? self->pools[0]->n : 0;

	for (size_t i = self->places; i-- > 0;) {
		const size_t first = self->at[i];
		if (--self->left[i] == 0) {
			memmove(self->at + i, self->at + i + 1, (n - i - 1) * sizeof(*self->at));
			self->at[n - 1] = first;
			self->left[i] = n - i;
			continue;
		}
		self->at[i] = self->at[n - self->left[i]];
		self->at[n - self->left[i]] = first;
		return true;
	}
	return false;
}

static struct py_object *permutations_new(struct py *vm, struct py_object *object,
					  struct py_object **args)
{
	struct arrangement *self = (struct arrangement *)object;
	struct py_list *pool;
	size_t places;

	if (!take_pool(vm, args, &pool, &places) || !prepare_pool(vm, self, pool, places))
		return NULL;
	self->step = step_permutation;
	self->left = ARENA_ARRAY(py_arena(vm), size_t, places + 1);
	for (size_t i = 0; i < pool->n; i++)
		self->at[i] = i;
	for (size_t i = 0; i < places && i < pool->n; i++)
		self->left[i] = pool->n - i;
	if (places > pool->n)
		self->iterator.next = no_arrangement;
	return object;
}

static bool step_combination(struct arrangement *self)
{
	const size_t n = self->places ? self->pools[0]->n : 0;

	for (size_t i = self->places; i-- > 0;) {
		if (self->at[i] == i + n - self->places)
			continue;
		self->at[i]++;
		for (size_t j = i + 1; j < self->places; j++)
			self->at[j] = self->at[j - 1] + 1;
		return true;
	}
	return false;
}

static struct py_object *combinations_new(struct py *vm, struct py_object *object,
					  struct py_object **args)
{
	struct arrangement *self = (struct arrangement *)object;
	struct py_list *pool;
	size_t places;

	if (!take_pool(vm, args, &pool, &places) || !prepare_pool(vm, self, pool, places))
		return NULL;
	self->step = step_combination;
	for (size_t i = 0; i < places; i++)
		self->at[i] = i;
	if (places > pool->n)
		self->iterator.next = no_arrangement;
	return object;
}

static bool step_combination_again(struct arrangement *self)
{
	const size_t n = self->places ? self->pools[0]->n : 0;

	for (size_t i = self->places; i-- > 0;) {
		if (self->at[i] == n - 1)
			continue;
		const size_t next = self->at[i] + 1;
		for (size_t j = i; j < self->places; j++)
			self->at[j] = next;
		return true;
	}
	return false;
}

static struct py_object *combinations_again_new(struct py *vm, struct py_object *object,
						struct py_object **args)
{
	struct arrangement *self = (struct arrangement *)object;
	struct py_list *pool;
	size_t places;

	if (!take_pool(vm, args, &pool, &places) || !prepare_pool(vm, self, pool, places))
		return NULL;
	self->step = step_combination_again;
	if (!pool->n && places)
		self->iterator.next = no_arrangement;
	return object;
}

#define ARRANGEMENT_TYPE(type_name, call_signature, constructor)                                   \
	{                                                                                          \
		.name = type_name, .module = "itertools", .size = sizeof(struct arrangement),      \
		.signature = call_signature, .new_ = constructor, .slots = {                       \
			.iter = py_iterator_self,                                                  \
			.next = py_iterator_next                                                   \
		}                                                                                  \
	}

const struct py_native_type py_product_type =
	ARRANGEMENT_TYPE("product", "*iterables, repeat=1", product_new);
const struct py_native_type py_permutations_type =
	ARRANGEMENT_TYPE("permutations", "iterable, r=None", permutations_new);
const struct py_native_type py_combinations_type =
	ARRANGEMENT_TYPE("combinations", "iterable, r", combinations_new);
const struct py_native_type py_combinations_again_type =
	ARRANGEMENT_TYPE("combinations_with_replacement", "iterable, r", combinations_again_new);

/* ---- groupby ---- */

struct groupby {
	struct py_object head;
	struct py_object *iterator, *function; /* function NULL: the items are their own keys */
	struct py_object *item, *key;          /* read and not yet given; item NULL: read one */
	struct py_object *group_key;           /* of the group that was given last */
	struct py_iterator *group;             /* that one; an older group gives nothing more */
	bool is_done;
};

/* Reads an item ahead unless one is there; false: unwinding. */
static bool read_ahead(struct py *vm, struct groupby *self)
{
	if (self->item || self->is_done)
		return true;
	if (!py_next(vm, self->iterator, &self->item))
		return false;
	self->is_done = !self->item;
	if (!self->item)
		return true;
	self->key = self->function ? py_call(vm, self->function, &PY_ARGS(self->item)) : self->item;
	return self->key != NULL;
}

static struct py_object *next_of_group(struct py *vm, struct py_iterator *group)
{
	struct groupby *self = (struct groupby *)group->source;

	if (self->group != group || !read_ahead(vm, self) || self->is_done)
		return NULL;
	if (py_equal(vm, self->key, self->group_key) != 1)
		return NULL;
	struct py_object *item = self->item;

	self->item = NULL;
	return item;
}

PY_ITERATOR_TYPE(group_type, "_grouper");

static struct py_object *groupby_next(struct py *vm, struct py_object *object)
{
	struct groupby *self = (struct groupby *)object;

	for (;;) {
		if (!read_ahead(vm, self) || self->is_done)
			return NULL;
		const int same = self->group_key ? py_equal(vm, self->key, self->group_key) : 0;
		if (same < 0)
			return NULL;
		if (!same)
			break;
		self->item = NULL;
	}
	self->group_key = self->key;
	self->group = py_iterator(vm, &group_type, next_of_group, object);
	return py_pair(vm, self->key, &self->group->head);
}

static struct py_object *groupby_new(struct py *vm, struct py_object *object,
				     struct py_object **args)
{
	struct groupby *self = (struct groupby *)object;

	self->iterator = py_iter(vm, args[0]);
	self->function = py_given(args[1]) ? args[1] : NULL;
	return self->iterator ? object : NULL;
}

const struct py_native_type py_groupby_type = {
	.name = "groupby",
	.module = "itertools",
	.size = sizeof(struct groupby),
	.signature = "iterable, key=None",
	.new_ = groupby_new,
	.slots = { .iter = py_iterator_self, .next = groupby_next },
};

/* ---- tee ---- */

/* `source` is the shared iterator, `more` the shared list of what was read from it. */
static struct py_object *next_of_tee(struct py *vm, struct py_iterator *self)
{
	const struct py_list *seen = (struct py_list *)self->more;
	struct py_object *item;

	if (self->at == seen->n) {
		if (!py_next(vm, self->source, &item) || !item)
			return NULL;
		py_list_append(vm, self->more, item);
	}
	return ((struct py_list *)self->more)->items[self->at++];
}

PY_ITERATOR_TYPE(tee_type, "_tee");

struct py_object *py_itertools_tee(struct py *vm, struct py_object *module, struct py_object **args)
{
	struct py_object *source = py_iter(vm, args[0]), *seen = py_list(vm), *tees = py_list(vm);
	int64_t n = 2;

	(void)module;
	if (!source || (args[1] && !py_take_int(vm, args[1], "n", &n)))
		return NULL;
	if (n < 0)
		return py_raise(vm, "ValueError", "n must be >= 0");
	for (int64_t i = 0; i < n && py_reserve(vm, sizeof(struct py_iterator)); i++) {
		struct py_iterator *tee = py_iterator(vm, &tee_type, next_of_tee, source);
		tee->more = seen;
		py_list_append(vm, tees, &tee->head);
	}
	return py_is_unwinding(vm) ? NULL : py_list_from(vm, &py_tuple_type, tees);
}
