/* Operators in the dialects' ways (sqlalchemy/sql/compiler.py, visit_*_binary, and the dialects'
 * base.py). */
#include "engine/ddl/expr_write.h"

static struct error *add_escape(struct ddl_writer *w, struct str escape)
{
	if (escape.p)
		strbuf_printf(&w->out, " ESCAPE %.*s",
			      STR_ARG(ddl_quote_string(w->arena, w->dialect, escape)));
	return NULL;
}

static struct error *write_generic(struct ddl_writer *w, const struct ddl_expr *expr,
				   const char *middle, bool eager_grouping)
{
	bool was_operand = w->in_operator, was_eager = w->eager_grouping;
	bool parenthesised = was_operand && eager_grouping;
	struct error *error;

	if (parenthesised)
		strbuf_add_char(&w->out, '(');
	w->in_operator = true;
	w->eager_grouping = eager_grouping;
	error = ddl_write(w, expr->left);
	if (!error) {
		strbuf_add_c(&w->out, middle);
		error = ddl_write(w, expr->right);
	}
	w->in_operator = was_operand;
	w->eager_grouping = was_eager;
	if (parenthesised)
		strbuf_add_char(&w->out, ')');
	return error;
}

static struct error *write_call(struct ddl_writer *w, const char *name, const struct ddl_expr *expr,
				const char *close)
{
	strbuf_printf(&w->out, "%s(", name);
	TRY(ddl_write(w, expr->left));
	strbuf_add_c(&w->out, ", ");
	TRY(ddl_write(w, expr->right));
	strbuf_add_c(&w->out, close);
	return NULL;
}

/* ---- LIKE and its kin: startswith and so on are LIKE with '%' joined to the pattern ---- */

struct like {
	enum ddl_operator op;
	bool negated, percent_before, percent_behind, ignores_case;
};

static const struct like likes[] = {
	{ DDL_OP_LIKE, false, false, false, false },
	{ DDL_OP_NOT_LIKE, true, false, false, false },
	{ DDL_OP_ILIKE, false, false, false, true },
	{ DDL_OP_NOT_ILIKE, true, false, false, true },
	{ DDL_OP_STARTSWITH, false, false, true, false },
	{ DDL_OP_NOT_STARTSWITH, true, false, true, false },
	{ DDL_OP_ENDSWITH, false, true, false, false },
	{ DDL_OP_NOT_ENDSWITH, true, true, false, false },
	{ DDL_OP_CONTAINS, false, true, true, false },
	{ DDL_OP_NOT_CONTAINS, true, true, true, false },
	{ DDL_OP_ISTARTSWITH, false, false, true, true },
	{ DDL_OP_NOT_ISTARTSWITH, true, false, true, true },
	{ DDL_OP_IENDSWITH, false, true, false, true },
	{ DDL_OP_NOT_IENDSWITH, true, true, false, true },
	{ DDL_OP_ICONTAINS, false, true, true, true },
	{ DDL_OP_NOT_ICONTAINS, true, true, true, true },
};

static const struct like *like_of(enum ddl_operator op)
{
	for (size_t i = 0; i < sizeof(likes) / sizeof(likes[0]); i++)
		if (likes[i].op == op)
			return &likes[i];
	return NULL;
}

static const struct ddl_expr *percent(struct ddl_writer *w)
{
	struct ddl_expr *expr =
		ddl_expr_new(w->arena, DDL_EXPR_COLUMN, ddl_expr_type(DDL_TYPE_STRING));

	expr->u.column.name.text = STR("'%'");
	expr->u.column.is_literal = true;
	return expr;
}

static const struct ddl_expr *lowered(struct ddl_writer *w, const struct ddl_expr *expr)
{
	return ddl_call(w->arena, "lower", ddl_expr_list_of(w->arena, &expr, 1), expr->type);
}

static struct error *write_like(struct ddl_writer *w, const struct ddl_expr *expr,
				const struct like *like)
{
	bool lowers = like->ignores_case && !w->traits->has_ilike;
	const struct ddl_expr *left = lowers ? lowered(w, expr->left) : expr->left;
	const struct ddl_expr *right = lowers ? lowered(w, expr->right) : expr->right;
	const struct ddl_type *type = ddl_expr_type(DDL_TYPE_STRING);

	if (like->percent_before)
		right = ddl_binary(w->arena, DDL_OPERATION(CONCAT), percent(w), right, type);
	if (like->percent_behind)
		right = ddl_binary(w->arena, DDL_OPERATION(CONCAT), right, percent(w), type);
	TRY(ddl_write(w, left));
	strbuf_printf(&w->out, "%s%s ", like->negated ? " NOT" : "",
		      like->ignores_case && !lowers ? " ILIKE" : " LIKE");
	TRY(ddl_write(w, right));
	return add_escape(w, expr->escape);
}

