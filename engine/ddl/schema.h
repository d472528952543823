/*
 * What a schema is made of: tables, columns, constraints, indexes, sequences, and the metadata that
 * names them.  Plain structs, built by engine/ops from Python calls or by reflection from a database, and
 * written as SQL by the dialects.  All memory is the builder's arena; nothing here is shared between
 * runs.
 */
#ifndef RETORT_DDL_SCHEMA_H
#define RETORT_DDL_SCHEMA_H

#include "engine/base/map.h"
#include "engine/ddl/type.h"

struct ddl_expr; /* engine/ddl/expr.h */
struct ddl_table;
struct ddl_column;

enum ddl_quote { DDL_QUOTE_AUTO, DDL_QUOTE_ALWAYS, DDL_QUOTE_NEVER };

/* An identifier.  Empty text: there is none. */
struct ddl_name {
	struct str text;
	enum ddl_quote quote; /* quoted_name(x, quote=) */
	bool is_final;        /* op.f() / conv: no convention is applied, and too long a name is truncated */
	bool is_generated;    /* by a naming convention: truncated as well */
};

/* A keyword of a dialect, `postgresql_using="gin"`: dialect "postgresql", key "using". */
struct ddl_option {
	struct str dialect, key;
	struct ddl_value value;         /* scalar or list of strings */
	const struct ddl_expr *expr;    /* if the value is an expression (where=) */
	const struct ddl_option *items; /* if the value is a dict (ops=, with=, length=): key and value each */
	size_t item_count;
	void *python; /* the object itself, for what only some dialect understands */
};

struct ddl_options {
	struct ddl_option *items;
	size_t n;
};

/* NULL if absent. */
const struct ddl_option *ddl_option_find(const struct ddl_options *options, const char *dialect, const char *key);

/* ---- defaults ---- */

struct ddl_sequence {
	struct ddl_name name;
	struct str schema;
	bool has_start, has_increment, has_minvalue, has_maxvalue, has_cache;
	int64_t start, increment, minvalue, maxvalue, cache;
	bool nominvalue, nomaxvalue, cycle, has_cycle, order, has_order;
	const struct ddl_type *data_type;
	bool optional;
};

struct ddl_identity {
	bool always;
	bool on_null;
	struct ddl_sequence options;
};

struct ddl_computed {
	const struct ddl_expr *expr;
	int persisted; /* -1 not said, 0, 1 */
};

enum ddl_default_kind {
	DDL_DEFAULT_NONE,
	DDL_DEFAULT_TEXT, /* a string, to be quoted */
	DDL_DEFAULT_EXPR, /* text(), func, true() ... */
	DDL_DEFAULT_IDENTITY,
	DDL_DEFAULT_COMPUTED,
	DDL_DEFAULT_FETCHED, /* FetchedValue(): nothing is written */
};

struct ddl_default {
	enum ddl_default_kind kind;
	struct str text;
	const struct ddl_expr *expr;
	const struct ddl_identity *identity;
	const struct ddl_computed *computed;
};

/* ---- tables ---- */

enum ddl_autoincrement { DDL_AUTOINCREMENT_AUTO, DDL_AUTOINCREMENT_TRUE, DDL_AUTOINCREMENT_FALSE, DDL_AUTOINCREMENT_IGNORE_FK };

struct ddl_foreign_key { /* sa.ForeignKey on a column, before it becomes a constraint of the table */
	struct ddl_name name;
	struct str target;                      /* "schema.table.column", if given as text */
	const struct ddl_column *target_column; /* if given as a Column */
	struct str ondelete, onupdate, match, initially;
	int deferrable; /* -1 not said, 0, 1 */
	bool use_alter, link_to_name;
	struct ddl_options options;
};

struct ddl_column {
	struct ddl_name name;
	struct str key; /* usually the name */
	const struct ddl_type *type;
	bool nullable, nullable_was_given, primary_key;
	enum ddl_autoincrement autoincrement;
	struct ddl_default server_default;
	const struct ddl_sequence *sequence; /* a Sequence() given as default */
	struct str comment;                  /* p NULL: none */
	int unique, index;                   /* -1 not said, 0, 1 */
	bool is_system;
	bool has_client_default; /* default= is given and is no Sequence: the column does not count itself */
	/* default= and onupdate=: what a row gets that INSERT or UPDATE gives no value; NULL: there is neither.
	   *ret_value NULL: nothing.  With is_literal a value that Python computes is an empty parameter (NULL), as
	   the library writes it. */
	struct error *(*row_value)(const struct ddl_column *column, bool is_update, bool is_literal,
				   struct arena *result, const struct ddl_expr **ret_value);
	struct ddl_constraint **constraints; /* CheckConstraint given to the column: written behind it */
	size_t constraint_count;
	struct ddl_foreign_key *foreign_keys;
	size_t foreign_key_count;
	struct ddl_options options;
	struct ddl_table *table; /* NULL until attached */
	void *python;
};

