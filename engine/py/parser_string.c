#include "engine/py/parser_state.h"

#include <string.h>

/* One string token taken apart. */
struct literal {
	const struct py_token *token;
	struct str body; /* between the quotes */
	bool is_raw, is_bytes, is_format;
};

static struct literal open_literal(const struct py_parser *parser, const struct py_token *token)
{
	struct literal literal = { .token = token };
	struct str text = py_token_str(parser, token);

	for (; text.p[0] != '"' && text.p[0] != '\''; text = str_skip(text, 1)) {
		const char letter = (char)(text.p[0] | 0x20);
		literal.is_raw |= letter == 'r';
		literal.is_bytes |= letter == 'b';
		literal.is_format |= letter == 'f';
	}
	const bool is_triple = text.n >= 6 && text.p[1] == text.p[0] && text.p[2] == text.p[0];
	const size_t quotes = is_triple ? 3 : 1;
	literal.body = str_slice(text, quotes, text.n - quotes);
	return literal;
}

static struct error *check_bytes(struct py_parser *parser, const struct literal *literal)
{
	for (size_t i = 0; i < literal->body.n; i++)
		if ((unsigned char)literal->body.p[i] >= 128)
			return py_error_at(parser, literal->token,
					   "bytes can only contain ASCII literal characters");
	return NULL;
}

static enum py_escape_style escape_style(const struct literal *literal)
{
	return literal->is_bytes ? PY_ESCAPES_OF_BYTES : PY_ESCAPES_OF_STR;
}

static struct error *add_text(struct py_parser *parser, const struct literal *literal,
			      struct str body, struct strbuf *buffer)
{
	if (literal->is_raw) {
		strbuf_add(buffer, body);
		return NULL;
	}
	return py_decode_escapes(parser, body, escape_style(literal), literal->token, buffer);
}

/* ---- f-strings ---- */

/* A walk over the bodies of all literals that make one joined string. */
struct walk {
	struct py_parser *parser;
	const struct py_token *first, *last; /* all nodes of ours have the place of the whole */
	struct literal literal;
	struct py_place place;
	uint32_t end;
	struct strbuf *text; /* what goes into the next constant */
};

static struct py_expr *new_part(const struct walk *walk, enum py_expr_kind kind)
{
	struct py_expr *expr = ARENA_NEW(walk->parser->result, struct py_expr);

	expr->kind = kind;
	expr->line = walk->first->line;
	expr->col = walk->first->col;
	expr->end_line = walk->last->end_line;
	expr->end_col = walk->last->end_col;
	return expr;
}

static struct error *walk_error(const struct walk *walk, struct error *error)
{
	const int col = (int)(walk->place.at - walk->place.line_start) + 1;

	return error_at(error, py_source_pos(walk->parser->source, walk->place.line, col));
}

static char peek(const struct walk *walk, uint32_t ahead)
{
	const uint32_t at = walk->place.at + ahead;

	return at < walk->end ? walk->parser->source->text.p[at] : 0;
}

static void advance(struct walk *walk)
{
	if (peek(walk, 0) == '\n') {
		walk->place.line++;
		walk->place.line_start = walk->place.at + 1;
	}
	walk->place.at++;
}

static struct str text_since(const struct walk *walk, uint32_t start)
{
	return (struct str){ walk->parser->source->text.p + start, walk->place.at - start };
}

static void flush_text(struct walk *walk)
{
	if (!walk->text->n)
		return;
	struct py_expr *constant = new_part(walk, PY_EXPR_CONSTANT);
	constant->constant.kind = PY_CONSTANT_STR;
	constant->constant.text = strbuf_str(walk->text);
	py_list_add(walk->parser, constant);
	*walk->text = STRBUF(walk->parser->result);
}

/* Moves over an escape, of which braces are no part unless they hold a name: `\N{...}`. */
static void skip_escape(struct walk *walk)
{
	advance(walk);
	if (walk->literal.is_raw || peek(walk, 0) == '{' || peek(walk, 0) == '}')
		return;
	const bool is_named = peek(walk, 0) == 'N' && peek(walk, 1) == '{';
	if (walk->place.at < walk->end)
		advance(walk);
	while (is_named && walk->place.at < walk->end && peek(walk, 0) != '}')
		advance(walk);
	if (is_named && walk->place.at < walk->end)
		advance(walk);
}

