#include "engine/ops/orm_session.h"

#include "engine/ops/execute.h"
#include "engine/ops/expression.h"
#include "engine/py/dict.h"

/* session.query(): a select whose rows become instances (sqlalchemy/orm/query.py). */

struct query {
	struct py_object head;
	struct ops_session *session;
	const struct py_list *entities; /* classes and expressions */
	struct py_object *select;
};

static const struct py_native_type query_type;

static struct query *query_of(struct py_object *self)
{
	return (struct query *)self;
}

static struct py_object *with_select(struct py *vm, struct py_object *self,
				     struct py_object *select)
{
	struct query *copy;

	if (!select)
		return NULL;
	copy = py_new(vm, &query_type);
	copy->session = query_of(self)->session;
	copy->entities = query_of(self)->entities;
	copy->select = select;
	return &copy->head;
}

static bool add_entity(struct py *vm, struct py_object *entity, struct py_object *columns)
{
	struct ddl_table *table = ops_mapped_table(vm, entity);

	if (py_is_poison(vm, entity))
		return false;
	if (!table) {
		py_list_append(vm, columns, entity);
		return true;
	}
	for (size_t i = 0; i < table->column_count; i++)
		py_list_append(vm, columns, ops_column_object(vm, table->columns[i]));
	return true;
}

struct py_object *ops_query_new(struct py *vm, struct ops_session *session,
				const struct py_list *entities)
{
	struct query *self = py_new(vm, &query_type);
	struct py_list *columns = (struct py_list *)py_list(vm);

	for (size_t i = 0; i < entities->n; i++)
		if (!add_entity(vm, entities->items[i], &columns->head))
			return NULL;
	self->session = session;
	self->entities = entities;
	self->select = ops_select_new(vm, columns->items, columns->n);
	return self->select ? &self->head : NULL;
}

/* ---- methods that change the select ---- */

static struct py_object *apply(struct py *vm, struct py_object *self, const char *method,
			       struct py_object *positional)
{
	const struct py_list *list = (const struct py_list *)positional;
	const struct py_args call = { .positional = list->items, .n = list->n };

	return with_select(vm, self, py_call_method(vm, query_of(self)->select, method, &call));
}

#define GENERATIVE(name, method)                                                                   \
	static struct py_object *name(struct py *vm, struct py_object *self,                       \
				      struct py_object **args)                                     \
	{                                                                                          \
		return apply(vm, self, method, args[0]);                                           \
	}
GENERATIVE(call_filter, "where")
GENERATIVE(call_order_by, "order_by")
GENERATIVE(call_group_by, "group_by")
GENERATIVE(call_having, "having")
GENERATIVE(call_join, "join")
GENERATIVE(call_outerjoin, "outerjoin")
GENERATIVE(call_select_from, "select_from")
GENERATIVE(call_limit, "limit")
GENERATIVE(call_offset, "offset")
GENERATIVE(call_distinct, "distinct")
#undef GENERATIVE

static struct py_object *call_filter_by(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	struct ddl_table *table = query_of(self)->entities->n
					  ? ops_mapped_table(vm, query_of(self)->entities->items[0])
					  : NULL;
	struct py_object *select = query_of(self)->select;
	const struct py_dict_entry *entry;
	size_t cursor = 0;

	if (!table)
		return py_refuse(
			vm,
			"filter_by() of a query that is not of a mapped class is not supported");
	while (select && (entry = py_dict_next(args[0], &cursor))) {
		struct py_object *column =
			py_getattr(vm, query_of(self)->entities->items[0], py_text(entry->key));
		struct py_object *condition = column ? py_compare(vm, PY_EQ, column, entry->value)
						     : NULL;
		select = condition ? py_call_method(vm, select, "where", &PY_ARGS(condition))
				   : NULL;
	}
	return with_select(vm, self, select);
}

static struct py_object *call_self(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)vm;
	(void)args;
	return self;
}

