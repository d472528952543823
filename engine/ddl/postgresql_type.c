/* PGTypeCompiler (sqlalchemy/dialects/postgresql/base.py). */
#include "engine/ddl/postgresql.h"

static struct error *zoned_text(const struct ddl_compiler *compiler, const struct ddl_type *type,
				const char *name, struct str *ret_text)
{
	struct strbuf text = STRBUF(compiler->arena);
	strbuf_add_c(&text, name);
	if (type->precision >= 0)
		strbuf_printf(&text, "(%d)", type->precision);
	strbuf_printf(&text, " %s TIME ZONE", type->timezone ? "WITH" : "WITHOUT");
	*ret_text = strbuf_str(&text);
	return NULL;
}

static struct error *timestamp_text(const struct ddl_compiler *compiler,
				    const struct ddl_type *type, struct str *ret_text)
{
	return zoned_text(compiler, type, "TIMESTAMP", ret_text);
}

static struct error *time_text(const struct ddl_compiler *compiler, const struct ddl_type *type,
			       struct str *ret_text)
{
	return zoned_text(compiler, type, "TIME", ret_text);
}

static struct error *interval_text(const struct ddl_compiler *compiler, const struct ddl_type *type,
				   struct str *ret_text)
{
	struct strbuf text = STRBUF(compiler->arena);
	strbuf_add_c(&text, "INTERVAL");
	if (type->fields.p)
		strbuf_printf(&text, " %.*s", STR_ARG(type->fields));
	if (type->precision >= 0)
		strbuf_printf(&text, " (%d)", type->precision);
	*ret_text = strbuf_str(&text);
	return NULL;
}

static struct error *bit_text(const struct ddl_compiler *compiler, const struct ddl_type *type,
			      struct str *ret_text)
{
	if (!type->varying)
		*ret_text =
			str_printf(compiler->arena, "BIT(%d)", type->length > 0 ? type->length : 1);
	else if (type->length < 0)
		*ret_text = STR("BIT VARYING");
	else
		*ret_text = str_printf(compiler->arena, "BIT VARYING(%d)", type->length);
	return NULL;
}

static struct error *float_text(const struct ddl_compiler *compiler, const struct ddl_type *type,
				struct str *ret_text)
{
	if (type->precision > 0)
		*ret_text = str_printf(compiler->arena, "FLOAT(%d)", type->precision);
	return NULL;
}

static struct error *double_text(const struct ddl_compiler *compiler, const struct ddl_type *type,
				 struct str *ret_text)
{
	(void)compiler;
	(void)type;
	*ret_text = STR("DOUBLE PRECISION");
	return NULL;
}

static struct error *binary_text(const struct ddl_compiler *compiler, const struct ddl_type *type,
				 struct str *ret_text)
{
	(void)compiler;
	(void)type;
	*ret_text = STR("BYTEA");
	return NULL;
}

static struct error *uuid_text(const struct ddl_compiler *compiler, const struct ddl_type *type,
			       struct str *ret_text)
{
	(void)compiler;
	*ret_text = type->native_uuid ? STR("UUID") : STR_NULL;
	return NULL;
}

/* The brackets go before a collation: VARCHAR(5)[] COLLATE "C". */
static struct error *array_text(const struct ddl_compiler *compiler, const struct ddl_type *type,
				struct str *ret_text)
{
	struct str item;
	TRY(ddl_write_type(compiler, type->item, &item));
	ptrdiff_t collation = str_find(item, STR(" COLLATE"));
	size_t end = collation < 0 ? item.n : (size_t)collation;
	struct strbuf text = STRBUF(compiler->arena);
	strbuf_add(&text, str_slice(item, 0, end));
	int dimensions = type->dimensions < 0 ? 1 : type->dimensions;
	for (int i = 0; i < dimensions; i++)
		strbuf_add_c(&text, "[]");
	strbuf_add(&text, str_skip(item, end));
	*ret_text = strbuf_str(&text);
	return NULL;
}

static struct error *foreign_bit(const struct ddl_compiler *compiler, const struct ddl_type *type,
				 struct str *ret_text)
{
	(void)compiler;
	(void)type;
	(void)ret_text;
	struct error *error = error_new(ERR_PYTHON, "'BIT' object has no attribute 'varying'");
	error->kind = STR("AttributeError");
	return error;
}

/* repr() of the type: a plain Enum is adapted to ENUM before it is written. */
static struct str type_repr(const struct ddl_compiler *compiler, const struct ddl_type *type)
{
	struct strbuf text = STRBUF(compiler->arena);
	for (size_t i = 0; i < type->values.n; i++)
		strbuf_printf(&text, "'%.*s', ", STR_ARG(type->values.items[i]));
	return str_printf(compiler->arena, "ENUM(%.*sname='%.*s'%s)", STR_ARG(strbuf_str(&text)),
			  STR_ARG(type->name),
			  type->kind == DDL_TYPE_ENUM ? ", _create_events=False" : "");
}

