#!/usr/bin/env python3
"""The projects of this folder, by real Alembic and by retort in one run: what each prints, and what each
leaves in the database, must be the same.

    parity.py offline    scripts of --sql, and what needs no database: byte for byte
    parity.py live       PostgreSQL: dumps after each step up and down; half by one, the rest by the other
    parity.py sqlite     the same on SQLite
    parity.py data       the checks of prove.py, whose rows make migrations decide, by both
    options: --only PROJECT, -v

Where Alembic's own output goes by the order of a Python set it is asked under other hash seeds too, and
any of its answers is right; nothing else is normalised but the random lines of pg_dump and, in rows, the
time of the run and random UUIDs.
"""

import argparse
import re
import shutil
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import prove
from oracle import SEEDS, Oracle, Program
from postgresql import Server
from suite import Suite, difference

STEPS = {name: (["+1"] * len(chain), ["-1"] * len(chain)) for name, chain in prove.CHAINS.items()} | {
    "branches": (
        ["4f0a1c9b2d31", "7b6d20e8f914", "91c3e5a7d042", "c8f21b7a6e93", "e5d9a04c3b18", "0a7f3e2d9c56",
         "experimental", "2d8c4b6f1e70", "reporting@head"],
        ["reporting@-1", "reporting@-1", "experimental@-1", "0a7f3e2d9c56@-1", "7b6d20e8f914", "-1", "base"],
    )
}
HEAD = dict.fromkeys(prove.CHAINS, "head") | {"branches": "heads"}
# Tables that a batch operation reflects and copies: Alembic writes their constraints in the order of a set.
REFLECTED = {"alert_rules"}
MYSQL = {"unity-timescale"}
OFFLINE_URL = "postgresql+psycopg2://offline@localhost/offline"


class Pair:
    """Both programs and the count of what they agree on."""

    def __init__(self, suite, oracle, program):
        self.suite, self.oracle, self.program = suite, oracle, program

    def compare(self, name, *args, project, url, parts=("status", "out")):
        """One command by both; it must change nothing, for Alembic may be asked several times."""
        ours = self.program.run(*args, cwd=HERE / project, DATABASE_URL=url)
        seen = lambda result: tuple(getattr(result, part) for part in parts)
        first = None
        for seed in (0, *SEEDS):
            theirs = self.oracle.run(*args, cwd=HERE / project, seed=seed, DATABASE_URL=url)
            first = first or theirs
            if seen(theirs) == seen(ours):
                break
        shown = ours if seen(theirs) == seen(ours) else first
        return self.suite.check(f"{project}: {name}", shown is ours, describe(ours, first, parts))


def describe(ours, theirs, parts):
    lines = []
    for part in parts:
        got, wanted = getattr(ours, part), getattr(theirs, part)
        if got != wanted:
            lines += [f"{part}:", difference(got, wanted)]
    if ours.status and "err" not in parts:
        lines += ["stderr of retort:", ours.err[-1200:]]
    return "\n".join(lines)


# --- without a database --------------------------------------------------------------------------


def revisions_of(project):
    if project in prove.CHAINS:
        return prove.CHAINS[project]
    return sorted(re.search(r"^revision.*= ['\"](\w+)", path.read_text(), re.M)[1]
                  for path in (HERE / project / "alembic" / "versions").glob("*.py"))


def scripts(project):
    """The --sql commands of a project: whole, each step alone, and a part."""
    head, ids = HEAD[project], revisions_of(project)
    yield "upgrade", head, "--sql"
    if project == "branches":
        for ident in ids:
            yield "upgrade", ident, "--sql"
            yield "downgrade", f"{ident}:base", "--sql"
        return
    yield "downgrade", f"{ids[-1]}:base", "--sql"
    for below, ident in zip(["base", *ids], ids):
        yield "upgrade", f"{below}:{ident}", "--sql"
        yield "downgrade", f"{ident}:{below}", "--sql"
    yield "stamp", "head", "--sql"
    yield "ensure_version", "--sql"


def shown(project):
    """What is told of the files alone."""
    for verbose in ((), ("-v",)):
        for command in ("heads", "history", "branches"):
            yield command, *verbose
    yield "heads", "--resolve-dependencies"
    ids = revisions_of(project)
    for ident in [*ids, "heads", "base", ids[0][:5], "nonesuch"]:
        yield "show", ident
    yield "history", "-r", f"{ids[0]}:{ids[-1]}"
    yield "history", "-r", f":{ids[-1]}"
    yield "history", "-r", f"{ids[0]}:"


def offline(pair, project):
    urls = {"postgresql": OFFLINE_URL}
    if project in prove.OFFLINE_ON_SQLITE:
        urls["sqlite"] = "sqlite:///offline.db"
    if project in MYSQL:
        urls |= {"mysql": "mysql://offline@localhost/offline", "mariadb": "mariadb://offline@localhost/offline"}
    for dialect, url in urls.items():
        for command in scripts(project):
            pair.compare(f"{dialect}: {' '.join(command)}", *command, project=project, url=url)
    for command in shown(project):
        pair.compare(" ".join(command), *command, project=project, url=OFFLINE_URL)


