/*
 * What the files of the built-in types share: text by code points, subscripts and slices, iterators
 * made in C, and the few constructors that object.h leaves out.
 *
 * Only files of engine/py that define built-in types and standard modules include it.  It knows
 * nothing of how code runs.  Nothing here owns memory: all of it is the interpreter's arena.
 */
#ifndef RETORT_PY_VALUES_H
#define RETORT_PY_VALUES_H

#include "engine/py/dict.h"
#include "engine/py/vm.h"

/* ---- text ---- */

/* As str_utf8_next, but lone surrogates in three bytes are code points too. */
size_t py_utf8_next(struct str s, uint32_t *ret_code_point);
/* Code points in `s`. */
int64_t py_utf8_length(struct str s);
/* Byte offset of code point `index` (0..length) of `s`; ASCII text is not walked. */
size_t py_utf8_offset(struct str s, int64_t length, int64_t index);
/* Length in code points of a str value; counted once. */
int64_t py_str_length(struct py_object *self);
bool py_str_is_ascii(struct py_object *self);
/* One code point as a str. */
struct py_object *py_str_code_point(struct py *vm, uint32_t code_point);
/* Adds the repr of text, quoted as CPython does; `ascii` escapes everything above 127. */
void py_str_add_repr(struct strbuf *buffer, struct str text, bool ascii);
/* Adds text with what is beyond ASCII escaped: ascii() of something whose repr is `text`. */
void py_str_add_ascii(struct strbuf *buffer, struct str text);
bool py_is_printable(uint32_t code_point);
/* White space as str.isspace, str.strip and str.split see it. */
bool py_is_space(uint32_t code_point);
/* The value of a decimal digit of any script (0..9), or -1. */
int py_decimal_digit(uint32_t code_point);
/* The error that bytes.decode and int(), float() report names the Python type of a value. */
struct str py_type_name(const struct py_object *value);

/* Raises a built-in exception whose only argument is `value`; gives NULL. */
struct py_object *py_raise_value(struct py *vm, const struct py_native_type *type,
				 struct py_object *value);

/* ---- numbers ---- */

/* An int from decimal or other digits without sign or prefix (base 2..36); `negative` flips it. */
struct py_object *py_int_from_digits(struct py *vm, struct str digits, int base, bool negative);
/* Digits of an int in a base from 2 to 36, with a leading '-' if negative. */
struct str py_int_text(struct py *vm, const struct py_object *value, int base);
bool py_int_is_negative(const struct py_object *value);
bool py_int_is_zero(const struct py_object *value);
/* The nearest double; false with OverflowError if there is none. */
bool py_int_to_double(struct py *vm, const struct py_object *value, double *ret);
/* An int from a finite double, cut towards zero. */
struct py_object *py_int_from_double(struct py *vm, double value);
/* An unsigned number, big-endian; and its bytes (absolute value), left-padded to `n`. */
struct py_object *py_int_from_bytes(struct py *vm, const unsigned char *bytes, size_t n);
bool py_int_to_bytes(const struct py_object *value, unsigned char *bytes, size_t n);
struct py_object *py_int_from_u64(struct py *vm, uint64_t value);
bool py_is_int(const struct py_object *value); /* int, bool or a subclass */
bool py_is_float(const struct py_object *value);
/* int, or anything with __index__; NULL: TypeError pending. */
struct py_object *py_index(struct py *vm, struct py_object *value);
/* As py_index, for subscripts and sizes: clipped to 64 bits. */
bool py_index_clipped(struct py *vm, struct py_object *value, int64_t *ret);
/* float, int, or anything with __float__ or __index__; TypeError otherwise. */
bool py_take_double(struct py *vm, struct py_object *value, double *ret);
/* The exponent of what printf's %e wrote. */
int py_exponent_of(const char *text);
/* repr of a float. */
struct str py_double_repr(struct arena *result, double value);
/* int() and float() of text, ValueError as CPython words it. */
struct py_object *py_int_parse(struct py *vm, struct str text, int64_t base,
			       struct py_object *shown);
bool py_double_parse(struct str text, double *ret);
uint64_t py_hash_double(double value);
uint64_t py_hash_int64(int64_t value);
uint64_t py_hash_bytes(struct str bytes);

/* bytes or bytearray; both are a struct py_bytes. */
bool py_is_bytes_like(const struct py_object *value);
struct py_object *py_bytearray(struct py *vm, struct str value); /* copies */
/* What bytes(source, encoding, errors) holds. */
bool py_bytes_of(struct py *vm, struct py_object **args, struct str *ret);
extern const struct py_native_type py_bytearray_type;

/* The text of a str or of a path object (__fspath__). */
bool py_take_path(struct py *vm, struct py_object *value, struct str *ret);

