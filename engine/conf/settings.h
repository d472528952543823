/*
 * All settings of a run in one struct, and where they come from: the command line, then RETORT_* in the
 * environment, then [retort] of alembic.ini or [tool.retort] of pyproject.toml, then what env.py says,
 * then Alembic's own keys.  The first that speaks counts.
 *
 * env.py is read, never run (envpy.h).  A setting on which the safety of a database depends (the version
 * table) is never guessed: where env.py computes it in a way that cannot be read, commands that touch a
 * database stop and name the option to set.
 */
#ifndef RETORT_CONF_SETTINGS_H
#define RETORT_CONF_SETTINGS_H

#include "engine/base/error.h"
#include "engine/base/map.h"

/*
 * Options that any command takes, before or after its name.  The long option `--a-b` is RETORT_A_B in the
 * environment and `a_b` in the files.
 *      field, long option, kind, argument, help
 */
#define CONF_OPTIONS(X)                                                                          \
	X(url, "url", TEXT, "URL", "database to migrate; overrides DATABASE_URL and sqlalchemy.url") \
	X(versions, "versions", LIST, "DIR", "directory of revisions; may be repeated; needs no alembic.ini") \
	X(dialect, "dialect", TEXT, "NAME", "postgresql, mysql, mariadb or sqlite: for --sql without a URL") \
	X(version_table, "version-table", TEXT, "NAME", "table that holds the current revisions (alembic_version)") \
	X(version_table_schema, "version-table-schema", TEXT, "SCHEMA", "schema of that table") \
	X(transaction_per_migration, "transaction-per-migration", FLAG, NULL, "commit after each revision instead of once at the end") \
	X(naming_convention, "naming-convention", TEXT, "FILE", "JSON object of naming convention keys and templates") \
	X(python_path, "python-path", LIST, "DIR", "where to look for modules that revisions import; may be repeated") \
	X(sqlalchemy, "sqlalchemy", TEXT, "LEVEL", "whose SQL to write: 2.1 (default) or 2.0") \
	X(allow_nonempty, "allow-nonempty", FLAG, NULL, "start from base although the database has tables of the plan") \
	X(database_ahead, "database-ahead", TEXT, "POLICY", "fail (default) or accept rows that no file knows") \
	X(lock_timeout, "lock-timeout", TEXT, "DURATION", "how long a statement waits for a lock of the database (5s)") \
	X(statement_timeout, "statement-timeout", TEXT, "DURATION", "how long a statement may run (no limit)") \
	X(role, "role", TEXT, "ROLE", "SET ROLE after connecting (PostgreSQL)") \
	X(search_path, "search-path", TEXT, "SCHEMAS", "SET search_path after connecting (PostgreSQL)") \
	X(password_file, "password-file", TEXT, "FILE", "file with the password; read at each connection") \
	X(log_format, "log-format", TEXT, "FORMAT", "text (default) or json")

enum conf_option_kind { CONF_TEXT, CONF_FLAG, CONF_LIST };

enum conf_option {
#define X(field, option, kind, argument, help) CONF_OPTION_##field,
	CONF_OPTIONS(X)
#undef X
	CONF_OPTION_COUNT
};

struct conf_option_row {
	const char *field, *option;
	enum conf_option_kind kind;
	const char *argument, *help;
};

extern const struct conf_option_row conf_option_rows[CONF_OPTION_COUNT];

/* What the command line said.  A flag is set by "true". */
struct conf_command_line {
	struct str_list configs; /* -c */
	struct str section;      /* -n */
	struct str_list x;       /* -x */
	struct str_list options[CONF_OPTION_COUNT];
};

/* A value and where it was found, for `current -v` and for errors. */
struct conf_value {
	struct str text;   /* p NULL: not set */
	struct str source; /* "--url", "DATABASE_URL", "alembic.ini", "env.py:12" ... */
};

struct conf_settings {
	struct str ini_path;     /* empty: none was read */
	struct str toml_path;    /* empty: none was read */
	struct str here;         /* %(here)s: directory of the ini, absolute */
	struct str section;      /* "alembic" */
	struct map main_options; /* of the section, interpolated; values are `struct str *` */

	struct str script_location;        /* absolute; empty with --versions */
	struct str_list version_locations; /* absolute */
	bool is_recursive;
	struct str_list python_path; /* absolute, in order of search */

	struct conf_value url;
	struct str dialect; /* --dialect, else of the URL; empty if neither is there */
	struct str driver;  /* that the URL names: "psycopg2"; empty: none, or --dialect */

	struct str version_table;        /* "alembic_version" */
	bool version_table_was_given;    /* by an option, a key or env.py: nobody forgot it */
	struct str version_table_schema; /* empty: none */
	bool version_table_pk;
	bool transaction_per_migration;
	int transactional_ddl; /* -1: the dialect's own, 0, 1 */
	bool doubles_percent;  /* offline: configure() without dialect_opts paramstyle "named" */
	/* What env.py says of the above cannot be read: for whoever touches a database.  NULL: all is known. */
	struct error *unreadable;
	struct str_list warnings;

	struct map naming_convention; /* key -> `struct str *`; empty: the library's default */
	bool logs_info;               /* Alembic's INFO lines are wanted on stderr */
	struct str_list x_arguments;
	struct str options[CONF_OPTION_COUNT]; /* resolved; lists are in their own fields */
};

/*
 * Reads everything.  Errors: ERR_COMMAND with Alembic's text ("No 'script_location' key found in
 * configuration."), ERR_REVISION with a place for a file that cannot be parsed.
 */
struct error *conf_load(struct arena *result, const struct conf_command_line *line,
			struct conf_settings *ret_settings) NODISCARD;

/* "250ms", "5s", "10m", "1h30m" or a plain number of seconds, in milliseconds. */
struct error *conf_duration(struct str text, int64_t *ret_milliseconds) NODISCARD;

#endif
