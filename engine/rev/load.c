#include "engine/rev/load.h"

#include "engine/base/fs.h"
#include "engine/base/map.h"
#include "engine/py/source.h"
#include "engine/rev/declare.h"
#include "engine/rev/list.h"
#include "engine/rev/sql.h"

/* A head of SQL is looked for in the first bytes only: a directory may hold large files of data. */
#define SQL_HEAD_SIZE 4096

struct loader {
	struct arena *result;
	struct rev_files files;
	struct str_list paths;
	struct map sql_paths; /* those of `paths` that are SQL */
	const struct rev_evaluator *evaluator;
};

static bool is_sql(struct str path)
{
	return str_ends(path, STR(".sql"));
}

static void add_script(struct loader *loader, const struct rev_script *script)
{
	struct rev_files *files = &loader->files;

	if (files->n == files->capacity) {
		const size_t old = files->capacity * sizeof *files->scripts;
		files->capacity = files->capacity ? files->capacity * 2 : 16;
		files->scripts = arena_grow(loader->result, files->scripts, old,
					    files->capacity * sizeof *files->scripts);
	}
	files->scripts[files->n++] = *script;
}

static void add_unreadable(struct loader *loader, struct str path, struct error *error)
{
	struct rev_files *files = &loader->files;

	if (files->unreadable_count == files->unreadable_capacity) {
		const size_t old = files->unreadable_capacity * sizeof *files->unreadable;
		files->unreadable_capacity =
			files->unreadable_capacity ? files->unreadable_capacity * 2 : 4;
		files->unreadable =
			arena_grow(loader->result, files->unreadable, old,
				   files->unreadable_capacity * sizeof *files->unreadable);
	}
	if (!error->pos.file.n)
		error = error_at(error, (struct pos){ .file = path });
	files->unreadable[files->unreadable_count++] = (struct rev_unreadable){ path, error };
}

/* alembic/script/base.py, _legacy_rev: hexadecimal digits are the whole name. */
static struct str legacy_id(struct str path)
{
	const struct str name = fs_base_name(path);
	const struct str stem = str_slice(name, 0, name.n - 3);

	for (size_t i = 0; i < stem.n; i++) {
		const char c = stem.p[i];
		if ((c < '0' || c > '9') && (c < 'a' || c > 'f'))
			return STR_NULL;
	}
	return stem.n ? stem : STR_NULL;
}

static struct error *no_id(const struct rev_script *script)
{
	const struct str name = fs_base_name(script->path);

	return error_at(error_new(ERR_COMMAND,
				  "Could not determine revision id from filename %.*s. Be sure the "
				  "'revision' variable is declared inside the script (please see "
				  "'Upgrading from Alembic 0.1 to 0.2' in the documentation).",
				  STR_ARG(name)),
			script->pos);
}

static struct str sql_beside(struct arena *result, struct str path)
{
	return str_concat(result, str_slice(path, 0, path.n - 3), STR(".sql"));
}

/* An `x.sql` that declares the id of `x.py` is its body; one that declares another id is a mistake.
 */
static struct error *read_sql_body(struct loader *loader, struct rev_script *script)
{
	struct arena *result = loader->result;
	struct str head;

	if (!loader->sql_paths.count)
		return NULL;
	const struct str path = sql_beside(result, script->path);
	if (!map_has(&loader->sql_paths, path))
		return NULL;
	TRY(fs_read_start(result, path, SQL_HEAD_SIZE, &head));
	const struct str id = rev_sql_revision(head);
	if (!id.p)
		return NULL;
	if (!str_equal(id, script->revision))
		return error_at(
			error_new(
				ERR_REVISION,
				"'%.*s' is the revision of this file, but '%.*s' is that of '%.*s'",
				STR_ARG(id), STR_ARG(script->revision), STR_ARG(script->path)),
			(struct pos){ .file = path, .line = 1, .col = 1 });
	script->sql_path = path;
	return fs_read(result, path, PY_SOURCE_LIMIT, &script->sql_text);
}

/* Alembic's own end here is an AttributeError. */
static struct error *no_down_revision(const struct rev_script *script)
{
	return error_at(
		error_hint(error_new(ERR_REVISION, "revision '%.*s' declares no 'down_revision'",
				     STR_ARG(script->revision)),
			   "write down_revision = None for a first revision"),
		script->pos);
}

/* `*ret_is_revision` is false for a file that is none and need not be. */
static struct error *read_python(struct loader *loader, struct rev_script *script,
				 bool *ret_is_revision)
{
	struct arena *result = loader->result;
	struct rev_declared declared;

	TRY(fs_read(result, script->path, PY_SOURCE_LIMIT, &script->text));
	TRY(rev_declare_python(result, loader->evaluator, script, &declared));
	/* Alembic's own env.py lies beside the revisions where a ConfigMap holds both. */
	*ret_is_revision = declared.revision || !str_is(fs_base_name(script->path), "env.py");
	if (!*ret_is_revision)
		return NULL;
	if (!declared.revision)
		script->revision = legacy_id(script->path);
	if (!script->revision.p)
		return no_id(script);
	if (!declared.down_revision)
		return no_down_revision(script);
	return read_sql_body(loader, script);
}

static struct error *read_sql(struct loader *loader, struct rev_script *script,
			      bool *ret_is_revision)
{
	const struct str stem = str_slice(script->path, 0, script->path.n - 4);
	struct str head;

	*ret_is_revision = false;
	if (fs_is_file(str_concat(loader->result, stem, STR(".py"))))
		return NULL;
	TRY(fs_read_start(loader->result, script->path, SQL_HEAD_SIZE, &head));
	if (!rev_sql_revision(head).p)
		return NULL;
	*ret_is_revision = true;
	TRY(fs_read(loader->result, script->path, PY_SOURCE_LIMIT, &script->text));
	return rev_sql_read(loader->result, script);
}

static void load_file(struct loader *loader, struct str path)
{
	struct rev_script script = { .path = path };
	bool is_revision = true;
	struct error *error = is_sql(path) ? read_sql(loader, &script, &is_revision)
					   : read_python(loader, &script, &is_revision);

	if (error && fs_is_directory(path))
		error_ignore(error);
	else if (error)
		add_unreadable(loader, path, error);
	else if (is_revision)
		add_script(loader, &script);
}

struct error *rev_load(struct arena *result, const struct rev_locations *locations,
		       struct rev_files *ret_files)
{
	struct loader loader = { .result = result,
				 .sql_paths = MAP(result),
				 .evaluator = locations->evaluator };

	TRY(rev_list_files(result, locations, &loader.paths, &loader.files.warnings));
	for (size_t i = 0; i < loader.paths.n; i++)
		if (is_sql(loader.paths.items[i]))
			map_put(&loader.sql_paths, loader.paths.items[i], NULL);
	for (size_t i = 0; i < loader.paths.n; i++)
		load_file(&loader, loader.paths.items[i]);
	*ret_files = loader.files;
	return NULL;
}

struct error *rev_files_error(const struct rev_files *files)
{
	return files->unreadable_count ? files->unreadable[0].error : NULL;
}
