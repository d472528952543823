#include "engine/ops/orm.h"

#include "engine/py/annotation.h"
#include "engine/py/dict.h"

/* Declarative classes: what a class statement leaves behind becomes a table
 * (sqlalchemy/orm/decl_base.py). */

/* ---- parts of a class body ---- */

/* relationship() and its kin: there, but of no use to a migration without the rest of the ORM. */
struct relationship {
	struct py_object head;
};

static bool refuse_attribute(struct py *vm, struct py_object *self, struct str name,
			     struct py_object **ret)
{
	(void)self;
	*ret = py_refuse(vm, "'%.*s' of a relationship is not supported", STR_ARG(name));
	return true;
}

const struct py_native_type ops_relationship_type = {
	.name = "RelationshipProperty",
	.module = "sqlalchemy.orm.relationships",
	.size = sizeof(struct relationship),
	.slots = { .getattr = refuse_attribute },
};

static struct py_object *make_relationship(struct py *vm, struct py_object *self,
					   struct py_object **args)
{
	(void)self;
	(void)args;
	return py_new(vm, &ops_relationship_type);
}

const struct py_method ops_relationship = { "relationship", "*args, **kw", make_relationship,
					    PY_METHOD_INSTANCE };

/* Mapped[int]: what is mapped */
struct mapped {
	struct py_object head;
	struct py_object *of;
};

static struct py_object *mapped_getitem(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	struct mapped *mapped = py_new(vm, &ops_mapped_type);

	(void)self;
	mapped->of = args[0];
	return &mapped->head;
}

static const struct py_method mapped_methods[] = {
	{ "__class_getitem__", "item", mapped_getitem, PY_METHOD_CLASS },
	{ 0 },
};

const struct py_native_type ops_mapped_type = {
	.name = "Mapped",
	.module = "sqlalchemy.orm.base",
	.size = sizeof(struct mapped),
	.methods = mapped_methods,
};

/* @declared_attr: called with the class when it is mapped */
struct declared_attr {
	struct py_object head;
	struct py_object *function;
};

static struct py_object *make_declared_attr(struct py *vm, struct py_object *self,
					    struct py_object **args)
{
	(void)vm;
	((struct declared_attr *)self)->function = args[0];
	return self;
}

static struct py_object *same(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)vm;
	(void)self;
	return args[0];
}

/* declared_attr.directive, declared_attr.cascading: as the plain one */
static struct py_object *directive(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct declared_attr *attr = py_new(vm, &ops_declared_attr_type);

	(void)self;
	attr->function = args[0];
	return &attr->head;
}

static const struct py_method declared_attr_methods[] = {
	{ "directive", "fn", directive, PY_METHOD_STATIC },
	{ "cascading", "fn", directive, PY_METHOD_STATIC },
	{ 0 },
};

const struct py_native_type ops_declared_attr_type = {
	.name = "declared_attr",
	.module = "sqlalchemy.orm.decl_api",
	.size = sizeof(struct declared_attr),
	.signature = "fn, cascading=False",
	.new_ = make_declared_attr,
	.methods = declared_attr_methods,
};

/* mapped_column(): a Column, without what is about objects only */
static struct py_object *make_mapped_column(struct py *vm, struct py_object *self,
					    struct py_object **args)
{
	static const char *const of_objects[] = { "init",
						  "repr",
						  "default_factory",
						  "compare",
						  "kw_only",
						  "hash",
						  "deferred",
						  "deferred_group",
						  "deferred_raiseload",
						  "use_existing_column",
						  "active_history",
						  "sort_order",
						  "dataclass_metadata" };
	const struct py_list *positional = (const struct py_list *)args[0];
	struct py_args call = { .positional = positional->items, .n = positional->n };

	(void)self;
	for (size_t i = 0; i < sizeof(of_objects) / sizeof(of_objects[0]); i++)
		ops_pop(vm, args[1], of_objects[i]);
	if (py_is_unwinding(vm) || !ops_take_keywords(vm, args[1], &call))
		return NULL;
	return py_call(vm, (struct py_object *)py_type_from(vm, &ops_column_type), &call);
}

const struct py_method ops_mapped_column = { "mapped_column", "*args, **kw", make_mapped_column,
					     PY_METHOD_INSTANCE };
const struct py_method ops_orm_deferred = { "deferred", "column, *args, **kw", same,
					    PY_METHOD_INSTANCE };

/* ---- from class to table ---- */

static struct py_object *class_attribute(struct py *vm, struct py_type *class, const char *name)
{
	struct py_object *value = py_type_lookup(class, str_from(name));

