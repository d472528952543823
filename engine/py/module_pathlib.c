#include "engine/py/module_io.h"
#include "engine/py/path.h"

#include "engine/base/fs.h"

#include <fnmatch.h>

/* pathlib: PurePath and Path, reading only. */

struct path {
	struct py_object head;
	struct str text; /* without doubled slashes and "." parts; "." if nothing is left */
};

static struct str text_of(const struct py_object *self)
{
	const struct str text = ((const struct path *)self)->text;

	return text.p ? text : STR(".");
}

static struct py_object *make(struct py *vm, struct str text)
{
	struct path *path = py_new(vm, &py_path_type);

	path->text = text;
	return &path->head;
}

/* As normpath, but ".." stays: what it means depends on links. */
static struct str clean(struct arena *result, struct str text)
{
	struct str_list parts = { 0 };
	struct str rest = text, part;
	const bool is_absolute = text.n && text.p[0] == '/';

	const bool has_two = str_starts(text, STR("//")) && !str_starts(text, STR("///"));

	while (str_next_part(&rest, '/', &part))
		if (part.n && !str_is(part, "."))
			str_list_add(result, &parts, part);
	const struct str joined = str_list_join(result, &parts, "/");

	if (is_absolute)
		return str_concat(result, has_two ? STR("//") : STR("/"), joined);
	return joined.n ? joined : STR(".");
}

static bool join_all(struct py *vm, struct str start, const struct py_list *parts, struct str *ret)
{
	struct str part;

	for (size_t i = 0; i < parts->n; i++) {
		if (!py_take_path(vm, parts->items[i], &part))
			return false;
		start = path_join(py_arena(vm), start, part);
	}
	*ret = clean(py_arena(vm), start);
	return true;
}

static struct py_object *path_new(struct py *vm, struct py_object *self, struct py_object **args)
{
	return join_all(vm, STR(""), (struct py_list *)args[0], &((struct path *)self)->text)
		       ? self
		       : NULL;
}

static struct py_object *path_binary(struct py *vm, enum py_operator op, struct py_object *self,
				     struct py_object *other, bool reflected)
{
	struct str text;

	if (op != PY_OP_DIV || (!py_is_str(other) && !py_is(other, &py_path_type)))
		return py_not_implemented(vm);
	if (!py_take_path(vm, other, &text))
		return NULL;
	return make(vm,
		    clean(py_arena(vm), reflected ? path_join(py_arena(vm), text, text_of(self))
						  : path_join(py_arena(vm), text_of(self), text)));
}

static struct py_object *path_compare(struct py *vm, enum py_comparison op, struct py_object *self,
				      struct py_object *other)
{
	if (!py_is(other, &py_path_type))
		return py_not_implemented(vm);
	return py_compare(vm, op, py_str(vm, text_of(self)), py_str(vm, text_of(other)));
}

static bool path_hash(struct py *vm, struct py_object *self, uint64_t *ret_hash)
{
	(void)vm;
	*ret_hash = py_hash_bytes(text_of(self));
	return true;
}

static struct py_object *path_str(struct py *vm, struct py_object *self)
{
	return py_str(vm, text_of(self));
}

static struct py_object *path_repr(struct py *vm, struct py_object *self)
{
	struct strbuf buffer = STRBUF(py_arena(vm));

	strbuf_printf(&buffer, "%.*s(", STR_ARG(py_type_name(self)));
	py_str_add_repr(&buffer, text_of(self), false);
	strbuf_add_char(&buffer, ')');
	return py_str(vm, strbuf_str(&buffer));
}

/* ---- parts ---- */

static struct str name_of(struct str text)
{
	struct str directory, name;

	path_split(text, &directory, &name);
	return str_is(name, ".") ? STR("") : name;
}

static struct str parent_of(struct str text)
{
	struct str directory, name;

	path_split(text, &directory, &name);
	return directory.n ? directory : STR(".");
}

static struct py_object *path_name(struct py *vm, struct py_object *self)
{
	return py_str(vm, name_of(text_of(self)));
}

/* pathlib's suffix: a name that ends in a dot has none. */
static size_t suffix_start(struct str name)
{
	const ptrdiff_t dot = str_rfind_char(name, '.');

	return dot <= 0 || (size_t)dot + 1 == name.n ? name.n : (size_t)dot;
}

