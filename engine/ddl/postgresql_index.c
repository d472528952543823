/* CREATE INDEX and DROP INDEX of PostgreSQL (sqlalchemy/dialects/postgresql/base.py). */
#include "engine/ddl/postgresql.h"

#include "engine/ddl/expr.h"

static const struct ddl_option *option_of(const struct ddl_options *options, const char *key)
{
	return ddl_option_find(options, "postgresql", key);
}

void ddl_postgresql_include(const struct ddl_compiler *compiler, const struct ddl_options *options,
			    struct strbuf *text)
{
	const struct ddl_option *include = option_of(options, "include");
	if (!ddl_option_is_true(include))
		return;
	struct strbuf names = STRBUF(compiler->arena);
	for (size_t i = 0; i < include->value.n; i++) {
		strbuf_separate(&names, ", ");
		strbuf_add(&names, ddl_quote_text(compiler->arena, compiler->dialect,
						  include->value.items[i].text));
	}
	strbuf_printf(text, " INCLUDE (%.*s)", STR_ARG(strbuf_str(&names)));
}

void ddl_postgresql_with_items(const struct ddl_compiler *compiler, const struct ddl_option *option,
			       bool lower_booleans, struct strbuf *text)
{
	for (size_t i = 0; i < option->item_count; i++) {
		const struct ddl_option *item = &option->items[i];
		if (i)
			strbuf_add_c(text, ", ");
		strbuf_add(text, item->key);
		if (item->value.kind == DDL_VALUE_NULL && lower_booleans)
			continue;
		struct str value = ddl_option_text(compiler->arena, item);
		if (item->value.kind == DDL_VALUE_BOOL && lower_booleans)
			value = item->value.integer ? STR("true") : STR("false");
		strbuf_printf(text, " = %.*s", STR_ARG(value));
	}
}

static struct error *write_using(const struct ddl_compiler *compiler,
				 const struct ddl_option *using, struct strbuf *text)
{
	if (!ddl_option_is_true(using))
		return NULL;
	struct str method = using->value.text;
	for (size_t i = 0; i < method.n; i++) {
		unsigned char c = (unsigned char)method.p[i];
		if (c == '_' || c >= 0x80 || (c >= '0' && c <= '9') ||
		    ((c | 32) >= 'a' && (c | 32) <= 'z'))
			continue;
		return ddl_cannot_compile("Unexpected SQL phrase: '%.*s' (matching against "
					  "'^(?:btree|hash|gist|gin|[\\\\w_]+)$')",
					  STR_ARG(method));
	}
	strbuf_printf(text, "USING %.*s ", STR_ARG(str_lower_ascii(compiler->arena, method)));
	return NULL;
}

/* The opclass given for an element's name. */
static const struct ddl_option *opclass_of(const struct ddl_option *ops,
					   const struct ddl_expr *element)
{
	const struct ddl_column *column = ddl_expr_as_column(element);
	for (size_t i = 0; ops && i < ops->item_count; i++) {
		struct str key = ops->items[i].key;
		if (column && str_equal(key, column->key.n ? column->key : column->name.text))
			return &ops->items[i];
	}
	return NULL;
}

static struct error *write_elements(const struct ddl_compiler *compiler,
				    const struct ddl_index *index, struct strbuf *text)
{
	const struct ddl_option *ops = option_of(&index->options, "ops");
	struct str_list elements;
	TRY(ddl_index_elements(compiler, index, true, &elements));
	strbuf_add_char(text, '(');
	for (size_t i = 0; i < elements.n; i++) {
		const struct ddl_option *opclass = opclass_of(ops, index->expressions[i]);
		if (i)
			strbuf_add_c(text, ", ");
		strbuf_add(text, elements.items[i]);
		if (opclass)
			strbuf_printf(text, " %.*s", STR_ARG(opclass->value.text));
	}
	strbuf_add_char(text, ')');
	return NULL;
}

static struct error *write_storage(const struct ddl_compiler *compiler,
				   const struct ddl_index *index, struct strbuf *text)
{
	const struct ddl_option *distinct = option_of(&index->options, "nulls_not_distinct");
	const struct ddl_option *with = option_of(&index->options, "with");
	const struct ddl_option *tablespace = option_of(&index->options, "tablespace");
	const struct ddl_option *where = option_of(&index->options, "where");
	if (distinct && distinct->value.kind == DDL_VALUE_BOOL)
		strbuf_add_c(text,
			     distinct->value.integer ? " NULLS NOT DISTINCT" : " NULLS DISTINCT");
	if (ddl_option_is_true(with)) {
		strbuf_add_c(text, " WITH (");
		ddl_postgresql_with_items(
			compiler, with,
			ddl_has_level(compiler->dialect, DDL_LEVEL_INDEX_WITH_LOWER_BOOLEAN), text);
		strbuf_add_char(text, ')');
	}
	if (ddl_option_is_true(tablespace))
		strbuf_printf(text, " TABLESPACE %.*s",
			      STR_ARG(ddl_quote_text(compiler->arena, compiler->dialect,
						     tablespace->value.text)));
	if (!where || (!where->expr && where->value.kind == DDL_VALUE_NULL))
		return NULL;
	struct str condition;
	TRY(ddl_where_text(compiler, where, &condition));
	strbuf_printf(text, " WHERE %.*s", STR_ARG(condition));
	return NULL;
}

struct error *ddl_postgresql_create_index(const struct ddl_compiler *compiler,
					  const struct ddl_index *index, bool if_not_exists,
					  struct str *ret_text)
{
	struct strbuf text = STRBUF(compiler->arena);
	struct str name;
	bool is_concurrent = ddl_option_is_true(option_of(&index->options, "concurrently"));
	TRY(ddl_index_name_text(compiler, index, false, &name));
	struct str table = ddl_quote_table(compiler->arena, compiler->dialect, index->table->schema,
					   index->table->name);
	strbuf_printf(&text, "CREATE %sINDEX %s%s%.*s ON %.*s ", index->unique ? "UNIQUE " : "",
		      is_concurrent ? "CONCURRENTLY " : "", if_not_exists ? "IF NOT EXISTS " : "",
		      STR_ARG(name), STR_ARG(table));
	TRY(write_using(compiler, option_of(&index->options, "using"), &text));
	TRY(write_elements(compiler, index, &text));
	ddl_postgresql_include(compiler, &index->options, &text);
	TRY(write_storage(compiler, index, &text));
	*ret_text = strbuf_str(&text);
	return NULL;
}

struct error *ddl_postgresql_drop_index(const struct ddl_compiler *compiler,
					const struct ddl_index *index, bool if_exists,
					struct str *ret_text)
{
	bool is_concurrent = ddl_option_is_true(option_of(&index->options, "concurrently"));
	struct str name;
	TRY(ddl_index_name_text(compiler, index, true, &name));
	*ret_text = str_printf(compiler->arena, "\nDROP INDEX %s%s%.*s",
			       is_concurrent ? "CONCURRENTLY " : "", if_exists ? "IF EXISTS " : "",
			       STR_ARG(name));
	return NULL;
}
