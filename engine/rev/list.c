#include "engine/rev/list.h"

#include "engine/base/fs.h"
#include "engine/base/map.h"

struct walker {
	struct arena *arena;
	bool is_recursive;
	struct map seen; /* resolved paths */
	struct str_list *paths, *warnings;
};

/* alembic/script/base.py, _only_source_rev_file */
static bool is_revision_name(struct str name)
{
	if (str_ends(name, STR(".sql")))
		return !str_starts(name, STR(".#"));
	return str_ends(name, STR(".py")) && !str_starts(name, STR(".#")) &&
	       !str_starts(name, STR("__init__"));
}

static void add_file(struct walker *walker, struct str path)
{
	const struct str real = fs_is_link(path) ? fs_real(walker->arena, path) : path;

	if (map_has(&walker->seen, real)) {
		str_list_add(walker->arena, walker->warnings,
			     str_printf(walker->arena,
					"File %.*s loaded twice! ignoring. Please ensure "
					"version_locations is unique.",
					STR_ARG(real)));
		return;
	}
	map_put(&walker->seen, real, NULL);
	if (is_revision_name(fs_base_name(real)))
		str_list_add(walker->arena, walker->paths, real);
}

/* Links to directories are not followed, as os.walk does not. */
static bool is_own_directory(struct str path)
{
	return fs_is_directory(path) && !fs_is_link(path);
}

static struct error *walk(struct walker *walker, struct str directory, int depth)
{
	struct str_list names;

	if (str_ends(fs_base_name(directory), STR("__pycache__")))
		return NULL;
	if (depth > REV_DIRECTORY_DEPTH)
		return error_new(ERR_LIMIT, "directories nest too deep: '%.*s'",
				 STR_ARG(directory));
	TRY(fs_list(walker->arena, directory, REV_DIRECTORY_LIMIT, &names));
	for (size_t i = 0; i < names.n; i++) {
		const struct str path = fs_join(walker->arena, directory, names.items[i]);
		if (is_revision_name(names.items[i]) || !fs_is_directory(path))
			add_file(walker, path);
	}
	for (size_t i = 0; walker->is_recursive && i < names.n; i++) {
		const struct str path = fs_join(walker->arena, directory, names.items[i]);
		if (is_own_directory(path))
			TRY(walk(walker, path, depth + 1));
	}
	return NULL;
}

struct error *rev_list_files(struct arena *result, const struct rev_locations *locations,
			     struct str_list *ret_paths, struct str_list *ret_warnings)
{
	struct str_list paths = { 0 }, warnings = { 0 };
	struct walker walker = { .arena = result,
				 .is_recursive = locations->is_recursive,
				 .seen = MAP(result),
				 .paths = &paths,
				 .warnings = &warnings };

	for (size_t i = 0; i < locations->directories.n; i++) {
		const struct str directory = locations->directories.items[i];
		if (fs_exists(directory))
			TRY(walk(&walker, fs_real(result, directory), 0));
	}
	*ret_paths = paths;
	*ret_warnings = warnings;
	return NULL;
}
