#include "engine/py/json.h"
#include "engine/py/module_io.h"

#include <string.h>

/* The module json: arguments of dumps, loads and the classes JSONEncoder and JSONDecodeError. */

static void set_attribute(struct py *vm, struct py_object *object, const char *name,
			  struct py_object *value)
{
	if (!object->attributes) {
		object->attributes = ARENA_NEW(py_arena(vm), struct map);
		object->attributes->arena = py_arena(vm);
	}
	map_put(object->attributes, str_from(name), value);
}

struct py_object *py_raise_json_error(struct py *vm, const char *what, struct str document,
				      size_t at)
{
	const int64_t position = py_utf8_length(str_slice(document, 0, at));
	int64_t line = 1, column = 1;

	for (size_t i = 0; i < at && i < document.n; i++) {
		if (document.p[i] == '\n') {
			line++;
			column = 1;
		} else {
			column += ((unsigned char)document.p[i] & 0xc0) != 0x80;
		}
	}
	struct py_object *text = py_str_printf(vm, "%s: line %lld column %lld (char %lld)", what,
					       (long long)line, (long long)column,
					       (long long)position);
	struct py_object *error =
		py_call(vm, &py_type_from(vm, &py_json_decode_error_type)->head, &PY_ARGS(text));

	if (!error)
		return NULL;
	set_attribute(vm, error, "msg", py_str_c(vm, what));
	set_attribute(vm, error, "doc", py_str(vm, document));
	set_attribute(vm, error, "pos", py_int(vm, position));
	set_attribute(vm, error, "lineno", py_int(vm, line));
	set_attribute(vm, error, "colno", py_int(vm, column));
	return py_raise_object(vm, error);
}

/* ---- JSONEncoder: a subclass's default() is asked for what JSON does not know ---- */

struct encoder {
	struct py_object head;
	struct py_json_style style;
};

enum { SKIPKEYS, ENSURE_ASCII, CHECK_CIRCULAR, ALLOW_NAN, SORT_KEYS, INDENT, SEPARATORS, DEFAULT };

static bool take_indent(struct py *vm, struct py_object *value, struct py_json_style *style)
{
	struct strbuf spaces = STRBUF(py_arena(vm));
	int64_t n;

	if (!py_given(value))
		return true;
	style->has_indent = true;
	if (py_is_str(value)) {
		style->indent = py_text(value);
		return true;
	}
	if (!py_index_clipped(vm, value, &n))
		return false;
	for (; n > 0 && spaces.n < 256; n--)
		strbuf_add_char(&spaces, ' ');
	style->indent = strbuf_str(&spaces);
	return true;
}

static bool take_style(struct py *vm, struct py_object **args, struct py_json_style *style)
{
	bool ensure_ascii, allow_nan;
	struct py_object **pair;
	size_t n;

	if (!py_take_bool(vm, args[SKIPKEYS], false, &style->skips_keys) ||
	    !py_take_bool(vm, args[ENSURE_ASCII], true, &ensure_ascii) ||
	    !py_take_bool(vm, args[ALLOW_NAN], true, &allow_nan) ||
	    !py_take_bool(vm, args[SORT_KEYS], false, &style->sorts_keys) ||
	    !take_indent(vm, args[INDENT], style))
		return false;
	style->allows_unicode = !ensure_ascii;
	style->refuses_nan = !allow_nan;
	style->fallback = args[DEFAULT];
	if (!py_given(args[SEPARATORS]))
		return true;
	if (!py_take_items(vm, args[SEPARATORS], &pair, &n))
		return false;
	if (n != 2)
		return py_raise(vm, "ValueError",
				n < 2 ? "not enough values to unpack (expected 2, got %zu)"
				      : "too many values to unpack (expected 2)",
				n);
	return py_take_text(vm, pair[0], "separator", &style->item_separator) &&
	       py_take_text(vm, pair[1], "separator", &style->key_separator);
}

static struct py_object *encoder_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	return take_style(vm, args, &((struct encoder *)self)->style) ? self : NULL;
}

static struct py_object *encoder_encode(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	struct py_json_style style = ((struct encoder *)self)->style;
	struct str text;

	if (!py_given(style.fallback))
		style.fallback = py_getattr(vm, self, STR("default"));
	if (!style.fallback || !py_json_dumps(vm, args[0], &style, &text))
		return NULL;
	return py_str(vm, text);
}

static struct py_object *encoder_default(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	(void)self;
	return py_raise(vm, "TypeError", "Object of type %.*s is not JSON serializable",
			STR_ARG(py_type_name(args[0])));
}

static const struct py_method encoder_methods[] = {
	{ "encode", "o, /", encoder_encode, PY_METHOD_INSTANCE },
	{ "default", "o, /", encoder_default, PY_METHOD_INSTANCE },
	{ 0 },
};

