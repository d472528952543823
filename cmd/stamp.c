#include "cmd/command.h"

/* With --sql, `from:to`: every target may name where it starts, but only one start is possible. */
static struct error *take_targets(struct cmd *cmd, struct mig_request *request)
{
	for (size_t i = 0; i < cmd->positionals.n; i++) {
		struct str from = STR_NULL, target = cmd->positionals.items[i];
		if (request->as_sql)
			TRY(rev_split_range(cmd->positionals.items[i], &from, &target));
		if (from.p && request->from.p && !str_equal(from, request->from))
			return error_new(ERR_COMMAND, "Stamp operation with --sql only supports a single "
						      "starting revision at a time");
		if (from.p)
			request->from = from;
		str_list_add(cmd->arena, &request->targets, target);
	}
	return NULL;
}

struct error *cmd_stamp(struct cmd *cmd)
{
	struct mig_request request = {
		.direction = REV_STAMP,
		.as_sql = cmd_has(cmd, CMD_OPTION_sql),
		.purge = cmd_has(cmd, CMD_OPTION_purge),
	};
	struct mig_result result;

	TRY(cmd_open(cmd));
	TRY(take_targets(cmd, &request));
	return mig_run(&cmd->mig, &request, &result);
}
