/*
 * The text of types as GenericTypeCompiler writes it (sqlalchemy/sql/compiler.py); what a dialect
 * writes differently is in its own file.
 */
#include "engine/ddl/dialect_methods.h"

#include "engine/ddl/sqlalchemy_levels.h"

enum shape {
	SHAPE_NONE,   /* no generic text: only some dialect has it */
	SHAPE_PLAIN,  /* INTEGER */
	SHAPE_STRING, /* VARCHAR(50) COLLATE "C" */
	SHAPE_SCALED, /* NUMERIC(10, 2) */
	SHAPE_LENGTH, /* BINARY(16) */
};

static const struct {
	enum shape shape;
	const char *name;
} generic[DDL_TYPE_COUNT] = {
	[DDL_TYPE_STRING] = { SHAPE_STRING, "VARCHAR" },
	[DDL_TYPE_TEXT_] = { SHAPE_STRING, "TEXT" },
	[DDL_TYPE_UNICODE] = { SHAPE_STRING, "VARCHAR" },
	[DDL_TYPE_UNICODETEXT] = { SHAPE_STRING, "TEXT" },
	[DDL_TYPE_SQL_CHAR] = { SHAPE_STRING, "CHAR" },
	[DDL_TYPE_SQL_VARCHAR] = { SHAPE_STRING, "VARCHAR" },
	[DDL_TYPE_SQL_NCHAR] = { SHAPE_STRING, "NCHAR" },
	[DDL_TYPE_SQL_NVARCHAR] = { SHAPE_STRING, "NVARCHAR" },
	[DDL_TYPE_SQL_TEXT] = { SHAPE_STRING, "TEXT" },
	[DDL_TYPE_SQL_CLOB] = { SHAPE_PLAIN, "CLOB" },
	[DDL_TYPE_INTEGER] = { SHAPE_PLAIN, "INTEGER" },
	[DDL_TYPE_SMALLINTEGER] = { SHAPE_PLAIN, "SMALLINT" },
	[DDL_TYPE_BIGINTEGER] = { SHAPE_PLAIN, "BIGINT" },
	[DDL_TYPE_SQL_INTEGER] = { SHAPE_PLAIN, "INTEGER" },
	[DDL_TYPE_SQL_SMALLINT] = { SHAPE_PLAIN, "SMALLINT" },
	[DDL_TYPE_SQL_BIGINT] = { SHAPE_PLAIN, "BIGINT" },
	[DDL_TYPE_NUMERIC] = { SHAPE_SCALED, "NUMERIC" },
	[DDL_TYPE_SQL_NUMERIC] = { SHAPE_SCALED, "NUMERIC" },
	[DDL_TYPE_SQL_DECIMAL] = { SHAPE_SCALED, "DECIMAL" },
	[DDL_TYPE_FLOAT] = { SHAPE_PLAIN, "FLOAT" },
	[DDL_TYPE_SQL_FLOAT] = { SHAPE_PLAIN, "FLOAT" },
	[DDL_TYPE_SQL_REAL] = { SHAPE_PLAIN, "REAL" },
	[DDL_TYPE_DOUBLE] = { SHAPE_PLAIN, "DOUBLE" },
	[DDL_TYPE_SQL_DOUBLE] = { SHAPE_PLAIN, "DOUBLE" },
	[DDL_TYPE_SQL_DOUBLE_PRECISION] = { SHAPE_PLAIN, "DOUBLE PRECISION" },
	[DDL_TYPE_BOOLEAN] = { SHAPE_PLAIN, "BOOLEAN" },
	[DDL_TYPE_SQL_BOOLEAN] = { SHAPE_PLAIN, "BOOLEAN" },
	[DDL_TYPE_DATE] = { SHAPE_PLAIN, "DATE" },
	[DDL_TYPE_SQL_DATE] = { SHAPE_PLAIN, "DATE" },
	[DDL_TYPE_TIME] = { SHAPE_PLAIN, "TIME" },
	[DDL_TYPE_SQL_TIME] = { SHAPE_PLAIN, "TIME" },
	[DDL_TYPE_DATETIME] = { SHAPE_PLAIN, "DATETIME" },
	[DDL_TYPE_SQL_DATETIME] = { SHAPE_PLAIN, "DATETIME" },
	[DDL_TYPE_SQL_TIMESTAMP] = { SHAPE_PLAIN, "TIMESTAMP" },
	[DDL_TYPE_INTERVAL] = { SHAPE_PLAIN, "DATETIME" },
	[DDL_TYPE_LARGEBINARY] = { SHAPE_PLAIN, "BLOB" },
	[DDL_TYPE_SQL_BINARY] = { SHAPE_LENGTH, "BINARY" },
	[DDL_TYPE_SQL_VARBINARY] = { SHAPE_LENGTH, "VARBINARY" },
	[DDL_TYPE_SQL_BLOB] = { SHAPE_PLAIN, "BLOB" },
	[DDL_TYPE_JSON] = { SHAPE_PLAIN, "JSON" },
	[DDL_TYPE_SQL_UUID] = { SHAPE_PLAIN, "UUID" },
	[DDL_TYPE_PG_JSON] = { SHAPE_PLAIN, "JSON" },
	[DDL_TYPE_PG_TIME] = { SHAPE_PLAIN, "TIME" },
	[DDL_TYPE_PG_TIMESTAMP] = { SHAPE_PLAIN, "TIMESTAMP" },
	[DDL_TYPE_MY_BIGINT] = { SHAPE_PLAIN, "BIGINT" },
	[DDL_TYPE_MY_CHAR] = { SHAPE_STRING, "CHAR" },
	[DDL_TYPE_MY_DATETIME] = { SHAPE_PLAIN, "DATETIME" },
	[DDL_TYPE_MY_DECIMAL] = { SHAPE_SCALED, "DECIMAL" },
	[DDL_TYPE_MY_DOUBLE] = { SHAPE_PLAIN, "DOUBLE" },
	[DDL_TYPE_MY_FLOAT] = { SHAPE_PLAIN, "FLOAT" },
	[DDL_TYPE_MY_INTEGER] = { SHAPE_PLAIN, "INTEGER" },
	[DDL_TYPE_MY_JSON] = { SHAPE_PLAIN, "JSON" },
	[DDL_TYPE_MY_NCHAR] = { SHAPE_STRING, "NCHAR" },
	[DDL_TYPE_MY_NUMERIC] = { SHAPE_SCALED, "NUMERIC" },
	[DDL_TYPE_MY_NVARCHAR] = { SHAPE_STRING, "NVARCHAR" },
	[DDL_TYPE_MY_REAL] = { SHAPE_PLAIN, "REAL" },
	[DDL_TYPE_MY_SMALLINT] = { SHAPE_PLAIN, "SMALLINT" },
	[DDL_TYPE_MY_TEXT] = { SHAPE_STRING, "TEXT" },
	[DDL_TYPE_MY_TIME] = { SHAPE_PLAIN, "TIME" },
	[DDL_TYPE_MY_TIMESTAMP] = { SHAPE_PLAIN, "TIMESTAMP" },
	[DDL_TYPE_MY_VARCHAR] = { SHAPE_STRING, "VARCHAR" },
	[DDL_TYPE_SL_DATE] = { SHAPE_PLAIN, "DATE" },
	[DDL_TYPE_SL_DATETIME] = { SHAPE_PLAIN, "DATETIME" },
	[DDL_TYPE_SL_JSON] = { SHAPE_PLAIN, "JSON" },
	[DDL_TYPE_SL_TIME] = { SHAPE_PLAIN, "TIME" },
};

