#include "engine/ops/constraint.h"

#include "engine/py/dict.h"

/* ---- parts ---- */

static bool append_column(struct py *vm, struct ddl_table *table, struct ops_column *column)
{
	if (column->column->table && column->column->table != table) {
		ops_throw(vm, "ArgumentError",
			  "Column object '%.*s' already assigned to Table '%.*s'",
			  STR_ARG(column->column->key), STR_ARG(column->column->table->name.text));
		return false;
	}
	if (!column->column->name.text.n) {
		ops_throw(vm, "ArgumentError",
			  "Column must be constructed with a non-blank name or assign a "
			  "non-blank .name before adding to a Table.");
		return false;
	}
	return ops_check(vm, ddl_table_add_column(py_arena(vm), table, column->column));
}

bool ops_table_append(struct py *vm, struct ddl_table *table, struct py_object *item)
{
	if (py_is_poison(vm, item))
		return false;
	if (py_is_none(item))
		return true;
	if (py_is(item, &ops_column_type))
		return append_column(vm, table, (struct ops_column *)item);
	if (py_is(item, &ops_constraint_type))
		return ops_constraint_attach(vm, (struct ops_constraint *)item, table);
	if (py_is(item, &ops_index_type))
		return ops_index_attach(vm, (struct ops_index *)item, table);
	if (py_is(item, &ops_schema_item_type)) {
		py_refuse(vm, "%.*s inside a Table is not supported", STR_ARG(item->type->name));
		return false;
	}
	ops_throw(vm, "ArgumentError",
		  "'SchemaItem' object, such as a 'Column' or a 'Constraint' expected, got %.*s",
		  STR_ARG(ops_repr(vm, item)));
	return false;
}

/* The column that a foreign key of the metadata's own names, if it is there yet. */
static const struct ddl_column *find_target(const struct ddl_metadata *metadata, struct str target)
{
	struct str schema, table, column;

	ops_split_reference(target, &schema, &table, &column);
	for (size_t i = 0; i < metadata->table_count; i++)
		if (str_equal(metadata->tables[i]->name.text, table) &&
		    str_equal(metadata->tables[i]->schema.text, schema))
			return ddl_table_column(metadata->tables[i], column);
	return NULL;
}

/* Column("x", ForeignKey("o.id")) has the type of o.id (sqlalchemy/sql/schema.py,
 * ForeignKey._set_type). */
static void resolve_types(const struct ddl_metadata *metadata)
{
	for (size_t i = 0; i < metadata->table_count; i++)
		for (size_t k = 0; k < metadata->tables[i]->column_count; k++) {
			struct ddl_column *column = metadata->tables[i]->columns[k];
			if (column->type->kind != DDL_TYPE_NULLTYPE || !column->foreign_key_count)
				continue;
			const struct ddl_column *target =
				find_target(metadata, column->foreign_keys[0].target);
			if (target)
				column->type = target->type;
		}
}

bool ops_table_fill(struct py *vm, struct ddl_table *table, struct py_object *const *items,
		    size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!ops_table_append(vm, table, items[i]))
			return false;
	if (table->metadata)
		resolve_types(table->metadata);
	return true;
}

static bool take_prefixes(struct py *vm, struct ddl_table *table, struct py_object *given)
{
	struct py_object **items;
	size_t n;

	if (!py_given(given))
		return true;
	if (!py_take_items(vm, given, &items, &n))
		return false;
	for (size_t i = 0; i < n; i++) {
		struct str prefix;
		if (!ops_take_optional_text(vm, items[i], &prefix))
			return false;
		str_list_add(py_arena(vm), &table->prefixes, prefix);
	}
	return true;
}

/* prefixes, comment, info and the dialects' own: what Table() and op.create_table() take by
 * keyword. */
