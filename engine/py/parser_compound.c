#include "engine/py/parser_state.h"

struct error *py_refuse_type_parameters(struct py_parser *parser)
{
	if (!py_at(parser, PY_TOKEN_LEFT_BRACKET))
		return NULL;
	return error_at(error_new(ERR_UNSUPPORTED,
				  "type parameters are outside the supported Python subset"),
			py_source_pos(parser->source, parser->at->line, parser->at->col));
}

static struct error *parse_indented(struct py_parser *parser, const char *owner,
				    const struct py_token *start)
{
	if (!py_accept(parser, PY_TOKEN_INDENT)) {
		return py_error_here(parser, "expected an indented block after %s on line %d",
				     owner, start->line);
	}
	while (!py_accept(parser, PY_TOKEN_DEDENT))
		TRY(py_parse_statement(parser));
	return NULL;
}

struct error *py_parse_block(struct py_parser *parser, const char *owner,
			     const struct py_token *start, struct py_body *ret_body)
{
	const size_t begin = py_list_begin(parser);

	TRY(py_expect_named(parser, PY_TOKEN_COLON));
	TRY(py_parser_enter(parser));
	if (py_accept(parser, PY_TOKEN_NEWLINE))
		TRY(parse_indented(parser, owner, start));
	else
		TRY(py_parse_simple_line(parser));
	py_parser_leave(parser);
	ret_body->items = py_list_end(parser, begin, &ret_body->n);
	return NULL;
}

/* A statement ends with its last token; the line's end and the dedents behind that do not count. */
void py_end_stmt(struct py_parser *parser, struct py_stmt *stmt)
{
	const struct py_token *last = py_previous(parser);

	while (last->kind == PY_TOKEN_NEWLINE || last->kind == PY_TOKEN_DEDENT)
		last--;
	stmt->end_line = last->end_line;
	stmt->end_col = last->end_col;
}

static struct error *parse_else(struct py_parser *parser, struct py_body *ret_body)
{
	const struct py_token *start = parser->at;

	if (!py_accept(parser, PY_TOKEN_ELSE))
		return NULL;
	return py_parse_block(parser, "'else' statement", start, ret_body);
}

/* A condition or subject that a colon must follow. */
static struct error *parse_condition(struct py_parser *parser, struct py_expr **ret_test)
{
	TRY(py_parse_named_expression(parser, ret_test));
	if (py_at(parser, PY_TOKEN_ASSIGN))
		return py_error_expr(
			parser, *ret_test,
			(*ret_test)->kind == PY_EXPR_NAME
				? "invalid syntax. Maybe you meant '==' or ':=' instead "
				  "of '='?"
				: "cannot assign to %s here. Maybe you meant '==' "
				  "instead of '='?",
			py_expr_description(*ret_test));
	return NULL;
}

/* `elif` is an if of its own in the `otherwise` of the one before; the chain counts as depth. */
static struct error *parse_if(struct py_parser *parser, struct py_stmt **ret_stmt)
{
	const struct py_token *start = parser->at++;
	const char *owner = start->kind == PY_TOKEN_IF ? "'if' statement" : "'elif' statement";
	struct py_stmt *stmt = py_new_stmt(parser, PY_STMT_IF, start), *next;

	TRY(parse_condition(parser, &stmt->branch.test));
	TRY(py_parse_block(parser, owner, start, &stmt->branch.body));
	if (py_at(parser, PY_TOKEN_ELIF)) {
		TRY(py_parser_enter(parser));
		TRY(parse_if(parser, &next));
		py_parser_leave(parser);
		stmt->branch.otherwise.items = ARENA_NEW(parser->result, struct py_stmt *);
		stmt->branch.otherwise.items[0] = next;
		stmt->branch.otherwise.n = 1;
	} else {
		TRY(parse_else(parser, &stmt->branch.otherwise));
	}
	py_end_stmt(parser, stmt);
	*ret_stmt = stmt;
	return NULL;
}

static struct error *parse_while(struct py_parser *parser, struct py_stmt **ret_stmt)
{
	const struct py_token *start = parser->at++;
	struct py_stmt *stmt = py_new_stmt(parser, PY_STMT_WHILE, start);

