#include "engine/py/path.h"

#include "engine/base/fs.h"

struct str path_join(struct arena *result, struct str directory, struct str name)
{
	if ((name.n && name.p[0] == '/') || !directory.n)
		return name;
	return str_printf(result, "%.*s%s%.*s", STR_ARG(directory),
			  directory.p[directory.n - 1] == '/' ? "" : "/", STR_ARG(name));
}

void path_split(struct str path, struct str *ret_directory, struct str *ret_name)
{
	const size_t start = (size_t)(str_rfind_char(path, '/') + 1);
	struct str directory = str_slice(path, 0, start);

	*ret_name = str_skip(path, start);
	/* "/" and "//" stay what they are. */
	while (directory.n && directory.p[directory.n - 1] == '/')
		directory.n--;
	*ret_directory = directory.n ? directory : str_slice(path, 0, start);
}

size_t path_extension(struct str name)
{
	const ptrdiff_t dot = str_rfind_char(name, '.');
	size_t first = 0;

	while (first < name.n && name.p[first] == '.')
		first++;
	return dot < (ptrdiff_t)first ? name.n : (size_t)dot;
}

struct str path_normal(struct arena *result, struct str path)
{
	struct str_list parts = { 0 };
	struct str rest = path, part;
	const bool is_absolute = path.n && path.p[0] == '/';
	const bool has_two = str_starts(path, STR("//")) && !str_starts(path, STR("///"));

	while (str_next_part(&rest, '/', &part)) {
		if (!part.n || str_is(part, "."))
			continue;
		if (!str_is(part, "..") || (!is_absolute && !parts.n) ||
		    (parts.n && str_is(parts.items[parts.n - 1], "..")))
			str_list_add(result, &parts, part);
		else if (parts.n)
			parts.n--;
	}
	const struct str joined = str_list_join(result, &parts, "/");

	if (is_absolute)
		return str_concat(result, has_two ? STR("//") : STR("/"), joined);
	return joined.n ? joined : STR(".");
}

struct str path_absolute(struct arena *result, struct str path)
{
	if (path.n && path.p[0] == '/')
		return path_normal(result, path);
	return path_normal(result, path_join(result, fs_absolute(result, STR(".")), path));
}

bool path_kind(struct py *vm, struct str path, enum py_path_kind *ret)
{
	const struct py_host *host = py_host(vm);
	struct str text;

	if (host->path_kind) {
		*ret = host->path_kind(host->data, path);
		return true;
	}
	if (!host->read_file)
		return py_refuse(vm, "files cannot be read here: '%.*s'", STR_ARG(path));
	struct error *error = host->read_file(host->data, py_arena(vm), path, &text);

	*ret = error ? PY_PATH_NOTHING : PY_PATH_FILE;
	if (!error)
		return true;
	if (error->code != ERR_SYSTEM)
		return py_refuse_error(vm, error);
	error_ignore(error);
	return true;
}

struct py_object *path_list(struct py *vm, struct str path)
{
	const struct py_host *host = py_host(vm);
	struct py_object *list = py_list(vm);
	struct str_list names = { 0 };

	if (!host->list_directory)
		return py_refuse(vm, "directories cannot be listed here: '%.*s'", STR_ARG(path));
	struct error *error = host->list_directory(host->data, py_arena(vm), path, &names);

	if (error && error->code != ERR_SYSTEM)
		return py_refuse_error(vm, error);
	if (error) {
		error_ignore(error);
		return py_raise(vm, "FileNotFoundError",
				"[Errno 2] No such file or directory: '%.*s'", STR_ARG(path));
	}
	for (size_t i = 0; i < names.n; i++)
		py_list_append(vm, list, py_str(vm, names.items[i]));
	return list;
}
