#include "engine/py/enum_class.h"

#include "engine/py/call.h"
#include "engine/py/frame.h"
#include "engine/py/types.h"

/* The module enum: what classes and members do, and the classes to derive from. */

/* ---- members ---- */

struct py_object *enum_repr(struct py *vm, struct py_object *self)
{
	struct py_object *name = py_enum_name(self), *value = py_enum_value(self);
	struct str shown;

	if (!value || !py_repr(vm, value, &shown))
		return value ? NULL : py_str_c(vm, "<enum member>");
	if (!py_is_str(name))
		return py_str_printf(vm, "<%.*s: %.*s>", STR_ARG(self->type->name), STR_ARG(shown));
	return py_str_printf(vm, "<%.*s.%.*s: %.*s>", STR_ARG(self->type->name),
			     STR_ARG(py_text(name)), STR_ARG(shown));
}

struct py_object *enum_str(struct py *vm, struct py_object *self)
{
	struct py_object *name = py_enum_name(self);

	if (!py_is_str(name))
		return py_str_printf(vm, "%.*s(%lld)", STR_ARG(self->type->name),
				     (long long)((struct py_int *)py_enum_value(self))->value);
	return py_str_printf(vm, "%.*s.%.*s", STR_ARG(self->type->name), STR_ARG(py_text(name)));
}

/* IntEnum and StrEnum show the value itself. */
struct py_object *enum_plain_str(struct py *vm, struct py_object *self)
{
	struct py_object *value = py_enum_value(self);
	struct str text;

	return py_to_str(vm, value, &text) ? py_str(vm, text) : NULL;
}

struct py_object *enum_dunder_format(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str text, spec, shown;

	if (!py_take_text(vm, args[0], "format_spec", &spec) || !py_to_str(vm, self, &text) ||
	    !py_format(vm, py_str(vm, text), spec, &shown))
		return NULL;
	return py_str(vm, shown);
}

static struct py_object *member_name(struct py *vm, struct py_object *self)
{
	struct py_object *name = py_enum_name(self);

	return name ? name : py_none(vm);
}

static struct py_object *member_value(struct py *vm, struct py_object *self)
{
	struct py_object *value = py_enum_value(self);

	return value ? value : py_none(vm);
}

static bool member_hash(struct py *vm, struct py_object *self, uint64_t *ret_hash)
{
	return py_hash(vm, member_name(vm, self), ret_hash);
}

static struct py_object *enum_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)vm;
	(void)args;
	return self;
}

static const struct py_method member_methods[] = {
	{ "__format__", "format_spec, /", enum_dunder_format, PY_METHOD_INSTANCE },
	{ 0 },
};

static const struct py_property member_properties[] = {
	{ "name", member_name, NULL },
	{ "value", member_value, NULL },
	{ 0 },
};

const struct py_native_type enum_base_type = {
	.name = "Enum",
	.module = "enum",
	.size = sizeof(struct py_object),
	.signature = "*args",
	.new_ = enum_new,
	.methods = member_methods,
	.properties = member_properties,
	.slots = { .repr = enum_repr,
		   .str = enum_str,
		   .hash = member_hash,
		   .subclassed = enum_subclassed },
	.has_attributes = true,
	.metaclass = &enum_meta_type,
};

/* ---- flags ---- */

static int64_t flag_bits(const struct py_object *member)
{
	const struct py_object *value = py_is_enum_member(member) ? py_enum_value(member) : member;

	return py_is_int(value) ? ((const struct py_int *)value)->value : 0;
}

static int64_t all_bits(const struct py_type *type)
{
	int64_t bits = 0;
	size_t n;
	struct py_object *const *members = py_enum_members(&type->head, &n);

	for (size_t i = 0; i < n; i++)
		bits |= flag_bits(members[i]);
	return bits;
}

static bool is_canonical(int64_t bits)
{
	return bits > 0 && (bits & (bits - 1)) == 0;
}

/* "A|B" of the single bits, or NULL for none. */
static struct py_object *combined_name(struct py *vm, const struct py_type *type, int64_t bits)
{
	struct strbuf name = STRBUF(py_arena(vm));
	size_t n;
	struct py_object *const *members = py_enum_members(&type->head, &n);

