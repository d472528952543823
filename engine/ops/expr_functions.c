/* Functions of sqlalchemy.sql.expression: and_(), case(), cast(), literal() ...
 * (sql/_elements_constructors.py). */
#include "engine/ops/expression.h"

#include "engine/py/dict.h"

#define FUNCTION(name)                                                                             \
	static struct py_object *name(struct py *vm, struct py_object *self,                       \
				      struct py_object **args)
#define UNUSED(x) (void)(x)

/* ---- conjunctions ---- */

static struct py_object *junction(struct py *vm, enum ddl_operator op, struct py_object *args)
{
	struct py_object **items;
	size_t n;
	struct ddl_expr_list clauses = { 0 };

	if (!ops_take_varargs(vm, args, &items, &n))
		return NULL;
	for (size_t i = 0; i < n; i++) {
		const struct ddl_expr *clause;

		if (!ops_take_condition(vm, items[i], &clause))
			return NULL;
		clauses = ddl_expr_list_add(py_arena(vm), clauses, clause);
	}
	return ops_expr_object(vm, ddl_junction(py_arena(vm), op, clauses));
}

FUNCTION(call_and)
{
	UNUSED(self);
	return junction(vm, DDL_OP_AND, args[0]);
}

FUNCTION(call_or)
{
	UNUSED(self);
	return junction(vm, DDL_OP_OR, args[0]);
}

FUNCTION(call_not)
{
	const struct ddl_expr *clause;

	UNUSED(self);
	if (!ops_take_condition(vm, args[0], &clause))
		return NULL;
	if (clause->kind ==
	    DDL_EXPR_TEXT) /* ClauseElement._negate asserts that it is a column element */
		return py_raise(vm, "AssertionError", "%s", "");
	return ops_expr_object(vm, ddl_negate(py_arena(vm), clause));
}

/* ---- constants and values ---- */

FUNCTION(call_null)
{
	UNUSED(self);
	UNUSED(args);
	return ops_expr_object(vm, ddl_expr_null());
}

FUNCTION(call_true)
{
	UNUSED(self);
	UNUSED(args);
	return ops_expr_object(vm, ddl_expr_true());
}

FUNCTION(call_false)
{
	UNUSED(self);
	UNUSED(args);
	return ops_expr_object(vm, ddl_expr_false());
}

static bool take_optional_type(struct py *vm, struct py_object *value, const struct ddl_type **ret)
{
	*ret = NULL;
	return !py_given(value) || ops_take_type(vm, value, ret);
}

FUNCTION(call_literal)
{
	const struct ddl_type *type;
	const struct ddl_expr *bind;

	UNUSED(self);
	if (py_is_poison(vm, args[0]) || !take_optional_type(vm, args[1], &type))
		return NULL;
	if (ops_node(args[0]))
		return args[0];
	if (!ops_take_bind(vm, args[0], type, STR_NULL, &bind))
		return NULL;
	return ops_expr_object(vm, bind);
}

enum bind_argument {
	BIND_KEY,
	BIND_VALUE,
	BIND_TYPE,
	BIND_UNIQUE,
	BIND_REQUIRED,
	BIND_QUOTE,
	BIND_CALLABLE,
	BIND_EXPANDING,
	BIND_ISOUT,
	BIND_LITERAL
};

FUNCTION(call_bindparam)
{
	const struct ddl_type *type;
	struct ddl_expr *bind;
	struct py_object *value = args[BIND_VALUE];
	struct str key;

	UNUSED(self);
	if (py_given(args[BIND_CALLABLE])) {
		value = py_call(vm, args[BIND_CALLABLE], &PY_NO_ARGS);
		if (!value)
			return NULL;
	}
	if (!py_take_text(vm, args[BIND_KEY], "key", &key) ||
	    !take_optional_type(vm, args[BIND_TYPE], &type))
		return NULL;
	if (value) {
		const struct ddl_expr *made;

		if (!ops_take_bind(vm, value, type, key, &made))
			return NULL;
		bind = ops_copy(vm, made);
	} else {
		bind = ddl_expr_new(py_arena(vm), DDL_EXPR_BIND, type);
		bind->u.bind.key = key;
	}
	if (!py_take_bool(vm, args[BIND_UNIQUE], false, &bind->u.bind.is_unique) ||
	    !py_take_bool(vm, args[BIND_EXPANDING], false, &bind->u.bind.is_expanding) ||
	    !py_take_bool(vm, args[BIND_LITERAL], false, &bind->u.bind.is_literal))
		return NULL;
	bind->u.bind.expand_op = DDL_OP_IN;
	bind->u.bind.has_value = value != NULL;
	if (bind->u.bind.is_expanding && !type && bind->u.bind.value.n)
		bind->type = ddl_value_type(&bind->u.bind.value.items[0]);
	return ops_expr_object(vm, bind);
}

