#include "engine/conf/envpy.h"

#include "engine/conf/walk.h"
#include "engine/py/parser.h"

#define DEPTH_LIMIT 40

struct reader {
	struct arena *result;
	const struct py_source *source;
	const struct envpy_world *world;
	struct map names; /* name -> struct binding: all assignments of the file */
	struct envpy *envpy;
	int depth;
};

struct binding {
	const struct py_expr *value; /* NULL: bound in a way that cannot be read */
	const struct binding *next;
};

static struct envpy_value evaluate(struct reader *reader, const struct py_expr *expr);

static struct envpy_value make(struct reader *reader, enum envpy_kind kind, const struct py_expr *at)
{
	return (struct envpy_value){ .kind = kind,
				     .pos = py_source_pos(reader->source, at->line, at->col) };
}

static struct envpy_value make_text(struct reader *reader, struct str text, const struct py_expr *at)
{
	struct envpy_value value = make(reader, text.p ? ENVPY_TEXT : ENVPY_NONE, at);

	value.text = text;
	return value;
}

static bool same_value(const struct envpy_value *a, const struct envpy_value *b);

static bool same_items(const struct map *a, const struct map *b)
{
	size_t cursor = 0;

	if (a->count != b->count)
		return false;
	for (const struct map_entry *entry; (entry = map_next(a, &cursor));) {
		const struct envpy_value *other = map_get(b, entry->key);
		if (!other || !same_value(entry->value, other))
			return false;
	}
	return true;
}

static bool same_value(const struct envpy_value *a, const struct envpy_value *b)
{
	if (a->kind == ENVPY_DICT && b->kind == ENVPY_DICT)
		return same_items(a->items, b->items);
	return a->kind == b->kind && a->kind != ENVPY_UNKNOWN && a->kind != ENVPY_DICT &&
	       str_equal(a->text, b->text) && a->truth == b->truth;
}

/* A name with one binding, or with several that say the same. */
static struct envpy_value evaluate_name(struct reader *reader, const struct py_expr *expr)
{
	const struct binding *binding = map_get(&reader->names, expr->name);
	struct envpy_value value = make(reader, ENVPY_UNKNOWN, expr);

	if (!binding || !binding->value)
		return value;
	value = evaluate(reader, binding->value);
	for (binding = binding->next; binding; binding = binding->next) {
		const struct envpy_value other =
			binding->value ? evaluate(reader, binding->value) : make(reader, ENVPY_UNKNOWN, expr);
		if (!same_value(&value, &other))
			return make(reader, ENVPY_UNKNOWN, expr);
	}
	return value;
}

static struct envpy_value evaluate_constant(struct reader *reader, const struct py_expr *expr)
{
	struct envpy_value value = make(reader, ENVPY_UNKNOWN, expr);

	switch (expr->constant.kind) {
	case PY_CONSTANT_NONE:
		value.kind = ENVPY_NONE;
		break;
	case PY_CONSTANT_TRUE:
	case PY_CONSTANT_FALSE:
		value.kind = ENVPY_BOOL;
		value.truth = expr->constant.kind == PY_CONSTANT_TRUE;
		break;
	case PY_CONSTANT_STR:
		return make_text(reader, expr->constant.text, expr);
	case PY_CONSTANT_ELLIPSIS:
	case PY_CONSTANT_INT:
	case PY_CONSTANT_FLOAT:
	case PY_CONSTANT_COMPLEX:
	case PY_CONSTANT_BYTES:
		break;
	}
	return value;
}

static struct envpy_value evaluate_dict(struct reader *reader, const struct py_expr *expr)
{
	struct envpy_value value = make(reader, ENVPY_DICT, expr);

	value.items = ARENA_NEW(reader->result, struct map);
	*value.items = MAP(reader->result);
	for (size_t i = 0; i < expr->dict.n; i++) {
		if (!expr->dict.keys[i])
			return make(reader, ENVPY_UNKNOWN, expr);
		const struct envpy_value key = evaluate(reader, expr->dict.keys[i]);
		struct envpy_value *item = ARENA_NEW(reader->result, struct envpy_value);
		*item = evaluate(reader, expr->dict.values[i]);
		if (key.kind != ENVPY_TEXT || item->kind == ENVPY_UNKNOWN)
			return make(reader, ENVPY_UNKNOWN, expr);
		map_put(value.items, key.text, item);
	}
	return value;
}

/* ---- calls ---- */

static const struct py_expr *keyword_of(const struct py_expr *call, const char *name)
{
	for (size_t i = 0; i < call->call.keyword_count; i++)
		if (str_is(call->call.keywords[i].name, name))
			return call->call.keywords[i].value;
	return NULL;
}

static const struct py_expr *argument(const struct py_expr *call, size_t i)
{
	return i < call->call.args.n ? call->call.args.items[i] : NULL;
}

