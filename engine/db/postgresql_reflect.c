#include "engine/db/postgresql_type.h"
#include "engine/db/reflect.h"
#include "engine/ddl/expr.h"

struct reading {
	struct db_connection *connection;
	struct arena *result;
	struct ddl_table *table;
	struct str oid; /* of the table, as text */
};

/* ---- the catalogue, as named statements; %.*s is the table's oid ---- */

static const char columns_query[] =
	"SELECT a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull, "
	"pg_catalog.pg_get_expr(d.adbin, d.adrelid), a.attgenerated, a.attidentity, "
	"pg_catalog.col_description(a.attrelid, a.attnum), "
	"ARRAY(SELECT e.enumlabel::text FROM pg_catalog.pg_enum e "
	"WHERE e.enumtypid IN (t.oid, t.typelem) ORDER BY e.enumsortorder) "
	"FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid "
	"LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum "
	"WHERE a.attrelid = %.*s AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum";

static const char constraints_query[] =
	"SELECT c.conname, c.contype, "
	"ARRAY(SELECT a.attname::text FROM unnest(c.conkey) WITH ORDINALITY k(n, i) "
	"JOIN pg_catalog.pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.n ORDER BY k.i), "
	"f.relname, CASE WHEN pg_catalog.pg_table_is_visible(f.oid) THEN NULL ELSE fn.nspname END, "
	"ARRAY(SELECT a.attname::text FROM unnest(c.confkey) WITH ORDINALITY k(n, i) "
	"JOIN pg_catalog.pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.n ORDER BY k.i), "
	"c.confdeltype, c.confupdtype, c.condeferrable, c.condeferred, "
	"CASE WHEN c.contype = 'c' THEN pg_catalog.pg_get_constraintdef(c.oid, true) END "
	"FROM pg_catalog.pg_constraint c "
	"LEFT JOIN pg_catalog.pg_class f ON f.oid = c.confrelid "
	"LEFT JOIN pg_catalog.pg_namespace fn ON fn.oid = f.relnamespace "
	"WHERE c.conrelid = %.*s AND c.contype IN ('p', 'u', 'f', 'c') ORDER BY c.contype, c.conname";

static const char indexes_query[] =
	"SELECT i.relname, x.indisunique, "
	"ARRAY(SELECT pg_catalog.pg_get_indexdef(x.indexrelid, k, true) "
	"FROM generate_series(1, x.indnkeyatts) k ORDER BY k), "
	"ARRAY(SELECT x.indkey[k - 1] = 0 FROM generate_series(1, x.indnkeyatts) k ORDER BY k), "
	"m.amname, pg_catalog.pg_get_expr(x.indpred, x.indrelid), "
	"EXISTS (SELECT 1 FROM pg_catalog.pg_constraint c WHERE c.conindid = x.indexrelid "
	"AND c.contype IN ('u', 'x')) "
	"FROM pg_catalog.pg_index x JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid "
	"JOIN pg_catalog.pg_am m ON m.oid = i.relam "
	"WHERE x.indrelid = %.*s AND NOT x.indisprimary ORDER BY i.relname";

static struct error *ask(const struct reading *reading, struct str text, struct db_result *ret_rows)
{
	const struct ddl_statement statement = { .text = text };

	return reading->connection->driver->execute(reading->connection, reading->result, &statement, ret_rows);
}

static struct str visible_or(const struct reading *reading, struct str schema)
{
	struct arena *result = reading->result;

	if (!schema.n)
		return STR("pg_catalog.pg_table_is_visible(c.oid) AND n.nspname != 'pg_catalog'");
	return str_printf(result, "n.nspname = %.*s",
			  STR_ARG(ddl_quote_string(result, &reading->connection->dialect, schema)));
}

static struct error *find_oid(struct reading *reading)
{
	const struct str name =
		ddl_quote_string(reading->result, &reading->connection->dialect, reading->table->name.text);
	struct str_list oids = { 0 };

	TRY(db_texts(reading->connection, reading->result,
		     str_printf(reading->result,
				"SELECT c.oid::text FROM pg_catalog.pg_class c "
				"JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
				"WHERE c.relname = %.*s AND c.relkind IN ('r', 'p', 'f', 'v', 'm') AND %.*s",
				STR_ARG(name), STR_ARG(visible_or(reading, reading->table->schema.text))),
		     &oids));
	if (!oids.n) {
		struct error *error = error_new(ERR_DATABASE, "%.*s", STR_ARG(reading->table->name.text));
		error->kind = STR("NoSuchTableError");
		return error;
	}
	reading->oid = oids.items[0];
	return NULL;
}

/* ---- cells ---- */

static struct str_list texts_of(struct arena *result, const struct ddl_value *list)
{
	struct str_list texts = { 0 };

	for (size_t i = 0; i < list->n; i++)
		str_list_add(result, &texts, list->items[i].text);
	return texts;
}

static struct ddl_name *names_of(struct arena *result, const struct str_list *list)
{
	struct ddl_name *names = ARENA_ARRAY(result, struct ddl_name, list->n);

