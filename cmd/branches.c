#include "cmd/command.h"

struct error *cmd_branches(struct cmd *cmd)
{
	const unsigned flags = cmd_has(cmd, CMD_OPTION_verbose) ? REV_FORMAT_VERBOSE : 0u;
	const struct rev_range everything = { STR_NULL, STR_NULL };
	struct rev_list listed = { 0 };

	TRY(cmd_open(cmd));
	TRY(rev_history(cmd->arena, cmd->mig.graph, &everything, NULL, &listed));
	for (size_t i = 0; i < listed.n; i++)
		if (rev_is_branch_point(listed.items[i]))
			cmd_print(cmd, rev_format_branch(cmd->arena, listed.items[i], flags));
	return NULL;
}
