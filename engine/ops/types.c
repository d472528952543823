#include "engine/ops/types_make.h"

#include "engine/ddl/dialect.h"
#include "engine/ops/context.h"

#include "engine/py/dict.h"

enum {
#define X(kind, name, home, base) BASE_##kind = DDL_TYPE_##base,
	DDL_TYPES(X)
#undef X
};

#define X(kind, name, home, base) static const char name_##kind[] = name;
DDL_TYPES(X)
#undef X

static const struct py_native_type classes[DDL_TYPE_COUNT];

enum ddl_type_kind ops_type_kind(const struct py_type *type)
{
	return (enum ddl_type_kind)(type->layout - classes);
}

const struct py_native_type *ops_type_class(enum ddl_type_kind kind)
{
	return &classes[kind];
}

/* ---- making ---- */

static ops_type_fill *const fillers[DDL_TYPE_COUNT] = {
#define X(kind, shape, module) [DDL_TYPE_##kind] = ops_fill_##shape,
#include "engine/ops/types.def"
#undef X
};

static void start_type(struct py *vm, struct ops_type *self)
{
	self->type = ddl_type_new(py_arena(vm), ops_type_kind(self->head.type));
	self->type->python = self;
}

static struct py_object *make_type(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct ops_type *type = (struct ops_type *)self;

	start_type(vm, type);
	return fillers[type->type->kind](vm, type, args) ? self : NULL;
}

struct ddl_type *ops_type_of(struct py *vm, struct py_object *object)
{
	struct ops_type *self = (struct ops_type *)object;

	if (!self->type) {
		struct py_object *none[] = { py_tuple(vm, NULL, 0), py_dict(vm) };
		start_type(vm, self);
		if ((self->type->kind == DDL_TYPE_DECORATOR ||
		     self->type->kind == DDL_TYPE_USER_DEFINED) &&
		    !ops_custom_type(vm, self, none))
			return NULL;
	}
	return self->type;
}

bool ops_is_type(const struct py_object *value)
{
	if (py_is(value, &ops_type_engine_type))
		return true;
	if (!py_is(value, &py_type_type))
		return false;
	const struct py_type *type = (const struct py_type *)value;
	return py_is_subtype(type, py_type_from(type->vm, &ops_type_engine_type));
}

bool ops_take_type(struct py *vm, struct py_object *value, const struct ddl_type **ret)
{
	if (py_is_poison(vm, value))
		return false;
	if (py_is(value, &py_type_type) && ops_is_type(value)) {
		value = py_call(vm, value, &PY_NO_ARGS);
		if (!value)
			return false;
	}
	if (!py_is(value, &ops_type_engine_type)) {
		py_raise(vm, "TypeError", "a type is expected, got %.*s",
			 STR_ARG(ops_repr(vm, value)));
		return false;
	}
	if (value->type->layout == &ops_type_engine_type) {
		py_refuse(vm,
			  "a TypeEngine that is not one of SQLAlchemy's types is not supported");
		return false;
	}
	*ret = ops_type_of(vm, value);
	return *ret;
}

struct py_object *ops_type_object(struct py *vm, const struct ddl_type *type)
{
	if (!type)
		return py_none(vm);
	if (type->python)
		return type->python;
	struct ops_type *object = py_new(vm, &classes[type->kind]);
	object->type = ARENA_NEW(py_arena(vm), struct ddl_type);
	*object->type = *type;
	object->type->python = object;
	return &object->head;
}

/* ---- methods ---- */

static struct ops_type *copy_type(struct py *vm, struct py_object *self)
{
	struct ddl_type *old = ops_type_of(vm, self);
	struct ops_type *copy = (struct ops_type *)py_new_of(vm, self->type);

	if (!old)
		return NULL;
	copy->type = ARENA_NEW(py_arena(vm), struct ddl_type);
	*copy->type = *old;
	copy->type->python = copy;
	copy->enum_class = ((struct ops_type *)self)->enum_class;
	copy->head.attributes = self->attributes;
	return copy;
}

static struct py_object *call_copy(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	struct ops_type *copy = copy_type(vm, self);
	return copy ? &copy->head : NULL;
}

