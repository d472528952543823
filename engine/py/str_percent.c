#include "engine/py/format.h"
#include "engine/py/str.h"

#include <string.h>

/* `text % arguments` (`Objects/unicodeobject.c`, PyUnicode_Format). */

struct percent {
	struct py *vm;
	struct py_object *arguments;
	size_t used;
	bool used_mapping;
};

struct directive {
	bool left, plus, blank, alternate, zero;
	int64_t width, precision; /* -1: none */
	char type;
};

static struct py_object *next_argument(struct percent *state)
{
	struct py *vm = state->vm;

	if (!py_is(state->arguments, &py_tuple_type)) {
		if (state->used++ == 0)
			return state->arguments;
	} else {
		const struct py_list *tuple = (struct py_list *)state->arguments;
		if (state->used < tuple->n)
			return tuple->items[state->used++];
	}
	return py_raise(vm, "TypeError", "not enough arguments for format string");
}

/* "(name)" behind the '%'. */
static struct py_object *named_argument(struct percent *state, struct str *rest)
{
	struct py *vm = state->vm;
	size_t end = 1;
	int depth = 1;

	for (; end < rest->n && depth; end++)
		depth += rest->p[end] == '(' ? 1 : rest->p[end] == ')' ? -1 : 0;
	if (depth)
		return py_raise(vm, "ValueError", "incomplete format key");
	if (py_is(state->arguments, &py_tuple_type) || py_is_str(state->arguments) ||
	    !state->arguments->type->slots.getitem)
		return py_raise(vm, "TypeError", "format requires a mapping");
	const struct str name = str_slice(*rest, 1, end - 1);

	*rest = str_skip(*rest, end);
	state->used_mapping = true;
	return py_getitem(vm, state->arguments, py_str(vm, name));
}

static bool take_size(struct percent *state, struct str *rest, int64_t *ret)
{
	if (rest->n && rest->p[0] == '*') {
		struct py_object *value = next_argument(state);
		*rest = str_skip(*rest, 1);
		if (!value)
			return false;
		if (!py_is_int(value))
			return py_raise(state->vm, "TypeError", "* wants int");
		return py_index_clipped(state->vm, value, ret);
	}
	while (rest->n && rest->p[0] >= '0' && rest->p[0] <= '9') {
		*ret = (*ret < 0 ? 0 : *ret) * 10 + (rest->p[0] - '0');
		if (*ret > INT32_MAX)
			return py_raise(state->vm, "ValueError", "width too big");
		*rest = str_skip(*rest, 1);
	}
	return true;
}

static bool take_directive(struct percent *state, struct str *rest, struct directive *ret)
{
	*ret = (struct directive){ .width = -1, .precision = -1 };
	for (; rest->n && strchr("-+ #0", rest->p[0]) && rest->p[0]; *rest = str_skip(*rest, 1)) {
		ret->left |= rest->p[0] == '-';
		ret->plus |= rest->p[0] == '+';
		ret->blank |= rest->p[0] == ' ';
		ret->alternate |= rest->p[0] == '#';
		ret->zero |= rest->p[0] == '0';
	}
	if (!take_size(state, rest, &ret->width))
		return false;
	if (ret->width < -1) {
		ret->left = true;
		ret->width = -ret->width;
	}
	if (rest->n && rest->p[0] == '.') {
		*rest = str_skip(*rest, 1);
		ret->precision = 0;
		if (!take_size(state, rest, &ret->precision))
			return false;
		if (ret->precision < 0)
			ret->precision = 0;
	}
	while (rest->n && (rest->p[0] == 'h' || rest->p[0] == 'l' || rest->p[0] == 'L'))
		*rest = str_skip(*rest, 1);
	if (!rest->n)
		return py_raise(state->vm, "ValueError", "incomplete format");
	ret->type = rest->p[0];
	return true;
}

static struct py_format_spec as_spec(const struct directive *directive, bool is_number)
{
	struct py_format_spec spec = { .fill = ' ',
				       .align = '>',
				       .sign = '-',
				       .alternate = directive->alternate,
				       .width = directive->width,
				       .precision = directive->precision };

	if (directive->plus || directive->blank)
		spec.sign = directive->plus ? '+' : ' ';
	if (directive->left) {
		spec.align = '<';
	} else if (directive->zero && is_number) {
		spec.fill = '0';
		spec.align = '=';
	}
	return spec;
}

static bool add_text(struct percent *state, const struct directive *directive,
		     struct py_object *value, struct str *ret)
{
	const struct py_format_spec spec = as_spec(directive, false);
	struct strbuf buffer = STRBUF(py_arena(state->vm));
	struct str text;

	if (directive->type == 's' ? !py_to_str(state->vm, value, &text)
				   : !py_repr(state->vm, value, &text))
		return false;
	if (directive->type == 'a') {
		py_str_add_ascii(&buffer, text);
		text = strbuf_str(&buffer);
	}
	if (directive->precision >= 0)
		text = str_slice(text, 0,
				 py_utf8_offset(text, py_utf8_length(text), directive->precision));
	return py_format_pad(state->vm, &spec, text, ret);
}

static struct py_object *take_integer(struct percent *state, char type, struct py_object *value)
{
	struct py *vm = state->vm;
	const bool is_decimal = type == 'd' || type == 'i' || type == 'u';

	if (py_is_int(value))
		return value;
	if (py_is_poison(vm, value))
		return NULL;
	if (is_decimal && py_is_float(value))
		return py_int_from_double(vm, ((struct py_float *)value)->value);
	const char *method =
		is_decimal && py_type_lookup(value->type, STR("__int__")) ? "__int__" : "__index__";

