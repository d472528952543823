/* Table options and indexes of MySQL (sqlalchemy/dialects/mysql/base.py). */
#include "engine/ddl/mysql.h"

#include "engine/ddl/expr_build.h"

/* ---- table options ---- */

struct table_option {
	struct str name, value; /* ENGINE, InnoDB */
	int rank;               /* later ranks come after: COLLATE behind the character set */
};

static struct str upper(struct arena *result, struct str text)
{
	struct strbuf out = STRBUF(result);
	for (size_t i = 0; i < text.n; i++)
		strbuf_add_char(&out, text.p[i] >= 'a' && text.p[i] <= 'z' ? (char)(text.p[i] - 32)
									   : text.p[i]);
	return strbuf_str(&out);
}

static bool is_one_of(struct str name, const char *const *names)
{
	for (; *names; names++)
		if (str_is(name, *names))
			return true;
	return false;
}

static const char *const partition_options[] = { "PARTITION_BY", "PARTITIONS", "SUBPARTITION_BY",
						 "SUBPARTITIONS", NULL };
static const char *const charset_options[] = { "DEFAULT_CHARSET", "DEFAULT_CHARACTER_SET",
					       "CHARSET", "CHARACTER_SET", NULL };

/* How many of the options that must come before it there are, one behind the other (topological
 * sort). */
static int rank_of(struct str name, const struct table_option *options, size_t count)
{
	int rank = 0;
	for (size_t i = 0; i < count; i++) {
		if (str_is(name, "COLLATE"))
			rank |= is_one_of(options[i].name, charset_options);
		for (int p = 0; partition_options[p] && !str_is(name, partition_options[p]); p++)
			if (is_one_of(name, partition_options) &&
			    str_is(options[i].name, partition_options[p]))
				rank++;
	}
	return rank;
}

static size_t collect_options(const struct ddl_compiler *compiler, const struct ddl_table *table,
			      struct table_option *options)
{
	size_t count = 0;
	for (size_t i = 0; i < table->options.n; i++) {
		const struct ddl_option *option = &table->options.items[i];
		if (!str_is(option->dialect, compiler->dialect->option_prefix))
			continue;
		struct str name = upper(compiler->arena, option->key);
		if (table->comment.p && str_is(name, "COMMENT"))
			continue;
		options[count++] =
			(struct table_option){ name, ddl_option_text(compiler->arena, option), 0 };
	}
	if (table->comment.p)
		options[count++] = (struct table_option){ STR("COMMENT"), table->comment, 0 };
	return count;
}

static void write_option(const struct ddl_compiler *compiler, const struct table_option *option,
			 bool is_partition, struct strbuf *text)
{
	static const char *const literals[] = { "COMMENT", "PASSWORD", "CONNECTION", NULL };
	static const char *const spaced[] = { "DATA_DIRECTORY",
					      "INDEX_DIRECTORY",
					      "DEFAULT_CHARACTER_SET",
					      "CHARACTER_SET",
					      "DEFAULT_CHARSET",
					      "DEFAULT_COLLATE",
					      NULL };
	static const char *const joined_by_space[] = { "TABLESPACE", "DEFAULT CHARACTER SET",
						       "CHARACTER SET", "COLLATE", NULL };
	struct str name = option->name, value = option->value;
	if (is_one_of(name, literals))
		value = ddl_quote_string(compiler->arena, compiler->dialect, value);
	if (is_partition || is_one_of(name, spaced))
		name = str_replace(compiler->arena, name, STR("_"), STR(" "));
	bool is_spaced = is_partition || is_one_of(name, joined_by_space);
	strbuf_printf(text, "%.*s%s%.*s", STR_ARG(name), is_spaced ? " " : "=", STR_ARG(value));
}

struct error *ddl_mysql_table_options(const struct ddl_compiler *compiler,
				      const struct ddl_table *table, struct strbuf *text)
{
	struct table_option *options =
		ARENA_ARRAY(compiler->arena, struct table_option, table->options.n + 1);
	size_t count = collect_options(compiler, table, options), written = 0;
	for (size_t i = 0; i < count; i++)
		options[i].rank = rank_of(options[i].name, options, count);
	for (int pass = 0; pass < 8; pass++) {
		bool is_partition = pass >= 4;
		for (size_t i = 0; i < count; i++) {
			if (is_one_of(options[i].name, partition_options) != is_partition ||
			    options[i].rank != pass % 4)
				continue;
			if (written++)
				strbuf_add_char(text, ' ');
			write_option(compiler, &options[i], is_partition, text);
		}
	}
	return NULL;
}

/* ---- indexes ---- */

