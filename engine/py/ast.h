/*
 * The syntax tree of a Python module, as CPython's `ast` (Parser/Python.asdl) cuts it, for 3.11 and
 * the `type` statement of 3.12.
 *
 * The parser makes it; the compiler, the checker and the dumper read it; nobody changes it.  Nodes
 * live in the arena given to py_parse_module(); names and undecorated texts may borrow from the
 * source.  Absent children are NULL, absent names have p == NULL, absent lists n == 0.
 *
 * Places: `line` counts from 1, `col` from 1 in UTF-8 bytes (CPython's col_offset + 1);
 * `end_col` is the column behind the last byte.  The tree says nothing about scopes or meaning.
 */
#ifndef RETORT_PY_AST_H
#define RETORT_PY_AST_H

#include "engine/base/str.h"

struct py_expr;
struct py_stmt;
struct py_pattern;

struct py_expr_list {
	struct py_expr **items;
	size_t n;
};

struct py_body {
	struct py_stmt **items;
	size_t n;
};

/* ---- operators: name, CPython's node, spelling ---- */

#define PY_BINARY_OPERATORS(X)                  \
	X(ADD,          "Add",      "+")        \
	X(SUBTRACT,     "Sub",      "-")        \
	X(MULTIPLY,     "Mult",     "*")        \
	X(MATRIX,       "MatMult",  "@")        \
	X(DIVIDE,       "Div",      "/")        \
	X(MODULO,       "Mod",      "%")        \
	X(POWER,        "Pow",      "**")       \
	X(SHIFT_LEFT,   "LShift",   "<<")       \
	X(SHIFT_RIGHT,  "RShift",   ">>")       \
	X(OR,           "BitOr",    "|")        \
	X(XOR,          "BitXor",   "^")        \
	X(AND,          "BitAnd",   "&")        \
	X(FLOOR_DIVIDE, "FloorDiv", "//")

enum py_binary_operator {
#define X(name, node, text) PY_BINARY_##name,
	PY_BINARY_OPERATORS(X)
#undef X
	PY_BINARY_COUNT
};

#define PY_UNARY_OPERATORS(X)             \
	X(INVERT, "Invert", "~")          \
	X(NOT,    "Not",    "not")        \
	X(PLUS,   "UAdd",   "+")          \
	X(MINUS,  "USub",   "-")

enum py_unary_operator {
#define X(name, node, text) PY_AST_##name,
	PY_UNARY_OPERATORS(X)
#undef X
	PY_UNARY_COUNT
};

#define PY_COMPARE_OPERATORS(X)                  \
	X(EQUAL,         "Eq",    "==")          \
	X(NOT_EQUAL,     "NotEq", "!=")          \
	X(LESS,          "Lt",    "<")           \
	X(LESS_EQUAL,    "LtE",   "<=")          \
	X(GREATER,       "Gt",    ">")           \
	X(GREATER_EQUAL, "GtE",   ">=")          \
	X(IS,            "Is",    "is")          \
	X(IS_NOT,        "IsNot", "is not")      \
	X(IN,            "In",    "in")          \
	X(NOT_IN,        "NotIn", "not in")

enum py_compare_operator {
#define X(name, node, text) PY_COMPARE_##name,
	PY_COMPARE_OPERATORS(X)
#undef X
	PY_COMPARE_COUNT
};

enum py_context { PY_LOAD, PY_STORE, PY_DEL };

/* ---- expressions ---- */

