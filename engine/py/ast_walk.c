#include "engine/py/ast_walk.h"

static void visit(const struct py_visitor *visitor, const struct py_expr *expr)
{
	if (expr)
		visitor->expr(visitor->data, expr);
}

static void visit_list(const struct py_visitor *visitor, const struct py_expr_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		visitor->expr(visitor->data, list->items[i]);
}

static void visit_keywords(const struct py_visitor *visitor, const struct py_ast_keyword *keywords,
			   size_t n)
{
	for (size_t i = 0; i < n; i++)
		visit(visitor, keywords[i].value);
}

static void visit_comprehension(const struct py_visitor *visitor,
				const struct py_comprehension *comprehension)
{
	for (size_t i = 0; i < comprehension->generator_count; i++) {
		const struct py_ast_generator *generator = &comprehension->generators[i];
		visit(visitor, generator->target);
		visit(visitor, generator->iterable);
		visit_list(visitor, &generator->conditions);
	}
	visit(visitor, comprehension->element);
	visit(visitor, comprehension->value);
}

static void visit_dict(const struct py_visitor *visitor, const struct py_expr *expr)
{
	for (size_t i = 0; i < expr->dict.n; i++) {
		visit(visitor, expr->dict.keys[i]);
		visit(visitor, expr->dict.values[i]);
	}
}

void py_each_default(const struct py_parameters *parameters, const struct py_visitor *visitor)
{
	for (size_t i = 0; i < parameters->positional_count; i++)
		visit(visitor, parameters->positional[i].value);
	for (size_t i = 0; i < parameters->keyword_only_count; i++)
		visit(visitor, parameters->keyword_only[i].value);
}

void py_each_annotation(const struct py_parameters *parameters, const struct py_visitor *visitor)
{
	for (size_t i = 0; i < parameters->positional_count; i++)
		visit(visitor, parameters->positional[i].annotation);
	for (size_t i = 0; i < parameters->keyword_only_count; i++)
		visit(visitor, parameters->keyword_only[i].annotation);
	if (parameters->rest)
		visit(visitor, parameters->rest->annotation);
	if (parameters->keywords)
		visit(visitor, parameters->keywords->annotation);
}

void py_each_parameter(const struct py_parameters *parameters,
		       void (*name)(void *data, struct str name), void *data)
{
	for (size_t i = 0; i < parameters->positional_count; i++)
		name(data, parameters->positional[i].name);
	for (size_t i = 0; i < parameters->keyword_only_count; i++)
		name(data, parameters->keyword_only[i].name);
	if (parameters->rest)
		name(data, parameters->rest->name);
	if (parameters->keywords)
		name(data, parameters->keywords->name);
}

