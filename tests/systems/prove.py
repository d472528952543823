#!/usr/bin/env python3
"""Prove the projects of this folder with a real Alembic.

    prove.py ALEMBIC postgresql+psycopg2://postgres@127.0.0.1:5432
    prove.py ALEMBIC --sqlite

The URL names a server, not a database: each check makes its own database
(systems_*) and drops it. psql and pg_dump are taken from PATH. Options:

    --only NAME    one project
    --keep-going   all checks, even after a failure

For each project: both offline scripts, the offline script against the online
run, every step up and down alone, nothing left at base, and for each migration
that reads data a database whose rows make it decide.
"""

import argparse
import json
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid

HERE = pathlib.Path(__file__).resolve().parent

CHAINS = {
    "consolidated-schema": ["e36700c35af6", "a1b2c3d4e5f6", "b2c3d4e5f6g7", "f1231ed7e32d"],
    "fifteen-chain": [
        "d4ae65008d6d",
        "69491a79cfd0",
        "3ec3925c8904",
        "7c29c35fc9bc",
        "fix_session_constraints",
        "d00825f2a89a",
        "881e615d25ac",
        "5f7a3e1b8d42",
        "6f8a4e1b9d43",
        "add_chat_tables",
        "add_message_role_enum",
        "add_is_default_api_keys",
        "add_encrypted_api_keys",
        "fix_enum_name_2025",
        "social_login_prep_2025",
    ],
    "transform-army": ["001"],
    "unity-chain": [
        "6a00ea433c25",
        "12e8b371598f",
        "70974ae864ff",
        "12df4f8e6ba9",
        "8f3d9e2a1c45",
        "00001_add_plugins",
        "a1b2c3d4e5f6",
        "add_plugin_execution",
    ],
    "unity-timescale": ["5c1d7e02a9b4", "9e47b3f8d610", "b28a60c94d7f", "e03f5d19c8a2"],
}
ON_SQLITE = {"unity-chain", "unity-timescale", "branches"}
# a batch operation of unity-chain reflects its table, which needs a database
OFFLINE_ON_SQLITE = {"unity-timescale", "branches"}


class Failure(Exception):
    pass


def expect(what, got, wanted):
    if got != wanted:
        raise Failure(f"{what}:\n     got    {got!r}\n     wanted {wanted!r}")


# --- databases -----------------------------------------------------------------------------------


class Postgres:
    kind = "postgresql"

    LEFTOVERS = """
        SELECT 'relation ' || relname FROM pg_class
         WHERE relnamespace = 'public'::regnamespace AND relname NOT LIKE 'alembic_version%'
        UNION ALL
        SELECT 'type ' || typname FROM pg_type
         WHERE typnamespace = 'public'::regnamespace AND typname NOT LIKE '%alembic_version'
        UNION ALL
        SELECT 'function ' || proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        UNION ALL
        SELECT 'extension ' || extname FROM pg_extension WHERE extname <> 'plpgsql'
        UNION ALL
        SELECT 'schema ' || nspname FROM pg_namespace
         WHERE nspname !~ '^pg_' AND nspname NOT IN ('public', 'information_schema')
        ORDER BY 1
    """

    def __init__(self, server, name):
        self.server = server.rstrip("/")
        self.name = name
        self.url = f"{self.server}/{name}"

    def libpq(self, database):
        return re.sub(r"^postgres(ql)?(\+\w+)?://", "postgresql://", self.server) + "/" + database

    def psql(self, database, sql, check=True):
        run = subprocess.run(
            ["psql", "-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-d", self.libpq(database), "-f", "-"],
            input=sql, capture_output=True, text=True,
        )
        if check and run.returncode:
            raise Failure(f"psql: {run.stderr.strip()}\n     in {sql.strip()[:300]}")
        return run

    def create(self):
        self.psql("postgres", f'DROP DATABASE IF EXISTS "{self.name}";\nCREATE DATABASE "{self.name}";')

    def drop(self):
        self.psql("postgres", f'DROP DATABASE IF EXISTS "{self.name}"')

    def execute(self, sql):
        self.psql(self.name, sql)

    def fails(self, sql):
        run = self.psql(self.name, sql, check=False)
        return run.stderr if run.returncode else None

    def query(self, sql):
        return [tuple(line.split("\t")) for line in self.psql(self.name, sql).stdout.splitlines()]

    def leftovers(self):
        return [row[0] for row in self.query(self.LEFTOVERS)]

    def schema(self):
        """pg_dump, without comments and the random \\restrict line."""
        run = subprocess.run(
            ["pg_dump", "--schema-only", "--no-owner", "-d", self.libpq(self.name)],
            capture_output=True, text=True,
        )
        if run.returncode:
            raise Failure(f"pg_dump: {run.stderr.strip()}")
        return [
            line for line in run.stdout.splitlines()
            if line.strip() and not line.startswith(("--", "\\restrict", "\\unrestrict"))
        ]

    def shape(self):
        """The schema without the order of columns, which a down and up may change."""
        return sorted(line.strip().rstrip(",") for line in self.schema())


