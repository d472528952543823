/*
 * Column types: one struct for SQLAlchemy's generic types, its upper-case SQL types and those of the
 * dialects.  The table DDL_TYPES is the list from which the enum, the Python classes and the compilers' tables
 * are made.  How a type is written is the dialect's matter (`write_type`); what its values look like as
 * literals is literal.c's.
 */
#ifndef RETORT_DDL_TYPE_H
#define RETORT_DDL_TYPE_H

#include "engine/ddl/value.h"

struct ddl_dialect;
struct ddl_type;

/*
 * Columns: kind, Python class name, where it lives (sa = sqlalchemy + sqlalchemy.types, pg/my/sl = that
 * dialect's module), base kind (class hierarchy; itself at the root).  What a dialect module re-exports of `sa`
 * (postgresql.TEXT is sqlalchemy.TEXT) is a table of engine/ops.
 */
#define DDL_TYPES(X)                                                          \
	X(NULLTYPE,      "NullType",      sa, NULLTYPE)                       \
	X(STRING,        "String",        sa, STRING)                         \
	X(TEXT_,         "Text",          sa, STRING)                         \
	X(UNICODE,       "Unicode",       sa, STRING)                         \
	X(UNICODETEXT,   "UnicodeText",   sa, TEXT_)                          \
	X(SQL_CHAR,      "CHAR",          sa, STRING)                         \
	X(SQL_VARCHAR,   "VARCHAR",       sa, STRING)                         \
	X(SQL_NCHAR,     "NCHAR",         sa, UNICODE)                        \
	X(SQL_NVARCHAR,  "NVARCHAR",      sa, UNICODE)                        \
	X(SQL_TEXT,      "TEXT",          sa, TEXT_)                          \
	X(SQL_CLOB,      "CLOB",          sa, TEXT_)                          \
	X(INTEGER,       "Integer",       sa, INTEGER)                        \
	X(SMALLINTEGER,  "SmallInteger",  sa, INTEGER)                        \
	X(BIGINTEGER,    "BigInteger",    sa, INTEGER)                        \
	X(SQL_INTEGER,   "INTEGER",       sa, INTEGER)                        \
	X(SQL_SMALLINT,  "SMALLINT",      sa, SMALLINTEGER)                   \
	X(SQL_BIGINT,    "BIGINT",        sa, BIGINTEGER)                     \
	X(NUMERIC,       "Numeric",       sa, NUMERIC)                        \
	X(SQL_NUMERIC,   "NUMERIC",       sa, NUMERIC)                        \
	X(SQL_DECIMAL,   "DECIMAL",       sa, NUMERIC)                        \
	X(FLOAT,         "Float",         sa, FLOAT)                          \
	X(SQL_FLOAT,     "FLOAT",         sa, FLOAT)                          \
	X(SQL_REAL,      "REAL",          sa, FLOAT)                          \
	X(DOUBLE,        "Double",        sa, FLOAT)                          \
	X(SQL_DOUBLE,    "DOUBLE",        sa, DOUBLE)                         \
	X(SQL_DOUBLE_PRECISION, "DOUBLE_PRECISION", sa, DOUBLE)               \
	X(BOOLEAN,       "Boolean",       sa, BOOLEAN)                        \
	X(SQL_BOOLEAN,   "BOOLEAN",       sa, BOOLEAN)                        \
	X(DATE,          "Date",          sa, DATE)                           \
	X(SQL_DATE,      "DATE",          sa, DATE)                           \
	X(TIME,          "Time",          sa, TIME)                           \
	X(SQL_TIME,      "TIME",          sa, TIME)                           \
	X(DATETIME,      "DateTime",      sa, DATETIME)                       \
	X(SQL_DATETIME,  "DATETIME",      sa, DATETIME)                       \
	X(SQL_TIMESTAMP, "TIMESTAMP",     sa, DATETIME)                       \
	X(INTERVAL,      "Interval",      sa, INTERVAL)                       \
	X(LARGEBINARY,   "LargeBinary",   sa, LARGEBINARY)                    \
	X(SQL_BINARY,    "BINARY",        sa, LARGEBINARY)                    \
	X(SQL_VARBINARY, "VARBINARY",     sa, LARGEBINARY)                    \
	X(SQL_BLOB,      "BLOB",          sa, LARGEBINARY)                    \
	X(PICKLE,        "PickleType",    sa, PICKLE)                         \
	X(ENUM,          "Enum",          sa, STRING)                         \
	X(JSON,          "JSON",          sa, JSON)                           \
	X(UUID,          "Uuid",          sa, UUID)                           \
	X(SQL_UUID,      "UUID",          sa, UUID)                           \
	X(ARRAY,         "ARRAY",         sa, ARRAY)                          \
	X(TUPLE,         "TupleType",     sa, TUPLE)                          \
	X(DECORATOR,     "TypeDecorator", sa, DECORATOR)                      \
	X(USER_DEFINED,  "UserDefinedType", sa, USER_DEFINED)                 \
	X(PG_ARRAY,      "ARRAY",         pg, ARRAY)                          \
	X(PG_BIT,        "BIT",           pg, PG_BIT)                         \
	X(PG_BYTEA,      "BYTEA",         pg, LARGEBINARY)                    \
	X(PG_CIDR,       "CIDR",          pg, PG_CIDR)                        \
	X(PG_CITEXT,     "CITEXT",        pg, SQL_TEXT)                       \
	X(PG_DOMAIN,     "DOMAIN",        pg, PG_DOMAIN)                      \
	X(PG_ENUM,       "ENUM",          pg, ENUM)                           \
	X(PG_HSTORE,     "HSTORE",        pg, PG_HSTORE)                      \
	X(PG_INET,       "INET",          pg, PG_INET)                        \
	X(PG_INTERVAL,   "INTERVAL",      pg, INTERVAL)                       \
	X(PG_JSON,       "JSON",          pg, JSON)                           \
	X(PG_JSONB,      "JSONB",         pg, PG_JSON)                        \
	X(PG_JSONPATH,   "JSONPATH",      pg, PG_JSONPATH)                    \
	X(PG_MACADDR,    "MACADDR",       pg, PG_MACADDR)                     \
	X(PG_MACADDR8,   "MACADDR8",      pg, PG_MACADDR8)                    \
	X(PG_MONEY,      "MONEY",         pg, PG_MONEY)                       \
	X(PG_OID,        "OID",           pg, PG_OID)                         \
	X(PG_REGCLASS,   "REGCLASS",      pg, PG_REGCLASS)                    \
	X(PG_REGCONFIG,  "REGCONFIG",     pg, PG_REGCONFIG)                   \
	X(PG_TIME,       "TIME",          pg, SQL_TIME)                       \
	X(PG_TIMESTAMP,  "TIMESTAMP",     pg, SQL_TIMESTAMP)                  \
	X(PG_TSQUERY,    "TSQUERY",       pg, PG_TSQUERY)                     \
	X(PG_TSVECTOR,   "TSVECTOR",      pg, PG_TSVECTOR)                    \
	X(PG_INT4RANGE,  "INT4RANGE",     pg, PG_INT4RANGE)                   \
	X(PG_INT8RANGE,  "INT8RANGE",     pg, PG_INT8RANGE)                   \
	X(PG_NUMRANGE,   "NUMRANGE",      pg, PG_NUMRANGE)                    \
	X(PG_DATERANGE,  "DATERANGE",     pg, PG_DATERANGE)                   \
	X(PG_TSRANGE,    "TSRANGE",       pg, PG_TSRANGE)                     \
	X(PG_TSTZRANGE,  "TSTZRANGE",     pg, PG_TSTZRANGE)                   \
	X(PG_INT4MULTIRANGE, "INT4MULTIRANGE", pg, PG_INT4MULTIRANGE)         \
	X(PG_INT8MULTIRANGE, "INT8MULTIRANGE", pg, PG_INT8MULTIRANGE)         \
	X(PG_NUMMULTIRANGE,  "NUMMULTIRANGE",  pg, PG_NUMMULTIRANGE)          \
	X(PG_DATEMULTIRANGE, "DATEMULTIRANGE", pg, PG_DATEMULTIRANGE)         \
	X(PG_TSMULTIRANGE,   "TSMULTIRANGE",   pg, PG_TSMULTIRANGE)           \
	X(PG_TSTZMULTIRANGE, "TSTZMULTIRANGE", pg, PG_TSTZMULTIRANGE)         \
	X(MY_BIGINT,     "BIGINT",        my, SQL_BIGINT)                     \
	X(MY_BIT,        "BIT",           my, MY_BIT)                         \
	X(MY_CHAR,       "CHAR",          my, SQL_CHAR)                       \
	X(MY_DATETIME,   "DATETIME",      my, SQL_DATETIME)                   \
	X(MY_DECIMAL,    "DECIMAL",       my, SQL_DECIMAL)                    \
	X(MY_DOUBLE,     "DOUBLE",        my, SQL_DOUBLE)                     \
	X(MY_ENUM,       "ENUM",          my, ENUM)                           \
	X(MY_FLOAT,      "FLOAT",         my, SQL_FLOAT)                      \
	X(MY_INTEGER,    "INTEGER",       my, SQL_INTEGER)                    \
	X(MY_JSON,       "JSON",          my, JSON)                           \
	X(MY_LONGBLOB,   "LONGBLOB",      my, LARGEBINARY)                    \
	X(MY_LONGTEXT,   "LONGTEXT",      my, STRING)                         \
	X(MY_MEDIUMBLOB, "MEDIUMBLOB",    my, LARGEBINARY)                    \
	X(MY_MEDIUMINT,  "MEDIUMINT",     my, INTEGER)                        \
	X(MY_MEDIUMTEXT, "MEDIUMTEXT",    my, STRING)                         \
	X(MY_NCHAR,      "NCHAR",         my, SQL_NCHAR)                      \
	X(MY_NUMERIC,    "NUMERIC",       my, SQL_NUMERIC)                    \
	X(MY_NVARCHAR,   "NVARCHAR",      my, SQL_NVARCHAR)                   \
	X(MY_REAL,       "REAL",          my, SQL_REAL)                       \
	X(MY_SET,        "SET",           my, STRING)                         \
	X(MY_SMALLINT,   "SMALLINT",      my, SQL_SMALLINT)                   \
	X(MY_TEXT,       "TEXT",          my, SQL_TEXT)                       \
	X(MY_TIME,       "TIME",          my, SQL_TIME)                       \
	X(MY_TIMESTAMP,  "TIMESTAMP",     my, SQL_TIMESTAMP)                  \
	X(MY_TINYBLOB,   "TINYBLOB",      my, LARGEBINARY)                    \
	X(MY_TINYINT,    "TINYINT",       my, INTEGER)                        \
	X(MY_TINYTEXT,   "TINYTEXT",      my, STRING)                         \
	X(MY_VARCHAR,    "VARCHAR",       my, SQL_VARCHAR)                    \
	X(MY_YEAR,       "YEAR",          my, MY_YEAR)                        \
	X(SL_DATE,       "DATE",          sl, DATE)                           \
	X(SL_DATETIME,   "DATETIME",      sl, DATETIME)                       \
	X(SL_JSON,       "JSON",          sl, JSON)                           \
	X(SL_TIME,       "TIME",          sl, TIME)

