/*
 * The program: arguments in, one command, text and exit status out.
 */
#include "cmd/arguments.h"
#include "cmd/json.h"

#include "engine/base/fs.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static volatile sig_atomic_t stop_signal;

static void on_signal(int number)
{
	stop_signal = number;
}

static struct error *interrupted(void *data)
{
	(void)data;
	if (!stop_signal)
		return NULL;
	return error_new(ERR_CANCELLED, "stopped by signal %d", (int)stop_signal);
}

static void write_text(void *data, int stream, struct str text)
{
	(void)data;
	fwrite(text.p, 1, text.n, stream == 2 ? stderr : stdout);
	if (stream == 2)
		fflush(stderr);
}

/* As the stock alembic.ini configures logging: %(levelname)-5.5s [%(name)s] %(message)s on stderr,
   the root at WARN and `alembic` at INFO. */
static void log_line(void *data, int level, struct str logger, struct str message)
{
	const struct cmd *cmd = data;
	const bool is_alembic = str_starts(logger, STR("alembic"));
	const int least = is_alembic && cmd->settings.logs_info ? MIG_INFO : MIG_WARNING;
	const char *name = level >= 50 ? "CRITICAL" : level >= 40 ? "ERROR" : level >= 30 ? "WARNING" :
			   level >= 20 ? "INFO" : "DEBUG";

	if (level < least)
		return;
	if (str_is(cmd->settings.options[CONF_OPTION_log_format], "json")) {
		cmd_json_log(name, logger, message);
		return;
	}
	fprintf(stderr, "%-5.5s [%.*s] %.*s\n", name, STR_ARG(logger), STR_ARG(message));
	fflush(stderr);
}

bool cmd_has(const struct cmd *cmd, enum cmd_option option)
{
	return cmd->options[option].n > 0;
}

struct str cmd_value(const struct cmd *cmd, enum cmd_option option)
{
	const struct str_list *values = &cmd->options[option];

	return values->n ? values->items[values->n - 1] : STR_NULL;
}

void cmd_print(const struct cmd *cmd, struct str line)
{
	if (cmd->is_quiet)
		return;
	fwrite(line.p, 1, line.n, stdout);
	fputc('\n', stdout);
}

struct error *cmd_open(struct cmd *cmd)
{
	TRY(conf_load(cmd->arena, &cmd->line, &cmd->settings));
	return mig_open(cmd->arena, &cmd->settings, &cmd->host, &cmd->mig);
}

/* Alembic reports its own errors on stdout, after a log record; ours go to stderr with their place. */
static void report(const struct cmd *cmd, const struct error *error)
{
	struct arena scratch CLEANUP(arena_done) = { 0 };

	if (cmd->has_reported)
		return;
	fflush(stdout);
	if (error->code != ERR_COMMAND || error->pos.file.n) {
		const struct str text = error_text(&scratch, error);
		fwrite(text.p, 1, text.n, stderr);
		return;
	}
	const struct error *root = error;
	while (root->cause && root->cause->code == ERR_COMMAND && !root->message.n)
		root = root->cause;
	while (error->cause && str_starts(error->message, STR("running ")))
		error = error->cause;
	if (cmd->settings.logs_info)
		fprintf(stderr, "ERROR [alembic.util.messaging] %.*s\n", STR_ARG(error->message));
	if (!cmd->is_quiet)
		fprintf(stdout, "FAILED: %.*s\n", STR_ARG(error->message));
	fflush(stdout);
	for (const struct error *e = error; e; e = e->cause) {
		if (cmd->raises_errors && e != error)
			fprintf(stderr, "because: %.*s\n", STR_ARG(e->message));
		if (e->hint.n)
			fprintf(stderr, "hint: %.*s\n", STR_ARG(e->hint));
	}
}

static void print_usage_error(const char *program, const struct error *error)
{
	fprintf(stderr, "usage: %s [options] COMMAND [arguments]\n%s: error: %.*s\n", program, program,
		STR_ARG(error->message));
	if (error->hint.n)
		fprintf(stderr, "hint: %.*s\n", STR_ARG(error->hint));
}

static int run(struct cmd *cmd, int argc, char **argv, const char *program)
{
	struct cmd_arguments arguments;
	struct error *error = cmd_parse_arguments(cmd, argc, argv, &arguments);

	if (!error && arguments.wants_version) {
		puts("retort " RETORT_VERSION);
		return 0;
	}
	if (!error && arguments.wants_help) {
		const struct str help = cmd_help(cmd->arena, program, arguments.row);
		fwrite(help.p, 1, help.n, stdout);
		return 0;
	}
	if (!error && !arguments.row)
		error = error_hint(error_new(ERR_USAGE, "too few arguments"), "see '%s --help'", program);
	if (error) {
		print_usage_error(program, error);
		return error_exit_status(error->code);
	}
	error = arguments.row->run(cmd);
	if (!error)
		return 0;
	report(cmd, error);
	return error_exit_status(error->code);
}

int main(int argc, char **argv)
{
	struct arena arena CLEANUP(arena_done) = { 0 };
	struct cmd cmd = { .arena = &arena };
	const struct sigaction action = { .sa_handler = on_signal };
	const char *program = str_c(&arena, fs_base_name(str_from(argc ? argv[0] : "retort")));

	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	signal(SIGPIPE, SIG_IGN);
	cmd.settings.logs_info = false;
	cmd.host = (struct mig_host){ &cmd, log_line, write_text, interrupted };
	const int status = run(&cmd, argc, argv, program);
	if (fflush(stdout) != 0 && !status)
		return 1;
	mig_done(&cmd.mig);
	error_clear_all();
	return status;
}
