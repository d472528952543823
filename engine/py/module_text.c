#include "engine/py/values.h"

#include <utf8proc.h>

/* Small modules about text: html and unicodedata. */

/* ---- html ---- */

static struct py_object *html_escape(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct strbuf out = STRBUF(py_arena(vm));
	struct str text;
	bool quote;

	(void)self;
	if (!py_take_text(vm, args[0], "s", &text) || !py_take_bool(vm, args[1], true, &quote))
		return NULL;
	for (size_t i = 0; i < text.n; i++) {
		const char c = text.p[i];
		if (c == '&')
			strbuf_add_c(&out, "&amp;");
		else if (c == '<')
			strbuf_add_c(&out, "&lt;");
		else if (c == '>')
			strbuf_add_c(&out, "&gt;");
		else if (c == '"' && quote)
			strbuf_add_c(&out, "&quot;");
		else if (c == '\'' && quote)
			strbuf_add_c(&out, "&#x27;");
		else
			strbuf_add_char(&out, c);
	}
	return py_str(vm, strbuf_str(&out));
}

static const struct {
	const char *name;
	uint32_t code;
} entities[] = {
	{ "amp", '&' },      { "lt", '<' },        { "gt", '>' },       { "quot", '"' },
	{ "apos", '\'' },    { "nbsp", 0xa0 },     { "copy", 0xa9 },    { "reg", 0xae },
	{ "euro", 0x20ac },  { "hellip", 0x2026 }, { "ndash", 0x2013 }, { "mdash", 0x2014 },
	{ "lsquo", 0x2018 }, { "rsquo", 0x2019 },  { "ldquo", 0x201c }, { "rdquo", 0x201d },
	{ "bull", 0x2022 },  { "middot", 0xb7 },   { "deg", 0xb0 },     { "times", 0xd7 },
};

/* The code point of what stands between '&' and ';'; 0: none that is known. */
static uint32_t entity_code(struct str name)
{
	const bool is_hex = name.n > 1 && (name.p[1] | 0x20) == 'x';
	uint32_t code = 0;

	if (!name.n || name.p[0] != '#') {
		for (size_t i = 0; i < sizeof(entities) / sizeof(*entities); i++)
			if (str_is(name, entities[i].name))
				return entities[i].code;
		return 0;
	}
	for (size_t i = is_hex ? 2 : 1; i < name.n && code <= 0x10ffff; i++) {
		const ptrdiff_t digit =
			str_find_char(STR("0123456789abcdef0123456789ABCDEF"), name.p[i]);
		if (digit < 0 || (!is_hex && digit > 9))
			return 0;
		code = code * (is_hex ? 16 : 10) + (uint32_t)(digit & 15);
	}
	return code > 0x10ffff ? 0 : code;
}

static struct py_object *html_unescape(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	struct strbuf out = STRBUF(py_arena(vm));
	struct str text;

	(void)self;
	if (!py_take_text(vm, args[0], "s", &text))
		return NULL;
	while (text.n) {
		const ptrdiff_t end = text.p[0] == '&' ? str_find_char(text, ';') : -1;
		const struct str name = end > 0 ? str_slice(text, 1, (size_t)end) : STR("");
		const uint32_t code = entity_code(name);
		bool looks_like_entity = name.n > 0 && name.n < 32;
		for (size_t i = 0; i < name.n; i++)
			looks_like_entity =
				looks_like_entity &&
				(name.p[i] == '#' || (name.p[i] >= '0' && name.p[i] <= '9') ||
				 ((name.p[i] | 0x20) >= 'a' && (name.p[i] | 0x20) <= 'z'));
		if (code) {
			strbuf_add_code_point(&out, code);
			text = str_skip(text, (size_t)end + 1);
		} else if (looks_like_entity) {
			return py_refuse(vm, "the HTML entity '&%.*s;' is not known",
					 STR_ARG(name));
		} else {
			strbuf_add_char(&out, text.p[0]);
			text = str_skip(text, 1);
		}
	}
	return py_str(vm, strbuf_str(&out));
}

static const struct py_method html_functions[] = {
	{ "escape", "s, quote=True", html_escape, PY_METHOD_INSTANCE },
	{ "unescape", "s", html_unescape, PY_METHOD_INSTANCE },
	{ 0 },
};

