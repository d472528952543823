#include "engine/ops/execute.h"

#include "engine/py/dict.h"

/* Row (sqlalchemy/engine/row.py): behaves as a tuple whose parts have names, and is none. */

struct row {
	struct py_object head;
	struct py_list *tuple;
	const struct db_column *columns;
};

static struct row *row_of(struct py_object *self)
{
	return (struct row *)self;
}

struct py_object *ops_row_new(struct py *vm, const struct db_column *columns,
			      struct py_object *const *items, size_t n)
{
	struct row *row = py_new(vm, &ops_row_type);

	row->tuple = (struct py_list *)py_tuple(vm, items, n);
	row->columns = columns;
	return &row->head;
}

const struct py_list *ops_row_items(const struct py_object *row)
{
	return ((const struct row *)row)->tuple;
}

/* ---- keys(): a list that says what it is ---- */

static struct py_object *keys_repr(struct py *vm, struct py_object *self)
{
	struct py_object *list = py_list(vm);
	const struct py_list *keys = (const struct py_list *)self;

	for (size_t i = 0; i < keys->n; i++)
		py_list_append(vm, list, keys->items[i]);
	struct str text = ops_repr(vm, list);
	return py_str_printf(vm, "RMKeyView(%.*s)", STR_ARG(text));
}

static const struct py_native_type keys_type = {
	.name = "RMKeyView",
	.module = "sqlalchemy.engine.result",
	.base = &py_list_type,
	.size = sizeof(struct py_list),
	.slots = { .repr = keys_repr, .str = keys_repr },
};

struct py_object *ops_row_keys(struct py *vm, const struct db_column *columns, size_t n)
{
	struct py_object *keys = py_new(vm, &keys_type);

	for (size_t i = 0; i < n; i++)
		py_list_append(vm, keys, py_str(vm, columns[i].name));
	return keys;
}

/* ---- attributes ---- */

static bool row_getattr(struct py *vm, struct py_object *self, struct str name,
			struct py_object **ret)
{
	const struct row *row = row_of(self);

	if (str_starts(name, STR("__")))
		return false;
	*ret = NULL;
	for (size_t i = 0; i < row->tuple->n && !*ret; i++)
		if (str_equal(row->columns[i].name, name))
			*ret = row->tuple->items[i];
	if (!*ret)
		py_raise(vm, "AttributeError", "Could not locate column in row for column '%.*s'",
			 STR_ARG(name));
	return true;
}

struct py_object *ops_row_mapping(struct py *vm, struct py_object *self)
{
	const struct row *row = row_of(self);
	struct py_object *dict = py_dict(vm);

	for (size_t i = 0; i < row->tuple->n; i++)
		if (!py_dict_set_str(vm, dict, row->columns[i].name, row->tuple->items[i]))
			return NULL;
	return dict;
}

static struct py_object *call_as_dict(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	(void)args;
	return ops_row_mapping(vm, self);
}

static struct py_object *get_fields(struct py *vm, struct py_object *self)
{
	const struct row *row = row_of(self);
	const struct py_list *keys =
		(const struct py_list *)ops_row_keys(vm, row->columns, row->tuple->n);

	return py_tuple(vm, keys->items, keys->n);
}

static struct py_object *call_as_tuple(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	(void)vm;
	(void)args;
	return self;
}

static struct py_object *tuple_method(struct py *vm, struct py_object *self, const char *name,
				      struct py_object **args)
{
	return py_call_method(vm, &row_of(self)->tuple->head, name, &PY_ARGS(args[0]));
}

static struct py_object *call_count(struct py *vm, struct py_object *self, struct py_object **args)
{
	return tuple_method(vm, self, "count", args);
}

static struct py_object *call_index(struct py *vm, struct py_object *self, struct py_object **args)
{
	return tuple_method(vm, self, "index", args);
}

/* ---- as a tuple ---- */

static struct py_object *row_getitem(struct py *vm, struct py_object *self, struct py_object *key)
{
	return py_getitem(vm, &row_of(self)->tuple->head, key);
}

static int64_t row_length(struct py *vm, struct py_object *self)
{
	(void)vm;
	return (int64_t)row_of(self)->tuple->n;
}

static struct py_object *row_iter(struct py *vm, struct py_object *self)
{
	return py_iter(vm, &row_of(self)->tuple->head);
}

static struct py_object *row_compare(struct py *vm, enum py_comparison op, struct py_object *self,
				     struct py_object *other)
{
	if (py_is(other, &ops_row_type))
		other = &row_of(other)->tuple->head;
	return py_compare(vm, op, &row_of(self)->tuple->head, other);
}

static bool row_hash(struct py *vm, struct py_object *self, uint64_t *ret_hash)
{
	return py_hash(vm, &row_of(self)->tuple->head, ret_hash);
}

static int row_contains(struct py *vm, struct py_object *self, struct py_object *item)
{
	const struct py_list *tuple = row_of(self)->tuple;

	for (size_t i = 0; i < tuple->n; i++) {
		int equal = py_equal(vm, tuple->items[i], item);
		if (equal)
			return equal;
	}
	return 0;
}

static struct py_object *row_repr(struct py *vm, struct py_object *self)
{
	struct str text = ops_repr(vm, &row_of(self)->tuple->head);

	return py_is_unwinding(vm) ? NULL : py_str(vm, text);
}

static const struct py_property properties[] = {
	{ "_mapping", ops_row_mapping, NULL },
	{ "_fields", get_fields, NULL },
	{ 0 },
};

static const struct py_method methods[] = {
	{ "_asdict", "", call_as_dict, PY_METHOD_INSTANCE },
	{ "tuple", "", call_as_tuple, PY_METHOD_INSTANCE },
	{ "_tuple", "", call_as_tuple, PY_METHOD_INSTANCE },
	{ "count", "value", call_count, PY_METHOD_INSTANCE },
	{ "index", "value", call_index, PY_METHOD_INSTANCE },
	{ 0 },
};

const struct py_native_type ops_row_type = {
	.name = "Row",
	.module = "sqlalchemy.engine.row",
	.size = sizeof(struct row),
	.methods = methods,
	.properties = properties,
	.slots = { .getattr = row_getattr,
		   .getitem = row_getitem,
		   .length = row_length,
		   .iter = row_iter,
		   .compare = row_compare,
		   .hash = row_hash,
		   .contains = row_contains,
		   .repr = row_repr,
		   .str = row_repr },
};
