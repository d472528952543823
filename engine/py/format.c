#include "engine/py/format.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the specification ---- */

static bool is_align(uint32_t code)
{
	return code == '<' || code == '>' || code == '=' || code == '^';
}

static bool take_number(struct py *vm, struct str *rest, int64_t *ret)
{
	int64_t value = 0;
	bool has_digits = false;

	while (rest->n && rest->p[0] >= '0' && rest->p[0] <= '9') {
		value = value * 10 + (rest->p[0] - '0');
		if (value > INT32_MAX)
			return py_raise(vm, "ValueError",
					"Too many decimal digits in format string");
		*rest = str_skip(*rest, 1);
		has_digits = true;
	}
	*ret = has_digits ? value : -1;
	return true;
}

static bool take_char(struct str *rest, const char *set, char *ret)
{
	if (!rest->n || !strchr(set, rest->p[0]) || !rest->p[0])
		return false;
	*ret = rest->p[0];
	*rest = str_skip(*rest, 1);
	return true;
}

static void take_fill_and_align(struct str *rest, struct py_format_spec *spec)
{
	uint32_t first, second;

	if (!rest->n)
		return;
	const size_t size = py_utf8_next(*rest, &first);

	if (rest->n > size && (py_utf8_next(str_skip(*rest, size), &second), is_align(second))) {
		spec->fill = first;
		spec->align = (char)second;
		spec->has_fill_or_align = true;
		*rest = str_skip(*rest, size + 1);
	} else if (is_align(first)) {
		spec->align = (char)first;
		spec->has_fill_or_align = true;
		*rest = str_skip(*rest, 1);
	}
}

bool py_format_parse(struct py *vm, struct str text, char default_align, struct str kind,
		     struct py_format_spec *ret)
{
	struct py_format_spec spec = {
		.fill = ' ', .align = default_align, .sign = '-', .width = -1, .precision = -1
	};
	struct str rest = text;
	char c;

	take_fill_and_align(&rest, &spec);
	const bool has_fill = spec.fill != ' ' || (spec.has_fill_or_align && text.p[0] == ' ');
	const bool has_align = spec.has_fill_or_align;

	spec.has_sign = take_char(&rest, "+- ", &spec.sign);
	spec.no_negative_zero = take_char(&rest, "z", &c);
	spec.alternate = take_char(&rest, "#", &c);
	if (!has_fill && rest.n && rest.p[0] == '0') {
		spec.fill = '0';
		if (!has_align && default_align == '>')
			spec.align = '=';
		rest = str_skip(rest, 1);
	}
	if (!take_number(vm, &rest, &spec.width))
		return false;
	if (take_char(&rest, ",_", &spec.grouping) && rest.n &&
	    (rest.p[0] == ',' || rest.p[0] == '_'))
		return py_raise(vm, "ValueError",
				rest.p[0] == spec.grouping ? "Cannot specify '%c' with '%c'."
							   : "Cannot specify both ',' and '_'.",
				spec.grouping, spec.grouping);
	if (take_char(&rest, ".", &c)) {
		if (!take_number(vm, &rest, &spec.precision))
			return false;
		if (spec.precision < 0)
			return py_raise(vm, "ValueError", "Format specifier missing precision");
	}
	if (rest.n > 1 && py_utf8_length(rest) > 1)
		return py_raise(vm, "ValueError",
				"Invalid format specifier '%.*s' for object of type '%.*s'",
				STR_ARG(text), STR_ARG(kind));
	if (rest.n > 1)
		return py_raise(vm, "ValueError",
				"Unknown format code '%.*s' for object of type '%.*s'",
				STR_ARG(rest), STR_ARG(kind));
	if (rest.n)
		spec.type = rest.p[0];
	*ret = spec;
	return true;
}

static bool unknown_code(struct py *vm, char type, struct str kind)
{
	return py_raise(vm, "ValueError", "Unknown format code '%c' for object of type '%.*s'",
			type, STR_ARG(kind));
}

/* ---- layout ---- */

static void add_fill(struct strbuf *buffer, uint32_t fill, int64_t n)
{
	for (; n > 0; n--)
		strbuf_add_code_point(buffer, fill);
}

bool py_format_pad(struct py *vm, const struct py_format_spec *spec, struct str text,
		   struct str *ret)
{
	struct strbuf buffer = STRBUF(py_arena(vm));
	const int64_t missing = spec->width - py_utf8_length(text);

