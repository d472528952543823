#include "engine/rev/sql.h"

/* Cuts `-- key: value`; false for any other line. */
static bool split_line(struct str line, struct str *ret_key, struct str *ret_value)
{
	line = str_trim(line);
	if (!str_starts(line, STR("--")))
		return false;
	line = str_trim(str_skip(line, 2));
	const ptrdiff_t colon = str_find_char(line, ':');
	if (colon < 0)
		return false;
	*ret_key = str_trim(str_slice(line, 0, (size_t)colon));
	*ret_value = str_trim(str_skip(line, (size_t)colon + 1));
	return true;
}

struct str rev_sql_revision(struct str text)
{
	struct str line, key, value;

	if (str_starts(text, STR("\xef\xbb\xbf")))
		text = str_skip(text, 3);
	if (!str_next_part(&text, '\n', &line) || !split_line(line, &key, &value) ||
	    !str_is(key, "revision"))
		return STR_NULL;
	return value;
}

static void add_words(struct arena *result, struct str value, struct str_list *list)
{
	struct str part;

	while (str_next_part(&value, ',', &part)) {
		part = str_trim(part);
		if (part.n && !str_is(part, "None") && !str_is(part, "base"))
			str_list_add(result, list, str_dup(result, part));
	}
}

/* One line of the head; false behind its end. */
static bool read_line(struct arena *result, struct str line, struct rev_script *script)
{
	struct str key, value;

	if (!split_line(line, &key, &value))
		return !str_trim(line).n;
	if (str_is(key, "revision"))
		script->revision = str_dup(result, value);
	else if (str_is(key, "down_revision"))
		add_words(result, value, &script->down_revisions);
	else if (str_is(key, "branch_labels"))
		add_words(result, value, &script->branch_labels);
	else if (str_is(key, "depends_on"))
		add_words(result, value, &script->dependencies);
	else if (str_is(key, "message"))
		rev_script_set_doc(result, script, value);
	else
		return false;
	return true;
}

struct error *rev_sql_read(struct arena *result, struct rev_script *script)
{
	struct str rest = script->text, line;
	const struct pos start = { .file = script->path, .line = 1, .col = 1 };

	script->pos = start;
	script->sql_path = script->path;
	script->sql_text = script->text;
	if (str_starts(rest, STR("\xef\xbb\xbf")))
		rest = str_skip(rest, 3);
	while (str_next_part(&rest, '\n', &line) && read_line(result, line, script))
		;
	if (!str_utf8_is_valid(script->text))
		return error_at(error_new(ERR_REVISION, "the file is not valid UTF-8"), start);
	return NULL;
}
