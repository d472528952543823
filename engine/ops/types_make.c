#include "engine/ops/types_make.h"

#include "engine/py/dict.h"

#include <string.h>

/* A number as the library keeps it: an int, None, or a text of digits, which it would print as it
 * is. */
static bool take_number(struct py *vm, struct py_object *value, const char *what, int *ret)
{
	int64_t number = -1;

	if (!py_given(value))
		return true;
	if (py_is_poison(vm, value))
		return false;
	if (py_is_str(value) && str_to_int(py_text(value), &number)) {
		*ret = (int)number;
		return true;
	}
	if (!py_take_int(vm, value, what, &number))
		return false;
	*ret = (int)number;
	return true;
}

static bool take_bool(struct py *vm, struct py_object *value, bool *ret)
{
	return py_take_bool(vm, value, *ret, ret);
}

static bool pop_bool(struct py *vm, struct py_object *keywords, const char *name, bool *ret)
{
	struct py_object *value = ops_pop(vm, keywords, name);

	return !value || py_take_bool(vm, value, *ret, ret);
}

static bool pop_text(struct py *vm, struct py_object *keywords, const char *name, struct str *ret)
{
	struct py_object *value = ops_pop(vm, keywords, name);

	return !value || ops_take_optional_text(vm, value, ret);
}

static bool refuse_rest(struct py *vm, struct py_object *keywords, const char *callee)
{
	size_t cursor = 0;
	const struct py_dict_entry *entry = py_dict_next(keywords, &cursor);

	if (entry)
		py_raise(vm, "TypeError", "%s got an unexpected keyword argument '%.*s'", callee,
			 STR_ARG(py_text(entry->key)));
	return !entry;
}

bool ops_fill_PLAIN(struct py *vm, struct ops_type *self, struct py_object **args)
{
	if (((struct py_list *)args[0])->n || py_dict_count(args[1])) {
		py_raise(vm, "TypeError", "%.*s() takes no arguments",
			 STR_ARG(self->head.type->name));
		return false;
	}
	return true;
}

bool ops_fill_STRING(struct py *vm, struct ops_type *self, struct py_object **args)
{
	return take_number(vm, args[0], "length", &self->type->length) &&
	       ops_take_optional_text(vm, args[1], &self->type->collation) &&
	       ops_refuse_given(vm, args[2], "collation_schema");
}

bool ops_fill_NUMERIC(struct py *vm, struct ops_type *self, struct py_object **args)
{
	self->type->asdecimal = true;
	return take_number(vm, args[0], "precision", &self->type->precision) &&
	       take_number(vm, args[1], "scale", &self->type->scale) &&
	       take_bool(vm, args[3], &self->type->asdecimal);
}

bool ops_fill_FLOAT(struct py *vm, struct ops_type *self, struct py_object **args)
{
	self->type->asdecimal = false;
	return take_number(vm, args[0], "precision", &self->type->precision) &&
	       take_bool(vm, args[1], &self->type->asdecimal);
}

static bool take_type_name(struct py *vm, struct py_object *value, struct ddl_type *type)
{
	struct ddl_name name;

	if (!ops_take_name(vm, value, "name", &name))
		return false;
	type->name = name.text;
	type->name_is_final = name.is_final;
	return true;
}

bool ops_fill_BOOLEAN(struct py *vm, struct ops_type *self, struct py_object **args)
{
	return take_bool(vm, args[0], &self->type->create_constraint) &&
	       take_type_name(vm, args[1], self->type);
}

bool ops_fill_TIMEZONE(struct py *vm, struct ops_type *self, struct py_object **args)
{
	return take_bool(vm, args[0], &self->type->timezone);
}

bool ops_fill_INTERVAL(struct py *vm, struct ops_type *self, struct py_object **args)
{
	return take_number(vm, args[1], "second_precision", &self->type->precision);
}

bool ops_fill_LENGTH(struct py *vm, struct ops_type *self, struct py_object **args)
{
	return take_number(vm, args[0], "length", &self->type->length);
}

