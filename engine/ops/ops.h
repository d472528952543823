/*
 * The `alembic` and `sqlalchemy` that revisions import: Python calls in, engine/ddl's structs and
 * statements out.  Two sides work here: the schema side (types, Column, Table, constraints, op.*, batch,
 * context, binds) and the expression side (text, func, select, table(), operators of columns).
 *
 * Statements leave through the run's sink, one execute at a time; the layer above (engine/mig) decides
 * whether that is a script, a preview or a database, and owns transactions.
 */
#ifndef RETORT_OPS_OPS_H
#define RETORT_OPS_OPS_H

#include "engine/ddl/expr.h"
#include "engine/db/connection.h"
#include "engine/py/vm.h"

/* What the run loop gives, and what revisions ask of it through `op.get_context()` and `context`. */
struct ops_host {
	void *data; /* of main_option and warn */
	void *run;  /* of query, autocommit and transaction */
	const struct ddl_dialect *dialect;
	struct ddl_sink sink;             /* every statement of the revision goes here */
	bool as_sql;                      /* --sql: op.get_bind() is Alembic's MockConnection */
	struct db_connection *connection; /* NULL offline */
	/* statement with rows, online: op.get_bind().execute() */
	struct error *(*query)(void *data, struct arena *result, const struct ddl_statement *statement,
			       struct db_result *ret_result);
	/* with op.get_context().autocommit_block() */
	struct error *(*autocommit_enter)(void *data);
	struct error *(*autocommit_leave)(void *data);
	/* connection.begin_nested(), begin(), commit(), rollback() of a revision: "SAVEPOINT", ... */
	struct error *(*transaction)(void *data, struct str what, struct str savepoint);
	/* types that CREATE TABLE made in this command, see struct ddl_run; NULL: each revision on its own */
	struct map *created_types;
	/* target_metadata's naming convention, key -> `struct str *`; NULL: the library's default */
	const struct map *naming_convention;
	/* config.get_main_option(name) for `context.config`; p NULL: not set */
	struct str (*main_option)(void *data, struct str name);
	/* context.get_x_argument() */
	const struct str_list *x_arguments;
	struct str version_table, version_table_schema; /* as configured */
	void (*warn)(void *data, struct str text);
	/* Set when the revision asks a database for something, which --sql cannot answer; may be NULL. */
	bool *asked_database;
};

/* Registers all modules with the interpreter and makes `host` what they work on (py_context). */
void ops_start(struct py *vm, const struct ops_host *host);

/* ---- shared inside engine/ops ---- */

/*
 * Every SQL expression that Python holds: text(), func.x(), column("a") == 1, and Column itself.
 * The expression side owns the type ops_expr_type ("ColumnElement"/"ClauseElement") and its operators.
 */
struct ops_expr {
	struct py_object head;
	const struct ddl_expr *expr;
};

/* sa.Column: an expression with a column behind it.  The schema side owns it. */
struct ops_column {
	struct ops_expr base; /* its expr is ddl_expr_column() of `column` */
	struct ddl_column *column;
	struct py_object *client_default, *onupdate; /* default=, onupdate= as given: a value, a callable, a Sequence; or NULL */
};

struct ops_type { /* String(50), or JSONB of postgresql ...; classes come from DDL_TYPES */
	struct py_object head;
	struct ddl_type *type;        /* NULL if a subclass did not call super().__init__(): use ops_take_type */
	struct py_object *enum_class; /* Enum(Color): whose members its values are; or NULL */
};

struct ops_table {
	struct py_object head;
	struct ddl_table *table;
};

struct ops_metadata {
	struct py_object head;
	struct ddl_metadata *metadata;
};

extern const struct py_native_type ops_expr_type, ops_column_clause_type; /* expression side */
extern const struct py_native_type ops_column_type, ops_table_type, ops_metadata_type, ops_type_engine_type; /* schema side */

/*
 * Expression side: "FromClause", the base of Table and of table().  Its size is that of struct py_object alone;
 * its methods (select, insert, update, delete, join, outerjoin, alias ...) take an ops_table or a table().
 */
extern const struct py_native_type ops_from_type;
/*
 * Expression side: the names that its modules give, each table ends with a zero row.  The schema side's modules*.c
 * puts them into every sqlalchemy module whose real one has the name (select is in sqlalchemy, sqlalchemy.sql,
 * sqlalchemy.sql.expression ...).  The dialects' own (insert, array, aggregate_order_by ...) come first in theirs.
 */
extern const struct py_member ops_expr_members[], ops_function_members[] /* sqlalchemy.sql.functions */,
	ops_postgresql_expr_members[], ops_mysql_expr_members[], ops_sqlite_expr_members[];

const struct ops_host *ops_host(struct py *vm);
/* The revision wants an answer that only a database has (host->asked_database). */
void ops_note_question(struct py *vm);
void ops_note_question(struct py *vm);

/* schema side: a type given as an instance or as a class (sa.String); TypeError otherwise. false: unwinding */
bool ops_take_type(struct py *vm, struct py_object *value, const struct ddl_type **ret);
/* What a value becomes on its way to the database: process_bind_param of a TypeDecorator, the name or value of
   a member of Enum's class; most values come back as they are.  `type` may be NULL. */
bool ops_bind_param(struct py *vm, const struct ddl_type *type, struct py_object *value, struct py_object **ret);
/* The Python object that stands for a type (made if there is none). */
struct py_object *ops_type_object(struct py *vm, const struct ddl_type *type);
/* op.get_bind().dialect: name, type_descriptor() ... */
struct py_object *ops_dialect_object(struct py *vm);
/* schema side: str, quoted_name or conv; empty text for NULL/None */
bool ops_take_name(struct py *vm, struct py_object *value, const char *what, struct ddl_name *ret);
/* expression side: a Python value as a database value (bool, int, str, Decimal, date, UUID, bytes, Enum member ...) */
bool ops_take_value(struct py *vm, struct py_object *value, struct ddl_value *ret);
struct py_object *ops_value_object(struct py *vm, const struct ddl_value *value);
/* expression side: anything that Core coerces to an expression: an expression as it is, a value as a
   literal of `type` (may be NULL: by the value). A plain str is a literal, not text. */
bool ops_take_expr(struct py *vm, struct py_object *value, const struct ddl_type *type, const struct ddl_expr **ret);
/* A plain str is SQL text: op.execute, CheckConstraint, where= */
bool ops_take_sql(struct py *vm, struct py_object *value, const struct ddl_expr **ret);
struct py_object *ops_expr_object(struct py *vm, const struct ddl_expr *expr);
/* An error of engine/ddl or engine/db as what Python sees: an exception of error->kind (sqlalchemy.exc.X,
   alembic.util.CommandError or a built-in), or a refusal when the code is ERR_UNSUPPORTED/ERR_LIMIT/... NULL always. */
struct py_object *ops_raise(struct py *vm, struct error *error);

#endif
