/*
 * Digests of bytes as lower-case hexadecimal text.  The only user of OpenSSL's digests: name
 * truncation needs MD5, plan and source hashes SHA-256, Python's hashlib the others.
 */
#ifndef RETORT_BASE_DIGEST_H
#define RETORT_BASE_DIGEST_H

#include "engine/base/str.h"

/* The raw digest by OpenSSL's name ("md5", "sha1", "sha256", "sha512", "blake2b512" ...); false if
 * unknown. */
bool digest_raw(struct arena *result, const char *algorithm, struct str bytes,
		struct str *ret_digest);
struct str digest_hex(struct arena *result, struct str raw);
struct str digest_md5(struct arena *result, struct str bytes);
struct str digest_sha256(struct arena *result, struct str bytes);
/* HMAC with a digest of OpenSSL's name; false if unknown. */
bool digest_hmac(struct arena *result, const char *algorithm, struct str key, struct str bytes,
		 struct str *ret_digest);

struct digest_derivation {
	const char *algorithm;
	struct str password, salt;
	int64_t iterations;
	size_t size; /* of the key wanted */
};

/* PBKDF2-HMAC; false if the algorithm is unknown or a number cannot be. */
bool digest_pbkdf2(struct arena *result, const struct digest_derivation *derivation,
		   struct str *ret_key);

#endif
