class A:
    """Doc of A."""
    shared = []
    count = 0

    def __init__(self, name="none"):
        self.name = name
        A.count += 1

    def hello(self):
        return "hello " + self.name

    @classmethod
    def make(cls, name):
        return cls(name)

    @staticmethod
    def add(a, b):
        return a + b

    @property
    def upper(self):
        return self.name.upper()

    @upper.setter
    def upper(self, value):
        self.name = value.lower()

class B(A):
    def hello(self):
        return super().hello() + "!"

class C(B):
    pass

a = A("x")
b = B.make("y")
print(a.hello(), b.hello(), C("z").hello(), type(b).__name__, A.count)  # expect: hello x hello y! hello z! B 3
print(A.add(1, 2), a.add(3, 4), a.upper)  # expect: 3 7 X
a.upper = "NEW"
print(a.name)  # expect: new
try:
    a.nothing
except AttributeError as error:
    print(error)  # expect: 'A' object has no attribute 'nothing'
try:
    A.nothing
except AttributeError as error:
    print(error)  # expect: type object 'A' has no attribute 'nothing'
print(isinstance(b, A), isinstance(a, B), issubclass(C, A), isinstance(1, (str, int)), issubclass(bool, int))  # expect: True False True True True
print(A.__name__, A.__doc__, C.__mro__[1].__name__, [c.__name__ for c in C.__mro__], C.__bases__[0] is B)  # expect: A Doc of A. B ['C', 'B', 'A', 'object'] True
print(a.__class__ is A, type(a) is A, a.__dict__, B.__module__, C.__qualname__)  # expect: True True {'name': 'new'} __main__ C
a.extra = 1
print(hasattr(a, "extra"), getattr(a, "missing", 5), sorted(vars(a)))  # expect: True 5 ['extra', 'name']
del a.extra
print(hasattr(a, "extra"))  # expect: False
setattr(a, "dynamic", 3)
print(a.dynamic)  # expect: 3
A.later = lambda self: self.name + " later"
print(b.later())  # expect: y later
bound = b.hello
print(bound(), bound.__name__, bound.__self__ is b, A.hello(b))  # expect: hello y! hello True hello y

class Left:
    def who(self): return ["left"] + super().who()
class Right:
    def who(self): return ["right"]
class Both(Left, Right):
    def who(self): return ["both"] + super().who()
print(Both().who())  # expect: ['both', 'left', 'right']
try:
    class Bad(A, B): pass
except TypeError as error:
    print("MRO" in str(error))  # expect: True

class Outer:
    class Inner:
        value = 1
        def get(self):
            return self.value
    made = Inner()
print(Outer.Inner.value, Outer.made.get(), Outer.Inner.__qualname__)  # expect: 1 1 Outer.Inner

class Private:
    def __init__(self):
        self.__secret = 1
    def get(self):
        return self.__secret
    def __hidden(self):
        return "hidden"
    def call(self):
        return self.__hidden()
p = Private()
print(p.get(), p.__dict__, hasattr(p, "__secret"), p.call())  # expect: 1 {'_Private__secret': 1} False hidden

class Base:
    registry = []
    def __init_subclass__(cls, tag=None, **kw):
        super().__init_subclass__(**kw)
        cls.registry.append((cls.__name__, tag))
class One(Base, tag=1): pass
class Two(One): pass
print(Base.registry)  # expect: [('One', 1), ('Two', None)]

class Named:
    def __set_name__(self, owner, name):
        self.name = f"{owner.__name__}.{name}"
    def __get__(self, instance, owner):
        if instance is None:
            return self
        return instance.__dict__.get("_v", self.name)
    def __set__(self, instance, value):
        instance._v = value
class Uses:
    field = Named()
u = Uses()
print(Uses.field.name, u.field)  # expect: Uses.field Uses.field
u.field = 7
print(u.field)  # expect: 7

class Singleton:
    instance = None
    def __new__(cls, *args):
        if cls.instance is None:
            cls.instance = super().__new__(cls)
        return cls.instance
    def __init__(self, v):
        self.v = v
print(Singleton(1) is Singleton(2), Singleton(3).v)  # expect: True 3

class Text(str):
    def __new__(cls, value):
        return super().__new__(cls, value + "!")
    def shout(self):
        return self.upper()
t = Text("hey")
print(t, t.shout(), len(t), isinstance(t, str), t == "hey!")  # expect: hey! HEY! 4 True True

class MyDict(dict):
    def __missing__(self, key):
        return key * 2
    def total(self):
        return sum(self.values())
d = MyDict(a=1, b=2)
d["c"] = 3
print(d["zz"], d.total(), sorted(d), d)  # expect: zzzz 6 ['a', 'b', 'c'] {'a': 1, 'b': 2, 'c': 3}
class MyList(list):
    def second(self): return self[1]
l = MyList([1, 2, 3])
l.append(4)
print(l, l.second(), len(l), l + [5])  # expect: [1, 2, 3, 4] 2 4 [1, 2, 3, 4, 5]
class MyInt(int):
    def double(self): return self * 2
print(MyInt(21).double(), MyInt("7") + 1)  # expect: 42 8
Dynamic = type("Dynamic", (A,), {"x": 5, "get": lambda self: self.x})
print(Dynamic("n").get(), Dynamic.__name__, Dynamic("m").hello())  # expect: 5 Dynamic hello m
class Fallback:
    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return "dynamic " + name
f = Fallback()
f.real = 1
print(f.real, f.anything, hasattr(f, "_x"), getattr(f, "_y", "default"))  # expect: 1 dynamic anything False default
class Guarded:
    def __setattr__(self, name, value):
        if name == "bad":
            raise ValueError("bad name")
        object.__setattr__(self, name, value)
    def __delattr__(self, name):
        super().__delattr__(name)
g = Guarded()
g.ok = 1
try:
    g.bad = 2
except ValueError as error:
    print(error, g.ok)  # expect: bad name 1
del g.ok
print(hasattr(g, "ok"))  # expect: False
class Slots:
    __slots__ = ("a", "b")
    def __init__(self): self.a = 1
print(Slots().a)  # expect: 1
class NoInit: pass
try:
    NoInit(1)
except TypeError as error:
    print(error)  # expect: NoInit() takes no arguments
class ReadOnly:
    @property
    def x(self): return 1
try:
    ReadOnly().x = 2
except AttributeError as error:
    print(error)  # expect: property 'x' of 'ReadOnly' object has no setter
class WithDel:
    def __init__(self): self._x = 1
    x = property(lambda self: self._x, lambda self, v: setattr(self, "_x", v), lambda self: delattr(self, "_x"), "doc")
w = WithDel()
w.x = 5
print(w.x, WithDel.x.__doc__)  # expect: 5 doc
del w.x
print(hasattr(w, "_x"))  # expect: False
class Meta(A):
    name = None
    def __init__(self):
        super(Meta, self).__init__("via args")
print(Meta().name)  # expect: via args
for value in (1, "a", None, [], A, len, a.hello):
    print(type(value).__name__, end=" ")
print()  # expect: int str NoneType list type builtin_function_or_method method 
class Formats:
    def __format__(self, spec):
        return "formatted " + super().__format__("") [:1] + spec
print(f"{Formats():>5}")  # expect: formatted <>5
class Ann:
    a: int
class Below(Ann):
    pass
print(list(Ann.__annotations__), list(Below.__annotations__), issubclass(bool, (str, int)))  # expect: ['a'] [] True
try:
    issubclass(bool, 5)
except TypeError as error:
    print(error)  # expect: issubclass() arg 2 must be a class, a tuple of classes, or a union
