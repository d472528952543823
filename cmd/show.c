#include "cmd/command.h"

/* `current` stands for the database's revisions; anything else is found in the files. */
static struct error *find_shown(struct cmd *cmd, struct rev_list *ret_shown)
{
	const struct str name = cmd->positionals.items[0];
	struct str_list rows = { 0 };

	if (!str_is(name, "current"))
		return rev_find(cmd->arena, cmd->mig.graph, name, ret_shown);
	TRY(mig_need_dialect(&cmd->mig));
	TRY(mig_current(&cmd->mig, cmd->arena, &rows));
	for (size_t i = 0; i < rows.n; i++)
		TRY(rev_find(cmd->arena, cmd->mig.graph, rows.items[i], ret_shown));
	return NULL;
}

struct error *cmd_show(struct cmd *cmd)
{
	struct rev_list shown = { 0 };

	TRY(cmd_open(cmd));
	TRY(find_shown(cmd, &shown));
	for (size_t i = 0; i < shown.n; i++)
		cmd_print(cmd, rev_format(cmd->arena, shown.items[i], REV_FORMAT_VERBOSE));
	return NULL;
}
