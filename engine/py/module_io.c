#include "engine/py/module_io.h"

#include "engine/py/builtin.h"
#include "engine/py/subject.h"

#include <string.h>

static struct py_stream *open_stream(struct py *vm, struct py_object *self)
{
	struct py_stream *stream = (struct py_stream *)self;

	if (stream->is_closed) {
		py_raise(vm, "ValueError", "I/O operation on closed file%s",
			 stream->name ? "." : "");
		return NULL;
	}
	return stream;
}

static struct py_object *give(struct py *vm, const struct py_stream *stream, struct str text)
{
	text = str_dup(py_arena(vm), text);
	return stream->is_bytes ? py_bytes(vm, text) : py_str(vm, text);
}

static struct str rest_of(const struct py_stream *stream)
{
	return str_skip(strbuf_str(&stream->buffer), stream->at);
}

/* Bytes of the first `n` characters; all for a negative `n`. */
static size_t size_of(const struct py_stream *stream, struct str text, int64_t n)
{
	if (n < 0)
		return text.n;
	if (stream->is_bytes)
		return (size_t)n < text.n ? (size_t)n : text.n;
	return py_utf8_offset(text, py_utf8_length(text), n);
}

static bool take_limit(struct py *vm, struct py_object *value, int64_t *ret)
{
	*ret = -1;
	return !py_given(value) || py_index_clipped(vm, value, ret);
}

static struct py_object *stream_read(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_stream *stream = open_stream(vm, self);
	int64_t n;

	if (!stream || !take_limit(vm, args[0], &n))
		return NULL;
	const struct str text = rest_of(stream);
	const size_t size = size_of(stream, text, n);

	stream->at += size;
	return give(vm, stream, str_slice(text, 0, size));
}

static struct str next_line(struct py_stream *stream, int64_t limit)
{
	struct str text = rest_of(stream);
	const ptrdiff_t end = str_find_char(text, '\n');

	if (end >= 0)
		text.n = (size_t)end + 1;
	text.n = size_of(stream, text, limit);
	stream->at += text.n;
	return text;
}

static struct py_object *stream_readline(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	struct py_stream *stream = open_stream(vm, self);
	int64_t limit;

	if (!stream || !take_limit(vm, args[0], &limit))
		return NULL;
	return give(vm, stream, next_line(stream, limit));
}

static struct py_object *stream_next(struct py *vm, struct py_object *self)
{
	struct py_stream *stream = open_stream(vm, self);

	if (!stream)
		return NULL;
	const struct str line = next_line(stream, -1);

	return line.n ? give(vm, stream, line) : NULL;
}

static struct py_object *stream_readlines(struct py *vm, struct py_object *self,
					  struct py_object **args)
{
	(void)args;
	return py_list_from(vm, &py_list_type, self);
}

static struct py_object *stream_getvalue(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	struct py_stream *stream = open_stream(vm, self);

	(void)args;
	return stream ? give(vm, stream, strbuf_str(&stream->buffer)) : NULL;
}

static struct py_object *stream_write(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	struct py_stream *stream = open_stream(vm, self);

	if (!stream)
		return NULL;
	if (stream->is_read_only)
		return py_raise(vm, "OSError", "not writable");
	if (stream->is_bytes ? !py_is(args[0], &py_bytes_type) : !py_is_str(args[0]))
		return py_raise(vm, "TypeError",
				stream->is_bytes ? "a bytes-like object is required, not '%.*s'"
						 : "string argument expected, got '%.*s'",
				STR_ARG(py_type_name(args[0])));
	const struct str text = subject_text(args[0]);
	const size_t end = stream->at + text.n;

	if (!py_reserve(vm, end))
		return NULL;
	while (stream->buffer.n < end)
		strbuf_add_char(&stream->buffer, '\0');
	memcpy(stream->buffer.p + stream->at, text.p, text.n);
	stream->at = end;
	return py_int(vm, subject_length(args[0]));
}

static struct py_object *stream_writelines(struct py *vm, struct py_object *self,
					   struct py_object **args)
{
	struct py_object **items;
	size_t n;

	if (!py_take_items(vm, args[0], &items, &n))
		return NULL;
	for (size_t i = 0; i < n; i++)
		if (!stream_write(vm, self, &items[i]))
			return NULL;
	return py_none(vm);
}

