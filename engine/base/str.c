#include "engine/base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct str str_from(const char *c_string)
{
	return (struct str){ c_string, c_string ? strlen(c_string) : 0 };
}

struct str str_copy(struct arena *result, const char *p, size_t n)
{
	char *copy = arena_alloc(result, n + 1);

	if (n)
		memcpy(copy, p, n);
	return (struct str){ copy, n };
}

struct str str_dup(struct arena *result, struct str s)
{
	return s.p ? str_copy(result, s.p, s.n) : s;
}

char *str_c(struct arena *result, struct str s)
{
	char *copy = arena_alloc(result, s.n + 1);

	if (s.n)
		memcpy(copy, s.p, s.n);
	return copy;
}

struct str str_vprintf(struct arena *result, const char *format, va_list args)
{
	va_list again;
	va_copy(again, args);
	const int n = vsnprintf(NULL, 0, format, again);
	va_end(again);

	if (n < 0)
		abort();
	char *text = arena_alloc(result, (size_t)n + 1);
	vsnprintf(text, (size_t)n + 1, format, args);
	return (struct str){ text, (size_t)n };
}

struct str str_printf(struct arena *result, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	const struct str s = str_vprintf(result, format, args);
	va_end(args);
	return s;
}

struct str str_concat(struct arena *result, struct str a, struct str b)
{
	char *text = arena_alloc(result, a.n + b.n + 1);

	if (a.n)
		memcpy(text, a.p, a.n);
	if (b.n)
		memcpy(text + a.n, b.p, b.n);
	return (struct str){ text, a.n + b.n };
}

