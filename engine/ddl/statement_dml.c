/* INSERT, UPDATE, DELETE (sqlalchemy/sql/compiler.py: visit_insert ..., sql/crud.py: which columns
 * and in what order). */
#include "engine/ddl/statement.h"

static const struct ddl_table *table_behind(const struct ddl_expr *from)
{
	while (from && from->kind == DDL_EXPR_ALIAS)
		from = from->u.alias.element;
	return from && from->kind == DDL_EXPR_TABLE ? from->u.table : NULL;
}

static bool is_for(const struct ddl_assignment *assignment, const struct ddl_column *column)
{
	if (assignment->target)
		return false;
	if (assignment->column)
		return assignment->column == column;
	return str_equal(assignment->name.text, column->key.n ? column->key : column->name.text);
}

static const struct ddl_assignment *assignment_for(struct ddl_assignments set,
						   const struct ddl_column *column)
{
	for (size_t i = set.n; i > 0; i--)
		if (is_for(&set.items[i - 1], column))
			return &set.items[i - 1];
	return NULL;
}

static struct error *check_all_consumed(const struct ddl_table *table, struct ddl_assignments set)
{
	struct arena *arena = error_arena();
	struct str_list names = { 0 };

	for (size_t i = 0; i < set.n; i++) {
		bool is_known = set.items[i].target != NULL;

		for (size_t k = 0; !is_known && k < table->column_count; k++)
			is_known = is_for(&set.items[i], table->columns[k]);
		if (!is_known)
			str_list_add(arena, &names, set.items[i].name.text);
	}
	if (!names.n)
		return NULL;
	return ddl_compile_error("CompileError", "Unconsumed column names: %.*s",
				 STR_ARG(str_list_join(arena, &names, ", ")));
}

/* Columns in the order in which they are written: the table's, or that of ordered_values(). */
static struct ddl_assignments in_order(struct arena *arena, const struct ddl_table *table,
				       struct ddl_assignments set, bool is_ordered)
{
	struct ddl_assignment *items = ARENA_ARRAY(arena, struct ddl_assignment, set.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < set.n; i++)
		if (set.items[i].target || is_ordered)
			items[n++] = set.items[i];
	for (size_t k = 0; k < table->column_count && !is_ordered; k++) {
		const struct ddl_assignment *found = assignment_for(set, table->columns[k]);

		if (!found)
			continue;
		items[n] = *found;
		items[n++].column = table->columns[k];
	}
	return (struct ddl_assignments){ items, n };
}

/* Columns without a value get their default= or onupdate= (sql/crud.py, _append_param_insert_hasdefault). */
static struct error *add_defaults(struct ddl_writer *w, const struct ddl_table *table, bool is_update,
				  struct ddl_assignments *set)
{
	struct ddl_assignment *items = ARENA_ARRAY(w->arena, struct ddl_assignment, set->n + table->column_count + 1);
	size_t n = 0;

	for (; n < set->n; n++)
		items[n] = set->items[n];
	for (size_t k = 0; k < table->column_count; k++) {
		const struct ddl_column *column = table->columns[k];
		const struct ddl_expr *value = NULL;

		if (!column->row_value || assignment_for(*set, column))
			continue;
		TRY(column->row_value(column, is_update, w->options.literal_binds, w->arena, &value));
		if (value)
			items[n++] = (struct ddl_assignment){ .name = column->name, .column = column, .value = value };
	}
	*set = (struct ddl_assignments){ items, n };
	return NULL;
}

static struct error *write_value(struct ddl_writer *w, const struct ddl_assignment *assignment)
{
	const struct ddl_expr *value = assignment->value;

	if (value->kind == DDL_EXPR_BIND && value->type->kind == DDL_TYPE_NULLTYPE &&
	    assignment->column) {
		struct ddl_expr *typed = ARENA_NEW(w->arena, struct ddl_expr);

		*typed = *value;
		typed->type = assignment->column->type;
		value = typed;
	}
	return ddl_write(w, ddl_group(w->arena, value, DDL_OPERATION(NONE)));
}

static struct str assigned_name(struct ddl_writer *w, const struct ddl_assignment *assignment)
{
	return ddl_writer_quote(w,
				assignment->column ? assignment->column->name : assignment->name);
}

