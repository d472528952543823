#!/usr/bin/env python3
"""CPU time and peak memory of retort beside real Alembic, in turn in one run: `./dev bench`.

    run.py [--rounds N]    fails below 25 times less CPU time or at 16 MiB and more

CPU time is user plus system time of the child, as the kernel counts it (tests/tools/measure.c); each round runs every
program once, and medians are compared. Alembic runs from compiled files, as it would after its first call.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from oracle import CACHE, RETORT, environment_of
from suite import Suite

MEASURE = ROOT / "build" / "tests" / "tools" / "measure"
LEAST_RATIO, MOST_MIB = 25, 16
REVISION = '''"""Step {number}

Revision ID: {ident}
Revises: {parent}
Create Date: 2026-01-01 00:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa

revision: str = {ident!r}
down_revision: Union[str, Sequence[str], None] = {parent!r}
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.create_table(
        'table_{number}',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint('id'),
    )


def downgrade() -> None:
    op.drop_table('table_{number}')
'''
ENV = '''from alembic import context

context.configure(url=context.config.get_main_option("sqlalchemy.url"), literal_binds=True)
with context.begin_transaction():
    context.run_migrations()
'''


def write_chain(folder, count):
    """A project of so many revisions in a line."""
    versions = folder / "alembic" / "versions"
    versions.mkdir(parents=True)
    (folder / "alembic.ini").write_text(
        "[alembic]\nscript_location = %(here)s/alembic\nsqlalchemy.url = postgresql+psycopg2://localhost/none\n")
    (folder / "alembic" / "env.py").write_text(ENV)
    (folder / "alembic" / "script.py.mako").write_text("")
    parent = None
    for number in range(1, count + 1):
        ident = f"{number * 2654435761 % 2**48:012x}"
        (versions / f"{ident}_step_{number}.py").write_text(
            REVISION.format(number=number, ident=ident, parent=parent))
        parent = ident
    return folder


def measure(program, args, cwd):
    """(CPU seconds, peak MiB) of one run."""
    env = environment_of({"DATABASE_URL": "postgresql+psycopg2://localhost/none"})
    del env["PYTHONDONTWRITEBYTECODE"]
    run = subprocess.run([MEASURE, program, *args], cwd=cwd, env=env, capture_output=True, text=True, check=True)
    microseconds, kib, status = map(int, run.stdout.split())
    if status:
        raise SystemExit(f"{program} {' '.join(args)} in {cwd}: exit {status}")
    return microseconds / 1e6, kib / 1024


def compare(suite, title, args, cwd, rounds):
    programs = {"alembic": CACHE / "oracle" / "bin" / "alembic", "retort": RETORT}
    seen = {name: [] for name in programs}
    for name, program in programs.items():
        measure(program, args, cwd)  # a warm file cache for both
    for _ in range(rounds):
        for name, program in programs.items():
            seen[name].append(measure(program, args, cwd))
    cpu = {name: statistics.median(time for time, _ in runs) for name, runs in seen.items()}
    peak = {name: max(mib for _, mib in runs) for name, runs in seen.items()}
    ratio = cpu["alembic"] / max(cpu["retort"], 1e-6)
    print(f"{title:36} {cpu['alembic'] * 1000:9.1f} ms {cpu['retort'] * 1000:9.1f} ms {ratio:8.1f} "
          f"{peak['alembic']:9.1f} MiB {peak['retort']:8.1f} MiB")
    suite.check(f"{title}: at least {LEAST_RATIO} times less CPU time", ratio >= LEAST_RATIO, f"{ratio:.1f}")
    suite.check(f"{title}: under {MOST_MIB} MiB", peak["retort"] < MOST_MIB, f"{peak['retort']:.1f} MiB")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    suite = Suite()
    print(f"{rounds} rounds in turn, CPU time (median) and peak memory (greatest)\n"
          f"{'':36} {'alembic':>12} {'retort':>12} {'ratio':>8} {'alembic':>13} {'retort':>12}")
    with tempfile.TemporaryDirectory(prefix="retort-bench-") as folder:
        chain = write_chain(Path(folder), 1000)
        compare(suite, "upgrade head --sql, 15 revisions", ["upgrade", "head", "--sql"],
                ROOT / "tests" / "systems" / "fifteen-chain", rounds)
        compare(suite, "heads, 1,000 revisions", ["heads"], chain, rounds)
    suite.end()


if __name__ == "__main__":
    main()
