/*
 * The command line: global options before or after the command, a command, its options and positionals.
 * Follows argparse where Alembic's users would notice: `--a=b`, `-xa=b`, `-1` as a revision, exit
 * status 2 for misuse.
 */
#ifndef RETORT_CMD_ARGUMENTS_H
#define RETORT_CMD_ARGUMENTS_H

#include "cmd/command.h"

struct cmd_arguments {
	const struct cmd_row *row; /* NULL: no command was given */
	bool wants_help, wants_version;
};

struct error *cmd_parse_arguments(struct cmd *cmd, int argc, char **argv, struct cmd_arguments *ret) NODISCARD;
/* Help for all, or for one command. */
struct str cmd_help(struct arena *result, const char *program, const struct cmd_row *row);

#endif
