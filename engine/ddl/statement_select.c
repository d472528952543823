/* SELECT and UNION (sqlalchemy/sql/compiler.py: visit_select, _compose_select_body,
 * _label_select_column). */
#include "engine/ddl/statement.h"

/* ---- labels ---- */

static bool is_named(const struct ddl_expr *column)
{
	return column->kind == DDL_EXPR_COLUMN ||
	       (column->kind == DDL_EXPR_LABEL && column->name.text.n);
}

static bool wraps_column(const struct ddl_expr *expr)
{
	return expr->kind == DDL_EXPR_CAST || expr->kind == DDL_EXPR_TYPE_COERCE ||
	       expr->kind == DDL_EXPR_AS_BOOLEAN || expr->kind == DDL_EXPR_AGGREGATE_ORDER ||
	       expr->kind == DDL_EXPR_WITHIN_GROUP;
}

/* `_anon_name_label`: "count_1", "anon_1", or the name of the column inside a cast. */
static struct str anonymous_label(struct ddl_writer *w, const struct ddl_expr *column)
{
	const struct ddl_expr *inner = column;

	while (wraps_column(inner) && inner->left->kind != DDL_EXPR_TEXT)
		inner = inner->left;
	if (is_named(inner) && inner != column)
		return ddl_expr_name_of(inner).text;
	if (inner->kind == DDL_EXPR_FUNCTION)
		return ddl_anonymous_name(w, inner, inner->u.function.name.text);
	return ddl_anonymous_name(w, inner, STR("anon"));
}

struct ddl_name ddl_selected_name(struct ddl_writer *w, const struct ddl_expr *column)
{
	if (is_named(column))
		return ddl_expr_name_of(column);
	if (column->kind == DDL_EXPR_TEXT)
		return (struct ddl_name){ .text = column->u.text.text, .quote = DDL_QUOTE_NEVER };
	return (struct ddl_name){ .text = anonymous_label(w, column) };
}

static bool has_table(const struct ddl_expr *column)
{
	return column->u.column.from || (column->u.column.column && column->u.column.column->table);
}

static bool same_column(const struct ddl_expr *a, const struct ddl_expr *b)
{
	if (a == b)
		return true;
	if (a->kind != DDL_EXPR_COLUMN || b->kind != DDL_EXPR_COLUMN)
		return false;
	if (a->u.column.from || b->u.column.from)
		return a->u.column.from == b->u.column.from &&
		       str_equal(a->u.column.name.text, b->u.column.name.text);
	return a->u.column.column && a->u.column.column == b->u.column.column;
}

/* Does an expression without a name of its own get AS? */
static bool needs_label(const struct ddl_writer *w, const struct ddl_expr *column, bool in_from)
{
	const struct ddl_expr *inner = column->left;

	if (column->kind == DDL_EXPR_COLUMN)
		return in_from && !column->u.column.is_literal && has_table(column);
	if (column->kind == DDL_EXPR_TEXT || column->kind == DDL_EXPR_LABEL ||
	    column->kind == DDL_EXPR_STAR)
		return false;
	if (column->kind != DDL_EXPR_UNARY && column->kind != DDL_EXPR_AS_BOOLEAN)
		return true;
	if (column->kind == DDL_EXPR_AS_BOOLEAN && !w->traits->has_boolean_operand)
		return true;
	while (inner->kind == DDL_EXPR_GROUPING)
		inner = inner->left;
	return in_from || !is_named(inner);
}

/* The names of a columns clause so far, as a dict (`_generate_columns_plus_names`): a key is a
   name, or what an anonymous label is made for. */
struct seen {
	struct str name;
	const void *thing;
	const struct ddl_expr *column;
};

struct clause {
	struct seen *seen;
	size_t n;
	int repetitions; /* `dedupe_hash` */
	bool in_from;
};

static const struct ddl_expr *innermost(const struct ddl_expr *column)
{
	while (wraps_column(column) && column->left->kind != DDL_EXPR_TEXT)
		column = column->left;
	return column;
}

