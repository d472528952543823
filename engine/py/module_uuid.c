#include "engine/py/uuid.h"

#include "engine/base/digest.h"
#include "engine/py/values.h"

#include <string.h>

struct py_object *py_uuid_new(struct py *vm, const unsigned char bytes[16])
{
	struct py_uuid *uuid = py_new(vm, &py_uuid_type);

	memcpy(uuid->bytes, bytes, 16);
	return &uuid->head;
}

static const unsigned char *bytes_of(const struct py_object *self)
{
	return ((const struct py_uuid *)self)->bytes;
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool py_uuid_parse(struct str text, unsigned char ret_bytes[16])
{
	unsigned char bytes[16] = { 0 };
	size_t digits = 0;

	if (str_starts(text, STR("urn:")))
		text = str_skip(text, 4);
	if (str_starts(text, STR("uuid:")))
		text = str_skip(text, 5);
	while (text.n && (text.p[0] == '{' || text.p[0] == '}'))
		text = str_skip(text, 1);
	while (text.n && (text.p[text.n - 1] == '{' || text.p[text.n - 1] == '}'))
		text.n--;
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '-')
			continue;
		const int value = hex_value(text.p[i]);
		if (value < 0 || digits == 32)
			return false;
		bytes[digits / 2] = (unsigned char)(bytes[digits / 2] << 4 | value);
		digits++;
	}
	if (digits != 32)
		return false;
	memcpy(ret_bytes, bytes, 16);
	return true;
}

struct str py_uuid_text(struct arena *result, const struct py_object *uuid)
{
	struct strbuf buffer = STRBUF(result);

	for (int i = 0; i < 16; i++)
		strbuf_printf(&buffer, "%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "",
			      bytes_of(uuid)[i]);
	return strbuf_str(&buffer);
}

/* ---- UUID(...) ---- */

static uint64_t read_number(const unsigned char *bytes, size_t n)
{
	uint64_t value = 0;

	for (size_t i = 0; i < n; i++)
		value = value << 8 | bytes[i];
	return value;
}

static void set_version(unsigned char bytes[16], int version)
{
	bytes[6] = (unsigned char)((bytes[6] & 0x0f) | version << 4);
	bytes[8] = (unsigned char)((bytes[8] & 0x3f) | 0x80);
}

static bool take_bytes(struct py *vm, struct py_object *value, const char *name,
		       unsigned char ret[16])
{
	if (!py_is_bytes_like(value) || ((struct py_bytes *)value)->value.n != 16)
		return py_raise(vm, "ValueError", "%s is not a 16-char string", name);
	memcpy(ret, ((struct py_bytes *)value)->value.p, 16);
	return true;
}

/* The first three fields are little-endian in bytes_le. */
static void swap_fields(unsigned char bytes[16])
{
	static const unsigned char order[] = { 3, 2, 1, 0, 5, 4, 7, 6 };
	unsigned char copy[8];

	memcpy(copy, bytes, 8);
	for (int i = 0; i < 8; i++)
		bytes[i] = copy[order[i]];
}

static bool take_fields(struct py *vm, struct py_object *value, unsigned char ret[16])
{
	static const size_t sizes[] = { 4, 2, 2, 1, 1, 6 };
	struct py_object **items;
	size_t n, at = 0;

	if (!py_take_items(vm, value, &items, &n))
		return false;
	if (n != 6)
		return py_raise(vm, "ValueError", "fields is not a 6-tuple");
	for (size_t i = 0; i < 6; i++) {
		int64_t field;
		if (!py_take_int(vm, items[i], "field", &field))
			return false;
		if (field < 0 || field >> (8 * sizes[i]))
			return py_raise(vm, "ValueError",
					"field %zu out of range (need a %zu-bit value)", i + 1,
					8 * sizes[i]);
		for (size_t k = sizes[i]; k-- > 0;)
			ret[at++] = (unsigned char)(field >> (8 * k));
	}
	return true;
}

