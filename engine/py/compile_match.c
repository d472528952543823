#include "engine/py/compile.h"

/*
 * match: the subject and what stands inside it live in unnamed locals, so that a pattern that fails
 * leaves nothing on the stack.  Names are bound when the whole pattern has matched, as in CPython.
 */

struct capture {
	struct str name;
	size_t local;
};

struct match {
	struct label *fail;
	struct capture *captures;
	size_t n, capacity;
};

static void compile_pattern(struct compiler *c, const struct py_pattern *pattern, size_t subject,
			    struct match *match);

static size_t capture_local(struct compiler *c, struct match *match, struct str name)
{
	for (size_t i = 0; i < match->n; i++)
		if (str_equal(match->captures[i].name, name))
			return match->captures[i].local;
	if (match->n == match->capacity) {
		match->capacity = match->capacity ? match->capacity * 2 : 8;
		match->captures = arena_grow(c->arena, match->captures,
					     match->n * sizeof(*match->captures),
					     match->capacity * sizeof(*match->captures));
	}
	match->captures[match->n] = (struct capture){ name, new_temporary(c) };
	return match->captures[match->n++].local;
}

static void fail_if_false(struct compiler *c, struct match *match)
{
	emit_jump(c, PY_CODE_JUMP_IF_FALSE, match->fail);
}

/* Takes the value on the stack as the subject of `pattern`. */
static void compile_inner(struct compiler *c, const struct py_pattern *pattern, struct match *match)
{
	const size_t local = new_temporary(c);

	emit(c, PY_CODE_STORE_LOCAL, local);
	compile_pattern(c, pattern, local, match);
}

static void compile_value(struct compiler *c, const struct py_pattern *pattern, size_t subject,
			  struct match *match)
{
	emit(c, PY_CODE_LOAD_LOCAL, subject);
	compile_expr(c, pattern->value);
	if (pattern->kind == PY_PATTERN_SINGLETON)
		emit(c, PY_CODE_IS, 0);
	else
		emit(c, PY_CODE_COMPARE, PY_EQ);
	fail_if_false(c, match);
}

/* ---- sequences ---- */

static void emit_int(struct compiler *c, int64_t value)
{
	emit_constant(c, py_int(c->vm, value));
}

/* Leaves what stands between the first `before` and the last `after` items, as a list. */
static void emit_rest(struct compiler *c, size_t subject, size_t before, size_t after)
{
	emit(c, PY_CODE_BUILD_LIST, 0);
	emit(c, PY_CODE_LOAD_LOCAL, subject);
	emit_int(c, (int64_t)before);
	if (after)
		emit_int(c, -(int64_t)after);
	else
		emit_none(c);
	emit_none(c);
	emit(c, PY_CODE_BUILD_SLICE, 0);
	emit(c, PY_CODE_LOAD_ITEM, 0);
	emit(c, PY_CODE_LIST_EXTEND, 1);
}

static bool is_wildcard(const struct py_pattern *pattern)
{
	return pattern->kind == PY_PATTERN_AS && !pattern->as.pattern && !pattern->as.name.p;
}

static void compile_sequence(struct compiler *c, const struct py_pattern *pattern, size_t subject,
			     struct match *match)
{
	const struct py_pattern_list *list = &pattern->list;
	size_t starred = 0;

	while (starred < list->n && list->items[starred]->kind != PY_PATTERN_STAR)
		starred++;
	emit(c, PY_CODE_LOAD_LOCAL, subject);
	emit(c, PY_CODE_IS_SEQUENCE, 0);
	fail_if_false(c, match);
	emit(c, PY_CODE_LOAD_LOCAL, subject);
	emit(c, PY_CODE_LENGTH, 0);
	emit_int(c, (int64_t)(starred < list->n ? list->n - 1 : list->n));
	emit(c, PY_CODE_COMPARE, starred < list->n ? PY_GE : PY_EQ);
	fail_if_false(c, match);
	for (size_t i = 0; i < list->n; i++) {
		if (i == starred && list->items[i]->as.name.p) {
			emit_rest(c, subject, i, list->n - i - 1);
			emit(c, PY_CODE_STORE_LOCAL,
			     capture_local(c, match, list->items[i]->as.name));
		}
		if (i == starred || is_wildcard(list->items[i]))
			continue;
		emit(c, PY_CODE_LOAD_LOCAL, subject);
		emit_int(c, i < starred ? (int64_t)i : (int64_t)i - (int64_t)list->n);
		emit(c, PY_CODE_LOAD_ITEM, 0);
		compile_inner(c, list->items[i], match);
	}
}

/* ---- mappings and classes ---- */

/* The tuple of parts on the stack, or None: then the pattern fails. */
static size_t store_parts(struct compiler *c, struct match *match)
{
	const size_t parts = new_temporary(c);

	emit(c, PY_CODE_STORE_LOCAL, parts);
	emit(c, PY_CODE_LOAD_LOCAL, parts);
	emit_none(c);
	emit(c, PY_CODE_IS, 1);
	fail_if_false(c, match);
	return parts;
}

static void compile_part(struct compiler *c, const struct py_pattern *pattern, size_t parts,
			 size_t i, struct match *match)
{
	if (is_wildcard(pattern))
		return;
	emit(c, PY_CODE_LOAD_LOCAL, parts);
	emit_int(c, (int64_t)i);
	emit(c, PY_CODE_LOAD_ITEM, 0);
	compile_inner(c, pattern, match);
}

