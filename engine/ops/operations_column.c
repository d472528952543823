#include "engine/ops/operations.h"

/* ---- add_column ---- */

struct add_arguments {
	struct py_object *column, *before, *after, *if_not_exists, *inline_references,
		*inline_primary_key;
};

static struct py_object *add_column(struct py *vm, const struct ops_place *place,
				    const struct add_arguments *args)
{
	struct ddl_batch_operation operation = { .kind = DDL_BATCH_ADD_COLUMN };
	struct ddl_add_column *add = &operation.add_column;

	if (py_is_poison(vm, args->column))
		return NULL;
	if (!py_is(args->column, &ops_column_type))
		return py_raise(vm, "AttributeError", "'%.*s' object has no attribute 'table'",
				STR_ARG(args->column->type->name));
	add->column = ((struct ops_column *)args->column)->column;
	if (add->column->table)
		add->column = ops_column_copy(vm, add->column);
	add->table = ops_standin(vm, place->table, place->schema);
	struct py_object *column = ops_column_object(vm, add->column);
	if (!ops_table_append(vm, add->table, column) ||
	    !py_take_bool(vm, args->if_not_exists, false, &add->if_not_exists) ||
	    !py_take_bool(vm, args->inline_references, false, &add->inline_references) ||
	    !py_take_bool(vm, args->inline_primary_key, false, &add->inline_primary_key) ||
	    !ops_take_optional_text(vm, args->before, &operation.insert_before) ||
	    !ops_take_optional_text(vm, args->after, &operation.insert_after))
		return NULL;
	return ops_emit(vm, place, &operation);
}

struct py_object *ops_op_add_column(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct ops_place place;

	(void)self;
	if (!ops_take_place(vm, args[0], args[2], &place))
		return NULL;
	return add_column(
		vm, &place,
		&(struct add_arguments){ args[1], NULL, NULL, args[3], args[4], args[5] });
}

struct py_object *ops_batch_op_add_column(struct py *vm, struct py_object *self,
					  struct py_object **args)
{
	const struct ops_place place = ops_batch_place(self);

	return add_column(
		vm, &place,
		&(struct add_arguments){ args[0], args[1], args[2], args[3], args[4], args[5] });
}

/* ---- drop_column ---- */

static struct py_object *drop_column(struct py *vm, const struct ops_place *place,
				     struct py_object *name, struct py_object *keywords)
{
	struct ddl_batch_operation operation = { .kind = DDL_BATCH_DROP_COLUMN };
	struct ddl_drop_column *drop = &operation.drop_column;
	struct py_object *if_exists = ops_pop(vm, keywords, "if_exists");
	struct py_object *existing = ops_pop(vm, keywords, "existing_type");

	drop->table = place->table;
	drop->schema = place->schema;
	if (!ops_take_name(vm, name, "column_name", &drop->column) ||
	    !py_take_bool(vm, if_exists, false, &drop->if_exists) ||
	    (py_given(existing) && !ops_take_type(vm, existing, &operation.existing_type)))
		return NULL;
	return ops_emit(vm, place, &operation);
}

struct py_object *ops_op_drop_column(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct ops_place place;

	(void)self;
	return ops_take_place(vm, args[0], args[2], &place)
		       ? drop_column(vm, &place, args[1], args[3])
		       : NULL;
}

struct py_object *ops_batch_op_drop_column(struct py *vm, struct py_object *self,
					   struct py_object **args)
{
	const struct ops_place place = ops_batch_place(self);

	return drop_column(vm, &place, args[0], args[1]);
}

/* ---- alter_column ---- */

enum alter_argument {
	ALTER_NULLABLE,
	ALTER_COMMENT,
	ALTER_DEFAULT,
	ALTER_NAME,
	ALTER_TYPE,
	ALTER_EXISTING_TYPE,
	ALTER_EXISTING_DEFAULT,
	ALTER_EXISTING_NULLABLE,
	ALTER_EXISTING_COMMENT,
};

/* False stands for "not given", None is a value (alembic/operations/ops.py, AlterColumnOp). */
static bool is_said(struct py *vm, const struct py_object *value)
{
	return value && value != py_bool(vm, false);
}

