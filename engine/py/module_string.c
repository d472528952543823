#include "engine/py/values.h"

/* ---- Template ---- */

struct template
{
	struct py_object head;
	struct str text;
};

enum on_missing { ON_MISSING_RAISE, ON_MISSING_KEEP };

static bool is_name_start(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static size_t name_length(struct str text)
{
	size_t n = 0;

	if (!text.n || !is_name_start(text.p[0]))
		return 0;
	while (n < text.n && (is_name_start(text.p[n]) || (text.p[n] >= '0' && text.p[n] <= '9')))
		n++;
	return n;
}

/* What stands behind a '$': the name (empty for "$$") and how many bytes it takes; false: neither.
 */
static bool read_placeholder(struct str text, struct str *ret_name, size_t *ret_size)
{
	*ret_name = STR("");
	*ret_size = 1;
	if (text.n && text.p[0] == '$')
		return true;
	const bool has_braces = text.n && text.p[0] == '{';
	const struct str inner = str_skip(text, has_braces);
	const size_t n = name_length(inner);

	*ret_name = str_slice(inner, 0, n);
	*ret_size = n + (has_braces ? 2 : 0);
	return n && (!has_braces || (n < inner.n && inner.p[n] == '}'));
}

static bool raise_invalid(struct py *vm, struct str text, size_t at)
{
	int line = 1;
	size_t start = 0;

	for (size_t i = 0; i < at; i++)
		if (text.p[i] == '\n') {
			line++;
			start = i + 1;
		}
	return py_raise(vm, "ValueError", "Invalid placeholder in string: line %d, col %lld", line,
			(long long)py_utf8_length(str_slice(text, start, at)) + 1);
}

/* The value from the keywords, else from the mapping; *ret NULL: there is none. */
static bool find_value(struct py *vm, struct py_object **args, struct str name,
		       struct py_object **ret)
{
	*ret = py_dict_get_str(vm, args[1], name);
	if (*ret || !args[0])
		return true;
	*ret = py_getitem(vm, args[0], py_str(vm, name));
	return *ret || py_catch(vm, "KeyError");
}

/* The text for a name; p NULL: there is none, and that is allowed. */
static bool value_text(struct py *vm, struct py_object **args, struct str name,
		       enum on_missing on_missing, struct str *ret)
{
	struct py_object *value;

	*ret = STR_NULL;
	if (!find_value(vm, args, name, &value))
		return false;
	if (value && !py_to_str(vm, value, ret))
		return false;
	if (value)
		*ret = ret->p ? *ret : STR("");
	return value || on_missing == ON_MISSING_KEEP ||
	       py_raise_value(vm, &py_KeyError_type, py_str(vm, name));
}

static struct py_object *fill_in(struct py *vm, struct py_object *self, struct py_object **args,
				 enum on_missing on_missing)
{
	const struct str text = ((struct template *)self)->text;
	struct strbuf buffer = STRBUF(py_arena(vm));

	for (size_t at = 0; at < text.n; at++) {
		struct str name, value = STR("$");
		size_t size;
		if (text.p[at] != '$') {
			strbuf_add_char(&buffer, text.p[at]);
			continue;
		}
		if (!read_placeholder(str_skip(text, at + 1), &name, &size)) {
			if (on_missing == ON_MISSING_RAISE)
				return raise_invalid(vm, text, at) ? self : NULL;
			strbuf_add_char(&buffer, '$');
			continue;
		}
		if (name.n && !value_text(vm, args, name, on_missing, &value))
			return NULL;
		strbuf_add(&buffer, value.p ? value : str_slice(text, at, at + 1 + size));
		at += size;
	}
	return py_str(vm, strbuf_str(&buffer));
}

static struct py_object *substitute(struct py *vm, struct py_object *self, struct py_object **args)
{
	return fill_in(vm, self, args, ON_MISSING_RAISE);
}

static struct py_object *safe_substitute(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	return fill_in(vm, self, args, ON_MISSING_KEEP);
}

static struct py_object *template_new(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	return py_take_text(vm, args[0], "template", &((struct template *)self)->text) ? self
										       : NULL;
}

static struct py_object *template_text(struct py *vm, struct py_object *self)
{
	return py_str(vm, ((struct template *)self)->text);
}

static const struct py_native_type template_type = {
	.name = "Template",
	.module = "string",
	.size = sizeof(struct template),
	.signature = "template",
	.new_ = template_new,
	.methods = (const struct py_method[]){ { "substitute", "mapping=None, /, **kws", substitute,
						 PY_METHOD_INSTANCE },
					       { "safe_substitute", "mapping=None, /, **kws",
						 safe_substitute, PY_METHOD_INSTANCE },
					       { 0 } },
	.properties = (const struct py_property[]){ { "template", template_text, NULL }, { 0 } },
};

/* ---- the module ---- */

static struct py_object *capwords(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *separator = py_given(args[1]) ? args[1] : py_str_c(vm, " ");
	struct py_object *parts, *words = py_list(vm), **items;
	size_t n;

	(void)self;
	parts = py_given(args[1]) ? py_call_method(vm, args[0], "split", &PY_ARGS(args[1]))
				  : py_call_method(vm, args[0], "split", &PY_NO_ARGS);
	if (!parts || !py_take_items(vm, parts, &items, &n))
		return NULL;
	for (size_t i = 0; i < n; i++) {
		struct py_object *word = py_call_method(vm, items[i], "capitalize", &PY_NO_ARGS);
		if (!word)
			return NULL;
		py_list_append(vm, words, word);
	}
	return py_call_method(vm, separator, "join", &PY_ARGS(words));
}

#define LOWER  "abcdefghijklmnopqrstuvwxyz"
#define UPPER  "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"
#define MARKS  "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
#define BLANKS " \t\n\r\v\f"

static const struct py_member members[] = {
	{ "ascii_letters", PY_MEMBER_STRING, LOWER UPPER, NULL },
	{ "ascii_lowercase", PY_MEMBER_STRING, LOWER, NULL },
	{ "ascii_uppercase", PY_MEMBER_STRING, UPPER, NULL },
	{ "digits", PY_MEMBER_STRING, DIGITS, NULL },
	{ "hexdigits", PY_MEMBER_STRING, DIGITS "abcdefABCDEF", NULL },
	{ "octdigits", PY_MEMBER_STRING, "01234567", NULL },
	{ "punctuation", PY_MEMBER_STRING, MARKS, NULL },
	{ "whitespace", PY_MEMBER_STRING, BLANKS, NULL },
	{ "printable", PY_MEMBER_STRING, DIGITS LOWER UPPER MARKS BLANKS, NULL },
	{ "Template", PY_MEMBER_TYPE, &template_type, NULL },
	{ 0 },
};

static const struct py_method functions[] = {
	{ "capwords", "s, sep=None", capwords, PY_METHOD_STATIC },
	{ 0 },
};

/* Formatter is what is left. */
const struct py_native_module py_module_string = {
	.name = "string", .members = members, .functions = functions, .is_open = true
};
