#include "engine/py/format.h"

#include "engine/py/builtin.h"
#include "engine/py/int_big.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#define SMALL_FIRST (-5)
#define SMALL_COUNT 262

static struct py_object *new_int(struct py *vm, int64_t value)
{
	struct py_int *number = py_new(vm, &py_int_type);

	number->value = value;
	return &number->head;
}

/* The small integers that CPython shares, so that `is` gives what it gives there. */
static struct py_object **small_ints(struct py *vm)
{
	struct py_type *type = py_type_from(vm, &py_int_type);

	if (!type->user) {
		struct py_object **all = ARENA_ARRAY(py_arena(vm), struct py_object *, SMALL_COUNT);
		for (int i = 0; i < SMALL_COUNT; i++)
			all[i] = new_int(vm, SMALL_FIRST + i);
		type->user = all;
	}
	return type->user;
}

struct py_object *py_int(struct py *vm, int64_t value)
{
	if (value >= SMALL_FIRST && value < SMALL_FIRST + SMALL_COUNT)
		return small_ints(vm)[value - SMALL_FIRST];
	return new_int(vm, value);
}

struct py_object *py_bool(struct py *vm, bool value)
{
	struct py_type *type = py_type_from(vm, &py_bool_type);

	if (!type->user) {
		struct py_int **both = ARENA_ARRAY(py_arena(vm), struct py_int *, 2);
		both[0] = py_new(vm, &py_bool_type);
		both[1] = py_new(vm, &py_bool_type);
		both[1]->value = 1;
		type->user = both;
	}
	return ((struct py_object **)type->user)[value];
}

struct py_object *py_int_from_u64(struct py *vm, uint64_t value)
{
	unsigned char bytes[8];

	if (value <= INT64_MAX)
		return py_int(vm, (int64_t)value);
	for (int i = 0; i < 8; i++)
		bytes[i] = (unsigned char)(value >> (56 - 8 * i));
	return py_int_from_bytes(vm, bytes, 8);
}

bool py_int_is_negative(const struct py_object *value)
{
	const struct py_int *number = (const struct py_int *)value;
	const struct py_big *big = number->big;

	return big ? big->negative : number->value < 0;
}

bool py_int_is_zero(const struct py_object *value)
{
	const struct py_int *number = (const struct py_int *)value;

	return !number->big && number->value == 0;
}

bool py_int_to_double(struct py *vm, const struct py_object *value, double *ret)
{
	const struct py_int *number = (const struct py_int *)value;

	if (!number->big)
		*ret = (double)number->value;
	else if (!py_big_to_double(number, ret))
		return py_raise(vm, "OverflowError", "int too large to convert to float");
	return true;
}

struct py_object *py_int_from_double(struct py *vm, double value)
{
	if (isnan(value))
		return py_raise(vm, "ValueError", "cannot convert float NaN to integer");
	if (isinf(value))
		return py_raise(vm, "OverflowError", "cannot convert float infinity to integer");
	if (fabs(value) < 0x1p62)
		return py_int(vm, (int64_t)value);
	return py_big_from_double(vm, value);
}

uint64_t py_hash_int64(int64_t value)
{
	const uint64_t modulus = ((uint64_t)1 << 61) - 1;
	const uint64_t magnitude = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
	uint64_t hash = magnitude % modulus;

	if (value < 0)
		hash = 0 - hash;
	return hash == UINT64_MAX ? UINT64_MAX - 1 : hash;
}

/* ---- arithmetic ---- */

static struct py_object *floor_divide(struct py *vm, enum py_operator op, const struct py_int *a,
				      const struct py_int *b)
{
	if (!b->value)
		return py_raise(vm, "ZeroDivisionError",
				op == PY_OP_MOD ? "integer modulo by zero"
						: "integer division or modulo by zero");
	if (a->value == INT64_MIN && b->value == -1)
		return py_big_binary(vm, op, a, b);
	int64_t quotient = a->value / b->value, rest = a->value % b->value;

	if (rest && (rest < 0) != (b->value < 0)) {
		quotient--;
		rest += b->value;
	}
	return py_int(vm, op == PY_OP_MOD ? rest : quotient);
}

