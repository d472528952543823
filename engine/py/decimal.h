/*
 * decimal.Decimal: exact decimal numbers, rounded by a context as the General Decimal Arithmetic
 * Specification says (https://speleotrove.com/decimal), with Python's defaults.
 *
 * Whoever needs a number's text (the SQL writers) uses py_is() and py_decimal_text().  Infinities
 * and NaNs are numbers too.  What the specification signals is raised at once where Python's
 * default context traps it (invalid operation, division by zero, overflow); flags are not kept.
 */
#ifndef RETORT_PY_DECIMAL_H
#define RETORT_PY_DECIMAL_H

#include "engine/py/values.h"

enum py_decimal_kind {
	PY_DECIMAL_FINITE,
	PY_DECIMAL_INFINITE,
	PY_DECIMAL_NAN,
	PY_DECIMAL_SIGNALING
};

struct py_decimal {
	struct py_object head;
	enum py_decimal_kind kind;
	bool negative;
	struct py_object *coefficient; /* an int that is not negative; of a NaN, what it carries */
	int64_t exponent;
};

#define PY_DECIMAL_ROUNDINGS(X)                                                                    \
	X(DOWN) X(UP) X(CEILING) X(FLOOR) X(HALF_UP) X(HALF_DOWN) X(HALF_EVEN) X(05UP)

enum py_decimal_rounding {
#define X(name) PY_ROUND_##name,
	PY_DECIMAL_ROUNDINGS(X)
#undef X
		PY_ROUND_COUNT
};

struct py_decimal_context {
	struct py_object head;
	int64_t precision, lowest, highest; /* digits; the adjusted exponents */
	enum py_decimal_rounding rounding;
};

extern const struct py_native_type py_decimal_type, py_decimal_context_type;

/* What str() gives. */
struct str py_decimal_text(struct py *vm, const struct py_decimal *value);
/* False if the text is no number; else *ret, or NULL in it: unwinding. */
bool py_decimal_parse(struct py *vm, struct str text, struct py_decimal **ret);

/* ---- for the files of the module ---- */

struct py_decimal_context *py_decimal_current(struct py *vm);
void py_decimal_set_current(struct py *vm, struct py_object *context);
bool py_decimal_take_rounding(struct py *vm, struct py_object *value,
			      enum py_decimal_rounding *ret);
py_native py_decimal_getcontext, py_decimal_setcontext, py_decimal_localcontext;

extern const struct py_native_type py_DecimalException_type, py_InvalidOperation_type,
	py_ConversionSyntax_type, py_DivisionUndefined_type, py_DivisionImpossible_type,
	py_DivisionByZero_type, py_Inexact_type, py_Rounded_type, py_DecimalOverflow_type,
	py_Underflow_type, py_FloatOperation_type;

enum py_decimal_signal {
	PY_DECIMAL_INVALID,
	PY_DECIMAL_SYNTAX, /* invalid operations, named in the argument of the exception */
	PY_DECIMAL_UNDEFINED,
	PY_DECIMAL_IMPOSSIBLE,
	PY_DECIMAL_BY_ZERO,
	PY_DECIMAL_OVERFLOW,
};

struct py_decimal *py_decimal_signal(struct py *vm, enum py_decimal_signal signal);

struct py_decimal *py_decimal_new(struct py *vm, bool negative, struct py_object *coefficient,
				  int64_t exponent);
struct py_decimal *py_decimal_special(struct py *vm, bool negative, enum py_decimal_kind kind);
struct py_decimal *py_decimal_with_sign(struct py *vm, const struct py_decimal *value,
					bool negative);
struct py_decimal *py_decimal_from_int(struct py *vm, const struct py_object *value);
struct py_decimal *py_decimal_from_double(struct py *vm, double value);

bool py_decimal_is_zero(const struct py_decimal *value); /* false for what is not finite */
bool py_decimal_is_nan(const struct py_decimal *value);
int64_t py_decimal_digits(struct py *vm, const struct py_decimal *value);
/* The exponent of the first digit. */
int64_t py_decimal_adjusted(struct py *vm, const struct py_decimal *value);

/* All give NULL when unwinding.  Rounded to the context where the specification says so. */
struct py_decimal *py_decimal_rescale(struct py *vm, const struct py_decimal *value,
				      int64_t exponent, enum py_decimal_rounding rounding);
/* Rounded to `digits`. */
struct py_decimal *py_decimal_round_to(struct py *vm, const struct py_decimal *value,
				       int64_t digits, enum py_decimal_rounding rounding);
struct py_decimal *py_decimal_finish(struct py *vm, const struct py_decimal *value);
struct py_decimal *py_decimal_add(struct py *vm, const struct py_decimal *a,
				  const struct py_decimal *b);
struct py_decimal *py_decimal_multiply(struct py *vm, const struct py_decimal *a,
				       const struct py_decimal *b);
struct py_decimal *py_decimal_divide(struct py *vm, const struct py_decimal *a,
				     const struct py_decimal *b);
/* Quotient cut to a whole number, and the rest; either may be NULL if not wanted. */
bool py_decimal_divide_whole(struct py *vm, const struct py_decimal *a, const struct py_decimal *b,
			     struct py_decimal **ret_quotient, struct py_decimal **ret_rest);
struct py_decimal *py_decimal_power(struct py *vm, const struct py_decimal *a,
				    const struct py_decimal *b);
struct py_decimal *py_decimal_root(struct py *vm, const struct py_decimal *value);
struct py_decimal *py_decimal_normalize(struct py *vm, const struct py_decimal *value);
struct py_decimal *py_decimal_quantize(struct py *vm, const struct py_decimal *value,
				       int64_t exponent, enum py_decimal_rounding rounding);
/* -1, 0, 1 for numbers that are no NaN; -2: unwinding. */
int py_decimal_order(struct py *vm, const struct py_decimal *a, const struct py_decimal *b);
/* The int that is left when the fraction is cut by `rounding`; only finite ones. */
struct py_object *py_decimal_to_int(struct py *vm, const struct py_decimal *value,
				    enum py_decimal_rounding rounding);

/* Decimal.__format__ */
py_native py_decimal_format;

/* A whole number times ten to a power that is not negative; refused if absurdly long. */
struct py_object *py_decimal_scale(struct py *vm, struct py_object *number, int64_t power);

#endif
