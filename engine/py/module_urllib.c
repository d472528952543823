#include "engine/py/call.h"
#include "engine/py/str.h"
#include "engine/py/types.h"
#include "engine/py/typing.h"
#include "engine/py/url.h"

/* ---- SplitResult, ParseResult ---- */

static struct str field(const struct py_object *self, size_t i)
{
	const struct py_list *tuple = (struct py_list *)self;

	return i < tuple->n && py_is_str(tuple->items[i]) ? py_text(tuple->items[i]) : STR("");
}

/* A result of either shape: five parts, or six with params behind the path. */
static struct url url_of(const struct py_object *self)
{
	const bool has_params = ((struct py_list *)self)->n == 6;

	return (struct url){ field(self, 0),
			     field(self, 1),
			     field(self, 2),
			     has_params ? field(self, 3) : STR(""),
			     field(self, 3 + has_params),
			     field(self, 4 + has_params) };
}

static struct py_object *text_or_none(struct py *vm, struct str text)
{
	return text.p ? py_str(vm, text) : py_none(vm);
}

static struct url_host host_of(const struct py_object *self)
{
	struct url_host host;

	url_read_host(field(self, 1), &host);
	return host;
}

static struct py_object *get_user(struct py *vm, struct py_object *self)
{
	return text_or_none(vm, host_of(self).user);
}

static struct py_object *get_password(struct py *vm, struct py_object *self)
{
	return text_or_none(vm, host_of(self).password);
}

/* Lower case, but for a zone behind '%'. */
static struct py_object *get_host(struct py *vm, struct py_object *self)
{
	const struct str name = host_of(self).name;
	const ptrdiff_t zone = str_find_char(name, '%');
	const struct str front = zone < 0 ? name : str_slice(name, 0, (size_t)zone);
	struct py_object *lower;

	if (!name.n)
		return py_none(vm);
	lower = py_call_method(vm, py_str(vm, front), "lower", &PY_NO_ARGS);
	return lower ? py_str(vm, str_concat(py_arena(vm), py_text(lower), str_skip(name, front.n)))
		     : NULL;
}

static struct py_object *get_port(struct py *vm, struct py_object *self)
{
	const struct str port = host_of(self).port;
	int64_t number;

	if (!port.n)
		return py_none(vm);
	for (size_t i = 0; i < port.n; i++)
		if (port.p[i] < '0' || port.p[i] > '9')
			return py_raise(vm, "ValueError",
					"Port could not be cast to integer value as '%.*s'",
					STR_ARG(port));
	if (!str_to_int(port, &number) || number > 65535)
		return py_raise(vm, "ValueError", "Port out of range 0-65535");
	return py_int(vm, number);
}

static struct py_object *geturl(struct py *vm, struct py_object *self, struct py_object **args)
{
	const struct url url = url_of(self);

	(void)args;
	return py_str(vm, url_join_parts(vm, &url));
}

/* A named tuple with the properties of a network location on top. */
static struct py_object *make_result_type(struct py *vm, struct str name, const char *fields)
{
	static const struct py_property properties[] = { { "username", get_user, NULL },
							 { "password", get_password, NULL },
							 { "hostname", get_host, NULL },
							 { "port", get_port, NULL } };
	static const struct py_method method = { "geturl", "", geturl, PY_METHOD_INSTANCE };
	struct py_object *type = py_namedtuple_class(vm, name, py_str_c(vm, fields), NULL);

	if (!type)
		return NULL;
	for (size_t i = 0; i < sizeof(properties) / sizeof(properties[0]); i++) {
		struct py_native_property *property = py_new(vm, &py_native_property_type);
		property->row = &properties[i];
		map_put(&((struct py_type *)type)->dict, str_from(properties[i].name), property);
	}
	map_put(&((struct py_type *)type)->dict, STR("geturl"),
		py_native_method(vm, &method, (struct py_type *)type));
	return type;
}

static struct py_object *make_split_type(struct py *vm)
{
	return make_result_type(vm, STR("SplitResult"), "scheme netloc path query fragment");
}

static struct py_object *make_parse_type(struct py *vm)
{
	return make_result_type(vm, STR("ParseResult"), "scheme netloc path params query fragment");
}

static struct py_object *make_defrag_type(struct py *vm)
{
	return py_namedtuple_class(vm, STR("DefragResult"), py_str_c(vm, "url fragment"), NULL);
}

static struct py_object *make_result(struct py *vm, const char *type_name, const struct str *parts,
				     size_t n)
{
	struct py_object *module = py_import(vm, STR("urllib.parse")), *items[6];
	struct py_object *type = module ? py_getattr(vm, module, str_from(type_name)) : NULL;

	for (size_t i = 0; i < n; i++)
		items[i] = py_str(vm, parts[i]);
	return type ? py_call(vm, type, &(struct py_args){ items, n, NULL, 0 }) : NULL;
}

