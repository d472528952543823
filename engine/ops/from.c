/* table(), aliases, subqueries, CTEs, joins (sqlalchemy/sql/selectable.py, FromClause). */
#include "engine/ops/expression.h"

#include "engine/py/dict.h"

#define FUNCTION(name)                                                                             \
	static struct py_object *name(struct py *vm, struct py_object *self,                       \
				      struct py_object **args)
#define UNUSED(x) (void)(x)

struct table_clause { /* the layout of struct ops_table */
	struct py_object head;
	struct ddl_table *table;
};

struct ddl_table *ops_table_of(const struct py_object *value)
{
	if (py_is(value, &ops_table_type) || py_is(value, &ops_table_clause_type))
		return ((const struct table_clause *)value)->table;
	return NULL;
}

bool ops_is_from(const struct py_object *value)
{
	return py_is(value, &ops_from_type);
}

static bool is_derived(const struct py_object *value)
{
	return py_is(value, &ops_alias_type) || py_is(value, &ops_cte_type) ||
	       py_is(value, &ops_join_type) || py_is(value, &ops_values_type);
}

/* A mapped class stands for its table. */
static struct ddl_table *mapped_table(struct py *vm, struct py_object *value)
{
	struct py_object *table = NULL;

	if (!py_is(value, &py_type_type) || !py_find_attr(vm, value, STR("__table__"), &table))
		return NULL;
	return table ? ops_table_of(table) : NULL;
}

bool ops_take_from(struct py *vm, struct py_object *value, const struct ddl_expr **ret)
{
	const struct ddl_expr *node = ops_node(value);
	struct ddl_table *table = ops_table_of(value);

	if (py_is_poison(vm, value))
		return false;
	if (!table && !node && !is_derived(value))
		table = mapped_table(vm, value);
	if (table) {
		*ret = ddl_expr_table(py_arena(vm), table);
		return true;
	}
	if (is_derived(value)) {
		*ret = ((struct ops_derived *)value)->expr;
		return true;
	}
	if (node && (node->kind == DDL_EXPR_TEXT || node->kind == DDL_EXPR_FUNCTION ||
		     node->kind == DDL_EXPR_COLUMN)) {
		*ret = node;
		return true;
	}
	if (node && (node->kind == DDL_EXPR_SELECT || node->kind == DDL_EXPR_COMPOUND ||
		     node->kind == DDL_EXPR_TEXT_SELECT)) {
		struct py_object *alias = ops_make_alias(vm, node, NULL, false);

		*ret = alias ? ((struct ops_derived *)alias)->expr : NULL;
		return alias != NULL;
	}
	if (!py_is_unwinding(vm))
		ops_throw(vm, "ArgumentError",
			  "FROM expression, such as a Table or alias() object expected, got %.*s.",
			  STR_ARG(ops_repr(vm, value)));
	return false;
}

struct py_object *ops_from_object(struct py *vm, const struct ddl_expr *from)
{
	struct ops_derived *object;

	if (from->kind == DDL_EXPR_TABLE)
		return from->u.table->python
			       ? from->u.table->python
			       : ops_table_object(vm, (struct ddl_table *)(uintptr_t)from->u.table);
	if (from->python)
		return from->python;
	object = py_new(vm, from->kind == DDL_EXPR_CTE                      ? &ops_cte_type
			    : from->kind == DDL_EXPR_JOIN                   ? &ops_join_type
			    : from->kind == DDL_EXPR_VALUES                 ? &ops_values_type
			    : from->u.alias.element->kind == DDL_EXPR_TABLE ? &ops_alias_type
									    : &ops_subquery_type);
	object->expr = from;
	/* the node remembers its object, so that columns of it lead back to the same one */
	((struct ddl_expr *)(uintptr_t)from)->python = object;
	return &object->head;
}

/* ---- what every FROM element has ---- */

static struct py_object *get_columns(struct py *vm, struct py_object *self)
{
	struct ddl_table *table = ops_table_of(self);

	if (table)
		return ops_table_columns(vm, table);
	return ops_derived_columns(vm, ((struct ops_derived *)self)->expr);
}

static struct py_object *get_from_name(struct py *vm, struct py_object *self)
{
	struct ddl_table *table = ops_table_of(self);
	const struct ddl_expr *from = table ? NULL : ((struct ops_derived *)self)->expr;

