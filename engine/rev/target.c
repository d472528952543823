#include "engine/rev/target.h"

#include "engine/rev/set.h"

/* Far more than any graph has, and safe to negate. */
#define MANY_STEPS 1000000000

/* `[label@][symbol](+|-)digits`; the parts that are not there are STR_NULL. */
struct relative {
	struct str label, symbol, steps_text;
	int64_t steps;
};

static bool is_word_character(char c)
{
	return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z') || (c & 0x80);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The part behind the label; what follows the digits is not looked at. */
static bool match_steps(struct str text, struct relative *relative)
{
	size_t sign = 0, end;

	while (sign < text.n && is_word_character(text.p[sign]))
		sign++;
	if (sign == text.n || (text.p[sign] != '+' && text.p[sign] != '-'))
		return false;
	for (end = sign + 1; end < text.n && is_digit(text.p[end]);)
		end++;
	if (end == sign + 1)
		return false;
	relative->symbol = sign ? str_slice(text, 0, sign) : STR_NULL;
	relative->steps_text = str_slice(text, sign, end);
	if (!str_to_int(relative->steps_text, &relative->steps) || relative->steps > MANY_STEPS ||
	    relative->steps < -MANY_STEPS)
		relative->steps = text.p[sign] == '-' ? -MANY_STEPS : MANY_STEPS;
	return true;
}

/* alembic/script/revision.py, _relative_destination: the shortest label that leaves a match wins.
 */
static bool match_relative(struct str target, struct relative *ret_relative)
{
	*ret_relative = (struct relative){ 0 };
	for (size_t at = 1; at < target.n; at++) {
		if (target.p[at] != '@' || !match_steps(str_skip(target, at + 1), ret_relative))
			continue;
		ret_relative->label = str_slice(target, 0, at);
		return true;
	}
	return match_steps(target, ret_relative);
}

static struct error *not_produced(struct rev_query *query, const struct relative *relative)
{
	const struct str digits = str_skip(relative->steps_text, 1);

	return rev_fail(query, "Relative revision %.*s didn't produce %.*s migrations",
			STR_ARG(relative->steps_text), STR_ARG(digits));
}

/* to_tuple of what the database is at; false for None. */
static bool as_tuple(struct rev_query *query, struct rev_name name, struct str_list *ret_list)
{
	*ret_list = name.many ? *name.many : (struct str_list){ 0 };
	if (!name.many && name.text.p)
		str_list_add(query->arena, ret_list, name.text);
	return name.many || name.text.p;
}

/* Of the revisions on the branch that the database has gone through, those with none above them. */
static struct error *active_tips(struct rev_query *query, const struct rev_list *current,
				 struct str label, struct rev_list *ret_tips)
{
	struct rev_set active = rev_set_new(query->arena, query->graph);
	struct rev_set below = rev_set_new(query->arena, query->graph);
	struct rev_list nodes = { 0 }, on_branch;
	const struct rev_node *node;
	size_t cursor = 0;

	for (size_t i = 0; i < current->n; i++)
		rev_set_reach(query->arena, &active, current->items[i], REV_EDGES_NEEDS);
	while ((node = rev_set_next(query->graph, &active, &cursor)))
		rev_list_add(query->arena, &nodes, node);
	TRY(rev_filter(query, &nodes, label, REV_LINEAGE_VERSIONED, &on_branch));
	for (size_t i = 0; i < on_branch.n; i++)
		for (size_t j = 0; j < on_branch.items[i]->needs.n; j++)
			rev_set_add(&below, on_branch.items[i]->needs.items[j]);
	for (size_t i = 0; i < on_branch.n; i++)
		if (!rev_set_has(&below, on_branch.items[i]))
			rev_list_add(query->arena, ret_tips, on_branch.items[i]);
	return NULL;
}

/* Where `label@+n` starts: current revisions of the branch, or else the last one of it that is
 * active. */
static struct error *starts_on_branch(struct rev_query *query, struct rev_name current,
				      struct str label, struct rev_list *starts)
{
	struct rev_list nodes = { 0 };

	TRY(rev_get_all(query, current, &nodes));
	TRY(rev_filter(query, &nodes, label, REV_LINEAGE_VERSIONED, starts));
	if (!starts->n && (rev_list_has(&nodes, NULL) || rev_list_has(&nodes, REV_BASE)))
		return rev_cannot(query, "what is below the first revision is on no branch");
	if (!starts->n)
		TRY(active_tips(query, &nodes, label, starts));
	if (!starts->n)
		rev_list_add(query->arena, starts, NULL);
	return NULL;
}

static struct error *start_up(struct rev_query *query, struct rev_name current, struct str label,
			      const struct rev_node **ret_node)
{
	struct rev_list starts = { 0 };
	struct str_list rows;

	*ret_node = NULL;
	as_tuple(query, current, &rows);
	if (label.p)
		TRY(starts_on_branch(query, current, label, &starts));
	if (starts.n > 1 || (!label.p && rows.n > 1))
		return rev_fail(query, "Ambiguous upgrade from multiple current revisions");
	if (label.p)
		*ret_node = starts.items[0];
	else if (rows.n)
		TRY(rev_get(query, rows.items[0], ret_node));
	return NULL;
}

static struct error *walk_up_target(struct rev_query *query, struct rev_name current,
				    const struct relative *relative, struct rev_walk *walk)
{
	if (relative->steps > 0) {
		walk->branch = relative->label;
		if (!relative->symbol.p)
			return start_up(query, current, relative->label, &walk->from);
		return rev_get(query, relative->symbol, &walk->from);
	}
	if (relative->symbol.p)
		return rev_get_on_branch(query, relative->label, relative->symbol, &walk->from);
	return rev_fail(query, "Relative revision %lld didn't produce %lld migrations",
			(long long)relative->steps, -(long long)relative->steps);
}

struct error *rev_target_up(struct rev_query *query, struct rev_name current,
			    struct rev_name target, enum rev_overwalk overwalk,
			    struct rev_list *list)
{
	struct relative relative;
	struct rev_walk walk = { 0 };
	const struct rev_node *node;

	if (target.many || !match_relative(target.text, &relative))
		return rev_get_nodes(query, target, list);
	TRY(walk_up_target(query, current, &relative, &walk));
	walk.steps = relative.steps;
	walk.overwalk = overwalk;
	TRY(rev_walk(query, &walk, &node));
	if (!node || node == REV_BASE)
		return not_produced(query, &relative);
	rev_list_add(query->arena, list, node);
	return NULL;
}

/* The rows whose revision is on the branch, as the rows spell them. */
static struct error *rows_on_branch(struct rev_query *query, const struct str_list *rows,
				    struct str label, struct str_list *ret_rows)
{
	bool keeps_all;

	TRY(rev_filter_keeps_all(query, label, &keeps_all));
	for (size_t i = 0; i < rows->n; i++) {
		const struct rev_node *node = NULL;
		struct rev_list one = { 0 };
		if (keeps_all) {
			str_list_add(query->arena, ret_rows, rows->items[i]);
			continue;
		}
		TRY(rev_get_ident(query, rows->items[i], STR_NULL, &node));
		rev_list_add(query->arena, &one, node);
		TRY(rev_filter(query, &one, label, REV_LINEAGE_VERSIONED, &one));
		if (one.n)
			str_list_add(query->arena, ret_rows, rows->items[i]);
	}
	return NULL;
}

static struct error *symbol_on_branch(struct rev_query *query, struct rev_name current,
				      const struct relative *relative, struct str *ret_symbol)
{
	struct str_list rows, symbols = { 0 };
	struct rev_list active = { 0 };

	as_tuple(query, current, &rows);
	TRY(rows_on_branch(query, &rows, relative->label, &symbols));
	if (!symbols.n) {
		/* The branch's own head is not a row when another one depends on it. */
		TRY(rev_get_current(query, (struct rev_name){ .many = &rows }, &active));
		TRY(rev_filter(query, &active, relative->label, REV_LINEAGE_VERSIONED, &active));
		symbols = rev_list_ids(query->arena, &active);
	}
	if (!symbols.n)
		return rev_cannot(query, "no current revision is on branch '%.*s'",
				  STR_ARG(relative->label));
	if (symbols.n > 1)
		return rev_cannot(query, "several current revisions are on branch '%.*s': %.*s",
				  STR_ARG(relative->label),
				  STR_ARG(str_list_join(query->arena, &symbols, ", ")));
	*ret_symbol = symbols.items[0];
	return NULL;
}

static bool has_different(const struct str_list *rows)
{
	for (size_t i = 1; i < rows->n; i++)
		if (!str_equal(rows->items[i], rows->items[0]))
			return true;
	return false;
}

static struct error *symbol_of_rows(struct rev_query *query, struct rev_name current,
				    const struct relative *relative, struct str *ret_symbol)
{
	struct str_list rows;

	if (!as_tuple(query, current, &rows) || !rows.n)
		return not_produced(query, relative);
	if (has_different(&rows))
		str_list_add(
			query->arena, &query->warnings,
			STR("downgrade -1 from multiple heads is ambiguous; this usage will be "
			    "disallowed in a future release."));
	*ret_symbol = rows.items[0];
	return NULL;
}

/* Down from a symbol, or from where the database is; the latter sets the branch if none is given.
 */
static struct error *walk_down(struct rev_query *query, struct rev_name current,
			       const struct relative *relative, enum rev_overwalk overwalk,
			       struct rev_low_target *target)
{
	struct rev_walk walk = { NULL, relative->steps, STR_NULL, overwalk };
	struct str symbol = relative->symbol;

	if (!symbol.p && relative->label.p) {
		TRY(symbol_on_branch(query, current, relative, &symbol));
	} else if (!symbol.p) {
		TRY(symbol_of_rows(query, current, relative, &symbol));
		target->branch = symbol;
	}
	TRY(rev_get_on_branch(query, target->branch, symbol, &walk.from));
	TRY(rev_walk(query, &walk, &target->node));
	if (target->node)
		return NULL;
	return relative->symbol.p ? rev_fail(query, "Walked too far")
				  : not_produced(query, relative);
}

static struct error *walk_up(struct rev_query *query, const struct relative *relative,
			     enum rev_overwalk overwalk, struct rev_low_target *target)
{
	struct rev_walk walk = { NULL, relative->steps, relative->label, overwalk };

	if (!relative->symbol.p)
		return not_produced(query, relative);
	TRY(rev_get(query, relative->symbol, &walk.from));
	TRY(rev_walk(query, &walk, &target->node));
	return target->node ? NULL : rev_fail(query, "Walked too far");
}

static struct error *absolute_down(struct rev_query *query, struct str text,
				   struct rev_low_target *target)
{
	const ptrdiff_t at = str_rfind_char(text, '@');

	if (at > 0)
		target->branch = str_slice(text, 0, (size_t)at);
	return rev_get(query, str_skip(text, (size_t)(at + 1)), &target->node);
}

struct error *rev_target_down(struct rev_query *query, struct rev_name current,
			      struct rev_name target, enum rev_overwalk overwalk,
			      struct rev_low_target *ret_target)
{
	struct relative relative;

	*ret_target = (struct rev_low_target){ 0 };
	if (target.many)
		return rev_cannot(query, "several revisions cannot be a downgrade target");
	if (!target.text.p)
		return NULL;
	if (!match_relative(target.text, &relative))
		return absolute_down(query, target.text, ret_target);
	ret_target->branch = relative.label;
	if (relative.steps >= 0)
		return walk_up(query, &relative, overwalk, ret_target);
	return walk_down(query, current, &relative, overwalk, ret_target);
}
