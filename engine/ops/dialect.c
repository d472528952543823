#include "engine/ops/context.h"

/* op.get_bind().dialect */

struct dialect_object {
	struct py_object head;
	const struct ddl_dialect *dialect;
};

static const struct ddl_dialect *dialect_of(struct py_object *self)
{
	return ((struct dialect_object *)self)->dialect;
}

const struct ddl_dialect *ops_dialect_of(const struct py_object *dialect)
{
	return ((const struct dialect_object *)dialect)->dialect;
}

static struct py_object *get_name(struct py *vm, struct py_object *self)
{
	return py_str_c(vm, dialect_of(self)->name);
}

/* The URL's, else the one that a URL without a driver takes
 * (sqlalchemy/dialects/postgresql/__init__.py). */
static struct str driver_of(const struct ddl_dialect *dialect)
{
	static const struct {
		const char *dialect, *driver;
	} drivers[] = { { "mysql", "mysqldb" },
			{ "mariadb", "mysqldb" },
			{ "sqlite", "pysqlite" } };

	if (dialect->driver.n)
		return dialect->driver;
	if (str_is(str_from(dialect->name), "postgresql"))
		return dialect->sqlalchemy == DDL_SQLALCHEMY_2_0 ? STR("psycopg2") : STR("psycopg");
	for (size_t i = 0; i < sizeof(drivers) / sizeof(drivers[0]); i++)
		if (str_is(str_from(dialect->name), drivers[i].dialect))
			return str_from(drivers[i].driver);
	return STR("default");
}

static struct py_object *get_driver(struct py *vm, struct py_object *self)
{
	return py_str(vm, driver_of(dialect_of(self)));
}

static struct py_object *get_version(struct py *vm, struct py_object *self)
{
	int version = dialect_of(self)->server_version;

	if (!version)
		return py_none(vm);
	struct py_object *parts[] = { py_int(vm, version / 10000), py_int(vm, version / 100 % 100),
				      py_int(vm, version % 100) };
	return py_tuple(vm, parts, 3);
}

#define FLAG(function, field)                                                                      \
	static struct py_object *function(struct py *vm, struct py_object *self)                   \
	{                                                                                          \
		return py_bool(vm, dialect_of(self)->field);                                       \
	}
FLAG(get_native_boolean, has_native_boolean)
FLAG(get_native_enum, has_native_enum)
FLAG(get_sequences, has_sequences)
FLAG(get_comments, supports_comments)
FLAG(get_inline_comments, inline_comments)
#undef FLAG

static struct py_object *get_max_identifier(struct py *vm, struct py_object *self)
{
	return py_int(vm, dialect_of(self)->max_identifier);
}

static struct py_object *get_is_async(struct py *vm, struct py_object *self)
{
	(void)self;
	return py_bool(vm, false);
}

static struct py_object *get_param_style(struct py *vm, struct py_object *self)
{
	(void)self;
	return py_str_c(vm, "named");
}

static struct py_object *get_self(struct py *vm, struct py_object *self)
{
	(void)vm;
	return self;
}

static struct py_object *call_quote(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct ddl_name name;

	if (!ops_take_name(vm, args[0], "ident", &name))
		return NULL;
	return py_str(vm, ddl_quote(py_arena(vm), dialect_of(self), name));
}

static struct py_object *call_quote_always(struct py *vm, struct py_object *self,
					   struct py_object **args)
{
	struct ddl_name name;

	if (!ops_take_name(vm, args[0], "value", &name))
		return NULL;
	name.quote = DDL_QUOTE_ALWAYS;
	return py_str(vm, ddl_quote(py_arena(vm), dialect_of(self), name));
}

static struct py_object *call_format_table(struct py *vm, struct py_object *self,
					   struct py_object **args)
{
	if (!py_is(args[0], &ops_table_type))
		return py_refuse(vm, "format_table() of what is not a Table is not supported");
	const struct ddl_table *table = ((struct ops_table *)args[0])->table;
	return py_str(vm,
		      ddl_quote_table(py_arena(vm), dialect_of(self), table->schema, table->name));
}

/*
 * What a driver makes of a type that is asked for by type_descriptor(): its own class for the
 * nearest ancestor, which then writes itself as that ancestor does, TEXT as VARCHAR with psycopg
 * (`colspecs` of sqlalchemy/dialects/postgresql/_psycopg_common.py, psycopg.py, mysql/base.py,
 * sqlite/base.py).
 */
static const struct {
	const char *driver;
	enum ddl_type_kind ancestor;
} adapted[] = {
	{ "psycopg", DDL_TYPE_STRING },    { "psycopg", DDL_TYPE_FLOAT },
	{ "psycopg", DDL_TYPE_NUMERIC },   { "psycopg", DDL_TYPE_DATETIME },
	{ "psycopg", DDL_TYPE_TIME },      { "psycopg2", DDL_TYPE_FLOAT },
	{ "psycopg2", DDL_TYPE_NUMERIC },  { "mysqldb", DDL_TYPE_DOUBLE },
	{ "mysqldb", DDL_TYPE_FLOAT },     { "mysqldb", DDL_TYPE_NUMERIC },
	{ "pysqlite", DDL_TYPE_DATETIME },
};

/* Enums and the dialects' own types have classes of their own there. */
static bool is_own(enum ddl_type_kind kind)
{
	return ddl_type_is_a(kind, DDL_TYPE_ENUM) || kind == DDL_TYPE_PG_CITEXT ||
	       kind == DDL_TYPE_MY_DOUBLE || kind == DDL_TYPE_MY_DECIMAL ||
	       kind == DDL_TYPE_MY_NUMERIC || kind == DDL_TYPE_MY_FLOAT || kind == DDL_TYPE_MY_REAL;
}