static const struct ddl_option *option_of(const struct ddl_compiler *compiler,
					  const struct ddl_index *index, const char *key)
{
	const struct ddl_option *option = ddl_own_option(compiler->dialect, &index->options, key);
	return option && option->value.kind == DDL_VALUE_NULL && !option->item_count ? NULL
										     : option;
}

/* MariaDB falls back to MySQL's keyword for these (get_dialect_option, deprecated_fallback). */
static const struct ddl_option *old_option_of(const struct ddl_compiler *compiler,
					      const struct ddl_index *index, const char *key)
{
	const struct ddl_option *option = option_of(compiler, index, key);
	return option ? option : ddl_option_find(&index->options, "mysql", key);
}

/* An expression gets parentheses of its own, a column or what only orders it does not
 * (visit_create_index). */
static const struct ddl_expr *grouped(struct arena *arena, const struct ddl_expr *element)
{
	bool is_order = element->operation.op == DDL_OP_DESC || element->operation.op == DDL_OP_ASC;
	bool is_expression = element->kind == DDL_EXPR_BINARY ||
			     element->kind == DDL_EXPR_FUNCTION ||
			     (element->kind == DDL_EXPR_UNARY && !is_order);
	return is_expression ? ddl_grouping(arena, element) : element;
}

/* The prefix length of one element: for all, or by the column's name or the element's text. */
static const struct ddl_value *length_of(const struct ddl_option *length,
					 const struct ddl_expr *element, struct str text)
{
	if (length->value.kind == DDL_VALUE_INT)
		return &length->value;
	struct str name = ddl_index_element_name(element);
	for (size_t i = 0; i < length->item_count; i++)
		if (str_equal(length->items[i].key, name) || str_equal(length->items[i].key, text))
			return &length->items[i].value;
	return NULL;
}

static struct error *write_elements(const struct ddl_compiler *compiler,
				    const struct ddl_index *index, struct strbuf *text)
{
	const struct ddl_option *length = option_of(compiler, index, "length");
	for (size_t i = 0; i < index->expression_count; i++) {
		struct str element;
		TRY(ddl_write_expr(compiler, grouped(compiler->arena, index->expressions[i]), false,
				   &element));
		const struct ddl_value *prefix =
			length ? length_of(length, index->expressions[i], element) : NULL;
		strbuf_printf(text, "%s%.*s", i ? ", " : "", STR_ARG(element));
		if (prefix)
			strbuf_printf(text, "(%lld)", (long long)prefix->integer);
	}
	return NULL;
}

struct error *ddl_mysql_create_index(const struct ddl_compiler *compiler,
				     const struct ddl_index *index, bool if_not_exists,
				     struct str *ret_text)
{
	struct strbuf text = STRBUF(compiler->arena);
	struct str name;
	const struct ddl_option *prefix = option_of(compiler, index, "prefix");
	const struct ddl_option *parser = old_option_of(compiler, index, "with_parser");
	const struct ddl_option *using = old_option_of(compiler, index, "using");
	TRY(ddl_index_name_text(compiler, index, false, &name));
	struct str table = ddl_quote_table(compiler->arena, compiler->dialect, index->table->schema,
					   index->table->name);
	strbuf_printf(&text, "CREATE %s", index->unique ? "UNIQUE " : "");
	if (ddl_option_is_true(prefix))
		strbuf_printf(&text, "%.*s ", STR_ARG(prefix->value.text));
	strbuf_printf(&text, "INDEX %s%.*s ON %.*s (", if_not_exists ? "IF NOT EXISTS " : "",
		      STR_ARG(name), STR_ARG(table));
	TRY(write_elements(compiler, index, &text));
	strbuf_add_char(&text, ')');
	if (parser)
		strbuf_printf(&text, " WITH PARSER %.*s", STR_ARG(parser->value.text));
	if (using)
		strbuf_printf(&text, " USING %.*s",
			      STR_ARG(ddl_quote_text(compiler->arena, compiler->dialect,
						     using->value.text)));
	*ret_text = strbuf_str(&text);
	return NULL;
}

struct error *ddl_mysql_drop_index(const struct ddl_compiler *compiler,
				   const struct ddl_index *index, bool if_exists,
				   struct str *ret_text)
{
	struct str name;
	TRY(ddl_index_name_text(compiler, index, false, &name));
	struct str table = ddl_quote_table(compiler->arena, compiler->dialect, index->table->schema,
					   index->table->name);
	*ret_text = str_printf(compiler->arena, "\nDROP INDEX %s%.*s ON %.*s",
			       if_exists ? "IF EXISTS " : "", STR_ARG(name), STR_ARG(table));
	return NULL;
}
