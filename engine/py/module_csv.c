#include "engine/py/csv.h"

/* ---- reader ---- */

struct reader {
	struct py_object head;
	struct py_object *lines; /* an iterator of str */
	struct csv_dialect dialect;
	int64_t line_number;
};

static bool next_line(struct py *vm, struct reader *reader, struct py_object **ret)
{
	if (!py_next(vm, reader->lines, ret))
		return false;
	if (!*ret)
		return true;
	if (!py_is_str(*ret))
		return py_is_poison(vm, *ret) ? false
					      : py_raise_type(vm, &py_csv_error_type,
							      "iterator should return strings, not "
							      "%.*s (the file should be "
							      "opened in text mode)",
							      STR_ARG(py_type_name(*ret)));
	reader->line_number++;
	return true;
}

static struct py_object *reader_next(struct py *vm, struct py_object *self)
{
	struct reader *reader = (struct reader *)self;
	struct csv_parser parser = { .dialect = &reader->dialect,
				     .row = py_list(vm),
				     .field = STRBUF(py_arena(vm)) };
	struct py_object *line;

	do {
		if (!next_line(vm, reader, &line))
			return NULL;
		if (!line) {
			/* The end of the input, perhaps inside quotes: what is there is a row. */
			return csv_is_inside(&parser) ? csv_parse_end(vm, &parser) : NULL;
		}
		if (!csv_parse_line(vm, &parser, py_text(line)))
			return NULL;
	} while (csv_is_inside(&parser));
	return parser.row;
}

static struct py_object *reader_line_number(struct py *vm, struct py_object *self)
{
	return py_int(vm, ((struct reader *)self)->line_number);
}

static const struct py_native_type reader_type = {
	.name = "reader",
	.module = "_csv",
	.size = sizeof(struct reader),
	.properties =
		(const struct py_property[]){ { "line_num", reader_line_number, NULL }, { 0 } },
	.slots = { .iter = py_iterator_self, .next = reader_next },
};

/* args: the iterable, then those of CSV_DIALECT_SIGNATURE */
static struct reader *new_reader(struct py *vm, struct py_object **args)
{
	struct reader *reader = py_new(vm, &reader_type);

	if (!csv_take_dialect(vm, args + 1, &reader->dialect))
		return NULL;
	reader->lines = py_iter(vm, args[0]);
	return reader->lines ? reader : NULL;
}

static struct py_object *make_reader(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return (struct py_object *)new_reader(vm, args);
}

/* ---- writer ---- */

struct writer {
	struct py_object head;
	struct py_object *file;
	struct csv_dialect dialect;
};

static struct py_object *writer_row(struct py *vm, struct py_object *self, struct py_object **args)
{
	const struct writer *writer = (struct writer *)self;
	struct strbuf line = STRBUF(py_arena(vm));

	if (!csv_write_row(vm, &writer->dialect, args[0], &line))
		return NULL;
	return py_call_method(vm, writer->file, "write", &PY_ARGS(py_str(vm, strbuf_str(&line))));
}

static struct py_object *writer_rows(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object **rows;
	size_t n;

	if (!py_take_items(vm, args[0], &rows, &n))
		return NULL;
	for (size_t i = 0; i < n; i++)
		if (!writer_row(vm, self, &rows[i]))
			return NULL;
	return py_none(vm);
}

static const struct py_native_type writer_type = {
	.name = "writer",
	.module = "_csv",
	.size = sizeof(struct writer),
	.methods =
		(const struct py_method[]){
			{ "writerow", "row, /", writer_row, PY_METHOD_INSTANCE },
			{ "writerows", "rows, /", writer_rows, PY_METHOD_INSTANCE },
			{ 0 } },
};

static struct writer *new_writer(struct py *vm, struct py_object **args)
{
	struct writer *writer = py_new(vm, &writer_type);

	writer->file = args[0];
	return csv_take_dialect(vm, args + 1, &writer->dialect) ? writer : NULL;
}

static struct py_object *make_writer(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	return (struct py_object *)new_writer(vm, args);
}

/* ---- DictReader ---- */

struct dict_reader {
	struct py_object head;
	struct reader *reader;
	struct py_object *names; /* NULL: the first row has them */
	struct py_object *rest_key, *rest_value;
};

static bool read_names(struct py *vm, struct dict_reader *self)
{
	if (!self->names)
		self->names = reader_next(vm, &self->reader->head);
	return !py_is_unwinding(vm);
}