bool ops_table_keywords(struct py *vm, struct ddl_table *table, struct py_object *keywords)
{
	static const char *const without_sql[] = { "implicit_returning", "listeners",
						   "extend_existing",    "keep_existing",
						   "autoload_replace",   "resolve_fks",
						   "include_columns",    "_extend_on" };
	struct py_object *comment = ops_pop(vm, keywords, "comment"),
			 *prefixes = ops_pop(vm, keywords, "prefixes");
	struct py_object *info = ops_pop(vm, keywords, "info");

	for (size_t i = 0; i < sizeof(without_sql) / sizeof(without_sql[0]); i++)
		ops_pop(vm, keywords, without_sql[i]);
	return !py_is_unwinding(vm) && ops_take_optional_text(vm, comment, &table->comment) &&
	       take_prefixes(vm, table, prefixes) &&
	       (!py_given(info) ||
		py_setattr(vm, ops_table_object(vm, table), STR("info"), info)) &&
	       ops_take_options(vm, keywords, OPS_OWNER_TABLE, &table->options);
}

struct py_object *ops_table_object(struct py *vm, struct ddl_table *table)
{
	if (table->python)
		return table->python;
	struct ops_table *object = py_new(vm, &ops_table_type);
	object->table = table;
	table->python = object;
	return &object->head;
}

/* ---- Table(name, metadata, *args, **kw) ---- */

static struct ddl_table *find_table(const struct ddl_metadata *metadata, struct str name,
				    struct str schema)
{
	for (size_t i = 0; i < metadata->table_count; i++)
		if (str_equal(metadata->tables[i]->name.text, name) &&
		    str_equal(metadata->tables[i]->schema.text, schema))
			return metadata->tables[i];
	return NULL;
}

static bool pop_flag(struct py *vm, struct py_object *keywords, const char *name, bool *ret)
{
	struct py_object *value = ops_pop(vm, keywords, name);

	return py_take_bool(vm, value, false, ret);
}

/* A table that the metadata has already (Table._new). */
static struct py_object *reuse_table(struct py *vm, struct ddl_table *table,
				     const struct py_list *items, struct py_object *keywords)
{
	bool keep, extend;

	if (!pop_flag(vm, keywords, "keep_existing", &keep) ||
	    !pop_flag(vm, keywords, "extend_existing", &extend))
		return NULL;
	if (keep || !items->n)
		return ops_table_object(vm, table);
	if (!extend) {
		struct py_object *key = py_getattr(vm, ops_table_object(vm, table), STR("key"));
		return ops_throw(
			vm, "InvalidRequestError",
			"Table '%.*s' is already defined for this MetaData instance.  Specify "
			"'extend_existing=True' to redefine options and columns on an existing "
			"Table object.",
			STR_ARG(py_text(key)));
	}
	return ops_table_fill(vm, table, items->items, items->n) ? ops_table_object(vm, table)
								 : NULL;
}

static bool take_names(struct py *vm, struct py_object **args, const struct ddl_metadata *metadata,
		       struct ddl_name *name, struct ddl_name *schema)
{
	struct py_object *keywords = args[3], *quote = ops_pop(vm, keywords, "quote");
	struct py_object *given = ops_pop(vm, keywords, "schema"),
			 *quote_schema = ops_pop(vm, keywords, "quote_schema");

	if (!ops_take_quoted(vm, args[0], quote, "name", name) ||
	    !ops_take_quoted(vm, given, quote_schema, "schema", schema))
		return false;
	if (!given && metadata->schema.n)
		*schema = ddl_name(metadata->schema);
	return true;
}

static struct py_object *make_table(struct py *vm, struct py_object *object,
				    struct py_object **args)
{
	struct ops_table *self = (struct ops_table *)object;
	const struct py_list *items = (const struct py_list *)args[2];
	struct ddl_metadata *metadata;
	struct ddl_name name, schema;

	if (!ops_take_metadata(vm, args[1], &metadata) ||
	    !take_names(vm, args, metadata, &name, &schema))
		return NULL;
	struct ddl_table *existing = find_table(metadata, name.text, schema.text);
	if (existing)
		return reuse_table(vm, existing, items, args[3]);
	struct py_object *autoload = ops_pop(vm, args[3], "autoload_with");
	self->table = ddl_table_new(py_arena(vm), metadata, name, schema);
	self->table->python = self;
	ops_metadata_add(vm, metadata, self->table);
	if (!ops_table_keywords(vm, self->table, args[3]) ||
	    !ops_table_fill(vm, self->table, items->items, items->n))
		return NULL;
	/* columns that are given stay as they are given */
	if (py_given(autoload) && !ops_reflect_into(vm, self->table, autoload))
		return NULL;
	return object;
}

