/* Trees are compared with CPython's by tests/py/ast_parity.py; here is what that cannot see. */
#include "engine/py/parser.h"

#include <criterion/criterion.h>

static struct error *parse(struct arena *arena, struct str text, struct py_module_ast **ret_module)
{
	struct py_source *source = ARENA_NEW(arena, struct py_source);

	TRY(py_source_load(arena, STR("t.py"), text, source));
	return py_parse_module(arena, source, ret_module);
}

static const struct {
	const char *in;
	int line, col;
	const char *message;
} errors[] = {
	{ "x = \n", 1, 5, "invalid syntax" },
	{ "if x\n    pass\n", 1, 5, "expected ':'" },
	{ "if x:\npass\n", 2, 1, "expected an indented block after 'if' statement on line 1" },
	{ "def f():\n", 2, 1, "expected an indented block after function definition on line 1" },
	{ "  x\n", 1, 3, "unexpected indent" },
	{ "f(a b)\n", 1, 3, "invalid syntax. Perhaps you forgot a comma?" },
	{ "op.add_column(\n    'a',\n\nx = 1\n", 1, 14, "'(' was never closed" },
	{ "f(a=1, b)\n", 1, 8, "positional argument follows keyword argument" },
	{ "f(**a, *b)\n", 1, 8, "iterable argument unpacking follows keyword argument unpacking" },
	{ "f(a.b=1)\n", 1, 3, "expression cannot contain assignment, perhaps you meant \"==\"?" },
	{ "f(x for x in y, 1)\n", 1, 3, "Generator expression must be parenthesized" },
	{ "f() = 1\n", 1, 1,
	  "cannot assign to function call here. Maybe you meant '==' instead of '='?" },
	{ "for f() in x: pass\n", 1, 5, "cannot assign to function call" },
	{ "del f()\n", 1, 5, "cannot delete function call" },
	{ "(a, b): int\n", 1, 1, "only single target (not tuple) can be annotated" },
	{ "a, b += 1\n", 1, 1, "'tuple' is an illegal expression for augmented assignment" },
	{ "(a() := 1)\n", 1, 2, "cannot use assignment expressions with function call" },
	{ "def f(a=1, b): pass\n", 1, 12, "non-default argument follows default argument" },
	{ "def f(*): pass\n", 1, 7, "named arguments must follow bare *" },
	{ "try:\n    pass\nx\n", 3, 1, "expected 'except' or 'finally' block" },
	{ "try: pass\nexcept A, B: pass\n", 2, 8,
	  "multiple exception types must be parenthesized" },
	{ "from a import b,\n", 1, 17,
	  "trailing comma not allowed without surrounding parentheses" },
	{ "{1: 2, 3}\n", 1, 8, "':' expected after dictionary key" },
	{ "x = 1 if 2\n", 1, 5, "expected 'else' after 'if' expression" },
	{ "print 'x'\n", 1, 1, "Missing parentheses in call to 'print'. Did you mean print(...)?" },
	{ "f'{}'\n", 1, 4, "f-string: empty expression not allowed" },
	{ "f'}'\n", 1, 3, "f-string: single '}' is not allowed" },
	{ "f'{a!x}'\n", 1, 6, "f-string: invalid conversion character: expected 's', 'r', or 'a'" },
	{ "'a' b'b'\n", 1, 1, "cannot mix bytes and nonbytes literals" },
	{ "b'\xc3\xa9'\n", 1, 1, "bytes can only contain ASCII literal characters" },
	{ "match x:\n    case a as _: pass\n", 2, 15, "cannot use '_' as a target" },
};

Test(py_parser, errors_have_cpythons_words_and_place)
{
	for (size_t i = 0; i < sizeof(errors) / sizeof(*errors); i++) {
		struct arena arena CLEANUP(arena_done) = { 0 };
		struct py_module_ast *module;
		struct error *error = parse(&arena, str_from(errors[i].in), &module);
		cr_assert_not_null(error, "%s", errors[i].in);
		cr_expect(str_is(error->message, errors[i].message), "%s: %.*s", errors[i].in,
			  STR_ARG(error->message));
		cr_expect_eq(error->code, ERR_REVISION, "%s", errors[i].in);
		cr_expect(error->pos.line == errors[i].line && error->pos.col == errors[i].col,
			  "%s: %d:%d", errors[i].in, error->pos.line, error->pos.col);
	}
}

/* `repeat` times `unit`, between what is around. */
static struct str nested(struct arena *arena, const char *before, const char *unit, int repeat,
			 const char *after)
{
	struct strbuf buffer = STRBUF(arena);

	strbuf_add_c(&buffer, before);
	for (int i = 0; i < repeat; i++)
		strbuf_add_c(&buffer, unit);
	strbuf_add_c(&buffer, after);
	return strbuf_str(&buffer);
}

