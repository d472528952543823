#include "engine/py/call.h"
#include "engine/py/dataclass.h"
#include "engine/py/types.h"
#include "engine/py/wrapper.h"

/* The methods that dataclass() generates: objects that bind like functions and know their class. */

struct generated {
	struct py_object head;
	struct py_type *type;
	struct py_object *fields;
	enum dataclass_method which;
	bool is_frozen;
	struct py_signature *signature; /* NULL until first called */
};

/* ---- __init__ ---- */

static bool is_parameter(const struct dataclass_field *field)
{
	return field->kind != DATACLASS_CLASSVAR && field->init;
}

static void add_parameters(const struct generated *method, struct py_signature *signature,
			   bool keyword_only)
{
	const struct py_dict_entry *entry;
	size_t cursor = 0;

	while ((entry = py_dict_next(method->fields, &cursor))) {
		const struct dataclass_field *field = (struct dataclass_field *)entry->value;
		if (!is_parameter(field) || field->keyword_only != keyword_only)
			continue;
		signature->parameters[signature->n++] = (struct py_parameter_slot){
			.name = field->name,
			.kind = keyword_only ? PY_PARAMETER_KEYWORD_ONLY : PY_PARAMETER_EITHER,
			.is_optional = field->value || field->factory,
		};
	}
}

static struct py_signature *signature_of(struct py *vm, const struct generated *method)
{
	struct py_signature *signature = ARENA_NEW(py_arena(vm), struct py_signature);

	signature->parameters = ARENA_ARRAY(py_arena(vm), struct py_parameter_slot,
					    py_dict_count(method->fields) + 1);
	signature->parameters[signature->n++] =
		(struct py_parameter_slot){ .name = STR("self"), .kind = PY_PARAMETER_EITHER };
	add_parameters(method, signature, false);
	add_parameters(method, signature, true);
	py_signature_finish(signature);
	return signature;
}

/* What the call gave for a field, or its default; *ret NULL: nothing, the field stays unset. */
static bool value_for(struct py *vm, const struct generated *method,
		      struct py_object *const *values, const struct dataclass_field *field,
		      struct py_object **ret)
{
	const struct py_signature *signature = method->signature;

	*ret = NULL;
	for (size_t i = 1; is_parameter(field) && i < signature->n; i++)
		if (str_equal(signature->parameters[i].name, field->name))
			*ret = values[i];
	if (!*ret && field->factory) {
		*ret = py_call(vm, field->factory, &PY_NO_ARGS);
		return *ret;
	}
	if (!*ret && (is_parameter(field) || field->kind == DATACLASS_INITVAR))
		*ret = field->value;
	return true;
}

static bool set_fields(struct py *vm, const struct generated *method,
		       struct py_object *const *values, struct py_object *init_values)
{
	const struct py_dict_entry *entry;
	size_t cursor = 0;

	while ((entry = py_dict_next(method->fields, &cursor))) {
		const struct dataclass_field *field = (struct dataclass_field *)entry->value;
		struct py_object *value;
		if (field->kind == DATACLASS_CLASSVAR)
			continue;
		if (!value_for(vm, method, values, field, &value))
			return false;
		if (field->kind == DATACLASS_INITVAR)
			py_list_append(vm, init_values, value ? value : py_none(vm));
		else if (value &&
			 !(method->is_frozen ? py_setattr_plain(vm, values[0], field->name, value)
					     : py_setattr(vm, values[0], field->name, value)))
			return false;
	}
	return true;
}

static struct py_object *run_init(struct py *vm, struct generated *method,
				  const struct py_args *args)
{
	struct py_object *init_values = py_list(vm), **values;
	const struct py_list *list = (struct py_list *)init_values;

	if (!method->signature)
		method->signature = signature_of(vm, method);
	const struct py_binding binding = { .signature = method->signature,
					    .owner = method->type->qualified_name,
					    .name = STR("__init__") };

	values = ARENA_ARRAY(py_arena(vm), struct py_object *, method->signature->n);
	if (!py_bind(vm, &binding, args, values) || !set_fields(vm, method, values, init_values))
		return NULL;
	if (!py_type_lookup(values[0]->type, STR("__post_init__")))
		return py_none(vm);
	return py_call_method(vm, values[0], "__post_init__",
			      &(struct py_args){ list->items, list->n, NULL, 0 })
		       ? py_none(vm)
		       : NULL;
}

/* ---- __repr__, comparison, __hash__ ---- */

static struct py_object *run_repr(struct py *vm, const struct generated *method,
				  struct py_object *self)
{
	struct strbuf buffer = STRBUF(py_arena(vm));
	const struct dataclass_field *field;
	size_t cursor = 0;
	bool is_first = true;

	if (!py_repr_enter(vm, self))
		return py_is_unwinding(vm) ? NULL : py_str_c(vm, "...");
	strbuf_printf(&buffer, "%.*s(", STR_ARG(self->type->qualified_name));
	while ((field = dataclass_next(method->fields, &cursor)) && !py_is_unwinding(vm)) {
		struct py_object *value = field->repr ? py_getattr(vm, self, field->name) : NULL;
		struct str text;
		if (!value || !py_repr(vm, value, &text))
			continue;
		strbuf_printf(&buffer, "%s%.*s=", is_first ? "" : ", ", STR_ARG(field->name));
		strbuf_add(&buffer, text);
		is_first = false;
	}
	py_repr_leave(vm, self);
	strbuf_add_char(&buffer, ')');
	return py_is_unwinding(vm) ? NULL : py_str(vm, strbuf_str(&buffer));
}

