#include "engine/py/parser_state.h"

struct escape {
	struct py_parser *parser;
	const struct py_token *token;
	enum py_escape_style style;
	struct str body;
	size_t at; /* behind the backslash */
	struct strbuf *buffer;
};

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static void add_char(struct escape *escape, uint32_t code)
{
	if (escape->style == PY_ESCAPES_OF_BYTES)
		strbuf_add_char(escape->buffer, (char)code);
	else
		strbuf_add_code_point(escape->buffer, code);
}

static struct error *decode_octal(struct escape *escape)
{
	uint32_t code = 0;

	for (int i = 0; i < 3 && escape->at < escape->body.n; i++, escape->at++) {
		const char c = escape->body.p[escape->at];
		if (c < '0' || c > '7')
			break;
		code = code * 8 + (uint32_t)(c - '0');
	}
	add_char(escape, code);
	return NULL;
}

/* CPython's codec names the positions of the bytes in the literal's body. */
static struct error *truncated(struct escape *escape, size_t start, const char *form)
{
	if (escape->style == PY_ESCAPES_OF_BYTES)
		return py_error_at(escape->parser, escape->token,
				   "(value error) invalid \\x escape at position %zu", start);
	return py_error_at(escape->parser, escape->token,
			   "(unicode error) 'unicodeescape' codec can't decode bytes in position "
			   "%zu-%zu: truncated %s escape",
			   start, escape->at - 1, form);
}

static struct error *decode_hex(struct escape *escape, int digits, const char *form)
{
	const size_t start = escape->at - 1;
	uint32_t code = 0;

	escape->at++;
	for (int i = 0; i < digits; i++, escape->at++) {
		const int value =
			escape->at < escape->body.n ? hex_value(escape->body.p[escape->at]) : -1;
		if (value < 0)
			return truncated(escape, start, form);
		code = code << 4 | (uint32_t)value;
	}
	if (code > 0x10ffff)
		return py_error_at(escape->parser, escape->token,
				   "(unicode error) 'unicodeescape' codec can't decode bytes in "
				   "position %zu-%zu: illegal Unicode character",
				   start, escape->at - 1);
	add_char(escape, code);
	return NULL;
}

/* The names of all characters would double the size of the binary; a table of them is not kept. */
static struct error *refuse_named(struct escape *escape)
{
	struct error *error = error_new(ERR_UNSUPPORTED, "a character by its name ('\\N{...}') is "
							 "outside the supported Python subset");

	error = error_hint(error, "write the character itself or its \\u escape");
	return error_at(error, py_source_pos(escape->parser->source, escape->token->line,
					     escape->token->col));
}

static struct error *add_simple(struct escape *escape, uint32_t code)
{
	escape->at++;
	add_char(escape, code);
	return NULL;
}

static struct error *keep_backslash(struct escape *escape)
{
	strbuf_add_char(escape->buffer, '\\');
	return NULL;
}

static struct error *decode_wide(struct escape *escape, char c)
{
	if (escape->style == PY_ESCAPES_OF_BYTES)
		return keep_backslash(escape);
	if (c == 'N')
		return refuse_named(escape);
	return c == 'u' ? decode_hex(escape, 4, "\\uXXXX") : decode_hex(escape, 8, "\\UXXXXXXXX");
}

static struct error *decode_one(struct escape *escape)
{
	const char c = escape->body.p[escape->at];

	switch (c) {
	case '\n':
		escape->at++;
		return NULL;
	case '\\':
	case '\'':
	case '"':
		return add_simple(escape, (unsigned char)c);
	case 'a':
		return add_simple(escape, '\a');
	case 'b':
		return add_simple(escape, '\b');
	case 'f':
		return add_simple(escape, '\f');
	case 'n':
		return add_simple(escape, '\n');
	case 'r':
		return add_simple(escape, '\r');
	case 't':
		return add_simple(escape, '\t');
	case 'v':
		return add_simple(escape, '\v');
	case 'x':
		return decode_hex(escape, 2, "\\xXX");
	case 'u':
	case 'U':
	case 'N':
		return decode_wide(escape, c);
	default:
		return c >= '0' && c <= '7' ? decode_octal(escape) : keep_backslash(escape);
	}
}

struct error *py_decode_escapes(struct py_parser *parser, struct str body,
				enum py_escape_style style, const struct py_token *token,
				struct strbuf *buffer)
{
	struct escape escape = {
		.parser = parser,
		.token = token,
		.style = style,
		.body = body,
		.buffer = buffer,
	};

	while (escape.at < body.n) {
		const struct str rest = str_skip(body, escape.at);
		const ptrdiff_t backslash = str_find_char(rest, '\\');
		if (backslash < 0) {
			strbuf_add(buffer, rest);
			break;
		}
		strbuf_add(buffer, str_slice(rest, 0, (size_t)backslash));
		escape.at += (size_t)backslash + 1;
		if (escape.at == body.n) {
			strbuf_add_char(buffer, '\\'); /* `\{` of an f-string */
			break;
		}
		TRY(decode_one(&escape));
	}
	return NULL;
}
