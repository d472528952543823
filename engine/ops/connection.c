#include "engine/ops/context.h"
#include "engine/ops/execute.h"

/*
 * op.get_bind().  Offline it is exactly Alembic's MockConnection: statements are printed, there are
 * no results. Online one class serves as Connection and, behind `.engine`, as Engine: both are the
 * run's own connection.
 */

bool ops_is_bind(struct py *vm, struct py_object *value)
{
	if (py_is_poison(vm, value))
		return false;
	if (py_is(value, &ops_mock_connection_type) || py_is(value, &ops_connection_type) ||
	    py_is(value, &ops_engine_type))
		return true;
	if (py_is_none(value) || py_is(value, &py_str_type))
		py_raise(vm, "AttributeError", "'%.*s' object has no attribute '_run_ddl_visitor'",
			 STR_ARG(value->type->name));
	else
		py_refuse(vm, "a bind that is not op.get_bind() is not supported");
	return false;
}

struct py_object *ops_bind_object(struct py *vm)
{
	struct ops_state *state = ops_state(vm);

	if (!state->bind)
		state->bind = py_new(vm, state->host->as_sql ? &ops_mock_connection_type
							     : &ops_connection_type);
	return state->bind;
}

static struct py_object *get_dialect(struct py *vm, struct py_object *self)
{
	(void)self;
	return ops_dialect_object(vm);
}

static struct py_object *get_name(struct py *vm, struct py_object *self)
{
	(void)self;
	return py_str_c(vm, ops_host(vm)->dialect->name);
}

static struct py_object *call_schema(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return py_getattr(vm, args[0], STR("schema"));
}

static struct py_object *get_self(struct py *vm, struct py_object *self)
{
	(void)vm;
	return self;
}

static struct py_object *call_self(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)vm;
	(void)args;
	return self;
}

static struct py_object *call_none(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	(void)args;
	return py_none(vm);
}

/* ---- MockConnection (sqlalchemy/engine/mock.py) ---- */

static struct py_object *mock_execute(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	(void)self;
	ops_note_question(vm);
	return ops_execute(vm, args[0]) ? py_none(vm) : NULL;
}

static const struct py_property mock_properties[] = {
	{ "dialect", get_dialect, NULL },
	{ "engine", get_self, NULL },
	{ "name", get_name, NULL },
	{ 0 },
};

static const struct py_method mock_methods[] = {
	{ "schema_for_object", "obj", call_schema, PY_METHOD_INSTANCE },
	{ "connect", "**kwargs", call_self, PY_METHOD_INSTANCE },
	{ "execution_options", "**kw", call_self, PY_METHOD_INSTANCE },
	{ "execute", "obj, parameters=None, execution_options=None", mock_execute,
	  PY_METHOD_INSTANCE },
	{ 0 },
};

/* What it lacks only a real connection has: the AttributeError is Alembic's, the question is noted.
 */
static bool mock_lacks(struct py *vm, struct py_object *self, struct str name,
		       struct py_object **ret)
{
	(void)self;
	(void)name;
	(void)ret;
	ops_note_question(vm);
	return false;
}

const struct py_native_type ops_mock_connection_type = {
	.name = "MockConnection",
	.module = "sqlalchemy.engine.mock",
	.size = sizeof(struct py_object),
	.methods = mock_methods,
	.properties = mock_properties,
	.slots = { .getattr = mock_lacks },
	.has_attributes = true,
};

/* ---- transactions of a revision's own ---- */

struct transaction {
	struct py_object head;
	struct str savepoint; /* empty: the run's own transaction, which is not ours to end */
	bool is_done;
};

static struct error *send(struct py *vm, const char *what, struct str savepoint)
{
	const struct ops_host *host = ops_host(vm);

	if (!host->transaction)
		return error_new(ERR_UNSUPPORTED, "this run has no transactions");
	return host->transaction(host->run, str_from(what), savepoint);
}

static bool end_transaction(struct py *vm, struct transaction *self, const char *what)
{
	if (self->is_done)
		return true;
	self->is_done = true;
	return ops_check(vm, send(vm, what, self->savepoint));
}