class SQLite:
    kind = "sqlite"

    def __init__(self, folder, name):
        self.path = pathlib.Path(folder) / f"{name}.db"
        self.url = f"sqlite:///{self.path}"

    def create(self):
        self.path.unlink(missing_ok=True)

    def drop(self):
        self.path.unlink(missing_ok=True)

    def connect(self):
        connection = sqlite3.connect(self.path)
        connection.execute("PRAGMA foreign_keys = ON")
        return connection

    def execute(self, sql):
        connection = self.connect()
        try:
            connection.executescript(sql)
        except sqlite3.Error as error:
            raise Failure(f"sqlite: {error}\n     in {sql.strip()[:300]}")
        finally:
            connection.close()

    def fails(self, sql):
        try:
            self.execute(sql)
        except Failure as failure:
            return str(failure)
        return None

    def query(self, sql):
        connection = self.connect()
        rows = connection.execute(sql).fetchall()
        connection.close()
        return [tuple("" if value is None else str(value) for value in row) for row in rows]

    def leftovers(self):
        return [
            f"{kind} {name}"
            for kind, name in self.query(
                "SELECT type, name FROM sqlite_master WHERE tbl_name <> 'alembic_version' ORDER BY 1, 2"
            )
        ]

    def schema(self):
        """Columns, keys, indexes, triggers: a copied table has the same ones in other words."""
        lines = []
        for kind, name, sql in self.query("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2"):
            if kind != "table":
                lines.append(f"{kind} {name} " + " ".join(sql.split()))
                continue
            for _, column, type_, notnull, default, pk in self.query(f'PRAGMA table_info("{name}")'):
                lines.append(f"{name}.{column} {type_} {notnull} {default.strip('()')} {pk}")
            for row in self.query(f'PRAGMA foreign_key_list("{name}")'):
                lines.append(f"{name} references {row[2:]}")
            lines += [f"{name} checks {check}" for check in sorted(re.findall(r"CONSTRAINT (\w+) CHECK", sql))]
        return lines

    def shape(self):
        return sorted(self.schema())


# --- running alembic -----------------------------------------------------------------------------


class Project:
    def __init__(self, alembic, name, database):
        self.alembic = alembic
        self.name = name
        self.folder = HERE / name
        self.database = database

    def try_run(self, *args, url=None):
        environment = dict(os.environ, DATABASE_URL=url or self.database.url, PYTHONDONTWRITEBYTECODE="1")
        return subprocess.run(
            [self.alembic, *args], cwd=self.folder, env=environment, capture_output=True, text=True
        )

    def run(self, *args, url=None):
        run = self.try_run(*args, url=url)
        if run.returncode:
            tail = "\n       ".join((run.stdout + run.stderr).strip().splitlines()[-6:])
            raise Failure(f"alembic {' '.join(args)}: exit {run.returncode}\n       {tail}")
        return run.stdout

    def current(self):
        return sorted(line.split()[0] for line in self.run("current").splitlines())


CHECKS = []


def check(project, title, databases=("postgresql",)):
    def register(function):
        CHECKS.append((project, title, databases, function))
        return function

    return register


# --- the same checks for every chain -------------------------------------------------------------


def offline(project, chain):
    database = project.database
    up = project.run("upgrade", "head", "--sql")
    down = project.run("downgrade", f"{chain[-1]}:base", "--sql")
    for revision in chain:
        if revision not in up or revision not in down:
            raise Failure(f"{revision} is not in the script")
    database.execute(up)
    from_script = database.schema()
    database.execute(down)
    expect("left by the offline downgrade", database.leftovers(), [])
    expect("versions after the offline downgrade", database.query("SELECT * FROM alembic_version"), [])
    database.drop()
    database.create()
    project.run("upgrade", "head")
    expect("schema of the script and of the run", from_script, database.schema())


def steps(project, chain):
    database = project.database
    project.run("upgrade", "head")
    expect("current", project.current(), [chain[-1]])
    whole = database.schema()
    project.run("downgrade", "base")
    expect("left at base", database.leftovers(), [])
    expect("current at base", project.current(), [])
    for revision in chain:
        before = database.shape()
        project.run("upgrade", "+1")
        expect("current", project.current(), [revision])
        after = database.shape()
        project.run("downgrade", "-1")
        expect(f"shape after {revision} and back", database.shape(), before)
        project.run("upgrade", "+1")
        expect(f"shape after {revision} again", database.shape(), after)
    for revision in reversed([None, *chain[:-1]]):
        project.run("downgrade", "-1")
        expect("current", project.current(), [revision] if revision else [])
    expect("left after the last step down", database.leftovers(), [])
    project.run("upgrade", "head")
    expect("schema the second time", database.schema(), whole)


def register_chains():
    for name, chain in CHAINS.items():
        for revision in chain:
            assert len(revision) <= 32, revision
        both = ("postgresql", "sqlite") if name in ON_SQLITE else ("postgresql",)
        scripts = ("postgresql", "sqlite") if name in OFFLINE_ON_SQLITE else ("postgresql",)
        check(name, "offline", scripts)(lambda project, chain=chain: offline(project, chain))
        check(name, "each step", both)(lambda project, chain=chain: steps(project, chain))


register_chains()


