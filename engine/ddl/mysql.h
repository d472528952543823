/* The parts of the MySQL and MariaDB dialects, for one another. */
#ifndef RETORT_DDL_MYSQL_H
#define RETORT_DDL_MYSQL_H

#include "engine/ddl/dialect_methods.h"
#include "engine/ddl/sqlalchemy_levels.h"

struct error *ddl_mysql_type_text(const struct ddl_compiler *compiler, const struct ddl_type *type,
				  struct str *ret_text) NODISCARD;
struct error *ddl_mysql_table_options(const struct ddl_compiler *compiler,
				      const struct ddl_table *table, struct strbuf *text) NODISCARD;
struct error *ddl_mysql_create_index(const struct ddl_compiler *compiler,
				     const struct ddl_index *index, bool if_not_exists,
				     struct str *ret_text) NODISCARD;
struct error *ddl_mysql_drop_index(const struct ddl_compiler *compiler,
				   const struct ddl_index *index, bool if_exists,
				   struct str *ret_text) NODISCARD;
struct error *ddl_mysql_alter_column(const struct ddl_run *run,
				     const struct ddl_alter_column *alter) NODISCARD;

#endif
