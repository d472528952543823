/*
 * The parts of functools that live in a file of their own.
 */
#ifndef RETORT_PY_MODULE_FUNCTOOLS_H
#define RETORT_PY_MODULE_FUNCTOOLS_H

#include "engine/py/values.h"

/* lru_cache(maxsize=128, typed=False) and cache(function) */
py_native py_functools_lru_cache, py_functools_cache;

#endif
