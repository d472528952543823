#include "engine/py/regex.h"

#include "engine/py/subject.h"

/* Match objects. */

static struct str group_text(const struct regex_match *match, size_t number)
{
	const size_t *span = match->offsets + 2 * number;

	return span[0] == SIZE_MAX ? STR_NULL
				   : str_slice(subject_text(match->subject), span[0], span[1]);
}

struct py_object *regex_group(struct py *vm, const struct regex_match *match, size_t number,
			      struct py_object *absent)
{
	const struct str text = group_text(match, number);

	return text.p ? subject_new(vm, match->subject, text) : absent;
}

bool regex_group_number(struct py *vm, const struct regex *regex, struct py_object *group,
			size_t *ret)
{
	int64_t number;

	if (py_is_str(group)) {
		for (size_t i = 1; i <= regex->group_count; i++) {
			if (regex->names[i].p && str_equal(regex->names[i], py_text(group))) {
				*ret = i;
				return true;
			}
		}
	} else if (py_is_int(group) && py_index_clipped(vm, group, &number) && number >= 0 &&
		   (size_t)number <= regex->group_count) {
		*ret = (size_t)number;
		return true;
	}
	return py_raise(vm, "IndexError", "no such group");
}

static const struct regex_match *as_match(const struct py_object *self)
{
	return (const struct regex_match *)self;
}

static struct py_object *match_getitem(struct py *vm, struct py_object *self, struct py_object *key)
{
	size_t number;

	return regex_group_number(vm, as_match(self)->regex, key, &number)
		       ? regex_group(vm, as_match(self), number, py_none(vm))
		       : NULL;
}

static struct py_object *match_group(struct py *vm, struct py_object *self, struct py_object **args)
{
	const struct py_list *wanted = (struct py_list *)args[0];
	struct py_object *tuple;

	if (!wanted->n)
		return regex_group(vm, as_match(self), 0, py_none(vm));
	if (wanted->n == 1)
		return match_getitem(vm, self, wanted->items[0]);
	tuple = py_tuple_of(vm, wanted->n);
	for (size_t i = 0; i < wanted->n; i++) {
		struct py_object *text = match_getitem(vm, self, wanted->items[i]);
		if (!text)
			return NULL;
		((struct py_list *)tuple)->items[i] = text;
	}
	return tuple;
}

static struct py_object *match_groups(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	const size_t n = as_match(self)->regex->group_count;
	struct py_object *tuple = py_tuple_of(vm, n);

	for (size_t i = 0; i < n; i++)
		((struct py_list *)tuple)->items[i] =
			regex_group(vm, as_match(self), i + 1, args[0] ? args[0] : py_none(vm));
	return tuple;
}

static struct py_object *match_groupdict(struct py *vm, struct py_object *self,
					 struct py_object **args)
{
	const struct regex *regex = as_match(self)->regex;
	struct py_object *dict = py_dict(vm);

	for (size_t i = 1; i <= regex->group_count; i++)
		if (regex->names[i].p &&
		    !py_dict_set_str(
			    vm, dict, regex->names[i],
			    regex_group(vm, as_match(self), i, args[0] ? args[0] : py_none(vm))))
			return NULL;
	return dict;
}

/* A place in characters; -1 for a group that took no part. */
static int64_t place(const struct regex_match *match, size_t offset)
{
	if (offset == SIZE_MAX)
		return -1;
	if (match->regex->is_bytes)
		return (int64_t)offset;
	return py_utf8_length(str_slice(subject_text(match->subject), 0, offset));
}

static bool take_group(struct py *vm, struct py_object *self, struct py_object *group, size_t *ret)
{
	*ret = 0;
	return !group || regex_group_number(vm, as_match(self)->regex, group, ret);
}

static struct py_object *match_start(struct py *vm, struct py_object *self, struct py_object **args)
{
	size_t number;

	return take_group(vm, self, args[0], &number)
		       ? py_int(vm, place(as_match(self), as_match(self)->offsets[2 * number]))
		       : NULL;
}

static struct py_object *match_end(struct py *vm, struct py_object *self, struct py_object **args)
{
	size_t number;

