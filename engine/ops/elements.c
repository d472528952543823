#include "engine/ops/execute.h"

#include "engine/py/dict.h"

/* sqlalchemy.schema.CreateTable and its kin, and DDL() (sqlalchemy/sql/ddl.py). */

typedef struct error *run_element(const struct ddl_run *run, const struct ops_ddl_element *element);

/* One class: what it is made of, and what executing it does. */
struct ops_ddl_kind {
	const char *name;
	const struct py_native_type *of; /* class of the element; NULL: a name (schemas) */
	run_element *run;
};

#define ELEMENT(type, member) (((struct type *)element->element)->member)

static struct error *create_table(const struct ddl_run *run, const struct ops_ddl_element *element)
{
	struct str text;
	/* the statement alone: no types, no indexes */
	TRY(ddl_create_table_text(run->arena, run->dialect, ELEMENT(ops_table, table),
				  element->checks, &text));
	return run->sink->execute(run->sink->data,
				  &(struct ddl_statement){ .text = text, .is_ddl = true });
}

static struct error *drop_table(const struct ddl_run *run, const struct ops_ddl_element *element)
{
	return ddl_drop_table(run, ELEMENT(ops_table, table), element->checks);
}

static struct error *create_index(const struct ddl_run *run, const struct ops_ddl_element *element)
{
	return ddl_create_index(run, ELEMENT(ops_index, index), element->checks);
}

static struct error *drop_index(const struct ddl_run *run, const struct ops_ddl_element *element)
{
	return ddl_drop_index(run, ELEMENT(ops_index, index), element->checks);
}

static struct error *create_sequence(const struct ddl_run *run,
				     const struct ops_ddl_element *element)
{
	return ddl_create_sequence(run, ELEMENT(ops_sequence, sequence), element->checks);
}

static struct error *drop_sequence(const struct ddl_run *run, const struct ops_ddl_element *element)
{
	return ddl_drop_sequence(run, ELEMENT(ops_sequence, sequence), element->checks);
}

static struct error *create_schema(const struct ddl_run *run, const struct ops_ddl_element *element)
{
	return ddl_create_schema(run, ddl_name(element->text), element->checks);
}

static struct error *drop_schema(const struct ddl_run *run, const struct ops_ddl_element *element)
{
	return ddl_drop_schema(run, ddl_name(element->text), element->checks, element->cascade);
}

static struct error *add_constraint(const struct ddl_run *run,
				    const struct ops_ddl_element *element)
{
	return ddl_add_constraint(run, ELEMENT(ops_constraint, constraint));
}

static const char *constraint_type(enum ddl_constraint_kind kind)
{
	switch (kind) {
	case DDL_PRIMARY_KEY:
		return "primary";
	case DDL_UNIQUE:
		return "unique";
	case DDL_CHECK:
		return "check";
	case DDL_FOREIGN_KEY:
		return "foreignkey";
	case DDL_EXCLUDE:
		break;
	}
	return "";
}

static struct error *drop_constraint(const struct ddl_run *run,
				     const struct ops_ddl_element *element)
{
	const struct ddl_constraint *constraint = ELEMENT(ops_constraint, constraint);
	struct ddl_drop_constraint drop = { .name = constraint->name,
					    .type = str_from(constraint_type(constraint->kind)),
					    .if_exists = element->checks };

	if (constraint->table) {
		drop.table = constraint->table->name;
		drop.schema = constraint->table->schema;
	}
	return ddl_drop_constraint(run, &drop);
}

static struct error *create_enum(const struct ddl_run *run, const struct ops_ddl_element *element)
{
	return ddl_create_type(run, ELEMENT(ops_type, type), false);
}

static struct error *drop_enum(const struct ddl_run *run, const struct ops_ddl_element *element)
{
	return ddl_drop_type(run, ELEMENT(ops_type, type), false);
}

