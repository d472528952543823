#include "engine/ops/types_make.h"

#include <stddef.h>

/* Attributes of type instances that revisions read, and what repr() shows of them. */

enum field { FIELD_INT, FIELD_BOOL, FIELD_TEXT, FIELD_LIST, FIELD_TYPE };

static const struct attribute {
	const char *name;
	enum ddl_type_kind of; /* and what derives from it */
	enum field field;
	size_t offset;
	int usual;      /* repr() leaves out this value of a bool */
	bool is_hidden; /* repr() leaves it out always */
} attributes[] = {
#define FIELD(name, of, kind, usual, hidden)                                                       \
	{                                                                                          \
#name, DDL_TYPE_##of, FIELD_##kind, offsetof(struct ddl_type, name), usual, hidden \
	}
#define NAMED(text, name, of, kind, usual, hidden)                                                 \
	{                                                                                          \
		text, DDL_TYPE_##of, FIELD_##kind, offsetof(struct ddl_type, name), usual, hidden  \
	}
	NAMED("enums", values, ENUM, LIST, 0, true),
	NAMED("values", values, MY_SET, LIST, 0, true),
	FIELD(name, ENUM, TEXT, 0, false),
	FIELD(name, BOOLEAN, TEXT, 0, false),
	FIELD(name, PG_DOMAIN, TEXT, 0, false),
	FIELD(schema, ENUM, TEXT, 0, false),
	FIELD(schema, PG_DOMAIN, TEXT, 0, false),
	FIELD(native_enum, ENUM, BOOL, 1, false),
	FIELD(create_constraint, ENUM, BOOL, 0, false),
	FIELD(create_constraint, BOOLEAN, BOOL, 0, false),
	FIELD(create_type, ENUM, BOOL, 1, false),
	FIELD(create_type, PG_DOMAIN, BOOL, 1, false),
	FIELD(inherit_schema, ENUM, BOOL, 0, true),
	NAMED("item_type", item, ARRAY, TYPE, 0, true),
	NAMED("data_type", item, PG_DOMAIN, TYPE, 0, true),
	FIELD(dimensions, ARRAY, INT, 0, false),
	FIELD(precision, NUMERIC, INT, 0, false),
	FIELD(precision, FLOAT, INT, 0, false),
	FIELD(scale, NUMERIC, INT, 0, false),
	FIELD(scale, FLOAT, INT, 0, false),
	FIELD(asdecimal, NUMERIC, BOOL, 1, false),
	FIELD(asdecimal, FLOAT, BOOL, 0, false),
	FIELD(display_width, INTEGER, INT, 0, false),
	FIELD(display_width, MY_YEAR, INT, 0, false),
	NAMED("unsigned", is_unsigned, INTEGER, BOOL, 0, false),
	NAMED("unsigned", is_unsigned, NUMERIC, BOOL, 0, false),
	NAMED("unsigned", is_unsigned, FLOAT, BOOL, 0, false),
	FIELD(zerofill, INTEGER, BOOL, 0, false),
	FIELD(timezone, TIME, BOOL, 0, false),
	FIELD(timezone, DATETIME, BOOL, 0, false),
	FIELD(precision, PG_TIME, INT, 0, false),
	FIELD(precision, PG_TIMESTAMP, INT, 0, false),
	FIELD(precision, PG_INTERVAL, INT, 0, false),
	FIELD(fields, PG_INTERVAL, TEXT, 0, false),
	FIELD(fsp, DATETIME, INT, 0, false),
	FIELD(fsp, TIME, INT, 0, false),
	FIELD(length, STRING, INT, 0, false),
	FIELD(length, LARGEBINARY, INT, 0, false),
	FIELD(length, PG_BIT, INT, 0, false),
	FIELD(length, MY_BIT, INT, 0, false),
	FIELD(varying, PG_BIT, BOOL, 0, false),
	FIELD(charset, STRING, TEXT, 0, false),
	FIELD(collation, STRING, TEXT, 0, false),
	FIELD(as_uuid, UUID, BOOL, 1, false),
	FIELD(native_uuid, UUID, BOOL, 1, false),
	FIELD(none_as_null, JSON, BOOL, 0, false),
#undef FIELD
#undef NAMED
};

static struct py_object *list_object(struct py *vm, const struct str_list *list)
{
	struct py_object *object = py_list(vm);

	for (size_t i = 0; i < list->n; i++)
		py_list_append(vm, object, py_str(vm, list->items[i]));
	return object;
}

static struct py_object *attribute_value(struct py *vm, const struct ddl_type *type,
					 const struct attribute *row)
{
	const char *at = (const char *)type + row->offset;

	switch (row->field) {
	case FIELD_INT:
		return *(const int *)at < 0 ? py_none(vm) : py_int(vm, *(const int *)at);
	case FIELD_BOOL:
		return py_bool(vm, *(const bool *)at);
	case FIELD_TEXT:
		return ((const struct str *)at)->n ? py_str(vm, *(const struct str *)at)
						   : py_none(vm);
	case FIELD_LIST:
		return list_object(vm, (const struct str_list *)at);
	case FIELD_TYPE:
		return ops_type_object(vm, *(const struct ddl_type *const *)at);
	}
	return NULL;
}

