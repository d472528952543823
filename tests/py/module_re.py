# re: notation, matches, substitution, splitting, errors.
import re


def show(label, function):
    try:
        print(label, repr(function()))
    except Exception as error:
        print(label, type(error).__name__, error)


text = "The rain in Spain, 2024-01-02 and 99 bottles; naïve Ünïcode_1"
patterns = [r"ai", r"\bS\w+", r"(\d{4})-(\d\d)-(\d\d)", r"(?P<word>\w+) in (?P<place>\w+)", r"[aeiou]{2,}", r"(?i)the", r"^The", r"1$", r"\Z", r"\A\w", r"x*", r"", r"(a)|(b)", r"(?:r|S)p?ain", r"\w+", r"[^\W\d_]+", r"\s+", r"[\w]+-",
            r"(?<=in )\w+", r"(?<!\d)\d{2}(?!\d)", r"(\w)\1", r"(?P<q>\w)(?P=q)", r"\u00ef", r"\x41", r"[[]", r"[]a]+", r"[^]a]", r"a{,2}", r"\d+|\w", r"(\w+)(,)?", r"(?s).+", r"(?x) a i  # comment", r"(?#note)ai", r"(?i:THE)", r"[\d-]+", r"\.", r"\-", r"ï", r"[À-ÿ]+", r"\D\d", r"(?a)\w+", r"((a)(i))"]
for pattern in patterns:
    m = re.search(pattern, text)
    print(repr(pattern), m, m and (m.group(), m.groups(), m.groupdict(), m.span(), m.start(), m.end(), m.lastindex, m.lastgroup))
    print(re.findall(pattern, text)[:9], [x.span() for x in re.finditer(pattern, text)][:9], re.match(pattern, text), re.fullmatch(pattern, text))
    print(re.sub(pattern, "<\\g<0>>", text, count=4), re.subn(pattern, "-", text)[1], re.split(pattern, text, 3))
print(re.sub("x*", "-", "abxd"), re.sub("", "-", "abc"), re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world"), re.sub(r"(?P<a>\w)", r"[\g<a>\g<1>]", "ab"), re.sub("a", lambda m: m.group().upper() + str(m.start()), "banana"), re.sub("a", r"\n\t\\", "a"), re.sub("(a)|b", r"<\1>", "ab"))
print(re.split(r"(,)\s*", "a, b,c"), re.split(r"\W+", "Words, words, words."), re.split("x*", "axbc"), re.split(r"(x)|(y)", "axbyc"), re.split(",", ""), re.split(",", "a,b,c", maxsplit=1), re.findall(r"(\w)(\d)?", "a1b"), re.findall("", "ab"))
p = re.compile(r"(?P<k>\w+)=(?P<v>\w*)", re.IGNORECASE | re.MULTILINE)
print(p, p.pattern, p.flags, p.groups, dict(p.groupindex), p.findall("a=1\nb=2"), p.match("xa=1", 1), p.search("a=1 b=2", 2), p.search("a=1 b=2", 0, 2), p.sub(r"\g<v>=\g<k>", "a=1"), [m["k"] for m in p.finditer("a=1,b=2")], re.compile("a") is re.compile("a"), re.compile(p) is p)
m = p.search("zz key=val")
print(m["k"], m[0], m[2], m.group("k", "v"), m.group(1, 2), m.expand(r"\1-\g<v>"), m.string, m.re is p, m.pos, m.endpos, bool(m), m.span("v"), m.start(1), repr(m))
print(re.match("(a)(b)?", "a").groups(), re.match("(a)(b)?", "a").groups("x"), re.match("(a)(?P<n>b)?", "a").groupdict("d"), re.match("(a)(b)?", "a").span(2), re.match("(a)(b)?", "a").end(2), re.match("(a)(b)?", "a")[2])
print(re.escape("a.b*c [x] é-1 #~ _/"), re.escape(b"a.b"), re.findall(rb"\w+", b"ab \xff cd"), re.sub(b"a", b"b", b"aaa"), re.search(rb"(?P<x>\d)", b"a1")["x"], int(re.I), int(re.M | re.S), int(re.X), re.ASCII == 256)
print(re.findall(r"^\w+$", "one\ntwo\n", re.M), re.findall(r"^\w+$", "one\ntwo\n"), re.search(r"two$", "two\n"), re.search(r"two\Z", "two\n"), re.search("a.b", "a\nb"), re.search("a.b", "a\nb", re.S), re.findall(r"\w", "é_1²"), re.findall(r"\w", "é_1", re.A), re.findall(r"(?i)straße", "STRAßE"), re.search("É", "é", re.I))
print(re.search(r"日本", "in 日本 now").span(), re.findall(r".", "日本😀"), re.sub(r"(.)", r"\1.", "日本"), re.split("本", "日本語"), re.match(r"\w+", "日本 x").end())
print(re.search(r"a++b", "aaab"), re.search(r"(?>a+)b", "aab"), re.search(r"(a)?(?(1)b|c)", "c"), re.search(r"a*?b", "aab"), re.search(r"a{2}", "aaa"), re.search(r"a{2,}", "aaa"), re.search(r"a{x}", "a{x}"), re.search(r"\101", "A"), re.search(r"\0", "\0"), re.search(r"[\b]", "\b"))
show("unterminated", lambda: re.compile("(a"))
show("unbalanced", lambda: re.compile("a)"))
show("repeat", lambda: re.compile("*a"))
show("repeat", lambda: re.compile("a|*"))
show("set", lambda: re.compile("[a"))
show("escape", lambda: re.compile(r"\q"))
show("escape", lambda: re.compile("\\"))
show("escape", lambda: re.compile(r"[\q]"))
show("range", lambda: re.compile("[z-a]"))
show("template", lambda: re.sub("a", r"\2", "a"))
show("template", lambda: re.sub("a", r"\q", "a"))
show("template", lambda: re.sub("a", r"\g<x>", "a"))
show("template", lambda: re.sub("a", r"\g<", "a"))
show("group", lambda: re.match("a", "a").group(1))
show("group", lambda: re.match("a", "a")["x"])
show("type", lambda: re.match("a", 5))
show("type", lambda: re.match("a", b"a"))
show("type", lambda: re.match(b"a", "a"))
show("type", lambda: re.compile(5))
show("type", lambda: re.sub("a", "b", None))
show("none", lambda: re.match("a", "b").group())
try:
    re.compile("a(b")
except re.error as error:
    print(error.msg, error.pattern, error.pos)
