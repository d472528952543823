#include "engine/ddl/expr_build.h"

#define IS(operation_, id) ((operation_).op == DDL_OP_##id)

static enum ddl_type_kind parent_of(enum ddl_type_kind kind)
{
	static const enum ddl_type_kind parents[] = {
#define X(kind_, name, home, base) DDL_TYPE_##base,
		DDL_TYPES(X)
#undef X
	};

	return parents[kind];
}

enum ddl_type_kind ddl_affinity(const struct ddl_type *type)
{
	enum ddl_type_kind kind = type->kind;

	while (parent_of(kind) != kind)
		kind = parent_of(kind);
	return kind;
}

bool ddl_type_is_boolean(const struct ddl_type *type)
{
	return ddl_affinity(type) == DDL_TYPE_BOOLEAN;
}

/* ---- grouping ---- */

const struct ddl_expr *ddl_grouping(struct arena *result, const struct ddl_expr *expr)
{
	struct ddl_expr *grouping = ddl_expr_new(result, DDL_EXPR_GROUPING, expr->type);

	grouping->left = expr;
	return grouping;
}

static const struct ddl_expr *as_boolean(struct arena *result, const struct ddl_expr *element,
					 bool is_true)
{
	struct ddl_expr *expr =
		ddl_expr_new(result, DDL_EXPR_AS_BOOLEAN, ddl_expr_type(DDL_TYPE_BOOLEAN));

	expr->operation = is_true ? DDL_OPERATION(IS_TRUE) : DDL_OPERATION(IS_FALSE);
	expr->left = element;
	return expr;
}

static bool operator_needs_group(const struct ddl_expr *expr, struct ddl_operation outer)
{
	if (!expr->is_ungrouped && ddl_operator_needs_group(expr->operation, outer))
		return true;
	return IS(outer, INV) && !ddl_operator_is_boolean(expr->operation);
}

static const struct ddl_expr *group_inner(struct arena *result, const struct ddl_expr *expr,
					  struct ddl_operation outer)
{
	const struct ddl_expr *inner = ddl_group(result, expr->left, outer);
	struct ddl_expr *copy;

	if (inner == expr->left)
		return expr;
	copy = ARENA_NEW(result, struct ddl_expr);
	*copy = *expr;
	copy->left = inner;
	return copy;
}

/* What a plain column element does (ColumnElement.self_group). */
static const struct ddl_expr *group_plain(struct arena *result, const struct ddl_expr *expr,
					  struct ddl_operation outer)
{
	bool is_condition = IS(outer, AND) || IS(outer, OR) || IS(outer, ASBOOL);

	if (is_condition && ddl_type_is_boolean(expr->type))
		return as_boolean(result, expr, true);
	if (IS(outer, ANY) || IS(outer, ALL))
		return ddl_grouping(result, expr);
	return expr;
}

static bool is_array(const struct ddl_expr *expr)
{
	return ddl_affinity(expr->type) == DDL_TYPE_ARRAY;
}

