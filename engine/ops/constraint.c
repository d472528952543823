#include "engine/ops/constraint.h"

/* ---- what all constraints take ---- */

struct common_arguments {
	struct py_object *name, *deferrable, *initially, *info, *keywords;
};

static bool fill_common(struct py *vm, struct ops_constraint *self, enum ddl_constraint_kind kind,
			enum ops_owner owner, const struct common_arguments *args)
{
	struct ddl_name name;

	if (!ops_take_name(vm, args->name, "name", &name))
		return false;
	struct ddl_constraint *constraint = ddl_constraint_new(py_arena(vm), kind, name);
	self->constraint = constraint;
	constraint->python = self;
	return ops_take_flag(vm, args->deferrable, &constraint->deferrable) &&
	       ops_take_optional_text(vm, args->initially, &constraint->initially) &&
	       ops_take_options(vm, args->keywords, owner, &constraint->options) &&
	       (!py_given(args->info) || py_setattr(vm, &self->head, STR("info"), args->info));
}

static bool take_columns(struct py *vm, struct ops_constraint *self, struct py_object *given)
{
	if (!py_take_items(vm, given, &self->columns, &self->column_count))
		return false;
	for (size_t i = 0; i < self->column_count; i++) {
		struct py_object *column = self->columns[i];
		if (py_is_poison(vm, column))
			return false;
		if (!py_is_str(column) && !py_is(column, &ops_column_type) &&
		    !py_is(column, &ops_expr_type)) {
			ops_throw(vm, "ArgumentError",
				  "String column name or column expression for DDL constraint "
				  "expected, got %.*s.",
				  STR_ARG(ops_repr(vm, column)));
			return false;
		}
	}
	return true;
}

/* Columns that all belong to one table take the constraint along
 * (ColumnCollectionMixin._check_attach). */
static bool attach_by_columns(struct py *vm, struct ops_constraint *self)
{
	struct ddl_table *table = NULL;

	for (size_t i = 0; i < self->column_count; i++) {
		if (!py_is(self->columns[i], &ops_column_type))
			return true;
		struct ddl_table *of = ((struct ops_column *)self->columns[i])->column->table;
		if (!of || (table && of != table))
			return true;
		table = of;
	}
	return !table || ops_constraint_attach(vm, self, table);
}

/* ---- PRIMARY KEY, UNIQUE ---- */

/* *columns, name, deferrable, initially, info, 5.., **dialect_kw (`last`) */
static struct py_object *make_columns_constraint(struct py *vm, struct py_object *object,
						 struct py_object **args,
						 enum ddl_constraint_kind kind)
{
	struct ops_constraint *self = (struct ops_constraint *)object;
	enum ops_owner owner = kind == DDL_UNIQUE ? OPS_OWNER_UNIQUE : OPS_OWNER_PRIMARY_KEY;
	const struct common_arguments common = { args[1], args[2], args[3], args[4],
						 args[kind == DDL_UNIQUE ? 7 : 6] };

	if (!fill_common(vm, self, kind, owner, &common) || !take_columns(vm, self, args[0]) ||
	    !attach_by_columns(vm, self))
		return NULL;
	return object;
}

static struct py_object *make_primary_key(struct py *vm, struct py_object *object,
					  struct py_object **args)
{
	return make_columns_constraint(vm, object, args, DDL_PRIMARY_KEY);
}

static struct py_object *make_unique(struct py *vm, struct py_object *object,
				     struct py_object **args)
{
	return make_columns_constraint(vm, object, args, DDL_UNIQUE);
}

/* ---- CHECK ---- */

/* sqltext, name, deferrable, initially, table, info, _create_rule, _autoattach, _type_bound,
 * **dialect_kw */
static struct py_object *make_check(struct py *vm, struct py_object *object,
				    struct py_object **args)
{
	struct ops_constraint *self = (struct ops_constraint *)object;
	const struct common_arguments common = { args[1], args[2], args[3], args[5], args[9] };

