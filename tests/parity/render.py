"""Renders each revision of a directory alone, offline, with the real Alembic; run by the oracle's Python.

    render.py DIRECTORY ROOT DIALECT    ROOT goes on sys.path, as the application's own code would be

JSON on standard output: for each file {"file", "revision", "error", "upgrade", "downgrade"}, where a
direction is {"statements": [..]} or {"error": .., "kind": ..}. A statement is the text of one execute
without its closing `;`; BEGIN and COMMIT of Alembic's own are none.
"""

import importlib.util
import io
import json
import sys
import traceback
from pathlib import Path

from alembic.config import Config
from alembic.operations import Operations
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory


def load(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(path, direction, dialect):
    """The statements of one direction; the module is loaded anew, as another process would."""
    statements = []
    config = Config()
    environment = EnvironmentContext(config, ScriptDirectory(str(path.parent)), as_sql=True)
    with environment:
        environment.configure(dialect_name=dialect, literal_binds=True, dialect_opts={"paramstyle": "named"},
                              output_buffer=io.StringIO())
        context = environment.get_context()
        impl = context.impl
        impl.emit_begin = impl.emit_commit = lambda: None
        impl.static_output = lambda text: statements.append(text.removesuffix(impl.command_terminator))
        with Operations.context(context):
            getattr(load(path), direction)()
    return statements


def render(path, direction, dialect):
    try:
        return {"statements": run(path, direction, dialect)}
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        return {"error": f"{type(error).__name__}: {error}", "kind": type(error).__name__,
                "at": f"{where.filename}:{where.lineno}"}


def describe(path, dialect):
    row = {"file": path.name, "revision": None, "error": None}
    try:
        row["revision"] = load_declaration(path)
    except Exception as error:
        row["error"] = f"{type(error).__name__}: {error}"
    return row | {direction: render(path, direction, dialect) for direction in ("upgrade", "downgrade")}


def load_declaration(path):
    """The id without running the file, which may import what is not there."""
    import ast

    for node in ast.parse(path.read_text()).body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(getattr(target, "id", None) == "revision" for target in targets):
            return ast.literal_eval(node.value)
    return load(path).revision


def main():
    directory, root, dialect = sys.argv[1:]
    sys.path.insert(0, root)
    sys.dont_write_bytecode = True
    out, sys.stdout = sys.stdout, sys.stderr
    files = sorted(path for path in Path(directory).glob("*.py") if path.name != "__init__.py")
    json.dump([describe(path, dialect) for path in files], out)


main()