static struct py_object *dict_of(struct py *vm, const struct dict_reader *self,
				 const struct py_list *row)
{
	struct py_object *dict = py_dict(vm), *rest;
	const struct py_list *names = (struct py_list *)self->names;

	for (size_t i = 0; i < names->n; i++)
		if (!py_dict_set(vm, dict, names->items[i],
				 i < row->n ? row->items[i] : self->rest_value))
			return NULL;
	if (row->n <= names->n)
		return dict;
	rest = py_list(vm);
	for (size_t i = names->n; i < row->n; i++)
		py_list_append(vm, rest, row->items[i]);
	return py_dict_set(vm, dict, self->rest_key, rest) ? dict : NULL;
}

static struct py_object *dict_reader_next(struct py *vm, struct py_object *object)
{
	struct dict_reader *self = (struct dict_reader *)object;
	struct py_object *row;

	if (!self->reader || !read_names(vm, self) || !self->names)
		return NULL;
	do {
		row = reader_next(vm, &self->reader->head);
	} while (row && !((struct py_list *)row)->n);
	return row ? dict_of(vm, self, (struct py_list *)row) : NULL;
}

static struct py_object *dict_reader_names(struct py *vm, struct py_object *object)
{
	struct dict_reader *self = (struct dict_reader *)object;

	if (!self->reader || !read_names(vm, self))
		return NULL;
	return self->names ? self->names : py_none(vm);
}

static struct py_object *dict_reader_line(struct py *vm, struct py_object *object)
{
	return py_int(vm, ((struct dict_reader *)object)->reader->line_number);
}

/* args: f, fieldnames, restkey, restval, then the dialect */
static struct py_object *dict_reader_new(struct py *vm, struct py_object *object,
					 struct py_object **args)
{
	struct dict_reader *self = (struct dict_reader *)object;
	struct py_object *given[CSV_DIALECT_ARGUMENTS + 1] = { args[0] };

	for (size_t i = 0; i < CSV_DIALECT_ARGUMENTS; i++)
		given[i + 1] = args[i + 4];
	self->reader = new_reader(vm, given);
	self->names = py_given(args[1]) ? py_list_from(vm, &py_list_type, args[1]) : NULL;
	self->rest_key = args[2] ? args[2] : py_none(vm);
	self->rest_value = args[3] ? args[3] : py_none(vm);
	return self->reader && !py_is_unwinding(vm) ? object : NULL;
}

static const struct py_native_type dict_reader_type = {
	.name = "DictReader",
	.module = "csv",
	.size = sizeof(struct dict_reader),
	.signature = "f, fieldnames=None, restkey=None, restval=None, " CSV_DIALECT_SIGNATURE,
	.new_ = dict_reader_new,
	.properties = (const struct py_property[]){ { "fieldnames", dict_reader_names, NULL },
						    { "line_num", dict_reader_line, NULL },
						    { 0 } },
	.slots = { .iter = py_iterator_self, .next = dict_reader_next },
};

/* ---- DictWriter ---- */

struct dict_writer {
	struct py_object head;
	struct writer *writer;
	struct py_object *names, *rest_value;
	bool ignores_extra;
};

static bool check_extra(struct py *vm, const struct dict_writer *self, const struct py_object *row)
{
	const struct py_list *names = (struct py_list *)self->names;
	struct py_object *extra = py_list(vm);
	struct strbuf text = STRBUF(py_arena(vm));
	size_t cursor = 0;

	for (const struct py_dict_entry *entry; (entry = py_dict_next(row, &cursor));) {
		int known = 0;
		for (size_t i = 0; i < names->n && !known; i++)
			known = py_equal(vm, names->items[i], entry->key);
		if (known < 0)
			return false;
		if (!known)
			py_list_append(vm, extra, entry->key);
	}
	const struct py_list *list = (struct py_list *)extra;

	for (size_t i = 0; i < list->n; i++) {
		struct str shown;
		if (!py_repr(vm, list->items[i], &shown))
			return false;
		strbuf_separate(&text, ", ");
		strbuf_add(&text, shown);
	}
	return !list->n ||
	       py_raise(vm, "ValueError", "dict contains fields not in fieldnames: %.*s",
			STR_ARG(strbuf_str(&text)));
}

static struct py_object *dict_writer_row(struct py *vm, struct py_object *object,
					 struct py_object **args)
{
	const struct dict_writer *self = (struct dict_writer *)object;
	const struct py_list *names = (struct py_list *)self->names;
	struct py_object *row = py_list(vm), *value;

