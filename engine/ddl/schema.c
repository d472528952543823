#include "engine/ddl/schema.h"

#include "engine/ddl/dialect_methods.h"

#include <string.h>

struct ddl_name ddl_name(struct str text)
{
	return (struct ddl_name){ .text = text };
}

struct ddl_name ddl_plain_name(struct str text)
{
	return ddl_name(text);
}

const struct ddl_option *ddl_option_find(const struct ddl_options *options, const char *dialect,
					 const char *key)
{
	for (size_t i = 0; i < options->n; i++)
		if (str_is(options->items[i].dialect, dialect) &&
		    str_is(options->items[i].key, key))
			return &options->items[i];
	return NULL;
}

const struct ddl_option *ddl_own_option(const struct ddl_dialect *dialect,
					const struct ddl_options *options, const char *key)
{
	return ddl_option_find(options, dialect->option_prefix, key);
}

bool ddl_option_is_true(const struct ddl_option *option)
{
	if (!option)
		return false;
	switch (option->value.kind) {
	case DDL_VALUE_NULL:
		return option->expr || option->item_count;
	case DDL_VALUE_BOOL:
	case DDL_VALUE_INT:
	case DDL_VALUE_INTERVAL:
		return option->value.integer != 0;
	case DDL_VALUE_FLOAT:
		return option->value.real != 0;
	case DDL_VALUE_LIST:
		return option->value.n != 0;
	case DDL_VALUE_BIGINT:
	case DDL_VALUE_DECIMAL:
	case DDL_VALUE_STRING:
	case DDL_VALUE_BYTES:
	case DDL_VALUE_UUID:
	case DDL_VALUE_JSON:
	case DDL_VALUE_OTHER:
		return option->value.text.n != 0;
	case DDL_VALUE_DATE:
	case DDL_VALUE_TIME:
	case DDL_VALUE_DATETIME:
		break;
	}
	return true;
}

/* As str() of the Python value. */
struct str ddl_option_text(struct arena *result, const struct ddl_option *option)
{
	const struct ddl_value *value = &option->value;
	if (value->kind == DDL_VALUE_NULL)
		return STR("None");
	if (value->kind == DDL_VALUE_BOOL)
		return value->integer ? STR("True") : STR("False");
	if (value->kind == DDL_VALUE_INT)
		return str_printf(result, "%lld", (long long)value->integer);
	if (value->kind == DDL_VALUE_FLOAT) {
		struct str text = str_printf(result, "%.15g", value->real);
		return str_find_char(text, '.') < 0 && str_find_char(text, 'e') < 0
			       ? str_concat(result, text, STR(".0"))
			       : text;
	}
	return value->text;
}

struct ddl_metadata *ddl_metadata_new(struct arena *result)
{
	struct ddl_metadata *metadata = ARENA_NEW(result, struct ddl_metadata);
	struct str *label = ARENA_NEW(result, struct str);
	*label = STR("ix_%(column_0_label)s");
	metadata->naming = MAP(result);
	map_put(&metadata->naming, STR("ix"), label);
	return metadata;
}

struct ddl_table *ddl_table_new(struct arena *result, struct ddl_metadata *metadata,
				struct ddl_name name, struct ddl_name schema)
{
	struct ddl_table *table = ARENA_NEW(result, struct ddl_table);
	table->name = name;
	table->schema = schema;
	if (metadata && schema.text.n == 0)
		table->schema.text = metadata->schema;
	table->metadata = metadata;
	table->implicit_returning = true;
	return table;
}

struct ddl_column *ddl_column_new(struct arena *result, struct ddl_name name,
				  const struct ddl_type *type)
{
	struct ddl_column *column = ARENA_NEW(result, struct ddl_column);
	column->name = name;
	column->key = name.text;
	column->type = type ? type : ddl_type_new(result, DDL_TYPE_NULLTYPE);
	column->nullable = true;
	column->unique = column->index = -1;
	return column;
}

struct ddl_constraint *ddl_constraint_new(struct arena *result, enum ddl_constraint_kind kind,
					  struct ddl_name name)
{
	struct ddl_constraint *constraint = ARENA_NEW(result, struct ddl_constraint);
	constraint->kind = kind;
	constraint->name = name;
	constraint->deferrable = -1;
	/* an arena only grows, so what it has handed out tells which of two was made first */
	constraint->creation_order = result->allocated;
	return constraint;
}

struct ddl_column *ddl_table_column(const struct ddl_table *table, struct str name)
{
	if (!table)
		return NULL;
	for (size_t i = 0; i < table->column_count; i++)
		if (str_equal(table->columns[i]->name.text, name))
			return table->columns[i];
	for (size_t i = 0; i < table->column_count; i++)
		if (str_equal(table->columns[i]->key, name))
			return table->columns[i];
	return NULL;
}

struct ddl_constraint *ddl_table_primary_key(const struct ddl_table *table)
{
	for (size_t i = 0; table && i < table->constraint_count; i++)
		if (table->constraints[i]->kind == DDL_PRIMARY_KEY &&
		    table->constraints[i]->column_count)
			return table->constraints[i];
	return NULL;
}