static struct error *write_prefixes(struct ddl_writer *w, struct ddl_expr_list prefixes)
{
	for (size_t i = 0; i < prefixes.n; i++) {
		TRY(ddl_write(w, prefixes.items[i]));
		strbuf_add_char(&w->out, ' ');
	}
	return NULL;
}

/* ---- RETURNING ---- */

const struct ddl_column *ddl_autoincrement_column(const struct ddl_table *table)
{
	const struct ddl_constraint *key = ddl_table_primary_key(table);
	const struct ddl_column *only = NULL;

	for (size_t i = 0; key && i < key->column_count; i++) {
		const struct ddl_column *column = ddl_table_column(table, key->columns[i].text);

		if (column && column->autoincrement == DDL_AUTOINCREMENT_TRUE)
			return column;
		if (key->column_count == 1)
			only = column;
	}
	if (!only || ddl_affinity(only->type) != DDL_TYPE_INTEGER)
		return NULL;
	if (only->autoincrement == DDL_AUTOINCREMENT_IGNORE_FK)
		return only;
	if (only->autoincrement != DDL_AUTOINCREMENT_AUTO || only->foreign_key_count)
		return NULL;
	if (only->server_default.kind != DDL_DEFAULT_NONE &&
	    only->server_default.kind != DDL_DEFAULT_IDENTITY)
		return NULL;
	for (size_t i = 0; i < table->constraint_count; i++)
		for (size_t k = 0; table->constraints[i]->kind == DDL_FOREIGN_KEY &&
				   k < table->constraints[i]->column_count;
		     k++)
			if (str_equal(table->constraints[i]->columns[k].text, only->name.text))
				return NULL;
	return only;
}

static bool is_primary_key(const struct ddl_table *table, const struct ddl_column *column)
{
	const struct ddl_constraint *key = ddl_table_primary_key(table);

	for (size_t i = 0; key && i < key->column_count; i++)
		if (str_equal(key->columns[i].text, column->name.text))
			return true;
	return false;
}

/* Primary keys that the database makes: the library asks for them back (`implicit_returning`). */
static struct ddl_expr_list implicit_returning(struct ddl_writer *w,
					       const struct ddl_insert *insert,
					       const struct ddl_table *table)
{
	struct ddl_expr_list columns = { 0 };
	const struct ddl_column *generated = ddl_autoincrement_column(table);
	bool has_last_id = w->traits->family != DDL_FAMILY_POSTGRESQL &&
			   w->traits->family != DDL_FAMILY_DEFAULT;

	if (w->frame || insert->is_inline || insert->is_multiple || insert->select ||
	    insert->returning.n || !w->traits->has_returning || !table->metadata ||
	    (has_last_id && generated))
		return columns;
	for (size_t k = 0; k < table->column_count; k++) {
		const struct ddl_column *column = table->columns[k];
		const struct ddl_assignment *given = assignment_for(insert->row, column);
		bool is_made = given ? given->value->kind != DDL_EXPR_BIND
				     : column == generated ||
					       column->server_default.kind != DDL_DEFAULT_NONE ||
					       column->sequence;

		if (is_primary_key(table, column) && is_made)
			columns = ddl_expr_list_add(w->arena, columns,
						    ddl_expr_column(w->arena, column));
	}
	return columns;
}

struct error *ddl_write_returning(struct ddl_writer *w, struct ddl_expr_list columns)
{
	bool without_table = w->without_table;
	struct error *error;

	if (!columns.n)
		return NULL;
	strbuf_add_c(&w->out, " RETURNING ");
	w->without_table = !w->traits->qualifies_returning;
	error = ddl_write_selected(w, columns, false);
	w->without_table = without_table;
	return error;
}

/* ---- INSERT ---- */

static struct error *write_row(struct ddl_writer *w, struct ddl_assignments columns,
			       struct ddl_assignments row)
{
	strbuf_add_char(&w->out, '(');
	for (size_t i = 0; i < columns.n; i++) {
		const struct ddl_assignment *value = assignment_for(row, columns.items[i].column);

		if (!value)
			return ddl_compile_error(
				"CompileError",
				"INSERT value for column %.*s is explicitly rendered as a"
				"boundparameter in the VALUES clause; a Python-side value or "
				"SQL expression is required",
				STR_ARG(columns.items[i].column->name.text));
		if (i)
			strbuf_add_c(&w->out, ", ");
		TRY(write_value(w, &(struct ddl_assignment){ .column = columns.items[i].column,
							     .value = value->value }));
	}
	strbuf_add_char(&w->out, ')');
	return NULL;
}