static bool add_variant(struct py *vm, struct ddl_type *type, struct py_object *dialect,
			const struct ddl_type *variant)
{
	struct str name;

	if (!py_is_str(dialect)) {
		py_raise(vm, "TypeError", "a dialect's name is expected");
		return false;
	}
	name = py_text(dialect);
	for (size_t i = 0; i < type->variant_count; i++)
		if (str_equal(type->variants[i].dialect, name)) {
			ops_throw(vm, "ArgumentError",
				  "Dialect '%.*s' is already present in the mapping for this %.*s",
				  STR_ARG(name), STR_ARG(ops_type_repr(vm, type)));
			return false;
		}
	((struct ddl_variant *)type->variants)[type->variant_count++] =
		(struct ddl_variant){ name, variant };
	return true;
}

static bool are_foreign(const struct py_list *names)
{
	for (size_t i = 0; i < names->n; i++)
		if (!py_is_str(names->items[i]) || ddl_dialect_find(py_text(names->items[i])))
			return false;
	return true;
}

/* with_variant(type, *dialects): a copy that knows what it is elsewhere
 * (sqlalchemy/sql/type_api.py). */
static struct py_object *call_with_variant(struct py *vm, struct py_object *self,
					   struct py_object **args)
{
	const struct py_list *names = (const struct py_list *)args[1];
	const struct ddl_type *variant;

	if (!names->n)
		return ops_throw(vm, "ArgumentError", "At least one dialect name is required");
	/* mssql.DATETIME2 for "mssql": we have no such type, and never write one */
	if (py_is(args[0], &py_poison_type) && are_foreign(names))
		return self;
	if (!ops_take_type(vm, args[0], &variant))
		return NULL;
	if (variant->variant_count)
		return ops_throw(vm, "ArgumentError",
				 "can't pass a type that already has variants as a dialect-level "
				 "type to with_variant()");
	struct ops_type *copy = copy_type(vm, self);
	if (!copy)
		return NULL;
	struct ddl_type *type = copy->type;
	struct ddl_variant *all =
		ARENA_ARRAY(py_arena(vm), struct ddl_variant, type->variant_count + names->n);
	for (size_t i = 0; i < type->variant_count; i++)
		all[i] = type->variants[i];
	type->variants = all;
	for (size_t i = 0; i < names->n; i++)
		if (!add_variant(vm, type, names->items[i], variant))
			return NULL;
	return &copy->head;
}

static bool is_created(const struct ddl_type *type)
{
	return ddl_type_is_a(type->kind, DDL_TYPE_ENUM) ||
	       ddl_type_is_a(type->kind, DDL_TYPE_PG_DOMAIN) ||
	       ddl_type_is_a(type->kind, DDL_TYPE_BOOLEAN);
}

typedef struct error *ddl_type_statement(const struct ddl_run *, const struct ddl_type *, bool);

static struct py_object *run_for_type(struct py *vm, struct py_object *self,
				      struct py_object **args, ddl_type_statement *statement,
				      const char *name)
{
	const struct ddl_type *type = ops_type_of(vm, self);
	bool check_first = true;

	if (!type)
		return NULL;
	if (!is_created(type))
		return py_raise(vm, "AttributeError", "'%.*s' object has no attribute '%s'",
				STR_ARG(self->type->name), name);
	if (!ops_is_bind(vm, args[0]) || !py_take_bool(vm, args[1], true, &check_first))
		return NULL;
	if (!ddl_type_is_a(type->kind, DDL_TYPE_BOOLEAN) &&
	    !ops_check(vm, statement(ops_run(vm), type, check_first)))
		return NULL;
	return py_none(vm);
}

static struct py_object *call_create(struct py *vm, struct py_object *self, struct py_object **args)
{
	return run_for_type(vm, self, args, ddl_create_type, "create");
}

static struct py_object *call_drop(struct py *vm, struct py_object *self, struct py_object **args)
{
	return run_for_type(vm, self, args, ddl_drop_type, "drop");
}

/* The default dialect's text, to which SQLite's is the nearest; a type that it does not know is its
   own name (sqlalchemy/sql/compiler.py, StrSQLTypeCompiler). */
static struct py_object *default_text(struct py *vm, const struct ddl_type *type)
{
	struct str text, name = str_from(classes[type->kind].name);
	struct error *error =
		ddl_type_text(type, ddl_dialect_find(STR("sqlite")), py_arena(vm), &text);

