#include "engine/conf/toml.h"

#define DEPTH_LIMIT 40

struct reader {
	struct arena *result;
	struct str path, text;
	size_t at;
	int line, depth;
};

static struct error *fail(const struct reader *reader, const char *why)
{
	size_t start = reader->at, end = reader->at;

	while (start && reader->text.p[start - 1] != '\n')
		start--;
	while (end < reader->text.n && reader->text.p[end] != '\n')
		end++;
	return error_at(error_new(ERR_REVISION, "%s", why),
			(struct pos){ reader->path, str_slice(reader->text, start, end), reader->line,
				      (int)(reader->at - start) + 1 });
}

static char peek(const struct reader *reader)
{
	return reader->at < reader->text.n ? reader->text.p[reader->at] : '\0';
}

static bool looks_at(const struct reader *reader, const char *what)
{
	return str_starts(str_skip(reader->text, reader->at), str_from(what));
}

static bool take(struct reader *reader, const char *what)
{
	if (!looks_at(reader, what))
		return false;
	reader->at += str_from(what).n;
	return true;
}

static void skip_comment(struct reader *reader)
{
	if (peek(reader) == '#')
		while (reader->at < reader->text.n && peek(reader) != '\n')
			reader->at++;
}

static void skip_spaces(struct reader *reader)
{
	while (peek(reader) == ' ' || peek(reader) == '\t' || peek(reader) == '\r')
		reader->at++;
	skip_comment(reader);
}

static void skip_lines(struct reader *reader)
{
	skip_spaces(reader);
	while (peek(reader) == '\n') {
		reader->at++;
		reader->line++;
		skip_spaces(reader);
	}
}

/* ---- strings ---- */

static struct error *read_unicode(struct reader *reader, size_t digits, struct strbuf *out)
{
	uint32_t code = 0;

	for (size_t i = 0; i < digits; i++, reader->at++) {
		const char c = peek(reader);
		const int lower = c | 32;
		if (c >= '0' && c <= '9')
			code = code * 16 + (uint32_t)(c - '0');
		else if (lower >= 'a' && lower <= 'f')
			code = code * 16 + (uint32_t)(lower - 'a' + 10);
		else
			return fail(reader, "bad unicode escape");
	}
	strbuf_add_code_point(out, code);
	return NULL;
}

static struct error *read_escape(struct reader *reader, struct strbuf *out)
{
	static const char from[] = "btnfre\"\\", to[] = "\b\t\n\f\r\033\"\\";
	const char c = peek(reader);

	reader->at++;
	if (c == 'u')
		return read_unicode(reader, 4, out);
	if (c == 'U')
		return read_unicode(reader, 8, out);
	for (size_t i = 0; from[i]; i++)
		if (from[i] == c) {
			strbuf_add_char(out, to[i]);
			return NULL;
		}
	if (c == '\n' || c == ' ' || c == '\t') {
		reader->at--;
		skip_lines(reader);
		return NULL;
	}
	return fail(reader, "unknown escape in a string");
}

static struct error *read_string(struct reader *reader, struct str *ret)
{
	struct strbuf out = STRBUF(reader->result);
	const bool is_basic = peek(reader) == '"';
	const bool is_long = looks_at(reader, is_basic ? "\"\"\"" : "'''");
	const char *end = is_long ? (is_basic ? "\"\"\"" : "'''") : (is_basic ? "\"" : "'");

	take(reader, end);
	if (is_long)
		take(reader, "\n");
	while (!take(reader, end)) {
		const char c = peek(reader);
		if (reader->at >= reader->text.n || (c == '\n' && !is_long))
			return fail(reader, "a string is never closed");
		reader->line += c == '\n';
		reader->at++;
		if (c == '\\' && is_basic)
			TRY(read_escape(reader, &out));
		else
			strbuf_add_char(&out, c);
	}
	*ret = strbuf_str(&out);
	return NULL;
}

/* ---- keys ---- */

static bool is_bare(char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '_' || c == '-';
}

static struct error *read_key_part(struct reader *reader, struct str *ret)
{
	const size_t start = reader->at;

	if (peek(reader) == '"' || peek(reader) == '\'')
		return read_string(reader, ret);
	while (is_bare(peek(reader)))
		reader->at++;
	if (reader->at == start)
		return fail(reader, "a key was expected");
	*ret = str_slice(reader->text, start, reader->at);
	return NULL;
}

static struct toml_value *new_table(struct reader *reader)
{
	struct toml_value *table = ARENA_NEW(reader->result, struct toml_value);

	table->kind = TOML_TABLE;
	table->table = MAP(reader->result);
	table->line = reader->line;
	return table;
}

static struct toml_value *sub_table(struct reader *reader, struct toml_value *table, struct str key)
{
	struct toml_value *sub = map_get(&table->table, key);

	if (!sub || sub->kind != TOML_TABLE) {
		sub = new_table(reader);
		map_put(&table->table, key, sub);
	}
	return sub;
}

