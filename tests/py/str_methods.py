# Methods of str: results and the texts of errors.
def show(label, function):
    try:
        print(label, repr(function()))
    except Exception as error:
        print(label, type(error).__name__, error)


words = ["", "a", "Hello, World", "  padded\t\n", "straße", "ÀÉÎ õü", "ǅabc", "ﬁre", "x1_y2", "ΟΔΥΣΣΕΥΣ", "naïve café",
         "日本語", "123", "½", "²", "٣", "a b\x0bc\u2028d", "İstanbul", "it's a dog's life", "UPPER lower"]
for word in words:
    print(repr(word), len(word), word.lower(), word.upper(), word.title(), word.capitalize(), word.casefold(),
          word.swapcase())
    print(word.isalnum(), word.isalpha(), word.isascii(), word.isdecimal(), word.isdigit(), word.isidentifier(),
          word.islower(), word.isnumeric(), word.isprintable(), word.isspace(), word.istitle(), word.isupper())
    print(word.strip().split(), word.split("a"), word.splitlines(), word.partition("b"), word.rpartition("l"))
    print(word.center(20, "*"), word.ljust(8, "-") + "|", word.rjust(9) + "|", word.zfill(6), word[::-1], word[1:-1])

text = "one, two, three, two, one"
print(text.split(", "), text.split(", ", 2), text.rsplit(", ", 2), text.rsplit(None, 1), text.split(maxsplit=1))
print(" a  b  c ".split(" "), " a  b  c ".rsplit(maxsplit=1), "".split(), "".split(","), "aaa".split("aa"))
print("a\nb\r\nc\rd\n".splitlines(), "a\nb\r\nc".splitlines(True), "\n".splitlines(), "".splitlines())
print(text.find("two"), text.rfind("two"), text.find("x"), text.index("three"), text.count("o"), text.count(""))
print(text.find("two", 6), text.find("two", -8), text.find("", 3), "abc".find("", 9), text.rfind("one", 0, -1))
print("日本語日本".find("日", 1), "日本語日本".rfind("本"), "日本語"[1], "日本語"[-1], "日本語"[::2], "日本語".index("語"))
print(text.replace("two", "2"), text.replace("two", "2", 1), "abc".replace("", "-"), "abc".replace("", "-", 2))
print(text.startswith("one"), text.startswith(("x", "one")), text.startswith("two", 5), text.endswith("one"),
      text.endswith(("two", "three")), text.endswith("two", 0, -5), "".startswith(""), "a".startswith(()))
print("xxabcxx".strip("x"), "xyabcyx".lstrip("xy"), "abc".rstrip("bc"), "\u3000 a \u00a0".strip() + "|")
print("-".join(["a", "b"]), "".join([]), ", ".join("abc"), "-".join(x for x in ("q", "r")))
print("+5".zfill(4), "-12".zfill(5), "ab".center(5), "ab".center(5, "é"), "abc".center(6, "."), "abc".center(2))
print("a\tb\tcd".expandtabs(), "a\tb".expandtabs(4), "\ta".expandtabs(0), "01\n0\t1".expandtabs(3))
print("prefix_name".removeprefix("prefix_"), "name.py".removesuffix(".py"), "abc".removeprefix("x"), "abc".removesuffix(""))
print("hello".translate({ord("l"): "L", ord("o"): None, 104: 72}), "abc".translate(str.maketrans("ab", "xy", "c")),
      str.maketrans({"a": 1, "b": "two"}), str.maketrans("ab", "cd"))
print("a" + "b", "ab" * 3, 2 * "xy", "a" * 0, "a" * -1, "b" in "abc", "" in "a", "z" not in "abc")
print("a" < "b", "a" < "B", "abc" < "abd", "ab" < "abc", "é" > "z", "a" == "a", "a" != 1, "a" == 1)
print("héllo".encode(), "héllo".encode("latin-1"), "é".encode("ascii", "replace"), "é".encode("ascii", "ignore"),
      "é€".encode("ascii", "xmlcharrefreplace"), "é€😀".encode("ascii", "backslashreplace"))
for value in ["it's", 'say "hi"', "it's \"both\"", "tab\there", "nul\0", "\x7f\x80\xa0\xad", "\u200b\u2028", "\\", "\U0001f600",
              "\ud800", "é", "\n\r", "\x1b[0m"]:
    print(repr(value), ascii(value), len(value))
print(str(), str(1), str(None), str(b"ab", "utf-8"), str(b"\xc3\xa9", encoding="utf8"), str([1, "a"]), str("x"))
print(list("héé"), tuple("ab"), [c for c in "日本"], sorted("hello"), min("hello"), max("hello"))
print(hash("a") == hash("a"), "abc"[1:2] == "b", "abc"[5:], "abc"[-100:2], "abc"[slice(None, None, -1)])
show("index", lambda: "abc"[3])
show("index", lambda: "abc"["a"])
show("sub", lambda: "abc".index("z"))
show("rindex", lambda: "abc".rindex("z"))
show("concat", lambda: "a" + 1)
show("concat", lambda: 1 + "a")
show("concat", lambda: "a" + None)
show("mult", lambda: "a" * "b")
show("mult", lambda: "a" * 1.5)
show("minus", lambda: "a" - "b")
show("in", lambda: 1 in "abc")
show("join", lambda: ",".join([1, 2]))
show("join", lambda: ",".join(["a", None]))
show("join", lambda: ",".join(5))
show("split", lambda: "a".split(""))
show("partition", lambda: "a".partition(""))
show("startswith", lambda: "a".startswith(1))
show("startswith", lambda: "a".startswith(("b", 1)))
show("center", lambda: "a".center(5, "ab"))
show("less", lambda: "a" < 1)
show("encode", lambda: "é".encode("ascii"))
show("encode", lambda: "abcéü".encode("ascii"))
show("encode", lambda: "€".encode("latin-1"))
show("decode", lambda: b"\xff".decode())
show("decode", lambda: b"ab\xc3".decode())
show("decode", lambda: b"\xe2\x28\xa1".decode("utf-8"))
show("decode", lambda: b"\x80".decode("ascii"))
show("strip", lambda: "a".strip(1))
show("replace", lambda: "a".replace("a", 1))
show("attr", lambda: "a".nothing)
show("call", lambda: "a"())
show("item", lambda: "abc".__setitem__)
show("int", lambda: int("abc"))
