#include "engine/conf/settings.h"

#include "engine/base/fs.h"
#include "engine/conf/dotenv.h"
#include "engine/conf/envpy.h"
#include "engine/conf/ini.h"
#include "engine/conf/locations.h"
#include "engine/conf/toml.h"

#include <stdlib.h>

#define CONFIG_LIMIT ((size_t)1024 * 1024)

const struct conf_option_row conf_option_rows[CONF_OPTION_COUNT] = {
#define X(field, option, kind, argument, help) { #field, option, CONF_##kind, argument, help },
	CONF_OPTIONS(X)
#undef X
};

/* All that is open while settings are read. */
struct loader {
	struct arena *result;
	const struct conf_command_line *line;
	struct conf_settings *settings;
	struct ini ini;
	struct map ini_defaults;  /* here */
	struct toml_value toml;
	struct map dotenv;
	struct envpy envpy;
	bool has_ini, has_toml, has_envpy;
};

static struct str from_environment(struct loader *loader, const char *name)
{
	(void)loader;
	return str_from(getenv(name));
}

/* ---- files ---- */

static struct error *read_ini(struct loader *loader, struct str path)
{
	struct conf_settings *settings = loader->settings;
	struct str *here = ARENA_NEW(loader->result, struct str);
	struct str text;

	settings->ini_path = path;
	if (!fs_is_file(path))
		return NULL;
	TRY(fs_read(loader->result, path, CONFIG_LIMIT, &text));
	TRY(ini_parse(loader->result, path, text, &loader->ini));
	loader->has_ini = true;
	*here = fs_directory(fs_absolute(loader->result, path));
	settings->here = *here;
	loader->ini_defaults = MAP(loader->result);
	map_put(&loader->ini_defaults, STR("here"), here);
	loader->ini.defaults = &loader->ini_defaults;
	return NULL;
}

static struct error *read_toml(struct loader *loader, struct str path)
{
	struct conf_settings *settings = loader->settings;
	struct str text;

	if (!fs_is_file(path))
		return NULL;
	TRY(fs_read(loader->result, path, CONFIG_LIMIT, &text));
	TRY(toml_parse(loader->result, path, text, &loader->toml));
	loader->has_toml = true;
	settings->toml_path = path;
	if (!settings->here.n)
		settings->here = fs_directory(fs_absolute(loader->result, path));
	return NULL;
}

/* -c, else ALEMBIC_CONFIG, else alembic.ini and pyproject.toml beside us (alembic/config.py). */
static struct error *read_files(struct loader *loader)
{
	struct str_list paths = loader->line->configs;
	const struct str variable = from_environment(loader, "ALEMBIC_CONFIG");
	bool has_ini = false, has_toml = false;

	if (!paths.n && variable.n)
		str_list_add(loader->result, &paths, variable);
	if (!paths.n) {
		TRY(read_ini(loader, STR("alembic.ini")));
		return read_toml(loader, STR("pyproject.toml"));
	}
	for (size_t i = 0; i < paths.n; i++) {
		const bool is_toml = str_is(fs_base_name(paths.items[i]), "pyproject.toml");
		if (is_toml ? has_toml : has_ini)
			return error_new(ERR_USAGE, is_toml ? "pyproject.toml indicated more than once"
							    : "only one ini file may be indicated");
		TRY(is_toml ? read_toml(loader, paths.items[i]) : read_ini(loader, paths.items[i]));
		has_toml = has_toml || is_toml;
		has_ini = has_ini || !is_toml;
	}
	return NULL;
}

static void read_dotenv(struct loader *loader)
{
	struct str text;

	loader->dotenv = MAP(loader->result);
	if (!fs_is_file(STR(".env")))
		return;
	struct error *error = fs_read(loader->result, STR(".env"), CONFIG_LIMIT, &text);
	if (error)
		error_ignore(error);
	else
		dotenv_parse(loader->result, text, &loader->dotenv);
}

/* ---- Alembic's own keys ---- */

static struct error *add_ini_options(struct loader *loader)
{
	const struct ini_section *section = ini_section(&loader->ini, loader->settings->section);
	size_t cursor = 0;

