/*
 * Integers beyond 64 bits.  A big number is sign and magnitude bytes in the arena; OpenSSL's BIGNUM
 * exists only while one operation runs, so nothing has to be freed later.
 *
 * int.c asks here when 64 bits overflow or an operand is big; results that fit become small again,
 * so a value has one representation.
 */
#ifndef RETORT_PY_INT_BIG_H
#define RETORT_PY_INT_BIG_H

#include "engine/py/values.h"

struct py_big {
	bool negative;
	size_t n; /* bytes, most significant first, the first one not 0 */
	unsigned char bytes[];
};

/* + - * // % << >> | ^ & of any two ints; ZeroDivisionError and the like as CPython. */
struct py_object *py_big_binary(struct py *vm, enum py_operator op, const struct py_int *a,
				const struct py_int *b);
/* a ** b for b >= 0; modulo `modulus` unless NULL. */
struct py_object *py_big_power(struct py *vm, const struct py_int *a, const struct py_int *b,
			       const struct py_int *modulus);
/* The correctly rounded quotient; false: unwinding (division by zero, overflow). */
bool py_big_true_divide(struct py *vm, const struct py_int *a, const struct py_int *b, double *ret);
struct py_object *py_big_negate(struct py *vm, const struct py_int *a);
int py_big_compare(const struct py_int *a, const struct py_int *b);
/* False if it is beyond double's range. */
bool py_big_to_double(const struct py_int *a, double *ret);
struct py_object *py_big_from_double(struct py *vm, double value);
struct py_object *py_big_parse(struct py *vm, struct str digits, int base, bool negative);
struct str py_big_text(struct py *vm, const struct py_int *a, int base);
uint64_t py_big_hash(const struct py_int *a);
int64_t py_big_bits(const struct py_int *a);

#endif
