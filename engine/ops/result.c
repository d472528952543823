#include "engine/ops/execute.h"

#include "engine/ops/expression.h"

#include "engine/py/dict.h"

/* Rows of a query: CursorResult, ScalarResult and MappingResult
 * (sqlalchemy/engine/result.py). */

static struct py_object *cell(struct py *vm, const struct db_result *result,
			      const struct ddl_type *const *types, size_t row, size_t column)
{
	struct py_object *value = ops_value_object(vm, &result->rows[row][column]);

	return types ? ops_typed_object(vm, value, types[column]) : value;
}

struct ops_result {
	struct py_object head;
	struct db_result result;
	const struct ddl_type *const *types; /* of the columns; NULL: as the driver gave them */
	size_t at;                           /* the next row */
	size_t column;                       /* of a ScalarResult */
	bool is_closed, is_unique;
	struct py_object *inserted_key; /* of an INSERT of one row, or NULL */
};

static struct py_object *row_object(struct py *vm, const struct db_result *result,
				    const struct ddl_type *const *types, size_t at)
{
	size_t n = result->column_count;
	struct py_object **items = ARENA_ARRAY(py_arena(vm), struct py_object *, n + 1);

	for (size_t i = 0; i < n; i++) {
		items[i] = cell(vm, result, types, at, i);
		if (!items[i])
			return NULL;
	}
	return ops_row_new(vm, result->columns, items, n);
}

/* ---- results ---- */

struct py_object *ops_result_object(struct py *vm, const struct db_result *result)
{
	struct ops_result *object = py_new(vm, &ops_result_type);

	object->result = *result;
	return &object->head;
}

static struct ddl_expr_list columns_of(const struct ddl_expr *expr)
{
	if (expr && expr->kind == DDL_EXPR_SELECT)
		return expr->u.select->columns;
	if (expr && expr->kind == DDL_EXPR_COMPOUND && expr->u.select->columns.n)
		return columns_of(expr->u.select->columns.items[0]);
	if (expr && expr->kind == DDL_EXPR_INSERT)
		return expr->u.insert->returning;
	if (expr && (expr->kind == DDL_EXPR_UPDATE || expr->kind == DDL_EXPR_DELETE))
		return expr->u.update->returning;
	return (struct ddl_expr_list){ 0 };
}

struct py_object *ops_result_of(struct py *vm, const struct db_result *result,
				struct py_object *executable)
{
	struct py_object *object = ops_result_object(vm, result);
	struct ddl_expr_list columns = columns_of(ops_node(executable));

	if (!columns.n || columns.n != result->column_count)
		return object;
	const struct ddl_type **types =
		ARENA_ARRAY(py_arena(vm), const struct ddl_type *, columns.n);
	for (size_t i = 0; i < columns.n; i++)
		types[i] = columns.items[i]->type;
	((struct ops_result *)object)->types = types;
	return object;
}

void ops_result_insert(struct py_object *object, struct py_object *key)
{
	struct ops_result *self = (struct ops_result *)object;

	self->inserted_key = key;
	self->result.affected = 1;
	self->result.returns_rows = false;
}

static bool check_open(struct py *vm, const struct ops_result *self)
{
	if (!self->result.returns_rows)
		ops_throw(vm, "ResourceClosedError",
			  "This result object does not return rows. It has been closed "
			  "automatically.");
	else if (self->is_closed)
		ops_throw(vm, "ResourceClosedError", "This result object is closed.");
	return !py_is_unwinding(vm);
}

/* The row as this kind of result gives it. */
static struct py_object *shown_row(struct py *vm, const struct ops_result *self, size_t at)
{
	if (py_is(&self->head, &ops_scalar_result_type))
		return cell(vm, &self->result, self->types, at, self->column);
	struct py_object *row = row_object(vm, &self->result, self->types, at);
	if (row && py_is(&self->head, &ops_mapping_result_type))
		return ops_row_mapping(vm, row);
	return row;
}

/* NULL and not unwinding: no more rows. */
static struct py_object *next_row(struct py *vm, struct py_object *object)
{
	struct ops_result *self = (struct ops_result *)object;

	if (!check_open(vm, self) || self->at >= self->result.row_count)
		return NULL;
	return shown_row(vm, self, self->at++);
}

static struct py_object *rows_up_to(struct py *vm, struct ops_result *self, size_t limit)
{
	struct py_object *list = py_list(vm);

	if (!check_open(vm, self))
		return NULL;
	for (size_t n = 0; n < limit && self->at < self->result.row_count; n++) {
		struct py_object *row = shown_row(vm, self, self->at++);
		if (!row)
			return NULL;
		py_list_append(vm, list, row);
	}
	return list;
}