	if (!fill_common(vm, self, DDL_CHECK, OPS_OWNER_CHECK, &common))
		return NULL;
	if (!py_is_poison(vm, args[0]) && !py_is_str(args[0]) && !py_is(args[0], &ops_expr_type))
		return ops_throw(vm, "ArgumentError",
				 "SQL expression element for DDL constraint expected, got %.*s.",
				 STR_ARG(ops_repr(vm, args[0])));
	if (!ops_take_sql(vm, args[0], &self->constraint->check))
		return NULL;
	if (py_is(args[4], &ops_table_type) &&
	    !ops_constraint_attach(vm, self, ((struct ops_table *)args[4])->table))
		return NULL;
	return object;
}

/* ---- FOREIGN KEY ---- */

enum foreign_key_argument {
	FK_COLUMNS,
	FK_REFERENCES,
	FK_NAME,
	FK_ONUPDATE,
	FK_ONDELETE,
	FK_DEFERRABLE,
	FK_INITIALLY,
	FK_USE_ALTER,
	FK_LINK_TO_NAME,
	FK_MATCH,
	FK_TABLE,
	FK_INFO,
	FK_COMMENT,
	FK_KEYWORDS,
};

void ops_split_reference(struct str text, struct str *ret_schema, struct str *ret_table,
			 struct str *ret_column)
{
	ptrdiff_t last = str_rfind_char(text, '.');

	*ret_schema = STR_NULL;
	*ret_column = STR_NULL;
	*ret_table = text;
	if (last < 0)
		return;
	*ret_column = str_skip(text, (size_t)last + 1);
	*ret_table = str_slice(text, 0, (size_t)last);
	ptrdiff_t dot = str_rfind_char(*ret_table, '.');
	if (dot >= 0) {
		*ret_schema = str_slice(text, 0, (size_t)dot);
		*ret_table = str_skip(*ret_table, (size_t)dot + 1);
	}
}

bool ops_add_reference(struct py *vm, struct ddl_constraint *constraint, struct str reference,
		       struct str local)
{
	struct str schema, table, column;
	struct ddl_name *all =
		ARENA_ARRAY(py_arena(vm), struct ddl_name, constraint->referred_column_count + 1);

	ops_split_reference(reference, &schema, &table, &column);
	if (constraint->referred_column_count &&
	    (!str_equal(table, constraint->referred_table) ||
	     !str_equal(schema, constraint->referred_schema))) {
		ops_throw(vm, "ArgumentError",
			  "ForeignKeyConstraint on %.*s refers to multiple remote tables: %.*s and "
			  "%.*s",
			  STR_ARG(local), STR_ARG(constraint->referred_table), STR_ARG(table));
		return false;
	}
	for (size_t i = 0; i < constraint->referred_column_count; i++)
		all[i] = constraint->referred_columns[i];
	all[constraint->referred_column_count++] = ddl_name(column.p ? column : local);
	constraint->referred_columns = all;
	constraint->referred_table = table;
	constraint->referred_schema = schema;
	return true;
}

static struct str local_name(struct py_object *column)
{
	return py_is(column, &ops_column_type) ? ((struct ops_column *)column)->column->name.text
					       : py_text(column);
}

static bool take_references(struct py *vm, struct ops_constraint *self, struct py_object *given)
{
	struct py_object **references;
	size_t n;

	if (!py_take_items(vm, given, &references, &n))
		return false;
	if (n != self->column_count) {
		ops_throw(vm, "ArgumentError",
			  "ForeignKeyConstraint number of constrained columns must match "
			  "the number of referenced columns.");
		return false;
	}
	for (size_t i = 0; i < n; i++) {
		const struct ddl_column *column;
		struct str text;
		if (!ops_take_reference(vm, references[i], &text, &column) ||
		    !ops_add_reference(vm, self->constraint, text, local_name(self->columns[i])))
			return false;
	}
	return true;
}

static struct py_object *make_foreign_key_constraint(struct py *vm, struct py_object *object,
						     struct py_object **args)
{
	struct ops_constraint *self = (struct ops_constraint *)object;
	const struct common_arguments common = { args[FK_NAME], args[FK_DEFERRABLE],
						 args[FK_INITIALLY], args[FK_INFO],
						 args[FK_KEYWORDS] };

