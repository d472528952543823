#include "engine/ops/operations.h"

#include "engine/ops/context.h"
#include "engine/ops/execute.h"
#include "engine/ops/expression.h"

bool ops_take_place(struct py *vm, struct py_object *table, struct py_object *schema,
		    struct ops_place *ret)
{
	*ret = (struct ops_place){ 0 };
	return ops_take_table_name(vm, table, &ret->table) &&
	       ops_take_name(vm, schema, "schema", &ret->schema);
}

struct ops_place ops_batch_place(struct py_object *self)
{
	struct ops_batch *batch = (struct ops_batch *)self;

	return (struct ops_place){ batch, batch->batch.table, batch->batch.schema };
}

static struct error *perform(const struct ddl_run *run, const struct ops_place *place,
			     const struct ddl_batch_operation *operation)
{
	switch (operation->kind) {
	case DDL_BATCH_ADD_COLUMN:
		return ddl_add_column(run, &operation->add_column);
	case DDL_BATCH_DROP_COLUMN:
		return ddl_drop_column(run, &operation->drop_column);
	case DDL_BATCH_ALTER_COLUMN:
		return ddl_alter_column(run, &operation->alter_column);
	case DDL_BATCH_CREATE_INDEX:
		return ddl_create_index(run, operation->index, operation->if_exists);
	case DDL_BATCH_DROP_INDEX:
		return ddl_drop_index(run, operation->index, operation->if_exists);
	case DDL_BATCH_ADD_CONSTRAINT:
		return ddl_add_constraint(run, operation->constraint);
	case DDL_BATCH_DROP_CONSTRAINT:
		return ddl_drop_constraint(run, &operation->drop_constraint);
	case DDL_BATCH_TABLE_COMMENT:
		return ddl_table_comment(run, place->table, place->schema, operation->comment);
	}
	return NULL;
}

static void record(struct py *vm, struct ops_batch *batch,
		   const struct ddl_batch_operation *operation)
{
	struct ddl_batch *recorded = &batch->batch;
	const size_t size = sizeof(*operation);

	if (recorded->operation_count == batch->capacity) {
		size_t capacity = batch->capacity ? batch->capacity * 2 : 8;
		recorded->operations = arena_grow(py_arena(vm), recorded->operations,
						  batch->capacity * size, capacity * size);
		batch->capacity = capacity;
	}
	recorded->operations[recorded->operation_count++] = *operation;
}

struct py_object *ops_emit(struct py *vm, const struct ops_place *place,
			   const struct ddl_batch_operation *operation)
{
	if (place->batch)
		record(vm, place->batch, operation);
	else if (!ops_check(vm, perform(ops_run(vm), place, operation)))
		return NULL;
	return py_none(vm);
}

/* ---- the directives that are not about tables ---- */

struct py_object *ops_op_f(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *conv = (struct py_object *)py_type_from(vm, &ops_conv_type);

	(void)self;
	return py_call(vm, conv, &PY_ARGS(args[0]));
}

struct py_object *ops_op_execute(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return ops_execute(vm, args[0]) ? py_none(vm) : NULL;
}

struct py_object *ops_op_get_bind(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	(void)args;
	return ops_bind_object(vm);
}

struct py_object *ops_op_get_context(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	(void)args;
	return ops_context_object(vm);
}

struct py_object *ops_op_inline_literal(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	return ops_inline_literal.call(vm, self, args);
}

struct py_object *ops_op_implementation_for(struct py *vm, struct py_object *self,
					    struct py_object **args)
{
	(void)self;
	(void)args;
	return py_refuse(vm, "op.implementation_for() is not supported: operations of a project's "
			     "own are Python");
}

struct py_object *ops_op_register_operation(struct py *vm, struct py_object *self,
					    struct py_object **args)
{
	(void)self;
	(void)args;
	return py_refuse(vm, "op.register_operation() is not supported: operations of a project's "
			     "own are Python");
}

struct py_object *ops_op_invoke(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	(void)args;
	return py_refuse(vm, "op.invoke() is not supported");
}

const struct py_method ops_directives[] = {
#define X(name, signature) { #name, signature, ops_op_##name, PY_METHOD_INSTANCE },
	OPS_DIRECTIVES(X)
#undef X
		{ 0 },
};