enum ddl_type_kind {
#define X(kind, name, home, base) DDL_TYPE_##kind,
	DDL_TYPES(X)
#undef X
	DDL_TYPE_COUNT
};

struct ddl_variant {
	struct str dialect; /* "postgresql" */
	const struct ddl_type *type;
};

/* Fields that do not belong to the kind keep their absent value: -1 for numbers, STR_NULL, false. */
struct ddl_type {
	enum ddl_type_kind kind;
	int length;    /* String, LargeBinary, BIT, Enum with length= */
	int precision; /* Numeric, Float, pg TIME/TIMESTAMP/INTERVAL; decimal_return_scale is not kept */
	int scale;
	int display_width; /* mysql INTEGER(11) */
	int fsp;           /* mysql DATETIME(fsp=6) */
	bool timezone, asdecimal, varying /* pg BIT */, native_uuid, as_uuid, none_as_null;
	bool is_unsigned, zerofill, ascii, unicode, binary, national; /* mysql */
	struct str charset, collation;
	struct str fields; /* pg INTERVAL(fields=) */

	/* Enum, mysql ENUM/SET, pg ENUM, DOMAIN; also Boolean's constraint */
	struct str_list values;
	struct str name, schema; /* name empty: none */
	bool name_is_final;      /* given by op.f() */
	bool native_enum, create_constraint, create_type, inherit_schema;
	bool has_metadata; /* metadata= was given: CREATE TYPE belongs to the metadata */

