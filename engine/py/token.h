/*
 * The tokens of Python: names of their kinds and where each stands in the source.
 *
 * A token keeps no text: `start` and `end` cut it out of the source.  Keywords are kinds of their
 * own; the soft ones (match, case, type, _) are names, which the parser knows by their place.
 */
#ifndef RETORT_PY_TOKEN_H
#define RETORT_PY_TOKEN_H

#include <stdbool.h>
#include <stdint.h>

#define PY_OPERATOR_TOKENS(X)          \
	X(LEFT_PAREN,      "(")        \
	X(RIGHT_PAREN,     ")")        \
	X(LEFT_BRACKET,    "[")        \
	X(RIGHT_BRACKET,   "]")        \
	X(LEFT_BRACE,      "{")        \
	X(RIGHT_BRACE,     "}")        \
	X(COMMA,           ",")        \
	X(COLON,           ":")        \
	X(SEMICOLON,       ";")        \
	X(DOT,             ".")        \
	X(ELLIPSIS,        "...")      \
	X(ARROW,           "->")       \
	X(WALRUS,          ":=")       \
	X(ASSIGN,          "=")        \
	X(PLUS,            "+")        \
	X(MINUS,           "-")        \
	X(STAR,            "*")        \
	X(AT,              "@")        \
	X(SLASH,           "/")        \
	X(PERCENT,         "%")        \
	X(DOUBLE_STAR,     "**")       \
	X(SHIFT_LEFT,      "<<")       \
	X(SHIFT_RIGHT,     ">>")       \
	X(BAR,             "|")        \
	X(CARET,           "^")        \
	X(AMPERSAND,       "&")        \
	X(DOUBLE_SLASH,    "//")       \
	X(TILDE,           "~")        \
	X(EQUAL,           "==")       \
	X(NOT_EQUAL,       "!=")       \
	X(LESS,            "<")        \
	X(LESS_EQUAL,      "<=")       \
	X(GREATER,         ">")        \
	X(GREATER_EQUAL,   ">=")       \
	/* In the order of PY_BINARY_OPERATORS of ast.h. */ \
	X(PLUS_ASSIGN,     "+=")       \
	X(MINUS_ASSIGN,    "-=")       \
	X(STAR_ASSIGN,     "*=")       \
	X(AT_ASSIGN,       "@=")       \
	X(SLASH_ASSIGN,    "/=")       \
	X(PERCENT_ASSIGN,  "%=")       \
	X(POWER_ASSIGN,    "**=")      \
	X(LEFT_ASSIGN,     "<<=")      \
	X(RIGHT_ASSIGN,    ">>=")      \
	X(BAR_ASSIGN,      "|=")       \
	X(CARET_ASSIGN,    "^=")       \
	X(AND_ASSIGN,      "&=")       \
	X(FLOOR_ASSIGN,    "//=")

/* By length, so that the lexer compares with a few only. */
#define PY_KEYWORD_TOKENS(X)           \
	X(AS,       "as")              \
	X(IF,       "if")              \
	X(IN,       "in")              \
	X(IS,       "is")              \
	X(OR,       "or")              \
	X(AND,      "and")             \
	X(DEF,      "def")             \
	X(DEL,      "del")             \
	X(FOR,      "for")             \
	X(NOT,      "not")             \
	X(TRY,      "try")             \
	X(NONE,     "None")            \
	X(TRUE,     "True")            \
	X(ELIF,     "elif")            \
	X(ELSE,     "else")            \
	X(FROM,     "from")            \
	X(PASS,     "pass")            \
	X(WITH,     "with")            \
	X(FALSE,    "False")           \
	X(ASYNC,    "async")           \
	X(AWAIT,    "await")           \
	X(BREAK,    "break")           \
	X(CLASS,    "class")           \
	X(RAISE,    "raise")           \
	X(WHILE,    "while")           \
	X(YIELD,    "yield")           \
	X(ASSERT,   "assert")          \
	X(EXCEPT,   "except")          \
	X(GLOBAL,   "global")          \
	X(IMPORT,   "import")          \
	X(LAMBDA,   "lambda")          \
	X(RETURN,   "return")          \
	X(FINALLY,  "finally")         \
	X(CONTINUE, "continue")        \
	X(NONLOCAL, "nonlocal")

#define PY_OTHER_TOKENS(X)                              \
	X(END,     "end of file")                       \
	X(ERROR,   "error")   /* the lexer went no further; see struct py_tokens */ \
	X(NEWLINE, "newline")                           \
	X(INDENT,  "indent")                            \
	X(DEDENT,  "unindent")                          \
	X(NAME,    "name")                              \
	X(NUMBER,  "number")                            \
	X(STRING,  "string")  /* prefix and quotes included; an f-string is one token */ \
	X(STRAY,   "character") /* `$`, `?`, `!` and the like, which no rule takes */

enum py_token_kind {
#define X(name, text) PY_TOKEN_##name,
	PY_OTHER_TOKENS(X)
	PY_OPERATOR_TOKENS(X)
	PY_KEYWORD_TOKENS(X)
#undef X
	PY_TOKEN_COUNT
};

struct py_token {
	enum py_token_kind kind;
	uint32_t start, end; /* bytes of the source */
	int line, col, end_line, end_col;
	bool is_wide; /* a name with characters outside ASCII */
};

/* The spelling of an operator or keyword, the name of any other kind. */
const char *py_token_text(enum py_token_kind kind);

#endif
