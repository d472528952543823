#include "engine/py/annotation.h"
#include "engine/py/dataclass.h"
#include "engine/py/types.h"
#include "engine/py/typing.h"

/* ---- field() and Field ---- */

static struct py_object *or_missing(struct py *vm, struct py_object *value)
{
	return value ? value : &py_type_from(vm, &py_missing_type)->head;
}

/* MISSING may be given as a value; it means that nothing was. */
static struct py_object *unless_missing(struct py *vm, struct py_object *value)
{
	return value == or_missing(vm, NULL) ? NULL : value;
}

/* args: default, default_factory, init, repr, hash, compare, metadata, kw_only */
static struct py_object *make_field(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct dataclass_field *field = py_new(vm, &py_dataclass_field_type);

	(void)self;
	field->value = unless_missing(vm, args[0]);
	field->factory = unless_missing(vm, args[1]);
	field->hash = py_given(args[4]) ? args[4] : NULL;
	field->metadata = args[6];
	field->has_keyword_only = unless_missing(vm, args[7]) != NULL;
	if (!py_take_bool(vm, args[2], true, &field->init) ||
	    !py_take_bool(vm, args[3], true, &field->repr) ||
	    !py_take_bool(vm, args[5], true, &field->compare) ||
	    !py_take_bool(vm, unless_missing(vm, args[7]), false, &field->keyword_only))
		return NULL;
	if (field->value && field->factory)
		return py_raise(vm, "ValueError",
				"cannot specify both default and default_factory");
	return &field->head;
}

static const struct dataclass_field *as_field(const struct py_object *object)
{
	return (const struct dataclass_field *)object;
}

static struct py_object *field_name(struct py *vm, struct py_object *self)
{
	return py_str(vm, as_field(self)->name);
}

static struct py_object *field_type(struct py *vm, struct py_object *self)
{
	return py_annotation_value(vm, as_field(self)->annotation);
}

static struct py_object *field_default(struct py *vm, struct py_object *self)
{
	return or_missing(vm, as_field(self)->value);
}

static struct py_object *field_factory(struct py *vm, struct py_object *self)
{
	return or_missing(vm, as_field(self)->factory);
}

static struct py_object *field_metadata(struct py *vm, struct py_object *self)
{
	return as_field(self)->metadata ? as_field(self)->metadata : py_dict(vm);
}

static struct py_object *field_hash(struct py *vm, struct py_object *self)
{
	return as_field(self)->hash ? as_field(self)->hash : py_none(vm);
}

#define FLAG(name, member)                                                                         \
	static struct py_object *field_##name(struct py *vm, struct py_object *self)               \
	{                                                                                          \
		return py_bool(vm, as_field(self)->member);                                        \
	}
FLAG(init, init)
FLAG(repr, repr)
FLAG(compare, compare)
FLAG(kw_only, keyword_only)

const struct py_native_type py_dataclass_field_type = {
	.name = "Field",
	.module = "dataclasses",
	.size = sizeof(struct dataclass_field),
	.properties = (const struct py_property[]){ { "name", field_name, NULL },
						    { "type", field_type, NULL },
						    { "default", field_default, NULL },
						    { "default_factory", field_factory, NULL },
						    { "metadata", field_metadata, NULL },
						    { "hash", field_hash, NULL },
						    { "init", field_init, NULL },
						    { "repr", field_repr, NULL },
						    { "compare", field_compare, NULL },
						    { "kw_only", field_kw_only, NULL },
						    { 0 } },
};

const struct py_native_type py_missing_type = { .name = "_MISSING_TYPE",
						.module = "dataclasses",
						.size = sizeof(struct py_object) };
const struct py_native_type py_keyword_only_type = { .name = "KW_ONLY",
						     .module = "dataclasses",
						     .size = sizeof(struct py_object) };
const struct py_native_type py_initvar_type = {
	.name = "InitVar",
	.module = "dataclasses",
	.size = sizeof(struct py_object),
	.methods = (const struct py_method[]){ PY_CLASS_GETITEM, { 0 } },
};
const struct py_native_type py_frozen_error_type = { .name = "FrozenInstanceError",
						     .module = "dataclasses",
						     .base = &py_AttributeError_type,
						     .size = sizeof(struct py_exception) };

