#include "engine/py/header.h"

#include "engine/py/lexer.h"
#include "engine/py/parser.h"

#include <string.h>

static const struct str field_names[PY_HEADER_COUNT] = {
#define X(name, text) { text, sizeof(text) - 1 },
	PY_HEADER_FIELDS(X)
#undef X
};

/* A logical line: what stands between two line ends that end a statement. */
struct line {
	struct py_place start; /* of its first character that is not white space */
	uint32_t end;          /* behind its line end */
	bool is_indented;
	bool opens_block; /* its last character is a colon */
};

struct scan {
	struct arena *result, *scratch;
	const struct py_source *source;
	struct py_header *header;
	struct py_place place;
	struct line previous; /* the line before the one at hand */
	struct line compound; /* the top-level `if`, `try` ... that is being passed over */
	bool has_lines;
};

/* ---- text ---- */

static bool is_word_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || (unsigned char)c >= 128;
}

static bool mentions(struct str text, struct str word)
{
	for (ptrdiff_t at; (at = str_find(text, word)) >= 0;) {
		const bool starts = at == 0 || !is_word_char(text.p[at - 1]);
		text = str_skip(text, (size_t)at + word.n);
		if (starts && (!text.n || !is_word_char(text.p[0])))
			return true;
	}
	return false;
}

static bool mentions_field(struct str text)
{
	/* The first two names end alike. */
	return str_find(text, STR("revision")) >= 0 ||
	       mentions(text, field_names[PY_HEADER_BRANCH_LABELS]) ||
	       mentions(text, field_names[PY_HEADER_DEPENDS_ON]);
}

static struct str text_between(const struct scan *scan, uint32_t start, uint32_t end)
{
	return str_slice(scan->source->text, start, end);
}

/* ---- fields ---- */

static void set_pos(struct scan *scan, struct py_header_field *field, int line, int col)
{
	field->pos = py_source_pos(scan->source, line, col);
}

/* What is bound in a way that only running the module shows. */
static void needs_evaluation(struct scan *scan, enum py_header_name name, struct py_place place)
{
	struct py_header_field *field = &scan->header->fields[name];

	*field = (struct py_header_field){ .state = PY_HEADER_NEEDS_EVALUATION };
	set_pos(scan, field, place.line, (int)(place.at - place.line_start) + 1);
}

/* Every field that `text` speaks of. */
static void mentioned_need_evaluation(struct scan *scan, struct str text, struct py_place place)
{
	for (int name = 0; name < PY_HEADER_COUNT; name++)
		if (mentions(text, field_names[name]))
			needs_evaluation(scan, (enum py_header_name)name, place);
}

static void all_need_evaluation(struct scan *scan, struct py_place place)
{
	for (int name = 0; name < PY_HEADER_COUNT; name++)
		needs_evaluation(scan, (enum py_header_name)name, place);
}

static bool find_field(struct str text, enum py_header_name *ret_name)
{
	for (int name = 0; name < PY_HEADER_COUNT; name++) {
		if (str_equal(text, field_names[name])) {
			*ret_name = (enum py_header_name)name;
			return true;
		}
	}
	return false;
}

static bool read_items(struct arena *result, const struct py_expr_list *list,
		       struct str_list *ret_items)
{
	struct str_list items = { 0 };

	for (size_t i = 0; i < list->n; i++) {
		const struct py_expr *item = list->items[i];
		if (item->kind != PY_EXPR_CONSTANT || item->constant.kind != PY_CONSTANT_STR)
			return false;
		str_list_add(result, &items, item->constant.text);
	}
	*ret_items = items;
	return true;
}

/* False if it is none of None, a str, a list or tuple of str. */
static bool read_literal(struct arena *result, const struct py_expr *value,
			 struct py_header_field *field)
{
	if (value->kind == PY_EXPR_LIST || value->kind == PY_EXPR_TUPLE) {
		field->value = PY_HEADER_LIST;
		return read_items(result, &value->list, &field->items);
	}
	if (value->kind != PY_EXPR_CONSTANT)
		return false;
	field->value = value->constant.kind == PY_CONSTANT_STR ? PY_HEADER_STR : PY_HEADER_NONE;
	if (field->value == PY_HEADER_STR)
		field->text = value->constant.text;
	return value->constant.kind == PY_CONSTANT_NONE || value->constant.kind == PY_CONSTANT_STR;
}

