/*
 * Parts find their table: what SQLAlchemy does in `_set_parent` and its events
 * (sqlalchemy/sql/schema.py, sql/sqltypes.py).  The order of events is kept, because it is the
 * order of constraints in the text: primary key, index or unique flag, the type's CHECK, foreign
 * keys.
 */
#include "engine/ddl/dialect_methods.h"

#include "engine/ddl/expr.h"

#include <string.h>

static struct error *argument_error(const char *kind, struct error *error)
{
	error->kind = str_from(kind);
	return error;
}

/* A grown copy of an array of pointers with `item` at `at`. */
static void *inserted(struct arena *result, void *items, size_t count, size_t at, void *item)
{
	void **grown = ARENA_ARRAY(result, void *, count + 1);
	if (at)
		memcpy(grown, items, at * sizeof(void *));
	grown[at] = item;
	if (count > at)
		memcpy(grown + at + 1, (void **)items + at, (count - at) * sizeof(void *));
	return grown;
}

static void insert_constraint(struct arena *result, struct ddl_table *table,
			      struct ddl_constraint *constraint)
{
	size_t at = table->constraint_count;
	while (at && table->constraints[at - 1]->creation_order > constraint->creation_order)
		at--;
	table->constraints =
		inserted(result, table->constraints, table->constraint_count, at, constraint);
	table->constraint_count++;
	constraint->table = table;
}

static void add_name(struct arena *result, struct ddl_constraint *constraint, struct ddl_name name)
{
	constraint->columns = arena_grow(result, constraint->columns,
					 constraint->column_count * sizeof(struct ddl_name),
					 (constraint->column_count + 1) * sizeof(struct ddl_name));
	constraint->columns[constraint->column_count++] = name;
}

static struct error *join_primary_key(struct arena *result, struct ddl_table *table,
				      struct ddl_column *column)
{
	struct ddl_constraint *key = ddl_table_primary_key(table);
	if (!key) {
		key = ddl_constraint_new(result, DDL_PRIMARY_KEY, (struct ddl_name){ 0 });
		key->is_implicit_primary_key = true;
		insert_constraint(result, table, key);
	}
	add_name(result, key, column->name);
	if (!key->is_implicit_primary_key)
		return NULL;
	key->name = (struct ddl_name){ 0 };
	return ddl_name_constraint(result, key);
}

static struct error *add_flags(struct arena *result, struct ddl_table *table,
			       struct ddl_column *column)
{
	if (column->index > 0) {
		struct ddl_index *index = ARENA_NEW(result, struct ddl_index);
		index->expressions = ARENA_NEW(result, const struct ddl_expr *);
		index->expressions[0] = ddl_expr_column(result, column);
		index->expression_count = 1;
		index->unique = column->unique > 0;
		index->is_column_flag = true;
		return ddl_table_add_index(result, table, index);
	}
	if (column->unique <= 0)
		return NULL;
	struct ddl_constraint *unique =
		ddl_constraint_new(result, DDL_UNIQUE, (struct ddl_name){ 0 });
	add_name(result, unique, column->name);
	return ddl_table_add_constraint(result, table, unique);
}

static struct error *add_type_check(struct arena *result, struct ddl_table *table,
				    struct ddl_column *column, const struct ddl_type *type)
{
	bool is_checked = ddl_type_is_a(type->kind, DDL_TYPE_ENUM) ||
			  ddl_type_is_a(type->kind, DDL_TYPE_BOOLEAN);
	if (!is_checked || !type->create_constraint)
		return NULL;
	struct ddl_constraint *check = ddl_constraint_new(result, DDL_CHECK, ddl_name(type->name));
	check->name.is_final = type->name_is_final;
	check->is_type_bound = true;
	check->bound_type = type;
	add_name(result, check, column->name);
	return ddl_table_add_constraint(result, table, check);
}

