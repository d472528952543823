/*
 * What the files of the lexer share: classes of characters, the state, how tokens and errors are
 * added. Nobody but lexer*.c includes this.
 */
#ifndef RETORT_PY_LEXER_STATE_H
#define RETORT_PY_LEXER_STATE_H

#include "engine/py/lexer.h"
#include "engine/py/parser.h"

enum py_char_class {
	PY_CHAR_OTHER,
	PY_CHAR_SPACE,
	PY_CHAR_LINE_END,
	PY_CHAR_LETTER,
	PY_CHAR_DIGIT,
	PY_CHAR_QUOTE,
	PY_CHAR_OPERATOR,
	PY_CHAR_DOT,
	PY_CHAR_COMMENT,
	PY_CHAR_BACKSLASH,
	PY_CHAR_WIDE, /* part of a character outside ASCII */
};

extern const unsigned char py_char_classes[256];

static inline enum py_char_class py_char_class(char c)
{
	return (enum py_char_class)py_char_classes[(unsigned char)c];
}

static inline bool py_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* May begin a name. */
static inline bool py_is_letter(char c)
{
	return py_char_class(c) == PY_CHAR_LETTER || py_char_class(c) == PY_CHAR_WIDE;
}

/* May go on a name, if it is ASCII. */
static inline bool py_is_name_char(char c)
{
	return py_char_class(c) == PY_CHAR_LETTER || py_char_class(c) == PY_CHAR_DIGIT;
}

static inline void py_next_line(struct py_place *place)
{
	place->at++;
	place->line++;
	place->line_start = place->at;
}

struct py_lexer {
	struct arena *arena;
	const struct py_source *source;
	const char *text;
	struct py_place place;
	struct py_tokens tokens;
	int indents[PY_INDENT_LIMIT], alternate_indents[PY_INDENT_LIMIT];
	int indent_count;
	size_t brackets[PY_PARENTHESES_LIMIT]; /* indices of the open ones' tokens */
	int bracket_count;
	bool at_line_start; /* of a logical line */
	bool is_field;      /* inside an f-string's replacement field: lines do not count */
	bool is_line;       /* the first logical line is the last */
	bool is_done;
};

struct error *py_error_at_place(const struct py_source *source, struct py_place place,
				struct error *error) NODISCARD;
/* A token from `start` to where the lexer is. */
struct py_token *py_add_token(struct py_lexer *lexer, enum py_token_kind kind,
			      struct py_place start);
/* The last token: what is wrong stands at `start`. */
void py_stop_lexer(struct py_lexer *lexer, struct py_place start, struct error *error);
void py_lexer_error(struct py_lexer *lexer, struct py_place start, const char *message);

void py_lex_number(struct py_lexer *lexer);
void py_lex_operator(struct py_lexer *lexer);
/* A backslash must end its line. */
void py_lex_backslash(struct py_lexer *lexer);

/*
 * Moves over white space at the start of a line; false if nothing but a comment is on it.
 * `alternate` is the column where a tab is worth 1 instead of 8.
 */
bool py_measure_indent(struct py_lexer *lexer, int *ret_col, int *ret_alternate);
void py_change_indent(struct py_lexer *lexer, int col, int alternate);

#endif
