/* insert(), update(), delete() and their methods (sqlalchemy/sql/dml.py). */
#include "engine/ops/dml.h"

#include "engine/py/dict.h"

#include <string.h>

#define FUNCTION(name)                                                                             \
	static struct py_object *name(struct py *vm, struct py_object *self,                       \
				      struct py_object **args)
#define UNUSED(x) (void)(x)

struct ddl_insert *ops_insert_changed(struct py *vm, struct py_object *self)
{
	struct ddl_insert *insert = ARENA_NEW(py_arena(vm), struct ddl_insert);

	*insert = *ops_node(self)->u.insert;
	return insert;
}

struct py_object *ops_insert_done(struct py *vm, struct py_object *self,
				  const struct ddl_insert *insert)
{
	struct ddl_expr *expr = ops_copy(vm, ops_node(self));
	struct ops_expr *object = (struct ops_expr *)py_new_of(vm, self->type);

	expr->u.insert = insert;
	object->expr = expr;
	return &object->head;
}

static struct ddl_update *changed_update(struct py *vm, struct py_object *self)
{
	struct ddl_update *update = ARENA_NEW(py_arena(vm), struct ddl_update);

	*update = *ops_node(self)->u.update;
	return update;
}

static struct py_object *done_update(struct py *vm, struct py_object *self,
				     const struct ddl_update *update)
{
	struct ddl_expr *expr = ops_copy(vm, ops_node(self));

	expr->u.update = update;
	return ops_expr_object(vm, expr);
}

struct py_object *ops_insert_of(struct py *vm, const struct py_native_type *type,
				const struct ddl_expr *table)
{
	struct ddl_insert *insert = ARENA_NEW(py_arena(vm), struct ddl_insert);
	struct ddl_expr *expr = ddl_expr_new(py_arena(vm), DDL_EXPR_INSERT, NULL);
	struct ops_expr *object = py_new(vm, type);

	insert->table = table;
	expr->u.insert = insert;
	object->expr = expr;
	return &object->head;
}

struct py_object *ops_insert_new(struct py *vm, const struct ddl_expr *table)
{
	return ops_insert_of(vm, &ops_insert_type, table);
}

static struct py_object *update_of(struct py *vm, enum ddl_expr_kind kind,
				   const struct ddl_expr *table)
{
	struct ddl_update *update = ARENA_NEW(py_arena(vm), struct ddl_update);
	struct ddl_expr *expr = ddl_expr_new(py_arena(vm), kind, NULL);

	update->table = table;
	expr->u.update = update;
	return ops_expr_object(vm, expr);
}

struct py_object *ops_update_new(struct py *vm, const struct ddl_expr *table)
{
	return update_of(vm, DDL_EXPR_UPDATE, table);
}

struct py_object *ops_delete_new(struct py *vm, const struct ddl_expr *table)
{
	return update_of(vm, DDL_EXPR_DELETE, table);
}

/* ---- assignments ---- */

const struct ddl_table *ops_dml_table(const struct ddl_expr *from)
{
	while (from->kind == DDL_EXPR_ALIAS)
		from = from->u.alias.element;
	return from->kind == DDL_EXPR_TABLE ? from->u.table : NULL;
}

const struct ddl_column *ops_dml_column(const struct ddl_table *table, struct str key)
{
	for (size_t i = 0; table && i < table->column_count; i++) {
		const struct ddl_column *column = table->columns[i];

		if (str_equal(column->key.n ? column->key : column->name.text, key))
			return column;
	}
	return NULL;
}

/* The key of a values() dict: a column's name, a column, or an expression on one. */
static bool take_key(struct py *vm, const struct ddl_table *table, struct py_object *key,
		     struct ddl_assignment *ret)
{
	const struct ddl_expr *node = ops_node(key);

	if (py_is_poison(vm, key))
		return false;
	if (py_is_str(key)) {
		ret->name.text = py_text(key);
		ret->column = ops_dml_column(table, ret->name.text);
		return true;
	}
	if (!node)
		return ops_throw(vm, "ArgumentError",
				 "DML statement column key expected, got %.*s.",
				 STR_ARG(ops_repr(vm, key))) != NULL;
	if (node->kind != DDL_EXPR_COLUMN ||
	    (node->u.column.column && node->u.column.column->table &&
	     node->u.column.column->table != table)) {
		ret->target = node;
		ret->name = ddl_expr_name_of(node);
		return true;
	}
	ret->name = ddl_expr_name_of(node);
	ret->column = node->u.column.column;
	if (!ret->column || ret->column->table != table)
		ret->column = ops_dml_column(table, ret->name.text);
	return true;
}

