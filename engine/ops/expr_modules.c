/* The names that the expression side gives to SQLAlchemy's modules. */
#include "engine/ops/expression.h"

#define TYPE(name, type)                                                                           \
	{                                                                                          \
		name, PY_MEMBER_TYPE, &type, NULL                                                  \
	}

const struct py_member ops_expr_members[] = {
#define X(name) { #name, PY_MEMBER_FUNCTION, &ops_fn_##name, NULL },
	OPS_FUNCTIONS(X)
#undef X
		{ "func", PY_MEMBER_MAKE, NULL, ops_func_object },
	{ "modifier", PY_MEMBER_MAKE, NULL, ops_func_object },
	TYPE("table", ops_table_clause_type),
	TYPE("TableClause", ops_table_clause_type),
	TYPE("ClauseElement", ops_expr_type),
	TYPE("ColumnElement", ops_expr_type),
	TYPE("SQLColumnExpression", ops_expr_type),
	TYPE("Executable", ops_expr_type),
	TYPE("ColumnClause", ops_column_clause_type),
	TYPE("TextClause", ops_text_type),
	TYPE("TextualSelect", ops_text_select_type),
	TYPE("BindParameter", ops_bind_type),
	TYPE("Label", ops_label_type),
	TYPE("Case", ops_case_type),
	TYPE("Null", ops_null_type),
	TYPE("True_", ops_true_type),
	TYPE("False_", ops_false_type),
	TYPE("Function", ops_function_type),
	TYPE("FunctionElement", ops_function_type),
	TYPE("FromClause", ops_from_type),
	TYPE("Alias", ops_alias_type),
	TYPE("Subquery", ops_subquery_type),
	TYPE("CTE", ops_cte_type),
	TYPE("Join", ops_join_type),
	TYPE("Values", ops_values_type),
	TYPE("Select", ops_select_type),
	TYPE("CompoundSelect", ops_compound_type),
	TYPE("ScalarSelect", ops_scalar_select_type),
	TYPE("Exists", ops_exists_type),
	TYPE("Insert", ops_insert_type),
	TYPE("Update", ops_update_type),
	TYPE("Delete", ops_delete_type),
	{ 0 },
};

/* ---- sqlalchemy.sql.functions: each class is called as func's function of that name ---- */

#define FUNCTIONS(X)                                                                               \
	X(now)                                                                                     \
	X(count) X(coalesce) X(max) X(min) X(sum) X(concat) X(char_length) X(random)               \
		X(current_date) X(current_time) X(current_timestamp) X(current_user) X(localtime)  \
			X(localtimestamp) X(session_user) X(sysdate) X(user) X(array_agg) X(rank)  \
				X(dense_rank) X(percent_rank) X(cume_dist) X(cube) X(rollup)       \
					X(grouping_sets) X(aggregate_strings) X(next_value)        \
						X(mode) X(to_tsvector) X(to_tsquery)               \
							X(plainto_tsquery) X(phraseto_tsquery)     \
								X(websearch_to_tsquery)            \
									X(ts_headline)

#define X(name)                                                                                    \
	static struct py_object *make_##name(struct py *vm)                                        \
	{                                                                                          \
		return py_getattr(vm, ops_func_object(vm), STR(#name));                            \
	}
FUNCTIONS(X)
#undef X

const struct py_member ops_function_members[] = {
	{ "func", PY_MEMBER_MAKE, NULL, ops_func_object },
	TYPE("Function", ops_function_type),
	TYPE("FunctionElement", ops_function_type),
#define X(name) { #name, PY_MEMBER_MAKE, NULL, make_##name },
	FUNCTIONS(X)
#undef X
		{ 0 },
};

const struct py_member ops_postgresql_expr_members[] = {
	{ "insert", PY_MEMBER_FUNCTION, &ops_postgresql_insert, NULL },
	{ "aggregate_order_by", PY_MEMBER_FUNCTION, &ops_aggregate_order_by, NULL },
	{ "Any", PY_MEMBER_FUNCTION, &ops_postgresql_any, NULL },
	{ "All", PY_MEMBER_FUNCTION, &ops_postgresql_all, NULL },
	TYPE("array", ops_array_type),
	{ "to_tsvector", PY_MEMBER_MAKE, NULL, make_to_tsvector },
	{ "to_tsquery", PY_MEMBER_MAKE, NULL, make_to_tsquery },
	{ "plainto_tsquery", PY_MEMBER_MAKE, NULL, make_plainto_tsquery },
	{ "phraseto_tsquery", PY_MEMBER_MAKE, NULL, make_phraseto_tsquery },
	{ "websearch_to_tsquery", PY_MEMBER_MAKE, NULL, make_websearch_to_tsquery },
	{ "ts_headline", PY_MEMBER_MAKE, NULL, make_ts_headline },
	{ 0 },
};

const struct py_member ops_mysql_expr_members[] = {
	{ "insert", PY_MEMBER_FUNCTION, &ops_mysql_insert, NULL },
	{ 0 },
};

const struct py_member ops_sqlite_expr_members[] = {
	{ "insert", PY_MEMBER_FUNCTION, &ops_sqlite_insert, NULL },
	{ 0 },
};