	if (missing <= 0) {
		*ret = text;
		return true;
	}
	if (!py_reserve(vm, (size_t)missing * 4 + text.n))
		return false;
	const int64_t left = spec->align == '<' ? 0 : spec->align == '^' ? missing / 2 : missing;

	add_fill(&buffer, spec->fill, left);
	strbuf_add(&buffer, text);
	add_fill(&buffer, spec->fill, missing - left);
	*ret = strbuf_str(&buffer);
	return true;
}

/* Digits in groups, with zeros in front until they are `width` wide; no separator comes first. */
static struct str group_digits(struct py *vm, const struct py_format_spec *spec, struct str digits,
			       int64_t width)
{
	const int64_t group = spec->grouping == '_' && spec->type && strchr("boxX", spec->type) ? 4
												: 3;
	const size_t size = (size_t)(width > 0 ? width : 0) + digits.n * 2 + 8;
	char *text = arena_alloc(py_arena(vm), size), *at = text + size;
	int64_t in_group = 0;

	for (size_t i = digits.n; i > 0 || text + size - at < width;) {
		if (in_group == group && spec->grouping) {
			*--at = spec->grouping;
			in_group = 0;
		}
		*--at = i > 0 ? digits.p[--i] : '0';
		in_group++;
	}
	return (struct str){ at, (size_t)(text + size - at) };
}

bool py_format_lay_out(struct py *vm, const struct py_format_spec *spec,
		       const struct py_number_text *number, struct str *ret)
{
	struct strbuf buffer = STRBUF(py_arena(vm));
	const int64_t others = (int64_t)(number->sign.n + number->prefix.n + number->rest.n);
	const bool has_zeros = spec->align == '=' && spec->fill == '0';

	if (!py_reserve(vm, (size_t)(spec->width > 0 ? spec->width : 0) * 4 + number->digits.n * 2))
		return false;
	struct str digits = number->digits;

	if (digits.n && (spec->grouping || has_zeros))
		digits = group_digits(vm, spec, digits, has_zeros ? spec->width - others : 0);
	strbuf_add(&buffer, number->sign);
	strbuf_add(&buffer, number->prefix);
	if (spec->align == '=')
		add_fill(&buffer, spec->fill, spec->width - others - (int64_t)digits.n);
	strbuf_add(&buffer, digits);
	strbuf_add(&buffer, number->rest);
	return py_format_pad(vm, spec, strbuf_str(&buffer), ret);
}

struct str py_format_sign(const struct py_format_spec *spec, bool negative)
{
	if (negative)
		return STR("-");
	return spec->sign == '+' ? STR("+") : spec->sign == ' ' ? STR(" ") : STR("");
}

/* ---- float ---- */

/* No type, with a precision: as 'g', but one digit less before the exponent, and always a fraction.
 */
static struct str general_text(struct arena *arena, double value, int precision)
{
	char buffer[64];

	if (precision == 0)
		precision = 1;
	snprintf(buffer, sizeof(buffer), "%.*e", precision > 40 ? 40 : precision - 1, value);
	const int point = py_exponent_of(buffer) + 1;

	if (point <= -4 || point > precision - 1) {
		struct str text = str_printf(arena, "%.*e", precision - 1, value);
		const ptrdiff_t exponent = str_find_char(text, 'e');
		size_t end = (size_t)exponent;
		if (str_find_char(text, '.') >= 0)
			while (text.p[end - 1] == '0' || text.p[end - 1] == '.')
				if (text.p[--end] == '.')
					break;
		return str_concat(arena, str_slice(text, 0, end), str_skip(text, (size_t)exponent));
	}
	struct str text = str_printf(arena, "%.*g", precision, value);

	return str_find_char(text, '.') < 0 ? str_concat(arena, text, STR(".0")) : text;
}

static struct str double_text(struct arena *arena, double value, const struct py_format_spec *spec)
{
	const int precision = spec->precision < 0 ? 6 : (int)spec->precision;
	const char conversion = spec->type == 'n' ? 'g' : spec->type;
	char format[8];

