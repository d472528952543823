#include "engine/ddl/batch_apply.h"

#include "engine/ddl/dialect_methods.h"
#include "engine/ddl/expr_build.h"

#include <string.h>

static struct error *error_of(const char *kind, struct error *error)
{
	error->kind = str_from(kind);
	return error;
}

struct batch_column *batch_find_column(const struct batch_copy *copy, struct str key)
{
	for (size_t i = 0; i < copy->column_count; i++)
		if (str_equal(copy->columns[i].key, key))
			return &copy->columns[i];
	return NULL;
}

/* ---- the table as it is ---- */

static void append_constraint(struct arena *arena, struct batch_constraints *list,
			      const struct ddl_constraint *constraint)
{
	size_t size = sizeof(*list->items);
	list->items = arena_grow(arena, list->items, list->n * size, (list->n + 1) * size);
	list->items[list->n++] = constraint;
}

/* As a dict: the constraint of an equal name is replaced in place. */
static void put_named(struct arena *arena, struct batch_constraints *list,
		      const struct ddl_constraint *constraint)
{
	for (size_t i = 0; i < list->n; i++)
		if (str_equal(list->items[i]->name.text, constraint->name.text)) {
			list->items[i] = constraint;
			return;
		}
	append_constraint(arena, list, constraint);
}

static const struct ddl_constraint *take_named(struct batch_constraints *list, struct str name)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct ddl_constraint *constraint = list->items[i];
		if (!str_equal(constraint->name.text, name))
			continue;
		memmove(list->items + i, list->items + i + 1,
			(list->n - i - 1) * sizeof(*list->items));
		list->n--;
		return constraint;
	}
	return NULL;
}

/* Without what belongs to the old table: constraints and indexes are carried over on their own. */
static struct ddl_column *copied_column(struct arena *arena, const struct ddl_column *column)
{
	struct ddl_column *copy = ARENA_NEW(arena, struct ddl_column);
	*copy = *column;
	copy->table = NULL;
	copy->unique = copy->index = 0;
	copy->foreign_keys = NULL;
	copy->foreign_key_count = 0;
	copy->constraints =
		ARENA_ARRAY(arena, struct ddl_constraint *, column->constraint_count + 1);
	for (size_t i = 0; i < column->constraint_count; i++) {
		copy->constraints[i] = ARENA_NEW(arena, struct ddl_constraint);
		*copy->constraints[i] = *column->constraints[i];
	}
	return copy;
}

/* A type whose CHECK comes as a constraint of its own, not with the column. */
static const struct ddl_type *without_check(struct arena *arena, const struct ddl_type *type)
{
	if (!type->create_constraint && !type->variant_count)
		return type;
	struct ddl_type *copy = ARENA_NEW(arena, struct ddl_type);
	*copy = *type;
	copy->create_constraint = false;
	struct ddl_variant *variants =
		ARENA_ARRAY(arena, struct ddl_variant, type->variant_count + 1);
	for (size_t i = 0; i < type->variant_count; i++) {
		variants[i] = type->variants[i];
		variants[i].type = without_check(arena, type->variants[i].type);
	}
	copy->variants = variants;
	return copy;
}

static void append_column(struct batch_copy *copy, struct ddl_column *column,
			  const struct ddl_expr *transfer)
{
	struct arena *arena = copy->run->arena;
	if (copy->column_count == copy->column_capacity) {
		size_t size = sizeof(*copy->columns), capacity = copy->column_capacity * 2 + 16;
		copy->columns = arena_grow(arena, copy->columns, copy->column_count * size,
					   capacity * size);
		copy->column_capacity = capacity;
	}
	copy->columns[copy->column_count++] = (struct batch_column){
		.key = column->name.text,
		.column = column,
		.transfer = transfer,
	};
}

/* An unnamed CHECK of a reflected table may be its type's, so it is not carried over. */
static bool is_lost_check(const struct batch_copy *copy, const struct ddl_constraint *constraint)
{
	if (!copy->is_reflected || constraint->kind != DDL_CHECK || constraint->name.text.n)
		return false;
	for (size_t i = 0; i < copy->batch->table_constraint_count; i++)
		if (copy->batch->table_constraints[i]->kind == DDL_CHECK)
			return true;
	ddl_warn(copy->run,
		 str_printf(copy->run->arena,
			    "Unnamed CHECK constraint on reflected table '%.*s' is being "
			    "omitted from the table recreate; pass the constraint explicitly "
			    "using batch_alter_table.table_args.  Naming CHECK constraints "
			    "avoids this going forward.",
			    STR_ARG(copy->table->name.text)));
	return true;
}