static struct seen *find_seen(const struct clause *clause, struct str name, const void *thing)
{
	for (size_t i = 0; i < clause->n; i++)
		if (name.n ? str_equal(clause->seen[i].name, name) : clause->seen[i].thing == thing)
			return &clause->seen[i];
	return NULL;
}

static void add_seen(struct clause *clause, struct str name, const void *thing,
		     const struct ddl_expr *column)
{
	clause->seen[clause->n++] = (struct seen){ name, name.n ? NULL : thing, column };
}

static struct error *write_labelled(struct ddl_writer *w, const struct ddl_expr *column,
				    struct str label)
{
	w->in_label = true;
	TRY(ddl_write(w, column));
	w->in_label = false;
	strbuf_printf(&w->out, " AS %.*s",
		      STR_ARG(ddl_writer_quote(w, (struct ddl_name){ .text = label })));
	return NULL;
}

static const void *identity_of(const struct ddl_expr *column)
{
	return column->kind == DDL_EXPR_COLUMN && column->u.column.column
		       ? (const void *)column->u.column.column
		       : (const void *)column;
}

/* The same column again: id__1.  Its identity is the column's and how many repetitions the clause
 * had. */
static struct str repeated_label(struct ddl_writer *w, struct clause *clause,
				 const struct ddl_expr *column)
{
	struct str name = ddl_expr_name_of(innermost(column)).text;
	const char *identity = identity_of(column);

	if (!name.n)
		name = column->kind == DDL_EXPR_FUNCTION ? column->u.function.name.text
							 : STR("anon");
	clause->repetitions++;
	if (!wraps_column(column))
		identity += clause->repetitions; /* within the struct: no other thing is there */
	return ddl_anonymous_name(w, identity, str_concat(w->arena, name, STR("_")));
}

/* The label that a column with a name needs, or empty. */
static struct str label_of_named(struct ddl_writer *w, struct clause *clause,
				 const struct ddl_expr *column)
{
	struct str name = ddl_expr_name_of(column).text;
	const struct seen *other = find_seen(clause, name, NULL);

	if (!other) {
		add_seen(clause, name, NULL, column);
		return STR_NULL;
	}
	if (same_column(other->column, column) || find_seen(clause, STR_NULL, identity_of(column)))
		return repeated_label(w, clause, column);
	add_seen(clause, STR_NULL, identity_of(column), column);
	return ddl_anonymous_name(w, identity_of(column), name);
}

static struct str label_of_unnamed(struct ddl_writer *w, struct clause *clause,
				   const struct ddl_expr *column)
{
	const struct ddl_expr *inner = innermost(column);
	struct str name = is_named(inner) ? ddl_expr_name_of(inner).text : STR_NULL;
	struct seen *other = find_seen(clause, name, inner);

	if (!other) {
		add_seen(clause, name, inner, column);
		return needs_label(w, column, clause->in_from) ? anonymous_label(w, column)
							       : STR_NULL;
	}
	other->column = column;
	name = repeated_label(w, clause, column);
	return needs_label(w, column, clause->in_from) ? name : STR_NULL;
}

static bool has_label_in_clause(const struct ddl_expr *column)
{
	return column->kind != DDL_EXPR_TEXT &&
	       (column->kind != DDL_EXPR_COLUMN || has_table(column));
}

static struct error *write_selected_column(struct ddl_writer *w, const struct ddl_expr *column,
					   struct clause *clause)
{
	struct str label;

	if (column->kind == DDL_EXPR_TUPLE)
		return ddl_compile_error(
			"CompileError",
			"Most backends don't support SELECTing from a tuple() object.  If "
			"this is an ORM query, consider using the Bundle object.");
	if (!has_label_in_clause(column))
		return ddl_write(w, column);
	label = is_named(column) ? label_of_named(w, clause, column)
				 : label_of_unnamed(w, clause, column);
	if (column->kind == DDL_EXPR_LABEL)
		return ddl_write(w, column);
	if (!label.n && column->kind == DDL_EXPR_COLUMN && needs_label(w, column, clause->in_from))
		label = ddl_expr_name_of(column).text;
	return label.n ? write_labelled(w, column, label) : ddl_write(w, column);
}

