/*
 * Attributes that SQLAlchemy's expressions have and ours do not: their use is a refusal, that of
 * any other name the library's AttributeError (dir() of the classes of sqlalchemy/sql/elements.py,
 * selectable.py, dml.py and of the types' comparators).
 */
#include "engine/ops/expression.h"

static const char *const expression_names =
	"EXCEPT EXCEPT_ALL INTERSECT INTERSECT_ALL UNION UNION_ALL adjacent_to allows_lambda "
	"anon_key_label anon_label apply_syntax_extension_point argument_for array as_comparison "
	"as_reference as_scalar base_columns callable clause_expr clauses column_args "
	"column_descriptions columns_clause_froms comparator compare corresponding_column defined "
	"delete_path description dialect_kwargs dialect_options difference else_ "
	"entity_description "
	"entity_namespace expand_op expanding expr expression ext from_statement get_children "
	"get_dialect_option get_execution_options get_final_froms get_label_style group "
	"include_insert_from_select_defaults inherit_cache inner_columns inserted_alias "
	"intersection "
	"into is_clause_element is_comparison is_delete is_derived_from is_dml is_from_statement "
	"is_insert is_literal is_select is_selectable is_text is_update isoutparam keyword kwargs "
	"left literal_execute matrix memoized_attribute memoized_instancemethod modifiers "
	"monotonic "
	"name_cte_columns named_with_column negate not_extend_left_of not_extend_right_of operate "
	"operator options outerjoin_from packagenames positional proxy_set reduce_columns "
	"reflect_only_elements render_literal_execute replace_selectable required return_defaults "
	"returning_column_descriptions reverse_operate right scalar_table_valued selectable "
	"selects "
	"server_onupdate shares_lineage strictly_left_of strictly_right_of stringify_dialect "
	"supports_execution timetuple unique_params uses_inspection using vals whens whereclause "
	"with_cols with_dialect_options with_hint with_statement_hint within_group_type";

static const char *const from_names =
	"allows_lambda as_scalar compare corresponding_column description entity_namespace full "
	"get_children inherit_cache insert_column is_clause_element is_derived_from is_dml "
	"is_selectable isouter left literal_binds memoized_attribute memoized_instancemethod "
	"name_cte_columns named_with_column nesting onclause original recursive replace_selectable "
	"right scalar_values selectable stringify_dialect supports_execution unique_params "
	"uses_inspection with_cols";

static bool has_word(const char *words, struct str word)
{
	struct str rest = str_from(words), part;

	while (str_next_part(&rest, ' ', &part))
		if (str_equal(part, word))
			return true;
	return false;
}

static bool is_column_element(const struct ddl_expr *expr)
{
	return expr && expr->kind != DDL_EXPR_TEXT && expr->kind < DDL_EXPR_TABLE;
}

bool ops_expr_getattr(struct py *vm, struct py_object *self, struct str name,
		      struct py_object **ret)
{
	if (has_word(expression_names, name)) {
		*ret = py_refuse(vm, "'%.*s' of an SQL expression is not supported", STR_ARG(name));
		return true;
	}
	if (!is_column_element(ops_node(self)) || str_starts(name, STR("_")))
		return false;
	*ret = py_raise(vm, "AttributeError",
			"Neither '%.*s' object nor 'Comparator' object has an attribute '%.*s'",
			STR_ARG(self->type->name), STR_ARG(name));
	return true;
}

bool ops_from_getattr(struct py *vm, struct py_object *self, struct str name,
		      struct py_object **ret)
{
	(void)self;
	if (!has_word(from_names, name))
		return false;
	*ret = py_refuse(vm, "'%.*s' of a FROM element is not supported", STR_ARG(name));
	return true;
}