	for (size_t i = 0; i < list->n; i++)
		names[i] = ddl_name(list->items[i]);
	return names;
}

/* text() reads `:name` as a parameter; what a database says has none. */
static const struct ddl_expr *text_expr(struct arena *result, struct str text)
{
	return ddl_expr_text(result, str_replace(result, text, STR(":"), STR("\\:")));
}

static bool is_char(const struct ddl_value *cell, char c)
{
	return cell->text.n == 1 && cell->text.p[0] == c;
}

/* ---- columns ---- */

static struct ddl_default default_of(const struct reading *reading, const struct ddl_value *row)
{
	if (!row[4].text.n || !is_char(&row[4], 's'))
		return row[3].kind == DDL_VALUE_NULL
			       ? (struct ddl_default){ .kind = DDL_DEFAULT_NONE }
			       : (struct ddl_default){ .kind = DDL_DEFAULT_EXPR,
						       .expr = text_expr(reading->result, row[3].text) };
	struct ddl_computed *computed = ARENA_NEW(reading->result, struct ddl_computed);
	computed->expr = text_expr(reading->result, row[3].text);
	computed->persisted = 1;
	return (struct ddl_default){ .kind = DDL_DEFAULT_COMPUTED, .computed = computed };
}

static struct error *read_columns(struct reading *reading)
{
	struct arena *result = reading->result;
	struct db_result rows;

	TRY(ask(reading, str_printf(result, columns_query, STR_ARG(reading->oid)), &rows));
	for (size_t i = 0; i < rows.row_count; i++) {
		const struct ddl_value *row = rows.rows[i];
		const struct str_list labels = texts_of(result, &row[7]);
		struct ddl_column *column = ddl_column_new(
			result, ddl_name(row[0].text), db_postgresql_type(result, row[1].text, &labels));
		if (ddl_table_column(reading->table, row[0].text))
			continue;
		column->nullable = !row[2].integer;
		column->nullable_was_given = true;
		column->server_default = default_of(reading, row);
		column->comment = row[6].kind == DDL_VALUE_NULL ? STR_NULL : row[6].text;
		TRY(ddl_table_add_column(result, reading->table, column));
	}
	return NULL;
}

/* ---- constraints ---- */

static struct str action_of(const struct ddl_value *cell)
{
	static const struct {
		char code;
		const char *action;
	} actions[] = { { 'c', "CASCADE" }, { 'n', "SET NULL" }, { 'd', "SET DEFAULT" }, { 'r', "RESTRICT" } };

	for (size_t i = 0; i < sizeof(actions) / sizeof(*actions); i++)
		if (is_char(cell, actions[i].code))
			return str_from(actions[i].action);
	return STR("");
}

static void fill_foreign_key(struct arena *result, const struct ddl_value *row, struct ddl_constraint *key)
{
	const struct str_list referred = texts_of(result, &row[5]);

	key->referred_table = row[3].text;
	key->referred_schema = row[4].kind == DDL_VALUE_NULL ? STR_NULL : row[4].text;
	key->referred_columns = names_of(result, &referred);
	key->referred_column_count = referred.n;
	key->ondelete = action_of(&row[6]);
	key->onupdate = action_of(&row[7]);
	key->deferrable = row[8].integer ? 1 : -1;
	key->initially = row[9].integer ? STR("DEFERRED") : STR("");
}

static enum ddl_constraint_kind kind_of(const struct ddl_value *cell)
{
	switch (cell->text.p[0]) {
	case 'p':
		return DDL_PRIMARY_KEY;
	case 'u':
		return DDL_UNIQUE;
	case 'f':
		return DDL_FOREIGN_KEY;
	default:
		return DDL_CHECK;
	}
}

/* The bracket that closes the first one is the last character. */
static bool has_outer_parens(struct str text)
{
	int depth = 0;

	if (text.n < 2 || text.p[0] != '(' || text.p[text.n - 1] != ')')
		return false;
	for (size_t i = 0; i < text.n; i++) {
		depth += text.p[i] == '(';
		depth -= text.p[i] == ')';
		if (!depth && i + 1 < text.n)
			return false;
	}
	return true;
}

/* "CHECK ((a > 0)) NOT VALID" -> "a > 0" (postgresql/base.py, get_multi_check_constraints) */
static struct str check_text(struct str definition)
{
	static const char *const suffixes[] = { " NOT VALID", " NO INHERIT" };
	struct str text = definition;

	if (str_starts(text, STR("CHECK ")))
		text = str_skip(text, 6);
	for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++)
		if (str_ends(text, str_from(suffixes[i])))
			text = str_slice(text, 0, text.n - str_from(suffixes[i]).n);
	while (has_outer_parens(text))
		text = str_trim(str_slice(text, 1, text.n - 1));
	return text;
}

static struct error *read_constraints(struct reading *reading)
{
	struct arena *result = reading->result;
	struct db_result rows;

