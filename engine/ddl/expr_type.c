/* What type an operation has, and what type a value beside it gets (sqlalchemy/sql/sqltypes.py). */
#include "engine/ddl/expr_build.h"

enum result { SELF, OTHER, AS_NUMERIC, AS_DATETIME, AS_INTERVAL, AS_INTEGER };

/* `_expression_adaptations`; what is not here keeps the left side's type */
static const struct {
	enum ddl_type_kind left;
	enum ddl_operator op;
	enum ddl_type_kind right;
	enum result result;
} adaptations[] = {
	{ DDL_TYPE_INTEGER, DDL_OP_ADD, DDL_TYPE_DATE, OTHER },
	{ DDL_TYPE_INTEGER, DDL_OP_ADD, DDL_TYPE_NUMERIC, OTHER },
	{ DDL_TYPE_INTEGER, DDL_OP_ADD, DDL_TYPE_FLOAT, OTHER },
	{ DDL_TYPE_INTEGER, DDL_OP_MUL, DDL_TYPE_INTERVAL, OTHER },
	{ DDL_TYPE_INTEGER, DDL_OP_MUL, DDL_TYPE_NUMERIC, OTHER },
	{ DDL_TYPE_INTEGER, DDL_OP_MUL, DDL_TYPE_FLOAT, OTHER },
	{ DDL_TYPE_INTEGER, DDL_OP_TRUEDIV, DDL_TYPE_INTEGER, AS_NUMERIC },
	{ DDL_TYPE_INTEGER, DDL_OP_TRUEDIV, DDL_TYPE_NUMERIC, OTHER },
	{ DDL_TYPE_INTEGER, DDL_OP_TRUEDIV, DDL_TYPE_FLOAT, OTHER },
	{ DDL_TYPE_INTEGER, DDL_OP_FLOORDIV, DDL_TYPE_NUMERIC, OTHER },
	{ DDL_TYPE_INTEGER, DDL_OP_SUB, DDL_TYPE_NUMERIC, OTHER },
	{ DDL_TYPE_INTEGER, DDL_OP_SUB, DDL_TYPE_FLOAT, OTHER },
	{ DDL_TYPE_NUMERIC, DDL_OP_MUL, DDL_TYPE_INTERVAL, OTHER },
	{ DDL_TYPE_FLOAT, DDL_OP_MUL, DDL_TYPE_INTERVAL, OTHER },
	{ DDL_TYPE_DATETIME, DDL_OP_SUB, DDL_TYPE_DATETIME, AS_INTERVAL },
	{ DDL_TYPE_DATE, DDL_OP_ADD, DDL_TYPE_INTERVAL, AS_DATETIME },
	{ DDL_TYPE_DATE, DDL_OP_ADD, DDL_TYPE_TIME, AS_DATETIME },
	{ DDL_TYPE_DATE, DDL_OP_SUB, DDL_TYPE_DATE, AS_INTEGER },
	{ DDL_TYPE_DATE, DDL_OP_SUB, DDL_TYPE_INTERVAL, AS_DATETIME },
	{ DDL_TYPE_DATE, DDL_OP_SUB, DDL_TYPE_DATETIME, AS_INTERVAL },
	{ DDL_TYPE_TIME, DDL_OP_ADD, DDL_TYPE_DATE, AS_DATETIME },
	{ DDL_TYPE_TIME, DDL_OP_SUB, DDL_TYPE_TIME, AS_INTERVAL },
	{ DDL_TYPE_INTERVAL, DDL_OP_ADD, DDL_TYPE_DATE, AS_DATETIME },
	{ DDL_TYPE_INTERVAL, DDL_OP_ADD, DDL_TYPE_DATETIME, OTHER },
	{ DDL_TYPE_INTERVAL, DDL_OP_ADD, DDL_TYPE_TIME, OTHER },
};

static bool is_concatenable(enum ddl_type_kind affinity)
{
	return affinity == DDL_TYPE_STRING || affinity == DDL_TYPE_JSON ||
	       affinity == DDL_TYPE_ARRAY || affinity == DDL_TYPE_PG_HSTORE;
}

static const struct ddl_type *adapt_known(struct ddl_operation *operation,
					  const struct ddl_type *left, const struct ddl_type *right)
{
	enum ddl_type_kind a = ddl_affinity(left), b = ddl_affinity(right);

	if (is_concatenable(a)) {
		if (operation->op == DDL_OP_ADD && (is_concatenable(b) || b == DDL_TYPE_NULLTYPE))
			operation->op = DDL_OP_CONCAT;
		return operation->op == DDL_OP_CONCAT && left->kind == DDL_TYPE_ENUM
			       ? ddl_expr_type(DDL_TYPE_STRING)
			       : left;
	}
	for (size_t i = 0; i < sizeof(adaptations) / sizeof(adaptations[0]); i++) {
		if (adaptations[i].left != a || adaptations[i].op != operation->op ||
		    adaptations[i].right != b)
			continue;
		switch (adaptations[i].result) {
		case SELF:
			return left;
		case OTHER:
			return right;
		case AS_NUMERIC:
			return ddl_expr_type(DDL_TYPE_NUMERIC);
		case AS_DATETIME:
			return ddl_expr_type(DDL_TYPE_DATETIME);
		case AS_INTERVAL:
			return ddl_expr_type(DDL_TYPE_INTERVAL);
		case AS_INTEGER:
			return ddl_expr_type(DDL_TYPE_INTEGER);
		}
	}
	return left;
}

static bool is_commutative(enum ddl_operator op)
{
	return op == DDL_OP_EQ || op == DDL_OP_NE || op == DDL_OP_ADD || op == DDL_OP_MUL;
}

const struct ddl_type *ddl_adapt(struct ddl_operation *operation, const struct ddl_expr *left,
				 const struct ddl_expr *right)
{
	bool left_unknown = left->type->kind == DDL_TYPE_NULLTYPE,
	     right_unknown = right->type->kind == DDL_TYPE_NULLTYPE;

	if (!left_unknown)
		return adapt_known(operation, left->type, right->type);
	if (right_unknown || !is_commutative(operation->op))
		return left->type;
	return adapt_known(operation, right->type, left->type);
}

const struct ddl_type *ddl_compared_type(const struct ddl_type *type, const struct ddl_value *value)
{
	const struct ddl_type *own = ddl_value_type(value);

	if (type->kind == DDL_TYPE_DECORATOR || type->kind == DDL_TYPE_USER_DEFINED)
		return type;
	if (ddl_affinity(type) == DDL_TYPE_LARGEBINARY && value->kind == DDL_VALUE_STRING)
		return type;
	if (ddl_affinity(type) == DDL_TYPE_INTERVAL && own->kind == DDL_TYPE_INTERVAL)
		return type;
	if (own->kind == DDL_TYPE_NULLTYPE || ddl_affinity(own) == ddl_affinity(type))
		return type;
	return own;
}
