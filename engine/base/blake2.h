/*
 * BLAKE2b with a digest of any size, a key, a salt and a personalisation (RFC 7693 and the
 * parameter block of the BLAKE2 paper): OpenSSL's has 64 bytes and none of these.
 */
#ifndef RETORT_BASE_BLAKE2_H
#define RETORT_BASE_BLAKE2_H

#include "engine/base/str.h"

#define BLAKE2B_SIZE      64 /* of the longest digest, and of the longest key */
#define BLAKE2B_SALT_SIZE 16 /* of salt and personalisation */

struct blake2b_settings {
	size_t digest_size;           /* 1 to BLAKE2B_SIZE */
	struct str key, salt, person; /* shorter ones are padded with zeros; any may be empty */
};

/* The raw digest; sizes beyond the limits are our bug. */
struct str blake2b(struct arena *result, const struct blake2b_settings *settings, struct str bytes);

#endif