/* ---- rows ---- */

static struct py_object *find_loaded(struct py *vm, struct query *self, struct py_object *class,
				     struct py_object *values, const struct ddl_table *table)
{
	for (size_t i = 0; i < self->session->count; i++) {
		struct ops_instance *known = &self->session->instances[i];
		bool is_same = known->loaded && &known->object->type->head == class;
		for (size_t k = 0; is_same && k < table->column_count; k++) {
			struct str key = table->columns[k]->key;
			if (!table->columns[k]->primary_key)
				continue;
			is_same = py_equal(vm, py_dict_get_str(vm, known->loaded, key),
					   py_dict_get_str(vm, values, key)) == 1;
		}
		if (is_same)
			return known->object;
	}
	return NULL;
}

/* The instance of a class from `row`, starting at *at; one instance for one primary key. */
static struct py_object *load_instance(struct py *vm, struct query *self, struct py_object *class,
				       const struct py_list *row, size_t *at)
{
	const struct ddl_table *table = ops_mapped_table(vm, class);
	struct py_object *values = py_dict(vm), *object;

	for (size_t i = 0; i < table->column_count; i++)
		py_dict_set_str(vm, values, table->columns[i]->key, row->items[(*at)++]);
	object = find_loaded(vm, self, class, values, table);
	if (object)
		return object;
	object = py_new_of(vm, (struct py_type *)class);
	for (size_t i = 0; i < table->column_count; i++)
		if (!py_setattr(vm, object, table->columns[i]->key,
				py_dict_get_str(vm, values, table->columns[i]->key)))
			return NULL;
	ops_session_track(vm, self->session, object, OPS_INSTANCE_KEPT)->loaded = values;
	return object;
}

static bool has_classes(struct py *vm, const struct query *self)
{
	for (size_t i = 0; i < self->entities->n; i++)
		if (ops_mapped_table(vm, self->entities->items[i]))
			return true;
	return false;
}

static struct py_object *shown_row(struct py *vm, struct query *self, struct py_object *row)
{
	const struct py_list *cells = ops_row_items(row);
	struct py_object **items =
		ARENA_ARRAY(py_arena(vm), struct py_object *, self->entities->n + 1);
	size_t at = 0;

	if (!has_classes(vm, self))
		return row;
	for (size_t i = 0; i < self->entities->n; i++) {
		struct py_object *entity = self->entities->items[i];
		items[i] = ops_mapped_table(vm, entity)
				   ? load_instance(vm, self, entity, cells, &at)
				   : cells->items[at++];
		if (!items[i])
			return NULL;
	}
	return self->entities->n == 1 ? items[0] : py_tuple(vm, items, self->entities->n);
}

static struct py_object *run(struct py *vm, struct query *self, struct py_object *select)
{
	if (!ops_session_is_live(vm) || !ops_session_flush(vm, self->session))
		return NULL;
	return ops_execute_for_result(vm, select, NULL);
}

static struct py_object *all_rows(struct py *vm, struct query *self)
{
	struct py_object *result = run(vm, self, self->select), *rows, *list = py_list(vm);

	rows = result ? py_call_method(vm, result, "all", &PY_NO_ARGS) : NULL;
	for (size_t i = 0; rows && i < ((struct py_list *)rows)->n; i++) {
		struct py_object *row = shown_row(vm, self, ((struct py_list *)rows)->items[i]);
		if (!row)
			return NULL;
		py_list_append(vm, list, row);
	}
	return rows ? list : NULL;
}

static struct py_object *call_all(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	return all_rows(vm, query_of(self));
}

static struct py_object *query_iter(struct py *vm, struct py_object *self)
{
	struct py_object *rows = all_rows(vm, query_of(self));

	return rows ? py_iter(vm, rows) : NULL;
}