struct error *ddl_write_selected(struct ddl_writer *w, struct ddl_expr_list columns, bool in_from)
{
	bool in_columns = w->in_columns, in_label = w->in_label;
	struct clause clause = { .seen = ARENA_ARRAY(w->arena, struct seen, 2 * columns.n + 1),
				 .in_from = in_from };
	struct error *error = NULL;

	w->in_columns = true;
	w->in_label = false;
	for (size_t i = 0; i < columns.n && !error; i++) {
		if (i)
			strbuf_add_c(&w->out, ", ");
		error = write_selected_column(w, columns.items[i], &clause);
	}
	w->in_columns = in_columns;
	w->in_label = in_label;
	return error;
}

/* ---- FROM ---- */

static bool mentions(struct arena *arena, const struct ddl_expr *on, const struct ddl_expr *from)
{
	struct ddl_expr_list used = { 0 }, own = { 0 };

	ddl_add_froms(arena, &used, on);
	ddl_add_froms(arena, &own, from);
	for (size_t i = 0; i < used.n; i++)
		if (ddl_has_from(own, used.items[i]))
			return true;
	return false;
}

static const struct ddl_expr *joined(struct arena *arena, const struct ddl_expr *join,
				     const struct ddl_expr *left)
{
	struct ddl_expr *copy = ARENA_NEW(arena, struct ddl_expr);

	*copy = *join;
	copy->u.join.left = left;
	return copy;
}

/* Puts .join()'s targets beside what they join (`_setup_joins`). */
static struct error *resolve_joins(struct ddl_writer *w, const struct ddl_select *select,
				   struct ddl_expr_list *froms)
{
	for (size_t i = 0; i < select->joins.n; i++) {
		const struct ddl_expr *join = select->joins.items[i];
		struct ddl_expr_list candidates = *froms;
		size_t at = 0;
		bool is_listed = froms->n > 0;

		if (join->u.join.left) { /* join_from() */
			for (at = 0; at < froms->n; at++)
				if (mentions(w->arena, join->u.join.left, froms->items[at]))
					break;
			if (at == froms->n)
				*froms = ddl_expr_list_add(w->arena, *froms, join->u.join.left);
			froms->items[at] = joined(w->arena, join, froms->items[at]);
			continue;
		}
		for (size_t k = 0; !is_listed && k < select->columns.n; k++)
			ddl_add_froms(w->arena, &candidates, select->columns.items[k]);
		for (size_t k = 0; candidates.n > 1 && join->u.join.on && k < candidates.n; k++)
			if (!ddl_same_from(candidates.items[k], join->u.join.right) &&
			    mentions(w->arena, join->u.join.on, candidates.items[k])) {
				at = k;
				break;
			}
		if (!candidates.n)
			return ddl_compile_error("InvalidRequestError",
						 "Can't determine which FROM clause to join from");
		join = joined(w->arena, join, candidates.items[at]);
		*froms = is_listed ? ddl_expr_list_of(w->arena, froms->items, froms->n) : *froms;
		if (is_listed)
			froms->items[at] = join;
		else
			*froms = ddl_expr_list_add(w->arena, *froms, join);
	}
	return NULL;
}

static struct ddl_expr_list without(struct arena *arena, struct ddl_expr_list froms,
				    struct ddl_expr_list removed)
{
	struct ddl_expr_list kept = { 0 };

	for (size_t i = 0; i < froms.n; i++)
		if (!ddl_has_from(removed, froms.items[i]))
			kept = ddl_expr_list_add(arena, kept, froms.items[i]);
	return kept;
}

static struct ddl_expr_list common(struct arena *arena, struct ddl_expr_list a,
				   struct ddl_expr_list b)
{
	struct ddl_expr_list both = { 0 };

