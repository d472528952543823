#include "engine/ddl/expr_write.h"

#include "engine/ddl/literal.h"
#include "engine/ddl/statement.h"

#include <stdarg.h>

struct error *ddl_compile_error(const char *kind, const char *format, ...)
{
	va_list args;
	struct error *error;
	struct str message;

	va_start(args, format);
	message = str_vprintf(error_arena(), format, args);
	va_end(args);
	error = error_new(ERR_PYTHON, "%.*s", STR_ARG(message));
	error->kind = str_from(kind);
	return error;
}

struct str ddl_writer_quote(struct ddl_writer *w, struct ddl_name name)
{
	return ddl_quote(w->arena, w->dialect, name);
}

struct str ddl_anonymous_name(struct ddl_writer *w, const void *of, struct str start)
{
	size_t number;

	for (size_t i = 0; i < w->anonymous_count; i++)
		if (w->anonymous[i].of == of)
			return w->anonymous[i].name;
	number = (size_t)(uintptr_t)map_get(&w->counters, start) + 1;
	map_put(&w->counters, start, (void *)(uintptr_t)number);
	if (w->anonymous_count == w->anonymous_capacity) {
		size_t old = w->anonymous_capacity * sizeof(*w->anonymous);

		w->anonymous_capacity = w->anonymous_capacity ? w->anonymous_capacity * 2 : 16;
		w->anonymous = arena_grow(w->arena, w->anonymous, old,
					  w->anonymous_capacity * sizeof(*w->anonymous));
	}
	w->anonymous[w->anonymous_count].of = of;
	w->anonymous[w->anonymous_count].name =
		str_printf(w->arena, "%.*s_%zu", STR_ARG(start), number);
	return w->anonymous[w->anonymous_count++].name;
}

/* ---- text(): `(?<![:\w\x5c]):(\w+)(?![:\w])` and `\x5c(:\w*)(?![:\w])` of
 * sqlalchemy/sql/elements.py ---- */

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || (unsigned char)c >= 0x80;
}

static size_t word_length(struct str text, size_t at)
{
	size_t end = at;

	while (end < text.n && is_word(text.p[end]))
		end++;
	return end - at;
}

/* Length of the parameter's name behind the colon at `at`, or 0. */
static size_t bind_at(struct str text, size_t at)
{
	size_t length;

	if (text.p[at] != ':')
		return 0;
	if (at && (text.p[at - 1] == ':' || text.p[at - 1] == '\\' || is_word(text.p[at - 1])))
		return 0;
	length = word_length(text, at + 1);
	return at + 1 + length < text.n && text.p[at + 1 + length] == ':' ? 0 : length;
}

static struct str unescape_colons(struct arena *arena, struct str text)
{
	struct strbuf out = STRBUF(arena);

	if (str_find(text, STR("\\:")) < 0)
		return text;
	for (size_t i = 0; i < text.n; i++) {
		size_t length;

		if (text.p[i] != '\\' || i + 1 >= text.n || text.p[i + 1] != ':') {
			strbuf_add_char(&out, text.p[i]);
			continue;
		}
		length = word_length(text, i + 2);
		if (i + 2 + length < text.n && text.p[i + 2 + length] == ':') {
			strbuf_add_char(&out, '\\');
			continue;
		}
		strbuf_add(&out, str_slice(text, i + 1, i + 2 + length));
		i += 1 + length;
	}
	return strbuf_str(&out);
}

static const struct ddl_expr *bind_named(const struct ddl_text *text, struct str name)
{
	for (size_t i = 0; i < text->binds.n; i++)
		if (str_equal(text->binds.items[i]->u.bind.key, name))
			return text->binds.items[i];
	return NULL;
}

static struct error *write_unset_bind(struct ddl_writer *w, struct str name)
{
	if (w->as_named_parameters) {
		strbuf_printf(&w->out, ":%.*s", STR_ARG(name));
		return NULL;
	}
	if (w->options.literal_binds) {
		strbuf_add_c(&w->out, "NULL");
		return NULL;
	}
	return ddl_compile_error(
		"StatementError",
		"(sqlalchemy.exc.InvalidRequestError) A value is required for bind "
		"parameter '%.*s'",
		STR_ARG(name));
}

static struct error *write_text_parts(struct ddl_writer *w, const struct ddl_text *text)
{
	struct str source = text->text;
	size_t start = 0;

