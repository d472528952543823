/* MySQLTypeCompiler (sqlalchemy/dialects/mysql/base.py). */
#include "engine/ddl/mysql.h"

#include <string.h>

static struct str with_sign(const struct ddl_compiler *compiler, const struct ddl_type *type,
			    struct str text)
{
	return str_printf(compiler->arena, "%.*s%s%s", STR_ARG(text),
			  type->is_unsigned ? " UNSIGNED" : "", type->zerofill ? " ZEROFILL" : "");
}

/* CHARACTER SET, COLLATE and their short forms; NATIONAL trumps the character set. */
static struct str with_charset(const struct ddl_compiler *compiler, const struct ddl_type *type,
			       bool is_national, struct str text)
{
	struct strbuf out = STRBUF(compiler->arena);
	if (is_national || type->national)
		strbuf_add_c(&out, "NATIONAL ");
	strbuf_add(&out, text);
	if (!is_national && !type->national) {
		if (type->charset.n)
			strbuf_printf(&out, " CHARACTER SET %.*s", STR_ARG(type->charset));
		else if (type->ascii)
			strbuf_add_c(&out, " ASCII");
		else if (type->unicode)
			strbuf_add_c(&out, " UNICODE");
	}
	if (type->collation.n)
		strbuf_printf(&out, " COLLATE %.*s", STR_ARG(type->collation));
	else if (type->binary)
		strbuf_add_c(&out, " BINARY");
	return strbuf_str(&out);
}

static struct str integer_text(const struct ddl_compiler *compiler, const struct ddl_type *type)
{
	const char *name = ddl_type_class_name(type->kind);
	if (type->display_width < 0)
		return with_sign(compiler, type, str_from(name));
	return with_sign(compiler, type,
			 str_printf(compiler->arena, "%s(%d)", name, type->display_width));
}

/* NUMERIC and DECIMAL take one or two numbers; DOUBLE and REAL two or none; FLOAT one, if it is
 * MySQL's two. */
static struct str real_text(const struct ddl_compiler *compiler, const struct ddl_type *type,
			    const char *name, bool takes_precision)
{
	struct str text = str_from(name);
	if (type->precision >= 0 && type->scale >= 0)
		text = str_printf(compiler->arena, "%s(%d, %d)", name, type->precision,
				  type->scale);
	else if (type->precision >= 0 && takes_precision)
		text = str_printf(compiler->arena, "%s(%d)", name, type->precision);
	return with_sign(compiler, type, text);
}

static struct error *string_text(const struct ddl_compiler *compiler, const struct ddl_type *type,
				 bool is_national, struct str *ret_text)
{
	if (type->length < 0)
		return ddl_cannot_compile("%sVARCHAR requires a length on dialect %s",
					  is_national ? "N" : "", compiler->dialect->name);
	*ret_text = with_charset(compiler, type, is_national,
				 str_printf(compiler->arena, "VARCHAR(%d)", type->length));
	return NULL;
}

static struct str sized_text(const struct ddl_compiler *compiler, const struct ddl_type *type,
			     const char *name)
{
	return type->length < 0 ? str_from(name)
				: str_printf(compiler->arena, "%s(%d)", name, type->length);
}

static struct str seconds_text(const struct ddl_compiler *compiler, const struct ddl_type *type,
			       const char *name)
{
	return type->fsp > 0 ? str_printf(compiler->arena, "%s(%d)", name, type->fsp)
			     : str_from(name);
}

static struct str values_text(const struct ddl_compiler *compiler, const struct ddl_type *type,
			      const char *name)
{
	struct strbuf values = STRBUF(compiler->arena);
	for (size_t i = 0; i < type->values.n; i++) {
		strbuf_separate(&values, ",");
		strbuf_add_char(&values, '\'');
		struct str value = type->values.items[i];
		for (size_t at = 0; at < value.n; at++) {
			char c = value.p[at];
			if (c == '\'' || c == '\\' ||
			    (c == '%' && compiler->dialect->doubles_percent))
				strbuf_add_char(&values, c);
			strbuf_add_char(&values, c);
		}
		strbuf_add_char(&values, '\'');
	}
	struct str list = strbuf_str(&values);
	return with_charset(compiler, type, false,
			    str_printf(compiler->arena, "%s(%.*s)", name, STR_ARG(list)));
}

