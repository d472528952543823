#include "engine/py/decimal.h"

#include "engine/py/module_math.h"
#include "engine/py/typing.h"

static struct py_decimal *as_decimal(struct py_object *object)
{
	return (struct py_decimal *)object;
}

static const struct py_decimal *read(struct py_object *object)
{
	return (struct py_decimal *)object;
}

static struct py_object *object_of(struct py_decimal *value)
{
	return value ? &value->head : NULL;
}

/* ---- making ---- */

static struct py_decimal *from_tuple(struct py *vm, struct py_object *value)
{
	struct py_object **parts, **digits;
	struct strbuf text = STRBUF(py_arena(vm));
	struct py_decimal *number = NULL;
	int64_t sign, digit;
	size_t n, count;

	if (!py_take_items(vm, value, &parts, &n))
		return NULL;
	if (n != 3 || !py_is_int(parts[0]) || !py_is_sequence(parts[1]))
		return (void *)py_raise(vm, "ValueError",
					"argument must be a sequence of length 3");
	if (!py_take_int(vm, parts[0], "sign", &sign) ||
	    !py_take_items(vm, parts[1], &digits, &count))
		return NULL;
	for (size_t i = 0; i < count; i++) {
		if (!py_take_int(vm, digits[i], "digit", &digit))
			return NULL;
		strbuf_printf(&text, "%lld", (long long)digit);
	}
	if (!count)
		strbuf_add_char(&text, '0');
	if (py_is_str(parts[2]))
		return py_decimal_special(vm, sign,
					  str_is(py_text(parts[2]), "F") ? PY_DECIMAL_INFINITE
									 : PY_DECIMAL_NAN);
	if (!py_take_int(vm, parts[2], "exponent", &digit))
		return NULL;
	strbuf_printf(&text, "e%lld", (long long)digit);
	if (!py_decimal_parse(vm, strbuf_str(&text), &number))
		return py_decimal_signal(vm, PY_DECIMAL_SYNTAX);
	return number ? py_decimal_with_sign(vm, number, sign) : NULL;
}

static struct py_decimal *convert(struct py *vm, struct py_object *value)
{
	struct py_decimal *number;

	if (!value)
		return py_decimal_new(vm, false, py_int(vm, 0), 0);
	if (py_is_poison(vm, value))
		return NULL;
	if (py_is(value, &py_decimal_type))
		return as_decimal(value);
	if (py_is_int(value))
		return py_decimal_from_int(vm, value);
	if (py_is_float(value))
		return py_decimal_from_double(vm, ((struct py_float *)value)->value);
	if (py_is_sequence(value))
		return from_tuple(vm, value);
	if (!py_is_str(value))
		return (void *)py_raise(vm, "TypeError",
					"conversion from %.*s to Decimal is not supported",
					STR_ARG(py_type_name(value)));
	return py_decimal_parse(vm, py_text(value), &number)
		       ? number
		       : py_decimal_signal(vm, PY_DECIMAL_SYNTAX);
}

static struct py_object *decimal_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	const struct py_decimal *number = convert(vm, args[0]);
	struct py_decimal *made = as_decimal(self);

	if (!number)
		return NULL;
	made->kind = number->kind;
	made->negative = number->negative;
	made->coefficient = number->coefficient;
	made->exponent = number->exponent;
	return self;
}

static struct py_object *from_float(struct py *vm, struct py_object *class, struct py_object **args)
{
	if (!py_is_float(args[0]) && !py_is_int(args[0]))
		return py_raise(vm, "TypeError", "argument must be int or float");
	return py_call(vm, class, &PY_ARGS(args[0]));
}

/* An int beside a Decimal counts as one; NULL without unwinding for anything else. */
static struct py_decimal *operand(struct py *vm, struct py_object *value)
{
	if (py_is(value, &py_decimal_type))
		return as_decimal(value);
	return py_is_int(value) ? py_decimal_from_int(vm, value) : NULL;
}

/* ---- operators ---- */