/* ---- regular expressions, distinctness, division ---- */

static struct error *write_regexp_flags_mysql(struct ddl_writer *w, const struct ddl_expr *expr,
					      bool negated)
{
	struct str flags = ddl_quote_string(w->arena, w->dialect, expr->flags);

	if (!w->traits->is_mariadb) {
		strbuf_add_c(&w->out, negated ? "NOT " : "");
		TRY(write_call(w, "REGEXP_LIKE", expr, ""));
		strbuf_printf(&w->out, ", %.*s)", STR_ARG(flags));
		return NULL;
	}
	TRY(ddl_write(w, expr->left));
	strbuf_printf(&w->out, "%s REGEXP CONCAT('(?', %.*s, ')', ", negated ? " NOT" : "",
		      STR_ARG(flags));
	TRY(ddl_write(w, expr->right));
	strbuf_add_char(&w->out, ')');
	return NULL;
}

static struct error *write_regexp(struct ddl_writer *w, const struct ddl_expr *expr)
{
	bool negated = expr->operation.op == DDL_OP_NOT_REGEXP;
	struct str flags = expr->flags;

	if (w->traits->family == DDL_FAMILY_DEFAULT)
		return ddl_compile_error("CompileError",
					 "%s dialect does not support regular expressions",
					 w->dialect->name);
	if (w->traits->family == DDL_FAMILY_MYSQL && flags.p)
		return write_regexp_flags_mysql(w, expr, negated);
	if (w->traits->family != DDL_FAMILY_POSTGRESQL)
		return write_generic(w, expr, negated ? " NOT REGEXP " : " REGEXP ", false);
	if (!flags.p)
		return write_generic(w, expr, negated ? " !~ " : " ~ ", false);
	if (str_is(flags, "i"))
		return write_generic(w, expr, negated ? " !~* " : " ~* ", false);
	TRY(ddl_write(w, expr->left));
	strbuf_printf(&w->out, " %s CONCAT('(?', %.*s, ')', ", negated ? "!~" : "~",
		      STR_ARG(ddl_quote_string(w->arena, w->dialect, flags)));
	TRY(ddl_write(w, expr->right));
	strbuf_add_char(&w->out, ')');
	return NULL;
}

static struct error *write_regexp_replace(struct ddl_writer *w, const struct ddl_expr *expr)
{
	if (w->traits->family == DDL_FAMILY_DEFAULT || w->traits->family == DDL_FAMILY_SQLITE)
		return ddl_compile_error(
			"CompileError",
			"%s dialect does not support regular expression replacements",
			w->dialect->name);
	if (!expr->flags.p)
		return write_call(w, "REGEXP_REPLACE", expr, ")");
	TRY(write_call(w, "REGEXP_REPLACE", expr, ""));
	strbuf_printf(&w->out, ", %.*s)",
		      STR_ARG(ddl_quote_string(w->arena, w->dialect, expr->flags)));
	return NULL;
}

static struct error *write_distinct_from(struct ddl_writer *w, const struct ddl_expr *expr)
{
	bool is_distinct = expr->operation.op == DDL_OP_IS_DISTINCT;

	if (w->traits->family == DDL_FAMILY_SQLITE)
		return write_generic(w, expr, is_distinct ? " IS NOT " : " IS ", false);
	if (w->traits->family != DDL_FAMILY_MYSQL)
		return write_generic(w, expr, ddl_operator_text(expr->operation.op), false);
	if (is_distinct)
		strbuf_add_c(&w->out, "NOT (");
	TRY(write_generic(w, expr, " <=> ", false));
	if (is_distinct)
		strbuf_add_char(&w->out, ')');
	return NULL;
}

static struct error *write_truediv(struct ddl_writer *w, const struct ddl_expr *expr)
{
	enum ddl_type_kind affinity = ddl_affinity(expr->right->type);
	struct ddl_expr *cast;

	if (w->traits->family == DDL_FAMILY_MYSQL)
		return write_generic(w, expr, " / ", false);
	TRY(ddl_write(w, expr->left));
	strbuf_add_c(&w->out, " / ");
	if (w->traits->family == DDL_FAMILY_SQLITE) {
		strbuf_add_char(&w->out, '(');
		TRY(ddl_write(w, expr->right));
		strbuf_add_c(&w->out, " + 0.0)");
		return NULL;
	}
	cast = ddl_expr_new(w->arena, DDL_EXPR_CAST,
			    affinity == DDL_TYPE_NUMERIC || affinity == DDL_TYPE_FLOAT
				    ? expr->right->type
				    : ddl_expr_type(DDL_TYPE_NUMERIC));
	cast->left = expr->right;
	return ddl_write(w, cast);
}

