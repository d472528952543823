#include "engine/db/create_text.h"
#include "engine/db/reflect.h"
#include "engine/ddl/expr.h"

struct reading {
	struct db_connection *connection;
	struct arena *result;
	struct ddl_table *table;
	struct create_constraints created;
	struct str create_text;
	enum db_reflect_use use;
};

static struct str schema_prefix(const struct reading *reading, struct str schema)
{
	if (!schema.n)
		return STR("");
	return str_concat(reading->result,
			  ddl_quote(reading->result, &reading->connection->dialect, ddl_name(schema)), STR("."));
}

static struct error *pragma(const struct reading *reading, const char *name, struct str argument,
			    struct db_result *ret_rows)
{
	const struct ddl_name quoted = { argument, DDL_QUOTE_ALWAYS, false, false };
	const struct str prefix = schema_prefix(reading, reading->table->schema.text);
	const struct ddl_statement statement = {
		.text = str_printf(reading->result, "PRAGMA %.*s%s(%.*s)", STR_ARG(prefix), name,
				   STR_ARG(ddl_quote(reading->result, &reading->connection->dialect, quoted))),
	};

	return reading->connection->driver->execute(reading->connection, reading->result, &statement, ret_rows);
}

static struct error *master_text(const struct reading *reading, const char *type, struct str name,
				 struct str *ret_text)
{
	const struct str prefix = schema_prefix(reading, reading->table->schema.text);
	const struct ddl_value value = { .kind = DDL_VALUE_STRING, .text = name };
	const struct ddl_statement statement = {
		.text = str_printf(reading->result, "SELECT sql FROM %.*ssqlite_master WHERE name = ? AND type %s",
				   STR_ARG(prefix), type),
		.parameters = &value,
		.parameter_count = 1,
	};
	struct db_result rows;

	TRY(reading->connection->driver->execute(reading->connection, reading->result, &statement, &rows));
	*ret_text = rows.row_count ? rows.rows[0][0].text : STR_NULL;
	return NULL;
}

/* ---- types: names that SQLAlchemy knows, else by affinity ---- */

static const struct {
	const char *name;
	enum ddl_type_kind kind;
} type_names[] = {
	{ "BIGINT", DDL_TYPE_SQL_BIGINT },       { "BLOB", DDL_TYPE_SQL_BLOB },
	{ "BOOL", DDL_TYPE_SQL_BOOLEAN },        { "BOOLEAN", DDL_TYPE_SQL_BOOLEAN },
	{ "CHAR", DDL_TYPE_SQL_CHAR },           { "DATE", DDL_TYPE_SQL_DATE },
	{ "DATE_CHAR", DDL_TYPE_SQL_DATE },      { "DATETIME", DDL_TYPE_SQL_DATETIME },
	{ "DATETIME_CHAR", DDL_TYPE_SQL_DATETIME }, { "DOUBLE", DDL_TYPE_SQL_DOUBLE },
	{ "DECIMAL", DDL_TYPE_SQL_DECIMAL },     { "FLOAT", DDL_TYPE_SQL_FLOAT },
	{ "INT", DDL_TYPE_SQL_INTEGER },         { "INTEGER", DDL_TYPE_SQL_INTEGER },
	{ "JSON", DDL_TYPE_SL_JSON },            { "JSONB", DDL_TYPE_PG_JSONB },
	{ "NUMERIC", DDL_TYPE_SQL_NUMERIC },     { "REAL", DDL_TYPE_SQL_REAL },
	{ "SMALLINT", DDL_TYPE_SQL_SMALLINT },   { "TEXT", DDL_TYPE_SQL_TEXT },
	{ "TIME", DDL_TYPE_SQL_TIME },           { "TIME_CHAR", DDL_TYPE_SQL_TIME },
	{ "TIMESTAMP", DDL_TYPE_SQL_TIMESTAMP }, { "VARCHAR", DDL_TYPE_SQL_VARCHAR },
	{ "NVARCHAR", DDL_TYPE_SQL_NVARCHAR },   { "NCHAR", DDL_TYPE_SQL_NCHAR },
};

static bool has(struct str text, const char *part)
{
	return str_find(text, str_from(part)) >= 0;
}

