#include "engine/py/values.h"

bool py_is_none(const struct py_object *value)
{
	return value && value->type->native == &py_none_type;
}

bool py_given(const struct py_object *value)
{
	return value && !py_is_none(value);
}

bool py_is_true(const struct py_object *value)
{
	return value && value->type->native == &py_bool_type &&
	       ((const struct py_int *)value)->value;
}

bool py_is_str(const struct py_object *value)
{
	return value && (value->type->native == &py_str_type || py_is(value, &py_str_type));
}

bool py_is_int(const struct py_object *value)
{
	return value && (value->type->native == &py_int_type || py_is(value, &py_int_type));
}

bool py_is_float(const struct py_object *value)
{
	return value && (value->type->native == &py_float_type || py_is(value, &py_float_type));
}

bool py_is_sequence(const struct py_object *value)
{
	return py_is(value, &py_list_type) || py_is(value, &py_tuple_type);
}

struct str py_type_name(const struct py_object *value)
{
	return value->type->name;
}

struct str py_text(const struct py_object *value)
{
	return ((const struct py_string *)value)->value;
}

bool py_take_text(struct py *vm, struct py_object *value, const char *what, struct str *ret)
{
	if (!py_given(value)) {
		*ret = STR_NULL;
		return true;
	}
	if (py_is_poison(vm, value))
		return false;
	if (!py_is_str(value))
		return py_raise(vm, "TypeError", "%s must be str, not %.*s", what,
				STR_ARG(py_type_name(value)));
	*ret = py_text(value);
	if (!ret->p)
		*ret = STR("");
	return true;
}

bool py_take_int(struct py *vm, struct py_object *value, const char *what, int64_t *ret)
{
	if (value && py_is_poison(vm, value))
		return false;
	if (!value)
		return py_raise(vm, "TypeError", "%s must be int", what);
	if (!py_is_int(value))
		return py_raise(vm, "TypeError", "%s must be int, not %.*s", what,
				STR_ARG(py_type_name(value)));
	const struct py_int *number = (const struct py_int *)value;

	if (number->big)
		return py_raise(vm, "OverflowError", "%s is too large", what);
	*ret = number->value;
	return true;
}

bool py_take_bool(struct py *vm, struct py_object *value, bool absent, bool *ret)
{
	if (!value) {
		*ret = absent;
		return true;
	}
	const int truth = py_truth(vm, value);

	if (truth < 0)
		return false;
	*ret = truth;
	return true;
}

bool py_take_items(struct py *vm, struct py_object *value, struct py_object ***ret, size_t *ret_n)
{
	if (!py_is_sequence(value)) {
		value = py_list_from(vm, &py_list_type, value);
		if (!value)
			return false;
	}
	*ret = ((struct py_list *)value)->items;
	*ret_n = ((struct py_list *)value)->n;
	return true;
}

struct py_object *py_raise_value(struct py *vm, const struct py_native_type *type,
				 struct py_object *value)
{
	struct py_object *exception = py_call(vm, &py_type_from(vm, type)->head, &PY_ARGS(value));

	return exception ? py_raise_object(vm, exception) : NULL;
}
