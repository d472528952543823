#include "engine/db/reflect.h"
#include "engine/ops/context.h"
#include "engine/ops/operations.h"

/* What only a database knows.  Offline it is the error that Alembic ends in as well. */

static struct py_object *no_inspection(struct py *vm, const struct py_object *of)
{
	ops_note_question(vm);
	return ops_throw(vm, "NoInspectionAvailable",
			 "No inspection system is available for object of type <class '%.*s.%.*s'>",
			 STR_ARG(of->type->module), STR_ARG(of->type->name));
}

/* The reflector of the run's database, for a bind of it; NULL: unwinding. */
static const struct db_reflector *reflector_for(struct py *vm, struct py_object *bind)
{
	const struct ops_host *host = ops_host(vm);
	const struct db_reflector *reflector;

	if (host->as_sql || !host->connection || !ops_is_bind(vm, bind)) {
		if (!py_is_unwinding(vm))
			no_inspection(vm, bind);
		return NULL;
	}
	reflector = db_reflector_of(host->connection);
	if (!reflector)
		py_refuse(vm, "reflection of a %s database is not supported", host->dialect->name);
	return reflector;
}

bool ops_reflect_into(struct py *vm, struct ddl_table *table, struct py_object *bind)
{
	const struct db_reflector *reflector = reflector_for(vm, bind);

	return reflector && ops_check(vm, reflector->table(ops_host(vm)->connection, py_arena(vm),
							   DB_REFLECT_PLAIN, table));
}

/* ---- MetaData.reflect ---- */

static struct ddl_table *table_of_name(const struct ddl_metadata *metadata, struct str name,
				       struct str schema)
{
	for (size_t i = 0; i < metadata->table_count; i++)
		if (str_equal(metadata->tables[i]->name.text, name) &&
		    str_equal(metadata->tables[i]->schema.text, schema))
			return metadata->tables[i];
	return NULL;
}

/* only=[names]; a callable is refused */
static bool is_wanted(struct py *vm, struct py_object *only, struct str name, bool *ret)
{
	struct py_object **items;
	size_t n;

	*ret = true;
	if (!py_given(only))
		return true;
	if (!py_is_sequence(only)) {
		py_refuse(vm, "MetaData.reflect(only=) takes a list of names here");
		return false;
	}
	*ret = false;
	if (!py_take_items(vm, only, &items, &n))
		return false;
	for (size_t i = 0; i < n; i++)
		*ret = *ret || (py_is_str(items[i]) && str_equal(py_text(items[i]), name));
	return true;
}

/* bind, schema, views, only, extend_existing, autoload_replace, resolve_fks, **kw */
struct py_object *ops_reflect_all(struct py *vm, struct ddl_metadata *metadata,
				  struct py_object **args)
{
	const struct db_reflector *reflector = reflector_for(vm, args[0]);
	struct db_connection *connection = ops_host(vm)->connection;
	struct str_list names = { 0 };
	struct str schema;

	if (!reflector || !py_take_text(vm, args[1], "schema", &schema) ||
	    !ops_check(vm, reflector->table_names(connection, py_arena(vm), schema, &names)))
		return NULL;
	for (size_t i = 0; i < names.n; i++) {
		bool wanted;
		if (!is_wanted(vm, args[3], names.items[i], &wanted))
			return NULL;
		if (!wanted || table_of_name(metadata, names.items[i], schema))
			continue;
		struct ddl_table *table = ddl_table_new(py_arena(vm), metadata,
							ddl_name(names.items[i]), ddl_name(schema));
		if (!ops_check(vm,
			       reflector->table(connection, py_arena(vm), DB_REFLECT_PLAIN, table)))
			return NULL;
		ops_metadata_add(vm, metadata, table);
	}
	return py_none(vm);
}

/* ---- Inspector ---- */

/* It remembers what it was told, as SQLAlchemy's does (engine/reflection.py, info_cache). */
struct inspector {
	struct py_object head;
	struct py_object *bind;
	const struct db_reflector *reflector;
	struct ddl_metadata *metadata;
};

static struct inspector *inspector_of(struct py_object *self)
{
	return (struct inspector *)self;
}

