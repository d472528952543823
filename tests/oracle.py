"""The two programs that tests compare, called the same way.

Oracle.run() asks the real Alembic (oracle_server.py), Program.run() the program under test. RETORT names
another program than build/retort; the oracle's own `alembic` there tests the tests.
"""

import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
CACHE = Path(os.environ.get("RETORT_CACHE", Path.home() / ".cache" / "retort"))
PYTHON = CACHE / "oracle" / "bin" / "python"
RETORT = Path(os.environ.get("RETORT", ROOT / "build" / "retort")).resolve()
# Alembic's answers that follow the order of a set are asked for with these.
SEEDS = range(1, 25)


class Result(NamedTuple):
    status: int
    out: str
    err: str


def environment_of(more):
    """The environment of a run: nothing of the caller's that could steer it."""
    keep = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TZ", "ASAN_OPTIONS", "UBSAN_OPTIONS")
            if name in os.environ}
    return {**keep, "PYTHONDONTWRITEBYTECODE": "1", **more}


class Program:
    def __init__(self, path=RETORT, timeout=120):
        self.path, self.timeout = str(path), timeout

    def run(self, *args, cwd, **env):
        run = subprocess.run([self.path, *map(str, args)], cwd=cwd, env=environment_of(env), timeout=self.timeout,
                             stdin=subprocess.DEVNULL, capture_output=True)
        return Result(run.returncode, run.stdout.decode(errors="replace"), run.stderr.decode(errors="replace"))


class Oracle:
    """Real Alembic. One server a hash seed, started when first asked."""

    def __init__(self):
        self.servers = {}
        self.folder = tempfile.TemporaryDirectory(prefix="retort-oracle-")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for server in self.servers.values():
            server.stdin.close()
            server.wait()
        self.folder.cleanup()

    def server(self, seed):
        if seed not in self.servers:
            self.servers[seed] = subprocess.Popen(
                [PYTHON, ROOT / "tests" / "oracle_server.py"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                env=environment_of({"PYTHONHASHSEED": str(seed)}))
        return self.servers[seed]

    def run(self, *args, cwd, seed=0, **env):
        out, err = Path(self.folder.name) / "out", Path(self.folder.name) / "err"
        call = {"args": [str(arg) for arg in args], "cwd": str(cwd), "env": environment_of(env),
                "out": str(out), "err": str(err)}
        server = self.server(seed)
        server.stdin.write(json.dumps(call) + "\n")
        server.stdin.flush()
        status = int(server.stdout.readline())
        return Result(status, out.read_text(errors="replace"), err.read_text(errors="replace"))
