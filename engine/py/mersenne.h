/*
 * The Mersenne Twister MT19937 as CPython seeds and reads it, so that random.seed(1) gives the
 * numbers that it gives there.  Knows no Python value.
 */
#ifndef RETORT_PY_MERSENNE_H
#define RETORT_PY_MERSENNE_H

#include <stddef.h>
#include <stdint.h>

#define MERSENNE_SIZE 624

struct mersenne {
	uint32_t words[MERSENNE_SIZE];
	size_t at;
};

/* Seeds by `n` words, least significant first; n may be 0. */
void mersenne_seed(struct mersenne *state, const uint32_t *key, size_t n);
uint32_t mersenne_next(struct mersenne *state);
/* 0 <= x < 1 with 53 bits. */
double mersenne_double(struct mersenne *state);

#endif
