#include "engine/ops/modules.h"

#include "engine/ops/context.h"
#include "engine/ops/exceptions.h"
#include "engine/ops/execute.h"
#include "engine/ops/operations.h"

#define TYPE(name, type)                                                                           \
	{                                                                                          \
		name, PY_MEMBER_TYPE, &type, NULL                                                  \
	}
#define FUNCTION(name, method)                                                                     \
	{                                                                                          \
		name, PY_MEMBER_FUNCTION, &(method), NULL                                          \
	}

/* ---- sqlalchemy ---- */

static struct py_object *null_type(struct py *vm)
{
	return ops_type_object(vm, ddl_type_new(py_arena(vm), DDL_TYPE_NULLTYPE));
}

static struct py_object *integer_class(struct py *vm)
{
	return (struct py_object *)py_type_from(vm, ops_type_class(DDL_TYPE_SQL_INTEGER));
}

static const struct py_method inspect_function = { "inspect", "subject, raiseerr=True", ops_inspect,
						   PY_METHOD_INSTANCE };

const struct py_member ops_schema_members[] = {
	TYPE("Column", ops_column_type),
	TYPE("Table", ops_table_type),
	TYPE("MetaData", ops_metadata_type),
	TYPE("SchemaItem", ops_schema_item_type),
	TYPE("ForeignKey", ops_foreign_key_type),
	TYPE("Constraint", ops_constraint_type),
	TYPE("ColumnCollectionConstraint", ops_constraint_type),
	TYPE("PrimaryKeyConstraint", ops_primary_key_type),
	TYPE("UniqueConstraint", ops_unique_type),
	TYPE("CheckConstraint", ops_check_type),
	TYPE("ForeignKeyConstraint", ops_foreign_key_constraint_type),
	TYPE("Index", ops_index_type),
	TYPE("Sequence", ops_sequence_type),
	TYPE("Identity", ops_identity_type),
	TYPE("Computed", ops_computed_type),
	TYPE("FetchedValue", ops_fetched_value_type),
	TYPE("DefaultClause", ops_default_clause_type),
	TYPE("ColumnDefault", ops_column_default_type),
	TYPE("TypeEngine", ops_type_engine_type),
	TYPE("quoted_name", ops_quoted_name_type),
	TYPE("conv", ops_conv_type),
	{ "NULLTYPE", PY_MEMBER_MAKE, NULL, null_type },
	{ "INT", PY_MEMBER_MAKE, NULL, integer_class },
	FUNCTION("inspect", inspect_function),
	{ "__version__", PY_MEMBER_STRING, "2.1.9", NULL },
	{ 0 },
};

const struct py_member ops_engine_members[] = {
	TYPE("Connection", ops_connection_type),
	TYPE("Engine", ops_engine_type),
	TYPE("MockConnection", ops_mock_connection_type),
	TYPE("Dialect", ops_dialect_type),
	TYPE("DefaultDialect", ops_dialect_type),
	TYPE("Inspector", ops_inspector_type),
	TYPE("Row", ops_row_type),
	TYPE("Result", ops_result_type),
	TYPE("CursorResult", ops_result_type),
	TYPE("ResultProxy", ops_result_type),
	TYPE("ScalarResult", ops_scalar_result_type),
	TYPE("MappingResult", ops_mapping_result_type),
	{ 0 },
};

const struct py_member ops_postgresql_members[] = {
	TYPE("ExcludeConstraint", ops_exclude_type),
	TYPE("PGDialect", ops_postgresql_dialect_type),
	TYPE("dialect", ops_postgresql_dialect_type),
	{ 0 },
};

const struct py_member ops_mysql_members[] = {
	TYPE("MySQLDialect", ops_mysql_dialect_type),
	TYPE("dialect", ops_mysql_dialect_type),
	{ 0 },
};

const struct py_member ops_sqlite_members[] = {
	TYPE("SQLiteDialect", ops_sqlite_dialect_type),
	TYPE("dialect", ops_sqlite_dialect_type),
	{ 0 },
};

/* ---- alembic ---- */

const struct py_member ops_alembic_members[] = {
	{ "__version__", PY_MEMBER_STRING, "1.20.1", NULL },
	TYPE("MigrationContext", ops_context_type),
	TYPE("CommandError", ops_command_error_type),
	{ 0 },
};

const struct py_member ops_alembic_operations_members[] = {
	TYPE("Operations", ops_operations_type),
	TYPE("AbstractOperations", ops_operations_type),
	TYPE("BatchOperations", ops_batch_type),
	{ 0 },
};

/* Operations(context): the same directives as alembic.op, as methods */
static struct py_object *make_operations(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	(void)vm;
	(void)args;
	return self;
}

const struct py_native_type ops_operations_type = {
	.name = "Operations",
	.module = "alembic.operations.base",
	.size = sizeof(struct py_object),
	.signature = "migration_context, impl=None",
	.new_ = make_operations,
	.methods = ops_directives,
	.has_attributes = true,
};