	if (value && py_is(value, &ops_declared_attr_type))
		return py_call(vm, ((struct declared_attr *)value)->function,
			       &PY_ARGS(&class->head));
	return value;
}

/* The plain Python types that Mapped[] knows without a map of one's own
 * (sqlalchemy/sql/sqltypes.py, _type_map). */
static bool type_of_annotation(struct py *vm, struct py_object *annotation,
			       const struct ddl_type **ret)
{
	static const struct {
		const char *name;
		enum ddl_type_kind kind;
	} rows[] = {
		{ "int", DDL_TYPE_INTEGER },        { "str", DDL_TYPE_STRING },
		{ "float", DDL_TYPE_FLOAT },        { "bool", DDL_TYPE_BOOLEAN },
		{ "bytes", DDL_TYPE_LARGEBINARY },  { "datetime", DDL_TYPE_DATETIME },
		{ "date", DDL_TYPE_DATE },          { "time", DDL_TYPE_TIME },
		{ "timedelta", DDL_TYPE_INTERVAL }, { "Decimal", DDL_TYPE_NUMERIC },
		{ "UUID", DDL_TYPE_UUID },
	};

	for (size_t i = 0; py_is(annotation, &py_type_type) && i < sizeof(rows) / sizeof(rows[0]);
	     i++)
		if (str_is(((struct py_type *)annotation)->name, rows[i].name)) {
			struct py_object *type = py_call(
				vm,
				(struct py_object *)py_type_from(vm, ops_type_class(rows[i].kind)),
				&PY_NO_ARGS);
			return type && ops_take_type(vm, type, ret);
		}
	py_refuse(vm,
		  "a mapped column whose type is only an annotation of this kind is not supported");
	return false;
}

/* What stands in Mapped[...]; NULL: the annotation is another one. */
static bool take_mapped(struct py *vm, struct py_object *annotation, struct py_object **ret)
{
	struct py_object *origin = NULL, *arguments = NULL;

	*ret = NULL;
	if (!annotation)
		return true;
	/* others may name what only a type checker knows */
	if (py_is(annotation, &py_annotation_type) &&
	    str_find(((struct py_annotation *)annotation)->text, STR("Mapped")) < 0)
		return true;
	annotation = py_annotation_value(vm, annotation);
	if (!annotation)
		return false;
	if (py_is(annotation, &ops_mapped_type)) {
		*ret = ((struct mapped *)annotation)->of;
		return true;
	}
	if (!py_find_attr(vm, annotation, STR("__origin__"), &origin))
		return false;
	if (origin != &py_type_from(vm, &ops_mapped_type)->head)
		return true;
	arguments = py_getattr(vm, annotation, STR("__args__"));
	*ret = arguments ? py_getitem(vm, arguments, py_int(vm, 0)) : NULL;
	return *ret != NULL;
}

/* Optional[X] and X | None: X, nullable */
static bool take_annotation(struct py *vm, struct ddl_column *column, struct py_object *of)
{
	struct py_object *arguments = NULL, **items, *kept = of;
	bool optional = false;
	size_t n;

	if (!py_is(of, &py_type_type) && !py_find_attr(vm, of, STR("__args__"), &arguments))
		return false;
	if (arguments) {
		if (!py_take_items(vm, arguments, &items, &n))
			return false;
		for (size_t i = 0; i < n; i++) {
			bool is_none = py_is_none(items[i]) ||
				       items[i] == &py_type_from(vm, &py_none_type)->head;
			optional |= is_none;
			kept = is_none ? kept : items[i];
		}
	}
	if (!column->nullable_was_given && !column->primary_key)
		column->nullable = optional;
	if (column->type->kind != DDL_TYPE_NULLTYPE || column->foreign_key_count)
		return true;
	return type_of_annotation(vm, kept, &column->type);
}

struct mapping {
	struct py *vm;
	struct py_type *class;
	struct ddl_table *table;
};

static bool map_column(struct mapping *mapping, const struct py_type *from, struct str name,
		       struct ops_column *given)
{
	struct py *vm = mapping->vm;
	struct py_object *annotations = map_get(&from->dict, STR("__annotations__"));
	struct py_object *annotation = annotations ? py_dict_get_str(vm, annotations, name) : NULL,
			 *of;
	struct ddl_column *column = given->column;

