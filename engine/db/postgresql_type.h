/*
 * Types as PostgreSQL's format_type() names them, as SQLAlchemy reflects them
 * (sqlalchemy/dialects/postgresql/base.py, ischema_names and _reflect_type).
 */
#ifndef RETORT_DB_POSTGRESQL_TYPE_H
#define RETORT_DB_POSTGRESQL_TYPE_H

#include "engine/ddl/type.h"

/* `text` is "character varying(50)", "numeric(10,2)", "integer[]", "timestamp(3) with time zone" ...;
   `labels` are those of an enum type, else empty. */
struct ddl_type *db_postgresql_type(struct arena *result, struct str text, const struct str_list *labels);

#endif
