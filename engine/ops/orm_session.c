#include "engine/ops/orm_session.h"

#include "engine/ops/context.h"
#include "engine/ops/execute.h"
#include "engine/ops/expression.h"
#include "engine/py/dict.h"

/* Session: statements as on the connection, and instances written at flush()
 * (sqlalchemy/orm/session.py). */

/* ---- what a session knows of an instance ---- */

static struct ops_instance *instance_of(struct ops_session *self, const struct py_object *object)
{
	for (size_t i = 0; i < self->count; i++)
		if (self->instances[i].object == object)
			return &self->instances[i];
	return NULL;
}

struct ops_instance *ops_session_track(struct py *vm, struct ops_session *self,
				       struct py_object *object, enum ops_instance_state state)
{
	struct ops_instance *known = instance_of(self, object);

	if (known)
		return known;
	if (self->count == self->capacity) {
		size_t capacity = self->capacity ? self->capacity * 2 : 16;
		self->instances = arena_grow(py_arena(vm), self->instances,
					     self->capacity * sizeof(*known),
					     capacity * sizeof(*known));
		self->capacity = capacity;
	}
	self->instances[self->count] = (struct ops_instance){ .object = object, .state = state };
	return &self->instances[self->count++];
}

/* The column's values as they are now; keys are the columns'. */
static struct py_object *values_of(struct py *vm, struct py_object *object,
				   const struct ddl_table *table)
{
	struct py_object *dict = py_dict(vm), *value;

	for (size_t i = 0; i < table->column_count; i++) {
		struct str key = table->columns[i]->key;
		if (!py_find_attr(vm, object, key, &value))
			return NULL;
		if (!value || py_is(value, &ops_column_type))
			value = py_none(vm);
		if (!py_dict_set_str(vm, dict, key, value))
			return NULL;
	}
	return dict;
}

bool ops_session_remember(struct py *vm, struct ops_instance *instance,
			  const struct ddl_table *table)
{
	instance->loaded = values_of(vm, instance->object, table);
	return instance->loaded;
}

static struct ddl_table *table_of(struct py *vm, struct py_object *object)
{
	struct ddl_table *table = ops_mapped_table(vm, &object->type->head);

	if (!table)
		ops_throw(vm, "UnmappedInstanceError", "Class '%.*s.%.*s' is not mapped",
			  STR_ARG(object->type->module), STR_ARG(object->type->name));
	return table;
}

/* ---- flush ---- */

static struct py_object *key_condition(struct py *vm, struct py_object *object,
				       const struct ddl_table *table, struct py_object *statement)
{
	for (size_t i = 0; statement && i < table->column_count; i++) {
		struct ddl_column *column = table->columns[i];
		if (!column->primary_key)
			continue;
		struct py_object *value = py_getattr(vm, object, column->key);
		struct py_object *condition =
			value ? py_compare(vm, PY_EQ, ops_column_object(vm, column), value) : NULL;
		statement = condition ? py_call_method(vm, statement, "where", &PY_ARGS(condition))
				      : NULL;
	}
	return statement;
}

/* Only what differs from what was loaded; NULL in *ret: nothing does. */
static bool changed_values(struct py *vm, const struct ops_instance *instance,
			   const struct ddl_table *table, struct py_object **ret)
{
	struct py_object *now = values_of(vm, instance->object, table), *changed = py_dict(vm);

	if (!now)
		return false;
	for (size_t i = 0; i < table->column_count; i++) {
		struct str key = table->columns[i]->key;
		struct py_object *value = py_dict_get_str(vm, now, key), *old = NULL;
		if (instance->loaded)
			old = py_dict_get_str(vm, instance->loaded, key);
		bool is_same = old ? value == old : py_is_none(value);
		if (old && !is_same) {
			int equal = py_equal(vm, value, old);
			if (equal < 0)
				return false;
			is_same = equal;
		}
		if (!is_same && !py_dict_set_str(vm, changed, key, value))
			return false;
	}
	*ret = py_dict_count(changed) ? changed : NULL;
	return true;
}