static struct py_object *stream_seek(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_stream *stream = open_stream(vm, self);
	int64_t offset, from = 0;

	if (!stream || !py_take_int(vm, args[0], "offset", &offset) ||
	    (args[1] && !py_take_int(vm, args[1], "whence", &from)))
		return NULL;
	if (from == 1)
		offset += (int64_t)stream->at;
	else if (from == 2)
		offset += (int64_t)stream->buffer.n;
	if (offset < 0)
		return py_raise(vm, "ValueError", "Negative seek position %lld", (long long)offset);
	stream->at = (size_t)offset;
	return py_int(vm, offset);
}

static struct py_object *stream_tell(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_stream *stream = open_stream(vm, self);

	(void)args;
	return stream ? py_int(vm, (int64_t)stream->at) : NULL;
}

static struct py_object *stream_truncate(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	struct py_stream *stream = open_stream(vm, self);
	int64_t size;

	if (!stream || !take_limit(vm, args[0], &size))
		return NULL;
	const size_t end = size < 0 ? stream->at : (size_t)size;

	if (end < stream->buffer.n)
		stream->buffer.n = end;
	return py_int(vm, (int64_t)end);
}

static struct py_object *stream_close(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	(void)args;
	((struct py_stream *)self)->is_closed = true;
	return py_none(vm);
}

static struct py_object *stream_nothing(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	(void)self;
	(void)args;
	return py_none(vm);
}

static struct py_object *stream_true(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	(void)args;
	return py_bool(vm, true);
}

static struct py_object *stream_writable(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	(void)args;
	return py_bool(vm, !((struct py_stream *)self)->is_read_only);
}

static struct py_object *stream_closed(struct py *vm, struct py_object *self)
{
	return py_bool(vm, ((struct py_stream *)self)->is_closed);
}

static struct py_object *stream_name(struct py *vm, struct py_object *self)
{
	(void)vm;
	return ((struct py_stream *)self)->name;
}

static struct py_object *stream_enter(struct py *vm, struct py_object *self)
{
	return open_stream(vm, self) ? self : NULL;
}

static int stream_exit(struct py *vm, struct py_object *self, struct py_object *exception)
{
	(void)vm;
	(void)exception;
	((struct py_stream *)self)->is_closed = true;
	return 0;
}

static struct py_object *stream_new(struct py *vm, struct py_object *self, struct py_object **args,
				    bool is_bytes)
{
	struct py_stream *stream = (struct py_stream *)self;

	stream->is_bytes = is_bytes;
	stream->buffer = STRBUF(py_arena(vm));
	if (!py_given(args[0]))
		return self;
	if (is_bytes ? !py_is(args[0], &py_bytes_type) : !py_is_str(args[0]))
		return py_raise(vm, "TypeError",
				is_bytes ? "a bytes-like object is required, not '%.*s'"
					 : "initial_value must be str or None, not %.*s",
				STR_ARG(py_type_name(args[0])));
	strbuf_add(&stream->buffer, subject_text(args[0]));
	return self;
}

static struct py_object *stringio_new(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	return stream_new(vm, self, args, false);
}

static struct py_object *bytesio_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	return stream_new(vm, self, args, true);
}

static const struct py_method stream_methods[] = {
	{ "read", "size=-1, /", stream_read, PY_METHOD_INSTANCE },
	{ "readline", "size=-1, /", stream_readline, PY_METHOD_INSTANCE },
	{ "readlines", "hint=-1, /", stream_readlines, PY_METHOD_INSTANCE },
	{ "write", "s, /", stream_write, PY_METHOD_INSTANCE },
	{ "writelines", "lines, /", stream_writelines, PY_METHOD_INSTANCE },
	{ "seek", "offset, whence=0, /", stream_seek, PY_METHOD_INSTANCE },
	{ "tell", "", stream_tell, PY_METHOD_INSTANCE },
	{ "truncate", "pos=None, /", stream_truncate, PY_METHOD_INSTANCE },
	{ "close", "", stream_close, PY_METHOD_INSTANCE },
	{ "flush", "", stream_nothing, PY_METHOD_INSTANCE },
	{ "readable", "", stream_true, PY_METHOD_INSTANCE },
	{ "seekable", "", stream_true, PY_METHOD_INSTANCE },
	{ "writable", "", stream_writable, PY_METHOD_INSTANCE },
	{ 0 },
};

static const struct py_method memory_methods[] = {
	{ "getvalue", "", stream_getvalue, PY_METHOD_INSTANCE },
	{ 0 },
};

static const struct py_property stream_properties[] = { { "closed", stream_closed, NULL }, { 0 } };

static const struct py_property file_properties[] = { { "name", stream_name, NULL }, { 0 } };

