/* select() and its methods, UNION, exists() (sqlalchemy/sql/selectable.py). */
#include "engine/ops/expression.h"

#include "engine/py/dict.h"

#define FUNCTION(name)                                                                             \
	static struct py_object *name(struct py *vm, struct py_object *self,                       \
				      struct py_object **args)
#define UNUSED(x) (void)(x)

/* A copy of the statement to change; the expression around it is made by `done`. */
static struct ddl_select *changed(struct py *vm, struct py_object *self)
{
	struct ddl_select *select = ARENA_NEW(py_arena(vm), struct ddl_select);

	*select = *ops_node(self)->u.select;
	return select;
}

static struct py_object *done(struct py *vm, struct py_object *self,
			      const struct ddl_select *select)
{
	struct ddl_expr *expr = ops_copy(vm, ops_node(self));

	expr->u.select = select;
	return ops_expr_object(vm, expr);
}

struct py_object *ops_select_new(struct py *vm, struct py_object *const *columns, size_t n)
{
	struct ddl_expr *expr = ddl_expr_new(py_arena(vm), DDL_EXPR_SELECT, NULL);
	struct ddl_select *select = ARENA_NEW(py_arena(vm), struct ddl_select);

	for (size_t i = 0; i < n; i++) {
		if (py_is_sequence(columns[i]) && n == 1)
			return ops_throw(vm, "ArgumentError",
					 "Column expression, FROM clause, or other columns clause "
					 "element expected, got %.*s. Did "
					 "you mean to say select(*%.*s)?",
					 STR_ARG(ops_repr(vm, columns[i])),
					 STR_ARG(ops_repr(vm, columns[i])));
		if (ops_is_from(columns[i])) {
			const struct ddl_expr *from;

			if (!ops_take_from(vm, columns[i], &from))
				return NULL;
			if (from->kind == DDL_EXPR_JOIN || !ops_from_columns(vm, from).n)
				select->from = ddl_expr_list_add(py_arena(vm), select->from, from);
		}
		if (!ops_take_columns(vm, columns[i], &select->columns))
			return NULL;
	}
	expr->u.select = select;
	return ops_expr_object(vm, expr);
}

FUNCTION(function_select)
{
	const struct py_list *columns = (const struct py_list *)args[0];

	UNUSED(self);
	return ops_select_new(vm, columns->items, columns->n);
}

/* ---- clauses ---- */

static bool add_conditions(struct py *vm, struct py_object *given, struct ddl_expr_list *list)
{
	const struct py_list *clauses = (const struct py_list *)given;

	for (size_t i = 0; i < clauses->n; i++) {
		const struct ddl_expr *clause;

		if (!ops_take_condition(vm, clauses->items[i], &clause))
			return false;
		*list = ddl_expr_list_add(py_arena(vm), *list, clause);
	}
	return true;
}

FUNCTION(call_where)
{
	struct ddl_select *select = changed(vm, self);

	return add_conditions(vm, args[0], &select->where) ? done(vm, self, select) : NULL;
}

FUNCTION(call_having)
{
	struct ddl_select *select = changed(vm, self);

	return add_conditions(vm, args[0], &select->having) ? done(vm, self, select) : NULL;
}

static bool add_froms(struct py *vm, struct py_object *given, struct ddl_expr_list *list)
{
	const struct py_list *froms = (const struct py_list *)given;

	for (size_t i = 0; i < froms->n; i++) {
		const struct ddl_expr *from;

		if (py_is_none(froms->items[i]))
			continue;
		if (!ops_take_from(vm, froms->items[i], &from))
			return false;
		*list = ddl_expr_list_add(py_arena(vm), *list, from);
	}
	return true;
}

FUNCTION(call_select_from)
{
	struct ddl_select *select = changed(vm, self);

	return add_froms(vm, args[0], &select->from) ? done(vm, self, select) : NULL;
}

FUNCTION(call_correlate)
{
	struct ddl_select *select = changed(vm, self);

	select->has_correlate = true;
	return add_froms(vm, args[0], &select->correlate) ? done(vm, self, select) : NULL;
}

