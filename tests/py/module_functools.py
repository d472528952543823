# functools: partial, reduce, caches, wraps, orderings.
import functools
from functools import cached_property, cmp_to_key, lru_cache, partial, reduce, total_ordering, update_wrapper, wraps


def show(label, function):
    try:
        print(label, repr(function()))
    except Exception as error:
        print(label, type(error).__name__, error)


def f(a, b=2, *c, d=4, **e):
    return (a, b, c, d, e)


p = partial(f, 1, d=5)
print(p(), p(7), p(7, 8, d=9, z=1), p.args, p.keywords, p.func is f)
q = partial(p, 20, x=1)
print(q(), q.args, q.keywords, q.func is f, partial(int, base=2)("101"))
print(repr(partial(print, 1, sep="-")))
show("partial", lambda: partial(3))
show("partial", lambda: partial())
show("partial", lambda: partial(f)())
print(reduce(lambda a, b: a * b, [1, 2, 3, 4]), reduce(lambda a, b: a + b, [], "x"), reduce(max, [3, 9, 2], 5), reduce(max, iter([1])))
show("reduce", lambda: reduce(max, []))
show("reduce", lambda: reduce(max, 5))
calls = []


@lru_cache(maxsize=2)
def g(x, y=0):
    "the doc"
    calls.append((x, y))
    return x * 10 + y


print(g(1), g(2), g(1), g(3), g(1), g(2), g(x=1), g(1, y=5), calls)
print(g.cache_info(), g.__name__, g.__doc__, g.__wrapped__(7), g.cache_parameters())
g.cache_clear()
print(g.cache_info(), g.cache_info().misses)


@functools.cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(80), fib.cache_info())
show("unhashable", lambda: fib([]))


@lru_cache
def typed(x):
    return type(x).__name__


print(typed(1), typed(1.0), typed(True), typed.cache_info().hits)
typed2 = lru_cache(None, True)(lambda x: type(x).__name__)
print(typed2(1), typed2(1.0), typed2.cache_info())
never = lru_cache(maxsize=0)(lambda x: x)
print(never(1), never(1), never.cache_info())
show("lru", lambda: lru_cache(maxsize="x"))


class A:
    n = 0

    @lru_cache(maxsize=None)
    def m(self, x):
        A.n += 1
        return x + 1

    @cached_property
    def c(self):
        A.n += 100
        return [self.m(1)]


a = A()
print(a.m(1), a.m(1), A.n, a.c, a.c is a.c, A.n, a.__dict__)
a.c = 5
print(a.c, A.m(a, 1))


def deco(fn):
    @wraps(fn)
    def inner(*args, **kwargs):
        "inner doc"
        return ["wrapped", fn(*args, **kwargs)]
    inner.extra = 1
    return inner


@deco
def target(x):
    "target doc"
    return x


target.mark = True
again = deco(target)
print(target(3), target.__name__, target.__doc__, target.__qualname__, target.__module__, target.extra, again.mark, again.__wrapped__ is target)
print(update_wrapper(partial(f, 1), f).__name__, wraps(f)(lambda: 1).__name__)
print(sorted([3, 1, 2], key=cmp_to_key(lambda x, y: y - x)), cmp_to_key(lambda x, y: 0)(1) == cmp_to_key(max)(1), sorted(["b", "A", "c"], key=cmp_to_key(lambda x, y: (x.lower() > y.lower()) - (x.lower() < y.lower()))))


@total_ordering
class V:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    def __lt__(self, other):
        if not isinstance(other, V):
            return NotImplemented
        return self.n < other.n


@total_ordering
class W:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    def __ge__(self, other):
        return self.n >= other.n


for T in (V, W):
    for x, y in ((1, 2), (2, 1), (1, 1)):
        x, y = T(x), T(y)
        print(T.__name__, x < y, x <= y, x > y, x >= y, x == y, x != y)
print(max([V(3), V(7), V(5)]).n, [v.n for v in sorted([W(3), W(1)])])
show("order", lambda: V(1) > 5)
show("total", lambda: total_ordering(type("E", (), {})))
