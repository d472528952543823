/*
 * What the writers of whole statements share: FROM lists, labels of selected columns, WITH.
 * For statement*.c only.
 */
#ifndef RETORT_DDL_STATEMENT_H
#define RETORT_DDL_STATEMENT_H

#include "engine/ddl/expr_write.h"

bool ddl_same_from(const struct ddl_expr *a, const struct ddl_expr *b);
bool ddl_has_from(struct ddl_expr_list list, const struct ddl_expr *from);
/* Adds what `expr` (or NULL) selects from, each once, in order. */
void ddl_add_froms(struct arena *arena, struct ddl_expr_list *froms, const struct ddl_expr *expr);
/* Without the tables that a join of the list already names. */
struct ddl_expr_list ddl_without_joined(struct arena *arena, struct ddl_expr_list froms);
/* The quoted name that a FROM element goes by. */
struct str ddl_from_name(struct ddl_writer *w, const struct ddl_expr *from);
/* Writes add_cte()'s expressions aside. */
struct error *ddl_collect_ctes(struct ddl_writer *w, struct ddl_expr_list ctes) NODISCARD;
/* "WITH a AS (...)\n " for the head of the statement, or empty. */
struct str ddl_cte_clause(const struct ddl_writer *w);
/* The name a column of a SELECT has in its result: its own, its label, or an anonymous one. */
struct ddl_name ddl_selected_name(struct ddl_writer *w, const struct ddl_expr *column);
/* Columns of a SELECT or RETURNING, with the labels they need. */
struct error *ddl_write_selected(struct ddl_writer *w, struct ddl_expr_list columns,
				 bool in_from) NODISCARD;
struct error *ddl_write_returning(struct ddl_writer *w, struct ddl_expr_list columns) NODISCARD;
/* ON CONFLICT ..., ON DUPLICATE KEY UPDATE ... */
struct error *ddl_write_conflict(struct ddl_writer *w, const struct ddl_insert *insert) NODISCARD;
/* The table's column that a value is generated for, or NULL (`_autoincrement_column`). */
const struct ddl_column *ddl_autoincrement_column(const struct ddl_table *table);

#endif
