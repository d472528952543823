/*
 * What a revision sees of the run: op.get_context(), op.get_bind(), alembic.context.
 */
#ifndef RETORT_OPS_CONTEXT_H
#define RETORT_OPS_CONTEXT_H

#include "engine/ops/schema.h"

struct py_object *ops_context_object(struct py *vm);                       /* MigrationContext */
const struct ddl_dialect *ops_dialect_of(const struct py_object *dialect); /* of its object */
struct py_object *ops_bind_object(struct py *vm); /* MockConnection offline, else Connection */
extern const struct py_native_type ops_context_type, ops_connection_type, ops_mock_connection_type,
	ops_engine_type, ops_dialect_type, ops_postgresql_dialect_type, ops_mysql_dialect_type,
	ops_mariadb_dialect_type, ops_sqlite_dialect_type, ops_inspector_type;
extern const struct py_method ops_context_functions[]; /* of alembic.context */
extern const struct py_member ops_context_members[];

#endif
