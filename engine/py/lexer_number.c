#include "engine/py/lexer_state.h"

#include <stdio.h>
#include <string.h>

static bool is_digit_of(char c, int base)
{
	switch (base) {
	case 2:
		return c == '0' || c == '1';
	case 8:
		return c >= '0' && c <= '7';
	case 16:
		return py_is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
	default:
		return py_is_digit(c);
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
	static const char *const followers[] = {
		"and", "else", "for", "if", "in", "is", "or", "not"
	};

	if (!py_is_letter(*p) && !py_is_digit(*p))
		return true;
	for (size_t i = 0; i < sizeof(followers) / sizeof(*followers); i++)
		if (strncmp(p, followers[i], strlen(followers[i])) == 0)
			return true;
	return false;
}

/* CPython points at the last character it had accepted. */
static void number_error(struct py_lexer *lexer, const char *p, const char *message)
{
	struct py_place place = lexer->place;
	const uint32_t at = (uint32_t)(p - lexer->text);

	place.at = at > place.at ? at - 1 : at;
	py_lexer_error(lexer, place, message);
}

static void finish_number(struct py_lexer *lexer, const char *p, const char *message)
{
	const struct py_place start = lexer->place;

	if (!ends_number(p)) {
		number_error(lexer, p, message);
		return;
	}
	lexer->place.at = (uint32_t)(p - lexer->text);
	py_add_token(lexer, PY_TOKEN_NUMBER, start);
}

static void lex_based_number(struct py_lexer *lexer, const char *p, int base)
{
	const char *name = base == 16 ? "hexadecimal" : base == 8 ? "octal" : "binary";
	char message[64];

	snprintf(message, sizeof(message), "invalid %s literal", name);
	p += 2;
	if (*p == '_')
		p++;
	if (!is_digit_of(*p, base) || !skip_digits(&p, base)) {
		if (py_is_digit(*p))
			snprintf(message, sizeof(message), "invalid digit '%c' in %s literal", *p,
				 name);
		number_error(lexer, py_is_digit(*p) ? p + 1 : p, message);
		return;
	}
	if (py_is_digit(*p)) {
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
		if (py_is_digit(**p) && !skip_digits(p, 10))
			return false;
	}
	if ((**p | 0x20) == 'e') {
		const size_t sign = (*p)[1] == '+' || (*p)[1] == '-';
		if (py_is_digit((*p)[1 + sign])) {
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

void py_lex_number(struct py_lexer *lexer)
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
	if (*start == '0' && !is_float && py_is_digit(start[zeros])) {
		py_lexer_error(lexer, lexer->place,
			       "leading zeros in decimal integer literals are not permitted; "
			       "use an 0o prefix for octal integers");
		return;
	}
	finish_number(lexer, p,
		      (p[-1] | 0x20) == 'j' ? "invalid imaginary literal"
					    : "invalid decimal literal");
}
