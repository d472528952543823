"""Runs the real Alembic, one forked child a call: the interpreter and its imports are paid for once.

Started by oracle.py with the oracle's Python. A line of JSON in: {"args", "cwd", "env", "out", "err"};
a line out: the exit status. The child is what the console script `alembic` is: alembic.config.main().
"""

import json
import os
import sys
import traceback

import alembic.command
import alembic.config
import alembic.runtime.environment
import alembic.script
import psycopg2
import sqlalchemy.dialects.mysql
import sqlalchemy.dialects.postgresql
import sqlalchemy.dialects.postgresql.psycopg2
import sqlalchemy.dialects.sqlite
import sqlalchemy.orm

assert alembic.__version__ == "1.20.1" and sqlalchemy.__version__ == "2.1.9" and psycopg2


def become_alembic(call):
    os.chdir(call["cwd"])
    os.environ.clear()
    os.environ.update(call["env"])
    for number, path in ((1, call["out"]), (2, call["err"])):
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(file, number)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.argv = ["alembic", *call["args"]]
    sys.dont_write_bytecode = True
    status = 1
    try:
        alembic.config.main()
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def main():
    answers = os.fdopen(os.dup(1), "w")
    for line in sys.stdin:
        child = os.fork()
        if not child:
            become_alembic(json.loads(line))
        answers.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        answers.flush()


main()
