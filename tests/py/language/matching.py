def kind(value):
    match value:
        case 0:
            return "zero"
        case 1 | 2 | 3:
            return "small"
        case -1:
            return "minus one"
        case "text":
            return "the text"
        case None:
            return "none"
        case True:
            return "true"
        case []:
            return "empty"
        case [x]:
            return f"one {x}"
        case [x, y] if x == y:
            return f"same {x}"
        case [first, *rest, last]:
            return f"first {first} rest {rest} last {last}"
        case {"type": "a", "n": n}:
            return f"a {n}"
        case {"type": t, **others}:
            return f"type {t} {others}"
        case {}:
            return "mapping"
        case str(s):
            return f"str {s}"
        case int() | float() as number:
            return f"number {number}"
        case Point(x=0, y=0):
            return "origin"
        case Point(x, y) if x == y:
            return f"diagonal {x}"
        case Point(x, y=Point() as inner):
            return f"nested {inner.x}"
        case Point():
            return "point"
        case Color.RED:
            return "red"
        case (1.5 | 2.5) as f:
            return f
        case _:
            return "other"
class Point:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
class Color:
    RED = object()
for value in (0, 2, -1, "text", None, [], [7], [8, 8], (1, 2, 3, 4), {"type": "a", "n": 1}, {"type": "b", "z": 2}, {},
              "s", 99, 1.5, Point(0, 0), Point(3, 3), Point(1, Point(5, 6)), Point(1, 2), Color.RED, object, {"k": 1}):
    print(kind(value))
match 5:
    case n if n > 10:
        print("big")
    case n:
        print("n is", n)
print(n)
match ("go", "north", "fast"):
    case ("go", ("north" | "south") as direction, *_):
        print(direction)
match {"a": {"b": [1, {"c": 2}]}}:
    case {"a": {"b": [_, {"c": deep}]}}:
        print(deep)
match [1, [2, [3]]]:
    case [a, [b, [c]]]:
        print(a, b, c)
def unmatched(v):
    match v:
        case 1:
            return 1
print(unmatched(2))
match = 3
case = match + 1
print(match, case)

# expect: zero
# expect: small
# expect: minus one
# expect: the text
# expect: none
# expect: empty
# expect: one 7
# expect: same 8
# expect: first 1 rest [2, 3] last 4
# expect: a 1
# expect: type b {'z': 2}
# expect: mapping
# expect: str s
# expect: number 99
# expect: number 1.5
# expect: origin
# expect: diagonal 3
# expect: nested 5
# expect: point
# expect: red
# expect: other
# expect: mapping
# expect: n is 5
# expect: 5
# expect: north
# expect: 2
# expect: 1 2 3
# expect: None
# expect: 3 4