/* The one key column that the database makes, if the instance has no value for it. */
static struct ddl_column *missing_key(struct py *vm, struct py_object *object,
				      const struct ddl_table *table)
{
	for (size_t i = 0; i < table->column_count; i++) {
		struct py_object *value = NULL;
		if (table->columns[i]->primary_key &&
		    py_find_attr(vm, object, table->columns[i]->key, &value) && !py_given(value))
			return table->columns[i];
	}
	return NULL;
}

static bool take_new_key(struct py *vm, struct py_object *object, struct ddl_column *key,
			 struct py_object *result)
{
	struct py_object *keys = py_getattr(vm, result, STR("inserted_primary_key"));
	struct py_object *value = keys ? py_getitem(vm, keys, py_int(vm, 0)) : NULL;

	return value && py_setattr(vm, object, key->key, value);
}

static bool insert_instance(struct py *vm, struct ops_instance *instance, struct ddl_table *table)
{
	struct ddl_column *key = missing_key(vm, instance->object, table);
	struct py_object *values = NULL, *statement, *result;

	if (py_is_unwinding(vm) || !changed_values(vm, instance, table, &values))
		return false;
	statement = py_call_method(vm, ops_table_object(vm, table), "insert", &PY_NO_ARGS);
	statement = statement ? py_call_method(vm, statement, "values",
					       &PY_ARGS(values ? values : py_dict(vm)))
			      : NULL;
	result = statement ? ops_execute_for_result(vm, statement, NULL) : NULL;
	if (!result || (key && !take_new_key(vm, instance->object, key, result)))
		return false;
	instance->state = OPS_INSTANCE_KEPT;
	return ops_session_remember(vm, instance, table);
}

static bool update_instance(struct py *vm, struct ops_instance *instance, struct ddl_table *table)
{
	struct py_object *values = NULL, *statement;

	if (!changed_values(vm, instance, table, &values))
		return false;
	if (!values)
		return true;
	statement = py_call_method(vm, ops_table_object(vm, table), "update", &PY_NO_ARGS);
	statement = key_condition(vm, instance->object, table, statement);
	statement = statement ? py_call_method(vm, statement, "values", &PY_ARGS(values)) : NULL;
	return statement && ops_execute_for_result(vm, statement, NULL) &&
	       ops_session_remember(vm, instance, table);
}

static bool delete_instance(struct py *vm, struct ops_instance *instance, struct ddl_table *table)
{
	struct py_object *statement =
		py_call_method(vm, ops_table_object(vm, table), "delete", &PY_NO_ARGS);

	statement = key_condition(vm, instance->object, table, statement);
	instance->state = OPS_INSTANCE_GONE;
	return statement && ops_execute_for_result(vm, statement, NULL);
}

static bool flush_instance(struct py *vm, struct ops_instance *instance)
{
	struct ddl_table *table = table_of(vm, instance->object);

	if (!table)
		return false;
	switch (instance->state) {
	case OPS_INSTANCE_NEW:
		return insert_instance(vm, instance, table);
	case OPS_INSTANCE_KEPT:
		return update_instance(vm, instance, table);
	case OPS_INSTANCE_DELETED:
		return delete_instance(vm, instance, table);
	case OPS_INSTANCE_GONE:
		break;
	}
	return true;
}

bool ops_session_flush(struct py *vm, struct ops_session *self)
{
	for (size_t i = 0; i < self->count; i++)
		if (!flush_instance(vm, &self->instances[i]))
			return false;
	return true;
}

/* A MockConnection is no connection that a session could use (sqlalchemy/orm/session.py,
 * _connection_for_bind). */
bool ops_session_is_live(struct py *vm)
{
	if (ops_host(vm)->as_sql)
		py_raise(vm, "AttributeError", "'MockConnection' object has no attribute 'close'");
	return !py_is_unwinding(vm);
}

