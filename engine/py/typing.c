#include "engine/py/typing.h"

bool py_is_annotation(const struct py_object *value)
{
	return py_is(value, &py_form_type) || py_is(value, &py_alias_type) ||
	       py_is(value, &py_type_type) || py_is_none(value);
}

/* ---- aliases ---- */

struct py_object *py_generic_alias(struct py *vm, struct py_object *origin, struct py_object *key)
{
	struct py_alias *alias = py_new(vm, &py_alias_type);

	alias->origin = origin;
	alias->arguments = py_is(key, &py_tuple_type) ? key : py_tuple(vm, &key, 1);
	return &alias->head;
}

static void add_members(struct py *vm, struct py_object *members, struct py_object *value)
{
	const struct py_alias *alias = (struct py_alias *)value;

	if (!py_is(value, &py_alias_type) || !alias->is_union) {
		py_list_append(vm, members, value);
		return;
	}
	const struct py_list *arguments = (struct py_list *)alias->arguments;

	for (size_t i = 0; i < arguments->n; i++)
		py_list_append(vm, members, arguments->items[i]);
}

struct py_object *py_union(struct py *vm, struct py_object *a, struct py_object *b)
{
	struct py_alias *alias = py_new(vm, &py_alias_type);
	struct py_object *members = py_list(vm);

	add_members(vm, members, a);
	add_members(vm, members, b);
	alias->is_union = true;
	alias->arguments = py_list_from(vm, &py_tuple_type, members);
	return &alias->head;
}

struct py_object *py_class_getitem(struct py *vm, struct py_object *self, struct py_object **args)
{
	return py_generic_alias(vm, self, args[0]);
}

static struct py_object *join_binary(struct py *vm, enum py_operator op, struct py_object *self,
				     struct py_object *other, bool reflected)
{
	if (op != PY_OP_BITOR || (!py_is_annotation(other) && !py_is_str(other)))
		return py_not_implemented(vm);
	return reflected ? py_union(vm, other, self) : py_union(vm, self, other);
}

/* A class is shown by its name, everything else by its repr. */
static bool add_shown(struct py *vm, struct strbuf *buffer, struct py_object *value)
{
	const struct py_type *type = (struct py_type *)value;
	struct str text;

	if (py_is(value, &py_type_type)) {
		if (type->module.n && !str_is(type->module, "builtins"))
			strbuf_printf(buffer, "%.*s.", STR_ARG(type->module));
		strbuf_add(buffer, type->qualified_name.n ? type->qualified_name : type->name);
		return true;
	}
	if (value->type->native == &py_ellipsis_type)
		text = STR("...");
	else if (py_is(value, &py_list_type))
		text = STR("[...]");
	else if (!py_repr(vm, value, &text))
		return false;
	strbuf_add(buffer, text);
	return true;
}

static struct py_object *alias_repr(struct py *vm, struct py_object *self)
{
	const struct py_alias *alias = (struct py_alias *)self;
	const struct py_list *arguments = (struct py_list *)alias->arguments;
	struct strbuf buffer = STRBUF(py_arena(vm));

	if (!alias->is_union) {
		if (!add_shown(vm, &buffer, alias->origin))
			return NULL;
		strbuf_add_char(&buffer, '[');
	}
	for (size_t i = 0; i < arguments->n; i++) {
		if (i)
			strbuf_add_c(&buffer, alias->is_union ? " | " : ", ");
		if (!add_shown(vm, &buffer, arguments->items[i]))
			return NULL;
	}
	if (!alias->is_union)
		strbuf_add_c(&buffer, arguments->n ? "]" : "()]");
	return py_str(vm, strbuf_str(&buffer));
}

static struct py_object *alias_call(struct py *vm, struct py_object *self,
				    const struct py_args *args)
{
	const struct py_alias *alias = (struct py_alias *)self;

	if (alias->is_union)
		return py_raise(vm, "TypeError", "'types.UnionType' object is not callable");
	return py_call(vm, alias->origin, args);
}

static struct py_object *alias_getitem(struct py *vm, struct py_object *self, struct py_object *key)
{
	return py_generic_alias(vm, self, key);
}

static struct py_object *alias_compare(struct py *vm, enum py_comparison op, struct py_object *self,
				       struct py_object *other)
{
	const struct py_alias *a = (struct py_alias *)self, *b = (struct py_alias *)other;

	if ((op != PY_EQ && op != PY_NE) || !py_is(other, &py_alias_type))
		return py_not_implemented(vm);
	int same = a->is_union == b->is_union;

	if (same && !a->is_union)
		same = py_equal(vm, a->origin, b->origin);
	if (same > 0)
		same = py_equal(vm, a->arguments, b->arguments);
	return same < 0 ? NULL : py_bool(vm, same == (op == PY_EQ));
}

static bool alias_hash(struct py *vm, struct py_object *self, uint64_t *ret_hash)
{
	(void)vm;
	*ret_hash = ((struct py_list *)((struct py_alias *)self)->arguments)->n + 77;
	(void)self;
	return true;
}

static struct py_object *alias_origin(struct py *vm, struct py_object *self)
{
	const struct py_alias *alias = (struct py_alias *)self;
	const struct py_form *form = (struct py_form *)alias->origin;

	if (alias->is_union)
		return py_str_c(vm, "types.UnionType");
	if (py_is(alias->origin, &py_form_type) && form->origin)
		return &py_type_from(vm, form->origin)->head;
	return alias->origin;
}

