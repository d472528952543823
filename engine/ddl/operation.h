/*
 * Alembic's operations as statements: each function here does what one `op.*` directive does
 * (alembic/operations/toimpl.py, alembic/ddl/), in the dialect's way, and hands each statement to a sink:
 * the offline writer or a database.  Errors carry the kind of the exception that Alembic or SQLAlchemy raises
 * (error->kind: "NotImplementedError", "CompileError" ...), and are given before anything else of that
 * operation is sent where the original does so.
 */
#ifndef RETORT_DDL_OPERATION_H
#define RETORT_DDL_OPERATION_H

#include "engine/ddl/dialect.h"

/* A statement ready to be run or printed: text without the closing semicolon. */
struct ddl_statement {
	struct str text;
	const struct ddl_value *parameters; /* in order of their placeholders; none offline */
	size_t parameter_count;
	bool is_ddl;
	/* PostgreSQL: cannot run inside a transaction */
	bool is_concurrent;
};

/* Where statements go. */
struct ddl_sink {
	void *data;
	struct error *(*execute)(void *data, const struct ddl_statement *statement);
	/* checkfirst and the like: true if the object exists; NULL offline (then nothing is asked) */
	struct error *(*type_exists)(void *data, struct str schema, struct str name, bool *ret_exists);
};

struct ddl_run {
	struct arena *arena;
	const struct ddl_dialect *dialect;
	const struct ddl_sink *sink;
	bool as_sql;
	/* "schema.name" of the types that CREATE TABLE has made: each is created once in a command, however many
	   revisions use it (named_types.py, _check_for_name_in_memos).  The command's, or NULL for none. */
	struct map *created_types;
	/* warnings that the original gives through `warnings.warn`; may be NULL */
	void (*warn)(void *data, struct str text);
	void *warn_data;
};

struct error *ddl_create_table(const struct ddl_run *run, const struct ddl_table *table, bool if_not_exists) NODISCARD;
struct error *ddl_drop_table(const struct ddl_run *run, const struct ddl_table *table, bool if_exists) NODISCARD;

struct ddl_add_column {
	struct ddl_table *table; /* stand-in table with the column attached, so that its constraints and indexes exist */
	struct ddl_column *column;
	bool if_not_exists, inline_references, inline_primary_key;
};
struct error *ddl_add_column(const struct ddl_run *run, const struct ddl_add_column *add) NODISCARD;

struct ddl_drop_column {
	struct ddl_name table, schema, column;
	bool if_exists;
};
struct error *ddl_drop_column(const struct ddl_run *run, const struct ddl_drop_column *drop) NODISCARD;

/* "not given" and None differ in Alembic: `has_` says given. */
struct ddl_alter_column {
	struct ddl_name table, schema, column;
	int nullable; /* -1 not given, 0, 1 */
	bool has_server_default;
	struct ddl_default server_default;
	bool has_comment;
	struct str comment; /* p NULL: None */
	struct ddl_name new_name;
	const struct ddl_type *type;
	const struct ddl_type *existing_type;
	bool has_existing_server_default;
	struct ddl_default existing_server_default;
	int existing_nullable;
	struct str existing_comment;
	int autoincrement, existing_autoincrement; /* -1 not given */
	const struct ddl_metadata *metadata;       /* for names of type-bound CHECKs; may be NULL */
	struct ddl_options options;                /* postgresql_using ...: the value of using may be text or expr */
};
struct error *ddl_alter_column(const struct ddl_run *run, const struct ddl_alter_column *alter) NODISCARD;

struct error *ddl_rename_table(const struct ddl_run *run, struct ddl_name old_name, struct ddl_name new_name, struct ddl_name schema) NODISCARD;
struct error *ddl_create_index(const struct ddl_run *run, const struct ddl_index *index, bool if_not_exists) NODISCARD;
struct error *ddl_drop_index(const struct ddl_run *run, const struct ddl_index *index, bool if_exists) NODISCARD;
struct error *ddl_add_constraint(const struct ddl_run *run, const struct ddl_constraint *constraint) NODISCARD;

struct ddl_drop_constraint {
	struct ddl_name name, table, schema;
	struct str type; /* "foreignkey", "unique", "check", "primary"; empty: not given */
	bool if_exists;
	const struct ddl_metadata *metadata; /* its naming convention applies to `name`; may be NULL */
};
struct error *ddl_drop_constraint(const struct ddl_run *run, const struct ddl_drop_constraint *drop) NODISCARD;

/* comment p NULL: drop it */
struct error *ddl_table_comment(const struct ddl_run *run, struct ddl_name table, struct ddl_name schema, struct str comment) NODISCARD;
/* Enum(...).create(bind) and .drop(bind), and DOMAIN: nothing on dialects without named types */
struct error *ddl_create_type(const struct ddl_run *run, const struct ddl_type *type, bool check_first) NODISCARD;
struct error *ddl_drop_type(const struct ddl_run *run, const struct ddl_type *type, bool check_first) NODISCARD;
struct error *ddl_create_sequence(const struct ddl_run *run, const struct ddl_sequence *sequence, bool if_not_exists) NODISCARD;
struct error *ddl_drop_sequence(const struct ddl_run *run, const struct ddl_sequence *sequence, bool if_exists) NODISCARD;

/* CreateSchema, DropSchema */
struct error *ddl_create_schema(const struct ddl_run *run, struct ddl_name name, bool if_not_exists) NODISCARD;
struct error *ddl_drop_schema(const struct ddl_run *run, struct ddl_name name, bool if_exists, bool cascade) NODISCARD;

/* The texts alone, for str(CreateTable(t)), CreateIndex and the like. */
struct error *ddl_create_table_text(struct arena *result, const struct ddl_dialect *dialect, const struct ddl_table *table,
				    bool if_not_exists, struct str *ret_text) NODISCARD;
struct error *ddl_create_index_text(struct arena *result, const struct ddl_dialect *dialect, const struct ddl_index *index,
				    bool if_not_exists, struct str *ret_text) NODISCARD;

#endif
