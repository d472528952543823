/* The new table in the place of the old one (ApplyBatchImpl._create of
 * alembic/operations/batch.py). */
#include "engine/ddl/batch_apply.h"
#include "engine/ddl/dialect_methods.h"
#include "engine/ddl/expr.h"

#include <string.h>

/* ---- order of columns ---- */

static bool is_waiting(const struct batch_pair *pairs, size_t pair_count,
		       const struct batch_column *todo, size_t todo_count, struct str key)
{
	for (size_t p = 0; p < pair_count; p++) {
		if (!str_equal(pairs[p].second, key) || str_equal(pairs[p].first, key))
			continue;
		for (size_t i = 0; i < todo_count; i++)
			if (str_equal(todo[i].key, pairs[p].first))
				return true;
	}
	return false;
}

/* sqlalchemy/util/topological.py: in rounds, each takes all that wait for nothing that is left. */
static struct error *sort_by_pairs(struct batch_copy *copy, const struct batch_pair *pairs,
				   size_t pair_count)
{
	size_t left = copy->column_count, sorted_count = 0;
	struct batch_column *sorted =
		ARENA_ARRAY(copy->run->arena, struct batch_column, copy->column_count + 1);
	struct batch_column *todo =
		ARENA_ARRAY(copy->run->arena, struct batch_column, copy->column_count + 1);
	memcpy(todo, copy->columns, left * sizeof(*todo));
	while (left) {
		size_t kept = 0, before = sorted_count;
		struct batch_column *rest =
			ARENA_ARRAY(copy->run->arena, struct batch_column, left + 1);
		for (size_t i = 0; i < left; i++) {
			if (is_waiting(pairs, pair_count, todo, left, todo[i].key))
				rest[kept++] = todo[i];
			else
				sorted[sorted_count++] = todo[i];
		}
		if (sorted_count == before) {
			struct error *error =
				error_new(ERR_PYTHON, "Circular dependency detected.");
			error->kind = STR("CircularDependencyError");
			return error;
		}
		todo = rest;
		left = kept;
	}
	memcpy(copy->columns, sorted, sorted_count * sizeof(*sorted));
	return NULL;
}

struct error *batch_sort_columns(struct batch_copy *copy)
{
	const struct ddl_batch *batch = copy->batch;
	if (!batch->reordering_count && !copy->ordering_count)
		return NULL;
	size_t capacity = copy->ordering_count + copy->existing_order.n, count = 0;
	for (size_t i = 0; i < batch->reordering_count; i++)
		capacity += batch->reordering[i].n;
	struct batch_pair *pairs = ARENA_ARRAY(copy->run->arena, struct batch_pair, capacity + 1);
	for (size_t i = 0; i < batch->reordering_count; i++)
		for (size_t n = 1; n < batch->reordering[i].n; n++)
			pairs[count++] = (struct batch_pair){ batch->reordering[i].items[n - 1],
							      batch->reordering[i].items[n] };
	for (size_t i = 1; !batch->reordering_count && i < copy->existing_order.n; i++)
		pairs[count++] = (struct batch_pair){ copy->columns[i - 1].key,
						      copy->existing_order.items[i] };
	for (size_t i = 0; i < copy->ordering_count; i++)
		pairs[count++] = copy->ordering[i];
	return sort_by_pairs(copy, pairs, count);
}

/* ---- the new table ---- */

static struct ddl_name temporary_name(const struct batch_copy *copy)
{
	struct str name =
		str_printf(copy->run->arena, "_alembic_tmp_%.*s", STR_ARG(copy->table->name.text));
	size_t at = 0;
	uint32_t ignored;
	for (int i = 0; i < 50 && at < name.n; i++)
		at += str_utf8_next(str_skip(name, at), &ignored);
	return ddl_name(str_slice(name, 0, at));
}

