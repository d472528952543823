#include "engine/ops/schema.h"

#include "engine/py/dict.h"

/* What stands behind DEFAULT: Sequence, Identity, Computed, FetchedValue, DefaultClause
 * (sqlalchemy/sql/schema.py). */

/* ---- Sequence and Identity share their numbers ---- */

static bool take_number(struct py *vm, struct py_object *value, const char *what, bool *has,
			int64_t *ret)
{
	*has = py_given(value);
	return !*has || py_take_int(vm, value, what, ret);
}

/* args: start, increment, minvalue, maxvalue, nominvalue, nomaxvalue, cycle */
static bool take_numbers(struct py *vm, struct ddl_sequence *sequence, struct py_object **args)
{
	sequence->has_cycle = py_given(args[6]);
	return take_number(vm, args[0], "start", &sequence->has_start, &sequence->start) &&
	       take_number(vm, args[1], "increment", &sequence->has_increment,
			   &sequence->increment) &&
	       take_number(vm, args[2], "minvalue", &sequence->has_minvalue, &sequence->minvalue) &&
	       take_number(vm, args[3], "maxvalue", &sequence->has_maxvalue, &sequence->maxvalue) &&
	       py_take_bool(vm, args[4], false, &sequence->nominvalue) &&
	       py_take_bool(vm, args[5], false, &sequence->nomaxvalue) &&
	       py_take_bool(vm, args[6], false, &sequence->cycle);
}

static bool take_cache_and_order(struct py *vm, struct ddl_sequence *sequence,
				 struct py_object *cache, struct py_object *order)
{
	sequence->has_order = py_given(order);
	return take_number(vm, cache, "cache", &sequence->has_cache, &sequence->cache) &&
	       py_take_bool(vm, order, false, &sequence->order);
}

/* name, 1-7 numbers, 8 schema, 9 cache, 10 order, 11 data_type, 12 optional, 13 quote, 14 metadata,
   15 quote_schema, 16 for_update, 17 kw */
static struct py_object *make_sequence(struct py *vm, struct py_object *object,
				       struct py_object **args)
{
	struct ops_sequence *self = (struct ops_sequence *)object;
	struct ddl_sequence *sequence = self->sequence =
		ARENA_NEW(py_arena(vm), struct ddl_sequence);
	struct ddl_options options;

	self->metadata = args[14];
	if (!ops_take_quoted(vm, args[0], args[13], "name", &sequence->name) ||
	    !take_numbers(vm, sequence, args + 1) ||
	    !ops_take_optional_text(vm, args[8], &sequence->schema) ||
	    !take_cache_and_order(vm, sequence, args[9], args[10]) ||
	    (py_given(args[11]) && !ops_take_type(vm, args[11], &sequence->data_type)) ||
	    !py_take_bool(vm, args[12], false, &sequence->optional) ||
	    !ops_take_options(vm, args[17], OPS_OWNER_SEQUENCE, &options))
		return NULL;
	if (py_is(args[14], &ops_metadata_type) && !sequence->schema.p)
		sequence->schema = ((struct ops_metadata *)args[14])->metadata->schema;
	return object;
}

static struct py_object *sequence_name(struct py *vm, struct py_object *self)
{
	return ops_name_object(vm, ((struct ops_sequence *)self)->sequence->name);
}

static struct py_object *sequence_schema(struct py *vm, struct py_object *self)
{
	struct str schema = ((struct ops_sequence *)self)->sequence->schema;

	return schema.n ? py_str(vm, schema) : py_none(vm);
}

static struct py_object *create_sequence(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	if (!ops_is_bind(vm, args[0]) ||
	    !ops_check(vm, ddl_create_sequence(ops_run(vm), ((struct ops_sequence *)self)->sequence,
					       false)))
		return NULL;
	return py_none(vm);
}

static struct py_object *drop_sequence(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	if (!ops_is_bind(vm, args[0]) ||
	    !ops_check(vm, ddl_drop_sequence(ops_run(vm), ((struct ops_sequence *)self)->sequence,
					     false)))
		return NULL;
	return py_none(vm);
}

/* nextval('s') (postgresql/base.py, visit_sequence); a sequence is not there in the other dialects.
 */
static struct py_object *call_next_value(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	const struct ddl_sequence *sequence = ((struct ops_sequence *)self)->sequence;
	const struct ddl_dialect *dialect = ops_host(vm)->dialect;
	struct arena *arena = py_arena(vm);
	struct str name =
		ddl_quote_table(arena, dialect, ddl_name(sequence->schema), sequence->name);

	(void)args;
	if (!dialect->has_sequences)
		return py_raise(vm, "NotImplementedError",
				"Dialect '%s' does not support sequence increments.",
				dialect->name);
	name = str_replace(arena, name, STR(":"), STR("\\:"));
	return ops_expr_object(
		vm, ddl_expr_text(arena, str_printf(arena, "nextval('%.*s')", STR_ARG(name))));
}

