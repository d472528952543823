# uuid, typing and the forms of annotations.
import uuid
from typing import (TYPE_CHECKING, Annotated, Any, Callable, ClassVar, Dict, Final, Generic, Iterable, List, Literal, NamedTuple, Optional, Protocol, Sequence, Set, Tuple, Type, TypedDict, TypeVar, Union, cast)
import typing
import collections.abc


def show(label, function):
    try:
        print(label, repr(function()))
    except Exception as error:
        print(label, type(error).__name__, error)


u = uuid.UUID("12345678-1234-5678-9234-567812345678")
print(u, repr(u), str(u), u.hex, u.int, u.urn, u.bytes, u.bytes_le, u.version, u.variant, u.fields, u.time_low, u.node, u.clock_seq, u.time, int(u), f"{u}", "%s" % u, hash(u) == hash(uuid.UUID(u.hex)))
for text in ["{12345678123456781234567812345678}", "urn:uuid:12345678-1234-5678-1234-567812345678", "12345678123456781234567812345678", "ABCDEF00-0000-0000-0000-000000000000", "short", "", "g" * 32, 5]:
    show(text, lambda: uuid.UUID(text))
print(uuid.UUID(int=5), uuid.UUID(bytes=b"\x00" * 15 + b"\x01"), uuid.UUID(bytes_le=u.bytes_le) == u, uuid.UUID(fields=u.fields) == u, uuid.UUID(int=2**128 - 1), uuid.UUID(hex="0" * 32, version=4), uuid.UUID(int=1) < uuid.UUID(int=2), u == str(u), u != 5)
print(uuid.uuid3(uuid.NAMESPACE_DNS, "python.org"), uuid.uuid5(uuid.NAMESPACE_URL, "http://x"), uuid.uuid5(uuid.NAMESPACE_OID, "é"), uuid.uuid3(uuid.NAMESPACE_X500, "a"), uuid.uuid4().version, uuid.uuid1().version, uuid.uuid4() != uuid.uuid4(), len(str(uuid.uuid4())), len(uuid.uuid4().hex))
show("args", lambda: uuid.UUID())
show("int", lambda: uuid.UUID(int=-1))
show("bytes", lambda: uuid.UUID(bytes=b"x"))
show("less", lambda: u < 5)

revision: str = "abc"
down_revision: Union[str, None] = None
branch_labels: Union[str, Sequence[str], None] = None
depends_on: str | Sequence[str] | None = None
other: "Optional[int]" = 5
mapping: dict[str, list[int]] = {}
T = TypeVar("T")


def function(a: int, *b: str, c: Optional[Dict[str, Any]] = None, **d: Callable[..., int]) -> List[Tuple[int, ...]]:
    return [(a, *[len(x) for x in b])]


class Row(NamedTuple):
    id: int
    name: str = "none"


class Movie(TypedDict):
    name: str
    year: int


class Box(Generic[T]):
    items: ClassVar[List[int]] = []

    def first(self) -> T:
        return self.items[0]


class Shape(Protocol):
    def area(self) -> float: ...


class Square:
    side: Final[int] = 2

    def area(self) -> float:
        return self.side**2


print(function(1, "ab"), Row(1), Row(2, name="x").name, Row(3)._asdict(), Row(1)[0], Row._fields, tuple(Row(1)), Row(1)._replace(name="q"), Row(1) == (1, "none"), Movie(name="a", year=1), Box().items, Square().area(), TYPE_CHECKING, cast(int, "a"))
show("row", lambda: Row())
show("row", lambda: Row(1, 2, 3))
show("row", lambda: Row(1, x=2))
print(isinstance([], collections.abc.Sequence), isinstance("", collections.abc.Sequence), isinstance({}, collections.abc.Mapping), isinstance(5, collections.abc.Iterable), isinstance([], typing.Iterable), isinstance(len, collections.abc.Callable), isinstance({}, typing.Hashable),
      isinstance((), collections.abc.Hashable), isinstance(5, int | str), isinstance("a", int | None), isinstance(None, int | None), isinstance(iter([]), collections.abc.Iterator), isinstance(set(), collections.abc.Set), isinstance(1, (int, str)))
print(list[int]([1, 2]), dict[str, int](a=1), list[int], dict[str, list[int]], int | None, int | str | None, typing.get_origin(list[int]), typing.get_args(dict[str, int]), typing.get_origin(5), list[int] == list[int], type[int] and 1, tuple[int, ...])
UserId = typing.NewType("UserId", int)
print(UserId(5), Literal["a", "b"] and 1, Annotated[int, 5] and 1, Set and Type and Iterable and 1)