	for (const struct map_entry *entry; section && (entry = map_next(&section->values, &cursor));) {
		struct str *value = ARENA_NEW(loader->result, struct str);
		TRY(ini_get(loader->result, &loader->ini, loader->settings->section, entry->key, value));
		map_put(&loader->settings->main_options, entry->key, value);
	}
	return NULL;
}

static struct str with_here(struct loader *loader, struct str text)
{
	text = str_replace(loader->result, text, STR("%(here)s"), loader->settings->here);
	return str_replace(loader->result, text, STR("%%"), STR("%"));
}

/* The ini wins key by key. */
static void add_toml_options(struct loader *loader)
{
	const struct toml_value *table = toml_find(&loader->toml, "tool.alembic");
	size_t cursor = 0;

	for (const struct map_entry *entry; table && (entry = map_next(&table->table, &cursor));) {
		const struct toml_value *given = entry->value;
		struct str *value = ARENA_NEW(loader->result, struct str);
		if (map_has(&loader->settings->main_options, entry->key) || given->kind == TOML_TABLE)
			continue;
		*value = with_here(loader, given->kind == TOML_ARRAY
						   ? str_list_join(loader->result, &given->items, "\n")
						   : given->text);
		map_put(&loader->settings->main_options, entry->key, value);
	}
}

/* ---- our options: command line, environment, ini, toml ---- */

static struct error *file_option(struct loader *loader, const char *field, struct str *ret)
{
	const struct toml_value *table = toml_find(&loader->toml, "tool.retort");
	const struct toml_value *value = table ? map_get(&table->table, str_from(field)) : NULL;

	*ret = STR_NULL;
	if (loader->has_ini)
		TRY(ini_get(loader->result, &loader->ini, STR("retort"), str_from(field), ret));
	if (!ret->p && value)
		*ret = value->kind == TOML_ARRAY ? str_list_join(loader->result, &value->items, "\n") : value->text;
	return NULL;
}

static char upper(char c)
{
	return c == '-' ? '_' : c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
}

static struct error *resolve_option(struct loader *loader, enum conf_option option)
{
	const struct conf_option_row *row = &conf_option_rows[option];
	const struct str_list *given = &loader->line->options[option];
	char *variable = str_c(loader->result, str_printf(loader->result, "RETORT_%s", row->field));
	struct str *ret = &loader->settings->options[option];

	if (given->n) {
		*ret = row->kind == CONF_LIST ? str_list_join(loader->result, given, "\n")
					      : given->items[given->n - 1];
		return NULL;
	}
	for (char *c = variable; *c; c++)
		*c = upper(*c);
	*ret = from_environment(loader, variable);
	return ret->p ? NULL : file_option(loader, row->field, ret);
}

/* ---- env.py ---- */

static struct str ask_environment(void *data, struct str name)
{
	struct loader *loader = data;
	const struct str found = from_environment(loader, str_c(loader->result, name));
	const struct str *written = map_get(&loader->dotenv, name);

	return found.p || !written ? found : *written;
}

static struct str ask_main_option(void *data, struct str name)
{
	const struct loader *loader = data;
	const struct str *value = map_get(&loader->settings->main_options, name);

	return value ? *value : STR_NULL;
}

static struct error *read_envpy(struct loader *loader)
{
	const struct envpy_world world = { loader, ask_environment, ask_main_option };
	const struct str path = fs_join(loader->result, loader->settings->script_location, STR("env.py"));
	struct str text;

	if (!loader->settings->script_location.n || !fs_is_file(path))
		return NULL;
	TRY(fs_read(loader->result, path, CONFIG_LIMIT, &text));
	loader->has_envpy = true;
	return envpy_read(loader->result, path, text, &world, &loader->envpy);
}

static void note_unreadable(struct loader *loader, const struct envpy_value *value, const char *what,
			    const char *option)
{
	if (loader->settings->unreadable)
		return;
	struct error *error = error_new(ERR_REVISION, "%s is computed by env.py in a way that cannot be read", what);
	error = error_at(error, value->pos);
	loader->settings->unreadable = error_hint(
		error, option ? "set it with --%s, or in [retort] of alembic.ini; nothing was changed"
			      : "it is not supported; nothing was changed", option);
}

static void apply_text(struct loader *loader, enum conf_option option, const struct envpy_value *value,
		       struct str *ret)
{
	const struct conf_option_row *row = &conf_option_rows[option];