static struct py_object *true_divide(struct py *vm, const struct py_int *a, const struct py_int *b)
{
	const int64_t exact = (int64_t)1 << 53;
	double result;

	if (!a->big && !b->big && b->value && a->value >= -exact && a->value <= exact &&
	    b->value >= -exact && b->value <= exact)
		return py_float(vm, (double)a->value / (double)b->value);
	if (!py_big_true_divide(vm, a, b, &result))
		return NULL;
	return py_float(vm, result);
}

static struct py_object *power(struct py *vm, const struct py_int *a, const struct py_int *b)
{
	if (!py_int_is_negative(&b->head))
		return py_big_power(vm, a, b, NULL);
	double base, exponent;

	if (!py_int_to_double(vm, &a->head, &base) || !py_int_to_double(vm, &b->head, &exponent))
		return NULL;
	if (base == 0)
		return py_raise(vm, "ZeroDivisionError",
				"0.0 cannot be raised to a negative power");
	return py_float(vm, pow(base, exponent));
}

struct py_object *py_int_power_modulo(struct py *vm, struct py_object *base,
				      struct py_object *exponent, struct py_object *modulus)
{
	if (py_int_is_negative(exponent))
		return py_refuse(vm, "pow() with a negative exponent and a modulus");
	return py_big_power(vm, (struct py_int *)base, (struct py_int *)exponent,
			    (struct py_int *)modulus);
}

/* The result if it fits 64 bits, else NULL. */
static struct py_object *small_binary(struct py *vm, enum py_operator op, int64_t a, int64_t b)
{
	int64_t result;

	switch (op) {
	case PY_OP_ADD:
		return __builtin_add_overflow(a, b, &result) ? NULL : py_int(vm, result);
	case PY_OP_SUB:
		return __builtin_sub_overflow(a, b, &result) ? NULL : py_int(vm, result);
	case PY_OP_MULT:
		return __builtin_mul_overflow(a, b, &result) ? NULL : py_int(vm, result);
	case PY_OP_LSHIFT:
		if (b < 0 || b > 62 || a > (INT64_MAX >> b) || a < (INT64_MIN >> b))
			return NULL;
		return py_int(vm, (int64_t)((uint64_t)a << b));
	case PY_OP_RSHIFT:
		return b < 0 ? NULL : py_int(vm, b > 62 ? (a < 0 ? -1 : 0) : a >> b);
	case PY_OP_BITOR:
		return py_int(vm, a | b);
	case PY_OP_BITXOR:
		return py_int(vm, a ^ b);
	case PY_OP_BITAND:
		return py_int(vm, a & b);
	case PY_OP_DIV:
	case PY_OP_FLOORDIV:
	case PY_OP_MOD:
	case PY_OP_POW:
	case PY_OP_MATMULT:
	case PY_OP_COUNT:
		break;
	}
	return NULL;
}

static struct py_object *int_binary(struct py *vm, enum py_operator op, struct py_object *self,
				    struct py_object *other, bool reflected)
{
	if (!py_is_int(other) || op == PY_OP_MATMULT)
		return py_not_implemented(vm);
	const struct py_int *a = (struct py_int *)(reflected ? other : self);
	const struct py_int *b = (struct py_int *)(reflected ? self : other);

	if (op == PY_OP_DIV)
		return true_divide(vm, a, b);
	if (op == PY_OP_POW)
		return power(vm, a, b);
	if (!a->big && !b->big) {
		if (op == PY_OP_FLOORDIV || op == PY_OP_MOD)
			return floor_divide(vm, op, a, b);
		struct py_object *result = small_binary(vm, op, a->value, b->value);
		if (result)
			return result;
	}
	return py_big_binary(vm, op, a, b);
}

static struct py_object *int_unary(struct py *vm, enum py_unary op, struct py_object *self)
{
	const struct py_int *a = (struct py_int *)self;

