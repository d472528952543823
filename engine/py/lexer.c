#include "engine/py/lexer.h"

#include "engine/py/lexer_state.h"

#include <string.h>
#include <utf8proc.h>

/* clang-format off */
const unsigned char py_char_classes[256] = {
#define o PY_CHAR_OTHER
#define s PY_CHAR_SPACE
#define A PY_CHAR_LETTER
#define D PY_CHAR_DIGIT
#define P PY_CHAR_OPERATOR
#define Q PY_CHAR_QUOTE
#define w PY_CHAR_WIDE
#define W w, w, w, w, w, w, w, w
	o, o, o, o, o, o, o, o, o, s, PY_CHAR_LINE_END, o, s, o, o, o,
	o, o, o, o, o, o, o, o, o, o, o, o, o, o, o, o,
	s, P, Q, PY_CHAR_COMMENT, o, P, P, Q, P, P, P, P, P, P, PY_CHAR_DOT, P,
	D, D, D, D, D, D, D, D, D, D, P, P, P, P, P, o,
	P, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A,
	A, A, A, A, A, A, A, A, A, A, A, P, PY_CHAR_BACKSLASH, P, P, A,
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
#undef w
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

const char *py_token_text(enum py_token_kind kind)
{
	static const char *const texts[PY_TOKEN_COUNT] = {
#define X(name, text) [PY_TOKEN_##name] = text,
		PY_OTHER_TOKENS(X) PY_OPERATOR_TOKENS(X) PY_KEYWORD_TOKENS(X)
#undef X
	};
	return texts[kind];
}

struct error *py_error_at_place(const struct py_source *source, struct py_place place,
				struct error *error)
{
	return error_at(error,
			py_source_pos(source, place.line, (int)(place.at - place.line_start) + 1));
}

struct py_token *py_add_token(struct py_lexer *lexer, enum py_token_kind kind,
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
void py_stop_lexer(struct py_lexer *lexer, struct py_place start, struct error *error)
{
	py_add_token(lexer, PY_TOKEN_ERROR, start);
	lexer->tokens.error = py_error_at_place(lexer->source, start, error);
	lexer->is_done = true;
}

void py_lexer_error(struct py_lexer *lexer, struct py_place start, const char *message)
{
	py_stop_lexer(lexer, start, error_new(ERR_REVISION, "%s", message));
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

static void invalid_character(struct py_lexer *lexer, uint32_t code, size_t size)
{
	const char *p = lexer->text + lexer->place.at;
	const utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
	const bool is_printable = category < UTF8PROC_CATEGORY_ZS && category != 0;

	py_stop_lexer(lexer, lexer->place,
		      is_printable ? error_new(ERR_REVISION, "invalid character '%.*s' (U+%04X)",
					       (int)size, p, code)
				   : error_new(ERR_REVISION,
					       "invalid non-printable character U+%04X", code));
}

static void lex_string(struct py_lexer *lexer, struct py_place start)
{
	struct error *error = py_lex_string(lexer->source, &start);

	if (error) {
		py_add_token(lexer, PY_TOKEN_ERROR, start);
		lexer->tokens.error = error;
		lexer->is_done = true;
		return;
	}
	const struct py_place from = lexer->place;
	lexer->place = start;
	py_add_token(lexer, PY_TOKEN_STRING, from);
}

/* Moves over the rest of a name that has characters outside ASCII; false if one does not belong. */
static bool skip_wide_name(struct py_lexer *lexer, uint32_t start)
{
	struct py_place *place = &lexer->place;

	for (;;) {
		const char c = lexer->text[place->at];
		if (py_is_name_char(c)) {
			place->at++;
			continue;
		}
		if (py_char_class(c) != PY_CHAR_WIDE)
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

static void lex_wide_name(struct py_lexer *lexer, struct py_place start)
{
	if (skip_wide_name(lexer, start.at))
		py_add_token(lexer, PY_TOKEN_NAME, start)->is_wide = true;
}

static void lex_name(struct py_lexer *lexer)
{
	const struct py_place start = lexer->place;
	const char *text = lexer->text + start.at;
	size_t n = 0;

	while (py_is_name_char(text[n]))
		n++;
	if ((text[n] == '"' || text[n] == '\'') && n <= 2 && py_string_prefix(text) == (int)n) {
		lex_string(lexer, start);
		return;
	}
	lexer->place.at += (uint32_t)n;
	if (py_char_class(text[n]) == PY_CHAR_WIDE) {
		lex_wide_name(lexer, start);
		return;
	}
	py_add_token(lexer, keyword_or_name(text, n), start);
}

static void lex_dot(struct py_lexer *lexer)
{
	const struct py_place start = lexer->place;
	const char *p = lexer->text + start.at;

	if (py_is_digit(p[1])) {
		py_lex_number(lexer);
		return;
	}
	const bool is_ellipsis = p[1] == '.' && p[2] == '.';
	lexer->place.at += is_ellipsis ? 3 : 1;
	py_add_token(lexer, is_ellipsis ? PY_TOKEN_ELLIPSIS : PY_TOKEN_DOT, start);
}

/* ---- lines ---- */

void py_lex_backslash(struct py_lexer *lexer)
{
	struct py_place place = lexer->place;

	place.at++;
	if (lexer->text[place.at] != '\n') {
		py_lexer_error(lexer, place,
			       "unexpected character after line continuation character");
		return;
	}
	if (place.at + 1 >= lexer->source->text.n) {
		py_lexer_error(lexer, place, "unexpected EOF while parsing");
		return;
	}
	py_next_line(&place);
	lexer->place = place;
}

static void lex_line_end(struct py_lexer *lexer)
{
	const struct py_place start = lexer->place;

	if (!lexer->is_field && !lexer->bracket_count) {
		lexer->place.at++;
		py_add_token(lexer, PY_TOKEN_NEWLINE, start);
		lexer->place.at--;
		lexer->at_line_start = true;
	}
	py_next_line(&lexer->place);
	if (lexer->is_line && lexer->at_line_start) {
		py_add_token(lexer, PY_TOKEN_END, lexer->place);
		lexer->is_done = true;
	}
}

static void skip_rest_of_line(struct py_lexer *lexer)
{
	const char *p = lexer->text + lexer->place.at;
	const char *end = memchr(p, '\n', lexer->source->text.n - lexer->place.at);

	lexer->place.at += (uint32_t)(end - p);
}

/* Blank lines and comments make no tokens; the first line that has one changes the indentation. */
static void lex_line_start(struct py_lexer *lexer)
{
	int col, alternate;

	lexer->at_line_start = false;
	while (lexer->place.at < lexer->source->text.n) {
		if (py_measure_indent(lexer, &col, &alternate)) {
			py_change_indent(lexer, col, alternate);
			return;
		}
		if (lexer->is_done)
			return;
		skip_rest_of_line(lexer);
		py_next_line(&lexer->place);
	}
}

static void lex_end(struct py_lexer *lexer)
{
	if (lexer->bracket_count || lexer->is_field) {
		const size_t i = lexer->bracket_count ? lexer->brackets[lexer->bracket_count - 1]
						      : 0;
		const bool is_open = lexer->bracket_count > 0;
		py_add_token(lexer, PY_TOKEN_ERROR, lexer->place);
		const struct py_token *token = &lexer->tokens.items[i];
		lexer->tokens.unclosed = is_open ? token : NULL;
		lexer->tokens.error =
			error_at(error_new(ERR_REVISION, "'%c' was never closed",
					   is_open ? lexer->text[token->start] : '{'),
				 py_source_pos(lexer->source, token->line, token->col));
	} else {
		for (; lexer->indent_count; lexer->indent_count--)
			py_add_token(lexer, PY_TOKEN_DEDENT, lexer->place);
		py_add_token(lexer, PY_TOKEN_END, lexer->place);
	}
	lexer->is_done = true;
}

static void lex_other(struct py_lexer *lexer)
{
	const struct py_place start = lexer->place;
	const char c = lexer->text[start.at];

	if ((unsigned char)c < ' ' || c == 127) {
		invalid_character(lexer, (unsigned char)c, 1);
		return;
	}
	lexer->place.at++;
	py_add_token(lexer, PY_TOKEN_STRAY, start);
}

static void lex_token(struct py_lexer *lexer)
{
	const enum py_char_class class = py_char_class(lexer->text[lexer->place.at]);

	switch (class) {
	case PY_CHAR_SPACE:
		do
			lexer->place.at++;
		while (py_char_class(lexer->text[lexer->place.at]) == PY_CHAR_SPACE);
		break;
	case PY_CHAR_LETTER:
		lex_name(lexer);
		break;
	case PY_CHAR_DIGIT:
		py_lex_number(lexer);
		break;
	case PY_CHAR_QUOTE:
		lex_string(lexer, lexer->place);
		break;
	case PY_CHAR_OPERATOR:
		py_lex_operator(lexer);
		break;
	case PY_CHAR_DOT:
		lex_dot(lexer);
		break;
	case PY_CHAR_COMMENT:
		skip_rest_of_line(lexer);
		break;
	case PY_CHAR_BACKSLASH:
		py_lex_backslash(lexer);
		break;
	case PY_CHAR_LINE_END:
		lex_line_end(lexer);
		break;
	case PY_CHAR_WIDE:
		lex_wide_name(lexer, lexer->place);
		break;
	case PY_CHAR_OTHER:
		lex_other(lexer);
		break;
	}
}

static struct py_tokens lex(struct py_lexer *lexer)
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
	struct py_lexer lexer = {
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
	struct py_lexer lexer = {
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
	struct py_lexer lexer = {
		.arena = result,
		.source = source,
		.text = source->text.p,
		.place = from,
		.is_field = true,
	};
	return lex(&lexer);
}