@check("unity-timescale", "offline for MySQL and MariaDB", ("postgresql", "sqlite"))
def timescale_mysql(project):
    for url in ("mysql://unity@localhost/unity", "mariadb://unity@localhost/unity"):
        up = project.run("upgrade", "head", "--sql", url=url)
        down = project.run("downgrade", "e03f5d19c8a2:base", "--sql", url=url)
        for text in ("`condition` JSON NOT NULL", "DATETIME(6)", "MODIFY error_count INTEGER NOT NULL DEFAULT 0"):
            if text not in up:
                raise Failure(f"no {text!r} in the script for {url}")
        if "idx_metrics_tags" in up + down or "$$" in up:
            raise Failure("MySQL has neither an index on JSON nor $$")


@check("unity-chain", "offline on SQLite is refused", ("sqlite",))
def unity_sqlite_offline(project):
    run = project.try_run("upgrade", "head", "--sql")
    expect("exit", run.returncode != 0, True)
    project.run("upgrade", "00001_add_plugins", "--sql")


# --- consolidated-schema -------------------------------------------------------------------------


@check("consolidated-schema", "trusted people become members")
def members(project):
    database = project.database
    project.run("upgrade", "e36700c35af6")
    database.execute("""
        INSERT INTO entities (entity_type, trust_status, name, detection_count) VALUES
            ('person', 'trusted', 'Ann', 600), ('person', 'trusted', ' ann', 20),
            ('person', 'trusted', ' Bob ', 60), ('person', 'trusted', 'Eve', 5),
            ('person', 'trusted', NULL, 900), ('person', 'untrusted', 'Mallory', 700),
            ('person', 'unknown', 'Nobody', 7), ('vehicle', 'trusted', 'Van', 800);
    """)
    project.run("upgrade", "a1b2c3d4e5f6")
    expect("households", database.query("SELECT name, slug, timezone FROM households"), [("Home", "home", "UTC")])
    expect(
        "members",
        database.query(
            "SELECT m.name, m.role, m.trusted_level, e.detection_count FROM household_members m "
            "JOIN entities e ON e.id = m.entity_id ORDER BY m.id"
        ),
        [
            ("Ann", "resident", "full", "600"),
            ("Bob", "family", "partial", "60"),
            ("Eve", "frequent_visitor", "monitor", "5"),
        ],
    )
    project.run("downgrade", "-1")
    expect("entities", database.query("SELECT count(*) FROM entities"), [("8",)])
    database.execute("DELETE FROM entities")
    project.run("upgrade", "+1")
    expect("no members", database.query("SELECT count(*) FROM household_members"), [("0",)])


@check("consolidated-schema", "cameras get properties and areas")
def properties(project):
    database = project.database
    project.run("upgrade", "a1b2c3d4e5f6")
    database.execute("""
        INSERT INTO cameras (id, name, folder_path) VALUES
            ('front', 'Front', '/export/beach_house/front'), ('back', 'Back', '/export/beach_house/back'),
            ('garage', 'Garage', '/export/garage'), ('old', 'Old', '/srv/ftp/old');
        INSERT INTO zones (id, camera_id, name, zone_type, coordinates, shape, enabled) VALUES
            ('z1', 'front', 'Drive', 'driveway', '[]', 'polygon', true),
            ('z2', 'back', 'Drive 2', 'driveway', '[]', 'polygon', true),
            ('z3', 'back', 'Thing', 'other', '[]', 'rectangle', true),
            ('z4', 'back', 'Lawn', 'yard', '[]', 'rectangle', false),
            ('z5', 'old', 'A', 'other', '[]', 'rectangle', true),
            ('z6', 'garage', 'B', 'other', '[]', 'rectangle', true),
            ('z7', 'garage', 'Door', 'entry_point', '[]', 'rectangle', true);
    """)
    project.run("upgrade", "b2c3d4e5f6g7")
    expect(
        "cameras",
        database.query("SELECT c.id, p.name FROM cameras c JOIN properties p ON p.id = c.property_id ORDER BY 1"),
        [("back", "Beach House"), ("front", "Beach House"), ("garage", "Main"), ("old", "Main")],
    )
    expect(
        "areas",
        database.query(
            "SELECT p.name, a.name, a.description, a.color, a.polygon FROM areas a "
            "JOIN properties p ON p.id = a.property_id ORDER BY a.id"
        ),
        [
            ("Beach House", "Driveway", "2 zones of 2 camera(s)", "#F59E0B", '{"zones": 2, "cameras": ["back", "front"]}'),
            ("Main", "Entry point", "1 zone of 2 camera(s)", "#EF4444", '{"zones": 1, "cameras": ["garage", "old"]}'),
            ("Main", "Other", "2 zones of 2 camera(s)", "#76B900", '{"zones": 2, "cameras": ["garage", "old"]}'),
        ],
    )
    project.run("upgrade", "head")
    expect("zones", database.query("SELECT count(*) FROM camera_zones"), [("7",)])
    project.run("downgrade", "a1b2c3d4e5f6")
    expect("zones", database.query("SELECT count(*) FROM zones"), [("7",)])
    database.execute("DELETE FROM households")
    run = project.try_run("upgrade", "+1")
    expect("cameras without a household", "run a1b2c3d4e5f6 again" in run.stderr, True)
    expect("current", project.current(), ["a1b2c3d4e5f6"])