static struct ddl_table *inspect_table(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	struct inspector *inspector = inspector_of(self);
	struct str name, schema;

	if (!py_take_text(vm, args[0], "table_name", &name) ||
	    !py_take_text(vm, args[1], "schema", &schema))
		return NULL;
	struct ddl_table *table = table_of_name(inspector->metadata, name, schema);
	if (table)
		return table;
	table = ddl_table_new(py_arena(vm), inspector->metadata, ddl_name(name), ddl_name(schema));
	if (!ops_check(vm, inspector->reflector->table(ops_host(vm)->connection, py_arena(vm),
						       DB_REFLECT_PLAIN, table)))
		return NULL;
	ops_metadata_add(vm, inspector->metadata, table);
	return table;
}

static struct py_object *text_list(struct py *vm, const struct str_list *texts)
{
	struct py_object *list = py_list(vm);

	for (size_t i = 0; i < texts->n; i++)
		py_list_append(vm, list, py_str(vm, texts->items[i]));
	return list;
}

static struct py_object *name_list(struct py *vm, const struct ddl_name *names, size_t n)
{
	struct py_object *list = py_list(vm);

	for (size_t i = 0; i < n; i++)
		py_list_append(vm, list, py_str(vm, names[i].text));
	return list;
}

static void put(struct py *vm, struct py_object *dict, const char *key, struct py_object *value)
{
	py_dict_set_str(vm, dict, str_from(key), value);
}

static struct py_object *name_or_none(struct py *vm, struct ddl_name name)
{
	return name.text.n ? py_str(vm, name.text) : py_none(vm);
}

/* The text of an expression as the database gave it. */
static struct py_object *expr_text(struct py *vm, const struct ddl_expr *expr)
{
	const struct ddl_expr_options options = { .literal_binds = true, .without_table = true };
	struct str text;

	if (!expr)
		return py_none(vm);
	if (!ops_check(vm,
		       ddl_expr_write(py_arena(vm), ops_host(vm)->dialect, expr, &options, &text)))
		return NULL;
	return py_str(vm, text);
}

static struct py_object *call_table_names(struct py *vm, struct py_object *self,
					  struct py_object **args)
{
	struct str_list names = { 0 };
	struct str schema;

	if (!py_take_text(vm, args[0], "schema", &schema) ||
	    !ops_check(vm, inspector_of(self)->reflector->table_names(
				   ops_host(vm)->connection, py_arena(vm), schema, &names)))
		return NULL;
	return text_list(vm, &names);
}

static struct py_object *call_has_table(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	struct db_connection *connection = ops_host(vm)->connection;
	struct str name, schema;
	bool has;

	(void)self;
	if (!py_take_text(vm, args[0], "table_name", &name) ||
	    !py_take_text(vm, args[1], "schema", &schema) ||
	    !ops_check(vm, connection->driver->has_table(connection, schema, name, &has)))
		return NULL;
	return py_bool(vm, has);
}

static int64_t place_in_key(const struct ddl_table *table, struct str column)
{
	const struct ddl_constraint *key = ddl_table_primary_key(table);

	for (size_t i = 0; key && i < key->column_count; i++)
		if (str_equal(key->columns[i].text, column))
			return (int64_t)i + 1;
	return 0;
}

static struct py_object *column_dict(struct py *vm, const struct ddl_table *table,
				     struct ddl_column *column)
{
	struct py_object *dict = py_dict(vm), *text;

	put(vm, dict, "name", py_str(vm, column->name.text));
	put(vm, dict, "type", ops_type_object(vm, column->type));
	put(vm, dict, "nullable", py_bool(vm, column->nullable));
	text = expr_text(vm, column->server_default.kind == DDL_DEFAULT_EXPR
				     ? column->server_default.expr
				     : NULL);
	if (!text)
		return NULL;
	put(vm, dict, "default", text);
	if (ops_host(vm)->dialect->supports_comments)
		put(vm, dict, "comment", ops_text_object(vm, column->comment));
	else
		put(vm, dict, "primary_key", py_int(vm, place_in_key(table, column->name.text)));
	return dict;
}