# --- databases -----------------------------------------------------------------------------------


def steady(rows):
    """Rows without what no two runs share: the clock, random UUIDs, the order of the version rows."""
    lines = rows.splitlines(True)
    heads = [number for number, line in enumerate(lines) if re.match(r'INSERT INTO "?(public\.)?alembic_version', line)]
    for number, line in zip(heads, sorted(lines[number] for number in heads)):
        lines[number] = line
    rows = "".join(lines)
    rows = re.sub(r"'(\d{4}-\d\d-\d\d) \d\d:\d\d:\d\d(\.\d+)?(\+00)?'",
                  lambda m: "<now>" if m[1] in today() else m[0], rows)
    return re.sub(r"\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b", "<uuid4>", rows)


def without_order(sql):
    """CREATE TABLE with its constraints sorted."""
    lines = [line.rstrip(", ") for line in sql.splitlines()]
    is_constraint = lambda line: line.startswith("\tCONSTRAINT")
    return "\n".join([line for line in lines if not is_constraint(line)] + sorted(filter(is_constraint, lines)))


def today():
    return {time.strftime("%Y-%m-%d", time.gmtime(time.time() + shift)) for shift in (-86400, 0, 86400)}


class PostgreSQL:
    name = "postgresql"

    def __init__(self, server):
        self.server = server

    def url(self, name):
        return self.server.url(name)

    def create(self, name):
        self.server.create(name)

    def copy(self, source, name):
        self.server.create(name, source)

    def dump(self, name):
        return self.server.schema(name) + steady(self.server.rows(name))