	switch (op) {
	case PY_UNARY_NEGATIVE:
		if (a->big || a->value == INT64_MIN)
			return py_big_negate(vm, a);
		return py_int(vm, -a->value);
	case PY_UNARY_POSITIVE:
		if (!a->big)
			return py_int(vm, a->value);
		return self;
	case PY_UNARY_INVERT:
		if (!a->big)
			return py_int(vm, ~a->value);
		self = py_big_negate(vm, a);
		return self ? int_binary(vm, PY_OP_SUB, self, py_int(vm, 1), false) : NULL;
	}
	return NULL;
}

static struct py_object *int_compare(struct py *vm, enum py_comparison op, struct py_object *self,
				     struct py_object *other)
{
	if (!py_is_int(other))
		return py_not_implemented(vm);
	const struct py_int *a = (struct py_int *)self, *b = (struct py_int *)other;
	const int order = a->big || b->big ? py_big_compare(a, b)
					   : (a->value > b->value) - (a->value < b->value);

	return py_bool(vm, (op == PY_EQ && order == 0) || (op == PY_NE && order != 0) ||
				   (op == PY_LT && order < 0) || (op == PY_LE && order <= 0) ||
				   (op == PY_GT && order > 0) || (op == PY_GE && order >= 0));
}

static int int_truth(struct py *vm, struct py_object *self)
{
	(void)vm;
	return !py_int_is_zero(self);
}

static struct py_object *int_repr(struct py *vm, struct py_object *self)
{
	const struct str text = py_int_text(vm, self, 10);

	return text.p ? py_str(vm, text) : NULL;
}

static bool int_hash(struct py *vm, struct py_object *self, uint64_t *ret_hash)
{
	const struct py_int *a = (struct py_int *)self;

	(void)vm;
	*ret_hash = a->big ? py_big_hash(a) : py_hash_int64(a->value);
	return true;
}

/* ---- int(...) ---- */

static struct py_object *from_special(struct py *vm, struct py_object *value, const char *method,
				      bool *ret_found)
{
	*ret_found = py_type_lookup(value->type, str_from(method)) != NULL;
	if (!*ret_found)
		return NULL;
	struct py_object *result = py_call_method(vm, value, method, &PY_NO_ARGS);

	if (result && !py_is_int(result))
		return py_raise(vm, "TypeError", "%s returned non-int (type %.*s)", method,
				STR_ARG(py_type_name(result)));
	return result;
}

struct py_object *py_index(struct py *vm, struct py_object *value)
{
	bool found;

	if (py_is_int(value))
		return value;
	if (py_is_poison(vm, value))
		return NULL;
	struct py_object *result = from_special(vm, value, "__index__", &found);

	if (!found)
		return py_raise(vm, "TypeError",
				"'%.*s' object cannot be interpreted as an integer",
				STR_ARG(py_type_name(value)));
	return result;
}

bool py_index_clipped(struct py *vm, struct py_object *value, int64_t *ret)
{
	value = py_index(vm, value);
	if (!value)
		return false;
	const struct py_int *number = (struct py_int *)value;

	if (number->big)
		*ret = py_int_is_negative(value) ? INT64_MIN : INT64_MAX;
	else
		*ret = number->value;
	return true;
}

static struct py_object *convert(struct py *vm, struct py_object *value)
{
	static const char *const specials[] = { "__int__", "__index__", "__trunc__" };

	if (py_is_int(value))
		return value;
	if (py_is_poison(vm, value))
		return NULL;
	if (py_is_float(value))
		return py_int_from_double(vm, ((struct py_float *)value)->value);
	if (py_is_str(value))
		return py_int_parse(vm, py_text(value), 10, value);
	if (py_is_bytes_like(value))
		return py_int_parse(vm, ((struct py_bytes *)value)->value, 10, value);
	for (size_t i = 0; i < sizeof(specials) / sizeof(*specials); i++) {
		bool found;
		struct py_object *result = from_special(vm, value, specials[i], &found);
		if (found)
			return result;
	}
	return py_raise(vm, "TypeError",
			"int() argument must be a string, a bytes-like object or a real number, "
			"not '%.*s'",
			STR_ARG(py_type_name(value)));
}

static struct py_object *convert_with_base(struct py *vm, struct py_object *value,
					   struct py_object *base)
{
	int64_t number;