	if (!isfinite(value)) {
		const bool is_upper = spec->type == 'E' || spec->type == 'F' || spec->type == 'G';
		const char *text = isnan(value) ? (is_upper ? "NAN" : "nan")
				   : is_upper   ? "INF"
						: "inf";
		return str_printf(arena, "%s%s", text, spec->type == '%' ? "%" : "");
	}
	if (!spec->type && spec->precision < 0)
		return py_double_repr(arena, value);
	if (!spec->type)
		return general_text(arena, value, precision);
	if (conversion == '%') {
		const struct str text = str_printf(arena, spec->alternate ? "%#.*f" : "%.*f",
						   precision, value * 100);
		return str_concat(arena, text, STR("%"));
	}
	snprintf(format, sizeof(format), "%%%s.*%c", spec->alternate ? "#" : "", conversion);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	return str_printf(arena, format, precision, value);
#pragma GCC diagnostic pop
}

bool py_format_double(struct py *vm, double value, const struct py_format_spec *spec,
		      struct str kind, struct str *ret)
{
	if (spec->type && !strchr("eEfFgGn%", spec->type))
		return unknown_code(vm, spec->type, kind);
	if (spec->precision > 100000 && !py_reserve(vm, (size_t)spec->precision))
		return false;
	struct str text = double_text(py_arena(vm), fabs(value), spec);
	bool is_negative = signbit(value) && !isnan(value);
	struct py_number_text number = { .prefix = STR("") };
	size_t whole = 0;

	if (spec->no_negative_zero && is_negative &&
	    strspn(str_c(py_arena(vm), text), "0.e+-%") == text.n)
		is_negative = false;
	while (whole < text.n && text.p[whole] >= '0' && text.p[whole] <= '9')
		whole++;
	number.sign = py_format_sign(spec, is_negative);
	number.digits = str_slice(text, 0, whole);
	number.rest = str_skip(text, whole);
	return py_format_lay_out(vm, spec, &number, ret);
}

/* ---- int ---- */

static bool int_digits(struct py *vm, struct py_object *value, const struct py_format_spec *spec,
		       struct py_number_text *number)
{
	static const struct {
		char type;
		int base;
		const char *prefix;
	} bases[] = { { 'b', 2, "0b" }, { 'o', 8, "0o" }, { 'x', 16, "0x" }, { 'X', 16, "0X" } };
	int base = 10;

	number->prefix = STR("");
	for (size_t i = 0; i < sizeof(bases) / sizeof(*bases); i++) {
		if (spec->type != bases[i].type)
			continue;
		base = bases[i].base;
		if (spec->alternate)
			number->prefix = str_from(bases[i].prefix);
	}
	struct str text = py_int_text(vm, value, base);

	if (!text.p)
		return false;
	if (spec->type == 'X') {
		char *upper = str_c(py_arena(vm), text);
		for (size_t i = 0; i < text.n; i++)
			if (upper[i] >= 'a')
				upper[i] = (char)(upper[i] - 32);
		text.p = upper;
	}
	number->sign = py_format_sign(spec, text.p[0] == '-');
	number->digits = str_skip(text, text.p[0] == '-');
	number->rest = STR("");
	return true;
}

static bool format_character(struct py *vm, struct py_object *value,
			     const struct py_format_spec *spec, struct str *ret)
{
	struct strbuf buffer = STRBUF(py_arena(vm));
	int64_t code;

	if (spec->has_sign)
		return py_raise(vm, "ValueError",
				"Sign not allowed with integer format specifier 'c'");
	if (spec->alternate)
		return py_raise(vm, "ValueError",
				"Alternate form (#) not allowed with integer format specifier 'c'");
	if (!py_index_clipped(vm, value, &code))
		return false;
	if (code < 0 || code > 0x10ffff)
		return py_raise(vm, "OverflowError", "%%c arg not in range(0x110000)");
	strbuf_add_code_point(&buffer, (uint32_t)code);
	return py_format_pad(vm, spec, strbuf_str(&buffer), ret);
}