	TRY(parse_condition(parser, &stmt->branch.test));
	TRY(py_parse_block(parser, "'while' statement", start, &stmt->branch.body));
	TRY(parse_else(parser, &stmt->branch.otherwise));
	py_end_stmt(parser, stmt);
	*ret_stmt = stmt;
	return NULL;
}

/* `start` is the `async` before the keyword, or the keyword. */
static struct error *parse_for(struct py_parser *parser, const struct py_token *start,
			       struct py_stmt **ret_stmt)
{
	const bool is_async = start->kind == PY_TOKEN_ASYNC;
	struct py_stmt *stmt =
		py_new_stmt(parser, is_async ? PY_STMT_ASYNC_FOR : PY_STMT_FOR, start);

	parser->at++;
	TRY(py_parse_targets(parser, &stmt->loop.target));
	TRY(py_expect(parser, PY_TOKEN_IN));
	TRY(py_parse_star_expressions(parser, &stmt->loop.iterable));
	TRY(py_parse_block(parser, "'for' statement", start, &stmt->loop.body));
	TRY(parse_else(parser, &stmt->loop.otherwise));
	py_end_stmt(parser, stmt);
	*ret_stmt = stmt;
	return NULL;
}

/* ---- with ---- */

static struct error *parse_with_item(struct py_parser *parser, struct py_with_item *ret_item)
{
	struct py_with_item item = { 0 };

	TRY(py_parse_expression(parser, &item.context));
	if (py_accept(parser, PY_TOKEN_AS)) {
		TRY(py_parse_starred_or(parser, py_parse_bitwise_or, &item.target));
		TRY(py_make_target(parser, item.target, PY_STORE));
	}
	*ret_item = item;
	return NULL;
}

static struct error *parse_with_items(struct py_parser *parser, enum py_token_kind end,
				      struct py_stmt *stmt)
{
	struct py_with_item item;

	do {
		if (stmt->with.n && py_at(parser, end) && end == PY_TOKEN_RIGHT_PAREN)
			break;
		TRY(parse_with_item(parser, &item));
		*PY_APPEND(parser, stmt->with.items, stmt->with.n) = item;
	} while (py_accept(parser, PY_TOKEN_COMMA));
	return NULL;
}

/* Whether the parenthesis at the current token closes right before a colon. */
static bool is_parenthesised_with(const struct py_parser *parser)
{
	const struct py_token *token = parser->at;
	int depth = 0;

	for (;; token++) {
		if (token->kind == PY_TOKEN_LEFT_PAREN || token->kind == PY_TOKEN_LEFT_BRACKET ||
		    token->kind == PY_TOKEN_LEFT_BRACE)
			depth++;
		else if (token->kind == PY_TOKEN_RIGHT_PAREN ||
			 token->kind == PY_TOKEN_RIGHT_BRACKET ||
			 token->kind == PY_TOKEN_RIGHT_BRACE)
			depth--;
		else if (token->kind == PY_TOKEN_END || token->kind == PY_TOKEN_ERROR)
			return false;
		if (!depth)
			return token[1].kind == PY_TOKEN_COLON;
	}
}

/* `with (a as b, c):`; false, and nothing read, if what is in the parentheses is an expression. */
static bool try_parenthesised_items(struct py_parser *parser, struct py_stmt *stmt)
{
	const struct py_parser saved = *parser;

	if (!py_at(parser, PY_TOKEN_LEFT_PAREN) || !is_parenthesised_with(parser))
		return false;
	parser->at++;
	struct error *error = parse_with_items(parser, PY_TOKEN_RIGHT_PAREN, stmt);
	if (!error && py_accept(parser, PY_TOKEN_RIGHT_PAREN) && py_at(parser, PY_TOKEN_COLON))
		return true;
	error_ignore(error);
	*parser = saved;
	stmt->with.items = NULL;
	stmt->with.n = 0;
	return false;
}