	if (!fill_common(vm, self, DDL_FOREIGN_KEY, OPS_OWNER_FOREIGN_KEY_CONSTRAINT, &common) ||
	    !ops_take_optional_text(vm, args[FK_ONUPDATE], &self->constraint->onupdate) ||
	    !ops_take_optional_text(vm, args[FK_ONDELETE], &self->constraint->ondelete) ||
	    !ops_take_optional_text(vm, args[FK_MATCH], &self->constraint->match) ||
	    !ops_take_optional_text(vm, args[FK_COMMENT], &self->constraint->comment) ||
	    !py_take_bool(vm, args[FK_USE_ALTER], false, &self->constraint->use_alter) ||
	    !take_columns(vm, self, args[FK_COLUMNS]) ||
	    !take_references(vm, self, args[FK_REFERENCES]))
		return NULL;
	if (py_is(args[FK_TABLE], &ops_table_type))
		return ops_constraint_attach(vm, self, ((struct ops_table *)args[FK_TABLE])->table)
			       ? object
			       : NULL;
	return attach_by_columns(vm, self) ? object : NULL;
}

/* ---- attaching ---- */

void ops_constraint_name_columns(struct py *vm, struct ops_constraint *self)
{
	struct ddl_constraint *constraint = self->constraint;

	if (!self->column_count || constraint->kind == DDL_CHECK)
		return;
	constraint->columns = ARENA_ARRAY(py_arena(vm), struct ddl_name, self->column_count);
	for (size_t i = 0; i < self->column_count; i++)
		constraint->columns[i] = ddl_name(local_name(self->columns[i]));
	constraint->column_count = self->column_count;
}

bool ops_constraint_attach(struct py *vm, struct ops_constraint *self, struct ddl_table *table)
{
	struct ddl_constraint *constraint = self->constraint;

	if (constraint->table == table)
		return true;
	ops_constraint_name_columns(vm, self);
	return ops_check(vm, ddl_table_add_constraint(py_arena(vm), table, constraint));
}

struct ops_constraint *ops_constraint_copy(struct py *vm, struct ops_constraint *old)
{
	struct ops_constraint *copy = (struct ops_constraint *)py_new_of(vm, old->head.type);

	copy->columns = old->columns;
	copy->column_count = old->column_count;
	copy->constraint =
		ddl_constraint_new(py_arena(vm), old->constraint->kind, old->constraint->name);
	size_t order = copy->constraint->creation_order;
	*copy->constraint = *old->constraint;
	copy->constraint->creation_order = order;
	copy->constraint->table = NULL;
	copy->constraint->python = copy;
	return copy;
}

static const struct py_native_type *class_of(enum ddl_constraint_kind kind)
{
	switch (kind) {
	case DDL_PRIMARY_KEY:
		return &ops_primary_key_type;
	case DDL_UNIQUE:
		return &ops_unique_type;
	case DDL_CHECK:
		return &ops_check_type;
	case DDL_FOREIGN_KEY:
		return &ops_foreign_key_constraint_type;
	case DDL_EXCLUDE:
		break;
	}
	return &ops_exclude_type;
}

struct py_object *ops_constraint_object(struct py *vm, struct ddl_constraint *constraint)
{
	if (constraint->python)
		return constraint->python;
	struct ops_constraint *object = py_new(vm, class_of(constraint->kind));
	object->constraint = constraint;
	constraint->python = object;
	object->columns =
		ARENA_ARRAY(py_arena(vm), struct py_object *, constraint->column_count + 1);
	object->column_count = constraint->column_count;
	for (size_t i = 0; i < constraint->column_count; i++)
		object->columns[i] = py_str(vm, constraint->columns[i].text);
	return &object->head;
}

/* ---- attributes ---- */

static struct ddl_constraint *constraint_of(struct py_object *self)
{
	return ((struct ops_constraint *)self)->constraint;
}

static struct py_object *get_name(struct py *vm, struct py_object *self)
{
	return ops_name_object(vm, constraint_of(self)->name);
}