static struct error *write_floordiv(struct ddl_writer *w, const struct ddl_expr *expr)
{
	bool are_integers = ddl_affinity(expr->left->type) == DDL_TYPE_INTEGER &&
			    ddl_affinity(expr->right->type) == DDL_TYPE_INTEGER;

	if (are_integers && w->traits->family != DDL_FAMILY_MYSQL)
		return write_generic(w, expr, " / ", false);
	strbuf_add_c(&w->out, "FLOOR(");
	TRY(write_generic(w, expr, " / ", false));
	strbuf_add_char(&w->out, ')');
	return NULL;
}

static struct error *write_match(struct ddl_writer *w, const struct ddl_expr *expr)
{
	if (expr->operation.op == DDL_OP_NOT_MATCH)
		strbuf_add_c(&w->out, "NOT ");
	if (w->traits->family == DDL_FAMILY_MYSQL) {
		strbuf_add_c(&w->out, "MATCH (");
		TRY(ddl_write(w, expr->left));
		strbuf_add_c(&w->out, ") AGAINST (");
		TRY(ddl_write(w, expr->right));
		strbuf_add_c(&w->out, " IN BOOLEAN MODE)");
		return NULL;
	}
	if (w->traits->family != DDL_FAMILY_POSTGRESQL)
		return write_generic(w, expr, " MATCH ", false);
	TRY(ddl_write(w, expr->left));
	strbuf_add_c(&w->out, " @@ plainto_tsquery(");
	if (expr->flags.p)
		strbuf_printf(&w->out, "%.*s, ",
			      STR_ARG(ddl_quote_string(w->arena, w->dialect, expr->flags)));
	TRY(ddl_write(w, expr->right));
	strbuf_add_char(&w->out, ')');
	return NULL;
}

/* ---- JSON: col["a"], col[("a", 1)] ---- */

static void add_json_step(struct strbuf *path, const struct ddl_value *step)
{
	if (step->kind == DDL_VALUE_INT)
		strbuf_printf(path, "[%lld]", (long long)step->integer);
	else
		strbuf_printf(path, ".\"%.*s\"", STR_ARG(step->text));
}

/* The index as the dialect wants it: a key or number, or a path in its own notation. */
const struct ddl_expr *ddl_json_index(struct ddl_writer *w, const struct ddl_expr *index)
{
	const struct ddl_value *value = &index->u.bind.value;
	bool is_postgresql = w->traits->family == DDL_FAMILY_POSTGRESQL;
	struct strbuf path = STRBUF(w->arena);
	struct ddl_value text = { .kind = DDL_VALUE_STRING };

	if (is_postgresql && value->kind != DDL_VALUE_LIST)
		return ddl_expr_literal(w->arena, *value, ddl_value_type(value), STR_NULL);
	strbuf_add_char(&path, is_postgresql ? '{' : '$');
	if (value->kind != DDL_VALUE_LIST)
		add_json_step(&path, value);
	for (size_t i = 0; i < value->n && value->kind == DDL_VALUE_LIST; i++) {
		const struct ddl_value *step = &value->items[i];

		if (!is_postgresql) {
			add_json_step(&path, step);
			continue;
		}
		if (i)
			strbuf_add_c(&path, ", ");
		if (step->kind == DDL_VALUE_INT)
			strbuf_printf(&path, "%lld", (long long)step->integer);
		else
			strbuf_add(&path, step->text);
	}
	if (is_postgresql)
		strbuf_add_char(&path, '}');
	text.text = strbuf_str(&path);
	return ddl_expr_literal(w->arena, text, ddl_expr_type(DDL_TYPE_STRING), STR_NULL);
}

static bool is_json(const struct ddl_type *type)
{
	return ddl_affinity(type) == DDL_TYPE_JSON;
}

static struct error *write_json_postgresql(struct ddl_writer *w, const struct ddl_expr *item,
					   bool as_text)
{
	bool is_path = item->operation.op == DDL_OP_JSON_PATH_GETITEM;
	bool has_subscripts = !w->dialect->server_version || w->dialect->server_version >= 140000;
	const struct ddl_expr *left = item->left;

	if (is_path)
		return write_generic(w, item, as_text ? " #>> " : " #> ", true);
	if (as_text || left->type->kind != DDL_TYPE_PG_JSONB || !has_subscripts)
		return write_generic(w, item, as_text ? " ->> " : " -> ", true);
	if (left->kind == DDL_EXPR_FUNCTION || left->kind == DDL_EXPR_CAST)
		left = ddl_grouping(w->arena, left);
	TRY(ddl_write(w, left));
	strbuf_add_char(&w->out, '[');
	TRY(ddl_write(w, item->right));
	strbuf_add_char(&w->out, ']');
	return NULL;
}