/* The values that are compared (or hashed), as a tuple. */
static struct py_object *values_of(struct py *vm, const struct generated *method,
				   struct py_object *self)
{
	struct py_object *list = py_list(vm);
	const struct dataclass_field *field;
	size_t cursor = 0;

	while ((field = dataclass_next(method->fields, &cursor))) {
		const bool counts = method->which == DATACLASS_HASH && field->hash
					    ? py_is_true(field->hash)
					    : field->compare;
		struct py_object *value = counts ? py_getattr(vm, self, field->name) : NULL;
		if (counts && !value)
			return NULL;
		if (counts)
			py_list_append(vm, list, value);
	}
	return py_list_from(vm, &py_tuple_type, list);
}

static struct py_object *run_compare(struct py *vm, const struct generated *method,
				     struct py_object *self, struct py_object *other)
{
	static const enum py_comparison operators[] = {
		[DATACLASS_EQ] = PY_EQ, [DATACLASS_LT] = PY_LT, [DATACLASS_LE] = PY_LE,
		[DATACLASS_GT] = PY_GT, [DATACLASS_GE] = PY_GE,
	};

	if (self->type != other->type)
		return py_not_implemented(vm);
	struct py_object *a = values_of(vm, method, self),
			 *b = a ? values_of(vm, method, other) : NULL;

	return b ? py_compare(vm, operators[method->which], a, b) : NULL;
}

static struct py_object *run_hash(struct py *vm, const struct generated *method,
				  struct py_object *self)
{
	struct py_object *values = values_of(vm, method, self);
	uint64_t hash;

	return values && py_hash(vm, values, &hash) ? py_int(vm, (int64_t)hash) : NULL;
}

/* ---- frozen ones ---- */

static struct py_object *run_frozen(struct py *vm, const struct generated *method,
				    struct py_object *self, struct py_object *name,
				    struct py_object *value)
{
	const bool is_set = method->which == DATACLASS_SETATTR;

	if (self->type == method->type || py_dict_get_str(vm, method->fields, py_text(name)))
		return py_raise_type(vm, &py_frozen_error_type, "cannot %s field '%.*s'",
				     is_set ? "assign to" : "delete", STR_ARG(py_text(name)));
	return (is_set ? py_setattr_plain(vm, self, py_text(name), value)
		       : py_delattr_plain(vm, self, py_text(name)))
		       ? py_none(vm)
		       : NULL;
}

/* ---- the object ---- */

static const struct {
	const char *name;
	size_t arguments; /* with self; __init__ checks its own */
} methods[] = {
	[DATACLASS_INIT] = { "__init__", 0 },       [DATACLASS_REPR] = { "__repr__", 1 },
	[DATACLASS_EQ] = { "__eq__", 2 },           [DATACLASS_LT] = { "__lt__", 2 },
	[DATACLASS_LE] = { "__le__", 2 },           [DATACLASS_GT] = { "__gt__", 2 },
	[DATACLASS_GE] = { "__ge__", 2 },           [DATACLASS_HASH] = { "__hash__", 1 },
	[DATACLASS_SETATTR] = { "__setattr__", 3 }, [DATACLASS_DELATTR] = { "__delattr__", 2 },
};

static struct py_object *generated_call(struct py *vm, struct py_object *self,
					const struct py_args *args)
{
	struct generated *method = (struct generated *)self;
	struct py_object *const *given = args->positional;
	const size_t wanted = methods[method->which].arguments;

	if (wanted && (args->n != wanted || args->keyword_count))
		return py_raise(vm, "TypeError",
				"%.*s.%s() takes %zu positional arguments but %zu were given",
				STR_ARG(method->type->qualified_name), methods[method->which].name,
				wanted, args->n);
	switch (method->which) {
	case DATACLASS_INIT:
		return run_init(vm, method, args);
	case DATACLASS_REPR:
		return run_repr(vm, method, given[0]);
	case DATACLASS_HASH:
		return run_hash(vm, method, given[0]);
	case DATACLASS_SETATTR:
		return run_frozen(vm, method, given[0], given[1], given[2]);
	case DATACLASS_DELATTR:
		return run_frozen(vm, method, given[0], given[1], NULL);
	case DATACLASS_EQ:
	case DATACLASS_LT:
	case DATACLASS_LE:
	case DATACLASS_GT:
	case DATACLASS_GE:
		return run_compare(vm, method, given[0], given[1]);
	}
	return NULL;
}

static struct py_object *generated_name(struct py *vm, struct py_object *self)
{
	return py_str_c(vm, methods[((struct generated *)self)->which].name);
}

static const struct py_native_type generated_type = {
	.name = "function",
	.module = "builtins",
	.size = sizeof(struct generated),
	.methods = (const struct py_method[]){ PY_WRAPPER_GET, { 0 } },
	.properties = (const struct py_property[]){ { "__name__", generated_name, NULL }, { 0 } },
	.slots = { .call = generated_call },
	.has_attributes = true,
};

struct py_object *dataclass_method(struct py *vm, struct py_type *type, enum dataclass_method which,
				   bool is_frozen)
{
	struct generated *method = py_new(vm, &generated_type);

	method->type = type;
	method->fields = dataclass_fields(type);
	method->which = which;
	method->is_frozen = is_frozen;
	return &method->head;
}
