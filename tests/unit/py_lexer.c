#include "engine/py/lexer.h"

#include <criterion/criterion.h>

static struct str lex_text(struct arena *arena, const char *text)
{
	struct strbuf buffer = STRBUF(arena);
	struct py_source source;

	cr_assert_null(py_source_load(arena, STR("t.py"), str_from(text), &source));
	const struct py_tokens tokens = py_lex_module(arena, &source);
	for (size_t i = 0; i < tokens.n; i++) {
		const struct py_token *token = &tokens.items[i];
		strbuf_separate(&buffer, " ");
		switch ((int)token->kind) {
		case PY_TOKEN_NAME:
		case PY_TOKEN_NUMBER:
		case PY_TOKEN_STRING:
			strbuf_add(&buffer, str_slice(source.text, token->start, token->end));
			break;
		case PY_TOKEN_END:
			strbuf_add_c(&buffer, "END");
			break;
		case PY_TOKEN_ERROR:
			strbuf_printf(&buffer, "%d:%d %.*s", tokens.error->pos.line,
				      tokens.error->pos.col, STR_ARG(tokens.error->message));
			break;
		default:
			strbuf_add_c(&buffer, py_token_text(token->kind));
		}
	}
	return strbuf_str(&buffer);
}

static const struct {
	const char *name, *in, *want;
} cases[] = {
	{ "nothing", "", "END" },
	{ "only a comment", "# x", "END" },
	{ "no line end at the end", "a", "a newline END" },
	{ "CRLF and CR are line ends", "a\r\nb\rc", "a newline b newline c newline END" },
	{ "blocks", "if a:\n\tb\nc\n", "if a : newline indent b newline unindent c newline END" },
	{ "blank lines make no tokens", "a\n\n  \n  # x\nb\n", "a newline b newline END" },
	{ "a form feed starts the column anew", "if a:\n  \f  b\n",
	  "if a : newline indent b newline unindent END" },
	{ "brackets join lines", "f(\n  a\n)\n", "f ( a ) newline END" },
	{ "a backslash joins lines", "a \\\n + b\n", "a + b newline END" },
	{ "keywords are whole words", "iff if None Nonex", "iff if None Nonex newline END" },
	{ "the longest operator",
	  "a**=b//=c>>=d:=e->f...!=", "a **= b //= c >>= d := e -> f ... != newline END" },
	{ "numbers", "0xFF 0o7_7 0b1 1_000 .5 1. 1e-3 1j 00 1if",
	  "0xFF 0o7_7 0b1 1_000 .5 1. 1e-3 1j 00 1 if newline END" },
	{ "string prefixes", "r'a' Rb\"b\" u'' f'{x}' bR'''c\n'''",
	  "r'a' Rb\"b\" u'' f'{x}' bR'''c\n''' newline END" },
	{ "a word before quotes is no prefix", "ur'' ", "ur '' newline END" },
	{ "quotes inside a replacement field", "f'{a['b']!r:>{w}}' f\"{f\"{x}\"}\"",
	  "f'{a['b']!r:>{w}}' f\"{f\"{x}\"}\" newline END" },
	{ "doubled braces", "f'{{' f'}}'", "f'{{' f'}}' newline END" },
	{ "a name of braces in an f-string", "f'\\N{DASH}'", "f'\\N{DASH}' newline END" },
	{ "names outside ASCII", "\xc3\xa9t\xc3\xa9 = 1", "\xc3\xa9t\xc3\xa9 = 1 newline END" },
	{ "an open string", "a = 'b\n",
	  "a = 1:5 unterminated string literal (detected at line 1)" },
	{ "an open triple-quoted string", "a = '''b\nc\n",
	  "a = 1:5 unterminated triple-quoted string literal (detected at line 2)" },
	{ "an open replacement field", "f'{a'", "1:1 f-string: expecting '}'" },
	{ "an open bracket", "f(a\n[b\n", "f ( a [ b 2:1 '[' was never closed" },
	{ "a bracket too many", "a)", "a 1:2 unmatched ')'" },
	{ "brackets that do not match", "(\n]",
	  "( 2:1 closing parenthesis ']' does not match opening parenthesis '(' on line 1" },
	{ "an indentation that was never opened", "if a:\n    b\n  c\n",
	  "if a : newline indent b newline unindent 3:3 unindent does not match any outer "
	  "indentation level" },
	{ "tabs and spaces", "if a:\n        b\n\tc\n",
	  "if a : newline indent b newline 3:2 inconsistent use of tabs and spaces in "
	  "indentation" },
	{ "something behind a backslash", "a \\ b",
	  "a 1:4 unexpected character after line continuation character" },
	{ "an odd digit", "0o8", "1:3 invalid digit '8' in octal literal" },
	{ "a leading zero", "012",
	  "1:1 leading zeros in decimal integer literals are not permitted; "
	  "use an 0o prefix for octal integers" },
	{ "a number that runs into a name", "1abc", "1:1 invalid decimal literal" },
	{ "a space that is none", "a\xc2\xa0= 1", "1:2 invalid non-printable character U+00A0" },
	{ "a character that nothing takes", "a = $", "a = character newline END" },
};

