/* Operators of expressions (sqlalchemy/sql/default_comparator.py, coercions.py). */
#include "engine/ops/expression.h"

static const struct ddl_type *boolean_type(void)
{
	return ddl_expr_type(DDL_TYPE_BOOLEAN);
}

static struct str bind_key(const struct ddl_expr *left)
{
	return left->kind == DDL_EXPR_COLUMN ? ddl_expr_name_of(left).text : STR_NULL;
}

static const struct ddl_expr *with_type(struct py *vm, const struct ddl_expr *expr,
					const struct ddl_type *type)
{
	struct ddl_expr *typed;

	if (expr->kind != DDL_EXPR_BIND || expr->type->kind != DDL_TYPE_NULLTYPE ||
	    type->kind == DDL_TYPE_NULLTYPE)
		return expr;
	typed = ops_copy(vm, expr);
	typed->type = type;
	return typed;
}

static bool take_compared(struct py *vm, struct py_object *value, const struct ddl_expr *left,
			  const struct ddl_expr **ret)
{
	struct ddl_value plain;
	const struct ddl_type *type;

	if (ddl_affinity(left->type) == DDL_TYPE_STRING ||
	    ddl_affinity(left->type) == DDL_TYPE_INTEGER || left->type->kind == DDL_TYPE_NULLTYPE) {
		struct py_object *bound;

		if (!ops_bind_param(vm, left->type, value, &bound) ||
		    !ops_take_value(vm, bound, &plain))
			return false;
	} else if (!ops_take_value(vm, value, &plain)) {
		return false;
	}
	type = ddl_compared_type(left->type, &plain);
	return ops_take_bind(vm, value, type, bind_key(left), ret);
}

bool ops_take_operand(struct py *vm, struct py_object *value, const struct ddl_expr *left,
		      const struct ddl_expr **ret)
{
	const struct ddl_expr *node = ops_node(value);

	if (py_is_poison(vm, value))
		return false;
	if (node) {
		*ret = with_type(vm, ops_as_scalar(vm, node), left->type);
		return true;
	}
	if (ops_is_from(value)) {
		ops_throw(vm, "ArgumentError",
			  "SQL expression element or literal value expected, got %.*s.",
			  STR_ARG(ops_repr(vm, value)));
		return false;
	}
	return take_compared(vm, value, left, ret);
}

struct py_object *ops_operate(struct py *vm, const struct ddl_expr *left,
			      struct ddl_operation operation, struct py_object *value,
			      const struct ddl_type *type)
{
	const struct ddl_expr *right;

	if (!ops_take_operand(vm, value, left, &right))
		return NULL;
	if (!type)
		type = ddl_adapt(&operation, left, right);
	return ops_expr_object(vm, ddl_binary(py_arena(vm), operation, left, right, type));
}

/* value op right */
static struct py_object *operate_reflected(struct py *vm, const struct ddl_expr *right,
					   struct ddl_operation operation, struct py_object *value)
{
	const struct ddl_expr *left;
	const struct ddl_type *type;

	if (!ops_take_operand(vm, value, right, &left))
		return NULL;
	type = ddl_adapt(&operation, left, right);
	return ops_expr_object(vm, ddl_binary(py_arena(vm), operation, left, right, type));
}

/* ---- comparison ---- */

static bool is_constant(const struct py_object *value, const struct ddl_expr *node)
{
	if (node)
		return node->kind == DDL_EXPR_NULL || node->kind == DDL_EXPR_TRUE ||
		       node->kind == DDL_EXPR_FALSE;
	return py_is_none(value) || py_is(value, &py_bool_type);
}

static const struct ddl_expr *constant(const struct py_object *value, const struct ddl_expr *node)
{
	if (node)
		return node;
	if (py_is_none(value))
		return ddl_expr_null();
	return py_is_true(value) ? ddl_expr_true() : ddl_expr_false();
}

static bool is_collection(const struct ddl_expr *expr)
{
	return expr->kind == DDL_EXPR_UNARY &&
	       (expr->operation.op == DDL_OP_ANY || expr->operation.op == DDL_OP_ALL);
}

