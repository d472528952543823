/*
 * Runs one Python file: py_run FILE.  Modules are read beside the file; print goes to stdout; an
 * error is shown on stderr with exit status 1.  For tests/py.
 */
#include "engine/base/fs.h"
#include "engine/py/vm.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define FILE_LIMIT ((size_t)16 * 1024 * 1024)

struct world {
	struct str directory;
};

static void write_stream(void *data, int stream, struct str text)
{
	(void)data;
	fwrite(text.p, 1, text.n, stream == 2 ? stderr : stdout);
}

static void write_log(void *data, int level, struct str logger, struct str message)
{
	(void)data;
	fprintf(stderr, "%d %.*s: %.*s\n", level, STR_ARG(logger), STR_ARG(message));
}

static struct str get_environment(void *data, struct str name)
{
	struct arena scratch CLEANUP(arena_done) = { 0 };

	(void)data;
	return str_from(getenv(str_c(&scratch, name)));
}

static struct error *read_file(void *data, struct arena *result, struct str path, struct str *ret)
{
	struct world *world = data;

	return fs_read(result, fs_join(result, world->directory, path), FILE_LIMIT, ret);
}

static enum py_path_kind path_kind(void *data, struct str path)
{
	struct arena scratch CLEANUP(arena_done) = { 0 };
	struct world *world = data;

	path = fs_join(&scratch, world->directory, path);
	return fs_is_directory(path) ? PY_PATH_DIRECTORY
	       : fs_is_file(path)    ? PY_PATH_FILE
				     : PY_PATH_NOTHING;
}

static struct error *list_directory(void *data, struct arena *result, struct str path,
				    struct str_list *ret_names)
{
	struct world *world = data;

	return fs_list(result, fs_join(result, world->directory, path), 10000, ret_names);
}

static struct error *find_module(void *data, struct arena *result, struct str dotted_name,
				 struct py_source *ret_source, bool *ret_is_package)
{
	struct world *world = data;
	struct str path = fs_join(result, world->directory,
				  str_replace(result, dotted_name, STR("."), STR("/")));
	struct str package = fs_join(result, path, STR("__init__.py")), text;

	*ret_is_package = fs_is_directory(path);
	if (*ret_is_package && !fs_is_file(package))
		return py_source_load(result, path, STR(""), ret_source);
	path = *ret_is_package ? package : str_concat(result, path, STR(".py"));
	if (!fs_is_file(path))
		return NULL;
	TRY(fs_read(result, path, FILE_LIMIT, &text));
	return py_source_load(result, path, text, ret_source);
}

static int64_t now(void *data)
{
	struct timespec time;

	(void)data;
	clock_gettime(CLOCK_REALTIME, &time);
	return (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

static void fill_random(void *data, unsigned char *bytes, size_t n)
{
	(void)data;
	for (size_t i = 0; i < n; i++)
		bytes[i] = (unsigned char)rand();
}

static struct error *run(struct arena *arena, struct str path)
{
	struct world world = { fs_directory(path) };
	const struct py_host host = { .data = &world,
				      .environment = get_environment,
				      .read_file = read_file,
				      .path_kind = path_kind,
				      .list_directory = list_directory,
				      .find_module = find_module,
				      .write = write_stream,
				      .log = write_log,
				      .now = now,
				      .random = fill_random };
	struct py_source source;
	struct py_object *module;
	struct str text;

	TRY(fs_read(arena, path, FILE_LIMIT, &text));
	TRY(py_source_load(arena, path, text, &source));
	return py_run_module(py_start(arena, &host, NULL), &source, STR("__main__"), NULL, &module);
}

int main(int argc, char **argv)
{
	struct arena arena CLEANUP(arena_done) = { 0 };
	struct error *error;
	struct str text;

	if (argc != 2) {
		fprintf(stderr, "usage: py_run FILE\n");
		return 2;
	}
	error = run(&arena, str_from(argv[1]));
	if (!error)
		return 0;
	fflush(stdout);
	text = error_text(&arena, error);
	fprintf(stderr, "%.*s\n", STR_ARG(text));
	return 1;
}
