#include "engine/ddl/quote.h"

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

/* ---- phrases ---- */

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_word(char c)
{
	return c == '_' || (unsigned char)c >= 0x80 || (c >= '0' && c <= '9') ||
	       ((c | 32) >= 'a' && (c | 32) <= 'z');
}

static struct str skip_blanks(struct str text)
{
	while (text.n && is_blank(text.p[0]))
		text = str_skip(text, 1);
	return text;
}

static struct str skip_word(struct str text)
{
	while (text.n && is_word(text.p[0]))
		text = str_skip(text, 1);
	return text;
}

/* A column's name in SET NULL (a, "b"); false if there is none. */
static bool skip_identifier(struct str *text)
{
	struct str rest = *text;
	if (!str_starts(rest, STR("\""))) {
		while (rest.n && (is_word(rest.p[0]) || rest.p[0] == '$'))
			rest = str_skip(rest, 1);
	} else {
		ptrdiff_t end = str_find_char(str_skip(rest, 1), '"');
		while (end >= 0 && str_starts(str_skip(rest, (size_t)end + 2), STR("\""))) {
			ptrdiff_t more = str_find_char(str_skip(rest, (size_t)end + 3), '"');
			end = more < 0 ? -1 : end + 2 + more;
		}
		rest = str_skip(rest, end < 1 ? 0 : (size_t)end + 2);
	}
	bool has_moved = rest.p != text->p;
	*text = rest;
	return has_moved;
}

static bool skip_columns(struct str *text)
{
	struct str rest = str_skip(*text, 1);
	do {
		rest = skip_blanks(rest);
		if (!skip_identifier(&rest))
			return false;
		rest = skip_blanks(rest);
		if (str_starts(rest, STR(")"))) {
			*text = str_skip(rest, 1);
			return true;
		}
		if (!str_starts(rest, STR(",")))
			return false;
		rest = str_skip(rest, 1);
	} while (true);
}

/* Words with white space between them, maybe columns, and as by `$` maybe one newline at the end.
 */
static bool is_phrase(struct str text, bool with_columns)
{
	do {
		struct str rest = skip_word(text);
		if (rest.p == text.p)
			return false;
		text = skip_blanks(rest);
		if (text.n == 0)
			return rest.n == 0 || (rest.n == 1 && rest.p[0] == '\n');
	} while (is_word(text.p[0]));
	if (!with_columns || text.p[0] != '(' || !skip_columns(&text))
		return false;
	return text.n == 0 || str_is(text, "\n");
}

struct error *ddl_check_phrase(struct str text, bool with_columns)
{
	if (is_phrase(text, with_columns))
		return NULL;
	const char *pattern =
		with_columns ? "^\\\\w+(?:\\\\s+\\\\w+)*(?:\\\\s*\\\\(\\\\s*(?:[\\\\w$]+|\"(?:[^\"]"
			       "|\"\")+\")"
			       "(?:\\\\s*,\\\\s*(?:[\\\\w$]+|\"(?:[^\"]|\"\")+\"))*\\\\s*\\\\))?$"
			     : "^\\\\w+(?:\\\\s+\\\\w+)*$";
	return ddl_cannot_compile("Unexpected SQL phrase: '%.*s' (matching against '%s')",
				  STR_ARG(text), pattern);
}
