#include "engine/ops/expression.h"

#include "engine/py/dict.h"

#include <string.h>

const struct ddl_expr *ops_node(const struct py_object *value)
{
	return py_is(value, &ops_expr_type) ? ((const struct ops_expr *)value)->expr : NULL;
}

struct ddl_expr *ops_copy(struct py *vm, const struct ddl_expr *expr)
{
	struct ddl_expr *copy = ARENA_NEW(py_arena(vm), struct ddl_expr);

	*copy = *expr;
	copy->python = NULL;
	return copy;
}

/* ---- classes ---- */

/* A class of its own for what has no methods of its own: the base class must have no instances, or
   Python would ask the other operand first, as the one of the derived class. */
#define PLAIN(id, text, parent)                                                                    \
	const struct py_native_type id = {                                                         \
		.name = text,                                                                      \
		.module = "sqlalchemy.sql.elements",                                               \
		.base = parent,                                                                    \
		.size = sizeof(struct ops_expr),                                                   \
		.has_attributes = true,                                                            \
	}

PLAIN(ops_binary_type, "BinaryExpression", &ops_expr_type);
PLAIN(ops_unary_type, "UnaryExpression", &ops_expr_type);
PLAIN(ops_collection_type, "CollectionAggregate", &ops_unary_type);
PLAIN(ops_list_type, "ExpressionClauseList", &ops_expr_type);
PLAIN(ops_boolean_list_type, "BooleanClauseList", &ops_list_type);
PLAIN(ops_grouping_type, "Grouping", &ops_expr_type);
PLAIN(ops_as_boolean_type, "AsBoolean", &ops_unary_type);
PLAIN(ops_cast_type, "Cast", &ops_expr_type);
PLAIN(ops_type_coerce_type, "TypeCoerce", &ops_expr_type);
PLAIN(ops_extract_type, "Extract", &ops_expr_type);
PLAIN(ops_tuple_type, "Tuple", &ops_expr_type);
PLAIN(ops_over_type, "Over", &ops_expr_type);
PLAIN(ops_filter_type, "FunctionFilter", &ops_expr_type);
PLAIN(ops_within_group_type, "WithinGroup", &ops_expr_type);

static const struct py_native_type *class_of(const struct ddl_expr *expr)
{
	static const struct {
		enum ddl_expr_kind kind;
		const struct py_native_type *type;
	} classes[] = {
		{ DDL_EXPR_BIND, &ops_bind_type },
		{ DDL_EXPR_TEXT, &ops_text_type },
		{ DDL_EXPR_COLUMN, &ops_column_clause_type },
		{ DDL_EXPR_FUNCTION, &ops_function_type },
		{ DDL_EXPR_LABEL, &ops_label_type },
		{ DDL_EXPR_CASE, &ops_case_type },
		{ DDL_EXPR_ARRAY, &ops_array_type },
		{ DDL_EXPR_NULL, &ops_null_type },
		{ DDL_EXPR_TRUE, &ops_true_type },
		{ DDL_EXPR_FALSE, &ops_false_type },
		{ DDL_EXPR_SELECT, &ops_select_type },
		{ DDL_EXPR_COMPOUND, &ops_compound_type },
		{ DDL_EXPR_TEXT_SELECT, &ops_text_select_type },
		{ DDL_EXPR_SCALAR, &ops_scalar_select_type },
		{ DDL_EXPR_INSERT, &ops_insert_type },
		{ DDL_EXPR_UPDATE, &ops_update_type },
		{ DDL_EXPR_DELETE, &ops_delete_type },
		{ DDL_EXPR_UNARY, &ops_unary_type },
		{ DDL_EXPR_LIST, &ops_list_type },
		{ DDL_EXPR_GROUPING, &ops_grouping_type },
		{ DDL_EXPR_AS_BOOLEAN, &ops_as_boolean_type },
		{ DDL_EXPR_CAST, &ops_cast_type },
		{ DDL_EXPR_TYPE_COERCE, &ops_type_coerce_type },
		{ DDL_EXPR_EXTRACT, &ops_extract_type },
		{ DDL_EXPR_TUPLE, &ops_tuple_type },
		{ DDL_EXPR_OVER, &ops_over_type },
		{ DDL_EXPR_FILTER, &ops_filter_type },
		{ DDL_EXPR_WITHIN_GROUP, &ops_within_group_type },
	};

	if (expr->kind == DDL_EXPR_FUNCTION && ops_is_generic_function(expr))
		return &ops_generic_function_type;
	if (expr->kind == DDL_EXPR_UNARY &&
	    (expr->operation.op == DDL_OP_ANY || expr->operation.op == DDL_OP_ALL))
		return &ops_collection_type;
	if (expr->kind == DDL_EXPR_LIST &&
	    (expr->operation.op == DDL_OP_AND || expr->operation.op == DDL_OP_OR))
		return &ops_boolean_list_type;

	for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++)
		if (classes[i].kind == expr->kind)
			return classes[i].type;
	return &ops_binary_type;
}

