#include "engine/py/str.h"

#include "engine/py/subject.h"

#include <string.h>

/* Splitting, stripping, joining and padding, for str and bytes alike. */

static bool is_blank(const struct py_object *self, uint32_t code)
{
	return subject_is_bytes(self) ? code == ' ' || (code >= 9 && code <= 13)
				      : py_is_space(code);
}

static size_t next_code(const struct py_object *self, struct str text, uint32_t *ret_code)
{
	if (!subject_is_bytes(self))
		return py_utf8_next(text, ret_code);
	*ret_code = (unsigned char)text.p[0];
	return 1;
}

/* The last character of a text that is not empty. */
static size_t last_code(const struct py_object *self, struct str text, uint32_t *ret_code)
{
	size_t at = text.n - 1;

	while (!subject_is_bytes(self) && at && ((unsigned char)text.p[at] & 0xc0) == 0x80)
		at--;
	next_code(self, str_skip(text, at), ret_code);
	return text.n - at;
}

/* ---- strip ---- */

static bool is_stripped(const struct py_object *self, uint32_t code, const struct str *set)
{
	if (!set->p)
		return is_blank(self, code);
	for (struct str rest = *set; rest.n;) {
		uint32_t member;
		rest = str_skip(rest, next_code(self, rest, &member));
		if (member == code)
			return true;
	}
	return false;
}

enum { LEFT = 1, RIGHT = 2 };

static struct py_object *strip(struct py *vm, struct py_object *self, struct py_object *chars,
			       int ends)
{
	struct str text = subject_text(self), set = STR_NULL;
	uint32_t code;

	if (py_given(chars) && !py_is_str(self) && !subject_take(vm, self, chars, &set))
		return NULL;
	if (py_given(chars) && py_is_str(self)) {
		if (py_is_poison(vm, chars))
			return NULL;
		if (!py_is_str(chars))
			return py_raise(vm, "TypeError", "%s arg must be None or str",
					ends == LEFT    ? "lstrip"
					: ends == RIGHT ? "rstrip"
							: "strip");
		set = subject_text(chars);
	}
	while ((ends & LEFT) && text.n) {
		const size_t size = next_code(self, text, &code);
		if (!is_stripped(self, code, &set))
			break;
		text = str_skip(text, size);
	}
	while ((ends & RIGHT) && text.n) {
		const size_t size = last_code(self, text, &code);
		if (!is_stripped(self, code, &set))
			break;
		text.n -= size;
	}
	return subject_new(vm, self, text);
}

struct py_object *py_str_strip(struct py *vm, struct py_object *self, struct py_object **args)
{
	return strip(vm, self, args[0], LEFT | RIGHT);
}

struct py_object *py_str_lstrip(struct py *vm, struct py_object *self, struct py_object **args)
{
	return strip(vm, self, args[0], LEFT);
}

struct py_object *py_str_rstrip(struct py *vm, struct py_object *self, struct py_object **args)
{
	return strip(vm, self, args[0], RIGHT);
}

/* ---- split ---- */

static struct str skip_blanks(const struct py_object *self, struct str text)
{
	uint32_t code;

	while (text.n) {
		const size_t size = next_code(self, text, &code);
		if (!is_blank(self, code))
			break;
		text = str_skip(text, size);
	}
	return text;
}

static void split_blanks(struct py *vm, struct py_object *self, int64_t limit,
			 struct py_object *list)
{
	struct str text = skip_blanks(self, subject_text(self));

	while (text.n) {
		struct str rest = text;
		uint32_t code;
		if (limit-- == 0) {
			while (text.n) {
				const size_t size = last_code(self, text, &code);
				if (!is_blank(self, code))
					break;
				text.n -= size;
			}
			py_list_append(vm, list, subject_new(vm, self, text));
			return;
		}
		while (rest.n) {
			const size_t size = next_code(self, rest, &code);
			if (is_blank(self, code))
				break;
			rest = str_skip(rest, size);
		}
		py_list_append(vm, list,
			       subject_new(vm, self, str_slice(text, 0, text.n - rest.n)));
		text = skip_blanks(self, rest);
	}
}

static void rsplit_blanks(struct py *vm, struct py_object *self, int64_t limit,
			  struct py_object *list)
{
	struct str text = subject_text(self);

