#include "engine/ops/expression.h"

#include "engine/py/dict.h"

enum argument {
	ARG_ITEMS,
	ARG_NAME,
	ARG_TYPE,
	ARG_AUTOINCREMENT,
	ARG_DEFAULT,
	ARG_INSERT_DEFAULT,
	ARG_DOC,
	ARG_KEY,
	ARG_INDEX,
	ARG_UNIQUE,
	ARG_INFO,
	ARG_NULLABLE,
	ARG_ONUPDATE,
	ARG_PRIMARY_KEY,
	ARG_SERVER_DEFAULT,
	ARG_SERVER_ONUPDATE,
	ARG_QUOTE,
	ARG_SYSTEM,
	ARG_COMMENT,
	ARG_SENTINEL,
	ARG_OMIT,
	ARG_PROXIES,
	ARG_KEYWORDS,
};

#define COLUMN_SIGNATURE                                                                           \
	"*args, name=None, type_=None, autoincrement='auto', default=None, insert_default=None, "  \
	"doc=None, "                                                                               \
	"key=None, index=None, unique=None, info=None, nullable=None, onupdate=None, "             \
	"primary_key=False, "                                                                      \
	"server_default=None, server_onupdate=None, quote=None, system=False, comment=None, "      \
	"insert_sentinel=False, _omit_from_statements=False, _proxies=None, **dialect_kwargs"

/* ---- what may stand among the positional arguments ---- */

static bool add_foreign_key(struct py *vm, struct ddl_column *column, struct ops_foreign_key *key)
{
	struct ddl_foreign_key *all =
		ARENA_ARRAY(py_arena(vm), struct ddl_foreign_key, column->foreign_key_count + 1);

	if (key->parent && key->parent != column) {
		ops_throw(vm, "InvalidRequestError", "This ForeignKey already has a parent !");
		return false;
	}
	key->parent = column;
	for (size_t i = 0; i < column->foreign_key_count; i++)
		all[i] = column->foreign_keys[i];
	all[column->foreign_key_count++] = key->key;
	column->foreign_keys = all;
	if (column->type->kind == DDL_TYPE_NULLTYPE && key->key.target_column)
		column->type = key->key.target_column->type;
	return true;
}

static bool add_constraint(struct py *vm, struct ddl_column *column,
			   struct ops_constraint *constraint)
{
	struct ddl_constraint **all =
		ARENA_ARRAY(py_arena(vm), struct ddl_constraint *, column->constraint_count + 1);

	if (constraint->constraint->kind != DDL_CHECK) {
		py_refuse(vm, "a constraint inside a Column that is not a CheckConstraint or "
			      "ForeignKey is not supported");
		return false;
	}
	for (size_t i = 0; i < column->constraint_count; i++)
		all[i] = column->constraints[i];
	all[column->constraint_count++] = constraint->constraint;
	column->constraints = all;
	return true;
}

static bool add_generated(struct py *vm, struct ddl_column *column, struct py_object *item,
			  const char *message)
{
	if (column->server_default.kind != DDL_DEFAULT_NONE) {
		ops_throw(vm, "ArgumentError", "%s", message);
		return false;
	}
	return ops_take_default(vm, item, &column->server_default);
}

static bool add_item(struct py *vm, struct ops_column *self, struct py_object *item)
{
	struct ddl_column *column = self->column;

	if (py_is_poison(vm, item))
		return false;
	if (py_is_none(item))
		return true;
	if (py_is(item, &ops_foreign_key_type))
		return add_foreign_key(vm, column, (struct ops_foreign_key *)item);
	if (py_is(item, &ops_constraint_type))
		return add_constraint(vm, column, (struct ops_constraint *)item);
	if (py_is(item, &ops_sequence_type)) {
		self->client_default = item;
		column->sequence = ((struct ops_sequence *)item)->sequence;
		return true;
	}
	if (py_is(item, &ops_identity_type))
		return add_generated(vm, column, item,
				     "A column with an Identity object cannot specify a "
				     "server_default or a server_onupdate argument");
	if (py_is(item, &ops_computed_type))
		return add_generated(vm, column, item,
				     "A generated column cannot specify a server_default or a "
				     "server_onupdate argument");
	if (py_is(item, &ops_fetched_value_type))
		return ops_take_default(vm, item, &column->server_default);
	if (py_is(item, &ops_column_default_type)) {
		self->client_default = ((struct ops_server_default *)item)->argument;
		column->has_client_default = true;
		return true;
	}
	ops_throw(vm, "ArgumentError",
		  "'SchemaItem' object, such as a 'Column' or a 'Constraint' expected, got %.*s",
		  STR_ARG(ops_repr(vm, item)));
	return false;
}

