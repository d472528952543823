/*
 * Where the revisions are: script_location, version_locations and the path for modules, by the rules of
 * alembic/script/base.py and alembic/config.py.
 */
#ifndef RETORT_CONF_LOCATIONS_H
#define RETORT_CONF_LOCATIONS_H

#include "engine/conf/settings.h"

/* Fills script_location, version_locations, is_recursive and python_path from main_options and options. */
struct error *conf_find_locations(struct arena *result, struct conf_settings *settings) NODISCARD;

#endif