/* ---- cutting and joining ---- */

static bool take_url(struct py *vm, struct py_object *value, struct str *ret)
{
	if (py_is(value, &py_bytes_type))
		return py_refuse(vm, "urllib.parse with bytes");
	if (value && !py_is_str(value) && !py_is_none(value) && !py_is_poison(vm, value))
		return py_raise(vm, "AttributeError", "'%.*s' object has no attribute 'decode'",
				STR_ARG(py_type_name(value)));
	*ret = STR("");
	return !py_given(value) || py_take_text(vm, value, "url", ret);
}

static bool split_arguments(struct py *vm, struct py_object **args, struct url *ret)
{
	struct str text, scheme;
	bool has_fragments;

	return take_url(vm, args[0], &text) && take_url(vm, args[1], &scheme) &&
	       py_take_bool(vm, args[2], true, &has_fragments) &&
	       url_split(vm, text, scheme, has_fragments, ret);
}

static struct py_object *urlsplit(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct url url;

	(void)self;
	if (!split_arguments(vm, args, &url))
		return NULL;
	return make_result(
		vm, "SplitResult",
		(const struct str[]){ url.scheme, url.netloc, url.path, url.query, url.fragment },
		5);
}

static struct py_object *urlparse(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct url url;

	(void)self;
	if (!split_arguments(vm, args, &url))
		return NULL;
	url_cut_params(&url);
	return make_result(vm, "ParseResult",
			   (const struct str[]){ url.scheme, url.netloc, url.path, url.params,
						 url.query, url.fragment },
			   6);
}

static struct py_object *unsplit(struct py *vm, struct py_object *value, size_t wanted)
{
	struct py_object **items;
	size_t n;

	if (!py_take_items(vm, value, &items, &n))
		return NULL;
	if (n != wanted)
		return py_raise(vm, "ValueError",
				n < wanted ? "not enough values to unpack (expected %zu, got %zu)"
					   : "too many values to unpack (expected %zu)",
				wanted, n);
	const struct url url = url_of(py_tuple(vm, items, n));

	return py_str(vm, url_join_parts(vm, &url));
}

static struct py_object *urlunsplit(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return unsplit(vm, args[0], 5);
}

static struct py_object *urlunparse(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return unsplit(vm, args[0], 6);
}

static struct py_object *urljoin(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str base, text, joined;
	bool has_fragments;

	(void)self;
	if (!take_url(vm, args[0], &base) || !take_url(vm, args[1], &text) ||
	    !py_take_bool(vm, args[2], true, &has_fragments) ||
	    !url_join(vm, base, text, has_fragments, &joined))
		return NULL;
	return py_str(vm, joined);
}

static struct py_object *urldefrag(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str text, fragment;
	struct url url;

	(void)self;
	if (!take_url(vm, args[0], &text) || !url_split(vm, text, STR(""), true, &url))
		return NULL;
	fragment = url.fragment;
	url.fragment = STR("");
	if (str_find_char(text, '#') >= 0)
		text = url_join_parts(vm, &url);
	return make_result(vm, "DefragResult", (const struct str[]){ text, fragment }, 2);
}

/* ---- percent-encoding ---- */

/* The bytes of a str (UTF-8) or bytes. */
static bool take_quotable(struct py *vm, struct py_object *value, struct str *ret)
{
	if (py_is_poison(vm, value))
		return false;
	if (py_is_str(value))
		*ret = py_text(value);
	else if (py_is(value, &py_bytes_type))
		*ret = ((struct py_bytes *)value)->value;
	else
		return py_raise(vm, "TypeError", "quote_from_bytes() expected bytes");
	return true;
}

static bool take_safe(struct py *vm, struct py_object *value, const char *absent, struct str *ret)
{
	*ret = str_from(absent);
	return !value || take_quotable(vm, value, ret);
}

static struct py_object *quote(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str text, safe;

	(void)self;
	return take_quotable(vm, args[0], &text) && take_safe(vm, args[1], "/", &safe)
		       ? py_str(vm, url_quote(py_arena(vm), text, safe))
		       : NULL;
}

static struct py_object *quote_plus(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str text, safe;

	(void)self;
	return take_quotable(vm, args[0], &text) && take_safe(vm, args[1], "", &safe)
		       ? py_str(vm, url_quote_plus(py_arena(vm), text, safe))
		       : NULL;
}

static struct py_object *unquote(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str text;

	(void)self;
	if (py_is(args[0], &py_bytes_type))
		return py_text_decode(
			vm, url_unquote_bytes(py_arena(vm), ((struct py_bytes *)args[0])->value),
			STR("utf-8"), STR("replace"));
	if (!py_is_str(args[0]))
		return py_is_poison(vm, args[0])
			       ? NULL
			       : py_raise(vm, "TypeError",
					  "argument of type '%.*s' is not iterable",
					  STR_ARG(py_type_name(args[0])));
	text = py_text(args[0]);
	return url_unquote(vm, text);
}