static struct py_object *call_columns(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	const struct ddl_table *table = inspect_table(vm, self, args);
	struct py_object *list = py_list(vm);

	if (!table)
		return NULL;
	for (size_t i = 0; i < table->column_count; i++) {
		struct py_object *dict = column_dict(vm, table, table->columns[i]);
		if (!dict)
			return NULL;
		py_list_append(vm, list, dict);
	}
	return list;
}

static struct py_object *call_pk_constraint(struct py *vm, struct py_object *self,
					    struct py_object **args)
{
	const struct ddl_table *table = inspect_table(vm, self, args);
	struct py_object *dict = py_dict(vm);

	if (!table)
		return NULL;
	const struct ddl_constraint *key = ddl_table_primary_key(table);
	put(vm, dict, "constrained_columns",
	    key ? name_list(vm, key->columns, key->column_count) : py_list(vm));
	put(vm, dict, "name", key ? name_or_none(vm, key->name) : py_none(vm));
	return dict;
}

static struct py_object *unique_dict(struct py *vm, const struct ddl_constraint *constraint)
{
	struct py_object *dict = py_dict(vm);

	put(vm, dict, "name", name_or_none(vm, constraint->name));
	put(vm, dict, "column_names", name_list(vm, constraint->columns, constraint->column_count));
	return dict;
}

static struct py_object *check_dict(struct py *vm, const struct ddl_constraint *constraint)
{
	struct py_object *dict = py_dict(vm), *text = expr_text(vm, constraint->check);

	if (!text)
		return NULL;
	put(vm, dict, "sqltext", text);
	put(vm, dict, "name", name_or_none(vm, constraint->name));
	return dict;
}

static struct py_object *foreign_key_dict(struct py *vm, const struct ddl_constraint *constraint)
{
	struct py_object *dict = py_dict(vm), *options = py_dict(vm);

	put(vm, dict, "name", name_or_none(vm, constraint->name));
	put(vm, dict, "constrained_columns",
	    name_list(vm, constraint->columns, constraint->column_count));
	put(vm, dict, "referred_schema", ops_text_object(vm, constraint->referred_schema));
	put(vm, dict, "referred_table", py_str(vm, constraint->referred_table));
	put(vm, dict, "referred_columns",
	    name_list(vm, constraint->referred_columns, constraint->referred_column_count));
	if (constraint->ondelete.n)
		put(vm, options, "ondelete", py_str(vm, constraint->ondelete));
	if (constraint->onupdate.n)
		put(vm, options, "onupdate", py_str(vm, constraint->onupdate));
	if (constraint->deferrable >= 0)
		put(vm, options, "deferrable", py_bool(vm, constraint->deferrable));
	if (constraint->initially.n)
		put(vm, options, "initially", py_str(vm, constraint->initially));
	put(vm, dict, "options", options);
	return dict;
}

/* All constraints of a kind, as dicts. */
static struct py_object *constraint_list(
	struct py *vm, const struct ddl_table *table, enum ddl_constraint_kind kind,
	struct py_object *(*make)(struct py *vm, const struct ddl_constraint *constraint))
{
	struct py_object *list = py_list(vm);

	if (!table)
		return NULL;
	for (size_t i = 0; i < table->constraint_count; i++) {
		if (table->constraints[i]->kind != kind)
			continue;
		struct py_object *dict = make(vm, table->constraints[i]);
		if (!dict)
			return NULL;
		py_list_append(vm, list, dict);
	}
	return list;
}

static struct py_object *call_unique_constraints(struct py *vm, struct py_object *self,
						 struct py_object **args)
{
	return constraint_list(vm, inspect_table(vm, self, args), DDL_UNIQUE, unique_dict);
}

static struct py_object *call_check_constraints(struct py *vm, struct py_object *self,
						struct py_object **args)
{
	return constraint_list(vm, inspect_table(vm, self, args), DDL_CHECK, check_dict);
}

static struct py_object *call_foreign_keys(struct py *vm, struct py_object *self,
					   struct py_object **args)
{
	return constraint_list(vm, inspect_table(vm, self, args), DDL_FOREIGN_KEY,
			       foreign_key_dict);
}

