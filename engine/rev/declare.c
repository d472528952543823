#include "engine/rev/declare.h"

#include "engine/base/map.h"
#include "engine/py/parser.h"

/* How many constants may refer to one another in a row. */
#define CONSTANT_CHAIN_LIMIT 16

/* The module's top level: last value of each name that is assigned there. */
struct module {
	struct py_source source;
	struct map names; /* of struct py_expr */
};

static void note_target(struct module *module, const struct py_expr *target, struct py_expr *value)
{
	if (target->kind == PY_EXPR_NAME)
		map_put(&module->names, target->name, value);
}

static void note_statement(struct module *module, const struct py_stmt *statement)
{
	if (statement->kind == PY_STMT_ASSIGN)
		for (size_t i = 0; i < statement->assign.targets.n; i++)
			note_target(module, statement->assign.targets.items[i],
				    statement->assign.value);
	if (statement->kind == PY_STMT_ANNOTATED_ASSIGN && statement->annotated.value)
		note_target(module, statement->annotated.target, statement->annotated.value);
}

static struct error *not_readable(const struct module *module, const struct py_expr *value,
				  const char *name)
{
	const struct pos pos = py_source_pos(&module->source, value->line, value->col);

	return error_hint(error_at(error_new(ERR_REVISION,
					     "'%s' cannot be read without running the file", name),
				   pos),
			  "write it as a string, None, or a tuple of strings");
}

/* Follows names of constants. */
static const struct py_expr *follow(const struct module *module, const struct py_expr *value)
{
	for (int i = 0; i < CONSTANT_CHAIN_LIMIT && value->kind == PY_EXPR_NAME; i++) {
		const struct py_expr *next = map_get(&module->names, value->name);
		if (!next)
			break;
		value = next;
	}
	return value;
}

static bool is_constant(const struct py_expr *value, enum py_constant_kind kind)
{
	return value->kind == PY_EXPR_CONSTANT && value->constant.kind == kind;
}

static struct error *read_list(struct arena *result, const struct module *module, const char *name,
			       struct str_list *ret_list)
{
	const struct py_expr *assigned = map_get(&module->names, str_from(name));

	*ret_list = (struct str_list){ 0 };
	if (!assigned)
		return NULL;
	const struct py_expr *value = follow(module, assigned);
	if (is_constant(value, PY_CONSTANT_NONE))
		return NULL;
	if (is_constant(value, PY_CONSTANT_STR)) {
		str_list_add(result, ret_list, str_dup(result, value->constant.text));
		return NULL;
	}
	if (value->kind != PY_EXPR_TUPLE && value->kind != PY_EXPR_LIST &&
	    value->kind != PY_EXPR_SET)
		return not_readable(module, assigned, name);
	for (size_t i = 0; i < value->list.n; i++) {
		const struct py_expr *item = follow(module, value->list.items[i]);
		if (!is_constant(item, PY_CONSTANT_STR))
			return not_readable(module, value->list.items[i], name);
		str_list_add(result, ret_list, str_dup(result, item->constant.text));
	}
	return NULL;
}

static struct error *read_revision(struct arena *result, const struct module *module,
				   struct rev_script *script)
{
	const struct py_expr *assigned = map_get(&module->names, STR("revision"));

	script->pos = (struct pos){ .file = script->path, .line = 1, .col = 1 };
	if (!assigned)
		return NULL;
	const struct py_expr *value = follow(module, assigned);
	if (!is_constant(value, PY_CONSTANT_STR))
		return not_readable(module, assigned, "revision");
	script->revision = str_dup(result, value->constant.text);
	script->pos = py_source_pos(&module->source, assigned->line, assigned->col);
	script->pos.text = str_dup(result, script->pos.text);
	return NULL;
}

/* A module may also assign its docstring. */
static struct str find_docstring(const struct module *module, const struct py_body *body)
{
	const struct py_expr *assigned = map_get(&module->names, STR("__doc__"));

	if (assigned && is_constant(follow(module, assigned), PY_CONSTANT_STR))
		return follow(module, assigned)->constant.text;
	return py_body_docstring(body);
}

struct error *rev_declare_python(struct arena *result, struct rev_script *script,
				 struct rev_declared *ret_declared)
{
	struct arena scratch CLEANUP(arena_done) = { 0 };
	struct module module = { .names = MAP(&scratch) };
	struct py_module_ast *tree;

	TRY(py_source_load(&scratch, script->path, script->text, &module.source));
	TRY(py_parse_module(&scratch, &module.source, &tree));
	for (size_t i = 0; i < tree->body.n; i++)
		note_statement(&module, tree->body.items[i]);
	rev_script_set_doc(result, script, find_docstring(&module, &tree->body));
	TRY(read_revision(result, &module, script));
	TRY(read_list(result, &module, "down_revision", &script->down_revisions));
	TRY(read_list(result, &module, "branch_labels", &script->branch_labels));
	TRY(read_list(result, &module, "depends_on", &script->dependencies));
	*ret_declared = (struct rev_declared){ map_has(&module.names, STR("revision")),
					       map_has(&module.names, STR("down_revision")) };
	return NULL;
}
