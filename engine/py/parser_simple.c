#include "engine/py/parser_state.h"

struct py_stmt *py_new_stmt(struct py_parser *parser, enum py_stmt_kind kind,
			    const struct py_token *start)
{
	struct py_stmt *stmt = ARENA_NEW(parser->result, struct py_stmt);
	const struct py_token *last = py_previous(parser);

	stmt->kind = kind;
	stmt->line = start->line;
	stmt->col = start->col;
	stmt->end_line = last->end_line;
	stmt->end_col = last->end_col;
	return stmt;
}

static bool at_statement_end(const struct py_parser *parser)
{
	return py_at(parser, PY_TOKEN_NEWLINE) || py_at(parser, PY_TOKEN_SEMICOLON);
}

/* ---- assignments and expressions ---- */

static bool is_single_target(const struct py_expr *expr)
{
	return expr->kind == PY_EXPR_NAME || expr->kind == PY_EXPR_ATTRIBUTE ||
	       expr->kind == PY_EXPR_SUBSCRIPT;
}

static struct error *parse_annotated(struct py_parser *parser, const struct py_token *start,
				     struct py_expr *target, struct py_stmt **ret_stmt)
{
	struct py_expr *annotation, *value = NULL;

	if (!is_single_target(target) && py_peek(parser) == PY_TOKEN_NEWLINE)
		return py_invalid_syntax(parser);
	parser->at++;
	TRY(py_parse_expression(parser, &annotation));
	if (target->kind == PY_EXPR_LIST || target->kind == PY_EXPR_TUPLE)
		return py_error_expr(parser, target, "only single target (not %s) can be annotated",
				     py_expr_description(target));
	if (!is_single_target(target))
		return py_error_expr(parser, target, "illegal target for annotation");
	if (py_accept(parser, PY_TOKEN_ASSIGN))
		TRY(py_parse_yield_or_star_expressions(parser, &value));
	target->context = PY_STORE;
	*ret_stmt = py_new_stmt(parser, PY_STMT_ANNOTATED_ASSIGN, start);
	(*ret_stmt)->annotated.target = target;
	(*ret_stmt)->annotated.annotation = annotation;
	(*ret_stmt)->annotated.value = value;
	(*ret_stmt)->annotated.is_simple = target->kind == PY_EXPR_NAME &&
					   !target->is_parenthesised;
	return NULL;
}

static struct error *parse_augmented(struct py_parser *parser, const struct py_token *start,
				     struct py_expr *target, struct py_stmt **ret_stmt)
{
	const int op = (int)parser->at->kind - PY_TOKEN_PLUS_ASSIGN;
	struct py_expr *value;

	if (!is_single_target(target))
		return py_error_expr(parser, target,
				     "'%s' is an illegal expression for augmented assignment",
				     py_expr_description(target));
	parser->at++;
	TRY(py_parse_yield_or_star_expressions(parser, &value));
	target->context = PY_STORE;
	*ret_stmt = py_new_stmt(parser, PY_STMT_AUGMENTED_ASSIGN, start);
	(*ret_stmt)->augmented.target = target;
	(*ret_stmt)->augmented.op = (enum py_binary_operator)op;
	(*ret_stmt)->augmented.value = value;
	return NULL;
}

static struct error *set_assigned(struct py_parser *parser, struct py_expr *target)
{
	if (target->kind == PY_EXPR_YIELD || target->kind == PY_EXPR_YIELD_FROM)
		return py_error_expr(parser, target, "assignment to yield expression not possible");
	if (is_single_target(target) || target->kind == PY_EXPR_LIST ||
	    target->kind == PY_EXPR_TUPLE || target->kind == PY_EXPR_STARRED)
		return py_make_target(parser, target, PY_STORE);
	return py_error_expr(parser, target,
			     "cannot assign to %s here. Maybe you meant '==' "
			     "instead of '='?",
			     py_expr_description(target));
}

static struct error *parse_assign(struct py_parser *parser, const struct py_token *start,
				  struct py_expr *first, struct py_stmt **ret_stmt)
{
	const size_t begin = py_list_begin(parser);
	struct py_expr_list targets;
	struct py_expr *value = first;