static bool take_assigned(struct py *vm, struct py_object *value, struct ddl_assignment *assignment)
{
	const struct ddl_type *type = assignment->column   ? assignment->column->type
				      : assignment->target ? assignment->target->type
							   : ddl_expr_type(DDL_TYPE_NULLTYPE);

	if (ops_node(value)) {
		assignment->value = ops_as_scalar(vm, ops_node(value));
		return true;
	}
	if (py_is_none(value))
		return ops_take_bind(vm, value, type, assignment->name.text, &assignment->value);
	if (ops_is_from(value))
		return ops_take_expr(vm, value, type, &assignment->value);
	return ops_take_bind(vm, value, type, assignment->name.text, &assignment->value);
}

static bool same_target(const struct ddl_assignment *a, const struct ddl_assignment *b)
{
	if (a->target || b->target)
		return a->target == b->target;
	if (a->column && b->column)
		return a->column == b->column;
	return str_equal(a->name.text, b->name.text);
}

static bool put(struct py *vm, const struct ddl_table *table, struct py_object *key,
		struct py_object *value, struct ddl_assignments *set)
{
	struct ddl_assignment *items, made = { 0 };

	if (!take_key(vm, table, key, &made) || !take_assigned(vm, value, &made))
		return false;
	items = ARENA_ARRAY(py_arena(vm), struct ddl_assignment, set->n + 1);
	if (set->n)
		memcpy(items, set->items, set->n * sizeof(*items));
	for (size_t i = 0; i < set->n; i++)
		if (same_target(&items[i], &made)) {
			items[i] = made;
			set->items = items;
			return true;
		}
	items[set->n++] = made;
	set->items = items;
	return true;
}

bool ops_dml_put_dict(struct py *vm, const struct ddl_table *table, struct py_object *dict,
		      struct ddl_assignments *set)
{
	const struct py_dict_entry *entry;
	size_t cursor = 0;

	while ((entry = py_dict_next(dict, &cursor)))
		if (!put(vm, table, entry->key, entry->value, set))
			return false;
	return true;
}

static bool put_row(struct py *vm, const struct ddl_table *table, struct py_object *row,
		    struct ddl_assignments *set)
{
	struct py_object **items;
	size_t n;

	if (py_is(row, &py_dict_type))
		return ops_dml_put_dict(vm, table, row, set);
	if (!py_take_items(vm, row, &items, &n))
		return false;
	for (size_t i = 0; table && i < n && i < table->column_count; i++)
		if (!put(vm, table, py_str(vm, table->columns[i]->name.text), items[i], set))
			return false;
	return true;
}

bool ops_dml_put_pairs(struct py *vm, const struct ddl_table *table, struct py_object *const *pairs,
		       size_t n, struct ddl_assignments *set)
{
	for (size_t i = 0; i < n; i++) {
		struct py_object **pair;
		size_t size;

		if (!py_take_items(vm, pairs[i], &pair, &size))
			return false;
		if (size != 2)
			return ops_throw(vm, "ArgumentError", "2-tuples expected") != NULL;
		if (!put(vm, table, pair[0], pair[1], set))
			return false;
	}
	return true;
}

/* ---- values() ---- */

static bool is_list_of_rows(const struct py_object *value)
{
	const struct py_list *list = (const struct py_list *)value;

	return py_is_sequence(value) && list->n &&
	       (py_is(list->items[0], &py_dict_type) || py_is_sequence(list->items[0]));
}

static bool put_rows(struct py *vm, struct ddl_insert *insert, const struct py_list *rows)
{
	struct ddl_assignments *all =
		ARENA_ARRAY(py_arena(vm), struct ddl_assignments, insert->row_count + rows->n + 1);

	if (insert->row_count)
		memcpy(all, insert->rows, insert->row_count * sizeof(*all));
	for (size_t i = 0; i < rows->n; i++)
		if (!put_row(vm, ops_dml_table(insert->table), rows->items[i],
			     &all[insert->row_count + i]))
			return false;
	insert->rows = all;
	insert->row_count += rows->n;
	insert->is_multiple = true;
	return true;
}

FUNCTION(insert_values)
{
	struct ddl_insert *insert = ops_insert_changed(vm, self);
	const struct py_list *given = (const struct py_list *)args[0];
	const struct ddl_table *table = ops_dml_table(insert->table);

	if (given->n > 1)
		return ops_throw(
			vm, "ArgumentError",
			"Only a single dictionary/tuple or list of dictionaries/tuples is accepted "
			"positionally.");
	if (given->n && py_is_poison(vm, given->items[0]))
		return NULL;
	if (given->n && is_list_of_rows(given->items[0])) {
		if (!put_rows(vm, insert, (const struct py_list *)given->items[0]))
			return NULL;
	} else if (given->n && !put_row(vm, table, given->items[0], &insert->row)) {
		return NULL;
	}
	return ops_dml_put_dict(vm, table, args[1], &insert->row)
		       ? ops_insert_done(vm, self, insert)
		       : NULL;
}