FUNCTION(call_correlate_except)
{
	struct ddl_select *select = changed(vm, self);

	select->has_correlate_except = true;
	return add_froms(vm, args[0], &select->correlate_except) ? done(vm, self, select) : NULL;
}

static bool add_orderings(struct py *vm, struct py_object *given, struct ddl_expr_list *list)
{
	const struct py_list *items = (const struct py_list *)given;

	if (items->n == 1 && py_is_none(items->items[0])) {
		*list = (struct ddl_expr_list){ 0 };
		return true;
	}
	for (size_t i = 0; i < items->n; i++)
		if (!ops_take_ordering(vm, items->items[i], list))
			return false;
	return true;
}

FUNCTION(call_order_by)
{
	struct ddl_select *select = changed(vm, self);

	return add_orderings(vm, args[0], &select->order_by) ? done(vm, self, select) : NULL;
}

FUNCTION(call_group_by)
{
	struct ddl_select *select = changed(vm, self);

	return add_orderings(vm, args[0], &select->group_by) ? done(vm, self, select) : NULL;
}

FUNCTION(call_distinct)
{
	struct ddl_select *select = changed(vm, self);

	select->is_distinct = true;
	return add_orderings(vm, args[0], &select->distinct_on) ? done(vm, self, select) : NULL;
}

static bool take_limit(struct py *vm, struct py_object *value, const struct ddl_expr **ret)
{
	int64_t number;

	*ret = NULL;
	if (!py_given(value))
		return true;
	if (ops_node(value)) {
		*ret = ops_as_scalar(vm, ops_node(value));
		return true;
	}
	return py_take_int(vm, value, "limit", &number) &&
	       ops_take_bind(vm, py_int(vm, number), ddl_expr_type(DDL_TYPE_INTEGER), STR_NULL,
			     ret);
}

FUNCTION(call_limit)
{
	struct ddl_select *select = changed(vm, self);

	return take_limit(vm, args[0], &select->limit) ? done(vm, self, select) : NULL;
}

FUNCTION(call_offset)
{
	struct ddl_select *select = changed(vm, self);

	return take_limit(vm, args[0], &select->offset) ? done(vm, self, select) : NULL;
}

FUNCTION(call_slice)
{
	struct ddl_select *select = changed(vm, self);
	int64_t start = 0, stop = 0;

	if (!py_take_int(vm, args[0], "start", &start) ||
	    !py_take_int(vm, args[1], "stop", &stop) ||
	    !take_limit(vm, py_int(vm, stop - start), &select->limit) ||
	    (start && !take_limit(vm, args[0], &select->offset)))
		return NULL;
	return done(vm, self, select);
}

FUNCTION(call_fetch)
{
	struct ddl_select *select = changed(vm, self);

	if (!take_limit(vm, args[0], &select->fetch) ||
	    !py_take_bool(vm, args[1], false, &select->fetch_with_ties) ||
	    !py_take_bool(vm, args[2], false, &select->fetch_percent))
		return NULL;
	return done(vm, self, select);
}

FUNCTION(call_with_for_update)
{
	struct ddl_select *select = changed(vm, self);
	struct ddl_for_update *lock = &select->for_update;

	lock->is_set = true;
	if (!py_take_bool(vm, args[0], false, &lock->nowait) ||
	    !py_take_bool(vm, args[1], false, &lock->read) ||
	    !py_take_bool(vm, args[3], false, &lock->skip_locked) ||
	    !py_take_bool(vm, args[4], false, &lock->key_share))
		return NULL;
	if (py_given(args[2])) {
		struct py_object **items = &args[2];
		size_t n = 1;

		if (py_is_sequence(args[2]) && !py_take_items(vm, args[2], &items, &n))
			return NULL;
		for (size_t i = 0; i < n; i++) {
			const struct ddl_expr *of;

			if (ops_node(items[i]))
				of = ops_node(items[i]);
			else if (!ops_take_from(vm, items[i], &of))
				return NULL;
			lock->of = ddl_expr_list_add(py_arena(vm), lock->of, of);
		}
	}
	return done(vm, self, select);
}

