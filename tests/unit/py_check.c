#include "engine/py/check.h"
#include "engine/py/parser.h"

#include <criterion/criterion.h>

/* A small world: module `m` with f(a, b, *, c) and a module `m.n` inside; `r` is refused there. */
static bool has_builtin(void *data, struct str name)
{
	(void)data;
	return str_is(name, "print") || str_is(name, "len") || str_is(name, "Exception");
}

static enum py_known find_module(void *data, struct str module)
{
	(void)data;
	if (str_is(module, "m") || str_is(module, "m.n"))
		return PY_KNOWN_MODULE;
	return str_is(module, "app") ? PY_KNOWN_DYNAMIC : PY_KNOWN_MISSING;
}

static enum py_known find_attribute(void *data, struct str module, struct str name,
				    struct str *ret_module)
{
	(void)data;
	if (str_is(module, "m") && str_is(name, "n")) {
		*ret_module = STR("m.n");
		return PY_KNOWN_MODULE;
	}
	if (str_is(name, "f"))
		return PY_KNOWN;
	return str_is(name, "r") ? PY_KNOWN_REFUSED : PY_KNOWN_MISSING;
}

static struct str find_signature(void *data, struct str module, struct str name)
{
	(void)data;
	(void)module;
	return str_is(name, "f") ? STR("a, b=(1, ','), *, c=None") : STR_NULL;
}

static struct str check(struct arena *arena, const char *text)
{
	const struct py_world world = { NULL, has_builtin, find_module, find_attribute,
					find_signature };
	struct py_module_ast *module;
	struct str_list functions = { 0 };
	struct py_source source;

	str_list_add(arena, &functions, STR("upgrade"));
	str_list_add(arena, &functions, STR("downgrade"));
	cr_assert_null(py_source_load(arena, STR("t.py"), str_from(text), &source));
	cr_assert_null(py_parse_module(arena, &source, &module), "%s", text);
	struct error *error = py_check_module(&source, module, &world, &functions);
	return error ? str_printf(arena, "%d:%d %.*s", error->pos.line, error->pos.col,
				  STR_ARG(error->message))
		     : STR("ok");
}

