#include "engine/ddl/version_table.h"

#include "engine/ddl/dialect_methods.h"

static struct str table_text(struct arena *result, const struct ddl_dialect *dialect,
			     const struct ddl_version_table *table)
{
	return ddl_quote_table(result, dialect, ddl_name(table->schema), ddl_name(table->name));
}

struct error *ddl_version_create(struct arena *result, const struct ddl_dialect *dialect,
				 const struct ddl_version_table *table, bool if_not_exists,
				 struct str *ret_text)
{
	struct ddl_table *whole = ddl_table_new(result, ddl_metadata_new(result),
						ddl_name(table->name), ddl_name(table->schema));
	struct ddl_type *type = ddl_type_new(result, DDL_TYPE_STRING);
	struct ddl_column *column = ddl_column_new(result, ddl_name(STR("version_num")), type);
	type->length = 32;
	column->nullable = false;
	column->nullable_was_given = true;
	TRY(ddl_table_add_column(result, whole, column));
	if (table->primary_key) {
		struct str name = str_printf(result, "%.*s_pkc", STR_ARG(table->name));
		struct ddl_constraint *key =
			ddl_constraint_new(result, DDL_PRIMARY_KEY, ddl_name(name));
		key->columns = ARENA_NEW(result, struct ddl_name);
		key->columns[0] = column->name;
		key->column_count = 1;
		TRY(ddl_table_add_constraint(result, whole, key));
	}
	return ddl_create_table_text(result, dialect, whole, if_not_exists, ret_text);
}

struct error *ddl_version_insert(struct arena *result, const struct ddl_dialect *dialect,
				 const struct ddl_version_table *table, struct str version,
				 struct str *ret_text)
{
	struct str name = table_text(result, dialect, table);
	struct strbuf text = STRBUF(result);
	strbuf_printf(&text, "INSERT INTO %.*s (version_num) VALUES (%.*s)", STR_ARG(name),
		      STR_ARG(ddl_quote_string(result, dialect, version)));
	/* only a table with a primary key has something to return */
	const char *returning = dialect->methods->version_returning;
	if (table->primary_key && returning)
		strbuf_printf(&text, " RETURNING %.*s%sversion_num",
			      STR_ARG(*returning ? name : STR("")), returning);
	*ret_text = strbuf_str(&text);
	return NULL;
}

struct error *ddl_version_update(struct arena *result, const struct ddl_dialect *dialect,
				 const struct ddl_version_table *table,
				 const struct ddl_version_change *change, struct str *ret_text)
{
	struct str name = table_text(result, dialect, table);
	*ret_text =
		str_printf(result, "UPDATE %.*s SET version_num=%.*s WHERE %.*s.version_num = %.*s",
			   STR_ARG(name), STR_ARG(ddl_quote_string(result, dialect, change->to)),
			   STR_ARG(name), STR_ARG(ddl_quote_string(result, dialect, change->from)));
	return NULL;
}

struct error *ddl_version_delete(struct arena *result, const struct ddl_dialect *dialect,
				 const struct ddl_version_table *table, struct str version,
				 struct str *ret_text)
{
	struct str name = table_text(result, dialect, table);
	*ret_text = str_printf(result, "DELETE FROM %.*s", STR_ARG(name));
	if (version.p)
		*ret_text = str_printf(result, "%.*s WHERE %.*s.version_num = %.*s",
				       STR_ARG(*ret_text), STR_ARG(name),
				       STR_ARG(ddl_quote_string(result, dialect, version)));
	return NULL;
}

struct error *ddl_version_select(struct arena *result, const struct ddl_dialect *dialect,
				 const struct ddl_version_table *table, struct str *ret_text)
{
	struct str name = table_text(result, dialect, table);
	*ret_text = str_printf(result, "SELECT %.*s.version_num \nFROM %.*s", STR_ARG(name),
			       STR_ARG(name));
	return NULL;
}
