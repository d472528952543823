#!/usr/bin/env python3
"""docs/reference.md is what the program says of itself by --help; `reference.py --write` makes it anew."""

import re
import subprocess
import sys
from pathlib import Path

sys.dont_write_bytecode = True
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from oracle import RETORT
from suite import Suite

PAGE = ROOT / "docs" / "reference.md"
HEAD = """# Commands and options

Written from `retort --help` by `tests/style/reference.py --write`; a test holds it against the program.

"""
SHARED = "options for every command"


def help_of(*command):
    run = subprocess.run([RETORT, *command, "--help"], capture_output=True, text=True, check=True)
    return run.stdout.replace(RETORT.name + " ", "retort ")


def block(text):
    return f"```\n{text.strip()}\n```\n"


def page():
    overview = help_of()
    names = re.findall(r"^  (\w+) ", overview.split("commands:\n")[1].split("\n\n")[0], re.M)
    parts = [HEAD, "## retort\n\n", block(overview)]
    for name in names:
        parts += [f"\n## {name}\n\n", block(help_of(name).split(SHARED)[0])]
    return "".join(parts)


def main():
    if "--write" in sys.argv:
        PAGE.write_text(page())
        return
    suite = Suite()
    suite.equal("docs/reference.md is current", PAGE.read_text() if PAGE.exists() else "", page())
    suite.end()


main()