@check("consolidated-schema", "a database that has camera_zones already")
def zones_renamed(project):
    database = project.database
    project.run("upgrade", "b2c3d4e5f6g7")
    database.execute("ALTER TABLE zones RENAME TO camera_zones")
    project.run("upgrade", "head")
    expect("current", project.current(), ["f1231ed7e32d"])
    expect(
        "indexes",
        database.query("SELECT count(*) FROM pg_indexes WHERE tablename = 'camera_zones' AND indexname LIKE 'idx_zones%'"),
        [("3",)],
    )


@check("consolidated-schema", "triggers and constraints work")
def security_triggers(project):
    database = project.database
    project.run("upgrade", "a1b2c3d4e5f6")
    database.execute("""
        INSERT INTO cameras (id, name, folder_path) VALUES ('c', 'Porch', '/export/c');
        INSERT INTO events (batch_id, camera_id, started_at, summary) VALUES ('b', 'c', now(), 'A dog barks');
        INSERT INTO logs (level, component, message) VALUES ('INFO', 'api', 'started');
        INSERT INTO gpu_stats (recorded_at, memory_used, memory_total) VALUES (now(), 1, 3);
        INSERT INTO summaries (summary_type, content, event_count, window_start, window_end, generated_at)
        VALUES ('hourly', '', 0, '2026-01-01 10:00Z', '2026-01-01 11:00Z', now());
    """)
    expect("search", database.query("SELECT search_vector FROM events"), [("'bark':3A 'dog':2A 'porch':4A",)])
    expect("computed", database.query("SELECT memory_percent FROM gpu_stats"), [("33.33",)])
    secret = database.fails(
        "INSERT INTO logs (level, component, message, timestamp) "
        "VALUES ('INFO', 'api', 'password=x', '2026-01-01 10:11:12')"
    )
    expect("password in a log", "log of api at 10:11:12 would store a password" in (secret or ""), True)
    overlap = database.fails(
        "INSERT INTO summaries (summary_type, content, event_count, window_start, window_end, generated_at) "
        "VALUES ('hourly', '', 0, '2026-01-01 10:30Z', '2026-01-01 11:30Z', now())"
    )
    expect("overlap", "excl_summaries_overlap" in (overlap or ""), True)
    expect(
        "prompts",
        database.query("SELECT model, temperature, is_default, length(system_prompt) FROM prompt_configs ORDER BY id"),
        [("nemotron", "0.7", "t", "77"), ("florence2", "0.2", "f", "47")],
    )


# --- fifteen-chain -------------------------------------------------------------------------------

USERS = """
    INSERT INTO users (id, email, name, hashed_password, created_at) VALUES
        (1, 'ann@example.com', 'Ann', 'x', '2024-11-19 08:00'), (2, 'bob@example.com', 'Bob', 'y', NULL);
    INSERT INTO api_keys (id, key_prefix, hashed_key, user_id, is_active) VALUES
        (10, 'sk-aaa', 'h', 1, true), (11, 'sk-bbb', 'h', 1, true), (12, 'sk-ccc', 'h', 2, true);
    SELECT setval('users_id_seq', 100), setval('api_keys_id_seq', 100);
"""


@check("fifteen-chain", "duplicate sessions are closed")
def duplicate_sessions(project):
    database = project.database
    project.run("upgrade", "7c29c35fc9bc")
    database.execute(USERS + """
        INSERT INTO user_sessions (user_id, api_key_id, session_id, model_id, created_at, expires_at, is_active) VALUES
            (1, 10, 's1', 'm', '2025-01-01', '2025-01-02', true), (1, 11, 's2', 'm', '2025-01-01', '2025-01-05', true),
            (2, 12, 's3', 'm', '2025-01-01', '2025-01-02', true), (1, 10, 's4', 'n', '2025-01-01', '2025-01-02', false);
    """)
    project.run("upgrade", "fix_session_constraints")
    active = "SELECT session_id, is_active FROM user_sessions ORDER BY session_id"
    expect("sessions", database.query(active), [("s1", "f"), ("s2", "t"), ("s3", "t"), ("s4", "f")])
    again = database.fails("UPDATE user_sessions SET is_active = true WHERE session_id = 's1'")
    expect("second active session", "uq_user_sessions_one_active" in (again or ""), True)
    project.run("downgrade", "-1")
    expect("one inactive session per key", database.query(active), [("s2", "t"), ("s3", "t"), ("s4", "f")])


@check("fifteen-chain", "sessions move and come back")
def sessions_move(project):
    database = project.database
    project.run("upgrade", "d00825f2a89a")
    database.execute(USERS + """
        INSERT INTO user_sessions (user_id, api_key_id, session_id, model_id, created_at, expires_at, is_active) VALUES
            (1, 10, 's1', 'm', '2025-01-01', '2025-01-01 06:00', false), (1, 10, 's1', 'm', '2025-01-01', '2025-01-03', true),
            (1, 10, 's2', 'n', '2025-01-01', '2025-01-01 09:00', true), (2, 12, 's3', 'm', '2025-01-01', '2025-01-01 01:00', true);
        INSERT INTO delegations (user_id, delegate_address, signed_delegation_data) VALUES
            (1, '0x' || repeat('aB', 20), '{}');
    """)
    expect("numbers start at", database.query("SELECT number, valid_for FROM delegations"), [("1000", "30 days")])
    project.run("upgrade", "881e615d25ac")
    expect(
        "sessions",
        database.query("SELECT id, user_id, api_key_id, model, type, is_active FROM sessions ORDER BY id"),
        [
            ("s1", "1", "10", "m", "manual", "t"),
            ("s2", "1", "10", "n", "automated", "f"),
            ("s3", "2", "12", "m", "automated", "t"),
        ],
    )
    project.run("downgrade", "-1")
    expect(
        "user_sessions",
        database.query("SELECT session_id, is_active FROM user_sessions ORDER BY 1"),
        [("s1", "t"), ("s2", "f"), ("s3", "t")],
    )
    # two active delegations of one user to one address may not overlap
    twice = "INSERT INTO delegations (user_id, delegate_address, signed_delegation_data) VALUES (2, '0x' || repeat('c', 40), '')"
    database.execute(twice)
    expect("overlap", "excl_delegations_overlap" in (database.fails(twice) or ""), True)


