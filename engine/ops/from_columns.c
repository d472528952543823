/* The columns of what can stand in FROM, and `.c` of it (sqlalchemy/sql/base.py, ColumnCollection).
 */
#include "engine/ops/expression.h"

#define FUNCTION(name)                                                                             \
	static struct py_object *name(struct py *vm, struct py_object *self,                       \
				      struct py_object **args)
#define UNUSED(x) (void)(x)

static const struct ddl_expr *proxy(struct py *vm, const struct ddl_expr *from,
				    struct ddl_name name, const struct ddl_expr *original)
{
	struct ddl_expr *column = ddl_expr_new(py_arena(vm), DDL_EXPR_COLUMN, original->type);

	column->u.column.name = name;
	column->u.column.from = from;
	column->u.column.original = original;
	return column;
}

static const struct ddl_expr *selected(const struct ddl_expr *element)
{
	while (element->kind == DDL_EXPR_COMPOUND || element->kind == DDL_EXPR_GROUPING)
		element = element->kind == DDL_EXPR_COMPOUND ? element->u.select->columns.items[0]
							     : element->left;
	return element;
}

static struct ddl_expr_list columns_of_element(struct py *vm, const struct ddl_expr *element)
{
	element = selected(element);
	if (element->kind == DDL_EXPR_SELECT)
		return element->u.select->columns;
	if (element->kind == DDL_EXPR_TEXT_SELECT)
		return element->list;
	if (element->kind == DDL_EXPR_INSERT)
		return element->u.insert->returning;
	if (element->kind == DDL_EXPR_UPDATE || element->kind == DDL_EXPR_DELETE)
		return element->u.update->returning;
	return ops_from_columns(vm, element);
}

static struct ddl_expr_list plain_columns(struct py *vm, const struct ddl_table *table)
{
	struct ddl_expr_list list = { 0 };

	for (size_t i = 0; i < table->column_count; i++)
		list = ddl_expr_list_add(py_arena(vm), list,
					 ddl_expr_column(py_arena(vm), table->columns[i]));
	return list;
}

static struct ddl_expr_list joined_columns(struct py *vm, const struct ddl_join *join)
{
	struct ddl_expr_list list = ops_from_columns(vm, join->left),
			     right = ops_from_columns(vm, join->right);

	for (size_t i = 0; i < right.n; i++)
		list = ddl_expr_list_add(py_arena(vm), list, right.items[i]);
	return list;
}

/* An alias of a function has one column, named for the function: g.generate_series_1 */
static const struct ddl_expr *function_column(struct py *vm, const struct ddl_expr *from)
{
	const struct ddl_expr *call = from->u.alias.element;
	struct ddl_expr *column = ddl_expr_new(py_arena(vm), DDL_EXPR_COLUMN, call->type);

	column->u.column.name = call->u.function.name;
	column->u.column.from = from;
	column->u.column.original = call;
	return column;
}

struct ddl_expr_list ops_from_columns(struct py *vm, const struct ddl_expr *from)
{
	struct ddl_expr_list inner, list = { 0 };
	struct ddl_expr_list given = { 0 };

	if (from->kind == DDL_EXPR_TABLE)
		return plain_columns(vm, from->u.table);
	if (from->kind == DDL_EXPR_JOIN)
		return joined_columns(vm, &from->u.join);
	if (from->kind == DDL_EXPR_ALIAS)
		given = from->u.alias.columns;
	else if (from->kind == DDL_EXPR_CTE)
		given = from->u.cte.columns;
	else if (from->kind == DDL_EXPR_VALUES)
		given = from->u.values.columns;
	else
		return list;
	if (from->kind == DDL_EXPR_ALIAS && !given.n &&
	    from->u.alias.element->kind == DDL_EXPR_FUNCTION)
		return ddl_expr_list_add(py_arena(vm), list, function_column(vm, from));
	inner = given.n || from->kind == DDL_EXPR_VALUES ? given
		: from->kind == DDL_EXPR_CTE ? columns_of_element(vm, from->u.cte.element)
					     : columns_of_element(vm, from->u.alias.element);
	for (size_t i = 0; i < inner.n; i++) {
		struct ddl_name name = ddl_expr_name_of(inner.items[i]);

		if (name.text.n)
			list = ddl_expr_list_add(py_arena(vm), list,
						 proxy(vm, from, name, inner.items[i]));
	}
	return list;
}