static struct error *set_table_comment(const struct ddl_run *run,
				       const struct ops_ddl_element *element)
{
	const struct ddl_table *table = ELEMENT(ops_table, table);

	return ddl_table_comment(run, table->name, table->schema, table->comment);
}

static struct error *drop_table_comment(const struct ddl_run *run,
					const struct ops_ddl_element *element)
{
	const struct ddl_table *table = ELEMENT(ops_table, table);

	return ddl_table_comment(run, table->name, table->schema, STR_NULL);
}

static struct error *run_text(const struct ddl_run *run, const struct ops_ddl_element *element)
{
	return run->sink->execute(run->sink->data,
				  &(struct ddl_statement){ .text = element->text, .is_ddl = true });
}

/*      kind                 class                   made of                     run */
#define DDL_ELEMENTS(X)                                                                            \
	X(CREATE_TABLE, "CreateTable", &ops_table_type, create_table)                              \
	X(DROP_TABLE, "DropTable", &ops_table_type, drop_table)                                    \
	X(CREATE_INDEX, "CreateIndex", &ops_index_type, create_index)                              \
	X(DROP_INDEX, "DropIndex", &ops_index_type, drop_index)                                    \
	X(CREATE_SEQUENCE, "CreateSequence", &ops_sequence_type, create_sequence)                  \
	X(DROP_SEQUENCE, "DropSequence", &ops_sequence_type, drop_sequence)                        \
	X(CREATE_SCHEMA, "CreateSchema", NULL, create_schema)                                      \
	X(DROP_SCHEMA, "DropSchema", NULL, drop_schema)                                            \
	X(ADD_CONSTRAINT, "AddConstraint", &ops_constraint_type, add_constraint)                   \
	X(DROP_CONSTRAINT, "DropConstraint", &ops_constraint_type, drop_constraint)                \
	X(SET_TABLE_COMMENT, "SetTableComment", &ops_table_type, set_table_comment)                \
	X(DROP_TABLE_COMMENT, "DropTableComment", &ops_table_type, drop_table_comment)             \
	X(CREATE_ENUM, "CreateEnumType", &ops_type_engine_type, create_enum)                       \
	X(DROP_ENUM, "DropEnumType", &ops_type_engine_type, drop_enum)                             \
	X(TEXT, "DDL", NULL, run_text)

enum element_kind {
#define X(kind, name, of, run) ELEMENT_##kind,
	DDL_ELEMENTS(X)
#undef X
		ELEMENT_COUNT
};

static const struct ops_ddl_kind kinds[ELEMENT_COUNT] = {
#define X(kind, name, of, run) [ELEMENT_##kind] = { name, of, run },
	DDL_ELEMENTS(X)
#undef X
};

static const struct py_native_type classes[ELEMENT_COUNT];

static const struct ops_ddl_kind *kind_of(const struct py_object *self)
{
	return &kinds[self->type->layout - classes];
}

/* element, if_exists, if_not_exists, cascade */
static struct py_object *make_element(struct py *vm, struct py_object *object,
				      struct py_object **args)
{
	struct ops_ddl_element *self = (struct ops_ddl_element *)object;
	bool if_exists, if_not_exists;

	self->kind = kind_of(object);
	self->element = args[0];
	if (py_is_poison(vm, args[0]) || !py_take_bool(vm, args[1], false, &if_exists) ||
	    !py_take_bool(vm, args[2], false, &if_not_exists) ||
	    !py_take_bool(vm, args[3], false, &self->cascade))
		return NULL;
	self->checks = if_exists || if_not_exists;
	if (!self->kind->of)
		return py_take_text(vm, args[0], "name", &self->text) ? object : NULL;
	if (!py_is(args[0], self->kind->of))
		return py_raise(vm, "AttributeError",
				"'%.*s' object has no attribute '__visit_name__'",
				STR_ARG(args[0]->type->name));
	return object;
}

/* DDL("... %(x)s", context={"x": 1}): the text is a template of the % operator
 * (DDLCompiler.visit_ddl). */