static struct py_object *sequence_repr(struct py *vm, struct py_object *self)
{
	struct str name = ops_repr_text(vm, ((struct ops_sequence *)self)->sequence->name.text);

	return py_str_printf(vm, "Sequence(%.*s)", STR_ARG(name));
}

static const struct py_property sequence_properties[] = {
	{ "name", sequence_name, NULL },
	{ "schema", sequence_schema, NULL },
	{ 0 },
};

static const struct py_method sequence_methods[] = {
	{ "create", "bind, checkfirst=True", create_sequence, PY_METHOD_INSTANCE },
	{ "drop", "bind, checkfirst=True", drop_sequence, PY_METHOD_INSTANCE },
	{ "next_value", "", call_next_value, PY_METHOD_INSTANCE },
	{ 0 },
};

const struct py_native_type ops_sequence_type = {
	.name = "Sequence",
	.module = "sqlalchemy.sql.schema",
	.base = &ops_schema_item_type,
	.size = sizeof(struct ops_sequence),
	.signature =
		"name, start=None, increment=None, minvalue=None, maxvalue=None, nominvalue=None, "
		"nomaxvalue=None, cycle=None, schema=None, cache=None, order=None, data_type=None, "
		"optional=False, quote=None, metadata=None, quote_schema=None, for_update=False, "
		"**dialect_kw",
	.new_ = make_sequence,
	.methods = sequence_methods,
	.properties = sequence_properties,
	.slots = { .repr = sequence_repr },
	.has_attributes = true,
};

/* always, on_null, 2-8 numbers, cache, order, kw */
static struct py_object *make_identity(struct py *vm, struct py_object *object,
				       struct py_object **args)
{
	struct ops_identity *self = (struct ops_identity *)object;
	struct ddl_identity *identity = self->identity =
		ARENA_NEW(py_arena(vm), struct ddl_identity);
	struct ddl_options options;

	if (!py_take_bool(vm, args[0], false, &identity->always) ||
	    !py_take_bool(vm, args[1], false, &identity->on_null) ||
	    !take_numbers(vm, &identity->options, args + 2) ||
	    !take_cache_and_order(vm, &identity->options, args[9], args[10]) ||
	    !ops_take_options(vm, args[11], OPS_OWNER_IDENTITY, &options))
		return NULL;
	return object;
}

const struct py_native_type ops_identity_type = {
	.name = "Identity",
	.module = "sqlalchemy.sql.schema",
	.base = &ops_fetched_value_type,
	.size = sizeof(struct ops_identity),
	.signature = "always=False, on_null=None, start=None, increment=None, minvalue=None, "
		     "maxvalue=None, "
		     "nominvalue=None, nomaxvalue=None, cycle=None, cache=None, order=None, "
		     "**dialect_kw",
	.new_ = make_identity,
	.has_attributes = true,
};

static struct py_object *make_computed(struct py *vm, struct py_object *object,
				       struct py_object **args)
{
	struct ops_computed *self = (struct ops_computed *)object;

	self->computed = ARENA_NEW(py_arena(vm), struct ddl_computed);
	if (!ops_take_sql(vm, args[0], &self->computed->expr) ||
	    !ops_take_flag(vm, args[1], &self->computed->persisted))
		return NULL;
	return object;
}

static struct py_object *computed_text(struct py *vm, struct py_object *self)
{
	return ops_expr_object(vm, ((struct ops_computed *)self)->computed->expr);
}

static const struct py_property computed_properties[] = { { "sqltext", computed_text, NULL },
							  { 0 } };

const struct py_native_type ops_computed_type = {
	.name = "Computed",
	.module = "sqlalchemy.sql.schema",
	.base = &ops_fetched_value_type,
	.size = sizeof(struct ops_computed),
	.signature = "sqltext, persisted=None",
	.new_ = make_computed,
	.properties = computed_properties,
	.has_attributes = true,
};

static struct py_object *make_fetched_value(struct py *vm, struct py_object *object,
					    struct py_object **args)
{
	(void)vm;
	(void)args;
	return object;
}

const struct py_native_type ops_fetched_value_type = {
	.name = "FetchedValue",
	.module = "sqlalchemy.sql.schema",
	.base = &ops_schema_item_type,
	.size = sizeof(struct py_object),
	.signature = "for_update=False",
	.new_ = make_fetched_value,
	.has_attributes = true,
};

static struct py_object *make_default_clause(struct py *vm, struct py_object *object,
					     struct py_object **args)
{
	struct ops_server_default *self = (struct ops_server_default *)object;

