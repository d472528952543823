def count(n):
    i = 0
    while i < n:
        sent = yield i
        if sent is not None:
            i = sent
        else:
            i += 1
    return "done"

g = count(5)
print(next(g), g.send(3), next(g))
try:
    next(g)
except StopIteration as stop:
    print("stop", stop.value)
try:
    next(g)
except StopIteration as stop:
    print("again", stop.value)

def delegate():
    result = yield from count(2)
    yield result
    yield from [10, 20]
    yield from "ab"

print(list(delegate()))

def cleanup():
    try:
        yield 1
        yield 2
    except ValueError as error:
        yield f"caught {error}"
    finally:
        print("cleanup")

g = cleanup()
print(next(g), g.throw(ValueError("x")))
print(next(g, "over"))
g = cleanup()
next(g)
g.close()
print(list(g))
g = cleanup()
next(g)
try:
    g.throw(KeyError("k"))
except KeyError as error:
    print("KeyError", error)

def outer():
    try:
        yield from cleanup()
    except KeyError as error:
        yield f"outer {error}"

g = outer()
print(next(g), g.throw(KeyError("z")))

def ignores():
    while True:
        try:
            yield 1
        except GeneratorExit:
            return

g = ignores()
next(g)
g.close()

def not_started():
    yield
g = not_started()
try:
    g.send(1)
except TypeError as error:
    print(error)
print(type(g).__name__, iter(g) is g)

def stops():
    raise StopIteration("inner")
    yield
try:
    next(stops())
except RuntimeError as error:
    print(error, repr(error.__cause__))

def infinite():
    n = 0
    while True:
        yield n
        n += 1
def take(n, source):
    for item, _ in zip(source, range(n)):
        yield item
print(list(take(4, infinite())))

def tree(depth):
    if depth:
        yield from tree(depth - 1)
        yield depth
        yield from tree(depth - 1)
print(list(tree(3)))

def receives():
    received = []
    while len(received) < 3:
        received.append((yield len(received)))
    return received
def wrapper(out):
    out.append((yield from receives()))
out = []
g = wrapper(out)
next(g)
for value in "abc":
    try:
        g.send(value)
    except StopIteration:
        pass
print(out)

class Iterable:
    def __iter__(self):
        yield 1
        yield 2
print(list(Iterable()), [*Iterable()], 2 in Iterable())
a, b = Iterable()
print(a, b)

def context():
    try:
        raise ValueError("first")
    except ValueError:
        yield "in handler"
        raise
g = context()
print(next(g))
try:
    next(g)
except ValueError as error:
    print("raised", error)
def running():
    yield next(me)
me = running()
try:
    next(me)
except ValueError as error:
    print(error)
with_lambda = lambda: (yield 5)
print(list(with_lambda()))
def locals_in_generator(n):
    total = 0
    for i in range(n):
        total += i
        yield total
print(list(locals_in_generator(5)))

# expect: 0 3 4
# expect: stop done
# expect: again None
# expect: [0, 1, 'done', 10, 20, 'a', 'b']
# expect: 1 caught x
# expect: cleanup
# expect: over
# expect: cleanup
# expect: []
# expect: cleanup
# expect: KeyError 'k'
# expect: cleanup
# expect: 1 outer 'z'
# expect: can't send non-None value to a just-started generator
# expect: generator True
# expect: generator raised StopIteration StopIteration('inner')
# expect: [0, 1, 2, 3]
# expect: [1, 2, 1, 3, 1, 2, 1]
# expect: [['a', 'b', 'c']]
# expect: [1, 2] [1, 2] True
# expect: 1 2
# expect: in handler
# expect: raised first
# expect: generator already executing
# expect: [5]
# expect: [0, 1, 3, 6, 10]
