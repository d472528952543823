#include "engine/db/create_text.h"

enum token_kind { TOKEN_END, TOKEN_WORD, TOKEN_QUOTED, TOKEN_STRING, TOKEN_MARK };

struct token {
	enum token_kind kind;
	struct str text; /* a quoted name without its quotes */
	size_t start, end;
};

struct tokens {
	struct token *items;
	size_t n, capacity, at;
};

struct reader {
	struct arena *result;
	struct str text;
	struct tokens tokens;
	struct create_constraints *constraints;
	struct str column; /* whose definition is being read; empty at table level */
	struct str name;   /* of CONSTRAINT name, until its constraint comes */
};

/* ---- tokens ---- */

static bool is_word(char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '_' || c == '$' ||
	       ((unsigned char)c & 0x80);
}

/* Up to the closing quote; a doubled one stands for itself. */
static struct token read_quoted(struct arena *result, struct str text, size_t at)
{
	const char open = text.p[at], close = open == '[' ? ']' : open;
	struct strbuf name = STRBUF(result);
	struct token token = { open == '\'' ? TOKEN_STRING : TOKEN_QUOTED, STR(""), at, text.n };

	for (size_t i = at + 1; i < text.n; i++) {
		if (text.p[i] == close && i + 1 < text.n && text.p[i + 1] == close && open != '[') {
			i++;
		} else if (text.p[i] == close) {
			token.end = i + 1;
			break;
		}
		strbuf_add_char(&name, text.p[i]);
	}
	token.text = strbuf_str(&name);
	return token;
}

static size_t skip_blank(struct str text, size_t at)
{
	for (;;) {
		while (at < text.n && (text.p[at] == ' ' || (text.p[at] >= '\t' && text.p[at] <= '\r')))
			at++;
		const struct str rest = str_skip(text, at);
		ptrdiff_t end;
		if (str_starts(rest, STR("--")))
			end = str_find_char(rest, '\n');
		else if (str_starts(rest, STR("/*")))
			end = str_find(rest, STR("*/")) + 1;
		else
			return at;
		at = end <= 0 ? text.n : at + (size_t)end + 1;
	}
}

static struct token read_token(struct arena *result, struct str text, size_t at)
{
	at = skip_blank(text, at);
	if (at >= text.n)
		return (struct token){ TOKEN_END, STR(""), text.n, text.n };
	if (str_find_char(STR("\"'`["), text.p[at]) >= 0)
		return read_quoted(result, text, at);
	size_t end = at;
	while (end < text.n && is_word(text.p[end]))
		end++;
	if (end > at)
		return (struct token){ TOKEN_WORD, str_slice(text, at, end), at, end };
	return (struct token){ TOKEN_MARK, str_slice(text, at, at + 1), at, at + 1 };
}

static void read_tokens(struct reader *reader)
{
	struct tokens *tokens = &reader->tokens;

	for (size_t at = 0;;) {
		if (tokens->n == tokens->capacity) {
			const size_t more = tokens->capacity ? tokens->capacity * 2 : 64;
			tokens->items = arena_grow(reader->result, tokens->items,
						   tokens->n * sizeof(*tokens->items),
						   more * sizeof(*tokens->items));
			tokens->capacity = more;
		}
		const struct token token = read_token(reader->result, reader->text, at);
		tokens->items[tokens->n++] = token;
		if (token.kind == TOKEN_END)
			return;
		at = token.end;
	}
}

static const struct token *peek(const struct reader *reader)
{
	return &reader->tokens.items[reader->tokens.at];
}

static void advance(struct reader *reader)
{
	if (peek(reader)->kind != TOKEN_END)
		reader->tokens.at++;
}

static bool at_word(const struct reader *reader, const char *word)
{
	return peek(reader)->kind == TOKEN_WORD && str_equal_nocase(peek(reader)->text, str_from(word));
}

static bool take_word(struct reader *reader, const char *word)
{
	if (!at_word(reader, word))
		return false;
	advance(reader);
	return true;
}

static bool at_mark(const struct reader *reader, char mark)
{
	return peek(reader)->kind == TOKEN_MARK && peek(reader)->text.p[0] == mark;
}

static bool is_end(const struct reader *reader)
{
	return peek(reader)->kind == TOKEN_END;
}

/* From "(" to behind its ")"; gives the text between them. */
static struct str take_parentheses(struct reader *reader)
{
	const size_t start = peek(reader)->end;
	size_t end = start;
	int depth = 0;

	do {
		depth += at_mark(reader, '(') ? 1 : at_mark(reader, ')') ? -1 : 0;
		end = peek(reader)->start;
		advance(reader);
	} while (depth > 0 && !is_end(reader));
	return str_trim(str_slice(reader->text, start, end));
}

/* (a, b DESC, c): the names. */
static void take_columns(struct reader *reader, struct str_list *columns)
{
	bool is_first = true;

	if (!at_mark(reader, '('))
		return;
	advance(reader);
	while (!is_end(reader) && !at_mark(reader, ')')) {
		if (is_first && peek(reader)->kind != TOKEN_MARK)
			str_list_add(reader->result, columns, peek(reader)->text);
		is_first = at_mark(reader, ',');
		advance(reader);
	}
	advance(reader);
}

