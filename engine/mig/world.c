#include "engine/mig/world.h"

#include "engine/base/fs.h"

#include <stdlib.h>
#include <sys/random.h>
#include <time.h>

#define DATA_FILE_LIMIT ((size_t)64 * 1024 * 1024)

static struct str environment(void *data, struct str name)
{
	struct arena scratch CLEANUP(arena_done) = { 0 };

	(void)data;
	return str_from(getenv(str_c(&scratch, name)));
}

/* `path` without links lies below `root`. */
static bool is_below(struct str path, struct str root)
{
	return root.n && str_starts(path, root) &&
	       (path.n == root.n || path.p[root.n] == '/' || root.p[root.n - 1] == '/');
}

static bool may_read(struct arena *scratch, const struct mig_world *world, struct str path)
{
	const struct conf_settings *settings = world->mig->settings;
	const struct str real = fs_real(scratch, path);

	if (is_below(real, fs_real(scratch, fs_directory(world->script->path))) ||
	    is_below(real, fs_real(scratch, settings->here)) ||
	    (settings->script_location.n && is_below(real, fs_real(scratch, settings->script_location))))
		return true;
	for (size_t i = 0; i < settings->python_path.n; i++)
		if (is_below(real, fs_real(scratch, settings->python_path.items[i])))
			return true;
	return false;
}

static struct error *read_file(void *data, struct arena *result, struct str path, struct str *ret_text)
{
	struct arena scratch CLEANUP(arena_done) = { 0 };

	if (!may_read(&scratch, data, path))
		return error_hint(error_new(ERR_UNSUPPORTED, "file '%.*s' lies outside the project", STR_ARG(path)),
				  "a revision may read files below alembic.ini's folder or --python-path");
	return fs_read(result, path, DATA_FILE_LIMIT, ret_text);
}

static struct error *load_module(struct arena *result, struct str path, struct py_source *ret_source)
{
	struct str bytes;

	TRY(fs_read(result, path, PY_SOURCE_LIMIT, &bytes));
	return py_source_load(result, path, bytes, ret_source);
}

static struct error *find_module(void *data, struct arena *result, struct str dotted_name,
				 struct py_source *ret_source, bool *ret_is_package)
{
	const struct mig_world *world = data;
	const struct str_list *roots = &world->mig->settings->python_path;
	const struct str relative = str_replace(result, dotted_name, STR("."), STR("/"));

	*ret_source = (struct py_source){ 0 };
	for (size_t i = 0; i < roots->n; i++) {
		const struct str base = fs_join(result, roots->items[i], relative);
		const struct str package = fs_join(result, base, STR("__init__.py"));
		const struct str file = str_concat(result, base, STR(".py"));

		*ret_is_package = fs_is_file(package);
		if (*ret_is_package)
			return load_module(result, package, ret_source);
		if (fs_is_file(file))
			return load_module(result, file, ret_source);
		if (fs_is_directory(base)) {
			*ret_is_package = true;
			return py_source_load(result, base, STR(""), ret_source);
		}
	}
	return NULL;
}

static void write_text(void *data, int stream, struct str text)
{
	const struct mig_host *host = ((struct mig_world *)data)->mig->host;

	if (host->write)
		host->write(host->data, stream, text);
}

static void log_message(void *data, int level, struct str logger, struct str message)
{
	const struct mig_host *host = ((struct mig_world *)data)->mig->host;

	if (host->log)
		host->log(host->data, level, logger, message);
}

static int64_t now(void *data)
{
	struct timespec time;

	(void)data;
	clock_gettime(CLOCK_REALTIME, &time);
	return (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

static int utc_offset(void *data, int64_t moment)
{
	const time_t seconds = (time_t)(moment / 1000000);
	struct tm local;

	(void)data;
	return localtime_r(&seconds, &local) ? (int)local.tm_gmtoff : 0;
}

static void random_bytes(void *data, unsigned char *bytes, size_t n)
{
	(void)data;
	while (n) {
		const ssize_t got = getrandom(bytes, n, 0);
		if (got <= 0)
			abort();
		bytes += got;
		n -= (size_t)got;
	}
}

static struct error *interrupted(void *data)
{
	const struct mig_host *host = ((struct mig_world *)data)->mig->host;

	return host->interrupted ? host->interrupted(host->data) : NULL;
}

void mig_world_init(struct mig_world *ret_world, const struct mig *mig, const struct rev_script *script)
{
	*ret_world = (struct mig_world){
		.mig = mig,
		.script = script,
		.host = {
			.data = ret_world,
			.environment = environment,
			.read_file = read_file,
			.find_module = find_module,
			.write = write_text,
			.log = log_message,
			.now = now,
			.utc_offset = utc_offset,
			.random = random_bytes,
			.interrupted = interrupted,
		},
	};
}
