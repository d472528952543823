/* result.inserted_primary_key: what was given, what came back, or the last row's id
 * (sqlalchemy/engine/default.py). */
#include "engine/ops/expression.h"

static const struct ddl_assignment *given_for(const struct ddl_insert *insert,
					      const struct ddl_column *column)
{
	for (size_t i = 0; i < insert->row.n; i++)
		if (insert->row.items[i].column == column)
			return &insert->row.items[i];
	return NULL;
}

static struct py_object *key_part(struct py *vm, const struct ddl_insert *insert,
				  const struct ddl_column *column, const struct db_result *result)
{
	const struct ddl_assignment *given = given_for(insert, column);

	for (size_t i = 0; i < result->column_count && result->row_count; i++)
		if (str_equal(result->columns[i].name, column->name.text))
			return ops_value_object(vm, &result->rows[0][i]);
	if (given && given->value->kind == DDL_EXPR_BIND &&
	    given->value->u.bind.value.kind != DDL_VALUE_NULL)
		return ops_value_object(vm, &given->value->u.bind.value);
	if (given || !result->last_row_id)
		return py_none(vm);
	return py_int(vm, result->last_row_id);
}

bool ops_inserted_key(struct py *vm, const struct ddl_expr *expr, const struct db_result *result,
		      struct py_object **ret)
{
	const struct ddl_insert *insert = expr->kind == DDL_EXPR_INSERT ? expr->u.insert : NULL;
	const struct ddl_constraint *key;
	struct py_object **parts;

	*ret = NULL;
	if (!insert || insert->is_multiple || insert->select || insert->returning.n ||
	    insert->is_inline || insert->table->kind != DDL_EXPR_TABLE)
		return true;
	key = ddl_table_primary_key(insert->table->u.table);
	if (!key)
		return true;
	parts = ARENA_ARRAY(py_arena(vm), struct py_object *, key->column_count + 1);
	for (size_t i = 0; i < key->column_count; i++) {
		const struct ddl_column *column =
			ddl_table_column(insert->table->u.table, key->columns[i].text);

		parts[i] = column ? key_part(vm, insert, column, result) : py_none(vm);
		if (!parts[i])
			return false;
	}
	*ret = py_tuple(vm, parts, key->column_count);
	return true;
}
