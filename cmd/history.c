#include "cmd/command.h"

static bool has_node(const struct rev_list *list, const struct rev_node *node)
{
	return rev_list_has(list, node);
}

struct error *cmd_history(struct cmd *cmd)
{
	const unsigned flags = REV_FORMAT_BRANCHES | REV_FORMAT_DOC | REV_FORMAT_PARENTS | REV_FORMAT_TREE |
			       (cmd_has(cmd, CMD_OPTION_verbose) ? REV_FORMAT_VERBOSE : 0u);
	const bool marks_current = cmd_has(cmd, CMD_OPTION_indicate_current);
	struct str_list rows = { 0 };
	struct rev_list listed = { 0 }, current = { 0 };
	struct rev_range range;

	TRY(cmd_open(cmd));
	TRY(rev_range_parse(cmd_value(cmd, CMD_OPTION_rev_range), &range));
	if (marks_current || rev_range_names_current(&range)) {
		TRY(mig_need_dialect(&cmd->mig));
		TRY(mig_current(&cmd->mig, cmd->arena, &rows));
		if (marks_current)
			TRY(rev_current(cmd->arena, cmd->mig.graph, &rows, &current));
	}
	TRY(rev_history(cmd->arena, cmd->mig.graph, &range, &rows, &listed));
	for (size_t i = 0; i < listed.n; i++)
		cmd_print(cmd, rev_format(cmd->arena, listed.items[i],
					  flags | (has_node(&current, listed.items[i]) ? REV_FORMAT_CURRENT : 0u)));
	return NULL;
}