/* op.inline_literal(): written as a literal everywhere (alembic/operations/base.py) */
FUNCTION(call_inline_literal)
{
	const struct ddl_type *type;
	const struct ddl_expr *bind;
	struct ddl_expr *literal;

	UNUSED(self);
	if (!take_optional_type(vm, args[1], &type) ||
	    !ops_take_bind(vm, args[0], type, STR_NULL, &bind))
		return NULL;
	literal = ops_copy(vm, bind);
	literal->u.bind.is_literal = true;
	return ops_expr_object(vm, literal);
}

/* ---- case ---- */

static bool take_condition(struct py *vm, struct py_object *value, const struct ddl_expr **ret)
{
	if (!ops_take_expr(vm, value, NULL, ret))
		return false;
	*ret = ddl_group(py_arena(vm), *ret, DDL_OPERATION(NONE));
	return true;
}

static bool take_whens(struct py *vm, struct py_object *given, struct ddl_case *cases)
{
	const struct py_list *whens = (const struct py_list *)given;
	struct ddl_when *items;
	struct py_object **pairs = whens->items;
	size_t n = whens->n, k = 0;

	if (n == 1 && py_is(pairs[0], &py_dict_type)) {
		const struct py_dict_entry *entry;
		size_t cursor = 0;

		items = ARENA_ARRAY(py_arena(vm), struct ddl_when, py_dict_count(pairs[0]) + 1);
		while ((entry = py_dict_next(whens->items[0], &cursor))) {
			if (!take_condition(vm, entry->key, &items[k].condition) ||
			    !ops_take_expr(vm, entry->value, NULL, &items[k].result))
				return false;
			k++;
		}
	} else {
		if (n == 1 && py_is(pairs[0], &py_list_type) &&
		    !py_take_items(vm, pairs[0], &pairs, &n))
			return false;
		items = ARENA_ARRAY(py_arena(vm), struct ddl_when, n + 1);
		for (; k < n; k++) {
			struct py_object **pair;
			size_t size;

			if (!py_take_items(vm, pairs[k], &pair, &size))
				return false;
			if (size != 2)
				return py_raise(vm, "ValueError",
						"not enough values to unpack (expected 2, got %zu)",
						size) != NULL;
			if (!take_condition(vm, pair[0], &items[k].condition) ||
			    !ops_take_expr(vm, pair[1], NULL, &items[k].result))
				return false;
		}
	}
	cases->whens = items;
	cases->n = k;
	return true;
}

FUNCTION(call_case)
{
	struct ddl_expr *expr = ddl_expr_new(py_arena(vm), DDL_EXPR_CASE, NULL);
	struct ddl_case *cases = &expr->u.cases;

	UNUSED(self);
	if (!take_whens(vm, args[0], cases))
		return NULL;
	if (py_given(args[1]) && !ops_take_expr(vm, args[1], NULL, &cases->value))
		return NULL;
	if (py_given(args[2]) && !ops_take_expr(vm, args[2], NULL, &cases->otherwise))
		return NULL;
	if (cases->otherwise)
		expr->type = cases->otherwise->type;
	for (size_t i = 0; i < cases->n; i++)
		if (cases->whens[i].result->type->kind != DDL_TYPE_NULLTYPE)
			expr->type = cases->whens[i].result->type;
	return ops_expr_object(vm, expr);
}

/* ---- casts ---- */

static struct py_object *typed(struct py *vm, enum ddl_expr_kind kind, struct py_object **args)
{
	struct ddl_expr *expr = ddl_expr_new(py_arena(vm), kind, NULL);

	if (!ops_take_type(vm, args[1], &expr->type) ||
	    !ops_take_expr(vm, args[0], expr->type, &expr->left))
		return NULL;
	if (kind == DDL_EXPR_TYPE_COERCE && expr->left->kind == DDL_EXPR_BIND) {
		struct ddl_expr *bind = ops_copy(vm, expr->left);

		bind->type = expr->type;
		expr->left = bind;
	}
	return ops_expr_object(vm, expr);
}

