/*
 * The iterators of itertools, spread over two files: those that walk their inputs once, and those
 * that combine (itertools_combine.c).
 */
#ifndef RETORT_PY_MODULE_ITERTOOLS_H
#define RETORT_PY_MODULE_ITERTOOLS_H

#include "engine/py/values.h"

extern const struct py_native_type py_product_type, py_permutations_type, py_combinations_type,
	py_combinations_again_type, py_groupby_type;

py_native py_itertools_tee;

/* A type of itertools whose instances are struct py_iterator. */
#define PY_ITERTOOLS_TYPE(type_name, call_signature, constructor)                                  \
	{                                                                                          \
		.name = type_name, .module = "itertools", .size = sizeof(struct py_iterator),      \
		.signature = call_signature, .new_ = constructor, .slots = {                       \
			.iter = py_iterator_self,                                                  \
			.next = py_iterator_next                                                   \
		}                                                                                  \
	}

#endif
