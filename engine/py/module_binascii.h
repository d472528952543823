/*
 * Bytes as text of a smaller alphabet: what binascii, base64, secrets and email-like formats share.
 */
#ifndef RETORT_PY_MODULE_BINASCII_H
#define RETORT_PY_MODULE_BINASCII_H

#include "engine/py/values.h"

extern const struct py_native_type py_binascii_error_type;

struct str py_base64_encode(struct arena *result, struct str bytes);
/* binascii.Error for text that is none; `is_strict` accepts nothing but the alphabet. */
bool py_base64_decode(struct py *vm, struct str text, bool is_strict, struct str *ret);
/* The bytes of bytes, or of a str that is ASCII. */
bool py_take_ascii(struct py *vm, struct py_object *value, struct str *ret);
/* The bytes of bytes alone. */
bool py_take_bytes(struct py *vm, struct py_object *value, struct str *ret);

#endif