bool py_format_int(struct py *vm, struct py_object *value, struct str text, struct str *ret)
{
	const struct str kind = py_type_name(value);
	struct py_format_spec spec;
	struct py_number_text number;
	double real;

	if (!py_format_parse(vm, text, '>', kind, &spec))
		return false;
	if (spec.type && strchr("eEfFgG%", spec.type)) {
		return py_int_to_double(vm, value, &real) &&
		       py_format_double(vm, real, &spec, kind, ret);
	}
	if (spec.type && !strchr("bcdoxXn", spec.type))
		return unknown_code(vm, spec.type, kind);
	if (spec.precision >= 0)
		return py_raise(vm, "ValueError",
				"Precision not allowed in integer format specifier");
	if (spec.no_negative_zero)
		return py_raise(
			vm, "ValueError",
			"Negative zero coercion (z) not allowed in format specifier with integer "
			"presentation type '%c'",
			spec.type ? spec.type : 'd');
	if (spec.grouping && spec.type &&
	    (spec.type == 'c' || spec.type == 'n' || (spec.grouping == ',' && spec.type != 'd')))
		return py_raise(vm, "ValueError", "Cannot specify '%c' with '%c'.", spec.grouping,
				spec.type);
	if (spec.type == 'c')
		return format_character(vm, value, &spec, ret);
	return int_digits(vm, value, &spec, &number) && py_format_lay_out(vm, &spec, &number, ret);
}

/* ---- str ---- */

static bool format_text(struct py *vm, struct py_object *value, struct str text, struct str *ret)
{
	const struct str kind = py_type_name(value);
	struct str shown = py_text(value);
	struct py_format_spec spec;

	if (!py_format_parse(vm, text, '<', kind, &spec))
		return false;
	if (spec.type && spec.type != 's')
		return unknown_code(vm, spec.type, kind);
	if (spec.has_sign)
		return py_raise(vm, "ValueError",
				spec.sign == ' ' ? "Space not allowed in string format specifier"
						 : "Sign not allowed in string format specifier");
	if (spec.no_negative_zero)
		return py_raise(
			vm, "ValueError",
			"Negative zero coercion (z) not allowed in string format specifier");
	if (spec.alternate)
		return py_raise(vm, "ValueError",
				"Alternate form (#) not allowed in string format specifier");
	if (spec.align == '=')
		return py_raise(vm, "ValueError",
				"'=' alignment not allowed in string format specifier");
	if (spec.grouping)
		return py_raise(vm, "ValueError", "Cannot specify '%c' with 's'.", spec.grouping);
	if (spec.precision >= 0)
		shown = str_slice(shown, 0,
				  py_utf8_offset(shown, py_str_length(value), spec.precision));
	return py_format_pad(vm, &spec, shown, ret);
}

/* ---- dispatch ---- */

static bool format_builtin(struct py *vm, struct py_object *value, struct str spec, struct str *ret)
{
	struct py_format_spec parsed;

	if (!spec.n)
		return py_to_str(vm, value, ret);
	if (py_is_str(value))
		return format_text(vm, value, spec, ret);
	if (py_is_int(value))
		return py_format_int(vm, value, spec, ret);
	return py_format_parse(vm, spec, '>', py_type_name(value), &parsed) &&
	       py_format_double(vm, ((struct py_float *)value)->value, &parsed, py_type_name(value),
				ret);
}

struct py_object *py_value_format(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str spec, text;

	if (!py_take_text(vm, args[0], "__format__() argument", &spec) ||
	    !format_builtin(vm, self, spec, &text))
		return NULL;
	return py_str(vm, text);
}

bool py_format(struct py *vm, struct py_object *value, struct str spec, struct str *ret)
{
	const struct py_native_type *native = value->type->native;

	if (py_is_poison(vm, value))
		return false;
	if (native == &py_str_type && !spec.n) {
		*ret = py_text(value);
		return true;
	}
	if (native == &py_str_type || native == &py_int_type || native == &py_float_type ||
	    native == &py_bool_type)
		return format_builtin(vm, value, spec, ret);
	if (py_type_lookup(value->type, STR("__format__"))) {
		struct py_object *text =
			py_call_method(vm, value, "__format__", &PY_ARGS(py_str(vm, spec)));
		if (text && !py_is_str(text))
			return py_raise(vm, "TypeError", "__format__ must return a str, not %.*s",
					STR_ARG(py_type_name(text)));
		*ret = text ? py_text(text) : STR("");
		return text != NULL;
	}
	if (spec.n)
		return py_raise(vm, "TypeError",
				"unsupported format string passed to %.*s.__format__",
				STR_ARG(py_type_name(value)));
	return py_to_str(vm, value, ret);
}
