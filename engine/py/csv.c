#include "engine/py/csv.h"

const struct py_native_type py_csv_error_type = {
	.name = "Error",
	.module = "_csv",
	.base = &py_Exception_type,
	.size = sizeof(struct py_exception),
};

/* ---- dialects ---- */

static bool set_by_name(struct py *vm, struct py_object *value, struct csv_dialect *dialect)
{
	*dialect = (struct csv_dialect){
		.delimiter = ',', .quote = '"', .line_end = STR("\r\n"), .doubles_quotes = true
	};
	if (!py_given(value) || (py_is_str(value) && str_is(py_text(value), "excel")))
		return true;
	if (!py_is_str(value))
		return py_is_poison(vm, value) ? false
					       : py_refuse(vm, "a csv dialect that is not a name");
	if (str_is(py_text(value), "excel-tab")) {
		dialect->delimiter = '\t';
	} else if (str_is(py_text(value), "unix")) {
		dialect->quoting = CSV_QUOTE_ALL;
		dialect->line_end = STR("\n");
	} else {
		return py_raise_type(vm, &py_csv_error_type, "unknown dialect");
	}
	return true;
}

static bool take_character(struct py *vm, struct py_object *value, const char *name, uint32_t *ret)
{
	if (!value)
		return true;
	if (py_is_none(value)) {
		*ret = 0;
		return true;
	}
	if (!py_is_str(value))
		return py_is_poison(vm, value) ? false
					       : py_raise(vm, "TypeError",
							  "\"%s\" must be string or None, not %.*s",
							  name, STR_ARG(py_type_name(value)));
	if (py_str_length(value) != 1)
		return py_raise(vm, "TypeError", "\"%s\" must be a 1-character string", name);
	py_utf8_next(py_text(value), ret);
	return true;
}

static bool take_quoting(struct py *vm, struct py_object *value, struct csv_dialect *dialect)
{
	int64_t quoting;

	if (!value)
		return true;
	if (!py_take_int(vm, value, "quoting", &quoting))
		return false;
	if (quoting < 0 || quoting > CSV_QUOTE_NONE)
		return py_raise(vm, "TypeError", "bad \"quoting\" value");
	dialect->quoting = (enum csv_quoting)quoting;
	return true;
}

bool csv_take_dialect(struct py *vm, struct py_object **args, struct csv_dialect *ret)
{
	if (!set_by_name(vm, args[0], ret) ||
	    !take_character(vm, args[1], "delimiter", &ret->delimiter) ||
	    !take_character(vm, args[2], "quotechar", &ret->quote) ||
	    !take_character(vm, args[3], "escapechar", &ret->escape) ||
	    !py_take_bool(vm, args[4], ret->doubles_quotes, &ret->doubles_quotes) ||
	    !py_take_bool(vm, args[5], false, &ret->skips_space) ||
	    (args[6] && !py_take_text(vm, args[6], "lineterminator", &ret->line_end)) ||
	    !take_quoting(vm, args[7], ret) || !py_take_bool(vm, args[8], false, &ret->is_strict))
		return false;
	if (!ret->delimiter)
		return py_raise(vm, "TypeError", "\"delimiter\" must be a 1-character string");
	if (!ret->quote && args[2] && !args[7])
		ret->quoting = CSV_QUOTE_NONE;
	if (ret->quoting != CSV_QUOTE_NONE && !ret->quote)
		return py_raise(vm, "TypeError", "quotechar must be set if quoting enabled");
	return true;
}

/* ---- reading ---- */

#define LINE_ENDED UINT32_MAX /* stands behind the last character of a line */

static bool save_field(struct py *vm, struct csv_parser *parser)
{
	struct py_object *field = py_str(vm, str_dup(py_arena(vm), strbuf_str(&parser->field)));

	parser->field.n = 0;
	if (parser->is_number) {
		field = py_call(vm, &py_type_from(vm, &py_float_type)->head, &PY_ARGS(field));
		if (!field)
			return false;
	}
	parser->is_number = false;
	py_list_append(vm, parser->row, field);
	return true;
}

static bool is_line_end(uint32_t code)
{
	return code == '\n' || code == '\r' || code == LINE_ENDED;
}

static void add_code(struct csv_parser *parser, uint32_t code)
{
	strbuf_add_code_point(&parser->field, code);
}