static struct py_object *class_of_values(struct py *vm, const struct ddl_type *type)
{
	static const struct {
		enum ddl_type_kind of;
		const char *module, *name;
	} rows[] = {
		{ DDL_TYPE_ENUM, "builtins", "str" },
		{ DDL_TYPE_STRING, "builtins", "str" },
		{ DDL_TYPE_INTEGER, "builtins", "int" },
		{ DDL_TYPE_BOOLEAN, "builtins", "bool" },
		{ DDL_TYPE_FLOAT, "builtins", "float" },
		{ DDL_TYPE_NUMERIC, "decimal", "Decimal" },
		{ DDL_TYPE_DATETIME, "datetime", "datetime" },
		{ DDL_TYPE_DATE, "datetime", "date" },
		{ DDL_TYPE_TIME, "datetime", "time" },
		{ DDL_TYPE_INTERVAL, "datetime", "timedelta" },
		{ DDL_TYPE_LARGEBINARY, "builtins", "bytes" },
		{ DDL_TYPE_UUID, "uuid", "UUID" },
		{ DDL_TYPE_JSON, "builtins", "dict" },
		{ DDL_TYPE_ARRAY, "builtins", "list" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (ddl_type_is_a(type->kind, rows[i].of)) {
			struct py_object *module = py_import(vm, str_from(rows[i].module));
			return module ? py_getattr(vm, module, str_from(rows[i].name)) : NULL;
		}
	return py_raise(vm, "NotImplementedError", "%s", "");
}

bool ops_type_attribute(struct py *vm, struct py_object *self, struct str name,
			struct py_object **ret)
{
	if (self->type->layout == &ops_type_engine_type)
		return false;
	const struct ops_type *object = (const struct ops_type *)self;
	const struct ddl_type *type = ops_type_of(vm, self);
	if (!type)
		return *ret = NULL, true;
	if (str_is(name, "python_type"))
		return *ret = class_of_values(vm, type), true;
	if (str_is(name, "enum_class") && ddl_type_is_a(type->kind, DDL_TYPE_ENUM))
		return *ret = object->enum_class ? object->enum_class : py_none(vm), true;
	if (str_is(name, "impl") && type->item && !ddl_type_is_a(type->kind, DDL_TYPE_ARRAY))
		return *ret = ops_type_object(vm, type->item), true;
	for (size_t i = 0; i < sizeof(attributes) / sizeof(attributes[0]); i++)
		if (str_is(name, attributes[i].name) && ddl_type_is_a(type->kind, attributes[i].of))
			return *ret = attribute_value(vm, type, &attributes[i]), true;
	return false;
}

/* Is it what repr() leaves out: None, or the usual value of a bool? */
static bool is_usual(const struct ddl_type *type, const struct attribute *row)
{
	const char *at = (const char *)type + row->offset;

	switch (row->field) {
	case FIELD_INT:
		/* an Enum's length is its own doing, and BIT's of one too */
		return *(const int *)at < 0 || ddl_type_is_a(type->kind, DDL_TYPE_ENUM);
	case FIELD_BOOL:
		return *(const bool *)at == (row->usual != 0);
	case FIELD_TEXT:
		return !((const struct str *)at)->n;
	case FIELD_LIST:
	case FIELD_TYPE:
		break;
	}
	return true;
}

static void add_positional(struct py *vm, struct strbuf *text, const struct ddl_type *type)
{
	if (ddl_type_is_a(type->kind, DDL_TYPE_ENUM) || type->kind == DDL_TYPE_MY_SET)
		for (size_t i = 0; i < type->values.n; i++) {
			struct str value = ops_repr_text(vm, type->values.items[i]);
			strbuf_printf(text, "%s%.*s", i ? ", " : "", STR_ARG(value));
		}
	if (ddl_type_is_a(type->kind, DDL_TYPE_ARRAY) && type->item)
		strbuf_add(text, ops_type_repr(vm, type->item));
}

/* As sqlalchemy's generic_repr: String(length=50), Enum('a', 'b', name='e'). */
struct str ops_type_repr(struct py *vm, const struct ddl_type *type)
{
	struct strbuf text = STRBUF(py_arena(vm)), inside = STRBUF(py_arena(vm));

	add_positional(vm, &inside, type);
	for (size_t i = 0; i < sizeof(attributes) / sizeof(attributes[0]); i++) {
		const struct attribute *row = &attributes[i];
		if (row->is_hidden || !ddl_type_is_a(type->kind, row->of) || is_usual(type, row))
			continue;
		struct str value = ops_repr(vm, attribute_value(vm, type, row));
		strbuf_separate(&inside, ", ");
		strbuf_printf(&inside, "%s=%.*s", row->name, STR_ARG(value));
	}
	const struct py_object *object = type->python;
	strbuf_add(&text, object ? object->type->name : str_from(ops_type_class(type->kind)->name));
	strbuf_printf(&text, "(%.*s)", STR_ARG(strbuf_str(&inside)));
	return strbuf_str(&text);
}