static struct py_object *call_first(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *one =
		py_call_method(vm, query_of(self)->select, "limit", &PY_ARGS(py_int(vm, 1)));
	struct py_object *limited = with_select(vm, self, one), *rows;

	(void)args;
	rows = limited ? all_rows(vm, query_of(limited)) : NULL;
	if (!rows)
		return NULL;
	return ((struct py_list *)rows)->n ? ((struct py_list *)rows)->items[0] : py_none(vm);
}

static struct py_object *only_row(struct py *vm, struct py_object *self, bool may_be_none)
{
	struct py_list *rows = (struct py_list *)all_rows(vm, query_of(self));

	if (!rows)
		return NULL;
	if (rows->n > 1)
		return ops_throw(vm, "MultipleResultsFound",
				 "Multiple rows were found when %s was required",
				 may_be_none ? "one or none" : "exactly one");
	if (rows->n)
		return rows->items[0];
	return may_be_none
		       ? py_none(vm)
		       : ops_throw(vm, "NoResultFound", "No row was found when one was required");
}

static struct py_object *call_one(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	return only_row(vm, self, false);
}

static struct py_object *call_one_or_none(struct py *vm, struct py_object *self,
					  struct py_object **args)
{
	(void)args;
	return only_row(vm, self, true);
}

static struct py_object *call_scalar(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *row = only_row(vm, self, true);

	(void)args;
	return row && (py_is(row, &ops_row_type) || py_is(row, &py_tuple_type))
		       ? py_getitem(vm, row, py_int(vm, 0))
		       : row;
}

/* SELECT count(*) FROM (the query) */
static struct py_object *call_count(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *subquery =
		py_call_method(vm, query_of(self)->select, "subquery", &PY_NO_ARGS);
	struct py_object *count = py_getattr(vm, ops_func_object(vm), STR("count")), *select,
			 *result;

	(void)args;
	count = count ? py_call(vm, count, &PY_NO_ARGS) : NULL;
	select = count && subquery ? ops_select_new(vm, &count, 1) : NULL;
	select = select ? py_call_method(vm, select, "select_from", &PY_ARGS(subquery)) : NULL;
	result = select ? run(vm, query_of(self), select) : NULL;
	return result ? py_call_method(vm, result, "scalar", &PY_NO_ARGS) : NULL;
}

static struct py_object *call_get(struct py *vm, struct py_object *self, struct py_object **args)
{
	const struct ddl_table *table =
		query_of(self)->entities->n
			? ops_mapped_table(vm, query_of(self)->entities->items[0])
			: NULL;
	struct py_object *select = query_of(self)->select;

	for (size_t i = 0; table && select && i < table->column_count; i++) {
		if (!table->columns[i]->primary_key)
			continue;
		struct py_object *condition =
			py_compare(vm, PY_EQ, ops_column_object(vm, table->columns[i]), args[0]);
		select = condition ? py_call_method(vm, select, "where", &PY_ARGS(condition))
				   : NULL;
	}
	if (!table)
		return py_refuse(vm,
				 "get() of a query that is not of a mapped class is not supported");
	struct py_object *query = with_select(vm, self, select);
	return query ? only_row(vm, query, true) : NULL;
}

/* ---- update() and delete(): a statement with the query's conditions ---- */

static struct py_object *with_conditions(struct py *vm, struct py_object *self,
					 struct py_object *statement)
{
	const struct ddl_expr *select = ops_node(query_of(self)->select);

	for (size_t i = 0; statement && i < select->u.select->where.n; i++)
		statement = py_call_method(
			vm, statement, "where",
			&PY_ARGS(ops_expr_object(vm, select->u.select->where.items[i])));
	return statement;
}

static struct py_object *row_count(struct py *vm, struct py_object *self,
				   struct py_object *statement)
{
	struct py_object *result = statement ? run(vm, query_of(self), statement) : NULL;

	return result ? py_getattr(vm, result, STR("rowcount")) : NULL;
}

