#include "engine/py/regex.h"

#include "engine/py/subject.h"

/* The module re: pattern objects and the functions that compile on the way. */

static struct py_object *regex_pattern(struct py *vm, struct py_object *self)
{
	(void)vm;
	return ((struct regex *)self)->source;
}

static struct py_object *regex_flags(struct py *vm, struct py_object *self)
{
	return py_int(vm, ((struct regex *)self)->flags);
}

static struct py_object *regex_groups(struct py *vm, struct py_object *self)
{
	return py_int(vm, (int64_t)((struct regex *)self)->group_count);
}

static struct py_object *regex_groupindex(struct py *vm, struct py_object *self)
{
	const struct regex *regex = (struct regex *)self;
	struct py_object *dict = py_dict(vm);

	for (size_t i = 1; i <= regex->group_count; i++)
		if (regex->names[i].p &&
		    !py_dict_set_str(vm, dict, regex->names[i], py_int(vm, (int64_t)i)))
			return NULL;
	return dict;
}

static const struct {
	const char *name;
	int64_t bit;
} flag_names[] = {
#define X(name, letter, bit) { #name, bit },
	REGEX_FLAGS(X)
#undef X
};

static struct py_object *regex_repr(struct py *vm, struct py_object *self)
{
	const struct regex *regex = (struct regex *)self;
	struct strbuf buffer = STRBUF(py_arena(vm));
	struct str source;
	bool is_first = true;

	if (!py_repr(vm, regex->source, &source))
		return NULL;
	strbuf_printf(&buffer, "re.compile(%.*s", (int)(source.n > 200 ? 200 : source.n), source.p);
	for (size_t i = 0; i < sizeof(flag_names) / sizeof(*flag_names); i++) {
		if (!(regex->flags & flag_names[i].bit) || flag_names[i].bit == REGEX_UNICODE)
			continue;
		strbuf_printf(&buffer, "%sre.%s", is_first ? ", " : "|", flag_names[i].name);
		is_first = false;
	}
	strbuf_add_char(&buffer, ')');
	return py_str(vm, strbuf_str(&buffer));
}

static const struct py_method regex_methods[] = {
	{ "search", "string, pos=0, endpos=None", regex_search, PY_METHOD_INSTANCE },
	{ "match", "string, pos=0, endpos=None", regex_match_method, PY_METHOD_INSTANCE },
	{ "fullmatch", "string, pos=0, endpos=None", regex_fullmatch, PY_METHOD_INSTANCE },
	{ "findall", "string, pos=0, endpos=None", regex_findall, PY_METHOD_INSTANCE },
	{ "finditer", "string, pos=0, endpos=None", regex_finditer, PY_METHOD_INSTANCE },
	{ "split", "string, maxsplit=0", regex_split, PY_METHOD_INSTANCE },
	{ "sub", "repl, string, count=0", regex_sub, PY_METHOD_INSTANCE },
	{ "subn", "repl, string, count=0", regex_subn, PY_METHOD_INSTANCE },
	{ 0 },
};

static const struct py_property regex_properties[] = {
	{ "pattern", regex_pattern, NULL },
	{ "flags", regex_flags, NULL },
	{ "groups", regex_groups, NULL },
	{ "groupindex", regex_groupindex, NULL },
	{ 0 },
};

const struct py_native_type regex_type = {
	.name = "Pattern",
	.module = "re",
	.size = sizeof(struct regex),
	.methods = regex_methods,
	.properties = regex_properties,
	.slots = { .repr = regex_repr },
};

const struct py_native_type regex_error_type = {
	.name = "error",
	.module = "re",
	.base = &py_Exception_type,
	.size = sizeof(struct py_exception),
};

/* ---- functions ---- */

static struct regex *compiled(struct py *vm, struct py_object *pattern, struct py_object *flags)
{
	int64_t bits = 0;

	if (flags && !py_take_int(vm, flags, "flags", &bits))
		return NULL;
	return regex_compile(vm, pattern, bits);
}

static struct py_object *re_compile(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return (struct py_object *)compiled(vm, args[0], args[1]);
}

