/*
 * Python values as C sees them, and how C defines types, functions and modules for Python.
 *
 * Every value is a `struct py_object *` from the interpreter's arena; nothing is freed alone.  NULL
 * returned where a value is due means that the interpreter unwinds: a Python exception is pending
 * (py_raise), or a refusal is (py_refuse), which no `except` of a revision can see.
 *
 * C code describes types by constant `struct py_native_type` tables; an interpreter makes its own
 * `struct py_type` from each when first asked, so there is no global state.  A class statement in a
 * revision makes further types; a native type may be a base of these, and its instances then carry
 * the native part in front.
 *
 * The module knows no database and no SQL.
 */
#ifndef RETORT_PY_OBJECT_H
#define RETORT_PY_OBJECT_H

#include "engine/base/error.h"
#include "engine/base/map.h"

struct py;
struct py_type;
struct py_native_type;

/* The head of every value. */
struct py_object {
	struct py_type *type;
	struct map *attributes; /* the instance's own, NULL until one is set; values are py_object */
};

/* ---- built-in values: layouts that C code may read ---- */

struct py_int {
	struct py_object head; /* also bool, whose type is the bool type */
	int64_t value;
	void *big; /* an OpenSSL BIGNUM copied to the arena if the number does not fit `value`, else NULL */
};

struct py_float {
	struct py_object head;
	double value;
};

struct py_string {
	struct py_object head; /* UTF-8; lone surrogates as three bytes (WTF-8) */
	struct str value;
	int64_t length; /* in code points, -1 until counted */
	uint64_t hash;  /* 0 until computed */
};

struct py_bytes {
	struct py_object head;
	struct str value;
};

struct py_list { /* list and tuple */
	struct py_object head;
	struct py_object **items;
	size_t n, capacity;
};

/* Of an exception class, also one that a library in C defines on top of these. OSError and others keep
   their extra fields in head.attributes. */
struct py_exception {
	struct py_object head;
	struct py_object *args; /* a tuple, NULL if never set */
	struct py_object *cause, *context;
	bool suppress_context;
	struct pos pos; /* where it was raised */
};

/* Dict and set are opaque: see engine/py/dict.h. */

/* ---- calls ---- */

struct py_keyword {
	struct str name;
	struct py_object *value;
};

struct py_args {
	struct py_object *const *positional;
	size_t n;
	const struct py_keyword *keywords;
	size_t keyword_count;
};

#define PY_NO_ARGS ((struct py_args){ 0 })
#define PY_ARGS(...)                                                                       \
	((struct py_args){ (struct py_object *const[]){ __VA_ARGS__ },                     \
			   sizeof((struct py_object *const[]){ __VA_ARGS__ }) /            \
				   sizeof(struct py_object *),                             \
			   NULL, 0 })

/*
 * A function in C.  `args` holds one value for each parameter of the signature, in order: NULL where
 * the caller gave none, a tuple for *rest, a dict (never NULL) for **rest.  `self` is the receiver of a
 * method (the class, for a class method), else NULL.
 */
typedef struct py_object *py_native(struct py *vm, struct py_object *self, struct py_object **args);

enum py_method_kind { PY_METHOD_INSTANCE, PY_METHOD_CLASS, PY_METHOD_STATIC };

/*
 * One row of a method or function table; the table ends with a zero row.  The signature is Python's
 * own text without the receiver: "index_name, table_name, columns, *, schema=None, **kw"; what stands
 * behind `=` is for the reader, a missing argument arrives as NULL.  "/" is understood.  Wrong or
 * missing arguments are Python's TypeError before the function is called.
 */
struct py_method {
	const char *name;
	const char *signature;
	py_native *call;
	enum py_method_kind kind;
};

struct py_property {
	const char *name;
	struct py_object *(*get)(struct py *vm, struct py_object *self);
	/* false: unwinding; NULL if the property cannot be set */
	bool (*set)(struct py *vm, struct py_object *self, struct py_object *value);
};

