# dict, its views, set and frozenset.
def show(label, function):
    try:
        print(label, repr(function()))
    except Exception as error:
        print(label, type(error).__name__, error)


d = {"b": 1, "a": 2, 3: None, (1, 2): [1], None: True, 1.5: "x"}
print(d, len(d), list(d), d.keys(), d.values(), d.items(), d["a"], d.get("zz"), d.get("zz", 5), "a" in d, 3.0 in d, 4 in d, d[3.0])
d["c"] = {}
d["a"] = 9
del d["b"]
print(d, d.pop("a"), d.pop("zz", "none"), d.popitem(), d.setdefault("n"), d.setdefault("n", 5), d.setdefault("m", []).append(1), d)
e = dict(a=1, b=2)
f = dict([("x", 1), ["y", 2]], z=3)
print(e, f, dict(e), dict(e, c=3), dict(zip("ab", [1, 2])), dict(), {**e, **f}, e | f, e | {"a": 5}, dict.fromkeys("ab"), dict.fromkeys([1, 2], 0), e == {"b": 2, "a": 1}, e != f, e.copy() is e)
e |= {"q": 1}
e |= [("r", 2)]
e.update({"a": 0}, k=1)
e.update([("t", 1)])
e.update(u=5)
e.update()
print(e, list(reversed(e)), sorted(e.items(), key=lambda pair: pair[1]), max(e, key=e.get), list(e.values()), sum(e.values()), {k: v for k, v in e.items() if v}, {v: k for k, v in f.items()})
e.clear()
print(e, bool(e), not e, len(e))
g = {"a": 1, "b": 2}
print(g.keys() & {"a", "z"}, g.keys() - {"a"}, sorted(g.keys() | {"c"}), sorted(g.keys() ^ {"a", "c"}), g.keys() == {"a", "b"}, g.items() & {("a", 1)}, ("a", 1) in g.items(), 1 in g.values(), g.keys() <= {"a", "b", "c"},
      g.keys().isdisjoint({"z"}), len(g.items()), g.items() == {("a", 1), ("b", 2)}, "a" in g.keys(), list(g.items())[0], list(reversed(g.values())))
h = {}
h["self"] = h
print(h, {1: {2: {3: {}}}}, {True: "t", 1: "one", 1.0: "f"}, {"k": "v"}.items(), [*g], {**g}, (*g.values(),))
for k, v in {"x": [1]}.items():
    print(k, v)


def grow():
    items = {"a": 1}
    for key in items:
        items[key + "x"] = 1


def shrink():
    items = {"a": 1, "b": 2}
    for key in items:
        del items[key]


def grow_set():
    items = {1}
    for item in items:
        items.add(item + 1)


show("grow", grow)
show("shrink", shrink)
show("grow", grow_set)
show("key", lambda: {}["a"])
show("key", lambda: {}[(1, 2)])
show("key", lambda: {"a": 1}[0])
show("pop", lambda: {}.pop("a"))
show("popitem", lambda: {}.popitem())
show("unhashable", lambda: {[]: 1})
show("unhashable", lambda: {}[{}])
show("unhashable", lambda: {} in {})
show("update", lambda: {}.update([1]))
show("update", lambda: {}.update([(1, 2, 3)]))
show("update", lambda: {}.update(5))
show("dict", lambda: dict(5))
show("dict", lambda: dict(["ab", "cd"]))
show("or", lambda: {} | [])
show("or", lambda: {} | 1)
show("less", lambda: {} < {})
show("add", lambda: {} + {})
show("attr", lambda: {}.nothing)


class Missing(dict):
    def __missing__(self, key):
        return key * 2


m = Missing(a=1)
print(m["a"], m["bc"], m.get("zz"), m, type(m).__name__, isinstance(m, dict))
try:
    {}["x"]
except KeyError as error:
    print(repr(error), str(error), error.args)
s = {3, 1, 2}
print(sorted(s), len(s), 1 in s, set(), {1}, frozenset(), frozenset([1]), set("aa"), sorted(set("hello")), {1, 1.0, True}, set([1]) == {1}, frozenset({1}) == {1}, {(1, 2)})
a, b = {1, 2, 3}, {2, 3, 4}
print(sorted(a | b), sorted(a & b), sorted(a - b), sorted(a ^ b), a <= b, a < a, a <= a, {1} < a, a > {1}, a >= a, a == b, a != b, a.isdisjoint({9}), {1}.issubset(a), a.issuperset({1}),
      sorted(a.union([5], (6,))), sorted(a.intersection([1, 2], [2])), sorted(a.difference([1])), sorted(a.symmetric_difference([1, 9])))
a.add(9)
a.discard(1)
a.discard(100)
a.remove(2)
a.update([7], {8})
print(sorted(a), a.copy() == a)
a.intersection_update([7, 8, 9])
a.difference_update([9])
a.symmetric_difference_update([7, 1])
a |= {5}
a &= {1, 5, 8}
a -= {8}
a ^= {5, 6}
print(sorted(a), sorted(frozenset([1, 2]) | {3}), type(frozenset([1]) | {2}).__name__, type({1} | frozenset([2])).__name__, {frozenset([1]): 1}, hash(frozenset([1, 2])) == hash(frozenset([2, 1])), {x % 3 for x in range(10)} == {0, 1, 2})
show("remove", lambda: {1}.remove(5))
show("pop", lambda: set().pop())
show("add", lambda: {1}.add([]))
show("or", lambda: {1} | [1])
show("sub", lambda: {1} - [1])
show("hash", lambda: hash({1}))
show("attr", lambda: frozenset().add)
show("less", lambda: {1} < [1])
show("set", lambda: set(5))
show("set", lambda: {[]})
show("index", lambda: {1}[0])
