/*
 * From source text to syntax tree: Python 3.11's grammar (and the simple `type X = ...` of 3.12),
 * by recursive descent with a precedence table, in one pass over the tokens.
 *
 * The parser accepts and refuses as CPython's own parser does, with its messages where there is
 * one; what our evaluator cannot run (async, except* ...) is parsed all the same and refused later,
 * by name and place.  What CPython's compiler finds only after parsing (`return` outside a
 * function, `break` outside a loop ...) is the checker's.
 *
 * Everything goes into `result`; on an error what was made there is lost until the arena goes.
 */
#ifndef RETORT_PY_PARSER_H
#define RETORT_PY_PARSER_H

#include "engine/py/ast.h"
#include "engine/py/source.h"

/* CPython's own limits (Parser/lexer/state.h: MAXLEVEL, MAXINDENT). */
#define PY_PARENTHESES_LIMIT 200
#define PY_INDENT_LIMIT      100
/* How deep expressions, statements and patterns may nest in all. */
#define PY_NESTING_LIMIT 1000

/*
 * Errors are ERR_REVISION with the place, ERR_LIMIT where something nests too deep.
 * `source` must outlive the tree.
 */
struct error *py_parse_module(struct arena *result, const struct py_source *source,
			      struct py_module_ast **ret_module) NODISCARD;

/* The same for the simple statements of one logical line, whose first character is at `start`. */
struct error *py_parse_line(struct arena *result, const struct py_source *source,
			    struct py_place start, struct py_body *ret_body) NODISCARD;

#endif
