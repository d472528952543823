#include "engine/py/enum_class.h"

#include "engine/py/call.h"
#include "engine/py/types.h"

/* How a class statement becomes an enum (`Lib/enum.py`, EnumType.__new__). */

bool py_is_enum_class(const struct py_object *value)
{
	return py_is(value, &enum_meta_type);
}

bool py_is_enum_member(const struct py_object *value)
{
	return py_is(value, &enum_base_type);
}

struct enum_class *enum_class_of(const struct py_object *type)
{
	return py_is_enum_class(type) ? ((const struct py_type *)type)->user : NULL;
}

struct py_object *const *py_enum_members(const struct py_object *type, size_t *ret_n)
{
	const struct enum_class *class = enum_class_of(type);
	const struct py_list *members = class ? (struct py_list *)class->members : NULL;

	*ret_n = members ? members->n : 0;
	return members ? members->items : NULL;
}

static struct py_object *own(const struct py_object *member, const char *name)
{
	return member->attributes ? map_get(member->attributes, str_from(name)) : NULL;
}

struct py_object *py_enum_name(const struct py_object *member)
{
	return own(member, "_name_");
}

struct py_object *py_enum_value(const struct py_object *member)
{
	return own(member, "_value_");
}

void enum_set(struct py *vm, struct py_object *member, const char *name, struct py_object *value)
{
	if (!member->attributes) {
		member->attributes = ARENA_NEW(py_arena(vm), struct map);
		member->attributes->arena = py_arena(vm);
	}
	map_put(member->attributes, str_from(name), value);
}

bool enum_find_value(struct py *vm, const struct py_type *type, struct py_object *value,
		     struct py_object **ret)
{
	size_t n;
	struct py_object *const *members = py_enum_members(&type->head, &n);

	*ret = NULL;
	for (size_t i = 0; i < n && !*ret; i++) {
		struct py_object *known = py_enum_value(members[i]);
		const int same = known == value ? 1 : py_equal(vm, known, value);
		if (same < 0)
			return false;
		if (same)
			*ret = members[i];
	}
	return true;
}

/* ---- one member ---- */

/* The type that members carry beside being members (str, int ...), or NULL. */
static const struct py_native_type *data_type(const struct py_type *type)
{
	for (const struct py_native_type *base = type->layout; base; base = base->base)
		if (base == &enum_base_type)
			return NULL;
	return type->layout == &py_object_type ? NULL : type->layout;
}

static struct py_object *user_method(const struct py_type *type, const char *name)
{
	struct py_object *method = py_type_lookup(type, str_from(name));

	return method && method->type->native != &py_slot_method_type ? method : NULL;
}

static struct py_object *new_member(struct py *vm, struct py_type *type, const struct py_args *args)
{
	struct py_object *make = user_method(type, "__new__");
	struct py_object *member;

	if (make) {
		make = py_bind_attribute(vm, make, NULL, type);
		return make ? py_call_with(vm, make, &type->head, args) : NULL;
	}
	member = py_new_of(vm, type);
	return data_type(type) ? py_fill_native(vm, type, member, args) : member;
}

/* What `.value` gives unless __new__ set it: the data type's own value, else what was assigned. */
static struct py_object *plain_value(struct py *vm, const struct py_type *type,
				     struct py_object *given, const struct py_args *args)
{
	const struct py_native_type *data = data_type(type);

	return data ? py_call(vm, &py_type_from(vm, data)->head, args) : given;
}

struct py_object *enum_make_member(struct py *vm, struct py_type *type, struct py_object *name,
				   struct py_object *value)
{
	const bool is_tuple = py_is(value, &py_tuple_type) && data_type(type) != &py_tuple_type;
	const struct py_list *tuple = (struct py_list *)value;
	const struct py_args args = is_tuple ? (struct py_args){ tuple->items, tuple->n, NULL, 0 }
					     : (struct py_args){ &value, 1, NULL, 0 };
	struct py_object *member = new_member(vm, type, &args),
			 *init = user_method(type, "__init__");

	if (!member)
		return NULL;
	enum_set(vm, member, "_name_", name);
	if (!py_enum_value(member)) {
		value = plain_value(vm, type, value, &args);
		if (!value)
			return NULL;
		enum_set(vm, member, "_value_", value);
	}
	enum_set(vm, member, "__objclass__", &type->head);
	if (init && !py_call_attribute(vm, init, member, &args))
		return NULL;
	return member;
}

/* ---- auto() ---- */

static bool is_flag(const struct py_type *type)
{
	return py_is_subtype(type, py_type_from(type->vm, &flag_base_type));
}

static struct py_object *known_values(struct py *vm, const struct py_type *type)
{
	struct py_object *values = py_list(vm);
	size_t n;
	struct py_object *const *members = py_enum_members(&type->head, &n);

	for (size_t i = 0; i < n; i++)
		py_list_append(vm, values, py_enum_value(members[i]));
	return values;
}

static struct py_object *next_value(struct py *vm, struct py_type *type, struct str name)
{
	struct py_object *hook = py_type_lookup(type, STR("_generate_next_value_"));
	struct py_object *values = known_values(vm, type);
	const struct py_list *list = (struct py_list *)values;
	int64_t highest = 0;

	if (hook) {
		hook = py_bind_attribute(vm, hook, NULL, type);
		return hook ? py_call(vm, hook,
				      &PY_ARGS(py_str(vm, name), py_int(vm, 1),
					       py_int(vm, (int64_t)list->n), values))
			    : NULL;
	}
	if (type->layout == &py_str_type)
		return py_call_method(vm, py_str(vm, name), "lower", &PY_NO_ARGS);
	for (size_t i = 0; i < list->n; i++) {
		const struct py_int *number = (struct py_int *)list->items[i];
		if (!py_is_int(list->items[i]) || number->big)
			return py_refuse(vm, "auto() beside values that are no small integers");
		if (number->value > highest)
			highest = number->value;
	}
	if (!is_flag(type))
		return py_int(vm, highest + 1);
	int64_t bit = 1;

