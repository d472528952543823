#include "engine/py/values.h"

#include <string.h>

/* struct: C values as bytes.  Sizes and alignments are those of 64-bit Linux, as are native
 * numbers. */

static const struct py_native_type struct_error_type = {
	.name = "error",
	.module = "struct",
	.base = &py_Exception_type,
	.size = sizeof(struct py_exception),
};

struct item {
	char code;
	int64_t count;
	size_t size;  /* of one */
	size_t start; /* where it begins, padding before it included */
};

struct layout {
	struct item *items;
	size_t n, size, values; /* bytes in all; values that are packed */
	bool is_big;
};

/* ---- formats ---- */

static size_t size_of(char code, bool is_native)
{
	switch (code) {
	case 'x':
	case 'c':
	case 'b':
	case 'B':
	case '?':
	case 's':
	case 'p':
		return 1;
	case 'h':
	case 'H':
	case 'e':
		return 2;
	case 'i':
	case 'I':
	case 'f':
		return 4;
	case 'l':
	case 'L':
		return is_native ? 8 : 4;
	case 'q':
	case 'Q':
	case 'd':
		return 8;
	case 'n':
	case 'N':
	case 'P':
		return is_native ? 8 : 0;
	default:
		return 0;
	}
}

static bool add_item(struct py *vm, struct layout *layout, struct item item, bool is_native)
{
	const bool is_bytes = item.code == 's' || item.code == 'p';

	item.size = size_of(item.code, is_native);
	if (!item.size || item.code == 'e' || item.code == 'p')
		return item.size ? py_refuse(vm, "struct with the format '%c'", item.code) != NULL
				 : py_raise_type(vm, &struct_error_type,
						 "bad char in struct format") != NULL;
	if (is_native)
		layout->size = (layout->size + item.size - 1) / item.size * item.size;
	item.start = layout->size;
	if (item.count > INT32_MAX ||
	    !py_reserve(vm, layout->size + (size_t)item.count * item.size))
		return py_is_unwinding(vm) ? false
					   : py_raise_type(vm, &struct_error_type,
							   "total struct size too long") != NULL;
	layout->size += (size_t)item.count * item.size;
	layout->values += item.code == 'x' ? 0 : is_bytes ? 1 : (size_t)item.count;
	layout->items[layout->n++] = item;
	return true;
}

static bool take_layout(struct py *vm, struct py_object *value, struct layout *ret)
{
	struct str text;
	bool is_native = true;

	if (py_is(value, &py_bytes_type))
		text = ((struct py_bytes *)value)->value;
	else if (!py_take_text(vm, value, "Struct() argument 1", &text))
		return false;
	*ret = (struct layout){ .items = ARENA_ARRAY(py_arena(vm), struct item, text.n + 1) };
	if (text.n && strchr("@=<>!", text.p[0])) {
		is_native = text.p[0] == '@';
		ret->is_big = text.p[0] == '>' || text.p[0] == '!';
		text = str_skip(text, 1);
	}
	for (size_t at = 0; at < text.n; at++) {
		struct item item = { .count = 1 };
		if (strchr(" \t\n", text.p[at]))
			continue;
		if (text.p[at] >= '0' && text.p[at] <= '9')
			item.count = 0;
		for (; at < text.n && text.p[at] >= '0' && text.p[at] <= '9' &&
		       item.count <= INT32_MAX;
		     at++)
			item.count = item.count * 10 + (text.p[at] - '0');
		if (at >= text.n)
			return py_raise_type(vm, &struct_error_type,
					     "repeat count given without format specifier") != NULL;
		item.code = text.p[at];
		if (!add_item(vm, ret, item, is_native))
			return false;
	}
	return true;
}

/* ---- one value ---- */

static void store(unsigned char *to, uint64_t bits, size_t size, bool is_big)
{
	for (size_t i = 0; i < size; i++)
		to[is_big ? size - 1 - i : i] = (unsigned char)(bits >> 8 * i);
}

static uint64_t load(const unsigned char *from, size_t size, bool is_big)
{
	uint64_t bits = 0;

	for (size_t i = 0; i < size; i++)
		bits |= (uint64_t)from[is_big ? size - 1 - i : i] << 8 * i;
	return bits;
}

