/* FROM lists: what expressions select from, joins, aliases, CTEs (sqlalchemy/sql/selectable.py,
 * compiler.py). */
#include "engine/ddl/statement.h"

bool ddl_same_from(const struct ddl_expr *a, const struct ddl_expr *b)
{
	if (a == b)
		return true;
	return a->kind == DDL_EXPR_TABLE && b->kind == DDL_EXPR_TABLE && a->u.table == b->u.table;
}

bool ddl_has_from(struct ddl_expr_list list, const struct ddl_expr *from)
{
	for (size_t i = 0; i < list.n; i++)
		if (ddl_same_from(list.items[i], from))
			return true;
	return false;
}

static void add_from(struct arena *arena, struct ddl_expr_list *froms, const struct ddl_expr *from)
{
	if (!ddl_has_from(*froms, from))
		*froms = ddl_expr_list_add(arena, *froms, from);
}

enum { DEEPEST = 1000 }; /* what is deeper cannot be written anyway */

struct collection {
	struct arena *arena;
	struct ddl_expr_list *froms;
	int depth;
};

static void collect(struct collection *to, const struct ddl_expr *expr);

static void add_froms_of_list(struct collection *to, struct ddl_expr_list list)
{
	for (size_t i = 0; i < list.n; i++)
		collect(to, list.items[i]);
}

static void add_froms_of_case(struct collection *to, const struct ddl_case *cases)
{
	collect(to, cases->value);
	for (size_t i = 0; i < cases->n; i++) {
		collect(to, cases->whens[i].condition);
		collect(to, cases->whens[i].result);
	}
	collect(to, cases->otherwise);
}

static void add_froms_of_column(struct collection *to, const struct ddl_column_ref *column)
{
	if (column->from)
		add_from(to->arena, to->froms, column->from);
	else if (column->column && column->column->table)
		add_from(to->arena, to->froms, ddl_expr_table(to->arena, column->column->table));
}

