#include "engine/ops/context.h"

#include "engine/ops/execute.h"

/* op.get_context() and alembic.context (alembic/runtime/migration.py, environment.py), as revisions
 * read them. */

struct py_object *ops_context_object(struct py *vm)
{
	struct ops_state *state = ops_state(vm);

	if (!state->context)
		state->context = py_new(vm, &ops_context_type);
	return state->context;
}

/* ---- autocommit_block ---- */

static struct py_object *block_enter(struct py *vm, struct py_object *self)
{
	const struct ops_host *host = ops_host(vm);

	(void)self;
	if (!host->autocommit_enter)
		return py_none(vm);
	return ops_check(vm, host->autocommit_enter(host->run)) ? py_none(vm) : NULL;
}

static int block_exit(struct py *vm, struct py_object *self, struct py_object *exception)
{
	const struct ops_host *host = ops_host(vm);

	(void)self;
	if (exception || !host->autocommit_leave)
		return 0;
	return ops_check(vm, host->autocommit_leave(host->run)) ? 0 : -1;
}

static const struct py_native_type block_type = {
	.name = "_GeneratorContextManager",
	.module = "contextlib",
	.size = sizeof(struct py_object),
	.slots = { .enter = block_enter, .exit = block_exit },
};

static struct py_object *call_autocommit_block(struct py *vm, struct py_object *self,
					       struct py_object **args)
{
	(void)self;
	(void)args;
	return py_new(vm, &block_type);
}

/* ---- config ---- */

static struct py_object *option_object(struct py *vm, struct py_object *name,
				       struct py_object *absent)
{
	const struct ops_host *host = ops_host(vm);
	struct str key, value = STR_NULL;

	if (!py_take_text(vm, name, "name", &key))
		return NULL;
	if (host->main_option)
		value = host->main_option(host->data, key);
	if (value.p)
		return py_str(vm, value);
	return absent ? absent : py_none(vm);
}

static struct py_object *call_main_option(struct py *vm, struct py_object *self,
					  struct py_object **args)
{
	(void)self;
	return option_object(vm, args[0], args[1]);
}

static struct py_object *refuse_section(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	(void)self;
	(void)args;
	return py_refuse(vm,
			 "sections of the configuration other than the main one are not supported");
}

static struct py_object *call_section_option(struct py *vm, struct py_object *self,
					     struct py_object **args)
{
	if (py_is_str(args[0]) && str_is(py_text(args[0]), "alembic"))
		return option_object(vm, args[1], args[2]);
	return refuse_section(vm, self, args);
}

static struct py_object *get_attributes(struct py *vm, struct py_object *self)
{
	struct py_object *dict = py_dict(vm);

	return py_setattr(vm, self, STR("attributes"), dict) ? dict : NULL;
}

static bool config_getattr(struct py *vm, struct py_object *self, struct str name,
			   struct py_object **ret)
{
	if (!str_is(name, "attributes"))
		return false;
	*ret = get_attributes(vm, self);
	return true;
}

static const struct py_method config_methods[] = {
	{ "get_main_option", "name, default=None", call_main_option, PY_METHOD_INSTANCE },
	{ "get_section_option", "section, name, default=None", call_section_option,
	  PY_METHOD_INSTANCE },
	{ "get_section", "name, default=None", refuse_section, PY_METHOD_INSTANCE },
	{ 0 },
};

static const struct py_native_type config_type = {
	.name = "Config",
	.module = "alembic.config",
	.size = sizeof(struct py_object),
	.methods = config_methods,
	.slots = { .getattr = config_getattr },
	.has_attributes = true,
};

static struct py_object *config_object(struct py *vm)
{
	return py_new(vm, &config_type);
}

/* ---- impl ---- */

static struct py_object *get_transactional(struct py *vm, struct py_object *self)
{
	(void)self;
	return py_bool(vm, ops_host(vm)->dialect->has_transactional_ddl);
}

static struct py_object *get_dialect(struct py *vm, struct py_object *self)
{
	(void)self;
	return ops_dialect_object(vm);
}

static struct py_object *get_bind(struct py *vm, struct py_object *self)
{
	(void)self;
	return ops_bind_object(vm);
}

static struct py_object *get_as_sql(struct py *vm, struct py_object *self)
{
	(void)self;
	return py_bool(vm, ops_host(vm)->as_sql);
}

static struct py_object *call_execute(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	(void)self;
	return ops_execute(vm, args[0]) ? py_none(vm) : NULL;
}

static const struct py_property impl_properties[] = {
	{ "transactional_ddl", get_transactional, NULL },
	{ "dialect", get_dialect, NULL },
	{ "bind", get_bind, NULL },
	{ "connection", get_bind, NULL },
	{ "as_sql", get_as_sql, NULL },
	{ 0 },
};

static const struct py_method impl_methods[] = {
	{ "execute", "sql, execution_options=None", call_execute, PY_METHOD_INSTANCE },
	{ 0 },
};

static const struct py_native_type impl_type = {
	.name = "DefaultImpl",
	.module = "alembic.ddl.impl",
	.size = sizeof(struct py_object),
	.methods = impl_methods,
	.properties = impl_properties,
};

/* ---- MigrationContext ---- */

static struct py_object *get_impl(struct py *vm, struct py_object *self)
{
	(void)self;
	return py_new(vm, &impl_type);
}

