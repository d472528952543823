#include "engine/ddl/dialect_methods.h"

#include "engine/base/digest.h"

#include <string.h>

bool ddl_words_have(const struct ddl_words *words, struct str word)
{
	size_t low = 0, high = words->n;
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = str_compare(word, str_from(words->items[middle]));
		if (order == 0)
			return true;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return false;
}

static bool is_legal(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '$';
}

/* sqlalchemy/sql/compiler.py, _requires_quotes: any upper-case letter needs quotes, so does a blank
 * name. */
static bool needs_quotes(const struct ddl_dialect *dialect, struct str text)
{
	if (text.n == 0 || (text.p[0] >= '0' && text.p[0] <= '9') || text.p[0] == '$')
		return true;
	for (size_t i = 0; i < text.n; i++)
		if (!is_legal(text.p[i]))
			return true;
	return ddl_words_have(dialect->methods->reserved, text);
}

static struct str quote_always(struct arena *result, const struct ddl_dialect *dialect,
			       struct str text)
{
	struct strbuf out = STRBUF(result);
	char quote = dialect->methods->quote;
	strbuf_add_char(&out, quote);
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == quote || (text.p[i] == '%' && dialect->doubles_percent))
			strbuf_add_char(&out, text.p[i]);
		strbuf_add_char(&out, text.p[i]);
	}
	strbuf_add_char(&out, quote);
	return strbuf_str(&out);
}

struct str ddl_quote(struct arena *result, const struct ddl_dialect *dialect, struct ddl_name name)
{
	switch (name.quote) {
	case DDL_QUOTE_ALWAYS:
		return quote_always(result, dialect, name.text);
	case DDL_QUOTE_NEVER:
		return name.text;
	case DDL_QUOTE_AUTO:
		break;
	}
	return ddl_quote_text(result, dialect, name.text);
}

struct str ddl_quote_text(struct arena *result, const struct ddl_dialect *dialect, struct str text)
{
	return needs_quotes(dialect, text) ? quote_always(result, dialect, text) : text;
}

struct str ddl_quote_table(struct arena *result, const struct ddl_dialect *dialect,
			   struct ddl_name schema, struct ddl_name name)
{
	struct str table = ddl_quote(result, dialect, name);
	if (schema.text.n == 0)
		return table;
	return str_printf(result, "%.*s.%.*s", STR_ARG(ddl_quote(result, dialect, schema)),
			  STR_ARG(table));
}

static struct str quote_dotted(struct arena *result, const struct ddl_dialect *dialect,
			       struct ddl_name name)
{
	if (name.quote != DDL_QUOTE_AUTO || name.is_final)
		return ddl_quote(result, dialect, name);
	struct strbuf out = STRBUF(result);
	struct str rest = name.text, part;
	while (str_next_part(&rest, '.', &part)) {
		strbuf_separate(&out, ".");
		strbuf_add(&out, ddl_quote_text(result, dialect, part));
	}
	return strbuf_str(&out);
}

struct str ddl_quote_dotted_table(struct arena *result, const struct ddl_dialect *dialect,
				  struct ddl_name schema, struct ddl_name name)
{
	struct str table = ddl_quote(result, dialect, name);
	if (schema.text.n == 0)
		return table;
	return str_printf(result, "%.*s.%.*s", STR_ARG(quote_dotted(result, dialect, schema)),
			  STR_ARG(table));
}

struct str ddl_quote_names(struct arena *result, const struct ddl_dialect *dialect,
			   const struct ddl_name *names, size_t count)
{
	struct strbuf out = STRBUF(result);
	for (size_t i = 0; i < count; i++) {
		strbuf_separate(&out, ", ");
		strbuf_add(&out, ddl_quote(result, dialect, names[i]));
	}
	return strbuf_str(&out);
}

/* ---- length ---- */

static size_t code_points(struct str text)
{
	size_t count = 0;
	uint32_t ignored;
	for (size_t i = 0; i < text.n; i += str_utf8_next(str_skip(text, i), &ignored))
		count++;
	return count;
}

static struct str first_code_points(struct str text, size_t count)
{
	size_t at = 0;
	uint32_t ignored;
	for (size_t i = 0; i < count && at < text.n; i++)
		at += str_utf8_next(str_skip(text, at), &ignored);
	return str_slice(text, 0, at);
}

/*
 * sqlalchemy/sql/compiler.py, _truncate_and_render_maxlen_name: generated and final names are cut,
 * with four digits of their MD5; a plain one is held against the dialect's general limit, not this
 * one.
 */
struct error *ddl_final_name(struct arena *result, const struct ddl_dialect *dialect,
			     struct ddl_name name, int max_length, struct ddl_name *ret_name)
{
	*ret_name = name;
	size_t length = code_points(name.text);
	if (name.is_final || name.is_generated) {
		if (length <= (size_t)max_length)
			return NULL;
		struct str digest = digest_md5(result, name.text);
		struct str head = first_code_points(name.text, (size_t)max_length - 8);
		ret_name->text = str_printf(result, "%.*s_%.*s", STR_ARG(head),
					    STR_ARG(str_skip(digest, digest.n - 4)));
		ret_name->quote = DDL_QUOTE_AUTO;
		return NULL;
	}
	if (length <= (size_t)dialect->max_identifier)
		return NULL;
	struct error *error = error_new(ERR_PYTHON,
					"Identifier '%.*s' exceeds maximum length of %d characters",
					STR_ARG(name.text), dialect->max_identifier);
	error->kind = STR("IdentifierError");
	return error;
}

struct error *ddl_quote_constraint(struct arena *result, const struct ddl_dialect *dialect,
				   struct ddl_name name, struct str *ret_text)
{
	struct ddl_name final;
	TRY(ddl_final_name(result, dialect, name, dialect->max_constraint_name, &final));
	*ret_text = ddl_quote(result, dialect, final);
	return NULL;
}

struct error *ddl_quote_index(struct arena *result, const struct ddl_dialect *dialect,
			      struct ddl_name name, struct str *ret_text)
{
	struct ddl_name final;
	TRY(ddl_final_name(result, dialect, name, dialect->max_index_name, &final));
	*ret_text = ddl_quote(result, dialect, final);
	return NULL;
}

/* SQL_KEYWORD_PHRASE: words with white space between them, a final newline allowed as by `$`. */
static bool is_phrase(struct str text)
{
	bool has_word = false, was_blank = true;
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];
		bool is_blank = c == ' ' || (c >= '\t' && c <= '\r');
		bool is_word = c == '_' || c >= 0x80 || (c >= '0' && c <= '9') ||
			       ((c | 32) >= 'a' && (c | 32) <= 'z');
		if (!is_blank && !is_word)
			return false;
		if (is_blank && !has_word)
			return false;
		has_word |= is_word;
		was_blank = is_blank;
	}
	return has_word && (!was_blank || text.p[text.n - 1] == '\n');
}

struct error *ddl_check_phrase(struct arena *result, struct str text)
{
	(void)result;
	if (is_phrase(text))
		return NULL;
	return ddl_cannot_compile(
		"Unexpected SQL phrase: '%.*s' (matching against '^\\\\w+(?:\\\\s+\\\\w+)*$')",
		STR_ARG(text));
}
