x = "outer"
print([x for x in range(3)], x)  # expect: [0, 1, 2] outer
print([a * b for a in range(3) for b in range(a) if a != b])  # expect: [0, 0, 2]
print({k: v for k, v in zip("abc", range(3)) if v}, {c for c in "aab"} == {"a", "b"})  # expect: {'b': 1, 'c': 2} True
print(sum(i * i for i in range(4)), list(i for i in []))  # expect: 14 []
print([[j for j in range(i)] for i in range(3)])  # expect: [[], [0], [0, 1]]
def make(n):
    return [n + i for i in range(2) if n > i], {n: [n] for _ in "x"}
print(make(1))  # expect: ([1], {1: [1]})
g = (i for i in range(3))
print(next(g), next(g), next(g), next(g, "end"))  # expect: 0 1 2 end
def conditions(values):
    return [v for v in values if v if v > 1 if v % 2]
print(conditions(range(6)))  # expect: [3, 5]
print([y for v in range(3) if (y := v * 2)], y)  # expect: [2, 4] 4
class C:
    values = [1, 2]
    doubled = [v * 2 for v in values]
print(C.doubled)  # expect: [2, 4]
print([(a, b) for a, *b in [(1, 2, 3), "xy"]])  # expect: [(1, [2, 3]), ('x', ['y'])]
def lazily():
    seen = []
    def source():
        for i in range(3):
            seen.append(i)
            yield i
    gen = (v for v in source())
    before = list(seen)
    next(gen)
    return before, seen
print(lazily())  # expect: ([], [0])
print({i: {j for j in range(i)} for i in range(2)})  # expect: {0: set(), 1: {0}}
print(any(v > 2 for v in range(5)), all(v for v in [1, 0]), max((len(w), w) for w in ["a", "bbb", "cc"]))  # expect: True False (3, 'bbb')
print(sorted({str(k): v for k, v in {1: 2}.items()}.items()))  # expect: [('1', 2)]
print([f() for f in [lambda: v for v in range(3)]])  # expect: [2, 2, 2]
try:
    [1 / v for v in [1, 0]]
except ZeroDivisionError as error:
    print(error)  # expect: division by zero
print(["%s-%s" % (k, v) for k, v in {"a": 1}.items()], ", ".join(str(i) for i in range(3)))  # expect: ['a-1'] 0, 1, 2
