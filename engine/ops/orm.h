/*
 * sqlalchemy.orm as far as revisions go with it: declarative classes that stand for a table, and a
 * Session over the run's own connection.  A mapped class is a Python class whose columns are its
 * attributes; there is no unit of work beyond inserting what was added, updating what was changed
 * and deleting what was deleted.
 */
#ifndef RETORT_OPS_ORM_H
#define RETORT_OPS_ORM_H

#include "engine/ops/schema.h"

extern const struct py_native_type ops_declarative_type, ops_relationship_type, ops_mapped_type,
	ops_declared_attr_type, ops_session_type, ops_session_maker_type;
extern const struct py_method ops_declarative_base, ops_mapped_column, ops_relationship,
	ops_orm_deferred;

/* The table of a mapped class, or NULL. */
struct ddl_table *ops_mapped_table(struct py *vm, struct py_object *class);

#endif