/* ---- the call ---- */

/* The name and the type may be the first two positional arguments, or keywords. */
static bool take_name_and_type(struct py *vm, struct py_object **args, size_t *used,
			       struct ddl_name *name, const struct ddl_type **type)
{
	const struct py_list *items = (const struct py_list *)args[ARG_ITEMS];
	struct py_object *name_value = args[ARG_NAME], *type_value = args[ARG_TYPE];
	size_t at = 0;

	if (at < items->n && py_is_str(items->items[at])) {
		if (py_given(name_value)) {
			ops_throw(vm, "ArgumentError",
				  "May not pass name positionally and as a keyword.");
			return false;
		}
		name_value = items->items[at++];
	} else if (at < items->n && py_is_none(items->items[at])) {
		at++;
	}
	if (at < items->n && ops_is_type(items->items[at])) {
		if (py_given(type_value)) {
			ops_throw(vm, "ArgumentError",
				  "May not pass type_ positionally and as a keyword.");
			return false;
		}
		type_value = items->items[at++];
	} else if (at < items->n && py_is_none(items->items[at])) {
		at++;
	}
	*used = at;
	*type = ddl_type_new(py_arena(vm), DDL_TYPE_NULLTYPE);
	return ops_take_quoted(vm, name_value, args[ARG_QUOTE], "name", name) &&
	       (!py_given(type_value) || ops_take_type(vm, type_value, type));
}

static bool take_autoincrement(struct py *vm, struct py_object *value, enum ddl_autoincrement *ret)
{
	bool truth;

	*ret = DDL_AUTOINCREMENT_AUTO;
	if (!value)
		return true;
	if (py_is_str(value)) {
		if (str_is(py_text(value), "ignore_fk"))
			*ret = DDL_AUTOINCREMENT_IGNORE_FK;
		else if (!str_is(py_text(value), "auto"))
			*ret = DDL_AUTOINCREMENT_FALSE;
		return true;
	}
	if (!py_take_bool(vm, value, false, &truth))
		return false;
	*ret = py_is_true(value) ? DDL_AUTOINCREMENT_TRUE : DDL_AUTOINCREMENT_FALSE;
	return true;
}

static bool take_flags(struct py *vm, struct ddl_column *column, struct py_object **args)
{
	if (!py_take_bool(vm, args[ARG_PRIMARY_KEY], false, &column->primary_key))
		return false;
	/* nullable=None is not "not given", it is false; but nobody means that: bool(None) */
	column->nullable_was_given = args[ARG_NULLABLE] != NULL;
	return py_take_bool(vm, args[ARG_NULLABLE], !column->primary_key, &column->nullable) &&
	       ops_take_flag(vm, args[ARG_INDEX], &column->index) &&
	       ops_take_flag(vm, args[ARG_UNIQUE], &column->unique) &&
	       py_take_bool(vm, args[ARG_SYSTEM], false, &column->is_system) &&
	       take_autoincrement(vm, args[ARG_AUTOINCREMENT], &column->autoincrement);
}

static bool is_callable(struct py *vm, struct py_object *value, bool *ret)
{
	struct py_object *call = NULL;

	if (py_is(value, &py_type_type) || py_is(value, &py_function_type) ||
	    py_is(value, &py_native_function_type) || py_is(value, &py_bound_method_type)) {
		*ret = true;
		return true;
	}
	if (!py_find_attr(vm, value, STR("__call__"), &call))
		return false;
	*ret = call != NULL;
	return true;
}

/* default= and onupdate= as ddl_column's row_value: an expression, or what Python computes for a
 * row. */
static struct error *row_value(const struct ddl_column *column, bool is_update, bool is_literal,
			       struct arena *result, const struct ddl_expr **ret_value)
{
	struct ops_column *self = column->python;
	struct py *vm = self->base.head.type->vm;
	struct py_object *value = is_update ? self->onupdate : self->client_default;
	bool calls;

	if (!value || py_is(value, &ops_sequence_type))
		return NULL;
	if (py_is(value, &ops_expr_type)) {
		*ret_value = ((struct ops_expr *)value)->expr;
		return NULL;
	}
	if (is_literal) {
		*ret_value = ddl_expr_new(result, DDL_EXPR_BIND, column->type);
		return NULL;
	}
	if (!is_callable(vm, value, &calls))
		return py_take_error(vm);
	if (calls)
		value = py_call(vm, value, &PY_NO_ARGS);
	if (!value || !ops_take_bind(vm, value, column->type, column->name.text, ret_value))
		return py_take_error(vm);
	return NULL;
}