FUNCTION(insert_from_select)
{
	struct ddl_insert *insert = ops_insert_changed(vm, self);
	struct py_object **names;
	size_t n;

	if (!py_take_items(vm, args[0], &names, &n))
		return NULL;
	insert->names = ARENA_ARRAY(py_arena(vm), struct ddl_name, n + 1);
	for (size_t i = 0; i < n; i++) {
		if (ops_node(names[i]))
			insert->names[i] = ddl_expr_name_of(ops_node(names[i]));
		else if (!ops_take_name(vm, names[i], "column name", &insert->names[i]))
			return NULL;
		if (!ops_dml_column(ops_dml_table(insert->table), insert->names[i].text))
			return py_raise(vm, "KeyError", "'%.*s'", STR_ARG(insert->names[i].text));
	}
	insert->name_count = n;
	insert->select = ops_node(args[1]);
	if (!insert->select)
		return ops_throw(vm, "ArgumentError",
				 "SELECT construct for inclusion in a UNION or other set construct "
				 "expected, got %.*s.",
				 STR_ARG(ops_repr(vm, args[1])));
	return ops_insert_done(vm, self, insert);
}

static bool add_returning(struct py *vm, struct py_object *given, struct ddl_expr_list *list)
{
	const struct py_list *columns = (const struct py_list *)given;

	for (size_t i = 0; i < columns->n; i++)
		if (!ops_take_columns(vm, columns->items[i], list))
			return false;
	return true;
}

FUNCTION(insert_returning)
{
	struct ddl_insert *insert = ops_insert_changed(vm, self);

	return add_returning(vm, args[0], &insert->returning) ? ops_insert_done(vm, self, insert)
							      : NULL;
}

FUNCTION(insert_inline)
{
	struct ddl_insert *insert = ops_insert_changed(vm, self);

	UNUSED(args);
	insert->is_inline = true;
	return ops_insert_done(vm, self, insert);
}

static bool add_words(struct py *vm, struct py_object *given, struct ddl_expr_list *list)
{
	const struct py_list *words = (const struct py_list *)given;

	for (size_t i = 0; i < words->n; i++) {
		const struct ddl_expr *word;

		if (!ops_take_sql(vm, words->items[i], &word))
			return false;
		*list = ddl_expr_list_add(py_arena(vm), *list, word);
	}
	return true;
}

FUNCTION(insert_prefix_with)
{
	struct ddl_insert *insert = ops_insert_changed(vm, self);

	return add_words(vm, args[0], &insert->prefixes) ? ops_insert_done(vm, self, insert) : NULL;
}

FUNCTION(same)
{
	UNUSED(vm);
	UNUSED(args);
	return self;
}

static struct py_object *get_table(struct py *vm, struct py_object *self)
{
	const struct ddl_expr *expr = ops_node(self);

	return ops_from_object(vm, expr->kind == DDL_EXPR_INSERT ? expr->u.insert->table
								 : expr->u.update->table);
}

static const struct py_property dml_properties[] = {
	{ "table", get_table, NULL },
	{ 0 },
};

static const struct py_method insert_methods[] = {
	{ "values", "*args, **kwargs", insert_values, PY_METHOD_INSTANCE },
	{ "from_select", "names, select, include_defaults=True", insert_from_select,
	  PY_METHOD_INSTANCE },
	{ "returning", "*cols, sort_by_parameter_order=False", insert_returning,
	  PY_METHOD_INSTANCE },
	{ "inline", "", insert_inline, PY_METHOD_INSTANCE },
	{ "prefix_with", "*prefixes, dialect='*'", insert_prefix_with, PY_METHOD_INSTANCE },
	{ "execution_options", "**kw", same, PY_METHOD_INSTANCE },
	{ 0 },
};

/* ---- update and delete ---- */

FUNCTION(update_values)
{
	struct ddl_update *update = changed_update(vm, self);
	const struct py_list *given = (const struct py_list *)args[0];
	const struct ddl_table *table = ops_dml_table(update->table);

	for (size_t i = 0; i < given->n; i++) {
		if (py_is_poison(vm, given->items[i]))
			return NULL;
		if (!put_row(vm, table, given->items[i], &update->set))
			return NULL;
	}
	return ops_dml_put_dict(vm, table, args[1], &update->set) ? done_update(vm, self, update)
								  : NULL;
}

FUNCTION(update_ordered_values)
{
	struct ddl_update *update = changed_update(vm, self);
	const struct py_list *pairs = (const struct py_list *)args[0];

	update->is_ordered = true;
	return ops_dml_put_pairs(vm, ops_dml_table(update->table), pairs->items, pairs->n,
				 &update->set)
		       ? done_update(vm, self, update)
		       : NULL;
}