static struct str collation_text(const struct ddl_compiler *compiler, struct str collation)
{
	if (!ddl_has_level(compiler->dialect, DDL_LEVEL_QUOTES_COLLATION_IF_NEEDED))
		return ddl_quote(compiler->arena, compiler->dialect,
				 (struct ddl_name){ .text = collation, .quote = DDL_QUOTE_ALWAYS });
	return ddl_quote_text(compiler->arena, compiler->dialect, collation);
}

struct str ddl_string_type_text(const struct ddl_compiler *compiler, const char *name,
				const struct ddl_type *type)
{
	struct strbuf text = STRBUF(compiler->arena);
	strbuf_add_c(&text, name);
	if (type->length > 0)
		strbuf_printf(&text, "(%d)", type->length);
	if (type->collation.n)
		strbuf_printf(&text, " COLLATE %.*s",
			      STR_ARG(collation_text(compiler, type->collation)));
	return strbuf_str(&text);
}

static struct str scaled_text(const struct ddl_compiler *compiler, const char *name,
			      const struct ddl_type *type)
{
	if (type->precision < 0)
		return str_from(name);
	if (type->scale < 0)
		return str_printf(compiler->arena, "%s(%d)", name, type->precision);
	return str_printf(compiler->arena, "%s(%d, %d)", name, type->precision, type->scale);
}