	if (!take_mapped(vm, annotation, &of))
		return false;
	if (from != mapping->class || column->table)
		column = ops_column_copy(vm, column);
	if (!column->name.text.n) {
		column->name = ddl_name(name);
		column->key = name;
	}
	if (of && !take_annotation(vm, column, of))
		return false;
	struct py_object *object = ops_column_object(vm, column);
	map_put(&mapping->class->dict, name, object);
	return ops_table_append(vm, mapping->table, object);
}

static bool map_attribute(struct mapping *mapping, const struct py_type *from, struct str name,
			  struct py_object *value)
{
	struct py *vm = mapping->vm;

	if (py_is(value, &ops_declared_attr_type) && !str_starts(name, STR("__"))) {
		value = py_call(vm, ((struct declared_attr *)value)->function,
				&PY_ARGS(&mapping->class->head));
		if (!value)
			return false;
		if (!py_is(value, &ops_column_type))
			map_put(&mapping->class->dict, name, value);
	}
	return !py_is(value, &ops_column_type) ||
	       map_column(mapping, from, name, (struct ops_column *)value);
}

/* `name: Mapped[str]` without a value */
static bool map_bare_annotations(struct mapping *mapping, const struct py_type *from)
{
	struct py *vm = mapping->vm;
	struct py_object *annotations = map_get(&from->dict, STR("__annotations__"));
	const struct py_dict_entry *entry;
	size_t cursor = 0;

	while (annotations && (entry = py_dict_next(annotations, &cursor))) {
		struct str name = py_text(entry->key);
		struct py_object *of;
		if (!take_mapped(vm, entry->value, &of))
			return false;
		if (!of || map_has(&from->dict, name))
			continue;
		struct ddl_type *type = ddl_type_new(py_arena(vm), DDL_TYPE_NULLTYPE);
		struct ddl_column *column = ddl_column_new(py_arena(vm), ddl_name(name), type);
		if (!map_column(mapping, from, name,
				(struct ops_column *)ops_column_object(vm, column)))
			return false;
	}
	return true;
}

/* The class first, then its mixins, in order of resolution. */
static bool map_columns(struct mapping *mapping)
{
	const struct py_type *class = mapping->class;

	for (size_t i = 0; i < class->mro_count; i++) {
		const struct py_type *from = class->mro[i];
		const struct map_entry *entry;
		size_t cursor = 0;
		if (from->native)
			continue;
		for (size_t left = from->dict.count;
		     left && (entry = map_next(&from->dict, &cursor)); left--) {
			if (from != class && map_has(&class->dict, entry->key) &&
			    !py_is(entry->value, &ops_declared_attr_type))
				continue;
			if (!map_attribute(mapping, from, entry->key, entry->value))
				return false;
		}
		if (!map_bare_annotations(mapping, from))
			return false;
	}
	return true;
}

/* __table_args__: constraints and indexes, and a dict of keywords at the end or alone */
static bool take_table_args(struct py *vm, struct py_object *given, struct py_object **ret_keywords,
			    struct py_object ***ret_items, size_t *ret_n)
{
	*ret_keywords = py_dict(vm);
	*ret_items = NULL;
	*ret_n = 0;
	if (!py_given(given))
		return true;
	if (py_is(given, &py_dict_type)) {
		*ret_keywords = py_call_method(vm, given, "copy", &PY_NO_ARGS);
		return *ret_keywords;
	}
	if (!py_take_items(vm, given, ret_items, ret_n))
		return false;
	if (*ret_n && py_is((*ret_items)[*ret_n - 1], &py_dict_type)) {
		*ret_keywords = py_call_method(vm, (*ret_items)[--*ret_n], "copy", &PY_NO_ARGS);
		return *ret_keywords;
	}
	return true;
}

static struct ddl_metadata *metadata_of(struct py *vm, struct py_type *class)
{
	struct py_object *value = py_type_lookup(class, STR("metadata"));

	if (!py_is(value, &ops_metadata_type)) {
		value = py_call(vm, (struct py_object *)py_type_from(vm, &ops_metadata_type),
				&PY_NO_ARGS);
		map_put(&class->dict, STR("metadata"), value);
	}
	return ((struct ops_metadata *)value)->metadata;
}

