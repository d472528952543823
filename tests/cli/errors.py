#!/usr/bin/env python3
"""Bad input: one clear error with its place, a status that is not 0, and nothing changed or even sent.

    errors.py [-v] [--only TEXT]

Each case is a small project with a good first revision and something wrong, run by `upgrade` on SQLite and
on PostgreSQL, whose own log says which statements came. transaction_per_migration is on: a plan that was
not read to its end would have left the first revision behind. What only running can show (`is_reached`)
leaves nothing of its own revision. No output may hold the password of the URL.
"""

import argparse
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent)]

from oracle import RETORT, Result, environment_of
from postgresql import Server, free_port, unprivileged
from suite import Suite

PASSWORD = "s3cr3t-Pa55/w0rd"
QUOTED = PASSWORD.replace("/", "%2F")
INI = "[alembic]\nscript_location = %(here)s/alembic\n"
ENV = '''from alembic import context
import os

context.configure(url=os.environ["DATABASE_URL"], transaction_per_migration=True)
with context.begin_transaction():
    context.run_migrations()
'''
GOOD = '''"""first"""
revision = "aaaa1111"
down_revision = None
from alembic import op


def upgrade():
    op.execute("CREATE TABLE first (id INTEGER)")


def downgrade():
    op.execute("DROP TABLE first")
'''


def revision(body, ident="bbbb2222", parent="aaaa1111", head="from alembic import op\nimport sqlalchemy as sa\n"):
    """A revision whose upgrade() is the lines of body."""
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    return f'"""second"""\nrevision = {ident!r}\ndown_revision = {parent!r}\n{head}\n\ndef upgrade():\n{lines}'


class Case(NamedTuple):
    name: str
    files: dict  # of versions/
    says: str  # regular expression for the error
    place: str = ""  # file:line[:column] that must open the error; empty: none
    args: tuple = ("upgrade", "head")
    ini: str = INI
    env: str = ENV
    row: str = ""  # what the version table holds before
    fails: bool = True
    is_reached: bool = False  # only running shows it: the first revision is there, whole, and nothing else
    seconds: float = 10


def nested(opening, closing, inside="1", depth=10000):
    return opening * depth + inside + closing * depth


DEEP_BLOCKS = "".join(f"{' ' * depth}if True:\n" for depth in range(4, 2004)) + " " * 2004 + "pass"
BIG = 100 * 1024 * 1024