static bool take_hex(struct py *vm, struct py_object *value, unsigned char ret[16])
{
	if (py_is_poison(vm, value))
		return false;
	if (!py_is_str(value))
		return py_raise(vm, "AttributeError", "'%.*s' object has no attribute 'replace'",
				STR_ARG(py_type_name(value)));
	if (py_uuid_parse(py_text(value), ret))
		return true;
	/* CPython counts the digits first, and then lets int() complain. */
	const struct str plain = str_replace(py_arena(vm), py_text(value), STR("-"), STR(""));

	if (plain.n == 32)
		return py_int_parse(vm, plain, 16, py_str(vm, plain));
	return py_raise(vm, "ValueError", "badly formed hexadecimal UUID string");
}

static struct py_object *uuid_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	unsigned char *bytes = ((struct py_uuid *)self)->bytes;
	bool is_good = true;
	int given = 0;

	for (int i = 0; i < 5; i++)
		given += py_given(args[i]);
	if (given != 1)
		return py_raise(vm, "TypeError",
				"one of the hex, bytes, bytes_le, fields, or int "
				"arguments must be given");
	if (py_given(args[0])) {
		is_good = take_hex(vm, args[0], bytes);
	} else if (py_given(args[1])) {
		is_good = take_bytes(vm, args[1], "bytes", bytes);
	} else if (py_given(args[2])) {
		is_good = take_bytes(vm, args[2], "bytes_le", bytes);
		if (is_good)
			swap_fields(bytes);
	} else if (py_given(args[3])) {
		is_good = take_fields(vm, args[3], bytes);
	} else if (!py_is_int(args[4]) || py_int_is_negative(args[4]) ||
		   !py_int_to_bytes(args[4], bytes, 16)) {
		return py_raise(vm, "ValueError", "int is out of range (need a 128-bit value)");
	}
	if (is_good && py_given(args[5])) {
		int64_t version;
		if (!py_take_int(vm, args[5], "version", &version))
			return NULL;
		if (version < 1 || version > 5)
			return py_raise(vm, "ValueError", "illegal version number");
		set_version(bytes, (int)version);
	}
	return is_good ? self : NULL;
}

static struct py_object *uuid_str(struct py *vm, struct py_object *self)
{
	return py_str(vm, py_uuid_text(py_arena(vm), self));
}

static struct py_object *uuid_repr(struct py *vm, struct py_object *self)
{
	return py_str_printf(vm, "UUID('%.*s')", STR_ARG(py_uuid_text(py_arena(vm), self)));
}

static struct py_object *uuid_compare(struct py *vm, enum py_comparison op, struct py_object *self,
				      struct py_object *other)
{
	if (!py_is(other, &py_uuid_type))
		return py_not_implemented(vm);
	return py_compare(vm, op, py_bytes(vm, (struct str){ (const char *)bytes_of(self), 16 }),
			  py_bytes(vm, (struct str){ (const char *)bytes_of(other), 16 }));
}

static bool uuid_hash(struct py *vm, struct py_object *self, uint64_t *ret_hash)
{
	(void)vm;
	*ret_hash = py_hash_bytes((struct str){ (const char *)bytes_of(self), 16 });
	return true;
}

static struct py_object *uuid_int(struct py *vm, struct py_object *self)
{
	return py_int_from_bytes(vm, bytes_of(self), 16);
}

static struct py_object *uuid_dunder_int(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	(void)args;
	return uuid_int(vm, self);
}

static struct py_object *uuid_bytes(struct py *vm, struct py_object *self)
{
	return py_bytes(vm, str_copy(py_arena(vm), (const char *)bytes_of(self), 16));
}

static struct py_object *uuid_bytes_le(struct py *vm, struct py_object *self)
{
	unsigned char bytes[16];

	memcpy(bytes, bytes_of(self), 16);
	swap_fields(bytes);
	return py_bytes(vm, str_copy(py_arena(vm), (const char *)bytes, 16));
}

static struct py_object *uuid_hex(struct py *vm, struct py_object *self)
{
	return py_str(vm,
		      digest_hex(py_arena(vm), (struct str){ (const char *)bytes_of(self), 16 }));
}

static struct py_object *uuid_urn(struct py *vm, struct py_object *self)
{
	return py_str_printf(vm, "urn:uuid:%.*s", STR_ARG(py_uuid_text(py_arena(vm), self)));
}

static bool is_rfc_4122(const struct py_object *self)
{
	return (bytes_of(self)[8] & 0xc0) == 0x80;
}

