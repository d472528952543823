#include "engine/conf/ini.h"

#define INTERPOLATION_DEPTH 10

static struct ini_section *add_section(struct arena *result, struct ini *ini, struct str name)
{
	struct ini_section *section = map_get(&ini->sections, name);

	if (!section) {
		section = ARENA_NEW(result, struct ini_section);
		section->values = MAP(result);
		map_put(&ini->sections, name, section);
	}
	return section;
}

struct reader {
	struct arena *result;
	struct ini *ini;
	struct ini_section *section;
	struct ini_value *open; /* the value that an indented line continues */
	size_t indent;          /* of the open value's key */
};

static size_t indent_of(struct str line)
{
	size_t n = 0;

	while (n < line.n && (line.p[n] == ' ' || line.p[n] == '\t'))
		n++;
	return n;
}

static struct error *bad_line(const struct reader *reader, struct str line, int number, const char *why)
{
	return error_at(error_new(ERR_REVISION, "%s", why),
			(struct pos){ reader->ini->path, line, number, 1 });
}

static struct error *read_key(struct reader *reader, struct str line, int number)
{
	const struct str text = str_trim(line);
	size_t at = 0;

	while (at < text.n && text.p[at] != '=' && text.p[at] != ':')
		at++;
	if (!reader->section)
		return bad_line(reader, line, number, "the file has a key before its first [section]");
	if (at == text.n)
		return bad_line(reader, line, number, "the line is neither 'key = value' nor [section]");
	struct ini_value *value = ARENA_NEW(reader->result, struct ini_value);
	value->text = str_trim(str_skip(text, at + 1));
	value->line = number;
	map_put(&reader->section->values,
		str_lower_ascii(reader->result, str_trim(str_slice(text, 0, at))), value);
	reader->open = value;
	reader->indent = indent_of(line);
	return NULL;
}

static void continue_value(struct reader *reader, struct str text)
{
	reader->open->text = str_printf(reader->result, "%.*s\n%.*s", STR_ARG(reader->open->text),
					STR_ARG(text));
}

static void close_value(struct reader *reader)
{
	if (reader->open)
		reader->open->text = str_trim(reader->open->text);
	reader->open = NULL;
}

static struct error *read_line(struct reader *reader, struct str line, int number)
{
	const struct str text = str_trim(line);

	if (text.n && (text.p[0] == '#' || text.p[0] == ';'))
		return NULL;
	if (reader->open && (!text.n || indent_of(line) > reader->indent)) {
		continue_value(reader, text);
		return NULL;
	}
	if (!text.n)
		return NULL;
	close_value(reader);
	if (text.p[0] == '[' && str_find_char(text, ']') > 0) {
		const struct str name = str_slice(text, 1, (size_t)str_find_char(text, ']'));
		reader->section = add_section(reader->result, reader->ini, name);
		return NULL;
	}
	return read_key(reader, line, number);
}

struct error *ini_parse(struct arena *result, struct str path, struct str text, struct ini *ret_ini)
{
	struct ini ini = { .path = path, .sections = MAP(result) };
	struct reader reader = { .result = result, .ini = &ini };
	struct str line;

	if (str_starts(text, STR("\xef\xbb\xbf")))
		text = str_skip(text, 3);
	for (int number = 1; str_next_part(&text, '\n', &line); number++) {
		if (line.n && line.p[line.n - 1] == '\r')
			line.n--;
		TRY(read_line(&reader, line, number));
	}
	close_value(&reader);
	*ret_ini = ini;
	return NULL;
}

const struct ini_section *ini_section(const struct ini *ini, struct str name)
{
	return map_get(&ini->sections, name);
}

static const struct ini_value *find_value(const struct ini *ini, struct str section, struct str key)
{
	const struct ini_section *found = ini_section(ini, section);
	const struct ini_value *value = found ? map_get(&found->values, key) : NULL;

	if (value)
		return value;
	found = ini_section(ini, STR("DEFAULT"));
	return found ? map_get(&found->values, key) : NULL;
}

struct interpolation {
	struct arena *result;
	const struct ini *ini;
	struct str section;
	struct str key; /* whose value is being read, for messages */
};

static struct error *bad_value(const struct interpolation *way, const struct ini_value *value,
			       const char *why)
{
	const struct str line = str_printf(way->result, "%.*s = %.*s", STR_ARG(way->key),
					   STR_ARG(value->text));
	struct error *error = error_new(ERR_REVISION, "bad interpolation of '%.*s': %s",
					STR_ARG(way->key), why);

	error = error_at(error, (struct pos){ way->ini->path, line, value->line, 1 });
	return error_hint(error, "write '%%%%' for a per cent sign");
}

static struct error *interpolate(const struct interpolation *way, const struct ini_value *value,
				 int depth, struct strbuf *out);

static struct error *add_reference(const struct interpolation *way, struct str name, int depth,
				   struct strbuf *out, bool *ret_found)
{
	const struct str lower = str_lower_ascii(way->result, name);
	const struct ini_value *value = find_value(way->ini, way->section, lower);
	const struct str *given = way->ini->defaults ? map_get(way->ini->defaults, lower) : NULL;

	*ret_found = value || given;
	if (value)
		return interpolate(way, value, depth + 1, out);
	if (given)
		strbuf_add(out, *given);
	return NULL;
}

static struct error *interpolate(const struct interpolation *way, const struct ini_value *value,
				 int depth, struct strbuf *out)
{
	struct str rest = value->text;

	if (depth > INTERPOLATION_DEPTH)
		return bad_value(way, value, "it refers to itself");
	for (ptrdiff_t at; (at = str_find_char(rest, '%')) >= 0;) {
		strbuf_add(out, str_slice(rest, 0, (size_t)at));
		rest = str_skip(rest, (size_t)at + 1);
		if (str_starts(rest, STR("%"))) {
			strbuf_add_char(out, '%');
			rest = str_skip(rest, 1);
			continue;
		}
		const ptrdiff_t end = str_find(rest, STR(")s"));
		bool is_found = false;
		if (!str_starts(rest, STR("(")) || end < 0)
			return bad_value(way, value, "'%' must be followed by '%' or '('");
		TRY(add_reference(way, str_slice(rest, 1, (size_t)end), depth, out, &is_found));
		if (!is_found)
			return bad_value(way, value, "it refers to a key that is not there");
		rest = str_skip(rest, (size_t)end + 2);
	}
	strbuf_add(out, rest);
	return NULL;
}

struct error *ini_get(struct arena *result, const struct ini *ini, struct str section,
		      struct str key, struct str *ret)
{
	const struct interpolation way = { result, ini, section, key };
	const struct ini_value *value = find_value(ini, section, key);
	struct strbuf out = STRBUF(result);

	*ret = STR_NULL;
	if (!value)
		return NULL;
	TRY(interpolate(&way, value, 0, &out));
	*ret = strbuf_str(&out);
	return NULL;
}