static void merge_options(const struct batch_copy *copy, struct ddl_table *table)
{
	const struct ddl_options *given = &copy->batch->table_options, *old = &copy->table->options;
	struct ddl_options *all = &table->options;
	all->items = ARENA_ARRAY(copy->run->arena, struct ddl_option, given->n + old->n + 1);
	for (size_t i = 0; i < given->n; i++)
		all->items[all->n++] = given->items[i];
	for (size_t i = 0; i < old->n; i++) {
		bool is_given = false;
		for (size_t g = 0; g < given->n; g++)
			is_given |= str_equal(given->items[g].key, old->items[i].key) &&
				    str_equal(given->items[g].dialect, old->items[i].dialect);
		if (!is_given)
			all->items[all->n++] = old->items[i];
	}
}

/* False if a column of it is gone. */
static bool rename_columns(const struct batch_copy *copy, struct ddl_constraint *constraint)
{
	for (size_t i = 0; i < constraint->column_count; i++) {
		const struct batch_column *column =
			batch_find_column(copy, constraint->columns[i].text);
		if (!column)
			return false;
		constraint->columns[i] = column->column->name;
	}
	return true;
}

static struct error *carry_constraint(const struct batch_copy *copy, struct ddl_table *table,
				      const struct ddl_constraint *constraint)
{
	struct arena *arena = copy->run->arena;
	struct ddl_constraint *own = ddl_constraint_new(arena, constraint->kind, constraint->name);
	size_t order = own->creation_order;
	*own = *constraint;
	own->creation_order = order;
	own->is_implicit_primary_key = false;
	own->columns = ARENA_ARRAY(arena, struct ddl_name, constraint->column_count + 1);
	if (constraint->column_count)
		memcpy(own->columns, constraint->columns,
		       constraint->column_count * sizeof(*own->columns));
	if (!rename_columns(copy, own))
		return NULL;
	if (constraint->kind == DDL_FOREIGN_KEY && copy->table->schema.text.n)
		own->referred_schema = copy->table->schema.text;
	return ddl_table_add_constraint(arena, table, own);
}

/* A CHECK that the new table's types made is named as if it were on the old table. */
static void name_type_checks(const struct batch_copy *copy, struct ddl_table *table)
{
	for (size_t i = 0; i < table->constraint_count; i++) {
		struct ddl_constraint *check = table->constraints[i];
		if (!check->is_type_bound || check->name.text.n)
			continue;
		struct ddl_constraint there = *check;
		struct ddl_name name;
		there.table = copy->table;
		struct error *error = ddl_written_constraint_name(copy->run->arena, &there, &name);
		if (error)
			error_ignore(error);
		else
			check->name = name;
	}
}

static struct error *make_table(struct batch_copy *copy, struct ddl_table **ret_table)
{
	struct arena *arena = copy->run->arena;
	TRY(batch_sort_columns(copy));
	struct ddl_table *table = ddl_table_new(arena, ddl_metadata_new(arena),
						temporary_name(copy), copy->table->schema);
	for (size_t i = 0; i < copy->column_count; i++)
		TRY(ddl_table_add_column(arena, table, copy->columns[i].column));
	for (size_t i = 0; i < copy->batch->table_constraint_count; i++)
		TRY(ddl_table_add_constraint(arena, table, copy->batch->table_constraints[i]));
	merge_options(copy, table);
	name_type_checks(copy, table);
	for (size_t i = 0; i < copy->named.n; i++)
		TRY(carry_constraint(copy, table, copy->named.items[i]));
	for (size_t i = 0; i < copy->unnamed.n; i++)
		TRY(carry_constraint(copy, table, copy->unnamed.items[i]));
	*ret_table = table;
	return NULL;
}

/* ---- statements ---- */

