#include "engine/py/regex.h"

#include "engine/py/subject.h"

#include <string.h>

/* Walks over all matches: sub, split, findall, finditer. */

/* ---- templates ---- */

static bool add_group(struct py *vm, const struct regex_match *match, size_t number,
		      struct strbuf *out)
{
	struct py_object *text = regex_group(vm, match, number, NULL);

	if (text)
		strbuf_add(out, subject_text(text));
	return true;
}

static bool fail(struct py *vm, struct str template, size_t at, const char *what)
{
	return regex_raise(vm, py_str(vm, template), at, what);
}

/* "\g<name>" or "\g<1>"; *at is at the "g". */
static bool add_named(struct py *vm, const struct regex_match *match, struct str template,
		      size_t *at, struct strbuf *out)
{
	const struct str rest = str_skip(template, *at + 1);
	const ptrdiff_t end = str_find_char(rest, '>');
	int64_t number;

	if (!rest.n || rest.p[0] != '<')
		return fail(vm, template, *at + 1, "missing <");
	if (end < 0)
		return fail(vm, template, *at + 2,
			    rest.n > 1 ? "missing >, unterminated name" : "missing group name");
	const struct str name = str_slice(rest, 1, (size_t)end);
	const size_t start = *at + 2;

	*at += (size_t)end + 2;
	if (!name.n)
		return fail(vm, template, start, "missing group name");
	if (str_to_int(name, &number)) {
		if (number < 0 || (size_t)number > match->regex->group_count) {
			const struct str what = str_printf(
				py_arena(vm), "invalid group reference %lld", (long long)number);
			return fail(vm, template, start, what.p);
		}
		return add_group(vm, match, (size_t)number, out);
	}
	for (size_t i = 1; i <= match->regex->group_count; i++)
		if (match->regex->names[i].p && str_equal(match->regex->names[i], name))
			return add_group(vm, match, i, out);
	struct strbuf shown = STRBUF(py_arena(vm));

	py_str_add_repr(&shown, name, false);
	return py_raise(vm, "IndexError", "unknown group name %.*s", STR_ARG(strbuf_str(&shown)));
}

static bool is_octal(struct str text, size_t at)
{
	return at < text.n && text.p[at] >= '0' && text.p[at] <= '7';
}

/* "\1", "\12", "\012", "\123" */
static bool add_numbered(struct py *vm, const struct regex_match *match, struct str template,
			 size_t *at, struct strbuf *out)
{
	const size_t start = *at;
	size_t number = (size_t)(template.p[start] - '0');

	if (number == 0 || (is_octal(template, start) && is_octal(template, start + 1) &&
			    is_octal(template, start + 2))) {
		uint32_t code = 0;
		for (size_t i = 0; i < 3 && is_octal(template, *at); i++, (*at)++)
			code = code * 8 + (uint32_t)(template.p[*at] - '0');
		strbuf_add_code_point(out, code);
		return true;
	}
	++*at;
	if (*at < template.n && template.p[*at] >= '0' && template.p[*at] <= '9')
		number = number * 10 + (size_t)(template.p[(*at)++] - '0');
	if (number > match->regex->group_count) {
		const struct str what =
			str_printf(py_arena(vm), "invalid group reference %zu", number);
		return fail(vm, template, start, what.p);
	}
	return add_group(vm, match, number, out);
}

bool regex_expand(struct py *vm, const struct regex_match *match, struct str template,
		  struct strbuf *out)
{
	static const char names[] = "abfnrtv\\", values[] = "\a\b\f\n\r\t\v\\";

	for (size_t at = 0; at < template.n;) {
		if (template.p[at] != '\\') {
			strbuf_add_char(out, template.p[at++]);
			continue;
		}
		if (++at == template.n)
			return fail(vm, template, at - 1, "bad escape (end of pattern)");
		const char c = template.p[at];
		const char *known = strchr(names, c);
		bool is_good = true;
		if (c == 'g') {
			is_good = add_named(vm, match, template, &at, out);
		} else if (c >= '0' && c <= '9') {
			is_good = add_numbered(vm, match, template, &at, out);
		} else if (known && c) {
			strbuf_add_char(out, values[known - names]);
			at++;
		} else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') {
			const struct str what = str_printf(py_arena(vm), "bad escape \\%c", c);
			is_good = fail(vm, template, at - 1, what.p);
		} else {
			strbuf_add_char(out, '\\');
			strbuf_add_char(out, c);
			at++;
		}
		if (!is_good)
			return false;
	}
	return true;
}

/* ---- sub ---- */

static bool add_replacement(struct py *vm, struct regex_match *match, struct py_object *by,
			    struct strbuf *out)
{
	struct py_object *text;
	struct str plain;

	if (py_is_str(by) || py_is_bytes_like(by))
		return subject_take(vm, match->subject, by, &plain) &&
		       regex_expand(vm, match, plain, out);
	text = py_call(vm, by, &PY_ARGS(&match->head));
	if (!text)
		return false;
	if (!py_is_str(text) && !py_is_bytes_like(text))
		return py_raise(vm, "TypeError", "expected str instance, %.*s found",
				STR_ARG(py_type_name(text)));
	strbuf_add(out, subject_text(text));
	return true;
}

