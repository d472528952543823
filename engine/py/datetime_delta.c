#include "engine/py/calendar.h"

#include <math.h>
#include <stdlib.h>

/* timedelta, tzinfo and timezone. */

#define LONGEST (INT64_C(106000000) * DAY)

struct py_object *py_timedelta_new(struct py *vm, int64_t microseconds)
{
	struct py_timedelta *delta = py_new(vm, &py_timedelta_type);

	delta->microseconds = microseconds;
	return &delta->head;
}

static bool is_delta(const struct py_object *value)
{
	return py_is(value, &py_timedelta_type);
}

static int64_t of_delta(const struct py_object *value)
{
	return ((const struct py_timedelta *)value)->microseconds;
}

void py_timedelta_split(int64_t microseconds, int64_t *ret_days, int *ret_seconds,
			int *ret_microseconds)
{
	int64_t days = microseconds / DAY, rest = microseconds % DAY;

	if (rest < 0) {
		rest += DAY;
		days--;
	}
	*ret_days = days;
	*ret_seconds = (int)(rest / SECOND);
	*ret_microseconds = (int)(rest % SECOND);
}

static struct py_object *from_long_double(struct py *vm, long double value)
{
	if (!(fabsl(value) <= (long double)LONGEST))
		return py_raise(vm, "OverflowError", "Python int too large to convert to C int");
	return py_timedelta_new(vm, (int64_t)nearbyintl(value));
}

static struct py_object *delta_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	static const int64_t units[] = { DAY, SECOND, 1, 1000, MINUTE, HOUR, 7 * DAY };
	int64_t whole = 0;
	double fraction = 0;

	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		int64_t count, part;
		if (!args[i])
			continue;
		if (py_is_float(args[i])) {
			const double value = ((struct py_float *)args[i])->value;
			if (!isfinite(value) || fabs(value) > 1e18)
				return py_int_from_double(vm, value)
					       ? py_raise(vm, "OverflowError",
							  "timedelta value out of range")
					       : NULL;
			const double cut = trunc(value);
			count = (int64_t)cut;
			fraction += (value - cut) * (double)units[i];
		} else if (!py_is_int(args[i])) {
			return py_raise(vm, "TypeError",
					"unsupported type for timedelta %s component: %.*s",
					(const char *const[]){ "days", "seconds", "microseconds",
							       "milliseconds", "minutes", "hours",
							       "weeks" }[i],
					STR_ARG(py_type_name(args[i])));
		} else if (!py_take_int(vm, args[i], "timedelta component", &count)) {
			return NULL;
		}
		if (__builtin_mul_overflow(count, units[i], &part) ||
		    __builtin_add_overflow(whole, part, &whole) || llabs(whole) > LONGEST)
			return py_raise(vm, "OverflowError",
					"days=%lld; must have magnitude <= 999999999",
					(long long)count);
	}
	((struct py_timedelta *)self)->microseconds = whole + (int64_t)nearbyint(fraction);
	return self;
}

static int64_t floor_divide(int64_t a, int64_t b)
{
	const int64_t quotient = a / b;

	return a % b && (a < 0) != (b < 0) ? quotient - 1 : quotient;
}

static struct py_object *divide_deltas(struct py *vm, enum py_operator op, int64_t a, int64_t b)
{
	if (!b)
		return py_raise(vm, "ZeroDivisionError",
				op == PY_OP_DIV ? "division by zero"
						: "integer division or modulo by zero");
	if (op == PY_OP_DIV)
		return py_binary(vm, PY_OP_DIV, py_int(vm, a), py_int(vm, b));
	if (op == PY_OP_FLOORDIV)
		return py_int(vm, floor_divide(a, b));
	if (op == PY_OP_MOD)
		return py_timedelta_new(vm, a - floor_divide(a, b) * b);
	return py_not_implemented(vm);
}

static struct py_object *scale(struct py *vm, enum py_operator op, int64_t delta,
			       struct py_object *by, bool reflected)
{
	double factor;

