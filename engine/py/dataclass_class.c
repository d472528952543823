#include "engine/py/annotation.h"
#include "engine/py/dataclass.h"
#include "engine/py/types.h"

#include <string.h>

#define FIELDS STR("__dataclass_fields__")

struct options {
	bool init, repr, eq, order, unsafe_hash, frozen, match_args, keyword_only;
};

struct py_object *dataclass_fields(const struct py_type *type)
{
	struct py_object *fields = py_type_lookup(type, FIELDS);

	return py_is_dict(fields) ? fields : NULL;
}

struct dataclass_field *dataclass_next(const struct py_object *fields, size_t *cursor)
{
	const struct py_dict_entry *entry;

	while ((entry = py_dict_next(fields, cursor))) {
		struct dataclass_field *field = (struct dataclass_field *)entry->value;
		if (field->kind == DATACLASS_FIELD)
			return field;
	}
	return NULL;
}

/* ---- what an annotation says ---- */

/* Whether its outermost name is `name`, whatever module it is reached through. */
static bool is_named(const struct py_object *annotation, const char *name)
{
	struct str text;

	if (py_is(annotation, &py_annotation_type))
		text = ((struct py_annotation *)annotation)->text;
	else if (py_is_str(annotation))
		text = py_text(annotation);
	else
		return false;
	text = str_trim(text);
	if (text.n && (text.p[0] == '\'' || text.p[0] == '"'))
		text = str_skip(text, 1);
	size_t end = 0, start = 0;

	while (end < text.n && !strchr("['\" ", text.p[end])) {
		if (text.p[end] == '.')
			start = end + 1;
		end++;
	}
	return str_is(str_slice(text, start, end), name);
}

static enum dataclass_field_kind kind_of(const struct py_object *annotation)
{
	if (is_named(annotation, "ClassVar"))
		return DATACLASS_CLASSVAR;
	return is_named(annotation, "InitVar") ? DATACLASS_INITVAR : DATACLASS_FIELD;
}

/* ---- fields ---- */

static struct dataclass_field *plain_field(struct py *vm, struct py_object *value)
{
	struct dataclass_field *field = py_new(vm, &py_dataclass_field_type);

	field->init = field->repr = field->compare = true;
	field->value = value;
	return field;
}

static bool check_default(struct py *vm, const struct dataclass_field *field)
{
	struct py_object *value = field->value;
	struct str type;

	if (field->factory && field->kind != DATACLASS_FIELD)
		return py_raise(vm, "TypeError", "field %.*s cannot have a default factory",
				STR_ARG(field->name));
	if (field->kind != DATACLASS_FIELD || !value ||
	    !(py_is(value, &py_list_type) || py_is(value, &py_dict_type) ||
	      py_is(value, &py_set_type)))
		return true;
	return py_repr(vm, &value->type->head, &type) &&
	       py_raise(vm, "ValueError",
			"mutable default %.*s for field %.*s is not allowed: use "
			"default_factory",
			STR_ARG(type), STR_ARG(field->name));
}

/* The field of one annotation; the class attribute becomes its default, or goes. */
static struct dataclass_field *own_field(struct py *vm, struct py_type *type,
					 struct py_object *name, struct py_object *annotation,
					 bool keyword_only)
{
	struct py_object *value = map_get(&type->dict, py_text(name));
	const bool is_field = py_is(value, &py_dataclass_field_type);
	struct dataclass_field *field = is_field ? (struct dataclass_field *)value
						 : plain_field(vm, value);

	field->name = py_text(name);
	field->annotation = annotation;
	field->kind = kind_of(annotation);
	if (!field->has_keyword_only)
		field->keyword_only = keyword_only && field->kind != DATACLASS_CLASSVAR;
	if (!check_default(vm, field))
		return NULL;
	if (is_field && field->value)
		map_put(&type->dict, field->name, field->value);
	else if (is_field)
		map_remove(&type->dict, field->name);
	return field;
}