	if (table)
		return ops_name_object(vm, table->name);
	if (from->kind == DDL_EXPR_JOIN)
		return py_raise(vm, "AttributeError", "'Join' object has no attribute 'name'");
	return ops_name_object(vm,
			       from->kind == DDL_EXPR_CTE ? from->u.cte.name : from->u.alias.name);
}

/* ---- aliases ---- */

static struct str anonymous_start(const struct ddl_expr *element)
{
	if (element->kind == DDL_EXPR_TABLE)
		return element->u.table->name.text;
	if (element->kind == DDL_EXPR_ALIAS && element->u.alias.name.text.n)
		return element->u.alias.name.text;
	return STR("anon");
}

struct py_object *ops_make_alias(struct py *vm, const struct ddl_expr *element,
				 struct py_object *name, bool is_lateral)
{
	struct ddl_expr *alias = ddl_expr_new(py_arena(vm), DDL_EXPR_ALIAS, NULL);

	if (!ops_take_name(vm, name, "name", &alias->u.alias.name))
		return NULL;
	alias->u.alias.element = element;
	alias->u.alias.anonymous = anonymous_start(element);
	alias->u.alias.is_lateral = is_lateral;
	return ops_from_object(vm, alias);
}

/* What a selectable method works on: a select, or anything in FROM. */
static const struct ddl_expr *element_of(struct py *vm, struct py_object *self)
{
	const struct ddl_expr *from;

	if (ops_node(self))
		return ops_node(self);
	return ops_take_from(vm, self, &from) ? from : NULL;
}

FUNCTION(call_alias)
{
	const struct ddl_expr *element = element_of(vm, self);

	return element ? ops_make_alias(vm, element, args[0], false) : NULL;
}

FUNCTION(call_lateral)
{
	const struct ddl_expr *element = element_of(vm, self);

	return element ? ops_make_alias(vm, element, args[0], true) : NULL;
}

FUNCTION(call_cte)
{
	struct ddl_expr *cte = ddl_expr_new(py_arena(vm), DDL_EXPR_CTE, NULL);

	cte->u.cte.element = element_of(vm, self);
	cte->u.cte.materialized = -1;
	if (!cte->u.cte.element || !ops_take_name(vm, args[0], "name", &cte->u.cte.name) ||
	    !py_take_bool(vm, args[1], false, &cte->u.cte.is_recursive) ||
	    !py_take_bool(vm, args[2], false, &cte->u.cte.is_nesting))
		return NULL;
	return ops_from_object(vm, cte);
}

FUNCTION(call_exists)
{
	UNUSED(args);
	return ops_exists_of(vm, element_of(vm, self));
}

FUNCTION(call_label)
{
	struct py_object *scalar = ops_expr_object(vm, ops_as_scalar(vm, ops_node(self)));

	return py_call_method(vm, scalar, "label", &PY_ARGS(args[0]));
}

static struct py_object *get_selected(struct py *vm, struct py_object *self)
{
	return ops_selected_columns(vm, ops_node(self));
}

const struct py_property ops_selectable_properties[] = {
	{ "selected_columns", get_selected, NULL },
	{ "exported_columns", get_selected, NULL },
	{ "c", get_selected, NULL },
	{ "columns", get_selected, NULL },
	{ 0 },
};

const struct py_method ops_selectable_methods[] = {
	{ "alias", "name=None, flat=False", call_alias, PY_METHOD_INSTANCE },
	{ "subquery", "name=None", call_alias, PY_METHOD_INSTANCE },
	{ "lateral", "name=None", call_lateral, PY_METHOD_INSTANCE },
	{ "cte", "name=None, recursive=False, nesting=False", call_cte, PY_METHOD_INSTANCE },
	{ "exists", "", call_exists, PY_METHOD_INSTANCE },
	{ "label", "name", call_label, PY_METHOD_INSTANCE },
	{ 0 },
};

/* ---- joins ---- */

/* A join of `how`'s kind; on may be NULL or None. */
static struct py_object *make_join(struct py *vm, struct py_object *left, struct py_object *right,
				   struct py_object *on, struct ddl_join how)
{
	struct ddl_expr *join = ddl_expr_new(py_arena(vm), DDL_EXPR_JOIN, NULL);

	join->u.join = how;
	if (!ops_take_from(vm, left, &join->u.join.left) ||
	    !ops_take_from(vm, right, &join->u.join.right))
		return NULL;
	if (py_given(on) && !ops_take_condition(vm, on, &join->u.join.on))
		return NULL;
	if (join->u.join.on)
		join->u.join.on = ddl_group(py_arena(vm), join->u.join.on, DDL_OPERATION(ASBOOL));
	return ops_from_object(vm, join);
}

