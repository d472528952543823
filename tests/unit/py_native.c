#include "engine/py/annotation.h"
#include "engine/py/dict.h"
#include "engine/py/vm.h"

#include <criterion/criterion.h>

/* Types, functions and modules in C as Python sees them. */

struct box {
	struct py_object head;
	struct py_object *value;
	int subclasses;
};

static struct py_object *new_box(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)vm;
	((struct box *)self)->value = args[0];
	return self;
}

static struct py_object *box_get(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *value = ((struct box *)self)->value;

	return value ? value : args[0] ? args[0] : py_none(vm);
}

static struct py_object *box_of(struct py *vm, struct py_object *self, struct py_object **args)
{
	return py_call(vm, self, &PY_ARGS(args[0]));
}

static struct py_object *get_value(struct py *vm, struct py_object *self)
{
	return box_get(vm, self, &(struct py_object *){ NULL });
}

static bool set_value(struct py *vm, struct py_object *self, struct py_object *value)
{
	if (py_is_none(value))
		return py_raise(vm, "ValueError", "a box holds something");
	((struct box *)self)->value = value;
	return true;
}

static bool box_getattr(struct py *vm, struct py_object *self, struct str name,
			struct py_object **ret)
{
	(void)self;
	if (!str_starts(name, STR("dynamic_")))
		return false;
	*ret = py_str(vm, str_skip(name, 8));
	return true;
}

static struct py_object *box_binary(struct py *vm, enum py_operator op, struct py_object *self,
				    struct py_object *other, bool reflected)
{
	(void)other;
	(void)self;
	if (op != PY_OP_ADD)
		return py_not_implemented(vm);
	return py_str_c(vm, reflected ? "right" : "left");
}

static bool box_subclassed(struct py *vm, struct py_type *subclass, const struct py_args *keywords)
{
	struct py_object *count = py_int(vm, (int64_t)keywords->keyword_count);

	map_put(&subclass->dict, STR("keyword_count"), count);
	return true;
}

static const struct py_native_type box_type = {
	.name = "Box",
	.module = "boxes",
	.size = sizeof(struct box),
	.signature = "value=None",
	.new_ = new_box,
	.methods =
		(const struct py_method[]){
			{ "get", "default=None", box_get, PY_METHOD_INSTANCE },
			{ "of", "value", box_of, PY_METHOD_CLASS },
			{ 0 },
		},
	.properties = (const struct py_property[]){ { "value", get_value, set_value }, { 0 } },
	.slots = { .getattr = box_getattr, .binary = box_binary, .subclassed = box_subclassed },
	.has_attributes = true,
	.refused = "open close",
};

static const struct py_native_type small_box_type = {
	.name = "SmallBox",
	.module = "boxes",
	.base = &box_type,
	.size = sizeof(struct box),
};

static struct py_object *collect(struct py *vm, struct py_object *self, struct py_object **args)
{
	struct py_object *list = py_list(vm);

	(void)self;
	for (int i = 0; i < 5; i++)
		py_list_append(vm, list, args[i] ? args[i] : py_str_c(vm, "absent"));
	return list;
}

static struct py_object *refuse(struct py *vm, struct py_object *self, struct py_object **args)
{
	(void)self;
	(void)args;
	return py_refuse(vm, "this is not for revisions");
}

static struct py_object *make_answer(struct py *vm)
{
	return py_int(vm, 42);
}

static const struct py_method functions[] = {
	{ "collect", "a, b=1, *rest, c=None, **more", collect, PY_METHOD_STATIC },
	{ "refuse", "", refuse, PY_METHOD_STATIC },
	{ 0 },
};

static const struct py_native_module boxes = {
	.name = "lib.boxes",
	.members =
		(const struct py_member[]){
			{ "Box", PY_MEMBER_TYPE, &box_type, NULL },
			{ "SmallBox", PY_MEMBER_TYPE, &small_box_type, NULL },
			{ "version", PY_MEMBER_STRING, "1.2", NULL },
			{ "answer", PY_MEMBER_MAKE, NULL, make_answer },
			{ "Missing", PY_MEMBER_REFUSED, NULL, NULL },
			{ 0 },
		},
	.functions = functions,
	.is_open = true,
};

static void write_text(void *data, int stream, struct str text)
{
	(void)stream;
	strbuf_add(data, text);
}

/* What the program prints, or the error's code and message. */
static struct str outcome(struct arena *arena, const char *program)
{
	struct strbuf output = STRBUF(arena);
	const struct py_host host = { .data = &output, .write = write_text };
	struct py *vm = py_start(arena, &host, NULL);
	struct py_source source;
	struct py_object *module;
	struct error *error;

	py_register(vm, &boxes);
	error = py_source_load(arena, STR("test.py"), str_from(program), &source);
	cr_assert_null(error);
	error = py_run_module(vm, &source, STR("test"), NULL, &module);
	if (error)
		strbuf_printf(
			&output, "%d: %s%.*s", error->pos.line,
			error->code == ERR_PYTHON ? "" : "refused: ", STR_ARG(error->message));
	return str_trim(strbuf_str(&output));
}