static struct error *parse_with(struct py_parser *parser, const struct py_token *start,
				struct py_stmt **ret_stmt)
{
	const bool is_async = start->kind == PY_TOKEN_ASYNC;
	struct py_stmt *stmt =
		py_new_stmt(parser, is_async ? PY_STMT_ASYNC_WITH : PY_STMT_WITH, start);

	parser->at++;
	if (!try_parenthesised_items(parser, stmt))
		TRY(parse_with_items(parser, PY_TOKEN_COLON, stmt));
	TRY(py_parse_block(parser, "'with' statement", start, &stmt->with.body));
	py_end_stmt(parser, stmt);
	*ret_stmt = stmt;
	return NULL;
}

/* ---- try ---- */

static struct error *parse_handler(struct py_parser *parser, struct py_stmt *stmt)
{
	const struct py_token *start = parser->at++;
	struct py_handler handler = { .line = start->line, .col = start->col };
	const bool is_star = py_accept(parser, PY_TOKEN_STAR);

	if (stmt->try.handler_count && is_star != (stmt->kind == PY_STMT_TRY_STAR))
		return py_error_at(parser, start,
				   "cannot have both 'except' and 'except*' on the same 'try'");
	stmt->kind = is_star ? PY_STMT_TRY_STAR : PY_STMT_TRY;
	if (is_star && py_at(parser, PY_TOKEN_COLON))
		return py_error_here(parser, "expected one or more exception types");
	if (!py_at(parser, PY_TOKEN_COLON)) {
		TRY(py_parse_expression(parser, &handler.type));
		if (py_at(parser, PY_TOKEN_COMMA))
			return py_error_expr(parser, handler.type,
					     "multiple exception types must be parenthesized");
		if (py_accept(parser, PY_TOKEN_AS))
			TRY(py_expect_name(parser, &handler.name));
	}
	TRY(py_parse_block(parser, is_star ? "'except*' statement" : "'except' statement", start,
			   &handler.body));
	*PY_APPEND(parser, stmt->try.handlers, stmt->try.handler_count) = handler;
	return NULL;
}

static struct error *parse_finally(struct py_parser *parser, struct py_stmt *stmt)
{
	const struct py_token *start = parser->at;

	if (!py_accept(parser, PY_TOKEN_FINALLY))
		return NULL;
	return py_parse_block(parser, "'finally' statement", start, &stmt->try.finally);
}

static struct error *parse_try(struct py_parser *parser, struct py_stmt **ret_stmt)
{
	const struct py_token *start = parser->at++;
	struct py_stmt *stmt = py_new_stmt(parser, PY_STMT_TRY, start);

	TRY(py_parse_block(parser, "'try' statement", start, &stmt->try.body));
	while (py_at(parser, PY_TOKEN_EXCEPT)) {
		const size_t n = stmt->try.handler_count;
		if (n && !stmt->try.handlers[n - 1].type)
			return py_error_here(parser, "default 'except:' must be last");
		TRY(parse_handler(parser, stmt));
	}
	if (stmt->try.handler_count)
		TRY(parse_else(parser, &stmt->try.otherwise));
	TRY(parse_finally(parser, stmt));
	if (!stmt->try.handler_count && !stmt->try.finally.n)
		return py_error_here(parser, "expected 'except' or 'finally' block");
	py_end_stmt(parser, stmt);
	*ret_stmt = stmt;
	return NULL;
}

/* ---- definitions ---- */

static struct error *parse_function(struct py_parser *parser, const struct py_token *start,
				    struct py_expr_list decorators, struct py_stmt **ret_stmt)
{
	const bool is_async = start->kind == PY_TOKEN_ASYNC;
	struct py_stmt *stmt =
		py_new_stmt(parser, is_async ? PY_STMT_ASYNC_FUNCTION : PY_STMT_FUNCTION, start);

	parser->at++;
	stmt->function.decorators = decorators;
	TRY(py_expect_name(parser, &stmt->function.name));
	TRY(py_refuse_type_parameters(parser));
	TRY(py_expect_named(parser, PY_TOKEN_LEFT_PAREN));
	TRY(py_parse_parameters(parser, PY_PARAMETERS_OF_DEF, &stmt->function.parameters));
	TRY(py_expect(parser, PY_TOKEN_RIGHT_PAREN));
	if (py_accept(parser, PY_TOKEN_ARROW))
		TRY(py_parse_expression(parser, &stmt->function.returns));
	TRY(py_parse_block(parser, "function definition", start, &stmt->function.body));
	py_end_stmt(parser, stmt);
	*ret_stmt = stmt;
	return NULL;
}

