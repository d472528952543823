# dataclasses and abc.
import dataclasses
from abc import ABC, ABCMeta, abstractmethod
from dataclasses import KW_ONLY, MISSING, FrozenInstanceError, InitVar, asdict, astuple, dataclass, field, fields, is_dataclass, replace
from typing import Any, ClassVar, Dict, List, NamedTuple, Optional


def show(label, function):
    try:
        print(label, repr(function()))
    except Exception as error:
        print(label, type(error).__name__, error)


@dataclass
class A:
    x: int
    y: str = "y"
    z: List[int] = field(default_factory=list)
    hidden: int = field(default=3, repr=False, compare=False)
    late: int = field(init=False, default=9)
    count: ClassVar[int] = 7

    def total(self):
        return self.x + sum(self.z)


a, b = A(1), A(1, "y", [])
print(a, b, a == b, a != b, a is b, a.z is b.z, a.hidden, a.late, A.count, A.y, a.total(), A(1, hidden=5) == a, A(2) == a, a == 1, A.__name__, A.__match_args__)
a.z.append(5)
a.x = 10
print(a, a.total(), a == b, A(x=3, z=(1,)), A("any", 2))
show("missing", lambda: A())
show("many", lambda: A(1, 2, 3, 4, 5))
show("keyword", lambda: A(1, w=2))
show("twice", lambda: A(1, x=2))
show("late", lambda: A(1, late=2))
show("hash", lambda: hash(a))
show("order", lambda: a < b)
print([f.name for f in fields(A)], [f.default for f in fields(a)][1], fields(A)[0].default is MISSING, fields(A)[2].default_factory is list, [f.init for f in fields(A)], [f.repr for f in fields(A)], is_dataclass(A), is_dataclass(a), is_dataclass(5), hasattr(A, "x"), hasattr(A, "z"), hasattr(A, "hidden"))
print(asdict(a), astuple(a), replace(a, x=2), replace(a, y="new", z=[1]), replace(a) == a, replace(a) is a)
show("replace", lambda: replace(a, late=1))
show("replace", lambda: replace(a, w=1))
show("asdict", lambda: asdict(A))
show("fields", lambda: fields(5))


@dataclass(frozen=True, order=True)
class V:
    major: int
    minor: int = 0

    @property
    def text(self):
        return f"{self.major}.{self.minor}"


v = V(1, 2)
print(v, v.text, hash(v) == hash(V(1, 2)), V(1) < V(1, 1), V(2) > V(1, 9), max(V(1), V(3), V(2)), sorted([V(2), V(1, 5), V(1)]), {V(1): "a"}[V(1)], V(1) <= V(1), len({V(1), V(1), V(2)}))
show("frozen", lambda: setattr(v, "major", 5))
show("frozen", lambda: setattr(v, "other", 5))
show("frozen", lambda: delattr(v, "major"))
print(issubclass(FrozenInstanceError, AttributeError))
show("order", lambda: V(1) < 1)


@dataclass
class Base:
    a: int
    b: int = 2

    def __post_init__(self):
        self.sum = self.a + self.b


@dataclass
class Child(Base):
    c: int = 3
    b: int = 20
    seed: InitVar[int] = 5

    def __post_init__(self, seed):
        super().__post_init__()
        self.seeded = seed * 2


c = Child(1)
print(c, c.sum, c.seeded, Child(1, 2, 3, 4).seeded, [f.name for f in fields(Child)], asdict(c), Child.seed)
show("bad", lambda: Child())


class Plain(Base):
    pass


print(Plain(5), Plain(5) == Base(5), Plain(5) == Plain(5), Plain(5).sum)


@dataclass
class Own:
    x: int
    y: int = 0

    def __init__(self, x):
        self.x = x * 2
        self.y = 1

    def __repr__(self):
        return f"Own<{self.x}>"

    def __eq__(self, other):
        return True


print(Own(2), Own(1) == 5)


@dataclass(init=False, repr=False, eq=False)
class Bare:
    x: int = 1


print(Bare().x, Bare() == Bare(), hash(Bare()) is not None)


@dataclass(unsafe_hash=True)
class Hashed:
    x: int
    y: list = field(default_factory=list, hash=False)


print(hash(Hashed(1)) == hash(Hashed(1, [2])), Hashed(1) == Hashed(1, [2]))


@dataclass(kw_only=True)
class Keywords:
    x: int
    y: int = 2


print(Keywords(x=1), Keywords.__match_args__)
show("kw", lambda: Keywords(1))


@dataclass
class Mixed:
    x: int
    _: KW_ONLY
    y: int = 1
    z: str


print(Mixed(1, z="z"), Mixed(1, z="a", y=2))
show("kw", lambda: Mixed(1, 2, "z"))
show("kw", lambda: Mixed(1))
match V(3, 4):
    case V(major, minor):
        print("matched", major, minor)


class Pair(NamedTuple):
    a: int
    b: Any


@dataclass
class Tree:
    name: str
    children: "List[Tree]" = field(default_factory=list)
    meta: Optional[Dict[str, Any]] = None
    pair: Any = None


tree = Tree("root", [Tree("leaf", meta={"k": [1, Tree("deep")]})], pair=Pair(1, Tree("p")))
print(tree)
print(asdict(tree))
print(astuple(tree))
d = asdict(tree)
d["children"][0]["meta"]["k"].append(2)
print(len(tree.children[0].meta["k"]), asdict(V(1, 2), dict_factory=lambda items: sorted(items)))
tree.children.append(tree)
print(repr(tree))


def bad(namespace, **options):
    return lambda: dataclass(**options)(type("Bad", (), namespace))


show("default", bad({"__annotations__": {"a": int, "b": int}, "a": 1}))
show("mutable", bad({"__annotations__": {"a": list}, "a": []}))
show("mutable", bad({"__annotations__": {"a": dict}, "a": {}}))
show("plain", bad({"a": field(default=1)}))
show("order", bad({}, order=True, eq=False))
show("both", lambda: field(default=1, default_factory=list))
show("class", lambda: Bare(5) if False else dataclass(bad)if False else 0)


class Shape(ABC):
    def __init__(self, n):
        self.n = n

    @abstractmethod
    def area(self):
        "doc"

    @property
    @abstractmethod
    def name(self):
        ...

    @classmethod
    @abstractmethod
    def make(cls):
        ...

    def concrete(self):
        return self.area() * 2


class Square(Shape):
    name = "square"

    def area(self):
        return self.n ** 2

    @classmethod
    def make(cls):
        return cls(4)


class Half(Shape):
    def area(self):
        return super().area()


print(Square(3).concrete(), Square.make().n, Square(1).name, isinstance(Square(1), Shape), issubclass(Square, ABC), type(Shape) is ABCMeta, sorted(Shape.__abstractmethods__), Square.__abstractmethods__)
show("abstract", lambda: Shape(1))
show("abstract", lambda: Half(1))


class Meta(metaclass=ABCMeta):
    @abstractmethod
    def only(self): ...


show("abstract", lambda: Meta())
print(type("Real", (Meta,), {"only": lambda self: "ok"})().only())


@dataclass
class AbstractData(ABC):
    x: int

    @abstractmethod
    def run(self): ...


@dataclass
class RealData(AbstractData):
    y: int = 1

    def run(self):
        return self.x + self.y


print(RealData(1).run(), RealData(1, 5))
show("abstract", lambda: AbstractData(1))
