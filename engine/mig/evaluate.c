#include "engine/mig/evaluate.h"

#include "engine/mig/session.h"
#include "engine/mig/sql_body.h"
#include "engine/py/check.h"
#include "engine/py/parser.h"
#include "engine/rev/module.h"

static const char *function_name(enum rev_direction direction)
{
	return direction == REV_DOWNGRADE ? "downgrade" : "upgrade";
}

static struct str main_option(void *data, struct str name)
{
	const struct conf_settings *settings = data;
	const struct str *value = map_get(&settings->main_options, name);

	return value ? *value : STR_NULL;
}

struct ops_host mig_ops_host(const struct mig *mig, const struct ddl_dialect *dialect)
{
	const struct conf_settings *settings = mig->settings;

	return (struct ops_host){
		.data = (void *)(uintptr_t)settings,
		.dialect = dialect,
		.naming_convention = settings->naming_convention.count ? &settings->naming_convention : NULL,
		.main_option = main_option,
		.x_arguments = &settings->x_arguments,
		.version_table = settings->version_table,
		.version_table_schema = settings->version_table_schema,
	};
}

static struct error *load_module(struct py *vm, struct arena *scratch, const struct rev_script *script,
				 struct py_object **ret_module)
{
	struct py_source source;

	TRY(py_source_load(scratch, script->path, script->text, &source));
	return py_run_module(vm, &source, str_printf(scratch, "%.*s_py", STR_ARG(script->revision)), NULL,
			     ret_module);
}

/* Runs the module's top level and finds the function. */
static struct error *load_function(struct py *vm, struct arena *scratch, const struct rev_script *script,
				   enum rev_direction direction, struct py_object **ret_function)
{
	const char *name = function_name(direction);
	struct py_object *module, *function = NULL;

	TRY(load_module(vm, scratch, script, &module));
	if (!py_find_attr(vm, module, str_from(name), &function))
		return py_take_error(vm);
	if (!function) {
		struct error *error = error_new(ERR_PYTHON, "the revision has no function '%s'", name);
		error->kind = STR("AttributeError");
		error->pos.file = str_dup(error_arena(), script->path);
		return error_hint(error, "add 'def %s(): ...' to the file", name);
	}
	*ret_function = function;
	return NULL;
}

static struct error *run_function(struct py *vm, const struct rev_script *script, enum rev_direction direction)
{
	struct arena scratch CLEANUP(arena_done) = { 0 };
	struct py_object *function, *value;

	TRY(load_function(vm, &scratch, script, direction, &function));
	return py_invoke(vm, function, &PY_NO_ARGS, &value);
}

static struct error *evaluate_python(const struct mig *mig, const struct rev_script *script,
				     enum rev_direction direction, const struct ops_host *ops)
{
	struct error *error = run_function(mig_session_start(mig, script, ops), script, direction);

	mig_session_end(mig);
	return error;
}

struct error *mig_evaluate(const struct mig *mig, const struct rev_script *script,
			   enum rev_direction direction, const struct ops_host *ops)
{
	if (script->sql_text.n)
		return mig_run_sql_body(script, direction, ops);
	return evaluate_python(mig, script, direction, ops);
}

static struct error *refuse_statement(void *data, const struct ddl_statement *statement)
{
	(void)data;
	(void)statement;
	return error_hint(error_new(ERR_UNSUPPORTED, "the file executes SQL when it is imported"),
			  "move the call into upgrade() or downgrade()");
}

/* For reading alone: nothing may reach a database. */
static struct ops_host reading_host(const struct mig *mig)
{
	struct ops_host ops = mig_ops_host(mig, &mig->dialect);

	ops.sink.execute = refuse_statement;
	ops.as_sql = true;
	return ops;
}

static struct error *read_declarations(struct py *vm, struct arena *result, const struct rev_script *script,
				       struct py_header *header)
{
	struct arena scratch CLEANUP(arena_done) = { 0 };
	struct py_object *module;

	TRY(load_module(vm, &scratch, script, &module));
	return rev_read_module(result, vm, module, header);
}

struct error *mig_declare(void *data, struct arena *result, const struct rev_script *script,
			  struct py_header *header)
{
	struct mig reader = *(const struct mig *)data;

	if (!reader.dialect.name)
		reader.dialect = *ddl_dialect_find(STR("postgresql"));
	const struct ops_host ops = reading_host(&reader);
	struct error *error =
		read_declarations(mig_session_start(&reader, script, &ops), result, script, header);
	mig_session_end(&reader);
	return error;
}

/*
 * The modules of dialects that we do not speak are named by code that asks for the dialect first, which
 * never runs here: what they lack is refused when it is reached.
 */
static enum py_known known_attribute(void *data, struct str module, struct str name,
				     struct str *ret_module)
{
	const struct py_world world = py_world_of(data);

	if (str_starts(module, STR("sqlalchemy.dialects.mssql")) ||
	    str_starts(module, STR("sqlalchemy.dialects.oracle")))
		return PY_KNOWN_DYNAMIC;
	return world.attribute(data, module, name, ret_module);
}

/* What the text alone tells, before anything of it runs. */
static struct error *check_text(struct py *vm, struct arena *scratch, const struct rev_script *script,
				enum rev_direction direction)
{
	struct py_world world = py_world_of(vm);
	struct py_module_ast *module;
	struct str_list functions = { 0 };
	struct py_source source;

	world.attribute = known_attribute;
	TRY(py_source_load(scratch, script->path, script->text, &source));
	TRY(py_parse_module(scratch, &source, &module));
	str_list_add(scratch, &functions, str_from(function_name(direction)));
	return py_check_module(&source, module, &world, &functions);
}

static struct error *check_all(struct py *vm, const struct rev_script *script, enum rev_direction direction)
{
	struct arena scratch CLEANUP(arena_done) = { 0 };
	struct py_object *function;

	TRY(check_text(vm, &scratch, script, direction));
	return load_function(vm, &scratch, script, direction, &function);
}

struct error *mig_check(const struct mig *mig, const struct rev_script *script, enum rev_direction direction)
{
	if (script->sql_text.n)
		return mig_check_sql_body(script, direction, mig->dialect.name);
	const struct ops_host ops = reading_host(mig);
	struct error *error = check_all(mig_session_start(mig, script, &ops), script, direction);
	mig_session_end(mig);
	return error;
}