static const struct {
	const char *name, *program, *want;
} cases[] = {
	{ "construction",
	  "from lib.boxes import Box\nprint(Box(3).get(), Box().get(), Box(value=1).value)",
	  "3 None 1" },
	{ "class method", "from lib.boxes import Box\nprint(Box.of(5).value)", "5" },
	{ "property",
	  "from lib.boxes import Box\nb = Box()\nb.value = 4\nprint(b.value)\nb.value = None",
	  "4\n5: ValueError: a box holds something" },
	{ "own attributes",
	  "from lib.boxes import Box\nb = Box()\nb.x = 4\nprint(b.x, hasattr(b, 'y'))", "4 False" },
	{ "getattr slot", "from lib.boxes import Box\nprint(Box().dynamic_x)\nBox().other",
	  "x\n3: AttributeError: 'Box' object has no attribute 'other'" },
	{ "binary", "from lib.boxes import Box\nprint(Box() + 1, 1 + Box())\nBox() - 1",
	  "left right\n3: TypeError: unsupported operand type(s) for -: 'Box' and 'int'" },
	{ "inherited",
	  "from lib.boxes import SmallBox, Box\nb = SmallBox(2)\n"
	  "print(b.get(), b + 1, isinstance(b, Box), type(b).__name__)",
	  "2 left True SmallBox" },
	{ "subclass",
	  "from lib.boxes import Box\nclass Mine(Box, tag=1):\n  def get(self):\n"
	  "    return ('mine', super().get())\n"
	  "m = Mine(7)\nprint(m.get(), m.value, Mine.keyword_count, Mine.of(1).get())",
	  "('mine', 7) 7 1 ('mine', 1)" },
	{ "subclass with __init__",
	  "from lib.boxes import Box\nclass Mine(Box):\n  def __init__(self, a, b):\n"
	  "    super().__init__(a)\n    self.b = b\nm = Mine(1, b=2)\nprint(m.value, m.b)",
	  "1 2" },
	{ "subclass without super",
	  "from lib.boxes import Box\nclass Mine(Box):\n  def __init__(self): pass\n"
	  "print(Mine().get('empty'))",
	  "empty" },
	{ "subclass adds operators",
	  "from lib.boxes import Box\nclass Mine(Box):\n  def __sub__(self, o): return 'minus'\n"
	  "  def __call__(self): return 'called'\n"
	  "  def __getattr__(self, name): return name + '?'\n"
	  "print(Mine() - 1, Mine() + 1, Mine()(), Mine().zz)",
	  "minus left called zz?" },
	{ "signature",
	  "from lib.boxes import collect\nprint(collect(1))\nprint(collect(1, 2, 3, c=4, d=5))",
	  "[1, 'absent', (), 'absent', {}]\n[1, 2, (3,), 4, {'d': 5}]" },
	{ "missing argument", "import lib.boxes\nlib.boxes.collect()",
	  "2: TypeError: collect() missing 1 required positional argument: 'a'" },
	{ "too many", "from lib.boxes import Box\nBox(1, 2)",
	  "2: TypeError: Box.__init__() takes from 1 to 2 positional arguments but 3 were given" },
	{ "unexpected", "from lib.boxes import Box\nBox().get(x=1)",
	  "2: TypeError: Box.get() got an unexpected keyword argument 'x'" },
	{ "members", "from lib import boxes as b\nprint(b.version, b.answer, b.__name__)",
	  "1.2 42 lib.boxes" },
	{ "refused member", "from lib.boxes import Missing\nprint('ok')\nMissing()\nprint(Missing)",
	  "ok\n4: refused: 'lib.boxes.Missing' is not supported" },
	{ "unknown member of an open module",
	  "from lib.boxes import Nowhere\nx = Nowhere(1)\nbool(x)",
	  "3: refused: 'lib.boxes.Nowhere' is not supported" },
	{ "unknown submodule of an open module", "import lib.boxes.sub as s\ns.x()\nlen(s)",
	  "3: refused: module 'lib.boxes.sub' is not supported and its source was not found" },
	{ "parent package", "import lib\nprint(lib.boxes.version)", "1.2" },
	{ "attribute of the real type",
	  "from lib.boxes import SmallBox as B\nprint(hasattr(B(), 'ope'), hasattr(B, 'clos'))\n"
	  "try:\n  B().close()\nexcept AttributeError: pass",
	  "False False\n4: refused: 'SmallBox.close' is not supported" },
	{ "refusal passes handlers",
	  "from lib.boxes import refuse\ntry:\n  refuse()\nexcept BaseException:\n  print('seen')\n"
	  "finally:\n  print('seen')",
	  "3: refused: this is not for revisions" },
	{ "uncaught exception", "def f():\n  raise KeyError('k')\nf()", "2: KeyError: 'k'" },
};

