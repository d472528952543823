/* Python values to database values and back. */
#include "engine/ops/expression.h"

#include "engine/py/dict.h"

#include <string.h>

/* A class of a standard module, by where it says it comes from: those modules are the interpreter's
 * own. */
static bool is_from(const struct py_object *value, const char *module, const char *name)
{
	const struct py_type *type = value->type;

	for (size_t i = 0; i < type->mro_count; i++)
		if (str_is(type->mro[i]->module, module) && str_is(type->mro[i]->name, name))
			return true;
	return false;
}

static bool take_part(struct py *vm, struct py_object *value, const char *name, int *ret)
{
	struct py_object *part = py_getattr(vm, value, str_from(name));
	int64_t number;

	if (!part || !py_take_int(vm, part, name, &number))
		return false;
	*ret = (int)number;
	return true;
}

static bool take_date_parts(struct py *vm, struct py_object *value, struct ddl_time *ret)
{
	return take_part(vm, value, "year", &ret->year) &&
	       take_part(vm, value, "month", &ret->month) && take_part(vm, value, "day", &ret->day);
}

static bool take_interval(struct py *vm, struct py_object *value, int64_t *ret_microseconds)
{
	int days, seconds, microseconds;

	if (!take_part(vm, value, "days", &days) || !take_part(vm, value, "seconds", &seconds) ||
	    !take_part(vm, value, "microseconds", &microseconds))
		return false;
	*ret_microseconds = ((int64_t)days * 86400 + seconds) * 1000000 + microseconds;
	return true;
}

static bool take_clock_parts(struct py *vm, struct py_object *value, struct ddl_time *ret)
{
	struct py_object *offset;
	int64_t microseconds;

	if (!take_part(vm, value, "hour", &ret->hour) ||
	    !take_part(vm, value, "minute", &ret->minute) ||
	    !take_part(vm, value, "second", &ret->second) ||
	    !take_part(vm, value, "microsecond", &ret->microsecond))
		return false;
	offset = py_call_method(vm, value, "utcoffset", &PY_NO_ARGS);
	if (!offset)
		return false;
	if (py_is_none(offset))
		return true;
	if (!take_interval(vm, offset, &microseconds))
		return false;
	ret->has_offset = true;
	ret->offset = (int)(microseconds / 1000000);
	return true;
}

static bool take_moment(struct py *vm, struct py_object *value, struct ddl_value *ret)
{
	if (is_from(value, "datetime", "datetime")) {
		ret->kind = DDL_VALUE_DATETIME;
		return take_date_parts(vm, value, &ret->time) &&
		       take_clock_parts(vm, value, &ret->time);
	}
	if (is_from(value, "datetime", "date")) {
		ret->kind = DDL_VALUE_DATE;
		return take_date_parts(vm, value, &ret->time);
	}
	if (is_from(value, "datetime", "time")) {
		ret->kind = DDL_VALUE_TIME;
		return take_clock_parts(vm, value, &ret->time);
	}
	ret->kind = DDL_VALUE_INTERVAL;
	return take_interval(vm, value, &ret->integer);
}

static bool take_number(struct py *vm, struct py_object *value, struct ddl_value *ret)
{
	if (py_is(value, &py_float_type)) {
		ret->kind = DDL_VALUE_FLOAT;
		ret->real = ((struct py_float *)value)->value;
		return true;
	}
	if (((struct py_int *)value)->big) {
		ret->kind = DDL_VALUE_BIGINT;
		return py_to_str(vm, value, &ret->text);
	}
	ret->kind = py_is(value, &py_bool_type) ? DDL_VALUE_BOOL : DDL_VALUE_INT;
	ret->integer = ((struct py_int *)value)->value;
	return true;
}

static bool take_list(struct py *vm, struct py_object *value, struct ddl_value *ret)
{
	const struct py_list *list = (const struct py_list *)value;
	struct ddl_value *items = ARENA_ARRAY(py_arena(vm), struct ddl_value, list->n + 1);

	for (size_t i = 0; i < list->n; i++)
		if (!ops_take_value(vm, list->items[i], &items[i]))
			return false;
	ret->kind = DDL_VALUE_LIST;
	ret->items = items;
	ret->n = list->n;
	return true;
}

static bool take_uuid(struct py *vm, struct py_object *value, struct ddl_value *ret)
{
	struct py_object *hex = py_getattr(vm, value, STR("hex"));

	ret->kind = DDL_VALUE_UUID;
	return hex && py_take_text(vm, hex, "hex", &ret->text);
}

bool ops_take_value(struct py *vm, struct py_object *value, struct ddl_value *ret)
{
	*ret = (struct ddl_value){ .kind = DDL_VALUE_NULL, .python = value };
	if (!py_given(value))
		return true;
	if (py_is_poison(vm, value))
		return false;
	ret->python_type = value->type->name;
	if (py_is(value, &py_int_type) || py_is(value, &py_bool_type) ||
	    py_is(value, &py_float_type))
		return take_number(vm, value, ret);
	if (py_is_str(value)) {
		ret->kind = DDL_VALUE_STRING;
		ret->text = py_text(value);
		return true;
	}
	if (py_is(value, &py_bytes_type)) {
		ret->kind = DDL_VALUE_BYTES;
		ret->text = ((struct py_bytes *)value)->value;
		return true;
	}
	if (py_is_sequence(value))
		return take_list(vm, value, ret);
	if (is_from(value, "datetime", "date") || is_from(value, "datetime", "time") ||
	    is_from(value, "datetime", "timedelta"))
		return take_moment(vm, value, ret);
	if (is_from(value, "decimal", "Decimal")) {
		ret->kind = DDL_VALUE_DECIMAL;
		return py_to_str(vm, value, &ret->text);
	}
	if (is_from(value, "uuid", "UUID"))
		return take_uuid(vm, value, ret);
	ret->kind = DDL_VALUE_OTHER;
	return py_repr(vm, value, &ret->text);
}

