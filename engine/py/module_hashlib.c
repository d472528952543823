#include "engine/base/blake2.h"
#include "engine/base/digest.h"
#include "engine/py/values.h"

struct algorithm {
	const char *name;    /* Python's */
	const char *openssl; /* NULL: ours */
	int64_t size, block;
};

static const struct algorithm algorithms[] = {
	{ "md5", "md5", 16, 64 },
	{ "sha1", "sha1", 20, 64 },
	{ "sha224", "sha224", 28, 64 },
	{ "sha256", "sha256", 32, 64 },
	{ "sha384", "sha384", 48, 128 },
	{ "sha512", "sha512", 64, 128 },
	{ "sha3_224", "sha3-224", 28, 144 },
	{ "sha3_256", "sha3-256", 32, 136 },
	{ "sha3_384", "sha3-384", 48, 104 },
	{ "sha3_512", "sha3-512", 64, 72 },
	{ "blake2b", NULL, 64, 128 },
	{ "blake2s", "blake2s256", 32, 64 },
};

#define ALGORITHM_COUNT (sizeof(algorithms) / sizeof(algorithms[0]))

/* What was taken in is kept whole: digests are asked of it as often as wanted. */
struct hash {
	struct py_object head;
	const struct algorithm *algorithm;
	struct strbuf taken;
	struct blake2b_settings settings; /* of BLAKE2b */
	struct str key;                   /* of an HMAC; p NULL if it is none */
};

static const struct algorithm *find_algorithm(struct str name)
{
	for (size_t i = 0; i < ALGORITHM_COUNT; i++)
		if (str_equal_nocase(name, str_from(algorithms[i].name)) ||
		    (algorithms[i].openssl &&
		     str_equal_nocase(name, str_from(algorithms[i].openssl))))
			return &algorithms[i];
	return NULL;
}

/* ---- taking in ---- */

static bool take_bytes(struct py *vm, struct py_object *value, struct str *ret)
{
	*ret = STR("");
	if (!value)
		return true;
	if (py_is_poison(vm, value))
		return false;
	if (py_is_str(value))
		return py_raise(vm, "TypeError", "Strings must be encoded before hashing");
	if (!py_is(value, &py_bytes_type))
		return py_raise(vm, "TypeError", "object supporting the buffer API required");
	*ret = ((struct py_bytes *)value)->value;
	return true;
}

static bool take_in(struct py *vm, struct hash *hash, struct py_object *value)
{
	struct str bytes;

	if (!take_bytes(vm, value, &bytes) || !py_reserve(vm, hash->taken.n + bytes.n))
		return false;
	strbuf_add(&hash->taken, bytes);
	return true;
}

static struct py_object *hash_update(struct py *vm, struct py_object *self, struct py_object **args)
{
	return take_in(vm, (struct hash *)self, args[0]) ? py_none(vm) : NULL;
}

/* ---- giving out ---- */

static struct str raw_digest(struct py *vm, const struct hash *hash)
{
	const struct str bytes = strbuf_str(&hash->taken);
	struct str raw = STR("");

	if (hash->key.p)
		(void)digest_hmac(py_arena(vm), hash->algorithm->openssl, hash->key, bytes, &raw);
	else if (hash->algorithm->openssl)
		(void)digest_raw(py_arena(vm), hash->algorithm->openssl, bytes, &raw);
	else
		raw = blake2b(py_arena(vm), &hash->settings, bytes);
	return raw;
}

static struct py_object *hash_digest(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	return py_bytes(vm, raw_digest(vm, (struct hash *)self));
}

static struct py_object *hash_hexdigest(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	(void)args;
	return py_str(vm, digest_hex(py_arena(vm), raw_digest(vm, (struct hash *)self)));
}

static struct py_object *hash_copy(struct py *vm, struct py_object *self, struct py_object **args)
{
	const struct hash *hash = (struct hash *)self;
	struct hash *copy = (struct hash *)py_new_of(vm, self->type);

	(void)args;
	copy->algorithm = hash->algorithm;
	copy->settings = hash->settings;
	copy->key = hash->key;
	copy->taken = STRBUF(py_arena(vm));
	strbuf_add(&copy->taken, strbuf_str(&hash->taken));
	return &copy->head;
}

static struct py_object *hash_size(struct py *vm, struct py_object *self)
{
	const struct hash *hash = (struct hash *)self;

	return py_int(vm, hash->algorithm->openssl ? hash->algorithm->size
						   : (int64_t)hash->settings.digest_size);
}

static struct py_object *hash_block(struct py *vm, struct py_object *self)
{
	return py_int(vm, ((struct hash *)self)->algorithm->block);
}

static struct py_object *hash_name(struct py *vm, struct py_object *self)
{
	const struct hash *hash = (struct hash *)self;

