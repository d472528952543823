#include "engine/py/mersenne.h"

#define MIDDLE 397

/* The reference algorithm (Matsumoto and Nishimura, 2002). */

static void start(struct mersenne *state, uint32_t seed)
{
	state->words[0] = seed;
	for (uint32_t i = 1; i < MERSENNE_SIZE; i++)
		state->words[i] =
			1812433253u * (state->words[i - 1] ^ state->words[i - 1] >> 30) + i;
	state->at = MERSENNE_SIZE;
}

void mersenne_seed(struct mersenne *state, const uint32_t *key, size_t n)
{
	static const uint32_t zero = 0;
	size_t i = 1, j = 0;

	if (!n) {
		key = &zero;
		n = 1;
	}
	start(state, 19650218u);
	for (size_t k = n > MERSENNE_SIZE ? n : MERSENNE_SIZE; k; k--) {
		const uint32_t previous = state->words[i - 1];
		state->words[i] = (state->words[i] ^ (previous ^ previous >> 30) * 1664525u) +
				  key[j] + (uint32_t)j;
		i++;
		j = (j + 1) % n;
		if (i >= MERSENNE_SIZE) {
			state->words[0] = state->words[MERSENNE_SIZE - 1];
			i = 1;
		}
	}
	for (size_t k = MERSENNE_SIZE - 1; k; k--) {
		const uint32_t previous = state->words[i - 1];
		state->words[i] =
			(state->words[i] ^ (previous ^ previous >> 30) * 1566083941u) - (uint32_t)i;
		i++;
		if (i >= MERSENNE_SIZE) {
			state->words[0] = state->words[MERSENNE_SIZE - 1];
			i = 1;
		}
	}
	state->words[0] = 0x80000000u;
}

static void refill(struct mersenne *state)
{
	for (size_t i = 0; i < MERSENNE_SIZE; i++) {
		const uint32_t joined = (state->words[i] & 0x80000000u) |
					(state->words[(i + 1) % MERSENNE_SIZE] & 0x7fffffffu);
		state->words[i] = state->words[(i + MIDDLE) % MERSENNE_SIZE] ^ joined >> 1 ^
				  (joined & 1 ? 0x9908b0dfu : 0);
	}
	state->at = 0;
}

uint32_t mersenne_next(struct mersenne *state)
{
	if (state->at >= MERSENNE_SIZE)
		refill(state);
	uint32_t word = state->words[state->at++];

	word ^= word >> 11;
	word ^= word << 7 & 0x9d2c5680u;
	word ^= word << 15 & 0xefc60000u;
	return word ^ word >> 18;
}

double mersenne_double(struct mersenne *state)
{
	const uint32_t high = mersenne_next(state) >> 5, low = mersenne_next(state) >> 6;

	return (high * 67108864.0 + low) / 9007199254740992.0;
}
