/*
 * Dumps the syntax trees of files, one line each, in the form that tests/py/ast_parity.py makes of
 * CPython's `ast`: Node@line:col-line:col(field=..., ...).
 *
 *   py_dump [--fields] FILE...   nodes inside f-strings have no place; with --fields only those
 * inside replacement fields have one (CPython 3.11 guesses them, 3.12 knows) py_dump --header
 * FILE...     prints what py_header_scan() says py_dump --prefixes FILE...   reads every seventh
 * beginning of each file, for the sanitizers; an error must have a place py_dump --time FILE...
 * parses all files and prints the CPU time in microseconds py_dump --time-header FILE... the same
 * for the scan of headers
 */
#include "engine/base/fs.h"
#include "engine/py/header.h"
#include "engine/py/parser.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

struct dump {
	struct strbuf out;
	bool fields_only;
	int string_depth, value_depth; /* f-strings around, their replacement fields around */
};

static void dump_expr(struct dump *dump, const struct py_expr *expr);
static void dump_body(struct dump *dump, const struct py_body *body);
static void dump_pattern(struct dump *dump, const struct py_pattern *pattern);

static void add(struct dump *dump, const char *text)
{
	strbuf_add_c(&dump->out, text);
}

static void add_place(struct dump *dump, int line, int col, int end_line, int end_col)
{
	const bool is_shown = dump->fields_only ? dump->value_depth > 0 : dump->string_depth == 0;

	if (is_shown)
		strbuf_printf(&dump->out, "@%d:%d-%d:%d", line, col, end_line, end_col);
}

static void open_node(struct dump *dump, const char *name)
{
	add(dump, name);
}

static void add_text(struct dump *dump, struct str text)
{
	strbuf_add_char(&dump->out, '"');
	for (size_t i = 0; i < text.n; i++) {
		const unsigned char c = (unsigned char)text.p[i];
		if (c >= ' ' && c < 127 && c != '"' && c != '\\')
			strbuf_add_char(&dump->out, (char)c);
		else
			strbuf_printf(&dump->out, "\\x%02x", c);
	}
	strbuf_add_char(&dump->out, '"');
}

static void add_name(struct dump *dump, const char *field, struct str name)
{
	add(dump, field);
	if (name.p)
		add_text(dump, name);
	else
		add(dump, "None");
}

static void add_expr(struct dump *dump, const char *field, const struct py_expr *expr)
{
	add(dump, field);
	if (expr)
		dump_expr(dump, expr);
	else
		add(dump, "None");
}

static void add_exprs(struct dump *dump, const char *field, struct py_expr *const *items, size_t n)
{
	add(dump, field);
	add(dump, "[");
	for (size_t i = 0; i < n; i++)
		add_expr(dump, i ? ", " : "", items[i]);
	add(dump, "]");
}

static void add_list(struct dump *dump, const char *field, const struct py_expr_list *list)
{
	add_exprs(dump, field, list->items, list->n);
}

static void add_context(struct dump *dump, enum py_context context)
{
	static const char *const names[] = { "Load", "Store", "Del" };

	add(dump, ", ctx=");
	add(dump, names[context]);
}

static void add_constant(struct dump *dump, const struct py_constant *constant)
{
	switch (constant->kind) {
	case PY_CONSTANT_NONE:
		add(dump, "None");
		break;
	case PY_CONSTANT_TRUE:
		add(dump, "True");
		break;
	case PY_CONSTANT_FALSE:
		add(dump, "False");
		break;
	case PY_CONSTANT_ELLIPSIS:
		add(dump, "Ellipsis");
		break;
	case PY_CONSTANT_INT:
		if (constant->integer.fits)
			strbuf_printf(&dump->out, "%lld", (long long)constant->integer.value);
		else
			strbuf_printf(&dump->out, "big");
		break;
	case PY_CONSTANT_FLOAT:
		strbuf_printf(&dump->out, "float %.17g", constant->real);
		break;
	case PY_CONSTANT_COMPLEX:
		strbuf_printf(&dump->out, "complex %.17g", constant->real);
		break;
	case PY_CONSTANT_STR:
		add_text(dump, constant->text);
		break;
	case PY_CONSTANT_BYTES:
		add(dump, "b");
		add_text(dump, constant->text);
		break;
	}
}