static struct py_object *uuid_version(struct py *vm, struct py_object *self)
{
	return is_rfc_4122(self) ? py_int(vm, bytes_of(self)[6] >> 4) : py_none(vm);
}

static struct py_object *uuid_variant(struct py *vm, struct py_object *self)
{
	const unsigned char byte = bytes_of(self)[8];

	return py_str_c(vm, !(byte & 0x80)   ? "reserved for NCS compatibility"
			    : !(byte & 0x40) ? "specified in RFC 4122"
			    : !(byte & 0x20) ? "reserved for Microsoft compatibility"
					     : "reserved for future definition");
}

#define NUMBER_FIELD(name, at, size)                                                               \
	static struct py_object *uuid_##name(struct py *vm, struct py_object *self)                \
	{                                                                                          \
		return py_int(vm, (int64_t)read_number(bytes_of(self) + (at), size));              \
	}

NUMBER_FIELD(time_low, 0, 4)
NUMBER_FIELD(time_mid, 4, 2)
NUMBER_FIELD(time_hi_version, 6, 2)
NUMBER_FIELD(clock_seq_hi_variant, 8, 1)
NUMBER_FIELD(clock_seq_low, 9, 1)
NUMBER_FIELD(node, 10, 6)

static struct py_object *uuid_clock_seq(struct py *vm, struct py_object *self)
{
	return py_int(vm, (int64_t)(read_number(bytes_of(self) + 8, 2) & 0x3fff));
}

static struct py_object *uuid_time(struct py *vm, struct py_object *self)
{
	const unsigned char *bytes = bytes_of(self);

	return py_int(vm, (int64_t)((read_number(bytes + 6, 2) & 0x0fff) << 48 |
				    read_number(bytes + 4, 2) << 32 | read_number(bytes, 4)));
}

static struct py_object *uuid_fields(struct py *vm, struct py_object *self)
{
	return py_tuple(vm,
			(struct py_object *const[]){
				uuid_time_low(vm, self), uuid_time_mid(vm, self),
				uuid_time_hi_version(vm, self), uuid_clock_seq_hi_variant(vm, self),
				uuid_clock_seq_low(vm, self), uuid_node(vm, self) },
			6);
}

static const struct py_method uuid_methods[] = {
	{ "__int__", "", uuid_dunder_int, PY_METHOD_INSTANCE },
	{ 0 },
};

static const struct py_property uuid_properties[] = {
	{ "int", uuid_int, NULL },
	{ "bytes", uuid_bytes, NULL },
	{ "bytes_le", uuid_bytes_le, NULL },
	{ "hex", uuid_hex, NULL },
	{ "urn", uuid_urn, NULL },
	{ "version", uuid_version, NULL },
	{ "variant", uuid_variant, NULL },
	{ "time_low", uuid_time_low, NULL },
	{ "time_mid", uuid_time_mid, NULL },
	{ "time_hi_version", uuid_time_hi_version, NULL },
	{ "clock_seq_hi_variant", uuid_clock_seq_hi_variant, NULL },
	{ "clock_seq_low", uuid_clock_seq_low, NULL },
	{ "clock_seq", uuid_clock_seq, NULL },
	{ "node", uuid_node, NULL },
	{ "time", uuid_time, NULL },
	{ "fields", uuid_fields, NULL },
	{ 0 },
};

const struct py_native_type py_uuid_type = {
	.name = "UUID",
	.module = "uuid",
	.size = sizeof(struct py_uuid),
	.signature = "hex=None, bytes=None, bytes_le=None, fields=None, int=None, version=None, *, "
		     "is_safe=None",
	.new_ = uuid_new,
	.methods = uuid_methods,
	.properties = uuid_properties,
	.slots = { .compare = uuid_compare, .hash = uuid_hash, .repr = uuid_repr, .str = uuid_str },
};

/* ---- making new ones ---- */

static bool random_bytes(struct py *vm, unsigned char *bytes, size_t n)
{
	const struct py_host *host = py_host(vm);

	if (!host->random)
		return py_refuse(vm, "random numbers are not available here");
	host->random(host->data, bytes, n);
	return true;
}