/* ---- subscripts ---- */

struct py_slice {
	struct py_object head;
	struct py_object *start, *stop, *step;
};

/* A slice resolved against a length: `n` elements start, start + step, ... */
struct py_span {
	int64_t start, stop, step, n;
};

bool py_slice_span(struct py *vm, struct py_object *slice, int64_t length, struct py_span *ret);
/* From `start` up to `end`. */
struct py_part {
	int64_t start, end;
};

/* A start and an end argument as str.find and list.index take them: clamped to the length, but for
   a start that lies behind it. */
bool py_take_part(struct py *vm, struct py_object *const bounds[2], int64_t length,
		  struct py_part *ret);
/* A subscript within 0..length-1, negative ones counted from the end; IndexError "`what` index out
 * of range". */
bool py_subscript(struct py *vm, struct py_object *key, int64_t length, const char *what,
		  int64_t *ret);
struct py_object *py_slice(struct py *vm, struct py_object *start, struct py_object *stop,
			   struct py_object *step);

/* ---- containers ---- */

struct py_object *py_tuple_of(struct py *vm, size_t n); /* n NULL items to fill */
struct py_object *py_pair(struct py *vm, struct py_object *a, struct py_object *b);
/* list or tuple (`type`) from the items of an iterable, always a new array. */
struct py_object *py_list_from(struct py *vm, const struct py_native_type *type,
			       struct py_object *iterable);
bool py_list_extend(struct py *vm, struct py_object *list, struct py_object *iterable);
bool py_list_sort(struct py *vm, struct py_object *list, struct py_object *key, bool reverse);
struct py_object *py_items_compare(struct py *vm, enum py_comparison op, const struct py_list *a,
				   const struct py_list *b);
/* Order by `<`: 1, 0, or -1 unwinding. */
int py_less(struct py *vm, struct py_object *a, struct py_object *b);
/* Repeat count of `sequence * n`; false: unwinding, or not an integer (then *ret_known is false).
 */
bool py_repeat_count(struct py *vm, struct py_object *count, int64_t *ret, bool *ret_known);
/* The last word on `self + other` for a sequence: the other's reflected operator, or CPython's
 * TypeError. */
struct py_object *py_concat_fallback(struct py *vm, struct py_object *self, struct py_object *other,
				     const char *name);
/* Likewise for `self * other` where `other` is no integer. */
struct py_object *py_repeat_fallback(struct py *vm, struct py_object *self, struct py_object *other,
				     bool reflected);
/* Marks an object as being shown, for "[...]"; false if it already is. */
bool py_repr_enter(struct py *vm, struct py_object *object);
void py_repr_leave(struct py *vm, struct py_object *object);

bool py_is_dict(const struct py_object *value);
bool py_is_any_set(const struct py_object *value); /* set, frozenset or a subclass */
/* Iterator over the keys of a dict or the items of a set. */
struct py_object *py_dict_iter(struct py *vm, struct py_object *self);
bool py_dict_update(struct py *vm, struct py_object *dict, struct py_object *other);
struct py_object *py_dict_copy(struct py *vm, const struct py_object *dict,
			       const struct py_native_type *type);
void py_dict_clear(struct py *vm, struct py_object *dict);
bool py_set_update(struct py *vm, struct py_object *set, struct py_object *iterable);
bool py_set_add(struct py *vm, struct py_object *set, struct py_object *item);

/* ---- iterators in C ---- */

/*
 * An iterator whose items `next` computes; `source` and `more` are its to use.  NULL without an
 * exception is the end.
 */
struct py_iterator {
	struct py_object head;
	struct py_object *(*next)(struct py *vm, struct py_iterator *self);
	struct py_object *source, *more;
	struct py_object **items;
	size_t n, at;
	uint64_t version;
	int64_t number;
	bool is_done;
};

/* `type` names it ("list_iterator"); a table made with PY_ITERATOR_TYPE. */
struct py_iterator *py_iterator(struct py *vm, const struct py_native_type *type,
				struct py_object *(*next)(struct py *, struct py_iterator *),
				struct py_object *source);
struct py_object *py_iterator_self(struct py *vm, struct py_object *self);
struct py_object *py_iterator_next(struct py *vm, struct py_object *self);

#define PY_ITERATOR_TYPE(variable, type_name)                                                      \
	static const struct py_native_type variable = { .name = type_name,                         \
							.module = "builtins",                      \
							.size = sizeof(struct py_iterator),        \
							.slots = { .iter = py_iterator_self,       \
								   .next = py_iterator_next } }

/* An iterator over a list or tuple that grows or shrinks with it. */
struct py_object *py_items_iterator(struct py *vm, struct py_object *sequence);

#endif