	for (size_t i = 0; i < a.n; i++)
		if (ddl_has_from(b, a.items[i]))
			both = ddl_expr_list_add(arena, both, a.items[i]);
	return both;
}

/* What an inner select leaves to the outer one (`_correlate_froms`). */
static struct error *correlate(struct ddl_writer *w, const struct ddl_select *select, bool in_from,
			       struct ddl_expr_list *froms)
{
	struct ddl_expr_list outer = w->frame ? w->frame->correlate : (struct ddl_expr_list){ 0 };
	struct ddl_expr_list implicit = w->frame && !in_from ? w->frame->as_from
							     : (struct ddl_expr_list){ 0 };
	struct ddl_expr_list removed;

	if (in_from && w->frame)
		outer = without(w->arena, outer, w->frame->as_from);
	if (select->has_correlate && select->correlate.n) {
		removed = common(w->arena, common(w->arena, *froms, outer), select->correlate);
		*froms = without(w->arena, *froms, removed);
	}
	if (select->has_correlate_except) {
		removed = without(w->arena, common(w->arena, *froms, outer),
				  select->correlate_except);
		*froms = without(w->arena, *froms, removed);
	}
	if (!select->has_correlate && !select->has_correlate_except && froms->n > 1) {
		*froms = without(w->arena, *froms, implicit);
		if (!froms->n)
			return ddl_compile_error(
				"InvalidRequestError",
				"Select statement '<sqlalchemy.sql.selectable.Select object at "
				"0x0>' "
				"returned no FROM clauses due to auto-correlation; "
				"specify correlate(<tables>) to control correlation manually.");
	}
	return NULL;
}

static struct error *froms_of(struct ddl_writer *w, const struct ddl_select *select, bool in_from,
			      struct ddl_expr_list *ret)
{
	struct ddl_expr_list froms = ddl_expr_list_of(w->arena, select->from.items, select->from.n);

	TRY(resolve_joins(w, select, &froms));
	*ret = (struct ddl_expr_list){ 0 };
	for (size_t i = 0; i < froms.n; i++)
		if (!ddl_has_from(*ret, froms.items[i]))
			*ret = ddl_expr_list_add(w->arena, *ret, froms.items[i]);
	for (size_t i = 0; i < select->columns.n; i++)
		ddl_add_froms(w->arena, ret, select->columns.items[i]);
	for (size_t i = 0; i < select->where.n; i++)
		ddl_add_froms(w->arena, ret, select->where.items[i]);
	*ret = ddl_without_joined(w->arena, *ret);
	return correlate(w, select, in_from, ret);
}

static struct error *write_froms(struct ddl_writer *w, const struct ddl_select *select,
				 struct ddl_expr_list froms)
{
	if (!froms.n) {
		if (w->traits->family == DDL_FAMILY_MYSQL && select->where.n)
			strbuf_add_c(&w->out, " FROM DUAL");
		return NULL;
	}
	strbuf_add_c(&w->out, " \nFROM ");
	for (size_t i = 0; i < froms.n; i++) {
		if (i)
			strbuf_add_c(&w->out, ", ");
		TRY(ddl_write_from(w, froms.items[i]));
	}
	return NULL;
}

/* ---- the clauses behind ---- */

static const struct ddl_expr *label_named(struct ddl_expr_list columns, struct str name)
{
	for (size_t i = 0; i < columns.n; i++)
		if (str_equal(ddl_expr_name_of(columns.items[i]).text, name))
			return columns.items[i];
	return NULL;
}

static const struct ddl_expr *ordered_label(const struct ddl_expr *item)
{
	while (item->kind == DDL_EXPR_UNARY && item->is_modifier)
		item = item->left;
	return item->kind == DDL_EXPR_LABEL ? item : NULL;
}

