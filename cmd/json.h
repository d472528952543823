/*
 * JSON on standard output, by jansson; text that is no UTF-8 has its bad bytes replaced.
 */
#ifndef RETORT_CMD_JSON_H
#define RETORT_CMD_JSON_H

#include "engine/base/error.h"

#include <jansson.h>

void cmd_json_done(json_t **json);
json_t *cmd_json_str(struct str text);
json_t *cmd_json_list(const struct str_list *list);
/* {"file","line","column","message"} of the error's root cause. */
json_t *cmd_json_error(const struct error *error);
/* {"kind","message"} */
json_t *cmd_json_error_kind(const struct error *error);
/* A log line on standard error: {"time","level","logger","message"}. */
void cmd_json_log(const char *level, struct str logger, struct str message);
/* One document and a line end. */
void cmd_json_print(const json_t *json);

#endif