static void add_parameter(struct dump *dump, const struct py_parameter *parameter)
{
	if (!parameter) {
		add(dump, "None");
		return;
	}
	add_name(dump, "arg(", parameter->name);
	add_expr(dump, ", ", parameter->annotation);
	add_expr(dump, ", ", parameter->value);
	add(dump, ")");
}

static void add_parameters(struct dump *dump, const struct py_parameters *parameters)
{
	add(dump, "arguments(");
	for (size_t i = 0; i < parameters->positional_count; i++) {
		if (i && i == parameters->positional_only_count)
			add(dump, "/, ");
		add_parameter(dump, &parameters->positional[i]);
		add(dump, ", ");
	}
	if (parameters->positional_count &&
	    parameters->positional_only_count == parameters->positional_count)
		add(dump, "/, ");
	add(dump, "*");
	add_parameter(dump, parameters->rest);
	for (size_t i = 0; i < parameters->keyword_only_count; i++) {
		add(dump, ", ");
		add_parameter(dump, &parameters->keyword_only[i]);
	}
	add(dump, ", **");
	add_parameter(dump, parameters->keywords);
	add(dump, ")");
}

static void add_keywords(struct dump *dump, const struct py_ast_keyword *keywords, size_t n)
{
	add(dump, ", keywords=[");
	for (size_t i = 0; i < n; i++) {
		add_name(dump, i ? ", " : "", keywords[i].name);
		add_expr(dump, "=", keywords[i].value);
	}
	add(dump, "]");
}

static void add_comprehension(struct dump *dump, const struct py_comprehension *comprehension)
{
	add_expr(dump, "", comprehension->element);
	add_expr(dump, ", ", comprehension->value);
	for (size_t i = 0; i < comprehension->generator_count; i++) {
		const struct py_ast_generator *generator = &comprehension->generators[i];
		add_expr(dump, generator->is_async ? ", async for " : ", for ", generator->target);
		add_expr(dump, " in ", generator->iterable);
		add_list(dump, " if ", &generator->conditions);
	}
}

static void add_compare(struct dump *dump, const struct py_expr *expr)
{
	add_expr(dump, "", expr->compare.left);
	for (size_t i = 0; i < expr->compare.n; i++) {
		add(dump, ", ");
		add(dump, py_compare_operator_name(expr->compare.ops[i]));
		add_expr(dump, " ", expr->compare.operands[i]);
	}
}

static void add_formatted(struct dump *dump, const struct py_expr *expr)
{
	dump->value_depth++;
	add_expr(dump, "", expr->formatted.value);
	dump->value_depth--;
	strbuf_printf(&dump->out, ", %d",
		      expr->formatted.conversion ? expr->formatted.conversion : -1);
	add_expr(dump, ", ", expr->formatted.format);
}

static void add_joined(struct dump *dump, const struct py_expr *expr)
{
	const int value_depth = dump->value_depth;

	dump->string_depth++;
	dump->value_depth = 0;
	add_list(dump, "", &expr->list);
	dump->value_depth = value_depth;
	dump->string_depth--;
}