	if (w->dialect->doubles_percent)
		source = str_replace(w->arena, source, STR("%"), STR("%%"));
	for (size_t i = 0; i < source.n; i++) {
		size_t length = bind_at(source, i);
		struct str name = str_slice(source, i + 1, i + 1 + length);
		const struct ddl_expr *bind;

		if (!length)
			continue;
		strbuf_add(&w->out, str_slice(source, start, i));
		bind = bind_named(text, name);
		if (!bind)
			bind = bind_named(&(struct ddl_text){ .binds = w->given }, name);
		if (bind)
			TRY(ddl_write(w, bind));
		else
			TRY(write_unset_bind(w, name));
		i += length;
		start = i + 1;
	}
	strbuf_add(&w->out, str_skip(source, start));
	return NULL;
}

static struct error *write_text(struct ddl_writer *w, const struct ddl_expr *expr)
{
	struct strbuf outer = w->out;
	struct error *error;
	struct str text;

	w->out = STRBUF(w->arena);
	error = write_text_parts(w, &expr->u.text);
	text = strbuf_str(&w->out);
	w->out = outer;
	if (error)
		return error;
	strbuf_add(&w->out, unescape_colons(w->arena, text));
	return NULL;
}

struct str_list ddl_text_bind_names(struct arena *result, struct str text)
{
	struct str_list names = { 0 };

	for (size_t i = 0; i < text.n; i++) {
		size_t length = bind_at(text, i);

		if (!length)
			continue;
		if (!str_list_has(&names, str_slice(text, i + 1, i + 1 + length)))
			str_list_add(result, &names, str_slice(text, i + 1, i + 1 + length));
		i += length;
	}
	return names;
}

/* ---- values ---- */

static struct error *write_list_value(struct ddl_writer *w, const struct ddl_expr *expr)
{
	const struct ddl_bind *bind = &expr->u.bind;

	strbuf_add_char(&w->out, '(');
	if (!bind->value.n && w->traits->family == DDL_FAMILY_SQLITE)
		strbuf_add_c(&w->out, "SELECT 1 FROM (SELECT 1) WHERE 1!=1");
	else if (!bind->value.n)
		strbuf_add_c(&w->out, bind->expand_op == DDL_OP_NOT_IN ? "NULL) OR (1 = 1"
								       : "NULL) AND (1 != 1");
	for (size_t i = 0; i < bind->value.n; i++) {
		const struct ddl_value *item = &bind->value.items[i];

		if (i)
			strbuf_add_c(&w->out, ", ");
		if (item->kind == DDL_VALUE_LIST) { /* tuple_(..).in_() */
			if (!i && w->traits->family == DDL_FAMILY_SQLITE)
				strbuf_add_c(&w->out, "VALUES ");
			strbuf_add_char(&w->out, '(');
			for (size_t k = 0; k < item->n; k++) {
				if (k)
					strbuf_add_c(&w->out, ", ");
				TRY(ddl_write_parameter(w, &item->items[k],
							ddl_value_type(&item->items[k])));
			}
			strbuf_add_char(&w->out, ')');
		} else {
			TRY(ddl_write_parameter(w, item, expr->type));
		}
	}
	strbuf_add_char(&w->out, ')');
	return NULL;
}

static const struct ddl_expr *given_value(struct ddl_writer *w, const struct ddl_expr *expr)
{
	for (size_t i = 0; i < w->given.n && !expr->u.bind.is_unique; i++) {
		const struct ddl_expr *given = w->given.items[i];
		struct ddl_expr *filled;

		if (!str_equal(given->u.bind.key, expr->u.bind.key))
			continue;
		filled = ARENA_NEW(w->arena, struct ddl_expr);
		*filled = *expr;
		filled->type = expr->type->kind == DDL_TYPE_NULLTYPE ? given->type : expr->type;
		filled->u.bind.value = given->u.bind.value;
		filled->u.bind.has_value = true;
		return filled;
	}
	return expr;
}

struct error *ddl_write_bind(struct ddl_writer *w, const struct ddl_expr *given)
{
	const struct ddl_expr *expr = given_value(w, given);
	const struct ddl_bind *bind = &expr->u.bind;