static struct py_object *uuid4(struct py *vm, struct py_object *self, struct py_object **args)
{
	unsigned char bytes[16];

	(void)self;
	(void)args;
	if (!random_bytes(vm, bytes, 16))
		return NULL;
	set_version(bytes, 4);
	return py_uuid_new(vm, bytes);
}

/* The node is random (with the multicast bit), as where no hardware address is to be had. */
static struct py_object *uuid1(struct py *vm, struct py_object *self, struct py_object **args)
{
	const struct py_host *host = py_host(vm);
	unsigned char bytes[16];

	(void)self;
	(void)args;
	if (!random_bytes(vm, bytes, 16))
		return NULL;
	if (!host->now)
		return py_refuse(vm, "the time of day is not available here");
	/* Units of 100 ns since 1582-10-15. */
	const uint64_t time = (uint64_t)host->now(host->data) * 10 + 0x01b21dd213814000u;

	for (int i = 0; i < 4; i++)
		bytes[i] = (unsigned char)(time >> (24 - 8 * i));
	bytes[4] = (unsigned char)(time >> 40);
	bytes[5] = (unsigned char)(time >> 32);
	bytes[6] = (unsigned char)(time >> 56);
	bytes[7] = (unsigned char)(time >> 48);
	bytes[10] |= 1;
	set_version(bytes, 1);
	return py_uuid_new(vm, bytes);
}

static struct py_object *from_name(struct py *vm, struct py_object **args, const char *algorithm,
				   int version)
{
	unsigned char bytes[16];
	struct str name, digest;

	if (!py_is(args[0], &py_uuid_type))
		return py_raise(vm, "AttributeError", "'%.*s' object has no attribute 'bytes'",
				STR_ARG(py_type_name(args[0])));
	if (py_is_bytes_like(args[1]))
		name = ((struct py_bytes *)args[1])->value;
	else if (!py_take_text(vm, args[1], "name", &name))
		return NULL;
	const struct str whole =
		str_concat(py_arena(vm), (struct str){ (const char *)bytes_of(args[0]), 16 }, name);

	if (!digest_raw(py_arena(vm), algorithm, whole, &digest))
		return py_refuse(vm, "the digest '%s' is not available", algorithm);
	memcpy(bytes, digest.p, 16);
	set_version(bytes, version);
	return py_uuid_new(vm, bytes);
}

static struct py_object *uuid3(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return from_name(vm, args, "md5", 3);
}

static struct py_object *uuid5(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return from_name(vm, args, "sha1", 5);
}

static struct py_object *namespace_of(struct py *vm, unsigned char number)
{
	unsigned char bytes[16];

	py_uuid_parse(STR("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), bytes);
	bytes[3] = number;
	return py_uuid_new(vm, bytes);
}

#define NAMESPACE(name, number)                                                                    \
	static struct py_object *make_##name(struct py *vm)                                        \
	{                                                                                          \
		return namespace_of(vm, number);                                                   \
	}

NAMESPACE(dns, 0x10)
NAMESPACE(url, 0x11)
NAMESPACE(oid, 0x12)
NAMESPACE(x500, 0x14)

static const struct py_member members[] = {
	{ "UUID", PY_MEMBER_TYPE, &py_uuid_type, NULL },
	{ "NAMESPACE_DNS", PY_MEMBER_MAKE, NULL, make_dns },
	{ "NAMESPACE_URL", PY_MEMBER_MAKE, NULL, make_url },
	{ "NAMESPACE_OID", PY_MEMBER_MAKE, NULL, make_oid },
	{ "NAMESPACE_X500", PY_MEMBER_MAKE, NULL, make_x500 },
	{ 0 },
};

static const struct py_method functions[] = {
	{ "uuid1", "node=None, clock_seq=None", uuid1, PY_METHOD_INSTANCE },
	{ "uuid3", "namespace, name", uuid3, PY_METHOD_INSTANCE },
	{ "uuid4", "", uuid4, PY_METHOD_INSTANCE },
	{ "uuid5", "namespace, name", uuid5, PY_METHOD_INSTANCE },
	{ 0 },
};

const struct py_native_module py_module_uuid = {
	.name = "uuid",
	.members = members,
	.functions = functions,
	.is_open = true,
};