static struct py_object *compare_constant(struct py *vm, const struct ddl_expr *left,
					  enum ddl_operator op, const struct ddl_expr *value)
{
	if ((op == DDL_OP_EQ || op == DDL_OP_NE) && value->kind == DDL_EXPR_NULL)
		op = op == DDL_OP_EQ ? DDL_OP_IS : DDL_OP_IS_NOT;
	if (op != DDL_OP_EQ && op != DDL_OP_NE && op != DDL_OP_IS && op != DDL_OP_IS_NOT &&
	    op != DDL_OP_IS_DISTINCT && op != DDL_OP_IS_NOT_DISTINCT)
		return ops_throw(vm, "ArgumentError",
				 "Only '=', '!=', 'is_()', 'is_not()', 'is_distinct_from()', "
				 "'is_not_distinct_from()' operators "
				 "can be used with None/True/False");
	return ops_expr_object(vm, ddl_binary(py_arena(vm), (struct ddl_operation){ op, NULL },
					      left, value, boolean_type()));
}

struct py_object *ops_compare(struct py *vm, const struct ddl_expr *left, enum ddl_operator op,
			      struct py_object *value)
{
	const struct ddl_expr *node = ops_node(value), *other;
	struct ddl_operation operation = { op, NULL };

	if (py_is_poison(vm, value))
		return NULL;
	if (is_collection(left)) { /* ANY and ALL stand on the right */
		operation.op = ddl_operator_mirror(op);
		if (!ops_take_operand(vm, value, left, &other))
			return NULL;
		return ops_expr_object(
			vm, ddl_binary(py_arena(vm), operation, other, left, boolean_type()));
	}
	if (is_constant(value, node))
		return compare_constant(vm, left, op, constant(value, node));
	if (!ops_take_operand(vm, value, left, &other))
		return NULL;
	return ops_expr_object(vm,
			       ddl_binary(py_arena(vm), operation, left, other, boolean_type()));
}

struct py_object *ops_expr_compare(struct py *vm, enum py_comparison op, struct py_object *self,
				   struct py_object *other)
{
	static const enum ddl_operator operators[] = { DDL_OP_EQ, DDL_OP_NE, DDL_OP_LT,
						       DDL_OP_LE, DDL_OP_GT, DDL_OP_GE };
	const struct ddl_expr *left = ops_node(self);

	if (!left || left->kind == DDL_EXPR_TEXT || left->kind >= DDL_EXPR_TABLE) {
		if (!left || left->kind != DDL_EXPR_SCALAR)
			return py_not_implemented(vm);
	}
	return ops_compare(vm, left, operators[op], other);
}

/* ---- arithmetic and logic ---- */

static struct py_object *junction_of(struct py *vm, enum ddl_operator op,
				     const struct ddl_expr *left, struct py_object *other,
				     bool reflected)
{
	const struct ddl_expr *right;
	struct ddl_expr_list both = { 0 };

	if (!ops_take_condition(vm, other, &right))
		return NULL;
	both = ddl_expr_list_add(py_arena(vm), both, reflected ? right : left);
	both = ddl_expr_list_add(py_arena(vm), both, reflected ? left : right);
	return ops_expr_object(vm, ddl_junction(py_arena(vm), op, both));
}

static struct py_object *power(struct py *vm, const struct ddl_expr *left, struct py_object *other,
			       bool reflected)
{
	const struct ddl_expr *right, *both[2];

	if (!ops_take_expr(vm, other, NULL, &right))
		return NULL;
	both[0] = reflected ? right : left;
	both[1] = reflected ? left : right;
	return ops_expr_object(vm, ddl_call(py_arena(vm), "pow",
					    ddl_expr_list_of(py_arena(vm), both, 2), left->type));
}

static struct py_object *shift(struct py *vm, const struct ddl_expr *left, struct py_object *other,
			       const char *name, enum py_operator op)
{
	static const struct ddl_custom_operator contained[] = {
		{ .text = { "<<", 2 }, .is_comparison = true, .eager_grouping = true },
		{ .text = { ">>", 2 }, .is_comparison = true, .eager_grouping = true },
	};

	if (left->type->kind < DDL_TYPE_PG_INET && left->type->kind != DDL_TYPE_PG_CIDR)
		return py_raise(vm, "NotImplementedError",
				"Operator '%s' is not supported on this expression", name);
	return ops_operate(vm, left,
			   (struct ddl_operation){ DDL_OP_CUSTOM, &contained[op == PY_OP_RSHIFT] },
			   other, boolean_type());
}