static struct py_object *path_suffix(struct py *vm, struct py_object *self)
{
	const struct str name = name_of(text_of(self));

	return py_str(vm, str_skip(name, suffix_start(name)));
}

static struct py_object *path_stem(struct py *vm, struct py_object *self)
{
	const struct str name = name_of(text_of(self));

	return py_str(vm, str_slice(name, 0, suffix_start(name)));
}

static struct py_object *path_suffixes(struct py *vm, struct py_object *self)
{
	struct py_object *list = py_list(vm);
	struct str rest = name_of(text_of(self)), part;
	bool is_first = true;

	if (rest.n && rest.p[rest.n - 1] == '.')
		return list;
	while (rest.n && rest.p[0] == '.')
		rest = str_skip(rest, 1);
	for (; str_next_part(&rest, '.', &part); is_first = false)
		if (!is_first)
			py_list_append(vm, list, py_str_printf(vm, ".%.*s", STR_ARG(part)));
	return list;
}

static struct py_object *path_parent(struct py *vm, struct py_object *self)
{
	return make(vm, parent_of(text_of(self)));
}

static struct py_object *path_parents(struct py *vm, struct py_object *self)
{
	struct py_object *list = py_list(vm);
	struct str text = text_of(self);

	for (struct str parent; parent = parent_of(text), !str_equal(parent, text); text = parent)
		py_list_append(vm, list, make(vm, parent));
	return py_list_from(vm, &py_tuple_type, list);
}

static struct py_object *path_parts(struct py *vm, struct py_object *self)
{
	struct py_object *list = py_list(vm);
	struct str rest = text_of(self), part;

	if (rest.p[0] == '/') {
		py_list_append(vm, list, py_str_c(vm, "/"));
		rest = str_skip(rest, 1);
	}
	while (rest.n && str_next_part(&rest, '/', &part))
		if (!str_is(part, "."))
			py_list_append(vm, list, py_str(vm, part));
	return py_list_from(vm, &py_tuple_type, list);
}

static struct py_object *path_anchor(struct py *vm, struct py_object *self)
{
	return py_str_c(vm, text_of(self).p[0] == '/' ? "/" : "");
}

static struct py_object *with_name(struct py *vm, struct py_object *self, struct str name)
{
	const struct str text = text_of(self), parent = parent_of(text);

	if (!name_of(text).n) {
		struct str shown;
		return py_repr(vm, self, &shown)
			       ? py_raise(vm, "ValueError", "%.*s has an empty name",
					  STR_ARG(shown))
			       : NULL;
	}
	return make(vm, str_is(parent, ".") ? name : path_join(py_arena(vm), parent, name));
}

static struct py_object *path_with_name(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	struct str name;

	return py_take_text(vm, args[0], "name", &name) ? with_name(vm, self, name) : NULL;
}

static struct py_object *path_with_suffix(struct py *vm, struct py_object *self,
					  struct py_object **args)
{
	const struct str name = name_of(text_of(self));
	struct str suffix;

	if (!py_take_text(vm, args[0], "suffix", &suffix))
		return NULL;
	if (suffix.n && (suffix.p[0] != '.' || suffix.n == 1)) {
		struct strbuf shown = STRBUF(py_arena(vm));
		py_str_add_repr(&shown, suffix, false);
		return py_raise(vm, "ValueError", "Invalid suffix %.*s",
				STR_ARG(strbuf_str(&shown)));
	}
	return with_name(vm, self,
			 str_concat(py_arena(vm), str_slice(name, 0, suffix_start(name)), suffix));
}

static struct py_object *path_with_stem(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	const struct str name = name_of(text_of(self));
	struct str stem;

	return py_take_text(vm, args[0], "stem", &stem)
		       ? with_name(
				 vm, self,
				 str_concat(py_arena(vm), stem, str_skip(name, suffix_start(name))))
		       : NULL;
}

static struct py_object *path_joinpath(struct py *vm, struct py_object *self,
				       struct py_object **args)
{
	struct str text;

	return join_all(vm, text_of(self), (struct py_list *)args[0], &text) ? make(vm, text)
									     : NULL;
}

