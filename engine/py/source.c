#include "engine/py/source.h"

#include <string.h>

enum encoding { ENCODING_UTF8, ENCODING_ASCII, ENCODING_LATIN1 };

/* Spellings after lower-casing and `_` -> `-` (CPython: Parser/tokenizer.c,
 * Lib/encodings/aliases.py). */
static const struct {
	const char *name;
	enum encoding encoding;
} encodings[] = {
	{ "utf-8", ENCODING_UTF8 },       { "utf8", ENCODING_UTF8 },
	{ "utf-8-sig", ENCODING_UTF8 },   { "u8", ENCODING_UTF8 },
	{ "ascii", ENCODING_ASCII },      { "us-ascii", ENCODING_ASCII },
	{ "646", ENCODING_ASCII },        { "latin-1", ENCODING_LATIN1 },
	{ "latin1", ENCODING_LATIN1 },    { "iso-8859-1", ENCODING_LATIN1 },
	{ "iso8859-1", ENCODING_LATIN1 }, { "iso-latin-1", ENCODING_LATIN1 },
	{ "l1", ENCODING_LATIN1 },        { "latin", ENCODING_LATIN1 },
	{ "8859", ENCODING_LATIN1 },      { "cp819", ENCODING_LATIN1 },
};

struct pos py_source_pos(const struct py_source *source, int line, int col)
{
	struct str rest = source->text;

	for (int i = 1; i < line && rest.n; i++) {
		const char *end = memchr(rest.p, '\n', rest.n);
		rest = end ? str_skip(rest, (size_t)(end + 1 - rest.p)) : STR_NULL;
	}
	const ptrdiff_t end = str_find_char(rest, '\n');
	const struct str text = end >= 0 ? str_slice(rest, 0, (size_t)end) : rest;

	return (struct pos){ .file = source->path, .text = text, .line = line, .col = col };
}

/* An error at byte `at` of text that is not a source yet. */
static struct error *fail_at(struct str path, struct str bytes, size_t at, struct error *error)
{
	const struct py_source source = { .path = path, .text = bytes };
	int line = 1;
	size_t line_start = 0;

	for (size_t i = 0; i < at; i++) {
		if (bytes.p[i] == '\n') {
			line++;
			line_start = i + 1;
		}
	}
	return error_at(error, py_source_pos(&source, line, (int)(at - line_start) + 1));
}

static bool is_cookie_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '-' || c == '_' || c == '.';
}

/* PEP 263: ^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+) */
static struct str cookie_of_line(struct str line)
{
	for (ptrdiff_t at; (at = str_find(line, STR("coding"))) >= 0;) {
		line = str_skip(line, (size_t)at + strlen("coding"));
		if (!line.n || (line.p[0] != ':' && line.p[0] != '='))
			continue;
		line = str_skip(line, 1);
		while (line.n && (line.p[0] == ' ' || line.p[0] == '\t'))
			line = str_skip(line, 1);
		size_t n = 0;
		while (n < line.n && is_cookie_char(line.p[n]))
			n++;
		return str_slice(line, 0, n);
	}
	return STR_NULL;
}

/* The coding that one of the first two lines declares; the second counts only below a comment. */
static struct str find_cookie(struct str bytes)
{
	for (int line_number = 1; line_number <= 2 && bytes.n; line_number++) {
		size_t n = 0;
		while (n < bytes.n && bytes.p[n] != '\n' && bytes.p[n] != '\r')
			n++;
		const struct str line = str_trim(str_slice(bytes, 0, n));
		const struct str cookie = line.n && line.p[0] == '#' ? cookie_of_line(line)
								     : STR_NULL;
		if (cookie.n)
			return cookie;
		if (line.n && line.p[0] != '#')
			return STR_NULL;
		const bool is_crlf = n + 1 < bytes.n && bytes.p[n] == '\r' &&
				     bytes.p[n + 1] == '\n';
		bytes = str_skip(bytes, n + (is_crlf ? 2 : 1));
	}
	return STR_NULL;
}

static bool find_encoding(struct str cookie, enum encoding *ret_encoding)
{
	char name[16];

	if (cookie.n >= sizeof(name))
		return false;
	for (size_t i = 0; i < cookie.n; i++) {
		const char c = cookie.p[i];
		name[i] = c == '_' ? '-' : c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
	}
	name[cookie.n] = 0;
	for (size_t i = 0; i < sizeof(encodings) / sizeof(*encodings); i++) {
		if (strcmp(encodings[i].name, name) == 0) {
			*ret_encoding = encodings[i].encoding;
			return true;
		}
	}
	return false;
}