	if (!py_index_clipped(vm, base, &number))
		return NULL;
	if (!value)
		return py_raise(vm, "TypeError", "int() missing string argument");
	if (py_is_str(value))
		return py_int_parse(vm, py_text(value), number, value);
	if (py_is_bytes_like(value))
		return py_int_parse(vm, ((struct py_bytes *)value)->value, number, value);
	return py_raise(vm, "TypeError", "int() can't convert non-string with explicit base");
}

static struct py_object *int_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *value;

	if (args[1])
		value = convert_with_base(vm, args[0], args[1]);
	else
		value = args[0] ? convert(vm, args[0]) : py_int(vm, 0);
	if (!value)
		return NULL;
	const struct py_int *number = (struct py_int *)value;

	if (self->type->native == &py_int_type) {
		if (value->type->native == &py_int_type)
			return value;
		if (!number->big)
			return py_int(vm, number->value);
	}
	((struct py_int *)self)->value = number->value;
	((struct py_int *)self)->big = number->big;
	return self;
}

static struct py_object *bool_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	const int truth = args[0] ? py_truth(vm, args[0]) : 0;

	(void)self;
	return truth < 0 ? NULL : py_bool(vm, truth);
}

static struct py_object *bool_repr(struct py *vm, struct py_object *self)
{
	return py_str(vm, ((struct py_int *)self)->value ? STR("True") : STR("False"));
}

static struct py_object *bool_binary(struct py *vm, enum py_operator op, struct py_object *self,
				     struct py_object *other, bool reflected)
{
	const bool a = ((struct py_int *)self)->value;

	if (py_is(other, &py_bool_type)) {
		const bool b = ((struct py_int *)other)->value;
		if (op == PY_OP_BITAND)
			return py_bool(vm, a && b);
		if (op == PY_OP_BITOR)
			return py_bool(vm, a || b);
		if (op == PY_OP_BITXOR)
			return py_bool(vm, a != b);
	}
	return int_binary(vm, op, self, other, reflected);
}

/* ---- methods ---- */

static struct py_object *int_bit_length(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	(void)args;
	return py_int(vm, py_big_bits((struct py_int *)self));
}

static struct py_object *int_bit_count(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	const size_t n = (size_t)(py_big_bits((struct py_int *)self) + 7) / 8;
	unsigned char *bytes = arena_alloc(py_arena(vm), n);
	int count = 0;

	(void)args;
	py_int_to_bytes(self, bytes, n);
	for (size_t i = 0; i < n; i++)
		count += __builtin_popcount(bytes[i]);
	return py_int(vm, count);
}

static bool take_byte_order(struct py *vm, struct py_object *value, bool *ret_is_big)
{
	struct str text;

	if (!py_take_text(vm, value, "byteorder", &text))
		return false;
	if (value && !str_is(text, "big") && !str_is(text, "little"))
		return py_raise(vm, "ValueError", "byteorder must be either 'little' or 'big'");
	*ret_is_big = !value || str_is(text, "big");
	return true;
}

static void reverse_bytes(unsigned char *bytes, size_t n)
{
	for (size_t i = 0; i < n / 2; i++) {
		const unsigned char swap = bytes[i];
		bytes[i] = bytes[n - 1 - i];
		bytes[n - 1 - i] = swap;
	}
}

static struct py_object *int_to_bytes(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	int64_t length = 1;
	bool is_big, is_signed;

	if ((args[0] && !py_take_int(vm, args[0], "length", &length)) ||
	    !take_byte_order(vm, args[1], &is_big) || !py_take_bool(vm, args[2], false, &is_signed))
		return NULL;
	if (length < 0)
		return py_raise(vm, "ValueError", "length argument must be non-negative");
	const bool negative = py_int_is_negative(self);

	if (negative && !is_signed)
		return py_raise(vm, "OverflowError", "can't convert negative int to unsigned");
	struct py_object *magnitude = negative ? int_unary(vm, PY_UNARY_INVERT, self) : self;

	if (!magnitude || !py_reserve(vm, (size_t)length))
		return NULL;
	if (py_big_bits((struct py_int *)magnitude) + is_signed > length * 8)
		return py_raise(vm, "OverflowError", "int too big to convert");
	unsigned char *bytes = arena_alloc(py_arena(vm), (size_t)length);

	py_int_to_bytes(magnitude, bytes, (size_t)length);
	for (int64_t i = 0; negative && i < length; i++)
		bytes[i] = (unsigned char)~bytes[i];
	if (!is_big)
		reverse_bytes(bytes, (size_t)length);
	return py_bytes(vm, (struct str){ (char *)bytes, (size_t)length });
}

