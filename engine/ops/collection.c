#include "engine/ops/schema.h"

/* table.c: columns by name, place and attribute (sqlalchemy/sql/base.py, ColumnCollection). */

struct collection {
	struct py_object head;
	struct ddl_column **columns;
	size_t n;
	struct ddl_table *table; /* if the columns are a table's, which may still grow */
};

static struct ddl_column **columns_of(const struct collection *self, size_t *ret_n)
{
	*ret_n = self->table ? self->table->column_count : self->n;
	return self->table ? self->table->columns : self->columns;
}

static struct ddl_column *find(const struct collection *self, struct str key)
{
	size_t n;
	struct ddl_column **columns = columns_of(self, &n);

	for (size_t i = 0; i < n; i++)
		if (str_equal(columns[i]->key, key))
			return columns[i];
	return NULL;
}

static bool collection_getattr(struct py *vm, struct py_object *self, struct str name,
			       struct py_object **ret)
{
	struct ddl_column *column = find((struct collection *)self, name);

	if (column)
		*ret = ops_column_object(vm, column);
	return column != NULL;
}

static struct py_object *collection_getitem(struct py *vm, struct py_object *self,
					    struct py_object *key)
{
	struct collection *collection = (struct collection *)self;
	size_t n;
	struct ddl_column **columns = columns_of(collection, &n), *column;
	int64_t at;

	if (py_is_str(key)) {
		column = find(collection, py_text(key));
		if (!column)
			return py_raise_object(
				vm,
				py_call(vm, (struct py_object *)py_type_from(vm, &py_KeyError_type),
					&PY_ARGS(key)));
		return ops_column_object(vm, column);
	}
	if (!py_take_int(vm, key, "index", &at))
		return NULL;
	if (at < 0)
		at += (int64_t)n;
	if (at < 0 || at >= (int64_t)n)
		return py_raise(vm, "IndexError", "list index out of range");
	return ops_column_object(vm, columns[at]);
}

static int64_t collection_length(struct py *vm, struct py_object *self)
{
	size_t n;

	(void)vm;
	columns_of((struct collection *)self, &n);
	return (int64_t)n;
}

static int collection_contains(struct py *vm, struct py_object *self, struct py_object *item)
{
	if (!py_is_str(item)) {
		ops_throw(vm, "ArgumentError", "__contains__ requires a string argument");
		return -1;
	}
	return find((struct collection *)self, py_text(item)) != NULL;
}

enum part { PART_KEY, PART_VALUE, PART_ITEM };

static struct py_object *list_of(struct py *vm, struct py_object *self, enum part part)
{
	size_t n;
	struct ddl_column **columns = columns_of((struct collection *)self, &n);
	struct py_object *list = py_list(vm);

	for (size_t i = 0; i < n; i++) {
		struct py_object *pair[] = { py_str(vm, columns[i]->key),
					     ops_column_object(vm, columns[i]) };
		py_list_append(vm, list,
			       part == PART_KEY     ? pair[0]
			       : part == PART_VALUE ? pair[1]
						    : py_tuple(vm, pair, 2));
	}
	return list;
}

static struct py_object *collection_iter(struct py *vm, struct py_object *self)
{
	return py_iter(vm, list_of(vm, self, PART_VALUE));
}

static struct py_object *call_keys(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	return list_of(vm, self, PART_KEY);
}

static struct py_object *call_values(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	return list_of(vm, self, PART_VALUE);
}

static struct py_object *call_items(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	return list_of(vm, self, PART_ITEM);
}

static struct py_object *call_get(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct ddl_column *column =
		py_is_str(args[0]) ? find((struct collection *)self, py_text(args[0])) : NULL;

	if (column)
		return ops_column_object(vm, column);
	return args[1] ? args[1] : py_none(vm);
}

static const struct py_method methods[] = {
	{ "keys", "", call_keys, PY_METHOD_INSTANCE },
	{ "values", "", call_values, PY_METHOD_INSTANCE },
	{ "items", "", call_items, PY_METHOD_INSTANCE },
	{ "get", "key, default=None", call_get, PY_METHOD_INSTANCE },
	{ 0 },
};

static const struct py_native_type collection_type = {
	.name = "ReadOnlyColumnCollection",
	.module = "sqlalchemy.sql.base",
	.size = sizeof(struct collection),
	.methods = methods,
	.slots = { .getattr = collection_getattr,
		   .getitem = collection_getitem,
		   .length = collection_length,
		   .contains = collection_contains,
		   .iter = collection_iter },
};

struct py_object *ops_column_collection(struct py *vm, struct ddl_column **columns, size_t n)
{
	struct collection *self = py_new(vm, &collection_type);

	self->columns = columns;
	self->n = n;
	return &self->head;
}

struct py_object *ops_table_columns(struct py *vm, struct ddl_table *table)
{
	struct collection *self = py_new(vm, &collection_type);

	self->table = table;
	return &self->head;
}
