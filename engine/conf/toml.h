/*
 * As much TOML as pyproject.toml's tables of settings need: tables, dotted keys, strings of all four
 * kinds, numbers, booleans, arrays and inline tables.  Values are kept as text; dates are text too.
 */
#ifndef RETORT_CONF_TOML_H
#define RETORT_CONF_TOML_H

#include "engine/base/error.h"
#include "engine/base/map.h"

enum toml_kind { TOML_TEXT, TOML_BOOL, TOML_NUMBER, TOML_ARRAY, TOML_TABLE };

struct toml_value {
	enum toml_kind kind;
	struct str text;          /* of text, number; "true" or "false" */
	struct str_list items;    /* of an array: its strings, numbers and booleans */
	struct map table;         /* of a table: key -> struct toml_value */
	int line;
};

/* ERR_REVISION with the place of what is no TOML. */
struct error *toml_parse(struct arena *result, struct str path, struct str text,
			 struct toml_value *ret_root) NODISCARD;
/* By dotted path ("tool.alembic"); NULL if it is not there. */
const struct toml_value *toml_find(const struct toml_value *root, const char *dotted);

#endif
