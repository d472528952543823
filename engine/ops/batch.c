#include "engine/ops/operations.h"

#include "engine/ops/context.h"
#include "engine/ops/execute.h"
#include "engine/py/dict.h"

/* `with op.batch_alter_table(...) as b` (alembic/operations/base.py, batch_alter_table). */

static bool take_recreate(struct py *vm, struct py_object *value, enum ddl_recreate *ret)
{
	static const char *const names[] = {
		[DDL_RECREATE_AUTO] = "auto",
		[DDL_RECREATE_ALWAYS] = "always",
		[DDL_RECREATE_NEVER] = "never",
	};

	*ret = DDL_RECREATE_AUTO;
	if (!value)
		return true;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (py_is_str(value) && str_is(py_text(value), names[i])) {
			*ret = (enum ddl_recreate)i;
			return true;
		}
	py_raise(vm, "ValueError", "recreate may be one of 'auto', 'always', or 'never'.");
	return false;
}

static bool take_reordering(struct py *vm, struct py_object *value, struct ddl_batch *batch)
{
	struct py_object **groups, **names;
	size_t n;

	if (!py_given(value))
		return true;
	if (!py_take_items(vm, value, &groups, &batch->reordering_count))
		return false;
	batch->reordering = ARENA_ARRAY(py_arena(vm), struct str_list, batch->reordering_count + 1);
	for (size_t i = 0; i < batch->reordering_count; i++) {
		if (!py_take_items(vm, groups[i], &names, &n))
			return false;
		for (size_t j = 0; j < n; j++) {
			struct str name;
			if (!ops_take_optional_text(vm, names[j], &name))
				return false;
			str_list_add(py_arena(vm), &batch->reordering[i], name);
		}
	}
	return true;
}

static bool take_table_args(struct py *vm, struct py_object *value, struct ddl_batch *batch)
{
	struct py_object **items;
	size_t n;

	if (!py_given(value))
		return true;
	if (!py_take_items(vm, value, &items, &n))
		return false;
	batch->table_constraints = ARENA_ARRAY(py_arena(vm), struct ddl_constraint *, n + 1);
	for (size_t i = 0; i < n; i++) {
		if (!py_is(items[i], &ops_constraint_type)) {
			py_refuse(vm, "table_args of batch_alter_table that is not a constraint is "
				      "not supported");
			return false;
		}
		struct ops_constraint *constraint = (struct ops_constraint *)items[i];
		ops_constraint_name_columns(vm, constraint);
		batch->table_constraints[batch->table_constraint_count++] = constraint->constraint;
	}
	return true;
}

static bool take_table_options(struct py *vm, struct py_object *value, struct ddl_options *ret)
{
	return !py_given(value) || ops_take_options(vm, value, OPS_OWNER_TABLE, ret);
}

static bool take_naming(struct py *vm, struct py_object *value, struct ddl_batch *batch)
{
	if (!py_given(value))
		return true;
	struct ddl_metadata *metadata = ddl_metadata_new(py_arena(vm));
	batch->naming = metadata;
	return ops_take_naming(vm, value, metadata);
}

/* table_name, schema, recreate, partial_reordering, copy_from, table_args, table_kwargs,
   reflect_args, reflect_kwargs, naming_convention */
struct py_object *ops_op_batch_alter_table(struct py *vm, struct py_object *self,
					   struct py_object **args)
{
	struct ops_batch *batch = py_new(vm, &ops_batch_type);
	struct ddl_batch *given = &batch->batch;
	struct ops_place place;

	(void)self;
	if (!ops_take_place(vm, args[0], args[1], &place) ||
	    !take_recreate(vm, args[2], &given->recreate) || !take_reordering(vm, args[3], given) ||
	    !take_table_args(vm, args[5], given) ||
	    !take_table_options(vm, args[6], &given->table_options) ||
	    !take_naming(vm, args[9], given))
		return NULL;
	if (py_given(args[4])) {
		if (!py_is(args[4], &ops_table_type))
			return py_raise(vm, "AttributeError",
					"'%.*s' object has no attribute 'name'",
					STR_ARG(args[4]->type->name));
		given->copy_from = ((struct ops_table *)args[4])->table;
	}
	given->table = place.table;
	given->schema = place.schema;
	batch->reflect_args = args[7];
	return &batch->head;
}

static struct py_object *batch_enter(struct py *vm, struct py_object *self)
{
	(void)vm;
	return self;
}

static int batch_exit(struct py *vm, struct py_object *self, struct py_object *exception)
{
	struct ops_batch *batch = (struct ops_batch *)self;

	if (exception)
		return 0;
	ops_prepare_reflection(vm, batch);
	return ops_check(vm, ddl_batch_flush(ops_run(vm), &batch->batch)) ? 0 : -1;
}

static struct py_object *call_execute(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	(void)self;
	return ops_execute(vm, args[0]) ? py_none(vm) : NULL;
}

static const struct py_method batch_methods[] = {
#define X(name, signature) { #name, signature, ops_batch_op_##name, PY_METHOD_INSTANCE },
	OPS_BATCH_DIRECTIVES(X)
#undef X
		{ "execute", "sqltext, *, execution_options=None", call_execute,
		  PY_METHOD_INSTANCE },
	{ "f", "name", ops_op_f, PY_METHOD_INSTANCE },
	{ "get_bind", "", ops_op_get_bind, PY_METHOD_INSTANCE },
	{ "get_context", "", ops_op_get_context, PY_METHOD_INSTANCE },
	{ "inline_literal", "value, type_=None", ops_op_inline_literal, PY_METHOD_INSTANCE },
	{ 0 },
};

const struct py_native_type ops_batch_type = {
	.name = "BatchOperations",
	.module = "alembic.operations.base",
	.size = sizeof(struct ops_batch),
	.methods = batch_methods,
	.slots = { .enter = batch_enter, .exit = batch_exit },
	.has_attributes = true,
};
