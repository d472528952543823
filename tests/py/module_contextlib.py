# contextlib: generator contexts, small contexts, ExitStack.
import contextlib
from contextlib import AbstractContextManager, ContextDecorator, ExitStack, closing, contextmanager, nullcontext, suppress


def show(label, function):
    try:
        print(label, repr(function()))
    except BaseException as error:
        print(label, type(error).__name__, error)


@contextmanager
def managed(name, swallow=(), *, fail=None):
    "doc of managed"
    print("enter", name)
    try:
        yield name.upper()
    except swallow as error:
        print("swallowed", repr(error))
    finally:
        print("exit", name)
    if fail:
        raise fail


with managed("a") as value:
    print("in", value)
with managed("b", swallow=ValueError):
    raise ValueError("x")


def raising(error, **kw):
    with managed("c", **kw):
        raise error
    return "after"


show("passes", lambda: raising(KeyError("k")))
show("swallows", lambda: raising(KeyError("k"), swallow=KeyError))
show("stop", lambda: raising(StopIteration("s")))
show("replaces", lambda: raising(KeyError("k"), swallow=KeyError, fail=OSError("o")))
show("runtime", lambda: raising(RuntimeError("r")))
show("exit", lambda: raising(SystemExit(3)))
print(managed.__name__, managed.__doc__, callable(managed))


@contextmanager
def never():
    if False:
        yield


@contextmanager
def twice():
    yield 1
    yield 2


@contextmanager
def swallower():
    try:
        yield
    except Exception:
        yield "again"


@contextmanager
def chained():
    try:
        yield
    except ValueError as error:
        raise TypeError("new") from error


def use(manager, error=None):
    with manager as value:
        if error:
            raise error
        return value


show("never", lambda: use(never()))
show("twice", lambda: use(twice()))
show("swallower", lambda: use(swallower(), ValueError("v")))
try:
    use(chained(), ValueError("v"))
except TypeError as error:
    print(error, repr(error.__cause__), repr(error.__context__))


@managed("deco")
def decorated(x):
    "doc"
    print("body", x)
    return x + 1


print(decorated(1), decorated(2), decorated.__name__)


class Holder:
    name = "h"

    @contextmanager
    def scope(self, extra):
        yield self.name + extra

    @staticmethod
    @contextmanager
    def fixed():
        yield "fixed"

    def close(self):
        print("closed", self.name)


with Holder().scope("!") as text, Holder.fixed() as other:
    print(text, other)
with closing(Holder()) as holder:
    print(holder.name)
with suppress(KeyError, ZeroDivisionError):
    {}["x"]
with suppress(LookupError):
    [][1]
show("suppress", lambda: use(suppress(KeyError), ValueError("v")))
with suppress():
    print("nothing to suppress")
with nullcontext() as x, nullcontext(5) as y:
    print(x, y)


class Track(ContextDecorator):
    def __enter__(self):
        print("track on")
        return self

    def __exit__(self, *exc):
        print("track off", exc[0].__name__ if exc[0] else None)
        return exc[0] is IndexError


@Track()
def inside(error=None):
    print("inside")
    if error:
        raise error
    return 1


print(inside(), inside(IndexError()))
show("decorated", lambda: inside(KeyError("k")))


class Plain(AbstractContextManager):
    def __exit__(self, *exc):
        print("plain exit")


with Plain() as plain:
    print(isinstance(plain, Plain))

with ExitStack() as stack:
    print(stack.enter_context(managed("one")), stack.enter_context(managed("two")))
    stack.callback(print, "callback", sep="|")
    stack.callback(lambda *a, **k: print(a, k), 1, b=2)

    @stack.push
    def pushed(kind, error, trace):
        print("pushed", kind, error)
        return True
    stack.push(Plain())
print("--")
with ExitStack() as stack:
    stack.push(lambda kind, error, trace: print("outer sees", error))
    stack.push(lambda kind, error, trace: kind is ValueError)
    raise ValueError("swallowed by the second")


def failing():
    with ExitStack() as stack:
        stack.callback(print, "last")
        stack.enter_context(managed("mid", swallow=KeyError))
        stack.callback(lambda: {}["missing"])
        return 1


show("failing", failing)


def replaced():
    with ExitStack() as stack:
        stack.callback(lambda: 1 / 0)
        raise ValueError("first")


show("replaced", replaced)
stack = ExitStack()
stack.callback(print, "moved")
with ExitStack() as other:
    other.callback(print, "kept")
    moved = stack.pop_all()
stack.close()
moved.close()
moved.close()
show("enter", lambda: ExitStack().enter_context(5))
