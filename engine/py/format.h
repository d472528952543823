/*
 * The format specification mini-language: what stands behind ':' in a replacement field, and the
 * rendering of numbers and text by it.  Types beyond int, float and str (Decimal, datetime) reach
 * it by their own __format__.
 */
#ifndef RETORT_PY_FORMAT_H
#define RETORT_PY_FORMAT_H

#include "engine/py/values.h"

struct py_format_spec {
	uint32_t fill;
	char align;            /* '<' '>' '=' '^' */
	char sign;             /* '-' '+' ' ' */
	bool alternate;        /* # */
	bool no_negative_zero; /* z */
	int64_t width;         /* -1: none */
	char grouping;         /* ',' '_' or 0 */
	int64_t precision;     /* -1: none */
	char type;             /* 0: none */
	bool has_fill_or_align, has_sign;
};

/* `default_align` is '<' or '>'; `kind` names the type in ValueErrors. */
bool py_format_parse(struct py *vm, struct str spec, char default_align, struct str kind,
		     struct py_format_spec *ret);
/*
 * Lays a number out: sign or "", prefix ("0x"), whole digits (grouped if asked), and the rest
 * behind them (".5e+10", "%").
 */
struct py_number_text {
	struct str sign, prefix, digits, rest;
};
bool py_format_lay_out(struct py *vm, const struct py_format_spec *spec,
		       const struct py_number_text *number, struct str *ret);
bool py_format_pad(struct py *vm, const struct py_format_spec *spec, struct str text,
		   struct str *ret);
bool py_format_double(struct py *vm, double value, const struct py_format_spec *spec,
		      struct str kind, struct str *ret);
bool py_format_int(struct py *vm, struct py_object *value, struct str spec, struct str *ret);
/* The sign that `spec` wants: "-", "+", " " or "". */
struct str py_format_sign(const struct py_format_spec *spec, bool negative);
/* __format__ of str, int and float */
py_native py_value_format;

#endif
