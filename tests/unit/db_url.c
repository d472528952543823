#include "engine/db/url.h"

#include <criterion/criterion.h>

static struct str shown(struct arena *arena, const char *text)
{
	struct db_url url;

	if (db_url_parse(arena, str_from(text), &url))
		return STR("refused");
	return str_printf(arena, "%.*s|%.*s|%.*s|%.*s|%d|%.*s", STR_ARG(url.dialect), STR_ARG(url.user),
			  STR_ARG(secret_reveal(url.password)), STR_ARG(url.host), url.port,
			  STR_ARG(url.database));
}

Test(url, parts_are_found_in_every_form)
{
	static const struct {
		const char *in, *want;
	} cases[] = {
		{ "postgresql://u:p@h:5433/d", "postgresql|u|p|h|5433|d" },
		{ "postgresql+asyncpg://u:p@h/d", "postgresql|u|p|h|0|d" },
		{ "postgres://h/d", "postgresql|||h|0|d" },
		{ "postgresql://u:p%40%2Fq@h/d", "postgresql|u|p@/q|h|0|d" },
		{ "postgresql:///d?host=/run/postgresql", "postgresql||||0|d" },
		{ "postgresql://u@[::1]:5432/d", "postgresql|u||::1|5432|d" },
		{ "mysql+pymysql://root@localhost/x?charset=utf8mb4", "mysql|root||localhost|0|x" },
		{ "sqlite:///./a.db", "sqlite||||0|./a.db" },
		{ "sqlite:////var/a.db", "sqlite||||0|/var/a.db" },
		{ "sqlite://", "sqlite||||0|" },
		{ "oracle://u:p@h/d", "refused" },
		{ "postgresql://h:x/d", "refused" },
		{ "h/d", "refused" },
	};
	struct arena arena CLEANUP(arena_done) = { 0 };

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct str got = shown(&arena, cases[i].in);
		cr_expect(str_is(got, cases[i].want), "%s: %.*s", cases[i].in, STR_ARG(got));
	}
}

Test(url, a_password_is_never_shown)
{
	static const struct {
		const char *in, *want;
	} cases[] = {
		{ "postgresql+psycopg2://u:geheim@h:1/d?sslmode=require",
		  "postgresql+psycopg2://u:***@h:1/d?sslmode=require" },
		{ "postgresql://u@h/d?password=geheim", "postgresql://u@h/d?password=***" },
		{ "sqlite:///x.db", "sqlite:///x.db" },
	};
	struct arena arena CLEANUP(arena_done) = { 0 };

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct db_url url;
		cr_assert_null(db_url_parse(&arena, str_from(cases[i].in), &url));
		const struct str got = db_url_masked(&arena, &url);
		cr_expect(str_is(got, cases[i].want), "%.*s", STR_ARG(got));
	}
}