bool ops_fill_PICKLE(struct py *vm, struct ops_type *self, struct py_object **args)
{
	return !py_given(args[3]) || ops_take_type(vm, args[3], &self->type->item);
}

/* ---- Enum ---- */

static bool add_value(struct py *vm, struct ddl_type *type, struct py_object *value)
{
	if (py_is_poison(vm, value))
		return false;
	if (!py_is_str(value)) {
		py_refuse(vm, "an Enum value that is not a str is not supported");
		return false;
	}
	str_list_add(py_arena(vm), &type->values, py_text(value));
	return true;
}

static bool add_values(struct py *vm, struct ddl_type *type, struct py_object *iterable)
{
	struct py_object **items;
	size_t n;

	if (!py_take_items(vm, iterable, &items, &n))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!add_value(vm, type, items[i]))
			return false;
	return true;
}

static bool add_member_names(struct py *vm, struct ddl_type *type, struct py_object *members,
			     bool omit_aliases)
{
	struct py_object *items = py_call_method(vm, members, "items", &PY_NO_ARGS), **pairs;
	size_t n;

	if (!items || !py_take_items(vm, items, &pairs, &n))
		return false;
	for (size_t i = 0; i < n; i++) {
		struct py_object *name = ((struct py_list *)pairs[i])->items[0];
		struct py_object *own =
			py_getattr(vm, ((struct py_list *)pairs[i])->items[1], STR("name"));
		if (!own)
			return false;
		if ((!omit_aliases || str_equal(py_text(own), py_text(name))) &&
		    !add_value(vm, type, name))
			return false;
	}
	return true;
}

/* The values of a class of Python's enum, or of texts (Enum._parse_into_values). */
static bool take_enum_class(struct py *vm, struct ops_type *self, struct py_object *class,
			    struct py_object *members, struct py_object *keywords)
{
	struct py_object *callable = ops_pop(vm, keywords, "values_callable");
	bool omit_aliases = true;

	self->enum_class = class;
	if (!pop_bool(vm, keywords, "omit_aliases", &omit_aliases))
		return false;
	if (py_given(callable)) {
		struct py_object *values = py_call(vm, callable, &PY_ARGS(class));
		if (!values || !add_values(vm, self->type, values))
			return false;
	} else if (!add_member_names(vm, self->type, members, omit_aliases)) {
		return false;
	}
	if (self->type->values.n && !py_dict_get_str(vm, keywords, STR("name"))) {
		struct str name;
		struct py_object *given = py_getattr(vm, class, STR("__name__"));
		if (!given || !py_to_str(vm, given, &name))
			return false;
		py_dict_set_str(vm, keywords, STR("name"),
				py_str(vm, str_lower_ascii(py_arena(vm), name)));
	}
	return true;
}

static size_t length_in_code_points(struct str text)
{
	size_t n = 0;

	for (size_t i = 0; i < text.n; i++)
		n += ((unsigned char)text.p[i] & 0xC0) != 0x80;
	return n;
}

static bool take_enum_length(struct py *vm, struct ddl_type *type, struct py_object *given)
{
	int longest = 0;

	for (size_t i = 0; i < type->values.n; i++) {
		int length = (int)length_in_code_points(type->values.items[i]);
		longest = length > longest ? length : longest;
	}
	type->length = longest;
	if (!given)
		return true;
	type->length = -1;
	if (!take_number(vm, given, "length", &type->length))
		return false;
	if (type->length >= 0 && type->length < longest) {
		py_raise(vm, "ValueError",
			 "When provided, length must be larger or equal than the length of the "
			 "longest enum value. %d < %d",
			 type->length, longest);
		return false;
	}
	return true;
}

static bool take_enum_values(struct py *vm, struct ops_type *self, struct py_object *enums,
			     struct py_object *keywords)
{
	const struct py_list *list = (const struct py_list *)enums;
	struct py_object *members = NULL;

