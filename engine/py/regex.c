#define PCRE2_CODE_UNIT_WIDTH 8

#include "engine/py/regex.h"

#include "engine/py/subject.h"

#include <pcre2.h>

/* Compiling patterns and running them. */

static void *allocate(size_t size, void *arena)
{
	return arena_alloc(arena, size);
}

static void release(void *block, void *arena)
{
	(void)block;
	(void)arena;
}

static void set_attribute(struct py *vm, struct py_object *object, const char *name,
			  struct py_object *value)
{
	if (!object->attributes) {
		object->attributes = ARENA_NEW(py_arena(vm), struct map);
		object->attributes->arena = py_arena(vm);
	}
	map_put(object->attributes, str_from(name), value);
}

struct py_object *regex_raise(struct py *vm, struct py_object *pattern, size_t at, const char *what)
{
	const int64_t position = py_utf8_length(str_slice(subject_text(pattern), 0, at));
	struct py_object *text =
		py_str_printf(vm, "%s at position %lld", what, (long long)position);
	struct py_object *error =
		py_call(vm, &py_type_from(vm, &regex_error_type)->head, &PY_ARGS(text));

	if (!error)
		return NULL;
	set_attribute(vm, error, "msg", py_str(vm, str_dup(py_arena(vm), str_from(what))));
	set_attribute(vm, error, "pattern", pattern);
	set_attribute(vm, error, "pos", py_int(vm, position));
	return py_raise_object(vm, error);
}

/* CPython's words for the mistakes that PCRE2 finds; the others keep PCRE2's. */
static struct py_object *raise_compile_error(struct py *vm, struct py_object *pattern, int code,
					     size_t at)
{
	static const struct {
		int code;
		const char *what;
		int back; /* PCRE2 points behind the culprit */
	} known[] = {
		{ PCRE2_ERROR_QUANTIFIER_INVALID, "nothing to repeat", 0 },
		{ PCRE2_ERROR_MISSING_CLOSING_PARENTHESIS, "missing ), unterminated subpattern",
		  -1 },
		{ PCRE2_ERROR_UNMATCHED_CLOSING_PARENTHESIS, "unbalanced parenthesis", 0 },
	};
	char buffer[256];

	if (code == PCRE2_ERROR_CLASS_RANGE_ORDER && at >= 2) {
		const struct str range = str_slice(subject_text(pattern), at - 2, at + 1);
		return regex_raise(
			vm, pattern, at - 2,
			str_printf(py_arena(vm), "bad character range %.*s", STR_ARG(range)).p);
	}
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
		if (known[i].code != code)
			continue;
		if (known[i].back < 0)
			at = (size_t)(str_rfind_char(subject_text(pattern), '(') < 0
					      ? 0
					      : str_rfind_char(subject_text(pattern), '('));
		else
			at -= (size_t)known[i].back < at ? (size_t)known[i].back : 0;
		return regex_raise(vm, pattern, at, known[i].what);
	}
	pcre2_get_error_message(code, (PCRE2_UCHAR *)buffer, sizeof(buffer));
	return regex_raise(vm, pattern, at, buffer);
}

static uint32_t pcre_options(int64_t flags, bool is_bytes)
{
	uint32_t options = PCRE2_NEVER_BACKSLASH_C;

	if (flags & REGEX_IGNORECASE)
		options |= PCRE2_CASELESS;
	if (flags & REGEX_MULTILINE)
		options |= PCRE2_MULTILINE;
	if (flags & REGEX_DOTALL)
		options |= PCRE2_DOTALL;
	if (flags & REGEX_VERBOSE)
		options |= PCRE2_EXTENDED;
	if (!is_bytes)
		options |= PCRE2_UTF;
	if (!is_bytes && !(flags & REGEX_ASCII))
		options |= PCRE2_UCP;
	return options;
}

static void read_names(struct py *vm, struct regex *regex)
{
	const pcre2_code *code = regex->code;
	uint32_t count = 0, groups = 0, size = 0;
	PCRE2_SPTR table = NULL;

	pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &groups);
	pcre2_pattern_info(code, PCRE2_INFO_NAMECOUNT, &count);
	pcre2_pattern_info(code, PCRE2_INFO_NAMEENTRYSIZE, &size);
	pcre2_pattern_info(code, PCRE2_INFO_NAMETABLE, &table);
	regex->group_count = groups;
	regex->names = ARENA_ARRAY(py_arena(vm), struct str, groups + 1);
	for (uint32_t i = 0; i < count; i++, table += size)
		regex->names[table[0] << 8 | table[1]] = str_from((const char *)table + 2);
}

static bool compile(struct py *vm, struct regex *regex, struct str text)
{
	pcre2_general_context *memory =
		pcre2_general_context_create(allocate, release, py_arena(vm));
	pcre2_compile_context *context = pcre2_compile_context_create(memory);
	PCRE2_SIZE at;
	int error;

	pcre2_set_newline(context, PCRE2_NEWLINE_LF);
	if (!regex->is_bytes && !str_utf8_is_valid(text))
		return py_refuse(vm, "a regular expression with lone surrogates");
	regex->code = pcre2_compile((PCRE2_SPTR)text.p, text.n,
				    pcre_options(regex->flags, regex->is_bytes), &error, &at,
				    context);
	if (!regex->code)
		return raise_compile_error(vm, regex->source, error, at);
	read_names(vm, regex);
	return true;
}