static struct ddl_assignments all_columns(struct arena *arena, const struct ddl_table *table)
{
	struct ddl_assignment *items =
		ARENA_ARRAY(arena, struct ddl_assignment, table->column_count + 1);

	for (size_t k = 0; k < table->column_count; k++) {
		struct ddl_expr *bind = ddl_expr_new(arena, DDL_EXPR_BIND, table->columns[k]->type);

		bind->u.bind.key = table->columns[k]->name.text;
		bind->u.bind.is_required = true;
		items[k] = (struct ddl_assignment){ .column = table->columns[k], .value = bind };
	}
	return (struct ddl_assignments){ items, table->column_count };
}

static void write_names(struct ddl_writer *w, const struct ddl_insert *insert)
{
	strbuf_add_c(&w->out, " (");
	for (size_t i = 0; i < insert->name_count; i++)
		strbuf_printf(&w->out, "%s%.*s", i ? ", " : "",
			      STR_ARG(ddl_writer_quote(w, insert->names[i])));
	strbuf_add_char(&w->out, ')');
}

static struct error *write_rows(struct ddl_writer *w, const struct ddl_insert *insert,
				const struct ddl_table *table)
{
	bool has_values = insert->row.n || insert->is_multiple;
	struct ddl_assignments first = insert->is_multiple ? insert->rows[0] : insert->row, columns;

	TRY(check_all_consumed(table, first));
	TRY(add_defaults(w, table, false, &first));
	columns = has_values ? in_order(w->arena, table, first, false)
			     : all_columns(w->arena, table);
	if (!columns.n) {
		strbuf_add_c(&w->out, w->traits->family == DDL_FAMILY_MYSQL ? " () VALUES ()"
									    : " DEFAULT VALUES");
		return NULL;
	}
	for (size_t i = 0; i < columns.n; i++)
		strbuf_printf(&w->out, "%s%.*s", i ? ", " : " (",
			      STR_ARG(assigned_name(w, &columns.items[i])));
	strbuf_add_c(&w->out, ") VALUES ");
	if (!insert->is_multiple)
		return write_row(w, columns, has_values ? first : columns);
	for (size_t i = 0; i < insert->row_count; i++) {
		struct ddl_assignments row = insert->rows[i];

		if (i)
			strbuf_add_c(&w->out, ", ");
		TRY(add_defaults(w, table, false, &row));
		TRY(write_row(w, columns, row));
	}
	return NULL;
}

static struct error *write_insert_body(struct ddl_writer *w, const struct ddl_insert *insert,
				       const struct ddl_table *table,
				       struct ddl_expr_list returning)
{
	strbuf_add_c(&w->out, "INSERT ");
	TRY(ddl_collect_ctes(w, insert->ctes));
	TRY(write_prefixes(w, insert->prefixes));
	strbuf_printf(&w->out, "INTO %.*s",
		      STR_ARG(ddl_quote_table(w->arena, w->dialect, table->schema, table->name)));
	if (insert->select) {
		write_names(w, insert);
		strbuf_add_char(&w->out, ' ');
		TRY(ddl_write(w, insert->select));
	} else {
		TRY(write_rows(w, insert, table));
	}
	TRY(ddl_write_conflict(w, insert));
	return ddl_write_returning(w, returning);
}

struct error *ddl_write_insert(struct ddl_writer *w, const struct ddl_expr *expr)
{
	const struct ddl_insert *insert = expr->u.insert;
	const struct ddl_table *table = table_behind(insert->table);
	const struct ddl_frame *outer = w->frame;
	struct ddl_frame frame = { .outer = outer };
	struct ddl_expr_list returning;
	struct error *error;

	if (!table)
		return ddl_compile_error("ArgumentError",
					 "subject table for an INSERT, UPDATE or DELETE expected");
	returning = insert->returning.n ? insert->returning : implicit_returning(w, insert, table);
	w->frame = &frame;
	error = write_insert_body(w, insert, table, returning);
	w->frame = outer;
	return error;
}

/* ---- UPDATE and DELETE ---- */

static struct ddl_expr_list extra_froms(struct ddl_writer *w, const struct ddl_update *update)
{
	struct ddl_expr_list froms = { 0 }, extra = { 0 };

