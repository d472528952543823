/*
 * Python's uuid.UUID; other layers read the 16 bytes and make values from what a database sends.
 */
#ifndef RETORT_PY_UUID_H
#define RETORT_PY_UUID_H

#include "engine/py/object.h"

struct py_uuid {
	struct py_object head;
	unsigned char bytes[16];
};

extern const struct py_native_type py_uuid_type;

struct py_object *py_uuid_new(struct py *vm, const unsigned char bytes[16]);
/* 32 hexadecimal digits with any of "{}-", "urn:uuid:" in front; false if it is none. */
bool py_uuid_parse(struct str text, unsigned char ret_bytes[16]);
/* "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx" */
struct str py_uuid_text(struct arena *result, const struct py_object *uuid);

#endif