static bool take_kind(struct py *vm, struct py_object *outer, struct py_object *full,
		      struct ddl_join *ret)
{
	*ret = (struct ddl_join){ 0 };
	return py_take_bool(vm, outer, false, &ret->is_outer) &&
	       py_take_bool(vm, full, false, &ret->is_full);
}

FUNCTION(call_join)
{
	struct ddl_join how;

	return take_kind(vm, args[2], args[3], &how) ? make_join(vm, self, args[0], args[1], how)
						     : NULL;
}

FUNCTION(call_outerjoin)
{
	struct ddl_join how;

	if (!take_kind(vm, NULL, args[2], &how))
		return NULL;
	how.is_outer = true;
	return make_join(vm, self, args[0], args[1], how);
}

FUNCTION(function_join)
{
	UNUSED(self);
	return call_join(vm, args[0], &args[1]);
}

FUNCTION(function_outerjoin)
{
	UNUSED(self);
	return call_outerjoin(vm, args[0], &args[1]);
}

/* ---- statements of a table ---- */

FUNCTION(call_select)
{
	UNUSED(args);
	return ops_select_new(vm, &self, 1);
}

static struct py_object *with_values(struct py *vm, struct py_object *statement,
				     struct py_object *values)
{
	if (!statement || !py_given(values))
		return statement;
	return py_call_method(vm, statement, "values", &PY_ARGS(values));
}

static struct py_object *with_where(struct py *vm, struct py_object *statement,
				    struct py_object *where)
{
	if (!statement || !py_given(where))
		return statement;
	return py_call_method(vm, statement, "where", &PY_ARGS(where));
}

FUNCTION(call_insert)
{
	const struct ddl_expr *from;

	if (!ops_take_from(vm, self, &from))
		return NULL;
	return with_values(vm, ops_insert_new(vm, from), args[0]);
}

FUNCTION(call_update)
{
	const struct ddl_expr *from;

	if (!ops_take_from(vm, self, &from))
		return NULL;
	return with_values(vm, with_where(vm, ops_update_new(vm, from), args[0]), args[1]);
}

FUNCTION(call_delete)
{
	const struct ddl_expr *from;

	if (!ops_take_from(vm, self, &from))
		return NULL;
	return with_where(vm, ops_delete_new(vm, from), args[0]);
}

FUNCTION(call_tablesample)
{
	struct py_object *made = call_alias(vm, self, &args[1]);
	struct ddl_expr *alias;
	const struct ddl_expr *sampling;

	if (!made || !ops_take_expr(vm, args[0], NULL, &sampling))
		return NULL;
	alias = ops_copy(vm, ((struct ops_derived *)made)->expr);
	if (!ops_check(vm, ddl_expr_string(py_arena(vm), ops_host(vm)->dialect, sampling, true,
					   &alias->u.alias.tablesample)))
		return NULL;
	if (sampling->kind != DDL_EXPR_FUNCTION)
		alias->u.alias.tablesample = str_printf(py_arena(vm), "system(%.*s)",
							STR_ARG(alias->u.alias.tablesample));
	return ops_from_object(vm, alias);
}

static const struct py_method from_methods[] = {
	{ "select", "", call_select, PY_METHOD_INSTANCE },
	{ "insert", "values=None, **kw", call_insert, PY_METHOD_INSTANCE },
	{ "update", "whereclause=None, values=None, **kw", call_update, PY_METHOD_INSTANCE },
	{ "delete", "whereclause=None, **kw", call_delete, PY_METHOD_INSTANCE },
	{ "alias", "name=None, flat=False", call_alias, PY_METHOD_INSTANCE },
	{ "lateral", "name=None", call_lateral, PY_METHOD_INSTANCE },
	{ "join", "right, onclause=None, isouter=False, full=False", call_join,
	  PY_METHOD_INSTANCE },
	{ "outerjoin", "right, onclause=None, full=False", call_outerjoin, PY_METHOD_INSTANCE },
	{ "tablesample", "sampling, name=None, seed=None", call_tablesample, PY_METHOD_INSTANCE },
	{ 0 },
};

static const struct py_property from_properties[] = {
	{ "c", get_columns, NULL },
	{ "columns", get_columns, NULL },
	{ "exported_columns", get_columns, NULL },
	{ 0 },
};

