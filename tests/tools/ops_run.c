/*
 * Runs one revision file offline and prints its script, as `alembic upgrade --sql` would (without
 * the version table): ops_run [-n KEY=TEMPLATE]... DIALECT FILE.py [upgrade|downgrade]
 *
 * A Python exception ends the output with a line "!! Type: message", a refusal with "?? message"
 * and its place; both exit with 1.
 */
#include "engine/base/fs.h"
#include "engine/ops/ops.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void print_statement(struct str text)
{
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '\t')
			fputs("    ", stdout);
		else
			putchar(text.p[i]);
	}
	fputs(";\n\n", stdout);
}

/* alembic/ddl/impl.py, _exec: without white space around, tabs as four spaces */
static struct error *print_sink(void *data, const struct ddl_statement *statement)
{
	(void)data;
	print_statement(str_trim(statement->text));
	return NULL;
}

static struct error *print_commit(void *data)
{
	const struct ops_host *host = data;

	if (host->dialect->has_transactional_ddl)
		print_statement(STR("COMMIT"));
	return NULL;
}

static struct error *print_begin(void *data)
{
	const struct ops_host *host = data;

	if (host->dialect->has_transactional_ddl)
		print_statement(STR("BEGIN"));
	return NULL;
}

static void print_warning(void *data, struct str text)
{
	(void)data;
	fprintf(stderr, "warning: %.*s\n", STR_ARG(text));
}

static void print_text(void *data, int stream, struct str text)
{
	(void)data;
	fprintf(stream == 2 ? stderr : stdout, "%.*s", STR_ARG(text));
}

static struct error *run(struct arena *arena, const struct ops_host *host, const char *path,
			 const char *function)
{
	const struct py_host world = { .write = print_text };
	struct py_source source;
	struct str text;
	struct py_object *module, *callable, *value;

	TRY(fs_read(arena, str_from(path), PY_SOURCE_LIMIT, &text));
	TRY(py_source_load(arena, str_from(path), text, &source));
	struct py *vm = py_start(arena, &world, NULL);
	ops_start(vm, host);
	TRY(py_run_module(vm, &source, STR("revision"), NULL, &module));
	callable = py_getattr(vm, module, str_from(function));
	if (!callable)
		return py_take_error(vm);
	return py_invoke(vm, callable, &PY_NO_ARGS, &value);
}

static int print_failure(struct arena *arena, const struct error *error)
{
	struct str text = error_text(arena, error);

	if (error->code == ERR_PYTHON)
		printf("!! %.*s\n", STR_ARG(error->message));
	else
		printf("?? %.*s:%d: %.*s\n", STR_ARG(error->pos.file), error->pos.line,
		       STR_ARG(error->message));
	fprintf(stderr, "%.*s", STR_ARG(text));
	return 1;
}

static void add_rule(struct arena *arena, struct map *naming, const char *rule)
{
	struct str text = str_from(rule), key;
	struct str *value = ARENA_NEW(arena, struct str);

	str_next_part(&text, '=', &key);
	*value = text;
	map_put(naming, key, value);
}

int main(int argc, char **argv)
{
	struct arena arena CLEANUP(arena_done) = { 0 };
	struct map naming = MAP(&arena);
	struct ops_host host = { .as_sql = true,
				 .sink = { .execute = print_sink },
				 .autocommit_enter = print_commit,
				 .autocommit_leave = print_begin,
				 .version_table = STR("alembic_version"),
				 .warn = print_warning };
	enum ddl_sqlalchemy level = DDL_SQLALCHEMY_2_1;
	struct ddl_dialect dialect;
	int option;

	while ((option = getopt(argc, argv, "n:s:")) != -1)
		if (option == 'n')
			add_rule(&arena, &naming, optarg);
		else if (option == 's' && str_is(str_from(optarg), "2.0"))
			level = DDL_SQLALCHEMY_2_0;
	if (argc - optind < 2)
		return fprintf(stderr, "usage: ops_run [-n KEY=TEMPLATE]... [-s 2.1|2.0] DIALECT "
				       "FILE.py [upgrade|downgrade]\n"),
		       2;
	host.dialect = ddl_dialect_find(str_from(argv[optind]));
	if (!host.dialect)
		return fprintf(stderr, "no such dialect: %s\n", argv[optind]), 2;
	dialect = *host.dialect;
	dialect.sqlalchemy = level;
	host.dialect = &dialect;
	host.run = &host;
	host.naming_convention = naming.count ? &naming : NULL;
	struct error *error = run(&arena, &host, argv[optind + 1],
				  argc - optind > 2 ? argv[optind + 2] : "upgrade");
	return error ? print_failure(&arena, error) : 0;
}
