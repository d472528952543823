# textwrap: dedent, indent, wrap, fill, shorten.
import textwrap
from textwrap import dedent, fill, indent, shorten, wrap


def show(label, function):
    try:
        print(label, repr(function()))
    except Exception as error:
        print(label, type(error).__name__, error)


for text in ["", "a", "  a", "  a\n    b\n  c", "\n    SELECT 1\n      FROM t\n    ", "\ta\n  b", "\ta\n\tb\n", "  \t a\n  \tb", "    a\n  \n    b\n", "  a\n\n  b\n \t \n", "a\n  b", "    ", "\n\n", "  a\r\n  b\r\n", "   é\n   ü", "  a\n \tb", " a\n\tb\n", "x\n    y\n    z"]:
    print(repr(text), repr(dedent(text)))
show("dedent", lambda: dedent(None) and 1 if False else 0)
print(repr(dedent("""\
    create table x (
        id int
    )
""")))
for text in ["", "a", "a\nb", "a\n\n  \nb\n", "\n", "a\r\nb\x0cc"]:
    print(repr(indent(text, "> ")), repr(indent(text, "  ", lambda line: True)), repr(indent(text, "+", str.isspace)))
text = "Look, goof-ball -- use the -b option! It's a well-known--if rarely used--feature, isn't it? e-mail x-y-z A-1 1-2 foo-bar-baz --flag a--b 'a'--b"
for width in (1, 5, 10, 17, 20, 33, 70, 200):
    print(width, wrap(text, width))
    print(width, wrap(text, width, break_on_hyphens=False), wrap(text, width, break_long_words=False))
print(wrap("", 10), wrap("   ", 10), wrap("  a  b  ", 10), wrap("a\tb\n\nc   d", 40), wrap("a\tb", tabsize=2, width=9), wrap("a\tb", expand_tabs=False, replace_whitespace=False))
print(wrap("The quick brown fox jumped", 12, initial_indent="* ", subsequent_indent="  "), wrap("The quick  brown fox", 11, drop_whitespace=False))
print(wrap("supercalifragilistic-expialidocious", 8), wrap("supercalifragilistic", 8, break_long_words=False), wrap("------------------x", 5), wrap("aé漢字kanji wörter über", 4))
for width in (11, 12, 15, 20, 25, 60):
    print(width, shorten("Hello  world!  This is\n some text", width), shorten("Hello  world!  This is\n some text", width, placeholder="..."))
    print(width, wrap("Hello there, dear world of text", width, max_lines=2), wrap("Hello there, dear world of text", width, max_lines=1, placeholder="~"))
print(repr(fill("one two three four five", 9)), repr(fill("x " * 50)))
show("width", lambda: wrap("a", 0))
show("width", lambda: wrap("a", width=-3))
show("placeholder", lambda: shorten("aaaa bbbb", 3))
print(shorten("aaaaaaaaaaaaaaaaaaaaaaaa", 10), repr(shorten("", 10)), wrap("no\u00a0break here", 5), wrap("a" * 5 + " " + "b" * 5, 5))