	if (op == PY_OP_FLOORDIV && py_is_float(by))
		return py_not_implemented(vm);
	if (!py_take_double(vm, by, &factor))
		return NULL;
	if (op == PY_OP_MULT)
		return from_long_double(vm, (long double)delta * (long double)factor);
	if (reflected)
		return py_not_implemented(vm);
	if (factor == 0)
		return py_raise(vm, "ZeroDivisionError",
				py_is_int(by) ? "integer division or modulo by zero"
					      : "division by zero");
	if (op == PY_OP_FLOORDIV)
		return py_timedelta_new(vm, floor_divide(delta, ((struct py_int *)by)->value));
	return from_long_double(vm, (long double)delta / (long double)factor);
}

static struct py_object *delta_binary(struct py *vm, enum py_operator op, struct py_object *self,
				      struct py_object *other, bool reflected)
{
	if (is_delta(other)) {
		const int64_t a = of_delta(reflected ? other : self),
			      b = of_delta(reflected ? self : other);
		if (op == PY_OP_ADD || op == PY_OP_SUB)
			return from_long_double(vm, (long double)a + (op == PY_OP_ADD ? b : -b));
		return divide_deltas(vm, op, a, b);
	}
	if ((py_is_int(other) || py_is_float(other)) &&
	    (op == PY_OP_MULT || op == PY_OP_DIV || op == PY_OP_FLOORDIV))
		return scale(vm, op, of_delta(self), other, reflected);
	return py_not_implemented(vm);
}

static struct py_object *delta_unary(struct py *vm, enum py_unary op, struct py_object *self)
{
	if (op == PY_UNARY_INVERT)
		return py_raise(vm, "TypeError",
				"bad operand type for unary ~: 'datetime.timedelta'");
	return py_timedelta_new(vm, op == PY_UNARY_NEGATIVE ? -of_delta(self) : of_delta(self));
}

static struct py_object *delta_compare(struct py *vm, enum py_comparison op, struct py_object *self,
				       struct py_object *other)
{
	if (!is_delta(other))
		return py_not_implemented(vm);
	return py_compare(vm, op, py_int(vm, of_delta(self)), py_int(vm, of_delta(other)));
}

static int delta_truth(struct py *vm, struct py_object *self)
{
	(void)vm;
	return of_delta(self) != 0;
}

static bool delta_hash(struct py *vm, struct py_object *self, uint64_t *ret_hash)
{
	(void)vm;
	*ret_hash = py_hash_int64(of_delta(self));
	return true;
}

static struct py_object *delta_str(struct py *vm, struct py_object *self)
{
	struct strbuf buffer = STRBUF(py_arena(vm));
	int64_t days;
	int seconds, microseconds;

	py_timedelta_split(of_delta(self), &days, &seconds, &microseconds);
	if (days)
		strbuf_printf(&buffer, "%lld day%s, ", (long long)days,
			      llabs(days) == 1 ? "" : "s");
	strbuf_printf(&buffer, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
	if (microseconds)
		strbuf_printf(&buffer, ".%06d", microseconds);
	return py_str(vm, strbuf_str(&buffer));
}

static struct py_object *delta_repr(struct py *vm, struct py_object *self)
{
	struct strbuf parts = STRBUF(py_arena(vm));
	int64_t days;
	int seconds, microseconds;

	py_timedelta_split(of_delta(self), &days, &seconds, &microseconds);
	if (days)
		strbuf_printf(&parts, "days=%lld", (long long)days);
	if (seconds) {
		strbuf_separate(&parts, ", ");
		strbuf_printf(&parts, "seconds=%d", seconds);
	}
	if (microseconds) {
		strbuf_separate(&parts, ", ");
		strbuf_printf(&parts, "microseconds=%d", microseconds);
	}
	return py_str_printf(vm, "datetime.timedelta(%.*s)",
			     STR_ARG(parts.n ? strbuf_str(&parts) : STR("0")));
}

static struct py_object *delta_days(struct py *vm, struct py_object *self)
{
	int64_t days;
	int seconds, microseconds;

