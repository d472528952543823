#include "cmd/arguments.h"

#include <string.h>

const struct cmd_row cmd_rows[] = {
#define X(function, name, positionals, least, most, options, help) \
	{ name, positionals, least, most, options, help, cmd_##function },
#include "cmd/commands.def"
#undef X
};
const size_t cmd_row_count = sizeof(cmd_rows) / sizeof(*cmd_rows);

const struct cmd_option_row cmd_option_rows[CMD_OPTION_COUNT] = {
#define X(field, option, letter, argument, help) { #field, option, letter, argument, help },
	CMD_OPTIONS(X)
#undef X
};

/* Options of Alembic itself, before any command: those that are no setting. */
enum global { GLOBAL_CONFIG, GLOBAL_NAME, GLOBAL_X, GLOBAL_RAISEERR, GLOBAL_QUIET, GLOBAL_HELP, GLOBAL_VERSION, GLOBAL_COUNT };

static const struct cmd_option_row globals[GLOBAL_COUNT] = {
	[GLOBAL_CONFIG] = { "config", "config", 'c', "FILE", "alembic.ini or pyproject.toml; may be repeated (ALEMBIC_CONFIG)" },
	[GLOBAL_NAME] = { "name", "name", 'n', "SECTION", "section of the ini (alembic)" },
	[GLOBAL_X] = { "x", "x", 'x', "KEY=VALUE", "argument for revisions: context.get_x_argument(); may be repeated" },
	[GLOBAL_RAISEERR] = { "raiseerr", "raiseerr", 0, NULL, "show the chain of causes of an error" },
	[GLOBAL_QUIET] = { "quiet", "quiet", 'q', NULL, "print nothing but scripts and errors" },
	[GLOBAL_HELP] = { "help", "help", 'h', NULL, "show this help" },
	[GLOBAL_VERSION] = { "version", "version", 0, NULL, "show the version" },
};

struct parser {
	struct cmd *cmd;
	struct cmd_arguments *arguments;
	char **argv;
	int argc, at;
};

static struct error *usage_error(const char *format, struct str what)
{
	return error_hint(error_new(ERR_USAGE, format, STR_ARG(what)), "see --help");
}

static bool takes(const struct cmd_row *row, const char *field)
{
	struct str rest = str_from(row->options), part;

	while (str_next_part(&rest, ' ', &part))
		if (str_is(part, field))
			return true;
	return false;
}

static struct error *take_value(struct parser *parser, struct str name, struct str inline_value, struct str *ret)
{
	*ret = inline_value;
	if (inline_value.p)
		return NULL;
	if (parser->at == parser->argc)
		return usage_error("argument --%.*s: expected one argument", name);
	*ret = str_from(parser->argv[parser->at++]);
	return NULL;
}

static struct error *set_global(struct parser *parser, enum global global, struct str value)
{
	struct cmd *cmd = parser->cmd;

	switch (global) {
	case GLOBAL_CONFIG:
		str_list_add(cmd->arena, &cmd->line.configs, value);
		break;
	case GLOBAL_NAME:
		cmd->line.section = value;
		break;
	case GLOBAL_X:
		str_list_add(cmd->arena, &cmd->line.x, value);
		break;
	case GLOBAL_RAISEERR:
		cmd->raises_errors = true;
		break;
	case GLOBAL_QUIET:
		cmd->is_quiet = true;
		break;
	case GLOBAL_HELP:
		parser->arguments->wants_help = true;
		break;
	case GLOBAL_VERSION:
		parser->arguments->wants_version = true;
		break;
	case GLOBAL_COUNT:
		break;
	}
	return NULL;
}

/* By long name (letter 0) or letter; true if it is an option of the command. */
static bool matches(const struct cmd_option_row *row, struct str name, char letter)
{
	return letter ? row->letter == letter : str_is(name, row->option);
}

static struct error *parse_option(struct parser *parser, struct str name, char letter, struct str inline_value)
{
	struct cmd *cmd = parser->cmd;
	const struct cmd_row *row = parser->arguments->row;
	struct str value = STR("true");

	for (size_t i = 0; row && i < CMD_OPTION_COUNT; i++) {
		if (!matches(&cmd_option_rows[i], name, letter) || !takes(row, cmd_option_rows[i].field))
			continue;
		if (cmd_option_rows[i].argument)
			TRY(take_value(parser, name, inline_value, &value));
		str_list_add(cmd->arena, &cmd->options[i], value);
		return NULL;
	}
	for (size_t i = 0; i < GLOBAL_COUNT; i++) {
		if (!matches(&globals[i], name, letter))
			continue;
		if (globals[i].argument)
			TRY(take_value(parser, name, inline_value, &value));
		return set_global(parser, (enum global)i, value);
	}
	for (size_t i = 0; !letter && i < CONF_OPTION_COUNT; i++) {
		if (!str_is(name, conf_option_rows[i].option))
			continue;
		if (conf_option_rows[i].argument)
			TRY(take_value(parser, name, inline_value, &value));
		str_list_add(cmd->arena, &cmd->line.options[i], value);
		return NULL;
	}
	return usage_error("unrecognized arguments: %.*s", letter ? (struct str){ &letter, 1 } : name);
}

static struct error *parse_long(struct parser *parser, struct str text)
{
	const ptrdiff_t equal = str_find_char(text, '=');

	if (equal < 0)
		return parse_option(parser, text, 0, STR_NULL);
	return parse_option(parser, str_slice(text, 0, (size_t)equal), 0, str_skip(text, (size_t)equal + 1));
}

static struct error *parse_short(struct parser *parser, struct str text)
{
	const char letter = text.p[0];
	const struct str name = { text.p, 1 };
	const struct str rest = text.n > 1 ? str_skip(text, 1) : STR_NULL;

	return parse_option(parser, name, letter, rest);
}

static bool is_negative_number(struct str text)
{
	int64_t value;

	return text.n > 1 && text.p[0] == '-' && str_to_int(text, &value);
}

static struct error *find_command(struct parser *parser, struct str name)
{
	for (size_t i = 0; i < cmd_row_count; i++)
		if (str_is(name, cmd_rows[i].name)) {
			parser->arguments->row = &cmd_rows[i];
			return NULL;
		}
	return usage_error("argument command: invalid choice: '%.*s'", name);
}

static struct error *parse_one(struct parser *parser, struct str text)
{
	if (str_starts(text, STR("--")) && text.n > 2)
		return parse_long(parser, str_skip(text, 2));
	if (text.n > 1 && text.p[0] == '-' && !is_negative_number(text))
		return parse_short(parser, str_skip(text, 1));
	if (!parser->arguments->row)
		return find_command(parser, text);
	str_list_add(parser->cmd->arena, &parser->cmd->positionals, text);
	return NULL;
}

static struct error *check_positionals(const struct cmd *cmd, const struct cmd_row *row)
{
	if (cmd->positionals.n < row->least)
		return usage_error("the following arguments are required: %.*s", str_from(row->positionals));
	if (cmd->positionals.n > row->most)
		return usage_error("unrecognized arguments: %.*s", cmd->positionals.items[row->most]);
	return NULL;
}

struct error *cmd_parse_arguments(struct cmd *cmd, int argc, char **argv, struct cmd_arguments *ret)
{
	struct parser parser = { .cmd = cmd, .arguments = ret, .argv = argv, .argc = argc, .at = 1 };

	*ret = (struct cmd_arguments){ 0 };
	while (parser.at < argc)
		TRY(parse_one(&parser, str_from(argv[parser.at++])));
	if (ret->wants_help || ret->wants_version || !ret->row)
		return NULL;
	return check_positionals(cmd, ret->row);
}

/* ---- help ---- */

static void add_option(struct strbuf *out, const struct cmd_option_row *row)
{
	struct arena *arena = out->arena;
	const struct str letter = row->letter ? str_printf(arena, "-%c, ", row->letter) : STR("    ");
	const struct str name = str_printf(arena, "%.*s--%s%s%s", STR_ARG(letter), row->option,
					   row->argument ? " " : "", row->argument ? row->argument : "");

	strbuf_printf(out, "  %-36.*s %s\n", STR_ARG(name), row->help);
}

static void add_shared_options(struct strbuf *out)
{
	strbuf_add_c(out, "\noptions for every command, before or after its name:\n");
	for (size_t i = 0; i < GLOBAL_COUNT; i++)
		add_option(out, &globals[i]);
	strbuf_add_c(out, "\nsettings; --a-b is also RETORT_A_B in the environment, and a_b in [retort] of\n"
			  "alembic.ini or [tool.retort] of pyproject.toml:\n");
	for (size_t i = 0; i < CONF_OPTION_COUNT; i++) {
		const struct conf_option_row *row = &conf_option_rows[i];
		const struct cmd_option_row shown = { row->field, row->option, 0, row->argument, row->help };
		add_option(out, &shown);
	}
}

static void add_overview(struct strbuf *out, const char *program)
{
	strbuf_printf(out,
		      "usage: %s [options] COMMAND [arguments]\n\n"
		      "Runs the revisions of an Alembic project on PostgreSQL or SQLite, without Python.\n"
		      "Run it where alembic.ini is, or give --versions DIR and --url URL.\n\ncommands:\n",
		      program);
	for (size_t i = 0; i < cmd_row_count; i++)
		strbuf_printf(out, "  %-15s %s\n", cmd_rows[i].name, cmd_rows[i].help);
	strbuf_printf(out,
		      "\nexamples:\n"
		      "  %s current                 where is the database?\n"
		      "  %s plan                    what would `upgrade heads` do?\n"
		      "  %s upgrade head            do it\n"
		      "  %s upgrade head --sql      the script of everything, for review\n"
		      "  %s COMMAND --help          more on one command\n",
		      program, program, program, program, program);
}

static void add_command(struct strbuf *out, const char *program, const struct cmd_row *row)
{
	strbuf_printf(out, "usage: %s %s [options] %s\n\n%s\n", program, row->name, row->positionals,
		      row->help);
	if (*row->options)
		strbuf_add_c(out, "\noptions of this command:\n");
	for (size_t i = 0; i < CMD_OPTION_COUNT; i++)
		if (takes(row, cmd_option_rows[i].field))
			add_option(out, &cmd_option_rows[i]);
}

struct str cmd_help(struct arena *result, const char *program, const struct cmd_row *row)
{
	struct strbuf out = STRBUF(result);

	if (row)
		add_command(&out, program, row);
	else
		add_overview(&out, program);
	add_shared_options(&out);
	return strbuf_str(&out);
}
