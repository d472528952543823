#include "engine/ops/modules.h"

#include "engine/ops/context.h"
#include "engine/ops/exceptions.h"
#include "engine/ops/execute.h"
#include "engine/ops/operations.h"

#define POOLS 6

enum home { HOME_none, HOME_sa, HOME_pg, HOME_my, HOME_sl };

/* Which pools a module draws from: the first row whose prefix fits. Types of `home` come first. */
static const struct source {
	const char *prefix;
	enum home home;
	const struct py_member *pools[POOLS];
	const struct py_method *functions;
} sources[] = {
	{ "alembic.op", HOME_none, { NULL }, NULL },
	{ "alembic.context", HOME_none, { ops_context_members }, ops_context_functions },
	{ "alembic", HOME_none, { ops_alembic_members, ops_alembic_operations_members }, NULL },
	{ "sqlalchemy.exc", HOME_none, { ops_exception_members }, NULL },
	{ "sqlalchemy.dialects.postgresql", HOME_pg, { ops_postgresql_members, ops_postgresql_expr_members, ops_expr_members }, NULL },
	{ "sqlalchemy.dialects.mysql", HOME_my, { ops_mysql_members, ops_mysql_expr_members, ops_expr_members }, NULL },
	{ "sqlalchemy.dialects.sqlite", HOME_sl, { ops_sqlite_members, ops_sqlite_expr_members, ops_expr_members }, NULL },
	{ "sqlalchemy.dialects.mssql", HOME_none, { NULL }, NULL },
	{ "sqlalchemy.dialects.oracle", HOME_none, { NULL }, NULL },
	{ "sqlalchemy.sql.functions", HOME_sa, { ops_function_members, ops_expr_members, ops_schema_members }, NULL },
	{ "sqlalchemy.orm", HOME_none, { ops_orm_members, ops_schema_members, ops_expr_members }, NULL },
	{ "sqlalchemy.ext", HOME_none, { ops_ext_members, ops_orm_members }, NULL },
	{ "sqlalchemy", HOME_sa, { ops_schema_members, ops_expr_members, ops_ddl_members, ops_engine_members }, NULL },
};

static const struct module {
	const char *name, *names;
} modules[] = {
#define X(module, names) { module, names },
#include "engine/ops/module_names.def"
#undef X
};

#define MODULE_COUNT (sizeof(modules) / sizeof(modules[0]))

static const struct {
	const char *name;
	enum ddl_type_kind kind;
	enum home home;
} types[] = {
#define X(kind, name, home, base) { name, DDL_TYPE_##kind, HOME_##home },
	DDL_TYPES(X)
#undef X
};

/* Types by home and name; the dialects' modules show SQLAlchemy's own where they have none. */
static struct map *type_pool(struct py *vm, enum home home)
{
	struct arena *arena = py_arena(vm);
	struct map *pool = ARENA_NEW(arena, struct map);

	*pool = MAP(arena);
	for (size_t i = 0; home != HOME_none && i < sizeof(types) / sizeof(types[0]); i++) {
		struct str name = str_from(types[i].name);
		if (types[i].home != home && (types[i].home != HOME_sa || map_has(pool, name)))
			continue;
		struct py_member *member = ARENA_NEW(arena, struct py_member);
		*member = (struct py_member){ types[i].name, PY_MEMBER_TYPE, ops_type_class(types[i].kind), NULL };
		map_put(pool, name, member);
	}
	return pool;
}

/* The prefix is of whole words: alembic.op is not alembic.operations. */
static const struct source *source_of(const char *module)
{
	struct str name = str_from(module);

	for (size_t i = 0;; i++) {
		struct str prefix = str_from(sources[i].prefix);
		if (str_starts(name, prefix) && (name.n == prefix.n || name.p[prefix.n] == '.'))
			return &sources[i];
	}
}

static const struct py_member *find_member(const struct source *source, const struct map *type_names, struct str name)
{
	const struct py_member *type = map_get(type_names, name);

	if (type)
		return type;
	for (size_t i = 0; i < POOLS && source->pools[i]; i++)
		for (const struct py_member *row = source->pools[i]; row->name; row++)
			if (str_is(name, row->name))
				return row;
	return NULL;
}

static bool is_module(struct str dotted, const char **ret)
{
	for (size_t i = 0; i < MODULE_COUNT; i++)
		if (str_is(dotted, modules[i].name)) {
			*ret = modules[i].name;
			return true;
		}
	return false;
}

static struct py_member make_member(struct py *vm, const struct module *module, const struct source *source,
				    const struct map *type_names, struct str name)
{
	struct str dotted = str_printf(py_arena(vm), "%s.%.*s", module->name, STR_ARG(name));
	const struct py_member *found = find_member(source, type_names, name);
	const char *child;

	if (found) /* postgresql.array is the class, not the module of that name */
		return *found;
	if (is_module(dotted, &child))
		return (struct py_member){ str_c(py_arena(vm), name), PY_MEMBER_MODULE, child, NULL };
	return (struct py_member){ str_c(py_arena(vm), name), PY_MEMBER_REFUSED, NULL, NULL };
}

static size_t count_words(const char *names)
{
	size_t n = 1;

	for (; *names; names++)
		n += *names == ' ';
	return n;
}

static bool has_method(const struct py_method *methods, struct str name)
{
	for (; methods && methods->name; methods++)
		if (str_is(name, methods->name))
			return true;
	return false;
}

static void register_module(struct py *vm, const struct module *module, struct map *const *pools)
{
	const struct source *source = source_of(module->name);
	const struct py_method *functions =
		str_is(str_from(module->name), "alembic.op") ? ops_directives : source->functions;
	struct py_native_module *native = ARENA_NEW(py_arena(vm), struct py_native_module);
	struct py_member *members = ARENA_ARRAY(py_arena(vm), struct py_member, count_words(module->names) + 3);
	struct str rest = str_from(module->names), name;
	size_t n = 0;

	while (str_next_part(&rest, ' ', &name))
		if (!has_method(functions, name))
			members[n++] = make_member(vm, module, source, pools[source->home], name);
	const struct py_member *version = find_member(source, pools[HOME_none], STR("__version__"));
	if (version)
		members[n++] = *version;
	*native = (struct py_native_module){ .name = module->name, .members = members, .functions = functions };
	py_register(vm, native);
}

void ops_register_modules(struct py *vm)
{
	struct map *pools[] = { type_pool(vm, HOME_none), type_pool(vm, HOME_sa), type_pool(vm, HOME_pg),
				type_pool(vm, HOME_my), type_pool(vm, HOME_sl) };

	for (size_t i = 0; i < MODULE_COUNT; i++)
		register_module(vm, &modules[i], pools);
}
