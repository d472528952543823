"""Runs tests/py/*.py by py_run and, where CPython can judge, by CPython too.

`print(x)  # expect: 3` states a line of output; both must print exactly these, in order.
`# expect error line N: text` states the refusal that py_run alone must end with; CPython is not asked.
A file of this folder itself states nothing: both must print the same.
"""
import pathlib
import re
import subprocess
import sys

# Files in imports/ that are not tests are what the tests import.
PATTERNS = ["*_*.py", "language/*.py", "builtin/*.py", "library/*.py", "refusal/*.py", "imports/test_*.py"]
TOOLS = {"ast_parity.py"}
EXPECT = re.compile(r"# expect: ?(.*)$")
ERROR = re.compile(r"# expect error line (\d+): (.*)$")


def expectations(text):
    output, error = [], None
    for line in text.splitlines():
        if match := ERROR.search(line):
            error = (int(match[1]), match[2])
        elif match := EXPECT.search(line):
            output.append(match[1].rstrip())
    return output, error


def run(command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout, done.stderr


def differences(name, wanted, got):
    got = [line.rstrip() for line in got.splitlines()]
    if wanted == got:
        return []
    for i in range(max(len(wanted), len(got))):
        a = wanted[i] if i < len(wanted) else "<nothing>"
        b = got[i] if i < len(got) else "<nothing>"
        if a != b:
            return [f"{name}: line {i + 1} of the output: expected {a!r}, got {b!r}"]
    return []


def check_parity(py_run, path):
    status, output, complaint = run([py_run, str(path)])
    wanted_status, wanted, wanted_complaint = run([sys.executable, str(path)])
    problems = differences("py_run", [line.rstrip() for line in wanted.splitlines()], output)
    for name, code, text in (("py_run", status, complaint), ("CPython", wanted_status, wanted_complaint)):
        if code:
            problems.append(f"{name}: exit status {code}: {text}")
    return problems


def check(py_run, path):
    if path.parent == pathlib.Path(__file__).parent:
        return check_parity(py_run, path)
    wanted, error = expectations(path.read_text())
    status, output, complaint = run([py_run, str(path)])
    problems = differences("py_run", wanted, output)
    if error:
        line, text = error
        if status != 1 or f":{line}:" not in complaint or text not in complaint:
            problems.append(f"py_run: expected the error of line {line}: {text}; got {complaint!r}")
        return problems
    if status:
        problems.append(f"py_run: exit status {status}: {complaint}")
    status, output, complaint = run([sys.executable, str(path)])
    problems += differences("CPython", wanted, output)
    if status:
        problems.append(f"CPython: exit status {status}: {complaint}")
    return problems


def main():
    py_run, names = sys.argv[1], sys.argv[2:]
    folder = pathlib.Path(__file__).parent
    paths = [folder / name for name in names] or sorted(
        path for pattern in PATTERNS for path in folder.glob(pattern) if path.name not in TOOLS)
    failed = 0
    for path in paths:
        problems = check(py_run, path)
        failed += bool(problems)
        for problem in problems:
            print(f"{path.relative_to(folder)}: {problem}")
    print(f"{len(paths) - failed} passed, {failed} failed, 0 skipped")
    return 1 if failed or not paths else 0


if __name__ == "__main__":
    sys.exit(main())
