/*
 * What a dialect does in its own way: the vtable behind struct ddl_dialect, and the parts that
 * dialects share.  Known to engine/ddl only.  A NULL method means SQLAlchemy's or Alembic's
 * default.
 */
#ifndef RETORT_DDL_DIALECT_METHODS_H
#define RETORT_DDL_DIALECT_METHODS_H

#include "engine/ddl/operation.h"
#include "engine/ddl/quote.h"

/* Where a text is written: the arena, the dialect, and whom to warn (may be NULL). */
struct ddl_compiler {
	struct arena *arena;
	const struct ddl_dialect *dialect;
	const struct ddl_run *run;
};

struct ddl_dialect_methods {
	const struct ddl_words *reserved;
	char quote;
	/* A type whose text is this dialect's own; leaves ret_text alone for those that are
	 * generic. */
	struct error *(*type_text)(const struct ddl_compiler *compiler, const struct ddl_type *type,
				   struct str *ret_text);
	struct error *(*column)(const struct ddl_compiler *compiler,
				const struct ddl_column *column, struct str *ret_text);
	/* Constraint text after "CONSTRAINT name "; leaves p NULL to write nothing at all. */
	struct error *(*constraint)(const struct ddl_compiler *compiler,
				    const struct ddl_constraint *constraint, struct str *ret_text);
	struct error *(*table_options)(const struct ddl_compiler *compiler,
				       const struct ddl_table *table, struct strbuf *text);
	struct error *(*create_index)(const struct ddl_compiler *compiler,
				      const struct ddl_index *index, bool if_not_exists,
				      struct str *ret_text);
	struct error *(*drop_index)(const struct ddl_compiler *compiler,
				    const struct ddl_index *index, bool if_exists,
				    struct str *ret_text);
	struct error *(*alter_column)(const struct ddl_run *run,
				      const struct ddl_alter_column *alter);
	/* `table` is quoted; `name` is final */
	struct error *(*drop_constraint)(const struct ddl_compiler *compiler,
					 const struct ddl_drop_constraint *drop, struct str table,
					 struct str *ret_text);
	const char *rename_column; /* "RENAME" or "RENAME COLUMN" */
	bool rename_keeps_schema;  /* RENAME TO s.b, not b */
	bool has_column_comment;   /* COMMENT ON COLUMN */
	const char *table_comment, *table_comment_is,
		*table_comment_none; /* around the table's name */
	/* What follows ALTER COLUMN c when its identity changes; NULL: cannot be changed. */
	struct error *(*alter_identity)(const struct ddl_compiler *compiler,
					const struct ddl_alter_column *alter,
					struct str *ret_action);
	/* INSERT into the version table ends in RETURNING: "." with, "" without the table's name,
	 * NULL not at all */
	const char *version_returning;
	const char *module, *class_prefix; /* of SQLAlchemy's compilers, for messages */
	/* ADD and DROP CONSTRAINT do not exist: "NotImplementedError" unless bound to a type
	 * (SQLite) */
	bool lacks_constraint_alter;
	bool has_create_type;        /* CREATE TYPE, CREATE DOMAIN */
	bool set_null_takes_columns; /* ON DELETE SET NULL (a, b) */
	bool has_identity;
	bool schema_on_index; /* SQLite: s.ix ON t */
	bool is_mariadb;
};

extern const struct ddl_dialect_methods ddl_postgresql_methods, ddl_mysql_methods,
	ddl_mariadb_methods, ddl_sqlite_methods;

struct ddl_compiler ddl_run_compiler(const struct ddl_run *run);
/* A name given as option or column of another struct. */
struct ddl_name ddl_plain_name(struct str text);
struct error *ddl_cannot_compile(const char *format, ...) PRINTF_LIKE(1, 2) NODISCARD;
/* What the original raises by accident: TypeError, KeyError ... */
struct error *ddl_python_error(const char *kind, const char *format, ...)
	PRINTF_LIKE(2, 3) NODISCARD;
/* "Compiler <...> can't render element of type X": SQLAlchemy's answer to what a dialect does not
 * know. */
struct error *ddl_unsupported(const struct ddl_dialect *dialect, const char *compiler,
			      struct str element) NODISCARD;

/* ---- types (type_text.c) ---- */
struct error *ddl_write_type(const struct ddl_compiler *compiler, const struct ddl_type *type,
			     struct str *ret_text) NODISCARD;
/* "VARCHAR(50) COLLATE x"; without length if -1 or 0 */
struct str ddl_string_type_text(const struct ddl_compiler *compiler, const char *name,
				const struct ddl_type *type);
struct error *ddl_generic_type_text(const struct ddl_compiler *compiler,
				    const struct ddl_type *type, struct str *ret_text) NODISCARD;
/* The root of the class hierarchy that decides whether two types are alike (_type_affinity). */
enum ddl_type_kind ddl_type_affinity(const struct ddl_type *type, const struct ddl_dialect *dialect,
				     struct arena *scratch);
/* Enum or Boolean, also as ARRAY's item: what SQLAlchemy calls a SchemaType. */
bool ddl_type_is_schema_type(const struct ddl_type *type);
/* "Enum", "JSONB" */
const char *ddl_type_class_name(enum ddl_type_kind kind);
/* s.name of an ENUM or DOMAIN */
struct error *ddl_named_type_text(const struct ddl_compiler *compiler, const struct ddl_type *type,
				  struct str *ret_text) NODISCARD;