/* kind, CPython's node */
#define PY_EXPRESSIONS(X)                     \
	X(AND,             "BoolOp")          \
	X(OR,              "BoolOp")          \
	X(NAMED,           "NamedExpr")       \
	X(BINARY,          "BinOp")           \
	X(UNARY,           "UnaryOp")         \
	X(LAMBDA,          "Lambda")          \
	X(CONDITIONAL,     "IfExp")           \
	X(DICT,            "Dict")            \
	X(SET,             "Set")             \
	X(LIST_COMP,       "ListComp")        \
	X(SET_COMP,        "SetComp")         \
	X(DICT_COMP,       "DictComp")        \
	X(GENERATOR,       "GeneratorExp")    \
	X(AWAIT,           "Await")           \
	X(YIELD,           "Yield")           \
	X(YIELD_FROM,      "YieldFrom")       \
	X(COMPARE,         "Compare")         \
	X(CALL,            "Call")            \
	X(FORMATTED_VALUE, "FormattedValue")  \
	X(JOINED_STRING,   "JoinedStr")       \
	X(CONSTANT,        "Constant")        \
	X(ATTRIBUTE,       "Attribute")       \
	X(SUBSCRIPT,       "Subscript")       \
	X(STARRED,         "Starred")         \
	X(NAME,            "Name")            \
	X(LIST,            "List")            \
	X(TUPLE,           "Tuple")           \
	X(SLICE,           "Slice")

enum py_expr_kind {
#define X(name, node) PY_EXPR_##name,
	PY_EXPRESSIONS(X)
#undef X
	PY_EXPR_COUNT
};

enum py_constant_kind {
	PY_CONSTANT_NONE,
	PY_CONSTANT_TRUE,
	PY_CONSTANT_FALSE,
	PY_CONSTANT_ELLIPSIS,
	PY_CONSTANT_INT,
	PY_CONSTANT_FLOAT,
	PY_CONSTANT_COMPLEX, /* `real` is the imaginary part */
	PY_CONSTANT_STR,
	PY_CONSTANT_BYTES,
};

struct py_integer {
	struct str digits; /* without prefix and underscores, in `base` */
	int64_t value;     /* if `fits` */
	unsigned char base; /* 2, 8, 10 or 16 */
	bool fits;
};

/*
 * `text` is wholly decoded: escapes, raw prefixes and implicit joining are done.  A str is UTF-8,
 * except that a lone surrogate ("\ud800") is three bytes as if it were a character (WTF-8).
 */
struct py_constant {
	enum py_constant_kind kind;
	union {
		struct str text;
		struct py_integer integer;
		double real;
	};
};

struct py_parameter {
	struct str name;
	struct py_expr *annotation;
	struct py_expr *value; /* the default */
	int line, col;
};

/* def f(positional[0], /, positional[1], *rest, keyword_only[0], **keywords) */
struct py_parameters {
	struct py_parameter *positional; /* positional-only ones first */
	size_t positional_count;
	size_t positional_only_count;
	struct py_parameter *keyword_only;
	size_t keyword_only_count;
	struct py_parameter *rest;
	struct py_parameter *keywords;
};

/* `name` is absent for **value. */
struct py_ast_keyword {
	struct str name;
	struct py_expr *value;
	int line, col;
};

/* One `for target in iterable if condition...` of a comprehension. */
struct py_ast_generator {
	struct py_expr *target;
	struct py_expr *iterable;
	struct py_expr_list conditions;
	bool is_async;
};

struct py_comprehension {
	struct py_expr *element; /* the key of a dict comprehension */
	struct py_expr *value;   /* of a dict comprehension, else NULL */
	struct py_ast_generator *generators;
	size_t generator_count;
};

