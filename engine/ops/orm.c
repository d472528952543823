#include "engine/ops/orm.h"

#include "engine/ops/modules.h"

#define TYPE(name, type)                                                                           \
	{                                                                                          \
		name, PY_MEMBER_TYPE, &type, NULL                                                  \
	}
#define FUNCTION(name, method)                                                                     \
	{                                                                                          \
		name, PY_MEMBER_FUNCTION, &(method), NULL                                          \
	}

/* @validates("x"), @reconstructor: the function itself */
static struct py_object *give_argument(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	(void)vm;
	(void)self;
	return args[0];
}

static const struct py_method identity = { "decorator", "fn", give_argument, PY_METHOD_INSTANCE };

static struct py_object *give_identity(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	(void)self;
	(void)args;
	return py_function(vm, &identity, NULL);
}

static const struct py_method validates = { "validates", "*names, **kw", give_identity,
					    PY_METHOD_INSTANCE };
static const struct py_method reconstructor = { "reconstructor", "fn", give_argument,
						PY_METHOD_INSTANCE };

static struct py_object *property_class(struct py *vm)
{
	return (struct py_object *)py_type_from(vm, &py_property_type);
}

const struct py_member ops_orm_members[] = {
	TYPE("DeclarativeBase", ops_declarative_type),
	TYPE("DeclarativeBaseNoMeta", ops_declarative_type),
	TYPE("Mapped", ops_mapped_type),
	TYPE("declared_attr", ops_declared_attr_type),
	TYPE("RelationshipProperty", ops_relationship_type),
	TYPE("Relationship", ops_relationship_type),
	TYPE("Session", ops_session_type),
	TYPE("sessionmaker", ops_session_maker_type),
	FUNCTION("declarative_base", ops_declarative_base),
	FUNCTION("mapped_column", ops_mapped_column),
	FUNCTION("deferred", ops_orm_deferred),
	FUNCTION("relationship", ops_relationship),
	FUNCTION("dynamic_loader", ops_relationship),
	FUNCTION("backref", ops_relationship),
	FUNCTION("column_property", ops_relationship),
	FUNCTION("synonym", ops_relationship),
	FUNCTION("composite", ops_relationship),
	FUNCTION("foreign", ops_orm_deferred),
	FUNCTION("remote", ops_orm_deferred),
	FUNCTION("validates", validates),
	FUNCTION("reconstructor", reconstructor),
	{ 0 },
};

/* ---- sqlalchemy.ext ---- */

/* MutableDict.as_mutable(type): the type; how changes are noticed is the application's concern */
static struct py_object *as_mutable(struct py *vm, struct py_object *self, struct py_object **args)
{
	const struct ddl_type *type;

	(void)self;
	return ops_take_type(vm, args[0], &type) ? ops_type_object(vm, type) : NULL;
}

static const struct py_method mutable_methods[] = {
	{ "as_mutable", "sqltype", as_mutable, PY_METHOD_CLASS },
	{ 0 },
};

static const struct py_native_type mutable_dict_type = {
	.name = "MutableDict",
	.module = "sqlalchemy.ext.mutable",
	.size = sizeof(struct py_object),
	.methods = mutable_methods,
};

const struct py_member ops_ext_members[] = {
	TYPE("MutableDict", mutable_dict_type),
	TYPE("MutableList", mutable_dict_type),
	TYPE("MutableSet", mutable_dict_type),
	{ "hybrid_property", PY_MEMBER_MAKE, NULL, property_class },
	{ 0 },
};
