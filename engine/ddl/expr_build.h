/*
 * Building expressions by the library's rules: when an operand gets parentheses, what type a result
 * has, what an operator becomes for its operands' types, how conditions are joined and negated
 * (sqlalchemy/sql/elements.py, default_comparator.py, sqltypes.py).
 */
#ifndef RETORT_DDL_EXPR_BUILD_H
#define RETORT_DDL_EXPR_BUILD_H

#include "engine/ddl/expr_node.h"

#define DDL_OPERATION(id) ((struct ddl_operation){ DDL_OP_##id, NULL })

/* `self_group`: with parentheses if it needs them as an operand of `outer`. */
const struct ddl_expr *ddl_group(struct arena *result, const struct ddl_expr *expr,
				 struct ddl_operation outer);
/* left op right, both grouped; chains of an associative operator become one list. */
const struct ddl_expr *ddl_binary(struct arena *result, struct ddl_operation operation,
				  const struct ddl_expr *left, const struct ddl_expr *right,
				  const struct ddl_type *type);
/* The type of `left op right`, and the operator for these types (String + is ||). */
const struct ddl_type *ddl_adapt(struct ddl_operation *operation, const struct ddl_expr *left,
				 const struct ddl_expr *right);
/* op in front of, or behind, its operand */
const struct ddl_expr *ddl_unary(struct arena *result, enum ddl_operator op,
				 const struct ddl_expr *operand, const struct ddl_type *type);
/* x DESC, x NULLS LAST ... */
const struct ddl_expr *ddl_modifier(struct arena *result, enum ddl_operator op,
				    const struct ddl_expr *operand);
/* ~x, not_(x) */
const struct ddl_expr *ddl_negate(struct arena *result, const struct ddl_expr *expr);
/* and_(), or_(): true and false are dropped or decide; one alone stays itself.  n may be 0. */
const struct ddl_expr *ddl_junction(struct arena *result, enum ddl_operator op,
				    struct ddl_expr_list clauses);
/* The conditions of a WHERE as one; NULL if there are none. */
const struct ddl_expr *ddl_where(struct arena *result, struct ddl_expr_list clauses);
const struct ddl_expr *ddl_grouping(struct arena *result, const struct ddl_expr *expr);
const struct ddl_expr *ddl_call(struct arena *result, const char *name,
				struct ddl_expr_list arguments, const struct ddl_type *type);
bool ddl_type_is_boolean(const struct ddl_type *type);
/* The root of a type's family: STRING for VARCHAR, JSON for JSONB. */
enum ddl_type_kind ddl_affinity(const struct ddl_type *type);
/* The type of a value that is an operand beside one of `type` (`coerce_compared_value`). */
const struct ddl_type *ddl_compared_type(const struct ddl_type *type,
					 const struct ddl_value *value);

#endif