static struct py_object *make_ddl(struct py *vm, struct py_object *object, struct py_object **args)
{
	struct ops_ddl_element *self = (struct ops_ddl_element *)object;

	self->kind = kind_of(object);
	if (!py_is_poison(vm, args[0]) && !py_is_str(args[0]))
		return ops_throw(vm, "ArgumentError",
				 "Expected a string or unicode SQL statement, got '%.*s'",
				 STR_ARG(ops_repr(vm, args[0])));
	self->element = args[0];
	self->context = py_given(args[1]) ? args[1] : py_dict(vm);
	return object;
}

bool ops_run_ddl_element(struct py *vm, struct ops_ddl_element *element)
{
	if (element->context) {
		struct py_object *text =
			py_binary(vm, PY_OP_MOD, element->element, element->context);
		if (!text)
			return false;
		element->text = py_text(text);
	}
	if (!element->kind) {
		py_refuse(vm, "a DDL element of the revision's own is not supported");
		return false;
	}
	return ops_check(vm, element->kind->run(ops_run(vm), element));
}

static struct py_object *call_execute_if(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	(void)self;
	(void)args;
	return py_refuse(vm, "execute_if() is not supported");
}

static const struct py_method element_methods[] = {
	{ "execute_if", "dialect=None, callable_=None, state=None", call_execute_if,
	  PY_METHOD_INSTANCE },
	{ 0 },
};

static struct error *keep_text(void *data, const struct ddl_statement *statement)
{
	*(struct str *)data = statement->text;
	return NULL;
}

/* str(CreateTable(t)): what it would send. */
static struct py_object *element_str(struct py *vm, struct py_object *self)
{
	struct ops_ddl_element *element = (struct ops_ddl_element *)self;
	struct str text = STR("");
	const struct ddl_sink sink = { .data = &text, .execute = keep_text };
	struct ddl_run run = *ops_run(vm);

	run.sink = &sink;
	if (!element->kind || element->context)
		return element->context ? element->element
					: py_refuse(vm, "str() of this element is not supported");
	return ops_check(vm, element->kind->run(&run, element)) ? py_str(vm, text) : NULL;
}

const struct py_native_type ops_ddl_element_type = {
	.name = "ExecutableDDLElement",
	.module = "sqlalchemy.sql.ddl",
	.size = sizeof(struct ops_ddl_element),
	.methods = element_methods,
	.slots = { .str = element_str },
	.has_attributes = true,
};

static const struct py_native_type classes[ELEMENT_COUNT] = {
#define X(kind, name_, of_, run_)                                                                  \
	[ELEMENT_##kind] = {                                                                       \
		.name = name_,                                                                     \
		.module = "sqlalchemy.sql.ddl",                                                    \
		.base = &ops_ddl_element_type,                                                     \
		.size = sizeof(struct ops_ddl_element),                                            \
		.signature = ELEMENT_##kind == ELEMENT_TEXT                                        \
				     ? "statement, context=None"                                   \
				     : "element, if_exists=False, if_not_exists=False, "           \
				       "cascade=False, **kw",                                      \
		.new_ = ELEMENT_##kind == ELEMENT_TEXT ? make_ddl : make_element,                  \
		.has_attributes = true,                                                            \
	},
	DDL_ELEMENTS(X)
#undef X
};

const struct py_member ops_ddl_members[] = {
#define X(kind, name, of, run) { name, PY_MEMBER_TYPE, &classes[ELEMENT_##kind], NULL },
	DDL_ELEMENTS(X)
#undef X
		{ "ExecutableDDLElement", PY_MEMBER_TYPE, &ops_ddl_element_type, NULL },
	{ "DDLElement", PY_MEMBER_TYPE, &ops_ddl_element_type, NULL },
	{ "BaseDDLElement", PY_MEMBER_TYPE, &ops_ddl_element_type, NULL },
	{ 0 },
};