void py_each_child(const struct py_expr *expr, const struct py_visitor *visitor)
{
	switch (expr->kind) {
	case PY_EXPR_AND:
	case PY_EXPR_OR:
	case PY_EXPR_SET:
	case PY_EXPR_LIST:
	case PY_EXPR_TUPLE:
	case PY_EXPR_JOINED_STRING:
		visit_list(visitor, &expr->list);
		break;
	case PY_EXPR_NAMED:
		visit(visitor, expr->named.target);
		visit(visitor, expr->named.value);
		break;
	case PY_EXPR_BINARY:
		visit(visitor, expr->binary.left);
		visit(visitor, expr->binary.right);
		break;
	case PY_EXPR_UNARY:
		visit(visitor, expr->unary.operand);
		break;
	case PY_EXPR_LAMBDA:
		py_each_default(expr->lambda.parameters, visitor);
		visit(visitor, expr->lambda.body);
		break;
	case PY_EXPR_CONDITIONAL:
		visit(visitor, expr->conditional.body);
		visit(visitor, expr->conditional.test);
		visit(visitor, expr->conditional.otherwise);
		break;
	case PY_EXPR_DICT:
		visit_dict(visitor, expr);
		break;
	case PY_EXPR_LIST_COMP:
	case PY_EXPR_SET_COMP:
	case PY_EXPR_DICT_COMP:
	case PY_EXPR_GENERATOR:
		visit_comprehension(visitor, &expr->comprehension);
		break;
	case PY_EXPR_AWAIT:
	case PY_EXPR_YIELD:
	case PY_EXPR_YIELD_FROM:
	case PY_EXPR_STARRED:
		visit(visitor, expr->operand);
		break;
	case PY_EXPR_COMPARE:
		visit(visitor, expr->compare.left);
		for (size_t i = 0; i < expr->compare.n; i++)
			visit(visitor, expr->compare.operands[i]);
		break;
	case PY_EXPR_CALL:
		visit(visitor, expr->call.function);
		visit_list(visitor, &expr->call.args);
		visit_keywords(visitor, expr->call.keywords, expr->call.keyword_count);
		break;
	case PY_EXPR_FORMATTED_VALUE:
		visit(visitor, expr->formatted.value);
		visit(visitor, expr->formatted.format);
		break;
	case PY_EXPR_ATTRIBUTE:
		visit(visitor, expr->attribute.object);
		break;
	case PY_EXPR_SUBSCRIPT:
		visit(visitor, expr->subscript.object);
		visit(visitor, expr->subscript.index);
		break;
	case PY_EXPR_SLICE:
		visit(visitor, expr->slice.lower);
		visit(visitor, expr->slice.upper);
		visit(visitor, expr->slice.step);
		break;
	case PY_EXPR_CONSTANT:
	case PY_EXPR_NAME:
	case PY_EXPR_COUNT:
		break;
	}
}

/* ---- statements ---- */

void py_each_statement(const struct py_body *body, const struct py_visitor *visitor)
{
	for (size_t i = 0; visitor->stmt && i < body->n; i++)
		visitor->stmt(visitor->data, body->items[i]);
}

static void bind(const struct py_visitor *visitor, struct str name)
{
	if (name.p && visitor->name)
		visitor->name(visitor->data, name);
}

static void visit_pattern(const struct py_visitor *visitor, const struct py_pattern *pattern);

static void visit_patterns(const struct py_visitor *visitor, const struct py_pattern_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		visit_pattern(visitor, list->items[i]);
}

static void visit_pattern(const struct py_visitor *visitor, const struct py_pattern *pattern)
{
	switch (pattern->kind) {
	case PY_PATTERN_VALUE:
	case PY_PATTERN_SINGLETON:
		visit(visitor, pattern->value);
		break;
	case PY_PATTERN_SEQUENCE:
	case PY_PATTERN_OR:
		visit_patterns(visitor, &pattern->list);
		break;
	case PY_PATTERN_MAPPING:
		for (size_t i = 0; i < pattern->mapping.values.n; i++)
			visit(visitor, pattern->mapping.keys[i]);
		visit_patterns(visitor, &pattern->mapping.values);
		bind(visitor, pattern->mapping.rest);
		break;
	case PY_PATTERN_CLASS:
		visit(visitor, pattern->instance.type);
		visit_patterns(visitor, &pattern->instance.args);
		visit_patterns(visitor, &pattern->instance.keywords);
		break;
	case PY_PATTERN_AS:
	case PY_PATTERN_STAR:
		if (pattern->as.pattern)
			visit_pattern(visitor, pattern->as.pattern);
		bind(visitor, pattern->as.name);
		break;
	case PY_PATTERN_COUNT:
		break;
	}
}

static void visit_match(const struct py_visitor *visitor, const struct py_stmt *stmt)
{
	visit(visitor, stmt->match.subject);
	for (size_t i = 0; i < stmt->match.n; i++) {
		visit_pattern(visitor, stmt->match.cases[i].pattern);
		visit(visitor, stmt->match.cases[i].guard);
		py_each_statement(&stmt->match.cases[i].body, visitor);
	}
}

static void visit_with(const struct py_visitor *visitor, const struct py_stmt *stmt)
{
	for (size_t i = 0; i < stmt->with.n; i++) {
		visit(visitor, stmt->with.items[i].context);
		visit(visitor, stmt->with.items[i].target);
	}
	py_each_statement(&stmt->with.body, visitor);
}