/* At the end of a field: the delimiter or the end of the line. */
static bool end_field(struct py *vm, struct csv_parser *parser, uint32_t code)
{
	parser->state = code == LINE_ENDED  ? CSV_START_RECORD
			: is_line_end(code) ? CSV_AFTER_LINE
					    : CSV_START_FIELD;
	return save_field(vm, parser);
}

static bool start_field(struct py *vm, struct csv_parser *parser, uint32_t code)
{
	const struct csv_dialect *dialect = parser->dialect;

	if (is_line_end(code) || code == dialect->delimiter)
		return end_field(vm, parser, code);
	if (code == dialect->quote && dialect->quote && dialect->quoting != CSV_QUOTE_NONE) {
		parser->state = CSV_IN_QUOTES;
	} else if (code == dialect->escape && dialect->escape) {
		parser->state = CSV_ESCAPED;
	} else if (code != ' ' || !dialect->skips_space) {
		parser->is_number = dialect->quoting == CSV_QUOTE_NONNUMERIC;
		add_code(parser, code);
		parser->state = CSV_IN_FIELD;
	}
	return true;
}

static bool in_field(struct py *vm, struct csv_parser *parser, uint32_t code)
{
	if (is_line_end(code) || code == parser->dialect->delimiter)
		return end_field(vm, parser, code);
	if (code == parser->dialect->escape && code)
		parser->state = CSV_ESCAPED;
	else
		add_code(parser, code);
	return true;
}

static void in_quotes(struct csv_parser *parser, uint32_t code)
{
	const struct csv_dialect *dialect = parser->dialect;

	if (code == LINE_ENDED)
		return;
	if (code == dialect->escape && code)
		parser->state = CSV_ESCAPED_IN_QUOTES;
	else if (code == dialect->quote && code && dialect->quoting != CSV_QUOTE_NONE)
		parser->state = dialect->doubles_quotes ? CSV_QUOTE_IN_QUOTES : CSV_IN_FIELD;
	else
		add_code(parser, code);
}

/* A quote inside quotes: doubled it is itself, else it was the end. */
static bool after_quote(struct py *vm, struct csv_parser *parser, uint32_t code)
{
	const struct csv_dialect *dialect = parser->dialect;

	if (is_line_end(code) || code == dialect->delimiter)
		return end_field(vm, parser, code);
	if (code == dialect->quote && dialect->quoting != CSV_QUOTE_NONE) {
		add_code(parser, code);
		parser->state = CSV_IN_QUOTES;
		return true;
	}
	if (dialect->is_strict)
		return py_raise_type(vm, &py_csv_error_type, "'%.*s' expected after '%.*s'",
				     STR_ARG(py_text(py_str_code_point(vm, dialect->delimiter))),
				     STR_ARG(py_text(py_str_code_point(vm, dialect->quote))));
	add_code(parser, code);
	parser->state = CSV_IN_FIELD;
	return true;
}

static bool escaped(struct csv_parser *parser, uint32_t code, enum csv_state then)
{
	add_code(parser, code == LINE_ENDED ? '\n' : code);
	parser->state = then;
	return true;
}

static bool take_code(struct py *vm, struct csv_parser *parser, uint32_t code)
{
	switch (parser->state) {
	case CSV_START_RECORD:
		if (code == LINE_ENDED)
			return true;
		if (is_line_end(code)) {
			parser->state = CSV_AFTER_LINE;
			return true;
		}
		return start_field(vm, parser, code);
	case CSV_START_FIELD:
		return start_field(vm, parser, code);
	case CSV_ESCAPED:
		return escaped(parser, code, CSV_IN_FIELD);
	case CSV_IN_FIELD:
		return in_field(vm, parser, code);
	case CSV_IN_QUOTES:
		in_quotes(parser, code);
		return true;
	case CSV_ESCAPED_IN_QUOTES:
		return escaped(parser, code, CSV_IN_QUOTES);
	case CSV_QUOTE_IN_QUOTES:
		return after_quote(vm, parser, code);
	case CSV_AFTER_LINE:
		if (code == LINE_ENDED)
			parser->state = CSV_START_RECORD;
		else if (!is_line_end(code))
			return py_raise_type(
				vm, &py_csv_error_type,
				"new-line character seen in unquoted field - do you need to open "
				"the file in universal-newline mode?");
		return true;
	}
	return true;
}