static struct py_decimal *opposite(struct py *vm, const struct py_decimal *value)
{
	return py_decimal_with_sign(vm, value, !value->negative);
}

static struct py_decimal *compute(struct py *vm, enum py_operator op, const struct py_decimal *a,
				  const struct py_decimal *b)
{
	struct py_decimal *result = NULL;

	switch (op) {
	case PY_OP_ADD:
		return py_decimal_add(vm, a, b);
	case PY_OP_SUB:
		return py_decimal_add(vm, a, py_decimal_is_nan(b) ? b : opposite(vm, b));
	case PY_OP_MULT:
		return py_decimal_multiply(vm, a, b);
	case PY_OP_DIV:
		return py_decimal_divide(vm, a, b);
	case PY_OP_FLOORDIV:
		return py_decimal_divide_whole(vm, a, b, &result, NULL) ? result : NULL;
	case PY_OP_MOD:
		return py_decimal_divide_whole(vm, a, b, NULL, &result) ? result : NULL;
	case PY_OP_POW:
		return py_decimal_power(vm, a, b);
	case PY_OP_LSHIFT:
	case PY_OP_RSHIFT:
	case PY_OP_BITOR:
	case PY_OP_BITXOR:
	case PY_OP_BITAND:
	case PY_OP_MATMULT:
	case PY_OP_COUNT:
		break;
	}
	return (struct py_decimal *)py_not_implemented(vm);
}

static struct py_object *decimal_binary(struct py *vm, enum py_operator op, struct py_object *self,
					struct py_object *other, bool reflected)
{
	const struct py_decimal *number = operand(vm, other);

	if (!number)
		return py_is_unwinding(vm) ? NULL : py_not_implemented(vm);
	return object_of(
		compute(vm, op, reflected ? number : read(self), reflected ? read(self) : number));
}

static struct py_object *decimal_unary(struct py *vm, enum py_unary op, struct py_object *self)
{
	const struct py_decimal *value = read(self);

	if (op == PY_UNARY_INVERT)
		return py_raise(vm, "TypeError", "bad operand type for unary ~: 'decimal.Decimal'");
	if (py_decimal_is_nan(value))
		return self;
	/* -0 is 0: the operation is 0 - x (`Lib/_pydecimal.py`, __neg__). */
	if (py_decimal_is_zero(value))
		value = py_decimal_with_sign(vm, value, false);
	else if (op == PY_UNARY_NEGATIVE)
		value = opposite(vm, value);
	return object_of(py_decimal_finish(vm, value));
}

static bool answers(enum py_comparison op, int order)
{
	switch (op) {
	case PY_EQ:
		return order == 0;
	case PY_NE:
		return order != 0;
	case PY_LT:
		return order < 0;
	case PY_LE:
		return order <= 0;
	case PY_GT:
		return order > 0;
	case PY_GE:
		return order >= 0;
	}
	return false;
}

static struct py_object *decimal_compare(struct py *vm, enum py_comparison op,
					 struct py_object *self, struct py_object *other)
{
	const struct py_decimal *a = read(self), *b = operand(vm, other);

	if (!b && py_is_float(other))
		b = py_decimal_from_double(vm, ((struct py_float *)other)->value);
	if (!b)
		return py_is_unwinding(vm) ? NULL : py_not_implemented(vm);
	if (py_decimal_is_nan(a) || py_decimal_is_nan(b)) {
		const bool is_equality = op == PY_EQ || op == PY_NE;
		if (!is_equality || a->kind == PY_DECIMAL_SIGNALING ||
		    b->kind == PY_DECIMAL_SIGNALING)
			return object_of(py_decimal_signal(vm, PY_DECIMAL_INVALID));
		return py_bool(vm, op == PY_NE);
	}
	const int order = py_decimal_order(vm, a, b);

	return order == -2 ? NULL : py_bool(vm, answers(op, order));
}

/* ---- hash: that of an equal int or float (`Lib/_pydecimal.py`, __hash__) ---- */

#define MODULUS (((uint64_t)1 << 61) - 1)