static bool take_client_default(struct py *vm, struct ops_column *self, struct py_object **args)
{
	struct py_object *value = args[ARG_DEFAULT];

	if (args[ARG_INSERT_DEFAULT]) {
		if (value) {
			ops_throw(vm, "ArgumentError",
				  "The 'default' and 'insert_default' parameters of Column are "
				  "mutually exclusive");
			return false;
		}
		value = args[ARG_INSERT_DEFAULT];
	}
	self->onupdate = py_given(args[ARG_ONUPDATE]) ? args[ARG_ONUPDATE] : NULL;
	if (self->onupdate || py_given(value))
		self->column->row_value = row_value;
	if (!py_given(value))
		return true;
	if (py_is(value, &ops_sequence_type) || py_is(value, &ops_column_default_type))
		return add_item(vm, self, value);
	self->client_default = value;
	self->column->has_client_default = true;
	return true;
}

static bool fill_column(struct py *vm, struct ops_column *self, struct py_object **args,
			size_t used)
{
	struct ddl_column *column = self->column;
	const struct py_list *items = (const struct py_list *)args[ARG_ITEMS];
	struct str key = STR_NULL;

	if (!ops_take_optional_text(vm, args[ARG_KEY], &key) || !take_flags(vm, column, args) ||
	    !ops_take_default(vm, args[ARG_SERVER_DEFAULT], &column->server_default) ||
	    !ops_take_optional_text(vm, args[ARG_COMMENT], &column->comment) ||
	    !ops_take_options(vm, args[ARG_KEYWORDS], OPS_OWNER_COLUMN, &column->options))
		return false;
	column->key = key.p ? key : column->name.text;
	for (size_t i = used; i < items->n; i++)
		if (!add_item(vm, self, items->items[i]))
			return false;
	return take_client_default(vm, self, args) &&
	       (!py_given(args[ARG_INFO]) ||
		py_setattr(vm, &self->base.head, STR("info"), args[ARG_INFO])) &&
	       (!args[ARG_DOC] || py_setattr(vm, &self->base.head, STR("doc"), args[ARG_DOC]));
}

static struct py_object *make_column(struct py *vm, struct py_object *object,
				     struct py_object **args)
{
	struct ops_column *self = (struct ops_column *)object;
	struct ddl_name name;
	const struct ddl_type *type;
	size_t used;

	if (!take_name_and_type(vm, args, &used, &name, &type))
		return NULL;
	self->column = ddl_column_new(py_arena(vm), name, type);
	self->column->python = self;
	self->base.expr = ddl_expr_column(py_arena(vm), self->column);
	return fill_column(vm, self, args, used) ? object : NULL;
}

struct py_object *ops_column_object(struct py *vm, struct ddl_column *column)
{
	if (column->python)
		return column->python;
	struct ops_column *object = py_new(vm, &ops_column_type);
	object->column = column;
	object->base.expr = ddl_expr_column(py_arena(vm), column);
	column->python = object;
	return &object->base.head;
}

struct ddl_column *ops_column_copy(struct py *vm, const struct ddl_column *column)
{
	struct ddl_column *copy = ARENA_NEW(py_arena(vm), struct ddl_column);

	*copy = *column;
	copy->table = NULL;
	copy->python = NULL;
	/* foreign keys that became constraints of the old table are not the copy's (Column._copy)
	 */
	if (column->table) {
		copy->foreign_keys = NULL;
		copy->foreign_key_count = 0;
	}
	struct ops_column *object = (struct ops_column *)ops_column_object(vm, copy);
	if (column->python) {
		const struct ops_column *old = column->python;
		object->client_default = old->client_default;
		object->onupdate = old->onupdate;
	}
	return copy;
}

/* ---- attributes ---- */

static struct ddl_column *column_of(struct py_object *self)
{
	return ((struct ops_column *)self)->column;
}

static struct py_object *get_name(struct py *vm, struct py_object *self)
{
	return ops_name_object(vm, column_of(self)->name);
}

static bool set_name(struct py *vm, struct py_object *self, struct py_object *value)
{
	struct ddl_column *column = column_of(self);
	bool same_key = str_equal(column->key, column->name.text);

	if (!ops_take_name(vm, value, "name", &column->name))
		return false;
	if (same_key)
		column->key = column->name.text;
	return true;
}