static struct error *unknown_label(const struct ddl_expr *item)
{
	return ddl_compile_error(
		"CompileError",
		"Can't resolve label reference for ORDER BY / GROUP BY / DISTINCT etc. Textual SQL "
		"expression '%.*s' should be explicitly declared as text('%.*s')",
		STR_ARG(item->name.text), STR_ARG(item->name.text));
}

static const struct ddl_expr *inner_most(const struct ddl_expr *item)
{
	while (item->kind == DDL_EXPR_UNARY && item->is_modifier)
		item = item->left;
	return item;
}

/* A string in ORDER BY names a selected column, or a column of a FROM element. */
static struct error *resolve_label(struct ddl_writer *w, const struct ddl_expr *item,
				   const struct ddl_expr **ret)
{
	struct str name = inner_most(item)->name.text;
	const struct ddl_expr *found = w->frame ? label_named(w->frame->labels, name) : NULL;

	for (size_t i = 0; !found && w->frame && i < w->frame->from.n; i++) {
		const struct ddl_expr *from = w->frame->from.items[i];
		const struct ddl_column *column =
			from->kind == DDL_EXPR_TABLE ? ddl_table_column(from->u.table, name) : NULL;

		if (column)
			found = ddl_expr_column(w->arena, column);
	}
	if (!found)
		return unknown_label(inner_most(item));
	*ret = found;
	return NULL;
}

static struct error *write_order_item(struct ddl_writer *w, const struct ddl_expr *item,
				      bool is_order)
{
	const struct ddl_expr *label = is_order ? ordered_label(item) : NULL;
	struct error *error;

	if (inner_most(item)->kind == DDL_EXPR_LABEL_NAME) {
		const struct ddl_expr *found = NULL;

		TRY(resolve_label(w, item, &found));
		w->label_as_label = found;
		error = ddl_write(w, found);
		w->label_as_label = NULL;
		for (const struct ddl_expr *at = item; !error && at->kind == DDL_EXPR_UNARY;
		     at = at->left)
			strbuf_add_c(&w->out, ddl_operator_text(at->operation.op));
		return error;
	}
	if (label && w->frame && label_named(w->frame->labels, label->name.text) == label)
		w->label_as_label = label;
	error = ddl_write(w, item);
	w->label_as_label = NULL;
	return error;
}

static struct error *write_ordering(struct ddl_writer *w, const char *keyword,
				    struct ddl_expr_list items, bool is_order)
{
	for (size_t i = 0; i < items.n; i++) {
		strbuf_add_c(&w->out, i ? ", " : keyword);
		TRY(write_order_item(w, items.items[i], is_order));
	}
	return NULL;
}

static struct error *write_part(struct ddl_writer *w, const char *before,
				const struct ddl_expr *expr)
{
	if (!expr)
		return NULL;
	strbuf_add_c(&w->out, before);
	return ddl_write(w, expr);
}

static struct error *write_limit(struct ddl_writer *w, const struct ddl_select *select)
{
	const struct ddl_expr *limit = select->limit, *offset = select->offset;

	if (!limit && !offset)
		return NULL;
	switch (w->traits->family) {
	case DDL_FAMILY_MYSQL:
		TRY(write_part(w, " \n LIMIT ", offset));
		if (!limit)
			strbuf_add_c(&w->out, ", 18446744073709551615");
		return write_part(w, offset ? ", " : " \n LIMIT ", limit);
	case DDL_FAMILY_SQLITE:
		if (!limit)
			strbuf_add_c(&w->out, "\n LIMIT -1");
		TRY(write_part(w, "\n LIMIT ", limit));
		if (!offset)
			strbuf_add_c(&w->out, " OFFSET 0");
		return write_part(w, " OFFSET ", offset);
	case DDL_FAMILY_POSTGRESQL:
		TRY(write_part(w, " \n LIMIT ", limit));
		if (!limit)
			strbuf_add_c(&w->out, "\n LIMIT ALL");
		return write_part(w, " OFFSET ", offset);
	case DDL_FAMILY_DEFAULT:
		TRY(write_part(w, "\n LIMIT ", limit));
		if (!limit)
			strbuf_add_c(&w->out, "\n LIMIT -1");
		return write_part(w, " OFFSET ", offset);
	}
	return NULL;
}

