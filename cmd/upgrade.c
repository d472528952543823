#include "cmd/command.h"

struct error *cmd_upgrade(struct cmd *cmd)
{
	struct mig_request request = { .direction = REV_UPGRADE, .as_sql = cmd_has(cmd, CMD_OPTION_sql) };
	struct mig_result result;
	struct str target;

	TRY(cmd_open(cmd));
	TRY(rev_split_range(cmd->positionals.items[0], &request.from, &target));
	str_list_add(cmd->arena, &request.targets, target);
	return mig_run(&cmd->mig, &request, &result);
}