/* Text up to the next brace. */
static struct error *walk_text(struct walk *walk)
{
	const uint32_t start = walk->place.at;

	while (walk->place.at < walk->end && peek(walk, 0) != '{' && peek(walk, 0) != '}') {
		if (peek(walk, 0) == '\\')
			skip_escape(walk);
		else
			advance(walk);
	}
	return add_text(walk->parser, &walk->literal, text_since(walk, start), walk->text);
}

static struct error *parse_field_tokens(struct py_parser *parser, struct py_expr **ret_value)
{
	if (py_at(parser, PY_TOKEN_END))
		return py_error_here(parser, "f-string: empty expression not allowed");
	TRY(py_parse_yield_or_star_expressions(parser, ret_value));
	if (py_at(parser, PY_TOKEN_END))
		return NULL;
	return parser->tokens.error ? parser->tokens.error
				    : py_error_here(parser, "f-string: invalid syntax");
}

/* The expression of a replacement field, which has tokens of its own. */
static struct error *parse_field_value(struct walk *walk, struct py_expr **ret_value)
{
	struct py_parser *parser = walk->parser;
	const struct py_tokens tokens = parser->tokens;
	const struct py_token *at = parser->at;

	TRY(py_parser_enter(parser));
	parser->tokens = py_lex_field(parser->scratch, parser->source, walk->place);
	parser->at = parser->tokens.items;
	TRY(parse_field_tokens(parser, ret_value));
	walk->place = (struct py_place){
		.at = parser->at->start,
		.line = parser->at->line,
		.line_start = parser->at->start - (uint32_t)(parser->at->col - 1),
	};
	parser->tokens = tokens;
	parser->at = at;
	py_parser_leave(parser);
	return NULL;
}

static struct error *parse_conversion(struct walk *walk, char *ret_conversion)
{
	advance(walk);
	const char c = peek(walk, 0), next = peek(walk, 1);

	if ((c != 's' && c != 'r' && c != 'a') || (next != ':' && next != '}' && next != ' '))
		return walk_error(walk,
				  error_new(ERR_REVISION, "f-string: invalid conversion character: "
							  "expected 's', 'r', or 'a'"));
	advance(walk);
	*ret_conversion = c;
	return NULL;
}

static void skip_space(struct walk *walk)
{
	while (peek(walk, 0) && strchr(" \t\f\n", peek(walk, 0)))
		advance(walk);
}

static struct error *parse_field(struct walk *walk);

/* What stands behind the colon, itself a joined string. */
static struct error *parse_format(struct walk *walk, struct py_expr **ret_format)
{
	struct py_parser *parser = walk->parser;
	struct strbuf text = STRBUF(parser->result), *outer = walk->text;
	const size_t begin = py_list_begin(parser);

	advance(walk);
	walk->text = &text;
	while (walk->place.at < walk->end && peek(walk, 0) != '}') {
		if (peek(walk, 0) == '{')
			TRY(parse_field(walk));
		else
			TRY(walk_text(walk));
	}
	flush_text(walk);
	walk->text = outer;
	*ret_format = new_part(walk, PY_EXPR_JOINED_STRING);
	(*ret_format)->list.items = py_list_end(parser, begin, &(*ret_format)->list.n);
	return NULL;
}

/* `{value = !r:format}`; the `=` form puts its own text before the value. */
static struct error *parse_field(struct walk *walk)
{
	struct py_expr *value, *format = NULL;
	char conversion = 0;

	advance(walk);
	const uint32_t start = walk->place.at;
	TRY(parse_field_value(walk, &value));
	const bool is_debug = peek(walk, 0) == '=';
	if (is_debug) {
		advance(walk);
		skip_space(walk);
		strbuf_add(walk->text, text_since(walk, start));
	}
	flush_text(walk);
	if (peek(walk, 0) == '!')
		TRY(parse_conversion(walk, &conversion));
	skip_space(walk);
	if (peek(walk, 0) == ':')
		TRY(parse_format(walk, &format));
	else if (is_debug && !conversion)
		conversion = 'r';
	if (peek(walk, 0) != '}')
		return walk_error(walk, error_new(ERR_REVISION, "f-string: expecting '}'"));
	advance(walk);
	struct py_expr *field = new_part(walk, PY_EXPR_FORMATTED_VALUE);
	field->formatted.value = value;
	field->formatted.format = format;
	field->formatted.conversion = conversion;
	py_list_add(walk->parser, field);
	return NULL;
}