/* An Enum without type of its own is as long as its longest value (sqltypes.py, Enum._enum_init).
 */
static int enum_length(const struct ddl_type *type)
{
	if (type->length >= 0)
		return type->length;
	int longest = 0;
	for (size_t i = 0; i < type->values.n; i++) {
		int length = 0;
		uint32_t ignored;
		struct str rest = type->values.items[i];
		for (; rest.n; length++)
			rest = str_skip(rest, str_utf8_next(rest, &ignored));
		longest = length > longest ? length : longest;
	}
	return longest;
}

static struct error *unsupported_type(const struct ddl_compiler *compiler,
				      const struct ddl_type *type)
{
	return ddl_unsupported(compiler->dialect, "TypeCompiler",
			       str_from(ddl_type_class_name(type->kind)));
}

/* Enum and Uuid where the dialect has no such type: as strings, by the dialect's own rules for
 * these. */
static struct error *emulated_text(const struct ddl_compiler *compiler, const struct ddl_type *type,
				   struct str *ret_text)
{
	struct ddl_type *string = ddl_type_new(compiler->arena, DDL_TYPE_STRING);
	if (type->kind == DDL_TYPE_UUID) {
		*ret_text = STR("CHAR(32)");
		return NULL;
	}
	string->length = enum_length(type);
	string->collation = type->collation;
	return ddl_write_type(compiler, string, ret_text);
}

struct error *ddl_generic_type_text(const struct ddl_compiler *compiler,
				    const struct ddl_type *type, struct str *ret_text)
{
	const char *name = generic[type->kind].name;
	switch (generic[type->kind].shape) {
	case SHAPE_NONE:
		break;
	case SHAPE_PLAIN:
		*ret_text = str_from(name);
		return NULL;
	case SHAPE_STRING:
		*ret_text = ddl_string_type_text(compiler, name, type);
		return NULL;
	case SHAPE_SCALED:
		*ret_text = scaled_text(compiler, name, type);
		return NULL;
	case SHAPE_LENGTH:
		*ret_text = type->length > 0
				    ? str_printf(compiler->arena, "%s(%d)", name, type->length)
				    : str_from(name);
		return NULL;
	}
	if (type->kind == DDL_TYPE_NULLTYPE)
		return ddl_cannot_compile(
			"Can't generate DDL for NullType(); did you forget to specify a type on "
			"this Column?");
	if (type->kind == DDL_TYPE_ENUM || type->kind == DDL_TYPE_PG_ENUM ||
	    type->kind == DDL_TYPE_UUID)
		return emulated_text(compiler, type, ret_text);
	return unsupported_type(compiler, type);
}

struct error *ddl_write_type(const struct ddl_compiler *compiler, const struct ddl_type *type,
			     struct str *ret_text)
{
	TRY(ddl_type_for(type, compiler->dialect, compiler->arena, &type));
	*ret_text = STR_NULL;
	if (type->column_text)
		return type->column_text(type, compiler->dialect, compiler->arena, ret_text);
	TRY(compiler->dialect->methods->type_text(compiler, type, ret_text));
	if (ret_text->p)
		return NULL;
	return ddl_generic_type_text(compiler, type, ret_text);
}