static void dump_fields(struct dump *dump, const struct py_expr *expr)
{
	switch (expr->kind) {
	case PY_EXPR_AND:
		add_list(dump, "And, ", &expr->list);
		break;
	case PY_EXPR_OR:
		add_list(dump, "Or, ", &expr->list);
		break;
	case PY_EXPR_SET:
		add_list(dump, "", &expr->list);
		break;
	case PY_EXPR_LIST:
	case PY_EXPR_TUPLE:
		add_list(dump, "", &expr->list);
		add_context(dump, expr->context);
		break;
	case PY_EXPR_JOINED_STRING:
		add_joined(dump, expr);
		break;
	case PY_EXPR_NAMED:
		add_expr(dump, "", expr->named.target);
		add_expr(dump, ", ", expr->named.value);
		break;
	case PY_EXPR_BINARY:
		add_expr(dump, "", expr->binary.left);
		add(dump, ", ");
		add(dump, py_binary_operator_name(expr->binary.op));
		add_expr(dump, ", ", expr->binary.right);
		break;
	case PY_EXPR_UNARY:
		add(dump, py_unary_operator_name(expr->unary.op));
		add_expr(dump, ", ", expr->unary.operand);
		break;
	case PY_EXPR_LAMBDA:
		add_parameters(dump, expr->lambda.parameters);
		add_expr(dump, ", ", expr->lambda.body);
		break;
	case PY_EXPR_CONDITIONAL:
		add_expr(dump, "", expr->conditional.test);
		add_expr(dump, ", ", expr->conditional.body);
		add_expr(dump, ", ", expr->conditional.otherwise);
		break;
	case PY_EXPR_DICT:
		add_exprs(dump, "", expr->dict.keys, expr->dict.n);
		add_exprs(dump, ", ", expr->dict.values, expr->dict.n);
		break;
	case PY_EXPR_LIST_COMP:
	case PY_EXPR_SET_COMP:
	case PY_EXPR_DICT_COMP:
	case PY_EXPR_GENERATOR:
		add_comprehension(dump, &expr->comprehension);
		break;
	case PY_EXPR_AWAIT:
	case PY_EXPR_YIELD:
	case PY_EXPR_YIELD_FROM:
		add_expr(dump, "", expr->operand);
		break;
	case PY_EXPR_STARRED:
		add_expr(dump, "", expr->operand);
		add_context(dump, expr->context);
		break;
	case PY_EXPR_COMPARE:
		add_compare(dump, expr);
		break;
	case PY_EXPR_CALL:
		add_expr(dump, "", expr->call.function);
		add_list(dump, ", ", &expr->call.args);
		add_keywords(dump, expr->call.keywords, expr->call.keyword_count);
		break;
	case PY_EXPR_FORMATTED_VALUE:
		add_formatted(dump, expr);
		break;
	case PY_EXPR_CONSTANT:
		add_constant(dump, &expr->constant);
		break;
	case PY_EXPR_ATTRIBUTE:
		add_expr(dump, "", expr->attribute.object);
		add_name(dump, ", ", expr->attribute.name);
		add_context(dump, expr->context);
		break;
	case PY_EXPR_SUBSCRIPT:
		add_expr(dump, "", expr->subscript.object);
		add_expr(dump, ", ", expr->subscript.index);
		add_context(dump, expr->context);
		break;
	case PY_EXPR_NAME:
		add_name(dump, "", expr->name);
		add_context(dump, expr->context);
		break;
	case PY_EXPR_SLICE:
		add_expr(dump, "", expr->slice.lower);
		add_expr(dump, ", ", expr->slice.upper);
		add_expr(dump, ", ", expr->slice.step);
		break;
	case PY_EXPR_COUNT:
		break;
	}
}

static void dump_expr(struct dump *dump, const struct py_expr *expr)
{
	open_node(dump, py_expr_name(expr->kind));
	add_place(dump, expr->line, expr->col, expr->end_line, expr->end_col);
	add(dump, "(");
	dump_fields(dump, expr);
	add(dump, ")");
}

static void add_patterns(struct dump *dump, const char *field, const struct py_pattern_list *list)
{
	add(dump, field);
	add(dump, "[");
	for (size_t i = 0; i < list->n; i++) {
		add(dump, i ? ", " : "");
		dump_pattern(dump, list->items[i]);
	}
	add(dump, "]");
}

static void dump_pattern(struct dump *dump, const struct py_pattern *pattern)
{
	open_node(dump, py_pattern_name(pattern->kind));
	add_place(dump, pattern->line, pattern->col, pattern->end_line, pattern->end_col);
	add(dump, "(");
	switch (pattern->kind) {
	case PY_PATTERN_VALUE:
		add_expr(dump, "", pattern->value);
		break;
	case PY_PATTERN_SINGLETON:
		add_constant(dump, &pattern->value->constant);
		break;
	case PY_PATTERN_SEQUENCE:
	case PY_PATTERN_OR:
		add_patterns(dump, "", &pattern->list);
		break;
	case PY_PATTERN_MAPPING:
		add_exprs(dump, "", pattern->mapping.keys, pattern->mapping.values.n);
		add_patterns(dump, ", ", &pattern->mapping.values);
		add_name(dump, ", ", pattern->mapping.rest);
		break;
	case PY_PATTERN_CLASS:
		add_expr(dump, "", pattern->instance.type);
		add_patterns(dump, ", ", &pattern->instance.args);
		for (size_t i = 0; i < pattern->instance.keywords.n; i++)
			add_name(dump, ", ", pattern->instance.names[i]);
		add_patterns(dump, ", ", &pattern->instance.keywords);
		break;
	case PY_PATTERN_STAR:
		add_name(dump, "", pattern->as.name);
		break;
	case PY_PATTERN_AS:
		if (pattern->as.pattern)
			dump_pattern(dump, pattern->as.pattern);
		else
			add(dump, "None");
		add_name(dump, ", ", pattern->as.name);
		break;
	case PY_PATTERN_COUNT:
		break;
	}
	add(dump, ")");
}