static void visit_try(const struct py_visitor *visitor, const struct py_stmt *stmt)
{
	py_each_statement(&stmt->try.body, visitor);
	for (size_t i = 0; i < stmt->try.handler_count; i++) {
		visit(visitor, stmt->try.handlers[i].type);
		bind(visitor, stmt->try.handlers[i].name);
		py_each_statement(&stmt->try.handlers[i].body, visitor);
	}
	py_each_statement(&stmt->try.otherwise, visitor);
	py_each_statement(&stmt->try.finally, visitor);
}

static void visit_function(const struct py_visitor *visitor, const struct py_stmt *stmt)
{
	visit_list(visitor, &stmt->function.decorators);
	py_each_default(stmt->function.parameters, visitor);
	py_each_statement(&stmt->function.body, visitor);
}

static void visit_class(const struct py_visitor *visitor, const struct py_stmt *stmt)
{
	visit_list(visitor, &stmt->class.decorators);
	visit_list(visitor, &stmt->class.bases);
	visit_keywords(visitor, stmt->class.keywords, stmt->class.keyword_count);
	py_each_statement(&stmt->class.body, visitor);
}

void py_each_part(const struct py_stmt *stmt, const struct py_visitor *visitor)
{
	switch (stmt->kind) {
	case PY_STMT_FUNCTION:
	case PY_STMT_ASYNC_FUNCTION:
		visit_function(visitor, stmt);
		break;
	case PY_STMT_CLASS:
		visit_class(visitor, stmt);
		break;
	case PY_STMT_RETURN:
	case PY_STMT_EXPRESSION:
		visit(visitor, stmt->value);
		break;
	case PY_STMT_DELETE:
		visit_list(visitor, &stmt->targets);
		break;
	case PY_STMT_ASSIGN:
		visit_list(visitor, &stmt->assign.targets);
		visit(visitor, stmt->assign.value);
		break;
	case PY_STMT_AUGMENTED_ASSIGN:
		visit(visitor, stmt->augmented.target);
		visit(visitor, stmt->augmented.value);
		break;
	case PY_STMT_ANNOTATED_ASSIGN:
		visit(visitor, stmt->annotated.target);
		visit(visitor, stmt->annotated.value);
		break;
	case PY_STMT_TYPE_ALIAS:
		visit(visitor, stmt->type_alias.name);
		break;
	case PY_STMT_FOR:
	case PY_STMT_ASYNC_FOR:
		visit(visitor, stmt->loop.target);
		visit(visitor, stmt->loop.iterable);
		py_each_statement(&stmt->loop.body, visitor);
		py_each_statement(&stmt->loop.otherwise, visitor);
		break;
	case PY_STMT_WHILE:
	case PY_STMT_IF:
		visit(visitor, stmt->branch.test);
		py_each_statement(&stmt->branch.body, visitor);
		py_each_statement(&stmt->branch.otherwise, visitor);
		break;
	case PY_STMT_WITH:
	case PY_STMT_ASYNC_WITH:
		visit_with(visitor, stmt);
		break;
	case PY_STMT_MATCH:
		visit_match(visitor, stmt);
		break;
	case PY_STMT_RAISE:
		visit(visitor, stmt->raise.exception);
		visit(visitor, stmt->raise.cause);
		break;
	case PY_STMT_TRY:
	case PY_STMT_TRY_STAR:
		visit_try(visitor, stmt);
		break;
	case PY_STMT_ASSERT:
		visit(visitor, stmt->assertion.test);
		visit(visitor, stmt->assertion.message);
		break;
	case PY_STMT_IMPORT:
	case PY_STMT_IMPORT_FROM:
	case PY_STMT_GLOBAL:
	case PY_STMT_NONLOCAL:
	case PY_STMT_PASS:
	case PY_STMT_BREAK:
	case PY_STMT_CONTINUE:
	case PY_STMT_COUNT:
		break;
	}
}