/* pattern, string, flags */
#define FINDING_FUNCTION(name, method)                                                             \
	static struct py_object *re_##name(struct py *vm, struct py_object *self,                  \
					   struct py_object **args)                                \
	{                                                                                          \
		struct regex *regex = compiled(vm, args[0], args[2]);                              \
		(void)self;                                                                        \
		return regex ? method(vm, &regex->head,                                            \
				      (struct py_object *[]){ args[1], NULL, NULL })               \
			     : NULL;                                                               \
	}

FINDING_FUNCTION(search, regex_search)
FINDING_FUNCTION(match, regex_match_method)
FINDING_FUNCTION(fullmatch, regex_fullmatch)
FINDING_FUNCTION(findall, regex_findall)
FINDING_FUNCTION(finditer, regex_finditer)

static struct py_object *re_split(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct regex *regex = compiled(vm, args[0], args[3]);

	(void)self;
	return regex ? regex_split(vm, &regex->head, args + 1) : NULL;
}

static struct py_object *re_sub(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct regex *regex = compiled(vm, args[0], args[4]);

	(void)self;
	return regex ? regex_sub(vm, &regex->head, args + 1) : NULL;
}

static struct py_object *re_subn(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct regex *regex = compiled(vm, args[0], args[4]);

	(void)self;
	return regex ? regex_subn(vm, &regex->head, args + 1) : NULL;
}

static struct py_object *re_escape(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct strbuf out = STRBUF(py_arena(vm));

	(void)self;
	if (!py_is_str(args[0]) && !py_is_bytes_like(args[0]))
		return py_raise(vm, "TypeError", "expected string or bytes-like object, got '%.*s'",
				STR_ARG(py_type_name(args[0])));
	const struct str text = subject_text(args[0]);

	for (size_t i = 0; i < text.n; i++) {
		if (str_find_char(STR("()[]{}?*+-|^$\\.&~# \t\n\r\v\f"), text.p[i]) >= 0)
			strbuf_add_char(&out, '\\');
		strbuf_add_char(&out, text.p[i]);
	}
	return subject_new(vm, args[0], strbuf_str(&out));
}

static struct py_object *re_purge(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	(void)args;
	return py_none(vm);
}

#define X(name, letter, bit)                                                                       \
	static struct py_object *make_##name(struct py *vm)                                        \
	{                                                                                          \
		return py_int(vm, bit);                                                            \
	}
REGEX_FLAGS(X)
#undef X

static struct py_object *make_no_flag(struct py *vm)
{
	return py_int(vm, 0);
}

static const struct py_member members[] = {
#define X(name, letter, bit)                                                                       \
	{ #name, PY_MEMBER_MAKE, NULL, make_##name },                                              \
		{ #letter, PY_MEMBER_MAKE, NULL, make_##name },
	REGEX_FLAGS(X)
#undef X
		{ "NOFLAG", PY_MEMBER_MAKE, NULL, make_no_flag },
	{ "Pattern", PY_MEMBER_TYPE, &regex_type, NULL },
	{ "Match", PY_MEMBER_TYPE, &regex_match_type, NULL },
	{ "error", PY_MEMBER_TYPE, &regex_error_type, NULL },
	{ 0 },
};

static const struct py_method functions[] = {
	{ "compile", "pattern, flags=0", re_compile, PY_METHOD_INSTANCE },
	{ "search", "pattern, string, flags=0", re_search, PY_METHOD_INSTANCE },
	{ "match", "pattern, string, flags=0", re_match, PY_METHOD_INSTANCE },
	{ "fullmatch", "pattern, string, flags=0", re_fullmatch, PY_METHOD_INSTANCE },
	{ "findall", "pattern, string, flags=0", re_findall, PY_METHOD_INSTANCE },
	{ "finditer", "pattern, string, flags=0", re_finditer, PY_METHOD_INSTANCE },
	{ "split", "pattern, string, maxsplit=0, flags=0", re_split, PY_METHOD_INSTANCE },
	{ "sub", "pattern, repl, string, count=0, flags=0", re_sub, PY_METHOD_INSTANCE },
	{ "subn", "pattern, repl, string, count=0, flags=0", re_subn, PY_METHOD_INSTANCE },
	{ "escape", "pattern", re_escape, PY_METHOD_INSTANCE },
	{ "purge", "", re_purge, PY_METHOD_INSTANCE },
	{ 0 },
};

const struct py_native_module py_module_re = {
	.name = "re",
	.members = members,
	.functions = functions,
	.is_open = true,
};