static const struct py_native_type iobase_type = {
	.name = "IOBase",
	.module = "io",
	.size = sizeof(struct py_stream),
	.methods = stream_methods,
	.properties = stream_properties,
	.slots = { .iter = py_iterator_self,
		   .next = stream_next,
		   .enter = stream_enter,
		   .exit = stream_exit },
};

const struct py_native_type py_stringio_type = {
	.name = "StringIO",
	.module = "_io",
	.base = &iobase_type,
	.size = sizeof(struct py_stream),
	.signature = "initial_value='', newline='\\n'",
	.new_ = stringio_new,
	.methods = memory_methods,
};

const struct py_native_type py_bytesio_type = {
	.name = "BytesIO",
	.module = "_io",
	.base = &iobase_type,
	.size = sizeof(struct py_stream),
	.signature = "initial_bytes=b''",
	.new_ = bytesio_new,
	.methods = memory_methods,
};

const struct py_native_type py_file_type = {
	.name = "TextIOWrapper",
	.module = "_io",
	.base = &iobase_type,
	.size = sizeof(struct py_stream),
	.properties = file_properties,
};

/* ---- open ---- */

/* Universal newlines, as text mode has them. */
static void add_text_lines(struct strbuf *buffer, struct str text)
{
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] != '\r') {
			strbuf_add_char(buffer, text.p[i]);
			continue;
		}
		strbuf_add_char(buffer, '\n');
		if (i + 1 < text.n && text.p[i + 1] == '\n')
			i++;
	}
}

struct py_object *py_open_file(struct py *vm, struct str path, bool is_bytes)
{
	const struct py_host *host = py_host(vm);
	struct str text;

	if (!host->read_file)
		return py_refuse(vm, "files cannot be read here: '%.*s'", STR_ARG(path));
	struct error *error = host->read_file(host->data, py_arena(vm), path, &text);

	if (error && error->code != ERR_SYSTEM)
		return py_refuse_error(vm, error);
	if (error) {
		error_ignore(error);
		return py_raise(vm, "FileNotFoundError",
				"[Errno 2] No such file or directory: '%.*s'", STR_ARG(path));
	}
	struct py_stream *stream = py_new(vm, &py_file_type);

	stream->buffer = STRBUF(py_arena(vm));
	stream->is_bytes = is_bytes;
	stream->is_read_only = true;
	stream->name = py_str(vm, path);
	if (is_bytes)
		strbuf_add(&stream->buffer, text);
	else
		add_text_lines(&stream->buffer, text);
	return &stream->head;
}

bool py_take_path(struct py *vm, struct py_object *value, struct str *ret)
{
	if (!py_is_str(value) && py_type_lookup(value->type, STR("__fspath__"))) {
		value = py_call_method(vm, value, "__fspath__", &PY_NO_ARGS);
		if (!value)
			return false;
	}
	if (py_is_poison(vm, value))
		return false;
	if (!py_is_str(value))
		return py_raise(vm, "TypeError",
				"expected str, bytes or os.PathLike object, not %.*s",
				STR_ARG(py_type_name(value)));
	*ret = py_text(value);
	return true;
}

struct py_object *py_builtin_open(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str path, mode;

	(void)self;
	if (!py_take_path(vm, args[0], &path) || !py_take_text(vm, args[1], "mode", &mode))
		return NULL;
	if (mode.n && strcspn(str_c(py_arena(vm), mode), "wax+") < mode.n)
		return py_refuse(vm, "open() for writing: a revision may only read files");
	return py_open_file(vm, path, str_find_char(mode, 'b') >= 0);
}

/* ---- the module ---- */

static const struct py_member members[] = {
	{ "StringIO", PY_MEMBER_TYPE, &py_stringio_type, NULL },
	{ "BytesIO", PY_MEMBER_TYPE, &py_bytesio_type, NULL },
	{ "IOBase", PY_MEMBER_TYPE, &iobase_type, NULL },
	{ "TextIOBase", PY_MEMBER_TYPE, &iobase_type, NULL },
	{ "TextIOWrapper", PY_MEMBER_TYPE, &py_file_type, NULL },
	{ "open", PY_MEMBER_FUNCTION,
	  &(const struct py_method){ "open",
				     "file, mode='r', buffering=-1, encoding=None, errors=None, "
				     "newline=None, closefd=True, opener=None",
				     py_builtin_open, PY_METHOD_INSTANCE },
	  NULL },
	{ 0 },
};

const struct py_native_module py_module_io = { .name = "io", .members = members, .is_open = true };