/*      name      text   method      reflected */
#define PY_OPERATORS(X)                              \
	X(ADD,      "+",  "__add__",      "__radd__")      \
	X(SUB,      "-",  "__sub__",      "__rsub__")      \
	X(MULT,     "*",  "__mul__",      "__rmul__")      \
	X(DIV,      "/",  "__truediv__",  "__rtruediv__")  \
	X(FLOORDIV, "//", "__floordiv__", "__rfloordiv__") \
	X(MOD,      "%",  "__mod__",      "__rmod__")      \
	X(POW,      "**", "__pow__",      "__rpow__")      \
	X(LSHIFT,   "<<", "__lshift__",   "__rlshift__")   \
	X(RSHIFT,   ">>", "__rshift__",   "__rrshift__")   \
	X(BITOR,    "|",  "__or__",       "__ror__")       \
	X(BITXOR,   "^",  "__xor__",      "__rxor__")      \
	X(BITAND,   "&",  "__and__",      "__rand__")      \
	X(MATMULT,  "@",  "__matmul__",   "__rmatmul__")

enum py_operator {
#define X(name, text, method, reflected) PY_OP_##name,
	PY_OPERATORS(X)
#undef X
	PY_OP_COUNT
};

enum py_unary { PY_UNARY_NEGATIVE, PY_UNARY_POSITIVE, PY_UNARY_INVERT };

enum py_comparison { PY_EQ, PY_NE, PY_LT, PY_LE, PY_GT, PY_GE };

/*
 * What a type does when the language asks; NULL means the default (identity, TypeError ...).
 * `binary` and `compare` give py_not_implemented(vm) when they do not know the other operand; `binary`
 * is called on the right operand too, with `reflected` true, `self` being always the type's own.
 */
struct py_slots {
	/* true: found, value in *ret (NULL in it: unwinding); false: not found.  After the type's tables. */
	bool (*getattr)(struct py *vm, struct py_object *self, struct str name, struct py_object **ret);
	/* true: handled (or unwinding, see py_is_unwinding); false: not a settable attribute here. */
	bool (*setattr)(struct py *vm, struct py_object *self, struct str name, struct py_object *value);
	struct py_object *(*call)(struct py *vm, struct py_object *self, const struct py_args *args);
	struct py_object *(*binary)(struct py *vm, enum py_operator op, struct py_object *self,
				    struct py_object *other, bool reflected);
	struct py_object *(*unary)(struct py *vm, enum py_unary op, struct py_object *self);
	struct py_object *(*compare)(struct py *vm, enum py_comparison op, struct py_object *self,
				     struct py_object *other);
	int (*truth)(struct py *vm, struct py_object *self); /* 1, 0, or -1: unwinding */
	int64_t (*length)(struct py *vm, struct py_object *self); /* -1: unwinding */
	struct py_object *(*getitem)(struct py *vm, struct py_object *self, struct py_object *key);
	bool (*setitem)(struct py *vm, struct py_object *self, struct py_object *key,
			struct py_object *value); /* value NULL: del */
	int (*contains)(struct py *vm, struct py_object *self, struct py_object *item);
	struct py_object *(*iter)(struct py *vm, struct py_object *self);
	/* the next item, or NULL at the end (then py_is_unwinding is false) or when unwinding */
	struct py_object *(*next)(struct py *vm, struct py_object *self);
	struct py_object *(*repr)(struct py *vm, struct py_object *self); /* a str */
	struct py_object *(*str)(struct py *vm, struct py_object *self);
	bool (*hash)(struct py *vm, struct py_object *self, uint64_t *ret_hash);
	/* with: enter gives the value of `as`; exit gives 1 to swallow the exception, 0, or -1 */
	struct py_object *(*enter)(struct py *vm, struct py_object *self);
	int (*exit)(struct py *vm, struct py_object *self, struct py_object *exception /* or NULL */);
	/* called when a class statement (or type()) names this type among its bases; NULL: just subclass */
	bool (*subclassed)(struct py *vm, struct py_type *subclass, const struct py_args *keywords);
};

