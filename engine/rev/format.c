#include "engine/rev/history.h"

static void add_names(struct strbuf *text, const char *before, const struct str_list *names,
		      const char *after)
{
	strbuf_add_c(text, before);
	for (size_t i = 0; i < names->n; i++) {
		strbuf_add_c(text, i ? ", " : "");
		strbuf_add(text, names->items[i]);
	}
	strbuf_add_c(text, after);
}

static void add_parents(struct strbuf *text, const struct rev_node *node)
{
	if (rev_is_base(node))
		strbuf_add_c(text, "<base>");
	else
		add_names(text, "", &node->script->down_revisions, "");
}

static void add_mark(struct strbuf *text, bool is_marked, const char *mark)
{
	if (is_marked)
		strbuf_add_c(text, mark);
}

/* Length of the line end at `at` as str.splitlines() knows it, 0 if there is none. */
static size_t line_end(struct str text, size_t at)
{
	static const char *const ends[] = { "\r\n",     "\n",           "\r",          "\v",
					    "\f",       "\x1c",         "\x1d",        "\x1e",
					    "\xc2\x85", "\xe2\x80\xa8", "\xe2\x80\xa9" };
	const struct str rest = str_skip(text, at);

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (str_starts(rest, str_from(ends[i])))
			return str_from(ends[i]).n;
	return 0;
}

static void add_indented(struct strbuf *text, struct str doc)
{
	size_t start = 0, at = 0;

	while (start < doc.n) {
		size_t end = 0;
		for (at = start; at < doc.n && !(end = line_end(doc, at)); at++)
			;
		strbuf_add_c(text, start ? "\n    " : "    ");
		strbuf_add(text, str_slice(doc, start, at));
		start = at + end;
	}
}

/* alembic/script/base.py, Script.log_entry */
static void add_entry(struct strbuf *text, const struct rev_node *node, unsigned flags)
{
	const struct rev_script *script = node->script;

	strbuf_printf(text, "Rev: %.*s", STR_ARG(script->revision));
	add_mark(text, rev_is_head(node), " (head)");
	add_mark(text, rev_is_branch_point(node), " (branchpoint)");
	add_mark(text, rev_is_merge_point(node), " (mergepoint)");
	add_mark(text, flags & REV_FORMAT_CURRENT, " (current)");
	strbuf_add_c(text, rev_is_merge_point(node) ? "\nMerges: " : "\nParent: ");
	add_parents(text, node);
	if (script->dependencies.n)
		add_names(text, "\nAlso depends on: ", &script->dependencies, "");
	if (rev_is_branch_point(node)) {
		const struct str_list children = rev_list_ids(text->arena, &node->next);
		add_names(text, "\nBranches into: ", &children, "");
	}
	if (node->labels.n)
		add_names(text, "\nBranch names: ", &node->labels, "");
	strbuf_printf(text, "\nPath: %.*s\n\n", STR_ARG(script->path));
	add_indented(text, script->long_doc);
	strbuf_add_char(text, '\n');
}

/* alembic/script/base.py, Script._head_only */
static void add_line(struct strbuf *text, const struct rev_node *node, unsigned flags)
{
	const struct rev_script *script = node->script;

	if (flags & REV_FORMAT_PARENTS) {
		add_parents(text, node);
		if (script->dependencies.n)
			add_names(text, " (", &script->dependencies, ")");
		strbuf_add_c(text, " -> ");
	}
	strbuf_add(text, script->revision);
	if (flags & REV_FORMAT_BRANCHES && node->labels.n)
		add_names(text, " (", &node->labels, ")");
	add_mark(text, rev_is_real_head(node), " (head)");
	add_mark(text, rev_is_head(node) && !rev_is_real_head(node), " (effective head)");
	add_mark(text, flags & REV_FORMAT_CURRENT, " (current)");
	add_mark(text, flags & REV_FORMAT_TREE && rev_is_branch_point(node), " (branchpoint)");
	add_mark(text, flags & REV_FORMAT_TREE && rev_is_merge_point(node), " (mergepoint)");
	if (flags & REV_FORMAT_DOC)
		strbuf_printf(text, ", %.*s", STR_ARG(script->doc));
}

struct str rev_format(struct arena *result, const struct rev_node *node, unsigned flags)
{
	struct strbuf text = STRBUF(result);

	if (flags & REV_FORMAT_VERBOSE)
		add_entry(&text, node, flags);
	else
		add_line(&text, node, flags);
	return strbuf_str(&text);
}

/* alembic/command.py, branches */
struct str rev_format_branch(struct arena *result, const struct rev_node *node, unsigned flags)
{
	struct strbuf text = STRBUF(result);
	const unsigned verbose = flags & REV_FORMAT_VERBOSE;
	const unsigned of_child = REV_FORMAT_BRANCHES | REV_FORMAT_TREE |
				  (verbose ? REV_FORMAT_DOC : 0);

	strbuf_add(&text,
		   rev_format(result, node, verbose | REV_FORMAT_BRANCHES | REV_FORMAT_TREE));
	strbuf_add_char(&text, '\n');
	for (size_t i = 0; i < node->next.n; i++) {
		strbuf_printf(&text, "%s%*s -> ", i ? "\n" : "",
			      (int)str_utf8_length(node->script->revision), "");
		strbuf_add(&text, rev_format(result, node->next.items[i], of_child));
	}
	strbuf_add_char(&text, '\n');
	return strbuf_str(&text);
}