#define STYLE_PARAMETERS                                                                           \
	"skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, "                 \
	"sort_keys=False, indent=None, separators=None, default=None"

static const struct py_native_type encoder_type = {
	.name = "JSONEncoder",
	.module = "json.encoder",
	.size = sizeof(struct encoder),
	.signature = "*, " STYLE_PARAMETERS,
	.new_ = encoder_new,
	.methods = encoder_methods,
	.has_attributes = true,
};

const struct py_native_type py_json_decode_error_type = {
	.name = "JSONDecodeError",
	.module = "json.decoder",
	.base = &py_ValueError_type,
	.size = sizeof(struct py_exception),
};

/* ---- functions ---- */

static bool dumps_text(struct py *vm, struct py_object *value, struct py_object **args,
		       struct py_object *class, struct str *ret)
{
	struct py_json_style style = { 0 };

	if (!take_style(vm, args, &style))
		return false;
	if (!py_given(class))
		return py_json_dumps(vm, value, &style, ret);
	struct py_object *encoder = py_call(vm, class, &PY_NO_ARGS);

	if (!encoder)
		return false;
	if (!py_is(encoder, &encoder_type))
		return py_refuse(vm, "json.dumps(cls=...) with a class that is no JSONEncoder");
	((struct encoder *)encoder)->style = style;
	struct py_object *text = py_call_method(vm, encoder, "encode", &PY_ARGS(value));

	return text && py_take_text(vm, text, "encode()", ret);
}

static struct py_object *json_dumps(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str text;

	(void)self;
	return dumps_text(vm, args[0], args + 2, args[1], &text) ? py_str(vm, text) : NULL;
}

static struct py_object *json_dump(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str text;

	(void)self;
	if (!dumps_text(vm, args[0], args + 3, args[2], &text))
		return NULL;
	return py_call_method(vm, args[1], "write", &PY_ARGS(py_str(vm, text))) ? py_none(vm)
										: NULL;
}

enum { LOADS_CLS = 1, OBJECT_HOOK, PARSE_FLOAT, PARSE_INT, PARSE_CONSTANT, PAIRS_HOOK, STRICT };

static struct py_object *json_loads(struct py *vm, struct py_object *self, struct py_object **args)
{
	const struct py_json_hooks hooks = { args[OBJECT_HOOK], args[PARSE_FLOAT], args[PARSE_INT],
					     args[PAIRS_HOOK],
					     args[STRICT] && !py_is_true(args[STRICT]) };
	struct py_object *text = args[0];

	(void)self;
	if (py_given(args[LOADS_CLS]))
		return py_refuse(vm, "json.loads(cls=...) is not supported");
	if (py_is_poison(vm, text))
		return NULL;
	if (py_is_bytes_like(text))
		text = py_call_method(vm, text, "decode", &PY_NO_ARGS);
	else if (!py_is_str(text))
		return py_raise(vm, "TypeError",
				"the JSON object must be str, bytes or bytearray, not %.*s",
				STR_ARG(py_type_name(text)));
	if (!text)
		return NULL;
	if (str_starts(py_text(text), STR("\xef\xbb\xbf")))
		return py_raise_json_error(vm, "Unexpected UTF-8 BOM (decode using utf-8-sig)",
					   py_text(text), 0);
	return py_json_loads(vm, py_text(text), &hooks);
}

static struct py_object *json_load(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *text = py_call_method(vm, args[0], "read", &PY_NO_ARGS);
	struct py_object *all[STRICT + 1];

	if (!text)
		return NULL;
	memcpy(all, args, sizeof(all));
	all[0] = text;
	return json_loads(vm, self, all);
}

#define LOAD_PARAMETERS                                                                            \
	"cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, "      \
	"object_pairs_hook=None, strict=True"
#define DUMP_PARAMETERS "cls=None, " STYLE_PARAMETERS

static const struct py_method functions[] = {
	{ "dumps", "obj, *, " DUMP_PARAMETERS, json_dumps, PY_METHOD_INSTANCE },
	{ "dump", "obj, fp, *, " DUMP_PARAMETERS, json_dump, PY_METHOD_INSTANCE },
	{ "loads", "s, *, " LOAD_PARAMETERS, json_loads, PY_METHOD_INSTANCE },
	{ "load", "fp, *, " LOAD_PARAMETERS, json_load, PY_METHOD_INSTANCE },
	{ 0 },
};

static const struct py_member members[] = {
	{ "JSONDecodeError", PY_MEMBER_TYPE, &py_json_decode_error_type, NULL },
	{ "JSONEncoder", PY_MEMBER_TYPE, &encoder_type, NULL },
	{ 0 },
};

const struct py_native_module py_module_json = {
	.name = "json",
	.members = members,
	.functions = functions,
	.is_open = true,
};

const struct py_native_module py_module_json_decoder = {
	.name = "json.decoder",
	.members = members,
	.is_open = true,
};
