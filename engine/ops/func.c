/* sa.func: any name is a function; some know their type (sqlalchemy/sql/functions.py). */
#include "engine/ops/expression.h"

struct generator {
	struct py_object head;
	struct str_list names;
	struct ddl_name last; /* func["Quoted"] is not there; quoted_name keeps its quoting */
};

enum returns { RETURNS_TYPE, RETURNS_FIRST_ARGUMENT, RETURNS_ARRAY_OF_FIRST };

static const struct {
	const char *name;
	enum ddl_type_kind type;
	enum returns returns;
} known[] = {
	{ "now", DDL_TYPE_DATETIME, RETURNS_TYPE },
	{ "current_date", DDL_TYPE_DATE, RETURNS_TYPE },
	{ "current_time", DDL_TYPE_TIME, RETURNS_TYPE },
	{ "current_timestamp", DDL_TYPE_DATETIME, RETURNS_TYPE },
	{ "current_user", DDL_TYPE_STRING, RETURNS_TYPE },
	{ "localtime", DDL_TYPE_DATETIME, RETURNS_TYPE },
	{ "localtimestamp", DDL_TYPE_DATETIME, RETURNS_TYPE },
	{ "session_user", DDL_TYPE_STRING, RETURNS_TYPE },
	{ "sysdate", DDL_TYPE_DATETIME, RETURNS_TYPE },
	{ "user", DDL_TYPE_STRING, RETURNS_TYPE },
	{ "concat", DDL_TYPE_STRING, RETURNS_TYPE },
	{ "char_length", DDL_TYPE_INTEGER, RETURNS_TYPE },
	{ "count", DDL_TYPE_INTEGER, RETURNS_TYPE },
	{ "rank", DDL_TYPE_INTEGER, RETURNS_TYPE },
	{ "dense_rank", DDL_TYPE_INTEGER, RETURNS_TYPE },
	{ "percent_rank", DDL_TYPE_NUMERIC, RETURNS_TYPE },
	{ "cume_dist", DDL_TYPE_NUMERIC, RETURNS_TYPE },
	{ "aggregate_strings", DDL_TYPE_STRING, RETURNS_TYPE },
	{ "to_tsvector", DDL_TYPE_PG_TSVECTOR, RETURNS_TYPE },
	{ "to_tsquery", DDL_TYPE_PG_TSQUERY, RETURNS_TYPE },
	{ "plainto_tsquery", DDL_TYPE_PG_TSQUERY, RETURNS_TYPE },
	{ "phraseto_tsquery", DDL_TYPE_PG_TSQUERY, RETURNS_TYPE },
	{ "websearch_to_tsquery", DDL_TYPE_PG_TSQUERY, RETURNS_TYPE },
	{ "ts_headline", DDL_TYPE_TEXT_, RETURNS_TYPE },
	{ "coalesce", DDL_TYPE_NULLTYPE, RETURNS_FIRST_ARGUMENT },
	{ "max", DDL_TYPE_NULLTYPE, RETURNS_FIRST_ARGUMENT },
	{ "min", DDL_TYPE_NULLTYPE, RETURNS_FIRST_ARGUMENT },
	{ "sum", DDL_TYPE_NULLTYPE, RETURNS_FIRST_ARGUMENT },
	{ "pow", DDL_TYPE_NULLTYPE, RETURNS_FIRST_ARGUMENT },
	{ "mode", DDL_TYPE_NULLTYPE, RETURNS_TYPE },
	{ "random", DDL_TYPE_NULLTYPE, RETURNS_TYPE },
	{ "cube", DDL_TYPE_NULLTYPE, RETURNS_TYPE },
	{ "rollup", DDL_TYPE_NULLTYPE, RETURNS_TYPE },
	{ "grouping_sets", DDL_TYPE_NULLTYPE, RETURNS_TYPE },
	{ "percentile_cont", DDL_TYPE_NULLTYPE, RETURNS_TYPE },
	{ "percentile_disc", DDL_TYPE_NULLTYPE, RETURNS_TYPE },
	{ "array_agg", DDL_TYPE_NULLTYPE, RETURNS_ARRAY_OF_FIRST },
};