	for (size_t i = 0; i < update->where.n; i++)
		ddl_add_froms(w->arena, &froms, update->where.items[i]);
	for (size_t i = 0; i < update->set.n; i++) {
		const struct ddl_assignment *assignment = &update->set.items[i];

		if (assignment->target)
			ddl_add_froms(w->arena, &froms, assignment->target);
		ddl_add_froms(w->arena, &froms, assignment->value);
	}
	for (size_t i = 0; i < froms.n; i++)
		if (!ddl_same_from(froms.items[i], update->table))
			extra = ddl_expr_list_add(w->arena, extra, froms.items[i]);
	return extra;
}

static struct error *write_from_list(struct ddl_writer *w, const char *keyword,
				     struct ddl_expr_list froms)
{
	for (size_t i = 0; i < froms.n; i++) {
		strbuf_add_c(&w->out, i ? ", " : keyword);
		TRY(ddl_write_from(w, froms.items[i]));
	}
	return NULL;
}

static struct error *write_set(struct ddl_writer *w, const struct ddl_update *update,
			       bool is_multitable)
{
	const struct ddl_table *table = table_behind(update->table);
	struct ddl_assignments set;

	TRY(check_all_consumed(table, update->set));
	set = update->set;
	TRY(add_defaults(w, table, true, &set));
	set = in_order(w->arena, table, set, update->is_ordered);
	strbuf_add_c(&w->out, " SET ");
	for (size_t i = 0; i < set.n; i++) {
		if (i)
			strbuf_add_c(&w->out, ", ");
		if (set.items[i].target) {
			TRY(ddl_write(w, set.items[i].target));
		} else {
			if (is_multitable && w->traits->family == DDL_FAMILY_MYSQL)
				strbuf_printf(&w->out, "%.*s.",
					      STR_ARG(ddl_from_name(w, update->table)));
			strbuf_add(&w->out, assigned_name(w, &set.items[i]));
		}
		strbuf_add_char(&w->out, '=');
		TRY(write_value(w, &set.items[i]));
	}
	return NULL;
}

static struct error *write_where(struct ddl_writer *w, const struct ddl_update *update)
{
	const struct ddl_expr *where = ddl_where(w->arena, update->where);

	if (where) {
		strbuf_add_c(&w->out, " WHERE ");
		TRY(ddl_write(w, where));
	}
	if (update->limit && w->traits->family == DDL_FAMILY_MYSQL) {
		strbuf_add_c(&w->out, " LIMIT ");
		TRY(ddl_write(w, update->limit));
	}
	return ddl_write_returning(w, update->returning);
}

static void enter(struct ddl_writer *w, struct ddl_frame *frame, const struct ddl_update *update,
		  struct ddl_expr_list extra)
{
	frame->outer = w->frame;
	frame->as_from = ddl_expr_list_add(w->arena, extra, update->table);
	frame->correlate = frame->as_from;
	w->frame = frame;
}

static struct error *write_update_body(struct ddl_writer *w, const struct ddl_update *update,
				       struct ddl_expr_list extra)
{
	strbuf_add_c(&w->out, "UPDATE ");
	TRY(ddl_collect_ctes(w, update->ctes));
	TRY(write_prefixes(w, update->prefixes));
	TRY(ddl_write_from(w, update->table));
	if (w->traits->family == DDL_FAMILY_MYSQL && extra.n)
		TRY(write_from_list(w, ", ", extra));
	TRY(write_set(w, update, extra.n > 0));
	if (w->traits->family != DDL_FAMILY_MYSQL)
		TRY(write_from_list(w, " FROM ", extra));
	return write_where(w, update);
}

struct error *ddl_write_update(struct ddl_writer *w, const struct ddl_expr *expr)
{
	const struct ddl_update *update = expr->u.update;
	const struct ddl_frame *outer = w->frame;
	struct ddl_expr_list extra = extra_froms(w, update);
	struct ddl_frame frame = { 0 };
	struct ddl_update all = *update;
	struct error *error;

	if (!table_behind(update->table))
		return ddl_compile_error("ArgumentError",
					 "subject table for an INSERT, UPDATE or DELETE expected");
	if (!update->set.n)
		all.set = all_columns(w->arena, table_behind(update->table));
	enter(w, &frame, update, extra);
	error = write_update_body(w, &all, extra);
	w->frame = outer;
	return error;
}