struct py_object *ops_expr_binary(struct py *vm, enum py_operator op, struct py_object *self,
				  struct py_object *other, bool reflected)
{
	static const enum ddl_operator operators[PY_OP_COUNT] = {
		[PY_OP_ADD] = DDL_OP_ADD,           [PY_OP_SUB] = DDL_OP_SUB,
		[PY_OP_MULT] = DDL_OP_MUL,          [PY_OP_DIV] = DDL_OP_TRUEDIV,
		[PY_OP_FLOORDIV] = DDL_OP_FLOORDIV, [PY_OP_MOD] = DDL_OP_MOD,
	};
	const struct ddl_expr *left = ops_node(self);

	/* there is no __rand__ nor __ror__, and text() has __and__ alone */
	if (reflected && (op == PY_OP_BITAND || op == PY_OP_BITOR))
		return py_not_implemented(vm);
	if (!left || (left->kind == DDL_EXPR_TEXT && op != PY_OP_BITAND))
		return py_not_implemented(vm);
	if (py_is_poison(vm, other))
		return NULL;
	if (op == PY_OP_BITAND || op == PY_OP_BITOR)
		return junction_of(vm, op == PY_OP_BITAND ? DDL_OP_AND : DDL_OP_OR, left, other,
				   reflected);
	if (op == PY_OP_POW)
		return power(vm, left, other, reflected);
	if (op == PY_OP_LSHIFT || op == PY_OP_RSHIFT)
		return shift(vm, left, other, op == PY_OP_LSHIFT ? "lshift" : "rshift", op);
	if (operators[op] == DDL_OP_NONE)
		return py_not_implemented(vm);
	if (reflected && ops_node(other))
		return py_not_implemented(vm);
	if (reflected)
		return operate_reflected(vm, left, (struct ddl_operation){ operators[op], NULL },
					 other);
	return ops_operate(vm, left, (struct ddl_operation){ operators[op], NULL }, other, NULL);
}

struct py_object *ops_expr_unary(struct py *vm, enum py_unary op, struct py_object *self)
{
	const struct ddl_expr *expr = ops_node(self);

	if (op == PY_UNARY_INVERT)
		return ops_expr_object(vm, ddl_negate(py_arena(vm), expr));
	if (op == PY_UNARY_NEGATIVE)
		return ops_expr_object(vm, ddl_unary(py_arena(vm), DDL_OP_NEG, expr, expr->type));
	return py_raise(vm, "TypeError", "bad operand type for unary +: '%.*s'",
			STR_ARG(self->type->name));
}

/* ---- IN ---- */

static bool take_in_list(struct py *vm, struct py_object *value, const struct ddl_expr *left,
			 enum ddl_operator op, const struct ddl_expr **ret)
{
	struct py_object **given;
	size_t n;
	struct ddl_value list = { .kind = DDL_VALUE_LIST };
	struct ddl_value *items;
	const struct ddl_type *type = left->type;
	struct ddl_expr_list nodes = { 0 };
	bool has_nodes = false;
	struct ddl_expr *bind;

	if (!py_take_items(vm, value, &given, &n))
		return false;
	items = ARENA_ARRAY(py_arena(vm), struct ddl_value, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct ddl_expr *item;

		has_nodes = has_nodes || ops_node(given[i]) || py_is_none(given[i]);
		if (left->kind == DDL_EXPR_TUPLE && py_is_sequence(given[i])) {
			if (!ops_take_value(vm, given[i], &items[i]))
				return false;
			continue;
		}
		if (py_is_none(given[i]))
			item = ddl_expr_null();
		else if (!ops_take_operand(vm, given[i], left, &item))
			return false;
		nodes = ddl_expr_list_add(py_arena(vm), nodes, item);
		if (item->kind == DDL_EXPR_BIND) {
			items[i] = item->u.bind.value;
			type = i == 0 ? item->type : type;
		}
	}
	if (has_nodes) {
		struct ddl_expr *values = ddl_expr_new(py_arena(vm), DDL_EXPR_LIST, NULL);

		values->operation.op = DDL_OP_COMMA;
		values->list = nodes;
		*ret = ddl_grouping(py_arena(vm), values);
		return true;
	}
	list.items = items;
	list.n = n;
	bind = ddl_expr_literal(py_arena(vm), list, type, bind_key(left));
	bind->u.bind.is_expanding = true;
	bind->u.bind.expand_op = op;
	*ret = bind;
	return true;
}

bool ops_take_in(struct py *vm, struct py_object *value, const struct ddl_expr *left,
		 enum ddl_operator op, const struct ddl_expr **ret)
{
	const struct ddl_expr *node = ops_node(value);

