#include "engine/ops/constraint.h"
#include "engine/ops/operations.h"

/* create_*_constraint, create_foreign_key, create_primary_key, drop_constraint. */

struct py_object *ops_emit_constraint(struct py *vm, const struct ops_place *place,
				      struct ddl_constraint *constraint)
{
	const struct ddl_batch_operation operation = { .kind = DDL_BATCH_ADD_CONSTRAINT,
						       .constraint = constraint };

	return ops_emit(vm, place, &operation);
}

/* deferrable=, initially=, info= and the dialects' own */
static bool take_keywords(struct py *vm, struct ddl_constraint *constraint, enum ops_owner owner,
			  struct py_object *keywords)
{
	struct py_object *deferrable = ops_pop(vm, keywords, "deferrable");
	struct py_object *initially = ops_pop(vm, keywords, "initially");

	ops_pop(vm, keywords, "info");
	return !py_is_unwinding(vm) && ops_take_flag(vm, deferrable, &constraint->deferrable) &&
	       ops_take_optional_text(vm, initially, &constraint->initially) &&
	       ops_take_options(vm, keywords, owner, &constraint->options);
}

/* Columns by name: a stand-in table gets them, the constraint names them. */
static bool take_columns(struct py *vm, struct ddl_table *table, struct py_object *given,
			 struct ddl_name **ret, size_t *ret_n)
{
	struct py_object **items;
	size_t n;

	if (!py_take_items(vm, given, &items, &n))
		return false;
	struct ddl_name *names = ARENA_ARRAY(py_arena(vm), struct ddl_name, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct py_object *item = items[i];
		if (py_is(item, &ops_column_type))
			names[i] = ((struct ops_column *)item)->column->name;
		else if (!ops_take_name(vm, item, "columns", &names[i]))
			return false;
		if (!ops_standin_column(vm, table, names[i], NULL))
			return false;
	}
	*ret = names;
	*ret_n = n;
	return true;
}

static struct ddl_constraint *new_constraint(struct py *vm, enum ddl_constraint_kind kind,
					     struct py_object *name)
{
	struct ddl_name given;

	return ops_take_name(vm, name, "constraint_name", &given)
		       ? ddl_constraint_new(py_arena(vm), kind, given)
		       : NULL;
}

static struct py_object *add_columns_constraint(struct py *vm, const struct ops_place *place,
						struct ddl_constraint *constraint,
						struct py_object *columns,
						struct py_object *keywords)
{
	struct ddl_table *table = ops_standin(vm, place->table, place->schema);
	enum ops_owner owner = constraint->kind == DDL_UNIQUE ? OPS_OWNER_UNIQUE
							      : OPS_OWNER_PRIMARY_KEY;

	if (!take_columns(vm, table, columns, &constraint->columns, &constraint->column_count) ||
	    !take_keywords(vm, constraint, owner, keywords) ||
	    !ops_check(vm, ddl_table_add_constraint(py_arena(vm), table, constraint)))
		return NULL;
	return ops_emit_constraint(vm, place, constraint);
}

static struct py_object *create_columns_constraint(struct py *vm, const struct ops_place *place,
						   enum ddl_constraint_kind kind,
						   struct py_object **name_and_columns,
						   struct py_object *keywords)
{
	struct ddl_constraint *constraint = new_constraint(vm, kind, name_and_columns[0]);

	return constraint ? add_columns_constraint(vm, place, constraint, name_and_columns[1],
						   keywords)
			  : NULL;
}

struct py_object *ops_op_create_unique_constraint(struct py *vm, struct py_object *self,
						  struct py_object **args)
{
	struct ops_place place;

	(void)self;
	if (!ops_take_place(vm, args[1], args[3], &place))
		return NULL;
	return create_columns_constraint(vm, &place, DDL_UNIQUE,
					 (struct py_object *[]){ args[0], args[2] }, args[4]);
}

struct py_object *ops_batch_op_create_unique_constraint(struct py *vm, struct py_object *self,
							struct py_object **args)
{
	const struct ops_place place = ops_batch_place(self);

	ops_pop(vm, args[2], "schema");
	return create_columns_constraint(vm, &place, DDL_UNIQUE, args, args[2]);
}

struct py_object *ops_op_create_primary_key(struct py *vm, struct py_object *self,
					    struct py_object **args)
{
	struct ops_place place;

