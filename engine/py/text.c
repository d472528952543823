#include "engine/py/values.h"

#include <utf8proc.h>

/* Lone surrogates have the form of three bytes, which base's strict reader takes for errors. */
size_t py_utf8_next(struct str s, uint32_t *ret_code_point)
{
	const unsigned char *p = (const unsigned char *)s.p;

	if (p[0] < 0x80) {
		*ret_code_point = p[0];
		return 1;
	}
	if (p[0] == 0xed && s.n >= 3 && p[1] >= 0xa0 && p[1] <= 0xbf && (p[2] & 0xc0) == 0x80) {
		*ret_code_point = 0xd000u | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu);
		return 3;
	}
	return str_utf8_next(s, ret_code_point);
}

int64_t py_utf8_length(struct str s)
{
	int64_t length = 0;

	for (size_t i = 0; i < s.n; i++)
		length += ((unsigned char)s.p[i] & 0xc0) != 0x80;
	return length;
}

size_t py_utf8_offset(struct str s, int64_t length, int64_t index)
{
	size_t at = 0;

	if (index <= 0)
		return 0;
	if (index >= length)
		return s.n;
	if ((size_t)length == s.n)
		return (size_t)index;
	for (int64_t i = 0; at < s.n; at++)
		if (((unsigned char)s.p[at] & 0xc0) != 0x80 && i++ == index)
			break;
	return at;
}

bool py_is_space(uint32_t code)
{
	return (code >= 9 && code <= 13) || (code >= 28 && code <= 32) || code == 0x85 ||
	       code == 0xa0 || code == 0x1680 || (code >= 0x2000 && code <= 0x200a) ||
	       code == 0x2028 || code == 0x2029 || code == 0x202f || code == 0x205f ||
	       code == 0x3000;
}

int py_decimal_digit(uint32_t code)
{
	int count = 0;

	if (code < 0x80)
		return code >= '0' && code <= '9' ? (int)code - '0' : -1;
	if (utf8proc_category((utf8proc_int32_t)code) != UTF8PROC_CATEGORY_ND)
		return -1;
	/* The digits of a script stand together, from its zero on. */
	while (utf8proc_category((utf8proc_int32_t)code - 1 - count) == UTF8PROC_CATEGORY_ND)
		count++;
	return count % 10;
}

bool py_is_printable(uint32_t code)
{
	if (code < 0x7f)
		return code >= 0x20;
	switch (utf8proc_category((utf8proc_int32_t)code)) {
	case UTF8PROC_CATEGORY_CC:
	case UTF8PROC_CATEGORY_CF:
	case UTF8PROC_CATEGORY_CS:
	case UTF8PROC_CATEGORY_CO:
	case UTF8PROC_CATEGORY_CN:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
	case UTF8PROC_CATEGORY_ZS:
		return false;
	default:
		return true;
	}
}

static void add_escaped(struct strbuf *buffer, uint32_t code)
{
	if (code == '\n' || code == '\r' || code == '\t')
		strbuf_printf(buffer, "\\%c", code == '\n' ? 'n' : code == '\r' ? 'r' : 't');
	else if (code < 0x100)
		strbuf_printf(buffer, "\\x%02x", code);
	else if (code < 0x10000)
		strbuf_printf(buffer, "\\u%04x", code);
	else
		strbuf_printf(buffer, "\\U%08x", code);
}

void py_str_add_ascii(struct strbuf *buffer, struct str text)
{
	while (text.n) {
		uint32_t code;
		const size_t size = py_utf8_next(text, &code);
		if (code > 0x7e)
			add_escaped(buffer, code);
		else
			strbuf_add_char(buffer, (char)code);
		text = str_skip(text, size);
	}
}

void py_str_add_repr(struct strbuf *buffer, struct str text, bool ascii)
{
	const bool has_single = str_find_char(text, '\'') >= 0;
	const char quote = has_single && str_find_char(text, '"') < 0 ? '"' : '\'';

	strbuf_add_char(buffer, quote);
	while (text.n) {
		uint32_t code;
		const size_t size = py_utf8_next(text, &code);
		if (code == (unsigned char)quote || code == '\\') {
			strbuf_add_char(buffer, '\\');
			strbuf_add_char(buffer, (char)code);
		} else if (!py_is_printable(code) || (ascii && code > 0x7e)) {
			add_escaped(buffer, code);
		} else {
			strbuf_add(buffer, str_slice(text, 0, size));
		}
		text = str_skip(text, size);
	}
	strbuf_add_char(buffer, quote);
}

uint64_t py_hash_bytes(struct str bytes)
{
	const uint64_t hash = str_hash(bytes);

	return hash ? hash : 1;
}
