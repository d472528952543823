#include "engine/py/decimal.h"

#include "engine/py/format.h"

#include <ctype.h>
#include <string.h>

/* Decimal.__format__, by the steps of CPython's `Lib/_pydecimal.py`. */

/* Exactly that many digits, zeros behind them if need be; a zero stays as it is. */
static struct py_decimal *with_digits(struct py *vm, struct py_decimal *number, int64_t digits)
{
	const enum py_decimal_rounding rounding = py_decimal_current(vm)->rounding;
	const int64_t exponent = py_decimal_adjusted(vm, number) + 1 - digits;

	if (py_decimal_is_zero(number))
		return number;
	number = py_decimal_rescale(vm, number, exponent, rounding);
	/* 9.99 became 10.0 */
	if (number && py_decimal_digits(vm, number) > digits)
		number = py_decimal_rescale(vm, number, exponent + 1, rounding);
	return number;
}

/* Rounded to the precision of the format; a percentage is shifted first. */
static struct py_decimal *prepare(struct py *vm, const struct py_decimal *value,
				  const struct py_format_spec *spec, char type)
{
	const enum py_decimal_rounding rounding = py_decimal_current(vm)->rounding;
	struct py_decimal *number = py_decimal_with_sign(vm, value, value->negative);

	if (!number || number->kind != PY_DECIMAL_FINITE)
		return number;
	if (type == '%')
		number->exponent += 2;
	if (spec->precision >= 0 && strchr("eE", type))
		number = with_digits(vm, number, spec->precision + 1);
	else if (spec->precision >= 0 && strchr("fF%", type))
		number = py_decimal_rescale(vm, number, -spec->precision, rounding);
	else if (spec->precision >= 0 && py_decimal_digits(vm, number) > spec->precision)
		number = py_decimal_round_to(vm, number, spec->precision ? spec->precision : 1,
					     rounding);
	if (number && py_decimal_is_zero(number) && number->exponent > 0 && strchr("fF%", type))
		number = py_decimal_rescale(vm, number, 0, rounding);
	return number;
}

static int64_t point_of(const struct py_decimal *number, const struct py_format_spec *spec,
			char type, int64_t whole)
{
	if (strchr("eE", type))
		return py_decimal_is_zero(number) && spec->precision >= 0 ? 1 - spec->precision : 1;
	if (strchr("fF%", type))
		return whole;
	return number->exponent <= 0 && whole > -6 ? whole : 1;
}

static void add_zeros(struct strbuf *buffer, int64_t n)
{
	for (; n > 0; n--)
		strbuf_add_char(buffer, '0');
}

static bool lay_out(struct py *vm, const struct py_decimal *number,
		    const struct py_format_spec *spec, char type, struct str *ret)
{
	const struct str digits = py_int_text(vm, number->coefficient, 10);
	const int64_t length = (int64_t)digits.n, whole = number->exponent + length;
	const int64_t point = point_of(number, spec, type, whole);
	struct strbuf before = STRBUF(py_arena(vm)), rest = STRBUF(py_arena(vm));

	if (!py_reserve(vm, (size_t)(point < 0 ? -point : point) + digits.n))
		return false;
	if (point > 0) {
		strbuf_add(&before, str_slice(digits, 0, (size_t)point));
		add_zeros(&before, point - length);
	} else {
		strbuf_add_char(&before, '0');
	}
	if (point < length)
		strbuf_add_char(&rest, '.');
	add_zeros(&rest, -point);
	strbuf_add(&rest, str_skip(digits, point > 0 ? (size_t)point : 0));
	if (whole != point || strchr("eE", type))
		strbuf_printf(&rest, "%c%+lld", isupper((unsigned char)type) ? 'E' : 'e',
			      (long long)(whole - point));
	if (type == '%')
		strbuf_add_char(&rest, '%');
	return py_format_lay_out(vm, spec,
				 &(struct py_number_text){ py_format_sign(spec, number->negative),
							   STR(""), strbuf_str(&before),
							   strbuf_str(&rest) },
				 ret);
}

static bool lay_out_special(struct py *vm, const struct py_decimal *number,
			    struct py_format_spec *spec, struct str *ret)
{
	struct str text = py_decimal_text(vm, py_decimal_with_sign(vm, number, false));

	if (spec->fill == '0' && !spec->has_fill_or_align) {
		spec->fill = ' ';
		spec->align = '>';
	}
	if (spec->type == '%')
		text = str_concat(py_arena(vm), text, STR("%"));
	return py_format_lay_out(vm, spec,
				 &(struct py_number_text){ py_format_sign(spec, number->negative),
							   STR(""), STR(""), text },
				 ret);
}

struct py_object *py_decimal_format(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_format_spec spec;
	struct py_decimal *number;
	struct str text, shown;

	if (!py_take_text(vm, args[0], "format_spec", &text) ||
	    !py_format_parse(vm, text, '>', STR("decimal.Decimal"), &spec))
		return NULL;
	const char type = spec.type && spec.type != 'n' ? spec.type : spec.type ? 'g' : 'G';

	if (!strchr("eEfFgG%", type) || spec.grouping == '_' || spec.alternate)
		return py_raise(vm, "ValueError", "invalid format string");
	number = prepare(vm, (struct py_decimal *)self, &spec, type);
	if (!number)
		return NULL;
	if (number->kind != PY_DECIMAL_FINITE)
		return lay_out_special(vm, number, &spec, &shown) ? py_str(vm, shown) : NULL;
	return lay_out(vm, number, &spec, type, &shown) ? py_str(vm, shown) : NULL;
}
