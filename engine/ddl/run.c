/* What every operation needs to send its statements, and the texts of errors that dialects share.
 */
#include "engine/ddl/dialect_methods.h"

struct ddl_compiler ddl_run_compiler(const struct ddl_run *run)
{
	return (struct ddl_compiler){ .arena = run->arena, .dialect = run->dialect, .run = run };
}

struct error *ddl_send(const struct ddl_run *run, struct str text)
{
	/* the one statement of ours that PostgreSQL runs outside of transactions only */
	bool is_concurrent = run->dialect->methods->has_create_type &&
			     str_find(str_slice(text, 0, 40), STR("INDEX CONCURRENTLY ")) >= 0;
	const struct ddl_statement statement = { .text = text,
						 .is_ddl = true,
						 .is_concurrent = is_concurrent };
	return run->sink->execute(run->sink->data, &statement);
}

void ddl_warn(const struct ddl_run *run, struct str text)
{
	if (run && run->warn)
		run->warn(run->warn_data, text);
}

struct error *ddl_cannot_compile(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	struct str text = str_vprintf(error_arena(), format, args);
	va_end(args);
	struct error *error = error_new(ERR_PYTHON, "%.*s", STR_ARG(text));
	error->kind = STR("CompileError");
	return error;
}

struct error *ddl_python_error(const char *kind, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	struct str text = str_vprintf(error_arena(), format, args);
	va_end(args);
	struct error *error = error_new(ERR_PYTHON, "%.*s", STR_ARG(text));
	error->kind = str_from(kind);
	return error;
}

struct error *ddl_unsupported(const struct ddl_dialect *dialect, const char *compiler,
			      struct str element)
{
	/* the original prints the compiler object with its address, which says nothing */
	struct error *error = ddl_cannot_compile(
		"Compiler <sqlalchemy.dialects.%s.base.%s%s object at 0x0> can't render "
		"element of type %.*s",
		dialect->methods->module, dialect->methods->class_prefix, compiler,
		STR_ARG(element));
	error->kind = STR("UnsupportedCompilationError");
	return error;
}