	(void)self;
	if (!ops_take_place(vm, args[1], args[3], &place))
		return NULL;
	return create_columns_constraint(vm, &place, DDL_PRIMARY_KEY,
					 (struct py_object *[]){ args[0], args[2] }, py_dict(vm));
}

struct py_object *ops_batch_op_create_primary_key(struct py *vm, struct py_object *self,
						  struct py_object **args)
{
	const struct ops_place place = ops_batch_place(self);

	return create_columns_constraint(vm, &place, DDL_PRIMARY_KEY, args, py_dict(vm));
}

/* ---- CHECK ---- */

static struct py_object *create_check(struct py *vm, const struct ops_place *place,
				      struct py_object *name, struct py_object *condition,
				      struct py_object *keywords)
{
	struct ddl_table *table = ops_standin(vm, place->table, place->schema);
	struct ddl_constraint *constraint = new_constraint(vm, DDL_CHECK, name);

	if (!constraint)
		return NULL;
	if (!py_is_poison(vm, condition) && !py_is_str(condition) &&
	    !py_is(condition, &ops_expr_type))
		return ops_throw(vm, "ArgumentError",
				 "SQL expression element for DDL constraint expected, got %.*s.",
				 STR_ARG(ops_repr(vm, condition)));
	if (!ops_take_sql(vm, condition, &constraint->check) ||
	    !take_keywords(vm, constraint, OPS_OWNER_CHECK, keywords) ||
	    !ops_check(vm, ddl_table_add_constraint(py_arena(vm), table, constraint)))
		return NULL;
	return ops_emit_constraint(vm, place, constraint);
}

struct py_object *ops_op_create_check_constraint(struct py *vm, struct py_object *self,
						 struct py_object **args)
{
	struct ops_place place;

	(void)self;
	return ops_take_place(vm, args[1], args[3], &place)
		       ? create_check(vm, &place, args[0], args[2], args[4])
		       : NULL;
}

struct py_object *ops_batch_op_create_check_constraint(struct py *vm, struct py_object *self,
						       struct py_object **args)
{
	const struct ops_place place = ops_batch_place(self);

	return create_check(vm, &place, args[0], args[1], args[2]);
}

/* ---- FOREIGN KEY ---- */

struct foreign_key_arguments {
	struct py_object *name, *referent, *local, *remote, *referent_schema;
	struct py_object *onupdate, *ondelete, *deferrable, *initially, *match, *keywords;
};

static bool take_actions(struct py *vm, struct ddl_constraint *key,
			 const struct foreign_key_arguments *args)
{
	struct py_object *use_alter = ops_pop(vm, args->keywords, "use_alter");
	struct py_object *link = ops_pop(vm, args->keywords, "link_to_name");
	bool unused;

	return py_take_bool(vm, use_alter, false, &key->use_alter) &&
	       py_take_bool(vm, link, false, &unused) &&
	       ops_take_optional_text(vm, args->onupdate, &key->onupdate) &&
	       ops_take_optional_text(vm, args->ondelete, &key->ondelete) &&
	       ops_take_flag(vm, args->deferrable, &key->deferrable) &&
	       ops_take_optional_text(vm, args->initially, &key->initially) &&
	       ops_take_optional_text(vm, args->match, &key->match) &&
	       ops_take_options(vm, args->keywords, OPS_OWNER_FOREIGN_KEY_CONSTRAINT,
				&key->options);
}

static struct py_object *create_foreign_key(struct py *vm, const struct ops_place *place,
					    const struct foreign_key_arguments *args)
{
	struct ddl_table *table = ops_standin(vm, place->table, place->schema);
	struct ddl_constraint *key = new_constraint(vm, DDL_FOREIGN_KEY, args->name);
	struct ddl_name referent, schema;

	if (!key || !ops_take_name(vm, args->referent, "referent_table", &referent) ||
	    !ops_take_name(vm, args->referent_schema, "referent_schema", &schema))
		return NULL;
	key->referred_table = referent.text;
	key->referred_schema = schema.text.n ? schema.text : STR_NULL;
	struct ddl_table *remote =
		ddl_table_new(py_arena(vm), ops_metadata_for_operations(vm), referent, schema);
	if (!take_columns(vm, table, args->local, &key->columns, &key->column_count) ||
	    !take_columns(vm, remote, args->remote, &key->referred_columns,
			  &key->referred_column_count))
		return NULL;
	if (key->column_count != key->referred_column_count)
		return ops_throw(vm, "ArgumentError",
				 "ForeignKeyConstraint number of constrained columns must match "
				 "the number of referenced columns.");
	if (!take_actions(vm, key, args) ||
	    !ops_check(vm, ddl_table_add_constraint(py_arena(vm), table, key)))
		return NULL;
	return ops_emit_constraint(vm, place, key);
}

