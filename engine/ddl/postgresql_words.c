#include "engine/ddl/quote.h"

/* RESERVED_WORDS (sqlalchemy/dialects/postgresql/base.py), in order of bytes */
static const char *const postgresql_words[] = {
	"all", "analyse", "analyze", "and", "any", "array", "as", "asc", "asymmetric",
	"authorization", "between", "binary", "both", "case", "cast", "check", "collate",
	"column", "constraint", "create", "cross", "current_catalog", "current_date",
	"current_role", "current_schema", "current_time", "current_timestamp", "current_user",
	"default", "deferrable", "desc", "distinct", "do", "else", "end", "except", "false",
	"fetch", "for", "foreign", "freeze", "from", "full", "grant", "group", "having", "ilike",
	"in", "initially", "inner", "intersect", "into", "is", "isnull", "join", "leading",
	"left", "like", "limit", "localtime", "localtimestamp", "natural", "new", "not",
	"notnull", "null", "of", "off", "offset", "old", "on", "only", "or", "order", "outer",
	"over", "overlaps", "placing", "primary", "references", "returning", "right", "select",
	"session_user", "similar", "some", "symmetric", "table", "then", "to", "trailing",
	"true", "union", "unique", "user", "using", "variadic", "verbose", "when", "where",
	"window", "with",
};

const struct ddl_words ddl_postgresql_words = {
	postgresql_words, sizeof(postgresql_words) / sizeof(postgresql_words[0])
};

/* ischema_names, ibidem: an unqualified type of one's own may not bear such a name */
static const char *const postgresql_type_words[] = {
	"\"char\"", "_array", "bigint", "bit", "bit varying", "boolean", "bytea", "character",
	"character varying", "cidr", "citext", "date", "datemultirange", "daterange",
	"double precision", "float", "hstore", "inet", "int4multirange", "int4range",
	"int8multirange", "int8range", "integer", "interval", "json", "jsonb", "macaddr",
	"macaddr8", "money", "name", "numeric", "nummultirange", "numrange", "oid", "real",
	"regclass", "regconfig", "smallint", "text", "time", "time with time zone",
	"time without time zone", "timestamp", "timestamp with time zone",
	"timestamp without time zone", "tsmultirange", "tsquery", "tsrange", "tstzmultirange",
	"tstzrange", "tsvector", "uuid",
};

const struct ddl_words ddl_postgresql_type_words = {
	postgresql_type_words, sizeof(postgresql_type_words) / sizeof(postgresql_type_words[0])
};
