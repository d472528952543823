#include "engine/py/check_state.h"

#include <stdio.h>

/* Every name of CPython 3.11's `builtins`; those that the interpreter lacks are refused by name. */
static const char builtin_names[] =
	" ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup "
	"BlockingIOError BrokenPipeError BufferError BytesWarning ChildProcessError "
	"ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError "
	"DeprecationWarning EOFError Ellipsis EncodingWarning EnvironmentError Exception "
	"ExceptionGroup FileExistsError FileNotFoundError FloatingPointError FutureWarning "
	"GeneratorExit IOError ImportError ImportWarning IndentationError IndexError "
	"InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError "
	"ModuleNotFoundError NameError NotADirectoryError NotImplemented NotImplementedError "
	"OSError OverflowError PendingDeprecationWarning PermissionError ProcessLookupError "
	"RecursionError ReferenceError ResourceWarning RuntimeError RuntimeWarning "
	"StopAsyncIteration "
	"StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError TimeoutError "
	"TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError "
	"UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning ZeroDivisionError "
	"__build_class__ __import__ abs aiter all anext any ascii bin bool breakpoint bytearray "
	"bytes "
	"callable chr classmethod compile complex copyright credits delattr dict dir divmod "
	"enumerate "
	"eval exec exit filter float format frozenset getattr globals hasattr hash help hex id "
	"input "
	"int isinstance issubclass iter len license list locals map max memoryview min next object "
	"oct "
	"open ord pow print property quit range repr reversed round set setattr slice sorted "
	"staticmethod str sum super tuple type vars zip ";

/* What every module, function or class body has without binding it. */
static const char implicit_names[] =
	" __name__ __file__ __doc__ __package__ __spec__ __loader__ __builtins__ __annotations__ "
	"__class__ __module__ __qualname__ __debug__ __path__ __dict__ ";

static bool has_word(const char *words, struct str name)
{
	char word[64];

	if (name.n + 3 > sizeof(word))
		return false;
	const int n = snprintf(word, sizeof(word), " %.*s ", STR_ARG(name));
	return str_find(str_from(words), (struct str){ word, (size_t)n }) >= 0;
}

struct py_binding *py_check_find(struct py_check *check, struct str name)
{
	for (struct py_check_scope *scope = check->scope; scope; scope = scope->parent) {
		/* A class's names are seen by its own body alone, not by its methods. */
		if (scope->is_class && scope != check->scope)
			continue;
		struct py_binding *binding = map_get(&scope->names, name);
		if (binding)
			return binding;
	}
	return NULL;
}

/* A definition that is named may be called. */
static void reach(struct py_check *check, struct py_binding *binding)
{
	const size_t n = check->queue_count;

	if (binding->is_reached || !binding->definition_count)
		return;
	binding->is_reached = true;
	check->queue = arena_grow(check->arena, check->queue, n * sizeof(*check->queue),
				  (n + binding->definition_count) * sizeof(*check->queue));
	for (size_t i = 0; i < binding->definition_count; i++)
		check->queue[check->queue_count++] = binding->definitions[i];
}

/* Whether `from m import *` may have bound the name. */
static bool may_come_from_star(struct py_check *check, struct str name)
{
	struct str module;

	for (size_t i = 0; i < check->stars.n; i++) {
		const struct str star = check->stars.items[i];
		const enum py_known known = check->world->module(check->world->data, star);
		if (known != PY_KNOWN && known != PY_KNOWN_MODULE)
			return true;
		if (check->world->attribute(check->world->data, star, name, &module) !=
		    PY_KNOWN_MISSING)
			return true;
	}
	return false;
}

void py_check_name(struct py_check *check, const struct py_expr *expr)
{
	struct py_binding *binding = py_check_find(check, expr->name);

	if (binding) {
		reach(check, binding);
		return;
	}
	if (check->world->has_builtin(check->world->data, expr->name) ||
	    has_word(implicit_names, expr->name) || may_come_from_star(check, expr->name))
		return;
	if (has_word(builtin_names, expr->name))
		py_check_fail(check, expr->line, expr->col,
			      "'%.*s' is outside the supported Python subset", STR_ARG(expr->name));
	else if (!check->guard)
		py_check_fail(check, expr->line, expr->col, "name '%.*s' is not defined",
			      STR_ARG(expr->name));
}

/* ---- imports ---- */

/* What `module.name` is; a module that the file's directory may have is not judged. */
static struct py_static member_of(struct py_check *check, struct str module, struct str name,
				  const struct py_expr *place)
{
	struct str submodule = STR_NULL;

	switch (check->world->attribute(check->world->data, module, name, &submodule)) {
	case PY_KNOWN:
		return (struct py_static){ PY_STATIC_MEMBER, module, name };
	case PY_KNOWN_MODULE:
		return (struct py_static){ PY_STATIC_MODULE, submodule, STR_NULL };
	case PY_KNOWN_MISSING:
		if (!check->guard)
			py_check_fail(check, place->line, place->col,
				      "module '%.*s' has no attribute '%.*s'", STR_ARG(module),
				      STR_ARG(name));
		break;
	case PY_KNOWN_REFUSED:
		py_check_fail(check, place->line, place->col, "'%.*s.%.*s' is not supported",
			      STR_ARG(module), STR_ARG(name));
		break;
	case PY_KNOWN_DYNAMIC:
		break;
	}
	return (struct py_static){ 0 };
}

/* The use of something from a module that is nowhere: at run time a value that stands for nothing.
 */
static void check_missing_module(struct py_check *check, const struct py_binding *binding,
				 struct str module, const struct py_expr *place)
{
	const enum py_known known = check->world->module(check->world->data, module);

