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

/* Texts, binaries and times; anything else is left alone. */
static struct str plain_text(const struct ddl_compiler *compiler, const struct ddl_type *type)
{
	switch ((int)type->kind) {
	case DDL_TYPE_TEXT_:
	case DDL_TYPE_UNICODETEXT:
	case DDL_TYPE_SQL_TEXT:
	case DDL_TYPE_MY_TEXT:
		return with_charset(compiler, type, false, sized_text(compiler, type, "TEXT"));
	case DDL_TYPE_MY_TINYTEXT:
	case DDL_TYPE_MY_MEDIUMTEXT:
	case DDL_TYPE_MY_LONGTEXT:
		return with_charset(compiler, type, false,
				    str_from(ddl_type_class_name(type->kind)));
	case DDL_TYPE_SQL_CHAR:
	case DDL_TYPE_MY_CHAR:
		return with_charset(compiler, type, false, sized_text(compiler, type, "CHAR"));
	case DDL_TYPE_SQL_NCHAR:
	case DDL_TYPE_MY_NCHAR:
		return with_charset(compiler, type, true, sized_text(compiler, type, "CHAR"));
	case DDL_TYPE_LARGEBINARY:
	case DDL_TYPE_SQL_BLOB:
		return sized_text(compiler, type, "BLOB");
	case DDL_TYPE_PG_BIT:
	case DDL_TYPE_MY_BIT:
		return sized_text(compiler, type, "BIT");
	case DDL_TYPE_MY_TINYBLOB:
	case DDL_TYPE_MY_MEDIUMBLOB:
	case DDL_TYPE_MY_LONGBLOB:
		return str_from(ddl_type_class_name(type->kind));
	case DDL_TYPE_MY_DATETIME:
		return seconds_text(compiler, type, "DATETIME");
	case DDL_TYPE_MY_TIMESTAMP:
		return seconds_text(compiler, type, "TIMESTAMP");
	case DDL_TYPE_MY_TIME:
		return seconds_text(compiler, type, "TIME");
	case DDL_TYPE_MY_YEAR:
		return type->display_width < 0
			       ? STR("YEAR")
			       : str_printf(compiler->arena, "YEAR(%d)", type->display_width);
	case DDL_TYPE_BOOLEAN:
	case DDL_TYPE_SQL_BOOLEAN:
		return STR("BOOL");
	case DDL_TYPE_UUID:
		return compiler->dialect->methods->is_mariadb && type->native_uuid &&
				       ddl_has_level(compiler->dialect, DDL_LEVEL_MARIADB_UUID)
			       ? STR("UUID")
			       : STR_NULL;
	default:
		return STR_NULL;
	}
}

static struct str numeric_text(const struct ddl_compiler *compiler, const struct ddl_type *type)
{
	switch ((int)type->kind) {
	case DDL_TYPE_MY_INTEGER:
	case DDL_TYPE_MY_BIGINT:
	case DDL_TYPE_MY_MEDIUMINT:
	case DDL_TYPE_MY_TINYINT:
	case DDL_TYPE_MY_SMALLINT:
		return integer_text(compiler, type);
	case DDL_TYPE_MY_NUMERIC:
	case DDL_TYPE_MY_DECIMAL:
		return real_text(compiler, type, ddl_type_class_name(type->kind), true);
	case DDL_TYPE_MY_FLOAT:
	case DDL_TYPE_FLOAT:
	case DDL_TYPE_SQL_FLOAT:
		return real_text(compiler, type, "FLOAT", true);
	case DDL_TYPE_MY_DOUBLE:
	case DDL_TYPE_DOUBLE:
	case DDL_TYPE_SQL_DOUBLE:
		return real_text(compiler, type, "DOUBLE", false);
	case DDL_TYPE_MY_REAL:
	case DDL_TYPE_SQL_REAL:
		return real_text(compiler, type, "REAL", false);
	default:
		return STR_NULL;
	}
}

struct error *ddl_mysql_type_text(const struct ddl_compiler *compiler, const struct ddl_type *type,
				  struct str *ret_text)
{
	switch ((int)type->kind) {
	case DDL_TYPE_STRING:
	case DDL_TYPE_UNICODE:
	case DDL_TYPE_SQL_VARCHAR:
	case DDL_TYPE_MY_VARCHAR:
		return string_text(compiler, type, false, ret_text);
	case DDL_TYPE_SQL_NVARCHAR:
	case DDL_TYPE_MY_NVARCHAR:
		return string_text(compiler, type, true, ret_text);
	case DDL_TYPE_SQL_VARBINARY:
		return varbinary_text(compiler, type, ret_text);
	case DDL_TYPE_ENUM:
	case DDL_TYPE_PG_ENUM:
		if (type->native_enum)
			*ret_text = values_text(compiler, type, "ENUM");
		return NULL;
	case DDL_TYPE_MY_ENUM:
	case DDL_TYPE_MY_SET:
		*ret_text = values_text(compiler, type, ddl_type_class_name(type->kind));
		return NULL;
	default:
		break;
	}
	*ret_text = numeric_text(compiler, type);
	if (!ret_text->p)
		*ret_text = plain_text(compiler, type);
	return NULL;
}
