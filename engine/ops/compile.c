/* str(expression), expression.compile(), and the parameters of execute(). */
#include "engine/ops/expression.h"

#include "engine/py/dict.h"

/* SQLAlchemy's default dialect: generic quoting, `true`, parameters as `:name`. */
static const struct ddl_dialect *default_dialect(struct py *vm)
{
	const struct ddl_dialect *found = ddl_dialect_find(STR("default"));

	return found ? found : ops_host(vm)->dialect;
}

struct py_object *ops_expr_str(struct py *vm, struct py_object *self)
{
	const struct ddl_expr *expr = ops_node(self);
	struct str text;

	if (!expr)
		return py_str_c(vm, "");
	if (!ops_check(vm, ddl_expr_string(py_arena(vm), default_dialect(vm), expr, false, &text)))
		return NULL;
	return py_str(vm, text);
}

/* ---- what compile() gives ---- */

struct compiled {
	struct py_object head;
	struct str text;
	struct py_object *parameters;
};

static struct py_object *compiled_str(struct py *vm, struct py_object *self)
{
	return py_str(vm, ((struct compiled *)self)->text);
}

static struct py_object *compiled_params(struct py *vm, struct py_object *self)
{
	(void)vm;
	return ((struct compiled *)self)->parameters;
}

static const struct py_property compiled_properties[] = {
	{ "string", compiled_str, NULL },
	{ "params", compiled_params, NULL },
	{ 0 },
};

static const struct py_native_type compiled_type = {
	.name = "SQLCompiler",
	.module = "sqlalchemy.sql.compiler",
	.size = sizeof(struct compiled),
	.properties = compiled_properties,
	.slots = { .str = compiled_str },
};

static bool take_dialect(struct py *vm, struct py_object *value, const struct ddl_dialect **ret)
{
	struct py_object *name;
	struct str text;

	*ret = default_dialect(vm);
	if (!py_given(value))
		return true;
	name = py_getattr(vm, value, STR("name"));
	if (!name || !py_take_text(vm, name, "name", &text))
		return false;
	*ret = str_is(text, ops_host(vm)->dialect->name) ? ops_host(vm)->dialect
							 : ddl_dialect_find(text);
	if (!*ret)
		return py_refuse(vm, "dialect '%.*s' is not supported", STR_ARG(text)) != NULL;
	return true;
}

static bool wants_literals(struct py *vm, struct py_object *keywords, bool *ret)
{
	struct py_object *options = py_dict_get_str(vm, keywords, STR("compile_kwargs"));

	*ret = false;
	if (!py_given(options) || !py_is(options, &py_dict_type))
		return true;
	return py_take_bool(vm, py_dict_get_str(vm, options, STR("literal_binds")), false, ret);
}

struct py_object *ops_call_compile(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct compiled *compiled = py_new(vm, &compiled_type);
	const struct ddl_dialect *dialect;
	bool literal_binds;

	if (!take_dialect(vm, py_given(args[1]) ? args[1] : NULL, &dialect) ||
	    !wants_literals(vm, args[2], &literal_binds) ||
	    !ops_check(vm, ddl_expr_string(py_arena(vm), dialect, ops_node(self), literal_binds,
					   &compiled->text)))
		return NULL;
	compiled->parameters = py_dict(vm);
	return &compiled->head;
}

/* ---- parameters given to execute() ---- */

static bool is_column_of(const struct ddl_expr *from, struct str key)
{
	while (from->kind == DDL_EXPR_ALIAS)
		from = from->u.alias.element;
	for (size_t i = 0; from->kind == DDL_EXPR_TABLE && i < from->u.table->column_count; i++)
		if (str_equal(from->u.table->columns[i]->name.text, key))
			return true;
	return false;
}

/* Values of columns go to values(); the others fill the named parameters that the statement has. */
static bool split(struct py *vm, const struct ddl_expr *expr, struct py_object *given,
		  struct py_object *columns, struct ddl_expr_list *binds)
{
	const struct ddl_expr *table = expr->kind == DDL_EXPR_INSERT   ? expr->u.insert->table
				       : expr->kind == DDL_EXPR_UPDATE ? expr->u.update->table
								       : NULL;
	const struct py_dict_entry *entry;
	size_t cursor = 0;

	while ((entry = py_dict_next(given, &cursor))) {
		const struct ddl_expr *bind;

		if (!py_is_str(entry->key))
			continue;
		if (table && is_column_of(table, py_text(entry->key))) {
			if (!py_dict_set(vm, columns, entry->key, entry->value))
				return false;
			continue;
		}
		if (!ops_take_bind(vm, entry->value, NULL, py_text(entry->key), &bind))
			return false;
		*binds = ddl_expr_list_add(py_arena(vm), *binds, bind);
	}
	return true;
}

struct py_object *ops_with_parameters(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	const struct ddl_expr *expr = ops_node(self);
	struct py_object *columns = py_dict(vm);
	struct ddl_expr_list binds = { 0 };
	struct ddl_expr *bound;

	if (!py_is(args[0], &py_dict_type))
		return ops_throw(vm, "ArgumentError", "mapping or list expected for parameters");
	if (expr->kind == DDL_EXPR_TEXT) {
		const struct ddl_expr *text;

		return ops_text_parameters(vm, expr, args[0], &text) ? ops_expr_object(vm, text)
								     : NULL;
	}
	if (!split(vm, expr, args[0], columns, &binds))
		return NULL;
	if (py_dict_count(columns)) {
		self = py_call_method(vm, self, "values", &PY_ARGS(columns));
		if (!self)
			return NULL;
		expr = ops_node(self);
	}
	bound = ops_copy(vm, expr);
	bound->list = binds;
	return ops_expr_object(vm, bound);
}
