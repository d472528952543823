# collections: defaultdict, OrderedDict, Counter, deque, ChainMap, namedtuple.
from collections import ChainMap, Counter, OrderedDict, defaultdict, deque, namedtuple


def show(label, function):
    try:
        print(label, repr(function()))
    except Exception as error:
        print(label, type(error).__name__, error)


d = defaultdict(list)
d["a"].append(1)
d["b"] += [2]
d["a"].append(3)
print(d, dict(d), d["zz"], len(d), d.get("q"), "q" in d, d.default_factory, isinstance(d, dict), d == {"a": [1, 3], "b": [2], "zz": []}, d.copy(), list(d), d.items())
n = defaultdict(int, {"x": 5}, y=1)
n["x"] += 1
n["new"] += 1
print(n, defaultdict(lambda: "?")["k"], defaultdict(), defaultdict(None, a=1), sorted(n.items()), n.pop("x"), {**n}, n | {"q": 1})
nested = defaultdict(lambda: defaultdict(list))
nested["a"]["b"].append(1)
print({k: dict(v) for k, v in nested.items()})
show("missing", lambda: defaultdict()["a"])
show("factory", lambda: defaultdict(5))
o = OrderedDict([("b", 1), ("a", 2)])
o["c"] = 3
print(o, list(o), o == {"a": 2, "b": 1, "c": 3}, o == OrderedDict([("a", 2), ("b", 1), ("c", 3)]), OrderedDict(), OrderedDict(a=1), o.popitem(), o.popitem(last=False), o, isinstance(o, dict), OrderedDict(o).copy(), dict(o))
o = OrderedDict.fromkeys("abc")
o.move_to_end("a")
o.move_to_end("c", last=False)
print(o, list(reversed(o)), o | {"z": 1})
show("move", lambda: o.move_to_end("zz"))
show("pop", lambda: OrderedDict().popitem())
c = Counter("abracadabra")
print(c, c["a"], c["zz"], c.most_common(), c.most_common(2), sorted(c.elements()), c.total(), len(c), dict(c), Counter(a=2, b=0), Counter({"x": 5}), Counter([1, 1, 2]), Counter(), sum(c.values()))
c.update("aab")
c.subtract({"a": 1})
c["new"] += 1
del c["r"]
print(c, Counter(a=3, b=1) + Counter(a=1, c=2), Counter(a=3, b=1) - Counter(a=1, b=2), Counter(a=3, b=1) & Counter(a=1, b=2), Counter(a=3, b=1) | Counter(a=1, b=2), Counter("ab") == Counter("ba"), max(c, key=c.get), c.copy() == c)
q = deque([1, 2, 3])
q.append(4)
q.appendleft(0)
q.extend([5, 6])
q.extendleft("xy")
print(q, q.pop(), q.popleft(), len(q), q[0], q[-1], 2 in q, list(q), q.count(2), q.index(3), bool(deque()), deque("ab") == deque("ab"), deque([1]) < deque([2]), deque() + deque([1]))
q.rotate(2)
print(q)
q.rotate(-1)
q.remove(3)
q.reverse()
q.insert(1, "i")
q[0] = "first"
del q[1]
print(q, q.copy(), deque([1, 2, 3], maxlen=2), deque(range(5), 3).maxlen, deque(), sorted(deque([3, 1])), [x for x in q])
m = deque(maxlen=2)
for i in range(4):
    m.append(i)
m.appendleft(9)
print(m, m.maxlen)
show("pop", lambda: deque().pop())
show("popleft", lambda: deque().popleft())
show("index", lambda: deque([1])[5])
show("remove", lambda: deque([1]).remove(5))
show("hash", lambda: hash(deque()))
show("maxlen", lambda: deque([], -1))
cm = ChainMap({"a": 1}, {"a": 2, "b": 3})
cm["n"] = 5
print(cm["a"], cm["b"], cm.get("z"), sorted(cm), len(cm), "b" in cm, cm.maps, dict(cm), cm.new_child({"a": 9})["a"], cm)
show("key", lambda: cm["zz"])
Point = namedtuple("Point", ["x", "y"])
P3 = namedtuple("P3", "x y, z", defaults=[0])
p = Point(1, y=2)
x, y = p
print(p, p.x, p[1], x, y, p._fields, p._asdict(), p._replace(x=5), Point._make([3, 4]), p == (1, 2), Point(1, 2) == p, hash(p) == hash((1, 2)), P3(1, 2), P3._field_defaults, len(p), list(p), p + (3,), isinstance(p, tuple), Point.__name__, max(p), sorted([Point(2, 1), Point(1, 2)]), {p: 1}[(1, 2)], "%s-%s" % p, p.index(2))
show("few", lambda: Point(1))
show("few", lambda: Point())
show("many", lambda: Point(1, 2, 3))
show("kw", lambda: Point(1, z=2))
show("twice", lambda: Point(1, x=2))
show("set", lambda: setattr(p, "x", 5))
show("attr", lambda: p.zz)
show("replace", lambda: p._replace(q=1))


class Sub(namedtuple("Sub", "a b")):
    def total(self):
        return self.a + self.b


print(Sub(1, 2).total(), Sub(1, 2))