static bool inherit_fields(struct py *vm, const struct py_type *type, struct py_object *fields)
{
	for (size_t i = type->mro_count; i-- > 1;) {
		struct py_object *inherited = map_get(&type->mro[i]->dict, FIELDS);
		if (inherited && !py_dict_update(vm, fields, inherited))
			return false;
	}
	return true;
}

static bool check_unannotated(struct py *vm, const struct py_type *type,
			      const struct py_object *annotations)
{
	size_t cursor = 0;

	for (const struct map_entry *entry; (entry = map_next(&type->dict, &cursor));)
		if (py_is(entry->value, &py_dataclass_field_type) &&
		    !(annotations && py_dict_get_str(vm, annotations, entry->key)))
			return py_raise(vm, "TypeError",
					"'%.*s' is a field but has no type annotation",
					STR_ARG(entry->key));
	return true;
}

static bool collect_fields(struct py *vm, struct py_type *type, bool keyword_only)
{
	struct py_object *annotations = map_get(&type->dict, STR("__annotations__"));
	struct py_object *fields = py_dict(vm);
	const struct py_dict_entry *entry;
	size_t cursor = 0;

	if (!inherit_fields(vm, type, fields) || !check_unannotated(vm, type, annotations))
		return false;
	while (py_is_dict(annotations) && (entry = py_dict_next(annotations, &cursor))) {
		struct dataclass_field *field;
		if (is_named(entry->value, "KW_ONLY")) {
			keyword_only = true;
			continue;
		}
		field = own_field(vm, type, entry->key, entry->value, keyword_only);
		if (!field || !py_dict_set(vm, fields, entry->key, &field->head))
			return false;
	}
	map_put(&type->dict, FIELDS, fields);
	return true;
}

static bool check_order(struct py *vm, const struct py_object *fields)
{
	const struct py_dict_entry *entry;
	size_t cursor = 0;
	bool seen_default = false;

	while ((entry = py_dict_next(fields, &cursor))) {
		const struct dataclass_field *field = (struct dataclass_field *)entry->value;
		if (field->kind == DATACLASS_CLASSVAR || !field->init || field->keyword_only)
			continue;
		if (field->value || field->factory)
			seen_default = true;
		else if (seen_default)
			return py_raise(vm, "TypeError",
					"non-default argument '%.*s' follows default argument",
					STR_ARG(field->name));
	}
	return true;
}

/* ---- methods ---- */

static bool set_method(struct py *vm, struct py_type *type, const char *name,
		       enum dataclass_method which, bool is_frozen)
{
	return py_setattr(vm, &type->head, str_from(name),
			  dataclass_method(vm, type, which, is_frozen));
}

/* Unless the class has one of its own. */
static bool set_absent(struct py *vm, struct py_type *type, const char *name,
		       enum dataclass_method which)
{
	return map_has(&type->dict, str_from(name)) || set_method(vm, type, name, which, false);
}

/* The table of `Lib/dataclasses.py`, _hash_action. */
static bool set_hash(struct py *vm, struct py_type *type, const struct options *options,
		     bool has_own_hash)
{
	if (options->unsafe_hash && has_own_hash)
		return py_raise(vm, "TypeError",
				"Cannot overwrite attribute __hash__ in class %.*s",
				STR_ARG(type->name));
	if (options->unsafe_hash || (options->eq && options->frozen && !has_own_hash))
		return set_method(vm, type, "__hash__", DATACLASS_HASH, false);
	if (options->eq && !has_own_hash)
		return py_setattr(vm, &type->head, STR("__hash__"), py_none(vm));
	return true;
}

static bool set_order(struct py *vm, struct py_type *type)
{
	static const struct {
		const char *name;
		enum dataclass_method which;
	} rows[] = { { "__lt__", DATACLASS_LT },
		     { "__le__", DATACLASS_LE },
		     { "__gt__", DATACLASS_GT },
		     { "__ge__", DATACLASS_GE } };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (map_has(&type->dict, str_from(rows[i].name)))
			return py_raise(
				vm, "TypeError",
				"Cannot overwrite attribute %s in class %.*s. Consider using "
				"functools.total_ordering",
				rows[i].name, STR_ARG(type->name));
		if (!set_method(vm, type, rows[i].name, rows[i].which, false))
			return false;
	}
	return true;
}