struct error *batch_copy_start(struct batch_copy *copy)
{
	struct arena *arena = copy->run->arena;
	struct ddl_table *table = copy->table;
	for (size_t i = 0; i < table->column_count; i++) {
		append_column(copy, copied_column(arena, table->columns[i]),
			      ddl_expr_column(arena, table->columns[i]));
		str_list_add(arena, &copy->existing_order, table->columns[i]->name.text);
	}
	for (size_t i = 0; i < table->constraint_count; i++) {
		const struct ddl_constraint *constraint = table->constraints[i];
		if (constraint->is_type_bound || is_lost_check(copy, constraint))
			continue;
		if (constraint->name.text.n)
			put_named(arena, &copy->named, constraint);
		else
			append_constraint(arena, &copy->unnamed, constraint);
	}
	copy->indexes = ARENA_ARRAY(arena, const struct ddl_index *, table->index_count + 1);
	for (size_t i = 0; i < table->index_count; i++)
		copy->indexes[copy->index_count++] = table->indexes[i];
	copy->new_indexes =
		ARENA_ARRAY(arena, const struct ddl_index *, copy->batch->operation_count * 4 + 64);
	return NULL;
}

/* ---- operations ---- */

static struct error *add_constraint(struct batch_copy *copy,
				    const struct ddl_constraint *constraint)
{
	struct arena *arena = copy->run->arena;
	bool has_name = constraint->name.text.n > 0;
	if (!has_name && !constraint->is_type_bound)
		return error_of("ValueError", error_new(ERR_PYTHON, "Constraint must have a name"));
	for (size_t i = 0; constraint->kind == DDL_PRIMARY_KEY && i < copy->unnamed.n; i++) {
		if (copy->unnamed.items[i]->kind != DDL_PRIMARY_KEY)
			continue;
		memmove(copy->unnamed.items + i, copy->unnamed.items + i + 1,
			(copy->unnamed.n - i - 1) * sizeof(*copy->unnamed.items));
		copy->unnamed.n--;
	}
	if (has_name)
		put_named(arena, &copy->named, constraint);
	else
		append_constraint(arena, &copy->unnamed, constraint);
	return NULL;
}

/* The CHECK that was given to a column (of copy_from) under this name. */
static bool drop_column_check(struct batch_copy *copy, struct str name)
{
	for (size_t i = 0; !copy->is_reflected && i < copy->column_count; i++) {
		struct ddl_column *column = copy->columns[i].column;
		for (size_t c = 0; c < column->constraint_count; c++) {
			if (!str_equal(column->constraints[c]->name.text, name))
				continue;
			memmove(column->constraints + c, column->constraints + c + 1,
				(column->constraint_count - c - 1) * sizeof(*column->constraints));
			column->constraint_count--;
			return true;
		}
	}
	return false;
}

static struct error *drop_constraint(struct batch_copy *copy, struct str name, bool is_type_bound)
{
	if (name.n == 0 && is_type_bound)
		return NULL;
	if (name.n == 0)
		return error_of("ValueError", error_new(ERR_PYTHON, "Constraint must have a name"));
	if (drop_column_check(copy, name))
		return NULL;
	const struct ddl_constraint *constraint = take_named(&copy->named, name);
	if (!constraint && is_type_bound)
		return NULL;
	if (!constraint)
		return error_of("ValueError",
				error_new(ERR_PYTHON, "No such constraint: '%.*s'", STR_ARG(name)));
	for (size_t i = 0; constraint->kind == DDL_PRIMARY_KEY && i < constraint->column_count;
	     i++) {
		struct batch_column *column = batch_find_column(copy, constraint->columns[i].text);
		if (column)
			column->column->primary_key = false;
	}
	return NULL;
}

static struct error *drop_named_constraint(struct batch_copy *copy,
					   const struct ddl_drop_constraint *drop)
{
	struct ddl_name name;
	TRY(ddl_dropped_name(copy->run, drop, &name));
	return drop_constraint(copy, name.text, false);
}

static void add_ordering(struct batch_copy *copy, struct str first, struct str second)
{
	size_t size = sizeof(*copy->ordering), n = copy->ordering_count;
	copy->ordering = arena_grow(copy->run->arena, copy->ordering, n * size, (n + 1) * size);
	copy->ordering[copy->ordering_count++] = (struct batch_pair){ first, second };
}

static ptrdiff_t existing_position(const struct batch_copy *copy, struct str name)
{
	for (size_t i = 0; i < copy->existing_order.n; i++)
		if (str_equal(copy->existing_order.items[i], name))
			return (ptrdiff_t)i;
	return -1;
}