static uint64_t power_modulo(uint64_t base, uint64_t exponent)
{
	uint64_t result = 1;

	for (; exponent; exponent >>= 1) {
		if (exponent & 1)
			result = (uint64_t)((__uint128_t)result * base % MODULUS);
		base = (uint64_t)((__uint128_t)base * base % MODULUS);
	}
	return result;
}

static bool decimal_hash(struct py *vm, struct py_object *self, uint64_t *ret_hash)
{
	const struct py_decimal *value = read(self);
	uint64_t hash = 0;

	if (value->kind == PY_DECIMAL_SIGNALING)
		return py_raise(vm, "TypeError", "Cannot hash a signaling NaN value");
	if (value->kind == PY_DECIMAL_NAN) {
		*ret_hash = (uintptr_t)self >> 4;
		return true;
	}
	if (value->kind == PY_DECIMAL_INFINITE) {
		*ret_hash = value->negative ? (uint64_t)0 - 314159 : 314159;
		return true;
	}
	if (!py_hash(vm, value->coefficient, &hash))
		return false;
	/* The inverse of ten is ten to the modulus less two (Fermat). */
	const uint64_t ten = value->exponent >= 0 ? 10 : power_modulo(10, MODULUS - 2);
	const uint64_t times =
		(uint64_t)(value->exponent >= 0 ? value->exponent : -value->exponent);

	hash = (uint64_t)((__uint128_t)hash * power_modulo(ten, times) % MODULUS);
	if (value->negative)
		hash = (uint64_t)0 - hash;
	*ret_hash = hash == (uint64_t)-1 ? (uint64_t)-2 : hash;
	return true;
}

static int decimal_truth(struct py *vm, struct py_object *self)
{
	(void)vm;
	return !py_decimal_is_zero(read(self));
}

static struct py_object *decimal_str(struct py *vm, struct py_object *self)
{
	return py_str(vm, py_decimal_text(vm, read(self)));
}

static struct py_object *decimal_repr(struct py *vm, struct py_object *self)
{
	return py_str_printf(vm, "Decimal('%.*s')", STR_ARG(py_decimal_text(vm, read(self))));
}

/* ---- to other numbers ---- */

static struct py_object *whole(struct py *vm, struct py_object *self,
			       enum py_decimal_rounding rounding)
{
	if (py_decimal_is_nan(read(self)))
		return py_raise(vm, "ValueError", "cannot convert NaN to integer");
	if (read(self)->kind == PY_DECIMAL_INFINITE)
		return py_raise(vm, "OverflowError", "cannot convert Infinity to integer");
	return py_decimal_to_int(vm, read(self), rounding);
}

static struct py_object *decimal_int(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	return whole(vm, self, PY_ROUND_DOWN);
}

static struct py_object *decimal_floor(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	(void)args;
	return whole(vm, self, PY_ROUND_FLOOR);
}

static struct py_object *decimal_ceil(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	(void)args;
	return whole(vm, self, PY_ROUND_CEILING);
}

static struct py_object *decimal_float(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	double number = 0;

	(void)args;
	if (read(self)->kind == PY_DECIMAL_SIGNALING)
		return py_raise(vm, "ValueError", "cannot convert signaling NaN to float");
	py_double_parse(py_decimal_text(vm, read(self)), &number);
	return py_float(vm, number);
}

static struct py_object *decimal_round(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	int64_t places;

	if (!py_given(args[0]))
		return whole(vm, self, PY_ROUND_HALF_EVEN);
	if (!py_take_int(vm, args[0], "ndigits", &places))
		return NULL;
	if (read(self)->kind != PY_DECIMAL_FINITE)
		return py_decimal_is_nan(read(self))
			       ? self
			       : object_of(py_decimal_signal(vm, PY_DECIMAL_INVALID));
	return object_of(
		py_decimal_quantize(vm, read(self), -places, py_decimal_current(vm)->rounding));
}

