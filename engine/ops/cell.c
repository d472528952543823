#include "engine/ops/execute.h"

/* A cell of a result as the value of its column's type (result_processor of
   sqlalchemy/sql/sqltypes.py): what the driver did not know, because the database keeps it as text
   or number, or the type is a revision's own. */

static struct py_object *call_of(struct py *vm, const char *module, const char *name,
				 struct py_object *argument)
{
	struct py_object *of = py_import(vm, str_from(module)), *function;

	function = of ? py_getattr(vm, of, str_from(name)) : NULL;
	return function ? py_call(vm, function, &PY_ARGS(argument)) : NULL;
}

/* "2024-01-02 03:04:05.000000" of SQLite */
static struct py_object *moment(struct py *vm, const char *class, struct py_object *text)
{
	struct py_object *of = py_import(vm, STR("datetime"));

	of = of ? py_getattr(vm, of, str_from(class)) : NULL;
	return of ? py_call_method(vm, of, "fromisoformat", &PY_ARGS(text)) : NULL;
}

static struct py_object *enum_member(struct py *vm, const struct ddl_type *type,
				     struct py_object *text)
{
	const struct ops_type *object = type->python;
	struct py_object *members, **items;
	size_t n;

	if (!object || !object->enum_class)
		return text;
	members = py_getattr(vm, object->enum_class, STR("__members__"));
	members = members ? py_call_method(vm, members, "values", &PY_NO_ARGS) : NULL;
	if (!members || !py_take_items(vm, members, &items, &n))
		return NULL;
	for (size_t i = 0; i < n && i < type->values.n; i++)
		if (str_equal(type->values.items[i], py_text(text)))
			return items[i];
	py_raise(vm, "LookupError", "'%.*s' is not among the defined enum values. Enum name: %.*s.",
		 STR_ARG(py_text(text)), STR_ARG(type->name));
	return NULL;
}

static struct py_object *decorated(struct py *vm, const struct ddl_type *type,
				   struct py_object *value)
{
	struct py_object *process = NULL;

	if (type->item && type->item->python)
		value = ops_typed_object(vm, value, type->item);
	if (!value || !type->python)
		return value;
	if (!py_find_attr(vm, type->python, STR("process_result_value"), &process))
		return NULL;
	return process ? py_call(vm, process, &PY_ARGS(value, ops_dialect_object(vm))) : value;
}

/* JSON that the driver gave as text: it has no such type (SQLite, MySQL). */
static struct py_object *json_value(struct py *vm, const struct ddl_type *type,
				    struct py_object *text)
{
	(void)type;
	return ops_host(vm)->dialect->has_native_boolean ? text
							 : call_of(vm, "json", "loads", text);
}

static struct py_object *uuid_value(struct py *vm, const struct ddl_type *type,
				    struct py_object *text)
{
	return type->as_uuid ? call_of(vm, "uuid", "UUID", text) : text;
}

static struct py_object *datetime_value(struct py *vm, const struct ddl_type *type,
					struct py_object *text)
{
	(void)type;
	return moment(vm, "datetime", text);
}

static struct py_object *date_value(struct py *vm, const struct ddl_type *type,
				    struct py_object *text)
{
	(void)type;
	return moment(vm, "date", text);
}

static struct py_object *time_value(struct py *vm, const struct ddl_type *type,
				    struct py_object *text)
{
	(void)type;
	return moment(vm, "time", text);
}

/* Interval is kept as a DATETIME that far from 1970. */
static struct py_object *interval_value(struct py *vm, const struct ddl_type *type,
					struct py_object *text)
{
	struct py_object *then = moment(vm, "datetime", text);
	struct py_object *epoch = moment(vm, "datetime", py_str_c(vm, "1970-01-01"));

	(void)type;
	return then && epoch ? py_binary(vm, PY_OP_SUB, then, epoch) : NULL;
}

/* What a text is for each family of types; the others keep it. */
static struct py_object *text_value(struct py *vm, const struct ddl_type *type,
				    struct py_object *text)
{
	static const struct {
		enum ddl_type_kind of;
		struct py_object *(*value)(struct py *vm, const struct ddl_type *type,
					   struct py_object *text);
	} rows[] = {
		{ DDL_TYPE_ENUM, enum_member },        { DDL_TYPE_JSON, json_value },
		{ DDL_TYPE_UUID, uuid_value },         { DDL_TYPE_DATETIME, datetime_value },
		{ DDL_TYPE_DATE, date_value },         { DDL_TYPE_TIME, time_value },
		{ DDL_TYPE_INTERVAL, interval_value },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (ddl_type_is_a(type->kind, rows[i].of))
			return rows[i].value(vm, type, text);
	return text;
}

/* "%.*f" with the type's scale, ten digits if it has none (engine/processors.py,
 * to_decimal_processor_factory) */
static struct py_object *decimal_value(struct py *vm, const struct ddl_type *type,
				       struct py_object *number)
{
	bool is_int = py_is(number, &py_int_type);
	double value = is_int ? (double)((struct py_int *)number)->value
			      : ((struct py_float *)number)->value;
	struct str text =
		str_printf(py_arena(vm), "%.*f", type->scale >= 0 ? type->scale : 10, value);

	return call_of(vm, "decimal", "Decimal", py_str(vm, text));
}

struct py_object *ops_typed_object(struct py *vm, struct py_object *value,
				   const struct ddl_type *type)
{
	if (!value || !type)
		return value;
	if (type->kind == DDL_TYPE_DECORATOR)
		return decorated(vm, type, value);
	if (py_is(value, &py_str_type))
		return text_value(vm, type, value);
	if (ddl_type_is_a(type->kind, DDL_TYPE_BOOLEAN) && py_is(value, &py_int_type))
		return py_bool(vm, ((struct py_int *)value)->value != 0);
	if (ddl_type_is_a(type->kind, DDL_TYPE_NUMERIC) && type->asdecimal &&
	    (py_is(value, &py_int_type) || py_is(value, &py_float_type)))
		return decimal_value(vm, type, value);
	return value;
}