	if (loader->settings->options[option].n)
		*ret = loader->settings->options[option];
	else if (value->kind == ENVPY_TEXT)
		*ret = value->text;
	else if (value->kind != ENVPY_ABSENT && value->kind != ENVPY_NONE)
		note_unreadable(loader, value, row->field, row->option);
}

static bool is_yes(struct str text)
{
	return str_equal_nocase(text, STR("true")) || str_is(text, "1") || str_equal_nocase(text, STR("yes")) ||
	       str_equal_nocase(text, STR("on"));
}

static void apply_transactions(struct loader *loader)
{
	struct conf_settings *settings = loader->settings;
	const struct envpy_value *per_migration = &loader->envpy.transaction_per_migration;
	const struct envpy_value *transactional = &loader->envpy.transactional_ddl;
	const struct str option = settings->options[CONF_OPTION_transaction_per_migration];

	settings->transactional_ddl = transactional->kind == ENVPY_BOOL ? transactional->truth : -1;
	if (transactional->kind == ENVPY_UNKNOWN)
		note_unreadable(loader, transactional, "transactional_ddl", NULL);
	if (option.n)
		settings->transaction_per_migration = is_yes(option);
	else if (per_migration->kind == ENVPY_BOOL)
		settings->transaction_per_migration = per_migration->truth;
	else if (per_migration->kind == ENVPY_UNKNOWN || per_migration->kind == ENVPY_TEXT)
		note_unreadable(loader, per_migration, "transaction_per_migration", "transaction-per-migration");
}

static void take_naming(struct loader *loader, const struct map *items)
{
	size_t cursor = 0;

	for (const struct map_entry *entry; (entry = map_next(items, &cursor));) {
		const struct envpy_value *value = entry->value;
		struct str *template = ARENA_NEW(loader->result, struct str);
		*template = value->text;
		if (value->kind == ENVPY_TEXT)
			map_put(&loader->settings->naming_convention, entry->key, template);
	}
}

static struct error *apply_naming(struct loader *loader)
{
	const struct str path = loader->settings->options[CONF_OPTION_naming_convention];
	struct envpy_value value = loader->envpy.naming_convention;
	struct str text;

	loader->settings->naming_convention = MAP(loader->result);
	if (path.n) {
		TRY(fs_read(loader->result, path, CONFIG_LIMIT, &text));
		TRY(envpy_read_dict(loader->result, path, text, &value));
	}
	if (value.kind == ENVPY_DICT)
		take_naming(loader, value.items);
	return NULL;
}

static struct error *apply_envpy(struct loader *loader)
{
	struct conf_settings *settings = loader->settings;
	const struct envpy *envpy = &loader->envpy;

	settings->version_table = STR("alembic_version");
	settings->version_table_pk = envpy->version_table_pk.kind != ENVPY_BOOL || envpy->version_table_pk.truth;
	settings->doubles_percent = envpy->doubles_percent;
	apply_text(loader, CONF_OPTION_version_table, &envpy->version_table, &settings->version_table);
	settings->version_table_was_given = settings->options[CONF_OPTION_version_table].n ||
					    envpy->version_table.kind == ENVPY_TEXT;
	apply_text(loader, CONF_OPTION_version_table_schema, &envpy->version_table_schema,
		   &settings->version_table_schema);
	if (envpy->schema_translate_map.kind != ENVPY_ABSENT && envpy->schema_translate_map.kind != ENVPY_NONE)
		note_unreadable(loader, &envpy->schema_translate_map, "schema_translate_map", NULL);
	apply_transactions(loader);
	if (envpy->has_keywords)
		str_list_add(loader->result, &settings->warnings,
			     str_printf(loader->result, "%.*s:%d: configure(**...) may hold settings that are not read",
					STR_ARG(envpy->keywords_pos.file), envpy->keywords_pos.line));
	return apply_naming(loader);
}

/* ---- the URL ---- */

static bool set_url(struct loader *loader, struct str text, struct str source)
{
	if (!text.n)
		return false;
	loader->settings->url = (struct conf_value){ text, source };
	return true;
}

