#include "engine/py/module_random.h"

#include "engine/base/digest.h"
#include "engine/py/call.h"
#include "engine/py/module_binascii.h"
#include "engine/py/wrapper.h"

#include <string.h>

/* ---- sources ---- */

bool py_random_bytes(struct py *vm, unsigned char *bytes, size_t n)
{
	const struct py_host *host = py_host(vm);

	if (!host->random)
		return py_refuse(vm, "there is no randomness here");
	host->random(host->data, bytes, n);
	return true;
}

static bool next_word(struct py *vm, struct py_random *source, uint32_t *ret)
{
	if (!source->state)
		return py_random_bytes(vm, (unsigned char *)ret, sizeof(*ret));
	*ret = mersenne_next(source->state);
	return true;
}

bool py_random_double(struct py *vm, struct py_random *source, double *ret)
{
	uint32_t high, low;

	if (source->state) {
		*ret = mersenne_double(source->state);
		return true;
	}
	if (!next_word(vm, source, &high) || !next_word(vm, source, &low))
		return false;
	*ret = ((high >> 5) * 67108864.0 + (low >> 6)) / 9007199254740992.0;
	return true;
}

/* Words are filled from the least significant; the last one gives its upper bits. */
struct py_object *py_random_bits(struct py *vm, struct py_random *source, int64_t bits)
{
	const size_t words = (size_t)(bits + 31) / 32;
	unsigned char *bytes;
	uint32_t word;

	if (!py_reserve(vm, words * 8))
		return NULL;
	bytes = arena_alloc(py_arena(vm), words * 4 + 1);
	for (size_t i = 0; i < words; i++) {
		if (!next_word(vm, source, &word))
			return NULL;
		if (i + 1 == words && bits % 32)
			word >>= 32 - bits % 32;
		for (size_t j = 0; j < 4; j++)
			bytes[(words - 1 - i) * 4 + 3 - j] = (unsigned char)(word >> 8 * j);
	}
	return py_int_from_bytes(vm, bytes, words * 4);
}

bool py_random_below(struct py *vm, struct py_random *source, int64_t limit, int64_t *ret)
{
	int64_t bits = 0;

	for (uint64_t left = (uint64_t)limit; left; left >>= 1)
		bits++;
	for (;;) {
		struct py_object *number = py_random_bits(vm, source, bits);
		if (!number)
			return false;
		if (!((struct py_int *)number)->big && ((struct py_int *)number)->value < limit) {
			*ret = ((struct py_int *)number)->value;
			return true;
		}
	}
}

/* ---- seeding ---- */

static void seed_by_bytes(struct py *vm, struct py_random *source, const unsigned char *bytes,
			  size_t n)
{
	const size_t words = (n + 3) / 4;
	uint32_t *key = ARENA_ARRAY(py_arena(vm), uint32_t, words + 1);
	size_t used = 0;

	for (size_t i = 0; i < n; i++)
		key[i / 4] |= (uint32_t)bytes[n - 1 - i] << 8 * (i % 4);
	for (size_t i = 0; i < words; i++)
		if (key[i])
			used = i + 1;
	mersenne_seed(source->state, key, used);
}

static void seed_by_int(struct py *vm, struct py_random *source, struct py_object *number)
{
	const size_t n = py_int_text(vm, number, 16).n / 2 + 2;
	unsigned char *bytes = arena_alloc(py_arena(vm), n);

	py_int_to_bytes(number, bytes, n);
	seed_by_bytes(vm, source, bytes, n);
}

/* Text and bytes are joined with their SHA-512, as `Lib/random.py`, version 2, does. */
static void seed_by_text(struct py *vm, struct py_random *source, struct str text)
{
	struct str digest = STR("");

	(void)digest_raw(py_arena(vm), "sha512", text, &digest);
	text = str_concat(py_arena(vm), text, digest);
	seed_by_bytes(vm, source, (const unsigned char *)text.p, text.n);
}

static bool seed_by_value(struct py *vm, struct py_random *source, struct py_object *value)
{
	unsigned char entropy[32];
	uint64_t hash;

	if (!py_given(value)) {
		if (!py_random_bytes(vm, entropy, sizeof(entropy)))
			return false;
		seed_by_bytes(vm, source, entropy, sizeof(entropy));
	} else if (py_is_int(value)) {
		seed_by_int(vm, source, value);
	} else if (py_is_str(value)) {
		seed_by_text(vm, source, py_text(value));
	} else if (py_is(value, &py_bytes_type)) {
		seed_by_text(vm, source, ((struct py_bytes *)value)->value);
	} else if (py_is_float(value)) {
		if (!py_hash(vm, value, &hash))
			return false;
		seed_by_int(vm, source, py_int_from_u64(vm, hash));
	} else {
		return !py_is_poison(vm, value) &&
		       py_raise(vm, "TypeError",
				"The only supported seed types are: None,\nint, float, str, "
				"bytes, and bytearray.");
	}
	return true;
}

static struct py_object *seed(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_random *source = (struct py_random *)self;

	if (py_given(args[1]) && !(py_is_int(args[1]) && ((struct py_int *)args[1])->value == 2))
		return py_refuse(vm, "random.seed with version=1");
	source->has_gauss = false;
	return !source->state || seed_by_value(vm, source, args[0]) ? py_none(vm) : NULL;
}

static struct py_object *random_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_random *source = (struct py_random *)self;

	source->state = ARENA_NEW(py_arena(vm), struct mersenne);
	return seed_by_value(vm, source, args[0]) ? self : NULL;
}

static struct py_object *system_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)vm;
	(void)args;
	return self;
}