	for (size_t i = 0; i < n; i++) {
		if (!is_canonical(flag_bits(members[i])) || !(bits & flag_bits(members[i])))
			continue;
		strbuf_separate(&name, "|");
		strbuf_add(&name, py_text(py_enum_name(members[i])));
	}
	return name.n ? py_str(vm, strbuf_str(&name)) : py_none(vm);
}

/* "0b0 0000111", as wide as `widest` */
static struct str binary_text(struct py *vm, int64_t bits, int64_t widest)
{
	struct strbuf text = STRBUF(py_arena(vm));
	int n = 0;

	strbuf_add_c(&text, "0b0 ");
	while (n < 62 && widest >> n)
		n++;
	while (n-- > 0)
		strbuf_add_char(&text, bits >> n & 1 ? '1' : '0');
	return strbuf_str(&text);
}

static struct py_object *flag_of(struct py *vm, struct py_type *type, int64_t bits)
{
	struct enum_class *class = type->user;
	struct py_object *value = py_int(vm, bits), *member;
	const struct str key = str_printf(py_arena(vm), "%lld", (long long)bits);

	if (!enum_find_value(vm, type, value, &member))
		return NULL;
	if (!member)
		member = map_get(&class->by_name, key);
	if (member)
		return member;
	if (bits & ~all_bits(type) && type->layout != &py_int_type)
		return py_raise(vm, "ValueError",
				"<flag '%.*s'> invalid value %lld\n    given %.*s\n  allowed %.*s",
				STR_ARG(type->name), (long long)bits,
				STR_ARG(binary_text(vm, bits, bits | all_bits(type))),
				STR_ARG(binary_text(vm, all_bits(type), bits | all_bits(type))));
	member = enum_make_member(vm, type, combined_name(vm, type, bits), value);
	if (member)
		map_put(&class->by_name, key,
			member); /* digits cannot be a name: no member is hidden */
	return member;
}

struct py_object *enum_flag_binary(struct py *vm, enum py_operator op, struct py_object *self,
				   struct py_object *other, bool reflected)
{
	const int64_t a = flag_bits(self), b = flag_bits(other);

	(void)reflected;
	if (op != PY_OP_BITOR && op != PY_OP_BITAND && op != PY_OP_BITXOR)
		return self->type->layout == &py_int_type
			       ? py_int_type.slots.binary(vm, op, self, other, reflected)
			       : py_not_implemented(vm);
	if (other->type != self->type && !(py_is_int(other) && self->type->layout == &py_int_type))
		return py_not_implemented(vm);
	return flag_of(vm, self->type,
		       op == PY_OP_BITOR    ? a | b
		       : op == PY_OP_BITAND ? (a & b)
					    : a ^ b);
}

static struct py_object *flag_unary(struct py *vm, enum py_unary op, struct py_object *self)
{
	if (op != PY_UNARY_INVERT)
		return py_raise(vm, "TypeError", "bad operand type for unary %c: '%.*s'",
				op == PY_UNARY_NEGATIVE ? '-' : '+', STR_ARG(self->type->name));
	return flag_of(vm, self->type, all_bits(self->type) & ~flag_bits(self));
}

static int flag_truth(struct py *vm, struct py_object *self)
{
	(void)vm;
	return flag_bits(self) != 0;
}

static int flag_contains(struct py *vm, struct py_object *self, struct py_object *item)
{
	if (item->type != self->type) {
		py_raise(vm, "TypeError", "unsupported operand type(s) for 'in': '%.*s' and '%.*s'",
			 STR_ARG(item->type->name), STR_ARG(self->type->name));
		return -1;
	}
	return (flag_bits(item) & flag_bits(self)) == flag_bits(item);
}

static struct py_object *flag_iter(struct py *vm, struct py_object *self)
{
	struct py_object *parts = py_list(vm);
	size_t n;
	struct py_object *const *members = py_enum_members(&self->type->head, &n);

	for (size_t i = 0; i < n; i++)
		if (is_canonical(flag_bits(members[i])) &&
		    (flag_bits(self) & flag_bits(members[i])))
			py_list_append(vm, parts, members[i]);
	return py_items_iterator(vm, parts);
}

