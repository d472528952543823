#include "engine/ops/execute.h"
#include "engine/ops/operations.h"
#include "engine/py/dict.h"

/* create_table, drop_table, rename_table, comments, bulk_insert. */

/* ---- create_table ---- */

/* Columns first, copies of those that have a table (alembic/operations/schemaobj.py, table). */
static bool add_columns(struct py *vm, struct ddl_table *table, const struct py_list *items)
{
	for (size_t i = 0; i < items->n; i++) {
		struct py_object *item = items->items[i];
		if (py_is_poison(vm, item))
			return false;
		if (!py_is(item, &ops_column_type))
			continue;
		struct ddl_column *column = ((struct ops_column *)item)->column;
		if (column->table)
			item = ops_column_object(vm, ops_column_copy(vm, column));
		if (!ops_table_append(vm, table, item))
			return false;
	}
	return true;
}

static bool add_constraints(struct py *vm, struct ddl_table *table, const struct py_list *items)
{
	for (size_t i = 0; i < items->n; i++) {
		struct py_object *item = items->items[i];
		if (py_is(item, &ops_index_type)) {
			struct ops_index *index = (struct ops_index *)item;
			if (index->index->table && index->index->table != table)
				index = ops_index_copy(vm, index->index);
			if (!ops_index_attach(vm, index, table))
				return false;
		} else if (py_is(item, &ops_constraint_type)) {
			struct ops_constraint *constraint = (struct ops_constraint *)item;
			if (constraint->constraint->is_type_bound)
				continue;
			if (constraint->constraint->table && constraint->constraint->table != table)
				constraint = ops_constraint_copy(vm, constraint);
			if (!ops_constraint_attach(vm, constraint, table))
				return false;
		}
	}
	return true;
}

struct py_object *ops_op_create_table(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	struct py_object *schema = ops_pop(vm, args[3], "schema"),
			 *quote = ops_pop(vm, args[3], "quote");
	struct ops_place place;
	bool if_not_exists;

	(void)self;
	ops_pop(vm, args[3], "_constraints_included");
	if (!ops_take_place(vm, args[0], schema, &place) ||
	    !py_take_bool(vm, args[2], false, &if_not_exists) ||
	    !ops_take_quoted(vm, args[0], quote, "table_name", &place.table))
		return NULL;
	struct ddl_table *table = ops_standin(vm, place.table, place.schema);
	if (!ops_table_keywords(vm, table, args[3]) ||
	    !add_columns(vm, table, (struct py_list *)args[1]) ||
	    !add_constraints(vm, table, (struct py_list *)args[1]) ||
	    !ops_check(vm, ddl_create_table(ops_run(vm), table, if_not_exists)))
		return NULL;
	return ops_table_object(vm, table);
}

struct py_object *ops_op_drop_table(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct ops_place place;
	bool if_exists;

	(void)self;
	if (!ops_take_place(vm, args[0], args[1], &place) ||
	    !py_take_bool(vm, args[2], false, &if_exists))
		return NULL;
	struct ddl_table *table = ops_standin(vm, place.table, place.schema);
	if (!ops_table_keywords(vm, table, args[3]) ||
	    !ops_check(vm, ddl_drop_table(ops_run(vm), table, if_exists)))
		return NULL;
	return py_none(vm);
}

struct py_object *ops_op_rename_table(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	struct ops_place place;
	struct ddl_name new_name;

	(void)self;
	if (!ops_take_place(vm, args[0], args[2], &place) ||
	    !ops_take_name(vm, args[1], "new_table_name", &new_name) ||
	    !ops_check(vm, ddl_rename_table(ops_run(vm), place.table, new_name, place.schema)))
		return NULL;
	return py_none(vm);
}

/* ---- comments ---- */

static struct py_object *set_comment(struct py *vm, const struct ops_place *place,
				     struct py_object *text)
{
	struct ddl_batch_operation operation = { .kind = DDL_BATCH_TABLE_COMMENT };

	return ops_take_optional_text(vm, text, &operation.comment)
		       ? ops_emit(vm, place, &operation)
		       : NULL;
}

struct py_object *ops_op_create_table_comment(struct py *vm, struct py_object *self,
					      struct py_object **args)
{
	struct ops_place place;

	(void)self;
	return ops_take_place(vm, args[0], args[3], &place) ? set_comment(vm, &place, args[1])
							    : NULL;
}

struct py_object *ops_op_drop_table_comment(struct py *vm, struct py_object *self,
					    struct py_object **args)
{
	struct ops_place place;

	(void)self;
	return ops_take_place(vm, args[0], args[2], &place) ? set_comment(vm, &place, NULL) : NULL;
}

struct py_object *ops_batch_op_create_table_comment(struct py *vm, struct py_object *self,
						    struct py_object **args)
{
	const struct ops_place place = ops_batch_place(self);

	return set_comment(vm, &place, args[0]);
}

struct py_object *ops_batch_op_drop_table_comment(struct py *vm, struct py_object *self,
						  struct py_object **args)
{
	const struct ops_place place = ops_batch_place(self);

	(void)args;
	return set_comment(vm, &place, NULL);
}

/* ---- bulk_insert ---- */

/* Offline each value gets its column's type, and a column that is not there is KeyError. */
static bool check_columns(struct py *vm, struct py_object *table, struct py_object *row)
{
	struct py_object *columns = py_getattr(vm, table, STR("c"));
	const struct py_dict_entry *entry;
	size_t cursor = 0;

	while (columns && py_is(row, &py_dict_type) && (entry = py_dict_next(row, &cursor)))
		if (!py_getitem(vm, columns, entry->key))
			return false;
	return columns;
}

static struct py_object *insert_row(struct py *vm, struct py_object *table, struct py_object *row)
{
	if (ops_host(vm)->as_sql && !check_columns(vm, table, row))
		return NULL;
	struct py_object *insert = py_call_method(vm, table, "insert", &PY_NO_ARGS);

	insert = insert ? py_call_method(vm, insert, "inline", &PY_NO_ARGS) : NULL;
	insert = insert ? py_call_method(vm, insert, "values", &PY_ARGS(row)) : NULL;
	return insert && ops_execute(vm, insert) ? py_none(vm) : NULL;
}

/* One INSERT a row (alembic/ddl/impl.py, bulk_insert). */
struct py_object *ops_op_bulk_insert(struct py *vm, struct py_object *self, struct py_object **args)
{
	const struct py_list *rows = (const struct py_list *)args[1];

	(void)self;
	if (py_is_poison(vm, args[0]) || py_is_poison(vm, args[1]))
		return NULL;
	if (!py_is(args[1], &py_list_type))
		return py_raise(vm, "TypeError", "List expected");
	if (rows->n && !py_is(rows->items[0], &py_dict_type))
		return py_raise(vm, "TypeError", "List of dictionaries expected");
	for (size_t i = 0; i < rows->n; i++)
		if (!insert_row(vm, args[0], rows->items[i]))
			return NULL;
	return py_none(vm);
}
