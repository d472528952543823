a, b = 1, 2
a, b = b, a
print(a, b)
[c, d], e = (3, 4), 5
print(c, d, e)
first, *rest = "abc"
print(first, rest)
*start, last = range(4)
print(start, last)
x, *middle, y = [1, 2]
print(x, middle, y)
(p, (q, *r)), s = (1, (2, 3, 4)), 5
print(p, q, r, s)
def fails(text):
    try:
        text()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
def too_many():
    a, b = 1, 2, 3
def too_few():
    a, b, c = 1, 2
def not_iterable():
    a, b = 5
def star_few():
    a, b, *c = [1]
def from_generator():
    a, b = (i for i in range(3))
for each in (too_many, too_few, not_iterable, star_few, from_generator):
    fails(each)
print([*range(3), *"ab"], (*[1], 2), {*[1, 2], 2}, {**{"a": 1}, "b": 2, **{"a": 3}})
d = {}
d["k"], d["l"] = 1, 2
print(d)
class O: pass
o = O()
o.a, o.b = 1, [2]
o.b[0], o.a = o.a, o.b[0]
print(o.a, o.b)
for i, (m, n) in enumerate([(1, 2), (3, 4)]):
    print(i, m, n)
print(*[1, 2], *(3,), sep="-")
l = [1, 2, 3, 4, 5]
l[1:3] = ["x"]
print(l)
del l[0], l[-1]
print(l)
del (a, b)
try:
    a
except NameError:
    print("gone")
i = 0
i, l[i] = 1, "set"
print(l)
n = [1, 2]
n += (3,)
n *= 2
print(n)
t = (1,)
u = t
t += (2,)
print(t, u)
q = {"n": 1}
q["n"] += 5
q["n"] **= 2
print(q)
o.count = 1
o.count -= 3
o.count <<= 2
print(o.count, 7 // 2, -7 // 2, -7 % 3, 2 ** -1, 7 / 2, ~5, -(-3), +4, 6 & 3, 6 | 3, 6 ^ 3, 1 << 4, 256 >> 4)

# expect: 2 1
# expect: 3 4 5
# expect: a ['b', 'c']
# expect: [0, 1, 2] 3
# expect: 1 [] 2
# expect: 1 2 [3, 4] 5
# expect: ValueError too many values to unpack (expected 2)
# expect: ValueError not enough values to unpack (expected 3, got 2)
# expect: TypeError cannot unpack non-iterable int object
# expect: ValueError not enough values to unpack (expected at least 2, got 1)
# expect: ValueError too many values to unpack (expected 2)
# expect: [0, 1, 2, 'a', 'b'] (1, 2) {1, 2} {'a': 3, 'b': 2}
# expect: {'k': 1, 'l': 2}
# expect: 2 [1]
# expect: 0 1 2
# expect: 1 3 4
# expect: 1-2-3
# expect: [1, 'x', 4, 5]
# expect: ['x', 4]
# expect: gone
# expect: ['x', 'set']
# expect: [1, 2, 3, 1, 2, 3]
# expect: (1, 2) (1,)
# expect: {'n': 36}
# expect: -8 3 -4 2 0.5 3.5 -6 3 4 2 7 5 16 16