@check("fifteen-chain", "users get their cognito id")
def cognito(project):
    database = project.database
    sub = "0f8fad5b-d9cb-469f-a165-70867728950e"
    project.run("upgrade", "5f7a3e1b8d42")
    database.execute(USERS + f"""
        UPDATE users SET hashed_password = 'cognito:{sub}', email = ' Ann@Example.COM ' WHERE id = 1;
        INSERT INTO users (id, email, name, hashed_password) VALUES
            (3, 'c@example.com', 'C', 'cognito:{sub}'), (4, 'd@example.com', 'D', 'cognito:not-a-sub');
    """)
    project.run("upgrade", "6f8a4e1b9d43")
    rows = "SELECT id, email, cognito_user_id FROM users ORDER BY id"
    expect(
        "users",
        database.query(rows),
        [
            ("1", "ann@example.com", sub),
            ("2", "bob@example.com", "pending-000002"),
            ("3", "c@example.com", "pending-000003"),
            ("4", "d@example.com", "pending-000004"),
        ],
    )
    touched = database.query("UPDATE users SET name = 'Ann A.' WHERE id = 1 RETURNING updated_at > created_at")
    expect("updated_at", touched, [("t",)])
    project.run("downgrade", "-1")
    expect(
        "passwords",
        database.query("SELECT hashed_password FROM users ORDER BY id"),
        [(f"cognito:{sub}",), ("!",), ("!",), ("!",)],
    )


MESSAGES = """
    INSERT INTO users (id, email, name, cognito_user_id) VALUES (1, 'ann@example.com', 'Ann', 'sub-1');
    INSERT INTO chats (id, user_id, title) VALUES ('c', 1, 'T');
    INSERT INTO messages (id, chat_id, sequence, role, content) VALUES
"""


@check("fifteen-chain", "roles become an enum")
def roles(project):
    database = project.database
    project.run("upgrade", "add_chat_tables")
    database.execute(MESSAGES + """
        ('m0', 'c', 0, 'human', ''), ('m1', 'c', 1, 'AI', ''), ('m2', 'c', 2, 'developer', ''),
        ('m3', 'c', 3, 'User', ''), ('m4', 'c', 4, 'tool', ''), ('m5', 'c', 5, 'assistant', '');
    """)
    project.run("upgrade", "add_message_role_enum")
    wanted = [("user",), ("assistant",), ("system",), ("user",), ("user",), ("assistant",)]
    expect("roles", database.query("SELECT role FROM messages ORDER BY sequence"), wanted)
    kind = "SELECT data_type, udt_name, column_default FROM information_schema.columns WHERE table_name = 'messages' AND column_name = 'role'"
    expect("type", database.query(kind), [("USER-DEFINED", "messagerole", "'user'::messagerole")])
    project.run("downgrade", "-1")
    expect("type", database.query(kind), [("character varying", "varchar", "'user'::character varying")])
    expect("roles", database.query("SELECT role FROM messages ORDER BY sequence"), wanted)


@check("fifteen-chain", "one default key per user")
def default_keys(project):
    database = project.database
    project.run("upgrade", "add_message_role_enum")
    database.execute("""
        INSERT INTO users (id, email, name, cognito_user_id) VALUES
            (1, 'a@example.com', 'A', 'a'), (2, 'b@example.com', 'B', 'b'), (3, 'c@example.com', 'C', 'c');
        INSERT INTO api_keys (id, key_prefix, hashed_key, user_id, is_active, created_at, last_used_at) VALUES
            (1, 'k1', '', 1, true, '2025-01-01', NULL), (2, 'k2', '', 1, true, '2025-02-01', '2025-03-01'),
            (3, 'k3', '', 1, false, '2025-01-01', '2025-09-01'), (4, 'k4', '', 2, true, '2025-02-01', NULL),
            (5, 'k5', '', 2, true, '2025-01-01', NULL), (6, 'k6', '', 3, false, '2025-01-01', NULL),
            (7, 'k7', '', NULL, true, '2025-01-01', NULL);
    """)
    project.run("upgrade", "add_is_default_api_keys")
    expect("defaults", database.query("SELECT id FROM api_keys WHERE is_default ORDER BY id"), [("2",), ("5",)])
    second = database.fails("UPDATE api_keys SET is_default = true WHERE id = 1")
    expect("second default", "ix_api_keys_user_default" in (second or ""), True)