bool csv_parse_line(struct py *vm, struct csv_parser *parser, struct str line)
{
	uint32_t code;

	for (size_t at = 0; at < line.n;) {
		at += py_utf8_next(str_skip(line, at), &code);
		if (!take_code(vm, parser, code))
			return false;
	}
	return take_code(vm, parser, LINE_ENDED);
}

bool csv_is_inside(const struct csv_parser *parser)
{
	return parser->state != CSV_START_RECORD;
}

struct py_object *csv_parse_end(struct py *vm, struct csv_parser *parser)
{
	if (!parser->field.n && parser->state != CSV_IN_QUOTES)
		return NULL;
	if (parser->dialect->is_strict)
		return py_raise_type(vm, &py_csv_error_type, "unexpected end of data");
	return save_field(vm, parser) ? parser->row : NULL;
}

/* ---- writing ---- */

static bool is_special(const struct csv_dialect *dialect, uint32_t code)
{
	if (code == dialect->delimiter || code == '\n' || code == '\r' ||
	    (code == dialect->quote && code) || (code == dialect->escape && code))
		return true;
	return code < 128 && str_find_char(dialect->line_end, (char)code) >= 0;
}

static bool needs_quotes(const struct csv_dialect *dialect, struct py_object *value,
			 struct str text)
{
	uint32_t code;

	switch (dialect->quoting) {
	case CSV_QUOTE_ALL:
		return true;
	case CSV_QUOTE_NONNUMERIC:
		if (!py_is_int(value) && !py_is_float(value))
			return true;
		break;
	case CSV_QUOTE_NONE:
		return false;
	case CSV_QUOTE_MINIMAL:
		break;
	}
	for (size_t at = 0; at < text.n;) {
		at += py_utf8_next(str_skip(text, at), &code);
		/* What is escaped needs no quotes around it. */
		const bool is_escaped = code &&
					((code == dialect->quote && !dialect->doubles_quotes) ||
					 code == dialect->escape);
		if (is_special(dialect, code) && !is_escaped)
			return true;
	}
	return false;
}

/* One field; without quotes, special characters are escaped. */
static bool add_field(struct py *vm, const struct csv_dialect *dialect, struct py_object *value,
		      struct str text, struct strbuf *buffer)
{
	const bool is_quoted = needs_quotes(dialect, value, text);
	uint32_t code;

	if (is_quoted)
		strbuf_add_code_point(buffer, dialect->quote);
	for (size_t at = 0; at < text.n;) {
		at += py_utf8_next(str_skip(text, at), &code);
		const bool is_quote = code == dialect->quote && code;
		bool wants_escape = is_special(dialect, code) &&
				    (!is_quoted || is_quote || code == dialect->escape);
		if (is_quoted && is_quote && dialect->doubles_quotes) {
			strbuf_add_code_point(buffer, dialect->quote);
			wants_escape = false;
		}
		if (wants_escape && !dialect->escape)
			return py_raise_type(vm, &py_csv_error_type,
					     "need to escape, but no escapechar set");
		if (wants_escape)
			strbuf_add_code_point(buffer, dialect->escape);
		strbuf_add_code_point(buffer, code);
	}
	if (is_quoted)
		strbuf_add_code_point(buffer, dialect->quote);
	return true;
}

bool csv_write_row(struct py *vm, const struct csv_dialect *dialect, struct py_object *row,
		   struct strbuf *buffer)
{
	struct py_object **items;
	size_t n;

	if (!row->type->slots.iter && !py_is_poison(vm, row))
		return py_raise_type(vm, &py_csv_error_type, "iterable expected, not %.*s",
				     STR_ARG(py_type_name(row)));
	if (!py_take_items(vm, row, &items, &n))
		return false;
	for (size_t i = 0; i < n; i++) {
		struct str text = STR("");
		if (i)
			strbuf_add_code_point(buffer, dialect->delimiter);
		if (py_given(items[i]) && !py_to_str(vm, items[i], &text))
			return false;
		/* A row of one empty field must not look like an empty row. */
		if (n == 1 && !text.n && dialect->quoting == CSV_QUOTE_NONE)
			return py_raise_type(vm, &py_csv_error_type,
					     "single empty field record must be quoted");
		if (n == 1 && !text.n) {
			strbuf_add_code_point(buffer, dialect->quote);
			strbuf_add_code_point(buffer, dialect->quote);
		} else if (!add_field(vm, dialect, items[i], text, buffer)) {
			return false;
		}
	}
	strbuf_add(buffer, dialect->line_end);
	return true;
}