static void add_handlers(struct dump *dump, const struct py_stmt *stmt)
{
	for (size_t i = 0; i < stmt->try.handler_count; i++) {
		const struct py_handler *handler = &stmt->try.handlers[i];
		add_expr(dump, ", except ", handler->type);
		add_name(dump, " as ", handler->name);
		dump_body(dump, &handler->body);
	}
}

static void add_aliases(struct dump *dump, const struct py_stmt *stmt)
{
	for (size_t i = 0; i < stmt->import.n; i++) {
		add_name(dump, ", ", stmt->import.names[i].name);
		add_name(dump, " as ", stmt->import.names[i].as_name);
	}
}

static void add_with(struct dump *dump, const struct py_stmt *stmt)
{
	for (size_t i = 0; i < stmt->with.n; i++) {
		add_expr(dump, "", stmt->with.items[i].context);
		add_expr(dump, " as ", stmt->with.items[i].target);
		add(dump, ", ");
	}
	dump_body(dump, &stmt->with.body);
}

static void add_match(struct dump *dump, const struct py_stmt *stmt)
{
	add_expr(dump, "", stmt->match.subject);
	for (size_t i = 0; i < stmt->match.n; i++) {
		add(dump, ", case ");
		dump_pattern(dump, stmt->match.cases[i].pattern);
		add_expr(dump, " if ", stmt->match.cases[i].guard);
		dump_body(dump, &stmt->match.cases[i].body);
	}
}

static void dump_statement_fields(struct dump *dump, const struct py_stmt *stmt)
{
	switch (stmt->kind) {
	case PY_STMT_FUNCTION:
	case PY_STMT_ASYNC_FUNCTION:
		add_list(dump, "", &stmt->function.decorators);
		add_name(dump, ", ", stmt->function.name);
		add_parameters(dump, stmt->function.parameters);
		add_expr(dump, " -> ", stmt->function.returns);
		dump_body(dump, &stmt->function.body);
		break;
	case PY_STMT_CLASS:
		add_list(dump, "", &stmt->class.decorators);
		add_name(dump, ", ", stmt->class.name);
		add_list(dump, ", ", &stmt->class.bases);
		add_keywords(dump, stmt->class.keywords, stmt->class.keyword_count);
		dump_body(dump, &stmt->class.body);
		break;
	case PY_STMT_RETURN:
	case PY_STMT_EXPRESSION:
		add_expr(dump, "", stmt->value);
		break;
	case PY_STMT_DELETE:
		add_list(dump, "", &stmt->targets);
		break;
	case PY_STMT_ASSIGN:
		add_list(dump, "", &stmt->assign.targets);
		add_expr(dump, " = ", stmt->assign.value);
		break;
	case PY_STMT_AUGMENTED_ASSIGN:
		add_expr(dump, "", stmt->augmented.target);
		add(dump, ", ");
		add(dump, py_binary_operator_name(stmt->augmented.op));
		add_expr(dump, ", ", stmt->augmented.value);
		break;
	case PY_STMT_ANNOTATED_ASSIGN:
		add_expr(dump, "", stmt->annotated.target);
		add_expr(dump, ": ", stmt->annotated.annotation);
		add_expr(dump, " = ", stmt->annotated.value);
		add(dump, stmt->annotated.is_simple ? ", 1" : ", 0");
		break;
	case PY_STMT_TYPE_ALIAS:
		add_expr(dump, "", stmt->type_alias.name);
		add_expr(dump, " = ", stmt->type_alias.value);
		break;
	case PY_STMT_FOR:
	case PY_STMT_ASYNC_FOR:
		add_expr(dump, "", stmt->loop.target);
		add_expr(dump, " in ", stmt->loop.iterable);
		dump_body(dump, &stmt->loop.body);
		dump_body(dump, &stmt->loop.otherwise);
		break;
	case PY_STMT_WHILE:
	case PY_STMT_IF:
		add_expr(dump, "", stmt->branch.test);
		dump_body(dump, &stmt->branch.body);
		dump_body(dump, &stmt->branch.otherwise);
		break;
	case PY_STMT_WITH:
	case PY_STMT_ASYNC_WITH:
		add_with(dump, stmt);
		break;
	case PY_STMT_MATCH:
		add_match(dump, stmt);
		break;
	case PY_STMT_RAISE:
		add_expr(dump, "", stmt->raise.exception);
		add_expr(dump, " from ", stmt->raise.cause);
		break;
	case PY_STMT_TRY:
	case PY_STMT_TRY_STAR:
		dump_body(dump, &stmt->try.body);
		add_handlers(dump, stmt);
		dump_body(dump, &stmt->try.otherwise);
		dump_body(dump, &stmt->try.finally);
		break;
	case PY_STMT_ASSERT:
		add_expr(dump, "", stmt->assertion.test);
		add_expr(dump, ", ", stmt->assertion.message);
		break;
	case PY_STMT_IMPORT:
		add_aliases(dump, stmt);
		break;
	case PY_STMT_IMPORT_FROM:
		add_name(dump, "", stmt->import.module);
		strbuf_printf(&dump->out, ", %d", stmt->import.level);
		add_aliases(dump, stmt);
		break;
	case PY_STMT_GLOBAL:
	case PY_STMT_NONLOCAL:
		for (size_t i = 0; i < stmt->scope.n; i++)
			add_name(dump, i ? ", " : "", stmt->scope.names[i]);
		break;
	case PY_STMT_PASS:
	case PY_STMT_BREAK:
	case PY_STMT_CONTINUE:
	case PY_STMT_COUNT:
		break;
	}
}