/* ---- functions ---- */

/* The fields of an instance; false: TypeError. */
static bool instance_fields(struct py *vm, struct py_object *object, const char *function,
			    struct py_object **ret)
{
	if (py_is_poison(vm, object))
		return false;
	*ret = py_is_type(object) ? NULL : dataclass_fields(object->type);
	return *ret ||
	       py_raise(vm, "TypeError", "%s() should be called on dataclass instances", function);
}

static struct py_object *fields(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *list = py_list(vm), *found;
	struct dataclass_field *field;
	size_t cursor = 0;

	(void)self;
	if (py_is_poison(vm, args[0]))
		return NULL;
	found = dataclass_fields(py_is_type(args[0]) ? (struct py_type *)args[0] : args[0]->type);
	if (!found)
		return py_raise(vm, "TypeError",
				"must be called with a dataclass type or instance");
	while ((field = dataclass_next(found, &cursor)))
		py_list_append(vm, list, &field->head);
	return py_list_from(vm, &py_tuple_type, list);
}

static struct py_object *is_dataclass(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	(void)self;
	if (py_is_poison(vm, args[0]))
		return NULL;
	return py_bool(vm, dataclass_fields(py_is_type(args[0]) ? (struct py_type *)args[0]
								: args[0]->type));
}

enum shape { SHAPE_DICT, SHAPE_TUPLE };

struct conversion {
	enum shape shape;
	struct py_object *factory; /* of the dict or tuple */
};

static struct py_object *convert(struct py *vm, const struct conversion *how,
				 struct py_object *value);

static struct py_object *convert_instance(struct py *vm, const struct conversion *how,
					  struct py_object *object)
{
	struct py_object *list = py_list(vm);
	const struct dataclass_field *field;
	size_t cursor = 0;

	while ((field = dataclass_next(dataclass_fields(object->type), &cursor))) {
		struct py_object *value = py_getattr(vm, object, field->name);
		value = value ? convert(vm, how, value) : NULL;
		if (!value)
			return NULL;
		py_list_append(vm, list,
			       how->shape == SHAPE_TUPLE
				       ? value
				       : py_pair(vm, py_str(vm, field->name), value));
	}
	return py_call(vm, how->factory, &PY_ARGS(list));
}

static struct py_object *convert_items(struct py *vm, const struct conversion *how,
				       struct py_object *value)
{
	struct py_object *list = py_list(vm);
	const struct py_list *old = (struct py_list *)value;

	for (size_t i = 0; i < old->n; i++) {
		struct py_object *item = convert(vm, how, old->items[i]);
		if (!item)
			return NULL;
		py_list_append(vm, list, item);
	}
	if (py_is(value, &py_namedtuple_base_type))
		return py_call(
			vm, &value->type->head,
			&(struct py_args){ ((struct py_list *)list)->items, old->n, NULL, 0 });
	return py_call(vm, &value->type->head, &PY_ARGS(list));
}

static struct py_object *convert_dict(struct py *vm, const struct conversion *how,
				      struct py_object *value)
{
	struct py_object *dict = py_dict(vm);
	const struct py_dict_entry *entry;
	size_t cursor = 0;

	while ((entry = py_dict_next(value, &cursor))) {
		struct py_object *key = convert(vm, how, entry->key);
		struct py_object *item = key ? convert(vm, how, entry->value) : NULL;
		if (!item || !py_dict_set(vm, dict, key, item))
			return NULL;
	}
	return dict;
}

static struct py_object *convert(struct py *vm, const struct conversion *how,
				 struct py_object *value)
{
	struct py_object *result, *copy;

	if (py_is_poison(vm, value) || !py_enter(vm))
		return NULL;
	if (!py_is_type(value) && dataclass_fields(value->type)) {
		result = convert_instance(vm, how, value);
	} else if (py_is_sequence(value)) {
		result = convert_items(vm, how, value);
	} else if (py_is_dict(value)) {
		result = convert_dict(vm, how, value);
	} else {
		copy = py_import(vm, STR("copy"));
		result = copy ? py_call_method(vm, copy, "deepcopy", &PY_ARGS(value)) : NULL;
	}
	py_leave(vm);
	return result;
}