	/* ARRAY: of what; DOMAIN: over what; TypeDecorator, PickleType: what it is stored as */
	const struct ddl_type *item;
	int dimensions;
	const struct ddl_variant *variants; /* with_variant() */
	size_t variant_count;

	/* DOMAIN: default, constraint name, check: as they are written */
	struct str domain_default, domain_constraint_name, domain_check;
	bool domain_not_null;

	/* UserDefinedType and TypeDecorator of a revision: asked for the column text or the implementation
	   when a dialect writes it.  NULL for library types. */
	struct error *(*column_text)(const struct ddl_type *type, const struct ddl_dialect *dialect,
				     struct arena *result, struct str *ret_text);
	struct error *(*implementation)(const struct ddl_type *type, const struct ddl_dialect *dialect,
					struct arena *result, const struct ddl_type **ret_type);
	void *python; /* the Python object that stands for it; engine/ops alone knows */
};

/* A type of `kind` with absent values and the library's defaults (Enum: native_enum ...). */
struct ddl_type *ddl_type_new(struct arena *result, enum ddl_type_kind kind);
/* `kind` or an ancestor of it is `ancestor`: String for VARCHAR. */
bool ddl_type_is_a(enum ddl_type_kind kind, enum ddl_type_kind ancestor);
/* The type that this dialect uses: variants, decorators and implementations resolved. */
struct error *ddl_type_for(const struct ddl_type *type, const struct ddl_dialect *dialect,
			   struct arena *result, const struct ddl_type **ret_type) NODISCARD;
/* As in a column definition: "VARCHAR(50)".  Errors have the kind of SQLAlchemy's exception. */
struct error *ddl_type_text(const struct ddl_type *type, const struct ddl_dialect *dialect,
			    struct arena *result, struct str *ret_text) NODISCARD;

#endif