/* `value` is NULL for a binding that is no assignment. */
static void bind_name(struct scan *scan, struct str text, const struct py_expr *value, int line,
		      int col)
{
	struct py_header_field field = { .state = PY_HEADER_LITERAL };
	enum py_header_name name;

	if (!find_field(text, &name))
		return;
	if (!value || !read_literal(scan->result, value, &field))
		field = (struct py_header_field){ .state = PY_HEADER_NEEDS_EVALUATION };
	set_pos(scan, &field, line, col);
	scan->header->fields[name] = field;
}

static void bind_target(struct scan *scan, const struct py_expr *target,
			const struct py_expr *value)
{
	if (target->kind == PY_EXPR_NAME) {
		bind_name(scan, target->name, value, target->line, target->col);
	} else if (target->kind == PY_EXPR_TUPLE || target->kind == PY_EXPR_LIST) {
		for (size_t i = 0; i < target->list.n; i++)
			bind_target(scan, target->list.items[i], NULL);
	} else if (target->kind == PY_EXPR_STARRED) {
		bind_target(scan, target->operand, NULL);
	}
}

static void bind_targets(struct scan *scan, const struct py_expr_list *targets,
			 const struct py_expr *value)
{
	for (size_t i = 0; i < targets->n; i++)
		bind_target(scan, targets->items[i], value);
}

static void bind_imports(struct scan *scan, const struct py_stmt *stmt)
{
	for (size_t i = 0; i < stmt->import.n; i++) {
		const struct py_alias *alias = &stmt->import.names[i];
		if (str_is(alias->name, "*"))
			all_need_evaluation(scan, (struct py_place){ .line = stmt->line });
		bind_name(scan, alias->as_name.p ? alias->as_name : alias->name, NULL, alias->line,
			  alias->col);
	}
}

static void bind_statement(struct scan *scan, const struct py_stmt *stmt)
{
	switch ((int)stmt->kind) {
	case PY_STMT_ASSIGN:
		bind_targets(scan, &stmt->assign.targets, stmt->assign.value);
		break;
	case PY_STMT_ANNOTATED_ASSIGN:
		if (stmt->annotated.value)
			bind_target(scan, stmt->annotated.target, stmt->annotated.value);
		break;
	case PY_STMT_AUGMENTED_ASSIGN:
		bind_target(scan, stmt->augmented.target, NULL);
		break;
	case PY_STMT_DELETE:
		bind_targets(scan, &stmt->targets, NULL);
		break;
	case PY_STMT_IMPORT:
	case PY_STMT_IMPORT_FROM:
		bind_imports(scan, stmt);
		break;
	default:
		break;
	}
}

/* ---- lines ---- */

/* Whether a statement may bind a name without naming it as a target. */
static bool is_dynamic(struct str text)
{
	static const struct str signs[] = {
		STR("globals"), STR("locals"), STR("vars"), STR("exec"), STR("setattr"), STR(":="),
	};

	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		if (i + 1 < sizeof(signs) / sizeof(*signs) ? mentions(text, signs[i])
							   : str_find(text, signs[i]) >= 0)
			return true;
	return false;
}

static struct error *read_simple(struct scan *scan, const struct line *line)
{
	const struct str text = text_between(scan, line->start.at, line->end);
	const bool is_import = str_starts(text, STR("from")) || str_starts(text, STR("import"));
	struct py_body body;

	if (!mentions_field(text) && !(is_import && str_find_char(text, '*') >= 0))
		return NULL;
	TRY(py_parse_line(scan->result, scan->source, line->start, &body));
	for (size_t i = 0; i < body.n; i++)
		bind_statement(scan, body.items[i]);
	if (is_dynamic(text))
		mentioned_need_evaluation(scan, text, line->start);
	return NULL;
}

