/*
 * Strings with a length, and a buffer that builds them.
 *
 * A `struct str` borrows its bytes: whoever made it says how long they live, which is nearly always
 * an arena.  Bytes are UTF-8 unless the caller says otherwise, and are not NUL-terminated; a library
 * that wants a C string gets one from str_c() at its door.
 */
#ifndef RETORT_BASE_STR_H
#define RETORT_BASE_STR_H

#include "engine/base/arena.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct str {
	const char *p;
	size_t n;
};

#define STR(literal) ((struct str){ (literal), sizeof(literal) - 1 })
#define STR_NULL ((struct str){ NULL, 0 })
/* For printf: `"%.*s", STR_ARG(s)`. */
#define STR_ARG(s) (int)(s).n, (s).p ? (s).p : ""

/* A C string as a str, borrowed; NULL gives STR_NULL. */
struct str str_from(const char *c_string);
/* `n` bytes at `p`, copied. */
struct str str_copy(struct arena *result, const char *p, size_t n);
struct str str_dup(struct arena *result, struct str s);
/* NUL-terminated copy. */
char *str_c(struct arena *result, struct str s);
struct str str_printf(struct arena *result, const char *format, ...) PRINTF_LIKE(2, 3);
struct str str_vprintf(struct arena *result, const char *format, va_list args) PRINTF_LIKE(2, 0);
struct str str_concat(struct arena *result, struct str a, struct str b);

bool str_equal(struct str a, struct str b);
bool str_is(struct str a, const char *c_string);
/* Order of bytes, as memcmp; a prefix comes first. */
int str_compare(struct str a, struct str b);
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
/* ASCII letters only. */
bool str_equal_nocase(struct str a, struct str b);
struct str str_lower_ascii(struct arena *result, struct str s);
/* Index of the first/last occurrence, or -1. */
ptrdiff_t str_find(struct str s, struct str needle);
ptrdiff_t str_find_char(struct str s, char c);
ptrdiff_t str_rfind_char(struct str s, char c);
/* The part from `start` up to `end` (bytes, clamped to the string). */
struct str str_slice(struct str s, size_t start, size_t end);
struct str str_skip(struct str s, size_t n);
/* Without ASCII white space at both ends. */
struct str str_trim(struct str s);
/* Cuts `*rest` at the first `separator`; gives the part before it; false when `*rest` was used up. */
bool str_next_part(struct str *rest, char separator, struct str *ret_part);
/* Every `old` replaced by `new`. */
struct str str_replace(struct arena *result, struct str s, struct str old, struct str new_text);
/* A whole decimal number with optional sign that fits; nothing else around it. */
bool str_to_int(struct str s, int64_t *ret_value);
uint64_t str_hash(struct str s);

/* Length in bytes of the UTF-8 sequence that starts `s` (1 for an invalid byte), and its code point. */
size_t str_utf8_next(struct str s, uint32_t *ret_code_point);
/* Writes 1 to 4 bytes to `buffer`; gives how many. */
size_t str_utf8_write(uint32_t code_point, char buffer[4]);
bool str_utf8_is_valid(struct str s);
/* In code points. */
size_t str_utf8_length(struct str s);

/* A growing string.  `arena` must be set; the rest may be zero. */
struct strbuf {
	struct arena *arena;
	char *p;
	size_t n, capacity;
};

#define STRBUF(arena_pointer) ((struct strbuf){ .arena = (arena_pointer) })

void strbuf_add(struct strbuf *buffer, struct str s);
void strbuf_add_c(struct strbuf *buffer, const char *c_string);
void strbuf_add_char(struct strbuf *buffer, char c);
void strbuf_add_code_point(struct strbuf *buffer, uint32_t code_point);
void strbuf_printf(struct strbuf *buffer, const char *format, ...) PRINTF_LIKE(2, 3);
void strbuf_vprintf(struct strbuf *buffer, const char *format, va_list args) PRINTF_LIKE(2, 0);
/* Adds `separator` unless the buffer is empty. */
void strbuf_separate(struct strbuf *buffer, const char *separator);
/* What was built; valid until the buffer grows again. */
struct str strbuf_str(const struct strbuf *buffer);

/* A growing list of strings. */
struct str_list {
	struct str *items;
	size_t n, capacity;
};

void str_list_add(struct arena *result, struct str_list *list, struct str s);
bool str_list_has(const struct str_list *list, struct str s);
struct str str_list_join(struct arena *result, const struct str_list *list, const char *separator);

#endif
