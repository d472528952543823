/*
 * The method tables of str, spread over several files by subject; str.c joins them to the type.
 *
 * Arguments and results count in code points; inside, the files work on UTF-8 bytes and convert at the
 * edges.
 */
#ifndef RETORT_PY_STR_H
#define RETORT_PY_STR_H

#include "engine/py/values.h"

/* name, signature, kind */
#define PY_STR_METHODS(X)                                             \
	X(lower, "", INSTANCE)                                        \
	X(upper, "", INSTANCE)                                        \
	X(title, "", INSTANCE)                                        \
	X(capitalize, "", INSTANCE)                                   \
	X(casefold, "", INSTANCE)                                     \
	X(swapcase, "", INSTANCE)                                     \
	X(isalnum, "", INSTANCE)                                      \
	X(isalpha, "", INSTANCE)                                      \
	X(isascii, "", INSTANCE)                                      \
	X(isdecimal, "", INSTANCE)                                    \
	X(isdigit, "", INSTANCE)                                      \
	X(isidentifier, "", INSTANCE)                                 \
	X(islower, "", INSTANCE)                                      \
	X(isnumeric, "", INSTANCE)                                    \
	X(isprintable, "", INSTANCE)                                  \
	X(isspace, "", INSTANCE)                                      \
	X(istitle, "", INSTANCE)                                      \
	X(isupper, "", INSTANCE)                                      \
	X(strip, "chars=None, /", INSTANCE)                           \
	X(lstrip, "chars=None, /", INSTANCE)                          \
	X(rstrip, "chars=None, /", INSTANCE)                          \
	X(split, "sep=None, maxsplit=-1", INSTANCE)                   \
	X(rsplit, "sep=None, maxsplit=-1", INSTANCE)                  \
	X(splitlines, "keepends=False", INSTANCE)                     \
	X(partition, "sep, /", INSTANCE)                              \
	X(rpartition, "sep, /", INSTANCE)                             \
	X(replace, "old, new, count=-1, /", INSTANCE)                 \
	X(find, "sub, start=None, end=None, /", INSTANCE)             \
	X(rfind, "sub, start=None, end=None, /", INSTANCE)            \
	X(index, "sub, start=None, end=None, /", INSTANCE)            \
	X(rindex, "sub, start=None, end=None, /", INSTANCE)           \
	X(count, "sub, start=None, end=None, /", INSTANCE)            \
	X(startswith, "prefix, start=None, end=None, /", INSTANCE)    \
	X(endswith, "suffix, start=None, end=None, /", INSTANCE)      \
	X(join, "iterable, /", INSTANCE)                              \
	X(zfill, "width, /", INSTANCE)                                \
	X(center, "width, fillchar=' ', /", INSTANCE)                 \
	X(ljust, "width, fillchar=' ', /", INSTANCE)                  \
	X(rjust, "width, fillchar=' ', /", INSTANCE)                  \
	X(expandtabs, "tabsize=8", INSTANCE)                          \
	X(removeprefix, "prefix, /", INSTANCE)                        \
	X(removesuffix, "suffix, /", INSTANCE)                        \
	X(translate, "table, /", INSTANCE)                            \
	X(maketrans, "x, y=None, z=None, /", STATIC)                  \
	X(encode, "encoding='utf-8', errors='strict'", INSTANCE)      \
	X(format, "*args, **kwargs", INSTANCE)                        \
	X(format_map, "mapping, /", INSTANCE)

#define X(name, signature, kind) py_native py_str_##name;
PY_STR_METHODS(X)
#undef X

/* `text % arguments` */
struct py_object *py_str_percent(struct py *vm, struct str text, struct py_object *arguments);
/* bytes from text, text from bytes, by Python's codec and error handler names. */
struct py_object *py_text_encode(struct py *vm, struct str text, struct str encoding, struct str errors);
struct py_object *py_text_decode(struct py *vm, struct str bytes, struct str encoding, struct str errors);

#endif
