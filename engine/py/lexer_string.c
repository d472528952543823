#include "engine/py/lexer_state.h"

#include <string.h>

/* How deep f-strings may nest in each other's replacement fields. */
#define FSTRING_LIMIT 50

/* Where we are while skipping a string; the skippers give false at an end that comes too early. */
struct scan {
	struct str text;
	struct py_place place;
	int depth;     /* of f-strings in f-strings */
	bool in_field; /* where the scan failed */
	bool is_too_deep;
};

int py_string_prefix(const char *text)
{
	int n = 0;

	while (n < 2 && text[n] && strchr("rRbBuUfF", text[n]))
		n++;
	if (text[n] != '"' && text[n] != '\'')
		return -1;
	if (n < 2)
		return n;
	/* Of two letters exactly one is r; the other is b or f. */
	const char first = (char)(text[0] | 0x20), second = (char)(text[1] | 0x20);
	const bool is_pair = (first == 'r' && (second == 'b' || second == 'f')) ||
			     (second == 'r' && (first == 'b' || first == 'f'));
	return is_pair ? n : -1;
}

static bool at_end(const struct scan *scan)
{
	return scan->place.at >= scan->text.n;
}

static char peek(const struct scan *scan, uint32_t ahead)
{
	return scan->place.at + ahead < scan->text.n ? scan->text.p[scan->place.at + ahead] : 0;
}

static void skip_char(struct scan *scan)
{
	if (peek(scan, 0) == '\n')
		py_next_line(&scan->place);
	else
		scan->place.at++;
}

static bool skip_string(struct scan *scan);

static void skip_comment(struct scan *scan)
{
	while (!at_end(scan) && peek(scan, 0) != '\n')
		scan->place.at++;
}

struct quotes {
	char quote;
	bool is_triple, is_raw;
};

static bool at_quotes(const struct scan *scan, struct quotes quotes)
{
	if (peek(scan, 0) != quotes.quote)
		return false;
	return !quotes.is_triple ||
	       (peek(scan, 1) == quotes.quote && peek(scan, 2) == quotes.quote);
}

static bool skip_field(struct scan *scan, struct quotes quotes);

/* `\N{...}` of a string that is not raw holds no replacement field. */
static void skip_escape(struct scan *scan, struct quotes quotes)
{
	skip_char(scan);
	if (peek(scan, 0) == '{' || peek(scan, 0) == '}')
		return;
	const bool is_named = !quotes.is_raw && peek(scan, 0) == 'N' && peek(scan, 1) == '{';
	if (!at_end(scan))
		skip_char(scan);
	while (is_named && !at_end(scan) && peek(scan, 0) != '}' && peek(scan, 0) != '\n' &&
	       !at_quotes(scan, quotes))
		skip_char(scan);
	if (is_named && peek(scan, 0) == '}')
		skip_char(scan);
}

/* From behind the colon to the brace that ends the field. */
static bool skip_format(struct scan *scan, struct quotes quotes)
{
	while (!at_end(scan) && !at_quotes(scan, quotes)) {
		switch (peek(scan, 0)) {
		case '}':
			return true;
		case '{':
			scan->place.at++;
			if (!skip_field(scan, quotes))
				return false;
			break;
		case '\\':
			skip_escape(scan, quotes);
			break;
		case '\n':
			if (!quotes.is_triple)
				return false;
			skip_char(scan);
			break;
		default:
			scan->place.at++;
		}
	}
	return false;
}

/* A name or a string with its prefix. */
static bool skip_word(struct scan *scan)
{
	if (py_string_prefix(scan->text.p + scan->place.at) >= 0)
		return skip_string(scan);
	while (!at_end(scan) && (py_is_letter(peek(scan, 0)) || py_is_digit(peek(scan, 0))))
		scan->place.at++;
	return true;
}

/* From behind the `{` to behind the matching `}`. */
static bool skip_field(struct scan *scan, struct quotes quotes)
{
	int depth = 0;

	if (++scan->depth > FSTRING_LIMIT) {
		scan->is_too_deep = true;
		return false;
	}
	while (!at_end(scan)) {
		const char c = peek(scan, 0);
		const enum py_char_class class = py_char_class(c);
		if (class == PY_CHAR_LETTER || class == PY_CHAR_QUOTE) {
			if (!skip_word(scan))
				return false;
			continue;
		}
		if (c == '#') {
			skip_comment(scan);
			continue;
		}
		if (c == ':' && depth == 0) {
			scan->place.at++;
			if (!skip_format(scan, quotes))
				return false;
			continue;
		}
		if (c == '}' && depth == 0) {
			scan->place.at++;
			scan->depth--;
			return true;
		}
		if (c == '(' || c == '[' || c == '{')
			depth++;
		else if ((c == ')' || c == ']' || c == '}') && depth)
			depth--;
		skip_char(scan);
	}
	return false;
}

