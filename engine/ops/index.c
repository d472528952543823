#include "engine/ops/schema.h"

/* name, *expressions, unique, quote, info, _table, _column_flag, **dialect_kw */
static struct py_object *make_index(struct py *vm, struct py_object *object,
				    struct py_object **args)
{
	struct ops_index *self = (struct ops_index *)object;
	struct ddl_index *index = self->index = ARENA_NEW(py_arena(vm), struct ddl_index);
	struct ddl_table *table = NULL;

	index->python = self;
	if (!ops_take_quoted(vm, args[0], args[3], "name", &index->name) ||
	    !py_take_items(vm, args[1], &self->expressions, &self->expression_count) ||
	    !py_take_bool(vm, args[2], false, &index->unique) ||
	    !ops_take_options(vm, args[7], OPS_OWNER_INDEX, &index->options))
		return NULL;
	for (size_t i = 0; i < self->expression_count; i++) {
		struct py_object *part = self->expressions[i];
		if (py_is_poison(vm, part))
			return NULL;
		if (!py_is_str(part) && !py_is(part, &ops_expr_type))
			return ops_throw(vm, "ArgumentError",
					 "String column name or column expression for DDL "
					 "constraint expected, got %.*s.",
					 STR_ARG(ops_repr(vm, part)));
		if (py_is(part, &ops_column_type) && ((struct ops_column *)part)->column->table)
			table = ((struct ops_column *)part)->column->table;
	}
	if (py_is(args[5], &ops_table_type))
		table = ((struct ops_table *)args[5])->table;
	return !table || ops_index_attach(vm, self, table) ? object : NULL;
}

/* A str names a column of the table; a Column of a copied table means the copy's. */
static bool take_part(struct py *vm, struct ddl_table *table, struct py_object *part,
		      const struct ddl_expr **ret)
{
	struct ddl_column *column = NULL;
	struct str name = STR_NULL;

	if (py_is_str(part))
		name = py_text(part);
	else if (py_is(part, &ops_column_type))
		name = ((struct ops_column *)part)->column->name.text;
	if (!name.p) {
		*ret = ((struct ops_expr *)part)->expr;
		return true;
	}
	column = ddl_table_column(table, name);
	if (!column) {
		ops_throw(vm, "ConstraintColumnNotFoundError",
			  "Can't create Index on table '%.*s': no column named '%.*s' is present.",
			  STR_ARG(table->name.text), STR_ARG(name));
		return false;
	}
	*ret = ddl_expr_column(py_arena(vm), column);
	return true;
}

bool ops_index_attach(struct py *vm, struct ops_index *self, struct ddl_table *table)
{
	struct ddl_index *index = self->index;

	if (index->table == table)
		return true;
	if (index->table) {
		ops_throw(vm, "ArgumentError",
			  "Index '%.*s' is against table '%.*s', and cannot be associated with "
			  "table '%.*s'.",
			  STR_ARG(index->name.text), STR_ARG(index->table->name.text),
			  STR_ARG(table->name.text));
		return false;
	}
	index->expressions =
		ARENA_ARRAY(py_arena(vm), const struct ddl_expr *, self->expression_count + 1);
	index->expression_count = self->expression_count;
	for (size_t i = 0; i < self->expression_count; i++)
		if (!take_part(vm, table, self->expressions[i], &index->expressions[i]))
			return false;
	return ops_check(vm, ddl_table_add_index(py_arena(vm), table, index));
}

struct py_object *ops_index_object(struct py *vm, struct ddl_index *index)
{
	if (index->python)
		return index->python;
	struct ops_index *object = py_new(vm, &ops_index_type);
	object->index = index;
	index->python = object;
	object->expressions =
		ARENA_ARRAY(py_arena(vm), struct py_object *, index->expression_count + 1);
	object->expression_count = index->expression_count;
	for (size_t i = 0; i < index->expression_count; i++) {
		const struct ddl_column *column = ddl_expr_as_column(index->expressions[i]);
		object->expressions[i] =
			column ? ops_column_object(vm, (struct ddl_column *)(uintptr_t)column)
			       : ops_expr_object(vm, index->expressions[i]);
	}
	return &object->head;
}

