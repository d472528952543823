/* ON CONFLICT and ON DUPLICATE KEY: the dialects' own insert()
 * (sqlalchemy/dialects/postgresql/dml.py, sqlite, mysql). */
#include "engine/ops/dml.h"

#define FUNCTION(name)                                                                             \
	static struct py_object *name(struct py *vm, struct py_object *self,                       \
				      struct py_object **args)
#define UNUSED(x) (void)(x)

static bool take_conflict_elements(struct py *vm, struct py_object *given,
				   struct ddl_conflict *conflict)
{
	struct py_object **items;
	size_t n;

	if (!py_given(given))
		return true;
	if (!py_take_items(vm, given, &items, &n))
		return false;
	for (size_t i = 0; i < n; i++) {
		const struct ddl_expr *element;

		if (py_is_str(items[i]))
			element = ddl_expr_name(py_arena(vm), ddl_name(py_text(items[i])));
		else if (!ops_take_expr(vm, items[i], NULL, &element))
			return false;
		conflict->elements = ddl_expr_list_add(py_arena(vm), conflict->elements, element);
	}
	return true;
}

/* constraint="name", or the constraint or index itself: then by its columns */
static bool take_conflict_constraint(struct py *vm, struct py_object *given,
				     struct ddl_conflict *conflict)
{
	const struct ddl_constraint *constraint;

	if (!py_given(given))
		return true;
	if (py_is_str(given))
		return ops_take_name(vm, given, "constraint", &conflict->constraint);
	if (!py_is(given, &ops_constraint_type))
		return py_refuse(vm, "this kind of constraint= is not supported") != NULL;
	constraint = ((struct ops_constraint *)given)->constraint;
	if (constraint->name.text.n) {
		conflict->constraint = constraint->name;
		return true;
	}
	for (size_t i = 0; i < constraint->column_count; i++)
		conflict->elements =
			ddl_expr_list_add(py_arena(vm), conflict->elements,
					  ddl_expr_name(py_arena(vm), constraint->columns[i]));
	return true;
}

static bool take_conflict_set(struct py *vm, struct ddl_insert *insert, struct py_object *set)
{
	const struct ddl_table *table = ops_dml_table(insert->table);
	const struct py_list *items = (const struct py_list *)set;

	if (py_is(set, &py_dict_type))
		return ops_dml_put_dict(vm, table, set, &insert->conflict.set);
	if (!py_is_sequence(set))
		return ops_throw(vm, "ArgumentError",
				 "set parameter must be a non-empty dictionary or a "
				 "ColumnCollection such as "
				 "the `.c.` collection of a Table object") != NULL;
	insert->conflict.is_ordered = true;
	return ops_dml_put_pairs(vm, table, items->items, items->n, &insert->conflict.set);
}

static bool take_target(struct py *vm, struct py_object *constraint, struct py_object *elements,
			struct py_object *where, struct ddl_conflict *conflict)
{
	conflict->is_set = true;
	if (!take_conflict_constraint(vm, constraint, conflict) ||
	    !take_conflict_elements(vm, elements, conflict))
		return false;
	return !py_given(where) || ops_take_sql(vm, where, &conflict->target_where);
}

static struct py_object *do_update(struct py *vm, struct py_object *self, struct ddl_insert *insert,
				   struct py_object *set, struct py_object *where)
{
	insert->conflict.is_update = true;
	if (!py_given(set))
		return ops_throw(vm, "ValueError", "set parameter dictionary must not be empty");
	if (!take_conflict_set(vm, insert, set))
		return NULL;
	if (!insert->conflict.set.n)
		return py_raise(vm, "ValueError", "set parameter dictionary must not be empty");
	if (py_given(where) && !ops_take_condition(vm, where, &insert->conflict.where))
		return NULL;
	return ops_insert_done(vm, self, insert);
}

FUNCTION(postgresql_do_nothing)
{
	struct ddl_insert *insert = ops_insert_changed(vm, self);

	return take_target(vm, args[0], args[1], args[2], &insert->conflict)
		       ? ops_insert_done(vm, self, insert)
		       : NULL;
}

FUNCTION(postgresql_do_update)
{
	struct ddl_insert *insert = ops_insert_changed(vm, self);

	if (!take_target(vm, args[0], args[1], args[2], &insert->conflict))
		return NULL;
	return do_update(vm, self, insert, args[3], args[4]);
}

FUNCTION(sqlite_do_nothing)
{
	struct ddl_insert *insert = ops_insert_changed(vm, self);

	return take_target(vm, NULL, args[0], args[1], &insert->conflict)
		       ? ops_insert_done(vm, self, insert)
		       : NULL;
}

FUNCTION(sqlite_do_update)
{
	struct ddl_insert *insert = ops_insert_changed(vm, self);

	if (!take_target(vm, NULL, args[0], args[1], &insert->conflict))
		return NULL;
	return do_update(vm, self, insert, args[2], args[3]);
}

FUNCTION(mysql_on_duplicate)
{
	struct ddl_insert *insert = ops_insert_changed(vm, self);
	const struct py_list *given = (const struct py_list *)args[0];

	insert->conflict.is_set = insert->conflict.is_update = insert->conflict.is_mysql = true;
	if (given->n && !take_conflict_set(vm, insert, given->items[0]))
		return NULL;
	if (!ops_dml_put_dict(vm, ops_dml_table(insert->table), args[1], &insert->conflict.set))
		return NULL;
	if (!insert->conflict.set.n)
		return py_raise(vm, "ValueError",
				"update parameter must be a non-empty dictionary");
	return ops_insert_done(vm, self, insert);
}

