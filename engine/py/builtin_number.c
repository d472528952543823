#include "engine/py/builtin.h"

#include "engine/py/format.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Built-in functions on numbers and characters. */

struct py_object *py_builtin_abs(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	if (py_is_float(args[0]))
		return py_float(vm, fabs(((struct py_float *)args[0])->value));
	if (py_is_int(args[0]))
		return args[0]->type->slots.unary(
			vm, py_int_is_negative(args[0]) ? PY_UNARY_NEGATIVE : PY_UNARY_POSITIVE,
			args[0]);
	if (py_is_poison(vm, args[0]))
		return NULL;
	if (py_type_lookup(args[0]->type, STR("__abs__")))
		return py_call_method(vm, args[0], "__abs__", &PY_NO_ARGS);
	return py_raise(vm, "TypeError", "bad operand type for abs(): '%.*s'",
			STR_ARG(py_type_name(args[0])));
}

/* To a multiple of 10**-digits for negative digits, ties to even. */
static struct py_object *round_int(struct py *vm, struct py_object *value, struct py_object *digits)
{
	int64_t n;

	if (!py_index_clipped(vm, digits, &n))
		return NULL;
	if (n >= 0)
		return value;
	if (n < -4000)
		return py_int(vm, 0);
	struct py_object *unit = py_binary(vm, PY_OP_POW, py_int(vm, 10), py_int(vm, -n));
	struct py_object *rest = unit ? py_binary(vm, PY_OP_MOD, value, unit) : NULL;
	struct py_object *down = rest ? py_binary(vm, PY_OP_SUB, value, rest) : NULL;
	struct py_object *twice = down ? py_binary(vm, PY_OP_MULT, rest, py_int(vm, 2)) : NULL;
	const int is_less = twice ? py_less(vm, twice, unit) : -1;

	if (is_less)
		return is_less < 0 ? NULL : down;
	const int is_more = py_less(vm, unit, twice);
	bool goes_up = is_more > 0;

	if (is_more == 0) {
		struct py_object *count = py_binary(vm, PY_OP_FLOORDIV, down, unit);
		struct py_object *odd = count ? py_binary(vm, PY_OP_BITAND, count, py_int(vm, 1))
					      : NULL;
		if (!odd)
			return NULL;
		goes_up = !py_int_is_zero(odd);
	}
	return is_more < 0 ? NULL : goes_up ? py_binary(vm, PY_OP_ADD, down, unit) : down;
}

/* The decimal text is exact, so rounding it is what CPython's dtoa does. */
static struct py_object *round_float(struct py *vm, double value, struct py_object *digits)
{
	int64_t n;

	if (!py_given(digits)) {
		if (!isfinite(value))
			return py_int_from_double(vm, value);
		return py_int_from_double(vm, nearbyint(value));
	}
	if (!py_index_clipped(vm, digits, &n))
		return NULL;
	if (!isfinite(value) || n > 323)
		return py_float(vm, value);
	if (n < -308)
		return py_float(vm, copysign(0.0, value));
	if (n >= 0) {
		const struct str text = str_printf(py_arena(vm), "%.*f", (int)n, value);
		return py_float(vm, strtod(text.p, NULL));
	}
	struct py_object *whole = py_int_from_double(vm, value);
	struct py_object *rounded = whole ? round_int(vm, whole, py_int(vm, n)) : NULL;
	double result;

	return rounded && py_int_to_double(vm, rounded, &result)
		       ? py_float(vm, copysign(result, value))
		       : NULL;
}

struct py_object *py_builtin_round(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	if (py_is_float(args[0]))
		return round_float(vm, ((struct py_float *)args[0])->value, args[1]);
	if (py_is_int(args[0]))
		return py_given(args[1])
			       ? round_int(vm, args[0], args[1])
			       : args[0]->type->slots.unary(vm, PY_UNARY_POSITIVE, args[0]);
	if (py_is_poison(vm, args[0]))
		return NULL;
	if (!py_type_lookup(args[0]->type, STR("__round__")))
		return py_raise(vm, "TypeError", "type %.*s doesn't define __round__ method",
				STR_ARG(py_type_name(args[0])));
	return py_call_method(vm, args[0], "__round__", args[1] ? &PY_ARGS(args[1]) : &PY_NO_ARGS);
}

