#include "engine/ops/exceptions.h"

/* The native part of StatementError and below; the others leave it empty. */
struct ops_exception {
	struct py_exception exception;
	struct error *error; /* what it was made from, if a database said it */
};

static const char *page_of(const struct py_type *type)
{
	static const struct {
		const struct py_native_type *type;
		const char *page;
	} pages[] = {
#define X(name, base, page) { &ops_exc_##name, page },
		OPS_EXCEPTIONS(X)
#undef X
	};

	for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++)
		if (type->layout == pages[i].type)
			return pages[i].page;
	return "";
}

/* psycopg2's classes: one a SQLSTATE (psycopg2/errorcodes.py), those that migrations meet. */
static const char *psycopg_class(struct str sqlstate)
{
	static const char *const classes[][2] = {
		{ "0A000", "FeatureNotSupported" },
		{ "22001", "StringDataRightTruncation" },
		{ "22003", "NumericValueOutOfRange" },
		{ "22012", "DivisionByZero" },
		{ "22P02", "InvalidTextRepresentation" },
		{ "23502", "NotNullViolation" },
		{ "23503", "ForeignKeyViolation" },
		{ "23505", "UniqueViolation" },
		{ "23514", "CheckViolation" },
		{ "23P01", "ExclusionViolation" },
		{ "25001", "ActiveSqlTransaction" },
		{ "25P02", "InFailedSqlTransaction" },
		{ "2BP01", "DependentObjectsStillExist" },
		{ "3F000", "InvalidSchemaName" },
		{ "40001", "SerializationFailure" },
		{ "40P01", "DeadlockDetected" },
		{ "42501", "InsufficientPrivilege" },
		{ "42601", "SyntaxError" },
		{ "42701", "DuplicateColumn" },
		{ "42703", "UndefinedColumn" },
		{ "42704", "UndefinedObject" },
		{ "42710", "DuplicateObject" },
		{ "42804", "DatatypeMismatch" },
		{ "42830", "InvalidForeignKey" },
		{ "42846", "CannotCoerce" },
		{ "42883", "UndefinedFunction" },
		{ "42P01", "UndefinedTable" },
		{ "42P06", "DuplicateSchema" },
		{ "42P07", "DuplicateTable" },
		{ "42P16", "InvalidTableDefinition" },
		{ "42P17", "InvalidObjectDefinition" },
		{ "55000", "ObjectNotInPrerequisiteState" },
		{ "55006", "ObjectInUse" },
		{ "55P03", "LockNotAvailable" },
		{ "57014", "QueryCanceled" },
		{ "P0001", "RaiseException" },
	};

	for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++)
		if (str_is(sqlstate, classes[i][0]))
			return classes[i][1];
	return NULL;
}

/* The driver's own exception, as SQLAlchemy names it in front: "sqlite3.IntegrityError". */
static const char *driver_class(struct py *vm, struct py_object *self, const struct error *error)
{
	const char *class = psycopg_class(error->sqlstate);
	struct str text;

	if (class)
		text = str_printf(py_arena(vm), "psycopg2.errors.%s", class);
	else
		text = str_printf(py_arena(vm), "%s.%.*s",
				  error->sqlstate.n ? "psycopg2" : "sqlite3",
				  STR_ARG(self->type->name));
	return str_c(py_arena(vm), text);
}

/* The message, the statement, and where SQLAlchemy explains it (sqlalchemy/exc.py,
 * HasDescriptionCode, StatementError). */
static struct py_object *exception_text(struct py *vm, struct py_object *self)
{
	const struct ops_exception *exception = (const struct ops_exception *)self;
	struct strbuf text = STRBUF(py_arena(vm));
	const char *page = page_of(self->type);
	struct str message = STR_NULL;

	if (exception->exception.args) {
		const struct py_list *args = (const struct py_list *)exception->exception.args;
		struct py_object *shown = args->n == 1 ? args->items[0] : exception->exception.args;
		if (args->n && !py_to_str(vm, shown, &message))
			return NULL;
	}
	if (exception->error && py_is(self, &ops_exc_DBAPIError))
		strbuf_printf(&text, "(%s) ", driver_class(vm, self, exception->error));
	strbuf_add(&text, message);
	if (exception->error && exception->error->statement.n)
		strbuf_printf(&text, "\n[SQL: %.*s]", STR_ARG(exception->error->statement));
	if (*page)
		strbuf_printf(&text, "%s(Background on this error at: https://sqlalche.me/e/21/%s)",
			      exception->error ? "\n" : " ", page);
	return py_str(vm, strbuf_str(&text));
}

static struct py_object *get_statement(struct py *vm, struct py_object *self)
{
	const struct ops_exception *exception = (const struct ops_exception *)self;

	return exception->error ? ops_text_object(vm, exception->error->statement) : py_none(vm);
}

/* The driver's exception: as a revision sees it, an object with pgcode and a text. */
struct driver_error {
	struct py_object head;
	struct error *error;
};

static struct py_object *get_sqlstate(struct py *vm, struct py_object *self)
{
	struct str state = ((struct driver_error *)self)->error->sqlstate;

