#include "engine/base/blake2.h"

#include <assert.h>
#include <string.h>

#define BLOCK  128
#define ROUNDS 12

struct state {
	uint64_t hash[8];
	uint64_t length; /* of what was taken in: 2^64 bytes are never reached */
};

static const uint64_t start_values[8] = { 0x6a09e667f3bcc908, 0xbb67ae8584caa73b,
					  0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
					  0x510e527fade682d1, 0x9b05688c2b3e6c1f,
					  0x1f83d9abfb41bd6b, 0x5be0cd19137e2179 };

/* RFC 7693, 2.7: the message words of each round. */
static const unsigned char order[10][16] = {
	{ 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 },
	{ 14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3 },
	{ 11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4 },
	{ 7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8 },
	{ 9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13 },
	{ 2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9 },
	{ 12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11 },
	{ 13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10 },
	{ 6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5 },
	{ 10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0 },
};

static uint64_t rotate(uint64_t value, int bits)
{
	return value >> bits | value << (64 - bits);
}

static uint64_t read_word(const unsigned char *bytes)
{
	uint64_t word = 0;

	for (int i = 7; i >= 0; i--)
		word = word << 8 | bytes[i];
	return word;
}

static void mix(uint64_t v[16], const unsigned char at[4], uint64_t x, uint64_t y)
{
	v[at[0]] += v[at[1]] + x;
	v[at[3]] = rotate(v[at[3]] ^ v[at[0]], 32);
	v[at[2]] += v[at[3]];
	v[at[1]] = rotate(v[at[1]] ^ v[at[2]], 24);
	v[at[0]] += v[at[1]] + y;
	v[at[3]] = rotate(v[at[3]] ^ v[at[0]], 16);
	v[at[2]] += v[at[3]];
	v[at[1]] = rotate(v[at[1]] ^ v[at[2]], 63);
}

static void take_block(struct state *state, const unsigned char block[BLOCK], size_t size,
		       bool is_last)
{
	static const unsigned char places[8][4] = { { 0, 4, 8, 12 },  { 1, 5, 9, 13 },
						    { 2, 6, 10, 14 }, { 3, 7, 11, 15 },
						    { 0, 5, 10, 15 }, { 1, 6, 11, 12 },
						    { 2, 7, 8, 13 },  { 3, 4, 9, 14 } };
	uint64_t v[16], words[16];

	state->length += size;
	for (int i = 0; i < 8; i++) {
		v[i] = state->hash[i];
		v[i + 8] = start_values[i];
	}
	v[12] ^= state->length;
	if (is_last)
		v[14] = ~v[14];
	for (int i = 0; i < 16; i++)
		words[i] = read_word(block + 8 * i);
	for (int round = 0; round < ROUNDS; round++)
		for (int i = 0; i < 8; i++)
			mix(v, places[i], words[order[round % 10][2 * i]],
			    words[order[round % 10][2 * i + 1]]);
	for (int i = 0; i < 8; i++)
		state->hash[i] ^= v[i] ^ v[i + 8];
}

static void start(struct state *state, const struct blake2b_settings *settings)
{
	unsigned char parameters[64] = { (unsigned char)settings->digest_size,
					 (unsigned char)settings->key.n, 1, 1 };

	if (settings->salt.n)
		memcpy(parameters + 32, settings->salt.p, settings->salt.n);
	if (settings->person.n)
		memcpy(parameters + 48, settings->person.p, settings->person.n);
	for (int i = 0; i < 8; i++)
		state->hash[i] = start_values[i] ^ read_word(parameters + 8 * i);
}

struct str blake2b(struct arena *result, const struct blake2b_settings *settings, struct str bytes)
{
	struct state state = { 0 };
	unsigned char block[BLOCK] = { 0 }, raw[BLAKE2B_SIZE];

	assert(settings->digest_size >= 1 && settings->digest_size <= BLAKE2B_SIZE);
	assert(settings->key.n <= BLAKE2B_SIZE && settings->salt.n <= BLAKE2B_SALT_SIZE &&
	       settings->person.n <= BLAKE2B_SALT_SIZE);
	start(&state, settings);
	if (settings->key.n) {
		memcpy(block, settings->key.p, settings->key.n);
		take_block(&state, block, BLOCK, !bytes.n);
	}
	for (; bytes.n > BLOCK; bytes = str_skip(bytes, BLOCK))
		take_block(&state, (const unsigned char *)bytes.p, BLOCK, false);
	if (bytes.n || !settings->key.n) {
		memset(block, 0, BLOCK);
		if (bytes.n)
			memcpy(block, bytes.p, bytes.n);
		take_block(&state, block, bytes.n, true);
	}
	for (size_t i = 0; i < sizeof(raw); i++)
		raw[i] = (unsigned char)(state.hash[i / 8] >> 8 * (i % 8));
	return str_copy(result, (const char *)raw, settings->digest_size);
}