static struct error *write_fetch(struct ddl_writer *w, const struct ddl_select *select)
{
	bool is_postgresql = w->traits->family == DDL_FAMILY_POSTGRESQL;

	if (!select->fetch)
		return write_limit(w, select);
	if (select->offset) {
		TRY(write_part(w, is_postgresql ? "\n OFFSET (" : "\n OFFSET ", select->offset));
		strbuf_add_c(&w->out, is_postgresql ? ") ROWS" : " ROWS");
	}
	TRY(write_part(w, is_postgresql ? "\n FETCH FIRST (" : "\n FETCH FIRST ", select->fetch));
	strbuf_printf(&w->out, "%s%s ROWS %s", is_postgresql ? ")" : "",
		      select->fetch_percent ? " PERCENT" : "",
		      select->fetch_with_ties ? "WITH TIES" : "ONLY");
	return NULL;
}

static void write_for_update(struct ddl_writer *w, const struct ddl_for_update *lock)
{
	const char *text = " FOR UPDATE";
	bool is_postgresql = w->traits->family == DDL_FAMILY_POSTGRESQL;

	if (!lock->is_set || w->traits->family == DDL_FAMILY_SQLITE)
		return;
	if (is_postgresql && lock->key_share)
		text = lock->read ? " FOR KEY SHARE" : " FOR NO KEY UPDATE";
	else if (lock->read && w->traits->family != DDL_FAMILY_DEFAULT)
		text = is_postgresql ? " FOR SHARE" : " LOCK IN SHARE MODE";
	strbuf_add_c(&w->out, text);
	for (size_t i = 0; is_postgresql && i < lock->of.n; i++) {
		struct ddl_expr_list froms = { 0 };

		ddl_add_froms(w->arena, &froms, lock->of.items[i]);
		for (size_t k = 0; k < froms.n; k++)
			strbuf_printf(&w->out, "%s%.*s", i + k ? ", " : " OF ",
				      STR_ARG(ddl_from_name(w, froms.items[k])));
	}
	if (lock->nowait && w->traits->family != DDL_FAMILY_DEFAULT)
		strbuf_add_c(&w->out, " NOWAIT");
	if (lock->skip_locked && w->traits->family != DDL_FAMILY_DEFAULT)
		strbuf_add_c(&w->out, " SKIP LOCKED");
}

/* ---- the whole ---- */

static struct error *write_distinct(struct ddl_writer *w, const struct ddl_select *select)
{
	if (select->distinct_on.n && w->traits->family == DDL_FAMILY_POSTGRESQL) {
		TRY(write_ordering(w, "DISTINCT ON (", select->distinct_on, false));
		strbuf_add_c(&w->out, ") ");
	} else if (select->is_distinct) {
		strbuf_add_c(&w->out, "DISTINCT ");
	}
	return NULL;
}

static struct error *write_words(struct ddl_writer *w, struct ddl_expr_list words)
{
	for (size_t i = 0; i < words.n; i++) {
		TRY(ddl_write(w, words.items[i]));
		strbuf_add_char(&w->out, ' ');
	}
	return NULL;
}

static struct error *write_body(struct ddl_writer *w, const struct ddl_select *select, bool in_from,
				struct ddl_expr_list froms)
{
	strbuf_add_c(&w->out, "SELECT ");
	TRY(ddl_collect_ctes(w, select->ctes));
	TRY(write_words(w, select->prefixes));
	TRY(write_distinct(w, select));
	TRY(ddl_write_selected(w, select->columns, in_from));
	if (!select->columns.n && w->out.n && w->out.p[w->out.n - 1] == ' ')
		w->out.n--;
	TRY(write_froms(w, select, froms));
	TRY(write_part(w, " \nWHERE ", ddl_where(w->arena, select->where)));
	TRY(write_ordering(w, " GROUP BY ", select->group_by, false));
	TRY(write_part(w, " \nHAVING ", ddl_where(w->arena, select->having)));
	TRY(write_ordering(w, " ORDER BY ", select->order_by, true));
	TRY(write_fetch(w, select));
	write_for_update(w, &select->for_update);
	if (select->suffixes.n) {
		strbuf_add_char(&w->out, ' ');
		return write_words(w, select->suffixes);
	}
	return NULL;
}