static enum ddl_type_kind kind_of(struct str name)
{
	for (size_t i = 0; i < sizeof(type_names) / sizeof(*type_names); i++)
		if (str_is(name, type_names[i].name))
			return type_names[i].kind;
	if (has(name, "INT"))
		return DDL_TYPE_SQL_INTEGER;
	if (has(name, "CHAR") || has(name, "CLOB") || has(name, "TEXT"))
		return DDL_TYPE_SQL_TEXT;
	if (has(name, "BLOB") || !name.n)
		return DDL_TYPE_NULLTYPE;
	if (has(name, "REAL") || has(name, "FLOA") || has(name, "DOUB"))
		return DDL_TYPE_SQL_REAL;
	return DDL_TYPE_SQL_NUMERIC;
}

static struct str upper(struct arena *result, struct str text)
{
	char *copy = str_c(result, text);

	for (size_t i = 0; i < text.n; i++)
		if (copy[i] >= 'a' && copy[i] <= 'z')
			copy[i] = (char)(copy[i] - 32);
	return (struct str){ copy, text.n };
}

/* The numbers in VARCHAR(50) or NUMERIC(10, 2), to the fields of that kind. */
static void apply_arguments(struct ddl_type *type, struct str arguments)
{
	struct str part;
	int64_t numbers[2] = { -1, -1 };
	size_t n = 0;

	while (n < 2 && str_next_part(&arguments, ',', &part))
		if (str_to_int(str_trim(part), &numbers[n]))
			n++;
	if (ddl_type_is_a(type->kind, DDL_TYPE_STRING) || ddl_type_is_a(type->kind, DDL_TYPE_LARGEBINARY)) {
		type->length = (int)numbers[0];
	} else if (ddl_type_is_a(type->kind, DDL_TYPE_NUMERIC)) {
		type->precision = (int)numbers[0];
		type->scale = (int)numbers[1];
	} else if (ddl_type_is_a(type->kind, DDL_TYPE_FLOAT)) {
		type->precision = (int)numbers[0];
	}
}

static struct ddl_type *type_of(struct arena *result, struct str written)
{
	const struct str text = upper(result, written);
	const ptrdiff_t open = str_find_char(text, '('), close = str_find_char(text, ')');
	const struct str name = str_trim(open < 0 ? text : str_slice(text, 0, (size_t)open));
	struct ddl_type *type = ddl_type_new(result, kind_of(name));

	if (open >= 0 && close > open)
		apply_arguments(type, str_slice(text, (size_t)open + 1, (size_t)close));
	return type;
}

/* ---- columns ---- */

static bool is_quoted_by(struct str text, char open, char close)
{
	return text.n > 2 && text.p[0] == open && text.p[text.n - 1] == close;
}

/* alembic/ddl/sqlite.py, _guess_if_default_is_unparenthesized_sql_expr */
static bool wants_parentheses(struct str text)
{
	const bool is_digit = text.n == 1 && ((text.p[0] >= '0' && text.p[0] <= '9') || text.p[0] == '.');

	return text.n && !is_digit && !is_quoted_by(text, '\'', '\'') && !is_quoted_by(text, '(', ')');
}

static struct ddl_default default_of(const struct reading *reading, const struct ddl_value *cell)
{
	struct str text = cell->text;

	if (cell->kind == DDL_VALUE_NULL)
		return (struct ddl_default){ .kind = DDL_DEFAULT_NONE };
	if (reading->use == DB_REFLECT_BATCH && wants_parentheses(text))
		text = str_printf(reading->result, "(%.*s)", STR_ARG(text));
	/* text() reads `:name` as a parameter; what a database says has none. */
	return (struct ddl_default){ .kind = DDL_DEFAULT_EXPR,
				     .expr = ddl_expr_text(reading->result, str_replace(reading->result, text, STR(":"), STR("\\:"))) };
}

static struct ddl_default computed_of(const struct reading *reading, struct str column, bool is_stored)
{
	struct ddl_computed *computed = ARENA_NEW(reading->result, struct ddl_computed);
	struct str expression = STR("");

	for (size_t i = 0; i < reading->created.n; i++) {
		const struct create_constraint *item = &reading->created.items[i];
		if (item->kind == CREATE_GENERATED && str_equal(item->columns.items[0], column))
			expression = item->expression;
	}
	computed->expr = ddl_expr_text(reading->result, expression);
	computed->persisted = is_stored;
	return (struct ddl_default){ .kind = DDL_DEFAULT_COMPUTED, .computed = computed };
}

