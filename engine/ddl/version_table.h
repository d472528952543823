/*
 * Texts for Alembic's version table (alembic/runtime/migration.py, alembic/ddl/impl.py
 * version_table_impl): what is printed by --sql and sent to a database is the same but for the
 * values, which are literals here in both.  It knows no revision graph: callers give the ids.
 */
#ifndef RETORT_DDL_VERSION_TABLE_H
#define RETORT_DDL_VERSION_TABLE_H

#include "engine/ddl/operation.h"

struct ddl_version_table {
	struct str name;   /* "alembic_version" */
	struct str schema; /* empty: none */
	bool primary_key;  /* version_table_pk, default true */
};

/* The row of `from` becomes that of `to`. */
struct ddl_version_change {
	struct str from, to;
};

/* CREATE TABLE, as SQLAlchemy lays it out: run through the same filter as any other DDL. */
struct error *ddl_version_create(struct arena *result, const struct ddl_dialect *dialect,
				 const struct ddl_version_table *table, bool if_not_exists,
				 struct str *ret_text) NODISCARD;
/* INSERT, with RETURNING where SQLAlchemy adds it (PostgreSQL, SQLite, MariaDB). */
struct error *ddl_version_insert(struct arena *result, const struct ddl_dialect *dialect,
				 const struct ddl_version_table *table, struct str version,
				 struct str *ret_text) NODISCARD;
struct error *ddl_version_update(struct arena *result, const struct ddl_dialect *dialect,
				 const struct ddl_version_table *table,
				 const struct ddl_version_change *change,
				 struct str *ret_text) NODISCARD;
/* DELETE of one version; of all rows if `version` is STR_NULL (stamp --purge). */
struct error *ddl_version_delete(struct arena *result, const struct ddl_dialect *dialect,
				 const struct ddl_version_table *table, struct str version,
				 struct str *ret_text) NODISCARD;
/* SELECT of all versions. */
struct error *ddl_version_select(struct arena *result, const struct ddl_dialect *dialect,
				 const struct ddl_version_table *table,
				 struct str *ret_text) NODISCARD;

#endif