static void dump_body(struct dump *dump, const struct py_body *body)
{
	add(dump, " {");
	for (size_t i = 0; i < body->n; i++) {
		const struct py_stmt *stmt = body->items[i];
		add(dump, i ? "; " : "");
		open_node(dump, py_stmt_name(stmt->kind));
		add_place(dump, stmt->line, stmt->col, stmt->end_line, stmt->end_col);
		add(dump, "(");
		dump_statement_fields(dump, stmt);
		add(dump, ")");
	}
	add(dump, "}");
}

#define TIME_ROUNDS 50

enum job { JOB_TREE, JOB_FIELDS, JOB_HEADER, JOB_PREFIXES, JOB_TIME, JOB_TIME_HEADER, JOB_COUNT };

static void dump_header_field(struct dump *dump, const struct py_header_field *field)
{
	switch (field->state) {
	case PY_HEADER_ABSENT:
		add(dump, "absent");
		return;
	case PY_HEADER_NEEDS_EVALUATION:
		add(dump, "evaluate");
		return;
	case PY_HEADER_LITERAL:
		break;
	}
	strbuf_printf(&dump->out, "@%d:%d ", field->pos.line, field->pos.col);
	switch (field->value) {
	case PY_HEADER_NONE:
		add(dump, "None");
		break;
	case PY_HEADER_STR:
		add_text(dump, field->text);
		break;
	case PY_HEADER_LIST:
		add(dump, "[");
		for (size_t i = 0; i < field->items.n; i++)
			add_name(dump, i ? ", " : "", field->items.items[i]);
		add(dump, "]");
		break;
	}
}

static void dump_header(struct dump *dump, const struct py_header *header)
{
	add_name(dump, "doc=", header->docstring);
	for (int i = 0; i < PY_HEADER_COUNT; i++) {
		add(dump, ", ");
		dump_header_field(dump, &header->fields[i]);
	}
}

static struct error *dump_source(struct arena *arena, const struct py_source *source, enum job job,
				 struct dump *dump)
{
	struct py_module_ast *module;
	struct py_header header;

	if (job == JOB_HEADER) {
		TRY(py_header_scan(arena, source, &header));
		dump_header(dump, &header);
		return NULL;
	}
	TRY(py_parse_module(arena, source, &module));
	dump_body(dump, &module->body);
	return NULL;
}

static void dump_file(const char *path, enum job job)
{
	struct arena arena CLEANUP(arena_done) = { 0 };
	struct dump dump = { .out = STRBUF(&arena), .fields_only = job == JOB_FIELDS };
	struct py_source source;
	struct str bytes;

	struct error *error = fs_read(&arena, str_from(path), PY_SOURCE_LIMIT, &bytes);
	if (!error)
		error = py_source_load(&arena, str_from(path), bytes, &source);
	if (!error)
		error = dump_source(&arena, &source, job, &dump);
	if (!error) {
		printf("%.*s\n", STR_ARG(strbuf_str(&dump.out)));
		return;
	}
	printf("error %d:%d: %.*s\n", error->pos.line, error->pos.col, STR_ARG(error->message));
	error_clear_all();
}

