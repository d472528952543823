#include "engine/rev/declare.h"

static const char *const names[] = {
#define X(name, text) [PY_HEADER_##name] = text,
	PY_HEADER_FIELDS(X)
#undef X
};

/* The first field that is no literal, or NULL. */
static const struct py_header_field *find_computed(const struct py_header *header,
						   const char **ret_name)
{
	for (size_t i = 0; i < PY_HEADER_COUNT; i++) {
		*ret_name = names[i];
		if (header->fields[i].state == PY_HEADER_NEEDS_EVALUATION)
			return &header->fields[i];
	}
	return NULL;
}

static struct error *refuse_computed(const struct py_header *header)
{
	const char *name;
	const struct py_header_field *field = find_computed(header, &name);

	if (!field)
		return NULL;
	return error_at(error_hint(error_new(ERR_REVISION,
					     "'%s' cannot be read without running the file", name),
				   "write it as a string, None, or a tuple of strings"),
			field->pos);
}

static struct error *evaluate_computed(struct arena *result, const struct rev_evaluator *evaluator,
				       const struct rev_script *script, struct py_header *header)
{
	const char *name;

	if (find_computed(header, &name) && evaluator)
		TRY(evaluator->evaluate(evaluator->data, result, script, header));
	return refuse_computed(header);
}

static struct str_list copy_values(struct arena *result, const struct py_header_field *field)
{
	struct str_list list = { 0 };

	if (field->state == PY_HEADER_ABSENT || field->value == PY_HEADER_NONE)
		return list;
	if (field->value == PY_HEADER_STR)
		str_list_add(result, &list, str_dup(result, field->text));
	for (size_t i = 0; field->value == PY_HEADER_LIST && i < field->items.n; i++)
		str_list_add(result, &list, str_dup(result, field->items.items[i]));
	return list;
}

static struct error *set_revision(struct arena *result, const struct py_header_field *field,
				  struct rev_script *script)
{
	script->pos = (struct pos){ .file = script->path, .line = 1, .col = 1 };
	if (field->state == PY_HEADER_ABSENT)
		return NULL;
	script->pos = field->pos;
	script->pos.file = script->path;
	script->pos.text = str_dup(result, field->pos.text);
	if (field->value != PY_HEADER_STR)
		return error_at(error_new(ERR_REVISION, "'revision' is not a string"), script->pos);
	script->revision = str_dup(result, field->text);
	return NULL;
}

struct error *rev_declare_python(struct arena *result, const struct rev_evaluator *evaluator,
				 struct rev_script *script, struct rev_declared *ret_declared)
{
	struct arena scratch CLEANUP(arena_done) = { 0 };
	struct py_source source;
	struct py_header header;

	TRY(py_source_load(&scratch, script->path, script->text, &source));
	TRY(py_header_scan(&scratch, &source, &header));
	TRY(evaluate_computed(&scratch, evaluator, script, &header));
	rev_script_set_doc(result, script, header.docstring);
	TRY(set_revision(result, &header.fields[PY_HEADER_REVISION], script));
	script->down_revisions = copy_values(result, &header.fields[PY_HEADER_DOWN_REVISION]);
	script->branch_labels = copy_values(result, &header.fields[PY_HEADER_BRANCH_LABELS]);
	script->dependencies = copy_values(result, &header.fields[PY_HEADER_DEPENDS_ON]);
	*ret_declared = (struct rev_declared){
		header.fields[PY_HEADER_REVISION].state != PY_HEADER_ABSENT,
		header.fields[PY_HEADER_DOWN_REVISION].state != PY_HEADER_ABSENT,
	};
	return NULL;
}