	py_timedelta_split(of_delta(self), &days, &seconds, &microseconds);
	return py_int(vm, days);
}

static struct py_object *delta_seconds(struct py *vm, struct py_object *self)
{
	int64_t days;
	int seconds, microseconds;

	py_timedelta_split(of_delta(self), &days, &seconds, &microseconds);
	return py_int(vm, seconds);
}

static struct py_object *delta_microseconds(struct py *vm, struct py_object *self)
{
	int64_t days;
	int seconds, microseconds;

	py_timedelta_split(of_delta(self), &days, &seconds, &microseconds);
	return py_int(vm, microseconds);
}

static struct py_object *delta_total_seconds(struct py *vm, struct py_object *self,
					     struct py_object **args)
{
	(void)args;
	return py_binary(vm, PY_OP_DIV, py_int(vm, of_delta(self)), py_int(vm, SECOND));
}

static struct py_object *delta_abs(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	return py_timedelta_new(vm, llabs(of_delta(self)));
}

static const struct py_method delta_methods[] = {
	{ "total_seconds", "", delta_total_seconds, PY_METHOD_INSTANCE },
	{ "__abs__", "", delta_abs, PY_METHOD_INSTANCE },
	{ 0 },
};

static const struct py_property delta_properties[] = {
	{ "days", delta_days, NULL },
	{ "seconds", delta_seconds, NULL },
	{ "microseconds", delta_microseconds, NULL },
	{ 0 },
};

const struct py_native_type py_timedelta_type = {
	.name = "timedelta",
	.module = "datetime",
	.size = sizeof(struct py_timedelta),
	.signature =
		"days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0",
	.new_ = delta_new,
	.methods = delta_methods,
	.properties = delta_properties,
	.slots = { .binary = delta_binary,
		   .unary = delta_unary,
		   .compare = delta_compare,
		   .truth = delta_truth,
		   .hash = delta_hash,
		   .repr = delta_repr,
		   .str = delta_str },
};

/* ---- time zones ---- */

struct py_object *py_timezone_new(struct py *vm, int64_t offset, struct str name)
{
	struct py_type *type = py_type_from(vm, &py_timezone_type);

	if (offset == 0 && !name.p && type->user)
		return type->user;
	struct py_timezone *zone = py_new(vm, &py_timezone_type);

	zone->offset = offset;
	zone->name = name;
	if (offset == 0 && !name.p)
		type->user = zone;
	return &zone->head;
}

static struct py_object *zone_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str name;

	(void)self;
	if (!is_delta(args[0]))
		return py_raise(vm, "TypeError",
				"timezone() argument 1 must be datetime.timedelta, not %.*s",
				STR_ARG(py_type_name(args[0])));
	if (!py_take_text(vm, args[1], "timezone() argument 2", &name))
		return NULL;
	if (llabs(of_delta(args[0])) >= DAY) {
		struct str shown;
		return py_repr(vm, args[0], &shown)
			       ? py_raise(vm, "ValueError",
					  "offset must be a timedelta strictly between "
					  "-timedelta(hours=24) and "
					  "timedelta(hours=24), not %.*s.",
					  STR_ARG(shown))
			       : NULL;
	}
	return py_timezone_new(vm, of_delta(args[0]), name);
}

static struct str zone_name(struct py *vm, const struct py_timezone *zone)
{
	struct strbuf buffer = STRBUF(py_arena(vm));

	if (zone->name.p)
		return zone->name;
	strbuf_add_c(&buffer, "UTC");
	if (zone->offset)
		calendar_add_offset(&buffer, zone->offset, ":");
	return strbuf_str(&buffer);
}

static struct py_object *zone_str(struct py *vm, struct py_object *self)
{
	return py_str(vm, zone_name(vm, (struct py_timezone *)self));
}

static struct py_object *zone_repr(struct py *vm, struct py_object *self)
{
	const struct py_timezone *zone = (struct py_timezone *)self;
	struct strbuf buffer = STRBUF(py_arena(vm));
	struct str offset;