	if (!py_is_str(value) && !py_is_float(value) &&
	    py_type_lookup(value->type, str_from(method)))
		return py_call_method(vm, value, method, &PY_NO_ARGS);
	return py_raise(vm, "TypeError",
			is_decimal ? "%%%c format: a real number is required, not %.*s"
				   : "%%%c format: an integer is required, not %.*s",
			type, STR_ARG(py_type_name(value)));
}

static bool add_integer(struct percent *state, const struct directive *directive,
			struct py_object *value, struct str *ret)
{
	static const char prefixes[][3] = { "0o", "0x", "0X" };
	struct py *vm = state->vm;
	const char *const found = strchr("oxX", directive->type);
	const struct py_format_spec spec = as_spec(directive, true);
	struct strbuf digits = STRBUF(py_arena(vm));

	value = take_integer(state, directive->type, value);
	if (!value)
		return false;
	const struct str text = py_int_text(vm, value, !found ? 10 : *found == 'o' ? 8 : 16);

	if (!text.p)
		return false;
	const bool negative = text.p[0] == '-';

	for (int64_t i = (int64_t)text.n - negative; i < directive->precision; i++)
		strbuf_add_char(&digits, '0');
	for (size_t i = negative; i < text.n; i++)
		strbuf_add_char(&digits, directive->type == 'X' && text.p[i] >= 'a'
						 ? (char)(text.p[i] - 32)
						 : text.p[i]);
	const struct py_number_text number = {
		.sign = py_format_sign(&spec, negative),
		.prefix = found && directive->alternate ? str_from(prefixes[found - "oxX"])
							: STR(""),
		.digits = strbuf_str(&digits),
		.rest = STR(""),
	};

	return py_format_lay_out(vm, &spec, &number, ret);
}

static bool add_real(struct percent *state, const struct directive *directive,
		     struct py_object *value, struct str *ret)
{
	struct py_format_spec spec = as_spec(directive, true);
	double number;

	spec.type = directive->type;
	return py_take_double(state->vm, value, &number) &&
	       py_format_double(state->vm, number, &spec, STR("float"), ret);
}

static bool add_character(struct percent *state, const struct directive *directive,
			  struct py_object *value, struct str *ret)
{
	const struct py_format_spec spec = as_spec(directive, false);
	struct strbuf buffer = STRBUF(py_arena(state->vm));

	if (py_is_int(value)) {
		const struct py_int *number = (struct py_int *)value;
		if (number->big || number->value < 0 || number->value > 0x10ffff)
			return py_raise(state->vm, "OverflowError",
					"%%c arg not in range(0x110000)");
		strbuf_add_code_point(&buffer, (uint32_t)number->value);
	} else if (py_is_str(value) && py_str_length(value) == 1) {
		strbuf_add(&buffer, py_text(value));
	} else {
		return py_raise(state->vm, "TypeError", "%%c requires int or char");
	}
	return py_format_pad(state->vm, &spec, strbuf_str(&buffer), ret);
}

static bool add_value(struct percent *state, const struct directive *directive,
		      struct py_object *value, struct str *ret)
{
	switch (directive->type) {
	case 's':
	case 'r':
	case 'a':
		return add_text(state, directive, value, ret);
	case 'd':
	case 'i':
	case 'u':
	case 'o':
	case 'x':
	case 'X':
		return add_integer(state, directive, value, ret);
	case 'c':
		return add_character(state, directive, value, ret);
	default:
		return add_real(state, directive, value, ret);
	}
}

static bool add_directive(struct percent *state, struct strbuf *out, struct str whole,
			  struct str *rest)
{
	struct py_object *value = NULL;
	struct directive directive;
	struct str shown;

	if (!rest->n)
		return py_raise(state->vm, "ValueError", "incomplete format");
	if (rest->p[0] == '(') {
		value = named_argument(state, rest);
		if (!value)
			return false;
	}
	if (!take_directive(state, rest, &directive))
		return false;
	if (directive.type == '%') {
		strbuf_add_char(out, '%');
		*rest = str_skip(*rest, 1);
		return true;
	}
	if (!strchr("sradiuoxXeEfFgGc", directive.type)) {
		uint32_t code;
		const size_t size = py_utf8_next(*rest, &code);
		return py_raise(state->vm, "ValueError",
				"unsupported format character '%.*s' (0x%x) at index %lld",
				(int)size, rest->p, code,
				(long long)py_utf8_length(str_slice(whole, 0, whole.n - rest->n)));
	}
	*rest = str_skip(*rest, 1);
	if (!value)
		value = next_argument(state);
	if (!value || !add_value(state, &directive, value, &shown))
		return false;
	strbuf_add(out, shown);
	return py_reserve(state->vm, out->n);
}

struct py_object *py_str_percent(struct py *vm, struct str text, struct py_object *arguments)
{
	struct percent state = { vm, arguments, 0, false };
	struct strbuf out = STRBUF(py_arena(vm));
	struct str rest = text;

	if (py_is_poison(vm, arguments))
		return NULL;
	for (ptrdiff_t at; (at = str_find_char(rest, '%')) >= 0;) {
		strbuf_add(&out, str_slice(rest, 0, (size_t)at));
		rest = str_skip(rest, (size_t)at + 1);
		if (!add_directive(&state, &out, text, &rest))
			return NULL;
	}
	strbuf_add(&out, rest);
	const bool is_tuple = py_is(arguments, &py_tuple_type);
	const bool is_mapping = !is_tuple && !py_is_str(arguments) &&
				arguments->type->slots.getitem;

	if (is_tuple ? state.used < ((struct py_list *)arguments)->n : !state.used && !is_mapping)
		return py_raise(vm, "TypeError",
				"not all arguments converted during string formatting");
	return py_str(vm, strbuf_str(&out));
}
