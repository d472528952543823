"""A PostgreSQL server of our own: `with Server() as server:`; as a program it runs a command with one.

    postgresql.py COMMAND [ARGUMENT]...    {url} in an argument becomes the server's URL

A temporary folder, a free port of 127.0.0.1, its own socket directory, no fsync; an unprivileged user
owns it where we are root. It is stopped by its own process id and its folder removed.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

USER = "retort-test"
SETTINGS = """
listen_addresses = '127.0.0.1'
unix_socket_directories = '{folder}'
port = {port}
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
max_connections = 50
shared_buffers = 32MB
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
"""


class Unavailable(Exception):
    """PostgreSQL cannot be started here."""


def find_binary(name):
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: p.parent.name, reverse=True):
        if (folder / name).exists():
            return str(folder / name)
    found = shutil.which(name)
    if not found:
        raise Unavailable(f"{name} is not installed")
    return found


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def unprivileged():
    """The user that owns the server: us, unless we are root, whom PostgreSQL refuses."""
    if os.geteuid():
        return None
    try:
        return pwd.getpwnam(USER)
    except KeyError:
        subprocess.run(["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", USER], check=True)
        return pwd.getpwnam(USER)


class Server:
    def __init__(self, settings="", hba=""):
        """More lines for postgresql.conf, and lines that come first in pg_hba.conf."""
        self.settings, self.hba = settings, hba

    def __enter__(self):
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server ends with us
        user = unprivileged()
        self.identity = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
        self.folder = Path(tempfile.mkdtemp(prefix="retort-pg-", dir="/tmp"))
        if user:
            os.chown(self.folder, user.pw_uid, user.pw_gid)
        self.process, self.log = None, self.folder / "log"
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()

    def start(self):
        data, log = self.folder / "data", self.log
        run = subprocess.run(
            [find_binary("initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8",
             "--no-sync"], cwd=self.folder, capture_output=True, text=True, **self.identity)
        if run.returncode:
            raise Unavailable(f"initdb: {run.stderr.strip()}")
        self.port = free_port()
        with open(data / "postgresql.conf", "a") as conf:
            conf.write(SETTINGS.format(folder=self.folder, port=self.port) + self.settings)
        hba = data / "pg_hba.conf"
        hba.write_text(self.hba + hba.read_text())
        with open(log, "w") as out:
            self.process = subprocess.Popen([find_binary("postgres"), "-D", data], cwd=self.folder, stdout=out,
                                            stderr=out, stdin=subprocess.DEVNULL, **self.identity)
        deadline = time.monotonic() + 30
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise Unavailable(f"postgres: {log.read_text().strip()[-500:]}")
            time.sleep(0.05)

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def answers(self):
        return not subprocess.run(["psql", "-X", "-q", "-d", self.libpq("postgres"), "-c", "SELECT 1"],
                                  capture_output=True).returncode

    def libpq(self, database):
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def url(self, database):
        """As SQLAlchemy writes it; retort reads it too."""
        return f"postgresql+psycopg2://postgres@127.0.0.1:{self.port}/{database}"

    def execute(self, sql, database="postgres", check=True):
        run = subprocess.run(["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", self.libpq(database),
                              "-f", "-"], input=sql, capture_output=True, text=True)
        if check and run.returncode:
            raise RuntimeError(f"psql: {run.stderr.strip()}\n{sql.strip()[:300]}")
        return run.stdout if not run.returncode else run.stderr

    def create(self, database, template="template0"):
        """An empty database, or a copy; one of that name is dropped."""
        self.drop(database)
        self.execute(f'CREATE DATABASE "{database}" TEMPLATE "{template}" STRATEGY file_copy;')
        return database

    def drop(self, database):
        self.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE);')

    def dump(self, database, *options):
        """pg_dump, without its random \\restrict lines and nothing else taken away."""
        run = subprocess.run(["pg_dump", *options, "-d", self.libpq(database)], capture_output=True, text=True)
        if run.returncode:
            raise RuntimeError(f"pg_dump: {run.stderr.strip()}")
        return "".join(line for line in run.stdout.splitlines(True)
                       if not line.startswith(("\\restrict ", "\\unrestrict ")))

    def schema(self, database):
        return self.dump(database, "--schema-only")

    def rows(self, database):
        return self.dump(database, "--data-only", "--inserts")


def main():
    with Server() as server:
        command = [argument.replace("{url}", server.url("").rstrip("/")) for argument in sys.argv[1:]]
        return subprocess.run(command).returncode


if __name__ == "__main__":
    sys.exit(main())