static bool is_unsigned(char code)
{
	return strchr("BHILQNP", code) != NULL;
}

static bool pack_int(struct py *vm, const struct item *item, struct py_object *value, uint64_t *ret)
{
	const int bits = (int)item->size * 8;
	unsigned char bytes[8];
	struct py_int *number;

	if (!py_is_int(value) && !py_type_lookup(value->type, STR("__index__")))
		return py_raise_type(vm, &struct_error_type,
				     "required argument is not an integer") != NULL;
	number = (struct py_int *)py_index(vm, value);
	if (!number)
		return false;
	const bool is_negative = py_int_is_negative(&number->head);
	const int64_t high = bits == 64 ? INT64_MAX
					: (INT64_C(1) << (bits - !is_unsigned(item->code))) - 1;
	const bool fits =
		is_unsigned(item->code)
			? !is_negative && (bits == 64 ? py_int_to_bytes(&number->head, bytes, 8)
						      : !number->big && number->value <= high)
			: !number->big && number->value <= high && number->value >= -high - 1;

	if (!fits)
		return py_raise_type(vm, &struct_error_type,
				     bits == 64 ? "int too large to convert"
						: "'%c' format requires a number in range",
				     item->code) != NULL;
	*ret = number->big ? load(bytes, 8, true) : (uint64_t)number->value;
	return true;
}

static bool pack_one(struct py *vm, const struct item *item, struct py_object *value,
		     unsigned char *to, bool is_big)
{
	uint64_t bits = 0;
	double number;
	float small;
	int truth;

	switch (item->code) {
	case 'c':
		if (!py_is(value, &py_bytes_type) || ((struct py_bytes *)value)->value.n != 1)
			return py_raise_type(vm, &struct_error_type,
					     "char format requires a bytes object of length 1") !=
			       NULL;
		*to = (unsigned char)((struct py_bytes *)value)->value.p[0];
		return true;
	case '?':
		truth = py_truth(vm, value);
		*to = truth > 0;
		return truth >= 0;
	case 'f':
	case 'd':
		if (!py_is_float(value) && !py_is_int(value))
			return py_raise_type(vm, &struct_error_type,
					     "required argument is not a float") != NULL;
		if (!py_take_double(vm, value, &number))
			return false;
		small = (float)number;
		if (item->code == 'f') {
			uint32_t small_bits;
			memcpy(&small_bits, &small, sizeof(small));
			bits = small_bits;
		} else {
			memcpy(&bits, &number, sizeof(number));
		}
		break;
	default:
		if (!pack_int(vm, item, value, &bits))
			return false;
	}
	store(to, bits, item->size, is_big);
	return true;
}

static struct py_object *unpack_one(struct py *vm, const struct item *item,
				    const unsigned char *from, bool is_big)
{
	const uint64_t bits = load(from, item->size, is_big);
	const uint32_t small_bits = (uint32_t)bits;
	const int unused = 64 - (int)item->size * 8;
	double number;
	float small;

	switch (item->code) {
	case 'c':
		return py_bytes(vm, str_copy(py_arena(vm), (const char *)from, 1));
	case '?':
		return py_bool(vm, bits);
	case 'f':
		memcpy(&small, &small_bits, sizeof(small));
		return py_float(vm, (double)small);
	case 'd':
		memcpy(&number, &bits, sizeof(number));
		return py_float(vm, number);
	default:
		if (is_unsigned(item->code))
			return py_int_from_u64(vm, bits);
		return py_int(vm, (int64_t)(bits << unused) >> unused);
	}
}

/* ---- functions ---- */

static bool pack_bytes(struct py *vm, const struct item *item, struct py_object *value,
		       unsigned char *to)
{
	if (!py_is(value, &py_bytes_type))
		return py_raise_type(vm, &struct_error_type,
				     "argument for 's' must be a bytes object") != NULL;
	const struct str bytes = ((struct py_bytes *)value)->value;

	if (bytes.n)
		memcpy(to, bytes.p, bytes.n < (size_t)item->count ? bytes.n : (size_t)item->count);
	return true;
}

static struct py_object *pack(struct py *vm, struct py_object *self, struct py_object **args)
{
	const struct py_list *values = (struct py_list *)args[1];
	struct layout layout;
	unsigned char *bytes;
	size_t at = 0;