static bool is_tsearch(struct str name)
{
	return str_ends(name, STR("_tsquery")) || str_is(name, "to_tsvector") ||
	       str_is(name, "ts_headline");
}

static const struct ddl_type *type_of(struct py *vm, struct str name,
				      struct ddl_expr_list arguments)
{
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (!str_equal_nocase(name, str_from(known[i].name)))
			continue;
		if (known[i].returns == RETURNS_TYPE)
			return ddl_expr_type(known[i].type);
		if (known[i].returns == RETURNS_ARRAY_OF_FIRST) {
			struct ddl_type *array = ddl_type_new(py_arena(vm), DDL_TYPE_ARRAY);

			array->item = arguments.n ? arguments.items[0]->type
						  : ddl_expr_type(DDL_TYPE_NULLTYPE);
			return array;
		}
		for (size_t k = 0; k < arguments.n; k++)
			if (arguments.items[k]->type->kind != DDL_TYPE_NULLTYPE)
				return arguments.items[k]->type;
	}
	return ddl_expr_type(DDL_TYPE_NULLTYPE);
}

/* to_tsvector("english", x): the first of two arguments is a regconfig (dialects/postgresql/ext.py)
 */
static void mark_regconfig(struct py *vm, struct ddl_expr_list arguments)
{
	struct ddl_expr *bind;

	if (arguments.n < 2 || arguments.items[0]->kind != DDL_EXPR_BIND ||
	    ddl_affinity(arguments.items[0]->type) != DDL_TYPE_STRING)
		return;
	bind = ops_copy(vm, arguments.items[0]);
	bind->type = ddl_expr_type(DDL_TYPE_PG_REGCONFIG);
	arguments.items[0] = bind;
}

static bool take_arguments(struct py *vm, struct py_object *const *values, size_t n,
			   struct str name, struct ddl_expr_list *ret)
{
	struct ddl_expr *star;

	*ret = ddl_expr_list_of(py_arena(vm), NULL, 0);
	for (size_t i = 0; i < n; i++) {
		const struct ddl_expr *expr;

		if (ops_is_from(values[i])) { /* func.row_to_json(table): its name */
			struct ddl_expr *row = ddl_expr_new(py_arena(vm), DDL_EXPR_COLUMN, NULL);
			struct ddl_table *table = ops_table_of(values[i]);

			if (!table)
				return py_refuse(vm, "a FROM element as a function's argument is "
						     "not supported") != NULL;
			row->u.column.name = table->name;
			*ret = ddl_expr_list_add(py_arena(vm), *ret, row);
			continue;
		}
		if (!ops_node(values[i]) || ops_node(values[i])->kind == DDL_EXPR_BIND) {
			if (py_is_none(values[i])) {
				expr = ddl_expr_null();
			} else if (ops_node(values[i])) {
				expr = ops_node(values[i]);
			} else if (!ops_take_expr(vm, values[i], NULL, &expr)) {
				return false;
			}
			if (expr->kind == DDL_EXPR_BIND && expr->u.bind.is_unique &&
			    str_is(expr->u.bind.key, "param")) {
				struct ddl_expr *bind = ops_copy(vm, expr);

				bind->u.bind.key = name;
				expr = bind;
			}
		} else if (!ops_take_expr(vm, values[i], NULL, &expr)) {
			return false;
		}
		*ret = ddl_expr_list_add(py_arena(vm), *ret,
					 ddl_group(py_arena(vm), expr, DDL_OPERATION(COMMA)));
	}
	if (!n && str_equal_nocase(name, STR("count"))) {
		star = ddl_expr_new(py_arena(vm), DDL_EXPR_STAR, NULL);
		*ret = ddl_expr_list_add(py_arena(vm), *ret, star);
	}
	if (is_tsearch(name))
		mark_regconfig(vm, *ret);
	return true;
}

