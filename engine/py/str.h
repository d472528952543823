/*
 * The method tables of str, spread over several files by subject; str.c joins them to the type.
 *
 * Arguments and results count in code points; inside, the files work on UTF-8 bytes and convert at
 * the edges.
 */
#ifndef RETORT_PY_STR_H
#define RETORT_PY_STR_H

#include "engine/py/values.h"

/* name, signature, kind */
#define PY_STR_METHODS(X)                                                                          \
	X(lower, "", INSTANCE)                                                                     \
	X(upper, "", INSTANCE)                                                                     \
	X(title, "", INSTANCE)                                                                     \
	X(capitalize, "", INSTANCE)                                                                \
	X(casefold, "", INSTANCE)                                                                  \
	X(swapcase, "", INSTANCE)                                                                  \
	X(isalnum, "", INSTANCE)                                                                   \
	X(isalpha, "", INSTANCE)                                                                   \
	X(isascii, "", INSTANCE)                                                                   \
	X(isdecimal, "", INSTANCE)                                                                 \
	X(isdigit, "", INSTANCE)                                                                   \
	X(isidentifier, "", INSTANCE)                                                              \
	X(islower, "", INSTANCE)                                                                   \
	X(isnumeric, "", INSTANCE)                                                                 \
	X(isprintable, "", INSTANCE)                                                               \
	X(isspace, "", INSTANCE)                                                                   \
	X(istitle, "", INSTANCE)                                                                   \
	X(isupper, "", INSTANCE)                                                                   \
	X(strip, "chars=None, /", INSTANCE)                                                        \
	X(lstrip, "chars=None, /", INSTANCE)                                                       \
	X(rstrip, "chars=None, /", INSTANCE)                                                       \
	X(split, "sep=None, maxsplit=-1", INSTANCE)                                                \
	X(rsplit, "sep=None, maxsplit=-1", INSTANCE)                                               \
	X(splitlines, "keepends=False", INSTANCE)                                                  \
	X(partition, "sep, /", INSTANCE)                                                           \
	X(rpartition, "sep, /", INSTANCE)                                                          \
	X(replace, "old, new, count=-1, /", INSTANCE)                                              \
	X(find, "sub, start=None, end=None, /", INSTANCE)                                          \
	X(rfind, "sub, start=None, end=None, /", INSTANCE)                                         \
	X(index, "sub, start=None, end=None, /", INSTANCE)                                         \
	X(rindex, "sub, start=None, end=None, /", INSTANCE)                                        \
	X(count, "sub, start=None, end=None, /", INSTANCE)                                         \
	X(startswith, "prefix, start=None, end=None, /", INSTANCE)                                 \
	X(endswith, "suffix, start=None, end=None, /", INSTANCE)                                   \
	X(join, "iterable, /", INSTANCE)                                                           \
	X(zfill, "width, /", INSTANCE)                                                             \
	X(center, "width, fillchar=' ', /", INSTANCE)                                              \
	X(ljust, "width, fillchar=' ', /", INSTANCE)                                               \
	X(rjust, "width, fillchar=' ', /", INSTANCE)                                               \
	X(expandtabs, "tabsize=8", INSTANCE)                                                       \
	X(removeprefix, "prefix, /", INSTANCE)                                                     \
	X(removesuffix, "suffix, /", INSTANCE)                                                     \
	X(translate, "table, /", INSTANCE)                                                         \
	X(maketrans, "x, y=None, z=None, /", STATIC)                                               \
	X(encode, "encoding='utf-8', errors='strict'", INSTANCE)                                   \
	X(format, "*args, **kwargs", INSTANCE)                                                     \
	X(format_map, "mapping, /", INSTANCE)

#define X(name, signature, kind) py_native py_str_##name;
PY_STR_METHODS(X)
#undef X

/* The method table of bytes and bytearray, and what only they have. */
py_native py_bytes_decode, py_bytes_hex, py_bytes_fromhex, py_bytes_lower, py_bytes_upper;

