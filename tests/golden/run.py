#!/usr/bin/env python3
"""Every case in cases/, in every dialect, through real Alembic and through ours: equal text or equal error.

    run.py OPS_RUN [-v] [-d DIALECT]... [NAME]...

A file `<topic>.py` holds cases: a line `# case: name` starts one, what follows is the body of upgrade().  Lines
`#: only postgresql ...` limit the dialects, `#: naming key=template` gives target_metadata a naming convention,
`#: module` says that the case is a whole module with its own upgrade().  Run it with the oracle's Python: nothing
that is expected is stored.
"""
import argparse
import io
import pathlib
import re
import subprocess
import sys
import tempfile
import textwrap
import warnings

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic import op as op_module  # noqa: F401  (the proxy must exist before a context is installed)
from sqlalchemy import MetaData, __version__

HERE = pathlib.Path(__file__).parent
DIALECTS = ["postgresql", "mysql", "mariadb", "sqlite"]
PREAMBLE = """\
from alembic import op, context
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg, mysql as my, sqlite as sl
import datetime, decimal, enum, uuid

"""


class Case:
    def __init__(self, topic, name, lines):
        self.name = f"{topic}/{name}"
        self.dialects, self.naming, is_module, body = DIALECTS, {}, False, []
        for line in lines:
            if line.startswith("#: only "):
                self.dialects = line.split()[2:]
            elif line.startswith("#: naming "):
                key, template = line[len("#: naming "):].split("=", 1)
                self.naming[key] = template
            elif line.startswith("#: module"):
                is_module = True
            else:
                body.append(line)
        text = "\n".join(body).strip("\n")
        self.source = text + "\n" if is_module else PREAMBLE + "def upgrade():\n" + textwrap.indent(text, "    ") + "\n"


def load_cases():
    for path in sorted((HERE / "cases").glob("*.py")):
        name, lines = None, []
        for line in path.read_text().splitlines():
            if line.startswith("# case: "):
                if name:
                    yield Case(path.stem, name, lines)
                name, lines = line[len("# case: "):].strip(), []
            else:
                lines.append(line)
        if name:
            yield Case(path.stem, name, lines)


def normal(text):
    """The one written normalisation: addresses of objects and files of modules in messages."""
    text = re.sub(r" at 0x[0-9a-f]+>", ">", text)
    return re.sub(r"(cannot import name .*) \(/.*\)", r"\1", text)


def expected(case, dialect, path):
    out = io.StringIO()
    opts = {"as_sql": True, "literal_binds": True, "output_buffer": out}
    if case.naming:
        opts["target_metadata"] = MetaData(naming_convention=case.naming)
    context = MigrationContext.configure(dialect_name=dialect, dialect_opts={"paramstyle": "named"}, opts=opts)
    text = ""
    with Operations.context(context), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            scope = {"__name__": "revision"}
            exec(compile(case.source, str(path), "exec"), scope)
            scope["upgrade"]()
        except Exception as error:  # noqa: BLE001  (that is what is compared)
            text = f"!! {type(error).__name__}: {error}".removesuffix(": ") + "\n"  # as traceback prints it
    return normal(out.getvalue() + text)


def actual(case, dialect, path, ops_run):
    rules = [part for key, template in case.naming.items() for part in ("-n", f"{key}={template}")]
    level = __version__[:3]
    done = subprocess.run([ops_run, "-s", level, *rules, dialect, str(path)], capture_output=True, timeout=20)
    text = done.stdout.decode("utf-8", "replace")
    if done.returncode not in (0, 1):
        text += f"## exit {done.returncode}: {done.stderr.decode('utf-8', 'replace')[-2000:]}\n"
    return normal(text)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("ops_run")
    parser.add_argument("names", nargs="*", help="parts of case names")
    parser.add_argument("-v", action="store_true", help="show both texts of what differs")
    parser.add_argument("-d", action="append", help="only this dialect")
    args = parser.parse_args()
    failed = total = 0
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "revision.py"
        for case in load_cases():
            if args.names and not any(name in case.name for name in args.names):
                continue
            path.write_text(case.source)
            for dialect in args.d or DIALECTS:
                if dialect not in case.dialects:
                    continue
                total += 1
                want, got = expected(case, dialect, path), actual(case, dialect, path, args.ops_run)
                if want != got:
                    failed += 1
                    print(f"FAIL {case.name} [{dialect}]")
                    if args.v:
                        print(textwrap.indent("want: " + want.replace("\n", "\n      "), "  "))
                        print(textwrap.indent("got:  " + got.replace("\n", "\n      "), "  "))
    print(f"{total - failed} passed, {failed} failed, 0 skipped")
    return 1 if failed or not total else 0


sys.exit(main())
