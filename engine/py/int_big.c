#include "engine/py/int_big.h"

#include <math.h>
#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <string.h>

/* Larger results are refused: 2 MiB hold an integer of five million digits. */
#define BIG_BITS_LIMIT ((int64_t)16 << 20)

static void bignum_done(BIGNUM **number)
{
	BN_free(*number);
}

static void context_done(BN_CTX **context)
{
	BN_CTX_free(*context);
}

#define BIGNUM_NEW(name)         BIGNUM *name CLEANUP(bignum_done) = BN_new()
#define BIGNUM_LOAD(name, value) BIGNUM *name CLEANUP(bignum_done) = load(value)
#define CONTEXT_NEW(name)        BN_CTX *name CLEANUP(context_done) = BN_CTX_new()

static BIGNUM *load(const struct py_int *value)
{
	const struct py_big *big = value->big;

	if (big) {
		BIGNUM *number = BN_bin2bn(big->bytes, (int)big->n, NULL);
		BN_set_negative(number, big->negative);
		return number;
	}
	BIGNUM *number = BN_new();
	const uint64_t magnitude = value->value < 0 ? 0 - (uint64_t)value->value
						    : (uint64_t)value->value;

	BN_set_word(number, magnitude);
	BN_set_negative(number, value->value < 0);
	return number;
}

static struct py_object *store(struct py *vm, const BIGNUM *number)
{
	const bool negative = BN_is_negative(number);

	if (BN_num_bits(number) <= 64) {
		const uint64_t word = BN_get_word(number);
		if (word <= (uint64_t)INT64_MAX + negative)
			return py_int(vm, negative ? (int64_t)(0 - word) : (int64_t)word);
	}
	const size_t size = (size_t)BN_num_bytes(number);

	if (!py_reserve(vm, size))
		return NULL;
	struct py_int *result = py_new(vm, &py_int_type);
	struct py_big *big = arena_alloc(py_arena(vm), sizeof(*big) + size);

	big->negative = negative;
	big->n = size;
	BN_bn2bin(number, big->bytes);
	result->big = big;
	return &result->head;
}

/* BN_div cuts towards zero; Python rounds the quotient down. */
static struct py_object *divide(struct py *vm, enum py_operator op, const BIGNUM *a,
				const BIGNUM *b)
{
	BIGNUM_NEW(quotient);
	BIGNUM_NEW(rest);
	CONTEXT_NEW(context);

	if (BN_is_zero(b))
		return py_raise(vm, "ZeroDivisionError",
				op == PY_OP_MOD ? "integer division or modulo by zero"
						: "integer division or modulo by zero");
	BN_div(quotient, rest, a, b, context);
	if (!BN_is_zero(rest) && BN_is_negative(rest) != BN_is_negative(b)) {
		BN_sub(quotient, quotient, BN_value_one());
		BN_add(rest, rest, b);
	}
	return store(vm, op == PY_OP_MOD ? rest : quotient);
}

static struct py_object *shift(struct py *vm, enum py_operator op, BIGNUM *a,
			       const struct py_int *count)
{
	const bool negative = BN_is_negative(a);

	if (py_int_is_negative(&count->head))
		return py_raise(vm, "ValueError", "negative shift count");
	if (op == PY_OP_LSHIFT) {
		if (BN_is_zero(a))
			return py_int(vm, 0);
		if (count->big || count->value > BIG_BITS_LIMIT)
			return py_refuse(vm, "an integer of more than %lld bits",
					 (long long)BIG_BITS_LIMIT);
		BN_lshift(a, a, (int)count->value);
		return store(vm, a);
	}
	if (count->big || count->value > BIG_BITS_LIMIT * 2)
		return py_int(vm, negative ? -1 : 0);
	/* Rounding down: ~((~a) >> n). */
	if (negative)
		BN_add_word(a, 1);
	BN_rshift(a, a, (int)count->value);
	if (negative)
		BN_sub_word(a, 1);
	return store(vm, a);
}

/* Two's complement of `n` bytes. */
static void to_complement(const BIGNUM *a, unsigned char *bytes, size_t n)
{
	BN_bn2binpad(a, bytes, (int)n);
	if (!BN_is_negative(a))
		return;
	unsigned carry = 1;

	for (size_t i = n; i-- > 0;) {
		carry += (unsigned char)~bytes[i];
		bytes[i] = (unsigned char)carry;
		carry >>= 8;
	}
}

static struct py_object *from_complement(struct py *vm, const unsigned char *bytes, size_t n)
{
	BIGNUM *number CLEANUP(bignum_done) = BN_bin2bn(bytes, (int)n, NULL);

