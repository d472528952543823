/*
 * The schema side of engine/ops: what its files share.  Each Python object here is a thin shell
 * around a struct of engine/ddl, built while the revision runs; what SQL it becomes is decided in
 * engine/ddl.
 *
 * Conventions: a function that gives bool or a pointer gives false or NULL when Python unwinds. All
 * memory is the interpreter's arena.
 */
#ifndef RETORT_OPS_SCHEMA_H
#define RETORT_OPS_SCHEMA_H

#include "engine/ops/ops.h"

/* What an interpreter's context points to: the host and what one revision's directives share. */
struct ops_state {
	const struct ops_host *host;
	struct ddl_run run;
	/* made when first asked */
	struct py_object *dialect; /* op.get_bind().dialect */
	struct py_object *context; /* op.get_context() */
	struct py_object *bind;    /* op.get_bind() */
	struct py_object *engine;  /* op.get_bind().engine, online */
	int savepoints;            /* that begin_nested() has named */
};

struct ops_state *ops_state(struct py *vm);
const struct ddl_run *ops_run(struct py *vm);

/* ---- objects ---- */

/* quoted_name and conv: a str that remembers how it is quoted */
struct ops_quoted_name {
	struct py_string string;
	enum ddl_quote quote;
};

struct ops_foreign_key {
	struct py_object head;
	struct ddl_foreign_key key;
	struct ddl_column *parent; /* NULL until its column takes it */
	struct py_object *target;  /* a Column given as the target, or NULL */
};

struct ops_constraint {
	struct py_object head;
	struct ddl_constraint *constraint;
	struct py_object **columns; /* str or Column, as given */
	size_t column_count;
};

struct ops_index {
	struct py_object head;
	struct ddl_index *index;
	struct py_object **expressions; /* str or expression, as given */
	size_t expression_count;
};

struct ops_sequence {
	struct py_object head;
	struct ddl_sequence *sequence;
	struct py_object *metadata;
};

struct ops_identity {
	struct py_object head;
	struct ddl_identity *identity;
};

struct ops_computed {
	struct py_object head;
	struct ddl_computed *computed;
};

struct ops_server_default { /* FetchedValue and DefaultClause */
	struct py_object head;
	struct ddl_default value;
	struct py_object *argument;
};

extern const struct py_native_type ops_quoted_name_type, ops_conv_type;
extern const struct py_native_type ops_schema_item_type, ops_foreign_key_type, ops_constraint_type,
	ops_primary_key_type, ops_unique_type, ops_check_type, ops_foreign_key_constraint_type,
	ops_exclude_type, ops_index_type, ops_sequence_type, ops_identity_type, ops_computed_type,
	ops_fetched_value_type, ops_default_clause_type, ops_column_default_type;

/* ---- names.c ---- */

/* A name as a str object: quoted_name or conv where the plain text would lose something; None if
 * there is none. */
struct py_object *ops_name_object(struct py *vm, struct ddl_name name);
struct py_object *ops_text_object(struct py *vm, struct str text); /* None for p == NULL */
/* As ops_take_name with quote=True/False of a call (NULL or None: by the name). */
bool ops_take_quoted(struct py *vm, struct py_object *value, struct py_object *quote,
		     const char *what, struct ddl_name *ret);

/* ---- arguments.c ---- */

enum ops_owner { /* whose dialect keywords are checked (sqlalchemy's construct_arguments) */
		 OPS_OWNER_TABLE,
		 OPS_OWNER_COLUMN,
		 OPS_OWNER_INDEX,
		 OPS_OWNER_PRIMARY_KEY,
		 OPS_OWNER_UNIQUE,
		 OPS_OWNER_CHECK,
		 OPS_OWNER_FOREIGN_KEY_CONSTRAINT,
		 OPS_OWNER_CONSTRAINT,
		 OPS_OWNER_SEQUENCE,
		 OPS_OWNER_IDENTITY,
		 OPS_OWNER_ANY, /* taken as they are: alembic's own keywords */
};

/* **kw -> options; TypeError and ArgumentError as SQLAlchemy's. */
bool ops_take_options(struct py *vm, struct py_object *keywords, enum ops_owner owner,
		      struct ddl_options *ret);
struct py_object *ops_options_object(struct py *vm, const struct ddl_options *options); /* a dict */
/* -1 for NULL/None, else its truth */
bool ops_take_flag(struct py *vm, struct py_object *value, int *ret);
/* A text, or STR_NULL; also what str() makes of it, where SQLAlchemy would not look closer. */
bool ops_take_optional_text(struct py *vm, struct py_object *value, struct str *ret);
/* Keyword arguments that our structs cannot hold and that change SQL: refused by name when given.
 */