Test(py_native, c_types_behave_as_python_classes)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct arena arena CLEANUP(arena_done) = { 0 };
		const struct str got = outcome(&arena, cases[i].program);
		cr_expect(str_is(got, cases[i].want), "%s: got '%.*s', want '%s'", cases[i].name,
			  STR_ARG(got), cases[i].want);
	}
}

Test(py_native, a_start_makes_next_to_nothing)
{
	struct arena arena CLEANUP(arena_done) = { 0 };

	(void)py_start(&arena, NULL, NULL);
	cr_expect_lt(arena.allocated, 64 * 1024);
}

Test(py_native, python_functions_are_called_from_c)
{
	struct arena arena CLEANUP(arena_done) = { 0 };
	struct py *vm = py_start(&arena, NULL, NULL);
	struct py_object *module, *result;
	const struct py_source source = { STR("m.py"), STR("def f(a, b=2):\n    return a / b\n") };
	int64_t value;

	cr_assert_null(py_run_module(vm, &source, STR("m"), NULL, &module));
	struct py_object *f = py_getattr(vm, module, STR("f"));
	cr_assert_null(py_invoke(vm, f, &PY_ARGS(py_int(vm, 1), py_float(vm, 0.5)), &result));
	cr_expect_eq(((struct py_float *)result)->value, 2.0);
	struct error *error = py_invoke(vm, f, &PY_ARGS(py_int(vm, 1), py_int(vm, 0)), &result);
	cr_expect(error && error->code == ERR_PYTHON && str_is(error->kind, "ZeroDivisionError"));
	cr_expect_eq(error->pos.line, 2);
	cr_expect_eq(error->pos.col, 12);
	cr_expect(!py_is_unwinding(vm));
	cr_expect(!py_take_int(vm, py_str_c(vm, "x"), "size", &value));
	cr_expect_not_null(py_catch(vm, "TypeError"));
}

/* The error that ends a program under these limits; its message, or "" if it ends well. */
static struct str failure(struct arena *arena, const char *program, const struct py_host *host,
			  const struct py_limits *limits)
{
	struct py *vm = py_start(arena, host, limits);
	const struct py_source source = { STR("m.py"), str_from(program) };
	struct py_object *module;
	struct error *error = py_run_module(vm, &source, STR("m"), NULL, &module);

	return error ? str_printf(arena, "%s:%d: %.*s", error_reason(error->code), error->pos.line,
				  STR_ARG(error->message))
		     : STR("");
}

static struct error *stop_at_once(void *data)
{
	(void)data;
	return error_new(ERR_CANCELLED, "the run was cancelled");
}

Test(py_native, limits_and_cancelling_pass_every_handler)
{
	static const struct py_host host = { .interrupted = stop_at_once };
	static const struct {
		const char *program, *want;
		struct py_limits limits;
		const struct py_host *host;
	} limited[] = {
		{ "x = []\ntry:\n  while True:\n    x.append('a' * 1000 + str(len(x)))\nexcept "
		  "BaseException:"
		  " pass\n",
		  "LimitExceeded:4: more than 4000000 bytes of memory are used",
		  { .memory = 4000000 },
		  NULL },
		{ "try:\n  while True: pass\nfinally:\n  print(1)\n",
		  "LimitExceeded:2: more than 100000 instructions were run",
		  { .instructions = 100000 },
		  NULL },
		{ "def f():\n  try:\n    f()\n  except Exception:\n    pass\nf()\n",
		  "LimitExceeded:3: more than 20 calls inside each other",
		  { .depth = 20 },
		  NULL },
		{ "while True:\n  pass\n", "Cancelled:1: the run was cancelled", { 0 }, &host },
	};

	for (size_t i = 0; i < sizeof(limited) / sizeof(limited[0]); i++) {
		struct arena arena CLEANUP(arena_done) = { 0 };
		const struct str got =
			failure(&arena, limited[i].program, limited[i].host, &limited[i].limits);
		cr_expect(str_is(got, limited[i].want), "got '%.*s', want '%s'", STR_ARG(got),
			  limited[i].want);
	}
}

Test(py_native, annotations_of_a_class_are_evaluated_on_demand)
{
	struct arena arena CLEANUP(arena_done) = { 0 };
	struct py *vm = py_start(&arena, NULL, NULL);
	const struct py_source source = {
		STR("m.py"), STR("class A:\n  a: list[ later ]\n  b: Missing = 1\nlater = int\n")
	};
	struct py_object *module, *class, *all, *each;
	struct str text;

	cr_assert_null(py_run_module(vm, &source, STR("m"), NULL, &module));
	class = py_getattr(vm, module, STR("A"));
	all = py_getattr(vm, class, STR("__annotations__"));
	each = py_dict_get_str(vm, all, STR("a"));
	cr_expect(str_is(((struct py_annotation *)each)->text, "list[ later ]"));
	cr_assert(py_repr(vm, py_annotation_value(vm, each), &text));
	cr_expect(str_is(text, "list[int]"));
	cr_expect_null(py_annotation_value(vm, py_dict_get_str(vm, all, STR("b"))));
	cr_expect_not_null(py_catch(vm, "NameError"));
}