/* inherit_schema=True and metadata.schema: the type's schema becomes known with the table. */
static const struct ddl_type *placed_type(struct arena *result, const struct ddl_type *type,
					  const struct ddl_table *table)
{
	if (type->item && !ddl_type_is_schema_type(type)) {
		const struct ddl_type *item = placed_type(result, type->item, table);
		if (item == type->item)
			return type;
		struct ddl_type *array = ARENA_NEW(result, struct ddl_type);
		*array = *type;
		array->item = item;
		return array;
	}
	if (!ddl_type_is_schema_type(type) || type->schema.p)
		return type;
	struct str schema = type->inherit_schema ? table->schema.text
			    : table->metadata    ? table->metadata->schema
						 : STR_NULL;
	if (schema.n == 0)
		return type;
	struct ddl_type *placed = ARENA_NEW(result, struct ddl_type);
	*placed = *type;
	placed->schema = schema;
	return placed;
}

static struct error *add_type_checks(struct arena *result, struct ddl_table *table,
				     struct ddl_column *column)
{
	column->type = placed_type(result, column->type, table);
	TRY(add_type_check(result, table, column, column->type));
	for (size_t i = 0; i < column->type->variant_count; i++)
		TRY(add_type_check(result, table, column, column->type->variants[i].type));
	return NULL;
}

/* "schema.table.column", of which all but the table may be missing (ForeignKey.target_tokens) */
static void resolve_target(struct arena *result, const struct ddl_foreign_key *key,
			   const struct ddl_column *column, struct ddl_constraint *constraint)
{
	constraint->referred_columns = ARENA_NEW(result, struct ddl_name);
	constraint->referred_column_count = 1;
	constraint->referred_columns[0] = column->name;
	if (key->target_column) {
		const struct ddl_table *table = key->target_column->table;
		constraint->referred_columns[0] = key->target_column->name;
		constraint->referred_table = ddl_table_name(table).text;
		if (table && table->schema.text.n)
			constraint->referred_schema = table->schema.text;
		return;
	}
	struct str target = key->target;
	ptrdiff_t dot = str_rfind_char(target, '.');
	if (dot >= 0) {
		constraint->referred_columns[0] = ddl_name(str_skip(target, (size_t)dot + 1));
		target = str_slice(target, 0, (size_t)dot);
	}
	dot = str_rfind_char(target, '.');
	constraint->referred_table = dot < 0 ? target : str_skip(target, (size_t)dot + 1);
	if (dot >= 0)
		constraint->referred_schema = str_slice(target, 0, (size_t)dot);
	else if (column->table && column->table->metadata && column->table->metadata->schema.n)
		constraint->referred_schema = column->table->metadata->schema;
}

static struct error *add_foreign_key(struct arena *result, struct ddl_table *table,
				     struct ddl_column *column, const struct ddl_foreign_key *key)
{
	struct ddl_constraint *constraint = ddl_constraint_new(result, DDL_FOREIGN_KEY, key->name);
	add_name(result, constraint, column->name);
	resolve_target(result, key, column, constraint);
	constraint->ondelete = key->ondelete;
	constraint->onupdate = key->onupdate;
	constraint->match = key->match;
	constraint->initially = key->initially;
	constraint->deferrable = key->deferrable;
	constraint->use_alter = key->use_alter;
	constraint->options = key->options;
	return ddl_table_add_constraint(result, table, constraint);
}

static struct error *name_column_checks(struct arena *result, struct ddl_table *table,
					struct ddl_column *column)
{
	for (size_t i = 0; i < column->constraint_count; i++) {
		column->constraints[i]->table = table;
		TRY(ddl_name_constraint(result, column->constraints[i]));
	}
	return NULL;
}