	return state.n ? py_str(vm, state) : py_none(vm);
}

static struct py_object *driver_error_text(struct py *vm, struct py_object *self)
{
	return py_str(vm, ((struct driver_error *)self)->error->message);
}

static struct py_object *get_driver_args(struct py *vm, struct py_object *self)
{
	struct py_object *text = driver_error_text(vm, self);

	return py_tuple(vm, &text, 1);
}

static const struct py_property driver_error_properties[] = {
	{ "pgcode", get_sqlstate, NULL },
	{ "sqlstate", get_sqlstate, NULL },
	{ "args", get_driver_args, NULL },
	{ 0 },
};

static const struct py_native_type driver_error_type = {
	.name = "Error",
	.module = "dbapi",
	.size = sizeof(struct driver_error),
	.properties = driver_error_properties,
	.slots = { .str = driver_error_text, .repr = driver_error_text },
};

static struct py_object *get_orig(struct py *vm, struct py_object *self)
{
	const struct ops_exception *exception = (const struct ops_exception *)self;

	if (!exception->error)
		return py_none(vm);
	/* its class has the driver's name: type(error.orig).__name__ */
	struct py_object *base = &py_type_from(vm, &driver_error_type)->head;
	struct str name = str_from(driver_class(vm, self, exception->error));
	name = str_skip(name, (size_t)(str_rfind_char(name, '.') + 1));
	struct py_object *class =
		py_call(vm, &py_type_from(vm, &py_type_type)->head,
			&PY_ARGS(py_str(vm, name), py_tuple(vm, &base, 1), py_dict(vm)));
	if (!class)
		return NULL;
	struct driver_error *orig = (struct driver_error *)py_new_of(vm, (struct py_type *)class);
	orig->error = exception->error;
	return &orig->head;
}

static const struct py_property exception_properties[] = {
	{ "orig", get_orig, NULL },
	{ "statement", get_statement, NULL },
	{ 0 },
};

#define X(name_, base_, page)                                                                      \
	const struct py_native_type ops_exc_##name_ = {                                            \
		.name = #name_,                                                                    \
		.module = "sqlalchemy.exc",                                                        \
		.base = &base_,                                                                    \
		.size = sizeof(struct ops_exception),                                              \
		.properties = exception_properties,                                                \
		.slots = { .str = exception_text },                                                \
		.has_attributes = true,                                                            \
	};
OPS_EXCEPTIONS(X)
#undef X

const struct py_native_type ops_command_error_type = {
	.name = "CommandError",
	.module = "alembic.util.exc",
	.base = &py_Exception_type,
	.size = sizeof(struct ops_exception),
	.has_attributes = true,
};

const struct py_member ops_exception_members[] = {
#define X(name, base, page) { #name, PY_MEMBER_TYPE, &ops_exc_##name, NULL },
	OPS_EXCEPTIONS(X)
#undef X
		{ "DontWrapMixin", PY_MEMBER_TYPE, &py_object_type, NULL },
	{ 0 },
};

static const struct py_native_type *type_by_name(struct str name)
{
	for (const struct py_member *row = ops_exception_members; row->name; row++)
		if (str_is(name, row->name))
			return row->of;
	return str_is(name, "CommandError") ? &ops_command_error_type : NULL;
}

static struct py_object *raise_library(struct py *vm, const struct py_native_type *type,
				       struct error *error)
{
	struct ops_exception *exception = py_new(vm, type);
	struct py_object *message = py_str(vm, error->message);

	exception->exception.args = py_tuple(vm, &message, 1);
	exception->exception.pos = py_position(vm);
	if (error->code == ERR_DATABASE || error->code == ERR_DATABASE_RETRY)
		exception->error = error;
	return py_raise_object(vm, &exception->exception.head);
}

/* An exception that came from Python once has its type in front of its text (py_take_error). */
static void drop_type_name(struct py *vm, struct error *error)
{
	struct str prefix = str_printf(py_arena(vm), "%.*s: ", STR_ARG(error->kind));

	if (error->code == ERR_PYTHON && str_starts(error->message, prefix))
		error->message = str_skip(error->message, prefix.n);
}

struct py_object *ops_raise(struct py *vm, struct error *error)
{
	const struct py_native_type *type;

	if (!error->kind.n || error->code == ERR_UNSUPPORTED || error->code == ERR_LIMIT ||
	    error->code == ERR_CANCELLED || error->code == ERR_PARTIAL ||
	    error->code == ERR_INTERNAL)
		return py_refuse_error(vm, error);
	drop_type_name(vm, error);
	type = type_by_name(error->kind);
	if (type)
		return raise_library(vm, type, error);
	return py_raise(vm, str_c(py_arena(vm), error->kind), "%.*s", STR_ARG(error->message));
}

struct py_object *ops_throw(struct py *vm, const char *kind, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	struct str message = str_vprintf(py_arena(vm), format, args);
	va_end(args);
	struct error *error = error_new(ERR_PYTHON, "%.*s", STR_ARG(message));
	error->kind = str_from(kind);
	return ops_raise(vm, error);
}
