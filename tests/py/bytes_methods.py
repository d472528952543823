# bytes.
def show(label, function):
    try:
        print(label, repr(function()))
    except Exception as error:
        print(label, type(error).__name__, error)


b = b"hello \x00\xff'\"\n\\"
print(b, len(b), b[0], b[-1], b[1:4], b[::-1], list(b[:3]), b.hex(), b.hex(" "), b.hex(":", 2), b.hex("-", -3), bytes.fromhex("00 ff 1a"), b"'", b"it's", b'"')
print(bytes(), bytes(3), bytes([65, 66]), bytes("é", "utf-8"), bytes(b"x"), bytes(range(3)), b"a" + b"b", b"ab" * 2, b"a" in b"abc", 97 in b"abc", b"a" < b"b", b"a" == "a", b"" == b"", hash(b"a") == hash(b"a"), bool(b""))
print(b"a,b,c".split(b","), b" a b ".split(), b"a,b".partition(b","), b"  x ".strip(), b"xxaxx".strip(b"x"), b"abc".replace(b"b", b"-"), b"abc".find(b"c"), b"abcabc".rfind(b"b"), b"abc".startswith(b"a"), b"abc".endswith((b"x", b"c")),
      b",".join([b"a", b"b"]), b"aBc".upper(), b"aBc".lower(), b"abab".count(b"ab"), b"ab".center(6, b"-"), b"5".zfill(3), b"a\nb\r\n".splitlines(), b"abc".index(b"b"), b"pre_x".removeprefix(b"pre_"))
print(b"caf\xc3\xa9".decode(), b"caf\xe9".decode("latin-1"), b"\xff\xfea".decode("utf-8", "replace"), b"\xffa".decode("utf-8", "ignore"), b"\xffa".decode(errors="backslashreplace"), b"\xef\xbb\xbfx".decode("utf-8-sig"))
print([x for x in b"ab"], sorted(b"ca"), max(b"az"), tuple(b"a"), str(b"a"), repr(b"\t\r\n\x7f\x80"), b"\x41\101\n", rb"\n")
show("concat", lambda: b"a" + "b")
show("concat", lambda: "a" + b"b")
show("concat", lambda: b"a" + 1)
show("index", lambda: b"a"[5])
show("index", lambda: b"a"["x"])
show("in", lambda: "a" in b"abc")
show("in", lambda: 300 in b"abc")
show("bytes", lambda: bytes("a"))
show("bytes", lambda: bytes([256]))
show("bytes", lambda: bytes(-1))
show("bytes", lambda: bytes(1.5))
show("bytes", lambda: bytes(None))
show("split", lambda: b"a".split(","))
show("join", lambda: b",".join(["a"]))
show("fromhex", lambda: bytes.fromhex("0g"))
show("decode", lambda: b"\xff".decode("utf-8"))
show("find", lambda: b"abc".index(b"z"))
show("replace", lambda: b"a".replace("a", b""))
show("less", lambda: b"a" < "a")
a = bytearray(b"abc")
a.append(100)
a.extend(b"ef")
a += b"g"
a[0] = 65
a[1:3] = b"--long--"
del a[-1]
print(a, len(a), a[0], a[1:3], bytes(a), a.decode(), a.hex(), a == b"A--long--def", a.find(b"l"), a.upper(), a.pop(), a.pop(0), list(a[:2]), b"x" + a, a + b"x", a * 2, 45 in a, bytearray(3), bytearray("é", "utf-8"), isinstance(a, bytes), a.copy(), bool(bytearray()))
text = a.decode()
a.clear()
print(a, text, a.split(), bytearray(b"a,b").split(b","), bytearray([1, 2]), bytearray(b"b") > bytearray(b"a"), [*bytearray(b"ab")])
show("hash", lambda: hash(a))
show("range", lambda: a.append(300))
show("pop", lambda: a.pop())
show("type", lambda: bytearray("a"))
grown = ""
for number in range(3000):
    grown += str(number) + ","
    if number == 1500:
        half = grown
        other = half + "!"
print(len(grown), grown[-10:], len(half), half[-6:], other[-3:], (half + "?")[-3:], grown.startswith(half), hash(half) == hash(grown[: len(half)]))