static const struct py_native_type draws_type = {
	.name = "Random",
	.module = "random",
	.size = sizeof(struct py_random),
	.methods = py_random_draws,
};

static const struct py_method seed_methods[] = {
	{ "seed", "a=None, version=2", seed, PY_METHOD_INSTANCE },
	{ 0 },
};

const struct py_native_type py_random_type = {
	.name = "Random",
	.module = "random",
	.base = &draws_type,
	.size = sizeof(struct py_random),
	.signature = "x=None",
	.new_ = random_new,
	.methods = seed_methods,
};

const struct py_native_type py_system_random_type = {
	.name = "SystemRandom",
	.module = "random",
	.base = &draws_type,
	.size = sizeof(struct py_random),
	.signature = "x=None",
	.new_ = system_new,
	.methods = seed_methods,
};

/* ---- the module: its functions are methods of one generator, seeded when first used ---- */

#define SHARED STR(" shared")

static struct py_object *shared(struct py *vm)
{
	struct py_object *module = py_import(vm, STR("random"));
	struct py_object *source = module ? map_get(module->attributes, SHARED) : NULL;

	if (source || !module)
		return source;
	source = py_call(vm, &py_type_from(vm, &py_random_type)->head, &PY_NO_ARGS);
	if (source)
		py_put_attribute(vm, module, SHARED, source);
	return source;
}

static bool has_row(const struct py_method *rows, struct str name)
{
	for (; rows->name; rows++)
		if (str_is(name, rows->name))
			return true;
	return false;
}

static bool random_getattr(struct py *vm, struct str name, struct py_object **ret)
{
	struct py_object *source;

	if (!has_row(py_random_draws, name) && !has_row(seed_methods, name))
		return false;
	source = shared(vm);
	*ret = source ? py_getattr(vm, source, name) : NULL;
	return true;
}

static const struct py_member members[] = {
	{ "Random", PY_MEMBER_TYPE, &py_random_type, NULL },
	{ "SystemRandom", PY_MEMBER_TYPE, &py_system_random_type, NULL },
	{ 0 },
};

/* getstate, setstate and the rarer distributions are what is left. */
const struct py_native_module py_module_random = {
	.name = "random", .members = members, .getattr = random_getattr, .is_open = true
};

/* ---- secrets ---- */

static bool take_size(struct py *vm, struct py_object *value, size_t *ret)
{
	int64_t n = 32;

	if (py_given(value) && !py_take_int(vm, value, "nbytes", &n))
		return false;
	if (n < 0)
		return py_raise(vm, "ValueError", "negative argument not allowed");
	*ret = (size_t)n;
	return py_reserve(vm, (size_t)n * 2);
}

static bool take_token(struct py *vm, struct py_object *value, struct str *ret)
{
	unsigned char *bytes;
	size_t n = 0;

	if (!take_size(vm, value, &n))
		return false;
	bytes = arena_alloc(py_arena(vm), n + 1);
	*ret = (struct str){ (const char *)bytes, n };
	return py_random_bytes(vm, bytes, n);
}

static struct py_object *token_bytes(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str token;

	(void)self;
	return take_token(vm, args[0], &token) ? py_bytes(vm, token) : NULL;
}

static struct py_object *token_hex(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str token;

	(void)self;
	return take_token(vm, args[0], &token) ? py_str(vm, digest_hex(py_arena(vm), token)) : NULL;
}

static struct py_object *token_urlsafe(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	struct str token;

	(void)self;
	if (!take_token(vm, args[0], &token))
		return NULL;
	token = py_base64_encode(py_arena(vm), token);
	while (token.n && token.p[token.n - 1] == '=')
		token.n--;
	char *text = str_c(py_arena(vm), token);

	for (size_t i = 0; i < token.n; i++)
		text[i] = text[i] == '+' ? '-' : text[i] == '/' ? '_' : text[i];
	return py_str(vm, (struct str){ text, token.n });
}

static struct py_object *secret_draw(struct py *vm, const char *method, struct py_object **args)
{
	return py_call_method(vm, py_new(vm, &py_system_random_type), method, &PY_ARGS(args[0]));
}

static struct py_object *secret_choice(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	(void)self;
	return secret_draw(vm, "choice", args);
}

static struct py_object *secret_below(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	(void)self;
	return secret_draw(vm, "randrange", args);
}

static struct py_object *secret_bits(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return secret_draw(vm, "getrandbits", args);
}

static struct py_object *compare_digest(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	const int same = py_equal(vm, args[0], args[1]);

	(void)self;
	return same < 0 ? NULL : py_bool(vm, same);
}

static const struct py_member secrets_members[] = {
	{ "SystemRandom", PY_MEMBER_TYPE, &py_system_random_type, NULL },
	{ 0 },
};

static const struct py_method secrets_functions[] = {
	{ "token_bytes", "nbytes=None", token_bytes, PY_METHOD_STATIC },
	{ "token_hex", "nbytes=None", token_hex, PY_METHOD_STATIC },
	{ "token_urlsafe", "nbytes=None", token_urlsafe, PY_METHOD_STATIC },
	{ "choice", "seq", secret_choice, PY_METHOD_STATIC },
	{ "randbelow", "exclusive_upper_bound", secret_below, PY_METHOD_STATIC },
	{ "randbits", "k", secret_bits, PY_METHOD_STATIC },
	{ "compare_digest", "a, b, /", compare_digest, PY_METHOD_STATIC },
	{ 0 },
};

const struct py_native_module py_module_secrets = { .name = "secrets",
						    .members = secrets_members,
						    .functions = secrets_functions,
						    .is_open = true };
