#include "engine/py/url.h"

#include <string.h>

/* The rules and the lists of schemes are those of CPython's `Lib/urllib/parse.py`. */

static bool is_one_of(struct str scheme, const char *const *names)
{
	for (; *names; names++)
		if (str_is(scheme, *names))
			return true;
	return false;
}

static const char *const with_relative[] = { "",     "ftp",   "http",  "gopher", "nntp", "imap",
					     "wais", "file",  "https", "shttp",  "mms",  "prospero",
					     "rtsp", "rtsps", "rtspu", "sftp",   "svn",  "svn+ssh",
					     "ws",   "wss",   NULL };
static const char *const with_netloc[] = {
	"",    "ftp",     "http",  "gopher", "nntp",     "telnet",  "imap",  "wais",  "file",
	"mms", "https",   "shttp", "snews",  "prospero", "rtsp",    "rtsps", "rtspu", "rsync",
	"svn", "svn+ssh", "sftp",  "nfs",    "git",      "git+ssh", "ws",    "wss",   NULL
};
static const char *const with_params[] = { "",      "ftp",   "hdl",  "prospero", "http",  "imap",
					   "https", "shttp", "rtsp", "rtsps",    "rtspu", "sip",
					   "sips",  "mms",   "sftp", "tel",      NULL };

/* ---- cutting ---- */

static bool is_scheme_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '+' || c == '-' || c == '.';
}

/* Control characters and spaces in front go, tabs and line ends everywhere (`urlsplit`). */
static struct str clean(struct arena *arena, struct str text)
{
	struct strbuf buffer = STRBUF(arena);

	while (text.n && (unsigned char)text.p[0] <= ' ')
		text = str_skip(text, 1);
	for (size_t i = 0; i < text.n; i++)
		if (!strchr("\t\r\n", text.p[i]) || !text.p[i])
			strbuf_add_char(&buffer, text.p[i]);
	return strbuf_str(&buffer);
}

