#include "engine/py/str.h"

/* str.encode and bytes.decode: UTF-8, ASCII and Latin-1, with CPython's error handlers. */

#define ENCODINGS(X)                                                                               \
	X(UTF8, "utf-8", 0x10ffff)                                                                 \
	X(ASCII, "ascii", 0x7f)                                                                    \
	X(LATIN1, "latin-1", 0xff)

enum encoding {
#define X(name, text, highest) ENCODING_##name,
	ENCODINGS(X)
#undef X
		ENCODING_COUNT
};

static const struct {
	const char *name;
	uint32_t highest;
} encodings[] = {
#define X(name, text, highest) { text, highest },
	ENCODINGS(X)
#undef X
};

/* Names without '-', '_' and spaces, in lower case. */
static const struct {
	const char *alias;
	enum encoding encoding;
} aliases[] = {
	{ "utf8", ENCODING_UTF8 },       { "u8", ENCODING_UTF8 },
	{ "utf", ENCODING_UTF8 },        { "cp65001", ENCODING_UTF8 },
	{ "ascii", ENCODING_ASCII },     { "usascii", ENCODING_ASCII },
	{ "646", ENCODING_ASCII },       { "latin1", ENCODING_LATIN1 },
	{ "latin", ENCODING_LATIN1 },    { "l1", ENCODING_LATIN1 },
	{ "iso88591", ENCODING_LATIN1 }, { "88591", ENCODING_LATIN1 },
};

static bool find_encoding(struct py *vm, struct str name, enum encoding *ret)
{
	struct strbuf plain = STRBUF(py_arena(vm));

	if (!name.n) {
		*ret = ENCODING_UTF8;
		return true;
	}
	for (size_t i = 0; i < name.n; i++)
		if (name.p[i] != '-' && name.p[i] != '_' && name.p[i] != ' ')
			strbuf_add_char(&plain, name.p[i]);
	for (size_t i = 0; i < sizeof(aliases) / sizeof(*aliases); i++) {
		if (str_equal_nocase(strbuf_str(&plain), str_from(aliases[i].alias))) {
			*ret = aliases[i].encoding;
			return true;
		}
	}
	return py_refuse(vm, "the encoding '%.*s' is not supported", STR_ARG(name));
}

static bool is_surrogate(uint32_t code)
{
	return code >= 0xd800 && code <= 0xdfff;
}

static bool can_encode(enum encoding encoding, uint32_t code)
{
	return code <= encodings[encoding].highest && !is_surrogate(code);
}

static bool encode_error(struct py *vm, struct str text, enum encoding encoding, int64_t position)
{
	struct strbuf shown = STRBUF(py_arena(vm));
	int64_t end = position;
	uint32_t code;
	const size_t size = py_utf8_next(text, &code);

	py_str_add_repr(&shown, str_slice(text, 0, size), true);
	for (struct str rest = text; rest.n; end++) {
		uint32_t next;
		const size_t n = py_utf8_next(rest, &next);
		if (can_encode(encoding, next))
			break;
		rest = str_skip(rest, n);
	}
	const char *reason = encoding == ENCODING_UTF8    ? "surrogates not allowed"
			     : encoding == ENCODING_ASCII ? "ordinal not in range(128)"
							  : "ordinal not in range(256)";

	if (end - position > 1)
		return py_raise(vm, "UnicodeEncodeError",
				"'%s' codec can't encode characters in position %lld-%lld: %s",
				encodings[encoding].name, (long long)position, (long long)end - 1,
				reason);
	return py_raise(vm, "UnicodeEncodeError",
			"'%s' codec can't encode character %.*s in position %lld: %s",
			encodings[encoding].name, STR_ARG(strbuf_str(&shown)), (long long)position,
			reason);
}

struct coding {
	struct py *vm;
	struct strbuf out;
	enum encoding encoding;
	struct str errors;
};

/* What the error handler puts in place of a character; false: unwinding. */
static bool add_unencodable(struct coding *coding, struct str text, int64_t position)
{
	struct py *vm = coding->vm;
	struct strbuf *out = &coding->out;
	const enum encoding encoding = coding->encoding;
	const struct str errors = coding->errors;
	uint32_t code;

	py_utf8_next(text, &code);
	if (!errors.n || str_is(errors, "strict"))
		return encode_error(vm, text, encoding, position);
	if (str_is(errors, "ignore"))
		return true;
	if (str_is(errors, "replace"))
		strbuf_add_char(out, '?');
	else if (str_is(errors, "xmlcharrefreplace"))
		strbuf_printf(out, "&#%u;", code);
	else if (str_is(errors, "backslashreplace"))
		strbuf_printf(out,
			      code < 0x100     ? "\\x%02x"
			      : code < 0x10000 ? "\\u%04x"
					       : "\\U%08x",
			      code);
	else if (str_is(errors, "surrogateescape") && code >= 0xdc80 && code <= 0xdcff)
		strbuf_add_char(out, (char)(code - 0xdc00));
	else if (str_is(errors, "surrogateescape"))
		return encode_error(vm, text, encoding, position);
	else if (str_is(errors, "surrogatepass") && encoding == ENCODING_UTF8)
		strbuf_add_code_point(out, code);
	else
		return py_raise(vm, "LookupError", "unknown error handler name '%.*s'",
				STR_ARG(errors));
	return true;
}

struct py_object *py_text_encode(struct py *vm, struct str text, struct str name, struct str errors)
{
	struct coding coding = { vm, STRBUF(py_arena(vm)), ENCODING_UTF8, errors };