static struct py_object *get_key(struct py *vm, struct py_object *self)
{
	return py_str(vm, column_of(self)->key);
}

static struct py_object *get_type(struct py *vm, struct py_object *self)
{
	return ops_type_object(vm, column_of(self)->type);
}

static bool set_type(struct py *vm, struct py_object *self, struct py_object *value)
{
	return ops_take_type(vm, value, &column_of(self)->type);
}

static struct py_object *get_nullable(struct py *vm, struct py_object *self)
{
	return py_bool(vm, column_of(self)->nullable);
}

static bool set_nullable(struct py *vm, struct py_object *self, struct py_object *value)
{
	return py_take_bool(vm, value, true, &column_of(self)->nullable);
}

static struct py_object *get_primary_key(struct py *vm, struct py_object *self)
{
	return py_bool(vm, column_of(self)->primary_key);
}

static bool set_primary_key(struct py *vm, struct py_object *self, struct py_object *value)
{
	return py_take_bool(vm, value, false, &column_of(self)->primary_key);
}

static struct py_object *get_server_default(struct py *vm, struct py_object *self)
{
	return ops_default_object(vm, &column_of(self)->server_default);
}

static bool set_server_default(struct py *vm, struct py_object *self, struct py_object *value)
{
	return ops_take_default(vm, value, &column_of(self)->server_default);
}

static struct py_object *get_default(struct py *vm, struct py_object *self)
{
	struct ops_column *column = (struct ops_column *)self;

	if (!column->client_default || py_is(column->client_default, &ops_sequence_type))
		return column->client_default ? column->client_default : py_none(vm);
	struct ops_server_default *value = py_new(vm, &ops_column_default_type);
	value->argument = column->client_default;
	return &value->head;
}

static struct py_object *get_comment(struct py *vm, struct py_object *self)
{
	return ops_text_object(vm, column_of(self)->comment);
}

static bool set_comment(struct py *vm, struct py_object *self, struct py_object *value)
{
	return ops_take_optional_text(vm, value, &column_of(self)->comment);
}

static struct py_object *get_table(struct py *vm, struct py_object *self)
{
	struct ddl_table *table = column_of(self)->table;

	return table ? ops_table_object(vm, table) : py_none(vm);
}

static struct py_object *flag_object(struct py *vm, int flag)
{
	return flag < 0 ? py_none(vm) : py_bool(vm, flag);
}

static struct py_object *get_unique(struct py *vm, struct py_object *self)
{
	return flag_object(vm, column_of(self)->unique);
}

static bool set_unique(struct py *vm, struct py_object *self, struct py_object *value)
{
	return ops_take_flag(vm, value, &column_of(self)->unique);
}

static struct py_object *get_index(struct py *vm, struct py_object *self)
{
	return flag_object(vm, column_of(self)->index);
}

static bool set_index(struct py *vm, struct py_object *self, struct py_object *value)
{
	return ops_take_flag(vm, value, &column_of(self)->index);
}

static struct py_object *get_autoincrement(struct py *vm, struct py_object *self)
{
	switch (column_of(self)->autoincrement) {
	case DDL_AUTOINCREMENT_TRUE:
		return py_bool(vm, true);
	case DDL_AUTOINCREMENT_FALSE:
		return py_bool(vm, false);
	case DDL_AUTOINCREMENT_IGNORE_FK:
		return py_str_c(vm, "ignore_fk");
	case DDL_AUTOINCREMENT_AUTO:
		break;
	}
	return py_str_c(vm, "auto");
}

static struct py_object *get_foreign_keys(struct py *vm, struct py_object *self)
{
	struct ddl_column *column = column_of(self);
	struct py_object *set = py_set(vm);

	for (size_t i = 0; i < column->foreign_key_count; i++) {
		struct ops_foreign_key *key = py_new(vm, &ops_foreign_key_type);
		key->key = column->foreign_keys[i];
		key->parent = column;
		if (!py_dict_set(vm, set, &key->head, NULL))
			return NULL;
	}
	return set;
}

static struct py_object *get_generated(struct py *vm, struct py_object *self,
				       enum ddl_default_kind kind)
{
	struct ddl_default *value = &column_of(self)->server_default;

	return value->kind == kind ? ops_default_object(vm, value) : py_none(vm);
}