static struct py_object *call_commit(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	struct transaction *transaction = (struct transaction *)self;
	return end_transaction(vm, transaction,
			       transaction->savepoint.n ? "RELEASE SAVEPOINT" : "COMMIT")
		       ? py_none(vm)
		       : NULL;
}

static struct py_object *call_rollback(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	(void)args;
	struct transaction *transaction = (struct transaction *)self;
	return end_transaction(vm, transaction,
			       transaction->savepoint.n ? "ROLLBACK TO SAVEPOINT" : "ROLLBACK")
		       ? py_none(vm)
		       : NULL;
}

static struct py_object *enter_self(struct py *vm, struct py_object *self)
{
	(void)vm;
	return self;
}

static int transaction_exit(struct py *vm, struct py_object *self, struct py_object *exception)
{
	struct py_object *done = exception ? call_rollback(vm, self, NULL)
					   : call_commit(vm, self, NULL);

	return done ? 0 : -1;
}

static struct py_object *get_is_active(struct py *vm, struct py_object *self)
{
	return py_bool(vm, !((struct transaction *)self)->is_done);
}

static const struct py_property transaction_properties[] = { { "is_active", get_is_active, NULL },
							     { 0 } };

static const struct py_method transaction_methods[] = {
	{ "commit", "", call_commit, PY_METHOD_INSTANCE },
	{ "rollback", "", call_rollback, PY_METHOD_INSTANCE },
	{ "close", "", call_rollback, PY_METHOD_INSTANCE },
	{ 0 },
};

static const struct py_native_type transaction_type = {
	.name = "RootTransaction",
	.module = "sqlalchemy.engine.base",
	.size = sizeof(struct transaction),
	.methods = transaction_methods,
	.properties = transaction_properties,
	.slots = { .enter = enter_self, .exit = transaction_exit },
};

/* begin() on a connection that is in a transaction already is an error, and so it is here
 * (engine/base.py). */
static struct py_object *call_begin(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct transaction *transaction = py_new(vm, &transaction_type);

	(void)self;
	(void)args;
	return ops_check(vm, send(vm, "BEGIN", STR(""))) ? &transaction->head : NULL;
}

static struct py_object *call_begin_nested(struct py *vm, struct py_object *self,
					   struct py_object **args)
{
	struct transaction *transaction = py_new(vm, &transaction_type);

	(void)self;
	(void)args;
	transaction->savepoint =
		str_printf(py_arena(vm), "sa_savepoint_%d", ++ops_state(vm)->savepoints);
	return ops_check(vm, send(vm, "SAVEPOINT", transaction->savepoint)) ? &transaction->head
									    : NULL;
}

static struct py_object *connection_commit(struct py *vm, struct py_object *self,
					   struct py_object **args)
{
	(void)self;
	(void)args;
	return ops_check(vm, send(vm, "COMMIT", STR(""))) ? py_none(vm) : NULL;
}

static struct py_object *connection_rollback(struct py *vm, struct py_object *self,
					     struct py_object **args)
{
	(void)self;
	(void)args;
	return ops_check(vm, send(vm, "ROLLBACK", STR(""))) ? py_none(vm) : NULL;
}

/* ---- Connection ---- */

static struct py_object *connection_execute(struct py *vm, struct py_object *self,
					    struct py_object **args)
{
	(void)self;
	return ops_execute_for_result(vm, args[0], args[1]);
}

static struct py_object *connection_scalar(struct py *vm, struct py_object *self,
					   struct py_object **args)
{
	struct py_object *result = connection_execute(vm, self, args);

	return result ? py_call_method(vm, result, "scalar", &PY_NO_ARGS) : NULL;
}

static struct py_object *connection_scalars(struct py *vm, struct py_object *self,
					    struct py_object **args)
{
	struct py_object *result = connection_execute(vm, self, args);

	return result ? py_call_method(vm, result, "scalars", &PY_NO_ARGS) : NULL;
}

/* The driver's own text: no binds, sent as it is. */
static struct py_object *call_exec_driver_sql(struct py *vm, struct py_object *self,
					      struct py_object **args)
{
	const struct ops_host *host = ops_host(vm);
	struct ddl_statement statement = { 0 };
	struct db_result result;