	for (;;) {
		uint32_t code;
		size_t size;
		while (text.n && (size = last_code(self, text, &code), is_blank(self, code)))
			text.n -= size;
		if (!text.n)
			return;
		if (limit-- == 0) {
			py_list_append(vm, list, subject_new(vm, self, text));
			return;
		}
		size_t start = text.n;
		while (start) {
			size = last_code(self, str_slice(text, 0, start), &code);
			if (is_blank(self, code))
				break;
			start -= size;
		}
		py_list_append(vm, list, subject_new(vm, self, str_skip(text, start)));
		text.n = start;
	}
}

static void split_at(struct py *vm, struct py_object *self, struct str separator, int64_t limit,
		     struct py_object *list)
{
	struct str text = subject_text(self);

	for (ptrdiff_t at; limit-- != 0 && (at = str_find(text, separator)) >= 0;) {
		py_list_append(vm, list, subject_new(vm, self, str_slice(text, 0, (size_t)at)));
		text = str_skip(text, (size_t)at + separator.n);
	}
	py_list_append(vm, list, subject_new(vm, self, text));
}

static void rsplit_at(struct py *vm, struct py_object *self, struct str separator, int64_t limit,
		      struct py_object *list)
{
	struct str text = subject_text(self);
	size_t at = text.n;

	while (limit != 0 && at >= separator.n) {
		if (!str_starts(str_skip(text, at - separator.n), separator)) {
			at--;
			continue;
		}
		py_list_append(vm, list, subject_new(vm, self, str_skip(text, at)));
		at -= separator.n;
		text.n = at;
		limit--;
	}
	py_list_append(vm, list, subject_new(vm, self, text));
}

typedef void split_blank_function(struct py *, struct py_object *, int64_t, struct py_object *);
typedef void split_at_function(struct py *, struct py_object *, struct str, int64_t,
			       struct py_object *);

static struct py_object *split(struct py *vm, struct py_object *self, struct py_object **args,
			       split_blank_function *blanks, split_at_function *at)
{
	struct py_object *list = py_list(vm);
	struct str separator;
	int64_t limit = -1;

	if (args[1] && !py_index_clipped(vm, args[1], &limit))
		return NULL;
	if (limit < 0)
		limit = -1;
	if (!py_given(args[0])) {
		blanks(vm, self, limit, list);
		return list;
	}
	if (!subject_take(vm, self, args[0], &separator))
		return NULL;
	if (!separator.n)
		return py_raise(vm, "ValueError", "empty separator");
	at(vm, self, separator, limit, list);
	return list;
}

struct py_object *py_str_split(struct py *vm, struct py_object *self, struct py_object **args)
{
	return split(vm, self, args, split_blanks, split_at);
}

struct py_object *py_str_rsplit(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *list = split(vm, self, args, rsplit_blanks, rsplit_at);

	return list && !py_call_method(vm, list, "reverse", &PY_NO_ARGS) ? NULL : list;
}

static bool ends_line(const struct py_object *self, uint32_t code)
{
	if (code == '\n' || code == '\r')
		return true;
	return !subject_is_bytes(self) &&
	       ((code >= 0x0b && code <= 0x0c) || (code >= 0x1c && code <= 0x1e) || code == 0x85 ||
		code == 0x2028 || code == 0x2029);
}

struct py_object *py_str_splitlines(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *list = py_list(vm);
	struct str text = subject_text(self);
	bool keeps_ends;

	if (!py_take_bool(vm, args[0], false, &keeps_ends))
		return NULL;
	while (text.n) {
		size_t end = 0, size = 0;
		uint32_t code = 0;
		while (end < text.n) {
			size = next_code(self, str_skip(text, end), &code);
			if (ends_line(self, code))
				break;
			end += size;
			size = 0;
		}
		if (size && code == '\r' && end + 1 < text.n && text.p[end + 1] == '\n')
			size = 2;
		py_list_append(
			vm, list,
			subject_new(vm, self, str_slice(text, 0, keeps_ends ? end + size : end)));
		text = str_skip(text, end + size);
	}
	return list;
}

/* ---- join and pad ---- */