static struct py_object *get_config(struct py *vm, struct py_object *self)
{
	(void)self;
	return config_object(vm);
}

/* None offline (MigrationContext.bind, .connection). */
static struct py_object *get_connection(struct py *vm, struct py_object *self)
{
	(void)self;
	return ops_host(vm)->as_sql ? py_none(vm) : ops_bind_object(vm);
}

static struct py_object *get_options(struct py *vm, struct py_object *self)
{
	const struct ops_host *host = ops_host(vm);
	struct py_object *dict = py_dict(vm);

	(void)self;
	py_dict_set_str(vm, dict, STR("as_sql"), py_bool(vm, host->as_sql));
	py_dict_set_str(vm, dict, STR("version_table"), py_str(vm, host->version_table));
	py_dict_set_str(vm, dict, STR("version_table_schema"),
			ops_text_object(vm, host->version_table_schema));
	return dict;
}

static struct py_object *refuse_revision(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	(void)self;
	(void)args;
	return py_refuse(vm, "asking for the current revision inside a revision is not supported");
}

static const struct py_property context_properties[] = {
	{ "dialect", get_dialect, NULL }, { "as_sql", get_as_sql, NULL },
	{ "bind", get_connection, NULL }, { "connection", get_connection, NULL },
	{ "impl", get_impl, NULL },       { "config", get_config, NULL },
	{ "opts", get_options, NULL },    { 0 },
};

static const struct py_method context_methods[] = {
	{ "autocommit_block", "", call_autocommit_block, PY_METHOD_INSTANCE },
	{ "execute", "sql, execution_options=None", call_execute, PY_METHOD_INSTANCE },
	{ "get_current_revision", "", refuse_revision, PY_METHOD_INSTANCE },
	{ "get_current_heads", "", refuse_revision, PY_METHOD_INSTANCE },
	{ 0 },
};

const struct py_native_type ops_context_type = {
	.name = "MigrationContext",
	.module = "alembic.runtime.migration",
	.size = sizeof(struct py_object),
	.methods = context_methods,
	.properties = context_properties,
	.has_attributes = true,
};

/* ---- the module alembic.context ---- */

static struct py_object *call_is_offline(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	(void)args;
	return get_as_sql(vm, self);
}

static struct py_object *call_get_context(struct py *vm, struct py_object *self,
					  struct py_object **args)
{
	(void)self;
	(void)args;
	return ops_context_object(vm);
}

static struct py_object *call_get_bind(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	(void)args;
	return get_bind(vm, self);
}

static struct py_object *call_transactional(struct py *vm, struct py_object *self,
					    struct py_object **args)
{
	(void)args;
	return get_transactional(vm, self);
}

/* -x NAME=VALUE: split at the first '='; without one the value is "" in a dict. */
static struct py_object *call_x_argument(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	const struct str_list *given = ops_host(vm)->x_arguments;
	struct py_object *list = py_list(vm), *dict = py_dict(vm);
	bool as_dictionary;

	(void)self;
	if (!py_take_bool(vm, args[0], false, &as_dictionary))
		return NULL;
	for (size_t i = 0; given && i < given->n; i++) {
		struct str item = given->items[i];
		ptrdiff_t at = str_find_char(item, '=');
		struct str name = at < 0 ? item : str_slice(item, 0, (size_t)at);
		struct str value = at < 0 ? STR("") : str_skip(item, (size_t)at + 1);
		py_list_append(vm, list, py_str(vm, item));
		py_dict_set_str(vm, dict, name, py_str(vm, value));
	}
	return as_dictionary ? dict : list;
}

static struct py_object *refuse_environment(struct py *vm, struct py_object *self,
					    struct py_object **args)
{
	(void)self;
	(void)args;
	return py_refuse(vm, "this function of alembic.context belongs to env.py and is not "
			     "supported in a revision");
}

const struct py_method ops_context_functions[] = {
	{ "is_offline_mode", "", call_is_offline, PY_METHOD_INSTANCE },
	{ "get_context", "", call_get_context, PY_METHOD_INSTANCE },
	{ "get_bind", "", call_get_bind, PY_METHOD_INSTANCE },
	{ "is_transactional_ddl", "", call_transactional, PY_METHOD_INSTANCE },
	{ "get_x_argument", "as_dictionary=False", call_x_argument, PY_METHOD_INSTANCE },
	{ "execute", "sql, execution_options=None", call_execute, PY_METHOD_INSTANCE },
	{ "configure", "*args, **kw", refuse_environment, PY_METHOD_INSTANCE },
	{ "run_migrations", "**kw", refuse_environment, PY_METHOD_INSTANCE },
	{ "begin_transaction", "", refuse_environment, PY_METHOD_INSTANCE },
	{ "static_output", "text", refuse_environment, PY_METHOD_INSTANCE },
	{ "get_tag_argument", "", refuse_environment, PY_METHOD_INSTANCE },
	{ "get_head_revision", "", refuse_environment, PY_METHOD_INSTANCE },
	{ "get_head_revisions", "", refuse_environment, PY_METHOD_INSTANCE },
	{ "get_revision_argument", "", refuse_environment, PY_METHOD_INSTANCE },
	{ "get_starting_revision_argument", "", refuse_environment, PY_METHOD_INSTANCE },
	{ 0 },
};

const struct py_member ops_context_members[] = {
	{ "config", PY_MEMBER_MAKE, NULL, config_object },
	{ 0 },
};
