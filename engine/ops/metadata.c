#include "engine/ops/schema.h"

#include "engine/py/dict.h"

/* The classes that may stand as keys of a naming convention, and the texts for them
 * (sqlalchemy/sql/naming.py). */
static const char *convention_key(struct py *vm, const struct py_object *key)
{
	static const struct {
		const struct py_native_type *type;
		const char *key;
	} rows[] = {
		{ &ops_index_type, "ix" },       { &ops_unique_type, "uq" },
		{ &ops_check_type, "ck" },       { &ops_foreign_key_constraint_type, "fk" },
		{ &ops_primary_key_type, "pk" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (key == (const struct py_object *)py_type_from(vm, rows[i].type))
			return rows[i].key;
	return NULL;
}

static bool add_rule(struct py *vm, struct map *naming, const struct py_dict_entry *entry)
{
	const char *class_key = convention_key(vm, entry->key);
	struct str *text = ARENA_NEW(py_arena(vm), struct str);

	if (!class_key && !py_is_str(entry->key)) {
		py_refuse(vm, "a key of a naming convention that is neither a str nor a constraint "
			      "class is not supported");
		return false;
	}
	if (!py_is_str(entry->value)) {
		py_refuse(vm, "a naming convention that calls a function is not supported");
		return false;
	}
	*text = py_text(entry->value);
	map_put(naming, class_key ? str_from(class_key) : py_text(entry->key), text);
	return true;
}

bool ops_take_naming(struct py *vm, struct py_object *value, struct ddl_metadata *metadata)
{
	const struct py_dict_entry *entry;
	size_t cursor = 0;

	if (!py_given(value))
		return true;
	if (!py_is(value, &py_dict_type)) {
		py_refuse(vm, "a naming convention that is not a dict is not supported");
		return false;
	}
	metadata->naming = MAP(py_arena(vm));
	metadata->has_naming = py_dict_count(value) > 0;
	while ((entry = py_dict_next(value, &cursor)))
		if (!add_rule(vm, &metadata->naming, entry))
			return false;
	return true;
}

/* schema, quote_schema, naming_convention, info */
static struct py_object *make_metadata(struct py *vm, struct py_object *object,
				       struct py_object **args)
{
	struct ops_metadata *self = (struct ops_metadata *)object;

	self->metadata = ddl_metadata_new(py_arena(vm));
	self->metadata->python = self;
	if (!ops_take_optional_text(vm, args[0], &self->metadata->schema) ||
	    !ops_take_naming(vm, args[2], self->metadata))
		return NULL;
	if (args[2] && !py_setattr(vm, object, STR("naming_convention"), args[2]))
		return NULL;
	return object;
}

struct py_object *ops_metadata_object(struct py *vm, struct ddl_metadata *metadata)
{
	if (metadata->python)
		return metadata->python;
	struct ops_metadata *object = py_new(vm, &ops_metadata_type);
	object->metadata = metadata;
	metadata->python = object;
	return &object->head;
}

void ops_metadata_add(struct py *vm, struct ddl_metadata *metadata, struct ddl_table *table)
{
	size_t n = metadata->table_count;

	metadata->tables = arena_grow(py_arena(vm), metadata->tables, n * sizeof(table),
				      (n + 1) * sizeof(table));
	metadata->tables[n] = table;
	metadata->table_count = n + 1;
}

bool ops_take_metadata(struct py *vm, struct py_object *value, struct ddl_metadata **ret)
{
	if (py_is_poison(vm, value))
		return false;
	if (!py_is(value, &ops_metadata_type)) {
		py_raise(vm, "AttributeError", "'%.*s' object has no attribute 'schema'",
			 STR_ARG(value->type->name));
		return false;
	}
	struct ops_metadata *object = (struct ops_metadata *)value;
	if (!object->metadata)
		object->metadata = ddl_metadata_new(py_arena(vm));
	*ret = object->metadata;
	return true;
}

struct ddl_metadata *ops_metadata_for_operations(struct py *vm)
{
	const struct map *naming = ops_host(vm)->naming_convention;
	struct ddl_metadata *metadata = ddl_metadata_new(py_arena(vm));

	if (naming) {
		metadata->naming = *naming;
		metadata->has_naming = true;
	}
	return metadata;
}

static struct ddl_metadata *metadata_of(struct py_object *self)
{
	return ((struct ops_metadata *)self)->metadata;
}

static struct py_object *get_tables(struct py *vm, struct py_object *self)
{
	const struct ddl_metadata *metadata = metadata_of(self);
	struct py_object *dict = py_dict(vm);

	for (size_t i = 0; i < metadata->table_count; i++) {
		struct py_object *table = ops_table_object(vm, metadata->tables[i]);
		struct py_object *key = py_getattr(vm, table, STR("key"));
		if (!key || !py_dict_set(vm, dict, key, table))
			return NULL;
	}
	return dict;
}

static struct py_object *get_schema(struct py *vm, struct py_object *self)
{
	struct str schema = metadata_of(self)->schema;

	return schema.n ? py_str(vm, schema) : py_none(vm);
}

static bool refers_to(const struct ddl_table *table, const struct ddl_table *other)
{
	for (size_t i = 0; i < table->constraint_count; i++) {
		const struct ddl_constraint *constraint = table->constraints[i];
		if (constraint->kind == DDL_FOREIGN_KEY &&
		    str_equal(constraint->referred_table, other->name.text) &&
		    str_equal(constraint->referred_schema, other->schema.text))
			return true;
	}
	return false;
}

/* Tables before those that refer to them; among equals by name (sqlalchemy/sql/ddl.py,
 * sort_tables). */
static struct ddl_table **sort_tables(struct py *vm, const struct ddl_metadata *metadata)
{
	size_t n = metadata->table_count, done = 0;
	struct ddl_table **sorted = ARENA_ARRAY(py_arena(vm), struct ddl_table *, n + 1);
	bool *taken = ARENA_ARRAY(py_arena(vm), bool, n + 1);

	while (done < n) {
		size_t best = n, any = n;
		for (size_t i = 0; i < n; i++) {
			bool waits = false;
			if (taken[i])
				continue;
			any = any == n ? i : any;
			for (size_t j = 0; j < n; j++)
				waits |= !taken[j] && j != i &&
					 refers_to(metadata->tables[i], metadata->tables[j]);
			if (!waits &&
			    (best == n || str_compare(metadata->tables[i]->name.text,
						      metadata->tables[best]->name.text) < 0))
				best = i;
		}
		best = best == n ? any : best;
		taken[best] = true;
		sorted[done++] = metadata->tables[best];
	}
	return sorted;
}

static struct py_object *get_sorted_tables(struct py *vm, struct py_object *self)
{
	const struct ddl_metadata *metadata = metadata_of(self);
	struct ddl_table **sorted = sort_tables(vm, metadata);
	struct py_object *list = py_list(vm);

	for (size_t i = 0; i < metadata->table_count; i++)
		py_list_append(vm, list, ops_table_object(vm, sorted[i]));
	return list;
}

static bool is_chosen(struct py *vm, const struct ddl_table *table, struct py_object *tables,
		      bool *ret)
{
	struct py_object **items;
	size_t n;

	*ret = !py_given(tables);
	if (*ret)
		return true;
	if (!py_take_items(vm, tables, &items, &n))
		return false;
	for (size_t i = 0; i < n; i++)
		*ret |= py_is(items[i], &ops_table_type) &&
			((struct ops_table *)items[i])->table == table;
	return true;
}

enum direction { CREATE, DROP };

static struct py_object *run_all(struct py *vm, struct py_object *self, struct py_object **args,
				 enum direction direction)
{
	const struct ddl_metadata *metadata = metadata_of(self);
	struct ddl_table **sorted = sort_tables(vm, metadata);

	if (!ops_is_bind(vm, args[0]))
		return NULL;
	if (!ops_host(vm)->as_sql && (!args[2] || py_truth(vm, args[2])))
		return py_refuse(vm, "MetaData.%s() with checkfirst is not supported",
				 direction == CREATE ? "create_all" : "drop_all");
	for (size_t i = 0; i < metadata->table_count; i++) {
		struct ddl_table *table =
			sorted[direction == CREATE ? i : metadata->table_count - 1 - i];
		bool chosen;
		if (!is_chosen(vm, table, args[1], &chosen))
			return NULL;
		if (chosen &&
		    !ops_check(vm, direction == CREATE ? ddl_create_table(ops_run(vm), table, false)
						       : ddl_drop_table(ops_run(vm), table, false)))
			return NULL;
	}
	return py_none(vm);
}

static struct py_object *call_create_all(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	return run_all(vm, self, args, CREATE);
}

static struct py_object *call_drop_all(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	return run_all(vm, self, args, DROP);
}

static struct py_object *call_clear(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	metadata_of(self)->table_count = 0;
	return py_none(vm);
}

static struct py_object *call_reflect(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	return ops_reflect_all(vm, metadata_of(self), args);
}

static const struct py_property properties[] = {
	{ "tables", get_tables, NULL },
	{ "schema", get_schema, NULL },
	{ "sorted_tables", get_sorted_tables, NULL },
	{ 0 },
};

static const struct py_method methods[] = {
	{ "create_all", "bind, tables=None, checkfirst=True", call_create_all, PY_METHOD_INSTANCE },
	{ "drop_all", "bind, tables=None, checkfirst=True", call_drop_all, PY_METHOD_INSTANCE },
	{ "clear", "", call_clear, PY_METHOD_INSTANCE },
	{ "reflect",
	  "bind, schema=None, views=False, only=None, extend_existing=False, "
	  "autoload_replace=True, "
	  "resolve_fks=True, **dialect_kwargs",
	  call_reflect, PY_METHOD_INSTANCE },
	{ 0 },
};

static struct py_object *metadata_repr(struct py *vm, struct py_object *self)
{
	(void)self;
	return py_str_c(vm, "MetaData()");
}

const struct py_native_type ops_metadata_type = {
	.name = "MetaData",
	.module = "sqlalchemy.sql.schema",
	.size = sizeof(struct ops_metadata),
	.signature = "schema=None, quote_schema=None, naming_convention=None, info=None",
	.new_ = make_metadata,
	.methods = methods,
	.properties = properties,
	.slots = { .repr = metadata_repr },
	.has_attributes = true,
};