	if (bind->is_json_path && !w->as_named_parameters)
		return ddl_write(w, ddl_json_index(w, expr));
	if (w->as_named_parameters && !bind->is_literal && !w->options.literal_binds) {
		struct str name = bind->is_unique ? ddl_anonymous_name(w, expr, bind->key)
						  : bind->key;

		strbuf_printf(&w->out, bind->is_expanding ? "(__[POSTCOMPILE_%.*s])" : ":%.*s",
			      STR_ARG(name));
		return NULL;
	}
	if (!bind->has_value && bind->is_required && w->options.literal_binds) {
		strbuf_printf(&w->out, ":%.*s", STR_ARG(bind->key));
		return NULL;
	}
	if (!bind->has_value)
		return write_unset_bind(w, bind->key);
	if (bind->is_expanding)
		return write_list_value(w, expr);
	if (bind->is_literal) {
		struct str text;

		TRY(ddl_literal(w->arena, w->dialect, &bind->value, expr->type, &text));
		strbuf_add(&w->out, text);
		return NULL;
	}
	return ddl_write_parameter(w, &bind->value, expr->type);
}

/* ---- plain nodes ---- */

static const struct ddl_table *table_of(const struct ddl_column_ref *column)
{
	return column->column ? column->column->table : NULL;
}

static struct error *write_column(struct ddl_writer *w, const struct ddl_expr *expr)
{
	const struct ddl_column_ref *column = &expr->u.column;
	struct ddl_name name = column->column ? column->column->name : column->name;
	const struct ddl_table *table = table_of(column);
	bool bare = w->without_table || w->options.without_table;

	if (column->from && column->original && column->original->kind == DDL_EXPR_FUNCTION)
		name.text = ddl_anonymous_name(w, column->original, name.text);
	if (column->from && !bare) {
		strbuf_printf(&w->out, "%.*s.", STR_ARG(ddl_from_name(w, column->from)));
	} else if (table && !bare) {
		strbuf_printf(
			&w->out, "%.*s.",
			STR_ARG(ddl_quote_table(w->arena, w->dialect, table->schema, table->name)));
	}
	if (column->is_literal)
		strbuf_add(&w->out, w->dialect->doubles_percent
					    ? str_replace(w->arena, name.text, STR("%"), STR("%%"))
					    : name.text);
	else
		strbuf_add(&w->out, ddl_writer_quote(w, name));
	return NULL;
}

static struct error *write_case(struct ddl_writer *w, const struct ddl_expr *expr)
{
	const struct ddl_case *cases = &expr->u.cases;

	strbuf_add_c(&w->out, "CASE ");
	if (cases->value) {
		TRY(ddl_write(w, cases->value));
		strbuf_add_char(&w->out, ' ');
	}
	for (size_t i = 0; i < cases->n; i++) {
		strbuf_add_c(&w->out, "WHEN ");
		TRY(ddl_write(w, cases->whens[i].condition));
		strbuf_add_c(&w->out, " THEN ");
		TRY(ddl_write(w, cases->whens[i].result));
		strbuf_add_char(&w->out, ' ');
	}
	if (cases->otherwise) {
		strbuf_add_c(&w->out, "ELSE ");
		TRY(ddl_write(w, cases->otherwise));
		strbuf_add_char(&w->out, ' ');
	}
	strbuf_add_c(&w->out, "END");
	return NULL;
}

static struct error *write_over(struct ddl_writer *w, const struct ddl_expr *expr)
{
	const struct ddl_over *over = &expr->u.over;
	const char *separator = "";

	TRY(ddl_write(w, expr->left));
	strbuf_add_c(&w->out, " OVER (");
	if (over->partition_by.n) {
		strbuf_add_c(&w->out, "PARTITION BY ");
		TRY(ddl_write_list(w, over->partition_by, ", "));
		separator = " ";
	}
	if (over->order_by.n) {
		strbuf_printf(&w->out, "%sORDER BY ", separator);
		TRY(ddl_write_list(w, over->order_by, ", "));
		separator = " ";
	}
	if (over->frame.n)
		strbuf_printf(&w->out, "%s%.*s", separator, STR_ARG(over->frame));
	if (over->frame.n && over->exclude.n)
		strbuf_printf(&w->out, " EXCLUDE %.*s", STR_ARG(over->exclude));
	strbuf_add_char(&w->out, ')');
	return NULL;
}

static struct error *write_label(struct ddl_writer *w, const struct ddl_expr *expr)
{
	bool in_columns = w->in_columns, in_label = w->in_label;
	bool is_named = expr->name.text.n > 0;
	struct ddl_name name = expr->name;
	struct error *error;

