#!/usr/bin/env python3
"""Real migrations of published packages, each revision alone, by real Alembic and by retort.

    run.py offline [--dialect NAME]... [--only PROJECT] [-v]
    run.py live [--only PROJECT]

Offline the lists of statements must be equal, up and down; live an empty PostgreSQL goes from base to head
by each and pg_dump must not tell them apart. For each project and dialect it prints how many revisions
there are, how many Alembic renders, and how many retort renders equally, differently or not at all, with
the reasons. A difference may be named in known.txt.
"""

import argparse
import itertools
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import corpus
from oracle import PYTHON, Oracle, Program, environment_of
from postgresql import Server
from suite import Suite, difference

DIALECTS = ("postgresql", "sqlite", "mysql")
# What Alembic says where the application itself is missing: no judgement on retort.
MISSING = ("ModuleNotFoundError", "ImportError")


def known():
    rows = [re.split(r"\s{2,}", line) for line in (HERE / "known.txt").read_text().splitlines()
            if line.strip() and not line.startswith("#")]
    return [(re.compile(pattern), construct) for pattern, construct, _ in rows]


def by_alembic(project, dialect, seed):
    run = subprocess.run([PYTHON, HERE / "render.py", project.folder, project.root, dialect], capture_output=True,
                         text=True, env=environment_of({"PYTHONHASHSEED": str(seed), "PYTHONPATH": str(project.site)}))
    if run.returncode:
        raise SystemExit(f"render.py: {run.stderr}")
    return json.loads(run.stdout)


def by_retort(project, dialect):
    with tempfile.TemporaryDirectory() as folder:
        run = Program(timeout=600).run("verify", "--sql", "--format", "json", "--dialect", dialect, "--versions",
                                       project.folder, "--python-path", project.root, cwd=folder)
    try:
        rows = json.loads(run.out)["revisions"]
    except (ValueError, KeyError):
        return {}, run.err[-1500:] or run.out[-500:]
    by_name = {Path(row["file"]).name: row for row in rows if row.get("file")}
    return by_name, run.err


def ours_of(row, direction):
    """(statements or None, why not)"""
    if row is None:
        return None, "not in the answer of retort"
    error = row.get("error" if direction == "upgrade" else "downgrade_error") or row.get("error")
    if row.get(direction) is None:
        where = f"{Path(error['file']).name}:{error['line']}:{error['column']}: " if error and error.get("line") else ""
        return None, where + (error["message"] if error else "no reason given")
    return row[direction], None


def steady(statements):
    """What differs in each run of Alembic itself: random UUIDs and the clock."""
    text = json.dumps(statements)
    text = re.sub(r"\b[0-9a-f]{8}-?[0-9a-f]{4}-?4[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}\b", "<uuid4>", text)
    return re.sub(r"\b\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?", "<time>", text)


def without_order(statements):
    """Runs of CREATE INDEX sorted: those of `index=True` columns come in the order of a set of objects."""
    runs = itertools.groupby(statements, lambda text: re.match(r"CREATE (UNIQUE )?INDEX ", text) is not None)
    return [text for is_index, run in runs for text in (sorted(run) if is_index else run)]


def is_equal(got, answers):
    if got in answers or without_order(got) in map(without_order, answers):
        return True
    return answers[0] != answers[1] and steady(got) in map(steady, answers)


def missing_package(project, why):
    """The package that a refusal says is not there, if it is none of the wheel, Python's or Alembic's own."""
    found = re.findall(r"module '(\w+)[\w.]*'(?:, which cannot be imported here| is not supported and its source was not found)", why)
    own = {path.stem for path in project.root.iterdir()} | set(sys.stdlib_module_names) | {"alembic", "sqlalchemy"}
    return next((name for name in found if name not in own), None)