static const struct {
	const char *name, *in, *want;
} cases[] = {
	{ "names of all kinds resolve",
	  "import m\nx = 1\ndef g(a, *b, c=x, **d):\n    def h(): return a, b, c, d, x, i\n"
	  "    i = [e for e in b if (w := e)]\n    print(w, i)\n    return h\n"
	  "def upgrade():\n    g(1)\n    with m.f(1) as j, k() as (l, n): len([j, l, n])\n"
	  "    for o in x: o\n    try: pass\n    except Exception as p: p\n    (lambda q: "
	  "q)(1)\ndef k(): pass\n",
	  "ok" },
	{ "a name that nothing binds", "def upgrade():\n    x = y\n",
	  "2:9 name 'y' is not defined" },
	{ "in code that nothing reaches", "def other():\n    y\ndef upgrade(): pass\n", "ok" },
	{ "in code that upgrade reaches", "def other():\n    y\ndef upgrade():\n    other()\n",
	  "2:5 name 'y' is not defined" },
	{ "through a table of functions", "def other():\n    y\nt = [other]\n",
	  "2:5 name 'y' is not defined" },
	{ "both arms of a branch",
	  "def upgrade():\n    if 1:\n        pass\n    else:\n        y\n",
	  "5:9 name 'y' is not defined" },
	{ "the first by place", "def downgrade():\n    z\ndef upgrade():\n    y\n",
	  "2:5 name 'z' is not defined" },
	{ "under a handler it is the handler's",
	  "def upgrade():\n    try:\n        y\n    except Exception: pass\n", "ok" },
	{ "finally is no handler", "def upgrade():\n    try:\n        y\n    finally: pass\n",
	  "3:9 name 'y' is not defined" },
	{ "a built-in outside the subset",
	  "def upgrade():\n    try: eval('1')\n    except Exception: pass\n",
	  "2:10 'eval' is outside the supported Python subset" },
	{ "a name of our own hides it", "def eval(x): pass\ndef upgrade():\n    eval('1')\n",
	  "ok" },
	{ "a class's names are not its methods'",
	  "class A:\n    b = 1\n    c = b\n    def d(self): return b\nA()\n",
	  "4:25 name 'b' is not defined" },
	{ "global", "def g():\n    global y\n    y = 1\ndef upgrade():\n    g()\n    y\n", "ok" },
	{ "nonlocal",
	  "def upgrade():\n    y = 1\n    def g():\n        nonlocal y\n        y = 2\n    g()\n",
	  "ok" },
	{ "nested functions see what is around",
	  "def upgrade():\n    y = 1\n    def g(): return y\n    return g\n", "ok" },
	{ "match binds",
	  "def upgrade():\n    match len:\n        case [a, *b] | {'x': a, **b}: a, b\n", "ok" },
	{ "attributes of modules", "import m\ndef upgrade():\n    m.n.f(1)\n    m.g\n",
	  "4:7 module 'm' has no attribute 'g'" },
	{ "by another name", "from m import n as x\ndef upgrade():\n    x.g(1)\n",
	  "3:7 module 'm.n' has no attribute 'g'" },
	{ "an attribute that we lack",
	  "import m\ndef upgrade():\n    try: m.r\n    except Exception: pass\n",
	  "3:12 'm.r' is not supported" },
	{ "a name imported that is not there", "from m import g\ndef upgrade():\n    g()\n",
	  "3:5 module 'm' has no attribute 'g'" },
	{ "a variable is not judged", "import m\nm = 1\ndef upgrade():\n    m.g\n", "ok" },
	{ "a keyword that is not taken", "import m\ndef upgrade():\n    m.f(1, d=2)\n",
	  "3:12 f() got an unexpected keyword argument 'd'" },
	{ "keywords that are", "import m\ndef upgrade():\n    m.f(1, b=2, c=3, **len)\n", "ok" },
	{ "too many by position", "import m\ndef upgrade():\n    m.f(1, 2, 3)\n",
	  "3:15 f() takes at most 2 positional arguments" },
	{ "a module that is nowhere, unused", "import nowhere\ndef upgrade(): pass\n", "ok" },
	{ "a module that is nowhere, used", "from nowhere.x import y\ndef upgrade():\n    y()\n",
	  "3:5 'y' comes from module 'nowhere.x', which cannot be imported here" },
	{ "a module that is nowhere, for a raise",
	  "from nowhere import E\ndef upgrade():\n    if 0: raise E('x')\n", "ok" },
	{ "a module whose import may fail",
	  "try:\n    import nowhere\nexcept Exception: pass\ndef upgrade():\n    nowhere\n", "ok" },
	{ "a file's module is not judged",
	  "import app\nfrom app import *\ndef upgrade():\n    app.x\n    y\n", "ok" },
	{ "a star import of a known module", "from m import *\ndef upgrade():\n    f(1)\n    y\n",
	  "4:5 name 'y' is not defined" },
	{ "await", "async def g():\n    await x\ndef upgrade():\n    g()\n",
	  "1:1 an asynchronous function is outside the supported Python subset" },
	{ "async that nothing reaches", "async def g():\n    await x\ndef upgrade(): pass\n",
	  "ok" },
	{ "except*", "def upgrade():\n    try: pass\n    except* Exception: pass\n",
	  "2:5 'except*' is outside the supported Python subset" },
	{ "complex numbers", "x = 1j\n",
	  "1:5 a complex number is outside the supported Python subset" },
};

Test(py_check, tells_what_can_be_known_without_running)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct arena arena CLEANUP(arena_done) = { 0 };
		const struct str got = check(&arena, cases[i].in);
		cr_expect(str_is(got, cases[i].want), "%s: %.*s", cases[i].name, STR_ARG(got));
	}
}