struct py_object *ops_expr_object(struct py *vm, const struct ddl_expr *expr)
{
	struct ops_expr *object;

	if (!expr)
		return py_none(vm);
	if (expr->kind == DDL_EXPR_TABLE || expr->kind == DDL_EXPR_ALIAS ||
	    expr->kind == DDL_EXPR_CTE || expr->kind == DDL_EXPR_JOIN ||
	    expr->kind == DDL_EXPR_VALUES)
		return ops_from_object(vm, expr);
	if (expr->kind == DDL_EXPR_COLUMN && expr->u.column.column && expr->u.column.column->python)
		return expr->u.column.column->python;
	if (expr->python)
		return expr->python;
	object = py_new(vm, class_of(expr));
	object->expr = expr;
	return &object->head;
}

/* ---- coercion (sqlalchemy/sql/coercions.py) ---- */

const struct ddl_expr *ops_as_scalar(struct py *vm, const struct ddl_expr *expr)
{
	const struct ddl_expr *inner = expr;
	struct ddl_expr *scalar;

	if (expr->kind != DDL_EXPR_SELECT && expr->kind != DDL_EXPR_COMPOUND &&
	    expr->kind != DDL_EXPR_TEXT_SELECT)
		return expr;
	while (inner->kind == DDL_EXPR_COMPOUND)
		inner = inner->u.select->columns.items[0];
	while (inner->kind == DDL_EXPR_GROUPING)
		inner = inner->left;
	scalar = ddl_expr_new(py_arena(vm), DDL_EXPR_SCALAR,
			      inner->kind == DDL_EXPR_SELECT && inner->u.select->columns.n
				      ? inner->u.select->columns.items[0]->type
				      : NULL);
	scalar->left = expr;
	return scalar;
}

static struct py_object *bad_argument(struct py *vm, const char *what, struct py_object *value)
{
	return ops_throw(vm, "ArgumentError", "%s expected, got %.*s.", what,
			 STR_ARG(ops_repr(vm, value)));
}

/* What a class of a revision says it is in SQL: __clause_element__() */
static bool find_clause_element(struct py *vm, struct py_object *value, struct py_object **ret)
{
	struct py_object *method;

	*ret = NULL;
	if (!py_is(value, &py_object_type) || value->type->native)
		return true;
	if (!py_find_attr(vm, value, STR("__clause_element__"), &method))
		return false;
	if (!method)
		return true;
	*ret = py_call(vm, method, &PY_NO_ARGS);
	return *ret != NULL;
}

bool ops_take_expr(struct py *vm, struct py_object *value, const struct ddl_type *type,
		   const struct ddl_expr **ret)
{
	struct py_object *element;

	if (!value || py_is_none(value)) {
		*ret = ddl_expr_null();
		return true;
	}
	if (py_is_poison(vm, value))
		return false;
	if (ops_node(value)) {
		*ret = ops_as_scalar(vm, ops_node(value));
		return true;
	}
	if (ops_is_from(value))
		return bad_argument(vm, "SQL expression element or literal value", value) != NULL;
	if (!find_clause_element(vm, value, &element))
		return false;
	if (element)
		return ops_take_expr(vm, element, type, ret);
	return ops_take_bind(vm, value, type, STR_NULL, ret);
}

bool ops_take_sql(struct py *vm, struct py_object *value, const struct ddl_expr **ret)
{
	struct py_object *element;

	if (py_is_poison(vm, value))
		return false;
	if (py_is_str(value)) {
		*ret = ddl_expr_text(py_arena(vm), py_text(value));
		return true;
	}
	if (ops_node(value)) {
		*ret = ops_node(value);
		return true;
	}
	if (py_is(value, &py_bool_type)) {
		*ret = py_is_true(value) ? ddl_expr_true() : ddl_expr_false();
		return true;
	}
	if (!find_clause_element(vm, value, &element))
		return false;
	if (element)
		return ops_take_sql(vm, element, ret);
	return bad_argument(vm, "SQL expression or string", value) != NULL;
}

bool ops_take_condition(struct py *vm, struct py_object *value, const struct ddl_expr **ret)
{
	struct py_object *element;

	if (py_is_poison(vm, value))
		return false;
	if (py_is(value, &py_bool_type)) {
		*ret = py_is_true(value) ? ddl_expr_true() : ddl_expr_false();
		return true;
	}
	if (py_is_none(value)) {
		*ret = ddl_expr_null();
		return true;
	}
	if (ops_node(value)) {
		*ret = ops_as_scalar(vm, ops_node(value));
		return true;
	}
	if (!find_clause_element(vm, value, &element))
		return false;
	if (element)
		return ops_take_condition(vm, element, ret);
	if (py_is_str(value))
		return ops_throw(vm, "ArgumentError",
				 "Textual SQL expression %.*s should be explicitly declared as "
				 "text(%.*s)",
				 STR_ARG(ops_repr(vm, value)),
				 STR_ARG(ops_repr(vm, value))) != NULL;
	return bad_argument(vm, "SQL expression for WHERE/HAVING role", value) != NULL;
}

