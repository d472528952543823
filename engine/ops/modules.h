/*
 * What each Python module of SQLAlchemy and Alembic gives.  Pools are tables of members by name; a
 * module shows those of its pools' names that the real module has (module_names.def), and refuses
 * the rest.
 */
#ifndef RETORT_OPS_MODULES_H
#define RETORT_OPS_MODULES_H

#include "engine/ops/schema.h"

extern const struct py_member ops_schema_members[], ops_engine_members[], ops_orm_members[],
	ops_ext_members[], ops_postgresql_members[], ops_mysql_members[], ops_sqlite_members[],
	ops_alembic_members[], ops_alembic_operations_members[], ops_alembic_util_members[],
	ops_event_members[];

/* All of them, with the interpreter. */
void ops_register_modules(struct py *vm);

#endif