/* The neighbour that a new column has on the side that was not said (batch.py,
 * _setup_dependencies_for_add_column) */
static struct str neighbour(const struct batch_copy *copy, struct str name, bool is_next)
{
	ptrdiff_t at = existing_position(copy, name);
	struct str found = STR("");
	if (at >= 0) {
		at += is_next ? 1 : -1;
		if (at >= 0 && at < (ptrdiff_t)copy->existing_order.n)
			found = copy->existing_order.items[at];
		return found;
	}
	for (size_t i = 0; i < copy->ordering_count; i++) {
		const struct batch_pair *pair = &copy->ordering[i];
		if (str_equal(is_next ? pair->first : pair->second, name))
			found = is_next ? pair->second : pair->first;
	}
	return found;
}

static void place_column(struct batch_copy *copy, const struct ddl_batch_operation *operation)
{
	struct str name = operation->add_column.column->name.text;
	struct str before = operation->insert_before, after = operation->insert_after;
	bool is_free = copy->batch->reordering_count == 0;
	if (is_free && after.n && !before.n)
		before = neighbour(copy, after, true);
	if (is_free && before.n && !after.n)
		after = neighbour(copy, before, false);
	if (before.n)
		add_ordering(copy, name, before);
	if (after.n)
		add_ordering(copy, after, name);
	if (is_free && !before.n && !after.n && copy->existing_order.n)
		add_ordering(copy, copy->existing_order.items[copy->existing_order.n - 1], name);
}

static void add_index(struct batch_copy *copy, const struct ddl_index *index)
{
	for (size_t i = 0; i < copy->new_index_count; i++)
		if (str_equal(copy->new_indexes[i]->name.text, index->name.text)) {
			copy->new_indexes[i] = index;
			return;
		}
	copy->new_indexes[copy->new_index_count++] = index;
}

static struct error *add_column(struct batch_copy *copy,
				const struct ddl_batch_operation *operation)
{
	const struct ddl_add_column *add = &operation->add_column;
	struct arena *arena = copy->run->arena;
	struct ddl_column *column = copied_column(arena, add->column);
	column->type = without_check(arena, column->type);
	/* kept, so that the new table gets an index under its temporary name as well, as the
	 * original does */
	column->unique = add->column->unique;
	column->index = add->column->index;
	place_column(copy, operation);
	append_column(copy, column, NULL);
	for (size_t i = 0; i < add->table->constraint_count; i++)
		if (add->table->constraints[i]->kind != DDL_PRIMARY_KEY)
			TRY(add_constraint(copy, add->table->constraints[i]));
	for (size_t i = 0; i < add->table->index_count; i++)
		add_index(copy, add->table->indexes[i]);
	return NULL;
}

static void forget_type_name(struct batch_copy *copy, const struct ddl_type *type)
{
	const struct ddl_type *own = type;
	if (!type || ddl_type_for(type, copy->run->dialect, copy->run->arena, &own))
		return;
	if (ddl_type_is_schema_type(own) && own->name.n)
		take_named(&copy->named, own->name);
}

static void leave_primary_key(struct batch_copy *copy, struct str name)
{
	struct ddl_constraint *key = ddl_table_primary_key(copy->table);
	for (size_t i = 0; key && i < key->column_count; i++) {
		if (!str_equal(key->columns[i].text, name))
			continue;
		memmove(key->columns + i, key->columns + i + 1,
			(key->column_count - i - 1) * sizeof(*key->columns));
		key->column_count--;
	}
}

static struct error *drop_column(struct batch_copy *copy,
				 const struct ddl_batch_operation *operation)
{
	struct str name = operation->drop_column.column.text;
	struct batch_column *column = batch_find_column(copy, name);
	leave_primary_key(copy, name);
	ptrdiff_t at = existing_position(copy, name);
	if (!column)
		return error_of("KeyError", error_new(ERR_PYTHON, "%.*s", STR_ARG(name)));
	size_t index = (size_t)(column - copy->columns);
	memmove(column, column + 1, (copy->column_count - index - 1) * sizeof(*column));
	copy->column_count--;
	if (at < 0)
		return error_of("ValueError",
				error_new(ERR_PYTHON, "list.remove(x): x not in list"));
	struct str_list *order = &copy->existing_order;
	memmove(order->items + at, order->items + at + 1,
		(order->n - (size_t)at - 1) * sizeof(*order->items));
	order->n--;
	forget_type_name(copy, operation->existing_type);
	return NULL;
}