	self->argument = args[0];
	return ops_take_default(vm, args[0], &self->value) ? object : NULL;
}

static struct py_object *default_argument(struct py *vm, struct py_object *self)
{
	struct ops_server_default *value = (struct ops_server_default *)self;

	return value->argument ? value->argument : py_none(vm);
}

static struct py_object *default_repr(struct py *vm, struct py_object *self)
{
	struct str argument = ops_repr(vm, default_argument(vm, self));

	return py_str_printf(vm, "DefaultClause(%.*s, for_update=False)", STR_ARG(argument));
}

static const struct py_property default_properties[] = { { "arg", default_argument, NULL }, { 0 } };

const struct py_native_type ops_default_clause_type = {
	.name = "DefaultClause",
	.module = "sqlalchemy.sql.schema",
	.base = &ops_fetched_value_type,
	.size = sizeof(struct ops_server_default),
	.signature = "arg, for_update=False, _reflected=False",
	.new_ = make_default_clause,
	.properties = default_properties,
	.slots = { .repr = default_repr },
	.has_attributes = true,
};

/* A default that Python computes: it changes no DDL, only rows inserted through the table. */
static struct py_object *make_column_default(struct py *vm, struct py_object *object,
					     struct py_object **args)
{
	(void)vm;
	((struct ops_server_default *)object)->argument = args[0];
	return object;
}

const struct py_native_type ops_column_default_type = {
	.name = "ColumnDefault",
	.module = "sqlalchemy.sql.schema",
	.base = &ops_schema_item_type,
	.size = sizeof(struct ops_server_default),
	.signature = "arg, for_update=False",
	.new_ = make_column_default,
	.properties = default_properties,
	.has_attributes = true,
};

/* ---- server_default= ---- */

bool ops_take_default(struct py *vm, struct py_object *value, struct ddl_default *ret)
{
	*ret = (struct ddl_default){ .kind = DDL_DEFAULT_NONE };
	if (!py_given(value))
		return true;
	if (py_is_poison(vm, value))
		return false;
	if (py_is(value, &ops_identity_type)) {
		*ret = (struct ddl_default){ .kind = DDL_DEFAULT_IDENTITY,
					     .identity = ((struct ops_identity *)value)->identity };
	} else if (py_is(value, &ops_computed_type)) {
		*ret = (struct ddl_default){ .kind = DDL_DEFAULT_COMPUTED,
					     .computed = ((struct ops_computed *)value)->computed };
	} else if (py_is(value, &ops_default_clause_type)) {
		*ret = ((struct ops_server_default *)value)->value;
	} else if (py_is(value, &ops_fetched_value_type)) {
		ret->kind = DDL_DEFAULT_FETCHED;
	} else if (py_is_str(value)) {
		*ret = (struct ddl_default){ .kind = DDL_DEFAULT_TEXT, .text = py_text(value) };
	} else if (py_is(value, &ops_expr_type)) {
		*ret = (struct ddl_default){ .kind = DDL_DEFAULT_EXPR,
					     .expr = ((struct ops_expr *)value)->expr };
	} else {
		ops_throw(vm, "ArgumentError",
			  "Argument 'arg' is expected to be one of type '<class 'str'>' or '<class "
			  "'sqlalchemy.sql.elements.ClauseElement'>' or '<class "
			  "'sqlalchemy.sql.elements.TextClause'>', got '<class '%.*s'>'",
			  STR_ARG(value->type->name));
		return false;
	}
	return true;
}

struct py_object *ops_default_object(struct py *vm, const struct ddl_default *value)
{
	struct ops_server_default *object;

	switch (value->kind) {
	case DDL_DEFAULT_NONE:
		return py_none(vm);
	case DDL_DEFAULT_FETCHED:
		return py_new(vm, &ops_fetched_value_type);
	case DDL_DEFAULT_IDENTITY: {
		struct ops_identity *identity = py_new(vm, &ops_identity_type);
		identity->identity = ARENA_NEW(py_arena(vm), struct ddl_identity);
		*identity->identity = *value->identity;
		return &identity->head;
	}
	case DDL_DEFAULT_COMPUTED: {
		struct ops_computed *computed = py_new(vm, &ops_computed_type);
		computed->computed = ARENA_NEW(py_arena(vm), struct ddl_computed);
		*computed->computed = *value->computed;
		return &computed->head;
	}
	case DDL_DEFAULT_TEXT:
	case DDL_DEFAULT_EXPR:
		break;
	}
	object = py_new(vm, &ops_default_clause_type);
	object->value = *value;
	object->argument = value->kind == DDL_DEFAULT_TEXT ? py_str(vm, value->text)
							   : ops_expr_object(vm, value->expr);
	return &object->head;
}