bool ops_take_list(struct py *vm, struct py_object *const *values, size_t n,
		   const struct ddl_type *type, struct ddl_expr_list *ret)
{
	*ret = ddl_expr_list_of(py_arena(vm), NULL, 0);
	for (size_t i = 0; i < n; i++) {
		const struct ddl_expr *expr;

		if (!ops_take_expr(vm, values[i], type, &expr))
			return false;
		*ret = ddl_expr_list_add(py_arena(vm), *ret, expr);
	}
	return true;
}

bool ops_take_varargs(struct py *vm, struct py_object *args, struct py_object ***ret, size_t *ret_n)
{
	const struct py_list *list = (const struct py_list *)args;

	if (list->n == 1 && !ops_node(list->items[0]) && !py_is_str(list->items[0]) &&
	    (py_is_sequence(list->items[0]) || py_is(list->items[0], &py_generator_type) ||
	     py_is(list->items[0], &py_set_type)))
		return py_take_items(vm, list->items[0], ret, ret_n);
	*ret = list->items;
	*ret_n = list->n;
	return true;
}

bool ops_take_ordering(struct py *vm, struct py_object *value, struct ddl_expr_list *list)
{
	const struct ddl_expr *expr;
	struct ddl_expr *name;

	if (py_is_none(value))
		return true;
	if (!py_is_str(value)) {
		if (!ops_take_expr(vm, value, NULL, &expr))
			return false;
		*list = ddl_expr_list_add(py_arena(vm), *list, expr);
		return true;
	}
	name = ddl_expr_new(py_arena(vm), DDL_EXPR_LABEL_NAME, NULL);
	name->name.text = py_text(value);
	*list = ddl_expr_list_add(py_arena(vm), *list, name);
	return true;
}

bool ops_take_columns(struct py *vm, struct py_object *value, struct ddl_expr_list *list)
{
	const struct ddl_expr *from, *expr;
	struct ddl_expr_list columns;

	if (py_is_poison(vm, value))
		return false;
	if (!ops_is_from(value)) {
		if (py_is_str(value)) {
			struct str repr = ops_repr(vm, value);

			return ops_throw(vm, "ArgumentError",
					 "Textual column expression %.*s should be explicitly "
					 "declared with text(%.*s), or use "
					 "column(%.*s) for more specificity",
					 STR_ARG(repr), STR_ARG(repr), STR_ARG(repr)) != NULL;
		}
		if (!ops_take_expr(vm, value, NULL, &expr))
			return false;
		*list = ddl_expr_list_add(py_arena(vm), *list, expr);
		return true;
	}
	if (!ops_take_from(vm, value, &from))
		return false;
	columns = ops_from_columns(vm, from);
	for (size_t i = 0; i < columns.n; i++)
		*list = ddl_expr_list_add(py_arena(vm), *list, columns.items[i]);
	return true;
}

/* ---- the base class ---- */

static int expr_truth(struct py *vm, struct py_object *self)
{
	const struct ddl_expr *expr = ops_node(self);

	if (expr && expr->kind == DDL_EXPR_BINARY &&
	    (expr->operation.op == DDL_OP_EQ || expr->operation.op == DDL_OP_NE)) {
		bool is_same = expr->left == expr->right ||
			       (ddl_expr_as_column(expr->left) &&
				ddl_expr_as_column(expr->left) == ddl_expr_as_column(expr->right));

		return is_same == (expr->operation.op == DDL_OP_EQ);
	}
	py_raise(vm, "TypeError", "Boolean value of this clause is not defined");
	return -1;
}

static bool expr_hash(struct py *vm, struct py_object *self, uint64_t *ret_hash)
{
	(void)vm;
	*ret_hash = (uint64_t)(uintptr_t)self >> 4;
	return true;
}

static struct py_object *expr_repr(struct py *vm, struct py_object *self)
{
	return py_str_printf(vm, "<%.*s.%.*s object at 0x7f0000000000>",
			     STR_ARG(self->type->module), STR_ARG(self->type->name));
}

const struct py_native_type ops_expr_type = {
	.name = "ColumnElement",
	.module = "sqlalchemy.sql.elements",
	.size = sizeof(struct ops_expr),
	.methods = ops_column_methods,
	.properties = ops_column_properties,
	.slots = { .getattr = ops_expr_getattr,
		   .binary = ops_expr_binary,
		   .compare = ops_expr_compare,
		   .unary = ops_expr_unary,
		   .getitem = ops_expr_getitem,
		   .truth = expr_truth,
		   .hash = expr_hash,
		   .repr = expr_repr,
		   .str = ops_expr_str },
	.has_attributes = true,
};