static bool is_truthy(const struct envpy_value *value)
{
	return (value->kind == ENVPY_TEXT && value->text.n) || (value->kind == ENVPY_BOOL && value->truth) ||
	       (value->kind == ENVPY_DICT && value->items->count);
}

/* os.environ.get(name, default), os.getenv(name, default), config.get_main_option(name, default) */
static struct envpy_value lookup(struct reader *reader, const struct py_expr *call,
				 struct str (*ask)(void *data, struct str name))
{
	const struct py_expr *key = argument(call, 0);
	const struct envpy_value name = key ? evaluate(reader, key) : make(reader, ENVPY_UNKNOWN, call);

	if (name.kind != ENVPY_TEXT || !ask)
		return make(reader, ENVPY_UNKNOWN, call);
	const struct str found = ask(reader->world->data, name.text);
	if (found.p)
		return make_text(reader, found, call);
	const struct py_expr *otherwise = argument(call, 1);
	return otherwise ? evaluate(reader, otherwise) : make(reader, ENVPY_NONE, call);
}

static struct envpy_value call_replace(struct reader *reader, const struct py_expr *call)
{
	const struct envpy_value text = evaluate(reader, call->call.function->attribute.object);
	const struct py_expr *from = argument(call, 0), *to = argument(call, 1);

	if (text.kind != ENVPY_TEXT || !from || !to)
		return make(reader, ENVPY_UNKNOWN, call);
	const struct envpy_value old = evaluate(reader, from), fresh = evaluate(reader, to);
	if (old.kind != ENVPY_TEXT || fresh.kind != ENVPY_TEXT)
		return make(reader, ENVPY_UNKNOWN, call);
	return make_text(reader, str_replace(reader->result, text.text, old.text, fresh.text), call);
}

/* dict(a=1) */
static struct envpy_value call_dict(struct reader *reader, const struct py_expr *call)
{
	struct envpy_value value = make(reader, ENVPY_DICT, call);

	value.items = ARENA_NEW(reader->result, struct map);
	*value.items = MAP(reader->result);
	for (size_t i = 0; i < call->call.keyword_count; i++) {
		struct envpy_value *item = ARENA_NEW(reader->result, struct envpy_value);
		*item = evaluate(reader, call->call.keywords[i].value);
		if (!call->call.keywords[i].name.p || item->kind == ENVPY_UNKNOWN)
			return make(reader, ENVPY_UNKNOWN, call);
		map_put(value.items, call->call.keywords[i].name, item);
	}
	return value;
}

static struct envpy_value evaluate_call(struct reader *reader, const struct py_expr *expr)
{
	const struct py_expr *function = expr->call.function;
	const struct str name = conf_dotted_name(reader->result, function);

	if (str_is(name, "os.getenv") || str_is(name, "getenv") || str_is(name, "os.environ.get") ||
	    str_is(name, "environ.get"))
		return lookup(reader, expr, reader->world->environment);
	if (str_ends(name, STR("get_main_option")))
		return lookup(reader, expr, reader->world->main_option);
	if (str_is(name, "dict") && !expr->call.args.n)
		return call_dict(reader, expr);
	if (str_is(name, "str") && expr->call.args.n == 1)
		return evaluate(reader, expr->call.args.items[0]);
	if (function->kind == PY_EXPR_ATTRIBUTE && str_is(function->attribute.name, "replace"))
		return call_replace(reader, expr);
	return make(reader, ENVPY_UNKNOWN, expr);
}

/* ---- the other forms ---- */

static struct envpy_value evaluate_or(struct reader *reader, const struct py_expr *expr)
{
	struct envpy_value value = make(reader, ENVPY_UNKNOWN, expr);

	for (size_t i = 0; i < expr->list.n; i++) {
		value = evaluate(reader, expr->list.items[i]);
		if (value.kind == ENVPY_UNKNOWN || is_truthy(&value))
			break;
	}
	return value;
}

static struct envpy_value evaluate_joined(struct reader *reader, const struct py_expr *expr)
{
	struct strbuf out = STRBUF(reader->result);

	for (size_t i = 0; i < expr->list.n; i++) {
		const struct py_expr *part = expr->list.items[i];
		if (part->kind == PY_EXPR_FORMATTED_VALUE && (part->formatted.format || part->formatted.conversion))
			return make(reader, ENVPY_UNKNOWN, expr);
		const struct envpy_value value = evaluate(
			reader, part->kind == PY_EXPR_FORMATTED_VALUE ? part->formatted.value : part);
		if (value.kind != ENVPY_TEXT)
			return make(reader, ENVPY_UNKNOWN, expr);
		strbuf_add(&out, value.text);
	}
	return make_text(reader, strbuf_str(&out), expr);
}