/* A generated column's type is told as "INTEGER GENERATED ALWAYS". */
static struct str without_generated(struct arena *result, struct str type)
{
	const ptrdiff_t at = str_find(upper(result, type), STR("GENERATED"));

	return at < 0 ? type : str_trim(str_slice(type, 0, (size_t)at));
}

static struct error *read_columns(struct reading *reading, struct str_list *primary_key)
{
	struct db_result rows;

	TRY(pragma(reading, "table_xinfo", reading->table->name.text, &rows));
	for (size_t i = 0; i < rows.row_count; i++) {
		const struct ddl_value *row = rows.rows[i];
		const int64_t hidden = row[6].integer;
		if (hidden == 1)
			continue;
		struct ddl_column *column = ddl_column_new(
			reading->result, ddl_name(row[1].text),
			type_of(reading->result, without_generated(reading->result, row[2].text)));
		if (ddl_table_column(reading->table, row[1].text))
			continue;
		column->nullable = !row[3].integer;
		column->nullable_was_given = true;
		column->server_default = hidden ? computed_of(reading, row[1].text, hidden == 3)
						: default_of(reading, &row[4]);
		TRY(ddl_table_add_column(reading->result, reading->table, column));
	}
	for (int64_t place = 1; place <= (int64_t)rows.row_count; place++)
		for (size_t i = 0; i < rows.row_count; i++)
			if (rows.rows[i][5].integer == place)
				str_list_add(reading->result, primary_key, rows.rows[i][1].text);
	return NULL;
}

/* ---- constraints ---- */

static struct ddl_name *names_of(struct arena *result, const struct str_list *list)
{
	struct ddl_name *names = ARENA_ARRAY(result, struct ddl_name, list->n);

	for (size_t i = 0; i < list->n; i++)
		names[i] = ddl_name(list->items[i]);
	return names;
}

/* A reflected name is what it is: no convention applies to it. */
static struct ddl_name given_name(struct str text)
{
	struct ddl_name name = ddl_name(text);

	name.is_final = text.n > 0;
	return name;
}

static struct ddl_constraint *new_constraint(const struct reading *reading, enum ddl_constraint_kind kind,
					     struct str name, const struct str_list *columns)
{
	struct ddl_constraint *constraint = ddl_constraint_new(reading->result, kind, given_name(name));

	constraint->columns = names_of(reading->result, columns);
	constraint->column_count = columns->n;
	return constraint;
}

static struct error *read_primary_key(struct reading *reading, const struct str_list *columns)
{
	struct str name = STR("");

	if (!columns->n)
		return NULL;
	for (size_t i = 0; i < reading->created.n; i++)
		if (reading->created.items[i].kind == CREATE_PRIMARY_KEY)
			name = reading->created.items[i].name;
	return ddl_table_add_constraint(reading->result, reading->table,
					new_constraint(reading, DDL_PRIMARY_KEY, name, columns));
}


static struct error *add_foreign_key(struct reading *reading, const struct create_constraint *item)
{
	struct ddl_constraint *constraint =
		new_constraint(reading, DDL_FOREIGN_KEY, item->name, &item->columns);

	constraint->referred_table = item->referred_table;
	constraint->referred_schema = reading->table->schema.text.n ? reading->table->schema.text : STR_NULL;
	constraint->referred_columns = names_of(reading->result, &item->referred_columns);
	constraint->referred_column_count = item->referred_columns.n;
	constraint->ondelete = item->ondelete;
	constraint->onupdate = item->onupdate;
	constraint->deferrable = item->deferrable;
	constraint->initially = item->initially;
	return ddl_table_add_constraint(reading->result, reading->table, constraint);
}

/* `REFERENCES t` without columns means t's primary key. */
static struct error *complete_reference(struct reading *reading, struct create_constraint *item)
{
	struct db_result rows;

	if (item->referred_columns.n)
		return NULL;
	TRY(pragma(reading, "table_info", item->referred_table, &rows));
	for (size_t i = 0; i < rows.row_count; i++)
		if (rows.rows[i][5].integer)
			str_list_add(reading->result, &item->referred_columns, rows.rows[i][1].text);
	return NULL;
}

/* Those of the table first, with their options; then the inline ones, of which SQLAlchemy keeps only
   the columns (dialects/sqlite/base.py, get_foreign_keys). */