struct ops_index *ops_index_copy(struct py *vm, struct ddl_index *index)
{
	struct ops_index *old = (struct ops_index *)ops_index_object(vm, index);
	struct ops_index *copy = py_new(vm, &ops_index_type);

	copy->index = ARENA_NEW(py_arena(vm), struct ddl_index);
	*copy->index = *index;
	copy->index->table = NULL;
	copy->index->python = copy;
	copy->expressions = old->expressions;
	copy->expression_count = old->expression_count;
	return copy;
}

static struct py_object *get_name(struct py *vm, struct py_object *self)
{
	return ops_name_object(vm, ((struct ops_index *)self)->index->name);
}

static struct py_object *get_unique(struct py *vm, struct py_object *self)
{
	return py_bool(vm, ((struct ops_index *)self)->index->unique);
}

static struct py_object *get_table(struct py *vm, struct py_object *self)
{
	struct ddl_table *table = ((struct ops_index *)self)->index->table;

	return table ? ops_table_object(vm, table) : py_none(vm);
}

static struct py_object *get_expressions(struct py *vm, struct py_object *self)
{
	struct ops_index *index = (struct ops_index *)self;
	struct py_object *list = py_list(vm);

	for (size_t i = 0; i < index->expression_count; i++)
		py_list_append(vm, list, index->expressions[i]);
	return list;
}

static struct py_object *get_columns(struct py *vm, struct py_object *self)
{
	struct ddl_index *index = ((struct ops_index *)self)->index;
	struct ddl_column **columns =
		ARENA_ARRAY(py_arena(vm), struct ddl_column *, index->expression_count + 1);
	size_t n = 0;

	for (size_t i = 0; i < index->expression_count; i++) {
		const struct ddl_column *column =
			index->table ? ddl_expr_as_column(index->expressions[i]) : NULL;
		if (column)
			columns[n++] = (struct ddl_column *)(uintptr_t)column;
	}
	return ops_column_collection(vm, columns, n);
}

static struct py_object *call_create(struct py *vm, struct py_object *self, struct py_object **args)
{
	if (!ops_is_bind(vm, args[0]) ||
	    !ops_check(vm, ddl_create_index(ops_run(vm), ((struct ops_index *)self)->index, false)))
		return NULL;
	return py_none(vm);
}

static struct py_object *call_drop(struct py *vm, struct py_object *self, struct py_object **args)
{
	if (!ops_is_bind(vm, args[0]) ||
	    !ops_check(vm, ddl_drop_index(ops_run(vm), ((struct ops_index *)self)->index, false)))
		return NULL;
	return py_none(vm);
}

static struct py_object *index_repr(struct py *vm, struct py_object *self)
{
	struct ops_index *index = (struct ops_index *)self;
	struct strbuf text = STRBUF(py_arena(vm));

	strbuf_add_c(&text, "Index(");
	strbuf_add(&text, ops_repr(vm, get_name(vm, self)));
	for (size_t i = 0; i < index->expression_count; i++) {
		struct str part = ops_repr(vm, index->expressions[i]);
		strbuf_printf(&text, ", %.*s", STR_ARG(part));
	}
	strbuf_add_c(&text, index->index->unique ? ", unique=True)" : ")");
	return py_is_unwinding(vm) ? NULL : py_str(vm, strbuf_str(&text));
}

static const struct py_property properties[] = {
	{ "name", get_name, NULL },       { "unique", get_unique, NULL },
	{ "table", get_table, NULL },     { "expressions", get_expressions, NULL },
	{ "columns", get_columns, NULL }, { 0 },
};

static const struct py_method methods[] = {
	{ "create", "bind, checkfirst=False", call_create, PY_METHOD_INSTANCE },
	{ "drop", "bind, checkfirst=False", call_drop, PY_METHOD_INSTANCE },
	{ 0 },
};

const struct py_native_type ops_index_type = {
	.name = "Index",
	.module = "sqlalchemy.sql.schema",
	.base = &ops_schema_item_type,
	.size = sizeof(struct ops_index),
	.signature = "name, *expressions, unique=False, quote=None, info=None, _table=None, "
		     "_column_flag=False, "
		     "**dialect_kw",
	.new_ = make_index,
	.methods = methods,
	.properties = properties,
	.slots = { .repr = index_repr },
	.has_attributes = true,
};
