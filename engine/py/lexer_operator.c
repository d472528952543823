#include "engine/py/lexer_state.h"

static size_t one_or_assign(const char *p, enum py_token_kind plain, enum py_token_kind assign,
			    enum py_token_kind *ret_kind)
{
	*ret_kind = p[1] == '=' ? assign : plain;
	return p[1] == '=' ? 2 : 1;
}

#define ONE(name)                  (*ret_kind = PY_TOKEN_##name, (size_t)1)
#define MAYBE_ASSIGN(name, assign) one_or_assign(p, PY_TOKEN_##name, PY_TOKEN_##assign, ret_kind)
#define DOUBLED(name, assign, single)                                                              \
	(p[1] == p[0] ? 1 + one_or_assign(p + 1, PY_TOKEN_##name, PY_TOKEN_##assign, ret_kind)     \
		      : (single))

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

static void open_bracket(struct py_lexer *lexer)
{
	if (lexer->bracket_count == PY_PARENTHESES_LIMIT) {
		py_stop_lexer(lexer, lexer->place,
			      error_new(ERR_LIMIT, "too many nested parentheses"));
		return;
	}
	lexer->brackets[lexer->bracket_count++] = lexer->tokens.n;
}

static char opening_of(char c)
{
	return c == ')' ? '(' : c == ']' ? '[' : '{';
}

static void close_bracket(struct py_lexer *lexer, char c)
{
	if (!lexer->bracket_count) {
		py_stop_lexer(lexer, lexer->place, error_new(ERR_REVISION, "unmatched '%c'", c));
		return;
	}
	const struct py_token *open = &lexer->tokens.items[lexer->brackets[--lexer->bracket_count]];
	const char opening = lexer->text[open->start];
	if (opening == opening_of(c))
		return;
	py_stop_lexer(lexer, lexer->place,
		      open->line == lexer->place.line
			      ? error_new(ERR_REVISION,
					  "closing parenthesis '%c' does not match opening "
					  "parenthesis '%c'",
					  c, opening)
			      : error_new(ERR_REVISION,
					  "closing parenthesis '%c' does not match opening "
					  "parenthesis '%c' "
					  "on line %d",
					  c, opening, open->line));
}

/* Whether the operator ends the expression of a replacement field. */
static bool ends_field(const struct py_lexer *lexer, enum py_token_kind kind, char c)
{
	if (!lexer->is_field || lexer->bracket_count)
		return false;
	return kind == PY_TOKEN_RIGHT_BRACE || kind == PY_TOKEN_ASSIGN || c == ':' ||
	       (kind == PY_TOKEN_STRAY && c == '!');
}

void py_lex_operator(struct py_lexer *lexer)
{
	const struct py_place start = lexer->place;
	const char c = lexer->text[start.at];
	enum py_token_kind kind;
	const size_t n = operator_at(lexer->text + start.at, &kind);

	if (ends_field(lexer, kind, c)) {
		py_add_token(lexer, PY_TOKEN_END, start);
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
	py_add_token(lexer, kind, start);
}