static struct py_object *as_ratio(struct py *vm, struct py_object *self, struct py_object **args)
{
	const struct py_decimal *value = read(self);
	struct py_object *above, *below, *divisor;

	(void)args;
	if (value->kind != PY_DECIMAL_FINITE)
		return py_raise(vm,
				value->kind == PY_DECIMAL_INFINITE ? "OverflowError" : "ValueError",
				value->kind == PY_DECIMAL_INFINITE
					? "cannot convert Infinity to integer ratio"
					: "cannot convert NaN to integer ratio");
	above = py_decimal_scale(vm, value->coefficient, value->exponent > 0 ? value->exponent : 0);
	below = py_decimal_scale(vm, py_int(vm, 1), value->exponent < 0 ? -value->exponent : 0);
	if (!above || !below)
		return NULL;
	if (value->negative)
		above = py_binary(vm, PY_OP_SUB, py_int(vm, 0), above);
	divisor = above ? py_gcd(vm, above, below) : NULL;
	if (!divisor)
		return NULL;
	above = py_binary(vm, PY_OP_FLOORDIV, above, divisor);
	below = above ? py_binary(vm, PY_OP_FLOORDIV, below, divisor) : NULL;
	return below ? py_pair(vm, above, below) : NULL;
}

static struct py_object *as_tuple(struct py *vm, struct py_object *self, struct py_object **args)
{
	const struct py_decimal *value = read(self);
	const struct str digits = py_int_text(vm, value->coefficient, 10);
	struct py_object *type = py_namedtuple_class(vm, STR("DecimalTuple"),
						     py_str_c(vm, "sign digits exponent"), NULL);
	struct py_object *list = py_list(vm), *exponent = py_int(vm, value->exponent);

	(void)args;
	if (value->kind == PY_DECIMAL_INFINITE || !py_decimal_is_nan(value))
		for (size_t i = 0; i < digits.n; i++)
			py_list_append(vm, list, py_int(vm, digits.p[i] - '0'));
	if (value->kind != PY_DECIMAL_FINITE)
		exponent = py_str_c(vm, value->kind == PY_DECIMAL_INFINITE ? "F"
					: value->kind == PY_DECIMAL_NAN    ? "n"
									   : "N");
	return type ? py_call(vm, type,
			      &PY_ARGS(py_int(vm, value->negative),
				       py_list_from(vm, &py_tuple_type, list), exponent))
		    : NULL;
}

/* ---- methods that give decimals ---- */

static struct py_decimal *take(struct py *vm, struct py_object *value)
{
	struct py_decimal *number = operand(vm, value);

	if (number || py_is_unwinding(vm) || py_is_poison(vm, value))
		return number;
	return (void *)py_raise(vm, "TypeError", "conversion from %.*s to Decimal is not supported",
				STR_ARG(py_type_name(value)));
}

static bool refuse_context(struct py *vm, struct py_object *context)
{
	return py_given(context) && !py_refuse(vm, "a Decimal method with a context of its own");
}

static struct py_object *quantize(struct py *vm, struct py_object *self, struct py_object **args)
{
	const struct py_decimal *value = read(self), *like = take(vm, args[0]);
	enum py_decimal_rounding rounding;

	if (!like || refuse_context(vm, args[2]) ||
	    !py_decimal_take_rounding(vm, args[1], &rounding))
		return NULL;
	if (py_decimal_is_nan(value) || py_decimal_is_nan(like))
		return object_of(py_decimal_add(vm, value, like));
	if (value->kind == PY_DECIMAL_INFINITE || like->kind == PY_DECIMAL_INFINITE)
		return value->kind == like->kind
			       ? self
			       : object_of(py_decimal_signal(vm, PY_DECIMAL_INVALID));
	return object_of(py_decimal_quantize(vm, value, like->exponent, rounding));
}

static struct py_object *normalize(struct py *vm, struct py_object *self, struct py_object **args)
{
	return refuse_context(vm, args[0]) ? NULL : object_of(py_decimal_normalize(vm, read(self)));
}

