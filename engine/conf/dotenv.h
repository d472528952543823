/*
 * `.env` files: KEY=value lines as python-dotenv reads them, quotes and `export` included.  A variable
 * that the environment has already wins over the file; that is the caller's matter.
 */
#ifndef RETORT_CONF_DOTENV_H
#define RETORT_CONF_DOTENV_H

#include "engine/base/map.h"

/* Adds key -> `struct str *` to the map; lines that are no assignment are skipped. */
void dotenv_parse(struct arena *result, struct str text, struct map *variables);

#endif