static struct py_object *call_type_of(struct py *vm, const struct generator *self,
				      const struct py_args *args);

static struct py_object *generator_call(struct py *vm, struct py_object *object,
					const struct py_args *args)
{
	const struct generator *self = (const struct generator *)object;
	struct ddl_expr *call;
	const struct ddl_type *type = NULL;
	struct str name = self->last.text;

	if (!self->names.n)
		return py_raise(vm, "TypeError", "'_FunctionGenerator' object is not callable");
	if (self->names.n == 1 && (str_is(name, "cast") || str_is(name, "extract") ||
				   str_is(name, "type_coerce") || str_is(name, "next_value")))
		return call_type_of(vm, self, args);
	for (size_t i = 0; i < args->keyword_count; i++) {
		if (str_is(args->keywords[i].name, "type_")) {
			if (!ops_take_type(vm, args->keywords[i].value, &type))
				return NULL;
		} else if (!str_is(args->keywords[i].name, "monotonic")) {
			return py_raise(
				vm, "TypeError",
				"Function.__init__() got an unexpected keyword argument '%.*s'",
				STR_ARG(args->keywords[i].name));
		}
	}
	for (size_t i = 0; i < args->n; i++)
		if (py_is_poison(vm, args->positional[i]))
			return NULL;
	call = ddl_expr_new(py_arena(vm), DDL_EXPR_FUNCTION, NULL);
	call->u.function.name = self->last;
	for (size_t i = 0; i + 1 < self->names.n; i++)
		str_list_add(py_arena(vm), &call->u.function.packages, self->names.items[i]);
	if (!take_arguments(vm, args->positional, args->n, name, &call->u.function.arguments))
		return NULL;
	call->type = type                 ? type
		     : self->names.n == 1 ? type_of(vm, name, call->u.function.arguments)
					  : call->type;
	return ops_expr_object(vm, call);
}

/* func.cast(x, Type) is CAST, func.next_value(seq) the sequence's */
static struct py_object *call_type_of(struct py *vm, const struct generator *self,
				      const struct py_args *args)
{
	struct py_object *module;
	struct py_object *function;

	if (str_is(self->last.text, "next_value")) {
		struct ddl_expr *next;

		if (args->n != 1 || !py_is(args->positional[0], &ops_sequence_type))
			return py_raise(vm, "TypeError",
					"next_value() accepts a Sequence object as input.");
		next = ddl_expr_new(py_arena(vm), DDL_EXPR_SEQUENCE,
				    ddl_expr_type(DDL_TYPE_INTEGER));
		next->u.sequence = ((struct ops_sequence *)args->positional[0])->sequence;
		return ops_expr_object(vm, next);
	}
	module = py_import(vm, STR("sqlalchemy"));
	function = module ? py_getattr(vm, module, self->last.text) : NULL;
	return function ? py_call(vm, function, args) : NULL;
}

static const struct py_native_type generator_type;

static bool generator_getattr(struct py *vm, struct py_object *object, struct str name,
			      struct py_object **ret)
{
	const struct generator *self = (const struct generator *)object;
	struct generator *next;

	if (str_starts(name, STR("__")))
		return false;
	if (name.n > 1 && name.p[name.n - 1] == '_')
		name = str_slice(name, 0, name.n - 1);
	next = py_new(vm, &generator_type);
	for (size_t i = 0; i < self->names.n; i++)
		str_list_add(py_arena(vm), &next->names, self->names.items[i]);
	str_list_add(py_arena(vm), &next->names, name);
	next->last.text = name;
	*ret = &next->head;
	return true;
}

static const struct py_native_type generator_type = {
	.name = "_FunctionGenerator",
	.module = "sqlalchemy.sql.functions",
	.size = sizeof(struct generator),
	.slots = { .getattr = generator_getattr, .call = generator_call },
};

