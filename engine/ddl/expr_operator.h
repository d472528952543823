/*
 * The operators of SQL expressions: text, precedence and what is known of each, as tables copied
 * from sqlalchemy/sql/operators.py (`_PRECEDENCE`, `_commutative`, `comparison_op`) and the texts
 * of sqlalchemy/sql/compiler.py (`OPERATORS`).
 */
#ifndef RETORT_DDL_EXPR_OPERATOR_H
#define RETORT_DDL_EXPR_OPERATOR_H

#include "engine/base/str.h"

#define DDL_LOWEST  (-100) /* precedence of what is in no table: as operand, and ... */
#define DDL_HIGHEST 100    /* ... as surroundings */

/*      id              text                       precedence  flags  negation */
#define DDL_OPERATORS(X)                                                                           \
	X(NONE, NULL, DDL_LOWEST, 0, NONE)                                                         \
	X(AND, " AND ", 3, B | A, NONE)                                                            \
	X(OR, " OR ", 2, B | A, NONE)                                                              \
	X(ADD, " + ", 7, A, NONE)                                                                  \
	X(SUB, " - ", 7, 0, NONE)                                                                  \
	X(MUL, " * ", 8, A, NONE)                                                                  \
	X(TRUEDIV, " / ", 8, 0, NONE)                                                              \
	X(FLOORDIV, " / ", 8, 0, NONE)                                                             \
	X(MOD, " % ", 8, 0, NONE)                                                                  \
	X(NEG, "-", 8, 0, NONE)                                                                    \
	X(EQ, " = ", 5, B | C, NE)                                                                 \
	X(NE, " != ", 5, B | C, EQ)                                                                \
	X(LT, " < ", 5, B | C, GE)                                                                 \
	X(LE, " <= ", 5, B | C, GT)                                                                \
	X(GT, " > ", 5, B | C, LE)                                                                 \
	X(GE, " >= ", 5, B | C, LT)                                                                \
	X(IS, " IS ", 5, B | C, IS_NOT)                                                            \
	X(IS_NOT, " IS NOT ", 5, B | C, IS)                                                        \
	X(IS_DISTINCT, " IS DISTINCT FROM ", 5, B | C, IS_NOT_DISTINCT)                            \
	X(IS_NOT_DISTINCT, " IS NOT DISTINCT FROM ", 5, B | C, IS_DISTINCT)                        \
	X(IN, " IN ", 5, B | C, NOT_IN)                                                            \
	X(NOT_IN, " NOT IN ", 5, B | C, IN)                                                        \
	X(LIKE, " LIKE ", 5, B | C, NOT_LIKE)                                                      \
	X(NOT_LIKE, " NOT LIKE ", 5, B | C, LIKE)                                                  \
	X(ILIKE, " ILIKE ", 5, B | C, NOT_ILIKE)                                                   \
	X(NOT_ILIKE, " NOT ILIKE ", 5, B | C, ILIKE)                                               \
	X(STARTSWITH, NULL, DDL_LOWEST, B | C, NOT_STARTSWITH)                                     \
	X(NOT_STARTSWITH, NULL, DDL_LOWEST, B | C, STARTSWITH)                                     \
	X(ENDSWITH, NULL, DDL_LOWEST, B | C, NOT_ENDSWITH)                                         \
	X(NOT_ENDSWITH, NULL, DDL_LOWEST, B | C, ENDSWITH)                                         \
	X(CONTAINS, NULL, DDL_LOWEST, B | C, NOT_CONTAINS)                                         \
	X(NOT_CONTAINS, NULL, DDL_LOWEST, B | C, CONTAINS)                                         \
	X(ISTARTSWITH, NULL, DDL_LOWEST, B | C, NOT_ISTARTSWITH)                                   \
	X(NOT_ISTARTSWITH, NULL, DDL_LOWEST, B | C, ISTARTSWITH)                                   \
	X(IENDSWITH, NULL, DDL_LOWEST, B | C, NOT_IENDSWITH)                                       \
	X(NOT_IENDSWITH, NULL, DDL_LOWEST, B | C, IENDSWITH)                                       \
	X(ICONTAINS, NULL, DDL_LOWEST, B | C, NOT_ICONTAINS)                                       \
	X(NOT_ICONTAINS, NULL, DDL_LOWEST, B | C, ICONTAINS)                                       \
	X(BETWEEN, " BETWEEN ", 5, B | C, NOT_BETWEEN)                                             \
	X(NOT_BETWEEN, " NOT BETWEEN ", 5, B | C, BETWEEN)                                         \
	X(MATCH, " MATCH ", 5, B | C, NOT_MATCH)                                                   \
	X(NOT_MATCH, " NOT MATCH ", 5, B | C, MATCH)                                               \
	X(REGEXP, " ~ ", 5, B | C, NOT_REGEXP)                                                     \
	X(NOT_REGEXP, " !~ ", 5, B | C, REGEXP)                                                    \
	X(REGEXP_REPLACE, NULL, 5, 0, NONE)                                                        \
	X(CONCAT, " || ", 5, A, NONE)                                                              \
	X(BITWISE_XOR, " ^ ", 7, 0, NONE)                                                          \
	X(BITWISE_OR, " | ", 7, 0, NONE)                                                           \
	X(BITWISE_AND, " & ", 7, 0, NONE)                                                          \
	X(BITWISE_LSHIFT, " << ", 7, 0, NONE)                                                      \
	X(BITWISE_RSHIFT, " >> ", 7, 0, NONE)                                                      \
	X(BITWISE_NOT, "~", 8, 0, NONE)                                                            \
	X(GETITEM, NULL, 15, N, NONE)                                                              \
	X(JSON_GETITEM, NULL, 15, N, NONE)                                                         \
	X(JSON_PATH_GETITEM, NULL, 15, N, NONE)                                                    \
	X(COLLATE, " COLLATE ", 4, 0, NONE)                                                        \
	X(INV, "NOT ", 5, B, NONE)                                                                 \
	X(IS_TRUE, NULL, 5, B, IS_FALSE)                                                           \
	X(IS_FALSE, NULL, 5, B, IS_TRUE)                                                           \
	X(EXISTS, "EXISTS ", 0, 0, NONE)                                                           \
	X(DISTINCT, "DISTINCT ", 5, 0, NONE)                                                       \
	X(ANY, "ANY ", 15, 0, NONE)                                                                \
	X(ALL, "ALL ", 15, 0, NONE)                                                                \
	X(DESC, " DESC", 3, 0, NONE)                                                               \
	X(ASC, " ASC", 3, 0, NONE)                                                                 \
	X(NULLS_FIRST, " NULLS FIRST", DDL_LOWEST, 0, NONE)                                        \
	X(NULLS_LAST, " NULLS LAST", DDL_LOWEST, 0, NONE)                                          \
	X(COMMA, ", ", -1, 0, NONE)                                                                \
	X(FILTER, NULL, 6, 0, NONE)                                                                \
	X(ASBOOL, NULL, -10, 0, NONE)                                                              \
	X(CUSTOM, NULL, 0, 0, NONE)