static struct error *insert_text(const struct batch_copy *copy, const struct ddl_table *table,
				 struct str *ret_text)
{
	struct arena *arena = copy->run->arena;
	const struct ddl_dialect *dialect = copy->run->dialect;
	struct strbuf names = STRBUF(arena), values = STRBUF(arena);
	for (size_t i = 0; i < copy->column_count; i++) {
		const struct batch_column *column = &copy->columns[i];
		struct str value;
		if (!column->transfer)
			continue;
		strbuf_separate(&names, ", ");
		strbuf_add(&names, ddl_quote(arena, dialect, column->column->name));
		TRY(ddl_expr_write(arena, dialect, column->transfer,
				   &(struct ddl_expr_options){ .literal_binds = true }, &value));
		strbuf_separate(&values, ", ");
		strbuf_add(&values, value);
		if (column->is_cast)
			strbuf_printf(&values, " AS %.*s",
				      STR_ARG(ddl_quote_text(arena, dialect, column->key)));
	}
	struct str target = ddl_quote_table(arena, dialect, table->schema, table->name);
	struct str source = ddl_quote_table(arena, dialect, copy->table->schema, copy->table->name);
	*ret_text = str_printf(arena, "INSERT INTO %.*s (%.*s) SELECT %.*s \nFROM %.*s",
			       STR_ARG(target), STR_ARG(strbuf_str(&names)),
			       STR_ARG(strbuf_str(&values)), STR_ARG(source));
	return NULL;
}

static struct error *move_rows(const struct batch_copy *copy, const struct ddl_table *table)
{
	const struct ddl_run *run = copy->run;
	struct ddl_statement statement = { 0 };
	TRY(insert_text(copy, table, &statement.text));
	TRY(run->sink->execute(run->sink->data, &statement));
	return ddl_drop_table(run, copy->table, false);
}

/* The elements under the columns' new names; what is no column stays as it is. */
static struct ddl_index *carried_index(const struct batch_copy *copy, const struct ddl_index *index,
				       struct ddl_table *table, bool only_columns)
{
	struct arena *arena = copy->run->arena;
	struct ddl_index *own = ARENA_NEW(arena, struct ddl_index);
	*own = *index;
	own->table = table;
	own->expression_count = 0;
	own->expressions = ARENA_ARRAY(arena, const struct ddl_expr *, index->expression_count + 1);
	for (size_t i = 0; i < index->expression_count; i++) {
		const struct ddl_expr *element = index->expressions[i];
		const struct batch_column *column =
			batch_find_column(copy, ddl_index_element_name(element));
		if (column)
			element = ddl_expr_column(arena, column->column);
		else if (only_columns)
			continue;
		own->expressions[own->expression_count++] = element;
	}
	return own;
}

static struct error *create_indexes(const struct batch_copy *copy, struct ddl_table *table)
{
	for (size_t i = 0; i < copy->index_count; i++)
		if (!copy->indexes[i]->is_column_flag)
			TRY(ddl_create_index(copy->run,
					     carried_index(copy, copy->indexes[i], table, false),
					     false));
	for (size_t i = 0; i < copy->new_index_count; i++)
		TRY(ddl_create_index(
			copy->run, carried_index(copy, copy->new_indexes[i], table, true), false));
	return NULL;
}

/* PostgreSQL: names of constraints are the schema's, so the old ones go first
 * (prep_table_for_batch). */
static struct error *free_names(const struct batch_copy *copy)
{
	const struct ddl_table *table = copy->table;
	for (size_t i = 0;
	     copy->run->dialect->methods->has_create_type && i < table->constraint_count; i++) {
		const struct ddl_constraint *constraint = table->constraints[i];
		bool is_kept = false;
		for (size_t n = 0; n < copy->named.n; n++)
			is_kept |=
				str_equal(copy->named.items[n]->name.text, constraint->name.text);
		if (!constraint->name.text.n || !is_kept)
			continue;
		struct ddl_drop_constraint drop = { .name = constraint->name,
						    .table = table->name,
						    .schema = table->schema };
		drop.name.is_final = true;
		TRY(ddl_drop_constraint(copy->run, &drop));
	}
	return NULL;
}

struct error *batch_copy_finish(struct batch_copy *copy)
{
	struct ddl_table *table;
	TRY(make_table(copy, &table));
	TRY(free_names(copy));
	TRY(ddl_create_table(copy->run, table, false));
	struct error *error = move_rows(copy, table);
	if (error) {
		error_ignore(ddl_drop_table(copy->run, table, false));
		return error;
	}
	TRY(ddl_rename_table(copy->run, table->name, copy->table->name, copy->table->schema));
	table->name = copy->table->name;
	return create_indexes(copy, table);
}