static const struct py_property named_properties[] = {
	{ "name", get_from_name, NULL },
	{ 0 },
};

const struct py_native_type ops_from_type = {
	.name = "FromClause",
	.module = "sqlalchemy.sql.selectable",
	.size = sizeof(struct py_object),
	.methods = from_methods,
	.properties = from_properties,
	.slots = { .getattr = ops_from_getattr },
	.has_attributes = true,
};

#define DERIVED(id, text, parent)                                                                  \
	const struct py_native_type id = {                                                         \
		.name = text,                                                                      \
		.module = "sqlalchemy.sql.selectable",                                             \
		.base = parent,                                                                    \
		.size = sizeof(struct ops_derived),                                                \
		.properties = named_properties,                                                    \
		.has_attributes = true,                                                            \
	}

DERIVED(ops_alias_type, "Alias", &ops_from_type);
DERIVED(ops_subquery_type, "Subquery", &ops_alias_type);
DERIVED(ops_join_type, "Join", &ops_from_type);
static struct py_object *values_data(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct ddl_expr *expr = ops_copy(vm, ((struct ops_derived *)self)->expr);
	struct ddl_values *values = &expr->u.values;
	struct py_object **rows;
	struct ddl_expr_list *lists;
	size_t n;

	if (!py_take_items(vm, args[0], &rows, &n))
		return NULL;
	lists = ARENA_ARRAY(py_arena(vm), struct ddl_expr_list, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct py_object **cells;
		size_t width;

		if (!py_take_items(vm, rows[i], &cells, &width))
			return NULL;
		for (size_t k = 0; k < width; k++) {
			const struct ddl_expr *cell;
			const struct ddl_type *type =
				k < values->columns.n ? values->columns.items[k]->type : NULL;

			if (!ops_take_expr(vm, cells[k], type, &cell))
				return NULL;
			lists[i] = ddl_expr_list_add(py_arena(vm), lists[i], cell);
		}
	}
	values->rows = lists;
	values->row_count = n;
	return ops_from_object(vm, expr);
}

static const struct py_method values_methods[] = {
	{ "data", "values", values_data, PY_METHOD_INSTANCE },
	{ 0 },
};

const struct py_native_type ops_values_type = {
	.name = "Values",
	.module = "sqlalchemy.sql.selectable",
	.base = &ops_from_type,
	.size = sizeof(struct ops_derived),
	.methods = values_methods,
	.properties = named_properties,
	.has_attributes = true,
};

/* ---- cte.union_all(): the recursive part ---- */

static struct py_object *cte_union(struct py *vm, struct py_object *self, struct py_object *others,
				   const char *keyword)
{
	const struct ddl_expr *old = ((struct ops_derived *)self)->expr;
	const struct py_list *given = (const struct py_list *)others;
	struct ddl_expr *compound = ddl_expr_new(py_arena(vm), DDL_EXPR_COMPOUND, NULL),
			*cte = ops_copy(vm, old);
	struct ddl_select *parts = ARENA_NEW(py_arena(vm), struct ddl_select);

	parts->compound = str_from(keyword);
	parts->columns = ddl_expr_list_add(py_arena(vm), parts->columns, old->u.cte.element);
	for (size_t i = 0; i < given->n; i++) {
		if (!ops_node(given->items[i]))
			return ops_throw(vm, "ArgumentError",
					 "SELECT construct or equivalent expected");
		parts->columns =
			ddl_expr_list_add(py_arena(vm), parts->columns, ops_node(given->items[i]));
	}
	compound->u.select = parts;
	cte->u.cte.element = compound;
	cte->u.cte.restates = old;
	return ops_from_object(vm, cte);
}

FUNCTION(call_cte_union)
{
	return cte_union(vm, self, args[0], "UNION");
}

FUNCTION(call_cte_union_all)
{
	return cte_union(vm, self, args[0], "UNION ALL");
}

static const struct py_method cte_methods[] = {
	{ "union", "*other", call_cte_union, PY_METHOD_INSTANCE },
	{ "union_all", "*other", call_cte_union_all, PY_METHOD_INSTANCE },
	{ 0 },
};

const struct py_native_type ops_cte_type = {
	.name = "CTE",
	.module = "sqlalchemy.sql.selectable",
	.base = &ops_from_type,
	.size = sizeof(struct ops_derived),
	.methods = cte_methods,
	.properties = named_properties,
	.has_attributes = true,
};