bool str_equal(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool str_is(struct str a, const char *c_string)
{
	return str_equal(a, str_from(c_string));
}

int str_compare(struct str a, struct str b)
{
	const size_t n = a.n < b.n ? a.n : b.n;
	const int order = n ? memcmp(a.p, b.p, n) : 0;

	if (order)
		return order;
	return (a.n > b.n) - (a.n < b.n);
}

bool str_starts(struct str s, struct str prefix)
{
	return s.n >= prefix.n && (prefix.n == 0 || memcmp(s.p, prefix.p, prefix.n) == 0);
}

bool str_ends(struct str s, struct str suffix)
{
	return s.n >= suffix.n &&
	       (suffix.n == 0 || memcmp(s.p + s.n - suffix.n, suffix.p, suffix.n) == 0);
}

static char lower_ascii(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool str_equal_nocase(struct str a, struct str b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (lower_ascii(a.p[i]) != lower_ascii(b.p[i]))
			return false;
	return true;
}

struct str str_lower_ascii(struct arena *result, struct str s)
{
	char *text = str_c(result, s);

	for (size_t i = 0; i < s.n; i++)
		text[i] = lower_ascii(text[i]);
	return (struct str){ text, s.n };
}

ptrdiff_t str_find(struct str s, struct str needle)
{
	if (needle.n == 0)
		return 0;
	const char *hit = s.n ? memmem(s.p, s.n, needle.p, needle.n) : NULL;
	return hit ? hit - s.p : -1;
}

ptrdiff_t str_find_char(struct str s, char c)
{
	const char *hit = s.n ? memchr(s.p, c, s.n) : NULL;
	return hit ? hit - s.p : -1;
}

ptrdiff_t str_rfind_char(struct str s, char c)
{
	const char *hit = s.n ? memrchr(s.p, c, s.n) : NULL;
	return hit ? hit - s.p : -1;
}

struct str str_slice(struct str s, size_t start, size_t end)
{
	if (end > s.n)
		end = s.n;
	if (start > end)
		start = end;
	return (struct str){ s.p ? s.p + start : NULL, end - start };
}

struct str str_skip(struct str s, size_t n)
{
	return str_slice(s, n, s.n);
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim(struct str s)
{
	while (s.n && is_space(s.p[0]))
		s = str_skip(s, 1);
	while (s.n && is_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

bool str_next_part(struct str *rest, char separator, struct str *ret_part)
{
	if (!rest->p)
		return false;
	const ptrdiff_t at = str_find_char(*rest, separator);

	if (at < 0) {
		*ret_part = *rest;
		*rest = STR_NULL;
	} else {
		*ret_part = str_slice(*rest, 0, (size_t)at);
		*rest = str_skip(*rest, (size_t)at + 1);
	}
	return true;
}

struct str str_replace(struct arena *result, struct str s, struct str old, struct str new_text)
{
	struct strbuf buffer = STRBUF(result);

	if (old.n == 0)
		return s;
	for (ptrdiff_t at; (at = str_find(s, old)) >= 0; s = str_skip(s, (size_t)at + old.n)) {
		strbuf_add(&buffer, str_slice(s, 0, (size_t)at));
		strbuf_add(&buffer, new_text);
	}
	strbuf_add(&buffer, s);
	return strbuf_str(&buffer);
}

bool str_to_int(struct str s, int64_t *ret_value)
{
	const bool negative = s.n && s.p[0] == '-';
	int64_t value = 0;

	if (s.n && (s.p[0] == '-' || s.p[0] == '+'))
		s = str_skip(s, 1);
	if (s.n == 0)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		const int digit = s.p[i] - '0';
		if (__builtin_mul_overflow(value, 10, &value) ||
		    __builtin_sub_overflow(value, digit, &value))
			return false;
	}
	if (!negative && __builtin_sub_overflow((int64_t)0, value, &value))
		return false;
	*ret_value = value;
	return true;
}

uint64_t str_hash(struct str s)
{
	uint64_t hash = 0xcbf29ce484222325u;

	for (size_t i = 0; i < s.n; i++)
		hash = (hash ^ (unsigned char)s.p[i]) * 0x100000001b3u;
	return hash ^ (hash >> 29);
}

static bool is_continuation(struct str s, size_t i)
{
	return i < s.n && ((unsigned char)s.p[i] & 0xc0) == 0x80;
}

/* The number of bytes that a lead byte announces; 0 for a byte that cannot lead. */
static size_t utf8_announced(unsigned char lead)
{
	if (lead < 0x80)
		return 1;
	if (lead >= 0xc2 && lead <= 0xdf)
		return 2;
	if (lead >= 0xe0 && lead <= 0xef)
		return 3;
	if (lead >= 0xf0 && lead <= 0xf4)
		return 4;
	return 0;
}

static bool utf8_decode(struct str s, uint32_t *ret_code_point, size_t *ret_size)
{
	static const uint32_t smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };
	const unsigned char lead = (unsigned char)s.p[0];
	const size_t size = utf8_announced(lead);
	uint32_t code = size == 1 ? lead : lead & (0xffu >> (size + 1));

	if (!size)
		return false;
	for (size_t i = 1; i < size; i++) {
		if (!is_continuation(s, i))
			return false;
		code = code << 6 | ((unsigned char)s.p[i] & 0x3f);
	}
	if (code < smallest[size] || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
		return false;
	*ret_code_point = code;
	*ret_size = size;
	return true;
}

size_t str_utf8_next(struct str s, uint32_t *ret_code_point)
{
	size_t size = 1;

	if (!utf8_decode(s, ret_code_point, &size))
		*ret_code_point = 0xfffd;
	return size;
}

size_t str_utf8_write(uint32_t code, char buffer[4])
{
	if (code < 0x80) {
		buffer[0] = (char)code;
		return 1;
	}
	if (code < 0x800) {
		buffer[0] = (char)(0xc0 | code >> 6);
		buffer[1] = (char)(0x80 | (code & 0x3f));
		return 2;
	}
	if (code < 0x10000) {
		buffer[0] = (char)(0xe0 | code >> 12);
		buffer[1] = (char)(0x80 | (code >> 6 & 0x3f));
		buffer[2] = (char)(0x80 | (code & 0x3f));
		return 3;
	}
	buffer[0] = (char)(0xf0 | code >> 18);
	buffer[1] = (char)(0x80 | (code >> 12 & 0x3f));
	buffer[2] = (char)(0x80 | (code >> 6 & 0x3f));
	buffer[3] = (char)(0x80 | (code & 0x3f));
	return 4;
}

size_t str_utf8_length(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += (s.p[i] & 0xc0) != 0x80;
	return n;
}

bool str_utf8_is_valid(struct str s)
{
	while (s.n) {
		uint32_t code;
		size_t size;
		if (!utf8_decode(s, &code, &size))
			return false;
		s = str_skip(s, size);
	}
	return true;
}

static void strbuf_reserve(struct strbuf *buffer, size_t more)
{
	if (buffer->capacity - buffer->n > more)
		return;
	size_t capacity = buffer->capacity ? buffer->capacity * 2 : 64;
	while (capacity - buffer->n <= more)
		capacity *= 2;
	buffer->p = arena_grow(buffer->arena, buffer->p, buffer->n, capacity);
	buffer->capacity = capacity;
}

void strbuf_add(struct strbuf *buffer, struct str s)
{
	if (!s.n)
		return;
	strbuf_reserve(buffer, s.n);
	memcpy(buffer->p + buffer->n, s.p, s.n);
	buffer->n += s.n;
}

void strbuf_add_c(struct strbuf *buffer, const char *c_string)
{
	strbuf_add(buffer, str_from(c_string));
}

void strbuf_add_char(struct strbuf *buffer, char c)
{
	strbuf_add(buffer, (struct str){ &c, 1 });
}

void strbuf_add_code_point(struct strbuf *buffer, uint32_t code_point)
{
	char bytes[4];

	strbuf_add(buffer, (struct str){ bytes, str_utf8_write(code_point, bytes) });
}

void strbuf_vprintf(struct strbuf *buffer, const char *format, va_list args)
{
	strbuf_add(buffer, str_vprintf(buffer->arena, format, args));
}

void strbuf_printf(struct strbuf *buffer, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	strbuf_vprintf(buffer, format, args);
	va_end(args);
}

void strbuf_separate(struct strbuf *buffer, const char *separator)
{
	if (buffer->n)
		strbuf_add_c(buffer, separator);
}

struct str strbuf_str(const struct strbuf *buffer)
{
	return (struct str){ buffer->p ? buffer->p : "", buffer->n };
}

void str_list_add(struct arena *result, struct str_list *list, struct str s)
{
	if (list->n == list->capacity) {
		list->capacity = list->capacity ? list->capacity * 2 : 8;
		list->items = arena_grow(result, list->items, list->n * sizeof(*list->items),
					 list->capacity * sizeof(*list->items));
	}
	list->items[list->n++] = s;
}

bool str_list_has(const struct str_list *list, struct str s)
{
	for (size_t i = 0; i < list->n; i++)
		if (str_equal(list->items[i], s))
			return true;
	return false;
}

struct str str_list_join(struct arena *result, const struct str_list *list, const char *separator)
{
	struct strbuf buffer = STRBUF(result);

	for (size_t i = 0; i < list->n; i++) {
		if (i)
			strbuf_add_c(&buffer, separator);
		strbuf_add(&buffer, list->items[i]);
	}
	return strbuf_str(&buffer);
}
