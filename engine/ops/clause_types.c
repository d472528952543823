/* The classes of expressions that have methods of their own: text(), bindparam(), labels, columns
 * without a Table. */
#include "engine/ops/expression.h"

#include "engine/py/dict.h"

/* ---- text() ---- */

static const struct ddl_expr *bind_of(const struct ddl_text *text, struct str name)
{
	for (size_t i = 0; i < text->binds.n; i++)
		if (str_equal(text->binds.items[i]->u.bind.key, name))
			return text->binds.items[i];
	return NULL;
}

static bool put_bind(struct py *vm, struct ddl_text *text, const struct ddl_expr *bind)
{
	struct str_list names = ddl_text_bind_names(py_arena(vm), text->text);
	struct ddl_expr_list binds = { 0 };

	if (!str_list_has(&names, bind->u.bind.key))
		return ops_throw(vm, "ArgumentError",
				 "This text() construct doesn't define a bound parameter named "
				 "'%.*s'",
				 STR_ARG(bind->u.bind.key)) != NULL;
	for (size_t i = 0; i < text->binds.n; i++)
		if (!str_equal(text->binds.items[i]->u.bind.key, bind->u.bind.key))
			binds = ddl_expr_list_add(py_arena(vm), binds, text->binds.items[i]);
	text->binds = ddl_expr_list_add(py_arena(vm), binds, bind);
	return true;
}

static bool put_value(struct py *vm, struct ddl_text *text, struct str name,
		      struct py_object *value)
{
	const struct ddl_expr *old = bind_of(text, name), *made;
	bool has_type = old && old->type->kind != DDL_TYPE_NULLTYPE;
	struct ddl_expr *bind;

	if (!ops_take_bind(vm, value, has_type ? old->type : NULL, name, &made))
		return false;
	bind = ops_copy(vm, made);
	bind->u.bind.is_unique = false;
	bind->u.bind.is_expanding = old && old->u.bind.is_expanding;
	bind->u.bind.is_literal = old && old->u.bind.is_literal;
	return put_bind(vm, text, bind);
}

static bool put_all(struct py *vm, struct ddl_text *text, struct py_object *dict,
		    bool skips_unknown)
{
	struct str_list names = ddl_text_bind_names(py_arena(vm), text->text);
	const struct py_dict_entry *entry;
	size_t cursor = 0;

	while ((entry = py_dict_next(dict, &cursor))) {
		if (!py_is_str(entry->key) ||
		    (skips_unknown && !str_list_has(&names, py_text(entry->key))))
			continue;
		if (!put_value(vm, text, py_text(entry->key), entry->value))
			return false;
	}
	return true;
}

static struct py_object *text_bindparams(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	struct ddl_expr *expr = ops_copy(vm, ops_node(self));
	const struct py_list *binds = (const struct py_list *)args[0];

	for (size_t i = 0; i < binds->n; i++) {
		const struct ddl_expr *bind = ops_node(binds->items[i]);

		if (!bind || bind->kind != DDL_EXPR_BIND)
			return py_raise(vm, "AttributeError",
					"'%.*s' object has no attribute '_orig_key'",
					STR_ARG(binds->items[i]->type->name));
		if (!put_bind(vm, &expr->u.text, bind))
			return NULL;
	}
	if (!put_all(vm, &expr->u.text, args[1], false))
		return NULL;
	return ops_expr_object(vm, expr);
}

/* Parameters of execute(): those that the text knows. */
bool ops_text_parameters(struct py *vm, const struct ddl_expr *text, struct py_object *values,
			 const struct ddl_expr **ret)
{
	struct ddl_expr *expr = ops_copy(vm, text);

	if (!put_all(vm, &expr->u.text, values, true))
		return false;
	*ret = expr;
	return true;
}

static struct py_object *text_columns(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	struct ddl_expr *select = ddl_expr_new(py_arena(vm), DDL_EXPR_TEXT_SELECT, NULL);
	const struct py_list *columns = (const struct py_list *)args[0];
	const struct py_dict_entry *entry;
	size_t cursor = 0;

	select->left = ops_node(self);
	if (!ops_take_list(vm, columns->items, columns->n, NULL, &select->list))
		return NULL;
	while ((entry = py_dict_next(args[1], &cursor))) {
		struct ddl_expr *column = ddl_expr_new(py_arena(vm), DDL_EXPR_COLUMN, NULL);

		column->u.column.name.text = py_text(entry->key);
		if (!ops_take_type(vm, entry->value, &column->type))
			return NULL;
		select->list = ddl_expr_list_add(py_arena(vm), select->list, column);
	}
	return ops_expr_object(vm, select);
}

static struct py_object *text_text(struct py *vm, struct py_object *self)
{
	return py_str(vm, ops_node(self)->u.text.text);
}

/* TextClause("..."): as text("...") */
static struct py_object *text_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str text;

	if (!py_take_text(vm, args[0], "text", &text))
		return NULL;
	((struct ops_expr *)self)->expr = ddl_expr_text(py_arena(vm), text);
	return self;
}

static struct py_object *same_with_options(struct py *vm, struct py_object *self,
					   struct py_object **args)
{
	(void)vm;
	(void)args;
	return self;
}

static const struct py_method text_methods[] = {
	{ "bindparams", "*binds, **names_to_values", text_bindparams, PY_METHOD_INSTANCE },
	{ "params", "*binds, **names_to_values", text_bindparams, PY_METHOD_INSTANCE },
	{ "columns", "*cols, **types", text_columns, PY_METHOD_INSTANCE },
	{ "execution_options", "**kw", same_with_options, PY_METHOD_INSTANCE },
	{ 0 },
};

