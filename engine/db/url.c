#include "engine/db/url.h"

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

static struct str percent_decode(struct arena *result, struct str s, bool plus_is_space)
{
	struct strbuf out = STRBUF(result);

	for (size_t i = 0; i < s.n; i++) {
		const int high = i + 2 < s.n ? hex_digit(s.p[i + 1]) : -1;
		const int low = high >= 0 ? hex_digit(s.p[i + 2]) : -1;
		if (s.p[i] == '%' && low >= 0) {
			strbuf_add_char(&out, (char)(high * 16 + low));
			i += 2;
		} else {
			strbuf_add_char(&out, plus_is_space && s.p[i] == '+' ? ' ' : s.p[i]);
		}
	}
	return strbuf_str(&out);
}

/* scheme: "postgresql+asyncpg" */
static struct error *parse_scheme(struct arena *result, struct str scheme, struct db_url *url)
{
	static const struct {
		const char *written, *dialect;
	} names[] = {
		{ "postgresql", "postgresql" }, { "postgres", "postgresql" }, { "mysql", "mysql" },
		{ "mariadb", "mariadb" },       { "sqlite", "sqlite" },
	};
	const ptrdiff_t plus = str_find_char(scheme, '+');
	const struct str name = plus < 0 ? scheme : str_slice(scheme, 0, (size_t)plus);

	url->driver = plus < 0 ? STR("") : str_dup(result, str_skip(scheme, (size_t)plus + 1));
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (str_is(name, names[i].written)) {
			url->dialect = str_from(names[i].dialect);
			return NULL;
		}
	return error_hint(error_new(ERR_USAGE, "database URL has the unknown dialect '%.*s'",
				    STR_ARG(name)),
			  "use postgresql://, mysql://, mariadb:// or sqlite://");
}

static void parse_credentials(struct arena *result, struct str text, struct db_url *url)
{
	const ptrdiff_t colon = str_find_char(text, ':');

	url->user = percent_decode(result, colon < 0 ? text : str_slice(text, 0, (size_t)colon), false);
	if (colon >= 0)
		url->password.hidden =
			percent_decode(result, str_skip(text, (size_t)colon + 1), false);
}

static struct error *parse_host(struct arena *result, struct str text, struct db_url *url)
{
	ptrdiff_t colon = str_rfind_char(text, ':');
	const ptrdiff_t bracket = str_find_char(text, ']');
	int64_t port;

	if (bracket >= 0 && colon < bracket)
		colon = -1;
	url->host = str_dup(result, colon < 0 ? text : str_slice(text, 0, (size_t)colon));
	if (url->host.n >= 2 && url->host.p[0] == '[')
		url->host = str_slice(url->host, 1, url->host.n - 1);
	if (colon < 0 || (size_t)colon + 1 == text.n)
		return NULL;
	if (!str_to_int(str_skip(text, (size_t)colon + 1), &port) || port < 1 || port > 65535)
		return error_new(ERR_USAGE, "database URL has a port that is no number from 1 to 65535");
	url->port = (int)port;
	return NULL;
}

static void parse_options(struct arena *result, struct str query, struct db_url *url)
{
	struct str part;
	size_t count = 1;

	for (size_t i = 0; i < query.n; i++)
		count += query.p[i] == '&';
	url->options = ARENA_ARRAY(result, struct db_url_option, count);
	while (str_next_part(&query, '&', &part)) {
		const ptrdiff_t equal = str_find_char(part, '=');
		if (equal <= 0)
			continue;
		url->options[url->option_count++] = (struct db_url_option){
			percent_decode(result, str_slice(part, 0, (size_t)equal), true),
			percent_decode(result, str_skip(part, (size_t)equal + 1), true),
		};
	}
}

struct error *db_url_parse(struct arena *result, struct str text, struct db_url *ret_url)
{
	struct db_url url = { .user = STR_NULL };
	const ptrdiff_t mark = str_find(text, STR("://"));

	if (mark <= 0)
		return error_hint(error_new(ERR_USAGE, "database URL is not of the form dialect://..."),
				  "for example postgresql://user:password@host:5432/database");
	TRY(parse_scheme(result, str_slice(text, 0, (size_t)mark), &url));
	struct str rest = str_skip(text, (size_t)mark + 3);
	const ptrdiff_t question = str_find_char(rest, '?');
	if (question >= 0) {
		parse_options(result, str_skip(rest, (size_t)question + 1), &url);
		rest = str_slice(rest, 0, (size_t)question);
	}
	/* A password may hold "/" and "@" unescaped in SQLAlchemy's pattern: the last "@" before
	   the database's slash counts. */
	const ptrdiff_t at = str_rfind_char(rest, '@');
	if (at >= 0) {
		parse_credentials(result, str_slice(rest, 0, (size_t)at), &url);
		rest = str_skip(rest, (size_t)at + 1);
	}
	const ptrdiff_t slash = str_find_char(rest, '/');
	if (slash >= 0)
		url.database = percent_decode(result, str_skip(rest, (size_t)slash + 1),
					      false);
	TRY(parse_host(result, slash < 0 ? rest : str_slice(rest, 0, (size_t)slash), &url));
	*ret_url = url;
	return NULL;
}

struct str db_url_masked(struct arena *result, const struct db_url *url)
{
	struct strbuf out = STRBUF(result);

	strbuf_add(&out, url->dialect);
	if (url->driver.n)
		strbuf_printf(&out, "+%.*s", STR_ARG(url->driver));
	strbuf_add_c(&out, "://");
	if (url->user.p) {
		strbuf_add(&out, url->user);
		strbuf_add_c(&out, secret_is_set(url->password) ? ":***@" : "@");
	}
	if (str_find_char(url->host, ':') >= 0)
		strbuf_printf(&out, "[%.*s]", STR_ARG(url->host));
	else
		strbuf_add(&out, url->host);
	if (url->port)
		strbuf_printf(&out, ":%d", url->port);
	if (url->database.p)
		strbuf_printf(&out, "/%.*s", STR_ARG(url->database));
	for (size_t i = 0; i < url->option_count; i++)
		strbuf_printf(&out, "%c%.*s=%.*s", i ? '&' : '?', STR_ARG(url->options[i].key),
			      str_equal_nocase(url->options[i].key, STR("password")) ?
				      3 : (int)url->options[i].value.n,
			      str_equal_nocase(url->options[i].key, STR("password")) ?
				      "***" : url->options[i].value.p);
	return strbuf_str(&out);
}

struct str db_url_option(const struct db_url *url, const char *key)
{
	for (size_t i = url->option_count; i-- > 0;)
		if (str_is(url->options[i].key, key))
			return url->options[i].value;
	return STR_NULL;
}