	while (py_accept(parser, PY_TOKEN_ASSIGN)) {
		TRY(set_assigned(parser, value));
		py_list_add(parser, value);
		TRY(py_parse_yield_or_star_expressions(parser, &value));
	}
	targets.items = py_list_end(parser, begin, &targets.n);
	*ret_stmt = py_new_stmt(parser, PY_STMT_ASSIGN, start);
	(*ret_stmt)->assign.targets = targets;
	(*ret_stmt)->assign.value = value;
	return NULL;
}

/* `print "x"`: the one mistake of old code that everybody makes. */
static struct error *check_legacy_call(struct py_parser *parser, const struct py_expr *expr)
{
	const bool is_call = expr->kind == PY_EXPR_NAME &&
			     (str_is(expr->name, "print") || str_is(expr->name, "exec"));

	if (!is_call || (!py_at(parser, PY_TOKEN_STRING) && !py_at(parser, PY_TOKEN_NAME) &&
			 !py_at(parser, PY_TOKEN_NUMBER)))
		return NULL;
	return py_error_expr(parser, expr,
			     "Missing parentheses in call to '%.*s'. Did you mean %.*s(...)?",
			     STR_ARG(expr->name), STR_ARG(expr->name));
}

static bool at_augmented_assign(const struct py_parser *parser)
{
	return parser->at->kind >= PY_TOKEN_PLUS_ASSIGN &&
	       parser->at->kind <= PY_TOKEN_FLOOR_ASSIGN;
}

static struct error *parse_expression_statement(struct py_parser *parser, struct py_stmt **ret_stmt)
{
	const struct py_token *start = parser->at;
	struct py_expr *expr;

	TRY(py_parse_yield_or_star_expressions(parser, &expr));
	if (py_at(parser, PY_TOKEN_COLON))
		return parse_annotated(parser, start, expr, ret_stmt);
	if (py_at(parser, PY_TOKEN_ASSIGN))
		return parse_assign(parser, start, expr, ret_stmt);
	if (at_augmented_assign(parser))
		return parse_augmented(parser, start, expr, ret_stmt);
	TRY(check_legacy_call(parser, expr));
	*ret_stmt = py_new_stmt(parser, PY_STMT_EXPRESSION, start);
	(*ret_stmt)->value = expr;
	return NULL;
}

/* ---- statements that begin with a keyword ---- */

static struct error *parse_return(struct py_parser *parser, struct py_stmt **ret_stmt)
{
	const struct py_token *start = parser->at++;
	struct py_expr *value = NULL;

	if (!at_statement_end(parser))
		TRY(py_parse_star_expressions(parser, &value));
	*ret_stmt = py_new_stmt(parser, PY_STMT_RETURN, start);
	(*ret_stmt)->value = value;
	return NULL;
}

static struct error *parse_raise(struct py_parser *parser, struct py_stmt **ret_stmt)
{
	const struct py_token *start = parser->at++;
	struct py_expr *exception = NULL, *cause = NULL;

	if (!at_statement_end(parser)) {
		TRY(py_parse_expression(parser, &exception));
		if (py_accept(parser, PY_TOKEN_FROM))
			TRY(py_parse_expression(parser, &cause));
	}
	*ret_stmt = py_new_stmt(parser, PY_STMT_RAISE, start);
	(*ret_stmt)->raise.exception = exception;
	(*ret_stmt)->raise.cause = cause;
	return NULL;
}

static struct error *parse_assert(struct py_parser *parser, struct py_stmt **ret_stmt)
{
	const struct py_token *start = parser->at++;
	struct py_expr *test, *message = NULL;

	TRY(py_parse_expression(parser, &test));
	if (py_accept(parser, PY_TOKEN_COMMA))
		TRY(py_parse_expression(parser, &message));
	*ret_stmt = py_new_stmt(parser, PY_STMT_ASSERT, start);
	(*ret_stmt)->assertion.test = test;
	(*ret_stmt)->assertion.message = message;
	return NULL;
}

static struct error *parse_delete(struct py_parser *parser, struct py_stmt **ret_stmt)
{
	const struct py_token *start = parser->at++;
	const size_t begin = py_list_begin(parser);
	struct py_expr_list targets;
	struct py_expr *target;

	do {
		TRY(py_parse_starred_or(parser, py_parse_expression, &target));
		TRY(py_make_target(parser, target, PY_DEL));
		py_list_add(parser, target);
	} while (py_accept(parser, PY_TOKEN_COMMA) && !at_statement_end(parser));
	targets.items = py_list_end(parser, begin, &targets.n);
	*ret_stmt = py_new_stmt(parser, PY_STMT_DELETE, start);
	(*ret_stmt)->targets = targets;
	return NULL;
}

