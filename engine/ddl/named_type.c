/* CREATE TYPE, CREATE DOMAIN, sequences and schemas (sqlalchemy/dialects/postgresql/base.py,
 * sql/compiler.py). */
#include "engine/ddl/dialect_methods.h"

static bool is_domain(const struct ddl_type *type)
{
	return type->kind == DDL_TYPE_PG_DOMAIN;
}

static struct str enum_values(const struct ddl_compiler *compiler, const struct ddl_type *type)
{
	struct strbuf text = STRBUF(compiler->arena);
	for (size_t i = 0; i < type->values.n; i++) {
		strbuf_separate(&text, ", ");
		strbuf_add(&text, ddl_quote_string(compiler->arena, compiler->dialect,
						   type->values.items[i]));
	}
	return strbuf_str(&text);
}

/* The blank behind the type stands even if no option follows. */
static struct error *domain_text(const struct ddl_compiler *compiler, const struct ddl_type *type,
				 struct str name, struct str *ret_text)
{
	struct str item;
	TRY(ddl_write_type(compiler, type->item, &item));
	struct strbuf options = STRBUF(compiler->arena);
	if (type->collation.n)
		strbuf_printf(&options, "COLLATE %.*s",
			      STR_ARG(ddl_quote_text(compiler->arena, compiler->dialect,
						     type->collation)));
	if (type->domain_default.p) {
		strbuf_separate(&options, " ");
		strbuf_printf(&options, "DEFAULT %.*s", STR_ARG(type->domain_default));
	}
	if (type->domain_constraint_name.p) {
		struct str constraint;
		TRY(ddl_quote_constraint(compiler->arena, compiler->dialect,
					 ddl_name(type->domain_constraint_name), &constraint));
		strbuf_separate(&options, " ");
		strbuf_printf(&options, "CONSTRAINT %.*s", STR_ARG(constraint));
	}
	if (type->domain_not_null) {
		strbuf_separate(&options, " ");
		strbuf_add_c(&options, "NOT NULL");
	}
	if (type->domain_check.p) {
		strbuf_separate(&options, " ");
		strbuf_printf(&options, "CHECK (%.*s)", STR_ARG(type->domain_check));
	}
	*ret_text = str_printf(compiler->arena, "CREATE DOMAIN %.*s AS %.*s %.*s", STR_ARG(name),
			       STR_ARG(item), STR_ARG(strbuf_str(&options)));
	return NULL;
}

/*
 * False for what is not made apart from its table here: an Enum stored as text, or no such types in
 * this dialect. PostgreSQL's own types do not ask the dialect, but for ENUM where the dialect has
 * no enums at all.
 */
static struct error *is_made_apart(const struct ddl_run *run, const struct ddl_type **type,
				   const char *verb, bool *ret_apart)
{
	TRY(ddl_type_for(*type, run->dialect, run->arena, type));
	bool is_enum = ddl_type_is_a((*type)->kind, DDL_TYPE_ENUM) && (*type)->native_enum;
	bool is_own = is_domain(*type) ||
		      ((*type)->kind == DDL_TYPE_PG_ENUM && run->dialect->has_native_enum);
	*ret_apart = run->dialect->methods->has_create_type && (is_enum || is_domain(*type));
	if (*ret_apart || !is_own)
		return NULL;
	return ddl_unsupported(
		run->dialect, "DDLCompiler",
		str_printf(run->arena,
			   "<class 'sqlalchemy.dialects.postgresql.named_types.%s%sType'>", verb,
			   is_domain(*type) ? "Domain" : "Enum"));
}

static struct error *exists(const struct ddl_run *run, const struct ddl_type *type, bool otherwise,
			    bool *ret_exists)
{
	*ret_exists = otherwise;
	if (run->as_sql || !run->sink->type_exists)
		return NULL;
	return run->sink->type_exists(run->sink->data, type->schema, type->name, ret_exists);
}

struct error *ddl_create_type(const struct ddl_run *run, const struct ddl_type *type,
			      bool check_first)
{
	const struct ddl_compiler compiler = ddl_run_compiler(run);
	bool is_apart, is_there = false;
	struct str name, text;
	TRY(is_made_apart(run, &type, "Create", &is_apart));
	if (!is_apart)
		return NULL;
	if (check_first)
		TRY(exists(run, type, false, &is_there));
	if (is_there)
		return NULL;
	TRY(ddl_named_type_text(&compiler, type, &name));
	if (is_domain(type))
		TRY(domain_text(&compiler, type, name, &text));
	else
		text = str_printf(run->arena, "CREATE TYPE %.*s AS ENUM (%.*s)", STR_ARG(name),
				  STR_ARG(enum_values(&compiler, type)));
	return ddl_send(run, text);
}

struct error *ddl_drop_type(const struct ddl_run *run, const struct ddl_type *type,
			    bool check_first)
{
	const struct ddl_compiler compiler = ddl_run_compiler(run);
	bool is_apart, is_there = true;
	struct str name;
	TRY(is_made_apart(run, &type, "Drop", &is_apart));
	if (!is_apart)
		return NULL;
	if (check_first)
		TRY(exists(run, type, true, &is_there));
	if (!is_there)
		return NULL;
	TRY(ddl_named_type_text(&compiler, type, &name));
	return ddl_send(run, str_printf(run->arena, "DROP %s %.*s",
					is_domain(type) ? "DOMAIN" : "TYPE", STR_ARG(name)));
}

/* ---- sequences and schemas ---- */

struct error *ddl_create_sequence(const struct ddl_run *run, const struct ddl_sequence *sequence,
				  bool if_not_exists)
{
	const struct ddl_compiler compiler = ddl_run_compiler(run);
	struct strbuf text = STRBUF(run->arena);
	struct str name = ddl_quote_table(run->arena, run->dialect, ddl_name(sequence->schema),
					  sequence->name);
	strbuf_printf(&text, "CREATE SEQUENCE %s%.*s", if_not_exists ? "IF NOT EXISTS " : "",
		      STR_ARG(name));
	if (sequence->data_type && run->dialect->methods->has_create_type) {
		struct str type;
		TRY(ddl_write_type(&compiler, sequence->data_type, &type));
		strbuf_printf(&text, " AS %.*s", STR_ARG(type));
	}
	struct str options = ddl_sequence_options_text(&compiler, sequence);
	if (options.n)
		strbuf_printf(&text, " %.*s", STR_ARG(options));
	return ddl_send(run, strbuf_str(&text));
}

struct error *ddl_drop_sequence(const struct ddl_run *run, const struct ddl_sequence *sequence,
				bool if_exists)
{
	struct str name = ddl_quote_table(run->arena, run->dialect, ddl_name(sequence->schema),
					  sequence->name);
	return ddl_send(run, str_printf(run->arena, "DROP SEQUENCE %s%.*s",
					if_exists ? "IF EXISTS " : "", STR_ARG(name)));
}

struct error *ddl_create_schema(const struct ddl_run *run, struct ddl_name name, bool if_not_exists)
{
	return ddl_send(run, str_printf(run->arena, "CREATE SCHEMA %s%.*s",
					if_not_exists ? "IF NOT EXISTS " : "",
					STR_ARG(ddl_quote(run->arena, run->dialect, name))));
}

struct error *ddl_drop_schema(const struct ddl_run *run, struct ddl_name name, bool if_exists,
			      bool cascade)
{
	return ddl_send(run, str_printf(run->arena, "DROP SCHEMA %s%.*s%s",
					if_exists ? "IF EXISTS " : "",
					STR_ARG(ddl_quote(run->arena, run->dialect, name)),
					cascade ? " CASCADE" : ""));
}