static struct py_object *without_doubles(struct py *vm, struct py_object *list)
{
	struct py_list *rows = (struct py_list *)list;
	struct py_object *seen = py_set(vm), *unique = py_list(vm), *found;

	for (size_t i = 0; i < rows->n; i++) {
		if (!py_dict_find(vm, seen, rows->items[i], &found))
			return NULL;
		if (found)
			continue;
		if (!py_dict_set(vm, seen, rows->items[i], py_none(vm)))
			return NULL;
		py_list_append(vm, unique, rows->items[i]);
	}
	return unique;
}

static struct py_object *call_all(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct ops_result *result = (struct ops_result *)self;
	struct py_object *list = rows_up_to(vm, result, SIZE_MAX);

	(void)args;
	return list && result->is_unique ? without_doubles(vm, list) : list;
}

static struct py_object *call_fetchmany(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	int64_t limit = 1;

	if (py_given(args[0]) && !py_take_int(vm, args[0], "size", &limit))
		return NULL;
	return rows_up_to(vm, (struct ops_result *)self, (size_t)limit);
}

static struct py_object *call_fetchone(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	struct py_object *row = next_row(vm, self);

	(void)args;
	return row || py_is_unwinding(vm) ? row : py_none(vm);
}

static struct py_object *call_first(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *row = call_fetchone(vm, self, args);

	((struct ops_result *)self)->is_closed = true;
	return row;
}

static struct py_object *first_cell(struct py *vm, struct ops_result *self)
{
	if (!check_open(vm, self))
		return NULL;
	self->is_closed = true;
	if (self->at >= self->result.row_count || !self->result.column_count)
		return py_none(vm);
	return cell(vm, &self->result, self->types, self->at, 0);
}

static struct py_object *call_scalar(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	return first_cell(vm, (struct ops_result *)self);
}

enum row_count { EXACTLY_ONE, AT_MOST_ONE };

/* True if there is the number of rows that is due; NULL may be it (engine/result.py,
 * _only_one_row). */
static bool check_count(struct py *vm, struct ops_result *self, enum row_count due)
{
	size_t left;

	if (!check_open(vm, self))
		return false;
	left = self->result.row_count - self->at;
	if (left > 1)
		ops_throw(vm, "MultipleResultsFound",
			  "Multiple rows were found when %s was required",
			  due == EXACTLY_ONE ? "exactly one" : "one or none");
	else if (!left && due == EXACTLY_ONE)
		ops_throw(vm, "NoResultFound", "No row was found when one was required");
	return !py_is_unwinding(vm);
}

static struct py_object *call_one(struct py *vm, struct py_object *self, struct py_object **args)
{
	return check_count(vm, (struct ops_result *)self, EXACTLY_ONE) ? call_first(vm, self, args)
								       : NULL;
}

static struct py_object *call_one_or_none(struct py *vm, struct py_object *self,
					  struct py_object **args)
{
	return check_count(vm, (struct ops_result *)self, AT_MOST_ONE) ? call_first(vm, self, args)
								       : NULL;
}

static struct py_object *call_scalar_one(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	(void)args;
	struct ops_result *result = (struct ops_result *)self;
	return check_count(vm, result, EXACTLY_ONE) ? first_cell(vm, result) : NULL;
}

static struct py_object *call_scalar_one_or_none(struct py *vm, struct py_object *self,
						 struct py_object **args)
{
	(void)args;
	struct ops_result *result = (struct ops_result *)self;
	return check_count(vm, result, AT_MOST_ONE) ? first_cell(vm, result) : NULL;
}

static struct py_object *as_kind(struct py *vm, struct py_object *self,
				 const struct py_native_type *type)
{
	struct ops_result *copy = py_new(vm, type);
	struct py_object head = copy->head;

	*copy = *(struct ops_result *)self;
	copy->head = head;
	return &copy->head;
}

static struct py_object *call_scalars(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	struct py_object *object = as_kind(vm, self, &ops_scalar_result_type);
	int64_t column = 0;

	if (args[0] && !py_take_int(vm, args[0], "index", &column))
		return NULL;
	((struct ops_result *)object)->column = (size_t)column;
	return check_open(vm, (struct ops_result *)object) ? object : NULL;
}

static struct py_object *call_mappings(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	(void)args;
	return check_open(vm, (struct ops_result *)self)
		       ? as_kind(vm, self, &ops_mapping_result_type)
		       : NULL;
}

static struct py_object *call_unique(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)vm;
	(void)args;
	((struct ops_result *)self)->is_unique = true;
	return self;
}

