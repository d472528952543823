#include "engine/base/digest.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <limits.h>

bool digest_raw(struct arena *result, const char *algorithm, struct str bytes,
		struct str *ret_digest)
{
	const EVP_MD *method = EVP_get_digestbyname(algorithm);
	unsigned char raw[EVP_MAX_MD_SIZE];
	unsigned int n = 0;

	if (!method || !EVP_Digest(bytes.p, bytes.n, raw, &n, method, NULL))
		return false;
	*ret_digest = str_copy(result, (const char *)raw, n);
	return true;
}

struct str digest_hex(struct arena *result, struct str raw)
{
	static const char digits[] = "0123456789abcdef";
	char *text = arena_alloc(result, raw.n * 2 + 1);

	for (size_t i = 0; i < raw.n; i++) {
		text[2 * i] = digits[(unsigned char)raw.p[i] >> 4];
		text[2 * i + 1] = digits[(unsigned char)raw.p[i] & 15];
	}
	return (struct str){ text, raw.n * 2 };
}

static struct str hex_of(struct arena *result, const char *algorithm, struct str bytes)
{
	struct str raw = STR("");

	digest_raw(result, algorithm, bytes, &raw);
	return digest_hex(result, raw);
}

struct str digest_md5(struct arena *result, struct str bytes)
{
	return hex_of(result, "md5", bytes);
}

struct str digest_sha256(struct arena *result, struct str bytes)
{
	return hex_of(result, "sha256", bytes);
}

bool digest_hmac(struct arena *result, const char *algorithm, struct str key, struct str bytes,
		 struct str *ret_digest)
{
	const EVP_MD *method = EVP_get_digestbyname(algorithm);
	unsigned char raw[EVP_MAX_MD_SIZE];
	unsigned int n = 0;

	if (!method || key.n > INT_MAX ||
	    !HMAC(method, key.n ? key.p : "", (int)key.n, (const unsigned char *)bytes.p, bytes.n,
		  raw, &n))
		return false;
	*ret_digest = str_copy(result, (const char *)raw, n);
	return true;
}

bool digest_pbkdf2(struct arena *result, const struct digest_derivation *derivation,
		   struct str *ret_key)
{
	const EVP_MD *method = EVP_get_digestbyname(derivation->algorithm);
	const struct str password = derivation->password, salt = derivation->salt;
	unsigned char *key;

	if (!method || derivation->iterations < 1 || derivation->iterations > INT_MAX ||
	    derivation->size > INT_MAX || password.n > INT_MAX || salt.n > INT_MAX)
		return false;
	key = arena_alloc(result, derivation->size + 1);
	if (!PKCS5_PBKDF2_HMAC(password.p, (int)password.n, (const unsigned char *)salt.p,
			       (int)salt.n, (int)derivation->iterations, method,
			       (int)derivation->size, key))
		return false;
	*ret_key = (struct str){ (const char *)key, derivation->size };
	return true;
}
