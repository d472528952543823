#include "engine/conf/locations.h"

#include "engine/base/fs.h"

static struct str option(const struct conf_settings *settings, const char *name)
{
	const struct str *value = map_get(&settings->main_options, str_from(name));

	return value ? *value : STR_NULL;
}

static bool is_one_of(char c, const char *set)
{
	return c && str_find_char(str_from(set), c) >= 0;
}

static void split(struct arena *result, struct str text, const char *separators, struct str_list *list)
{
	size_t start = 0;

	for (size_t i = 0; i <= text.n; i++) {
		if (i < text.n && !is_one_of(text.p[i], separators))
			continue;
		const struct str part = str_trim(str_slice(text, start, i));
		if (part.n)
			str_list_add(result, list, part);
		start = i + 1;
	}
}

/* path_separator, the older version_path_separator, or the legacy splitting at white space and commas. */
static struct error *separators_of(const struct conf_settings *settings, const char *legacy,
				   const char **ret_separators)
{
	static const struct {
		const char *name, *separators;
	} known[] = { { "os", ":\n" }, { "space", " \n" }, { "newline", "\n" }, { ":", ":\n" }, { ";", ";\n" } };
	struct str name = option(settings, "path_separator");

	if (!name.n)
		name = option(settings, "version_path_separator");
	*ret_separators = legacy;
	if (!name.n)
		return NULL;
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (str_is(name, known[i].name)) {
			*ret_separators = known[i].separators;
			return NULL;
		}
	return error_hint(error_new(ERR_COMMAND, "'%.*s' is not a valid value for path_separator", STR_ARG(name)),
			  "expected 'space', 'newline', 'os', ':' or ';'");
}

/* `package:directory` is looked for below the path of modules; anything else is a path. */
static struct str resolve(struct arena *result, const struct conf_settings *settings, struct str path)
{
	const ptrdiff_t colon = str_find_char(path, ':');

	if (colon < 0 || path.p[0] == '/')
		return fs_absolute(result, path);
	const struct str package = str_replace(result, str_slice(path, 0, (size_t)colon), STR("."), STR("/"));
	const struct str inner = fs_join(result, package, str_skip(path, (size_t)colon + 1));
	for (size_t i = 0; i < settings->python_path.n; i++) {
		const struct str found = fs_join(result, settings->python_path.items[i], inner);
		if (fs_is_directory(found))
			return found;
	}
	return fs_absolute(result, inner);
}

static struct error *find_script_location(struct arena *result, struct conf_settings *settings)
{
	const struct str given = option(settings, "script_location");

	if (given.n) {
		settings->script_location = resolve(result, settings, given);
		if (fs_is_directory(settings->script_location))
			return NULL;
		return error_new(ERR_COMMAND,
				 "Path doesn't exist: %.*s.  Please use the 'init' command to create a new "
				 "scripts folder.",
				 STR_ARG(settings->script_location));
	}
	/* An ini beside env.py and versions/ means its own folder. */
	if (fs_is_file(fs_join(result, settings->here, STR("env.py"))) &&
	    fs_is_directory(fs_join(result, settings->here, STR("versions")))) {
		settings->script_location = settings->here;
		return NULL;
	}
	return error_hint(error_new(ERR_COMMAND, "No 'script_location' key found in configuration."),
			  "run where alembic.ini is, or give -c FILE or --versions DIR");
}

static struct error *find_versions(struct arena *result, struct conf_settings *settings)
{
	const struct str given = option(settings, "version_locations");
	struct str_list parts = { 0 };
	const char *separators;

	if (!given.n) {
		str_list_add(result, &settings->version_locations,
			     fs_join(result, settings->script_location, STR("versions")));
		return NULL;
	}
	TRY(separators_of(settings, ", \t\n", &separators));
	split(result, given, separators, &parts);
	for (size_t i = 0; i < parts.n; i++)
		str_list_add(result, &settings->version_locations, resolve(result, settings, parts.items[i]));
	return NULL;
}

static void add_paths(struct arena *result, struct conf_settings *settings, const struct str_list *paths)
{
	for (size_t i = 0; i < paths->n; i++) {
		const struct str path = fs_absolute(result, paths->items[i]);
		if (!str_list_has(&settings->python_path, path))
			str_list_add(result, &settings->python_path, path);
	}
}

static struct error *find_python_path(struct arena *result, struct conf_settings *settings)
{
	struct str_list paths = { 0 };
	const char *separators;

	split(result, settings->options[CONF_OPTION_python_path], "\n", &paths);
	TRY(separators_of(settings, ", \t\n:", &separators));
	split(result, option(settings, "prepend_sys_path"), separators, &paths);
	add_paths(result, settings, &paths);
	return NULL;
}

/* Where the package that holds a directory of revisions would be imported from: the first directory above
   it that is no package itself. */
static struct str package_root(struct arena *result, struct str directory)
{
	struct str root = fs_directory(directory);

	while (root.n > 1 && fs_is_file(fs_join(result, root, STR("__init__.py"))))
		root = fs_directory(root);
	return root;
}

struct error *conf_find_locations(struct arena *result, struct conf_settings *settings)
{
	struct str_list versions = { 0 }, above = { 0 };

	settings->is_recursive = str_is(option(settings, "recursive_version_locations"), "true");
	TRY(find_python_path(result, settings));
	split(result, settings->options[CONF_OPTION_versions], "\n", &versions);
	for (size_t i = 0; i < versions.n; i++)
		str_list_add(result, &settings->version_locations, fs_absolute(result, versions.items[i]));
	if (!versions.n || option(settings, "script_location").n)
		TRY(find_script_location(result, settings));
	if (!versions.n)
		TRY(find_versions(result, settings));
	/* Applications are found where Alembic would be run, and above the scripts. */
	str_list_add(result, &above, settings->here);
	if (settings->script_location.n)
		str_list_add(result, &above, fs_directory(settings->script_location));
	for (size_t i = 0; i < settings->version_locations.n; i++)
		str_list_add(result, &above, package_root(result, settings->version_locations.items[i]));
	add_paths(result, settings, &above);
	return NULL;
}
