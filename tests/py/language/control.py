for i in range(3):
    if i == 5:
        break
else:
    print("no break", i)
for i in range(3):
    if i == 1:
        break
else:
    print("never")
print(i)
n = 0
while n < 3:
    n += 1
    if n == 2:
        continue
else:
    print("while done", n)
while True:
    n += 1
    if n > 5:
        break
print(n)
found = []
for a in range(3):
    for b in range(3):
        if b > a:
            break
        if (a + b) % 2:
            continue
        found.append((a, b))
print(found)
print("yes" if n else "no", "yes" if not n else "no")
print(0 or "x", 1 and "y", 0 and 1, None or [] or 0, 1 or 2)
print(not 0, not "a", not [])
print(1 < 2 < 3, 1 < 2 > 5, 1 == 1 != 2, 3 > 2 > 1 > 0, "a" < "b" <= "b")
calls = []
def note(value):
    calls.append(value)
    return value
print(note(1) < note(2) < note(0) < note(9), calls)
print(2 in [1, 2], 3 not in (1, 2), "b" in "abc", "k" in {"k": 1}, None is None, 1 is not None)
if (size := len("abcd")) > 3:
    print(size)
print([y := 5, y ** 2], [last := v for v in range(3)], last)
total = 0
for key, (first, *others) in {"a": (1, 2, 3), "b": (4,)}.items():
    total += first + sum(others)
    print(key, first, others)
print(total)
if n > 100:
    pass
elif n > 5:
    print("elif")
else:
    print("else")
assert n, "never"
try:
    assert n == 0, f"n is {n}"
except AssertionError as error:
    print("AssertionError:", error)
try:
    assert not n
except AssertionError as error:
    print(repr(error))
for x in []:
    pass
else:
    print("empty else")
def early(values):
    for value in values:
        if value > 1:
            return value
    return None
print(early([0, 1, 2, 3]), early([]))
x = y = z = []
x.append(1)
print(y, z is x)
a = b, c = 1, 2
print(a, b, c)

# expect: no break 2
# expect: 1
# expect: while done 3
# expect: 6
# expect: [(0, 0), (1, 1), (2, 0), (2, 2)]
# expect: yes no
# expect: x y 0 0 1
# expect: True False True
# expect: True False True True True
# expect: False [1, 2, 0]
# expect: True True True True True True
# expect: 4
# expect: [5, 25] [0, 1, 2] 2
# expect: a 1 [2, 3]
# expect: b 4 []
# expect: 10
# expect: elif
# expect: AssertionError: n is 6
# expect: AssertionError()
# expect: empty else
# expect: 2 None
# expect: [1] True
# expect: (1, 2) 1 2
