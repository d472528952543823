/*
 * Sources of random numbers: the seeded generator of `random`, and the host's own randomness, which
 * `random.SystemRandom` and `secrets` read.  The draws themselves (random_draw.c) ask a source for
 * bits.
 */
#ifndef RETORT_PY_MODULE_RANDOM_H
#define RETORT_PY_MODULE_RANDOM_H

#include "engine/py/mersenne.h"
#include "engine/py/values.h"

struct py_random {
	struct py_object head;
	struct mersenne *state; /* NULL: the host's randomness */
	double next_gauss;
	bool has_gauss;
};

extern const struct py_native_type py_random_type, py_system_random_type;
extern const struct py_method py_random_draws[];

/* Random bytes of the host; false: refused, it has none. */
bool py_random_bytes(struct py *vm, unsigned char *bytes, size_t n);
/* 0 <= x < 1 */
bool py_random_double(struct py *vm, struct py_random *source, double *ret);
/* A whole number of `bits` bits. */
struct py_object *py_random_bits(struct py *vm, struct py_random *source, int64_t bits);
/* 0 <= x < limit, drawn as CPython's _randbelow_with_getrandbits. */
bool py_random_below(struct py *vm, struct py_random *source, int64_t limit, int64_t *ret);

#endif