class SQLite:
    name = "sqlite"

    def __init__(self, folder):
        self.folder = Path(folder)

    def path(self, name):
        return self.folder / f"{name}.db"

    def url(self, name):
        return f"sqlite:///{self.path(name)}"

    def create(self, name):
        self.path(name).unlink(missing_ok=True)

    def copy(self, source, name):
        self.create(name)
        if self.path(source).exists():
            shutil.copyfile(self.path(source), self.path(name))

    def dump(self, name):
        connection = sqlite3.connect(self.path(name))
        lines = [f"{kind} {name}: {without_order(sql) if name in REFLECTED else sql}" for kind, name, sql in
                 connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name")]
        lines += [line for line in connection.iterdump() if line.startswith("INSERT")]
        connection.close()
        return steady("".join(line + "\n" for line in lines))


# --- with a database -----------------------------------------------------------------------------


class Walk:
    """One project, one kind of database: the database `theirs` is Alembic's, `ours` retort's."""

    def __init__(self, pair, store, project):
        self.pair, self.store, self.project = pair, store, project

    def check(self, name, is_right, detail=""):
        return self.pair.suite.check(f"{self.project}: {self.store.name}: {name}", is_right, detail)

    def by_alembic(self, database, *args, seed=0):
        return self.pair.oracle.run(*args, cwd=HERE / self.project, seed=seed, DATABASE_URL=self.store.url(database))

    def by_retort(self, database, *args):
        return self.pair.program.run(*args, cwd=HERE / self.project, DATABASE_URL=self.store.url(database))

    def both(self, *args):
        """The same command on each one's database: output, log lines and what is left must be equal."""
        store = self.store
        store.copy("theirs", "before")
        ours, got = self.by_retort("ours", *args), None
        for seed in (0, *SEEDS):
            if seed:
                store.copy("before", "theirs")
            theirs, wanted = self.by_alembic("theirs", *args, seed=seed), store.dump("theirs")
            got = got or store.dump("ours")
            if (theirs, wanted) == (ours, got):
                break
        same = self.check(f"{' '.join(args)}: output", ours == theirs, describe(ours, theirs, ("status", "out", "err")))
        return self.check(f"{' '.join(args)}: database", got == wanted, difference(got, wanted)) and same

    def restart(self):
        for name in ("theirs", "ours"):
            self.store.create(name)

    def told(self):
        """What `current` and its kind say of the database; the two are alike, so both may look at one."""
        for command in (("current",), ("current", "-v"), ("current", "--check-heads"), ("history", "-i"),
                        ("history", "-i", "-v"), ("history", "-r", "current:"), ("history", "-r", ":current")):
            self.pair.compare(f"{self.store.name}: {' '.join(command)}", *command, project=self.project,
                              url=self.store.url("theirs"), parts=("status", "out", "err"))

    def finish(self, whole, at):
        """From here to the end by the other program."""
        head = HEAD[self.project]
        for start, run, title in (("theirs", self.by_retort, "half by Alembic, finished by retort"),
                                  ("ours", self.by_alembic, "half by retort, finished by Alembic")):
            self.store.copy(start, "half")
            result = run("half", "upgrade", head)
            got = self.store.dump("half")
            self.check(f"{title}, from {at}", not result.status and got == whole,
                       result.err[-1200:] if result.status else difference(got, whole))

    def step(self, *args):
        """One step by both; after a difference both go on from Alembic's side, so that one is counted once."""
        if not self.both(*args):
            self.store.copy("theirs", "ours")

    def walk(self):
        head = HEAD[self.project]
        self.restart()
        self.both("upgrade", head)
        self.told()
        whole = self.store.dump("theirs")
        self.both("upgrade", head)
        self.both("downgrade", "base")
        self.restart()
        self.told()
        ups, downs = STEPS[self.project]
        for number, target in enumerate(ups, 1):
            self.step("upgrade", target)
            if number < len(ups):
                self.finish(whole, f"step {number}")
            if number in (1, len(ups) // 2):
                self.told()
        for target in downs:
            self.step("downgrade", target)
        self.restart()
        self.both("stamp", head)
        self.both("stamp", "base")
        self.both("ensure_version")


def three_outcomes(pair, store):
    """`alembic current` on unity-chain as its document prints it: up to date, behind, never migrated."""
    log = ("INFO  [alembic.runtime.migration] Context impl PostgresqlImpl.\n"
           "INFO  [alembic.runtime.migration] Will assume transactional DDL.\n")
    outcomes = (("no migrations run", None, ""), ("behind", "00001_add_plugins", "00001_add_plugins\n"),
                ("up to date", "head", "add_plugin_execution (head)\n"))
    store.create("ours")
    for name, target, out in outcomes:
        run = lambda *args: pair.program.run(*args, cwd=HERE / "unity-chain", DATABASE_URL=store.url("ours"))
        if target:
            run("upgrade", target)
        result = run("current")
        pair.suite.check(f"unity-chain: current, {name}", result == (0, out, log), f"{result}")


# --- the checks of prove.py ----------------------------------------------------------------------


class Watched(prove.Project):
    """A project whose commands one of the two programs runs, with a note of what each did."""

    def __init__(self, program, name, database, dump):
        super().__init__("", name, database)
        self.program, self.dump, self.notes = program, dump, []

    def try_run(self, *args, url=None):
        result = self.program.run(*args, cwd=self.folder, DATABASE_URL=url or self.database.url)
        self.notes.append((args, result.status, self.dump(self.database)))
        return prove.subprocess.CompletedProcess(args, *result)


def dump_of(database):
    if database.kind == "sqlite":
        store = SQLite(Path(database.path).parent)
        return store.dump(database.path.stem)
    run = lambda *options: prove.subprocess.run(["pg_dump", *options, "-d", database.libpq(database.name)],
                                                capture_output=True, text=True).stdout
    text = run("--schema-only") + steady(run("--data-only", "--inserts"))
    return re.sub(r"^\\(un)?restrict .*\n", "", text, flags=re.M)


def prove_by(program, check, database):
    """(failure or None, notes)"""
    name, title, _, function = check
    project = Watched(program, name, database, (lambda _: "") if title in ("offline", "each step") else dump_of)
    database.create()
    try:
        function(project)
        return None, project.notes
    except prove.Failure as failure:
        return failure, project.notes
    finally:
        database.drop()


def data(pair, only, kind, database):
    for check in prove.CHECKS:
        name, title, kinds, _ = check
        if kind not in kinds or only not in (None, name):
            continue
        broken, wanted = prove_by(pair.oracle, check, database)
        failure, got = prove_by(pair.program, check, database)
        if broken:
            pair.suite.skip(f"{name}: {title}", f"Alembic itself fails here: {broken}")
            continue
        pair.suite.check(f"{name}: {kind}: {title}", not failure, failure)
        first = next((pair_ for pair_ in zip(got, wanted) if pair_[0] != pair_[1]), None)
        if not failure and wanted[0][2]:
            pair.suite.check(f"{name}: {kind}: {title}: every dump", not first, first and
                             f"{first[0][:2]} {first[1][:2]}\n{difference(first[0][2], first[1][2])}")


# --- main ----------------------------------------------------------------------------------------


def run_part(part, pair, only):
    projects = [name for name in sorted(HEAD) if only in (None, name)]
    if part == "offline":
        for project in projects:
            offline(pair, project)
        return
    with tempfile.TemporaryDirectory(prefix="retort-systems-") as folder:
        if part in ("sqlite", "data"):
            for project in projects:
                if part == "sqlite" and project in prove.ON_SQLITE:
                    Walk(pair, SQLite(folder), project).walk()
            if part == "data":
                data(pair, only, "sqlite", prove.SQLite(folder, "systems"))
        if part in ("live", "data"):
            with Server() as server:
                if part == "data":
                    data(pair, only, "postgresql", prove.Postgres(server.url("").rstrip("/"), "systems"))
                    return
                three_outcomes(pair, PostgreSQL(server))
                for project in projects:
                    Walk(pair, PostgreSQL(server), project).walk()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("part", choices=["offline", "live", "sqlite", "data"])
    parser.add_argument("--only", metavar="PROJECT")
    parser.add_argument("-v", action="store_true", dest="verbose")
    options = parser.parse_args()
    suite = Suite(show=10000 if options.verbose else 12, verbose=options.verbose)
    with Oracle() as oracle:
        run_part(options.part, Pair(suite, oracle, Program()), options.only)
    suite.end()


if __name__ == "__main__":
    main()