/* ---- constraints ---- */

static struct create_constraint *add_constraint(struct reader *reader, enum create_kind kind)
{
	struct create_constraints *list = reader->constraints;

	if (list->n == list->capacity) {
		const size_t more = list->capacity ? list->capacity * 2 : 16;
		list->items = arena_grow(reader->result, list->items, list->n * sizeof(*list->items),
					 more * sizeof(*list->items));
		list->capacity = more;
	}
	struct create_constraint *constraint = &list->items[list->n++];
	*constraint = (struct create_constraint){ .kind = kind, .name = reader->name, .deferrable = -1 };
	constraint->is_inline = reader->column.p != NULL;
	if (constraint->is_inline)
		str_list_add(reader->result, &constraint->columns, reader->column);
	reader->name = STR("");
	return constraint;
}

static struct str take_action(struct reader *reader)
{
	if (take_word(reader, "SET")) {
		const bool is_null = at_word(reader, "NULL");
		advance(reader);
		return is_null ? STR("SET NULL") : STR("SET DEFAULT");
	}
	if (take_word(reader, "NO")) {
		advance(reader);
		return STR("");
	}
	const bool is_cascade = at_word(reader, "CASCADE");
	advance(reader);
	return is_cascade ? STR("CASCADE") : STR("RESTRICT");
}

static void take_references(struct reader *reader, struct create_constraint *constraint)
{
	constraint->referred_table = peek(reader)->text;
	advance(reader);
	take_columns(reader, &constraint->referred_columns);
	for (;;) {
		if (take_word(reader, "ON")) {
			const bool is_delete = at_word(reader, "DELETE");
			advance(reader);
			*(is_delete ? &constraint->ondelete : &constraint->onupdate) = take_action(reader);
		} else if (take_word(reader, "MATCH")) {
			advance(reader);
		} else if (at_word(reader, "NOT") || at_word(reader, "DEFERRABLE")) {
			constraint->deferrable = !take_word(reader, "NOT");
			if (!take_word(reader, "DEFERRABLE")) {
				constraint->deferrable = -1;
				return;
			}
		} else if (take_word(reader, "INITIALLY")) {
			constraint->initially = at_word(reader, "DEFERRED") ? STR("DEFERRED") : STR("IMMEDIATE");
			advance(reader);
		} else {
			return;
		}
	}
}

static void take_constraint_name(struct reader *reader)
{
	reader->name = peek(reader)->text;
	advance(reader);
}

/* One constraint, if one begins here; else false and nothing is taken. */
static bool take_constraint(struct reader *reader)
{
	struct create_constraint *constraint;

	if (take_word(reader, "CONSTRAINT")) {
		take_constraint_name(reader);
	} else if (take_word(reader, "PRIMARY")) {
		advance(reader);
		take_columns(reader, &add_constraint(reader, CREATE_PRIMARY_KEY)->columns);
	} else if (take_word(reader, "UNIQUE")) {
		take_columns(reader, &add_constraint(reader, CREATE_UNIQUE)->columns);
	} else if (take_word(reader, "CHECK")) {
		add_constraint(reader, CREATE_CHECK)->expression = take_parentheses(reader);
	} else if (take_word(reader, "FOREIGN")) {
		advance(reader);
		constraint = add_constraint(reader, CREATE_FOREIGN_KEY);
		take_columns(reader, &constraint->columns);
		if (take_word(reader, "REFERENCES"))
			take_references(reader, constraint);
	} else if (reader->column.p && take_word(reader, "REFERENCES")) {
		take_references(reader, add_constraint(reader, CREATE_FOREIGN_KEY));
	} else if (reader->column.p && take_word(reader, "AS")) {
		add_constraint(reader, CREATE_GENERATED)->expression = take_parentheses(reader);
	} else {
		return false;
	}
	return true;
}

static bool begins_constraint(const struct reader *reader)
{
	static const char *const words[] = { "CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN" };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (at_word(reader, words[i]))
			return true;
	return false;
}

/* One definition, up to the comma or parenthesis that ends it. */
static void take_definition(struct reader *reader)
{
	reader->column = STR_NULL;
	reader->name = STR("");
	if (!begins_constraint(reader)) {
		reader->column = peek(reader)->text;
		advance(reader);
	}
	while (!is_end(reader) && !at_mark(reader, ',') && !at_mark(reader, ')')) {
		if (take_constraint(reader))
			continue;
		if (at_mark(reader, '('))
			take_parentheses(reader);
		else
			advance(reader);
	}
}

void create_text_parse(struct arena *result, struct str text, struct create_constraints *ret_constraints)
{
	struct reader reader = { .result = result, .text = text, .constraints = ret_constraints };

	*ret_constraints = (struct create_constraints){ 0 };
	read_tokens(&reader);
	while (!is_end(&reader) && !at_mark(&reader, '('))
		advance(&reader);
	while (at_mark(&reader, '(') || at_mark(&reader, ',')) {
		advance(&reader);
		take_definition(&reader);
	}
}