struct error *ddl_table_add_column(struct arena *result, struct ddl_table *table,
				   struct ddl_column *column)
{
	if (column->name.text.n == 0)
		return argument_error(
			"ArgumentError",
			error_new(ERR_PYTHON,
				  "Column must be constructed with a non-blank name or assign "
				  "a non-blank .name before adding to a Table."));
	if (column->table && column->table != table)
		return argument_error(
			"ArgumentError",
			error_new(ERR_PYTHON,
				  "Column object '%.*s' already assigned to Table '%.*s'",
				  STR_ARG(column->key), STR_ARG(column->table->name.text)));
	struct ddl_column *existing = ddl_table_column(table, column->key);
	if (existing && existing != column)
		return argument_error(
			"DuplicateColumnError",
			error_new(ERR_PYTHON,
				  "A column with name '%.*s' is already present in table '%.*s'.",
				  STR_ARG(column->name.text), STR_ARG(table->name.text)));
	if (column->server_default.kind == DDL_DEFAULT_IDENTITY && !column->nullable_was_given)
		column->nullable = false;
	table->columns =
		inserted(result, table->columns, table->column_count, table->column_count, column);
	table->column_count++;
	column->table = table;
	if (column->primary_key)
		TRY(join_primary_key(result, table, column));
	TRY(add_flags(result, table, column));
	TRY(name_column_checks(result, table, column));
	TRY(add_type_checks(result, table, column));
	for (size_t i = 0; i < column->foreign_key_count; i++)
		TRY(add_foreign_key(result, table, column, &column->foreign_keys[i]));
	return NULL;
}

static const char *constraint_class(enum ddl_constraint_kind kind)
{
	switch (kind) {
	case DDL_PRIMARY_KEY:
		return "PrimaryKeyConstraint";
	case DDL_UNIQUE:
		return "UniqueConstraint";
	case DDL_CHECK:
		return "CheckConstraint";
	case DDL_FOREIGN_KEY:
		return "ForeignKeyConstraint";
	case DDL_EXCLUDE:
		break;
	}
	return "ExcludeConstraint";
}

/* Columns may be named by their keys; a stand-in table without columns is not asked. */
static struct error *resolve_columns(struct ddl_table *table, struct ddl_constraint *constraint)
{
	for (size_t i = 0; table->column_count && i < constraint->column_count; i++) {
		const struct ddl_column *column =
			ddl_table_column(table, constraint->columns[i].text);
		if (column) {
			constraint->columns[i] = column->name;
			continue;
		}
		if (constraint->kind == DDL_CHECK || constraint->kind == DDL_EXCLUDE)
			continue;
		return argument_error("ConstraintColumnNotFoundError",
				      error_new(ERR_PYTHON,
						"Can't create %s on table '%.*s': no column named "
						"'%.*s' is present.",
						constraint_class(constraint->kind),
						STR_ARG(table->name.text),
						STR_ARG(constraint->columns[i].text)));
	}
	return NULL;
}

/* A key given as constraint takes the place of the one that columns made, and its columns if it
 * names none. */
static void replace_primary_key(struct arena *result, struct ddl_table *table,
				struct ddl_constraint *key)
{
	size_t kept = 0;
	bool is_empty = key->column_count == 0;
	for (size_t i = 0; i < table->constraint_count; i++) {
		struct ddl_constraint *other = table->constraints[i];
		if (other->kind != DDL_PRIMARY_KEY || other == key) {
			table->constraints[kept++] = other;
			continue;
		}
		for (size_t c = 0; is_empty && c < other->column_count; c++)
			add_name(result, key, other->columns[c]);
	}
	table->constraint_count = kept;
	for (size_t i = 0; i < key->column_count; i++) {
		struct ddl_column *column = ddl_table_column(table, key->columns[i].text);
		if (!column)
			continue;
		column->primary_key = true;
		if (!column->nullable_was_given)
			column->nullable = false;
	}
}

struct error *ddl_table_add_constraint(struct arena *result, struct ddl_table *table,
				       struct ddl_constraint *constraint)
{
	TRY(resolve_columns(table, constraint));
	insert_constraint(result, table, constraint);
	if (constraint->kind == DDL_PRIMARY_KEY)
		replace_primary_key(result, table, constraint);
	return ddl_name_constraint(result, constraint);
}

struct error *ddl_table_add_index(struct arena *result, struct ddl_table *table,
				  struct ddl_index *index)
{
	table->indexes =
		inserted(result, table->indexes, table->index_count, table->index_count, index);
	table->index_count++;
	index->table = table;
	return ddl_name_index(result, index);
}