	if (bytes[0] & 0x80) {
		BIGNUM_NEW(modulus);
		BN_set_bit(modulus, (int)(8 * n));
		BN_sub(number, number, modulus);
	}
	return store(vm, number);
}

static struct py_object *bitwise(struct py *vm, enum py_operator op, const BIGNUM *a,
				 const BIGNUM *b)
{
	const int longer = BN_num_bytes(a) > BN_num_bytes(b) ? BN_num_bytes(a) : BN_num_bytes(b);
	const size_t n = (size_t)longer + 1;
	unsigned char *left = arena_alloc(py_arena(vm), 2 * n), *right = left + n;

	to_complement(a, left, n);
	to_complement(b, right, n);
	for (size_t i = 0; i < n; i++) {
		if (op == PY_OP_BITOR)
			left[i] |= right[i];
		else if (op == PY_OP_BITAND)
			left[i] &= right[i];
		else
			left[i] ^= right[i];
	}
	return from_complement(vm, left, n);
}

struct py_object *py_big_binary(struct py *vm, enum py_operator op, const struct py_int *left,
				const struct py_int *right)
{
	BIGNUM_LOAD(a, left);
	BIGNUM_LOAD(b, right);
	BIGNUM_NEW(result);
	CONTEXT_NEW(context);

	switch (op) {
	case PY_OP_ADD:
		BN_add(result, a, b);
		return store(vm, result);
	case PY_OP_SUB:
		BN_sub(result, a, b);
		return store(vm, result);
	case PY_OP_MULT:
		if (BN_num_bits(a) + (int64_t)BN_num_bits(b) > BIG_BITS_LIMIT)
			return py_refuse(vm, "an integer of more than %lld bits",
					 (long long)BIG_BITS_LIMIT);
		BN_mul(result, a, b, context);
		return store(vm, result);
	case PY_OP_FLOORDIV:
	case PY_OP_MOD:
		return divide(vm, op, a, b);
	case PY_OP_LSHIFT:
	case PY_OP_RSHIFT:
		return shift(vm, op, a, right);
	case PY_OP_BITOR:
	case PY_OP_BITXOR:
	case PY_OP_BITAND:
		return bitwise(vm, op, a, b);
	case PY_OP_DIV:
	case PY_OP_POW:
	case PY_OP_MATMULT:
	case PY_OP_COUNT:
		break;
	}
	return py_not_implemented(vm);
}

struct py_object *py_big_power(struct py *vm, const struct py_int *base,
			       const struct py_int *exponent, const struct py_int *modulus)
{
	BIGNUM_LOAD(a, base);
	BIGNUM_LOAD(b, exponent);
	BIGNUM_NEW(result);
	CONTEXT_NEW(context);

	if (modulus) {
		BIGNUM_LOAD(m, modulus);
		if (BN_is_zero(m))
			return py_raise(vm, "ValueError", "pow() 3rd argument cannot be 0");
		const bool negative = BN_is_negative(m);
		BN_set_negative(m, 0);
		BN_nnmod(a, a, m, context);
		BN_mod_exp(result, a, b, m, context);
		if (negative && !BN_is_zero(result))
			BN_sub(result, result, m);
		return store(vm, result);
	}
	if (BN_num_bits(a) > 1 && (exponent->big || exponent->value > BIG_BITS_LIMIT ||
				   BN_num_bits(a) * exponent->value > BIG_BITS_LIMIT))
		return py_refuse(vm, "an integer of more than %lld bits",
				 (long long)BIG_BITS_LIMIT);
	BN_exp(result, a, b, context);
	return store(vm, result);
}

/* The 64 leading bits of |a|, the lowest set if anything below was cut off; |a| is about *ret *
 * 2^shift. */
static uint64_t leading_bits(const BIGNUM *a, int *ret_shift)
{
	const int bits = BN_num_bits(a);
	BIGNUM_NEW(head);

	*ret_shift = bits > 64 ? bits - 64 : 0;
	BN_rshift(head, a, *ret_shift);
	uint64_t word = BN_get_word(head);

	for (int i = 0; i < *ret_shift; i++)
		if (BN_is_bit_set(a, i))
			return word | 1;
	return word;
}

static bool to_double(const BIGNUM *a, double *ret)
{
	int shift_count;
	const uint64_t word = leading_bits(a, &shift_count);
	const double value = ldexp((double)word, shift_count);

	*ret = BN_is_negative(a) ? -value : value;
	return isfinite(value);
}

bool py_big_to_double(const struct py_int *value, double *ret)
{
	BIGNUM_LOAD(a, value);

	return to_double(a, ret);
}

