#include "engine/py/str.h"

#include <string.h>

/* str.format and str.format_map (`Objects/stringlib/unicode_format.h`). */

struct formatter {
	struct py *vm;
	struct py_object *args;     /* a tuple, or NULL for format_map */
	struct py_object *keywords; /* any mapping */
	int64_t next_index;
	enum { UNNUMBERED, AUTOMATIC, MANUAL } numbering;
};

static bool use_numbering(struct formatter *formatter, bool automatic)
{
	if (automatic && formatter->numbering == MANUAL)
		return py_raise(formatter->vm, "ValueError",
				"cannot switch from manual field specification to automatic field "
				"numbering");
	if (!automatic && formatter->numbering == AUTOMATIC)
		return py_raise(formatter->vm, "ValueError",
				"cannot switch from automatic field numbering to manual field "
				"specification");
	formatter->numbering = automatic ? AUTOMATIC : MANUAL;
	return true;
}

static struct py_object *first_value(struct formatter *formatter, struct str name)
{
	struct py *vm = formatter->vm;
	int64_t index = -1;
	bool is_number = name.n != 0;

	for (size_t i = 0; i < name.n; i++)
		is_number = is_number && name.p[i] >= '0' && name.p[i] <= '9';
	if (is_number && !str_to_int(name, &index))
		return py_raise(vm, "ValueError", "Too many decimal digits in format string");
	if (!name.n || is_number) {
		if (!use_numbering(formatter, !name.n))
			return NULL;
		if (!name.n)
			index = formatter->next_index++;
		if (!formatter->args)
			return py_raise(vm, "ValueError",
					"Format string contains positional fields");
		const struct py_list *args = (struct py_list *)formatter->args;
		if (index >= (int64_t)args->n)
			return py_raise(
				vm, "IndexError",
				"Replacement index %lld out of range for positional args tuple",
				(long long)index);
		return args->items[index];
	}
	return py_getitem(vm, formatter->keywords, py_str(vm, name));
}

/* ".name" and "[index]" behind the first name. */
static struct py_object *follow(struct formatter *formatter, struct py_object *value,
				struct str rest)
{
	struct py *vm = formatter->vm;

	while (value && rest.n) {
		const char kind = rest.p[0];
		size_t end = 1;
		int64_t index;
		if (kind != '.' && kind != '[')
			return py_raise(vm, "ValueError",
					"Only '.' or '[' may follow ']' in format field specifier");
		while (end < rest.n && (kind == '[' ? rest.p[end] != ']'
						    : rest.p[end] != '.' && rest.p[end] != '['))
			end++;
		if (kind == '[' && end == rest.n)
			return py_raise(vm, "ValueError", "Missing ']' in format string");
		const struct str name = str_slice(rest, 1, end);
		if (!name.n)
			return py_raise(vm, "ValueError", "Empty attribute in format string");
		if (kind == '.')
			value = py_getattr(vm, value, name);
		else
			value = py_getitem(vm, value,
					   name.p[0] != '-' && name.p[0] != '+' &&
							   str_to_int(name, &index)
						   ? py_int(vm, index)
						   : py_str(vm, name));
		rest = str_skip(rest, end + (kind == '['));
	}
	return value;
}

static struct py_object *field_value(struct formatter *formatter, struct str name)
{
	size_t end = 0;

	while (end < name.n && name.p[end] != '.' && name.p[end] != '[')
		end++;
	return follow(formatter, first_value(formatter, str_slice(name, 0, end)),
		      str_skip(name, end));
}

static struct py_object *convert(struct py *vm, struct py_object *value, struct str conversion)
{
	struct strbuf buffer = STRBUF(py_arena(vm));
	struct str text;

	if (!conversion.p)
		return value;
	if (conversion.n != 1)
		return py_raise(vm, "ValueError",
				conversion.n
					? "expected ':' after conversion specifier"
					: "end of string while looking for conversion specifier");
	switch (conversion.p[0]) {
	case 's':
		return py_to_str(vm, value, &text) ? py_str(vm, text) : NULL;
	case 'r':
		return py_repr(vm, value, &text) ? py_str(vm, text) : NULL;
	case 'a':
		if (!py_repr(vm, value, &text))
			return NULL;
		py_str_add_ascii(&buffer, text);
		return py_str(vm, strbuf_str(&buffer));
	}
	return py_raise(vm, "ValueError", "Unknown conversion specifier %c", conversion.p[0]);
}