struct py_object *ops_func_object(struct py *vm)
{
	struct generator *generator = py_new(vm, &generator_type);

	return &generator->head;
}

/* ---- Function(name, *args) and the classes of sqlalchemy.sql.functions ---- */

static struct py_object *new_function(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	struct generator *generator = py_new(vm, &generator_type);
	const struct py_list *rest = (const struct py_list *)args[1];
	struct py_keyword keyword = { STR("type_"), args[2] };
	struct py_object *call;

	if (!ops_take_name(vm, args[0], "name", &generator->last))
		return NULL;
	str_list_add(py_arena(vm), &generator->names, generator->last.text);
	call = generator_call(
		vm, &generator->head,
		&(struct py_args){ rest->items, rest->n, &keyword, py_given(args[2]) });
	if (!call)
		return NULL;
	((struct ops_expr *)self)->expr = ops_node(call);
	return self;
}

/* ---- methods of a call ---- */

static bool take_orderings(struct py *vm, struct py_object *value, struct ddl_expr_list *ret)
{
	struct py_object **items;
	size_t n;

	if (!py_given(value))
		return true;
	if (!py_is_sequence(value))
		return ops_take_ordering(vm, value, ret);
	if (!py_take_items(vm, value, &items, &n))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!ops_take_ordering(vm, items[i], ret))
			return false;
	return true;
}

static bool add_bound(struct py *vm, struct strbuf *text, struct py_object *bound, bool is_lower)
{
	int64_t rows;

	if (py_is_none(bound)) {
		strbuf_add_c(text, is_lower ? "UNBOUNDED PRECEDING" : "UNBOUNDED FOLLOWING");
		return true;
	}
	if (!py_take_int(vm, bound, "frame", &rows))
		return false;
	if (!rows)
		strbuf_add_c(text, "CURRENT ROW");
	else
		strbuf_printf(text, "%lld %s", (long long)(rows < 0 ? -rows : rows),
			      rows < 0 ? "PRECEDING" : "FOLLOWING");
	return true;
}

static bool take_frame(struct py *vm, const char *word, struct py_object *value, struct str *ret)
{
	struct py_object **ends;
	size_t n;
	struct strbuf text = STRBUF(py_arena(vm));

	if (!py_given(value))
		return true;
	if (!py_take_items(vm, value, &ends, &n))
		return false;
	if (n != 2)
		return ops_throw(vm, "ArgumentError", "2-tuple expected for range/rows/groups") !=
		       NULL;
	strbuf_printf(&text, "%s BETWEEN ", word);
	if (!add_bound(vm, &text, ends[0], true))
		return false;
	strbuf_add_c(&text, " AND ");
	if (!add_bound(vm, &text, ends[1], false))
		return false;
	*ret = strbuf_str(&text);
	return true;
}

static struct py_object *call_over(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct ddl_expr *over = ddl_expr_new(py_arena(vm), DDL_EXPR_OVER, ops_node(self)->type);

	over->left = ops_node(self);
	if (!take_orderings(vm, args[0], &over->u.over.partition_by) ||
	    !take_orderings(vm, args[1], &over->u.over.order_by) ||
	    !take_frame(vm, "ROWS", args[2], &over->u.over.frame) ||
	    !take_frame(vm, "RANGE", args[3], &over->u.over.frame) ||
	    !take_frame(vm, "GROUPS", args[4], &over->u.over.frame))
		return NULL;
	if (py_given(args[5]) && !py_take_text(vm, args[5], "exclude", &over->u.over.exclude))
		return NULL;
	return ops_expr_object(vm, over);
}

static struct py_object *call_filter(struct py *vm, struct py_object *self, struct py_object **args)
{
	const struct py_list *given = (const struct py_list *)args[0];
	struct ddl_expr *filter = ddl_expr_new(py_arena(vm), DDL_EXPR_FILTER, ops_node(self)->type);
	struct ddl_expr_list clauses = { 0 };

