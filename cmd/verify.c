#include "cmd/command.h"
#include "cmd/json.h"

static const char *status_name(enum mig_status status)
{
	switch (status) {
	case MIG_RENDERS:
		return "renders";
	case MIG_RUNS:
		return "runs";
	case MIG_REFUSED:
		return "refused";
	}
	return "";
}

static json_t *statements_json(const struct str_list *statements, const struct error *error)
{
	return error ? json_null() : cmd_json_list(statements);
}

static json_t *verdict_json(const struct mig_verdict *verdict, bool renders)
{
	json_t *object = json_object();
	const struct error *error = verdict->upgrade_error;

	json_object_set_new(object, "revision",
			    verdict->script ? cmd_json_str(verdict->script->revision) : json_null());
	json_object_set_new(object, "file", cmd_json_str(verdict->path));
	json_object_set_new(object, "ok", json_boolean(!error));
	json_object_set_new(object, "status", json_string(status_name(verdict->status)));
	if (renders || error)
		json_object_set_new(object, "upgrade", statements_json(&verdict->upgrade, error));
	if (error)
		json_object_set_new(object, "error", cmd_json_error(error));
	if (renders && verdict->script)
		json_object_set_new(object, "downgrade",
				    statements_json(&verdict->downgrade, verdict->downgrade_error));
	if (verdict->downgrade_error)
		json_object_set_new(object, "downgrade_error", cmd_json_error(verdict->downgrade_error));
	return object;
}

static size_t count_ok(const struct mig_verdicts *verdicts)
{
	size_t ok = 0;

	for (size_t i = 0; i < verdicts->n; i++)
		ok += !verdicts->items[i].upgrade_error;
	return ok;
}

static void print_json(const struct mig_verdicts *verdicts, bool renders)
{
	json_t *root CLEANUP(cmd_json_done) = json_object(), *list = json_array();

	json_object_set_new(root, "total", json_integer((json_int_t)verdicts->n));
	json_object_set_new(root, "ok", json_integer((json_int_t)count_ok(verdicts)));
	json_object_set_new(root, "revisions", list);
	for (size_t i = 0; i < verdicts->n; i++)
		json_array_append_new(list, verdict_json(&verdicts->items[i], renders));
	cmd_json_print(root);
}

static void print_text(struct cmd *cmd, const struct mig_verdicts *verdicts)
{
	for (size_t i = 0; i < verdicts->n; i++) {
		const struct mig_verdict *verdict = &verdicts->items[i];
		cmd_print(cmd, str_printf(cmd->arena, "%-8s %.*s", status_name(verdict->status),
					  STR_ARG(verdict->path)));
		if (verdict->upgrade_error)
			cmd_print(cmd, error_text(cmd->arena, verdict->upgrade_error));
	}
	cmd_print(cmd, str_printf(cmd->arena, "%zu revisions, %zu can run", verdicts->n, count_ok(verdicts)));
}

/* Rendering needs a dialect: PostgreSQL unless a URL or --dialect says another. */
static void choose_dialect(struct cmd *cmd)
{
	if (!cmd->settings.dialect.n)
		cmd->settings.dialect = STR("postgresql");
}

struct error *cmd_verify(struct cmd *cmd)
{
	const bool renders = cmd_has(cmd, CMD_OPTION_sql);
	const bool is_json = str_is(cmd_value(cmd, CMD_OPTION_format), "json");
	struct mig_verdicts verdicts = { 0 };

	TRY(conf_load(cmd->arena, &cmd->line, &cmd->settings));
	choose_dialect(cmd);
	TRY(mig_verify(cmd->arena, &cmd->settings, &cmd->host, renders, &verdicts));
	if (is_json)
		print_json(&verdicts, renders);
	else
		print_text(cmd, &verdicts);
	if (count_ok(&verdicts) == verdicts.n)
		return NULL;
	cmd->has_reported = true;
	return error_new(ERR_UNSUPPORTED, "some revisions cannot run");
}