static struct py_object *get_identity(struct py *vm, struct py_object *self)
{
	return get_generated(vm, self, DDL_DEFAULT_IDENTITY);
}

static struct py_object *get_computed(struct py *vm, struct py_object *self)
{
	return get_generated(vm, self, DDL_DEFAULT_COMPUTED);
}

static const struct py_property column_properties[] = {
	{ "name", get_name, set_name },
	{ "key", get_key, NULL },
	{ "type", get_type, set_type },
	{ "nullable", get_nullable, set_nullable },
	{ "primary_key", get_primary_key, set_primary_key },
	{ "server_default", get_server_default, set_server_default },
	{ "default", get_default, NULL },
	{ "comment", get_comment, set_comment },
	{ "table", get_table, NULL },
	{ "unique", get_unique, set_unique },
	{ "index", get_index, set_index },
	{ "autoincrement", get_autoincrement, NULL },
	{ "foreign_keys", get_foreign_keys, NULL },
	{ "identity", get_identity, NULL },
	{ "computed", get_computed, NULL },
	{ 0 },
};

static struct py_object *call_copy(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	return ops_column_object(vm, ops_column_copy(vm, column_of(self)));
}

static struct py_object *call_append_foreign_key(struct py *vm, struct py_object *self,
						 struct py_object **args)
{
	return add_item(vm, (struct ops_column *)self, args[0]) ? py_none(vm) : NULL;
}

static const struct py_method column_methods[] = {
	{ "copy", "**kw", call_copy, PY_METHOD_INSTANCE },
	{ "_copy", "**kw", call_copy, PY_METHOD_INSTANCE },
	{ "append_foreign_key", "fk", call_append_foreign_key, PY_METHOD_INSTANCE },
	{ 0 },
};

/* ---- repr ---- */

static void repr_keyword(struct py *vm, struct strbuf *text, struct py_object *self,
			 const char *name, bool shown)
{
	struct py_object *value = shown ? py_getattr(vm, self, str_from(name)) : NULL;

	if (value) {
		struct str shown_value = ops_repr(vm, value);
		strbuf_printf(text, ", %s=%.*s", name, STR_ARG(shown_value));
	}
}

static struct py_object *column_repr(struct py *vm, struct py_object *self)
{
	struct ops_column *object = (struct ops_column *)self;
	const struct ddl_column *column = object->column;
	struct strbuf text = STRBUF(py_arena(vm));
	struct str name = ops_repr(vm, get_name(vm, self));

	strbuf_printf(&text, "Column(%.*s, ", STR_ARG(name));
	strbuf_add(&text, ops_type_repr(vm, column->type));
	for (size_t i = 0; i < column->foreign_key_count; i++) {
		struct str target = ops_repr_text(vm, column->foreign_keys[i].target);
		strbuf_printf(&text, ", ForeignKey(%.*s)", STR_ARG(target));
	}
	if (column->table)
		strbuf_printf(&text, ", table=<%.*s>", STR_ARG(column->table->name.text));
	else
		strbuf_add_c(&text, ", table=None");
	repr_keyword(vm, &text, self, "key", !str_equal(column->key, column->name.text));
	repr_keyword(vm, &text, self, "primary_key", column->primary_key);
	repr_keyword(vm, &text, self, "nullable", !column->nullable);
	repr_keyword(vm, &text, self, "default", object->client_default != NULL);
	repr_keyword(vm, &text, self, "server_default",
		     column->server_default.kind != DDL_DEFAULT_NONE);
	repr_keyword(vm, &text, self, "comment", column->comment.n != 0);
	strbuf_add_c(&text, ")");
	return py_is_unwinding(vm) ? NULL : py_str(vm, strbuf_str(&text));
}

static struct py_object *column_str(struct py *vm, struct py_object *self)
{
	const struct ddl_column *column = column_of(self);

	if (!column->name.text.n)
		return py_str_c(vm, "(no name)");
	if (!column->table)
		return py_str(vm, column->name.text);
	return py_str_printf(vm, "%.*s.%.*s", STR_ARG(column->table->name.text),
			     STR_ARG(column->name.text));
}

const struct py_native_type ops_column_type = {
	.name = "Column",
	.module = "sqlalchemy.sql.schema",
	.base = &ops_column_clause_type,
	.size = sizeof(struct ops_column),
	.signature = COLUMN_SIGNATURE,
	.new_ = make_column,
	.methods = column_methods,
	.properties = column_properties,
	.slots = { .repr = column_repr, .str = column_str },
	.has_attributes = true,
};
