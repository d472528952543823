#include "engine/py/header.h"

#include <criterion/criterion.h>

static void add_field(struct strbuf *buffer, const struct py_header_field *field)
{
	strbuf_separate(buffer, "|");
	if (field->state == PY_HEADER_ABSENT)
		strbuf_add_c(buffer, "-");
	else if (field->state == PY_HEADER_NEEDS_EVALUATION)
		strbuf_add_c(buffer, "?");
	else if (field->value == PY_HEADER_NONE)
		strbuf_add_c(buffer, "None");
	else if (field->value == PY_HEADER_STR)
		strbuf_add(buffer, field->text);
	else
		strbuf_printf(buffer, "[%.*s]",
			      STR_ARG(str_list_join(buffer->arena, &field->items, ",")));
}

static struct str scan(struct arena *arena, const char *text)
{
	struct strbuf buffer = STRBUF(arena);
	struct py_header header;
	struct py_source source;

	cr_assert_null(py_source_load(arena, STR("t.py"), str_from(text), &source));
	struct error *error = py_header_scan(arena, &source, &header);
	if (error)
		return str_printf(arena, "%d:%d %.*s", error->pos.line, error->pos.col,
				  STR_ARG(error->message));
	for (int i = 0; i < PY_HEADER_COUNT; i++)
		add_field(&buffer, &header.fields[i]);
	if (header.docstring.p)
		strbuf_printf(&buffer, "|doc:%.*s", STR_ARG(header.docstring));
	return strbuf_str(&buffer);
}

static const struct {
	const char *name, *in, *want;
} cases[] = {
	{ "plain",
	  "'''doc'''\nrevision = 'a'\ndown_revision = \"b\"\nbranch_labels = None\ndepends_on = "
	  "None\n",
	  "a|b|None|None|doc:doc" },
	{ "annotated",
	  "from typing import Union\nrevision: str = 'a'\ndown_revision: Union[str, None] = None\n",
	  "a|None|-|-" },
	{ "an annotation alone binds nothing", "revision: str\n", "-|-|-|-" },
	{ "tuples and lists",
	  "down_revision = ('a', 'b')\nbranch_labels = ['x']\ndepends_on = 'c', 'd'\n",
	  "-|[a,b]|[x]|[c,d]" },
	{ "over several lines", "down_revision = (\n'a',\n'b'  # c)\n)\n", "-|[a,b]|-|-" },
	{ "joined strings", "revision = 'a' \\\n  'b'\n", "ab|-|-|-" },
	{ "the last one holds", "revision = 'a'\nrevision = 'b'\n", "b|-|-|-" },
	{ "two on one line", "revision = 'a'; down_revision = 'b'\n", "a|b|-|-" },
	{ "chained", "revision = down_revision = 'a'\n", "a|a|-|-" },
	{ "computed", "revision = 'a' + 'b'\ndown_revision = f()\n", "?|?|-|-" },
	{ "an f-string", "revision = f'{x}'\n", "?|-|-|-" },
	{ "a number", "revision = 12\n", "?|-|-|-" },
	{ "None among the items", "down_revision = ('a', None)\n", "-|?|-|-" },
	{ "unpacked", "revision, down_revision = 'a', 'b'\n", "?|?|-|-" },
	{ "augmented", "depends_on = ['a']\ndepends_on += ['b']\n", "-|-|-|?" },
	{ "under if", "revision = 'a'\nif x:\n    revision = 'b'\n", "?|-|-|-" },
	{ "if that does not name them", "revision = 'a'\nif x:\n    pass\nelse:\n    pass\n",
	  "a|-|-|-" },
	{ "under try", "try:\n    import x\nexcept E:\n    depends_on = 'a'\n", "-|-|-|?" },
	{ "imported", "from x import revision\n", "?|-|-|-" },
	{ "a star import behind", "revision = 'a'\nfrom x import *\n", "?|?|?|?" },
	{ "a star import before", "from x import *\nrevision = 'a'\n", "a|?|?|?" },
	{ "by a global statement",
	  "revision = 'a'\ndef f():\n    global revision\n    revision = 'b'\n", "?|-|-|-" },
	{ "by globals()", "globals()['revision'] = 'a'\n", "?|-|-|-" },
	{ "used, not bound", "revision = 'a'\nprint(revision)\nx = revision\n", "a|-|-|-" },
	{ "locals of a function", "revision = 'a'\ndef upgrade():\n    revision = 'b'\n",
	  "a|-|-|-" },
	{ "inside a string", "revision = 'a'\nx = '''\nrevision = 'b'\n'''\n", "a|-|-|-" },
	{ "inside a string of a body",
	  "def upgrade():\n    f('''\nrevision = 'b'\n''')\nrevision = 'a'\n", "a|-|-|-" },
	{ "inside brackets", "f(\nrevision = 'b'\n)\n", "-|-|-|-" },
	{ "quotes in an f-string's field", "x = f'{a['b']}'\nrevision = 'a'\n", "a|-|-|-" },
	{ "a docstring is the first statement", "# c\n\n\"doc\"\n", "-|-|-|-|doc:doc" },
	{ "a string further down is none", "x = 1\n'doc'\n", "-|-|-|-" },
	{ "bytes are no docstring", "b'doc'\n", "-|-|-|-" },
	{ "a class and decorators", "@d\nclass A:\n    revision = 'b'\nrevision = 'a'\n",
	  "a|-|-|-" },
	{ "empty", "", "-|-|-|-" },
	{ "an error in a body stays unseen",
	  "revision = 'a'\ndef f():\n    x = = 1\n    return 1\n", "a|-|-|-" },
	{ "an open string", "revision = 'a'\nx = '''b\n",
	  "2:5 unterminated triple-quoted string literal (detected at line 2)" },
	{ "an open bracket", "revision = 'a'\ndef f():\n    op.add(\n        'x',\n",
	  "3:11 '(' was never closed" },
	{ "a bracket too many", "revision = 'a')\n", "1:15 unmatched ')'" },
	{ "cut off behind a colon", "revision = 'a'\ndef upgrade():\n",
	  "3:1 expected an indented block after function definition on line 2" },
	{ "cut off in an assignment", "revision = 'a'\ndown_revision =\n", "2:16 invalid syntax" },
	{ "cut off in a body", "revision = 'a'\ndef f():\n    x =", "3:8 invalid syntax" },
};

Test(py_header, says_what_the_top_level_binds)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct arena arena CLEANUP(arena_done) = { 0 };
		const struct str got = scan(&arena, cases[i].in);
		cr_expect(str_is(got, cases[i].want), "%s: %.*s", cases[i].name, STR_ARG(got));
	}
}

Test(py_header, places_are_those_of_the_names)
{
	struct arena arena CLEANUP(arena_done) = { 0 };
	struct py_header header;
	struct py_source source;

	cr_assert_null(
		py_source_load(&arena, STR("t.py"), STR("x = 1; revision = 'a'\n"), &source));
	cr_assert_null(py_header_scan(&arena, &source, &header));
	const struct pos *pos = &header.fields[PY_HEADER_REVISION].pos;
	cr_expect(pos->line == 1 && pos->col == 8);
	cr_expect(str_is(pos->file, "t.py"));
}