static struct py_object *unquote_plus(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	struct str text;

	(void)self;
	return take_url(vm, args[0], &text) ? url_unquote(vm, url_plus_to_space(py_arena(vm), text))
					    : NULL;
}

static struct py_object *unquote_to_bytes(struct py *vm, struct py_object *self,
					  struct py_object **args)
{
	struct str text;

	(void)self;
	return take_quotable(vm, args[0], &text)
		       ? py_bytes(vm, url_unquote_bytes(py_arena(vm), text))
		       : NULL;
}

/* ---- query strings ---- */

struct encoding {
	struct py_object *function; /* quote_via, NULL: quote_plus */
	struct str safe;
	struct strbuf text;
};

static bool encode_one(struct py *vm, struct encoding *encoding, struct py_object *value,
		       struct str *ret)
{
	struct py_object *quoted;

	if (!py_is(value, &py_bytes_type) && !py_is_str(value)) {
		if (!py_to_str(vm, value, ret))
			return false;
		value = py_str(vm, *ret);
	}
	if (!encoding->function) {
		if (!take_quotable(vm, value, ret))
			return false;
		*ret = url_quote_plus(py_arena(vm), *ret, encoding->safe);
		return true;
	}
	quoted = py_call(vm, encoding->function, &PY_ARGS(value, py_str(vm, encoding->safe)));
	return quoted && py_take_text(vm, quoted, "quoted text", ret);
}

static bool add_pair(struct py *vm, struct encoding *encoding, struct py_object *key,
		     struct py_object *value)
{
	struct str name, text;

	if (!encode_one(vm, encoding, key, &name) || !encode_one(vm, encoding, value, &text))
		return false;
	strbuf_separate(&encoding->text, "&");
	strbuf_add(&encoding->text, name);
	strbuf_add_char(&encoding->text, '=');
	strbuf_add(&encoding->text, text);
	return true;
}

static bool add_values(struct py *vm, struct encoding *encoding, struct py_object *key,
		       struct py_object *value, bool has_sequences)
{
	struct py_object **items;
	size_t n;

	if (!has_sequences || py_is_str(value) || py_is(value, &py_bytes_type) ||
	    !value->type->slots.length)
		return add_pair(vm, encoding, key, value);
	if (!py_take_items(vm, value, &items, &n))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!add_pair(vm, encoding, key, items[i]))
			return false;
	return true;
}

/* args: query, doseq, safe, encoding, errors, quote_via */
static struct py_object *urlencode(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct encoding encoding = { .function = py_given(args[5]) ? args[5] : NULL,
				     .text = STRBUF(py_arena(vm)) };
	struct py_object *query = args[0], **items, **pair;
	bool has_sequences;
	size_t n, count;

	(void)self;
	if (!py_take_bool(vm, args[1], false, &has_sequences) ||
	    !take_safe(vm, args[2], "", &encoding.safe))
		return NULL;
	if (py_type_lookup(query->type, STR("items")))
		query = py_call_method(vm, query, "items", &PY_NO_ARGS);
	if (!query || !py_take_items(vm, query, &items, &n))
		return NULL;
	for (size_t i = 0; i < n; i++) {
		if (!py_is(items[i], &py_tuple_type) && !py_is_poison(vm, items[i]) &&
		    args[0] == query)
			return py_raise(vm, "TypeError",
					"not a valid non-string sequence or mapping object");
		if (!py_take_items(vm, items[i], &pair, &count) || count != 2 ||
		    !add_values(vm, &encoding, pair[0], pair[1], has_sequences))
			return py_is_unwinding(vm) ? NULL
						   : py_raise(vm, "ValueError",
							      "too many values to unpack "
							      "(expected 2)");
	}
	return py_str(vm, strbuf_str(&encoding.text));
}

struct query_options {
	struct str separator;
	bool keeps_blank, is_strict;
};

/* One "name=value"; *ret_name NULL: it does not count. */
static bool read_pair(struct py *vm, struct str part, const struct query_options *options,
		      struct py_object **ret_name, struct py_object **ret_value)
{
	const ptrdiff_t sign = str_find_char(part, '=');
	struct str value = sign < 0 ? STR("") : str_skip(part, (size_t)sign + 1), shown;