static struct py_object *asdict(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct conversion how = { SHAPE_DICT,
				  args[1] ? args[1] : &py_type_from(vm, &py_dict_type)->head };
	struct py_object *found;

	(void)self;
	return instance_fields(vm, args[0], "asdict", &found) ? convert_instance(vm, &how, args[0])
							      : NULL;
}

static struct py_object *astuple(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct conversion how = { SHAPE_TUPLE,
				  args[1] ? args[1] : &py_type_from(vm, &py_tuple_type)->head };
	struct py_object *found;

	(void)self;
	return instance_fields(vm, args[0], "astuple", &found) ? convert_instance(vm, &how, args[0])
							       : NULL;
}

/* Adds the values that were not given; false: unwinding. */
static bool complete(struct py *vm, struct py_object *object, const struct dataclass_field *field,
		     struct py_object *changes)
{
	const bool is_given = py_dict_get_str(vm, changes, field->name) != NULL;
	struct py_object *value;

	if (!field->init)
		return !is_given || py_raise(vm, "ValueError",
					     "field %.*s is declared with init=False, it cannot be "
					     "specified with replace()",
					     STR_ARG(field->name));
	if (is_given)
		return true;
	if (field->kind == DATACLASS_INITVAR)
		return field->value ||
		       py_raise(vm, "ValueError", "InitVar '%.*s' must be specified with replace()",
				STR_ARG(field->name));
	value = py_getattr(vm, object, field->name);
	return value && py_dict_set_str(vm, changes, field->name, value);
}

static struct py_object *replace(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *found, *changes = args[1];
	const struct py_dict_entry *entry;
	struct py_keyword *keywords;
	size_t cursor = 0, n = 0;

	(void)self;
	if (!instance_fields(vm, args[0], "replace", &found))
		return NULL;
	while ((entry = py_dict_next(found, &cursor))) {
		const struct dataclass_field *field = as_field(entry->value);
		if (field->kind != DATACLASS_CLASSVAR && !complete(vm, args[0], field, changes))
			return NULL;
	}
	keywords = ARENA_ARRAY(py_arena(vm), struct py_keyword, py_dict_count(changes) + 1);
	cursor = 0;
	while ((entry = py_dict_next(changes, &cursor)))
		keywords[n++] = (struct py_keyword){ py_text(entry->key), entry->value };
	return py_call(vm, &args[0]->type->head, &(struct py_args){ NULL, 0, keywords, n });
}

static struct py_object *make_missing(struct py *vm)
{
	return or_missing(vm, NULL);
}

static const struct py_member members[] = {
	{ "Field", PY_MEMBER_TYPE, &py_dataclass_field_type, NULL },
	{ "InitVar", PY_MEMBER_TYPE, &py_initvar_type, NULL },
	{ "KW_ONLY", PY_MEMBER_TYPE, &py_keyword_only_type, NULL },
	{ "FrozenInstanceError", PY_MEMBER_TYPE, &py_frozen_error_type, NULL },
	{ "MISSING", PY_MEMBER_MAKE, NULL, make_missing },
	{ 0 },
};

static const struct py_method functions[] = {
	{ "dataclass", DATACLASS_SIGNATURE, py_dataclass, PY_METHOD_STATIC },
	{ "field",
	  "*, default=None, default_factory=None, init=True, repr=True, hash=None, compare=True, "
	  "metadata=None, kw_only=None",
	  make_field, PY_METHOD_STATIC },
	{ "fields", "class_or_instance", fields, PY_METHOD_STATIC },
	{ "asdict", "obj, *, dict_factory=dict", asdict, PY_METHOD_STATIC },
	{ "astuple", "obj, *, tuple_factory=tuple", astuple, PY_METHOD_STATIC },
	{ "replace", "obj, /, **changes", replace, PY_METHOD_STATIC },
	{ "is_dataclass", "obj", is_dataclass, PY_METHOD_STATIC },
	{ 0 },
};

/* make_dataclass is what is left. */
const struct py_native_module py_module_dataclasses = {
	.name = "dataclasses", .members = members, .functions = functions, .is_open = true
};