static bool set_match_args(struct py *vm, struct py_type *type)
{
	struct py_object *names = py_list(vm);
	const struct dataclass_field *field;
	size_t cursor = 0;

	while ((field = dataclass_next(dataclass_fields(type), &cursor)))
		if (field->init && !field->keyword_only)
			py_list_append(vm, names, py_str(vm, field->name));
	if (!map_has(&type->dict, STR("__match_args__")))
		map_put(&type->dict, STR("__match_args__"),
			py_list_from(vm, &py_tuple_type, names));
	return true;
}

static bool set_methods(struct py *vm, struct py_type *type, const struct options *options)
{
	struct py_object *hash = map_get(&type->dict, STR("__hash__"));
	const bool has_own_hash = hash &&
				  !(py_is_none(hash) && map_has(&type->dict, STR("__eq__")));

	if (options->init && !map_has(&type->dict, STR("__init__")) &&
	    !set_method(vm, type, "__init__", DATACLASS_INIT, options->frozen))
		return false;
	if (options->repr && !set_absent(vm, type, "__repr__", DATACLASS_REPR))
		return false;
	if (options->eq && !set_absent(vm, type, "__eq__", DATACLASS_EQ))
		return false;
	if (options->order && !set_order(vm, type))
		return false;
	if (options->frozen && (!set_method(vm, type, "__setattr__", DATACLASS_SETATTR, true) ||
				!set_method(vm, type, "__delattr__", DATACLASS_DELATTR, true)))
		return false;
	return set_hash(vm, type, options, has_own_hash) &&
	       (!options->match_args || set_match_args(vm, type));
}

/* ---- the decorator ---- */

static struct py_object *make_dataclass(struct py *vm, struct py_object *class,
					const struct options *options)
{
	struct py_type *type = (struct py_type *)class;

	if (py_is_poison(vm, class))
		return NULL;
	if (!py_is_type(class) || type->native)
		return py_raise(vm, "TypeError", "dataclass() should be called on a class");
	if (options->order && !options->eq)
		return py_raise(vm, "ValueError", "eq must be true if order is true");
	if (!collect_fields(vm, type, options->keyword_only) ||
	    (options->init && !check_order(vm, dataclass_fields(type))) ||
	    !set_methods(vm, type, options))
		return NULL;
	return class;
}

/* args behind cls: init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, ... */
static bool take_options(struct py *vm, struct py_object *const *args, struct options *ret)
{
	return py_take_bool(vm, args[0], true, &ret->init) &&
	       py_take_bool(vm, args[1], true, &ret->repr) &&
	       py_take_bool(vm, args[2], true, &ret->eq) &&
	       py_take_bool(vm, args[3], false, &ret->order) &&
	       py_take_bool(vm, args[4], false, &ret->unsafe_hash) &&
	       py_take_bool(vm, args[5], false, &ret->frozen) &&
	       py_take_bool(vm, args[6], true, &ret->match_args) &&
	       py_take_bool(vm, args[7], false, &ret->keyword_only);
}

/* dataclass(...) without a class: its self is the tuple of the options. */
static struct py_object *decorate(struct py *vm, struct py_object *self, struct py_object **args)
{
	const struct py_list *given = (struct py_list *)self;
	struct options options;

	return take_options(vm, given->items, &options) ? make_dataclass(vm, args[0], &options)
							: NULL;
}

struct py_object *py_dataclass(struct py *vm, struct py_object *self, struct py_object **args)
{
	static const struct py_method decorator = { "wrap", "cls, /", decorate, PY_METHOD_STATIC };
	struct options options;

	(void)self;
	if (!take_options(vm, args + 1, &options))
		return NULL;
	return py_given(args[0]) ? make_dataclass(vm, args[0], &options)
				 : py_function(vm, &decorator, py_tuple(vm, args + 1, 10));
}