static struct py_object *index_dict(struct py *vm, const struct ddl_index *index)
{
	struct py_object *dict = py_dict(vm), *columns = py_list(vm), *options;

	for (size_t i = 0; i < index->expression_count; i++) {
		const struct ddl_column *column = ddl_expr_as_column(index->expressions[i]);
		py_list_append(vm, columns, column ? py_str(vm, column->name.text) : py_none(vm));
	}
	put(vm, dict, "name", name_or_none(vm, index->name));
	put(vm, dict, "unique", py_bool(vm, index->unique));
	put(vm, dict, "column_names", columns);
	options = ops_options_object(vm, &index->options);
	if (!options)
		return NULL;
	put(vm, dict, "dialect_options", options);
	return dict;
}

/* PostgreSQL lists the index behind a UNIQUE constraint as well (postgresql/base.py,
 * get_multi_indexes). */
static struct py_object *duplicate_dict(struct py *vm, const struct ddl_constraint *unique)
{
	struct py_object *dict = py_dict(vm), *columns = py_list(vm);

	for (size_t i = 0; i < unique->column_count; i++)
		py_list_append(vm, columns, py_str(vm, unique->columns[i].text));
	put(vm, dict, "name", name_or_none(vm, unique->name));
	put(vm, dict, "unique", py_bool(vm, true));
	put(vm, dict, "column_names", columns);
	put(vm, dict, "duplicates_constraint", name_or_none(vm, unique->name));
	return dict;
}

static struct py_object *call_indexes(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	const struct ddl_table *table = inspect_table(vm, self, args);
	struct py_object *list = py_list(vm);

	if (!table)
		return NULL;
	for (size_t i = 0; i < table->index_count; i++) {
		struct py_object *dict = index_dict(vm, table->indexes[i]);
		if (!dict)
			return NULL;
		py_list_append(vm, list, dict);
	}
	for (size_t i = 0;
	     inspector_of(self)->reflector->lists_unique_as_index && i < table->constraint_count;
	     i++)
		if (table->constraints[i]->kind == DDL_UNIQUE)
			py_list_append(vm, list, duplicate_dict(vm, table->constraints[i]));
	return list;
}

static struct py_object *call_comment(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	const struct ddl_table *table = inspect_table(vm, self, args);
	struct py_object *dict = py_dict(vm);

	if (!table)
		return NULL;
	put(vm, dict, "text", ops_text_object(vm, table->comment));
	return dict;
}

static struct py_object *asked_names(struct py *vm, const char *sql)
{
	struct str_list names = { 0 };

	if (!sql)
		return py_refuse(vm, "this database cannot be asked for that");
	if (!ops_check(vm, db_texts(ops_host(vm)->connection, py_arena(vm), str_from(sql), &names)))
		return NULL;
	return text_list(vm, &names);
}

static struct py_object *call_schema_names(struct py *vm, struct py_object *self,
					   struct py_object **args)
{
	(void)args;
	return asked_names(vm, inspector_of(self)->reflector->schema_names);
}

static struct py_object *call_view_names(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	if (py_given(args[0]))
		return py_refuse(vm, "get_view_names(schema) is not supported");
	return asked_names(vm, inspector_of(self)->reflector->view_names);
}

static struct py_object *call_clear_cache(struct py *vm, struct py_object *self,
					  struct py_object **args)
{
	(void)args;
	inspector_of(self)->metadata = ddl_metadata_new(py_arena(vm));
	return py_none(vm);
}

static struct py_object *get_bind(struct py *vm, struct py_object *self)
{
	(void)vm;
	return inspector_of(self)->bind;
}

/* The schema that names without one belong to. */
static struct py_object *get_default_schema(struct py *vm, struct py_object *self)
{
	struct py_object *names = asked_names(vm, inspector_of(self)->reflector->default_schema);

	return names ? py_getitem(vm, names, py_int(vm, 0)) : NULL;
}

static struct py_object *inspector_for(struct py *vm, struct py_object *bind)
{
	const struct db_reflector *reflector = reflector_for(vm, bind);

	if (!reflector)
		return NULL;
	struct inspector *inspector = py_new(vm, &ops_inspector_type);
	inspector->bind = bind;
	inspector->reflector = reflector;
	inspector->metadata = ddl_metadata_new(py_arena(vm));
	return &inspector->head;
}