static bool substitute(struct py *vm, struct regex *regex, struct py_object **args,
		       struct py_object **ret, int64_t *ret_count)
{
	struct strbuf out = STRBUF(py_arena(vm));
	struct regex_match *match;
	struct regex_scan scan;
	int64_t limit = 0;
	size_t copied = 0;

	if (!regex_start(vm, regex, args[1], NULL, &scan) ||
	    (args[2] && !py_index_clipped(vm, args[2], &limit)))
		return false;
	for (*ret_count = 0; limit <= 0 || *ret_count < limit; ++*ret_count) {
		if (!regex_next(vm, &scan, REGEX_SEARCH, &match))
			return false;
		if (!match)
			break;
		strbuf_add(&out, str_slice(scan.text, copied, match->offsets[0]));
		if (!add_replacement(vm, match, args[0], &out) || !py_reserve(vm, out.n))
			return false;
		copied = match->offsets[1];
	}
	strbuf_add(&out, str_skip(scan.text, copied));
	*ret = subject_new(vm, args[1], strbuf_str(&out));
	return true;
}

struct py_object *regex_sub(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *text;
	int64_t count;

	return substitute(vm, (struct regex *)self, args, &text, &count) ? text : NULL;
}

struct py_object *regex_subn(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *text;
	int64_t count;

	return substitute(vm, (struct regex *)self, args, &text, &count)
		       ? py_pair(vm, text, py_int(vm, count))
		       : NULL;
}

/* ---- split and find ---- */

struct py_object *regex_split(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct regex *regex = (struct regex *)self;
	struct py_object *list = py_list(vm);
	struct regex_match *match;
	struct regex_scan scan;
	int64_t limit = 0;
	size_t copied = 0;

	if (!regex_start(vm, regex, args[0], NULL, &scan) ||
	    (args[1] && !py_index_clipped(vm, args[1], &limit)))
		return NULL;
	for (int64_t count = 0; limit <= 0 || count < limit; count++) {
		if (!regex_next(vm, &scan, REGEX_SEARCH, &match))
			return NULL;
		if (!match)
			break;
		py_list_append(
			vm, list,
			subject_new(vm, args[0], str_slice(scan.text, copied, match->offsets[0])));
		for (size_t i = 1; i <= regex->group_count; i++)
			py_list_append(vm, list, regex_group(vm, match, i, py_none(vm)));
		copied = match->offsets[1];
	}
	py_list_append(vm, list, subject_new(vm, args[0], str_skip(scan.text, copied)));
	return list;
}

/* What findall lists for a match: the whole, the only group, or all groups. */
static struct py_object *found_item(struct py *vm, const struct regex_match *match)
{
	const size_t n = match->regex->group_count;
	struct py_object *empty = subject_new(vm, match->subject, STR(""));
	struct py_object *tuple;

	if (n < 2)
		return regex_group(vm, match, n, empty);
	tuple = py_tuple_of(vm, n);
	for (size_t i = 0; i < n; i++)
		((struct py_list *)tuple)->items[i] = regex_group(vm, match, i + 1, empty);
	return tuple;
}

struct py_object *regex_findall(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *list = py_list(vm);
	struct regex_match *match;
	struct regex_scan scan;

	if (!regex_start(vm, (struct regex *)self, args[0], args + 1, &scan))
		return NULL;
	for (;;) {
		if (!regex_next(vm, &scan, REGEX_SEARCH, &match))
			return NULL;
		if (!match)
			return list;
		py_list_append(vm, list, found_item(vm, match));
	}
}

static struct py_object *next_match(struct py *vm, struct py_iterator *self)
{
	struct regex_scan *scan = (struct regex_scan *)self->items;
	struct regex_match *match;

	return regex_next(vm, scan, REGEX_SEARCH, &match) && match ? &match->head : NULL;
}

PY_ITERATOR_TYPE(match_iterator_type, "callable_iterator");

struct py_object *regex_finditer(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct regex_scan *scan = ARENA_NEW(py_arena(vm), struct regex_scan);
	struct py_iterator *iterator = py_iterator(vm, &match_iterator_type, next_match, self);

	iterator->items = (struct py_object **)scan;
	return regex_start(vm, (struct regex *)self, args[0], args + 1, scan) ? &iterator->head
									      : NULL;
}

static struct py_object *find_one(struct py *vm, struct py_object *self, struct py_object **args,
				  enum regex_way way)
{
	struct regex_match *match;
	struct regex_scan scan;

	if (!regex_start(vm, (struct regex *)self, args[0], args + 1, &scan) ||
	    !regex_next(vm, &scan, way, &match))
		return NULL;
	return match ? &match->head : py_none(vm);
}

struct py_object *regex_search(struct py *vm, struct py_object *self, struct py_object **args)
{
	return find_one(vm, self, args, REGEX_SEARCH);
}

struct py_object *regex_match_method(struct py *vm, struct py_object *self, struct py_object **args)
{
	return find_one(vm, self, args, REGEX_MATCH);
}

struct py_object *regex_fullmatch(struct py *vm, struct py_object *self, struct py_object **args)
{
	return find_one(vm, self, args, REGEX_FULLMATCH);
}
