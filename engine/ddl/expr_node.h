/*
 * The nodes of SQL expressions and statements.  They are built once and never changed, so that they
 * may be shared; only what a `ddl_column` points at (its name, its table) may be settled later.
 * Building them with the library's rules for grouping and types is expr_build.h's; their text is
 * expr_write.h's.
 */
#ifndef RETORT_DDL_EXPR_NODE_H
#define RETORT_DDL_EXPR_NODE_H

#include "engine/ddl/expr.h"
#include "engine/ddl/expr_operator.h"

enum ddl_expr_kind {
	DDL_EXPR_BIND,   /* a value, now or later */
	DDL_EXPR_TEXT,   /* sa.text() */
	DDL_EXPR_COLUMN, /* of a table, of a derived table, or of none */
	DDL_EXPR_NULL,
	DDL_EXPR_TRUE,
	DDL_EXPR_FALSE,
	DDL_EXPR_LIST,       /* operands joined by one operator: a AND b AND c; also by commas */
	DDL_EXPR_GROUPING,   /* ( ) */
	DDL_EXPR_UNARY,      /* NOT x, -x, x DESC */
	DDL_EXPR_AS_BOOLEAN, /* a boolean column as a condition: x, or x = 1 */
	DDL_EXPR_BINARY,
	DDL_EXPR_FUNCTION,
	DDL_EXPR_CAST,
	DDL_EXPR_TYPE_COERCE,
	DDL_EXPR_LABEL,
	DDL_EXPR_CASE,
	DDL_EXPR_EXTRACT,
	DDL_EXPR_TUPLE,
	DDL_EXPR_OVER,
	DDL_EXPR_FILTER,
	DDL_EXPR_WITHIN_GROUP,
	DDL_EXPR_ARRAY,           /* ARRAY[...] */
	DDL_EXPR_AGGREGATE_ORDER, /* x ORDER BY y inside an aggregate */
	DDL_EXPR_SLICE,           /* a:b of an array's index */
	DDL_EXPR_COLLATION,
	DDL_EXPR_SEQUENCE,   /* next value of one */
	DDL_EXPR_LABEL_NAME, /* a string in ORDER BY or GROUP BY */
	DDL_EXPR_EXCLUDED,   /* excluded.x, VALUES(x) */
	DDL_EXPR_STAR,       /* literal_column("*") and text are not this: count(*) */

	DDL_EXPR_TABLE,
	DDL_EXPR_ALIAS, /* of a table, a select (subquery) or a function; LATERAL */
	DDL_EXPR_CTE,
	DDL_EXPR_JOIN,
	DDL_EXPR_VALUES,

	DDL_EXPR_SELECT,
	DDL_EXPR_COMPOUND,    /* UNION ... */
	DDL_EXPR_TEXT_SELECT, /* text().columns() */
	DDL_EXPR_SCALAR,      /* a select as a value */
	DDL_EXPR_INSERT,
	DDL_EXPR_UPDATE,
	DDL_EXPR_DELETE,
};

struct ddl_expr_list {
	const struct ddl_expr **items;
	size_t n;
};

struct ddl_bind {
	struct str key;    /* of a named one; of an anonymous one what its name starts with */
	bool is_unique;    /* anonymous: the text decides its number */
	bool has_value;    /* else it is to be given at execution; NULL offline */
	bool is_required;  /* INSERT without values: offline its name is written */
	bool is_expanding; /* IN: the value is a list */
	bool is_literal;   /* literal_execute: never a parameter */
	bool is_json_path;
	enum ddl_operator expand_op; /* IN or NOT IN, for the form of an empty list */
	struct ddl_value value;
};

struct ddl_text {
	struct str text;
	struct ddl_expr_list binds; /* those that were given values or types */
};

struct ddl_column_ref {
	struct ddl_name name;
	const struct ddl_column *column; /* whose name and table count, if set */
	const struct ddl_expr *from;     /* a derived table's column: alias, cte; NULL: none */
	const struct ddl_expr *original; /* what it stands for there */
	bool is_literal;                 /* literal_column: verbatim */
	bool is_system;
};

struct ddl_function {
	struct str_list packages; /* func.schema.name */
	struct ddl_name name;     /* quoted_name or plain */
	struct ddl_expr_list arguments;
	bool with_ordinality;
};

struct ddl_over {
	struct ddl_expr_list partition_by, order_by;
	struct str frame; /* "ROWS BETWEEN ... AND ...", made when built; empty: none */
	struct str exclude;
};

struct ddl_when {
	const struct ddl_expr *condition, *result;
};

struct ddl_case {
	const struct ddl_expr *value, *otherwise; /* NULL: none */
	const struct ddl_when *whens;
	size_t n;
};

struct ddl_alias {
	const struct ddl_expr *element; /* table, select, function, values */
	struct ddl_name name;           /* text empty: anonymous */
	struct str anonymous;           /* then: what its name starts with: "anon", "t" */
	struct ddl_expr_list columns;
	bool is_lateral, is_table_valued, renders_columns, with_types;
	struct str tablesample; /* "bernoulli(1)" */
};

struct ddl_cte {
	const struct ddl_expr *element;
	struct ddl_name name;
	struct ddl_expr_list columns;
	bool is_recursive, is_nesting;
	struct ddl_name alias;           /* of the cte itself */
	const struct ddl_expr *restates; /* cte.union(): the one that this one replaces */
	int materialized;                /* -1 not said */
};

struct ddl_join {
	const struct ddl_expr *left, *right, *on; /* on NULL: from the foreign keys */
	bool is_outer, is_full;
};