	if (list->n == 1 && !py_is_str(list->items[0])) {
		if (py_is_poison(vm, list->items[0]) ||
		    !py_find_attr(vm, list->items[0], STR("__members__"), &members))
			return false;
		if (members)
			return take_enum_class(vm, self, list->items[0], members, keywords);
	}
	return add_values(vm, self->type, enums);
}

static bool take_schema_type(struct py *vm, struct ddl_type *type, struct py_object *keywords)
{
	struct py_object *name = ops_pop(vm, keywords, "name"),
			 *metadata = ops_pop(vm, keywords, "metadata");
	struct py_object *quote = ops_pop(vm, keywords, "quote");

	if (py_given(quote)) {
		py_refuse(vm, "quote= of a type's name is not supported");
		return false;
	}
	type->has_metadata = py_given(metadata);
	if (type->has_metadata && py_is(metadata, &ops_metadata_type)) {
		struct ddl_metadata *owner = ((struct ops_metadata *)metadata)->metadata;
		if (owner)
			type->schema = owner->schema;
	}
	return take_type_name(vm, name, type) && pop_text(vm, keywords, "schema", &type->schema) &&
	       pop_bool(vm, keywords, "inherit_schema", &type->inherit_schema) &&
	       pop_bool(vm, keywords, "create_type", &type->create_type);
}

/* Unknown keywords are ignored, as Enum does (sqlalchemy/sql/sqltypes.py, Enum._enum_init). */
bool ops_fill_ENUM(struct py *vm, struct ops_type *self, struct py_object **args)
{
	struct py_object *keywords = args[1];

	if (!pop_bool(vm, keywords, "native_enum", &self->type->native_enum) ||
	    !pop_bool(vm, keywords, "create_constraint", &self->type->create_constraint))
		return false;
	struct py_object *length = ops_pop(vm, keywords, "length");
	if (!take_enum_values(vm, self, args[0], keywords) ||
	    !take_enum_length(vm, self->type, length))
		return false;
	if (self->type->kind == DDL_TYPE_MY_ENUM &&
	    (!pop_text(vm, keywords, "charset", &self->type->charset) ||
	     !pop_text(vm, keywords, "collation", &self->type->collation)))
		return false;
	return take_schema_type(vm, self->type, keywords);
}

bool ops_fill_PG_ENUM(struct py *vm, struct ops_type *self, struct py_object **args)
{
	struct py_object *keywords = args[3];

	if (args[1])
		py_dict_set_str(vm, keywords, STR("name"), args[1]);
	if (!take_bool(vm, args[2], &self->type->create_type))
		return false;
	return ops_fill_ENUM(vm, self, (struct py_object *[]){ args[0], keywords });
}

/* ---- the other generic types ---- */

bool ops_fill_JSON(struct py *vm, struct ops_type *self, struct py_object **args)
{
	return take_bool(vm, args[0], &self->type->none_as_null);
}

bool ops_fill_PG_JSON(struct py *vm, struct ops_type *self, struct py_object **args)
{
	return take_bool(vm, args[0], &self->type->none_as_null);
}

bool ops_fill_UUID(struct py *vm, struct ops_type *self, struct py_object **args)
{
	self->type->as_uuid = self->type->native_uuid = true;
	return take_bool(vm, args[0], &self->type->as_uuid) &&
	       take_bool(vm, args[1], &self->type->native_uuid);
}

bool ops_fill_SQL_UUID(struct py *vm, struct ops_type *self, struct py_object **args)
{
	self->type->as_uuid = self->type->native_uuid = true;
	return take_bool(vm, args[0], &self->type->as_uuid);
}

bool ops_fill_ARRAY(struct py *vm, struct ops_type *self, struct py_object **args)
{
	if (!ops_take_type(vm, args[0], &self->type->item))
		return false;
	if (ddl_type_is_a(self->type->item->kind, DDL_TYPE_ARRAY)) {
		py_raise(vm, "ValueError",
			 "Do not nest ARRAY types; ARRAY(basetype) handles multi-dimensional "
			 "arrays of basetype");
		return false;
	}
	return take_number(vm, args[2], "dimensions", &self->type->dimensions);
}