/* What never gets parentheses: it has them, is a name, or is no expression. */
static bool stands_alone(enum ddl_expr_kind kind)
{
	static const enum ddl_expr_kind kinds[] = {
		DDL_EXPR_GROUPING, DDL_EXPR_AS_BOOLEAN, DDL_EXPR_TUPLE,
		DDL_EXPR_SLICE,    DDL_EXPR_LABEL_NAME, DDL_EXPR_STAR,
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (kinds[i] == kind)
			return true;
	return kind >= DDL_EXPR_TABLE;
}

static bool needs_parentheses(const struct ddl_expr *expr, struct ddl_operation outer)
{
	bool is_collection = IS(outer, ANY) || IS(outer, ALL);

	if (expr->kind == DDL_EXPR_LIST)
		return expr->list.n && operator_needs_group(expr, outer);
	if (expr->kind == DDL_EXPR_BINARY)
		return operator_needs_group(expr, outer);
	if (expr->kind == DDL_EXPR_UNARY)
		return !expr->is_modifier && ddl_operator_needs_group(expr->operation, outer);
	if (expr->kind == DDL_EXPR_FILTER)
		return ddl_operator_needs_group(DDL_OPERATION(FILTER), outer);
	if (expr->kind == DDL_EXPR_TEXT)
		return IS(outer, IN) || IS(outer, NOT_IN);
	if (expr->kind == DDL_EXPR_ARRAY)
		return is_collection || IS(outer, GETITEM);
	if (expr->kind == DDL_EXPR_FUNCTION)
		return IS(outer, GETITEM) && is_array(expr);
	return expr->kind == DDL_EXPR_SELECT || expr->kind == DDL_EXPR_COMPOUND ||
	       expr->kind == DDL_EXPR_TEXT_SELECT;
}

static bool is_operation(enum ddl_expr_kind kind)
{
	return kind == DDL_EXPR_LIST || kind == DDL_EXPR_BINARY || kind == DDL_EXPR_UNARY ||
	       kind == DDL_EXPR_FILTER || kind == DDL_EXPR_TEXT || kind == DDL_EXPR_ARRAY;
}

const struct ddl_expr *ddl_group(struct arena *result, const struct ddl_expr *expr,
				 struct ddl_operation outer)
{
	if (needs_parentheses(expr, outer))
		return ddl_grouping(result, expr);
	if (expr->kind == DDL_EXPR_LABEL || expr->kind == DDL_EXPR_TYPE_COERCE)
		return group_inner(result, expr, outer);
	if (is_operation(expr->kind) || stands_alone(expr->kind))
		return expr;
	return group_plain(result, expr, outer);
}

/* ---- operators ---- */

static bool is_chain_of(const struct ddl_expr *expr, struct ddl_operation operation,
			const struct ddl_type *type)
{
	if (expr->kind != DDL_EXPR_LIST && expr->kind != DDL_EXPR_BINARY)
		return false;
	return expr->operation.op == operation.op && ddl_affinity(type) == ddl_affinity(expr->type);
}

static struct ddl_expr_list add_operands(struct arena *result, struct ddl_expr_list list,
					 const struct ddl_expr *expr, bool is_chain)
{
	if (!is_chain)
		return ddl_expr_list_add(result, list, expr);
	if (expr->kind == DDL_EXPR_BINARY)
		return ddl_expr_list_add(result, ddl_expr_list_add(result, list, expr->left),
					 expr->right);
	for (size_t i = 0; i < expr->list.n; i++)
		list = ddl_expr_list_add(result, list, expr->list.items[i]);
	return list;
}

static const struct ddl_expr *operand_list(struct arena *result, struct ddl_operation operation,
					   struct ddl_expr_list operands,
					   const struct ddl_type *type)
{
	struct ddl_expr *expr = ddl_expr_new(result, DDL_EXPR_LIST, type);

	for (size_t i = 0; i < operands.n; i++)
		operands.items[i] = ddl_group(result, operands.items[i], operation);
	expr->operation = operation;
	expr->list = operands;
	return expr;
}

static bool is_collection_aggregate(const struct ddl_expr *expr)
{
	return expr->kind == DDL_EXPR_UNARY &&
	       (IS(expr->operation, ANY) || IS(expr->operation, ALL));
}

const struct ddl_expr *ddl_binary(struct arena *result, struct ddl_operation operation,
				  const struct ddl_expr *left, const struct ddl_expr *right,
				  const struct ddl_type *type)
{
	struct ddl_expr *expr;

	if (operation.op != DDL_OP_CUSTOM && ddl_operator_is_associative(operation.op)) {
		bool left_chain = is_chain_of(left, operation, type),
		     right_chain = is_chain_of(right, operation, type);

		if (left_chain || right_chain) {
			struct ddl_expr_list operands = { 0 };

			operands = add_operands(result, operands, left, left_chain);
			operands = add_operands(result, operands, right, right_chain);
			return operand_list(result, operation, operands, type);
		}
	}
	expr = ddl_expr_new(result, DDL_EXPR_BINARY, type);
	expr->operation = operation;
	expr->left = ddl_group(result, left, operation);
	expr->right = ddl_group(result, right, operation);
	expr->negation.op = ddl_operator_negation(operation.op);
	if (is_collection_aggregate(left) || is_collection_aggregate(right))
		expr->negation.op = DDL_OP_NONE;
	expr->escape = expr->flags = STR_NULL;
	return expr;
}

const struct ddl_expr *ddl_unary(struct arena *result, enum ddl_operator op,
				 const struct ddl_expr *operand, const struct ddl_type *type)
{
	struct ddl_expr *expr = ddl_expr_new(result, DDL_EXPR_UNARY, type);

	expr->operation.op = op;
	expr->left = ddl_group(result, operand, expr->operation);
	return expr;
}

const struct ddl_expr *ddl_modifier(struct arena *result, enum ddl_operator op,
				    const struct ddl_expr *operand)
{
	struct ddl_expr *expr = ddl_expr_new(result, DDL_EXPR_UNARY, operand->type);

	expr->operation.op = op;
	expr->is_modifier = true;
	expr->left = ddl_group(result, operand, expr->operation);
	return expr;
}

const struct ddl_expr *ddl_call(struct arena *result, const char *name,
				struct ddl_expr_list arguments, const struct ddl_type *type)
{
	struct ddl_expr *call = ddl_expr_new(result, DDL_EXPR_FUNCTION, type);

	call->u.function.name.text = str_from(name);
	call->u.function.arguments = arguments;
	return call;
}

/* ---- negation ---- */

static const struct ddl_expr *negate_binary(struct arena *result, const struct ddl_expr *expr)
{
	struct ddl_expr *negated;

	if (expr->negation.op == DDL_OP_NONE)
		return ddl_negate(result, ddl_grouping(result, expr));
	negated = ARENA_NEW(result, struct ddl_expr);
	*negated = *expr;
	negated->python = NULL;
	negated->operation = expr->negation;
	negated->negation = expr->operation;
	if (expr->right->kind == DDL_EXPR_BIND && expr->right->u.bind.is_expanding) {
		struct ddl_expr *bind = ARENA_NEW(result, struct ddl_expr);

		*bind = *expr->right;
		bind->u.bind.expand_op = negated->operation.op;
		negated->right = bind;
	}
	return negated;
}

static const struct ddl_expr *negate_plain(struct arena *result, const struct ddl_expr *expr)
{
	if (expr->kind != DDL_EXPR_TEXT && ddl_type_is_boolean(expr->type))
		return as_boolean(result, expr, false);
	return ddl_unary(result, DDL_OP_INV, expr, NULL);
}

const struct ddl_expr *ddl_negate(struct arena *result, const struct ddl_expr *expr)
{
	if (expr->kind == DDL_EXPR_TRUE)
		return ddl_expr_false();
	if (expr->kind == DDL_EXPR_FALSE)
		return ddl_expr_true();
	if (expr->kind == DDL_EXPR_BINARY)
		return negate_binary(result, expr);
	if (expr->kind == DDL_EXPR_LIST)
		return ddl_unary(result, DDL_OP_INV, expr, NULL);
	if (expr->kind == DDL_EXPR_UNARY)
		return ddl_unary(result, DDL_OP_INV, expr, ddl_expr_type(DDL_TYPE_BOOLEAN));
	if (expr->kind == DDL_EXPR_AS_BOOLEAN) {
		if (expr->left->kind == DDL_EXPR_TRUE || expr->left->kind == DDL_EXPR_FALSE)
			return ddl_negate(result, expr->left);
		return as_boolean(result, expr->left, !IS(expr->operation, IS_TRUE));
	}
	if (expr->kind == DDL_EXPR_LABEL) {
		struct ddl_expr *label = ARENA_NEW(result, struct ddl_expr);

		*label = *expr;
		label->left = ddl_negate(result, expr->left);
		return label;
	}
	return negate_plain(result, expr);
}

/* ---- conditions ---- */

/* Which of true and false can be left out, and which one decides alone. */
static struct ddl_expr_list drop_constants(struct arena *result, enum ddl_operator op,
					   struct ddl_expr_list clauses)
{
	enum ddl_expr_kind idle = op == DDL_OP_AND ? DDL_EXPR_TRUE : DDL_EXPR_FALSE;
	enum ddl_expr_kind decisive = op == DDL_OP_AND ? DDL_EXPR_FALSE : DDL_EXPR_TRUE;
	struct ddl_expr_list kept = { 0 };
	const struct ddl_expr *last_idle = NULL;

	for (size_t i = 0; i < clauses.n; i++) {
		if (clauses.items[i]->kind == decisive)
			return ddl_expr_list_of(result, &clauses.items[i], 1);
		if (clauses.items[i]->kind == idle)
			last_idle = clauses.items[i];
		else
			kept = ddl_expr_list_add(result, kept, clauses.items[i]);
	}
	return kept.n || !last_idle ? kept : ddl_expr_list_of(result, &last_idle, 1);
}

static const struct ddl_expr *join_clauses(struct arena *result, enum ddl_operator op,
					   struct ddl_expr_list clauses, bool flattens)
{
	struct ddl_expr_list kept = drop_constants(result, op, clauses), flat = { 0 };
	struct ddl_expr *list;

	if (kept.n == 1)
		return ddl_group(result, kept.items[0], DDL_OPERATION(ASBOOL));
	list = ddl_expr_new(result, DDL_EXPR_LIST, ddl_expr_type(DDL_TYPE_BOOLEAN));
	list->operation.op = op;
	for (size_t i = 0; i < kept.n; i++) {
		const struct ddl_expr *clause =
			ddl_group(result, kept.items[i], (struct ddl_operation){ op, NULL });
		bool is_chain =
			flattens &&
			(clause->kind == DDL_EXPR_LIST || clause->kind == DDL_EXPR_BINARY) &&
			clause->operation.op == op;

		flat = add_operands(result, flat, clause, is_chain);
	}
	list->list = flat;
	return list;
}

const struct ddl_expr *ddl_junction(struct arena *result, enum ddl_operator op,
				    struct ddl_expr_list clauses)
{
	return join_clauses(result, op, clauses, true);
}

const struct ddl_expr *ddl_where(struct arena *result, struct ddl_expr_list clauses)
{
	return clauses.n ? join_clauses(result, DDL_OP_AND, clauses, false) : NULL;
}