struct ddl_values {
	struct ddl_name name;
	struct ddl_expr_list columns;
	const struct ddl_expr_list *rows;
	size_t row_count;
	bool is_literal;
};

struct ddl_for_update {
	bool is_set, read, nowait, skip_locked, key_share;
	struct ddl_expr_list of;
};

struct ddl_select {
	struct ddl_expr_list columns;
	struct ddl_expr_list from;  /* select_from() */
	struct ddl_expr_list joins; /* .join(): DDL_EXPR_JOIN, left NULL if it is to be found */
	struct ddl_expr_list where, group_by, order_by, having, distinct_on;
	struct ddl_expr_list correlate; /* .correlate() */
	struct ddl_expr_list correlate_except;
	bool has_correlate, has_correlate_except;
	bool is_distinct;
	const struct ddl_expr *limit, *offset, *fetch;
	bool fetch_percent, fetch_with_ties;
	struct ddl_for_update for_update;
	struct ddl_expr_list prefixes, suffixes, hints;
	struct ddl_expr_list ctes; /* add_cte() */
	struct str compound;       /* UNION: "UNION", "UNION ALL"; the selects then are `columns` */
};

/* One assignment: column (DDL_EXPR_COLUMN, DDL_EXPR_TEXT or any key expression) and value. */
struct ddl_assignment {
	struct ddl_name name;
	const struct ddl_column *column; /* NULL: the table does not have it */
	const struct ddl_expr
		*target; /* if it is an expression: t.c.data["x"], or another table's column */
	const struct ddl_expr *value;
};

struct ddl_assignments {
	const struct ddl_assignment *items;
	size_t n;
};

struct ddl_conflict { /* ON CONFLICT, ON DUPLICATE KEY */
	bool is_set, is_update, is_mysql;
	struct ddl_name constraint;
	struct ddl_expr_list elements;
	const struct ddl_expr *target_where, *where;
	struct ddl_assignments set;
	bool is_ordered;
};

struct ddl_insert {
	const struct ddl_expr *table;
	struct ddl_assignments row; /* one row */
	const struct ddl_assignments
		*rows; /* many, from values([..]): each has the first's columns */
	size_t row_count;
	bool is_multiple;
	struct ddl_name *names; /* from_select */
	size_t name_count;
	const struct ddl_expr *select;
	struct ddl_expr_list returning, prefixes, ctes;
	struct ddl_conflict conflict;
	bool is_inline;
};

struct ddl_update {
	const struct ddl_expr *table;
	struct ddl_assignments set;
	bool is_ordered; /* ordered_values() */
	struct ddl_expr_list where, returning, prefixes, ctes;
	const struct ddl_expr *limit; /* mysql_limit */
};

struct ddl_expr {
	enum ddl_expr_kind kind;
	const struct ddl_type *type;              /* never NULL */
	struct ddl_operation operation, negation; /* LIST, UNARY, BINARY */
	bool is_modifier;                         /* UNARY: behind its operand */
	bool is_ungrouped;                        /* LIST: between's operands */
	const struct ddl_expr *left,
		*right;            /* BINARY; left alone: GROUPING, UNARY, CAST, LABEL ... */
	struct ddl_expr_list list; /* LIST, TUPLE, ARRAY, TEXT_SELECT's columns */
	struct ddl_name name;      /* LABEL, EXTRACT's field, COLLATION, LABEL_NAME, EXCLUDED */
	struct str escape, flags;  /* LIKE's ESCAPE, regular expressions' flags; p NULL: none */
	bool symmetric;            /* BETWEEN */
	void *python;              /* the object that stands for it; engine/ops alone knows */
	union {
		struct ddl_bind bind;
		struct ddl_text text;
		struct ddl_column_ref column;
		struct ddl_function function;
		struct ddl_over over;
		struct ddl_case cases;
		struct ddl_alias alias;
		struct ddl_cte cte;
		struct ddl_join join;
		struct ddl_values values;
		const struct ddl_select *select; /* SELECT, COMPOUND */
		const struct ddl_insert *insert;
		const struct ddl_update *update; /* UPDATE, DELETE */
		const struct ddl_table *table;
		const struct ddl_sequence *sequence;
	} u;
};

/* ---- plain nodes; what needs the library's rules is in expr_build.h ---- */

/* One of the library's types without parameters, shared. */
const struct ddl_type *ddl_expr_type(enum ddl_type_kind kind);
/* The type that a Python value of this kind has by itself: Integer, String ... */
const struct ddl_type *ddl_value_type(const struct ddl_value *value);
struct ddl_expr *ddl_expr_new(struct arena *result, enum ddl_expr_kind kind,
			      const struct ddl_type *type);
const struct ddl_expr *ddl_expr_null(void);
const struct ddl_expr *ddl_expr_true(void);
const struct ddl_expr *ddl_expr_false(void);
/* A value; `key` is what its parameter's name starts with ("param" if empty). */
struct ddl_expr *ddl_expr_literal(struct arena *result, struct ddl_value value,
				  const struct ddl_type *type, struct str key);
struct ddl_expr_list ddl_expr_list_of(struct arena *result, const struct ddl_expr *const *items,
				      size_t n);
struct ddl_expr_list ddl_expr_list_add(struct arena *result, struct ddl_expr_list list,
				       const struct ddl_expr *item);
const struct ddl_expr *ddl_expr_table(struct arena *result, const struct ddl_table *table);
/* The name under which it is selected, or empty: a column's or a label's. */
struct ddl_name ddl_expr_name_of(const struct ddl_expr *expr);

#endif