static struct py_object *to_integral(struct py *vm, struct py_object *self, struct py_object **args)
{
	enum py_decimal_rounding rounding;

	if (refuse_context(vm, args[1]) || !py_decimal_take_rounding(vm, args[0], &rounding))
		return NULL;
	if (read(self)->exponent >= 0)
		return self;
	return object_of(py_decimal_rescale(vm, read(self), 0, rounding));
}

static struct py_object *root(struct py *vm, struct py_object *self, struct py_object **args)
{
	return refuse_context(vm, args[0]) ? NULL : object_of(py_decimal_root(vm, read(self)));
}

static struct py_object *absolute(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	return object_of(py_decimal_finish(vm, py_decimal_with_sign(vm, read(self), false)));
}

static struct py_object *copy_abs(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	return object_of(py_decimal_with_sign(vm, read(self), false));
}

static struct py_object *copy_negate(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	return object_of(opposite(vm, read(self)));
}

static struct py_object *copy_sign(struct py *vm, struct py_object *self, struct py_object **args)
{
	const struct py_decimal *other = take(vm, args[0]);

	return other ? object_of(py_decimal_with_sign(vm, read(self), other->negative)) : NULL;
}

static struct py_object *compare(struct py *vm, struct py_object *self, struct py_object **args)
{
	const struct py_decimal *other = take(vm, args[0]);

	if (!other || refuse_context(vm, args[1]))
		return NULL;
	if (py_decimal_is_nan(read(self)) || py_decimal_is_nan(other))
		return object_of(py_decimal_add(vm, read(self), other));
	const int order = py_decimal_order(vm, read(self), other);

	return order == -2 ? NULL : object_of(py_decimal_from_int(vm, py_int(vm, order)));
}

static struct py_object *pick(struct py *vm, struct py_object *self, struct py_object **args,
			      int wanted)
{
	struct py_decimal *other = take(vm, args[0]);

	if (!other || refuse_context(vm, args[1]))
		return NULL;
	if (read(self)->kind == PY_DECIMAL_NAN || other->kind == PY_DECIMAL_NAN)
		return object_of(py_decimal_finish(
			vm, read(self)->kind == PY_DECIMAL_NAN ? other : read(self)));
	const int order = py_decimal_order(vm, read(self), other);

	if (order == -2)
		return NULL;
	/* Equals: the one with the larger exponent counts as the larger number. */
	const int64_t tie = read(self)->exponent - other->exponent;
	const bool is_self = order ? order == wanted : wanted > 0 ? tie >= 0 : tie <= 0;

	return object_of(py_decimal_finish(vm, is_self ? read(self) : other));
}

static struct py_object *decimal_max(struct py *vm, struct py_object *self, struct py_object **args)
{
	return pick(vm, self, args, 1);
}

static struct py_object *decimal_min(struct py *vm, struct py_object *self, struct py_object **args)
{
	return pick(vm, self, args, -1);
}

static struct py_object *scaleb(struct py *vm, struct py_object *self, struct py_object **args)
{
	const struct py_decimal *other = take(vm, args[0]);
	struct py_decimal *result;
	struct py_object *power = other ? py_decimal_to_int(vm, other, PY_ROUND_DOWN) : NULL;
	int64_t places;

	if (!power || !py_take_int(vm, power, "exponent", &places))
		return NULL;
	result = py_decimal_with_sign(vm, read(self), read(self)->negative);
	if (result->kind == PY_DECIMAL_FINITE)
		result->exponent += places;
	return object_of(py_decimal_finish(vm, result));
}

static struct py_object *itself(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)vm;
	(void)args;
	return self;
}

/* ---- questions ---- */

static struct py_object *adjusted(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	return py_int(vm, read(self)->kind == PY_DECIMAL_FINITE
				  ? py_decimal_adjusted(vm, read(self))
				  : 0);
}

