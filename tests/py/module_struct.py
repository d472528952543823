# struct, pprint.
import pprint
import struct


def show(label, function):
    try:
        print(label, repr(function()))
    except Exception as error:
        print(label, type(error).__name__, error)


for fmt, values in [("<i", (1,)), (">i", (-2,)), ("!H", (65535,)), ("bBhHiIlLqQ", (-1, 255, -2, 3, -4, 5, -6, 7, -8, 9)), ("<bBhHiIlLqQ", (-1, 255, -2, 3, -4, 5, -6, 7, -8, 2**64 - 1)), (">d", (1.5,)), ("<f", (0.1,)), ("3s", (b"abcdef",)), ("5s", (b"ab",)), ("c?", (b"x", True)), ("2x3h", (1, 2, 3)), ("=bi", (1, 2)), ("@bi", (1, 2)), (" > h h ", (1, 2)), ("", ()), ("0s", (b"",)), ("n", (-5,)), ("bq", (1, 2))]:
    show(fmt, lambda: struct.pack(fmt, *values))
    show(fmt, lambda: struct.unpack(fmt, struct.pack(fmt, *values)))
    show(fmt, lambda: struct.calcsize(fmt))
print(struct.unpack_from("<H", b"\x00\x01\x02\x03", 1), struct.unpack(b">I", b"\x00\x00\x01\x00"), struct.unpack("<I", bytes([1, 2, 3, 4]))[0])
show("short", lambda: struct.unpack("<I", b"abc"))
show("few", lambda: struct.pack("ii", 1))
show("char", lambda: struct.pack("y", 1))
show("type", lambda: struct.pack("i", "a"))
show("type", lambda: struct.pack("f", "a"))
show("type", lambda: struct.unpack("i", "abcd"))
show("bytes", lambda: struct.pack("s", "a"))
show("from", lambda: struct.unpack_from("<I", b"abc"))
show("range", lambda: isinstance(struct.pack("B", 5), bytes))
for bad in [("B", 256), ("b", 200), ("H", -1), ("i", 2**31), ("Q", -1), ("q", 2**63)]:
    try:
        struct.pack(*bad)
    except struct.error:
        print("error", bad)
for value in [1, "a", [1, 2], {"b": 1, "a": [1, 2]}, list(range(40)), {"k" * 10: "v" * 30, "j" * 20: ["w" * 30] * 3}, {"nested": {"deep": {"deeper": ["x" * 20, "y" * 30, {"z": "w" * 40}]}}}, tuple("abcdefghijklmnopqrstuvwxyz"), ("one" * 40,), set(range(30)), frozenset(["a" * 40, "b" * 50]), [], {}, (), set(), "word " * 30, {"text": "some long text that must be wrapped " * 4}, "line one\nline two\n" * 5, {2: "b", 1: "a"}, {"a": 1, 2: "x"} and {"a": 1}, [[1] * 10] * 5, "x" * 100, [None, True, 1.5], "short\nlines", ["a b " * 30], {"t": (1,), "u": ("x" * 80,)}]:
    print(pprint.pformat(value))
    print(pprint.pformat(value, indent=4, width=40))
pprint.pprint({"z": 1, "a": 2})
pprint.pprint({"z": 1, "a": 2}, sort_dicts=False, width=5)