#define PY_BYTES_SHARED(name, signature)                                                           \
	{                                                                                          \
#name, signature, py_str_##name, PY_METHOD_INSTANCE                                \
	}
#define PY_BYTES_METHODS                                                                           \
	PY_BYTES_SHARED(strip, "chars=None, /"), PY_BYTES_SHARED(lstrip, "chars=None, /"),         \
		PY_BYTES_SHARED(rstrip, "chars=None, /"),                                          \
		PY_BYTES_SHARED(split, "sep=None, maxsplit=-1"),                                   \
		PY_BYTES_SHARED(rsplit, "sep=None, maxsplit=-1"),                                  \
		PY_BYTES_SHARED(splitlines, "keepends=False"),                                     \
		PY_BYTES_SHARED(partition, "sep, /"), PY_BYTES_SHARED(rpartition, "sep, /"),       \
		PY_BYTES_SHARED(replace, "old, new, count=-1, /"),                                 \
		PY_BYTES_SHARED(find, "sub, start=None, end=None, /"),                             \
		PY_BYTES_SHARED(rfind, "sub, start=None, end=None, /"),                            \
		PY_BYTES_SHARED(index, "sub, start=None, end=None, /"),                            \
		PY_BYTES_SHARED(rindex, "sub, start=None, end=None, /"),                           \
		PY_BYTES_SHARED(count, "sub, start=None, end=None, /"),                            \
		PY_BYTES_SHARED(startswith, "prefix, start=None, end=None, /"),                    \
		PY_BYTES_SHARED(endswith, "suffix, start=None, end=None, /"),                      \
		PY_BYTES_SHARED(join, "iterable, /"), PY_BYTES_SHARED(zfill, "width, /"),          \
		PY_BYTES_SHARED(center, "width, fillchar=b' ', /"),                                \
		PY_BYTES_SHARED(ljust, "width, fillchar=b' ', /"),                                 \
		PY_BYTES_SHARED(rjust, "width, fillchar=b' ', /"),                                 \
		PY_BYTES_SHARED(expandtabs, "tabsize=8"),                                          \
		PY_BYTES_SHARED(removeprefix, "prefix, /"),                                        \
		PY_BYTES_SHARED(removesuffix, "suffix, /"),                                        \
		{ "decode", "encoding='utf-8', errors='strict'", py_bytes_decode,                  \
		  PY_METHOD_INSTANCE },                                                            \
		{ "hex", "sep=None, bytes_per_sep=1", py_bytes_hex, PY_METHOD_INSTANCE },          \
		{ "fromhex", "string, /", py_bytes_fromhex, PY_METHOD_CLASS },                     \
		{ "lower", "", py_bytes_lower, PY_METHOD_INSTANCE },                               \
	{                                                                                          \
		"upper", "", py_bytes_upper, PY_METHOD_INSTANCE                                    \
	}

/* Slots that both types share. */
struct py_object *py_bytes_binary(struct py *vm, enum py_operator op, struct py_object *self,
				  struct py_object *other, bool reflected);
struct py_object *py_bytes_compare(struct py *vm, enum py_comparison op, struct py_object *self,
				   struct py_object *other);
int py_bytes_truth(struct py *vm, struct py_object *self);
int64_t py_bytes_length(struct py *vm, struct py_object *self);
struct py_object *py_bytes_getitem(struct py *vm, struct py_object *self, struct py_object *key);
int py_bytes_contains(struct py *vm, struct py_object *self, struct py_object *item);
struct py_object *py_bytes_iter(struct py *vm, struct py_object *self);

/* `text % arguments` */
struct py_object *py_str_percent(struct py *vm, struct str text, struct py_object *arguments);
/* bytes from text, text from bytes, by Python's codec and error handler names. */
struct py_object *py_text_encode(struct py *vm, struct str text, struct str encoding,
				 struct str errors);
struct py_object *py_text_decode(struct py *vm, struct str bytes, struct str encoding,
				 struct str errors);

#endif