#define QUESTION(name, answer)                                                                     \
	static struct py_object *name(struct py *vm, struct py_object *self,                       \
				      struct py_object **args)                                     \
	{                                                                                          \
		const struct py_decimal *value = read(self);                                       \
		(void)args;                                                                        \
		return py_bool(vm, answer);                                                        \
	}
QUESTION(is_zero, py_decimal_is_zero(value))
QUESTION(is_signed, value->negative)
QUESTION(is_nan, py_decimal_is_nan(value))
QUESTION(is_qnan, value->kind == PY_DECIMAL_NAN)
QUESTION(is_infinite, value->kind == PY_DECIMAL_INFINITE)
QUESTION(is_finite, value->kind == PY_DECIMAL_FINITE)

static struct py_object *same_quantum(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	const struct py_decimal *other = take(vm, args[0]);

	return other ? py_bool(vm, read(self)->kind == other->kind &&
					   (other->kind != PY_DECIMAL_FINITE ||
					    read(self)->exponent == other->exponent))
		     : NULL;
}

static struct py_object *get_itself(struct py *vm, struct py_object *self)
{
	(void)vm;
	return self;
}

static struct py_object *get_imaginary(struct py *vm, struct py_object *self)
{
	(void)self;
	return object_of(py_decimal_new(vm, false, py_int(vm, 0), 0));
}

/* Functions of the specification that are not here: a refusal, not an AttributeError. */
static bool decimal_getattr(struct py *vm, struct py_object *self, struct str name,
			    struct py_object **ret)
{
	static const char *const names[] = { "exp",
					     "ln",
					     "log10",
					     "fma",
					     "logb",
					     "next_minus",
					     "next_plus",
					     "next_toward",
					     "remainder_near",
					     "rotate",
					     "shift",
					     "to_eng_string",
					     "compare_total",
					     "compare_signal",
					     "number_class",
					     "radix" };

	(void)self;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (str_is(name, names[i])) {
			*ret = py_refuse(vm, "Decimal.%s() is not supported", names[i]);
			return true;
		}
	return false;
}

static const struct py_method decimal_methods[] = {
	{ "from_float", "f, /", from_float, PY_METHOD_CLASS },
	{ "quantize", "exp, rounding=None, context=None", quantize, PY_METHOD_INSTANCE },
	{ "normalize", "context=None", normalize, PY_METHOD_INSTANCE },
	{ "to_integral_value", "rounding=None, context=None", to_integral, PY_METHOD_INSTANCE },
	{ "to_integral", "rounding=None, context=None", to_integral, PY_METHOD_INSTANCE },
	{ "to_integral_exact", "rounding=None, context=None", to_integral, PY_METHOD_INSTANCE },
	{ "sqrt", "context=None", root, PY_METHOD_INSTANCE },
	{ "copy_abs", "", copy_abs, PY_METHOD_INSTANCE },
	{ "copy_negate", "", copy_negate, PY_METHOD_INSTANCE },
	{ "copy_sign", "other, context=None", copy_sign, PY_METHOD_INSTANCE },
	{ "compare", "other, context=None", compare, PY_METHOD_INSTANCE },
	{ "max", "other, context=None", decimal_max, PY_METHOD_INSTANCE },
	{ "min", "other, context=None", decimal_min, PY_METHOD_INSTANCE },
	{ "scaleb", "other, context=None", scaleb, PY_METHOD_INSTANCE },
	{ "conjugate", "", itself, PY_METHOD_INSTANCE },
	{ "canonical", "", itself, PY_METHOD_INSTANCE },
	{ "adjusted", "", adjusted, PY_METHOD_INSTANCE },
	{ "as_tuple", "", as_tuple, PY_METHOD_INSTANCE },
	{ "as_integer_ratio", "", as_ratio, PY_METHOD_INSTANCE },
	{ "is_zero", "", is_zero, PY_METHOD_INSTANCE },
	{ "is_signed", "", is_signed, PY_METHOD_INSTANCE },
	{ "is_nan", "", is_nan, PY_METHOD_INSTANCE },
	{ "is_qnan", "", is_qnan, PY_METHOD_INSTANCE },
	{ "is_infinite", "", is_infinite, PY_METHOD_INSTANCE },
	{ "is_finite", "", is_finite, PY_METHOD_INSTANCE },
	{ "same_quantum", "other, context=None", same_quantum, PY_METHOD_INSTANCE },
	{ "__format__", "format_spec, /", py_decimal_format, PY_METHOD_INSTANCE },
	{ "__int__", "", decimal_int, PY_METHOD_INSTANCE },
	{ "__trunc__", "", decimal_int, PY_METHOD_INSTANCE },
	{ "__floor__", "", decimal_floor, PY_METHOD_INSTANCE },
	{ "__ceil__", "", decimal_ceil, PY_METHOD_INSTANCE },
	{ "__float__", "", decimal_float, PY_METHOD_INSTANCE },
	{ "__round__", "ndigits=None, /", decimal_round, PY_METHOD_INSTANCE },
	{ "__abs__", "", absolute, PY_METHOD_INSTANCE },
	{ "__copy__", "", itself, PY_METHOD_INSTANCE },
	{ "__deepcopy__", "memo, /", itself, PY_METHOD_INSTANCE },
	{ 0 },
};