static struct py_object *int_from_bytes(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	bool is_big, is_signed;

	(void)self;
	if (!take_byte_order(vm, args[1], &is_big) || !py_take_bool(vm, args[2], false, &is_signed))
		return NULL;
	struct py_object *source = args[0];

	if (!py_is_bytes_like(source)) {
		source = py_call(vm, &py_type_from(vm, &py_bytes_type)->head, &PY_ARGS(source));
		if (!source)
			return NULL;
	}
	const struct str text = ((struct py_bytes *)source)->value;
	unsigned char *bytes = (unsigned char *)str_c(py_arena(vm), text);

	if (!is_big)
		reverse_bytes(bytes, text.n);
	if (!is_signed || !text.n || !(bytes[0] & 0x80))
		return py_int_from_bytes(vm, bytes, text.n);
	for (size_t i = 0; i < text.n; i++)
		bytes[i] = (unsigned char)~bytes[i];
	source = py_int_from_bytes(vm, bytes, text.n);
	return source ? int_unary(vm, PY_UNARY_INVERT, source) : NULL;
}

static struct py_object *int_ratio(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	return py_pair(vm, self, py_int(vm, 1));
}

static struct py_object *int_self(struct py *vm, struct py_object *self)
{
	return int_unary(vm, PY_UNARY_POSITIVE, self);
}

static struct py_object *int_zero(struct py *vm, struct py_object *self)
{
	(void)self;
	return py_int(vm, 0);
}

static struct py_object *int_one(struct py *vm, struct py_object *self)
{
	(void)self;
	return py_int(vm, 1);
}

static struct py_object *int_conjugate(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	(void)args;
	return int_self(vm, self);
}

static const struct py_method int_methods[] = {
	{ "bit_length", "", int_bit_length, PY_METHOD_INSTANCE },
	{ "bit_count", "", int_bit_count, PY_METHOD_INSTANCE },
	{ "to_bytes", "length=1, byteorder='big', *, signed=False", int_to_bytes,
	  PY_METHOD_INSTANCE },
	{ "from_bytes", "bytes, byteorder='big', *, signed=False", int_from_bytes,
	  PY_METHOD_CLASS },
	{ "as_integer_ratio", "", int_ratio, PY_METHOD_INSTANCE },
	{ "conjugate", "", int_conjugate, PY_METHOD_INSTANCE },
	{ "__format__", "format_spec, /", py_value_format, PY_METHOD_INSTANCE },
	{ "__index__", "", int_conjugate, PY_METHOD_INSTANCE },
	{ "__int__", "", int_conjugate, PY_METHOD_INSTANCE },
	{ 0 },
};

static const struct py_property int_properties[] = {
	{ "real", int_self, NULL },
	{ "imag", int_zero, NULL },
	{ "numerator", int_self, NULL },
	{ "denominator", int_one, NULL },
	{ 0 },
};

const struct py_native_type py_int_type = {
	.name = "int",
	.module = "builtins",
	.size = sizeof(struct py_int),
	.signature = "x=0, /, base=10",
	.new_ = int_new,
	.methods = int_methods,
	.properties = int_properties,
	.slots = { .binary = int_binary,
		   .unary = int_unary,
		   .compare = int_compare,
		   .truth = int_truth,
		   .repr = int_repr,
		   .hash = int_hash },
};

const struct py_native_type py_bool_type = {
	.name = "bool",
	.module = "builtins",
	.base = &py_int_type,
	.size = sizeof(struct py_int),
	.signature = "x=False, /",
	.new_ = bool_new,
	.slots = { .binary = bool_binary, .repr = bool_repr },
};