/* ---- columns (column.c) ---- */
/* The DEFAULT's text without the word; p NULL if there is none to write. */
struct error *ddl_default_text(const struct ddl_compiler *compiler, const struct ddl_default *value,
			       struct str *ret_text) NODISCARD;
struct error *ddl_computed_text(const struct ddl_compiler *compiler,
				const struct ddl_computed *computed,
				struct str *ret_text) NODISCARD;
struct str ddl_identity_text(const struct ddl_compiler *compiler,
			     const struct ddl_identity *identity);
/* "INCREMENT BY 2 START WITH 10", maybe empty */
struct str ddl_sequence_options_text(const struct ddl_compiler *compiler,
				     const struct ddl_sequence *sequence);
/* The column that counts itself, or NULL; ArgumentError for an impossible autoincrement=True. */
struct error *ddl_self_counting_column(const struct ddl_compiler *compiler,
				       const struct ddl_table *table,
				       const struct ddl_column **ret_column) NODISCARD;
/* " CHECK (...)" for each that was given to the column */
struct error *ddl_write_column_checks(const struct ddl_compiler *compiler,
				      const struct ddl_column *column,
				      struct strbuf *text) NODISCARD;
bool ddl_column_has_foreign_key(const struct ddl_column *column);
struct error *ddl_write_expr(const struct ddl_compiler *compiler, const struct ddl_expr *expr,
			     bool self_group, struct str *ret_text) NODISCARD;

/* ---- constraints (constraint.c) ---- */
/* "CONSTRAINT ck CHECK (a > 5)"; p NULL if this dialect writes nothing for it */
struct error *ddl_write_constraint(const struct ddl_compiler *compiler,
				   const struct ddl_constraint *constraint,
				   struct str *ret_text) NODISCARD;
/* The default's text of each kind without name: dialects add theirs to it. */
struct error *ddl_constraint_body(const struct ddl_compiler *compiler,
				  const struct ddl_constraint *constraint,
				  struct strbuf *text) NODISCARD;
struct error *ddl_write_deferrable(const struct ddl_constraint *constraint,
				   struct strbuf *text) NODISCARD;
struct error *ddl_write_cascades(const struct ddl_compiler *compiler,
				 const struct ddl_constraint *constraint,
				 struct strbuf *text) NODISCARD;
/* False for a CHECK that its type makes only in other dialects. */
bool ddl_constraint_is_wanted(const struct ddl_compiler *compiler,
			      const struct ddl_constraint *constraint);
struct ddl_name ddl_table_name(const struct ddl_table *table);

/* ---- naming (naming.c) ---- */
/* Gives the constraint or index the name that the convention makes, if it makes one. */
struct error *ddl_name_constraint(struct arena *result,
				  struct ddl_constraint *constraint) NODISCARD;
struct error *ddl_name_index(struct arena *result, struct ddl_index *index) NODISCARD;
/* The name as it is written, by convention if it has none and is bound to a type; text empty: none
 */
struct error *ddl_written_constraint_name(struct arena *result,
					  const struct ddl_constraint *constraint,
					  struct ddl_name *ret_name) NODISCARD;

/* The name of a constraint to be dropped, as the convention makes it of the given one. */
struct error *ddl_dropped_name(const struct ddl_run *run, const struct ddl_drop_constraint *drop,
			       struct ddl_name *ret_name) NODISCARD;

/* ---- indexes (index.c) ---- */
/* The elements as written in the parentheses. */
struct error *ddl_index_elements(const struct ddl_compiler *compiler, const struct ddl_index *index,
				 bool self_group, struct str_list *ret_texts) NODISCARD;
/* The column's name behind an element, or empty. */
struct str ddl_index_element_name(const struct ddl_expr *element);
/* "name", or "schema.name" where indexes have schemas of their own */
struct error *ddl_index_name_text(const struct ddl_compiler *compiler,
				  const struct ddl_index *index, bool with_schema,
				  struct str *ret_text) NODISCARD;
/* The expression of a where= option. */
struct error *ddl_where_text(const struct ddl_compiler *compiler, const struct ddl_option *option,
			     struct str *ret_text) NODISCARD;

/* ---- running ---- */
struct error *ddl_send(const struct ddl_run *run, struct str text) NODISCARD;
void ddl_warn(const struct ddl_run *run, struct str text);
/* Alembic's default steps of ALTER COLUMN (alembic/ddl/impl.py); type and comment are left to the
 * dialect. */
struct error *ddl_alter_column_default(const struct ddl_run *run,
				       const struct ddl_alter_column *alter) NODISCARD;
/* ALTER COLUMN c TYPE x, and what follows */
struct error *ddl_alter_column_type(const struct ddl_run *run, const struct ddl_alter_column *alter,
				    struct str behind) NODISCARD;
/* "ALTER TABLE s.t" */
struct str ddl_alter_table_text(const struct ddl_compiler *compiler, struct ddl_name table,
				struct ddl_name schema);
struct error *ddl_set_column_comment(const struct ddl_run *run,
				     const struct ddl_column *column) NODISCARD;

/* option values: Python truth, and scalars as str() writes them */
bool ddl_option_is_true(const struct ddl_option *option);
struct str ddl_option_text(struct arena *result, const struct ddl_option *option);
/* The table's option of this dialect, or NULL. */
const struct ddl_option *ddl_own_option(const struct ddl_dialect *dialect,
					const struct ddl_options *options, const char *key);

#endif
