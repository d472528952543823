# json: writing, reading, errors with their places.
import json


def show(label, function):
    try:
        print(label, repr(function()))
    except Exception as error:
        print(label, type(error).__name__, error)


values = [None, True, False, 0, -1, 10**30, 1.0, 0.1, 1e100, 1e-7, -0.0, 1.5e16, "", "a", "é€😀", "\"\\/\b\f\n\r\t\x00\x1f\x7f", [], {}, [1, [2, [3]]], {"a": {"b": [1, {}]}}, (1, 2), {"b": 1, "a": 2}, {1: "x", None: 0, True: 1, 1.5: 2},
          [None, True], float("inf"), float("-inf"), float("nan"), "\u2028", "\ud800"]
for value in values:
    print(json.dumps(value), json.dumps(value, indent=2), json.dumps(value, separators=(",", ":")), json.dumps(value, indent="\t", separators=("; ", " = ")))
    if "\ud800" != value:
        print(json.dumps(value, ensure_ascii=False))
print(json.dumps({"b": 1, "a": [1, 2]}, sort_keys=True), json.dumps({"b": 1, "a": 2}, sort_keys=True, indent=4), json.dumps([1], indent=0), json.dumps({(1, 2): 3, "a": 1}, skipkeys=True), json.dumps({1, 2} and [1], default=str))
print(json.dumps({"when": object}, default=lambda o: "obj"), json.dumps([complex] if False else [set()], default=list), json.dumps({"a": 1}, indent=None))


class Encoder(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, set):
            return sorted(o)
        return super().default(o)


print(json.dumps({"s": {3, 1}}, cls=Encoder), json.dumps([{2}], cls=Encoder, indent=1), json.JSONEncoder().encode({"a": 1}))
for text in ["null", " [1, 2.5, -3e2, 1E+2, 0] ", '{"a": {"b": []}, "c": "d"}', '"\\u00e9\\ud83d\\ude00\\n\\/"', "123456789012345678901234567890", "true", '{"a": 1, "a": 2}', "[]", "{}", "-0", "-0.0", "1.0", "NaN", "-Infinity", '"é"', "[1,[2,[3]]]", "\t\n {} "]:
    show(text, lambda: json.loads(text))
for text in ["", "{", "[", '"abc', "[1,", "[1 2]", '{"a" 1}', '{"a": }', "{a: 1}", '{"a": 1,}', "[1,]", "nul", "tru", "1 2", "01", "-", "1.", '"\\x"', '"\\u12"', '"a\nb"', "{'a': 1}", "[1}", "abc", '{"a": 1} x', '\n\n  [1,\n  x]', "+1", ".5", "é", '"\ud83d', '{"é": x}', '["a",\n"b"\n"c"]']:
    show(repr(text), lambda: json.loads(text))
print(json.loads(b'{"a": "\xc3\xa9"}'), json.loads('{"a": 1.5}', parse_float=str), json.loads("[1]", parse_int=float), json.loads('{"a": 1}', object_hook=lambda d: list(d.items())), json.loads('{"b": 1, "a": 2}', object_pairs_hook=list), json.loads('"a\tb"', strict=False))
show("type", lambda: json.loads(5))
show("type", lambda: json.loads(None))
show("type", lambda: json.dumps(object()) and 1)
show("type", lambda: json.dumps({1, 2}))
show("type", lambda: json.dumps({(1,): 1}))
show("type", lambda: json.dumps(b"x"))
show("nan", lambda: json.dumps(float("nan"), allow_nan=False))
loop = []
loop.append(loop)
show("loop", lambda: json.dumps(loop))
try:
    json.loads('{"a":\n tru}')
except json.JSONDecodeError as error:
    print(error.msg, error.pos, error.lineno, error.colno, error.doc, isinstance(error, ValueError), error)
try:
    json.loads("x")
except ValueError as error:
    print("value error", error)
