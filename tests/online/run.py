#!/usr/bin/env python3
"""Revisions that ask a live database, each on an empty one, by Alembic and by ours: the same output, the same rows.

    run.py [-v] [NAME]...

A file of cases/ is a revision; a line `#: only sqlite` limits where it runs. What it prints and what both
databases hold afterwards is compared; a case that raises must raise the same.
"""

import argparse
import re
import shutil
import sqlite3
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent)]

from oracle import Oracle, Program
from postgresql import Server
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


def databases_of(case):
    only = re.search(r"^#: only (.*)$", case.read_text(), re.M)
    return only.group(1).split() if only else ["sqlite", "postgresql"]


def last_line(text):
    """Of a failure: Alembic ends in a traceback, we in 'error: Type: message'."""
    lines = [line for line in text.splitlines() if re.search(r"\b\w*(Error|Found|Exception)\b: ", line)]
    return re.sub(r"^.*?(\w*(Error|Found|Exception): )", r"\1", lines[-1]) if lines else ""


def run(program, folder, url):
    result = program.run("upgrade", "head", cwd=folder, DATABASE_URL=url)
    return f"status {min(result.status, 1)}\n{result.out}" + (last_line(result.err) if result.status else "")


def sqlite_contents(path):
    with sqlite3.connect(path) as database:
        return "\n".join(database.iterdump())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("-v", "--verbose", action="store_true")
    args = parser.parse_args()
    suite = Suite(verbose=args.verbose)
    cases = [case for case in sorted((HERE / "cases").glob("*.py"))
             if not args.names or any(name in case.name for name in args.names)]
    with tempfile.TemporaryDirectory() as name, Oracle() as oracle, Server() as server:
        for case in cases:
            folder = Path(name) / case.stem
            (folder / "versions").mkdir(parents=True)
            (folder / "alembic.ini").write_text(INI)
            (folder / "env.py").write_text(ENV)
            shutil.copy(case, folder / "versions" / case.name)
            for database in databases_of(case):
                title = f"{case.stem} [{database}]"
                if database == "sqlite":
                    theirs = run(oracle, folder, "sqlite:///theirs.db")
                    ours = run(Program(), folder, "sqlite:///ours.db")
                    found = [sqlite_contents(folder / f"{who}.db") for who in ("ours", "theirs")]
                else:
                    server.create("theirs"), server.create("ours")
                    theirs = run(oracle, folder, server.url("theirs"))
                    ours = run(Program(), folder, server.url("ours"))
                    found = [server.dump(who) for who in ("ours", "theirs")]
                    server.drop("theirs"), server.drop("ours")
                suite.equal(f"{title}: output", ours, theirs)
                suite.equal(f"{title}: contents", *found)
    suite.end()


main()