	while (bit <= highest)
		bit <<= 1;
	return py_int(vm, bit);
}

static struct py_object *auto_value(struct py *vm, struct py_type *type, struct str name,
				    struct py_object *object)
{
	struct enum_auto *value = (struct enum_auto *)object;
	struct py_object *left, *right;

	if (!py_is(object, &enum_auto_type))
		return object;
	if (value->value)
		return value->value;
	if (!value->left)
		return value->value = next_value(vm, type, name);
	left = auto_value(vm, type, name, value->left);
	right = left ? auto_value(vm, type, name, value->right) : NULL;
	return right ? value->value = py_binary(vm, value->op, left, right) : NULL;
}

/* auto() may stand inside a tuple: `A = auto(), "label"`. */
static struct py_object *resolve_auto(struct py *vm, struct py_type *type, struct str name,
				      struct py_object *value)
{
	if (py_is(value, &enum_auto_type))
		return auto_value(vm, type, name, value);
	if (value->type->native != &py_tuple_type)
		return value;
	const struct py_list *given = (struct py_list *)value;
	struct py_object *copy = NULL;

	for (size_t i = 0; i < given->n; i++) {
		if (!py_is(given->items[i], &enum_auto_type))
			continue;
		if (!copy)
			copy = py_tuple(vm, given->items, given->n);
		((struct py_list *)copy)->items[i] = auto_value(vm, type, name, given->items[i]);
		if (!((struct py_list *)copy)->items[i])
			return NULL;
	}
	return copy ? copy : value;
}

/* ---- the class ---- */

static bool is_descriptor(const struct py_object *value)
{
	return value->type->native == &py_function_type ||
	       value->type->native == &py_native_function_type || py_is(value, &py_property_type) ||
	       py_is(value, &py_classmethod_type) || py_is(value, &py_staticmethod_type) ||
	       py_is(value, &py_type_type) || py_type_lookup(value->type, STR("__get__"));
}

/* Dunder, sunder and private names are no members. */
static bool is_member_name(struct str name, const struct py_type *type)
{
	struct arena scratch CLEANUP(arena_done) = { 0 };
	const struct str private = str_printf(&scratch, "_%.*s__", STR_ARG(type->name));

	if (name.n > 2 && name.p[0] == '_' && name.p[name.n - 1] == '_')
		return false;
	return !str_starts(name, private);
}

static bool add_member(struct py *vm, struct py_type *type, struct str name,
		       struct py_object *value)
{
	struct enum_class *class = type->user;
	struct py_object *member, *same;

	value = resolve_auto(vm, type, name, value);
	if (!value)
		return false;
	member = enum_make_member(vm, type, py_str(vm, name), value);
	if (!member || !enum_find_value(vm, type, py_enum_value(member), &same))
		return false;
	if (!same)
		py_list_append(vm, class->members, member);
	map_put(&class->by_name, name, same ? same : member);
	map_put(&type->dict, name, same ? same : member);
	return true;
}

static bool defines(const struct py_type *type, const char *name)
{
	for (size_t i = 0; i < type->mro_count; i++)
		if (!type->mro[i]->native && map_has(&type->mro[i]->dict, str_from(name)))
			return true;
	return false;
}

/* repr, str and format are Enum's, not the data type's, unless the class has its own. */
static void set_looks(struct py *vm, struct py_type *type)
{
	static const struct py_method format = { "__format__", "format_spec, /", enum_dunder_format,
						 PY_METHOD_INSTANCE };
	const bool is_plain = py_type_lookup(type, STR("_shown_as_value_")) != NULL;

	if (!defines(type, "__repr__"))
		type->slots.repr = enum_repr;
	if (!defines(type, "__str__"))
		type->slots.str = is_plain ? enum_plain_str : enum_str;
	if (!defines(type, "__format__") && !is_plain && data_type(type))
		map_put(&type->dict, STR("__format__"), py_native_method(vm, &format, type));
	if (is_flag(type) && !defines(type, "__or__"))
		type->slots.binary = enum_flag_binary;
}

static struct py_type *extended_enum(const struct py_type *type)
{
	for (size_t i = 1; i < type->mro_count; i++) {
		const struct enum_class *class = enum_class_of(&type->mro[i]->head);
		if (class && ((struct py_list *)class->members)->n)
			return type->mro[i];
	}
	return NULL;
}

bool enum_subclassed(struct py *vm, struct py_type *type, const struct py_args *keywords)
{
	const struct py_type *extended = extended_enum(type);
	struct enum_class *class = ARENA_NEW(py_arena(vm), struct enum_class);
	struct map before = type->dict;
	size_t cursor = 0;

	(void)keywords;
	if (extended)
		return py_raise(vm, "TypeError", "<enum '%.*s'> cannot extend <enum '%.*s'>",
				STR_ARG(type->name), STR_ARG(extended->name));
	class->by_name = MAP(py_arena(vm));
	class->members = py_list(vm);
	class->is_flag = is_flag(type);
	type->user = class;
	set_looks(vm, type);
	for (const struct map_entry *entry; (entry = map_next(&before, &cursor));)
		if (is_member_name(entry->key, type) && !is_descriptor(entry->value) &&
		    !add_member(vm, type, entry->key, entry->value))
			return false;
	return true;
}
