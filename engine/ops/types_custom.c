#include "engine/ops/types_make.h"

/* Classes of a revision on top of TypeDecorator and UserDefinedType: what they answer when a
 * dialect asks. */

static struct error *ask_implementation(const struct ddl_type *type,
					const struct ddl_dialect *dialect, struct arena *result,
					const struct ddl_type **ret_type)
{
	struct py_object *self = type->python;
	struct py *vm = self->type->vm;
	struct py_object *answer;

	(void)dialect;
	(void)result;
	answer = py_call_method(vm, self, "load_dialect_impl", &PY_ARGS(ops_dialect_object(vm)));
	if (!answer || !ops_take_type(vm, answer, ret_type))
		return py_take_error(vm);
	return NULL;
}

static struct error *ask_column_text(const struct ddl_type *type, const struct ddl_dialect *dialect,
				     struct arena *result, struct str *ret_text)
{
	struct py_object *self = type->python;
	struct py *vm = self->type->vm;
	struct py_object *answer = py_call_method(vm, self, "get_col_spec", &PY_NO_ARGS);

	(void)dialect;
	(void)result;
	if (!answer || !py_to_str(vm, answer, ret_text))
		return py_take_error(vm);
	return NULL;
}

/* `impl` of the class, called with the decorator's arguments (sqlalchemy/sql/type_api.py,
 * TypeDecorator.__init__). */
static bool take_impl(struct py *vm, struct ops_type *self, struct py_object **args)
{
	struct py_object *impl = py_type_lookup(self->head.type, STR("impl"));

	if (!impl) {
		py_raise(vm, "AssertionError",
			 "TypeDecorator implementations require a class-level variable "
			 "'impl' which refers to the class of type being decorated");
		return false;
	}
	if (py_is_poison(vm, impl))
		return false;
	if (py_is(impl, &py_type_type)) {
		const struct py_list *positional = (const struct py_list *)args[0];
		struct py_args call = { .positional = positional->items, .n = positional->n };
		if (!ops_take_keywords(vm, args[1], &call))
			return false;
		impl = py_call(vm, impl, &call);
		if (!impl)
			return false;
	}
	return ops_take_type(vm, impl, &self->type->item) &&
	       py_setattr(vm, &self->head, STR("impl"), impl);
}

bool ops_custom_type(struct py *vm, struct ops_type *self, struct py_object **args)
{
	if (self->type->kind == DDL_TYPE_USER_DEFINED) {
		self->type->column_text = ask_column_text;
		return true;
	}
	self->type->implementation = ask_implementation;
	return take_impl(vm, self, args);
}

static struct py_object *call_load_dialect_impl(struct py *vm, struct py_object *self,
						struct py_object **args)
{
	(void)args;
	return py_getattr(vm, self, STR("impl"));
}

const struct py_method ops_decorator_methods[] = {
	{ "load_dialect_impl", "dialect", call_load_dialect_impl, PY_METHOD_INSTANCE },
	{ 0 },
};

/* ---- values ---- */

static bool enum_value(struct py *vm, struct ops_type *type, struct py_object *value,
		       struct py_object **ret)
{
	struct py_object *members, *items, **pairs;
	size_t n;

	*ret = value;
	if (!type->enum_class || py_is_str(value) || !py_given(value))
		return true;
	members = py_getattr(vm, type->enum_class, STR("__members__"));
	items = members ? py_call_method(vm, members, "values", &PY_NO_ARGS) : NULL;
	if (!items || !py_take_items(vm, items, &pairs, &n))
		return false;
	for (size_t i = 0; i < n && i < type->type->values.n; i++)
		if (pairs[i] == value)
			*ret = py_str(vm, type->type->values.items[i]);
	return true;
}

bool ops_bind_param(struct py *vm, const struct ddl_type *type, struct py_object *value,
		    struct py_object **ret)
{
	struct py_object *process = NULL;

	*ret = value;
	if (!type || !type->python)
		return true;
	if (ddl_type_is_a(type->kind, DDL_TYPE_ENUM))
		return enum_value(vm, type->python, value, ret);
	if (type->kind != DDL_TYPE_DECORATOR)
		return true;
	if (!py_find_attr(vm, type->python, STR("process_bind_param"), &process))
		return false;
	if (process)
		*ret = py_call(vm, process, &PY_ARGS(value, ops_dialect_object(vm)));
	return *ret != NULL && (process || ops_bind_param(vm, type->item, value, ret));
}