/* ---- attributes ---- */

static struct ddl_table *table_of(struct py_object *self)
{
	return ((struct ops_table *)self)->table;
}

static struct py_object *get_name(struct py *vm, struct py_object *self)
{
	return ops_name_object(vm, table_of(self)->name);
}

static bool set_name(struct py *vm, struct py_object *self, struct py_object *value)
{
	return ops_take_name(vm, value, "name", &table_of(self)->name);
}

static struct py_object *get_schema(struct py *vm, struct py_object *self)
{
	return ops_name_object(vm, table_of(self)->schema);
}

static bool set_schema(struct py *vm, struct py_object *self, struct py_object *value)
{
	return ops_take_name(vm, value, "schema", &table_of(self)->schema);
}

static struct py_object *get_full_name(struct py *vm, struct py_object *self)
{
	const struct ddl_table *table = table_of(self);

	if (!table->schema.text.n)
		return py_str(vm, table->name.text);
	return py_str_printf(vm, "%.*s.%.*s", STR_ARG(table->schema.text),
			     STR_ARG(table->name.text));
}

static struct py_object *get_columns(struct py *vm, struct py_object *self)
{
	return ops_table_columns(vm, table_of(self));
}

static struct py_object *get_metadata(struct py *vm, struct py_object *self)
{
	struct ddl_metadata *metadata = table_of(self)->metadata;

	return metadata ? ops_metadata_object(vm, metadata) : py_none(vm);
}

static struct py_object *get_primary_key(struct py *vm, struct py_object *self)
{
	struct ddl_constraint *key = ddl_table_primary_key(table_of(self));

	if (!key)
		key = ddl_constraint_new(py_arena(vm), DDL_PRIMARY_KEY,
					 (struct ddl_name){ .text = STR("") });
	return ops_constraint_object(vm, key);
}

static struct py_object *get_constraints(struct py *vm, struct py_object *self)
{
	const struct ddl_table *table = table_of(self);
	struct py_object *set = py_set(vm);

	for (size_t i = 0; i < table->constraint_count; i++)
		if (!py_dict_set(vm, set, ops_constraint_object(vm, table->constraints[i]), NULL))
			return NULL;
	return set;
}

static struct py_object *get_indexes(struct py *vm, struct py_object *self)
{
	const struct ddl_table *table = table_of(self);
	struct py_object *set = py_set(vm);

	for (size_t i = 0; i < table->index_count; i++)
		if (!py_dict_set(vm, set, ops_index_object(vm, table->indexes[i]), NULL))
			return NULL;
	return set;
}

static struct py_object *get_comment(struct py *vm, struct py_object *self)
{
	return ops_text_object(vm, table_of(self)->comment);
}

static const struct py_property properties[] = {
	{ "name", get_name, set_name },
	{ "schema", get_schema, set_schema },
	{ "fullname", get_full_name, NULL },
	{ "key", get_full_name, NULL },
	{ "c", get_columns, NULL },
	{ "columns", get_columns, NULL },
	{ "metadata", get_metadata, NULL },
	{ "primary_key", get_primary_key, NULL },
	{ "constraints", get_constraints, NULL },
	{ "indexes", get_indexes, NULL },
	{ "comment", get_comment, NULL },
	{ 0 },
};

/* ---- methods ---- */

static struct py_object *call_append(struct py *vm, struct py_object *self, struct py_object **args)
{
	return ops_table_append(vm, table_of(self), args[0]) ? py_none(vm) : NULL;
}

static struct py_object *call_create(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct ops_state *state = ops_state(vm);
	bool check_first;

	if (!ops_is_bind(vm, args[0]) || !py_take_bool(vm, args[1], false, &check_first))
		return NULL;
	if (check_first && !state->host->as_sql)
		return py_refuse(vm, "Table.create(checkfirst=True) is not supported");
	return ops_check(vm, ddl_create_table(ops_run(vm), table_of(self), false)) ? py_none(vm)
										   : NULL;
}

static struct py_object *call_drop(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct ops_state *state = ops_state(vm);
	bool check_first;

	if (!ops_is_bind(vm, args[0]) || !py_take_bool(vm, args[1], false, &check_first))
		return NULL;
	if (check_first && !state->host->as_sql)
		return py_refuse(vm, "Table.drop(checkfirst=True) is not supported");
	return ops_check(vm, ddl_drop_table(ops_run(vm), table_of(self), false)) ? py_none(vm)
										 : NULL;
}