static bool set_name(struct py *vm, struct py_object *self, struct py_object *value)
{
	return ops_take_name(vm, value, "name", &constraint_of(self)->name);
}

static struct py_object *get_table(struct py *vm, struct py_object *self)
{
	struct ddl_table *table = constraint_of(self)->table;

	return table ? ops_table_object(vm, table) : py_none(vm);
}

static struct py_object *get_columns(struct py *vm, struct py_object *self)
{
	const struct ops_constraint *constraint = (const struct ops_constraint *)self;
	const struct ddl_table *table = constraint->constraint->table;
	struct ddl_column **columns =
		ARENA_ARRAY(py_arena(vm), struct ddl_column *, constraint->column_count + 1);
	size_t n = 0;

	for (size_t i = 0; table && i < constraint->column_count; i++) {
		struct ddl_column *column =
			ddl_table_column(table, local_name(constraint->columns[i]));
		if (column)
			columns[n++] = column;
	}
	return ops_column_collection(vm, columns, n);
}

static struct py_object *get_column_keys(struct py *vm, struct py_object *self)
{
	const struct ops_constraint *constraint = (const struct ops_constraint *)self;
	struct py_object *list = py_list(vm);

	for (size_t i = 0; i < constraint->column_count; i++)
		py_list_append(vm, list, py_str(vm, local_name(constraint->columns[i])));
	return list;
}

static struct py_object *get_ondelete(struct py *vm, struct py_object *self)
{
	return ops_text_object(vm, constraint_of(self)->ondelete);
}

static struct py_object *get_onupdate(struct py *vm, struct py_object *self)
{
	return ops_text_object(vm, constraint_of(self)->onupdate);
}

static struct py_object *get_deferrable(struct py *vm, struct py_object *self)
{
	int flag = constraint_of(self)->deferrable;

	return flag < 0 ? py_none(vm) : py_bool(vm, flag);
}

static struct py_object *get_initially(struct py *vm, struct py_object *self)
{
	return ops_text_object(vm, constraint_of(self)->initially);
}

static struct py_object *get_sqltext(struct py *vm, struct py_object *self)
{
	return ops_expr_object(vm, constraint_of(self)->check);
}

static struct py_object *constraint_repr(struct py *vm, struct py_object *self)
{
	return py_str_printf(vm, "%.*s()", STR_ARG(self->type->name));
}

static const struct py_property properties[] = {
	{ "name", get_name, set_name },
	{ "table", get_table, NULL },
	{ "parent", get_table, NULL },
	{ "columns", get_columns, NULL },
	{ "c", get_columns, NULL },
	{ "column_keys", get_column_keys, NULL },
	{ "deferrable", get_deferrable, NULL },
	{ "initially", get_initially, NULL },
	{ 0 },
};

static const struct py_property foreign_key_properties[] = {
	{ "ondelete", get_ondelete, NULL },
	{ "onupdate", get_onupdate, NULL },
	{ 0 },
};

static const struct py_property check_properties[] = { { "sqltext", get_sqltext, NULL }, { 0 } };

#define CONSTRAINT_TYPE(variable, name_, signature_, make, properties_)                            \
	const struct py_native_type variable = {                                                   \
		.name = name_,                                                                     \
		.module = "sqlalchemy.sql.schema",                                                 \
		.base = &ops_constraint_type,                                                      \
		.size = sizeof(struct ops_constraint),                                             \
		.signature = signature_,                                                           \
		.new_ = make,                                                                      \
		.properties = properties_,                                                         \
		.has_attributes = true,                                                            \
	}

const struct py_native_type ops_constraint_type = {
	.name = "Constraint",
	.module = "sqlalchemy.sql.schema",
	.base = &ops_schema_item_type,
	.size = sizeof(struct ops_constraint),
	.properties = properties,
	.slots = { .repr = constraint_repr },
	.has_attributes = true,
};

CONSTRAINT_TYPE(ops_primary_key_type, "PrimaryKeyConstraint",
		"*columns, name=None, deferrable=None, initially=None, info=None, "
		"_implicit_generated=False, **dialect_kw",
		make_primary_key, NULL);