	TRY(ask(reading, str_printf(result, constraints_query, STR_ARG(reading->oid)), &rows));
	for (size_t i = 0; i < rows.row_count; i++) {
		const struct ddl_value *row = rows.rows[i];
		const struct str_list columns = texts_of(result, &row[2]);
		struct ddl_name name = ddl_name(row[0].text);
		name.is_final = true;
		struct ddl_constraint *constraint = ddl_constraint_new(result, kind_of(&row[1]), name);
		if (constraint->kind == DDL_CHECK) {
			constraint->check = text_expr(result, check_text(row[10].text));
		} else {
			constraint->columns = names_of(result, &columns);
			constraint->column_count = columns.n;
		}
		if (constraint->kind == DDL_FOREIGN_KEY)
			fill_foreign_key(result, row, constraint);
		TRY(ddl_table_add_constraint(result, reading->table, constraint));
	}
	return NULL;
}

/* ---- indexes ---- */

static const struct ddl_expr *index_expr(const struct reading *reading, struct str text, bool is_expression)
{
	const struct str plain = str_replace(reading->result, text, STR("\""), STR(""));
	const struct ddl_column *column = is_expression ? NULL : ddl_table_column(reading->table, plain);

	return column ? ddl_expr_column(reading->result, column) : text_expr(reading->result, text);
}

static void add_index_options(struct arena *result, const struct ddl_value *row, struct ddl_index *index)
{
	struct ddl_option *options = ARENA_ARRAY(result, struct ddl_option, 2);

	index->options.items = options;
	if (!str_is(row[4].text, "btree"))
		options[index->options.n++] = (struct ddl_option){
			.dialect = STR("postgresql"), .key = STR("using"),
			.value = { .kind = DDL_VALUE_STRING, .text = row[4].text }
		};
	if (row[5].kind != DDL_VALUE_NULL)
		options[index->options.n++] = (struct ddl_option){ .dialect = STR("postgresql"),
								   .key = STR("where"),
								   .expr = text_expr(result, row[5].text) };
}

static struct error *read_indexes(struct reading *reading)
{
	struct arena *result = reading->result;
	struct db_result rows;

	TRY(ask(reading, str_printf(result, indexes_query, STR_ARG(reading->oid)), &rows));
	for (size_t i = 0; i < rows.row_count; i++) {
		const struct ddl_value *row = rows.rows[i];
		struct ddl_index *index = ARENA_NEW(result, struct ddl_index);
		if (row[6].integer)
			continue;
		index->name = ddl_name(row[0].text);
		index->name.is_final = true;
		index->unique = row[1].integer;
		index->expressions = ARENA_ARRAY(result, const struct ddl_expr *, row[2].n);
		for (size_t k = 0; k < row[2].n; k++)
			index->expressions[index->expression_count++] =
				index_expr(reading, row[2].items[k].text, row[3].items[k].integer);
		add_index_options(result, row, index);
		TRY(ddl_table_add_index(result, reading->table, index));
	}
	return NULL;
}

/* ---- tables ---- */

static struct error *reflect_table(struct db_connection *connection, struct arena *result,
				   enum db_reflect_use use, struct ddl_table *table)
{
	struct reading reading = { .connection = connection, .result = result, .table = table };

	(void)use;
	TRY(find_oid(&reading));
	TRY(read_columns(&reading));
	TRY(read_constraints(&reading));
	return read_indexes(&reading);
}

static struct error *table_names(struct db_connection *connection, struct arena *result,
				 struct str schema, struct str_list *ret_names)
{
	const struct reading reading = { .connection = connection, .result = result };

	return db_texts(connection, result,
			str_printf(result,
				   "SELECT c.relname FROM pg_catalog.pg_class c "
				   "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
				   "WHERE c.relkind IN ('r', 'p') AND c.relpersistence != 't' AND %.*s "
				   "ORDER BY c.relname",
				   STR_ARG(visible_or(&reading, schema))),
			ret_names);
}

static struct error *tables_with_column(struct db_connection *connection, struct arena *result,
					struct str column, struct str_list *ret_names)
{
	const struct str name = ddl_quote_string(result, &connection->dialect, column);

	return db_texts(connection, result,
			str_printf(result,
				   "SELECT n.nspname || '.' || c.relname FROM pg_catalog.pg_attribute a "
				   "JOIN pg_catalog.pg_class c ON c.oid = a.attrelid "
				   "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
				   "WHERE a.attname = %.*s AND NOT a.attisdropped AND c.relkind IN ('r', 'p') "
				   "AND c.relpersistence != 't' ORDER BY 1",
				   STR_ARG(name)),
			ret_names);
}

const struct db_reflector db_postgresql_reflector = {
	.schema_names = "SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname NOT LIKE 'pg\\_%' ORDER BY nspname",
	.view_names = "SELECT c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
		      "WHERE c.relkind = 'v' AND pg_catalog.pg_table_is_visible(c.oid) AND n.nspname != 'pg_catalog'",
	.default_schema = "SELECT current_schema()",
	.lists_unique_as_index = true,
	.dialect = "postgresql",
	.table_names = table_names,
	.tables_with_column = tables_with_column,
	.table = reflect_table,
};