CASES = [
    Case("good, for comparison", {"b.py": revision("op.execute('CREATE TABLE second (id INTEGER)')")}, "", fails=False),
    Case("unknown import that is not used", {"b.py": revision("pass", head="import nowhere.models\nfrom nowhere import Base\n")},
         "", fails=False),
    Case("syntax error", {"b.py": revision("x = = 1")}, "error: ", "b.py:9:9"),
    Case("bad indentation", {"b.py": revision("pass\n  pass")}, "error: ", "b.py:10"),
    Case("text that never ends", {"b.py": revision('op.execute("""CREATE TABLE x')}, "error: ", "b.py:9"),
    Case("half-written file", {"b.py": revision("op.create_table('t',\n    sa.Column('id', sa.Integer(),")}, "error: ", "b.py:"),
    Case("empty file", {"b.py": ""}, "revision id|revision"),
    Case("file of zeros", {"b.py": "\0" * 4096}, "error: |null", "b.py:1"),
    Case("not UTF-8", {"b.py": b'"""\xff\xfe"""\nrevision = "bbbb2222"\n'}, "error: |utf-8|UTF-8", "b.py:1"),
    Case("no upgrade()", {"b.py": 'revision = "bbbb2222"\ndown_revision = "aaaa1111"\n'}, "upgrade"),
    Case("eval", {"b.py": revision("eval('1')")}, "eval", "b.py:9:5"),
    Case("exec", {"b.py": revision("exec('x = 1')")}, "exec", "b.py:9:5"),
    Case("a process", {"b.py": revision("subprocess.run(['true'])", head="import subprocess\n")}, "subprocess", "b.py:8"),
    Case("a connection", {"b.py": revision("socket.create_connection(('x', 1))", head="import socket\n")}, "socket", "b.py:8"),
    Case("writing a file", {"b.py": revision("open('out.txt', 'w').write('x')")}, "open|write", "b.py:9", is_reached=True),
    Case("async", {"b.py": revision("op.run_async(print)")}, "run_async", "b.py:9"),
    Case("name that SQLAlchemy has not", {"b.py": revision("op.add_column('t', sa.Column('c', sa.Nonsense()))")},
         "Nonsense", "b.py:9"),
    Case("op that Alembic has not", {"b.py": revision("op.create_tabel('t')")}, "create_tabel", "b.py:9"),
    Case("argument that op has not", {"b.py": revision("op.create_index('i', 't', ['c'], uniqe=True)")}, "uniqe", "b.py:9", is_reached=True),
    Case("undefined name", {"b.py": revision("op.execute(statment)")}, "statment", "b.py:9"),
    Case("unknown import that is used", {"b.py": revision("op.create_table('t', Base.column)", head="from alembic import op\nfrom nowhere.models import Base\n")},
         "nowhere", "b.py:"),
    Case("refusal inside try", {"b.py": revision(
        "try:\n    eval('1')\nexcept Exception:\n    op.execute('CREATE TABLE caught (id INTEGER)')")}, "eval", "b.py:10:9"),
    Case("refusal inside try, bare and finally", {"b.py": revision(
        "try:\n    eval('1')\nexcept:\n    pass\nfinally:\n    op.execute('CREATE TABLE caught (id INTEGER)')")}, "eval", "b.py:10:9"),
    Case("refusal in an arm that is not taken", {"b.py": revision("if 1 > 2:\n    eval('1')")}, "eval", "b.py:10:9"),
    Case("raise", {"b.py": revision("raise RuntimeError('the data is not fit')")}, "the data is not fit", "b.py:9", is_reached=True),
    Case("missing parent", {"b.py": revision("pass", parent="cccc3333")}, "cccc3333"),
    Case("cycle", {"b.py": revision("pass", parent="cccc3333"), "c.py": revision("pass", "cccc3333", "bbbb2222")}, "[Cc]ycle"),
    Case("its own parent", {"b.py": revision("pass", parent="bbbb2222")}, "loop|cycle|Cycle|itself"),
    Case("duplicate ids", {"b.py": revision("pass"), "c.py": revision("op.execute('CREATE TABLE c (id INTEGER)')")},
         "bbbb2222"),
    Case("several heads", {"b.py": revision("pass"), "c.py": revision("pass", "cccc3333")}, "Multiple head revisions"),
    Case("several heads, ambiguous step", {"b.py": revision("pass"), "c.py": revision("pass", "cccc3333")},
         "Multiple head|Ambiguous|ambiguous|Relative", args=("upgrade", "+2")),
    Case("unknown target", {}, "feedbeef", args=("upgrade", "feedbeef")),
    Case("ambiguous target", {"b.py": revision("pass"), "c.py": revision("pass", "bbbb3333")}, "bbbb", args=("upgrade", "bbbb")),
    Case("too far down", {}, "Relative revision -5", args=("downgrade", "-5")),
    Case("version row in no file", {}, "feedbeef", row="feedbeef"),
    Case("version row in no file, current", {}, "feedbeef", row="feedbeef", args=("current",)),
    Case("no script_location", {}, "script_location", ini="[alembic]\n"),
    Case("script_location that is not there", {}, "nowhere", ini="[alembic]\nscript_location = nowhere\n"),
    Case("ini that cannot be read", {}, "alembic.ini", ini="[alembic\nscript_location\n"),
    Case("version table that is computed", {}, "version.table", "alembic/env.py:3",
         env="from alembic import context\nimport app\ncontext.configure(version_table=app.name(), url=None)\ncontext.run_migrations()\n"),
    Case("unknown option", {}, "frobnicate", args=("upgrade", "head", "--frobnicate")),
    Case("unknown command", {}, "frobnicate", args=("frobnicate",)),
    Case("no target", {}, "REVISION|revision", args=("upgrade",)),
    Case("100 MB file", {"b.py": b'"""' + b"x" * BIG + b'"""\n'}, "b.py", seconds=10),
    Case("100 MB of code", {"b.py": b"x = 1\n" * (BIG // 6)}, "b.py", seconds=10),
    Case("10,000 parentheses", {"b.py": revision("x = " + nested("(", ")"))}, "nest|deep|limit", "b.py:9"),
    Case("10,000 lists", {"b.py": revision("x = " + nested("[", "]"))}, "nest|deep|limit", "b.py:9"),
    Case("10,000 calls", {"b.py": revision("x = " + nested("str(", ")"))}, "nest|deep|limit", "b.py:9"),
    Case("10,000 signs", {"b.py": revision("x = " + "-" * 10000 + "1")}, "nest|deep|limit", "b.py:9"),
    Case("10,000 not", {"b.py": revision("x = " + "not " * 10000 + "1")}, "nest|deep|limit", "b.py:9"),
    Case("10,000 attributes", {"b.py": revision("x = op" + ".a" * 10000)}, "nest|deep|limit|attribute", "b.py:9"),
    Case("10,000 operators", {"b.py": revision("x = " + "+".join(["y"] * 10000))}, "nest|deep|limit|not defined", "b.py:9"),
    Case("2,000 blocks", {"b.py": revision("pass") + DEEP_BLOCKS + "\n"}, "nest|deep|limit|indent", "b.py:"),
    Case("recursion without end", {"b.py": revision("def f():\n    f()\nf()")}, "calls inside each other", "b.py:10", is_reached=True),
    Case("too much text", {"b.py": revision("x = 'x' * 10 ** 10\nop.execute(x)")}, "limit|memory|large|long|big", "b.py:9", is_reached=True),
    Case("too long a list", {"b.py": revision("x = [0] * 10 ** 10")}, "limit|memory|large|long|big", "b.py:9", is_reached=True),
    Case("too large a number", {"b.py": revision("x = 9 ** 9 ** 9")}, "more than \\d+ bits", "b.py:9", is_reached=True),
    Case("too much memory", {"b.py": revision("x = []\nwhile True:\n    x.append('x' * 1000)")}, "bytes of memory", "b.py:", seconds=90, is_reached=True),
    Case("a loop without end", {"b.py": revision("while True:\n    pass")}, "more than \\d+ instructions", "b.py:", seconds=90, is_reached=True),
]


# --- databases -----------------------------------------------------------------------------------


class OnSQLite:
    name = "sqlite"

    def __init__(self, folder):
        self.path = Path(folder) / "errors.db"
        self.url = f"sqlite:///{self.path}"

    def prepare(self, row):
        self.path.unlink(missing_ok=True)
        with sqlite3.connect(self.path) as connection:
            connection.execute("CREATE TABLE mine (id INTEGER)")
            if row:
                connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
                connection.execute("INSERT INTO alembic_version VALUES (?)", (row,))

    def state(self):
        with sqlite3.connect(self.path) as connection:
            return "\n".join(connection.iterdump())

    def sent(self):
        return []


class OnPostgreSQL:
    name = "postgresql"
    READING = re.compile(r"(SELECT|SHOW|SET|RESET|BEGIN|COMMIT|ROLLBACK|DISCARD)\b", re.I)

    def __init__(self, server):
        self.server, self.read = server, 0
        self.url = f"postgresql+psycopg2://tester:{QUOTED}@127.0.0.1:{server.port}/errors"
        server.execute(f"CREATE ROLE tester LOGIN SUPERUSER PASSWORD '{PASSWORD}'")

    def prepare(self, row):
        self.server.create("errors")
        self.server.execute("CREATE TABLE mine (id INTEGER);" + (
            f"CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);"
            f"INSERT INTO alembic_version VALUES ('{row}');" if row else ""), "errors")
        self.sent()

    def state(self):
        return self.server.schema("errors") + self.server.rows("errors")

    def sent(self):
        """Statements of the role since the last call, other than those that only read."""
        text = self.server.log.read_text(errors="replace")
        new, self.read = text[self.read:], len(text)
        found = re.findall(r"^tester\|LOG:  (?:statement|execute [^:]*): (.*)", new, re.M)
        return [statement for statement in found if not self.READING.match(statement.strip())]


# --- one case ------------------------------------------------------------------------------------


def write_project(folder, case):
    versions = folder / "alembic" / "versions"
    versions.mkdir(parents=True)
    (folder / "alembic.ini").write_text(case.ini)
    (folder / "alembic" / "env.py").write_text(case.env)
    for name, text in {"a.py": GOOD, **case.files}.items():
        (versions / name).write_bytes(text if isinstance(text, bytes) else text.encode())


def run(args, folder, url, seconds, **identity):
    start = time.monotonic()
    try:
        done = subprocess.run([RETORT, *args], cwd=folder, env=environment_of({"DATABASE_URL": url}), timeout=seconds * 3,
                              stdin=subprocess.DEVNULL, capture_output=True, **identity)
    except subprocess.TimeoutExpired:
        return Result(0, "", f"no end after {seconds * 3:.0f} s"), seconds * 3
    text = [stream.decode(errors="replace") for stream in (done.stdout, done.stderr)]
    return Result(done.returncode, *text), time.monotonic() - start


def errors_in(result):
    """What a reader takes for an error: our lines with a place, Alembic's FAILED, usage errors."""
    lines = result.err.splitlines() + [line for line in result.out.splitlines() if line.startswith("FAILED: ")]
    return [line for line in lines if re.search(r"^(?!ERROR \[).*?\berror: |^FAILED: ", line)]


def judge(case, result, seconds):
    """What is wrong with how retort took it; empty if nothing."""
    both = result.out + result.err
    if PASSWORD in both or QUOTED in both:
        return "the password is in the output"
    if not case.fails:
        return "" if result.status == 0 else "it failed"
    if result.status < 1 or result.status in (124, 126, 127) or re.search("Sanitizer|runtime error", both):
        return f"status {result.status}"
    if not re.search(case.says, both):
        return f"does not say {case.says!r}"
    if len(errors_in(result)) != 1:
        return f"{len(errors_in(result))} errors"
    if case.place and not re.search(rf"(^|/){re.escape(case.place)}", "\n".join(errors_in(result)), re.M):
        return f"the error is not at {case.place}"
    if seconds > case.seconds:
        return f"took {seconds:.1f} s"
    return ""


def damage(case, sent, before, database):
    """What the failure left behind; empty if it is what it should be."""
    after = database.state()
    if not case.is_reached:
        return f"sent {' '.join(sent[0].split())[:200]}" if sent else "" if after == before else "the database changed"
    database.prepare(case.row)
    with tempfile.TemporaryDirectory(prefix="retort-errors-") as name:
        write_project(Path(name), Case("first alone", {}, ""))
        run(("upgrade", "aaaa1111"), name, database.url, 10)
    return "" if database.state() == after else "more than the first revision is there, or less"


def check(suite, case, database):
    with tempfile.TemporaryDirectory(prefix="retort-errors-") as name:
        folder = Path(name)
        write_project(folder, case)
        database.prepare(case.row)
        before = database.state()
        database.sent()
        result, seconds = run(case.args, folder, database.url, case.seconds)
        sent = database.sent()
        wrong = judge(case, result, seconds)
        if case.fails and not wrong:
            wrong = damage(case, sent, before, database)
        written = [path.name for path in folder.iterdir() if path.name not in ("alembic.ini", "alembic")]
        wrong = wrong or (f"it wrote {written}" if written else "")
    suite.check(f"{database.name}: {case.name}", not wrong,
                f"{wrong}\nstatus {result.status} after {seconds:.1f} s\n{result.out[-700:]}{result.err[-1200:]}")


# --- what is wrong outside the files -------------------------------------------------------------


def connections(suite, server, folder):
    good = f"127.0.0.1:{server.port}"
    rows = [
        ("server that is down", f"postgresql+psycopg2://tester:{QUOTED}@127.0.0.1:{free_port()}/errors", "refused|connect"),
        ("wrong password", f"postgresql+psycopg2://tester:{QUOTED}x@{good}/errors", "password authentication failed"),
        ("unknown role", f"postgresql+psycopg2://nobody:{QUOTED}@{good}/errors", "nobody|authentication"),
        ("missing database", f"postgresql+psycopg2://tester:{QUOTED}@{good}/nowhere", "nowhere"),
        ("unknown host", f"postgresql+psycopg2://tester:{QUOTED}@no.such.host.invalid/errors", "no.such.host.invalid|translate"),
        ("URL that is none", f"tester {QUOTED}", "URL|url"),
        ("port that is none", f"postgresql://tester:{QUOTED}@127.0.0.1:port/errors", "port|URL"),
        ("unknown dialect", f"oracle://tester:{QUOTED}@127.0.0.1/errors", "oracle"),
        ("unknown parameter", f"postgresql://tester:{QUOTED}@{good}/errors?frobnicate=1", "frobnicate"),
        ("SQLite file in no folder", f"sqlite:////nowhere/{QUOTED}/x.db".replace(QUOTED, "deep"), "nowhere|open"),
        ("SQLite file that is none", f"sqlite:///{folder}/alembic.ini", "not a database|alembic.ini"),
    ]
    for name, url, says in rows:
        for args in (("upgrade", "head"), ("current",)):
            case = Case(name, {}, says, args=args, seconds=15)
            result, seconds = run(args, folder, url, 15)
            wrong = judge(case, result, seconds)
            suite.check(f"{name}: {args[0]}", not wrong, f"{wrong}\nstatus {result.status}\n{result.out[-500:]}{result.err[-900:]}")


def permissions(suite, database):
    """As a user who may not read: root may read everything."""
    user = unprivileged()
    identity = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    for name, path in (("directory without permission", "alembic/versions"), ("file without permission", "alembic/versions/a.py"),
                       ("env.py without permission", "alembic/env.py"), ("ini without permission", "alembic.ini")):
        folder = Path(tempfile.mkdtemp(prefix="retort-errors-"))
        try:
            os.chmod(folder, 0o755)
            write_project(folder, CASES[0])
            os.chmod(folder / path, 0)
            database.prepare("")
            before = database.state()
            with readable(RETORT) as program:
                result, seconds = run(("upgrade", "head"), folder, database.url, 10, executable=program, **identity)
            wrong = judge(Case(name, {}, "ermission denied|No .* found"), result, seconds)
            suite.check(name, not wrong and database.state() == before,
                        f"{wrong}\nstatus {result.status}\n{result.out[-500:]}{result.err[-900:]}")
        finally:
            os.chmod(folder / path, 0o755)
            shutil.rmtree(folder)


class readable:
    """A copy of the program where every user may run it: a home directory may be closed to others."""

    def __init__(self, path):
        self.path = path

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="retort-program-")
        os.chmod(self.folder, 0o755)
        copy = shutil.copy(self.path, self.folder)
        os.chmod(copy, 0o755)
        return copy

    def __exit__(self, *_):
        shutil.rmtree(self.folder)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("-v", action="store_true", dest="verbose")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    suite = Suite(show=1000 if options.verbose else 40, verbose=options.verbose)
    settings = "log_statement = 'all'\nlog_line_prefix = '%u|'\npassword_encryption = 'scram-sha-256'\n"
    hba = "host all tester 127.0.0.1/32 scram-sha-256\nhost all nobody 127.0.0.1/32 scram-sha-256\n"
    with Server(settings, hba) as server, tempfile.TemporaryDirectory(prefix="retort-errors-") as name:
        databases = [OnSQLite(name), OnPostgreSQL(server)]
        for case in CASES:
            if options.only in case.name:
                for database in databases:
                    check(suite, case, database)
        if not options.only:
            databases[1].prepare("")
            folder = Path(name) / "project"
            write_project(folder, CASES[0])
            connections(suite, server, folder)
            permissions(suite, databases[1])
    suite.end()


if __name__ == "__main__":
    main()
