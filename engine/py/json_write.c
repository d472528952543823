#include "engine/py/json.h"

#include <math.h>

/* json.dumps (`Lib/json/encoder.py`). */

struct writer {
	struct py *vm;
	struct strbuf out;
	const struct py_json_style *style;
	int depth;
};

static void add_string(struct writer *writer, struct str text)
{
	static const char codes[] = "\b\t\n\f\r\"\\", names[] = "btnfr\"\\";
	struct strbuf *out = &writer->out;

	strbuf_add_char(out, '"');
	while (text.n) {
		uint32_t code;
		const size_t size = py_utf8_next(text, &code);
		const ptrdiff_t known = code < 0x80 && code ? str_find_char(STR(codes), (char)code)
							    : -1;
		if (known >= 0)
			strbuf_printf(out, "\\%c", names[known]);
		else if (code < 0x20 ||
			 (!writer->style->allows_unicode && code > 0x7e && code < 0x10000))
			strbuf_printf(out, "\\u%04x", code);
		else if (!writer->style->allows_unicode && code > 0xffff)
			strbuf_printf(out, "\\u%04x\\u%04x", 0xd800 + ((code - 0x10000) >> 10),
				      0xdc00 + ((code - 0x10000) & 0x3ff));
		else
			strbuf_add(out, str_slice(text, 0, size));
		text = str_skip(text, size);
	}
	strbuf_add_char(out, '"');
}

static bool number_text(struct writer *writer, struct py_object *value, struct str *ret)
{
	struct py *vm = writer->vm;

	if (py_is_int(value)) {
		*ret = py_int_text(vm, value, 10);
		return ret->p != NULL;
	}
	const double number = ((struct py_float *)value)->value;

	if (isfinite(number)) {
		*ret = py_double_repr(py_arena(vm), number);
		return true;
	}
	if (writer->style->refuses_nan) {
		*ret = py_double_repr(py_arena(vm), number);
		return py_raise(vm, "ValueError",
				"Out of range float values are not JSON compliant");
	}
	*ret = isnan(number) ? STR("NaN") : number > 0 ? STR("Infinity") : STR("-Infinity");
	return true;
}

static void add_break(struct writer *writer)
{
	if (!writer->style->has_indent)
		return;
	strbuf_add_char(&writer->out, '\n');
	for (int i = 0; i < writer->depth; i++)
		strbuf_add(&writer->out, writer->style->indent);
}

static void add_separator(struct writer *writer)
{
	const struct py_json_style *style = writer->style;

	if (style->item_separator.p)
		strbuf_add(&writer->out, style->item_separator);
	else
		strbuf_add(&writer->out, style->has_indent ? STR(",") : STR(", "));
}

static bool add_value(struct writer *writer, struct py_object *value);

static bool add_array(struct writer *writer, struct py_object *value)
{
	const struct py_list *list = (struct py_list *)value;

	if (!list->n) {
		strbuf_add_c(&writer->out, "[]");
		return true;
	}
	strbuf_add_char(&writer->out, '[');
	writer->depth++;
	for (size_t i = 0; i < list->n; i++) {
		if (i)
			add_separator(writer);
		add_break(writer);
		if (!add_value(writer, list->items[i]))
			return false;
	}
	writer->depth--;
	add_break(writer);
	strbuf_add_char(&writer->out, ']');
	return true;
}

/* A key as text; *ret.p NULL if it is to be skipped. */
static bool key_text(struct writer *writer, struct py_object *key, struct str *ret)
{
	*ret = STR_NULL;
	if (py_is_str(key))
		*ret = py_text(key);
	else if (py_is_none(key))
		*ret = STR("null");
	else if (py_is(key, &py_bool_type))
		*ret = ((struct py_int *)key)->value ? STR("true") : STR("false");
	else if (py_is_int(key) || py_is_float(key))
		return number_text(writer, key, ret);
	else if (!writer->style->skips_keys)
		return py_raise(writer->vm, "TypeError",
				"keys must be str, int, float, bool or None, not %.*s",
				STR_ARG(py_type_name(key)));
	if (!ret->p && py_is_str(key))
		*ret = STR("");
	return true;
}

static bool add_object(struct writer *writer, struct py_object *value)
{
	struct py *vm = writer->vm;
	struct py_object *items = py_call_method(vm, value, "items", &PY_NO_ARGS);
	struct py_object *list = items ? py_list_from(vm, &py_list_type, items) : NULL;
	bool is_first = true;

	if (!list || (writer->style->sorts_keys && !py_list_sort(vm, list, NULL, false)))
		return false;
	if (!py_dict_count(value)) {
		strbuf_add_c(&writer->out, "{}");
		return true;
	}
	strbuf_add_char(&writer->out, '{');
	writer->depth++;
	for (size_t i = 0; i < ((struct py_list *)list)->n; i++) {
		const struct py_list *pair = (struct py_list *)((struct py_list *)list)->items[i];
		struct str key;
		if (!key_text(writer, pair->items[0], &key))
			return false;
		if (!key.p)
			continue;
		if (!is_first)
			add_separator(writer);
		is_first = false;
		add_break(writer);
		add_string(writer, key);
		strbuf_add(&writer->out, writer->style->key_separator.p
						 ? writer->style->key_separator
						 : STR(": "));
		if (!add_value(writer, pair->items[1]))
			return false;
	}
	writer->depth--;
	if (!is_first)
		add_break(writer);
	strbuf_add_char(&writer->out, '}');
	return true;
}

static bool add_other(struct writer *writer, struct py_object *value)
{
	struct py *vm = writer->vm;
	struct py_object *fallback = writer->style->fallback;

	if (!py_given(fallback))
		return py_raise(vm, "TypeError", "Object of type %.*s is not JSON serializable",
				STR_ARG(py_type_name(value)));
	struct py_object *replaced = py_call(vm, fallback, &PY_ARGS(value));

	return replaced && add_value(writer, replaced);
}

static bool add_container(struct writer *writer, struct py_object *value)
{
	bool is_good;

	if (writer->depth > 900)
		return py_raise(writer->vm, "RecursionError", "maximum recursion depth exceeded");
	if (!py_repr_enter(writer->vm, value))
		return py_raise(writer->vm, "ValueError", "Circular reference detected");
	is_good = py_is_dict(value)       ? add_object(writer, value)
		  : py_is_sequence(value) ? add_array(writer, value)
					  : add_other(writer, value);
	py_repr_leave(writer->vm, value);
	return is_good;
}

static bool add_value(struct writer *writer, struct py_object *value)
{
	struct str text;

	if (py_is_poison(writer->vm, value))
		return false;
	if (py_is_str(value)) {
		add_string(writer, py_text(value));
	} else if (py_is_none(value)) {
		strbuf_add_c(&writer->out, "null");
	} else if (py_is(value, &py_bool_type)) {
		strbuf_add_c(&writer->out, ((struct py_int *)value)->value ? "true" : "false");
	} else if (py_is_int(value) || py_is_float(value)) {
		if (!number_text(writer, value, &text))
			return false;
		strbuf_add(&writer->out, text);
	} else {
		return add_container(writer, value);
	}
	return py_reserve(writer->vm, writer->out.n);
}

bool py_json_dumps(struct py *vm, struct py_object *value, const struct py_json_style *style,
		   struct str *ret)
{
	static const struct py_json_style plain = { 0 };
	struct writer writer = { vm, STRBUF(py_arena(vm)), style ? style : &plain, 0 };

	if (!add_value(&writer, value))
		return false;
	*ret = strbuf_str(&writer.out);
	return true;
}