static struct error *parse_scope(struct py_parser *parser, enum py_stmt_kind kind,
				 struct py_stmt **ret_stmt)
{
	const struct py_token *start = parser->at++;
	struct str name, *names = NULL;
	size_t n = 0;

	do {
		TRY(py_expect_name(parser, &name));
		*PY_APPEND(parser, names, n) = name;
	} while (py_accept(parser, PY_TOKEN_COMMA));
	*ret_stmt = py_new_stmt(parser, kind, start);
	(*ret_stmt)->scope.names = names;
	(*ret_stmt)->scope.n = n;
	return NULL;
}

static struct error *parse_word(struct py_parser *parser, enum py_stmt_kind kind,
				struct py_stmt **ret_stmt)
{
	const struct py_token *start = parser->at++;

	*ret_stmt = py_new_stmt(parser, kind, start);
	return NULL;
}

/* ---- imports ---- */

/* `a.b.c`, without a copy where no blanks stand between. */
static struct error *parse_dotted_name(struct py_parser *parser, struct str *ret_name)
{
	struct str part;

	TRY(py_expect_name(parser, ret_name));
	if (!py_at(parser, PY_TOKEN_DOT))
		return NULL;
	struct strbuf buffer = STRBUF(parser->result);
	strbuf_add(&buffer, *ret_name);
	while (py_accept(parser, PY_TOKEN_DOT)) {
		TRY(py_expect_name(parser, &part));
		strbuf_add_char(&buffer, '.');
		strbuf_add(&buffer, part);
	}
	*ret_name = strbuf_str(&buffer);
	return NULL;
}

enum alias_form { ALIAS_OF_MODULE, ALIAS_OF_NAME };

static struct error *parse_alias(struct py_parser *parser, enum alias_form form,
				 struct py_alias *ret_alias)
{
	struct py_alias alias = { .line = parser->at->line, .col = parser->at->col };

	if (form == ALIAS_OF_MODULE)
		TRY(parse_dotted_name(parser, &alias.name));
	else
		TRY(py_expect_name(parser, &alias.name));
	if (py_accept(parser, PY_TOKEN_AS))
		TRY(py_expect_name(parser, &alias.as_name));
	*ret_alias = alias;
	return NULL;
}

static struct error *parse_import(struct py_parser *parser, struct py_stmt **ret_stmt)
{
	const struct py_token *start = parser->at++;
	struct py_alias alias, *names = NULL;
	size_t n = 0;

	do {
		TRY(parse_alias(parser, ALIAS_OF_MODULE, &alias));
		*PY_APPEND(parser, names, n) = alias;
	} while (py_accept(parser, PY_TOKEN_COMMA));
	*ret_stmt = py_new_stmt(parser, PY_STMT_IMPORT, start);
	(*ret_stmt)->import.names = names;
	(*ret_stmt)->import.n = n;
	return NULL;
}

static int parse_import_level(struct py_parser *parser)
{
	int level = 0;

	for (;; parser->at++) {
		if (py_at(parser, PY_TOKEN_DOT))
			level++;
		else if (py_at(parser, PY_TOKEN_ELLIPSIS))
			level += 3;
		else
			return level;
	}
}

static struct error *parse_imported_names(struct py_parser *parser, struct py_alias **ret_names,
					  size_t *ret_n)
{
	const bool in_parentheses = py_accept(parser, PY_TOKEN_LEFT_PAREN);
	struct py_alias alias, *names = NULL;
	size_t n = 0;

	do {
		if (in_parentheses && n && py_at(parser, PY_TOKEN_RIGHT_PAREN))
			break;
		if (!in_parentheses && n && py_at(parser, PY_TOKEN_NEWLINE))
			return py_error_here(parser,
					     "trailing comma not allowed without surrounding "
					     "parentheses");
		TRY(parse_alias(parser, ALIAS_OF_NAME, &alias));
		*PY_APPEND(parser, names, n) = alias;
	} while (py_accept(parser, PY_TOKEN_COMMA));
	if (in_parentheses)
		TRY(py_expect(parser, PY_TOKEN_RIGHT_PAREN));
	*ret_names = names;
	*ret_n = n;
	return NULL;
}

