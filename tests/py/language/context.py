class Manager:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow
    def __enter__(self):
        print("enter", self.name)
        return self.name.upper()
    def __exit__(self, kind, error, traceback):
        print("exit", self.name, kind.__name__ if kind else None, error)
        return self.swallow
with Manager("a") as value:
    print(value)
with Manager("a") as a, Manager("b") as b:
    print(a, b)
with (Manager("c") as c, Manager("d"),):
    print(c)
with Manager("s", True):
    raise ValueError("swallowed")
try:
    with Manager("e"):
        raise KeyError("k")
except KeyError as error:
    print("outside", error)
def returns():
    with Manager("r"):
        return "value"
print(returns())
def loops():
    for i in range(3):
        with Manager(str(i)):
            if i == 0: continue
            break
    return i
print(loops())
try:
    with Manager("outer"), Manager("inner", True):
        raise ValueError("x")
    print("swallowed by inner")
except ValueError:
    print("never")
try:
    with 5:
        pass
except TypeError as error:
    print(error)
class FailsExit:
    def __enter__(self): return self
    def __exit__(self, *a): raise RuntimeError("in exit")
try:
    with FailsExit():
        raise ValueError("body")
except RuntimeError as error:
    print(error, repr(error.__context__))
from contextlib import contextmanager
@contextmanager
def managed(name):
    print("start", name)
    try:
        yield name + "!"
    except ValueError as error:
        print("caught", error)
    finally:
        print("stop", name)
with managed("g") as g:
    print(g)
with managed("h"):
    raise ValueError("inside")
try:
    with managed("i"):
        raise KeyError("through")
except KeyError as error:
    print("out", error)
with Manager("t") as (x):
    print(x)
class Pair:
    def __enter__(self): return 1, 2
    def __exit__(self, *a): pass
with Pair() as (p, q):
    print(p + q)

# expect: enter a
# expect: A
# expect: exit a None None
# expect: enter a
# expect: enter b
# expect: A B
# expect: exit b None None
# expect: exit a None None
# expect: enter c
# expect: enter d
# expect: C
# expect: exit d None None
# expect: exit c None None
# expect: enter s
# expect: exit s ValueError swallowed
# expect: enter e
# expect: exit e KeyError 'k'
# expect: outside 'k'
# expect: enter r
# expect: exit r None None
# expect: value
# expect: enter 0
# expect: exit 0 None None
# expect: enter 1
# expect: exit 1 None None
# expect: 1
# expect: enter outer
# expect: enter inner
# expect: exit inner ValueError x
# expect: exit outer None None
# expect: swallowed by inner
# expect: 'int' object does not support the context manager protocol
# expect: in exit ValueError('body')
# expect: start g
# expect: g!
# expect: stop g
# expect: start h
# expect: caught inside
# expect: stop h
# expect: start i
# expect: stop i
# expect: out 'through'
# expect: enter t
# expect: T
# expect: exit t None None
# expect: 3
