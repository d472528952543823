#include "engine/ops/schema.h"

static struct ops_quoted_name *new_name(struct py *vm, struct py_object *self, struct str text)
{
	(void)vm;
	struct ops_quoted_name *name = (struct ops_quoted_name *)self;

	name->string.value = text;
	name->string.length = -1;
	return name;
}

static enum ddl_quote quote_from(const struct py_object *flag)
{
	if (!py_given(flag))
		return DDL_QUOTE_AUTO;
	return py_is_true(flag) ? DDL_QUOTE_ALWAYS : DDL_QUOTE_NEVER;
}

static struct py_object *make_quoted_name(struct py *vm, struct py_object *self,
					  struct py_object **args)
{
	struct str text = STR_NULL;

	if (!py_take_text(vm, args[0], "value", &text))
		return NULL;
	if (py_is(args[0], &ops_quoted_name_type) && !py_given(args[1]))
		return args[0];
	new_name(vm, self, text)->quote = quote_from(args[1]);
	return self;
}

static struct py_object *make_conv(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str text = STR_NULL;

	if (!py_take_text(vm, args[0], "value", &text))
		return NULL;
	struct ops_quoted_name *name = new_name(vm, self, text);
	if (py_is(args[0], &ops_quoted_name_type))
		name->quote = ((struct ops_quoted_name *)args[0])->quote;
	return self;
}

static struct py_object *get_quote(struct py *vm, struct py_object *self)
{
	switch (((struct ops_quoted_name *)self)->quote) {
	case DDL_QUOTE_ALWAYS:
		return py_bool(vm, true);
	case DDL_QUOTE_NEVER:
		return py_bool(vm, false);
	case DDL_QUOTE_AUTO:
		break;
	}
	return py_none(vm);
}

static const struct py_property name_properties[] = { { "quote", get_quote, NULL }, { 0 } };

const struct py_native_type ops_quoted_name_type = {
	.name = "quoted_name",
	.module = "sqlalchemy.sql.elements",
	.base = &py_str_type,
	.size = sizeof(struct ops_quoted_name),
	.signature = "value, quote=None",
	.new_ = make_quoted_name,
	.properties = name_properties,
};

/* A name that is final: no convention touches it, and too long a one is truncated
 * (sql/elements.py). */
const struct py_native_type ops_conv_type = {
	.name = "conv",
	.module = "sqlalchemy.sql.elements",
	.base = &ops_quoted_name_type,
	.size = sizeof(struct ops_quoted_name),
	.signature = "value",
	.new_ = make_conv,
};

struct py_object *ops_text_object(struct py *vm, struct str text)
{
	return text.p ? py_str(vm, text) : py_none(vm);
}

struct py_object *ops_name_object(struct py *vm, struct ddl_name name)
{
	if (!name.text.n)
		return py_none(vm);
	if (name.quote == DDL_QUOTE_AUTO && !name.is_final && !name.is_generated)
		return py_str(vm, name.text);
	const struct py_native_type *type =
		name.is_final || name.is_generated ? &ops_conv_type : &ops_quoted_name_type;
	struct ops_quoted_name *object = new_name(vm, py_new(vm, type), name.text);
	object->quote = name.quote;
	return &object->string.head;
}

bool ops_take_quoted(struct py *vm, struct py_object *value, struct py_object *quote,
		     const char *what, struct ddl_name *ret)
{
	struct ddl_name name = { .text = STR_NULL };

	if (value && py_is_poison(vm, value))
		return false;
	if (!py_take_text(vm, value, what, &name.text))
		return false;
	if (!name.text.p)
		name.text = STR("");
	if (py_is(value, &ops_quoted_name_type))
		name.quote = ((struct ops_quoted_name *)value)->quote;
	name.is_final = py_is(value, &ops_conv_type);
	if (py_given(quote))
		name.quote = quote_from(quote);
	*ret = name;
	return true;
}

bool ops_take_name(struct py *vm, struct py_object *value, const char *what, struct ddl_name *ret)
{
	return ops_take_quoted(vm, value, NULL, what, ret);
}