	if (py_is_poison(vm, value))
		return false;
	if (!node) {
		if (!py_is_sequence(value) && !py_is(value, &py_set_type) &&
		    !py_is(value, &py_frozenset_type) && !py_is(value, &py_generator_type) &&
		    !py_is(value, &py_dict_type) && !py_is(value, &py_range_type) &&
		    !value->type->slots.iter) {
			ops_throw(vm, "ArgumentError",
				  "IN expression list, SELECT construct, or bound parameter object "
				  "expected, got %.*s.",
				  STR_ARG(ops_repr(vm, value)));
			return false;
		}
		if (py_is_str(value)) {
			ops_throw(vm, "ArgumentError",
				  "IN expression list, SELECT construct, or bound parameter object "
				  "expected, got %.*s.",
				  STR_ARG(ops_repr(vm, value)));
			return false;
		}
		return take_in_list(vm, value, left, op, ret);
	}
	if (node->kind == DDL_EXPR_BIND) {
		struct ddl_expr *bind = ops_copy(vm, with_type(vm, node, left->type));

		bind->u.bind.is_expanding = true;
		bind->u.bind.expand_op = op;
		*ret = bind;
		return true;
	}
	*ret = ops_as_scalar(vm, node);
	return true;
}

/* ---- [ ] ---- */

static struct py_object *json_item(struct py *vm, const struct ddl_expr *left,
				   struct py_object *key)
{
	bool is_path = py_is_sequence(key);
	struct ddl_operation operation = { is_path ? DDL_OP_JSON_PATH_GETITEM : DDL_OP_JSON_GETITEM,
					   NULL };
	const struct ddl_expr *index;

	if (ops_node(key)) {
		index = ops_node(key);
	} else {
		struct ddl_value value;
		struct ddl_expr *bind;

		if (!ops_take_value(vm, key, &value))
			return NULL;
		bind = ddl_expr_literal(py_arena(vm), value, ddl_value_type(&value),
					bind_key(left));
		bind->u.bind.is_json_path = true;
		index = bind;
	}
	return ops_expr_object(vm, ddl_binary(py_arena(vm), operation, left, index, left->type));
}

static struct py_object *array_item(struct py *vm, const struct ddl_expr *left,
				    struct py_object *key)
{
	const struct ddl_type *item = left->type->item ? left->type->item
						       : ddl_expr_type(DDL_TYPE_NULLTYPE);
	const struct ddl_expr *index;
	struct ddl_expr *slice;

	if (!py_is(key, &py_slice_type)) {
		if (!ops_take_expr(vm, key, NULL, &index))
			return NULL;
		return ops_expr_object(
			vm, ddl_binary(py_arena(vm), DDL_OPERATION(GETITEM), left, index, item));
	}
	slice = ddl_expr_new(py_arena(vm), DDL_EXPR_SLICE, NULL);
	{
		struct py_object *start = py_getattr(vm, key, STR("start")),
				 *stop = py_getattr(vm, key, STR("stop"));

		if (!start || !stop || !ops_take_expr(vm, start, NULL, &slice->left) ||
		    !ops_take_expr(vm, stop, NULL, &slice->right))
			return NULL;
	}
	return ops_expr_object(
		vm, ddl_binary(py_arena(vm), DDL_OPERATION(GETITEM), left, slice, left->type));
}

struct py_object *ops_expr_getitem(struct py *vm, struct py_object *self, struct py_object *key)
{
	const struct ddl_expr *left = ops_node(self);
	enum ddl_type_kind affinity = ddl_affinity(left->type);
	static const struct ddl_custom_operator arrow = { .text = { "->", 2 },
							  .precedence = 15,
							  .eager_grouping = true,
							  .self_precedent = true };

	if (py_is_poison(vm, key))
		return NULL;
	if (affinity == DDL_TYPE_JSON)
		return json_item(vm, left, key);
	if (affinity == DDL_TYPE_ARRAY)
		return array_item(vm, left, key);
	if (affinity == DDL_TYPE_PG_HSTORE)
		return ops_operate(vm, left, (struct ddl_operation){ DDL_OP_CUSTOM, &arrow }, key,
				   ddl_expr_type(DDL_TYPE_TEXT_));
	return py_raise(vm, "NotImplementedError",
			"Operator 'getitem' is not supported on this expression");
}