	*ret_name = NULL;
	if (sign < 0 && options->is_strict)
		return py_repr(vm, py_str(vm, part), &shown) &&
		       py_raise(vm, "ValueError", "bad query field: %.*s", STR_ARG(shown));
	if (!value.n && !options->keeps_blank)
		return true;
	part = sign < 0 ? part : str_slice(part, 0, (size_t)sign);
	*ret_name = url_unquote(vm, url_plus_to_space(py_arena(vm), part));
	*ret_value = url_unquote(vm, url_plus_to_space(py_arena(vm), value));
	return *ret_name && *ret_value;
}

/* args: qs, keep_blank_values, strict_parsing, encoding, errors, max_num_fields, separator */
static struct py_object *parse_qsl(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct query_options options = { .separator = STR("&") };
	struct py_object *list = py_list(vm), *name, *value;
	struct str rest;

	(void)self;
	if (!take_url(vm, args[0], &rest) ||
	    !py_take_bool(vm, args[1], false, &options.keeps_blank) ||
	    !py_take_bool(vm, args[2], false, &options.is_strict) ||
	    (args[6] && !py_take_text(vm, args[6], "separator", &options.separator)))
		return NULL;
	if (options.separator.n < 1)
		return py_raise(vm, "ValueError", "Separator must be of type string or bytes.");
	while (rest.n) {
		const ptrdiff_t at = str_find(rest, options.separator);
		const struct str part = at < 0 ? rest : str_slice(rest, 0, (size_t)at);
		rest = at < 0 ? STR("") : str_skip(rest, (size_t)at + options.separator.n);
		if (!part.n && !options.is_strict)
			continue;
		if (!read_pair(vm, part, &options, &name, &value))
			return NULL;
		if (name)
			py_list_append(vm, list, py_pair(vm, name, value));
	}
	return list;
}

static struct py_object *parse_qs(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *pairs = parse_qsl(vm, self, args), *dict = py_dict(vm), *values;
	const struct py_list *list = (struct py_list *)pairs;

	for (size_t i = 0; pairs && i < list->n; i++) {
		const struct py_list *pair = (struct py_list *)list->items[i];
		if (!py_dict_find(vm, dict, pair->items[0], &values))
			return NULL;
		if (!values) {
			values = py_list(vm);
			if (!py_dict_set(vm, dict, pair->items[0], values))
				return NULL;
		}
		py_list_append(vm, values, pair->items[1]);
	}
	return pairs ? dict : NULL;
}

/* ---- the modules ---- */

static const struct py_member members[] = {
	{ "SplitResult", PY_MEMBER_MAKE, NULL, make_split_type },
	{ "ParseResult", PY_MEMBER_MAKE, NULL, make_parse_type },
	{ "DefragResult", PY_MEMBER_MAKE, NULL, make_defrag_type },
	{ 0 },
};

#define QUERY_SIGNATURE                                                                            \
	"qs, keep_blank_values=False, strict_parsing=False, encoding='utf-8', errors='replace', "  \
	"max_num_fields=None, separator='&'"

static const struct py_method functions[] = {
	{ "urlsplit", "url, scheme='', allow_fragments=True", urlsplit, PY_METHOD_STATIC },
	{ "urlparse", "url, scheme='', allow_fragments=True", urlparse, PY_METHOD_STATIC },
	{ "urlunsplit", "components", urlunsplit, PY_METHOD_STATIC },
	{ "urlunparse", "components", urlunparse, PY_METHOD_STATIC },
	{ "urljoin", "base, url, allow_fragments=True", urljoin, PY_METHOD_STATIC },
	{ "urldefrag", "url", urldefrag, PY_METHOD_STATIC },
	{ "quote", "string, safe='/', encoding=None, errors=None", quote, PY_METHOD_STATIC },
	{ "quote_plus", "string, safe='', encoding=None, errors=None", quote_plus,
	  PY_METHOD_STATIC },
	{ "quote_from_bytes", "bs, safe='/'", quote, PY_METHOD_STATIC },
	{ "unquote", "string, encoding='utf-8', errors='replace'", unquote, PY_METHOD_STATIC },
	{ "unquote_plus", "string, encoding='utf-8', errors='replace'", unquote_plus,
	  PY_METHOD_STATIC },
	{ "unquote_to_bytes", "string", unquote_to_bytes, PY_METHOD_STATIC },
	{ "urlencode", "query, doseq=False, safe='', encoding=None, errors=None, quote_via=None",
	  urlencode, PY_METHOD_STATIC },
	{ "parse_qsl", QUERY_SIGNATURE, parse_qsl, PY_METHOD_STATIC },
	{ "parse_qs", QUERY_SIGNATURE, parse_qs, PY_METHOD_STATIC },
	{ 0 },
};

const struct py_native_module py_module_urllib_parse = {
	.name = "urllib.parse", .members = members, .functions = functions, .is_open = true
};

/* The rest of it reaches the network. */
const struct py_native_module py_module_urllib = { .name = "urllib", .is_open = true };