struct py_expr {
	enum py_expr_kind kind;
	enum py_context context; /* of NAME, ATTRIBUTE, SUBSCRIPT, STARRED, LIST, TUPLE */
	int line, col, end_line, end_col;
	bool is_parenthesised; /* `(a)` and `(a, b)`, also a generator's own parentheses */
	union {
		struct py_expr_list list; /* AND, OR, SET, LIST, TUPLE; parts of JOINED_STRING */
		struct { struct py_expr *target, *value; } named;
		struct {
			enum py_binary_operator op;
			struct py_expr *left, *right;
		} binary;
		struct { enum py_unary_operator op; struct py_expr *operand; } unary;
		struct { struct py_parameters *parameters; struct py_expr *body; } lambda;
		struct { struct py_expr *test, *body, *otherwise; } conditional;
		struct {
			struct py_expr **keys; /* a NULL key is **value */
			struct py_expr **values;
			size_t n;
		} dict;
		struct py_comprehension comprehension; /* *_COMP, GENERATOR */
		struct py_expr *operand; /* AWAIT, YIELD (may be NULL), YIELD_FROM, STARRED */
		struct {
			struct py_expr *left;
			enum py_compare_operator *ops; /* ops[i] stands before operands[i] */
			struct py_expr **operands;
			size_t n;
		} compare;
		struct {
			struct py_expr *function;
			struct py_expr_list args; /* STARRED for *args */
			struct py_ast_keyword *keywords;
			size_t keyword_count;
		} call;
		struct {
			struct py_expr *value;
			struct py_expr *format; /* a JOINED_STRING or NULL */
			char conversion;        /* 's', 'r', 'a' or 0; `=` is resolved */
		} formatted;
		struct py_constant constant;
		struct {
			struct py_expr *object;
			struct str name;
			int name_line, name_col; /* where the name after the dot stands */
		} attribute;
		struct { struct py_expr *object, *index; } subscript;
		struct { struct py_expr *lower, *upper, *step; } slice;
		struct str name;
	};
};

/* ---- patterns ---- */

#define PY_PATTERNS(X)                        \
	X(VALUE,     "MatchValue")            \
	X(SINGLETON, "MatchSingleton")        \
	X(SEQUENCE,  "MatchSequence")         \
	X(MAPPING,   "MatchMapping")          \
	X(CLASS,     "MatchClass")            \
	X(STAR,      "MatchStar")             \
	X(AS,        "MatchAs")               \
	X(OR,        "MatchOr")

enum py_pattern_kind {
#define X(name, node) PY_PATTERN_##name,
	PY_PATTERNS(X)
#undef X
	PY_PATTERN_COUNT
};

struct py_pattern_list {
	struct py_pattern **items;
	size_t n;
};

struct py_pattern {
	enum py_pattern_kind kind;
	int line, col, end_line, end_col;
	union {
		struct py_expr *value; /* VALUE, SINGLETON */
		struct py_pattern_list list; /* SEQUENCE, OR */
		struct {
			struct py_expr **keys;
			struct py_pattern_list values;
			struct str rest; /* **rest */
		} mapping;
		struct {
			struct py_expr *type;
			struct py_pattern_list args;
			struct str *names; /* of `keywords` */
			struct py_pattern_list keywords;
		} instance;
		/* AS: both absent is the wildcard.  STAR: no name is `*_`. */
		struct { struct py_pattern *pattern; struct str name; } as;
	};
};

/* ---- statements ---- */

#define PY_STATEMENTS(X)                           \
	X(FUNCTION,          "FunctionDef")        \
	X(ASYNC_FUNCTION,    "AsyncFunctionDef")   \
	X(CLASS,             "ClassDef")           \
	X(RETURN,            "Return")             \
	X(DELETE,            "Delete")             \
	X(ASSIGN,            "Assign")             \
	X(AUGMENTED_ASSIGN,  "AugAssign")          \
	X(ANNOTATED_ASSIGN,  "AnnAssign")          \
	X(TYPE_ALIAS,        "TypeAlias")          \
	X(FOR,               "For")                \
	X(ASYNC_FOR,         "AsyncFor")           \
	X(WHILE,             "While")              \
	X(IF,                "If")                 \
	X(WITH,              "With")               \
	X(ASYNC_WITH,        "AsyncWith")          \
	X(MATCH,             "Match")              \
	X(RAISE,             "Raise")              \
	X(TRY,               "Try")                \
	X(TRY_STAR,          "TryStar")            \
	X(ASSERT,            "Assert")             \
	X(IMPORT,            "Import")             \
	X(IMPORT_FROM,       "ImportFrom")         \
	X(GLOBAL,            "Global")             \
	X(NONLOCAL,          "Nonlocal")           \
	X(EXPRESSION,        "Expr")               \
	X(PASS,              "Pass")               \
	X(BREAK,             "Break")              \
	X(CONTINUE,          "Continue")