/* ---- methods ---- */

static struct ops_session *session_of(struct py_object *self)
{
	return (struct ops_session *)self;
}

static struct py_object *make_session(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	(void)vm;
	session_of(self)->bind = args[0];
	return self;
}

static struct py_object *call_execute(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	if (!ops_session_is_live(vm) || !ops_session_flush(vm, session_of(self)))
		return NULL;
	return ops_execute_for_result(vm, args[0], args[1]);
}

static struct py_object *call_scalar(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *result = call_execute(vm, self, args);

	return result ? py_call_method(vm, result, "scalar", &PY_NO_ARGS) : NULL;
}

static struct py_object *call_scalars(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	struct py_object *result = call_execute(vm, self, args);

	return result ? py_call_method(vm, result, "scalars", &PY_NO_ARGS) : NULL;
}

static struct py_object *call_query(struct py *vm, struct py_object *self, struct py_object **args)
{
	return ops_query_new(vm, session_of(self), (struct py_list *)args[0]);
}

/* get(Model, key) */
static struct py_object *call_get(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *query =
		ops_query_new(vm, session_of(self), (struct py_list *)py_tuple(vm, args, 1));

	return query ? py_call_method(vm, query, "get", &PY_ARGS(args[1])) : NULL;
}

static struct py_object *call_add(struct py *vm, struct py_object *self, struct py_object **args)
{
	if (py_is_poison(vm, args[0]) || !table_of(vm, args[0]))
		return NULL;
	ops_session_track(vm, session_of(self), args[0], OPS_INSTANCE_NEW);
	return py_none(vm);
}

static struct py_object *call_add_all(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	struct py_object **items;
	size_t n;

	if (!py_take_items(vm, args[0], &items, &n))
		return NULL;
	for (size_t i = 0; i < n; i++)
		if (!call_add(vm, self, &items[i]))
			return NULL;
	return py_none(vm);
}

static struct py_object *call_delete(struct py *vm, struct py_object *self, struct py_object **args)
{
	if (!table_of(vm, args[0]))
		return NULL;
	ops_session_track(vm, session_of(self), args[0], OPS_INSTANCE_DELETED)->state =
		OPS_INSTANCE_DELETED;
	return py_none(vm);
}

static struct py_object *call_flush(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	if (session_of(self)->count && !ops_session_is_live(vm))
		return NULL;
	return ops_session_flush(vm, session_of(self)) ? py_none(vm) : NULL;
}

/* The session joined the run's own transaction (create_savepoint): its commit writes, the run
 * commits. */
static struct py_object *call_commit(struct py *vm, struct py_object *self, struct py_object **args)
{
	return call_flush(vm, self, args);
}

static struct py_object *call_rollback(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	(void)args;
	session_of(self)->count = 0;
	if (ops_host(vm)->as_sql)
		return py_none(vm);
	return py_call_method(vm, ops_bind_object(vm), "rollback", &PY_NO_ARGS);
}

static struct py_object *call_close(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	session_of(self)->count = 0;
	return py_none(vm);
}

static struct py_object *call_bind(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	(void)args;
	return ops_bind_object(vm);
}

static struct py_object *get_bind(struct py *vm, struct py_object *self)
{
	struct ops_session *session = session_of(self);

	return session->bind ? session->bind : py_none(vm);
}

/* begin(), begin_nested(): as on the connection */
static struct py_object *call_begin(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)vm;
	(void)args;
	return self;
}

static struct py_object *call_begin_nested(struct py *vm, struct py_object *self,
					   struct py_object **args)
{
	if (!call_flush(vm, self, args) || !ops_session_is_live(vm))
		return NULL;
	return py_call_method(vm, ops_bind_object(vm), "begin_nested", &PY_NO_ARGS);
}

static struct py_object *give_none(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	(void)args;
	return py_none(vm);
}