bool ops_fill_TUPLE(struct py *vm, struct ops_type *self, struct py_object **args)
{
	(void)vm;
	(void)self;
	(void)args;
	return true;
}

bool ops_fill_DECORATOR(struct py *vm, struct ops_type *self, struct py_object **args)
{
	return ops_custom_type(vm, self, args);
}

bool ops_fill_USER_DEFINED(struct py *vm, struct ops_type *self, struct py_object **args)
{
	return ops_custom_type(vm, self, args);
}

/* ---- PostgreSQL ---- */

/* "if not length: BIT(1) unless varying" (postgresql/types.py) */
bool ops_fill_PG_BIT(struct py *vm, struct ops_type *self, struct py_object **args)
{
	if (!take_bool(vm, args[1], &self->type->varying) ||
	    !take_number(vm, args[0], "length", &self->type->length))
		return false;
	if (self->type->length <= 0)
		self->type->length = self->type->varying ? -1 : 1;
	return true;
}

/* A default or check of a DOMAIN, as it is written. */
static bool take_written(struct py *vm, struct py_object *value, bool quotes_text, struct str *ret)
{
	const struct ddl_dialect *dialect = ops_host(vm)->dialect;
	const struct ddl_expr *expr;

	if (!py_given(value))
		return true;
	if (quotes_text && py_is_str(value)) {
		*ret = ddl_quote_string(py_arena(vm), dialect, py_text(value));
		return true;
	}
	return ops_take_sql(vm, value, &expr) &&
	       ops_check(vm, ddl_expr_write(py_arena(vm), dialect, expr,
					    &(struct ddl_expr_options){ .literal_binds = true,
									.without_table = true },
					    ret));
}

bool ops_fill_DOMAIN(struct py *vm, struct ops_type *self, struct py_object **args)
{
	struct ddl_type *type = self->type;

	py_dict_set_str(vm, args[9], STR("name"), args[0]);
	return ops_take_type(vm, args[1], &type->item) &&
	       ops_take_optional_text(vm, args[2], &type->collation) &&
	       ops_refuse_given(vm, args[3], "collation_schema") &&
	       take_written(vm, args[4], true, &type->domain_default) &&
	       ops_take_optional_text(vm, args[5], &type->domain_constraint_name) &&
	       take_bool(vm, args[6], &type->domain_not_null) &&
	       take_written(vm, args[7], false, &type->domain_check) &&
	       take_bool(vm, args[8], &type->create_type) && take_schema_type(vm, type, args[9]);
}

bool ops_fill_HSTORE(struct py *vm, struct ops_type *self, struct py_object **args)
{
	(void)vm;
	(void)self;
	(void)args;
	return true;
}

bool ops_fill_PG_INTERVAL(struct py *vm, struct ops_type *self, struct py_object **args)
{
	return take_number(vm, args[0], "precision", &self->type->precision) &&
	       ops_take_optional_text(vm, args[1], &self->type->fields);
}

bool ops_fill_PG_TIME(struct py *vm, struct ops_type *self, struct py_object **args)
{
	return take_bool(vm, args[0], &self->type->timezone) &&
	       take_number(vm, args[1], "precision", &self->type->precision);
}

/* ---- MySQL ---- */

static bool take_numeric_options(struct py *vm, struct ddl_type *type, struct py_object *keywords)
{
	return pop_bool(vm, keywords, "unsigned", &type->is_unsigned) &&
	       pop_bool(vm, keywords, "zerofill", &type->zerofill);
}

bool ops_fill_MY_INTEGER(struct py *vm, struct ops_type *self, struct py_object **args)
{
	if (!take_number(vm, args[0], "display_width", &self->type->display_width) ||
	    !take_numeric_options(vm, self->type, args[1]))
		return false;
	if (py_dict_count(args[1]))
		py_raise(vm, "TypeError",
			 "object.__init__() takes exactly one argument (the instance to "
			 "initialize)");
	return !py_is_unwinding(vm);
}

