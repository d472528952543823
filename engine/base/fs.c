#include "engine/base/fs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct path {
	char text[PATH_MAX];
};

static bool path_set(struct path *path, struct str s)
{
	if (s.n >= sizeof(path->text) || (s.n && memchr(s.p, 0, s.n))) {
		errno = ENAMETOOLONG;
		return false;
	}
	if (s.n)
		memcpy(path->text, s.p, s.n);
	path->text[s.n] = 0;
	return true;
}

static void fd_done(int *fd)
{
	if (*fd >= 0)
		close(*fd);
}

static void dir_done(DIR **dir)
{
	if (*dir)
		closedir(*dir);
}

static struct error *over_limit(struct str path, size_t limit)
{
	return error_new(ERR_LIMIT, "file '%.*s' is larger than %zu bytes", STR_ARG(path), limit);
}

static struct error *take_size(int fd, struct str path, size_t limit, size_t *ret)
{
	struct stat st;

	if (fstat(fd, &st) < 0)
		return error_errno(ERR_SYSTEM, "cannot read '%.*s'", STR_ARG(path));
	if (!S_ISREG(st.st_mode))
		return error_new(ERR_SYSTEM, "cannot read '%.*s': not a regular file", STR_ARG(path));
	if ((uintmax_t)st.st_size > limit)
		return over_limit(path, limit);
	*ret = (size_t)st.st_size;
	return NULL;
}

static struct error *read_all(struct arena *result, int fd, struct str path, size_t limit, struct str *ret_text)
{
	size_t capacity = 0, n = 0;
	char *text;

	TRY(take_size(fd, path, limit, &capacity));
	text = arena_alloc(result, ++capacity + 1);
	for (;;) {
		const ssize_t got = read(fd, text + n, capacity - n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return error_errno(ERR_SYSTEM, "cannot read '%.*s'", STR_ARG(path));
		if (got == 0)
			break;
		n += (size_t)got;
		if (n > limit)
			return over_limit(path, limit);
		if (n == capacity) {
			text = arena_grow(result, text, n, capacity * 2 + 1);
			capacity *= 2;
		}
	}
	*ret_text = (struct str){ text, n };
	return NULL;
}

struct error *fs_read(struct arena *result, struct str path, size_t limit, struct str *ret_text)
{
	struct path c_path;
	int fd CLEANUP(fd_done) = -1;

	if (path_set(&c_path, path))
		fd = open(c_path.text, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return error_errno(ERR_SYSTEM, "cannot read '%.*s'", STR_ARG(path));
	return read_all(result, fd, path, limit, ret_text);
}

struct error *fs_read_start(struct arena *result, struct str path, size_t n, struct str *ret_text)
{
	struct path c_path;
	int fd CLEANUP(fd_done) = -1;
	char *text = arena_alloc(result, n + 1);
	size_t filled = 0;

	if (path_set(&c_path, path))
		fd = open(c_path.text, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return error_errno(ERR_SYSTEM, "cannot read '%.*s'", STR_ARG(path));
	while (filled < n) {
		const ssize_t got = read(fd, text + filled, n - filled);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return error_errno(ERR_SYSTEM, "cannot read '%.*s'", STR_ARG(path));
		if (got == 0)
			break;
		filled += (size_t)got;
	}
	*ret_text = (struct str){ text, filled };
	return NULL;
}

static int compare_names(const void *a, const void *b)
{
	return str_compare(*(const struct str *)a, *(const struct str *)b);
}

struct error *fs_list(struct arena *result, struct str path, size_t limit, struct str_list *ret_names)
{
	struct path c_path;
	struct str_list names = { 0 };
	DIR *dir CLEANUP(dir_done) = path_set(&c_path, path) ? opendir(c_path.text) : NULL;

	if (!dir)
		return error_errno(ERR_SYSTEM, "cannot read directory '%.*s'", STR_ARG(path));
	for (const struct dirent *entry; (errno = 0, entry = readdir(dir));) {
		if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
			continue;
		if (names.n == limit)
			return error_new(ERR_LIMIT, "directory '%.*s' has more than %zu entries",
					 STR_ARG(path), limit);
		str_list_add(result, &names, str_dup(result, str_from(entry->d_name)));
	}
	if (errno)
		return error_errno(ERR_SYSTEM, "cannot read directory '%.*s'", STR_ARG(path));
	if (names.n)
		qsort(names.items, names.n, sizeof(*names.items), compare_names);
	*ret_names = names;
	return NULL;
}

static bool has_mode(struct str path, mode_t kind)
{
	struct path c_path;
	struct stat st;

	return path_set(&c_path, path) && stat(c_path.text, &st) == 0 && (st.st_mode & S_IFMT) == kind;
}

bool fs_is_file(struct str path)
{
	return has_mode(path, S_IFREG);
}

bool fs_is_directory(struct str path)
{
	return has_mode(path, S_IFDIR);
}

bool fs_is_link(struct str path)
{
	struct path c_path;
	struct stat st;

	return path_set(&c_path, path) && lstat(c_path.text, &st) == 0 && S_ISLNK(st.st_mode);
}

bool fs_exists(struct str path)
{
	struct path c_path;
	struct stat st;

	return path_set(&c_path, path) &&
	       (stat(c_path.text, &st) == 0 || (errno != ENOENT && errno != ENOTDIR));
}

struct str fs_join(struct arena *result, struct str directory, struct str name)
{
	if (!directory.n || (name.n && name.p[0] == '/'))
		return str_dup(result, name);
	if (directory.p[directory.n - 1] == '/')
		return str_concat(result, directory, name);
	return str_printf(result, "%.*s/%.*s", STR_ARG(directory), STR_ARG(name));
}

struct str fs_directory(struct str path)
{
	const ptrdiff_t slash = str_rfind_char(path, '/');

	if (slash < 0)
		return STR("");
	return str_slice(path, 0, slash ? (size_t)slash : 1);
}

struct str fs_base_name(struct str path)
{
	return str_skip(path, (size_t)(str_rfind_char(path, '/') + 1));
}

/* Adds one component of a path to an absolute path without its last slash. */
static void add_component(struct strbuf *out, struct str part)
{
	if (!part.n || str_is(part, "."))
		return;
	if (str_is(part, "..")) {
		const ptrdiff_t slash = str_rfind_char(strbuf_str(out), '/');
		out->n = slash > 0 ? (size_t)slash : 0;
		return;
	}
	strbuf_add_char(out, '/');
	strbuf_add(out, part);
}

struct str fs_absolute(struct arena *result, struct str path)
{
	struct strbuf out = STRBUF(result);
	struct str part;
	char here[PATH_MAX];

	if (!path.n || path.p[0] != '/')
		if (getcwd(here, sizeof(here)))
			for (struct str rest = str_from(here); str_next_part(&rest, '/', &part);)
				add_component(&out, part);
	for (struct str rest = path; str_next_part(&rest, '/', &part);)
		add_component(&out, part);
	return out.n ? strbuf_str(&out) : STR("/");
}

struct str fs_real(struct arena *result, struct str path)
{
	struct path c_path;
	char real[PATH_MAX];

	if (path_set(&c_path, path) && realpath(c_path.text, real))
		return str_copy(result, real, strlen(real));
	return fs_absolute(result, path);
}