static struct py_object *enter(struct py *vm, struct py_object *self)
{
	(void)vm;
	return self;
}

static int leave(struct py *vm, struct py_object *self, struct py_object *exception)
{
	if (exception)
		return 0;
	return call_flush(vm, self, NULL) ? 0 : -1;
}

static const struct py_property properties[] = { { "bind", get_bind, NULL }, { 0 } };

static const struct py_method methods[] = {
	{ "execute", "statement, params=None, **kw", call_execute, PY_METHOD_INSTANCE },
	{ "scalar", "statement, params=None, **kw", call_scalar, PY_METHOD_INSTANCE },
	{ "scalars", "statement, params=None, **kw", call_scalars, PY_METHOD_INSTANCE },
	{ "query", "*entities, **kw", call_query, PY_METHOD_INSTANCE },
	{ "get", "entity, ident, **kw", call_get, PY_METHOD_INSTANCE },
	{ "add", "instance, _warn=True", call_add, PY_METHOD_INSTANCE },
	{ "add_all", "instances", call_add_all, PY_METHOD_INSTANCE },
	{ "bulk_save_objects", "objects, **kw", call_add_all, PY_METHOD_INSTANCE },
	{ "delete", "instance", call_delete, PY_METHOD_INSTANCE },
	{ "flush", "objects=None", call_flush, PY_METHOD_INSTANCE },
	{ "commit", "", call_commit, PY_METHOD_INSTANCE },
	{ "rollback", "", call_rollback, PY_METHOD_INSTANCE },
	{ "close", "", call_close, PY_METHOD_INSTANCE },
	{ "expunge_all", "", call_close, PY_METHOD_INSTANCE },
	{ "expire_all", "", give_none, PY_METHOD_INSTANCE },
	{ "get_bind", "*args, **kw", call_bind, PY_METHOD_INSTANCE },
	{ "connection", "*args, **kw", call_bind, PY_METHOD_INSTANCE },
	{ "begin", "nested=False", call_begin, PY_METHOD_INSTANCE },
	{ "begin_nested", "", call_begin_nested, PY_METHOD_INSTANCE },
	{ 0 },
};

const struct py_native_type ops_session_type = {
	.name = "Session",
	.module = "sqlalchemy.orm.session",
	.size = sizeof(struct ops_session),
	.signature = "bind=None, **kw",
	.new_ = make_session,
	.methods = methods,
	.properties = properties,
	.slots = { .enter = enter, .exit = leave },
	.has_attributes = true,
};

/* ---- sessionmaker ---- */

struct session_maker {
	struct py_object head;
	struct py_object *bind;
};

static struct py_object *make_maker(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)vm;
	((struct session_maker *)self)->bind = args[0];
	return self;
}

static struct py_object *maker_call(struct py *vm, struct py_object *self,
				    const struct py_args *args)
{
	struct ops_session *session = py_new(vm, &ops_session_type);

	session->bind = ((struct session_maker *)self)->bind;
	if (args->n)
		session->bind = args->positional[0];
	for (size_t i = 0; i < args->keyword_count; i++)
		if (str_is(args->keywords[i].name, "bind"))
			session->bind = args->keywords[i].value;
	return &session->head;
}

static struct py_object *call_configure(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	struct py_object *bind = py_dict_get_str(vm, args[0], STR("bind"));

	if (bind)
		((struct session_maker *)self)->bind = bind;
	return py_none(vm);
}

static const struct py_method maker_methods[] = {
	{ "configure", "**new_kw", call_configure, PY_METHOD_INSTANCE },
	{ 0 },
};

const struct py_native_type ops_session_maker_type = {
	.name = "sessionmaker",
	.module = "sqlalchemy.orm.session",
	.size = sizeof(struct session_maker),
	.signature = "bind=None, **kw",
	.new_ = make_maker,
	.methods = maker_methods,
	.slots = { .call = maker_call },
	.has_attributes = true,
};