static bool skip_fstring_body(struct scan *scan, struct quotes quotes)
{
	while (!at_end(scan) && !at_quotes(scan, quotes)) {
		const char c = peek(scan, 0);
		if (c == '\\') {
			skip_escape(scan, quotes);
		} else if (c == '{' && peek(scan, 1) == '{') {
			scan->place.at += 2;
		} else if (c == '{') {
			scan->place.at++;
			if (!skip_field(scan, quotes)) {
				scan->in_field = true;
				return false;
			}
		} else if (c == '\n' && !quotes.is_triple) {
			return false;
		} else {
			skip_char(scan);
		}
	}
	return !at_end(scan);
}

static bool skip_plain_body(struct scan *scan, struct quotes quotes)
{
	const char *text = scan->text.p, *end = text + scan->text.n, *p = text + scan->place.at;

	for (;; p++) {
		/* The source ends with a line end, so this stops before its end. */
		while (*p != quotes.quote && *p != '\\' && *p != '\n')
			p++;
		scan->place.at = (uint32_t)(p - text);
		if (*p == quotes.quote) {
			if (at_quotes(scan, quotes))
				return true;
			continue;
		}
		if (*p == '\n' && !quotes.is_triple)
			return false;
		if (*p == '\\')
			p++;
		if (*p == '\n') {
			scan->place.line++;
			scan->place.line_start = (uint32_t)(p - text) + 1;
			scan->place.at = scan->place.line_start;
			if (p + 1 == end)
				return false;
		}
	}
}

/* From the prefix to behind the closing quotes. */
static bool skip_string(struct scan *scan)
{
	struct quotes quotes = { 0 };
	bool is_format = false;

	for (char c; (c = peek(scan, 0)) != '"' && c != '\''; scan->place.at++) {
		is_format |= c == 'f' || c == 'F';
		quotes.is_raw |= c == 'r' || c == 'R';
	}
	quotes.quote = peek(scan, 0);
	quotes.is_triple = peek(scan, 1) == quotes.quote && peek(scan, 2) == quotes.quote;
	scan->place.at += quotes.is_triple ? 3 : 1;
	if (is_format ? !skip_fstring_body(scan, quotes) : !skip_plain_body(scan, quotes))
		return false;
	scan->place.at += quotes.is_triple ? 3 : 1;
	return true;
}

/* Whether an f-string would have an end if its braces meant nothing. */
static bool has_end(const struct scan *scan, struct py_place start, const char *quote)
{
	struct scan plain = { .text = scan->text, .place = start };

	plain.place.at = (uint32_t)(quote + 1 - scan->text.p);
	return skip_plain_body(&plain, (struct quotes){ .quote = *quote });
}

static struct error *unterminated(const struct scan *scan, struct py_place start)
{
	const char *text = scan->text.p + start.at;
	const char *quote = text + py_string_prefix(text);
	const bool is_triple = scan->text.n - (size_t)(quote - scan->text.p) >= 3 &&
			       quote[1] == quote[0] && quote[2] == quote[0];

	if (scan->is_too_deep)
		return error_new(ERR_LIMIT, "f-string: expressions nested too deeply");
	if (scan->in_field && !is_triple && has_end(scan, start, quote))
		return error_new(ERR_REVISION, "f-string: expecting '}'");
	/* At the end of the file CPython names the last line that there is. */
	const int last = scan->place.line - (at_end(scan) && scan->place.line > start.line);
	const int line = scan->in_field && !is_triple ? start.line : last;
	return error_new(ERR_REVISION, "unterminated %sstring literal (detected at line %d)",
			 is_triple ? "triple-quoted " : "", line);
}

struct error *py_lex_string(const struct py_source *source, struct py_place *place)
{
	struct scan scan = { .text = source->text, .place = *place };

	if (!skip_string(&scan))
		return py_error_at_place(source, *place, unterminated(&scan, *place));
	*place = scan.place;
	return NULL;
}
