/*
 * What the files of the parser share: the state, the handling of tokens, and each other's entry
 * points. Nobody but parser*.c includes this.
 *
 * Every parse function begins at the current token, leaves the parser behind what it has read, and
 * sets `*ret_...` only on success.  The state is not restored on an error; who tries something
 * saves `at` and puts it back.
 */
#ifndef RETORT_PY_PARSER_STATE_H
#define RETORT_PY_PARSER_STATE_H

#include "engine/py/lexer.h"
#include "engine/py/parser.h"

struct py_parser {
	struct arena *result, *scratch;
	const struct py_source *source;
	struct py_tokens tokens;
	const struct py_token *at;
	/*
	 * The tree's depth is bounded in two parts: `depth` counts the recursion that led here,
	 * `chain` the highest run of left-hand operands (`a + b + c`, `a.b.c()`) in what was just
	 * read, which costs the parser no recursion but whoever walks the tree.
	 */
	int depth, chain;
	/* Pointers collected for lists that are still being read; see py_list_begin(). */
	void **pending;
	size_t pending_count, pending_capacity;
};

/* ---- tokens (parser_token.c) ---- */

static inline bool py_at(const struct py_parser *parser, enum py_token_kind kind)
{
	return parser->at->kind == kind;
}

static inline const struct py_token *py_previous(const struct py_parser *parser)
{
	return parser->at - 1;
}

/* Nobody goes behind the last token. */
static inline enum py_token_kind py_peek(const struct py_parser *parser)
{
	const bool is_last = py_at(parser, PY_TOKEN_END) || py_at(parser, PY_TOKEN_ERROR);
	return is_last ? PY_TOKEN_END : parser->at[1].kind;
}

static inline bool py_accept(struct py_parser *parser, enum py_token_kind kind)
{
	if (parser->at->kind != kind)
		return false;
	parser->at++;
	return true;
}

/* Whether the current token is the soft keyword `word`. */
bool py_at_word(const struct py_parser *parser, const char *word);
struct str py_token_str(const struct py_parser *parser, const struct py_token *token);

/* The general error at the current token, or the lexer's if that one is what stopped us. */
struct error *py_invalid_syntax(struct py_parser *parser) NODISCARD;
/* An error with a message of its own at a token or an expression. */
struct error *py_error_at(struct py_parser *parser, const struct py_token *token,
			  const char *format, ...) PRINTF_LIKE(3, 4) NODISCARD;
struct error *py_error_here(struct py_parser *parser, const char *format, ...)
	PRINTF_LIKE(2, 3) NODISCARD;
struct error *py_error_expr(struct py_parser *parser, const struct py_expr *expr,
			    const char *format, ...) PRINTF_LIKE(3, 4) NODISCARD;
/* For what stands behind `item` inside brackets and is neither a comma nor their end. */
struct error *py_missing_comma(struct py_parser *parser, const struct py_token *item) NODISCARD;
/* Moves over `kind`, or the general error. */
struct error *py_expect(struct py_parser *parser, enum py_token_kind kind) NODISCARD;
/* Moves over `kind`, or "expected '...'". */
struct error *py_expect_named(struct py_parser *parser, enum py_token_kind kind) NODISCARD;
/* Moves over a name and gives it, normalised as Python does (NFKC). */
struct error *py_expect_name(struct py_parser *parser, struct str *ret_name) NODISCARD;

/* One level deeper, and back; the caller that gets an error does not come back. */
struct error *py_parser_enter(struct py_parser *parser) NODISCARD;
static inline void py_parser_leave(struct py_parser *parser)
{
	parser->depth--;
}
/* One more left-hand operand. */
struct error *py_add_to_chain(struct py_parser *parser) NODISCARD;

/* ---- lists (parser_token.c) ---- */

/* Where a list of pointers begins; py_list_end() takes what was added since as one array. */
static inline size_t py_list_begin(const struct py_parser *parser)
{
	return parser->pending_count;
}
void py_list_add(struct py_parser *parser, void *item);
void *py_list_end(struct py_parser *parser, size_t begin, size_t *ret_n);

/* Room for one more behind `n` items of `size` bytes. */
void *py_grow(struct arena *result, void *items, size_t n, size_t size);
#define PY_APPEND(parser, items, n)                                                                \
	((items) = py_grow((parser)->result, (items), (n), sizeof(*(items))), &(items)[(n)++])

/* ---- expressions (parser_expr.c, parser_primary.c, parser_display.c) ---- */

/* A node from `start` to the last token read. */
struct py_expr *py_new_expr(struct py_parser *parser, enum py_expr_kind kind,
			    const struct py_token *start);
struct error *py_parse_expression(struct py_parser *parser, struct py_expr **ret_expr) NODISCARD;
struct error *py_parse_named_expression(struct py_parser *parser,
					struct py_expr **ret_expr) NODISCARD;
