/* The parts of the PostgreSQL dialect, for one another. */
#ifndef RETORT_DDL_POSTGRESQL_H
#define RETORT_DDL_POSTGRESQL_H

#include "engine/ddl/dialect_methods.h"
#include "engine/ddl/sqlalchemy_levels.h"

struct error *ddl_postgresql_type_text(const struct ddl_compiler *compiler,
				       const struct ddl_type *type, struct str *ret_text) NODISCARD;
struct error *ddl_postgresql_create_index(const struct ddl_compiler *compiler,
					  const struct ddl_index *index, bool if_not_exists,
					  struct str *ret_text) NODISCARD;
struct error *ddl_postgresql_drop_index(const struct ddl_compiler *compiler,
					const struct ddl_index *index, bool if_exists,
					struct str *ret_text) NODISCARD;
struct error *ddl_postgresql_alter_column(const struct ddl_run *run,
					  const struct ddl_alter_column *alter) NODISCARD;
struct error *ddl_postgresql_constraint(const struct ddl_compiler *compiler,
					const struct ddl_constraint *constraint,
					struct str *ret_text) NODISCARD;
/* " INCLUDE (a, b)" of an index or constraint, if the option is given */
void ddl_postgresql_include(const struct ddl_compiler *compiler, const struct ddl_options *options,
			    struct strbuf *text);
/* "a = 1, b = true" of a WITH option */
void ddl_postgresql_with_items(const struct ddl_compiler *compiler, const struct ddl_option *option,
			       bool lower_booleans, struct strbuf *text);

#endif
