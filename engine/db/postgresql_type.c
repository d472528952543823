#include "engine/db/postgresql_type.h"

static const struct {
	const char *name;
	enum ddl_type_kind kind;
} names[] = {
	{ "integer", DDL_TYPE_SQL_INTEGER },
	{ "bigint", DDL_TYPE_SQL_BIGINT },
	{ "smallint", DDL_TYPE_SQL_SMALLINT },
	{ "character varying", DDL_TYPE_SQL_VARCHAR },
	{ "character", DDL_TYPE_SQL_CHAR },
	{ "\"char\"", DDL_TYPE_SQL_CHAR },
	{ "name", DDL_TYPE_STRING },
	{ "text", DDL_TYPE_SQL_TEXT },
	{ "numeric", DDL_TYPE_SQL_NUMERIC },
	{ "float", DDL_TYPE_SQL_FLOAT },
	{ "real", DDL_TYPE_SQL_REAL },
	{ "inet", DDL_TYPE_PG_INET },
	{ "cidr", DDL_TYPE_PG_CIDR },
	{ "citext", DDL_TYPE_PG_CITEXT },
	{ "uuid", DDL_TYPE_SQL_UUID },
	{ "bit", DDL_TYPE_PG_BIT },
	{ "bit varying", DDL_TYPE_PG_BIT },
	{ "macaddr", DDL_TYPE_PG_MACADDR },
	{ "macaddr8", DDL_TYPE_PG_MACADDR8 },
	{ "money", DDL_TYPE_PG_MONEY },
	{ "oid", DDL_TYPE_PG_OID },
	{ "regclass", DDL_TYPE_PG_REGCLASS },
	{ "double precision", DDL_TYPE_SQL_DOUBLE_PRECISION },
	{ "timestamp", DDL_TYPE_PG_TIMESTAMP },
	{ "timestamp with time zone", DDL_TYPE_PG_TIMESTAMP },
	{ "timestamp without time zone", DDL_TYPE_PG_TIMESTAMP },
	{ "time with time zone", DDL_TYPE_PG_TIME },
	{ "time without time zone", DDL_TYPE_PG_TIME },
	{ "time", DDL_TYPE_PG_TIME },
	{ "date", DDL_TYPE_SQL_DATE },
	{ "bytea", DDL_TYPE_PG_BYTEA },
	{ "boolean", DDL_TYPE_SQL_BOOLEAN },
	{ "hstore", DDL_TYPE_PG_HSTORE },
	{ "interval", DDL_TYPE_PG_INTERVAL },
	{ "tsvector", DDL_TYPE_PG_TSVECTOR },
	{ "tsquery", DDL_TYPE_PG_TSQUERY },
	{ "json", DDL_TYPE_PG_JSON },
	{ "jsonb", DDL_TYPE_PG_JSONB },
	{ "jsonpath", DDL_TYPE_PG_JSONPATH },
	{ "int4range", DDL_TYPE_PG_INT4RANGE },
	{ "int8range", DDL_TYPE_PG_INT8RANGE },
	{ "numrange", DDL_TYPE_PG_NUMRANGE },
	{ "daterange", DDL_TYPE_PG_DATERANGE },
	{ "tsrange", DDL_TYPE_PG_TSRANGE },
	{ "tstzrange", DDL_TYPE_PG_TSTZRANGE },
};

/* "timestamp(3) with time zone" as "timestamp with time zone" and "3". */
static struct str without_arguments(struct arena *result, struct str text, struct str *ret_arguments)
{
	const ptrdiff_t open = str_find_char(text, '('), close = str_find_char(text, ')');

	*ret_arguments = STR_NULL;
	if (open < 0 || close < open)
		return text;
	*ret_arguments = str_slice(text, (size_t)open + 1, (size_t)close);
	return str_concat(result, str_slice(text, 0, (size_t)open), str_skip(text, (size_t)close + 1));
}

static void apply_arguments(struct ddl_type *type, struct str name, struct str arguments)
{
	int64_t numbers[2] = { -1, -1 };
	struct str part;
	size_t n = 0;

	while (n < 2 && str_next_part(&arguments, ',', &part))
		if (str_to_int(str_trim(part), &numbers[n]))
			n++;
	type->timezone = str_ends(name, STR("with time zone"));
	type->varying = str_is(name, "bit varying");
	if (ddl_type_is_a(type->kind, DDL_TYPE_STRING) || type->kind == DDL_TYPE_PG_BIT) {
		type->length = (int)numbers[0];
	} else {
		type->precision = (int)numbers[0];
		type->scale = (int)numbers[1];
	}
	if (type->kind == DDL_TYPE_SQL_DOUBLE_PRECISION && type->precision < 0)
		type->precision = 53;
}

static struct ddl_type *enum_type(struct arena *result, struct str name, const struct str_list *labels)
{
	struct ddl_type *type = ddl_type_new(result, DDL_TYPE_PG_ENUM);
	const ptrdiff_t dot = str_find_char(name, '.');

	type->values = *labels;
	type->schema = dot < 0 ? STR("") : str_slice(name, 0, (size_t)dot);
	type->name = str_replace(result, str_skip(name, (size_t)(dot + 1)), STR("\""), STR(""));
	return type;
}

static struct ddl_type *scalar_type(struct arena *result, struct str text, const struct str_list *labels)
{
	struct str arguments;
	const struct str name = without_arguments(result, text, &arguments);

	if (labels->n)
		return enum_type(result, text, labels);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (str_is(name, names[i].name)) {
			struct ddl_type *type = ddl_type_new(result, names[i].kind);
			apply_arguments(type, name, arguments);
			return type;
		}
	if (str_starts(name, STR("interval ")))
		return ddl_type_new(result, DDL_TYPE_PG_INTERVAL);
	return ddl_type_new(result, DDL_TYPE_NULLTYPE);
}

struct ddl_type *db_postgresql_type(struct arena *result, struct str text, const struct str_list *labels)
{
	if (!str_ends(text, STR("[]")))
		return scalar_type(result, text, labels);
	struct ddl_type *array = ddl_type_new(result, DDL_TYPE_PG_ARRAY);
	while (str_ends(text, STR("[]")))
		text = str_slice(text, 0, text.n - 2);
	array->item = scalar_type(result, text, labels);
	return array;
}