static struct error *varbinary_text(const struct ddl_compiler *compiler,
				    const struct ddl_type *type, struct str *ret_text)
{
	if (type->length < 0) {
		struct error *error = error_new(
			ERR_PYTHON, "%%d format: a real number is required, not NoneType");
		error->kind = STR("TypeError");
		return error;
	}
	*ret_text = sized_text(compiler, type, "VARBINARY");
	return NULL;
}

static struct error *varchar_text(const struct ddl_compiler *compiler, const struct ddl_type *type,
				  struct str *ret_text)
{
	return string_text(compiler, type, false, ret_text);
}

static struct error *nvarchar_text(const struct ddl_compiler *compiler, const struct ddl_type *type,
				   struct str *ret_text)
{
	return string_text(compiler, type, true, ret_text);
}

static struct error *text_text(const struct ddl_compiler *compiler, const struct ddl_type *type,
			       struct str *ret_text)
{
	*ret_text = with_charset(compiler, type, false, sized_text(compiler, type, "TEXT"));
	return NULL;
}

static struct error *own_text_text(const struct ddl_compiler *compiler, const struct ddl_type *type,
				   struct str *ret_text)
{
	struct str name = str_from(ddl_type_class_name(type->kind));
	*ret_text = with_charset(compiler, type, false, name);
	return NULL;
}

static struct error *char_text(const struct ddl_compiler *compiler, const struct ddl_type *type,
			       struct str *ret_text)
{
	*ret_text = with_charset(compiler, type, false, sized_text(compiler, type, "CHAR"));
	return NULL;
}

static struct error *nchar_text(const struct ddl_compiler *compiler, const struct ddl_type *type,
				struct str *ret_text)
{
	*ret_text = with_charset(compiler, type, true, sized_text(compiler, type, "CHAR"));
	return NULL;
}

static struct error *blob_text(const struct ddl_compiler *compiler, const struct ddl_type *type,
			       struct str *ret_text)
{
	*ret_text = sized_text(compiler, type, "BLOB");
	return NULL;
}

static struct error *bit_text(const struct ddl_compiler *compiler, const struct ddl_type *type,
			      struct str *ret_text)
{
	*ret_text = sized_text(compiler, type, "BIT");
	return NULL;
}

static struct error *class_name(const struct ddl_compiler *compiler, const struct ddl_type *type,
				struct str *ret_text)
{
	(void)compiler;
	*ret_text = str_from(ddl_type_class_name(type->kind));
	return NULL;
}

static struct error *time_text(const struct ddl_compiler *compiler, const struct ddl_type *type,
			       struct str *ret_text)
{
	*ret_text = seconds_text(compiler, type, ddl_type_class_name(type->kind));
	return NULL;
}

static struct error *year_text(const struct ddl_compiler *compiler, const struct ddl_type *type,
			       struct str *ret_text)
{
	*ret_text = type->display_width < 0
			    ? STR("YEAR")
			    : str_printf(compiler->arena, "YEAR(%d)", type->display_width);
	return NULL;
}

static struct error *boolean_text(const struct ddl_compiler *compiler, const struct ddl_type *type,
				  struct str *ret_text)
{
	(void)compiler;
	(void)type;
	*ret_text = STR("BOOL");
	return NULL;
}

static struct error *uuid_text(const struct ddl_compiler *compiler, const struct ddl_type *type,
			       struct str *ret_text)
{
	bool is_native = compiler->dialect->methods->is_mariadb && type->native_uuid &&
			 ddl_has_level(compiler->dialect, DDL_LEVEL_MARIADB_UUID);
	*ret_text = is_native ? STR("UUID") : STR_NULL;
	return NULL;
}

static struct error *integer_type_text(const struct ddl_compiler *compiler,
				       const struct ddl_type *type, struct str *ret_text)
{
	*ret_text = integer_text(compiler, type);
	return NULL;
}

static struct error *numeric_text(const struct ddl_compiler *compiler, const struct ddl_type *type,
				  struct str *ret_text)
{
	*ret_text = real_text(compiler, type, ddl_type_class_name(type->kind), true);
	return NULL;
}

static struct error *float_text(const struct ddl_compiler *compiler, const struct ddl_type *type,
				struct str *ret_text)
{
	*ret_text = real_text(compiler, type, "FLOAT", true);
	return NULL;
}

static struct error *double_text(const struct ddl_compiler *compiler, const struct ddl_type *type,
				 struct str *ret_text)
{
	*ret_text = real_text(compiler, type, "DOUBLE", false);
	return NULL;
}

static struct error *real_type_text(const struct ddl_compiler *compiler,
				    const struct ddl_type *type, struct str *ret_text)
{
	*ret_text = real_text(compiler, type, "REAL", false);
	return NULL;
}