static bool take_types(struct py *vm, struct ddl_alter_column *alter, struct py_object **args)
{
	return (!py_given(args[ALTER_TYPE]) || ops_take_type(vm, args[ALTER_TYPE], &alter->type)) &&
	       (!py_given(args[ALTER_EXISTING_TYPE]) ||
		ops_take_type(vm, args[ALTER_EXISTING_TYPE], &alter->existing_type));
}

static bool take_default(struct py *vm, struct py_object *value, bool *ret_given,
			 struct ddl_default *ret)
{
	*ret_given = is_said(vm, value);
	return !*ret_given || ops_take_default(vm, value, ret);
}

static bool take_autoincrement(struct py *vm, struct py_object *keywords, const char *name,
			       int *ret)
{
	struct py_object *value = ops_pop(vm, keywords, name);

	*ret = -1;
	if (value && py_is_str(value)) {
		*ret = str_is(py_text(value), "auto") ? -1 : 1;
		return true;
	}
	return ops_take_flag(vm, value, ret);
}

/* `args` starts at ALTER_NULLABLE; insert_before and insert_after are the operation's already. */
struct alter_arguments {
	struct py_object *name, **args, *keywords;
};

static struct py_object *alter_column(struct py *vm, const struct ops_place *place,
				      const struct alter_arguments *given,
				      struct ddl_batch_operation *operation)
{
	struct ddl_alter_column *alter = &operation->alter_column;
	struct py_object **args = given->args;

	operation->kind = DDL_BATCH_ALTER_COLUMN;
	alter->table = place->table;
	alter->schema = place->schema;
	alter->metadata = ops_metadata_for_operations(vm);
	alter->has_comment = is_said(vm, args[ALTER_COMMENT]);
	if (!ops_take_name(vm, given->name, "column_name", &alter->column) ||
	    !ops_take_flag(vm, args[ALTER_NULLABLE], &alter->nullable) ||
	    (alter->has_comment &&
	     !ops_take_optional_text(vm, args[ALTER_COMMENT], &alter->comment)) ||
	    !take_default(vm, args[ALTER_DEFAULT], &alter->has_server_default,
			  &alter->server_default) ||
	    !ops_take_name(vm, args[ALTER_NAME], "new_column_name", &alter->new_name) ||
	    !take_types(vm, alter, args) ||
	    !take_default(vm, args[ALTER_EXISTING_DEFAULT], &alter->has_existing_server_default,
			  &alter->existing_server_default) ||
	    !ops_take_flag(vm, args[ALTER_EXISTING_NULLABLE], &alter->existing_nullable) ||
	    !ops_take_optional_text(vm, args[ALTER_EXISTING_COMMENT], &alter->existing_comment) ||
	    !take_autoincrement(vm, given->keywords, "autoincrement", &alter->autoincrement) ||
	    !take_autoincrement(vm, given->keywords, "existing_autoincrement",
				&alter->existing_autoincrement) ||
	    !ops_take_options(vm, given->keywords, OPS_OWNER_ANY, &alter->options))
		return NULL;
	return ops_emit(vm, place, operation);
}

struct py_object *ops_op_alter_column(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	struct ddl_batch_operation operation = { 0 };
	struct ops_place place;

	(void)self;
	if (!ops_take_place(vm, args[0], args[11], &place))
		return NULL;
	return alter_column(vm, &place, &(struct alter_arguments){ args[1], args + 2, args[12] },
			    &operation);
}

struct py_object *ops_batch_op_alter_column(struct py *vm, struct py_object *self,
					    struct py_object **args)
{
	const struct ops_place place = ops_batch_place(self);
	struct ddl_batch_operation operation = { 0 };

	if (!ops_take_optional_text(vm, args[10], &operation.insert_before) ||
	    !ops_take_optional_text(vm, args[11], &operation.insert_after))
		return NULL;
	return alter_column(vm, &place, &(struct alter_arguments){ args[0], args + 1, args[12] },
			    &operation);
}
