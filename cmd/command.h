/*
 * What a command gets and gives.  Only this folder prints: a command returns an error or prints its
 * result; main.c turns the error into text and exit status.
 */
#ifndef RETORT_CMD_COMMAND_H
#define RETORT_CMD_COMMAND_H

#include "engine/mig/mig.h"

/*
 * Options of single commands: field, long option, short option, argument (NULL: a flag), help.
 */
#define CMD_OPTIONS(X)                                                                           \
	X(sql, "sql", 0, NULL, "write the SQL to standard output instead of running it")         \
	X(tag, "tag", 0, "TAG", "accepted for env.py's sake; has no effect")                     \
	X(verbose, "verbose", 'v', NULL, "say more")                                             \
	X(check_heads, "check-heads", 'c', NULL, "fail unless the database is at all heads")     \
	X(resolve_dependencies, "resolve-dependencies", 0, NULL, "treat dependencies as parents") \
	X(rev_range, "rev-range", 'r', "START:END", "only this part; START or END may be absent") \
	X(indicate_current, "indicate-current", 'i', NULL, "mark where the database is")         \
	X(purge, "purge", 0, NULL, "empty the version table first")                              \
	X(from, "from", 0, "REV", "start here instead of at the database's revisions; may be repeated; `base` is an empty database") \
	X(format, "format", 0, "FORMAT", "text (default) or json")

enum cmd_option {
#define X(field, option, letter, argument, help) CMD_OPTION_##field,
	CMD_OPTIONS(X)
#undef X
	CMD_OPTION_COUNT
};

struct cmd {
	struct arena *arena;
	struct conf_command_line line;
	struct conf_settings settings;
	struct mig_host host;
	struct mig mig;
	struct str_list positionals;
	struct str_list options[CMD_OPTION_COUNT]; /* values; a flag that was given has one */
	bool is_quiet;
	bool raises_errors;
	/* Errors of this command are its output's matter (JSON): nothing is printed for them. */
	bool has_reported;
};

struct cmd_row {
	const char *name, *positionals;
	size_t least, most;
	const char *options; /* fields, separated by spaces */
	const char *help;
	struct error *(*run)(struct cmd *cmd);
};

extern const struct cmd_row cmd_rows[];
extern const size_t cmd_row_count;

struct cmd_option_row {
	const char *field, *option;
	char letter;
	const char *argument, *help;
};

extern const struct cmd_option_row cmd_option_rows[CMD_OPTION_COUNT];

bool cmd_has(const struct cmd *cmd, enum cmd_option option);
/* The last value given; STR_NULL if there is none. */
struct str cmd_value(const struct cmd *cmd, enum cmd_option option);
/* A line on standard output, unless -q. */
void cmd_print(const struct cmd *cmd, struct str line);
/* Settings, files and graph, as most commands need them. */
struct error *cmd_open(struct cmd *cmd) NODISCARD;

#define X(function, name, positionals, least, most, options, help) \
	struct error *cmd_##function(struct cmd *cmd) NODISCARD;
#include "cmd/commands.def"
#undef X

#endif