static struct error *read_docstring(struct scan *scan, const struct line *line)
{
	struct py_body body;

	TRY(py_parse_line(scan->result, scan->source, line->start, &body));
	scan->header->docstring = py_body_docstring(&body);
	for (size_t i = 1; i < body.n; i++)
		bind_statement(scan, body.items[i]);
	return NULL;
}

/* Which statement the first word of a line at the top level begins. */
static bool begins_definition(struct str text)
{
	return text.p[0] == '@' || str_starts(text, STR("def ")) ||
	       str_starts(text, STR("class ")) || str_starts(text, STR("async "));
}

static bool begins_compound(struct str text)
{
	static const struct str words[] = {
		STR("if"),   STR("try"),  STR("for"),    STR("while"),   STR("with"),
		STR("elif"), STR("else"), STR("except"), STR("finally"),
	};
	size_t n = 0;

	while (n < text.n && is_word_char(text.p[n]))
		n++;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (str_equal(words[i], str_slice(text, 0, n)))
			return true;
	return false;
}

/* The end of an `if`, `try` ... of the top level: what it speaks of, it may have bound. */
static void close_compound(struct scan *scan, uint32_t end)
{
	const struct py_place start = scan->compound.start;
	const struct str text = text_between(scan, start.at, end);

	if (!scan->compound.end)
		return;
	scan->compound.end = 0;
	mentioned_need_evaluation(scan, text, start);
	if (str_find(text, STR("import *")) >= 0)
		all_need_evaluation(scan, start);
}

static struct error *read_top_level(struct scan *scan, const struct line *line)
{
	const struct str text = text_between(scan, line->start.at, line->end);

	close_compound(scan, line->start.at);
	if (!scan->has_lines && py_string_prefix(text.p) >= 0)
		return read_docstring(scan, line);
	if (begins_definition(text))
		return NULL;
	if (!line->opens_block && !begins_compound(text))
		return read_simple(scan, line);
	scan->compound = *line;
	return NULL;
}

/* `global revision` lets a function bind the name. */
static void read_global(struct scan *scan, const struct line *line)
{
	const struct str text = text_between(scan, line->start.at, line->end);

	if (str_starts(text, STR("global ")))
		mentioned_need_evaluation(scan, text, line->start);
}

/* The file as a whole says what is wrong with it, if anything is. */
static struct error *parse_whole(struct scan *scan)
{
	struct py_module_ast *module;

	return py_parse_module(scan->scratch, scan->source, &module);
}

static struct error *read_line(struct scan *scan, const struct line *line)
{
	if (scan->previous.opens_block && !scan->previous.is_indented && !line->is_indented)
		TRY(parse_whole(scan));
	if (!line->is_indented)
		TRY(read_top_level(scan, line));
	else if (scan->source->text.p[line->start.at] == 'g')
		read_global(scan, line);
	scan->previous = *line;
	scan->has_lines = true;
	return NULL;
}

/* A file that was cut off ends in the middle of a statement. */
static struct error *check_last_line(struct scan *scan)
{
	struct py_body body;

	if (!scan->has_lines)
		return NULL;
	if (scan->previous.opens_block)
		return parse_whole(scan);
	struct error *error =
		py_parse_line(scan->scratch, scan->source, scan->previous.start, &body);
	if (!error)
		return NULL;
	error_ignore(error);
	return parse_whole(scan);
}

/* ---- characters ---- */

enum stop { PASS, LINE_END, STRING, COMMENT, OPEN, CLOSE, BACKSLASH };

static const unsigned char stops[256] = {
	['\n'] = LINE_END, ['"'] = STRING, ['\''] = STRING,    ['#'] = COMMENT,
	['('] = OPEN,      ['['] = OPEN,   ['{'] = OPEN,       [')'] = CLOSE,
	[']'] = CLOSE,     ['}'] = CLOSE,  ['\\'] = BACKSLASH,
};

/* Moves to the next character that means something; the source ends with one. */
static enum stop find_stop(const struct scan *scan, struct py_place *place)
{
	const char *start = scan->source->text.p, *p = start + place->at;

