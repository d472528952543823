/* Methods of every column expression (sqlalchemy/sql/operators.py, ColumnOperators; elements.py;
 * the types' comparators). */
#include "engine/ops/expression.h"

#define METHOD(name)                                                                               \
	static struct py_object *name(struct py *vm, struct py_object *self,                       \
				      struct py_object **args)
#define UNUSED(x) (void)(x)

static struct arena *arena_of(struct py *vm)
{
	return py_arena(vm);
}

/* ---- comparisons ---- */

#define COMPARISON(name, id)                                                                       \
	METHOD(name)                                                                               \
	{                                                                                          \
		return ops_compare(vm, ops_node(self), DDL_OP_##id, args[0]);                      \
	}
COMPARISON(call_is, IS)
COMPARISON(call_is_not, IS_NOT)
COMPARISON(call_is_distinct_from, IS_DISTINCT)
COMPARISON(call_is_not_distinct_from, IS_NOT_DISTINCT)

static struct py_object *in_list(struct py *vm, struct py_object *self, struct py_object *value,
				 enum ddl_operator op)
{
	const struct ddl_expr *left = ops_node(self), *right;

	if (!ops_take_in(vm, value, left, op, &right))
		return NULL;
	return ops_expr_object(vm, ddl_binary(arena_of(vm), (struct ddl_operation){ op, NULL },
					      left, right, ddl_expr_type(DDL_TYPE_BOOLEAN)));
}

METHOD(call_in)
{
	return in_list(vm, self, args[0], DDL_OP_IN);
}

METHOD(call_not_in)
{
	return in_list(vm, self, args[0], DDL_OP_NOT_IN);
}

static struct py_object *like(struct py *vm, const struct ddl_expr *left, enum ddl_operator op,
			      struct py_object *pattern, struct py_object *escape)
{
	struct py_object *object = ops_compare(vm, left, op, pattern);
	struct ddl_expr *expr;

	if (!object || !py_given(escape))
		return object;
	expr = ops_copy(vm, ops_node(object));
	if (!py_take_text(vm, escape, "escape", &expr->escape))
		return NULL;
	return ops_expr_object(vm, expr);
}

#define LIKE(name, id)                                                                             \
	METHOD(name)                                                                               \
	{                                                                                          \
		return like(vm, ops_node(self), DDL_OP_##id, args[0], args[1]);                    \
	}
LIKE(call_like, LIKE)
LIKE(call_not_like, NOT_LIKE)
LIKE(call_ilike, ILIKE)
LIKE(call_not_ilike, NOT_ILIKE)

/* startswith(x, escape=, autoescape=): the pattern's own % and _ get an escape
 * (`_escaped_like_impl`) */
static struct py_object *affix(struct py *vm, struct py_object *self, struct py_object **args,
			       enum ddl_operator op)
{
	struct py_object *pattern = args[0], *escape = args[1];
	struct str mark = STR("/"), text;
	bool escapes;

	if (!py_take_bool(vm, args[2], false, &escapes))
		return NULL;
	if (!escapes)
		return like(vm, ops_node(self), op, pattern, escape);
	if (!py_is_str(pattern))
		return py_raise(vm, "TypeError", "String value expected when autoescape=True");
	if (py_given(escape) && !py_take_text(vm, escape, "escape", &mark))
		return NULL;
	text = py_text(pattern);
	if (!str_is(mark, "%") && !str_is(mark, "_"))
		text = str_replace(arena_of(vm), text, mark, str_concat(arena_of(vm), mark, mark));
	text = str_replace(arena_of(vm), text, STR("%"), str_concat(arena_of(vm), mark, STR("%")));
	text = str_replace(arena_of(vm), text, STR("_"), str_concat(arena_of(vm), mark, STR("_")));
	return like(vm, ops_node(self), op, py_str(vm, text), py_str(vm, mark));
}

#define AFFIX(name, id)                                                                            \
	METHOD(name)                                                                               \
	{                                                                                          \
		return affix(vm, self, args, DDL_OP_##id);                                         \
	}
AFFIX(call_startswith, STARTSWITH)
AFFIX(call_endswith, ENDSWITH)
AFFIX(call_istartswith, ISTARTSWITH)
AFFIX(call_iendswith, IENDSWITH)
AFFIX(call_icontains, ICONTAINS)

METHOD(call_between)
{
	const struct ddl_expr *left = ops_node(self), *ends[2];
	struct ddl_expr *range = ddl_expr_new(arena_of(vm), DDL_EXPR_LIST, NULL), *between;

	if (!ops_take_operand(vm, args[0], left, &ends[0]) ||
	    !ops_take_operand(vm, args[1], left, &ends[1]))
		return NULL;
	range->operation = DDL_OPERATION(AND);
	range->is_ungrouped = true;
	range->list = ddl_expr_list_of(arena_of(vm), ends, 2);
	between = ops_copy(vm, ddl_binary(arena_of(vm), DDL_OPERATION(BETWEEN), left, range, NULL));
	between->type = ddl_expr_type(DDL_TYPE_BOOLEAN);
	if (!py_take_bool(vm, args[2], false, &between->symmetric))
		return NULL;
	return ops_expr_object(vm, between);
}

METHOD(call_match)
{
	struct py_object *object = ops_compare(vm, ops_node(self), DDL_OP_MATCH, args[0]);
	struct py_object *config =
		object ? py_dict_get_str(vm, args[1], STR("postgresql_regconfig")) : NULL;
	struct ddl_expr *expr;

	if (!object || !py_given(config))
		return object;
	expr = ops_copy(vm, ops_node(object));
	if (!py_take_text(vm, config, "postgresql_regconfig", &expr->flags))
		return NULL;
	return ops_expr_object(vm, expr);
}

METHOD(call_regexp_match)
{
	struct py_object *object = ops_compare(vm, ops_node(self), DDL_OP_REGEXP, args[0]);
	struct ddl_expr *expr;

	if (!object || !py_given(args[1]))
		return object;
	expr = ops_copy(vm, ops_node(object));
	if (!py_take_text(vm, args[1], "flags", &expr->flags))
		return NULL;
	return ops_expr_object(vm, expr);
}

METHOD(call_regexp_replace)
{
	const struct ddl_expr *left = ops_node(self), *both[2];
	struct ddl_expr *pair = ddl_expr_new(arena_of(vm), DDL_EXPR_LIST, NULL), *expr;

	if (!ops_take_operand(vm, args[0], left, &both[0]) ||
	    !ops_take_operand(vm, args[1], left, &both[1]))
		return NULL;
	pair->operation = DDL_OPERATION(COMMA);
	pair->is_ungrouped = true;
	pair->list = ddl_expr_list_of(arena_of(vm), both, 2);
	expr = ops_copy(vm, ddl_binary(arena_of(vm), DDL_OPERATION(REGEXP_REPLACE), left, pair,
				       left->type));
	if (py_given(args[2]) && !py_take_text(vm, args[2], "flags", &expr->flags))
		return NULL;
	return ops_expr_object(vm, expr);
}

/* ---- operators by name ---- */

#define OPERATION(name, id)                                                                        \
	METHOD(name)                                                                               \
	{                                                                                          \
		return ops_operate(vm, ops_node(self), DDL_OPERATION(id), args[0], NULL);          \
	}
OPERATION(call_concat, CONCAT)
OPERATION(call_bitwise_and, BITWISE_AND)
OPERATION(call_bitwise_or, BITWISE_OR)
OPERATION(call_bitwise_xor, BITWISE_XOR)
OPERATION(call_bitwise_lshift, BITWISE_LSHIFT)
OPERATION(call_bitwise_rshift, BITWISE_RSHIFT)

METHOD(call_bitwise_not)
{
	const struct ddl_expr *expr = ops_node(self);

	UNUSED(args);
	return ops_expr_object(vm, ddl_unary(arena_of(vm), DDL_OP_BITWISE_NOT, expr, expr->type));
}

/* op("->")(x): what op() gives is called with the other operand */
struct custom_call {
	struct py_object head;
	const struct ddl_expr *left;
	const struct ddl_custom_operator *custom;
	const struct ddl_type *type;
};

static struct py_object *custom_call(struct py *vm, struct py_object *self,
				     const struct py_args *args)
{
	struct custom_call *call = (struct custom_call *)self;
	const struct ddl_type *type = call->type;

	if (args->n != 1 || args->keyword_count)
		return py_raise(vm, "TypeError", "op() takes one operand");
	if (!type && call->custom->is_comparison)
		type = ddl_expr_type(DDL_TYPE_BOOLEAN);
	return ops_operate(vm, call->left, (struct ddl_operation){ DDL_OP_CUSTOM, call->custom },
			   args->positional[0], type);
}

static const struct py_native_type custom_call_type = {
	.name = "custom_op",
	.module = "sqlalchemy.sql.operators",
	.size = sizeof(struct custom_call),
	.slots = { .call = custom_call },
};

static struct py_object *make_custom(struct py *vm, struct py_object *self, struct py_object **args,
				     bool is_comparison)
{
	struct custom_call *call = py_new(vm, &custom_call_type);
	struct ddl_custom_operator *custom = ARENA_NEW(arena_of(vm), struct ddl_custom_operator);
	int64_t precedence = 0;

	if (!py_take_text(vm, args[0], "opstring", &custom->text))
		return NULL;
	if (py_given(args[1]) && !py_take_int(vm, args[1], "precedence", &precedence))
		return NULL;
	custom->precedence = (int)precedence;
	if (!py_take_bool(vm, args[2], is_comparison, &custom->is_comparison))
		return NULL;
	if (py_given(args[3]) && !ops_take_type(vm, args[3], &call->type))
		return NULL;
	call->left = ops_node(self);
	call->custom = custom;
	return &call->head;
}

METHOD(call_op)
{
	return make_custom(vm, self, args, false);
}

METHOD(call_bool_op)
{
	struct py_object *all[] = { args[0], args[1], NULL, NULL };

	return make_custom(vm, self, all, true);
}

/* ---- operators of PostgreSQL's types (dialects/postgresql/operators.py) ---- */

static const struct ddl_custom_operator postgresql_operators[] = {
	{ { "->>", 3 }, 15, false, true, true }, { { "#>>", 3 }, 15, false, true, true },
	{ { "?", 1 }, 5, true, true, true },     { { "?&", 2 }, 5, true, true, true },
	{ { "?|", 2 }, 5, true, true, true },    { { "#-", 2 }, 15, false, true, true },
	{ { "@?", 2 }, 5, true, true, true },    { { "@@", 2 }, 5, true, true, true },
	{ { "@>", 2 }, 5, true, true, true },    { { "<@", 2 }, 5, true, true, true },
	{ { "&&", 2 }, 5, true, false, false },
};

static const struct ddl_custom_operator *postgresql_operator(const char *text)
{
	for (size_t i = 0; i < sizeof(postgresql_operators) / sizeof(postgresql_operators[0]); i++)
		if (str_is(postgresql_operators[i].text, text))
			return &postgresql_operators[i];
	return &postgresql_operators[0];
}

static struct py_object *postgresql_operate(struct py *vm, struct py_object *self, const char *text,
					    struct py_object *value)
{
	return ops_operate(vm, ops_node(self),
			   (struct ddl_operation){ DDL_OP_CUSTOM, postgresql_operator(text) },
			   value, ddl_expr_type(DDL_TYPE_BOOLEAN));
}

#define POSTGRESQL(name, text)                                                                     \
	METHOD(name)                                                                               \
	{                                                                                          \
		return postgresql_operate(vm, self, text, args[0]);                                \
	}
POSTGRESQL(call_has_key, "?")
POSTGRESQL(call_has_all, "?&")
POSTGRESQL(call_has_any, "?|")
POSTGRESQL(call_contained_by, "<@")
POSTGRESQL(call_overlap, "&&")
POSTGRESQL(call_path_exists, "@?")
POSTGRESQL(call_path_match, "@@")

/* LIKE '%' || x || '%' for strings, @> for JSONB, arrays, ranges */
METHOD(call_contains)
{
	enum ddl_type_kind affinity = ddl_affinity(ops_node(self)->type);
	bool is_like = affinity == DDL_TYPE_STRING || affinity == DDL_TYPE_NULLTYPE ||
		       ops_node(self)->type->kind == DDL_TYPE_JSON || affinity == DDL_TYPE_UUID;

	if (is_like)
		return affix(vm, self, args, DDL_OP_CONTAINS);
	return postgresql_operate(vm, self, "@>", args[0]);
}

static struct py_object *get_astext(struct py *vm, struct py_object *self)
{
	const struct ddl_expr *expr = ops_node(self);
	bool is_path = expr->operation.op == DDL_OP_JSON_PATH_GETITEM;
	const struct ddl_custom_operator *custom = postgresql_operator(is_path ? "#>>" : "->>");

	if (expr->kind != DDL_EXPR_BINARY ||
	    (!is_path && expr->operation.op != DDL_OP_JSON_GETITEM))
		return py_raise(vm, "AttributeError",
				"'BinaryExpression' object has no attribute 'astext'");
	return ops_expr_object(
		vm, ddl_binary(arena_of(vm), (struct ddl_operation){ DDL_OP_CUSTOM, custom },
			       expr->left, expr->right, ddl_expr_type(DDL_TYPE_TEXT_)));
}

static struct py_object *with_json_type(struct py *vm, struct py_object *self,
					const struct ddl_type *type, const char *method)
{
	const struct ddl_expr *expr = ops_node(self);
	struct ddl_expr *typed;

	if (expr->kind != DDL_EXPR_BINARY || (expr->operation.op != DDL_OP_JSON_PATH_GETITEM &&
					      expr->operation.op != DDL_OP_JSON_GETITEM))
		return ops_throw(vm, "InvalidRequestError",
				 "The JSON cast operator JSON.%s() only works with a JSON index "
				 "expression e.g. col['q'].%s()",
				 method, method);
	typed = ops_copy(vm, expr);
	typed->type = type;
	return ops_expr_object(vm, typed);
}

#define AS_TYPE(name, id, text)                                                                    \
	METHOD(name)                                                                               \
	{                                                                                          \
		UNUSED(args);                                                                      \
		return with_json_type(vm, self, ddl_type_new(arena_of(vm), DDL_TYPE_##id), text);  \
	}
AS_TYPE(call_as_string, UNICODE, "as_string")
AS_TYPE(call_as_integer, INTEGER, "as_integer")
AS_TYPE(call_as_float, FLOAT, "as_float")
AS_TYPE(call_as_boolean, BOOLEAN, "as_boolean")

METHOD(call_as_numeric)
{
	struct ddl_type *type = ddl_type_new(arena_of(vm), DDL_TYPE_NUMERIC);
	int64_t precision, scale;

	if (!py_take_int(vm, args[0], "precision", &precision) ||
	    !py_take_int(vm, args[1], "scale", &scale))
		return NULL;
	type->precision = (int)precision;
	type->scale = (int)scale;
	return with_json_type(vm, self, type, "as_numeric");
}

METHOD(call_as_json)
{
	UNUSED(vm);
	UNUSED(args);
	return self;
}

/* ---- ANY, ALL ---- */

static const struct ddl_expr *collection(struct py *vm, enum ddl_operator op,
					 const struct ddl_expr *expr)
{
	const struct ddl_expr *inner = ops_as_scalar(vm, expr);

	return ddl_unary(arena_of(vm), op, inner,
			 inner->type->item ? inner->type->item : inner->type);
}

METHOD(call_any_)
{
	UNUSED(args);
	return ops_expr_object(vm, collection(vm, DDL_OP_ANY, ops_node(self)));
}

METHOD(call_all_)
{
	UNUSED(args);
	return ops_expr_object(vm, collection(vm, DDL_OP_ALL, ops_node(self)));
}

static struct py_object *array_comparison(struct py *vm, struct py_object *self,
					  struct py_object **args, enum ddl_operator op)
{
	const struct ddl_expr *left, *right = collection(vm, op, ops_node(self));

	if (py_given(args[1]))
		return py_refuse(vm, "any() and all() with an operator are not supported");
	if (!ops_take_operand(vm, args[0], right, &left))
		return NULL;
	return ops_expr_object(vm, ddl_binary(arena_of(vm), DDL_OPERATION(EQ), left, right,
					      ddl_expr_type(DDL_TYPE_BOOLEAN)));
}

METHOD(call_any)
{
	return array_comparison(vm, self, args, DDL_OP_ANY);
}

METHOD(call_all)
{
	return array_comparison(vm, self, args, DDL_OP_ALL);
}

/* ---- labels, casts, order ---- */

METHOD(call_label)
{
	const struct ddl_expr *inner = ops_as_scalar(vm, ops_node(self));
	struct ddl_expr *label = ddl_expr_new(arena_of(vm), DDL_EXPR_LABEL, inner->type);

	if (!ops_take_name(vm, args[0], "label", &label->name))
		return NULL;
	label->left = ddl_group(arena_of(vm), inner, (struct ddl_operation){ DDL_OP_COMMA, NULL });
	return ops_expr_object(vm, label);
}

METHOD(call_cast)
{
	struct ddl_expr *cast = ddl_expr_new(arena_of(vm), DDL_EXPR_CAST, NULL);

	if (!ops_take_type(vm, args[0], &cast->type))
		return NULL;
	cast->left = ops_as_scalar(vm, ops_node(self));
	return ops_expr_object(vm, cast);
}

#define MODIFIER(name, id)                                                                         \
	METHOD(name)                                                                               \
	{                                                                                          \
		UNUSED(args);                                                                      \
		return ops_expr_object(vm,                                                         \
				       ddl_modifier(arena_of(vm), DDL_OP_##id, ops_node(self)));   \
	}
MODIFIER(call_desc, DESC)
MODIFIER(call_asc, ASC)
MODIFIER(call_nulls_first, NULLS_FIRST)
MODIFIER(call_nulls_last, NULLS_LAST)

METHOD(call_distinct)
{
	const struct ddl_expr *expr = ops_node(self);

	UNUSED(args);
	return ops_expr_object(vm, ddl_unary(arena_of(vm), DDL_OP_DISTINCT, expr, expr->type));
}

METHOD(call_collate)
{
	const struct ddl_expr *left = ops_node(self);
	struct ddl_expr *name = ddl_expr_new(arena_of(vm), DDL_EXPR_COLLATION, left->type);

	if (!ops_take_name(vm, args[0], "collation", &name->name))
		return NULL;
	return ops_expr_object(
		vm, ddl_binary(arena_of(vm), DDL_OPERATION(COLLATE), left, name, left->type));
}

METHOD(call_self_group)
{
	UNUSED(args);
	return ops_expr_object(vm, ddl_group(arena_of(vm), ops_node(self), DDL_OPERATION(NONE)));
}

METHOD(call_scalar_subquery)
{
	UNUSED(args);
	return ops_expr_object(vm, ops_as_scalar(vm, ops_node(self)));
}

#define ESCAPED "other, escape=None, autoescape=False"

const struct py_method ops_column_methods[] = {
	{ "is_", "other", call_is, PY_METHOD_INSTANCE },
	{ "is_not", "other", call_is_not, PY_METHOD_INSTANCE },
	{ "isnot", "other", call_is_not, PY_METHOD_INSTANCE },
	{ "is_distinct_from", "other", call_is_distinct_from, PY_METHOD_INSTANCE },
	{ "is_not_distinct_from", "other", call_is_not_distinct_from, PY_METHOD_INSTANCE },
	{ "isnot_distinct_from", "other", call_is_not_distinct_from, PY_METHOD_INSTANCE },
	{ "in_", "other", call_in, PY_METHOD_INSTANCE },
	{ "not_in", "other", call_not_in, PY_METHOD_INSTANCE },
	{ "notin_", "other", call_not_in, PY_METHOD_INSTANCE },
	{ "like", "other, escape=None", call_like, PY_METHOD_INSTANCE },
	{ "not_like", "other, escape=None", call_not_like, PY_METHOD_INSTANCE },
	{ "notlike", "other, escape=None", call_not_like, PY_METHOD_INSTANCE },
	{ "ilike", "other, escape=None", call_ilike, PY_METHOD_INSTANCE },
	{ "not_ilike", "other, escape=None", call_not_ilike, PY_METHOD_INSTANCE },
	{ "notilike", "other, escape=None", call_not_ilike, PY_METHOD_INSTANCE },
	{ "startswith", ESCAPED, call_startswith, PY_METHOD_INSTANCE },
	{ "endswith", ESCAPED, call_endswith, PY_METHOD_INSTANCE },
	{ "contains", ESCAPED, call_contains, PY_METHOD_INSTANCE },
	{ "istartswith", ESCAPED, call_istartswith, PY_METHOD_INSTANCE },
	{ "iendswith", ESCAPED, call_iendswith, PY_METHOD_INSTANCE },
	{ "icontains", ESCAPED, call_icontains, PY_METHOD_INSTANCE },
	{ "between", "cleft, cright, symmetric=False", call_between, PY_METHOD_INSTANCE },
	{ "match", "other, **kwargs", call_match, PY_METHOD_INSTANCE },
	{ "regexp_match", "pattern, flags=None", call_regexp_match, PY_METHOD_INSTANCE },
	{ "regexp_replace", "pattern, replacement, flags=None", call_regexp_replace,
	  PY_METHOD_INSTANCE },
	{ "concat", "other", call_concat, PY_METHOD_INSTANCE },
	{ "bitwise_and", "other", call_bitwise_and, PY_METHOD_INSTANCE },
	{ "bitwise_or", "other", call_bitwise_or, PY_METHOD_INSTANCE },
	{ "bitwise_xor", "other", call_bitwise_xor, PY_METHOD_INSTANCE },
	{ "bitwise_lshift", "other", call_bitwise_lshift, PY_METHOD_INSTANCE },
	{ "bitwise_rshift", "other", call_bitwise_rshift, PY_METHOD_INSTANCE },
	{ "bitwise_not", "", call_bitwise_not, PY_METHOD_INSTANCE },
	{ "op", "opstring, precedence=0, is_comparison=False, return_type=None", call_op,
	  PY_METHOD_INSTANCE },
	{ "bool_op", "opstring, precedence=0", call_bool_op, PY_METHOD_INSTANCE },
	{ "has_key", "other", call_has_key, PY_METHOD_INSTANCE },
	{ "has_all", "other", call_has_all, PY_METHOD_INSTANCE },
	{ "has_any", "other", call_has_any, PY_METHOD_INSTANCE },
	{ "contained_by", "other", call_contained_by, PY_METHOD_INSTANCE },
	{ "overlap", "other", call_overlap, PY_METHOD_INSTANCE },
	{ "overlaps", "other", call_overlap, PY_METHOD_INSTANCE },
	{ "path_exists", "other", call_path_exists, PY_METHOD_INSTANCE },
	{ "path_match", "other", call_path_match, PY_METHOD_INSTANCE },
	{ "as_string", "", call_as_string, PY_METHOD_INSTANCE },
	{ "as_integer", "", call_as_integer, PY_METHOD_INSTANCE },
	{ "as_float", "", call_as_float, PY_METHOD_INSTANCE },
	{ "as_boolean", "", call_as_boolean, PY_METHOD_INSTANCE },
	{ "as_numeric", "precision, scale, asdecimal=True", call_as_numeric, PY_METHOD_INSTANCE },
	{ "as_json", "", call_as_json, PY_METHOD_INSTANCE },
	{ "any_", "", call_any_, PY_METHOD_INSTANCE },
	{ "all_", "", call_all_, PY_METHOD_INSTANCE },
	{ "any", "other, operator=None", call_any, PY_METHOD_INSTANCE },
	{ "all", "other, operator=None", call_all, PY_METHOD_INSTANCE },
	{ "label", "name", call_label, PY_METHOD_INSTANCE },
	{ "cast", "type_", call_cast, PY_METHOD_INSTANCE },
	{ "desc", "", call_desc, PY_METHOD_INSTANCE },
	{ "asc", "", call_asc, PY_METHOD_INSTANCE },
	{ "nulls_first", "", call_nulls_first, PY_METHOD_INSTANCE },
	{ "nullsfirst", "", call_nulls_first, PY_METHOD_INSTANCE },
	{ "nulls_last", "", call_nulls_last, PY_METHOD_INSTANCE },
	{ "nullslast", "", call_nulls_last, PY_METHOD_INSTANCE },
	{ "distinct", "", call_distinct, PY_METHOD_INSTANCE },
	{ "collate", "collation", call_collate, PY_METHOD_INSTANCE },
	{ "self_group", "against=None", call_self_group, PY_METHOD_INSTANCE },
	{ "scalar_subquery", "", call_scalar_subquery, PY_METHOD_INSTANCE },
	{ "_with_parameters", "values", ops_with_parameters, PY_METHOD_INSTANCE },
	{ "compile", "bind=None, dialect=None, **kw", ops_call_compile, PY_METHOD_INSTANCE },
	{ 0 },
};

static struct py_object *get_type(struct py *vm, struct py_object *self)
{
	const struct ddl_expr *expr = ops_node(self);

	return expr ? ops_type_object(vm, expr->type) : py_none(vm);
}

const struct py_property ops_column_properties[] = {
	{ "type", get_type, NULL },
	{ "astext", get_astext, NULL },
	{ 0 },
};