static struct error *read_foreign_keys(struct reading *reading)
{
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < reading->created.n; i++) {
			struct create_constraint item = reading->created.items[i];
			if (item.kind != CREATE_FOREIGN_KEY || item.is_inline != (pass == 1))
				continue;
			TRY(complete_reference(reading, &item));
			if (item.is_inline) {
				item.name = item.ondelete = item.onupdate = item.initially = STR("");
				item.deferrable = -1;
			}
			TRY(add_foreign_key(reading, &item));
		}
	return NULL;
}

static struct error *read_unique(struct reading *reading)
{
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < reading->created.n; i++) {
			const struct create_constraint *item = &reading->created.items[i];
			if (item->kind != CREATE_UNIQUE || item->is_inline != (pass == 1))
				continue;
			TRY(ddl_table_add_constraint(
				reading->result, reading->table,
				new_constraint(reading, DDL_UNIQUE, item->is_inline ? STR("") : item->name,
					       &item->columns)));
		}
	return NULL;
}

/* Sorted by name, the unnamed last. */
static struct error *read_checks(struct reading *reading)
{
	const struct create_constraint *last = NULL;

	for (;;) {
		const struct create_constraint *next = NULL;
		for (size_t i = 0; i < reading->created.n; i++) {
			const struct create_constraint *item = &reading->created.items[i];
			const struct str key = item->name.n ? item->name : STR("~");
			if (item->kind != CREATE_CHECK)
				continue;
			const struct str last_key = last && last->name.n ? last->name : STR("~");
			const int order = last ? str_compare(key, last_key) : 1;
			if (order < 0 || (last && order == 0 && item <= last))
				continue;
			if (!next || str_compare(key, next->name.n ? next->name : STR("~")) < 0)
				next = item;
		}
		if (!next)
			return NULL;
		struct ddl_constraint *check =
			new_constraint(reading, DDL_CHECK, next->name, &(struct str_list){ 0 });
		check->check = ddl_expr_text(reading->result, str_replace(reading->result, next->expression, STR(":"), STR("\\:")));
		TRY(ddl_table_add_constraint(reading->result, reading->table, check));
		last = next;
	}
}

/* ---- indexes ---- */

static struct error *add_where(const struct reading *reading, struct ddl_index *index)
{
	struct str text;

	TRY(master_text(reading, "= 'index'", index->name.text, &text));
	const ptrdiff_t at = str_find(upper(reading->result, text), STR(" WHERE "));
	if (at < 0)
		return NULL;
	struct ddl_option *option = ARENA_NEW(reading->result, struct ddl_option);
	option->dialect = STR("sqlite");
	option->key = STR("where");
	option->expr = ddl_expr_text(reading->result, str_trim(str_skip(text, (size_t)at + 7)));
	index->options = (struct ddl_options){ option, 1 };
	return NULL;
}

/* False for an index on expressions, which SQLAlchemy skips too. */
static struct error *read_index_columns(const struct reading *reading, struct ddl_index *index, bool *ret_plain)
{
	struct db_result rows;

	TRY(pragma(reading, "index_info", index->name.text, &rows));
	index->expressions = ARENA_ARRAY(reading->result, const struct ddl_expr *, rows.row_count);
	*ret_plain = true;
	for (size_t i = 0; i < rows.row_count; i++) {
		const struct ddl_column *column = ddl_table_column(reading->table, rows.rows[i][2].text);
		if (rows.rows[i][2].kind == DDL_VALUE_NULL || !column) {
			*ret_plain = false;
			return NULL;
		}
		index->expressions[index->expression_count++] = ddl_expr_column(reading->result, column);
	}
	return NULL;
}

static int compare_index_rows(const struct ddl_value *a, const struct ddl_value *b)
{
	return str_compare(a[1].text, b[1].text);
}

/* By name: a handful of rows. */
static void sort_rows(struct db_result *rows)
{
	for (size_t i = 1; i < rows->row_count; i++)
		for (size_t j = i; j && compare_index_rows(rows->rows[j - 1], rows->rows[j]) > 0; j--) {
			struct ddl_value *row = rows->rows[j];
			rows->rows[j] = rows->rows[j - 1];
			rows->rows[j - 1] = row;
		}
}

static struct error *read_indexes(struct reading *reading)
{
	struct db_result rows;

