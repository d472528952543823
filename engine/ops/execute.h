/*
 * Statements on their way out: whatever a revision executes (text, an expression, a DDL element)
 * becomes one statement of the run's sink, or a query when its rows are asked for.
 */
#ifndef RETORT_OPS_EXECUTE_H
#define RETORT_OPS_EXECUTE_H

#include "engine/ops/schema.h"

/* DDL(), CreateTable(t) ...: executables that are not expressions. */
struct ops_ddl_element {
	struct py_object head;
	const struct ops_ddl_kind *kind;
	struct py_object *element; /* a Table, Index, Sequence, constraint or str */
	struct str text;           /* DDL() */
	struct py_object *context; /* DDL(context=) */
	bool checks, cascade;      /* if_exists or if_not_exists; cascade */
};

extern const struct py_native_type ops_ddl_element_type; /* ExecutableDDLElement */
extern const struct py_member ops_ddl_members[];         /* CreateTable, DDL ... */
bool ops_run_ddl_element(struct py *vm, struct ops_ddl_element *element);

/* Without a result: op.execute, and everything offline. */
bool ops_execute(struct py *vm, struct py_object *executable);
/* With its rows: bind.execute online. `parameters` is NULL, a dict or a list of dicts. */
struct py_object *ops_execute_for_result(struct py *vm, struct py_object *executable,
					 struct py_object *parameters);

/* row.c */
struct py_object *ops_row_new(struct py *vm, const struct db_column *columns,
			      struct py_object *const *items, size_t n);
const struct py_list *ops_row_items(const struct py_object *row);
struct py_object *ops_row_mapping(struct py *vm, struct py_object *row);
struct py_object *ops_row_keys(struct py *vm, const struct db_column *columns, size_t n);

/* result.c */
struct py_object *ops_result_object(struct py *vm, const struct db_result *result);
/* The same, its columns being those of `expr`, a select or RETURNING: values get their types. */
struct py_object *ops_result_of(struct py *vm, const struct db_result *result,
				struct py_object *executable);
/* cell.c: a value from a database as its column's type has it */
struct py_object *ops_typed_object(struct py *vm, struct py_object *value,
				   const struct ddl_type *type);
/* The result of an INSERT whose rows were only asked for to know its primary key. */
void ops_result_insert(struct py_object *object, struct py_object *key);
extern const struct py_native_type ops_result_type, ops_row_type, ops_scalar_result_type,
	ops_mapping_result_type;

#endif
