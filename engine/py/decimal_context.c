#include "engine/py/call.h"
#include "engine/py/decimal.h"
#include "engine/py/frame.h"

/* ---- exceptions ---- */

#define EXCEPTION(variable, text, base_type)                                                       \
	const struct py_native_type variable = { .name = text,                                     \
						 .module = "decimal",                              \
						 .base = base_type,                                \
						 .size = sizeof(struct py_exception) }

EXCEPTION(py_DecimalException_type, "DecimalException", &py_ArithmeticError_type);
EXCEPTION(py_InvalidOperation_type, "InvalidOperation", &py_DecimalException_type);
EXCEPTION(py_ConversionSyntax_type, "ConversionSyntax", &py_InvalidOperation_type);
EXCEPTION(py_DivisionUndefined_type, "DivisionUndefined", &py_InvalidOperation_type);
EXCEPTION(py_DivisionImpossible_type, "DivisionImpossible", &py_InvalidOperation_type);
/* CPython derives it from DecimalException too; one base is what a native type has. */
EXCEPTION(py_DivisionByZero_type, "DivisionByZero", &py_ZeroDivisionError_type);
EXCEPTION(py_Inexact_type, "Inexact", &py_DecimalException_type);
EXCEPTION(py_Rounded_type, "Rounded", &py_DecimalException_type);
EXCEPTION(py_DecimalOverflow_type, "Overflow", &py_Inexact_type);
EXCEPTION(py_Underflow_type, "Underflow", &py_Inexact_type);
EXCEPTION(py_FloatOperation_type, "FloatOperation", &py_TypeError_type);

/* The exception's argument is the list of what was signalled, as the C module gives it. */
struct py_decimal *py_decimal_signal(struct py *vm, enum py_decimal_signal signal)
{
	static const struct {
		const struct py_native_type *raised, *named;
	} rows[] = {
		[PY_DECIMAL_INVALID] = { &py_InvalidOperation_type, &py_InvalidOperation_type },
		[PY_DECIMAL_SYNTAX] = { &py_InvalidOperation_type, &py_ConversionSyntax_type },
		[PY_DECIMAL_UNDEFINED] = { &py_InvalidOperation_type, &py_DivisionUndefined_type },
		[PY_DECIMAL_IMPOSSIBLE] = { &py_InvalidOperation_type,
					    &py_DivisionImpossible_type },
		[PY_DECIMAL_BY_ZERO] = { &py_DivisionByZero_type, &py_DivisionByZero_type },
		[PY_DECIMAL_OVERFLOW] = { &py_DecimalOverflow_type, &py_DecimalOverflow_type },
	};
	struct py_object *list = py_list(vm);

	py_list_append(vm, list, &py_type_from(vm, rows[signal].named)->head);
	py_raise_object(vm, py_exception_new(vm, rows[signal].raised, &list, 1));
	return NULL;
}

/* ---- rounding by name ---- */

static const char *const rounding_names[PY_ROUND_COUNT] = {
#define X(name) "ROUND_" #name,
	PY_DECIMAL_ROUNDINGS(X)
#undef X
};

bool py_decimal_take_rounding(struct py *vm, struct py_object *value, enum py_decimal_rounding *ret)
{
	if (!py_given(value)) {
		*ret = py_decimal_current(vm)->rounding;
		return true;
	}
	for (int i = 0; i < PY_ROUND_COUNT; i++)
		if (py_is_str(value) && str_is(py_text(value), rounding_names[i])) {
			*ret = (enum py_decimal_rounding)i;
			return true;
		}
	if (py_is_poison(vm, value))
		return false;
	return py_raise(vm, "TypeError",
			"valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, "
			"ROUND_UP, ROUND_DOWN,\n   ROUND_HALF_UP, ROUND_HALF_DOWN, "
			"ROUND_HALF_EVEN,\n   ROUND_05UP]");
}

/* ---- the current context ---- */

#define CURRENT STR(" context")

static struct py_decimal_context *new_context(struct py *vm)
{
	struct py_decimal_context *context = py_new(vm, &py_decimal_context_type);

	context->precision = 28;
	context->lowest = -999999;
	context->highest = 999999;
	context->rounding = PY_ROUND_HALF_EVEN;
	return context;
}

/* It lives in the module object, under a name that no source can spell; arithmetic needs no import.
 */
static struct map *home(struct py *vm)
{
	struct py_object *module = map_get(&vm->modules, STR("decimal"));

	if (!module)
		module = py_import(vm, STR("decimal"));
	return module->attributes;
}

struct py_decimal_context *py_decimal_current(struct py *vm)
{
	struct py_decimal_context *context = map_get(home(vm), CURRENT);

	if (!context) {
		context = new_context(vm);
		map_put(home(vm), CURRENT, context);
	}
	return context;
}

void py_decimal_set_current(struct py *vm, struct py_object *context)
{
	map_put(home(vm), CURRENT, context);
}

struct py_object *py_decimal_getcontext(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	(void)self;
	(void)args;
	return &py_decimal_current(vm)->head;
}

static bool take_context(struct py *vm, struct py_object *value)
{
	if (py_is(value, &py_decimal_context_type))
		return true;
	return !py_is_poison(vm, value) &&
	       py_raise(vm, "TypeError", "optional argument must be a context");
}

struct py_object *py_decimal_setcontext(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	(void)self;
	if (!take_context(vm, args[0]))
		return NULL;
	py_decimal_set_current(vm, args[0]);
	return py_none(vm);
}

/* ---- Context ---- */