static bool make_table(struct py *vm, struct py_type *class, struct py_object *name)
{
	struct mapping mapping = { .vm = vm, .class = class };
	struct ddl_metadata *metadata = metadata_of(vm, class);
	struct py_object *args = class_attribute(vm, class, "__table_args__"), *keywords, **items;
	struct ddl_name table_name, schema;
	size_t n;

	if (py_is_unwinding(vm) || !take_table_args(vm, args, &keywords, &items, &n) ||
	    !ops_take_name(vm, name, "__tablename__", &table_name) ||
	    !ops_take_name(vm, ops_pop(vm, keywords, "schema"), "schema", &schema))
		return false;
	if (!schema.text.n && metadata->schema.n)
		schema = ddl_name(metadata->schema);
	mapping.table = ddl_table_new(py_arena(vm), metadata, table_name, schema);
	ops_metadata_add(vm, metadata, mapping.table);
	map_put(&class->dict, STR("__table__"), ops_table_object(vm, mapping.table));
	return ops_table_keywords(vm, mapping.table, keywords) && map_columns(&mapping) &&
	       ops_table_fill(vm, mapping.table, items, n);
}

/* __table__ = Table(...): its columns become attributes. */
static void take_columns_of(struct py *vm, struct py_type *class, struct ddl_table *table)
{
	for (size_t i = 0; i < table->column_count; i++)
		if (!map_has(&class->dict, table->columns[i]->key))
			map_put(&class->dict, table->columns[i]->key,
				ops_column_object(vm, table->columns[i]));
}

static bool map_class(struct py *vm, struct py_type *class, const struct py_args *keywords)
{
	struct py_object *abstract = map_get(&class->dict, STR("__abstract__"));
	struct py_object *table = map_get(&class->dict, STR("__table__")), *name;

	(void)keywords;
	if (abstract && py_is_true(abstract))
		return true;
	if (table && py_is(table, &ops_table_type)) {
		take_columns_of(vm, class, ((struct ops_table *)table)->table);
		return true;
	}
	if (py_type_lookup(class, STR("__table__")) && !map_has(&class->dict, STR("__tablename__")))
		return true;
	name = class_attribute(vm, class, "__tablename__");
	if (py_is_unwinding(vm))
		return false;
	if (!py_given(name)) {
		metadata_of(vm, class);
		return true;
	}
	if (py_is_poison(vm, name))
		return false;
	return make_table(vm, class, name);
}

struct ddl_table *ops_mapped_table(struct py *vm, struct py_object *class)
{
	struct py_object *table = NULL;

	(void)vm;
	if (py_is(class, &py_type_type))
		table = py_type_lookup((struct py_type *)class, STR("__table__"));
	return py_is(table, &ops_table_type) ? ((struct ops_table *)table)->table : NULL;
}

/* ---- instances ---- */

/* Model(name="x"): the columns not given are None. */
static struct py_object *make_instance(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	struct ddl_table *table = ops_mapped_table(vm, &self->type->head);
	const struct py_dict_entry *entry;
	size_t cursor = 0;

	for (size_t i = 0; table && i < table->column_count; i++)
		if (!py_setattr(vm, self, table->columns[i]->key, py_none(vm)))
			return NULL;
	while ((entry = py_dict_next(args[0], &cursor))) {
		struct str name = py_text(entry->key);
		if (!py_type_lookup(self->type, name))
			return py_raise(vm, "TypeError",
					"'%.*s' is an invalid keyword argument for %.*s",
					STR_ARG(name), STR_ARG(self->type->name));
		if (!py_setattr(vm, self, name, entry->value))
			return NULL;
	}
	return self;
}

const struct py_native_type ops_declarative_type = {
	.name = "DeclarativeBase",
	.module = "sqlalchemy.orm.decl_api",
	.size = sizeof(struct py_object),
	.signature = "**kwargs",
	.new_ = make_instance,
	.slots = { .subclassed = map_class },
	.has_attributes = true,
};

/* declarative_base(metadata=, cls=, name="Base") */
static struct py_object *call_declarative_base(struct py *vm, struct py_object *self,
					       struct py_object **args)
{
	struct py_object *body = py_dict(vm), *bases[2], *class;
	size_t n = 0;

	(void)self;
	if (py_given(args[2]) && !py_is(args[2], &py_tuple_type))
		bases[n++] = args[2];
	bases[n++] = (struct py_object *)py_type_from(vm, &ops_declarative_type);
	if (py_given(args[0]))
		py_dict_set_str(vm, body, STR("metadata"), args[0]);
	class = (struct py_object *)py_type_from(vm, &py_type_type);
	return py_call(
		vm, class,
		&PY_ARGS(args[3] ? args[3] : py_str_c(vm, "Base"), py_tuple(vm, bases, n), body));
}

const struct py_method ops_declarative_base = {
	"declarative_base",
	"metadata=None, mapper=None, cls=None, name='Base', class_registry=None, "
	"type_annotation_map=None, "
	"constructor=None, metaclass=None",
	call_declarative_base, PY_METHOD_INSTANCE
};