Test(py_parser, deep_nesting_is_a_limit_not_a_crash)
{
	static const struct {
		const char *before, *unit, *after;
	} cases[] = {
		{ "x = ", "(", "" },
		{ "x = ", "[", "" },
		{ "x = ", "{1:", "" },
		{ "x = ", "not ", "1" },
		{ "x = ", "-", "1" },
		{ "x = ", "2**", "1" },
		{ "x = ", "lambda: ", "1" },
		{ "x = ", "1 if 1 else ", "1" },
		{ "x = ", "1+", "1" },
		{ "x = a", ".b", "" },
		{ "x = a", "()", "" },
		{ "x = a", "[0]", "" },
		{ "x = ", "f'{", "" },
		{ "x = f'", "{a:", "" },
		{ "if 1: pass\n", "elif 1: pass\n", "" },
		{ "match x:\n case ", "(", "" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct arena arena CLEANUP(arena_done) = { 0 };
		struct py_module_ast *module;
		const struct str text =
			nested(&arena, cases[i].before, cases[i].unit, 10000, cases[i].after);
		struct error *error = parse(&arena, text, &module);
		cr_assert_not_null(error, "%s", cases[i].unit);
		cr_expect_eq(error->code, ERR_LIMIT, "%s: %.*s", cases[i].unit,
			     STR_ARG(error->message));
		cr_expect_gt(error->pos.line, 0, "%s", cases[i].unit);
	}
}

Test(py_parser, ten_thousand_levels_of_indentation_are_a_limit)
{
	struct arena arena CLEANUP(arena_done) = { 0 };
	struct strbuf buffer = STRBUF(&arena);
	struct py_module_ast *module;

	for (int i = 0; i < 10000; i++)
		strbuf_printf(&buffer, "%*sif 1:\n", i % 1000, "");
	struct error *error = parse(&arena, strbuf_str(&buffer), &module);
	cr_assert_not_null(error);
	cr_expect_eq(error->code, ERR_LIMIT);
}

static const struct py_constant *constant_of(struct arena *arena, const char *text)
{
	struct py_module_ast *module;

	cr_assert_null(parse(arena, str_from(text), &module), "%s", text);
	return &module->body.items[0]->value->constant;
}

Test(py_parser, integers_of_any_size_keep_their_digits)
{
	static const struct {
		const char *in, *digits;
		int base;
		bool fits;
		int64_t value;
	} cases[] = {
		{ "1_000", "1000", 10, true, 1000 },
		{ "0xFF_FF", "FFFF", 16, true, 65535 },
		{ "0b101", "101", 2, true, 5 },
		{ "0o17", "17", 8, true, 15 },
		{ "9223372036854775807", "9223372036854775807", 10, true, INT64_MAX },
		{ "9223372036854775808", "9223372036854775808", 10, false, 0 },
		{ "0x1_0000_0000_0000_0000", "10000000000000000", 16, false, 0 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct arena arena CLEANUP(arena_done) = { 0 };
		const struct py_constant *constant = constant_of(&arena, cases[i].in);
		cr_expect_eq(constant->kind, PY_CONSTANT_INT);
		cr_expect(str_is(constant->integer.digits, cases[i].digits), "%s", cases[i].in);
		cr_expect_eq(constant->integer.base, cases[i].base, "%s", cases[i].in);
		cr_expect_eq(constant->integer.fits, cases[i].fits, "%s", cases[i].in);
		if (cases[i].fits)
			cr_expect_eq(constant->integer.value, cases[i].value, "%s", cases[i].in);
	}
}

Test(py_parser, names_are_normalised)
{
	struct arena arena CLEANUP(arena_done) = { 0 };
	struct py_module_ast *module;

	/* LATIN SMALL LIGATURE FI */
	cr_assert_null(parse(&arena, STR("\xef\xac\x81x\n"), &module));
	cr_expect(str_is(module->body.items[0]->value->name, "fix"));
}

Test(py_parser, what_the_evaluator_lacks_is_refused_by_name)
{
	static const struct {
		const char *in;
		int col;
	} cases[] = {
		{ "x = '\\N{DASH}'\n", 5 },
		{ "def f[T](): pass\n", 6 },
		{ "type X[T] = int\n", 7 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct arena arena CLEANUP(arena_done) = { 0 };
		struct py_module_ast *module;
		struct error *error = parse(&arena, str_from(cases[i].in), &module);
		cr_assert_not_null(error, "%s", cases[i].in);
		cr_expect_eq(error->code, ERR_UNSUPPORTED, "%s", cases[i].in);
		cr_expect_eq(error->pos.col, cases[i].col, "%s", cases[i].in);
	}
}
