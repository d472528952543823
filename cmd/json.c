#include "cmd/json.h"

#include <stdio.h>
#include <time.h>

void cmd_json_done(json_t **json)
{
	json_decref(*json);
}

json_t *cmd_json_str(struct str text)
{
	struct arena scratch CLEANUP(arena_done) = { 0 };
	json_t *json = json_stringn(text.p ? text.p : "", text.n);
	struct strbuf clean = STRBUF(&scratch);

	if (json)
		return json;
	while (text.n) {
		uint32_t code;
		text = str_skip(text, str_utf8_next(text, &code));
		strbuf_add_code_point(&clean, code);
	}
	return json_stringn(clean.p ? clean.p : "", clean.n);
}

json_t *cmd_json_list(const struct str_list *list)
{
	json_t *array = json_array();

	for (size_t i = 0; i < list->n; i++)
		json_array_append_new(array, cmd_json_str(list->items[i]));
	return array;
}

static const struct error *root_of(const struct error *error)
{
	while (error->cause)
		error = error->cause;
	return error;
}

json_t *cmd_json_error(const struct error *error)
{
	const struct error *root = root_of(error);
	json_t *object = json_object();

	json_object_set_new(object, "file", cmd_json_str(root->pos.file));
	json_object_set_new(object, "line", json_integer(root->pos.line));
	json_object_set_new(object, "column", json_integer(root->pos.col));
	json_object_set_new(object, "message", cmd_json_str(root->message));
	return object;
}

json_t *cmd_json_error_kind(const struct error *error)
{
	json_t *object = json_object();

	json_object_set_new(object, "kind", json_string(error_reason(error->code)));
	json_object_set_new(object, "message", cmd_json_str(error->message));
	return object;
}

void cmd_json_print(const json_t *json)
{
	json_dumpf(json, stdout, JSON_COMPACT | JSON_PRESERVE_ORDER);
	fputc('\n', stdout);
}

void cmd_json_log(const char *level, struct str logger, struct str message)
{
	json_t *line CLEANUP(cmd_json_done) = json_object();
	const time_t now = time(NULL);
	struct tm utc = { 0 };
	char text[32];

	strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &utc));
	json_object_set_new(line, "time", json_string(text));
	json_object_set_new(line, "level", json_string(level));
	json_object_set_new(line, "logger", cmd_json_str(logger));
	json_object_set_new(line, "message", cmd_json_str(message));
	json_dumpf(line, stderr, JSON_COMPACT | JSON_PRESERVE_ORDER);
	fputc('\n', stderr);
	fflush(stderr);
}
