#!/usr/bin/env python3
"""Builds every way and runs every suite; `./dev test` calls it when all it needs is installed.

    run.py [NAME]...    suites or groups (`lint`, `fast`, `systems`, `parity`); none: all
    run.py --list

A suite is a command whose last line is `N passed, N failed, N skipped` (suite.py), or ctest. Suites run
beside each other, one a processor, quickest first; each gives one line, and its output if it failed. The
last line adds them up. With `sanitized` in its name a suite runs the program built with ASan and UBSan.
"""

import argparse
import concurrent.futures
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PYTHON = "/usr/bin/python3" if os.path.exists("/usr/bin/python3") else sys.executable
ORACLE = Path(os.environ.get("RETORT_CACHE", Path.home() / ".cache" / "retort")) / "oracle" / "bin" / "python"
LIMIT = 1500  # seconds a suite may take
SANITIZED = {
    "RETORT": str(ROOT / "build" / "sanitize" / "retort"),
    "ASAN_OPTIONS": "detect_leaks=0:abort_on_error=1",
    "UBSAN_OPTIONS": "halt_on_error=1:print_stacktrace=1",
}


# What has a row of its own below is left out.
CTEST = ["-V", "--no-tests=error", "-E", "^python$"]


class Row(NamedTuple):
    name: str
    groups: str
    command: list
    env: dict = {}

    def is_there(self):
        """A suite of another part of the tree that is not written yet is no row."""
        script = next((word for word in self.command if str(word).startswith("tests/")), None)
        return script is None or (ROOT / script).exists()


class Outcome(NamedTuple):
    passed: int
    failed: int
    skipped: int
    output: str
    seconds: float


BUILDS = [
    Row("build", "lint fast", ["developer", "all", "retort", "ops_run"]),
    Row("build-sanitized", "", ["sanitize", "all", "retort", "ops_run"]),
    Row("build-clang", "lint", ["clang", "all", "retort", "ops_run"]),
]

SUITES = [
    Row("style", "lint fast", [ORACLE, "tests/style/run.py"]),
    Row("reference", "lint fast", [PYTHON, "tests/style/reference.py"]),
    Row("unit", "fast", ["ctest", "--test-dir", "build", *CTEST]),
    Row("unit-sanitized", "fast", ["ctest", "--test-dir", "build/sanitize", *CTEST], SANITIZED),
    Row("python", "fast", [PYTHON, "tests/py/run.py", "build/tests/tools/py_run"]),
    Row("python-sanitized", "", [PYTHON, "tests/py/run.py", "build/sanitize/tests/tools/py_run"], SANITIZED),
    Row("golden", "fast parity", [ORACLE, "tests/golden/run.py", "build/tests/tools/ops_run"]),
    Row("batch", "fast", [PYTHON, "tests/batch/run.py"]),
    Row("online", "parity", [PYTHON, "tests/online/run.py"]),
    Row("errors", "fast", [PYTHON, "tests/cli/errors.py"]),
    Row("systems-offline", "fast systems", [PYTHON, "tests/systems/parity.py", "offline"]),
    Row("systems-sqlite", "systems", [PYTHON, "tests/systems/parity.py", "sqlite"]),
    Row("systems-sqlite-sanitized", "systems", [PYTHON, "tests/systems/parity.py", "sqlite"], SANITIZED),
    Row("systems-data", "systems", [PYTHON, "tests/systems/parity.py", "data"]),
    Row("systems-live", "systems", [PYTHON, "tests/systems/parity.py", "live"]),
    Row("expressions", "fast parity", [PYTHON, "tests/expressions/run.py"]),
    Row("expressions-random", "parity", [PYTHON, "tests/expressions/run.py", "random"]),
    Row("expressions-live", "parity", [PYTHON, "tests/expressions/run.py", "live"]),
    Row("parity", "parity", [PYTHON, "tests/parity/run.py", "offline"]),
    Row("parity-live", "parity", [PYTHON, "tests/parity/run.py", "live"]),
    Row("errors-sanitized", "", [PYTHON, "tests/cli/errors.py"], SANITIZED),
    Row("golden-sanitized", "", [ORACLE, "tests/golden/run.py", "build/sanitize/tests/tools/ops_run"], SANITIZED),
    Row("systems-offline-sanitized", "", [PYTHON, "tests/systems/parity.py", "offline"], SANITIZED),
    Row("parity-sanitized", "", [PYTHON, "tests/parity/run.py", "offline"], SANITIZED),
]


