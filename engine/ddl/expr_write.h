/*
 * The writer of expressions and statements: one run over a tree, into one buffer, for one dialect.
 * It keeps what the library's compiler keeps: the parameters met, the numbers of anonymous names,
 * the stack of selects whose FROM lists decide what an inner one leaves out.  Shared by
 * expr_write*.c and statement*.c only.
 */
#ifndef RETORT_DDL_EXPR_WRITE_H
#define RETORT_DDL_EXPR_WRITE_H

#include "engine/ddl/expr_build.h"
#include "engine/ddl/expr_dialect.h"

/* A select (or INSERT ...) that is being written. */
struct ddl_frame {
	const struct ddl_frame *outer;
	struct ddl_expr_list from;      /* what its own FROM lists */
	struct ddl_expr_list correlate; /* what inner selects may leave out */
	struct ddl_expr_list as_from;   /* what a select in a FROM list may not leave out */
	struct ddl_expr_list labels;    /* the columns as they are labelled, for ORDER BY */
};

struct ddl_anonymous { /* an anonymous thing and the name that it got */
	const void *of;
	struct str name;
};

struct ddl_writer {
	struct arena *arena;
	const struct ddl_dialect *dialect;
	const struct ddl_expr_dialect *traits;
	struct ddl_expr_options options;
	struct strbuf out;

	struct ddl_value *parameters;
	size_t parameter_count, parameter_capacity;
	struct ddl_anonymous *anonymous;
	size_t anonymous_count, anonymous_capacity;
	struct map counters; /* what an anonymous name starts with -> how many there are, as a
				pointer */
	const struct ddl_frame *frame;
	struct ddl_expr_list ctes; /* in order of rendering */
	struct str_list cte_texts;
	bool has_recursive_cte;
	int depth;
	struct ddl_expr_list given; /* the values of named parameters, given at execution */

	/* what surrounds the node that is written; set and restored by who knows */
	bool in_columns;  /* labels are written AS */
	bool in_label;    /* below a label */
	bool in_operator; /* an operand */
	bool eager_grouping;
	bool in_from; /* a select as a FROM element */
	bool without_table;
	bool as_named_parameters;              /* str(expression): `:name` */
	const struct ddl_expr *label_as_label; /* this label is written as its name */
};

struct error *ddl_write(struct ddl_writer *w, const struct ddl_expr *expr) NODISCARD;
struct error *ddl_write_list(struct ddl_writer *w, struct ddl_expr_list list,
			     const char *separator) NODISCARD;
/* What `expr` writes, apart from the text so far. */
struct error *ddl_write_apart(struct ddl_writer *w, const struct ddl_expr *expr,
			      struct str *ret_text) NODISCARD;
struct error *ddl_write_bind(struct ddl_writer *w, const struct ddl_expr *expr) NODISCARD;
/* A value as a parameter, or inlined as the driver of the dialect does. */
struct error *ddl_write_parameter(struct ddl_writer *w, const struct ddl_value *value,
				  const struct ddl_type *type) NODISCARD;
/* A JSON index or path in the dialect's notation. */
const struct ddl_expr *ddl_json_index(struct ddl_writer *w, const struct ddl_expr *index);
struct error *ddl_write_binary(struct ddl_writer *w, const struct ddl_expr *expr) NODISCARD;
struct error *ddl_write_unary(struct ddl_writer *w, const struct ddl_expr *expr) NODISCARD;
struct error *ddl_write_as_boolean(struct ddl_writer *w, const struct ddl_expr *expr) NODISCARD;
struct error *ddl_write_function(struct ddl_writer *w, const struct ddl_expr *expr) NODISCARD;
struct error *ddl_write_cast(struct ddl_writer *w, const struct ddl_expr *expr) NODISCARD;
struct error *ddl_write_extract(struct ddl_writer *w, const struct ddl_expr *expr) NODISCARD;
struct error *ddl_write_aggregate_order(struct ddl_writer *w,
					const struct ddl_expr *expr) NODISCARD;
/* statement*.c */
struct error *ddl_write_select(struct ddl_writer *w, const struct ddl_expr *expr) NODISCARD;
struct error *ddl_write_compound(struct ddl_writer *w, const struct ddl_expr *expr) NODISCARD;
struct error *ddl_write_insert(struct ddl_writer *w, const struct ddl_expr *expr) NODISCARD;
struct error *ddl_write_update(struct ddl_writer *w, const struct ddl_expr *expr) NODISCARD;
struct error *ddl_write_delete(struct ddl_writer *w, const struct ddl_expr *expr) NODISCARD;
struct error *ddl_write_from(struct ddl_writer *w, const struct ddl_expr *expr) NODISCARD;

/* The number that an anonymous thing gets: "anon_1"; the same thing, the same name. */
struct str ddl_anonymous_name(struct ddl_writer *w, const void *of, struct str start);
struct str ddl_writer_quote(struct ddl_writer *w, struct ddl_name name);
/* An error as SQLAlchemy's exception of that name. */
struct error *ddl_compile_error(const char *kind, const char *format, ...)
	PRINTF_LIKE(2, 3) NODISCARD;

#endif
