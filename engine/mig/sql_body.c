#include "engine/mig/sql_body.h"

/* ---- statements ---- */

static bool is_word(char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '_';
}

/* The length of $tag$ at the front of the text, or 0. */
static size_t dollar_tag(struct str text)
{
	size_t n = 1;

	while (n < text.n && is_word(text.p[n]))
		n++;
	return n < text.n && text.p[n] == '$' ? n + 1 : 0;
}

/* How many bytes the token at the front takes: a quoted text, a comment, or one character; 0: unclosed. */
static size_t token_length(struct str text)
{
	const char c = text.p[0];
	ptrdiff_t end;

	if (c == '\'' || c == '"' || c == '`') {
		end = str_find_char(str_skip(text, 1), c);
		return end < 0 ? 0 : (size_t)end + 2;
	}
	if (str_starts(text, STR("--"))) {
		end = str_find_char(text, '\n');
		return end < 0 ? text.n : (size_t)end;
	}
	if (str_starts(text, STR("/*"))) {
		end = str_find(text, STR("*/"));
		return end < 0 ? 0 : (size_t)end + 2;
	}
	const size_t tag = c == '$' ? dollar_tag(text) : 0;
	if (!tag)
		return 1;
	end = str_find(str_skip(text, tag), str_slice(text, 0, tag));
	return end < 0 ? 0 : (size_t)end + 2 * tag;
}

static int line_of(struct str text, size_t at)
{
	int line = 1;

	for (size_t i = 0; i < at; i++)
		line += text.p[i] == '\n';
	return line;
}

/* Only white space and comments. */
static bool is_empty(struct str text)
{
	text = str_trim(text);
	while (text.n && (str_starts(text, STR("--")) || str_starts(text, STR("/*"))))
		text = str_trim(str_skip(text, token_length(text)));
	return text.n == 0;
}

struct error *mig_split_sql(struct arena *result, struct str path, struct str text, struct str_list *ret_statements)
{
	struct str_list statements = { 0 };
	size_t start = 0;

	for (size_t at = 0; at < text.n;) {
		const size_t n = token_length(str_skip(text, at));
		if (!n)
			return error_at(error_new(ERR_REVISION, "a quote or comment is never closed"),
					(struct pos){ .file = path, .line = line_of(text, at), .col = 1 });
		if (text.p[at] == ';') {
			const struct str statement = str_trim(str_slice(text, start, at));
			if (!is_empty(statement))
				str_list_add(result, &statements, statement);
			start = at + 1;
		}
		at += n;
	}
	const struct str last = str_trim(str_skip(text, start));
	if (!is_empty(last))
		str_list_add(result, &statements, last);
	*ret_statements = statements;
	return NULL;
}

/* ---- sections ---- */

/* "-- upgrade postgresql": direction and dialect of a section's first line; false for any other line. */
static bool section_line(struct str line, struct str *ret_direction, struct str *ret_dialect)
{
	line = str_trim(line);
	if (!str_starts(line, STR("--")))
		return false;
	struct str rest = str_trim(str_skip(line, 2));
	struct str direction = rest;
	const ptrdiff_t space = str_find_char(rest, ' ');
	*ret_dialect = STR("");
	if (space >= 0) {
		direction = str_slice(rest, 0, (size_t)space);
		*ret_dialect = str_trim(str_skip(rest, (size_t)space));
	}
	*ret_direction = direction;
	return (str_is(direction, "upgrade") || str_is(direction, "downgrade")) &&
	       str_find_char(*ret_dialect, ' ') < 0;
}

/* The text of the section with exactly this head. */
static bool find_exact(struct str text, const char *direction, const char *dialect, struct str *ret_section)
{
	struct str rest = text, line, name, of;
	bool is_found = false, is_inside = false;

	while (str_next_part(&rest, '\n', &line)) {
		if (!section_line(line, &name, &of)) {
			if (is_inside)
				ret_section->n = (size_t)(line.p + line.n - ret_section->p);
			continue;
		}
		is_inside = !is_found && str_is(name, direction) && str_is(of, dialect);
		if (is_inside)
			*ret_section = (struct str){ line.p + line.n, 0 };
		is_found = is_found || is_inside;
	}
	return is_found;
}

/* The dialect's own section for this direction, else the one without a dialect. */
static bool find_section(struct str text, const char *direction, const char *dialect, struct str *ret_section)
{
	return find_exact(text, direction, dialect, ret_section) ||
	       find_exact(text, direction, "", ret_section);
}

static struct error *section_of(struct arena *result, const struct rev_script *script,
				enum rev_direction direction, const char *dialect, struct str_list *ret_statements)
{
	const char *name = direction == REV_DOWNGRADE ? "downgrade" : "upgrade";
	struct str section = STR("");

	if (!find_section(script->sql_text, name, dialect, &section))
		return error_hint(error_at(error_new(ERR_REVISION, "the file has no section '-- %s'", name),
					   (struct pos){ .file = script->sql_path }),
				  "add a line '-- %s' and the statements below it", name);
	return mig_split_sql(result, script->sql_path, section, ret_statements);
}

struct error *mig_check_sql_body(const struct rev_script *script, enum rev_direction direction,
				 const char *dialect)
{
	struct arena scratch CLEANUP(arena_done) = { 0 };
	struct str_list statements;

	return section_of(&scratch, script, direction, dialect, &statements);
}

struct error *mig_run_sql_body(const struct rev_script *script, enum rev_direction direction,
			       const struct ops_host *ops)
{
	struct arena scratch CLEANUP(arena_done) = { 0 };
	struct str_list statements;

	TRY(section_of(&scratch, script, direction, ops->dialect->name, &statements));
	for (size_t i = 0; i < statements.n; i++) {
		const struct ddl_statement statement = { .text = statements.items[i] };
		TRY(ops->sink.execute(ops->sink.data, &statement));
	}
	return NULL;
}
