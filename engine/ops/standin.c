#include "engine/ops/schema.h"

/* Tables that stand for ones a directive only names (alembic/operations/schemaobj.py). */

bool ops_take_table_name(struct py *vm, struct py_object *value, struct ddl_name *ret)
{
	if (!ops_take_name(vm, value, "table_name", ret))
		return false;
	if (!ret->text.n)
		ret->text = STR("");
	return true;
}

struct ddl_table *ops_standin(struct py *vm, struct ddl_name table, struct ddl_name schema)
{
	return ddl_table_new(py_arena(vm), ops_metadata_for_operations(vm), table, schema);
}

struct ddl_column *ops_standin_column(struct py *vm, struct ddl_table *table, struct ddl_name name,
				      const struct ddl_type *type)
{
	struct ddl_column *column = ddl_table_column(table, name.text);

	if (column)
		return column;
	if (!type)
		type = ddl_type_new(py_arena(vm), DDL_TYPE_NULLTYPE);
	column = ddl_column_new(py_arena(vm), name, type);
	return ops_check(vm, ddl_table_add_column(py_arena(vm), table, column)) ? column : NULL;
}
