#include "engine/rev/module.h"

static const char *const names[] = {
#define X(name, text) [PY_HEADER_##name] = text,
	PY_HEADER_FIELDS(X)
#undef X
};

static struct error *not_a_string(const char *name, const struct py_header_field *field)
{
	return error_at(error_new(ERR_REVISION, "'%s' holds something that is not a string", name),
			field->pos);
}

static struct error *read_items(struct arena *result, struct py *vm, struct py_object *value,
				const char *name, struct py_header_field *field)
{
	struct py_object **values;
	size_t n;

	if (!py_take_items(vm, value, &values, &n))
		return py_take_error(vm);
	field->value = PY_HEADER_LIST;
	field->items = (struct str_list){ 0 };
	for (size_t i = 0; i < n; i++) {
		if (!py_is_str(values[i]))
			return not_a_string(name, field);
		str_list_add(result, &field->items, str_dup(result, py_text(values[i])));
	}
	return NULL;
}

static struct error *read_field(struct arena *result, struct py *vm, struct py_object *module,
				const char *name, struct py_header_field *field)
{
	struct py_object *value;

	if (!py_find_attr(vm, module, str_from(name), &value))
		return py_take_error(vm);
	field->state = value ? PY_HEADER_LITERAL : PY_HEADER_ABSENT;
	field->value = PY_HEADER_NONE;
	if (!value || py_is_none(value))
		return NULL;
	if (!py_is_str(value))
		return read_items(result, vm, value, name, field);
	field->value = PY_HEADER_STR;
	field->text = str_dup(result, py_text(value));
	return NULL;
}

struct error *rev_read_module(struct arena *result, struct py *vm, struct py_object *module,
			      struct py_header *header)
{
	for (size_t i = 0; i < PY_HEADER_COUNT; i++)
		if (header->fields[i].state == PY_HEADER_NEEDS_EVALUATION)
			TRY(read_field(result, vm, module, names[i], &header->fields[i]));
	return NULL;
}