/* CAST where the kinds of the types differ, but on SQLite never to JSON. */
static void change_type(struct batch_copy *copy, struct batch_column *column,
			const struct ddl_type *type)
{
	const struct ddl_dialect *dialect = copy->run->dialect;
	struct arena *arena = copy->run->arena;
	bool is_alike = ddl_type_affinity(column->column->type, dialect, arena) ==
			ddl_type_affinity(type, dialect, arena);
	bool is_json = dialect->methods->lacks_constraint_alter &&
		       ddl_type_is_a(type->kind, DDL_TYPE_JSON);
	if (!is_alike && !is_json && column->transfer) {
		struct ddl_expr *cast = ARENA_NEW(arena, struct ddl_expr);
		cast->kind = DDL_EXPR_CAST;
		cast->left = column->transfer;
		cast->type = type;
		column->transfer = cast;
		column->is_cast = true;
	}
	column->column->type = without_check(arena, type);
}

/* The CHECKs that a type makes for a column: to be dropped with the old type, added with the new
 * one. */
static struct error *type_checks(struct batch_copy *copy, const struct ddl_alter_column *alter,
				 const struct ddl_type *type, bool is_new)
{
	const struct ddl_compiler compiler = ddl_run_compiler(copy->run);
	struct ddl_metadata *metadata = ddl_metadata_new(copy->run->arena);
	if (alter->metadata)
		*metadata = *alter->metadata;
	struct ddl_table *table =
		ddl_table_new(copy->run->arena, metadata, alter->table, alter->schema);
	TRY(ddl_table_add_column(copy->run->arena, table,
				 ddl_column_new(copy->run->arena, alter->column, type)));
	for (size_t i = 0; i < table->constraint_count; i++) {
		if (!ddl_constraint_is_wanted(&compiler, table->constraints[i]))
			continue;
		if (is_new)
			TRY(add_constraint(copy, table->constraints[i]));
		else
			TRY(drop_constraint(copy, table->constraints[i]->name.text, true));
	}
	return NULL;
}

static struct error *alter_column(struct batch_copy *copy, const struct ddl_alter_column *alter)
{
	struct batch_column *column = batch_find_column(copy, alter->column.text);
	if (alter->existing_type && alter->type)
		TRY(type_checks(copy, alter, alter->existing_type, false));
	if (!column)
		return error_of("KeyError",
				error_new(ERR_PYTHON, "%.*s", STR_ARG(alter->column.text)));
	struct ddl_column *changed = column->column;
	if (alter->new_name.text.n && !str_equal(alter->new_name.text, alter->column.text)) {
		changed->name = alter->new_name;
		forget_type_name(copy, alter->existing_type);
	}
	if (alter->type)
		change_type(copy, column, alter->type);
	if (alter->nullable >= 0) {
		changed->nullable = alter->nullable;
		changed->nullable_was_given = true;
	}
	if (alter->has_server_default)
		changed->server_default = alter->server_default;
	if (alter->autoincrement >= 0)
		changed->autoincrement = alter->autoincrement ? DDL_AUTOINCREMENT_TRUE
							      : DDL_AUTOINCREMENT_FALSE;
	if (alter->has_comment)
		changed->comment = alter->comment;
	return alter->type ? type_checks(copy, alter, alter->type, true) : NULL;
}

static struct error *drop_index(struct batch_copy *copy, struct str name)
{
	for (size_t i = 0; i < copy->index_count; i++) {
		if (!str_equal(copy->indexes[i]->name.text, name))
			continue;
		memmove(copy->indexes + i, copy->indexes + i + 1,
			(copy->index_count - i - 1) * sizeof(*copy->indexes));
		copy->index_count--;
		return NULL;
	}
	return error_of("ValueError",
			error_new(ERR_PYTHON, "No such index: '%.*s'", STR_ARG(name)));
}

struct error *batch_copy_apply(struct batch_copy *copy, const struct ddl_batch_operation *operation)
{
	switch (operation->kind) {
	case DDL_BATCH_ADD_COLUMN:
		return add_column(copy, operation);
	case DDL_BATCH_DROP_COLUMN:
		return drop_column(copy, operation);
	case DDL_BATCH_ALTER_COLUMN:
		return alter_column(copy, &operation->alter_column);
	case DDL_BATCH_CREATE_INDEX:
		add_index(copy, operation->index);
		return NULL;
	case DDL_BATCH_DROP_INDEX:
		return drop_index(copy, operation->index->name.text);
	case DDL_BATCH_ADD_CONSTRAINT:
		return add_constraint(copy, operation->constraint);
	case DDL_BATCH_DROP_CONSTRAINT:
		return drop_named_constraint(copy, &operation->drop_constraint);
	case DDL_BATCH_TABLE_COMMENT:
		break;
	}
	return NULL;
}
