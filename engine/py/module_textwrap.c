#include "engine/py/text_wrap.h"

/* ---- dedent, indent ---- */

static struct str leading_blanks(struct str line)
{
	size_t n = 0;

	while (n < line.n && (line.p[n] == ' ' || line.p[n] == '\t'))
		n++;
	return str_slice(line, 0, n);
}

/* What all lines with anything on them begin with; STR_NULL if there is no such line. */
static struct str common_margin(struct str text)
{
	struct str rest = text, line, margin = STR_NULL;

	while (str_next_part(&rest, '\n', &line)) {
		const struct str blanks = leading_blanks(line);
		if (blanks.n == line.n)
			continue;
		if (!margin.p)
			margin = blanks;
		size_t same = 0;
		while (same < margin.n && same < blanks.n && margin.p[same] == blanks.p[same])
			same++;
		margin.n = same;
	}
	return margin;
}

static struct py_object *dedent(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct strbuf buffer = STRBUF(py_arena(vm));
	struct str rest, line;
	bool is_first = true;

	(void)self;
	if (!py_take_text(vm, args[0], "text", &rest))
		return NULL;
	if (!rest.p)
		return py_raise(vm, "TypeError",
				"expected string or bytes-like object, got 'NoneType'");
	const struct str margin = common_margin(rest);

	while (str_next_part(&rest, '\n', &line)) {
		if (!is_first)
			strbuf_add_char(&buffer, '\n');
		is_first = false;
		if (leading_blanks(line).n < line.n)
			strbuf_add(&buffer, str_skip(line, margin.n));
	}
	return py_str(vm, strbuf_str(&buffer));
}

/* 1 if the line is to be indented, 0, or -1: unwinding. */
static int is_chosen(struct py *vm, struct py_object *predicate, struct py_object *line)
{
	struct py_object *answer = py_given(predicate)
					   ? py_call(vm, predicate, &PY_ARGS(line))
					   : py_call_method(vm, line, "strip", &PY_NO_ARGS);

	return answer ? py_truth(vm, answer) : -1;
}

static struct py_object *indent(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct strbuf buffer = STRBUF(py_arena(vm));
	struct str prefix;
	struct py_object *lines, **items;
	size_t n;

	(void)self;
	if (!py_take_text(vm, args[1], "prefix", &prefix))
		return NULL;
	lines = py_call_method(vm, args[0], "splitlines", &PY_ARGS(py_bool(vm, true)));
	if (!lines || !py_take_items(vm, lines, &items, &n))
		return NULL;
	for (size_t i = 0; i < n; i++) {
		const int chosen = is_chosen(vm, args[2], items[i]);
		if (chosen < 0)
			return NULL;
		if (chosen)
			strbuf_add(&buffer, prefix);
		strbuf_add(&buffer, py_text(items[i]));
	}
	return py_str(vm, strbuf_str(&buffer));
}

/* ---- wrap, fill, shorten ---- */

#define WRAP_OPTIONS                                                                               \
	"initial_indent='', subsequent_indent='', expand_tabs=True, replace_whitespace=True, "     \
	"fix_sentence_endings=False, break_long_words=True, drop_whitespace=True, "                \
	"break_on_hyphens=True, tabsize=8, max_lines=None, placeholder=' [...]'"

/* `args` are those of WRAP_OPTIONS. */
static bool take_options(struct py *vm, struct py_object **args, struct text_wrap *ret)
{
	bool fixes_sentences;

	if ((args[0] && !py_take_text(vm, args[0], "initial_indent", &ret->initial_indent)) ||
	    (args[1] && !py_take_text(vm, args[1], "subsequent_indent", &ret->subsequent_indent)) ||
	    !py_take_bool(vm, args[2], true, &ret->expand_tabs) ||
	    !py_take_bool(vm, args[3], true, &ret->replace_whitespace) ||
	    !py_take_bool(vm, args[4], false, &fixes_sentences) ||
	    !py_take_bool(vm, args[5], true, &ret->break_long_words) ||
	    !py_take_bool(vm, args[6], true, &ret->drop_whitespace) ||
	    !py_take_bool(vm, args[7], true, &ret->break_on_hyphens) ||
	    (args[8] && !py_take_int(vm, args[8], "tabsize", &ret->tab_size)) ||
	    (py_given(args[9]) && !py_take_int(vm, args[9], "max_lines", &ret->max_lines)) ||
	    (args[10] && !py_take_text(vm, args[10], "placeholder", &ret->placeholder)))
		return false;
	if (fixes_sentences)
		return py_refuse(vm, "textwrap with fix_sentence_endings");
	return true;
}

static bool wrap_lines(struct py *vm, struct py_object **args, int64_t max_lines, struct str text,
		       struct str_list *ret_lines)
{
	struct text_wrap options = { .width = 70, .tab_size = 8, .placeholder = STR(" [...]") };

	if (!take_options(vm, args + 2, &options) ||
	    (args[1] && !py_take_int(vm, args[1], "width", &options.width)))
		return false;
	if (max_lines)
		options.max_lines = max_lines;
	return text_wrap(vm, &options, text, ret_lines);
}

static struct py_object *wrap(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str_list lines = { 0 };
	struct py_object *list = py_list(vm);
	struct str text;

	(void)self;
	if (!py_take_text(vm, args[0], "text", &text) || !wrap_lines(vm, args, 0, text, &lines))
		return NULL;
	for (size_t i = 0; i < lines.n; i++)
		py_list_append(vm, list, py_str(vm, lines.items[i]));
	return list;
}

static struct py_object *fill(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str_list lines = { 0 };
	struct str text;

	(void)self;
	if (!py_take_text(vm, args[0], "text", &text) || !wrap_lines(vm, args, 0, text, &lines))
		return NULL;
	return py_str(vm, str_list_join(py_arena(vm), &lines, "\n"));
}

static struct py_object *shorten(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str_list words = { 0 }, lines = { 0 };
	struct py_object *parts, **items;
	size_t n;

	(void)self;
	parts = py_call_method(vm, args[0], "split", &PY_NO_ARGS);
	if (!parts || !py_take_items(vm, parts, &items, &n))
		return NULL;
	for (size_t i = 0; i < n; i++)
		str_list_add(py_arena(vm), &words, py_text(items[i]));
	if (!wrap_lines(vm, args, 1, str_list_join(py_arena(vm), &words, " "), &lines))
		return NULL;
	return py_str(vm, str_list_join(py_arena(vm), &lines, "\n"));
}

static const struct py_method functions[] = {
	{ "dedent", "text", dedent, PY_METHOD_STATIC },
	{ "indent", "text, prefix, predicate=None", indent, PY_METHOD_STATIC },
	{ "wrap", "text, width=70, *, " WRAP_OPTIONS, wrap, PY_METHOD_STATIC },
	{ "fill", "text, width=70, *, " WRAP_OPTIONS, fill, PY_METHOD_STATIC },
	{ "shorten", "text, width, *, " WRAP_OPTIONS, shorten, PY_METHOD_STATIC },
	{ 0 },
};

/* TextWrapper itself is what is left. */
const struct py_native_module py_module_textwrap = { .name = "textwrap",
						     .functions = functions,
						     .is_open = true };
