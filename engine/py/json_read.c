#include "engine/py/json.h"

/* json.dumps and json.loads with CPython's options, texts and errors (`Lib/json`). */

/* ---- loads ---- */

struct reader {
	struct py *vm;
	struct str text;
	size_t at;
	int depth;
	struct py_object *object_hook, *parse_float, *parse_int, *pairs_hook;
	bool is_strict;
};

static struct py_object *fail(struct reader *reader, const char *what, size_t at)
{
	return py_raise_json_error(reader->vm, what, reader->text, at);
}

static char peek(const struct reader *reader)
{
	return reader->at < reader->text.n ? reader->text.p[reader->at] : '\0';
}

static void skip_blanks(struct reader *reader)
{
	while (reader->at < reader->text.n && str_find_char(STR(" \t\n\r"), peek(reader)) >= 0)
		reader->at++;
}

static bool take_hex(const struct reader *reader, size_t at, uint32_t *ret)
{
	uint32_t value = 0;

	if (at + 4 > reader->text.n)
		return false;
	for (size_t i = at; i < at + 4; i++) {
		const ptrdiff_t digit =
			str_find_char(STR("0123456789abcdef0123456789ABCDEF"), reader->text.p[i]);
		if (digit < 0)
			return false;
		value = value << 4 | (uint32_t)(digit & 15);
	}
	*ret = value;
	return true;
}

static bool read_escape(struct reader *reader, struct strbuf *buffer, size_t begin)
{
	static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
	const size_t at = reader->at; /* of the backslash */
	uint32_t code, low;

	if (at + 1 >= reader->text.n)
		return fail(reader, "Unterminated string starting at", begin);
	const char c = reader->text.p[at + 1];
	const ptrdiff_t known = str_find_char(STR(names), c);

	if (known >= 0) {
		strbuf_add_char(buffer, values[known]);
		reader->at += 2;
		return true;
	}
	if (c != 'u')
		return fail(reader, "Invalid \\escape", at);
	if (!take_hex(reader, at + 2, &code))
		return fail(reader, "Invalid \\uXXXX escape", at + 1);
	reader->at += 6;
	if (code >= 0xd800 && code <= 0xdbff &&
	    str_starts(str_skip(reader->text, reader->at), STR("\\u")) &&
	    take_hex(reader, reader->at + 2, &low) && low >= 0xdc00 && low <= 0xdfff) {
		code = 0x10000 + ((code - 0xd800) << 10 | (low - 0xdc00));
		reader->at += 6;
	}
	strbuf_add_code_point(buffer, code);
	return true;
}

static struct py_object *read_string(struct reader *reader)
{
	struct strbuf buffer = STRBUF(py_arena(reader->vm));
	const size_t begin = reader->at++;

	for (;;) {
		if (reader->at >= reader->text.n)
			return fail(reader, "Unterminated string starting at", begin);
		const char c = reader->text.p[reader->at];
		if (c == '"')
			break;
		if (c == '\\') {
			if (!read_escape(reader, &buffer, begin))
				return NULL;
			continue;
		}
		if ((unsigned char)c < 0x20 && reader->is_strict)
			return fail(reader, "Invalid control character at", reader->at);
		strbuf_add_char(&buffer, c);
		reader->at++;
	}
	reader->at++;
	return py_str(reader->vm, strbuf_str(&buffer));
}

static size_t digits_at(const struct reader *reader, size_t at)
{
	size_t n = 0;

	while (at + n < reader->text.n && reader->text.p[at + n] >= '0' &&
	       reader->text.p[at + n] <= '9')
		n++;
	return n;
}

static struct py_object *read_number(struct reader *reader)
{
	struct py *vm = reader->vm;
	const size_t begin = reader->at;
	const bool negative = peek(reader) == '-';
	size_t at = begin + negative;
	size_t digits = digits_at(reader, at);
	bool is_float = false;
	double value;

	if (digits > 1 && reader->text.p[at] == '0')
		digits = 1;
	if (!digits)
		return fail(reader, "Expecting value", begin);
	at += digits;
	if (at < reader->text.n && reader->text.p[at] == '.' && digits_at(reader, at + 1)) {
		is_float = true;
		at += 1 + digits_at(reader, at + 1);
	}
	if (at < reader->text.n && (reader->text.p[at] | 0x20) == 'e') {
		const char sign = at + 1 < reader->text.n ? reader->text.p[at + 1] : '\0';
		const size_t skip = sign == '+' || sign == '-' ? 2 : 1;
		if (digits_at(reader, at + skip)) {
			is_float = true;
			at += skip + digits_at(reader, at + skip);
		}
	}
	reader->at = at;
	const struct str text = str_slice(reader->text, begin, at);
	struct py_object *hook = is_float ? reader->parse_float : reader->parse_int;

