#include "engine/py/lexer_state.h"

#define TAB_SIZE 8

static void lex_indent(struct py_lexer *lexer, int col, int alternate)
{
	int *top = &lexer->indent_count;

	if (*top + 1 >= PY_INDENT_LIMIT) {
		py_stop_lexer(lexer, lexer->place,
			      error_new(ERR_LIMIT, "too many levels of indentation"));
		return;
	}
	++*top;
	lexer->indents[*top] = col;
	lexer->alternate_indents[*top] = alternate;
	py_add_token(lexer, PY_TOKEN_INDENT, lexer->place);
}

static void lex_dedents(struct py_lexer *lexer, int col, int alternate)
{
	int *top = &lexer->indent_count;

	while (*top && col < lexer->indents[*top]) {
		--*top;
		py_add_token(lexer, PY_TOKEN_DEDENT, lexer->place);
	}
	if (col != lexer->indents[*top])
		py_lexer_error(lexer, lexer->place,
			       "unindent does not match any outer indentation level");
	else if (alternate != lexer->alternate_indents[*top])
		py_lexer_error(lexer, lexer->place,
			       "inconsistent use of tabs and spaces in indentation");
}

/* The same columns must follow whether a tab is worth 8 or 1 (CPython's TabError). */
void py_change_indent(struct py_lexer *lexer, int col, int alternate)
{
	const int top = lexer->indent_count;

	if (col == lexer->indents[top]
		    ? alternate == lexer->alternate_indents[top]
		    : col < lexer->indents[top] || alternate > lexer->alternate_indents[top]) {
		if (col > lexer->indents[top])
			lex_indent(lexer, col, alternate);
		else if (col < lexer->indents[top])
			lex_dedents(lexer, col, alternate);
		return;
	}
	py_lexer_error(lexer, lexer->place, "inconsistent use of tabs and spaces in indentation");
}

bool py_measure_indent(struct py_lexer *lexer, int *ret_col, int *ret_alternate)
{
	int col = 0, alternate = 0, first = 0;

	for (;;) {
		const char c = lexer->text[lexer->place.at];
		if (c == ' ') {
			col++;
			alternate++;
		} else if (c == '\t') {
			col = (col / TAB_SIZE + 1) * TAB_SIZE;
			alternate++;
		} else if (c == '\f') {
			col = alternate = 0;
		} else if (c == '\\') {
			/* The indentation before the first backslash is the one that counts. */
			first = first ? first : col;
			py_lex_backslash(lexer);
			if (lexer->is_done)
				return false;
			continue;
		} else {
			break;
		}
		lexer->place.at++;
	}
	*ret_col = first ? first : col;
	*ret_alternate = first ? first : alternate;
	const char c = lexer->text[lexer->place.at];
	return c != '#' && c != '\n';
}
