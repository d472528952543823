from __future__ import annotations

class Model:
    id: int
    name: "str" = "n"
    later: UndefinedType | None = 3
    other: Mapped["Thing"]
    def method(self, a: Missing = 1, *, b: Other[1] = 2) -> Nowhere:
        c: AlsoMissing = 3
        d: StillMissing
        return a + b + c

print(Model.name, Model.later, Model().method(), hasattr(Model, "id"))  # expect: n 3 6 False
print(list(Model.__annotations__))  # expect: ['id', 'name', 'later', 'other']
revision: str = "abc"
down: Union[str, None] = None
only: Declared
print(revision, down, "only" in globals())  # expect: abc None False
def f(x: print("never evaluated") = 1) -> print("nor this"):
    y: print("nor that") = x
    return y
print(f())  # expect: 1
obj = Model()
obj.attribute: Missing = 5
print(obj.attribute)  # expect: 5
