#include "engine/conf/dotenv.h"
#include "engine/conf/envpy.h"
#include "engine/conf/ini.h"
#include "engine/conf/settings.h"
#include "engine/conf/toml.h"

#include <criterion/criterion.h>

Test(ini, values_are_interpolated_and_continued)
{
	static const char text[] = "[DEFAULT]\nroot = /srv\n"
				   "[alembic]\n"
				   "# a comment\n"
				   "script_location = %(here)s/alembic\n"
				   "version_locations = %(root)s/a\n\t%(root)s/b\n"
				   "url: postgresql://u:p%%40@h/d\n";
	static const struct {
		const char *key, *want;
	} cases[] = {
		{ "script_location", "/project/alembic" },
		{ "version_locations", "/srv/a\n/srv/b" },
		{ "url", "postgresql://u:p%40@h/d" },
	};
	struct arena arena CLEANUP(arena_done) = { 0 };
	struct map defaults = MAP(&arena);
	struct str here = STR("/project"), value;
	struct ini ini;

	map_put(&defaults, STR("here"), &here);
	cr_assert_null(ini_parse(&arena, STR("alembic.ini"), str_from(text), &ini));
	ini.defaults = &defaults;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		cr_assert_null(ini_get(&arena, &ini, STR("alembic"), str_from(cases[i].key), &value));
		cr_expect(str_is(value, cases[i].want), "%s: %.*s", cases[i].key, STR_ARG(value));
	}
}

Test(ini, a_bad_line_has_its_place)
{
	struct arena arena CLEANUP(arena_done) = { 0 };
	struct ini ini;
	const struct error *error = ini_parse(&arena, STR("x.ini"), STR("[a]\nb = 1\nnonsense\n"), &ini);

	cr_assert_not_null(error);
	cr_expect_eq(error->pos.line, 3);
}

Test(toml, tables_of_settings_are_read)
{
	static const char text[] = "[project]\nname = \"x\" # said\ndependencies = [\n \"a>=1\",\n 'b',\n]\n"
				   "[tool.alembic]\nscript_location = \"%(here)s/m\"\n"
				   "[[tool.alembic.post_write_hooks]]\nname = \"black\"\n"
				   "[tool.retort]\nversion_table = 'v'\nallow_nonempty = true\n"
				   "types = { a.b = \"c\", d = 1 }\n";
	struct arena arena CLEANUP(arena_done) = { 0 };
	struct toml_value root;

	cr_assert_null(toml_parse(&arena, STR("pyproject.toml"), str_from(text), &root));
	cr_expect(str_is(toml_find(&root, "tool.alembic.script_location")->text, "%(here)s/m"));
	cr_expect(str_is(toml_find(&root, "tool.retort.version_table")->text, "v"));
	cr_expect(str_is(toml_find(&root, "tool.retort.types.a.b")->text, "c"));
	cr_expect_eq(toml_find(&root, "project.dependencies")->items.n, 2);
	cr_expect_null(toml_find(&root, "tool.black"));
}

Test(dotenv, quotes_comments_and_export_are_understood)
{
	struct arena arena CLEANUP(arena_done) = { 0 };
	struct map variables = MAP(&arena);

	dotenv_parse(&arena, STR("# c\nexport A='x y'\nB=\"q\\n\" # z\nC=plain # tail\n\nnothing\n"), &variables);
	cr_expect(str_is(*(struct str *)map_get(&variables, STR("A")), "x y"));
	cr_expect(str_is(*(struct str *)map_get(&variables, STR("B")), "q\n"));
	cr_expect(str_is(*(struct str *)map_get(&variables, STR("C")), "plain"));
	cr_expect_eq(variables.count, 3);
}

Test(durations, units_are_understood)
{
	static const struct {
		const char *in;
		int64_t want; /* -1: refused */
	} cases[] = {
		{ "250ms", 250 }, { "5s", 5000 }, { "10m", 600000 }, { "1h30m", 5400000 },
		{ "7", 7000 },    { "", -1 },     { "5x", -1 },      { "-1s", -1 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		int64_t got = -1;
		const struct error *error = conf_duration(str_from(cases[i].in), &got);
		cr_expect_eq(error ? -1 : got, cases[i].want, "%s", cases[i].in);
	}
}

static struct str environment(void *data, struct str name)
{
	(void)data;
	return str_is(name, "APP_URL") ? STR("sqlite:///app.db") : STR_NULL;
}

static struct envpy read_text(struct arena *arena, const char *text)
{
	const struct envpy_world world = { NULL, environment, NULL };
	struct envpy envpy = { .has_keywords = false };

	cr_assert_null(envpy_read(arena, STR("env.py"), str_from(text), &world, &envpy));
	return envpy;
}

Test(envpy, what_can_be_known_is_known_and_the_rest_is_not_guessed)
{
	static const char text[] =
		"import os\nfrom alembic import context\nfrom app import TABLE\n"
		"NAME = 'versions'\nconfig = context.config\n"
		"config.set_main_option('sqlalchemy.url', os.environ['APP_URL'].replace('%', '%%'))\n"
		"def online():\n"
		"    with engine.connect() as connection:\n"
		"        context.configure(connection=connection, version_table=NAME,\n"
		"            version_table_schema=TABLE, transaction_per_migration=True)\n"
		"online()\n";
	struct arena arena CLEANUP(arena_done) = { 0 };
	const struct envpy envpy = read_text(&arena, text);

	cr_expect_eq(envpy.version_table.kind, ENVPY_TEXT);
	cr_expect(str_is(envpy.version_table.text, "versions"));
	cr_expect_eq(envpy.version_table_schema.kind, ENVPY_UNKNOWN);
	cr_expect_eq(envpy.version_table_schema.pos.line, 10);
	cr_expect(envpy.transaction_per_migration.truth);
	cr_expect(str_is(envpy.url.text, "sqlite:///app.db"));
}

Test(envpy, two_calls_that_differ_leave_the_value_unknown)
{
	struct arena arena CLEANUP(arena_done) = { 0 };
	const struct envpy envpy = read_text(&arena, "context.configure(version_table='a')\n"
						     "context.configure(version_table='b')\n");

	cr_expect_eq(envpy.version_table.kind, ENVPY_UNKNOWN);
}

Test(envpy, a_naming_convention_in_the_file_is_read)
{
	struct arena arena CLEANUP(arena_done) = { 0 };
	const struct envpy envpy = read_text(&arena,
					     "C = {'pk': 'pk_%(table_name)s', 'ix': 'ix_' + 'x'}\n"
					     "metadata = sa.MetaData(naming_convention=C)\n"
					     "context.configure(target_metadata=metadata)\n"
					     "context.configure(target_metadata=metadata, **kw)\n");

	cr_assert_eq(envpy.naming_convention.kind, ENVPY_DICT);
	cr_expect_eq(envpy.naming_convention.items->count, 2);
	cr_expect(envpy.has_keywords);
}
