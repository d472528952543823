"""The C files of the product, read once for all checks of style."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
PRODUCT = ("engine", "cmd")


class File(NamedTuple):
    path: str  # from the root
    text: str

    @property
    def module(self):
        """engine/py/lexer.c -> py, cmd/main.c -> cmd"""
        return self.path.split("/")[-2]

    @property
    def includes(self):
        return re.findall(r'^#include "([^"]+)"', self.text, re.M)

    @property
    def code(self):
        """The text without comments and the insides of literals; lines keep their numbers."""
        blank = lambda m: re.sub(r"[^\n]", " ", m[0]) if m[0][0] == "/" else m[0][0] * 2 + "\n" * m[0].count("\n")
        return re.sub(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', blank, self.text, flags=re.S)


@cache
def files(*suffixes):
    found = [path for folder in PRODUCT for path in sorted((ROOT / folder).rglob("*")) if path.suffix in suffixes]
    return [File(str(path.relative_to(ROOT)), path.read_text()) for path in found]


@cache
def exceptions():
    """{(kind, what): reason}: things that break a rule and why they may."""
    rows = {}
    for line in (HERE / "exceptions.txt").read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            kind, what, reason = line.split(None, 2)
            rows[kind, what] = reason
    return rows


class Rule:
    """One rule over many things: a check for each breach, one for the rule itself, one for stale exceptions."""

    def __init__(self, suite, kind, title):
        self.suite, self.kind, self.title = suite, kind, title
        self.breaches, self.used = [], set()

    def breach(self, what, detail):
        if (self.kind, what) in exceptions():
            self.used.add(what)
        else:
            self.breaches.append(f"{what}: {detail}")

    def end(self):
        for what in [what for kind, what in exceptions() if kind == self.kind and what not in self.used]:
            self.breaches.append(f"{what}: keeps the rule now; take it out of exceptions.txt")
        self.suite.check(f"{self.title}: {len(self.breaches)} breaches", not self.breaches, "\n".join(self.breaches))