static struct py_object *alias_arguments(struct py *vm, struct py_object *self)
{
	(void)vm;
	return ((struct py_alias *)self)->arguments;
}

static struct py_object *alias_mro_entries(struct py *vm, struct py_object *self,
					   struct py_object **args)
{
	struct py_object *origin = alias_origin(vm, self);

	(void)args;
	if (py_is(origin, &py_type_type))
		return py_tuple(vm, &origin, 1);
	return py_tuple(vm, NULL, 0);
}

static struct py_object *alias_instancecheck(struct py *vm, struct py_object *self,
					     struct py_object **args)
{
	const struct py_alias *alias = (struct py_alias *)self;
	const struct py_list *members = (struct py_list *)alias->arguments;

	if (!alias->is_union)
		return py_raise(vm, "TypeError",
				"isinstance() argument 2 cannot be a parameterized generic");
	for (size_t i = 0; i < members->n; i++) {
		const int is = py_is_none(members->items[i])
				       ? py_is_none(args[0])
				       : py_is_instance(vm, args[0], members->items[i]);
		if (is)
			return is < 0 ? NULL : py_bool(vm, true);
	}
	return py_bool(vm, false);
}

/* An alias has the attributes of what it stands for: `dict[str, int].fromkeys`. */
static bool alias_getattr(struct py *vm, struct py_object *self, struct str name,
			  struct py_object **ret)
{
	const struct py_alias *alias = (struct py_alias *)self;

	if (alias->is_union)
		return false;
	return !py_find_attr(vm, alias->origin, name, ret) || *ret;
}

static const struct py_method alias_methods[] = {
	{ "__mro_entries__", "bases, /", alias_mro_entries, PY_METHOD_INSTANCE },
	{ "__instancecheck__", "instance, /", alias_instancecheck, PY_METHOD_INSTANCE },
	{ 0 },
};

static const struct py_property alias_properties[] = {
	{ "__origin__", alias_origin, NULL },
	{ "__args__", alias_arguments, NULL },
	{ 0 },
};

const struct py_native_type py_alias_type = {
	.name = "GenericAlias",
	.module = "types",
	.size = sizeof(struct py_alias),
	.methods = alias_methods,
	.properties = alias_properties,
	.slots = { .repr = alias_repr,
		   .call = alias_call,
		   .getitem = alias_getitem,
		   .binary = join_binary,
		   .compare = alias_compare,
		   .hash = alias_hash,
		   .getattr = alias_getattr },
};

/* ---- names ---- */

static struct py_object *form_getitem(struct py *vm, struct py_object *self, struct py_object *key)
{
	const struct py_form *form = (struct py_form *)self;

	if (str_is(str_from(form->name), "Optional"))
		return py_union(vm, key, py_none(vm));
	return py_generic_alias(vm, self, key);
}

static struct py_object *form_call(struct py *vm, struct py_object *self,
				   const struct py_args *args)
{
	const struct py_form *form = (struct py_form *)self;

	if (form->origin)
		return py_call(vm, &py_type_from(vm, form->origin)->head, args);
	return py_raise(vm, "TypeError", "Cannot instantiate %s.%s", form->module, form->name);
}

static struct py_object *form_repr(struct py *vm, struct py_object *self)
{
	const struct py_form *form = (struct py_form *)self;

	return py_str_printf(vm, "%s.%s", form->module, form->name);
}

static struct py_object *form_name(struct py *vm, struct py_object *self)
{
	return py_str_c(vm, ((struct py_form *)self)->name);
}

static struct py_object *form_module(struct py *vm, struct py_object *self)
{
	return py_str_c(vm, ((struct py_form *)self)->module);
}

static struct py_object *form_instancecheck(struct py *vm, struct py_object *self,
					    struct py_object **args)
{
	const struct py_form *form = (struct py_form *)self;

	if (form->origin)
		return py_bool(vm, py_is(args[0], form->origin));
	if (!form->has_instance)
		return py_raise(vm, "TypeError", "%s.%s cannot be used with isinstance()",
				form->module, form->name);
	return py_bool(vm, form->has_instance(args[0]));
}

static struct py_object *form_mro_entries(struct py *vm, struct py_object *self,
					  struct py_object **args)
{
	const struct py_form *form = (struct py_form *)self;

	(void)args;
	if (!form->origin)
		return py_tuple(vm, NULL, 0);
	return py_tuple(vm, (struct py_object *const[]){ &py_type_from(vm, form->origin)->head },
			1);
}

/* @Sequence.register */
static struct py_object *form_register(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	(void)vm;
	(void)self;
	return args[0];
}

static const struct py_method form_methods[] = {
	{ "__mro_entries__", "bases, /", form_mro_entries, PY_METHOD_INSTANCE },
	{ "__instancecheck__", "instance, /", form_instancecheck, PY_METHOD_INSTANCE },
	{ "register", "subclass, /", form_register, PY_METHOD_INSTANCE },
	{ 0 },
};

static const struct py_property form_properties[] = {
	{ "__name__", form_name, NULL },
	{ "__module__", form_module, NULL },
	{ 0 },
};

const struct py_native_type py_form_type = {
	.name = "_SpecialForm",
	.module = "typing",
	.size = sizeof(struct py_form),
	.methods = form_methods,
	.properties = form_properties,
	.slots = { .repr = form_repr,
		   .call = form_call,
		   .getitem = form_getitem,
		   .binary = join_binary },
	.has_attributes = true,
};