static struct error *time_source(struct str path, struct str bytes, enum job job)
{
	struct arena arena CLEANUP(arena_done) = { 0 };
	struct py_module_ast *module;
	struct py_header header;
	struct py_source source;

	TRY(py_source_load(&arena, path, bytes, &source));
	return job == JOB_TIME ? py_parse_module(&arena, &source, &module)
			       : py_header_scan(&arena, &source, &header);
}

static void time_files(char **paths, int n, enum job job)
{
	struct arena texts CLEANUP(arena_done) = { 0 };
	struct str *bytes = ARENA_ARRAY(&texts, struct str, (size_t)n);
	size_t total = 0;
	int failed = 0;

	for (int i = 0; i < n; i++) {
		error_ignore(fs_read(&texts, str_from(paths[i]), PY_SOURCE_LIMIT, &bytes[i]));
		total += bytes[i].n;
	}
	const clock_t start = clock();
	for (int i = 0; i < n * TIME_ROUNDS; i++)
		failed += time_source(str_from(paths[i % n]), bytes[i % n], job) != NULL;
	const double seconds = (double)(clock() - start) / CLOCKS_PER_SEC / TIME_ROUNDS;
	printf("%d files, %zu bytes, %d failed, %.0f us, %.1f MB/s\n", n, total,
	       failed / TIME_ROUNDS, seconds * 1e6, (double)total / seconds / 1e6);
}

#define PREFIX_STEP  7
#define PREFIX_COUNT 600 /* of a large file, not more */

/* A copy whose end is the end of its block, so that a read behind it is seen. */
static struct str copy_at_end(struct arena *arena, struct str bytes)
{
	const size_t room = (bytes.n + 15) & ~(size_t)15;
	char *block = arena_alloc(arena, room ? room : 1);

	if (bytes.n)
		memcpy(block + room - bytes.n, bytes.p, bytes.n);
	return (struct str){ block + room - bytes.n, bytes.n };
}

static void check_error(const char *path, size_t n, const struct error *error)
{
	if (error && !error->pos.line)
		printf("%s: prefix of %zu bytes: no place: %.*s\n", path, n,
		       STR_ARG(error->message));
	error_clear_all();
}

static void read_prefixes(const char *path)
{
	struct arena arena CLEANUP(arena_done) = { 0 };
	struct str bytes = STR_NULL;

	error_ignore(fs_read(&arena, str_from(path), PY_SOURCE_LIMIT, &bytes));
	const size_t step = bytes.n / PREFIX_STEP > PREFIX_COUNT ? bytes.n / PREFIX_COUNT
								 : PREFIX_STEP;
	for (size_t n = 0; n <= bytes.n; n += step) {
		struct arena one CLEANUP(arena_done) = { 0 };
		const struct str prefix = copy_at_end(&one, str_slice(bytes, 0, n));
		struct py_module_ast *module;
		struct py_header header;
		struct py_source source;
		struct error *error = py_source_load(&one, str_from(path), prefix, &source);
		check_error(path, n, error);
		if (error)
			continue;
		check_error(path, n, py_parse_module(&one, &source, &module));
		check_error(path, n, py_header_scan(&one, &source, &header));
	}
	printf("%s: %zu bytes\n", path, bytes.n);
}

int main(int argc, char **argv)
{
	static const char *const flags[JOB_COUNT] = { "",           "--fields", "--header",
						      "--prefixes", "--time",   "--time-header" };
	enum job job = JOB_TREE;

	for (int i = 1; i < JOB_COUNT; i++)
		if (argc > 1 && strcmp(argv[1], flags[i]) == 0)
			job = (enum job)i;
	if (job == JOB_TIME || job == JOB_TIME_HEADER) {
		time_files(argv + 2, argc - 2, job);
		return 0;
	}
	for (int i = job == JOB_TREE ? 1 : 2; i < argc; i++) {
		if (job == JOB_PREFIXES)
			read_prefixes(argv[i]);
		else
			dump_file(argv[i], job);
	}
	return 0;
}
