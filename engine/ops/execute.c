#include "engine/ops/execute.h"

#include "engine/ops/expression.h"

/* A str is text, as in op.execute; others must be executable. */
static bool take_executable(struct py *vm, struct py_object *value, const struct ddl_expr **ret)
{
	if (py_is_poison(vm, value))
		return false;
	if (py_is_str(value) || py_is(value, &ops_expr_type))
		return ops_take_sql(vm, value, ret);
	if (ops_host(vm)->as_sql)
		py_raise(vm, "AttributeError", "'%.*s' object has no attribute 'compile'",
			 STR_ARG(value->type->name));
	else
		ops_throw(vm, "ObjectNotExecutableError", "Not an executable object: %.*s",
			  STR_ARG(ops_repr(vm, value)));
	return false;
}

static bool write_statement(struct py *vm, struct py_object *value, struct ddl_statement *statement)
{
	const struct ops_host *host = ops_host(vm);
	const struct ddl_expr_options options = { .literal_binds = host->as_sql };
	const struct ddl_expr *expr;

	*statement = (struct ddl_statement){ 0 };
	return take_executable(vm, value, &expr) &&
	       ops_check(vm, ddl_expr_statement(py_arena(vm), host->dialect, expr, &options,
						statement));
}

bool ops_execute(struct py *vm, struct py_object *executable)
{
	const struct ops_host *host = ops_host(vm);
	struct ddl_statement statement;

	if (py_is(executable, &ops_ddl_element_type))
		return ops_run_ddl_element(vm, (struct ops_ddl_element *)executable);
	return write_statement(vm, executable, &statement) &&
	       ops_check(vm, host->sink.execute(host->sink.data, &statement));
}

static struct py_object *result_of(struct py *vm, struct py_object *executable,
				   const struct db_result *result)
{
	struct py_object *object = ops_result_of(vm, result, executable), *key = NULL;
	const struct ddl_expr *expr = ops_node(executable);

	if (expr && !ops_inserted_key(vm, expr, result, &key))
		return NULL;
	if (key)
		ops_result_insert(object, key);
	return object;
}

static struct py_object *query(struct py *vm, struct py_object *executable)
{
	const struct ops_host *host = ops_host(vm);
	struct ddl_statement statement;
	struct db_result result = { .affected = -1 };

	if (py_is(executable, &ops_ddl_element_type)) {
		if (!ops_run_ddl_element(vm, (struct ops_ddl_element *)executable))
			return NULL;
		return ops_result_object(vm, &result);
	}
	if (!write_statement(vm, executable, &statement))
		return NULL;
	if (!host->query)
		return py_refuse(vm, "this run has no database to ask");
	if (!ops_check(vm, host->query(host->run, py_arena(vm), &statement, &result)))
		return NULL;
	return result_of(vm, executable, &result);
}

/* The statement with the values of one call: text().bindparams(**values), insert().values(values).
 */
static struct py_object *bind_values(struct py *vm, struct py_object *executable,
				     struct py_object *values)
{
	struct py_object *method = NULL;
	struct py_args call = { 0 };

	if (!py_find_attr(vm, executable, STR("_with_parameters"), &method))
		return NULL;
	if (method)
		return py_call(vm, method, &PY_ARGS(values));
	if (!py_find_attr(vm, executable, STR("bindparams"), &method))
		return NULL;
	if (method)
		return ops_take_keywords(vm, values, &call) ? py_call(vm, method, &call) : NULL;
	if (!py_find_attr(vm, executable, STR("values"), &method))
		return NULL;
	if (!method)
		return py_refuse(vm, "parameters for this statement are not supported");
	return py_call(vm, method, &PY_ARGS(values));
}

struct py_object *ops_execute_for_result(struct py *vm, struct py_object *executable,
					 struct py_object *parameters)
{
	struct py_object **rows, *result = NULL;
	size_t n;

	if (py_is_poison(vm, executable))
		return NULL;
	if (py_is_str(executable))
		return ops_throw(vm, "ObjectNotExecutableError", "Not an executable object: %.*s",
				 STR_ARG(ops_repr(vm, executable)));
	if (!py_given(parameters))
		return query(vm, executable);
	if (py_is(parameters, &py_dict_type)) {
		executable = bind_values(vm, executable, parameters);
		return executable ? query(vm, executable) : NULL;
	}
	if (!py_is_sequence(parameters))
		return ops_throw(vm, "ArgumentError", "mapping or list expected for parameters");
	if (!py_take_items(vm, parameters, &rows, &n))
		return NULL;
	for (size_t i = 0; i < n; i++) {
		if (!py_is(rows[i], &py_dict_type))
			return ops_throw(vm, "ArgumentError",
					 "List argument must consist only of dictionaries");
		struct py_object *bound = bind_values(vm, executable, rows[i]);
		result = bound ? query(vm, bound) : NULL;
		if (!result)
			return NULL;
	}
	return result ? result : query(vm, executable);
}
