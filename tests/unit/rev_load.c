#include "engine/rev/load.h"

#include "engine/base/fs.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MINIMAL(id) "revision = '" id "'\ndown_revision = None\n"

struct place {
	struct arena arena;
	char folder[64];
	struct rev_files files;
};

static void place_init(struct place *place)
{
	*place = (struct place){ .folder = "/tmp/retort-rev-load-XXXXXX" };
	cr_assert(mkdtemp(place->folder));
}

static char *path_in(struct place *place, const char *name)
{
	return str_c(&place->arena, str_printf(&place->arena, "%s/%s", place->folder, name));
}

static void put(struct place *place, const char *name, const char *text)
{
	FILE *file = fopen(path_in(place, name), "w");

	cr_assert(file);
	fputs(text, file);
	fclose(file);
}

static void load(struct place *place, bool is_recursive)
{
	struct rev_locations locations = { .is_recursive = is_recursive };

	str_list_add(&place->arena, &locations.directories, str_from(place->folder));
	cr_assert(!rev_load(&place->arena, &locations, &place->files));
}

static void place_done(struct place *place)
{
	const struct str command = str_printf(&place->arena, "rm -r %s", place->folder);

	cr_expect(!system(str_c(&place->arena, command)));
	arena_done(&place->arena);
}

static void expect_error(const char *name, const char *text, const char *want, int line)
{
	struct place place;

	place_init(&place);
	put(&place, name, text);
	load(&place, false);
	const struct error *error = rev_files_error(&place.files);
	cr_assert(error, "no error instead of: %s", want);
	cr_expect(str_is(error->message, want), "%.*s instead of %s", STR_ARG(error->message), want);
	cr_expect(error->pos.line == line, "line %d", error->pos.line);
	cr_expect(str_ends(error->pos.file, str_from(name)));
	place_done(&place);
}

Test(rev_load, a_bad_file_is_named_with_its_place)
{
	expect_error("a.py", "import os\nrevision = os.name\ndown_revision = None\n",
		     "'revision' cannot be read without running the file", 2);
	expect_error("a.py", "revision = 1\ndown_revision = None\n",
		     "'revision' cannot be read without running the file", 1);
	expect_error("a.py", "\n\nrevision = 'a'\n", "revision 'a' declares no 'down_revision'", 3);
}

Test(rev_load, a_bad_file_does_not_hide_the_others)
{
	struct place place;

	place_init(&place);
	put(&place, "a.py", "revision = (\n");
	put(&place, "b.py", MINIMAL("b"));
	load(&place, false);
	cr_expect(place.files.n == 1 && place.files.unreadable_count == 1);
	cr_expect(str_is(place.files.scripts[0].revision, "b"));
	place_done(&place);
}

Test(rev_load, sql_of_the_same_name_and_id_is_the_body)
{
	struct place place;

	place_init(&place);
	put(&place, "a.py", MINIMAL("a"));
	put(&place, "a.sql", "-- revision: a\n-- upgrade\nSELECT 1;\n");
	put(&place, "b.py", MINIMAL("b"));
	put(&place, "b.sql", "SELECT 'data';\n");
	load(&place, false);
	cr_assert(place.files.n == 2 && !place.files.unreadable_count);
	cr_expect(str_starts(place.files.scripts[0].sql_text, STR("-- revision: a")));
	cr_expect(!place.files.scripts[1].sql_text.n);
	place_done(&place);
}

Test(rev_load, sql_of_the_same_name_and_another_id_is_refused)
{
	struct place place;

	place_init(&place);
	put(&place, "a.py", MINIMAL("a"));
	put(&place, "a.sql", "-- revision: b\n-- upgrade\nSELECT 1;\n");
	load(&place, false);
	const struct error *error = rev_files_error(&place.files);
	cr_expect(error && error->code == ERR_REVISION && str_ends(error->pos.file, STR("a.sql")));
	place_done(&place);
}

Test(rev_load, folders_are_entered_only_if_asked)
{
	struct place place;

	place_init(&place);
	cr_assert(!mkdir(path_in(&place, "deep"), 0777) && !mkdir(path_in(&place, "x.py"), 0777));
	put(&place, "deep/a.py", MINIMAL("a"));
	put(&place, "b.py", MINIMAL("b"));
	load(&place, false);
	cr_expect(place.files.n == 1 && !place.files.unreadable_count);
	load(&place, true);
	cr_assert(place.files.n == 2);
	cr_expect(str_is(place.files.scripts[1].revision, "a"));
	place_done(&place);
}

Test(rev_load, a_file_reached_twice_is_read_once_with_a_warning)
{
	struct place place;

	place_init(&place);
	put(&place, "a.py", MINIMAL("a"));
	cr_assert(!symlink(path_in(&place, "a.py"), path_in(&place, "b.py")));
	load(&place, false);
	cr_expect(place.files.n == 1 && place.files.warnings.n == 1);
	cr_expect(str_ends(place.files.warnings.items[0],
			   STR("a.py loaded twice! ignoring. Please ensure version_locations is unique.")));
	place_done(&place);
}

static struct error *say_left(void *data, struct arena *result, const struct rev_script *script,
			      struct py_header *header)
{
	(void)data;
	(void)script;
	struct py_header_field *field = &header->fields[PY_HEADER_BRANCH_LABELS];
	field->state = PY_HEADER_LITERAL;
	field->value = PY_HEADER_LIST;
	str_list_add(result, &field->items, STR("left"));
	return NULL;
}

Test(rev_load, a_computed_declaration_is_asked_of_the_evaluator)
{
	const struct rev_evaluator evaluator = { .evaluate = say_left };
	struct rev_locations locations = { .evaluator = &evaluator };
	struct place place;

	place_init(&place);
	put(&place, "a.py", MINIMAL("a") "from app import LEFT\nbranch_labels = (LEFT,)\n");
	str_list_add(&place.arena, &locations.directories, str_from(place.folder));
	cr_assert(!rev_load(&place.arena, &locations, &place.files));
	cr_assert(place.files.n == 1 && place.files.scripts[0].branch_labels.n == 1);
	cr_expect(str_is(place.files.scripts[0].branch_labels.items[0], "left"));
	place_done(&place);
}

Test(rev_load, a_directory_that_is_not_there_is_empty)
{
	struct rev_locations locations = { 0 };
	struct arena arena = { 0 };
	struct rev_files files;

	str_list_add(&arena, &locations.directories, STR("/nonexistent/versions"));
	cr_expect(!rev_load(&arena, &locations, &files) && !files.n);
	arena_done(&arena);
}
