# enum: members, lookup, mixtures, auto, flags, errors.
import enum
from enum import Enum, Flag, IntEnum, IntFlag, StrEnum, auto, unique


def show(label, function):
    try:
        print(label, repr(function()))
    except Exception as error:
        print(label, type(error).__name__, error)


class Color(Enum):
    """Colours."""

    RED = 1
    GREEN = "g"
    CRIMSON = 1
    _private = 5
    BLUE = (1, 2)

    def describe(self):
        return f"{self.name}={self.value}"

    @property
    def upper(self):
        return self.name.lower()

    @classmethod
    def first(cls):
        return list(cls)[0]


class Status(str, Enum):
    ACTIVE = "active"
    GONE = "gone"


class Level(IntEnum):
    LOW = 1
    HIGH = 10


class Mode(StrEnum):
    READ = auto()
    WRITE_ALL = auto()
    OTHER = "other value"


class Number(int, Enum):
    ONE = 1
    TWO = 2


class Auto(Enum):
    A = auto()
    B = auto()
    C = 10
    D = auto()


class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W


class Bits(IntFlag):
    A = 1
    B = 2


class Planet(Enum):
    EARTH = (5.9, 6.3)
    MARS = (0.6, 3.4)

    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius

    @property
    def ratio(self):
        return round(self.mass / self.radius, 2)


class Coded(Enum):
    def __new__(cls, code, label):
        member = object.__new__(cls)
        member._value_ = code
        member.label = label
        return member

    A = (1, "first")
    B = (2, "second")


class Named(Enum):
    def _generate_next_value_(name, start, count, last_values):
        return name + "!" + str(count)

    X = auto()
    Y = auto()


class Missing(Enum):
    A = "a"

    @classmethod
    def _missing_(cls, value):
        if value == "b":
            return cls.A
        return None

    def __str__(self):
        return "M:" + self.value


for cls in [Color, Status, Level, Mode, Number, Auto, Planet, Coded, Named, Missing]:
    print(cls, cls.__name__, len(cls), list(cls), [m.name for m in cls], [m.value for m in cls], list(cls.__members__))
    for m in cls:
        print(m, repr(m), str(m), f"{m}", f"{m!s:>20}|", "%s" % m, "{}".format(m), m.name, m.value, m == cls[m.name], cls(m.value) is m, m in cls, isinstance(m, cls), type(m) is cls, hash(m) == hash(m))
print(Color.RED, Color["RED"], Color(1), Color("g"), Color.CRIMSON is Color.RED, Color.RED.describe(), Color.RED.upper, Color.first(), Color((1, 2)), Color.RED == 1, Color.RED != Color.GREEN, Color.RED is Color.RED, {Color.RED: 1}[Color.CRIMSON], Color._private if hasattr(Color, "_private") else "")
print(Status.ACTIVE == "active", Status.ACTIVE + "!", Status.ACTIVE.upper(), Status("gone"), "active" in [s.value for s in Status], ",".join(Status), [s.value for s in Status], Status.ACTIVE in ("active",), {"active": 1}[Status.ACTIVE], isinstance(Status.ACTIVE, str), len(Status.ACTIVE), sorted(Status))
print(Level.LOW < Level.HIGH, Level.LOW + 1, Level.HIGH == 10, Level(10), int(Level.LOW), f"{Level.HIGH:03d}", "%d" % Level.HIGH, [1, 2, 3][Level.LOW], Level.LOW < 5, max(Level), sum(Level), Mode.READ, Mode.READ == "read", f"{Mode.WRITE_ALL:>12}|", Mode("other value"), Mode.READ.upper())
print(Number.ONE + 1, Number.TWO, Auto.D.value, Planet.EARTH.mass, Planet.EARTH.ratio, Planet((0.6, 3.4)), Coded.A.label, Coded(2), Named.X.value, Missing("b"), Missing.A)
print(Perm.R | Perm.W, Perm.R & Perm.W, ~Perm.R, Perm.R | Perm.X, repr(Perm.R | Perm.X), Perm.RW, Perm.R in Perm.RW, bool(Perm.R & Perm.W), list(Perm.RW), Perm(3), Perm(5).value, [p.value for p in Perm], Perm.R ^ Perm.RW, Perm.R == Perm.R, Perm["W"], Perm.RW.name)
print(Bits.A | Bits.B, Bits.A | 2, int(Bits.A | Bits.B), Bits.A + 1, Bits(3) == 3, repr(Bits.A), Bits.A & 1)
print(Enum("Animal", "CAT DOG"), list(Enum("Animal", "CAT DOG")), list(Enum("A", ["X", "Y"])), list(Enum("B", {"P": 1, "Q": "two"})), list(Enum("C", [("M", 5)])), Enum("D", "X", type=str).X.value if False else "")
show("value", lambda: Color(99))
show("value", lambda: Status("nope"))
show("value", lambda: Level(3))
show("value", lambda: Missing("c"))
show("key", lambda: Color["PINK"])
show("attr", lambda: Color.PINK)
show("attr", lambda: Color.RED.nothing)
show("set", lambda: setattr(Color, "RED", 5))
show("in", lambda: 5 in Color)
show("less", lambda: Color.RED < Color.GREEN)
show("or", lambda: Color.RED | Color.GREEN)
# Perm(64) is left out: releases of CPython 3.11 disagree about a value without any known flag.
show("unique", lambda: unique(Color))
print(unique(Auto), list(reversed(Color)), bool(Color.RED), Color.__members__["CRIMSON"], isinstance(Color, enum.EnumMeta), isinstance(Color, type), issubclass(Status, str), issubclass(Level, Enum))


class Base(Enum):
    def hello(self):
        return "hello " + self.name


class Derived(Base):
    A = 1


print(Derived.A.hello(), Derived.A, [c.value for c in Derived])
from abc import ABCMeta, abstractmethod, ABC
from enum import Enum, EnumMeta
from typing import TypedDict
class M(ABCMeta, EnumMeta):
    pass
class S(str, Enum):
    def __str__(self): return self.value
class D(S, metaclass=M):
    @classmethod
    @abstractmethod
    def x(cls): pass
class E(D):
    A = "a"
    @classmethod
    def x(cls): return 1
print(list(E), E("a"), E.A, E.x(), isinstance(E, M), E["A"])
class T(TypedDict, total=False):
    a: int
class U(T):
    b: str
print(T(a=1), U(b="x"), type(T(a=1)), T({"a":2}), T())
Mo = TypedDict("Mo", {"a": int}, total=False)
print(Mo(a=1))
class Meta(type):
    def hello(cls): return cls.__name__
class K(metaclass=Meta): pass
class K2(K): pass
print(K.hello(), K2.hello(), type(K2) is Meta)
