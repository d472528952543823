#include "engine/base/digest.h"

#include <openssl/evp.h>

bool digest_raw(struct arena *result, const char *algorithm, struct str bytes, struct str *ret_digest)
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