static bool take_string_options(struct py *vm, struct ddl_type *type, struct py_object *keywords)
{
	return pop_text(vm, keywords, "charset", &type->charset) &&
	       pop_text(vm, keywords, "collation", &type->collation) &&
	       pop_bool(vm, keywords, "ascii", &type->ascii) &&
	       pop_bool(vm, keywords, "unicode", &type->unicode) &&
	       pop_bool(vm, keywords, "binary", &type->binary) &&
	       pop_bool(vm, keywords, "national", &type->national);
}

bool ops_fill_MY_STRING(struct py *vm, struct ops_type *self, struct py_object **args)
{
	struct py_object *collate = ops_pop(vm, args[1], "collate");

	return take_number(vm, args[0], "length", &self->type->length) &&
	       take_string_options(vm, self->type, args[1]) &&
	       (!collate || ops_take_optional_text(vm, collate, &self->type->collation)) &&
	       refuse_rest(vm, args[1], "String.__init__()");
}

bool ops_fill_MY_TEXT(struct py *vm, struct ops_type *self, struct py_object **args)
{
	struct py_object *length = ops_pop(vm, args[0], "length");

	return take_number(vm, length, "length", &self->type->length) &&
	       take_string_options(vm, self->type, args[0]) &&
	       refuse_rest(vm, args[0], "String.__init__()");
}

bool ops_fill_MY_TIME(struct py *vm, struct ops_type *self, struct py_object **args)
{
	return take_bool(vm, args[0], &self->type->timezone) &&
	       take_number(vm, args[1], "fsp", &self->type->fsp);
}

bool ops_fill_MY_NUMERIC(struct py *vm, struct ops_type *self, struct py_object **args)
{
	self->type->asdecimal = true;
	return take_number(vm, args[0], "precision", &self->type->precision) &&
	       take_number(vm, args[1], "scale", &self->type->scale) &&
	       take_bool(vm, args[2], &self->type->asdecimal) &&
	       take_numeric_options(vm, self->type, args[3]) &&
	       refuse_rest(vm, args[3], "Numeric.__init__()");
}

bool ops_fill_MY_FLOAT(struct py *vm, struct ops_type *self, struct py_object **args)
{
	if (!ops_fill_MY_NUMERIC(vm, self, args))
		return false;
	if ((self->type->precision < 0) != (self->type->scale < 0) &&
	    self->type->kind != DDL_TYPE_MY_FLOAT) {
		ops_throw(vm, "ArgumentError",
			  "You must specify both precision and scale or omit both altogether.");
		return false;
	}
	return true;
}

bool ops_fill_MY_SET(struct py *vm, struct ops_type *self, struct py_object **args)
{
	bool bitwise = false;

	if (!add_values(vm, self->type, args[0]) ||
	    !pop_bool(vm, args[1], "retrieve_as_bitwise", &bitwise))
		return false;
	if (!bitwise && str_list_has(&self->type->values, STR(""))) {
		ops_throw(vm, "ArgumentError",
			  "Can't use the blank value '' in a SET without setting "
			  "retrieve_as_bitwise=True");
		return false;
	}
	return take_enum_length(vm, self->type, ops_pop(vm, args[1], "length")) &&
	       take_string_options(vm, self->type, args[1]) &&
	       refuse_rest(vm, args[1], "String.__init__()");
}

bool ops_fill_MY_YEAR(struct py *vm, struct ops_type *self, struct py_object **args)
{
	return take_number(vm, args[0], "display_width", &self->type->display_width);
}

/* ---- SQLite: formats of stored values, which DDL does not show ---- */

bool ops_fill_SL_TIME(struct py *vm, struct ops_type *self, struct py_object **args)
{
	(void)self;
	return ops_refuse_given(vm, args[0], "storage_format") &&
	       ops_refuse_given(vm, args[1], "regexp");
}