struct derived_columns {
	struct py_object head;
	struct ddl_expr_list columns;
	const struct ddl_expr *from;
};

static const struct ddl_expr *find_column(struct py *vm, const struct derived_columns *self,
					  struct str name)
{
	for (size_t i = 0; i < self->columns.n; i++)
		if (str_equal(ddl_expr_name_of(self->columns.items[i]).text, name))
			return self->columns.items[i];
	(void)vm;
	return NULL;
}

static bool columns_getattr(struct py *vm, struct py_object *object, struct str name,
			    struct py_object **ret)
{
	const struct ddl_expr *column = find_column(vm, (struct derived_columns *)object, name);

	if (column)
		*ret = ops_expr_object(vm, column);
	return column != NULL;
}

static struct py_object *columns_list(struct py *vm, struct py_object *object)
{
	const struct derived_columns *self = (const struct derived_columns *)object;
	struct py_object *list = py_list(vm);

	for (size_t i = 0; i < self->columns.n; i++)
		py_list_append(vm, list, ops_expr_object(vm, self->columns.items[i]));
	return list;
}

static struct py_object *columns_getitem(struct py *vm, struct py_object *object,
					 struct py_object *key)
{
	const struct ddl_expr *column;

	if (!py_is_str(key))
		return py_getitem(vm, columns_list(vm, object), key);
	column = find_column(vm, (struct derived_columns *)object, py_text(key));
	if (!column)
		return py_raise(vm, "KeyError", "%.*s", STR_ARG(ops_repr(vm, key)));
	return ops_expr_object(vm, column);
}

static int64_t columns_length(struct py *vm, struct py_object *object)
{
	(void)vm;
	return (int64_t)((struct derived_columns *)object)->columns.n;
}

static struct py_object *columns_iter(struct py *vm, struct py_object *object)
{
	return py_iter(vm, columns_list(vm, object));
}

static int columns_contains(struct py *vm, struct py_object *object, struct py_object *item)
{
	return py_is_str(item) &&
	       find_column(vm, (struct derived_columns *)object, py_text(item)) != NULL;
}

FUNCTION(columns_keys)
{
	const struct derived_columns *columns = (const struct derived_columns *)self;
	struct py_object *list = py_list(vm);

	UNUSED(args);
	for (size_t i = 0; i < columns->columns.n; i++)
		py_list_append(vm, list,
			       py_str(vm, ddl_expr_name_of(columns->columns.items[i]).text));
	return list;
}

FUNCTION(columns_values)
{
	UNUSED(args);
	return columns_list(vm, self);
}

static const struct py_method columns_methods[] = {
	{ "keys", "", columns_keys, PY_METHOD_INSTANCE },
	{ "values", "", columns_values, PY_METHOD_INSTANCE },
	{ 0 },
};

static const struct py_native_type derived_columns_type = {
	.name = "ReadOnlyColumnCollection",
	.module = "sqlalchemy.sql.base",
	.size = sizeof(struct derived_columns),
	.methods = columns_methods,
	.slots = { .getattr = columns_getattr,
		   .getitem = columns_getitem,
		   .length = columns_length,
		   .iter = columns_iter,
		   .contains = columns_contains },
};

struct py_object *ops_derived_columns(struct py *vm, const struct ddl_expr *from)
{
	struct derived_columns *columns = py_new(vm, &derived_columns_type);

	columns->from = from;
	columns->columns = ops_from_columns(vm, from);
	return &columns->head;
}

struct py_object *ops_selected_columns(struct py *vm, const struct ddl_expr *select)
{
	struct derived_columns *columns = py_new(vm, &derived_columns_type);

	columns->columns = columns_of_element(vm, select);
	return &columns->head;
}