static struct envpy_value evaluate_add(struct reader *reader, const struct py_expr *expr)
{
	const struct envpy_value left = evaluate(reader, expr->binary.left);
	const struct envpy_value right = evaluate(reader, expr->binary.right);

	if (expr->binary.op != PY_BINARY_ADD || left.kind != ENVPY_TEXT || right.kind != ENVPY_TEXT)
		return make(reader, ENVPY_UNKNOWN, expr);
	return make_text(reader, str_concat(reader->result, left.text, right.text), expr);
}

static struct envpy_value evaluate_subscript(struct reader *reader, const struct py_expr *expr)
{
	const struct str name = conf_dotted_name(reader->result, expr->subscript.object);
	const struct envpy_value key = evaluate(reader, expr->subscript.index);

	if ((!str_is(name, "os.environ") && !str_is(name, "environ")) || key.kind != ENVPY_TEXT ||
	    !reader->world->environment)
		return make(reader, ENVPY_UNKNOWN, expr);
	const struct str found = reader->world->environment(reader->world->data, key.text);
	return found.p ? make_text(reader, found, expr) : make(reader, ENVPY_UNKNOWN, expr);
}

static struct envpy_value evaluate_conditional(struct reader *reader, const struct py_expr *expr)
{
	const struct envpy_value test = evaluate(reader, expr->conditional.test);

	if (test.kind == ENVPY_UNKNOWN)
		return test;
	return evaluate(reader, is_truthy(&test) ? expr->conditional.body : expr->conditional.otherwise);
}

static struct envpy_value evaluate_form(struct reader *reader, const struct py_expr *expr)
{
	switch ((int)expr->kind) {
	case PY_EXPR_CONSTANT:
		return evaluate_constant(reader, expr);
	case PY_EXPR_NAME:
		return evaluate_name(reader, expr);
	case PY_EXPR_DICT:
		return evaluate_dict(reader, expr);
	case PY_EXPR_CALL:
		return evaluate_call(reader, expr);
	case PY_EXPR_OR:
		return evaluate_or(reader, expr);
	case PY_EXPR_JOINED_STRING:
		return evaluate_joined(reader, expr);
	case PY_EXPR_BINARY:
		return evaluate_add(reader, expr);
	case PY_EXPR_SUBSCRIPT:
		return evaluate_subscript(reader, expr);
	case PY_EXPR_CONDITIONAL:
		return evaluate_conditional(reader, expr);
	default:
		return make(reader, ENVPY_UNKNOWN, expr);
	}
}

static struct envpy_value evaluate(struct reader *reader, const struct py_expr *expr)
{
	struct envpy_value value = make(reader, ENVPY_UNKNOWN, expr);

	if (reader->depth < DEPTH_LIMIT) {
		reader->depth++;
		value = evaluate_form(reader, expr);
		reader->depth--;
	}
	return value;
}

/* ---- what the file says ---- */

static void bind_name(struct reader *reader, struct str name, const struct py_expr *value)
{
	struct binding *binding = ARENA_NEW(reader->result, struct binding);

	binding->value = value;
	binding->next = map_get(&reader->names, name);
	map_put(&reader->names, name, binding);
}

static void visit_statement(void *data, const struct py_stmt *statement)
{
	struct reader *reader = data;

	if (statement->kind == PY_STMT_ASSIGN)
		for (size_t i = 0; i < statement->assign.targets.n; i++) {
			const struct py_expr *target = statement->assign.targets.items[i];
			if (target->kind == PY_EXPR_NAME)
				bind_name(reader, target->name, statement->assign.value);
		}
	if (statement->kind == PY_STMT_ANNOTATED_ASSIGN && statement->annotated.value &&
	    statement->annotated.target->kind == PY_EXPR_NAME)
		bind_name(reader, statement->annotated.target->name, statement->annotated.value);
	if (statement->kind == PY_STMT_AUGMENTED_ASSIGN && statement->augmented.target->kind == PY_EXPR_NAME)
		bind_name(reader, statement->augmented.target->name, NULL);
}

/* Two calls that say different things leave the value unknown. */
static void note_value(struct envpy_value *known, const struct envpy_value *value)
{
	if (known->kind == ENVPY_ABSENT || same_value(known, value))
		*known = *value;
	else if (known->kind != ENVPY_UNKNOWN) {
		*known = *value;
		known->kind = ENVPY_UNKNOWN;
	}
}

static void note_keyword(struct reader *reader, const struct py_expr *call, const char *name,
			 struct envpy_value *known)
{
	const struct py_expr *given = keyword_of(call, name);

	if (given) {
		const struct envpy_value value = evaluate(reader, given);
		note_value(known, &value);
	}
}

