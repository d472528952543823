#include "engine/ddl/type.h"

#include "engine/ddl/dialect_methods.h"

static const struct {
	const char *name;
	enum ddl_type_kind base;
} classes[DDL_TYPE_COUNT] = {
#define X(kind, name, home, base) [DDL_TYPE_##kind] = { name, DDL_TYPE_##base },
	DDL_TYPES(X)
#undef X
};

const char *ddl_type_class_name(enum ddl_type_kind kind)
{
	return classes[kind].name;
}

struct ddl_type *ddl_type_new(struct arena *result, enum ddl_type_kind kind)
{
	struct ddl_type *type = ARENA_NEW(result, struct ddl_type);
	*type = (struct ddl_type){
		.kind = kind,
		.length = -1,
		.precision = -1,
		.scale = -1,
		.display_width = -1,
		.fsp = -1,
		.dimensions = -1,
		.native_uuid = true,
		.as_uuid = true,
		.native_enum = true,
		.create_type = true,
		.asdecimal = ddl_type_is_a(kind, DDL_TYPE_NUMERIC),
	};
	return type;
}

bool ddl_type_is_a(enum ddl_type_kind kind, enum ddl_type_kind ancestor)
{
	while (kind != ancestor && classes[kind].base != kind)
		kind = classes[kind].base;
	return kind == ancestor;
}

static const struct ddl_type *variant_for(const struct ddl_type *type,
					  const struct ddl_dialect *dialect)
{
	for (size_t i = 0; i < type->variant_count; i++)
		if (str_is(type->variants[i].dialect, dialect->name))
			return type->variants[i].type;
	return type;
}

/* What stands behind a decorator; NULL if `type` is none. */
static struct error *decorated(const struct ddl_type *type, const struct ddl_dialect *dialect,
			       struct arena *result, const struct ddl_type **ret_type)
{
	*ret_type = NULL;
	if (type->implementation)
		return type->implementation(type, dialect, result, ret_type);
	if (type->kind == DDL_TYPE_DECORATOR)
		*ret_type = type->item;
	else if (type->kind == DDL_TYPE_PICKLE)
		*ret_type = type->item ? type->item : ddl_type_new(result, DDL_TYPE_LARGEBINARY);
	return NULL;
}

struct error *ddl_type_for(const struct ddl_type *type, const struct ddl_dialect *dialect,
			   struct arena *result, const struct ddl_type **ret_type)
{
	const struct ddl_type *next = variant_for(type, dialect);
	while (next) {
		type = next;
		TRY(decorated(type, dialect, result, &next));
		if (next)
			next = variant_for(next, dialect);
	}
	*ret_type = type;
	return NULL;
}

struct error *ddl_type_text(const struct ddl_type *type, const struct ddl_dialect *dialect,
			    struct arena *result, struct str *ret_text)
{
	return ddl_write_type(&(struct ddl_compiler){ .arena = result, .dialect = dialect }, type,
			      ret_text);
}

enum ddl_type_kind ddl_type_affinity(const struct ddl_type *type, const struct ddl_dialect *dialect,
				     struct arena *scratch)
{
	const struct ddl_type *own = type;
	struct error *error = decorated(type, dialect, scratch, &own);
	if (error) {
		error_ignore(error);
		return DDL_TYPE_NULLTYPE;
	}
	if (own && own != type)
		return ddl_type_affinity(own, dialect, scratch);
	enum ddl_type_kind kind = type->kind;
	while (classes[kind].base != kind)
		kind = classes[kind].base;
	return kind;
}

bool ddl_type_is_schema_type(const struct ddl_type *type)
{
	return ddl_type_is_a(type->kind, DDL_TYPE_ENUM) ||
	       ddl_type_is_a(type->kind, DDL_TYPE_BOOLEAN) || type->kind == DDL_TYPE_PG_DOMAIN;
}