enum ddl_constraint_kind { DDL_PRIMARY_KEY, DDL_UNIQUE, DDL_CHECK, DDL_FOREIGN_KEY, DDL_EXCLUDE };

struct ddl_exclude_element {
	const struct ddl_column *column; /* or */
	const struct ddl_expr *expr;
	struct str name_text; /* a plain column name given before the table was known */
	struct str operator_text, ops;
};

struct ddl_constraint {
	enum ddl_constraint_kind kind;
	struct ddl_name name;
	struct ddl_table *table;
	struct ddl_name *columns; /* names of the table's columns, in order */
	size_t column_count;
	int deferrable; /* -1 not said, 0, 1 */
	struct str initially, comment;
	struct ddl_options options;
	bool is_type_bound; /* the CHECK of a Boolean or Enum */
	const struct ddl_type *bound_type;
	bool is_implicit_primary_key; /* made from Column(primary_key=True) */
	/* Constraints are written in the order in which they were made, not attached (ddl_constraint_new sets it;
	   all constraints of a table must come from one arena). */
	size_t creation_order;

	const struct ddl_expr *check;

	struct str referred_table, referred_schema; /* schema p NULL: none */
	struct ddl_name *referred_columns;
	size_t referred_column_count;
	struct str ondelete, onupdate, match;
	bool use_alter;

	struct ddl_exclude_element *elements; /* EXCLUDE */
	size_t element_count;
	struct str using;
	const struct ddl_expr *where;
	void *python;
};

struct ddl_index {
	struct ddl_name name;
	struct ddl_table *table;
	const struct ddl_expr **expressions; /* columns are expressions too */
	size_t expression_count;
	bool unique;
	bool is_column_flag; /* made by Column(index=True) */
	struct ddl_options options;
	void *python;
};

/* Naming convention: key ("ix", "pk", "ck", "uq", "fk") -> template text. */
struct ddl_metadata {
	struct str schema;
	struct map naming; /* values are `struct str *` */
	bool has_naming;   /* false: the library's default, ix only */
	struct ddl_table **tables;
	size_t table_count;
	void *python;
};

struct ddl_table {
	struct ddl_name name;
	struct ddl_name schema; /* text empty: none */
	struct ddl_metadata *metadata;
	struct ddl_column **columns;
	size_t column_count;
	struct ddl_constraint **constraints; /* in creation order, the primary key among them */
	size_t constraint_count;
	struct ddl_index **indexes;
	size_t index_count;
	struct str comment; /* p NULL: none */
	struct str_list prefixes;
	struct ddl_options options;
	bool implicit_returning;
	void *python;
};

struct ddl_metadata *ddl_metadata_new(struct arena *result);
struct ddl_table *ddl_table_new(struct arena *result, struct ddl_metadata *metadata, struct ddl_name name,
				struct ddl_name schema);
struct ddl_column *ddl_column_new(struct arena *result, struct ddl_name name, const struct ddl_type *type);
struct ddl_constraint *ddl_constraint_new(struct arena *result, enum ddl_constraint_kind kind, struct ddl_name name);
/*
 * Attach a part to its table, with all that SQLAlchemy does then: implicit primary key, unique and index
 * flags, foreign keys as constraints, type-bound CHECKs, names by the metadata's convention
 * (sqlalchemy/sql/schema.py, sql/naming.py).  Errors carry the kind of SQLAlchemy's exception.
 */
struct error *ddl_table_add_column(struct arena *result, struct ddl_table *table, struct ddl_column *column) NODISCARD;
struct error *ddl_table_add_constraint(struct arena *result, struct ddl_table *table, struct ddl_constraint *constraint) NODISCARD;
struct error *ddl_table_add_index(struct arena *result, struct ddl_table *table, struct ddl_index *index) NODISCARD;
struct ddl_column *ddl_table_column(const struct ddl_table *table, struct str name); /* or NULL */
/* A primary key always exists in SQLAlchemy, maybe without columns. NULL if it has no columns. */
struct ddl_constraint *ddl_table_primary_key(const struct ddl_table *table);
struct ddl_name ddl_name(struct str text);

#endif