static bool add_columns(struct py *vm, struct py_object *given, struct ddl_expr_list *list)
{
	struct py_object **items;
	size_t n;

	if (!ops_take_varargs(vm, given, &items, &n))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!ops_take_columns(vm, items[i], list))
			return false;
	return true;
}

FUNCTION(call_add_columns)
{
	struct ddl_select *select = changed(vm, self);

	return add_columns(vm, args[0], &select->columns) ? done(vm, self, select) : NULL;
}

FUNCTION(call_with_only_columns)
{
	struct ddl_select *select = changed(vm, self);

	select->columns = (struct ddl_expr_list){ 0 };
	return add_columns(vm, args[0], &select->columns) ? done(vm, self, select) : NULL;
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

FUNCTION(call_prefix_with)
{
	struct ddl_select *select = changed(vm, self);

	return add_words(vm, args[0], &select->prefixes) ? done(vm, self, select) : NULL;
}

FUNCTION(call_suffix_with)
{
	struct ddl_select *select = changed(vm, self);

	return add_words(vm, args[0], &select->suffixes) ? done(vm, self, select) : NULL;
}

FUNCTION(call_add_cte)
{
	struct ddl_select *select = changed(vm, self);

	return add_froms(vm, args[0], &select->ctes) ? done(vm, self, select) : NULL;
}

/* ---- joins ---- */

struct join_arguments {
	struct py_object *left, *right, *on; /* left NULL: to be found */
	bool is_outer, is_full;
};

static struct py_object *add_join(struct py *vm, struct py_object *self,
				  const struct join_arguments *given)
{
	struct ddl_select *select = changed(vm, self);
	struct ddl_expr *join = ddl_expr_new(py_arena(vm), DDL_EXPR_JOIN, NULL);

	if (py_given(given->left) && !ops_take_from(vm, given->left, &join->u.join.left))
		return NULL;
	if (!ops_take_from(vm, given->right, &join->u.join.right))
		return NULL;
	if (py_given(given->on)) {
		if (!ops_take_condition(vm, given->on, &join->u.join.on))
			return NULL;
		join->u.join.on = ddl_group(py_arena(vm), join->u.join.on, DDL_OPERATION(ASBOOL));
	}
	join->u.join.is_outer = given->is_outer;
	join->u.join.is_full = given->is_full;
	select->joins = ddl_expr_list_add(py_arena(vm), select->joins, join);
	return done(vm, self, select);
}

FUNCTION(call_join)
{
	struct join_arguments join = { .right = args[0], .on = args[1] };

	if (!py_take_bool(vm, args[2], false, &join.is_outer) ||
	    !py_take_bool(vm, args[3], false, &join.is_full))
		return NULL;
	return add_join(vm, self, &join);
}

FUNCTION(call_outerjoin)
{
	struct join_arguments join = { .right = args[0], .on = args[1], .is_outer = true };

	return py_take_bool(vm, args[2], false, &join.is_full) ? add_join(vm, self, &join) : NULL;
}

FUNCTION(call_join_from)
{
	struct join_arguments join = { .left = args[0], .right = args[1], .on = args[2] };

	if (!py_take_bool(vm, args[3], false, &join.is_outer) ||
	    !py_take_bool(vm, args[4], false, &join.is_full))
		return NULL;
	return add_join(vm, self, &join);
}

/* ---- filter_by(name=value): of the last thing joined, or the only table ---- */

static const struct ddl_expr *filter_target(struct py *vm, const struct ddl_select *select)
{
	if (select->joins.n)
		return select->joins.items[select->joins.n - 1]->u.join.right;
	if (select->from.n)
		return select->from.items[select->from.n - 1];
	for (size_t i = 0; i < select->columns.n; i++) {
		const struct ddl_expr *column = select->columns.items[i];

		if (column->kind == DDL_EXPR_COLUMN && column->u.column.from)
			return column->u.column.from;
		if (column->kind == DDL_EXPR_COLUMN && column->u.column.column &&
		    column->u.column.column->table)
			return ddl_expr_table(py_arena(vm), column->u.column.column->table);
	}
	return NULL;
}

FUNCTION(call_filter_by)
{
	struct ddl_select *select = changed(vm, self);
	const struct ddl_expr *from = filter_target(vm, select);
	const struct py_dict_entry *entry;
	size_t cursor = 0;

	if (!from)
		return ops_throw(vm, "InvalidRequestError",
				 "No entities to apply filter criteria to");
	while ((entry = py_dict_next(args[0], &cursor))) {
		struct py_object *columns = py_getattr(vm, ops_from_object(vm, from), STR("c"));
		struct py_object *column = columns ? py_getattr(vm, columns, py_text(entry->key))
						   : NULL;
		struct py_object *clause = column ? py_compare(vm, PY_EQ, column, entry->value)
						  : NULL;

		if (!clause)
			return NULL;
		select->where = ddl_expr_list_add(py_arena(vm), select->where, ops_node(clause));
	}
	return done(vm, self, select);
}

/* ---- UNION ---- */

static struct py_object *compound(struct py *vm, struct py_object *first, struct py_object *rest,
				  const char *keyword)
{
	struct ddl_expr *expr = ddl_expr_new(py_arena(vm), DDL_EXPR_COMPOUND, NULL);
	struct ddl_select *parts = ARENA_NEW(py_arena(vm), struct ddl_select);
	const struct py_list *given = (const struct py_list *)rest;

	parts->compound = str_from(keyword);
	for (size_t i = first ? 0 : 1; i <= given->n; i++) {
		struct py_object *item = i ? given->items[i - 1] : first;
		const struct ddl_expr *node = ops_node(item);
		bool needs_group;

		if (py_is_poison(vm, item))
			return NULL;
		if (!node ||
		    (node->kind != DDL_EXPR_SELECT && node->kind != DDL_EXPR_COMPOUND &&
		     node->kind != DDL_EXPR_TEXT_SELECT && node->kind != DDL_EXPR_GROUPING))
			return ops_throw(vm, "ArgumentError",
					 "SELECT construct or equivalent expected, got %.*s.",
					 STR_ARG(ops_repr(vm, item)));
		/* CompoundSelect.self_group, Select._needs_parens_for_grouping */
		needs_group = node->kind == DDL_EXPR_COMPOUND ||
			      (node->kind == DDL_EXPR_SELECT &&
			       (node->u.select->limit || node->u.select->offset ||
				node->u.select->fetch || node->u.select->order_by.n));
		parts->columns =
			ddl_expr_list_add(py_arena(vm), parts->columns,
					  needs_group ? ddl_grouping(py_arena(vm), node) : node);
	}
	expr->u.select = parts;
	return ops_expr_object(vm, expr);
}

#define COMPOUND(method, function, keyword)                                                        \
	FUNCTION(method)                                                                           \
	{                                                                                          \
		return compound(vm, self, args[0], keyword);                                       \
	}                                                                                          \
	FUNCTION(function)                                                                         \
	{                                                                                          \
		UNUSED(self);                                                                      \
		return compound(vm, NULL, args[0], keyword);                                       \
	}
COMPOUND(call_union, function_union, "UNION")
COMPOUND(call_union_all, function_union_all, "UNION ALL")
COMPOUND(call_intersect, function_intersect, "INTERSECT")
COMPOUND(call_intersect_all, function_intersect_all, "INTERSECT ALL")
COMPOUND(call_except, function_except, "EXCEPT")
COMPOUND(call_except_all, function_except_all, "EXCEPT ALL")

/* ---- exists() ---- */

static const struct ddl_expr *exists_node(struct py *vm, const struct ddl_expr *select)
{
	struct ddl_expr *exists =
		ddl_expr_new(py_arena(vm), DDL_EXPR_UNARY, ddl_expr_type(DDL_TYPE_BOOLEAN));

	exists->operation = DDL_OPERATION(EXISTS);
	exists->left = ops_as_scalar(vm, select);
	return exists;
}

struct py_object *ops_exists_of(struct py *vm, const struct ddl_expr *select)
{
	struct ops_expr *object;

	if (!select)
		return NULL;
	object = py_new(vm, &ops_exists_type);
	object->expr = exists_node(vm, select);
	return &object->head;
}

FUNCTION(function_exists)
{
	const struct py_list *given = (const struct py_list *)args[0];
	struct py_object *select;

	UNUSED(self);
	if (given->n == 1 && ops_node(given->items[0]) &&
	    (ops_node(given->items[0])->kind == DDL_EXPR_SELECT ||
	     ops_node(given->items[0])->kind == DDL_EXPR_COMPOUND ||
	     ops_node(given->items[0])->kind == DDL_EXPR_SCALAR))
		return ops_exists_of(vm, ops_node(given->items[0]));
	select = ops_select_new(vm, given->items, given->n);
	if (select && !given->n) {
		struct ddl_expr *star = ddl_expr_new(py_arena(vm), DDL_EXPR_COLUMN, NULL);
		struct ddl_select *all = changed(vm, select);

		star->u.column.name.text = STR("*");
		star->u.column.is_literal = true;
		all->columns = ddl_expr_list_add(py_arena(vm), all->columns, star);
		select = done(vm, select, all);
	}
	return select ? ops_exists_of(vm, ops_node(select)) : NULL;
}

/* exists().where(..): a method of the select inside */
static struct py_object *inside(struct py *vm, struct py_object *self, const char *method,
				struct py_object *args)
{
	const struct py_list *given = (const struct py_list *)args;
	const struct ddl_expr *scalar = ops_node(self)->left;
	struct py_object *select = ops_expr_object(vm, scalar->left);

	select = py_call_method(vm, select, method,
				&(struct py_args){ given->items, given->n, NULL, 0 });
	return select ? ops_exists_of(vm, ops_node(select)) : NULL;
}

#define INSIDE(name, method)                                                                       \
	FUNCTION(name)                                                                             \
	{                                                                                          \
		return inside(vm, self, method, args[0]);                                          \
	}
INSIDE(exists_where, "where")
INSIDE(exists_select_from, "select_from")
INSIDE(exists_correlate, "correlate")

FUNCTION(exists_select)
{
	UNUSED(args);
	return ops_select_new(vm, &self, 1);
}

static const struct py_method exists_methods[] = {
	{ "where", "*clause", exists_where, PY_METHOD_INSTANCE },
	{ "select_from", "*froms", exists_select_from, PY_METHOD_INSTANCE },
	{ "correlate", "*fromclauses", exists_correlate, PY_METHOD_INSTANCE },
	{ "select", "", exists_select, PY_METHOD_INSTANCE },
	{ 0 },
};

const struct py_native_type ops_exists_type = {
	.name = "Exists",
	.module = "sqlalchemy.sql.selectable",
	.base = &ops_unary_type,
	.size = sizeof(struct ops_expr),
	.methods = exists_methods,
	.has_attributes = true,
};

/* ---- classes ---- */

FUNCTION(same)
{
	UNUSED(vm);
	UNUSED(args);
	return self;
}

static struct py_object *get_froms(struct py *vm, struct py_object *self)
{
	const struct ddl_select *select = ops_node(self)->u.select;
	struct py_object *list = py_list(vm);

	for (size_t i = 0; i < select->from.n; i++)
		py_list_append(vm, list, ops_from_object(vm, select->from.items[i]));
	return list;
}

#define ORDERING_METHODS                                                                           \
	{ "order_by", "*clauses", call_order_by, PY_METHOD_INSTANCE },                             \
		{ "group_by", "*clauses", call_group_by, PY_METHOD_INSTANCE },                     \
		{ "limit", "limit", call_limit, PY_METHOD_INSTANCE },                              \
		{ "offset", "offset", call_offset, PY_METHOD_INSTANCE },                           \
		{ "slice", "start, stop", call_slice, PY_METHOD_INSTANCE },                        \
		{ "fetch", "count, with_ties=False, percent=False", call_fetch,                    \
		  PY_METHOD_INSTANCE },                                                            \
		{ "with_for_update",                                                               \
		  "*, nowait=False, read=False, of=None, skip_locked=False, key_share=False",      \
		  call_with_for_update, PY_METHOD_INSTANCE },                                      \
		{ "union", "*other", call_union, PY_METHOD_INSTANCE },                             \
		{ "union_all", "*other", call_union_all, PY_METHOD_INSTANCE },                     \
		{ "intersect", "*other", call_intersect, PY_METHOD_INSTANCE },                     \
		{ "intersect_all", "*other", call_intersect_all, PY_METHOD_INSTANCE },             \
		{ "except_", "*other", call_except, PY_METHOD_INSTANCE },                          \
		{ "except_all", "*other", call_except_all, PY_METHOD_INSTANCE },                   \
		{ "add_cte", "*ctes, nest_here=False", call_add_cte, PY_METHOD_INSTANCE },         \
		{ "execution_options", "**kw", same, PY_METHOD_INSTANCE },                         \
	{                                                                                          \
		"set_label_style", "style", same, PY_METHOD_INSTANCE                               \
	}

static const struct py_method select_methods[] = {
	{ "where", "*whereclause", call_where, PY_METHOD_INSTANCE },
	{ "filter", "*criteria", call_where, PY_METHOD_INSTANCE },
	{ "filter_by", "**kwargs", call_filter_by, PY_METHOD_INSTANCE },
	{ "having", "*having", call_having, PY_METHOD_INSTANCE },
	{ "select_from", "*froms", call_select_from, PY_METHOD_INSTANCE },
	{ "correlate", "*fromclauses", call_correlate, PY_METHOD_INSTANCE },
	{ "correlate_except", "*fromclauses", call_correlate_except, PY_METHOD_INSTANCE },
	{ "distinct", "*expr", call_distinct, PY_METHOD_INSTANCE },
	{ "add_columns", "*entities", call_add_columns, PY_METHOD_INSTANCE },
	{ "with_only_columns", "*entities, maintain_column_froms=False", call_with_only_columns,
	  PY_METHOD_INSTANCE },
	{ "prefix_with", "*prefixes, dialect='*'", call_prefix_with, PY_METHOD_INSTANCE },
	{ "suffix_with", "*suffixes, dialect='*'", call_suffix_with, PY_METHOD_INSTANCE },
	{ "join", "target, onclause=None, isouter=False, full=False", call_join,
	  PY_METHOD_INSTANCE },
	{ "outerjoin", "target, onclause=None, full=False", call_outerjoin, PY_METHOD_INSTANCE },
	{ "join_from", "from_, target, onclause=None, isouter=False, full=False", call_join_from,
	  PY_METHOD_INSTANCE },
	ORDERING_METHODS,
	{ 0 },
};

static const struct py_method compound_methods[] = {
	ORDERING_METHODS,
	{ 0 },
};

static const struct py_property select_properties[] = {
	{ "froms", get_froms, NULL },
	{ 0 },
};

/* what every SELECT has: alias(), subquery(), cte(), exists() */
static const struct py_native_type select_base_type = {
	.name = "SelectBase",
	.module = "sqlalchemy.sql.selectable",
	.base = &ops_expr_type,
	.size = sizeof(struct ops_expr),
	.methods = ops_selectable_methods,
	.properties = ops_selectable_properties,
	.has_attributes = true,
};

const struct py_native_type ops_select_type = {
	.name = "Select",
	.module = "sqlalchemy.sql.selectable",
	.base = &select_base_type,
	.size = sizeof(struct ops_expr),
	.methods = select_methods,
	.properties = select_properties,
	.has_attributes = true,
};

const struct py_native_type ops_compound_type = {
	.name = "CompoundSelect",
	.module = "sqlalchemy.sql.selectable",
	.base = &select_base_type,
	.size = sizeof(struct ops_expr),
	.methods = compound_methods,
	.has_attributes = true,
};

#define FN(name, signature, call)                                                                  \
	const struct py_method ops_fn_##name = { #name, signature, call, PY_METHOD_STATIC };

FN(select, "*entities", function_select)
FN(exists, "*argument", function_exists)
FN(union, "*selects", function_union)
FN(union_all, "*selects", function_union_all)
FN(intersect, "*selects", function_intersect)
FN(intersect_all, "*selects", function_intersect_all)
FN(except_, "*selects", function_except)
FN(except_all, "*selects", function_except_all)
