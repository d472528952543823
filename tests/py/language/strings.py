name, n, pi = "x", 42, 3.14159
print(f"{name} {n:05d} {pi:.2f} {name!r:>6} {n:#x} {n:,} {name:*^7} {pi:e}")
print(f"{'nested ' + f'{n + 1}'} {{braces}} {n=} {name = } {pi=:.1f} {n!s}")
print(f"{n:{5}} {pi:{8}.{3}} {'a' if n else 'b'} {[i for i in range(2)]} {dict(a=1)['a']}")
print(f"""multi
{name}""" " joined" 'parts' f"{n}")
print("%s %d %5.1f %r %x %%" % (name, n, pi, name, 255), "%(a)s" % {"a": 1}, "%-5s|" % name)
print("{} {0}".replace("0", "") .format(1, 2) if False else "{0} {1} {0} {k!r:>5} {l[0]} {o.real}".format(1, 2, k="q", l=[9], o=5))
print(r"raw\n", "tab\tx", "\x41\u00e9", b"by\x00tes", 'it''s')
print("abc"[1], "abc"[-1], "abc"[::-1], "abcdef"[1:4:2], len("é"), "a" * 3, "a" + "b")
print("a,b".split(","), " x ".strip(), "-".join("ab"), "Abc".lower(), "abc".find("c"), "x".isdigit())
print("line1\nline2".splitlines(), "abc".startswith(("x", "a")), "a".center(3, "*"), "zfill".zfill(7))
print(str(None), str(True), str([1, "a"]), repr("it's"), repr('q"'), str(1.0), str(1e100), 10 ** 20)
print("a" "b" if n else "c", "in" in "string", "x" not in "abc", "abc" < "abd", min("hello"))
print(f"{n:>{10}}|{n:<10}|{n:^10}|{-n:+}|{n:b}|{1234567.891:,.2f}|{0.5:.0%}")
print(f'{"quoted"}', f"{name.upper()}", f"{name!a}", f"{(lambda x: x * 2)(3)}", f"{ {'a': 1}['a'] }")

# expect: x 00042 3.14    'x' 0x2a 42 ***x*** 3.141590e+00
# expect: nested 43 {braces} n=42 name = 'x' pi=3.1 42
# expect:    42     3.14 a [0, 1] 1
# expect: multi
# expect: x joinedparts42
# expect: x 42   3.1 'x' ff % 1 x    |
# expect: 1 2 1   'q' 9 5
# expect: raw\n tab	x Aé b'by\x00tes' its
# expect: b c cba bd 1 aaa ab
# expect: ['a', 'b'] x a-b abc 2 False
# expect: ['line1', 'line2'] True *a* 00zfill
# expect: None True [1, 'a'] "it's" 'q"' 1.0 1e+100 100000000000000000000
# expect: ab True True True e
# expect:         42|42        |    42    |-42|101010|1,234,567.89|50%
# expect: quoted X 'x' 6 1
