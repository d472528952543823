# operator, types.
import operator
import types
from operator import attrgetter, itemgetter, methodcaller


def show(label, function):
    try:
        print(label, repr(function()))
    except Exception as error:
        print(label, type(error).__name__, error)


for name in "add sub mul truediv floordiv mod pow and_ or_ xor lshift rshift eq ne lt le gt ge is_ is_not iadd isub imul".split():
    show(name, lambda: getattr(operator, name)(7, 2))
    show(name, lambda: getattr(operator, name)([1], [2]))
for name in "neg pos invert inv abs truth not_ index".split():
    show(name, lambda: getattr(operator, name)(-5))
    show(name, lambda: getattr(operator, name)(1.5))
data = {"a": 1, "b": [10, 20]}
print(operator.getitem(data, "a"), operator.contains(data, "b"), operator.setitem(data, "c", 3), operator.delitem(data, "a"), data, operator.countOf([1, 2, 1], 1), operator.indexOf("abc", "b"))
show("indexOf", lambda: operator.indexOf([1], 2))
x = [1]
y = operator.iadd(x, [2])
print(x is y, x)
rows = [{"n": "b", "v": 2}, {"n": "a", "v": 3}, {"n": "c", "v": 1}]
print([r["n"] for r in sorted(rows, key=itemgetter("n"))], itemgetter(0)("xyz"), itemgetter(0, -1)([1, 2, 3]), itemgetter(slice(1, 3))("abcd"), list(map(itemgetter("v"), rows)), max(rows, key=itemgetter("v"))["n"], itemgetter("v", "n")(rows[0]))
show("item", lambda: itemgetter("z")(rows[0]))
show("item", lambda: itemgetter())
n = types.SimpleNamespace(a=1, inner=types.SimpleNamespace(b=[2]))
print(n, n.a, attrgetter("inner.b")(n), attrgetter("a", "inner.b")(n), attrgetter("a")(n), n == types.SimpleNamespace(a=1, inner=types.SimpleNamespace(b=[2])), n != types.SimpleNamespace(a=2))
show("attr", lambda: attrgetter(5))
n.new = "x"
del n.a
print(n, vars(n), hasattr(n, "a"), methodcaller("upper")("abc"), methodcaller("split", ",", maxsplit=1)("a,b,c"), list(map(methodcaller("strip"), [" a ", "b "])))
loop = types.SimpleNamespace()
loop.me = loop
print(loop)
import builtins
print(builtins.len([1]), builtins.int is int, hasattr(builtins, "nope"))
show("method", lambda: methodcaller("nope")(1))
m = types.MappingProxyType(data)
print(m, m["c"], "c" in m, len(m), list(m), m.get("zz", 5), sorted(m.keys()), list(m.items()), dict(m), m == data, {**m})
show("proxy", lambda: m.__setitem__("a", 1))
show("proxy", lambda: types.MappingProxyType([1]))
data["late"] = True
print(m["late"])


def gen():
    yield 1


class C:
    def m(self):
        pass


print(isinstance(gen, types.FunctionType), isinstance(lambda: 1, types.LambdaType), isinstance(gen(), types.GeneratorType), isinstance(C().m, types.MethodType), isinstance(len, types.BuiltinFunctionType), isinstance(types, types.ModuleType), isinstance(None, types.NoneType), isinstance(gen, types.MethodType), isinstance(list[int], types.GenericAlias), types.ModuleType("mod").__name__)