/* target_metadata=MetaData(naming_convention={...}), directly or by a name. */
static void note_naming(struct reader *reader, const struct py_expr *metadata)
{
	for (int i = 0; i < DEPTH_LIMIT && metadata->kind == PY_EXPR_NAME; i++) {
		const struct binding *binding = map_get(&reader->names, metadata->name);
		if (!binding || !binding->value)
			return;
		metadata = binding->value;
	}
	if (metadata->kind != PY_EXPR_CALL ||
	    !str_ends(conf_dotted_name(reader->result, metadata->call.function), STR("MetaData")))
		return;
	note_keyword(reader, metadata, "naming_convention", &reader->envpy->naming_convention);
}

static void note_paramstyle(struct reader *reader, const struct py_expr *call)
{
	const struct py_expr *options = keyword_of(call, "dialect_opts");
	const struct envpy_value value = options ? evaluate(reader, options) : make(reader, ENVPY_NONE, call);
	const struct envpy_value *style =
		value.kind == ENVPY_DICT ? map_get(value.items, STR("paramstyle")) : NULL;

	if (value.kind != ENVPY_UNKNOWN && !(style && str_is(style->text, "named")))
		reader->envpy->doubles_percent = true;
}

static void note_configure(struct reader *reader, const struct py_expr *call)
{
	struct envpy *envpy = reader->envpy;

	note_keyword(reader, call, "version_table", &envpy->version_table);
	note_keyword(reader, call, "version_table_schema", &envpy->version_table_schema);
	note_keyword(reader, call, "version_table_pk", &envpy->version_table_pk);
	note_keyword(reader, call, "transaction_per_migration", &envpy->transaction_per_migration);
	note_keyword(reader, call, "transactional_ddl", &envpy->transactional_ddl);
	note_keyword(reader, call, "schema_translate_map", &envpy->schema_translate_map);
	if (keyword_of(call, "target_metadata"))
		note_naming(reader, keyword_of(call, "target_metadata"));
	if (keyword_of(call, "literal_binds"))
		note_paramstyle(reader, call);
	if (keyword_of(call, "url") && envpy->url.kind == ENVPY_ABSENT)
		note_keyword(reader, call, "url", &envpy->url);
	for (size_t i = 0; i < call->call.keyword_count; i++)
		if (!call->call.keywords[i].name.p) {
			envpy->has_keywords = true;
			envpy->keywords_pos = py_source_pos(reader->source, call->line, call->col);
		}
}

static void visit_expr(void *data, const struct py_expr *expr)
{
	struct reader *reader = data;

	if (expr->kind != PY_EXPR_CALL || expr->call.function->kind != PY_EXPR_ATTRIBUTE)
		return;
	const struct str name = expr->call.function->attribute.name;
	if (str_is(name, "configure"))
		note_configure(reader, expr);
	if (str_is(name, "set_main_option") && expr->call.args.n == 2) {
		const struct envpy_value key = evaluate(reader, expr->call.args.items[0]);
		const struct envpy_value value = evaluate(reader, expr->call.args.items[1]);
		if (str_is(key.text, "sqlalchemy.url") && value.kind == ENVPY_TEXT) {
			reader->envpy->url = value;
			reader->envpy->url.text = str_replace(reader->result, value.text, STR("%%"), STR("%"));
		}
	}
}

struct error *envpy_read(struct arena *result, struct str path, struct str text,
			 const struct envpy_world *world, struct envpy *ret_envpy)
{
	struct envpy envpy = { .has_keywords = false };
	struct py_module_ast *module;
	struct py_source source;
	struct reader reader = { .result = result, .source = &source, .world = world,
				 .names = MAP(result), .envpy = &envpy };

	TRY(py_source_load(result, path, text, &source));
	TRY(py_parse_module(result, &source, &module));
	conf_walk(&module->body, &(struct conf_visitor){ &reader, visit_statement, NULL });
	conf_walk(&module->body, &(struct conf_visitor){ &reader, NULL, visit_expr });
	*ret_envpy = envpy;
	return NULL;
}

struct error *envpy_read_dict(struct arena *result, struct str path, struct str text,
			      struct envpy_value *ret_value)
{
	const struct envpy_world world = { 0 };
	struct py_module_ast *module;
	struct py_source source;
	struct reader reader = { .result = result, .source = &source, .world = &world, .names = MAP(result) };

	TRY(py_source_load(result, path, text, &source));
	TRY(py_parse_module(result, &source, &module));
	if (module->body.n == 1 && module->body.items[0]->kind == PY_STMT_EXPRESSION)
		*ret_value = evaluate(&reader, module->body.items[0]->value);
	else
		*ret_value = (struct envpy_value){ .kind = ENVPY_UNKNOWN };
	if (ret_value->kind != ENVPY_DICT)
		return error_hint(error_new(ERR_REVISION, "'%.*s' does not hold one object of strings", STR_ARG(path)),
				  "for example {\"ix\": \"ix_%%(column_0_label)s\", \"pk\": \"pk_%%(table_name)s\"}");
	return NULL;
}
