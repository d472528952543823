/* CREATE INDEX and DROP INDEX: what dialects share of it (DDLCompiler of
 * sqlalchemy/sql/compiler.py). */
#include "engine/ddl/dialect_methods.h"

#include "engine/ddl/expr.h"

struct str ddl_index_element_name(const struct ddl_expr *element)
{
	const struct ddl_column *column = ddl_expr_as_column(element);
	return column ? column->name.text : STR("");
}

struct error *ddl_index_elements(const struct ddl_compiler *compiler, const struct ddl_index *index,
				 bool self_group, struct str_list *ret_texts)
{
	*ret_texts = (struct str_list){ 0 };
	for (size_t i = 0; i < index->expression_count; i++) {
		struct str text;
		TRY(ddl_write_expr(compiler, index->expressions[i], self_group, &text));
		str_list_add(compiler->arena, ret_texts, text);
	}
	return NULL;
}

struct error *ddl_index_name_text(const struct ddl_compiler *compiler,
				  const struct ddl_index *index, bool with_schema,
				  struct str *ret_text)
{
	TRY(ddl_quote_index(compiler->arena, compiler->dialect, index->name, ret_text));
	if (with_schema && index->table && index->table->schema.text.n)
		*ret_text = str_printf(compiler->arena, "%.*s.%.*s",
				       STR_ARG(ddl_quote(compiler->arena, compiler->dialect,
							 index->table->schema)),
				       STR_ARG(*ret_text));
	return NULL;
}

struct error *ddl_where_text(const struct ddl_compiler *compiler, const struct ddl_option *option,
			     struct str *ret_text)
{
	const struct ddl_expr *expr =
		option->expr ? option->expr : ddl_expr_text(compiler->arena, option->value.text);
	return ddl_write_expr(compiler, expr, false, ret_text);
}

/* Only the default compiler says what is missing; those of dialects run into format_index's assert.
 */
static struct error *check_name(const struct ddl_index *index, bool has_own_compiler)
{
	if (index->name.text.n)
		return NULL;
	if (!has_own_compiler)
		return ddl_cannot_compile("DROP INDEX requires that the index have a name");
	struct error *error = error_new(ERR_PYTHON, "%s", "");
	error->kind = STR("AssertionError");
	return error;
}

struct error *ddl_create_index_text(struct arena *result, const struct ddl_dialect *dialect,
				    const struct ddl_index *index, bool if_not_exists,
				    struct str *ret_text)
{
	const struct ddl_compiler compiler = { .arena = result, .dialect = dialect };
	TRY(check_name(index, true));
	return dialect->methods->create_index(&compiler, index, if_not_exists, ret_text);
}

struct error *ddl_create_index(const struct ddl_run *run, const struct ddl_index *index,
			       bool if_not_exists)
{
	struct str text;
	TRY(ddl_create_index_text(run->arena, run->dialect, index, if_not_exists, &text));
	return ddl_send(run, text);
}

struct error *ddl_drop_index(const struct ddl_run *run, const struct ddl_index *index,
			     bool if_exists)
{
	const struct ddl_compiler compiler = ddl_run_compiler(run);
	struct str text, name;
	TRY(check_name(index, run->dialect->methods->drop_index != NULL));
	if (run->dialect->methods->drop_index) {
		TRY(run->dialect->methods->drop_index(&compiler, index, if_exists, &text));
		return ddl_send(run, text);
	}
	TRY(ddl_index_name_text(&compiler, index, true, &name));
	return ddl_send(run, str_printf(run->arena, "\nDROP INDEX %s%.*s",
					if_exists ? "IF EXISTS " : "", STR_ARG(name)));
}