const struct py_native_type flag_base_type = {
	.name = "Flag",
	.module = "enum",
	.base = &enum_base_type,
	.size = sizeof(struct py_object),
	.slots = { .binary = enum_flag_binary,
		   .unary = flag_unary,
		   .truth = flag_truth,
		   .contains = flag_contains,
		   .iter = flag_iter },
	.has_attributes = true,
};

/* ---- classes ---- */

static struct py_object *not_a_value(struct py *vm, const struct py_type *type,
				     struct py_object *value)
{
	struct str shown;

	return py_repr(vm, value, &shown) ? py_raise(vm, "ValueError", "%.*s is not a valid %.*s",
						     STR_ARG(shown), STR_ARG(type->qualified_name))
					  : NULL;
}

static struct py_object *by_value(struct py *vm, struct py_type *type, struct py_object *value)
{
	const struct enum_class *class = type->user;
	struct py_object *member, *hook;

	if (py_is_poison(vm, value))
		return NULL;
	if (value->type == type)
		return value;
	if (!enum_find_value(vm, type, value, &member))
		return NULL;
	if (member)
		return member;
	hook = py_type_lookup(type, STR("_missing_"));
	if (hook) {
		hook = py_bind_attribute(vm, hook, NULL, type);
		member = hook ? py_call(vm, hook, &PY_ARGS(value)) : NULL;
		if (!member || !py_is_none(member))
			return member;
	} else if (class && class->is_flag && py_is_int(value)) {
		return flag_of(vm, type, flag_bits(value));
	}
	return not_a_value(vm, type, value);
}

/* Enum("Color", "RED GREEN"), ("Color", ["RED", "GREEN"]), pairs or a dict. */
static struct py_object *make_class(struct py *vm, struct py_type *base, const struct py_args *args)
{
	struct py_object *names = args->positional[1], *dict = py_dict(vm), **items;
	struct py_object *bases = py_tuple(vm, (struct py_object *const[]){ &base->head }, 1);
	struct str name;
	size_t n;

	for (size_t i = 0; i < args->keyword_count; i++) {
		const struct py_keyword *keyword = &args->keywords[i];
		if (str_is(keyword->name, "type"))
			bases = py_pair(vm, keyword->value, &base->head);
		else if (!str_is(keyword->name, "module") && !str_is(keyword->name, "qualname"))
			return py_refuse(vm, "Enum(..., %.*s=...)", STR_ARG(keyword->name));
	}
	if (!py_take_text(vm, args->positional[0], "name", &name))
		return NULL;
	if (py_is_dict(names))
		return py_class_from_dict(vm, name, bases, names);
	if (py_is_str(names)) {
		names = py_call_method(vm, names, "replace",
				       &PY_ARGS(py_str_c(vm, ","), py_str_c(vm, " ")));
		names = names ? py_call_method(vm, names, "split", &PY_NO_ARGS) : NULL;
	}
	if (!names || !py_take_items(vm, names, &items, &n))
		return NULL;
	for (size_t i = 0; i < n; i++) {
		struct py_object *key = items[i], *value = py_new(vm, &enum_auto_type);
		if (py_is_sequence(key)) {
			value = ((struct py_list *)key)->items[1];
			key = ((struct py_list *)key)->items[0];
		}
		if (!py_dict_set(vm, dict, key, value))
			return NULL;
	}
	return py_class_from_dict(vm, name, bases, dict);
}

static struct py_object *meta_call(struct py *vm, struct py_object *self,
				   const struct py_args *args)
{
	struct py_type *type = (struct py_type *)self;
	const struct enum_class *class = type->user;
	struct py_object *value;

	if ((!class || !((struct py_list *)class->members)->n) && args->n >= 2)
		return make_class(vm, type, args);
	if (args->n == 1 && !args->keyword_count)
		return by_value(vm, type, args->positional[0]);
	if (args->n == 0 && args->keyword_count == 1 && str_is(args->keywords[0].name, "value"))
		return by_value(vm, type, args->keywords[0].value);
	if (!args->n)
		return py_raise(
			vm, "TypeError",
			"EnumType.__call__() missing 1 required positional argument: 'value'");
	value = py_tuple(vm, args->positional, args->n);
	return by_value(vm, type, value);
}

