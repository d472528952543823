/*
 * The functions of math on whole numbers (math_integer.c); those on floats are in module_math.c.
 */
#ifndef RETORT_PY_MODULE_MATH_H
#define RETORT_PY_MODULE_MATH_H

#include "engine/py/values.h"

py_native py_math_factorial, py_math_gcd, py_math_lcm, py_math_isqrt, py_math_comb, py_math_perm,
	py_math_prod;

/* The greatest common divisor of two ints; NULL: unwinding. */
struct py_object *py_gcd(struct py *vm, struct py_object *a, struct py_object *b);
/* The whole part of the square root of an int that is not negative. */
struct py_object *py_integer_root(struct py *vm, struct py_object *number);

#endif
