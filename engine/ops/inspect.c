#include "engine/ops/context.h"
#include "engine/ops/operations.h"

/* What only a database knows.  Offline it is the error that Alembic ends in as well. */

static struct py_object *no_inspection(struct py *vm, const struct py_object *of)
{
	return ops_throw(vm, "NoInspectionAvailable", "No inspection system is available for object of type <class '%.*s.%.*s'>",
			 STR_ARG(of->type->module), STR_ARG(of->type->name));
}

static struct py_object *refuse(struct py *vm, struct py_object *bind)
{
	if (ops_host(vm)->as_sql || !ops_is_bind(vm, bind))
		return py_is_unwinding(vm) ? NULL : no_inspection(vm, bind);
	return py_refuse(vm, "reflection of a database is not supported");
}

bool ops_reflect_into(struct py *vm, struct ddl_table *table, struct py_object *bind)
{
	(void)table;
	return refuse(vm, bind) != NULL;
}

struct py_object *ops_reflect_all(struct py *vm, struct ddl_metadata *metadata, struct py_object **args)
{
	(void)metadata;
	return refuse(vm, args[0]);
}

struct py_object *ops_inspect(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	if (py_is_poison(vm, args[0]))
		return NULL;
	if (!py_is(args[0], &ops_connection_type) && !py_is(args[0], &ops_engine_type))
		return no_inspection(vm, args[0]);
	return refuse(vm, args[0]);
}

/* Inspector.from_engine(bind), as old revisions spell inspect(bind) */
static struct py_object *call_from_engine(struct py *vm, struct py_object *self, struct py_object **args)
{
	return ops_inspect(vm, self, args);
}

static const struct py_method inspector_methods[] = {
	{ "from_engine", "bind", call_from_engine, PY_METHOD_CLASS },
	{ 0 },
};

const struct py_native_type ops_inspector_type = {
	.name = "Inspector",
	.module = "sqlalchemy.engine.reflection",
	.size = sizeof(struct py_object),
	.methods = inspector_methods,
};

void ops_prepare_reflection(struct py *vm, struct ops_batch *batch)
{
	(void)vm;
	(void)batch;
}