	(void)self;
	if (py_given(args[1]))
		return py_refuse(vm, "exec_driver_sql() with parameters is not supported");
	if (!py_take_text(vm, args[0], "statement", &statement.text))
		return NULL;
	if (!host->query)
		return py_refuse(vm, "this run has no database to ask");
	if (!ops_check(vm, host->query(host->run, py_arena(vm), &statement, &result)))
		return NULL;
	return ops_result_object(vm, &result);
}

static struct py_object *get_engine(struct py *vm, struct py_object *self)
{
	(void)self;
	struct ops_state *state = ops_state(vm);
	if (!state->engine)
		state->engine = py_new(vm, &ops_engine_type);
	return state->engine;
}

static struct py_object *get_false(struct py *vm, struct py_object *self)
{
	(void)self;
	return py_bool(vm, false);
}

static struct py_object *call_true(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	(void)args;
	return py_bool(vm, true);
}

static int connection_exit(struct py *vm, struct py_object *self, struct py_object *exception)
{
	(void)vm;
	(void)self;
	(void)exception;
	return 0;
}

static const struct py_property connection_properties[] = {
	{ "dialect", get_dialect, NULL },
	{ "engine", get_engine, NULL },
	{ "closed", get_false, NULL },
	{ "invalidated", get_false, NULL },
	{ 0 },
};

static const struct py_method connection_methods[] = {
	{ "execute", "statement, parameters=None, *, execution_options=None", connection_execute,
	  PY_METHOD_INSTANCE },
	{ "scalar", "statement, parameters=None, *, execution_options=None", connection_scalar,
	  PY_METHOD_INSTANCE },
	{ "scalars", "statement, parameters=None, *, execution_options=None", connection_scalars,
	  PY_METHOD_INSTANCE },
	{ "exec_driver_sql", "statement, parameters=None, execution_options=None",
	  call_exec_driver_sql, PY_METHOD_INSTANCE },
	{ "execution_options", "**opt", call_self, PY_METHOD_INSTANCE },
	{ "begin", "", call_begin, PY_METHOD_INSTANCE },
	{ "begin_nested", "", call_begin_nested, PY_METHOD_INSTANCE },
	{ "commit", "", connection_commit, PY_METHOD_INSTANCE },
	{ "rollback", "", connection_rollback, PY_METHOD_INSTANCE },
	{ "in_transaction", "", call_true, PY_METHOD_INSTANCE },
	{ "close", "", call_none, PY_METHOD_INSTANCE },
	{ 0 },
};

const struct py_native_type ops_connection_type = {
	.name = "Connection",
	.module = "sqlalchemy.engine.base",
	.size = sizeof(struct py_object),
	.methods = connection_methods,
	.properties = connection_properties,
	.slots = { .enter = enter_self, .exit = connection_exit },
	.has_attributes = true,
};

/* ---- Engine: a second connection, which a run does not have ---- */

static struct py_object *refuse_connect(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	(void)self;
	(void)args;
	return py_refuse(vm, "a second connection through bind.engine is not supported");
}

static const struct py_method engine_methods[] = {
	{ "connect", "", refuse_connect, PY_METHOD_INSTANCE },
	{ "begin", "", refuse_connect, PY_METHOD_INSTANCE },
	{ "raw_connection", "", refuse_connect, PY_METHOD_INSTANCE },
	{ "execution_options", "**opt", call_self, PY_METHOD_INSTANCE },
	{ "dispose", "close=True", call_none, PY_METHOD_INSTANCE },
	{ 0 },
};

static const struct py_property engine_properties[] = {
	{ "name", get_name, NULL },
	{ "dialect", get_dialect, NULL },
	{ "engine", get_self, NULL },
	{ 0 },
};

const struct py_native_type ops_engine_type = {
	.name = "Engine",
	.module = "sqlalchemy.engine.base",
	.size = sizeof(struct py_object),
	.methods = engine_methods,
	.properties = engine_properties,
	.has_attributes = true,
};
