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
	{ "alembic.op", HOME_none, { NULL }, ops_directives },
	{ "alembic.context", HOME_none, { ops_context_members }, ops_context_functions },
	{ "alembic", HOME_none, { ops_alembic_members, ops_alembic_operations_members }, NULL },
	{ "sqlalchemy.exc", HOME_none, { ops_exception_members }, NULL },
	{ "sqlalchemy.dialects.postgresql",
	  HOME_pg,
	  { ops_postgresql_members, ops_postgresql_expr_members, ops_expr_members },
	  NULL },
	{ "sqlalchemy.dialects.mysql",
	  HOME_my,
	  { ops_mysql_members, ops_mysql_expr_members, ops_expr_members },
	  NULL },
	{ "sqlalchemy.dialects.sqlite",
	  HOME_sl,
	  { ops_sqlite_members, ops_sqlite_expr_members, ops_expr_members },
	  NULL },
	{ "sqlalchemy.dialects.mssql", HOME_none, { NULL }, NULL },
	{ "sqlalchemy.dialects.oracle", HOME_none, { NULL }, NULL },
	{ "sqlalchemy.sql.functions",
	  HOME_sa,
	  { ops_function_members, ops_expr_members, ops_schema_members },
	  NULL },
	{ "sqlalchemy.orm",
	  HOME_none,
	  { ops_orm_members, ops_schema_members, ops_expr_members },
	  NULL },
	{ "sqlalchemy.ext", HOME_none, { ops_ext_members, ops_orm_members }, NULL },
	{ "sqlalchemy",
	  HOME_sa,
	  { ops_schema_members, ops_expr_members, ops_ddl_members, ops_engine_members },
	  NULL },
};

static bool find_row(const struct py_native_module *module, struct str name,
		     struct py_member *ret_member);

static const struct py_native_module modules[] = {
#define X(module, shown) { .name = module, .names = shown, .find = find_row },
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

/* A type by home and name; the dialects' modules show SQLAlchemy's own where they have none. */
static bool find_type(enum home home, struct str name, struct py_member *ret_member)
{
	bool is_found = false;

	for (size_t i = 0; home != HOME_none && i < sizeof(types) / sizeof(types[0]); i++) {
		const bool is_own = types[i].home == home;
		if ((!is_own && (types[i].home != HOME_sa || is_found)) ||
		    !str_is(name, types[i].name))
			continue;
		*ret_member = (struct py_member){ types[i].name, PY_MEMBER_TYPE,
						  ops_type_class(types[i].kind), NULL };
		is_found = true;
		if (is_own)
			break;
	}
	return is_found;
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

static bool find_in_pools(const struct source *source, struct str name,
			  struct py_member *ret_member)
{
	for (size_t i = 0; i < POOLS && source->pools[i]; i++)
		for (const struct py_member *row = source->pools[i]; row->name; row++)
			if (str_is(name, row->name)) {
				*ret_member = *row;
				return true;
			}
	return false;
}

/* The static name of module.name, if there is such a module. */
static const char *find_child(const char *module, struct str name)
{
	const size_t n = str_from(module).n;

	for (size_t i = 0; i < MODULE_COUNT; i++) {
		const struct str dotted = str_from(modules[i].name);
		if (dotted.n == n + 1 + name.n && str_starts(dotted, str_from(module)) &&
		    dotted.p[n] == '.' && str_ends(dotted, name))
			return modules[i].name;
	}
	return NULL;
}

static bool find_function(const struct py_method *methods, struct str name,
			  struct py_member *ret_member)
{
	for (; methods && methods->name; methods++)
		if (str_is(name, methods->name)) {
			*ret_member = (struct py_member){ methods->name, PY_MEMBER_FUNCTION,
							  methods, NULL };
			return true;
		}
	return false;
}

/* The real module has the name: one of the words. */
static bool is_shown(const char *names, struct str name)
{
	struct str rest = str_from(names), word;

	while (str_next_part(&rest, ' ', &word))
		if (str_equal(word, name))
			return true;
	return false;
}

static bool find_row(const struct py_native_module *module, struct str name,
		     struct py_member *ret_member)
{
	const struct source *source = source_of(module->name);
	const char *child;

	if (str_is(name, "__version__"))
		return find_in_pools(source, name, ret_member);
	if (find_function(source->functions, name, ret_member))
		return true;
	if (!is_shown(module->names, name))
		return false;
	/* postgresql.array is the class, not the module of that name */
	if (find_type(source->home, name, ret_member) || find_in_pools(source, name, ret_member))
		return true;
	child = find_child(module->name, name);
	*ret_member =
		(struct py_member){ "", child ? PY_MEMBER_MODULE : PY_MEMBER_REFUSED, child, NULL };
	return true;
}

void ops_register_modules(struct py *vm)
{
	for (size_t i = 0; i < MODULE_COUNT; i++)
		py_register(vm, &modules[i]);
}