ENUM_CASES = {
    "as the migrations left it": "",
    "renamed by hand": "ALTER TYPE messagerole RENAME TO message_role_enum;",
    "both types, a label missing": "CREATE TYPE message_role_enum AS ENUM ('user', 'assistant');",
    "no type, VARCHAR": """
        ALTER TABLE messages ALTER COLUMN role DROP DEFAULT;
        ALTER TABLE messages ALTER COLUMN role TYPE VARCHAR(20) USING role::text;
        DROP TYPE messagerole;
    """,
    "both types, two columns": """
        CREATE TYPE message_role_enum AS ENUM ('user', 'assistant', 'system');
        ALTER TABLE chats ADD COLUMN last_role messagerole;
    """,
}


def enum_case(project, drift):
    database = project.database
    project.run("upgrade", "add_encrypted_api_keys")
    database.execute(MESSAGES + "('m0', 'c', 0, 'system', ''), ('m1', 'c', 1, 'user', '');" + drift)
    project.run("upgrade", "fix_enum_name_2025")
    expect("current", project.current(), ["fix_enum_name_2025"])
    expect("types", database.query("SELECT typname FROM pg_type WHERE typname LIKE 'message%role%' AND typtype = 'e'"), [("message_role_enum",)])
    expect(
        "labels",
        sorted(database.query("SELECT unnest(enum_range(NULL::message_role_enum))")),
        [("assistant",), ("system",), ("user",)],
    )
    database.execute("INSERT INTO messages (id, chat_id, sequence, content) VALUES ('m2', 'c', 2, '')")
    expect("default", database.query("SELECT role FROM messages WHERE id = 'm2'"), [("user",)])
    expect(
        "roles",
        database.query("SELECT role, pg_typeof(role) FROM messages WHERE id < 'm2' ORDER BY id"),
        [("system", "message_role_enum"), ("user", "message_role_enum")],
    )
    project.run("upgrade", "head")
    project.run("downgrade", "add_encrypted_api_keys")
    expect("old name", database.query("SELECT DISTINCT pg_typeof(role) FROM messages"), [("messagerole",)])


for case, drift in ENUM_CASES.items():
    check("fifteen-chain", f"enum repair: {case}")(lambda project, drift=drift: enum_case(project, drift))


@check("fifteen-chain", "social login")
def social_login(project):
    database = project.database
    project.run("upgrade", "head")
    database.execute("""
        INSERT INTO users (id, email, name, cognito_user_id) VALUES
            (1, 'ann@example.com', 'Ann', 'google_1'), (2, 'ann@example.com', NULL, 'github_2'),
            (3, NULL, NULL, 'phone_3');
    """)
    expect(
        "indexes",
        database.query(
            "SELECT c.relname, i.indisunique, i.indisvalid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
            "WHERE i.indrelid = 'users'::regclass ORDER BY 1"
        ),
        [
            ("ix_users_cognito_user_id", "t", "t"),
            ("ix_users_email", "f", "t"),
            ("ix_users_id", "f", "t"),
            ("users_pkey", "t", "t"),
        ],
    )
    project.run("downgrade", "-1")
    expect(
        "users",
        database.query("SELECT email, name FROM users ORDER BY id"),
        [("ann@example.com", "Ann"), ("github_2@users.invalid", "github_2"), ("phone_3@users.invalid", "phone_3")],
    )
    project.run("upgrade", "head")


# --- transform-army ------------------------------------------------------------------------------


@check("transform-army", "customers of the pilot become tenants")
def pilot(project):
    database = project.database
    database.execute("""
        CREATE TABLE pilot_customers (
            id INTEGER PRIMARY KEY, company TEXT NOT NULL, api_key_hash TEXT, cancelled BOOLEAN NOT NULL);
        INSERT INTO pilot_customers VALUES
            (1, 'Acme, Inc.', 'h1', false), (2, 'ACME inc', 'h2', false), (3, 'System', 'h1', false),
            (4, '日本', NULL, false), (5, 'Größe & Co', 'h5', true);
    """)
    project.run("upgrade", "head")
    expect(
        "tenants",
        database.query("SELECT name, slug, api_key_hash, is_active FROM tenants ORDER BY api_key_hash"),
        sorted(
            [
                ("Transform Army", "system", "!", "t"),
                ("Acme, Inc.", "acme-inc", "h1", "t"),
                ("ACME inc", "acme-inc-2", "h2", "t"),
                ("System", "system-2", "!pilot-3", "f"),
                ("日本", "tenant-4", "!pilot-4", "f"),
                ("Größe & Co", "gr-e-co", "h5", "f"),
            ],
            key=lambda row: row[2],
        ),
    )
    expect(
        "uuid5",
        database.query("SELECT id FROM tenants WHERE slug = 'acme-inc'"),
        [(str(uuid.uuid5(uuid.UUID("00000000-0000-4000-8000-000000000001"), "1")),)],
    )
    expect("audit", database.query("SELECT action, changes, retention FROM audit_logs"), [("pilot_import", '{"imported": 5}', "2555 days")])
    project.run("downgrade", "base")
    expect("left at base", database.leftovers(), ["relation pilot_customers", "relation pilot_customers_pkey", "type _pilot_customers", "type pilot_customers"])