CONSTRAINT_TYPE(
	ops_unique_type, "UniqueConstraint",
	"*columns, name=None, deferrable=None, initially=None, info=None, _autoattach=True, "
	"_column_flag=False, **dialect_kw",
	make_unique, NULL);
CONSTRAINT_TYPE(ops_check_type, "CheckConstraint",
		"sqltext, name=None, deferrable=None, initially=None, table=None, info=None, "
		"_create_rule=None, "
		"_autoattach=True, _type_bound=False, **dialect_kw",
		make_check, check_properties);
CONSTRAINT_TYPE(ops_foreign_key_constraint_type, "ForeignKeyConstraint",
		"columns, refcolumns, name=None, onupdate=None, ondelete=None, deferrable=None, "
		"initially=None, "
		"use_alter=False, link_to_name=False, match=None, table=None, info=None, "
		"comment=None, **dialect_kw",
		make_foreign_key_constraint, foreign_key_properties);

/* ---- EXCLUDE of PostgreSQL ---- */

static bool take_exclude_element(struct py *vm, struct py_object *pair,
				 struct ddl_exclude_element *element)
{
	struct py_object **parts;
	size_t n;

	if (!py_take_items(vm, pair, &parts, &n))
		return false;
	if (n != 2) {
		py_raise(vm, "ValueError", "not enough values to unpack (expected 2, got %zu)", n);
		return false;
	}
	if (!ops_take_optional_text(vm, parts[1], &element->operator_text))
		return false;
	if (py_is_str(parts[0])) {
		element->name_text = py_text(parts[0]);
		return true;
	}
	if (py_is(parts[0], &ops_column_type)) {
		element->column = ((struct ops_column *)parts[0])->column;
		return true;
	}
	return ops_take_sql(vm, parts[0], &element->expr);
}

/* ops= maps an element's name to its operator class */
static bool take_exclude_ops(struct py *vm, struct ddl_constraint *constraint,
			     struct py_object *ops)
{
	for (size_t i = 0; py_given(ops) && i < constraint->element_count; i++) {
		struct ddl_exclude_element *element = &constraint->elements[i];
		struct str name = element->column ? element->column->key : element->name_text;
		struct py_object *found = name.n ? py_dict_get_str(vm, ops, name) : NULL;
		if (found && !ops_take_optional_text(vm, found, &element->ops))
			return false;
	}
	return true;
}

bool ops_fill_exclude(struct py *vm, struct ddl_constraint *constraint,
		      const struct ops_exclude_arguments *args)
{
	const struct py_list *elements = (const struct py_list *)args->elements;

	constraint->elements =
		ARENA_ARRAY(py_arena(vm), struct ddl_exclude_element, elements->n + 1);
	constraint->element_count = elements->n;
	for (size_t i = 0; i < elements->n; i++)
		if (!take_exclude_element(vm, elements->items[i], &constraint->elements[i]))
			return false;
	constraint->using = STR("gist");
	if (py_given(args->using) && !ops_take_optional_text(vm, args->using, &constraint->using))
		return false;
	if (py_given(args->where) && !ops_take_sql(vm, args->where, &constraint->where))
		return false;
	return take_exclude_ops(vm, constraint, args->ops);
}

/* *elements, name, deferrable, initially, using, where, ops, **kw (postgresql/ext.py) */
static struct py_object *make_exclude(struct py *vm, struct py_object *object,
				      struct py_object **args)
{
	struct ops_constraint *self = (struct ops_constraint *)object;
	const struct common_arguments common = { args[1], args[2], args[3], NULL, args[7] };
	const struct ops_exclude_arguments given = { args[0], args[4], args[5], args[6] };

	if (!fill_common(vm, self, DDL_EXCLUDE, OPS_OWNER_CONSTRAINT, &common) ||
	    !ops_fill_exclude(vm, self->constraint, &given))
		return NULL;
	return object;
}

CONSTRAINT_TYPE(ops_exclude_type, "ExcludeConstraint",
		"*elements, name=None, deferrable=None, initially=None, using='gist', where=None, "
		"ops=None, **kw",
		make_exclude, NULL);
