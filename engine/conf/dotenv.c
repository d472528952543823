#include "engine/conf/dotenv.h"

static char unescaped(char c)
{
	switch (c) {
	case 'n':
		return '\n';
	case 't':
		return '\t';
	case 'r':
		return '\r';
	default:
		return c;
	}
}

/* A quoted value up to its closing quote; escapes count in double quotes only. */
static struct str read_quoted(struct arena *result, struct str text)
{
	struct strbuf out = STRBUF(result);
	const char quote = text.p[0];

	for (size_t i = 1; i < text.n && text.p[i] != quote; i++) {
		if (text.p[i] == '\\' && i + 1 < text.n && (quote == '"' || text.p[i + 1] == quote))
			strbuf_add_char(&out, unescaped(text.p[++i]));
		else
			strbuf_add_char(&out, text.p[i]);
	}
	return strbuf_str(&out);
}

/* An unquoted value ends before white space and a `#`. */
static struct str read_plain(struct str text)
{
	for (size_t i = 1; i < text.n; i++)
		if (text.p[i] == '#' && (text.p[i - 1] == ' ' || text.p[i - 1] == '\t'))
			return str_trim(str_slice(text, 0, i));
	return text;
}

void dotenv_parse(struct arena *result, struct str text, struct map *variables)
{
	struct str line;

	while (str_next_part(&text, '\n', &line)) {
		line = str_trim(line);
		if (str_starts(line, STR("export ")))
			line = str_trim(str_skip(line, 7));
		const ptrdiff_t equal = str_find_char(line, '=');
		if (equal <= 0 || line.p[0] == '#')
			continue;
		const struct str written = str_trim(str_skip(line, (size_t)equal + 1));
		const bool is_quoted = written.n && (written.p[0] == '"' || written.p[0] == '\'');
		struct str *value = ARENA_NEW(result, struct str);
		*value = is_quoted ? read_quoted(result, written) : read_plain(written);
		map_put(variables, str_trim(str_slice(line, 0, (size_t)equal)), value);
	}
}