static struct py_object *meta_getitem(struct py *vm, struct py_object *self, struct py_object *key)
{
	const struct enum_class *class = enum_class_of(self);
	struct py_object *member = class && py_is_str(key) ? map_get(&class->by_name, py_text(key))
							   : NULL;

	return member ? member : py_raise_value(vm, &py_KeyError_type, key);
}

static struct py_object *members_list(struct py *vm, const struct py_object *type)
{
	const struct enum_class *class = enum_class_of(type);

	return class ? class->members : py_list(vm);
}

static struct py_object *meta_iter(struct py *vm, struct py_object *self)
{
	const struct enum_class *class = enum_class_of(self);
	struct py_object *canonical = py_list(vm);
	size_t n;
	struct py_object *const *members = py_enum_members(self, &n);

	if (!class || !class->is_flag)
		return py_items_iterator(vm, members_list(vm, self));
	for (size_t i = 0; i < n; i++)
		if (is_canonical(flag_bits(members[i])))
			py_list_append(vm, canonical, members[i]);
	return py_items_iterator(vm, canonical);
}

static int64_t meta_length(struct py *vm, struct py_object *self)
{
	return (int64_t)((struct py_list *)members_list(vm, self))->n;
}

static int meta_truth(struct py *vm, struct py_object *self)
{
	(void)vm;
	(void)self;
	return 1;
}

static int meta_contains(struct py *vm, struct py_object *self, struct py_object *item)
{
	if (!py_is_enum_member(item)) {
		py_raise(vm, "TypeError", "unsupported operand type(s) for 'in': '%.*s' and '%.*s'",
			 STR_ARG(item->type->qualified_name), STR_ARG(self->type->name));
		return -1;
	}
	return item->type == (struct py_type *)self;
}

static struct py_object *meta_repr(struct py *vm, struct py_object *self)
{
	const struct enum_class *class = enum_class_of(self);

	return py_str_printf(vm, "<%s '%.*s'>", class && class->is_flag ? "flag" : "enum",
			     STR_ARG(((struct py_type *)self)->qualified_name));
}

static struct py_object *meta_members(struct py *vm, struct py_object *self)
{
	const struct enum_class *class = enum_class_of(self);
	struct py_object *dict = py_dict(vm);
	size_t cursor = 0;

	for (const struct map_entry *entry; class && (entry = map_next(&class->by_name, &cursor));)
		if (!py_dict_set_str(vm, dict, entry->key, entry->value))
			return NULL;
	return dict;
}

static struct py_object *meta_reversed(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	struct py_object *copy = py_list_from(vm, &py_list_type, members_list(vm, self));

	(void)args;
	if (!copy || !py_call_method(vm, copy, "reverse", &PY_NO_ARGS))
		return NULL;
	return py_items_iterator(vm, copy);
}

static bool meta_setattr(struct py *vm, struct py_object *self, struct str name,
			 struct py_object *value)
{
	const struct enum_class *class = enum_class_of(self);

	(void)value;
	if (!class || !map_has(&class->by_name, name))
		return false;
	py_raise(vm, "AttributeError", "cannot reassign member '%.*s'", STR_ARG(name));
	return true;
}

/* After everything else failed: the message is the bare name. */
static bool meta_getattr(struct py *vm, struct py_object *self, struct str name,
			 struct py_object **ret)
{
	(void)self;
	if (str_starts(name, STR("_")))
		return false;
	*ret = py_raise(vm, "AttributeError", "%.*s", STR_ARG(name));
	return true;
}

static const struct py_method meta_methods[] = {
	{ "__reversed__", "", meta_reversed, PY_METHOD_INSTANCE },
	{ 0 },
};

static const struct py_property meta_properties[] = { { "__members__", meta_members, NULL },
						      { 0 } };

const struct py_native_type enum_meta_type = {
	.name = "EnumType",
	.module = "enum",
	.base = &py_type_type,
	.size = sizeof(struct py_type),
	.methods = meta_methods,
	.properties = meta_properties,
	.slots = { .call = meta_call,
		   .getitem = meta_getitem,
		   .iter = meta_iter,
		   .length = meta_length,
		   .truth = meta_truth,
		   .contains = meta_contains,
		   .repr = meta_repr,
		   .getattr = meta_getattr,
		   .setattr = meta_setattr },
};