static struct error *write_json_mysql(struct ddl_writer *w, const struct ddl_expr *item)
{
	enum ddl_type_kind affinity = ddl_affinity(item->type);

	if (is_json(item->type))
		return write_call(w, "JSON_EXTRACT", item, ")");
	strbuf_add_c(&w->out, "CASE ");
	TRY(write_call(w, "JSON_EXTRACT", item, ") WHEN 'null' THEN NULL "));
	if (affinity == DDL_TYPE_BOOLEAN) {
		strbuf_add_c(&w->out, "WHEN true THEN true ELSE false END");
		return NULL;
	}
	if (affinity == DDL_TYPE_INTEGER) {
		strbuf_add_c(&w->out, "ELSE CAST(");
		TRY(write_call(w, "JSON_EXTRACT", item, ") AS SIGNED INTEGER) END"));
	} else if (affinity == DDL_TYPE_STRING) {
		strbuf_add_c(&w->out, "ELSE JSON_UNQUOTE(");
		TRY(write_call(w, "JSON_EXTRACT", item, ")) END"));
	} else if ((affinity == DDL_TYPE_NUMERIC || affinity == DDL_TYPE_FLOAT) &&
		   item->type->precision >= 0 && item->type->scale >= 0) {
		strbuf_add_c(&w->out, "ELSE CAST(");
		TRY(write_call(w, "JSON_EXTRACT", item, ") AS DECIMAL("));
		strbuf_printf(&w->out, "%d, %d)) END", item->type->precision, item->type->scale);
	} else {
		strbuf_add_c(&w->out, "ELSE ");
		TRY(write_call(w, "JSON_EXTRACT", item, ")"));
		strbuf_add_c(&w->out, affinity == DDL_TYPE_NUMERIC || affinity == DDL_TYPE_FLOAT
					      ? "+0.0000000000000000000000 END"
					      : " END");
	}
	return NULL;
}

static struct error *write_json_item(struct ddl_writer *w, const struct ddl_expr *expr)
{
	bool as_text = !is_json(expr->type);
	struct str type_text;

	if (w->traits->family == DDL_FAMILY_MYSQL)
		return write_json_mysql(w, expr);
	if (w->traits->family == DDL_FAMILY_DEFAULT)
		return write_generic(w, expr, " -> ", true);
	if (as_text) {
		TRY(ddl_type_text(expr->type, w->dialect, w->arena, &type_text));
		strbuf_add_c(&w->out, "CAST(");
	}
	if (w->traits->family == DDL_FAMILY_POSTGRESQL) {
		TRY(write_json_postgresql(w, expr, as_text));
	} else {
		if (!as_text)
			strbuf_add_c(&w->out, "JSON_QUOTE(");
		TRY(write_call(w, "JSON_EXTRACT", expr, as_text ? ")" : "))"));
	}
	if (as_text)
		strbuf_printf(&w->out, " AS %.*s)", STR_ARG(type_text));
	return NULL;
}

static struct error *write_getitem(struct ddl_writer *w, const struct ddl_expr *expr)
{
	if (w->traits->family != DDL_FAMILY_POSTGRESQL)
		return ddl_compile_error("UnsupportedCompilationError",
					 "dialect '%s' can't render element of type "
					 "<built-in function getitem>",
					 w->dialect->name);
	TRY(ddl_write(w, expr->left));
	strbuf_add_char(&w->out, '[');
	TRY(ddl_write(w, expr->right));
	strbuf_add_char(&w->out, ']');
	return NULL;
}

/* ---- the rest ---- */

/* a ^ b is (a | b - a & b) (sqlalchemy/dialects/sqlite/base.py) */
static struct error *write_xor_sqlite(struct ddl_writer *w, const struct ddl_expr *expr)
{
	strbuf_add_char(&w->out, '(');
	TRY(write_generic(w, expr, " | ", false));
	strbuf_add_c(&w->out, " - ");
	TRY(write_generic(w, expr, " & ", false));
	strbuf_add_char(&w->out, ')');
	return NULL;
}

static struct error *write_in(struct ddl_writer *w, const struct ddl_expr *expr)
{
	bool negated = expr->operation.op == DDL_OP_NOT_IN;