static bool set_precision(struct py *vm, struct py_object *self, struct py_object *value)
{
	int64_t precision;

	if (!value || !py_take_int(vm, value, "prec", &precision))
		return false;
	if (precision < 1)
		return py_raise(vm, "ValueError", "valid range for prec is [1, MAX_PREC]");
	if (precision > 10000)
		return py_refuse(vm, "a decimal context of more than 10000 digits");
	((struct py_decimal_context *)self)->precision = precision;
	return true;
}

static bool set_rounding(struct py *vm, struct py_object *self, struct py_object *value)
{
	return py_decimal_take_rounding(vm, value, &((struct py_decimal_context *)self)->rounding);
}

static struct py_object *get_precision(struct py *vm, struct py_object *self)
{
	return py_int(vm, ((struct py_decimal_context *)self)->precision);
}

static struct py_object *get_rounding(struct py *vm, struct py_object *self)
{
	return py_str_c(vm, rounding_names[((struct py_decimal_context *)self)->rounding]);
}

static struct py_object *get_lowest(struct py *vm, struct py_object *self)
{
	return py_int(vm, ((struct py_decimal_context *)self)->lowest);
}

static struct py_object *get_highest(struct py *vm, struct py_object *self)
{
	return py_int(vm, ((struct py_decimal_context *)self)->highest);
}

static void copy_into(struct py_decimal_context *to, const struct py_decimal_context *from)
{
	to->precision = from->precision;
	to->rounding = from->rounding;
	to->lowest = from->lowest;
	to->highest = from->highest;
}

static bool set_both(struct py *vm, struct py_object *self, struct py_object *precision,
		     struct py_object *rounding)
{
	return (!py_given(precision) || set_precision(vm, self, precision)) &&
	       (!py_given(rounding) || set_rounding(vm, self, rounding));
}

/* args: prec, rounding, then what only other settings than the default would need */
static struct py_object *context_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	copy_into((struct py_decimal_context *)self, new_context(vm));
	for (int i = 2; i < 8; i++)
		if (py_given(args[i]))
			return py_refuse(
				vm, "a decimal context with other settings than prec and rounding");
	return set_both(vm, self, args[0], args[1]) ? self : NULL;
}

static struct py_object *context_copy(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	struct py_decimal_context *copy = new_context(vm);

	(void)args;
	copy_into(copy, (struct py_decimal_context *)self);
	return &copy->head;
}

/* Rounded as this context says, whatever the current one is. */
static struct py_object *context_create(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	struct py_object *previous = &py_decimal_current(vm)->head;
	struct py_object *value = py_call(vm, &py_type_from(vm, &py_decimal_type)->head,
					  &(struct py_args){ args, args[0] ? 1 : 0, NULL, 0 });
	struct py_decimal *rounded;

	if (!value)
		return NULL;
	py_decimal_set_current(vm, self);
	rounded = py_decimal_finish(vm, (struct py_decimal *)value);
	py_decimal_set_current(vm, previous);
	return (struct py_object *)rounded;
}

static bool context_getattr(struct py *vm, struct py_object *self, struct str name,
			    struct py_object **ret)
{
	(void)self;
	if (str_starts(name, STR("__")))
		return false;
	*ret = py_refuse(vm, "decimal.Context's '%.*s' is not supported", STR_ARG(name));
	return true;
}

static bool context_setattr(struct py *vm, struct py_object *self, struct str name,
			    struct py_object *value)
{
	(void)self;
	(void)value;
	if (str_is(name, "prec") || str_is(name, "rounding"))
		return false;
	py_refuse(vm, "decimal.Context's '%.*s' is not supported", STR_ARG(name));
	return true;
}

const struct py_native_type py_decimal_context_type = {
	.name = "Context",
	.module = "decimal",
	.size = sizeof(struct py_decimal_context),
	.signature = "prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, "
		     "flags=None, "
		     "traps=None",
	.new_ = context_new,
	.methods = (const struct py_method[]){ { "copy", "", context_copy, PY_METHOD_INSTANCE },
					       { "__copy__", "", context_copy, PY_METHOD_INSTANCE },
					       { "create_decimal", "num='0', /", context_create,
						 PY_METHOD_INSTANCE },
					       { 0 } },
	.properties = (const struct py_property[]){ { "prec", get_precision, set_precision },
						    { "rounding", get_rounding, set_rounding },
						    { "Emin", get_lowest, NULL },
						    { "Emax", get_highest, NULL },
						    { 0 } },
	.slots = { .getattr = context_getattr, .setattr = context_setattr },
};

/* ---- localcontext ---- */

struct local {
	struct py_object head;
	struct py_object *context, *previous;
};

static struct py_object *local_enter(struct py *vm, struct py_object *self)
{
	struct local *local = (struct local *)self;

	local->previous = &py_decimal_current(vm)->head;
	py_decimal_set_current(vm, local->context);
	return local->context;
}

static int local_exit(struct py *vm, struct py_object *self, struct py_object *exception)
{
	(void)exception;
	py_decimal_set_current(vm, ((struct local *)self)->previous);
	return 0;
}

static const struct py_native_type local_type = {
	.name = "ContextManager",
	.module = "decimal",
	.size = sizeof(struct local),
	.slots = { .enter = local_enter, .exit = local_exit },
};

struct py_object *py_decimal_localcontext(struct py *vm, struct py_object *self,
					  struct py_object **args)
{
	struct py_object *from = py_given(args[0]) ? args[0] : &py_decimal_current(vm)->head;
	struct local *local;

	(void)self;
	if (!take_context(vm, from))
		return NULL;
	local = py_new(vm, &local_type);
	local->context = context_copy(vm, from, NULL);
	return set_both(vm, local->context, args[1], args[2]) ? &local->head : NULL;
}