static struct py_object *call_keys(struct py *vm, struct py_object *self, struct py_object **args)
{
	const struct db_result *result = &((const struct ops_result *)self)->result;

	(void)args;
	return ops_row_keys(vm, result->columns, result->column_count);
}

static struct py_object *call_close(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	((struct ops_result *)self)->is_closed = true;
	return py_none(vm);
}

static struct py_object *call_self(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)vm;
	(void)args;
	return self;
}

static struct py_object *result_iter(struct py *vm, struct py_object *self)
{
	return check_open(vm, (struct ops_result *)self) ? self : NULL;
}

static struct py_object *get_row_count(struct py *vm, struct py_object *self)
{
	const struct db_result *result = &((struct ops_result *)self)->result;

	return py_int(vm, result->returns_rows ? (int64_t)result->row_count : result->affected);
}

static struct py_object *get_last_row_id(struct py *vm, struct py_object *self)
{
	return py_int(vm, ((struct ops_result *)self)->result.last_row_id);
}

static struct py_object *get_inserted_key(struct py *vm, struct py_object *self)
{
	const struct ops_result *result = (const struct ops_result *)self;

	if (result->inserted_key)
		return result->inserted_key;
	if (result->result.row_count)
		return row_object(vm, &result->result, result->types, 0);
	struct py_object *id = get_last_row_id(vm, self);
	return py_tuple(vm, &id, 1);
}

static struct py_object *get_returns_rows(struct py *vm, struct py_object *self)
{
	return py_bool(vm, ((struct ops_result *)self)->result.returns_rows);
}

static struct py_object *get_closed(struct py *vm, struct py_object *self)
{
	return py_bool(vm, ((struct ops_result *)self)->is_closed);
}

static const struct py_property properties[] = {
	{ "rowcount", get_row_count, NULL },
	{ "lastrowid", get_last_row_id, NULL },
	{ "inserted_primary_key", get_inserted_key, NULL },
	{ "returns_rows", get_returns_rows, NULL },
	{ "closed", get_closed, NULL },
	{ 0 },
};

#define ROW_METHODS                                                                                \
	{ "all", "", call_all, PY_METHOD_INSTANCE },                                               \
		{ "fetchall", "", call_all, PY_METHOD_INSTANCE },                                  \
		{ "fetchmany", "size=None", call_fetchmany, PY_METHOD_INSTANCE },                  \
		{ "fetchone", "", call_fetchone, PY_METHOD_INSTANCE },                             \
		{ "first", "", call_first, PY_METHOD_INSTANCE },                                   \
		{ "one", "", call_one, PY_METHOD_INSTANCE },                                       \
		{ "one_or_none", "", call_one_or_none, PY_METHOD_INSTANCE },                       \
		{ "unique", "strategy=None", call_unique, PY_METHOD_INSTANCE },                    \
		{ "keys", "", call_keys, PY_METHOD_INSTANCE },                                     \
		{ "close", "", call_close, PY_METHOD_INSTANCE },                                   \
	{                                                                                          \
		"yield_per", "num", call_self, PY_METHOD_INSTANCE                                  \
	}

static const struct py_method part_methods[] = { ROW_METHODS, { 0 } };

static const struct py_method methods[] = {
	ROW_METHODS,
	{ "scalar", "", call_scalar, PY_METHOD_INSTANCE },
	{ "scalar_one", "", call_scalar_one, PY_METHOD_INSTANCE },
	{ "scalar_one_or_none", "", call_scalar_one_or_none, PY_METHOD_INSTANCE },
	{ "scalars", "index=0", call_scalars, PY_METHOD_INSTANCE },
	{ "mappings", "", call_mappings, PY_METHOD_INSTANCE },
	{ "tuples", "", call_self, PY_METHOD_INSTANCE },
	{ 0 },
};

const struct py_native_type ops_result_type = {
	.name = "CursorResult",
	.module = "sqlalchemy.engine.cursor",
	.size = sizeof(struct ops_result),
	.methods = methods,
	.properties = properties,
	.slots = { .iter = result_iter, .next = next_row },
};

const struct py_native_type ops_scalar_result_type = {
	.name = "ScalarResult",
	.module = "sqlalchemy.engine.result",
	.size = sizeof(struct ops_result),
	.methods = part_methods,
	.slots = { .iter = result_iter, .next = next_row },
};

const struct py_native_type ops_mapping_result_type = {
	.name = "MappingResult",
	.module = "sqlalchemy.engine.result",
	.size = sizeof(struct ops_result),
	.methods = part_methods,
	.slots = { .iter = result_iter, .next = next_row },
};