static struct error *parse_class(struct py_parser *parser, struct py_expr_list decorators,
				 struct py_stmt **ret_stmt)
{
	const struct py_token *start = parser->at++;
	struct py_stmt *stmt = py_new_stmt(parser, PY_STMT_CLASS, start);

	stmt->class.decorators = decorators;
	TRY(py_expect_name(parser, &stmt->class.name));
	TRY(py_refuse_type_parameters(parser));
	const struct py_token *open = parser->at;
	if (py_accept(parser, PY_TOKEN_LEFT_PAREN))
		TRY(py_parse_arguments(parser, open, &stmt->class.bases, &stmt->class.keywords,
				       &stmt->class.keyword_count));
	TRY(py_parse_block(parser, "class definition", start, &stmt->class.body));
	py_end_stmt(parser, stmt);
	*ret_stmt = stmt;
	return NULL;
}

static struct error *parse_async(struct py_parser *parser, struct py_expr_list decorators,
				 struct py_stmt **ret_stmt)
{
	const struct py_token *start = parser->at++;

	if (py_at(parser, PY_TOKEN_DEF))
		return parse_function(parser, start, decorators, ret_stmt);
	if (py_at(parser, PY_TOKEN_FOR) && !decorators.n)
		return parse_for(parser, start, ret_stmt);
	if (py_at(parser, PY_TOKEN_WITH) && !decorators.n)
		return parse_with(parser, start, ret_stmt);
	return py_invalid_syntax(parser);
}

static struct error *parse_decorated(struct py_parser *parser, struct py_stmt **ret_stmt)
{
	const size_t begin = py_list_begin(parser);
	struct py_expr_list decorators;
	struct py_expr *decorator;

	while (py_accept(parser, PY_TOKEN_AT)) {
		TRY(py_parse_named_expression(parser, &decorator));
		TRY(py_expect(parser, PY_TOKEN_NEWLINE));
		py_list_add(parser, decorator);
	}
	decorators.items = py_list_end(parser, begin, &decorators.n);
	if (py_at(parser, PY_TOKEN_DEF))
		return parse_function(parser, parser->at, decorators, ret_stmt);
	if (py_at(parser, PY_TOKEN_CLASS))
		return parse_class(parser, decorators, ret_stmt);
	if (py_at(parser, PY_TOKEN_ASYNC))
		return parse_async(parser, decorators, ret_stmt);
	return py_invalid_syntax(parser);
}

struct error *py_parse_statement(struct py_parser *parser)
{
	static const struct py_expr_list no_decorators = { 0 };
	struct py_stmt *stmt = NULL;

	switch ((int)parser->at->kind) {
	case PY_TOKEN_IF:
		TRY(parse_if(parser, &stmt));
		break;
	case PY_TOKEN_WHILE:
		TRY(parse_while(parser, &stmt));
		break;
	case PY_TOKEN_FOR:
		TRY(parse_for(parser, parser->at, &stmt));
		break;
	case PY_TOKEN_WITH:
		TRY(parse_with(parser, parser->at, &stmt));
		break;
	case PY_TOKEN_TRY:
		TRY(parse_try(parser, &stmt));
		break;
	case PY_TOKEN_DEF:
		TRY(parse_function(parser, parser->at, no_decorators, &stmt));
		break;
	case PY_TOKEN_CLASS:
		TRY(parse_class(parser, no_decorators, &stmt));
		break;
	case PY_TOKEN_ASYNC:
		TRY(parse_async(parser, no_decorators, &stmt));
		break;
	case PY_TOKEN_AT:
		TRY(parse_decorated(parser, &stmt));
		break;
	default:
		return py_begins_match(parser) ? py_parse_match(parser)
					       : py_parse_simple_line(parser);
	}
	py_list_add(parser, stmt);
	return NULL;
}
