#include "engine/rev/resolve.h"

#include <stdarg.h>

struct error *rev_fail(struct rev_query *query, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	const struct str text = str_vprintf(error_arena(), format, args);
	va_end(args);

	query->failure = REV_FAILURE_REVISION;
	return error_new(ERR_COMMAND, "%.*s", STR_ARG(text));
}

struct error *rev_cannot(struct rev_query *query, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	const struct str text = str_vprintf(error_arena(), format, args);
	va_end(args);

	query->failure = REV_FAILURE_NONE;
	return error_new(ERR_COMMAND, "%.*s", STR_ARG(text));
}

static struct str tuple_text(struct arena *result, const struct str_list *many)
{
	struct strbuf text = STRBUF(result);

	strbuf_add_char(&text, '(');
	for (size_t i = 0; i < many->n; i++)
		strbuf_printf(&text, "%s'%.*s'", i ? ", " : "", STR_ARG(many->items[i]));
	strbuf_add_c(&text, many->n == 1 ? ",)" : ")");
	return strbuf_str(&text);
}

struct str rev_name_text(struct arena *result, struct rev_name name)
{
	if (name.many)
		return tuple_text(result, name.many);
	return name.text.p ? name.text : STR("None");
}

static struct str or_base(struct rev_name name)
{
	const bool is_empty = name.many ? !name.many->n : !name.text.n;

	return is_empty ? STR("base") : rev_name_text(error_arena(), name);
}

struct error *rev_fail_range(struct rev_query *query, struct rev_name lower, struct rev_name upper)
{
	struct error *error = rev_fail(query, "Revision %.*s is not an ancestor of revision %.*s",
				       STR_ARG(or_base(lower)), STR_ARG(or_base(upper)));
	query->failure = REV_FAILURE_RANGE;
	return error;
}

static struct error *explain_heads(const struct rev_query *query, struct error *error,
				   const struct rev_words *words)
{
	const struct str asked = words->asked.n ? words->asked : query->argument;

	if (words->multiple_heads.n)
		return error_wrap(error, "%.*s", STR_ARG(words->multiple_heads));
	return error_wrap(error,
			  "Multiple head revisions are present for given argument '%.*s'; please "
			  "specify a specific target revision, '<branchname>@%.*s' to narrow to a "
			  "specific head, or 'heads' for all heads",
			  STR_ARG(asked), STR_ARG(asked));
}

/* Texts of alembic/script/base.py, _catch_revision_errors. */
struct error *rev_explain(struct rev_query *query, struct error *error,
			  const struct rev_words *words)
{
	const enum rev_failure failure = query->failure;

	if (!error)
		return NULL;
	query->failure = REV_FAILURE_NONE;
	switch (failure) {
	case REV_FAILURE_NONE:
	case REV_FAILURE_REVISION:
		return error;
	case REV_FAILURE_RESOLUTION:
		return error_wrap(error, "Can't locate revision identified by '%.*s'",
				  STR_ARG(query->argument));
	case REV_FAILURE_HEADS:
		return explain_heads(query, error, words);
	case REV_FAILURE_RANGE:
		return error_wrap(error, "%.*s", STR_ARG(words->range));
	}
	return error;
}
