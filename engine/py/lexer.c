#include "engine/py/lexer.h"

#include "engine/py/parser.h"

#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

/* How deep f-strings may nest in each other's replacement fields. */
#define FSTRING_LIMIT 50
#define TAB_SIZE 8

enum char_class {
	OTHER, SPACE, LINE_END, LETTER, DIGIT, QUOTE, OPERATOR, DOT, COMMENT, BACKSLASH,
	WIDE /* part of a character outside ASCII */
};

/* clang-format off */
static const unsigned char char_classes[256] = {
#define o OTHER
#define s SPACE
#define A LETTER
#define D DIGIT
#define P OPERATOR
#define Q QUOTE
#define W WIDE, WIDE, WIDE, WIDE, WIDE, WIDE, WIDE, WIDE
	o, o, o, o, o, o, o, o, o, s, LINE_END, o, s, o, o, o,
	o, o, o, o, o, o, o, o, o, o, o, o, o, o, o, o,
	s, P, Q, COMMENT, o, P, P, Q, P, P, P, P, P, P, DOT, P,
	D, D, D, D, D, D, D, D, D, D, P, P, P, P, P, o,
	P, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A,
	A, A, A, A, A, A, A, A, A, A, A, P, BACKSLASH, P, P, A,
	o, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A,
	A, A, A, A, A, A, A, A, A, A, A, P, P, P, P, o,
	W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W,
#undef o
#undef s
#undef A
#undef D
#undef P
#undef Q
#undef W
};
/* clang-format on */

/* Keywords by length: keyword_starts[n] is the first kind with n letters. */
static const struct {
	enum py_token_kind kind;
	char text[9];
} keywords[] = {
#define X(name, text) { PY_TOKEN_##name, text },
	PY_KEYWORD_TOKENS(X)
#undef X
};
static const unsigned char keyword_starts[] = { 0, 0, 0, 5, 11, 18, 26, 32, 33, 35 };

struct lexer {
	struct arena *arena;
	const struct py_source *source;
	const char *text;
	struct py_place place;
	struct py_tokens tokens;
	int indents[PY_INDENT_LIMIT], alternate_indents[PY_INDENT_LIMIT];
	int indent_count;
	size_t brackets[PY_PARENTHESES_LIMIT]; /* indices of the open ones' tokens */
	int bracket_count;
	bool at_line_start; /* of a logical line */
	bool is_field; /* inside an f-string's replacement field: lines do not count */
	bool is_line;  /* the first logical line is the last */
	bool is_done;
};

const char *py_token_text(enum py_token_kind kind)
{
	static const char *const texts[PY_TOKEN_COUNT] = {
#define X(name, text) [PY_TOKEN_##name] = text,
		PY_OTHER_TOKENS(X)
		PY_OPERATOR_TOKENS(X)
		PY_KEYWORD_TOKENS(X)
#undef X
	};
	return texts[kind];
}

static enum char_class class_of(char c)
{
	return char_classes[(unsigned char)c];
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return class_of(c) == LETTER || class_of(c) == WIDE;
}

static bool is_name_char(char c)
{
	return class_of(c) == LETTER || class_of(c) == DIGIT;
}

static void next_line(struct py_place *place)
{
	place->at++;
	place->line++;
	place->line_start = place->at;
}

static struct error *place_error(const struct py_source *source, struct py_place place,
				 struct error *error)
{
	return error_at(error, py_source_pos(source, place.line,
					     (int)(place.at - place.line_start) + 1));
}

/* ---- strings ---- */

/* Where we are while skipping a string; the skippers give false at an end that comes too early. */
struct scan {
	struct str text;
	struct py_place place;
	int depth;      /* of f-strings in f-strings */
	bool in_field;  /* where the scan failed */
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
		next_line(&scan->place);
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
	while (!at_end(scan) && (is_letter(peek(scan, 0)) || is_digit(peek(scan, 0))))
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
		const enum char_class class = class_of(c);
		if (class == LETTER || class == QUOTE) {
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
		return place_error(source, *place, unterminated(&scan, *place));
	*place = scan.place;
	return NULL;
}

/* ---- tokens ---- */

static struct py_token *add_token(struct lexer *lexer, enum py_token_kind kind,
				  struct py_place start)
{
	struct py_tokens *tokens = &lexer->tokens;

