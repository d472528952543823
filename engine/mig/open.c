#include "engine/mig/evaluate.h"
#include "engine/mig/session.h"
#include "engine/rev/load.h"

struct error *mig_open(struct arena *arena, const struct conf_settings *settings,
		       const struct mig_host *host, struct mig *ret_mig)
{
	const struct rev_evaluator evaluator = { ret_mig, mig_declare };
	const struct rev_locations locations = { .directories = settings->version_locations,
						 .is_recursive = settings->is_recursive,
						 .evaluator = &evaluator };
	struct rev_files files = { 0 };

	*ret_mig = (struct mig){ .arena = arena, .settings = settings, .host = host,
				 .session = ARENA_NEW(arena, struct mig_session) };
	TRY(rev_load(arena, &locations, &files));
	TRY(rev_files_error(&files));
	for (size_t i = 0; i < files.warnings.n; i++)
		if (host->log)
			host->log(host->data, MIG_WARNING, STR("retort"), files.warnings.items[i]);
	ret_mig->scripts = files.scripts;
	ret_mig->script_count = files.n;
	return rev_graph_build(arena, files.scripts, files.n, &ret_mig->graph);
}