def call(command, env):
    start = time.monotonic()
    try:
        run = subprocess.run(list(map(str, command)), cwd=ROOT, env={**os.environ, **env}, timeout=LIMIT,
                             stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        status, output = run.returncode, run.stdout.decode(errors="replace")
    except subprocess.TimeoutExpired as late:
        status, output = 124, (late.stdout or b"").decode(errors="replace") + f"\nno end after {LIMIT} s"
    except OSError as error:
        status, output = 127, str(error)
    return status, output, time.monotonic() - start


def count_ctest(output):
    """What a program counts itself, Criterion's or ours, where it does; else the program."""
    passed = failed = 0
    inside = {number: (int(good) + int(bad), int(good)) for number, good, bad in
              re.findall(r"^(\d+): (\d+) passed, (\d+) failed, \d+ skipped$", output, re.M)}
    for number, tested, passing in re.findall(r"^(\d+): .*Tested: .*?(\d+).*? Passing: .*?(\d+)",
                                              re.sub(r"\x1b\[[0-9;]*m", "", output), re.M):
        inside[number] = (int(tested), int(passing))
    for number, result in re.findall(r"^\s*\d+/\d+ Test\s+#(\d+): \S+ \.*\s*(Passed|\S.*?)\s+[\d.]+ sec", output, re.M):
        tested, passing = inside.get(number, (1, int(result == "Passed")))
        passed += passing
        failed += tested - passing or int(result != "Passed")
    return passed, failed, 0


def run_suite(row):
    status, output, seconds = call(row.command, row.env)
    if row.command[0] == "ctest":
        counts = count_ctest(output)
    else:
        last = re.findall(r"^(\d+) passed, (\d+) failed, (\d+) skipped$", output, re.M)
        counts = tuple(map(int, last[-1])) if last else (0, 0, 0)
    passed, failed, skipped = counts
    if status and not failed:
        failed = 1  # it ended badly without saying so
    return Outcome(passed, failed, skipped, output, seconds)


def run_build(row):
    preset, *targets = row.command
    status, output, seconds = call(["cmake", "--preset", preset], {})
    if not status:
        status, output, more = call(["cmake", "--build", "--preset", preset, "--target", *targets], {})
        seconds += more
    return Outcome(int(not status), int(bool(status)), 0, output, seconds)


def show(row, outcome):
    print(f"{row.name:26} {outcome.passed:6} passed {outcome.failed:5} failed {outcome.skipped:5} skipped "
          f"{outcome.seconds:8.1f} s", flush=True)
    skips = [line for line in outcome.output.splitlines() if line.startswith("skip ")]
    lines = outcome.output.splitlines() if outcome.failed else skips
    if outcome.failed and row in BUILDS:
        lines = [line for line in lines if not re.match(r"\[\d+/\d+\] (Building|Linking)|/usr/bin/ccache", line)]
    if outcome.failed and row.command[0] == "ctest":
        lines = [line for line in lines if re.search(r"FAIL|----|CRASH|\*\*\*|rror:", line)]
    if outcome.failed and len(lines) > 120:
        lines = lines[:60] + [f"... {len(lines) - 120} lines ..."] + lines[-60:]
    for line in lines:
        print("    " + line, flush=True)


def chosen(rows, names):
    return [row for row in rows if row.is_there() and
            (not names or row.name in names or set(row.groups.split()) & set(names))]


def builds_for(suites, names):
    """What the chosen suites need, and all if all are run."""
    needed = {"build"} | {"build-sanitized" for row in suites if "sanitized" in row.name}
    return [row for row in BUILDS if not names or row.name in needed or row in chosen(BUILDS, names)]


def run_all(names):
    outcomes = []
    suites = chosen(SUITES, names)
    for row in builds_for(suites, names):
        outcomes.append(run_build(row))
        show(row, outcomes[-1])
        if outcomes[-1].failed and row.name == "build":
            return outcomes
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        running = {pool.submit(run_suite, row): row for row in suites}
        for done in concurrent.futures.as_completed(running):
            outcomes.append(done.result())
            show(running[done], done.result())
    return outcomes


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    if options.list:
        for row in (*BUILDS, *filter(Row.is_there, SUITES)):
            print(f"{row.name:26} {row.groups}")
        return 0
    start = time.monotonic()
    outcomes = run_all(options.names)
    passed, failed, skipped = (sum(outcome[i] for outcome in outcomes) for i in range(3))
    print(f"in {time.monotonic() - start:.0f} s")
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