	while (!stops[(unsigned char)*p])
		p++;
	place->at = (uint32_t)(p - start);
	return stops[(unsigned char)*p];
}

static void next_line(struct py_place *place)
{
	place->at++;
	place->line++;
	place->line_start = place->at;
}

/* A string counts from its prefix, which may make it an f-string. */
static struct error *skip_string(struct scan *scan, uint32_t line_at)
{
	const char *text = scan->source->text.p;
	struct py_place *place = &scan->place;
	const uint32_t quote = place->at;

	for (uint32_t n = 2; n >= 1; n--) {
		if (quote < line_at + n || !is_word_char(text[quote - n]))
			continue;
		const bool is_whole = quote == line_at + n || !is_word_char(text[quote - n - 1]);
		if (is_whole && py_string_prefix(text + quote - n) == (int)n) {
			place->at = quote - n;
			break;
		}
	}
	return py_lex_string(scan->source, place);
}

static uint32_t find_line_end(const struct scan *scan, uint32_t at)
{
	const struct str text = scan->source->text;
	const char *end = memchr(text.p + at, '\n', text.n - at);

	return (uint32_t)(end - text.p);
}

static bool ends_with_colon(const struct scan *scan, uint32_t start, uint32_t end)
{
	const char *text = scan->source->text.p;

	while (end > start && (text[end - 1] == ' ' || text[end - 1] == '\t'))
		end--;
	return end > start && text[end - 1] == ':';
}

/* From the first character of a logical line to behind its end. */
static struct error *pass_line(struct scan *scan, struct line *line)
{
	const struct str text = scan->source->text;
	struct py_place *place = &scan->place;
	uint32_t code_end = 0;
	int depth = 0;

	while (place->at < text.n) {
		switch (find_stop(scan, place)) {
		case PASS:
			break;
		case STRING:
			TRY(skip_string(scan, line->start.at));
			break;
		case COMMENT:
			code_end = place->at;
			place->at = find_line_end(scan, place->at);
			break;
		case OPEN:
			depth++;
			place->at++;
			break;
		case CLOSE:
			if (depth-- == 0)
				return parse_whole(scan);
			place->at++;
			break;
		case BACKSLASH:
			place->at++;
			if (place->at < text.n && text.p[place->at] == '\n')
				next_line(place);
			break;
		case LINE_END:
			if (depth == 0) {
				line->opens_block = ends_with_colon(
					scan, line->start.at, code_end ? code_end : place->at);
				next_line(place);
				line->end = place->at;
				return NULL;
			}
			code_end = 0;
			next_line(place);
			break;
		}
	}
	line->end = place->at;
	return parse_whole(scan);
}

/* Moves to the next line that is neither blank nor a comment; false at the end. */
static bool find_line(struct scan *scan, struct line *ret_line)
{
	const struct str text = scan->source->text;
	struct py_place *place = &scan->place;

	while (place->at < text.n) {
		const char c = text.p[place->at];
		if (c == '\n') {
			next_line(place);
		} else if (c == '#') {
			place->at = find_line_end(scan, place->at);
		} else if (c == ' ' || c == '\t' || c == '\f') {
			place->at++;
		} else {
			const bool after_feed = place->at && text.p[place->at - 1] == '\f';
			*ret_line = (struct line){
				.start = *place,
				.is_indented = place->at != place->line_start && !after_feed,
			};
			return true;
		}
	}
	return false;
}

struct error *py_header_scan(struct arena *result, const struct py_source *source,
			     struct py_header *ret_header)
{
	struct arena scratch CLEANUP(arena_done) = { 0 };
	struct py_header header = { 0 };
	struct scan scan = {
		.result = result,
		.scratch = &scratch,
		.source = source,
		.header = &header,
		.place = { .line = 1 },
	};
	struct line line;

	while (find_line(&scan, &line)) {
		TRY(pass_line(&scan, &line));
		TRY(read_line(&scan, &line));
	}
	close_compound(&scan, (uint32_t)source->text.n);
	TRY(check_last_line(&scan));
	*ret_header = header;
	return NULL;
}
