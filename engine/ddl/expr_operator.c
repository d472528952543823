#include "engine/ddl/expr_operator.h"

enum { B = 1, C = 2, A = 4, N = 8 }; /* boolean, comparison, associative, natural self-precedent */

static const struct {
	const char *text;
	int precedence, flags;
	enum ddl_operator negation;
} facts[] = {
#define X(id, text, precedence, flags, negation) { text, precedence, flags, DDL_OP_##negation },
	DDL_OPERATORS(X)
#undef X
};

const char *ddl_operator_text(enum ddl_operator op)
{
	return facts[op].text;
}

enum ddl_operator ddl_operator_negation(enum ddl_operator op)
{
	return facts[op].negation;
}

bool ddl_operator_is_associative(enum ddl_operator op)
{
	return (facts[op].flags & A) != 0;
}

bool ddl_operator_is_comparison(struct ddl_operation operation)
{
	if (operation.op == DDL_OP_CUSTOM)
		return operation.custom->is_comparison;
	return (facts[operation.op].flags & C) != 0;
}

bool ddl_operator_is_boolean(struct ddl_operation operation)
{
	return ddl_operator_is_comparison(operation) || (facts[operation.op].flags & B) != 0;
}

enum ddl_operator ddl_operator_mirror(enum ddl_operator op)
{
	if (op == DDL_OP_GT)
		return DDL_OP_LT;
	if (op == DDL_OP_LT)
		return DDL_OP_GT;
	if (op == DDL_OP_GE)
		return DDL_OP_LE;
	return op == DDL_OP_LE ? DDL_OP_GE : op;
}

static bool is_same(struct ddl_operation a, struct ddl_operation b)
{
	if (a.op != DDL_OP_CUSTOM || b.op != DDL_OP_CUSTOM)
		return a.op == b.op;
	return a.custom == b.custom || (str_equal(a.custom->text, b.custom->text) &&
					a.custom->precedence == b.custom->precedence);
}

static bool is_self_precedent(struct ddl_operation operation)
{
	if (operation.op == DDL_OP_CUSTOM)
		return operation.custom->self_precedent;
	return (facts[operation.op].flags & (A | N)) != 0;
}

static int precedence_of(struct ddl_operation operation, int absent)
{
	int precedence = operation.op == DDL_OP_CUSTOM ? operation.custom->precedence
						       : facts[operation.op].precedence;

	return precedence == DDL_LOWEST ? absent : precedence;
}

bool ddl_operator_needs_group(struct ddl_operation inner, struct ddl_operation outer)
{
	if (is_same(inner, outer) && is_self_precedent(inner))
		return false;
	if (outer.op == DDL_OP_NONE)
		return true;
	return precedence_of(inner, DDL_LOWEST) <= precedence_of(outer, DDL_HIGHEST);
}
