#include "engine/py/parser_state.h"

#include <stdio.h>
#include <utf8proc.h>

struct str py_token_str(const struct py_parser *parser, const struct py_token *token)
{
	return (struct str){ parser->source->text.p + token->start, token->end - token->start };
}

bool py_at_word(const struct py_parser *parser, const char *word)
{
	return py_at(parser, PY_TOKEN_NAME) && str_is(py_token_str(parser, parser->at), word);
}

static struct error *error_at_token(struct py_parser *parser, const struct py_token *token,
				    struct error *error)
{
	return error_at(error, py_source_pos(parser->source, token->line, token->col));
}

/* A bracket that nobody closed explains an error further down better than the error itself. */
static bool is_explained_by_lexer(const struct py_parser *parser)
{
	if (!parser->tokens.error)
		return false;
	if (py_at(parser, PY_TOKEN_ERROR) || !parser->tokens.unclosed)
		return true;
	return parser->at->line > parser->tokens.unclosed->line;
}

struct error *py_invalid_syntax(struct py_parser *parser)
{
	if (py_at(parser, PY_TOKEN_INDENT))
		return error_at_token(parser, parser->at,
				      error_new(ERR_REVISION, "unexpected indent"));
	if (py_at(parser, PY_TOKEN_DEDENT))
		return error_at_token(parser, parser->at,
				      error_new(ERR_REVISION, "unexpected unindent"));
	return py_error_here(parser, "invalid syntax");
}

/* What the lexer has found goes before what the parser has, as in CPython (Parser/pegen_errors.c).
 */
static struct error *new_error(struct py_parser *parser, int line, int col, const char *format,
			       va_list args)
{
	char message[256];

	if (is_explained_by_lexer(parser))
		return parser->tokens.error;
	vsnprintf(message, sizeof(message), format, args);
	return error_at(error_new(ERR_REVISION, "%s", message),
			py_source_pos(parser->source, line, col));
}

struct error *py_error_at(struct py_parser *parser, const struct py_token *token,
			  const char *format, ...)
{
	va_list args;
	va_start(args, format);
	struct error *error = new_error(parser, token->line, token->col, format, args);
	va_end(args);
	return error;
}

struct error *py_error_here(struct py_parser *parser, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	struct error *error = new_error(parser, parser->at->line, parser->at->col, format, args);
	va_end(args);
	return error;
}

struct error *py_error_expr(struct py_parser *parser, const struct py_expr *expr,
			    const char *format, ...)
{
	va_list args;
	va_start(args, format);
	struct error *error = new_error(parser, expr->line, expr->col, format, args);
	va_end(args);
	return error;
}

struct error *py_expect(struct py_parser *parser, enum py_token_kind kind)
{
	return py_accept(parser, kind) ? NULL : py_invalid_syntax(parser);
}

struct error *py_expect_named(struct py_parser *parser, enum py_token_kind kind)
{
	if (py_accept(parser, kind))
		return NULL;
	return py_error_here(parser, "expected '%s'", py_token_text(kind));
}

static struct str normalise_name(struct py_parser *parser, struct str name)
{
	const utf8proc_option_t options =
		(utf8proc_option_t)(UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_STABLE);
	const utf8proc_uint8_t *text = (const utf8proc_uint8_t *)name.p;
	const utf8proc_ssize_t size = (utf8proc_ssize_t)name.n;
	const utf8proc_ssize_t room = utf8proc_decompose(text, size, NULL, 0, options);

	if (room <= 0)
		return name;
	/* Written over in place as UTF-8, with a NUL byte behind it. */
	int32_t *codes = ARENA_ARRAY(parser->result, int32_t, (size_t)room + 1);
	utf8proc_ssize_t n = utf8proc_decompose(text, size, codes, room, options);
	n = n > 0 ? utf8proc_reencode(codes, n, options) : 0;
	return n > 0 ? (struct str){ (const char *)codes, (size_t)n } : name;
}

struct error *py_expect_name(struct py_parser *parser, struct str *ret_name)
{
	TRY(py_expect(parser, PY_TOKEN_NAME));
	const struct str name = py_token_str(parser, py_previous(parser));
	*ret_name = py_previous(parser)->is_wide ? normalise_name(parser, name) : name;
	return NULL;
}

struct error *py_missing_comma(struct py_parser *parser, const struct py_token *item)
{
	switch ((int)parser->at->kind) {
	case PY_TOKEN_NAME:
	case PY_TOKEN_NUMBER:
	case PY_TOKEN_STRING:
	case PY_TOKEN_NONE:
	case PY_TOKEN_TRUE:
	case PY_TOKEN_FALSE:
	case PY_TOKEN_LEFT_BRACE:
		return py_error_at(parser, item, "invalid syntax. Perhaps you forgot a comma?");
	default:
		return py_invalid_syntax(parser);
	}
}

static struct error *too_deep(struct py_parser *parser)
{
	return error_at_token(parser, parser->at,
			      error_new(ERR_LIMIT, "code is nested too deeply"));
}

struct error *py_parser_enter(struct py_parser *parser)
{
	return ++parser->depth > PY_NESTING_LIMIT ? too_deep(parser) : NULL;
}

struct error *py_add_to_chain(struct py_parser *parser)
{
	return ++parser->chain > PY_NESTING_LIMIT ? too_deep(parser) : NULL;
}

void py_list_add(struct py_parser *parser, void *item)
{
	if (parser->pending_count == parser->pending_capacity) {
		const size_t size = parser->pending_count * sizeof(void *);
		parser->pending_capacity = parser->pending_count ? parser->pending_count * 2 : 64;
		parser->pending = arena_grow(parser->scratch, parser->pending, size,
					     parser->pending_capacity * sizeof(void *));
	}
	parser->pending[parser->pending_count++] = item;
}

void *py_list_end(struct py_parser *parser, size_t begin, size_t *ret_n)
{
	const size_t n = parser->pending_count - begin;

	*ret_n = n;
	parser->pending_count = begin;
	if (!n)
		return NULL;
	return arena_grow(parser->result, parser->pending + begin, n * sizeof(void *),
			  n * sizeof(void *));
}

void *py_grow(struct arena *result, void *items, size_t n, size_t size)
{
	const bool is_full = (n & (n - 1)) == 0; /* 0, 1, 2, 4, 8 ... */

	return is_full ? arena_grow(result, items, n * size, (n ? n * 2 : 1) * size) : items;
}
