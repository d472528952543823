#!/usr/bin/env python3
"""SQLAlchemy Core in retort and in the original.

    run.py [--dialect NAME]... [-v]    the cases of versions/, rendered offline by both, one by one
    run.py random [--seed N]           likewise, random combinations (generate.py)
    run.py live                        the revisions of live/, run on a database: what they print must be equal
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from oracle import PYTHON, Oracle, Program, environment_of
from postgresql import Server, Unavailable
from suite import Suite

DIALECTS = ("postgresql", "sqlite", "mysql", "mariadb")
VERSIONS = HERE / "versions"


def by_alembic(versions, dialect):
    run = subprocess.run([PYTHON, HERE.parent / "parity" / "render.py", versions, versions, dialect],
                         capture_output=True, text=True, env=environment_of({"PYTHONWARNINGS": "ignore"}))
    if run.returncode:
        raise SystemExit(f"render.py: {run.stderr}")
    return {row["file"]: row["upgrade"] for row in json.loads(run.stdout)}


def by_retort(versions, dialect):
    run = Program().run("verify", "--sql", "--format", "json", "--dialect", dialect, "--versions", versions, cwd=HERE)
    return {Path(row["file"]).name: row for row in json.loads(run.out)["revisions"]}


def numbered(statements):
    """Case number -> what it gave."""
    cases, current = {}, None
    for statement in statements:
        if re.fullmatch(r"-- \d+", statement):
            current = cases.setdefault(int(statement[3:]), [])
        else:
            current.append(steady(statement))
    return cases


def steady(statement):
    """Objects in messages have addresses; a compiler that cannot render something names its own class."""
    statement = re.sub(r"^-- UnsupportedCompilationError.*", "-- UnsupportedCompilationError", statement)
    return re.sub(r"<[^<>]* at 0x[^>]*>", "<object>", statement)


def sources(path):
    """The text of each case, for messages."""
    lines = path.read_text().split("CASES = [", 1)[1].split("\n")
    return [line.strip() for line in lines if line.startswith("    lambda")]


def compare(suite, versions, dialect):
    real, own = by_alembic(versions, dialect), by_retort(versions, dialect)
    for name, answer in real.items():
        row = own.get(name, {})
        if not row.get("upgrade"):
            suite.check(f"{dialect} {name}", False, row.get("error") or "not in the answer of retort")
            continue
        wanted, got, texts = numbered(answer["statements"]), numbered(row["upgrade"]), sources(versions / name)
        for number, statements in wanted.items():
            suite.check(f"{dialect}: {texts[number]}", got.get(number) == statements,
                        f"want {statements}\n got {got.get(number)}")


def compare_random(suite, seed, count, dialects):
    with tempfile.TemporaryDirectory() as folder:
        made = subprocess.run([sys.executable, HERE / "generate.py", str(seed), str(count)], capture_output=True,
                              text=True, check=True)
        (Path(folder) / "random.py").write_text(made.stdout)
        print(f"seed {seed}")
        for dialect in dialects:
            compare(suite, Path(folder), dialect)


def run_live(suite, name, urls):
    """`urls` gives each program its own empty database."""
    project = HERE / "live" / name
    with Oracle() as oracle:
        wanted = oracle.run("upgrade", "head", cwd=project, DATABASE_URL=urls[0])
    got = Program().run("upgrade", "head", cwd=project, DATABASE_URL=urls[1])
    suite.check(f"live {name}: Alembic runs it", wanted.status == 0, wanted.err[-1500:])
    suite.equal(f"live {name}: rows as Alembic prints them", got.out, wanted.out)
    suite.check(f"live {name}: status", got.status == wanted.status, got.err[-1500:])


def compare_live(suite):
    with tempfile.TemporaryDirectory() as folder:
        run_live(suite, "sqlite", [f"sqlite:///{folder}/alembic.db", f"sqlite:///{folder}/retort.db"])
    try:
        with Server() as first, Server() as second:
            real = first.url("postgres")
            run_live(suite, "postgresql", [real, second.url("postgres")])
    except Unavailable as why:
        suite.skip("live postgresql", why)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("part", nargs="?", choices=("offline", "random", "live"), default="offline")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--count", type=int, default=300)
    options.add_argument("--dialect", action="append", choices=DIALECTS)
    options.add_argument("-v", action="store_true")
    options = options.parse_args()
    suite = Suite(show=10**6 if options.v else 12, verbose=False)
    if options.part == "live":
        compare_live(suite)
        suite.end()
    if options.part == "random":
        compare_random(suite, options.seed, options.count, options.dialect or DIALECTS)
        suite.end()
    for dialect in options.dialect or DIALECTS:
        compare(suite, VERSIONS, dialect)
    suite.end()


if __name__ == "__main__":
    main()