/* ---- table() ---- */

static struct py_object *new_table_clause(struct py *vm, struct py_object *self,
					  struct py_object **args)
{
	const struct py_list *columns = (const struct py_list *)args[1];
	struct ddl_name name, schema;
	struct ddl_table *table;

	if (!ops_take_name(vm, args[0], "name", &name) ||
	    !ops_take_name(vm, args[2], "schema", &schema))
		return NULL;
	table = ddl_table_new(py_arena(vm), NULL, name, schema);
	table->columns = ARENA_ARRAY(py_arena(vm), struct ddl_column *, columns->n + 1);
	for (size_t i = 0; i < columns->n; i++) {
		const struct ddl_expr *node = ops_node(columns->items[i]);
		struct ddl_column *column;

		if (py_is_poison(vm, columns->items[i]))
			return NULL;
		if (!node || node->kind != DDL_EXPR_COLUMN || !node->u.column.column)
			return py_raise(vm, "AttributeError",
					"'%.*s' object has no attribute 'table'",
					STR_ARG(columns->items[i]->type->name));
		column = (struct ddl_column *)(uintptr_t)node->u.column.column;
		if (column->table)
			return ops_throw(vm, "ArgumentError",
					 "column object '%.*s' already assigned to table '%.*s'",
					 STR_ARG(column->key), STR_ARG(column->table->name.text));
		column->table = table;
		table->columns[table->column_count++] = column;
	}
	table->python = self;
	((struct table_clause *)self)->table = table;
	return self;
}

static struct py_object *get_schema(struct py *vm, struct py_object *self)
{
	struct ddl_table *table = ops_table_of(self);

	return table->schema.text.n ? ops_name_object(vm, table->schema) : py_none(vm);
}

static struct py_object *table_clause_str(struct py *vm, struct py_object *self)
{
	struct ddl_table *table = ops_table_of(self);

	if (table->schema.text.n)
		return py_str_printf(vm, "%.*s.%.*s", STR_ARG(table->schema.text),
				     STR_ARG(table->name.text));
	return py_str(vm, table->name.text);
}

static const struct py_property table_clause_properties[] = {
	{ "name", get_from_name, NULL },
	{ "schema", get_schema, NULL },
	{ "fullname", table_clause_str, NULL },
	{ 0 },
};

const struct py_native_type ops_table_clause_type = {
	.name = "TableClause",
	.module = "sqlalchemy.sql.selectable",
	.base = &ops_from_type,
	.size = sizeof(struct table_clause),
	.signature = "name, *columns, schema=None",
	.new_ = new_table_clause,
	.properties = table_clause_properties,
	.slots = { .str = table_clause_str },
	.has_attributes = true,
};

/* ---- functions of the module ---- */

FUNCTION(function_alias)
{
	UNUSED(self);
	return call_alias(vm, args[0], &args[1]);
}

FUNCTION(function_lateral)
{
	UNUSED(self);
	return call_lateral(vm, args[0], &args[1]);
}

FUNCTION(function_cte)
{
	UNUSED(self);
	return call_cte(vm, args[0], &args[1]);
}

FUNCTION(function_values)
{
	struct ddl_expr *expr = ddl_expr_new(py_arena(vm), DDL_EXPR_VALUES, NULL);
	const struct py_list *columns = (const struct py_list *)args[0];

	UNUSED(self);
	if (!ops_take_list(vm, columns->items, columns->n, NULL, &expr->u.values.columns) ||
	    !ops_take_name(vm, args[1], "name", &expr->u.values.name) ||
	    !py_take_bool(vm, args[2], false, &expr->u.values.is_literal))
		return NULL;
	return ops_from_object(vm, expr);
}

#define FN(name, signature, call)                                                                  \
	const struct py_method ops_fn_##name = { #name, signature, call, PY_METHOD_STATIC };

FN(join, "left, right, onclause=None, isouter=False, full=False", function_join)
FN(outerjoin, "left, right, onclause=None, full=False", function_outerjoin)
FN(alias, "selectable, name=None, flat=False", function_alias)
FN(subquery, "selectable, name=None", function_alias)
FN(lateral, "selectable, name=None", function_lateral)
FN(cte, "selectable, name=None, recursive=False, nesting=False", function_cte)
FN(values, "*columns, name=None, literal_binds=False", function_values)
