#include "engine/base/error.h"

#include <stdio.h>

static _Thread_local struct arena errors;

static const struct {
	int exit_status;
	const char *reason;
	bool is_retryable;
} codes[] = {
#define X(name, exit_status, reason, retry) [ERR_##name] = { exit_status, reason, retry },
	ERROR_CODES(X)
#undef X
};

static struct error *make_error(enum error_code code, const char *format, va_list args)
{
	struct error *error = ARENA_NEW(&errors, struct error);

	error->code = code;
	error->message = str_vprintf(&errors, format, args);
	return error;
}

struct error *error_new(enum error_code code, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	struct error *error = make_error(code, format, args);
	va_end(args);
	return error;
}

struct error *error_errno(enum error_code code, const char *format, ...)
{
	char reason[256];
	va_list args;

	snprintf(reason, sizeof(reason), "%m");
	va_start(args, format);
	struct error *error = make_error(code, format, args);
	va_end(args);
	error->message = str_printf(&errors, "%.*s: %s", STR_ARG(error->message), reason);
	return error;
}

struct error *error_at(struct error *error, struct pos pos)
{
	error->pos.file = str_dup(&errors, pos.file);
	error->pos.text = str_dup(&errors, pos.text);
	error->pos.line = pos.line;
	error->pos.col = pos.col;
	return error;
}

struct error *error_hint(struct error *error, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	error->hint = str_vprintf(&errors, format, args);
	va_end(args);
	return error;
}

struct error *error_wrap(struct error *cause, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	struct error *error = make_error(cause->code, format, args);
	va_end(args);
	error->cause = cause;
	return error;
}

void error_ignore(struct error *error)
{
	(void)error;
}

struct arena *error_arena(void)
{
	return &errors;
}

void error_clear_all(void)
{
	arena_done(&errors);
}

int error_exit_status(enum error_code code)
{
	return codes[code].exit_status;
}

const char *error_reason(enum error_code code)
{
	return codes[code].reason;
}

bool error_is_retryable(enum error_code code)
{
	return codes[code].is_retryable;
}

/* The source line and a caret below the column; a tab before the caret stays a tab. */
static void add_source_line(struct strbuf *out, const struct pos *pos)
{
	const size_t shown = pos->text.n > 400 ? 400 : pos->text.n;
	const size_t col = pos->col > 0 ? (size_t)pos->col - 1 : 0;

	strbuf_add_c(out, "    ");
	strbuf_add(out, str_slice(pos->text, 0, shown));
	strbuf_add_c(out, "\n    ");
	for (size_t i = 0; i < col && i < shown; i++) {
		if (((unsigned char)pos->text.p[i] & 0xc0) == 0x80)
			continue;
		strbuf_add_char(out, pos->text.p[i] == '\t' ? '\t' : ' ');
	}
	strbuf_add_c(out, "^\n");
}

static void add_place(struct strbuf *out, const struct pos *pos)
{
	if (!pos->file.n)
		return;
	strbuf_add(out, pos->file);
	if (pos->line)
		strbuf_printf(out, ":%d:%d", pos->line, pos->col ? pos->col : 1);
	strbuf_add_c(out, ": ");
}

struct str error_text(struct arena *result, const struct error *error)
{
	struct strbuf out = STRBUF(result);
	const struct error *root = error;

	while (root->cause)
		root = root->cause;
	add_place(&out, &root->pos);
	strbuf_printf(&out, "error: %.*s\n", STR_ARG(root->message));
	if (root->pos.line && root->pos.text.n)
		add_source_line(&out, &root->pos);
	for (const struct error *e = error; e; e = e->cause)
		if (e->hint.n)
			strbuf_printf(&out, "hint: %.*s\n", STR_ARG(e->hint));
	for (const struct error *e = error; e != root; e = e->cause)
		strbuf_printf(&out, "while: %.*s\n", STR_ARG(e->message));
	return strbuf_str(&out);
}