const struct py_native_type py_decimal_type = {
	.name = "Decimal",
	.module = "decimal",
	.size = sizeof(struct py_decimal),
	.signature = "value='0', context=None",
	.new_ = decimal_new,
	.methods = decimal_methods,
	.properties = (const struct py_property[]){ { "real", get_itself, NULL },
						    { "imag", get_imaginary, NULL },
						    { 0 } },
	.slots = { .binary = decimal_binary,
		   .unary = decimal_unary,
		   .compare = decimal_compare,
		   .hash = decimal_hash,
		   .truth = decimal_truth,
		   .str = decimal_str,
		   .repr = decimal_repr,
		   .getattr = decimal_getattr },
};

/* ---- the module ---- */

static const struct py_member members[] = {
	{ "Decimal", PY_MEMBER_TYPE, &py_decimal_type, NULL },
	{ "Context", PY_MEMBER_TYPE, &py_decimal_context_type, NULL },
	{ "DecimalException", PY_MEMBER_TYPE, &py_DecimalException_type, NULL },
	{ "InvalidOperation", PY_MEMBER_TYPE, &py_InvalidOperation_type, NULL },
	{ "ConversionSyntax", PY_MEMBER_TYPE, &py_ConversionSyntax_type, NULL },
	{ "DivisionUndefined", PY_MEMBER_TYPE, &py_DivisionUndefined_type, NULL },
	{ "DivisionImpossible", PY_MEMBER_TYPE, &py_DivisionImpossible_type, NULL },
	{ "DivisionByZero", PY_MEMBER_TYPE, &py_DivisionByZero_type, NULL },
	{ "Inexact", PY_MEMBER_TYPE, &py_Inexact_type, NULL },
	{ "Rounded", PY_MEMBER_TYPE, &py_Rounded_type, NULL },
	{ "Overflow", PY_MEMBER_TYPE, &py_DecimalOverflow_type, NULL },
	{ "Underflow", PY_MEMBER_TYPE, &py_Underflow_type, NULL },
	{ "FloatOperation", PY_MEMBER_TYPE, &py_FloatOperation_type, NULL },
#define X(name) { "ROUND_" #name, PY_MEMBER_STRING, "ROUND_" #name, NULL },
	PY_DECIMAL_ROUNDINGS(X)
#undef X
		{ 0 },
};

static const struct py_method functions[] = {
	{ "getcontext", "", py_decimal_getcontext, PY_METHOD_STATIC },
	{ "setcontext", "context, /", py_decimal_setcontext, PY_METHOD_STATIC },
	{ "localcontext", "ctx=None, *, prec=None, rounding=None", py_decimal_localcontext,
	  PY_METHOD_STATIC },
	{ 0 },
};

const struct py_native_module py_module_decimal = {
	.name = "decimal", .members = members, .functions = functions, .is_open = true
};
