#include "engine/py/parser_state.h"

#include <stdlib.h>

static struct str without_underscores(struct arena *result, struct str text)
{
	if (str_find_char(text, '_') < 0)
		return text;
	char *copy = arena_alloc(result, text.n);
	size_t n = 0;
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] != '_')
			copy[n++] = text.p[i];
	return (struct str){ copy, n };
}

static int digit_value(char c)
{
	return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}

static struct py_integer read_integer(struct arena *result, struct str text)
{
	struct py_integer integer = { .base = 10, .fits = true };
	const char letter = text.n > 1 && text.p[0] == '0' ? (char)(text.p[1] | 0x20) : 0;

	if (letter == 'x' || letter == 'o' || letter == 'b') {
		integer.base = letter == 'x' ? 16 : letter == 'o' ? 8 : 2;
		text = str_skip(text, 2);
	}
	integer.digits = without_underscores(result, text);
	for (size_t i = 0; i < integer.digits.n && integer.fits; i++) {
		const int digit = digit_value(integer.digits.p[i]);
		integer.fits =
			!__builtin_mul_overflow(integer.value, integer.base, &integer.value) &&
			!__builtin_add_overflow(integer.value, digit, &integer.value);
	}
	return integer;
}

static bool is_integer(struct str text)
{
	if (text.n > 1 && text.p[0] == '0' && ((text.p[1] | 0x20) == 'x'))
		return true;
	for (size_t i = 0; i < text.n; i++) {
		const char letter = (char)(text.p[i] | 0x20);
		if (text.p[i] == '.' || letter == 'e' || letter == 'j')
			return false;
	}
	return true;
}

struct error *py_parse_number(struct py_parser *parser, struct py_expr **ret_expr)
{
	const struct py_token *start = parser->at++;
	const struct str text = py_token_str(parser, start);
	struct py_constant constant = { 0 };

	if (is_integer(text)) {
		constant.kind = PY_CONSTANT_INT;
		constant.integer = read_integer(parser->result, text);
	} else {
		const bool is_complex = (text.p[text.n - 1] | 0x20) == 'j';
		const struct str digits = without_underscores(parser->scratch, text);
		constant.kind = is_complex ? PY_CONSTANT_COMPLEX : PY_CONSTANT_FLOAT;
		constant.real = strtod(str_c(parser->scratch, digits), NULL);
	}
	*ret_expr = py_new_expr(parser, PY_EXPR_CONSTANT, start);
	(*ret_expr)->constant = constant;
	return NULL;
}