static const struct ddl_type *adapt(struct py *vm, struct str driver, const struct ddl_type *type)
{
	for (size_t i = 0; i < sizeof(adapted) / sizeof(adapted[0]) && !is_own(type->kind); i++) {
		if (!str_is(driver, adapted[i].driver) ||
		    !ddl_type_is_a(type->kind, adapted[i].ancestor))
			continue;
		struct ddl_type *copy = ddl_type_new(py_arena(vm), adapted[i].ancestor);
		const int fresh_precision = copy->precision;
		*copy = *type;
		if (ddl_type_is_a(type->kind, DDL_TYPE_DATETIME) ||
		    ddl_type_is_a(type->kind, DDL_TYPE_TIME))
			copy->precision = fresh_precision;
		copy->kind = adapted[i].ancestor;
		copy->python = NULL;
		return copy;
	}
	return type;
}

/* The other drivers of a dialect do as its usual one; of PostgreSQL's, psycopg2 alone has no class
 * for text. */
static struct str adapting_driver(const struct ddl_dialect *dialect)
{
	const struct ddl_dialect usual = { .name = dialect->name,
					   .sqlalchemy = dialect->sqlalchemy };

	if (str_is(str_from(dialect->name), "postgresql") &&
	    !str_is(driver_of(dialect), "psycopg2"))
		return STR("psycopg");
	return driver_of(dialect->driver.n && str_is(dialect->driver, "psycopg2") ? dialect
										  : &usual);
}

static struct py_object *call_type_descriptor(struct py *vm, struct py_object *self,
					      struct py_object **args)
{
	const struct ddl_type *type;

	if (!ops_take_type(vm, args[0], &type))
		return NULL;
	return ops_type_object(vm, adapt(vm, adapting_driver(dialect_of(self)), type));
}

static const struct py_property properties[] = {
	{ "name", get_name, NULL },
	{ "driver", get_driver, NULL },
	{ "server_version_info", get_version, NULL },
	{ "supports_native_boolean", get_native_boolean, NULL },
	{ "supports_native_enum", get_native_enum, NULL },
	{ "supports_sequences", get_sequences, NULL },
	{ "supports_comments", get_comments, NULL },
	{ "inline_comments", get_inline_comments, NULL },
	{ "max_identifier_length", get_max_identifier, NULL },
	{ "is_async", get_is_async, NULL },
	{ "paramstyle", get_param_style, NULL },
	{ "identifier_preparer", get_self, NULL },
	{ 0 },
};

static const struct py_method methods[] = {
	{ "quote", "ident, force=None", call_quote, PY_METHOD_INSTANCE },
	{ "quote_identifier", "value", call_quote_always, PY_METHOD_INSTANCE },
	{ "quote_schema", "schema, force=None", call_quote, PY_METHOD_INSTANCE },
	{ "format_table", "table, use_schema=True, name=None", call_format_table,
	  PY_METHOD_INSTANCE },
	{ "type_descriptor", "typeobj", call_type_descriptor, PY_METHOD_INSTANCE },
	{ 0 },
};

const struct py_native_type ops_dialect_type = {
	.name = "DefaultDialect",
	.module = "sqlalchemy.engine.default",
	.size = sizeof(struct dialect_object),
	.methods = methods,
	.properties = properties,
	.has_attributes = true,
};

/* ---- the class of each, for isinstance(bind.dialect, MySQLDialect) and postgresql.dialect() ----
 */

static struct py_object *make_dialect(struct py *vm, struct py_object *self,
				      struct py_object **args);

#define DIALECT_CLASSES(X)                                                                         \
	X(postgresql, "PGDialect", "sqlalchemy.dialects.postgresql.base", &ops_dialect_type)       \
	X(mysql, "MySQLDialect", "sqlalchemy.dialects.mysql.base", &ops_dialect_type)              \
	X(mariadb, "MariaDBDialect", "sqlalchemy.dialects.mysql.mariadb", &ops_mysql_dialect_type) \
	X(sqlite, "SQLiteDialect", "sqlalchemy.dialects.sqlite.base", &ops_dialect_type)

#define X(dialect, name_, module_, base_)                                                          \
	const struct py_native_type ops_##dialect##_dialect_type = {                               \
		.name = name_,                                                                     \
		.module = module_,                                                                 \
		.base = base_,                                                                     \
		.size = sizeof(struct dialect_object),                                             \
		.signature = "*args, **kwargs",                                                    \
		.new_ = make_dialect,                                                              \
		.has_attributes = true,                                                            \
	};
DIALECT_CLASSES(X)
#undef X

static const struct {
	const char *name;
	const struct py_native_type *type;
} classes[] = {
#define X(dialect, name, module, base) { #dialect, &ops_##dialect##_dialect_type },
	DIALECT_CLASSES(X)
#undef X
};

static struct py_object *make_dialect(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	struct dialect_object *object = (struct dialect_object *)self;

	(void)args;
	for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++)
		if (self->type->layout == classes[i].type)
			object->dialect = ddl_dialect_find(str_from(classes[i].name));
	return object->dialect ? self : py_refuse(vm, "this dialect is not supported");
}

static struct py_object *new_dialect(struct py *vm, const struct ddl_dialect *dialect)
{
	const struct py_native_type *type = &ops_dialect_type;

	for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++)
		if (str_is(str_from(dialect->name), classes[i].name))
			type = classes[i].type;
	struct dialect_object *object = py_new(vm, type);
	object->dialect = dialect;
	return &object->head;
}

struct py_object *ops_dialect_object(struct py *vm)
{
	struct ops_state *state = ops_state(vm);

	if (!state->dialect)
		state->dialect = new_dialect(vm, state->host->dialect);
	return state->dialect;
}