static struct py_object *table_object(struct py *vm, struct py_object *self)
{
	struct ddl_table *table = query_of(self)->entities->n
					  ? ops_mapped_table(vm, query_of(self)->entities->items[0])
					  : NULL;

	return table ? ops_table_object(vm, table)
		     : py_refuse(
			       vm,
			       "update and delete of what is not a mapped class are not supported");
}

static struct py_object *call_update(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *table = table_object(vm, self);
	struct py_object *statement = table ? py_call_method(vm, table, "update", &PY_NO_ARGS)
					    : NULL;

	statement = with_conditions(vm, self, statement);
	statement = statement ? py_call_method(vm, statement, "values", &PY_ARGS(args[0])) : NULL;
	return row_count(vm, self, statement);
}

static struct py_object *call_delete(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *table = table_object(vm, self);
	struct py_object *statement = table ? py_call_method(vm, table, "delete", &PY_NO_ARGS)
					    : NULL;

	(void)args;
	return row_count(vm, self, with_conditions(vm, self, statement));
}

static struct py_object *call_subquery(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	const struct py_args call = { .positional = args, .n = args[0] ? 1 : 0 };

	return py_call_method(vm, query_of(self)->select, "subquery", &call);
}

static struct py_object *get_statement(struct py *vm, struct py_object *self)
{
	(void)vm;
	return query_of(self)->select;
}

static const struct py_property properties[] = {
	{ "statement", get_statement, NULL },
	{ 0 },
};

static const struct py_method methods[] = {
	{ "filter", "*criteria", call_filter, PY_METHOD_INSTANCE },
	{ "where", "*criteria", call_filter, PY_METHOD_INSTANCE },
	{ "filter_by", "**kw", call_filter_by, PY_METHOD_INSTANCE },
	{ "order_by", "*clauses", call_order_by, PY_METHOD_INSTANCE },
	{ "group_by", "*clauses", call_group_by, PY_METHOD_INSTANCE },
	{ "having", "*having", call_having, PY_METHOD_INSTANCE },
	{ "join", "*props", call_join, PY_METHOD_INSTANCE },
	{ "outerjoin", "*props", call_outerjoin, PY_METHOD_INSTANCE },
	{ "select_from", "*from_obj", call_select_from, PY_METHOD_INSTANCE },
	{ "limit", "*limit", call_limit, PY_METHOD_INSTANCE },
	{ "offset", "*offset", call_offset, PY_METHOD_INSTANCE },
	{ "distinct", "*expr", call_distinct, PY_METHOD_INSTANCE },
	{ "options", "*args", call_self, PY_METHOD_INSTANCE },
	{ "yield_per", "count", call_self, PY_METHOD_INSTANCE },
	{ "execution_options", "**kwargs", call_self, PY_METHOD_INSTANCE },
	{ "enable_eagerloads", "value", call_self, PY_METHOD_INSTANCE },
	{ "all", "", call_all, PY_METHOD_INSTANCE },
	{ "first", "", call_first, PY_METHOD_INSTANCE },
	{ "one", "", call_one, PY_METHOD_INSTANCE },
	{ "one_or_none", "", call_one_or_none, PY_METHOD_INSTANCE },
	{ "scalar", "", call_scalar, PY_METHOD_INSTANCE },
	{ "count", "", call_count, PY_METHOD_INSTANCE },
	{ "get", "ident", call_get, PY_METHOD_INSTANCE },
	{ "update", "values, synchronize_session='auto', update_args=None", call_update,
	  PY_METHOD_INSTANCE },
	{ "delete", "synchronize_session='auto', delete_args=None", call_delete,
	  PY_METHOD_INSTANCE },
	{ "subquery", "name=None", call_subquery, PY_METHOD_INSTANCE },
	{ 0 },
};

static const struct py_native_type query_type = {
	.name = "Query",
	.module = "sqlalchemy.orm.query",
	.size = sizeof(struct query),
	.methods = methods,
	.properties = properties,
	.slots = { .iter = query_iter },
};
