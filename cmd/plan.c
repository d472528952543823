#include "cmd/command.h"
#include "cmd/json.h"

/* `plan TARGET`, `plan downgrade TARGET`; without a target: upgrade heads. */
static struct error *take_target(struct cmd *cmd, struct mig_request *request)
{
	static const struct {
		const char *name;
		enum rev_direction direction;
	} directions[] = { { "upgrade", REV_UPGRADE }, { "downgrade", REV_DOWNGRADE }, { "stamp", REV_STAMP } };
	struct str target = STR("heads");
	size_t at = 0;

	request->direction = REV_UPGRADE;
	for (size_t i = 0; cmd->positionals.n && i < sizeof(directions) / sizeof(*directions); i++)
		if (str_is(cmd->positionals.items[0], directions[i].name)) {
			request->direction = directions[i].direction;
			at = 1;
		}
	if (cmd->positionals.n > at + 1)
		return error_hint(error_new(ERR_USAGE, "plan takes one target"), "see 'plan --help'");
	if (cmd->positionals.n > at)
		target = cmd->positionals.items[at];
	else if (request->direction != REV_UPGRADE)
		return error_hint(error_new(ERR_USAGE, "plan needs a target"), "see 'plan --help'");
	str_list_add(cmd->arena, &request->targets, target);
	return NULL;
}

/* The database's rows, or those that --from names. */
static struct error *take_rows(struct cmd *cmd, struct str_list *ret_rows)
{
	const struct str_list *from = &cmd->options[CMD_OPTION_from];

	if (!from->n) {
		TRY(mig_need_dialect(&cmd->mig));
		return mig_current(&cmd->mig, cmd->arena, ret_rows);
	}
	for (size_t i = 0; i < from->n; i++) {
		struct str_list rows = { 0 };
		TRY(rev_starting_rows(cmd->arena, cmd->mig.graph, from->items[i], &rows));
		for (size_t j = 0; j < rows.n; j++)
			str_list_add(cmd->arena, ret_rows, rows.items[j]);
	}
	return NULL;
}

static const char *direction_name(enum rev_direction direction)
{
	switch (direction) {
	case REV_UPGRADE:
		return "upgrade";
	case REV_DOWNGRADE:
		return "downgrade";
	case REV_STAMP:
		return "stamp";
	}
	return "";
}

static json_t *change_json(const struct rev_row_change *change)
{
	static const char *const names[] = {
		[REV_ROW_INSERT] = "insert", [REV_ROW_UPDATE] = "update", [REV_ROW_DELETE] = "delete"
	};
	json_t *object = json_object();

	json_object_set_new(object, "op", json_string(names[change->kind]));
	if (change->from.n)
		json_object_set_new(object, change->kind == REV_ROW_UPDATE ? "from" : "revision",
				    cmd_json_str(change->from));
	if (change->to.n)
		json_object_set_new(object, change->kind == REV_ROW_UPDATE ? "to" : "revision",
				    cmd_json_str(change->to));
	return object;
}

static struct error *step_json(struct cmd *cmd, const struct rev_step *step, struct str_list *rows,
			       json_t *steps)
{
	struct rev_row_changes changes = { 0 };
	json_t *object = json_object(), *operations = json_array();

	json_array_append_new(steps, object);
	json_object_set_new(object, "direction", json_string(direction_name(step->direction)));
	json_object_set_new(object, "revision",
			    step->node ? cmd_json_str(step->node->script->revision) : json_null());
	json_object_set_new(object, "from", cmd_json_list(&step->from));
	json_object_set_new(object, "to", cmd_json_list(&step->to));
	json_object_set_new(object, "message", cmd_json_str(step->node ? step->node->script->doc : STR("")));
	json_object_set_new(object, "operations", operations);
	TRY(rev_plan_rows(cmd->arena, cmd->mig.graph, step, rows, &changes));
	for (size_t i = 0; i < changes.n; i++) {
		json_array_append_new(operations, change_json(&changes.items[i]));
		rev_rows_apply(cmd->arena, rows, &changes.items[i]);
	}
	return NULL;
}

static struct error *print_json(struct cmd *cmd, const struct rev_plan *plan, struct str_list rows)
{
	json_t *root CLEANUP(cmd_json_done) = json_object(), *steps = json_array();

	json_object_set_new(root, "steps", steps);
	for (size_t i = 0; i < plan->n; i++)
		TRY(step_json(cmd, &plan->steps[i], &rows, steps));
	json_object_set_new(root, "heads", cmd_json_list(&rows));
	cmd_json_print(root);
	return NULL;
}

static void print_text(struct cmd *cmd, const struct rev_plan *plan)
{
	if (!plan->n)
		cmd_print(cmd, STR("nothing to do"));
	for (size_t i = 0; i < plan->n; i++)
		cmd_print(cmd, rev_step_log(cmd->arena, &plan->steps[i]));
}

static struct error *make_plan(struct cmd *cmd, struct rev_plan *ret_plan, struct str_list *ret_rows)
{
	struct mig_request request = { .direction = REV_UPGRADE };

	TRY(cmd_open(cmd));
	TRY(take_target(cmd, &request));
	TRY(take_rows(cmd, ret_rows));
	switch (request.direction) {
	case REV_UPGRADE:
		return rev_plan_upgrade(cmd->arena, cmd->mig.graph, ret_rows, request.targets.items[0], ret_plan);
	case REV_DOWNGRADE:
		return rev_plan_downgrade(cmd->arena, cmd->mig.graph, ret_rows, request.targets.items[0], ret_plan);
	case REV_STAMP:
		return rev_plan_stamp(cmd->arena, cmd->mig.graph, ret_rows, &request.targets, ret_plan);
	}
	return NULL;
}

struct error *cmd_plan(struct cmd *cmd)
{
	const bool is_json = str_is(cmd_value(cmd, CMD_OPTION_format), "json");
	struct rev_plan plan = { 0 };
	struct str_list rows = { 0 };
	struct error *error = make_plan(cmd, &plan, &rows);

	if (!error && is_json)
		error = print_json(cmd, &plan, rows);
	else if (!error)
		print_text(cmd, &plan);
	if (!error || !is_json)
		return error;
	json_t *root CLEANUP(cmd_json_done) = json_object();
	json_object_set_new(root, "error", cmd_json_error_kind(error));
	cmd_json_print(root);
	cmd->has_reported = true;
	return error_new(ERR_COMMAND, "%.*s", STR_ARG(error->message));
}
