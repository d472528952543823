#include "engine/py/str.h"

#include "engine/py/subject.h"

/*
 * Searching and replacing, for str and bytes alike: positions are code points in the one, bytes in
 * the other (see subject.h).
 */

/* What lies between two arguments: nothing, not even an empty text, where the start is behind the
 * end. */
struct part {
	struct str text;
	int64_t start;
	bool is_there;
};

static bool take_part(struct py *vm, struct py_object *self, struct py_object **bounds,
		      struct part *ret)
{
	const struct str text = subject_text(self);
	struct py_part part;

	if (!py_take_part(vm, bounds, subject_length(self), &part))
		return false;
	const size_t from = subject_offset(self, part.start);

	ret->start = part.start;
	ret->is_there = part.start <= part.end;
	ret->text = ret->is_there ? str_slice(text, from, subject_offset(self, part.end)) : STR("");
	return true;
}

static ptrdiff_t find_last(struct str text, struct str piece)
{
	if (piece.n > text.n)
		return -1;
	for (size_t at = text.n - piece.n + 1; at-- > 0;)
		if (str_starts(str_skip(text, at), piece))
			return (ptrdiff_t)at;
	return -1;
}

enum direction { FIRST, LAST };

/* -1: not there, -2: unwinding. */
static int64_t search(struct py *vm, struct py_object *self, struct py_object **args,
		      enum direction way)
{
	struct part part;
	struct str piece;

	if (!subject_take(vm, self, args[0], &piece) || !take_part(vm, self, args + 1, &part))
		return -2;
	if (!part.is_there)
		return -1;
	const ptrdiff_t at = way == FIRST ? str_find(part.text, piece)
					  : find_last(part.text, piece);

	if (at < 0)
		return -1;
	if (subject_is_bytes(self))
		return part.start + at;
	return part.start + py_utf8_length(str_slice(part.text, 0, (size_t)at));
}

static struct py_object *found_or_error(struct py *vm, struct py_object *self, int64_t at)
{
	if (at == -1)
		return py_raise(vm, "ValueError",
				subject_is_bytes(self) ? "subsection not found"
						       : "substring not found");
	return at < 0 ? NULL : py_int(vm, at);
}

struct py_object *py_str_find(struct py *vm, struct py_object *self, struct py_object **args)
{
	const int64_t at = search(vm, self, args, FIRST);

	return at == -2 ? NULL : py_int(vm, at);
}

struct py_object *py_str_rfind(struct py *vm, struct py_object *self, struct py_object **args)
{
	const int64_t at = search(vm, self, args, LAST);

	return at == -2 ? NULL : py_int(vm, at);
}

struct py_object *py_str_index(struct py *vm, struct py_object *self, struct py_object **args)
{
	return found_or_error(vm, self, search(vm, self, args, FIRST));
}

struct py_object *py_str_rindex(struct py *vm, struct py_object *self, struct py_object **args)
{
	return found_or_error(vm, self, search(vm, self, args, LAST));
}

struct py_object *py_str_count(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct part part;
	struct str piece;
	int64_t count = 0;

	if (!subject_take(vm, self, args[0], &piece) || !take_part(vm, self, args + 1, &part))
		return NULL;
	if (!part.is_there)
		return py_int(vm, 0);
	if (!piece.n)
		return py_int(vm, 1 + (subject_is_bytes(self) ? (int64_t)part.text.n
							      : py_utf8_length(part.text)));
	for (ptrdiff_t at; (at = str_find(part.text, piece)) >= 0; count++)
		part.text = str_skip(part.text, (size_t)at + piece.n);
	return py_int(vm, count);
}

static bool has_affix(struct str part, struct str affix, enum direction end)
{
	return end == FIRST ? str_starts(part, affix) : str_ends(part, affix);
}

static struct py_object *match_affix(struct py *vm, struct py_object *self, struct py_object **args,
				     enum direction end)
{
	const char *name = end == FIRST ? "startswith" : "endswith";
	struct py_object *const *choices = args;
	struct part part;
	size_t n = 1;

