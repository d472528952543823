/*
 * The expression side of engine/ops: what its files share.  A Python object here is a shell around
 * a node of engine/ddl/expr_node.h; a method builds a new node and gives a new shell, nothing is
 * changed in place (SQLAlchemy's generative methods).  What SQL a node becomes is decided in
 * engine/ddl.
 *
 * Conventions as in schema.h: false or NULL when Python unwinds; memory is the interpreter's arena.
 */
#ifndef RETORT_OPS_EXPRESSION_H
#define RETORT_OPS_EXPRESSION_H

#include "engine/ddl/expr_build.h"
#include "engine/ops/schema.h"

/* Alias, Subquery, CTE, Join, Values: what can stand in FROM and is not a table. */
struct ops_derived {
	struct py_object head;
	const struct ddl_expr *expr;
};

extern const struct py_native_type ops_text_type, ops_bind_type, ops_function_type, ops_label_type,
	ops_column_clause_type, ops_select_type, ops_compound_type, ops_insert_type,
	ops_update_type, ops_delete_type, ops_table_clause_type, ops_alias_type, ops_subquery_type,
	ops_cte_type, ops_join_type, ops_values_type, ops_case_type, ops_array_type, ops_null_type,
	ops_true_type, ops_false_type, ops_scalar_select_type, ops_text_select_type,
	ops_exists_type, ops_generic_function_type, ops_binary_type, ops_unary_type,
	ops_collection_type, ops_list_type, ops_boolean_list_type, ops_grouping_type,
	ops_as_boolean_type, ops_cast_type, ops_type_coerce_type, ops_extract_type, ops_tuple_type,
	ops_over_type, ops_filter_type, ops_within_group_type;

extern const struct py_method ops_column_methods[];
extern const struct py_property ops_column_properties[];

/* ---- expression.c ---- */

/* The node behind an expression object; NULL for anything else. */
const struct ddl_expr *ops_node(const struct py_object *value);
/* A new list with the nodes of `n` values, each as ops_take_expr. */
bool ops_take_list(struct py *vm, struct py_object *const *values, size_t n,
		   const struct ddl_type *type, struct ddl_expr_list *ret);
/* *args given one by one or as one list: case([..]), and_(*generator) */
bool ops_take_varargs(struct py *vm, struct py_object *args, struct py_object ***ret,
		      size_t *ret_n);
/* A copy of the object's node, to change and to give to ops_expr_object. */
struct ddl_expr *ops_copy(struct py *vm, const struct ddl_expr *expr);
/* A value as a parameter of exactly this type (NULL: by the value). */
bool ops_take_bind(struct py *vm, struct py_object *value, const struct ddl_type *type,
		   struct str key, const struct ddl_expr **ret);
/* A select where a value is due is a scalar subquery. */
const struct ddl_expr *ops_as_scalar(struct py *vm, const struct ddl_expr *expr);
/* A condition: an expression, True, False or None. */
bool ops_take_condition(struct py *vm, struct py_object *value, const struct ddl_expr **ret);
/* An element of ORDER BY or GROUP BY: a str is the name of a label or column. */
bool ops_take_ordering(struct py *vm, struct py_object *value, struct ddl_expr_list *list);
/* An element of a columns clause: a table stands for its columns. */
bool ops_take_columns(struct py *vm, struct py_object *value, struct ddl_expr_list *list);

/* ---- attributes.c: slots for names that the tables do not have ---- */

bool ops_expr_getattr(struct py *vm, struct py_object *self, struct str name,
		      struct py_object **ret);
bool ops_from_getattr(struct py *vm, struct py_object *self, struct str name,
		      struct py_object **ret);

/* ---- comparison.c ---- */

/* left op value, by the rules of default_comparator.py */
struct py_object *ops_compare(struct py *vm, const struct ddl_expr *left, enum ddl_operator op,
			      struct py_object *value);
struct py_object *ops_operate(struct py *vm, const struct ddl_expr *left,
			      struct ddl_operation operation, struct py_object *value,
			      const struct ddl_type *type);
/* The other operand of `operation` beside `left`. */
bool ops_take_operand(struct py *vm, struct py_object *value, const struct ddl_expr *left,
		      const struct ddl_expr **ret);
bool ops_take_in(struct py *vm, struct py_object *value, const struct ddl_expr *left,
		 enum ddl_operator op, const struct ddl_expr **ret);
/* The rest of the operators: slots of ops_expr_type. */
struct py_object *ops_expr_binary(struct py *vm, enum py_operator op, struct py_object *self,
				  struct py_object *other, bool reflected);
