#include "engine/py/module_functools.h"

#include "engine/py/typing.h"
#include "engine/py/wrapper.h"

/* functools.lru_cache: results by arguments, the least recently used given up first. */

struct cache {
	struct py_object head;
	struct py_object *function;
	struct py_object *results; /* key -> result, the least recently used first */
	int64_t limit;             /* -1: none */
	bool is_typed;
	int64_t hits, misses;
};

/* Positional arguments, a mark and the keyword arguments, and their types if asked. */
static struct py_object *key_of(struct py *vm, const struct cache *cache,
				const struct py_args *args)
{
	struct py_object *key = py_list(vm);

	/* One int or str is its own key, so that f(1) and f(1.0) differ (`Lib/functools.py`,
	 * _make_key). */
	if (args->n == 1 && !args->keyword_count && !cache->is_typed &&
	    (args->positional[0]->type->native == &py_int_type ||
	     args->positional[0]->type->native == &py_str_type))
		return args->positional[0];
	for (size_t i = 0; i < args->n; i++)
		py_list_append(vm, key, args->positional[i]);
	if (args->keyword_count)
		py_list_append(vm, key, &cache->head.type->head);
	for (size_t i = 0; i < args->keyword_count; i++) {
		py_list_append(vm, key, py_str(vm, args->keywords[i].name));
		py_list_append(vm, key, args->keywords[i].value);
	}
	for (size_t i = 0; cache->is_typed && i < args->n; i++)
		py_list_append(vm, key, &args->positional[i]->type->head);
	for (size_t i = 0; cache->is_typed && i < args->keyword_count; i++)
		py_list_append(vm, key, &args->keywords[i].value->type->head);
	return py_list_from(vm, &py_tuple_type, key);
}

static bool drop_oldest(struct py *vm, struct cache *cache)
{
	size_t cursor = 0;
	bool was_there;

	if (cache->limit < 0 || (int64_t)py_dict_count(cache->results) < cache->limit)
		return true;
	return py_dict_remove(vm, cache->results, py_dict_next(cache->results, &cursor)->key,
			      &was_there);
}

static struct py_object *call_cached(struct py *vm, struct cache *cache, const struct py_args *args)
{
	struct py_object *key = key_of(vm, cache, args), *result;
	bool was_there;

	if (!key || !py_dict_find(vm, cache->results, key, &result))
		return NULL;
	if (result) {
		cache->hits++;
		if (cache->limit > 0 && (!py_dict_remove(vm, cache->results, key, &was_there) ||
					 !py_dict_set(vm, cache->results, key, result)))
			return NULL;
		return result;
	}
	cache->misses++;
	result = py_call(vm, cache->function, args);
	if (!result || !drop_oldest(vm, cache) || !py_dict_set(vm, cache->results, key, result))
		return NULL;
	return result;
}

static struct py_object *cache_call(struct py *vm, struct py_object *self,
				    const struct py_args *args)
{
	struct cache *cache = (struct cache *)self;

	if (cache->limit)
		return call_cached(vm, cache, args);
	cache->misses++;
	return py_call(vm, cache->function, args);
}

static struct py_object *limit_value(struct py *vm, const struct cache *cache)
{
	return cache->limit < 0 ? py_none(vm) : py_int(vm, cache->limit);
}

static struct py_object *cache_info(struct py *vm, struct py_object *self, struct py_object **args)
{
	const struct cache *cache = (struct cache *)self;
	struct py_object *type = py_namedtuple_class(
		vm, STR("CacheInfo"), py_str_c(vm, "hits misses maxsize currsize"), NULL);

	(void)args;
	return type ? py_call(vm, type,
			      &PY_ARGS(py_int(vm, cache->hits), py_int(vm, cache->misses),
				       limit_value(vm, cache),
				       py_int(vm, (int64_t)py_dict_count(cache->results))))
		    : NULL;
}

static struct py_object *cache_clear(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct cache *cache = (struct cache *)self;

	(void)args;
	py_dict_clear(vm, cache->results);
	cache->hits = cache->misses = 0;
	return py_none(vm);
}

static struct py_object *cache_parameters(struct py *vm, struct py_object *self,
					  struct py_object **args)
{
	const struct cache *cache = (struct cache *)self;
	struct py_object *dict = py_dict(vm);

	(void)args;
	return py_dict_set_str(vm, dict, STR("maxsize"), limit_value(vm, cache)) &&
			       py_dict_set_str(vm, dict, STR("typed"), py_bool(vm, cache->is_typed))
		       ? dict
		       : NULL;
}

static const struct py_method cache_methods[] = {
	PY_WRAPPER_GET,
	{ "cache_info", "", cache_info, PY_METHOD_INSTANCE },
	{ "cache_clear", "", cache_clear, PY_METHOD_INSTANCE },
	{ "cache_parameters", "", cache_parameters, PY_METHOD_INSTANCE },
	{ 0 },
};

static const struct py_native_type cache_type = {
	.name = "_lru_cache_wrapper",
	.module = "functools",
	.size = sizeof(struct cache),
	.methods = cache_methods,
	.slots = { .call = cache_call },
	.has_attributes = true,
};

static struct py_object *make_cache(struct py *vm, struct py_object *function, int64_t limit,
				    bool is_typed)
{
	struct cache *cache = py_new(vm, &cache_type);

	cache->function = function;
	cache->results = py_dict(vm);
	cache->limit = limit;
	cache->is_typed = is_typed;
	return py_update_wrapper(vm, &cache->head, function) ? &cache->head : NULL;
}

/* The decorator that lru_cache(...) gives; its self is (maxsize, typed). */
static struct py_object *decorate(struct py *vm, struct py_object *self, struct py_object **args)
{
	const struct py_list *settings = (struct py_list *)self;
	int64_t limit = -1;

	if (!py_is_none(settings->items[0]) &&
	    !py_take_int(vm, settings->items[0], "maxsize", &limit))
		return NULL;
	return make_cache(vm, args[0], limit, py_is_true(settings->items[1]));
}

struct py_object *py_functools_lru_cache(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	static const struct py_method decorator = { "decorating_function", "user_function, /",
						    decorate, PY_METHOD_STATIC };
	struct py_object *limit = args[0] ? args[0] : py_int(vm, 128);
	bool is_typed;

	(void)self;
	if (!py_take_bool(vm, args[1], false, &is_typed))
		return NULL;
	if (!py_is_int(limit) && !py_is_none(limit)) {
		if (!limit->type->slots.call)
			return py_raise(
				vm, "TypeError",
				"Expected first argument to be an integer, a callable, or None");
		return make_cache(vm, limit, 128, is_typed);
	}
	if (py_is_int(limit) && py_int_is_negative(limit))
		limit = py_int(vm, 0);
	return py_function(vm, &decorator, py_pair(vm, limit, py_bool(vm, is_typed)));
}

struct py_object *py_functools_cache(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return make_cache(vm, args[0], -1, false);
}