FUNCTION(update_where)
{
	struct ddl_update *update = changed_update(vm, self);
	const struct py_list *clauses = (const struct py_list *)args[0];

	for (size_t i = 0; i < clauses->n; i++) {
		const struct ddl_expr *clause;

		if (!ops_take_condition(vm, clauses->items[i], &clause))
			return NULL;
		update->where = ddl_expr_list_add(py_arena(vm), update->where, clause);
	}
	return done_update(vm, self, update);
}

FUNCTION(update_filter_by)
{
	struct ddl_update *update = changed_update(vm, self);
	const struct py_dict_entry *entry;
	size_t cursor = 0;

	while ((entry = py_dict_next(args[0], &cursor))) {
		struct py_object *columns =
			py_getattr(vm, ops_from_object(vm, update->table), STR("c"));
		struct py_object *column = columns ? py_getattr(vm, columns, py_text(entry->key))
						   : NULL;
		struct py_object *clause = column ? py_compare(vm, PY_EQ, column, entry->value)
						  : NULL;

		if (!clause)
			return NULL;
		update->where = ddl_expr_list_add(py_arena(vm), update->where, ops_node(clause));
	}
	return done_update(vm, self, update);
}

FUNCTION(update_returning)
{
	struct ddl_update *update = changed_update(vm, self);

	return add_returning(vm, args[0], &update->returning) ? done_update(vm, self, update)
							      : NULL;
}

FUNCTION(update_prefix_with)
{
	struct ddl_update *update = changed_update(vm, self);

	return add_words(vm, args[0], &update->prefixes) ? done_update(vm, self, update) : NULL;
}

#define WHERE_METHODS                                                                              \
	{ "where", "*whereclause", update_where, PY_METHOD_INSTANCE },                             \
		{ "filter", "*criteria", update_where, PY_METHOD_INSTANCE },                       \
		{ "filter_by", "**kwargs", update_filter_by, PY_METHOD_INSTANCE },                 \
		{ "returning", "*cols, sort_by_parameter_order=False", update_returning,           \
		  PY_METHOD_INSTANCE },                                                            \
		{ "prefix_with", "*prefixes, dialect='*'", update_prefix_with,                     \
		  PY_METHOD_INSTANCE },                                                            \
	{                                                                                          \
		"execution_options", "**kw", same, PY_METHOD_INSTANCE                              \
	}

static const struct py_method update_methods[] = {
	{ "values", "*args, **kwargs", update_values, PY_METHOD_INSTANCE },
	{ "ordered_values", "*args", update_ordered_values, PY_METHOD_INSTANCE },
	WHERE_METHODS,
	{ 0 },
};

static const struct py_method delete_methods[] = {
	WHERE_METHODS,
	{ 0 },
};

static const struct py_native_type dml_base_type = {
	.name = "UpdateBase",
	.module = "sqlalchemy.sql.dml",
	.base = &ops_expr_type,
	.size = sizeof(struct ops_expr),
	.methods = ops_selectable_methods,
	.properties = dml_properties,
	.has_attributes = true,
};

#define DML(id, text, parent, table)                                                               \
	const struct py_native_type id = {                                                         \
		.name = text,                                                                      \
		.module = "sqlalchemy.sql.dml",                                                    \
		.base = parent,                                                                    \
		.size = sizeof(struct ops_expr),                                                   \
		.methods = table,                                                                  \
		.has_attributes = true,                                                            \
	}

DML(ops_insert_type, "Insert", &dml_base_type, insert_methods);
DML(ops_update_type, "Update", &dml_base_type, update_methods);
DML(ops_delete_type, "Delete", &dml_base_type, delete_methods);

/* ---- functions ---- */

FUNCTION(function_insert)
{
	const struct ddl_expr *from;

	UNUSED(self);
	return ops_take_from(vm, args[0], &from) ? ops_insert_new(vm, from) : NULL;
}

FUNCTION(function_update)
{
	const struct ddl_expr *from;

	UNUSED(self);
	return ops_take_from(vm, args[0], &from) ? ops_update_new(vm, from) : NULL;
}

FUNCTION(function_delete)
{
	const struct ddl_expr *from;

	UNUSED(self);
	return ops_take_from(vm, args[0], &from) ? ops_delete_new(vm, from) : NULL;
}

#define FN(name, signature, call)                                                                  \
	const struct py_method ops_fn_##name = { #name, signature, call, PY_METHOD_STATIC };

FN(insert, "table", function_insert)
FN(update, "table", function_update)
FN(delete, "table", function_delete)