	if (!error)
		return py_str(vm, text);
	error_ignore(error);
	for (size_t i = 0; i < name.n; i++)
		if (name.p[i] >= 'a' && name.p[i] <= 'z')
			return py_str(vm, ops_type_repr(vm, type));
	return py_str(vm, name);
}

/* type.compile(dialect=...) and str(type): the text in a column definition. */
static struct py_object *call_compile(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	const struct ddl_type *type = ops_type_of(vm, self);
	struct str text;

	if (!type)
		return NULL;
	if (!args || !py_is(args[0], &ops_dialect_type))
		return default_text(vm, type);
	if (!ops_check(vm, ddl_type_text(type, ops_dialect_of(args[0]), py_arena(vm), &text)))
		return NULL;
	return py_str(vm, text);
}

static struct py_object *call_dialect_impl(struct py *vm, struct py_object *self,
					   struct py_object **args)
{
	const struct ddl_type *type = ops_type_of(vm, self), *impl;

	(void)args;
	if (!type || !ops_check(vm, ddl_type_for(type, ops_host(vm)->dialect, py_arena(vm), &impl)))
		return NULL;
	return ops_type_object(vm, impl);
}

/* The nearest ancestor that is not upper-case, as as_generic() gives it. */
static struct py_object *call_as_generic(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	const struct ddl_type *type = ops_type_of(vm, self);

	(void)args;
	if (!type)
		return NULL;
	struct ddl_type *generic = ARENA_NEW(py_arena(vm), struct ddl_type);
	*generic = *type;
	generic->python = NULL;
	while (classes[generic->kind].name[1] >= 'A' && classes[generic->kind].name[1] <= 'Z' &&
	       (int)generic->kind != (int)DDL_TYPE_JSON &&
	       classes[generic->kind].base != &ops_type_engine_type)
		generic->kind = (enum ddl_type_kind)(classes[generic->kind].base - classes);
	return ops_type_object(vm, generic);
}

static const struct py_method type_methods[] = {
	{ "with_variant", "type_, *dialect_names", call_with_variant, PY_METHOD_INSTANCE },
	{ "create", "bind, checkfirst=True, **kw", call_create, PY_METHOD_INSTANCE },
	{ "drop", "bind, checkfirst=True, **kw", call_drop, PY_METHOD_INSTANCE },
	{ "compile", "dialect=None", call_compile, PY_METHOD_INSTANCE },
	{ "copy", "**kw", call_copy, PY_METHOD_INSTANCE },
	{ "dialect_impl", "dialect", call_dialect_impl, PY_METHOD_INSTANCE },
	{ "as_generic", "*, allow_nulltype=False", call_as_generic, PY_METHOD_INSTANCE },
	{ 0 },
};

static struct py_object *type_repr(struct py *vm, struct py_object *self)
{
	const struct ddl_type *type =
		self->type->layout == &ops_type_engine_type ? NULL : ops_type_of(vm, self);

	return type ? py_str(vm, ops_type_repr(vm, type)) : py_str_c(vm, "TypeEngine()");
}

static struct py_object *type_str(struct py *vm, struct py_object *self)
{
	return call_compile(vm, self, NULL);
}

const struct py_native_type ops_type_engine_type = {
	.name = "TypeEngine",
	.module = "sqlalchemy.sql.type_api",
	.size = sizeof(struct ops_type),
	.signature = "*args, **kwargs",
	.methods = type_methods,
	.slots = { .repr = type_repr, .str = type_str, .getattr = ops_type_attribute },
	.has_attributes = true,
};

#define X(shape, text) static const char signature_##shape[] = text;
OPS_TYPE_SHAPES(X)
#undef X

static const struct py_native_type classes[DDL_TYPE_COUNT] = {
#define X(kind, shape, module_)                                                                    \
	[DDL_TYPE_##kind] = {                                                                      \
		.name = name_##kind,                                                               \
		.module = module_,                                                                 \
		.base = (int)BASE_##kind == (int)DDL_TYPE_##kind ? &ops_type_engine_type           \
								 : &classes[BASE_##kind],          \
		.size = sizeof(struct ops_type),                                                   \
		.signature = signature_##shape,                                                    \
		.new_ = make_type,                                                                 \
		.methods = (int)DDL_TYPE_##kind == (int)DDL_TYPE_DECORATOR ? ops_decorator_methods \
									   : NULL,                 \
		.has_attributes = true,                                                            \
	},
#include "engine/ops/types.def"
#undef X
};
