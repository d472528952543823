#include "engine/py/typing.h"

/*
 * collections.namedtuple and typing.NamedTuple: classes over one native base that finds its fields
 * in the class's _fields, and absent arguments in its _field_defaults.
 */

static struct py_list *fields_of(const struct py_type *type)
{
	struct py_object *fields = py_type_lookup(type, STR("_fields"));

	return py_is(fields, &py_tuple_type) ? (struct py_list *)fields : NULL;
}

static ptrdiff_t find_field(const struct py_type *type, struct str name)
{
	const struct py_list *fields = fields_of(type);

	for (size_t i = 0; fields && i < fields->n; i++)
		if (str_equal(py_text(fields->items[i]), name))
			return (ptrdiff_t)i;
	return -1;
}

static bool namedtuple_getattr(struct py *vm, struct py_object *self, struct str name,
			       struct py_object **ret)
{
	const struct py_list *tuple = (struct py_list *)self;
	const ptrdiff_t index = find_field(self->type, name);

	(void)vm;
	if (index < 0 || (size_t)index >= tuple->n)
		return false;
	*ret = tuple->items[index];
	return true;
}

static bool namedtuple_setattr(struct py *vm, struct py_object *self, struct str name,
			       struct py_object *value)
{
	(void)value;
	if (find_field(self->type, name) < 0)
		return false;
	py_raise(vm, "AttributeError", "can't set attribute");
	return true;
}

static struct py_object *missing_arguments(struct py *vm, const struct py_type *type,
					   struct py_object **items, const struct py_list *fields)
{
	struct str_list missing = { 0 };
	struct strbuf names = STRBUF(py_arena(vm));

	for (size_t i = 0; i < fields->n; i++)
		if (!items[i])
			str_list_add(py_arena(vm), &missing, py_text(fields->items[i]));
	for (size_t i = 0; i < missing.n; i++) {
		if (i)
			strbuf_add_c(&names, missing.n == 2       ? " and "
					     : i + 1 == missing.n ? ", and "
								  : ", ");
		strbuf_printf(&names, "'%.*s'", STR_ARG(missing.items[i]));
	}
	return py_raise(vm, "TypeError",
			"%.*s.__new__() missing %zu required positional argument%s: %.*s",
			STR_ARG(type->name), missing.n, missing.n == 1 ? "" : "s",
			STR_ARG(strbuf_str(&names)));
}

static bool take_keywords(struct py *vm, const struct py_type *type, struct py_object *keywords,
			  struct py_object **items)
{
	const struct py_dict_entry *entry;
	size_t cursor = 0;

	while ((entry = py_dict_next(keywords, &cursor))) {
		const struct str name = py_text(entry->key);
		const ptrdiff_t index = find_field(type, name);
		if (index < 0)
			return py_raise(vm, "TypeError",
					"%.*s.__new__() got an unexpected keyword argument '%.*s'",
					STR_ARG(type->name), STR_ARG(name));
		if (items[index])
			return py_raise(vm, "TypeError",
					"%.*s.__new__() got multiple values for argument '%.*s'",
					STR_ARG(type->name), STR_ARG(name));
		items[index] = entry->value;
	}
	return true;
}

static struct py_object *namedtuple_new(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	const struct py_type *type = self->type;
	const struct py_list *fields = fields_of(type), *given = (struct py_list *)args[0];
	struct py_object *defaults = py_type_lookup(type, STR("_field_defaults"));
	bool is_complete = true;

	if (!fields)
		return py_refuse(vm, "NamedTuple() by call: write it as a class");
	if (given->n > fields->n) {
		const size_t optional = py_is_dict(defaults) ? py_dict_count(defaults) : 0;
		if (optional)
			return py_raise(
				vm, "TypeError",
				"%.*s.__new__() takes from %zu to %zu positional arguments but "
				"%zu were given",
				STR_ARG(type->name), fields->n + 1 - optional, fields->n + 1,
				given->n + 1);
		return py_raise(vm, "TypeError",
				"%.*s.__new__() takes %zu positional arguments but %zu were given",
				STR_ARG(type->name), fields->n + 1, given->n + 1);
	}
	struct py_list *tuple = (struct py_list *)self;

	tuple->items = ARENA_ARRAY(py_arena(vm), struct py_object *, fields->n);
	tuple->n = tuple->capacity = fields->n;
	for (size_t i = 0; i < given->n; i++)
		tuple->items[i] = given->items[i];
	if (!take_keywords(vm, type, args[1], tuple->items))
		return NULL;
	for (size_t i = 0; i < fields->n; i++) {
		if (!tuple->items[i] && py_is_dict(defaults))
			tuple->items[i] = py_dict_get_str(vm, defaults, py_text(fields->items[i]));
		is_complete = is_complete && tuple->items[i];
	}
	return is_complete ? self : missing_arguments(vm, type, tuple->items, fields);
}

static struct py_object *namedtuple_repr(struct py *vm, struct py_object *self)
{
	const struct py_list *tuple = (struct py_list *)self, *fields = fields_of(self->type);
	struct strbuf buffer = STRBUF(py_arena(vm));

	strbuf_printf(&buffer, "%.*s(", STR_ARG(py_type_name(self)));
	for (size_t i = 0; fields && i < tuple->n && i < fields->n; i++) {
		struct str text;
		if (!py_repr(vm, tuple->items[i], &text))
			return NULL;
		strbuf_printf(&buffer, "%s%.*s=", i ? ", " : "",
			      STR_ARG(py_text(fields->items[i])));
		strbuf_add(&buffer, text);
	}
	strbuf_add_char(&buffer, ')');
	return py_str(vm, strbuf_str(&buffer));
}