	if (!is_named)
		name.text = ddl_anonymous_name(w, expr, STR("anon"));
	if (w->label_as_label == expr) {
		strbuf_add(&w->out, ddl_writer_quote(w, name));
		return NULL;
	}
	w->in_label = in_columns && !in_label;
	w->in_columns = w->in_label;
	error = ddl_write(w, expr->left);
	if (!error && in_columns && !in_label)
		strbuf_printf(&w->out, " AS %.*s", STR_ARG(ddl_writer_quote(w, name)));
	w->in_columns = in_columns;
	w->in_label = in_label;
	return error;
}

static struct error *write_operands(struct ddl_writer *w, const struct ddl_expr *expr)
{
	bool in_operator = w->in_operator;
	const char *separator = ddl_operator_text(expr->operation.op);
	struct error *error;

	if (expr->operation.op == DDL_OP_CUSTOM)
		separator = str_c(w->arena, str_printf(w->arena, " %.*s ",
						       STR_ARG(expr->operation.custom->text)));
	if (expr->operation.op == DDL_OP_CONCAT && w->traits->concat_is_function) {
		strbuf_add_c(&w->out, "concat(");
		TRY(ddl_write_list(w, expr->list, ", "));
		strbuf_add_char(&w->out, ')');
		return NULL;
	}
	w->in_operator = expr->operation.op != DDL_OP_COMMA || in_operator;
	error = ddl_write_list(w, expr->list, separator);
	w->in_operator = in_operator;
	return error;
}

static struct error *write_wrapped(struct ddl_writer *w, const struct ddl_expr *expr,
				   const char *open, const char *close)
{
	strbuf_add_c(&w->out, open);
	TRY(ddl_write(w, expr));
	strbuf_add_c(&w->out, close);
	return NULL;
}

static struct error *write_around(struct ddl_writer *w, const struct ddl_expr *expr,
				  const char *middle, const char *close)
{
	TRY(ddl_write(w, expr->left));
	strbuf_add_c(&w->out, middle);
	if (expr->right)
		TRY(ddl_write(w, expr->right));
	else
		TRY(ddl_write_list(w, expr->list, ", "));
	strbuf_add_c(&w->out, close);
	return NULL;
}

static struct error *unsupported(struct ddl_writer *w, const char *element)
{
	return ddl_compile_error("UnsupportedCompilationError",
				 "Compiler of dialect '%s' can't render element of type %s",
				 w->dialect->name, element);
}

static struct error *write_array(struct ddl_writer *w, const struct ddl_expr *expr)
{
	if (w->traits->family != DDL_FAMILY_POSTGRESQL && w->traits->family != DDL_FAMILY_DEFAULT)
		return unsupported(w, "<class 'sqlalchemy.dialects.postgresql.array.array'>");
	strbuf_add_c(&w->out, "ARRAY[");
	TRY(ddl_write_list(w, expr->list, ", "));
	strbuf_add_char(&w->out, ']');
	if (!expr->list.n && expr->type->item) {
		struct str text;

		TRY(ddl_type_text(expr->type, w->dialect, w->arena, &text));
		strbuf_printf(&w->out, "::%.*s", STR_ARG(text));
	}
	return NULL;
}

/* Inside another statement: a select is written without the surroundings of its place. */
static struct error *write_nested(struct ddl_writer *w, const struct ddl_expr *expr,
				  struct error *(*write)(struct ddl_writer *,
							 const struct ddl_expr *))
{
	struct ddl_writer outer = *w;
	struct error *error;

	w->in_columns = w->in_label = w->in_operator = w->eager_grouping = w->without_table = false;
	w->label_as_label = NULL;
	error = write(w, expr);
	w->in_columns = outer.in_columns;
	w->in_label = outer.in_label;
	w->in_operator = outer.in_operator;
	w->eager_grouping = outer.eager_grouping;
	w->without_table = outer.without_table;
	w->label_as_label = outer.label_as_label;
	return error;
}

static struct error *write_word(struct ddl_writer *w, const struct ddl_expr *expr)
{
	strbuf_add_c(&w->out, expr->kind == DDL_EXPR_NULL   ? "NULL"
			      : expr->kind == DDL_EXPR_STAR ? "*"
			      : expr->kind == DDL_EXPR_TRUE ? w->traits->true_text
							    : w->traits->false_text);
	return NULL;
}

