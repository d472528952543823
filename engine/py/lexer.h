/*
 * From source text to tokens, by the rules of CPython's tokenizer (Parser/tokenizer.c): indentation
 * with its tab check, implicit and explicit line joining, form feeds, all string prefixes.
 *
 * A whole module is cut at once.  An error does not stop the caller from using the tokens before
 * it: the last token is then PY_TOKEN_ERROR and `error` says what is wrong, because the parser may
 * find something wrong further up, which is to be told first.
 */
#ifndef RETORT_PY_LEXER_H
#define RETORT_PY_LEXER_H

#include "engine/py/source.h"
#include "engine/py/token.h"

struct py_tokens {
	struct py_token *items; /* the last is PY_TOKEN_END or PY_TOKEN_ERROR */
	size_t n, capacity;
	struct error *error;
	/* The innermost bracket that is still open at the end of the file, if that is the error. */
	const struct py_token *unclosed;
};

/* All tokens of the source. */
struct py_tokens py_lex_module(struct arena *result, const struct py_source *source) NODISCARD;

/* The tokens of one logical line whose first character is at `from`: PY_TOKEN_NEWLINE, then _END.
 */
struct py_tokens py_lex_line(struct arena *result, const struct py_source *source,
			     struct py_place from) NODISCARD;

/*
 * The tokens of an f-string's replacement field, from behind its `{` to before the `}`, `!`, `:` or
 * `=` that ends the expression; the last token (PY_TOKEN_END) stands at that byte.
 */
struct py_tokens py_lex_field(struct arena *result, const struct py_source *source,
			      struct py_place from) NODISCARD;

/* Moves `place` over the string literal that begins there, prefix and all. */
struct error *py_lex_string(const struct py_source *source, struct py_place *place) NODISCARD;

/* Length of the string prefix (`rb`, `f` ...) at `text` if a quote follows, else -1. */
int py_string_prefix(const char *text);

#endif