enum py_stmt_kind {
#define X(name, node) PY_STMT_##name,
	PY_STATEMENTS(X)
#undef X
	PY_STMT_COUNT
};

struct py_with_item {
	struct py_expr *context;
	struct py_expr *target; /* `as target` */
};

struct py_match_case {
	struct py_pattern *pattern;
	struct py_expr *guard;
	struct py_body body;
};

/* `except type as name:`; a bare except has neither. */
struct py_handler {
	struct py_expr *type;
	struct str name;
	struct py_body body;
	int line, col;
};

/* `import name as as_name`, `from m import name as as_name`; name is "*" for a star import. */
struct py_alias {
	struct str name; /* dotted */
	struct str as_name;
	int line, col;
};

struct py_stmt {
	enum py_stmt_kind kind;
	int line, col; /* of `def`/`class` itself, not of the first decorator */
	int end_line, end_col;
	union {
		struct {
			struct str name;
			struct py_parameters *parameters;
			struct py_body body;
			struct py_expr_list decorators;
			struct py_expr *returns;
		} function;
		struct {
			struct str name;
			struct py_expr_list bases; /* STARRED possible */
			struct py_ast_keyword *keywords;
			size_t keyword_count;
			struct py_body body;
			struct py_expr_list decorators;
		} class;
		struct py_expr *value; /* RETURN (may be NULL), EXPRESSION */
		struct py_expr_list targets; /* DELETE */
		struct { struct py_expr_list targets; struct py_expr *value; } assign;
		struct {
			struct py_expr *target, *value;
			enum py_binary_operator op;
		} augmented;
		struct {
			struct py_expr *target, *annotation;
			struct py_expr *value; /* may be NULL */
			bool is_simple; /* a name without parentheses */
		} annotated;
		struct { struct py_expr *name, *value; } type_alias;
		struct {
			struct py_expr *target, *iterable;
			struct py_body body, otherwise;
		} loop; /* FOR */
		struct {
			struct py_expr *test;
			struct py_body body, otherwise;
		} branch; /* IF, WHILE; elif is an IF alone in `otherwise` */
		struct { struct py_with_item *items; size_t n; struct py_body body; } with;
		struct {
			struct py_expr *subject;
			struct py_match_case *cases;
			size_t n;
		} match;
		struct { struct py_expr *exception, *cause; } raise;
		struct {
			struct py_body body;
			struct py_handler *handlers;
			size_t handler_count;
			struct py_body otherwise, finally;
		} try;
		struct { struct py_expr *test, *message; } assertion;
		struct {
			struct str module; /* IMPORT_FROM; absent for `from . import x` */
			struct py_alias *names;
			size_t n;
			int level; /* leading dots */
		} import;
		struct { struct str *names; size_t n; } scope; /* GLOBAL, NONLOCAL */
	};
};

struct py_module_ast {
	struct py_body body;
};

/* The string of a module's, class's or function's docstring; p == NULL if there is none. */
struct str py_body_docstring(const struct py_body *body);

/* CPython's name of a node, for messages and dumps. */
const char *py_expr_name(enum py_expr_kind kind);
const char *py_stmt_name(enum py_stmt_kind kind);
const char *py_pattern_name(enum py_pattern_kind kind);
const char *py_binary_operator_name(enum py_binary_operator op);
const char *py_binary_operator_text(enum py_binary_operator op);
const char *py_unary_operator_name(enum py_unary_operator op);
const char *py_compare_operator_name(enum py_compare_operator op);
const char *py_compare_operator_text(enum py_compare_operator op);

#endif