	if (!find_encoding(vm, name, &coding.encoding))
		return NULL;
	if (coding.encoding == ENCODING_UTF8 && str_utf8_is_valid(text))
		return py_bytes(vm, text);
	for (int64_t position = 0; text.n; position++) {
		uint32_t code;
		const size_t size = py_utf8_next(text, &code);
		if (!can_encode(coding.encoding, code)) {
			if (!add_unencodable(&coding, text, position))
				return NULL;
		} else if (coding.encoding == ENCODING_UTF8) {
			strbuf_add(&coding.out, str_slice(text, 0, size));
		} else {
			strbuf_add_char(&coding.out, (char)code);
		}
		text = str_skip(text, size);
	}
	return py_bytes(vm, strbuf_str(&coding.out));
}

/* ---- decode ---- */

static const char *why_undecodable(struct str bytes, enum encoding encoding)
{
	const unsigned char first = (unsigned char)bytes.p[0];
	const size_t wanted = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;

	if (encoding == ENCODING_ASCII)
		return "ordinal not in range(128)";
	if (first < 0xc2 || first > 0xf4)
		return "invalid start byte";
	for (size_t i = 1; i < wanted; i++) {
		if (i >= bytes.n)
			return "unexpected end of data";
		const unsigned char next = (unsigned char)bytes.p[i];
		const bool is_bad_second =
			i == 1 &&
			((first == 0xe0 && next < 0xa0) || (first == 0xed && next > 0x9f) ||
			 (first == 0xf0 && next < 0x90) || (first == 0xf4 && next > 0x8f));
		if ((next & 0xc0) != 0x80 || is_bad_second)
			return "invalid continuation byte";
	}
	return "invalid start byte";
}

/* How many bytes belong to the broken sequence. */
static size_t broken_size(struct str bytes, enum encoding encoding)
{
	const unsigned char first = (unsigned char)bytes.p[0];
	const size_t wanted = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
	size_t size = 1;

	if (encoding == ENCODING_ASCII || first < 0xc2 || first > 0xf4)
		return 1;
	while (size < wanted && size < bytes.n && ((unsigned char)bytes.p[size] & 0xc0) == 0x80) {
		const unsigned char next = (unsigned char)bytes.p[size];
		if (size == 1 &&
		    ((first == 0xe0 && next < 0xa0) || (first == 0xed && next > 0x9f) ||
		     (first == 0xf0 && next < 0x90) || (first == 0xf4 && next > 0x8f)))
			break;
		size++;
	}
	return size;
}

static bool add_undecodable(struct coding *coding, struct str bytes, size_t position)
{
	struct py *vm = coding->vm;
	struct strbuf *out = &coding->out;
	const enum encoding encoding = coding->encoding;
	const struct str errors = coding->errors;
	const unsigned char first = (unsigned char)bytes.p[0];

	if (!errors.n || str_is(errors, "strict")) {
		const size_t size = broken_size(bytes, encoding);
		const char *why = why_undecodable(bytes, encoding);
		if (size > 1)
			return py_raise(vm, "UnicodeDecodeError",
					"'%s' codec can't decode bytes in position %zu-%zu: %s",
					encodings[encoding].name, position, position + size - 1,
					why);
		return py_raise(vm, "UnicodeDecodeError",
				"'%s' codec can't decode byte 0x%02x in position %zu: %s",
				encodings[encoding].name, first, position, why);
	}
	if (str_is(errors, "ignore"))
		return true;
	if (str_is(errors, "replace"))
		strbuf_add_code_point(out, 0xfffd);
	else if (str_is(errors, "backslashreplace"))
		for (size_t i = 0; i < broken_size(bytes, encoding); i++)
			strbuf_printf(out, "\\x%02x", (unsigned char)bytes.p[i]);
	else if (str_is(errors, "surrogateescape"))
		for (size_t i = 0; i < broken_size(bytes, encoding); i++)
			strbuf_add_code_point(out, 0xdc00u + (unsigned char)bytes.p[i]);
	else
		return py_raise(vm, "LookupError", "unknown error handler name '%.*s'",
				STR_ARG(errors));
	return true;
}

struct py_object *py_text_decode(struct py *vm, struct str bytes, struct str name,
				 struct str errors)
{
	struct coding coding = { vm, STRBUF(py_arena(vm)), ENCODING_UTF8, errors };
	const size_t total = bytes.n;

	if (str_equal_nocase(name, STR("utf-8-sig")) || str_equal_nocase(name, STR("utf_8_sig"))) {
		name = STR("utf-8");
		if (str_starts(bytes, STR("\xef\xbb\xbf")))
			bytes = str_skip(bytes, 3);
	}
	if (!find_encoding(vm, name, &coding.encoding))
		return NULL;
	if (coding.encoding == ENCODING_UTF8 && str_utf8_is_valid(bytes))
		return py_str(vm, bytes);
	while (bytes.n) {
		const unsigned char first = (unsigned char)bytes.p[0];
		uint32_t code;
		size_t size = 1;
		if (first < 0x80 || coding.encoding == ENCODING_LATIN1) {
			strbuf_add_code_point(&coding.out, first);
		} else if (coding.encoding == ENCODING_UTF8 &&
			   (size = str_utf8_next(bytes, &code), size > 1 || code != 0xfffd)) {
			strbuf_add_code_point(&coding.out, code);
		} else {
			if (!add_undecodable(&coding, bytes, total - bytes.n))
				return NULL;
			size = broken_size(bytes, coding.encoding);
		}
		bytes = str_skip(bytes, size);
	}
	return py_str(vm, strbuf_str(&coding.out));
}

struct py_object *py_str_encode(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str encoding, errors;

	if (!py_take_text(vm, args[0], "encode() argument 'encoding'", &encoding) ||
	    !py_take_text(vm, args[1], "encode() argument 'errors'", &errors))
		return NULL;
	return py_text_encode(vm, py_text(self), encoding, errors);
}