static struct py_object *namedtuple_asdict(struct py *vm, struct py_object *self,
					   struct py_object **args)
{
	const struct py_list *tuple = (struct py_list *)self, *fields = fields_of(self->type);
	struct py_object *dict = py_dict(vm);

	(void)args;
	for (size_t i = 0; fields && i < fields->n && i < tuple->n; i++)
		if (!py_dict_set(vm, dict, fields->items[i], tuple->items[i]))
			return NULL;
	return dict;
}

static struct py_object *namedtuple_make(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	struct py_object **items;
	size_t n;

	if (!py_take_items(vm, args[0], &items, &n))
		return NULL;
	return py_call(vm, self, &(struct py_args){ items, n, NULL, 0 });
}

static struct py_object *namedtuple_replace(struct py *vm, struct py_object *self,
					    struct py_object **args)
{
	const struct py_list *tuple = (struct py_list *)self;
	struct py_list *copy = (struct py_list *)py_new_of(vm, self->type);
	const struct py_dict_entry *entry;
	size_t cursor = 0;

	copy->items = ARENA_ARRAY(py_arena(vm), struct py_object *, tuple->n);
	copy->n = copy->capacity = tuple->n;
	for (size_t i = 0; i < tuple->n; i++)
		copy->items[i] = tuple->items[i];
	while ((entry = py_dict_next(args[0], &cursor))) {
		const ptrdiff_t index = find_field(self->type, py_text(entry->key));
		if (index < 0)
			return py_raise(vm, "ValueError", "Got unexpected field names: ['%.*s']",
					STR_ARG(py_text(entry->key)));
		copy->items[index] = entry->value;
	}
	return &copy->head;
}

/* `class Point(NamedTuple)`: the annotations are the fields, the class's values their defaults. */
static bool namedtuple_subclassed(struct py *vm, struct py_type *subclass,
				  const struct py_args *keywords)
{
	struct py_object *annotations = map_get(&subclass->dict, STR("__annotations__"));
	struct py_object *fields = py_list(vm), *defaults = py_dict(vm);
	const struct py_dict_entry *entry;
	size_t cursor = 0;

	(void)keywords;
	if (map_has(&subclass->dict, STR("_fields")) || fields_of(subclass))
		return true;
	while (py_is_dict(annotations) && (entry = py_dict_next(annotations, &cursor))) {
		const struct str name = py_text(entry->key);
		struct py_object *value = map_get(&subclass->dict, name);
		py_list_append(vm, fields, entry->key);
		if (!value)
			continue;
		if (!py_dict_set(vm, defaults, entry->key, value))
			return false;
		map_remove(&subclass->dict,
			   name); /* the instance's field must be seen, not the default */
	}
	map_put(&subclass->dict, STR("_fields"), py_list_from(vm, &py_tuple_type, fields));
	map_put(&subclass->dict, STR("_field_defaults"), defaults);
	return true;
}

static const struct py_method namedtuple_methods[] = {
	{ "_asdict", "", namedtuple_asdict, PY_METHOD_INSTANCE },
	{ "_make", "iterable, /", namedtuple_make, PY_METHOD_CLASS },
	{ "_replace", "**kwargs", namedtuple_replace, PY_METHOD_INSTANCE },
	{ 0 },
};

const struct py_native_type py_namedtuple_base_type = {
	.name = "NamedTuple",
	.module = "typing",
	.base = &py_tuple_type,
	.size = sizeof(struct py_list),
	.signature = "*args, **kwargs",
	.new_ = namedtuple_new,
	.methods = namedtuple_methods,
	.slots = { .getattr = namedtuple_getattr,
		   .setattr = namedtuple_setattr,
		   .repr = namedtuple_repr,
		   .subclassed = namedtuple_subclassed },
};

static bool split_names(struct py *vm, struct py_object *names, struct py_object **ret)
{
	if (!py_is_str(names)) {
		*ret = py_list_from(vm, &py_tuple_type, names);
		return *ret != NULL;
	}
	struct py_object *spaced = py_call_method(vm, names, "replace",
						  &PY_ARGS(py_str_c(vm, ","), py_str_c(vm, " ")));
	struct py_object *parts = spaced ? py_call_method(vm, spaced, "split", &PY_NO_ARGS) : NULL;

	*ret = parts ? py_list_from(vm, &py_tuple_type, parts) : NULL;
	return *ret != NULL;
}

struct py_object *py_namedtuple_class(struct py *vm, struct str name, struct py_object *names,
				      struct py_object *given_defaults)
{
	struct py_object *dict = py_dict(vm), *defaults = py_dict(vm), *fields, **values = NULL;
	size_t n = 0;

	if (!split_names(vm, names, &fields) ||
	    (py_given(given_defaults) && !py_take_items(vm, given_defaults, &values, &n)))
		return NULL;
	const struct py_list *list = (struct py_list *)fields;

	for (size_t i = 0; i < list->n; i++)
		if (!py_is_str(list->items[i]))
			return py_raise(vm, "TypeError",
					"Type names and field names must be strings");
	if (n > list->n)
		return py_raise(vm, "TypeError", "Got more default values than field names");
	for (size_t i = 0; i < n; i++)
		if (!py_dict_set(vm, defaults, list->items[list->n - n + i], values[i]))
			return NULL;
	if (!py_dict_set_str(vm, dict, STR("_fields"), fields) ||
	    !py_dict_set_str(vm, dict, STR("_field_defaults"), defaults))
		return NULL;
	struct py_object *base = &py_type_from(vm, &py_namedtuple_base_type)->head;

	return py_call(vm, &py_type_from(vm, &py_type_type)->head,
		       &PY_ARGS(py_str(vm, name), py_tuple(vm, &base, 1), dict));
}