FUNCTION(call_cast)
{
	UNUSED(self);
	return typed(vm, DDL_EXPR_CAST, args);
}

FUNCTION(call_type_coerce)
{
	UNUSED(self);
	return typed(vm, DDL_EXPR_TYPE_COERCE, args);
}

FUNCTION(call_extract)
{
	struct ddl_expr *expr =
		ddl_expr_new(py_arena(vm), DDL_EXPR_EXTRACT, ddl_expr_type(DDL_TYPE_INTEGER));

	UNUSED(self);
	if (!py_take_text(vm, args[0], "field", &expr->name.text) ||
	    !ops_take_expr(vm, args[1], NULL, &expr->left))
		return NULL;
	return ops_expr_object(vm, expr);
}

FUNCTION(call_tuple)
{
	struct ddl_expr *expr =
		ddl_expr_new(py_arena(vm), DDL_EXPR_TUPLE, ddl_expr_type(DDL_TYPE_TUPLE));
	const struct py_list *items = (const struct py_list *)args[0];

	UNUSED(self);
	if (!ops_take_list(vm, items->items, items->n, NULL, &expr->list))
		return NULL;
	for (size_t i = 0; i < expr->list.n; i++)
		expr->list.items[i] =
			ddl_group(py_arena(vm), expr->list.items[i], DDL_OPERATION(COMMA));
	return ops_expr_object(vm, expr);
}

/* ---- methods as functions: desc(x), between(x, a, b), distinct(x) ... ---- */

static struct py_object *as_method(struct py *vm, const char *name, struct py_object **args,
				   size_t n)
{
	const struct ddl_expr *expr;
	struct py_object *object, *given[4] = { 0 };
	size_t count = 0;

	if (py_is_str(args[0])) {
		struct ddl_expr_list list = { 0 };

		if (!ops_take_ordering(vm, args[0], &list))
			return NULL;
		object = ops_expr_object(vm, list.items[0]);
	} else {
		if (!ops_take_expr(vm, args[0], NULL, &expr))
			return NULL;
		object = ops_expr_object(vm, expr);
	}
	for (size_t i = 1; i < n; i++)
		if (args[i])
			given[count++] = args[i];
	return py_call_method(vm, object, name, &(struct py_args){ given, count, NULL, 0 });
}

#define AS_METHOD(function, name, n)                                                               \
	FUNCTION(function)                                                                         \
	{                                                                                          \
		UNUSED(self);                                                                      \
		return as_method(vm, name, args, n);                                               \
	}
AS_METHOD(call_desc, "desc", 1)
AS_METHOD(call_asc, "asc", 1)
AS_METHOD(call_nulls_first, "nulls_first", 1)
AS_METHOD(call_nulls_last, "nulls_last", 1)
AS_METHOD(call_distinct, "distinct", 1)
AS_METHOD(call_any, "any_", 1)
AS_METHOD(call_all, "all_", 1)
AS_METHOD(call_collate, "collate", 2)
AS_METHOD(call_between, "between", 4)
AS_METHOD(call_bitwise_not, "bitwise_not", 1)

FUNCTION(call_label)
{
	const struct ddl_expr *expr;

	UNUSED(self);
	if (!ops_take_expr(vm, args[1], NULL, &expr))
		return NULL;
	return py_call_method(vm, ops_expr_object(vm, expr), "label",
			      &PY_ARGS(args[0] ? args[0] : py_none(vm)));
}

/* ---- column(), literal_column() ---- */

FUNCTION(call_column)
{
	const struct ddl_type *type;
	struct ddl_name name;
	struct ddl_column *column;
	struct ops_expr *object;
	bool is_literal;

	UNUSED(self);
	if (!ops_take_name(vm, args[0], "text", &name) || !take_optional_type(vm, args[1], &type) ||
	    !py_take_bool(vm, args[2], false, &is_literal))
		return NULL;
	if (is_literal) {
		struct ddl_expr *literal = ddl_expr_new(py_arena(vm), DDL_EXPR_COLUMN, type);

		literal->u.column.name = name;
		literal->u.column.is_literal = true;
		return ops_expr_object(vm, literal);
	}
	column = ddl_column_new(py_arena(vm), name, type ? type : ddl_expr_type(DDL_TYPE_NULLTYPE));
	column->key = name.text;
	object = py_new(vm, &ops_column_clause_type);
	column->python = object;
	object->expr = ddl_expr_column(py_arena(vm), column);
	return &object->head;
}