bool py_big_true_divide(struct py *vm, const struct py_int *left, const struct py_int *right,
			double *ret)
{
	BIGNUM_LOAD(a, left);
	BIGNUM_LOAD(b, right);
	BIGNUM_NEW(quotient);
	BIGNUM_NEW(rest);
	CONTEXT_NEW(context);

	if (BN_is_zero(b))
		return py_raise(vm, "ZeroDivisionError", "division by zero");
	const bool negative = BN_is_negative(a) != BN_is_negative(b);
	const int scale = 66 + BN_num_bits(b) - BN_num_bits(a);

	if (scale > 0)
		BN_lshift(a, a, scale);
	BN_div(quotient, rest, a, b, context);
	if (!BN_is_zero(rest) && !BN_is_odd(quotient))
		BN_add_word(quotient, 1);
	BN_set_negative(quotient, 0);
	int more;
	const uint64_t word = leading_bits(quotient, &more);
	const double value = ldexp((double)word, more - (scale > 0 ? scale : 0));

	if (!isfinite(value))
		return py_raise(vm, "OverflowError",
				"integer division result too large for a float");
	*ret = negative ? -value : value;
	return true;
}

struct py_object *py_big_negate(struct py *vm, const struct py_int *value)
{
	BIGNUM_LOAD(a, value);

	BN_set_negative(a, !BN_is_negative(a));
	return store(vm, a);
}

int py_big_compare(const struct py_int *left, const struct py_int *right)
{
	BIGNUM_LOAD(a, left);
	BIGNUM_LOAD(b, right);

	return BN_cmp(a, b);
}

struct py_object *py_big_from_double(struct py *vm, double value)
{
	int exponent;
	const double fraction = frexp(fabs(value), &exponent);
	BIGNUM_NEW(a);

	BN_set_word(a, (uint64_t)ldexp(fraction, 53));
	if (exponent >= 53)
		BN_lshift(a, a, exponent - 53);
	else
		BN_rshift(a, a, 53 - exponent);
	BN_set_negative(a, value < 0);
	return store(vm, a);
}

static unsigned digit_value(char c)
{
	if (c >= '0' && c <= '9')
		return (unsigned)(c - '0');
	return (unsigned)((c | 0x20) - 'a' + 10);
}

struct py_object *py_big_parse(struct py *vm, struct str digits, int base, bool negative)
{
	BIGNUM_NEW(a);

	for (size_t i = 0; i < digits.n;) {
		BN_ULONG chunk = 0, scale = 1;
		for (int k = 0; k < 12 && i < digits.n; k++, i++) {
			chunk = chunk * (unsigned)base + digit_value(digits.p[i]);
			scale *= (unsigned)base;
		}
		BN_mul_word(a, scale);
		BN_add_word(a, chunk);
	}
	BN_set_negative(a, negative);
	return store(vm, a);
}

struct str py_big_text(struct py *vm, const struct py_int *value, int base)
{
	BIGNUM_LOAD(a, value);

	if (base == 10) {
		char *text = BN_bn2dec(a);
		const struct str result = str_copy(py_arena(vm), text, strlen(text));
		OPENSSL_free(text);
		return result;
	}
	const bool negative = BN_is_negative(a);
	const size_t size = (size_t)BN_num_bits(a) + 2;
	char *text = arena_alloc(py_arena(vm), size), *at = text + size;

	BN_set_negative(a, 0);
	while (!BN_is_zero(a))
		*--at = "0123456789abcdefghijklmnopqrstuvwxyz"[BN_div_word(a, (BN_ULONG)base)];
	if (negative)
		*--at = '-';
	return (struct str){ at, (size_t)(text + size - at) };
}

uint64_t py_big_hash(const struct py_int *value)
{
	BIGNUM_LOAD(a, value);
	const BN_ULONG rest = BN_mod_word(a, ((BN_ULONG)1 << 61) - 1);
	const uint64_t hash = BN_is_negative(a) ? 0 - rest : rest;

	return hash == UINT64_MAX ? UINT64_MAX - 1 : hash;
}

int64_t py_big_bits(const struct py_int *value)
{
	BIGNUM_LOAD(a, value);

	return BN_num_bits(a);
}

struct py_object *py_int_from_bytes(struct py *vm, const unsigned char *bytes, size_t n)
{
	BIGNUM *number CLEANUP(bignum_done) = BN_bin2bn(bytes, (int)n, NULL);

	return store(vm, number);
}

bool py_int_to_bytes(const struct py_object *value, unsigned char *bytes, size_t n)
{
	BIGNUM_LOAD(a, (const struct py_int *)value);

	return BN_bn2binpad(a, bytes, (int)n) >= 0;
}