static bool format_into(struct formatter *formatter, struct strbuf *out, struct str text,
			int depth);

static bool format_field(struct formatter *formatter, struct strbuf *out, struct str field,
			 int depth)
{
	struct str name = field, conversion = STR_NULL, spec = STR(""), shown;
	struct strbuf expanded = STRBUF(py_arena(formatter->vm));
	size_t end = 0;
	int brackets = 0;

	for (; end < field.n; end++) {
		if (field.p[end] == '[')
			brackets++;
		else if (field.p[end] == ']' && brackets)
			brackets--;
		else if (!brackets && (field.p[end] == ':' || field.p[end] == '!'))
			break;
		else if (field.p[end] == '{')
			return py_raise(formatter->vm, "ValueError",
					"unexpected '{' in field name");
	}
	name = str_slice(field, 0, end);
	if (end < field.n && field.p[end] == '!') {
		const struct str rest = str_skip(field, end + 1);
		const ptrdiff_t colon = str_find_char(rest, ':');
		conversion = colon < 0 ? rest : str_slice(rest, 0, (size_t)colon);
		if (colon >= 0)
			spec = str_skip(rest, (size_t)colon + 1);
	} else if (end < field.n) {
		spec = str_skip(field, end + 1);
	}
	struct py_object *value = field_value(formatter, name);

	value = value ? convert(formatter->vm, value, conversion) : NULL;
	if (!value || !format_into(formatter, &expanded, spec, depth - 1))
		return false;
	if (!py_format(formatter->vm, value, strbuf_str(&expanded), &shown))
		return false;
	strbuf_add(out, shown);
	return py_reserve(formatter->vm, out->n);
}

/* Where the field that starts behind '{' ends; -1: never. */
static ptrdiff_t find_field_end(struct str text)
{
	bool is_name = true, is_bracketed = false;
	int braces = 1;

	for (size_t i = 0; i < text.n; i++) {
		const char c = text.p[i];
		if (is_name && (c == '[' || c == ']'))
			is_bracketed = c == '[';
		if (is_bracketed)
			continue;
		is_name = is_name && c != ':' && c != '!';
		if (c == '{')
			braces++;
		else if (c == '}' && --braces == 0)
			return (ptrdiff_t)i;
	}
	return -1;
}

static bool format_into(struct formatter *formatter, struct strbuf *out, struct str text, int depth)
{
	if (depth < 0)
		return py_raise(formatter->vm, "ValueError", "Max string recursion exceeded");
	for (size_t i = 0; i < text.n; i++) {
		const char c = text.p[i];
		if (c != '{' && c != '}') {
			strbuf_add_char(out, c);
			continue;
		}
		if (i + 1 < text.n && text.p[i + 1] == c) {
			strbuf_add_char(out, c);
			i++;
			continue;
		}
		if (c == '}' || i + 1 == text.n)
			return py_raise(formatter->vm, "ValueError",
					"Single '%c' encountered in format string", c);
		const ptrdiff_t end = find_field_end(str_skip(text, i + 1));
		if (end < 0)
			return py_raise(formatter->vm, "ValueError",
					"expected '}' before end of string");
		if (!format_field(formatter, out, str_slice(text, i + 1, i + 1 + (size_t)end),
				  depth))
			return false;
		i += (size_t)end + 1;
	}
	return true;
}

struct py_object *py_str_format(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct formatter formatter = { vm, args[0], args[1], 0, UNNUMBERED };
	struct strbuf out = STRBUF(py_arena(vm));

	return format_into(&formatter, &out, py_text(self), 2) ? py_str(vm, strbuf_str(&out))
							       : NULL;
}

struct py_object *py_str_format_map(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct formatter formatter = { vm, NULL, args[0], 0, UNNUMBERED };
	struct strbuf out = STRBUF(py_arena(vm));

	return format_into(&formatter, &out, py_text(self), 2) ? py_str(vm, strbuf_str(&out))
							       : NULL;
}