struct error *ddl_write_select(struct ddl_writer *w, const struct ddl_expr *expr)
{
	const struct ddl_select *select = expr->u.select;
	const struct ddl_frame *outer = w->frame;
	struct ddl_frame frame = { .outer = outer, .labels = select->columns };
	bool in_from = w->in_from;
	struct error *error;

	TRY(froms_of(w, select, in_from, &frame.from));
	for (size_t i = 0; i < frame.from.n; i++)
		ddl_add_froms(w->arena, &frame.as_from, frame.from.items[i]);
	frame.correlate = frame.as_from;
	for (size_t i = 0; outer && i < outer->correlate.n; i++)
		if (!ddl_has_from(frame.correlate, outer->correlate.items[i]))
			frame.correlate = ddl_expr_list_add(w->arena, frame.correlate,
							    outer->correlate.items[i]);
	w->frame = &frame;
	w->in_from = false;
	error = write_body(w, select, in_from, frame.from);
	w->in_from = in_from;
	w->frame = outer;
	return error;
}

static size_t count_columns(const struct ddl_expr *select)
{
	while (select->kind == DDL_EXPR_GROUPING || select->kind == DDL_EXPR_COMPOUND)
		select = select->kind == DDL_EXPR_COMPOUND ? select->u.select->columns.items[0]
							   : select->left;
	return select->kind == DDL_EXPR_SELECT ? select->u.select->columns.n : select->list.n;
}

static struct error *check_column_count(const struct ddl_select *compound, size_t at)
{
	size_t wanted = count_columns(compound->columns.items[0]),
	       n = count_columns(compound->columns.items[at]);

	if (n == wanted)
		return NULL;
	return ddl_compile_error("CompileError",
				 "All selectables passed to CompoundSelect must have identical "
				 "numbers of columns; select #1 "
				 "has %zu columns, select #%zu has %zu",
				 wanted, at + 1, n);
}

struct error *ddl_write_compound(struct ddl_writer *w, const struct ddl_expr *expr)
{
	const struct ddl_select *compound = expr->u.select;
	const struct ddl_frame *outer = w->frame;
	struct ddl_frame frame = { .outer = outer };
	const struct ddl_expr *first;
	bool in_from = w->in_from;
	struct error *error;

	if (expr->kind == DDL_EXPR_TEXT_SELECT)
		return ddl_write(w, expr->left);
	TRY(ddl_collect_ctes(w, compound->ctes));
	if (outer) {
		frame.correlate = outer->correlate;
		frame.as_from = outer->as_from;
	}
	first = compound->columns.items[0];
	while (first->kind == DDL_EXPR_GROUPING)
		first = first->left;
	if (first->kind == DDL_EXPR_SELECT)
		frame.labels = first->u.select->columns;
	w->frame = &frame;
	for (size_t i = 0; i < compound->columns.n; i++) {
		if (i)
			strbuf_printf(&w->out, " %.*s ", STR_ARG(compound->compound));
		w->in_from = in_from;
		TRY(check_column_count(compound, i));
		TRY(ddl_write(w, compound->columns.items[i]));
	}
	w->in_from = false;
	w->without_table = true;
	error = write_ordering(w, " GROUP BY ", compound->group_by, false);
	if (!error)
		error = write_ordering(w, " ORDER BY ", compound->order_by, true);
	if (!error)
		error = write_fetch(w, compound);
	w->without_table = false;
	w->in_from = in_from;
	w->frame = outer;
	return error;
}