static struct error *write_name(struct ddl_writer *w, const struct ddl_expr *expr)
{
	struct str name = ddl_writer_quote(w, expr->name);

	if (expr->kind == DDL_EXPR_LABEL_NAME)
		name = expr->name.text;
	if (expr->kind == DDL_EXPR_EXCLUDED)
		name = str_printf(w->arena,
				  w->traits->family == DDL_FAMILY_MYSQL ? "VALUES(%.*s)"
									: "excluded.%.*s",
				  STR_ARG(name));
	strbuf_add(&w->out, name);
	return NULL;
}

static struct error *write_sequence(struct ddl_writer *w, const struct ddl_expr *expr)
{
	struct ddl_name schema = { .text = expr->u.sequence->schema };
	struct str name = ddl_quote_table(w->arena, w->dialect, schema, expr->u.sequence->name);

	strbuf_printf(&w->out, "nextval('%.*s')", STR_ARG(name));
	return NULL;
}

static struct error *write_tuple(struct ddl_writer *w, const struct ddl_expr *expr)
{
	strbuf_add_char(&w->out, '(');
	TRY(ddl_write_list(w, expr->list, ", "));
	strbuf_add_char(&w->out, ')');
	return NULL;
}

static struct error *write_left(struct ddl_writer *w, const struct ddl_expr *expr)
{
	return ddl_write(w, expr->left);
}

static struct error *write_parenthesised(struct ddl_writer *w, const struct ddl_expr *expr)
{
	return write_wrapped(w, expr->left, "(", ")");
}

static struct error *write_filter(struct ddl_writer *w, const struct ddl_expr *expr)
{
	return write_around(w, expr, " FILTER (WHERE ", ")");
}

static struct error *write_within_group(struct ddl_writer *w, const struct ddl_expr *expr)
{
	return write_around(w, expr, " WITHIN GROUP (ORDER BY ", ")");
}

static struct error *write_slice(struct ddl_writer *w, const struct ddl_expr *expr)
{
	return write_around(w, expr, ":", "");
}

typedef struct error *write_function(struct ddl_writer *w, const struct ddl_expr *expr);

static const struct {
	write_function *write;
	bool is_statement; /* written without the surroundings of its place */
} writers[] = {
	[DDL_EXPR_BIND] = { ddl_write_bind, false },
	[DDL_EXPR_TEXT] = { write_text, false },
	[DDL_EXPR_COLUMN] = { write_column, false },
	[DDL_EXPR_NULL] = { write_word, false },
	[DDL_EXPR_TRUE] = { write_word, false },
	[DDL_EXPR_FALSE] = { write_word, false },
	[DDL_EXPR_LIST] = { write_operands, false },
	[DDL_EXPR_GROUPING] = { write_parenthesised, false },
	[DDL_EXPR_UNARY] = { ddl_write_unary, false },
	[DDL_EXPR_AS_BOOLEAN] = { ddl_write_as_boolean, false },
	[DDL_EXPR_BINARY] = { ddl_write_binary, false },
	[DDL_EXPR_FUNCTION] = { ddl_write_function, false },
	[DDL_EXPR_CAST] = { ddl_write_cast, false },
	[DDL_EXPR_TYPE_COERCE] = { write_left, false },
	[DDL_EXPR_LABEL] = { write_label, false },
	[DDL_EXPR_CASE] = { write_case, false },
	[DDL_EXPR_EXTRACT] = { ddl_write_extract, false },
	[DDL_EXPR_TUPLE] = { write_tuple, false },
	[DDL_EXPR_OVER] = { write_over, false },
	[DDL_EXPR_FILTER] = { write_filter, false },
	[DDL_EXPR_WITHIN_GROUP] = { write_within_group, false },
	[DDL_EXPR_ARRAY] = { write_array, false },
	[DDL_EXPR_AGGREGATE_ORDER] = { ddl_write_aggregate_order, false },
	[DDL_EXPR_SLICE] = { write_slice, false },
	[DDL_EXPR_COLLATION] = { write_name, false },
	[DDL_EXPR_SEQUENCE] = { write_sequence, false },
	[DDL_EXPR_LABEL_NAME] = { write_name, false },
	[DDL_EXPR_EXCLUDED] = { write_name, false },
	[DDL_EXPR_STAR] = { write_word, false },
	[DDL_EXPR_TABLE] = { ddl_write_from, false },
	[DDL_EXPR_ALIAS] = { ddl_write_from, false },
	[DDL_EXPR_CTE] = { ddl_write_from, false },
	[DDL_EXPR_JOIN] = { ddl_write_from, false },
	[DDL_EXPR_VALUES] = { ddl_write_from, false },
	[DDL_EXPR_SELECT] = { ddl_write_select, true },
	[DDL_EXPR_COMPOUND] = { ddl_write_compound, true },
	[DDL_EXPR_TEXT_SELECT] = { ddl_write_compound, true },
	[DDL_EXPR_SCALAR] = { write_parenthesised, false },
	[DDL_EXPR_INSERT] = { ddl_write_insert, true },
	[DDL_EXPR_UPDATE] = { ddl_write_update, true },
	[DDL_EXPR_DELETE] = { ddl_write_delete, true },
};