	(void)self;
	if (!take_layout(vm, args[0], &layout))
		return NULL;
	if (values->n != layout.values)
		return py_raise_type(vm, &struct_error_type,
				     "pack expected %zu items for packing (got %zu)", layout.values,
				     values->n);
	bytes = arena_alloc(py_arena(vm), layout.size + 1);
	for (size_t i = 0; i < layout.n; i++) {
		const struct item *item = &layout.items[i];
		if (item->code == 's' &&
		    !pack_bytes(vm, item, values->items[at++], bytes + item->start))
			return NULL;
		for (size_t j = 0;
		     item->code != 's' && item->code != 'x' && j < (size_t)item->count; j++)
			if (!pack_one(vm, item, values->items[at++],
				      bytes + item->start + j * item->size, layout.is_big))
				return NULL;
	}
	return py_bytes(vm, (struct str){ (const char *)bytes, layout.size });
}

static struct py_object *unpack_at(struct py *vm, const struct layout *layout, const char *from)
{
	struct py_object *list = py_list(vm);

	for (size_t i = 0; i < layout->n; i++) {
		const struct item *item = &layout->items[i];
		const char *start = from + item->start;
		if (item->code == 's')
			py_list_append(
				vm, list,
				py_bytes(vm, str_copy(py_arena(vm), start, (size_t)item->count)));
		for (size_t j = 0;
		     item->code != 's' && item->code != 'x' && j < (size_t)item->count; j++)
			py_list_append(vm, list,
				       unpack_one(vm, item,
						  (const unsigned char *)start + j * item->size,
						  layout->is_big));
	}
	return py_list_from(vm, &py_tuple_type, list);
}

static bool take_buffer(struct py *vm, struct py_object *value, struct str *ret)
{
	if (!py_is(value, &py_bytes_type))
		return !py_is_poison(vm, value) &&
		       py_raise(vm, "TypeError", "a bytes-like object is required, not '%.*s'",
				STR_ARG(py_type_name(value)));
	*ret = ((struct py_bytes *)value)->value;
	return true;
}

static struct py_object *unpack(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct layout layout;
	struct str bytes = STR("");

	(void)self;
	if (!take_layout(vm, args[0], &layout) || !take_buffer(vm, args[1], &bytes))
		return NULL;
	if (bytes.n != layout.size)
		return py_raise_type(vm, &struct_error_type,
				     "unpack requires a buffer of %zu bytes", layout.size);
	return unpack_at(vm, &layout, bytes.p);
}

static struct py_object *unpack_from(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct layout layout;
	struct str bytes = STR("");
	int64_t offset = 0;

	(void)self;
	if (!take_layout(vm, args[0], &layout) || !take_buffer(vm, args[1], &bytes) ||
	    (args[2] && !py_take_int(vm, args[2], "offset", &offset)))
		return NULL;
	if (offset < 0)
		offset += (int64_t)bytes.n;
	if (offset < 0 || (size_t)offset > bytes.n || bytes.n - (size_t)offset < layout.size)
		return py_raise_type(
			vm, &struct_error_type,
			"unpack_from requires a buffer of at least %zu bytes for unpacking %zu "
			"bytes at offset %lld (actual buffer size is %zu)",
			layout.size + (size_t)offset, layout.size, (long long)offset, bytes.n);
	return unpack_at(vm, &layout, bytes.p + offset);
}

static struct py_object *calcsize(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct layout layout;

	(void)self;
	return take_layout(vm, args[0], &layout) ? py_int(vm, (int64_t)layout.size) : NULL;
}

static const struct py_member members[] = {
	{ "error", PY_MEMBER_TYPE, &struct_error_type, NULL },
	{ 0 },
};

static const struct py_method functions[] = {
	{ "pack", "format, /, *values", pack, PY_METHOD_STATIC },
	{ "unpack", "format, buffer, /", unpack, PY_METHOD_STATIC },
	{ "unpack_from", "format, /, buffer, offset=0", unpack_from, PY_METHOD_STATIC },
	{ "calcsize", "format, /", calcsize, PY_METHOD_STATIC },
	{ 0 },
};

/* Struct, pack_into and iter_unpack are what is left. */
const struct py_native_module py_module_struct = {
	.name = "struct", .members = members, .functions = functions, .is_open = true
};