struct py_object *ops_expr_compare(struct py *vm, enum py_comparison op, struct py_object *self,
				   struct py_object *other);
struct py_object *ops_expr_unary(struct py *vm, enum py_unary op, struct py_object *self);
struct py_object *ops_expr_getitem(struct py *vm, struct py_object *self, struct py_object *key);

/* ---- from.c ---- */

/* A table, table(), alias, select ... as a FROM element; ArgumentError otherwise. */
bool ops_take_from(struct py *vm, struct py_object *value, const struct ddl_expr **ret);
bool ops_is_from(const struct py_object *value);
struct py_object *ops_from_object(struct py *vm, const struct ddl_expr *from);
/* The columns that a FROM element gives, as nodes. */
struct ddl_expr_list ops_from_columns(struct py *vm, const struct ddl_expr *from);
/* .selected_columns of a select */
struct py_object *ops_selected_columns(struct py *vm, const struct ddl_expr *select);
/* .c of anything but a Table */
struct py_object *ops_derived_columns(struct py *vm, const struct ddl_expr *from);
/* The table behind a Table or table(); NULL for anything else. */
struct ddl_table *ops_table_of(const struct py_object *value);
/* .subquery(), .alias(), .cte(), .lateral(), exists() of anything that selects */
struct py_object *ops_make_alias(struct py *vm, const struct ddl_expr *element,
				 struct py_object *name, bool is_lateral);
extern const struct py_method ops_selectable_methods[];
extern const struct py_property ops_selectable_properties[];

/* ---- select.c, dml.c ---- */

struct py_object *ops_select_new(struct py *vm, struct py_object *const *columns, size_t n);
struct py_object *ops_exists_of(struct py *vm, const struct ddl_expr *select);
struct py_object *ops_insert_new(struct py *vm, const struct ddl_expr *table);
struct py_object *ops_update_new(struct py *vm, const struct ddl_expr *table);
struct py_object *ops_delete_new(struct py *vm, const struct ddl_expr *table);

/* ---- func.c, clause_types.c, expr_functions.c ---- */

struct py_object *ops_func_object(struct py *vm);
/* A function that the library has a class for: func.now(), func.coalesce() ... */
bool ops_is_generic_function(const struct ddl_expr *expr);
/* The text with the values of execute()'s parameters; those that it does not name are left out. */
bool ops_text_parameters(struct py *vm, const struct ddl_expr *text, struct py_object *values,
			 const struct ddl_expr **ret);
/* Functions of sqlalchemy.sql.expression by name: ops_fn_and_ ... */
#define OPS_FUNCTIONS(X)                                                                           \
	X(and_)                                                                                    \
	X(or_)                                                                                     \
	X(not_)                                                                                    \
	X(null)                                                                                    \
	X(true) X(false) X(literal) X(outparam) X(bindparam) X(case) X(cast) X(try_cast)           \
		X(type_coerce) X(extract) X(tuple_) X(desc) X(asc) X(nulls_first) X(nullsfirst) X( \
			nulls_last) X(nullslast) X(distinct) X(any_) X(all_) X(collate) X(between) \
			X(bitwise_not) X(label) X(column) X(literal_column) X(text) X(over)        \
				X(within_group) X(funcfilter) X(select) X(exists) X(union)         \
					X(union_all) X(intersect) X(intersect_all) X(except_)      \
						X(except_all) X(insert) X(update) X(delete)        \
							X(join) X(outerjoin) X(alias) X(subquery)  \
								X(lateral) X(cte) X(values)

#define X(name) extern const struct py_method ops_fn_##name;
OPS_FUNCTIONS(X)
#undef X
extern const struct py_method ops_postgresql_insert, ops_mysql_insert, ops_sqlite_insert,
	ops_aggregate_order_by, ops_postgresql_any, ops_postgresql_all;
extern const struct py_method ops_inline_literal;

/* ---- inserted_key.c ---- */

/* The primary key of the one row that an INSERT made, as a tuple; *ret NULL for other statements.
 */
bool ops_inserted_key(struct py *vm, const struct ddl_expr *expr, const struct db_result *result,
		      struct py_object **ret);

/* ---- compile.c ---- */

struct py_object *ops_expr_str(struct py *vm, struct py_object *self);
py_native ops_call_compile;
/* The statement with the values of one execute(): columns of INSERT and UPDATE, named parameters.
 */
py_native ops_with_parameters;

#endif
