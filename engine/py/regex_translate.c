#include "engine/py/regex.h"

#include "engine/py/subject.h"

#include <string.h>

/* Python's notation to PCRE2's (`Lib/re/_parser.py` says what Python takes). */

struct translation {
	struct py *vm;
	struct py_object *source;
	struct str text;
	size_t at;
	struct strbuf out;
	int64_t flags;
};

static bool fail(struct translation *state, size_t at, const char *what)
{
	return regex_raise(state->vm, state->source, at, what);
}

static char peek(const struct translation *state, size_t ahead)
{
	return state->at + ahead < state->text.n ? state->text.p[state->at + ahead] : '\0';
}

static void copy(struct translation *state, size_t n)
{
	strbuf_add(&state->out, str_slice(state->text, state->at, state->at + n));
	state->at += n;
}

static bool is_hex(char c)
{
	return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

/* "\xhh", "\uhhhh" and "\Uhhhhhhhh" become "\x{...}". */
static bool add_hex(struct translation *state, size_t digits)
{
	for (size_t i = 0; i < digits; i++)
		if (!is_hex(peek(state, 2 + i)))
			return fail(state, state->at, "incomplete escape");
	strbuf_printf(&state->out, "\\x{%.*s}", (int)digits, state->text.p + state->at + 2);
	state->at += 2 + digits;
	return true;
}

static bool is_octal(char c)
{
	return c >= '0' && c <= '7';
}

/* "\0", "\012", and three octal digits, are characters; other numbers are groups. */
static bool add_number(struct translation *state, bool in_class)
{
	const char first = peek(state, 1);
	size_t n = 1;

	if (first == '0' || in_class ||
	    (is_octal(first) && is_octal(peek(state, 2)) && is_octal(peek(state, 3)))) {
		int value = 0;
		for (n = 0; n < 3 && is_octal(peek(state, 1 + n)); n++)
			value = value * 8 + (peek(state, 1 + n) - '0');
		if (!n)
			return fail(state, state->at, "bad escape");
		strbuf_printf(&state->out, "\\x{%x}", value);
		state->at += 1 + n;
		return true;
	}
	if (peek(state, 2) >= '0' && peek(state, 2) <= '9')
		n = 2;
	/* "\g{1}" so that a digit behind it stays apart. */
	strbuf_printf(&state->out, "\\g{%.*s}", (int)n, state->text.p + state->at + 1);
	state->at += 1 + n;
	return true;
}

static bool add_escape(struct translation *state, bool in_class)
{
	const char c = peek(state, 1);

	if (state->at + 1 >= state->text.n)
		return fail(state, state->at, "bad escape (end of pattern)");
	if (c >= '0' && c <= '9')
		return add_number(state, in_class);
	switch (c) {
	case 'x':
		return add_hex(state, 2);
	case 'u':
		return add_hex(state, 4);
	case 'U':
		return add_hex(state, 8);
	case 'Z':
		if (in_class)
			return fail(state, state->at, "bad escape \\Z");
		strbuf_add_c(&state->out, "\\z");
		state->at += 2;
		return true;
	case 'v':
		strbuf_add_c(&state->out, "\\x{b}");
		state->at += 2;
		return true;
	}
	if (((c | 0x20) >= 'a' && (c | 0x20) <= 'z') &&
	    !strchr(in_class ? "abfnrtdDsSwW" : "AabBfnrtdDsSwW", c)) {
		char what[] = "bad escape \\?";
		what[sizeof(what) - 2] = c;
		return fail(state, state->at, what);
	}
	copy(state, 2);
	return true;
}

static bool add_class(struct translation *state)
{
	const size_t begin = state->at;

	copy(state, 1);
	if (peek(state, 0) == '^')
		copy(state, 1);
	/* A "]" that comes first is a member. */
	if (peek(state, 0) == ']') {
		strbuf_add_c(&state->out, "\\]");
		state->at++;
	}
	while (peek(state, 0) != ']') {
		if (state->at >= state->text.n)
			return fail(state, begin, "unterminated character set");
		if (peek(state, 0) == '\\') {
			if (!add_escape(state, true))
				return false;
		} else if (peek(state, 0) == '[') { /* PCRE2 would see "[:alpha:]" */
			strbuf_add_c(&state->out, "\\[");
			state->at++;
		} else {
			copy(state, 1);
		}
	}
	copy(state, 1);
	return true;
}

static int64_t flag_of(char letter)
{
	static const char letters[] = "iLmsuxa";
	static const int64_t bits[] = { REGEX_IGNORECASE, REGEX_LOCALE,  REGEX_MULTILINE,
					REGEX_DOTALL,     REGEX_UNICODE, REGEX_VERBOSE,
					REGEX_ASCII };
	const char *found = letter ? strchr(letters, letter) : NULL;

	return found ? bits[found - letters] : 0;
}

/* "(?i)" holds for the whole pattern; "(?i:" is taken as it is. */
static bool add_flags(struct translation *state)
{
	size_t n = 2;
	int64_t flags = 0;

	while (flag_of(peek(state, n)))
		flags |= flag_of(peek(state, n++));
	if (peek(state, n) == ')') {
		if (state->at)
			return fail(state, state->at,
				    "global flags not at the start of the expression");
		state->flags |= flags;
		state->at += n + 1;
		return true;
	}
	copy(state, 2);
	for (; peek(state, 0) && peek(state, 0) != ':' && peek(state, 0) != ')'; state->at++)
		if (peek(state, 0) != 'u' && peek(state, 0) != 'a') /* PCRE2 has no such letters */
			strbuf_add_char(&state->out, peek(state, 0));
	return true;
}

static bool add_group(struct translation *state)
{
	const char next = peek(state, 2), third = peek(state, 3);

	if (peek(state, 1) != '?') {
		copy(state, 1);
		return true;
	}
	switch (next) {
	case ':':
	case '=':
	case '!':
	case '>':
	case '(':
		copy(state, next == '(' ? 3 : 3);
		return true;
	case '#':
		while (peek(state, 0) != ')') {
			if (state->at >= state->text.n)
				return fail(state, state->at, "missing ), unterminated comment");
			state->at++;
		}
		state->at++;
		return true;
	case '<':
		if (third != '=' && third != '!')
			return fail(state, state->at + 1, "unknown extension ?<");
		copy(state, 4);
		return true;
	case 'P':
		if (third != '<' && third != '=')
			return fail(state, state->at + 1, "unknown extension ?P");
		copy(state, 4);
		return true;
	}
	if (flag_of(next) || next == '-')
		return add_flags(state);
	return fail(state, state->at + 1, "unknown extension");
}

/* "{,3}" is "{0,3}"; what is no quantifier is text in both. */
static void add_brace(struct translation *state)
{
	size_t n = 2;

	if (peek(state, 1) != ',') {
		copy(state, 1);
		return;
	}
	while (peek(state, n) >= '0' && peek(state, n) <= '9')
		n++;
	if (peek(state, n) != '}') {
		strbuf_add_c(&state->out, "\\{");
		state->at++;
		return;
	}
	if (n == 2) { /* "{,}" */
		strbuf_add_c(&state->out, "*");
		state->at += 3;
		return;
	}
	strbuf_add_c(&state->out, "{0");
	state->at++;
}

bool regex_translate(struct py *vm, struct py_object *source, int64_t *flags, struct str *ret)
{
	struct translation state = { .vm = vm,
				     .source = source,
				     .text = subject_text(source),
				     .out = STRBUF(py_arena(vm)),
				     .flags = *flags };

	while (state.at < state.text.n) {
		bool is_good = true;
		switch (state.text.p[state.at]) {
		case '\\':
			is_good = add_escape(&state, false);
			break;
		case '[':
			is_good = add_class(&state);
			break;
		case '(':
			is_good = add_group(&state);
			break;
		case '{':
			add_brace(&state);
			break;
		default:
			copy(&state, 1);
		}
		if (!is_good)
			return false;
	}
	*flags = state.flags;
	*ret = strbuf_str(&state.out);
	return true;
}
