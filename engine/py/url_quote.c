#include "engine/py/url.h"

#include "engine/py/str.h"

static bool is_always_safe(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || c == '.' || c == '-' || c == '~';
}

struct str url_quote(struct arena *result, struct str bytes, struct str safe)
{
	struct strbuf buffer = STRBUF(result);

	for (size_t i = 0; i < bytes.n; i++)
		if (is_always_safe(bytes.p[i]) ||
		    ((unsigned char)bytes.p[i] < 128 && str_find_char(safe, bytes.p[i]) >= 0))
			strbuf_add_char(&buffer, bytes.p[i]);
		else
			strbuf_printf(&buffer, "%%%02X", (unsigned char)bytes.p[i]);
	return strbuf_str(&buffer);
}

struct str url_quote_plus(struct arena *result, struct str bytes, struct str safe)
{
	const struct str text = url_quote(result, bytes, str_concat(result, safe, STR(" ")));

	return str_replace(result, text, STR(" "), STR("+"));
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

struct str url_unquote_bytes(struct arena *result, struct str text)
{
	struct strbuf buffer = STRBUF(result);

	for (size_t i = 0; i < text.n; i++) {
		const int high = i + 2 < text.n && text.p[i] == '%' ? hex_value(text.p[i + 1]) : -1;
		const int low = high >= 0 ? hex_value(text.p[i + 2]) : -1;
		if (low < 0) {
			strbuf_add_char(&buffer, text.p[i]);
			continue;
		}
		strbuf_add_char(&buffer, (char)(high << 4 | low));
		i += 2;
	}
	return strbuf_str(&buffer);
}

/* Each run of ASCII is decoded alone: a sequence does not go on behind other text (`unquote`). */
struct py_object *url_unquote(struct py *vm, struct str text)
{
	struct strbuf buffer = STRBUF(py_arena(vm));

	for (size_t at = 0; at < text.n;) {
		size_t end = at;
		while (end < text.n && (unsigned char)text.p[end] < 128)
			end++;
		const struct str bytes = url_unquote_bytes(py_arena(vm), str_slice(text, at, end));
		struct py_object *part = py_text_decode(vm, bytes, STR("utf-8"), STR("replace"));
		if (!part)
			return NULL;
		strbuf_add(&buffer, py_text(part));
		for (at = end; at < text.n && (unsigned char)text.p[at] >= 128; at++)
			strbuf_add_char(&buffer, text.p[at]);
	}
	return py_str(vm, strbuf_str(&buffer));
}

struct str url_plus_to_space(struct arena *result, struct str text)
{
	return str_replace(result, text, STR("+"), STR(" "));
}
