/*
 * Built-in functions that work on values; builtins.def gives them their names and signatures.
 */
#ifndef RETORT_PY_BUILTIN_H
#define RETORT_PY_BUILTIN_H

#include "engine/py/values.h"

py_native py_builtin_abs, py_builtin_round, py_builtin_divmod, py_builtin_pow, py_builtin_chr,
	py_builtin_ord, py_builtin_hex, py_builtin_oct, py_builtin_bin, py_builtin_hash,
	py_builtin_repr, py_builtin_ascii, py_builtin_format, py_builtin_input, py_builtin_len,
	py_builtin_sorted, py_builtin_sum, py_builtin_min, py_builtin_max, py_builtin_any,
	py_builtin_all, py_builtin_open;

extern const struct py_native_type py_enumerate_type, py_zip_type, py_map_type, py_filter_type,
	py_reversed_type;

/* pow(base, exponent, modulus) */
struct py_object *py_int_power_modulo(struct py *vm, struct py_object *base,
				      struct py_object *exponent, struct py_object *modulus);

#endif