	for (size_t i = 0; i < given->n; i++) {
		const struct ddl_expr *clause;

		if (!ops_take_condition(vm, given->items[i], &clause))
			return NULL;
		clauses = ddl_expr_list_add(py_arena(vm), clauses, clause);
	}
	if (!clauses.n)
		return self;
	filter->left = ops_node(self);
	filter->right = clauses.n == 1 ? clauses.items[0]
				       : ddl_junction(py_arena(vm), DDL_OP_AND, clauses);
	return ops_expr_object(vm, filter);
}

static struct py_object *ordered(struct py *vm, struct py_object *self, struct py_object **args,
				 enum ddl_expr_kind kind)
{
	const struct py_list *given = (const struct py_list *)args[0];
	struct ddl_expr *expr = ddl_expr_new(py_arena(vm), kind, ops_node(self)->type);

	for (size_t i = 0; i < given->n; i++)
		if (!ops_take_ordering(vm, given->items[i], &expr->list))
			return NULL;
	expr->left = ops_node(self);
	return ops_expr_object(vm, expr);
}

static struct py_object *call_within_group(struct py *vm, struct py_object *self,
					   struct py_object **args)
{
	return ordered(vm, self, args, DDL_EXPR_WITHIN_GROUP);
}

/* f(x).aggregate_order_by(y): f(x ORDER BY y) */
static struct py_object *call_aggregate_order(struct py *vm, struct py_object *self,
					      struct py_object **args)
{
	const struct py_list *given = (const struct py_list *)args[0];
	struct ddl_expr *call = ops_copy(vm, ops_node(self)), *last;
	struct ddl_function *function = &call->u.function;

	if (call->kind != DDL_EXPR_FUNCTION || !function->arguments.n)
		return py_refuse(vm, "aggregate_order_by() of this expression is not supported");
	last = ddl_expr_new(py_arena(vm), DDL_EXPR_AGGREGATE_ORDER, NULL);
	last->left = function->arguments.items[function->arguments.n - 1];
	for (size_t i = 0; i < given->n; i++)
		if (!ops_take_ordering(vm, given->items[i], &last->list))
			return NULL;
	function->arguments =
		ddl_expr_list_of(py_arena(vm), function->arguments.items, function->arguments.n);
	function->arguments.items[function->arguments.n - 1] = last;
	return ops_expr_object(vm, call);
}

static struct py_object *get_name(struct py *vm, struct py_object *self)
{
	return py_str(vm, ops_node(self)->u.function.name.text);
}

static struct py_object *call_alias(struct py *vm, struct py_object *self, struct py_object **args)
{
	return ops_make_alias(vm, ops_node(self), args[0], false);
}

static struct py_object *call_table_valued(struct py *vm, struct py_object *self,
					   struct py_object **args)
{
	const struct py_list *given = (const struct py_list *)args[0];
	struct py_object *made = ops_make_alias(vm, ops_node(self), args[1], false);
	struct ddl_expr *alias;

	if (!made)
		return NULL;
	alias = ops_copy(vm, ((struct ops_derived *)made)->expr);
	alias->u.alias.is_table_valued = true;
	for (size_t i = 0; i < given->n; i++) {
		struct ddl_expr *column = ddl_expr_new(py_arena(vm), DDL_EXPR_COLUMN, NULL);

		if (ops_node(given->items[i])) {
			column->type = ops_node(given->items[i])->type;
			column->u.column.name = ddl_expr_name_of(ops_node(given->items[i]));
		} else if (!ops_take_name(vm, given->items[i], "column", &column->u.column.name)) {
			return NULL;
		}
		alias->u.alias.columns =
			ddl_expr_list_add(py_arena(vm), alias->u.alias.columns, column);
	}
	return ops_from_object(vm, alias);
}