/*
 * A type defined in C.  `new_` makes and fills an instance: `size` bytes, zeroed, of the class that was
 * called (which may be a subclass from a revision) are passed in as `self`, and self or another value
 * comes back; NULL `new_`: the type cannot be called.  `signature` is that of the call.
 * A user's subclass that defines __init__ without calling super().__init__ skips `new_`'s filling:
 * such instances have a zeroed native part, which all code must bear.
 */
struct py_native_type {
	const char *name;   /* "Column" */
	const char *module; /* "sqlalchemy.sql.schema" */
	const struct py_native_type *base; /* NULL: object */
	size_t size;        /* of the instance's struct, which starts with a struct py_object */
	const char *signature;
	py_native *new_;
	const struct py_method *methods;
	const struct py_property *properties;
	struct py_slots slots; /* a NULL slot is inherited from `base` */
	bool has_attributes;   /* instances take attributes (x.y = 1) without a setattr slot */
	/* the class of the class: how `Color["RED"]`, `for x in Color`, `Color(1)` behave; NULL: base's */
	const struct py_native_type *metaclass;
	/* attributes of the real type that we do not have, separated by spaces: to ask for one is a
	   refusal, where an unknown one is AttributeError; "*": any that is not in the tables */
	const char *refused;
};

/* A class as the interpreter knows it: from a native table, or made by a class statement. */
struct py_type {
	struct py_object head;
	struct str name, module, qualified_name;
	const struct py_native_type *native; /* the table it was made from; NULL for a revision's class */
	const struct py_native_type *layout; /* the nearest native base: what instances carry in front */
	struct py_type **bases, **mro;
	size_t base_count, mro_count;
	struct map dict; /* the class's own attributes; values are py_object */
	struct py_slots slots; /* resolved: own, or of the bases, or calling __dunder__ methods */
	struct py *vm;
	struct py_signature *signature; /* of the call, parsed when first needed */
	void *user; /* for the owner of the native type (say, the mapped table of a declarative class) */
};

/* ---- modules ---- */

enum py_member_kind {
	PY_MEMBER_TYPE,     /* `of` is a const struct py_native_type */
	PY_MEMBER_FUNCTION, /* `of` is a const struct py_method */
	PY_MEMBER_MODULE,   /* `of` is the dotted name of another module, a C string */
	PY_MEMBER_STRING,   /* `of` is a C string */
	PY_MEMBER_MAKE,     /* `make` builds the value when first asked */
	PY_MEMBER_REFUSED,  /* the real module has it and we do not: use is a refusal */
};

struct py_member {
	const char *name;
	enum py_member_kind kind;
	const void *of;
	struct py_object *(*make)(struct py *vm);
};

/*
 * A module in C.  Names are looked up in `members` (ends with a zero row), then asked of `find`, then
 * looked up in `functions`, then asked of `getattr` (any may be NULL); a name in none of them is
 * AttributeError/ImportError, as in Python.  `is_open` says that the real module may have names that our
 * tables do not list: then an unknown name is a refusal instead.
 */
struct py_native_module {
	const char *name; /* dotted */
	const struct py_member *members;
	const struct py_method *functions;
	/* For a module that draws on shared tables: `names` are all it shows (separated by spaces, for
	   `import *`), and `find` makes the row of one of them when it is asked for. */
	const char *names;
	bool (*find)(const struct py_native_module *module, struct str name, struct py_member *ret_member);
	bool (*getattr)(struct py *vm, struct str name, struct py_object **ret);
	bool is_open;
	const char *source; /* Python, run when the module is first imported; what it has not is refused if open */
};

