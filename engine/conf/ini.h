/*
 * INI files as Python's ConfigParser reads them (Lib/configparser.py): sections, `key = value` or
 * `key: value`, continuation lines, `#` and `;` comments, and BasicInterpolation of %(name)s and %%.
 * Keys are lower-cased.  Knows nothing of what the keys mean.
 */
#ifndef RETORT_CONF_INI_H
#define RETORT_CONF_INI_H

#include "engine/base/error.h"
#include "engine/base/map.h"

struct ini {
	struct str path;
	struct map sections; /* name -> struct ini_section */
	const struct map *defaults; /* key -> `struct str *`, of whoever reads values; may be NULL */
};

struct ini_value {
	struct str text; /* as written, joined by line ends */
	int line;
};

struct ini_section {
	struct map values; /* key -> struct ini_value */
};

/* ERR_REVISION with the place of the line that is no INI. */
struct error *ini_parse(struct arena *result, struct str path, struct str text,
			struct ini *ret_ini) NODISCARD;
/* NULL if there is no such section. */
const struct ini_section *ini_section(const struct ini *ini, struct str name);
/*
 * The interpolated value; ret->p is NULL if the key is absent.  `%(x)s` is looked up in the section, in
 * [DEFAULT], and in `ini->defaults`.
 */
struct error *ini_get(struct arena *result, const struct ini *ini, struct str section,
		      struct str key, struct str *ret) NODISCARD;

#endif