/* .excluded, .inserted: the row that could not be inserted */
struct excluded {
	struct py_object head;
	const struct ddl_table *table;
};

static struct py_object *excluded_column(struct py *vm, const struct excluded *self, struct str key)
{
	const struct ddl_column *column = ops_dml_column(self->table, key);
	struct ddl_expr *expr;

	if (!column)
		return NULL;
	expr = ddl_expr_new(py_arena(vm), DDL_EXPR_EXCLUDED, column->type);
	expr->name = column->name;
	return ops_expr_object(vm, expr);
}

static bool excluded_getattr(struct py *vm, struct py_object *self, struct str name,
			     struct py_object **ret)
{
	*ret = excluded_column(vm, (const struct excluded *)self, name);
	return *ret != NULL;
}

static struct py_object *excluded_getitem(struct py *vm, struct py_object *self,
					  struct py_object *key)
{
	struct py_object *column =
		py_is_str(key) ? excluded_column(vm, (const struct excluded *)self, py_text(key))
			       : NULL;

	return column ? column : py_raise(vm, "KeyError", "%.*s", STR_ARG(ops_repr(vm, key)));
}

static struct py_object *excluded_list(struct py *vm, struct py_object *object)
{
	const struct excluded *self = (const struct excluded *)object;
	struct py_object *list = py_list(vm);

	for (size_t i = 0; self->table && i < self->table->column_count; i++)
		py_list_append(vm, list,
			       excluded_column(vm, self,
					       self->table->columns[i]->key.n
						       ? self->table->columns[i]->key
						       : self->table->columns[i]->name.text));
	return list;
}

static struct py_object *excluded_iter(struct py *vm, struct py_object *self)
{
	return py_iter(vm, excluded_list(vm, self));
}

static struct py_object *excluded_columns(struct py *vm, struct py_object *self)
{
	(void)vm;
	return self;
}

static const struct py_property excluded_properties[] = {
	{ "c", excluded_columns, NULL },
	{ "columns", excluded_columns, NULL },
	{ 0 },
};

static const struct py_native_type excluded_type = {
	.name = "ReadOnlyColumnCollection",
	.module = "sqlalchemy.sql.base",
	.size = sizeof(struct excluded),
	.properties = excluded_properties,
	.slots = { .getattr = excluded_getattr,
		   .getitem = excluded_getitem,
		   .iter = excluded_iter },
};

static struct py_object *get_excluded(struct py *vm, struct py_object *self)
{
	struct excluded *excluded = py_new(vm, &excluded_type);

	excluded->table = ops_dml_table(ops_node(self)->u.insert->table);
	return &excluded->head;
}

static const struct py_property conflict_properties[] = {
	{ "excluded", get_excluded, NULL },
	{ "inserted", get_excluded, NULL },
	{ 0 },
};

static const struct py_method postgresql_methods[] = {
	{ "on_conflict_do_nothing", "constraint=None, index_elements=None, index_where=None",
	  postgresql_do_nothing, PY_METHOD_INSTANCE },
	{ "on_conflict_do_update",
	  "constraint=None, index_elements=None, index_where=None, set_=None, where=None",
	  postgresql_do_update, PY_METHOD_INSTANCE },
	{ 0 },
};

static const struct py_method sqlite_methods[] = {
	{ "on_conflict_do_nothing", "index_elements=None, index_where=None", sqlite_do_nothing,
	  PY_METHOD_INSTANCE },
	{ "on_conflict_do_update", "index_elements=None, index_where=None, set_=None, where=None",
	  sqlite_do_update, PY_METHOD_INSTANCE },
	{ 0 },
};

static const struct py_method mysql_methods[] = {
	{ "on_duplicate_key_update", "*args, **kw", mysql_on_duplicate, PY_METHOD_INSTANCE },
	{ 0 },
};

#define DIALECT_INSERT(id, home, table)                                                            \
	static const struct py_native_type id = {                                                  \
		.name = "Insert",                                                                  \
		.module = "sqlalchemy.dialects." home ".dml",                                      \
		.base = &ops_insert_type,                                                          \
		.size = sizeof(struct ops_expr),                                                   \
		.methods = table,                                                                  \
		.properties = conflict_properties,                                                 \
		.has_attributes = true,                                                            \
	}

DIALECT_INSERT(postgresql_insert_type, "postgresql", postgresql_methods);
DIALECT_INSERT(sqlite_insert_type, "sqlite", sqlite_methods);
DIALECT_INSERT(mysql_insert_type, "mysql", mysql_methods);

/* ---- insert() of each dialect ---- */

static struct py_object *insert_function(struct py *vm, const struct py_native_type *type,
					 struct py_object *table)
{
	const struct ddl_expr *from;

	return ops_take_from(vm, table, &from) ? ops_insert_of(vm, type, from) : NULL;
}

FUNCTION(postgresql_insert)
{
	UNUSED(self);
	return insert_function(vm, &postgresql_insert_type, args[0]);
}

FUNCTION(sqlite_insert)
{
	UNUSED(self);
	return insert_function(vm, &sqlite_insert_type, args[0]);
}

FUNCTION(mysql_insert)
{
	UNUSED(self);
	return insert_function(vm, &mysql_insert_type, args[0]);
}

const struct py_method ops_postgresql_insert = { "insert", "table", postgresql_insert,
						 PY_METHOD_STATIC };
const struct py_method ops_mysql_insert = { "insert", "table", mysql_insert, PY_METHOD_STATIC };
const struct py_method ops_sqlite_insert = { "insert", "table", sqlite_insert, PY_METHOD_STATIC };