@check("transform-army", "triggers, computed column and checks work")
def army_triggers(project):
    database = project.database
    project.run("upgrade", "head")
    database.execute("""
        INSERT INTO action_logs (tenant_id, action_type, provider_name, request_payload, execution_time_ms)
        SELECT id, 'crm_add_note', 'hubspot', '{}', 6000 FROM tenants;
        INSERT INTO audit_logs (tenant_id, action, resource_type, ip_address) SELECT id, 'x', 'y', '10.0.0.1' FROM tenants;
    """)
    expect("computed", database.query("SELECT status, is_slow FROM action_logs"), [("pending", "t")])
    change = database.fails("UPDATE audit_logs SET action = 'z'")
    expect("append only", "audit_logs is append only (UPDATE of" in (change or ""), True)
    failure = database.fails("UPDATE action_logs SET status = 'failure'")
    expect("check", "ck_action_logs_failure_has_message" in (failure or ""), True)
    touched = database.query("UPDATE tenants SET name = 'T' RETURNING updated_at > created_at")
    expect("updated_at", touched, [("t",)])


# --- unity-chain ---------------------------------------------------------------------------------

BOTH = ("postgresql", "sqlite")


def condition(metric, op, inverse, value):
    return json.dumps(
        {
            "conditions": [{"clear": {"op": inverse, "value": value}, "metric": metric, "op": op, "value": value}],
            "operator": "AND",
        }
    )


@check("unity-chain", "alert rules get conditions_json", BOTH)
def alert_conditions(project):
    database = project.database
    project.run("upgrade", "00001_add_plugins")
    database.execute("""
        INSERT INTO alert_rules (id, name, resource_type, metric_name, condition, threshold) VALUES
            (1, 'cpu', 'host', 'cpu_usage', 'gt', 90), (2, 'disk', 'host', 'disk_usage', 'gt', 250),
            (3, 'queue', 'app', 'queue_length', 'lt', 5), (4, 'memory', 'host', 'memory_usage', 'gte', 0.85),
            (5, 'third', 'host', 'cpu_usage', 'ne', 33.3333333);
    """)
    project.run("upgrade", "a1b2c3d4e5f6")
    enabled = {"postgresql": ("t", "f"), "sqlite": ("1", "0")}[database.kind]
    expect(
        "rules",
        database.query("SELECT id, enabled, coalesce(conditions_json, '') FROM alert_rules ORDER BY id"),
        [
            ("1", enabled[0], condition("cpu_usage", "gt", "lte", 0.9)),
            ("2", enabled[1], ""),
            ("3", enabled[0], condition("queue_length", "lt", "gte", 5.0)),
            ("4", enabled[0], condition("memory_usage", "gte", "lt", 0.85)),
            ("5", enabled[0], condition("cpu_usage", "ne", "eq", 0.3333)),
        ],
    )
    database.execute("""
        INSERT INTO alert_rules (id, name, resource_type, metric_name, conditions_json)
        VALUES (6, 'many', 'host', 'cpu_usage', '{}');
    """)
    nothing = database.fails("INSERT INTO alert_rules (name, resource_type, metric_name) VALUES ('n', 'host', 'x')")
    expect("neither", "has_condition" in (nothing or ""), True)
    project.run("upgrade", "head")
    project.run("downgrade", "00001_add_plugins")
    expect("rules kept", database.query("SELECT id FROM alert_rules ORDER BY id"), [(str(n),) for n in range(1, 6)])
    strict = database.fails("INSERT INTO alert_rules (name, resource_type, metric_name) VALUES ('n', 'host', 'x')")
    expect("NOT NULL again", strict is not None, True)


@check("unity-chain", "tables made by create_all are kept", BOTH)
def create_all(project):
    database = project.database
    project.run("upgrade", "a1b2c3d4e5f6")
    database.execute("CREATE TABLE plugin_alerts (id INTEGER PRIMARY KEY, mine INTEGER)")
    project.run("upgrade", "head")
    database.execute("INSERT INTO plugin_alerts (id, mine) VALUES (1, 1)")
    database.execute("INSERT INTO plugin_executions (plugin_id) VALUES ('docker-monitor')")
    database.execute("INSERT INTO plugin_metrics (plugin_id, metric_name, value) VALUES ('docker-monitor', 'm', 1.5)")


@check("unity-chain", "built-in plugins and their trigger", BOTH)
def builtin_plugins(project):
    database = project.database
    project.run("upgrade", "head")
    expect(
        "plugins",
        database.query("SELECT id, name, config FROM plugins ORDER BY id"),
        [
            ("disk-monitor", "Disk Monitor (S.M.A.R.T. 'n' usage)", "{}"),
            ("docker-monitor", "Docker Monitor", "{}"),
            ("system-info", "System Info", "{}"),
        ],
    )
    database.execute("UPDATE plugins SET updated_at = '2020-01-01 00:00:00' WHERE id = 'system-info'")
    time.sleep(0.01)
    database.execute("UPDATE plugins SET enabled = true WHERE id = 'system-info'")
    recent = database.query("SELECT count(*) FROM plugins WHERE updated_at > '2021-01-01 00:00:00' AND id = 'system-info'")
    expect("updated_at", recent, [("1",)])


# --- unity-timescale -----------------------------------------------------------------------------