	TRY(pragma(reading, "index_list", reading->table->name.text, &rows));
	sort_rows(&rows);
	for (size_t i = 0; i < rows.row_count; i++) {
		const struct ddl_value *row = rows.rows[i];
		struct ddl_index *index = ARENA_NEW(reading->result, struct ddl_index);
		bool is_plain;
		if (str_starts(row[1].text, STR("sqlite_autoindex")))
			continue;
		index->name = given_name(row[1].text);
		index->unique = row[2].integer;
		TRY(read_index_columns(reading, index, &is_plain));
		if (!is_plain)
			continue;
		if (row[4].integer)
			TRY(add_where(reading, index));
		TRY(ddl_table_add_index(reading->result, reading->table, index));
	}
	return NULL;
}

/* ---- tables ---- */

static void add_option(const struct reading *reading, const char *key, bool value)
{
	struct ddl_options *options = &reading->table->options;
	struct ddl_option *items = ARENA_ARRAY(reading->result, struct ddl_option, options->n + 1);

	for (size_t i = 0; i < options->n; i++)
		items[i] = options->items[i];
	items[options->n++] = (struct ddl_option){
		.dialect = STR("sqlite"),
		.key = str_from(key),
		.value = { .kind = DDL_VALUE_BOOL, .integer = value },
	};
	options->items = items;
}

/* WITHOUT ROWID and STRICT behind the last parenthesis (sqlite/base.py, get_table_options). */
static void read_table_options(const struct reading *reading)
{
	struct str tail = upper(reading->result, str_trim(reading->create_text)), part;
	bool without_rowid = false, strict = false;

	tail = str_skip(tail, (size_t)(str_rfind_char(tail, ')') + 1));
	while (str_next_part(&tail, ',', &part)) {
		part = str_trim(part);
		if (str_starts(part, STR("WITHOUT")) && str_ends(part, STR("ROWID")))
			without_rowid = true;
		else if (str_is(part, "STRICT"))
			strict = true;
		else
			return;
	}
	if (without_rowid)
		add_option(reading, "with_rowid", false);
	if (strict)
		add_option(reading, "strict", true);
}

static struct error *no_such_table(struct str name)
{
	struct error *error = error_new(ERR_DATABASE, "%.*s", STR_ARG(name));

	error->kind = STR("NoSuchTableError");
	return error;
}

static struct error *reflect_table(struct db_connection *connection, struct arena *result,
				   enum db_reflect_use use, struct ddl_table *table)
{
	struct reading reading = { .connection = connection, .result = result, .table = table, .use = use };
	struct str_list primary_key = { 0 };

	TRY(master_text(&reading, "IN ('table', 'view')", table->name.text, &reading.create_text));
	if (!reading.create_text.p)
		return no_such_table(table->name.text);
	create_text_parse(result, reading.create_text, &reading.created);
	read_table_options(&reading);
	TRY(read_columns(&reading, &primary_key));
	TRY(read_primary_key(&reading, &primary_key));
	TRY(read_foreign_keys(&reading));
	TRY(read_indexes(&reading));
	TRY(read_unique(&reading));
	return read_checks(&reading);
}

static struct error *table_names(struct db_connection *connection, struct arena *result,
				 struct str schema, struct str_list *ret_names)
{
	const struct str prefix =
		schema.n ? str_concat(result, ddl_quote(result, &connection->dialect, ddl_name(schema)), STR("."))
			 : STR("");

	return db_texts(connection, result,
			str_printf(result, "SELECT name FROM %.*ssqlite_master WHERE type='table' "
					   "AND name NOT LIKE 'sqlite~_%%' ESCAPE '~' ORDER BY name",
				   STR_ARG(prefix)),
			ret_names);
}

static struct error *tables_with_column(struct db_connection *connection, struct arena *result,
					struct str column, struct str_list *ret_names)
{
	const struct str name = ddl_quote_string(result, &connection->dialect, column);

	return db_texts(connection, result,
			str_printf(result,
				   "SELECT 'main.' || m.name FROM sqlite_master m, pragma_table_info(m.name) c "
				   "WHERE m.type = 'table' AND c.name = %.*s ORDER BY 1",
				   STR_ARG(name)),
			ret_names);
}

const struct db_reflector db_sqlite_reflector = {
	.schema_names = "SELECT name FROM pragma_database_list WHERE name != 'temp'",
	.view_names = "SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite~_%' ESCAPE '~' AND type = 'view' ORDER BY name",
	.default_schema = "SELECT 'main'",
	.dialect = "sqlite",
	.table_names = table_names,
	.tables_with_column = tables_with_column,
	.table = reflect_table,
};