struct py_object *ops_op_create_foreign_key(struct py *vm, struct py_object *self,
					    struct py_object **args)
{
	struct ops_place place;

	(void)self;
	if (!ops_take_place(vm, args[1], args[10], &place))
		return NULL;
	return create_foreign_key(vm, &place,
				  &(struct foreign_key_arguments){
					  args[0], args[2], args[3], args[4], args[11], args[5],
					  args[6], args[7], args[8], args[9], args[12] });
}

struct py_object *ops_batch_op_create_foreign_key(struct py *vm, struct py_object *self,
						  struct py_object **args)
{
	const struct ops_place place = ops_batch_place(self);

	ops_pop(vm, args[10], "source_schema");
	return create_foreign_key(vm, &place,
				  &(struct foreign_key_arguments){
					  args[0], args[1], args[2], args[3], args[4], args[5],
					  args[6], args[7], args[8], args[9], args[10] });
}

/* ---- EXCLUDE ---- */

static struct py_object *create_exclude(struct py *vm, const struct ops_place *place,
					struct py_object *name, struct py_object *elements,
					struct py_object *keywords)
{
	struct ddl_table *table = ops_standin(vm, place->table, place->schema);
	struct ddl_constraint *constraint = new_constraint(vm, DDL_EXCLUDE, name);
	const struct ops_exclude_arguments given = { elements, ops_pop(vm, keywords, "using"),
						     ops_pop(vm, keywords, "where"),
						     ops_pop(vm, keywords, "ops") };

	if (!constraint || !ops_fill_exclude(vm, constraint, &given) ||
	    !take_keywords(vm, constraint, OPS_OWNER_CONSTRAINT, keywords))
		return NULL;
	for (size_t i = 0; i < constraint->element_count; i++) {
		struct ddl_exclude_element *element = &constraint->elements[i];
		if (element->name_text.n)
			element->column =
				ops_standin_column(vm, table, ddl_name(element->name_text), NULL);
		if (py_is_unwinding(vm))
			return NULL;
	}
	if (!ops_check(vm, ddl_table_add_constraint(py_arena(vm), table, constraint)))
		return NULL;
	return ops_emit_constraint(vm, place, constraint);
}

struct py_object *ops_op_create_exclude_constraint(struct py *vm, struct py_object *self,
						   struct py_object **args)
{
	struct py_object *schema = ops_pop(vm, args[3], "schema");
	struct ops_place place;

	(void)self;
	return ops_take_place(vm, args[1], schema, &place)
		       ? create_exclude(vm, &place, args[0], args[2], args[3])
		       : NULL;
}

struct py_object *ops_batch_op_create_exclude_constraint(struct py *vm, struct py_object *self,
							 struct py_object **args)
{
	const struct ops_place place = ops_batch_place(self);

	return create_exclude(vm, &place, args[0], args[1], args[2]);
}

/* ---- drop_constraint ---- */

static struct py_object *drop_constraint(struct py *vm, const struct ops_place *place,
					 struct py_object *name, struct py_object *type,
					 struct py_object *if_exists)
{
	struct ddl_batch_operation operation = { .kind = DDL_BATCH_DROP_CONSTRAINT };
	struct ddl_drop_constraint *drop = &operation.drop_constraint;

	drop->table = place->table;
	drop->schema = place->schema;
	drop->metadata = ops_metadata_for_operations(vm);
	if (!ops_take_name(vm, name, "constraint_name", &drop->name) ||
	    !ops_take_optional_text(vm, type, &drop->type) ||
	    !py_take_bool(vm, if_exists, false, &drop->if_exists))
		return NULL;
	return ops_emit(vm, place, &operation);
}

struct py_object *ops_op_drop_constraint(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	struct ops_place place;

	(void)self;
	return ops_take_place(vm, args[1], args[3], &place)
		       ? drop_constraint(vm, &place, args[0], args[2], args[4])
		       : NULL;
}

struct py_object *ops_batch_op_drop_constraint(struct py *vm, struct py_object *self,
					       struct py_object **args)
{
	const struct ops_place place = ops_batch_place(self);

	return drop_constraint(vm, &place, args[0], args[1], NULL);
}
