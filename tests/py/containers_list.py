# list, tuple, range and slice.
def show(label, function):
    try:
        print(label, repr(function()))
    except Exception as error:
        print(label, type(error).__name__, error)


def change(items, function):
    items = list(items)
    try:
        result = function(items)
        print(repr(result), items)
    except Exception as error:
        print(type(error).__name__, error, items)


base = [3, 1, 2, 1]
change(base, lambda x: x.append(9))
change(base, lambda x: x.extend("ab"))
change(base, lambda x: x.extend(x))
change(base, lambda x: x.insert(0, "i"))
change(base, lambda x: x.insert(-1, "i"))
change(base, lambda x: x.insert(99, "i"))
change(base, lambda x: x.insert(-99, "i"))
change(base, lambda x: x.remove(1))
change(base, lambda x: x.remove(7))
change(base, lambda x: x.pop())
change(base, lambda x: x.pop(0))
change(base, lambda x: x.pop(-2))
change(base, lambda x: x.pop(9))
change([], lambda x: x.pop())
change(base, lambda x: x.clear())
change(base, lambda x: x.index(2))
change(base, lambda x: x.index(1, 2))
change(base, lambda x: x.index(7))
change(base, lambda x: x.index(3, 1))
change(base, lambda x: x.count(1))
change(base, lambda x: x.sort())
change(base, lambda x: x.sort(reverse=True))
change(["bb", "a", "ccc"], lambda x: x.sort(key=len))
change(["b", "A", "c"], lambda x: x.sort(key=str.lower, reverse=True))
change([(1, "b"), (0, "z"), (1, "a")], lambda x: x.sort(key=lambda pair: pair[0], reverse=True))
change([1, "a"], lambda x: x.sort())
change(base, lambda x: x.reverse())
change(base, lambda x: x.copy())
change(base, lambda x: x.__setitem__(0, 5))
change(base, lambda x: x.__delitem__(slice(1, 3)))
change(base, lambda x: x.__setitem__(slice(1, 2), [7, 8, 9]))
change(base, lambda x: x.__setitem__(slice(None, None, 2), "xy"))
change(base, lambda x: x.__setitem__(slice(None, None, 2), "xyz"))
change(base, lambda x: x.__setitem__(slice(0, 0), 5))
a = [0, 1, 2, 3, 4, 5, 6, 7]
for s in [slice(2, 5), slice(None, None, -1), slice(-3, None), slice(5, 2), slice(5, 2, -1), slice(None, -1, 3), slice(100), slice(-100, 100, 2), slice(1, None, -2), slice(None, 0, -3)]:
    print(s, a[s], tuple(a)[s], range(8)[s], list(range(8)[s]), "01234567"[s], s.indices(8), s.start, s.stop, s.step)
    b = a[:]
    del b[s]
    print(b)
b = a[:]
b[2:4] = []
b[:0] = [9, 9]
b[-1:] = (x for x in "zz")
b += (1,)
b *= 2
print(b, len(b), b[-1], b[0], 9 in b, "q" not in b)
b[::2] = [0] * len(b[::2])
print(b, a + [1], a * 0, [1] * 3, 2 * [0], [[]] * 2, [1, 2] == [1, 2], [1, 2] < [1, 3], [1] < [1, 0], [] < [1], [1, "a"] == [1, "a"], [1] != (1,))
c = [1]
c.append(c)
print(c, [[], [1, [2]]], [None, True, 1.5, "s", b"b", (1,), (1, 2), (), {}, {1}, set()])
print((1, 2) + (3,), (1,) * 3, (1, 2) < (1, 3), (1, 2, 1).count(1), (1, 2).index(2), tuple([1, 2]), tuple("ab"), tuple(), hash((1, 2)) == hash((1, 2)), () == (), (1)[1:] if False else ())
first, *rest = [1, 2, 3]
*head, last = "xyz"
(p, q), r = (1, 2), 3
print(first, rest, head, last, p, q, r, [*a[:2], *"ab"], (*[1], 2), {**{"a": 1}, "b": 2})
print(list(reversed([1, 2, 3])), list(reversed("abc")), list(reversed((1, 2))), list(reversed(range(3))), list(enumerate("ab")), list(enumerate("ab", 5)), list(zip([1, 2], "ab", (True, False))),
      list(zip()), list(zip([1], [])), list(map(str, [1, 2])), list(map(lambda x, y: x + y, [1, 2], [10, 20, 30])), list(filter(None, [0, 1, "", "a"])), list(filter(lambda x: x > 1, [1, 2, 3])))
print(sorted([3, 1, 2]), sorted("banana"), sorted([1, 2], key=lambda x: -x), sorted({"b": 1, "a": 2}), sum([[1], [2]], []), any([0, 1]), all([]), all([1, 0]), any([]), min([3, 1]), max(3, 1, 2),
      min("b", "a"), max([], default=0), min([1, -2], key=abs), max([(1, "a"), (1, "b")]), len([1, 2]), sum([1, 2], 10))
print(range(5), range(1, 10, 3), list(range(10, 0, -3)), len(range(0, 10, 3)), range(5)[2], range(5)[-1], 3 in range(5), 5 in range(5), 2.0 in range(5), "a" in range(3), range(3) == range(0, 3, 1),
      range(0) == range(2, 1), range(10).index(4), range(10).count(3), range(1, 10, 2).start, range(5).stop, range(0, 5, 2).step, list(range(-5, 5, 4)), bool(range(0)))
show("list", lambda: [1][5])
show("list", lambda: [1][-5])
show("list", lambda: [1]["a"])
show("list", lambda: [1] + (1,))
show("list", lambda: [1] + "a")
show("list", lambda: [1] * "a")
show("list", lambda: [1] * 1.5)
show("list", lambda: [1] - [1])
show("list", lambda: [1] < 1)
show("list", lambda: [1] < ["a"])
show("list", lambda: list(5))
show("list", lambda: hash([]))
show("list", lambda: {[]: 1})
show("list", lambda: [].nothing)
show("list", lambda: [1][None])
show("tuple", lambda: (1,)[5])
show("tuple", lambda: (1,)["a"])
show("tuple", lambda: (1,) + [1])
show("tuple", lambda: (1,).index(5))
show("tuple", lambda: hash(([],)))
show("range", lambda: range(3)[5])
show("range", lambda: range(1, 2, 0))
show("range", lambda: range("a"))
show("range", lambda: range(5).index(9))
show("slice", lambda: [1]["a":])
show("slice", lambda: [1][::0])
show("zip", lambda: list(zip([1], [1, 2], strict=True)))
show("zip", lambda: list(zip([1, 2], [1], strict=True)))
show("min", lambda: min([]))
show("max", lambda: max())
show("max", lambda: max(1))
show("sum", lambda: sum(["a"]))
show("sum", lambda: sum(["a"], ""))
show("sorted", lambda: sorted([1, "a"]))
show("map", lambda: map(str))
show("reversed", lambda: reversed({1}))
show("reversed", lambda: reversed(5))
show("enumerate", lambda: enumerate(5))
show("len", lambda: len(5))
show("iter", lambda: iter(5))
show("unpack", lambda: (lambda: [x for x, y in [(1, 2, 3)]])())
show("unpack", lambda: (lambda: [x for x, y in [(1,)]])())