/* The row of a member, from `members` or `find`; functions are not members. */
bool py_native_member(const struct py_native_module *module, struct str name, struct py_member *ret_member);

/* ---- type tests ---- */

/* `object` is an instance of the native type or of a subclass of it. NULL object: false. */
bool py_is(const struct py_object *object, const struct py_native_type *type);
bool py_is_subtype(const struct py_type *type, const struct py_type *base);
/* The interpreter's own type for a table; made when first asked. */
struct py_type *py_type_from(struct py *vm, const struct py_native_type *native);
/* A zeroed instance of the native type (its `new_` is not called). */
void *py_new(struct py *vm, const struct py_native_type *native);
/* A zeroed instance of a class (native or a revision's). */
struct py_object *py_new_of(struct py *vm, struct py_type *type);

extern const struct py_native_type py_object_type, py_type_type, py_none_type, py_bool_type, py_int_type,
	py_float_type, py_str_type, py_bytes_type, py_list_type, py_tuple_type, py_dict_type,
	py_set_type, py_frozenset_type, py_slice_type, py_range_type, py_function_type,
	py_native_function_type, py_bound_method_type, py_module_type, py_generator_type,
	py_exception_type, py_property_type, py_poison_type, py_ellipsis_type,
	py_not_implemented_type;

#define X(name, base, extra) extern const struct py_native_type py_##name##_type;
#include "engine/py/exceptions.def"
#undef X

/* ---- making and reading values ---- */

struct py_object *py_none(struct py *vm);
struct py_object *py_not_implemented(struct py *vm);
struct py_object *py_bool(struct py *vm, bool value);
struct py_object *py_int(struct py *vm, int64_t value);
struct py_object *py_float(struct py *vm, double value);
struct py_object *py_str(struct py *vm, struct str value);   /* borrows the bytes */
struct py_object *py_str_c(struct py *vm, const char *text); /* borrows */
struct py_object *py_str_printf(struct py *vm, const char *format, ...) PRINTF_LIKE(2, 3);
struct py_object *py_bytes(struct py *vm, struct str value);
struct py_object *py_list(struct py *vm); /* empty */
void py_list_append(struct py *vm, struct py_object *list, struct py_object *item);
struct py_object *py_tuple(struct py *vm, struct py_object *const *items, size_t n); /* copies */
struct py_object *py_function(struct py *vm, const struct py_method *method, struct py_object *self);
/* A dict with string keys; more in dict.h. */
struct py_object *py_dict(struct py *vm);
bool py_dict_set_str(struct py *vm, struct py_object *dict, struct str key, struct py_object *value);
struct py_object *py_dict_get_str(struct py *vm, const struct py_object *dict, struct str key); /* or NULL */

/* Not NULL and not None: "the caller gave a value". */
bool py_given(const struct py_object *value);
bool py_is_none(const struct py_object *value); /* false for NULL */
bool py_is_true(const struct py_object *value); /* is True, by identity of value */
bool py_is_str(const struct py_object *value);  /* str or a subclass */
bool py_is_sequence(const struct py_object *value); /* list or tuple or a subclass */
/* The text of a str; only for py_is_str values. */
struct str py_text(const struct py_object *value);
/* The text of a str or STR_NULL for NULL/None; TypeError naming `what` for anything else. */
bool py_take_text(struct py *vm, struct py_object *value, const char *what, struct str *ret);
/* The integer of an int or bool that fits 64 bits, else TypeError/OverflowError naming `what`. */
bool py_take_int(struct py *vm, struct py_object *value, const char *what, int64_t *ret);
/* Truth of a given value; `absent` for NULL. */
bool py_take_bool(struct py *vm, struct py_object *value, bool absent, bool *ret);
/* Any iterable as an array (a str gives its characters); for list and tuple no copy is made. */
bool py_take_items(struct py *vm, struct py_object *value, struct py_object ***ret, size_t *ret_n);

#endif
