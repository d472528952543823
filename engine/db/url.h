/*
 * Database URLs in SQLAlchemy's forms: dialect[+driver]://user:password@host:port/database?key=value
 * (sqlalchemy/engine/url.py), as applications already have them: the driver's name is accepted and
 * forgotten, `postgres://` is PostgreSQL.  Nothing here connects.
 *
 * Errors: ERR_USAGE; their messages never quote the URL, which may hold a password.
 */
#ifndef RETORT_DB_URL_H
#define RETORT_DB_URL_H

#include "engine/base/error.h"
#include "engine/base/secret.h"

struct db_url_option {
	struct str key, value;
};

struct db_url {
	struct str dialect; /* "postgresql", "mysql", "mariadb", "sqlite" */
	struct str driver;  /* "psycopg2", or empty */
	struct str user;    /* p NULL: none */
	struct secret password;
	struct str host;
	int port; /* 0: the default */
	struct str database; /* of SQLite: the path; empty or ":memory:" in memory */
	struct db_url_option *options;
	size_t option_count;
};

struct error *db_url_parse(struct arena *result, struct str text, struct db_url *ret_url) NODISCARD;
/* As SQLAlchemy shows it, the password as ***. */
struct str db_url_masked(struct arena *result, const struct db_url *url);
/* STR_NULL if the key is absent; the last one counts. */
struct str db_url_option(const struct db_url *url, const char *key);

#endif