	if (!check->in_function || check->guard || check->raises || binding->is_guarded)
		return;
	if (known == PY_KNOWN_MISSING || known == PY_KNOWN_REFUSED)
		py_check_fail(check, place->line, place->col,
			      "'%.*s' comes from module '%.*s', which cannot be imported here",
			      STR_ARG(place->name), STR_ARG(module));
}

static struct str first_part(struct str dotted)
{
	const ptrdiff_t dot = str_find_char(dotted, '.');

	return dot < 0 ? dotted : str_slice(dotted, 0, (size_t)dot);
}

static struct py_static resolve_import(struct py_check *check, const struct py_binding *binding,
				       const struct py_expr *expr)
{
	const struct py_stmt *stmt = binding->import;
	const bool is_plain = stmt->kind == PY_STMT_IMPORT;
	const bool is_root = is_plain && !binding->alias->as_name.p;
	const struct str module = !is_plain ? stmt->import.module
				  : is_root ? first_part(binding->alias->name)
					    : binding->alias->name;

	if (stmt->import.level || !module.p)
		return (struct py_static){ 0 };
	switch (check->world->module(check->world->data, module)) {
	case PY_KNOWN:
	case PY_KNOWN_MODULE:
		return is_plain ? (struct py_static){ PY_STATIC_MODULE, module, STR_NULL }
				: member_of(check, module, binding->alias->name, expr);
	case PY_KNOWN_MISSING:
	case PY_KNOWN_REFUSED:
		check_missing_module(check, binding, module, expr);
		break;
	case PY_KNOWN_DYNAMIC:
		break;
	}
	return (struct py_static){ 0 };
}

static struct py_static resolve_name(struct py_check *check, const struct py_expr *expr)
{
	struct py_binding *binding = py_check_find(check, expr->name);

	py_check_name(check, expr);
	/* A name that something else binds too may hold anything. */
	if (!binding || !binding->import || binding->count != 1)
		return (struct py_static){ 0 };
	return resolve_import(check, binding, expr);
}

struct py_static py_check_resolve(struct py_check *check, const struct py_expr *expr)
{
	if (expr->kind == PY_EXPR_NAME && expr->context == PY_LOAD)
		return resolve_name(check, expr);
	if (expr->kind != PY_EXPR_ATTRIBUTE) {
		py_check_expr(check, expr);
		return (struct py_static){ 0 };
	}
	const struct py_static object = py_check_resolve(check, expr->attribute.object);
	if (object.kind != PY_STATIC_MODULE || expr->context != PY_LOAD)
		return (struct py_static){ 0 };
	struct py_expr place = *expr;
	place.line = expr->attribute.name_line;
	place.col = expr->attribute.name_col;
	return member_of(check, object.module, expr->attribute.name, &place);
}

/* ---- calls ---- */

/* The next parameter of a signature's text; commas in brackets and quotes belong to a default. */
static bool next_parameter(struct str *rest, struct str *ret_part)
{
	size_t n = 0;
	int depth = 0;
	char quote = 0;

	if (!rest->n)
		return false;
	for (; n < rest->n && (rest->p[n] != ',' || depth || quote); n++) {
		const char c = rest->p[n];
		if (quote)
			quote = c == quote ? 0 : quote;
		else if (c == '\'' || c == '"')
			quote = c;
		else
			depth += (c == '(' || c == '[' || c == '{') -
				 (c == ')' || c == ']' || c == '}');
	}
	*ret_part = str_trim(str_slice(*rest, 0, n));
	*rest = str_skip(*rest, n + 1);
	return true;
}

static struct str parameter_name(struct str part)
{
	size_t n = 0;

	while (n < part.n && part.p[n] != '=' && part.p[n] != ':' && part.p[n] != ' ')
		n++;
	return str_slice(part, 0, n);
}

static bool takes_keyword(struct str signature, struct str keyword)
{
	struct str part;

	while (next_parameter(&signature, &part))
		if (str_starts(part, STR("**")) || str_equal(parameter_name(part), keyword))
			return true;
	return false;
}

static int positional_limit(struct str signature)
{
	struct str part;
	int n = 0;

	while (next_parameter(&signature, &part)) {
		if (str_is(part, "*") || str_starts(part, STR("**")))
			return n;
		if (str_starts(part, STR("*")))
			return -1;
		n += !str_is(part, "/");
	}
	return n;
}

static void check_positional(struct py_check *check, const struct py_expr *call, struct str name,
			     struct str signature)
{
	const int limit = positional_limit(signature);

	for (size_t i = 0; i < call->call.args.n; i++) {
		const struct py_expr *arg = call->call.args.items[i];
		if (arg->kind == PY_EXPR_STARRED)
			return;
		if (limit >= 0 && i >= (size_t)limit) {
			py_check_fail(check, arg->line, arg->col,
				      "%.*s() takes at most %d positional arguments", STR_ARG(name),
				      limit);
			return;
		}
	}
}

void py_check_call(struct py_check *check, const struct py_expr *call, struct py_static callee)
{
	if (callee.kind != PY_STATIC_MEMBER || check->guard)
		return;
	const struct str signature =
		check->world->signature(check->world->data, callee.module, callee.name);
	if (!signature.p)
		return;
	for (size_t i = 0; i < call->call.keyword_count; i++) {
		const struct py_ast_keyword *keyword = &call->call.keywords[i];
		if (keyword->name.p && !takes_keyword(signature, keyword->name))
			py_check_fail(check, keyword->line, keyword->col,
				      "%.*s() got an unexpected keyword argument '%.*s'",
				      STR_ARG(callee.name), STR_ARG(keyword->name));
	}
	check_positional(check, call, callee.name, signature);
}
