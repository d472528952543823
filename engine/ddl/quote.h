/*
 * Identifiers: when they are quoted, how, and how long they may be (IdentifierPreparer of
 * sqlalchemy/sql/compiler.py).  The reserved words are tables, one file a dialect.  What others
 * need of it is in engine/ddl/dialect.h; this is for the writers of engine/ddl.
 */
#ifndef RETORT_DDL_QUOTE_H
#define RETORT_DDL_QUOTE_H

#include "engine/ddl/dialect.h"

/* Sorted by bytes, in lower case. */
struct ddl_words {
	const char *const *items;
	size_t n;
};

extern const struct ddl_words ddl_postgresql_words, ddl_mysql_words, ddl_mariadb_words,
	ddl_sqlite_words;
/* Names of PostgreSQL's own types, which a type of one's own may not bear without a schema. */
extern const struct ddl_words ddl_postgresql_type_words;

bool ddl_words_have(const struct ddl_words *words, struct str word);
/* A plain string as a name: quoted if needed. */
struct str ddl_quote_text(struct arena *result, const struct ddl_dialect *dialect, struct str text);
/*
 * As ddl_quote_table, but for the schema of Alembic's ALTER forms: a plain one is split at its dots
 * and each part is quoted (alembic/ddl/base.py, quote_dotted).
 */
struct str ddl_quote_dotted_table(struct arena *result, const struct ddl_dialect *dialect,
				  struct ddl_name schema, struct ddl_name name);
/* The name of a constraint or an index, cut or refused if it is too long, and quoted. */
struct error *ddl_quote_constraint(struct arena *result, const struct ddl_dialect *dialect,
				   struct ddl_name name, struct str *ret_text) NODISCARD;
struct error *ddl_quote_index(struct arena *result, const struct ddl_dialect *dialect,
			      struct ddl_name name, struct str *ret_text) NODISCARD;
/* "a, b": quoted names with `separator` between them. */
struct str ddl_quote_names(struct arena *result, const struct ddl_dialect *dialect,
			   const struct ddl_name *names, size_t count);
/* CompileError unless `text` is words and blanks, maybe with a list of columns behind
 * (validate_sql_phrase). */
struct error *ddl_check_phrase(struct str text, bool with_columns) NODISCARD;

#endif