class Tally:
    """The counts of one project and dialect, and the failures."""

    def __init__(self, suite, project, dialect, rules):
        self.suite, self.project, self.rules = suite, project, rules
        self.title = f"{project.name} {project.version} {dialect}"
        self.counts, self.reasons = Counter(), Counter()

    def judge(self, name, direction, theirs, ours):
        got, why = ours_of(ours, direction)
        count = lambda what: self.counts.update([(direction, what)])
        if "error" in theirs[0]:
            if got is not None:
                count("rendered where Alembic cannot")
            if got is not None and theirs[0]["kind"] not in MISSING:
                self.fail(f"{name}: {direction}: rendered, and Alembic says {theirs[0]['error'][:300]}", "\n".join(got))
            return
        count("Alembic renders")
        wanted = [answer["statements"] for answer in theirs]
        if got is None:
            count("refused")
            self.reasons.update([re.sub(r"^\S+:\d+:\d+: ", "", why)])
            if package := missing_package(self.project, why):
                self.suite.skip(f"{self.title}: {name}: {direction}", f"needs the package '{package}', which is not there for retort")
            else:
                self.fail(f"{name}: {direction}: refused", why)
        elif is_equal(got, wanted):
            count("equal")
            self.suite.check(name, True)
        else:
            count("differs")
            self.fail(f"{name}: {direction}", first_difference(got, wanted[0]))

    def fail(self, name, detail):
        rule = next((construct for pattern, construct in self.rules if pattern.search(detail)), None)
        if rule:
            self.counts.update([("known", rule)])
        else:
            self.suite.check(f"{self.title}: {name}", False, detail)

    def report(self, total):
        for direction in ("upgrade", "downgrade"):
            count = lambda what: self.counts[direction, what]
            print(f"{self.title}: {direction}: {total} revisions, Alembic renders {count('Alembic renders')}: "
                  f"{count('equal')} equal, {count('differs')} differ, {count('refused')} refused; "
                  f"{count('rendered where Alembic cannot')} rendered where Alembic cannot")
        for reason, number in self.reasons.most_common(12):
            print(f"    refused {number} times: {reason[:160]}")
        for (kind, construct), number in self.counts.items():
            if kind == "known":
                print(f"    known difference {number} times: {construct}")


def first_difference(got, wanted):
    for number, (one, other) in enumerate(zip(got, wanted), 1):
        if one != other:
            return f"statement {number}:\n{difference(one, other)}"
    rest = got[len(wanted):] or wanted[len(got):]
    return f"{len(got)} statements, wanted {len(wanted)}; {'more' if len(got) > len(wanted) else 'missing'}: {rest[0][:300]}"


def offline(suite, projects, dialects):
    rules = known()
    for project in projects:
        for dialect in dialects:
            tally = Tally(suite, project, dialect, rules)
            answers = list(zip(by_alembic(project, dialect, 0), by_alembic(project, dialect, 1)))
            ours, noise = by_retort(project, dialect)
            if not ours:
                suite.check(f"{tally.title}: verify answers", False, noise)
            for pair in answers:
                for direction in ("upgrade", "downgrade"):
                    tally.judge(pair[0]["file"], direction, [row[direction] for row in pair], ours.get(pair[0]["file"]))
            tally.report(len(answers))


ENV = '''from sqlalchemy import engine_from_config, pool
from alembic import context

connectable = engine_from_config(context.config.get_section("alembic"), prefix="sqlalchemy.", poolclass=pool.NullPool)
with connectable.connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
'''


def write_project(folder, project, url):
    """The least project around a package's revisions: its own env.py wants the application."""
    (folder / "script").mkdir()
    (folder / "script" / "env.py").write_text(ENV)
    (folder / "alembic.ini").write_text(
        f"[alembic]\nscript_location = %(here)s/script\nversion_locations = {project.folder}\n"
        f"path_separator = newline\nprepend_sys_path = {project.root}\nsqlalchemy.url = {url}\n")


def live(suite, projects):
    with Server() as server, Oracle() as oracle:
        for project in (project for project in projects if project.live):
            dumps = []
            for name, program in (("alembic", oracle), ("retort", Program())):
                server.create(name)
                with tempfile.TemporaryDirectory() as folder:
                    write_project(Path(folder), project, server.url(name))
                    run = program.run("upgrade", "heads", cwd=folder)
                suite.check(f"{project.name}: {name} upgrade heads", not run.status, run.err[-1500:])
                dumps.append(server.schema(name) + server.rows(name))
            suite.equal(f"{project.name}: dump after upgrade heads", dumps[1], dumps[0])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("part", choices=["offline", "live"])
    parser.add_argument("--dialect", action="append", choices=(*DIALECTS, "mariadb"))
    parser.add_argument("--only", metavar="PROJECT")
    parser.add_argument("-v", action="store_true", dest="verbose")
    options = parser.parse_args()
    suite = Suite(show=10000 if options.verbose else 30)
    projects = [project for project in corpus.projects() if options.only in (None, project.name)]
    if options.part == "offline":
        offline(suite, projects, options.dialect or DIALECTS)
    else:
        live(suite, projects)
    suite.end()


if __name__ == "__main__":
    main()