static struct error *walk_body(struct walk *walk)
{
	while (walk->place.at < walk->end) {
		const char c = peek(walk, 0);
		if ((c == '{' || c == '}') && peek(walk, 1) == c) {
			strbuf_add_char(walk->text, c);
			advance(walk);
			advance(walk);
		} else if (c == '{') {
			TRY(parse_field(walk));
		} else if (c == '}') {
			return walk_error(walk, error_new(ERR_REVISION,
							  "f-string: single '}' is not allowed"));
		} else {
			TRY(walk_text(walk));
		}
	}
	return NULL;
}

static struct error *walk_literal(struct walk *walk, const struct py_token *token)
{
	struct py_parser *parser = walk->parser;

	walk->literal = open_literal(parser, token);
	if (!walk->literal.is_format)
		return add_text(parser, &walk->literal, walk->literal.body, walk->text);
	const uint32_t start = (uint32_t)(walk->literal.body.p - parser->source->text.p);
	walk->place = (struct py_place){
		.at = start,
		.line = token->line,
		.line_start = token->start - (uint32_t)(token->col - 1),
	};
	walk->end = start + (uint32_t)walk->literal.body.n;
	return walk_body(walk);
}

static struct error *parse_joined(struct py_parser *parser, const struct py_token *first,
				  struct py_expr **ret_expr)
{
	struct strbuf text = STRBUF(parser->result);
	struct walk walk = {
		.parser = parser,
		.first = first,
		.last = py_previous(parser),
		.text = &text,
	};
	const size_t begin = py_list_begin(parser);

	for (const struct py_token *token = first; token <= walk.last; token++)
		TRY(walk_literal(&walk, token));
	flush_text(&walk);
	*ret_expr = new_part(&walk, PY_EXPR_JOINED_STRING);
	(*ret_expr)->list.items = py_list_end(parser, begin, &(*ret_expr)->list.n);
	return NULL;
}

/* ---- plain strings ---- */

static struct error *join_plain(struct py_parser *parser, const struct py_token *first,
				struct str *ret_text)
{
	struct strbuf buffer = STRBUF(parser->result);
	for (const struct py_token *token = first; token < parser->at; token++) {
		const struct literal part = open_literal(parser, token);
		TRY(add_text(parser, &part, part.body, &buffer));
	}
	*ret_text = strbuf_str(&buffer);
	return NULL;
}

static struct error *new_string(struct py_parser *parser, const struct py_token *first,
				const struct literal *literal, struct str text,
				struct py_expr **ret_expr)
{
	*ret_expr = py_new_expr(parser, PY_EXPR_CONSTANT, first);
	(*ret_expr)->constant.kind = literal->is_bytes ? PY_CONSTANT_BYTES : PY_CONSTANT_STR;
	(*ret_expr)->constant.text = text;
	return NULL;
}

/* Whether the text of a literal that stands alone is what stands between its quotes. */
static bool is_verbatim(const struct literal *literal)
{
	return !literal->is_format && !literal->is_bytes &&
	       (literal->is_raw || str_find_char(literal->body, '\\') < 0);
}

struct error *py_parse_strings(struct py_parser *parser, struct py_expr **ret_expr)
{
	const struct py_token *token = parser->at, *first = token;
	const struct literal literal = open_literal(parser, token);
	bool is_format = false;
	struct str text;

	if (py_peek(parser) != PY_TOKEN_STRING && is_verbatim(&literal)) {
		parser->at++;
		return new_string(parser, first, &literal, literal.body, ret_expr);
	}
	for (; py_at(parser, PY_TOKEN_STRING); token = ++parser->at) {
		const struct literal part = open_literal(parser, token);
		is_format |= part.is_format;
		if (part.is_bytes != literal.is_bytes)
			return py_error_at(parser, first, "cannot mix bytes and nonbytes literals");
		if (part.is_bytes)
			TRY(check_bytes(parser, &part));
	}
	if (is_format)
		return parse_joined(parser, first, ret_expr);
	TRY(join_plain(parser, first, &text));
	return new_string(parser, first, &literal, text, ret_expr);
}