	if (negated)
		strbuf_add_char(&w->out, '(');
	TRY(write_generic(w, expr, ddl_operator_text(expr->operation.op), false));
	if (negated)
		strbuf_add_char(&w->out, ')');
	return NULL;
}

static struct error *write_custom(struct ddl_writer *w, const struct ddl_expr *expr)
{
	const struct ddl_custom_operator *custom = expr->operation.custom;
	struct str text = custom->text;

	if (w->dialect->doubles_percent)
		text = str_replace(w->arena, text, STR("%"), STR("%%"));
	return write_generic(w, expr,
			     str_c(w->arena, str_printf(w->arena, " %.*s ", STR_ARG(text))),
			     custom->eager_grouping);
}

static struct error *write_plain(struct ddl_writer *w, const struct ddl_expr *expr)
{
	enum ddl_operator op = expr->operation.op;

	if (op == DDL_OP_BETWEEN && expr->symmetric)
		return write_generic(w, expr, " BETWEEN SYMMETRIC ", false);
	if (op == DDL_OP_NOT_BETWEEN && expr->symmetric)
		return write_generic(w, expr, " NOT BETWEEN SYMMETRIC ", false);
	if (op == DDL_OP_MOD && w->dialect->doubles_percent)
		return write_generic(w, expr, " %% ", false);
	if (op == DDL_OP_BITWISE_XOR && w->traits->family == DDL_FAMILY_POSTGRESQL)
		return write_generic(w, expr, " # ", false);
	if (op == DDL_OP_BITWISE_XOR && w->traits->family == DDL_FAMILY_SQLITE)
		return write_xor_sqlite(w, expr);
	if (op == DDL_OP_CONCAT && w->traits->concat_is_function)
		return write_call(w, "concat", expr, ")");
	if (!ddl_operator_text(op))
		return ddl_compile_error("UnsupportedCompilationError",
					 "operator has no text in dialect '%s'", w->dialect->name);
	return write_generic(w, expr, ddl_operator_text(op), false);
}

struct error *ddl_write_binary(struct ddl_writer *w, const struct ddl_expr *expr)
{
	static const struct {
		enum ddl_operator op;
		struct error *(*write)(struct ddl_writer *w, const struct ddl_expr *expr);
	} rules[] = {
		{ DDL_OP_IN, write_in },
		{ DDL_OP_NOT_IN, write_in },
		{ DDL_OP_CUSTOM, write_custom },
		{ DDL_OP_JSON_GETITEM, write_json_item },
		{ DDL_OP_JSON_PATH_GETITEM, write_json_item },
		{ DDL_OP_GETITEM, write_getitem },
		{ DDL_OP_REGEXP, write_regexp },
		{ DDL_OP_NOT_REGEXP, write_regexp },
		{ DDL_OP_REGEXP_REPLACE, write_regexp_replace },
		{ DDL_OP_IS_DISTINCT, write_distinct_from },
		{ DDL_OP_IS_NOT_DISTINCT, write_distinct_from },
		{ DDL_OP_TRUEDIV, write_truediv },
		{ DDL_OP_FLOORDIV, write_floordiv },
		{ DDL_OP_MATCH, write_match },
		{ DDL_OP_NOT_MATCH, write_match },
	};
	const struct like *like = like_of(expr->operation.op);

	if (like)
		return write_like(w, expr, like);
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if (rules[i].op == expr->operation.op)
			return rules[i].write(w, expr);
	return write_plain(w, expr);
}

struct error *ddl_write_unary(struct ddl_writer *w, const struct ddl_expr *expr)
{
	const char *text = ddl_operator_text(expr->operation.op);

	if (expr->operation.op == DDL_OP_CUSTOM)
		text = str_c(w->arena,
			     str_printf(w->arena, "%.*s ", STR_ARG(expr->operation.custom->text)));
	if (!expr->is_modifier)
		strbuf_add_c(&w->out, text);
	TRY(ddl_write(w, expr->left));
	if (expr->is_modifier)
		strbuf_add_c(&w->out, text);
	return NULL;
}

struct error *ddl_write_as_boolean(struct ddl_writer *w, const struct ddl_expr *expr)
{
	bool is_true = expr->operation.op == DDL_OP_IS_TRUE;
	bool is_condition = w->traits->has_boolean_operand ||
			    (expr->left->kind == DDL_EXPR_GROUPING &&
			     ddl_operator_is_boolean(expr->left->left->operation));

	if (is_condition) {
		if (!is_true)
			strbuf_add_c(&w->out, "NOT ");
		return ddl_write(w, expr->left);
	}
	TRY(ddl_write(w, expr->left));
	strbuf_add_c(&w->out, is_true ? " = 1" : " = 0");
	return NULL;
}