	if (tokens->n == tokens->capacity) {
		const bool is_part = lexer->is_field || lexer->is_line;
		const size_t first = is_part ? 16 : lexer->source->text.n / 5 + 64;
		const size_t capacity = tokens->capacity ? tokens->capacity * 2 : first;
		tokens->items = arena_grow(lexer->arena, tokens->items,
					   tokens->n * sizeof(*tokens->items),
					   capacity * sizeof(*tokens->items));
		tokens->capacity = capacity;
	}
	struct py_token *token = &tokens->items[tokens->n++];
	*token = (struct py_token){
		.kind = kind,
		.start = start.at,
		.end = lexer->place.at,
		.line = start.line,
		.col = (int)(start.at - start.line_start) + 1,
		.end_line = lexer->place.line,
		.end_col = (int)(lexer->place.at - lexer->place.line_start) + 1,
	};
	return token;
}

/* The last token: what is wrong stands at `start`. */
static void stop(struct lexer *lexer, struct py_place start, struct error *error)
{
	add_token(lexer, PY_TOKEN_ERROR, start);
	lexer->tokens.error = place_error(lexer->source, start, error);
	lexer->is_done = true;
}

static void syntax_error(struct lexer *lexer, struct py_place start, const char *message)
{
	stop(lexer, start, error_new(ERR_REVISION, "%s", message));
}

static enum py_token_kind keyword_or_name(const char *text, size_t n)
{
	if (n < 2 || n > 8)
		return PY_TOKEN_NAME;
	for (size_t i = keyword_starts[n]; i < keyword_starts[n + 1]; i++)
		if (keywords[i].text[0] == text[0] && memcmp(keywords[i].text, text, n) == 0)
			return keywords[i].kind;
	return PY_TOKEN_NAME;
}

/* Whether a character outside ASCII may begin or go on a name (PEP 3131, by general category). */
static bool is_name_code_point(uint32_t code, bool at_start)
{
	switch (utf8proc_category((utf8proc_int32_t)code)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_NL:
		return true;
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_PC:
		return !at_start;
	default:
		return code == 0x2118 || code == 0x212e || code == 0x309b || code == 0x309c ||
		       (!at_start && (code == 0xb7 || code == 0x387 || code == 0x19da));
	}
}

static void invalid_character(struct lexer *lexer, uint32_t code, size_t size)
{
	const char *p = lexer->text + lexer->place.at;
	const utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
	const bool is_printable = category < UTF8PROC_CATEGORY_ZS && category != 0;

	stop(lexer, lexer->place,
	     is_printable ? error_new(ERR_REVISION, "invalid character '%.*s' (U+%04X)", (int)size,
				      p, code)
			  : error_new(ERR_REVISION, "invalid non-printable character U+%04X", code));
}

static void lex_string(struct lexer *lexer, struct py_place start)
{
	struct error *error = py_lex_string(lexer->source, &start);

	if (error) {
		add_token(lexer, PY_TOKEN_ERROR, start);
		lexer->tokens.error = error;
		lexer->is_done = true;
		return;
	}
	const struct py_place from = lexer->place;
	lexer->place = start;
	add_token(lexer, PY_TOKEN_STRING, from);
}

/* Moves over the rest of a name that has characters outside ASCII; false if one does not belong. */
static bool skip_wide_name(struct lexer *lexer, uint32_t start)
{
	struct py_place *place = &lexer->place;

	for (;;) {
		const char c = lexer->text[place->at];
		if (is_name_char(c)) {
			place->at++;
			continue;
		}
		if (class_of(c) != WIDE)
			return true;
		uint32_t code;
		const size_t size = str_utf8_next(str_skip(lexer->source->text, place->at), &code);
		if (!is_name_code_point(code, place->at == start)) {
			invalid_character(lexer, code, size);
			return false;
		}
		place->at += (uint32_t)size;
	}
}

static void lex_wide_name(struct lexer *lexer, struct py_place start)
{
	if (skip_wide_name(lexer, start.at))
		add_token(lexer, PY_TOKEN_NAME, start)->is_wide = true;
}

static void lex_name(struct lexer *lexer)
{
	const struct py_place start = lexer->place;
	const char *text = lexer->text + start.at;
	size_t n = 0;

	while (is_name_char(text[n]))
		n++;
	if ((text[n] == '"' || text[n] == '\'') && n <= 2 && py_string_prefix(text) == (int)n) {
		lex_string(lexer, start);
		return;
	}
	lexer->place.at += (uint32_t)n;
	if (class_of(text[n]) == WIDE) {
		lex_wide_name(lexer, start);
		return;
	}
	add_token(lexer, keyword_or_name(text, n), start);
}

/* ---- numbers ---- */

static bool is_digit_of(char c, int base)
{
	switch (base) {
	case 2:
		return c == '0' || c == '1';
	case 8:
		return c >= '0' && c <= '7';
	case 16:
		return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
	default:
		return is_digit(c);
	}
}

/* Digits with single underscores between them; false if an underscore is not followed by one. */
static bool skip_digits(const char **p, int base)
{
	for (;;) {
		while (is_digit_of(**p, base))
			++*p;
		if (**p != '_')
			return true;
		if (!is_digit_of((*p)[1], base)) {
			++*p;
			return false;
		}
		++*p;
	}
}

/* `1if x else y` is deprecated, not wrong. */
static bool ends_number(const char *p)
{
	static const char *const followers[] = { "and", "else", "for", "if", "in", "is", "or", "not" };

	if (!is_letter(*p) && !is_digit(*p))
		return true;
	for (size_t i = 0; i < sizeof(followers) / sizeof(*followers); i++)
		if (strncmp(p, followers[i], strlen(followers[i])) == 0)
			return true;
	return false;
}

/* CPython points at the last character it had accepted. */
static void number_error(struct lexer *lexer, const char *p, const char *message)
{
	struct py_place place = lexer->place;
	const uint32_t at = (uint32_t)(p - lexer->text);

	place.at = at > place.at ? at - 1 : at;
	syntax_error(lexer, place, message);
}

static void finish_number(struct lexer *lexer, const char *p, const char *message)
{
	const struct py_place start = lexer->place;

	if (!ends_number(p)) {
		number_error(lexer, p, message);
		return;
	}
	lexer->place.at = (uint32_t)(p - lexer->text);
	add_token(lexer, PY_TOKEN_NUMBER, start);
}

static void lex_based_number(struct lexer *lexer, const char *p, int base)
{
	const char *name = base == 16 ? "hexadecimal" : base == 8 ? "octal" : "binary";
	char message[64];

	snprintf(message, sizeof(message), "invalid %s literal", name);
	p += 2;
	if (*p == '_')
		p++;
	if (!is_digit_of(*p, base) || !skip_digits(&p, base)) {
		if (is_digit(*p))
			snprintf(message, sizeof(message), "invalid digit '%c' in %s literal", *p, name);
		number_error(lexer, is_digit(*p) ? p + 1 : p, message);
		return;
	}
	if (is_digit(*p)) {
		snprintf(message, sizeof(message), "invalid digit '%c' in %s literal", *p, name);
		number_error(lexer, p + 1, message);
		return;
	}
	finish_number(lexer, p, message);
}

/* Behind the integer part: fraction, exponent, `j`.  Sets `*ret_is_float` if there is any. */
static bool skip_fraction(const char **p, bool *ret_is_float)
{
	const char *start = *p;

	if (**p == '.') {
		++*p;
		if (is_digit(**p) && !skip_digits(p, 10))
			return false;
	}
	if ((**p | 0x20) == 'e') {
		const size_t sign = (*p)[1] == '+' || (*p)[1] == '-';
		if (is_digit((*p)[1 + sign])) {
			*p += 1 + sign;
			if (!skip_digits(p, 10))
				return false;
		} else if (sign) {
			*p += 1;
			return false;
		}
	}
	*ret_is_float = *p > start;
	if ((**p | 0x20) == 'j') {
		++*p;
		*ret_is_float = true;
	}
	return true;
}

static void lex_number(struct lexer *lexer)
{
	const char *start = lexer->text + lexer->place.at, *p = start;
	bool is_float = false;

	if (*p == '0') {
		const char letter = (char)(p[1] | 0x20);
		if (letter == 'x' || letter == 'o' || letter == 'b') {
			lex_based_number(lexer, p, letter == 'x' ? 16 : letter == 'o' ? 8 : 2);
			return;
		}
	}
	if (!skip_digits(&p, 10) || !skip_fraction(&p, &is_float)) {
		number_error(lexer, p, "invalid decimal literal");
		return;
	}
	size_t zeros = 0;
	while (start[zeros] == '0' || start[zeros] == '_')
		zeros++;
	if (*start == '0' && !is_float && is_digit(start[zeros])) {
		syntax_error(lexer, lexer->place,
			     "leading zeros in decimal integer literals are not permitted; "
			     "use an 0o prefix for octal integers");
		return;
	}
	finish_number(lexer, p, (p[-1] | 0x20) == 'j' ? "invalid imaginary literal"
						     : "invalid decimal literal");
}

/* ---- operators ---- */

static size_t one_or_assign(const char *p, enum py_token_kind plain, enum py_token_kind assign,
			    enum py_token_kind *ret_kind)
{
	*ret_kind = p[1] == '=' ? assign : plain;
	return p[1] == '=' ? 2 : 1;
}

#define ONE(name) (*ret_kind = PY_TOKEN_##name, (size_t)1)
#define MAYBE_ASSIGN(name, assign) \
	one_or_assign(p, PY_TOKEN_##name, PY_TOKEN_##assign, ret_kind)
#define DOUBLED(name, assign, single) \
	(p[1] == p[0] ? 1 + one_or_assign(p + 1, PY_TOKEN_##name, PY_TOKEN_##assign, ret_kind) : (single))

/* The longest operator at `p`; gives its length. */
static size_t operator_at(const char *p, enum py_token_kind *ret_kind)
{
	switch (*p) {
	case '(':
		return ONE(LEFT_PAREN);
	case ')':
		return ONE(RIGHT_PAREN);
	case '[':
		return ONE(LEFT_BRACKET);
	case ']':
		return ONE(RIGHT_BRACKET);
	case '{':
		return ONE(LEFT_BRACE);
	case '}':
		return ONE(RIGHT_BRACE);
	case ',':
		return ONE(COMMA);
	case ';':
		return ONE(SEMICOLON);
	case '~':
		return ONE(TILDE);
	case ':':
		return MAYBE_ASSIGN(COLON, WALRUS);
	case '=':
		return MAYBE_ASSIGN(ASSIGN, EQUAL);
	case '!':
		return MAYBE_ASSIGN(STRAY, NOT_EQUAL);
	case '+':
		return MAYBE_ASSIGN(PLUS, PLUS_ASSIGN);
	case '-':
		if (p[1] == '>') {
			*ret_kind = PY_TOKEN_ARROW;
			return 2;
		}
		return MAYBE_ASSIGN(MINUS, MINUS_ASSIGN);
	case '@':
		return MAYBE_ASSIGN(AT, AT_ASSIGN);
	case '%':
		return MAYBE_ASSIGN(PERCENT, PERCENT_ASSIGN);
	case '|':
		return MAYBE_ASSIGN(BAR, BAR_ASSIGN);
	case '^':
		return MAYBE_ASSIGN(CARET, CARET_ASSIGN);
	case '&':
		return MAYBE_ASSIGN(AMPERSAND, AND_ASSIGN);
	case '*':
		return DOUBLED(DOUBLE_STAR, POWER_ASSIGN, MAYBE_ASSIGN(STAR, STAR_ASSIGN));
	case '/':
		return DOUBLED(DOUBLE_SLASH, FLOOR_ASSIGN, MAYBE_ASSIGN(SLASH, SLASH_ASSIGN));
	case '<':
		return DOUBLED(SHIFT_LEFT, LEFT_ASSIGN, MAYBE_ASSIGN(LESS, LESS_EQUAL));
	case '>':
		return DOUBLED(SHIFT_RIGHT, RIGHT_ASSIGN, MAYBE_ASSIGN(GREATER, GREATER_EQUAL));
	default:
		return ONE(STRAY);
	}
}

static void open_bracket(struct lexer *lexer)
{
	if (lexer->bracket_count == PY_PARENTHESES_LIMIT) {
		stop(lexer, lexer->place, error_new(ERR_LIMIT, "too many nested parentheses"));
		return;
	}
	lexer->brackets[lexer->bracket_count++] = lexer->tokens.n;
}

static char opening_of(char c)
{
	return c == ')' ? '(' : c == ']' ? '[' : '{';
}

static void close_bracket(struct lexer *lexer, char c)
{
	if (!lexer->bracket_count) {
		stop(lexer, lexer->place, error_new(ERR_REVISION, "unmatched '%c'", c));
		return;
	}
	const struct py_token *open =
		&lexer->tokens.items[lexer->brackets[--lexer->bracket_count]];
	const char opening = lexer->text[open->start];
	if (opening == opening_of(c))
		return;
	stop(lexer, lexer->place,
	     open->line == lexer->place.line
		     ? error_new(ERR_REVISION,
				 "closing parenthesis '%c' does not match opening parenthesis '%c'",
				 c, opening)
		     : error_new(ERR_REVISION,
				 "closing parenthesis '%c' does not match opening parenthesis '%c' "
				 "on line %d",
				 c, opening, open->line));
}

/* Whether the operator ends the expression of a replacement field. */
static bool ends_field(const struct lexer *lexer, enum py_token_kind kind, char c)
{
	if (!lexer->is_field || lexer->bracket_count)
		return false;
	return kind == PY_TOKEN_RIGHT_BRACE || kind == PY_TOKEN_ASSIGN || c == ':' ||
	       (kind == PY_TOKEN_STRAY && c == '!');
}

static void lex_operator(struct lexer *lexer)
{
	const struct py_place start = lexer->place;
	const char c = lexer->text[start.at];
	enum py_token_kind kind;
	const size_t n = operator_at(lexer->text + start.at, &kind);

	if (ends_field(lexer, kind, c)) {
		add_token(lexer, PY_TOKEN_END, start);
		lexer->is_done = true;
		return;
	}
	if (c == '(' || c == '[' || c == '{')
		open_bracket(lexer);
	else if (c == ')' || c == ']' || c == '}')
		close_bracket(lexer, c);
	if (lexer->is_done)
		return;
	lexer->place.at += (uint32_t)n;
	add_token(lexer, kind, start);
}

static void lex_dot(struct lexer *lexer)
{
	const struct py_place start = lexer->place;
	const char *p = lexer->text + start.at;

	if (is_digit(p[1])) {
		lex_number(lexer);
		return;
	}
	const bool is_ellipsis = p[1] == '.' && p[2] == '.';
	lexer->place.at += is_ellipsis ? 3 : 1;
	add_token(lexer, is_ellipsis ? PY_TOKEN_ELLIPSIS : PY_TOKEN_DOT, start);
}

/* ---- lines ---- */

static void lex_backslash(struct lexer *lexer)
{
	struct py_place place = lexer->place;

	place.at++;
	if (lexer->text[place.at] != '\n') {
		syntax_error(lexer, place, "unexpected character after line continuation character");
		return;
	}
	if (place.at + 1 >= lexer->source->text.n) {
		syntax_error(lexer, place, "unexpected EOF while parsing");
		return;
	}
	next_line(&place);
	lexer->place = place;
}

static void lex_line_end(struct lexer *lexer)
{
	const struct py_place start = lexer->place;

	if (!lexer->is_field && !lexer->bracket_count) {
		lexer->place.at++;
		add_token(lexer, PY_TOKEN_NEWLINE, start);
		lexer->place.at--;
		lexer->at_line_start = true;
	}
	next_line(&lexer->place);
	if (lexer->is_line && lexer->at_line_start) {
		add_token(lexer, PY_TOKEN_END, lexer->place);
		lexer->is_done = true;
	}
}

static void lex_indent(struct lexer *lexer, int col, int alternate)
{
	int *top = &lexer->indent_count;

	if (*top + 1 >= PY_INDENT_LIMIT) {
		stop(lexer, lexer->place, error_new(ERR_LIMIT, "too many levels of indentation"));
		return;
	}
	++*top;
	lexer->indents[*top] = col;
	lexer->alternate_indents[*top] = alternate;
	add_token(lexer, PY_TOKEN_INDENT, lexer->place);
}

static void lex_dedents(struct lexer *lexer, int col, int alternate)
{
	int *top = &lexer->indent_count;

	while (*top && col < lexer->indents[*top]) {
		--*top;
		add_token(lexer, PY_TOKEN_DEDENT, lexer->place);
	}
	if (col != lexer->indents[*top])
		syntax_error(lexer, lexer->place,
			     "unindent does not match any outer indentation level");
	else if (alternate != lexer->alternate_indents[*top])
		syntax_error(lexer, lexer->place,
			     "inconsistent use of tabs and spaces in indentation");
}

/* The same columns must follow whether a tab is worth 8 or 1 (CPython's TabError). */
static void change_indent(struct lexer *lexer, int col, int alternate)
{
	const int top = lexer->indent_count;

	if (col == lexer->indents[top] ? alternate == lexer->alternate_indents[top]
				       : col < lexer->indents[top] ||
						 alternate > lexer->alternate_indents[top]) {
		if (col > lexer->indents[top])
			lex_indent(lexer, col, alternate);
		else if (col < lexer->indents[top])
			lex_dedents(lexer, col, alternate);
		return;
	}
	syntax_error(lexer, lexer->place, "inconsistent use of tabs and spaces in indentation");
}

/* Moves over white space at the start of a line; false if there is nothing but a comment on it. */
static bool measure_indent(struct lexer *lexer, int *ret_col, int *ret_alternate)
{
	int col = 0, alternate = 0, first = 0;

	for (;;) {
		const char c = lexer->text[lexer->place.at];
		if (c == ' ') {
			col++;
			alternate++;
		} else if (c == '\t') {
			col = (col / TAB_SIZE + 1) * TAB_SIZE;
			alternate++;
		} else if (c == '\f') {
			col = alternate = 0;
		} else if (c == '\\') {
			/* The indentation before the first backslash is the one that counts. */
			first = first ? first : col;
			lex_backslash(lexer);
			if (lexer->is_done)
				return false;
			continue;
		} else {
			break;
		}
		lexer->place.at++;
	}
	*ret_col = first ? first : col;
	*ret_alternate = first ? first : alternate;
	const char c = lexer->text[lexer->place.at];
	return c != '#' && c != '\n';
}

static void skip_rest_of_line(struct lexer *lexer)
{
	const char *p = lexer->text + lexer->place.at;
	const char *end = memchr(p, '\n', lexer->source->text.n - lexer->place.at);

	lexer->place.at += (uint32_t)(end - p);
}

/* Blank lines and comments make no tokens; the first line that has one changes the indentation. */
static void lex_line_start(struct lexer *lexer)
{
	int col, alternate;

	lexer->at_line_start = false;
	while (lexer->place.at < lexer->source->text.n) {
		if (measure_indent(lexer, &col, &alternate)) {
			change_indent(lexer, col, alternate);
			return;
		}
		if (lexer->is_done)
			return;
		skip_rest_of_line(lexer);
		next_line(&lexer->place);
	}
}

static void lex_end(struct lexer *lexer)
{
	if (lexer->bracket_count || lexer->is_field) {
		const size_t i = lexer->bracket_count ? lexer->brackets[lexer->bracket_count - 1] : 0;
		const bool is_open = lexer->bracket_count > 0;
		add_token(lexer, PY_TOKEN_ERROR, lexer->place);
		const struct py_token *token = &lexer->tokens.items[i];
		lexer->tokens.unclosed = is_open ? token : NULL;
		lexer->tokens.error = error_at(
			error_new(ERR_REVISION, "'%c' was never closed",
				  is_open ? lexer->text[token->start] : '{'),
			py_source_pos(lexer->source, token->line, token->col));
	} else {
		for (; lexer->indent_count; lexer->indent_count--)
			add_token(lexer, PY_TOKEN_DEDENT, lexer->place);
		add_token(lexer, PY_TOKEN_END, lexer->place);
	}
	lexer->is_done = true;
}

static void lex_other(struct lexer *lexer)
{
	const struct py_place start = lexer->place;
	const char c = lexer->text[start.at];

	if ((unsigned char)c < ' ' || c == 127) {
		invalid_character(lexer, (unsigned char)c, 1);
		return;
	}
	lexer->place.at++;
	add_token(lexer, PY_TOKEN_STRAY, start);
}

static void lex_token(struct lexer *lexer)
{
	const enum char_class class = class_of(lexer->text[lexer->place.at]);

	switch (class) {
	case SPACE:
		do
			lexer->place.at++;
		while (class_of(lexer->text[lexer->place.at]) == SPACE);
		break;
	case LETTER:
		lex_name(lexer);
		break;
	case DIGIT:
		lex_number(lexer);
		break;
	case QUOTE:
		lex_string(lexer, lexer->place);
		break;
	case OPERATOR:
		lex_operator(lexer);
		break;
	case DOT:
		lex_dot(lexer);
		break;
	case COMMENT:
		skip_rest_of_line(lexer);
		break;
	case BACKSLASH:
		lex_backslash(lexer);
		break;
	case LINE_END:
		lex_line_end(lexer);
		break;
	case WIDE:
		lex_wide_name(lexer, lexer->place);
		break;
	case OTHER:
		lex_other(lexer);
		break;
	}
}

static struct py_tokens lex(struct lexer *lexer)
{
	const size_t n = lexer->source->text.n;

	while (!lexer->is_done) {
		if (lexer->at_line_start)
			lex_line_start(lexer);
		if (lexer->place.at >= n && !lexer->is_done)
			lex_end(lexer);
		if (!lexer->is_done)
			lex_token(lexer);
	}
	return lexer->tokens;
}

struct py_tokens py_lex_module(struct arena *result, const struct py_source *source)
{
	struct lexer lexer = {
		.arena = result,
		.source = source,
		.text = source->text.p,
		.place = { .line = 1 },
		.at_line_start = true,
	};
	return lex(&lexer);
}

struct py_tokens py_lex_line(struct arena *result, const struct py_source *source,
			     struct py_place from)
{
	struct lexer lexer = {
		.arena = result,
		.source = source,
		.text = source->text.p,
		.place = from,
		.is_line = true,
	};
	return lex(&lexer);
}

struct py_tokens py_lex_field(struct arena *result, const struct py_source *source,
			      struct py_place from)
{
	struct lexer lexer = {
		.arena = result,
		.source = source,
		.text = source->text.p,
		.place = from,
		.is_field = true,
	};
	return lex(&lexer);
}