enum ddl_operator {
#define X(id, text, precedence, flags, negation) DDL_OP_##id,
	DDL_OPERATORS(X)
#undef X
		DDL_OP_COUNT
};

/* op("..."), and the dialects' own (`@>`): the text without its blanks. */
struct ddl_custom_operator {
	struct str text;
	int precedence;
	bool is_comparison;
	bool eager_grouping; /* (a -> b) when inside another operator */
	bool self_precedent; /* a -> b -> c without parentheses */
};

struct ddl_operation { /* what a node's operator is */
	enum ddl_operator op;
	const struct ddl_custom_operator *custom; /* with DDL_OP_CUSTOM */
};

const char *ddl_operator_text(enum ddl_operator op); /* with blanks; NULL: it has its own rule */
enum ddl_operator ddl_operator_negation(enum ddl_operator op); /* DDL_OP_NONE: none */
bool ddl_operator_is_associative(enum ddl_operator op);
bool ddl_operator_is_comparison(struct ddl_operation operation);
bool ddl_operator_is_boolean(struct ddl_operation operation);
/* a < b is b > a */
enum ddl_operator ddl_operator_mirror(enum ddl_operator op);
/* `inner` needs parentheses as an operand of `outer` (`is_precedent`). */
bool ddl_operator_needs_group(struct ddl_operation inner, struct ddl_operation outer);

#endif