/* a.b.c: the table that holds the last part, and that part. */
static struct error *read_key(struct reader *reader, struct toml_value **table, struct str *ret_key)
{
	TRY(read_key_part(reader, ret_key));
	skip_spaces(reader);
	while (take(reader, ".")) {
		*table = sub_table(reader, *table, *ret_key);
		skip_spaces(reader);
		TRY(read_key_part(reader, ret_key));
		skip_spaces(reader);
	}
	return NULL;
}

/* ---- values ---- */

static struct error *read_value(struct reader *reader, struct toml_value **ret_value);

static struct error *read_array(struct reader *reader, struct toml_value *array)
{
	array->kind = TOML_ARRAY;
	for (;;) {
		struct toml_value *item;
		skip_lines(reader);
		if (take(reader, "]"))
			return NULL;
		TRY(read_value(reader, &item));
		str_list_add(reader->result, &array->items, item->text);
		skip_lines(reader);
		if (!take(reader, ",") && peek(reader) != ']')
			return fail(reader, "',' or ']' was expected");
	}
}

static struct error *read_pair(struct reader *reader, struct toml_value *table)
{
	struct toml_value *value;
	struct str key;

	TRY(read_key(reader, &table, &key));
	if (!take(reader, "="))
		return fail(reader, "'=' was expected");
	skip_spaces(reader);
	TRY(read_value(reader, &value));
	map_put(&table->table, key, value);
	skip_spaces(reader);
	return NULL;
}

static struct error *read_inline_table(struct reader *reader, struct toml_value *table)
{
	table->kind = TOML_TABLE;
	table->table = MAP(reader->result);
	skip_lines(reader);
	while (!take(reader, "}")) {
		TRY(read_pair(reader, table));
		skip_lines(reader);
		if (!take(reader, ",") && peek(reader) != '}')
			return fail(reader, "',' or '}' was expected");
		skip_lines(reader);
	}
	return NULL;
}

/* true, false, numbers, dates: up to what ends a value. */
static struct error *read_scalar(struct reader *reader, struct toml_value *value)
{
	const size_t start = reader->at;

	while (is_bare(peek(reader)) || peek(reader) == '+' || peek(reader) == '.' || peek(reader) == ':')
		reader->at++;
	value->text = str_slice(reader->text, start, reader->at);
	if (!value->text.n)
		return fail(reader, "a value was expected");
	value->kind = str_is(value->text, "true") || str_is(value->text, "false") ? TOML_BOOL : TOML_NUMBER;
	return NULL;
}

static struct error *read_by_first(struct reader *reader, struct toml_value *value)
{
	if (peek(reader) == '"' || peek(reader) == '\'')
		return read_string(reader, &value->text);
	if (take(reader, "["))
		return read_array(reader, value);
	if (take(reader, "{"))
		return read_inline_table(reader, value);
	return read_scalar(reader, value);
}

static struct error *read_value(struct reader *reader, struct toml_value **ret_value)
{
	struct toml_value *value = ARENA_NEW(reader->result, struct toml_value);

	if (++reader->depth > DEPTH_LIMIT)
		return fail(reader, "values are nested too deep");
	value->line = reader->line;
	TRY(read_by_first(reader, value));
	reader->depth--;
	*ret_value = value;
	return NULL;
}

/* [a.b] or [[a.b]]; of an array of tables the last one is kept. */
static struct error *read_header(struct reader *reader, struct toml_value *root,
				 struct toml_value **ret_table)
{
	const bool is_array = take(reader, "[[");
	struct toml_value *table = root;
	struct str key;

	if (!is_array)
		take(reader, "[");
	skip_spaces(reader);
	TRY(read_key(reader, &table, &key));
	if (!take(reader, is_array ? "]]" : "]"))
		return fail(reader, "']' was expected");
	if (is_array)
		map_put(&table->table, key, new_table(reader));
	*ret_table = sub_table(reader, table, key);
	return NULL;
}

struct error *toml_parse(struct arena *result, struct str path, struct str text, struct toml_value *ret_root)
{
	struct reader reader = { .result = result, .path = path, .text = text, .line = 1 };
	struct toml_value *root = new_table(&reader), *table = root;

	for (skip_lines(&reader); reader.at < text.n; skip_lines(&reader)) {
		if (peek(&reader) == '[')
			TRY(read_header(&reader, root, &table));
		else
			TRY(read_pair(&reader, table));
		skip_spaces(&reader);
		if (reader.at < text.n && peek(&reader) != '\n')
			return fail(&reader, "the end of the line was expected");
	}
	*ret_root = *root;
	return NULL;
}

const struct toml_value *toml_find(const struct toml_value *root, const char *dotted)
{
	struct str rest = str_from(dotted), part;

	while (root && str_next_part(&rest, '.', &part))
		root = root->kind == TOML_TABLE ? map_get(&root->table, part) : NULL;
	return root;
}