static struct py_object *call_column_valued(struct py *vm, struct py_object *self,
					    struct py_object **args)
{
	struct py_object *made = ops_make_alias(vm, ops_node(self), args[0], false);
	struct ddl_expr *column;

	if (!made)
		return NULL;
	column = ddl_expr_new(py_arena(vm), DDL_EXPR_COLUMN, ops_node(self)->type);
	column->u.column.from = ((struct ops_derived *)made)->expr;
	return py_refuse(vm, "column_valued() is not supported");
}

static struct py_object *call_select(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	return ops_select_new(vm, &self, 1);
}

static const struct py_method function_methods[] = {
	{ "over",
	  "partition_by=None, order_by=None, rows=None, range_=None, groups=None, exclude=None",
	  call_over, PY_METHOD_INSTANCE },
	{ "filter", "*criterion", call_filter, PY_METHOD_INSTANCE },
	{ "within_group", "*order_by", call_within_group, PY_METHOD_INSTANCE },
	{ "aggregate_order_by", "*order_by", call_aggregate_order, PY_METHOD_INSTANCE },
	{ "alias", "name=None, joins_implicitly=False", call_alias, PY_METHOD_INSTANCE },
	{ "table_valued", "*expr, name=None, with_ordinality=None, joins_implicitly=False",
	  call_table_valued, PY_METHOD_INSTANCE },
	{ "column_valued", "name=None, joins_implicitly=False", call_column_valued,
	  PY_METHOD_INSTANCE },
	{ "select", "", call_select, PY_METHOD_INSTANCE },
	{ 0 },
};

static const struct py_property function_properties[] = {
	{ "name", get_name, NULL },
	{ 0 },
};

const struct py_native_type ops_function_type = {
	.name = "Function",
	.module = "sqlalchemy.sql.functions",
	.base = &ops_expr_type,
	.size = sizeof(struct ops_expr),
	.signature = "name, *clauses, type_=None, packagenames=None, monotonic=False",
	.new_ = new_function,
	.methods = function_methods,
	.properties = function_properties,
	.has_attributes = true,
};

const struct py_native_type ops_generic_function_type = {
	.name = "GenericFunction",
	.module = "sqlalchemy.sql.functions",
	.base = &ops_function_type,
	.size = sizeof(struct ops_expr),
	.has_attributes = true,
};

bool ops_is_generic_function(const struct ddl_expr *expr)
{
	const struct ddl_function *function = &expr->u.function;

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]) && !function->packages.n; i++)
		if (str_equal_nocase(function->name.text, str_from(known[i].name)))
			return true;
	return false;
}

/* ---- PostgreSQL's aggregate_order_by(x, y), Any(x, array) ---- */

static struct py_object *call_order_by(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	const struct py_list *given = (const struct py_list *)args[1];
	struct ddl_expr *expr = ddl_expr_new(py_arena(vm), DDL_EXPR_AGGREGATE_ORDER, NULL);

	(void)self;
	if (!ops_take_expr(vm, args[0], NULL, &expr->left))
		return NULL;
	for (size_t i = 0; i < given->n; i++)
		if (!ops_take_ordering(vm, given->items[i], &expr->list))
			return NULL;
	expr->type = expr->left->type;
	return ops_expr_object(vm, expr);
}

static struct py_object *call_any(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return py_call_method(vm, args[1], "any", &PY_ARGS(args[0]));
}

static struct py_object *call_all(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return py_call_method(vm, args[1], "all", &PY_ARGS(args[0]));
}

const struct py_method ops_aggregate_order_by = { "aggregate_order_by", "target, *order_by",
						  call_order_by, PY_METHOD_STATIC };
const struct py_method ops_postgresql_any = { "Any", "other, arrexpr", call_any, PY_METHOD_STATIC };
const struct py_method ops_postgresql_all = { "All", "other, arrexpr", call_all, PY_METHOD_STATIC };