static void compile_mapping(struct compiler *c, const struct py_pattern *pattern, size_t subject,
			    struct match *match)
{
	const size_t n = pattern->mapping.values.n, keys = new_temporary(c);

	emit(c, PY_CODE_LOAD_LOCAL, subject);
	emit(c, PY_CODE_IS_MAPPING, 0);
	fail_if_false(c, match);
	for (size_t i = 0; i < n; i++)
		compile_expr(c, pattern->mapping.keys[i]);
	emit(c, PY_CODE_BUILD_TUPLE, n);
	emit(c, PY_CODE_STORE_LOCAL, keys);
	emit(c, PY_CODE_LOAD_LOCAL, subject);
	emit(c, PY_CODE_LOAD_LOCAL, keys);
	emit(c, PY_CODE_MATCH_KEYS, 0);
	const size_t parts = store_parts(c, match);
	for (size_t i = 0; i < n; i++)
		compile_part(c, pattern->mapping.values.items[i], parts, i, match);
	if (!pattern->mapping.rest.p)
		return;
	emit(c, PY_CODE_LOAD_LOCAL, subject);
	emit(c, PY_CODE_LOAD_LOCAL, keys);
	emit(c, PY_CODE_MATCH_REST, 0);
	emit(c, PY_CODE_STORE_LOCAL, capture_local(c, match, pattern->mapping.rest));
}

static void compile_instance(struct compiler *c, const struct py_pattern *pattern, size_t subject,
			     struct match *match)
{
	const size_t positional = pattern->instance.args.n, n = pattern->instance.keywords.n;
	struct py_object **names = ARENA_ARRAY(c->arena, struct py_object *, n + 1);

	for (size_t i = 0; i < n; i++)
		names[i] = py_str(c->vm, pattern->instance.names[i]);
	emit(c, PY_CODE_LOAD_LOCAL, subject);
	compile_expr(c, pattern->instance.type);
	emit_constant(c, py_tuple(c->vm, names, n));
	emit(c, PY_CODE_MATCH_CLASS, positional);
	const size_t parts = store_parts(c, match);
	for (size_t i = 0; i < positional; i++)
		compile_part(c, pattern->instance.args.items[i], parts, i, match);
	for (size_t i = 0; i < n; i++)
		compile_part(c, pattern->instance.keywords.items[i], parts, positional + i, match);
}

/* ---- alternatives, captures ---- */

static void compile_alternatives(struct compiler *c, const struct py_pattern *pattern,
				 size_t subject, struct match *match)
{
	struct label *outer = match->fail, *matched = new_label(c);

	for (size_t i = 0; i < pattern->list.n; i++) {
		const bool is_last = i + 1 == pattern->list.n;
		match->fail = is_last ? outer : new_label(c);
		compile_pattern(c, pattern->list.items[i], subject, match);
		if (is_last)
			break;
		emit_jump(c, PY_CODE_JUMP, matched);
		place_label(c, match->fail);
	}
	match->fail = outer;
	place_label(c, matched);
}

static void compile_as(struct compiler *c, const struct py_pattern *pattern, size_t subject,
		       struct match *match)
{
	if (pattern->as.pattern)
		compile_pattern(c, pattern->as.pattern, subject, match);
	if (!pattern->as.name.p)
		return;
	emit(c, PY_CODE_LOAD_LOCAL, subject);
	emit(c, PY_CODE_STORE_LOCAL, capture_local(c, match, pattern->as.name));
}

static void compile_pattern(struct compiler *c, const struct py_pattern *pattern, size_t subject,
			    struct match *match)
{
	set_place(c, pattern->line, pattern->col);
	switch (pattern->kind) {
	case PY_PATTERN_VALUE:
	case PY_PATTERN_SINGLETON:
		compile_value(c, pattern, subject, match);
		return;
	case PY_PATTERN_SEQUENCE:
		compile_sequence(c, pattern, subject, match);
		return;
	case PY_PATTERN_MAPPING:
		compile_mapping(c, pattern, subject, match);
		return;
	case PY_PATTERN_CLASS:
		compile_instance(c, pattern, subject, match);
		return;
	case PY_PATTERN_AS:
		compile_as(c, pattern, subject, match);
		return;
	case PY_PATTERN_OR:
		compile_alternatives(c, pattern, subject, match);
		return;
	case PY_PATTERN_STAR:
	case PY_PATTERN_COUNT:
		return;
	}
}

static void compile_case(struct compiler *c, const struct py_match_case *match_case, size_t subject,
			 struct label *end)
{
	struct match match = { .fail = new_label(c) };

	compile_pattern(c, match_case->pattern, subject, &match);
	for (size_t i = 0; i < match.n; i++) {
		emit(c, PY_CODE_LOAD_LOCAL, match.captures[i].local);
		emit_store(c, match.captures[i].name);
	}
	if (match_case->guard)
		compile_jump_if(c, match_case->guard, false, match.fail);
	compile_body(c, &match_case->body);
	emit_jump(c, PY_CODE_JUMP, end);
	place_label(c, match.fail);
}

void compile_match(struct compiler *c, const struct py_stmt *stmt)
{
	struct label *end = new_label(c);
	const size_t subject = new_temporary(c);

	compile_expr(c, stmt->match.subject);
	emit(c, PY_CODE_STORE_LOCAL, subject);
	for (size_t i = 0; i < stmt->match.n; i++)
		compile_case(c, &stmt->match.cases[i], subject, end);
	place_label(c, end);
}