static bool is_ascii(struct str s)
{
	size_t i = 0;

	for (uint64_t word; i + sizeof(word) <= s.n; i += sizeof(word)) {
		memcpy(&word, s.p + i, sizeof(word));
		if (word & 0x8080808080808080u)
			return false;
	}
	for (; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80)
			return false;
	return true;
}

static struct str latin1_to_utf8(struct arena *result, struct str bytes)
{
	struct strbuf buffer = STRBUF(result);

	for (size_t i = 0; i < bytes.n; i++)
		strbuf_add_code_point(&buffer, (unsigned char)bytes.p[i]);
	return strbuf_str(&buffer);
}

/* Offset of the first byte that is not part of a valid UTF-8 sequence (or, for ASCII, not ASCII).
 */
static size_t first_bad_byte(struct str s, enum encoding encoding)
{
	size_t at = 0;

	while (at < s.n) {
		uint32_t code;
		if ((unsigned char)s.p[at] < 0x80) {
			at++;
			continue;
		}
		const size_t size = str_utf8_next(str_skip(s, at), &code);
		if (size == 1 || encoding == ENCODING_ASCII)
			break;
		at += size;
	}
	return at;
}

/* CR and CRLF become LF, and the last line gets its end; borrows where nothing is to be done. */
static struct str normalise_lines(struct arena *result, struct str text)
{
	const bool lacks_end = text.n && text.p[text.n - 1] != '\n';

	if (!lacks_end && str_find_char(text, '\r') < 0)
		return text;
	char *copy = arena_alloc(result, text.n + 2);
	size_t n = 0;
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] != '\r')
			copy[n++] = text.p[i];
		else if (i + 1 == text.n || text.p[i + 1] != '\n')
			copy[n++] = '\n';
	}
	if (n && copy[n - 1] != '\n')
		copy[n++] = '\n';
	return (struct str){ copy, n };
}

static struct error *decode(struct arena *result, struct str path, struct str bytes,
			    struct str *ret_text)
{
	const bool has_bom = str_starts(bytes, STR("\xef\xbb\xbf"));
	const struct str text = has_bom ? str_skip(bytes, 3) : bytes;
	const struct str cookie = find_cookie(text);
	enum encoding encoding = ENCODING_UTF8;

	if (cookie.n && !find_encoding(cookie, &encoding))
		return fail_at(
			path, text, (size_t)(cookie.p - text.p),
			error_new(ERR_REVISION, "unknown encoding: '%.*s'", STR_ARG(cookie)));
	if (has_bom && encoding != ENCODING_UTF8)
		return fail_at(path, text, (size_t)(cookie.p - text.p),
			       error_new(ERR_REVISION, "encoding problem: '%.*s' with BOM",
					 STR_ARG(cookie)));
	*ret_text = text;
	if (is_ascii(text))
		return NULL;
	if (encoding == ENCODING_LATIN1) {
		*ret_text = latin1_to_utf8(result, text);
		return NULL;
	}
	const size_t bad = first_bad_byte(text, encoding);
	if (bad == text.n)
		return NULL;
	return fail_at(path, text, bad,
		       error_new(ERR_REVISION, "non-%s code starting with '\\x%02x'%s",
				 encoding == ENCODING_ASCII ? "ASCII" : "UTF-8",
				 (unsigned)(unsigned char)text.p[bad],
				 cookie.n ? "" : ", but no encoding declared"));
}

struct error *py_source_load(struct arena *result, struct str path, struct str bytes,
			     struct py_source *ret_source)
{
	struct str text = STR_NULL;
	const ptrdiff_t null_at = str_find_char(bytes, '\0');

	if (null_at >= 0)
		return fail_at(path, bytes, (size_t)null_at,
			       error_new(ERR_REVISION, "source code cannot contain null bytes"));
	if (bytes.n >= INT32_MAX)
		return error_new(ERR_LIMIT, "source file '%.*s' is too large", STR_ARG(path));
	TRY(decode(result, path, bytes, &text));
	ret_source->path = path;
	ret_source->text = normalise_lines(result, text);
	return NULL;
}