static struct py_object *path_fspath(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	return path_str(vm, self);
}

static struct py_object *path_is_absolute(struct py *vm, struct py_object *self,
					  struct py_object **args)
{
	(void)args;
	return py_bool(vm, text_of(self).p[0] == '/');
}

static struct py_object *path_relative_to(struct py *vm, struct py_object *self,
					  struct py_object **args)
{
	const struct str text = text_of(self);
	struct str base;

	if (!join_all(vm, STR(""), (struct py_list *)args[0], &base))
		return NULL;
	if (str_equal(text, base))
		return make(vm, STR("."));
	if (str_is(base, ".") && text.p[0] != '/')
		return make(vm, text);
	const size_t skip = base.n && base.p[base.n - 1] == '/' ? base.n : base.n + 1;

	if (str_starts(text, base) && text.n > skip && text.p[skip - 1] == '/')
		return make(vm, str_skip(text, skip));
	struct strbuf a = STRBUF(py_arena(vm)), b = STRBUF(py_arena(vm));

	py_str_add_repr(&a, text, false);
	py_str_add_repr(&b, base, false);
	return py_raise(
		vm, "ValueError",
		"%.*s is not in the subpath of %.*s OR one path is relative and the other is "
		"absolute.",
		STR_ARG(strbuf_str(&a)), STR_ARG(strbuf_str(&b)));
}

static struct py_object *path_match(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str pattern, text = text_of(self);

	if (!py_take_text(vm, args[0], "pattern", &pattern))
		return NULL;
	if (str_find_char(pattern, '/') < 0)
		text = name_of(text);
	return py_bool(vm, fnmatch(str_c(py_arena(vm), pattern), str_c(py_arena(vm), text),
				   FNM_PATHNAME) == 0);
}

/* ---- the world ---- */

static struct py_object *path_absolute_method(struct py *vm, struct py_object *self,
					      struct py_object **args)
{
	(void)args;
	if (text_of(self).p[0] == '/')
		return self;
	return make(vm,
		    clean(py_arena(vm), path_join(py_arena(vm), fs_absolute(py_arena(vm), STR(".")),
						  text_of(self))));
}

static struct py_object *path_resolve(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	(void)args;
	return make(vm, fs_real(py_arena(vm), text_of(self)));
}

static struct py_object *path_cwd(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	(void)args;
	return make(vm, fs_absolute(py_arena(vm), STR(".")));
}

static struct py_object *is_kind(struct py *vm, struct py_object *self, bool file, bool directory)
{
	enum py_path_kind kind;

	if (!path_kind(vm, text_of(self), &kind))
		return NULL;
	return py_bool(vm,
		       (file && kind == PY_PATH_FILE) || (directory && kind == PY_PATH_DIRECTORY));
}

static struct py_object *path_exists(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	return is_kind(vm, self, true, true);
}

static struct py_object *path_is_file(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	(void)args;
	return is_kind(vm, self, true, false);
}

static struct py_object *path_is_dir(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)args;
	return is_kind(vm, self, false, true);
}

static struct py_object *path_open(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str mode;

	if (!py_take_text(vm, args[0], "mode", &mode))
		return NULL;
	if (str_find_char(mode, 'w') >= 0 || str_find_char(mode, 'a') >= 0 ||
	    str_find_char(mode, 'x') >= 0 || str_find_char(mode, '+') >= 0)
		return py_refuse(vm, "open() for writing: a revision may only read files");
	return py_open_file(vm, text_of(self), str_find_char(mode, 'b') >= 0);
}

static struct py_object *read_whole(struct py *vm, struct py_object *self, bool is_bytes)
{
	struct py_object *file = py_open_file(vm, text_of(self), is_bytes);

	return file ? py_call_method(vm, file, "read", &PY_NO_ARGS) : NULL;
}

static struct py_object *path_read_text(struct py *vm, struct py_object *self,
					struct py_object **args)
{
	(void)args;
	return read_whole(vm, self, false);
}

static struct py_object *path_read_bytes(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	(void)args;
	return read_whole(vm, self, true);
}

static struct py_object *list_matching(struct py *vm, struct py_object *self, const char *pattern)
{
	struct py_object *names = path_list(vm, text_of(self)), *list = py_list(vm);