/* ---- and back ---- */

static struct py_object *make(struct py *vm, const char *module, const char *name,
			      const struct py_args *args)
{
	struct py_object *from = py_import(vm, str_from(module));
	struct py_object *class = from ? py_getattr(vm, from, str_from(name)) : NULL;

	return class ? py_call(vm, class, args) : NULL;
}

static struct py_object *make_interval(struct py *vm, int64_t microseconds)
{
	return make(vm, "datetime", "timedelta",
		    &PY_ARGS(py_int(vm, 0), py_int(vm, microseconds / 1000000),
			     py_int(vm, microseconds % 1000000)));
}

static struct py_object *make_zone(struct py *vm, const struct ddl_time *time)
{
	struct py_object *offset;

	if (!time->has_offset)
		return py_none(vm);
	offset = make_interval(vm, (int64_t)time->offset * 1000000);
	return offset ? make(vm, "datetime", "timezone", &PY_ARGS(offset)) : NULL;
}

static struct py_object *make_moment(struct py *vm, const struct ddl_value *value)
{
	const struct ddl_time *t = &value->time;
	struct py_object *zone = make_zone(vm, t);
	struct py_object *parts[] = { py_int(vm, t->year),        py_int(vm, t->month),
				      py_int(vm, t->day),         py_int(vm, t->hour),
				      py_int(vm, t->minute),      py_int(vm, t->second),
				      py_int(vm, t->microsecond), zone };

	if (!zone)
		return NULL;
	if (value->kind == DDL_VALUE_DATE)
		return make(vm, "datetime", "date", &(struct py_args){ parts, 3, NULL, 0 });
	if (value->kind == DDL_VALUE_TIME)
		return make(vm, "datetime", "time", &(struct py_args){ parts + 3, 5, NULL, 0 });
	return make(vm, "datetime", "datetime", &(struct py_args){ parts, 8, NULL, 0 });
}

static struct py_object *make_list(struct py *vm, const struct ddl_value *value)
{
	struct py_object *list = py_list(vm);

	for (size_t i = 0; i < value->n; i++) {
		struct py_object *item = ops_value_object(vm, &value->items[i]);

		if (!item)
			return NULL;
		py_list_append(vm, list, item);
	}
	return list;
}

struct py_object *ops_value_object(struct py *vm, const struct ddl_value *value)
{
	switch (value->kind) {
	case DDL_VALUE_NULL:
		return py_none(vm);
	case DDL_VALUE_BOOL:
		return py_bool(vm, value->integer != 0);
	case DDL_VALUE_INT:
		return py_int(vm, value->integer);
	case DDL_VALUE_BIGINT:
		return py_call(vm, (struct py_object *)py_type_from(vm, &py_int_type),
			       &PY_ARGS(py_str(vm, value->text)));
	case DDL_VALUE_FLOAT:
		return py_float(vm, value->real);
	case DDL_VALUE_DECIMAL:
		return make(vm, "decimal", "Decimal", &PY_ARGS(py_str(vm, value->text)));
	case DDL_VALUE_STRING:
		return py_str(vm, value->text);
	case DDL_VALUE_BYTES:
		return py_bytes(vm, value->text);
	case DDL_VALUE_DATE:
	case DDL_VALUE_TIME:
	case DDL_VALUE_DATETIME:
		return make_moment(vm, value);
	case DDL_VALUE_INTERVAL:
		return make_interval(vm, value->integer);
	case DDL_VALUE_UUID:
		return make(vm, "uuid", "UUID", &PY_ARGS(py_str(vm, value->text)));
	case DDL_VALUE_LIST:
		return make_list(vm, value);
	case DDL_VALUE_JSON:
		return make(vm, "json", "loads", &PY_ARGS(py_str(vm, value->text)));
	case DDL_VALUE_OTHER:
		return value->python ? (struct py_object *)value->python : py_str(vm, value->text);
	}
	return py_none(vm);
}

/* ---- parameters ---- */

static bool as_json(struct py *vm, struct py_object *value, struct ddl_value *ret)
{
	struct py_object *text = make(vm, "json", "dumps", &PY_ARGS(value));
	struct str repr;

	if (!text || !py_repr(vm, value, &repr))
		return false;
	*ret = (struct ddl_value){
		.kind = DDL_VALUE_JSON, .text = py_text(text), .python_type = repr, .python = value
	};
	return true;
}

bool ops_take_bind(struct py *vm, struct py_object *value, const struct ddl_type *type,
		   struct str key, const struct ddl_expr **ret)
{
	struct ddl_value taken;

	if (type && py_given(value) && !ops_bind_param(vm, type, value, &value))
		return false;
	/* None is JSON's null unless none_as_null says otherwise */
	if (type && value && ddl_affinity(type) == DDL_TYPE_JSON &&
	    (!py_is_none(value) || !type->none_as_null) && !py_is_poison(vm, value)) {
		if (!as_json(vm, value, &taken))
			return false;
	} else if (!ops_take_value(vm, value, &taken)) {
		return false;
	}
	*ret = ddl_expr_literal(py_arena(vm), taken, type, key);
	return true;
}
