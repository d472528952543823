/*
 * Asks the revision graph from a script.  One line in, one line out; fields end at a tab, words of
 * a field at a space:
 *   graph                             starts a new one; answers nothing
 *   rev ID PARENTS LABELS DEPENDENCIES DOC
 *                                     adds a revision; answers nothing
 *   build                             ok | error TEXT
 *   load DIRECTORY...                 a graph from files: `id|path|doc` each, \n for a line end
 *   ends | labels                     heads, bases | the labels of each revision
 *   find ID | current ROWS | starting ID
 *                                     ids
 *   history BASE HEAD ROWS            ids; ROWS is `-` unless an end is `current`
 *   format ID FLAGS                   text with \n for a line end
 *   upgrade ROWS TARGET | downgrade ROWS TARGET | stamp ROWS TARGETS
 *                                     steps `{upgrade a -> b|+x,-y,y>z}`, `!text` for an impossible
 *                                     change, `~` before the first for a warning
 */
#include "engine/rev/history.h"
#include "engine/rev/load.h"
#include "engine/rev/plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_FIELDS 8
#define MAX_LINE   65536

struct session {
	struct arena arena;  /* of the graph being asked */
	struct arena answer; /* of one line */
	struct rev_script *scripts;
	size_t n, capacity;
	struct rev_graph *graph;
	struct str fields[MAX_FIELDS];
};

static struct str_list words(struct arena *result, struct str text)
{
	struct str_list list = { 0 };
	struct str part;

	while (text.n && str_next_part(&text, ' ', &part))
		str_list_add(result, &list, str_dup(result, part));
	return list;
}

static void print_error(const struct error *error)
{
	printf("error %.*s", STR_ARG(error->message));
}

static void print_ids(struct session *session, const struct rev_list *list)
{
	const struct str_list ids = rev_list_ids(&session->answer, list);
	const struct str text = str_list_join(&session->answer, &ids, " ");

	printf("%.*s", STR_ARG(text));
}

static void start_graph(struct session *session)
{
	arena_done(&session->arena);
	session->scripts = NULL;
	session->n = session->capacity = 0;
	session->graph = NULL;
}

static void add_revision(struct session *session)
{
	struct arena *arena = &session->arena;
	struct rev_script script = {
		.revision = str_dup(arena, session->fields[1]),
		.down_revisions = words(arena, session->fields[2]),
		.branch_labels = words(arena, session->fields[3]),
		.dependencies = words(arena, session->fields[4]),
		.path = str_printf(arena, "/versions/%.*s.py", STR_ARG(session->fields[1])),
	};

	rev_script_set_doc(arena, &script,
			   str_replace(arena, session->fields[5], STR("\\n"), STR("\n")));
	if (session->n == session->capacity) {
		const size_t old = session->capacity * sizeof *session->scripts;
		session->capacity = session->capacity ? session->capacity * 2 : 16;
		session->scripts = arena_grow(arena, session->scripts, old,
					      session->capacity * sizeof *session->scripts);
	}
	session->scripts[session->n++] = script;
}

static struct error *build(struct session *session)
{
	TRY(rev_graph_build(&session->arena, session->scripts, session->n, &session->graph));
	printf("ok");
	return NULL;
}

static void print_script(struct session *session, const struct rev_script *script)
{
	const struct str text = str_printf(&session->answer, "%.*s|%.*s|%.*s",
					   STR_ARG(script->revision), STR_ARG(script->path),
					   STR_ARG(script->long_doc));
	const struct str line = str_replace(&session->answer, text, STR("\n"), STR("\\n"));

	printf("%.*s\t", STR_ARG(line));
}

static struct error *load(struct session *session)
{
	const struct rev_locations locations = { .directories = words(&session->arena,
								      session->fields[1]) };
	struct rev_files files;

	TRY(rev_load(&session->arena, &locations, &files));
	TRY(rev_files_error(&files));
	TRY(rev_graph_build(&session->arena, files.scripts, files.n, &session->graph));
	for (size_t i = 0; i < files.n; i++)
		print_script(session, &files.scripts[i]);
	return NULL;
}

static struct error *ends(struct session *session)
{
	print_ids(session, &session->graph->heads);
	printf("|");
	print_ids(session, &session->graph->real_heads);
	printf("|");
	print_ids(session, &session->graph->bases);
	return NULL;
}

static struct error *labels(struct session *session)
{
	for (size_t i = 0; i < session->graph->n; i++) {
		const struct rev_node *node = &session->graph->nodes[i];
		const struct str text = str_list_join(&session->answer, &node->labels, ",");
		printf("%s%.*s:%.*s", i ? " " : "", STR_ARG(node->script->revision), STR_ARG(text));
	}
	return NULL;
}

static struct error *find(struct session *session)
{
	struct rev_list list;

	TRY(rev_find(&session->answer, session->graph, session->fields[1], &list));
	print_ids(session, &list);
	return NULL;
}

static struct error *current(struct session *session)
{
	const struct str_list rows = words(&session->answer, session->fields[1]);
	struct rev_list list;