	if (!take_part(vm, self, args + 1, &part))
		return NULL;
	if (py_is(args[0], &py_tuple_type)) {
		choices = ((struct py_list *)args[0])->items;
		n = ((struct py_list *)args[0])->n;
	}
	for (size_t i = 0; i < n; i++) {
		if (py_is_poison(vm, choices[i]))
			return NULL;
		if (subject_is_bytes(self) ? !py_is_bytes_like(choices[i]) : !py_is_str(choices[i]))
			return py_raise(
				vm, "TypeError",
				choices == args
					? "%s first arg must be %s or a tuple of %s, not %.*s"
					: "tuple for %s must only contain %.0s%s, not %.*s",
				name, subject_kind(self), subject_kind(self),
				STR_ARG(py_type_name(choices[i])));
		if (part.is_there && has_affix(part.text, subject_text(choices[i]), end))
			return py_bool(vm, true);
	}
	return py_bool(vm, false);
}

struct py_object *py_str_startswith(struct py *vm, struct py_object *self, struct py_object **args)
{
	return match_affix(vm, self, args, FIRST);
}

struct py_object *py_str_endswith(struct py *vm, struct py_object *self, struct py_object **args)
{
	return match_affix(vm, self, args, LAST);
}

struct py_object *py_str_removeprefix(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	const struct str text = subject_text(self);
	struct str affix;

	if (!subject_take(vm, self, args[0], &affix))
		return NULL;
	return subject_new(vm, self, str_starts(text, affix) ? str_skip(text, affix.n) : text);
}

struct py_object *py_str_removesuffix(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	const struct str text = subject_text(self);
	struct str affix;

	if (!subject_take(vm, self, args[0], &affix))
		return NULL;
	return subject_new(vm, self,
			   str_ends(text, affix) ? str_slice(text, 0, text.n - affix.n) : text);
}

/* An empty piece is found before each character and at the end. */
static void replace_empty(struct strbuf *buffer, struct py_object *self, struct str text,
			  struct str by, int64_t limit)
{
	for (int64_t count = 0;; count++) {
		uint32_t code;
		if (count < limit)
			strbuf_add(buffer, by);
		if (!text.n)
			return;
		const size_t size = subject_is_bytes(self) ? 1 : py_utf8_next(text, &code);
		strbuf_add(buffer, str_slice(text, 0, size));
		text = str_skip(text, size);
	}
}

struct py_object *py_str_replace(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct strbuf buffer = STRBUF(py_arena(vm));
	struct str text = subject_text(self), piece, by;
	int64_t limit = -1;

	if (!subject_take_named(vm, self, args[0], "replace() argument 1", &piece) ||
	    !subject_take_named(vm, self, args[1], "replace() argument 2", &by) ||
	    (args[2] && !py_index_clipped(vm, args[2], &limit)))
		return NULL;
	if (limit < 0)
		limit = INT64_MAX;
	if (!piece.n) {
		replace_empty(&buffer, self, text, by, limit);
		return subject_new(vm, self, strbuf_str(&buffer));
	}
	for (ptrdiff_t at; limit-- > 0 && (at = str_find(text, piece)) >= 0;) {
		if (!py_reserve(vm, buffer.n + (size_t)at + by.n))
			return NULL;
		strbuf_add(&buffer, str_slice(text, 0, (size_t)at));
		strbuf_add(&buffer, by);
		text = str_skip(text, (size_t)at + piece.n);
	}
	strbuf_add(&buffer, text);
	return subject_new(vm, self, strbuf_str(&buffer));
}

static struct py_object *partition(struct py *vm, struct py_object *self,
				   struct py_object *separator, enum direction way)
{
	const struct str text = subject_text(self);
	struct str piece;

	if (!subject_take(vm, self, separator, &piece))
		return NULL;
	if (!piece.n)
		return py_raise(vm, "ValueError", "empty separator");
	const ptrdiff_t at = way == FIRST ? str_find(text, piece) : find_last(text, piece);
	struct str parts[3] = { text, STR(""), STR("") };

	if (at >= 0) {
		parts[0] = str_slice(text, 0, (size_t)at);
		parts[1] = piece;
		parts[2] = str_skip(text, (size_t)at + piece.n);
	} else if (way == LAST) {
		parts[0] = STR("");
		parts[2] = text;
	}
	struct py_object *items[3];

	for (size_t i = 0; i < 3; i++)
		items[i] = subject_new(vm, self, parts[i]);
	return py_tuple(vm, items, 3);
}

struct py_object *py_str_partition(struct py *vm, struct py_object *self, struct py_object **args)
{
	return partition(vm, self, args[0], FIRST);
}

struct py_object *py_str_rpartition(struct py *vm, struct py_object *self, struct py_object **args)
{
	return partition(vm, self, args[0], LAST);
}