Test(py_lexer, cuts_text_as_cpython_does)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct arena arena CLEANUP(arena_done) = { 0 };
		const struct str got = lex_text(&arena, cases[i].in);
		cr_expect(str_is(got, cases[i].want), "%s: %.*s", cases[i].name, STR_ARG(got));
	}
}

Test(py_lexer, keywords_are_sorted_by_length)
{
	size_t length = 0;

	for (int kind = PY_TOKEN_AS; kind < PY_TOKEN_COUNT; kind++) {
		const size_t n = str_from(py_token_text((enum py_token_kind)kind)).n;
		cr_expect(n >= length, "%s", py_token_text((enum py_token_kind)kind));
		length = n;
	}
}

Test(py_source, encodings)
{
	static const struct {
		const char *name, *in, *want; /* the text, or the error's message */
		int line;
	} sources[] = {
		{ "BOM", "\xef\xbb\xbfx\n", "x\n", 0 },
		{ "latin-1 by cookie", "# coding: latin-1\n\xe9\n", "# coding: latin-1\n\xc3\xa9\n",
		  0 },
		{ "cookie in the second line", "#!x\n# vim: set fileencoding=iso_8859_1 :\n\xe9\n",
		  "#!x\n# vim: set fileencoding=iso_8859_1 :\n\xc3\xa9\n", 0 },
		{ "a cookie below code is none", "x\n# coding: klingon\n", "x\n# coding: klingon\n",
		  0 },
		{ "unknown encoding", "\n# coding: klingon\n", "unknown encoding: 'klingon'", 2 },
		{ "not UTF-8", "a\nb = '\xe9'\n",
		  "non-UTF-8 code starting with '\\xe9', but no encoding declared", 2 },
		{ "ASCII that is none", "# coding: ascii\n\xc3\xa9\n",
		  "non-ASCII code starting with '\\xc3'", 2 },
	};

	for (size_t i = 0; i < sizeof(sources) / sizeof(*sources); i++) {
		struct arena arena CLEANUP(arena_done) = { 0 };
		struct py_source source;
		struct error *error =
			py_source_load(&arena, STR("t.py"), str_from(sources[i].in), &source);
		const struct str got = error ? error->message : source.text;
		cr_expect(str_is(got, sources[i].want), "%s: %.*s", sources[i].name, STR_ARG(got));
		cr_expect_eq(error ? error->pos.line : 0, sources[i].line, "%s", sources[i].name);
	}
}

Test(py_source, null_bytes_are_refused)
{
	struct arena arena CLEANUP(arena_done) = { 0 };
	struct py_source source;
	struct error *error = py_source_load(&arena, STR("t.py"), STR("a\nb\0"), &source);

	cr_assert_not_null(error);
	cr_expect_eq(error->pos.line, 2);
	cr_expect_eq(error->pos.col, 2);
}