	return py_str_printf(vm, "%s%s", hash->key.p ? "hmac-" : "", hash->algorithm->name);
}

static const struct py_native_type hash_type = {
	.name = "HASH",
	.module = "_hashlib",
	.size = sizeof(struct hash),
	.methods =
		(const struct py_method[]){ { "update", "obj, /", hash_update, PY_METHOD_INSTANCE },
					    { "digest", "", hash_digest, PY_METHOD_INSTANCE },
					    { "hexdigest", "", hash_hexdigest, PY_METHOD_INSTANCE },
					    { "copy", "", hash_copy, PY_METHOD_INSTANCE },
					    { 0 } },
	.properties = (const struct py_property[]){ { "digest_size", hash_size, NULL },
						    { "block_size", hash_block, NULL },
						    { "name", hash_name, NULL },
						    { 0 } },
};

/* ---- making ---- */

static struct hash *new_hash(struct py *vm, const struct algorithm *algorithm,
			     struct py_object *given)
{
	struct hash *hash = py_new(vm, &hash_type);

	hash->algorithm = algorithm;
	hash->settings.digest_size = BLAKE2B_SIZE;
	hash->taken = STRBUF(py_arena(vm));
	return take_in(vm, hash, given) ? hash : NULL;
}

static struct py_object *new_named(struct py *vm, const char *name, struct py_object **args)
{
	return (struct py_object *)new_hash(vm, find_algorithm(str_from(name)), args[0]);
}

#define CONSTRUCTORS(X)                                                                            \
	X(md5)                                                                                     \
	X(sha1) X(sha224) X(sha256) X(sha384) X(sha512) X(sha3_224) X(sha3_256) X(sha3_384)        \
		X(sha3_512)