	TRY(rev_current(&session->answer, session->graph, &rows, &list));
	print_ids(session, &list);
	return NULL;
}

static struct error *starting(struct session *session)
{
	struct str_list rows;

	TRY(rev_starting_rows(&session->answer, session->graph, session->fields[1], &rows));
	const struct str text = str_list_join(&session->answer, &rows, " ");
	printf("%.*s", STR_ARG(text));
	return NULL;
}

static struct error *history(struct session *session)
{
	const struct rev_range range = { session->fields[1], session->fields[2] };
	const struct str_list rows = words(&session->answer, session->fields[3]);
	struct rev_list list;

	TRY(rev_history(&session->answer, session->graph, &range,
			str_is(session->fields[3], "-") ? NULL : &rows, &list));
	print_ids(session, &list);
	return NULL;
}

static struct error *format(struct session *session)
{
	const struct rev_node *node = rev_graph_find(session->graph, session->fields[1]);
	const unsigned flags = (unsigned)atoi(str_c(&session->answer, session->fields[2]));
	const struct str text = rev_format(&session->answer, node, flags);

	const struct str line = str_replace(&session->answer, text, STR("\n"), STR("\\n"));
	printf("%.*s", STR_ARG(line));
	return NULL;
}

static void print_change(const struct rev_row_change *change)
{
	switch (change->kind) {
	case REV_ROW_INSERT:
		printf("+%.*s", STR_ARG(change->to));
		return;
	case REV_ROW_DELETE:
		printf("-%.*s", STR_ARG(change->from));
		return;
	case REV_ROW_UPDATE:
		printf("%.*s>%.*s", STR_ARG(change->from), STR_ARG(change->to));
		return;
	}
}

static bool print_step(struct session *session, const struct rev_step *step, struct str_list *rows)
{
	struct rev_row_changes changes;
	struct error *error = rev_plan_rows(&session->answer, session->graph, step, rows, &changes);

	const struct str log = rev_step_log(&session->answer, step);

	printf("{%.*s|", STR_ARG(log));
	if (error) {
		printf("!%.*s}", STR_ARG(error->message));
		return false;
	}
	for (size_t i = 0; i < changes.n; i++) {
		printf("%s", i ? "," : "");
		print_change(&changes.items[i]);
		rev_rows_apply(&session->answer, rows, &changes.items[i]);
	}
	printf("}");
	return true;
}

static void print_plan(struct session *session, const struct rev_plan *plan)
{
	struct str_list rows = words(&session->answer, session->fields[1]);

	printf("%s", plan->warnings.n ? "~" : "");
	for (size_t i = 0; i < plan->n; i++)
		if (!print_step(session, &plan->steps[i], &rows))
			return;
}

static struct error *upgrade(struct session *session)
{
	const struct str_list rows = words(&session->answer, session->fields[1]);
	struct rev_plan plan;

	TRY(rev_plan_upgrade(&session->answer, session->graph, &rows, session->fields[2], &plan));
	print_plan(session, &plan);
	return NULL;
}

static struct error *downgrade(struct session *session)
{
	const struct str_list rows = words(&session->answer, session->fields[1]);
	struct rev_plan plan;

	TRY(rev_plan_downgrade(&session->answer, session->graph, &rows, session->fields[2], &plan));
	print_plan(session, &plan);
	return NULL;
}

static struct error *stamp(struct session *session)
{
	const struct str_list rows = words(&session->answer, session->fields[1]);
	const struct str_list targets = words(&session->answer, session->fields[2]);
	struct rev_plan plan;

	TRY(rev_plan_stamp(&session->answer, session->graph, &rows, &targets, &plan));
	print_plan(session, &plan);
	return NULL;
}

static const struct {
	const char *name;
	struct error *(*answer)(struct session *);
} questions[] = {
	{ "build", build },       { "load", load },           { "ends", ends },
	{ "labels", labels },     { "find", find },           { "current", current },
	{ "starting", starting }, { "history", history },     { "format", format },
	{ "upgrade", upgrade },   { "downgrade", downgrade }, { "stamp", stamp },
};

static void answer(struct session *session)
{
	for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
		if (!str_is(session->fields[0], questions[i].name))
			continue;
		const struct error *error = questions[i].answer(session);
		if (error)
			print_error(error);
		printf("\n");
		return;
	}
	fprintf(stderr, "rev_query: what is '%.*s'?\n", STR_ARG(session->fields[0]));
	exit(1);
}

static void take_line(struct session *session, struct str line)
{
	memset(session->fields, 0, sizeof session->fields);
	for (size_t i = 0; i < MAX_FIELDS && str_next_part(&line, '\t', &session->fields[i]); i++)
		;
	if (str_is(session->fields[0], "graph"))
		start_graph(session);
	else if (str_is(session->fields[0], "rev"))
		add_revision(session);
	else
		answer(session);
	error_clear_all();
	arena_done(&session->answer);
}

int main(void)
{
	static char line[MAX_LINE];
	struct session session = { 0 };

	while (fgets(line, sizeof line, stdin))
		take_line(&session, (struct str){ line, strcspn(line, "\n") });
	arena_done(&session.arena);
	return 0;
}