/* Values and names, and what is a statement of its own, select from nothing here. */
static bool has_no_froms(enum ddl_expr_kind kind)
{
	static const enum ddl_expr_kind kinds[] = {
		DDL_EXPR_BIND,     DDL_EXPR_TEXT,      DDL_EXPR_NULL,     DDL_EXPR_TRUE,
		DDL_EXPR_FALSE,    DDL_EXPR_COLLATION, DDL_EXPR_SEQUENCE, DDL_EXPR_LABEL_NAME,
		DDL_EXPR_EXCLUDED, DDL_EXPR_STAR,
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (kinds[i] == kind)
			return true;
	return kind >= DDL_EXPR_SELECT;
}

static void add_froms_of_parts(struct collection *to, const struct ddl_expr *expr)
{
	collect(to, expr->left);
	collect(to, expr->right);
	add_froms_of_list(to, expr->list);
	if (expr->kind == DDL_EXPR_FUNCTION)
		add_froms_of_list(to, expr->u.function.arguments);
	if (expr->kind == DDL_EXPR_OVER) {
		add_froms_of_list(to, expr->u.over.partition_by);
		add_froms_of_list(to, expr->u.over.order_by);
	}
	if (expr->kind == DDL_EXPR_CASE)
		add_froms_of_case(to, &expr->u.cases);
}

static void collect(struct collection *to, const struct ddl_expr *expr)
{
	if (!expr || has_no_froms(expr->kind) || to->depth > DEEPEST)
		return;
	to->depth++;
	if (expr->kind == DDL_EXPR_COLUMN) {
		add_froms_of_column(to, &expr->u.column);
	} else if (expr->kind < DDL_EXPR_TABLE) {
		add_froms_of_parts(to, expr);
	} else {
		add_from(to->arena, to->froms, expr);
		if (expr->kind == DDL_EXPR_JOIN) {
			collect(to, expr->u.join.left);
			collect(to, expr->u.join.right);
		}
	}
	to->depth--;
}

void ddl_add_froms(struct arena *arena, struct ddl_expr_list *froms, const struct ddl_expr *expr)
{
	struct collection to = { arena, froms, 0 };

	collect(&to, expr);
}

struct ddl_expr_list ddl_without_joined(struct arena *arena, struct ddl_expr_list froms)
{
	struct ddl_expr_list hidden = { 0 }, kept = { 0 };

	for (size_t i = 0; i < froms.n; i++) {
		if (froms.items[i]->kind != DDL_EXPR_JOIN)
			continue;
		ddl_add_froms(arena, &hidden, froms.items[i]->u.join.left);
		ddl_add_froms(arena, &hidden, froms.items[i]->u.join.right);
	}
	for (size_t i = 0; i < froms.n; i++)
		if (!ddl_has_from(hidden, froms.items[i]))
			kept = ddl_expr_list_add(arena, kept, froms.items[i]);
	return kept;
}

/* ---- joins ---- */

/* Columns of the foreign keys of `child` that point at `parent`, as one condition. */
static const struct ddl_expr *key_condition(struct arena *arena, const struct ddl_table *child,
					    const struct ddl_table *parent)
{
	for (size_t i = 0; i < child->constraint_count; i++) {
		const struct ddl_constraint *key = child->constraints[i];
		struct ddl_expr_list equalities = { 0 };

		if (key->kind != DDL_FOREIGN_KEY ||
		    !str_equal(key->referred_table, parent->name.text))
			continue;
		for (size_t k = 0; k < key->column_count && k < key->referred_column_count; k++) {
			const struct ddl_column *own =
				ddl_table_column(child, key->columns[k].text);
			const struct ddl_column *other =
				ddl_table_column(parent, key->referred_columns[k].text);

			if (!own || !other)
				return NULL;
			equalities = ddl_expr_list_add(arena, equalities,
						       ddl_binary(arena, DDL_OPERATION(EQ),
								  ddl_expr_column(arena, other),
								  ddl_expr_column(arena, own),
								  ddl_expr_type(DDL_TYPE_BOOLEAN)));
		}
		return ddl_junction(arena, DDL_OP_AND, equalities);
	}
	return NULL;
}

static const struct ddl_expr *join_condition(struct arena *arena, const struct ddl_expr *left,
					     const struct ddl_expr *right)
{
	struct ddl_expr_list froms = { 0 };

	if (right->kind != DDL_EXPR_TABLE)
		return NULL;
	ddl_add_froms(arena, &froms, left);
	for (size_t i = froms.n; i > 0; i--) {
		const struct ddl_expr *from = froms.items[i - 1], *on;

		if (from->kind != DDL_EXPR_TABLE)
			continue;
		on = key_condition(arena, right->u.table, from->u.table);
		if (!on)
			on = key_condition(arena, from->u.table, right->u.table);
		if (on)
			return on;
	}
	return NULL;
}

static struct error *write_join(struct ddl_writer *w, const struct ddl_join *join)
{
	const struct ddl_expr *on = join->on ? join->on
					     : join_condition(w->arena, join->left, join->right);

	if (!on)
		return ddl_compile_error("NoForeignKeysError",
					 "Can't find any foreign key relationships between the "
					 "joined tables.");
	TRY(ddl_write_from(w, join->left));
	strbuf_add_c(&w->out, join->is_full                           ? " FULL OUTER JOIN "
			      : join->is_outer                        ? " LEFT OUTER JOIN "
			      : w->traits->family == DDL_FAMILY_MYSQL ? " INNER JOIN "
								      : " JOIN ");
	if (join->right->kind == DDL_EXPR_JOIN) {
		strbuf_add_char(&w->out, '(');
		TRY(ddl_write_from(w, join->right));
		strbuf_add_char(&w->out, ')');
	} else {
		TRY(ddl_write_from(w, join->right));
	}
	strbuf_add_c(&w->out, " ON ");
	return ddl_write(w, on);
}

/* ---- aliases ---- */

struct str ddl_from_name(struct ddl_writer *w, const struct ddl_expr *from)
{
	struct ddl_name name = from->kind == DDL_EXPR_CTE      ? from->u.cte.name
			       : from->kind == DDL_EXPR_VALUES ? from->u.values.name
			       : from->kind == DDL_EXPR_TABLE  ? from->u.table->name
							       : from->u.alias.name;
	struct str start = from->kind == DDL_EXPR_ALIAS ? from->u.alias.anonymous : STR("anon");

	if (!name.text.n)
		name.text = ddl_anonymous_name(w, from, start);
	return ddl_writer_quote(w, name);
}

static struct error *write_inner(struct ddl_writer *w, const struct ddl_expr *element)
{
	bool in_from = w->in_from;
	struct error *error;

	if (element->kind == DDL_EXPR_TABLE || element->kind == DDL_EXPR_ALIAS ||
	    element->kind == DDL_EXPR_CTE)
		return ddl_write_from(w, element);
	if (element->kind == DDL_EXPR_FUNCTION)
		return ddl_write(w, element);
	strbuf_add_char(&w->out, '(');
	if (element->kind == DDL_EXPR_JOIN) {
		error = ddl_write_from(w, element);
	} else {
		w->in_from = true;
		error = ddl_write(w, element);
		w->in_from = in_from;
	}
	strbuf_add_char(&w->out, ')');
	return error;
}

static struct error *write_derived_columns(struct ddl_writer *w, const struct ddl_alias *alias)
{
	strbuf_add_char(&w->out, '(');
	for (size_t i = 0; i < alias->columns.n; i++) {
		const struct ddl_expr *column = alias->columns.items[i];
		struct str type;

		if (i)
			strbuf_add_c(&w->out, ", ");
		strbuf_add(&w->out, ddl_writer_quote(w, ddl_expr_name_of(column)));
		if (!alias->with_types)
			continue;
		TRY(ddl_type_text(column->type, w->dialect, w->arena, &type));
		strbuf_printf(&w->out, " %.*s", STR_ARG(type));
	}
	strbuf_add_char(&w->out, ')');
	return NULL;
}

static struct error *write_alias(struct ddl_writer *w, const struct ddl_expr *expr)
{
	const struct ddl_alias *alias = &expr->u.alias;

	if (alias->is_lateral)
		strbuf_add_c(&w->out, "LATERAL ");
	TRY(write_inner(w, alias->element));
	strbuf_printf(&w->out, " AS %.*s", STR_ARG(ddl_from_name(w, expr)));
	if (alias->renders_columns)
		TRY(write_derived_columns(w, alias));
	if (alias->tablesample.n)
		strbuf_printf(&w->out, " TABLESAMPLE %.*s", STR_ARG(alias->tablesample));
	return NULL;
}

static struct error *write_values(struct ddl_writer *w, const struct ddl_expr *expr)
{
	const struct ddl_values *values = &expr->u.values;
	struct ddl_alias names = { .columns = values->columns };
	bool literal_binds = w->options.literal_binds;

	w->options.literal_binds = literal_binds || values->is_literal;
	strbuf_add_c(&w->out, "(VALUES ");
	for (size_t i = 0; i < values->row_count; i++) {
		strbuf_add_c(&w->out, i ? ", (" : "(");
		TRY(ddl_write_list(w, values->rows[i], ", "));
		strbuf_add_char(&w->out, ')');
	}
	w->options.literal_binds = literal_binds;
	strbuf_printf(&w->out, ") AS %.*s ", STR_ARG(ddl_from_name(w, expr)));
	return write_derived_columns(w, &names);
}

/* ---- common table expressions ---- */

static const struct ddl_expr *cte_named(const struct ddl_writer *w, struct str name)
{
	for (size_t i = w->ctes.n; i > 0; i--)
		if (w->ctes.items[i - 1]->u.cte.name.text.n &&
		    str_equal(w->ctes.items[i - 1]->u.cte.name.text, name))
			return w->ctes.items[i - 1];
	return NULL;
}

static bool is_cte_known(struct ddl_writer *w, const struct ddl_expr *expr)
{
	for (size_t i = 0; i < w->ctes.n; i++)
		if (w->ctes.items[i] == expr || w->ctes.items[i]->u.cte.restates == expr)
			return true;
	return false;
}

static void add_cte_columns(struct ddl_writer *w, struct strbuf *text,
			    const struct ddl_expr *select)
{
	const struct ddl_expr *first = select;

	while (first->kind == DDL_EXPR_COMPOUND || first->kind == DDL_EXPR_GROUPING)
		first = first->kind == DDL_EXPR_COMPOUND ? first->u.select->columns.items[0]
							 : first->left;
	if (first->kind != DDL_EXPR_SELECT)
		return;
	strbuf_add_char(text, '(');
	for (size_t i = 0; i < first->u.select->columns.n; i++) {
		struct ddl_name name = ddl_selected_name(w, first->u.select->columns.items[i]);

		if (i)
			strbuf_add_c(text, ", ");
		strbuf_add(text, ddl_writer_quote(w, name));
	}
	strbuf_add_char(text, ')');
}

static struct error *collect_cte(struct ddl_writer *w, const struct ddl_expr *expr)
{
	const struct ddl_cte *cte = &expr->u.cte;
	const struct ddl_expr *same_name = cte_named(w, cte->name.text);
	struct strbuf text = STRBUF(w->arena);
	bool in_from = w->in_from;
	struct str inner;

	if (same_name && cte->restates != same_name)
		return ddl_compile_error(
			"CompileError", "Multiple, unrelated CTEs found with the same name: '%.*s'",
			STR_ARG(cte->name.text));
	w->ctes = ddl_expr_list_add(w->arena, w->ctes, expr);
	strbuf_add(&text, ddl_from_name(w, expr));
	if (cte->is_recursive) {
		w->has_recursive_cte = true;
		add_cte_columns(w, &text, cte->element);
	}
	w->in_from = true;
	TRY(ddl_write_apart(w, cte->element, &inner));
	w->in_from = in_from;
	strbuf_printf(&text, " AS %s\n(%.*s)",
		      cte->materialized == 1   ? "MATERIALIZED "
		      : cte->materialized == 0 ? "NOT MATERIALIZED "
					       : "",
		      STR_ARG(inner));
	str_list_add(w->arena, &w->cte_texts, strbuf_str(&text));
	return NULL;
}

static struct error *write_cte(struct ddl_writer *w, const struct ddl_expr *expr)
{
	if (!is_cte_known(w, expr))
		TRY(collect_cte(w, expr));
	strbuf_add(&w->out, ddl_from_name(w, expr));
	if (expr->u.cte.alias.text.n)
		strbuf_printf(&w->out, " AS %.*s", STR_ARG(ddl_writer_quote(w, expr->u.cte.alias)));
	return NULL;
}

struct error *ddl_collect_ctes(struct ddl_writer *w, struct ddl_expr_list ctes)
{
	for (size_t i = 0; i < ctes.n; i++)
		if (!is_cte_known(w, ctes.items[i]))
			TRY(collect_cte(w, ctes.items[i]));
	return NULL;
}

struct str ddl_cte_clause(const struct ddl_writer *w)
{
	if (!w->cte_texts.n)
		return STR_NULL;
	return str_printf(w->arena, "WITH %s%.*s\n ", w->has_recursive_cte ? "RECURSIVE " : "",
			  STR_ARG(str_list_join(w->arena, &w->cte_texts, ", \n")));
}

struct error *ddl_write_from(struct ddl_writer *w, const struct ddl_expr *expr)
{
	if (expr->kind == DDL_EXPR_JOIN)
		return write_join(w, &expr->u.join);
	if (expr->kind == DDL_EXPR_ALIAS)
		return write_alias(w, expr);
	if (expr->kind == DDL_EXPR_VALUES)
		return write_values(w, expr);
	if (expr->kind == DDL_EXPR_CTE)
		return write_cte(w, expr);
	if (expr->kind != DDL_EXPR_TABLE)
		return ddl_write(w, expr);
	strbuf_add(&w->out, ddl_quote_table(w->arena, w->dialect, expr->u.table->schema,
					    expr->u.table->name));
	return NULL;
}