#define X(name)                                                                                    \
	static struct py_object *new_##name(struct py *vm, struct py_object *self,                 \
					    struct py_object **args)                               \
	{                                                                                          \
		(void)self;                                                                        \
		return new_named(vm, #name, args);                                                 \
	}
CONSTRUCTORS(X)
#undef X

/* One of BLAKE2's strings of at most `limit` bytes. */
static bool take_part(struct py *vm, struct py_object *value, const char *what, size_t limit,
		      struct str *ret)
{
	if (!take_bytes(vm, value, ret))
		return false;
	if (ret->n > limit)
		return py_raise(vm, "ValueError", "maximum %s length is %zu bytes", what, limit);
	return true;
}

/* args: data, digest_size, key, salt, person */
static struct py_object *new_blake2b(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct hash *hash = new_hash(vm, find_algorithm(STR("blake2b")), args[0]);
	int64_t size = BLAKE2B_SIZE;

	(void)self;
	if (!hash || (args[1] && !py_take_int(vm, args[1], "digest_size", &size)))
		return NULL;
	if (size < 1 || size > BLAKE2B_SIZE)
		return py_raise(vm, "ValueError", "digest_size must be between 1 and 64 bytes");
	hash->settings.digest_size = (size_t)size;
	return take_part(vm, args[2], "key", BLAKE2B_SIZE, &hash->settings.key) &&
			       take_part(vm, args[3], "salt", BLAKE2B_SALT_SIZE,
					 &hash->settings.salt) &&
			       take_part(vm, args[4], "person", BLAKE2B_SALT_SIZE,
					 &hash->settings.person)
		       ? &hash->head
		       : NULL;
}

static struct py_object *new_blake2s(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	for (int i = 1; i < 5; i++)
		if (args[i])
			return py_refuse(
				vm, "hashlib.blake2s with a size, key, salt or person of its own");
	return new_named(vm, "blake2s", args);
}

static struct py_object *unknown_algorithm(struct py *vm, struct str name)
{
	if (str_starts(name, STR("shake")))
		return py_refuse(vm, "hashlib's '%.*s' is not supported", STR_ARG(name));
	return py_raise(vm, "ValueError", "unsupported hash type %.*s", STR_ARG(name));
}

static struct py_object *new_by_name(struct py *vm, struct py_object *self, struct py_object **args)
{
	const struct algorithm *algorithm;
	struct str name;

	(void)self;
	if (!py_take_text(vm, args[0], "name", &name))
		return NULL;
	algorithm = find_algorithm(name);
	return algorithm ? (struct py_object *)new_hash(vm, algorithm, args[1])
			 : unknown_algorithm(vm, name);
}

static struct py_object *pbkdf2_hmac(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct digest_derivation derivation = { 0 };
	const struct algorithm *algorithm;
	struct str name, key;
	int64_t size;

	(void)self;
	if (!py_take_text(vm, args[0], "hash_name", &name) ||
	    !take_bytes(vm, args[1], &derivation.password) ||
	    !take_bytes(vm, args[2], &derivation.salt) ||
	    !py_take_int(vm, args[3], "iterations", &derivation.iterations))
		return NULL;
	algorithm = find_algorithm(name);
	if (!algorithm || !algorithm->openssl)
		return unknown_algorithm(vm, name);
	size = algorithm->size;
	if (py_given(args[4]) && !py_take_int(vm, args[4], "dklen", &size))
		return NULL;
	if (derivation.iterations < 1)
		return py_raise(vm, "ValueError", "iteration value must be greater than 0.");
	if (derivation.iterations > 5000000 || size > 1 << 20)
		return py_refuse(vm, "a key derivation of that size");
	if (size < 1)
		return py_raise(vm, "ValueError", "key length must be greater than 0.");
	derivation.algorithm = algorithm->openssl;
	derivation.size = (size_t)size;
	return digest_pbkdf2(py_arena(vm), &derivation, &key) ? py_bytes(vm, key)
							      : unknown_algorithm(vm, name);
}

static struct py_object *make_names(struct py *vm)
{
	struct py_object *set = py_set(vm);

	for (size_t i = 0; i < ALGORITHM_COUNT; i++)
		if (!py_set_add(vm, set, py_str_c(vm, algorithms[i].name)))
			return NULL;
	return set;
}

static const struct py_member members[] = {
	{ "algorithms_guaranteed", PY_MEMBER_MAKE, NULL, make_names },
	{ "algorithms_available", PY_MEMBER_MAKE, NULL, make_names },
	{ 0 },
};

#define BLAKE2_SIGNATURE                                                                           \
	"data=b'', /, *, digest_size=64, key=b'', salt=b'', person=b'', usedforsecurity=True"

static const struct py_method functions[] = {
#define X(name) { #name, "string=b'', *, usedforsecurity=True", new_##name, PY_METHOD_STATIC },
	CONSTRUCTORS(X)
#undef X
		{ "blake2b", BLAKE2_SIGNATURE, new_blake2b, PY_METHOD_STATIC },
	{ "blake2s", BLAKE2_SIGNATURE, new_blake2s, PY_METHOD_STATIC },
	{ "new", "name, data=b'', *, usedforsecurity=True", new_by_name, PY_METHOD_STATIC },
	{ "pbkdf2_hmac", "hash_name, password, salt, iterations, dklen=None", pbkdf2_hmac,
	  PY_METHOD_STATIC },
	{ 0 },
};

/* SHAKE, scrypt and file_digest are what is left. */
const struct py_native_module py_module_hashlib = {
	.name = "hashlib", .members = members, .functions = functions, .is_open = true
};

/* ---- hmac ---- */

/* A name, or a constructor of hashlib. */
static const struct algorithm *take_algorithm(struct py *vm, struct py_object *value)
{
	const struct algorithm *algorithm = NULL;
	struct py_object *made = value;
	struct str name = STR("None");

	if (py_is_str(value)) {
		name = py_text(value);
		algorithm = find_algorithm(name);
	} else if (py_given(value)) {
		made = py_call(vm, value, &PY_NO_ARGS);
		if (!made)
			return NULL;
		algorithm = py_is(made, &hash_type) ? ((struct hash *)made)->algorithm : NULL;
	} else {
		return (void *)py_raise(vm, "TypeError", "Missing required parameter 'digestmod'.");
	}
	if (algorithm && algorithm->openssl)
		return algorithm;
	return (void *)(algorithm ? py_refuse(vm, "hmac with blake2b")
				  : unknown_algorithm(vm, name));
}

static struct py_object *hmac_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	const struct algorithm *algorithm;
	struct hash *hash;
	struct str key;

	(void)self;
	if (!take_bytes(vm, args[0], &key))
		return NULL;
	algorithm = take_algorithm(vm, args[2]);
	hash = algorithm ? new_hash(vm, algorithm, py_given(args[1]) ? args[1] : NULL) : NULL;
	if (hash)
		hash->key = key;
	return (struct py_object *)hash;
}

static struct py_object *hmac_digest(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *hash = hmac_new(vm, self, args);

	return hash ? hash_digest(vm, hash, NULL) : NULL;
}

static struct py_object *compare_digest(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	const int same = py_equal(vm, args[0], args[1]);

	(void)self;
	return same < 0 ? NULL : py_bool(vm, same);
}

static const struct py_method hmac_functions[] = {
	{ "new", "key, msg=None, digestmod=''", hmac_new, PY_METHOD_STATIC },
	{ "digest", "key, msg, digest", hmac_digest, PY_METHOD_STATIC },
	{ "compare_digest", "a, b, /", compare_digest, PY_METHOD_STATIC },
	{ 0 },
};

const struct py_native_module py_module_hmac = { .name = "hmac",
						 .functions = hmac_functions,
						 .is_open = true };