/* ---- auto, unique and the ready-made mixtures ---- */

static struct py_object *auto_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)vm;
	(void)args;
	return self;
}

static struct py_object *auto_binary(struct py *vm, enum py_operator op, struct py_object *self,
				     struct py_object *other, bool reflected)
{
	struct enum_auto *operation;

	if (!py_is(other, &enum_auto_type) && !py_is_int(other))
		return py_not_implemented(vm);
	operation = py_new(vm, &enum_auto_type);
	operation->op = op;
	operation->left = reflected ? other : self;
	operation->right = reflected ? self : other;
	return &operation->head;
}

const struct py_native_type enum_auto_type = {
	.name = "auto",
	.module = "enum",
	.size = sizeof(struct enum_auto),
	.signature = "",
	.new_ = auto_new,
	.slots = { .binary = auto_binary },
};

static struct py_object *enum_unique(struct py *vm, struct py_object *self, struct py_object **args)
{
	const struct enum_class *class = enum_class_of(args[0]);
	struct strbuf aliases = STRBUF(py_arena(vm));
	struct str shown;
	size_t cursor = 0;

	(void)self;
	for (const struct map_entry *entry;
	     class && (entry = map_next(&class->by_name, &cursor));) {
		const struct str name = py_text(py_enum_name(entry->value));
		if (str_equal(name, entry->key))
			continue;
		strbuf_separate(&aliases, ", ");
		strbuf_printf(&aliases, "%.*s -> %.*s", STR_ARG(entry->key), STR_ARG(name));
	}
	if (aliases.n && py_repr(vm, args[0], &shown))
		return py_raise(vm, "ValueError", "duplicate values found in %.*s: %.*s",
				STR_ARG(shown), STR_ARG(strbuf_str(&aliases)));
	return args[0];
}

static struct py_object *mixture(struct py *vm, const char *name, const struct py_native_type *data,
				 const struct py_native_type *base, bool shows_value)
{
	struct py_object *dict = py_dict(vm);
	struct py_object *bases =
		py_pair(vm, &py_type_from(vm, data)->head, &py_type_from(vm, base)->head);

	/* Read by the maker of classes: str() and format() are those of the value (ReprEnum). */
	if (shows_value && !py_dict_set_str(vm, dict, STR("_shown_as_value_"), py_bool(vm, true)))
		return NULL;
	return py_class_from_dict(vm, str_from(name), bases, dict);
}

static struct py_object *make_int_enum(struct py *vm)
{
	return mixture(vm, "IntEnum", &py_int_type, &enum_base_type, true);
}

static struct py_object *make_str_enum(struct py *vm)
{
	return mixture(vm, "StrEnum", &py_str_type, &enum_base_type, true);
}

static struct py_object *make_int_flag(struct py *vm)
{
	return mixture(vm, "IntFlag", &py_int_type, &flag_base_type, true);
}

static const struct py_member members[] = {
	{ "Enum", PY_MEMBER_TYPE, &enum_base_type, NULL },
	{ "EnumMeta", PY_MEMBER_TYPE, &enum_meta_type, NULL },
	{ "EnumType", PY_MEMBER_TYPE, &enum_meta_type, NULL },
	{ "Flag", PY_MEMBER_TYPE, &flag_base_type, NULL },
	{ "auto", PY_MEMBER_TYPE, &enum_auto_type, NULL },
	{ "property", PY_MEMBER_TYPE, &py_property_type, NULL },
	{ "IntEnum", PY_MEMBER_MAKE, NULL, make_int_enum },
	{ "StrEnum", PY_MEMBER_MAKE, NULL, make_str_enum },
	{ "IntFlag", PY_MEMBER_MAKE, NULL, make_int_flag },
	{ 0 },
};

static const struct py_method functions[] = {
	{ "unique", "enumeration, /", enum_unique, PY_METHOD_INSTANCE },
	{ 0 },
};

const struct py_native_module py_module_enum = {
	.name = "enum",
	.members = members,
	.functions = functions,
	.is_open = true,
};
