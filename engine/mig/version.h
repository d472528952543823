/*
 * The version table: one row for each current revision, made and changed as Alembic does
 * (alembic/ddl/impl.py version_table_impl; alembic/runtime/migration.py HeadMaintainer).
 */
#ifndef RETORT_MIG_VERSION_H
#define RETORT_MIG_VERSION_H

#include "engine/mig/steps.h"

struct error *mig_version_create(struct mig_target *target) NODISCARD;
/* One INSERT, UPDATE or DELETE; on a database it must touch exactly one row. */
struct error *mig_version_change(struct mig_target *target, const struct rev_row_change *change) NODISCARD;
struct error *mig_version_exists(const struct mig *mig, struct db_connection *connection, bool *ret_exists) NODISCARD;
/* No table: no rows. */
struct error *mig_version_rows(const struct mig *mig, struct db_connection *connection, struct arena *result,
			       struct str_list *ret_rows) NODISCARD;
struct error *mig_version_purge(struct mig_target *target) NODISCARD;

#endif
