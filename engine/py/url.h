/*
 * URLs as urllib.parse cuts and joins them: text alone.  Percent-encoding is in url_quote.c, the
 * cutting in url.c, the Python names in module_urllib.c.
 */
#ifndef RETORT_PY_URL_H
#define RETORT_PY_URL_H

#include "engine/py/values.h"

struct url {
	struct str scheme, netloc, path, params, query, fragment;
};

/* What the part of a URL before its path says; absent ones have p NULL. */
struct url_host {
	struct str user, password, name, port;
};

/* urlsplit: `params` stay in the path.  False: ValueError pending. */
bool url_split(struct py *vm, struct str text, struct str scheme, bool has_fragments,
	       struct url *ret);
/* What urlparse does more: params of the last segment, for the schemes that have them. */
void url_cut_params(struct url *url);
struct str url_join_parts(struct py *vm, const struct url *url);
/* urljoin */
bool url_join(struct py *vm, struct str base, struct str text, bool has_fragments, struct str *ret);
void url_read_host(struct str netloc, struct url_host *ret);

/* Percent-encoding of what is neither letter, digit, "_.-~" nor in `safe`. */
struct str url_quote(struct arena *result, struct str bytes, struct str safe);
/* With '+' for a space. */
struct str url_quote_plus(struct arena *result, struct str bytes, struct str safe);
struct str url_unquote_bytes(struct arena *result, struct str text);
/* The text of %xx sequences as UTF-8, what is none of it as U+FFFD. NULL: unwinding. */
struct py_object *url_unquote(struct py *vm, struct str text);
struct str url_plus_to_space(struct arena *result, struct str text);

#endif
