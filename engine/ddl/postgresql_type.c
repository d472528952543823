/* PGTypeCompiler (sqlalchemy/dialects/postgresql/base.py). */
#include "engine/ddl/postgresql.h"

static struct str zoned_text(const struct ddl_compiler *compiler, const char *name,
			     const struct ddl_type *type)
{
	struct strbuf text = STRBUF(compiler->arena);
	strbuf_add_c(&text, name);
	if (type->precision >= 0)
		strbuf_printf(&text, "(%d)", type->precision);
	strbuf_printf(&text, " %s TIME ZONE", type->timezone ? "WITH" : "WITHOUT");
	return strbuf_str(&text);
}

static struct str interval_text(const struct ddl_compiler *compiler, const struct ddl_type *type)
{
	struct strbuf text = STRBUF(compiler->arena);
	strbuf_add_c(&text, "INTERVAL");
	if (type->fields.p)
		strbuf_printf(&text, " %.*s", STR_ARG(type->fields));
	if (type->precision >= 0)
		strbuf_printf(&text, " (%d)", type->precision);
	return strbuf_str(&text);
}

static struct str bit_text(const struct ddl_compiler *compiler, const struct ddl_type *type)
{
	if (!type->varying)
		return str_printf(compiler->arena, "BIT(%d)", type->length > 0 ? type->length : 1);
	if (type->length < 0)
		return STR("BIT VARYING");
	return str_printf(compiler->arena, "BIT VARYING(%d)", type->length);
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

static struct error *bit_attribute_error(void)
{
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
	if (!type->schema.p && ddl_words_have(&ddl_postgresql_type_words, type->name))
		return ddl_cannot_compile(
			"%.*s has name '%.*s' that matches an existing type, and requires an "
			"explicit schema name in order to be rendered in DDL.",
			STR_ARG(type_repr(compiler, type)), STR_ARG(type->name));
	*ret_text = ddl_quote_table(compiler->arena, compiler->dialect,
				    ddl_plain_name(type->schema), ddl_plain_name(type->name));
	return NULL;
}

/* Types whose text is their Python name; every other dialect has none. */
static bool is_named_as_class(enum ddl_type_kind kind)
{
	switch ((int)kind) {
	case DDL_TYPE_PG_BYTEA:
	case DDL_TYPE_PG_CIDR:
	case DDL_TYPE_PG_CITEXT:
	case DDL_TYPE_PG_HSTORE:
	case DDL_TYPE_PG_INET:
	case DDL_TYPE_PG_JSONB:
	case DDL_TYPE_PG_JSONPATH:
	case DDL_TYPE_PG_MACADDR:
	case DDL_TYPE_PG_MACADDR8:
	case DDL_TYPE_PG_MONEY:
	case DDL_TYPE_PG_OID:
	case DDL_TYPE_PG_REGCLASS:
	case DDL_TYPE_PG_REGCONFIG:
	case DDL_TYPE_PG_TSQUERY:
	case DDL_TYPE_PG_TSVECTOR:
	case DDL_TYPE_PG_INT4RANGE:
	case DDL_TYPE_PG_INT8RANGE:
	case DDL_TYPE_PG_NUMRANGE:
	case DDL_TYPE_PG_DATERANGE:
	case DDL_TYPE_PG_TSRANGE:
	case DDL_TYPE_PG_TSTZRANGE:
	case DDL_TYPE_PG_INT4MULTIRANGE:
	case DDL_TYPE_PG_INT8MULTIRANGE:
	case DDL_TYPE_PG_NUMMULTIRANGE:
	case DDL_TYPE_PG_DATEMULTIRANGE:
	case DDL_TYPE_PG_TSMULTIRANGE:
	case DDL_TYPE_PG_TSTZMULTIRANGE:
		return true;
	default:
		return false;
	}
}

struct error *ddl_postgresql_type_text(const struct ddl_compiler *compiler,
				       const struct ddl_type *type, struct str *ret_text)
{
	if (is_named_as_class(type->kind)) {
		*ret_text = str_from(ddl_type_class_name(type->kind));
		return NULL;
	}
	switch ((int)type->kind) {
	case DDL_TYPE_FLOAT:
	case DDL_TYPE_SQL_FLOAT:
	case DDL_TYPE_MY_FLOAT:
		if (type->precision > 0)
			*ret_text = str_printf(compiler->arena, "FLOAT(%d)", type->precision);
		return NULL;
	case DDL_TYPE_DOUBLE:
		*ret_text = STR("DOUBLE PRECISION");
		return NULL;
	case DDL_TYPE_DATETIME:
	case DDL_TYPE_SL_DATETIME:
	case DDL_TYPE_SQL_TIMESTAMP:
	case DDL_TYPE_PG_TIMESTAMP:
	case DDL_TYPE_MY_TIMESTAMP:
		*ret_text = zoned_text(compiler, "TIMESTAMP", type);
		return NULL;
	case DDL_TYPE_TIME:
	case DDL_TYPE_SL_TIME:
	case DDL_TYPE_SQL_TIME:
	case DDL_TYPE_PG_TIME:
	case DDL_TYPE_MY_TIME:
		*ret_text = zoned_text(compiler, "TIME", type);
		return NULL;
	case DDL_TYPE_INTERVAL:
	case DDL_TYPE_PG_INTERVAL:
		*ret_text = interval_text(compiler, type);
		return NULL;
	case DDL_TYPE_LARGEBINARY:
		*ret_text = STR("BYTEA");
		return NULL;
	case DDL_TYPE_UUID:
		*ret_text = type->native_uuid ? STR("UUID") : STR_NULL;
		return NULL;
	case DDL_TYPE_PG_BIT:
		*ret_text = bit_text(compiler, type);
		return NULL;
	case DDL_TYPE_MY_BIT:
		return bit_attribute_error();
	case DDL_TYPE_ARRAY:
	case DDL_TYPE_PG_ARRAY:
		return array_text(compiler, type, ret_text);
	case DDL_TYPE_ENUM:
		return type->native_enum ? ddl_named_type_text(compiler, type, ret_text) : NULL;
	case DDL_TYPE_PG_ENUM:
	case DDL_TYPE_MY_ENUM:
	case DDL_TYPE_PG_DOMAIN:
		return ddl_named_type_text(compiler, type, ret_text);
	default:
		return NULL;
	}
}
