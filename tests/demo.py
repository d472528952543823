#!/usr/bin/env python3
"""`./dev demo`: whole Alembic projects on SQLite, by build/retort alone; no Alembic is installed or called."""

import os
import re
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SYSTEMS = ROOT / "tests" / "systems"
RETORT = ROOT / "build" / "retort"
SHOWN = ("unity-chain", "unity-timescale")
POSTGRESQL_URL = "postgresql://localhost/demo"


def say(text=""):
    print(text, flush=True)


def shorten(lines, most):
    hidden = len(lines) - most
    return lines if hidden <= 1 else [*lines[:most], f"... {hidden} more lines"]


def run(project, url, *args, most=12):
    """Shows a command and what it prints; the log lines on stderr only of those that speak of a database."""
    logs = subprocess.STDOUT if args in (("current",), ("upgrade", "head")) else subprocess.PIPE
    say(f"  $ retort {' '.join(args)}")
    env = {**os.environ, "DATABASE_URL": url}
    done = subprocess.run([RETORT, *args], cwd=SYSTEMS / project, env=env, stdout=subprocess.PIPE,
                          stderr=logs, text=True)
    for line in shorten(done.stdout.splitlines() or ["(nothing)"], most):
        say(f"    {line}"[:130])
    say()
    if done.returncode:
        sys.exit(f"{done.stderr or ''}the demo failed: retort {' '.join(args)} ended with {done.returncode}")


def tables(path):
    with sqlite3.connect(path) as connection:
        return [name for name, in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]


def migrate(project, folder):
    path = Path(folder) / f"{project}.db"
    url = f"sqlite:///{path}"
    say(f"== {project}: from an empty SQLite database to head")
    say("before:")
    run(project, url, "history", "-i")
    run(project, url, "current")
    run(project, url, "plan", "upgrade", "head", most=10)
    run(project, url, "upgrade", "head", most=20)
    say("after:")
    run(project, url, "current")
    run(project, url, "history", "-i")
    say(f"  tables: {', '.join(tables(path))}\n")


def why_not():
    """The table of tests/systems/README.md says why a project cannot run on SQLite."""
    rows = re.findall(r"^\| `([\w-]+)` \|[^|]*\|[^|]*\|[^|]*\| (no: [^|]*) \|", (SYSTEMS / "README.md").read_text(), re.M)
    say("== the other systems need PostgreSQL; on SQLite they cannot run, for they use")
    for name, why in rows:
        say(f"  {name:22} {why.removeprefix('no: ')}")
    say()


def main():
    say("== retort runs Alembic projects as they are: alembic.ini, env.py and versions/*.py, without Python\n")
    with tempfile.TemporaryDirectory(prefix="retort-demo-") as folder:
        for project in SHOWN:
            migrate(project, folder)
    why_not()
    say("== but no server is needed to see their SQL")
    run("fifteen-chain", POSTGRESQL_URL, "upgrade", "head", "--sql", most=40)
    say("== try next")
    say("  cd tests/systems/unity-chain && DATABASE_URL=sqlite:////tmp/unity.db ../../../build/retort upgrade +1")
    say("  build/retort verify --versions YOUR/versions --dialect postgresql    # can your revisions be read?")
    say("  cd YOUR/PROJECT && retort current        # where alembic.ini is; DATABASE_URL names the database")
    say("  ./dev test                               # everything, beside real Alembic")


main()
