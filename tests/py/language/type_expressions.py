print(int | None, int | str, list[int], dict[str, int | None], isinstance(1, int | str), isinstance("x", int | None))  # expect: int | None int | str list[int] dict[str, int | None] True False
print(type(1), type("a"), type(None), type(type), type([]), type({}), object, ValueError)  # expect: <class 'int'> <class 'str'> <class 'NoneType'> <class 'type'> <class 'list'> <class 'dict'> <class 'object'> <class 'ValueError'>
print(type(1) is int, type(1) == type(2), int == int, int != str, {int: "i"}[int])  # expect: True True True True i
class A: pass
print(A, A.__name__, repr(A), str(type(A())))  # expect: <class '__main__.A'> A <class '__main__.A'> <class '__main__.A'>
from typing import Optional, Union, List, Dict, Any, TYPE_CHECKING
if TYPE_CHECKING:
    from nowhere import Nothing

def f(a: Optional[int] = None) -> Union[str, None]:
    return a
print(f(), f(1), TYPE_CHECKING)  # expect: None 1 False
class G(List[int]): pass
print(G([1]), len(G()))  # expect: [1] 0
print(isinstance([], list), isinstance(True, int), isinstance(1, bool), isinstance(None, type(None)))  # expect: True True False True
print(callable(int), int("5"), str(5), float("1.5"), bool([]), list("ab"), tuple([1]), set(), dict([(1, 2)]), bytes(2))  # expect: True 5 5 1.5 False ['a', 'b'] (1,) set() {1: 2} b'\x00\x00'
print(issubclass(A, object), A.__mro__ == (A, object), A().__class__.__name__)  # expect: True True A
print(NotImplemented, Ellipsis, ..., None, True)  # expect: NotImplemented Ellipsis Ellipsis None True
print(hasattr(int, "__add__"), hasattr([], "append"), getattr("abc", "upper")(), dir(A())[:1] != [])  # expect: True True ABC True
