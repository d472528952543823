#include "engine/ops/schema.h"

#include "engine/ops/constraint.h"

enum argument {
	ARG_COLUMN,
	ARG_CONSTRAINT,
	ARG_USE_ALTER,
	ARG_NAME,
	ARG_ONUPDATE,
	ARG_ONDELETE,
	ARG_DEFERRABLE,
	ARG_INITIALLY,
	ARG_LINK_TO_NAME,
	ARG_MATCH,
	ARG_INFO,
	ARG_COMMENT,
	ARG_UNRESOLVABLE,
	ARG_KEYWORDS,
};

/* Any of SQLAlchemy's: what Table and Column may hold. */
const struct py_native_type ops_schema_item_type = {
	.name = "SchemaItem",
	.module = "sqlalchemy.sql.schema",
	.size = sizeof(struct py_object),
	.has_attributes = true,
};

struct str ops_column_path(struct py *vm, const struct ddl_column *column)
{
	struct arena *arena = py_arena(vm);
	const struct ddl_table *table = column->table;

	if (!table)
		return column->key;
	if (table->schema.text.n)
		return str_printf(arena, "%.*s.%.*s.%.*s", STR_ARG(table->schema.text),
				  STR_ARG(table->name.text), STR_ARG(column->key));
	return str_printf(arena, "%.*s.%.*s", STR_ARG(table->name.text), STR_ARG(column->key));
}

bool ops_take_reference(struct py *vm, struct py_object *value, struct str *ret_text,
			const struct ddl_column **ret_column)
{
	*ret_column = NULL;
	if (py_is_poison(vm, value))
		return false;
	if (py_is(value, &ops_column_type)) {
		*ret_column = ((struct ops_column *)value)->column;
		*ret_text = ops_column_path(vm, *ret_column);
		return true;
	}
	if (py_is_str(value)) {
		*ret_text = py_text(value);
		return true;
	}
	ops_throw(vm, "ArgumentError",
		  "String column name or column object for DDL foreign key constraint expected, "
		  "got %.*s.",
		  STR_ARG(ops_repr(vm, value)));
	return false;
}

static struct py_object *make_foreign_key(struct py *vm, struct py_object *object,
					  struct py_object **args)
{
	struct ops_foreign_key *self = (struct ops_foreign_key *)object;
	struct ddl_foreign_key *key = &self->key;

	if (!ops_take_reference(vm, args[ARG_COLUMN], &key->target, &key->target_column) ||
	    !py_take_bool(vm, args[ARG_USE_ALTER], false, &key->use_alter) ||
	    !ops_take_name(vm, args[ARG_NAME], "name", &key->name) ||
	    !ops_take_optional_text(vm, args[ARG_ONUPDATE], &key->onupdate) ||
	    !ops_take_optional_text(vm, args[ARG_ONDELETE], &key->ondelete) ||
	    !ops_take_flag(vm, args[ARG_DEFERRABLE], &key->deferrable) ||
	    !ops_take_optional_text(vm, args[ARG_INITIALLY], &key->initially) ||
	    !py_take_bool(vm, args[ARG_LINK_TO_NAME], false, &key->link_to_name) ||
	    !ops_take_optional_text(vm, args[ARG_MATCH], &key->match) ||
	    !ops_take_options(vm, args[ARG_KEYWORDS], OPS_OWNER_FOREIGN_KEY_CONSTRAINT,
			      &key->options))
		return NULL;
	self->target = key->target_column ? args[ARG_COLUMN] : NULL;
	return object;
}

static struct py_object *get_target(struct py *vm, struct py_object *self)
{
	return py_str(vm, ((struct ops_foreign_key *)self)->key.target);
}

static struct py_object *get_name(struct py *vm, struct py_object *self)
{
	return ops_name_object(vm, ((struct ops_foreign_key *)self)->key.name);
}

static struct py_object *get_ondelete(struct py *vm, struct py_object *self)
{
	return ops_text_object(vm, ((struct ops_foreign_key *)self)->key.ondelete);
}

static struct py_object *get_onupdate(struct py *vm, struct py_object *self)
{
	return ops_text_object(vm, ((struct ops_foreign_key *)self)->key.onupdate);
}

static struct py_object *get_parent(struct py *vm, struct py_object *self)
{
	struct ddl_column *parent = ((struct ops_foreign_key *)self)->parent;

	return parent ? ops_column_object(vm, parent) : py_none(vm);
}

static struct py_object *get_column(struct py *vm, struct py_object *self)
{
	struct ops_foreign_key *key = (struct ops_foreign_key *)self;

	if (key->key.target_column)
		return ops_column_object(vm,
					 (struct ddl_column *)(uintptr_t)key->key.target_column);
	return py_refuse(vm,
			 "ForeignKey.column of a target that is given as text is not supported");
}

static struct py_object *foreign_key_repr(struct py *vm, struct py_object *self)
{
	struct str target = ops_repr(vm, get_target(vm, self));

	return py_str_printf(vm, "ForeignKey(%.*s)", STR_ARG(target));
}

static const struct py_property properties[] = {
	{ "target_fullname", get_target, NULL },
	{ "_colspec", get_target, NULL },
	{ "name", get_name, NULL },
	{ "ondelete", get_ondelete, NULL },
	{ "onupdate", get_onupdate, NULL },
	{ "parent", get_parent, NULL },
	{ "column", get_column, NULL },
	{ 0 },
};

const struct py_native_type ops_foreign_key_type = {
	.name = "ForeignKey",
	.module = "sqlalchemy.sql.schema",
	.base = &ops_schema_item_type,
	.size = sizeof(struct ops_foreign_key),
	.signature = "column, _constraint=None, use_alter=False, name=None, onupdate=None, "
		     "ondelete=None, "
		     "deferrable=None, initially=None, link_to_name=False, match=None, info=None, "
		     "comment=None, "
		     "_unresolvable=False, **dialect_kw",
	.new_ = make_foreign_key,
	.properties = properties,
	.slots = { .repr = foreign_key_repr },
	.has_attributes = true,
};