static struct error *write_node(struct ddl_writer *w, const struct ddl_expr *expr)
{
	if (writers[expr->kind].is_statement)
		return write_nested(w, expr, writers[expr->kind].write);
	return writers[expr->kind].write(w, expr);
}

enum { DEEPEST = 500 };

struct error *ddl_write(struct ddl_writer *w, const struct ddl_expr *expr)
{
	struct error *error;

	if (w->depth >= DEEPEST)
		return error_new(ERR_LIMIT, "SQL expression is nested deeper than %d levels",
				 DEEPEST);
	w->depth++;
	error = write_node(w, expr);
	w->depth--;
	return error;
}

struct error *ddl_write_list(struct ddl_writer *w, struct ddl_expr_list list, const char *separator)
{
	bool has_text = false;

	for (size_t i = 0; i < list.n; i++) {
		size_t before, start = w->out.n;

		if (has_text)
			strbuf_add_c(&w->out, separator);
		before = w->out.n;
		TRY(ddl_write(w, list.items[i]));
		if (w->out.n == before)
			w->out.n = start;
		else
			has_text = true;
	}
	return NULL;
}

struct error *ddl_write_apart(struct ddl_writer *w, const struct ddl_expr *expr,
			      struct str *ret_text)
{
	struct strbuf outer = w->out;
	struct error *error;

	w->out = STRBUF(w->arena);
	error = ddl_write(w, expr);
	*ret_text = strbuf_str(&w->out);
	w->out = outer;
	return error;
}

static struct ddl_writer writer(struct arena *result, const struct ddl_dialect *dialect,
				const struct ddl_expr_options *options)
{
	return (struct ddl_writer){
		.arena = result,
		.dialect = dialect,
		.traits = ddl_expr_dialect(dialect),
		.options = *options,
		.out = STRBUF(result),
		.counters = MAP(result),
	};
}

struct error *ddl_expr_write(struct arena *result, const struct ddl_dialect *dialect,
			     const struct ddl_expr *expr, const struct ddl_expr_options *options,
			     struct str *ret_text)
{
	struct ddl_writer w = writer(result, dialect, options);

	if (options->self_group)
		expr = ddl_group(result, expr, DDL_OPERATION(NONE));
	TRY(ddl_write(&w, expr));
	*ret_text = str_dup(result, strbuf_str(&w.out));
	return NULL;
}

struct error *ddl_expr_string(struct arena *result, const struct ddl_dialect *dialect,
			      const struct ddl_expr *expr, bool literal_binds, struct str *ret_text)
{
	struct ddl_expr_options options = { .literal_binds = literal_binds };
	struct ddl_writer w = writer(result, dialect, &options);

	w.as_named_parameters = true;
	TRY(ddl_write(&w, expr));
	*ret_text = str_concat(result, ddl_cte_clause(&w), strbuf_str(&w.out));
	return NULL;
}

struct error *ddl_expr_statement(struct arena *result, const struct ddl_dialect *dialect,
				 const struct ddl_expr *expr,
				 const struct ddl_expr_options *options,
				 struct ddl_statement *ret_statement)
{
	struct ddl_writer w = writer(result, dialect, options);

	if (expr->kind >= DDL_EXPR_SELECT && expr->kind != DDL_EXPR_TEXT_SELECT)
		w.given = expr->list;
	TRY(ddl_write(&w, expr));
	*ret_statement = (struct ddl_statement){ .text = str_concat(result, ddl_cte_clause(&w),
								    strbuf_str(&w.out)),
						 .parameters = w.parameters,
						 .parameter_count = w.parameter_count };
	return NULL;
}