bool ops_refuse_given(struct py *vm, struct py_object *value, const char *what);
/* A dict argument popped by name, NULL if absent */
struct py_object *ops_pop(struct py *vm, struct py_object *keywords, const char *name);
/* A dict of **kw as the keywords of a call. */
bool ops_take_keywords(struct py *vm, struct py_object *dict, struct py_args *ret);
/* repr of a value for messages; "" when unwinding */
struct str ops_repr(struct py *vm, struct py_object *value);
/* Text in `quote` marks as Python's repr of a str. */
struct str ops_repr_text(struct py *vm, struct str text);
/* Raises an exception by name: one of sqlalchemy.exc, alembic's CommandError or a built-in. NULL
 * always. */
struct py_object *ops_throw(struct py *vm, const char *kind, const char *format, ...)
	PRINTF_LIKE(3, 4);
/* false with the Python exception pending if `error` is one */
bool ops_check(struct py *vm, struct error *error);

/* ---- types.c ---- */

struct ddl_type *ops_type_of(
	struct py *vm, struct py_object *object); /* of an instance; fills what a subclass left */
const struct py_native_type *ops_type_class(enum ddl_type_kind kind);
enum ddl_type_kind ops_type_kind(const struct py_type *type);
/* Any SQLAlchemy type instance or class? */
bool ops_is_type(const struct py_object *value);
struct str ops_type_repr(struct py *vm, const struct ddl_type *type);

/* ---- connection.c ---- */

/* A Connection, Engine or MockConnection of this run; AttributeError otherwise, as SQLAlchemy has
 * it. */
bool ops_is_bind(struct py *vm, struct py_object *value);

/* ---- column.c, table.c, constraint.c, index.c, metadata.c ---- */

bool ops_take_default(struct py *vm, struct py_object *value, struct ddl_default *ret);
struct py_object *ops_default_object(struct py *vm, const struct ddl_default *value);
struct py_object *ops_column_object(struct py *vm, struct ddl_column *column);
/* The same column again, of no table; also its foreign keys, type and defaults. */
struct ddl_column *ops_column_copy(struct py *vm, const struct ddl_column *column);
/* table.c, constraint.columns: columns by name, place and attribute */
struct py_object *ops_column_collection(struct py *vm, struct ddl_column **columns, size_t n);
struct py_object *ops_table_object(struct py *vm, struct ddl_table *table);
struct py_object *ops_constraint_object(struct py *vm, struct ddl_constraint *constraint);
struct py_object *ops_index_object(struct py *vm, struct ddl_index *index);
/* Columns, constraints and indexes in *items, attached in SQLAlchemy's order. */
bool ops_table_fill(struct py *vm, struct ddl_table *table, struct py_object *const *items,
		    size_t n);
/* One item; `what` it may be is Column, Constraint, Index ... ArgumentError otherwise. */
bool ops_table_append(struct py *vm, struct ddl_table *table, struct py_object *item);
bool ops_constraint_attach(struct py *vm, struct ops_constraint *constraint,
			   struct ddl_table *table);
bool ops_index_attach(struct py *vm, struct ops_index *index, struct ddl_table *table);
/* The names of its columns into the C constraint, as attaching does. */
void ops_constraint_name_columns(struct py *vm, struct ops_constraint *constraint);
/* A copy with no table, for a table that is not the one it was made for. */
struct ops_constraint *ops_constraint_copy(struct py *vm, struct ops_constraint *constraint);
bool ops_take_metadata(struct py *vm, struct py_object *value, struct ddl_metadata **ret);
struct ops_index *ops_index_copy(struct py *vm, struct ddl_index *index);
struct py_object *ops_metadata_object(struct py *vm, struct ddl_metadata *metadata);
void ops_metadata_add(struct py *vm, struct ddl_metadata *metadata, struct ddl_table *table);
bool ops_take_naming(struct py *vm, struct py_object *value, struct ddl_metadata *metadata);
struct py_object *ops_table_columns(struct py *vm, struct ddl_table *table);
/* comment=, prefixes=, info= and the dialects' own; those that change no SQL are dropped */
bool ops_table_keywords(struct py *vm, struct ddl_table *table, struct py_object *keywords);

/* ---- inspect.c: what a database says about itself ---- */

/* autoload_with=: fills the table from the database; NoInspectionAvailable offline */
bool ops_reflect_into(struct py *vm, struct ddl_table *table, struct py_object *bind);
struct py_object *ops_inspect(struct py *vm, struct py_object *self,
			      struct py_object **args); /* sa.inspect() */
struct py_object *ops_reflect_all(struct py *vm, struct ddl_metadata *metadata,
				  struct py_object **args);

/* MetaData as alembic's stand-ins have it: the target's naming convention. */
struct ddl_metadata *ops_metadata_for_operations(struct py *vm);

/* ---- table parts for directives: standin.c (alembic/operations/schemaobj.py) ---- */

struct ddl_table *ops_standin(struct py *vm, struct ddl_name table, struct ddl_name schema);
struct ddl_column *ops_standin_column(struct py *vm, struct ddl_table *table, struct ddl_name name,
				      const struct ddl_type *type);
bool ops_take_table_name(struct py *vm, struct py_object *value, struct ddl_name *ret);

#endif
