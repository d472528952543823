#include "engine/py/ast.h"

struct str py_body_docstring(const struct py_body *body)
{
	if (body->n == 0 || body->items[0]->kind != PY_STMT_EXPRESSION)
		return STR_NULL;
	const struct py_expr *value = body->items[0]->value;
	if (value->kind != PY_EXPR_CONSTANT || value->constant.kind != PY_CONSTANT_STR)
		return STR_NULL;
	return value->constant.text;
}

const char *py_expr_name(enum py_expr_kind kind)
{
	static const char *const names[PY_EXPR_COUNT] = {
#define X(name, node) [PY_EXPR_##name] = node,
		PY_EXPRESSIONS(X)
#undef X
	};
	return names[kind];
}

const char *py_stmt_name(enum py_stmt_kind kind)
{
	static const char *const names[PY_STMT_COUNT] = {
#define X(name, node) [PY_STMT_##name] = node,
		PY_STATEMENTS(X)
#undef X
	};
	return names[kind];
}

const char *py_pattern_name(enum py_pattern_kind kind)
{
	static const char *const names[PY_PATTERN_COUNT] = {
#define X(name, node) [PY_PATTERN_##name] = node,
		PY_PATTERNS(X)
#undef X
	};
	return names[kind];
}

#define X(name, node, text) node,
#define Y(name, node, text) text,

const char *py_binary_operator_name(enum py_binary_operator op)
{
	static const char *const names[PY_BINARY_COUNT] = { PY_BINARY_OPERATORS(X) };
	return names[op];
}

const char *py_binary_operator_text(enum py_binary_operator op)
{
	static const char *const texts[PY_BINARY_COUNT] = { PY_BINARY_OPERATORS(Y) };
	return texts[op];
}

const char *py_unary_operator_name(enum py_unary_operator op)
{
	static const char *const names[PY_UNARY_COUNT] = { PY_UNARY_OPERATORS(X) };
	return names[op];
}

const char *py_compare_operator_name(enum py_compare_operator op)
{
	static const char *const names[PY_COMPARE_COUNT] = { PY_COMPARE_OPERATORS(X) };
	return names[op];
}

const char *py_compare_operator_text(enum py_compare_operator op)
{
	static const char *const texts[PY_COMPARE_COUNT] = { PY_COMPARE_OPERATORS(Y) };
	return texts[op];
}

#undef X
#undef Y