@check("unity-timescale", "plugin_status is filled in", BOTH)
def plugin_status(project):
    database = project.database
    project.run("upgrade", "b28a60c94d7f")
    database.execute("""
        INSERT INTO plugins (id, plugin_id, name, version, enabled) VALUES
            ('00000000000000000000000000000001', 'busy', 'Busy', '1', true),
            ('00000000000000000000000000000002', 'idle', 'Idle', '1', true),
            ('00000000000000000000000000000003', 'off', 'Off', '1', false),
            ('00000000000000000000000000000004', 'shaky', 'Shaky', '1', true),
            ('00000000000000000000000000000005', 'broken', 'Broken', '1', true);
        INSERT INTO plugin_metrics (time, plugin_id, metric_name, value) VALUES
            ('2024-12-01 10:00:00', 'busy', 'm', '1'), ('2024-12-02 10:00:00', 'busy', 'm', '2'),
            ('2024-12-01 10:00:00', 'off', 'm', '1'), ('2024-12-03 10:00:00', 'shaky', 'm', '1');
        INSERT INTO plugin_status (plugin_id, error_count, consecutive_errors, health_status) VALUES
            ('shaky', NULL, 2, NULL), ('broken', 9, 7, 'healthy');
    """)
    project.run("upgrade", "head")
    expect(
        "status",
        [
            (plugin, last[:10], *rest)
            for plugin, last, *rest in database.query(
                "SELECT plugin_id, coalesce(CAST(last_success AS VARCHAR(30)), ''), error_count, consecutive_errors, "
                "health_status FROM plugin_status ORDER BY plugin_id"
            )
        ],
        [
            ("broken", "", "9", "7", "failed"),
            ("busy", "2024-12-02", "0", "0", "healthy"),
            ("idle", "", "0", "0", "unknown"),
            ("off", "2024-12-01", "0", "0", "unknown"),
            ("shaky", "2024-12-03", "0", "2", "degraded"),
        ],
    )
    null = database.fails("UPDATE plugin_status SET error_count = NULL")
    expect("NOT NULL", null is not None, True)
    severity = database.fails(
        "INSERT INTO alerts (id, plugin_id, name, condition, severity) "
        "VALUES ('00000000000000000000000000000009', 'busy', 'n', '{}', 'loud')"
    )
    expect("severity", severity is not None, True)
    project.run("downgrade", "-1")
    database.execute("UPDATE plugin_status SET error_count = NULL")


# --- branches ------------------------------------------------------------------------------------


@check("branches", "offline, up, down and what it shows", BOTH)
def branches(project):
    database = project.database
    script = project.run("upgrade", "heads", "--sql")
    expect("revisions in the script", script.count("-- Running upgrade"), 9)
    project.run("downgrade", "0a7f3e2d9c56:base", "--sql")
    project.run("upgrade", "heads")
    heads = ["0a7f3e2d9c56", "6e1f9a3c7d85", "b39e6d1f8a24"]
    expect("current", project.current(), heads)
    whole = database.shape()
    project.run("downgrade", "base")
    expect("left at base", database.leftovers(), [])
    database.execute(script.replace("CREATE TABLE alembic_version", "CREATE TABLE IF NOT EXISTS alembic_version"))
    expect("shape of the script", database.shape(), whole)
    project.run("downgrade", "base")
    project.run("upgrade", "reporting@head")
    # rows of other branches that it depends on stay until something follows them
    expect("reporting and its dependencies", project.current(), ["6e1f9a3c7d85", "91c3e5a7d042", "c8f21b7a6e93"])
    project.run("upgrade", "e5d9a04c3b18")
    project.run("upgrade", "experimental")
    project.run("downgrade", "reporting@base")
    project.run("upgrade", "heads")
    expect("current", project.current(), heads)
    history = project.run("history").splitlines()
    expect("history", len(history), 9)
    expect("merge", sum("(mergepoint)" in line for line in history), 1)
    expect("branch points", sum("(branchpoint)" in line for line in history), 2)
    expect("heads", sorted(line.split()[0] for line in project.run("heads").splitlines()), heads)
    expect("head", project.try_run("upgrade", "head").returncode != 0, True)


# --- main ----------------------------------------------------------------------------------------


def main():
    parser = argparse.ArgumentParser(description="Prove the projects of this folder with a real Alembic.")
    parser.add_argument("alembic", help="path of the alembic executable")
    parser.add_argument("server", nargs="?", help="URL of a PostgreSQL server, without a database")
    parser.add_argument("--sqlite", action="store_true")
    parser.add_argument("--only", metavar="NAME")
    parser.add_argument("--keep-going", action="store_true")
    options = parser.parse_args()
    if bool(options.server) == options.sqlite:
        parser.error("either the URL of a server or --sqlite")
    kind = "sqlite" if options.sqlite else "postgresql"

    done = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, title, databases, function in CHECKS:
            if kind not in databases or options.only not in (None, name):
                continue
            database = (
                SQLite(folder, "systems") if options.sqlite else Postgres(options.server, f"systems_{os.getpid()}")
            )
            database.create()
            done += 1
            try:
                function(Project(os.path.abspath(options.alembic), name, database))
                print(f"ok   {name}: {title}", flush=True)
            except Failure as failure:
                failed += 1
                print(f"FAIL {name}: {title}\n     {failure}", flush=True)
            finally:
                database.drop()
            if failed and not options.keep_going:
                break
    print(f"{done} checks on {kind}, {failed} failed")
    return 1 if failed or not done else 0


if __name__ == "__main__":
    sys.exit(main())