	for (size_t i = 0; names && i < ((struct py_list *)names)->n; i++) {
		const struct str name = py_text(((struct py_list *)names)->items[i]);
		if (!pattern || fnmatch(pattern, str_c(py_arena(vm), name), FNM_PERIOD) == 0)
			py_list_append(
				vm, list,
				make(vm, clean(py_arena(vm),
					       path_join(py_arena(vm), text_of(self), name))));
	}
	return names ? py_items_iterator(vm, list) : NULL;
}

static struct py_object *path_iterdir(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	(void)args;
	return list_matching(vm, self, NULL);
}

static struct py_object *path_glob(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct str pattern;

	if (!py_take_text(vm, args[0], "pattern", &pattern))
		return NULL;
	if (str_find_char(pattern, '/') >= 0 || str_find(pattern, STR("**")) >= 0)
		return py_refuse(vm, "glob() below one directory only");
	return list_matching(vm, self, str_c(py_arena(vm), pattern));
}

static const struct py_method path_methods[] = {
	{ "joinpath", "*args", path_joinpath, PY_METHOD_INSTANCE },
	{ "with_name", "name", path_with_name, PY_METHOD_INSTANCE },
	{ "with_suffix", "suffix", path_with_suffix, PY_METHOD_INSTANCE },
	{ "with_stem", "stem", path_with_stem, PY_METHOD_INSTANCE },
	{ "as_posix", "", path_fspath, PY_METHOD_INSTANCE },
	{ "__fspath__", "", path_fspath, PY_METHOD_INSTANCE },
	{ "is_absolute", "", path_is_absolute, PY_METHOD_INSTANCE },
	{ "relative_to", "*other", path_relative_to, PY_METHOD_INSTANCE },
	{ "match", "path_pattern", path_match, PY_METHOD_INSTANCE },
	{ "absolute", "", path_absolute_method, PY_METHOD_INSTANCE },
	{ "resolve", "strict=False", path_resolve, PY_METHOD_INSTANCE },
	{ "cwd", "", path_cwd, PY_METHOD_CLASS },
	{ "exists", "", path_exists, PY_METHOD_INSTANCE },
	{ "is_file", "", path_is_file, PY_METHOD_INSTANCE },
	{ "is_dir", "", path_is_dir, PY_METHOD_INSTANCE },
	{ "open", "mode='r', buffering=-1, encoding=None, errors=None, newline=None", path_open,
	  PY_METHOD_INSTANCE },
	{ "read_text", "encoding=None, errors=None", path_read_text, PY_METHOD_INSTANCE },
	{ "read_bytes", "", path_read_bytes, PY_METHOD_INSTANCE },
	{ "iterdir", "", path_iterdir, PY_METHOD_INSTANCE },
	{ "glob", "pattern", path_glob, PY_METHOD_INSTANCE },
	{ 0 },
};

static const struct py_property path_properties[] = {
	{ "name", path_name, NULL },     { "stem", path_stem, NULL },
	{ "suffix", path_suffix, NULL }, { "suffixes", path_suffixes, NULL },
	{ "parent", path_parent, NULL }, { "parents", path_parents, NULL },
	{ "parts", path_parts, NULL },   { "anchor", path_anchor, NULL },
	{ "root", path_anchor, NULL },   { 0 },
};

const struct py_native_type py_path_type = {
	.name = "PosixPath",
	.module = "pathlib",
	.size = sizeof(struct path),
	.signature = "*args",
	.new_ = path_new,
	.methods = path_methods,
	.properties = path_properties,
	.slots = { .binary = path_binary,
		   .compare = path_compare,
		   .hash = path_hash,
		   .repr = path_repr,
		   .str = path_str },
};

static const struct py_member members[] = {
	{ "Path", PY_MEMBER_TYPE, &py_path_type, NULL },
	{ "PosixPath", PY_MEMBER_TYPE, &py_path_type, NULL },
	{ "PurePath", PY_MEMBER_TYPE, &py_path_type, NULL },
	{ "PurePosixPath", PY_MEMBER_TYPE, &py_path_type, NULL },
	{ 0 },
};

const struct py_native_module py_module_pathlib = {
	.name = "pathlib",
	.members = members,
	.is_open = true,
};