static void cut_scheme(struct arena *arena, struct str *text, struct url *url)
{
	const ptrdiff_t colon = str_find_char(*text, ':');
	const char first = text->n ? text->p[0] : '\0';

	if (colon <= 0 || !((first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z')))
		return;
	for (ptrdiff_t i = 0; i < colon; i++)
		if (!is_scheme_char(text->p[i]))
			return;
	url->scheme = str_lower_ascii(arena, str_slice(*text, 0, (size_t)colon));
	*text = str_skip(*text, (size_t)colon + 1);
}

/* Cuts at the first `mark`; what stands behind it, or "". */
static struct str cut_behind(struct str *text, char mark)
{
	const ptrdiff_t at = str_find_char(*text, mark);

	if (at < 0)
		return STR("");
	const struct str behind = str_skip(*text, (size_t)at + 1);

	*text = str_slice(*text, 0, (size_t)at);
	return behind;
}

bool url_split(struct py *vm, struct str text, struct str scheme, bool has_fragments,
	       struct url *ret)
{
	struct url url = { .scheme = str_trim(scheme),
			   .netloc = STR(""),
			   .params = STR(""),
			   .fragment = STR("") };

	text = clean(py_arena(vm), text);
	cut_scheme(py_arena(vm), &text, &url);
	if (str_starts(text, STR("//"))) {
		size_t end = 2;
		while (end < text.n && !strchr("/?#", text.p[end]))
			end++;
		url.netloc = str_slice(text, 2, end);
		text = str_skip(text, end);
	}
	if ((str_find_char(url.netloc, '[') >= 0) != (str_find_char(url.netloc, ']') >= 0))
		return py_raise(vm, "ValueError", "Invalid IPv6 URL");
	if (has_fragments)
		url.fragment = cut_behind(&text, '#');
	url.query = cut_behind(&text, '?');
	url.path = text;
	*ret = url;
	return true;
}

void url_cut_params(struct url *url)
{
	const ptrdiff_t slash = str_rfind_char(url->path, '/');
	const size_t start = slash < 0 ? 0 : (size_t)slash;
	const ptrdiff_t mark = str_find_char(str_skip(url->path, start), ';');

	if (!is_one_of(url->scheme, with_params) || mark < 0)
		return;
	url->params = str_skip(url->path, start + (size_t)mark + 1);
	url->path = str_slice(url->path, 0, start + (size_t)mark);
}

/* ---- joining ---- */

struct str url_join_parts(struct py *vm, const struct url *url)
{
	struct strbuf buffer = STRBUF(py_arena(vm));
	struct str path = url->path;

	if (url->params.n)
		path = str_printf(py_arena(vm), "%.*s;%.*s", STR_ARG(path), STR_ARG(url->params));
	if (url->scheme.n)
		strbuf_printf(&buffer, "%.*s:", STR_ARG(url->scheme));
	if (url->netloc.n || (url->scheme.n && is_one_of(url->scheme, with_netloc) &&
			      !str_starts(path, STR("//")))) {
		strbuf_printf(&buffer, "//%.*s", STR_ARG(url->netloc));
		if (path.n && path.p[0] != '/')
			strbuf_add_char(&buffer, '/');
	}
	strbuf_add(&buffer, path);
	if (url->query.n)
		strbuf_printf(&buffer, "?%.*s", STR_ARG(url->query));
	if (url->fragment.n)
		strbuf_printf(&buffer, "#%.*s", STR_ARG(url->fragment));
	return strbuf_str(&buffer);
}

static void add_segments(struct arena *arena, struct str_list *list, struct str path)
{
	struct str part;

	while (str_next_part(&path, '/', &part))
		str_list_add(arena, list, part);
}

/* The segments of `path` below `base`, with those that are empty in between left out. */
static struct str_list segments_of(struct arena *arena, struct str base, struct str path)
{
	struct str_list all = { 0 }, kept = { 0 };

	if (!path.n || path.p[0] != '/') {
		add_segments(arena, &all, base);
		if (all.n && all.items[all.n - 1].n)
			all.n--;
		add_segments(arena, &all, path);
		for (size_t i = 0; i < all.n; i++)
			if (i == 0 || i + 1 == all.n || all.items[i].n)
				str_list_add(arena, &kept, all.items[i]);
		return kept;
	}
	add_segments(arena, &all, path);
	return all;
}

static struct str resolve_path(struct arena *arena, struct str base, struct str path)
{
	const struct str_list segments = segments_of(arena, base, path);
	struct str_list resolved = { 0 };

	for (size_t i = 0; i < segments.n; i++) {
		const struct str segment = segments.items[i];
		if (str_is(segment, ".."))
			resolved.n -= resolved.n ? 1 : 0;
		else if (!str_is(segment, "."))
			str_list_add(arena, &resolved, segment);
	}
	if (segments.n && (str_is(segments.items[segments.n - 1], ".") ||
			   str_is(segments.items[segments.n - 1], "..")))
		str_list_add(arena, &resolved, STR(""));
	const struct str joined = str_list_join(arena, &resolved, "/");

	return joined.n ? joined : STR("/");
}

bool url_join(struct py *vm, struct str base, struct str text, bool has_fragments, struct str *ret)
{
	struct url from, to;

	*ret = text;
	if (!base.n)
		return true;
	*ret = base;
	if (!text.n)
		return true;
	*ret = text;
	if (!url_split(vm, base, STR(""), has_fragments, &from) ||
	    !url_split(vm, text, from.scheme, has_fragments, &to))
		return false;
	url_cut_params(&from);
	url_cut_params(&to);
	if (!str_equal(from.scheme, to.scheme) || !is_one_of(to.scheme, with_relative))
		return true;
	if (is_one_of(to.scheme, with_netloc) && to.netloc.n) {
		*ret = url_join_parts(vm, &to);
		return true;
	}
	if (is_one_of(to.scheme, with_netloc))
		to.netloc = from.netloc;
	if (!to.path.n && !to.params.n) {
		to.path = from.path;
		to.params = from.params;
		to.query = to.query.n ? to.query : from.query;
	} else {
		to.path = resolve_path(py_arena(vm), from.path, to.path);
	}
	*ret = url_join_parts(vm, &to);
	return true;
}

/* ---- the host ---- */

void url_read_host(struct str netloc, struct url_host *ret)
{
	const ptrdiff_t at = str_rfind_char(netloc, '@');
	struct str host = at < 0 ? netloc : str_skip(netloc, (size_t)at + 1);

	*ret = (struct url_host){ 0 };
	if (at >= 0) {
		ret->user = str_slice(netloc, 0, (size_t)at);
		if (str_find_char(ret->user, ':') >= 0)
			ret->password = cut_behind(&ret->user, ':');
	}
	const ptrdiff_t bracket = str_find_char(host, '[');

	if (bracket >= 0) {
		host = str_skip(host, (size_t)bracket + 1);
		ret->port = cut_behind(&host, ']');
		ret->port = cut_behind(&ret->port, ':');
	} else {
		ret->port = cut_behind(&host, ':');
	}
	ret->name = host;
}