	return take_group(vm, self, args[0], &number)
		       ? py_int(vm, place(as_match(self), as_match(self)->offsets[2 * number + 1]))
		       : NULL;
}

static struct py_object *match_span(struct py *vm, struct py_object *self, struct py_object **args)
{
	return py_pair(vm, match_start(vm, self, args), match_end(vm, self, args));
}

static struct py_object *match_expand(struct py *vm, struct py_object *self,
				      struct py_object **args)
{
	struct strbuf out = STRBUF(py_arena(vm));
	struct str template;

	if (!subject_take(vm, as_match(self)->subject, args[0], &template) ||
	    !regex_expand(vm, as_match(self), template, &out))
		return NULL;
	return subject_new(vm, as_match(self)->subject, strbuf_str(&out));
}

static struct py_object *match_repr(struct py *vm, struct py_object *self)
{
	struct str text;

	if (!py_repr(vm, regex_group(vm, as_match(self), 0, NULL), &text))
		return NULL;
	text.n = py_utf8_offset(text, py_utf8_length(text), 50);
	return py_str_printf(vm, "<re.Match object; span=(%lld, %lld), match=%.*s>",
			     (long long)place(as_match(self), as_match(self)->offsets[0]),
			     (long long)place(as_match(self), as_match(self)->offsets[1]),
			     STR_ARG(text));
}

static int match_truth(struct py *vm, struct py_object *self)
{
	(void)vm;
	(void)self;
	return 1;
}

static struct py_object *match_string(struct py *vm, struct py_object *self)
{
	(void)vm;
	return as_match(self)->subject;
}

static struct py_object *match_re(struct py *vm, struct py_object *self)
{
	(void)vm;
	return &as_match(self)->regex->head;
}

static struct py_object *match_pos(struct py *vm, struct py_object *self)
{
	return py_int(vm, as_match(self)->pos);
}

static struct py_object *match_endpos(struct py *vm, struct py_object *self)
{
	return py_int(vm, as_match(self)->endpos);
}

/* The group that was closed last: the one that ends last, the outermost of those. */
static size_t last_group(const struct regex_match *match)
{
	size_t last = 0;

	for (size_t i = 1; i <= match->regex->group_count; i++) {
		const size_t end = match->offsets[2 * i + 1];
		if (end == SIZE_MAX)
			continue;
		if (!last || end > match->offsets[2 * last + 1])
			last = i;
	}
	return last;
}

static struct py_object *match_lastindex(struct py *vm, struct py_object *self)
{
	const size_t last = last_group(as_match(self));

	return last ? py_int(vm, (int64_t)last) : py_none(vm);
}

static struct py_object *match_lastgroup(struct py *vm, struct py_object *self)
{
	const size_t last = last_group(as_match(self));
	const struct str name = as_match(self)->regex->names[last];

	return name.p ? py_str(vm, name) : py_none(vm);
}

static const struct py_method match_methods[] = {
	{ "group", "*groups", match_group, PY_METHOD_INSTANCE },
	{ "groups", "default=None", match_groups, PY_METHOD_INSTANCE },
	{ "groupdict", "default=None", match_groupdict, PY_METHOD_INSTANCE },
	{ "start", "group=0, /", match_start, PY_METHOD_INSTANCE },
	{ "end", "group=0, /", match_end, PY_METHOD_INSTANCE },
	{ "span", "group=0, /", match_span, PY_METHOD_INSTANCE },
	{ "expand", "template", match_expand, PY_METHOD_INSTANCE },
	{ 0 },
};

static const struct py_property match_properties[] = {
	{ "string", match_string, NULL },
	{ "re", match_re, NULL },
	{ "pos", match_pos, NULL },
	{ "endpos", match_endpos, NULL },
	{ "lastindex", match_lastindex, NULL },
	{ "lastgroup", match_lastgroup, NULL },
	{ 0 },
};

const struct py_native_type regex_match_type = {
	.name = "Match",
	.module = "re",
	.size = sizeof(struct regex_match),
	.methods = match_methods,
	.properties = match_properties,
	.slots = { .getitem = match_getitem, .repr = match_repr, .truth = match_truth },
};
