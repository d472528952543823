# copy, deepcopy.
import copy
import datetime
from collections.abc import Mapping
from decimal import Decimal


class P:
    kind = "p"

    def __init__(self, *items):
        self.items = list(items)
        self.me = self

    def __eq__(self, other):
        return isinstance(other, P) and self.items == other.items


a = [1, [2, 3], {"k": [4]}, (5, [6]), {7}, "s", None]
b, c = copy.copy(a), copy.deepcopy(a)
print(b == a, b is a, b[1] is a[1], c == a, c[1] is a[1], c[2]["k"] is a[2]["k"], c[3] is a[3], c[3][1] is a[3][1], c[4] is a[4])
a[1].append(9)
b.append("b")
print(a, b, c)
t = (1, "a", (2, 3))
print(copy.copy(t) is t, copy.deepcopy(t) is t, copy.deepcopy((1, [2]))[1], copy.copy({1: [2]}), copy.copy({1, 2}), copy.copy(frozenset([1])), copy.deepcopy(frozenset([(1, 2)])))
p = P(1, [2])
q, r = copy.copy(p), copy.deepcopy(p)
print(q == p, q is p, q.items is p.items, q.me is p, r == p, r.items is p.items, r.items[1] is p.items[1], r.me is r, type(r) is P, r.kind)
loop = [1]
loop.append(loop)
d = copy.deepcopy(loop)
print(d[1] is d, d is loop, d)
shared = [0]
pair = copy.deepcopy([shared, shared, {"x": shared}])
print(pair[0] is pair[1], pair[0] is pair[2]["x"], pair[0] is shared)
for value in [1, 1.5, "x", b"y", None, True, int, len, print, range(3), datetime.date(2024, 1, 1), datetime.datetime.now(), Decimal("1.5"), datetime.timedelta(1), Ellipsis, lambda: 1, P]:
    print(copy.copy(value) is value or copy.copy(value) == value, copy.deepcopy(value) is value or copy.deepcopy(value) == value, end=" ")
print()


class L(list):
    pass


class D(dict):
    def __init__(self):
        self.extra = [1]


l = L([1, [2]])
l.tag = ["t"]
m, n = copy.copy(l), copy.deepcopy(l)
print(m, type(m).__name__, m.tag is l.tag, m[1] is l[1], n, type(n).__name__, n.tag, n.tag is l.tag, n[1] is l[1])
m.append(5)
print(l, m)
x = D()
x["a"] = [1]
y, z = copy.copy(x), copy.deepcopy(x)
x["b"] = 2
print(y, z, type(y).__name__, y["a"] is x["a"], z["a"] is x["a"], z.extra, z.extra is x.extra)


class Own:
    def __init__(self, v):
        self.v = v

    def __copy__(self):
        return Own(("copied", self.v))

    def __deepcopy__(self, memo):
        memo["seen"] = True
        return Own(copy.deepcopy(self.v, memo) + ["deep"])


print(copy.copy(Own([1])).v, copy.deepcopy(Own([1])).v, copy.deepcopy({"o": Own([2])})["o"].v)
config = {"a": {"b": [1, 2, {"c": 3}]}}
new = copy.deepcopy(config)
new["a"]["b"][2]["c"] = 4
print(config, new)