static void find_url(struct loader *loader)
{
	const struct envpy_value *said = &loader->envpy.url;
	const struct str *written = map_get(&loader->dotenv, STR("DATABASE_URL"));

	if (set_url(loader, loader->settings->options[CONF_OPTION_url], STR("--url")) ||
	    set_url(loader, from_environment(loader, "DATABASE_URL"), STR("DATABASE_URL")))
		return;
	if (said->kind == ENVPY_TEXT &&
	    set_url(loader, said->text, str_printf(loader->result, "%.*s:%d", STR_ARG(said->pos.file), said->pos.line)))
		return;
	if (written && set_url(loader, *written, STR(".env")))
		return;
	set_url(loader, ask_main_option(loader, STR("sqlalchemy.url")), loader->settings->ini_path);
}

/* The part of the URL before "+" or ":", without the rest, which may hold a password. */
static void find_dialect(struct loader *loader)
{
	struct conf_settings *settings = loader->settings;
	struct str scheme = settings->url.text;
	const ptrdiff_t colon = str_find_char(scheme, ':');

	if (settings->options[CONF_OPTION_dialect].n) {
		settings->dialect = settings->options[CONF_OPTION_dialect];
		return;
	}
	if (colon <= 0)
		return;
	scheme = str_slice(scheme, 0, (size_t)colon);
	const ptrdiff_t plus = str_find_char(scheme, '+');
	if (plus > 0) {
		settings->driver = str_skip(scheme, (size_t)plus + 1);
		scheme = str_slice(scheme, 0, (size_t)plus);
	}
	settings->dialect = str_is(scheme, "postgres") ? STR("postgresql") : scheme;
}

/* ---- logging ---- */

static bool wants_info(struct loader *loader)
{
	const struct ini_section *section =
		loader->has_ini ? ini_section(&loader->ini, STR("logger_alembic")) : NULL;
	const struct ini_value *level = section ? map_get(&section->values, STR("level")) : NULL;

	if (!loader->has_ini)
		return true;
	return level && (str_is(level->text, "INFO") || str_is(level->text, "DEBUG"));
}

struct error *conf_load(struct arena *result, const struct conf_command_line *line,
			struct conf_settings *ret_settings)
{
	struct conf_settings settings = { .main_options = MAP(result), .transactional_ddl = -1 };
	struct loader loader = { .result = result, .line = line, .settings = &settings };

	settings.section = line->section.n ? line->section : STR("alembic");
	settings.x_arguments = line->x;
	TRY(read_files(&loader));
	if (!settings.here.n)
		settings.here = fs_absolute(result, STR("."));
	read_dotenv(&loader);
	if (loader.has_ini)
		TRY(add_ini_options(&loader));
	add_toml_options(&loader);
	for (size_t i = 0; i < CONF_OPTION_COUNT; i++)
		TRY(resolve_option(&loader, (enum conf_option)i));
	TRY(conf_find_locations(result, &settings));
	TRY(read_envpy(&loader));
	TRY(apply_envpy(&loader));
	find_url(&loader);
	find_dialect(&loader);
	settings.logs_info = wants_info(&loader);
	*ret_settings = settings;
	return NULL;
}

/* ---- durations ---- */

static bool take_unit(struct str *text, int64_t *ret_milliseconds)
{
	static const struct {
		const char *unit;
		int64_t milliseconds;
	} units[] = { { "ms", 1 }, { "s", 1000 }, { "m", 60000 }, { "h", 3600000 }, { "d", 86400000 } };

	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++)
		if (str_starts(*text, str_from(units[i].unit))) {
			*text = str_skip(*text, str_from(units[i].unit).n);
			*ret_milliseconds = units[i].milliseconds;
			return true;
		}
	return false;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

struct error *conf_duration(struct str text, int64_t *ret_milliseconds)
{
	const struct str whole = text;
	int64_t total = 0, number, unit = 1000;

	if (!text.n)
		goto refuse;
	while (text.n) {
		size_t n = 0;
		while (n < text.n && n < 12 && is_digit(text.p[n]))
			n++;
		if (!str_to_int(str_slice(text, 0, n), &number))
			goto refuse;
		text = str_skip(text, n);
		if (text.n && !take_unit(&text, &unit))
			goto refuse;
		total += number * unit;
	}
	*ret_milliseconds = total;
	return NULL;
refuse:
	return error_hint(error_new(ERR_USAGE, "'%.*s' is no duration", STR_ARG(whole)),
			  "for example 250ms, 5s, 10m or 1h30m");
}