static struct error *enum_text(const struct ddl_compiler *compiler, const struct ddl_type *type,
			       struct str *ret_text)
{
	if (type->native_enum)
		*ret_text = values_text(compiler, type, "ENUM");
	return NULL;
}

static struct error *own_values_text(const struct ddl_compiler *compiler,
				     const struct ddl_type *type, struct str *ret_text)
{
	*ret_text = values_text(compiler, type, ddl_type_class_name(type->kind));
	return NULL;
}

typedef struct error *write_type(const struct ddl_compiler *, const struct ddl_type *,
				 struct str *);

/* What is not here is written as everywhere. */
static write_type *const writers[DDL_TYPE_COUNT] = {
	[DDL_TYPE_STRING] = varchar_text,
	[DDL_TYPE_UNICODE] = varchar_text,
	[DDL_TYPE_SQL_VARCHAR] = varchar_text,
	[DDL_TYPE_MY_VARCHAR] = varchar_text,
	[DDL_TYPE_SQL_NVARCHAR] = nvarchar_text,
	[DDL_TYPE_MY_NVARCHAR] = nvarchar_text,
	[DDL_TYPE_SQL_VARBINARY] = varbinary_text,
	[DDL_TYPE_TEXT_] = text_text,
	[DDL_TYPE_UNICODETEXT] = text_text,
	[DDL_TYPE_SQL_TEXT] = text_text,
	[DDL_TYPE_MY_TEXT] = text_text,
	[DDL_TYPE_MY_TINYTEXT] = own_text_text,
	[DDL_TYPE_MY_MEDIUMTEXT] = own_text_text,
	[DDL_TYPE_MY_LONGTEXT] = own_text_text,
	[DDL_TYPE_SQL_CHAR] = char_text,
	[DDL_TYPE_MY_CHAR] = char_text,
	[DDL_TYPE_SQL_NCHAR] = nchar_text,
	[DDL_TYPE_MY_NCHAR] = nchar_text,
	[DDL_TYPE_LARGEBINARY] = blob_text,
	[DDL_TYPE_SQL_BLOB] = blob_text,
	[DDL_TYPE_PG_BIT] = bit_text,
	[DDL_TYPE_MY_BIT] = bit_text,
	[DDL_TYPE_MY_TINYBLOB] = class_name,
	[DDL_TYPE_MY_MEDIUMBLOB] = class_name,
	[DDL_TYPE_MY_LONGBLOB] = class_name,
	[DDL_TYPE_MY_DATETIME] = time_text,
	[DDL_TYPE_MY_TIMESTAMP] = time_text,
	[DDL_TYPE_MY_TIME] = time_text,
	[DDL_TYPE_MY_YEAR] = year_text,
	[DDL_TYPE_BOOLEAN] = boolean_text,
	[DDL_TYPE_SQL_BOOLEAN] = boolean_text,
	[DDL_TYPE_UUID] = uuid_text,
	[DDL_TYPE_MY_INTEGER] = integer_type_text,
	[DDL_TYPE_MY_BIGINT] = integer_type_text,
	[DDL_TYPE_MY_MEDIUMINT] = integer_type_text,
	[DDL_TYPE_MY_TINYINT] = integer_type_text,
	[DDL_TYPE_MY_SMALLINT] = integer_type_text,
	[DDL_TYPE_MY_NUMERIC] = numeric_text,
	[DDL_TYPE_MY_DECIMAL] = numeric_text,
	[DDL_TYPE_MY_FLOAT] = float_text,
	[DDL_TYPE_FLOAT] = float_text,
	[DDL_TYPE_SQL_FLOAT] = float_text,
	[DDL_TYPE_MY_DOUBLE] = double_text,
	[DDL_TYPE_DOUBLE] = double_text,
	[DDL_TYPE_SQL_DOUBLE] = double_text,
	[DDL_TYPE_MY_REAL] = real_type_text,
	[DDL_TYPE_SQL_REAL] = real_type_text,
	[DDL_TYPE_ENUM] = enum_text,
	[DDL_TYPE_PG_ENUM] = enum_text,
	[DDL_TYPE_MY_ENUM] = own_values_text,
	[DDL_TYPE_MY_SET] = own_values_text,
};

struct error *ddl_mysql_type_text(const struct ddl_compiler *compiler, const struct ddl_type *type,
				  struct str *ret_text)
{
	return writers[type->kind] ? writers[type->kind](compiler, type, ret_text) : NULL;
}