struct regex *regex_compile(struct py *vm, struct py_object *pattern, int64_t flags)
{
	struct py_type *type = py_type_from(vm, &regex_type);
	struct map *known = type->user;
	struct str text;

	if (py_is(pattern, &regex_type)) {
		if (flags)
			return (struct regex *)py_raise(
				vm, "ValueError",
				"cannot process flags argument with a compiled pattern");
		return (struct regex *)pattern;
	}
	if (py_is_poison(vm, pattern))
		return NULL;
	if (!py_is_str(pattern) && !py_is_bytes_like(pattern))
		return (struct regex *)py_raise(
			vm, "TypeError", "first argument must be string or compiled pattern");
	if (!known) {
		type->user = known = ARENA_NEW(py_arena(vm), struct map);
		known->arena = py_arena(vm);
	}
	const struct str key = str_printf(py_arena(vm), "%c%lld/%.*s",
					  subject_is_bytes(pattern) ? 'b' : 's', (long long)flags,
					  STR_ARG(subject_text(pattern)));
	struct regex *regex = map_get(known, key);

	if (regex)
		return regex;
	regex = py_new(vm, &regex_type);
	regex->source = pattern;
	regex->is_bytes = subject_is_bytes(pattern);
	regex->flags = flags;
	if (!regex_translate(vm, pattern, &regex->flags, &text) || !compile(vm, regex, text))
		return NULL;
	if (!regex->is_bytes && !(regex->flags & REGEX_ASCII))
		regex->flags |= REGEX_UNICODE;
	map_put(known, key, regex);
	return regex;
}

/* ---- running ---- */

bool regex_start(struct py *vm, struct regex *regex, struct py_object *subject,
		 struct py_object *const *bounds, struct regex_scan *ret)
{
	struct py_object *pos = bounds ? bounds[0] : NULL, *endpos = bounds ? bounds[1] : NULL;

	if (py_is_poison(vm, subject))
		return false;
	if (!py_is_str(subject) && !py_is_bytes_like(subject))
		return py_raise(vm, "TypeError", "expected string or bytes-like object, got '%.*s'",
				STR_ARG(py_type_name(subject)));
	if (subject_is_bytes(subject) != regex->is_bytes)
		return py_raise(vm, "TypeError",
				regex->is_bytes
					? "cannot use a bytes pattern on a string-like object"
					: "cannot use a string pattern on a bytes-like object");
	*ret = (struct regex_scan){ .regex = regex,
				    .subject = subject,
				    .text = subject_text(subject),
				    .endpos = subject_length(subject) };
	if (!regex->is_bytes && !str_utf8_is_valid(ret->text))
		return py_refuse(vm, "a regular expression on text with lone surrogates");
	const int64_t length = ret->endpos;

	if ((pos && !py_index_clipped(vm, pos, &ret->pos)) ||
	    (endpos && !py_index_clipped(vm, endpos, &ret->endpos)))
		return false;
	ret->pos = ret->pos < 0 ? 0 : ret->pos > length ? length : ret->pos;
	ret->endpos = ret->endpos < 0 ? 0 : ret->endpos > length ? length : ret->endpos;
	ret->at = subject_offset(subject, ret->pos);
	ret->text.n = subject_offset(subject, ret->endpos);
	return true;
}

static struct regex_match *make_match(struct py *vm, const struct regex_scan *scan,
				      pcre2_match_data *found, int count)
{
	struct regex_match *match = py_new(vm, &regex_match_type);
	const PCRE2_SIZE *offsets = pcre2_get_ovector_pointer(found);
	const size_t n = scan->regex->group_count + 1;

	match->regex = scan->regex;
	match->subject = scan->subject;
	match->pos = scan->pos;
	match->endpos = scan->endpos;
	match->offsets = ARENA_ARRAY(py_arena(vm), size_t, 2 * n);
	for (size_t i = 0; i < 2 * n; i++)
		match->offsets[i] = i < 2 * (size_t)count ? offsets[i] : SIZE_MAX;
	return match;
}

bool regex_next(struct py *vm, struct regex_scan *scan, enum regex_way way,
		struct regex_match **ret)
{
	pcre2_general_context *memory =
		pcre2_general_context_create(allocate, release, py_arena(vm));
	pcre2_match_context *context = pcre2_match_context_create(memory);
	pcre2_match_data *found = pcre2_match_data_create_from_pattern(scan->regex->code, memory);
	uint32_t options = PCRE2_NO_UTF_CHECK;

	*ret = NULL;
	if (scan->at > scan->text.n)
		return true;
	if (way != REGEX_SEARCH)
		options |= PCRE2_ANCHORED;
	if (way == REGEX_FULLMATCH)
		options |= PCRE2_ENDANCHORED;
	if (scan->must_advance)
		options |= PCRE2_NOTEMPTY_ATSTART;
	const int count = pcre2_match(scan->regex->code, (PCRE2_SPTR)scan->text.p, scan->text.n,
				      scan->at, options, found, context);

	if (count == PCRE2_ERROR_NOMATCH)
		return true;
	if (count < 0)
		return py_refuse(
			vm, "the regular expression takes too much time or memory on its text");
	*ret = make_match(vm, scan, found, count);
	scan->must_advance = (*ret)->offsets[0] == (*ret)->offsets[1];
	scan->at = (*ret)->offsets[1];
	return true;
}
