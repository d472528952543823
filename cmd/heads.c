#include "cmd/command.h"

struct error *cmd_heads(struct cmd *cmd)
{
	const unsigned flags = REV_FORMAT_BRANCHES |
			       (cmd_has(cmd, CMD_OPTION_verbose) ? REV_FORMAT_VERBOSE : 0u);

	TRY(cmd_open(cmd));
	const struct rev_list *heads = cmd_has(cmd, CMD_OPTION_resolve_dependencies)
					       ? &cmd->mig.graph->real_heads
					       : &cmd->mig.graph->heads;
	for (size_t i = 0; i < heads->n; i++)
		cmd_print(cmd, rev_format(cmd->arena, heads->items[i], flags));
	return NULL;
}
