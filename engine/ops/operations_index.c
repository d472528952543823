#include "engine/ops/operations.h"

/* ---- create_index, drop_index ---- */

/* A name becomes a column of the stand-in table, an expression stays
 * (sqla_compat._textual_index_column). */
static bool take_part(struct py *vm, struct ddl_table *table, struct py_object *part,
		      const struct ddl_expr **ret)
{
	struct ddl_name name;

	if (py_is_poison(vm, part))
		return false;
	if (py_is(part, &ops_column_type)) {
		name = ((struct ops_column *)part)->column->name;
	} else if (py_is_str(part)) {
		if (!ops_take_name(vm, part, "columns", &name))
			return false;
	} else if (py_is(part, &ops_expr_type)) {
		*ret = ((struct ops_expr *)part)->expr;
		return true;
	} else {
		py_raise(vm, "ValueError", "String or text() construct expected");
		return false;
	}
	struct ddl_column *column = ops_standin_column(vm, table, name, NULL);
	if (column)
		*ret = ddl_expr_column(py_arena(vm), column);
	return column != NULL;
}

static bool take_parts(struct py *vm, struct ddl_index *index, struct ddl_table *table,
		       struct py_object *columns)
{
	struct py_object **parts;

	if (!py_take_items(vm, columns, &parts, &index->expression_count))
		return false;
	index->expressions =
		ARENA_ARRAY(py_arena(vm), const struct ddl_expr *, index->expression_count + 1);
	for (size_t i = 0; i < index->expression_count; i++)
		if (!take_part(vm, table, parts[i], &index->expressions[i]))
			return false;
	return true;
}

static struct ddl_index *new_index(struct py *vm, const struct ops_place *place,
				   struct py_object *name, struct py_object *columns,
				   struct py_object *keywords)
{
	struct ddl_index *index = ARENA_NEW(py_arena(vm), struct ddl_index);
	struct ddl_name table_name = place->table.text.n ? place->table : ddl_name(STR("no_table"));
	struct ddl_table *table = ops_standin(vm, table_name, place->schema);
	struct py_object *quote = ops_pop(vm, keywords, "quote"),
			 *unique = ops_pop(vm, keywords, "unique");

	ops_pop(vm, keywords, "info");
	if (!ops_take_quoted(vm, name, quote, "index_name", &index->name) ||
	    !py_take_bool(vm, unique, false, &index->unique) ||
	    (columns && !take_parts(vm, index, table, columns)) ||
	    !ops_take_options(vm, keywords, OPS_OWNER_INDEX, &index->options) ||
	    !ops_check(vm, ddl_table_add_index(py_arena(vm), table, index)))
		return NULL;
	return index;
}

static struct py_object *emit_index(struct py *vm, const struct ops_place *place,
				    enum ddl_batch_kind kind, const struct ddl_index *index,
				    struct py_object *checks)
{
	struct ddl_batch_operation operation = { .kind = kind, .index = index };

	if (!index || !py_take_bool(vm, checks, false, &operation.if_exists))
		return NULL;
	return ops_emit(vm, place, &operation);
}

struct py_object *ops_op_create_index(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	struct ops_place place;

	(void)self;
	if (!ops_take_place(vm, args[1], args[3], &place))
		return NULL;
	if (args[4])
		py_dict_set_str(vm, args[6], STR("unique"), args[4]);
	return emit_index(vm, &place, DDL_BATCH_CREATE_INDEX,
			  new_index(vm, &place, args[0], args[2], args[6]), args[5]);
}

struct py_object *ops_batch_op_create_index(struct py *vm, struct py_object *self,
					    struct py_object **args)
{
	const struct ops_place place = ops_batch_place(self);
	struct py_object *checks = ops_pop(vm, args[2], "if_not_exists");

	return emit_index(vm, &place, DDL_BATCH_CREATE_INDEX,
			  new_index(vm, &place, args[0], args[1], args[2]), checks);
}

struct py_object *ops_op_drop_index(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct ops_place place = { 0 };

	(void)self;
	if (!ops_take_place(vm, args[1], args[2], &place))
		return NULL;
	return emit_index(vm, &place, DDL_BATCH_DROP_INDEX,
			  new_index(vm, &place, args[0], NULL, args[4]), args[3]);
}

struct py_object *ops_batch_op_drop_index(struct py *vm, struct py_object *self,
					  struct py_object **args)
{
	const struct ops_place place = ops_batch_place(self);
	struct py_object *checks = ops_pop(vm, args[1], "if_exists");

	/* the batch's own table, whatever the caller names again */
	ops_pop(vm, args[1], "table_name");
	return emit_index(vm, &place, DDL_BATCH_DROP_INDEX,
			  new_index(vm, &place, args[0], NULL, args[1]), checks);
}