static bool copy_parts(struct py *vm, const struct ddl_table *old, struct ddl_table *table)
{
	for (size_t i = 0; i < old->column_count; i++) {
		struct ddl_column *column = ops_column_copy(vm, old->columns[i]);
		column->unique = column->index = -1;
		column->foreign_keys = NULL;
		column->foreign_key_count = 0;
		if (!ops_check(vm, ddl_table_add_column(py_arena(vm), table, column)))
			return false;
	}
	for (size_t i = 0; i < old->constraint_count; i++) {
		struct ddl_constraint *constraint = old->constraints[i];
		if (constraint->is_type_bound || constraint->is_implicit_primary_key)
			continue;
		struct ops_constraint *source =
			(struct ops_constraint *)ops_constraint_object(vm, constraint);
		if (!ops_constraint_attach(vm, ops_constraint_copy(vm, source), table))
			return false;
	}
	for (size_t i = 0; i < old->index_count; i++)
		if (!ops_index_attach(vm, ops_index_copy(vm, old->indexes[i]), table))
			return false;
	return true;
}

/* to_metadata(metadata, schema=, name=) */
static struct py_object *call_to_metadata(struct py *vm, struct py_object *self,
					  struct py_object **args)
{
	const struct ddl_table *old = table_of(self);
	struct ddl_metadata *metadata;
	struct ddl_name name = old->name, schema = old->schema;

	if (!ops_take_metadata(vm, args[0], &metadata) ||
	    (py_given(args[1]) && !ops_take_name(vm, args[1], "schema", &schema)) ||
	    (py_given(args[3]) && !ops_take_name(vm, args[3], "name", &name)))
		return NULL;
	struct ddl_table *table = ddl_table_new(py_arena(vm), metadata, name, schema);
	table->comment = old->comment;
	table->prefixes = old->prefixes;
	table->options = old->options;
	return copy_parts(vm, old, table) ? ops_table_object(vm, table) : NULL;
}

static const struct py_method methods[] = {
	{ "append_column", "column, replace_existing=False", call_append, PY_METHOD_INSTANCE },
	{ "append_constraint", "constraint", call_append, PY_METHOD_INSTANCE },
	{ "create", "bind, checkfirst=False", call_create, PY_METHOD_INSTANCE },
	{ "drop", "bind, checkfirst=False", call_drop, PY_METHOD_INSTANCE },
	{ "to_metadata", "metadata, schema=None, referred_schema_fn=None, name=None",
	  call_to_metadata, PY_METHOD_INSTANCE },
	{ "tometadata", "metadata, schema=None, referred_schema_fn=None, name=None",
	  call_to_metadata, PY_METHOD_INSTANCE },
	{ 0 },
};

static struct py_object *table_str(struct py *vm, struct py_object *self)
{
	return get_full_name(vm, self);
}

static struct py_object *table_repr(struct py *vm, struct py_object *self)
{
	const struct ddl_table *table = table_of(self);
	struct strbuf text = STRBUF(py_arena(vm));
	struct str name = ops_repr(vm, get_name(vm, self)),
		   schema = ops_repr(vm, get_schema(vm, self));

	strbuf_printf(&text, "Table(%.*s, MetaData()", STR_ARG(name));
	for (size_t i = 0; i < table->column_count; i++) {
		struct str column = ops_repr(vm, ops_column_object(vm, table->columns[i]));
		strbuf_printf(&text, ", %.*s", STR_ARG(column));
	}
	strbuf_printf(&text, ", schema=%.*s)", STR_ARG(schema));
	return py_is_unwinding(vm) ? NULL : py_str(vm, strbuf_str(&text));
}

const struct py_native_type ops_table_type = {
	.name = "Table",
	.module = "sqlalchemy.sql.schema",
	.base = &ops_from_type,
	.size = sizeof(struct ops_table),
	.signature = "name, metadata, *args, **kw",
	.new_ = make_table,
	.methods = methods,
	.properties = properties,
	.slots = { .repr = table_repr, .str = table_str },
	.has_attributes = true,
};
