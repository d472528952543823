#include "cmd/command.h"

/* The rows are the versioned heads, as sets: an effective head, absorbed by a dependency, is not among them. */
static bool is_at_all_heads(const struct rev_graph *graph, const struct str_list *rows)
{
	const struct str_list heads = rev_list_ids(graph->arena, &graph->heads);

	for (size_t i = 0; i < heads.n; i++)
		if (!str_list_has(rows, heads.items[i]))
			return false;
	return heads.n == rows->n;
}

static struct error *print_database(struct cmd *cmd)
{
	struct db_url url;

	TRY(db_url_parse(cmd->arena, cmd->settings.url.text, &url));
	cmd_print(cmd, str_printf(cmd->arena, "Current revision(s) for %.*s:",
				  STR_ARG(db_url_masked(cmd->arena, &url))));
	return NULL;
}

struct error *cmd_current(struct cmd *cmd)
{
	const bool is_verbose = cmd_has(cmd, CMD_OPTION_verbose);
	struct str_list rows = { 0 };
	struct rev_list current = { 0 };

	TRY(cmd_open(cmd));
	TRY(mig_need_dialect(&cmd->mig));
	TRY(mig_current(&cmd->mig, cmd->arena, &rows));
	if (is_verbose)
		TRY(print_database(cmd));
	if (cmd_has(cmd, CMD_OPTION_check_heads) && !is_at_all_heads(cmd->mig.graph, &rows))
		return error_new(ERR_COMMAND, "Database is not on all head revisions");
	TRY(rev_current(cmd->arena, cmd->mig.graph, &rows, &current));
	for (size_t i = 0; i < current.n; i++)
		cmd_print(cmd, rev_format(cmd->arena, current.items[i],
					  REV_FORMAT_TREE | (is_verbose ? REV_FORMAT_VERBOSE : 0u)));
	return NULL;
}