struct error *py_parse_disjunction(struct py_parser *parser, struct py_expr **ret_expr) NODISCARD;
/* `a | b` and what binds tighter: no comparison. */
struct error *py_parse_bitwise_or(struct py_parser *parser, struct py_expr **ret_expr) NODISCARD;
/* `*a` or what `parse_rest` reads. */
struct error *py_parse_starred_or(struct py_parser *parser,
				  struct error *(*parse_rest)(struct py_parser *,
							      struct py_expr **),
				  struct py_expr **ret_expr) NODISCARD;
/* One expression or, with commas, a tuple without parentheses. */
struct error *py_parse_star_expressions(struct py_parser *parser,
					struct py_expr **ret_expr) NODISCARD;
/* The same, or `yield ...`. */
struct error *py_parse_yield_or_star_expressions(struct py_parser *parser,
						 struct py_expr **ret_expr) NODISCARD;
struct error *py_parse_yield(struct py_parser *parser, struct py_expr **ret_expr) NODISCARD;
struct error *py_parse_lambda(struct py_parser *parser, struct py_expr **ret_expr) NODISCARD;

enum py_parameter_style { PY_PARAMETERS_OF_DEF, PY_PARAMETERS_OF_LAMBDA };
/* Up to the `)` or `:` that ends them, which is not read. */
struct error *py_parse_parameters(struct py_parser *parser, enum py_parameter_style style,
				  struct py_parameters **ret_parameters) NODISCARD;

struct error *py_parse_primary(struct py_parser *parser, struct py_expr **ret_expr) NODISCARD;
/* From behind the `(` to behind the `)`. */
struct error *py_parse_arguments(struct py_parser *parser, const struct py_token *open,
				 struct py_expr_list *ret_args,
				 struct py_ast_keyword **ret_keywords,
				 size_t *ret_keyword_count) NODISCARD;
struct error *py_parse_parenthesised(struct py_parser *parser, struct py_expr **ret_expr) NODISCARD;
struct error *py_parse_list(struct py_parser *parser, struct py_expr **ret_expr) NODISCARD;
struct error *py_parse_braces(struct py_parser *parser, struct py_expr **ret_expr) NODISCARD;
/* The `for ... in ... if ...` part, however many. */
struct error *py_parse_generators(struct py_parser *parser,
				  struct py_comprehension *comprehension) NODISCARD;

/* ---- literals (parser_number.c, parser_string.c, parser_escape.c) ---- */

struct error *py_parse_number(struct py_parser *parser, struct py_expr **ret_expr) NODISCARD;
/* All string literals that stand side by side. */
struct error *py_parse_strings(struct py_parser *parser, struct py_expr **ret_expr) NODISCARD;

enum py_escape_style { PY_ESCAPES_OF_STR, PY_ESCAPES_OF_BYTES };
/* Decodes the escapes of a literal's body into `buffer`; `token` is the place for errors. */
struct error *py_decode_escapes(struct py_parser *parser, struct str body,
				enum py_escape_style style, const struct py_token *token,
				struct strbuf *buffer) NODISCARD;

/* ---- targets (parser_target.c) ---- */

/* Makes an expression that was read as a value a target, or says why it cannot be one. */
struct error *py_make_target(struct py_parser *parser, struct py_expr *expr,
			     enum py_context context) NODISCARD;
/* The targets of `for`: one, or a tuple without parentheses. */
struct error *py_parse_targets(struct py_parser *parser, struct py_expr **ret_target) NODISCARD;
/* What CPython calls an expression in a message: 'function call', 'literal' ... */
const char *py_expr_description(const struct py_expr *expr);

/* ---- statements (parser_simple.c, parser_compound.c, parser_match.c) ---- */

struct py_stmt *py_new_stmt(struct py_parser *parser, enum py_stmt_kind kind,
			    const struct py_token *start);
/* Gives a compound statement its end: the last token read that is not the end of a line or block.
 */
void py_end_stmt(struct py_parser *parser, struct py_stmt *stmt);
/* Statements up to the end of the line, added to the pending list. */
struct error *py_parse_simple_line(struct py_parser *parser) NODISCARD;
/* One compound statement or one line of simple ones, added to the pending list. */
struct error *py_parse_statement(struct py_parser *parser) NODISCARD;
/* `:` and what belongs to it; `owner` ("'if' statement") began at `start`. */
struct error *py_parse_block(struct py_parser *parser, const char *owner,
			     const struct py_token *start, struct py_body *ret_body) NODISCARD;
/* `[T]` of 3.12 behind the name of a function, class or alias. */
struct error *py_refuse_type_parameters(struct py_parser *parser) NODISCARD;
/* False if the statement that begins with the name `match` is none. */
bool py_begins_match(struct py_parser *parser);
struct error *py_parse_match(struct py_parser *parser) NODISCARD;
struct error *py_parse_patterns(struct py_parser *parser,
				struct py_pattern **ret_pattern) NODISCARD;

#endif
