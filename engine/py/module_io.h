/*
 * Text and byte streams in memory: io.StringIO, io.BytesIO, and what open() gives for a file that
 * was read whole.
 */
#ifndef RETORT_PY_MODULE_IO_H
#define RETORT_PY_MODULE_IO_H

#include "engine/py/values.h"

struct py_stream {
	struct py_object head;
	struct strbuf buffer;
	size_t at;
	bool is_bytes, is_closed, is_read_only;
	struct py_object *name; /* of a file, else NULL */
};

extern const struct py_native_type py_stringio_type, py_bytesio_type, py_file_type;

/* open(path) for reading: OSError as CPython words it where the host has no such file. */
struct py_object *py_open_file(struct py *vm, struct str path, bool is_bytes);

#endif
