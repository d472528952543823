/*
 * A dialect: everything that differs between databases in the text of SQL, behind one vtable, and the
 * facts that the layers above ask (name, limits, transactional DDL).  The files of a dialect are
 * `postgresql*.c`, `mysql*.c`, `sqlite*.c`; nothing outside them compares dialect names.
 */
#ifndef RETORT_DDL_DIALECT_H
#define RETORT_DDL_DIALECT_H

#include "engine/ddl/schema.h"

enum ddl_sqlalchemy { DDL_SQLALCHEMY_2_1, DDL_SQLALCHEMY_2_0 };

struct ddl_dialect_methods; /* engine/ddl/dialect_methods.h: known to engine/ddl only */

struct ddl_dialect {
	const char *name;      /* "postgresql", "mysql", "mariadb", "sqlite" */
	const char *impl_name; /* as Alembic logs it: "PostgresqlImpl" */
	const char *option_prefix; /* whose keywords it reads: "postgresql", "mysql", "mariadb", "sqlite" */
	bool has_transactional_ddl;
	bool supports_comments, inline_comments;
	bool has_native_boolean, has_native_enum, has_sequences;
	int max_identifier, max_index_name, max_constraint_name;
	struct str driver; /* of the URL ("psycopg2"); empty: the dialect's default */
	enum ddl_sqlalchemy sqlalchemy; /* whose output is imitated (the differences are a table) */
	/* named paramstyle unless env.py left out dialect_opts: then '%' in text is doubled */
	bool doubles_percent;
	int server_version; /* as major * 10000 + minor * 100 + patch; 0 if unknown (offline) */
	const struct ddl_dialect_methods *methods;
};

/* By SQLAlchemy's dialect name ("postgresql", "mysql", "mariadb", "sqlite"); NULL if there is none. */
const struct ddl_dialect *ddl_dialect_find(struct str name);

/* Quoted if it must be, by this dialect's reserved words and legal characters. */
struct str ddl_quote(struct arena *result, const struct ddl_dialect *dialect, struct ddl_name name);
/* "schema.table" with both parts quoted; schema may be empty. */
struct str ddl_quote_table(struct arena *result, const struct ddl_dialect *dialect, struct ddl_name schema,
			   struct ddl_name name);
/* A name as it is written: truncated if generated and too long; IdentifierError if plain and too long. */
struct error *ddl_final_name(struct arena *result, const struct ddl_dialect *dialect, struct ddl_name name,
			     int max_length, struct ddl_name *ret_name) NODISCARD;
/* A value as a literal of its type in SQL text; CompileError if the type has no literal renderer. */
struct error *ddl_literal(struct arena *result, const struct ddl_dialect *dialect, const struct ddl_value *value,
			  const struct ddl_type *type, struct str *ret_text) NODISCARD;
/* 'it''s', with the dialect's escapes. */
struct str ddl_quote_string(struct arena *result, const struct ddl_dialect *dialect, struct str text);

#endif