	if (py_given(hook))
		return py_call(vm, hook, &PY_ARGS(py_str(vm, text)));
	if (!is_float)
		return py_int_parse(vm, text, 10, py_str(vm, text));
	return py_double_parse(text, &value) ? py_float(vm, value) : NULL;
}

static struct py_object *read_value(struct reader *reader);

static struct py_object *read_array(struct reader *reader)
{
	struct py_object *list = py_list(reader->vm);

	reader->at++;
	skip_blanks(reader);
	if (peek(reader) == ']') {
		reader->at++;
		return list;
	}
	for (;;) {
		struct py_object *item = read_value(reader);
		if (!item)
			return NULL;
		py_list_append(reader->vm, list, item);
		skip_blanks(reader);
		const char c = peek(reader);
		if (c == ']')
			break;
		if (c != ',')
			return fail(reader, "Expecting ',' delimiter", reader->at);
		reader->at++;
		skip_blanks(reader);
	}
	reader->at++;
	return list;
}

static struct py_object *finish_object(struct reader *reader, struct py_object *dict,
				       struct py_object *pairs)
{
	reader->at++;
	if (py_given(reader->pairs_hook))
		return py_call(reader->vm, reader->pairs_hook, &PY_ARGS(pairs));
	if (py_given(reader->object_hook))
		return py_call(reader->vm, reader->object_hook, &PY_ARGS(dict));
	return dict;
}

static struct py_object *read_object(struct reader *reader)
{
	struct py *vm = reader->vm;
	struct py_object *dict = py_dict(vm), *pairs = py_list(vm);

	reader->at++;
	skip_blanks(reader);
	if (peek(reader) == '}')
		return finish_object(reader, dict, pairs);
	for (;;) {
		if (peek(reader) != '"')
			return fail(reader, "Expecting property name enclosed in double quotes",
				    reader->at);
		struct py_object *key = read_string(reader);
		if (!key)
			return NULL;
		skip_blanks(reader);
		if (peek(reader) != ':')
			return fail(reader, "Expecting ':' delimiter", reader->at);
		reader->at++;
		skip_blanks(reader);
		struct py_object *value = read_value(reader);
		if (!value || !py_dict_set(vm, dict, key, value))
			return NULL;
		if (py_given(reader->pairs_hook))
			py_list_append(vm, pairs, py_pair(vm, key, value));
		skip_blanks(reader);
		const char c = peek(reader);
		if (c == '}')
			return finish_object(reader, dict, pairs);
		if (c != ',')
			return fail(reader, "Expecting ',' delimiter", reader->at);
		reader->at++;
		skip_blanks(reader);
	}
}

static struct py_object *read_word(struct reader *reader)
{
	static const char *const words[] = {
		"null", "true", "false", "NaN", "Infinity", "-Infinity"
	};
	const struct str rest = str_skip(reader->text, reader->at);
	struct py *vm = reader->vm;

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (!str_starts(rest, str_from(words[i])))
			continue;
		reader->at += str_from(words[i]).n;
		if (i < 3)
			return i ? py_bool(vm, i == 1) : py_none(vm);
		return py_float(vm, i == 3   ? __builtin_nan("")
				    : i == 4 ? __builtin_inf()
					     : -__builtin_inf());
	}
	return peek(reader) == '-' ? read_number(reader)
				   : fail(reader, "Expecting value", reader->at);
}

static struct py_object *read_value(struct reader *reader)
{
	const char c = peek(reader);
	struct py_object *value;

	if (c == '"')
		return read_string(reader);
	if (c >= '0' && c <= '9')
		return read_number(reader);
	if (c != '{' && c != '[')
		return read_word(reader);
	if (++reader->depth > 900)
		return py_raise(reader->vm, "RecursionError", "maximum recursion depth exceeded");
	value = c == '{' ? read_object(reader) : read_array(reader);
	reader->depth--;
	return value;
}

struct py_object *py_json_loads(struct py *vm, struct str text, const struct py_json_hooks *hooks)
{
	struct reader reader = { .vm = vm, .text = text, .is_strict = true };

	if (hooks) {
		reader.object_hook = hooks->object_hook;
		reader.parse_float = hooks->parse_float;
		reader.parse_int = hooks->parse_int;
		reader.pairs_hook = hooks->object_pairs_hook;
		reader.is_strict = !hooks->is_lenient;
	}
	skip_blanks(&reader);
	struct py_object *value = read_value(&reader);

	if (!value)
		return NULL;
	skip_blanks(&reader);
	return reader.at < text.n ? fail(&reader, "Extra data", reader.at) : value;
}