struct py_object *py_builtin_divmod(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	struct py_object *quotient = py_binary(vm, PY_OP_FLOORDIV, args[0], args[1]);
	struct py_object *rest = quotient ? py_binary(vm, PY_OP_MOD, args[0], args[1]) : NULL;

	return rest ? py_pair(vm, quotient, rest) : NULL;
}

struct py_object *py_builtin_pow(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	if (!py_given(args[2]))
		return py_binary(vm, PY_OP_POW, args[0], args[1]);
	if (!py_is_int(args[0]) || !py_is_int(args[1]) || !py_is_int(args[2]))
		return py_raise(vm, "TypeError",
				"pow() 3rd argument not allowed unless all arguments are integers");
	return py_int_power_modulo(vm, args[0], args[1], args[2]);
}

struct py_object *py_builtin_chr(struct py *vm, struct py_object *self, struct py_object **args)
{
	int64_t code;

	(void)self;
	if (!py_index_clipped(vm, args[0], &code))
		return NULL;
	if (code < 0 || code > 0x10ffff)
		return py_raise(vm, "ValueError", "chr() arg not in range(0x110000)");
	return py_str_code_point(vm, (uint32_t)code);
}

struct py_object *py_builtin_ord(struct py *vm, struct py_object *self, struct py_object **args)
{
	int64_t length;
	uint32_t code;

	(void)self;
	if (py_is_str(args[0])) {
		length = py_str_length(args[0]);
		if (length == 1) {
			py_utf8_next(py_text(args[0]), &code);
			return py_int(vm, code);
		}
	} else if (py_is_bytes_like(args[0])) {
		const struct str bytes = ((struct py_bytes *)args[0])->value;
		length = (int64_t)bytes.n;
		if (length == 1)
			return py_int(vm, (unsigned char)bytes.p[0]);
	} else {
		return py_is_poison(vm, args[0])
			       ? NULL
			       : py_raise(vm, "TypeError",
					  "ord() expected string of length 1, but %.*s found",
					  STR_ARG(py_type_name(args[0])));
	}
	return py_raise(vm, "TypeError",
			"ord() expected a character, but string of length %lld found",
			(long long)length);
}

static struct py_object *in_base(struct py *vm, struct py_object *value, int base,
				 const char *prefix)
{
	value = py_index(vm, value);
	if (!value)
		return NULL;
	const struct str text = py_int_text(vm, value, base);
	const int sign = text.p[0] == '-';

	return py_str_printf(vm, "%.*s%s%.*s", sign, "-", prefix,
			     STR_ARG(str_skip(text, (size_t)sign)));
}

struct py_object *py_builtin_hex(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return in_base(vm, args[0], 16, "0x");
}

struct py_object *py_builtin_oct(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return in_base(vm, args[0], 8, "0o");
}

struct py_object *py_builtin_bin(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return in_base(vm, args[0], 2, "0b");
}

struct py_object *py_builtin_hash(struct py *vm, struct py_object *self, struct py_object **args)
{
	uint64_t hash;

	(void)self;
	return py_hash(vm, args[0], &hash) ? py_int(vm, (int64_t)hash) : NULL;
}

struct py_object *py_builtin_repr(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str text;

	(void)self;
	return py_repr(vm, args[0], &text) ? py_str(vm, text) : NULL;
}

struct py_object *py_builtin_ascii(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct strbuf buffer = STRBUF(py_arena(vm));
	struct str text;

	(void)self;
	if (!py_repr(vm, args[0], &text))
		return NULL;
	py_str_add_ascii(&buffer, text);
	return py_str(vm, strbuf_str(&buffer));
}

struct py_object *py_builtin_format(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str spec, text;

	(void)self;
	if (!py_take_text(vm, args[1], "format() argument 2", &spec) ||
	    !py_format(vm, args[0], spec.p ? spec : STR(""), &text))
		return NULL;
	return py_str(vm, text);
}

struct py_object *py_builtin_input(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	(void)args;
	return py_refuse(vm, "input() cannot be answered: a migration runs without a terminal");
}