	if (zone->offset == 0 && !zone->name.p)
		return py_str_c(vm, "datetime.timezone.utc");
	if (!py_repr(vm, py_timedelta_new(vm, zone->offset), &offset))
		return NULL;
	strbuf_printf(&buffer, "datetime.timezone(%.*s", STR_ARG(offset));
	if (zone->name.p) {
		strbuf_add_c(&buffer, ", ");
		py_str_add_repr(&buffer, zone->name, false);
	}
	strbuf_add_char(&buffer, ')');
	return py_str(vm, strbuf_str(&buffer));
}

static struct py_object *zone_utcoffset(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	(void)args;
	return py_timedelta_new(vm, ((struct py_timezone *)self)->offset);
}

static struct py_object *zone_tzname(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	return zone_str(vm, self);
}

static struct py_object *zone_dst(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	(void)args;
	return py_none(vm);
}

static struct py_object *zone_compare(struct py *vm, enum py_comparison op, struct py_object *self,
				      struct py_object *other)
{
	if (!py_is(other, &py_timezone_type) || (op != PY_EQ && op != PY_NE))
		return py_not_implemented(vm);
	return py_bool(vm, (((struct py_timezone *)self)->offset ==
			    ((struct py_timezone *)other)->offset) == (op == PY_EQ));
}

static bool zone_hash(struct py *vm, struct py_object *self, uint64_t *ret_hash)
{
	(void)vm;
	*ret_hash = py_hash_int64(((struct py_timezone *)self)->offset);
	return true;
}

static struct py_object *tzinfo_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)vm;
	(void)args;
	return self;
}

const struct py_native_type py_tzinfo_type = {
	.name = "tzinfo",
	.module = "datetime",
	.size = sizeof(struct py_timezone),
	.signature = "*args, **kwargs",
	.new_ = tzinfo_new,
};

static const struct py_method zone_methods[] = {
	{ "utcoffset", "dt, /", zone_utcoffset, PY_METHOD_INSTANCE },
	{ "tzname", "dt, /", zone_tzname, PY_METHOD_INSTANCE },
	{ "dst", "dt, /", zone_dst, PY_METHOD_INSTANCE },
	{ 0 },
};

const struct py_native_type py_timezone_type = {
	.name = "timezone",
	.module = "datetime",
	.base = &py_tzinfo_type,
	.size = sizeof(struct py_timezone),
	.signature = "offset, name=None",
	.new_ = zone_new,
	.methods = zone_methods,
	.slots = { .compare = zone_compare, .hash = zone_hash, .repr = zone_repr, .str = zone_str },
};

static struct py_object *tzinfo_of(const struct py_object *value)
{
	if (py_is(value, &py_datetime_type))
		return ((const struct py_datetime *)value)->tzinfo;
	return py_is(value, &py_time_type) ? ((const struct py_time *)value)->tzinfo : NULL;
}

bool py_datetime_offset(struct py *vm, struct py_object *value, int64_t *ret_microseconds,
			bool *ret_known)
{
	struct py_object *zone = tzinfo_of(value);

	*ret_known = false;
	*ret_microseconds = 0;
	if (!zone)
		return true;
	if (py_is(zone, &py_timezone_type)) {
		*ret_microseconds = ((struct py_timezone *)zone)->offset;
		*ret_known = true;
		return true;
	}
	struct py_object *asked = py_is(value, &py_datetime_type) ? value : py_none(vm);
	struct py_object *offset = py_call_method(vm, zone, "utcoffset", &PY_ARGS(asked));

	if (!offset)
		return false;
	if (is_delta(offset)) {
		*ret_microseconds = of_delta(offset);
		*ret_known = true;
	}
	return true;
}

bool calendar_timezone_name(struct py *vm, struct py_object *value, struct str *ret)
{
	struct py_object *zone = tzinfo_of(value);

	*ret = STR_NULL;
	if (!zone)
		return true;
	struct py_object *asked = py_is(value, &py_datetime_type) ? value : py_none(vm);
	struct py_object *name = py_call_method(vm, zone, "tzname", &PY_ARGS(asked));

	return name && py_take_text(vm, name, "tzname()", ret);
}