FUNCTION(call_literal_column)
{
	const struct ddl_type *type;
	struct ddl_expr *column;

	UNUSED(self);
	if (!take_optional_type(vm, args[1], &type))
		return NULL;
	column = ddl_expr_new(py_arena(vm), DDL_EXPR_COLUMN, type);
	if (!py_take_text(vm, args[0], "text", &column->u.column.name.text))
		return NULL;
	column->u.column.is_literal = true;
	return ops_expr_object(vm, column);
}

FUNCTION(call_text)
{
	UNUSED(self);
	if (py_is_poison(vm, args[0]))
		return NULL;
	if (!py_is_str(args[0]))
		return py_raise(vm, "TypeError", "expected string or bytes-like object, got '%.*s'",
				STR_ARG(args[0]->type->name));
	return ops_expr_object(vm, ddl_expr_text(py_arena(vm), py_text(args[0])));
}

FUNCTION(call_try_cast)
{
	UNUSED(self);
	UNUSED(args);
	return ops_throw(vm, "CompileError", "TRY_CAST is only supported on SQL Server");
}

/* ---- over(), within_group(), filter as functions ---- */

FUNCTION(call_over)
{
	struct py_keyword keywords[2];
	struct py_args call = { NULL, 0, keywords, 0 };

	UNUSED(self);
	if (args[1])
		keywords[call.keyword_count++] =
			(struct py_keyword){ STR("partition_by"), args[1] };
	if (args[2])
		keywords[call.keyword_count++] = (struct py_keyword){ STR("order_by"), args[2] };
	return py_call_method(vm, args[0], "over", &call);
}

FUNCTION(call_within_group)
{
	const struct py_list *rest = (const struct py_list *)args[1];

	UNUSED(self);
	return py_call_method(vm, args[0], "within_group",
			      &(struct py_args){ rest->items, rest->n, NULL, 0 });
}

FUNCTION(call_funcfilter)
{
	const struct py_list *rest = (const struct py_list *)args[1];

	UNUSED(self);
	return py_call_method(vm, args[0], "filter",
			      &(struct py_args){ rest->items, rest->n, NULL, 0 });
}

#define FN(name, signature, call)                                                                  \
	const struct py_method ops_fn_##name = { #name, signature, call, PY_METHOD_STATIC };

FN(and_, "*clauses", call_and)
FN(or_, "*clauses", call_or)
FN(not_, "clause", call_not)
FN(null, "", call_null)
FN(true, "", call_true)
FN(false, "", call_false)
FN(literal, "value, type_=None, literal_execute=False", call_literal)
FN(outparam,
   "key, value=None, type_=None, unique=False, required=None, quote=None, callable_=None, "
   "expanding=False, "
   "isoutparam=False, literal_execute=False",
   call_bindparam)
FN(bindparam,
   "key, value=None, type_=None, unique=False, required=None, quote=None, callable_=None, "
   "expanding=False, "
   "isoutparam=False, literal_execute=False",
   call_bindparam)
FN(case, "*whens, value=None, else_=None", call_case)
FN(cast, "expression, type_", call_cast)
FN(try_cast, "expression, type_", call_try_cast)
FN(type_coerce, "expression, type_", call_type_coerce)
FN(extract, "field, expr", call_extract)
FN(tuple_, "*clauses, types=None", call_tuple)
FN(desc, "column", call_desc)
FN(asc, "column", call_asc)
FN(nulls_first, "column", call_nulls_first)
FN(nullsfirst, "column", call_nulls_first)
FN(nulls_last, "column", call_nulls_last)
FN(nullslast, "column", call_nulls_last)
FN(distinct, "expr", call_distinct)
FN(any_, "expr", call_any)
FN(all_, "expr", call_all)
FN(collate, "expression, collation", call_collate)
FN(between, "expr, lower_bound, upper_bound, symmetric=False", call_between)
FN(bitwise_not, "expr", call_bitwise_not)
FN(label, "name, element, type_=None", call_label)
FN(column, "text, type_=None, is_literal=False, _selectable=None", call_column)
FN(literal_column, "text, type_=None", call_literal_column)
FN(text, "text", call_text)
FN(over, "element, partition_by=None, order_by=None", call_over)
FN(within_group, "element, *order_by", call_within_group)
FN(funcfilter, "func, *criterion", call_funcfilter)

const struct py_method ops_inline_literal = { "inline_literal", "value, type_=None",
					      call_inline_literal, PY_METHOD_STATIC };