static const struct py_property text_properties[] = {
	{ "text", text_text, NULL },
	{ 0 },
};

const struct py_native_type ops_text_type = {
	.name = "TextClause",
	.module = "sqlalchemy.sql.elements",
	.base = &ops_expr_type,
	.size = sizeof(struct ops_expr),
	.signature = "text",
	.new_ = text_new,
	.methods = text_methods,
	.properties = text_properties,
	.has_attributes = true,
};

const struct py_native_type ops_text_select_type = {
	.name = "TextualSelect",
	.module = "sqlalchemy.sql.selectable",
	.base = &ops_expr_type,
	.size = sizeof(struct ops_expr),
	.methods = ops_selectable_methods,
	.has_attributes = true,
};

/* ---- bindparam(), label(), column() ---- */

static struct py_object *bind_key(struct py *vm, struct py_object *self)
{
	return py_str(vm, ops_node(self)->u.bind.key);
}

static struct py_object *bind_value(struct py *vm, struct py_object *self)
{
	const struct ddl_value *value = &ops_node(self)->u.bind.value;

	return value->python ? (struct py_object *)value->python : ops_value_object(vm, value);
}

static const struct py_property bind_properties[] = {
	{ "key", bind_key, NULL },
	{ "value", bind_value, NULL },
	{ "effective_value", bind_value, NULL },
	{ 0 },
};

const struct py_native_type ops_bind_type = {
	.name = "BindParameter",
	.module = "sqlalchemy.sql.elements",
	.base = &ops_expr_type,
	.size = sizeof(struct ops_expr),
	.properties = bind_properties,
	.has_attributes = true,
};

static struct py_object *get_name(struct py *vm, struct py_object *self)
{
	return ops_name_object(vm, ddl_expr_name_of(ops_node(self)));
}

static struct py_object *label_element(struct py *vm, struct py_object *self)
{
	return ops_expr_object(vm, ops_node(self)->left);
}

static struct py_object *column_table(struct py *vm, struct py_object *self)
{
	const struct ddl_column_ref *column = &ops_node(self)->u.column;

	if (column->from)
		return ops_from_object(vm, column->from);
	if (column->column && column->column->table)
		return ops_from_object(vm, ddl_expr_table(py_arena(vm), column->column->table));
	return py_none(vm);
}

static const struct py_property label_properties[] = {
	{ "name", get_name, NULL },
	{ "key", get_name, NULL },
	{ "element", label_element, NULL },
	{ 0 },
};

static const struct py_property column_properties[] = {
	{ "name", get_name, NULL },
	{ "key", get_name, NULL },
	{ "table", column_table, NULL },
	{ 0 },
};

const struct py_native_type ops_label_type = {
	.name = "Label",
	.module = "sqlalchemy.sql.elements",
	.base = &ops_expr_type,
	.size = sizeof(struct ops_expr),
	.properties = label_properties,
	.has_attributes = true,
};

const struct py_native_type ops_column_clause_type = {
	.name = "ColumnClause",
	.module = "sqlalchemy.sql.elements",
	.base = &ops_expr_type,
	.size = sizeof(struct ops_expr),
	.properties = column_properties,
	.has_attributes = true,
};

#define PLAIN(id, text, home)                                                                      \
	const struct py_native_type id = {                                                         \
		.name = text,                                                                      \
		.module = home,                                                                    \
		.base = &ops_expr_type,                                                            \
		.size = sizeof(struct ops_expr),                                                   \
		.has_attributes = true,                                                            \
	}

PLAIN(ops_case_type, "Case", "sqlalchemy.sql.elements");
PLAIN(ops_null_type, "Null", "sqlalchemy.sql.elements");
PLAIN(ops_true_type, "True_", "sqlalchemy.sql.elements");
PLAIN(ops_false_type, "False_", "sqlalchemy.sql.elements");
PLAIN(ops_scalar_select_type, "ScalarSelect", "sqlalchemy.sql.selectable");

/* ---- PostgreSQL's array([...]) ---- */

static struct py_object *array_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct ddl_expr *array;
	struct ddl_type *type = ddl_type_new(py_arena(vm), DDL_TYPE_PG_ARRAY);
	struct py_object **items;
	const struct ddl_type *item = NULL;
	size_t n;

	if (!py_take_items(vm, args[0], &items, &n) ||
	    (py_given(args[1]) && !ops_take_type(vm, args[1], &item)))
		return NULL;
	array = ddl_expr_new(py_arena(vm), DDL_EXPR_ARRAY, type);
	if (!ops_take_list(vm, items, n, item, &array->list))
		return NULL;
	type->item = item ? item
		     : n  ? array->list.items[0]->type
			  : ddl_expr_type(DDL_TYPE_NULLTYPE);
	if (!item && n &&
	    array->list.items[0]->kind == DDL_EXPR_ARRAY) { /* nested: one type, more dimensions */
		type->item = array->list.items[0]->type->item;
		type->dimensions = 2;
	}
	((struct ops_expr *)self)->expr = array;
	return self;
}

const struct py_native_type ops_array_type = {
	.name = "array",
	.module = "sqlalchemy.dialects.postgresql.array",
	.base = &ops_list_type,
	.size = sizeof(struct ops_expr),
	.signature = "clauses, type_=None",
	.new_ = array_new,
	.has_attributes = true,
};
