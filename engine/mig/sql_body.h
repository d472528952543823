/*
 * Revisions whose body is a file of SQL: sections `-- upgrade`, `-- downgrade`, and the same with a
 * dialect's name behind (`-- upgrade postgresql`), which then counts for that dialect instead.  The
 * section's text is cut into statements at semicolons outside of quotes, comments and $$ bodies.
 */
#ifndef RETORT_MIG_SQL_BODY_H
#define RETORT_MIG_SQL_BODY_H

#include "engine/ops/ops.h"
#include "engine/rev/plan.h"

struct error *mig_run_sql_body(const struct rev_script *script, enum rev_direction direction,
			       const struct ops_host *ops) NODISCARD;
/* The section is there and its quotes are closed. */
struct error *mig_check_sql_body(const struct rev_script *script, enum rev_direction direction,
				 const char *dialect) NODISCARD;
/* Cuts text into statements; borrowed. ERR_REVISION at an unclosed quote. */
struct error *mig_split_sql(struct arena *result, struct str path, struct str text, struct str_list *ret_statements) NODISCARD;

#endif