struct py_object *ops_inspect(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	if (py_is_poison(vm, args[0]))
		return NULL;
	if (!py_is(args[0], &ops_connection_type) && !py_is(args[0], &ops_engine_type))
		return no_inspection(vm, args[0]);
	return inspector_for(vm, args[0]);
}

/* Inspector.from_engine(bind), as old revisions spell inspect(bind) */
static struct py_object *call_from_engine(struct py *vm, struct py_object *self,
					  struct py_object **args)
{
	/* the old way connects and closes, which a MockConnection cannot (reflection.py,
	 * _init_engine) */
	if (py_is(args[0], &ops_mock_connection_type))
		return py_raise(vm, "AttributeError",
				"'MockConnection' object has no attribute 'close'");
	return ops_inspect(vm, self, args);
}

static const struct py_property inspector_properties[] = {
	{ "bind", get_bind, NULL },
	{ "default_schema_name", get_default_schema, NULL },
	{ 0 },
};

static const struct py_method inspector_methods[] = {
	{ "from_engine", "bind", call_from_engine, PY_METHOD_CLASS },
	{ "get_table_names", "schema=None, **kw", call_table_names, PY_METHOD_INSTANCE },
	{ "has_table", "table_name, schema=None, **kw", call_has_table, PY_METHOD_INSTANCE },
	{ "get_columns", "table_name, schema=None, **kw", call_columns, PY_METHOD_INSTANCE },
	{ "get_pk_constraint", "table_name, schema=None, **kw", call_pk_constraint,
	  PY_METHOD_INSTANCE },
	{ "get_indexes", "table_name, schema=None, **kw", call_indexes, PY_METHOD_INSTANCE },
	{ "get_foreign_keys", "table_name, schema=None, **kw", call_foreign_keys,
	  PY_METHOD_INSTANCE },
	{ "get_unique_constraints", "table_name, schema=None, **kw", call_unique_constraints,
	  PY_METHOD_INSTANCE },
	{ "get_check_constraints", "table_name, schema=None, **kw", call_check_constraints,
	  PY_METHOD_INSTANCE },
	{ "get_table_comment", "table_name, schema=None, **kw", call_comment, PY_METHOD_INSTANCE },
	{ "get_schema_names", "**kw", call_schema_names, PY_METHOD_INSTANCE },
	{ "get_view_names", "schema=None, **kw", call_view_names, PY_METHOD_INSTANCE },
	{ "clear_cache", "", call_clear_cache, PY_METHOD_INSTANCE },
	{ 0 },
};

const struct py_native_type ops_inspector_type = {
	.name = "Inspector",
	.module = "sqlalchemy.engine.reflection",
	.size = sizeof(struct inspector),
	.methods = inspector_methods,
	.properties = inspector_properties,
};

/* ---- batch mode ---- */

struct batch_source {
	struct py *vm;
	const struct ddl_batch *batch;
};

static struct error *reflect_for_batch(void *data, struct ddl_table **ret_table)
{
	const struct batch_source *source = data;
	struct db_connection *connection = ops_host(source->vm)->connection;
	const struct db_reflector *reflector = db_reflector_of(connection);
	struct arena *arena = py_arena(source->vm);
	struct ddl_table *table;

	if (!reflector)
		return error_new(ERR_UNSUPPORTED, "reflection of this database is not supported");
	table = ddl_table_new(arena, ddl_metadata_new(arena), source->batch->table,
			      source->batch->schema);
	TRY(reflector->table(connection, arena, DB_REFLECT_BATCH, table));
	*ret_table = table;
	return NULL;
}

void ops_prepare_reflection(struct py *vm, struct ops_batch *batch)
{
	struct batch_source *source;

	if (ops_host(vm)->as_sql || !ops_host(vm)->connection) {
		ops_note_question(vm);
		return;
	}
	source = ARENA_NEW(py_arena(vm), struct batch_source);
	*source = (struct batch_source){ vm, &batch->batch };
	batch->batch.reflect = reflect_for_batch;
	batch->batch.reflect_data = source;
}