struct error *ddl_named_type_text(const struct ddl_compiler *compiler, const struct ddl_type *type,
				  struct str *ret_text)
{
	if (type->name.n == 0)
		return ddl_cannot_compile("PostgreSQL %s type requires a name.",
					  type->kind == DDL_TYPE_PG_DOMAIN ? "DOMAIN" : "ENUM");
	bool is_checked = ddl_has_level(compiler->dialect, DDL_LEVEL_CHECKS_TYPE_NAMES);
	if (is_checked && !type->schema.p && ddl_words_have(&ddl_postgresql_type_words, type->name))
		return ddl_cannot_compile(
			"%.*s has name '%.*s' that matches an existing type, and requires an "
			"explicit schema name in order to be rendered in DDL.",
			STR_ARG(type_repr(compiler, type)), STR_ARG(type->name));
	*ret_text = ddl_quote_table(compiler->arena, compiler->dialect,
				    ddl_plain_name(type->schema), ddl_plain_name(type->name));
	return NULL;
}

static struct error *enum_text(const struct ddl_compiler *compiler, const struct ddl_type *type,
			       struct str *ret_text)
{
	return type->native_enum ? ddl_named_type_text(compiler, type, ret_text) : NULL;
}

/* Types whose text is the name of their class; no other dialect has them. */
static struct error *class_name(const struct ddl_compiler *compiler, const struct ddl_type *type,
				struct str *ret_text)
{
	(void)compiler;
	*ret_text = str_from(ddl_type_class_name(type->kind));
	return NULL;
}

typedef struct error *write_type(const struct ddl_compiler *, const struct ddl_type *,
				 struct str *);

/* What is not here is written as everywhere. */
static write_type *const writers[DDL_TYPE_COUNT] = {
	[DDL_TYPE_FLOAT] = float_text,
	[DDL_TYPE_SQL_FLOAT] = float_text,
	[DDL_TYPE_MY_FLOAT] = float_text,
	[DDL_TYPE_DOUBLE] = double_text,
	[DDL_TYPE_DATETIME] = timestamp_text,
	[DDL_TYPE_SL_DATETIME] = timestamp_text,
	[DDL_TYPE_SQL_TIMESTAMP] = timestamp_text,
	[DDL_TYPE_PG_TIMESTAMP] = timestamp_text,
	[DDL_TYPE_MY_TIMESTAMP] = timestamp_text,
	[DDL_TYPE_TIME] = time_text,
	[DDL_TYPE_SL_TIME] = time_text,
	[DDL_TYPE_SQL_TIME] = time_text,
	[DDL_TYPE_PG_TIME] = time_text,
	[DDL_TYPE_MY_TIME] = time_text,
	[DDL_TYPE_INTERVAL] = interval_text,
	[DDL_TYPE_PG_INTERVAL] = interval_text,
	[DDL_TYPE_LARGEBINARY] = binary_text,
	[DDL_TYPE_UUID] = uuid_text,
	[DDL_TYPE_PG_BIT] = bit_text,
	[DDL_TYPE_MY_BIT] = foreign_bit,
	[DDL_TYPE_ARRAY] = array_text,
	[DDL_TYPE_PG_ARRAY] = array_text,
	[DDL_TYPE_ENUM] = enum_text,
	[DDL_TYPE_PG_ENUM] = ddl_named_type_text,
	[DDL_TYPE_MY_ENUM] = ddl_named_type_text,
	[DDL_TYPE_PG_DOMAIN] = ddl_named_type_text,
	[DDL_TYPE_PG_BYTEA] = class_name,
	[DDL_TYPE_PG_CIDR] = class_name,
	[DDL_TYPE_PG_CITEXT] = class_name,
	[DDL_TYPE_PG_HSTORE] = class_name,
	[DDL_TYPE_PG_INET] = class_name,
	[DDL_TYPE_PG_JSONB] = class_name,
	[DDL_TYPE_PG_JSONPATH] = class_name,
	[DDL_TYPE_PG_MACADDR] = class_name,
	[DDL_TYPE_PG_MACADDR8] = class_name,
	[DDL_TYPE_PG_MONEY] = class_name,
	[DDL_TYPE_PG_OID] = class_name,
	[DDL_TYPE_PG_REGCLASS] = class_name,
	[DDL_TYPE_PG_REGCONFIG] = class_name,
	[DDL_TYPE_PG_TSQUERY] = class_name,
	[DDL_TYPE_PG_TSVECTOR] = class_name,
	[DDL_TYPE_PG_INT4RANGE] = class_name,
	[DDL_TYPE_PG_INT8RANGE] = class_name,
	[DDL_TYPE_PG_NUMRANGE] = class_name,
	[DDL_TYPE_PG_DATERANGE] = class_name,
	[DDL_TYPE_PG_TSRANGE] = class_name,
	[DDL_TYPE_PG_TSTZRANGE] = class_name,
	[DDL_TYPE_PG_INT4MULTIRANGE] = class_name,
	[DDL_TYPE_PG_INT8MULTIRANGE] = class_name,
	[DDL_TYPE_PG_NUMMULTIRANGE] = class_name,
	[DDL_TYPE_PG_DATEMULTIRANGE] = class_name,
	[DDL_TYPE_PG_TSMULTIRANGE] = class_name,
	[DDL_TYPE_PG_TSTZMULTIRANGE] = class_name,
};

struct error *ddl_postgresql_type_text(const struct ddl_compiler *compiler,
				       const struct ddl_type *type, struct str *ret_text)
{
	return writers[type->kind] ? writers[type->kind](compiler, type, ret_text) : NULL;
}