static struct error *parse_star_import(struct py_parser *parser, struct py_alias **ret_names,
				       size_t *ret_n)
{
	struct py_alias *star = ARENA_NEW(parser->result, struct py_alias);

	star->name = py_token_str(parser, parser->at);
	star->line = parser->at->line;
	star->col = parser->at->col;
	parser->at++;
	*ret_names = star;
	*ret_n = 1;
	return NULL;
}

static struct error *parse_import_from(struct py_parser *parser, struct py_stmt **ret_stmt)
{
	const struct py_token *start = parser->at++;
	const int level = parse_import_level(parser);
	struct str module = STR_NULL;
	struct py_alias *names = NULL;
	size_t n = 0;

	if (!level || !py_at(parser, PY_TOKEN_IMPORT))
		TRY(parse_dotted_name(parser, &module));
	TRY(py_expect(parser, PY_TOKEN_IMPORT));
	if (py_at(parser, PY_TOKEN_STAR))
		TRY(parse_star_import(parser, &names, &n));
	else
		TRY(parse_imported_names(parser, &names, &n));
	*ret_stmt = py_new_stmt(parser, PY_STMT_IMPORT_FROM, start);
	(*ret_stmt)->import.module = module;
	(*ret_stmt)->import.level = level;
	(*ret_stmt)->import.names = names;
	(*ret_stmt)->import.n = n;
	return NULL;
}

/* ---- type aliases (3.12) ---- */

static bool begins_type_alias(const struct py_parser *parser)
{
	return py_at_word(parser, "type") && py_peek(parser) == PY_TOKEN_NAME &&
	       (parser->at[2].kind == PY_TOKEN_ASSIGN ||
		parser->at[2].kind == PY_TOKEN_LEFT_BRACKET);
}

static struct error *parse_type_alias(struct py_parser *parser, struct py_stmt **ret_stmt)
{
	const struct py_token *start = parser->at++, *name_token = parser->at;
	struct py_expr *value;
	struct str text;

	TRY(py_expect_name(parser, &text));
	struct py_expr *name = py_new_expr(parser, PY_EXPR_NAME, name_token);
	name->name = text;
	name->context = PY_STORE;
	TRY(py_refuse_type_parameters(parser));
	TRY(py_expect(parser, PY_TOKEN_ASSIGN));
	TRY(py_parse_expression(parser, &value));
	*ret_stmt = py_new_stmt(parser, PY_STMT_TYPE_ALIAS, start);
	(*ret_stmt)->type_alias.name = name;
	(*ret_stmt)->type_alias.value = value;
	return NULL;
}

static struct error *parse_simple(struct py_parser *parser, struct py_stmt **ret_stmt)
{
	switch ((int)parser->at->kind) {
	case PY_TOKEN_RETURN:
		return parse_return(parser, ret_stmt);
	case PY_TOKEN_RAISE:
		return parse_raise(parser, ret_stmt);
	case PY_TOKEN_ASSERT:
		return parse_assert(parser, ret_stmt);
	case PY_TOKEN_DEL:
		return parse_delete(parser, ret_stmt);
	case PY_TOKEN_GLOBAL:
		return parse_scope(parser, PY_STMT_GLOBAL, ret_stmt);
	case PY_TOKEN_NONLOCAL:
		return parse_scope(parser, PY_STMT_NONLOCAL, ret_stmt);
	case PY_TOKEN_PASS:
		return parse_word(parser, PY_STMT_PASS, ret_stmt);
	case PY_TOKEN_BREAK:
		return parse_word(parser, PY_STMT_BREAK, ret_stmt);
	case PY_TOKEN_CONTINUE:
		return parse_word(parser, PY_STMT_CONTINUE, ret_stmt);
	case PY_TOKEN_IMPORT:
		return parse_import(parser, ret_stmt);
	case PY_TOKEN_FROM:
		return parse_import_from(parser, ret_stmt);
	default:
		return begins_type_alias(parser) ? parse_type_alias(parser, ret_stmt)
						 : parse_expression_statement(parser, ret_stmt);
	}
}

struct error *py_parse_simple_line(struct py_parser *parser)
{
	do {
		struct py_stmt *stmt;
		TRY(parse_simple(parser, &stmt));
		py_list_add(parser, stmt);
	} while (py_accept(parser, PY_TOKEN_SEMICOLON) && !py_at(parser, PY_TOKEN_NEWLINE));
	return py_expect(parser, PY_TOKEN_NEWLINE);
}
