#!/usr/bin/env python3
"""Batch mode on a real SQLite: the steps of steps.py, one revision each, by Alembic and by ours.

    run.py [-v]

After each step both databases must hold the same objects and rows. Lines of a CREATE TABLE are compared as a
set: the order of constraints in a copied table is that of a Python set.
"""

import argparse
import sqlite3
import sys
import tempfile
import textwrap
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent)]

from oracle import Oracle, Program
from suite import Suite

INI = "[alembic]\nscript_location = .\n"
ENV = """\
import os
from alembic import context
from sqlalchemy import create_engine

with create_engine(os.environ["DATABASE_URL"]).connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
"""
REVISION = """\
import sqlalchemy as sa
from alembic import op

revision = {revision!r}
down_revision = {down!r}


def upgrade():
{body}
"""


def steps():
    name, lines = None, []
    for line in (HERE / "steps.py").read_text().splitlines() + ["# step: end"]:
        if line.startswith("# step: "):
            if name:
                yield name, "\n".join(lines).strip("\n")
            name, lines = line.removeprefix("# step: "), []
        else:
            lines.append(line)


def write_project(folder):
    (folder / "versions").mkdir()
    (folder / "alembic.ini").write_text(INI)
    (folder / "env.py").write_text(ENV)
    down = None
    for number, (name, body) in enumerate(steps()):
        revision = f"step{number:02}"
        text = REVISION.format(revision=revision, down=down, body=textwrap.indent(body, "    "))
        (folder / "versions" / f"{revision}.py").write_text(text)
        down = revision
        yield revision, name


def contents(path):
    """Every object's text, its lines sorted, and every row but for times of the run."""
    found = {}
    with sqlite3.connect(path) as database:
        for name, sql in database.execute("SELECT name, sql FROM sqlite_master").fetchall():
            found[name] = sorted(line.strip().rstrip(",") for line in (sql or "").splitlines())
            if sql and sql.startswith("CREATE TABLE") and name != "sqlite_sequence":
                rows = database.execute(f'SELECT * FROM "{name}"').fetchall()
                found[name] += [repr([cell for cell in row if not str(cell).startswith("20")]) for row in rows]
    return "\n".join(f"{name}: {line}" for name in sorted(found) for line in found[name])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-v", "--verbose", action="store_true")
    suite = Suite(verbose=parser.parse_args().verbose)
    with tempfile.TemporaryDirectory() as name, Oracle() as oracle:
        folder, program = Path(name), Program()
        for revision, title in list(write_project(folder)):
            theirs = oracle.run("upgrade", revision, cwd=folder, DATABASE_URL="sqlite:///theirs.db")
            ours = program.run("upgrade", revision, cwd=folder, DATABASE_URL="sqlite:///ours.db")
            if not suite.check(f"{title}: both run", (theirs.status, ours.status) == (0, 0), theirs.err + ours.err):
                break
            suite.equal(title, contents(folder / "ours.db"), contents(folder / "theirs.db"))
    suite.end()


main()