const struct py_native_module py_module_html = {
	.name = "html",
	.functions = html_functions,
	.is_open = true,
};

/* ---- unicodedata ---- */

static bool decompose(struct py *vm, struct str text, utf8proc_option_t options, struct str *ret)
{
	const utf8proc_ssize_t room =
		(utf8proc_ssize_t)text.n * 18 + 4; /* no character grows by more */
	struct strbuf out = STRBUF(py_arena(vm));

	if (!py_reserve(vm, (size_t)room * 4))
		return false;
	utf8proc_int32_t *codes = ARENA_ARRAY(py_arena(vm), utf8proc_int32_t, (size_t)room);
	utf8proc_ssize_t n = utf8proc_decompose((const utf8proc_uint8_t *)text.p,
						(utf8proc_ssize_t)text.n, codes, room, options);

	if (n < 0 || n > room)
		return py_refuse(vm, "normalize() of text that is not Unicode");
	n = utf8proc_normalize_utf32(codes, n, options);
	for (utf8proc_ssize_t i = 0; i < n; i++)
		strbuf_add_code_point(&out, (uint32_t)codes[i]);
	*ret = strbuf_str(&out);
	return true;
}

static bool normal_form(struct py *vm, struct py_object **args, struct str *ret_text,
			struct str *ret)
{
	static const struct {
		const char *name;
		utf8proc_option_t options;
	} forms[] = {
		{ "NFC", UTF8PROC_STABLE | UTF8PROC_COMPOSE },
		{ "NFD", UTF8PROC_STABLE | UTF8PROC_DECOMPOSE },
		{ "NFKC", UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT },
		{ "NFKD", UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT },
	};
	struct str form;

	if (!py_take_text(vm, args[0], "form", &form) ||
	    !py_take_text(vm, args[1], "unistr", ret_text))
		return false;
	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++)
		if (str_is(form, forms[i].name))
			return decompose(vm, *ret_text, forms[i].options, ret);
	return py_raise(vm, "ValueError", "invalid normalization form");
}

static struct py_object *unicode_normalize(struct py *vm, struct py_object *self,
					   struct py_object **args)
{
	struct str text, normal;

	(void)self;
	return normal_form(vm, args, &text, &normal) ? py_str(vm, normal) : NULL;
}

static struct py_object *unicode_is_normalized(struct py *vm, struct py_object *self,
					       struct py_object **args)
{
	struct str text, normal;

	(void)self;
	return normal_form(vm, args, &text, &normal) ? py_bool(vm, str_equal(text, normal)) : NULL;
}

static bool take_character(struct py *vm, struct py_object *value, const char *function,
			   uint32_t *ret)
{
	if (!py_is_str(value) || py_str_length(value) != 1)
		return py_raise(vm, "TypeError",
				"%s argument must be a unicode character, not %.*s", function,
				STR_ARG(py_type_name(value)));
	py_utf8_next(py_text(value), ret);
	return true;
}

static struct py_object *unicode_category(struct py *vm, struct py_object *self,
					  struct py_object **args)
{
	uint32_t code;

	(void)self;
	return take_character(vm, args[0], "category()", &code)
		       ? py_str_c(vm, utf8proc_category_string((utf8proc_int32_t)code))
		       : NULL;
}

static struct py_object *unicode_combining(struct py *vm, struct py_object *self,
					   struct py_object **args)
{
	uint32_t code;

	(void)self;
	return take_character(vm, args[0], "combining()", &code)
		       ? py_int(vm, utf8proc_get_property((utf8proc_int32_t)code)->combining_class)
		       : NULL;
}

static const struct py_method unicode_functions[] = {
	{ "normalize", "form, unistr, /", unicode_normalize, PY_METHOD_INSTANCE },
	{ "is_normalized", "form, unistr, /", unicode_is_normalized, PY_METHOD_INSTANCE },
	{ "category", "chr, /", unicode_category, PY_METHOD_INSTANCE },
	{ "combining", "chr, /", unicode_combining, PY_METHOD_INSTANCE },
	{ 0 },
};

const struct py_native_module py_module_unicodedata = {
	.name = "unicodedata",
	.functions = unicode_functions,
	.is_open = true,
};