struct py_object *py_str_join(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct strbuf buffer = STRBUF(py_arena(vm));
	const struct str separator = subject_text(self);
	struct py_object **items;
	size_t n;

	if (!py_is_sequence(args[0]) && !args[0]->type->slots.iter &&
	    !args[0]->type->slots.getitem && !py_is_poison(vm, args[0]))
		return py_raise(vm, "TypeError", "can only join an iterable");
	if (!py_take_items(vm, args[0], &items, &n))
		return NULL;
	for (size_t i = 0; i < n; i++) {
		if (py_is_poison(vm, items[i]))
			return NULL;
		if (subject_is_bytes(self) ? !py_is_bytes_like(items[i]) : !py_is_str(items[i]))
			return py_raise(
				vm, "TypeError",
				subject_is_bytes(self)
					? "sequence item %zu: expected a bytes-like object, %.*s "
					  "found"
					: "sequence item %zu: expected str instance, %.*s found",
				i, STR_ARG(py_type_name(items[i])));
		if (i)
			strbuf_add(&buffer, separator);
		strbuf_add(&buffer, subject_text(items[i]));
		if (!py_reserve(vm, buffer.n))
			return NULL;
	}
	return subject_new(vm, self, strbuf_str(&buffer));
}

static void add_fill(struct strbuf *buffer, struct str fill, int64_t n)
{
	for (; n > 0; n--)
		strbuf_add(buffer, fill);
}

static struct py_object *pad(struct py *vm, struct py_object *self, struct py_object **args,
			     int sides)
{
	struct strbuf buffer = STRBUF(py_arena(vm));
	const struct str text = subject_text(self);
	struct str fill = STR(" ");
	int64_t width;

	if (!py_index_clipped(vm, args[0], &width) ||
	    (args[1] && !subject_take(vm, self, args[1], &fill)))
		return NULL;
	if (args[1] && subject_length(args[1]) != 1)
		return py_raise(vm, "TypeError",
				"The fill character must be exactly one character long");
	const int64_t missing = width - subject_length(self);

	if (missing <= 0)
		return subject_new(vm, self, text);
	if (!py_reserve(vm, text.n + (size_t)missing * fill.n))
		return NULL;
	/* CPython's rounding of an odd remainder: str.center, Objects/unicodeobject.c. */
	const int64_t left = sides == (LEFT | RIGHT) ? missing / 2 + (missing & width & 1)
			     : sides == LEFT         ? missing
						     : 0;

	add_fill(&buffer, fill, left);
	strbuf_add(&buffer, text);
	add_fill(&buffer, fill, missing - left);
	return subject_new(vm, self, strbuf_str(&buffer));
}

struct py_object *py_str_center(struct py *vm, struct py_object *self, struct py_object **args)
{
	return pad(vm, self, args, LEFT | RIGHT);
}

struct py_object *py_str_ljust(struct py *vm, struct py_object *self, struct py_object **args)
{
	return pad(vm, self, args, RIGHT);
}

struct py_object *py_str_rjust(struct py *vm, struct py_object *self, struct py_object **args)
{
	return pad(vm, self, args, LEFT);
}

struct py_object *py_str_zfill(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct strbuf buffer = STRBUF(py_arena(vm));
	struct str text = subject_text(self);
	int64_t width;

	if (!py_index_clipped(vm, args[0], &width))
		return NULL;
	const int64_t missing = width - subject_length(self);

	if (missing > 0 && !py_reserve(vm, text.n + (size_t)missing))
		return NULL;
	if (text.n && (text.p[0] == '+' || text.p[0] == '-')) {
		strbuf_add_char(&buffer, text.p[0]);
		text = str_skip(text, 1);
	}
	add_fill(&buffer, STR("0"), missing);
	strbuf_add(&buffer, text);
	return subject_new(vm, self, strbuf_str(&buffer));
}

struct py_object *py_str_expandtabs(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct strbuf buffer = STRBUF(py_arena(vm));
	int64_t size = 8, column = 0;

	if (args[0] && !py_index_clipped(vm, args[0], &size))
		return NULL;
	for (struct str text = subject_text(self); text.n;) {
		uint32_t code;
		const size_t bytes = next_code(self, text, &code);
		if (code == '\t') {
			const int64_t fill = size > 0 ? size - column % size : 0;
			if (!py_reserve(vm, buffer.n + (size_t)fill))
				return NULL;
			add_fill(&buffer, STR(" "), fill);
			column += fill;
		} else {
			strbuf_add(&buffer, str_slice(text, 0, bytes));
			column = code == '\n' || code == '\r' ? 0 : column + 1;
		}
		text = str_skip(text, bytes);
	}
	return subject_new(vm, self, strbuf_str(&buffer));
}
