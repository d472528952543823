#include "cmd/command.h"

struct error *cmd_ensure_version(struct cmd *cmd)
{
	TRY(cmd_open(cmd));
	return mig_ensure_version(&cmd->mig, cmd_has(cmd, CMD_OPTION_sql));
}