	if (py_is_poison(vm, args[0]))
		return NULL;
	if (!py_is_dict(args[0]))
		return py_raise(vm, "AttributeError", "'%.*s' object has no attribute 'keys'",
				STR_ARG(py_type_name(args[0])));
	if (!self->ignores_extra && !check_extra(vm, self, args[0]))
		return NULL;
	for (size_t i = 0; i < names->n; i++) {
		if (!py_dict_find(vm, args[0], names->items[i], &value))
			return NULL;
		py_list_append(vm, row, value ? value : self->rest_value);
	}
	return writer_row(vm, &self->writer->head, &row);
}

static struct py_object *dict_writer_rows(struct py *vm, struct py_object *self,
					  struct py_object **args)
{
	struct py_object **rows;
	size_t n;

	if (!py_take_items(vm, args[0], &rows, &n))
		return NULL;
	for (size_t i = 0; i < n; i++)
		if (!dict_writer_row(vm, self, &rows[i]))
			return NULL;
	return py_none(vm);
}

static struct py_object *dict_writer_header(struct py *vm, struct py_object *object,
					    struct py_object **args)
{
	struct dict_writer *self = (struct dict_writer *)object;

	(void)args;
	return writer_row(vm, &self->writer->head, &self->names);
}

/* args: f, fieldnames, restval, extrasaction, then the dialect */
static struct py_object *dict_writer_new(struct py *vm, struct py_object *object,
					 struct py_object **args)
{
	struct dict_writer *self = (struct dict_writer *)object;
	struct py_object *given[CSV_DIALECT_ARGUMENTS + 1] = { args[0] };
	struct str action;

	for (size_t i = 0; i < CSV_DIALECT_ARGUMENTS; i++)
		given[i + 1] = args[i + 4];
	self->writer = new_writer(vm, given);
	self->names = py_list_from(vm, &py_list_type, args[1]);
	self->rest_value = args[2] ? args[2] : py_str_c(vm, "");
	if (!self->writer || !self->names || !py_take_text(vm, args[3], "extrasaction", &action))
		return NULL;
	self->ignores_extra = str_is(action, "ignore");
	return object;
}

static const struct py_native_type dict_writer_type = {
	.name = "DictWriter",
	.module = "csv",
	.size = sizeof(struct dict_writer),
	.signature = "f, fieldnames, restval='', extrasaction='raise', " CSV_DIALECT_SIGNATURE,
	.new_ = dict_writer_new,
	.methods =
		(const struct py_method[]){
			{ "writeheader", "", dict_writer_header, PY_METHOD_INSTANCE },
			{ "writerow", "rowdict, /", dict_writer_row, PY_METHOD_INSTANCE },
			{ "writerows", "rowdicts, /", dict_writer_rows, PY_METHOD_INSTANCE },
			{ 0 } },
};

/* ---- the module ---- */

#define CONSTANT(name, value)                                                                      \
	static struct py_object *make_##name(struct py *vm)                                        \
	{                                                                                          \
		return py_int(vm, value);                                                          \
	}
CONSTANT(minimal, CSV_QUOTE_MINIMAL)
CONSTANT(all, CSV_QUOTE_ALL)
CONSTANT(nonnumeric, CSV_QUOTE_NONNUMERIC)
CONSTANT(none, CSV_QUOTE_NONE)

static struct py_object *field_size_limit(struct py *vm, struct py_object *self,
					  struct py_object **args)
{
	(void)self;
	(void)args;
	return py_int(vm, 131072);
}

static const struct py_member members[] = {
	{ "DictReader", PY_MEMBER_TYPE, &dict_reader_type, NULL },
	{ "DictWriter", PY_MEMBER_TYPE, &dict_writer_type, NULL },
	{ "Error", PY_MEMBER_TYPE, &py_csv_error_type, NULL },
	{ "QUOTE_MINIMAL", PY_MEMBER_MAKE, NULL, make_minimal },
	{ "QUOTE_ALL", PY_MEMBER_MAKE, NULL, make_all },
	{ "QUOTE_NONNUMERIC", PY_MEMBER_MAKE, NULL, make_nonnumeric },
	{ "QUOTE_NONE", PY_MEMBER_MAKE, NULL, make_none },
	{ 0 },
};

static const struct py_method functions[] = {
	{ "reader", "iterable, " CSV_DIALECT_SIGNATURE, make_reader, PY_METHOD_STATIC },
	{ "writer", "fileobj, " CSV_DIALECT_SIGNATURE, make_writer, PY_METHOD_STATIC },
	{ "field_size_limit", "limit=None", field_size_limit, PY_METHOD_STATIC },
	{ 0 },
};

/* Dialect classes, register_dialect and Sniffer are what is left. */
const struct py_native_module py_module_csv = {
	.name = "csv", .members = members, .functions = functions, .is_open = true
};