static struct error *write_delete_body(struct ddl_writer *w, const struct ddl_update *delete_,
				       struct ddl_expr_list extra)
{
	strbuf_add_c(&w->out, "DELETE ");
	TRY(ddl_collect_ctes(w, delete_->ctes));
	TRY(write_prefixes(w, delete_->prefixes));
	strbuf_add_c(&w->out, "FROM ");
	TRY(ddl_write_from(w, delete_->table));
	if (extra.n && w->traits->family == DDL_FAMILY_SQLITE)
		return ddl_compile_error(
			"NotImplementedError",
			"This backend does not support multiple-table criteria within DELETE");
	if (extra.n && w->traits->family == DDL_FAMILY_MYSQL) {
		strbuf_add_c(&w->out, " USING ");
		TRY(ddl_write_from(w, delete_->table));
		TRY(write_from_list(w, ", ", extra));
	} else {
		TRY(write_from_list(w, " USING ", extra));
	}
	return write_where(w, delete_);
}

struct error *ddl_write_delete(struct ddl_writer *w, const struct ddl_expr *expr)
{
	const struct ddl_update *delete_ = expr->u.update;
	const struct ddl_frame *outer = w->frame;
	struct ddl_expr_list extra = extra_froms(w, delete_);
	struct ddl_frame frame = { 0 };
	struct error *error;

	enter(w, &frame, delete_, extra);
	error = write_delete_body(w, delete_, extra);
	w->frame = outer;
	return error;
}

/* ---- ON CONFLICT ---- */

static struct error *write_conflict_target(struct ddl_writer *w,
					   const struct ddl_conflict *conflict)
{
	if (conflict->constraint.text.n && w->traits->family == DDL_FAMILY_POSTGRESQL) {
		strbuf_printf(&w->out, " ON CONSTRAINT %.*s",
			      STR_ARG(ddl_writer_quote(w, conflict->constraint)));
		return NULL;
	}
	if (!conflict->elements.n)
		return NULL;
	strbuf_add_c(&w->out, " (");
	w->without_table = true;
	TRY(ddl_write_list(w, conflict->elements, ", "));
	strbuf_add_char(&w->out, ')');
	if (conflict->target_where) {
		strbuf_add_c(&w->out, " WHERE ");
		TRY(ddl_write(w, conflict->target_where));
	}
	w->without_table = false;
	return NULL;
}

static struct error *write_conflict_set(struct ddl_writer *w, const struct ddl_insert *insert)
{
	const struct ddl_conflict *conflict = &insert->conflict;
	const struct ddl_table *table = table_behind(insert->table);
	struct ddl_assignments set = in_order(w->arena, table, conflict->set, conflict->is_ordered);

	for (size_t i = 0; i < set.n; i++) {
		strbuf_printf(&w->out, "%s%.*s = ", i ? ", " : "",
			      STR_ARG(assigned_name(w, &set.items[i])));
		TRY(write_value(w, &set.items[i]));
	}
	return NULL;
}

struct error *ddl_write_conflict(struct ddl_writer *w, const struct ddl_insert *insert)
{
	const struct ddl_conflict *conflict = &insert->conflict;

	if (!conflict->is_set)
		return NULL;
	if (conflict->is_mysql != (w->traits->family == DDL_FAMILY_MYSQL))
		return ddl_compile_error("UnsupportedCompilationError",
					 "dialect '%s' can't render element of type <class "
					 "'sqlalchemy.dialects.%s'>",
					 w->dialect->name,
					 conflict->is_mysql ? "mysql.dml.OnDuplicateClause"
							    : "postgresql.dml.OnConflictClause");
	if (conflict->is_mysql) {
		strbuf_add_c(&w->out, " ON DUPLICATE KEY UPDATE ");
		return write_conflict_set(w, insert);
	}
	strbuf_add_c(&w->out, " ON CONFLICT");
	TRY(write_conflict_target(w, conflict));
	if (!conflict->is_update) {
		strbuf_add_c(&w->out, " DO NOTHING");
		return NULL;
	}
	strbuf_add_c(&w->out, " DO UPDATE SET ");
	TRY(write_conflict_set(w, insert));
	if (!conflict->where)
		return NULL;
	strbuf_add_c(&w->out, " WHERE ");
	return ddl_write(w, conflict->where);
}
