/*
 * env.py, read and never run: its calls of context.configure(), and what can be known of their arguments
 * by literals, names bound to them, os.environ and config.get_main_option().  What cannot be known is
 * said to be unknown, with its place; nothing is guessed.
 */
#ifndef RETORT_CONF_ENVPY_H
#define RETORT_CONF_ENVPY_H

#include "engine/base/error.h"
#include "engine/base/map.h"

enum envpy_kind { ENVPY_ABSENT, ENVPY_UNKNOWN, ENVPY_NONE, ENVPY_TEXT, ENVPY_BOOL, ENVPY_DICT };

struct envpy_value {
	enum envpy_kind kind;
	struct str text;
	bool truth;
	struct map *items; /* ENVPY_DICT: key -> struct envpy_value */
	struct pos pos;
};

struct envpy {
	struct envpy_value version_table, version_table_schema, version_table_pk, transaction_per_migration,
		transactional_ddl, schema_translate_map;
	struct envpy_value naming_convention; /* of target_metadata, ENVPY_DICT if it can be read */
	struct envpy_value url;               /* set_main_option("sqlalchemy.url", ...) or url= */
	bool doubles_percent;                 /* literal_binds without paramstyle "named" */
	bool has_keywords;                    /* some call has **kwargs: anything may hide there */
	struct pos keywords_pos;
};

/* What env.py may ask: both may give a str with p NULL. */
struct envpy_world {
	void *data;
	struct str (*environment)(void *data, struct str name);
	struct str (*main_option)(void *data, struct str name);
};

/* ERR_REVISION if the file is no Python. */
struct error *envpy_read(struct arena *result, struct str path, struct str text,
			 const struct envpy_world *world, struct envpy *ret_envpy) NODISCARD;

/* A file that holds one dict of strings, JSON or Python. */
struct error *envpy_read_dict(struct arena *result, struct str path, struct str text,
			      struct envpy_value *ret_value) NODISCARD;

#endif
